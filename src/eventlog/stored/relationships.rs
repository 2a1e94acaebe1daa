//! Halves of relationships, and their events. A secret is named; [`SecretTable`] has it.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::secrets::{SecretName, SecretTable};
use super::values::{
    StoredMode, StoredPartner, StoredRelationshipId, StoredRole, live_scopes, live_text, live_text_if_any,
    names, stored_address, stored_scopes,
};
use crate::domain::base::text::{Secret, Text};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{RelationshipChange, RelationshipEvent, StateEntry};
use crate::domain::model::relationship::{Relationship, Settings};
use crate::domain::model::state::{State, StateName};

names! {
    /// A state by its name.
    StoredStateName, StateName {
        NoState,
        Init,
        Startup,
        Normal,
        CommunicationInterrupted,
        PartnerDown,
        PotentialConflict,
        ConflictDone,
        ResolutionInterrupted,
        Recover,
        RecoverWait,
        RecoverDone,
    }
}

/// A state with what belongs to it; moments in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredState {
    NoState {},
    Init {},
    Startup {
        until: u64,
    },
    Normal {},
    CommunicationInterrupted {
        /// When the safe period ends, if it runs.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        partner_down_at: Option<u64>,
    },
    PartnerDown {
        since: u64,
    },
    PotentialConflict {},
    ConflictDone {},
    ResolutionInterrupted {},
    Recover {},
    RecoverWait {
        until: u64,
    },
    RecoverDone {},
}

impl StoredState {
    pub(crate) fn of(state: State) -> Self {
        match state {
            State::NoState => StoredState::NoState {},
            State::Init => StoredState::Init {},
            State::Startup { until } => StoredState::Startup { until: until.0 },
            State::Normal => StoredState::Normal {},
            State::CommunicationInterrupted { partner_down_at } => {
                StoredState::CommunicationInterrupted { partner_down_at: stored_moment(partner_down_at) }
            }
            State::PartnerDown { since } => StoredState::PartnerDown { since: since.0 },
            State::PotentialConflict => StoredState::PotentialConflict {},
            State::ConflictDone => StoredState::ConflictDone {},
            State::ResolutionInterrupted => StoredState::ResolutionInterrupted {},
            State::Recover => StoredState::Recover {},
            State::RecoverWait { until } => StoredState::RecoverWait { until: until.0 },
            State::RecoverDone => StoredState::RecoverDone {},
        }
    }

    pub(crate) fn live(self) -> State {
        match self {
            StoredState::NoState {} => State::NoState,
            StoredState::Init {} => State::Init,
            StoredState::Startup { until } => State::Startup { until: Timestamp(until) },
            StoredState::Normal {} => State::Normal,
            StoredState::CommunicationInterrupted { partner_down_at } => {
                State::CommunicationInterrupted { partner_down_at: live_moment(partner_down_at) }
            }
            StoredState::PartnerDown { since } => State::PartnerDown { since: Timestamp(since) },
            StoredState::PotentialConflict {} => State::PotentialConflict,
            StoredState::ConflictDone {} => State::ConflictDone,
            StoredState::ResolutionInterrupted {} => State::ResolutionInterrupted,
            StoredState::Recover {} => State::Recover,
            StoredState::RecoverWait { until } => State::RecoverWait { until: Timestamp(until) },
            StoredState::RecoverDone {} => State::RecoverDone,
        }
    }
}

fn stored_moment(moment: Option<Timestamp>) -> Option<u64> {
    moment.map(|moment| moment.0)
}

fn live_moment(moment: Option<u64>) -> Option<Timestamp> {
    moment.map(Timestamp)
}

/// What an administrator says about a relationship.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSettings {
    pub name: String,
    pub primary: Ipv4Addr,
    pub secondary: Ipv4Addr,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary_name: Option<String>,
    /// The role of the server that has this half.
    pub role: StoredRole,
    pub mode: StoredMode,
    /// 0 to 100.
    pub percentage: u8,
    /// Seconds.
    pub mclt: u32,
    /// Seconds; 4294967295 never ends.
    pub safe_period: u32,
    /// Left out if there is no secret.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<SecretName>,
}

