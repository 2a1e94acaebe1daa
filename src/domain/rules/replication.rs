//! The configuration of a scope is copied from one server to another.

use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, ScopeEvent};
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::{IpRange, Scope};
use crate::domain::rules::delivery::lease_end;
use crate::domain::rules::events::ServedScope;
use crate::domain::rules::read::drift::{DriftKind, missing};
use crate::domain::rules::{elements, scopes, updates};

/// A request to make the configuration of a scope that of another server's copy.
#[derive(Debug, Clone, Copy)]
pub struct ReplicationCommand {
    /// The server that has the configuration.
    pub from: ServerId,
    /// The scope.
    pub scope: ScopeId,
}

/// Leases stay as they are, and what an administrator's change of the same kind would be followed by follows.
pub(super) fn decide(
    registry: &Registry,
    to: ServerId,
    command: ReplicationCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let ReplicationCommand { from, scope } = command;
    let source = registry.server(from)?.scope(scope)?;
    let server = registry.server(to)?;
    let at = ServedScope { server: to, scope: server.scope(scope)? };
    let mut events = Vec::new();
    if at.scope.info() != source.info() {
        events.push(at.event(scopes::change(server, source.info())?));
    }
    let side = updates::side_of_new(registry, at);
    let end = lease_end(server, at.scope, now);
    events.append(&mut scopes::configured(registry, at, configuration(at, source, side, end)?, now));
    Ok(events)
}

/// Range, exclusions and reservations of a scope become those of another server's copy. What the copy has is
/// taken over as it is, also a reservation that came to lie outside the range, or whose address another client has: it waits
/// here as it does there. A failover scope keeps its range, and serves DHCP clients only.
fn configuration(
    at: ServedScope<'_>,
    source: &Scope,
    side: Role,
    lease_end: Timestamp,
) -> Result<Vec<Event>, Error> {
    let scope = at.scope;
    let mut events = Vec::new();
    for surplus in missing(scope, source) {
        match surplus {
            DriftKind::Exclusion(exclusion) => {
                events.push(at.event(ScopeEvent::ExclusionRemoved(exclusion, side)))
            }
            DriftKind::Reservation(address) => {
                events.append(&mut elements::reservation_ends(at, address, side, lease_end))
            }
            _ => {}
        }
    }
    if scope.range() != source.range() {
        events.push(at.event(replicate_range(scope, source.range(), side)?));
    }
    for lack in missing(source, scope) {
        match lack {
            DriftKind::Exclusion(exclusion) => events.push(at.event(ScopeEvent::ExclusionAdded(exclusion))),
            DriftKind::Reservation(address) => {
                let kept = source.reservation(address).cloned();
                events.extend(kept.map(|kept| at.event(ScopeEvent::ReservationAdded(kept, side))));
            }
            _ => {}
        }
    }
    Ok(events)
}

fn replicate_range(scope: &Scope, range: Option<&IpRange>, side: Role) -> Result<ScopeEvent, Error> {
    match range {
        None if scope.membership().is_some() => Err(Error::FailoverRange),
        None => Ok(ScopeEvent::RangeRemoved),
        Some(range) if scope.membership().is_some() && range.kind.serves_bootp() => {
            Err(Error::FailoverScopeServesDhcpOnly)
        }
        Some(range) => Ok(ScopeEvent::RangeSet(*range, side)),
    }
}
