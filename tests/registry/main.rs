//! A registry in a file lasts, and several processes share it. Processes that call the library are made of this program, which
//! is run anew as `tool::worker`; they are killed, stopped, forked and given files that are not what they should be.
//!
//! `make test` runs the small size. The environment chooses another: `REGISTRY_ROUNDS` is how often a writer is killed (20), and
//! `REGISTRY_CALLS` how many calls each of several processes makes (60). `make soak` has 500 and 1,000.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    missing_docs,
    unreachable_pub,
    reason = "a test may panic, and this is no API"
)]

#[path = "../support/mod.rs"]
mod support;

mod cancelled;
mod durable;
mod faults;
mod forks;
mod found;
mod histories;
mod shared;
mod together;
mod tool;

use std::io::Write;

/// A size of the tests, which the environment may choose.
fn size(variable: &str, small: usize) -> usize {
    std::env::var(variable).map_or(small, |size| size.parse().expect("a number"))
}

/// Prints what was found, also when the test passes.
#[expect(clippy::explicit_write, reason = "what the macros print is only shown when a test fails")]
fn report(what: &str) {
    writeln!(std::io::stderr(), "{what}").unwrap();
}

/// Random numbers, which differ each time; the first of them is told where a test fails.
struct Random(u64);

impl Random {
    fn new() -> Self {
        let mut seed = [0; 8];
        std::io::Read::read_exact(&mut std::fs::File::open("/dev/urandom").unwrap(), &mut seed).unwrap();
        Random::from(u64::from_ne_bytes(seed))
    }

    fn from(seed: u64) -> Self {
        println!("seed {seed}");
        Random(seed | 1)
    }

    /// One of that many numbers, from 0.
    fn below(&mut self, count: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % count
    }
}
