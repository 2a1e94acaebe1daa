//! All servers of this library, and the directory that lists them.

use std::ops::Deref;

use crate::domain::address::{Address, AddressRange};
use crate::domain::directory::Directory;
use crate::domain::error::Error;
use crate::domain::halves::Halves;
use crate::domain::leasing::LeaseLimit;
use crate::domain::relationship::{MAX_RELATIONSHIPS, Partner, Relationship, RelationshipId, Settings};
use crate::domain::scope::Scope;
use crate::domain::shared::Shared;
use crate::domain::table::{HolderTable, RelationshipTable, ScopeTable};
use crate::domain::text::{Text, mix, name_hash, number_hash, same_name};
use crate::domain::time::Timestamp;
use crate::domain::timers::Timers;
use crate::index::Index;

/// A server, whether listed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerId(pub u32);

impl ServerId {
    /// The server that a caller means who names none.
    pub const LOCAL: ServerId = ServerId(0);
}

/// The name that every host has for itself,
pub(crate) const LOCAL_NAME: &str = "localhost";
/// and the address, 127.0.0.1.
pub(crate) const LOOPBACK: Address = 0x7F00_0001;

/// One DHCP server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// Its host name.
    pub name: Text,
    /// Its address.
    pub address: Address,
    /// Whether its DHCP service runs.
    pub running: bool,
    /// How many seconds its clock is ahead of the others.
    pub clock_shift: i64,
    /// Its scopes.
    pub scopes: Shared<ScopeTable>,
    /// Its halves of failover relationships.
    pub relationships: RelationshipTable,
}

impl Server {
    /// A server with nothing on it.
    pub fn new(name: Text, address: Address) -> Self {
        Server {
            name,
            address,
            running: true,
            clock_shift: 0,
            scopes: Shared::default(),
            relationships: RelationshipTable::default(),
        }
    }

    /// A scope, by the address of its subnet.
    pub fn scope(&self, id: Address) -> Result<&Scope, Error> {
        self.scopes.get(id).ok_or(Error::NoSuchScope)
    }

    /// A relationship, by its name.
    pub fn relationship(&self, name: &[u16]) -> Result<(RelationshipId, &Relationship), Error> {
        self.relationships.find(name).ok_or(Error::NoSuchRelationship)
    }

    /// The name of the server that owns a lease of a scope: for the partner the one that the relationship has, if it
    /// has one, else this server's own.
    pub fn owner_name(&self, scope: &Scope, owner: Address) -> Option<&Text> {
        let relationship = self.relationship_of(scope);
        match relationship.filter(|relationship| owner == relationship.partner_address()) {
            Some(relationship) => relationship.partner_name(),
            None => Some(&self.name),
        }
    }

    /// The relationship that a scope is in.
    pub fn relationship_of(&self, scope: &Scope) -> Option<&Relationship> {
        self.relationships.get(scope.membership()?.relationship)
    }
}

/// The largest difference between the clocks of two partners, in seconds (MS-DHCPF, `DhcpMsgSyncDeltaTime`).
pub const MAX_CLOCK_DIFFERENCE: u32 = 60;

/// The link of two servers.
pub(crate) fn link(one: ServerId, other: ServerId) -> (ServerId, ServerId) {
    (one.min(other), one.max(other))
}

/// Something that happens by itself at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The timer of a half's state ends.
    Timer(ServerId, RelationshipId),
    /// A half without partner looks for it.
    Contact(ServerId, RelationshipId),
    /// A half in contact tells its partner that its state has changed.
    StateMessage(ServerId, RelationshipId),
    /// The partners tell each other the leases of the scopes that both have, so many times at the most.
    BindingUpdates(ServerId, RelationshipId, u8),
    /// The primary tells the secondary which free addresses of a range in one scope it owns.
    PoolSides(ServerId, AddressRange),
    /// The primary divides the free addresses.
    Rebalance(ServerId, RelationshipId),
    /// It does so again and again while both are in NORMAL.
    PeriodicRebalance(ServerId, RelationshipId),
}

