//! Records and their events.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::backups::StoredBackupEvent;
use super::clients::StoredClientEvent;
use super::directory::StoredDirectoryEvent;
use super::filters::StoredFilterEvent;
use super::grants::StoredGrant;
use super::lab::StoredLabEvent;
use super::leases::StoredLeaseEvent;
use super::options::StoredOptionsEvent;
use super::pending::StoredPendingEvent;
use super::relationships::StoredRelationshipEvent;
use super::scopes::StoredScopeEvent;
use super::secrets::SecretTable;
use super::settings::StoredSettingsEvent;
use super::values::{live_scope, stored_address};
use super::{FORMAT, FormatError, Length};
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::eventlog::{Record, Revision};

/// A record: what one call did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRecord {
    pub format: u32,
    pub revision: u64,
    /// Seconds since 1970.
    pub moment: u64,
    /// The server that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<u32>,
    /// The family of the request, or `time`.
    pub cause: String,
    pub events: Vec<StoredEvent>,
    /// When those happened that did not happen at the moment of the record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moments: Vec<StoredSince>,
}

/// From one event of a record on, they happened at another moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSince {
    /// The place of the event; the first has 0.
    pub event: u32,
    /// Seconds since 1970.
    pub moment: u64,
}

impl StoredRecord {
    /// A record, with leases in few bytes if it is to be brief.
    pub(crate) fn of(record: &Record, length: Length, secrets: &mut SecretTable) -> Self {
        let moment = (length == Length::Brief).then_some(record.moment);
        StoredRecord {
            format: FORMAT,
            revision: record.revision.0,
            moment: record.moment.0,
            server: record.server.map(|server| server.0),
            cause: record.cause.to_string(),
            events: record.events.iter().map(|event| StoredEvent::of(event, moment, secrets)).collect(),
            moments: record
                .moments
                .iter()
                .map(|(event, moment)| StoredSince { event: *event, moment: moment.0 })
                .collect(),
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<Record, FormatError> {
        let events: Result<Vec<Event>, FormatError> =
            self.events.into_iter().map(|event| event.live(Timestamp(self.moment), secrets)).collect();
        Ok(Record {
            revision: Revision(self.revision),
            moment: Timestamp(self.moment),
            server: self.server.map(ServerId),
            cause: self.cause.into(),
            events: events?,
            moments: self.moments.iter().map(|since| (since.event, Timestamp(since.moment))).collect(),
        })
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredEvent {
    Directory {
        event: StoredDirectoryEvent,
    },
    Scope {
        server: u32,
        /// The address of its subnet.
        scope: Ipv4Addr,
        event: StoredScopeEvent,
    },
    Lease {
        server: u32,
        /// The address of its subnet.
        scope: Ipv4Addr,
        event: StoredLeaseEvent,
    },
    Relationship {
        server: u32,
        event: StoredRelationshipEvent,
    },
    Options {
        server: u32,
        event: StoredOptionsEvent,
    },
    Filters {
        server: u32,
        event: StoredFilterEvent,
    },
    Pending {
        event: StoredPendingEvent,
    },
    Lab {
        event: StoredLabEvent,
    },
    Client {
        event: StoredClientEvent,
    },
    /// A lease record was stored, which is as most of them are.
    Granted {
        server: u32,
        /// The address of its subnet.
        scope: Ipv4Addr,
        lease: StoredGrant,
    },
    Settings {
        server: u32,
        event: StoredSettingsEvent,
    },
    Backup {
        server: u32,
        event: StoredBackupEvent,
    },
}

impl StoredEvent {
    /// An event; of a brief record that was made at a moment, in few bytes if it can be.
    fn of(event: &Event, moment: Option<Timestamp>, secrets: &mut SecretTable) -> Self {
        if let (Some(moment), Event::Lease(server, scope, event)) = (moment, event)
            && let Some(lease) = StoredGrant::of_event(event, moment)
        {
            return StoredEvent::Granted { server: server.0, scope: stored_address(scope.0), lease };
        }
        match event {
            Event::Directory(event) => StoredEvent::Directory { event: StoredDirectoryEvent::of(event) },
            Event::Scope(server, scope, event) => StoredEvent::Scope {
                server: server.0,
                scope: stored_address(scope.0),
                event: StoredScopeEvent::of(event),
            },
            Event::Lease(server, scope, event) => StoredEvent::Lease {
                server: server.0,
                scope: stored_address(scope.0),
                event: StoredLeaseEvent::of(event),
            },
            Event::Relationship(server, event) => StoredEvent::Relationship {
                server: server.0,
                event: StoredRelationshipEvent::of(event, secrets),
            },
            Event::Options(server, event) => {
                StoredEvent::Options { server: server.0, event: StoredOptionsEvent::of(event) }
            }
            Event::Filters(server, event) => {
                StoredEvent::Filters { server: server.0, event: StoredFilterEvent::of(event) }
            }
            Event::Pending(event) => StoredEvent::Pending { event: StoredPendingEvent::of(*event) },
            Event::Lab(event) => StoredEvent::Lab { event: StoredLabEvent::of(*event) },
            Event::Client(event) => StoredEvent::Client { event: StoredClientEvent::of(event) },
            Event::Settings(server, event) => {
                StoredEvent::Settings { server: server.0, event: StoredSettingsEvent::of(event, secrets) }
            }
            Event::Backup(server, event) => {
                let length = if moment.is_some() { Length::Brief } else { Length::Full };
                StoredEvent::Backup { server: server.0, event: StoredBackupEvent::of(event, length, secrets) }
            }
        }
    }

    fn live(self, moment: Timestamp, secrets: &SecretTable) -> Result<Event, FormatError> {
        Ok(match self {
            StoredEvent::Directory { event } => Event::Directory(event.live()?),
            StoredEvent::Scope { server, scope, event } => {
                Event::Scope(ServerId(server), live_scope(scope), event.live()?)
            }
            StoredEvent::Lease { server, scope, event } => {
                Event::Lease(ServerId(server), live_scope(scope), event.live()?)
            }
            StoredEvent::Relationship { server, event } => {
                Event::Relationship(ServerId(server), event.live(secrets)?)
            }
            StoredEvent::Options { server, event } => {
                Event::Options(ServerId(server), Box::new(event.live()?))
            }
            StoredEvent::Filters { server, event } => Event::Filters(ServerId(server), event.live()?),
            StoredEvent::Pending { event } => Event::Pending(event.live()?),
            StoredEvent::Lab { event } => Event::Lab(event.live()),
            StoredEvent::Client { event } => Event::Client(event.live()?),
            StoredEvent::Granted { server, scope, lease } => {
                Event::Lease(ServerId(server), live_scope(scope), lease.live_event(moment)?)
            }
            StoredEvent::Settings { server, event } => {
                Event::Settings(ServerId(server), event.live(secrets)?)
            }
            StoredEvent::Backup { server, event } => Event::Backup(ServerId(server), event.live(secrets)?),
        })
    }
}
