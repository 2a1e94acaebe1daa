//! Setup functions of the directory.

use crate::abi::win::{LPCWSTR, WIN32_ERROR};
use crate::ffi::call::{Failure, call};

/// Creates the groups "DHCP Users" and "DHCP Administrators" on a server.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] pServer  the server.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSecurityGroup(pServer: LPCWSTR) -> WIN32_ERROR {
    call("DhcpAddSecurityGroup", move || Err(Failure::NotImplemented))
}

/// Clears the directory entries of this host. No document declares its parameters; a function without any
/// is a guess.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDsClearHostServerEntries() -> WIN32_ERROR {
    call("DhcpDsClearHostServerEntries", move || Err(Failure::NotImplemented))
}
