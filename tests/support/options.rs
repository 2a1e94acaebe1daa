//! Classes, definitions of options and their values, as tests have them, through the calls of each generation.

use std::ptr::{dangling_mut, null, null_mut};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::blocks::{Wide, bytes, free, text};
use super::fixtures::ALL;
use super::server::Server;

/// An element of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Element {
    Byte(u8),
    Word(u16),
    Dword(u32),
    /// The upper half, and the lower one.
    DwordDword(u32, u32),
    Address(u32),
    /// A string; NULL is only given.
    Text(Option<String>),
    Binary(Vec<u8>),
    Encapsulated(Vec<u8>),
    Ipv6(String),
}

pub fn string(text: &str) -> Element {
    Element::Text(Some(text.into()))
}

/// One element of each type.
pub fn one_of_each_type() -> Vec<Element> {
    vec![
        Element::Byte(0xFE),
        Element::Word(0xFEDC),
        Element::Dword(0xFEDC_BA98),
        Element::DwordDword(0xFEDC_BA98, 0x7654_3210),
        Element::Address(0x0A01_0203),
        string("r\u{e9}seau \u{1F5A7}"),
        Element::Binary(vec![0, 1, 0xFF]),
        Element::Encapsulated(vec![1, 4, 10, 0, 0, 1]),
        Element::Ipv6("2001:DB8::0:1".into()),
    ]
}

/// The memory of a value that is given.
pub struct Data {
    elements: Vec<DHCP_OPTION_DATA_ELEMENT>,
    _texts: Vec<Wide>,
    _bytes: Vec<Vec<u8>>,
}

impl Data {
    /// The upper bytes of a member that is smaller than the union are not 0.
    pub fn new(given: &[Element]) -> Self {
        let (mut texts, mut blobs) = (Vec::new(), Vec::new());
        let elements = given.iter().map(|element| {
            let mut member = DHCP_OPTION_DATA_ELEMENT_0 {
                DWordDWordOption: DWORD_DWORD { DWord1: 0x5555_5555, DWord2: 0x5555_5555 },
            };
            let mut wide = |text: &str| {
                texts.push(Wide::new(text));
                texts.last_mut().unwrap().as_mut_ptr()
            };
            let mut blob = |bytes: &[u8]| {
                blobs.push(bytes.to_vec());
                let bytes: &mut Vec<u8> = blobs.last_mut().unwrap();
                let data = if bytes.is_empty() { null_mut() } else { bytes.as_mut_ptr() };
                DHCP_BINARY_DATA { DataLength: bytes.len().try_into().unwrap(), Data: data }
            };
            let kind = match element {
                Element::Byte(number) => {
                    member.ByteOption = *number;
                    DhcpByteOption
                }
                Element::Word(number) => {
                    member.WordOption = *number;
                    DhcpWordOption
                }
                Element::Dword(number) => {
                    member.DWordOption = *number;
                    DhcpDWordOption
                }
                Element::DwordDword(upper, lower) => {
                    member.DWordDWordOption = DWORD_DWORD { DWord1: *upper, DWord2: *lower };
                    DhcpDWordDWordOption
                }
                Element::Address(address) => {
                    member.IpAddressOption = *address;
                    DhcpIpAddressOption
                }
                Element::Text(text) => {
                    member.StringDataOption = text.as_deref().map_or(null_mut(), &mut wide);
                    DhcpStringDataOption
                }
                Element::Binary(bytes) => {
                    member.BinaryDataOption = blob(bytes);
                    DhcpBinaryDataOption
                }
                Element::Encapsulated(bytes) => {
                    member.EncapsulatedDataOption = blob(bytes);
                    DhcpEncapsulatedDataOption
                }
                Element::Ipv6(text) => {
                    member.Ipv6AddressDataOption = wide(text);
                    DhcpIpv6AddressOption
                }
            };
            DHCP_OPTION_DATA_ELEMENT { OptionType: kind, Element: member }
        });
        let elements = elements.collect();
        Data { elements, _texts: texts, _bytes: blobs }
    }

    pub fn structure(&mut self) -> DHCP_OPTION_DATA {
        DHCP_OPTION_DATA {
            NumElements: self.elements.len().try_into().unwrap(),
            Elements: if self.elements.is_empty() { null_mut() } else { self.elements.as_mut_ptr() },
        }
    }
}

