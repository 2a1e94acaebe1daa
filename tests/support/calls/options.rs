//! The cases of classes and options.

use super::*;

/// A user class of the fixture, its data, and a vendor class that every server has.
const MADE: &str = "made";
const MADE_DATA: &[u8] = &[9, 9];
const VENDOR: &str = "Microsoft Options";

/// A code that is defined and has a value for each pair of classes, and one that is not defined.
const ID: u32 = 1;
const UNDEFINED: u32 = 200;

/// The address of the reservation.
const RESERVED_ADDRESS: u32 = NET + 50;

/// Gives a server a class, and the option of the cases a definition and a value for each pair of classes at each level.
pub(super) fn furnish(server: &Server) {
    use crate::support::options::{By, Class, Defined, Element, Level};
    assert_eq!(server.create_class(&Class::new(MADE, false, MADE_DATA)), 0);
    let defined = Defined::new(ID, &[Element::Dword(1)]);
    for vendor in [None, Some(VENDOR)] {
        assert_eq!(server.define(By::V5(0, Some(MADE), vendor), &defined), 0);
        for class in [None, Some(MADE)] {
            for level in [Level::Global, Level::Scope(NET), Level::Reserved(RESERVED_ADDRESS, NET)] {
                let by = By::V5(0, class, vendor);
                assert_eq!(server.set_option(by, level, ID, &[Element::Dword(2)]), 0);
            }
        }
    }
}

impl Call<'_> {
    /// A value with an element of a string, which may be NULL, and one of bytes.
    fn data(&self) -> DHCP_OPTION_DATA {
        let text = self.optional_text("text");
        let blob = DHCP_BINARY_DATA { DataLength: 2, Data: self.place(&[1_u8, 2], false) };
        let elements = [
            DHCP_OPTION_DATA_ELEMENT {
                OptionType: self.choice(DhcpStringDataOption),
                Element: DHCP_OPTION_DATA_ELEMENT_0 { StringDataOption: text },
            },
            DHCP_OPTION_DATA_ELEMENT {
                OptionType: self.choice(DhcpBinaryDataOption),
                Element: DHCP_OPTION_DATA_ELEMENT_0 { BinaryDataOption: blob },
            },
        ];
        let (index, is_null) = self.note(Kind::Addresses);
        let is_misaligned = self.mischief == Mischief::MisalignedArray(index);
        let place = if is_null { null_mut() } else { self.place(&elements, is_misaligned) };
        DHCP_OPTION_DATA { NumElements: if self.has_no_elements(index) { 0 } else { 2 }, Elements: place }
    }

    fn values(&self) -> *mut DHCP_OPTION_VALUE_ARRAY {
        let value = DHCP_OPTION_VALUE { OptionID: ID, Value: self.data() };
        let (_, is_null) = self.note(Kind::Structure);
        let values = if is_null { null_mut() } else { self.place(&[value], false) };
        self.structure(DHCP_OPTION_VALUE_ARRAY { NumElements: 1, Values: values })
    }

    fn option(&self) -> *mut DHCP_OPTION {
        self.structure(DHCP_OPTION {
            OptionID: ALL,
            OptionName: self.optional_text("name"),
            OptionComment: self.optional_text("comment"),
            DefaultValue: self.data(),
            OptionType: self.choice(DhcpArrayTypeOption),
        })
    }

    fn level(&self, level: i32) -> *mut DHCP_OPTION_SCOPE_INFO {
        let info = match level {
            2 => DHCP_OPTION_SCOPE_INFO_0 { SubnetScopeInfo: self.value(NET, 0) },
            3 => DHCP_OPTION_SCOPE_INFO_0 {
                ReservedScopeInfo: DHCP_RESERVED_SCOPE {
                    ReservedIpAddress: self.value(RESERVED_ADDRESS, 0),
                    ReservedIpSubnetAddress: NET,
                },
            },
            _ => DHCP_OPTION_SCOPE_INFO_0 { GlobalScopeInfo: dangling_mut() },
        };
        self.structure(DHCP_OPTION_SCOPE_INFO { ScopeType: self.choice(level), ScopeInfo: info })
    }

    fn class(&self, name: &str, data: &[u8]) -> *mut DHCP_CLASS_INFO {
        let data = self.bytes(data);
        self.structure(DHCP_CLASS_INFO {
            ClassName: self.text(name),
            ClassComment: self.optional_text("comment"),
            ClassDataLength: data.DataLength,
            IsVendor: 0,
            Flags: ALL,
            ClassData: data.Data,
        })
    }

    fn flags(&self) -> u32 {
        self.value(3, 4)
    }

    fn id(&self) -> u32 {
        self.value(ID, UNDEFINED)
    }
}

