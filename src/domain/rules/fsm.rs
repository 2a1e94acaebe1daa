//! The failover state machine: what a server does when it learns its partner's state, loses contact, starts again, or
//! when one of its timers ends. Pure functions of states; nobody is told anything here.
//!
//! The table is draft-ietf-dhc-failover-12, 9.3 to 9.12, which Windows follows where MS-DHCPF says nothing else.

use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::StateEntry;
use crate::domain::model::relationship::{NO_SAFE_PERIOD, Relationship};
use crate::domain::model::state::{State, StateName};

/// How long a server looks for its partner (MS-DHCPF 3.1.2.3).
pub const STARTUP_SECONDS: u64 = 300;
/// How often the primary rebalances the free addresses while in NORMAL (MS-DHCPF 3.2.2.1).
pub const REBALANCING_SECONDS: u64 = 300;

/// An entry of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// Nothing changes.
    Stay,
    /// Into another state.
    Enter(StateName),
    /// Into another state by way of COMMUNICATION_INT, which the partner's state was not expected in.
    Through(StateName),
    /// All of the partner's updates are asked for, and come (UPDREQ to UPDDONE).
    Update,
}

/// The table: how a server in one state reacts when it learns that its partner is in another.
pub fn reaction(mine: StateName, role: Role, partner: StateName) -> Reaction {
    use Reaction::{Enter, Stay, Through, Update};
    use StateName::{
        CommunicationInterrupted as Interrupted, ConflictDone, Init, NoState, Normal, PartnerDown,
        PotentialConflict as Conflict, Recover, RecoverDone, RecoverWait, ResolutionInterrupted, Startup,
    };
    match (mine, partner) {
        // A partner in contact that is in none of the states is not what is expected of it (9.8.4).
        (Normal, NoState | Init) => Enter(Interrupted),
        (NoState | Init | Startup, _) | (_, NoState | Init | Startup) => Stay,

        (Normal, Normal | ConflictDone | RecoverDone) => Stay,
        (Normal, Interrupted) => Through(Normal),
        (Normal, PartnerDown | Conflict | ResolutionInterrupted) => Through(Conflict),
        (Normal, Recover | RecoverWait) => Enter(Interrupted),

        (Interrupted, Normal | Interrupted | RecoverDone) => Enter(Normal),
        (Interrupted, PartnerDown | Conflict | ConflictDone | ResolutionInterrupted) => Enter(Conflict),
        (Interrupted, Recover | RecoverWait) => Stay,

        (PartnerDown, RecoverDone) => Enter(Normal),
        (PartnerDown, Recover | RecoverWait) => Stay,
        (PartnerDown, _) => Enter(Conflict),

        (Recover, Conflict | ConflictDone | ResolutionInterrupted) => Enter(Conflict),
        (Recover, _) => Update,

        // The draft lets both wait for ever where the partner is resolving a conflict: it waits for updates that a
        // server in these states does not ask for. So they join it.
        (RecoverWait | RecoverDone, Conflict | ConflictDone | ResolutionInterrupted) => Enter(Conflict),
        (RecoverWait, _) => Stay,
        (RecoverDone, Normal | RecoverDone) => Enter(Normal),
        (RecoverDone, _) => Stay,

        (Conflict, Conflict) if role == Role::Primary => Update,
        (Conflict, ConflictDone) if role == Role::Secondary => Update,
        (Conflict, _) => Stay,

        (ConflictDone, Normal) => Enter(Normal),
        // Only the primary comes into this state by itself; a secondary that was forced into it takes its own part.
        (ConflictDone, _) if role == Role::Secondary => Enter(Conflict),
        (ConflictDone, _) => Stay,

        (ResolutionInterrupted, _) => Enter(Conflict),
    }
}

/// Where a server goes when all of its partner's updates have come.
pub fn after_update(mine: StateName, role: Role) -> StateName {
    match (mine, role) {
        (StateName::PotentialConflict, Role::Primary) => StateName::ConflictDone,
        (StateName::PotentialConflict, Role::Secondary) => StateName::Normal,
        (StateName::Recover, _) => StateName::RecoverWait,
        (other, _) => other,
    }
}

/// The state that stands for another one while the partner cannot be heard (MS-DHCPF 3.1.3: the "communication failed"
/// version). A server that never was in contact has nothing to go back to and recovers.
pub fn without_contact(state: StateName) -> StateName {
    match state {
        StateName::NoState | StateName::Init | StateName::Startup => StateName::Recover,
        StateName::Normal => StateName::CommunicationInterrupted,
        StateName::PotentialConflict => StateName::ResolutionInterrupted,
        other => other,
    }
}