impl StoredSettings {
    fn of(settings: &Settings, secrets: &mut SecretTable) -> Self {
        StoredSettings {
            name: settings.name.to_string(),
            primary: stored_address(settings.primary),
            secondary: stored_address(settings.secondary),
            primary_name: settings.primary_name.as_ref().map(Text::to_string),
            secondary_name: settings.secondary_name.as_ref().map(Text::to_string),
            role: StoredRole::of(settings.role),
            mode: StoredMode::of(settings.mode),
            percentage: settings.percentage,
            mclt: settings.mclt,
            safe_period: settings.safe_period,
            secret: settings.secret.as_ref().map(|secret| secrets.keep(secret)),
        }
    }

    fn live(self, secrets: &SecretTable) -> Result<Settings, FormatError> {
        if self.name.is_empty() || self.primary == self.secondary || self.percentage > 100 {
            return Err(FormatError::Value(
                "a relationship has no name, is one server's with itself, or divides more than 100 %",
            ));
        }
        Ok(Settings {
            name: live_text(&self.name)?,
            primary: self.primary.to_bits(),
            secondary: self.secondary.to_bits(),
            primary_name: live_text_if_any(self.primary_name)?,
            secondary_name: live_text_if_any(self.secondary_name)?,
            role: self.role.live(),
            mode: self.mode.live(),
            percentage: self.percentage,
            mclt: self.mclt,
            safe_period: self.safe_period,
            secret: self.secret.and_then(|name| secrets.get(name)),
        })
    }
}

/// One server's half of a relationship; moments in seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRelationship {
    pub settings: StoredSettings,
    pub state: StoredState,
    /// When the state was entered.
    pub since: u64,
    pub previous: StoredStateName,
    pub previous_since: u64,
    /// When the server last operated before it stopped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_operational: Option<u64>,
    /// Whether the partner had taken the server for dead by then.
    pub declared_dead: bool,
    /// Whether the half has operated since its server started.
    pub has_operated: bool,
    /// The maximum client lead time that both had when they were last in contact, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agreed_mclt: Option<u32>,
    /// The largest one since both were last in NORMAL, in seconds.
    pub largest_mclt: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rebalancing_at: Option<u64>,
    /// In the order in which they were added.
    pub scopes: Vec<Ipv4Addr>,
    /// While the two are in contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<StoredPartner>,
}

impl StoredRelationship {
    pub(crate) fn of(half: &Relationship, secrets: &mut SecretTable) -> Self {
        StoredRelationship {
            settings: StoredSettings::of(&half.settings, secrets),
            state: StoredState::of(half.state),
            since: half.since.0,
            previous: StoredStateName::of(half.previous),
            previous_since: half.previous_since.0,
            last_operational: stored_moment(half.last_operational),
            declared_dead: half.declared_dead,
            has_operated: half.has_operated,
            agreed_mclt: half.agreed_mclt,
            largest_mclt: half.largest_mclt,
            rebalancing_at: stored_moment(half.rebalancing_at),
            scopes: stored_scopes(&half.scopes),
            partner: half.partner.map(StoredPartner::of),
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<Relationship, FormatError> {
        Ok(Relationship {
            settings: self.settings.live(secrets)?,
            state: self.state.live(),
            since: Timestamp(self.since),
            previous: self.previous.live(),
            previous_since: Timestamp(self.previous_since),
            last_operational: live_moment(self.last_operational),
            declared_dead: self.declared_dead,
            has_operated: self.has_operated,
            agreed_mclt: self.agreed_mclt,
            largest_mclt: self.largest_mclt,
            rebalancing_at: live_moment(self.rebalancing_at),
            scopes: live_scopes(self.scopes),
            partner: self.partner.map(StoredPartner::live),
        })
    }
}

/// What an administrator changes in a relationship; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredChange {
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mclt: Option<u32>,
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub largest_mclt: Option<u32>,
    /// Seconds; 4294967295 never ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safe_period: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<StoredStateName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percentage: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<StoredMode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<StoredSecretChange>,
}

/// How a secret is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredSecretChange {
    Set { name: SecretName },
    Removed {},
}

