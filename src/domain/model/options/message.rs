//! How options stand in a DHCP message: code, length, bytes (RFC 2132, 2), for a value that is longer than that several times
//! (RFC 3396).

use crate::domain::model::options::{OptionElement, OptionId, OptionKey, OptionValue};

/// The most bytes of an option; the rest follows in another one with the same code.
const MAX_LENGTH: usize = 255;

/// Adds an option whose bytes are written.
pub fn append(message: &mut Vec<u8>, code: u8, write: impl FnOnce(&mut Vec<u8>)) {
    message.extend_from_slice(&[code, 0]);
    let first = message.len();
    write(message);
    match u8::try_from(message.len().saturating_sub(first)) {
        Ok(length) => {
            if let Some(place) = first.checked_sub(1).and_then(|place| message.get_mut(place)) {
                *place = length;
            }
        }
        Err(_) => {
            let all = message.split_off(first);
            message.truncate(first.saturating_sub(2));
            for part in all.chunks(MAX_LENGTH) {
                message.extend([code, u8::try_from(part.len()).unwrap_or(u8::MAX)]);
                message.extend(part);
            }
        }
    }
}

/// Adds an option with a value.
pub fn append_value(message: &mut Vec<u8>, code: u8, value: &OptionValue) {
    append(message, code, |bytes| value.elements().iter().for_each(|element| encode(element, bytes)));
}

/// An element as it stands in a message: numbers with the most significant byte first, strings as UTF-8 without a NUL.
#[inline]
fn encode(element: &OptionElement, bytes: &mut Vec<u8>) {
    match element {
        OptionElement::Byte(byte) => bytes.push(*byte),
        OptionElement::Word(word) => bytes.extend_from_slice(&word.to_be_bytes()),
        OptionElement::Dword(number) | OptionElement::Address(number) => {
            bytes.extend_from_slice(&number.to_be_bytes())
        }
        OptionElement::DwordDword(number) => bytes.extend_from_slice(&number.to_be_bytes()),
        OptionElement::String(text) => bytes.extend(text.to_string().bytes()),
        OptionElement::Binary(all) | OptionElement::Encapsulated(all) => bytes.extend_from_slice(all),
        OptionElement::Ipv6Address(text) => {
            let written = text.to_string();
            match written.parse::<std::net::Ipv6Addr>() {
                Ok(address) => bytes.extend_from_slice(&address.octets()),
                Err(_) => bytes.extend(written.bytes()),
            }
        }
    }
}

/// The values of a level that are for no class, as they stand in messages: nearly all messages to clients are made of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclassed {
    /// By its code, which one is that of an option, from 1 on; 0 if it has none. A code that no message can have is not there.
    by_code: [u8; 256],
    prepared: Vec<Prepared>,
}

/// An option that has a value, as it stands in a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prepared {
    /// Where its value stands in the level.
    place: usize,
    bytes: Bytes,
}

/// Most options have a number or an address: to copy as many bytes as they all have takes less than to copy as many as there are.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Bytes {
    Six([u8; 6]),
    Other(Box<[u8]>),
}

impl Prepared {
    fn new(place: usize, code: u8, value: &OptionValue) -> Self {
        let mut bytes = Vec::new();
        append_value(&mut bytes, code, value);
        let six = <[u8; 6]>::try_from(bytes.as_slice());
        Prepared { place, bytes: six.map_or_else(|_| Bytes::Other(bytes.into()), Bytes::Six) }
    }

    /// Adds it to a message.
    #[inline]
    pub fn append_to(&self, message: &mut Vec<u8>) {
        match &self.bytes {
            Bytes::Six(bytes) => message.extend_from_slice(bytes),
            Bytes::Other(bytes) => message.extend_from_slice(bytes),
        }
    }
}

/// The codes that an option of a message can have: 0 fills it up, and 255 ends it.
const CODES: std::ops::RangeInclusive<OptionId> = 1..=254;

impl Unclassed {
    /// Those of a level; `None` if it has none.
    pub(super) fn of(values: &[(OptionKey, OptionValue)]) -> Option<Box<Self>> {
        let mut found = Unclassed { by_code: [0; 256], prepared: Vec::new() };
        for (place, (key, value)) in values.iter().enumerate() {
            if let Some(code) = code_of(key) {
                found.prepared.push(Prepared::new(place, code, value));
                let number = u8::try_from(found.prepared.len()).unwrap_or(0);
                found.by_code.get_mut(usize::from(code)).into_iter().for_each(|place| *place = number);
            }
        }
        (!found.prepared.is_empty()).then(|| Box::new(found))
    }

    /// An option, as it stands in a message.
    #[inline]
    pub fn prepared(&self, code: u8) -> Option<&Prepared> {
        let number = self.by_code.get(usize::from(code)).copied().unwrap_or(0);
        self.prepared.get(usize::from(number).checked_sub(1)?)
    }

    /// Where the value of an option stands in its level.
    #[inline]
    pub(super) fn place(&self, code: u8) -> Option<usize> {
        self.prepared(code).map(|prepared| prepared.place)
    }
}

/// The code of an option that is for no class, if a message can have it.
pub(super) fn code_of(key: &OptionKey) -> Option<u8> {
    let is_it = key.is_of(None, None) && CODES.contains(&key.id);
    if is_it { u8::try_from(key.id).ok() } else { None }
}
