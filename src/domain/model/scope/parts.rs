//! A scope put together from what cannot be derived.

use super::{IpRange, Scope, ScopeInfo};
use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::ClientId;
use crate::domain::base::time::Timestamp;
use crate::domain::model::lease::Lease;
use crate::domain::model::options::{OptionValues, ScopeOptions};
use crate::domain::model::pool::Pool;
use crate::domain::model::reservations::Reservation;

/// All of a scope that does not follow from the rest of it. Its place in a relationship is set by
/// [`Registry::from_parts`](crate::domain::model::registry::Registry::from_parts), which knows the relationship.
#[derive(Debug)]
pub struct ScopeParts {
    /// What the administrator said.
    pub info: ScopeInfo,
    /// The addresses that it hands out.
    pub range: Option<IpRange>,
    /// The free addresses that are the primary's.
    pub free_of_primary: Vec<AddressRange>,
    /// The free addresses that are the secondary's.
    pub free_of_secondary: Vec<AddressRange>,
    /// Lowest first, none overlapping another.
    pub exclusions: Vec<AddressRange>,
    /// The reservations.
    pub reservations: Vec<Reservation>,
    /// The reserved addresses that the partner is known to keep for the same clients, lowest first.
    pub shared_reservations: Vec<Address>,
    /// The reserved addresses without a record that are the secondary's.
    pub unrecorded_of_secondary: Vec<Address>,
    /// The lease records.
    pub leases: Vec<(Address, Lease)>,
    /// Until when addresses are kept though the time of their leases is over.
    pub held: Vec<(Address, Timestamp)>,
    /// Whether the leases were lost with the database, and the partner has not told those that it knows since.
    pub has_lost_leases: bool,
    /// The deletions that the partner has yet to hear of, lowest address first.
    pub deletions: Vec<(Address, ClientId)>,
    /// The values of options that are set for the scope.
    pub options: OptionValues,
    /// Those that are set for reservations, by address.
    pub reservation_options: Vec<(Address, OptionValues)>,
    /// For how many milliseconds an offer is delayed.
    pub delay_offer: u16,
}

impl ScopeParts {
    /// Whether all addresses are those of a subnet, and free ones those of the range.
    fn are_within(&self, subnet: AddressRange) -> bool {
        let is_in = |outer: AddressRange, inner: &AddressRange| {
            outer.contains(inner.first()) && outer.contains(inner.last())
        };
        let range = self.range.map(|range| range.addresses);
        let mut free = self.free_of_primary.iter().chain(&self.free_of_secondary);
        let mut reserved = self.reservations.iter().map(|reservation| reservation.address);
        range.is_none_or(|range| is_in(subnet, &range))
            && free.all(|free| range.is_some_and(|range| is_in(range, free)))
            && self.exclusions.iter().all(|exclusion| is_in(subnet, exclusion))
            && reserved.all(|address| subnet.contains(address))
    }
}

impl Scope {
    /// The scope that has these parts; `None` if an address is outside the subnet, or a list is not in its order.
    pub fn from_parts(parts: ScopeParts) -> Option<Scope> {
        if !parts.are_within(parts.info.subnet.range()) {
            return None;
        }
        let mut scope = Scope::new(parts.info);
        scope.range = parts.range;
        scope.pool = parts
            .range
            .map(|range| Pool::of_sides(range.addresses, &parts.free_of_primary, &parts.free_of_secondary));
        let are_in_order = parts.exclusions.is_sorted_by(|one, other| one.last() < other.first())
            && parts.shared_reservations.is_sorted_by(|one, other| one < other)
            && parts.deletions.is_sorted_by(|(one, _), (other, _)| one < other);
        if !are_in_order {
            return None;
        }
        scope.excluded = parts.exclusions.iter().map(|exclusion| scope.size_in_range(*exclusion)).sum();
        scope.exclusions = parts.exclusions;
        if let Some(reservations) = scope.reservations.to_mut() {
            parts.reservations.into_iter().for_each(|reservation| reservations.insert(reservation));
        }
        scope.shared_reservations = parts.shared_reservations;
        scope.unrecorded_of_secondary = parts.unrecorded_of_secondary.into_iter().collect();
        scope.has_lost_leases = parts.has_lost_leases;
        scope.deletions = parts.deletions;
        scope.options = ScopeOptions::new(parts.options, parts.reservation_options);
        scope.delay_offer = parts.delay_offer;
        scope.put_leases(parts.leases, parts.held)?;
        Some(scope)
    }

    /// Puts lease records and holds in their places; `None` if one has none.
    fn put_leases(&mut self, leases: Vec<(Address, Lease)>, held: Vec<(Address, Timestamp)>) -> Option<()> {
        let leases: Vec<(u32, Lease)> = leases
            .into_iter()
            .map(|(address, lease)| Some((self.offset(address)?, lease)))
            .collect::<Option<_>>()?;
        let held: Vec<(u32, Timestamp)> = held
            .into_iter()
            .map(|(address, until)| Some((self.offset(address)?, until)))
            .collect::<Option<_>>()?;
        let own = self.leases.to_mut()?;
        own.held.extend(held);
        for (offset, lease) in leases {
            own.table.insert(offset, lease);
            own.set_end(offset);
        }
        Some(())
    }

    /// The reserved addresses without a record that are the secondary's, lowest first.
    pub fn unrecorded_of_secondary(&self) -> impl Iterator<Item = Address> {
        self.unrecorded_of_secondary.iter().copied()
    }

    /// The addresses that are kept though the time of their leases may be over, lowest first, and until when.
    pub fn held(&self) -> impl Iterator<Item = (Address, Timestamp)> {
        let base = self.subnet().address();
        self.leases.held.iter().map(move |(offset, until)| (base + offset, *until))
    }
}
