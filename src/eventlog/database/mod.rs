//! Logs that are kept in a database, where several processes share them.
//!
//! What is the same in each database stands here: records become rows, the calls of one process share transactions (`turns`), and
//! the secrets that records name stand in a table of their own.

#[cfg(all(feature = "postgres", unix))]
pub mod postgres;
mod soundness;
#[cfg(feature = "sqlite")]
pub mod sqlite;
mod turns;

use std::path::PathBuf;
#[cfg(all(feature = "postgres", unix))]
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::base::error::LogFailure;
use crate::domain::model::registry::Registry;
use crate::eventlog::database::turns::{HeldTurns, Turns};
use crate::eventlog::stored::{
    FormatError, Length, SecretName, SecretTable, read_record, read_snapshot, write_record, write_snapshot,
};
use crate::eventlog::{
    AppendError, EventLog, Extent, Failure, HeldLog, LOOKS_AGAIN_AFTER, Opened, RECORDS_AT_ONCE, Record,
    Revision, Snapshot, Soundness, Submitted,
};
use crate::process;
#[cfg(all(feature = "postgres", unix))]
use crate::process::libpq::Socket;

/// How many records that a snapshot has are kept besides, if it is not said otherwise.
const HISTORY: u64 = 10_000;

/// A row of the table of records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The number of the record.
    pub revision: Revision,
    /// Names this attempt to append it, and no other: whoever does not know whether a commit succeeded looks for it.
    pub id: u128,
    /// The record in format 1.
    pub text: String,
}

/// A snapshot as a text of format 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnapshotText {
    /// The last record that it has.
    pub revision: Revision,
    /// The text.
    pub text: String,
}

/// What a database has, as it was at one moment.
#[derive(Default)]
pub struct Contents {
    /// The snapshot.
    pub snapshot: Option<SnapshotText>,
    /// Records, oldest first.
    pub rows: Vec<Row>,
    /// The secrets.
    pub secrets: SecretTable,
}

/// A database. Those that change something are called by one thread at a time, between `begin` and `commit` or `roll_back`.
pub trait Database: Send + Sync {
    /// Waits until nobody else writes, and begins a transaction. A database that is not there yet is made.
    fn begin(&self) -> Result<(), Failure>;

    /// The last revision, in the transaction, and the id of its record if that is kept.
    fn last(&self) -> Result<(Revision, Option<u128>), Failure>;

    /// Appends a record.
    fn insert(&self, row: &Row) -> Result<(), Failure>;

    /// The secrets, in the transaction.
    fn secrets(&self) -> Result<SecretTable, Failure>;

    /// Keeps the secrets of a table that got their names after that one.
    fn keep_secrets(&self, secrets: &SecretTable, after: SecretName) -> Result<(), Failure>;

    /// Ends the secrets that are not in a table any more, so that nothing of them is left.
    fn end_secrets(&self, secrets: &SecretTable) -> Result<(), Failure>;

    /// Keeps a snapshot, if it is newer than the one that there is, and lets go of the records that it makes superfluous.
    fn save_snapshot(&self, snapshot: &SnapshotText) -> Result<(), Failure>;

    /// Commits the transaction.
    fn commit(&self) -> Result<(), Failure>;

    /// Ends the transaction as if it had not been.
    fn roll_back(&self);

    /// Whether others may have committed something behind a revision, up to which `contents` and `rows` were called.
    fn has_news(&self, after: Revision) -> bool;

