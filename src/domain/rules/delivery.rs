//! What a server sends to a client besides its address: the values of options that are for it, as they stand in a DHCP message.
//!
//! A value of the client's reservation goes before one of its scope, and that before one of the server; at each level one for its
//! user class before one for all. Values for its vendor class are the parts of option 43 (RFC 2132, 8.4).

use crate::domain::base::address::Address;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::options::{Class, OptionElement, OptionId, OptionKey, OptionValue, OptionValues};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;

/// How many seconds a lease has where no value of option 51 says it: eight days, which the console gives to a new scope.
pub(super) const LEASE_SECONDS: u32 = 691_200;

/// The length of a lease that never ends.
const INFINITE: u32 = u32::MAX;

const SUBNET_MASK: u8 = 1;
const VENDOR_SPECIFIC: u8 = 43;
const LEASE_TIME: u8 = 51;
const SERVER_IDENTIFIER: u8 = 54;
const RENEWAL_TIME: u8 = 58;
const REBINDING_TIME: u8 = 59;
/// The settings of DNS updates, which are the server's own (MS-DHCPM 3.3.1).
const DNS_UPDATES: u8 = 81;
const PAD: u8 = 0;
const END: u8 = 255;

static NO_VALUES: OptionValues = OptionValues::NONE;

/// What a client says of itself that decides which values are for it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ClassData<'a> {
    /// The data of its user class (RFC 3004); none is empty.
    pub(super) user: &'a [u8],
    /// The data of its vendor class (RFC 2132, 9.13); none is empty.
    pub(super) vendor: &'a [u8],
}

/// The values that may be for a client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Recipient<'a> {
    server: &'a Server,
    /// Those of its reservation, of its scope and of the server.
    levels: [&'a OptionValues; 3],
    user_class: Option<&'a Text>,
    vendor_class: Option<&'a Text>,
}

impl<'a> Recipient<'a> {
    /// A client of a scope, by the address that is reserved for it.
    pub(super) fn of(
        server: &'a Server,
        scope: &'a Scope,
        reserved: Option<Address>,
        classes: ClassData<'_>,
    ) -> Self {
        let of_reservation = reserved.map_or(&NO_VALUES, |address| scope.options_of(address));
        let class = |data: &[u8], is_vendor| {
            let is_own = |class: &&Class| class.is_vendor == is_vendor && class.data == data;
            let found = || server.options.classes.iter().find(is_own).map(|class| &class.name);
            if data.is_empty() { None } else { found() }
        };
        Recipient {
            server,
            levels: [of_reservation, scope.option_values(), &server.options.values],
            user_class: class(classes.user, false),
            vendor_class: class(classes.vendor, true),
        }
    }

    /// How many seconds it has a lease, if it does not wish less (option 51). A length of 0 is none.
    pub(super) fn lease_seconds(self) -> u32 {
        let set = self.value(LEASE_TIME).and_then(number).filter(|seconds| *seconds != 0);
        set.unwrap_or(LEASE_SECONDS)
    }

    /// The value of an option that is for no vendor class.
    fn value(self, code: u8) -> Option<&'a OptionValue> {
        let id = OptionId::from(code);
        let find = |values: &'a OptionValues, user_class: Option<&Text>| {
            let mut of_class = values.iter().filter(|(key, _)| key.id == id && key.is_of(user_class, None));
            of_class.next().map(|(_, value)| value)
        };
        let of_level = |values: &&'a OptionValues| {
            let of_class = self.user_class.and_then(|class| find(values, Some(class)));
            of_class.or_else(|| find(values, None))
        };
        self.levels.iter().find_map(of_level)
    }

    /// By their codes, the values that are for it and for this vendor class or none, the nearest ones.
    fn values(self, vendor_class: Option<&Text>) -> ByCode<'a> {
        let most = self.levels.iter().map(|values| values.len()).sum();
        let mut found = ByCode { values: Vec::with_capacity(most), places: Places::default() };
        for values in self.levels.into_iter().rev() {
            for user_class in [None, self.user_class] {
                let of_class = values.iter().filter(|(key, _)| key.is_of(user_class, vendor_class));
                of_class.for_each(|(key, value)| found.put(key.id, value));
                if self.user_class.is_none() {
                    break;
                }
            }
        }
        found
    }
}