impl StoredSecretChange {
    fn of(secret: Option<&Secret>, secrets: &mut SecretTable) -> Self {
        match secret {
            Some(secret) => StoredSecretChange::Set { name: secrets.keep(secret) },
            None => StoredSecretChange::Removed {},
        }
    }

    fn live(self, secrets: &SecretTable) -> Option<Secret> {
        match self {
            StoredSecretChange::Set { name } => secrets.get(name),
            StoredSecretChange::Removed {} => None,
        }
    }
}

impl StoredChange {
    fn of(change: &RelationshipChange, secrets: &mut SecretTable) -> Self {
        let RelationshipChange { mclt, largest_mclt, safe_period, previous, percentage, mode, secret } =
            change;
        StoredChange {
            mclt: *mclt,
            largest_mclt: *largest_mclt,
            safe_period: *safe_period,
            previous: previous.map(StoredStateName::of),
            percentage: *percentage,
            mode: mode.map(StoredMode::of),
            secret: secret.as_ref().map(|secret| StoredSecretChange::of(secret.as_ref(), secrets)),
        }
    }

    fn live(self, secrets: &SecretTable) -> RelationshipChange {
        RelationshipChange {
            mclt: self.mclt,
            largest_mclt: self.largest_mclt,
            safe_period: self.safe_period,
            previous: self.previous.map(StoredStateName::live),
            percentage: self.percentage,
            mode: self.mode.map(StoredMode::live),
            secret: self.secret.map(|secret| secret.live(secrets)),
        }
    }
}

/// A state that was entered; moments in seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredStateEntry {
    pub state: StoredState,
    pub since: u64,
    pub previous: StoredStateName,
    pub previous_since: u64,
    /// Whether the half has operated since its server started.
    pub has_operated: bool,
}

impl StoredStateEntry {
    fn of(entry: StateEntry) -> Self {
        StoredStateEntry {
            state: StoredState::of(entry.state),
            since: entry.since.0,
            previous: StoredStateName::of(entry.previous),
            previous_since: entry.previous_since.0,
            has_operated: entry.has_operated,
        }
    }

    fn live(self) -> StateEntry {
        StateEntry {
            state: self.state.live(),
            since: Timestamp(self.since),
            previous: self.previous.live(),
            previous_since: Timestamp(self.previous_since),
            has_operated: self.has_operated,
        }
    }
}

/// Something that happened to a half of a relationship, which `relationship` names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredRelationshipEvent {
    /// It has the id that is next on its server.
    Created {
        half: Box<StoredRelationship>,
    },
    Changed {
        relationship: StoredRelationshipId,
        change: Box<StoredChange>,
    },
    StateEntered {
        relationship: StoredRelationshipId,
        entry: StoredStateEntry,
    },
    TimerSet {
        relationship: StoredRelationshipId,
        state: StoredState,
    },
    OperationEnded {
        relationship: StoredRelationshipId,
        /// Seconds since 1970.
        at: u64,
        declared_dead: bool,
    },
    ContactMade {
        relationship: StoredRelationshipId,
        partner: StoredPartner,
    },
    ContactLost {
        relationship: StoredRelationshipId,
    },
    AuthenticationFailed {
        relationship: StoredRelationshipId,
    },
    LeadTimeAgreed {
        relationship: StoredRelationshipId,
        /// Seconds.
        agreed_mclt: u32,
        /// Seconds.
        largest_mclt: u32,
    },
    RebalanceSet {
        relationship: StoredRelationshipId,
        /// Seconds since 1970; left out if the moment is not known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<u64>,
    },
    ScopesJoined {
        relationship: StoredRelationshipId,
        scopes: Vec<Ipv4Addr>,
    },
    ScopesLeft {
        relationship: StoredRelationshipId,
        scopes: Vec<Ipv4Addr>,
    },
    Deleted {
        relationship: StoredRelationshipId,
    },
}

