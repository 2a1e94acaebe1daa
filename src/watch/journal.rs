//! The journal: what an administrator would look for in the event log of a server, in its order.
//!
//! Events rebuild the registry; this is for people. It has only what an administrator would look for in the event log of
//! a server, it forgets what is old, and it ends with the process.

use std::collections::VecDeque;

use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{BackupEvent, ClientEvent, Event, LabEvent, RelationshipEvent, ScopeEvent};
use crate::domain::model::journal::{EventKind, JournalEntry, Past};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::server::Server;
use crate::domain::model::state::StateName;

/// How many entries are kept.
pub const MAX_KEPT: usize = 4096;
/// How many wait to be told at the most: a listener that does not return, or that makes more happen than it is told, must not
/// fill the memory.
pub const MAX_UNTOLD: usize = 65_536;

/// A message to a listener.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// That something happened.
    Entry(JournalEntry),
    /// The number of entries before the next one that will not be told: too many waited for it.
    Lost(u64),
}

/// The last entries, oldest first.
#[derive(Debug)]
pub struct Journal {
    kept: VecDeque<JournalEntry>,
    /// The number of the next one.
    next: u64,
    /// The number of the first that the listener has not been told; `None` if nobody listens.
    untold: Option<u64>,
    /// How many before that one it will not be told, and does not know yet.
    lost: u64,
}

impl Default for Journal {
    fn default() -> Self {
        Journal { kept: VecDeque::new(), next: 1, untold: None, lost: 0 }
    }
}

impl Journal {
    /// Keeps what an event means to people, if it means something. The event is about to be carried out on this registry, so
    /// that what was before it is still known.
    #[inline]
    pub fn record(&mut self, registry: &Registry, event: &Event, time: Timestamp) {
        // Nearly all are these.
        if !matches!(event, Event::Lease(..) | Event::Pending(_)) {
            self.record_if_told(registry, event, time);
        }
    }

    #[inline(never)]
    fn record_if_told(&mut self, registry: &Registry, event: &Event, time: Timestamp) {
        match event {
            Event::Relationship(server, event) => {
                self.record_relationship(registry, *server, event, time);
            }
            Event::Scope(server, scope, ScopeEvent::AddressesMoved(to, _, count)) => {
                self.record_move(registry, *server, *scope, (*count, *to), time);
            }
            Event::Lab(LabEvent::Stopped(server)) => {
                self.push_server(registry, *server, EventKind::Stopped, time);
            }
            Event::Lab(LabEvent::Started(server, _)) => {
                self.push_server(registry, *server, EventKind::Started, time);
            }
            Event::Lab(LabEvent::Restored(server)) => {
                self.push_server(registry, *server, EventKind::Restored, time);
            }
            Event::Backup(server, BackupEvent::Restored(_)) => {
                self.push_server(registry, *server, EventKind::BackupRestored, time);
            }
            Event::Backup(server, BackupEvent::NotRestored(why)) => {
                self.push_server(registry, *server, EventKind::BackupUnusable(*why), time);
            }
            Event::Lab(LabEvent::AllForgotten) => self.begin_anew(),
            Event::Client(ClientEvent::Refused { server, scope, client, why, .. }) => {
                self.record_refusal(registry, *server, (*scope, client), *why, time);
            }
            Event::Directory(_)
            | Event::Scope(..)
            | Event::Lease(..)
            | Event::Options(..)
            | Event::Filters(..)
            | Event::Pending(_)
            | Event::Lab(
                LabEvent::ClockShifted(..)
                | LabEvent::LinkCut(..)
                | LabEvent::LinkHealed(..)
                | LabEvent::LeaseLimitSet(_)
                | LabEvent::ServiceDelaySet(_)
                | LabEvent::ClockSet(_)
                | LabEvent::ClockReleased,
            )
            | Event::Client(ClientEvent::Heard(..))
            | Event::Settings(..)
            | Event::Backup(_, BackupEvent::RestorePlanned(_)) => {}
        }
    }

    /// Keeps that a client was refused by a server, if it is known by which.
    fn record_refusal(
        &mut self,
        registry: &Registry,
        server: Option<ServerId>,
        (scope, client): (ScopeId, &ClientId),
        why: Refused,
        time: Timestamp,
    ) {
        let server = server.and_then(|server| registry.server(server).ok());
        let related = server.and_then(|server| server.relationship_of(server.scopes.get(scope)?));
        self.push(server, related, EventKind::Refused { scope, client: client.clone(), why }, time);
    }

