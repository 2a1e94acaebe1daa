//! Values of each type, set, read, set again and removed at each level.

use std::ptr::null_mut;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::codes::{
    CLASS_NOT_FOUND, FILE_NOT_FOUND, INVALID_PARAMETER, OPTION_NOT_PRESENT, POLICY_NOT_FOUND,
};
use crate::support::fixtures::{ALL, NET};
use crate::support::options::{By, Data, Defined, Element, Level, PLAIN, one_of_each_type, string};
use crate::{LEVELS, MICROSOFT, OTHER_NET, RESERVED, furnished};

/// For each pair of classes, by the calls of each generation that have them.
const CLASSES: [By; 7] = [
    By::First,
    By::V5(0, None, None),
    By::V5(0, Some("Guests"), None),
    By::V5(3, None, Some(MICROSOFT)),
    By::V5(3, Some("Guests"), Some(MICROSOFT)),
    By::V4(0, None, None),
    By::V4(3, None, Some(MICROSOFT)),
];

/// What a Get of that generation answers as the code of an option: with the vendor flag real servers add 256, in the V5 call alone.
fn shown(by: By, id: u32) -> u32 {
    if matches!(by, By::V5(3, ..)) { id + 256 } else { id }
}

/// MS-DHCPM 3.1.4.13, 3.2.4.20 and 3.2.4.102: a value is created when it is set first, and is what was given, whatever the type of
/// its option; each level has its own.
#[test]
fn values_of_each_type_at_each_level() {
    let mut values: Vec<Vec<Element>> = one_of_each_type().into_iter().map(|element| vec![element]).collect();
    values.extend([
        one_of_each_type(),
        vec![Element::Address(1), Element::Address(2), Element::Address(3)],
        vec![string("")],
        vec![Element::Binary(vec![]), Element::Encapsulated(vec![])],
        vec![Element::Binary(vec![7; 70_000])],
        vec![Element::Ipv6(String::new())],
        vec![Element::Dword(0)],
    ]);
    for by in CLASSES {
        let server = furnished();
        for (number, level) in LEVELS.into_iter().enumerate() {
            for value in &values {
                assert_eq!(server.set_option(by, level, 3, value), 0, "{by:?} {level:?}");
                assert_eq!(server.option(by, level, 3), Ok((shown(by, 3), value.clone())));
                let (_, read) = server.option(by, level, 3).unwrap();
                assert_eq!(server.set_option(by, level, 3, &read), 0, "what a Get answers can be set");
                assert_eq!(&server.option(by, level, 3).unwrap().1, value);
            }
            for later in &LEVELS[number + 1..] {
                assert!(server.option(by, *later, 3).is_err(), "no level inherits of another");
            }
        }
        for level in LEVELS {
            assert_eq!(server.option(by, level, 3).unwrap().1, [Element::Dword(0)]);
            assert_eq!(server.remove_option_value(by, level, 3), 0);
            assert!(server.option(by, level, 3).is_err());
            server.refuses(OPTION_NOT_PRESENT, || server.remove_option_value(by, level, 3));
        }
    }
}

/// The calls of all generations are about the same values.
#[test]
fn the_generations_agree() {
    let server = furnished();
    for setter in PLAIN {
        for level in LEVELS {
            assert_eq!(server.set_option(setter, level, 6, &[Element::Address(7)]), 0);
            for getter in PLAIN {
                assert_eq!(server.option(getter, level, 6), Ok((6, vec![Element::Address(7)])));
            }
            assert_eq!(server.remove_option_value(setter, level, 6), 0);
        }
    }
    let (v5, v4) = (By::V5(3, None, Some(MICROSOFT)), By::V4(3, None, Some("MICROSOFT OPTIONS")));
    assert_eq!(server.set_option(v4, Level::Global, 1, &[Element::Dword(2)]), 0);
    assert_eq!(server.option(v5, Level::Global, 1), Ok((257, vec![Element::Dword(2)])));
    assert_eq!(server.option(v4, Level::Global, 1), Ok((1, vec![Element::Dword(2)])));
    assert_eq!(server.option(By::First, Level::Global, 1), Err(FILE_NOT_FOUND));
}

