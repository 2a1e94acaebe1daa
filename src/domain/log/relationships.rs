//! The halves of failover relationships: settings, states, contact, scopes.

use crate::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use crate::domain::base::role::Mode;
use crate::domain::base::text::Secret;
use crate::domain::base::time::Timestamp;
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::Membership;
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};

/// Something that happened to a half of a relationship.
#[derive(Debug, Clone, PartialEq)]
pub enum RelationshipEvent {
    /// It was created; its id is the next one.
    Created(Box<Relationship>),
    /// An administrator changed its settings.
    Changed(RelationshipId, Box<RelationshipChange>),
    /// It went into another state.
    StateEntered(RelationshipId, StateEntry),
    /// The timer of its state began anew, or was stopped; the state is the same.
    TimerSet(RelationshipId, State),
    /// Its server stopped, or was made to recover, at a moment at which it had operated; the partner had taken it for dead by
    /// then or not.
    OperationEnded(RelationshipId, Timestamp, bool),
    /// It came into contact with its partner's half.
    ContactMade(RelationshipId, Partner),
    /// It lost contact.
    ContactLost(RelationshipId),
    /// It could hear its partner, but their secrets differ.
    AuthenticationFailed(RelationshipId),
    /// It grants by the first maximum client lead time from now on, and waits by the second one; both in seconds.
    LeadTimeAgreed(RelationshipId, u32, u32),
    /// The free addresses are rebalanced next at that moment; `None` if that is not known.
    RebalanceSet(RelationshipId, Option<Timestamp>),
    /// Scopes were added to it.
    ScopesJoined(RelationshipId, Vec<ScopeId>),
    /// Scopes were removed from it.
    ScopesLeft(RelationshipId, Vec<ScopeId>),
    /// It was deleted; its scopes had left it.
    Deleted(RelationshipId),
}

/// A state that was entered, and all that is known by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StateEntry {
    /// The state.
    pub state: State,
    /// When it was entered.
    pub since: Timestamp,
    /// The state before it.
    pub previous: StateName,
    /// Since when the half was in that one.
    pub previous_since: Timestamp,
    /// Whether the half has operated since its server started.
    pub has_operated: bool,
}

/// What an administrator changes in a relationship; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RelationshipChange {
    /// The maximum client lead time, in seconds.
    pub mclt: Option<u32>,
    /// The one that the half waits by, in seconds.
    pub largest_mclt: Option<u32>,
    /// The safe period, in seconds.
    pub safe_period: Option<u32>,
    /// The previous state.
    pub previous: Option<StateName>,
    /// The percentage.
    pub percentage: Option<u8>,
    /// The mode.
    pub mode: Option<Mode>,
    /// The secret, or that there is none.
    pub secret: Option<Option<Secret>>,
}

impl Registry {
    /// Carries out what happens to a half, and keeps its timers and where it is found.
    pub(super) fn apply_to_relationship(&mut self, id: ServerId, event: RelationshipEvent) {
        match event {
            RelationshipEvent::Created(relationship) => self.create_half(id, *relationship),
            RelationshipEvent::Deleted(half) => {
                let before = self.timers_of(id, half);
                self.remove_half(Partner { server: id, relationship: half });
                if let Some(server) = self.server_mut(id) {
                    server.relationships.remove(half);
                }
                self.move_timers(id, half, before);
            }
            RelationshipEvent::ScopesJoined(half, scopes) => {
                if let Some(server) = self.server_mut(id) {
                    server.join(half, scopes);
                }
            }
            RelationshipEvent::ScopesLeft(half, scopes) => {
                if let Some(server) = self.server_mut(id) {
                    server.leave(half, &scopes);
                }
            }
            RelationshipEvent::StateEntered(half, _)
            | RelationshipEvent::TimerSet(half, _)
            | RelationshipEvent::RebalanceSet(half, _) => {
                let before = self.timers_of(id, half);
                self.apply_to_half(id, half, event);
                self.move_timers(id, half, before);
            }
            RelationshipEvent::Changed(half, _)
            | RelationshipEvent::OperationEnded(half, ..)
            | RelationshipEvent::ContactMade(half, _)
            | RelationshipEvent::ContactLost(half)
            | RelationshipEvent::LeadTimeAgreed(half, ..) => self.apply_to_half(id, half, event),
            RelationshipEvent::AuthenticationFailed(_) => {}
        }
    }

    fn apply_to_half(&mut self, id: ServerId, half: RelationshipId, event: RelationshipEvent) {
        if let Some(relationship) = self.server_mut(id).and_then(|server| server.relationships.get_mut(half))
        {
            relationship.apply(event);
        }
    }

    fn create_half(&mut self, id: ServerId, relationship: Relationship) {
        let Some(server) = self.server_mut(id) else { return };
        let half = server.relationships.next_id();
        server.relationships.insert(relationship);
        self.add_half(Partner { server: id, relationship: half });
        self.move_timers(id, half, Default::default());
    }
}

impl Server {
    fn join(&mut self, id: RelationshipId, scopes: Vec<ScopeId>) {
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

    fn leave(&mut self, id: RelationshipId, scopes: &[ScopeId]) {
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
    fn apply(&mut self, event: RelationshipEvent) {
        match event {
            RelationshipEvent::Changed(_, change) => self.change(*change),
            RelationshipEvent::StateEntered(_, entry) => {
                self.state = entry.state;
                self.since = entry.since;
                self.previous = entry.previous;
                self.previous_since = entry.previous_since;
                self.has_operated = entry.has_operated;
            }
            RelationshipEvent::TimerSet(_, state) => self.state = state,
            RelationshipEvent::OperationEnded(_, moment, declared_dead) => {
                self.last_operational = Some(moment);
                self.declared_dead = declared_dead;
            }
            RelationshipEvent::ContactMade(_, partner) => self.partner = Some(partner),
            RelationshipEvent::ContactLost(_) => self.partner = None,
            RelationshipEvent::LeadTimeAgreed(_, agreed, largest) => {
                self.agreed_mclt = Some(agreed);
                self.largest_mclt = largest;
            }
            RelationshipEvent::RebalanceSet(_, moment) => self.rebalancing_at = moment,
            RelationshipEvent::Created(_)
            | RelationshipEvent::AuthenticationFailed(_)
            | RelationshipEvent::ScopesJoined(..)
            | RelationshipEvent::ScopesLeft(..)
            | RelationshipEvent::Deleted(_) => {}
        }
    }

    fn change(&mut self, change: RelationshipChange) {
        self.previous = change.previous.unwrap_or(self.previous);
        self.largest_mclt = change.largest_mclt.unwrap_or(self.largest_mclt);
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