    /// The entries from a number on; from the oldest on if that one is forgotten.
    pub fn from(&self, number: u64) -> impl ExactSizeIterator<Item = &JournalEntry> {
        let passed = number.saturating_sub(self.oldest());
        self.kept.iter().skip(self.forgotten().saturating_add(usize::try_from(passed).unwrap_or(usize::MAX)))
    }

    /// The number of the next entry.
    pub fn next_number(&self) -> u64 {
        self.next
    }

    /// Takes the entries from a number on back: their events were not kept, and nobody was told of them yet.
    pub fn rewind(&mut self, number: u64) {
        while self.kept.back().is_some_and(|entry| entry.number >= number) {
            self.kept.pop_back();
        }
        self.next = self.next.min(number);
        self.untold = self.untold.map(|untold| untold.min(self.next));
    }

    /// All that happened is forgotten. Whoever listens is told what happens from now on.
    fn begin_anew(&mut self) {
        let untold = self.untold.map(|_| 1);
        *self = Journal { untold, ..Journal::default() };
    }

    /// All that is not forgotten.
    pub fn past(&self) -> Past {
        Past { next: self.next, entries: self.kept.iter().skip(self.forgotten()).cloned().collect() }
    }

    /// What happened was this, whatever was known of it. Whoever listens is told what it was not told yet; what is no more there
    /// of that counts as lost, and what it was told and did not happen stays told. What happened since is recorded next, of which it
    /// may have been told, too.
    pub fn replace_past(&mut self, past: Past) {
        (self.next, self.kept) = (past.next, past.entries.into());
        let oldest = self.oldest();
        if let Some(untold) = self.untold {
            self.lost = self.lost.saturating_add(oldest.saturating_sub(untold));
            self.untold = Some(untold.max(oldest));
        }
    }

    /// What is recorded from now on happens now.
    pub fn end_past(&mut self) {
        self.untold = self.untold.map(|untold| untold.min(self.next));
    }

    /// From now on somebody is told what happens. If somebody was before, nothing is lost.
    pub fn listen(&mut self) {
        self.untold.get_or_insert(self.next);
    }

    /// Nobody is told any more.
    pub fn stop_listening(&mut self) {
        self.untold = None;
        self.lost = 0;
        self.forget();
    }

    /// Whether something is to be told.
    pub fn has_untold(&self) -> bool {
        self.untold.is_some_and(|untold| untold < self.next)
    }

    /// The next to be told, once.
    pub fn next_untold(&mut self) -> Option<Notice> {
        if self.lost > 0 {
            return Some(Notice::Lost(std::mem::take(&mut self.lost)));
        }
        let first = self.kept.front()?.number;
        let place = usize::try_from(self.untold?.saturating_sub(first)).ok()?;
        let next = self.kept.get(place)?.clone();
        self.untold = Some(next.number.saturating_add(1));
        self.forget();
        Some(Notice::Entry(next))
    }

    fn record_relationship(
        &mut self,
        registry: &Registry,
        server: ServerId,
        event: &RelationshipEvent,
        time: Timestamp,
    ) {
        let of = |relationship: &RelationshipId| Partner { server, relationship: *relationship };
        match event {
            RelationshipEvent::StateEntered(half, entry) => {
                self.push_change(registry, server, *half, entry.state.name(), time);
            }
            RelationshipEvent::ContactMade(half, _) => {
                self.push_half(registry, of(half), EventKind::ContactMade, time);
            }
            RelationshipEvent::ContactLost(half) => self.record_loss(registry, of(half), time),
            RelationshipEvent::AuthenticationFailed(half) => {
                self.push_half(registry, of(half), EventKind::AuthenticationFailed, time);
            }
            RelationshipEvent::Created(_)
            | RelationshipEvent::Changed(..)
            | RelationshipEvent::TimerSet(..)
            | RelationshipEvent::OperationEnded(..)
            | RelationshipEvent::LeadTimeAgreed(..)
            | RelationshipEvent::RebalanceSet(..)
            | RelationshipEvent::ScopesJoined(..)
            | RelationshipEvent::ScopesLeft(..)
            | RelationshipEvent::Deleted(_) => {}
        }
    }

    /// A server that has stopped notices nothing.
    fn record_loss(&mut self, registry: &Registry, half: Partner, time: Timestamp) {
        if registry.server(half.server).is_ok_and(|server| server.running) {
            self.push_half(registry, half, EventKind::ContactLost, time);
        }
    }

