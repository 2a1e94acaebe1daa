//! Definitions of options, and the values of options.

use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::common::DHCP_BINARY_DATA;
use crate::abi::options::{
    DHCP_ALL_OPTION_VALUES, DHCP_ALL_OPTION_VALUES_0, DHCP_ALL_OPTION_VALUES_PB, DHCP_ALL_OPTION_VALUES_PB_0,
    DHCP_ALL_OPTIONS, DHCP_ALL_OPTIONS_0, DHCP_OPTION, DHCP_OPTION_ARRAY, DHCP_OPTION_DATA,
    DHCP_OPTION_DATA_ELEMENT, DHCP_OPTION_DATA_ELEMENT_0, DHCP_OPTION_DATA_TYPE, DHCP_OPTION_SCOPE_INFO,
    DHCP_OPTION_TYPE, DHCP_OPTION_VALUE, DHCP_OPTION_VALUE_ARRAY, DWORD_DWORD,
};
use crate::abi::win::{BOOL, LPCWSTR};
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::Text;
use crate::domain::model::options::{DataType, OptionDefinition, OptionElement, OptionId, OptionValue};
use crate::domain::model::server::Server;
use crate::domain::rules::read::options::{self, ClassNames, Level, Place, Policy, ValuesOfClasses};
use crate::domain::rules::{Command, NewDefinition, OptionsCommand};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{binary_data, count, kept_optional_text};
use crate::ffi::paging::{self, Enumeration, NothingAskedFor};
use crate::ffi::views;

// ------------------------------------------------------------------------------------------------- what is named

/// The classes that a call names.
#[derive(Debug)]
pub(crate) struct NamedClasses(ClassNames);

/// Which values a call names.
#[derive(Debug)]
pub(crate) struct NamedPlace(Place);

/// The classes that a call names.
///
/// # Safety
///
/// Each pointer is NULL or as `exports` says.
pub(crate) unsafe fn classes(flags: u32, user: LPCWSTR, vendor: LPCWSTR) -> Result<NamedClasses, Failure> {
    // SAFETY: the same promise.
    let (user, vendor) = unsafe { (kept_optional_text(user)?, kept_optional_text(vendor)?) };
    Ok(NamedClasses(ClassNames { flags, user, vendor }))
}

/// The level that a call names.
///
/// # Safety
///
/// `given` and what it points to are NULL or as `exports` says.
pub(crate) unsafe fn level(given: *const DHCP_OPTION_SCOPE_INFO) -> Result<Level, Failure> {
    // SAFETY: the same promise.
    let given = unsafe { views::structure(given) }?;
    match views::enum_number(given.ScopeType) {
        0 => Ok(Level::Default),
        1 => Ok(Level::Server),
        // SAFETY: the type says that it is the address of a subnet; every bit pattern is one.
        2 => Ok(Level::Scope(ScopeId(unsafe { given.ScopeInfo.SubnetScopeInfo }))),
        3 => {
            // SAFETY: the type says that it is a reservation; every bit pattern is one.
            let reserved = unsafe { given.ScopeInfo.ReservedScopeInfo };
            Ok(Level::Reservation(reserved.ReservedIpAddress, ScopeId(reserved.ReservedIpSubnetAddress)))
        }
        4 => {
            // SAFETY: the type says that it is a string, which is as promised.
            unsafe { views::text(given.ScopeInfo.MScopeInfo) }?;
            Ok(Level::MulticastScope)
        }
        _ => Err(Failure::InvalidValue("there is no such level of options")),
    }
}

/// The place of the values for classes at a level.
///
/// # Safety
///
/// Each pointer is NULL or as `exports` says.
pub(crate) unsafe fn place(
    flags: u32,
    user: LPCWSTR,
    vendor: LPCWSTR,
    given: *const DHCP_OPTION_SCOPE_INFO,
) -> Result<NamedPlace, Failure> {
    // SAFETY: the same promise. Whatever is wrong with the level, a string that cannot be read is noticed first.
    let (NamedClasses(classes), level) = unsafe { (classes(flags, user, vendor)?, level(given)) };
    Ok(NamedPlace(Place { classes, level: level?, policy: Policy::Unknown }))
}

