//! The binding updates that two partners send each other when they come into contact: of all leases in the scopes that both
//! have, and of the pool sides of the free addresses.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::ids::{RelationshipId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LeaseEvent, ScopeEvent};
use crate::domain::model::lease::{Binding, Lease};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::Scope;
use crate::domain::model::state::State;
use crate::domain::model::timers::Pending;
use crate::domain::rules::events::{ServedScope, pending, removed, stored};
use crate::domain::rules::updates::{BindingUpdate, Pair, accept_update, gives_way, pair, received};

/// How often two partners exchange their leases until neither has anything more to say. Once is enough for all but those
/// that have leased one address to two clients and one client two addresses.
const MAX_EXCHANGES: u8 = 8;

/// The exchange that two partners begin.
pub(super) fn due(server: ServerId, relationship: RelationshipId) -> Pending {
    Pending::BindingUpdates(server, relationship, MAX_EXCHANGES)
}

/// Two partners send each other binding updates of all leases in the scopes that both have in their relationship. Each accepts
/// or rejects an update by what it knew before. Where one was rejected, or a record was deleted, and something has changed, all
/// updates are sent again.
pub(super) fn exchange(
    registry: &Registry,
    id: ServerId,
    relationship: RelationshipId,
    most: u8,
    now: Timestamp,
) -> Vec<Event> {
    let Some(pair) = pair(registry, id, relationship) else { return Vec::new() };
    let copies = |(ours, theirs)| {
        let one = Copy::new(id, ours, pair.relationship);
        (one, Copy::new(pair.partner.server, theirs, pair.partner_relationship))
    };
    let mut outdated = Vec::new();
    for (one, other) in pair.common_scopes().map(copies) {
        outdated.append(&mut one.gives_up_what_is_outdated(&other, now));
        outdated.append(&mut other.gives_up_what_is_outdated(&one, now));
    }
    if !outdated.is_empty() {
        outdated.push(pending(now, Pending::BindingUpdates(id, relationship, most)));
        return outdated;
    }
    let mut exchanged = Exchanged::default();
    for (one, other) in pair.common_scopes().map(copies) {
        let (ours, theirs) = (one.scope, other.scope);
        exchanged.send_all(&one, &other, now);
        exchanged.send_all(&other, &one, now);
        exchanged.pool_sides.extend(free_pool_updates(id, &pair, ours, theirs, ours.subnet().range()));
        if pair.is_normal() {
            exchanged.pool_sides.extend(reservations_shared(id, &pair, ours, theirs, ours.subnet().range()));
        }
    }
    let is_unsettled = exchanged.is_unsettled;
    let mut events = exchanged.into_events();
    if is_unsettled && !events.is_empty() && most > 1 {
        events.push(pending(now, Pending::BindingUpdates(id, relationship, most - 1)));
    }
    events
}

/// A scope as one of the two has it.
struct Copy<'a> {
    at: ServedScope<'a>,
    scope: &'a Scope,
    half: &'a Relationship,
}

impl<'a> Copy<'a> {
    fn new(server: ServerId, scope: &'a Scope, half: &'a Relationship) -> Self {
        Copy { at: ServedScope { server, scope }, scope, half }
    }

    /// Whether this server may have lost what it leased for longer than its partner knows: what is over there is free when its
    /// wait is over, too (draft-ietf-dhc-failover-12, 9.6.2).
    fn waits(&self) -> bool {
        matches!(self.half.state, State::Recover | State::RecoverWait { .. })
    }

