//! Events of servers that start from a backup.

use serde::{Deserialize, Serialize};

use super::secrets::SecretTable;
use super::state::StoredServer;
use super::values::{live_text, names};
use super::{FormatError, Length};
use crate::domain::base::error::UnusableBackup;
use crate::domain::log::BackupEvent;

names! {
    /// Why a backup could not be used.
    StoredUnusableBackup, UnusableBackup {
        NotThere,
        NotPermitted,
        NotReadable,
        Damaged,
        OtherFormat,
    }
}

/// Something that happened to a server and a backup of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredBackupEvent {
    RestorePlanned {
        /// The directory of the backup.
        path: String,
    },
    Restored {
        /// What the server has from then on. It keeps its own name, address, clock and counters, and whether it runs.
        contents: Box<StoredServer>,
    },
    NotRestored {
        why: StoredUnusableBackup,
    },
}

impl StoredBackupEvent {
    pub(crate) fn of(event: &BackupEvent, length: Length, secrets: &mut SecretTable) -> Self {
        match event {
            BackupEvent::RestorePlanned(path) => StoredBackupEvent::RestorePlanned { path: path.to_string() },
            BackupEvent::Restored(contents) => StoredBackupEvent::Restored {
                contents: Box::new(StoredServer::of(contents, length, secrets)),
            },
            BackupEvent::NotRestored(why) => {
                StoredBackupEvent::NotRestored { why: StoredUnusableBackup::of(*why) }
            }
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<BackupEvent, FormatError> {
        Ok(match self {
            StoredBackupEvent::RestorePlanned { path } => BackupEvent::RestorePlanned(live_text(&path)?),
            StoredBackupEvent::Restored { contents } => {
                BackupEvent::Restored(Box::new(contents.live_alone(secrets)?))
            }
            StoredBackupEvent::NotRestored { why } => BackupEvent::NotRestored(why.live()),
        })
    }
}
