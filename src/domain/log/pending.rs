//! Pending messages and tasks of partners: they happen at the next call.

use crate::domain::base::time::Timestamp;
use crate::domain::model::registry::Registry;
use crate::domain::model::timers::Pending;

/// Something that happened to what is pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingEvent {
    /// It is pending from that moment on.
    Added(Timestamp, Pending),
    /// A message or task that was pending from that moment on was done, or was not needed any more.
    Done(Timestamp, Pending),
}

impl Registry {
    pub(super) fn apply_to_pending(&mut self, event: PendingEvent) {
        match event {
            PendingEvent::Added(moment, pending) => self.timers.add(moment, pending),
            PendingEvent::Done(moment, pending) => self.timers.remove(moment, pending),
        }
    }
}
