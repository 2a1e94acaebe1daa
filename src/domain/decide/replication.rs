//! What the partners tell each other about leases.
//!
//! A lease that one server stores or removes in a failover scope reaches the other at once while both are in NORMAL;
//! a scope that comes into contact is exchanged whole, and the secondary is told which free addresses it owns. Each
//! server decides for itself whether it takes the update of a lease.

use crate::domain::address::Address;
use crate::domain::client::ClientId;
use crate::domain::decide::followed_by;
use crate::domain::event::{Event, ScopeEvent, ServerEvent};
use crate::domain::lease::Lease;
use crate::domain::pool::Owner;
use crate::domain::registry::{Registry, Server, ServerId};
use crate::domain::relationship::{Partner, Relationship, RelationshipId};
use crate::domain::scope::Scope;
use crate::domain::state::StateName;

/// What an administrator makes happen in a scope, here and, as far as it is about leases, on the partner.
pub(super) fn here_and_told(
    registry: &Registry,
    server: ServerId,
    scope: &Scope,
    event: ScopeEvent,
) -> Vec<Event> {
    let told = match (&event, synchronized_partner(registry, server, scope)) {
        (ScopeEvent::LeaseStored(address, lease), Some((partner, theirs))) if !lease.is_idle() => {
            let replaces = scope.lease(*address).map(|replaced| &replaced.client);
            let changes = taken_over(scope, theirs, *address, lease, Update::New { replaces });
            changes.into_iter().map(|change| in_scope(partner, theirs, change)).collect()
        }
        (ScopeEvent::LeaseRemoved(address), Some((partner, theirs))) => {
            let removed = scope.lease(*address).filter(|lease| !lease.is_idle());
            let same_client =
                |removed: &&Lease| theirs.lease(*address).is_some_and(|lease| lease.client == removed.client);
            let removal = |removed: &Lease| match theirs.reservation(*address) {
                // What is reserved there is reserved still.
                Some(_) => ScopeEvent::LeaseStored(*address, Box::new(Lease::idle(removed.client.clone()))),
                None => ScopeEvent::LeaseRemoved(*address),
            };
            let told = removed.filter(same_client).map(removal);
            told.into_iter().map(|change| in_scope(partner, theirs, change)).collect()
        }
        _ => Vec::new(),
    };
    followed_by(in_scope(server, scope, event), told)
}

/// What two partners tell each other about all leases of the scopes that both have in their relationship.
pub(super) fn exchange(registry: &Registry, one_id: ServerId, relationship: RelationshipId) -> Vec<Event> {
    let Some(pair) = pair(registry, one_id, relationship) else { return Vec::new() };
    let other_id = pair.partner.server;
    let mut events = Vec::new();
    for (ours, theirs) in pair.common_scopes() {
        for (from, to, to_id) in [(ours, theirs, other_id), (theirs, ours, one_id)] {
            let leases = from.leases().filter(|(_, lease)| !lease.is_idle());
            let (mut removed, mut stored) = (Vec::new(), Vec::new());
            for (address, lease) in leases {
                for change in taken_over(from, to, address, lease, Update::Known) {
                    let is_removal = matches!(change, ScopeEvent::LeaseRemoved(_));
                    if is_removal { removed.push(change) } else { stored.push(change) }
                }
            }
            let origins = origins_told(from, to, &stored);
            // Removed first: the address that one client leaves may be the one that another gets.
            for changes in [removed, stored, origins] {
                events.extend(changes.into_iter().map(|change| in_scope(to_id, to, change)));
            }
        }
        events.extend(ownership_told(one_id, &pair, ours, theirs));
    }
    events
}

/// What the primary tells the secondary about the free addresses of all scopes that both have, while both are in NORMAL.
pub(super) fn ownership(registry: &Registry, id: ServerId, relationship: RelationshipId) -> Vec<Event> {
    let Some(pair) = pair(registry, id, relationship).filter(Pair::is_normal) else { return Vec::new() };
    pair.common_scopes().filter_map(|(ours, theirs)| ownership_told(id, &pair, ours, theirs)).collect()
}

/// The secondary owns what the primary says; all dividing is the primary's (MS-DHCPF 3.1.4.2).
fn ownership_told(id: ServerId, pair: &Pair<'_>, ours: &Scope, theirs: &Scope) -> Option<Event> {
    let (primary, secondary, secondary_id) = match pair.relationship.settings.role {
        Owner::Primary => (ours, theirs, pair.partner.server),
        Owner::Secondary => (theirs, ours, id),
    };
    let of_secondary =
        |scope: &Scope| scope.pool().map(|pool| pool.ranges_of(Owner::Secondary)).unwrap_or_default();
    let told = of_secondary(primary);
    let differs = told != of_secondary(secondary);
    differs.then(|| in_scope(secondary_id, secondary, ScopeEvent::OwnershipTold(told)))
}

/// The secondary takes a leased address for that server's whose the primary says it was, also where each had it from its
/// own pool.
fn origins_told(from: &Scope, to: &Scope, stored: &[ScopeEvent]) -> Vec<ScopeEvent> {
    if !gives_way(to) {
        return Vec::new();
    }
    let stored = stored.iter().filter_map(|change| match change {
        ScopeEvent::LeaseStored(address, _) => Some(*address),
        _ => None,
    });
    let kept = to.leases().filter(|(address, lease)| lease.drawn_from != from.origin(*address));
    let addresses = stored.chain(kept.map(|(address, _)| address));
    addresses.map(|address| ScopeEvent::OriginTold(address, from.origin(address))).collect()
}

