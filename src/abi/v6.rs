//! IPv6: addresses, subnets, elements, clients, options, classes, settings and counters.

use std::mem::MaybeUninit;

use crate::abi::common::{DATE_TIME, DHCP_CLIENT_UID};
use crate::abi::win::{BOOL, BYTE, DWORD, LPVOID, LPWSTR, USHORT};

/// An IPv6 address as two numbers, first byte most significant: 2001:db8::1 is 0x20010DB800000000 and
/// 1.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IPV6_ADDRESS {
    /// The first 8 bytes.
    pub HighOrderBits: u64,
    /// The last 8 bytes.
    pub LowOrderBits: u64,
}

/// Pointer to a DHCP_IPV6_ADDRESS.
pub type LPDHCP_IPV6_ADDRESS = *mut DHCP_IPV6_ADDRESS;

/// Pointer to a DHCP_IPV6_ADDRESS.
pub type PDHCP_IPV6_ADDRESS = *mut DHCP_IPV6_ADDRESS;

/// Where an enumeration of IPv6 clients goes on; all zero for the first call.
pub type DHCP_RESUME_IPV6_HANDLE = DHCP_IPV6_ADDRESS;

/// A host: address and names.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_HOST_INFO_V6 {
    /// Address of the host.
    pub IpAddress: DHCP_IPV6_ADDRESS,
    /// NetBIOS name; may be NULL.
    pub NetBiosName: LPWSTR,
    /// Host name; may be NULL.
    pub HostName: LPWSTR,
}

/// Pointer to a DHCP_HOST_INFO_V6.
pub type LPDHCP_HOST_INFO_V6 = *mut DHCP_HOST_INFO_V6;

/// A list of IPv6 addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_IP_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The addresses; NULL if there is none.
    pub Elements: LPDHCP_IPV6_ADDRESS,
}

/// Pointer to a DHCPV6_IP_ARRAY.
pub type LPDHCPV6_IP_ARRAY = *mut DHCPV6_IP_ARRAY;

/// A range of IPv6 addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RANGE_V6 {
    /// First address of the range.
    pub StartAddress: DHCP_IPV6_ADDRESS,
    /// Last address of the range, included.
    pub EndAddress: DHCP_IPV6_ADDRESS,
}

/// Pointer to a DHCP_IP_RANGE_V6.
pub type LPDHCP_IP_RANGE_V6 = *mut DHCP_IP_RANGE_V6;

/// A reservation of an IPv6 address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_IP_RESERVATION_V6 {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IPV6_ADDRESS,
    /// DUID of the client.
    pub ReservedForClient: *mut DHCP_CLIENT_UID,
    /// Identity association (IAID) of the client.
    pub InterfaceId: DWORD,
}

/// Pointer to a DHCP_IP_RESERVATION_V6.
pub type LPDHCP_IP_RESERVATION_V6 = *mut DHCP_IP_RESERVATION_V6;

/// Kinds of elements of an IPv6 subnet.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SUBNET_ELEMENT_TYPE_V6 {
    /// An address range.
    Dhcpv6IpRanges = 0,
    /// A reservation.
    Dhcpv6ReservedIps = 1,
    /// A range of addresses that are never leased.
    Dhcpv6ExcludedIpRanges = 2,
}

/// The content of an element of an IPv6 subnet; DHCP_SUBNET_ELEMENT_DATA_V6.ElementType says which
/// member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SUBNET_ELEMENT_DATA_V6_0 {
    /// A range of addresses.
    pub IpRange: LPDHCP_IP_RANGE_V6,
    /// A reservation.
    pub ReservedIp: LPDHCP_IP_RESERVATION_V6,
    /// A range of addresses that are never leased.
    pub ExcludeIpRange: LPDHCP_IP_RANGE_V6,
}

/// An element of an IPv6 subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_DATA_V6 {
    /// Which member of Element is valid.
    pub ElementType: MaybeUninit<DHCP_SUBNET_ELEMENT_TYPE_V6>,
    /// The element.
    pub Element: DHCP_SUBNET_ELEMENT_DATA_V6_0,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_DATA_V6.
pub type LPDHCP_SUBNET_ELEMENT_DATA_V6 = *mut DHCP_SUBNET_ELEMENT_DATA_V6;

/// A list of elements of an IPv6 subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The elements; NULL if there is none.
    pub Elements: LPDHCP_SUBNET_ELEMENT_DATA_V6,
}

/// Pointer to a DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6.
pub type LPDHCP_SUBNET_ELEMENT_INFO_ARRAY_V6 = *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY_V6;

