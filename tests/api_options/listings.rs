//! The values of a level, in pages and all at once.

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::codes::{CLASS_NOT_FOUND, MORE_DATA, NO_MORE_ITEMS};
use crate::support::fixtures::ALL;
use crate::support::options::{By, Class, Element, Entry, Level, one_of_each_type};
use crate::{LEVELS, MICROSOFT, furnished};

const GENERATIONS: [By; 2] = [By::First, By::V5(0, None, None)];

/// MS-DHCPM 3.1.4.15 and 3.2.4.23: in the order in which they were set first, as many as fit, at least one; with 0 bytes 234 and how
/// many there are. Clients of real servers find that the last page is 0, and 259 that nothing is left.
#[test]
fn values_are_read_in_pages() {
    let server = furnished();
    let ids: Vec<u32> = (1..=49).rev().chain([81]).collect();
    for (number, id) in ids.iter().enumerate() {
        let value: Vec<Element> = one_of_each_type().into_iter().cycle().take(number + 1).collect();
        for level in LEVELS {
            assert_eq!(server.set_option(By::First, level, *id, &value), 0);
        }
    }
    for level in LEVELS {
        // Setting one again moves nothing.
        assert_eq!(server.set_option(By::First, level, 49, &[Element::Byte(9)]), 0);
        for by in GENERATIONS {
            let whole = server.all_of(by, level);
            assert_eq!(whole.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
            assert_eq!(whole[0].1, [Element::Byte(9)]);
            for preferred in [1, 100, 1000, 65536, ALL - 1, ALL] {
                let (mut handle, mut read) = (0, Vec::new());
                loop {
                    let before = handle;
                    let (code, mut page, total) = server.option_values(by, level, &mut handle, preferred);
                    assert!(!page.is_empty() && (preferred != 1 || page.len() == 1), "{preferred}");
                    assert_eq!(total, 50 - before);
                    read.append(&mut page);
                    assert_eq!(usize::try_from(handle), Ok(read.len()));
                    if code == 0 {
                        break;
                    }
                    assert_eq!(code, MORE_DATA);
                }
                assert_eq!(read, whole, "{by:?} {preferred}");
                assert_eq!(
                    server.option_values(by, level, &mut handle, preferred),
                    (NO_MORE_ITEMS, vec![], 0)
                );
                assert_eq!(handle, 50);
            }
            assert_eq!(server.option_values(by, level, &mut 0, 0), (MORE_DATA, vec![], 50));
            assert_eq!(server.option_values(by, level, &mut 49, 0), (MORE_DATA, vec![], 1));
            assert_eq!(server.option_values(by, level, &mut 50, 0), (NO_MORE_ITEMS, vec![], 0));
            assert_eq!(server.option_values(by, level, &mut { ALL }, ALL), (NO_MORE_ITEMS, vec![], 0));
        }
    }
}

/// A page has as many values as their structures (24 bytes), elements (24 bytes), strings and bytes fit.
#[test]
fn what_a_value_takes_of_a_page() {
    let server = furnished();
    for id in 1..5 {
        let value = [Element::Text(Some("abc".into())), Element::Binary(vec![1, 2, 3])];
        assert_eq!(server.set_option(By::First, Level::Global, id, &value), 0);
    }
    // 24 for the structure, 2 * 24 for the elements, 8 for the string and its end, 3 bytes.
    let each = 24 + 48 + 8 + 3;
    for (preferred, read) in
        [(1, 1), (each, 1), (2 * each - 1, 1), (2 * each, 2), (4 * each - 1, 3), (4 * each, 4)]
    {
        let (code, page, total) = server.option_values(By::First, Level::Global, &mut 0, preferred);
        assert_eq!(
            (page.len(), total, code),
            (read, 4, if read == 4 { 0 } else { MORE_DATA }),
            "{preferred}"
        );
    }
}

/// At the level of the defaults the values are those of the definitions.
#[test]
fn the_defaults_are_listed() {
    let server = furnished();
    for by in GENERATIONS {
        let values = server.all_of(by, Level::Default);
        assert_eq!((values.len(), values[0].0, &values[1]), (66, 121, &(1, vec![Element::Address(0)])));
        let (code, page, total) = server.option_values(by, Level::Default, &mut 65, 1);
        assert_eq!((code, page[0].0, total), (0, 76, 1));
    }
    let microsoft = By::V5(3, None, Some(MICROSOFT));
    let value = |id| (id, vec![Element::Dword(1)]);
    assert_eq!(server.all_of(microsoft, Level::Default), [value(1), value(2), value(3)]);
    assert_eq!(server.all_of(By::V5(0, Some("Guests"), None), Level::Default), []);
    let unknown = server.option_values(By::V5(0, Some("nobody"), None), Level::Default, &mut 0, ALL);
    assert_eq!(unknown, (CLASS_NOT_FOUND, vec![], 0));
}

/// A listing shows the values for its classes, with plain codes.
#[test]
fn a_listing_has_the_values_for_its_classes() {
    let server = furnished();
    let pairs = [
        By::V5(0, None, None),
        By::V5(0, Some("Guests"), None),
        By::V5(3, None, Some(MICROSOFT)),
        By::V5(3, Some("Guests"), Some(MICROSOFT)),
    ];
    for level in LEVELS {
        for (number, by) in (1_u8..).zip(pairs) {
            assert_eq!(server.set_option(by, level, 3, &[Element::Byte(number)]), 0);
            assert_eq!(server.set_option(by, level, 1, &[Element::Byte(number)]), 0);
        }
        for (number, by) in (1_u8..).zip(pairs) {
            let value = |id| (id, vec![Element::Byte(number)]);
            assert_eq!(server.all_of(by, level), [value(3), value(1)]);
        }
        assert_eq!(server.all_of(By::First, level).len(), 2);
    }
}

/// MS-DHCPM 3.2.4.31: two entries for each pair of classes, of which that with the right IsVendor has the values; the default
/// classes first, though they have none, the others in the order of the classes, and values in the order in which they were set.
#[test]
fn all_values_of_a_level() {
    let server = furnished();
    let none = |class: Option<&str>, vendor: Option<&str>| -> [Entry; 2] {
        let own = |name: Option<&str>| name.map(str::to_owned);
        [(own(class), own(vendor), false, vec![]), (own(class), own(vendor), true, vec![])]
    };
    for level in LEVELS {
        for flags in [0, 1, 4, ALL] {
            assert_eq!(
                server.all_option_values(flags, level).unwrap(),
                none(None, None),
                "flags are not looked at"
            );
        }
        let later = By::V5(3, Some("Guests"), Some("Phones"));
        let value = vec![Element::Dword(7)];
        assert_eq!(server.set_option(later, level, 81, &value), 0);
        assert_eq!(server.set_option(By::V5(3, None, Some("Phones")), level, 81, &value), 0);
        assert_eq!(server.set_option(By::V5(3, None, Some(MICROSOFT)), level, 3, &value), 0);
        assert_eq!(server.set_option(By::V5(0, Some("Guests"), None), level, 3, &value), 0);
        assert_eq!(server.set_option(By::First, level, 6, &one_of_each_type()), 0);
        assert_eq!(server.set_option(By::First, level, 3, &value), 0);
        let mut expected: Vec<Entry> = Vec::new();
        for (class, vendor, values) in [
            (None, None, vec![(6, one_of_each_type()), (3, value.clone())]),
            (None, Some(MICROSOFT), vec![(3, value.clone())]),
            (None, Some("Phones"), vec![(81, value.clone())]),
            (Some("Guests"), None, vec![(3, value.clone())]),
            (Some("Guests"), Some("Phones"), vec![(81, value.clone())]),
        ] {
            let mut entries = none(class, vendor);
            entries[usize::from(vendor.is_some())].3 = values;
            expected.extend(entries);
        }
        assert_eq!(server.all_option_values(0, level).unwrap(), expected);
        // MS-DHCPM 3.2.4.106: the same by policy, of which there is none, so those for the default user class.
        expected.retain(|(class, ..)| class.is_none());
        for flags in [0, 1, 3] {
            assert_eq!(server.all_option_values_by_policy(flags, level).unwrap(), expected);
        }
    }
}

/// The classes of one level come in the order in which they were created, however their names and values came.
#[test]
fn many_classes_at_one_level() {
    let server = furnished();
    let names = ["z", "m", "a", "q"];
    for (number, name) in (20_u8..).zip(names) {
        assert_eq!(server.create_class(&Class::new(name, false, &[number])), 0);
    }
    for name in ["a", "q", "z", "m"] {
        assert_eq!(server.set_option(By::V5(0, Some(name), None), Level::Global, 3, &[Element::Byte(1)]), 0);
    }
    let entries = server.all_option_values(0, Level::Global).unwrap();
    let classes: Vec<Option<&str>> = entries.iter().step_by(2).map(|(class, ..)| class.as_deref()).collect();
    assert_eq!(classes, [None, Some("z"), Some("m"), Some("a"), Some("q")]);
}

/// What one call reads of everything, another takes: a scope's values are copied to another server, classes included.
#[test]
fn all_values_of_a_server_are_copied_to_another() {
    let (from, to) = (furnished(), furnished());
    for level in LEVELS {
        for (class, vendor) in [(None, None), (Some("Guests"), None), (None, Some(MICROSOFT))] {
            let by = By::V5(if vendor.is_some() { 3 } else { 0 }, class, vendor);
            assert_eq!(from.set_option(by, level, 3, &one_of_each_type()), 0);
            assert_eq!(from.set_option(by, level, 1, &[Element::Address(9)]), 0);
        }
    }
    for level in LEVELS {
        let mut all: *mut DHCP_ALL_OPTION_VALUES = std::ptr::null_mut();
        // SAFETY: valid places, and what the library returned; each structure goes back as it came.
        unsafe {
            assert_eq!(level.with(|level| DhcpGetAllOptionValues(from.ptr(), 0, level, &mut all)), 0);
            for at in 0..(*all).NumElements {
                let entry = *(*all).Options.add(at.try_into().unwrap());
                let flags = if entry.IsVendor != 0 { 3 } else { 0 };
                let (class, vendor, values) = (entry.ClassName, entry.VendorName, entry.OptionsArray);
                let code =
                    level.with(|level| DhcpSetOptionValuesV5(to.ptr(), flags, class, vendor, level, values));
                assert_eq!(code, 0);
            }
        }
        assert_eq!(to.all_option_values(0, level), from.all_option_values(0, level));
    }
}
