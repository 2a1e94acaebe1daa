//! Drift between the two servers of a relationship: each has its own configuration of a scope,
//! and nothing but the administrator keeps the two alike.

use std::collections::BTreeSet;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;

/// One thing that differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DriftEntry {
    /// The scope; `None` for what differs in the relationship itself.
    pub scope: Option<ScopeId>,
    /// Its kind.
    pub kind: DriftKind,
    /// Who has it.
    pub side: Side,
}

/// The kinds of drift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DriftKind {
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
    /// The scope is on the server at all.
    ScopeItself,
    /// The mode of the relationship.
    Mode,
    /// Its percentage.
    Percentage,
    /// Its maximum client lead time.
    LeadTime,
    /// Its safe period.
    SafePeriod,
    /// Its secret, or that it has one.
    SharedSecret,
    /// Both servers have the same role in it, or take different ones for the primary.
    Role,
}

/// Who has what the other has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The server that is asked.
    ThisServer,
    /// Its partner.
    Partner,
    /// Each has one, and they differ.
    Both,
}

/// All that differs: in the relationship, then scope by scope. The partner has to be heard, or nobody knows; it need not be in
/// contact, which some of what differs prevents.
pub fn drift(registry: &Registry, id: ServerId, name: &[u16]) -> Result<Vec<DriftEntry>, Error> {
    let server = registry.server(id)?;
    let (_, relationship) = server.relationship(name)?;
    let (partner, half) = partner_of(registry, id, relationship).ok_or(Error::PartnerNotHeard)?;
    let in_relationship = |(kind, side)| DriftEntry { scope: None, kind, side };
    let mut found: Vec<DriftEntry> =
        half.into_iter().flat_map(|half| settings(relationship, half)).map(in_relationship).collect();
    let none = Vec::new();
    let (ours, theirs) = (&relationship.scopes, half.map_or(&none, |half| &half.scopes));
    for (scopes, others, other, side) in
        [(ours, theirs, partner, Side::ThisServer), (theirs, ours, server, Side::Partner)]
    {
        let others = set_of(others);
        found.extend(scopes.iter().filter(|scope| !others.contains(scope)).map(|scope| {
            let is_there = other.scopes.get(*scope).is_some();
            let kind = if is_there { DriftKind::Scope } else { DriftKind::ScopeItself };
            DriftEntry { scope: Some(*scope), kind, side }
        }));
    }
    let theirs = set_of(theirs);
    for scope in ours.iter().copied().filter(|scope| theirs.contains(scope)) {
        let (Some(ours), Some(theirs)) = (server.scopes.get(scope), partner.scopes.get(scope)) else {
            continue;
        };
        if ours.info() != theirs.info() {
            found.push(DriftEntry { scope: Some(scope), kind: DriftKind::Properties, side: Side::Both });
        }
        for (of, other, side) in [(ours, theirs, Side::ThisServer), (theirs, ours, Side::Partner)] {
            found.extend(missing(of, other).into_iter().map(|kind| DriftEntry {
                scope: Some(scope),
                kind,
                side,
            }));
        }
    }
    Ok(found)
}

/// One by one: sorting them first would be as much code again.
fn set_of(scopes: &[ScopeId]) -> BTreeSet<ScopeId> {
    let mut set = BTreeSet::new();
    scopes.iter().for_each(|scope| _ = set.insert(*scope));
    set
}

/// The server that a relationship is with, and its half, if there is one, whatever its role and secret: the server that has a
/// half of that name between the same two, else the one with the partner's address. It can be heard.
fn partner_of<'a>(
    registry: &'a Registry,
    id: ServerId,
    relationship: &Relationship,
) -> Option<(&'a Server, Option<&'a Relationship>)> {
    let is_heard = |other: &ServerId| registry.can_talk(id, *other);
    let with_half =
        registry.halves_like(relationship).filter(|half| is_heard(&half.server)).find_map(|half| {
            let (server, half) = registry.half(half.server, half.relationship)?;
            half.is_between_those_of(relationship).then_some((server, Some(half)))
        });
    let by_address = || registry.server_at(relationship.partner_address()).filter(is_heard);
    with_half.or_else(|| Some((registry.server(by_address()?).ok()?, None)))
}

/// Drift between the settings of the two halves.
fn settings(ours: &Relationship, theirs: &Relationship) -> Vec<(DriftKind, Side)> {
    let (ours, theirs) = (&ours.settings, &theirs.settings);
    let side_of_secret = match (&ours.secret, &theirs.secret) {
        (Some(_), None) => Side::ThisServer,
        (None, Some(_)) => Side::Partner,
        _ => Side::Both,
    };
    let all = [
        (!ours.has_other_role_than(theirs), DriftKind::Role, Side::Both),
        (ours.secret != theirs.secret, DriftKind::SharedSecret, side_of_secret),
        (ours.mode != theirs.mode, DriftKind::Mode, Side::Both),
        (ours.percentage != theirs.percentage, DriftKind::Percentage, Side::Both),
        (ours.mclt != theirs.mclt, DriftKind::LeadTime, Side::Both),
        (ours.safe_period != theirs.safe_period, DriftKind::SafePeriod, Side::Both),
    ];
    all.into_iter().filter(|(differs, ..)| *differs).map(|(_, kind, side)| (kind, side)).collect()
}

/// The configuration of a scope that its copy lacks, or has otherwise.
pub(in crate::domain::rules) fn missing(scope: &Scope, copy: &Scope) -> Vec<DriftKind> {
    let mut found = Vec::new();
    if let Some(range) = scope.range().filter(|range| copy.range() != Some(*range)) {
        found.push(DriftKind::Range(range.addresses));
    }
    let exclusions = scope.exclusions().iter();
    let exclusions = exclusions.filter(|exclusion| copy.exclusion(exclusion.first()) != Some(**exclusion));
    found.extend(exclusions.map(|exclusion| DriftKind::Exclusion(*exclusion)));
    let reservations = scope.reservations().iter();
    let reservations = reservations.filter(|kept| copy.reservation(kept.address) != Some(*kept));
    found.extend(reservations.map(|reservation| DriftKind::Reservation(reservation.address)));
    found
}
