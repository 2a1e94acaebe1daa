//! Options: the classes of a server, what its options are, and the values that they have at each level.

mod fresh;
pub mod message;

use std::sync::Arc;

use crate::domain::base::address::Address;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::shared::Shared;
use crate::domain::base::text::{Text, same_name};
use crate::domain::model::options::message::Unclassed;

/// A user class or a vendor class: what a client says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Its name, which only one class of its kind has.
    pub name: Text,
    /// A remark.
    pub comment: Option<Text>,
    /// What its maker gave as flags; they mean nothing here.
    pub flags: u32,
    /// Whether it is a vendor class; else it is a user class.
    pub is_vendor: bool,
    /// The bytes that a client of the class sends; no other class has them.
    pub data: Vec<u8>,
}

/// Type of an element of a value; the numbers of the API (`DHCP_OPTION_DATA_TYPE`) are in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataType {
    /// One byte.
    Byte,
    /// A 16-bit number.
    Word,
    /// A 32-bit number.
    Dword,
    /// A 64-bit number.
    DwordDword,
    /// An IPv4 address.
    Address,
    /// A string.
    String,
    /// Bytes.
    Binary,
    /// Bytes that hold further options.
    Encapsulated,
    /// An IPv6 address, as text.
    Ipv6Address,
}

impl DataType {
    /// The element that says nothing: 0, 0.0.0.0, "" or no bytes. A fresh server has it as the default of nearly every option.
    pub fn neutral(self) -> OptionElement {
        match self {
            DataType::Byte => OptionElement::Byte(0),
            DataType::Word => OptionElement::Word(0),
            DataType::Dword => OptionElement::Dword(0),
            DataType::DwordDword => OptionElement::DwordDword(0),
            DataType::Address => OptionElement::Address(0),
            DataType::String => OptionElement::String(Text::default()),
            DataType::Binary => OptionElement::Binary(Vec::new()),
            DataType::Encapsulated => OptionElement::Encapsulated(Vec::new()),
            DataType::Ipv6Address => OptionElement::Ipv6Address(Text::default()),
        }
    }
}

/// An element of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionElement {
    /// One byte.
    Byte(u8),
    /// A 16-bit number.
    Word(u16),
    /// A 32-bit number.
    Dword(u32),
    /// A 64-bit number.
    DwordDword(u64),
    /// An IPv4 address.
    Address(Address),
    /// A string.
    String(Text),
    /// Bytes.
    Binary(Vec<u8>),
    /// Bytes that hold further options.
    Encapsulated(Vec<u8>),
    /// An IPv6 address, as the caller wrote it.
    Ipv6Address(Text),
}

impl OptionElement {
    /// Its type.
    pub fn data_type(&self) -> DataType {
        match self {
            OptionElement::Byte(_) => DataType::Byte,
            OptionElement::Word(_) => DataType::Word,
            OptionElement::Dword(_) => DataType::Dword,
            OptionElement::DwordDword(_) => DataType::DwordDword,
            OptionElement::Address(_) => DataType::Address,
            OptionElement::String(_) => DataType::String,
            OptionElement::Binary(_) => DataType::Binary,
            OptionElement::Encapsulated(_) => DataType::Encapsulated,
            OptionElement::Ipv6Address(_) => DataType::Ipv6Address,
        }
    }
}

/// A value: one element or more, each of a type of its own. Copies share it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionValue(Arc<[OptionElement]>);

impl OptionValue {
    /// A value; `None` if it has no element.
    pub fn new(elements: Vec<OptionElement>) -> Option<Self> {
        (!elements.is_empty()).then(|| OptionValue(elements.into()))
    }

    /// A value with one element.
    pub fn one(element: OptionElement) -> Self {
        OptionValue([element].into())
    }

    /// The elements.
    pub fn elements(&self) -> &[OptionElement] {
        &self.0
    }
}

/// The code of an option.
pub type OptionId = u32;

/// What names an option: its code, and the classes that it is for; `None` is the default class. The names are those of the
/// classes, as these have them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionKey {
    /// The code.
    pub id: OptionId,
    /// The user class.
    pub user_class: Option<Text>,
    /// The vendor class.
    pub vendor_class: Option<Text>,
}

impl OptionKey {
    /// Whether it is for these classes.
    pub fn is_of(&self, user_class: Option<&Text>, vendor_class: Option<&Text>) -> bool {
        self.user_class.as_ref() == user_class && self.vendor_class.as_ref() == vendor_class
    }

    /// Whether it is for a class.
    fn is_for(&self, class: &Text, is_vendor: bool) -> bool {
        let own = if is_vendor { &self.vendor_class } else { &self.user_class };
        own.as_ref() == Some(class)
    }
}

