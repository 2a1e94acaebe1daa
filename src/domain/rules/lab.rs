//! What can go wrong with servers and the links between them: cut and heal, stop and start, clocks that differ.

use crate::domain::base::error::Error;
use crate::domain::base::ids::ServerId;
use crate::domain::base::ids::{Partner, RelationshipId};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, ServerEvent};
use crate::domain::model::registry::{MAX_CLOCK_DIFFERENCE, Registry};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::state::{State, StateName};
use crate::domain::rules::fsm;
use crate::domain::rules::{contact, followed_by};

/// Two servers cannot hear each other any more. A link that is cut already stays so.
pub(super) fn cut(
    registry: &Registry,
    one: ServerId,
    other: ServerId,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    check_link(registry, one, other)?;
    let lost = contact::lose_all(registry, one, &|partner| partner == other, now);
    Ok(followed_by(Event::LinkCut(one, other), lost))
}

/// Two servers can hear each other again; their relationships look for each other at once.
pub(super) fn heal(
    registry: &Registry,
    one: ServerId,
    other: ServerId,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    check_link(registry, one, other)?;
    let found = contact::look_for_partners(registry, one, now);
    Ok(followed_by(Event::LinkHealed(one, other), found))
}

fn check_link(registry: &Registry, one: ServerId, other: ServerId) -> Result<(), Error> {
    registry.server(other)?;
    if one == other { Err(Error::Invalid("a server has no link to itself")) } else { Ok(()) }
}

/// The DHCP service of a server stops, as if its machine had died.
pub(super) fn stop(registry: &Registry, id: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if !server.running {
        return Err(Error::NotRunning);
    }
    let is_dead_for_partner = |half: &RelationshipId| {
        let half = server.relationships.get(*half);
        half.is_some_and(|half| half.has_operated && contact::is_declared_dead(registry, id, half))
    };
    let declared_dead = server.relationships.ids().filter(is_dead_for_partner).collect();
    // The server itself notices nothing: its halves stay in the state that they died in.
    let mut lost = contact::lose_all(registry, id, &|_| true, now);
    lost.retain(|event| !matches!(event, Event::On(server, _) if *server == id));
    Ok(followed_by(Event::On(id, ServerEvent::Stopped(now, declared_dead)), lost))
}

/// The DHCP service starts: every half looks for its partner (MS-DHCPF 3.1.3), and remembers the state that stands for
/// its last one without contact.
pub(super) fn start(registry: &Registry, id: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if server.running {
        return Err(Error::AlreadyRunning);
    }
    let mut events = vec![Event::On(id, ServerEvent::Started)];
    for relationship_id in server.relationships.ids() {
        let Some(relationship) = server.relationships.get(relationship_id) else { continue };
        let state = State::Startup { until: now.after(fsm::STARTUP_SECONDS) };
        let restarted = ServerEvent::Restarted(relationship_id, remembered(relationship), state, now);
        let half = Partner { server: id, relationship: relationship_id };
        events.push(Event::On(id, restarted));
        events.extend(contact::timer(half, state));
    }
    events.extend(contact::look_for_partners(registry, id, now));
    Ok(events)
}

/// The database of a stopped server is one from before all of its leases. Its relationships recover when it starts
/// (MS-DHCPF 3.1.7.2).
pub(super) fn restore(registry: &Registry, id: ServerId) -> Result<Vec<Event>, Error> {
    if registry.server(id)?.running {
        return Err(Error::AlreadyRunning);
    }
    Ok(vec![Event::On(id, ServerEvent::Restored)])
}

/// A half that never was further than STARTUP is as new as before.
fn remembered(relationship: &Relationship) -> StateName {
    match relationship.state.name() {
        StateName::Startup => relationship.previous,
        StateName::NoState | StateName::Init => StateName::Init,
        other => fsm::without_contact(other),
    }
}

/// The clock of a server is so many seconds ahead of the others. Partners whose clocks differ by more than a minute do not
/// talk (MS-DHCPF 3.1.5).
pub(super) fn shift_clock(
    registry: &Registry,
    id: ServerId,
    seconds: i64,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let apart = |partner: ServerId| {
        let shift = registry.server(partner).map_or(0, |partner| partner.clock_shift);
        shift.abs_diff(seconds) > u64::from(MAX_CLOCK_DIFFERENCE)
    };
    let shifted = Event::On(id, ServerEvent::ClockShifted(seconds));
    let mut events = followed_by(shifted, contact::lose_all(registry, id, &apart, now));
    if server.running {
        events.append(&mut contact::look_for_partners(registry, id, now));
    }
    Ok(events)
}
