//! Contact between two halves of a relationship: how it comes about, what they say, and how it ends.

use crate::domain::base::ids::{Partner, RelationshipId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, RelationshipEvent, StateEntry};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::{NO_SAFE_PERIOD, Relationship};
use crate::domain::model::state::{State, StateName};
use crate::domain::model::timers::Pending;
use crate::domain::rules::events::pending;
use crate::domain::rules::fsm::{Entry, Reaction};
use crate::domain::rules::{exchange, fsm, updates};

/// The partner's half of a relationship, wherever it is, if the two can hear each other and it has no other partner.
pub(super) fn other_half(registry: &Registry, id: ServerId, relationship: &Relationship) -> Option<Partner> {
    find_half(registry, id, relationship, |other, half| {
        half.partner.is_none() && registry.can_talk(id, other)
    })
}

/// Whether the partner of a half has taken its server for dead, be it heard or not.
pub(super) fn is_declared_dead(registry: &Registry, id: ServerId, relationship: &Relationship) -> bool {
    let is_dead_for = |half: &Relationship| half.recorded().0 == StateName::PartnerDown;
    find_half(registry, id, relationship, |_, half| is_dead_for(half)).is_some()
}

fn find_half(
    registry: &Registry,
    id: ServerId,
    relationship: &Relationship,
    is_wanted: impl Fn(ServerId, &Relationship) -> bool,
) -> Option<Partner> {
    registry.halves_like(relationship).filter(|other| other.server != id).find(|other| {
        let half = registry.half(other.server, other.relationship);
        half.is_some_and(|(_, half)| half.pairs_with(relationship) && is_wanted(other.server, half))
    })
}

/// One of two halves that talk.
struct Half<'a> {
    place: Partner,
    relationship: &'a Relationship,
    /// How it stands by now.
    standing: StateEntry,
    entry: Entry,
}

impl<'a> Half<'a> {
    fn new(place: Partner, relationship: &'a Relationship, now: Timestamp) -> Self {
        Half { place, relationship, standing: StateEntry::of(relationship), entry: relationship.entry(now) }
    }

    /// A half that hears its partner: no safe period runs (MS-DHCPF 3.1.2.1).
    fn in_contact(place: Partner, relationship: &'a Relationship, now: Timestamp) -> Self {
        let half = Half::new(place, relationship, now);
        Half { entry: Entry { safe_period: NO_SAFE_PERIOD, ..half.entry }, ..half }
    }

    fn state(&self) -> StateName {
        self.standing.state.name()
    }

    fn enters(&mut self, name: StateName, events: &mut Vec<Event>) {
        self.standing = self.standing.followed_by(name.enter(self.entry), self.entry.now);
        events.push(entered(self.place, self.standing));
    }

    /// Where a half that was looking for its partner goes when it hears it (draft-ietf-dhc-failover-12, 9.3.2 step 5).
    fn after_startup(&self, partner: &Relationship) -> StateName {
        // Whoever lost its leases asks for them, whatever the partner did meanwhile (MS-DHCPF 3.1.7.2).
        if self.relationship.previous == StateName::Recover {
            return StateName::Recover;
        }
        // Nor does one that waits since then begin to serve before its wait is over (draft-ietf-dhc-failover-12, 9.6.2).
        let waits = self.relationship.previous == StateName::RecoverWait;
        // Within one second the order of events decides.
        let was_declared_dead =
            |since, last| since < last || since == last && self.relationship.declared_dead;
        match (partner.recorded(), self.relationship.last_operational) {
            ((StateName::PartnerDown, since), Some(last)) if !waits && was_declared_dead(since, last) => {
                StateName::PotentialConflict
            }
            ((StateName::PartnerDown, _), _) => StateName::Recover,
            _ => fsm::without_contact(self.relationship.previous),
        }
    }
}

/// A half enters a state.
pub(super) fn entered(half: Partner, entry: StateEntry) -> Event {
    Event::Relationship(half.server, RelationshipEvent::StateEntered(half.relationship, entry))
}

/// The timer of a half begins anew in the same state, or is stopped.
pub(super) fn timer_begins(half: Partner, state: State) -> Event {
    Event::Relationship(half.server, RelationshipEvent::TimerSet(half.relationship, state))
}