/// Where a server goes whose startup timer ends without contact (MS-DHCPF 3.1.6.3): one that is new serves clients
/// from then on.
pub fn after_startup(previous: StateName) -> StateName {
    match previous {
        StateName::NoState | StateName::Init | StateName::Startup => StateName::CommunicationInterrupted,
        other => without_contact(other),
    }
}

/// Moments and settings that the states are made with.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// When.
    pub now: Timestamp,
    /// The relationship's safe period, in seconds.
    pub safe_period: u32,
    /// Since when the partner is taken to be dead: now, or since before this server started.
    pub partner_down_since: Timestamp,
    /// When the wait of RECOVER_WAIT is over.
    pub recovered_at: Timestamp,
}

impl StateName {
    /// The state with what belongs to it.
    pub fn enter(self, entry: Entry) -> State {
        match self {
            StateName::NoState => State::NoState,
            StateName::Init => State::Init,
            StateName::Startup => State::Startup { until: entry.now.after(STARTUP_SECONDS) },
            StateName::Normal => State::Normal,
            StateName::CommunicationInterrupted => State::CommunicationInterrupted {
                partner_down_at: safe_period_end(entry.now, entry.safe_period),
            },
            StateName::PartnerDown => State::PartnerDown { since: entry.partner_down_since },
            StateName::PotentialConflict => State::PotentialConflict,
            StateName::ConflictDone => State::ConflictDone,
            StateName::ResolutionInterrupted => State::ResolutionInterrupted,
            StateName::Recover => State::Recover,
            // A wait that is over before it begins ends when it begins.
            StateName::RecoverWait => State::RecoverWait { until: entry.recovered_at.max(entry.now) },
            StateName::RecoverDone => State::RecoverDone,
        }
    }
}

/// When a safe period that begins now ends; `None` if it never does.
fn safe_period_end(now: Timestamp, safe_period: u32) -> Option<Timestamp> {
    (safe_period != NO_SAFE_PERIOD).then(|| now.after(u64::from(safe_period)))
}

impl StateEntry {
    /// How a half stands now.
    pub(super) fn of(relationship: &Relationship) -> Self {
        StateEntry {
            state: relationship.state,
            since: relationship.since,
            previous: relationship.previous,
            previous_since: relationship.previous_since,
            has_operated: relationship.has_operated,
        }
    }

    /// The state that outlives a restart, and since when the server is in it: while it looks for its partner the one
    /// before, which it tells the partner (draft-ietf-dhc-failover-12, 9.2 and 9.3.1).
    fn recorded(&self) -> (StateName, Timestamp) {
        match self.state {
            State::Startup { .. } => (self.previous, self.previous_since),
            State::PartnerDown { since } => (StateName::PartnerDown, since),
            other => (other.name(), self.since),
        }
    }

    /// How it stands when it enters another state.
    pub(super) fn followed_by(self, state: State, now: Timestamp) -> StateEntry {
        let (_, previous_since) = self.recorded();
        StateEntry {
            state,
            since: now,
            previous: self.state.name(),
            previous_since,
            has_operated: self.has_operated || state.name().operates(),
        }
    }
}

impl Relationship {
    /// The state that outlives a restart of this half, and since when it is in it.
    pub fn recorded(&self) -> (StateName, Timestamp) {
        StateEntry::of(self).recorded()
    }

    /// The seconds that this server waits for what its partner may have granted: by the largest maximum client lead time that
    /// was in force since the two were last in NORMAL together (draft-ietf-dhc-failover-12, 5.2 and 7.1.5).
    pub fn awaited_mclt(&self) -> u64 {
        u64::from(self.largest_mclt.max(self.settings.mclt))
    }

