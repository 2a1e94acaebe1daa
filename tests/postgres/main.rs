//! A registry in PostgreSQL: several engines at one database, a primary that fails, answers that are lost.
//!
//! The servers are real ones, on loopback. Where PostgreSQL is not installed, the tests say that they are skipped.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod one_process;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dhcpsapi::domain::base::error::{Error, LogFailure};
use dhcpsapi::engine::Clock;
use dhcpsapi::eventlog::database::postgres::Postgres;
use dhcpsapi::eventlog::database::{Database, DatabaseLog, Row};
use dhcpsapi::eventlog::{EventLog, Revision};

use support::postgres::{Proxy, Server, place_at, programs};
use support::process::Process;

/// A process at a database.
fn process_at(place: &str) -> Process {
    Process::new(Arc::new(DatabaseLog::new(Postgres::at(place))), Clock::Host)
}

/// How many servers are listed, as a call that reads sees it.
fn listed(process: &mut Process) -> Result<usize, Error> {
    process.listed().map(|names| names.len())
}

/// The names that the records of a registry list, each with how often.
fn listed_in_records(place: &str) -> BTreeMap<String, usize> {
    let log = DatabaseLog::new(Postgres::at(place));
    let mut found = BTreeMap::new();
    for record in log.read(Revision(1), usize::MAX).unwrap() {
        for event in record.events {
            let text = format!("{event:?}");
            if let Some((_, rest)) = text.split_once("ServerListed(Listing { name: ") {
                let name = rest.split(',').next().unwrap().trim_matches('"').to_owned();
                *found.entry(name).or_default() += 1;
            }
        }
    }
    found
}

#[test]
fn each_sees_what_the_other_did() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let (mut one, mut other) = (process_at(&server.place()), process_at(&server.place()));
    assert_eq!((listed(&mut one), listed(&mut other)), (Ok(0), Ok(0)));
    assert_eq!(
        server.sql("SELECT count(*) FROM pg_namespace WHERE nspname = 'dhcpsapi'"),
        "0",
        "reading writes nothing"
    );
    one.list(1).unwrap();
    assert_eq!(listed(&mut other), Ok(1));
    other.list(2).unwrap();
    assert_eq!(one.list(2), Err(Error::ServerListed));
    assert_eq!(listed(&mut one), Ok(2));
    assert!(one.engine.is_what_the_log_says() && other.engine.is_what_the_log_says());
    assert!(one.engine.registry() == other.engine.registry());
    // For people.
    assert_eq!(server.sql("SELECT cause FROM dhcpsapi.events WHERE revision = 1"), "directory");
}

/// A process of an older build that still runs is refused, and writes nothing.
#[test]
fn a_newer_format() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let mut process = process_at(&server.place());
    process.list(1).unwrap();
    server.sql("UPDATE dhcpsapi.registry SET format = 2");
    let other = Err(Error::Log(LogFailure::OtherFormat));
    assert_eq!((process.list(2), listed(&mut process).map(|_| ())), (other, other));
    assert_eq!(server.sql("SELECT count(*) FROM dhcpsapi.records"), "1");
}

/// Eight that write at once, each its own; nothing is lost, and nothing is there twice.
#[test]
fn eight_at_once() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let place = server.place();
    thread::scope(|scope| {
        for worker in 0..8 {
            let place = &place;
            scope.spawn(move || {
                let mut process = process_at(place);
                (0..25).for_each(|number| process.list(1 + worker * 100 + number).unwrap());
            });
        }
    });
    let found = listed_in_records(&place);
    assert_eq!((found.len(), found.values().all(|times| *times == 1)), (200, true));
    assert_eq!(listed(&mut process_at(&place)), Ok(200));
}

/// Whoever reads at the moment at which another process makes the tables finds nothing yet, or all.
#[test]
fn a_reader_while_the_tables_are_made() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let place = server.place();
    for round in 0..20 {
        server.sql("DROP SCHEMA IF EXISTS dhcpsapi CASCADE");
        let mut reader = process_at(&place);
        thread::scope(|scope| {
            let writer = scope.spawn(|| process_at(&place).list(1).unwrap());
            loop {
                match listed(&mut reader) {
                    Ok(1) => break,
                    found => assert_eq!(found, Ok(0), "round {round}"),
                }
            }
            writer.join().unwrap();
        });
    }
}

/// A change is in the database, and its caller has heard nothing: it is looked for by its id, and found.
#[test]
fn an_answer_that_is_lost() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    let mut process = process_at(&place_at(&[proxy.port]));
    process.list(1).unwrap();
    for number in 2..6 {
        proxy.lose_the_next_answer();
        assert_eq!(process.list(number), Ok(()));
        assert!(proxy.has_lost_it());
    }
    assert_eq!(listed(&mut process), Ok(5));
    assert!(listed_in_records(&server.place()).values().all(|times| *times == 1));
}

