//! Failover relationships: create, change, delete, and their scopes.

use crate::domain::base::error::Error;
use crate::domain::base::ids::{Partner, ScopeId, ServerId};
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::{Secret, Text};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LeaseEvent, RelationshipChange, RelationshipEvent, ScopeEvent, StateEntry};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::{MAX_NAME_LENGTH, NO_SAFE_PERIOD, Relationship, Settings};
use crate::domain::model::scope::{RangeKind, Scope};
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::model::timers::Pending;
use crate::domain::rules::events::pending;
use crate::domain::rules::fsm::{Entry, STARTUP_SECONDS};
use crate::domain::rules::{contact, exchange, rebalance};

/// How many scopes one call can add (`DHCP_FAILOVER_MAX_NUM_ADD_SCOPES`).
pub const MAX_ADDED_SCOPES: usize = 400;

/// A request about a relationship of a server.
#[derive(Debug, Clone)]
pub enum FailoverCommand {
    /// Create this server's half.
    Create(Settings, Vec<ScopeId>),
    /// Change its settings or its state.
    Change(SettingsChange),
    /// Delete this server's half.
    Delete(Text),
    /// Add scopes to it.
    AddScopes(Text, Vec<ScopeId>),
    /// Remove scopes from it.
    RemoveScopes(Text, Vec<ScopeId>),
    /// Rebalance the free addresses between the partners now.
    Rebalance(Text),
}

/// An administrator's changes of a relationship; each that is `None` leaves its setting as it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SettingsChange {
    /// Which relationship.
    pub name: Text,
    /// The maximum client lead time, in seconds.
    pub mclt: Option<u32>,
    /// The safe period, in seconds.
    pub safe_period: Option<u32>,
    /// The state.
    pub state: Option<StateName>,
    /// The previous state.
    pub previous: Option<StateName>,
    /// The percentage.
    pub percentage: Option<u8>,
    /// The mode.
    pub mode: Option<Mode>,
    /// The secret, or that there is none.
    pub secret: Option<Option<Secret>>,
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &FailoverCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    match command {
        FailoverCommand::Create(settings, scopes) => create(registry, id, settings, scopes, now),
        FailoverCommand::Change(change) => self::change(registry, id, change, now),
        FailoverCommand::Delete(name) => delete(registry, id, name, now),
        FailoverCommand::AddScopes(name, scopes) => add_scopes(registry, id, name, scopes, now),
        FailoverCommand::RemoveScopes(name, scopes) => remove_scopes(registry, id, name, scopes),
        FailoverCommand::Rebalance(name) => rebalance::on_command(registry, id, name),
    }
}

/// MS-DHCPM 3.2.4.90, in the order of its steps.
pub(super) fn create(
    registry: &Registry,
    id: ServerId,
    settings: &Settings,
    scopes: &[ScopeId],
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    check_settings(settings)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("a relationship is created with a scope"));
    }
    let named = once_each(scopes);
    let scopes = serving_dhcp(server, &named)?;
    if settings.name.len() > MAX_NAME_LENGTH {
        return Err(Error::RelationshipNameTooLong);
    }
    if server.relationships.len() >= registry.max_relationships {
        return Err(Error::TooManyRelationships);
    }
    check_unrelated(&scopes)?;
    if server.relationships.find(settings.name.units()).is_some() {
        return Err(Error::RelationshipExists);
    }
    let settings = Settings { safe_period: stored_safe_period(settings.safe_period), ..settings.clone() };
    let startup = State::Startup { until: now.after(STARTUP_SECONDS) };
    let relationship = Relationship::new(settings, startup, now);
    let new = Partner { server: id, relationship: server.relationships.next_id() };
    let has_partner = contact::other_half(registry, id, &relationship).is_some();
    let mut events = Vec::with_capacity(4);
    events.push(Event::Relationship(id, RelationshipEvent::Created(Box::new(relationship))));
    events.append(&mut scopes_join(new, named, &scopes));
    if has_partner {
        events.push(pending(now, Pending::Contact(new.server, new.relationship)));
    }
    Ok(events)
}

