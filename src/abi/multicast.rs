//! Multicast scopes and their clients (MADCAP).

use std::mem::MaybeUninit;

use crate::abi::common::{DATE_TIME, DHCP_CLIENT_UID, DHCP_HOST_INFO, DHCP_IP_ADDRESS};
use crate::abi::subnets::DHCP_SUBNET_STATE;
use crate::abi::win::{BYTE, DWORD, LPWSTR};

/// A multicast scope.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MSCOPE_INFO {
    /// Name of the multicast scope.
    pub MScopeName: LPWSTR,
    /// Free text; may be NULL.
    pub MScopeComment: LPWSTR,
    /// Number of the multicast scope.
    pub MScopeId: DWORD,
    /// Reserved; 0.
    pub MScopeAddressPolicy: DWORD,
    /// The server that serves the scope.
    pub PrimaryHost: DHCP_HOST_INFO,
    /// Whether addresses are given out.
    pub MScopeState: MaybeUninit<DHCP_SUBNET_STATE>,
    /// Reserved; 0.
    pub MScopeFlags: DWORD,
    /// When the scope ends, UTC.
    pub ExpiryTime: DATE_TIME,
    /// Language of the name.
    pub LangTag: LPWSTR,
    /// Time to live of the packets, 1 to 255.
    pub TTL: BYTE,
}

/// Pointer to a DHCP_MSCOPE_INFO.
pub type LPDHCP_MSCOPE_INFO = *mut DHCP_MSCOPE_INFO;

/// The names of the multicast scopes of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MSCOPE_TABLE {
    /// Number of names.
    pub NumElements: DWORD,
    /// The names; NULL if there is none.
    pub pMScopeNames: *mut LPWSTR,
}

/// Pointer to a DHCP_MSCOPE_TABLE.
pub type LPDHCP_MSCOPE_TABLE = *mut DHCP_MSCOPE_TABLE;

/// A lease of a multicast address.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MCLIENT_INFO {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Number of the multicast scope.
    pub MScopeId: DWORD,
    /// Identifier of the lease.
    pub ClientId: DHCP_CLIENT_UID,
    /// Host name of the client; may be NULL.
    pub ClientName: LPWSTR,
    /// When the lease begins, UTC.
    pub ClientLeaseStarts: DATE_TIME,
    /// When the lease ends, UTC.
    pub ClientLeaseEnds: DATE_TIME,
    /// The server that gave the lease.
    pub OwnerHost: DHCP_HOST_INFO,
    /// Reserved; 0.
    pub AddressFlags: DWORD,
    /// V5_ADDRESS_STATE_...
    pub AddressState: BYTE,
}

/// Pointer to a DHCP_MCLIENT_INFO.
pub type LPDHCP_MCLIENT_INFO = *mut DHCP_MCLIENT_INFO;

/// A list of leases of multicast addresses.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MCLIENT_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCP_MCLIENT_INFO,
}

/// Pointer to a DHCP_MCLIENT_INFO_ARRAY.
pub type LPDHCP_MCLIENT_INFO_ARRAY = *mut DHCP_MCLIENT_INFO_ARRAY;

/// Counters of one multicast scope.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct MSCOPE_MIB_INFO {
    /// Number of the multicast scope.
    pub MScopeId: DWORD,
    /// Name of the multicast scope.
    pub MScopeName: LPWSTR,
    /// Addresses in use.
    pub NumAddressesInuse: DWORD,
    /// Addresses free.
    pub NumAddressesFree: DWORD,
    /// Addresses offered and not yet taken.
    pub NumPendingOffers: DWORD,
}

/// Pointer to a MSCOPE_MIB_INFO.
pub type LPMSCOPE_MIB_INFO = *mut MSCOPE_MIB_INFO;

/// Multicast counters of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MCAST_MIB_INFO {
    /// DISCOVER messages received.
    pub Discovers: DWORD,
    /// OFFER messages sent.
    pub Offers: DWORD,
    /// REQUEST messages received.
    pub Requests: DWORD,
    /// RENEW messages received.
    pub Renews: DWORD,
    /// ACK messages sent.
    pub Acks: DWORD,
    /// NAK messages sent.
    pub Naks: DWORD,
    /// RELEASE messages received.
    pub Releases: DWORD,
    /// INFORM messages received.
    pub Informs: DWORD,
    /// When the server started, UTC.
    pub ServerStartTime: DATE_TIME,
    /// Number of elements of ScopeInfo.
    pub Scopes: DWORD,
    /// One element for each scope; NULL if there is none.
    pub ScopeInfo: LPMSCOPE_MIB_INFO,
}

/// Pointer to a DHCP_MCAST_MIB_INFO.
pub type LPDHCP_MCAST_MIB_INFO = *mut DHCP_MCAST_MIB_INFO;
