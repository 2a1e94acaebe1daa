//! The calls of one process with many threads, which share connections that are lost at bad moments.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use dhcpsapi::domain::base::error::{Error, LogFailure};
use dhcpsapi::service;

use super::support::fixtures::MASK;
use super::support::postgres::{Proxy, Server, place_at, programs};
use super::support::process::list;
use super::support::relationship::{Relationship, deploy};
use super::support::server::Server as Dhcp;
use super::{listed, listed_in_records, process_at};

const SCOPE: u32 = 0x0A00_0000;
/// DHCP_FAILOVER_RELATIONSHIP: the shared secret is set (MS-DHCPM 3.2.4.92).
const SHAREDSECRET: u32 = 0x10;

/// A process has its servers in one place, so that all this is one test.
#[test]
fn connections_that_are_lost() {
    let Some(programs) = programs() else { return };
    let server = Server::start(&programs);
    let proxy = Proxy::before(server.port);
    service::open(&format!("postgres:{}", place_at(&[proxy.port]))).unwrap();
    commits_that_are_lost_are_made_again(&server, &proxy);
    transactions_that_are_lost_are_made_again(&server);
    a_wait_goes_on_when_its_connection_is_lost(&server);
    a_child_goes_on_whatever_other_threads_were_doing(&server);
    calls_wait_together_for_a_server_that_is_stopped(&proxy);
}

fn commits_that_are_lost_are_made_again(server: &Server, proxy: &Proxy) {
    for number in 1..4 {
        proxy.lose_the_next_commit();
        assert_eq!(service::command(None, &list(number)), Ok(()));
        assert!(proxy.has_lost_it());
    }
    assert_eq!(listed(&mut process_at(&server.place())), Ok(3));
}

/// The server ends those that have a transaction open and say nothing, again and again. Nothing of such a transaction is kept, so
/// that all calls that took part in it are decided again: no caller learns of it, those with secrets neither.
fn transactions_that_are_lost_are_made_again(server: &Server) {
    let (one, two) = Dhcp::pair();
    [&one, &two].into_iter().for_each(|server| server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 100));
    deploy(Relationship::between("pair", &one, &two, &[SCOPE]), &one, &two);
    let before = listed(&mut process_at(&server.place())).unwrap();
    let (is_done, killed, next) = (AtomicBool::new(false), AtomicU32::new(0), AtomicU32::new(100));
    let failed = thread::scope(|scope| {
        let mut workers = Vec::new();
        for _ in 0..6 {
            workers.push(scope.spawn(|| {
                let mut failed = BTreeMap::new();
                while !is_done.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if let Err(error) = service::command(None, &list(number)) {
                        *failed.entry(format!("list: {error:?}")).or_insert(0) += 1;
                    }
                }
                failed
            }));
        }
        workers.push(scope.spawn(|| {
            let mut failed = BTreeMap::new();
            let mut round = 0;
            while !is_done.load(Ordering::Relaxed) {
                round += 1;
                let half = Relationship::between("pair", &one, &two, &[SCOPE]);
                let code = half.secret(&format!("secret {round}")).set_on(&one, SHAREDSECRET);
                if code != 0 {
                    *failed.entry(format!("secret: {code}")).or_insert(0) += 1;
                }
            }
            failed
        }));
        // Others commit where the lock of a transaction was lost with it, and those that read see it.
        scope.spawn(|| {
            let mut other = process_at(&server.place());
            while !is_done.load(Ordering::Relaxed) {
                let number = next.fetch_add(1, Ordering::Relaxed);
                // Its own transactions are lost, too, and this one does not try again by itself.
                while let Err(error) = other.list(number) {
                    assert_eq!(error, Error::Log(LogFailure::NotKept));
                }
                thread::sleep(Duration::from_millis(10));
            }
        });
        scope.spawn(|| {
            while !is_done.load(Ordering::Relaxed) {
                service::survey(|_| Ok::<_, Error>(())).unwrap();
            }
        });
        let until = Instant::now() + Duration::from_secs(4);
        while Instant::now() < until {
            let ended = server.sql(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE state = 'idle in transaction'",
            );
            killed.fetch_add(ended.parse().unwrap_or(0), Ordering::Relaxed);
            thread::sleep(Duration::from_millis(50));
        }
        is_done.store(true, Ordering::Relaxed);
        let all = workers.into_iter().flat_map(|worker| worker.join().unwrap());
        all.fold(BTreeMap::new(), |mut failed, (why, count)| {
            *failed.entry(why).or_insert(0) += count;
            failed
        })
    });
    let (killed, asked) = (killed.into_inner(), next.into_inner() - 100);
    eprintln!("{killed} connections were ended in a transaction, while {asked} servers were listed");
    assert!(killed > 5, "{killed}");
    assert_eq!(failed, BTreeMap::new());
    let found = listed_in_records(&server.place());
    assert!(found.values().all(|times| *times == 1));
    let mut other = process_at(&server.place());
    assert_eq!(listed(&mut other), Ok(before + usize::try_from(asked).unwrap()));
}

