//! What a log keeps.

use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;

/// How many records there were with this one: the first has 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Revision(pub u64);

/// What one call did.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its number.
    pub revision: Revision,
    /// When it was decided.
    pub moment: Timestamp,
    /// The server that was asked; `None` if it was none in particular.
    pub server: Option<ServerId>,
    /// Why it was decided.
    pub cause: Cause,
    /// What happened, in its order.
    pub events: Vec<Event>,
}

/// Why a record was decided: the family of the request, or the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// A request about the directory of servers.
    Directory,
    /// A request about a scope.
    Scope,
    /// A request about a lease record.
    Lease,
    /// A request about a relationship.
    Failover,
    /// A scope was copied from another server.
    Replication,
    /// A fault was made or ended on purpose.
    Lab,
    /// Several requests that succeeded together.
    Transaction,
    /// A DHCP client.
    Client,
    /// Something fell due.
    Time,
}
