//! Several requests, to one server or more, that succeed together or not at all.

use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;
use crate::domain::rules::{Command, ReplicationCommand, ScopeCommand, decide};

/// Requests of which each is decided on what those before it leave, on a copy of the servers that shares with them what does
/// not change: no leases are copied. Nothing happens until its events are carried out; if one is refused, nothing does.
#[derive(Debug)]
pub struct Transaction {
    registry: Registry,
    now: Timestamp,
    events: Vec<Event>,
}

impl Transaction {
    /// Nothing yet.
    pub fn new(registry: &Registry, now: Timestamp) -> Self {
        Transaction { registry: registry.to_decide_on(), now, events: Vec::new() }
    }

    /// The servers as the requests so far leave them.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// A server as the requests so far leave it.
    pub fn server(&self, id: ServerId) -> Result<&Server, Error> {
        self.registry.server(id)
    }

    /// All that is to happen.
    pub fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Decides a request to a server.
    pub fn request(&mut self, server: ServerId, command: &Command) -> Result<(), Error> {
        for event in decide(&self.registry, server, command, self.now)? {
            self.happens(event);
        }
        Ok(())
    }

    /// Answers why a server would refuse a request. Nothing is to happen for it.
    pub fn check(&self, server: ServerId, command: &Command) -> Result<(), Error> {
        decide(&self.registry, server, command, self.now).map(drop)
    }

    /// Makes a copy of a scope on another server, which has none there.
    pub fn copy_scope(&mut self, from: ServerId, to: ServerId, scope: ScopeId) -> Result<(), Error> {
        let info = self.server(from)?.scope(scope)?.info().clone();
        self.request(to, &Command::Scope(ScopeCommand::Create(info)))?;
        self.replicate_scope(from, to, scope)
    }

    /// Makes the configuration of a scope on another server the same: properties, delay of offers, range, exclusions,
    /// reservations, and the values of options. Leases stay as they are.
    pub fn replicate_scope(&mut self, from: ServerId, to: ServerId, scope: ScopeId) -> Result<(), Error> {
        self.request(to, &Command::Replication(ReplicationCommand { from, scope }))
    }

    fn happens(&mut self, event: Event) {
        self.registry.apply(event.clone());
        self.events.push(event);
    }
}