    /// The record that this server has of an address, if a client used it.
    fn record(&self, address: Address) -> Option<&'a Lease> {
        self.scope.lease(address).filter(|record| !record.is_idle())
    }

    /// The record that this server has of a lease.
    fn record_of(&self, address: Address, lease: &Lease) -> Option<&'a Lease> {
        self.record(address).filter(|record| record.client == lease.client)
    }

    /// Whether this server does not know by what its partner may lease an address: its record of the lease began while it was
    /// without failover.
    fn lacks_the_bound(&self, address: Address, lease: &Lease) -> bool {
        let knows_less =
            |record: &Lease| record.times.latest_potential_expiry() < lease.times.known_to_partner();
        self.record_of(address, lease).is_some_and(knows_less)
    }

    /// Whether this server has on record all that its partner sends of a lease.
    fn knows_all_of(&self, address: Address, lease: &Lease) -> bool {
        let sent = lease.times.sent_potential_expiry;
        self.record_of(address, lease).is_some_and(|record| record.times.latest_potential_expiry() >= sent)
    }

    /// Whether this server knows that the client of a lease has got another address since.
    fn knows_that_it_moved(&self, address: Address, lease: &Lease) -> bool {
        let heard = |lease: &Lease| lease.times.last_client_transaction;
        let has_another = self.scope.lease_of(&lease.client).is_some_and(|(other, record)| {
            other != address && !record.is_idle() && heard(record) >= heard(lease)
        });
        has_another && lease.binding() != Binding::Abandoned
    }

    /// Whether the record that this server has of a lease is an older one than this (of the same rank the secondary's is).
    fn knows_less(&self, address: Address, lease: &Lease) -> bool {
        let rank = |lease: &Lease| (lease.times.last_client_transaction, lease.expires);
        self.record_of(address, lease).is_some_and(|record| {
            rank(record) < rank(lease)
                || rank(record) == rank(lease)
                    && record.granted_by != lease.granted_by
                    && gives_way(self.scope)
        })
    }

    /// This server keeps a record of a lease that is over, as its partner does.
    fn taking(&self, address: Address, lease: &Lease, now: Timestamp) -> LeaseEvent {
        let times = self.record_of(address, lease).map(|record| record.times).unwrap_or_default();
        stored(self.scope, address, received(lease.clone(), times, lease, now))
    }

    /// What a server that was restored from a backup does about its records before it and its partner tell each other theirs.
    /// One of an address of which the partner has heard something later, or as late, is void: it goes by what it is told, as if
    /// it had lost that lease. The address of any other both keep for what it may have granted since the backup.
    fn gives_up_what_is_outdated(&self, partner: &Copy<'_>, now: Timestamp) -> Vec<Event> {
        let mut events = Vec::new();
        if !self.scope.has_lost_leases() {
            return events;
        }
        // Of two servers that were both restored neither knows more.
        let is_sure = !partner.scope.has_lost_leases();
        let is_outdated = |theirs: &Lease, ours: &Lease| {
            let [theirs, ours] = [theirs, ours].map(|lease| lease.times.last_client_transaction);
            theirs > ours || is_sure && theirs == ours
        };
        for (address, ours) in self.scope.leases().filter(|(_, lease)| !lease.is_idle()) {
            if partner.record(address).is_some_and(|theirs| is_outdated(theirs, ours)) {
                events.push(self.at.lease_event(removed(address)));
            } else if let Some(until) = self.keeps_for(self, ours, now) {
                let keeps = [self, partner].into_iter().filter(|copy| {
                    copy.record(address).is_some() && copy.scope.held_until(address) < Some(until)
                });
                events.extend(keeps.map(|copy| copy.at.lease_event(LeaseEvent::Held(address, until))));
            }
        }
        events
    }

    /// Until when an address has to be kept of whose lease a server has no record because it has lost its leases, if that is
    /// longer than its lease: it may have granted by what it had acknowledged or sent, and so one MCLT beyond that
    /// (draft-ietf-dhc-failover-12, 7.1.5 and 9.5).
    fn keeps_for(&self, to: &Copy<'_>, lease: &Lease, now: Timestamp) -> Option<Timestamp> {
        let known = lease.times.known_to_partner();
        let until = Timestamp(u64::from(known)).after(self.half.awaited_mclt());
        let ends_before = lease.is_over() || lease.end().is_some_and(|end| end < until);
        let is_kept = to.scope.has_lost_leases() && known > 0 && until > now && ends_before;
        (is_kept && lease.binding() != Binding::Abandoned).then_some(until)
    }
}

/// The events of an exchange. Removed first: the address that one client leaves may be the one that another gets.
/// Acknowledged last: what is acknowledged is the record that is left.
#[derive(Default)]
struct Exchanged {
    removed: Vec<Event>,
    stored: Vec<Event>,
    acknowledged: Vec<Event>,
    pool_sides: Vec<Event>,
    /// Whether there may be more to send when this has happened.
    is_unsettled: bool,
}

impl Exchanged {
    /// One server sends the other updates of all leases that it knows.
    fn send_all(&mut self, from: &Copy<'_>, to: &Copy<'_>, now: Timestamp) {
        self.send_deletions(from, to);
        let is_sent = |(address, lease): &(Address, &Lease)| {
            !(lease.is_idle() || to.scope.has_deleted(*address, &lease.client))
        };
        let mut stored = Vec::new();
        for (address, lease) in from.scope.leases().filter(is_sent) {
            self.send(from, to, (address, lease), &mut stored, now);
        }
        if to.scope.has_lost_leases() {
            self.happens(to, LeaseEvent::Recovered);
        }
        self.update_pool_sides(from, to, &stored);
    }

