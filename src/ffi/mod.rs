//! The boundary between C and the rest of the library, and with `exports` the only place for `unsafe`.
//!
//! * `call` runs a body, catches panics and turns what went wrong into a number;
//! * `views` turns the caller's pointers into values that need no further check;
//! * `out` clears the caller's outputs and fills them last;
//! * `alloc` makes and frees every block that a caller ever holds;
//! * `build` makes the parts of a result, or counts their bytes;
//! * `paging` is the arithmetic of resume handles;
//! * `reason` keeps why the last call of each thread was refused;
//! * `thread_options` keeps the flags that a thread has set;
//! * `convert` turns C structures into domain values and back, one file for each family;
//! * `trace` writes the calls down when the user asks for it.

pub(crate) mod alloc;
pub(crate) mod build;
pub(crate) mod call;
pub(crate) mod convert;
pub(crate) mod live;
pub(crate) mod out;
pub(crate) mod paging;
pub(crate) mod reason;
pub(crate) mod thread_options;
pub(crate) mod trace;
pub(crate) mod views;