/// The place of the values for a policy and a vendor class at a level.
///
/// # Safety
///
/// Each pointer is NULL or as `exports` says.
pub(crate) unsafe fn place_of_policy(
    flags: u32,
    policy: LPCWSTR,
    vendor: LPCWSTR,
    given: *const DHCP_OPTION_SCOPE_INFO,
) -> Result<NamedPlace, Failure> {
    // SAFETY: the same promise.
    let policy = unsafe { views::optional_text(policy) }?;
    let policy = if policy.is_some() { Policy::Named } else { Policy::Unnamed };
    // SAFETY: the same promise.
    let NamedPlace(place) = unsafe { place(flags, ptr::null(), vendor, given) }?;
    Ok(NamedPlace(Place { policy, ..place }))
}

// ----------------------------------------------------------------------------------------------------- requests

/// The request to define an option.
///
/// # Safety
///
/// `info` and what it points to are NULL or as `exports` says.
pub(crate) unsafe fn creation(
    classes: Result<NamedClasses, Failure>,
    id: OptionId,
    info: *const DHCP_OPTION,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Options(OptionsCommand::Define(unsafe { new_definition(classes?.0, id, info) }?)))
}

/// The request to change a definition.
///
/// # Safety
///
/// `info` and what it points to are NULL or as `exports` says.
pub(crate) unsafe fn change(
    classes: Result<NamedClasses, Failure>,
    id: OptionId,
    info: *const DHCP_OPTION,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    Ok(Command::Options(OptionsCommand::Redefine(unsafe { new_definition(classes?.0, id, info) }?)))
}

/// # Safety
///
/// `info` and what it points to are NULL or as `exports` says.
unsafe fn new_definition(
    classes: ClassNames,
    id: OptionId,
    info: *const DHCP_OPTION,
) -> Result<NewDefinition, Failure> {
    // SAFETY: the same promise.
    let (name, comment, is_array, default) = unsafe {
        let given = views::structure(info)?;
        let (name, comment) =
            (kept_optional_text(given.OptionName)?, kept_optional_text(given.OptionComment)?);
        (name, comment, views::enum_number(given.OptionType), value(&given.DefaultValue))
    };
    let is_array = match is_array {
        0 => false,
        1 => true,
        _ => return Err(Failure::InvalidValue("an option is unary or an array")),
    };
    Ok(NewDefinition { classes, id, name, comment, is_array, default: default? })
}

/// The request to remove a definition.
pub(crate) fn removal(NamedClasses(classes): NamedClasses, id: OptionId) -> Command {
    Command::Options(OptionsCommand::RemoveDefinition(classes, id))
}

/// The request to set the value of an option.
///
/// # Safety
///
/// `data` and what it points to are NULL or as `exports` says.
pub(crate) unsafe fn setting(
    place: Result<NamedPlace, Failure>,
    id: OptionId,
    data: *const DHCP_OPTION_DATA,
) -> Result<Command, Failure> {
    // SAFETY: the same promise. Whatever is wrong with the place, data that cannot be read are noticed first.
    let value = unsafe { value(&views::structure(data)?) };
    Ok(Command::Options(OptionsCommand::SetValue(place?.0, id, value?)))
}

/// The request to set the values of several options.
///
/// # Safety
///
/// `given` and what it points to are NULL or as `exports` says.
pub(crate) unsafe fn settings(
    place: Result<NamedPlace, Failure>,
    given: *const DHCP_OPTION_VALUE_ARRAY,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let values = unsafe {
        let given = views::structure(given)?;
        views::array(given.Values.cast_const(), given.NumElements)?
    };
    let read = |given: &DHCP_OPTION_VALUE| {
        // SAFETY: the same promise.
        Ok((given.OptionID, unsafe { value(&given.Value) }?))
    };
    let values: Result<Vec<_>, Failure> = values.iter().map(read).collect();
    Ok(Command::Options(OptionsCommand::SetValues(place?.0, values?)))
}

/// As `settings`, where the values may not be NULL even if there are none (MS-DHCPM 3.2.4.103).
///
/// # Safety
///
/// As `settings`.
pub(crate) unsafe fn settings_of_policy(
    place: Result<NamedPlace, Failure>,
    given: *const DHCP_OPTION_VALUE_ARRAY,
) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    if unsafe { views::structure(given) }?.Values.is_null() {
        return Err(Failure::Unreadable("the values are NULL"));
    }
    // SAFETY: the same promise.
    unsafe { settings(place, given) }
}

/// The request to remove the value of an option.
pub(crate) fn value_removal(NamedPlace(place): NamedPlace, id: OptionId) -> Command {
    Command::Options(OptionsCommand::RemoveValue(place, id))
}

