//! What can be asked about the directory of servers.

use crate::domain::base::address::{Address, parse_address};
use crate::domain::base::error::Error;
use crate::domain::base::text::Text;
use crate::domain::model::directory::{Directory, Listing};
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;

/// The major and minor version that every server reports: that of Windows Server 2016 and later.
pub const VERSION: (u32, u32) = (10, 0);

/// A server that can be named.
#[derive(Debug, Clone, Copy)]
pub struct KnownServer<'a> {
    /// The server.
    pub server: &'a Server,
    /// The name under which it is listed, else its own.
    pub name: &'a Text,
    /// The address under which it is listed, else its own.
    pub address: Address,
    /// Whether it is the local one.
    pub is_local: bool,
}

/// The local server, and those that are listed.
pub fn known(registry: &Registry) -> impl Iterator<Item = KnownServer<'_>> {
    registry.servers().filter_map(|(id, server)| {
        let listing = registry.directory().of(id);
        let is_local = id == registry.local();
        (is_local || listing.is_some()).then(|| KnownServer {
            server,
            name: listing.map_or(&server.name, |listing| &listing.name),
            address: listing.map_or(server.address, |listing| listing.address),
            is_local,
        })
    })
}

/// The listing of a server by its name or its address.
pub fn listing<'a>(directory: &'a Directory, server: &[u16]) -> Result<&'a Listing, Error> {
    let found = match parse_address(server) {
        Some(address) => directory.at(address),
        None => directory.named(server),
    };
    found.ok_or(Error::ServerNotListed)
}
