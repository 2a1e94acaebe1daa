//! Link-layer filters.

use std::mem::MaybeUninit;

use crate::abi::filters::{
    DHCP_ADDR_PATTERN, DHCP_FILTER_ADD_INFO, DHCP_FILTER_GLOBAL_INFO, DHCP_FILTER_LIST_TYPE,
    LPDHCP_ADDR_PATTERN, LPDHCP_FILTER_ENUM_INFO, LPDHCP_FILTER_GLOBAL_INFO,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::{Failure, call};
use crate::ffi::convert::filters;
use crate::ffi::out::Out;
use crate::ffi::paging::Enumeration;
use crate::ffi::views::{server_name, structure};
use crate::service::{ask, command};

/// Adds an entry to one of the two lists of link-layer filters, or exempts a hardware type from filtering. A list acts
/// while it is in force (DhcpSetFilterV4). One pattern is in one of the lists. (MS-DHCPM 3.2.4.83)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] AddFilterInfo    the entry. Of AddrPatt, MatchHWType is TRUE. With HWType 1 (Ethernet) it is one address
///                             (IsWildcard FALSE, Length 6), or those that begin with 1 to 5 bytes (IsWildcard TRUE); the
///                             first Length bytes of Pattern count. Any other HWType stands for all clients of the type,
///                             which are exempt (IsWildcard TRUE, Length 0, ListType Allow). Comment has at most 127
///                             characters, or is NULL.
/// @param[in] ForceFlag        TRUE replaces an entry that one of the lists has for the pattern; FALSE refuses.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS (20093),
///         ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT (20101), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddFilterV4(
    ServerIpAddress: LPCWSTR,
    AddFilterInfo: *const DHCP_FILTER_ADD_INFO,
    ForceFlag: BOOL,
) -> WIN32_ERROR {
    call("DhcpAddFilterV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, addition) = unsafe {
            (server_name(ServerIpAddress)?, filters::addition(&structure(AddFilterInfo)?, ForceFlag != 0))
        };
        Ok(command(server, &judged(server, addition)?)?)
    })
}

/// Deletes the entry of a pattern from the list that it is in, or ends the exemption of a hardware type.
/// (MS-DHCPM 3.2.4.84)
///
/// @param[in] ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in] DeleteFilterInfo  the pattern, as for DhcpAddFilterV4.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST (20095),
///         ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE (20102: the hardware type is not exempt),
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteFilterV4(
    ServerIpAddress: LPCWSTR,
    DeleteFilterInfo: *const DHCP_ADDR_PATTERN,
) -> WIN32_ERROR {
    call("DhcpDeleteFilterV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, deletion) =
            unsafe { (server_name(ServerIpAddress)?, filters::deletion(&structure(DeleteFilterInfo)?)) };
        Ok(command(server, &judged(server, deletion)?)?)
    })
}

/// Says which lists of link-layer filters are in force. While the deny list is, a client that it has gets no answer; while
/// the allow list is, one that it has not gets none, and neither does one that both have while both are. (MS-DHCPM 1.4,
/// 3.2.4.85)
///
/// @param[in] ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in] GlobalFilterInfo  which lists are in force: TRUE or FALSE for each.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetFilterV4(
    ServerIpAddress: LPCWSTR,
    GlobalFilterInfo: *const DHCP_FILTER_GLOBAL_INFO,
) -> WIN32_ERROR {
    call("DhcpSetFilterV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, info) = unsafe { (server_name(ServerIpAddress)?, structure(GlobalFilterInfo)?) };
        Ok(command(server, &filters::enforcement(&info))?)
    })
}

/// Reads which lists of link-layer filters are in force. On a fresh server none is. (MS-DHCPM 3.2.4.86)
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[out] GlobalFilterInfo  a structure of the caller's: 1 or 0 for each list; 0 on failure.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetFilterV4(
    ServerIpAddress: LPCWSTR,
    GlobalFilterInfo: LPDHCP_FILTER_GLOBAL_INFO,
) -> WIN32_ERROR {
    call("DhcpGetFilterV4", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(GlobalFilterInfo)?, server_name(ServerIpAddress)?) };
        out.fill(ask(server, |server| Ok::<_, Failure>(filters::enforced(server)))?);
        Ok(())
    })
}

/// Reads the entries of a list of link-layer filters in the order of hardware type, bytes and length, as many as fit into
/// a number of bytes. Exemptions of hardware types are in the allow list. (MS-DHCPM 3.2.4.87)
///
/// Unlike other enumerations this one never answers ERROR_SUCCESS: the last entries come with ERROR_NO_MORE_ITEMS.
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on: a structure of zeros, then the last pattern that was returned, whether
///                                  or not it is in the list any more. It stays as it is where nothing is returned.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one entry. Less than 1024 is 1024, more than 65536
///                                  is 65536, and 0xFFFFFFFF is all.
/// @param[in]     ListType          Deny (0) or Allow (1).
/// @param[out]    EnumFilterInfo    the entries, NULL if there is none. The header, the one array of structures, and each
///                                  Comment are blocks of their own, each released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      how many were returned.
/// @param[out]    ElementsTotal     how many there are from the incoming handle to the end.
/// @return ERROR_MORE_DATA (with entries), ERROR_NO_MORE_ITEMS (with the last entries, or without any),
///         ERROR_INVALID_PARAMETER, ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server) = unsafe {
            (
                Enumeration::new(ResumeHandle, EnumFilterInfo, ElementsRead, ElementsTotal)?,
                server_name(ServerIpAddress)?,
            )
        };
        let list = judged(server, filters::list(ListType))?;
        ask(server, |server| filters::page(server, list, PreferredMaximum, enumeration))
    })
}
