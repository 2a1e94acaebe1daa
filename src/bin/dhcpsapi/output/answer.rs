//! The output of a command.

use crate::arguments::Manner;
use crate::failure::Failure;
use crate::output::json::{Json, Record};
use crate::output::table;

/// The answer of a command that was done.
#[derive(Debug, Default)]
pub(crate) struct Answer {
    /// For the standard output.
    pub(crate) text: String,
    /// Of several things that were looked for, those that are not there.
    pub(crate) missing: Vec<Failure>,
    /// Whether something is different now.
    pub(crate) is_change: bool,
}

impl Answer {
    /// A text as it is.
    pub(crate) fn text(text: String) -> Self {
        Answer { text, ..Answer::default() }
    }

    /// A change, about which nothing is to be said.
    pub(crate) fn change() -> Self {
        Answer { is_change: true, ..Answer::default() }
    }

    /// This answer as that of a change.
    pub(crate) fn of_change(self) -> Self {
        Answer { is_change: true, ..self }
    }

    /// One thing with its properties.
    pub(crate) fn one(manner: Manner, record: Record) -> Self {
        Answer::text(if manner.json {
            format!("{}\n", Json::Object(record))
        } else {
            table::properties(&record)
        })
    }

    /// Several of a kind. `columns` are the names of their properties, for where there is none.
    pub(crate) fn list(manner: Manner, columns: &[&'static str], records: Vec<Record>) -> Self {
        Answer::text(if manner.json {
            format!("{}\n", Json::List(records.into_iter().map(Json::Object).collect()))
        } else {
            table::records(columns, &records)
        })
    }
}
