//! Failover relationships: create, change, delete, and their scopes.

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::Partner;
use crate::domain::base::ids::ServerId;
use crate::domain::base::role::Mode;
use crate::domain::base::text::{Secret, Text};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, RelationshipChange, ServerEvent};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::{MAX_NAME_LENGTH, NO_SAFE_PERIOD, Relationship, Settings};
use crate::domain::model::scope::{RangeKind, Scope};
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::model::timers::Due;
use crate::domain::rules::fsm::{Entry, STARTUP_SECONDS};
use crate::domain::rules::{contact, exchange};

/// How many scopes one call can add (`DHCP_FAILOVER_MAX_NUM_ADD_SCOPES`).
pub const MAX_ADDED_SCOPES: usize = 400;

/// What an administrator sets in a relationship; what is `None` stays.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StateChange {
    /// Which relationship.
    pub name: Text,
    /// The maximum client lead time, in seconds.
    pub mclt: Option<u32>,
    /// The safe period, in seconds.
    pub safe_period: Option<u32>,
    /// The number of the state.
    pub state: Option<i32>,
    /// The number of the previous state.
    pub previous: Option<i32>,
    /// The percentage.
    pub percentage: Option<u8>,
    /// The mode.
    pub mode: Option<Mode>,
    /// The secret, or that there is none.
    pub secret: Option<Option<Secret>>,
}

/// MS-DHCPM 3.2.4.90, in the order of its steps.
pub(super) fn create(
    registry: &Registry,
    id: ServerId,
    settings: &Settings,
    scopes: &[Address],
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    check_settings(settings)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("a relationship is created with a scope"));
    }
    let scopes = once_each(scopes);
    check_scopes(server, &scopes)?;
    if settings.name.len() > MAX_NAME_LENGTH {
        return Err(Error::RelationshipNameTooLong);
    }
    if server.relationships.len() >= registry.max_relationships {
        return Err(Error::TooManyRelationships);
    }
    check_unrelated(server, &scopes)?;
    if server.relationships.find(settings.name.units()).is_some() {
        return Err(Error::RelationshipExists);
    }
    let settings = Settings { safe_period: stored_safe_period(settings.safe_period), ..settings.clone() };
    let startup = State::Startup { until: now.after(STARTUP_SECONDS) };
    let relationship = Relationship::new(settings, startup, now);
    let new = Partner { server: id, relationship: server.relationships.next_id() };
    let timer = contact::timer(new, relationship.state);
    let contact = contact::other_half(registry, id, &relationship)
        .map(|_| Event::Scheduled(now, Due::Contact(new.server, new.relationship)));
    let mut events = Vec::with_capacity(4);
    events.push(Event::On(id, ServerEvent::RelationshipCreated(Box::new(relationship))));
    events.push(Event::On(id, ServerEvent::ScopesJoined(new.relationship, scopes)));
    events.extend(timer);
    events.extend(contact);
    Ok(events)
}

/// Step 2 of MS-DHCPM 3.2.4.90; the empty name and the pair of one server are refused here although the step does
/// not speak of them.
fn check_settings(settings: &Settings) -> Result<(), Error> {
    if settings.name.is_empty() {
        return Err(Error::Invalid("a relationship has a name"));
    }
    if settings.primary == 0 || settings.secondary == 0 || settings.primary == settings.secondary {
        return Err(Error::Invalid("a relationship has two servers"));
    }
    check_percentage(settings.percentage)
}

fn check_percentage(percentage: u8) -> Result<(), Error> {
    if percentage > 100 { Err(Error::Invalid("a percentage is 0 to 100")) } else { Ok(()) }
}

/// Every scope exists, and then: none has a range for BOOTP clients alone.
fn check_scopes(server: &Server, scopes: &[Address]) -> Result<(), Error> {
    let mut serves_bootp_only = false;
    for scope in scopes {
        let range = server.scope(*scope)?.range();
        serves_bootp_only |= range.is_some_and(|range| range.kind == RangeKind::BootpOnly);
    }
    if serves_bootp_only {
        return Err(Error::Invalid("a scope for BOOTP clients alone takes no part in failover"));
    }
    Ok(())
}

fn check_unrelated(server: &Server, scopes: &[Address]) -> Result<(), Error> {
    let related =
        |scope: &Address| server.scopes.get(*scope).is_some_and(|scope| scope.membership().is_some());
    if scopes.iter().any(related) { Err(Error::ScopeInRelationship) } else { Ok(()) }
}

/// A scope that a request names twice counts once.
pub fn once_each(scopes: &[Address]) -> Vec<Address> {
    if scopes.len() < 2 {
        return scopes.to_vec();
    }
    let mut seen = std::collections::BTreeSet::new();
    scopes.iter().copied().filter(|scope| seen.insert(*scope)).collect()
}

