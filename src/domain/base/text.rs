//! Strings as the API has them: UTF-16, kept as given, compared ignoring case.

use std::fmt;
use std::sync::Arc;

/// A well-formed UTF-16 string without a NUL, as its owner wrote it. Copies share it: the name of a server stands in each
/// happening.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Text(Arc<[u16]>);

impl Text {
    /// Keeps a string; `None` if it contains an unpaired surrogate or a NUL.
    pub fn new(units: &[u16]) -> Option<Self> {
        // As in `is_well_formed`.
        let is_odd = units.iter().fold(false, |found, unit| found | is_surrogate(*unit) | (*unit == 0));
        (!is_odd || is_well_formed(units) && !units.contains(&0)).then(|| Text(units.into()))
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

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&String::from_utf16_lossy(&self.0))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?}", self.to_string())
    }
}

/// A string that never shows: the shared secret. Each copy of it is overwritten when it ends, so no two share anything.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Box<[u16]>);

impl Secret {
    /// A secret as a caller gives it: an empty one is none, and messages are not authenticated.
    pub fn given(text: Text) -> Option<Self> {
        (!text.is_empty()).then(|| Secret::new(text))
    }

    /// A secret that was run-encoded (MS-DHCPM 3.2.4.44, note 54): each byte was exchanged with its exclusive or with the one
    /// before it and a seed. What comes of it is a string, or nothing: then it never was one.
    pub fn run_decoded(encoded: &[u16]) -> Option<Text> {
        const SEED: u8 = 0xA5;
        const BEFORE_THE_FIRST: u8 = (SEED | 0x43) ^ SEED;
        let mut before = BEFORE_THE_FIRST;
        let decode = |unit: &u16| {
            let [low, high] = unit.to_le_bytes();
            let decoded = u16::from_le_bytes([low ^ before ^ SEED, high ^ low ^ SEED]);
            before = high;
            decoded
        };
        let mut decoded: Vec<u16> = encoded.iter().map(decode).collect();
        let text = Text::new(&decoded);
        wipe(&mut decoded);
        text
    }

    /// Keeps a string that nobody shares, and overwrites it where it was.
    pub fn new(mut text: Text) -> Self {
        let secret = Secret(text.units().into());
        Arc::get_mut(&mut text.0).into_iter().for_each(wipe);
        secret
    }

    /// The UTF-16 units, without a terminator.
    pub fn units(&self) -> &[u16] {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(units: &mut [u16]) {
    units.fill(0);
    // For all that the compiler knows they are read once more, so it may not leave the zeros out.
    std::hint::black_box(units);
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

/// Whether every surrogate has its partner.
pub fn is_well_formed(units: &[u16]) -> bool {
    // Almost every string has no surrogate at all, and looking at all units without a branch finds that fastest.
    let has_surrogate = units.iter().fold(false, |found, unit| found | is_surrogate(*unit));
    !has_surrogate || char::decode_utf16(units.iter().copied()).all(|character| character.is_ok())
}

fn is_surrogate(unit: u16) -> bool {
    unit & 0xF800 == 0xD800
}

/// A text that stays in its line and shows what is in it: without control characters, and without the marks that break a
/// line or turn the direction of writing.
pub fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| if is_harmful(character) { char::REPLACEMENT_CHARACTER } else { character })
        .collect()
}

fn is_harmful(character: char) -> bool {
    let is_break = matches!(character, '\u{2028}' | '\u{2029}');
    let is_of_direction = matches!(
        character,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    );
    character.is_control() || is_break || is_of_direction
}

/// Whether two strings name the same thing: equal when each unit is upper-cased.
pub fn same_name(left: &[u16], right: &[u16]) -> bool {
    let ((fours, rest), (other_fours, other_rest)) = (left.as_chunks(), right.as_chunks());
    let is_same = |(four, other)| upper_case_four(pack(four)) == upper_case_four(pack(other));
    left.len() == right.len()
        && fours.iter().zip(other_fours).all(is_same)
        && upper_case_four(pack_rest(rest)) == upper_case_four(pack_rest(other_rest))
}

/// The hash of a name of any length, equal for names that are the same.
pub fn name_hash(name: &[u16]) -> u64 {
    let (fours, rest) = name.as_chunks();
    let fours = fours.iter().fold(0, |hash, four| mix(hash, upper_case_four(pack(four))));
    finished(if rest.is_empty() { fours } else { mix(fours, upper_case_four(pack_rest(rest))) })
}

/// A name made ready to be looked up: upper-cased, four units in a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameKey<const WORDS: usize> {
    words: [u64; WORDS],
    units: usize,
}

impl<const WORDS: usize> NameKey<WORDS> {
    /// The key; `None` if the name is longer than keys of this size are.
    #[inline]
    pub fn new(name: &[u16]) -> Option<Self> {
        let mut words = [0; WORDS];
        if name.len() > WORDS * UNITS_PER_WORD {
            return None;
        }
        let (fours, rest) = name.as_chunks::<UNITS_PER_WORD>();
        let (whole, last) = words.split_at_mut_checked(fours.len())?;
        for (word, four) in whole.iter_mut().zip(fours) {
            *word = upper_case_four(pack(four));
        }
        if let Some(word) = last.first_mut() {
            *word = upper_case_four(pack_rest(rest));
        }
        Some(NameKey { words, units: name.len() })
    }

    /// The words that the name needs.
    #[inline]
    pub fn words(&self) -> &[u64] {
        self.words.get(..self.units.div_ceil(UNITS_PER_WORD)).unwrap_or_default()
    }

    /// The hash, equal for names that are the same.
    #[inline]
    pub fn hash(&self) -> u64 {
        finished(self.words().iter().fold(0, |hash, word| mix(hash, *word)))
    }
}

