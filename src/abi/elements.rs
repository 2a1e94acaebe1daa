//! Elements of a subnet: address ranges, exclusions, reservations.

use std::mem::MaybeUninit;

use crate::abi::common::{DHCP_CLIENT_UID, DHCP_IP_ADDRESS, LPDHCP_HOST_INFO};
use crate::abi::win::{BYTE, DWORD, LPWSTR};

/// Kinds of elements of a subnet. The last three are for the V5 functions.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SUBNET_ELEMENT_TYPE {
    /// An address range, of any kind.
    DhcpIpRanges = 0,
    /// A second server; not supported.
    DhcpSecondaryHosts = 1,
    /// A reservation.
    DhcpReservedIps = 2,
    /// A range of addresses that are never leased.
    DhcpExcludedIpRanges = 3,
    /// Not used.
    DhcpIpUsedClusters = 4,
    /// An address range for DHCP clients only.
    DhcpIpRangesDhcpOnly = 5,
    /// An address range for DHCP and BOOTP clients.
    DhcpIpRangesDhcpBootp = 6,
    /// An address range for BOOTP clients only.
    DhcpIpRangesBootpOnly = 7,
}

/// A range of IPv4 addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RANGE {
    /// First address of the range.
    pub StartAddress: DHCP_IP_ADDRESS,
    /// Last address of the range, included.
    pub EndAddress: DHCP_IP_ADDRESS,
}

/// Pointer to a DHCP_IP_RANGE.
pub type LPDHCP_IP_RANGE = *mut DHCP_IP_RANGE;

/// A list of address ranges.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RANGE_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The ranges; NULL if there is none.
    pub Elements: LPDHCP_IP_RANGE,
}

/// Pointer to a DHCP_IP_RANGE_ARRAY.
pub type LPDHCP_IP_RANGE_ARRAY = *mut DHCP_IP_RANGE_ARRAY;

/// A range of IPv4 addresses with its BOOTP limits.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_BOOTP_IP_RANGE {
    /// First address of the range.
    pub StartAddress: DHCP_IP_ADDRESS,
    /// Last address of the range, included.
    pub EndAddress: DHCP_IP_ADDRESS,
    /// Addresses of the range that BOOTP clients hold.
    pub BootpAllocated: DWORD,
    /// Most addresses that BOOTP clients may hold.
    pub MaxBootpAllowed: DWORD,
}

/// Pointer to a DHCP_BOOTP_IP_RANGE.
pub type LPDHCP_BOOTP_IP_RANGE = *mut DHCP_BOOTP_IP_RANGE;

/// A block of 32 addresses and which of them are in use; not supported.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_CLUSTER {
    /// First address of the block.
    pub ClusterAddress: DHCP_IP_ADDRESS,
    /// One bit for each address, set if it is in use.
    pub ClusterMask: DWORD,
}

/// Pointer to a DHCP_IP_CLUSTER.
pub type LPDHCP_IP_CLUSTER = *mut DHCP_IP_CLUSTER;

/// A reservation: this client always gets this address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RESERVATION {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IP_ADDRESS,
    /// The client that it is reserved for, see DHCP_CLIENT_UID.
    pub ReservedForClient: *mut DHCP_CLIENT_UID,
}

/// Pointer to a DHCP_IP_RESERVATION.
pub type LPDHCP_IP_RESERVATION = *mut DHCP_IP_RESERVATION;

/// A reservation with the protocols that may use it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RESERVATION_V4 {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IP_ADDRESS,
    /// The client that it is reserved for, see DHCP_CLIENT_UID.
    pub ReservedForClient: *mut DHCP_CLIENT_UID,
    /// Protocols that may use the reservation: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH.
    pub bAllowedClientTypes: BYTE,
}

/// Pointer to a DHCP_IP_RESERVATION_V4.
pub type LPDHCP_IP_RESERVATION_V4 = *mut DHCP_IP_RESERVATION_V4;

/// A reservation with its texts.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RESERVATION_INFO {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IP_ADDRESS,
    /// The client that it is reserved for.
    pub ReservedForClient: DHCP_CLIENT_UID,
    /// Name of the reservation; may be NULL.
    pub ReservedClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ReservedClientDesc: LPWSTR,
    /// Protocols that may use the reservation: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP or CLIENT_TYPE_BOTH.
    pub bAllowedClientTypes: BYTE,
    /// TRUE if the reservation has option values of its own.
    pub fOptionsPresent: BYTE,
}