    /// One server sends the other an update of one lease. What a server without a record of it once acknowledged or sent is void,
    /// and it is sent the latest of it.
    fn send(
        &mut self,
        from: &Copy<'_>,
        to: &Copy<'_>,
        (address, known): (Address, &Lease),
        stored: &mut Vec<Address>,
        now: Timestamp,
    ) {
        if to.lacks_the_bound(address, known) {
            let bound = known.times.known_to_partner();
            self.happens(to, LeaseEvent::Acknowledged(address, bound));
        }
        let has_moved = to.knows_that_it_moved(address, known);
        let is_unknown = !has_moved && to.record(address).is_none();
        let anew = || Lease { times: known.times.unknown_to_partner(), ..known.clone() };
        let anew = is_unknown.then(anew);
        let lease = anew.as_ref().unwrap_or(known);
        let kept_anew = if is_unknown { from.keeps_for(to, known, now) } else { None };
        if let Some(until) = kept_anew {
            self.happens(from, LeaseEvent::Held(address, until));
        }
        let kept_until = kept_anew.max(from.scope.held_until(address));
        let kept_until = kept_until.filter(|until| *until > now && !has_moved);
        let sent_hold = kept_until
            .filter(|_| to.record(address).is_none() || lease.is_over() && to.knows_less(address, lease));
        if let Some(until) = sent_hold {
            self.happens(to, LeaseEvent::Held(address, until));
        }
        if lease.is_over() && (kept_until.is_some() || to.waits()) {
            if sent_hold.is_some() {
                stored.push(address);
                self.happens(to, to.taking(address, lease, now));
                self.is_acknowledged(from, (address, known), lease);
            } else if to.knows_all_of(address, lease) {
                self.is_acknowledged(from, (address, known), known);
            }
            return;
        }
        let Ok(changes) = accept_update(from.scope, to.scope, address, lease, BindingUpdate::Known, now)
        else {
            self.is_unsettled = true;
            return;
        };
        for change in changes.into_iter().flatten() {
            if let LeaseEvent::Stored { address, .. } = change {
                stored.push(address);
            }
            self.happens(to, change);
        }
        if lease.is_over() {
            self.happens(from, removed(address));
        } else {
            self.is_acknowledged(from, (address, known), lease);
        }
    }

    /// Sends an administrator's deletions; a record is deleted whatever happened to it since (MS-DHCPF 3.1.5.2).
    fn send_deletions(&mut self, from: &Copy<'_>, to: &Copy<'_>) {
        for (address, client) in from.scope.deletions() {
            if to.record(address).is_some_and(|record| record.client == *client) {
                self.happens(to, removed(address));
                // The pool side of the address was sent as it was before.
                self.is_unsettled = true;
            }
        }
        if from.scope.deletions().next().is_some() {
            self.happens(from, LeaseEvent::DeletionsAcknowledged);
        }
    }

    /// The partner acknowledges the update of a lease that it was sent.
    fn is_acknowledged(&mut self, from: &Copy<'_>, (address, known): (Address, &Lease), sent: &Lease) {
        if sent != known {
            self.happens(from, stored(from.scope, address, sent.clone()));
        }
        let potential_expiry = sent.times.sent_potential_expiry;
        if sent.times.acknowledged_potential_expiry < potential_expiry {
            self.happens(from, LeaseEvent::Acknowledged(address, potential_expiry));
        }
    }

    /// The secondary takes a leased or reserved address for that server's whose the primary says it was, also where each had it
    /// from its own pool.
    fn update_pool_sides(&mut self, from: &Copy<'_>, to: &Copy<'_>, stored: &[Address]) {
        if gives_way(to.scope) {
            let stored = stored.iter().map(|address| (*address, from.scope.pool_side(*address)));
            let on_record = to.scope.leases().map(|(address, _)| address);
            let kept = on_record.chain(to.scope.reserved_without_record());
            for (address, side) in stored.chain(known_otherwise(from.scope, to.scope, kept)) {
                self.acknowledged.push(to.at.event(ScopeEvent::PoolSideSet(address, side)));
            }
        }
    }

    fn happens(&mut self, copy: &Copy<'_>, change: LeaseEvent) {
        let events = match change {
            LeaseEvent::Removed(..) => &mut self.removed,
            LeaseEvent::Stored { .. } => &mut self.stored,
            _ => &mut self.acknowledged,
        };
        events.push(copy.at.lease_event(change));
    }

