//! The default log: the registry lives and ends with the process.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use crate::eventlog::{
    AppendError, EventLog, Failure, Opened, Record, Revision, Snapshot, Submitted, look_until,
};

/// Counts records and forgets them. An engine hands it none: what happens is carried out, and nobody else can read it.
#[derive(Debug, Default)]
pub struct MemoryLog {
    last: AtomicU64,
}

impl EventLog for MemoryLog {
    fn open(&self) -> Result<Opened, Failure> {
        Ok(Opened::default())
    }

    fn refresh(&self, _after: Revision) -> Result<Option<Vec<Record>>, Failure> {
        Ok(Some(Vec::new()))
    }

    #[inline]
    fn submit(&self, record: &Record) -> Result<Submitted, AppendError> {
        self.last.store(record.revision.0, Ordering::Relaxed);
        Ok(Submitted::kept())
    }

    fn keeps_records(&self) -> bool {
        false
    }

    fn may_have_news(&self, _after: Revision) -> bool {
        false
    }

    fn save_snapshot(&self, _snapshot: &Snapshot) -> Result<(), Failure> {
        Ok(())
    }

    /// It looks again and again: to wake somebody would cost each change, and hardly anybody waits.
    fn wait_for_change(&self, after: Revision, until: Instant) -> Result<bool, Failure> {
        Ok(look_until(until, || self.last.load(Ordering::Relaxed) > after.0))
    }

    fn read(&self, _from: Revision, _max: usize) -> Result<Vec<Record>, Failure> {
        Ok(Vec::new())
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        Ok(Revision(self.last.load(Ordering::Relaxed)).next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn who_waits_is_told_of_a_record_and_not_before() {
        let log = MemoryLog::default();
        log.last.store(7, Ordering::Relaxed);
        assert_eq!(log.wait_for_change(Revision(6), Instant::now()), Ok(true));
        let until = Instant::now() + Duration::from_millis(30);
        assert_eq!((log.wait_for_change(Revision(7), until), Instant::now() >= until), (Ok(false), true));
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| log.wait_for_change(Revision(7), until + Duration::from_secs(60)));
            log.last.store(8, Ordering::Relaxed);
            assert_eq!(waits.join().unwrap(), Ok(true));
        });
    }
}
