//! The C types and numbers of the SDK, with the SDK's names; no logic.
//!
//! * One file for each family of functions, `common` for what all of them use, `win` for the base types,
//!   `errors` for the numbers, `extension` and `cim` for what is our own.
//! * The doc comments are the text of `include/dhcpsapi.h`, so they are written for C readers; every
//!   `pub const` becomes a `#define` there.
//! * An enumeration that a caller fills in is `MaybeUninit` of it: any number may arrive. The header shows
//!   the enumeration itself.
//! * `X_0` is the union inside X.

#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals, reason = "the names are the SDK's")]

pub mod cim;
pub mod classes;
pub mod clients;
pub mod common;
pub mod directory;
pub mod elements;
pub mod errors;
pub mod extension;
pub mod failover;
pub mod filters;
pub mod multicast;
pub mod options;
pub mod policies;
pub mod server;
pub mod statistics;
pub mod subnets;
pub mod v6;
pub mod win;
