//! Configuration of a server.

use crate::abi::win::{LPCWSTR, WIN32_ERROR};
use crate::ffi::call::{Failure, call};

/// Restores the database from a backup.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Path             the directory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerRestoreDatabase(ServerIpAddress: LPCWSTR, Path: LPCWSTR) -> WIN32_ERROR {
    call("DhcpServerRestoreDatabase", move || Err(Failure::NotImplemented))
}
