//! Classes, definitions of options and their values, and their events.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::values::{
    bytes_of_digits, hexadecimal_digits, is_zero, live_scope, live_text, live_text_if_any, stored_address,
};
use crate::domain::base::address::Address;
use crate::domain::base::shared::Shared;
use crate::domain::base::text::Text;
use crate::domain::log::OptionsEvent;
use crate::domain::model::options::{
    Class, OptionDefinition, OptionElement, OptionKey, OptionLevel, OptionValue, OptionValues, Options,
};
use crate::domain::model::scope::Scope;

/// Bytes, each as two hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoredBytes(pub String);

impl StoredBytes {
    pub(crate) fn of(bytes: &[u8]) -> Self {
        StoredBytes(hexadecimal_digits(bytes))
    }

    pub(crate) fn live(&self) -> Result<Vec<u8>, FormatError> {
        bytes_of_digits(&self.0).ok_or(FormatError::Value("bytes are not two hexadecimal digits each"))
    }
}

/// A user class, or a vendor class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredClass {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub flags: u32,
    pub is_vendor: bool,
    pub data: StoredBytes,
}

impl StoredClass {
    fn of(class: &Class) -> Self {
        StoredClass {
            name: class.name.to_string(),
            comment: class.comment.as_ref().map(Text::to_string),
            flags: class.flags,
            is_vendor: class.is_vendor,
            data: StoredBytes::of(&class.data),
        }
    }

    fn live(self) -> Result<Class, FormatError> {
        let class = Class {
            name: live_text(&self.name)?,
            comment: live_text_if_any(self.comment)?,
            flags: self.flags,
            is_vendor: self.is_vendor,
            data: self.data.live()?,
        };
        let is_fit = !class.name.is_empty() && (1..=255).contains(&class.data.len());
        if is_fit { Ok(class) } else { Err(FormatError::Value("a class has no name, or not 1 to 255 bytes")) }
    }
}

/// An element of a value, under its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredElement {
    Byte(u8),
    Word(u16),
    Dword(u32),
    DwordDword(u64),
    Address(Ipv4Addr),
    String(String),
    Binary(StoredBytes),
    Encapsulated(StoredBytes),
    /// As the caller wrote it.
    Ipv6Address(String),
}

impl StoredElement {
    fn of(element: &OptionElement) -> Self {
        match element {
            OptionElement::Byte(number) => StoredElement::Byte(*number),
            OptionElement::Word(number) => StoredElement::Word(*number),
            OptionElement::Dword(number) => StoredElement::Dword(*number),
            OptionElement::DwordDword(number) => StoredElement::DwordDword(*number),
            OptionElement::Address(address) => StoredElement::Address(stored_address(*address)),
            OptionElement::String(text) => StoredElement::String(text.to_string()),
            OptionElement::Binary(bytes) => StoredElement::Binary(StoredBytes::of(bytes)),
            OptionElement::Encapsulated(bytes) => StoredElement::Encapsulated(StoredBytes::of(bytes)),
            OptionElement::Ipv6Address(text) => StoredElement::Ipv6Address(text.to_string()),
        }
    }

    fn live(self) -> Result<OptionElement, FormatError> {
        Ok(match self {
            StoredElement::Byte(number) => OptionElement::Byte(number),
            StoredElement::Word(number) => OptionElement::Word(number),
            StoredElement::Dword(number) => OptionElement::Dword(number),
            StoredElement::DwordDword(number) => OptionElement::DwordDword(number),
            StoredElement::Address(address) => OptionElement::Address(address.to_bits()),
            StoredElement::String(text) => OptionElement::String(live_text(&text)?),
            StoredElement::Binary(bytes) => OptionElement::Binary(bytes.live()?),
            StoredElement::Encapsulated(bytes) => OptionElement::Encapsulated(bytes.live()?),
            StoredElement::Ipv6Address(text) => OptionElement::Ipv6Address(live_text(&text)?),
        })
    }
}

fn stored_value(value: &OptionValue) -> Vec<StoredElement> {
    value.elements().iter().map(StoredElement::of).collect()
}

fn live_value(elements: Vec<StoredElement>) -> Result<OptionValue, FormatError> {
    let elements: Result<Vec<_>, _> = elements.into_iter().map(StoredElement::live).collect();
    OptionValue::new(elements?).ok_or(FormatError::Value("the value of an option has no element"))
}

/// What names an option. The default classes are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredOption {
    /// The code.
    pub id: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_class: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor_class: Option<String>,
}

