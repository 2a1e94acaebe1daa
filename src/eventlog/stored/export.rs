//! Exports: all servers as a text that a person, another program or another registry can read.
//!
//! An export is a snapshot with a header, which says what it is and when it was written. `schema/registry-export.schema.json`
//! describes it. The secrets are left out unless they are asked for; who had one is seen all the same.

use std::mem;

use serde::{Deserialize, Serialize};

use super::clients::StoredJournal;
use super::secrets::{SecretName, SecretTable};
use super::state::{StoredRegistry, StoredSnapshot};
use super::values::live_text;
use super::{FormatError, Length, read};
use crate::domain::base::text::Secret;
use crate::domain::base::time::Timestamp;
use crate::eventlog::Snapshot;

/// What an export says that it is.
const KIND: &str = "dhcpsapi registry";

/// An export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredExport {
    /// `dhcpsapi registry`.
    pub kind: String,
    pub format: u32,
    /// The version of the library that wrote it.
    pub version: String,
    /// When it was written, in seconds since 1970.
    pub moment: u64,
    /// The last record that was carried out.
    pub revision: u64,
    pub registry: StoredRegistry,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub journal: Option<StoredJournal>,
    /// Left out unless they were asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secrets: Option<Vec<StoredSecret>>,
}

/// A secret under the name that relationships have for it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredSecret {
    pub name: SecretName,
    pub secret: String,
}

/// It tells nobody.
impl std::fmt::Debug for StoredSecret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "secret {}", self.name.0)
    }
}

/// Writes an export, with the secrets or without them.
pub fn write_export(
    snapshot: &Snapshot,
    moment: Timestamp,
    with_secrets: bool,
) -> Result<String, FormatError> {
    let mut secrets = SecretTable::default();
    let StoredSnapshot { format, revision, registry, journal } =
        StoredSnapshot::of(snapshot, Length::Full, &mut secrets);
    let stored = |(name, secret): (SecretName, &Secret)| StoredSecret {
        name,
        secret: String::from_utf16_lossy(secret.units()),
    };
    let export = StoredExport {
        kind: KIND.to_owned(),
        format,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        moment: moment.0,
        revision,
        registry,
        journal,
        secrets: with_secrets.then(|| secrets.iter().map(stored).collect()),
    };
    Ok(serde_json::to_string(&export)?)
}

/// Reads an export. A relationship whose secret was left out has none.
pub fn read_export(text: &str) -> Result<Snapshot, FormatError> {
    let mut export = read::<StoredExport>(text)?;
    if export.kind != KIND {
        return Err(FormatError::Value("it is no export of a registry"));
    }
    let mut secrets = Vec::new();
    for StoredSecret { name, secret } in mem::take(&mut export.secrets).unwrap_or_default() {
        secrets.push((name, Secret::new(live_text(&secret)?)));
    }
    let StoredExport { format, revision, registry, journal, .. } = export;
    let last = secrets.iter().map(|(name, _)| *name).max().unwrap_or(SecretName(0));
    StoredSnapshot { format, revision, registry, journal }.live(&SecretTable::of(secrets, last))
}