/// Reads a value that the library returned, and frees its blocks.
fn take_data(data: &DHCP_OPTION_DATA) -> Vec<Element> {
    let place = |at: u32| data.Elements.wrapping_add(at.try_into().unwrap());
    let elements = (0..data.NumElements).map(|at| {
        // SAFETY: there are as many as it says, and the type says which member is there.
        unsafe {
            let DHCP_OPTION_DATA_ELEMENT { OptionType, Element: member } = *place(at);
            let take_bytes = |data: DHCP_BINARY_DATA| {
                let read = bytes(&data);
                free(data.Data);
                read
            };
            let take_text = |pointer: *mut u16| {
                let read = text(pointer);
                free(pointer);
                read
            };
            match OptionType {
                0 => Element::Byte(member.ByteOption),
                1 => Element::Word(member.WordOption),
                2 => Element::Dword(member.DWordOption),
                3 => Element::DwordDword(member.DWordDWordOption.DWord1, member.DWordDWordOption.DWord2),
                4 => Element::Address(member.IpAddressOption),
                5 => Element::Text(take_text(member.StringDataOption)),
                6 => Element::Binary(take_bytes(member.BinaryDataOption)),
                7 => Element::Encapsulated(take_bytes(member.EncapsulatedDataOption)),
                8 => Element::Ipv6(take_text(member.Ipv6AddressDataOption).unwrap()),
                other => panic!("there is no type {other}"),
            }
        }
    });
    let elements = elements.collect();
    free(data.Elements);
    elements
}

/// A level of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Default,
    Global,
    Scope(u32),
    /// A reserved address, and the scope that it is said to be in.
    Reserved(u32, u32),
    Multicast(&'static str),
    /// A number that no level has.
    Number(i32),
}

impl Level {
    pub fn with<T>(self, call: impl FnOnce(&mut DHCP_OPTION_SCOPE_INFO) -> T) -> T {
        let mut name = Wide::new(if let Level::Multicast(name) = self { name } else { "" });
        let nowhere = DHCP_OPTION_SCOPE_INFO_0 { DefaultScopeInfo: dangling_mut() };
        let (kind, info) = match self {
            Level::Default => (DhcpDefaultOptions, nowhere),
            Level::Global => (DhcpGlobalOptions, nowhere),
            Level::Scope(scope) => (DhcpSubnetOptions, DHCP_OPTION_SCOPE_INFO_0 { SubnetScopeInfo: scope }),
            Level::Reserved(address, scope) => {
                let reserved =
                    DHCP_RESERVED_SCOPE { ReservedIpAddress: address, ReservedIpSubnetAddress: scope };
                (DhcpReservedOptions, DHCP_OPTION_SCOPE_INFO_0 { ReservedScopeInfo: reserved })
            }
            Level::Multicast(_) => {
                (DhcpMScopeOptions, DHCP_OPTION_SCOPE_INFO_0 { MScopeInfo: name.as_mut_ptr() })
            }
            Level::Number(number) => (number, nowhere),
        };
        call(&mut DHCP_OPTION_SCOPE_INFO { ScopeType: kind, ScopeInfo: info })
    }
}

/// By which generation of the calls, and for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    First,
    /// Flags, user class, vendor class.
    V5(u32, Option<&'static str>, Option<&'static str>),
    /// Flags, policy, vendor class.
    V4(u32, Option<&'static str>, Option<&'static str>),
}

/// For the default classes, by each generation.
pub const PLAIN: [By; 3] = [By::First, By::V5(0, None, None), By::V4(0, None, None)];

/// A string that may be NULL.
pub struct Name(Option<Wide>);

impl Name {
    pub fn new(text: Option<&str>) -> Self {
        Name(text.map(Wide::new))
    }

    pub fn as_ptr(&self) -> *const u16 {
        self.0.as_ref().map_or(null(), Wide::as_ptr)
    }
}

/// Definition of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Defined {
    pub id: u32,
    pub name: Option<String>,
    pub comment: Option<String>,
    pub is_array: bool,
    pub default: Vec<Element>,
}

impl Defined {
    pub fn new(id: u32, default: &[Element]) -> Self {
        Defined {
            id,
            name: Some(format!("option {id}")),
            comment: None,
            is_array: false,
            default: default.to_vec(),
        }
    }

