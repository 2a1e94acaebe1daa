//! Options: definitions and values.

use std::ptr::null;

use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::options::{
    DHCP_OPTION, DHCP_OPTION_ARRAY, DHCP_OPTION_DATA, DHCP_OPTION_ID, DHCP_OPTION_SCOPE_INFO,
    DHCP_OPTION_VALUE_ARRAY, LPDHCP_ALL_OPTION_VALUES, LPDHCP_ALL_OPTION_VALUES_PB, LPDHCP_ALL_OPTIONS,
    LPDHCP_OPTION, LPDHCP_OPTION_ARRAY, LPDHCP_OPTION_VALUE, LPDHCP_OPTION_VALUE_ARRAY,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged;
use crate::ffi::call::{Failure, Outcome, call};
use crate::ffi::convert::options::{self, NamedClasses, NamedPlace};
use crate::ffi::out::Out;
use crate::ffi::paging::Enumeration;
use crate::ffi::views::server_name;
use crate::service::{ask, command};

/// Defines an option for the default classes. It comes last among the definitions. (MS-DHCPM 3.1.4.9)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         the code of the option; any number is taken.
/// @param[in] OptionInfo       the definition: OptionName and OptionComment (each may be NULL), DefaultValue with one
///                             element or more, of which the first says the type of the option, and OptionType.
///                             OptionID in it is not looked at.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_EXITS (20009: the option is defined for these
///         classes), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateOption(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpCreateOption", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::creation(options::classes(0, null(), null()), OptionID, OptionInfo),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Defines an option for classes, like DhcpCreateOption. (MS-DHCPM 3.2.4.15)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] OptionInfo       the definition, as for DhcpCreateOption.
/// @return as DhcpCreateOption, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateOptionV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpCreateOptionV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::creation(options::classes(Flags, ClassName, VendorName), OptionID, OptionInfo),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Changes the definition of an option for the default classes. Its values stay as they are. (MS-DHCPM 3.1.4.10)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         the code of the option.
/// @param[in] OptionInfo       the definition, as for DhcpCreateOption.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010: the option is not defined for
///         these classes), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionInfo(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpSetOptionInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::change(options::classes(0, null(), null()), OptionID, OptionInfo),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Changes the definition of an option for classes, like DhcpSetOptionInfo. (MS-DHCPM 3.2.4.16)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] OptionInfo       the definition, as for DhcpCreateOption.
/// @return as DhcpSetOptionInfo, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionInfoV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpSetOptionInfoV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::change(options::classes(Flags, ClassName, VendorName), OptionID, OptionInfo),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Reads the definition of an option for the default classes. (MS-DHCPM 3.1.4.11)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  OptionID         the code of the option.
/// @param[out] OptionInfo       the definition, NULL on failure. The structure, OptionName, OptionComment,
///                              DefaultValue.Elements, and each string and the Data of each element are blocks of their
///                              own, each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionInfo(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    OptionInfo: *mut LPDHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpGetOptionInfo", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            (Out::new(OptionInfo)?, server_name(ServerIpAddress)?, options::classes(0, null(), null()))
        };
        give_definition(out, server, wanted, OptionID)
    })
}

/// Reads the definition of an option for classes, like DhcpGetOptionInfo. (MS-DHCPM 3.2.4.17)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                              alone says which options are meant.
/// @param[in]  OptionID         the code of the option.
/// @param[in]  ClassName        a user class; NULL is the default one.
/// @param[in]  VendorName       a vendor class; NULL is the default one.
/// @param[out] OptionInfo       the definition, with the blocks of DhcpGetOptionInfo.
/// @return as DhcpGetOptionInfo, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            (
                Out::new(OptionInfo)?,
                server_name(ServerIpAddress)?,
                options::classes(Flags, ClassName, VendorName),
            )
        };
        give_definition(out, server, wanted, OptionID)
    })
}

