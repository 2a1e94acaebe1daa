//! Whether the contents of a database make a registry.

use crate::domain::model::registry::Registry;
use crate::eventlog::database::{Inspection, Row};
use crate::eventlog::stored::{SecretTable, read_record, read_snapshot};
use crate::eventlog::{Record, Revision, Snapshot, Soundness};

/// What is wrong with what was read.
pub(super) fn of(inspection: Inspection) -> Soundness {
    let Inspection { contents, mut faults } = inspection;
    let snapshot = contents.snapshot.as_ref().and_then(|snapshot| {
        let read = read_snapshot(&snapshot.text, &contents.secrets);
        let read = read.map_err(|error| faults.push(format!("the snapshot: {error}"))).ok()?;
        if read.revision != snapshot.revision {
            let (row, text) = (snapshot.revision.0, read.revision.0);
            faults.push(format!("the snapshot of revision {row} says that it is of revision {text}"));
        }
        Some(read)
    });
    let is_unread = contents.snapshot.is_some() && snapshot.is_none();
    let records: Vec<Record> =
        contents.rows.iter().filter_map(|row| record(row, &contents.secrets, &mut faults)).collect();
    if !is_unread {
        check_order(snapshot.as_ref(), &records, &mut faults);
    }
    if faults.is_empty() {
        check_snapshot(snapshot.as_ref(), &records, &mut faults);
    }
    Soundness { records: records.len(), faults }
}

fn record(row: &Row, secrets: &SecretTable, faults: &mut Vec<String>) -> Option<Record> {
    let number = row.revision.0;
    match read_record(&row.text, secrets) {
        Ok(record) if record.revision == row.revision => Some(record),
        Ok(record) => {
            faults.push(format!("record {number} says that it is record {}", record.revision.0));
            None
        }
        Err(error) => {
            faults.push(format!("record {number}: {error}"));
            None
        }
    }
}

/// Records follow each other, and the snapshot: a registry cannot be made where one is missing.
fn check_order(snapshot: Option<&Snapshot>, records: &[Record], faults: &mut Vec<String>) {
    let behind = snapshot.map_or(Revision::default(), |snapshot| snapshot.revision);
    let mut expected = records.first().map_or(behind.next(), |first| first.revision.min(behind.next()));
    for record in records {
        if record.revision != expected {
            faults.push(missing(expected.0, record.revision.0.saturating_sub(1)));
        }
        expected = record.revision.next();
    }
    if expected <= behind && !records.is_empty() {
        faults.push(missing(expected.0, behind.0));
    }
}

fn missing(first: u64, last: u64) -> String {
    if first == last {
        format!("record {first} is missing")
    } else {
        format!("records {first} to {last} are missing")
    }
}

/// Where all records are kept, they make the registry that the snapshot has.
fn check_snapshot(snapshot: Option<&Snapshot>, records: &[Record], faults: &mut Vec<String>) {
    let Some(snapshot) = snapshot else { return };
    if records.first().is_none_or(|first| first.revision != Revision(1)) {
        return;
    }
    let mut registry = Registry::without_servers();
    let until_then = records.iter().filter(|record| record.revision <= snapshot.revision);
    until_then.flat_map(|record| &record.events).for_each(|event| registry.apply(event.clone()));
    if registry != snapshot.registry {
        faults.push("the snapshot is not what the records until then make of a new registry".to_owned());
    }
}
