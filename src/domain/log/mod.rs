//! Facts. The journal stores them, and carrying them out is the only way a registry changes.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::ClientId;
use crate::domain::base::ids::ServerId;
use crate::domain::base::ids::{Partner, RelationshipId};
use crate::domain::base::role::Mode;
use crate::domain::base::role::Role;
use crate::domain::base::text::{Secret, Text};
use crate::domain::base::time::Timestamp;
use crate::domain::model::directory::Listing;
use crate::domain::model::lease::Lease;
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::pool::Pool;
use crate::domain::model::registry::{Registry, link};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::reservations::Reservation;
use crate::domain::model::scope::{IpRange, Membership, Scope, ScopeInfo};
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::model::timers::Due;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A server that did not exist was made; its id is the next one.
    ServerMade {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
    /// A server was put into the directory.
    ServerListed(Listing),
    /// A server was taken out of the directory; it keeps its data.
    ServerUnlisted(ServerId),

    /// Something happened on one server.
    On(ServerId, ServerEvent),
    /// The two halves of a relationship came into contact.
    ContactMade(Partner, Partner),
    /// A relationship lost its partner.
    ContactLost(Partner),
    /// Two servers cannot hear each other any more.
    LinkCut(ServerId, ServerId),
    /// Two servers can hear each other again.
    LinkHealed(ServerId, ServerId),
    /// Something will happen by itself.
    Scheduled(Timestamp, Due),
    /// It happened, or it was not needed any more.
    Settled(Timestamp, Due),
    /// Leases are as long as this allows while partners cannot hear each other.
    LeaseLimitSet(LeaseLimit),
}

