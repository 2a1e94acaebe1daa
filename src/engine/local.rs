//! A registry of servers at work: what fell due is settled, a request is decided, its events are appended to the log and then
//! carried out.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::base::address::Address;
use crate::domain::base::client::ClientId;
use crate::domain::base::error::{Error, LogFailure};
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;
use crate::domain::rules::{Command, decide, decide_due};
use crate::engine::Clock;
use crate::environment;
use crate::eventlog::{AppendError, EventLog, Failure, MemoryLog, Record, Revision, Submitted};
use crate::process::memory::{self, Secured};
use crate::watch::journal::Journal;

/// How often a request is decided again because others appended first.
const MAX_CONFLICTS: usize = 32;
/// After how many events a snapshot is taken at the earliest.
const MIN_EVENTS_BETWEEN_SNAPSHOTS: usize = 4096;

/// A decision about the servers as they are now: the events, or why there are none.
pub trait Decision: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> {}

impl<D: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> + ?Sized> Decision for D {}

/// A registry with its log, its clock and its journal.
pub struct Local {
    registry: Registry,
    log: Arc<dyn EventLog>,
    /// Whether the log keeps what it is given, so that the registry can be read from it again.
    is_kept: bool,
    /// That of the last record that was carried out.
    revision: Revision,
    clock: Clock,
    journal: Journal,
    /// Why calls cannot be answered. It is `Broken` while events are carried out; whoever finds that then knows that this was
    /// never finished.
    fault: Option<Error>,
    /// The last record that was submitted, as long as nobody has waited for it.
    submitted: Submitted,
    /// Whether a secret was in force that may be so no more, and the log has yet to end it.
    ends_secrets: bool,
    /// How many events were carried out since the last snapshot, and after how many the next one is taken.
    events: usize,
    events_between_snapshots: usize,
    /// The name and address of the local server in a registry that is new.
    local: (Text, Address),
}

impl Local {
    /// The servers that a log keeps; in a new one the local server alone, by this name and address.
    pub fn open(log: Arc<dyn EventLog>, clock: Clock, local: (Text, Address)) -> Result<Self, Error> {
        let mut engine = Local::over(log, clock, local);
        // The journal begins with what happens from now on.
        engine.load(Revision(u64::MAX))?;
        Ok(engine)
    }

    /// An engine without a log, which tells every call why.
    pub fn without_log(fault: Error, local: (Text, Address)) -> Self {
        Local { fault: Some(fault), ..Local::over(Arc::new(MemoryLog::default()), Clock::Host, local) }
    }

    fn over(log: Arc<dyn EventLog>, clock: Clock, local: (Text, Address)) -> Self {
        Local {
            registry: new_registry(&local),
            is_kept: log.keeps_records(),
            log,
            revision: Revision::default(),
            clock,
            journal: Journal::default(),
            fault: None,
            submitted: Submitted::default(),
            ends_secrets: false,
            events: 0,
            events_between_snapshots: MIN_EVENTS_BETWEEN_SNAPSHOTS,
            local,
        }
    }

    /// The servers as they are, which may be asked everything.
    #[inline]
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// A server as it is.
    #[inline]
    pub fn server(&self, id: ServerId) -> Result<&Server, Error> {
        self.registry.server(id)
    }

    /// The journal.
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The journal, to be told to somebody.
    pub fn journal_mut(&mut self) -> &mut Journal {
        &mut self.journal
    }

    /// The time of the servers whose clocks are not shifted.
    #[inline]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The revision up to which the servers are what the log says.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// Whether calls can be answered.
    #[inline]
    pub fn check(&self) -> Result<(), Error> {
        self.fault.map_or(Ok(()), Err)
    }

    /// Whether something has to happen before a question is answered: something fell due, others wrote to the log, or the
    /// registry has to be read from it again.
    #[inline]
    pub fn is_due(&self) -> bool {
        self.has_due() || self.is_kept && (self.fault.is_some() || self.log.may_have_news(self.revision))
    }

