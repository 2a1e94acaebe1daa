//! What people are told of what happened: the entries of the journal.

use crate::domain::base::address::Address;
use crate::domain::base::client::ClientId;
use crate::domain::base::error::UnusableBackup;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::refused::Refused;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::state::StateName;

/// Something that happened, as people are told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JournalEntry {
    /// Its number: 1 for the first, and no number is left out.
    pub number: u64,
    /// When it happened.
    pub time: Timestamp,
    /// The server that it happened on, by its name and address; `None` if no server is known.
    pub server: Option<(Text, Address)>,
    /// The name of the relationship that it is about.
    pub relationship: Option<Text>,
    /// The kind of entry.
    pub kind: EventKind,
}

/// What is known of all that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    /// The number of the next entry.
    pub next: u64,
    /// The last entries, oldest first.
    pub entries: Vec<JournalEntry>,
}

impl Default for Past {
    fn default() -> Self {
        Past { next: 1, entries: Vec::new() }
    }
}

/// The kinds of entries, each with what belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// A relationship went into a state; it may be the one that it was in.
    StateChanged {
        /// From this one.
        from: StateName,
        /// To this one.
        to: StateName,
    },
    /// A relationship came into contact with its partner.
    ContactMade,
    /// A relationship lost its partner.
    ContactLost,
    /// A relationship could hear its partner, but their secrets differ.
    AuthenticationFailed,
    /// The DHCP service stopped.
    Stopped,
    /// The DHCP service started.
    Started,
    /// The leases were lost: the database is one from before them.
    Restored,
    /// The service started from a backup.
    BackupRestored,
    /// The service was to start from a backup, which could not be used.
    BackupUnusable(UnusableBackup),
    /// Free addresses of a scope changed hands.
    AddressesMoved {
        /// The scope.
        scope: ScopeId,
        /// How many.
        count: u32,
        /// Who got them.
        to: Role,
    },
    /// A client did not get what it asked for.
    Refused {
        /// The scope where it is.
        scope: ScopeId,
        /// Who it is.
        client: ClientId,
        /// Why.
        why: Refused,
    },
}

/// How serious something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// All is well.
    Information,
    /// Somebody should know.
    Warning,
    /// Somebody should do something.
    Error,
}

impl EventKind {
    /// How serious Windows takes it to be. Its event 20252, the change of a state, is information into NORMAL, an error out of
    /// NORMAL and into PARTNER_DOWN, else a warning. A service that stops, that lost its leases or that started from a backup is a warning
    /// here, and one that should have and could not is an error.
    pub fn severity(&self) -> Severity {
        use StateName::{Normal, PartnerDown};
        match self {
            EventKind::StateChanged { to: Normal, .. }
            | EventKind::ContactMade
            | EventKind::Started
            | EventKind::AddressesMoved { .. } => Severity::Information,
            EventKind::StateChanged { from: Normal, .. }
            | EventKind::StateChanged { to: PartnerDown, .. }
            | EventKind::BackupUnusable(_) => Severity::Error,
            EventKind::StateChanged { .. }
            | EventKind::ContactLost
            | EventKind::AuthenticationFailed
            | EventKind::Stopped
            | EventKind::Restored
            | EventKind::BackupRestored
            | EventKind::Refused { .. } => Severity::Warning,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Event 20252 of Windows.
    #[test]
    fn severities() {
        use StateName::{CommunicationInterrupted, Normal, PartnerDown, PotentialConflict, Recover};
        let table = [
            (CommunicationInterrupted, Normal, Severity::Information),
            (Normal, Normal, Severity::Information),
            (Normal, CommunicationInterrupted, Severity::Error),
            (Normal, PartnerDown, Severity::Error),
            (CommunicationInterrupted, PartnerDown, Severity::Error),
            (PartnerDown, PotentialConflict, Severity::Warning),
            (PartnerDown, Recover, Severity::Warning),
        ];
        for (from, to, severity) in table {
            assert_eq!(EventKind::StateChanged { from, to }.severity(), severity, "{from:?} to {to:?}");
        }
    }
}
