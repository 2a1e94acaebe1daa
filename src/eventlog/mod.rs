//! The one storage seam: where the records of what happened are kept.
//!
//! A log numbers the records that are appended to it. Whoever appends says behind which revision it stands; where others
//! append to the same log, it has to read their records first and decide again. Everything can fail, with a reason.

#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub mod database;
mod memory;
mod record;
mod records;
#[cfg(feature = "stored")]
pub mod stored;

pub use memory::MemoryLog;
pub use record::{Record, Revision};
pub use records::RecordLog;

use std::path::PathBuf;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use crate::domain::base::error::LogFailure;
use crate::domain::model::journal::Past;
use crate::domain::model::registry::Registry;

/// How many records are read at a time at the most, so that they do not fill the memory: whoever gets as many asks for more.
pub const RECORDS_AT_ONCE: usize = 10_000;
/// How often somebody looks who waits for a change that nobody tells him of.
const LOOKS_AGAIN_AFTER: Duration = Duration::from_millis(2);

/// Keeps records, for one process or for several. All of it can be called on any thread.
pub trait EventLog: Send + Sync {
    /// Opens the log: its latest snapshot, and the first [`RECORDS_AT_ONCE`] records behind it; `refresh` has the rest.
    fn open(&self) -> Result<Opened, Failure>;

    /// The records that others appended behind a revision, oldest first, up to [`RECORDS_AT_ONCE`] of them; `None` if some of them
    /// are no longer kept, or the log is not what it was, so that it has to be opened anew.
    fn refresh(&self, after: Revision) -> Result<Option<Vec<Record>>, Failure>;

    /// Begins the caller's turn to append. Where the log is shared, nobody of another process appends until it ends, and all that
    /// others committed can be read before it begins. Those of one process may have their turn together: what they submit is
    /// kept, or lost, together, once each of them has ended it.
    fn begin_turn(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// Ends the caller's turn. The last one commits what all have submitted.
    fn end_turn(&self) {}

    /// Waits until nobody has a turn or does something else that needs a connection, and keeps everybody from it.
    fn hold(&self) -> Option<Box<dyn HeldLog + '_>> {
        None
    }

    /// In the child of a fork nobody waits for a turn: those that did are threads of its parent.
    fn forget_other_threads(&self) {}

    /// Hands a record over, to be kept behind the revision that its own follows. It is kept once [`Submitted::wait`] says so;
    /// several that were submitted may share one commit. Records are kept in their order: where one is kept, all before it are.
    fn submit(&self, record: &Record) -> Result<Submitted, AppendError>;

    /// Revision and id of the last record of this process that is kept; `None` where records have no ids.
    fn last_kept(&self) -> Option<(Revision, u128)> {
        None
    }

    /// Whether records are kept: one that forgets them is opened empty, and has no use for records or snapshots.
    fn keeps_records(&self) -> bool {
        true
    }

    /// How many seconds the clock by which the log goes is ahead of that of the host; measured when it was opened.
    fn clock_offset(&self) -> i64 {
        0
    }

    /// Whether others may have appended behind a revision. It may say so too often, and never too seldom.
    fn may_have_news(&self, after: Revision) -> bool;

    /// Ends the secrets that no relationship of the registry has any more, which is as it was at a revision: a record that changed
    /// or ended one was carried out. Answers whether that is done. It is not where there are records behind that revision, for
    /// they may name a secret that this registry does not know of. A log that has yet to commit the record of that revision
    /// ends them when it has.
    fn end_secrets(&self, _at: Revision, _registry: &Registry) -> bool {
        true
    }

    /// Keeps the registry as it is at a revision, so that older records are no longer needed. A log that has yet to commit the
    /// record of that revision does that first; where the record is lost, so is the snapshot. An older snapshot never replaces a
    /// newer one.
    fn save_snapshot(&self, snapshot: &Snapshot) -> Result<(), Failure>;

    /// Waits until there is a record behind a revision, whoever appended it; answers whether there is one at that moment at the
    /// latest.
    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure>;

    /// The records from a revision on, oldest first, up to a number of them.
    fn read(&self, from: Revision, max: usize) -> Result<Vec<Record>, Failure>;

    /// The revision of the oldest record that is kept; the next one if none is.
    fn oldest(&self) -> Result<Revision, Failure>;

    /// Begins a log in which nothing is yet, in the caller's turn, with what another one had: the registry as it was at a revision,
    /// and records until then. Where something is in it that is a conflict.
    fn begin_with(&self, _snapshot: &Snapshot, _records: &[Record]) -> Result<Submitted, AppendError> {
        let reason = "it begins with its first record".to_owned();
        Err(AppendError::Failed(Failure { kind: LogFailure::Unavailable, reason }))
    }