/// Every server there is. A copy shares all that is large, until one of the two changes it: what does not change is not
/// copied.
#[derive(Debug, Clone)]
pub struct Registry {
    servers: Vec<Shared<Server>>,
    by_address: Shared<Index<ServerId>>,
    pub(crate) directory: Shared<Directory>,
    /// The pairs of servers that cannot hear each other, the lower id first.
    pub(crate) cut_links: Shared<Vec<(ServerId, ServerId)>>,
    halves: Halves,
    /// Which servers have which scope.
    pub(crate) holders: HolderTable,
    pub(crate) timers: Timers,
    /// How long leases may be while partners cannot hear each other.
    pub(crate) lease_limit: LeaseLimit,
    /// How many relationships a server can have; the API's limit, but for a measurement of tables.
    pub(crate) max_relationships: usize,
}

/// What is found by an index is in what it is made of.
impl PartialEq for Registry {
    fn eq(&self, other: &Self) -> bool {
        self.servers == other.servers
            && self.directory == other.directory
            && self.cut_links == other.cut_links
            && self.timers == other.timers
            && self.lease_limit == other.lease_limit
            && self.max_relationships == other.max_relationships
    }
}

impl Registry {
    /// A registry with the local server alone.
    pub fn new(local: Server) -> Self {
        let mut registry = Registry {
            servers: Vec::new(),
            by_address: Shared::default(),
            directory: Shared::default(),
            cut_links: Shared::default(),
            halves: Halves::default(),
            holders: HolderTable::default(),
            timers: Timers::default(),
            lease_limit: LeaseLimit::default(),
            max_relationships: MAX_RELATIONSHIPS,
        };
        registry.add_server(local);
        registry
    }

    /// A copy to decide requests of administrators on, one after the other. It does not know what falls due by itself nor which
    /// server hears which client, for no such request asks that, and both are as large as all that there is.
    pub(crate) fn to_decide_on(&self) -> Registry {
        Registry {
            servers: self.servers.clone(),
            by_address: self.by_address.clone(),
            directory: self.directory.clone(),
            cut_links: self.cut_links.clone(),
            halves: self.halves.clone(),
            holders: HolderTable::default(),
            timers: Timers::default(),
            lease_limit: self.lease_limit,
            max_relationships: self.max_relationships,
        }
    }

    /// Adds a server; its id is the next one.
    pub(crate) fn add_server(&mut self, server: Server) {
        let (id, hash) = (self.next_server(), number_hash(server.address));
        self.servers.push(Shared::new(server));
        let servers = &self.servers;
        if let Some(by_address) = self.by_address.to_mut() {
            by_address.insert(hash, id, |id| address_hash_at(servers, id));
        }
    }

    /// Gives a server another address.
    pub(crate) fn move_server(&mut self, id: ServerId, address: Address) {
        // Out of the index first, while the server still says its hash.
        if let Some(by_address) = self.by_address.to_mut() {
            let hash_of = |id| address_hash_at(&self.servers, id);
            by_address.remove(hash_of(id), |found| found == id, hash_of);
        }
        if let Some(server) = self.server_mut(id) {
            server.address = address;
        }
        if let Some(by_address) = self.by_address.to_mut() {
            by_address.insert(number_hash(address), id, |id| address_hash_at(&self.servers, id));
        }
    }

    /// The id of the next server.
    pub(crate) fn next_server(&self) -> ServerId {
        ServerId(u32::try_from(self.servers.len()).unwrap_or(u32::MAX))
    }

    /// The server with an id.
    pub fn server(&self, id: ServerId) -> Result<&Server, Error> {
        at(&self.servers, id).ok_or(Error::UnknownServer)
    }

    /// The server that has an address, whether listed or not.
    pub fn server_at(&self, address: Address) -> Option<ServerId> {
        let is_wanted = |id| at(&self.servers, id).is_some_and(|server| server.address == address);
        self.by_address.find(number_hash(address), is_wanted)
    }

