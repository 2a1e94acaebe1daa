//! What clients are told, and what people are told of all that happened.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::backups::StoredUnusableBackup;
use super::relationships::StoredStateName;
use super::settings::StoredMessages;
use super::values::{
    StoredClient, StoredRole, live_scope, live_text, live_text_if_any, names, stored_address,
};
use crate::domain::base::address::Address;
use crate::domain::base::ids::ServerId;
use crate::domain::base::refused::Refused;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::ClientEvent;
use crate::domain::model::journal::{EventKind, JournalEntry, Past};

names! {
    /// Why a client is refused.
    StoredRefused, Refused {
        ScopeDisabled,
        Silent,
        RenewalsOnly,
        PartnersClient,
        Standby,
        UnknownClient,
        OtherAddress,
        ReservedElsewhere,
        NoLeadTime,
        Excluded,
        ReservedForAnother,
        Declined,
        Leased,
        NotAcknowledged,
        OfPartner,
        OwnAddressesUsed,
        NoFreeAddress,
        Filtered,
    }
}

/// Something that a client was told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredClientEvent {
    Refused {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        server: Option<u32>,
        /// The address of its subnet.
        scope: Ipv4Addr,
        client: StoredClient,
        why: StoredRefused,
        /// Left out in records that were made before anybody counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        messages: Option<StoredMessages>,
    },
    Heard {
        server: u32,
        messages: StoredMessages,
    },
}

impl StoredClientEvent {
    pub(crate) fn of(event: &ClientEvent) -> Self {
        match event {
            ClientEvent::Refused { server, scope, client, why, messages } => StoredClientEvent::Refused {
                server: server.map(|server| server.0),
                scope: stored_address(scope.0),
                client: StoredClient::of(client),
                why: StoredRefused::of(*why),
                messages: messages.map(StoredMessages::of),
            },
            ClientEvent::Heard(server, messages) => {
                StoredClientEvent::Heard { server: server.0, messages: StoredMessages::of(*messages) }
            }
        }
    }

    pub(crate) fn live(self) -> Result<ClientEvent, FormatError> {
        Ok(match self {
            StoredClientEvent::Refused { server, scope, client, why, messages } => ClientEvent::Refused {
                server: server.map(ServerId),
                scope: live_scope(scope),
                client: client.live()?,
                why: why.live(),
                messages: messages.map(StoredMessages::live),
            },
            StoredClientEvent::Heard { server, messages } => {
                ClientEvent::Heard(ServerId(server), messages.live())
            }
        })
    }
}

/// The journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredJournal {
    /// The number of the next entry.
    pub next: u64,
    /// The last entries, oldest first.
    pub entries: Vec<StoredEntry>,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredEntry {
    pub number: u64,
    /// Seconds since 1970.
    pub time: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<StoredNamedServer>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationship: Option<String>,
    pub kind: StoredEventKind,
}

/// A server by the name and address that it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredNamedServer {
    pub name: String,
    pub address: Ipv4Addr,
}

/// The kind of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredEventKind {
    StateChanged {
        from: StoredStateName,
        to: StoredStateName,
    },
    ContactMade {},
    ContactLost {},
    AuthenticationFailed {},
    Stopped {},
    Started {},
    Restored {},
    BackupRestored {},
    BackupUnusable {
        why: StoredUnusableBackup,
    },
    AddressesMoved {
        /// The address of its subnet.
        scope: Ipv4Addr,
        count: u32,
        to: StoredRole,
    },
    Refused {
        /// The address of its subnet.
        scope: Ipv4Addr,
        client: StoredClient,
        why: StoredRefused,
    },
}

impl StoredJournal {
    /// The journal; `None` where nothing happened yet.
    pub(crate) fn of(past: &Past) -> Option<Self> {
        let entries = past.entries.iter().map(StoredEntry::of).collect();
        (*past != Past::default()).then_some(StoredJournal { next: past.next, entries })
    }

    pub(crate) fn live(self) -> Result<Past, FormatError> {
        let entries: Result<_, _> = self.entries.into_iter().map(StoredEntry::live).collect();
        Ok(Past { next: self.next, entries: entries? })
    }
}

impl StoredEntry {
    fn of(entry: &JournalEntry) -> Self {
        StoredEntry {
            number: entry.number,
            time: entry.time.0,
            server: entry.server.as_ref().map(|(name, address)| StoredNamedServer {
                name: name.to_string(),
                address: stored_address(*address),
            }),
            relationship: entry.relationship.as_ref().map(ToString::to_string),
            kind: StoredEventKind::of(&entry.kind),
        }
    }

    fn live(self) -> Result<JournalEntry, FormatError> {
        let named = |server: StoredNamedServer| -> Result<(Text, Address), FormatError> {
            Ok((live_text(&server.name)?, server.address.to_bits()))
        };
        Ok(JournalEntry {
            number: self.number,
            time: Timestamp(self.time),
            server: self.server.map(named).transpose()?,
            relationship: live_text_if_any(self.relationship)?,
            kind: self.kind.live()?,
        })
    }
}

impl StoredEventKind {
    fn of(kind: &EventKind) -> Self {
        match kind {
            EventKind::StateChanged { from, to } => StoredEventKind::StateChanged {
                from: StoredStateName::of(*from),
                to: StoredStateName::of(*to),
            },
            EventKind::ContactMade => StoredEventKind::ContactMade {},
            EventKind::ContactLost => StoredEventKind::ContactLost {},
            EventKind::AuthenticationFailed => StoredEventKind::AuthenticationFailed {},
            EventKind::Stopped => StoredEventKind::Stopped {},
            EventKind::Started => StoredEventKind::Started {},
            EventKind::Restored => StoredEventKind::Restored {},
            EventKind::BackupRestored => StoredEventKind::BackupRestored {},
            EventKind::BackupUnusable(why) => {
                StoredEventKind::BackupUnusable { why: StoredUnusableBackup::of(*why) }
            }
            EventKind::AddressesMoved { scope, count, to } => StoredEventKind::AddressesMoved {
                scope: stored_address(scope.0),
                count: *count,
                to: StoredRole::of(*to),
            },
            EventKind::Refused { scope, client, why } => StoredEventKind::Refused {
                scope: stored_address(scope.0),
                client: StoredClient::of(client),
                why: StoredRefused::of(*why),
            },
        }
    }

    fn live(self) -> Result<EventKind, FormatError> {
        Ok(match self {
            StoredEventKind::StateChanged { from, to } => {
                EventKind::StateChanged { from: from.live(), to: to.live() }
            }
            StoredEventKind::ContactMade {} => EventKind::ContactMade,
            StoredEventKind::ContactLost {} => EventKind::ContactLost,
            StoredEventKind::AuthenticationFailed {} => EventKind::AuthenticationFailed,
            StoredEventKind::Stopped {} => EventKind::Stopped,
            StoredEventKind::Started {} => EventKind::Started,
            StoredEventKind::Restored {} => EventKind::Restored,
            StoredEventKind::BackupRestored {} => EventKind::BackupRestored,
            StoredEventKind::BackupUnusable { why } => EventKind::BackupUnusable(why.live()),
            StoredEventKind::AddressesMoved { scope, count, to } => {
                EventKind::AddressesMoved { scope: live_scope(scope), count, to: to.live() }
            }
            StoredEventKind::Refused { scope, client, why } => {
                EventKind::Refused { scope: live_scope(scope), client: client.live()?, why: why.live() }
            }
        })
    }
}
