//! The states of a failover relationship.

use crate::domain::base::time::Timestamp;

/// A state by its name. The numbers are those of the API (`FSM_STATE`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StateName {
    /// Nothing is configured.
    NoState,
    /// Before the first state of a new relationship; only ever a previous state.
    Init,
    /// Looking for the partner; serves nobody.
    Startup,
    /// In contact and synchronized; both serve.
    Normal,
    /// Out of contact; each acts alone, the partner may be alive.
    CommunicationInterrupted,
    /// The partner is taken to be dead.
    PartnerDown,
    /// Both acted alone and are taking each other's data in.
    PotentialConflict,
    /// The primary has all of the secondary's data.
    ConflictDone,
    /// Contact was lost in a potential conflict.
    ResolutionInterrupted,
    /// Taking the partner's data in.
    Recover,
    /// Has the data and waits one MCLT.
    RecoverWait,
    /// Ready to go to NORMAL together with the partner.
    RecoverDone,
}

impl StateName {
    /// In the order of their numbers.
    pub const ALL: [StateName; 12] = [
        StateName::NoState,
        StateName::Init,
        StateName::Startup,
        StateName::Normal,
        StateName::CommunicationInterrupted,
        StateName::PartnerDown,
        StateName::PotentialConflict,
        StateName::ConflictDone,
        StateName::ResolutionInterrupted,
        StateName::Recover,
        StateName::RecoverWait,
        StateName::RecoverDone,
    ];

    /// Whether a server in this state answers clients, were it only those that have a lease.
    pub fn operates(self) -> bool {
        use StateName::{Init, NoState, PotentialConflict, Recover, RecoverWait, Startup};
        !matches!(self, NoState | Init | Startup | Recover | RecoverWait | PotentialConflict)
    }

    /// Whether it comes back after it was away, and does not serve new clients yet.
    pub fn is_recovering(self) -> bool {
        matches!(self, StateName::Recover | StateName::RecoverWait | StateName::RecoverDone)
    }

    /// Whether the partner's data is being taken in, so that the scopes of the relationship stay as they are
    /// (MS-DHCPM 3.2.4.96: re-integration under way).
    pub fn is_synchronizing(self) -> bool {
        matches!(self, StateName::Recover | StateName::PotentialConflict)
    }
}

/// A state with what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is configured.
    NoState,
    /// Initializing.
    Init,
    /// Looking for the partner.
    Startup {
        /// When it stops looking.
        until: Timestamp,
    },
    /// In contact and synchronized.
    Normal,
    /// Out of contact.
    CommunicationInterrupted {
        /// When the safe period ends and the partner is taken to be dead, if ever; not while it is heard.
        partner_down_at: Option<Timestamp>,
    },
    /// The partner is taken to be dead.
    PartnerDown {
        /// When that was decided: the partner's addresses are usable one MCLT later.
        since: Timestamp,
    },
    /// Taking each other's data in.
    PotentialConflict,
    /// The primary has the secondary's data.
    ConflictDone,
    /// Contact was lost in a potential conflict.
    ResolutionInterrupted,
    /// Taking the partner's data in.
    Recover,
    /// Waits one MCLT.
    RecoverWait {
        /// Until when.
        until: Timestamp,
    },
    /// Ready.
    RecoverDone,
}

impl State {
    /// Its name.
    pub fn name(self) -> StateName {
        match self {
            State::NoState => StateName::NoState,
            State::Init => StateName::Init,
            State::Startup { .. } => StateName::Startup,
            State::Normal => StateName::Normal,
            State::CommunicationInterrupted { .. } => StateName::CommunicationInterrupted,
            State::PartnerDown { .. } => StateName::PartnerDown,
            State::PotentialConflict => StateName::PotentialConflict,
            State::ConflictDone => StateName::ConflictDone,
            State::ResolutionInterrupted => StateName::ResolutionInterrupted,
            State::Recover => StateName::Recover,
            State::RecoverWait { .. } => StateName::RecoverWait,
            State::RecoverDone => StateName::RecoverDone,
        }
    }

    /// When something happens by itself in this state, unless something else happens first.
    pub fn due(self) -> Option<Timestamp> {
        match self {
            State::Startup { until } | State::RecoverWait { until } => Some(until),
            State::CommunicationInterrupted { partner_down_at } => partner_down_at,
            _ => None,
        }
    }
}