/// Reads the definitions for the default classes in the order of their creation, as many as fit into a number of bytes.
/// A fresh server has 66 of them. (MS-DHCPM 3.1.4.24)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next definition.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one definition; 0xFFFFFFFF is all. 0 reads
///                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
/// @param[out]    Options           the definitions, NULL if there is none. The array header, the one array of
///                                  structures, and the blocks of each definition (as for DhcpGetOptionInfo) are
///                                  released one by one with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       how many were returned.
/// @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
///         ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server, wanted) = unsafe {
            (
                Enumeration::new(ResumeHandle, Options, OptionsRead, OptionsTotal)?,
                server_name(ServerIpAddress)?,
                options::classes(0, null(), null()),
            )
        };
        give_definitions(enumeration, server, wanted, PreferredMaximum)
    })
}

/// Reads the definitions for classes, like DhcpEnumOptions. (MS-DHCPM 3.2.4.18)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     Flags             0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class.
///                                  VendorName alone says which options are meant.
/// @param[in]     ClassName         a user class; NULL is the default one.
/// @param[in]     VendorName        a vendor class; NULL is the default one.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next definition.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one definition; 0xFFFFFFFF is all. 0 reads
///                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
/// @param[out]    Options           the definitions, with the blocks of DhcpEnumOptions.
/// @param[out]    OptionsRead       how many were returned.
/// @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
/// @return as DhcpEnumOptions, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server, wanted) = unsafe {
            (
                Enumeration::new(ResumeHandle, Options, OptionsRead, OptionsTotal)?,
                server_name(ServerIpAddress)?,
                options::classes(Flags, ClassName, VendorName),
            )
        };
        give_definitions(enumeration, server, wanted, PreferredMaximum)
    })
}

/// Removes the definition of an option for the default classes, and the values of all levels that no definition is left
/// for: those for the default classes, and those for user classes without a definition of their own. The values of
/// option 81 stay, which need none. (MS-DHCPM 3.1.4.12)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         the code of the option.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_OPTION_NOT_PRESENT (20010), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOption(ServerIpAddress: LPCWSTR, OptionID: DHCP_OPTION_ID) -> WIN32_ERROR {
    call("DhcpRemoveOption", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, wanted) =
            unsafe { (server_name(ServerIpAddress)?, options::classes(0, null(), null())) };
        Ok(command(server, &options::removal(judged(server, wanted)?, OptionID))?)
    })
}

/// Removes the definition of an option for classes, like DhcpRemoveOption. (MS-DHCPM 3.2.4.19)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @return as DhcpRemoveOption, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, wanted) =
            unsafe { (server_name(ServerIpAddress)?, options::classes(Flags, ClassName, VendorName)) };
        Ok(command(server, &options::removal(judged(server, wanted)?, OptionID))?)
    })
}