/// A value; `None` if it has no element.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
unsafe fn value(given: &DHCP_OPTION_DATA) -> Result<Option<OptionValue>, Failure> {
    // SAFETY: the same promise.
    let elements = unsafe { views::array(given.Elements.cast_const(), given.NumElements) }?;
    // SAFETY: the same promise.
    let elements: Result<Vec<_>, Failure> = elements.iter().map(|given| unsafe { element(given) }).collect();
    Ok(OptionValue::new(elements?))
}

/// An element of a value.
///
/// # Safety
///
/// The member that the type selects is as `exports` says.
unsafe fn element(given: &DHCP_OPTION_DATA_ELEMENT) -> Result<OptionElement, Failure> {
    let member = &given.Element;
    // SAFETY: each member is read only where the type says that it is there, and what it points to is as promised.
    unsafe {
        Ok(match views::enum_number(given.OptionType) {
            0 => OptionElement::Byte(member.ByteOption),
            1 => OptionElement::Word(member.WordOption),
            2 => OptionElement::Dword(member.DWordOption),
            3 => OptionElement::DwordDword(joined(member.DWordDWordOption)),
            4 => OptionElement::Address(member.IpAddressOption),
            5 => OptionElement::String(string(member.StringDataOption)?),
            6 => OptionElement::Binary(bytes(&member.BinaryDataOption)?),
            7 => OptionElement::Encapsulated(bytes(&member.EncapsulatedDataOption)?),
            8 => OptionElement::Ipv6Address(string(member.Ipv6AddressDataOption)?),
            _ => return Err(Failure::InvalidValue("there is no such type of data")),
        })
    }
}

fn joined(halves: DWORD_DWORD) -> u64 {
    u64::from(halves.DWord1) << 32 | u64::from(halves.DWord2)
}

fn halves(number: u64) -> DWORD_DWORD {
    let [a, b, c, d, e, f, g, h] = number.to_be_bytes();
    DWORD_DWORD { DWord1: u32::from_be_bytes([a, b, c, d]), DWord2: u32::from_be_bytes([e, f, g, h]) }
}

/// A string, which is empty where it is NULL.
///
/// # Safety
///
/// `pointer` is NULL or as `exports` says.
unsafe fn string(pointer: LPCWSTR) -> Result<Text, Failure> {
    // SAFETY: the same promise.
    Ok(unsafe { kept_optional_text(pointer) }?.unwrap_or_default())
}

/// # Safety
///
/// `given.Data` is NULL or as `exports` says.
unsafe fn bytes(given: &DHCP_BINARY_DATA) -> Result<Vec<u8>, Failure> {
    // SAFETY: the same promise.
    Ok(unsafe { views::array(given.Data.cast_const(), given.DataLength) }?.to_vec())
}

// ------------------------------------------------------------------------------------------------------ answers

/// A definition.
pub(crate) fn definition(
    server: &Server,
    NamedClasses(classes): &NamedClasses,
    id: OptionId,
) -> Result<Given<DHCP_OPTION>, Failure> {
    let definition = options::definition(server, classes, id)?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| defined(blocks, definition))?;
    blocks.rooted(root)
}

/// A page of the definitions for classes.
pub(crate) fn definitions_page(
    server: &Server,
    NamedClasses(classes): &NamedClasses,
    preferred: u32,
    enumeration: Enumeration<DHCP_OPTION_ARRAY>,
) -> Outcome {
    let all = options::definitions(server, classes)?;
    let rest = all.get(enumeration.start()..).unwrap_or_default();
    let sizes = rest.iter().map(|definition| Size::of(|size| defined(size, definition)));
    let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
    let mut blocks = Blocks::new();
    let root = definitions(&mut blocks, rest.iter().copied().take(page.count))?;
    enumeration.finish(page, blocks.rooted(root)?)
}