impl StoredOption {
    fn of(key: &OptionKey) -> Self {
        StoredOption {
            id: key.id,
            user_class: key.user_class.as_ref().map(Text::to_string),
            vendor_class: key.vendor_class.as_ref().map(Text::to_string),
        }
    }

    fn live(self) -> Result<OptionKey, FormatError> {
        Ok(OptionKey {
            id: self.id,
            user_class: live_text_if_any(self.user_class)?,
            vendor_class: live_text_if_any(self.vendor_class)?,
        })
    }
}

/// What an option is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDefinition {
    pub option: StoredOption,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// Whether it has any number of elements; left out where it has one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub is_array: bool,
    /// The default. The type of its first element is that of the option.
    pub default: Vec<StoredElement>,
}

impl StoredDefinition {
    fn of(definition: &OptionDefinition) -> Self {
        StoredDefinition {
            option: StoredOption::of(&definition.key),
            name: definition.name.as_ref().map(Text::to_string),
            comment: definition.comment.as_ref().map(Text::to_string),
            is_array: definition.is_array,
            default: stored_value(&definition.default),
        }
    }

    fn live(self) -> Result<OptionDefinition, FormatError> {
        Ok(OptionDefinition {
            key: self.option.live()?,
            name: live_text_if_any(self.name)?,
            comment: live_text_if_any(self.comment)?,
            is_array: self.is_array,
            default: live_value(self.default)?,
        })
    }
}

/// The value of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredOptionValue {
    pub option: StoredOption,
    pub value: Vec<StoredElement>,
}

impl StoredOptionValue {
    fn all(values: &OptionValues) -> Vec<Self> {
        let stored =
            |(key, value)| StoredOptionValue { option: StoredOption::of(key), value: stored_value(value) };
        values.iter().map(stored).collect()
    }

    pub(crate) fn all_live(values: Vec<Self>) -> Result<OptionValues, FormatError> {
        values.into_iter().map(|stored| Ok((stored.option.live()?, live_value(stored.value)?))).collect()
    }

    /// The values of a scope.
    pub(crate) fn of_scope(scope: &Scope) -> Vec<Self> {
        StoredOptionValue::all(scope.option_values())
    }
}

/// The values of a reservation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredReservationValues {
    pub address: Ipv4Addr,
    pub values: Vec<StoredOptionValue>,
}

impl StoredReservationValues {
    /// Those of all reservations of a scope that have some.
    pub(crate) fn of_scope(scope: &Scope) -> Vec<Self> {
        let stored = |(address, values)| StoredReservationValues {
            address: stored_address(address),
            values: StoredOptionValue::all(values),
        };
        scope.options_of_reservations().map(stored).collect()
    }

    /// The lowest address first.
    pub(crate) fn all_live(all: Vec<Self>) -> Result<Vec<(Address, OptionValues)>, FormatError> {
        let live = |one: Self| Ok((one.address.to_bits(), StoredOptionValue::all_live(one.values)?));
        let mut live = all.into_iter().map(live).collect::<Result<Vec<_>, FormatError>>()?;
        live.sort_unstable_by_key(|(address, _)| *address);
        if live.is_sorted_by(|(one, _), (next, _)| one < next) {
            Ok(live)
        } else {
            Err(FormatError::Value("the values of a reservation stand in two places"))
        }
    }
}

/// What a server has of classes and options that a fresh one does not; the rest is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredOptions {
    /// All classes, in the order of their creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classes: Option<Vec<StoredClass>>,
    /// All definitions, in the order of their creation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definitions: Option<Vec<StoredDefinition>>,
    /// The values for all clients, in the order in which they were set first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<StoredOptionValue>,
}

impl StoredOptions {
    /// What is to be stored; `None` for a server that has what a fresh one has.
    pub(crate) fn of(options: &Options) -> Option<Self> {
        let fresh = Options::fresh();
        let classes =
            (options.classes != fresh.classes).then(|| options.classes.iter().map(StoredClass::of).collect());
        let definitions = (options.definitions != fresh.definitions)
            .then(|| options.definitions.iter().map(StoredDefinition::of).collect());
        let values = StoredOptionValue::all(&options.values);
        let is_fresh = classes.is_none() && definitions.is_none() && values.is_empty();
        (!is_fresh).then_some(StoredOptions { classes, definitions, values })
    }

    pub(crate) fn live(self) -> Result<Options, FormatError> {
        let fresh = Options::fresh();
        let classes = self.classes.map(|classes| classes.into_iter().map(StoredClass::live).collect());
        let definitions = self.definitions.map(|definitions| {
            definitions.into_iter().map(StoredDefinition::live).collect::<Result<_, _>>().map(Shared::new)
        });
        Ok(Options {
            classes: classes.unwrap_or_else(|| Ok(fresh.classes.clone()))?,
            definitions: definitions.unwrap_or_else(|| Ok(fresh.definitions.clone()))?,
            values: StoredOptionValue::all_live(self.values)?,
        })
    }
}