    /// Keeps a snapshot, lets go of all that it makes superfluous, and gives back the room.
    fn compact(&self, _snapshot: &Snapshot) -> Result<(), Failure> {
        Ok(())
    }

    /// Reads everything, and says what is wrong. Nothing is changed.
    fn check(&self) -> Result<Soundness, Failure> {
        Ok(Soundness::default())
    }

    /// The format in which it is kept, and the room that it takes; `None` if it takes none.
    fn extent(&self) -> Result<Option<Extent>, Failure> {
        Ok(None)
    }

    /// Brings it to the format of this build. Answers where a copy from before is; `None` if there was nothing to do.
    fn migrate(&self) -> Result<Option<PathBuf>, Failure> {
        Ok(None)
    }
}

/// What a log takes where it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The number of its format.
    pub format: u32,
    /// Its size.
    pub bytes: u64,
}

/// What somebody found who read a whole log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Soundness {
    /// How many records could be read.
    pub records: usize,
    /// What is wrong, a sentence each.
    pub faults: Vec<String>,
}

/// A log that nobody uses until this is dropped.
pub trait HeldLog {
    /// Closes its connections, so that the child of a process that forks now has none. What the log needs it opens again when it
    /// is asked next.
    fn let_go(&mut self);
}

/// The contents of a log.
#[derive(Default)]
pub struct Opened {
    /// The latest snapshot; `None` if none was taken.
    pub snapshot: Option<Snapshot>,
    /// The records behind it, oldest first.
    pub records: Vec<Record>,
}

/// The registry and what people were told, as both were at a revision.
#[derive(Debug, Clone, PartialEq)]
pub struct Snapshot {
    /// That of the last record that was carried out.
    pub revision: Revision,
    /// All servers.
    pub registry: Registry,
    /// What happened until then.
    pub past: Past,
}

/// Why a log cannot do what it is asked to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The error for callers.
    pub kind: LogFailure,
    /// The cause in words, for whoever keeps the log.
    pub reason: String,
}

/// Why a record was not appended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AppendError {
    /// Others appended since: read theirs and decide again.
    Conflict,
    /// The log failed. Where it does not know whether the record is kept, its kind is [`LogFailure::OutcomeUnknown`].
    Failed(Failure),
}

/// Tells whether a record that was submitted is kept.
pub trait Outcome: Send + Sync {
    /// Waits until that is known.
    fn wait(&self) -> Result<(), Failure>;

    /// Whether it is kept, as far as that is known.
    fn known(&self) -> Option<bool> {
        None
    }
}

/// A record that was submitted.
#[derive(Default, Clone)]
#[must_use = "what was submitted may not be kept"]
pub struct Submitted(Option<Arc<dyn Outcome>>);

impl Submitted {
    /// It is kept already.
    pub fn kept() -> Self {
        Submitted(None)
    }

    /// That is known later.
    pub fn pending(outcome: Arc<dyn Outcome>) -> Self {
        Submitted(Some(outcome))
    }

    /// It is lost already: why.
    pub fn lost(failure: Failure) -> Self {
        Submitted(Some(Arc::new(Lost(failure))))
    }

    /// Whether it is not known to be kept or lost.
    pub fn is_pending(&self) -> bool {
        self.0.as_ref().is_some_and(|outcome| outcome.known().is_none())
    }

    /// Waits until the record is kept.
    pub fn wait(&self) -> Result<(), Failure> {
        self.0.as_ref().map_or(Ok(()), |outcome| outcome.wait())
    }

    /// Whether it is known to be kept.
    #[inline]
    pub fn is_kept(&self) -> bool {
        self.0.as_ref().is_none_or(|outcome| outcome.known() == Some(true))
    }

    /// Whether it is the same as another one, of which not everything is known to be kept.
    pub fn is_same(&self, other: &Submitted) -> bool {
        matches!((&self.0, &other.0), (Some(one), Some(other)) if Arc::ptr_eq(one, other))
    }

    /// Whether it is known to be lost.
    pub fn is_lost(&self) -> bool {
        self.0.as_ref().is_some_and(|outcome| outcome.known() == Some(false))
    }
}

/// What is lost, and why.
struct Lost(Failure);

impl Outcome for Lost {
    fn wait(&self) -> Result<(), Failure> {
        Err(self.0.clone())
    }

    fn known(&self) -> Option<bool> {
        Some(false)
    }
}

/// Looks again and again until something is so; answers whether it is at that moment at the latest.
fn look_until(until: Instant, is_so: impl Fn() -> bool) -> bool {
    while !is_so() {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        thread::sleep(left.min(LOOKS_AGAIN_AFTER));
    }
    true
}
