//! Whether the records of a scope agree with its addresses.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::role::Role;
use crate::domain::model::scope::Scope;

/// How the record of an address and the pool of its scope disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Disagreement {
    /// There is a record of the address, and the address is free.
    Free,
    /// There is no record of the address, and the address is not free.
    Unrecorded,
}

/// The addresses on which the records and the pool disagree (MS-DHCPM 3.1.4.28): those with a record, those of the range
/// without one, and reserved ones without one; each group lowest first. The text looks at reservations only if it has found something
/// else, which cannot be meant.
///
/// Here the pool follows from the records, so that only a reserved address can be found, while its client has another address.
pub fn scan(scope: &Scope) -> Vec<(Address, Disagreement)> {
    let is_free = |address| scope.pool().is_some_and(|pool| pool.side_of(address).is_some());
    let is_reserved = |address| scope.reservation(address).is_some();
    let recorded = scope.leases().map(|(address, _)| address);
    let free = recorded.filter(|address| is_free(*address) && !is_reserved(*address));
    let unrecorded = taken(scope).filter(|address| scope.lease(*address).is_none() && !is_reserved(*address));
    let reserved = scope.reservations().iter().map(|reservation| reservation.address);
    let reserved = reserved.filter(|address| scope.lease(*address).is_none());
    free.map(|address| (address, Disagreement::Free))
        .chain(unrecorded.chain(reserved).map(|address| (address, Disagreement::Unrecorded)))
        .collect()
}

/// The addresses of the range that are neither free nor excluded. They are as many as there are records and reservations, and
/// nothing is looked at that is not among them.
fn taken(scope: &Scope) -> impl Iterator<Item = Address> {
    let pool = scope.pool().into_iter();
    let free = pool.flat_map(|pool| {
        [Role::Primary, Role::Secondary].into_iter().flat_map(|side| pool.ranges_of(side, pool.range()))
    });
    let mut others = Vec::new();
    if let Some(range) = scope.range().map(|range| range.addresses) {
        let mut next = Some(range.first());
        for other in AddressRange::joined(free.chain(scope.exclusions().iter().copied()).collect()) {
            let before = other.first().checked_sub(1);
            others.extend(
                next.zip(before).and_then(|(first, last)| AddressRange::new(first, last.min(range.last()))),
            );
            next = next.max(other.last().checked_add(1));
        }
        others.extend(next.and_then(|first| AddressRange::new(first, range.last())));
    }
    others.into_iter().flat_map(|range| range.first()..=range.last())
}