#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
fn of_classes() -> Vec<Case> {
    vec![
        Case::new("DhcpEnumClasses", 0, |call| unsafe {
            let (handle, block) = (call.handle(), call.block());
            DhcpEnumClasses(call.server(), 0, handle, ALL, block, call.number(), call.number())
        }),
        Case::new("DhcpCreateClass", 0, |call| unsafe {
            DhcpCreateClass(call.server(), 0, call.class("new", &[7]))
        }),
        Case::new("DhcpModifyClass", 20044, |call| unsafe {
            DhcpModifyClass(call.server(), 0, call.class(MADE, &[8]))
        }),
        Case::new("DhcpDeleteClass", 20044, |call| unsafe {
            DhcpDeleteClass(call.server(), 0, call.text(MADE))
        }),
        Case::new("DhcpGetClassInfo", 20044, |call| unsafe {
            let partial = DHCP_CLASS_INFO { ClassName: call.text(MADE), ..Default::default() };
            DhcpGetClassInfo(call.server(), 0, call.structure(partial), call.block())
        }),
        Case::new("DhcpGetClassInfo", 20044, |call| unsafe {
            let data = call.bytes(MADE_DATA);
            let partial = DHCP_CLASS_INFO {
                ClassDataLength: data.DataLength,
                ClassData: data.Data,
                ..Default::default()
            };
            DhcpGetClassInfo(call.server(), 0, call.structure(partial), call.block())
        }),
    ]
}

#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
#[allow(clippy::too_many_lines, reason = "a table")]
fn of_definitions() -> Vec<Case> {
    vec![
        Case::new("DhcpEnumOptions", 0, |call| unsafe {
            DhcpEnumOptions(call.server(), call.handle(), ALL, call.block(), call.number(), call.number())
        }),
        Case::new("DhcpEnumOptionsV5", 20044, |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            let (flags, handle, block) = (call.flags(), call.handle(), call.block());
            let (server, read, total) = (call.server(), call.number(), call.number());
            DhcpEnumOptionsV5(server, flags, class, vendor, handle, ALL, block, read, total)
        }),
        Case::new("DhcpCreateOption", 0, |call| unsafe {
            DhcpCreateOption(call.server(), UNDEFINED, call.option())
        }),
        Case::new("DhcpCreateOptionV5", 20044, |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            DhcpCreateOptionV5(call.server(), call.flags(), UNDEFINED, class, vendor, call.option())
        }),
        Case::new("DhcpSetOptionInfo", 0, |call| unsafe {
            DhcpSetOptionInfo(call.server(), call.id(), call.option())
        }),
        Case::new("DhcpSetOptionInfoV5", 20044, |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            DhcpSetOptionInfoV5(call.server(), call.flags(), call.id(), class, vendor, call.option())
        }),
        Case::new("DhcpGetOptionInfo", 0, |call| unsafe {
            DhcpGetOptionInfo(call.server(), call.value(ID, 4000), call.block())
        }),
        Case::new("DhcpGetOptionInfoV5", 20044, |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            DhcpGetOptionInfoV5(call.server(), call.flags(), call.id(), class, vendor, call.block())
        }),
        Case::new("DhcpGetAllOptions", 0, |call| unsafe {
            DhcpGetAllOptions(call.server(), call.value(0, 1), call.block())
        }),
        Case::new("DhcpRemoveOption", 0, |call| unsafe { DhcpRemoveOption(call.server(), call.id()) }),
        Case::new("DhcpRemoveOptionV5", 20044, |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            DhcpRemoveOptionV5(call.server(), call.flags(), call.id(), class, vendor)
        }),
    ]
}

/// What the local server answers, which has neither the class of the cases nor, once it is removed, their option, but the option
/// of the vendor class.
#[derive(Clone, Copy)]
struct Local {
    /// To a call that sets a value for the vendor class.
    set: u32,
    /// To one that reads the value of an option that has none.
    unset: u32,
    /// To one that lists the values for the default classes.
    list: u32,
    /// To one that removes the value of an option that has none.
    remove: u32,
    /// To one that needs the level alone, or the value for the vendor class that was set before.
    level: u32,
}

