//! The tables, and the numbers by which a file says that it is a registry.

use rusqlite::{Connection, Error};

use crate::domain::base::error::LogFailure;
use crate::eventlog::Failure;
use crate::eventlog::database::sqlite::failed;

/// "DHCP", in the place that SQLite keeps for the kind of a file.
pub(super) const APPLICATION: i32 = 0x4448_4350;
/// The number of the format of tables and texts.
pub(super) const FORMAT: i32 = 1;

/// The tables of format 1. `events` is for people: the records with their moments as dates.
const TABLES: &str = "
    CREATE TABLE records (
        revision INTEGER PRIMARY KEY,
        id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
        record TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE snapshot (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        revision INTEGER NOT NULL,
        snapshot TEXT NOT NULL,
        checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE secrets (
        name INTEGER PRIMARY KEY AUTOINCREMENT,
        secret TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE VIEW events AS
        SELECT revision, datetime(record ->> 'moment', 'unixepoch') AS moment, record ->> 'server' AS server,
            record ->> 'cause' AS cause, record -> 'events' AS events
        FROM records;
";

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing yet.
    Empty,
    /// A registry of this format.
    Registry,
}

/// Says what a file is; one that is something else, or of a newer format, is refused.
pub(super) fn kind_of(connection: &Connection) -> Result<Kind, Failure> {
    let number = |pragma: &str| -> Result<i32, Error> {
        connection.prepare_cached(pragma)?.query_row([], |row| row.get(0))
    };
    let kind = number("PRAGMA application_id").and_then(|kind| Ok((kind, number("PRAGMA user_version")?)));
    match kind.map_err(|error| failed(&error))? {
        (APPLICATION, FORMAT) => Ok(Kind::Registry),
        (APPLICATION, format) => Err(other(&format!("it has format {format}, and this build has {FORMAT}"))),
        (0, 0) => {
            let tables = number("SELECT count(*) FROM sqlite_schema").map_err(|error| failed(&error))?;
            if tables == 0 { Ok(Kind::Empty) } else { Err(other("it is a database, and no registry")) }
        }
        _ => Err(other("it is a database of another program")),
    }
}

fn other(reason: &str) -> Failure {
    Failure { kind: LogFailure::OtherFormat, reason: reason.to_owned() }
}

/// Makes the tables, in a transaction.
pub(super) fn make(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(TABLES)?;
    connection.pragma_update(None, "application_id", APPLICATION)?;
    connection.pragma_update(None, "user_version", FORMAT)
}
