//! The DHCP servers themselves: what they have, what they do, and why they refuse.
//!
//! Pure rules: no C, no numbers of errors, no clock, no input or output. Four floors, each of which uses only those below it:
//!
//! * `rules` decides: a request, the servers and the time give events, or a refusal; `rules::read` answers questions.
//! * `log` has the events, and carries them out (`Registry::apply`), which is the only way anything changes.
//! * `model` is what the servers have: scopes, leases, relationships, pools.
//! * `base` is what all of them talk about: addresses, names, moments, roles, errors.

#![forbid(unsafe_code)]

pub mod base;
pub mod log;
pub mod model;
pub mod rules;
