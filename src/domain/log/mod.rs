//! Facts. The event log keeps them, and carrying them out is the only way the servers change.
//!
//! Rules decide what happens, and all that they decide stands in the events: carrying one out is assignment, so that another
//! rule never changes what has happened. What follows from the state by itself (indices, counts, when a timer ends) is no
//! event.

mod backups;
mod clients;
mod directory;
mod filters;
mod lab;
mod leases;
mod options;
mod pending;
mod relationships;
mod scopes;
mod settings;

pub use backups::BackupEvent;
pub use clients::ClientEvent;
pub use directory::DirectoryEvent;
pub use filters::FilterEvent;
pub use lab::LabEvent;
pub use leases::LeaseEvent;
pub use options::OptionsEvent;
pub use pending::PendingEvent;
pub use relationships::{RelationshipChange, RelationshipEvent, StateEntry};
pub use scopes::ScopeEvent;
pub use settings::SettingsEvent;

use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::model::pool::Pool;
use crate::domain::model::registry::Registry;

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// To the directory of servers.
    Directory(DirectoryEvent),
    /// To a scope of a server.
    Scope(ServerId, ScopeId, ScopeEvent),
    /// To a lease record in a scope of a server.
    Lease(ServerId, ScopeId, LeaseEvent),
    /// To a relationship of a server.
    Relationship(ServerId, RelationshipEvent),
    /// To the classes and options of a server. Few events are, and no other is so large.
    Options(ServerId, Box<OptionsEvent>),
    /// To the link-layer filters of a server.
    Filters(ServerId, FilterEvent),
    /// To what is pending.
    Pending(PendingEvent),
    /// To servers and links, by somebody who tries faults out.
    Lab(LabEvent),
    /// To a client.
    Client(ClientEvent),
    /// To the settings of a server.
    Settings(ServerId, SettingsEvent),
    /// To a server and a backup of one.
    Backup(ServerId, BackupEvent),
}

impl Event {
    /// The sizes in bytes of the blocks of memory that carrying it out needs, where they can be large.
    #[inline]
    pub fn large_blocks(&self) -> Option<[usize; 2]> {
        match self {
            Event::Scope(_, _, ScopeEvent::RangeSet(range, _)) => Some(Pool::large_blocks(range.addresses)),
            _ => None,
        }
    }

    /// Whether a secret may be in force no more when it is carried out.
    pub fn may_end_a_secret(&self) -> bool {
        match self {
            Event::Relationship(_, RelationshipEvent::Changed(_, change)) => change.secret.is_some(),
            Event::Relationship(_, RelationshipEvent::Deleted(_))
            | Event::Lab(LabEvent::AllForgotten)
            | Event::Settings(_, SettingsEvent::DnsCredentialsSet(_))
            | Event::Backup(_, BackupEvent::Restored(_)) => true,
            _ => false,
        }
    }
}

impl Registry {
    /// Carries an event out. What it names was there when it was decided, so nothing here can fail; what is
    /// missing all the same is passed over.
    pub fn apply(&mut self, event: Event) {
        match event {
            Event::Directory(event) => self.apply_to_directory(event),
            Event::Scope(server, scope, event) => self.apply_to_scope(server, scope, event),
            Event::Lease(server, scope, event) => self.apply_to_lease(server, scope, event),
            Event::Relationship(server, event) => self.apply_to_relationship(server, event),
            Event::Options(server, event) => self.apply_to_options(server, *event),
            Event::Filters(server, event) => self.apply_to_filters(server, event),
            Event::Pending(event) => self.apply_to_pending(event),
            Event::Lab(event) => self.apply_in_lab(event),
            Event::Client(event) => self.apply_to_client(&event),
            Event::Settings(server, event) => self.apply_to_settings(server, event),
            Event::Backup(server, event) => self.apply_of_backup(server, event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::domain::base::ids::RelationshipId;
    use crate::domain::base::time::Timestamp;
    use crate::domain::model::counters::Messages;
    use crate::domain::model::directory::Listing;
    use crate::domain::model::lease::LeaseLimit;
    use crate::domain::model::server::Server;
    use crate::domain::model::timers::Pending;

    /// Registries are the same where all is the same that can be asked for or that is still to happen, and only there.
    #[test]
    fn what_tells_registries_apart() {
        let registry = || Registry::new(Server::new("here".into(), 0x0A00_0009));
        assert!(registry() == registry());
        let listing = Listing { name: "there".into(), address: 0x0A00_0002, server: ServerId(1) };
        for event in [
            Event::Lab(LabEvent::ClockShifted(ServerId::FIRST, 1)),
            Event::Directory(DirectoryEvent::ServerListed(listing)),
            Event::Lab(LabEvent::LinkCut(ServerId(0), ServerId(1))),
            Event::Pending(PendingEvent::Added(
                Timestamp(1),
                Pending::Contact(ServerId::FIRST, RelationshipId(0)),
            )),
            Event::Lab(LabEvent::LeaseLimitSet(LeaseLimit::Draft)),
            Event::Lab(LabEvent::ClockSet(Timestamp(1))),
            Event::Lab(LabEvent::Started(ServerId::FIRST, Timestamp(1))),
            Event::Client(ClientEvent::Heard(ServerId::FIRST, Messages::Release)),
            Event::Settings(ServerId::FIRST, SettingsEvent::BindingSet(false)),
        ] {
            let mut other = registry();
            other.apply(event.clone());
            assert!(other != registry(), "{event:?}");
        }
        let mut other = registry();
        other.lift_the_limit_of_relationships();
        assert!(other != registry());
    }
}
