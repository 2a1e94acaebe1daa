//! The commands, and what carrying them out needs: confirmed changes, the file of a secret.

pub(crate) mod change;
pub(crate) mod failover;
pub(crate) mod insight;
pub(crate) mod lease;
pub(crate) mod reference;
pub(crate) mod scope;
pub(crate) mod script;
pub(crate) mod secret;
pub(crate) mod server;
