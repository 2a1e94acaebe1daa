//! The exports: one function for each name of `dhcpsapi.dll`, listed in `exports.spec`.
//!
//! # What the caller promises
//!
//! This holds for every function of this directory and stands only here. A `SAFETY` comment that says "by the
//! contract of `exports`" means it.
//!
//! * Each pointer is NULL or valid for its purpose for the length of the call: an input can be read, an output
//!   can be written, and both hold the type that the declaration says. A function that cannot do without it
//!   answers `ERROR_INVALID_PARAMETER` for NULL. A string or an array that is not aligned for its elements is
//!   refused likewise; a structure or an output may lie anywhere.
//! * A string is NULL or ends with a zero unit. A buffer for a string has the number of bytes that its size
//!   parameter says.
//! * An array has as many elements as the count beside it says, and a pointer inside a structure keeps the same
//!   promise as a parameter.
//! * Nothing else writes to inputs or outputs until the call returns. Calls from several threads at once are
//!   fine.
//! * A callback can be called on any thread, with the context that was given with it, until another one takes its place and
//!   its last call has returned. It returns: it does not throw, leave by `longjmp`, end its thread or let it be cancelled.
//! * No function is called from a signal handler.
//! * What a call returns through a pointer belongs to the caller, who releases it with `DhcpRpcFreeMemory`.
//!   Inputs stay the caller's, and nothing of them is kept.
//!
//! # What the functions promise
//!
//! * Outputs are cleared first (NULL, 0) and filled last, on success only; `ERROR_MORE_DATA` is a success. A
//!   resume handle is input as well and is only changed by a success.
//! * No panic leaves a function, and a refused call changes nothing.
//! * The body is one expression, `call("Name", move || ...)`; below it there is no raw pointer.
//!
//! The doc comment of a function is the text of `include/dhcpsapi.h`, and the order of the modules is the order
//! there.

#![allow(non_snake_case, reason = "functions and parameters have the names of the SDK")]
#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "a doc comment is the text of a C header: `@param[in]` is no link"
)]
#![expect(clippy::missing_safety_doc, reason = "one contract for all exports, in the module documentation")]

use crate::ffi::call::Failure;
use crate::service::available;

/// An argument, where a server finds its value to be impossible: a server that is not there finds nothing, so that this is the
/// answer then. An argument that cannot be read at all never comes so far.
#[inline(never)]
fn judged<T>(server: Option<&[u16]>, given: Result<T, Failure>) -> Result<T, Failure> {
    given.map_err(|failure| judgement(server, failure))
}

/// As `judged`, where no name means that no server is asked in particular.
fn judged_if_named<T>(server: Option<&[u16]>, given: Result<T, Failure>) -> Result<T, Failure> {
    if server.is_some_and(|name| !name.is_empty()) { judged(server, given) } else { given }
}

#[cold]
fn judgement(server: Option<&[u16]>, failure: Failure) -> Failure {
    match failure {
        Failure::InvalidValue(_) | Failure::Domain(_) => {
            available(server).map_or_else(Failure::from, |()| failure)
        }
        other => other,
    }
}

// The blank lines keep rustfmt from sorting them.
mod failover;

mod directory;

mod subnets;

mod elements;

mod clients;

mod classes;

mod options;

mod filters;

mod memory;

mod server;

mod statistics;

mod ext;

mod cim;

mod stubs;

// One flat list of names, as in the library itself.
pub use cim::*;
pub use classes::*;
pub use clients::*;
pub use directory::*;
pub use elements::*;
pub use ext::*;
pub use failover::*;
pub use filters::*;
pub use memory::*;
pub use options::*;
pub use server::*;
pub use statistics::*;
pub use stubs::*;
pub use subnets::*;
