//! The records of a log.

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

/// The events of one call.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub revision: Revision,
    /// When it was decided.
    pub moment: Timestamp,
    /// The server that was asked; `None` if it was none in particular.
    pub server: Option<ServerId>,
    /// The function or the command that was called, or the family of the request where that is not known; "time" for what fell
    /// due.
    pub cause: Cow<'static, str>,
    /// The events, in their order.
    pub events: Vec<Event>,
    /// When those happened that did not happen at the moment of the record: from the event at a place on, at another one.
    pub moments: Vec<(u32, Timestamp)>,
}

impl Record {
    /// These happened, too, at a moment.
    pub fn happened(&mut self, events: &[Event], moment: Timestamp) {
        let last = self.moments.last().map_or(self.moment, |(_, moment)| *moment);
        if moment != last {
            self.moments.push((u32::try_from(self.events.len()).unwrap_or(u32::MAX), moment));
        }
        self.events.extend_from_slice(events);
    }

    /// The events, each with its moment.
    pub fn into_events(self) -> impl Iterator<Item = (Timestamp, Event)> {
        let mut moments = self.moments.into_iter().peekable();
        let mut moment = self.moment;
        (0..).zip(self.events).map(move |(place, event)| {
            while let Some((_, next)) = moments.next_if(|(from, _)| *from <= place) {
                moment = next;
            }
            (moment, event)
        })
    }
}
