//! Many threads of one process write and read at the same time.

use std::ffi::{c_char, c_void};
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dhcpsapi::abi::extension::DHCPSAPI_SEVERITY;
use dhcpsapi::exports::{dhcpsapi_log, dhcpsapi_server_start, dhcpsapi_server_stop};

use crate::faults::limit_files;
use crate::found::{beside, digest, examine, local};
use crate::support::programs::empty_directory;
use crate::support::server::Server;
use crate::tool::{Tool, create_scope, say, scopes, with_reason};
use crate::{Random, report, size};

/// So many threads make so many calls each.
pub fn together(threads: u32, calls: u32) {
    let begin = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for call in 0..calls {
                    let code = create_scope((10 + thread) * 1000 + call);
                    assert!([0, 20052].contains(&code), "{}", with_reason(code));
                }
            });
        }
    });
    say(&format!("{:?}", begin.elapsed()));
}

/// How many commits the index of a log counts: the third word of its header (sqlite.org/walformat.html).
fn commits(path: &Path) -> u32 {
    let index = fs::read(beside(path, "shm")).unwrap();
    u32::from_ne_bytes(index[8..12].try_into().unwrap())
}

#[test]
fn sixty_four_threads_share_commits() {
    let path = empty_directory("together").join("registry.db");
    // Whoever has the file open keeps the index, and its count.
    let mut other = Tool::at(&path);
    assert_eq!(other.code("scope 0"), 0);
    let before = commits(&path);
    let said = Tool::does(&path, "together 64 10").end();
    let count = commits(&path) - before;
    assert_eq!(examine(&path).records.len(), 641);
    assert_eq!(other.ask("scopes"), "0 641");
    assert!((10..=200).contains(&count), "{count} commits");
    report(&format!("together: 640 calls of 64 threads made {count} commits, in {}", said[0]));
}

/// How many messages a callback was told.
static TOLD: AtomicU32 = AtomicU32::new(0);

extern "C" fn counts(_: *mut c_void, _: DHCPSAPI_SEVERITY, _: *const c_char) {
    TOLD.fetch_add(1, Ordering::Relaxed);
}

/// Threads write while the file may grow and may not, in turn. Says how many calls were answered with success, how many were not,
/// how often a server was stopped or started, and how often a callback was told so.
pub fn starved(calls: u32) {
    static DONE: AtomicU32 = AtomicU32::new(0);
    static FAILED: AtomicU32 = AtomicU32::new(0);
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    let ends_well = |code: u32| {
        assert!([0, 112].contains(&code), "{}", with_reason(code));
        (if code == 0 { &DONE } else { &FAILED }).fetch_add(1, Ordering::Relaxed);
        code == 0
    };
    let server = Server::named("one", 1);
    assert_eq!(server.list(), 0);
    // SAFETY: a function that may be called at any time.
    assert_eq!(unsafe { dhcpsapi_log(Some(counts), std::ptr::null_mut()) }, 0);
    let mut changes = 0;
    std::thread::scope(|scope| {
        let writers: Vec<_> = (0..8)
            .map(|thread| {
                scope.spawn(move || {
                    (0..calls).for_each(|call| _ = ends_well(create_scope(thread * 5000 + call)))
                })
            })
            .collect();
        scope.spawn(|| {
            for size in [1, 0].into_iter().cycle() {
                if IS_OVER.load(Ordering::Relaxed) {
                    break;
                }
                limit_files(size);
                std::thread::sleep(Duration::from_millis(if size == 0 { 12 } else { 4 }));
            }
            limit_files(0);
        });
        while !writers.iter().all(|writer| writer.is_finished()) {
            // SAFETY: valid strings.
            let code = unsafe {
                if changes % 2 == 0 {
                    dhcpsapi_server_stop(server.ptr())
                } else {
                    dhcpsapi_server_start(server.ptr())
                }
            };
            changes += u32::from(ends_well(code));
        }
        IS_OVER.store(true, Ordering::Relaxed);
    });
    assert!(scopes().is_ok());
    say(&format!(
        "{} {} {changes} {}",
        DONE.load(Ordering::Relaxed),
        FAILED.load(Ordering::Relaxed),
        TOLD.load(Ordering::Relaxed)
    ));
    say(&crate::tool::digest());
}

/// Each call that fails has changed nothing, and each that does not is there, whoever shared a commit with whom; nobody was told
/// of what was lost.
#[test]
fn calls_that_share_a_commit_that_fails_change_nothing() {
    let path = empty_directory("starved").join("registry.db");
    let said = Tool::does(&path, "starved 600").end();
    let numbers: Vec<usize> = said[0].split(' ').map(|word| word.parse().unwrap()).collect();
    let [done, failed, changes, told] = numbers[..] else { panic!("{said:?}") };
    assert!(done > 0 && failed > 0, "{said:?}");
    let mut found = examine(&path);
    assert_eq!(local(&found.engine).scopes.iter().count() + changes, done);
    assert_eq!(found.records.len(), done + 1);
    assert_eq!(told, changes);
    assert_eq!(digest(&mut found.engine), said[1]);
    report(&format!(
        "together: {done} calls were kept and {failed} failed, while the file might grow now and then"
    ));
}

/// Some threads write, and others tell how much they have seen.
pub fn watched() {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let code = create_scope(NEXT.fetch_add(1, Ordering::Relaxed));
                    if code != 0 {
                        say(&format!("fault: {}", with_reason(code)));
                    }
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                let mut most = 0;
                loop {
                    let seen = scopes().map_or_else(
                        |code| {
                            say(&format!("fault: {}", with_reason(code)));
                            0
                        },
                        |scopes| scopes.len(),
                    );
                    if seen > most {
                        most = seen;
                        say(&format!("{most}"));
                    }
                }
            });
        }
    });
}

/// What a reader was shown is there after the process was killed at any instant: nobody sees what is not kept yet.
#[test]
fn what_a_reader_was_shown_outlasts_a_kill() {
    let mut random = Random::new();
    let rounds = size("REGISTRY_ROUNDS", 20);
    let mut shown = 0;
    for round in 0..rounds {
        let path = empty_directory("watched").join("registry.db");
        let process = Tool::does(&path, "watched");
        let first = process.hear().unwrap();
        std::thread::sleep(Duration::from_micros(10_000 + random.below(60_000)));
        let said = std::iter::once(first).chain(process.kill());
        let seen = |line: String| line.parse::<usize>().unwrap_or_else(|_| panic!("round {round}: {line}"));
        let most = said.map(seen).max().unwrap();
        let there = local(&examine(&path).engine).scopes.iter().count();
        assert!(there >= most, "round {round}: {most} were shown, and {there} are there");
        shown += most;
    }
    report(&format!("together: {rounds} kills, {shown} scopes shown before, all there"));
}
