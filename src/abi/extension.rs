//! The types of `include/dhcpsapi_ext.h`, which declares and documents them for C.

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::failover::{DHCP_FAILOVER_SERVER, DHCP_FAILOVER_STATISTICS, FSM_STATE};
use crate::abi::win::{BOOL, DWORD};

/// What a division does in one scope, and from which numbers.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct DHCPSAPI_SCOPE_DIVISION {
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
    /// They are the free addresses of the other server from here.
    pub First: DHCP_IP_ADDRESS,
    /// To here.
    pub Last: DHCP_IP_ADDRESS,
    /// Whether a division now moves them.
    pub HappensNow: BOOL,
}

/// What differs between the servers of a relationship.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_DIFFERING {
    /// The scope is in the relationship.
    DhcpsapiScope,
    /// Mask, name, comment or state of the scope.
    DhcpsapiProperties,
    /// The range, its kind or its number of BOOTP clients.
    DhcpsapiRange,
    /// An exclusion.
    DhcpsapiExclusion,
    /// A reservation.
    DhcpsapiReservation,
}

/// Which server has what the other has not.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DHCPSAPI_WHOSE {
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
pub struct DHCPSAPI_DIFFERENCE {
    /// Subnet address of the scope.
    pub Scope: DHCP_IP_ADDRESS,
    /// What differs.
    pub What: DHCPSAPI_DIFFERING,
    /// Who has it.
    pub Whose: DHCPSAPI_WHOSE,
    /// The first address that is meant, or 0.
    pub First: DHCP_IP_ADDRESS,
    /// The last one, or 0.
    pub Last: DHCP_IP_ADDRESS,
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
