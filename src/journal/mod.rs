//! The one storage seam: where events are kept.
//!
//! A journal numbers what is appended to it. Whoever appends says up to which revision it knows the events; where
//! others write to the same journal, it may have to read theirs first and decide again.

mod memory;

pub(crate) use memory::MemoryJournal;

use crate::domain::log::Event;
use crate::domain::model::registry::Registry;

/// How many events a journal holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Revision(pub(crate) u64);

/// Why events were not appended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AppendError {
    /// Others appended since: read theirs and decide again.
    Conflict,
}

/// Keeps events.
pub(crate) trait Journal: Send + Sync {
    /// Appends events behind a revision; answers the revision after them.
    fn append(&mut self, after: Revision, events: &[Event]) -> Result<Revision, AppendError>;

    /// The events that others appended behind a revision, oldest first.
    fn read(&self, after: Revision) -> Vec<Event>;

    /// Keeps the registry as it is at a revision, so that older events are no longer needed.
    fn save_snapshot(&mut self, at: Revision, registry: &Registry);

    /// The latest snapshot, if there is one.
    fn load_snapshot(&self) -> Option<(Revision, Registry)>;
}
