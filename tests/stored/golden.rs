//! The golden file. `BLESS=1 cargo test --features stored --test stored` adds the lines to it that are new in `lines`; no line of
//! it is ever changed.

use std::path::Path;

use dhcpsapi::eventlog::Revision;
use dhcpsapi::eventlog::stored::{
    FormatError, Length, SecretTable, StoredRecord, StoredSnapshot, read_record, read_snapshot, write_record,
    write_snapshot,
};

use crate::lines::{Line, lines};
use crate::seen::Seen;

fn path() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/format1.jsonl")
}

fn written(line: &Line, secrets: &mut SecretTable) -> String {
    match line {
        Line::Record(record, length) => write_record(record, *length, secrets).unwrap(),
        Line::Snapshot(snapshot, length) => write_snapshot(snapshot, *length, secrets).unwrap(),
    }
}

/// The lines of the file, after those that are new were added to it if that is wanted.
fn file(written: &[String]) -> Vec<String> {
    let text = std::fs::read_to_string(path()).unwrap_or_default();
    let mut file: Vec<String> = text.lines().map(str::to_owned).collect();
    if std::env::var_os("BLESS").is_some() && file.len() < written.len() {
        file.extend_from_slice(&written[file.len()..]);
        std::fs::write(path(), file.join("\n") + "\n").unwrap();
    }
    file
}

#[test]
fn every_line_of_the_golden_file_is_read_and_written_the_same() {
    let (lines, mut secrets) = (lines(), SecretTable::default());
    let written: Vec<String> = lines.iter().map(|line| written(line, &mut secrets)).collect();
    let file = file(&written);
    for (number, ((golden, written), line)) in file.iter().zip(&written).zip(&lines).enumerate() {
        assert_eq!(written, golden, "line {}: a line of format 1 never changes", number + 1);
        match line {
            Line::Record(record, _) => {
                assert_eq!(read_record(golden, &secrets).as_ref(), Ok(record), "line {}", number + 1);
            }
            Line::Snapshot(snapshot, _) => {
                let read = read_snapshot(golden, &secrets).unwrap();
                assert!(read == **snapshot, "line {}", number + 1);
                assert_eq!(read.registry.clock(), snapshot.registry.clock(), "line {}", number + 1);
            }
        }
    }
    assert_eq!(file.len(), lines.len(), "BLESS=1 adds new lines to the golden file");
}

/// Adding a kind makes `seen` not compile until it is named there, and this test fail until a line has it.
#[test]
fn the_golden_file_has_every_kind_and_every_optional_field_with_and_without() {
    let mut seen = Seen::default();
    for line in std::fs::read_to_string(path()).unwrap().lines() {
        if line.contains("\"registry\"") {
            seen.snapshot(serde_json::from_str::<StoredSnapshot>(line).unwrap());
        } else {
            seen.record(serde_json::from_str::<StoredRecord>(line).unwrap());
        }
    }
    assert_eq!(seen.missing(), [""; 0]);
}

fn read(text: &str) -> Result<(), FormatError> {
    read_record(text, &SecretTable::default()).map(drop)
}

