//! Counters of a server.

use crate::abi::statistics::{LPDHCP_MIB_INFO, LPDHCP_MIB_INFO_V5, LPDHCP_MIB_INFO_VQ};
use crate::abi::win::{LPCWSTR, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Reads the counters of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfo(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO,
) -> WIN32_ERROR {
    call("DhcpGetMibInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MibInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the counters of a server, with quarantine and delayed offers.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfoV5(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO_V5,
) -> WIN32_ERROR {
    call("DhcpGetMibInfoV5", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MibInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the counters of a server, with quarantine. The SDK does not declare it.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfoVQ(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO_VQ,
) -> WIN32_ERROR {
    call("DhcpGetMibInfoVQ", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MibInfo) };
        Err(Failure::NotImplemented)
    })
}