    /// The moments and settings for a state that this half enters at a moment.
    pub fn entry(&self, now: Timestamp) -> Entry {
        // The wait counts from when the server last operated; one that always did, or never, has nothing to wait for.
        let recovered_at = match (self.state, self.last_operational) {
            (State::RecoverWait { until }, _) => until,
            (_, Some(last)) => last.after(self.awaited_mclt()),
            (_, None) => now,
        };
        let partner_down_since = match (self.state, self.recorded()) {
            (State::Startup { .. }, (StateName::PartnerDown, since)) => since,
            _ => now,
        };
        Entry { now, safe_period: self.settings.safe_period, partner_down_since, recovered_at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [StateName; 9] = [
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

    /// The table of the draft as it is printed, cell by cell: "." stays, "u" asks for updates, ">X" goes to X by way of
    /// COMMUNICATION_INT, anything else is the state entered. The conflict columns of
    /// the rows RW and RD, and CONFLICT_DONE of a secondary, which the draft does not have, are choices.
    #[test]
    fn every_cell_of_the_table() {
        let table = [
            //                          NOR   CI    PD    PC    CD    RI    RE    RW    RD
            (StateName::Normal, "p", [".", ">NOR", ">PC", ">PC", ".", ">PC", "CI", "CI", "."]),
            (StateName::Normal, "s", [".", ">NOR", ">PC", ">PC", ".", ">PC", "CI", "CI", "."]),
            (
                StateName::CommunicationInterrupted,
                "p",
                ["NOR", "NOR", "PC", "PC", "PC", "PC", ".", ".", "NOR"],
            ),
            (
                StateName::CommunicationInterrupted,
                "s",
                ["NOR", "NOR", "PC", "PC", "PC", "PC", ".", ".", "NOR"],
            ),
            (StateName::PartnerDown, "p", ["PC", "PC", "PC", "PC", "PC", "PC", ".", ".", "NOR"]),
            (StateName::PartnerDown, "s", ["PC", "PC", "PC", "PC", "PC", "PC", ".", ".", "NOR"]),
            (StateName::Recover, "p", ["u", "u", "u", "PC", "PC", "PC", "u", "u", "u"]),
            (StateName::Recover, "s", ["u", "u", "u", "PC", "PC", "PC", "u", "u", "u"]),
            (StateName::RecoverWait, "p", [".", ".", ".", "PC", "PC", "PC", ".", ".", "."]),
            (StateName::RecoverWait, "s", [".", ".", ".", "PC", "PC", "PC", ".", ".", "."]),
            (StateName::RecoverDone, "p", ["NOR", ".", ".", "PC", "PC", "PC", ".", ".", "NOR"]),
            (StateName::RecoverDone, "s", ["NOR", ".", ".", "PC", "PC", "PC", ".", ".", "NOR"]),
            (StateName::PotentialConflict, "p", [".", ".", ".", "u", ".", ".", ".", ".", "."]),
            (StateName::PotentialConflict, "s", [".", ".", ".", ".", "u", ".", ".", ".", "."]),
            (StateName::ConflictDone, "p", ["NOR", ".", ".", ".", ".", ".", ".", ".", "."]),
            (StateName::ConflictDone, "s", ["NOR", "PC", "PC", "PC", "PC", "PC", "PC", "PC", "PC"]),
            (StateName::ResolutionInterrupted, "p", ["PC"; 9]),
            (StateName::ResolutionInterrupted, "s", ["PC"; 9]),
        ];
        let named = |name: &str| match name {
            "NOR" => StateName::Normal,
            "CI" => StateName::CommunicationInterrupted,
            "PC" => StateName::PotentialConflict,
            _ => panic!("{name}"),
        };
        for (mine, role, row) in table {
            let role = if role == "p" { Role::Primary } else { Role::Secondary };
            for (partner, cell) in COLUMNS.into_iter().zip(row) {
                let expected = match cell {
                    "." => Reaction::Stay,
                    "u" => Reaction::Update,
                    through if through.starts_with('>') => Reaction::Through(named(&through[1..])),
                    state => Reaction::Enter(named(state)),
                };
                assert_eq!(reaction(mine, role, partner), expected, "{mine:?} {role:?} hears {partner:?}");
            }
        }
    }

    #[test]
    fn states_without_contact() {
        let table = [
            (StateName::Init, StateName::Recover),
            (StateName::Normal, StateName::CommunicationInterrupted),
            (StateName::PotentialConflict, StateName::ResolutionInterrupted),
            (StateName::CommunicationInterrupted, StateName::CommunicationInterrupted),
            (StateName::PartnerDown, StateName::PartnerDown),
            (StateName::RecoverDone, StateName::RecoverDone),
        ];
        for (state, expected) in table {
            assert_eq!(without_contact(state), expected);
        }
        assert_eq!(
            after_startup(StateName::Init),
            StateName::CommunicationInterrupted,
            "MS-DHCPF 3.1.6.3: a new one serves"
        );
        assert_eq!(after_startup(StateName::Normal), StateName::CommunicationInterrupted);
    }
}
