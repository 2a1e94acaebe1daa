//! User classes and vendor classes.

use crate::abi::classes::{DHCP_CLASS_INFO, LPDHCP_CLASS_INFO, LPDHCP_CLASS_INFO_ARRAY};
use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Creates a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassInfo           the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpCreateClass", move || Err(Failure::NotImplemented))
}

/// Deletes a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassName           name of the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpDeleteClass", move || Err(Failure::NotImplemented))
}

/// Lists the classes.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in]     ReservedMustBeZero  0.
/// @param[in,out] ResumeHandle        where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum    the most bytes to return.
/// @param[out]    ClassInfoArray      the classes, released with DhcpRpcFreeMemory.
/// @param[out]    nRead               number of classes returned.
/// @param[out]    nTotal              number of classes from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumClasses(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClassInfoArray: *mut LPDHCP_CLASS_INFO_ARRAY,
    nRead: LPDWORD,
    nTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumClasses", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClassInfoArray);
            clear(nRead);
            clear(nTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads a class.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in]  ReservedMustBeZero  0.
/// @param[in]  PartialClassInfo    name or data of the class.
/// @param[out] FilledClassInfo     the class, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClassInfo(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    PartialClassInfo: *const DHCP_CLASS_INFO,
    FilledClassInfo: *mut LPDHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpGetClassInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(FilledClassInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Changes a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassInfo           the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpModifyClass(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO,
) -> WIN32_ERROR {
    call("DhcpModifyClass", move || Err(Failure::NotImplemented))
}
