//! What is configured in scopes, and their events.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::values::{
    StoredClient, StoredClientKind, StoredRange, StoredRole, live_addresses, live_scope, live_scopes,
    live_text, live_text_if_any, names, stored_address, stored_addresses, stored_scopes,
};
use crate::domain::base::address::Subnet;
use crate::domain::base::text::Text;
use crate::domain::log::ScopeEvent;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{IpRange, RangeKind, ScopeInfo, ScopeState};
use crate::domain::model::superscopes::{Superscope, Superscopes};
use crate::domain::model::tables::ScopeTable;

names! {
    /// Whether a scope serves.
    StoredScopeState, ScopeState {
        Enabled,
        Disabled,
        EnabledSwitched,
        DisabledSwitched,
    }
}

names! {
    /// Which clients a range serves.
    StoredRangeKind, RangeKind {
        Unspecified,
        DhcpOnly,
        DhcpAndBootp,
        BootpOnly,
    }
}

/// What an administrator says about a scope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredScopeInfo {
    /// The address of the subnet, which names the scope.
    pub address: Ipv4Addr,
    pub mask: Ipv4Addr,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    pub state: StoredScopeState,
}

impl StoredScopeInfo {
    pub(crate) fn of(info: &ScopeInfo) -> Self {
        StoredScopeInfo {
            address: stored_address(info.subnet.address()),
            mask: stored_address(info.subnet.mask()),
            name: info.name.as_ref().map(Text::to_string),
            comment: info.comment.as_ref().map(Text::to_string),
            state: StoredScopeState::of(info.state),
        }
    }

    pub(crate) fn live(self) -> Result<ScopeInfo, FormatError> {
        let subnet = Subnet::new(self.address.to_bits(), self.mask.to_bits());
        Ok(ScopeInfo {
            subnet: subnet.ok_or(FormatError::Value("the address and the mask of a scope are no subnet"))?,
            name: live_text_if_any(self.name)?,
            comment: live_text_if_any(self.comment)?,
            state: self.state.live(),
        })
    }
}

/// The addresses that a scope hands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredIpRange {
    pub first: Ipv4Addr,
    pub last: Ipv4Addr,
    pub kind: StoredRangeKind,
    /// How many BOOTP clients may be served; 4294967295 is any number.
    pub max_bootp_clients: u32,
}

impl StoredIpRange {
    pub(crate) fn of(range: &IpRange) -> Self {
        let StoredRange { first, last } = StoredRange::of(range.addresses);
        let kind = StoredRangeKind::of(range.kind);
        StoredIpRange { first, last, kind, max_bootp_clients: range.max_bootp_clients }
    }

    pub(crate) fn live(self) -> Result<IpRange, FormatError> {
        Ok(IpRange {
            addresses: StoredRange { first: self.first, last: self.last }.live()?,
            kind: self.kind.live(),
            max_bootp_clients: self.max_bootp_clients,
        })
    }
}

/// An address that is kept for one client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReservation {
    pub address: Ipv4Addr,
    pub client: StoredClient,
    pub allowed_kinds: StoredClientKind,
}

impl StoredReservation {
    pub(crate) fn of(reservation: &Reservation) -> Self {
        StoredReservation {
            address: stored_address(reservation.address),
            client: StoredClient::of(&reservation.client),
            allowed_kinds: StoredClientKind::of(reservation.allowed_kinds),
        }
    }

    pub(crate) fn live(self) -> Result<Reservation, FormatError> {
        Ok(Reservation {
            address: self.address.to_bits(),
            client: self.client.live()?,
            allowed_kinds: self.allowed_kinds.live(),
        })
    }
}

/// A superscope of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSuperscope {
    pub number: u32,
    pub name: String,
    /// The addresses of the subnets of its scopes, lowest first.
    pub scopes: Vec<Ipv4Addr>,
}

impl StoredSuperscope {
    /// Those of a server.
    pub(crate) fn all(superscopes: &Superscopes) -> Vec<Self> {
        let stored = |(number, superscope): (u32, &Superscope)| StoredSuperscope {
            number,
            name: superscope.name.to_string(),
            scopes: stored_scopes(&superscope.scopes),
        };
        superscopes.iter().map(stored).collect()
    }

    /// Those of a server with these scopes.
    pub(crate) fn all_live(all: Vec<Self>, scopes: &ScopeTable) -> Result<Superscopes, FormatError> {
        let is_there = |scope: &Ipv4Addr| scopes.get(live_scope(*scope)).is_some();
        if !all.iter().all(|one| one.scopes.iter().all(is_there)) {
            return Err(FormatError::Value("a superscope has a scope that its server has not"));
        }
        let live = |one: Self| {
            Ok((one.number, Superscope { name: live_text(&one.name)?, scopes: live_scopes(one.scopes) }))
        };
        let superscopes: Result<_, FormatError> = all.into_iter().map(live).collect();
        Superscopes::from_parts(superscopes?)
            .ok_or(FormatError::Value("a superscope is empty, or a scope is in two"))
    }
}

