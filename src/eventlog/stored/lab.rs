//! Events of the laboratory.

use serde::{Deserialize, Serialize};

use super::values::{is_zero, names};
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::LabEvent;
use crate::domain::model::lease::LeaseLimit;

names! {
    /// How long a lease may be while the partner cannot be heard.
    StoredLeaseLimit, LeaseLimit {
        Windows,
        Draft,
    }
}

/// Something that somebody did to servers and links to see what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredLabEvent {
    Stopped {
        server: u32,
    },
    Started {
        server: u32,
        /// Seconds since 1970; left out in records that do not say when.
        #[serde(default, skip_serializing_if = "is_zero")]
        moment: u64,
    },
    Restored {
        server: u32,
    },
    ClockShifted {
        server: u32,
        /// How many the clock is ahead of the others; less than 0 if it is behind.
        seconds: i64,
    },
    LinkCut {
        one: u32,
        other: u32,
    },
    LinkHealed {
        one: u32,
        other: u32,
    },
    LeaseLimitSet {
        limit: StoredLeaseLimit,
    },
    ServiceDelaySet {
        /// 0 where no client waits that long.
        seconds: u32,
    },
    ClockSet {
        /// Seconds since 1970.
        moment: u64,
    },
    ClockReleased {},
    AllForgotten {},
}

impl StoredLabEvent {
    pub(crate) fn of(event: LabEvent) -> Self {
        match event {
            LabEvent::Stopped(ServerId(server)) => StoredLabEvent::Stopped { server },
            LabEvent::Started(ServerId(server), Timestamp(moment)) => {
                StoredLabEvent::Started { server, moment }
            }
            LabEvent::Restored(ServerId(server)) => StoredLabEvent::Restored { server },
            LabEvent::ClockShifted(ServerId(server), seconds) => {
                StoredLabEvent::ClockShifted { server, seconds }
            }
            LabEvent::LinkCut(ServerId(one), ServerId(other)) => StoredLabEvent::LinkCut { one, other },
            LabEvent::LinkHealed(ServerId(one), ServerId(other)) => StoredLabEvent::LinkHealed { one, other },
            LabEvent::LeaseLimitSet(limit) => {
                StoredLabEvent::LeaseLimitSet { limit: StoredLeaseLimit::of(limit) }
            }
            LabEvent::ServiceDelaySet(seconds) => StoredLabEvent::ServiceDelaySet { seconds },
            LabEvent::ClockSet(Timestamp(moment)) => StoredLabEvent::ClockSet { moment },
            LabEvent::ClockReleased => StoredLabEvent::ClockReleased {},
            LabEvent::AllForgotten => StoredLabEvent::AllForgotten {},
        }
    }

    pub(crate) fn live(self) -> LabEvent {
        match self {
            StoredLabEvent::Stopped { server } => LabEvent::Stopped(ServerId(server)),
            StoredLabEvent::Started { server, moment } => {
                LabEvent::Started(ServerId(server), Timestamp(moment))
            }
            StoredLabEvent::Restored { server } => LabEvent::Restored(ServerId(server)),
            StoredLabEvent::ClockShifted { server, seconds } => {
                LabEvent::ClockShifted(ServerId(server), seconds)
            }
            StoredLabEvent::LinkCut { one, other } => LabEvent::LinkCut(ServerId(one), ServerId(other)),
            StoredLabEvent::LinkHealed { one, other } => LabEvent::LinkHealed(ServerId(one), ServerId(other)),
            StoredLabEvent::LeaseLimitSet { limit } => LabEvent::LeaseLimitSet(limit.live()),
            StoredLabEvent::ServiceDelaySet { seconds } => LabEvent::ServiceDelaySet(seconds),
            StoredLabEvent::ClockSet { moment } => LabEvent::ClockSet(Timestamp(moment)),
            StoredLabEvent::ClockReleased {} => LabEvent::ClockReleased,
            StoredLabEvent::AllForgotten {} => LabEvent::AllForgotten,
        }
    }
}
