//! The roles of the two servers of a relationship, and how they share the work.

/// Which server of a pair may hand out a free address. Outside failover every free address is the primary's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The primary server (state FREE of the failover protocol).
    Primary,
    /// The secondary server (state BACKUP).
    Secondary,
}

impl Role {
    /// The other server.
    pub fn other(self) -> Role {
        match self {
            Role::Primary => Role::Secondary,
            Role::Secondary => Role::Primary,
        }
    }
}

/// How two servers share the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Both serve; the percentage is the primary's share of the free addresses.
    LoadBalance,
    /// The primary serves; the percentage of the free addresses is reserved for the secondary.
    HotStandby,
}
