//! The helpers of the tests: each of them, and each number of the SDK, stands here once.
//!
//! `backups` has backups of servers, `codes` the error numbers, `scripts` the command line, `blocks` strings and the memory of results,
//! `server` a server and what is called on it, `relationship` one half of failover, `pair` two partners, `clock` the time, `lab` faults,
//! `dhcp` the clients,
//! `fixtures` the scope and clients that the tests of the API's families begin with, `options` classes and options,
//! `filters` link-layer filters, superscopes and delays, `calls` every implemented function with arguments that can be
//! spoilt, `functions` the names of all exports, `project` the project's files, `postgres` database servers, `schema` the schemas
//! of the command line, and `programs` what is compiled and run.

#![allow(
    dead_code,
    unused_imports,
    unused_macros,
    unreachable_pub,
    missing_docs,
    reason = "each test program uses its part"
)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wrong_self_convention,
    clippy::new_without_default,
    reason = "a test may panic, and these are no types of an API"
)]

pub mod backups;
pub mod blocks;
pub mod calls;
pub mod clock;
pub mod codes;
pub mod dhcp;
pub mod filters;
pub mod fixtures;
pub mod functions;
pub mod lab;
pub mod options;
pub mod pair;
#[cfg(unix)]
pub mod postgres;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub mod process;
pub mod programs;
pub mod project;
pub mod relationship;
pub mod schema;
pub mod scripts;
pub mod server;

// The functions that windows-sys declares are ours.
extern crate dhcpsapi as _;
