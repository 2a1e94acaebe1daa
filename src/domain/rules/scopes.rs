//! Scopes: create, describe, delete, and what is configured in them.

use crate::domain::base::address::{Address, AddressRange, Subnet};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LeaseEvent, ScopeEvent};
use crate::domain::model::lease::Lease;
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::ScopeInfo;
use crate::domain::model::server::Server;
use crate::domain::model::timers::Pending;
use crate::domain::rules::delivery::lease_end;
use crate::domain::rules::elements::{Element, Force, Generation};
use crate::domain::rules::events::{ServedScope, pending};
use crate::domain::rules::filters::Existing;
use crate::domain::rules::{elements, superscopes, updates};

/// The longest delay of an offer, in milliseconds (`DHCP_MAX_DELAY`).
const MAX_DELAY: u16 = 1000;

/// A request about a scope.
#[derive(Debug, Clone)]
pub enum ScopeCommand {
    /// Create it.
    Create(ScopeInfo),
    /// Describe it anew.
    Change(ScopeInfo),
    /// Delete it.
    Delete(ScopeId, Force),
    /// Add a range, an exclusion or a reservation to it.
    AddElement(ScopeId, Element, Generation),
    /// Remove a range, an exclusion or a reservation from it.
    RemoveElement(ScopeId, Element, Force),
    /// Put it into the superscope of this name, which is made if there is none; or take it out of the one that it is in.
    SetSuperscope(ScopeId, Option<Text>, Existing),
    /// Give the superscope of this name another one.
    RenameSuperscope(Text, Text),
    /// Delete the superscope of this name; its scopes stay.
    DeleteSuperscope(Text),
    /// Delay the offers of its addresses by so many milliseconds.
    SetDelay(ScopeId, u16),
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &ScopeCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let one = |scope: ScopeId, event: ScopeEvent| vec![Event::Scope(id, scope, event)];
    match command {
        ScopeCommand::Create(info) => {
            create(server, info).map(|event| one(ScopeId(info.subnet.address()), event))
        }
        ScopeCommand::Change(info) => {
            change(server, info).map(|event| one(ScopeId(info.subnet.address()), event))
        }
        ScopeCommand::Delete(scope, force) => delete(server, *scope, *force).map(|event| one(*scope, event)),
        ScopeCommand::AddElement(scope, element, generation) => {
            let at = ServedScope { server: id, scope: server.scope(*scope)? };
            let side = updates::side_of_new(registry, at);
            Ok(configured(registry, at, elements::add(at, element, *generation, side)?, now))
        }
        ScopeCommand::RemoveElement(scope, element, force) => {
            let at = ServedScope { server: id, scope: server.scope(*scope)? };
            let side = updates::side_of_new(registry, at);
            Ok(configured(
                registry,
                at,
                elements::remove(at, element, *force, side, lease_end(server, at.scope, now))?,
                now,
            ))
        }
        ScopeCommand::SetSuperscope(scope, name, existing) => {
            superscopes::set(id, server, *scope, name.as_ref(), *existing)
        }
        ScopeCommand::RenameSuperscope(name, new) => superscopes::rename(id, server, name, new),
        ScopeCommand::DeleteSuperscope(name) => superscopes::delete(id, server, name),
        ScopeCommand::SetDelay(scope, delay) => {
            set_delay(server, *scope, *delay).map(|event| one(*scope, event))
        }
    }
}

/// The subnet of a scope that is to be created.
pub fn new_subnet(address: Address, mask: u32) -> Result<Subnet, Error> {
    Subnet::new(address, mask).ok_or(Error::Invalid(Subnet::RULE))
}

/// The subnet of a scope that is to be described anew. Address 0 breaks no rule of that call; there is just no such scope
/// (MS-DHCPM 3.1.4.2).
pub fn described_subnet(address: Address, mask: u32) -> Result<Subnet, Error> {
    if address == 0 { Err(Error::NoSuchScope) } else { new_subnet(address, mask) }
}

