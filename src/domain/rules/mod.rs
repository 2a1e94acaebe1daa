//! Deciding: what a request makes happen, as events, or why it is refused. Nothing is changed here.

pub mod acceptance;
pub mod balance;
mod clients;
mod contact;
mod directory;
mod due;
mod elements;
mod exchange;
pub mod fsm;
mod lab;
mod leases;
pub mod leasing;
pub mod read;
pub mod rebalance;
pub mod relationships;
mod scopes;
pub mod serving;
mod transaction;
mod updates;

pub use clients::{Answer, ClientRequest, answers, decline, lessor, release, request};
pub use due::decide_due;
pub use elements::{Element, Generation};
pub use leases::{LeaseChange, NewLease, Search, find_lease, free_addresses};
pub use rebalance::{Rebalance, preview_rebalance};
pub use relationships::{StateChange, once_each};
pub use transaction::Transaction;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, ScopeEvent, ServerEvent};
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Settings;
use crate::domain::model::scope::{Scope, ScopeInfo};
use crate::domain::model::timers::Due;

/// Whether a deletion stops at a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// It deletes the leases too (the API's full force and failover force; they differ only in the DNS records,
    /// which this library has none of).
    Full,
    /// It is refused.
    None,
}

/// A request that changes something.
#[derive(Debug, Clone)]
pub enum Command {
    /// Put a server into the directory.
    ListServer {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
    /// Take a server out of the directory.
    UnlistServer {
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
    /// Create a scope.
    CreateScope(ScopeInfo),
    /// Describe a scope anew.
    ChangeScope(ScopeInfo),
    /// Delete a scope.
    DeleteScope(Address, Force),
    /// Add a range, an exclusion or a reservation to a scope.
    AddElement(Address, Element, Generation),
    /// Remove a range, an exclusion or a reservation from a scope.
    RemoveElement(Address, Element, Force),
    /// Make the configuration of a scope that of another server's copy.
    ReplicateScope(ServerId, Address),
    /// Make a lease record.
    CreateLease(NewLease),
    /// Change a lease record.
    ChangeLease(LeaseChange),
    /// Delete a lease record.
    DeleteLease(Search),
    /// Create this server's half of a relationship.
    CreateRelationship(Settings, Vec<Address>),
    /// Change a relationship.
    ChangeRelationship(StateChange),
    /// Delete this server's half of a relationship.
    DeleteRelationship(Text),
    /// Add scopes to a relationship.
    AddScopes(Text, Vec<Address>),
    /// Remove scopes from a relationship.
    RemoveScopes(Text, Vec<Address>),
    /// Divide the free addresses between the partners now.
    Rebalance(Text),
    /// Cut the link to another server.
    CutLink(ServerId),
    /// Heal the link to another server.
    HealLink(ServerId),
    /// Stop the DHCP service.
    Stop,
    /// Start the DHCP service.
    Start,
    /// Restore the database of a stopped server from before all of its leases.
    Restore,
    /// Let leases be so long while partners cannot hear each other, on all servers.
    SetLeaseLimit(LeaseLimit),
    /// Set the clock so many seconds ahead of the others.
    ShiftClock(i64),
}

impl Command {
    /// Whether it is done to a server rather than by it, and so also while its service is stopped.
    fn is_done_to_the_server(&self) -> bool {
        use Command::{
            CutLink, HealLink, ListServer, NameLocal, Restore, SetLeaseLimit, ShiftClock, Start, Stop,
            UnlistServer,
        };
        matches!(
            self,
            ListServer { .. }
                | UnlistServer { .. }
                | NameLocal { .. }
                | CutLink(_)
                | HealLink(_)
                | Stop
                | Start
                | Restore
                | SetLeaseLimit(_)
                | ShiftClock(_)
        )
    }
}

/// Decides a request to one server.
pub fn decide(
    registry: &Registry,
    id: ServerId,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if !server.running && !command.is_done_to_the_server() {
        return Err(Error::ServerStopped);
    }
    let on_server = |event: ServerEvent| vec![Event::On(id, event)];
    match command {
        Command::ListServer { name, address } => directory::list(registry, name, *address),
        Command::UnlistServer { name, address } => directory::unlist(registry, name, *address),
        Command::NameLocal { name, address } => directory::name_local(registry, name, *address),
        Command::CreateScope(info) => scopes::create(server, info).map(on_server),
        Command::ChangeScope(info) => scopes::change(server, info).map(on_server),
        Command::DeleteScope(scope, force) => scopes::delete(server, *scope, *force).map(on_server),
        Command::AddElement(scope, element, generation) => {
            let found = server.scope(*scope)?;
            let owner = updates::owner_of_new(registry, id, found);
            Ok(in_scope(registry, id, found, elements::add(found, element, *generation, owner)?, now))
        }
        Command::RemoveElement(scope, element, force) => {
            let found = server.scope(*scope)?;
            let owner = updates::owner_of_new(registry, id, found);
            Ok(in_scope(registry, id, found, elements::remove(found, element, *force, owner, now)?, now))
        }
        Command::ReplicateScope(from, scope) => replicate_scope(registry, *from, id, *scope, now),
        Command::CreateLease(lease) => leases::create(registry, id, lease, now),
        Command::ChangeLease(change) => leases::change(registry, id, change, now),
        Command::DeleteLease(search) => leases::delete(registry, id, search, now),
        Command::CreateRelationship(settings, scopes) => {
            relationships::create(registry, id, settings, scopes, now)
        }
        Command::ChangeRelationship(change) => relationships::change(registry, id, change, now),
        Command::DeleteRelationship(name) => relationships::delete(registry, id, name, now),
        Command::AddScopes(name, scopes) => relationships::add_scopes(registry, id, name, scopes, now),
        Command::RemoveScopes(name, scopes) => relationships::remove_scopes(registry, id, name, scopes),
        Command::Rebalance(name) => rebalance::on_command(registry, id, name),
        Command::CutLink(other) => lab::cut(registry, id, *other, now),
        Command::HealLink(other) => lab::heal(registry, id, *other, now),
        Command::Stop => lab::stop(registry, id, now),
        Command::Start => lab::start(registry, id, now),
        Command::Restore => lab::restore(registry, id),
        Command::SetLeaseLimit(limit) => Ok(vec![Event::LeaseLimitSet(*limit)]),
        Command::ShiftClock(seconds) => lab::shift_clock(registry, id, *seconds, now),
    }
}

/// The configuration of a scope is copied from one server to another. Leases stay as they are, and what an administrator's
/// change of the same kind would be followed by follows.
fn replicate_scope(
    registry: &Registry,
    from: ServerId,
    to: ServerId,
    scope: Address,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let source = registry.server(from)?.scope(scope)?;
    let server = registry.server(to)?;
    let copy = server.scope(scope)?;
    let changed =
        (copy.info() != source.info()).then(|| scopes::change(server, source.info())).transpose()?;
    let mut events: Vec<Event> = changed.map(|event| Event::On(to, event)).into_iter().collect();
    let owner = updates::owner_of_new(registry, to, copy);
    events.append(&mut in_scope(registry, to, copy, elements::replicate(copy, source, owner, now)?, now));
    Ok(events)
}

/// One event, and what follows from it.
fn followed_by(event: Event, mut more: Vec<Event>) -> Vec<Event> {
    let mut events = vec![event];
    events.append(&mut more);
    events
}

/// The events of a scope. Where the scope is in a relationship, they may have made addresses free that the partner takes
/// to be another owner's, so ownership is told again.
fn in_scope(
    registry: &Registry,
    id: ServerId,
    scope: &Scope,
    events: Vec<ScopeEvent>,
    now: Timestamp,
) -> Vec<Event> {
    let mut happens = Vec::new();
    for event in events {
        happens.append(&mut updates::with_binding_update(registry, id, scope, event, now));
    }
    if scope.membership().is_some() {
        let touched = happens.iter().filter_map(|event| match event {
            Event::On(_, ServerEvent::In(_, event)) => event.touched(scope.subnet().range()),
            _ => None,
        });
        let owned = touched.reduce(AddressRange::with).map(|touched| Due::PoolSides(id, touched));
        happens.extend(owned.map(|due| Event::Scheduled(now, due)));
    }
    happens
}
