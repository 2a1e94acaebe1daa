//! The beginning of the tests of the API's families: a scope, and clients as the calls have them.

/// 10.1.0.0, a scope.
pub const NET: u32 = 0x0A01_0000;
/// The mask of a /24.
pub const MASK: u32 = 0xFFFF_FF00;
/// PreferredMaximum without a limit.
pub const ALL: u32 = 0xFFFF_FFFF;

/// A client's identifier, and its unique id in the scope `NET`: the subnet with its bytes exchanged, 1, the identifier.
pub const MAC: &[u8] = &[0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];
pub const UNIQUE_MAC: &[u8] = &[0, 0, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];
/// Another client's.
pub const OTHER_MAC: &[u8] = &[0x02, 0, 0, 0, 0, 0x02];
pub const UNIQUE_OTHER_MAC: &[u8] = &[0, 0, 1, 10, 1, 0x02, 0, 0, 0, 0, 0x02];

/// 192.0.2.99, an address that no server has: a partner that never answers.
pub const NOBODY: u32 = 0xC000_0263;
