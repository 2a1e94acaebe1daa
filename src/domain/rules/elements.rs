//! The elements of a scope: its range, exclusions and reservations.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::error::Error;
use crate::domain::base::role::Role;
use crate::domain::base::time::{FileTime, Timestamp};
use crate::domain::log::{Event, ScopeEvent};
use crate::domain::model::lease::Lease;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{ANY_NUMBER_OF_BOOTP_CLIENTS, IpRange, RangeKind, Scope};
use crate::domain::rules::events::{ServedScope, removed, stored};

/// How many addresses a range has at most: those of a /8, the largest network that anybody has. The pool of a range is
/// memory, and two well-formed calls must not be able to ask for more than there is.
const MAX_RANGE_SIZE: u32 = 1 << 24;

/// Whether a deletion stops at a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// It deletes the leases too (the API's full force and failover force; they differ only in the DNS records,
    /// which this library has none of).
    Full,
    /// It is refused.
    None,
}

/// Which of the three generations of the call was used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generation {
    /// Without suffix, and V4: a range has no kind, and the same range twice is an error.
    Early,
    /// V5: a range has a kind, which can be changed.
    V5,
}

/// An element as a caller describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    /// Addresses to hand out.
    Range {
        /// The lowest.
        first: Address,
        /// The highest.
        last: Address,
        /// For which clients.
        kind: RangeKind,
        /// How many BOOTP clients may be served, in a range for both kinds.
        max_bootp_clients: u32,
    },
    /// Addresses not to hand out.
    Exclusion {
        /// The lowest.
        first: Address,
        /// The highest.
        last: Address,
    },
    /// An address kept for one client.
    Reservation {
        /// The address.
        address: Address,
        /// The client, bare or in the long form.
        client: Vec<u8>,
        /// For which kinds of client.
        allowed_kinds: ClientKind,
    },
    /// A secondary host, which no server has.
    SecondaryHost,
    /// An element without its data, or of a kind that nobody can add or remove. No scope takes it, but a scope that does not
    /// exist is noticed first (MS-DHCPM 3.1.4.5).
    Unusable,
}

/// MS-DHCPM 3.1.4.5, 3.1.4.30 and 3.2.4.38.
pub(super) fn add(
    at: ServedScope<'_>,
    element: &Element,
    generation: Generation,
    side: Role,
) -> Result<Vec<Event>, Error> {
    let event = match *element {
        Element::Range { first, last, kind, max_bootp_clients } => {
            let kind = (kind, max_bootp_clients);
            add_range(at.scope, (first, last), kind, generation, side)
        }
        Element::Exclusion { first, last } => add_exclusion(at.scope, first, last),
        Element::Reservation { address, ref client, allowed_kinds } => {
            add_reservation(at.scope, address, client, allowed_kinds, side)
        }
        Element::SecondaryHost => Err(Error::NoSecondaryHosts),
        Element::Unusable => Err(Error::Invalid("the element has no usable data")),
    };
    Ok(vec![at.event(event?)])
}

fn add_range(
    scope: &Scope,
    (first, last): (Address, Address),
    (kind, max_bootp_clients): (RangeKind, u32),
    generation: Generation,
    side: Role,
) -> Result<ScopeEvent, Error> {
    let addresses = AddressRange::new(first, last);
    if generation == Generation::Early && addresses.is_none() {
        return Err(Error::RangeInvalid);
    }
    if scope.membership().is_some() && kind.serves_bootp() {
        return Err(Error::FailoverScopeServesDhcpOnly);
    }
    let existing = scope.range().map(|range| range.addresses);
    if generation == Generation::Early && addresses == existing {
        return Err(Error::RangeExists);
    }
    // The early generations forget the kind.
    let kind = if generation == Generation::Early { RangeKind::Unspecified } else { kind };
    let unserved = match kind {
        RangeKind::Unspecified | RangeKind::DhcpOnly => Some(ClientKind::BOOTP),
        RangeKind::BootpOnly => Some(ClientKind::DHCP),
        RangeKind::DhcpAndBootp => None,
    };
    let has_client_of = |kind: ClientKind| scope.leases().any(|(_, lease)| lease.client_kind == kind);
    if unserved.is_some_and(has_client_of) {
        return Err(Error::RangeConversion);
    }
    let addresses = addresses.ok_or(Error::RangeInvalid)?;
    let fits = existing.is_none_or(|existing| existing.covers(addresses) || addresses.covers(existing));
    if !fits || !scope.subnet().range().covers(addresses) || addresses.size() > MAX_RANGE_SIZE {
        return Err(Error::RangeInvalid);
    }
    let max_bootp_clients = match kind {
        RangeKind::DhcpAndBootp => max_bootp_clients,
        _ => ANY_NUMBER_OF_BOOTP_CLIENTS,
    };
    Ok(ScopeEvent::RangeSet(IpRange { addresses, kind, max_bootp_clients }, side))
}

/// An exclusion stays in its subnet and shares no address with another; the documents only have the first rule
/// (an end before the start), the management console has the others.
fn add_exclusion(scope: &Scope, first: Address, last: Address) -> Result<ScopeEvent, Error> {
    let exclusion = AddressRange::new(first, last).ok_or(Error::RangeInvalid)?;
    if scope.is_partly_excluded(exclusion) || !scope.subnet().range().covers(exclusion) {
        return Err(Error::RangeInvalid);
    }
    Ok(ScopeEvent::ExclusionAdded(exclusion))
}