/// All definitions: those for the default vendor class, and apart from them those for vendor classes.
pub(crate) fn all_definitions(server: &Server, flags: u32) -> Result<Given<DHCP_ALL_OPTIONS>, Failure> {
    let all = options::all_definitions(server, flags)?;
    let (of_vendors, others): (Vec<_>, Vec<_>) =
        all.iter().partition(|definition| definition.key.vendor_class.is_some());
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_ALL_OPTIONS {
            Flags: 0,
            NonVendorOptions: definitions(blocks, others.into_iter())?,
            NumVendorOptions: count(of_vendors.len())?,
            VendorOptions: blocks.array_of(of_vendors.into_iter(), |blocks, definition| {
                Ok(DHCP_ALL_OPTIONS_0 {
                    Option: defined(blocks, definition)?,
                    VendorName: blocks.optional_text(definition.key.vendor_class.as_ref())?,
                    ClassName: blocks.optional_text(definition.key.user_class.as_ref())?,
                })
            })?,
        })
    })?;
    blocks.rooted(root)
}

fn definitions<'a>(
    blocks: &mut Blocks,
    all: impl ExactSizeIterator<Item = &'a OptionDefinition>,
) -> Result<*mut DHCP_OPTION_ARRAY, Failure> {
    let length = count(all.len())?;
    let options = blocks.array_of(all, defined)?;
    blocks.one(DHCP_OPTION_ARRAY { NumElements: length, Options: options })
}

fn defined<B: Builder>(blocks: &mut B, definition: &OptionDefinition) -> Result<DHCP_OPTION, Failure> {
    Ok(DHCP_OPTION {
        OptionID: definition.key.id,
        OptionName: blocks.optional_text(definition.name.as_ref())?,
        OptionComment: blocks.optional_text(definition.comment.as_ref())?,
        DefaultValue: data(blocks, &definition.default)?,
        OptionType: MaybeUninit::new(if definition.is_array {
            DHCP_OPTION_TYPE::DhcpArrayTypeOption
        } else {
            DHCP_OPTION_TYPE::DhcpUnaryElementTypeOption
        }),
    })
}

/// The value of an option.
pub(crate) fn one_value(
    server: &Server,
    NamedPlace(place): &NamedPlace,
    id: OptionId,
) -> Result<Given<DHCP_OPTION_VALUE>, Failure> {
    let value = options::value(server, place, id)?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| valued(blocks, value))?;
    blocks.rooted(root)
}

/// A page of the values for classes at a level.
pub(crate) fn values_page(
    server: &Server,
    NamedPlace(place): &NamedPlace,
    preferred: u32,
    enumeration: Enumeration<DHCP_OPTION_VALUE_ARRAY>,
) -> Outcome {
    let all = options::values(server, place)?;
    let rest = all.get(enumeration.start()..).unwrap_or_default();
    let sizes = rest.iter().map(|value| Size::of(|size| valued(size, *value)));
    let page = paging::bytes(preferred, NothingAskedFor::MoreData, rest.len(), sizes)?;
    let mut blocks = Blocks::new();
    let root = values(&mut blocks, rest.get(..page.count).unwrap_or_default())?;
    enumeration.finish(page, blocks.rooted(root)?)
}

/// All values of a level. For each classes there are two entries, of which one has the values and the other none.
pub(crate) fn all_values(server: &Server, level: Level) -> Result<Given<DHCP_ALL_OPTION_VALUES>, Failure> {
    let all = options::all_values(server, level)?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_ALL_OPTION_VALUES {
            Flags: 0,
            NumElements: count(2 * all.len())?,
            Options: blocks.array_of(entries(&all).into_iter(), |blocks, entry| {
                Ok(DHCP_ALL_OPTION_VALUES_0 {
                    ClassName: blocks.optional_text(entry.group.user)?,
                    VendorName: blocks.optional_text(entry.group.vendor)?,
                    IsVendor: BOOL::from(entry.is_vendor),
                    OptionsArray: values(blocks, entry.values())?,
                })
            })?,
        })
    })?;
    blocks.rooted(root)
}

/// All values of a level by their policy, which none has.
pub(crate) fn all_values_by_policy(
    server: &Server,
    flags: u32,
    level: Level,
) -> Result<Given<DHCP_ALL_OPTION_VALUES_PB>, Failure> {
    let all = options::all_values_without_policy(server, flags, level)?;
    let mut blocks = Blocks::new();
    let root = blocks.block_for(|blocks| {
        Ok(DHCP_ALL_OPTION_VALUES_PB {
            Flags: 0,
            NumElements: count(2 * all.len())?,
            Options: blocks.array_of(entries(&all).into_iter(), |blocks, entry| {
                Ok(DHCP_ALL_OPTION_VALUES_PB_0 {
                    PolicyName: ptr::null_mut(),
                    VendorName: blocks.optional_text(entry.group.vendor)?,
                    IsVendor: BOOL::from(entry.is_vendor),
                    OptionsArray: values(blocks, entry.values())?,
                })
            })?,
        })
    })?;
    blocks.rooted(root)
}

