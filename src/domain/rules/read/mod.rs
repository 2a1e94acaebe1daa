//! Questions about the servers and their answers, which everything above the domain shares. Nothing is decided here, and nothing
//! changes.

pub mod copies;
pub mod counters;
pub mod directory;
pub mod drift;
pub mod elements;
pub mod failover;
pub mod filters;
pub mod leases;
pub mod options;
pub mod scan;
pub mod scopes;
pub mod settings;

use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;

/// No scope has the address 0.0.0.0, and the functions of failover, of reservations and of free addresses say so before they
/// look for it.
fn check_scope(scope: ScopeId) -> Result<(), Error> {
    if scope.0 == 0 { Err(Error::Invalid("there is no scope 0.0.0.0")) } else { Ok(()) }
}
