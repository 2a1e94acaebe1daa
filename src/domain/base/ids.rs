//! What names a server, and a half of a relationship on it.

/// A server, whether listed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerId(pub u32);

impl ServerId {
    /// The server that a caller means who names none.
    pub const LOCAL: ServerId = ServerId(0);
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
