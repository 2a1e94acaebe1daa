//! The types of `include/dhcpsapi_ext.h`, which declares and documents them for C.

use std::ffi::{c_char, c_void};

use crate::abi::common::{DHCP_BINARY_DATA, DHCP_CLIENT_UID, DHCP_IP_ADDRESS};
use crate::abi::failover::{DHCP_FAILOVER_SERVER, DHCP_FAILOVER_STATISTICS, FSM_STATE};
use crate::abi::options::DHCP_OPTION_ID;
use crate::abi::win::{BOOL, DWORD, LPWSTR};

/// As many milliseconds are for ever.
pub const DHCPSAPI_INFINITE: DWORD = 0xFFFF_FFFF;

/// A rebalance of one scope, and the numbers that it follows from.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_REBALANCE {
    /// Subnet address of the scope.
    pub Scope: DHCP_IP_ADDRESS,
    /// Free addresses of the primary.
    pub PrimaryFree: DWORD,
    /// Free addresses of the secondary.
    pub SecondaryFree: DWORD,
    /// How many of them the secondary is to have.
    pub SecondaryShare: DWORD,
    /// How many change hands.
    pub Moved: DWORD,
    /// Who gets them.
    pub MovedTo: DHCP_FAILOVER_SERVER,
    /// The lowest of them: they are all free addresses of the other server from this one.
    pub First: DHCP_IP_ADDRESS,
    /// The highest of them.
    pub Last: DHCP_IP_ADDRESS,
    /// Whether a rebalance now moves them.
    pub HappensNow: BOOL,
}

/// The kinds of drift between the servers of a relationship.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_DRIFT_KIND {
    /// The scope is in the relationship.
    DhcpsapiScope,
    /// Mask, name, comment or state of the scope.
    DhcpsapiProperties,
    /// The range, its kind or its number of BOOTP clients.
    DhcpsapiRange,
    DhcpsapiExclusion,
    DhcpsapiReservation,
    /// The scope is on the server at all.
    DhcpsapiScopeItself,
    /// Load balance or hot standby.
    DhcpsapiMode,
    DhcpsapiPercentage,
    /// The maximum client lead time.
    DhcpsapiLeadTime,
    DhcpsapiSafePeriod,
    DhcpsapiSharedSecret,
    /// Both servers have the same role, or each takes another one for the primary.
    DhcpsapiRole,
    /// The value of an option, for the scope or for a reservation.
    DhcpsapiOptionValue,
    /// Option 51 of the scope for clients of no class.
    DhcpsapiLeaseDuration,
    DhcpsapiOfferDelay,
    /// A class that options of the scope have values for.
    DhcpsapiClass,
    /// The definition of an option that has values in the scope.
    DhcpsapiDefinition,
}

/// Which server has what the other has not.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_SIDE {
    /// The server that is asked.
    DhcpsapiThisServer,
    /// Its partner.
    DhcpsapiPartner,
    /// Each has one, and they differ.
    DhcpsapiBoth,
}

/// One thing that differs between the servers of a relationship.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DHCPSAPI_DRIFT_ENTRY {
    /// Subnet address of the scope.
    pub Scope: DHCP_IP_ADDRESS,
    /// The kind of drift.
    pub Kind: DHCPSAPI_DRIFT_KIND,
    /// Who has it.
    pub Side: DHCPSAPI_SIDE,
    /// The first address that is meant, or 0.
    pub First: DHCP_IP_ADDRESS,
    /// The last one, or 0.
    pub Last: DHCP_IP_ADDRESS,
}

/// The same, with the option and the classes that it is about.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DHCPSAPI_DRIFT_ENTRY_EX {
    /// What differs.
    pub Entry: DHCPSAPI_DRIFT_ENTRY,
    /// The code of the option, or 0.
    pub OptionID: DHCP_OPTION_ID,
    /// The user class, or NULL.
    pub UserClass: LPWSTR,
    /// The vendor class, or NULL.
    pub VendorClass: LPWSTR,
}