/// Something that happened on one server.
#[derive(Debug, Clone, PartialEq)]
pub enum ServerEvent {
    /// The DHCP service stopped; the partners of these relationships had taken this server for dead by then.
    Stopped(Timestamp, Vec<RelationshipId>),
    /// The DHCP service started.
    Started,
    /// The leases were lost: the database is one from before them. Every relationship recovers when the service starts.
    Restored,
    /// The server got another name and address; only the local one does.
    Named {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
    /// The clock of the server was shifted, to so many seconds before or behind the others.
    ClockShifted(i64),

    /// A scope was created.
    ScopeCreated(ScopeInfo),
    /// A scope was described anew.
    ScopeChanged(ScopeInfo),
    /// A scope was deleted with all that is in it.
    ScopeDeleted(Address),
    /// Something happened in one scope.
    In(Address, ScopeEvent),

    /// A relationship was created; its id is the next one.
    RelationshipCreated(Box<Relationship>),
    /// An administrator changed a relationship.
    RelationshipChanged(RelationshipId, Box<RelationshipChange>),
    /// A relationship looks for its partner after its server has started; this was its state before, as it stands for
    /// itself without contact.
    Restarted(RelationshipId, StateName, State, Timestamp),
    /// A relationship went into another state at that time.
    StateEntered(RelationshipId, State, Timestamp),
    /// The timer of a relationship's state began anew, or was stopped; the state is the same.
    TimerSet(RelationshipId, State),
    /// Both servers of a relationship grant by this maximum client lead time from now on, and this one waits by the second
    /// one; both in seconds.
    LeadTimeAgreed(RelationshipId, u32, u32),
    /// A relationship could hear its partner, but their secrets differ.
    AuthenticationFailed(RelationshipId),
    /// Scopes were added to a relationship.
    ScopesJoined(RelationshipId, Vec<Address>),
    /// Scopes were removed from a relationship.
    ScopesLeft(RelationshipId, Vec<Address>),
    /// A relationship was deleted; its scopes had left it.
    RelationshipDeleted(RelationshipId),
}

/// Something that happened in one scope.
#[derive(Debug, Clone, PartialEq)]
pub enum ScopeEvent {
    /// The scope got its range, or another one; the addresses that are new in it are that server's.
    RangeSet(IpRange, Role),
    /// The range was removed.
    RangeRemoved,
    /// Addresses were excluded.
    ExclusionAdded(AddressRange),
    /// An exclusion was lifted; the addresses that are free now are that server's.
    ExclusionRemoved(AddressRange, Role),
    /// An address was reserved; it is that server's, unless it is free and so has an owner.
    ReservationAdded(Reservation, Role),
    /// A reservation was lifted; the address, if it is free now, is that server's.
    ReservationRemoved(Address, Role),
    /// A lease record was made, or replaced.
    LeaseStored(Address, Box<Lease>),
    /// A lease record was deleted.
    LeaseRemoved(Address),
    /// An administrator deleted the record of this client, and the partner has yet to hear of it.
    DeletionPending(Address, ClientId),
    /// The partner has heard of all such deletions.
    DeletionsAcknowledged,
    /// The partner has taken a lease over, and knows until when the client may have it.
    BindingAcknowledged(Address, u32),
    /// The partner has told all leases that it knows to a server that had lost its own.
    LeasesRecovered,
    /// Nobody else gets the address of a lease before that moment, though its time may be over: a server that lost its leases
    /// may have granted more.
    LeaseHeld(Address, Timestamp),
    /// That moment has come.
    HoldEnded(Address),
    /// The partner said whose free address a leased one was.
    PoolSideSet(Address, Role),
    /// The free addresses of a range changed owner: those that the other server owned are this owner's now. The primary, who
    /// decided it, counted so many.
    AddressesMoved(Role, AddressRange, u32),
    /// The partner said which free addresses of the first range are the secondary's: those in the others.
    PoolSidesSet(AddressRange, Vec<AddressRange>),
    /// Of the reservations within the range both servers have these, and know it.
    ReservationsShared(AddressRange, Vec<Address>),
}

impl ScopeEvent {
    /// The addresses of a subnet that may be free or not because of it, and have another owner.
    pub(crate) fn touched(&self, subnet: AddressRange) -> Option<AddressRange> {
        match self {
            ScopeEvent::RangeSet(..) | ScopeEvent::RangeRemoved => Some(subnet),
            ScopeEvent::ExclusionAdded(exclusion) | ScopeEvent::ExclusionRemoved(exclusion, _) => {
                Some(*exclusion)
            }
            ScopeEvent::ReservationAdded(reservation, _) => Some(AddressRange::one(reservation.address)),
            ScopeEvent::ReservationRemoved(address, _)
            | ScopeEvent::LeaseStored(address, _)
            | ScopeEvent::LeaseRemoved(address) => Some(AddressRange::one(*address)),
            ScopeEvent::AddressesMoved(_, range, _) | ScopeEvent::PoolSidesSet(range, _) => Some(*range),
            ScopeEvent::DeletionPending(..)
            | ScopeEvent::DeletionsAcknowledged
            | ScopeEvent::BindingAcknowledged(..)
            | ScopeEvent::LeasesRecovered
            | ScopeEvent::LeaseHeld(..)
            | ScopeEvent::HoldEnded(_)
            | ScopeEvent::PoolSideSet(..)
            | ScopeEvent::ReservationsShared(..) => None,
        }
    }
}

/// What an administrator changes in a relationship; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RelationshipChange {
    /// The maximum client lead time.
    pub mclt: Option<u32>,
    /// The safe period.
    pub safe_period: Option<u32>,
    /// The state, and when it was entered.
    pub state: Option<(State, Timestamp)>,
    /// When the server last operated, if the new state waits from then on.
    pub last_operational: Option<Timestamp>,
    /// The previous state.
    pub previous: Option<StateName>,
    /// The percentage.
    pub percentage: Option<u8>,
    /// The mode.
    pub mode: Option<Mode>,
    /// The secret, or that there is none.
    pub secret: Option<Option<Secret>>,
}

impl Event {
    /// How large the blocks of memory are that carrying it out needs, where they can be large.
    #[inline]
    pub fn large_blocks(&self) -> Option<[usize; 2]> {
        match self {
            Event::On(_, ServerEvent::In(_, ScopeEvent::RangeSet(range, _))) => {
                Some(Pool::large_blocks(range.addresses))
            }
            _ => None,
        }
    }
}