    /// Whether the transaction is there still. Where it was lost, nothing that it has done is kept.
    fn check_transaction(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// By what somebody who waits learns of a commit. What was committed before this has to be looked for.
    fn listen(&self) -> Result<Signal, Failure> {
        Ok(Signal::Pause(LOOKS_AGAIN_AFTER))
    }

    /// How many seconds the clock by which the registry goes is ahead of that of the host.
    fn clock_offset(&self) -> i64 {
        0
    }

    /// What was read cannot be used: it is news still, and read from the database itself.
    fn look_again(&self);

    /// The snapshot, and the first [`RECORDS_AT_ONCE`] records behind it.
    fn contents(&self) -> Result<Contents, Failure>;

    /// The records from a revision on, up to a number of them, with the secrets that they may name. Of a snapshot that is as
    /// new as they are, or newer, the revision. `None` if the database is another one than it was.
    fn rows(&self, from: Revision, most: usize) -> Result<Option<Contents>, Failure>;

    /// As `rows`: what was committed until then is news no more.
    fn missed(&self, from: Revision, most: usize) -> Result<Option<Contents>, Failure> {
        self.rows(from, most)
    }

    /// The revision of the oldest record that is kept; the next one if none is.
    fn oldest(&self) -> Result<Revision, Failure>;

    /// Closes all connections. Nobody uses them now, nor asks whether there are news.
    fn close(&self);

    /// Lets go of the records that the snapshot makes superfluous, in the transaction.
    fn forget_superfluous_records(&self) -> Result<(), Failure>;

    /// Gives back the room of what was deleted. There is no transaction.
    fn give_back_room(&self) -> Result<(), Failure>;

    /// Reads everything, also where something is wrong.
    fn inspect(&self) -> Result<Inspection, Failure>;

    /// The format and the size; `None` if there is nothing yet.
    fn extent(&self) -> Result<Option<Extent>, Failure>;

    /// Brings the database to the format of this build. Answers where a copy from before is; `None` if there was nothing to do.
    fn migrate(&self) -> Result<Option<PathBuf>, Failure>;
}

/// By what somebody learns that something may have been committed. Nothing of the database is in use meanwhile.
pub enum Signal {
    /// He looks again after a time.
    Pause(Duration),
    /// The server tells it; to one that listens at a time, who has the other value.
    #[cfg(all(feature = "postgres", unix))]
    Told(Socket, Arc<()>),
}

impl Signal {
    /// Waits for it, or until a moment. It may end too early.
    fn wait(&self, until: Instant) {
        match self {
            Signal::Pause(pause) => {
                thread::sleep(until.saturating_duration_since(Instant::now()).min(*pause));
            }
            #[cfg(all(feature = "postgres", unix))]
            Signal::Told(socket, _) => socket.wait(until),
        }
    }
}

/// All that could be read of a database, and what is wrong with the rest.
#[derive(Default)]
pub struct Inspection {
    /// What could be read.
    pub contents: Contents,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// A log in a database.
pub struct DatabaseLog<D> {
    database: D,
    turns: Turns,
    /// The last revision that this process has read or appended, for those that wait: what it knows is no news to the database.
    known: AtomicU64,
    last: Mutex<Last>,
}

/// Revision and id of a record.
type Named = (Revision, u128);

/// The last records of this process.
#[derive(Default)]
struct Last {
    /// The last one of a transaction that is not committed yet.
    appended: Option<Named>,
    /// The last one that is kept.
    kept: Option<Named>,
    /// The last one that this process knows, whoever appended it. A database that was restored has another one in its place, or
    /// none.
    known: Option<Named>,
}

impl<D: Database> DatabaseLog<D> {
    /// The log that is in a database, or will be.
    pub fn new(database: D) -> Self {
        DatabaseLog { database, turns: Turns::default(), known: AtomicU64::new(0), last: Mutex::default() }
    }

    /// Keeps that this process knows the records up to a revision.
    fn know(&self, revision: Revision) {
        self.known.fetch_max(revision.0, Ordering::Relaxed);
    }

    /// Appends a record in the caller's turn.
    fn append(&self, record: &Record) -> Result<(), AppendError> {
        let failed = |failure| AppendError::Failed(failure);
        let (last, id) = self.database.last().map_err(failed)?;
        let is_known = |(revision, known)| revision != last || id.is_none_or(|id| id == known);
        if last.next() != record.revision || !self.last().known.is_none_or(is_known) {
            self.database.look_again();
            if record.revision > last.next() {
                // The caller knows of records that others committed since. They can only if the transaction is gone.
                self.database.check_transaction().map_err(failed)?;
            }
            return Err(AppendError::Conflict);
        }
        self.insert(record).map_err(failed)
    }

    fn insert(&self, record: &Record) -> Result<(), Failure> {
        let mut secrets = SecretTable::default();
        let mut text = written(write_record(record, Length::Brief, &mut secrets))?;
        if secrets.last_name() != SecretName(0) {
            secrets = self.database.secrets()?;
            let last = secrets.last_name();
            text = written(write_record(record, Length::Brief, &mut secrets))?;
            self.database.keep_secrets(&secrets, last)?;
        }
        let row = Row { revision: record.revision, id: process::random_number(), text };
        self.database.insert(&row)?;
        let mut last = self.last();
        last.appended = Some((row.revision, row.id));
        last.known = last.appended;
        Ok(())
    }

    fn last(&self) -> MutexGuard<'_, Last> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is a record behind a revision. Whoever says that there may be one is asked whether there is.
    fn is_behind(&self, after: Revision) -> Result<bool, Failure> {
        if self.known.load(Ordering::Relaxed) > after.0 {
            return Ok(true);
        }
        if !self.database.has_news(after) {
            return Ok(false);
        }
        let found = self.database.rows(after.next(), 1)?;
        Ok(found.is_none_or(|found| {
            let is_behind = |snapshot: &SnapshotText| snapshot.revision > after;
            !found.rows.is_empty() || found.snapshot.as_ref().is_some_and(is_behind)
        }))
    }