/// An IPv6 subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SUBNET_INFO_V6 {
    /// Prefix of the subnet.
    pub SubnetAddress: DHCP_IPV6_ADDRESS,
    /// Length of the prefix in bits; 64.
    pub Prefix: DWORD,
    /// Preference of the server, 0 to 255.
    pub Preference: USHORT,
    /// Name; not NULL.
    pub SubnetName: LPWSTR,
    /// Free text; may be NULL.
    pub SubnetComment: LPWSTR,
    /// 0 if addresses are given out.
    pub State: DWORD,
    /// Number of the subnet; the server gives it.
    pub ScopeId: DWORD,
}

/// Pointer to a DHCP_SUBNET_INFO_V6.
pub type LPDHCP_SUBNET_INFO_V6 = *mut DHCP_SUBNET_INFO_V6;

/// The kinds of keys by which an IPv6 client is looked up.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SEARCH_INFO_TYPE_V6 {
    /// By its address.
    Dhcpv6ClientIpAddress = 0,
    /// By its DUID.
    Dhcpv6ClientDUID = 1,
    /// By its name.
    Dhcpv6ClientName = 2,
}

/// The key of a search; DHCP_SEARCH_INFO_V6.SearchType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SEARCH_INFO_V6_0 {
    /// With Dhcpv6ClientIpAddress.
    pub ClientIpAddress: DHCP_IPV6_ADDRESS,
    /// With Dhcpv6ClientDUID.
    pub ClientDUID: DHCP_CLIENT_UID,
    /// With Dhcpv6ClientName.
    pub ClientName: LPWSTR,
}

/// Names one IPv6 client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SEARCH_INFO_V6 {
    /// Which member of SearchInfo is valid.
    pub SearchType: MaybeUninit<DHCP_SEARCH_INFO_TYPE_V6>,
    /// The key.
    pub SearchInfo: DHCP_SEARCH_INFO_V6_0,
}

/// Pointer to a DHCP_SEARCH_INFO_V6.
pub type LPDHCP_SEARCH_INFO_V6 = *mut DHCP_SEARCH_INFO_V6;

/// A lease of an IPv6 address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_V6 {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IPV6_ADDRESS,
    /// DUID of the client.
    pub ClientDUID: DHCP_CLIENT_UID,
    /// ADDRESS_TYPE_IANA or ADDRESS_TYPE_IATA.
    pub AddressType: DWORD,
    /// Identity association of the lease.
    pub IAID: DWORD,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the address stops being valid, UTC.
    pub ClientValidLeaseExpires: DATE_TIME,
    /// When the address stops being preferred, UTC.
    pub ClientPrefLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO_V6,
}

/// Pointer to a DHCP_CLIENT_INFO_V6.
pub type LPDHCP_CLIENT_INFO_V6 = *mut DHCP_CLIENT_INFO_V6;

/// A list of leases of IPv6 addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_ARRAY_V6 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_V6,
}

/// Pointer to a DHCP_CLIENT_INFO_ARRAY_V6.
pub type LPDHCP_CLIENT_INFO_ARRAY_V6 = *mut DHCP_CLIENT_INFO_ARRAY_V6;

/// AddressType: a lasting address.
pub const ADDRESS_TYPE_IANA: DWORD = 0;

/// AddressType: a temporary address.
pub const ADDRESS_TYPE_IATA: DWORD = 1;

/// Names a reservation of an IPv6 address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_RESERVED_SCOPE6 {
    /// The reserved address.
    pub ReservedIpAddress: DHCP_IPV6_ADDRESS,
    /// The subnet that it is in.
    pub ReservedIpSubnetAddress: DHCP_IPV6_ADDRESS,
}

/// Pointer to a DHCP_RESERVED_SCOPE6.
pub type LPDHCP_RESERVED_SCOPE6 = *mut DHCP_RESERVED_SCOPE6;

/// Level that an IPv6 option value belongs to.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_OPTION_SCOPE_TYPE6 {
    /// The default of the definition.
    DhcpDefaultOptions6 = 0,
    /// A subnet.
    DhcpScopeOptions6 = 1,
    /// A reservation.
    DhcpReservedOptions6 = 2,
    /// The server.
    DhcpGlobalOptions6 = 3,
}

/// The owner of an IPv6 option value; DHCP_OPTION_SCOPE_INFO6.ScopeType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_OPTION_SCOPE_INFO6_0 {
    /// With DhcpDefaultOptions6; NULL.
    pub DefaultScopeInfo: LPVOID,
    /// With DhcpScopeOptions6.
    pub SubnetScopeInfo: DHCP_IPV6_ADDRESS,
    /// With DhcpReservedOptions6.
    pub ReservedScopeInfo: DHCP_RESERVED_SCOPE6,
}