/// A commit that never came to the server is no success: it is looked for by its id, and not found. A call then decides again.
#[test]
fn a_commit_that_is_lost() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    let mut process = process_at(&place_at(&[proxy.port]));
    process.list(1).unwrap();
    proxy.lose_the_next_commit();
    assert_eq!(process.list(2), Err(Error::Log(LogFailure::NotKept)));
    assert!(proxy.has_lost_it());
    assert_eq!(listed(&mut process), Ok(1));
    assert_eq!(process.list(2), Ok(()));
    assert!(listed_in_records(&server.place()).values().all(|times| *times == 1));
}

/// Nobody waits for ever, and when the server answers again all goes on.
#[test]
fn a_server_that_does_not_answer() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    let mut process = process_at(&place_at(&[proxy.port]));
    process.list(1).unwrap();
    proxy.stall(true);
    let begun = Instant::now();
    assert_eq!(process.list(2), Err(Error::Log(LogFailure::Unavailable)));
    assert_eq!(listed(&mut process), Err(Error::Log(LogFailure::Unavailable)));
    assert!(begun.elapsed() < Duration::from_secs(45), "{:?}", begun.elapsed());
    proxy.stall(false);
    assert_eq!(process.list(2), Ok(()));
    assert_eq!(listed(&mut process), Ok(2));
}

/// A host that accepts a connection and says nothing has its share of the time, and no more.
#[test]
fn the_first_host_says_nothing() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    proxy.stall(true);
    let place = place_at(&[proxy.port, server.port]);
    for place in [place.clone(), place.replace(" connect_timeout=2", "")] {
        let mut process = process_at(&place);
        assert_eq!(listed(&mut process), Ok(0), "{place}");
    }
    assert_eq!(process_at(&place).list(1), Ok(()));
    let wrong = "host=127.0.0.1 no_such_setting=1";
    assert_eq!(listed(&mut process_at(wrong)), Err(Error::Log(LogFailure::Unavailable)));
}

/// A registry of which something is missing is not one in which nothing was written yet.
#[test]
fn tables_that_are_gone() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let mut process = process_at(&server.place());
    assert_eq!(listed(&mut process), Ok(0));
    process.list(1).unwrap();
    let damaged = Err(Error::Log(LogFailure::Damaged));
    for table in ["records", "snapshot", "registry", "secrets"] {
        server.sql(&format!("ALTER TABLE dhcpsapi.{table} RENAME TO elsewhere"));
        assert_eq!(listed(&mut process).map(|_| ()), damaged, "{table}");
        let mut other = process_at(&server.place());
        assert_eq!(listed(&mut other).map(|_| ()), damaged, "{table}");
        assert_eq!(other.list(2), damaged, "{table}");
        // Whoever knows the registry and writes looks for no secret.
        if table != "secrets" {
            assert_eq!(process.list(2), damaged, "{table}");
        }
        server.sql(&format!("ALTER TABLE dhcpsapi.elsewhere RENAME TO {table}"));
        assert_eq!(listed(&mut process), Ok(1), "{table}");
    }
    server.sql("DELETE FROM dhcpsapi.registry");
    let other_format = Err(Error::Log(LogFailure::OtherFormat));
    assert_eq!((listed(&mut process).map(|_| ()), process.list(2)), (other_format, other_format));
    server.sql("DROP SCHEMA dhcpsapi CASCADE");
    assert_eq!((listed(&mut process).map(|_| ()), process.list(2)), (damaged, damaged));
    // Whoever has not known it finds nothing, and begins.
    let mut other = process_at(&server.place());
    assert_eq!((listed(&mut other), other.list(7)), (Ok(0), Ok(())));
    assert_eq!(process.listed().unwrap(), ["s7"]);
    server
        .sql("DROP SCHEMA dhcpsapi CASCADE; CREATE SCHEMA dhcpsapi; CREATE TABLE dhcpsapi.registry (a int)");
    let mut other = process_at(&server.place());
    let outcomes = (listed(&mut other).map(|_| ()), other.list(1));
    assert!(outcomes.0.is_err() && outcomes.1.is_err(), "{outcomes:?}");
    assert_eq!(
        server.sql("SELECT count(*) FROM pg_class WHERE relnamespace = 'dhcpsapi'::regnamespace"),
        "1"
    );
}

/// Somebody who holds the lock keeps others from writing for a bounded time, and from reading not at all.
#[test]
fn somebody_who_holds_the_lock() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let (mut one, other) = (process_at(&server.place()), process_at(&server.place()));
    one.list(1).unwrap();
    other.log.begin_turn().unwrap();
    assert_eq!(listed(&mut one), Ok(1));
    assert_eq!(one.list(2), Err(Error::Log(LogFailure::Busy)));
    other.log.end_turn();
    assert_eq!(one.list(2), Ok(()));
    // One who never says anything again, since it has stopped or its host is gone, keeps them from it for 15 seconds.
    other.log.begin_turn().unwrap();
    let until = Instant::now() + Duration::from_secs(40);
    while one.list(3).is_err() {
        assert!(Instant::now() < until, "nobody can write any more");
    }
    other.log.end_turn();
    assert_eq!(listed(&mut one), Ok(3));
}

