//! Superscopes and delayed offers.

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::subnets::LPDHCP_SUPER_SCOPE_TABLE;
use crate::abi::win::{BOOL, LPCWSTR, USHORT, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Deletes a superscope; its subnets stay.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SuperScopeName   name of the superscope.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteSuperScopeV4(
    ServerIpAddress: LPCWSTR,
    SuperScopeName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpDeleteSuperScopeV4", move || Err(Failure::NotImplemented))
}

/// Reads how long the server waits before it offers addresses of a subnet.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress          the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress            the subnet.
/// @param[out] TimeDelayInMilliseconds  the delay, DHCP_MIN_DELAY to DHCP_MAX_DELAY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSubnetDelayOffer(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    TimeDelayInMilliseconds: *mut USHORT,
) -> WIN32_ERROR {
    call("DhcpGetSubnetDelayOffer", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(TimeDelayInMilliseconds) };
        Err(Failure::NotImplemented)
    })
}

/// Reads which subnets belong to which superscope.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] SuperScopeTable  the subnets with their superscopes, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSuperScopeInfoV4(
    ServerIpAddress: LPCWSTR,
    SuperScopeTable: *mut LPDHCP_SUPER_SCOPE_TABLE,
) -> WIN32_ERROR {
    call("DhcpGetSuperScopeInfoV4", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(SuperScopeTable) };
        Err(Failure::NotImplemented)
    })
}

/// Sets how long the server waits before it offers addresses of a subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress          the server; NULL or "" is the local one.
/// @param[in] SubnetAddress            the subnet.
/// @param[in] TimeDelayInMilliseconds  the delay, DHCP_MIN_DELAY to DHCP_MAX_DELAY.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSubnetDelayOffer(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    TimeDelayInMilliseconds: USHORT,
) -> WIN32_ERROR {
    call("DhcpSetSubnetDelayOffer", move || Err(Failure::NotImplemented))
}

/// Puts a subnet into a superscope, or takes it out.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] SuperScopeName   name of the superscope; NULL takes the subnet out of the one it is in.
/// @param[in] ChangeExisting   TRUE to take the subnet out of the superscope that it is in.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSuperScopeV4(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IP_ADDRESS,
    SuperScopeName: LPCWSTR,
    ChangeExisting: BOOL,
) -> WIN32_ERROR {
    call("DhcpSetSuperScopeV4", move || Err(Failure::NotImplemented))
}