/// Two halves in contact.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    server: &'a Server,
    pub(super) relationship: &'a Relationship,
    pub(super) partner: Partner,
    partner_server: &'a Server,
    partner_relationship: &'a Relationship,
}

/// A half and its partner, if they are in contact.
pub(super) fn pair(registry: &Registry, id: ServerId, relationship: RelationshipId) -> Option<Pair<'_>> {
    let (server, relationship) = registry.half(id, relationship)?;
    let partner = relationship.partner?;
    let (partner_server, partner_relationship) = registry.half(partner.server, partner.relationship)?;
    Some(Pair { server, relationship, partner, partner_server, partner_relationship })
}

impl<'a> Pair<'a> {
    /// Whether both are in NORMAL.
    pub(super) fn is_normal(&self) -> bool {
        [self.relationship, self.partner_relationship]
            .iter()
            .all(|half| half.state.name() == StateName::Normal)
    }

    /// The scopes that both halves contain: ours, and the partner's copy.
    pub(super) fn common_scopes(self) -> impl Iterator<Item = (&'a Scope, &'a Scope)> {
        let scopes = self.relationship.scopes.iter().filter_map(move |id| self.server.scopes.get(*id));
        scopes.filter_map(move |scope| Some((scope, self.partners_copy(scope)?)))
    }

    /// The scopes of the partner's half.
    pub(super) fn partners_scopes(&self) -> &'a Vec<Address> {
        &self.partner_relationship.scopes
    }

    /// The partner's copy of a scope, if its half contains it.
    pub(super) fn partners_copy(&self, scope: &Scope) -> Option<&'a Scope> {
        let copy = self.partner_server.scopes.get(scope.subnet().address())?;
        let contained = copy.membership().is_some_and(|copy| copy.relationship == self.partner.relationship);
        contained.then_some(copy)
    }
}

/// A scope as the partner has it, while both are in NORMAL.
fn synchronized_partner<'a>(
    registry: &'a Registry,
    server: ServerId,
    scope: &Scope,
) -> Option<(ServerId, &'a Scope)> {
    let pair = pair(registry, server, scope.membership()?.relationship)?;
    let copy = pair.partners_copy(scope)?;
    pair.is_normal().then_some((pair.partner.server, copy))
}

/// How fresh an update is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Update<'a> {
    /// It happened now: it is the truth about its client, and about the one whose record it replaced.
    New {
        /// That client.
        replaces: Option<&'a ClientId>,
    },
    /// It is told again: of two records of one client the one that ends later is the truth, else the primary's.
    Known,
}

/// Whether and how a server takes over its partner's lease (MS-DHCPF 3.1.5.2, and the acceptance table of
/// draft-ietf-dhc-failover-12, 7.1.3): in a conflict of two clients the secondary gives way and the primary does not.
fn taken_over(
    from: &Scope,
    scope: &Scope,
    address: Address,
    lease: &Lease,
    update: Update,
) -> Vec<ScopeEvent> {
    let gives_way = gives_way(scope);
    let client = &lease.client;
    let present = scope.lease(address).filter(|present| !present.is_idle());
    let stale = |present: &Lease| {
        let same_end = present.expires == lease.expires;
        let kept = present.expires > lease.expires || same_end && (!gives_way || present == lease);
        update == Update::Known && kept
    };
    let refused = match present {
        Some(present) if present.client == lease.client => stale(present),
        Some(present) => !gives_way && update != Update::New { replaces: Some(&present.client) },
        None => false,
    };
    // A record that no client used gives way: its reservation stands without it.
    let elsewhere = scope.lease_of(&lease.client).filter(|(other, _)| *other != address);
    // Of two addresses of one client both servers have to keep the same: the one that both can have, then the one that
    // is reserved, then the primary's.
    let kept_rank =
        |other| (!is_for_another(from, other, client), scope.reservation(other).is_some(), !gives_way);
    let told_rank = (true, from.reservation(address).is_some(), gives_way);
    let keeps_elsewhere =
        elsewhere.is_some_and(|(other, kept)| !kept.is_idle() && kept_rank(other) > told_rank);
    if refused
        || is_for_another(scope, address, client)
        || keeps_elsewhere
        || !scope.subnet().range().contains(address)
    {
        return Vec::new();
    }
    let moved_from = elsewhere.map(|(other, _)| ScopeEvent::LeaseRemoved(other));
    let stored = ScopeEvent::LeaseStored(address, Box::new(lease.clone()));
    moved_from.into_iter().chain([stored]).collect()
}

/// Whether an address is reserved for another client.
fn is_for_another(scope: &Scope, address: Address, client: &ClientId) -> bool {
    scope.reservation(address).is_some_and(|reservation| reservation.client != *client)
}

/// Whether the server is the one that gives way in a conflict.
fn gives_way(scope: &Scope) -> bool {
    scope.membership().is_some_and(|membership| membership.role == Owner::Secondary)
}

fn in_scope(server: ServerId, scope: &Scope, event: ScopeEvent) -> Event {
    Event::On(server, ServerEvent::In(scope.subnet().address(), event))
}