/// A relationship as a whole, seen from the server that is asked.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_RELATIONSHIP_STATISTICS {
    /// The state.
    pub State: FSM_STATE,
    /// The state before it.
    pub PrevState: FSM_STATE,
    /// When the state was entered.
    pub Since: u64,
    /// When its timer ends; 0 without timer.
    pub TimerEnds: u64,
    /// When this server may hand out all free addresses if the partner dies now; 0 if never by itself.
    pub AllUsableAt: u64,
    /// Whether the two servers are in contact.
    pub InContact: BOOL,
    /// How many scopes it has.
    pub NumScopes: DWORD,
    /// Free addresses that this server may hand out now.
    pub Usable: DWORD,
    /// The statistics of its scopes, added up.
    pub Total: DHCP_FAILOVER_STATISTICS,
}

/// Why a server answers a client as it does: what limits a lease, or why there is none.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_RULE {
    /// The lease is as long as the scope allows, or the client asks.
    DhcpsapiWholeLease,
    /// One MCLT beyond what the partner knows.
    DhcpsapiKnownToPartner,
    /// One MCLT: contact with the partner is lost.
    DhcpsapiInterrupted,
    /// One MCLT: the partner is down.
    DhcpsapiPartnerIsDown,
    /// The scope is disabled.
    DhcpsapiScopeDisabled,
    /// A server in this state answers nobody.
    DhcpsapiSilent,
    /// A server in this state answers only those that have a lease.
    DhcpsapiRenewalsOnly,
    /// By load balance the client is the partner's.
    DhcpsapiPartnersClient,
    /// The server stands by for its partner.
    DhcpsapiStandby,
    /// The client has no lease.
    DhcpsapiUnknownClient,
    /// The client has another address.
    DhcpsapiOtherAddress,
    /// The address is excluded, outside the range, or for BOOTP clients.
    DhcpsapiExcluded,
    /// The address is reserved for another client.
    DhcpsapiReservedForAnother,
    /// A client has refused the address.
    DhcpsapiDeclined,
    /// Another client has the address.
    DhcpsapiLeased,
    /// The partner does not know yet that the address is free.
    DhcpsapiNotAcknowledged,
    /// The free address is the partner's.
    DhcpsapiOfPartner,
    /// All own free addresses are used, and the partner has some.
    DhcpsapiOwnAddressesUsed,
    /// No address is free.
    DhcpsapiNoFreeAddress,
    /// Another address is reserved for the client.
    DhcpsapiReservedElsewhere,
    /// The MCLT allows nothing beyond what the partner knows.
    DhcpsapiNoLeadTime,
    /// A link-layer filter keeps the client from the server.
    DhcpsapiFiltered,
}

/// How long leases may be while contact with the partner is lost.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_LEASE_LIMIT {
    /// One MCLT for everybody.
    DhcpsapiWindowsLimit,
    /// One MCLT beyond what the partner knows; no limit once it is down.
    DhcpsapiDraftLimit,
}

/// How a client asks.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_REQUEST_KIND {
    /// For an address.
    DhcpsapiNewLease,
    /// For more time, the server that it has its lease from.
    DhcpsapiRenewal,
    /// For more time, every server.
    DhcpsapiRebinding,
}

/// A DHCP client.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_CLIENT {
    /// Subnet address of the scope where it is.
    pub Scope: DHCP_IP_ADDRESS,
    /// The address that it wishes or has; 0 is any.
    pub Address: DHCP_IP_ADDRESS,
    /// Its hardware address, or any other identifier.
    pub HardwareAddress: DHCP_BINARY_DATA,
    /// Its host name, or NULL.
    pub Name: LPWSTR,
    /// The seconds that it wishes; 0 is what the scope gives.
    pub LeaseTime: DWORD,
    /// How many seconds it has tried.
    pub Seconds: DWORD,
    /// The data of its user class.
    pub UserClass: DHCP_BINARY_DATA,
    /// The data of its vendor class.
    pub VendorClass: DHCP_BINARY_DATA,
    /// The codes of the options that it wants.
    pub ParameterList: DHCP_BINARY_DATA,
}