impl Registry {
    /// Carries an event out. What it names was there when it was decided, so nothing here can fail; what is
    /// missing all the same is passed over.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::ServerMade { name, address } => self.add_server(Server::new(name, address)),
            Event::ServerListed(listing) => {
                if let Some(directory) = self.directory.to_mut() {
                    directory.list(listing);
                }
            }
            Event::ServerUnlisted(server) => {
                if let Some(directory) = self.directory.to_mut() {
                    directory.unlist(server);
                }
            }
            Event::On(server, event) => self.apply_on(server, event),
            Event::ContactMade(one, other) => {
                self.set_partner(one, Some(other));
                self.set_partner(other, Some(one));
            }
            Event::ContactLost(half) => self.set_partner(half, None),
            Event::LinkCut(one, other) => {
                let link = link(one, other);
                if let Some(cut) = self.cut_links.to_mut()
                    && let Err(place) = cut.binary_search(&link)
                {
                    cut.insert(place, link);
                }
            }
            Event::LinkHealed(one, other) => {
                let link = link(one, other);
                if let Some(cut) = self.cut_links.to_mut()
                    && let Ok(place) = cut.binary_search(&link)
                {
                    cut.remove(place);
                }
            }
            Event::Scheduled(moment, due) => {
                if let Due::PeriodicRebalance(server, relationship) = due {
                    self.set_rebalancing(server, relationship, moment);
                }
                self.timers.schedule(moment, due);
            }
            Event::Settled(moment, due) => self.timers.settle(moment, due),
            Event::LeaseLimitSet(limit) => self.lease_limit = limit,
        }
    }

    /// Carries out what happens on a server, and keeps in mind when its next leases end.
    fn apply_on(&mut self, id: ServerId, event: ServerEvent) {
        let moved = match event {
            ServerEvent::In(scope, event) => {
                self.server_mut(id).and_then(|server| server.apply_in(scope, event))
            }
            other => self.apply_beside_scopes(id, other),
        };
        if let Some(EndMoved { scope, before, after }) = moved {
            self.timers.move_lease_end((id, scope), before, after);
        }
    }

    /// Carries out what happens on a server and not in one scope, and keeps what is found by an index and what falls due by
    /// itself as the server is then.
    fn apply_beside_scopes(&mut self, id: ServerId, event: ServerEvent) -> Option<EndMoved> {
        match &event {
            ServerEvent::Restored => self.forget_timers(id),
            ServerEvent::ScopeCreated(info) => self.holders.insert(info.subnet.address(), id),
            ServerEvent::ScopeDeleted(scope) => self.holders.remove(*scope, id),
            ServerEvent::RelationshipDeleted(relationship) => self.forget_half(id, *relationship),
            ServerEvent::Named { address, .. } => self.move_server(id, *address),
            _ => {}
        }
        let created = matches!(event, ServerEvent::RelationshipCreated(_));
        let created = created.then(|| self.server(id).map(|server| server.relationships.next_id()));
        let half = event.changed_half();
        let before = half.and_then(|half| Some((half, self.timer_of(id, half)?)));
        let moved = self.server_mut(id).and_then(|server| server.apply(event));
        if let Some(Ok(relationship)) = created {
            self.add_half(Partner { server: id, relationship });
        }
        if let Some((half, before)) = before
            && self.timer_of(id, half) != Some(before)
        {
            self.timers.settle(before, Due::Timer(id, half));
        }
        moved
    }

    fn timer_of(&self, id: ServerId, half: RelationshipId) -> Option<Timestamp> {
        self.half(id, half)?.1.state.due()
    }

    /// A half that is deleted is found no more, and divides nothing.
    fn forget_half(&mut self, id: ServerId, half: RelationshipId) {
        let rebalancing = self.half(id, half).and_then(|(_, relationship)| relationship.rebalancing_at);
        if let Some(moment) = rebalancing {
            self.timers.settle(moment, Due::PeriodicRebalance(id, half));
        }
        self.remove_half(Partner { server: id, relationship: half });
    }

    /// A server that loses its leases has none that ends, and no timer of a state that is lost with them.
    fn forget_timers(&mut self, id: ServerId) {
        let Ok(server) = self.server(id) else { return };
        let ending = |scope: &Scope| Some((scope.subnet().address(), scope.next_end()?));
        let ends: Vec<(Address, Timestamp)> = server.scopes.iter().filter_map(ending).collect();
        let recovering = |half: &RelationshipId| {
            server.relationships.get(*half).is_some_and(Relationship::recovers_when_restored)
        };
        let halves = server.relationships.ids().filter(recovering);
        let timers: Vec<(RelationshipId, Timestamp)> =
            halves.filter_map(|half| Some((half, self.timer_of(id, half)?))).collect();
        for (scope, end) in ends {
            self.timers.move_lease_end((id, scope), Some(end), None);
        }
        for (half, moment) in timers {
            self.timers.settle(moment, Due::Timer(id, half));
        }
    }

    /// A half divides its free addresses at one moment: the last one that was said.
    fn set_rebalancing(&mut self, id: ServerId, half: RelationshipId, moment: Timestamp) {
        let server = self.server_mut(id);
        if let Some(relationship) = server.and_then(|server| server.relationships.get_mut(half))
            && let Some(before) = relationship.rebalancing_at.replace(moment)
        {
            self.timers.settle(before, Due::PeriodicRebalance(id, half));
        }
    }

    fn set_partner(&mut self, half: Partner, partner: Option<Partner>) {
        let server = self.server_mut(half.server);
        if let Some(relationship) = server.and_then(|server| server.relationships.get_mut(half.relationship))
        {
            relationship.partner = partner;
        }
    }
}

