//! Leases: the forms that are not implemented yet.

use crate::abi::clients::{
    DHCP_CLIENT_INFO_EX, DHCP_SEARCH_INFO, LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY, LPDHCP_CLIENT_INFO_ARRAY,
    LPDHCP_CLIENT_INFO_ARRAY_V4, LPDHCP_CLIENT_INFO_ARRAY_V5, LPDHCP_CLIENT_INFO_ARRAY_VQ,
    LPDHCP_CLIENT_INFO_EX, LPDHCP_CLIENT_INFO_EX_ARRAY, LPDHCP_CLIENT_INFO_PB_ARRAY,
};
use crate::abi::common::{DHCP_IP_ADDRESS, DHCP_RESUME_HANDLE};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Lists the leases of a subnet.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClients(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClients", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of a subnet, with what the link-layer filters say about each client.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsFilterStatusInfo(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsFilterStatusInfo", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of a subnet, with the protocol of each client.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_V4,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsV4", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of a subnet, with the state of each address.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsV5(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_V5,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsV5", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of a subnet, with the quarantine fields.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsVQ(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_VQ,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsVQ", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Creates a lease, with properties.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4CreateClientInfoEx(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_EX,
) -> WIN32_ERROR {
    call("DhcpV4CreateClientInfoEx", move || Err(Failure::NotImplemented))
}

/// Lists the leases of a subnet, with the policy of each.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumSubnetClients(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_PB_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumSubnetClients", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of a subnet, with properties.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4EnumSubnetClientsEx(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_EX_ARRAY,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpV4EnumSubnetClientsEx", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Looks up a lease, with properties.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       the client.
/// @param[out] ClientInfo       the client, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetClientInfoEx(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_EX,
) -> WIN32_ERROR {
    call("DhcpV4GetClientInfoEx", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ClientInfo) };
        Err(Failure::NotImplemented)
    })
}