/// When a lease of a scope ends that begins now, of a client of whom nothing else is known.
pub(super) fn lease_end(server: &Server, scope: &Scope, now: Timestamp) -> Timestamp {
    end_of(Recipient::of(server, scope, None, ClassData::default()).lease_seconds(), now)
}

/// When a lease of that many seconds ends that begins now; at the end of all time where it does not.
#[inline]
pub(super) fn end_of(seconds: u32, now: Timestamp) -> Timestamp {
    if seconds == INFINITE { Timestamp(u64::MAX) } else { now.after(seconds.into()) }
}

/// Values by the codes of their options.
#[derive(Debug)]
struct ByCode<'a> {
    values: Vec<&'a OptionValue>,
    /// The place of the value of each code, from 1 on; 0 if it has none.
    places: Places,
}

#[derive(Debug)]
struct Places([u8; 256]);

impl Default for Places {
    fn default() -> Self {
        Places([0; 256])
    }
}

impl<'a> ByCode<'a> {
    fn put(&mut self, id: OptionId, value: &'a OptionValue) {
        let Some(place) = usize::try_from(id).ok().and_then(|id| self.places.0.get_mut(id)) else { return };
        if let Some(present) = usize::from(*place).checked_sub(1).and_then(|at| self.values.get_mut(at)) {
            *present = value;
            return;
        }
        self.values.push(value);
        *place = u8::try_from(self.values.len()).unwrap_or(0);
    }

    fn get(&self, code: u8) -> Option<&'a OptionValue> {
        let place = self.places.0.get(usize::from(code)).copied().unwrap_or(0);
        self.values.get(usize::from(place).checked_sub(1)?).copied()
    }
}

/// What a lease says of itself in a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeaseTerms {
    /// The mask of the scope.
    pub(super) mask: u32,
    /// The server's address.
    pub(super) server: Address,
    /// For how long it is, in seconds.
    pub(super) seconds: u32,
}

/// The options of a message to a client, as they stand in it (RFC 2132, 2): those that each lease has, and of those that the client
/// wants the ones that have a value. A client that wants none gets none.
///
/// The default of a definition is no value that somebody set for clients, so it is sent only where somebody has changed it.
pub(super) fn message_options(recipient: Recipient<'_>, terms: LeaseTerms, wanted: &[u8]) -> Vec<u8> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let values = recipient.values(None);
    let mut options = Options(Vec::with_capacity(64 + 8 * wanted.len()));
    let (renewal, rebinding) = times(&values, terms.seconds);
    for (code, number) in [
        (RENEWAL_TIME, renewal),
        (REBINDING_TIME, rebinding),
        (LEASE_TIME, terms.seconds),
        (SERVER_IDENTIFIER, terms.server),
        (SUBNET_MASK, terms.mask),
    ] {
        options.append(code, |bytes| bytes.extend_from_slice(&number.to_be_bytes()));
    }
    let mut sent =
        [PAD, END, RENEWAL_TIME, REBINDING_TIME, LEASE_TIME, SERVER_IDENTIFIER, SUBNET_MASK, DNS_UPDATES]
            .into_iter()
            .fold(Codes::default(), Codes::with);
    for code in wanted.iter().copied() {
        if !sent.insert(code) {
            continue;
        }
        if code == VENDOR_SPECIFIC && recipient.append_vendor_options(&mut options) {
            continue;
        }
        if let Some(value) = values.get(code).or_else(|| recipient.changed_default(code)) {
            options.append(code, |bytes| value.elements().iter().for_each(|element| encode(element, bytes)));
        }
    }
    options.0
}