/// One of the two entries of the values for classes.
#[derive(Clone, Copy)]
struct Entry<'a> {
    group: &'a ValuesOfClasses<'a>,
    is_vendor: bool,
}

impl<'a> Entry<'a> {
    /// The values, which stand in the entry that says what they are.
    fn values(self) -> &'a [(OptionId, &'a OptionValue)] {
        if self.is_vendor == self.group.vendor.is_some() { &self.group.values } else { &[] }
    }
}

fn entries<'a>(all: &'a [ValuesOfClasses<'a>]) -> Vec<Entry<'a>> {
    all.iter().flat_map(|group| [false, true].map(|is_vendor| Entry { group, is_vendor })).collect()
}

fn values(
    blocks: &mut Blocks,
    all: &[(OptionId, &OptionValue)],
) -> Result<*mut DHCP_OPTION_VALUE_ARRAY, Failure> {
    let values = blocks.array_of(all.iter().copied(), valued)?;
    blocks.one(DHCP_OPTION_VALUE_ARRAY { NumElements: count(all.len())?, Values: values })
}

fn valued<B: Builder>(
    blocks: &mut B,
    (id, value): (OptionId, &OptionValue),
) -> Result<DHCP_OPTION_VALUE, Failure> {
    Ok(DHCP_OPTION_VALUE { OptionID: id, Value: data(blocks, value)? })
}

fn data<B: Builder>(blocks: &mut B, value: &OptionValue) -> Result<DHCP_OPTION_DATA, Failure> {
    let elements = value.elements();
    Ok(DHCP_OPTION_DATA {
        NumElements: count(elements.len())?,
        Elements: blocks.array_of(elements.iter(), given_element)?,
    })
}

fn given_element<B: Builder>(
    blocks: &mut B,
    element: &OptionElement,
) -> Result<DHCP_OPTION_DATA_ELEMENT, Failure> {
    // The largest member, so that nothing of the union is left as it was in memory.
    let nothing = DHCP_BINARY_DATA { DataLength: 0, Data: ptr::null_mut() };
    let mut member = DHCP_OPTION_DATA_ELEMENT_0 { BinaryDataOption: nothing };
    match element {
        OptionElement::Byte(number) => member.ByteOption = *number,
        OptionElement::Word(number) => member.WordOption = *number,
        OptionElement::Dword(number) => member.DWordOption = *number,
        OptionElement::DwordDword(number) => member.DWordDWordOption = halves(*number),
        OptionElement::Address(address) => member.IpAddressOption = *address,
        OptionElement::String(text) => member.StringDataOption = blocks.text(text)?,
        OptionElement::Binary(bytes) => member.BinaryDataOption = binary_data(blocks, bytes)?,
        OptionElement::Encapsulated(bytes) => member.EncapsulatedDataOption = binary_data(blocks, bytes)?,
        OptionElement::Ipv6Address(text) => member.Ipv6AddressDataOption = blocks.text(text)?,
    }
    let data_type = MaybeUninit::new(number_of(element.data_type()));
    Ok(DHCP_OPTION_DATA_ELEMENT { OptionType: data_type, Element: member })
}

fn number_of(data_type: DataType) -> DHCP_OPTION_DATA_TYPE {
    match data_type {
        DataType::Byte => DHCP_OPTION_DATA_TYPE::DhcpByteOption,
        DataType::Word => DHCP_OPTION_DATA_TYPE::DhcpWordOption,
        DataType::Dword => DHCP_OPTION_DATA_TYPE::DhcpDWordOption,
        DataType::DwordDword => DHCP_OPTION_DATA_TYPE::DhcpDWordDWordOption,
        DataType::Address => DHCP_OPTION_DATA_TYPE::DhcpIpAddressOption,
        DataType::String => DHCP_OPTION_DATA_TYPE::DhcpStringDataOption,
        DataType::Binary => DHCP_OPTION_DATA_TYPE::DhcpBinaryDataOption,
        DataType::Encapsulated => DHCP_OPTION_DATA_TYPE::DhcpEncapsulatedDataOption,
        DataType::Ipv6Address => DHCP_OPTION_DATA_TYPE::DhcpIpv6AddressOption,
    }
}
