//! The configuration of a scope is copied from one server to another.

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, OptionsEvent, ScopeEvent};
use crate::domain::model::options::OptionLevel;
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::{IpRange, Scope};
use crate::domain::rules::delivery::lease_end;
use crate::domain::rules::events::ServedScope;
use crate::domain::rules::read::copies::{ScopeCopy, key_on, lacking};
use crate::domain::rules::read::drift::{DriftKind, missing};
use crate::domain::rules::{elements, options, scopes, updates};

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
    let source_server = registry.server(from)?;
    let source = source_server.scope(scope)?;
    let server = registry.server(to)?;
    let at = ServedScope { server: to, scope: server.scope(scope)? };
    let mut events = Vec::new();
    if at.scope.info() != source.info() {
        events.push(at.event(scopes::change(server, source.info())?));
    }
    if at.scope.delay_offer() != source.delay_offer() {
        events.push(at.event(ScopeEvent::DelaySet(source.delay_offer())));
    }
    let side = updates::side_of_new(registry, at);
    let end = lease_end(server, at.scope, now);
    events.append(&mut scopes::configured(registry, at, configuration(at, source, side, end)?, now));
    let source = ScopeCopy { server: source_server, scope: source };
    let options = replicate_options(source, ScopeCopy { server, scope: at.scope })?.into_iter();
    events.extend(options.map(|event| Event::Options(to, Box::new(event))));
    Ok(events)
}

/// The values of the scope and of its reservations become those of the other server's copy. Classes and definitions are the
/// server's, and other scopes use them: those that a value needs are made where there is none of the name, and one that says
/// something else stays. A class that cannot be made, since another one has its data, refuses all.
fn replicate_options(source: ScopeCopy<'_>, copy: ScopeCopy<'_>) -> Result<Vec<OptionsEvent>, Error> {
    if !source.scope.has_option_values() && !copy.scope.has_option_values() {
        return Ok(Vec::new());
    }
    let level = |reserved: Option<Address>| match reserved {
        Some(address) => OptionLevel::Reservation(copy.scope.id(), address),
        None => OptionLevel::Scope(copy.scope.id()),
    };
    let needs = lacking(source.server, source.scope, copy.server);
    let mut events: Vec<OptionsEvent> = Vec::new();
    for class in &needs.classes {
        events.push(options::create_class(copy.server, class)?);
    }
    events.extend(needs.definitions.into_iter().map(OptionsEvent::Defined));
    // With a reservation that is lifted its values go.
    let stays = |reserved: Option<Address>| {
        reserved.is_none_or(|at| copy.scope.reservation(at) == source.scope.reservation(at))
    };
    for (reserved, key, _) in copy.values().filter(|(reserved, ..)| stays(*reserved)) {
        if source.counterpart(copy.scope, reserved, key).is_none() {
            events.push(OptionsEvent::ValueRemoved(level(reserved), key.clone()));
        }
    }
    for (reserved, key, value) in source.values() {
        if copy.counterpart(source.scope, reserved, key) != Some(value) {
            events.push(OptionsEvent::ValueSet(level(reserved), key_on(copy.server, key), value.clone()));
        }
    }
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
