//! Strings as the API has them: UTF-16, kept as given, compared ignoring case.

use std::fmt;
use std::hash::Hasher;

/// A well-formed UTF-16 string without a NUL, as its owner wrote it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text(Box<[u16]>);

impl Text {
    /// Keeps a string; `None` if it contains an unpaired surrogate or a NUL.
    pub fn new(units: &[u16]) -> Option<Self> {
        (is_well_formed(units) && !units.contains(&0)).then(|| Text(units.into()))
    }

    /// The UTF-16 units, without a terminator.
    pub fn units(&self) -> &[u16] {
        &self.0
    }

    /// The length in UTF-16 units.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<&str> for Text {
    /// Keeps a string up to its first NUL.
    fn from(text: &str) -> Self {
        Text(text.encode_utf16().take_while(|unit| *unit != 0).collect())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", String::from_utf16_lossy(&self.0))
    }
}

/// A string that never shows: the shared secret.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub Text);

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

/// Whether every surrogate has its partner.
pub fn is_well_formed(units: &[u16]) -> bool {
    // Almost every string has no surrogate at all, and that is found fastest.
    !units.iter().any(|unit| matches!(unit, 0xD800..=0xDFFF))
        || char::decode_utf16(units.iter().copied()).all(|character| character.is_ok())
}

/// Whether two strings name the same thing: equal when each unit is upper-cased.
pub fn same_name(left: &[u16], right: &[u16]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(a, b)| a == b || upper_case(*a) == upper_case(*b))
}

/// A hash that is equal for strings that name the same thing.
pub fn name_hash(units: &[u16]) -> u64 {
    units.iter().fold(0, |hash, unit| mix(hash, u64::from(upper_case(*unit))))
}

/// Upper-cases one UTF-16 unit, as the names of the Windows registry are compared: no unit becomes two, and
/// surrogates stay as they are.
fn upper_case(unit: u16) -> u16 {
    if unit < 0x80 {
        let lower = unit.wrapping_sub(u16::from(b'a')) < 26;
        return unit - (u16::from(lower) << 5);
    }
    let Some(character) = char::from_u32(u32::from(unit)) else { return unit };
    let mut upper = character.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(single), None) => u16::try_from(u32::from(single)).unwrap_or(unit),
        _ => unit,
    }
}

/// One round of the hash that rustc uses for its own tables.
pub(crate) fn mix(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95)
}

/// A hasher for keys that are numbers (addresses), where a keyed hash would only cost time.
#[derive(Debug, Clone, Copy, Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = mix(self.0, u64::from(*byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = mix(self.0, u64::from(number));
    }
}

/// Builds `NumberHasher`s.
pub type NumberHash = std::hash::BuildHasherDefault<NumberHasher>;

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<u16> {
        text.encode_utf16().collect()
    }

    #[test]
    fn names_are_compared_ignoring_case() {
        for (left, right) in
            [("Failover-HQ", "fAILOVER-hq"), ("r\u{e9}seau", "R\u{c9}SEAU"), ("\u{3c3}", "\u{3a3}")]
        {
            assert!(same_name(&units(left), &units(right)), "{left} {right}");
            assert_eq!(name_hash(&units(left)), name_hash(&units(right)), "{left} {right}");
        }
        assert!(!same_name(&units("a"), &units("b")));
        assert!(!same_name(&units("a"), &units("aa")));
        assert!(!same_name(&units("stra\u{df}e"), &units("STRASSE")), "no unit becomes two");
        assert!(!same_name(&units("@`[{"), &units("`@{[")), "only letters have a case");
    }

    #[test]
    fn an_unpaired_surrogate_is_no_text() {
        assert!(Text::new(&units("HQ-\u{e9}-\u{1f600}")).is_some());
        assert!(Text::new(&[0xD83D]).is_none());
        assert!(Text::new(&[0xDE00, 0xD83D]).is_none());
        assert!(Text::new(&[0x41, 0, 0x42]).is_none());
    }

    #[test]
    fn a_secret_never_shows() {
        assert_eq!(format!("{:?}", Secret(Text::from("hunter2"))), "(secret)");
    }
}
