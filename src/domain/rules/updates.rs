//! Binding updates: what a server sends its partner when a lease changes, and whether the partner accepts it.
//!
//! A lease that one server stores, ends or removes in a failover scope reaches the other at once while both are in NORMAL;
//! else it waits for the exchange of all (`exchange`). Each server decides for itself whether it accepts the update of a lease.
//! An update that is accepted is acknowledged; where it said that a lease is over, both then know, and the address is free.

use std::mem::replace;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{Partner, RelationshipId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LeaseEvent};
use crate::domain::model::counters::Messages;
use crate::domain::model::lease::{Binding, FailoverTimes, Lease};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::model::state::StateName;
use crate::domain::model::timers::Pending;
use crate::domain::rules::acceptance::{Rejected, accepts};
use crate::domain::rules::events::{ServedScope, pending, removed, stored, stored_after};

/// An administrator's change of a lease record, here and on the partner.
#[inline]
pub(super) fn with_binding_update(
    registry: &Registry,
    at: ServedScope<'_>,
    event: LeaseEvent,
    now: Timestamp,
) -> Vec<Event> {
    match at.scope.membership() {
        Some(_) => with_binding_update_in_failover(registry, at, event, now),
        None => vec![at.lease_event(event)],
    }
}

#[inline(never)]
fn with_binding_update_in_failover(
    registry: &Registry,
    at: ServedScope<'_>,
    event: LeaseEvent,
    now: Timestamp,
) -> Vec<Event> {
    let updates = match (lost_client(at.scope, &event), synchronized_partner(registry, at)) {
        (lost, Some(partner)) => {
            let changes = update_by_hand(at.scope, partner.scope, &event, lost, now).into_iter().flatten();
            changes.map(|change| partner.lease_event(change)).collect()
        }
        // The partner hears of the deletion when it can (FAILOVER_DELETED_COMM_DOWN, MS-DHCPF 3.1.4.2).
        (Some((address, client)), None) => {
            vec![at.lease_event(LeaseEvent::DeletionPending(address, client.clone()))]
        }
        (None, None) => Vec::new(),
    };
    [at.lease_event(event)].into_iter().chain(updates).collect()
}

/// Whose the addresses are that become free because an administrator changes a scope: the primary's
/// (draft-ietf-dhc-failover-12, 5.4). But a primary whose partner cannot be told, and may take them for its own as it did when
/// the two last agreed, leaves them to it until they meet.
pub(super) fn side_of_new(registry: &Registry, at: ServedScope<'_>) -> Role {
    let scope = at.scope;
    let relationship = scope.membership().and_then(|scope| registry.half(at.server, scope.relationship));
    let has_agreed = relationship.is_some_and(|(_, half)| half.agreed_mclt.is_some());
    let can_hear = || synchronized_partner(registry, at).is_some();
    if has_agreed && !gives_way(scope) && !can_hear() { Role::Secondary } else { Role::Primary }
}

/// The client that an event takes an address from.
fn lost_client<'a>(scope: &'a Scope, event: &LeaseEvent) -> Option<(Address, &'a ClientId)> {
    let (address, new) = match event {
        LeaseEvent::Removed(address, _) => (*address, None),
        LeaseEvent::Stored { address, lease, .. } if !lease.is_idle() => (*address, Some(&lease.client)),
        _ => return None,
    };
    let old = scope.lease(address).filter(|old| !old.is_idle() && Some(&old.client) != new);
    old.map(|old| (address, &old.client))
}

/// The changes on the partner that an administrator's change of a lease brings. One that cannot have the new record has the old one no
/// more all the same.
fn update_by_hand(
    scope: &Scope,
    theirs: &Scope,
    event: &LeaseEvent,
    lost: Option<(Address, &ClientId)>,
    now: Timestamp,
) -> Accepted {
    if let LeaseEvent::Stored { address, lease, .. } = event
        && !lease.is_idle()
    {
        let replaces = scope.lease(*address).map(|replaced| &replaced.client);
        let taken = accept_update(scope, theirs, *address, lease, BindingUpdate::ByHand { replaces }, now);
        if let Ok(changes) = taken {
            return changes;
        }
    }
    let has_lost = |(address, client): &(Address, &ClientId)| {
        theirs.lease(*address).is_some_and(|lease| lease.client == **client && !lease.is_idle())
    };
    [lost.filter(has_lost).map(|(address, _)| removed(address)), None]
}