    fn into_events(self) -> Vec<Event> {
        [self.removed, self.stored, self.acknowledged, self.pool_sides].into_iter().flatten().collect()
    }
}

/// The updates of free and reserved addresses that the two send each other within a range of a scope that both have, while both
/// are in NORMAL. What lies outside was sent before, and costs nothing.
pub(super) fn pool_sides(registry: &Registry, id: ServerId, within: AddressRange) -> Vec<Event> {
    let ours = registry.server(id).ok().and_then(|server| server.scopes.containing(within.first()));
    let updates = ours.and_then(|ours| {
        let pair = pair(registry, id, ours.membership()?.relationship).filter(Pair::is_normal)?;
        let theirs = pair.partners_copy(ours)?;
        let owned = free_pool_updates(id, &pair, ours, theirs, within).into_iter();
        let used = pool_side_updates(id, &pair, ours, theirs, within);
        Some(owned.chain(used).chain(reservations_shared(id, &pair, ours, theirs, within)).collect())
    });
    updates.unwrap_or_default()
}

/// The secondary takes a leased address for that server's whose the primary says it was, also where it knew none when it was
/// leased, as of an address that one of them excludes.
fn pool_side_updates<'a>(
    id: ServerId,
    pair: &Pair<'_>,
    ours: &'a Scope,
    theirs: &'a Scope,
    within: AddressRange,
) -> impl Iterator<Item = Event> + use<'a> {
    let there = pair.partner.server;
    let (primary, (server, secondary)) =
        if gives_way(ours) { (theirs, (id, ours)) } else { (ours, (there, theirs)) };
    let at = ServedScope { server, scope: secondary };
    let used = secondary.leases_in(within).filter(|(_, lease)| !lease.is_idle());
    known_otherwise(primary, secondary, used.map(|(address, _)| address))
        .map(move |(address, side)| at.event(ScopeEvent::PoolSideSet(address, side)))
}

/// Of these addresses those of which the primary knows another pool side than the secondary does, and that side.
fn known_otherwise<'a>(
    primary: &'a Scope,
    secondary: &'a Scope,
    addresses: impl Iterator<Item = Address> + 'a,
) -> impl Iterator<Item = (Address, Role)> + 'a {
    addresses.filter_map(|address| {
        let known = primary.known_pool_side(address);
        Some((address, known.filter(|side| *side != secondary.pool_side(address))?))
    })
}

/// Which reservations the two have in common: an address that both keep for one client either may lease to it at any time
/// (draft-ietf-dhc-failover-12, 5.13). Only in NORMAL each also knows that nobody else has it still.
fn reservations_shared<'a>(
    id: ServerId,
    pair: &Pair<'_>,
    ours: &'a Scope,
    theirs: &'a Scope,
    within: AddressRange,
) -> impl Iterator<Item = Event> + use<'a> {
    let is_shared = |kept: &&Reservation| {
        theirs.reservation(kept.address).is_some_and(|other| other.client == kept.client)
    };
    let shared = ours.reservations_in(within).iter().filter(is_shared);
    let shared: Vec<Address> = shared.map(|kept| kept.address).collect();
    let halves = [(id, ours), (pair.partner.server, theirs)].into_iter();
    halves.filter_map(move |(server, scope)| {
        let is_known = scope.shared_reservations(within).eq(shared.iter().copied());
        let event = ScopeEvent::ReservationsShared(within, shared.clone());
        (!is_known).then(|| ServedScope { server, scope }.event(event))
    })
}

/// The pool of the secondary is what the primary says; only the primary rebalances (MS-DHCPF 3.1.4.2). A primary that recovers may
/// have lost what it knew, and the secondary sends it (the updates "in the case of database loss" there).
fn free_pool_updates(
    id: ServerId,
    pair: &Pair<'_>,
    ours: &Scope,
    theirs: &Scope,
    within: AddressRange,
) -> Option<Event> {
    let here = (id, pair.relationship, ours);
    let there = (pair.partner.server, pair.partner_relationship, theirs);
    let (primary, secondary) = match pair.relationship.settings.role {
        Role::Primary => (here, there),
        Role::Secondary => (there, here),
    };
    let (sender, (id, _, receiver)) =
        if primary.1.state.name().is_recovering() { (secondary, primary) } else { (primary, secondary) };
    let ranges = sender.2.unused_of_secondary(within);
    let differs = ranges != receiver.unused_of_secondary(within);
    differs
        .then(|| ServedScope { server: id, scope: receiver }.event(ScopeEvent::PoolSidesSet(within, ranges)))
}
