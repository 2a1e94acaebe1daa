//! Questions about the servers, and their answers. Nothing is decided here, and nothing changes.

pub mod drift;
pub mod failover;
pub mod scopes;
