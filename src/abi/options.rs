//! Options: definitions and values.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_BINARY_DATA, DHCP_IP_ADDRESS};
use crate::abi::win::{BOOL, BYTE, DWORD, LPVOID, LPWSTR, WORD};

/// Code of an option.
pub type DHCP_OPTION_ID = DWORD;

/// Type of an element of an option value.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_OPTION_DATA_TYPE {
    /// One byte.
    DhcpByteOption = 0,
    /// A 16-bit number.
    DhcpWordOption = 1,
    /// A 32-bit number.
    DhcpDWordOption = 2,
    /// A 64-bit number in two halves.
    DhcpDWordDWordOption = 3,
    /// An IPv4 address.
    DhcpIpAddressOption = 4,
    /// A string.
    DhcpStringDataOption = 5,
    /// Bytes.
    DhcpBinaryDataOption = 6,
    /// Bytes that hold further options.
    DhcpEncapsulatedDataOption = 7,
    /// An IPv6 address as a string.
    DhcpIpv6AddressOption = 8,
}

/// How many elements an option has.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_OPTION_TYPE {
    /// One.
    DhcpUnaryElementTypeOption = 0,
    /// Any number.
    DhcpArrayTypeOption = 1,
}

/// Level that an option value belongs to.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_OPTION_SCOPE_TYPE {
    /// The default of the definition.
    DhcpDefaultOptions = 0,
    /// The server.
    DhcpGlobalOptions = 1,
    /// A subnet.
    DhcpSubnetOptions = 2,
    /// A reservation.
    DhcpReservedOptions = 3,
    /// A multicast scope.
    DhcpMScopeOptions = 4,
}

/// A 64-bit number in two halves.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DWORD_DWORD {
    /// The high half.
    pub DWord1: DWORD,
    /// The low half.
    pub DWord2: DWORD,
}

/// Pointer to a DWORD_DWORD.
pub type LPDWORD_DWORD = *mut DWORD_DWORD;

/// An element of an option value; DHCP_OPTION_DATA_ELEMENT.OptionType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_OPTION_DATA_ELEMENT_0 {
    /// With DhcpByteOption.
    pub ByteOption: BYTE,
    /// With DhcpWordOption.
    pub WordOption: WORD,
    /// With DhcpDWordOption.
    pub DWordOption: DWORD,
    /// With DhcpDWordDWordOption.
    pub DWordDWordOption: DWORD_DWORD,
    /// With DhcpIpAddressOption.
    pub IpAddressOption: DHCP_IP_ADDRESS,
    /// With DhcpStringDataOption.
    pub StringDataOption: LPWSTR,
    /// With DhcpBinaryDataOption.
    pub BinaryDataOption: DHCP_BINARY_DATA,
    /// With DhcpEncapsulatedDataOption.
    pub EncapsulatedDataOption: DHCP_BINARY_DATA,
    /// With DhcpIpv6AddressOption.
    pub Ipv6AddressDataOption: LPWSTR,
}

/// An element of an option value with its type.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_DATA_ELEMENT {
    /// Which member of Element is valid.
    pub OptionType: MaybeUninit<DHCP_OPTION_DATA_TYPE>,
    /// The element.
    pub Element: DHCP_OPTION_DATA_ELEMENT_0,
}

/// Pointer to a DHCP_OPTION_DATA_ELEMENT.
pub type LPDHCP_OPTION_DATA_ELEMENT = *mut DHCP_OPTION_DATA_ELEMENT;

/// The elements of an option value.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_DATA {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The elements; NULL if there is none.
    pub Elements: LPDHCP_OPTION_DATA_ELEMENT,
}

/// Pointer to a DHCP_OPTION_DATA.
pub type LPDHCP_OPTION_DATA = *mut DHCP_OPTION_DATA;

/// Definition of an option.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION {
    /// Code of the option.
    pub OptionID: DHCP_OPTION_ID,
    /// Name of the option.
    pub OptionName: LPWSTR,
    /// Free text; may be NULL.
    pub OptionComment: LPWSTR,
    /// The value that it has by default.
    pub DefaultValue: DHCP_OPTION_DATA,
    /// Whether it has one element or any number.
    pub OptionType: MaybeUninit<DHCP_OPTION_TYPE>,
}

/// Pointer to a DHCP_OPTION.
pub type LPDHCP_OPTION = *mut DHCP_OPTION;

/// A list of option definitions.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Options: LPDHCP_OPTION,
}

/// Pointer to a DHCP_OPTION_ARRAY.
pub type LPDHCP_OPTION_ARRAY = *mut DHCP_OPTION_ARRAY;

/// Value of an option.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_VALUE {
    /// Code of the option.
    pub OptionID: DHCP_OPTION_ID,
    /// The value.
    pub Value: DHCP_OPTION_DATA,
}

/// Pointer to a DHCP_OPTION_VALUE.
pub type LPDHCP_OPTION_VALUE = *mut DHCP_OPTION_VALUE;

/// A list of option values.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_VALUE_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Values: LPDHCP_OPTION_VALUE,
}

/// Pointer to a DHCP_OPTION_VALUE_ARRAY.
pub type LPDHCP_OPTION_VALUE_ARRAY = *mut DHCP_OPTION_VALUE_ARRAY;

/// The option values that a client gets.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_LIST {
    /// Number of values.
    pub NumOptions: DWORD,
    /// The values; NULL if there is none.
    pub Options: LPDHCP_OPTION_VALUE,
}

/// Pointer to a DHCP_OPTION_LIST.
pub type LPDHCP_OPTION_LIST = *mut DHCP_OPTION_LIST;

/// Names a reservation.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_RESERVED_SCOPE {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IP_ADDRESS,
    /// The subnet that it is in.
    pub ReservedIpSubnetAddress: DHCP_IP_ADDRESS,
}

