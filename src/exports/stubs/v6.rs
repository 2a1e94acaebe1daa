//! IPv6.

use std::mem::MaybeUninit;

use crate::abi::common::DHCP_RESUME_HANDLE;
use crate::abi::options::{
    DHCP_OPTION, DHCP_OPTION_DATA, DHCP_OPTION_ID, LPDHCP_ALL_OPTION_VALUES, LPDHCP_ALL_OPTIONS,
    LPDHCP_OPTION, LPDHCP_OPTION_ARRAY, LPDHCP_OPTION_VALUE, LPDHCP_OPTION_VALUE_ARRAY,
};
use crate::abi::subnets::DHCP_FORCE_FLAG;
use crate::abi::v6::{
    DHCP_CLASS_INFO_V6, DHCP_CLIENT_INFO_V6, DHCP_IPV6_ADDRESS, DHCP_OPTION_SCOPE_INFO6,
    DHCP_RESUME_IPV6_HANDLE, DHCP_SEARCH_INFO_V6, DHCP_SERVER_CONFIG_INFO_V6, DHCP_SUBNET_ELEMENT_DATA_V6,
    DHCP_SUBNET_ELEMENT_TYPE_V6, DHCP_SUBNET_INFO_V6, DHCPV6_BIND_ELEMENT_ARRAY, DHCPV6_STATELESS_PARAMS,
    LPDHCP_CLASS_INFO_ARRAY_V6, LPDHCP_CLIENT_INFO_ARRAY_V6, LPDHCP_CLIENT_INFO_V6, LPDHCP_MIB_INFO_V6,
    LPDHCP_SERVER_CONFIG_INFO_V6, LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V6, LPDHCP_SUBNET_INFO_V6,
    LPDHCPV6_BIND_ELEMENT_ARRAY, LPDHCPV6_IP_ARRAY, LPDHCPV6_STATELESS_PARAMS, LPDHCPV6_STATELESS_STATS,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::ffi::call::{Failure, call};
use crate::ffi::out::clear;

/// Adds an element to an IPv6 subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] AddElementInfo   the element.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpAddSubnetElementV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    AddElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V6,
) -> WIN32_ERROR {
    call("DhcpAddSubnetElementV6", move || Err(Failure::NotImplemented))
}

/// Creates an IPv6 class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassInfo           the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateClassV6(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpCreateClassV6", move || Err(Failure::NotImplemented))
}

/// Defines an IPv6 option.
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
pub unsafe extern "C" fn DhcpCreateOptionV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpCreateOptionV6", move || Err(Failure::NotImplemented))
}

/// Creates an IPv6 subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] SubnetInfo       the subnet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpCreateSubnetV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpCreateSubnetV6", move || Err(Failure::NotImplemented))
}

/// Deletes an IPv6 class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassName           name of the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteClassV6(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpDeleteClassV6", move || Err(Failure::NotImplemented))
}

/// Deletes the lease of an IPv6 client.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteClientInfoV6(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_SEARCH_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpDeleteClientInfoV6", move || Err(Failure::NotImplemented))
}

/// Deletes an IPv6 subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] ForceFlag        how far the deletion goes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpDeleteSubnetV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpDeleteSubnetV6", move || Err(Failure::NotImplemented))
}

