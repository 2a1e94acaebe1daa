//! Clients and their leases.

use std::mem::MaybeUninit;

use crate::abi::common::{DATE_TIME, DHCP_CLIENT_UID, DHCP_HOST_INFO, DHCP_IP_ADDRESS, DHCP_IP_MASK};
use crate::abi::policies::LPDHCP_PROPERTY_ARRAY;
use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR};

/// The kinds of keys by which a client is looked up.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_SEARCH_INFO_TYPE {
    /// By its address.
    DhcpClientIpAddress = 0,
    /// By its unique id.
    DhcpClientHardwareAddress = 1,
    /// By its name.
    DhcpClientName = 2,
}

/// The key of a search; DHCP_SEARCH_INFO.SearchType says which member is valid.
#[repr(C)]
#[derive(Clone, Copy)]
pub union DHCP_SEARCH_INFO_0 {
    /// Address of the client, with DhcpClientIpAddress.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Unique id of the client (see DHCP_CLIENT_UID), with DhcpClientHardwareAddress.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Name of the client, with DhcpClientName.
    pub ClientName: LPWSTR,
}

/// Names one client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_SEARCH_INFO {
    /// Which member of SearchInfo is valid.
    pub SearchType: MaybeUninit<DHCP_SEARCH_INFO_TYPE>,
    /// The key.
    pub SearchInfo: DHCP_SEARCH_INFO_0,
}

/// Pointer to a DHCP_SEARCH_INFO.
pub type LPDHCP_SEARCH_INFO = *mut DHCP_SEARCH_INFO;

/// Quarantine status of a client. Quarantine does not exist any more; servers answer NOQUARANTINE.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuarantineStatus {
    /// Full access.
    NOQUARANTINE = 0,
    /// Access to some hosts only.
    RESTRICTEDACCESS = 1,
    /// No access.
    DROPPACKET = 2,
    /// Full access for a limited time.
    PROBATION = 3,
    /// Exempt from quarantine.
    EXEMPT = 4,
    /// The default of the server.
    DEFAULTQUARSETTING = 5,
    /// Nothing is known.
    NOQUARINFO = 6,
}

/// A lease, in its oldest form.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
}

/// Pointer to a DHCP_CLIENT_INFO.
pub type LPDHCP_CLIENT_INFO = *mut DHCP_CLIENT_INFO;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO,
}

/// Pointer to a DHCP_CLIENT_INFO_ARRAY.
pub type LPDHCP_CLIENT_INFO_ARRAY = *mut DHCP_CLIENT_INFO_ARRAY;

/// A lease with the protocol of its client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_V4 {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
}

/// Pointer to a DHCP_CLIENT_INFO_V4.
pub type LPDHCP_CLIENT_INFO_V4 = *mut DHCP_CLIENT_INFO_V4;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_ARRAY_V4 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_V4,
}

/// Pointer to a DHCP_CLIENT_INFO_ARRAY_V4.
pub type LPDHCP_CLIENT_INFO_ARRAY_V4 = *mut DHCP_CLIENT_INFO_ARRAY_V4;

/// A lease with the state of its address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_V5 {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
    /// Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
    /// (V5_ADDRESS_BIT_...).
    pub AddressState: BYTE,
}

/// Pointer to a DHCP_CLIENT_INFO_V5.
pub type LPDHCP_CLIENT_INFO_V5 = *mut DHCP_CLIENT_INFO_V5;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_ARRAY_V5 {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_V5,
}

/// Pointer to a DHCP_CLIENT_INFO_ARRAY_V5.
pub type LPDHCP_CLIENT_INFO_ARRAY_V5 = *mut DHCP_CLIENT_INFO_ARRAY_V5;

/// A lease with the quarantine fields.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_VQ {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
    /// Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
    /// (V5_ADDRESS_BIT_...).
    pub AddressState: BYTE,
    /// Quarantine status; always NOQUARANTINE.
    pub Status: MaybeUninit<QuarantineStatus>,
    /// End of the probation; always zero.
    pub ProbationEnds: DATE_TIME,
    /// Always FALSE.
    pub QuarantineCapable: BOOL,
}

