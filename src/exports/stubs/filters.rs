//! Link-layer filters.

use std::mem::MaybeUninit;

use crate::abi::filters::{
    DHCP_ADDR_PATTERN, DHCP_FILTER_ADD_INFO, DHCP_FILTER_GLOBAL_INFO, DHCP_FILTER_LIST_TYPE,
    LPDHCP_ADDR_PATTERN, LPDHCP_FILTER_ENUM_INFO, LPDHCP_FILTER_GLOBAL_INFO,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Adds an entry to a link-layer filter list.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] AddFilterInfo    the entry.
/// @param[in] ForceFlag        TRUE to change an entry that exists.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddFilterV4(
    ServerIpAddress: LPCWSTR,
    AddFilterInfo: *const DHCP_FILTER_ADD_INFO,
    ForceFlag: BOOL,
) -> WIN32_ERROR {
    call("DhcpAddFilterV4", move || Err(Failure::NotImplemented))
}

/// Deletes an entry of a link-layer filter list.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in] DeleteFilterInfo  the entry.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteFilterV4(
    ServerIpAddress: LPCWSTR,
    DeleteFilterInfo: *const DHCP_ADDR_PATTERN,
) -> WIN32_ERROR {
    call("DhcpDeleteFilterV4", move || Err(Failure::NotImplemented))
}

/// Lists the entries of a link-layer filter list.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; all zero for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[in]     ListType          the list.
/// @param[out]    EnumFilterInfo    the entries, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumFilterV4(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: LPDHCP_ADDR_PATTERN,
    PreferredMaximum: DWORD,
    ListType: MaybeUninit<DHCP_FILTER_LIST_TYPE>,
    EnumFilterInfo: *mut LPDHCP_FILTER_ENUM_INFO,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumFilterV4", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumFilterInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads which link-layer filter lists are in force.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[out] GlobalFilterInfo  which lists are in force.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetFilterV4(
    ServerIpAddress: LPCWSTR,
    GlobalFilterInfo: LPDHCP_FILTER_GLOBAL_INFO,
) -> WIN32_ERROR {
    call("DhcpGetFilterV4", move || {
        if !GlobalFilterInfo.is_null() {
            // SAFETY: it is not NULL, so it is writable, by the contract of `exports`.
            unsafe {
                GlobalFilterInfo
                    .write_unaligned(DHCP_FILTER_GLOBAL_INFO { EnforceAllowList: 0, EnforceDenyList: 0 })
            };
        }
        Err(Failure::NotImplemented)
    })
}

/// Sets which link-layer filter lists are in force.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in] GlobalFilterInfo  which lists are in force.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetFilterV4(
    ServerIpAddress: LPCWSTR,
    GlobalFilterInfo: *const DHCP_FILTER_GLOBAL_INFO,
) -> WIN32_ERROR {
    call("DhcpSetFilterV4", move || Err(Failure::NotImplemented))
}