    /// Both servers carry a rebalance out; it is told of the primary, who decided it.
    fn record_move(
        &mut self,
        registry: &Registry,
        id: ServerId,
        scope: ScopeId,
        (count, to): (u32, Role),
        time: Timestamp,
    ) {
        let Ok(server) = registry.server(id) else { return };
        let Some(found) = server.scopes.get(scope) else { return };
        let is_primary = found.membership().is_some_and(|membership| membership.role == Role::Primary);
        if is_primary {
            let kind = EventKind::AddressesMoved { scope, count, to };
            self.push(Some(server), server.relationship_of(found), kind, time);
        }
    }

    fn push_change(
        &mut self,
        registry: &Registry,
        server: ServerId,
        relationship: RelationshipId,
        to: StateName,
        time: Timestamp,
    ) {
        if let Some((server, relationship)) = registry.half(server, relationship) {
            let from = relationship.state.name();
            self.push(Some(server), Some(relationship), EventKind::StateChanged { from, to }, time);
        }
    }

    fn push_half(&mut self, registry: &Registry, half: Partner, kind: EventKind, time: Timestamp) {
        if let Some((server, relationship)) = registry.half(half.server, half.relationship) {
            self.push(Some(server), Some(relationship), kind, time);
        }
    }

    fn push_server(&mut self, registry: &Registry, id: ServerId, kind: EventKind, time: Timestamp) {
        self.push(registry.server(id).ok(), None, kind, time);
    }

    fn push(
        &mut self,
        server: Option<&Server>,
        relationship: Option<&Relationship>,
        kind: EventKind,
        time: Timestamp,
    ) {
        self.kept.push_back(JournalEntry {
            number: self.next,
            time,
            server: server.map(|server| (server.name.clone(), server.address)),
            relationship: relationship.map(|relationship| relationship.settings.name.clone()),
            kind,
        });
        self.next = self.next.saturating_add(1);
        self.forget();
    }

    /// Forgets what is old, but of what is to be told only the oldest, and only if it is too much.
    fn forget(&mut self) {
        let oldest = self.next.saturating_sub(u64::try_from(MAX_UNTOLD).unwrap_or(u64::MAX));
        if let Some(untold) = self.untold.filter(|untold| *untold < oldest) {
            self.lost = self.lost.saturating_add(oldest - untold);
            self.untold = Some(oldest);
        }
        let is_told = |number| self.untold.is_none_or(|untold| number < untold);
        let old = self.kept.iter().take(self.forgotten()).take_while(|entry| is_told(entry.number));
        let old = old.count();
        self.kept.drain(..old);
    }

    /// How many are there only to be told.
    fn forgotten(&self) -> usize {
        self.kept.len().saturating_sub(MAX_KEPT)
    }

