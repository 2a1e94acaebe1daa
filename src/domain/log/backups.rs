//! Servers that start from a backup.

use crate::domain::base::error::UnusableBackup;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;

/// Something that happened to a server and a backup of one.
#[derive(Debug, Clone, PartialEq)]
pub enum BackupEvent {
    /// Its service is to start next from the backup in this directory.
    RestorePlanned(Text),
    /// All that was on it gave way to what this server of a backup had. Who it is stays, and no longer does it start from a
    /// backup.
    Restored(Box<Server>),
    /// The backup could not be used. It starts from none any more, and has what it had.
    NotRestored(UnusableBackup),
}

impl Registry {
    pub(super) fn apply_of_backup(&mut self, server: ServerId, event: BackupEvent) {
        match event {
            BackupEvent::RestorePlanned(path) => self.set_restore_path(server, Some(path)),
            BackupEvent::Restored(contents) => self.replace_contents(server, *contents),
            BackupEvent::NotRestored(_) => self.set_restore_path(server, None),
        }
    }

    fn set_restore_path(&mut self, server: ServerId, path: Option<Text>) {
        if let Some(settings) = self.server_mut(server).and_then(|server| server.settings.to_mut()) {
            settings.restore_path = path;
        }
    }
}
