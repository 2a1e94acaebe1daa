//! The directory of servers: what Active Directory is to the real API.

use crate::domain::base::address::Address;
use crate::domain::base::address::parse_address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::log::{Event, ServerEvent};
use crate::domain::model::directory::Listing;
use crate::domain::model::registry::{LOCAL_NAME, LOOPBACK, Registry};
use crate::domain::model::server::Server;

/// Lists a server. One that has its address already, unlisted or local, is that server with all its data, and so is the
/// local one at 127.0.0.1; any other is new and empty. A server has one entry.
pub(super) fn list(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let known = server_at(registry, address);
    if same_name(name.units(), Text::from(LOCAL_NAME).units()) && known != Some(ServerId::LOCAL) {
        return Err(Error::Invalid("localhost is the local server"));
    }
    let directory = registry.directory();
    let is_listed = known.is_some_and(|server| directory.of(server).is_some());
    if is_listed || directory.at(address).is_some() || directory.named(name.units()).is_some() {
        return Err(Error::ServerListed);
    }
    Ok(match known {
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

/// Names the local server. What names it by its address, scopes with their leases and relationships, must not be there
/// yet; an entry of the directory stays as it is.
pub(super) fn name_local(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let local = registry.server(ServerId::LOCAL)?;
    if local.name == *name && local.address == address {
        return Ok(Vec::new());
    }
    let directory = registry.directory();
    let listings = [directory.at(address), directory.named(name.units())].into_iter().flatten();
    let is_taken = listings.into_iter().any(|listing| listing.server != ServerId::LOCAL)
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
    // Whoever names a server so means that address.
    if parse_address(name.units()).is_some_and(|meant| meant != address) {
        return Err(Error::Invalid("the name of a server is not the address of another"));
    }
    Ok(())
}

/// The server that has an address, listed or not.
fn server_at(registry: &Registry, address: Address) -> Option<ServerId> {
    if address == LOOPBACK {
        return Some(ServerId::LOCAL);
    }
    registry.server_at(address)
}

fn has_content(server: &Server) -> bool {
    !server.scopes.ids().is_empty() || !server.relationships.is_empty()
}