    /// All servers, listed or not.
    pub fn servers(&self) -> impl Iterator<Item = (ServerId, &Server)> {
        (0..).map(ServerId).zip(self.servers.iter().map(Deref::deref))
    }

    /// The listed servers.
    pub fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The halves that may be of the same relationship as this one, itself among them: they have its name and its two
    /// servers. Those of the lowest server first.
    pub fn halves_like(&self, relationship: &Relationship) -> impl Iterator<Item = Partner> {
        let settings = &relationship.settings;
        self.halves.of(half_hash(name_hash(settings.name.units()), settings))
    }

    pub(crate) fn add_half(&mut self, half: Partner) {
        if let Some(hash) = self.hash_of_half(half) {
            self.halves.insert(hash, half);
        }
    }

    pub(crate) fn remove_half(&mut self, half: Partner) {
        if let Some(hash) = self.hash_of_half(half) {
            self.halves.remove(hash, half);
        }
    }

    fn hash_of_half(&self, half: Partner) -> Option<u64> {
        let (server, relationship) = self.half(half.server, half.relationship)?;
        let name = server.relationships.name_hash(half.relationship)?;
        Some(half_hash(name, &relationship.settings))
    }

    /// The server that a caller names: nothing, "localhost", a loopback address or the local server's own name or
    /// address is the local one; any other is a listed one, by name or address.
    pub fn find(&self, name: Option<&[u16]>) -> Result<ServerId, Error> {
        let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(ServerId::LOCAL) };
        let local = self.server(ServerId::LOCAL)?;
        if let Some(address) = parse_address(name) {
            if let Some(listing) = self.directory.at(address) {
                return Ok(listing.server);
            }
            let is_loopback = address >> 24 == 127;
            return if is_loopback || address == local.address {
                Ok(ServerId::LOCAL)
            } else {
                Err(Error::UnknownServer)
            };
        }
        self.find_by_name(name)
    }

    #[inline(never)]
    fn find_by_name(&self, name: &[u16]) -> Result<ServerId, Error> {
        let local = self.server(ServerId::LOCAL)?;
        if let Some(listing) = self.directory.named(name) {
            return Ok(listing.server);
        }
        if [&Text::from(LOCAL_NAME), &local.name].iter().any(|own| same_name(own.units(), name)) {
            return Ok(ServerId::LOCAL);
        }
        Err(Error::UnknownServer)
    }

    /// The server that a caller names; `None` if none is named.
    pub fn find_named(&self, name: Option<&[u16]>) -> Result<Option<ServerId>, Error> {
        let name = name.filter(|name| !name.is_empty());
        name.map(|name| self.find(Some(name))).transpose()
    }

    /// Whether two servers can hear each other: both run, their link is not cut, and their clocks agree to a minute
    /// (MS-DHCPF 3.1.5).
    pub fn can_talk(&self, one: ServerId, other: ServerId) -> bool {
        let (Ok(first), Ok(second)) = (self.server(one), self.server(other)) else { return false };
        let agree = first.clock_shift.abs_diff(second.clock_shift) <= u64::from(MAX_CLOCK_DIFFERENCE);
        one != other
            && first.running
            && second.running
            && agree
            && self.cut_links.binary_search(&link(one, other)).is_err()
    }

    /// When the next thing happens by itself.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.timers.next()
    }

    /// Lets servers have any number of relationships, for measurements of large tables.
    pub(crate) fn lift_the_limit_of_relationships(&mut self) {
        self.max_relationships = usize::MAX;
    }

    /// A relationship of a server.
    pub(crate) fn half(
        &self,
        server: ServerId,
        relationship: RelationshipId,
    ) -> Option<(&Server, &Relationship)> {
        let server = self.server(server).ok()?;
        Some((server, server.relationships.get(relationship)?))
    }

    pub(crate) fn server_mut(&mut self, id: ServerId) -> Option<&mut Server> {
        self.servers.get_mut(usize::try_from(id.0).ok()?)?.to_mut()
    }
}

fn at(servers: &[Shared<Server>], id: ServerId) -> Option<&Server> {
    servers.get(usize::try_from(id.0).ok()?).map(Deref::deref)
}