/// Pointer to a DHCP_CLIENT_INFO_VQ.
pub type LPDHCP_CLIENT_INFO_VQ = *mut DHCP_CLIENT_INFO_VQ;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_ARRAY_VQ {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_VQ,
}

/// Pointer to a DHCP_CLIENT_INFO_ARRAY_VQ.
pub type LPDHCP_CLIENT_INFO_ARRAY_VQ = *mut DHCP_CLIENT_INFO_ARRAY_VQ;

/// A lease with what the link-layer filters say about its client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_FILTER_STATUS_INFO {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
    /// Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
    /// (V5_ADDRESS_BIT_...).
    pub AddressState: BYTE,
    /// Quarantine status; always NOQUARANTINE.
    pub Status: MaybeUninit<QuarantineStatus>,
    /// End of the probation; always zero.
    pub ProbationEnds: DATE_TIME,
    /// Always FALSE.
    pub QuarantineCapable: BOOL,
    /// Results of the link-layer filters for the client: FILTER_STATUS_... bits.
    pub FilterStatus: DWORD,
}

/// Pointer to a DHCP_CLIENT_FILTER_STATUS_INFO.
pub type LPDHCP_CLIENT_FILTER_STATUS_INFO = *mut DHCP_CLIENT_FILTER_STATUS_INFO;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_FILTER_STATUS_INFO,
}

/// Pointer to a DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY.
pub type LPDHCP_CLIENT_FILTER_STATUS_INFO_ARRAY = *mut DHCP_CLIENT_FILTER_STATUS_INFO_ARRAY;

/// A lease with the policy that chose its address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_PB {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
    /// Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
    /// (V5_ADDRESS_BIT_...).
    pub AddressState: BYTE,
    /// Quarantine status; always NOQUARANTINE.
    pub Status: MaybeUninit<QuarantineStatus>,
    /// End of the probation; always zero.
    pub ProbationEnds: DATE_TIME,
    /// Always FALSE.
    pub QuarantineCapable: BOOL,
    /// Results of the link-layer filters for the client: FILTER_STATUS_... bits.
    pub FilterStatus: DWORD,
    /// Policy that chose the address; NULL if none did.
    pub PolicyName: LPWSTR,
}

/// Pointer to a DHCP_CLIENT_INFO_PB.
pub type LPDHCP_CLIENT_INFO_PB = *mut DHCP_CLIENT_INFO_PB;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_PB_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_PB,
}

/// Pointer to a DHCP_CLIENT_INFO_PB_ARRAY.
pub type LPDHCP_CLIENT_INFO_PB_ARRAY = *mut DHCP_CLIENT_INFO_PB_ARRAY;

/// A lease with further properties.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_EX {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier, as the client sends it; on input the unique id is accepted, too, see DHCP_CLIENT_UID.
    pub ClientHardwareAddress: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// Free text; may be NULL.
    pub ClientComment: LPWSTR,
    /// When the lease ends, UTC; all zero if unset, DHCP_DATE_TIME_INFINIT_HIGH and _LOW if never.
    pub ClientLeaseExpires: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Protocol of the client: CLIENT_TYPE_DHCP, CLIENT_TYPE_BOOTP, ... (a bit set), or
    /// CLIENT_TYPE_NONE.
    pub bClientType: BYTE,
    /// Bits 0-1 the state (V5_ADDRESS_STATE_...), bits 2-3 the kind of DHCID record, bits 4-7 flags
    /// (V5_ADDRESS_BIT_...).
    pub AddressState: BYTE,
    /// Quarantine status; always NOQUARANTINE.
    pub Status: MaybeUninit<QuarantineStatus>,
    /// End of the probation; always zero.
    pub ProbationEnds: DATE_TIME,
    /// Always FALSE.
    pub QuarantineCapable: BOOL,
    /// Results of the link-layer filters for the client: FILTER_STATUS_... bits.
    pub FilterStatus: DWORD,
    /// Policy that chose the address; NULL if none did.
    pub PolicyName: LPWSTR,
    /// Further properties; may be NULL.
    pub Properties: LPDHCP_PROPERTY_ARRAY,
}

