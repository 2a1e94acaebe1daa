//! What a log keeps.

use std::borrow::Cow;

use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;

/// How many records there were with this one: the first has 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Revision(pub u64);

impl Revision {
    /// That of the next record.
    #[must_use]
    pub fn next(self) -> Revision {
        Revision(self.0.saturating_add(1))
    }
}

/// What one call did.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub revision: Revision,
    /// When it was decided.
    pub moment: Timestamp,
    /// The server that was asked; `None` if it was none in particular.
    pub server: Option<ServerId>,
    /// The request, by the name of its family, or "time" for what fell due.
    pub cause: Cow<'static, str>,
    /// What happened, in its order.
    pub events: Vec<Event>,
}
