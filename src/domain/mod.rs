//! The DHCP servers themselves: what they have, what they do, and why they refuse.
//!
//! Pure rules: no C, no numbers of errors, no clock, no input or output. A change is decided by a function of the
//! registry, the command and the time (`decide`); its outcome is a list of events, and carrying those out
//! (`Registry::apply`) is the only way anything changes.

#![forbid(unsafe_code)]

pub mod address;
pub mod balance;
pub mod binding;
pub mod client;
pub mod decide;
pub mod directory;
pub mod error;
pub mod event;
pub mod fsm;
mod halves;
pub mod history;
pub mod insight;
pub mod lease;
mod lease_ends;
pub mod leasing;
mod paged;
pub mod pool;
pub mod registry;
pub mod relationship;
mod reservations;
pub mod scope;
pub mod serving;
pub mod shared;
pub mod state;
pub mod table;
pub mod text;
pub mod time;
mod timers;

pub use error::Error;
