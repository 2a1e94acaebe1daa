//! The state of the servers: scopes, leases, relationships, pools. Nothing is decided here.

pub mod clock;
pub mod counters;
pub mod directory;
pub mod filters;
mod halves;
pub mod journal;
pub mod lease;
mod lease_ends;
pub mod lease_table;
pub mod options;
mod paged;
pub mod pool;
pub mod registry;
pub mod relationship;
pub mod reservations;
pub mod scope;
pub mod server;
pub mod settings;
pub mod state;
pub mod superscopes;
pub mod tables;
pub mod timers;