/// Scopes join a relationship. What the partner of another one had acknowledged or told of their leases is void.
fn scopes_join(half: Partner, named: Vec<ScopeId>, scopes: &[&Scope]) -> Vec<Event> {
    let is_told = |scope: &&&Scope| scope.leases().any(|(_, lease)| lease.times.known_to_partner() > 0);
    let told = scopes.iter().filter(is_told);
    let voided = told.map(|scope| Event::Lease(half.server, scope.id(), LeaseEvent::UpdatesVoided));
    let mut events: Vec<Event> = voided.collect();
    let joined = RelationshipEvent::ScopesJoined(half.relationship, named);
    events.push(Event::Relationship(half.server, joined));
    events
}

/// Scopes leave a relationship: all their free addresses are this server's alone, and of the primary's pool side.
fn scopes_leave<'a>(
    half: Partner,
    named: Vec<ScopeId>,
    scopes: impl IntoIterator<Item = &'a Scope>,
) -> Vec<Event> {
    let may_be_of_secondary = |scope: &&Scope| {
        scope.pool().is_some_and(|pool| pool.free_of(Role::Secondary) > 0) || !scope.reservations().is_empty()
    };
    let all_of_primary = |scope: &Scope| {
        let event = ScopeEvent::PoolSidesSet(scope.subnet().range(), Vec::new());
        Event::Scope(half.server, scope.id(), event)
    };
    let left = RelationshipEvent::ScopesLeft(half.relationship, named);
    let sides = scopes.into_iter().filter(may_be_of_secondary).map(all_of_primary);
    [Event::Relationship(half.server, left)].into_iter().chain(sides).collect()
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
fn serving_dhcp<'a>(server: &'a Server, named: &[ScopeId]) -> Result<Vec<&'a Scope>, Error> {
    // An iterator of results does not know how many there will be, so a list made of it would grow step by step.
    let mut scopes = Vec::with_capacity(named.len());
    for scope in named {
        scopes.push(server.scope(*scope)?);
    }
    let is_for_bootp = |scope: &&Scope| scope.range().is_some_and(|range| range.kind == RangeKind::BootpOnly);
    if scopes.iter().any(is_for_bootp) {
        return Err(Error::Invalid("a scope for BOOTP clients alone takes no part in failover"));
    }
    Ok(scopes)
}

fn check_unrelated(scopes: &[&Scope]) -> Result<(), Error> {
    let is_related = |scope: &&Scope| scope.membership().is_some();
    if scopes.iter().any(is_related) { Err(Error::ScopeInRelationship) } else { Ok(()) }
}

/// A scope that a request names twice counts once.
pub fn once_each(scopes: &[ScopeId]) -> Vec<ScopeId> {
    if scopes.len() < 2 {
        return scopes.to_vec();
    }
    let mut seen = std::collections::BTreeSet::new();
    scopes.iter().copied().filter(|scope| seen.insert(*scope)).collect()
}

/// MS-DHCPM 3.2.4.91. A state is entered as the request has it, with its timer, and PARTNER_DOWN ends the safe period because it
/// is another state; the old state becomes the previous one unless the request says which is. A pair in contact goes on
/// by the table at the next call. A new safe period counts from now (MS-DHCPF 3.1.2.1). A percentage without a mode, or a
/// mode without a percentage, leaves the other number as it is.
pub(super) fn change(
    registry: &Registry,
    id: ServerId,
    change: &SettingsChange,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    change.percentage.map_or(Ok(()), check_percentage)?;
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
    let state = change.state.map(|name| name.enter(entry));
    let mut events = Vec::with_capacity(4);
    let changed = settings_changed(relationship, change, safe_period);
    events.push(Event::Relationship(id, RelationshipEvent::Changed(relationship_id, Box::new(changed))));
    let present = relationship.state.name();
    if let Some(state) = state {
        // A server that is made to recover operated until now.
        if state == State::Recover && relationship.has_operated {
            let ended = RelationshipEvent::OperationEnded(relationship_id, now, relationship.declared_dead);
            events.push(Event::Relationship(id, ended));
        }
        let entered = StateEntry::of(relationship).followed_by(state, now);
        let previous = change.previous.unwrap_or(entered.previous);
        events.push(contact::entered(half, StateEntry { previous, ..entered }));
    } else if safe_period.is_some() && present == StateName::CommunicationInterrupted && is_alone {
        events.push(contact::timer_begins(half, present.enter(entry)));
    }
    let is_told = state.is_some() || change.mclt.is_some() || change.secret.is_some();
    let next = match relationship.partner {
        Some(_) if is_told => Some(Pending::StateMessage(id, relationship_id)),
        None if change.secret.is_some() => Some(Pending::Contact(id, relationship_id)),
        _ => None,
    };
    events.extend(next.map(|next| pending(now, next)));
    Ok(events)
}

