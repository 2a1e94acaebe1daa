//! Counters of a server (management information base).

use crate::abi::common::{DATE_TIME, DHCP_IP_ADDRESS};
use crate::abi::win::DWORD;

/// Counters of one scope.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SCOPE_MIB_INFO {
    /// Address of the subnet.
    pub Subnet: DHCP_IP_ADDRESS,
    /// Addresses in use.
    pub NumAddressesInuse: DWORD,
    /// Addresses free.
    pub NumAddressesFree: DWORD,
    /// Addresses offered and not yet taken.
    pub NumPendingOffers: DWORD,
}

/// Pointer to a SCOPE_MIB_INFO.
pub type LPSCOPE_MIB_INFO = *mut SCOPE_MIB_INFO;

/// Counters of a server.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MIB_INFO {
    /// DISCOVER messages received.
    pub Discovers: DWORD,
    /// OFFER messages sent.
    pub Offers: DWORD,
    /// REQUEST messages received.
    pub Requests: DWORD,
    /// ACK messages sent.
    pub Acks: DWORD,
    /// NAK messages sent.
    pub Naks: DWORD,
    /// DECLINE messages received.
    pub Declines: DWORD,
    /// RELEASE messages received.
    pub Releases: DWORD,
    /// When the server started, UTC.
    pub ServerStartTime: DATE_TIME,
    /// Number of elements of ScopeInfo.
    pub Scopes: DWORD,
    /// One element for each scope; NULL if there is none.
    pub ScopeInfo: LPSCOPE_MIB_INFO,
}

/// Pointer to a DHCP_MIB_INFO.
pub type LPDHCP_MIB_INFO = *mut DHCP_MIB_INFO;

/// Counters of one scope, with quarantine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SCOPE_MIB_INFO_VQ {
    /// Address of the subnet.
    pub Subnet: DHCP_IP_ADDRESS,
    /// Addresses in use.
    pub NumAddressesInuse: DWORD,
    /// Addresses free.
    pub NumAddressesFree: DWORD,
    /// Addresses offered and not yet taken.
    pub NumPendingOffers: DWORD,
    /// Leases under quarantine.
    pub QtnNumLeases: DWORD,
    /// Leases under quarantine, as a percentage.
    pub QtnPctQtnLeases: DWORD,
    /// Leases on probation.
    pub QtnProbationLeases: DWORD,
    /// Leases outside quarantine.
    pub QtnNonQtnLeases: DWORD,
    /// Exempt leases.
    pub QtnExemptLeases: DWORD,
    /// Clients that know quarantine.
    pub QtnCapableClients: DWORD,
}

/// Pointer to a SCOPE_MIB_INFO_VQ.
pub type LPSCOPE_MIB_INFO_VQ = *mut SCOPE_MIB_INFO_VQ;

/// Counters of a server, with quarantine.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MIB_INFO_VQ {
    /// DISCOVER messages received.
    pub Discovers: DWORD,
    /// OFFER messages sent.
    pub Offers: DWORD,
    /// REQUEST messages received.
    pub Requests: DWORD,
    /// ACK messages sent.
    pub Acks: DWORD,
    /// NAK messages sent.
    pub Naks: DWORD,
    /// DECLINE messages received.
    pub Declines: DWORD,
    /// RELEASE messages received.
    pub Releases: DWORD,
    /// When the server started, UTC.
    pub ServerStartTime: DATE_TIME,
    /// Leases under quarantine.
    pub QtnNumLeases: DWORD,
    /// Leases under quarantine, as a percentage.
    pub QtnPctQtnLeases: DWORD,
    /// Leases on probation.
    pub QtnProbationLeases: DWORD,
    /// Leases outside quarantine.
    pub QtnNonQtnLeases: DWORD,
    /// Exempt leases.
    pub QtnExemptLeases: DWORD,
    /// Clients that know quarantine.
    pub QtnCapableClients: DWORD,
    /// Errors of the authentication service.
    pub QtnIASErrors: DWORD,
    /// Number of elements of ScopeInfo.
    pub Scopes: DWORD,
    /// One element for each scope; NULL if there is none.
    pub ScopeInfo: LPSCOPE_MIB_INFO_VQ,
}

/// Pointer to a DHCP_MIB_INFO_VQ.
pub type LPDHCP_MIB_INFO_VQ = *mut DHCP_MIB_INFO_VQ;