/// Sets the value of an option for the default classes at a level, whether it has one there or not. At the level
/// DhcpDefaultOptions it is the default of the definition. Option 81 (the settings of DNS updates, DNS_FLAG_...) needs
/// no definition. (MS-DHCPM 3.1.4.13)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         the code of the option.
/// @param[in] ScopeInfo        the level: DhcpDefaultOptions, DhcpGlobalOptions, DhcpSubnetOptions with the address of
///                             a scope, DhcpReservedOptions with a reserved address and that of its scope, or
///                             DhcpMScopeOptions with the name of a multicast scope, of which there are none yet.
/// @param[in] OptionValue      the value: one element or more, each of any type. A StringDataOption of NULL is "". The
///                             type is not compared with that of the option, and everything is stored as it is given.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a value without elements and an element of a type that
///         there is not), ERROR_DHCP_OPTION_NOT_PRESENT (20010: the option is not defined),
///         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope, or the reservation is in another), ERROR_FILE_NOT_FOUND
///         (2: no scope contains the reserved address, or no such multicast scope), ERROR_DHCP_NOT_RESERVED_CLIENT
///         (20018), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *const DHCP_OPTION_DATA,
) -> WIN32_ERROR {
    call("DhcpSetOptionValue", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::setting(options::place(0, null(), null(), ScopeInfo), OptionID, OptionValue),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Sets the value of an option for classes at a level, like DhcpSetOptionValue. The option is defined for these
/// classes, or for the vendor class and the default user class; a default is that of a definition for these classes.
/// (MS-DHCPM 3.2.4.20)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[in] OptionValue      the value, as for DhcpSetOptionValue.
/// @return as DhcpSetOptionValue, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
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
    call("DhcpSetOptionValueV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::setting(
                    options::place(Flags, ClassName, VendorName, ScopeInfo),
                    OptionID,
                    OptionValue,
                ),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Sets the values of several options for the default classes at a level, like DhcpSetOptionValue: all of them, or none
/// if one is refused. (MS-DHCPM 3.1.4.25)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[in] OptionValues     the values. With NumElements 0 nothing else is looked at, and nothing happens.
/// @return as DhcpSetOptionValue.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValues(
    ServerIpAddress: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetOptionValues", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::settings(options::place(0, null(), null(), ScopeInfo), OptionValues),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Sets the values of several options for classes at a level, like DhcpSetOptionValueV5: all of them, or none if one is
/// refused. (MS-DHCPM 3.2.4.21)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[in] OptionValues     the values. With NumElements 0 nothing else is looked at, and nothing happens.
/// @return as DhcpSetOptionValueV5.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetOptionValuesV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetOptionValuesV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::settings(options::place(Flags, ClassName, VendorName, ScopeInfo), OptionValues),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Reads the value that is set for an option and the default classes at a level. Each level shows only its own values;
/// which of them a client gets is another matter. (MS-DHCPM 3.1.4.14)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  OptionID         the code of the option.
/// @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[out] OptionValue      the value, NULL on failure. The structure, Value.Elements, and each string and the Data
///                              of each element are blocks of their own, each released with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_FILE_NOT_FOUND (2: no value is set there),
///         ERROR_DHCP_OPTION_NOT_PRESENT (20010: DhcpDefaultOptions, and the option is not defined),
///         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the reservation is in another),
///         ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValue: *mut LPDHCP_OPTION_VALUE,
) -> WIN32_ERROR {
    call("DhcpGetOptionValue", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            (
                Out::new(OptionValue)?,
                server_name(ServerIpAddress)?,
                options::place(0, null(), null(), ScopeInfo),
            )
        };
        give_value(out, server, wanted, OptionID)
    })
}

/// Reads the value that is set for an option and classes at a level, like DhcpGetOptionValue. A class that is not there
/// has no value. (MS-DHCPM 3.2.4.22)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                              alone says which options are meant.
/// @param[in]  OptionID         the code of the option.
/// @param[in]  ClassName        a user class; NULL is the default one. DhcpDefaultOptions does not look at it.
/// @param[in]  VendorName       a vendor class; NULL is the default one.
/// @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[out] OptionValue      the value, with the blocks of DhcpGetOptionValue. If Flags says that it is of a vendor
///                              class, its OptionID is 256 more than the one that is asked for, as real servers return
///                              it.
/// @return as DhcpGetOptionValue.
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            (
                Out::new(OptionValue)?,
                server_name(ServerIpAddress)?,
                options::place(Flags, ClassName, VendorName, ScopeInfo),
            )
        };
        give_value(out, server, wanted, OptionID)
    })
}

/// Reads the values that are set for the default classes at a level in the order in which they were set first, as many
/// as fit into a number of bytes. At the level DhcpDefaultOptions they are the defaults of the definitions. (MS-DHCPM
/// 3.1.4.15)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     ScopeInfo         the level, as for DhcpSetOptionValue.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next value.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one value; 0xFFFFFFFF is all. 0 reads
///                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
/// @param[out]    OptionValues      the values, NULL if there is none. The array header, the one array of structures,
///                                  and the blocks of each value (as for DhcpGetOptionValue) are released one by one
///                                  with DhcpRpcFreeMemory.
/// @param[out]    OptionsRead       how many were returned.
/// @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
/// @return ERROR_SUCCESS (the rest fitted), ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, ERROR_INVALID_PARAMETER,
///         ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the reservation is in another),
///         ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server, wanted) = unsafe {
            (
                Enumeration::new(ResumeHandle, OptionValues, OptionsRead, OptionsTotal)?,
                server_name(ServerIpAddress)?,
                options::place(0, null(), null(), ScopeInfo),
            )
        };
        give_values(enumeration, server, wanted, PreferredMaximum)
    })
}

