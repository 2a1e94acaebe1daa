//! A registry of servers at work: what fell due is settled, a request is decided, its events are appended to the log and then
//! carried out.

use std::borrow::Cow;
use std::sync::Arc;

use crate::domain::base::error::{Error, LogFailure};
use crate::domain::base::ids::ServerId;
use crate::domain::base::refused::Refused;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::counters::Messages;
use crate::domain::model::journal::Past;
use crate::domain::model::registry::{MAX_CLOCK_DIFFERENCE, Registry};
use crate::domain::model::server::Server;
use crate::domain::rules;
use crate::domain::rules::{ClientRequest, Command, Host, Introduction, decide, decide_due, introduce};
use crate::engine::Clock;
use crate::environment;
use crate::eventlog::{
    AppendError, EventLog, Failure, MemoryLog, RECORDS_AT_ONCE, Record, Revision, Snapshot, Submitted,
};
use crate::process::caller;
use crate::process::memory::{self, Secured};
use crate::watch::journal::Journal;

/// How often a request is decided again because others appended first.
const MAX_CONFLICTS: usize = 32;
/// What causes what falls due, whoever calls when that is noticed.
const TIME: &str = "time";
/// After how many events a snapshot is taken at the earliest.
const MIN_EVENTS_BETWEEN_SNAPSHOTS: usize = 4096;

/// A decision about the servers as they are now: the events, or why there are none.
pub trait Decision: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> {}

impl<D: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> + ?Sized> Decision for D {}

/// A decision about the clock of all servers: what happens to it, if anything does.
type ClockDecision<'a> = dyn Fn(&Local) -> Result<Option<Event>, Error> + 'a;

/// A registry with its log, its clock and its journal.
pub struct Local {
    /// The servers as they are seen. That is further than the records where this host is not introduced yet, and where a reader
    /// has let happen what fell due.
    registry: Registry,
    /// The servers as the records have them, where those that are seen are further.
    recorded: Option<Registry>,
    /// By what this host introduces itself; the next record begins with it. It has happened to the servers that are seen.
    introduction: Vec<Event>,
    /// Whether the records know this host.
    is_introduced: bool,
    /// Whether a reader has let happen what fell due.
    has_foreseen: bool,
    log: Arc<dyn EventLog>,
    /// Whether the log keeps what it is given, so that the registry can be read from it again.
    is_kept: bool,
    /// That of the last record that was carried out.
    revision: Revision,
    /// That of the record with which these servers began: the first one, or the last that made all be forgotten.
    beginning: Revision,
    clock: Clock,
    journal: Journal,
    /// Why calls cannot be answered. It is `Broken` while events are carried out; whoever finds that then knows that this was
    /// never finished.
    fault: Option<Error>,
    /// The last record that was submitted.
    submitted: Submitted,
    /// Whether a secret was in force that may be so no more, and the log has yet to end it.
    ends_secrets: bool,
    /// How many events were carried out since the last snapshot, and after how many the next one is taken.
    events: usize,
    events_between_snapshots: usize,
    /// What others had set the clock to when that was told last.
    told_clock: Option<Timestamp>,
    /// Who comes to the servers.
    host: Host,
    /// The servers that the host knows and that cannot be listed, by their places, and why.
    unlisted: Vec<(usize, Error)>,
}

impl Local {
    /// The servers that a log keeps, and those of a host, which are recorded when it first changes something.
    pub fn open(log: Arc<dyn EventLog>, clock: Clock, host: Host) -> Result<Self, Error> {
        let mut engine = Local::unread(log, clock, host);
        engine.load()?;
        Ok(engine)
    }

    /// As `open`; where the log cannot be read now, the first call tries again and tells why.
    pub fn over(log: Arc<dyn EventLog>, clock: Clock, host: Host) -> Self {
        let mut engine = Local::unread(log, clock, host);
        let _ = engine.load();
        engine
    }

    /// An engine without a log, which tells every call why.
    pub fn without_log(fault: Error, host: Host) -> Self {
        let mut engine = Local::unread(Arc::new(MemoryLog::default()), Clock::Host, host);
        engine.introduce();
        Local { fault: Some(fault), ..engine }
    }

