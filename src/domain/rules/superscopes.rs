//! Superscopes: which scopes are in one, and from which of them a client is served.

use std::iter;

use crate::domain::base::address::Address;
use crate::domain::base::client::ClientId;
use crate::domain::base::error::{Error, SuperscopeFailure};
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::base::text::{Text, same_name};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, ScopeEvent};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::filters::Existing;

/// The longest name of a superscope, in UTF-16 units.
const LONGEST_NAME: usize = 256;

/// MS-DHCPM 3.1.4.37, in the order of its steps. The name, which has no step, is looked at when the scope is to join.
pub(super) fn set(
    id: ServerId,
    server: &Server,
    scope: ScopeId,
    name: Option<&Text>,
    existing: Existing,
) -> Result<Vec<Event>, Error> {
    server.scope(scope)?;
    let event = |event| Event::Scope(id, scope, event);
    let is_in = server.superscopes.of(scope);
    let left = is_in.map(|_| event(ScopeEvent::SuperscopeLeft));
    let Some(name) = name else { return Ok(left.into_iter().collect()) };
    check_name(name)?;
    if is_in.is_some() && existing == Existing::Stays {
        return Err(Error::Superscopes(SuperscopeFailure::Joined));
    }
    if is_in.is_some_and(|(_, superscope)| same_name(superscope.name.units(), name.units())) {
        return Ok(Vec::new());
    }
    let number = server.superscopes.find(name).map(|(number, _)| number);
    let number = number.unwrap_or_else(|| server.superscopes.next_number());
    let joined = event(ScopeEvent::SuperscopeJoined(number, name.clone()));
    Ok(left.into_iter().chain([joined]).collect())
}

fn check_name(name: &Text) -> Result<(), Error> {
    if name.is_empty() {
        return Err(Error::Invalid("a superscope has a name"));
    }
    if name.len() > LONGEST_NAME {
        return Err(Error::Superscopes(SuperscopeFailure::NameTooLong));
    }
    Ok(())
}

/// No function does this; the cmdlet has its scopes leave it and join another one. Here that keeps its number, and its name may
/// be written in another case. A name that another superscope has is refused, since the two would become one.
pub(super) fn rename(id: ServerId, server: &Server, name: &Text, new: &Text) -> Result<Vec<Event>, Error> {
    let (number, superscope) =
        server.superscopes.find(name).ok_or(Error::Superscopes(SuperscopeFailure::NotPresent))?;
    check_name(new)?;
    if server.superscopes.find(new).is_some_and(|(other, _)| other != number) {
        return Err(Error::Invalid("another superscope has the name"));
    }
    if superscope.name == *new {
        return Ok(Vec::new());
    }
    let event = |event: ScopeEvent| move |scope: &ScopeId| Event::Scope(id, *scope, event.clone());
    let left = superscope.scopes.iter().map(event(ScopeEvent::SuperscopeLeft));
    let joined = superscope.scopes.iter().map(event(ScopeEvent::SuperscopeJoined(number, new.clone())));
    Ok(left.chain(joined).collect())
}

/// MS-DHCPM 3.1.4.39.
pub(super) fn delete(id: ServerId, server: &Server, name: &Text) -> Result<Vec<Event>, Error> {
    let (_, superscope) =
        server.superscopes.find(name).ok_or(Error::Superscopes(SuperscopeFailure::NotPresent))?;
    let left = |scope: &ScopeId| Event::Scope(id, *scope, ScopeEvent::SuperscopeLeft);
    Ok(superscope.scopes.iter().map(left).collect())
}

/// The scopes of a server that serve the clients of one network together with a scope: those of its superscope, itself among
/// them; none if it is in none.
pub(super) fn together_with(server: &Server, scope: ScopeId) -> impl Iterator<Item = &Scope> {
    let superscope = server.superscopes.of(scope).map(|(_, superscope)| superscope);
    let scopes = superscope.into_iter().flat_map(|superscope| superscope.scopes.iter());
    scopes.filter_map(|scope| server.scopes.get(*scope))
}

/// The scope whose address a client has, or says that it has, who is in the network of this one.
pub(super) fn scope_of_lease<'a>(
    server: &'a Server,
    asked: &'a Scope,
    client: &ClientId,
    address: Option<Address>,
) -> &'a Scope {
    let is_wanted = |scope: &Scope| match address {
        Some(address) => scope.subnet().range().contains(address),
        None => scope.lease_of(client).is_some_and(|(_, lease)| lease.is_leased()),
    };
    if server.superscopes.of(asked.id()).is_none() || is_wanted(asked) {
        return asked;
    }
    together_with(server, asked.id()).find(|scope| is_wanted(scope)).unwrap_or(asked)
}

/// The scopes of a superscope, in the order in which a client who looks for an address is served from them: the one that has a
/// reservation for it, the one that has its lease, the one whose address it wishes and may have, the one that it is in, and
/// the others, lowest address first.
pub(super) fn in_order<'a>(
    server: &'a Server,
    asked: &'a Scope,
    client: &ClientId,
    wished: Option<Address>,
    now: Timestamp,
) -> Vec<&'a Scope> {
    let may_have = |scope: &Scope, address| {
        scope.subnet().range().contains(address)
            && scope.may_lease(server.relationship_of(scope), address, client, now).is_ok()
    };
    let rank = |scope: &Scope| {
        if scope.reserved_for(client).is_some() {
            0
        } else if scope.lease_of(client).is_some_and(|(_, lease)| lease.is_leased()) {
            1
        } else if wished.is_some_and(|wished| may_have(scope, wished)) {
            2
        } else {
            3
        }
    };
    let others = together_with(server, asked.id()).filter(|scope| scope.id() != asked.id());
    let mut by_rank: [Vec<&Scope>; 4] = Default::default();
    for scope in iter::once(asked).chain(others) {
        if let Some(alike) = by_rank.get_mut(rank(scope)) {
            alike.push(scope);
        }
    }
    by_rank.concat()
}

/// Whether a client that is refused so is served from another scope of the superscope: the scope has nothing for it, or serves
/// nobody.
pub(super) fn goes_on(refused: Refused) -> bool {
    matches!(refused, Refused::NoFreeAddress | Refused::OwnAddressesUsed | Refused::ScopeDisabled)
}