/// When a client renews and rebinds its lease: at a half and at seven eighths of it (RFC 2131, 4.4.5), if no earlier moments are set.
fn times(values: &ByCode<'_>, lease: u32) -> (u32, u32) {
    let part = |of_8: u64| u32::try_from(u64::from(lease) * of_8 / 8).unwrap_or(lease);
    let (half, most) = if lease == INFINITE { (INFINITE, INFINITE) } else { (part(4), part(7)) };
    let set = |code| values.get(code).and_then(number).filter(|seconds| *seconds != 0);
    let rebinding = set(REBINDING_TIME).map_or(most, |set| set.min(lease));
    let renewal = set(RENEWAL_TIME).unwrap_or(half).min(rebinding);
    (renewal, rebinding)
}

/// A set of codes.
#[derive(Debug, Clone, Copy, Default)]
struct Codes([u64; 4]);

impl Codes {
    /// Adds a code. False if it is there.
    #[inline]
    fn insert(&mut self, code: u8) -> bool {
        let Some(word) = self.0.get_mut(usize::from(code / 64)) else { return false };
        let bit = 1 << (code % 64);
        let is_new = *word & bit == 0;
        *word |= bit;
        is_new
    }

    fn with(mut self, code: u8) -> Self {
        self.insert(code);
        self
    }
}

impl Recipient<'_> {
    /// Option 43 with the values for its vendor class. False if there are none.
    fn append_vendor_options(self, options: &mut Options) -> bool {
        let Some(class) = self.vendor_class else { return false };
        let values = self.values(Some(class));
        if values.values.is_empty() {
            return false;
        }
        let mut parts = Options(Vec::new());
        for code in 1..END {
            if let Some(value) = values.get(code) {
                parts.append(code, |bytes| {
                    value.elements().iter().for_each(|element| encode(element, bytes));
                });
            }
        }
        options.append(VENDOR_SPECIFIC, |bytes| bytes.extend(&parts.0));
        true
    }

    fn changed_default(&self, code: u8) -> Option<&OptionValue> {
        let options = &self.server.options;
        if options.has_fresh_definitions() {
            return None;
        }
        let key = OptionKey { id: code.into(), user_class: None, vendor_class: None };
        let default = &options.definition(&key)?.default;
        let [first, ..] = default.elements() else { return None };
        (*first != first.data_type().neutral()).then_some(default)
    }
}

/// Options one after the other: code, length, bytes.
struct Options(Vec<u8>);

/// The most bytes of an option; the rest follows in another one with the same code (RFC 3396).
const MAX_LENGTH: usize = 255;

impl Options {
    #[inline]
    fn append(&mut self, code: u8, write: impl FnOnce(&mut Vec<u8>)) {
        let bytes = &mut self.0;
        bytes.extend_from_slice(&[code, 0]);
        let first = bytes.len();
        write(bytes);
        match u8::try_from(bytes.len().saturating_sub(first)) {
            Ok(length) => {
                if let Some(place) = first.checked_sub(1).and_then(|place| bytes.get_mut(place)) {
                    *place = length;
                }
            }
            Err(_) => {
                let all = bytes.split_off(first);
                bytes.truncate(first.saturating_sub(2));
                for part in all.chunks(MAX_LENGTH) {
                    bytes.extend([code, u8::try_from(part.len()).unwrap_or(u8::MAX)]);
                    bytes.extend(part);
                }
            }
        }
    }
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

/// The number that a value is; `None` if it is something else.
fn number(value: &OptionValue) -> Option<u32> {
    match value.elements() {
        [OptionElement::Dword(number), ..] => Some(*number),
        [OptionElement::Word(number), ..] => Some(u32::from(*number)),
        [OptionElement::Byte(number), ..] => Some(u32::from(*number)),
        _ => None,
    }
}
