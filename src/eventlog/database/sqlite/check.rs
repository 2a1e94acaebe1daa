//! Reads everything in a file, also where something is wrong.

use rusqlite::{Connection, Error, Row as SqlRow};

use crate::eventlog::database::sqlite::{revision_of, secrets, text_of};
use crate::eventlog::database::{Inspection, Row, SnapshotText};

/// How many faults of its structure SQLite is asked for.
const MOST_FAULTS: u32 = 100;

/// All that can be read, and what is wrong with the rest.
pub(super) fn inspect(connection: &Connection) -> Inspection {
    let mut found = Inspection::default();
    let whole = connection.execute_batch("BEGIN").and_then(|()| read(connection, &mut found));
    if let Err(error) = whole {
        found.faults.push(error.to_string());
    }
    // It was only read.
    let _ = connection.execute_batch("COMMIT");
    found
}

fn read(connection: &Connection, found: &mut Inspection) -> Result<(), Error> {
    check_structure(connection, &mut found.faults)?;
    found.contents.secrets = secrets(connection)?;
    let snapshots = "SELECT revision, snapshot, checksum FROM snapshot";
    let snapshot =
        |row: &SqlRow<'_>| Ok(SnapshotText { revision: revision_of(row)?, text: text_of(row, 1, 2)? });
    found.contents.snapshot = each(connection, snapshots, snapshot, &mut found.faults)?.pop();
    let records = "SELECT revision, record, checksum, id FROM records ORDER BY revision";
    let record = |row: &SqlRow<'_>| {
        let id: [u8; 16] = row.get(3)?;
        Ok(Row { revision: revision_of(row)?, id: u128::from_be_bytes(id), text: text_of(row, 1, 2)? })
    };
    found.contents.rows = each(connection, records, record, &mut found.faults)?;
    Ok(())
}

/// What SQLite finds wrong with its own structure.
fn check_structure(connection: &Connection, faults: &mut Vec<String>) -> Result<(), Error> {
    let mut check = connection.prepare(&format!("PRAGMA integrity_check({MOST_FAULTS})"))?;
    let told = check.query_map([], |row| row.get::<_, String>(0))?;
    for line in told {
        let line = line?;
        if line != "ok" {
            faults.push(line);
        }
    }
    Ok(())
}

/// What is made of each row. One that cannot be read is passed over, and told.
fn each<T>(
    connection: &Connection,
    select: &str,
    make: impl Fn(&SqlRow<'_>) -> Result<T, Error>,
    faults: &mut Vec<String>,
) -> Result<Vec<T>, Error> {
    let mut select = connection.prepare(select)?;
    let mut rows = select.query([])?;
    let mut made = Vec::new();
    while let Some(row) = rows.next()? {
        match make(row) {
            Ok(value) => made.push(value),
            Err(error) => faults.push(error.to_string()),
        }
    }
    Ok(made)
}