/// The values for each classes stand beside each other.
#[test]
fn values_for_classes_are_apart() {
    let server = furnished();
    let pairs = &CLASSES[1..5];
    for (number, by) in (1_u8..).zip(pairs) {
        assert_eq!(server.set_option(*by, Level::Scope(NET), 3, &[Element::Byte(number)]), 0);
    }
    for (number, by) in (1_u8..).zip(pairs) {
        assert_eq!(server.option(*by, Level::Scope(NET), 3).unwrap().1, [Element::Byte(number)]);
    }
    assert_eq!(server.remove_option_value(pairs[1], Level::Scope(NET), 3), 0);
    let left: Vec<bool> = pairs.iter().map(|by| server.option(*by, Level::Scope(NET), 3).is_ok()).collect();
    assert_eq!(left, [true, false, true, true]);
}

/// Only the bytes of the member that the type says are looked at; a string that is NULL is "".
#[test]
fn what_is_read_of_an_element() {
    let server = furnished();
    for (given, read) in [
        (Element::Byte(0), Element::Byte(0)),
        (Element::Word(1), Element::Word(1)),
        (Element::Text(None), string("")),
    ] {
        assert_eq!(server.set_option(By::First, Level::Global, 12, &[given]), 0);
        assert_eq!(server.option(By::First, Level::Global, 12), Ok((12, vec![read])));
    }
}

/// MS-DHCPM 3.1.4.14: 2 at every level, but 20010 at that of the defaults (also recorded from clients of real servers). The newest
/// call has 20010 everywhere (3.2.4.104).
#[test]
fn an_option_without_a_value() {
    let server = furnished();
    for level in LEVELS {
        assert_eq!(server.option(By::First, level, 3), Err(FILE_NOT_FOUND));
        assert_eq!(server.option(By::First, level, 200), Err(FILE_NOT_FOUND), "defined or not");
        assert_eq!(server.option(By::V5(0, None, None), level, 3), Err(FILE_NOT_FOUND));
        // A class that is not there has no value (3.2.4.22 does not look for it).
        assert_eq!(server.option(By::V5(0, Some("nobody"), None), level, 3), Err(FILE_NOT_FOUND));
        assert_eq!(server.option(By::V5(3, None, Some("nobody")), level, 3), Err(FILE_NOT_FOUND));
        assert_eq!(server.option(By::V4(0, None, None), level, 3), Err(OPTION_NOT_PRESENT));
        assert_eq!(server.option(By::V4(3, None, Some("nobody")), level, 3), Err(CLASS_NOT_FOUND));
    }
    for by in PLAIN {
        assert_eq!(server.option(by, Level::Default, 200), Err(OPTION_NOT_PRESENT));
    }
    assert_eq!(server.option(By::V5(3, None, Some("nobody")), Level::Default, 3), Err(OPTION_NOT_PRESENT));
}

/// MS-DHCPM 3.2.4.22: at the level of the defaults a value is the default of the definition, whatever the user class.
#[test]
fn the_default_of_a_definition_is_a_value() {
    let server = furnished();
    for by in PLAIN {
        assert_eq!(server.option(by, Level::Default, 3), Ok((3, vec![Element::Address(0)])));
    }
    assert_eq!(
        server.option(By::V5(0, Some("nobody"), None), Level::Default, 12),
        Ok((12, vec![string("")]))
    );
    let microsoft = By::V5(3, None, Some(MICROSOFT));
    assert_eq!(server.option(microsoft, Level::Default, 1), Ok((257, vec![Element::Dword(1)])));
    // Set changes the definition, and nothing else.
    for (number, by) in (1..).zip(PLAIN) {
        let value = vec![Element::Address(number), Element::Address(2)];
        assert_eq!(server.set_option(by, Level::Default, 3, &value), 0);
        assert_eq!(server.option(By::First, Level::Default, 3), Ok((3, value.clone())));
        let defined = server.definition(By::First, 3).unwrap();
        assert_eq!(
            (defined.default, defined.name.as_deref(), defined.is_array),
            (value, Some("Router"), true)
        );
    }
    for level in LEVELS {
        assert_eq!(server.option(By::First, level, 3), Err(FILE_NOT_FOUND));
    }
    for by in PLAIN {
        server
            .refuses(OPTION_NOT_PRESENT, || server.set_option(by, Level::Default, 200, &[Element::Byte(1)]));
        server
            .refuses(OPTION_NOT_PRESENT, || server.set_option(by, Level::Default, 81, &[Element::Dword(1)]));
    }
    // The default of another user class's definition is not changed by the way.
    let guests = By::V5(0, Some("Guests"), None);
    server.refuses(OPTION_NOT_PRESENT, || server.set_option(guests, Level::Default, 3, &[Element::Byte(1)]));
}

