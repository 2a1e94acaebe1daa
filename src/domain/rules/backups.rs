//! Servers that start from a backup.

use crate::domain::base::error::{Error, UnusableBackup};
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{BackupEvent, Event, PendingEvent};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::model::timers::Pending;
use crate::domain::rules::lab;

/// A request about a server and a backup of one.
#[derive(Debug, Clone)]
pub enum BackupCommand {
    /// Start from the backup in this directory when the service starts next (MS-DHCPM 3.2.4.46).
    PlanRestore(Text),
    /// Start the service, which is to start from a backup, with what was found there.
    Start(Box<FoundBackup>),
}

/// What was found where a backup is to be.
#[derive(Debug, Clone)]
pub struct FoundBackup {
    /// The directory.
    pub path: Text,
    /// The server of the backup, or why it cannot be used.
    pub contents: Result<Server, UnusableBackup>,
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &BackupCommand,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    match command {
        BackupCommand::PlanRestore(path) => plan_restore(server, id, path),
        BackupCommand::Start(found) => start(registry, id, found, now),
    }
}

/// Only the path is kept, and nobody looks whether there is a backup before the service starts: it may be put there later. A
/// second call takes the place of the first.
fn plan_restore(server: &Server, id: ServerId, path: &Text) -> Result<Vec<Event>, Error> {
    if !server.running {
        return Err(Error::ServerStopped);
    }
    let is_planned = server.settings.restore_path.as_ref() == Some(path);
    Ok(if is_planned { Vec::new() } else { vec![event(id, BackupEvent::RestorePlanned(path.clone()))] })
}

/// The service starts with what the backup has. Where that cannot be used it starts with what it had, which MS-DHCPM 3.2.4.46
/// has backed up for that at the call.
fn start(
    registry: &Registry,
    id: ServerId,
    found: &FoundBackup,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    if server.running {
        return Err(Error::AlreadyRunning);
    }
    if server.settings.restore_path.as_ref() != Some(&found.path) {
        return Err(Error::BackupUnread);
    }
    let event = event(
        id,
        match &found.contents {
            Ok(contents) => BackupEvent::Restored(Box::new(restored(registry, contents, now))),
            Err(why) => BackupEvent::NotRestored(*why),
        },
    );
    let mut with_backup = registry.to_decide_on();
    with_backup.apply(event.clone());
    let started = lab::start(&with_backup, id, now)?;
    // Its contact ended when it stopped. What is pending all the same is about the relationships that it had.
    let is_its_own = |pending: &Pending| match *pending {
        Pending::Contact(server, _)
        | Pending::StateMessage(server, _)
        | Pending::BindingUpdates(server, ..)
        | Pending::PoolSides(server, _)
        | Pending::Rebalance(server, _) => server == id,
    };
    let pending = registry.pending().filter(|(_, pending)| is_its_own(pending));
    let done = pending.map(|(moment, pending)| Event::Pending(PendingEvent::Done(moment, pending)));
    Ok(done.chain([event]).chain(started).collect())
}

fn event(id: ServerId, event: BackupEvent) -> Event {
    Event::Backup(id, event)
}

/// The contents of a backup as a server starts with them: since then its partners have heard of leases that it knows nothing of.
fn restored(registry: &Registry, contents: &Server, now: Timestamp) -> Server {
    let mut server = contents.clone();
    if let Some(settings) = server.settings.to_mut() {
        settings.restore_path = None;
    }
    let halves: Vec<_> = server.relationships.ids().collect();
    for half in halves {
        if let Some(relationship) = server.relationships.get_mut(half) {
            *relationship = recovering(registry, relationship, now);
        }
    }
    let in_failover = server.scopes.iter().filter(|scope| scope.membership().is_some());
    let in_failover: Vec<_> = in_failover.map(|scope| scope.id()).collect();
    for scope in in_failover {
        if let Some(scope) = server.scopes.to_mut().and_then(|scopes| scopes.get_mut(scope)) {
            scope.go_back_in_time();
        }
    }
    server
}

/// A relationship of a backup. It goes to RECOVER and asks for all updates (MS-DHCPF 3.1.7.2), also where it never operated before
/// the backup, for it may have since. Nobody knows when it last did: it waits from now on for one maximum client lead time, the
/// largest that one of the two may have granted by.
fn recovering(registry: &Registry, relationship: &Relationship, now: Timestamp) -> Relationship {
    let alike = registry.halves_like(relationship);
    let alike = alike.filter_map(|half| registry.half(half.server, half.relationship));
    let awaited = alike.filter_map(|(_, half)| u32::try_from(half.awaited_mclt()).ok()).max();
    Relationship {
        state: State::Recover,
        since: now,
        previous: StateName::Recover,
        previous_since: now,
        last_operational: Some(now),
        declared_dead: false,
        has_operated: false,
        largest_mclt: relationship.largest_mclt.max(awaited.unwrap_or_default()),
        rebalancing_at: None,
        partner: None,
        ..relationship.clone()
    }
}