    /// Makes the structure. Its own code says something else, for nobody looks at it.
    pub fn with<T>(&self, call: impl FnOnce(&mut DHCP_OPTION) -> T) -> T {
        let mut data = Data::new(&self.default);
        let wide = |text: &Option<String>| text.as_deref().map(Wide::new);
        let (mut name, mut comment) = (wide(&self.name), wide(&self.comment));
        let pointer = |text: &mut Option<Wide>| text.as_mut().map_or(null_mut(), Wide::as_mut_ptr);
        call(&mut DHCP_OPTION {
            OptionID: 0x7777,
            OptionName: pointer(&mut name),
            OptionComment: pointer(&mut comment),
            DefaultValue: data.structure(),
            OptionType: i32::from(self.is_array),
        })
    }

    fn take(option: &DHCP_OPTION) -> Self {
        let read = Defined {
            id: option.OptionID,
            name: text(option.OptionName),
            comment: text(option.OptionComment),
            is_array: option.OptionType == DhcpArrayTypeOption,
            default: take_data(&option.DefaultValue),
        };
        free(option.OptionName);
        free(option.OptionComment);
        read
    }
}

/// Takes a list of definitions over, and frees it.
pub fn take_definitions(list: *mut DHCP_OPTION_ARRAY) -> Vec<Defined> {
    // SAFETY: the library returned it.
    let array = unsafe { *list };
    let read = (0..array.NumElements)
        // SAFETY: there are as many as it says.
        .map(|at| Defined::take(unsafe { &*array.Options.add(at.try_into().unwrap()) }))
        .collect();
    free(array.Options);
    free(list);
    read
}

/// Takes a list of values over, and frees it.
pub fn take_values(list: *mut DHCP_OPTION_VALUE_ARRAY) -> Vec<(u32, Vec<Element>)> {
    // SAFETY: the library returned it.
    let array = unsafe { *list };
    let read = (0..array.NumElements)
        .map(|at| {
            // SAFETY: there are as many as it says.
            let value = unsafe { &*array.Values.add(at.try_into().unwrap()) };
            (value.OptionID, take_data(&value.Value))
        })
        .collect();
    free(array.Values);
    free(list);
    read
}

/// A page of an enumeration: its code, what was read, and the total.
pub type Page<T> = (u32, Vec<T>, u32);

/// The answers of `DhcpGetAllOptionValues`: user class, vendor class, IsVendor, values.
pub type Entry = (Option<String>, Option<String>, bool, Vec<(u32, Vec<Element>)>);

