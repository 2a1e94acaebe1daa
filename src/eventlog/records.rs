//! A log in memory that keeps all of its records, as tests need it.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::eventlog::{
    AppendError, EventLog, Failure, Opened, RECORDS_AT_ONCE, Record, Revision, Snapshot, Submitted,
};

/// Keeps all records. Several engines that share it are several processes at one log.
#[derive(Default)]
pub struct RecordLog {
    kept: Mutex<Kept>,
    changed: Condvar,
}

#[derive(Default)]
struct Kept {
    snapshot: Option<Snapshot>,
    records: Vec<Record>,
}

impl Kept {
    fn last(&self) -> Revision {
        self.records.last().map_or(Revision::default(), |record| record.revision)
    }

    fn from(&self, revision: Revision) -> impl Iterator<Item = &Record> {
        let first = self.records.partition_point(|record| record.revision < revision);
        self.records.iter().skip(first)
    }
}

impl RecordLog {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl EventLog for RecordLog {
    fn open(&self) -> Result<Opened, Failure> {
        let kept = self.kept();
        let records =
            kept.from(first_behind(kept.snapshot.as_ref())).take(RECORDS_AT_ONCE).cloned().collect();
        Ok(Opened { snapshot: kept.snapshot.clone(), records })
    }

    fn refresh(&self, after: Revision) -> Result<Option<Vec<Record>>, Failure> {
        self.read(after.next(), RECORDS_AT_ONCE).map(Some)
    }

    fn submit(&self, record: &Record) -> Result<Submitted, AppendError> {
        let mut kept = self.kept();
        if kept.last().next() != record.revision {
            return Err(AppendError::Conflict);
        }
        kept.records.push(record.clone());
        self.changed.notify_all();
        Ok(Submitted::kept())
    }

    fn may_have_news(&self, after: Revision) -> bool {
        self.kept().last() > after
    }

    fn save_snapshot(&self, snapshot: &Snapshot) -> Result<(), Failure> {
        let mut kept = self.kept();
        if kept.snapshot.as_ref().is_none_or(|newest| newest.revision < snapshot.revision) {
            kept.snapshot = Some(snapshot.clone());
        }
        Ok(())
    }

    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure> {
        Ok(wait(&self.kept, &self.changed, until, |kept| kept.last() > after))
    }

    fn read(&self, from: Revision, max: usize) -> Result<Vec<Record>, Failure> {
        Ok(self.kept().from(from).take(max).cloned().collect())
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        let kept = self.kept();
        Ok(kept.records.first().map_or(kept.last().next(), |record| record.revision))
    }
}

/// The first revision that a snapshot does not have; without one that is the first of all.
pub(super) fn first_behind(snapshot: Option<&Snapshot>) -> Revision {
    snapshot.map_or(Revision::default(), |snapshot| snapshot.revision).next()
}

/// Waits until something has changed as it should; answers whether it has at that moment at the latest.
pub(super) fn wait<T>(
    value: &Mutex<T>,
    changed: &Condvar,
    until: Instant,
    has_changed: impl Fn(&T) -> bool,
) -> bool {
    let mut value = value.lock().unwrap_or_else(PoisonError::into_inner);
    while !has_changed(&value) {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return false;
        }
        (value, _) = changed.wait_timeout(value, left).unwrap_or_else(PoisonError::into_inner);
    }
    true
}
