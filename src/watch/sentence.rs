//! What the journal and a listener are told, as sentences.

use std::fmt;

use crate::domain::model::journal::{EventKind, JournalEntry, Severity};
use crate::say::entries;
use crate::watch::journal::Notice;

/// One line: `server: relationship "name": what`.
impl fmt::Display for JournalEntry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let server = self.server.as_ref().map(|(name, _)| name);
        entries::line(formatter, server, self.relationship.as_ref(), &self.kind)
    }
}

impl fmt::Display for EventKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            EventKind::ContactMade => entries::CONTACT_MADE,
            EventKind::ContactLost => entries::CONTACT_LOST,
            EventKind::AuthenticationFailed => entries::AUTHENTICATION_FAILED,
            EventKind::Stopped => entries::STOPPED,
            EventKind::Started => entries::STARTED,
            EventKind::Restored => entries::RESTORED,
            EventKind::BackupRestored => entries::BACKUP_RESTORED,
            EventKind::BackupUnusable(why) => return entries::backup_unusable(formatter, *why),
            EventKind::StateChanged { from, to } => {
                return entries::state_changed(formatter, *from, *to);
            }
            EventKind::AddressesMoved { scope, count, to } => {
                return entries::addresses_moved(formatter, *scope, *count, *to);
            }
            EventKind::Refused { scope, client, why } => {
                return entries::refused(formatter, *scope, client, *why);
            }
        })
    }
}

impl fmt::Display for Notice {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Entry(entry) => entry.fmt(formatter),
            Notice::Lost(count) => entries::lost(formatter, *count),
        }
    }
}

impl Notice {
    /// How serious it is; that entries are lost somebody should know.
    pub fn severity(&self) -> Severity {
        match self {
            Notice::Entry(entry) => entry.kind.severity(),
            Notice::Lost(_) => Severity::Warning,
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Severity::Information => "Information",
            Severity::Warning => "Warning",
            Severity::Error => "Error",
        })
    }
}