/// Something that happened to a scope. A `pool_side` is that of the addresses which are free from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredScopeEvent {
    Created {
        info: StoredScopeInfo,
    },
    Described {
        info: StoredScopeInfo,
    },
    Deleted {},
    RangeSet {
        range: StoredIpRange,
        pool_side: StoredRole,
    },
    RangeRemoved {},
    ExclusionAdded {
        exclusion: StoredRange,
    },
    ExclusionRemoved {
        exclusion: StoredRange,
        pool_side: StoredRole,
    },
    ReservationAdded {
        reservation: StoredReservation,
        pool_side: StoredRole,
    },
    ReservationRemoved {
        address: Ipv4Addr,
        pool_side: StoredRole,
    },
    ReservationsShared {
        within: StoredRange,
        addresses: Vec<Ipv4Addr>,
    },
    AddressesMoved {
        to: StoredRole,
        range: StoredRange,
        /// How many they were, as the primary counted them.
        count: u32,
    },
    PoolSidesSet {
        within: StoredRange,
        /// Which are the secondary's; the others are the primary's.
        of_secondary: Vec<StoredRange>,
    },
    PoolSideSet {
        address: Ipv4Addr,
        pool_side: StoredRole,
    },
    SuperscopeJoined {
        number: u32,
        /// The name that it has if it is new.
        name: String,
    },
    SuperscopeLeft {},
    DelaySet {
        milliseconds: u16,
    },
}

impl StoredScopeEvent {
    pub(crate) fn of(event: &ScopeEvent) -> Self {
        let (side, range) = (StoredRole::of, StoredRange::of);
        match event {
            ScopeEvent::Created(info) => StoredScopeEvent::Created { info: StoredScopeInfo::of(info) },
            ScopeEvent::Described(info) => StoredScopeEvent::Described { info: StoredScopeInfo::of(info) },
            ScopeEvent::Deleted => StoredScopeEvent::Deleted {},
            ScopeEvent::RangeSet(range, of) => {
                StoredScopeEvent::RangeSet { range: StoredIpRange::of(range), pool_side: side(*of) }
            }
            ScopeEvent::RangeRemoved => StoredScopeEvent::RangeRemoved {},
            ScopeEvent::ExclusionAdded(exclusion) => {
                StoredScopeEvent::ExclusionAdded { exclusion: range(*exclusion) }
            }
            ScopeEvent::ExclusionRemoved(exclusion, of) => {
                StoredScopeEvent::ExclusionRemoved { exclusion: range(*exclusion), pool_side: side(*of) }
            }
            ScopeEvent::ReservationAdded(reservation, of) => StoredScopeEvent::ReservationAdded {
                reservation: StoredReservation::of(reservation),
                pool_side: side(*of),
            },
            ScopeEvent::ReservationRemoved(address, of) => StoredScopeEvent::ReservationRemoved {
                address: stored_address(*address),
                pool_side: side(*of),
            },
            ScopeEvent::ReservationsShared(within, addresses) => StoredScopeEvent::ReservationsShared {
                within: range(*within),
                addresses: stored_addresses(addresses.iter().copied()),
            },
            ScopeEvent::AddressesMoved(to, moved, count) => {
                StoredScopeEvent::AddressesMoved { to: side(*to), range: range(*moved), count: *count }
            }
            ScopeEvent::PoolSidesSet(within, of_secondary) => StoredScopeEvent::PoolSidesSet {
                within: range(*within),
                of_secondary: StoredRange::all(of_secondary),
            },
            ScopeEvent::PoolSideSet(address, of) => {
                StoredScopeEvent::PoolSideSet { address: stored_address(*address), pool_side: side(*of) }
            }
            ScopeEvent::SuperscopeJoined(number, name) => {
                StoredScopeEvent::SuperscopeJoined { number: *number, name: name.to_string() }
            }
            ScopeEvent::SuperscopeLeft => StoredScopeEvent::SuperscopeLeft {},
            ScopeEvent::DelaySet(milliseconds) => StoredScopeEvent::DelaySet { milliseconds: *milliseconds },
        }
    }

    pub(crate) fn live(self) -> Result<ScopeEvent, FormatError> {
        Ok(match self {
            StoredScopeEvent::Created { info } => ScopeEvent::Created(info.live()?),
            StoredScopeEvent::Described { info } => ScopeEvent::Described(info.live()?),
            StoredScopeEvent::Deleted {} => ScopeEvent::Deleted,
            StoredScopeEvent::RangeSet { range, pool_side } => {
                ScopeEvent::RangeSet(range.live()?, pool_side.live())
            }
            StoredScopeEvent::RangeRemoved {} => ScopeEvent::RangeRemoved,
            StoredScopeEvent::ExclusionAdded { exclusion } => ScopeEvent::ExclusionAdded(exclusion.live()?),
            StoredScopeEvent::ExclusionRemoved { exclusion, pool_side } => {
                ScopeEvent::ExclusionRemoved(exclusion.live()?, pool_side.live())
            }
            StoredScopeEvent::ReservationAdded { reservation, pool_side } => {
                ScopeEvent::ReservationAdded(reservation.live()?, pool_side.live())
            }
            StoredScopeEvent::ReservationRemoved { address, pool_side } => {
                ScopeEvent::ReservationRemoved(address.to_bits(), pool_side.live())
            }
            StoredScopeEvent::ReservationsShared { within, addresses } => {
                ScopeEvent::ReservationsShared(within.live()?, live_addresses(addresses))
            }
            StoredScopeEvent::AddressesMoved { to, range, count } => {
                ScopeEvent::AddressesMoved(to.live(), range.live()?, count)
            }
            StoredScopeEvent::PoolSidesSet { within, of_secondary } => {
                ScopeEvent::PoolSidesSet(within.live()?, StoredRange::all_live(of_secondary)?)
            }
            StoredScopeEvent::PoolSideSet { address, pool_side } => {
                ScopeEvent::PoolSideSet(address.to_bits(), pool_side.live())
            }
            StoredScopeEvent::SuperscopeJoined { number, name } => {
                ScopeEvent::SuperscopeJoined(number, live_text(&name)?)
            }
            StoredScopeEvent::SuperscopeLeft {} => ScopeEvent::SuperscopeLeft,
            StoredScopeEvent::DelaySet { milliseconds } => ScopeEvent::DelaySet(milliseconds),
        })
    }
}
