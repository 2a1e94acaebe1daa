//! The types that every family uses: addresses, times, names, binary data.

use crate::abi::win::{BYTE, DWORD, LPWSTR};

/// An IPv4 address as a number, first byte most significant: 10.0.0.1 is 0x0A000001. This is not the
/// byte order of s_addr on a little-endian machine; use ntohl and htonl.
pub type DHCP_IP_ADDRESS = DWORD;

/// Pointer to one or more addresses.
pub type LPDHCP_IP_ADDRESS = *mut DHCP_IP_ADDRESS;

/// An IPv4 subnet mask as a number: 255.255.255.0 is 0xFFFFFF00.
pub type DHCP_IP_MASK = DWORD;

/// Where an enumeration goes on. Set it to 0 for the first call and leave it alone between calls.
pub type DHCP_RESUME_HANDLE = DWORD;

/// Pointer to a resume handle.
pub type LPDHCP_RESUME_HANDLE = *mut DHCP_RESUME_HANDLE;

/// A time: 100-nanosecond steps since 1601-01-01 00:00 UTC, in two halves. All zero is "unset";
/// DHCP_DATE_TIME_INFINIT_HIGH with DHCP_DATE_TIME_INFINIT_LOW is "never".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DATE_TIME {
    /// The low 32 bits.
    pub dwLowDateTime: DWORD,
    /// The high 32 bits.
    pub dwHighDateTime: DWORD,
}

/// Pointer to a DATE_TIME.
pub type LPDATE_TIME = *mut DATE_TIME;

/// High half of the DATE_TIME that means "never" (0x7FFFFFFF).
pub const DHCP_DATE_TIME_INFINIT_HIGH: DWORD = 0x7FFFFFFF;

/// Low half of the DATE_TIME that means "never" (0xFFFFFFFF).
pub const DHCP_DATE_TIME_INFINIT_LOW: DWORD = 0xFFFFFFFF;

/// Bytes with their length.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DHCP_BINARY_DATA {
    /// Number of bytes.
    pub DataLength: DWORD,
    /// The bytes; NULL if there are none.
    pub Data: *mut BYTE,
}

/// Pointer to a DHCP_BINARY_DATA.
pub type LPDHCP_BINARY_DATA = *mut DHCP_BINARY_DATA;

/// Identifies a client. Two forms exist: the client identifier is the bytes that the client sends (most
/// often its 6-byte hardware address); the client unique id is the subnet (4 bytes, least significant
/// first), the byte 01, and the identifier. Leases are returned and searched with the unique id.
pub type DHCP_CLIENT_UID = DHCP_BINARY_DATA;

/// Pointer to a client identifier.
pub type LPDHCP_CLIENT_UID = *mut DHCP_CLIENT_UID;

/// A host: address and names.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_HOST_INFO {
    /// Address of the host.
    pub IpAddress: DHCP_IP_ADDRESS,
    /// NetBIOS name; may be NULL.
    pub NetBiosName: LPWSTR,
    /// Host name; may be NULL.
    pub HostName: LPWSTR,
}

/// Pointer to a DHCP_HOST_INFO.
pub type LPDHCP_HOST_INFO = *mut DHCP_HOST_INFO;

/// A list of IPv4 addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The addresses; NULL if there is none.
    pub Elements: LPDHCP_IP_ADDRESS,
}

/// Pointer to a DHCP_IP_ARRAY.
pub type LPDHCP_IP_ARRAY = *mut DHCP_IP_ARRAY;
