//! The method of `PS_DhcpServerv4FreeIPAddress`: free addresses of a scope.

use crate::cim::partners::named_server;
use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::Text;
use crate::domain::rules::read::leases::free_addresses;
use crate::service;

/// Which addresses are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// The scope.
    pub scope: ScopeId,
    /// Where to begin; the start of the range if it is not said.
    pub start: Option<Address>,
    /// Where to end; the end of the range if it is not said.
    pub end: Option<Address>,
    /// How many, at most 1,024; 0 is one.
    pub count: u32,
}

/// Get: free addresses, lowest first, and whether there were as many as asked for. A scope that is not there has a code of its own
/// here, as the cmdlet says it.
pub fn get(computer_name: Option<&Text>, search: Search) -> Result<(Vec<Address>, bool), Error> {
    let Search { scope, start, end, count } = search;
    service::survey(|registry| {
        let server = registry.server(named_server(registry, computer_name)?)?;
        server.scope(scope)?;
        free_addresses(server, scope, start.unwrap_or(0), end.unwrap_or(0), count)
    })
}