/// Lists the IPv6 classes.
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
pub unsafe extern "C" fn DhcpEnumClassesV6(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    ClassInfoArray: *mut LPDHCP_CLASS_INFO_ARRAY_V6,
    nRead: LPDWORD,
    nTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumClassesV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClassInfoArray);
            clear(nRead);
            clear(nTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the IPv6 option values of one level.
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
pub unsafe extern "C" fn DhcpEnumOptionValuesV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    OptionValues: *mut LPDHCP_OPTION_VALUE_ARRAY,
    OptionsRead: LPDWORD,
    OptionsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumOptionValuesV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(OptionValues);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the IPv6 option definitions.
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
pub unsafe extern "C" fn DhcpEnumOptionsV6(
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
    call("DhcpEnumOptionsV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(Options);
            clear(OptionsRead);
            clear(OptionsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the leases of an IPv6 subnet.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in,out] ResumeHandle      where to go on; all zero for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    ClientInfo        the clients, released with DhcpRpcFreeMemory.
/// @param[out]    ClientsRead       number of clients returned.
/// @param[out]    ClientsTotal      number of clients from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetClientsV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    ResumeHandle: *mut DHCP_RESUME_IPV6_HANDLE,
    PreferredMaximum: DWORD,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_ARRAY_V6,
    ClientsRead: LPDWORD,
    ClientsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetClientsV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(ClientInfo);
            clear(ClientsRead);
            clear(ClientsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the elements of an IPv6 subnet.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]     SubnetAddress     the subnet.
/// @param[in]     EnumElementType   the kind of elements.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most bytes to return.
/// @param[out]    EnumElementInfo   the elements, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetElementsV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    EnumElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE_V6>,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumElementInfo: *mut LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V6,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetElementsV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumElementInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Lists the IPv6 subnets.
///
/// Not implemented yet: clears its outputs and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]     ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in,out] ResumeHandle      where to go on; 0 for the first call.
/// @param[in]     PreferredMaximum  the most subnets to return.
/// @param[out]    EnumInfo          the subnets, released with DhcpRpcFreeMemory.
/// @param[out]    ElementsRead      number of elements returned.
/// @param[out]    ElementsTotal     number of elements from ResumeHandle on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpEnumSubnetsV6(
    ServerIpAddress: LPCWSTR,
    ResumeHandle: *mut DHCP_RESUME_HANDLE,
    PreferredMaximum: DWORD,
    EnumInfo: *mut LPDHCPV6_IP_ARRAY,
    ElementsRead: LPDWORD,
    ElementsTotal: LPDWORD,
) -> WIN32_ERROR {
    call("DhcpEnumSubnetsV6", move || {
        // SAFETY: each output is NULL or writable, by the contract of `exports`.
        unsafe {
            clear(EnumInfo);
            clear(ElementsRead);
            clear(ElementsTotal);
        }
        Err(Failure::NotImplemented)
    })
}

/// Reads all IPv6 option values of one level.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[in]  ScopeInfo        what the value belongs to.
/// @param[out] Values           the values, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptionValuesV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    Values: *mut LPDHCP_ALL_OPTION_VALUES,
) -> WIN32_ERROR {
    call("DhcpGetAllOptionValuesV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Values) };
        Err(Failure::NotImplemented)
    })
}

/// Reads all IPv6 option definitions.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  Flags            0.
/// @param[out] OptionStruct     the definitions, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetAllOptionsV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionStruct: *mut LPDHCP_ALL_OPTIONS,
) -> WIN32_ERROR {
    call("DhcpGetAllOptionsV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionStruct) };
        Err(Failure::NotImplemented)
    })
}

/// Looks up the lease of an IPv6 client.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SearchInfo       the client.
/// @param[out] ClientInfo       the client, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetClientInfoV6(
    ServerIpAddress: LPCWSTR,
    SearchInfo: *const DHCP_SEARCH_INFO_V6,
    ClientInfo: *mut LPDHCP_CLIENT_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpGetClientInfoV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ClientInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the IPv6 counters of a server.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] MibInfo          the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetMibInfoV6(
    ServerIpAddress: LPCWSTR,
    MibInfo: *mut LPDHCP_MIB_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpGetMibInfoV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(MibInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one IPv6 option definition.
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
pub unsafe extern "C" fn DhcpGetOptionInfoV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *mut LPDHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpGetOptionInfoV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads one IPv6 option value.
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
pub unsafe extern "C" fn DhcpGetOptionValueV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    OptionValue: *mut LPDHCP_OPTION_VALUE,
) -> WIN32_ERROR {
    call("DhcpGetOptionValueV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(OptionValue) };
        Err(Failure::NotImplemented)
    })
}