/// Names what an IPv6 option value belongs to.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_OPTION_SCOPE_INFO6 {
    /// Which member of ScopeInfo is valid.
    pub ScopeType: MaybeUninit<DHCP_OPTION_SCOPE_TYPE6>,
    /// The owner of the value.
    pub ScopeInfo: DHCP_OPTION_SCOPE_INFO6_0,
}

/// Pointer to a DHCP_OPTION_SCOPE_INFO6.
pub type LPDHCP_OPTION_SCOPE_INFO6 = *mut DHCP_OPTION_SCOPE_INFO6;

/// A user class or vendor class for IPv6.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLASS_INFO_V6 {
    /// Name of the class.
    pub ClassName: LPWSTR,
    /// Free text; may be NULL.
    pub ClassComment: LPWSTR,
    /// Length of ClassData in bytes.
    pub ClassDataLength: DWORD,
    /// TRUE for a vendor class, FALSE for a user class.
    pub IsVendor: BOOL,
    /// Enterprise number of the vendor.
    pub EnterpriseNumber: DWORD,
    /// Flags; 0 if none.
    pub Flags: DWORD,
    /// The bytes that a client of this class sends.
    pub ClassData: *mut BYTE,
}

/// Pointer to a DHCP_CLASS_INFO_V6.
pub type LPDHCP_CLASS_INFO_V6 = *mut DHCP_CLASS_INFO_V6;

/// A list of classes for IPv6.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLASS_INFO_ARRAY_V6 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Classes: LPDHCP_CLASS_INFO_V6,
}

/// Pointer to a DHCP_CLASS_INFO_ARRAY_V6.
pub type LPDHCP_CLASS_INFO_ARRAY_V6 = *mut DHCP_CLASS_INFO_ARRAY_V6;

/// IPv6 settings of a server or a subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SERVER_CONFIG_INFO_V6 {
    /// TRUE if clients may use unicast.
    pub UnicastFlag: BOOL,
    /// TRUE if rapid commit is allowed.
    pub RapidCommitFlag: BOOL,
    /// Preferred lifetime of lasting addresses, in seconds.
    pub PreferredLifetime: DWORD,
    /// Valid lifetime of lasting addresses, in seconds.
    pub ValidLifetime: DWORD,
    /// Time until renewal, in seconds.
    pub T1: DWORD,
    /// Time until rebinding, in seconds.
    pub T2: DWORD,
    /// Preferred lifetime of temporary addresses, in seconds.
    pub PreferredLifetimeIATA: DWORD,
    /// Valid lifetime of temporary addresses, in seconds.
    pub ValidLifetimeIATA: DWORD,
    /// TRUE if the audit log is written.
    pub fAuditLog: BOOL,
}

/// Pointer to a DHCP_SERVER_CONFIG_INFO_V6.
pub type LPDHCP_SERVER_CONFIG_INFO_V6 = *mut DHCP_SERVER_CONFIG_INFO_V6;

/// DhcpServerSetConfigV6: set UnicastFlag (0x01).
pub const Set_UnicastFlag: DWORD = 0x01;

/// DhcpServerSetConfigV6: set RapidCommitFlag (0x02).
pub const Set_RapidCommitFlag: DWORD = 0x02;

/// DhcpServerSetConfigV6: set PreferredLifetime (0x04).
pub const Set_PreferredLifetime: DWORD = 0x04;

/// DhcpServerSetConfigV6: set ValidLifetime (0x08).
pub const Set_ValidLifetime: DWORD = 0x08;

/// DhcpServerSetConfigV6: set T1 (0x10).
pub const Set_T1: DWORD = 0x10;

/// DhcpServerSetConfigV6: set T2 (0x20).
pub const Set_T2: DWORD = 0x20;

/// DhcpServerSetConfigV6: set PreferredLifetimeIATA (0x40).
pub const Set_PreferredLifetimeIATA: DWORD = 0x40;

/// DhcpServerSetConfigV6: set ValidLifetimeIATA (0x80).
pub const Set_ValidLifetimeIATA: DWORD = 0x80;