/// Where a value is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredOptionLevel {
    /// For all clients of the server.
    Server,
    Scope {
        /// The address of its subnet.
        scope: Ipv4Addr,
    },
    Reservation {
        /// The address of its subnet.
        scope: Ipv4Addr,
        /// The reserved address.
        address: Ipv4Addr,
    },
}

impl StoredOptionLevel {
    fn of(level: OptionLevel) -> Self {
        match level {
            OptionLevel::Server => StoredOptionLevel::Server,
            OptionLevel::Scope(scope) => StoredOptionLevel::Scope { scope: stored_address(scope.0) },
            OptionLevel::Reservation(scope, address) => StoredOptionLevel::Reservation {
                scope: stored_address(scope.0),
                address: stored_address(address),
            },
        }
    }

    fn live(self) -> OptionLevel {
        match self {
            StoredOptionLevel::Server => OptionLevel::Server,
            StoredOptionLevel::Scope { scope } => OptionLevel::Scope(live_scope(scope)),
            StoredOptionLevel::Reservation { scope, address } => {
                OptionLevel::Reservation(live_scope(scope), address.to_bits())
            }
        }
    }
}

/// Something that happened to the classes and options of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredOptionsEvent {
    ClassCreated { class: StoredClass },
    ClassChanged { class: StoredClass },
    ClassDeleted { name: String, is_vendor: bool },
    Defined { definition: StoredDefinition },
    Redefined { definition: StoredDefinition },
    DefinitionRemoved { option: StoredOption },
    ValuesRemoved { option: StoredOption },
    ValueSet { level: StoredOptionLevel, option: StoredOption, value: Vec<StoredElement> },
    ValueRemoved { level: StoredOptionLevel, option: StoredOption },
}

impl StoredOptionsEvent {
    pub(crate) fn of(event: &OptionsEvent) -> Self {
        use StoredOptionsEvent as Stored;
        match event {
            OptionsEvent::ClassCreated(class) => Stored::ClassCreated { class: StoredClass::of(class) },
            OptionsEvent::ClassChanged(class) => Stored::ClassChanged { class: StoredClass::of(class) },
            OptionsEvent::ClassDeleted { name, is_vendor } => {
                Stored::ClassDeleted { name: name.to_string(), is_vendor: *is_vendor }
            }
            OptionsEvent::Defined(definition) => {
                Stored::Defined { definition: StoredDefinition::of(definition) }
            }
            OptionsEvent::Redefined(definition) => {
                Stored::Redefined { definition: StoredDefinition::of(definition) }
            }
            OptionsEvent::DefinitionRemoved(key) => {
                Stored::DefinitionRemoved { option: StoredOption::of(key) }
            }
            OptionsEvent::ValuesRemoved(key) => Stored::ValuesRemoved { option: StoredOption::of(key) },
            OptionsEvent::ValueSet(level, key, value) => Stored::ValueSet {
                level: StoredOptionLevel::of(*level),
                option: StoredOption::of(key),
                value: stored_value(value),
            },
            OptionsEvent::ValueRemoved(level, key) => {
                Stored::ValueRemoved { level: StoredOptionLevel::of(*level), option: StoredOption::of(key) }
            }
        }
    }

    pub(crate) fn live(self) -> Result<OptionsEvent, FormatError> {
        use StoredOptionsEvent as Stored;
        Ok(match self {
            Stored::ClassCreated { class } => OptionsEvent::ClassCreated(class.live()?),
            Stored::ClassChanged { class } => OptionsEvent::ClassChanged(class.live()?),
            Stored::ClassDeleted { name, is_vendor } => {
                OptionsEvent::ClassDeleted { name: live_text(&name)?, is_vendor }
            }
            Stored::Defined { definition } => OptionsEvent::Defined(definition.live()?),
            Stored::Redefined { definition } => OptionsEvent::Redefined(definition.live()?),
            Stored::DefinitionRemoved { option } => OptionsEvent::DefinitionRemoved(option.live()?),
            Stored::ValuesRemoved { option } => OptionsEvent::ValuesRemoved(option.live()?),
            Stored::ValueSet { level, option, value } => {
                OptionsEvent::ValueSet(level.live(), option.live()?, live_value(value)?)
            }
            Stored::ValueRemoved { level, option } => {
                OptionsEvent::ValueRemoved(level.live(), option.live()?)
            }
        })
    }
}
