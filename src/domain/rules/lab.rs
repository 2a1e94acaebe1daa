//! The laboratory: faults of servers and links that are made on purpose, and mended.

use crate::domain::base::error::Error;
use crate::domain::base::ids::{Partner, ServerId};
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LabEvent, LeaseEvent, RelationshipEvent, StateEntry};
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::registry::{MAX_CLOCK_DIFFERENCE, Registry};
use crate::domain::model::relationship::Relationship;
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::rules::events::{FREED, ServedScope};
use crate::domain::rules::{contact, fsm};

/// A fault that is made on purpose, or ended.
#[derive(Debug, Clone, Copy)]
pub enum LabCommand {
    /// Cut the link to another server.
    CutLink(ServerId),
    /// Heal the link to another server.
    HealLink(ServerId),
    /// Stop the DHCP service.
    Stop,
    /// Start the DHCP service.
    Start,
    /// Restore the database of a stopped server from before all of its leases.
    Restore,
    /// Set how long leases may be while partners cannot hear each other, on all servers.
    SetLeaseLimit(LeaseLimit),
    /// Set for how many seconds a client has to try before either partner answers it, on all servers; 0 is for ever.
    SetServiceDelay(u32),
    /// Set the clock that many seconds ahead of the others.
    ShiftClock(i64),
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: LabCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    registry.server(id)?;
    match command {
        LabCommand::CutLink(other) => cut(registry, id, other, now),
        LabCommand::HealLink(other) => heal(registry, id, other, now),
        LabCommand::Stop => stop(registry, id, now),
        LabCommand::Start => start(registry, id, now),
        LabCommand::Restore => restore(registry, id),
        LabCommand::SetLeaseLimit(limit) => Ok(vec![Event::Lab(LabEvent::LeaseLimitSet(limit))]),
        LabCommand::SetServiceDelay(seconds) => Ok(vec![Event::Lab(LabEvent::ServiceDelaySet(seconds))]),
        LabCommand::ShiftClock(seconds) => shift_clock(registry, id, seconds, now),
    }
}

/// The clock of all servers is set, and stands still from then on. It never goes back.
pub fn set_clock(moment: Timestamp, now: Timestamp) -> Result<Event, Error> {
    if moment < now || moment == Timestamp(u64::MAX) {
        return Err(Error::Invalid("a clock does not go back"));
    }
    Ok(Event::Lab(LabEvent::ClockSet(moment)))
}

/// The clock of all servers is that of the hosts again. Where those show less, the time stands still until they do not.
pub fn release_clock(registry: &Registry) -> Option<Event> {
    registry.clock().set.map(|_| Event::Lab(LabEvent::ClockReleased))
}

/// Whether servers begin with an event: nothing of what was before it is left.
pub fn is_a_beginning(event: &Event) -> bool {
    matches!(event, Event::Lab(LabEvent::AllForgotten))
}

/// All servers are forgotten, and all that happened.
pub fn forget_all() -> Event {
    Event::Lab(LabEvent::AllForgotten)
}

/// Two servers cannot hear each other any more. A link that is cut already stays so.
fn cut(registry: &Registry, one: ServerId, other: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    check_link(registry, one, other)?;
    let lost = contact::lose_contact_with(registry, one, &|partner| partner == other, now);
    Ok(followed_by(LabEvent::LinkCut(one, other), lost))
}

/// Two servers can hear each other again; their relationships look for each other at once.
fn heal(registry: &Registry, one: ServerId, other: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    check_link(registry, one, other)?;
    let found = contact::look_for_partners(registry, one, now);
    Ok(followed_by(LabEvent::LinkHealed(one, other), found))
}

fn check_link(registry: &Registry, one: ServerId, other: ServerId) -> Result<(), Error> {
    registry.server(other)?;
    if one == other { Err(Error::Invalid("a server has no link to itself")) } else { Ok(()) }
}

/// The DHCP service of a server stops, as if its machine had died.
fn stop(registry: &Registry, id: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if !server.running {
        return Err(Error::NotRunning);
    }
    // The server itself notices nothing: its halves stay in the state that they died in.
    let mut lost = contact::lose_contact_with(registry, id, &|_| true, now);
    let is_noticed_here = |event: &Event| match event {
        Event::Relationship(
            server,
            RelationshipEvent::StateEntered(..) | RelationshipEvent::TimerSet(..),
        ) => *server == id,
        _ => false,
    };
    lost.retain(|event| !is_noticed_here(event));
    let mut events = vec![Event::Lab(LabEvent::Stopped(id))];
    events.extend(operation_ends(registry, id, server, now));
    events.append(&mut lost);
    Ok(events)
}

