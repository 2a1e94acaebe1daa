//! What differs between the two servers of a relationship that should not: each has its own configuration of a scope,
//! and nothing but the administrator keeps the two alike.

use crate::domain::address::{Address, AddressRange};
use crate::domain::decide::replication;
use crate::domain::error::Error;
use crate::domain::registry::{Registry, ServerId};
use crate::domain::scope::Scope;

/// One thing that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// The subnet address of the scope.
    pub scope: Address,
    /// What it is.
    pub what: Differing,
    /// Who has it.
    pub whose: Whose,
}

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Differing {
    /// The scope is in the relationship.
    Scope,
    /// Mask, name, comment or state.
    Properties,
    /// The range, its kind or its number of BOOTP clients.
    Range(AddressRange),
    /// An exclusion.
    Exclusion(AddressRange),
    /// A reservation of that address for that client.
    Reservation(Address),
}

/// Who has what the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The server that is asked.
    ThisServer,
    /// Its partner.
    Partner,
    /// Each has one, and they differ.
    Both,
}

/// All that differs, scope by scope. The partner has to be in contact, or nobody knows.
pub fn differences(registry: &Registry, id: ServerId, name: &[u16]) -> Result<Vec<Difference>, Error> {
    let (relationship, _) = registry.server(id)?.relationship(name)?;
    let pair = replication::pair(registry, id, relationship).ok_or(Error::UnknownServer)?;
    let (ours, theirs) = (&pair.relationship.scopes, pair.partners_scopes());
    let mut found = Vec::new();
    for (scopes, others, whose) in [(ours, theirs, Whose::ThisServer), (theirs, ours, Whose::Partner)] {
        let mut others = others.clone();
        others.sort_unstable();
        let alone = scopes.iter().filter(|scope| others.binary_search(scope).is_err());
        found.extend(alone.map(|scope| Difference { scope: *scope, what: Differing::Scope, whose }));
    }
    for (ours, theirs) in pair.common_scopes() {
        let scope = ours.subnet().address();
        if ours.info() != theirs.info() {
            found.push(Difference { scope, what: Differing::Properties, whose: Whose::Both });
        }
        for (of, other, whose) in [(ours, theirs, Whose::ThisServer), (theirs, ours, Whose::Partner)] {
            found.extend(missing(of, other).into_iter().map(|what| Difference { scope, what, whose }));
        }
    }
    Ok(found)
}

/// What a scope has and its copy has not, or not like that.
pub(super) fn missing(scope: &Scope, copy: &Scope) -> Vec<Differing> {
    let mut found = Vec::new();
    if let Some(range) = scope.range().filter(|range| copy.range() != Some(*range)) {
        found.push(Differing::Range(range.addresses));
    }
    let exclusions = scope.exclusions().iter();
    let exclusions = exclusions.filter(|exclusion| copy.exclusion(exclusion.first()) != Some(**exclusion));
    found.extend(exclusions.map(|exclusion| Differing::Exclusion(*exclusion)));
    let reservations = scope.reservations().iter();
    let reservations = reservations.filter(|kept| copy.reservation(kept.address) != Some(*kept));
    found.extend(reservations.map(|reservation| Differing::Reservation(reservation.address)));
    found
}