/// Counters of one scope.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct SCOPE_MIB_INFO_V5 {
    /// Address of the subnet.
    pub Subnet: DHCP_IP_ADDRESS,
    /// Addresses in use.
    pub NumAddressesInuse: DWORD,
    /// Addresses free.
    pub NumAddressesFree: DWORD,
    /// Addresses offered and not yet taken.
    pub NumPendingOffers: DWORD,
}

/// Pointer to a SCOPE_MIB_INFO_V5.
pub type LPSCOPE_MIB_INFO_V5 = *mut SCOPE_MIB_INFO_V5;

/// Counters of a server, with quarantine and delayed offers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_MIB_INFO_V5 {
    /// DISCOVER messages received.
    pub Discovers: DWORD,
    /// OFFER messages sent.
    pub Offers: DWORD,
    /// REQUEST messages received.
    pub Requests: DWORD,
    /// ACK messages sent.
    pub Acks: DWORD,
    /// NAK messages sent.
    pub Naks: DWORD,
    /// DECLINE messages received.
    pub Declines: DWORD,
    /// RELEASE messages received.
    pub Releases: DWORD,
    /// When the server started, UTC.
    pub ServerStartTime: DATE_TIME,
    /// Leases under quarantine.
    pub QtnNumLeases: DWORD,
    /// Leases under quarantine, as a percentage.
    pub QtnPctQtnLeases: DWORD,
    /// Leases on probation.
    pub QtnProbationLeases: DWORD,
    /// Leases outside quarantine.
    pub QtnNonQtnLeases: DWORD,
    /// Exempt leases.
    pub QtnExemptLeases: DWORD,
    /// Clients that know quarantine.
    pub QtnCapableClients: DWORD,
    /// Errors of the authentication service.
    pub QtnIASErrors: DWORD,
    /// Offers that were delayed.
    pub DelayedOffers: DWORD,
    /// Scopes that delay their offers.
    pub ScopesWithDelayedOffers: DWORD,
    /// Number of elements of ScopeInfo.
    pub Scopes: DWORD,
    /// One element for each scope; NULL if there is none.
    pub ScopeInfo: LPSCOPE_MIB_INFO_V5,
}

/// Pointer to a DHCP_MIB_INFO_V5.
pub type LPDHCP_MIB_INFO_V5 = *mut DHCP_MIB_INFO_V5;

/// Performance counters of a server. No function uses it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCP_PERF_STATS {
    /// Packets received.
    pub dwNumPacketsReceived: DWORD,
    /// Packets received twice.
    pub dwNumPacketsDuplicate: DWORD,
    /// Packets that waited too long.
    pub dwNumPacketsExpired: DWORD,
    /// Milliseconds spent on packets.
    pub dwNumMilliSecondsProcessed: DWORD,
    /// Packets that wait for work.
    pub dwNumPacketsInActiveQueue: DWORD,
    /// Packets that wait for a ping.
    pub dwNumPacketsInPingQueue: DWORD,
    /// DISCOVER messages received.
    pub dwNumDiscoversReceived: DWORD,
    /// OFFER messages sent.
    pub dwNumOffersSent: DWORD,
    /// REQUEST messages received.
    pub dwNumRequestsReceived: DWORD,
    /// INFORM messages received.
    pub dwNumInformsReceived: DWORD,
    /// ACK messages sent.
    pub dwNumAcksSent: DWORD,
    /// NAK messages sent.
    pub dwNumNacksSent: DWORD,
    /// DECLINE messages received.
    pub dwNumDeclinesReceived: DWORD,
    /// RELEASE messages received.
    pub dwNumReleasesReceived: DWORD,
    /// Delayed offers that wait.
    pub dwNumDelayedOfferInQueue: DWORD,
    /// Packets processed.
    pub dwNumPacketsProcessed: DWORD,
    /// Packets that wait for quarantine.
    pub dwNumPacketsInQuarWaitingQueue: DWORD,
    /// Packets that are ready for quarantine.
    pub dwNumPacketsInQuarReadyQueue: DWORD,
    /// Packets that wait for the decision of quarantine.
    pub dwNumPacketsInQuarDecisionQueue: DWORD,
}

/// Pointer to a DHCP_PERF_STATS.
pub type LPDHCP_PERF_STATS = *mut DHCP_PERF_STATS;