/// Reads the values that are set for classes at a level, like DhcpEnumOptionValues. (MS-DHCPM 3.2.4.23)
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     Flags             0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class.
///                                  VendorName alone says which options are meant.
/// @param[in]     ClassName         a user class; NULL is the default one.
/// @param[in]     VendorName        a vendor class; NULL is the default one.
/// @param[in]     ScopeInfo         the level, as for DhcpSetOptionValue.
/// @param[in,out] ResumeHandle      where to go on: 0, then the index of the next value.
/// @param[in]     PreferredMaximum  bytes to return at most, but at least one value; 0xFFFFFFFF is all. 0 reads
///                                  nothing: ERROR_MORE_DATA and OptionsTotal if there is one.
/// @param[out]    OptionValues      the values, with the blocks of DhcpEnumOptionValues.
/// @param[out]    OptionsRead       how many were returned.
/// @param[out]    OptionsTotal      how many there are from the incoming handle to the end.
/// @return as DhcpEnumOptionValues, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (enumeration, server, wanted) = unsafe {
            (
                Enumeration::new(ResumeHandle, OptionValues, OptionsRead, OptionsTotal)?,
                server_name(ServerIpAddress)?,
                options::place(Flags, ClassName, VendorName, ScopeInfo),
            )
        };
        give_values(enumeration, server, wanted, PreferredMaximum)
    })
}

/// Removes the value that is set for an option and the default classes at a level. (MS-DHCPM 3.1.4.16)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] OptionID         the code of the option.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for DhcpDefaultOptions), ERROR_DHCP_OPTION_NOT_PRESENT (20010:
///         no value is set there), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast scope, or the
///         reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionValue(
    ServerIpAddress: LPCWSTR,
    OptionID: DHCP_OPTION_ID,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionValue", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, wanted) =
            unsafe { (server_name(ServerIpAddress)?, options::place(0, null(), null(), ScopeInfo)) };
        Ok(command(server, &options::value_removal(judged(server, wanted)?, OptionID))?)
    })
}

/// Removes the value that is set for an option and classes at a level, like DhcpRemoveOptionValue. (MS-DHCPM 3.2.4.24)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits if VendorName is given, 0 if not;
///                             with the other of the two nothing is found (20010).
/// @param[in] OptionID         the code of the option.
/// @param[in] ClassName        a user class; NULL is the default one.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @return as DhcpRemoveOptionValue, and ERROR_DHCP_CLASS_NOT_FOUND (20044).
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionValueV5(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionValueV5", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, wanted) = unsafe {
            (server_name(ServerIpAddress)?, options::place(Flags, ClassName, VendorName, ScopeInfo))
        };
        Ok(command(server, &options::value_removal(judged(server, wanted)?, OptionID))?)
    })
}

/// Reads all definitions, those for the default vendor class apart from those for vendor classes, in the order of their
/// creation. (MS-DHCPM 3.2.4.30)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[out] OptionStruct     the definitions, NULL on failure. The structure, NonVendorOptions with its one array of
///                              structures, VendorOptions (one array of structures) with each VendorName and ClassName,
///                              and the blocks of each definition (as for DhcpGetOptionInfo) are released one by one
///                              with DhcpRpcFreeMemory.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for other Flags), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptions(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionStruct: *mut LPDHCP_ALL_OPTIONS,
) -> WIN32_ERROR {
    call("DhcpGetAllOptions", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server) = unsafe { (Out::new(OptionStruct)?, server_name(ServerIpAddress)?) };
        out.give(ask(server, |server| options::all_definitions(server, Flags))?);
        Ok(())
    })
}

