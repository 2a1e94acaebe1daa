//! Many threads of one process write and read at the same time.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::found::{beside, examine, local};
use crate::support::programs::empty_directory;
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

/// Some threads write, and others tell how much they have seen.
pub fn watched() {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                loop {
                    let code = create_scope(NEXT.fetch_add(1, Ordering::Relaxed));
                    assert_eq!(code, 0, "{}", with_reason(code));
                }
            });
        }
        for _ in 0..2 {
            scope.spawn(|| {
                let mut most = 0;
                loop {
                    let seen = scopes().unwrap().len();
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
        let most = said.map(|line| line.parse::<usize>().unwrap()).max().unwrap();
        let there = local(&examine(&path).engine).scopes.iter().count();
        assert!(there >= most, "round {round}: {most} were shown, and {there} are there");
        shown += most;
    }
    report(&format!("together: {rounds} kills, {shown} scopes shown before, all there"));
}