/// The answer of a server to a client, and why.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DHCPSAPI_ANSWER {
    /// The server's address.
    pub Server: DHCP_IP_ADDRESS,
    /// Why it answers so.
    pub Rule: DHCPSAPI_RULE,
    /// The address that the client gets; 0 if none.
    pub Address: DHCP_IP_ADDRESS,
    /// For how many seconds.
    pub LeaseTime: DWORD,
    /// How many it was to be.
    pub WantedLeaseTime: DWORD,
    /// The maximum client lead time.
    pub Mclt: DWORD,
    /// The latest end that the partner has acknowledged.
    pub AckPotExpTime: DWORD,
    /// The latest end that a binding update of the partner has had.
    pub RecvPotExpTime: DWORD,
    /// The state of the relationship.
    pub State: FSM_STATE,
    /// The bucket of the client.
    pub Bucket: DWORD,
    /// How many buckets the primary has.
    pub PrimaryBuckets: DWORD,
    /// When the lease ends.
    pub Expires: u64,
    /// When the answer would be another one; 0 if that is not known.
    pub ChangesAt: u64,
    /// The options of the message.
    pub Options: DHCP_BINARY_DATA,
}

/// The kinds of entries of the journal.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_EVENT_KIND {
    /// A relationship went from one state to another.
    DhcpsapiStateChanged,
    /// A relationship came into contact with its partner.
    DhcpsapiContactMade,
    /// A relationship lost contact with its partner.
    DhcpsapiContactLost,
    /// The DHCP service stopped.
    DhcpsapiServiceStopped,
    /// The DHCP service started.
    DhcpsapiServiceStarted,
    /// The database was restored.
    DhcpsapiDatabaseRestored,
    /// Free addresses of a scope changed hands.
    DhcpsapiAddressesMoved,
    /// A client was refused.
    DhcpsapiClientRefused,
    /// The partner's shared secret is another one.
    DhcpsapiAuthenticationFailed,
    /// The service started from a backup.
    DhcpsapiBackupRestored,
    /// The service was to start from a backup, which could not be used.
    DhcpsapiBackupUnusable,
}

/// An entry of the journal.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_JOURNAL_ENTRY {
    /// Its number, from 1.
    pub Number: u64,
    /// When it happened.
    pub Time: u64,
    /// The kind of entry.
    pub Kind: DHCPSAPI_EVENT_KIND,
    /// The server's address.
    pub Server: DHCP_IP_ADDRESS,
    /// The relationship's name, or NULL.
    pub RelationshipName: LPWSTR,
    /// The state before.
    pub FromState: FSM_STATE,
    /// The state after.
    pub ToState: FSM_STATE,
    /// Subnet address of the scope.
    pub Scope: DHCP_IP_ADDRESS,
    /// How many addresses changed hands.
    pub Count: DWORD,
    /// Who got them.
    pub MovedTo: DHCP_FAILOVER_SERVER,
    /// Why the client was refused.
    pub Rule: DHCPSAPI_RULE,
    /// The client's identifier.
    pub Client: DHCP_CLIENT_UID,
}

/// How serious something is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_SEVERITY {
    /// All is well.
    DhcpsapiInformation,
    /// Somebody should know.
    DhcpsapiWarning,
    /// Somebody should do something.
    DhcpsapiError,
}

/// Called with the entries of the journal. To call it is only safe as whoever set it promised.
pub type DHCPSAPI_LOG =
    Option<extern "C" fn(context: *mut c_void, severity: DHCPSAPI_SEVERITY, message: *const c_char)>;
