//! What a database does not keep: a statement that fails in the middle of a transaction, and a database that was restored to what it
//! was before.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::error::{Error, LogFailure};
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::role::Role;
use dhcpsapi::domain::base::text::Secret;
use dhcpsapi::domain::model::scope::{ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::{Command, FailoverCommand, ScopeCommand, SettingsChange};
use dhcpsapi::service;
use rusqlite::Connection;
use rusqlite::backup::Backup;
use support::process::{Process, half, list};
use support::programs::empty_directory;

const SCOPE: ScopeId = ScopeId(0x0A01_0000);

fn wide(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

/// The secret of a relationship ends by the call that changes it. Where that cannot be done, the call has changed nothing, also not
/// though losing contact, which follows from it at once, fails for the same reason.
#[test]
fn a_statement_that_fails_behind_a_change() {
    let directory = empty_directory("lost statement");
    let file = directory.join("registry.db");
    service::open(&format!("sqlite:{}?synchronous=off", file.display())).unwrap();
    let names = [wide("s1"), wide("s2")];
    for (number, role) in [(1, Role::Primary), (2, Role::Secondary)] {
        service::command(None, &list(number)).unwrap();
        let subnet = Subnet::new(SCOPE.0, 0xFFFF_FF00).unwrap();
        let scope = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
        let create = Command::Failover(FailoverCommand::Create(half(role, Some("first")), vec![SCOPE]));
        for command in [Command::Scope(ScopeCommand::Create(scope)), create] {
            service::command(Some(&names[usize::try_from(number).unwrap() - 1]), &command).unwrap();
        }
    }
    let secret = || {
        service::ask(Some(&names[0]), |server| {
            let half = server.relationships.from(0).next().unwrap();
            Ok::<_, Error>(half.settings.secret.clone())
        })
    };
    let change = |secret: &str| {
        let secret = Some(Some(Secret::new(secret.into())));
        let change = SettingsChange { name: "pair".into(), secret, ..SettingsChange::default() };
        service::command(Some(&names[0]), &Command::Failover(FailoverCommand::Change(change)))
    };
    // Both halves have the first one, so it does not end yet; the second one does.
    assert_eq!(change("second"), Ok(()));
    let observer = Connection::open(&file).unwrap();
    observer
        .execute_batch("CREATE TRIGGER fails BEFORE DELETE ON secrets BEGIN SELECT raise(ABORT, 'no'); END")
        .unwrap();
    assert!(matches!(change("third"), Err(Error::Log(_))));
    assert_eq!(secret(), Ok(Some(Secret::new("second".into()))));
    observer.execute_batch("DROP TRIGGER fails").unwrap();
    assert_eq!(change("third"), Ok(()));
    assert_eq!(secret(), Ok(Some(Secret::new("third".into()))));
}

/// Whoever had seen what is no more there sees what is, whether that is less than it knew, as much, or more.
#[test]
fn a_database_that_was_restored() {
    for since in 0..4 {
        let directory = empty_directory(&format!("restored {since}"));
        let file = directory.join("registry.db");
        let (mut one, mut other) = (Process::at(&file), Process::at(&file));
        one.list(1).unwrap();
        let mut copy = Connection::open(directory.join("copy.db")).unwrap();
        let mut original = Connection::open(&file).unwrap();
        Backup::new(&original, &mut copy).unwrap().run_to_completion(1000, Default::default(), None).unwrap();
        one.list(2).unwrap();
        one.list(3).unwrap();
        assert_eq!(other.listed().unwrap(), ["s1", "s2", "s3"]);
        Backup::new(&copy, &mut original).unwrap().run_to_completion(1000, Default::default(), None).unwrap();
        let mut third = Process::at(&file);
        let mut expected = vec!["s1".to_owned()];
        for number in 10..10 + since {
            third.list(number).unwrap();
            expected.push(format!("s{number}"));
        }
        assert_eq!(one.listed().unwrap(), expected, "{since} since");
        other.list(20).unwrap();
        expected.push("s20".to_owned());
        for process in [&mut one, &mut other, &mut third, &mut Process::at(&file)] {
            assert_eq!(process.listed().unwrap(), expected, "{since} since");
            assert!(process.engine.is_what_the_log_says());
        }
    }
}

/// A path means the file that it meant when it was said, and is no URI.
#[test]
fn a_path_that_looks_like_something_else() {
    let directory = empty_directory("odd paths");
    for name in ["file:registry.db", ":memory:", "a b.db", "\u{e9}.db"] {
        let mut process = Process::at(&directory.join(name));
        process.list(1).unwrap();
        assert!(directory.join(name).metadata().unwrap().len() > 0, "{name}");
        assert_eq!(Process::at(&directory.join(name)).listed().unwrap(), ["s1"], "{name}");
    }
    assert_eq!(Process::at(&directory).listed(), Err(Error::Log(LogFailure::Unavailable)));
}

/// Whoever takes the write-ahead log away, or the index of it, keeps those that have the file open from each other and from those
/// that come. They notice, and nobody is told that a change is kept which nobody would find.
#[test]
fn a_log_that_is_taken_away() {
    for ending in ["-wal", "-shm"] {
        let directory = empty_directory(&format!("taken {ending}"));
        let file = directory.join("registry.db");
        let (mut one, mut other) = (Process::at(&file), Process::at(&file));
        one.list(1).unwrap();
        assert_eq!(other.listed().unwrap(), ["s1"]);
        std::fs::remove_file(directory.join(format!("registry.db{ending}"))).unwrap();
        let unavailable = Err(Error::Log(LogFailure::Unavailable));
        assert_eq!(one.list(2), unavailable, "{ending}");
        assert_eq!(other.list(2), unavailable, "{ending}");
        // What was in the log alone is gone with it; all agree on what is left, and go on.
        let left = Process::at(&file).listed().unwrap();
        assert_eq!((one.listed().unwrap(), other.listed().unwrap()), (left.clone(), left), "{ending}");
        assert_eq!((one.list(3), other.list(4)), (Ok(()), Ok(())), "{ending}");
        let all = Process::at(&file).listed().unwrap();
        assert!(["s3", "s4"].iter().all(|name| all.iter().any(|found| found == name)), "{ending}: {all:?}");
        assert_eq!((one.listed().unwrap(), other.listed().unwrap()), (all.clone(), all), "{ending}");
    }
}