/// Values.
impl Server {
    pub fn set_option(&self, by: By, level: Level, id: u32, value: &[Element]) -> u32 {
        let mut data = Data::new(value);
        let mut data = data.structure();
        // SAFETY: valid structures and strings.
        level.with(|level| unsafe {
            match by {
                By::First => DhcpSetOptionValue(self.ptr(), id, level, &data),
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpSetOptionValueV5(self.ptr(), flags, id, class, vendor, level, &mut data)
                }
                By::V4(flags, policy, vendor) => {
                    let (policy, vendor) = (Name::new(policy), Name::new(vendor));
                    let (policy, vendor) = (policy.as_ptr(), vendor.as_ptr());
                    DhcpV4SetOptionValue(self.ptr(), flags, id, policy, vendor, level, &mut data)
                }
            }
        })
    }

    pub fn set_options(&self, by: By, level: Level, values: &[(u32, Vec<Element>)]) -> u32 {
        let mut memory: Vec<Data> = values.iter().map(|(_, value)| Data::new(value)).collect();
        let ids = values.iter().map(|(id, _)| *id);
        let mut given: Vec<DHCP_OPTION_VALUE> = ids
            .zip(&mut memory)
            .map(|(id, data)| DHCP_OPTION_VALUE { OptionID: id, Value: data.structure() })
            .collect();
        let count = given.len().try_into().unwrap();
        self.set_array(by, level, DHCP_OPTION_VALUE_ARRAY { NumElements: count, Values: given.as_mut_ptr() })
    }

    pub fn set_array(&self, by: By, level: Level, mut array: DHCP_OPTION_VALUE_ARRAY) -> u32 {
        // SAFETY: valid structures and strings.
        level.with(|level| unsafe {
            match by {
                By::First => DhcpSetOptionValues(self.ptr(), level, &array),
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpSetOptionValuesV5(self.ptr(), flags, class, vendor, level, &mut array)
                }
                By::V4(flags, policy, vendor) => {
                    let (policy, vendor) = (Name::new(policy), Name::new(vendor));
                    let (policy, vendor) = (policy.as_ptr(), vendor.as_ptr());
                    DhcpV4SetOptionValues(self.ptr(), flags, policy, vendor, level, &mut array)
                }
            }
        })
    }

    /// The code that an answer has for the option, and the value.
    pub fn option(&self, by: By, level: Level, id: u32) -> Result<(u32, Vec<Element>), u32> {
        let mut found = dangling_mut();
        // SAFETY: valid structures, strings and places.
        let code = level.with(|level| unsafe {
            match by {
                By::First => DhcpGetOptionValue(self.ptr(), id, level, &mut found),
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpGetOptionValueV5(self.ptr(), flags, id, class, vendor, level, &mut found)
                }
                By::V4(flags, policy, vendor) => {
                    let (policy, vendor) = (Name::new(policy), Name::new(vendor));
                    let (policy, vendor) = (policy.as_ptr(), vendor.as_ptr());
                    DhcpV4GetOptionValue(self.ptr(), flags, id, policy, vendor, level, &mut found)
                }
            }
        });
        if code != 0 {
            assert!(found.is_null(), "the output is cleared");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let value = unsafe { *found };
        free(found);
        Ok((value.OptionID, take_data(&value.Value)))
    }

    pub fn remove_option_value(&self, by: By, level: Level, id: u32) -> u32 {
        // SAFETY: valid structures and strings.
        level.with(|level| unsafe {
            match by {
                By::First => DhcpRemoveOptionValue(self.ptr(), id, level),
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpRemoveOptionValueV5(self.ptr(), flags, id, class, vendor, level)
                }
                By::V4(flags, policy, vendor) => {
                    let (policy, vendor) = (Name::new(policy), Name::new(vendor));
                    let (policy, vendor) = (policy.as_ptr(), vendor.as_ptr());
                    DhcpV4RemoveOptionValue(self.ptr(), flags, id, policy, vendor, level)
                }
            }
        })
    }

    /// A page of the values of a level. There is no enumeration by policy.
    pub fn option_values(
        &self,
        by: By,
        level: Level,
        handle: &mut u32,
        preferred: u32,
    ) -> Page<(u32, Vec<Element>)> {
        let (mut list, mut read, mut total) = (dangling_mut(), 77, 78);
        let (server, list_at, read_at, total_at) = (self.ptr(), &mut list, &mut read, &mut total);
        // SAFETY: valid structures, strings and places.
        let code = level.with(|level| unsafe {
            match by {
                By::First => {
                    DhcpEnumOptionValues(server, level, handle, preferred, list_at, read_at, total_at)
                }
                By::V5(flags, class, vendor) | By::V4(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpEnumOptionValuesV5(
                        server, flags, class, vendor, level, handle, preferred, list_at, read_at, total_at,
                    )
                }
            }
        });
        let values = if list.is_null() { Vec::new() } else { take_values(list) };
        assert_eq!(values.len(), usize::try_from(read).unwrap());
        (code, values, total)
    }

    /// All values of a level for classes.
    pub fn all_of(&self, by: By, level: Level) -> Vec<(u32, Vec<Element>)> {
        let (code, values, total) = self.option_values(by, level, &mut 0, ALL);
        assert_eq!((code, total), if values.is_empty() { (259, 0) } else { (0, total) });
        values
    }

    /// All values of a level.
    pub fn all_option_values(&self, flags: u32, level: Level) -> Result<Vec<Entry>, u32> {
        let mut found: *mut DHCP_ALL_OPTION_VALUES = dangling_mut();
        // SAFETY: valid structures and places.
        let code =
            level.with(|level| unsafe { DhcpGetAllOptionValues(self.ptr(), flags, level, &mut found) });
        if code != 0 {
            assert!(found.is_null(), "the output is cleared");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let all = unsafe { *found };
        assert_eq!(all.Flags, 0);
        let entry = |at: u32| {
            // SAFETY: there are as many as it says.
            let entry = unsafe { *all.Options.add(at.try_into().unwrap()) };
            let (class, vendor) = (text(entry.ClassName), text(entry.VendorName));
            free(entry.ClassName);
            free(entry.VendorName);
            (class, vendor, entry.IsVendor != 0, take_values(entry.OptionsArray))
        };
        let entries = (0..all.NumElements).map(entry).collect();
        free(all.Options);
        free(found);
        Ok(entries)
    }

    /// All values of a level by policy: policy, vendor class, IsVendor, values.
    pub fn all_option_values_by_policy(&self, flags: u32, level: Level) -> Result<Vec<Entry>, u32> {
        let mut found: *mut DHCP_ALL_OPTION_VALUES_PB = dangling_mut();
        // SAFETY: valid structures and places.
        let code =
            level.with(|level| unsafe { DhcpV4GetAllOptionValues(self.ptr(), flags, level, &mut found) });
        if code != 0 {
            assert!(found.is_null(), "the output is cleared");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let all = unsafe { *found };
        let entry = |at: u32| {
            // SAFETY: there are as many as it says.
            let entry = unsafe { *all.Options.add(at.try_into().unwrap()) };
            let (policy, vendor) = (text(entry.PolicyName), text(entry.VendorName));
            free(entry.PolicyName);
            free(entry.VendorName);
            (policy, vendor, entry.IsVendor != 0, take_values(entry.OptionsArray))
        };
        let entries = (0..all.NumElements).map(entry).collect();
        free(all.Options);
        free(found);
        Ok(entries)
    }
}

/// Definitions; `By::V4` is nothing for them.
impl Server {
    pub fn define(&self, by: By, defined: &Defined) -> u32 {
        let id = defined.id;
        // SAFETY: valid structures and strings.
        defined.with(|option| unsafe {
            match by {
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    DhcpCreateOptionV5(self.ptr(), flags, id, class.as_ptr(), vendor.as_ptr(), option)
                }
                _ => DhcpCreateOption(self.ptr(), id, option),
            }
        })
    }

    pub fn redefine(&self, by: By, defined: &Defined) -> u32 {
        let id = defined.id;
        // SAFETY: valid structures and strings.
        defined.with(|option| unsafe {
            match by {
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    DhcpSetOptionInfoV5(self.ptr(), flags, id, class.as_ptr(), vendor.as_ptr(), option)
                }
                _ => DhcpSetOptionInfo(self.ptr(), id, option),
            }
        })
    }

    pub fn definition(&self, by: By, id: u32) -> Result<Defined, u32> {
        let mut found = dangling_mut();
        // SAFETY: valid strings and places.
        let code = unsafe {
            match by {
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpGetOptionInfoV5(self.ptr(), flags, id, class, vendor, &mut found)
                }
                _ => DhcpGetOptionInfo(self.ptr(), id, &mut found),
            }
        };
        if code != 0 {
            assert!(found.is_null(), "the output is cleared");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let defined = Defined::take(unsafe { &*found });
        free(found);
        Ok(defined)
    }

    pub fn remove_definition(&self, by: By, id: u32) -> u32 {
        // SAFETY: valid strings.
        unsafe {
            match by {
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    DhcpRemoveOptionV5(self.ptr(), flags, id, class.as_ptr(), vendor.as_ptr())
                }
                _ => DhcpRemoveOption(self.ptr(), id),
            }
        }
    }

    /// A page of the definitions for classes.
    pub fn definitions(&self, by: By, handle: &mut u32, preferred: u32) -> Page<Defined> {
        let (mut list, mut read, mut total) = (dangling_mut(), 77, 78);
        let (list_at, read_at, total_at) = (&mut list, &mut read, &mut total);
        // SAFETY: valid strings and places.
        let code = unsafe {
            match by {
                By::V5(flags, class, vendor) => {
                    let (class, vendor) = (Name::new(class), Name::new(vendor));
                    let (class, vendor) = (class.as_ptr(), vendor.as_ptr());
                    DhcpEnumOptionsV5(
                        self.ptr(),
                        flags,
                        class,
                        vendor,
                        handle,
                        preferred,
                        list_at,
                        read_at,
                        total_at,
                    )
                }
                _ => DhcpEnumOptions(self.ptr(), handle, preferred, list_at, read_at, total_at),
            }
        };
        let definitions = if list.is_null() { Vec::new() } else { take_definitions(list) };
        assert_eq!(definitions.len(), usize::try_from(read).unwrap());
        (code, definitions, total)
    }

    /// All definitions: those for the default vendor class, and those for others with their vendor class and user class.
    #[allow(clippy::type_complexity, reason = "a test takes it apart at once")]
    pub fn all_definitions(&self) -> (Vec<Defined>, Vec<(Defined, Option<String>, Option<String>)>) {
        let mut found = dangling_mut();
        // SAFETY: a valid place.
        assert_eq!(unsafe { DhcpGetAllOptions(self.ptr(), 0, &mut found) }, 0);
        // SAFETY: the call succeeded.
        let all = unsafe { *found };
        let of_vendor = |at: u32| {
            // SAFETY: there are as many as it says.
            let entry = unsafe { *all.VendorOptions.add(at.try_into().unwrap()) };
            let read = (Defined::take(&entry.Option), text(entry.VendorName), text(entry.ClassName));
            free(entry.VendorName);
            free(entry.ClassName);
            read
        };
        let of_vendors = (0..all.NumVendorOptions).map(of_vendor).collect();
        let others = take_definitions(all.NonVendorOptions);
        free(all.VendorOptions);
        free(found);
        (others, of_vendors)
    }
}