/// Brings two halves that can hear each other into contact. Both leave STARTUP first, and then they talk.
pub(super) fn make_contact(
    registry: &Registry,
    id: ServerId,
    relationship_id: RelationshipId,
    now: Timestamp,
) -> Vec<Event> {
    let Some((server, relationship)) = registry.half(id, relationship_id) else { return Vec::new() };
    if !server.running || relationship.partner.is_some() {
        return Vec::new();
    }
    let this = Partner { server: id, relationship: relationship_id };
    let Some(partner) = other_half(registry, id, relationship) else { return Vec::new() };
    let Some((_, others)) = registry.half(partner.server, partner.relationship) else { return Vec::new() };

    if !relationship.authenticates(others) {
        return vec![authentication_failed(this), authentication_failed(partner)];
    }
    let halves = [Half::in_contact(this, relationship, now), Half::in_contact(partner, others, now)];
    let mut events = vec![contact_made(this, partner), contact_made(partner, this)];
    for half in halves.iter().filter(|half| half.state() == StateName::CommunicationInterrupted) {
        events.push(timer_begins(half.place, half.state().enter(half.entry)));
    }
    exchange_states(halves, events, now)
}

fn contact_made(half: Partner, partner: Partner) -> Event {
    Event::Relationship(half.server, RelationshipEvent::ContactMade(half.relationship, partner))
}

/// A half hears its partner and cannot trust it.
fn authentication_failed(half: Partner) -> Event {
    Event::Relationship(half.server, RelationshipEvent::AuthenticationFailed(half.relationship))
}

/// Lets two halves in contact go on by the table, until both stay as they are. Halves whose secrets have come to differ end their contact (MS-DHCPF 3.1.5).
pub(super) fn hear_state(
    registry: &Registry,
    id: ServerId,
    relationship_id: RelationshipId,
    now: Timestamp,
) -> Vec<Event> {
    let Some(pair) = updates::pair(registry, id, relationship_id) else { return Vec::new() };
    let Some((_, others)) = registry.half(pair.partner.server, pair.partner.relationship) else {
        return Vec::new();
    };
    let this = Partner { server: id, relationship: relationship_id };
    if !pair.relationship.authenticates(others) {
        let halves = [this, pair.partner];
        let failed = halves.map(authentication_failed).into_iter();
        return failed.chain(halves.into_iter().flat_map(|half| lose_contact(registry, half, now))).collect();
    }
    let halves =
        [Half::in_contact(this, pair.relationship, now), Half::in_contact(pair.partner, others, now)];
    exchange_states(halves, Vec::new(), now)
}

/// How often two halves change their state in one conversation, at the most: the longest way through the table is far
/// shorter, so this only ends one that a mistake in the table would make endless, which a test is told.
const MAX_STATE_MESSAGES: usize = 32;