impl ServerEvent {
    /// The half that may be in another state afterwards.
    fn changed_half(&self) -> Option<RelationshipId> {
        match self {
            ServerEvent::RelationshipChanged(half, change) => change.state.map(|_| *half),
            ServerEvent::Restarted(half, ..)
            | ServerEvent::StateEntered(half, ..)
            | ServerEvent::TimerSet(half, _)
            | ServerEvent::RelationshipDeleted(half) => Some(*half),
            ServerEvent::Stopped(..)
            | ServerEvent::Started
            | ServerEvent::Restored
            | ServerEvent::Named { .. }
            | ServerEvent::LeadTimeAgreed(..)
            | ServerEvent::AuthenticationFailed(_)
            | ServerEvent::ClockShifted(_)
            | ServerEvent::ScopeCreated(_)
            | ServerEvent::ScopeChanged(_)
            | ServerEvent::ScopeDeleted(_)
            | ServerEvent::In(..)
            | ServerEvent::RelationshipCreated(_)
            | ServerEvent::ScopesJoined(..)
            | ServerEvent::ScopesLeft(..) => None,
        }
    }
}

/// The lease of a scope that ends next is another one.
struct EndMoved {
    scope: Address,
    before: Option<Timestamp>,
    after: Option<Timestamp>,
}

impl Server {
    fn apply(&mut self, event: ServerEvent) -> Option<EndMoved> {
        match event {
            ServerEvent::In(scope, event) => return self.apply_in(scope, event),
            ServerEvent::ScopeDeleted(scope) => {
                let before = self.scopes.get(scope).and_then(Scope::next_end);
                self.scopes.to_mut()?.remove(scope);
                return before.map(|end| EndMoved { scope, before: Some(end), after: None });
            }
            ServerEvent::Stopped(now, declared_dead) => {
                self.running = false;
                self.relationships.for_each(|relationship| relationship.stop(now));
                for id in declared_dead {
                    if let Some(relationship) = self.relationships.get_mut(id) {
                        relationship.declared_dead = true;
                    }
                }
            }
            ServerEvent::Started => self.running = true,
            ServerEvent::Restored => {
                self.scopes.to_mut()?.for_each(Scope::lose_leases);
                self.relationships.for_each(Relationship::restore);
            }
            ServerEvent::Named { name, .. } => self.name = name,
            ServerEvent::ClockShifted(seconds) => self.clock_shift = seconds,
            ServerEvent::ScopeCreated(info) => self.scopes.to_mut()?.insert(Scope::new(info)),
            ServerEvent::ScopeChanged(info) => {
                if let Some(scope) = self.scopes.to_mut()?.get_mut(info.subnet.address()) {
                    scope.set_info(info);
                }
            }
            ServerEvent::RelationshipCreated(relationship) => self.relationships.insert(*relationship),
            ServerEvent::RelationshipChanged(id, change) => {
                if let Some(relationship) = self.relationships.get_mut(id) {
                    relationship.apply(*change);
                }
            }
            ServerEvent::StateEntered(id, state, now) => {
                if let Some(relationship) = self.relationships.get_mut(id) {
                    relationship.enter(state, now);
                }
            }
            ServerEvent::TimerSet(id, state) => {
                if let Some(relationship) = self.relationships.get_mut(id) {
                    relationship.state = state;
                }
            }
            ServerEvent::Restarted(id, previous, state, now) => {
                if let Some(relationship) = self.relationships.get_mut(id) {
                    relationship.enter(state, now);
                    relationship.previous = previous;
                    relationship.has_operated = false;
                }
            }
            ServerEvent::LeadTimeAgreed(id, agreed, largest) => {
                if let Some(relationship) = self.relationships.get_mut(id) {
                    relationship.agreed_mclt = Some(agreed);
                    relationship.largest_mclt = largest;
                }
            }
            ServerEvent::AuthenticationFailed(_) => {}
            ServerEvent::ScopesJoined(id, scopes) => self.join(id, scopes),
            ServerEvent::ScopesLeft(id, scopes) => self.leave(id, &scopes),
            ServerEvent::RelationshipDeleted(id) => self.relationships.remove(id),
        }
        None
    }