/// A client's or the time's change of a lease, here and on the partner. Where the partner cannot hear of it now, the
/// record is kept until it can, also that of a lease that is over. What the client and the server said is noted with the record.
pub(super) fn bind_and_update(
    events: &mut Vec<Event>,
    registry: &Registry,
    at: ServedScope<'_>,
    address: Address,
    mut lease: Lease,
    messages: Option<Messages>,
    now: Timestamp,
) {
    let keep = |lease: Lease| at.lease_event(stored_after(at.scope, address, lease, messages));
    let over = || at.lease_event(removed(address));
    if at.scope.membership().is_none() {
        return events.push(if lease.is_over() { over() } else { keep(lease) });
    }
    let accepted = synchronized_partner(registry, at).and_then(|partner| {
        let changes =
            accept_update(at.scope, partner.scope, address, &lease, BindingUpdate::News, now).ok()?;
        Some((partner, changes))
    });
    let Some((partner, changes)) = accepted else { return events.push(keep(lease)) };
    // Where an address is free now and the partner had no such record, its own idea of the pool side stands, so it is sent this one.
    let has_other_side = lease.is_over() && changes.iter().all(Option::is_none);
    let pool_side = has_other_side.then_some(Pending::PoolSides(at.server, AddressRange::one(address)));
    let here = if lease.is_over() {
        over()
    } else {
        lease.times.acknowledged_potential_expiry =
            lease.times.acknowledged_potential_expiry.max(lease.times.sent_potential_expiry);
        keep(lease)
    };
    events.push(here);
    for change in changes.into_iter().flatten() {
        events.push(partner.lease_event(change));
    }
    events.extend(pool_side.map(|update| pending(now, update)));
}

/// Two halves in contact.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    server: &'a Server,
    pub(super) relationship: &'a Relationship,
    pub(super) partner: Partner,
    partner_server: &'a Server,
    pub(super) partner_relationship: &'a Relationship,
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

    /// The partner's copy of a scope, if its half contains it.
    pub(super) fn partners_copy(&self, scope: &Scope) -> Option<&'a Scope> {
        let copy = self.partner_server.scopes.get(scope.id())?;
        let contained = copy.membership().is_some_and(|copy| copy.relationship == self.partner.relationship);
        contained.then_some(copy)
    }
}

/// A scope as the partner has it, while both are in NORMAL.
fn synchronized_partner<'a>(registry: &'a Registry, at: ServedScope<'_>) -> Option<ServedScope<'a>> {
    let pair = pair(registry, at.server, at.scope.membership()?.relationship)?;
    let scope = pair.partners_copy(at.scope)?;
    pair.is_normal().then_some(ServedScope { server: pair.partner.server, scope })
}

/// Where an update comes from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum BindingUpdate<'a> {
    /// An administrator has just written the record: it is the truth about its client, and about the one whose record it
    /// replaced.
    ByHand {
        /// That client.
        replaces: Option<&'a ClientId>,
    },
    /// It has just happened, and both knew all that had happened before: no transaction of its client is later.
    News,
    /// It is what the server has known for some time.
    Known,
}

impl BindingUpdate<'_> {
    fn is_by_hand(self) -> bool {
        matches!(self, BindingUpdate::ByHand { .. })
    }
}

/// The changes on a server that accepts its partner's update: where its client was, and where it is.
pub(super) type Accepted = [Option<LeaseEvent>; 2];