/// MS-DHCPM 3.1.4.16 and 3.2.4.24: 87 at the level of the defaults; 3.2.4.105 takes the default away: it says nothing then, and is of
/// its type.
#[test]
fn a_default_that_is_removed() {
    let server = furnished();
    server.refuses(INVALID_PARAMETER, || server.remove_option_value(By::First, Level::Default, 3));
    server
        .refuses(INVALID_PARAMETER, || server.remove_option_value(By::V5(0, None, None), Level::Default, 3));
    let nothing = [
        Element::Byte(0),
        Element::Word(0),
        Element::Dword(0),
        Element::DwordDword(0, 0),
        Element::Address(0),
        string(""),
        Element::Binary(vec![]),
        Element::Encapsulated(vec![]),
        Element::Ipv6(String::new()),
    ];
    for (element, nothing) in one_of_each_type().into_iter().zip(nothing) {
        let value = [element.clone(), element];
        assert_eq!(server.set_option(By::First, Level::Default, 3, &value), 0);
        assert_eq!(server.remove_option_value(By::V4(0, None, None), Level::Default, 3), 0);
        assert_eq!(server.option(By::First, Level::Default, 3), Ok((3, vec![nothing])));
    }
    let vendor = By::V4(3, None, Some(MICROSOFT));
    assert_eq!(server.remove_option_value(vendor, Level::Default, 1), 0);
    assert_eq!(server.option(vendor, Level::Default, 1), Ok((1, vec![Element::Dword(0)])));
    server.refuses(OPTION_NOT_PRESENT, || server.remove_option_value(vendor, Level::Default, 200));
}

/// MS-DHCPM 3.1.4.13, the step about the definition: 20010 without one, but for option 81 (3.3.1). Real servers take values for
/// user classes of which nothing is defined, so the definition for the default user class is enough.
#[test]
fn values_need_a_definition() {
    let server = furnished();
    let value = [Element::Dword(0x57)];
    for level in LEVELS {
        for by in CLASSES {
            server.refuses(OPTION_NOT_PRESENT, || server.set_option(by, level, 200, &value));
            server.refuses(OPTION_NOT_PRESENT, || server.set_options(by, level, &[(200, value.to_vec())]));
            assert_eq!(server.set_option(by, level, 81, &value), 0);
            assert_eq!(server.option(by, level, 81), Ok((shown(by, 81), value.to_vec())));
            assert_eq!(server.remove_option_value(by, level, 81), 0);
        }
        // Of the vendor class 3 is defined, and 6 is not.
        server.refuses(OPTION_NOT_PRESENT, || {
            server.set_option(By::V5(3, Some("Guests"), Some(MICROSOFT)), level, 6, &value)
        });
        // A definition for a user class alone is none for the others.
        let guests = By::V5(0, Some("Guests"), None);
        if level == Level::Global {
            assert_eq!(server.define(guests, &Defined::new(201, &value)), 0);
        }
        assert_eq!(server.set_option(guests, level, 201, &value), 0);
        server.refuses(OPTION_NOT_PRESENT, || server.set_option(By::First, level, 201, &value));
    }
    assert_eq!(server.definition(By::First, 81), Err(OPTION_NOT_PRESENT));
}