    #[inline(always)]
    fn apply_in(&mut self, id: Address, event: ScopeEvent) -> Option<EndMoved> {
        let scope = self.scopes.to_mut()?.get_mut(id)?;
        let before = scope.next_end();
        scope.apply(event);
        let after = scope.next_end();
        (before != after).then_some(EndMoved { scope: id, before, after })
    }

    fn join(&mut self, id: RelationshipId, scopes: Vec<Address>) {
        let Some(relationship) = self.relationships.get_mut(id) else { return };
        let membership = Membership {
            relationship: id,
            primary: relationship.settings.primary,
            secondary: relationship.settings.secondary,
            role: relationship.settings.role,
            server: self.address,
            leased_by_primary: 0,
            leased_by_secondary: 0,
        };
        for scope in &scopes {
            if let Some(scope) = self.scopes.to_mut().and_then(|scopes| scopes.get_mut(*scope)) {
                scope.join(membership);
            }
        }
        relationship.scopes.extend(scopes);
    }

    fn leave(&mut self, id: RelationshipId, scopes: &[Address]) {
        for scope in scopes {
            if let Some(scope) = self.scopes.to_mut().and_then(|scopes| scopes.get_mut(*scope)) {
                scope.leave();
            }
        }
        let scopes = &self.scopes;
        if let Some(relationship) = self.relationships.get_mut(id) {
            relationship
                .scopes
                .retain(|scope| scopes.get(*scope).is_some_and(|scope| scope.membership().is_some()));
        }
    }
}

impl Relationship {
    fn enter(&mut self, state: State, now: Timestamp) {
        (_, self.previous_since) = self.recorded();
        self.previous = self.state.name();
        self.state = state;
        self.since = now;
        self.has_operated |= state.name().operates();
    }

    /// A server that dies again before it operated last operated before its first death.
    fn stop(&mut self, now: Timestamp) {
        if self.has_operated {
            self.last_operational = Some(now);
            self.declared_dead = false;
        }
    }

    /// A server whose database was restored recovers (MS-DHCPF 3.1.7.2). One that never operated has nothing to recover.
    pub(crate) fn recovers_when_restored(&self) -> bool {
        self.last_operational.is_some()
    }

    fn restore(&mut self) {
        if self.recovers_when_restored() {
            self.previous = StateName::Recover;
            self.state = State::Recover;
        }
    }