/// What an option is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionDefinition {
    /// What names it.
    pub key: OptionKey,
    /// What people call it.
    pub name: Option<Text>,
    /// A remark.
    pub comment: Option<Text>,
    /// Whether it has any number of elements; else one.
    pub is_array: bool,
    /// The value that it has by default. The type of its first element is the type of the option.
    pub default: OptionValue,
}

/// The values of one level, in the order in which they were set first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OptionValues {
    all: Vec<(OptionKey, OptionValue)>,
    /// Those that are for no class.
    unclassed: Option<Box<Unclassed>>,
}

impl OptionValues {
    /// No values.
    pub const NONE: OptionValues = OptionValues { all: Vec::new(), unclassed: None };

    /// The value of an option.
    pub fn get(&self, key: &OptionKey) -> Option<&OptionValue> {
        self.iter().find(|(other, _)| *other == key).map(|(_, value)| value)
    }

    /// The value of an option that is for no class.
    #[inline]
    pub fn unclassed(&self, code: u8) -> Option<&OptionValue> {
        let place = self.unclassed.as_ref()?.place(code)?;
        self.all.get(place).map(|(_, value)| value)
    }

    /// Those that are for no class, as they stand in messages; `None` if there are none.
    #[inline]
    pub fn for_messages(&self) -> Option<&Unclassed> {
        self.unclassed.as_deref()
    }

    /// The value of an option that is for these classes.
    pub fn of_classes(
        &self,
        code: u8,
        user_class: Option<&Text>,
        vendor_class: Option<&Text>,
    ) -> Option<&OptionValue> {
        let is_it = |key: &OptionKey| key.id == OptionId::from(code) && key.is_of(user_class, vendor_class);
        self.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (&OptionKey, &OptionValue)> {
        self.all.iter().map(|(key, value)| (key, value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    pub(crate) fn set(&mut self, key: OptionKey, value: OptionValue) {
        let is_for_messages = message::code_of(&key).is_some();
        self.put(key, value);
        if is_for_messages {
            self.prepare();
        }
    }

    fn put(&mut self, key: OptionKey, value: OptionValue) {
        match self.all.iter_mut().find(|(other, _)| *other == key) {
            Some((_, present)) => *present = value,
            None => self.all.push((key, value)),
        }
    }

    pub(crate) fn remove(&mut self, key: &OptionKey) {
        self.retain(|other| other != key);
    }

    pub(crate) fn remove_class(&mut self, class: &Text, is_vendor: bool) {
        self.retain(|key| !key.is_for(class, is_vendor));
    }

    fn retain(&mut self, is_kept: impl Fn(&OptionKey) -> bool) {
        let before = self.len();
        self.all.retain(|(key, _)| is_kept(key));
        if self.len() != before {
            self.prepare();
        }
    }

    /// The values have changed: what messages have of them does, too.
    fn prepare(&mut self) {
        self.unclassed = Unclassed::of(&self.all);
    }
}

impl FromIterator<(OptionKey, OptionValue)> for OptionValues {
    fn from_iter<I: IntoIterator<Item = (OptionKey, OptionValue)>>(values: I) -> Self {
        let mut all = OptionValues::NONE;
        values.into_iter().for_each(|(key, value)| all.put(key, value));
        all.prepare();
        all
    }
}

/// Where values are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OptionLevel {
    /// For all clients of the server.
    Server,
    /// For those of a scope.
    Scope(ScopeId),
    /// For the client of a reservation, whose address it is.
    Reservation(ScopeId, Address),
}

/// What a server knows of options, apart from the values of its scopes and reservations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The classes, in the order of their creation.
    pub classes: Vec<Class>,
    /// The definitions, in the order of their creation.
    pub definitions: Shared<Vec<OptionDefinition>>,
    /// The values that all clients get.
    pub values: OptionValues,
}

impl Options {
    /// What a fresh server has; all of them share it.
    pub fn fresh() -> Shared<Options> {
        fresh::options().clone()
    }

    /// Whether the definitions are those of a fresh server, and nobody changed them.
    pub fn has_fresh_definitions(&self) -> bool {
        self.definitions.is_the_same(&fresh::options().definitions)
    }

    /// The class of a kind that has a name.
    pub fn class(&self, name: &[u16], is_vendor: bool) -> Option<&Class> {
        self.classes.iter().find(|class| class.is_vendor == is_vendor && same_name(class.name.units(), name))
    }

    /// The definition of an option.
    pub fn definition(&self, key: &OptionKey) -> Option<&OptionDefinition> {
        self.definitions.iter().find(|definition| definition.key == *key)
    }

    pub(crate) fn change_class(&mut self, class: Class) {
        let is_same = |other: &&mut Class| other.name == class.name && other.is_vendor == class.is_vendor;
        if let Some(present) = self.classes.iter_mut().find(is_same) {
            *present = class;
        }
    }

    /// Takes a class away with the definitions and the values that are for it.
    pub(crate) fn remove_class(&mut self, name: &Text, is_vendor: bool) {
        self.classes.retain(|class| class.name != *name || class.is_vendor != is_vendor);
        if self.definitions.iter().any(|definition| definition.key.is_for(name, is_vendor))
            && let Some(definitions) = self.definitions.to_mut()
        {
            definitions.retain(|definition| !definition.key.is_for(name, is_vendor));
        }
        self.values.remove_class(name, is_vendor);
    }

    pub(crate) fn define(&mut self, definition: OptionDefinition) {
        if let Some(definitions) = self.definitions.to_mut() {
            definitions.push(definition);
        }
    }

    pub(crate) fn change_definition(&mut self, definition: OptionDefinition) {
        let Some(definitions) = self.definitions.to_mut() else { return };
        if let Some(present) = definitions.iter_mut().find(|other| other.key == definition.key) {
            *present = definition;
        }
    }

    pub(crate) fn remove_definition(&mut self, key: &OptionKey) {
        if let Some(definitions) = self.definitions.to_mut() {
            definitions.retain(|definition| definition.key != *key);
        }
    }
}

/// The values of a scope and of its reservations. Most scopes have none, and take no memory for it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ScopeOptions(Option<Shared<ScopeValues>>);

#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct ScopeValues {
    own: OptionValues,
    /// By the reserved address, the lowest first; where there are none, nothing stands.
    reserved: Vec<(Address, OptionValues)>,
}

impl ScopeValues {
    /// Where the values of a reservation are, or would be.
    fn place_of(&self, reserved: Address) -> Result<usize, usize> {
        self.reserved.binary_search_by_key(&reserved, |(address, _)| *address)
    }