/// MS-DHCPM 3.2.4.20 and 3.2.4.21: Flags, elements, classes; an unknown class is 20044 whatever else is wrong later.
#[test]
fn what_is_refused_first() {
    let server = furnished();
    let (value, level) = ([Element::Byte(1)], Level::Scope(0x0909_0900));
    for flags in [4, 0x8000_0000] {
        let (v5, v4) = (By::V5(flags, Some("nobody"), None), By::V4(flags, Some("policy"), Some("nobody")));
        for by in [v5, v4] {
            server.refuses(INVALID_PARAMETER, || server.set_option(by, level, 200, &value));
            server.refuses(INVALID_PARAMETER, || server.set_options(by, level, &[(200, value.to_vec())]));
            server.refuses(INVALID_PARAMETER, || server.remove_option_value(by, level, 200));
            assert_eq!(server.option(by, level, 200), Err(INVALID_PARAMETER));
        }
        assert_eq!(server.option_values(v5, level, &mut 0, ALL), (INVALID_PARAMETER, vec![], 0));
        assert_eq!(server.all_option_values_by_policy(flags, Level::Global), Err(INVALID_PARAMETER));
    }
    for unknown in
        [By::V5(0, Some("nobody"), None), By::V5(3, None, Some("nobody")), By::V4(3, None, Some("nobody"))]
    {
        server.refuses(INVALID_PARAMETER, || server.set_option(unknown, level, 200, &[]));
        server.refuses(CLASS_NOT_FOUND, || server.set_option(unknown, level, 200, &value));
        server.refuses(CLASS_NOT_FOUND, || server.set_option(unknown, Level::Default, 200, &value));
        server.refuses(CLASS_NOT_FOUND, || server.set_options(unknown, level, &[(200, value.to_vec())]));
        server.refuses(CLASS_NOT_FOUND, || server.remove_option_value(unknown, level, 200));
    }
    assert_eq!(
        server.option_values(By::V5(0, Some("nobody"), None), level, &mut 0, ALL),
        (CLASS_NOT_FOUND, vec![], 0)
    );
    // The definition before the level.
    server.refuses(OPTION_NOT_PRESENT, || server.set_option(By::First, level, 200, &value));
}

/// MS-DHCPM 3.2.4.24, last step: a value of a vendor class is removed with the vendor flag, and another without it.
#[test]
fn the_vendor_flag_where_a_value_is_removed() {
    let server = furnished();
    let level = Level::Global;
    let (plain, vendor) = (By::V5(0, None, None), By::V5(0, None, Some(MICROSOFT)));
    assert_eq!(server.set_option(plain, level, 1, &[Element::Byte(1)]), 0);
    assert_eq!(server.set_option(vendor, level, 1, &[Element::Byte(1)]), 0);
    server.refuses(OPTION_NOT_PRESENT, || server.remove_option_value(By::V5(3, None, None), level, 1));
    server.refuses(OPTION_NOT_PRESENT, || server.remove_option_value(vendor, level, 1));
    assert_eq!(server.remove_option_value(By::V5(1, None, Some(MICROSOFT)), level, 1), 0);
    assert_eq!(server.remove_option_value(plain, level, 1), 0);
}