    /// Whether something fell due.
    #[inline]
    pub fn has_due(&self) -> bool {
        self.registry.next_due().is_some_and(|moment| moment <= self.now())
    }

    /// Lets everything happen that fell due, each at its moment.
    #[inline]
    pub fn settle(&mut self) -> Result<(), Error> {
        if self.is_due() {
            self.settle_all()?;
        }
        self.check()
    }

    /// All that one call settles is one record.
    #[cold]
    #[inline(never)]
    fn settle_all(&mut self) -> Result<(), Error> {
        match self.fault {
            Some(Error::Broken) if self.is_kept => self.load(self.revision)?,
            Some(fault) => return Err(fault),
            None => {}
        }
        for _ in 0..MAX_CONFLICTS {
            if self.is_kept {
                self.catch_up()?;
            }
            if !self.has_due() {
                return Ok(());
            }
            let (told, moment) = (self.journal.next_number(), self.now());
            let mut events = Vec::new();
            let outcome = self.settle_each(&mut events);
            let record = self.record(None, "time", moment, events);
            match self.log.submit(&record) {
                Ok(submitted) => {
                    self.submitted = submitted;
                    self.revision = record.revision;
                    return outcome;
                }
                // It has happened here already, and not for the others. Where the log cannot be read now, a later call does it.
                Err(error) => {
                    self.journal.rewind(told);
                    self.load(self.revision)?;
                    if let AppendError::Failed(failure) = error {
                        return Err(failed(&failure));
                    }
                }
            }
        }
        Err(Error::Log(LogFailure::Busy))
    }

    /// Carries out one thing after the other, each decided on what those before it left.
    fn settle_each(&mut self, events: &mut Vec<Event>) -> Result<(), Error> {
        while self.has_due() {
            let (now, grants) = (self.now(), memory::grants());
            let moment = self.registry.next_due().map_or(now, |due| now.min(due));
            let decided = decide_due(&self.registry, now).unwrap_or_default();
            if memory::grants() != grants {
                return Err(Error::NoMemory);
            }
            let _secured = secured(&decided)?;
            if self.is_kept {
                events.extend_from_slice(&decided);
            }
            self.apply(decided, moment);
        }
        Ok(())
    }

    /// Has a server do something, or refuse it. What fell due by now has happened.
    pub fn command(&mut self, server: ServerId, command: &Command) -> Result<(), Error> {
        self.carry_out(Some(server), command.family(), |registry, now| decide(registry, server, command, now))
    }

    /// Decides what is to happen now, and has it happen.
    #[inline]
    pub fn carry_out(
        &mut self,
        server: Option<ServerId>,
        cause: &'static str,
        mut decision: impl FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error>,
    ) -> Result<(), Error> {
        self.carry_out_decision(server, cause, &mut decision)
    }

    /// As `carry_out`, compiled once for all decisions that are not made all the time.
    #[inline(never)]
    pub fn carry_out_seldom(
        &mut self,
        server: Option<ServerId>,
        cause: &'static str,
        decision: &mut dyn Decision,
    ) -> Result<(), Error> {
        self.carry_out_decision(server, cause, decision)
    }

    /// Decides, appends the events, carries them out. Where others appended first, their events are carried out, what fell due
    /// by them happens, and it is decided again.
    #[inline]
    fn carry_out_decision(
        &mut self,
        server: Option<ServerId>,
        cause: &'static str,
        decision: &mut (impl Decision + ?Sized),
    ) -> Result<(), Error> {
        for _ in 0..MAX_CONFLICTS {
            let (now, grants) = (self.now(), memory::grants());
            let events = decision(&self.registry, now)?;
            if memory::grants() != grants {
                return Err(Error::NoMemory);
            }
            if events.is_empty() {
                return Ok(());
            }
            let _secured = secured(&events)?;
            let record = self.record(server, cause, now, events);
            match self.log.submit(&record) {
                Ok(submitted) => {
                    self.submitted = submitted;
                    self.revision = record.revision;
                    self.apply(record.events, now);
                    return Ok(());
                }
                Err(AppendError::Conflict) => self.settle_all()?,
                Err(AppendError::Failed(failure)) => return Err(self.not_appended(&failure)),
            }
        }
        Err(Error::Log(LogFailure::Busy))
    }

