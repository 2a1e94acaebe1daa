//! Several requests, to one server or more, that succeed together or not at all.

use crate::domain::address::Address;
use crate::domain::decide::differences::missing;
use crate::domain::decide::{Command, Differing, Element, Force, Generation, decide};
use crate::domain::error::Error;
use crate::domain::event::{Event, ScopeEvent, ServerEvent};
use crate::domain::registry::{Registry, Server, ServerId};
use crate::domain::scope::{Reservation, Scope};
use crate::domain::time::Timestamp;

/// Requests of which each is decided on what those before it leave, on a copy of the servers. Nothing happens until its
/// events are carried out; if one is refused, nothing does.
#[derive(Debug)]
pub struct Transaction {
    registry: Registry,
    now: Timestamp,
    events: Vec<Event>,
}

impl Transaction {
    /// Nothing yet.
    pub fn new(registry: &Registry, now: Timestamp) -> Self {
        Transaction { registry: registry.clone(), now, events: Vec::new() }
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

    /// Makes a copy of a scope on another server, which has none there: properties, range, exclusions and reservations.
    pub fn copy_scope(&mut self, from: ServerId, to: ServerId, scope: Address) -> Result<(), Error> {
        let info = self.server(from)?.scope(scope)?.info().clone();
        self.request(to, &Command::CreateScope(info))?;
        self.replicate_scope(from, to, scope)
    }

    /// Makes the configuration of a scope on another server the same: properties, range, exclusions and reservations. Leases
    /// stay as they are.
    pub fn replicate_scope(&mut self, from: ServerId, to: ServerId, scope: Address) -> Result<(), Error> {
        let source = self.server(from)?.scope(scope)?.clone();
        if self.server(to)?.scope(scope)?.info() != source.info() {
            self.request(to, &Command::ChangeScope(source.info().clone()))?;
        }
        self.remove_what_is_not_in(to, &source)?;
        if self.server(to)?.scope(scope)?.range() != source.range() {
            let range = source.range().map_or(ScopeEvent::RangeRemoved, |range| ScopeEvent::RangeSet(*range));
            self.happens(Event::On(to, ServerEvent::In(scope, range)));
        }
        self.add_what_is_only_in(to, &source)
    }

    fn remove_what_is_not_in(&mut self, id: ServerId, source: &Scope) -> Result<(), Error> {
        let scope = source.subnet().address();
        for element in elements_missing(self.server(id)?.scope(scope)?, source) {
            self.request(id, &Command::RemoveElement(scope, element, Force::Full))?;
        }
        Ok(())
    }

    fn add_what_is_only_in(&mut self, id: ServerId, source: &Scope) -> Result<(), Error> {
        let scope = source.subnet().address();
        for element in elements_missing(source, self.server(id)?.scope(scope)?) {
            self.request(id, &Command::AddElement(scope, element, Generation::V5))?;
        }
        Ok(())
    }

    fn happens(&mut self, event: Event) {
        self.registry.apply(event.clone());
        self.events.push(event);
    }
}

/// The exclusions and reservations that a scope has and its copy has not, or not like that.
fn elements_missing(scope: &Scope, copy: &Scope) -> Vec<Element> {
    let element = |what| match what {
        Differing::Exclusion(range) => Some(Element::Exclusion { first: range.first(), last: range.last() }),
        Differing::Reservation(address) => scope.reservation(address).map(reserving),
        Differing::Scope | Differing::Properties | Differing::Range(_) => None,
    };
    missing(scope, copy).into_iter().filter_map(element).collect()
}

fn reserving(kept: &Reservation) -> Element {
    Element::Reservation {
        address: kept.address,
        client: kept.client.bytes().to_vec(),
        allowed_kinds: kept.allowed_kinds,
    }
}