#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
#[allow(clippy::too_many_lines, reason = "a table")]
fn of_values(level: i32, local: Local) -> Vec<Case> {
    vec![
        Case::new("DhcpSetOptionValue", 20010, move |call| unsafe {
            let data = call.structure(call.data());
            DhcpSetOptionValue(call.server(), call.id(), call.level(level), data)
        }),
        Case::new("DhcpSetOptionValueV5", 20044, move |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            let (data, at) = (call.structure(call.data()), call.level(level));
            DhcpSetOptionValueV5(call.server(), call.flags(), call.id(), class, vendor, at, data)
        }),
        Case::new("DhcpV4SetOptionValue", local.set, move |call| unsafe {
            let (vendor, at) = (call.optional_text(VENDOR), call.level(level));
            let data = call.structure(call.data());
            DhcpV4SetOptionValue(call.server(), call.flags(), call.id(), null_mut(), vendor, at, data)
        }),
        Case::new("DhcpSetOptionValues", 20010, move |call| unsafe {
            DhcpSetOptionValues(call.server(), call.level(level), call.values())
        }),
        Case::new("DhcpSetOptionValuesV5", 20044, move |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            let (values, at) = (call.values(), call.level(level));
            DhcpSetOptionValuesV5(call.server(), call.flags(), class, vendor, at, values)
        }),
        Case::new("DhcpV4SetOptionValues", local.set, move |call| unsafe {
            let (vendor, at) = (call.optional_text(VENDOR), call.level(level));
            DhcpV4SetOptionValues(call.server(), call.flags(), null_mut(), vendor, at, call.values())
        }),
        Case::new("DhcpGetOptionValue", local.unset, move |call| unsafe {
            DhcpGetOptionValue(call.server(), call.id(), call.level(level), call.block())
        }),
        Case::new("DhcpGetOptionValueV5", local.unset, move |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            let (block, at) = (call.block(), call.level(level));
            DhcpGetOptionValueV5(call.server(), call.flags(), call.id(), class, vendor, at, block)
        }),
        Case::new("DhcpV4GetOptionValue", local.level, move |call| unsafe {
            let (vendor, at) = (call.optional_text(VENDOR), call.level(level));
            DhcpV4GetOptionValue(call.server(), call.flags(), call.id(), null_mut(), vendor, at, call.block())
        }),
        Case::new("DhcpEnumOptionValues", local.list, move |call| unsafe {
            let (at, handle, block) = (call.level(level), call.handle(), call.block());
            DhcpEnumOptionValues(call.server(), at, handle, ALL, block, call.number(), call.number())
        }),
        Case::new("DhcpEnumOptionValuesV5", 20044, move |call| unsafe {
            let (class, vendor) = (call.optional_text(MADE), call.optional_text(VENDOR));
            let (at, handle, block) = (call.level(level), call.handle(), call.block());
            let (flags, server, read, total) = (call.flags(), call.server(), call.number(), call.number());
            DhcpEnumOptionValuesV5(server, flags, class, vendor, at, handle, ALL, block, read, total)
        }),
        Case::new("DhcpGetAllOptionValues", local.level, move |call| unsafe {
            DhcpGetAllOptionValues(call.server(), ALL, call.level(level), call.block())
        }),
        Case::new("DhcpV4GetAllOptionValues", local.level, move |call| unsafe {
            DhcpV4GetAllOptionValues(call.server(), call.flags(), call.level(level), call.block())
        }),
        Case::new("DhcpRemoveOptionValue", local.remove, move |call| unsafe {
            DhcpRemoveOptionValue(call.server(), call.id(), call.level(level))
        }),
        Case::new("DhcpRemoveOptionValueV5", 20044, move |call| unsafe {
            let (class, at) = (call.optional_text(MADE), call.level(level));
            DhcpRemoveOptionValueV5(call.server(), call.value(0, 4), call.id(), class, null_mut(), at)
        }),
        Case::new("DhcpV4RemoveOptionValue", local.level, move |call| unsafe {
            let (vendor, at) = (call.optional_text(VENDOR), call.level(level));
            DhcpV4RemoveOptionValue(call.server(), call.flags(), call.id(), null_mut(), vendor, at)
        }),
    ]
}

/// All of them. On the local server option 1 is removed before it would get a value.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = of_classes();
    cases.extend(of_definitions());
    let everywhere = |code| Local { set: code, unset: code, list: code, remove: code, level: code };
    let global = Local { set: 0, unset: 2, list: 259, remove: 20010, level: 0 };
    cases.extend(of_values(DhcpGlobalOptions, global));
    cases.extend(of_values(DhcpSubnetOptions, everywhere(20005)));
    cases.extend(of_values(DhcpReservedOptions, Local { set: 2, ..everywhere(20018) }));
    cases
}
