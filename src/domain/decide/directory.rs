//! The directory of servers: what Active Directory is to the real API.

use crate::domain::address::Address;
use crate::domain::directory::Listing;
use crate::domain::error::Error;
use crate::domain::event::Event;
use crate::domain::registry::Registry;
use crate::domain::text::Text;

/// Lists a server. One that has its address already, unlisted or local, is that server with all its data; any
/// other is new and empty.
pub(super) fn list(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    if name.is_empty() || address == 0 || address == Address::MAX {
        return Err(Error::Invalid("a server is listed with a name and an address"));
    }
    let directory = registry.directory();
    if directory.at(address).is_some() || directory.named(name.units()).is_some() {
        return Err(Error::ServerListed);
    }
    Ok(match registry.server_at(address) {
        Some(server) => vec![Event::ServerListed(Listing { name: name.clone(), address, server })],
        None => {
            let listing = Listing { name: name.clone(), address, server: registry.next_server() };
            vec![Event::ServerMade { name: name.clone(), address }, Event::ServerListed(listing)]
        }
    })
}

/// Unlists a server that is listed with this name and this address. It keeps its data.
pub(super) fn unlist(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    let listing = registry.directory().named(name.units()).ok_or(Error::ServerNotListed)?;
    if listing.address != address {
        return Err(Error::ServerAddressMismatch);
    }
    Ok(vec![Event::ServerUnlisted(listing.server)])
}