    fn unread(log: Arc<dyn EventLog>, clock: Clock, host: Host) -> Self {
        Local {
            registry: Registry::without_servers(),
            recorded: None,
            introduction: Vec::new(),
            is_introduced: false,
            has_foreseen: false,
            is_kept: log.keeps_records(),
            log,
            revision: Revision::default(),
            beginning: Revision(1),
            clock,
            journal: Journal::default(),
            fault: Some(Error::Broken),
            submitted: Submitted::default(),
            ends_secrets: false,
            events: 0,
            events_between_snapshots: MIN_EVENTS_BETWEEN_SNAPSHOTS,
            told_clock: None,
            host,
            unlisted: Vec::new(),
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

    /// The servers that the host knows and that cannot be listed, by their places, and why.
    pub fn unlisted(&self) -> &[(usize, Error)] {
        &self.unlisted
    }

    /// The log.
    pub fn log(&self) -> Arc<dyn EventLog> {
        Arc::clone(&self.log)
    }

    /// The log, where several may share it.
    pub fn shared_log(&self) -> Option<Arc<dyn EventLog>> {
        self.is_kept.then(|| self.log())
    }

    /// The time of the servers whose clocks are not shifted.
    #[inline]
    pub fn now(&self) -> Timestamp {
        self.registry.clock().now(|| self.clock.now())
    }

    /// The revision up to which the servers are what the log says.
    pub fn revision(&self) -> Revision {
        self.revision
    }

    /// A number that another change has made another one: that of the last record, or where none are kept, how many events there
    /// were.
    pub fn changes(&self) -> u64 {
        if self.is_kept { self.revision.0 } else { u64::try_from(self.events).unwrap_or(u64::MAX) }
    }

    /// Whether calls can be answered.
    #[inline]
    pub fn check(&self) -> Result<(), Error> {
        self.fault.map_or(Ok(()), Err)
    }

    /// Whether something has to happen before a question is answered: something fell due, others wrote to the log, the registry
    /// has to be read from it again, or what it shows has yet to be kept.
    #[inline(always)]
    pub fn is_due(&self) -> bool {
        self.has_due() || self.is_kept && self.is_behind()
    }

    #[inline(never)]
    fn is_behind(&self) -> bool {
        self.fault.is_some() || !self.submitted.is_kept() || self.log.may_have_news(self.revision)
    }

    /// Whether something fell due.
    #[inline]
    pub fn has_due(&self) -> bool {
        self.registry.next_due().is_some_and(|moment| moment <= self.now())
    }

    /// Lets everything happen that fell due, each at its moment, for a caller that may change something.
    #[inline]
    pub fn settle(&mut self) -> Result<(), Error> {
        if self.is_kept || self.has_due() {
            self.settle_all()?;
        }
        self.check()
    }

    /// Lets everything happen for a caller that only reads. Where records are kept, this is only foreseen: whoever changes
    /// something next records it.
    pub fn look(&mut self) -> Result<(), Error> {
        if !self.is_kept {
            return self.settle();
        }
        self.load_if_lost()?;
        self.catch_up()?;
        if self.has_due() {
            self.recorded.get_or_insert_with(|| self.registry.clone());
            self.has_foreseen = true;
            self.settle_each(&mut |engine, events, _| {
                events.into_iter().for_each(|event| engine.registry.apply(event));
            })?;
        }
        self.check()
    }

    /// As `settle`, where something fell due or may have.
    #[cold]
    #[inline(never)]
    fn settle_all(&mut self) -> Result<(), Error> {
        if self.is_kept {
            return self.settle_recorded(None);
        }
        self.check()?;
        self.settle_each(&mut |engine, events, moment| engine.apply(events, moment))
    }

    /// As `settle_all`, where records are kept: all that one call settles is one record, with the clock that it sets.
    #[inline(never)]
    fn settle_recorded(&mut self, clock: Option<&ClockDecision<'_>>) -> Result<(), Error> {
        self.load_if_lost()?;
        self.check()?;
        for _ in 0..MAX_CONFLICTS {
            self.prepare_to_record()?;
            let moment = self.now();
            let set = clock.map_or(Ok(None), |clock| clock(self))?;
            if let Some(event) = &set {
                self.registry.apply(event.clone());
            }
            if set.is_none() && !self.has_due() {
                return Ok(());
            }
            let told = self.journal.next_number();
            let cause = if clock.is_some() { "clock" } else { TIME };
            let mut record = self.record(None, cause, moment, Vec::from_iter(set));
            let outcome = self.settle_each(&mut |engine, events, moment| {
                record.happened(&events, moment);
                engine.apply(events, moment);
            });
            match self.log.submit(&record) {
                Ok(submitted) => {
                    (self.submitted, self.revision) = (submitted, record.revision);
                    self.is_recorded(record.moment);
                    return outcome;
                }
                // It has happened here already, and not for the others. Where the log cannot be read now, a later call does it.
                Err(error) => {
                    self.journal.rewind(told);
                    self.load()?;
                    if let AppendError::Failed(failure) = error {
                        return Err(self.not_appended(&failure));
                    }
                }
            }
        }
        Err(Error::Log(LogFailure::Busy))
    }

    /// Has one thing happen after the other, each decided on what those before it left.
    fn settle_each(
        &mut self,
        happens: &mut dyn FnMut(&mut Local, Vec<Event>, Timestamp),
    ) -> Result<(), Error> {
        while self.has_due() {
            let (now, grants) = (self.now(), memory::grants());
            let moment = self.registry.next_due().map_or(now, |due| now.min(due));
            let decided = decide_due(&self.registry, now).unwrap_or_default();
            if memory::grants() != grants {
                return Err(Error::NoMemory);
            }
            let _secured = secured(&decided)?;
            happens(self, decided, moment);
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

    /// Decides, appends the events, carries them out. Where others appended first, it is decided again.
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
            if !self.is_kept {
                self.apply(events, now);
                return Ok(());
            }
            if self.append(server, cause, now, events)? {
                return Ok(());
            }
        }
        Err(Error::Log(LogFailure::Busy))
    }

    /// Appends a record of events and carries it out. Answers false where others appended first: then their events are carried
    /// out, and what fell due by them has happened.
    #[cold]
    #[inline(never)]
    fn append(
        &mut self,
        server: Option<ServerId>,
        cause: &'static str,
        moment: Timestamp,
        events: Vec<Event>,
    ) -> Result<bool, Error> {
        let record = self.record(server, cause, moment, events);
        match self.log.submit(&record) {
            Ok(submitted) => {
                self.carry_out_record(submitted, record);
                Ok(true)
            }
            Err(AppendError::Conflict) => self.settle_recorded(None).map(|()| false),
            Err(AppendError::Failed(failure)) => Err(self.not_appended(&failure)),
        }
    }

    /// The record of a call, by the function that was called where that is known. The first one of a host begins with its
    /// introduction.
    fn record(
        &self,
        server: Option<ServerId>,
        cause: &'static str,
        moment: Timestamp,
        events: Vec<Event>,
    ) -> Record {
        let events = if self.introduction.is_empty() {
            events
        } else {
            [self.introduction.as_slice(), events.as_slice()].concat()
        };
        let cause = if cause == TIME { cause } else { caller::name().unwrap_or(cause) };
        let cause = Cow::Borrowed(cause);
        Record { revision: self.revision.next(), moment, server, cause, events, moments: Vec::new() }
    }

    /// Carries a record of this engine out.
    fn carry_out_record(&mut self, submitted: Submitted, mut record: Record) {
        (self.submitted, self.revision) = (submitted, record.revision);
        record.events.drain(..self.introduction.len());
        self.apply(record.events, record.moment);
        self.is_recorded(record.moment);
    }

    /// The servers that are seen are what the records say: one was made at a moment that has the introduction.
    fn is_recorded(&mut self, moment: Timestamp) {
        self.registry.pass(moment);
        self.recorded = None;
        self.introduction.clear();
        self.is_introduced = true;
    }

    /// Whether what the last call saw, or has changed, is kept; somebody has to wait until it is.
    #[inline]
    pub fn submitted(&self) -> &Submitted {
        &self.submitted
    }

    /// A record was not appended. Where the log may have kept it, the registry is read from it again. Where it is lost with others,
    /// for nothing that was wrong with it, so is what this call has submitted.
    #[cold]
    fn not_appended(&mut self, failure: &Failure) -> Error {
        match failure.kind {
            LogFailure::OutcomeUnknown if self.is_kept => self.fault = Some(Error::Broken),
            LogFailure::NotKept => self.submitted = Submitted::lost(failure.clone()),
            _ => {}
        }
        failed(failure)
    }

    /// A record that was submitted and carried out is not kept, or may not be: the registry is read from the log again, unless
    /// it has been since.
    #[cold]
    pub fn not_kept(&mut self, submitted: &Submitted, failure: &Failure) -> Error {
        if self.is_kept && self.submitted.is_same(submitted) {
            self.fault = Some(Error::Broken);
        }
        failed(failure)
    }

    /// Reads the registry from its log again, where it is broken or further than the log.
    fn load_if_lost(&mut self) -> Result<(), Error> {
        if self.fault == Some(Error::Broken) || self.submitted.is_lost() { self.load() } else { Ok(()) }
    }

    /// Reads the registry and the journal from the log.
    fn load(&mut self) -> Result<(), Error> {
        // Until it is read it is not what the log says.
        self.fault = Some(Error::Broken);
        self.submitted = Submitted::kept();
        let opened = self.log.open().map_err(|failure| failed(&failure))?;
        self.go_by_the_clock_of_the_log();
        self.begin_at(opened.snapshot.unwrap_or_else(|| Snapshot {
            revision: Revision::default(),
            registry: Registry::without_servers(),
            past: Past::default(),
        }));
        let mut records = opened.records;
        while self.carry_out_all_of_theirs(records) == RECORDS_AT_ONCE {
            // Where they were removed meanwhile, a newer snapshot has them.
            let Some(more) = self.missed()? else { return self.load() };
            records = more;
        }
        self.journal.end_past();
        if self.registry.records() >= RECORDS_AT_ONCE {
            memory::trim();
        }
        self.fault = None;
        self.introduce();
        self.tell_of_a_set_clock();
        Ok(())
    }

    /// The clock of a database is that of all hosts.
    fn go_by_the_clock_of_the_log(&mut self) {
        if matches!(self.clock, Clock::Host | Clock::HostBehind(_)) {
            let offset = self.log.clock_offset();
            self.clock = if offset == 0 { Clock::Host } else { Clock::HostBehind(offset) };
        }
    }

    /// The servers are those of a snapshot.
    fn begin_at(&mut self, Snapshot { revision, registry, past }: Snapshot) {
        self.registry = registry;
        self.forget_what_is_not_recorded();
        self.journal.replace_past(past);
        self.count_events_anew();
        (self.revision, self.beginning) = (revision, Revision(1));
    }

    fn forget_what_is_not_recorded(&mut self) {
        self.recorded = None;
        self.introduction.clear();
        (self.is_introduced, self.has_foreseen) = (false, false);
    }

    /// What was foreseen has not happened.
    fn go_back_to_the_records(&mut self) {
        if self.has_foreseen {
            if let Some(recorded) = self.recorded.take() {
                self.registry = recorded;
            }
            self.forget_what_is_not_recorded();
            self.introduce();
        }
    }

    /// Adds this host to the servers that are seen, if it is not among them. It is recorded with its first change.
    fn introduce(&mut self) {
        if self.is_introduced {
            return;
        }
        let Introduction { local, events, refused } = introduce(&self.registry, &self.host, self.now());
        self.registry.look_from(local);
        self.unlisted = refused;
        self.is_introduced = events.is_empty() || !self.is_kept;
        if !self.is_introduced {
            self.recorded = Some(self.registry.clone());
            self.introduction.clone_from(&events);
        }
        events.into_iter().for_each(|event| self.registry.apply(event));
    }

    /// Carries out what others appended.
    fn catch_up(&mut self) -> Result<(), Error> {
        if !self.log.may_have_news(self.revision) {
            return Ok(());
        }
        let Some(mut missed) = self.missed()? else { return self.load() };
        self.go_by_the_clock_of_the_log();
        if missed.is_empty() {
            return Ok(());
        }
        if let Some(recorded) = self.recorded.take() {
            self.registry = recorded;
        }
        self.forget_what_is_not_recorded();
        while self.carry_out_all_of_theirs(missed) == RECORDS_AT_ONCE {
            let Some(more) = self.missed()? else { return self.load() };
            missed = more;
        }
        self.introduce();
        self.tell_of_a_set_clock();
        Ok(())
    }

    fn missed(&self) -> Result<Option<Vec<Record>>, Error> {
        self.log.refresh(self.revision).map_err(|failure| failed(&failure))
    }

    /// Carries out records of others, or of before; answers how many there were.
    fn carry_out_all_of_theirs(&mut self, records: Vec<Record>) -> usize {
        let count = records.len();
        for record in records {
            self.revision = record.revision;
            self.carry_out_theirs(record);
        }
        count
    }

    /// Whoever wonders about the time of the servers finds in the trace that somebody else has set their clock.
    fn tell_of_a_set_clock(&mut self) {
        let set = self.registry.clock().set;
        if let Some(moment) = set.filter(|_| set != self.told_clock) {
            environment::tell(format!("a program set the clock of all servers, which stands at {moment}"));
        }
        self.told_clock = set;
    }

    /// Carries out a record of others, or one of before.
    fn carry_out_theirs(&mut self, record: Record) {
        let moment = record.moment;
        if record.events.iter().any(rules::is_a_beginning) {
            self.beginning = record.revision;
        }
        let fault = self.fault.replace(Error::Broken);
        self.events = self.events.saturating_add(record.events.len());
        self.ends_secrets |= record.events.iter().any(Event::may_end_a_secret);
        for (moment, event) in record.into_events() {
            self.journal.record(&self.registry, &event, moment);
            self.registry.apply(event);
        }
        self.registry.pass(moment);
        self.fault = fault;
    }

    /// The servers are what the records say, all that others did is among them, and this host may record something.
    fn prepare_to_record(&mut self) -> Result<(), Error> {
        self.go_back_to_the_records();
        self.catch_up()?;
        self.go_by_the_clock_of_the_log();
        self.check_host_clock()
    }

    /// Whether the clock of the host is good enough for changes: by one that is behind, leases would be granted that have ended for
    /// everybody else, and one that is ahead would end everybody's. Where a clock was set, it does not matter.
    fn check_host_clock(&self) -> Result<(), Error> {
        let (clock, now, behind) = (self.registry.clock(), self.clock.now(), self.clock.host_behind());
        let host = Timestamp(now.0.saturating_add_signed(behind.saturating_neg()));
        if clock.set.is_some() {
            return Ok(());
        }
        if behind.unsigned_abs() > u64::from(MAX_CLOCK_DIFFERENCE) {
            return Err(Error::HostClockDiffers { host, registry: now });
        }
        if now.after(MAX_CLOCK_DIFFERENCE.into()) < clock.last_by_host {
            return Err(Error::HostClockDiffers { host, registry: clock.last_by_host });
        }
        Ok(())
    }

    #[inline(never)]
    fn apply(&mut self, events: Vec<Event>, moment: Timestamp) {
        let fault = self.fault.replace(Error::Broken);
        self.events = self.events.saturating_add(events.len());
        self.ends_secrets |= self.is_kept && events.iter().any(Event::may_end_a_secret);
        for event in events {
            self.journal.record(&self.registry, &event, moment);
            self.registry.apply(event);
        }
        self.fault = fault;
        if self.ends_secrets {
            self.ends_secrets = !self.log.end_secrets(self.revision, &self.registry);
        }
    }

    /// Keeps that a client was refused: by the server that is named, else by the one that it has its lease from. Where that cannot
    /// be kept, the client is refused all the same.
    #[cold]
    #[inline(never)]
    pub fn refused(
        &mut self,
        server: Option<ServerId>,
        request: &ClientRequest,
        why: Refused,
        messages: Messages,
    ) {
        let decision =
            &mut |registry: &Registry, _| Ok(vec![rules::refusal(registry, server, request, why, messages)]);
        let _ = self.carry_out_seldom(server, "lease", decision);
    }

    /// Whether a snapshot is worth its while: as many events happened since the last one as the registry has records.
    #[inline]
    pub fn is_snapshot_due(&self) -> bool {
        self.is_kept && self.events >= self.events_between_snapshots
    }

    /// What is to be kept as a snapshot, and the log that keeps it; that takes its time, and nobody has to wait for it.
    pub fn snapshot(&mut self) -> (Arc<dyn EventLog>, Snapshot) {
        self.count_events_anew();
        (Arc::clone(&self.log), self.as_recorded())
    }

    /// The servers as the records have them.
    pub fn as_recorded(&self) -> Snapshot {
        let registry = self.recorded.as_ref().unwrap_or(&self.registry).clone();
        Snapshot { revision: self.revision, registry, past: self.journal.past() }
    }

    /// The registry is as a snapshot has it, or will have it: the next one is due after as many events as it has records now.
    fn count_events_anew(&mut self) {
        self.events = 0;
        self.events_between_snapshots = self.registry.records().max(MIN_EVENTS_BETWEEN_SNAPSHOTS);
    }

    /// Whether the registry is what the records of its log make of a new one. False if the log forgets records.
    pub fn is_what_the_log_says(&self) -> bool {
        let kept = self.log.oldest().is_ok_and(|oldest| self.is_kept && oldest <= self.beginning);
        let Some(records) = self.log.read(self.beginning, usize::MAX).ok().filter(|_| kept) else {
            return false;
        };
        let mut registry = Registry::without_servers();
        records.into_iter().flat_map(|record| record.events).for_each(|event| registry.apply(event));
        registry == *self.recorded.as_ref().unwrap_or(&self.registry)
    }

    /// Sets the clock of all servers to what is made of the present time; from then on it stands still until it is set again. It
    /// never goes back.
    pub fn set_clock(&mut self, moment: impl Fn(Timestamp) -> Timestamp) -> Result<(), Error> {
        self.settle()?;
        self.set(&|engine| {
            // The clock of the host goes on meanwhile.
            let now = engine.now();
            rules::set_clock(moment(now), now).map(Some)
        })
    }

    /// Lets the clock of all servers be that of the host again. Where that shows less, the time stands still until it does not;
    /// in a registry that lives no longer than the process it stays as it was set.
    pub fn use_host_clock(&mut self) -> Result<(), Error> {
        self.settle()?;
        self.set(&|engine| {
            if !engine.is_kept && engine.clock.now() < engine.now() {
                return Err(Error::Invalid("a clock does not go back"));
            }
            Ok(rules::release_clock(&engine.registry))
        })
    }

    /// Has something happen to the clock, and then all that falls due by it.
    #[inline]
    fn set(&mut self, clock: &impl Fn(&Local) -> Result<Option<Event>, Error>) -> Result<(), Error> {
        if self.is_kept {
            return self.settle_recorded(Some(clock));
        }
        if let Some(set) = clock(self)? {
            self.events = self.events.saturating_add(1);
            self.registry.apply(set);
        }
        self.settle()
    }

    /// Forgets all servers but those of the host, and all that happened. The clock is that of the host.
    pub fn reset(&mut self) -> Result<(), Error> {
        let (nothing, moment) = (Registry::without_servers(), self.clock.now());
        let Introduction { local, mut events, .. } = introduce(&nothing, &self.host, moment);
        events.insert(0, rules::forget_all());
        if self.is_kept {
            self.record_reset(events, moment)?;
        } else if let Some(fault) = self.fault.filter(|fault| *fault != Error::Broken) {
            return Err(fault);
        } else {
            self.apply(events, moment);
        }
        self.fault = None;
        self.registry.look_from(local);
        Ok(())
    }

    fn record_reset(&mut self, events: Vec<Event>, moment: Timestamp) -> Result<(), Error> {
        self.load_if_lost()?;
        self.prepare_to_record()?;
        self.introduction.clear();
        let record = self.record(None, "reset", moment, events);
        let submitted = self.log.submit(&record).map_err(|error| match error {
            AppendError::Conflict => Error::Log(LogFailure::Busy),
            AppendError::Failed(failure) => failed(&failure),
        })?;
        self.beginning = record.revision;
        self.carry_out_record(submitted, record);
        Ok(())
    }

    /// Begins with servers of elsewhere, where nothing was recorded yet. Answers whether that is so.
    pub fn begin_with(&mut self, servers: Snapshot) -> Result<bool, Error> {
        if self.is_kept {
            self.load_if_lost()?;
            self.prepare_to_record()?;
        }
        self.check()?;
        if self.revision != Revision::default() {
            return Ok(false);
        }
        let mut servers = Snapshot { revision: Revision(1), ..servers };
        servers.registry.come_from_elsewhere();
        if self.is_kept {
            match self.log.begin_with(&servers, &[]) {
                Ok(submitted) => self.submitted = submitted,
                Err(AppendError::Conflict) => return Ok(false),
                Err(AppendError::Failed(failure)) => return Err(failed(&failure)),
            }
        }
        self.begin_at(servers);
        self.introduce();
        self.tell_of_a_set_clock();
        Ok(true)
    }

    /// Lets servers have any number of relationships, for measurements of large tables.
    pub fn lift_the_limit_of_relationships(&mut self) {
        self.registry.lift_the_limit_of_relationships();
    }
}

/// The error of a log that failed. Its reason goes to the trace.
#[cold]
pub fn failed(failure: &Failure) -> Error {
    environment::note(format!("the registry: {}", failure.reason));
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
            let mut engine = Local::open(log, Clock::Fixed(Timestamp(1)), Host::named("here", 9)).unwrap();
            engine.fault = Some(Error::Broken);
            assert_eq!(engine.check(), Err(Error::Broken));
            let done = engine.settle().and_then(|()| engine.command(ServerId::FIRST, &list));
            assert_eq!((done, engine.check()), (expected, expected));
        }
    }
}
