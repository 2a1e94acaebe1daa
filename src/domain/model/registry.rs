//! All servers of this library, and the directory that lists them.

mod parts;

pub use parts::{JoinedScope, RegistryParts};

use crate::domain::base::ids::ServerId;
use crate::domain::model::server::Server;
use std::ops::Deref;

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::{Partner, RelationshipId};
use crate::domain::base::shared::Shared;
use crate::domain::base::text::{mix, name_hash, number_hash};
use crate::domain::base::time::Timestamp;
use crate::domain::model::clock::RecordedClock;
use crate::domain::model::directory::Directory;
use crate::domain::model::halves::Halves;
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::relationship::{MAX_RELATIONSHIPS, Relationship, Settings};
use crate::domain::model::tables::HolderTable;
use crate::domain::model::timers::{HalfTimers, Timers};
use crate::index::Index;

/// The name that every host has for itself,
pub(crate) const LOCAL_NAME: &str = "localhost";
/// and the address, 127.0.0.1.
pub(crate) const LOOPBACK: Address = 0x7F00_0001;

/// The largest difference between the clocks of two partners, in seconds (MS-DHCPF, `DhcpMsgSyncDeltaTime`).
pub const MAX_CLOCK_DIFFERENCE: u32 = 60;

/// The link of two servers.
pub(crate) fn link(one: ServerId, other: ServerId) -> (ServerId, ServerId) {
    (one.min(other), one.max(other))
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
    /// What the records say of the time.
    pub(crate) clock: RecordedClock,
    /// The server of the host that looks at this.
    pub(crate) local: ServerId,
    /// How long leases may be while partners cannot hear each other.
    pub(crate) lease_limit: LeaseLimit,
    /// For how many seconds a client has to try before either partner answers it; 0 is for ever.
    pub(crate) service_delay: u32,
    /// How many relationships a server can have; the API's limit, but for a measurement of tables.
    pub(crate) max_relationships: usize,
}

/// Indices are left out of the comparison, for they follow from the servers, and so is who looks at them and when the last
/// record was made.
impl PartialEq for Registry {
    fn eq(&self, other: &Self) -> bool {
        self.servers == other.servers
            && self.directory == other.directory
            && self.cut_links == other.cut_links
            && self.timers == other.timers
            && self.clock.set == other.clock.set
            && self.lease_limit == other.lease_limit
            && self.service_delay == other.service_delay
            && self.max_relationships == other.max_relationships
    }
}

impl Registry {
    /// A registry with the local server alone.
    pub fn new(local: Server) -> Self {
        let mut registry = Registry::without_servers();
        registry.add_server(local);
        registry
    }

    /// A registry to which each host has yet to add its server.
    pub fn without_servers() -> Self {
        Registry {
            servers: Vec::new(),
            by_address: Shared::default(),
            directory: Shared::default(),
            cut_links: Shared::default(),
            halves: Halves::default(),
            holders: HolderTable::default(),
            timers: Timers::default(),
            clock: RecordedClock::default(),
            local: ServerId::FIRST,
            lease_limit: LeaseLimit::default(),
            service_delay: 0,
            max_relationships: MAX_RELATIONSHIPS,
        }
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
            clock: self.clock,
            local: self.local,
            lease_limit: self.lease_limit,
            service_delay: self.service_delay,
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

    /// The server of the host that looks at this: it is meant where no other one is named.
    #[inline]
    pub fn local(&self) -> ServerId {
        self.local
    }

    /// Says which server is that of the host that looks at this.
    pub fn look_from(&mut self, local: ServerId) {
        self.local = local;
    }

    /// What the records say of the time.
    #[inline]
    pub fn clock(&self) -> &RecordedClock {
        &self.clock
    }

    /// The servers come from another log.
    pub fn come_from_elsewhere(&mut self) {
        self.clock.come_from_elsewhere();
    }

    /// A record was made at a moment.
    pub fn pass(&mut self, moment: Timestamp) {
        self.clock.pass(moment);
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

    /// How many things are on the servers: scopes, lease records, reservations, relationships, values of options.
    pub fn records(&self) -> usize {
        self.servers.iter().map(|server| server.records()).sum()
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

    /// When the timers of a half end, that run.
    pub(crate) fn timers_of(&self, id: ServerId, half: RelationshipId) -> HalfTimers {
        let Some((server, relationship)) = self.half(id, half) else { return HalfTimers::default() };
        HalfTimers {
            state: relationship.state.due().filter(|_| server.running),
            rebalance: relationship.rebalancing_at,
        }
    }

    /// A half has changed: its timers end when it says.
    pub(crate) fn move_timers(&mut self, id: ServerId, half: RelationshipId, before: HalfTimers) {
        let after = self.timers_of(id, half);
        if before != after {
            self.timers.move_timers((id, half), before, after);
        }
    }

    /// The service of a server runs from now on, or does not. While it does not, no timer of a state runs there.
    pub(crate) fn set_running(&mut self, id: ServerId, is_running: bool) {
        let Some(server) = at_mut(&mut self.servers, id) else { return };
        server.running = is_running;
        for half in server.relationships.ids() {
            let state = server.relationships.get(half).and_then(|relationship| relationship.state.due());
            let (ends, none) = (HalfTimers { state, rebalance: None }, HalfTimers::default());
            let (before, after) = if is_running { (none, ends) } else { (ends, none) };
            if before != after {
                self.timers.move_timers((id, half), before, after);
            }
        }
    }

    pub(crate) fn server_mut(&mut self, id: ServerId) -> Option<&mut Server> {
        at_mut(&mut self.servers, id)
    }
}

fn at(servers: &[Shared<Server>], id: ServerId) -> Option<&Server> {
    servers.get(usize::try_from(id.0).ok()?).map(Deref::deref)
}

fn at_mut(servers: &mut [Shared<Server>], id: ServerId) -> Option<&mut Server> {
    servers.get_mut(usize::try_from(id.0).ok()?)?.to_mut()
}

/// The hash of what both halves of a relationship have in common.
fn half_hash(name: u64, settings: &Settings) -> u64 {
    settings.servers().into_iter().fold(name, |hash, server| mix(hash, u64::from(server)))
}

fn address_hash_at(servers: &[Shared<Server>], id: ServerId) -> u64 {
    at(servers, id).map_or(0, |server| number_hash(server.address))
}
