//! Failover: relationships between two servers, their states, statistics and leases.

use std::mem::MaybeUninit;

use crate::abi::clients::QuarantineStatus;
use crate::abi::common::{
    DATE_TIME, DHCP_CLIENT_UID, DHCP_HOST_INFO, DHCP_IP_ADDRESS, DHCP_IP_MASK, LPDHCP_IP_ARRAY,
};
use crate::abi::win::{BOOL, BYTE, DWORD, LPWSTR};

/// How the two servers of a relationship share the work.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_FAILOVER_MODE {
    /// Both servers answer clients; each serves its share of them.
    LoadBalance = 0,
    /// One server answers, the other stands by and takes over when it fails.
    HotStandby = 1,
}

/// The part that a server has in a relationship.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCP_FAILOVER_SERVER {
    /// The primary server.
    PrimaryServer = 0,
    /// The secondary server.
    SecondaryServer = 1,
}

/// State of a failover relationship, as one server sees it.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FSM_STATE {
    /// Nothing is configured.
    NO_STATE = 0,
    /// The relationship is being set up.
    INIT = 1,
    /// The server has started and looks for its partner; it does not serve yet.
    STARTUP = 2,
    /// Both servers work and are in contact.
    NORMAL = 3,
    /// The servers are out of contact; the partner may still be serving.
    COMMUNICATION_INT = 4,
    /// The partner is known to be down; this server serves for both.
    PARTNER_DOWN = 5,
    /// The servers are in contact again after both served alone; they compare their leases.
    POTENTIAL_CONFLICT = 6,
    /// The primary has received all updates of the secondary.
    CONFLICT_DONE = 7,
    /// Contact was lost while the conflict was being resolved.
    RESOLUTION_INT = 8,
    /// The server fetches its leases from the partner again.
    RECOVER = 9,
    /// The server has its leases back and waits one MCLT before it serves.
    RECOVER_WAIT = 10,
    /// Recovery has ended; the server goes to NORMAL together with its partner.
    RECOVER_DONE = 11,
    /// Reserved.
    PAUSED = 12,
    /// Reserved.
    SHUTDOWN = 13,
}

/// A failover relationship: two servers and the scopes that they serve together. Both servers keep one,
/// equal in every field but ServerType, State and PrevState.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FAILOVER_RELATIONSHIP {
    /// Address of the primary server; not 0.
    pub PrimaryServer: DHCP_IP_ADDRESS,
    /// Address of the secondary server; not 0 and not the primary.
    pub SecondaryServer: DHCP_IP_ADDRESS,
    /// Load balance or hot standby.
    pub Mode: MaybeUninit<DHCP_FAILOVER_MODE>,
    /// The part of the server that is asked; it differs between the partners.
    pub ServerType: MaybeUninit<DHCP_FAILOVER_SERVER>,
    /// Present state on the server that is asked. Input for DhcpV4FailoverSetRelationship with
    /// CHANGESTATE only.
    pub State: MaybeUninit<FSM_STATE>,
    /// State before that. Input for DhcpV4FailoverSetRelationship with PREVSTATE only.
    pub PrevState: MaybeUninit<FSM_STATE>,
    /// Maximum client lead time, in seconds: how far a lease may run ahead of what the partner knows.
    pub Mclt: DWORD,
    /// Seconds in COMMUNICATION_INT after which the server goes to PARTNER_DOWN by itself; 0xFFFFFFFF
    /// is never. Creating a relationship with 0 stores 0xFFFFFFFF.
    pub SafePeriod: DWORD,
    /// Name, the key of the relationship; 1 to 126 UTF-16 units, compared without regard to case.
    pub RelationshipName: LPWSTR,
    /// Host name of the primary server; may be NULL.
    pub PrimaryServerName: LPWSTR,
    /// Host name of the secondary server; may be NULL.
    pub SecondaryServerName: LPWSTR,
    /// Subnet addresses of the scopes of the relationship; may be NULL or empty on output.
    pub pScopes: LPDHCP_IP_ARRAY,
    /// 0 to 100. Load balance: the share of the clients that the primary serves. Hot standby: the share
    /// of the free addresses that is kept for the standby server.
    pub Percentage: BYTE,
    /// Key that authenticates the messages between the partners; NULL is none.
    pub SharedSecret: LPWSTR,
}

/// Pointer to a DHCP_FAILOVER_RELATIONSHIP.
pub type LPDHCP_FAILOVER_RELATIONSHIP = *mut DHCP_FAILOVER_RELATIONSHIP;

/// A list of failover relationships.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FAILOVER_RELATIONSHIP_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// One array of structures (not of pointers); NULL if it is empty.
    pub pRelationships: LPDHCP_FAILOVER_RELATIONSHIP,
}

/// Pointer to a DHCP_FAILOVER_RELATIONSHIP_ARRAY.
pub type LPDHCP_FAILOVER_RELATIONSHIP_ARRAY = *mut DHCP_FAILOVER_RELATIONSHIP_ARRAY;

/// The addresses of one scope by partner, seen from the server that is asked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_FAILOVER_STATISTICS {
    /// Addresses of the scope that can be leased.
    pub NumAddr: DWORD,
    /// Free addresses of both servers.
    pub AddrFree: DWORD,
    /// Addresses in use, of both servers.
    pub AddrInUse: DWORD,
    /// Free addresses that the partner may lease.
    pub PartnerAddrFree: DWORD,
    /// Free addresses that this server may lease.
    pub ThisAddrFree: DWORD,
    /// Addresses leased by the partner.
    pub PartnerAddrInUse: DWORD,
    /// Addresses leased by this server.
    pub ThisAddrInUse: DWORD,
}

