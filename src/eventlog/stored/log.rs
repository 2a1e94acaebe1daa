//! A log in memory that keeps its records as text, as tests need it: whatever is read from it has been written.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::domain::base::error::LogFailure;
use crate::domain::model::registry::Registry;
use crate::eventlog::records::{first_behind, wait};
use crate::eventlog::stored::{
    FormatError, Length, SecretTable, read_record, read_snapshot, write_record, write_snapshot,
};
use crate::eventlog::{
    AppendError, EventLog, Failure, Opened, RECORDS_AT_ONCE, Record, Revision, Snapshot, Submitted,
};

/// Keeps all records as text, and the secrets that they name beside them.
#[derive(Default)]
pub struct TextLog {
    kept: Mutex<Kept>,
    changed: Condvar,
}

#[derive(Default)]
struct Kept {
    snapshot: Option<(Revision, String)>,
    /// The line of the first record stands first.
    records: Vec<String>,
    secrets: SecretTable,
}

impl Kept {
    fn last(&self) -> Revision {
        Revision(u64::try_from(self.records.len()).unwrap_or(u64::MAX))
    }

    fn from(&self, revision: Revision, max: usize) -> Result<Vec<Record>, Failure> {
        let first = usize::try_from(revision.0.saturating_sub(1)).unwrap_or(usize::MAX);
        let lines = self.records.iter().skip(first).take(max);
        lines.map(|line| read_record(line, &self.secrets).map_err(damaged)).collect()
    }
}

fn damaged(error: FormatError) -> Failure {
    Failure { kind: LogFailure::Damaged, reason: error.to_string() }
}

impl TextLog {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EventLog for TextLog {
    fn open(&self) -> Result<Opened, Failure> {
        let kept = self.kept();
        let read = |(_, text): &(Revision, String)| read_snapshot(text, &kept.secrets).map_err(damaged);
        let snapshot = kept.snapshot.as_ref().map(read).transpose()?;
        let records = kept.from(first_behind(snapshot.as_ref()), RECORDS_AT_ONCE)?;
        Ok(Opened { snapshot, records })
    }

    fn refresh(&self, after: Revision) -> Result<Option<Vec<Record>>, Failure> {
        self.read(after.next(), RECORDS_AT_ONCE).map(Some)
    }

    fn submit(&self, record: &Record) -> Result<Submitted, AppendError> {
        let mut kept = self.kept();
        if kept.last().next() != record.revision {
            return Err(AppendError::Conflict);
        }
        let line = write_record(record, Length::Full, &mut kept.secrets);
        let line = line.map_err(|error| AppendError::Failed(damaged(error)))?;
        kept.records.push(line);
        self.changed.notify_all();
        Ok(Submitted::kept())
    }

    fn may_have_news(&self, after: Revision) -> bool {
        self.kept().last() > after
    }

    fn end_secrets(&self, at: Revision, registry: &Registry) -> bool {
        let mut kept = self.kept();
        let is_last = kept.last() == at;
        if is_last {
            kept.secrets.end_unused(registry);
        }
        is_last
    }

    fn save_snapshot(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        let (mut kept, at) = (self.kept(), snapshot.revision);
        if kept.snapshot.as_ref().is_some_and(|(newest, _)| *newest >= at) {
            return Ok(());
        }
        // A secret that has ended since stays so: a record behind the snapshot changed it, or deleted what had it.
        let last = kept.secrets.last_name();
        let text = write_snapshot(snapshot, Length::Full, &mut kept.secrets).map_err(damaged)?;
        kept.secrets.end_after(last);
        kept.snapshot = Some((at, text));
        Ok(())
    }

    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure> {
        Ok(wait(&self.kept, &self.changed, until, |kept| kept.last() > after))
    }

    fn read(&self, from: Revision, max: usize) -> Result<Vec<Record>, Failure> {
        self.kept().from(from, max)
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        Ok(Revision(1))
    }
}