fn settings_changed(
    relationship: &Relationship,
    change: &SettingsChange,
    safe_period: Option<u32>,
) -> RelationshipChange {
    RelationshipChange {
        mclt: change.mclt,
        largest_mclt: change.mclt.map(|mclt| mclt.max(relationship.largest_mclt)),
        safe_period,
        previous: change.previous,
        percentage: change.percentage,
        mode: change.mode,
        secret: change.secret.clone(),
    }
}

/// MS-DHCPM 3.2.4.92: in any state, with any scopes. The partner, if there is one, loses contact.
pub(super) fn delete(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let (relationship_id, relationship) = server.relationship(name.units())?;
    let half = Partner { server: id, relationship: relationship_id };
    let mut events = match relationship.partner {
        Some(partner) => contact::lose_contact(registry, partner, now),
        None => Vec::new(),
    };
    let scopes = relationship.scopes.iter().filter_map(|scope| server.scopes.get(*scope));
    events.append(&mut scopes_leave(half, relationship.scopes.clone(), scopes));
    events.push(Event::Relationship(id, RelationshipEvent::Deleted(relationship_id)));
    Ok(events)
}

/// MS-DHCPM 3.2.4.95, in the order of its steps; the limit of scopes comes after step 1.
pub(super) fn add_scopes(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    scopes: &[ScopeId],
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("no scope is named"));
    }
    if scopes.len() > MAX_ADDED_SCOPES {
        return Err(Error::TooManyScopes);
    }
    let named = once_each(scopes);
    let scopes = serving_dhcp(server, &named)?;
    if server.relationships.is_empty() {
        return Err(Error::NoRelationships);
    }
    check_unrelated(&scopes)?;
    let (relationship_id, relationship) = server.relationship(name.units())?;
    if relationship.state.name() != StateName::Normal {
        return Err(Error::StateNotNormal);
    }
    // The partner's leases of these scopes are asked for (MS-DHCPF 3.1.4.1).
    let half = Partner { server: id, relationship: relationship_id };
    let mut events = scopes_join(half, named, &scopes);
    events.extend(relationship.partner.map(|_| pending(now, exchange::due(id, relationship_id))));
    Ok(events)
}

/// MS-DHCPM 3.2.4.96, in the order of its steps.
pub(super) fn remove_scopes(
    registry: &Registry,
    id: ServerId,
    name: &Text,
    scopes: &[ScopeId],
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if scopes.is_empty() {
        return Err(Error::Invalid("no scope is named"));
    }
    let named = once_each(scopes);
    let scopes = serving_dhcp(server, &named)?;
    if server.relationships.is_empty() {
        return Err(Error::NoRelationships);
    }
    let (relationship_id, relationship) = server.relationship(name.units())?;
    let is_in = |scope: &&Scope| {
        scope.membership().is_some_and(|membership| membership.relationship == relationship_id)
    };
    if !scopes.iter().all(is_in) {
        return Err(Error::ScopeNotInRelationship);
    }
    if relationship.state.name().is_synchronizing() {
        return Err(Error::Synchronizing);
    }
    Ok(scopes_leave(Partner { server: id, relationship: relationship_id }, named, scopes))
}

/// The safe period as it is stored: 0 means never (MS-DHCPM 3.2.4.90 step 11). Set is taken to do the same, so that
/// one number has one meaning.
pub fn stored_safe_period(seconds: u32) -> u32 {
    if seconds == 0 { NO_SAFE_PERIOD } else { seconds }
}