/// Lists the network interfaces and whether the server answers IPv6 clients on them.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress   the server; NULL or "" is the local one.
/// @param[in]  Flags             0.
/// @param[out] BindElementsInfo  the interfaces, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetServerBindingInfoV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementsInfo: *mut LPDHCPV6_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpGetServerBindingInfoV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(BindElementsInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Reads an IPv6 subnet.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  SubnetAddress    the subnet.
/// @param[out] SubnetInfo       the subnet, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpGetSubnetInfoV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    SubnetInfo: *mut LPDHCP_SUBNET_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpGetSubnetInfoV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(SubnetInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Changes an IPv6 class.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress     the server; NULL or "" is the local one.
/// @param[in] ReservedMustBeZero  0.
/// @param[in] ClassInfo           the class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpModifyClassV6(
    ServerIpAddress: LPCWSTR,
    ReservedMustBeZero: DWORD,
    ClassInfo: *const DHCP_CLASS_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpModifyClassV6", move || Err(Failure::NotImplemented))
}

/// Deletes an IPv6 option definition.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            DHCP_FLAGS_OPTION_IS_VENDOR or 0.
/// @param[in] OptionID         code of the option.
/// @param[in] ClassName        the user class; NULL is the default one.
/// @param[in] VendorName       the vendor class; NULL is the default one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveOptionV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionV6", move || Err(Failure::NotImplemented))
}

/// Deletes an IPv6 option value.
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
pub unsafe extern "C" fn DhcpRemoveOptionValueV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
) -> WIN32_ERROR {
    call("DhcpRemoveOptionValueV6", move || Err(Failure::NotImplemented))
}

/// Removes an element of an IPv6 subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress    the server; NULL or "" is the local one.
/// @param[in] SubnetAddress      the subnet.
/// @param[in] RemoveElementInfo  the element.
/// @param[in] ForceFlag          how far the deletion goes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpRemoveSubnetElementV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    RemoveElementInfo: *const DHCP_SUBNET_ELEMENT_DATA_V6,
    ForceFlag: MaybeUninit<DHCP_FORCE_FLAG>,
) -> WIN32_ERROR {
    call("DhcpRemoveSubnetElementV6", move || Err(Failure::NotImplemented))
}

/// Reads the IPv6 settings of a server or a subnet.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  ScopeInfo        the server or a subnet.
/// @param[out] ConfigInfo       the settings, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerGetConfigV6(
    ServerIpAddress: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    ConfigInfo: *mut LPDHCP_SERVER_CONFIG_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpServerGetConfigV6", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(ConfigInfo) };
        Err(Failure::NotImplemented)
    })
}

/// Changes the IPv6 settings of a server or a subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ScopeInfo        the server or a subnet.
/// @param[in] FieldsToSet      Set_... bits: the fields to change.
/// @param[in] ConfigInfo       the settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpServerSetConfigV6(
    ServerIpAddress: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    FieldsToSet: DWORD,
    ConfigInfo: *const DHCP_SERVER_CONFIG_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpServerSetConfigV6", move || Err(Failure::NotImplemented))
}

/// Changes the lease of an IPv6 client.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetClientInfoV6(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpSetClientInfoV6", move || Err(Failure::NotImplemented))
}

/// Changes an IPv6 option definition.
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
pub unsafe extern "C" fn DhcpSetOptionInfoV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    OptionInfo: *const DHCP_OPTION,
) -> WIN32_ERROR {
    call("DhcpSetOptionInfoV6", move || Err(Failure::NotImplemented))
}

/// Sets an IPv6 option value.
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
pub unsafe extern "C" fn DhcpSetOptionValueV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    OptionID: DHCP_OPTION_ID,
    ClassName: LPCWSTR,
    VendorName: LPCWSTR,
    ScopeInfo: *const DHCP_OPTION_SCOPE_INFO6,
    OptionValue: *const DHCP_OPTION_DATA,
) -> WIN32_ERROR {
    call("DhcpSetOptionValueV6", move || Err(Failure::NotImplemented))
}