/// Pointer to a DHCP_CLIENT_INFO_EX.
pub type LPDHCP_CLIENT_INFO_EX = *mut DHCP_CLIENT_INFO_EX;

/// A list of leases.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_CLIENT_INFO_EX_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_CLIENT_INFO_EX,
}

/// Pointer to a DHCP_CLIENT_INFO_EX_ARRAY.
pub type LPDHCP_CLIENT_INFO_EX_ARRAY = *mut DHCP_CLIENT_INFO_EX_ARRAY;

/// bClientType: not given (0x00).
pub const CLIENT_TYPE_UNSPECIFIED: DWORD = 0x00;

/// bClientType: a DHCP client (0x01).
pub const CLIENT_TYPE_DHCP: DWORD = 0x01;

/// bClientType: a BOOTP client (0x02).
pub const CLIENT_TYPE_BOOTP: DWORD = 0x02;

/// bClientType: a client of either kind (0x03).
pub const CLIENT_TYPE_BOTH: DWORD = 0x03;

/// bClientType: the address is reserved for the client; a bit beside the others (0x04).
pub const CLIENT_TYPE_RESERVATION_FLAG: DWORD = 0x04;

/// bClientType: neither (0x64).
pub const CLIENT_TYPE_NONE: DWORD = 0x64;

/// AddressState, bits 0-1: offered to the client and not yet taken.
pub const V5_ADDRESS_STATE_OFFERED: DWORD = 0x00;

/// AddressState, bits 0-1: leased.
pub const V5_ADDRESS_STATE_ACTIVE: DWORD = 0x01;

/// AddressState, bits 0-1: the client found the address in use and declined it.
pub const V5_ADDRESS_STATE_DECLINED: DWORD = 0x02;

/// AddressState, bits 0-1: the lease has ended and will be deleted.
pub const V5_ADDRESS_STATE_DOOM: DWORD = 0x03;

/// AddressState, flag: the DNS records go when the lease is deleted (0x10).
pub const V5_ADDRESS_BIT_CLEANUP: DWORD = 0x10;

/// AddressState, flag: DNS updates are for both the A and the PTR record (0x20).
pub const V5_ADDRESS_BIT_BOTH_REC: DWORD = 0x20;

/// AddressState, flag: the DNS update is not done yet (0x40).
pub const V5_ADDRESS_BIT_UNREGISTERED: DWORD = 0x40;

/// AddressState, flag: the lease has ended, but its DNS records are still there (0x80).
pub const V5_ADDRESS_BIT_DELETED: DWORD = 0x80;

/// AddressStateEx, flag: no PTR record is registered (0x01).
pub const V5_ADDRESS_EX_BIT_DISABLE_PTR_RR: DWORD = 0x01;

/// FilterStatus: no filter matches (0x01).
pub const FILTER_STATUS_NONE: DWORD = 0x01;

/// FilterStatus: the allow list has the address itself (0x02).
pub const FILTER_STATUS_FULL_MATCH_IN_ALLOW_LIST: DWORD = 0x02;

/// FilterStatus: the deny list has the address itself (0x04).
pub const FILTER_STATUS_FULL_MATCH_IN_DENY_LIST: DWORD = 0x04;

/// FilterStatus: a pattern of the allow list matches (0x08).
pub const FILTER_STATUS_WILDCARD_MATCH_IN_ALLOW_LIST: DWORD = 0x08;

/// FilterStatus: a pattern of the deny list matches (0x10).
pub const FILTER_STATUS_WILDCARD_MATCH_IN_DENY_LIST: DWORD = 0x10;

/// Most free addresses that one call can ask for.
pub const DHCP_MAX_FREE_ADDRESSES_REQUESTED: DWORD = 1024;