    /// Writes all that another log had, in the caller's turn.
    fn fill(&self, snapshot: &Snapshot, records: &[Record]) -> Result<(), Failure> {
        records.iter().try_for_each(|record| self.insert(record))?;
        let mut secrets = self.database.secrets()?;
        let last = secrets.last_name();
        let text = written(write_snapshot(snapshot, Length::Brief, &mut secrets))?;
        self.database.keep_secrets(&secrets, last)?;
        self.database.save_snapshot(&SnapshotText { revision: snapshot.revision, text })
    }

    /// Does something in a transaction in which nothing else is done.
    fn alone(&self, work: impl FnOnce(&D) -> Result<(), Failure>) -> Result<(), Failure> {
        self.begin_turn()?;
        let submitted = self.submitted(work(&self.database));
        self.end_turn();
        submitted?.wait()
    }

    /// What was done in the transaction is kept with it; where it could not be done, the transaction is lost.
    fn submitted(&self, done: Result<(), Failure>) -> Result<Submitted, Failure> {
        match &done {
            Ok(()) => self.turns.has_changed(),
            Err(failure) => self.turns.fail(failure.clone()),
        }
        done.map(|()| Submitted::pending(self.turns.batch()))
    }
}

fn written(text: Result<String, FormatError>) -> Result<String, Failure> {
    text.map_err(damaged)
}

fn damaged(error: FormatError) -> Failure {
    let kind = match error {
        FormatError::OtherFormat(_) => LogFailure::OtherFormat,
        FormatError::Json(_) | FormatError::Value(_) => LogFailure::Damaged,
    };
    Failure { kind, reason: error.to_string() }
}

/// The records of rows, which follow each other.
fn records(contents: &Contents) -> Result<Vec<Record>, Failure> {
    let read = |row: &Row| {
        let record = read_record(&row.text, &contents.secrets).map_err(damaged)?;
        if record.revision == row.revision {
            return Ok(record);
        }
        let reason = format!("record {} says that it is record {}", row.revision.0, record.revision.0);
        Err(Failure { kind: LogFailure::Damaged, reason })
    };
    contents.rows.iter().map(read).collect()
}

impl Row {
    fn named(&self) -> Named {
        (self.revision, self.id)
    }
}

/// Whether rows go on behind a revision, whose record may be known. It is taken away from them then. They do not go on where some are
/// no longer kept, nor where the database was restored to what it was before, or has gone another way since.
fn goes_on(contents: &mut Contents, after: Revision, known: Option<Named>) -> bool {
    let snapshot = contents.snapshot.as_ref().map_or(Revision::default(), |snapshot| snapshot.revision);
    let is_first = contents.rows.first().is_some_and(|row| row.revision == after);
    if is_first {
        let first = contents.rows.remove(0);
        if known.is_some_and(|known| known != first.named()) {
            return false;
        }
    } else if contents.rows.is_empty() && after != snapshot {
        return after == Revision::default() && snapshot == Revision::default();
    }
    follow(&contents.rows, after) && !(contents.rows.is_empty() && snapshot > after)
}

/// Whether rows follow each other behind a revision.
fn follow(rows: &[Row], after: Revision) -> bool {
    let expected = std::iter::successors(Some(after.next()), |revision| Some(revision.next()));
    rows.iter().map(|row| row.revision).eq(expected.take(rows.len()))
}

impl<D: Database> EventLog for DatabaseLog<D> {
    fn open(&self) -> Result<Opened, Failure> {
        let mut contents = self.database.contents()?;
        let snapshot = contents.snapshot.take();
        let snapshot = snapshot.map(|snapshot| read_snapshot(snapshot.text, &contents.secrets));
        let snapshot = snapshot.transpose().map_err(damaged)?;
        let after = snapshot.as_ref().map_or(Revision::default(), |snapshot| snapshot.revision);
        if !follow(&contents.rows, after) {
            let reason = format!("records are missing behind revision {}", after.0);
            return Err(Failure { kind: LogFailure::Damaged, reason });
        }
        let records = records(&contents)?;
        self.last().known = contents.rows.last().map(Row::named);
        // The database may be another one than it was.
        self.known.store(records.last().map_or(after, |record| record.revision).0, Ordering::Relaxed);
        Ok(Opened { records, snapshot })
    }

    fn refresh(&self, after: Revision) -> Result<Option<Vec<Record>>, Failure> {
        let (known, is_writing) = {
            let last = self.last();
            (last.known.filter(|(revision, _)| *revision == after), last.appended.is_some())
        };
        if is_writing {
            // Nobody else commits meanwhile, and what this process has appended is not there for those that read.
            return Ok(Some(Vec::new()));
        }
        // With the last one that is known, to see that it is there still.
        let (from, most) = match known {
            Some(_) => (after, RECORDS_AT_ONCE.saturating_add(1)),
            None => (after.next(), RECORDS_AT_ONCE),
        };
        let Some(mut contents) = self.database.missed(from, most)? else { return Ok(None) };
        if !goes_on(&mut contents, after, known) {
            return Ok(None);
        }
        let missed = records(&contents);
        match &missed {
            Ok(missed) => {
                missed.last().into_iter().for_each(|last| self.know(last.revision));
                if let Some(row) = contents.rows.last() {
                    self.last().known = Some(row.named());
                }
            }
            Err(_) => self.database.look_again(),
        }
        missed.map(Some)
    }