/// Changes on which network interfaces the server answers IPv6 clients.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] Flags            0.
/// @param[in] BindElementInfo  the interfaces.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetServerBindingInfoV6(
    ServerIpAddress: LPCWSTR,
    Flags: DWORD,
    BindElementInfo: *const DHCPV6_BIND_ELEMENT_ARRAY,
) -> WIN32_ERROR {
    call("DhcpSetServerBindingInfoV6", move || Err(Failure::NotImplemented))
}

/// Changes an IPv6 subnet.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] SubnetAddress    the subnet.
/// @param[in] SubnetInfo       the subnet.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpSetSubnetInfoV6(
    ServerIpAddress: LPCWSTR,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    SubnetInfo: *const DHCP_SUBNET_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpSetSubnetInfoV6", move || Err(Failure::NotImplemented))
}

/// Creates the lease of an IPv6 client.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] ClientInfo       the client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV6CreateClientInfo(
    ServerIpAddress: LPCWSTR,
    ClientInfo: *const DHCP_CLIENT_INFO_V6,
) -> WIN32_ERROR {
    call("DhcpV6CreateClientInfo", move || Err(Failure::NotImplemented))
}

/// Looks for free addresses of an IPv6 subnet.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  ScopeId          the subnet.
/// @param[in]  startIP          first address to consider; all zero is the first of the subnet.
/// @param[in]  endIP            last address to consider; all zero is the last of the subnet.
/// @param[in]  numFreeAddrReq   number of addresses, 0 is 1.
/// @param[out] IPAddrList       the addresses, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV6GetFreeIPAddress(
    ServerIpAddress: LPCWSTR,
    ScopeId: DHCP_IPV6_ADDRESS,
    startIP: DHCP_IPV6_ADDRESS,
    endIP: DHCP_IPV6_ADDRESS,
    numFreeAddrReq: DWORD,
    IPAddrList: *mut LPDHCPV6_IP_ARRAY,
) -> WIN32_ERROR {
    call("DhcpV6GetFreeIPAddress", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(IPAddrList) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the counters of stateless IPv6 clients.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[out] StatelessStats   the counters, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV6GetStatelessStatistics(
    ServerIpAddress: LPCWSTR,
    StatelessStats: *mut LPDHCPV6_STATELESS_STATS,
) -> WIN32_ERROR {
    call("DhcpV6GetStatelessStatistics", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(StatelessStats) };
        Err(Failure::NotImplemented)
    })
}

/// Reads the settings of the record of stateless IPv6 clients.
///
/// Not implemented yet: clears its output and answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in]  ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in]  fServerLevel     TRUE for the settings of the server, FALSE for those of a subnet.
/// @param[in]  SubnetAddress    the subnet; all zero for the settings of the server.
/// @param[out] Params           the settings, released with DhcpRpcFreeMemory.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV6GetStatelessStoreParams(
    ServerIpAddress: LPCWSTR,
    fServerLevel: BOOL,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    Params: *mut LPDHCPV6_STATELESS_PARAMS,
) -> WIN32_ERROR {
    call("DhcpV6GetStatelessStoreParams", move || {
        // SAFETY: the output is NULL or writable, by the contract of `exports`.
        unsafe { clear(Params) };
        Err(Failure::NotImplemented)
    })
}

/// Changes the settings of the record of stateless IPv6 clients.
///
/// Not implemented yet: answers ERROR_CALL_NOT_IMPLEMENTED (120).
///
/// @param[in] ServerIpAddress  the server; NULL or "" is the local one.
/// @param[in] fServerLevel     TRUE for the settings of the server, FALSE for those of a subnet.
/// @param[in] SubnetAddress    the subnet; all zero for the settings of the server.
/// @param[in] FieldModified    DHCPV6_STATELESS_PARAM_TYPE bits: the fields to change.
/// @param[in] Params           the settings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn DhcpV6SetStatelessStoreParams(
    ServerIpAddress: LPCWSTR,
    fServerLevel: BOOL,
    SubnetAddress: DHCP_IPV6_ADDRESS,
    FieldModified: DWORD,
    Params: *const DHCPV6_STATELESS_PARAMS,
) -> WIN32_ERROR {
    call("DhcpV6SetStatelessStoreParams", move || Err(Failure::NotImplemented))
}
