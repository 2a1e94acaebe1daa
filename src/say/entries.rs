//! The sentences of the journal about a server or a relationship.

use std::fmt::{self, Display, Formatter};

use crate::domain::base::client::ClientId;
use crate::domain::base::error::UnusableBackup;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::refused::Refused;
use crate::domain::base::role::Role;
use crate::domain::base::text::{Text, harmless};
use crate::domain::model::state::StateName;
use crate::say::{addresses, names, rules};

/// A relationship came into contact.
pub const CONTACT_MADE: &str = "in contact with the partner";
/// A relationship lost contact.
pub const CONTACT_LOST: &str = "lost contact with the partner";
/// The secrets of the two halves differ.
pub const AUTHENTICATION_FAILED: &str = "no contact: the partner's shared secret is another one";
/// A service stopped.
pub const STOPPED: &str = "the DHCP service stopped";
/// A service started.
pub const STARTED: &str = "the DHCP service started";
/// A server came back without its leases.
pub const RESTORED: &str = "the database was restored, the leases are lost";

/// A server came back with what a backup had.
pub const BACKUP_RESTORED: &str = "the database was restored from a backup";

/// A line of the journal: `server: relationship "name": what`.
pub fn line(
    formatter: &mut Formatter<'_>,
    server: Option<&Text>,
    relationship: Option<&Text>,
    what: &dyn Display,
) -> fmt::Result {
    let shown = |name: &Text| harmless(&name.to_string());
    match server {
        Some(server) => formatter.write_str(&shown(server))?,
        None => formatter.write_str("no server")?,
    }
    if let Some(relationship) = relationship {
        write!(formatter, ": relationship \"{}\"", shown(relationship))?;
    }
    write!(formatter, ": {what}")
}

/// A relationship changed its state.
pub fn state_changed(formatter: &mut Formatter<'_>, from: StateName, to: StateName) -> fmt::Result {
    let (from, to) = (names::state_of_protocol(from), names::state_of_protocol(to));
    write!(formatter, "the state changed from {from} to {to}")
}

/// A rebalance moved free addresses.
pub fn addresses_moved(formatter: &mut Formatter<'_>, scope: ScopeId, count: u32, to: Role) -> fmt::Result {
    addresses::moved(formatter, ("", " moved"), count, scope, to)
}

/// A server was to come back with what a backup had.
pub fn backup_unusable(formatter: &mut Formatter<'_>, why: UnusableBackup) -> fmt::Result {
    write!(formatter, "the database was not restored: {why}")
}

/// A client was refused.
pub fn refused(
    formatter: &mut Formatter<'_>,
    scope: ScopeId,
    client: &ClientId,
    why: Refused,
) -> fmt::Result {
    let (client, sentence) = (addresses::client(client), rules::refused_sentence(why));
    write!(formatter, "client {client} in scope {scope} was refused: {sentence}")
}

/// A listener was too slow for some entries.
pub fn lost(formatter: &mut Formatter<'_>, count: u64) -> fmt::Result {
    let entries = if count == 1 { "entry is" } else { "entries are" };
    write!(formatter, "{count} {entries} not told, since too many waited for it")
}
