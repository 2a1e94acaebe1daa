//! Records of a scope that are to agree with its addresses.

use std::net::Ipv4Addr;

use crate::domain::base::address::Address;
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::base::time::{FileTime, Timestamp};
use crate::domain::log::Event;
use crate::domain::model::lease::{Lease, Particulars};
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::delivery::lease_end;
use crate::domain::rules::events::{ServedScope, removed, stored};
use crate::domain::rules::leases::address_in;
use crate::domain::rules::read::scan::{Disagreement, scan};
use crate::domain::rules::updates;

/// MS-DHCPM 3.1.4.28, with `FixFlag`: an address that is not free gets a record, and one that has a record is free no more.
pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    scope: ScopeId,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let at = ServedScope { server: id, scope: server.scope(scope)? };
    let mut events = Vec::new();
    for (address, disagreement) in scan(at.scope) {
        match (disagreement, at.scope.lease(address)) {
            (Disagreement::Free, Some(lease)) => {
                events.push(at.lease_event(removed(address)));
                events.push(at.lease_event(stored(at.scope, address, lease.clone())));
            }
            (Disagreement::Free, None) => {}
            (Disagreement::Unrecorded, _) => {
                let record = record(server, at.scope, address, now).ok_or(Error::Invalid(ClientId::RULE))?;
                let event = stored(at.scope, address, record);
                events.append(&mut updates::with_binding_update(registry, at, event, now));
            }
        }
    }
    Ok(events)
}

/// The record of an address of which nothing else is known. It is the reserving client's, and does not end; else its client is
/// called as the address is written, and its lease ends when that of a client does of whom nothing is known.
fn record(server: &Server, scope: &Scope, address: Address, now: Timestamp) -> Option<Lease> {
    let written = Ipv4Addr::from_bits(address).to_string();
    let (client, expires) = match scope.reservation(address) {
        Some(reservation) => (reservation.client.clone(), FileTime::UNSET),
        None => (ClientId::new(written.as_bytes())?, FileTime::of_end(lease_end(server, scope, now))),
    };
    let mut lease = Lease::by_hand(client, expires, address_in(server, scope));
    lease.client_kind = ClientKind::BOTH;
    lease.describe(Particulars { name: Some(Text::from(written.as_str())), ..Particulars::default() });
    Some(lease)
}
