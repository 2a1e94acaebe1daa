//! Whatever happens to two partners in whatever order, and however each is configured: one address is never two clients', and
//! when all is well again the two are one again.
//!
//! | module | what |
//! |---|---|
//! | `schedule` | the steps, and how often each comes: the one place for weights |
//! | `ledger` | the answers that clients got, and reasons for two of them with one address; it plays the schedules |
//! | `leads` | how long a lease may be |
//! | `books` | what both servers have to say alike |
//! | `configuration` | the configuration of each server |
//! | `clients` | DHCP clients and administrators, in random schedules |
//! | `found` | schedules that once ended badly |
//! | `by_hand` | an administrator who writes lease records |
//! | `networks` | two scopes in a superscope |
//! | `trial`, `play` | two servers and the calls; cases from numbers |
//!
//! A case is made of one number. A case that fails prints its number and the shortest schedule that still fails. It is
//! played again by
//!
//! ```text
//! PROPTEST_RNG_SEED=<the number> PROPTEST_CASES=1 cargo test --test soak <clients, by_hand or networks>
//! ```
//!
//! SOAK_ONLY and SOAK_WITHOUT name kinds of steps that a run has alone, or not, and SOAK_LENIENT rules that it leaves out, so that
//! one mistake does not hide the others.
//! `PROPTEST_CASES` is how many cases there are, with the numbers from that one on (`make soak` wants many). Time is
//! the clock that the test sets, so a case is the same whenever and wherever it is played.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

#[path = "../support/mod.rs"]
mod support;

mod books;
mod by_hand;
mod clients;
mod configuration;
mod found;
mod leads;
mod ledger;
mod networks;
mod play;
mod schedule;
mod trial;
