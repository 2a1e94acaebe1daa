//! Options: definitions and values.

use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::options::{
    DHCP_OPTION, DHCP_OPTION_DATA, DHCP_OPTION_ID, DHCP_OPTION_SCOPE_INFO, DHCP_OPTION_VALUE_ARRAY,
    LPDHCP_ALL_OPTION_VALUES, LPDHCP_ALL_OPTION_VALUES_PB, LPDHCP_ALL_OPTIONS, LPDHCP_OPTION,
    LPDHCP_OPTION_ARRAY, LPDHCP_OPTION_VALUE, LPDHCP_OPTION_VALUE_ARRAY,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Defines an option.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         code of the option.
/// @param[in] OptionInfo       the definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateOption(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpCreateOption", move || Err(Failure::NotImplemented))
}

/// Defines an option of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] OptionInfo       the definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateOptionV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpCreateOptionV5", move || Err(Failure::NotImplemented))
}

/// Lists the option values of one level.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     ScopeInfo         what the value belongs to.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    OptionValues      the values, released with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       number of options returned.
/// @param[out]    OptionsTotal      number of options from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumOptionValues(
    ServerIpAddress: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    OptionValues: *mut LPDHCP_OPTION_VALUE_ARRAY,
    OptionsRead: LPDWORD,
    OptionsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumOptionValues", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(OptionValues);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the option values of one level and class.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     Flags             DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in]     ClassName         the user class; NULL is the default one.
/// @param[in]     VendorName        the vendor class; NULL is the default one.
/// @param[in]     ScopeInfo         what the value belongs to.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    OptionValues      the values, released with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       number of options returned.
/// @param[out]    OptionsTotal      number of options from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumOptionValuesV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    OptionValues: *mut LPDHCP_OPTION_VALUE_ARRAY,
    OptionsRead: LPDWORD,
    OptionsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumOptionValuesV5", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(OptionValues);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the option definitions.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    Options           the definitions, released with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       number of options returned.
/// @param[out]    OptionsTotal      number of options from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumOptions(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    Options: *mut LPDHCP_OPTION_ARRAY,
    OptionsRead: LPDWORD,
    OptionsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumOptions", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(Options);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the option definitions of a class.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     Flags             DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in]     ClassName         the user class; NULL is the default one.
/// @param[in]     VendorName        the vendor class; NULL is the default one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    Options           the definitions, released with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       number of options returned.
/// @param[out]    OptionsTotal      number of options from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumOptionsV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    Options: *mut LPDHCP_OPTION_ARRAY,
    OptionsRead: LPDWORD,
    OptionsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumOptionsV5", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(Options);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads all option values of one level.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] Values           the values, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    Values: *mut LPDHCP_ALL_OPTION_VALUES,
) -> WIN32_ERROR {
    call("DhcpGetAllOptionValues", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Values) };
        Err(Failure::NotImplemented)
    })
}

/// Reads all option definitions.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[out] OptionStruct     the definitions, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptions(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionStruct: *mut LPDHCP_ALL_OPTIONS,
) -> WIN32_ERROR {
    call("DhcpGetAllOptions", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionStruct) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one option definition.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  OptionID         code of the option.
/// @param[out] OptionInfo       the definition, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionInfo(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *mut LPDHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpGetOptionInfo", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one option definition of a class.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in]  OptionID         code of the option.
/// @param[in]  ClassName        the user class; NULL is the default one.
/// @param[in]  VendorName       the vendor class; NULL is the default one.
/// @param[out] OptionInfo       the definition, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionInfoV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *mut LPDHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpGetOptionInfoV5", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one option value.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  OptionID         code of the option.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] OptionValue      the value, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *mut LPDHCP_OPTION_VALUE,
) -> WIN32_ERROR {
    call("DhcpGetOptionValue", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionValue) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one option value of a class.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in]  OptionID         code of the option.
/// @param[in]  ClassName        the user class; NULL is the default one.
/// @param[in]  VendorName       the vendor class; NULL is the default one.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] OptionValue      the value, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionValueV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *mut LPDHCP_OPTION_VALUE,
) -> WIN32_ERROR {
    call("DhcpGetOptionValueV5", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionValue) };
        Err(Failure::NotImplemented)
    })
}

/// Deletes an option definition.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         code of the option.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOption(ServerIpAddress: LPCWSTR, OptionID: DHCP_OPTION_ID) -> WIN32_ERROR {
    call("DhcpRemoveOption", move || Err(Failure::NotImplemented))
}

/// Deletes an option definition of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionV5", move || Err(Failure::NotImplemented))
}

/// Deletes an option value.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         code of the option.
/// @param[in] ScopeInfo        what the value belongs to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionValue", move || Err(Failure::NotImplemented))
}

/// Deletes an option value of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionValueV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionValueV5", move || Err(Failure::NotImplemented))
}

/// Changes an option definition.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         code of the option.
/// @param[in] OptionInfo       the definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionInfo(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpSetOptionInfo", move || Err(Failure::NotImplemented))
}

/// Changes an option definition of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] OptionInfo       the definition.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionInfoV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpSetOptionInfoV5", move || Err(Failure::NotImplemented))
}

/// Sets an option value.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         code of the option.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValue      the value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *const DHCP_OPTION_DATA,
) -> WIN32_ERROR {
    call("DhcpSetOptionValue", move || Err(Failure::NotImplemented))
}

/// Sets an option value of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValue      the value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValueV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *const DHCP_OPTION_DATA,
) -> WIN32_ERROR {
    call("DhcpSetOptionValueV5", move || Err(Failure::NotImplemented))
}

/// Sets several option values.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValues     the values.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValues(
    ServerIpAddress: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetOptionValues", move || Err(Failure::NotImplemented))
}

/// Sets several option values of a class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValues     the values.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValuesV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetOptionValuesV5", move || Err(Failure::NotImplemented))
}

/// Reads all option values of one level, by policy.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] Values           the values, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetAllOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    Values: *mut LPDHCP_ALL_OPTION_VALUES_PB,
) -> WIN32_ERROR {
    call("DhcpV4GetAllOptionValues", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Values) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one option value of a policy.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in]  OptionID         code of the option.
/// @param[in]  PolicyName       name of the policy.
/// @param[in]  VendorName       the vendor class; NULL is the default one.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] OptionValue      the value, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetOptionValue(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *mut LPDHCP_OPTION_VALUE,
) -> WIN32_ERROR {
    call("DhcpV4GetOptionValue", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionValue) };
        Err(Failure::NotImplemented)
    })
}

/// Deletes an option value of a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] PolicyName       name of the policy.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4RemoveOptionValue(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpV4RemoveOptionValue", move || Err(Failure::NotImplemented))
}

/// Sets an option value of a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] PolicyName       name of the policy.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValue      the value.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetOptionValue(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *const DHCP_OPTION_DATA,
) -> WIN32_ERROR {
    call("DhcpV4SetOptionValue", move || Err(Failure::NotImplemented))
}

/// Sets several option values of a policy.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] PolicyName       name of the policy.
/// @param[in] VendorName       the vendor class; NULL is the default one.
/// @param[in] ScopeInfo        what the value belongs to.
/// @param[in] OptionValues     the values.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpV4SetOptionValues", move || Err(Failure::NotImplemented))
}