/// MS-DHCPM 3.2.4.91. A state is entered as it is said, with its timer, and PARTNER_DOWN ends the safe period because it
/// is another state; the old state becomes the previous one unless the request says which is. A pair in contact goes on
/// by the table at the next call. A new safe period counts from now (MS-DHCPF 3.1.2.1). A percentage without a mode, or a
/// mode without a percentage, leaves the other number as it is.
pub(super) fn change(
    registry: &Registry,
    id: ServerId,
    change: &StateChange,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    change.percentage.map_or(Ok(()), check_percentage)?;
    let named = change.state.map(StateName::from_number).transpose()?;
    let previous = change.previous.map(StateName::from_number).transpose()?;
    let (relationship_id, relationship) = registry.server(id)?.relationship(change.name.units())?;
    let half = Partner { server: id, relationship: relationship_id };

    let awaited_mclt = relationship.awaited_mclt().max(change.mclt.map_or(0, u64::from));
    let safe_period = change.safe_period.map(stored_safe_period);
    let is_alone = relationship.partner.is_none();
    let running = safe_period.unwrap_or(relationship.settings.safe_period);
    let entry = Entry {
        now,
        safe_period: if is_alone { running } else { NO_SAFE_PERIOD },
        partner_down_since: now,
        recovered_at: now.after(awaited_mclt),
    };
    let state = named.map(|name| name.enter(entry));
    let present = relationship.state.name();
    let begins_anew = state.is_none()
        && safe_period.is_some()
        && present == StateName::CommunicationInterrupted
        && is_alone;
    let timer = match state {
        Some(state) => contact::timer(half, state).into_iter().collect(),
        None if begins_anew => contact::timer_begins(half, present.enter(entry)).collect(),
        None => Vec::new(),
    };
    let is_told = state.is_some() || change.mclt.is_some() || change.secret.is_some();
    let next = match relationship.partner {
        Some(_) if is_told => Some(Due::StateMessage(id, relationship_id)),
        None if change.secret.is_some() => Some(Due::Contact(id, relationship_id)),
        _ => None,
    };
    let next = next.map(|due| Event::Scheduled(now, due));
    // A server that is made to recover operated until now.
    let recovers = named == Some(StateName::Recover) && relationship.has_operated;
    let changed = RelationshipChange {
        mclt: change.mclt,
        safe_period,
        state: state.map(|state| (state, now)),
        last_operational: recovers.then_some(now),
        previous,
        percentage: change.percentage,
        mode: change.mode,
        secret: change.secret.clone(),
    };
    let mut events =
        vec![Event::On(id, ServerEvent::RelationshipChanged(relationship_id, Box::new(changed)))];
    events.extend(timer);
    events.extend(next);
    Ok(events)
}

/// MS-DHCPM 3.2.4.92: in any state, with any scopes. The partner, if there is one, loses contact.
pub(super) fn delete(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let (relationship_id, relationship) = registry.server(id)?.relationship(name.units())?;
    let left = Event::On(id, ServerEvent::ScopesLeft(relationship_id, relationship.scopes.clone()));
    let deleted = Event::On(id, ServerEvent::RelationshipDeleted(relationship_id));
    let Some(partner) = relationship.partner else { return Ok(vec![left, deleted]) };
    let mut events = contact::lose(registry, partner, now);
    events.extend([left, deleted]);
    Ok(events)
}

/// MS-DHCPM 3.2.4.95, in the order of its steps; the limit of scopes comes after step 1.
pub(super) fn add_scopes(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    scopes: &[Address],
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("no scope is named"));
    }
    if scopes.len() > MAX_ADDED_SCOPES {
        return Err(Error::TooManyScopes);
    }
    let scopes = once_each(scopes);
    check_scopes(server, &scopes)?;
    if server.relationships.is_empty() {
        return Err(Error::NoRelationships);
    }
    check_unrelated(server, &scopes)?;
    let (relationship_id, relationship) = server.relationship(name.units())?;
    if relationship.state.name() != StateName::Normal {
        return Err(Error::StateNotNormal);
    }
    // The partner's leases of these scopes are asked for (MS-DHCPF 3.1.4.1).
    let exchange = relationship.partner.map(|_| Event::Scheduled(now, exchange::due(id, relationship_id)));
    let joined = Event::On(id, ServerEvent::ScopesJoined(relationship_id, scopes));
    Ok([joined].into_iter().chain(exchange).collect())
}

/// MS-DHCPM 3.2.4.96, in the order of its steps.
pub(super) fn remove_scopes(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    scopes: &[Address],
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("no scope is named"));
    }
    let scopes = once_each(scopes);
    check_scopes(server, &scopes)?;
    if server.relationships.is_empty() {
        return Err(Error::NoRelationships);
    }
    let (relationship_id, relationship) = server.relationship(name.units())?;
    let is_in = |scope: &Address| {
        let membership = server.scopes.get(*scope).and_then(Scope::membership);
        membership.is_some_and(|membership| membership.relationship == relationship_id)
    };
    if !scopes.iter().all(is_in) {
        return Err(Error::ScopeNotInRelationship);
    }
    if relationship.state.name().is_synchronizing() {
        return Err(Error::Synchronizing);
    }
    Ok(vec![Event::On(id, ServerEvent::ScopesLeft(relationship_id, scopes))])
}

/// The safe period as it is stored: 0 means never (MS-DHCPM 3.2.4.90 step 11). Set is taken to do the same, so that
/// one number has one meaning.
pub fn stored_safe_period(seconds: u32) -> u32 {
    if seconds == 0 { NO_SAFE_PERIOD } else { seconds }
}
