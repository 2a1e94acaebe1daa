//! The commands, and what carrying them out needs: confirmed changes, the files of a secret and of an export.

pub(crate) mod change;
pub(crate) mod class;
pub(crate) mod definition;
pub(crate) mod exec;
pub(crate) mod failover;
pub(crate) mod filter;
pub(crate) mod insight;
pub(crate) mod lease;
pub(crate) mod option;
pub(crate) mod reference;
pub(crate) mod registry;
pub(crate) mod scope;
pub(crate) mod script;
pub(crate) mod secret;
pub(crate) mod server;
pub(crate) mod server_as_a_whole;
pub(crate) mod settings;
pub(crate) mod superscope;