/// Whether and how a server takes over its partner's lease: by [`accepts`], unless it can have no such lease.
pub(super) fn accept_update(
    from: &Scope,
    scope: &Scope,
    address: Address,
    lease: &Lease,
    update: BindingUpdate,
    now: Timestamp,
) -> Result<Accepted, Rejected> {
    if !scope.subnet().range().contains(address) {
        return Err(Rejected::LessCritical);
    }
    let gives_way = gives_way(scope);
    let role = if gives_way { Role::Secondary } else { Role::Primary };
    let client = &lease.client;
    let present = scope.lease(address).filter(|present| !present.is_idle());
    match (present, update) {
        (Some(present), BindingUpdate::ByHand { replaces }) => {
            let is_replaced = present.client == *client || replaces == Some(&present.client);
            if !gives_way && !is_replaced {
                return Err(Rejected::OtherClient);
            }
        }
        (Some(present), BindingUpdate::News)
            if present.client == *client && lease.binding() == Binding::Released => {}
        (Some(present), BindingUpdate::News | BindingUpdate::Known) => {
            accepts(present, lease, role, now)?;
        }
        (None, _) => {}
    }
    if lease.is_over() && !update.is_by_hand() {
        return Ok([present.map(|_| removed(address)), None]);
    }
    let elsewhere = scope.lease_of_at(client, Some(address));
    // Of what is over the partner has to be sent an update of its own; and what is declined says nothing of where its client is.
    let says_where = lease.binding() != Binding::Abandoned;
    let elsewhere = elsewhere.filter(|(other, kept)| says_where && *other != address && kept.is_leased());
    // Of two addresses of one client both servers have to keep the same: the one that both can have, then the one that the
    // client used last (draft-ietf-dhc-failover-12, 7.1.2), then the one that is reserved, then the primary's.
    let heard = |lease: &Lease| lease.times.last_client_transaction;
    let is_taken = |other, kept: &Lease| {
        let theirs = from.lease(other).filter(|theirs| !theirs.is_idle() && theirs.client != *client);
        theirs.is_some_and(|theirs| accepts(kept, theirs, role, now).is_ok())
    };
    let kept_rank = |(other, kept): (Address, &Lease)| {
        (!is_taken(other, kept), heard(kept), scope.reservation(other).is_some(), !gives_way)
    };
    let sent_rank = (true, heard(lease), from.reservation(address).is_some(), gives_way);
    let keeps_elsewhere =
        elsewhere.is_some_and(|kept| update == BindingUpdate::Known && kept_rank(kept) > sent_rank);
    if keeps_elsewhere {
        return Err(Rejected::LessCritical);
    }
    let moved_from = elsewhere.map(|(other, _)| removed(other));
    let merged = merged(present, lease, update, gives_way, now);
    let kept = (present != Some(&merged)).then(|| stored(scope, address, merged));
    Ok([moved_from, kept])
}

/// The record of a server that has taken over its partner's. What was sent and acknowledged stays this server's, what the
/// partner sent was received. News is the truth. Of two leases of one client that have been known, or two declined records of
/// one address, the one of the later transaction is the truth, of these the one that ends later, else the primary's. The end
/// is that one's too, though it may be the earlier of both: until when the address is not another's, the potential expiration
/// times say (draft-ietf-dhc-failover-12, 7.1.3 and 7.1.5).
fn merged(
    present: Option<&Lease>,
    update: &Lease,
    by: BindingUpdate,
    gives_way: bool,
    now: Timestamp,
) -> Lease {
    let are_declined = |present: &Lease| {
        present.binding() == Binding::Abandoned && update.binding() == Binding::Abandoned && !by.is_by_hand()
    };
    let is_comparable = |present: &&Lease| present.client == update.client || are_declined(present);
    let Some(present) = present.filter(is_comparable) else {
        return received(update.clone(), FailoverTimes::default(), update, now);
    };
    let is_truth = by.is_by_hand() || present.binding() != update.binding();
    let rank = |lease: &Lease| (lease.times.last_client_transaction, lease.expires);
    let is_older = rank(present) > rank(update) || rank(present) == rank(update) && !gives_way;
    let newer = if by == BindingUpdate::Known && !is_truth && is_older { present } else { update };
    let mut lease = received(newer.clone(), present.times, update, now);
    lease.pool_side = present.pool_side;
    let heard = &mut lease.times.last_client_transaction;
    *heard = (*heard).max(present.times.last_client_transaction);
    let updated = replace(&mut lease.times.last_binding_update, present.times.last_binding_update);
    if lease != *present {
        lease.times.last_binding_update = updated;
    }
    lease
}

/// A record that has its content from one server and its own times from another.
pub(super) fn received(mut lease: Lease, own: FailoverTimes, update: &Lease, now: Timestamp) -> Lease {
    lease.times = FailoverTimes {
        sent_potential_expiry: own.sent_potential_expiry,
        acknowledged_potential_expiry: own.acknowledged_potential_expiry,
        received_potential_expiry: own.received_potential_expiry.max(update.times.sent_potential_expiry),
        last_binding_update: now.seconds(),
        ..lease.times
    };
    lease
}

/// Whether the server is the one that gives way in a conflict.
pub(super) fn gives_way(scope: &Scope) -> bool {
    scope.membership().is_some_and(|membership| membership.role == Role::Secondary)
}