fn record_with(events: &str) -> String {
    format!(r#"{{"format":1,"revision":1,"moment":2,"cause":"time","events":[{events}]}}"#)
}

/// Later builds add fields that may be left out.
#[test]
fn a_field_that_is_not_known_is_passed_over() {
    let text = record_with(r#"{"lab":{"event":{"stopped":{"server":1,"reason":"tired"}}}}"#);
    assert_eq!(read(&text), Ok(()));
    assert_eq!(read(&text.replace("{\"format\"", "{\"writer\":{\"a\":[1]},\"format\"")), Ok(()));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_reason() {
    let lease = r#""client":"07","client_kind":"dhcp","expires":"never","granted_by":"10.0.0.1","state":"active","pool_side":"primary""#;
    let stored = |lease: &str| {
        format!(
            r#"{{"lease":{{"server":0,"scope":"10.0.0.0","event":{{"stored":{{"address":"10.0.0.5","lease":{{{lease}}},"ends_hold":false,"cancels_deletion":false}}}}}}}}"#
        )
    };
    assert_eq!(read(&record_with(&stored(lease))), Ok(()));
    for (text, reason) in [
        (String::new(), "it cannot be read: EOF"),
        (
            record_with(r#"{"lab":{"event":{"slept":{"server":1}}}}"#),
            "unknown variant `slept`, expected one of `stopped`",
        ),
        (record_with(r#"{"weather":{}}"#), "unknown variant `weather`, expected one of `directory`"),
        (record_with(&stored(&lease.replace("10.0.0.1", "10.0.0.256"))), "invalid IPv4 address"),
        (record_with(&stored(&lease.replace("\"07\"", "\"7\""))), "two hexadecimal digits"),
        (record_with(r#"{"lab":{"event":{"stopped":{}}}}"#), "missing field `server`"),
        (
            record_with("").replace("\"format\":1", "\"format\":2"),
            "it has format 2, and this build reads format 1",
        ),
        (r#"{"format":2}"#.into(), "it has format 2, and this build reads format 1"),
        (
            record_with(
                r#"{"scope":{"server":0,"scope":"10.0.0.0","event":{"exclusion_added":{"exclusion":{"first":"10.0.0.9","last":"10.0.0.8"}}}}}"#,
            ),
            "a range ends before it begins",
        ),
        (
            record_with(
                r#"{"directory":{"event":{"server_made":{"name":"a\u0000b","address":"10.0.0.8"}}}}"#,
            ),
            "a text has a NUL",
        ),
    ] {
        let refused = read(&text).unwrap_err().to_string();
        assert!(refused.contains(reason), "{text}: {refused}");
    }
}

/// The parts of a snapshot fit together, or it is refused.
#[test]
fn a_snapshot_that_contradicts_itself_is_refused() {
    let snapshots = lines().into_iter().filter_map(|line| match line {
        Line::Snapshot(snapshot, Length::Brief) => Some(snapshot),
        _ => None,
    });
    let snapshot = snapshots.last().unwrap();
    let mut secrets = SecretTable::default();
    let text = write_snapshot(&snapshot, Length::Full, &mut secrets).unwrap();
    for (right, wrong) in [
        (r#""free_ids":[{"slot":1,"generation":2}]"#, r#""free_ids":[{"slot":0,"generation":2}]"#),
        (r#""free_ids":[{"slot":1,"generation":2}]"#, r#""free_ids":[{"slot":7,"generation":2}]"#),
        (r#""membership":{"relationship":{"slot":0"#, r#""membership":{"relationship":{"slot":1"#),
        (r#""held":[{"address":"10.0.0.22""#, r#""held":[{"address":"10.0.1.22""#),
        (r#""mask":"255.255.255.0""#, r#""mask":"255.0.255.0""#),
    ] {
        is_refused(&text, right, wrong, &secrets);
    }
    let with_filters = lines().into_iter().find_map(|line| match line {
        Line::Snapshot(snapshot, _) if snapshot.revision == Revision(20) => Some(snapshot),
        _ => None,
    });
    let text = write_snapshot(&with_filters.unwrap(), Length::Full, &mut secrets).unwrap();
    let superscope = r#"{"number":1,"name":"Floor 1","scopes":["10.0.0.0"]}"#;
    for wrong in [
        r#"{"number":1,"name":"Floor 1","scopes":[]}"#,
        r#"{"number":1,"name":"Floor 1","scopes":["10.0.0.0","10.0.7.0"]}"#,
        r#"{"number":1,"name":"Floor 1","scopes":["10.0.0.0","10.0.0.0"]}"#,
        r#"{"number":1,"name":"a","scopes":["10.0.0.0"]},{"number":2,"name":"b","scopes":["10.0.0.0"]}"#,
    ] {
        is_refused(&text, superscope, wrong, &secrets);
    }
    let pattern = r#"{"hardware_type":1,"bytes":"0200"}"#;
    for wrong in [
        r#"{"hardware_type":1,"bytes":""}"#,
        r#"{"hardware_type":6,"bytes":"0200"}"#,
        r#"{"hardware_type":1,"bytes":"02000000000001"}"#,
        r#"{"hardware_type":1,"bytes":"020"}"#,
    ] {
        is_refused(&text, pattern, wrong, &secrets);
    }
}

#[track_caller]
fn is_refused(text: &str, right: &str, wrong: &str, secrets: &SecretTable) {
    assert!(text.contains(right), "{right} in {text}");
    let refused = read_snapshot(text.replace(right, wrong), secrets);
    assert!(matches!(refused, Err(FormatError::Value(_))), "{wrong}: {refused:?}");
}