const UNITS_PER_WORD: usize = 4;

/// Four units in one word, the first lowest. No name has a NUL, so names of different lengths differ in their words.
fn pack([a, b, c, d]: &[u16; UNITS_PER_WORD]) -> u64 {
    u64::from(*a) | u64::from(*b) << 16 | u64::from(*c) << 32 | u64::from(*d) << 48
}

/// Fewer than four units in one word; none are 0.
#[inline]
fn pack_rest(units: &[u16]) -> u64 {
    units.iter().rev().fold(0, |packed, unit| packed << 16 | u64::from(*unit))
}

/// Four packed units, upper-cased. Names are looked up far more often than they are made, and most are ASCII, whose
/// letters are found in all four units at once.
#[inline]
fn upper_case_four(packed: u64) -> u64 {
    if packed & each_unit(0xFF80) != 0 {
        return upper_case_one_by_one(packed);
    }
    // Bit 7 of a unit is set by the first sum from 'a' on, by the second from behind 'z' on.
    let from_a = packed + each_unit(0x80 - 0x61);
    let behind_z = packed + each_unit(0x80 - 0x7B);
    let letters = from_a & !behind_z & each_unit(0x80);
    packed - (letters >> 2)
}

#[cold]
fn upper_case_one_by_one(packed: u64) -> u64 {
    let bytes = packed.to_le_bytes();
    let units = bytes.chunks_exact(2).map(|unit| unit.try_into().map_or(0, u16::from_le_bytes));
    units.rev().fold(0, |packed, unit| packed << 16 | u64::from(upper_case(unit)))
}

const fn each_unit(bits: u64) -> u64 {
    bits * 0x0001_0001_0001_0001
}

/// Upper-cases one UTF-16 unit, as the names of the Windows registry are compared: no unit becomes two, and
/// surrogates stay as they are.
fn upper_case(unit: u16) -> u16 {
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

/// Of a word only the bits below a bit of the hash tell in it, and names often differ in their last unit alone, the highest
/// of its word: once more round, it tells everywhere.
fn finished(hash: u64) -> u64 {
    mix(hash, 0)
}

/// The hash of a number.
pub(crate) fn number_hash(number: u32) -> u64 {
    mix(0, u64::from(number))
}

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
        }
        assert!(!same_name(&units("a"), &units("b")));
        assert!(!same_name(&units("a"), &units("aa")));
        assert!(!same_name(&units("stra\u{df}e"), &units("STRASSE")), "no unit becomes two");
        assert!(!same_name(&units("@`[{"), &units("`@{[")), "only letters have a case");
        for unit in 1..=0x7F_u16 {
            let upper = if (0x61..=0x7A).contains(&unit) { unit - 0x20 } else { unit };
            let name = [unit, 0x41, unit, 0x7A, unit];
            assert!(same_name(&name, &[upper, 0x41, upper, 0x5A, upper]), "{unit:#x} among ASCII");
            assert!(same_name(&[unit, 0xE9], &[upper, 0xC9]), "{unit:#x} in other company");
            let other = [if unit == 0x42 { 0x43 } else { 0x42 }, 0x41, upper, 0x5A, upper];
            assert_eq!(same_name(&name, &other), unit == 0x62, "{unit:#x} is not B");
        }
    }

    #[test]
    fn a_key_is_the_name_in_upper_case() {
        let key = |name: &str| NameKey::<32>::new(&units(name)).unwrap();
        assert_eq!(key("Failover-HQ"), key("fAILOVER-hq"));
        assert_eq!(key("r\u{e9}seau").hash(), key("R\u{c9}SEAU").hash());
        assert_ne!(key("ab"), key("abc"));
        assert_eq!(key("abcde").words().len(), 2);
        assert!(NameKey::<32>::new(&[0x41; 128]).is_some());
        assert!(NameKey::<32>::new(&[0x41; 129]).is_none());
    }

    /// An index takes the place of an entry from the lower bits of the upper half.
    #[test]
    fn names_that_differ_in_one_unit_have_places_of_their_own() {
        for length in 1..=8 {
            let name = |last: u8| format!("{}{}", "server-x".split_at(length - 1).0, char::from(last));
            let places: std::collections::BTreeSet<u64> =
                (b'a'..=b'z').map(|last| name_hash(&units(&name(last))) >> 32 & 0xFFF).collect();
            assert!(places.len() > 20, "{length} units: {places:?}");
        }
        let name = units("Failover-HQ");
        assert_eq!(NameKey::<32>::new(&name).map(|key| key.hash()), Some(name_hash(&name)));
    }

    #[test]
    fn an_unpaired_surrogate_is_no_text() {
        assert!(Text::new(&units("HQ-\u{e9}-\u{1f600}")).is_some());
        assert!(Text::new(&[0xD83D]).is_none());
        assert!(Text::new(&[0xDE00, 0xD83D]).is_none());
        assert!(Text::new(&[0x41, 0, 0x42]).is_none());
    }

    /// Unicode's controls of direction (UAX #9) and of lines, and the controls of C0 and C1.
    #[test]
    fn what_would_disturb_a_line_is_not_shown() {
        let marks =
            "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        for harmful in marks.chars().chain("\u{2028}\u{2029}\n\r\t\u{1b}\u{7f}\u{9b}".chars()) {
            assert_eq!(harmless(&format!("a{harmful}b")), "a\u{fffd}b", "{harmful:?}");
        }
        assert_eq!(harmless("r\u{e9}seau \u{5d0}\u{1f600}"), "r\u{e9}seau \u{5d0}\u{1f600}");
    }

    #[test]
    fn a_secret_never_shows() {
        assert_eq!(format!("{:?}", Secret::new(Text::from("hunter2"))), "(secret)");
    }
}
