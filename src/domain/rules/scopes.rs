//! Scopes: create, describe, delete.

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::log::ServerEvent;
use crate::domain::model::lease::Lease;
use crate::domain::model::scope::ScopeInfo;
use crate::domain::model::server::Server;
use crate::domain::rules::Force;

/// MS-DHCPM 3.1.4.1: a scope must not share an address with another.
pub(super) fn create(server: &Server, info: &ScopeInfo) -> Result<ServerEvent, Error> {
    let range = info.subnet.range();
    // Either a scope contains its first address, or one begins inside it.
    let ids = server.scopes.ids();
    let next = ids.get(ids.partition_point(|id| *id < range.first()));
    let begins_within = next.is_some_and(|id| range.contains(*id));
    if begins_within || server.scopes.containing(range.first()).is_some() {
        return Err(Error::ScopeExists);
    }
    Ok(ServerEvent::ScopeCreated(info.clone()))
}

/// MS-DHCPM 3.1.4.2. The mask of a scope cannot be changed: its range, leases and neighbours depend on it. The
/// documents have no such check; what they would store is a scope that contradicts itself.
pub(super) fn change(server: &Server, info: &ScopeInfo) -> Result<ServerEvent, Error> {
    let scope = server.scope(info.subnet.address())?;
    if scope.subnet() != info.subnet {
        return Err(Error::Invalid("the mask of a scope cannot be changed"));
    }
    Ok(ServerEvent::ScopeChanged(info.clone()))
}

/// MS-DHCPM 3.1.4.8. A reservation that no client has asked for is no lease.
pub(super) fn delete(server: &Server, scope: Address, force: Force) -> Result<ServerEvent, Error> {
    let found = server.scope(scope)?;
    if found.membership().is_some() {
        return Err(Error::ScopeInRelationship);
    }
    let is_served = |(_, lease): (Address, &Lease)| !lease.is_idle();
    if force == Force::None && found.leases().any(is_served) {
        return Err(Error::ElementInUse);
    }
    Ok(ServerEvent::ScopeDeleted(scope))
}
