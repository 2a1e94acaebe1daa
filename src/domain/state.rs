//! The states of a failover relationship.

use crate::domain::error::Error;
use crate::domain::time::Timestamp;

/// A state with what belongs to it. The numbers are those of the API (`FSM_STATE`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing is configured.
    NoState,
    /// Before the first state of a new relationship; only ever a previous state.
    Init,
    /// Looking for the partner; serves nobody.
    Startup,
    /// In contact and synchronized; both serve.
    Normal,
    /// Out of contact; each acts alone, the partner may be alive.
    CommunicationInterrupted {
        /// When contact was lost: the safe period counts from here.
        since: Timestamp,
    },
    /// The partner is taken to be dead.
    PartnerDown {
        /// When that was decided: the partner's addresses are usable one MCLT later.
        since: Timestamp,
    },
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

impl State {
    /// The state with this number, entered now. The reserved PAUSED (12) and SHUTDOWN (13), and what is no state
    /// at all, are refused.
    pub fn enter(number: i32, now: Timestamp) -> Result<State, Error> {
        Ok(match number {
            0 => State::NoState,
            1 => State::Init,
            2 => State::Startup,
            3 => State::Normal,
            4 => State::CommunicationInterrupted { since: now },
            5 => State::PartnerDown { since: now },
            6 => State::PotentialConflict,
            7 => State::ConflictDone,
            8 => State::ResolutionInterrupted,
            9 => State::Recover,
            10 => State::RecoverWait,
            11 => State::RecoverDone,
            _ => return Err(Error::Invalid("a state is 0 to 11")),
        })
    }

    /// The number of the API.
    pub fn number(self) -> i32 {
        match self {
            State::NoState => 0,
            State::Init => 1,
            State::Startup => 2,
            State::Normal => 3,
            State::CommunicationInterrupted { .. } => 4,
            State::PartnerDown { .. } => 5,
            State::PotentialConflict => 6,
            State::ConflictDone => 7,
            State::ResolutionInterrupted => 8,
            State::Recover => 9,
            State::RecoverWait => 10,
            State::RecoverDone => 11,
        }
    }

    /// Whether the partner's data is being taken in, so that the scopes of the relationship stay as they are
    /// (MS-DHCPM 3.2.4.96: re-integration under way).
    pub fn is_synchronizing(self) -> bool {
        matches!(self, State::Recover | State::PotentialConflict)
    }

    /// Whether a server in this state goes to NORMAL when it hears RECOVER_DONE from its partner
    /// (draft-ietf-dhc-failover-12, 9.4.3, 9.7.2 and 9.9.3).
    pub fn joins_a_recovered_partner(self) -> bool {
        matches!(
            self,
            State::Normal
                | State::CommunicationInterrupted { .. }
                | State::PartnerDown { .. }
                | State::RecoverDone
        )
    }
}