/// A server that takes no more is not waited for without end, also where there is more to say than the system keeps for it.
#[test]
fn a_server_that_takes_no_more() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    let database = Postgres::at(&place_at(&[proxy.port]));
    database.begin().unwrap();
    let text = "x".repeat(24 << 20);
    database.insert(&Row { revision: Revision(1), id: 1, text }).unwrap();
    proxy.stall(true);
    let begun = Instant::now();
    assert_eq!(database.commit().unwrap_err().kind, LogFailure::OutcomeUnknown);
    assert!(begun.elapsed() < Duration::from_secs(45), "{:?}", begun.elapsed());
    proxy.stall(false);
    // And all of it arrives where the server is only slow.
    let text = format!("\"{}\"", "x".repeat(24 << 20));
    let database = Postgres::at(&place_at(&[proxy.port]));
    database.begin().unwrap();
    database.insert(&Row { revision: Revision(1), id: 2, text }).unwrap();
    database.commit().unwrap();
    assert_eq!(server.sql("SELECT length(record) FROM dhcpsapi.records"), "25165826");
}

/// The wait for the standby is cancelled: the change may be lost with the primary, so it is no success.
#[test]
fn a_standby_that_is_not_there() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let mut process = process_at(&server.place());
    process.list(1).unwrap();
    server.sql("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
    server.sql("SELECT pg_reload_conf()");
    let is_done = AtomicBool::new(false);
    let outcome = thread::scope(|scope| {
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                server
                    .sql("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
                thread::sleep(Duration::from_millis(100));
            }
        });
        let outcome = process.list(2);
        is_done.store(true, Ordering::Relaxed);
        outcome
    });
    assert_eq!(outcome, Err(Error::Log(LogFailure::OutcomeUnknown)));
    server.sql("ALTER SYSTEM RESET synchronous_standby_names");
    server.sql("SELECT pg_reload_conf()");
    assert_eq!(listed(&mut process), Ok(2), "it was kept after all");
}

/// The primary stops hard and its standby is promoted, while four write and four read: every call that was answered is there.
#[test]
fn the_primary_fails() {
    let Some(programs) = programs() else { return };
    let primary = Server::start(&programs);
    let mut first = process_at(&primary.place());
    first.list(1).unwrap();
    let standby = Server::standby_of(&primary);
    primary.wait_for_standby();
    let place = place_at(&[primary.port, standby.port]);
    let is_done = AtomicBool::new(false);
    let (answered, failed) = thread::scope(|scope| {
        let workers: Vec<_> = (1..=4)
            .map(|worker| {
                let (place, is_done) = (&place, &is_done);
                scope.spawn(move || {
                    let mut process = process_at(place);
                    let (mut answered, mut failed) = (Vec::new(), BTreeMap::new());
                    for number in 0.. {
                        if is_done.load(Ordering::Relaxed) {
                            break;
                        }
                        let (server, begun) = (worker * 10_000 + number, Instant::now());
                        match process.list(server) {
                            Ok(()) => answered.push(server),
                            Err(error) => *failed.entry(format!("{error:?}")).or_insert(0) += 1,
                        }
                        assert!(begun.elapsed() < Duration::from_secs(45));
                    }
                    (answered, failed)
                })
            })
            .collect();
        thread::sleep(Duration::from_secs(1));
        primary.stop_hard();
        standby.promote();
        thread::sleep(Duration::from_secs(4));
        is_done.store(true, Ordering::Relaxed);
        let all = workers.into_iter().map(|worker| worker.join().unwrap());
        all.fold((Vec::new(), BTreeMap::new()), |(mut answered, mut failed), (more, errors)| {
            answered.extend(more);
            errors.into_iter().for_each(|(error, count)| *failed.entry(error).or_insert(0) += count);
            (answered, failed)
        })
    });
    let found = listed_in_records(&standby.place());
    eprintln!("{} calls were answered, {} are there, failed: {failed:?}", answered.len(), found.len());
    let lost: Vec<&u32> =
        answered.iter().filter(|number| !found.contains_key(&format!("s{number}"))).collect();
    assert_eq!(lost, Vec::<&u32>::new());
    assert!(found.values().all(|times| *times == 1));
    let behind = answered.iter().filter(|number| **number % 10_000 > 0).count();
    assert!(behind > 20, "calls succeed before and after: {behind}");
    assert_eq!(
        listed(&mut first).map(|_| ()),
        Err(Error::Log(LogFailure::Unavailable)),
        "it knows the primary alone"
    );
}
