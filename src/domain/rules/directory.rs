//! The directory of servers: what Active Directory is to the real API.

use crate::domain::base::address::{Address, parse_address};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{DirectoryEvent, Event};
use crate::domain::model::directory::Listing;
use crate::domain::model::registry::{LOCAL_NAME, LOOPBACK, Registry};
use crate::domain::model::server::Server;

/// A request about the directory of servers.
#[derive(Debug, Clone)]
pub enum DirectoryCommand {
    /// Put a server into the directory.
    List {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
    /// Take a server out of the directory.
    Unlist {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
    /// Give the local server a name and an address.
    NameLocal {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
}

pub(super) fn decide(
    registry: &Registry,
    command: &DirectoryCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    match command {
        DirectoryCommand::List { name, address } => list(registry, name, *address, now),
        DirectoryCommand::Unlist { name, address } => unlist(registry, name, *address),
        DirectoryCommand::NameLocal { name, address } => name_local(registry, name, *address),
    }
}

/// Lists a server. One that has its address already, unlisted or local, is that server with all its data, and so is the
/// local one at 127.0.0.1; any other is new and empty, and its service starts now. A server has one entry.
fn list(registry: &Registry, name: &Text, address: Address, now: Timestamp) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let known = server_at(registry, address);
    if same_name(name.units(), Text::from(LOCAL_NAME).units()) && known != Some(registry.local()) {
        return Err(Error::Invalid("localhost is the local server"));
    }
    let directory = registry.directory();
    let is_listed = known.is_some_and(|server| directory.of(server).is_some());
    if is_listed || directory.at(address).is_some() || directory.named(name.units()).is_some() {
        return Err(Error::ServerListed);
    }
    Ok(match known {
        Some(server) => vec![listed(Listing { name: name.clone(), address, server })],
        None => {
            let listing = Listing { name: name.clone(), address, server: registry.next_server() };
            let made = DirectoryEvent::ServerMade { name: name.clone(), address, started: now };
            vec![Event::Directory(made), listed(listing)]
        }
    })
}

/// Unlists a server that is listed with this name and this address. It keeps its data.
fn unlist(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    let listing = registry.directory().named(name.units()).ok_or(Error::ServerNotListed)?;
    if listing.address != address {
        return Err(Error::ServerAddressMismatch);
    }
    Ok(vec![Event::Directory(DirectoryEvent::ServerUnlisted(listing.server))])
}

/// Names the local server. What names it by its address, scopes with their leases and relationships, must not be there
/// yet; an entry of the directory stays as it is.
fn name_local(registry: &Registry, name: &Text, address: Address) -> Result<Vec<Event>, Error> {
    check_named(name, address)?;
    let local = registry.server(registry.local())?;
    if local.name == *name && local.address == address {
        return Ok(Vec::new());
    }
    let directory = registry.directory();
    let listings = [directory.at(address), directory.named(name.units())].into_iter().flatten();
    let is_taken = listings.into_iter().any(|listing| listing.server != registry.local())
        || server_at(registry, address).is_some_and(|server| server != registry.local());
    if is_taken {
        return Err(Error::ServerListed);
    }
    if has_content(local) {
        return Err(Error::Invalid(
            "the local server gets a name and an address before it has a scope or a relationship",
        ));
    }
    let named = DirectoryEvent::ServerNamed { server: registry.local(), name: name.clone(), address };
    Ok(vec![Event::Directory(named)])
}

/// A host that comes to the servers: its own one, and others that it knows from the start.
#[derive(Debug, Clone)]
pub struct Host {
    /// The name of the host.
    pub name: Text,
    /// Its address.
    pub address: Address,
    /// The servers that it knows, by name and address.
    pub servers: Vec<(Text, Address)>,
}

impl Host {
    /// A host that knows no others.
    pub fn named(name: &str, address: Address) -> Self {
        Host { name: name.into(), address, servers: Vec::new() }
    }
}

/// What a host adds to the servers that are there.
#[derive(Debug, Default)]
pub struct Introduction {
    /// The host's own server.
    pub local: ServerId,
    /// What is to happen: nothing if all of it is there.
    pub events: Vec<Event>,
    /// The servers that it cannot list, by their places, and why.
    pub refused: Vec<(usize, Error)>,
}

/// Introduces a host. Its own server is the one that has its name *and* its address, so that two hosts that call themselves the
/// same do not become one unseen; where there is none, one is made. A server that it knows is listed if nothing is known of
/// its address: one that was taken out of the directory since stays out.
pub fn introduce(registry: &Registry, host: &Host, now: Timestamp) -> Introduction {
    let mut there = registry.to_decide_on();
    let mut introduction = Introduction::default();
    let is_it =
        |server: &Server| server.address == host.address && same_name(server.name.units(), host.name.units());
    introduction.local = registry.servers().find(|(_, server)| is_it(server)).map_or_else(
        || {
            let (name, address) = (host.name.clone(), host.address);
            let made = DirectoryEvent::ServerMade { name, address, started: now };
            let local = there.next_server();
            add(&mut there, &mut introduction.events, Event::Directory(made));
            local
        },
        |(local, _)| local,
    );
    there.look_from(introduction.local);
    for (place, (name, address)) in host.servers.iter().enumerate() {
        if registry.server_at(*address).is_some() {
            continue;
        }
        match list(&there, name, *address, now) {
            Ok(events) => {
                events.into_iter().for_each(|event| add(&mut there, &mut introduction.events, event));
            }
            Err(error) => introduction.refused.push((place, error)),
        }
    }
    introduction
}

fn add(there: &mut Registry, events: &mut Vec<Event>, event: Event) {
    there.apply(event.clone());
    events.push(event);
}

fn listed(listing: Listing) -> Event {
    Event::Directory(DirectoryEvent::ServerListed(listing))
}

/// Whether a server can have this name and this address.
pub fn check_named(name: &Text, address: Address) -> Result<(), Error> {
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
        return Some(registry.local());
    }
    registry.server_at(address)
}

fn has_content(server: &Server) -> bool {
    !server.scopes.ids().is_empty() || !server.relationships.is_empty()
}