    fn apply(&mut self, change: RelationshipChange) {
        if let Some((state, now)) = change.state {
            self.enter(state, now);
        }
        self.previous = change.previous.unwrap_or(self.previous);
        self.last_operational = change.last_operational.or(self.last_operational);
        self.largest_mclt = self.largest_mclt.max(change.mclt.unwrap_or(0));
        let settings = &mut self.settings;
        settings.mclt = change.mclt.unwrap_or(settings.mclt);
        settings.safe_period = change.safe_period.unwrap_or(settings.safe_period);
        settings.percentage = change.percentage.unwrap_or(settings.percentage);
        settings.mode = change.mode.unwrap_or(settings.mode);
        if let Some(secret) = change.secret {
            settings.secret = secret;
        }
    }
}

impl Scope {
    fn apply(&mut self, event: ScopeEvent) {
        match event {
            ScopeEvent::RangeSet(range, owner) => self.set_range(range, owner),
            ScopeEvent::RangeRemoved => self.remove_range(),
            ScopeEvent::ExclusionAdded(exclusion) => self.add_exclusion(exclusion),
            ScopeEvent::ExclusionRemoved(exclusion, owner) => self.remove_exclusion(exclusion, owner),
            ScopeEvent::ReservationAdded(reservation, owner) => self.add_reservation(reservation, owner),
            ScopeEvent::ReservationRemoved(address, owner) => self.remove_reservation(address, owner),
            ScopeEvent::ReservationsShared(within, addresses) => self.share_reservations(within, addresses),
            ScopeEvent::LeaseStored(address, lease) => self.store_lease(address, *lease),
            ScopeEvent::LeaseRemoved(address) => self.remove_lease(address),
            ScopeEvent::DeletionPending(address, client) => self.keep_deletion(address, client),
            ScopeEvent::DeletionsAcknowledged => self.forget_deletions(),
            ScopeEvent::BindingAcknowledged(address, potential) => self.acknowledge(address, potential),
            ScopeEvent::LeasesRecovered => self.recover_leases(),
            ScopeEvent::LeaseHeld(address, until) => self.hold_lease(address, until),
            ScopeEvent::HoldEnded(address) => self.end_hold(address),
            ScopeEvent::PoolSideSet(address, owner) => self.set_pool_side(address, owner),
            ScopeEvent::AddressesMoved(owner, range, _) => self.give(owner, range),
            ScopeEvent::PoolSidesSet(within, of_secondary) => self.set_pool_sides(within, &of_secondary),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::error::Error;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn who_is_meant() {
        let mut registry = Registry::new(Server::new("here".into(), 0x0A00_0009));
        registry.add_server(Server::new("there".into(), 0x0A00_0002));
        let listing = Listing { name: "there".into(), address: 0x0A00_0002, server: ServerId(1) };
        registry.apply(Event::ServerListed(listing));
        let find = |name: &str| registry.find(Some(&units(name)));
        assert_eq!(registry.find(None), Ok(ServerId::LOCAL));
        for local in ["", "LocalHost", "HERE", "127.0.0.1", "127.3.2.1", "10.0.0.9"] {
            assert_eq!(find(local), Ok(ServerId::LOCAL), "{local}");
        }
        for other in ["There", "10.0.0.2"] {
            assert_eq!(find(other), Ok(ServerId(1)), "{other}");
        }
        for unknown in ["elsewhere", "10.0.0.3", "10.0.0"] {
            assert_eq!(find(unknown), Err(Error::UnknownServer), "{unknown}");
        }
    }

    /// Registries are the same where all is the same that can be asked for or that is still to happen, and only there.
    #[test]
    fn what_tells_registries_apart() {
        let registry = || Registry::new(Server::new("here".into(), 0x0A00_0009));
        assert!(registry() == registry());
        let listing = Listing { name: "there".into(), address: 0x0A00_0002, server: ServerId(1) };
        for event in [
            Event::On(ServerId::LOCAL, ServerEvent::ClockShifted(1)),
            Event::ServerListed(listing),
            Event::LinkCut(ServerId(0), ServerId(1)),
            Event::Scheduled(Timestamp(1), Due::Contact(ServerId::LOCAL, RelationshipId(0))),
            Event::LeaseLimitSet(LeaseLimit::Draft),
        ] {
            let mut other = registry();
            other.apply(event.clone());
            assert!(other != registry(), "{event:?}");
        }
        let mut other = registry();
        other.lift_the_limit_of_relationships();
        assert!(other != registry());
    }
}