/// The hash of what both halves of a relationship have in common.
fn half_hash(name: u64, settings: &Settings) -> u64 {
    settings.servers().into_iter().fold(name, |hash, server| mix(hash, u64::from(server)))
}

fn address_hash_at(servers: &[Shared<Server>], id: ServerId) -> u64 {
    at(servers, id).map_or(0, |server| number_hash(server.address))
}

/// Reads dotted decimal: four numbers up to 255 without a leading zero. `None` is a name.
pub fn parse_address(text: &[u16]) -> Option<Address> {
    const LONGEST: usize = 15;
    if text.len() > LONGEST {
        return None;
    }
    let mut address: u32 = 0;
    let mut dots = 0;
    let mut octet: Option<u32> = None;
    for unit in text {
        if *unit == u16::from(b'.') {
            address = address << 8 | octet.take()?;
            dots += 1;
            continue;
        }
        let digit = u32::from(unit.wrapping_sub(u16::from(b'0')));
        let next = match octet {
            None => digit,
            Some(0) => return None,
            Some(octet) => octet * 10 + digit,
        };
        if digit > 9 || next > 255 {
            return None;
        }
        octet = Some(next);
    }
    (dots == 3).then_some(address << 8 | octet?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::directory::Listing;
    use crate::domain::event::{Event, ServerEvent};

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn dotted_decimal_is_an_address_and_the_rest_is_a_name() {
        assert_eq!(parse_address(&units("10.0.0.1")), Some(0x0A00_0001));
        assert_eq!(parse_address(&units("255.255.255.255")), Some(0xFFFF_FFFF));
        for name in [
            "",
            "10",
            "10.0.0",
            "10.0.0.",
            ".10.0.0",
            "10.0.0.1.2",
            "10.0.0.256",
            "10.0.0.01",
            "1o.0.0.1",
            "dhcp1",
        ] {
            assert_eq!(parse_address(&units(name)), None, "{name}");
        }
    }

    #[test]
    fn who_is_meant() {
        let mut registry = Registry::new(Server::new("here".into(), 0x0A00_0009));
        registry.add_server(Server::new("there".into(), 0x0A00_0002));
        let listing = Listing { name: "there".into(), address: 0x0A00_0002, server: ServerId(1) };
        registry.apply(Event::ServerListed(listing));
        let find = |name: &str| registry.find(Some(&units(name)));
        assert_eq!(registry.find(None), Ok(ServerId::LOCAL));
        for local in ["", "LocalHost", "HERE", "127.0.0.1", "127.3.2.1", "10.0.0.9"] {
            assert_eq!(find(local), Ok(ServerId::LOCAL), "{local}");
        }
        for other in ["There", "10.0.0.2"] {
            assert_eq!(find(other), Ok(ServerId(1)), "{other}");
        }
        for unknown in ["elsewhere", "10.0.0.3", "10.0.0"] {
            assert_eq!(find(unknown), Err(Error::UnknownServer), "{unknown}");
        }
    }

    /// Registries are the same where all is the same that can be asked for or that is still to happen, and only there.
    #[test]
    fn what_tells_registries_apart() {
        let registry = || Registry::new(Server::new("here".into(), 0x0A00_0009));
        assert!(registry() == registry());
        let listing = Listing { name: "there".into(), address: 0x0A00_0002, server: ServerId(1) };
        for event in [
            Event::On(ServerId::LOCAL, ServerEvent::ClockShifted(1)),
            Event::ServerListed(listing),
            Event::LinkCut(ServerId(0), ServerId(1)),
            Event::Scheduled(Timestamp(1), Due::Contact(ServerId::LOCAL, RelationshipId(0))),
            Event::LeaseLimitSet(LeaseLimit::Draft),
        ] {
            let mut other = registry();
            other.apply(event.clone());
            assert!(other != registry(), "{event:?}");
        }
        assert!(Registry { max_relationships: 1, ..registry() } != registry());
    }
}