/// Pointer to a DHCP_RESERVED_SCOPE.
pub type LPDHCP_RESERVED_SCOPE = *mut DHCP_RESERVED_SCOPE;

/// The owner of an option value; DHCP_OPTION_SCOPE_INFO.ScopeType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_OPTION_SCOPE_INFO_0 {
    /// With DhcpDefaultOptions; NULL.
    pub DefaultScopeInfo: LPVOID,
    /// With DhcpGlobalOptions; NULL.
    pub GlobalScopeInfo: LPVOID,
    /// With DhcpSubnetOptions.
    pub SubnetScopeInfo: DHCP_IP_ADDRESS,
    /// With DhcpReservedOptions.
    pub ReservedScopeInfo: DHCP_RESERVED_SCOPE,
    /// With DhcpMScopeOptions; name of the multicast scope.
    pub MScopeInfo: LPWSTR,
}

/// Names what an option value belongs to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_SCOPE_INFO {
    /// Which member of ScopeInfo is valid.
    pub ScopeType: MaybeUninit<DHCP_OPTION_SCOPE_TYPE>,
    /// The owner of the value.
    pub ScopeInfo: DHCP_OPTION_SCOPE_INFO_0,
}

/// Pointer to a DHCP_OPTION_SCOPE_INFO.
pub type LPDHCP_OPTION_SCOPE_INFO = *mut DHCP_OPTION_SCOPE_INFO;

/// Definition of an option of a vendor class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTIONS_0 {
    /// The definition.
    pub Option: DHCP_OPTION,
    /// The vendor class.
    pub VendorName: LPWSTR,
    /// The user class; may be NULL.
    pub ClassName: LPWSTR,
}

/// All option definitions of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTIONS {
    /// Reserved; 0.
    pub Flags: DWORD,
    /// Definitions without a vendor class.
    pub NonVendorOptions: LPDHCP_OPTION_ARRAY,
    /// Number of elements of VendorOptions.
    pub NumVendorOptions: DWORD,
    /// Definitions of vendor classes; NULL if there is none.
    pub VendorOptions: *mut DHCP_ALL_OPTIONS_0,
}

/// Pointer to a DHCP_ALL_OPTIONS.
pub type LPDHCP_ALL_OPTIONS = *mut DHCP_ALL_OPTIONS;

/// The option values of one user class and one vendor class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTION_VALUES_0 {
    /// The user class; NULL is the default one.
    pub ClassName: LPWSTR,
    /// Vendor class; NULL is the default one.
    pub VendorName: LPWSTR,
    /// TRUE if the values belong to a vendor class.
    pub IsVendor: BOOL,
    /// The values.
    pub OptionsArray: LPDHCP_OPTION_VALUE_ARRAY,
}

/// All option values of one level.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTION_VALUES {
    /// Reserved; 0.
    pub Flags: DWORD,
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Options: *mut DHCP_ALL_OPTION_VALUES_0,
}

/// Pointer to a DHCP_ALL_OPTION_VALUES.
pub type LPDHCP_ALL_OPTION_VALUES = *mut DHCP_ALL_OPTION_VALUES;

/// The option values of one policy and one vendor class.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTION_VALUES_PB_0 {
    /// The policy; NULL if the values belong to none.
    pub PolicyName: LPWSTR,
    /// Vendor class; NULL is the default one.
    pub VendorName: LPWSTR,
    /// TRUE if the values belong to a vendor class.
    pub IsVendor: BOOL,
    /// The values.
    pub OptionsArray: LPDHCP_OPTION_VALUE_ARRAY,
}

/// All option values of one level, by policy.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ALL_OPTION_VALUES_PB {
    /// Reserved; 0.
    pub Flags: DWORD,
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Options: *mut DHCP_ALL_OPTION_VALUES_PB_0,
}

/// Pointer to a DHCP_ALL_OPTION_VALUES_PB.
pub type LPDHCP_ALL_OPTION_VALUES_PB = *mut DHCP_ALL_OPTION_VALUES_PB;

/// Flags of the V5 and V6 functions: the option belongs to a vendor class (0x03).
pub const DHCP_FLAGS_OPTION_IS_VENDOR: DWORD = 0x03;

/// Flags of the enumerations: options of every vendor class.
pub const DHCP_OPT_ENUM_IGNORE_VENDOR: DWORD = 0x01;

/// Flags of the enumerations: only options of the class that is named.
pub const DHCP_OPT_ENUM_USE_CLASSNAME: DWORD = 0x02;

/// DNS update setting (option 81): update DNS at all (0x01).
pub const DNS_FLAG_ENABLED: DWORD = 0x01;

/// DNS update setting (option 81): update DNS for clients that do not ask for it (0x02).
pub const DNS_FLAG_UPDATE_DOWNLEVEL: DWORD = 0x02;

/// DNS update setting (option 81): remove the records when the lease ends (0x04).
pub const DNS_FLAG_CLEANUP_EXPIRED: DWORD = 0x04;

/// DNS update setting (option 81): update A and PTR records whatever the client asks for (0x10).
pub const DNS_FLAG_UPDATE_BOTH_ALWAYS: DWORD = 0x10;

/// DNS update setting (option 81): protect names with DHCID records (0x20).
pub const DNS_FLAG_UPDATE_DHCID: DWORD = 0x20;

/// DNS update setting (option 81): leave PTR records alone (0x40).
pub const DNS_FLAG_DISABLE_PTR_UPDATE: DWORD = 0x40;

/// DNS update setting (option 81): a policy gives the DNS suffix (0x80).
pub const DNS_FLAG_HAS_DNS_SUFFIX: DWORD = 0x80;