/// Pointer to a DHCP_FAILOVER_STATISTICS.
pub type LPDHCP_FAILOVER_STATISTICS = *mut DHCP_FAILOVER_STATISTICS;

/// A lease of a scope in a failover relationship.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV4_FAILOVER_CLIENT_INFO {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier; on output the unique id, see DHCP_CLIENT_UID.
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
    /// Potential expiration time last sent to the partner, in seconds since 1970 (UTC); 0 if none.
    pub SentPotExpTime: DWORD,
    /// Potential expiration time that the partner has acknowledged, in seconds since 1970 (UTC); 0 if
    /// none.
    pub AckPotExpTime: DWORD,
    /// Potential expiration time last received from the partner, in seconds since 1970 (UTC); 0 if
    /// none.
    pub RecvPotExpTime: DWORD,
    /// When the lease entered its present state, in seconds since 1970 (UTC).
    pub StartTime: DWORD,
    /// When the client last spoke to a server, in seconds since 1970 (UTC).
    pub CltLastTransTime: DWORD,
    /// When the partner last updated this lease, in seconds since 1970 (UTC); 0 if never.
    pub LastBndUpdTime: DWORD,
    /// Reserved; ignore it.
    pub BndMsgStatus: DWORD,
    /// Policy that chose the address; NULL if none did.
    pub PolicyName: LPWSTR,
    /// Reserved; ignore it.
    pub Flags: BYTE,
}

/// Pointer to a DHCPV4_FAILOVER_CLIENT_INFO.
pub type LPDHCPV4_FAILOVER_CLIENT_INFO = *mut DHCPV4_FAILOVER_CLIENT_INFO;

/// A list of leases of scopes in failover relationships. No function uses it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV4_FAILOVER_CLIENT_INFO_ARRAY {
    /// Number of elements of the array.
    pub NumElements: DWORD,
    /// Array of pointers, one for each client; NULL if it is empty.
    pub Clients: *mut LPDHCPV4_FAILOVER_CLIENT_INFO,
}

/// Pointer to a DHCPV4_FAILOVER_CLIENT_INFO_ARRAY.
pub type LPDHCPV4_FAILOVER_CLIENT_INFO_ARRAY = *mut DHCPV4_FAILOVER_CLIENT_INFO_ARRAY;

/// DHCPV4_FAILOVER_CLIENT_INFO with further flags. No function uses it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPV4_FAILOVER_CLIENT_INFO_EX {
    /// Address of the client.
    pub ClientIpAddress: DHCP_IP_ADDRESS,
    /// Mask of the subnet that the address lies in.
    pub SubnetMask: DHCP_IP_MASK,
    /// Client identifier; on output the unique id, see DHCP_CLIENT_UID.
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
    /// Potential expiration time last sent to the partner, in seconds since 1970 (UTC); 0 if none.
    pub SentPotExpTime: DWORD,
    /// Potential expiration time that the partner has acknowledged, in seconds since 1970 (UTC); 0 if
    /// none.
    pub AckPotExpTime: DWORD,
    /// Potential expiration time last received from the partner, in seconds since 1970 (UTC); 0 if
    /// none.
    pub RecvPotExpTime: DWORD,
    /// When the lease entered its present state, in seconds since 1970 (UTC).
    pub StartTime: DWORD,
    /// When the client last spoke to a server, in seconds since 1970 (UTC).
    pub CltLastTransTime: DWORD,
    /// When the partner last updated this lease, in seconds since 1970 (UTC); 0 if never.
    pub LastBndUpdTime: DWORD,
    /// Reserved; ignore it.
    pub BndMsgStatus: DWORD,
    /// Policy that chose the address; NULL if none did.
    pub PolicyName: LPWSTR,
    /// Reserved; ignore it.
    pub Flags: BYTE,
    /// Further flags: V5_ADDRESS_EX_BIT_DISABLE_PTR_RR.
    pub AddressStateEx: DWORD,
}

/// Pointer to a DHCPV4_FAILOVER_CLIENT_INFO_EX.
pub type LPDHCPV4_FAILOVER_CLIENT_INFO_EX = *mut DHCPV4_FAILOVER_CLIENT_INFO_EX;

/// DhcpV4FailoverSetRelationship: set Mclt (0x01).
pub const MCLT: DWORD = 0x01;

/// DhcpV4FailoverSetRelationship: set SafePeriod (0x02).
pub const SAFEPERIOD: DWORD = 0x02;

/// DhcpV4FailoverSetRelationship: set State (0x04).
pub const CHANGESTATE: DWORD = 0x04;

/// DhcpV4FailoverSetRelationship: set Percentage (0x08).
pub const PERCENTAGE: DWORD = 0x08;

/// DhcpV4FailoverSetRelationship: set Mode (0x10).
pub const MODE: DWORD = 0x10;

/// DhcpV4FailoverSetRelationship: set PrevState (0x20).
pub const PREVSTATE: DWORD = 0x20;

/// DhcpV4FailoverSetRelationship: set SharedSecret (0x40).
pub const SHAREDSECRET: DWORD = 0x40;

/// Most relationships that a server can have.
pub const DHCP_FAILOVER_MAX_NUM_REL: DWORD = 31;

/// Most scopes that one call can add to a relationship.
pub const DHCP_FAILOVER_MAX_NUM_ADD_SCOPES: DWORD = 400;

/// Defined for completeness; no function takes it.
pub const DHCP_FAILOVER_DELETE_SCOPES: DWORD = 0x01;
