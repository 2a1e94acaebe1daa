//! Link-layer filters: which hardware addresses a server answers.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::LazyLock;

use crate::domain::base::client::{ClientId, ETHERNET};
use crate::domain::base::shared::Shared;
use crate::domain::base::text::Text;

/// The bytes of an Ethernet address.
const ETHERNET_LENGTH: usize = 6;

/// The two lists. An entry is in one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterList {
    /// Clients that are not answered.
    Deny,
    /// Clients that are answered.
    Allow,
}

/// A place among the patterns, which stand in the order of hardware type, bytes and length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilterPlace {
    hardware_type: u8,
    /// Behind the length there are zeros.
    bytes: [u8; ETHERNET_LENGTH],
    length: usize,
}

impl FilterPlace {
    /// The place of some bytes, whether or not they are a pattern.
    pub fn of(hardware_type: u8, given: &[u8]) -> Self {
        let mut bytes = [0; ETHERNET_LENGTH];
        for (place, byte) in bytes.iter_mut().zip(given) {
            *place = *byte;
        }
        FilterPlace { hardware_type, bytes, length: given.len() }
    }
}

/// Hardware addresses that an entry is about: one Ethernet address, those that begin with 1 to 5 bytes, or all of another
/// hardware type, which are exempt from filtering then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FilterPattern(FilterPlace);

impl FilterPattern {
    /// The reason that is given for what is no pattern.
    pub const RULE: &str =
        "a pattern is an Ethernet address, 1 to 5 bytes that it begins with, or another hardware type alone";

    /// The pattern; `None` if there is no such one (MS-DHCPM 3.2.4.83).
    pub fn new(hardware_type: u8, is_wildcard: bool, bytes: &[u8]) -> Option<Self> {
        let is_pattern = match (hardware_type, is_wildcard) {
            (ETHERNET, false) => bytes.len() == ETHERNET_LENGTH,
            (ETHERNET, true) => (1..ETHERNET_LENGTH).contains(&bytes.len()),
            (_, is_wildcard) => is_wildcard && bytes.is_empty(),
        };
        is_pattern.then(|| FilterPattern(FilterPlace::of(hardware_type, bytes)))
    }

    /// The pattern of as many bytes: whether it is a wildcard follows from their number.
    pub fn of_length(hardware_type: u8, bytes: &[u8]) -> Option<Self> {
        FilterPattern::new(hardware_type, bytes.len() != ETHERNET_LENGTH, bytes)
    }

    /// The hardware type.
    pub fn hardware_type(&self) -> u8 {
        self.0.hardware_type
    }

    /// The bytes of an Ethernet address, or those that it begins with.
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes.get(..self.0.length).unwrap_or_default()
    }

    /// Whether it stands for more than one address.
    pub fn is_wildcard(&self) -> bool {
        self.0.length != ETHERNET_LENGTH
    }

    /// Whether it exempts a hardware type from filtering.
    pub fn is_exemption(&self) -> bool {
        self.0.hardware_type != ETHERNET
    }
}

/// What is said of the addresses of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterEntry {
    /// The list.
    pub list: FilterList,
    /// A remark.
    pub comment: Option<Text>,
}

/// Which entries of the lists a client matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FilterMatch {
    /// The list that has its very address.
    pub full: Option<FilterList>,
    /// Whether a wildcard of the allow list stands for it.
    pub is_allowed_by_wildcard: bool,
    /// Whether a wildcard of the deny list stands for it.
    pub is_denied_by_wildcard: bool,
}

impl FilterMatch {
    fn add(&mut self, pattern: &FilterPattern, list: FilterList) {
        match list {
            _ if !pattern.is_wildcard() => self.full = Some(list),
            FilterList::Allow => self.is_allowed_by_wildcard = true,
            FilterList::Deny => self.is_denied_by_wildcard = true,
        }
    }
}

/// The link-layer filters of a server.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filters {
    /// Whether the clients that match no entry of the allow list are not answered.
    pub enforces_allow_list: bool,
    /// Whether those that match an entry of the deny list are not answered.
    pub enforces_deny_list: bool,
    /// The entries of both lists.
    pub entries: BTreeMap<FilterPattern, FilterEntry>,
}

impl Filters {
    /// What a fresh server has, which is nothing; all of them share it.
    pub fn fresh() -> Shared<Filters> {
        static FRESH: LazyLock<Shared<Filters>> = LazyLock::new(Shared::default);
        FRESH.clone()
    }

    /// The entries of a list, in their order, from behind a place.
    pub fn listed(
        &self,
        list: FilterList,
        after: Option<FilterPlace>,
    ) -> impl Iterator<Item = (&FilterPattern, &FilterEntry)> + Clone {
        let from = after.map_or(Bound::Unbounded, |after| Bound::Excluded(FilterPattern(after)));
        let rest = self.entries.range((from, Bound::Unbounded));
        rest.filter(move |(_, entry)| entry.list == list)
    }

    /// What a client matches, whether or not the lists are in force.
    pub fn matching(&self, client: &ClientId) -> FilterMatch {
        let mut matching = FilterMatch::default();
        if self.entries.is_empty() {
            return matching;
        }
        // Of another hardware type there are only exemptions, which have no byte.
        let (hardware_type, address) = (client.hardware_type(), client.ethernet_address());
        let address = address.unwrap_or_default();
        for length in 0..=address.len() {
            let bytes = address.get(..length).unwrap_or_default();
            let pattern = FilterPattern(FilterPlace::of(hardware_type, bytes));
            if let Some(entry) = self.entries.get(&pattern) {
                matching.add(&pattern, entry.list);
            }
        }
        matching
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_pattern() {
        let is_pattern = |hardware_type, is_wildcard, length: usize| {
            FilterPattern::new(hardware_type, is_wildcard, &vec![7; length]).is_some()
        };
        for length in 0..=255 {
            assert_eq!(is_pattern(1, false, length), length == 6, "an address of {length} bytes");
            assert_eq!(is_pattern(1, true, length), (1..=5).contains(&length), "a wildcard of {length}");
            for other in [0, 2, 6, 255] {
                assert_eq!(is_pattern(other, true, length), length == 0, "the type {other}, {length} bytes");
                assert!(!is_pattern(other, false, length));
            }
        }
    }

    #[test]
    fn patterns_stand_in_the_order_of_type_bytes_and_length() {
        let of = |hardware_type, bytes: &[u8]| FilterPattern::of_length(hardware_type, bytes).unwrap();
        let ordered = [
            of(0, &[]),
            of(1, &[0]),
            of(1, &[0, 0]),
            of(1, &[0, 0, 0, 0, 0, 0]),
            of(1, &[0, 0, 0, 0, 0, 1]),
            of(1, &[2]),
            of(1, &[2, 1]),
            of(6, &[]),
        ];
        assert!(ordered.is_sorted_by(|one, other| one < other));
    }
}
