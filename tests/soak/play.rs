//! Plays cases, each made of one number.

use std::sync::{Once, OnceLock};

use dhcpsapi::service::are_what_the_log_says;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use crate::support::clock::turn;

/// The rules. SOAK_LENIENT names those that a run is to leave out, with commas between, so that others are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rule {
    /// No address has two clients with overlapping validity (failover semantics 2.6).
    Master,
    /// Nor is one on record for two when the servers have met (0.2 C3).
    Met,
    /// Both books say alike (0.2 C13; 3.1, 3.2).
    Books,
    /// A lease ends as its client's last answer says (0.2 C2).
    Ends,
    /// An address that a client has left is not its any more (0.2 C6).
    Left,
    /// How long a lease is (0.2 C1, C5).
    Terms,
    /// Which client may have which address (1.1, 1.8).
    Allocation,
    /// Which of two in NORMAL answers a new client (draft 9.8.2).
    First,
    /// A reserved client gets its reserved address (0.2 C8).
    Reserved,
    /// Reservation, exclusion, range (0.2 C7).
    Precedence,
    /// The statistics add up (2.6).
    Sums,
    /// The time of the last transaction never goes back.
    Heard,
    /// The record of a reservation that no client uses is there whenever its client has no other.
    Idle,
    /// Who was declared down recovers (0.2 C10).
    Recovers,
    /// A partner in an unexpected state is met with COMMUNICATION_INT (0.2 C11).
    Unexpected,
    /// Servers whose secrets differ are not in contact (0.2 C9).
    Secrets,
    /// Replication keeps contact (0.2 C13).
    Replication,
    /// When all is repaired, all is well.
    Repaired,
    /// The answer that `dhcpsapi_explain` gives is the one that the client gets.
    Explained,
    /// The records of the log make the same registry of a new one.
    Replayed,
}

pub(crate) fn must(rule: Rule, holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds || is_left_out(rule) { Ok(()) } else { Err(format!("{rule:?}: {}", what())) }
}

fn is_left_out(rule: Rule) -> bool {
    static LENIENT: OnceLock<Vec<String>> = OnceLock::new();
    let lenient = LENIENT.get_or_init(|| names("SOAK_LENIENT").unwrap_or_default());
    lenient.iter().any(|name| *name == format!("{rule:?}"))
}

/// The names that a variable holds.
pub(crate) fn names(variable: &str) -> Option<Vec<String>> {
    std::env::var(variable).ok().map(|names| names.split(',').map(str::to_owned).collect())
}

pub(crate) fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

/// Has the servers keep their records, unless the environment names another log.
fn keep_records() {
    static KEPT: Once = Once::new();
    KEPT.call_once(|| {
        if std::env::var_os("DHCPSAPI_REGISTRY").is_none() {
            // SAFETY: no other thread of this program reads the environment: the library does so at its first call, and whoever
            // plays has the turn.
            unsafe { std::env::set_var("DHCPSAPI_REGISTRY", "memory:records") };
        }
    });
}

/// Plays the cases, each of its own number: as many as are usual, unless PROPTEST_CASES says otherwise.
pub(crate) fn play<S: Strategy>(usual: u64, strategy: &S, case: impl Fn(S::Value) -> Result<(), String>) {
    let _turn = turn();
    keep_records();
    let cases = from_environment("PROPTEST_CASES").unwrap_or(usual);
    let any = || std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64;
    let first = from_environment("PROPTEST_RNG_SEED").unwrap_or_else(any);
    let shrinks =
        from_environment("PROPTEST_MAX_SHRINK_ITERS").map_or(20_000, |most| u32::try_from(most).unwrap());
    for seed in (0..cases).map(|more| first.wrapping_add(more)) {
        let rng_seed = RngSeed::Fixed(seed);
        let config = Config {
            cases: 1,
            failure_persistence: None,
            rng_seed,
            max_shrink_iters: shrinks,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(strategy, |input| {
            let outcome = case(input).and_then(|()| {
                must(Rule::Replayed, are_what_the_log_says(), || "the log says something else".to_owned())
            });
            outcome.map_err(TestCaseError::fail)
        });
        if let Err(failure) = outcome {
            panic!("PROPTEST_RNG_SEED={seed} (case {} of {cases})\n{failure}", seed.wrapping_sub(first) + 1);
        }
    }
}