/// MS-DHCPM 3.1.4.25, 3.2.4.21 and 3.2.4.103: all values are set, or none; the last of two for one option counts. Without elements
/// nothing happens; the newest call looks at the rest first, and at Values.
#[test]
fn several_values_at_once() {
    for by in [By::First, By::V5(0, Some("Guests"), None), By::V4(3, None, Some(MICROSOFT))] {
        let server = furnished();
        let values: Vec<(u32, Vec<Element>)> = vec![
            (3, one_of_each_type()),
            (81, vec![Element::Dword(5)]),
            (1, vec![Element::Byte(1)]),
            (3, vec![Element::Address(9)]),
        ];
        let mut expected = values[1..3].to_vec();
        expected.insert(0, values[3].clone());
        for level in LEVELS {
            assert_eq!(server.set_options(by, level, &values), 0);
            for (id, value) in &expected {
                assert_eq!(server.option(by, level, *id), Ok((*id, value.clone())));
            }
            let mut refused = vec![(2, vec![Element::Byte(7)]), (1, vec![Element::Byte(2)])];
            for bad in [(200, vec![Element::Byte(1)]), (3, vec![])] {
                let code = if bad.0 == 200 { OPTION_NOT_PRESENT } else { INVALID_PARAMETER };
                refused.push(bad);
                server.refuses(code, || server.set_options(by, level, &refused));
                refused.pop();
            }
        }
        let none = DHCP_OPTION_VALUE_ARRAY { NumElements: 0, Values: null_mut() };
        let lies = DHCP_OPTION_VALUE_ARRAY { NumElements: 1, Values: null_mut() };
        let newest = matches!(by, By::V4(..));
        server.refuses(INVALID_PARAMETER, || server.set_array(by, Level::Global, lies));
        server.refuses(if newest { INVALID_PARAMETER } else { 0 }, || {
            server.set_array(by, Level::Global, none)
        });
        let nowhere = Level::Scope(0x0909_0900);
        server.refuses(if newest { 20005 } else { 0 }, || server.set_options(by, nowhere, &[]));
    }
    // Where nothing is to be set the older calls do not look at the flags either.
    let server = furnished();
    let by = By::V5(4, Some("nobody"), None);
    server.refuses(0, || server.set_options(by, Level::Global, &[]));
    // Defaults, too, change together or not at all.
    let values = vec![(3, vec![Element::Address(1)]), (6, vec![Element::Address(2)])];
    assert_eq!(server.set_options(By::First, Level::Default, &values), 0);
    assert_eq!(server.option(By::First, Level::Default, 6), Ok((6, vec![Element::Address(2)])));
    server.refuses(OPTION_NOT_PRESENT, || {
        let values = [(3, vec![Element::Address(7)]), (200, vec![Element::Address(7)])];
        server.set_options(By::First, Level::Default, &values)
    });
}

/// MS-DHCPM 3.2.4.102 to 3.2.4.105: there are no policies yet, so that each one that is named is 20111 at the levels that can have
/// policies, and 87 at those that cannot; the defaults do not look at it.
#[test]
fn policies() {
    let server = furnished();
    let by = By::V4(0, Some("policy"), None);
    let value = [Element::Address(1)];
    let absent = Level::Scope(0x0909_0900);
    let table = [
        (Level::Global, POLICY_NOT_FOUND),
        (Level::Scope(NET), POLICY_NOT_FOUND),
        (absent, 20005),
        (Level::Reserved(RESERVED, NET), INVALID_PARAMETER),
        (Level::Reserved(RESERVED, OTHER_NET), INVALID_PARAMETER),
        (Level::Multicast("m"), INVALID_PARAMETER),
    ];
    for (level, code) in table {
        server.refuses(code, || server.set_option(by, level, 3, &value));
        server.refuses(code, || server.set_options(by, level, &[(3, value.to_vec())]));
        server.refuses(code, || server.remove_option_value(by, level, 3));
        assert_eq!(server.option(by, level, 3), Err(code), "{level:?}");
    }
    assert_eq!(server.set_option(by, Level::Default, 3, &value), 0);
    assert_eq!(server.option(by, Level::Default, 3), Ok((3, value.to_vec())));
    assert_eq!(server.remove_option_value(by, Level::Default, 3), 0);
}