/// Pointer to a DHCP_IP_RESERVATION_INFO.
pub type LPDHCP_IP_RESERVATION_INFO = *mut DHCP_IP_RESERVATION_INFO;

/// A list of reservations.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_RESERVATION_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each reservation; NULL if it is empty.
    pub Elements: *mut LPDHCP_IP_RESERVATION_INFO,
}

/// Pointer to a DHCP_RESERVATION_INFO_ARRAY.
pub type LPDHCP_RESERVATION_INFO_ARRAY = *mut DHCP_RESERVATION_INFO_ARRAY;

/// The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA.ElementType says which member is
/// valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SUBNET_ELEMENT_DATA_0 {
    /// A range of addresses.
    pub IpRange: LPDHCP_IP_RANGE,
    /// A second server; not supported.
    pub SecondaryHost: LPDHCP_HOST_INFO,
    /// A reservation.
    pub ReservedIp: LPDHCP_IP_RESERVATION,
    /// A range of addresses that are never leased.
    pub ExcludeIpRange: LPDHCP_IP_RANGE,
    /// A block of addresses in use; not supported.
    pub IpUsedCluster: LPDHCP_IP_CLUSTER,
}

/// An element of a subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_DATA {
    /// Which member of Element is valid.
    pub ElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    /// The element.
    pub Element: DHCP_SUBNET_ELEMENT_DATA_0,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_DATA.
pub type LPDHCP_SUBNET_ELEMENT_DATA = *mut DHCP_SUBNET_ELEMENT_DATA;

/// A list of elements of a subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The elements; NULL if there is none.
    pub Elements: LPDHCP_SUBNET_ELEMENT_DATA,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY.
pub type LPDHCP_SUBNET_ELEMENT_INFO_ARRAY = *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY;

/// The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA_V4.ElementType says which member
/// is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SUBNET_ELEMENT_DATA_V4_0 {
    /// A range of addresses.
    pub IpRange: LPDHCP_IP_RANGE,
    /// A second server; not supported.
    pub SecondaryHost: LPDHCP_HOST_INFO,
    /// A reservation.
    pub ReservedIp: LPDHCP_IP_RESERVATION_V4,
    /// A range of addresses that are never leased.
    pub ExcludeIpRange: LPDHCP_IP_RANGE,
    /// A block of addresses in use; not supported.
    pub IpUsedCluster: LPDHCP_IP_CLUSTER,
}

/// An element of a subnet; reservations say which protocols may use them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_DATA_V4 {
    /// Which member of Element is valid.
    pub ElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    /// The element.
    pub Element: DHCP_SUBNET_ELEMENT_DATA_V4_0,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_DATA_V4.
pub type LPDHCP_SUBNET_ELEMENT_DATA_V4 = *mut DHCP_SUBNET_ELEMENT_DATA_V4;

/// A list of elements of a subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The elements; NULL if there is none.
    pub Elements: LPDHCP_SUBNET_ELEMENT_DATA_V4,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4.
pub type LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 = *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4;

/// The content of an element of a subnet; DHCP_SUBNET_ELEMENT_DATA_V5.ElementType says which member
/// is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SUBNET_ELEMENT_DATA_V5_0 {
    /// A range of addresses, for each of the range types.
    pub IpRange: LPDHCP_BOOTP_IP_RANGE,
    /// A second server; not supported.
    pub SecondaryHost: LPDHCP_HOST_INFO,
    /// A reservation.
    pub ReservedIp: LPDHCP_IP_RESERVATION_V4,
    /// A range of addresses that are never leased.
    pub ExcludeIpRange: LPDHCP_IP_RANGE,
    /// A block of addresses in use; not supported.
    pub IpUsedCluster: LPDHCP_IP_CLUSTER,
}

/// An element of a subnet; reservations and ranges say which protocols may use them.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_DATA_V5 {
    /// Which member of Element is valid.
    pub ElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE>,
    /// The element.
    pub Element: DHCP_SUBNET_ELEMENT_DATA_V5_0,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_DATA_V5.
pub type LPDHCP_SUBNET_ELEMENT_DATA_V5 = *mut DHCP_SUBNET_ELEMENT_DATA_V5;

/// A list of elements of a subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The elements; NULL if there is none.
    pub Elements: LPDHCP_SUBNET_ELEMENT_DATA_V5,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5.
pub type LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 = *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5;
