//! The default journal: the registry lives and ends with the process.

use crate::domain::log::Event;
use crate::domain::model::registry::Registry;
use crate::journal::{AppendError, Journal, Revision};

/// Counts events and forgets them: the process that appended them has carried them out, and nobody else can read
/// them.
#[derive(Debug, Default)]
pub(crate) struct MemoryJournal {
    revision: Revision,
}

impl Journal for MemoryJournal {
    fn append(&mut self, after: Revision, events: &[Event]) -> Result<Revision, AppendError> {
        if after != self.revision {
            return Err(AppendError::Conflict);
        }
        let appended = u64::try_from(events.len()).unwrap_or(u64::MAX);
        self.revision = Revision(self.revision.0.saturating_add(appended));
        Ok(self.revision)
    }

    fn read(&self, _after: Revision) -> Vec<Event> {
        Vec::new()
    }

    fn save_snapshot(&mut self, _at: Revision, _registry: &Registry) {}

    fn load_snapshot(&self) -> Option<(Revision, Registry)> {
        None
    }
}