    #[inline]
    fn record(
        &self,
        server: Option<ServerId>,
        cause: &'static str,
        moment: Timestamp,
        events: Vec<Event>,
    ) -> Record {
        Record { revision: self.revision.next(), moment, server, cause: Cow::Borrowed(cause), events }
    }

    /// The record that the last call submitted, for which somebody has to wait.
    #[inline]
    pub fn take_submitted(&mut self) -> Submitted {
        std::mem::take(&mut self.submitted)
    }

    /// A record was not appended. Where the log may have kept it, the registry is read from it again.
    #[cold]
    fn not_appended(&mut self, failure: &Failure) -> Error {
        if failure.kind == LogFailure::OutcomeUnknown { self.not_kept(failure) } else { failed(failure) }
    }

    /// A record that was submitted and carried out is not kept, or may not be: the registry is read from the log again.
    /// What people were told of it stays told.
    #[cold]
    pub fn not_kept(&mut self, failure: &Failure) -> Error {
        if self.is_kept {
            self.fault = Some(Error::Broken);
        }
        failed(failure)
    }

    /// Reads the registry from its log. The journal has heard of the records up to a revision.
    fn load(&mut self, heard: Revision) -> Result<(), Error> {
        // Until it is read it is not what the log says.
        self.fault = Some(Error::Broken);
        let opened = self.log.open().map_err(|failure| failed(&failure))?;
        let (mut revision, registry) =
            opened.snapshot.unwrap_or_else(|| (Revision::default(), new_registry(&self.local)));
        self.registry = registry;
        self.count_events_anew();
        for record in opened.records {
            revision = record.revision;
            self.events = self.events.saturating_add(record.events.len());
            for event in record.events {
                if revision > heard {
                    self.journal.record(&self.registry, &event, record.moment);
                }
                self.registry.apply(event);
            }
        }
        self.revision = revision;
        self.fault = None;
        Ok(())
    }

    /// Carries out what others appended.
    #[cold]
    fn catch_up(&mut self) -> Result<(), Error> {
        let missed = self.log.refresh(self.revision).map_err(|failure| failed(&failure))?;
        for record in missed {
            self.revision = record.revision;
            self.apply(record.events, record.moment);
        }
        Ok(())
    }

    #[inline(never)]
    fn apply(&mut self, events: Vec<Event>, moment: Timestamp) {
        self.fault = Some(Error::Broken);
        self.events = self.events.saturating_add(events.len());
        self.ends_secrets |= self.is_kept && events.iter().any(Event::may_end_a_secret);
        for event in events {
            self.journal.record(&self.registry, &event, moment);
            self.registry.apply(event);
        }
        self.fault = None;
        if self.ends_secrets {
            self.ends_secrets = !self.log.end_secrets(self.revision, &self.registry);
        }
    }

    /// Keeps that a client was refused, by a server if it is known by which.
    pub fn refused(&mut self, server: Option<ServerId>, client: (ScopeId, &ClientId), why: Refused) {
        let now = self.now();
        self.journal.record_refusal(&self.registry, server, client, why, now);
    }

    /// Whether a snapshot is worth its while: as many events happened since the last one as the registry has records.
    #[inline]
    pub fn is_snapshot_due(&self) -> bool {
        self.is_kept && self.events >= self.events_between_snapshots
    }

