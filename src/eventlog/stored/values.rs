//! What many events and the state have in common: ranges, clients, ids, roles.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::{ClientId, ClientKind};
use crate::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::Text;
use crate::domain::base::time::FileTime;

/// An enum of names alone, and the one of the domain that has the same names.
macro_rules! names {
    ($(#[$about:meta])* $stored:ident, $live:ident { $($(#[$meaning:meta])* $name:ident),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $stored {
            $($(#[$meaning])* $name,)+
        }

        impl $stored {
            pub(crate) fn of(live: $live) -> Self {
                match live {
                    $($live::$name => $stored::$name,)+
                }
            }

            pub(crate) fn live(self) -> $live {
                match self {
                    $($stored::$name => $live::$name,)+
                }
            }
        }
    };
}
pub(crate) use names;

names! {
    /// One of the two servers of a relationship; of addresses, whose they are.
    StoredRole, Role {
        Primary,
        Secondary,
    }
}

names! {
    /// How two servers share the work.
    StoredMode, Mode {
        LoadBalance,
        HotStandby,
    }
}

pub(crate) fn stored_address(address: Address) -> Ipv4Addr {
    Ipv4Addr::from_bits(address)
}

pub(crate) fn stored_addresses(addresses: impl IntoIterator<Item = Address>) -> Vec<Ipv4Addr> {
    addresses.into_iter().map(stored_address).collect()
}

pub(crate) fn live_addresses(addresses: Vec<Ipv4Addr>) -> Vec<Address> {
    addresses.into_iter().map(Ipv4Addr::to_bits).collect()
}

pub(crate) fn stored_scopes(scopes: &[ScopeId]) -> Vec<Ipv4Addr> {
    stored_addresses(scopes.iter().map(|scope| scope.0))
}

pub(crate) fn live_scopes(scopes: Vec<Ipv4Addr>) -> Vec<ScopeId> {
    scopes.into_iter().map(live_scope).collect()
}

pub(crate) fn live_scope(scope: Ipv4Addr) -> ScopeId {
    ScopeId(scope.to_bits())
}

pub(crate) fn live_text(text: &str) -> Result<Text, FormatError> {
    let units: Vec<u16> = text.encode_utf16().collect();
    Text::new(&units).ok_or(FormatError::Value("a text has a NUL"))
}

pub(crate) fn live_text_if_any(text: Option<String>) -> Result<Option<Text>, FormatError> {
    text.map(|text| live_text(&text)).transpose()
}

/// From one address to another, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRange {
    pub first: Ipv4Addr,
    pub last: Ipv4Addr,
}

impl StoredRange {
    pub(crate) fn of(range: AddressRange) -> Self {
        StoredRange { first: stored_address(range.first()), last: stored_address(range.last()) }
    }

    pub(crate) fn all(ranges: &[AddressRange]) -> Vec<Self> {
        ranges.iter().copied().map(StoredRange::of).collect()
    }

    pub(crate) fn live(self) -> Result<AddressRange, FormatError> {
        AddressRange::new(self.first.to_bits(), self.last.to_bits())
            .ok_or(FormatError::Value("a range ends before it begins"))
    }

    pub(crate) fn all_live(ranges: Vec<Self>) -> Result<Vec<AddressRange>, FormatError> {
        ranges.into_iter().map(StoredRange::live).collect()
    }
}

/// Bytes as two hexadecimal digits each.
pub(crate) fn hexadecimal_digits(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// The bytes that are written as two hexadecimal digits each; `None` for anything else.
pub(crate) fn bytes_of_digits(digits: &str) -> Option<Vec<u8>> {
    let digit = |digit: &u8| char::from(*digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = digits.as_bytes().as_chunks();
    let bytes: Option<Vec<u8>> =
        pairs.iter().map(|[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect();
    bytes.filter(|_| rest.is_empty())
}

/// The identifier of a client: 1 to 255 bytes, each as two hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredClient(pub String);

impl StoredClient {
    pub(crate) fn of(client: &ClientId) -> Self {
        StoredClient(hexadecimal_digits(client.bytes()))
    }

    pub(crate) fn live(&self) -> Result<ClientId, FormatError> {
        bytes_of_digits(&self.0).and_then(|bytes| ClientId::new(&bytes)).ok_or(FormatError::Value(
            "the identifier of a client is not 1 to 255 bytes of two hexadecimal digits",
        ))
    }
}

/// For which kinds of client a lease record or a reservation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredClientKind {
    Dhcp,
    Bootp,
    Both,
    /// No kind: the record was made by hand.
    None,
    /// A number that the API gives no name.
    Other {
        number: u8,
    },
}

impl StoredClientKind {
    pub(crate) fn of(kind: ClientKind) -> Self {
        match kind {
            ClientKind::DHCP => StoredClientKind::Dhcp,
            ClientKind::BOOTP => StoredClientKind::Bootp,
            ClientKind::BOTH => StoredClientKind::Both,
            ClientKind::NONE => StoredClientKind::None,
            ClientKind(number) => StoredClientKind::Other { number },
        }
    }

    pub(crate) fn live(self) -> ClientKind {
        match self {
            StoredClientKind::Dhcp => ClientKind::DHCP,
            StoredClientKind::Bootp => ClientKind::BOOTP,
            StoredClientKind::Both => ClientKind::BOTH,
            StoredClientKind::None => ClientKind::NONE,
            StoredClientKind::Other { number } => ClientKind(number),
        }
    }
}

/// When a lease ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredEnd {
    /// No client asked for the address yet.
    Unset,
    /// The lease has no end.
    Never,
    At {
        /// Seconds since 1970; less than 0 before it.
        seconds: i64,
        /// And as many steps of 100 ns, of which a second has 10,000,000.
        #[serde(default, skip_serializing_if = "is_zero")]
        steps: u32,
    },
}

const STEPS_IN_A_SECOND: u64 = 10_000_000;
/// Seconds from 1601, when file times begin, to 1970.
const SECONDS_TO_1970: i64 = 11_644_473_600;

impl StoredEnd {
    pub(crate) fn of(end: FileTime) -> Self {
        if end == FileTime::UNSET {
            return StoredEnd::Unset;
        }
        if end == FileTime::NEVER {
            return StoredEnd::Never;
        }
        // Of 2^64 steps there are 2^41 seconds.
        let since_1601 = i64::try_from(end.0 / STEPS_IN_A_SECOND).unwrap_or(i64::MAX);
        let steps = u32::try_from(end.0 % STEPS_IN_A_SECOND).unwrap_or(0);
        StoredEnd::At { seconds: since_1601.saturating_sub(SECONDS_TO_1970), steps }
    }

    pub(crate) fn live(self) -> Result<FileTime, FormatError> {
        let (seconds, steps) = match self {
            StoredEnd::Unset => return Ok(FileTime::UNSET),
            StoredEnd::Never => return Ok(FileTime::NEVER),
            StoredEnd::At { seconds, steps } => (seconds, u64::from(steps)),
        };
        let since_1601 = seconds.checked_add(SECONDS_TO_1970).and_then(|seconds| u64::try_from(seconds).ok());
        let all = since_1601.and_then(|seconds| seconds.checked_mul(STEPS_IN_A_SECOND)?.checked_add(steps));
        all.map(FileTime).ok_or(FormatError::Value("a lease ends at a moment that a file time cannot have"))
    }
}

/// A relationship on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredRelationshipId {
    /// Its place in the table of the server.
    pub slot: u32,
    /// How many relationships had that place before.
    pub generation: u32,
}

impl StoredRelationshipId {
    pub(crate) fn of(id: RelationshipId) -> Self {
        let half = |number: u64| u32::try_from(number & u64::from(u32::MAX)).unwrap_or(u32::MAX);
        StoredRelationshipId { slot: half(id.0), generation: half(id.0 >> 32) }
    }

    pub(crate) fn live(self) -> RelationshipId {
        RelationshipId(u64::from(self.generation) << 32 | u64::from(self.slot))
    }
}

/// The other half of a relationship, on the other server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredPartner {
    pub server: u32,
    pub relationship: StoredRelationshipId,
}

impl StoredPartner {
    pub(crate) fn of(partner: Partner) -> Self {
        StoredPartner {
            server: partner.server.0,
            relationship: StoredRelationshipId::of(partner.relationship),
        }
    }

    pub(crate) fn live(self) -> Partner {
        Partner { server: ServerId(self.server), relationship: self.relationship.live() }
    }
}

/// Numbers of which 0 is no number, and is left out.
pub(crate) fn is_zero<T: Default + PartialEq>(number: &T) -> bool {
    *number == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_time_has_its_end() {
        for time in [0, 1, 9_999_999, 116_444_736_000_000_000, 0x7FFF_FFFF_FFFF_FFFF, u64::MAX] {
            let end = StoredEnd::of(FileTime(time));
            assert_eq!(end.live(), Ok(FileTime(time)), "{end:?}");
        }
        // 116444736000000000 is 1970-01-01.
        let end = StoredEnd::of(FileTime(116_444_736_000_000_007));
        assert_eq!(end, StoredEnd::At { seconds: 0, steps: 7 });
        let before_1601 = StoredEnd::At { seconds: -11_644_473_601, steps: 0 };
        let after_all = StoredEnd::At { seconds: i64::MAX, steps: 0 };
        for end in [before_1601, after_all] {
            assert!(matches!(end.live(), Err(FormatError::Value(_))), "{end:?}");
        }
    }

    #[test]
    fn clients_are_pairs_of_digits() {
        let client = ClientId::new(&[0x02, 0xFE, 0x00]).unwrap();
        assert_eq!(StoredClient::of(&client), StoredClient("02fe00".into()));
        for (digits, is_client) in [("02FE00", true), ("02fe0", false), ("", false), ("02fg", false)] {
            assert_eq!(
                StoredClient(digits.into()).live().ok(),
                is_client.then(|| client.clone()),
                "{digits}"
            );
        }
        assert!(StoredClient("07".repeat(256)).live().is_err());
    }

    #[test]
    fn an_id_is_a_slot_and_a_generation() {
        let id = StoredRelationshipId::of(RelationshipId(3 << 32 | 7));
        assert_eq!(id, StoredRelationshipId { slot: 7, generation: 3 });
        assert_eq!(id.live(), RelationshipId(3 << 32 | 7));
    }
}
