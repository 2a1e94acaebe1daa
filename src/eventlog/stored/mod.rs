//! Format 1: records and snapshots as text, a JSON object each.
//!
//! Until the first release format 1 only grows: there may be new kinds of events, new names and new fields that may be left out.
//! What a build has written every later build reads. `tests/golden/format1.jsonl` holds one of everything, and its lines are
//! added to and never changed.
//!
//! A **record** is what one call did:
//!
//! ```json
//! {"format":1,"revision":7,"moment":1750000000,"server":0,"cause":"client","events":[
//!   {"lease":{"server":0,"scope":"10.0.0.0","event":{"removed":{"address":"10.0.0.5","pool_side":"primary"}}}}]}
//! ```
//!
//! | field | what it is |
//! |---|---|
//! | `format` | 1 |
//! | `revision` | the number of the record; the first has 1 |
//! | `moment` | when it was decided |
//! | `server` | the id of the server that was asked; left out if it was none in particular |
//! | `cause` | the function or the command that was called, or the family of the request; `time` for something that fell due |
//! | `events` | what happened, in its order: `directory`, `scope`, `lease`, `relationship`, `options`, `filters`, `pending`, `lab`, `client`, `settings`, `backup` |
//! | `moments` | from which event on they happened at another moment than the record's; left out if all of them did |
//!
//! A **snapshot** is all servers after a record: `format`, `revision`, `journal` (what people were told), and `registry`, which has `servers` (each with its `scopes`
//! and its halves of `relationships`), `directory`, `cut_links`, `pending`, `lease_limit` and `max_relationships`. What follows from
//! these (indices, counts, when timers and leases end) is not stored.
//!
//! How values are written, everywhere:
//!
//! | value | text |
//! |---|---|
//! | address, mask, scope | dotted, `"10.0.0.5"`; a scope is named by the address of its subnet |
//! | range | `first` and `last`, both of which are in it |
//! | moment | seconds since 1970-01-01T00:00:00Z |
//! | length of time (`mclt`, `safe_period`) | seconds; a safe period of 4294967295 never ends |
//! | end of a lease | `"never"`, `"unset"`, or `{"at":{"seconds":…}}`, with `steps` of 100 ns where it is no whole second |
//! | client | the bytes of its identifier in hexadecimal digits, `"020000000001"` |
//! | element of an option's value | an object whose field is its type, `{"address":"10.0.0.1"}`; bytes in hexadecimal digits |
//! | server | its id, which is its place in the snapshot; 0 is the local one |
//! | relationship | its slot on its server, and how many had that slot before (`generation`) |
//! | name, comment | a string |
//! | secret | its name, a number; the secret itself is in no record and no snapshot ([`SecretTable`]) |
//!
//! Nearly all that a log of servers at work has is leases, so there are two ways to write one: in full, as `lease` with `stored`,
//! or, where nothing is unusual about it, in few bytes, as `granted`; a scope of a snapshot has `leases` and `granted`. Both are read.
//!
//! Kinds are words in lower case with underscores. An event or a state is an object with one field, which is its kind. What is
//! unset, unknown or empty is left out. A reader passes over fields that it does not know, and refuses a kind that it does not know.

pub mod backups;
pub mod clients;
pub mod directory;
pub mod export;
pub mod filters;
pub mod grants;
pub mod lab;
pub mod leases;
mod log;
pub mod options;
pub mod pending;
pub mod record;
pub mod relationships;
pub mod scopes;
mod secrets;
pub mod settings;
pub mod state;
pub mod values;

pub use export::{read_export, write_export};
pub use log::TextLog;
pub use record::StoredRecord;
pub use secrets::{SecretName, SecretTable};
pub use state::StoredSnapshot;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::eventlog::{Record, Snapshot};

/// How leases are written; both ways are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Each of their fields by its full name.
    Full,
    /// Those that are as most of them are, in few bytes.
    Brief,
}

/// The number of this format.
const FORMAT: u32 = 1;
const BEGINNING: &str = r#"{"format":1,"#;

/// Why a text is no record or snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum FormatError {
    /// It is not JSON, a field is missing, or a kind is not known.
    #[error("it cannot be read: {0}")]
    Json(String),
    /// It has another format.
    #[error("it has format {0}, and this build reads format 1")]
    OtherFormat(u32),
    /// A value is none that a server can have.
    #[error("{0}")]
    Value(&'static str),
}

impl From<serde_json::Error> for FormatError {
    fn from(error: serde_json::Error) -> Self {
        FormatError::Json(error.to_string())
    }
}

/// Writes a record. Its secrets are kept in the table.
pub fn write_record(
    record: &Record,
    length: Length,
    secrets: &mut SecretTable,
) -> Result<String, FormatError> {
    Ok(serde_json::to_string(&StoredRecord::of(record, length, secrets))?)
}

/// Reads a record. A secret that has ended is read as none: a later record has the one that its relationship has now.
pub fn read_record(text: &str, secrets: &SecretTable) -> Result<Record, FormatError> {
    read::<StoredRecord>(text)?.live(secrets)
}

/// Writes a snapshot. Its secrets are kept in the table.
pub fn write_snapshot(
    snapshot: &Snapshot,
    length: Length,
    secrets: &mut SecretTable,
) -> Result<String, FormatError> {
    Ok(serde_json::to_string(&StoredSnapshot::of(snapshot, length, secrets))?)
}

/// Reads a snapshot. Its text may be as large as all servers, and is given up as soon as it can be.
pub fn read_snapshot(text: impl AsRef<str>, secrets: &SecretTable) -> Result<Snapshot, FormatError> {
    let stored = read::<StoredSnapshot>(text.as_ref())?;
    drop(text);
    stored.live(secrets)
}

/// What every text begins with.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

/// Reads a text of format 1. Texts of other formats may have anything in them, so the number alone is looked at.
fn read<T: DeserializeOwned>(text: &str) -> Result<T, FormatError> {
    // Where it stands first, as every build writes it, a text need not be read twice.
    if !text.starts_with(BEGINNING) {
        let Head { format } = serde_json::from_str(text)?;
        if format != FORMAT {
            return Err(FormatError::OtherFormat(format));
        }
    }
    Ok(serde_json::from_str(text)?)
}
