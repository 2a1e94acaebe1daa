//! The directory of servers: what Active Directory is to the real API.

use crate::domain::address::Address;
use crate::domain::error::Error;
use crate::domain::event::{Event, ServerEvent};
use crate::domain::registry::{LOCAL_NAME, LOOPBACK, Listing, Registry, Server, ServerId};
use crate::domain::text::{Text, same_name};

/// Lists a server. One that has its address already, unlisted or local, is that server with all its data, and so is the
/// local one at 127.0.0.1; any other is new and empty. A server has one entry.
pub(super) fn list(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let known = server_at(registry, address);
    if same_name(name.units(), Text::from(LOCAL_NAME).units()) && known != Some(ServerId::LOCAL) {
        return Err(Error::Invalid("localhost is the local server"));
    }
    let taken = |listing: &Listing| {
        listing.address == address
            || known == Some(listing.server)
            || same_name(listing.name.units(), name.units())
    };
    if registry.directory().iter().any(taken) {
        return Err(Error::ServerListed);
    }
    Ok(match known {
        Some(server) => vec![Event::ServerListed(Listing { name: name.clone(), address, server })],
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

/// Names the local server. What names it by its address, scopes with their leases and relationships, must not be there
/// yet; an entry of the directory stays as it is.
pub(super) fn name_local(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let local = registry.server(ServerId::LOCAL)?;
    if local.name == *name && local.address == address {
        return Ok(Vec::new());
    }
    let is_others = |listing: &Listing| {
        let is_same = listing.address == address || same_name(listing.name.units(), name.units());
        is_same && listing.server != ServerId::LOCAL
    };
    let is_taken = registry.directory().iter().any(is_others)
        || server_at(registry, address).is_some_and(|server| server != ServerId::LOCAL);
    if is_taken {
        return Err(Error::ServerListed);
    }
    if has_content(local) {
        return Err(Error::Invalid(
            "the local server gets a name and an address before it has a scope or a relationship",
        ));
    }
    Ok(vec![Event::On(ServerId::LOCAL, ServerEvent::Named { name: name.clone(), address })])
}

fn check_named(name: &Text, address: Address) -> Result<(), Error> {
    if name.is_empty() || address == 0 || address == Address::MAX {
        return Err(Error::Invalid(
            "a server has a name and an address that is not 0.0.0.0 or 255.255.255.255",
        ));
    }
    Ok(())
}

/// The server that has an address, listed or not.
fn server_at(registry: &Registry, address: Address) -> Option<ServerId> {
    if address == LOOPBACK {
        return Some(ServerId::LOCAL);
    }
    registry.servers().find(|(_, server)| server.address == address).map(|(server, _)| server)
}

fn has_content(server: &Server) -> bool {
    !server.scopes.ids().is_empty() || !server.relationships.is_empty()
}