/// A class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    pub name: Option<String>,
    pub comment: Option<String>,
    pub flags: u32,
    pub is_vendor: bool,
    pub data: Vec<u8>,
}

impl Class {
    pub fn new(name: &str, is_vendor: bool, data: &[u8]) -> Self {
        Class { name: Some(name.into()), comment: None, flags: 0, is_vendor, data: data.to_vec() }
    }

    pub fn with<T>(&self, call: impl FnOnce(&mut DHCP_CLASS_INFO) -> T) -> T {
        let mut data = self.data.clone();
        let wide = |text: &Option<String>| text.as_deref().map(Wide::new);
        let (mut name, mut comment) = (wide(&self.name), wide(&self.comment));
        let pointer = |text: &mut Option<Wide>| text.as_mut().map_or(null_mut(), Wide::as_mut_ptr);
        call(&mut DHCP_CLASS_INFO {
            ClassName: pointer(&mut name),
            ClassComment: pointer(&mut comment),
            ClassDataLength: data.len().try_into().unwrap(),
            IsVendor: if self.is_vendor { 77 } else { 0 },
            Flags: self.flags,
            ClassData: data.as_mut_ptr(),
        })
    }

    fn take(class: &DHCP_CLASS_INFO) -> Self {
        let data = DHCP_BINARY_DATA { DataLength: class.ClassDataLength, Data: class.ClassData };
        assert!([0, 1].contains(&class.IsVendor), "TRUE is 1");
        let read = Class {
            name: text(class.ClassName),
            comment: text(class.ClassComment),
            flags: class.Flags,
            is_vendor: class.IsVendor != 0,
            data: bytes(&data),
        };
        free(class.ClassName);
        free(class.ClassComment);
        free(class.ClassData);
        read
    }
}