/// Until when the halves of a server that dies have operated, and whether their partners had taken it for dead by then. One that
/// dies again before it operated last operated before its first death.
fn operation_ends(
    registry: &Registry,
    id: ServerId,
    server: &Server,
    now: Timestamp,
) -> impl Iterator<Item = Event> {
    server.relationships.ids().filter_map(move |half| {
        let relationship = server.relationships.get(half).filter(|half| half.has_operated)?;
        let is_dead = contact::is_declared_dead(registry, id, relationship);
        Some(Event::Relationship(id, RelationshipEvent::OperationEnded(half, now, is_dead)))
    })
}

/// The DHCP service starts: every half looks for its partner (MS-DHCPF 3.1.3), and remembers the state that stands for
/// its last one without contact.
pub(super) fn start(registry: &Registry, id: ServerId, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if server.running {
        return Err(Error::AlreadyRunning);
    }
    if server.settings.restore_path.is_some() {
        return Err(Error::BackupUnread);
    }
    // Each half enters a state, and looks for a partner.
    let mut events = Vec::with_capacity(1 + 2 * server.relationships.len());
    events.push(Event::Lab(LabEvent::Started(id, now)));
    for relationship_id in server.relationships.ids() {
        let Some(relationship) = server.relationships.get(relationship_id) else { continue };
        let state = State::Startup { until: now.after(fsm::STARTUP_SECONDS) };
        let half = Partner { server: id, relationship: relationship_id };
        let entry = StateEntry::of(relationship).followed_by(state, now);
        let previous = remembered(relationship);
        events.push(contact::entered(half, StateEntry { previous, has_operated: false, ..entry }));
    }
    events.extend(contact::look_for_partners(registry, id, now));
    Ok(events)
}

/// The database of a stopped server is one from before all of its leases. Its relationships recover when it starts, but for
/// those that never operated and so have nothing to recover (MS-DHCPF 3.1.7.2). The free addresses are the primary's, for all
/// that is known.
fn restore(registry: &Registry, id: ServerId) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if server.running {
        return Err(Error::AlreadyRunning);
    }
    let mut events = vec![Event::Lab(LabEvent::Restored(id))];
    let scopes = server.scopes.iter().map(|scope| ServedScope { server: id, scope });
    events.extend(scopes.map(|at| at.lease_event(LeaseEvent::AllLost(FREED))));
    for relationship_id in server.relationships.ids() {
        let Some(relationship) = server.relationships.get(relationship_id) else { continue };
        if relationship.last_operational.is_some() {
            let (state, previous) = (State::Recover, StateName::Recover);
            let half = Partner { server: id, relationship: relationship_id };
            events
                .push(contact::entered(half, StateEntry { state, previous, ..StateEntry::of(relationship) }));
        }
    }
    Ok(events)
}

/// A half that never was further than STARTUP is as new as before.
fn remembered(relationship: &Relationship) -> StateName {
    match relationship.state.name() {
        StateName::Startup => relationship.previous,
        StateName::NoState | StateName::Init => StateName::Init,
        other => fsm::without_contact(other),
    }
}

/// The clock of a server is that many seconds ahead of the others. Partners whose clocks differ by more than a minute do not
/// talk (MS-DHCPF 3.1.5).
fn shift_clock(registry: &Registry, id: ServerId, seconds: i64, now: Timestamp) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let apart = |partner: ServerId| {
        let shift = registry.server(partner).map_or(0, |partner| partner.clock_shift);
        shift.abs_diff(seconds) > u64::from(MAX_CLOCK_DIFFERENCE)
    };
    let mut events = followed_by(
        LabEvent::ClockShifted(id, seconds),
        contact::lose_contact_with(registry, id, &apart, now),
    );
    if server.running {
        events.append(&mut contact::look_for_partners(registry, id, now));
    }
    Ok(events)
}

fn followed_by(event: LabEvent, more: Vec<Event>) -> Vec<Event> {
    [Event::Lab(event)].into_iter().chain(more).collect()
}
