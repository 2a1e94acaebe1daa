//! One DHCP server.

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::{RelationshipId, ScopeId};
use crate::domain::base::shared::Shared;
use crate::domain::base::text::Text;
use crate::domain::model::counters::Counters;
use crate::domain::model::filters::Filters;
use crate::domain::model::options::{OptionLevel, OptionValues, Options};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::scope::Scope;
use crate::domain::model::settings::ServerSettings;
use crate::domain::model::superscopes::Superscopes;
use crate::domain::model::tables::{RelationshipTable, ScopeTable};

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
    /// What its clients and it have said since its service started.
    pub counters: Counters,
    /// What is configured on it as a whole.
    pub settings: Shared<ServerSettings>,
    /// Its scopes.
    pub scopes: Shared<ScopeTable>,
    /// Its halves of failover relationships.
    pub relationships: RelationshipTable,
    /// Its classes, its definitions of options, and their values for all clients.
    pub options: Shared<Options>,
    /// Its link-layer filters.
    pub filters: Shared<Filters>,
    /// Which of its scopes are in which superscope.
    pub superscopes: Shared<Superscopes>,
}

impl Server {
    /// A server with nothing on it.
    pub fn new(name: Text, address: Address) -> Self {
        Server {
            name,
            address,
            running: true,
            clock_shift: 0,
            counters: Counters::default(),
            settings: ServerSettings::fresh(),
            scopes: Shared::default(),
            relationships: RelationshipTable::default(),
            options: Options::fresh(),
            filters: Filters::fresh(),
            superscopes: Superscopes::fresh(),
        }
    }

    /// A scope by its id.
    pub fn scope(&self, id: ScopeId) -> Result<&Scope, Error> {
        self.scopes.get(id).ok_or(Error::NoSuchScope)
    }

    /// The values of options that are set at a level; `None` if there is no such scope.
    pub fn option_values(&self, level: OptionLevel) -> Option<&OptionValues> {
        match level {
            OptionLevel::Server => Some(&self.options.values),
            OptionLevel::Scope(scope) => Some(self.scopes.get(scope)?.option_values()),
            OptionLevel::Reservation(scope, address) => Some(self.scopes.get(scope)?.options_of(address)),
        }
    }

    /// A relationship, by its name.
    pub fn relationship(&self, name: &[u16]) -> Result<(RelationshipId, &Relationship), Error> {
        self.relationships.find(name).ok_or(Error::NoSuchRelationship)
    }

    /// The relationship that a scope is in.
    pub fn relationship_of(&self, scope: &Scope) -> Option<&Relationship> {
        self.relationships.get(scope.membership()?.relationship)
    }

    /// How many things are on it.
    pub(super) fn records(&self) -> usize {
        let scopes: usize = self.scopes.iter().map(Scope::records).sum();
        scopes + self.relationships.len() + self.options.values.len()
    }
}
