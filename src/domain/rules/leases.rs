//! Lease records made, changed and deleted by an administrator.

use crate::domain::base::address::Address;
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::base::time::{FileTime, Timestamp};
use crate::domain::log::Event;
use crate::domain::model::lease::{AddressState, Lease, Particulars};
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::events::{ServedScope, removed, stored};
use crate::domain::rules::read::leases::{Search, find_lease, lease_at};
use crate::domain::rules::updates;

/// A request about a lease record.
#[derive(Debug, Clone)]
pub enum LeaseCommand {
    /// Make it.
    Create(NewLease),
    /// Change it.
    Change(LeaseChange),
    /// Delete it.
    Delete(Search),
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &LeaseCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    match command {
        LeaseCommand::Create(new) => create(registry, id, new, now),
        LeaseCommand::Change(change) => self::change(registry, id, change, now),
        LeaseCommand::Delete(search) => delete(registry, id, search, now),
    }
}

/// A lease record to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewLease {
    /// The address.
    pub address: Address,
    /// The client, bare or in the long form.
    pub client: Vec<u8>,
    /// When the lease ends.
    pub expires: FileTime,
    /// Name, comment, policy and extended address state.
    pub particulars: Particulars,
    /// Kind of client and address state, which only the newer calls give.
    pub kind: Option<(ClientKind, AddressState)>,
}

/// A lease record to be changed: the one that its address names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseChange {
    /// The address.
    pub address: Address,
    /// The client, bare or in the long form.
    pub client: Vec<u8>,
    /// When the lease ends; not looked at where the address is reserved.
    pub expires: FileTime,
    /// The new name; `None` leaves the old one.
    pub name: Option<Text>,
    /// The new remark; `None` leaves the old one.
    pub comment: Option<Text>,
    /// The server that is to own the lease.
    pub granted_by: Address,
}

/// MS-DHCPM 3.1.4.17, 3.1.4.33 and 3.1.4.45: the address is in the range of a scope, and neither it nor the client
/// has a record there. An address that is reserved for another client has its record, even where that client holds a lease
/// elsewhere. For the newer call (MS-DHCPM 3.2.4.123) the subnet is enough, and the record may be declined
/// or doomed, but not offered; that call has a code of its own for a client that has a record already.
fn create(registry: &Registry, id: ServerId, new: &NewLease, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let invalid_client = Error::Invalid(ClientId::RULE);
    ClientId::new(&new.client).ok_or(invalid_client)?;
    let scope = server.scopes.containing(new.address);
    let scope = match new.kind {
        None => scope
            .filter(|scope| scope.takes(new.address))
            .ok_or(Error::Invalid("the address is in no range"))?,
        Some((_, state)) if state.kind() == AddressState::OFFERED => {
            return Err(Error::Invalid("an offer is not made by hand"));
        }
        Some(_) => scope.ok_or(Error::NoSuchScope)?,
    };
    let client = ClientId::in_subnet(scope.subnet(), &new.client).ok_or(invalid_client)?;
    let kept_for_another = scope.reservation(new.address).is_some_and(|kept| kept.client != client);
    if kept_for_another || scope.lease(new.address).is_some() || scope.record_of(&client).is_some() {
        return Err(if new.kind.is_some() { Error::ClientExists } else { Error::LeaseExists });
    }
    let mut lease = Lease::by_hand(client, new.expires, address_in(server, scope));
    if let Some((client_kind, state)) = new.kind {
        lease.client_kind = client_kind;
        lease.state = state;
    }
    lease.describe(new.particulars.clone());
    let event = stored(scope, new.address, lease);
    Ok(updates::with_binding_update(registry, ServedScope { server: id, scope }, event, now))
}

/// MS-DHCPM 3.1.4.18, 3.1.4.34 and 3.1.4.46, of which the first speaks of all fields.
fn change(
    registry: &Registry,
    id: ServerId,
    change: &LeaseChange,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let invalid_client = Error::Invalid(ClientId::RULE);
    ClientId::new(&change.client).ok_or(invalid_client)?;
    let (scope, old) = lease_at(server, change.address)?;
    let client = ClientId::in_subnet(scope.subnet(), &change.client).ok_or(invalid_client)?;
    if scope.record_of(&client).is_some_and(|(address, _)| address != change.address) {
        return Err(Error::NoSuchLease);
    }
    let reservation = scope.reservation(change.address);
    if reservation.is_some_and(|reservation| reservation.client != client) {
        return Err(Error::ReservedClient);
    }
    let mut lease = old.clone();
    lease.client = client;
    lease.granted_by = change.granted_by;
    lease.state = old.state.with_kind(AddressState::ACTIVE);
    lease.released = false;
    if reservation.is_none() {
        lease.expires = change.expires;
    }
    lease.describe(Particulars {
        name: change.name.as_ref().or(old.name()).cloned(),
        comment: change.comment.as_ref().or(old.comment()).cloned(),
        policy: old.policy().cloned(),
        extended_state: old.extended_state(),
    });
    let event = stored(scope, change.address, lease);
    Ok(updates::with_binding_update(registry, ServedScope { server: id, scope }, event, now))
}

/// MS-DHCPM 3.1.4.20. The DNS records that the real server removes are not this library's.
fn delete(registry: &Registry, id: ServerId, search: &Search, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let (scope, address, _) = find_lease(server, search)?;
    if scope.reservation(address).is_some() {
        return Err(Error::ReservedClient);
    }
    Ok(updates::with_binding_update(registry, ServedScope { server: id, scope }, removed(address), now))
}

/// The address under which a server owns the leases of a scope: the one that the scope's relationship has for it,
/// else its own.
pub(super) fn address_in(server: &Server, scope: &Scope) -> Address {
    server.relationship_of(scope).map_or(server.address, |relationship| relationship.own_address())
}
