//! Every spelling and every sentence of the library, each of them once: what callers in C, the WMI classes and the command
//! line read is the same text.
//!
//! | module | what it spells |
//! |---|---|
//! | `names` | states, modes, roles, states of addresses, kinds of drift |
//! | `addresses` | addresses and client identifiers |
//! | `rules` | why a client is refused, why a lease is not longer, and why a request is refused |
//! | `options` | types of options, their elements, and the classes that they are for |
//! | `entries` | what happened, as the journal says it |
//! | `steps` | what is about to be done |

pub mod addresses;
pub mod entries;
pub mod names;
pub mod options;
pub mod rules;
pub mod steps;