/// A network interface and whether the server answers IPv6 clients on it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_BIND_ELEMENT {
    /// DHCP_ENDPOINT_FLAG_CANT_MODIFY or 0.
    pub Flags: DWORD,
    /// TRUE if the server answers on this interface.
    pub fBoundToDHCPServer: BOOL,
    /// Primary address of the interface.
    pub AdapterPrimaryAddress: DHCP_IPV6_ADDRESS,
    /// Subnet of the interface.
    pub AdapterSubnetAddress: DHCP_IPV6_ADDRESS,
    /// Name of the interface for people.
    pub IfDescription: LPWSTR,
    /// Index of the interface.
    pub IpV6IfIndex: DWORD,
    /// Length of IfId in bytes.
    pub IfIdSize: DWORD,
    /// Identifier of the interface.
    pub IfId: *mut BYTE,
}

/// Pointer to a DHCPV6_BIND_ELEMENT.
pub type LPDHCPV6_BIND_ELEMENT = *mut DHCPV6_BIND_ELEMENT;

/// The network interfaces of a server, for IPv6.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_BIND_ELEMENT_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// The array; NULL if it is empty.
    pub Elements: LPDHCPV6_BIND_ELEMENT,
}

/// Pointer to a DHCPV6_BIND_ELEMENT_ARRAY.
pub type LPDHCPV6_BIND_ELEMENT_ARRAY = *mut DHCPV6_BIND_ELEMENT_ARRAY;

/// Counters of one IPv6 subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SCOPE_MIB_INFO_V6 {
    /// Prefix of the subnet.
    pub Subnet: DHCP_IPV6_ADDRESS,
    /// Addresses in use.
    pub NumAddressesInuse: u64,
    /// Addresses free.
    pub NumAddressesFree: u64,
    /// Addresses advertised and not yet taken.
    pub NumPendingAdvertises: u64,
}

/// Pointer to a SCOPE_MIB_INFO_V6.
pub type LPSCOPE_MIB_INFO_V6 = *mut SCOPE_MIB_INFO_V6;

/// IPv6 counters of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MIB_INFO_V6 {
    /// SOLICIT messages received.
    pub Solicits: DWORD,
    /// ADVERTISE messages sent.
    pub Advertises: DWORD,
    /// REQUEST messages received.
    pub Requests: DWORD,
    /// RENEW messages received.
    pub Renews: DWORD,
    /// REBIND messages received.
    pub Rebinds: DWORD,
    /// REPLY messages sent.
    pub Replies: DWORD,
    /// CONFIRM messages received.
    pub Confirms: DWORD,
    /// DECLINE messages received.
    pub Declines: DWORD,
    /// RELEASE messages received.
    pub Releases: DWORD,
    /// INFORM messages received.
    pub Informs: DWORD,
    /// When the server started, UTC.
    pub ServerStartTime: DATE_TIME,
    /// Number of elements of ScopeInfo.
    pub Scopes: DWORD,
    /// One element for each scope; NULL if there is none.
    pub ScopeInfo: LPSCOPE_MIB_INFO_V6,
}

/// Pointer to a DHCP_MIB_INFO_V6.
pub type LPDHCP_MIB_INFO_V6 = *mut DHCP_MIB_INFO_V6;

/// The fields that DhcpV6SetStatelessStoreParams changes.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPV6_STATELESS_PARAM_TYPE {
    /// The purge interval.
    DhcpStatelessPurgeInterval = 1,
    /// Whether stateless clients are recorded.
    DhcpStatelessStatus = 2,
}

/// Settings of the record of stateless clients.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_STATELESS_PARAMS {
    /// TRUE if stateless clients are recorded.
    pub Status: BOOL,
    /// Hours after which a client that is not heard of is forgotten.
    pub PurgeInterval: DWORD,
}

/// Pointer to a DHCPV6_STATELESS_PARAMS.
pub type LPDHCPV6_STATELESS_PARAMS = *mut DHCPV6_STATELESS_PARAMS;

/// Stateless clients of one subnet.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_STATELESS_SCOPE_STATS {
    /// Prefix of the subnet.
    pub SubnetAddress: DHCP_IPV6_ADDRESS,
    /// Clients added since the server started.
    pub NumStatelessClientsAdded: u64,
    /// Clients removed since the server started.
    pub NumStatelessClientsRemoved: u64,
}

/// Pointer to a DHCPV6_STATELESS_SCOPE_STATS.
pub type LPDHCPV6_STATELESS_SCOPE_STATS = *mut DHCPV6_STATELESS_SCOPE_STATS;

/// Stateless clients of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV6_STATELESS_STATS {
    /// Number of subnets.
    pub NumScopes: DWORD,
    /// One element for each subnet; NULL if there is none.
    pub ScopeStats: LPDHCPV6_STATELESS_SCOPE_STATS,
}

/// Pointer to a DHCPV6_STATELESS_STATS.
pub type LPDHCPV6_STATELESS_STATS = *mut DHCPV6_STATELESS_STATS;