/// Elements that are not there, counts that cannot be, numbers that no type has: refused, and nothing changed.
#[test]
fn values_that_cannot_be_read() {
    let server = furnished();
    let ill_formed: [u16; 2] = [0xD800, 0];
    let spoil: [&dyn Fn(&mut DHCP_OPTION_DATA); 11] = [
        &|data| data.NumElements = 0,
        &|data| data.Elements = null_mut(),
        &|data| {
            data.Elements = null_mut();
            data.NumElements = ALL;
        },
        &|data| data.Elements = data.Elements.wrapping_byte_add(4),
        // SAFETY: there is an element.
        &|data| unsafe { (*data.Elements).OptionType = 9 },
        // SAFETY: there is an element.
        &|data| unsafe { (*data.Elements).OptionType = i32::MIN },
        // SAFETY: there is an element.
        &|data| unsafe { (*data.Elements).OptionType = i32::MAX },
        // SAFETY: there is an element.
        &|data| unsafe {
            (*data.Elements).OptionType = DhcpBinaryDataOption;
            (*data.Elements).Element.BinaryDataOption = DHCP_BINARY_DATA { DataLength: 1, Data: null_mut() };
        },
        // SAFETY: there is an element.
        &|data| unsafe {
            (*data.Elements).OptionType = DhcpEncapsulatedDataOption;
            (*data.Elements).Element.BinaryDataOption =
                DHCP_BINARY_DATA { DataLength: ALL, Data: null_mut() };
        },
        // SAFETY: there is an element.
        &|data| unsafe {
            (*data.Elements).OptionType = DhcpStringDataOption;
            (*data.Elements).Element.StringDataOption = (&raw const ill_formed).cast_mut().cast();
        },
        // SAFETY: there is an element.
        &|data| unsafe {
            (*data.Elements).OptionType = DhcpIpv6AddressOption;
            (*data.Elements).Element.StringDataOption = (&raw const ill_formed).cast_mut().byte_add(1).cast();
        },
    ];
    for spoil in spoil {
        for level in LEVELS.into_iter().chain([Level::Default]) {
            let mut memory = Data::new(&[Element::Byte(1)]);
            let mut data = memory.structure();
            spoil(&mut data);
            server.refuses(INVALID_PARAMETER, || {
                // SAFETY: valid but for what is spoilt.
                level.with(|level| unsafe { DhcpSetOptionValue(server.ptr(), 3, level, &data) })
            });
            let mut value = DHCP_OPTION_VALUE { OptionID: 3, Value: data };
            let array = DHCP_OPTION_VALUE_ARRAY { NumElements: 1, Values: &mut value };
            for by in PLAIN {
                server.refuses(INVALID_PARAMETER, || server.set_array(by, level, array));
            }
        }
    }
    let mut value = DHCP_OPTION_VALUE::default();
    let misaligned = (&raw mut value).wrapping_byte_add(1);
    for (count, values) in [(1, null_mut()), (ALL, null_mut()), (1, misaligned)] {
        let array = DHCP_OPTION_VALUE_ARRAY { NumElements: count, Values: values };
        for by in PLAIN {
            server.refuses(INVALID_PARAMETER, || server.set_array(by, Level::Global, array));
        }
    }
}

/// Ten thousand values at a level: each is there once, in the order in which it was set first, and goes when it is removed.
#[test]
fn ten_thousand_values() {
    let server = furnished();
    let phones = By::V5(3, None, Some("Phones"));
    let level = Level::Reserved(RESERVED, NET);
    let values: Vec<(u32, Vec<Element>)> = (0..10_000).map(|id| (id, vec![Element::Dword(id)])).collect();
    for (id, value) in &values {
        assert_eq!(server.define(phones, &Defined::new(*id, value)), 0);
    }
    assert_eq!(server.set_options(phones, level, &values), 0);
    assert_eq!(server.set_option(phones, level, 77, &[Element::Byte(1)]), 0);
    let read = server.all_of(phones, level);
    assert_eq!((read.len(), &read[77]), (10_000, &(77, vec![Element::Byte(1)])));
    assert!(read.iter().zip(0..).all(|((id, _), expected)| *id == expected));
    assert_eq!(server.remove_option_value(phones, level, 9_999), 0);
    assert_eq!(server.all_of(phones, level).len(), 9_999);
    assert_eq!(server.delete_class("Phones"), 0);
    assert_eq!(server.option_values(By::First, level, &mut 0, ALL).0, 259);
}
