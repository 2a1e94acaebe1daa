//! The directory of servers: what Active Directory is to the real API.

use crate::domain::address::Address;
use crate::domain::error::Error;
use crate::domain::event::Event;
use crate::domain::registry::{Listing, Registry, ServerId};
use crate::domain::text::{Text, same_name};

/// Lists a server. One that has its address already, unlisted or local, is that server with all its data; any
/// other is new and empty.
pub(super) fn list(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    if name.is_empty() || address == 0 || address == Address::MAX {
        return Err(Error::Invalid("a server is listed with a name and an address"));
    }
    let taken =
        |listing: &Listing| listing.address == address || same_name(listing.name.units(), name.units());
    if registry.directory().iter().any(taken) {
        return Err(Error::ServerListed);
    }
    let known = registry.servers().find(|(_, server)| server.address == address);
    Ok(match known {
        Some((server, _)) => vec![Event::ServerListed(Listing { name: name.clone(), address, server })],
        None => {
            let next = u32::try_from(registry.servers().count()).unwrap_or(u32::MAX);
            let listing = Listing { name: name.clone(), address, server: ServerId(next) };
            vec![Event::ServerMade { name: name.clone(), address }, Event::ServerListed(listing)]
        }
    })
}

/// Unlists a server that is listed with this name and this address. It keeps its data.
pub(super) fn unlist(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    let named = |listing: &&Listing| same_name(listing.name.units(), name.units());
    let listing = registry.directory().iter().find(named).ok_or(Error::ServerNotListed)?;
    if listing.address != address {
        return Err(Error::ServerAddressMismatch);
    }
    Ok(vec![Event::ServerUnlisted(listing.server)])
}