fn exchange_states(mut halves: [Half<'_>; 2], mut events: Vec<Event>, now: Timestamp) -> Vec<Event> {
    let [one, other] = &halves;
    // Whoever hears its partner has not to look for it any more.
    let leaves = [one.after_startup(other.relationship), other.after_startup(one.relationship)];
    for (half, leaves) in halves.iter_mut().zip(leaves) {
        if half.state() == StateName::Startup {
            half.enters(leaves, &mut events);
        }
    }
    for turn in 0..=MAX_STATE_MESSAGES {
        debug_assert!(
            turn < MAX_STATE_MESSAGES,
            "{:?} and {:?} go on for ever",
            halves[0].state(),
            halves[1].state()
        );
        // Each hears what the other was in before it listened itself, so that it does not matter which of them began.
        let [one, other] = &mut halves;
        let (state_of_one, state_of_other) = (one.state(), other.state());
        let one_changed = reacts(one, state_of_other, &mut events);
        let other_changed = reacts(other, state_of_one, &mut events);
        if !one_changed && !other_changed {
            break;
        }
    }
    let something_happened = !events.is_empty();
    if something_happened {
        let [Half { place: Partner { server, relationship }, .. }, _] = halves;
        events.push(pending(now, exchange::due(server, relationship)));
    }
    let is_normal = halves.iter().all(|half| half.state() == StateName::Normal);
    events.extend(lead_time_agreed(&halves, is_normal));
    let is_primary = |half: &&Half<'_>| half.relationship.settings.role == Role::Primary;
    if let Some(primary) = halves.iter().find(is_primary)
        && is_normal
        && (something_happened || primary.relationship.rebalancing_at.is_none_or(|at| at <= now))
    {
        let Partner { server, relationship } = primary.place;
        events.push(pending(now, Pending::Rebalance(server, relationship)));
        let next = Some(now.after(fsm::REBALANCING_SECONDS));
        events.push(Event::Relationship(server, RelationshipEvent::RebalanceSet(relationship, next)));
    }
    events
}

/// The maximum client lead times that both keep to from now on, since each knows the other's: they grant by the smaller one, and
/// wait by the larger one. In NORMAL each also knows what the other has granted so far, by whatever lead time.
fn lead_time_agreed(halves: &[Half<'_>; 2], is_normal: bool) -> impl Iterator<Item = Event> {
    let [one, other] = halves.each_ref().map(|half| half.relationship.settings.mclt);
    let (agreed, larger) = (one.min(other), one.max(other));
    halves.iter().filter_map(move |half| {
        let relationship = half.relationship;
        let largest = if is_normal { larger } else { relationship.largest_mclt.max(larger) };
        let is_known = (relationship.agreed_mclt, relationship.largest_mclt) == (Some(agreed), largest);
        let event = RelationshipEvent::LeadTimeAgreed(half.place.relationship, agreed, largest);
        (!is_known).then_some(Event::Relationship(half.place.server, event))
    })
}

/// One half hears the other's state; answers whether it changed its own.
fn reacts(half: &mut Half<'_>, partner: StateName, events: &mut Vec<Event>) -> bool {
    let role = half.relationship.settings.role;
    match fsm::reaction(half.state(), role, partner) {
        Reaction::Stay => {}
        Reaction::Enter(state) => {
            half.enters(state, events);
            return true;
        }
        Reaction::Through(state) => {
            half.enters(StateName::CommunicationInterrupted, events);
            half.enters(state, events);
            return true;
        }
        Reaction::Update => {
            half.enters(fsm::after_update(half.state(), role), events);
            return true;
        }
    }
    let waited = half.state() == StateName::RecoverWait && half.entry.recovered_at <= half.entry.now;
    if waited {
        half.enters(StateName::RecoverDone, events);
    }
    waited
}

/// Ends contact for a half: what its state becomes, and that it has no partner.
pub(super) fn lose_contact(registry: &Registry, half: Partner, now: Timestamp) -> Vec<Event> {
    let Some((_, relationship)) = registry.half(half.server, half.relationship) else { return Vec::new() };
    let name = relationship.state.name();
    let alone = match name {
        StateName::Normal | StateName::PotentialConflict => fsm::without_contact(name),
        other => other,
    };
    let entry = Half::new(half, relationship, now).entry;
    let alone_from_now = if alone != name {
        Some(entered(half, StateEntry::of(relationship).followed_by(alone.enter(entry), now)))
    } else if name == StateName::CommunicationInterrupted {
        Some(timer_begins(half, name.enter(entry)))
    } else {
        None
    };
    let lost = Event::Relationship(half.server, RelationshipEvent::ContactLost(half.relationship));
    [lost].into_iter().chain(alone_from_now).collect()
}

/// Ends contact on both sides of every relationship of a server whose partner is meant.
pub(super) fn lose_contact_with(
    registry: &Registry,
    id: ServerId,
    is_meant: &dyn Fn(ServerId) -> bool,
    now: Timestamp,
) -> Vec<Event> {
    let Ok(server) = registry.server(id) else { return Vec::new() };
    let mut events = Vec::new();
    for (relationship, partner) in server.relationships.partners() {
        if is_meant(partner.server) {
            events.append(&mut lose_contact(registry, Partner { server: id, relationship }, now));
            events.append(&mut lose_contact(registry, partner, now));
        }
    }
    events
}

/// Has every relationship of a server that is without partner look for it now.
pub(super) fn look_for_partners(registry: &Registry, id: ServerId, now: Timestamp) -> Vec<Event> {
    let Ok(server) = registry.server(id) else { return Vec::new() };
    let alone = server.relationships.ids().filter(|relationship| {
        server.relationships.get(*relationship).is_some_and(|relationship| relationship.partner.is_none())
    });
    alone.map(|relationship| pending(now, Pending::Contact(id, relationship))).collect()
}

/// The timer of a state ends, if the half is still in the state that set it.
pub(super) fn timer_ends(
    registry: &Registry,
    id: ServerId,
    relationship_id: RelationshipId,
    moment: Timestamp,
) -> Vec<Event> {
    let Some((server, relationship)) = registry.half(id, relationship_id) else { return Vec::new() };
    if !server.running || relationship.state.due() != Some(moment) {
        return Vec::new();
    }
    let this = Partner { server: id, relationship: relationship_id };
    let next = match relationship.state {
        State::Startup { .. } => fsm::after_startup(relationship.previous),
        State::CommunicationInterrupted { .. } => StateName::PartnerDown,
        State::RecoverWait { .. } => StateName::RecoverDone,
        _ => return Vec::new(),
    };
    let mut events = Vec::with_capacity(2);
    Half::new(this, relationship, moment).enters(next, &mut events);
    // The partner hears of it.
    events.extend(relationship.partner.map(|_| pending(moment, Pending::StateMessage(id, relationship_id))));
    events
}