/// Classes.
impl Server {
    pub fn create_class(&self, class: &Class) -> u32 {
        // SAFETY: a valid structure.
        class.with(|class| unsafe { DhcpCreateClass(self.ptr(), 0, class) })
    }

    pub fn modify_class(&self, class: &Class) -> u32 {
        // SAFETY: a valid structure.
        class.with(|class| unsafe { DhcpModifyClass(self.ptr(), 0, class) })
    }

    pub fn delete_class(&self, name: &str) -> u32 {
        // SAFETY: a valid string.
        unsafe { DhcpDeleteClass(self.ptr(), 0, Wide::new(name).as_ptr()) }
    }

    /// Finds a class by what is given of it; empty data are not given.
    pub fn class(&self, wanted: &Class) -> Result<Class, u32> {
        let mut found = dangling_mut();
        let code = wanted.with(|class| {
            if wanted.data.is_empty() {
                class.ClassData = null_mut();
            }
            // SAFETY: valid structures and places.
            unsafe { DhcpGetClassInfo(self.ptr(), 0, class, &mut found) }
        });
        if code != 0 {
            assert!(found.is_null(), "the output is cleared");
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let class = Class::take(unsafe { &*found });
        free(found);
        Ok(class)
    }

    pub fn classes(&self, handle: &mut u32, preferred: u32) -> Page<Class> {
        let (mut list, mut read, mut total) = (dangling_mut(), 77, 78);
        // SAFETY: valid places.
        let code =
            unsafe { DhcpEnumClasses(self.ptr(), 0, handle, preferred, &mut list, &mut read, &mut total) };
        let mut classes = Vec::new();
        if !list.is_null() {
            // SAFETY: the library returned it.
            let array: DHCP_CLASS_INFO_ARRAY = unsafe { *list };
            for at in 0..array.NumElements {
                // SAFETY: there are as many as it says.
                classes.push(Class::take(unsafe { &*array.Classes.add(at.try_into().unwrap()) }));
            }
            free(array.Classes);
            free(list);
        }
        assert_eq!(classes.len(), usize::try_from(read).unwrap());
        (code, classes, total)
    }
}