    fn begin_turn(&self) -> Result<(), Failure> {
        self.turns.begin(|| self.database.begin())
    }

    fn end_turn(&self) {
        self.turns.end(|outcome| {
            let appended = self.last().appended.take();
            match outcome {
                Ok(true) => {
                    self.database.commit()?;
                    let mut last = self.last();
                    last.kept = appended.or(last.kept);
                    Ok(())
                }
                Ok(false) => {
                    self.database.roll_back();
                    Ok(())
                }
                Err(failure) => {
                    self.database.roll_back();
                    Err(failure)
                }
            }
        });
    }

    fn hold(&self) -> Option<Box<dyn HeldLog + '_>> {
        Some(Box::new(Holding { _turns: self.turns.hold(), database: &self.database }))
    }

    fn forget_other_threads(&self) {
        self.turns.hold().forget_who_waits();
    }

    fn submit(&self, record: &Record) -> Result<Submitted, AppendError> {
        // What another one of the same transaction could not do is the end of all of it.
        let appended = self.turns.check().map_err(AppendError::Failed).and_then(|()| self.append(record));
        let done = match appended {
            Ok(()) => {
                self.know(record.revision);
                Ok(())
            }
            Err(AppendError::Failed(failure)) => Err(failure),
            Err(AppendError::Conflict) => return Err(AppendError::Conflict),
        };
        self.submitted(done).map_err(AppendError::Failed)
    }

    fn may_have_news(&self, after: Revision) -> bool {
        self.database.has_news(after)
    }

    fn clock_offset(&self) -> i64 {
        self.database.clock_offset()
    }

    fn last_kept(&self) -> Option<(Revision, u128)> {
        self.last().kept
    }

    fn end_secrets(&self, _at: Revision, registry: &Registry) -> bool {
        let ended = self.database.secrets().and_then(|mut secrets| {
            secrets.end_unused(registry);
            self.database.end_secrets(&secrets)
        });
        if let Err(failure) = &ended {
            self.turns.fail(failure.clone());
        }
        ended.is_ok()
    }

    fn save_snapshot(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        self.alone(|database| {
            // A secret that has ended since stays so: a record behind the snapshot changed it, or deleted what had it.
            let mut secrets = database.secrets()?;
            let text = written(write_snapshot(snapshot, Length::Brief, &mut secrets))?;
            database.save_snapshot(&SnapshotText { revision: snapshot.revision, text })
        })
    }

    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure> {
        loop {
            let visit = self.turns.visit();
            let signal = self.database.listen()?;
            let is_there = self.is_behind(after)?;
            drop(visit);
            if is_there || Instant::now() >= until {
                return Ok(is_there);
            }
            signal.wait(until);
        }
    }

    fn read(&self, from: Revision, max: usize) -> Result<Vec<Record>, Failure> {
        self.database.rows(from, max)?.as_ref().map_or(Ok(Vec::new()), records)
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        self.database.oldest()
    }

    fn begin_with(&self, snapshot: &Snapshot, records: &[Record]) -> Result<Submitted, AppendError> {
        let last = self.database.last();
        let filled = match last {
            Ok((last, _)) if last != Revision::default() => return Err(AppendError::Conflict),
            Ok(_) => self.fill(snapshot, records),
            Err(failure) => Err(failure),
        };
        self.submitted(filled).map_err(AppendError::Failed)
    }

    fn compact(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        self.save_snapshot(snapshot)?;
        self.alone(Database::forget_superfluous_records)?;
        let _held = self.turns.hold();
        self.database.give_back_room()
    }

    fn check(&self) -> Result<Soundness, Failure> {
        self.database.inspect().map(soundness::of)
    }

    fn extent(&self) -> Result<Option<Extent>, Failure> {
        self.database.extent()
    }

    fn migrate(&self) -> Result<Option<PathBuf>, Failure> {
        let _held = self.turns.hold();
        self.database.migrate()
    }
}

struct Holding<'a, D: Database> {
    _turns: HeldTurns<'a>,
    database: &'a D,
}

impl<D: Database> HeldLog for Holding<'_, D> {
    fn let_go(&mut self) {
        self.database.close();
    }
}

impl<D: Database> std::fmt::Debug for DatabaseLog<D> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a log in a database")
    }
}
