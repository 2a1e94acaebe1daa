//! Multicast scopes. The SDK exports these functions and declares none of them.

use std::mem::MaybeUninit;

use crate::abi::clients::DHCP_SEARCH_INFO;
use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::elements::{
    DHCP_SUBNET_ELEMENT_DATA_V4, DHCP_SUBNET_ELEMENT_TYPE, LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4,
};
use crate::abi::multicast::{
    DHCP_MSCOPE_INFO, LPDHCP_MCAST_MIB_INFO, LPDHCP_MCLIENT_INFO_ARRAY, LPDHCP_MSCOPE_INFO,
    LPDHCP_MSCOPE_TABLE,
};
use crate::abi::server::LPDHCP_SCAN_LIST;
use crate::abi::subnets::DHCP_FORCE_FLAG;
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Adds an element to a multicast scope.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] MScopeName       name of the multicast scope.
/// @param[in] AddElementInfo   the element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddMScopeElement(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    AddElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V4,
) -> WIN32_ERROR {
    call("DhcpAddMScopeElement", move || Err(Failure::NotImplemented))
}

/// Deletes the lease of a multicast client.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteMClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_SEARCH_INFO,
) -> WIN32_ERROR {
    call("DhcpDeleteMClientInfo", move || Err(Failure::NotImplemented))
}

/// Deletes a multicast scope.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] MScopeName       name of the multicast scope.
/// @param[in] ForceFlag        how far the deletion goes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteMScope(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpDeleteMScope", move || Err(Failure::NotImplemented))
}

/// Lists the leases of a multicast scope.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     MScopeName        name of the multicast scope.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumMScopeClients(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_MCLIENT_INFO_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumMScopeClients", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the elements of a multicast scope.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     MScopeName        name of the multicast scope.
/// @param[in]     EnumElementType   the kind of elements.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    EnumElementInfo   the elements, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumMScopeElements(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    EnumElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumMScopeElements", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumElementInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the multicast scopes.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most scopes to return.
/// @param[out]    MScopeTable       the names, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumMScopes(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    MScopeTable: *mut LPDHCP_MSCOPE_TABLE,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumMScopes", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(MScopeTable);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads the multicast counters of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMCastMibInfo(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MCAST_MIB_INFO,
) -> WIN32_ERROR {
    call("DhcpGetMCastMibInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MibInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads a multicast scope.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  MScopeName       name of the multicast scope.
/// @param[out] MScopeInfo       the multicast scope, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMScopeInfo(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    MScopeInfo: *mut LPDHCP_MSCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpGetMScopeInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MScopeInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Removes an element of a multicast scope.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] MScopeName         name of the multicast scope.
/// @param[in] RemoveElementInfo  the element.
/// @param[in] ForceFlag          how far the deletion goes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveMScopeElement(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    RemoveElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V4,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpRemoveMScopeElement", move || Err(Failure::NotImplemented))
}

/// Compares the address pools of a multicast scope with its leases.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  MScopeName       name of the multicast scope.
/// @param[in]  FixFlag          1 to repair what is found, 0 to report it.
/// @param[out] ScanList         the differences, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpScanMDatabase(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    FixFlag: DWORD,
    ScanList: *mut LPDHCP_SCAN_LIST,
) -> WIN32_ERROR {
    call("DhcpScanMDatabase", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ScanList) };
        Err(Failure::NotImplemented)
    })
}

/// Creates or changes a multicast scope.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] MScopeName       name of the multicast scope.
/// @param[in] MScopeInfo       the multicast scope.
/// @param[in] NewScope         TRUE to create it, FALSE to change it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetMScopeInfo(
    ServerIpAddress: LPCWSTR,
    MScopeName: LPCWSTR,
    MScopeInfo: *const DHCP_MSCOPE_INFO,
    NewScope: BOOL,
) -> WIN32_ERROR {
    call("DhcpSetMScopeInfo", move || Err(Failure::NotImplemented))
}