impl StoredRelationshipEvent {
    pub(crate) fn of(event: &RelationshipEvent, secrets: &mut SecretTable) -> Self {
        use StoredRelationshipEvent as Stored;
        let id = |half: &_| StoredRelationshipId::of(*half);
        match event {
            RelationshipEvent::Created(half) => {
                Stored::Created { half: Box::new(StoredRelationship::of(half, secrets)) }
            }
            RelationshipEvent::Changed(half, change) => Stored::Changed {
                relationship: id(half),
                change: Box::new(StoredChange::of(change, secrets)),
            },
            RelationshipEvent::StateEntered(half, entry) => {
                Stored::StateEntered { relationship: id(half), entry: StoredStateEntry::of(*entry) }
            }
            RelationshipEvent::TimerSet(half, state) => {
                Stored::TimerSet { relationship: id(half), state: StoredState::of(*state) }
            }
            RelationshipEvent::OperationEnded(half, at, declared_dead) => {
                Stored::OperationEnded { relationship: id(half), at: at.0, declared_dead: *declared_dead }
            }
            RelationshipEvent::ContactMade(half, partner) => {
                Stored::ContactMade { relationship: id(half), partner: StoredPartner::of(*partner) }
            }
            RelationshipEvent::ContactLost(half) => Stored::ContactLost { relationship: id(half) },
            RelationshipEvent::AuthenticationFailed(half) => {
                Stored::AuthenticationFailed { relationship: id(half) }
            }
            RelationshipEvent::LeadTimeAgreed(half, agreed, largest) => Stored::LeadTimeAgreed {
                relationship: id(half),
                agreed_mclt: *agreed,
                largest_mclt: *largest,
            },
            RelationshipEvent::RebalanceSet(half, at) => {
                Stored::RebalanceSet { relationship: id(half), at: stored_moment(*at) }
            }
            RelationshipEvent::ScopesJoined(half, scopes) => {
                Stored::ScopesJoined { relationship: id(half), scopes: stored_scopes(scopes) }
            }
            RelationshipEvent::ScopesLeft(half, scopes) => {
                Stored::ScopesLeft { relationship: id(half), scopes: stored_scopes(scopes) }
            }
            RelationshipEvent::Deleted(half) => Stored::Deleted { relationship: id(half) },
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<RelationshipEvent, FormatError> {
        use StoredRelationshipEvent as Stored;
        Ok(match self {
            Stored::Created { half } => RelationshipEvent::Created(Box::new(half.live(secrets)?)),
            Stored::Changed { relationship, change } => {
                RelationshipEvent::Changed(relationship.live(), Box::new(change.live(secrets)))
            }
            Stored::StateEntered { relationship, entry } => {
                RelationshipEvent::StateEntered(relationship.live(), entry.live())
            }
            Stored::TimerSet { relationship, state } => {
                RelationshipEvent::TimerSet(relationship.live(), state.live())
            }
            Stored::OperationEnded { relationship, at, declared_dead } => {
                RelationshipEvent::OperationEnded(relationship.live(), Timestamp(at), declared_dead)
            }
            Stored::ContactMade { relationship, partner } => {
                RelationshipEvent::ContactMade(relationship.live(), partner.live())
            }
            Stored::ContactLost { relationship } => RelationshipEvent::ContactLost(relationship.live()),
            Stored::AuthenticationFailed { relationship } => {
                RelationshipEvent::AuthenticationFailed(relationship.live())
            }
            Stored::LeadTimeAgreed { relationship, agreed_mclt, largest_mclt } => {
                RelationshipEvent::LeadTimeAgreed(relationship.live(), agreed_mclt, largest_mclt)
            }
            Stored::RebalanceSet { relationship, at } => {
                RelationshipEvent::RebalanceSet(relationship.live(), live_moment(at))
            }
            Stored::ScopesJoined { relationship, scopes } => {
                RelationshipEvent::ScopesJoined(relationship.live(), live_scopes(scopes))
            }
            Stored::ScopesLeft { relationship, scopes } => {
                RelationshipEvent::ScopesLeft(relationship.live(), live_scopes(scopes))
            }
            Stored::Deleted { relationship } => RelationshipEvent::Deleted(relationship.live()),
        })
    }
}
