//! Ids of servers, of their scopes, and of their halves of relationships.

use std::fmt;
use std::net::Ipv4Addr;

use crate::domain::base::address::Address;

/// A server, whether listed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct ServerId(pub u32);

impl ServerId {
    /// The one that was made first: where the servers are one host's, it is that host's own.
    pub const FIRST: ServerId = ServerId(0);
}

/// A relationship on a server, whatever its name: its slot in the lower 32 bits, and above them how many others had that
/// slot before. So an id that was kept when its relationship was deleted is never that of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelationshipId(pub u64);

/// The other half, while the two are in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partner {
    /// The server that holds it.
    pub server: ServerId,
    /// Its id there.
    pub relationship: RelationshipId,
}

/// A scope of a server: the address of its subnet, which no two scopes of a server have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(pub Address);

impl From<ScopeId> for Ipv4Addr {
    fn from(scope: ScopeId) -> Self {
        Ipv4Addr::from_bits(scope.0)
    }
}

impl fmt::Display for ScopeId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ipv4Addr::from(*self).fmt(formatter)
    }
}