    fn change_reserved(&mut self, reserved: Address, change: impl FnOnce(&mut OptionValues)) {
        let place = self.place_of(reserved).unwrap_or_else(|new| {
            self.reserved.insert(new, (reserved, OptionValues::NONE));
            new
        });
        let Some((_, values)) = self.reserved.get_mut(place) else { return };
        change(values);
        if values.is_empty() {
            self.reserved.remove(place);
        }
    }
}

static NO_VALUES: OptionValues = OptionValues::NONE;

impl ScopeOptions {
    /// The values of reservations stand in the order of their addresses.
    pub(crate) fn new(own: OptionValues, reserved: Vec<(Address, OptionValues)>) -> Self {
        let mut options = ScopeOptions(Some(Shared::new(ScopeValues { own, reserved })));
        options.change_all(|_| {});
        options
    }

    /// Whether there are no values at all.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The values of the scope, or of one of its reservations.
    pub(crate) fn of(&self, reserved: Option<Address>) -> &OptionValues {
        let found = self.0.as_ref().and_then(|values| match reserved {
            None => Some(&values.own),
            Some(address) => {
                let (_, values) = values.reserved.get(values.place_of(address).ok()?)?;
                Some(values)
            }
        });
        found.unwrap_or(&NO_VALUES)
    }

    /// Whether a reservation has values.
    #[inline]
    pub(crate) fn has_reserved(&self) -> bool {
        self.0.as_ref().is_some_and(|values| !values.reserved.is_empty())
    }

    /// The reservations that have values, the lowest address first.
    pub(crate) fn reserved(&self) -> impl Iterator<Item = (Address, &OptionValues)> {
        let values = self.0.iter().flat_map(|values| values.reserved.iter());
        values.map(|(address, values)| (*address, values))
    }

    /// How many values there are, those of reservations included.
    pub(super) fn len(&self) -> usize {
        self.of(None).len() + self.reserved().map(|(_, values)| values.len()).sum::<usize>()
    }

    /// Changes the values of the scope, or of one of its reservations.
    pub(crate) fn change(&mut self, reserved: Option<Address>, change: impl FnOnce(&mut OptionValues)) {
        if let Some(values) = self.0.get_or_insert_default().to_mut() {
            match reserved {
                None => change(&mut values.own),
                Some(address) => values.change_reserved(address, change),
            }
        }
        self.tidy();
    }

    /// Changes the values of the scope and of all its reservations.
    pub(crate) fn change_all(&mut self, mut change: impl FnMut(&mut OptionValues)) {
        if let Some(values) = self.0.as_mut().and_then(Shared::to_mut) {
            change(&mut values.own);
            values.reserved.retain_mut(|(_, values)| {
                change(values);
                !values.is_empty()
            });
        }
        self.tidy();
    }

    /// A reservation was lifted.
    pub(crate) fn forget(&mut self, address: Address) {
        if self.0.as_ref().is_some_and(|values| values.place_of(address).is_ok()) {
            self.change(Some(address), |values| *values = OptionValues::NONE);
        }
    }

