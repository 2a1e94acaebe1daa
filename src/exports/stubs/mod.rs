//! The exports that are not implemented yet. Each has its final signature, clears its outputs and says so.
//! When one is implemented it moves to the file of its family one floor up, and `exports.spec` says `done`.

#![allow(
    unused_variables,
    reason = "parameters carry the names of the SDK, and most inputs are not looked at yet"
)]

mod multicast;
mod policies;
mod policy_helpers;
mod v6;

pub use multicast::*;
pub use policies::*;
pub use policy_helpers::*;
pub use v6::*;
