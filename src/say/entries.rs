//! What happened, as the journal says it of a server or of a relationship.

use crate::domain::base::client::ClientId;
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

/// A line of the journal: `server: relationship "name": what`.
pub fn line(server: Option<&Text>, relationship: Option<&Text>, what: &str) -> String {
    let shown = |name: &Text| harmless(&name.to_string());
    let server = server.map_or_else(|| "no server".into(), shown);
    let about = relationship.map_or_else(String::new, |name| format!("relationship \"{}\": ", shown(name)));
    format!("{server}: {about}{what}")
}

/// A relationship changed its state.
pub fn state_changed(from: StateName, to: StateName) -> String {
    format!("the state changed from {} to {}", names::state_of_protocol(from), names::state_of_protocol(to))
}

/// A rebalance moved free addresses.
pub fn addresses_moved(scope: ScopeId, count: u32, to: Role) -> String {
    addresses::moved("", count, scope, " moved", to)
}

/// A client was refused.
pub fn refused(scope: ScopeId, client: &ClientId, why: Refused) -> String {
    let (client, scope) = (addresses::client(client), addresses::dotted(scope));
    format!("client {client} in scope {scope} was refused: {}", rules::refused_sentence(why))
}

/// A listener was too slow for some entries.
pub fn lost(count: u64) -> String {
    let entries = if count == 1 { "entry is" } else { "entries are" };
    format!("{count} {entries} not told, since too many waited for it")
}
