//! The laboratory: links that are cut, servers that stop, clocks that differ.

use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::model::counters::Counters;
use crate::domain::model::lease::LeaseLimit;
use crate::domain::model::registry::{Registry, link};

/// Something that somebody did to servers and links to see what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LabEvent {
    /// The DHCP service of a server stopped.
    Stopped(ServerId),
    /// The DHCP service of a server started at that moment, and counts from then on; 0 where records do not say when.
    Started(ServerId, Timestamp),
    /// The database of a server is one from before all leases. What that does to its scopes and relationships are events of
    /// their own.
    Restored(ServerId),
    /// The clock of a server was shifted, to that many seconds before or behind the others.
    ClockShifted(ServerId, i64),
    /// Two servers cannot hear each other any more.
    LinkCut(ServerId, ServerId),
    /// Two servers can hear each other again.
    LinkHealed(ServerId, ServerId),
    /// Leases are as long as this allows while partners cannot hear each other.
    LeaseLimitSet(LeaseLimit),
    /// A client that has tried for more seconds than that is answered by either partner; 0 is never.
    ServiceDelaySet(u32),
    /// The clock of all servers was set, and stands still from then on.
    ClockSet(Timestamp),
    /// The clock of all servers is that of the hosts again.
    ClockReleased,
    /// All servers were forgotten, and all that happened.
    AllForgotten,
}

impl Registry {
    pub(super) fn apply_in_lab(&mut self, event: LabEvent) {
        match event {
            LabEvent::Stopped(server) => self.set_running(server, false),
            LabEvent::Started(server, moment) => {
                self.set_running(server, true);
                if let Some(server) = self.server_mut(server) {
                    server.counters = Counters::since(moment);
                }
            }
            LabEvent::Restored(_) => {}
            LabEvent::ClockShifted(server, seconds) => {
                if let Some(server) = self.server_mut(server) {
                    server.clock_shift = seconds;
                }
            }
            LabEvent::LinkCut(one, other) => {
                let link = link(one, other);
                if let Some(cut) = self.cut_links.to_mut()
                    && let Err(place) = cut.binary_search(&link)
                {
                    cut.insert(place, link);
                }
            }
            LabEvent::LinkHealed(one, other) => {
                let link = link(one, other);
                if let Some(cut) = self.cut_links.to_mut()
                    && let Ok(place) = cut.binary_search(&link)
                {
                    cut.remove(place);
                }
            }
            LabEvent::LeaseLimitSet(limit) => self.lease_limit = limit,
            LabEvent::ServiceDelaySet(seconds) => self.service_delay = seconds,
            LabEvent::ClockSet(moment) => self.clock.set = Some(moment),
            LabEvent::ClockReleased => {
                if let Some(moment) = self.clock.set.take() {
                    self.clock.released = moment;
                }
            }
            LabEvent::AllForgotten => *self = Registry::without_servers(),
        }
    }
}
