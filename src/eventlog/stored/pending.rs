//! What is pending, and its events.

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::values::{StoredRange, StoredRelationshipId};
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::PendingEvent;
use crate::domain::model::timers::Pending;

/// What partners have still to say to each other, or to do together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredPending {
    Contact {
        server: u32,
        relationship: StoredRelationshipId,
    },
    StateMessage {
        server: u32,
        relationship: StoredRelationshipId,
    },
    BindingUpdates {
        server: u32,
        relationship: StoredRelationshipId,
        /// How many times the partners send each other all of them, at the most.
        max_times: u8,
    },
    PoolSides {
        server: u32,
        range: StoredRange,
    },
    Rebalance {
        server: u32,
        relationship: StoredRelationshipId,
    },
}

impl StoredPending {
    pub(crate) fn of(pending: Pending) -> Self {
        let id = StoredRelationshipId::of;
        match pending {
            Pending::Contact(ServerId(server), half) => {
                StoredPending::Contact { server, relationship: id(half) }
            }
            Pending::StateMessage(ServerId(server), half) => {
                StoredPending::StateMessage { server, relationship: id(half) }
            }
            Pending::BindingUpdates(ServerId(server), half, max_times) => {
                StoredPending::BindingUpdates { server, relationship: id(half), max_times }
            }
            Pending::PoolSides(ServerId(server), range) => {
                StoredPending::PoolSides { server, range: StoredRange::of(range) }
            }
            Pending::Rebalance(ServerId(server), half) => {
                StoredPending::Rebalance { server, relationship: id(half) }
            }
        }
    }

    pub(crate) fn live(self) -> Result<Pending, FormatError> {
        Ok(match self {
            StoredPending::Contact { server, relationship } => {
                Pending::Contact(ServerId(server), relationship.live())
            }
            StoredPending::StateMessage { server, relationship } => {
                Pending::StateMessage(ServerId(server), relationship.live())
            }
            StoredPending::BindingUpdates { server, relationship, max_times } => {
                Pending::BindingUpdates(ServerId(server), relationship.live(), max_times)
            }
            StoredPending::PoolSides { server, range } => Pending::PoolSides(ServerId(server), range.live()?),
            StoredPending::Rebalance { server, relationship } => {
                Pending::Rebalance(ServerId(server), relationship.live())
            }
        })
    }
}

/// Something that happened to what is pending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredPendingEvent {
    Added { since: u64, pending: StoredPending },
    Done { since: u64, pending: StoredPending },
}

impl StoredPendingEvent {
    pub(crate) fn of(event: PendingEvent) -> Self {
        match event {
            PendingEvent::Added(Timestamp(since), pending) => {
                StoredPendingEvent::Added { since, pending: StoredPending::of(pending) }
            }
            PendingEvent::Done(Timestamp(since), pending) => {
                StoredPendingEvent::Done { since, pending: StoredPending::of(pending) }
            }
        }
    }

    pub(crate) fn live(self) -> Result<PendingEvent, FormatError> {
        Ok(match self {
            StoredPendingEvent::Added { since, pending } => {
                PendingEvent::Added(Timestamp(since), pending.live()?)
            }
            StoredPendingEvent::Done { since, pending } => {
                PendingEvent::Done(Timestamp(since), pending.live()?)
            }
        })
    }
}