/// An administrator's changes of a scope, with all that follows from them. In a relationship they may have made addresses free
/// that the partner takes to be of the other pool side, so that is told again.
pub(super) fn configured(
    registry: &Registry,
    at: ServedScope<'_>,
    events: Vec<Event>,
    now: Timestamp,
) -> Vec<Event> {
    let mut happens = Vec::new();
    for event in events {
        match event {
            Event::Lease(_, _, event) => {
                happens.append(&mut updates::with_binding_update(registry, at, event, now));
            }
            other => happens.push(other),
        }
    }
    if at.scope.membership().is_some() {
        let touched = happens.iter().filter_map(|event| touched(event, at.scope.subnet().range()));
        let touched = touched.reduce(AddressRange::with);
        happens.extend(touched.map(|touched| pending(now, Pending::PoolSides(at.server, touched))));
    }
    happens
}

/// The addresses of a subnet that may be free or not because of an event, or of another pool side.
fn touched(event: &Event, subnet: AddressRange) -> Option<AddressRange> {
    match event {
        Event::Scope(_, _, ScopeEvent::RangeSet(..) | ScopeEvent::RangeRemoved) => Some(subnet),
        Event::Scope(_, _, ScopeEvent::ExclusionAdded(range) | ScopeEvent::ExclusionRemoved(range, _)) => {
            Some(*range)
        }
        Event::Scope(_, _, ScopeEvent::ReservationAdded(reservation, _)) => {
            Some(AddressRange::one(reservation.address))
        }
        Event::Scope(_, _, ScopeEvent::ReservationRemoved(address, _))
        | Event::Lease(_, _, LeaseEvent::Stored { address, .. } | LeaseEvent::Removed(address, _)) => {
            Some(AddressRange::one(*address))
        }
        _ => None,
    }
}

/// MS-DHCPM 3.1.4.1: a scope must not share an address with another.
fn create(server: &Server, info: &ScopeInfo) -> Result<ScopeEvent, Error> {
    let range = info.subnet.range();
    // Either a scope contains its first address, or one begins inside it.
    let ids = server.scopes.ids();
    let next = ids.get(ids.partition_point(|id| id.0 < range.first()));
    let begins_within = next.is_some_and(|id| range.contains(id.0));
    if begins_within || server.scopes.containing(range.first()).is_some() {
        return Err(Error::ScopeExists);
    }
    Ok(ScopeEvent::Created(info.clone()))
}

/// MS-DHCPM 3.1.4.2. The mask of a scope cannot be changed: its range, leases and neighbours depend on it. The
/// documents have no such check; what they would store is a scope that contradicts itself.
pub(super) fn change(server: &Server, info: &ScopeInfo) -> Result<ScopeEvent, Error> {
    let scope = server.scope(ScopeId(info.subnet.address()))?;
    if scope.subnet() != info.subnet {
        return Err(Error::Invalid("the mask of a scope cannot be changed"));
    }
    Ok(ScopeEvent::Described(info.clone()))
}

/// MS-DHCPM 3.2.4.80: the delay is looked at before the scope.
fn set_delay(server: &Server, scope: ScopeId, milliseconds: u16) -> Result<ScopeEvent, Error> {
    if milliseconds > MAX_DELAY {
        return Err(Error::DelayTooLong);
    }
    server.scope(scope).map(|_| ScopeEvent::DelaySet(milliseconds))
}

/// MS-DHCPM 3.1.4.8. A reservation that no client has asked for is no lease.
fn delete(server: &Server, scope: ScopeId, force: Force) -> Result<ScopeEvent, Error> {
    let found = server.scope(scope)?;
    if found.membership().is_some() {
        return Err(Error::ScopeInRelationship);
    }
    let is_served = |(_, lease): (Address, &Lease)| !lease.is_idle();
    if force == Force::None && found.leases().any(is_served) {
        return Err(Error::ElementInUse);
    }
    Ok(ScopeEvent::Deleted)
}
