//! What can be asked about lease records and free addresses.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::{ClientId, split_unique_id};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::model::lease::{AddressState, Lease};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;

/// The most free addresses that one call asks for (`DHCP_MAX_FREE_ADDRESSES_REQUESTED`).
const MAX_FREE_ADDRESSES: u32 = 1024;

/// A lease record where it stands.
pub type Found<'a> = (&'a Scope, Address, &'a Lease);

/// What finds a lease record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Search {
    /// Its address.
    Address(Address),
    /// Its client, in the long form (MS-DHCPM 2.2.1.2.5.2), or as the client sends it where one scope alone has it.
    Client(Vec<u8>),
    /// Its client's name, whatever its case.
    Name(Text),
}

/// Finds a lease record in all scopes of a server; of several with one name, that of the lowest address
/// (MS-DHCPM 3.1.4.19).
pub fn find_lease<'a>(server: &'a Server, search: &Search) -> Result<Found<'a>, Error> {
    match search {
        Search::Address(address) => lease_at(server, *address).map(|(scope, lease)| (scope, *address, lease)),
        Search::Client(id) => {
            of_unique_id(server, id).or_else(|| of_bare_id(server, id)).ok_or(Error::NoSuchLease)
        }
        Search::Name(name) => {
            let is_named =
                |lease: &Lease| lease.name().is_some_and(|other| same_name(other.units(), name.units()));
            let found = server.scopes.iter().find_map(|scope| {
                let (address, lease) = scope.leases().find(|(_, lease)| is_named(lease))?;
                Some((scope, address, lease))
            });
            found.ok_or(Error::NoSuchLease)
        }
    }
}

fn of_unique_id<'a>(server: &'a Server, id: &[u8]) -> Option<Found<'a>> {
    let (subnet, bare) = split_unique_id(id)?;
    record_in(server.scopes.get(ScopeId(subnet))?, &ClientId::new(bare)?)
}

/// The record of a client whose scope is not said: what it is called by is what the listings show.
fn of_bare_id<'a>(server: &'a Server, id: &[u8]) -> Option<Found<'a>> {
    let client = ClientId::new(id)?;
    let mut found = server.scopes.iter().filter_map(|scope| record_in(scope, &client));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn record_in<'a>(scope: &'a Scope, client: &ClientId) -> Option<Found<'a>> {
    scope.record_of(client).map(|(address, lease)| (scope, address, lease))
}

/// The lease records of a scope, or of all scopes if it is 0.0.0.0, lowest address first. If an address is given, they are those
/// behind its record, which must be one of them (MS-DHCPM 3.1.4.21).
pub fn listed(
    server: &Server,
    scope: ScopeId,
    after: Option<Address>,
) -> Result<impl Iterator<Item = Found<'_>>, Error> {
    let all = server.scopes.ids();
    let mut wanted = all;
    if scope.0 != 0 {
        let place = all.binary_search(&scope).map_err(|_| Error::NoSuchScope)?;
        wanted = all.get(place..=place).unwrap_or_default();
    }
    if let Some(after) = after {
        let (found, _) = lease_at(server, after)?;
        if scope.0 != 0 && found.id() != scope {
            return Err(Error::NoSuchLease);
        }
        wanted = wanted.get(wanted.partition_point(|id| *id < found.id())..).unwrap_or_default();
    }
    let first = after.map_or(Some(0), |after| after.checked_add(1));
    let behind = first.and_then(|first| AddressRange::new(first, Address::MAX));
    let scopes = wanted.iter().filter_map(|id| server.scopes.get(*id));
    Ok(behind.into_iter().flat_map(move |behind| {
        let found = |scope| move |(address, lease)| (scope, address, lease);
        scopes.clone().flat_map(move |scope: &Scope| scope.leases_in(behind).map(found(scope)))
    }))
}

/// Whether no scope has a lease record.
pub fn is_without_leases(server: &Server) -> bool {
    server.scopes.iter().all(|scope| scope.leases().next().is_none())
}

/// Finds a lease record for the newest call, which has a code of its own where there is none (MS-DHCPM 3.2.4.124).
pub fn find_client<'a>(server: &'a Server, search: &Search) -> Result<Found<'a>, Error> {
    find_lease(server, search).map_err(|error| match error {
        Error::NoSuchLease => Error::NoSuchClient,
        other => other,
    })
}

/// Free addresses of a scope, lowest first, and whether there were as many as asked for (MS-DHCPM 3.2.4.121).
/// A start or an end of 0 is that of the range, a count of 0 is 1. Doomed leases follow when the free addresses
/// are used up.
pub fn free_addresses(
    server: &Server,
    scope: ScopeId,
    start: Address,
    end: Address,
    count: u32,
) -> Result<(Vec<Address>, bool), Error> {
    let span = AddressRange::new(start, end);
    let span_too_small = start != 0 && end != 0 && span.is_none_or(|span| span.size() < count);
    if scope.0 == 0 || count > MAX_FREE_ADDRESSES || span_too_small {
        return Err(Error::Invalid(
            "the scope is 0, more than 1024 addresses are asked for, or the span is too small",
        ));
    }
    let scope = server.scopes.get(scope).ok_or(Error::Invalid("no such scope"))?;
    let range = scope.range().ok_or(Error::NoRange)?.addresses;
    let outside = |address: Address| address != 0 && !range.contains(address);
    if outside(start) || outside(end) {
        return Err(Error::Invalid("the span is outside the range"));
    }
    let first = if start == 0 { range.first() } else { start };
    let last = if end == 0 { range.last() } else { end };
    let span = AddressRange::new(first, last).ok_or(Error::Invalid("the span ends before it starts"))?;
    let wanted = usize::try_from(count.max(1)).unwrap_or(usize::MAX);
    let free = scope.pool().into_iter().flat_map(|pool| pool.free_in(span));
    let doomed = scope
        .leases_in(span)
        .filter(|(_, lease)| lease.state.kind() == AddressState::DOOMED)
        .map(|(address, _)| address);
    let found: Vec<Address> = free.chain(doomed).take(wanted).collect();
    let complete = found.len() == wanted;
    Ok((found, complete))
}

/// The lease record of an address, and its scope.
pub(in crate::domain::rules) fn lease_at(
    server: &Server,
    address: Address,
) -> Result<(&Scope, &Lease), Error> {
    let scope = server.scopes.containing(address).ok_or(Error::NoSuchLease)?;
    Ok((scope, scope.lease(address).ok_or(Error::NoSuchLease)?))
}

/// The name of the server by which a lease of a scope is granted: for the partner the one that the relationship has, if it
/// has one, else this server's own.
pub fn granted_by_name<'a>(server: &'a Server, scope: &Scope, granted_by: Address) -> Option<&'a Text> {
    let relationship = server.relationship_of(scope);
    match relationship.filter(|relationship| granted_by == relationship.partner_address()) {
        Some(relationship) => relationship.partner_name(),
        None => Some(&server.name),
    }
}
