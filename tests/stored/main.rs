//! Format 1, in which logs store records and snapshots: what it looks like, that it holds all there is, and that no secret is in
//! it.
//!
//! | module | what |
//! |---|---|
//! | `golden` | the golden file, whose lines every later build reads |
//! | `lines` | the values of these lines, written by hand |
//! | `seen` | which kinds and which optional fields the golden file has |
//! | `play` | random requests to random servers; what is stored of them is what they are |
//! | `secrets` | secrets have a place of their own |

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod golden;
mod lines;
mod play;
mod secrets;
mod seen;
