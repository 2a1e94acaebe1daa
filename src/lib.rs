//! Windows' DHCP Server Management API (`dhcpsapi.dll`) for Linux.
//!
//! The product is the shared library `libdhcpsapi.so` with the header `include/dhcpsapi.h`; the Rust modules are
//! not an API. `src/bin` is the command line, behind the feature `cli`. Each directory is a floor of the house, and uses
//! only those below it (`tests/walls.rs`):
//!
//! | module | what it is |
//! |---|---|
//! | `exports` | one function for each name of `dhcpsapi.dll`: documentation, signature, a few lines |
//! | `cim` | failover as the WMI classes show it, on both partners at once |
//! | `fork` | what is done when the process forks |
//! | `service` | the doors: which server is meant, what has to happen first, the lock |
//! | `engine` | the registry at work: settle, decide, append, apply, with its own clock and journal |
//! | `watch` | what people are told of what happened: the journal, the callback |
//! | `ffi` | the boundary: guard, pointers in and out, memory, C structure to domain value |
//! | `eventlog` | where the records of what happened are kept |
//! | `abi` | the C types and numbers of the SDK |
//! | `domain` | the DHCP servers themselves: pure rules, no C, no clock, no I/O |
//! | `say` | every spelling and every sentence, once |
//! | `boundary` | the numbers of `ffi`, for the command line |
//! | `environment` | the environment variables, read once |
//! | `index` | the one hash table |
//! | `bitmap` | the one bitmap |
//! | `process` | what the C library is asked about the process and the calling thread; locks, memory, the clock |

#[cfg(not(panic = "unwind"))]
compile_error!("dhcpsapi answers a panic with ERROR_INTERNAL_ERROR; build it with panic = \"unwind\"");

#[doc(hidden)]
pub mod abi;
mod bitmap;
#[doc(hidden)]
pub mod cim;
/// The numbers that the boundary has for facts, so that the command line shows the very same ones. They stand here, where
/// every floor is seen: numbers are chosen in `ffi`, which nothing outside of the library can see.
#[doc(hidden)]
pub mod boundary {
    pub use crate::ffi::call::refusal as error_number;
}
#[doc(hidden)]
pub mod domain;
#[doc(hidden)]
pub mod engine;
mod environment;
#[doc(hidden)]
pub mod eventlog;
pub mod exports;
mod ffi;
#[cfg(all(unix, not(miri)))]
mod fork;
mod index;
mod process;
#[doc(hidden)]
pub mod say;
#[doc(hidden)]
pub mod service;
#[doc(hidden)]
pub mod watch;