    /// The number of the oldest that is not forgotten.
    fn oldest(&self) -> u64 {
        self.kept.get(self.forgotten()).map_or(self.next, |oldest| oldest.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::address::AddressRange;
    use crate::domain::log::{LeaseEvent, PendingEvent};
    use crate::domain::model::timers::Pending;

    const NOW: Timestamp = Timestamp(7);

    fn registry() -> Registry {
        Registry::new(Server::new("here".into(), 0x0A00_0001))
    }

    fn happens(journal: &mut Journal, times: usize) {
        let (registry, event) = (registry(), Event::Lab(LabEvent::Started(ServerId::FIRST, Timestamp(1))));
        (0..times).for_each(|_| journal.record(&registry, &event, NOW));
    }

    fn numbers(journal: &Journal, from: u64) -> Vec<u64> {
        journal.from(from).map(|entry| entry.number).collect()
    }

    #[test]
    fn an_entry_says_when_and_where() {
        let mut journal = Journal::default();
        happens(&mut journal, 1);
        let server = Some(("here".into(), 0x0A00_0001));
        let started =
            JournalEntry { number: 1, time: NOW, server, relationship: None, kind: EventKind::Started };
        assert_eq!(journal.from(0).collect::<Vec<_>>(), [&started]);
    }

    #[test]
    fn a_cursor_is_the_number_of_the_next_entry() {
        let mut journal = Journal::default();
        for from in [0, 1, u64::MAX] {
            assert_eq!(numbers(&journal, from), [0; 0]);
        }
        happens(&mut journal, 3);
        for from in [0, 1] {
            assert_eq!(numbers(&journal, from), [1, 2, 3]);
        }
        assert_eq!(numbers(&journal, 3), [3]);
        for from in [4, 5, u64::MAX] {
            assert_eq!(journal.from(from).len(), 0);
        }
    }

    #[test]
    fn the_last_4096_are_kept() {
        let mut journal = Journal::default();
        happens(&mut journal, 4096);
        assert_eq!(numbers(&journal, 0).first(), Some(&1));
        happens(&mut journal, 904);
        for from in [0, 1, 904, 905] {
            assert_eq!(numbers(&journal, from), (905..=5000).collect::<Vec<_>>(), "from {from}");
        }
        assert_eq!(numbers(&journal, 4999), [4999, 5000]);
        assert_eq!(numbers(&journal, 5001), [0; 0]);
        assert_eq!(journal.kept.len(), 4096);
    }

    /// What is only kept for a listener is not read any more.
    #[test]
    fn a_listener_is_told_everything_once() {
        let mut journal = Journal::default();
        happens(&mut journal, 2);
        assert!(!journal.has_untold());
        journal.listen();
        assert_eq!((journal.has_untold(), journal.next_untold()), (false, None));
        happens(&mut journal, 5000);
        journal.listen();
        assert_eq!(numbers(&journal, 0), (907..=5002).collect::<Vec<_>>());
        assert_eq!(numbers(&journal, 908), (908..=5002).collect::<Vec<_>>());
        assert_eq!(told(&mut journal), (0, (3..=5002).collect()));
        assert_eq!((journal.has_untold(), journal.kept.len()), (false, 4096));

        happens(&mut journal, 5000);
        journal.stop_listening();
        assert_eq!((journal.has_untold(), journal.next_untold(), journal.kept.len()), (false, None, 4096));
        journal.listen();
        assert!(!journal.has_untold(), "what happened in between is not told");
    }

    /// How many are lost first, and the numbers of those that are told.
    fn told(journal: &mut Journal) -> (u64, Vec<u64>) {
        let mut lost = 0;
        let mut numbers = Vec::new();
        for told in std::iter::from_fn(|| journal.next_untold()) {
            match told {
                Notice::Lost(count) => lost = count,
                Notice::Entry(entry) => numbers.push(entry.number),
            }
        }
        (lost, numbers)
    }

    /// A listener that is not told for long does not fill the memory: it is told how many it has missed.
    #[test]
    fn of_too_many_the_oldest_are_lost() {
        let mut journal = Journal::default();
        journal.listen();
        happens(&mut journal, 65_536);
        assert_eq!(journal.kept.len(), 65_536);
        happens(&mut journal, 1000);
        assert_eq!(journal.kept.len(), 65_536);
        assert_eq!(journal.next_untold(), Some(Notice::Lost(1000)));
        happens(&mut journal, 10);
        assert_eq!(told(&mut journal), (10, (1011..=66_546).collect()));
        assert_eq!((journal.has_untold(), journal.kept.len()), (false, 4096));

        happens(&mut journal, 70_000);
        journal.stop_listening();
        journal.listen();
        happens(&mut journal, 1);
        assert_eq!(told(&mut journal), (0, vec![136_547]), "nobody was there to lose them");
    }

    #[test]
    fn most_events_mean_nothing_to_people() {
        let (registry, mut journal) = (registry(), Journal::default());
        let half = Partner { server: ServerId::FIRST, relationship: RelationshipId(9) };
        let scope = ScopeId(0x0A00_0000);
        let removed = LeaseEvent::Removed(0x0A00_0005, Role::Primary);
        let moved = ScopeEvent::AddressesMoved(Role::Primary, AddressRange::new(1, 2).unwrap(), 2);
        let pending = Pending::Contact(ServerId::FIRST, RelationshipId(9));
        for event in [
            Event::Pending(PendingEvent::Added(NOW, pending)),
            Event::Lab(LabEvent::LinkCut(ServerId::FIRST, ServerId(1))),
            Event::Lease(ServerId::FIRST, scope, removed),
            Event::Lab(LabEvent::ClockShifted(ServerId::FIRST, 5)),
            // Of what is not there nothing can be told.
            Event::Scope(ServerId::FIRST, scope, moved),
            Event::Relationship(ServerId::FIRST, RelationshipEvent::ContactLost(half.relationship)),
            Event::Relationship(ServerId::FIRST, RelationshipEvent::ContactMade(half.relationship, half)),
        ] {
            journal.record(&registry, &event, NOW);
        }
        assert_eq!(journal.kept.capacity(), 0);
    }
}