    fn tidy(&mut self) {
        if self.0.as_ref().is_some_and(|values| values.own.is_empty() && values.reserved.is_empty()) {
            self.0 = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: OptionId) -> OptionKey {
        OptionKey { id, user_class: None, vendor_class: None }
    }

    fn value(number: u8) -> OptionValue {
        OptionValue::one(OptionElement::Byte(number))
    }

    #[test]
    fn values_stand_in_the_order_in_which_they_were_set_first() {
        let mut values: OptionValues = [(key(9), value(1)), (key(3), value(2))].into_iter().collect();
        values.set(key(9), value(7));
        values.set(key(5), value(3));
        let ids: Vec<u32> = values.iter().map(|(key, _)| key.id).collect();
        assert_eq!((ids, values.get(&key(9))), (vec![9, 3, 5], Some(&value(7))));
        values.remove(&key(3));
        values.remove(&key(4));
        assert_eq!((values.get(&key(3)), values.iter().count()), (None, 2));
    }

    /// RFC 2132, 2 and RFC 3396: what stands in messages follows each change.
    #[test]
    fn values_stand_in_messages_as_they_are_now() {
        let message = |values: &OptionValues, code: u8| {
            let mut bytes = Vec::new();
            let prepared = values.for_messages().and_then(|values| values.prepared(code));
            prepared.into_iter().for_each(|option| option.append_to(&mut bytes));
            bytes
        };
        let of_class = OptionKey { user_class: Some("one".into()), ..key(3) };
        let mut values = OptionValues::NONE;
        values.set(of_class.clone(), value(1));
        assert_eq!((values.for_messages(), values.unclassed(3)), (None, None));
        values.set(key(3), OptionValue::one(OptionElement::Address(0x0A00_0001)));
        values.set(key(256), value(2));
        values.set(key(255), value(2));
        values.set(key(254), value(9));
        assert_eq!((message(&values, 3), message(&values, 254)), (vec![3, 4, 10, 0, 0, 1], vec![254, 1, 9]));
        assert_eq!((message(&values, 255), message(&values, 0)), (vec![], vec![]));
        values.set(key(3), OptionValue::one(OptionElement::Binary(vec![7; 256])));
        let long = [&[3, 255][..], &[7; 255], &[3, 1, 7]].concat();
        assert_eq!(message(&values, 3), long);
        values.remove(&of_class);
        assert_eq!((message(&values, 3), values.unclassed(254)), (long, Some(&value(9))));
        values.remove(&key(3));
        assert_eq!((message(&values, 3), message(&values, 254)), (vec![], vec![254, 1, 9]));
        values.remove(&key(254));
        assert_eq!(values.for_messages(), None);
        assert_eq!(values, [(key(256), value(2)), (key(255), value(2))].into_iter().collect());
    }

    /// A scope that never had a value and one that has none any more are the same.
    #[test]
    fn a_scope_without_values_has_nothing() {
        assert_eq!(size_of::<ScopeOptions>(), size_of::<usize>());
        let mut options = ScopeOptions::default();
        options.change(Some(7), |values| values.set(key(3), value(1)));
        options.change(None, |values| values.set(key(3), value(2)));
        let copy = options.clone();
        assert_eq!((options.of(None).iter().count(), options.reserved().count()), (1, 1));
        options.forget(7);
        options.forget(8);
        assert_eq!(options.reserved().count(), 0);
        options.change_all(|values| values.remove(&key(3)));
        assert!(options == ScopeOptions::default() && options != copy);
        assert_eq!(copy.of(Some(7)).get(&key(3)), Some(&value(1)));
        assert!(options.of(None).is_empty() && options.of(Some(7)).is_empty());
    }

    /// MS-DHCPM 3.1.1.8; the definitions are those that servers show when nobody has changed them.
    #[test]
    fn what_a_fresh_server_has() {
        let fresh = Options::fresh();
        assert!(std::ptr::eq(&raw const *fresh, &raw const *Options::fresh()), "all servers share it");
        assert_eq!((fresh.classes.len(), fresh.definitions.len(), fresh.values.is_empty()), (5, 72, true));
        let vendor: Vec<bool> =
            fresh.definitions.iter().map(|definition| definition.key.vendor_class.is_some()).collect();
        assert_eq!(vendor.iter().position(|is_vendor| *is_vendor), Some(66));
        assert!(fresh.definitions.iter().all(|definition| definition.default.elements().len() == 1));
        let names = fresh.definitions.iter().filter_map(|definition| definition.key.vendor_class.as_ref());
        assert!(names.into_iter().all(|name| fresh.class(name.units(), true).is_some()));
    }
}