/// Reads all values that are set at a level. For each user class and vendor class that have some, and for the default
/// ones in any case, there are two entries: one with IsVendor FALSE, which has the values if they are for the default
/// vendor class, and one with IsVendor TRUE, which has them if they are for a vendor class. The default classes come
/// first, the others in the order of their creation. (MS-DHCPM 3.2.4.31)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            not looked at.
/// @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue, but not DhcpDefaultOptions.
/// @param[out] Values           the values, NULL on failure. The structure, Options (one array of structures), each
///                              ClassName and VendorName, each OptionsArray with its one array of structures, and the
///                              blocks of each value (as for DhcpGetOptionValue) are released one by one with
///                              DhcpRpcFreeMemory. OptionsArray is never NULL; the codes of options are plain.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER, ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or multicast
///         scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018), ERROR_NOT_ENOUGH_MEMORY,
///         RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    Values: *mut LPDHCP_ALL_OPTION_VALUES,
) -> WIN32_ERROR {
    call("DhcpGetAllOptionValues", move || {
        let _ = Flags;
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) =
            unsafe { (Out::new(Values)?, server_name(ServerIpAddress)?, options::level(ScopeInfo)) };
        let wanted = judged(server, wanted)?;
        out.give(ask(server, |server| options::all_values(server, wanted))?);
        Ok(())
    })
}

/// Sets the value of an option for a vendor class at a level, like DhcpSetOptionValueV5 without a user class. (MS-DHCPM
/// 3.2.4.102)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[in] OptionValue      the value, as for DhcpSetOptionValue.
/// @return as DhcpSetOptionValueV5, and ERROR_INVALID_PARAMETER (a policy for a reservation or a multicast scope),
///         ERROR_DHCP_POLICY_NOT_FOUND (20111).
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
    call("DhcpV4SetOptionValue", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::setting(
                    options::place_of_policy(Flags, PolicyName, VendorName, ScopeInfo),
                    OptionID,
                    OptionValue,
                ),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Sets the values of several options for a vendor class at a level, like DhcpV4SetOptionValue: all of them, or none if
/// one is refused. (MS-DHCPM 3.2.4.103)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[in] OptionValues     the values; its Values are not NULL, even if there is none.
/// @return as DhcpV4SetOptionValue.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4SetOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    OptionValues: *const DHCP_OPTION_VALUE_ARRAY,
) -> WIN32_ERROR {
    call("DhcpV4SetOptionValues", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::settings_of_policy(
                    options::place_of_policy(Flags, PolicyName, VendorName, ScopeInfo),
                    OptionValues,
                ),
            )
        };
        Ok(command(server, &judged(server, request)?)?)
    })
}

/// Reads the value that is set for an option and a vendor class at a level, like DhcpGetOptionValue. (MS-DHCPM
/// 3.2.4.104)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                              alone says which options are meant.
/// @param[in]  OptionID         the code of the option.
/// @param[in]  PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
/// @param[in]  VendorName       a vendor class; NULL is the default one.
/// @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue.
/// @param[out] OptionValue      the value, with the blocks of DhcpGetOptionValue. Its OptionID is the one that is asked
///                              for.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a policy of a reservation or a multicast scope),
///         ERROR_DHCP_OPTION_NOT_PRESENT (20010: no value is set there, or DhcpDefaultOptions and the option is not
///         defined), ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or
///         multicast scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018),
///         ERROR_DHCP_POLICY_NOT_FOUND (20111), ERROR_NOT_ENOUGH_MEMORY, RPC_S_SERVER_UNAVAILABLE.
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
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) = unsafe {
            (
                Out::new(OptionValue)?,
                server_name(ServerIpAddress)?,
                options::place_of_policy(Flags, PolicyName, VendorName, ScopeInfo),
            )
        };
        give_value(out, server, wanted, OptionID)
    })
}

