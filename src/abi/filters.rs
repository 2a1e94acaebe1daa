//! Link-layer filters: hardware addresses that are allowed or denied.

use std::mem::MaybeUninit;

use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR};

/// The two lists.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_FILTER_LIST_TYPE {
    /// Clients that are not served.
    Deny = 0,
    /// Clients that are served.
    Allow = 1,
}

/// Length of the Pattern of a DHCP_ADDR_PATTERN.
pub const MAX_PATTERN_LENGTH: DWORD = 255;

/// Length of an Ethernet address.
pub const MAC_ADDRESS_LENGTH: DWORD = 6;

/// Hardware type of Ethernet.
pub const HWTYPE_ETHERNET_10MB: DWORD = 1;

/// A hardware address, or a pattern of hardware addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_ADDR_PATTERN {
    /// TRUE if HWType is compared, too.
    pub MatchHWType: BOOL,
    /// Hardware type.
    pub HWType: BYTE,
    /// TRUE if Pattern is only the beginning of the address.
    pub IsWildcard: BOOL,
    /// Number of bytes of Pattern that count.
    pub Length: BYTE,
    /// The bytes.
    pub Pattern: [BYTE; 255],
}

/// Pointer to a DHCP_ADDR_PATTERN.
pub type LPDHCP_ADDR_PATTERN = *mut DHCP_ADDR_PATTERN;

/// An entry for one of the lists.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FILTER_ADD_INFO {
    /// The addresses that are meant.
    pub AddrPatt: DHCP_ADDR_PATTERN,
    /// Free text; may be NULL.
    pub Comment: LPWSTR,
    /// The list.
    pub ListType: MaybeUninit<DHCP_FILTER_LIST_TYPE>,
}

/// Pointer to a DHCP_FILTER_ADD_INFO.
pub type LPDHCP_FILTER_ADD_INFO = *mut DHCP_FILTER_ADD_INFO;

/// Which of the lists are in force.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FILTER_GLOBAL_INFO {
    /// TRUE if only clients of the allow list are served.
    pub EnforceAllowList: BOOL,
    /// TRUE if clients of the deny list are not served.
    pub EnforceDenyList: BOOL,
}

/// Pointer to a DHCP_FILTER_GLOBAL_INFO.
pub type LPDHCP_FILTER_GLOBAL_INFO = *mut DHCP_FILTER_GLOBAL_INFO;

/// An entry of one of the lists.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FILTER_RECORD {
    /// The addresses that are meant.
    pub AddrPatt: DHCP_ADDR_PATTERN,
    /// Free text; may be NULL.
    pub Comment: LPWSTR,
}

/// Pointer to a DHCP_FILTER_RECORD.
pub type LPDHCP_FILTER_RECORD = *mut DHCP_FILTER_RECORD;

/// Entries of one of the lists.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FILTER_ENUM_INFO {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The entries; NULL if there is none.
    pub pEnumRecords: LPDHCP_FILTER_RECORD,
}

/// Pointer to a DHCP_FILTER_ENUM_INFO.
pub type LPDHCP_FILTER_ENUM_INFO = *mut DHCP_FILTER_ENUM_INFO;