fn a_wait_goes_on_when_its_connection_is_lost(server: &Server) {
    // What others did until now has been seen.
    service::survey(|_| Ok::<_, Error>(())).unwrap();
    let ended = thread::scope(|scope| {
        let waiting = scope.spawn(|| service::wait(Some(Duration::from_secs(20))));
        for _ in 0..3 {
            let until = Instant::now() + Duration::from_secs(10);
            let listener =
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'";
            while server.sql(listener) != "1" {
                assert!(Instant::now() < until, "nobody listens");
                thread::sleep(Duration::from_millis(20));
            }
        }
        thread::sleep(Duration::from_millis(300));
        assert!(!waiting.is_finished());
        process_at(&server.place()).list(50).unwrap();
        waiting.join().unwrap()
    });
    assert_eq!(ended, Ok(true));
}

/// Forks while other threads are inside calls and wait. Each child lists a server, by a connection of its own.
fn a_child_goes_on_whatever_other_threads_were_doing(server: &Server) {
    let (is_done, next) = (AtomicBool::new(false), AtomicU32::new(20_000));
    let before = listed(&mut process_at(&server.place())).unwrap();
    thread::scope(|scope| {
        for thread in 0..6 {
            let (is_done, next) = (&is_done, &next);
            scope.spawn(move || {
                while !is_done.load(Ordering::Relaxed) {
                    if thread < 3 {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        assert_eq!(service::command(None, &list(number)), Ok(()));
                    } else {
                        assert!(service::wait(Some(Duration::from_secs(1))).is_ok());
                    }
                }
            });
        }
        for number in 0..30 {
            // SAFETY: the child calls what the parent might, too; the library promises that of itself, and std's allocator does.
            let child = unsafe { libc::fork() };
            if child == 0 {
                // SAFETY: they take numbers.
                unsafe { libc::alarm(30) };
                let is_listed = service::command(None, &list(30_000 + number)).is_ok();
                // SAFETY: as before.
                unsafe { libc::_exit(i32::from(!is_listed)) };
            }
            let mut status = 99;
            // SAFETY: a child of this process, and a valid place.
            assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
            assert_eq!(status, 0, "the child's");
        }
        is_done.store(true, Ordering::Relaxed);
    });
    let listed_by_threads = usize::try_from(next.into_inner() - 20_000).unwrap();
    assert_eq!(listed(&mut process_at(&server.place())), Ok(before + listed_by_threads + 30));
}

/// Sixteen calls that wait for the same server wait for it at the same time.
fn calls_wait_together_for_a_server_that_is_stopped(proxy: &Proxy) {
    proxy.stall(true);
    let begun = Instant::now();
    thread::scope(|scope| {
        let calls: Vec<_> = (0..16)
            .map(|number| {
                scope.spawn(move || match number % 2 {
                    0 => service::command(None, &list(60 + number)),
                    _ => service::survey(|_| Ok(())),
                })
            })
            .collect();
        for call in calls {
            assert_eq!(call.join().unwrap(), Err(Error::Log(LogFailure::Unavailable)));
        }
    });
    assert!(begun.elapsed() < Duration::from_secs(45), "{:?}", begun.elapsed());
    proxy.stall(false);
    assert_eq!(service::command(None, &list(90)), Ok(()));
}