/// Removes the value that is set for an option and a vendor class at a level. At the level DhcpDefaultOptions the
/// default of the definition becomes the one that says nothing: 0, 0.0.0.0, "" or no bytes. (MS-DHCPM 3.2.4.105)
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits for a vendor class. VendorName
///                             alone says which options are meant.
/// @param[in] OptionID         the code of the option.
/// @param[in] PolicyName       a policy; NULL is none. There are no policies yet, so any other is refused.
/// @param[in] VendorName       a vendor class; NULL is the default one.
/// @param[in] ScopeInfo        the level, as for DhcpSetOptionValue.
/// @return ERROR_SUCCESS, ERROR_INVALID_PARAMETER (also for a policy of a reservation or a multicast scope),
///         ERROR_DHCP_OPTION_NOT_PRESENT (20010: no value is set there, or DhcpDefaultOptions and the option is not
///         defined), ERROR_DHCP_CLASS_NOT_FOUND (20044), ERROR_DHCP_SUBNET_NOT_PRESENT (20005: no such scope or
///         multicast scope, or the reservation is in another), ERROR_DHCP_NOT_RESERVED_CLIENT (20018),
///         ERROR_DHCP_POLICY_NOT_FOUND (20111), RPC_S_SERVER_UNAVAILABLE.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4RemoveOptionValue(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    PolicyName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
) -> WIN32_ERROR {
    call("DhcpV4RemoveOptionValue", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, wanted) = unsafe {
            (
                server_name(ServerIpAddress)?,
                options::place_of_policy(Flags, PolicyName, VendorName, ScopeInfo),
            )
        };
        Ok(command(server, &options::value_removal(judged(server, wanted)?, OptionID))?)
    })
}

/// Reads all values that are set at a level for the default user class, in entries like those of
/// DhcpGetAllOptionValues. There are no policies yet, so that PolicyName is NULL in each. (MS-DHCPM 3.2.4.106)
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0, or DHCP_FLAGS_OPTION_IS_VENDOR or one of its two bits; it changes nothing.
/// @param[in]  ScopeInfo        the level, as for DhcpSetOptionValue, but not DhcpDefaultOptions.
/// @param[out] Values           the values, with the blocks of DhcpGetAllOptionValues.
/// @return as DhcpGetAllOptionValues.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV4GetAllOptionValues(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO,
    Values: *mut LPDHCP_ALL_OPTION_VALUES_PB,
) -> WIN32_ERROR {
    call("DhcpV4GetAllOptionValues", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, wanted) =
            unsafe { (Out::new(Values)?, server_name(ServerIpAddress)?, options::level(ScopeInfo)) };
        let wanted = judged(server, wanted)?;
        out.give(ask(server, |server| options::all_values_by_policy(server, Flags, wanted))?);
        Ok(())
    })
}

// What the generations of a call have in common, once in the library.

/// Gives the definition of an option.
#[inline(never)]
fn give_definition(
    out: Out<LPDHCP_OPTION>,
    server: Option<&[u16]>,
    classes: Result<NamedClasses, Failure>,
    id: DHCP_OPTION_ID,
) -> Outcome {
    let classes = judged(server, classes)?;
    out.give(ask(server, |server| options::definition(server, &classes, id))?);
    Ok(())
}

/// Gives a page of definitions.
#[inline(never)]
fn give_definitions(
    enumeration: Enumeration<DHCP_OPTION_ARRAY>,
    server: Option<&[u16]>,
    classes: Result<NamedClasses, Failure>,
    preferred: DWORD,
) -> Outcome {
    let classes = judged(server, classes)?;
    ask(server, |server| options::definitions_page(server, &classes, preferred, enumeration))
}

/// Gives the value of an option.
#[inline(never)]
fn give_value(
    out: Out<LPDHCP_OPTION_VALUE>,
    server: Option<&[u16]>,
    place: Result<NamedPlace, Failure>,
    id: DHCP_OPTION_ID,
) -> Outcome {
    let place = judged(server, place)?;
    out.give(ask(server, |server| options::one_value(server, &place, id))?);
    Ok(())
}

/// Gives a page of values.
#[inline(never)]
fn give_values(
    enumeration: Enumeration<DHCP_OPTION_VALUE_ARRAY>,
    server: Option<&[u16]>,
    place: Result<NamedPlace, Failure>,
    preferred: DWORD,
) -> Outcome {
    let place = judged(server, place)?;
    ask(server, |server| options::values_page(server, &place, preferred, enumeration))
}