fn add_reservation(
    scope: &Scope,
    address: Address,
    client: &[u8],
    allowed_kinds: ClientKind,
    side: Role,
) -> Result<ScopeEvent, Error> {
    let client = ClientId::in_subnet(scope.subnet(), client).ok_or(Error::Invalid(ClientId::RULE))?;
    if !(ClientKind::DHCP..=ClientKind::BOTH).contains(&allowed_kinds) {
        return Err(Error::Invalid("a reservation is for DHCP clients, BOOTP clients or both"));
    }
    if !scope.takes(address) && scope.reservation(address).is_none() {
        return Err(Error::AddressOutsideRange(address));
    }
    let held_by_another = scope.lease(address).is_some_and(|lease| lease.client != client);
    let reserved = scope.reservation(address).is_some() || scope.reserved_for(&client).is_some();
    if reserved || held_by_another {
        return Err(Error::ReservationExists(address));
    }
    Ok(ScopeEvent::ReservationAdded(Reservation { address, client, allowed_kinds }, side))
}

/// MS-DHCPM 3.1.4.7, 3.1.4.32 and 3.2.4.40.
pub(super) fn remove(
    at: ServedScope<'_>,
    element: &Element,
    force: Force,
    side: Role,
    lease_end: Timestamp,
) -> Result<Vec<Event>, Error> {
    match *element {
        Element::Range { first, last, .. } => remove_range(at, first, last, force),
        Element::Exclusion { first, last } => {
            let containing = at.scope.exclusion(first).ok_or(Error::NoSuchExclusion)?;
            if AddressRange::new(first, last) != Some(containing) {
                return Err(Error::Invalid("no exclusion has this start and end"));
            }
            Ok(vec![at.event(ScopeEvent::ExclusionRemoved(containing, side))])
        }
        Element::Reservation { address, ref client, .. } => {
            remove_reservation(at, address, client, side, lease_end)
        }
        Element::SecondaryHost => Err(Error::NoSecondaryHosts),
        Element::Unusable => Err(Error::Invalid("the element has no usable data")),
    }
}

/// Without force a range stays while any record has an address of it; with force those records go, except where an
/// address is reserved. The range of a failover scope stays: the API has a code for that, though no step of
/// MS-DHCPM names it.
fn remove_range(
    at: ServedScope<'_>,
    first: Address,
    last: Address,
    force: Force,
) -> Result<Vec<Event>, Error> {
    let scope = at.scope;
    let addresses = AddressRange::new(first, last).ok_or(Error::RangeInvalid)?;
    if scope.range().map(|range| range.addresses) != Some(addresses) {
        return Err(Error::RangeInvalid);
    }
    if scope.membership().is_some() {
        return Err(Error::FailoverRange);
    }
    if force == Force::None && scope.leases_in(addresses).next().is_some() {
        return Err(Error::ElementInUse);
    }
    let leased = scope.leases_in(addresses).map(|(address, _)| address);
    let unreserved = leased.filter(|address| scope.reservation(*address).is_none());
    let records = unreserved.map(|address| at.lease_event(removed(address)));
    Ok(records.chain([at.event(ScopeEvent::RangeRemoved)]).collect())
}

/// A reservation goes together with the record that no client used; a used record becomes an ordinary lease with
/// the scope's lease time. Where there is no reservation, the lease of the address is deleted. A reservation whose
/// client has its record at another address is lifted all the same (MS-DHCPM has it lifted and an error answered;
/// here a refusal changes nothing, so this succeeds).
fn remove_reservation(
    at: ServedScope<'_>,
    address: Address,
    client: &[u8],
    side: Role,
    lease_end: Timestamp,
) -> Result<Vec<Event>, Error> {
    let scope = at.scope;
    let client = ClientId::in_subnet(scope.subnet(), client).ok_or(Error::Invalid(ClientId::RULE))?;
    let lease = scope.lease(address);
    match scope.reservation(address) {
        Some(reservation) if reservation.client != client => return Err(Error::ReservedClient),
        Some(_) => {}
        None if lease.is_some() => return Ok(vec![at.lease_event(removed(address))]),
        None => return Err(Error::NoSuchLease),
    }
    Ok(reservation_ends(at, address, side, lease_end))
}

/// A reservation is lifted, and what becomes of the record of its client: it lasts for as long as a lease of the scope that begins
/// now, and no less long than the client was told, who may use the address until then. One without end gets one.
pub(super) fn reservation_ends(
    at: ServedScope<'_>,
    address: Address,
    side: Role,
    lease_end: Timestamp,
) -> Vec<Event> {
    let kept = at.scope.reservation(address);
    let is_own = |lease: &&Lease| !lease.is_idle() && kept.is_some_and(|kept| kept.client == lease.client);
    let own = at.scope.lease(address).filter(is_own);
    let record = own.map(|lease| {
        if lease.expires == FileTime::UNSET {
            return removed(address);
        }
        let told = if lease.expires < FileTime::NEVER { lease.expires } else { FileTime::UNSET };
        let expires = FileTime::of_end(lease_end).max(told);
        stored(at.scope, address, Lease { expires, ..lease.clone() })
    });
    let lifted = at.event(ScopeEvent::ReservationRemoved(address, side));
    [lifted].into_iter().chain(record.map(|event| at.lease_event(event))).collect()
}

impl Scope {
    /// Whether an administrator can make a new reservation or lease record of an address: in the range, or anywhere in the
    /// subnet of a scope that has none.
    pub fn takes(&self, address: Address) -> bool {
        let addresses = self.range().map_or(self.subnet().range(), |range| range.addresses);
        addresses.contains(address)
    }
}
