//! Leases: the form that is not implemented yet.

use crate::abi::common::{DHCP_IP_ADDRESS, DHCP_IP_MASK};
use crate::abi::options::LPDHCP_OPTION_LIST;
use crate::abi::win::{LPCWSTR, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Reads the option values that a client gets.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]  ClientIpAddress   address of the client.
/// @param[in]  ClientSubnetMask  mask of its subnet.
/// @param[out] ClientOptions     the values, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientOptions(
    ServerIpAddress: LPCWSTR,
    ClientIpAddress: DHCP_IP_ADDRESS,
    ClientSubnetMask: DHCP_IP_MASK,
    ClientOptions: *mut LPDHCP_OPTION_LIST,
) -> WIN32_ERROR {
    call("DhcpGetClientOptions", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ClientOptions) };
        Err(Failure::NotImplemented)
    })
}
