//! What a server sends to a client besides its address: the values of options that are for it, as they stand in a DHCP message.
//!
//! A value for the client's user class, whatever level it is of, goes before one for all; of either, one of its reservation goes before
//! one of its scope, and that before one of the server (MS-DHCPM 1.4). Values for its vendor class are the parts of option 43
//! (RFC 2132, 8.4).

use crate::domain::base::address::Address;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::options::message::{append, append_value};
use crate::domain::model::options::{Class, OptionElement, OptionKey, OptionValue, OptionValues};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;

/// How many seconds a lease has where no value of option 51 says it: eight days, which the console gives to a new scope.
pub(super) const LEASE_SECONDS: u32 = 691_200;

/// The length of a lease that never ends.
const INFINITE: u32 = u32::MAX;

const SUBNET_MASK: u8 = 1;
const VENDOR_SPECIFIC: u8 = 43;
pub(super) const LEASE_TIME: u8 = 51;
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
        Recipient {
            server,
            levels: [of_reservation, scope.option_values(), &server.options.values],
            user_class: name_of_class(server, classes.user, false),
            vendor_class: name_of_class(server, classes.vendor, true),
        }
    }

    /// How many seconds it has a lease, if it does not wish less (option 51).
    pub(super) fn lease_seconds(self) -> u32 {
        self.value(LEASE_TIME).and_then(lease_length).unwrap_or(LEASE_SECONDS)
    }

    /// The value of an option that is for no vendor class.
    #[inline]
    fn value(self, code: u8) -> Option<&'a OptionValue> {
        let of_class = self.user_class.and_then(|class| self.value_of_classes(code, Some(class), None));
        of_class.or_else(|| self.levels.iter().find_map(|values| values.unclassed(code)))
    }

    /// The nearest value of an option that is for these classes.
    #[inline(never)]
    fn value_of_classes(
        self,
        code: u8,
        user: Option<&Text>,
        vendor: Option<&Text>,
    ) -> Option<&'a OptionValue> {
        self.levels.iter().find_map(|values| values.of_classes(code, user, vendor))
    }

    /// The codes of the values that are for its vendor class, each once, the lowest first.
    fn vendor_codes(self, vendor_class: &Text) -> impl Iterator<Item = u8> {
        let keys = self.levels.into_iter().flat_map(|values| values.iter().map(|(key, _)| key));
        let is_its_own = |key: &&OptionKey| {
            key.vendor_class.as_ref() == Some(vendor_class)
                && (key.user_class.is_none() || key.user_class.as_ref() == self.user_class)
        };
        let mut has_value = [false; 256];
        for key in keys.filter(is_its_own) {
            if let Some(code) = usize::try_from(key.id).ok().and_then(|code| has_value.get_mut(code)) {
                *code = true;
            }
        }
        (0..=u8::MAX).zip(has_value).filter_map(|(code, has_value)| has_value.then_some(code))
    }

    /// The value of an option that is for its vendor class.
    fn vendor_value(self, code: u8, vendor_class: &Text) -> Option<&'a OptionValue> {
        let of_class =
            self.user_class.and_then(|class| self.value_of_classes(code, Some(class), Some(vendor_class)));
        of_class.or_else(|| self.value_of_classes(code, None, Some(vendor_class)))
    }
}

