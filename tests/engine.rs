//! The engine: a registry at work, over the logs that there are and over one that fails, conflicts and forgets on demand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dhcpsapi::domain::base::address::{Address, Subnet};
use dhcpsapi::domain::base::error::{Error, LogFailure};
use dhcpsapi::domain::base::ids::{ScopeId, ServerId};
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::time::{FileTime, Timestamp};
use dhcpsapi::domain::log::Event;
use dhcpsapi::domain::model::journal::{EventKind, Past};
use dhcpsapi::domain::model::lease::Particulars;
use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::model::relationship::Settings;
use dhcpsapi::domain::model::scope::{RangeKind, ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::{
    Command, DirectoryCommand, Element, FailoverCommand, Generation, Host, LabCommand, LeaseCommand,
    NewLease, ScopeCommand, decide,
};
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::{
    AppendError, EventLog, Failure, MemoryLog, Opened, Outcome, Record, RecordLog, Revision, Snapshot,
    Submitted,
};

const SCOPE: ScopeId = ScopeId(0x0A00_0000);
const NOW: Clock = Clock::Fixed(Timestamp(1000));

fn open(log: Arc<dyn EventLog>) -> Local {
    Local::open(log, NOW, Host::named("here", 9)).unwrap()
}

fn list(name: &str, address: Address) -> Command {
    Command::Directory(DirectoryCommand::List { name: name.into(), address })
}

fn create_scope() -> Command {
    let subnet = Subnet::new(SCOPE.0, 0xFFFF_FF00).unwrap();
    let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
    Command::Scope(ScopeCommand::Create(info))
}

fn create_lease(last: u32) -> Command {
    Command::Lease(LeaseCommand::Create(NewLease {
        address: SCOPE.0 + last,
        client: vec![u8::try_from(last).unwrap()],
        expires: FileTime::NEVER,
        particulars: Particulars::default(),
        kind: None,
    }))
}

fn command(engine: &mut Local, server: u32, command: &Command) -> Result<(), Error> {
    engine.settle()?;
    engine.command(ServerId(server), command)
}

/// A pair with a scope and leases, in contact and with its free addresses in halves.
fn story(engine: &mut Local) {
    command(engine, 0, &list("one", 1)).unwrap();
    command(engine, 0, &list("two", 2)).unwrap();
    let (first, last) = (SCOPE.0 + 1, SCOPE.0 + 254);
    let range = Element::Range { first, last, kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
    for (server, role) in [(1, Role::Primary), (2, Role::Secondary)] {
        command(engine, server, &create_scope()).unwrap();
        let add = ScopeCommand::AddElement(SCOPE, range.clone(), Generation::V5);
        command(engine, server, &Command::Scope(add)).unwrap();
        let settings = Settings {
            name: "pair".into(),
            primary: 1,
            secondary: 2,
            primary_name: None,
            secondary_name: None,
            role,
            mode: Mode::LoadBalance,
            percentage: 50,
            mclt: 3600,
            safe_period: 0,
            secret: None,
        };
        let create = FailoverCommand::Create(settings, vec![SCOPE]);
        command(engine, server, &Command::Failover(create)).unwrap();
    }
    for server in [1, 2] {
        command(engine, server, &create_lease(server)).unwrap();
    }
    command(engine, 1, &Command::Failover(FailoverCommand::Rebalance("pair".into()))).unwrap();
}

fn free(engine: &Local, server: u32) -> (u32, u32) {
    let found = engine.server(ServerId(server)).unwrap().scope(SCOPE).unwrap().statistics().unwrap();
    (found.free_of_primary, found.free_of_secondary)
}

/// 254 addresses, of which two are leased.
#[test]
fn the_same_records_make_the_same_registry() {
    let log = Arc::new(RecordLog::default());
    let mut engine = open(log.clone());
    story(&mut engine);
    let again = open(log);
    assert!(again.registry() == engine.registry() && engine.is_what_the_log_says());
    assert_eq!((free(&again, 1), free(&again, 2)), ((126, 126), (126, 126)));
    let mut forgetful = open(Arc::new(MemoryLog::default()));
    story(&mut forgetful);
    assert!(forgetful.registry() == engine.registry(), "the servers do not depend on their log");
    assert!(!forgetful.is_what_the_log_says());
}

/// A record says what one call did; what fell due before it is one of its own, whatever happened.
#[test]
fn a_call_is_a_record() {
    let log = Arc::new(RecordLog::default());
    let mut engine = open(log.clone());
    story(&mut engine);
    let records = log.read(Revision(1), usize::MAX).unwrap();
    let causes: Vec<(&str, Option<u32>)> =
        records.iter().map(|record| (record.cause.as_ref(), record.server.map(|server| server.0))).collect();
    let expected = [
        ("directory", Some(0)),
        ("directory", Some(0)),
        ("scope", Some(1)),
        ("scope", Some(1)),
        ("failover", Some(1)),
        ("scope", Some(2)),
        ("scope", Some(2)),
        ("failover", Some(2)),
        // Contact, the states up to NORMAL, binding updates, the first rebalance.
        ("time", None),
        ("lease", Some(1)),
        ("lease", Some(2)),
        ("failover", Some(1)),
    ];
    assert_eq!(causes, expected);
    assert!(records.iter().all(|record| record.moment == Timestamp(1000)));
    let revisions: Vec<u64> = records.iter().map(|record| record.revision.0).collect();
    assert_eq!(revisions, (1..=12).collect::<Vec<_>>());
}

/// Two registries with two clocks live in one process.
#[test]
fn each_engine_has_its_own_servers_and_time() {
    let (mut one, mut other) = (open(Arc::new(MemoryLog::default())), open(Arc::new(MemoryLog::default())));
    story(&mut one);
    other.set_clock(|_| Timestamp(5000)).unwrap();
    assert_eq!((one.now(), other.now()), (Timestamp(1000), Timestamp(5000)));
    assert_eq!(other.registry().directory().len(), 0);
    command(&mut one, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
    one.set_clock(|_| Timestamp(2000)).unwrap();
    assert_eq!(other.now(), Timestamp(5000));
    assert_eq!(one.set_clock(|_| Timestamp(1999)), Err(Error::Invalid("a clock does not go back")));
    let kinds = |engine: &Local| engine.journal().from(0).count();
    assert!(kinds(&one) > 0 && kinds(&other) == 0, "each has its own journal");
}

#[test]
fn what_others_appended_first_is_carried_out_first() {
    let log = Arc::new(RecordLog::default());
    let (mut one, mut other) = (open(log.clone()), open(log));
    command(&mut one, 0, &list("one", 1)).unwrap();
    assert!(other.is_due(), "there is news");
    // Without settling: it is decided on what is known, conflicts, and is decided again.
    assert_eq!(other.command(ServerId::FIRST, &list("one", 1)), Err(Error::ServerListed));
    command(&mut other, 0, &list("two", 2)).unwrap();
    command(&mut one, 0, &list("three", 3)).unwrap();
    other.settle().unwrap();
    assert!(one.registry() == other.registry());
    assert_eq!(one.registry().directory().len(), 3);
}

/// Decision: an exchange is repeated only where an update was rejected or a record deleted; after any other nothing is left to say.
#[test]
fn partners_that_agree_exchange_once() {
    let log = Arc::new(RecordLog::default());
    let mut engine = open(log.clone());
    story(&mut engine);
    command(&mut engine, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
    command(&mut engine, 1, &create_lease(3)).unwrap();
    let before = engine.revision();
    command(&mut engine, 1, &Command::Lab(LabCommand::HealLink(ServerId(2)))).unwrap();
    engine.settle().unwrap();
    let scope = engine.server(ServerId(2)).unwrap().scope(SCOPE).unwrap();
    assert!(scope.lease(SCOPE.0 + 3).is_some(), "the partner has heard of the lease");
    let events = log.read(before.next(), usize::MAX).unwrap().into_iter().flat_map(|record| record.events);
    let exchanges = events
        .filter(|event| format!("{event:?}").starts_with("Pending(Done(Timestamp(1000), BindingUpdates"));
    assert_eq!(exchanges.count(), 1);
}

#[test]
fn a_panic_while_deciding_changes_nothing() {
    let log = Arc::new(RecordLog::default());
    let mut engine = open(log.clone());
    story(&mut engine);
    let (before, revision) = (engine.registry().clone(), engine.revision());
    let panics = || engine.carry_out(None, "test", |_, _| panic!("a bug"));
    assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
    assert!(*engine.registry() == before && engine.revision() == revision);
    assert_eq!(log.oldest(), Ok(Revision(1)));
    assert_eq!(command(&mut engine, 0, &list("three", 3)), Ok(()));
}

/// The faults of a log, which the test chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// Others append a record of theirs first.
    Conflict,
    /// It fails and keeps nothing.
    Full,
    /// It does not know whether it has kept the record; it has.
    UnknownAndKept,
    /// It does not know whether it has kept the record; it has not.
    UnknownAndLost,
    /// It takes the record, and it turns out later that there was no room for it.
    FullLater,
    /// It takes the record, and it turns out later that nobody knows whether it is kept; it is not.
    LostLater,
}

/// A log that keeps records, and fails on demand.
#[derive(Default)]
struct FaultyLog {
    inside: RecordLog,
    /// The faults of the next appends, that of the next one last.
    faults: Mutex<Vec<Fault>>,
    /// What others append in a conflict.
    theirs: Mutex<Vec<Event>>,
    is_gone: AtomicUsize,
    /// How far its clock is ahead of the host's.
    offset: AtomicI64,
}

struct Lost(LogFailure);

impl Outcome for Lost {
    fn wait(&self) -> Result<(), Failure> {
        Err(failure(self.0))
    }
}

fn failure(kind: LogFailure) -> Failure {
    Failure { kind, reason: "the test says so".to_owned() }
}

impl FaultyLog {
    fn next(&self, faults: &[Fault]) {
        *self.faults.lock().unwrap() = faults.iter().rev().copied().collect();
    }
}

impl EventLog for FaultyLog {
    fn open(&self) -> Result<Opened, Failure> {
        if self.is_gone.load(Ordering::Relaxed) > 0 {
            return Err(failure(LogFailure::Unavailable));
        }
        self.inside.open()
    }

    fn refresh(&self, after: Revision) -> Result<Option<Vec<Record>>, Failure> {
        self.inside.refresh(after)
    }

    fn submit(&self, record: &Record) -> Result<Submitted, AppendError> {
        let fault = self.faults.lock().unwrap().pop();
        match fault {
            None => self.inside.submit(record),
            Some(Fault::Conflict) => {
                let events = std::mem::take(&mut *self.theirs.lock().unwrap());
                let theirs = Record { cause: "others".into(), events, ..record.clone() };
                self.inside.submit(&theirs).map(drop)?;
                Err(AppendError::Conflict)
            }
            Some(Fault::Full) => Err(AppendError::Failed(failure(LogFailure::Full))),
            Some(Fault::UnknownAndKept) => {
                self.inside.submit(record).map(drop)?;
                Err(AppendError::Failed(failure(LogFailure::OutcomeUnknown)))
            }
            Some(Fault::UnknownAndLost) => Err(AppendError::Failed(failure(LogFailure::OutcomeUnknown))),
            Some(Fault::FullLater) => Ok(Submitted::pending(Arc::new(Lost(LogFailure::Full)))),
            Some(Fault::LostLater) => Ok(Submitted::pending(Arc::new(Lost(LogFailure::OutcomeUnknown)))),
        }
    }

    fn clock_offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    fn may_have_news(&self, after: Revision) -> bool {
        self.inside.may_have_news(after)
    }

    fn save_snapshot(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        self.inside.save_snapshot(snapshot)
    }

    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure> {
        self.inside.wait_for_change(after, until)
    }

    fn read(&self, from: Revision, max: usize) -> Result<Vec<Record>, Failure> {
        self.inside.read(from, max)
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        self.inside.oldest()
    }
}

fn faulty() -> (Local, Arc<FaultyLog>) {
    let log = Arc::new(FaultyLog::default());
    (open(log.clone()), log)
}

#[test]
fn a_conflict_is_decided_again_and_many_end_with_a_code() {
    let (mut engine, log) = faulty();
    log.next(&[Fault::Conflict; 3]);
    assert_eq!(command(&mut engine, 0, &list("one", 1)), Ok(()));
    assert_eq!(engine.revision(), Revision(4));
    log.next(&[Fault::Conflict; 32]);
    assert_eq!(command(&mut engine, 0, &list("two", 2)), Err(Error::Log(LogFailure::Busy)));
    assert_eq!(engine.registry().directory().len(), 1, "nothing happened");
    log.next(&[]);
    assert_eq!(command(&mut engine, 0, &list("two", 2)), Ok(()));
    assert!(engine.is_what_the_log_says());
}

#[test]
fn a_log_that_fails_changes_nothing() {
    let (mut engine, log) = faulty();
    story(&mut engine);
    let before = engine.registry().clone();
    log.next(&[Fault::Full]);
    assert_eq!(command(&mut engine, 0, &list("three", 3)), Err(Error::Log(LogFailure::Full)));
    assert!(*engine.registry() == before);
    assert_eq!(command(&mut engine, 0, &list("three", 3)), Ok(()));
}

/// Whoever does not know reads what is there, and goes on with that.
#[test]
fn an_outcome_that_is_not_known_is_looked_up() {
    for (fault, servers) in [(Fault::UnknownAndKept, 1), (Fault::UnknownAndLost, 0)] {
        let (mut engine, log) = faulty();
        log.next(&[fault]);
        let unknown = Err(Error::Log(LogFailure::OutcomeUnknown));
        assert_eq!(command(&mut engine, 0, &list("one", 1)), unknown, "{fault:?}");
        assert!(engine.is_due());
        engine.settle().unwrap();
        assert_eq!(engine.registry().directory().len(), servers, "{fault:?}");
        assert!(engine.is_what_the_log_says());
    }
}

/// Whatever the reason is: what was carried out is not in the log.
#[test]
fn what_is_lost_after_it_was_submitted_did_not_happen() {
    for (fault, kind) in
        [(Fault::LostLater, LogFailure::OutcomeUnknown), (Fault::FullLater, LogFailure::Full)]
    {
        let (mut engine, log) = faulty();
        log.next(&[fault]);
        command(&mut engine, 0, &list("one", 1)).unwrap();
        let submitted = engine.submitted().clone();
        assert!(!submitted.is_kept() && submitted.is_pending());
        assert!(engine.is_due(), "{fault:?}: no question is answered meanwhile");
        let failure = submitted.wait().unwrap_err();
        assert_eq!(engine.not_kept(&submitted, &failure), Error::Log(kind));
        engine.settle().unwrap();
        assert_eq!(engine.registry().directory().len(), 0);
        assert!(engine.is_what_the_log_says());
    }
}

/// A pair whose link was cut and is whole again, so that there is something to settle.
fn due(engine: &mut Local) {
    story(engine);
    command(engine, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
    command(engine, 1, &Command::Lab(LabCommand::HealLink(ServerId(2)))).unwrap();
}

/// A conflict takes back what was settled; what others did meanwhile stands in the journal all the same, once.
#[test]
fn the_journal_has_what_others_did_during_a_conflict() {
    for settles in [true, false] {
        let (mut engine, log) = faulty();
        due(&mut engine);
        if !settles {
            engine.settle().unwrap();
        }
        let told = engine.journal().next_number();
        let stop = Command::Lab(LabCommand::Stop);
        *log.theirs.lock().unwrap() =
            decide(engine.registry(), ServerId::FIRST, &stop, Timestamp(1000)).unwrap();
        log.next(&[Fault::Conflict]);
        command(&mut engine, 0, &list("three", 3)).unwrap();
        let entries = engine.journal().from(told);
        let stops = entries.filter(|entry| entry.kind == EventKind::Stopped).count();
        assert_eq!(stops, 1, "settles: {settles}");
        assert!(engine.is_what_the_log_says());
    }
}

/// A host whose clock differs from the registry's by more than a minute may read, and not write; unless a clock was set, which is
/// the same for all.
#[test]
fn a_host_whose_clock_is_wrong() {
    for (offset, may_write) in [(60, true), (-60, true), (61, false), (-61, false)] {
        let log = Arc::new(FaultyLog::default());
        log.offset.store(offset, Ordering::Relaxed);
        let mut engine = Local::open(log, Clock::Host, Host::named("here", 9)).unwrap();
        let listed = command(&mut engine, 0, &list("one", 1));
        assert_eq!(engine.look(), Ok(()), "it may read");
        let Err(Error::HostClockDiffers { host, registry }) = listed else {
            assert_eq!((listed, may_write), (Ok(()), true), "{offset}");
            continue;
        };
        assert!(!may_write && host.0.checked_add_signed(offset) == Some(registry.0), "{host} {registry}");
    }
    // Of a log that has no clock, the last record by the clock of a host counts.
    let log = Arc::new(RecordLog::default());
    let at =
        |moment| Local::open(log.clone(), Clock::Fixed(Timestamp(moment)), Host::named("here", 9)).unwrap();
    command(&mut at(1000), 0, &list("one", 1)).unwrap();
    let mut behind = at(939);
    let differs = Err(Error::HostClockDiffers { host: Timestamp(939), registry: Timestamp(1000) });
    assert_eq!((command(&mut behind, 0, &list("two", 2)), behind.look()), (differs, Ok(())));
    assert_eq!(behind.now(), Timestamp(1000), "the time never goes back");
    assert_eq!(command(&mut at(940), 0, &list("two", 2)), Ok(()));
    // What was recorded by a clock that somebody set says nothing of the hosts.
    let mut ahead = at(1000);
    ahead.set_clock(|_| Timestamp(9000)).unwrap();
    assert_eq!(command(&mut at(1001), 0, &list("three", 3)), Ok(()));
    ahead.use_host_clock().unwrap();
    let mut now = at(1002);
    assert_eq!(command(&mut now, 0, &list("four", 4)), Ok(()));
    assert_eq!(now.now(), Timestamp(9000), "it stands still until a host shows more");
}

/// What falls due by what others did happens before it is decided again.
#[test]
fn what_others_made_fall_due_is_settled_before_it_is_decided_again() {
    let (mut engine, log) = faulty();
    story(&mut engine);
    command(&mut engine, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
    let heal = Command::Lab(LabCommand::HealLink(ServerId(2)));
    *log.theirs.lock().unwrap() = decide(engine.registry(), ServerId(1), &heal, Timestamp(1000)).unwrap();
    log.next(&[Fault::Conflict]);
    let before = engine.revision();
    engine.settle().unwrap();
    command(&mut engine, 1, &create_lease(3)).unwrap();
    let records = log.read(before.next(), usize::MAX).unwrap();
    let causes: Vec<&str> = records.iter().map(|record| record.cause.as_ref()).collect();
    assert_eq!(causes, ["others", "time", "lease"]);
}

/// A clock that could not be set is as it was, like all that a refused call asks for.
#[test]
fn a_clock_stays_where_it_was_if_what_falls_due_is_not_kept() {
    let (mut engine, log) = faulty();
    due(&mut engine);
    log.next(&[Fault::Full]);
    assert_eq!(engine.set_clock(|_| Timestamp(2000)), Err(Error::Log(LogFailure::Full)));
    assert_eq!(engine.now(), Timestamp(1000));
    assert_eq!(engine.set_clock(|_| Timestamp(2000)), Ok(()));
    assert_eq!(engine.now(), Timestamp(2000));
}

#[cfg(feature = "stored")]
fn set_secret(engine: &mut Local, secret: &str) {
    use dhcpsapi::domain::base::text::Secret;
    use dhcpsapi::domain::rules::SettingsChange;
    let secret = Some(Some(Secret::new(secret.into())));
    let change = SettingsChange { name: "pair".into(), secret, ..SettingsChange::default() };
    engine.command(ServerId(1), &Command::Failover(FailoverCommand::Change(change))).unwrap();
}

/// A snapshot that is kept while others go on does not bring a secret back that they ended.
#[cfg(feature = "stored")]
#[test]
fn a_late_snapshot_brings_no_secret_back() {
    let log = Arc::new(dhcpsapi::eventlog::stored::TextLog::default());
    let mut engine = open(log.clone());
    story(&mut engine);
    set_secret(&mut engine, "first");
    let (kept, snapshot) = engine.snapshot();
    set_secret(&mut engine, "second");
    kept.save_snapshot(&snapshot).unwrap();
    let kept = log.open().unwrap().snapshot.unwrap().registry;
    let secret = |registry: &Registry| {
        registry.server(ServerId(1)).unwrap().relationships.from(0).next().unwrap().settings.secret.clone()
    };
    assert!(secret(&snapshot.registry).is_some() && secret(&kept).is_none(), "the first one has ended");
    assert!(open(log).registry() == engine.registry());
}

/// Whoever opens a log takes a snapshot when there is as much behind the last one as for anybody else.
#[test]
fn a_snapshot_is_due_for_whoever_opens_a_log_with_much_behind_the_last_one() {
    let log = Arc::new(RecordLog::default());
    let mut engine = open(log.clone());
    let mut number = 0;
    while !engine.is_snapshot_due() {
        number += 1;
        command(&mut engine, 0, &list(&format!("s{number}"), number + 10)).unwrap();
    }
    let mut again = open(log.clone());
    assert!(again.is_snapshot_due());
    let (kept, snapshot) = again.snapshot();
    kept.save_snapshot(&snapshot).unwrap();
    assert!(!open(log).is_snapshot_due());
}

/// Of two engines at one log the one that lags behind does not end a secret that it has not heard of yet.
#[cfg(feature = "stored")]
#[test]
fn a_secret_ends_when_no_relationship_has_it_after_the_last_record() {
    let log = Arc::new(dhcpsapi::eventlog::stored::TextLog::default());
    let (mut one, mut other) = (open(log.clone()), open(log.clone()));
    story(&mut one);
    other.settle().unwrap();
    set_secret(&mut one, "first");
    set_secret(&mut one, "second");
    other.settle().unwrap();
    one.settle().unwrap();
    assert!(one.is_what_the_log_says() && other.is_what_the_log_says());
    assert!(open(log).registry() == one.registry());
}

/// What was settled and could not be appended is not there for anybody, also where the log cannot be read meanwhile.
#[test]
fn a_registry_that_cannot_be_read_again_answers_nobody_until_it_can() {
    let (mut engine, log) = faulty();
    story(&mut engine);
    command(&mut engine, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
    command(&mut engine, 1, &Command::Lab(LabCommand::HealLink(ServerId(2)))).unwrap();
    log.next(&[Fault::Full]);
    log.is_gone.store(1, Ordering::Relaxed);
    let gone = Err(Error::Log(LogFailure::Unavailable));
    assert_eq!(engine.settle(), gone);
    assert_eq!((engine.check(), engine.settle()), (Err(Error::Broken), gone));
    log.is_gone.store(0, Ordering::Relaxed);
    assert_eq!((engine.settle(), engine.check()), (Ok(()), Ok(())));
    assert!(engine.is_what_the_log_says());
}

/// Due timers are settled in memory first: a log that fails then takes them back, the journal with them.
#[test]
fn what_could_not_be_settled_did_not_happen() {
    for fault in [Fault::Full, Fault::Conflict] {
        let (mut engine, log) = faulty();
        story(&mut engine);
        command(&mut engine, 1, &Command::Lab(LabCommand::CutLink(ServerId(2)))).unwrap();
        command(&mut engine, 1, &Command::Lab(LabCommand::HealLink(ServerId(2)))).unwrap();
        let (before, told) = (engine.registry().clone(), engine.journal().next_number());
        log.next(&[fault]);
        let settled = engine.settle();
        if fault == Fault::Full {
            assert_eq!(settled, Err(Error::Log(LogFailure::Full)));
            assert!(*engine.registry() == before);
            assert_eq!(engine.journal().next_number(), told);
            settled.unwrap_err();
        }
        engine.settle().unwrap();
        assert!(*engine.registry() != before && engine.is_what_the_log_says());
        let numbers: Vec<u64> = engine.journal().from(told).map(|entry| entry.number).collect();
        assert_eq!(numbers.first(), Some(&told));
        assert!(!engine.is_due());
    }
}

#[test]
fn a_log_that_cannot_be_opened_has_no_servers() {
    let log = Arc::new(FaultyLog::default());
    log.is_gone.store(1, Ordering::Relaxed);
    let opened = Local::open(log, NOW, Host::named("here", 9));
    assert_eq!(opened.map(drop), Err(Error::Log(LogFailure::Unavailable)));
}

/// A snapshot is due after 4,096 events at the earliest, and then after as many as the registry has records.
#[test]
fn snapshots_are_taken_now_and_then() {
    let (mut engine, log) = faulty();
    story(&mut engine);
    let rename = |number: u32| {
        let subnet = Subnet::new(SCOPE.0, 0xFFFF_FF00).unwrap();
        let name = Some(format!("{number}").as_str().into());
        Command::Scope(ScopeCommand::Change(ScopeInfo {
            subnet,
            name,
            comment: None,
            state: ScopeState::Enabled,
        }))
    };
    assert!(!engine.is_snapshot_due());
    let mut number = 0;
    while !engine.is_snapshot_due() {
        number += 1;
        command(&mut engine, 1, &rename(number)).unwrap();
    }
    assert!((4000..=4096).contains(&number), "{number}");
    let (kept, snapshot) = engine.snapshot();
    kept.save_snapshot(&snapshot).unwrap();
    assert!(!engine.is_snapshot_due() && snapshot.registry == *engine.registry());
    assert_eq!(snapshot.revision, engine.revision());
    drop(log);
}

/// The contract that every log fulfils.
fn contract(log: &dyn EventLog) {
    let record = |revision: u64| Record {
        revision: Revision(revision),
        moment: Timestamp(revision),
        server: Some(ServerId(3)),
        cause: "test".into(),
        moments: vec![],
        events: decide(
            &Registry::new(dhcpsapi::domain::model::server::Server::new("here".into(), 9)),
            ServerId::FIRST,
            &list("one", 1),
            Timestamp(0),
        )
        .unwrap(),
    };
    let keeps = log.keeps_records();
    assert!(log.open().unwrap().records.is_empty());
    assert_eq!(log.oldest(), Ok(Revision(1)));
    assert!(!log.may_have_news(Revision(0)));
    assert_eq!(log.wait_for_change(Revision(0), Instant::now()), Ok(false));
    for revision in 1..=3 {
        log.submit(&record(revision)).unwrap().wait().unwrap();
    }
    assert_eq!(log.wait_for_change(Revision(2), Instant::now() + Duration::from_secs(60)), Ok(true));
    let all: Vec<Record> = (1..=3).map(record).collect();
    let kept = if keeps { &all[..] } else { &[] };
    assert_eq!(log.open().unwrap().records, kept);
    assert_eq!(log.read(Revision(2), 1).unwrap(), kept.get(1..2).unwrap_or_default());
    assert_eq!(log.read(Revision(4), 1).unwrap(), []);
    assert_eq!(log.refresh(Revision(1)).unwrap().unwrap(), kept.get(1..).unwrap_or_default());
    assert_eq!(log.oldest(), Ok(Revision(if keeps { 1 } else { 4 })));
    assert_eq!(log.may_have_news(Revision(2)), keeps);
    assert!(!log.may_have_news(Revision(3)));
    if keeps {
        // Behind the last record of others nobody appends who does not know it.
        assert_eq!(log.submit(&record(3)).map(drop), Err(AppendError::Conflict));
        // Two that save a snapshot at the same time may come in either order.
        let registry = Registry::new(dhcpsapi::domain::model::server::Server::new("here".into(), 9));
        for at in [3, 2] {
            let (registry, past) = (registry.clone(), Past::default());
            log.save_snapshot(&Snapshot { revision: Revision(at), registry, past }).unwrap();
        }
        let opened = log.open().unwrap();
        assert_eq!(opened.snapshot.map(|snapshot| snapshot.revision), Some(Revision(3)));
        assert_eq!(opened.records, []);
    }
}

#[test]
fn every_log_keeps_the_contract() {
    contract(&MemoryLog::default());
    contract(&RecordLog::default());
    contract(&FaultyLog::default());
    #[cfg(feature = "stored")]
    contract(&dhcpsapi::eventlog::stored::TextLog::default());
}

#[test]
fn whoever_waits_for_a_change_is_woken() {
    let log = Arc::new(RecordLog::default());
    let waiting = {
        let log = log.clone();
        std::thread::spawn(move || log.wait_for_change(Revision(0), Instant::now() + Duration::from_secs(60)))
    };
    let mut engine = open(log);
    command(&mut engine, 0, &list("one", 1)).unwrap();
    assert_eq!(waiting.join().unwrap(), Ok(true));
}