    /// The registry to be kept as a snapshot, and the log that keeps it; that takes its time, and nobody has to wait for it.
    pub fn snapshot(&mut self) -> (Arc<dyn EventLog>, Revision, Registry) {
        self.count_events_anew();
        (Arc::clone(&self.log), self.revision, self.registry.clone())
    }

    /// The registry is as a snapshot has it, or will have it: the next one is due after as many events as it has records now.
    fn count_events_anew(&mut self) {
        self.events = 0;
        self.events_between_snapshots = self.registry.records().max(MIN_EVENTS_BETWEEN_SNAPSHOTS);
    }

    /// Whether the registry is what all records of its log make of a new one. False if the log forgets records.
    pub fn is_what_the_log_says(&self) -> bool {
        let records = match (self.log.oldest(), self.log.read(Revision::default(), usize::MAX)) {
            (Ok(Revision(1)), Ok(records)) if self.is_kept => records,
            _ => return false,
        };
        let mut registry = new_registry(&self.local);
        records.into_iter().flat_map(|record| record.events).for_each(|event| registry.apply(event));
        registry == self.registry
    }

    /// Sets the clock of all servers; from then on it stands still until it is set again. It never goes back.
    pub fn set_clock(&mut self, moment: Timestamp) -> Result<(), Error> {
        self.use_clock(self.clock.set(moment)?)
    }

    /// Lets the clock of all servers be that of the host again.
    pub fn use_host_clock(&mut self) -> Result<(), Error> {
        self.use_clock(self.clock.of_host()?)
    }

    /// Where the log keeps nothing of what falls due, the clock is as it was.
    fn use_clock(&mut self, clock: Clock) -> Result<(), Error> {
        let (before, revision) = (std::mem::replace(&mut self.clock, clock), self.revision);
        let settled = self.settle();
        if settled.is_err() && self.revision == revision {
            self.clock = before;
        }
        settled
    }

    /// Lets servers have any number of relationships, for measurements of large tables.
    pub fn lift_the_limit_of_relationships(&mut self) {
        self.registry.lift_the_limit_of_relationships();
    }
}

fn new_registry((name, address): &(Text, Address)) -> Registry {
    Registry::new(Server::new(name.clone(), *address))
}

/// The error of a log that failed. Its reason goes to the trace.
#[cold]
fn failed(failure: &Failure) -> Error {
    environment::note(format!("the event log: {}", failure.reason));
    Error::Log(failure.kind)
}

/// The memory that carrying events out will need, where it can be much.
#[inline]
fn secured(events: &[Event]) -> Result<Option<Secured>, Error> {
    let is_large = events.iter().any(|event| event.large_blocks().is_some());
    if is_large { secure(events).map(Some) } else { Ok(None) }
}

#[cold]
fn secure(events: &[Event]) -> Result<Secured, Error> {
    memory::secure(events.iter().filter_map(Event::large_blocks).flatten()).ok_or(Error::NoMemory)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::rules::DirectoryCommand;
    use crate::eventlog::RecordLog;

    /// A panic while events are carried out leaves them half done. A registry whose log keeps records is read from it again, any
    /// other answers no more.
    #[test]
    fn a_registry_that_was_left_half_way_answers_no_more() {
        let list = Command::Directory(DirectoryCommand::List { name: "one".into(), address: 1 });
        let logs: [(Arc<dyn EventLog>, _); 2] =
            [(Arc::new(MemoryLog::default()), Err(Error::Broken)), (Arc::new(RecordLog::default()), Ok(()))];
        for (log, expected) in logs {
            let mut engine = Local::open(log, Clock::Set(Timestamp(1)), ("here".into(), 9)).unwrap();
            engine.fault = Some(Error::Broken);
            assert_eq!(engine.check(), Err(Error::Broken));
            let done = engine.settle().and_then(|()| engine.command(ServerId::LOCAL, &list));
            assert_eq!((done, engine.check()), (expected, expected));
        }
    }
}
