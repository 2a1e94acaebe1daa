//! A registry put together from what cannot be derived.

use super::{Registry, link};
use crate::domain::base::address::Address;
use crate::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use crate::domain::base::time::Timestamp;
use crate::domain::model::clock::RecordedClock;
use crate::domain::model::directory::Listing;
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::scope::Membership;
use crate::domain::model::server::Server;
use crate::domain::model::timers::{HalfTimers, Pending};

/// All of a registry that does not follow from the rest of it: indices, counts and timers do.
#[derive(Debug)]
pub struct RegistryParts {
    /// The servers in the order of their ids. Their scopes are in no relationship yet.
    pub servers: Vec<Server>,
    /// Which scopes are in which relationships.
    pub joined: Vec<JoinedScope>,
    /// The directory, the first listing first.
    pub listings: Vec<Listing>,
    /// The pairs of servers that cannot hear each other.
    pub cut_links: Vec<(ServerId, ServerId)>,
    /// What is pending, and since when.
    pub pending: Vec<(Timestamp, Pending)>,
    /// What the records say of the time.
    pub clock: RecordedClock,
    /// How long leases may be while partners cannot hear each other.
    pub lease_limit: LeaseLimit,
    /// For how many seconds a client has to try before either partner answers it; 0 is for ever.
    pub service_delay: u32,
    /// How many relationships a server can have.
    pub max_relationships: usize,
}

/// A scope in a relationship.
#[derive(Debug, Clone, Copy)]
pub struct JoinedScope {
    /// The server that has both.
    pub server: ServerId,
    /// The scope.
    pub scope: ScopeId,
    /// The relationship.
    pub relationship: RelationshipId,
    /// The address that the server had when the scope was added.
    pub server_address: Address,
}

impl Registry {
    /// The registry that has these parts; `None` if there is no server, or if something names a server or a relationship that is not
    /// there.
    pub fn from_parts(parts: RegistryParts) -> Option<Registry> {
        let mut servers = parts.servers.into_iter();
        let mut registry = Registry::new(servers.next()?);
        servers.for_each(|server| registry.add_server(server));
        for joined in parts.joined {
            registry.put_into_relationship(joined)?;
        }
        for id in (0..registry.next_server().0).map(ServerId) {
            registry.find_what_follows_from(id)?;
        }
        let servers = registry.next_server();
        let links = parts.cut_links.iter().flat_map(|(one, other)| [*one, *other]);
        if parts.listings.iter().map(|listing| listing.server).chain(links).any(|server| server >= servers) {
            return None;
        }
        if let Some(directory) = registry.directory.to_mut() {
            parts.listings.into_iter().for_each(|listing| directory.list(listing));
        }
        if let Some(cut_links) = registry.cut_links.to_mut() {
            *cut_links = parts.cut_links.into_iter().map(|(one, other)| link(one, other)).collect();
            cut_links.sort_unstable();
            cut_links.dedup();
        }
        parts.pending.into_iter().for_each(|(moment, pending)| registry.timers.add(moment, pending));
        registry.clock = parts.clock;
        registry.lease_limit = parts.lease_limit;
        registry.service_delay = parts.service_delay;
        registry.max_relationships = parts.max_relationships;
        Some(registry)
    }

    /// A registry that has one server alone, to be kept as a backup of it. Whom its relationships are in contact with is not the
    /// server's.
    pub fn of_one(server: &Server) -> Registry {
        let mut server = server.clone();
        let halves: Vec<RelationshipId> = server.relationships.ids().collect();
        for half in halves {
            if let Some(relationship) = server.relationships.get_mut(half) {
                relationship.partner = None;
            }
        }
        if server.settings.restore_path.is_some()
            && let Some(settings) = server.settings.to_mut()
        {
            settings.restore_path = None;
        }
        Registry::new(server)
    }

    /// Puts what is on a server that is in no registry in the place of what is on a server. Its name and address stay, whether it
    /// runs, its clock, and what it has counted.
    pub(crate) fn replace_contents(&mut self, id: ServerId, contents: Server) {
        self.forget_what_follows_from(id);
        if let Some(server) = self.server_mut(id) {
            let (name, address) = (server.name.clone(), server.address);
            let Server { running, clock_shift, counters, .. } = *server;
            *server = Server { name, address, running, clock_shift, counters, ..contents };
        }
        self.find_what_follows_from(id);
    }

    fn put_into_relationship(&mut self, joined: JoinedScope) -> Option<()> {
        let (_, relationship) = self.half(joined.server, joined.relationship)?;
        let membership = Membership {
            relationship: joined.relationship,
            primary: relationship.settings.primary,
            secondary: relationship.settings.secondary,
            role: relationship.settings.role,
            server: joined.server_address,
            leased_by_primary: 0,
            leased_by_secondary: 0,
        };
        let scopes = self.server_mut(joined.server)?.scopes.to_mut()?;
        scopes.get_mut(joined.scope)?.join(membership);
        Some(())
    }

    /// A server has its scopes and relationships no more: nobody finds them, and their timers do not run.
    fn forget_what_follows_from(&mut self, id: ServerId) {
        let Ok(server) = self.server(id) else { return };
        let ends: Vec<(ScopeId, Option<Timestamp>)> =
            server.scopes.iter().map(|scope| (scope.id(), scope.next_end())).collect();
        let halves: Vec<RelationshipId> = server.relationships.ids().collect();
        for (scope, end) in ends {
            self.holders.remove(scope, id);
            self.timers.move_lease_end((id, scope), end, None);
        }
        for half in halves {
            self.remove_half(Partner { server: id, relationship: half });
            self.timers.move_timers((id, half), self.timers_of(id, half), HalfTimers::default());
        }
    }

    /// Finds the scopes and relationships of a server, and sets their timers.
    fn find_what_follows_from(&mut self, id: ServerId) -> Option<()> {
        let server = self.server(id).ok()?;
        let ends: Vec<(ScopeId, Option<Timestamp>)> =
            server.scopes.iter().map(|scope| (scope.id(), scope.next_end())).collect();
        let halves: Vec<RelationshipId> = server.relationships.ids().collect();
        for (scope, end) in ends {
            self.holders.insert(scope, id);
            self.timers.move_lease_end((id, scope), None, end);
        }
        for half in halves {
            self.add_half(Partner { server: id, relationship: half });
            self.move_timers(id, half, HalfTimers::default());
        }
        Some(())
    }

    /// The pairs of servers that cannot hear each other, the lower id first.
    pub fn cut_links(&self) -> &[(ServerId, ServerId)] {
        &self.cut_links
    }

    /// What is pending, the earliest first.
    pub fn pending(&self) -> impl Iterator<Item = (Timestamp, Pending)> {
        self.timers.pending()
    }

    /// How long leases may be while partners cannot hear each other.
    pub fn lease_limit(&self) -> LeaseLimit {
        self.lease_limit
    }

    /// For how many seconds a client has to try before either partner answers it; `None` if one of them never does.
    pub fn service_delay(&self) -> Option<u32> {
        (self.service_delay != 0).then_some(self.service_delay)
    }

    /// How many relationships a server can have.
    pub fn max_relationships(&self) -> usize {
        self.max_relationships
    }
}