/// The name of the class of a kind that has these data; none has no data.
#[inline]
fn name_of_class<'a>(server: &'a Server, data: &[u8], is_vendor: bool) -> Option<&'a Text> {
    if data.is_empty() {
        return None;
    }
    let is_own = |class: &&Class| class.is_vendor == is_vendor && class.data == data;
    server.options.classes.iter().find(is_own).map(|class| &class.name)
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
    let mut message = Vec::with_capacity(64 + 8 * wanted.len());
    let (renewal, rebinding) = times(recipient, terms.seconds);
    let of_each_lease = [
        (RENEWAL_TIME, renewal),
        (REBINDING_TIME, rebinding),
        (LEASE_TIME, terms.seconds),
        (SERVER_IDENTIFIER, terms.server),
        (SUBNET_MASK, terms.mask),
    ];
    let options = of_each_lease.map(|(code, number)| {
        let [first, second, third, fourth] = number.to_be_bytes();
        [code, 4, first, second, third, fourth]
    });
    message.extend_from_slice(options.as_flattened());
    // What each lease has is there; the others do not go to clients.
    let mut sent = [false; 256];
    for code in
        [PAD, END, RENEWAL_TIME, REBINDING_TIME, LEASE_TIME, SERVER_IDENTIFIER, SUBNET_MASK, DNS_UPDATES]
    {
        is_first(&mut sent, code);
    }
    let wanted = wanted.iter().copied().filter(|code| is_first(&mut sent, *code));
    if recipient.is_of_a_class() {
        wanted.for_each(|code| recipient.append_of_classes(&mut message, code));
    } else {
        recipient.append_all(&mut message, wanted);
    }
    message
}

/// Whether a code has not come before. From now on it has.
#[inline]
fn is_first(sent: &mut [bool; 256], code: u8) -> bool {
    sent.get_mut(usize::from(code)).is_some_and(|sent| !std::mem::replace(sent, true))
}

/// When a client renews and rebinds its lease: at a half and at seven eighths of it (RFC 2131, 4.4.5), if no earlier moments are set.
fn times(recipient: Recipient<'_>, lease: u32) -> (u32, u32) {
    let part = |of_8: u64| u32::try_from(u64::from(lease) * of_8 / 8).unwrap_or(lease);
    let (half, most) = if lease == INFINITE { (INFINITE, INFINITE) } else { (part(4), part(7)) };
    let set = |code| recipient.value(code).and_then(number).filter(|seconds| *seconds != 0);
    let rebinding = set(REBINDING_TIME).map_or(most, |set| set.min(lease));
    let renewal = set(RENEWAL_TIME).unwrap_or(half).min(rebinding);
    (renewal, rebinding)
}

impl Recipient<'_> {
    #[inline]
    fn is_of_a_class(self) -> bool {
        self.user_class.is_some() || self.vendor_class.is_some()
    }

    /// Adds the options that have a value, for a client of no class.
    #[inline]
    fn append_all(self, message: &mut Vec<u8>, codes: impl Iterator<Item = u8>) {
        // Most levels have no values: they are passed over once.
        let mut levels = [None; 3];
        let found = self.levels.into_iter().filter_map(OptionValues::for_messages);
        levels.iter_mut().zip(found).for_each(|(level, values)| *level = Some(values));
        for code in codes {
            let mut nearest = levels.iter().map_while(|level| *level);
            match nearest.find_map(|values| values.prepared(code)) {
                Some(option) => option.append_to(message),
                None => self.append_default(message, code),
            }
        }
    }

    /// Adds an option, if it has a value.
    #[inline(never)]
    fn append_of_classes(self, message: &mut Vec<u8>, code: u8) {
        if code == VENDOR_SPECIFIC && self.append_vendor_options(message) {
            return;
        }
        match self.value(code) {
            Some(value) => append_value(message, code, value),
            None => self.append_default(message, code),
        }
    }

    #[cold]
    #[inline(never)]
    fn append_default(self, message: &mut Vec<u8>, code: u8) {
        if let Some(value) = self.changed_default(code) {
            append_value(message, code, value);
        }
    }

    /// Option 43 with the values for its vendor class. False if there are none.
    fn append_vendor_options(self, message: &mut Vec<u8>) -> bool {
        let Some(class) = self.vendor_class else { return false };
        let mut codes = self.vendor_codes(class).peekable();
        if codes.peek().is_none() {
            return false;
        }
        append(message, VENDOR_SPECIFIC, |parts| {
            for code in codes.filter(|code| ![PAD, END].contains(code)) {
                self.vendor_value(code, class).into_iter().for_each(|value| append_value(parts, code, value));
            }
        });
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

/// How many seconds a lease is by a value of option 51. A length of 0 is none.
pub(super) fn lease_length(value: &OptionValue) -> Option<u32> {
    number(value).filter(|seconds| *seconds != 0)
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
