//! What options are: made, changed, read, listed, removed.

use std::ptr::null_mut;

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::codes::{
    CLASS_NOT_FOUND, INVALID_PARAMETER, MORE_DATA, NO_MORE_ITEMS, OPTION_EXITS, OPTION_NOT_PRESENT,
};
use crate::support::fixtures::{ALL, NET};
use crate::support::options::{By, Defined, Element, Level, one_of_each_type, string};
use crate::support::server::Server;
use crate::{LEVELS, MICROSOFT, furnished};

const DEFAULTS: By = By::V5(0, None, None);

fn all(server: &Server, by: By) -> Vec<Defined> {
    let (code, definitions, total) = server.definitions(by, &mut 0, ALL);
    assert_eq!(usize::try_from(total), Ok(definitions.len()));
    assert_eq!(code, if definitions.is_empty() { NO_MORE_ITEMS } else { 0 });
    definitions
}

/// Recorded from real servers: 66 standard definitions, 121 first, the others by their codes; then those of two vendor classes.
#[test]
fn the_definitions_of_a_fresh_server() {
    let server = Server::new();
    let standard = all(&server, By::First);
    assert_eq!(standard, all(&server, DEFAULTS));
    let ids: Vec<u32> = standard.iter().map(|defined| defined.id).collect();
    let expected: Vec<u32> = [121].into_iter().chain(1..=49).chain([51, 58, 59]).chain(64..=76).collect();
    assert_eq!((ids.len(), ids), (66, expected));
    let of = |id: u32| standard.iter().find(|defined| defined.id == id).unwrap();
    let has = |id: u32, name: &str, comment: &str, is_array, default: Element| {
        let expected = Defined {
            id,
            name: Some(name.into()),
            comment: Some(comment.into()),
            is_array,
            default: vec![default],
        };
        assert_eq!(of(id), &expected);
    };
    let nothing = Element::Binary(vec![]);
    let routes = "Destination, mask and router IP addresses in priority order";
    has(121, "Classless Static Routes", routes, false, nothing.clone());
    has(1, "Subnet Mask", "Subnet mask in network byte order", false, Element::Address(0));
    has(2, "Time Offset", "UTC offset in seconds", false, Element::Dword(0));
    has(3, "Router", "Array of router addresses ordered by preference", true, Element::Address(0));
    has(6, "DNS Servers", "Array of DNS servers, by preference", true, Element::Address(0));
    has(12, "Host Name", "Host name for client, RFC 1035 character set", false, string(""));
    has(13, "Boot File Size", "Size of boot image file in 512-octet blocks", false, Element::Word(0));
    has(
        19,
        "IP Layer Forwarding",
        "Disable/enable IP packet forwarding on this client",
        false,
        Element::Byte(0),
    );
    has(
        25,
        "Path MTU Plateau Table",
        "MTU discovery sizes, sorted by size, all >= 68",
        true,
        Element::Word(0),
    );
    has(43, "Vendor Specific Info", "Embedded vendor-specific options", false, nothing);
    has(51, "Lease", "Client IP address lease time in seconds", false, Element::Dword(0));
    for absent in [50, 60, 81, 249, 252] {
        assert_eq!(server.definition(By::First, absent), Err(OPTION_NOT_PRESENT));
    }
}

/// Recorded from real servers, trailing blanks included.
#[test]
fn the_vendor_definitions_of_a_fresh_server() {
    let server = Server::new();
    let (others, of_vendors) = server.all_definitions();
    assert_eq!(others, all(&server, By::First));
    let read: Vec<_> = of_vendors
        .iter()
        .map(|(defined, vendor, class)| {
            assert_eq!((class, defined.is_array), (&None, false));
            (vendor.as_deref().unwrap(), defined.id, defined.name.as_deref().unwrap(), &defined.default[..])
        })
        .collect();
    let windows_2000 = "Microsoft Windows 2000 Options";
    let netbios = "Microsoft Disable Netbios Option ";
    let release = "Microsoft Release DHCP Lease On Shutdown Option";
    let metric = "Microsoft Default Router Metric Base";
    assert_eq!(
        read,
        [
            (MICROSOFT, 1, netbios, &[Element::Dword(1)][..]),
            (MICROSOFT, 2, release, &[Element::Dword(1)]),
            (MICROSOFT, 3, metric, &[Element::Dword(1)]),
            (windows_2000, 1, netbios, &[Element::Dword(1)]),
            (windows_2000, 2, release, &[Element::Dword(1)]),
            (windows_2000, 3, metric, &[Element::Dword(0)]),
        ]
    );
    assert_eq!(
        of_vendors[0].0.comment.as_deref(),
        Some("Option for enabling or disabling Netbios for Microsoft Windows 2000 Clients")
    );
    assert_eq!(all(&server, By::V5(3, None, Some(MICROSOFT))).len(), 3);
    assert_eq!(all(&server, By::V5(3, None, Some("Microsoft Windows 98 Options"))), []);
}

/// MS-DHCPM 3.1.4.9 and 3.2.4.15: the definition is what is given and comes last; its code is the parameter, whatever the
/// structure says.
#[test]
fn an_option_is_defined_as_it_is_given() {
    for by in [By::First, DEFAULTS, By::V5(3, Some("guests"), Some("PHONES")), By::V5(1, None, None)] {
        let server = furnished();
        let before = all(&server, by);
        let mut expected = before;
        for (number, element) in (200..).zip(one_of_each_type()) {
            let defined = Defined {
                comment: (number % 2 == 0).then(String::new),
                is_array: number % 3 == 0,
                name: (number % 4 != 0).then(|| "same".into()),
                ..Defined::new(number, &[element])
            };
            assert_eq!(server.define(by, &defined), 0);
            assert_eq!(server.definition(by, number).as_ref(), Ok(&defined));
            expected.push(defined);
        }
        // Several elements, each of a type of its own, and codes of any size.
        for id in [0, 255, 480, 65_535, ALL] {
            let defined = Defined::new(id, &one_of_each_type());
            assert_eq!(server.define(by, &defined), 0);
            expected.push(defined);
        }
        assert_eq!(all(&server, by), expected, "{by:?}");
    }
}

/// MS-DHCPM 3.1.4.9, 3.2.4.15, 3.1.4.10 and 3.2.4.16: the codes. Options are told apart by code, user class and vendor class.
#[test]
fn definitions_that_are_refused() {
    let server = furnished();
    let defined = Defined::new(3, &[Element::Byte(1)]);
    let undefined = Defined::new(200, &[Element::Byte(1)]);
    let empty = Defined::new(200, &[]);
    for by in [By::First, DEFAULTS] {
        server.refuses(OPTION_EXITS, || server.define(by, &defined));
        server.refuses(OPTION_NOT_PRESENT, || server.redefine(by, &undefined));
        server.refuses(INVALID_PARAMETER, || server.define(by, &empty));
        server.refuses(INVALID_PARAMETER, || server.redefine(by, &empty));
        server.refuses(OPTION_NOT_PRESENT, || server.remove_definition(by, 200));
        assert_eq!(server.definition(by, 200), Err(OPTION_NOT_PRESENT));
    }
    for unknown in [By::V5(0, Some("nobody"), None), By::V5(3, None, Some("nobody"))] {
        server.refuses(CLASS_NOT_FOUND, || server.define(unknown, &undefined));
        server.refuses(CLASS_NOT_FOUND, || server.redefine(unknown, &defined));
        server.refuses(CLASS_NOT_FOUND, || server.remove_definition(unknown, 3));
        assert_eq!(server.definition(unknown, 3), Err(CLASS_NOT_FOUND));
        assert_eq!(server.definitions(unknown, &mut 0, ALL), (CLASS_NOT_FOUND, vec![], 0));
        // Create looks at the classes first, Set at the value (step 5 of one, step 3 of the other).
        server.refuses(CLASS_NOT_FOUND, || server.define(unknown, &empty));
        server.refuses(INVALID_PARAMETER, || server.redefine(unknown, &empty));
    }
    // A user class is no vendor class; the names that consoles show for the default classes are none.
    for unknown in [
        By::V5(0, Some("Phones"), None),
        By::V5(3, None, Some("Guests")),
        By::V5(0, Some("Default User Class"), None),
        By::V5(3, None, Some("DHCP Standard Options")),
        By::V5(0, Some(""), None),
    ] {
        server.refuses(CLASS_NOT_FOUND, || server.define(unknown, &undefined));
    }
    // The option of the default classes is none of the others.
    for other in [By::V5(0, Some("Guests"), None), By::V5(3, None, Some("Phones"))] {
        assert_eq!(server.definition(other, 3), Err(OPTION_NOT_PRESENT));
        server.refuses(OPTION_NOT_PRESENT, || server.redefine(other, &defined));
        server.refuses(OPTION_NOT_PRESENT, || server.remove_definition(other, 3));
        assert_eq!(server.definitions(other, &mut 0, ALL), (NO_MORE_ITEMS, vec![], 0));
        assert_eq!(server.define(other, &defined), 0);
    }
}

/// MS-DHCPM 3.2.4.15, the field Flags: 0, or any of the bits of 3.
#[test]
fn flags() {
    let server = furnished();
    for flags in [0, 1, 2, 3, 5, 0xFFFF_FFFF, 0x8000_0001] {
        let by = By::V5(flags, None, None);
        let defined = Defined::new(900 + flags % 97, &[Element::Byte(1)]);
        assert_eq!(server.define(by, &defined), 0, "{flags}");
        assert_eq!(server.redefine(by, &defined), 0);
        assert_eq!(server.definition(by, defined.id), Ok(defined.clone()));
        assert_eq!(server.definitions(by, &mut 66, ALL), (0, vec![defined.clone()], 1));
        assert_eq!(server.remove_definition(by, defined.id), 0);
    }
    for flags in [4, 8, 0x8000_0000, 0xFFFF_FFFC] {
        let by = By::V5(flags, None, None);
        server.refuses(INVALID_PARAMETER, || server.define(by, &Defined::new(200, &[Element::Byte(1)])));
        server.refuses(INVALID_PARAMETER, || server.redefine(by, &Defined::new(3, &[Element::Byte(1)])));
        server.refuses(INVALID_PARAMETER, || server.remove_definition(by, 3));
        assert_eq!(server.definition(by, 3), Err(INVALID_PARAMETER));
        assert_eq!(server.definitions(by, &mut 0, ALL), (INVALID_PARAMETER, vec![], 0));
    }
}

/// MS-DHCPM 3.1.4.10: everything is replaced but the code and the place; values stay.
#[test]
fn a_definition_is_changed() {
    let server = furnished();
    let place = all(&server, By::First).iter().position(|defined| defined.id == 3).unwrap();
    assert_eq!(server.set_option(By::First, Level::Global, 3, &[Element::Address(1)]), 0);
    for (by, default) in [(By::First, &[string("a"), string("b")][..]), (DEFAULTS, &[Element::Word(7)])] {
        let changed =
            Defined { name: None, comment: Some("ours".into()), is_array: true, ..Defined::new(3, default) };
        assert_eq!(server.redefine(by, &changed), 0);
        assert_eq!(all(&server, By::First)[place], changed);
    }
    assert_eq!(server.option(By::First, Level::Global, 3), Ok((3, vec![Element::Address(1)])));
    let read = server.definition(By::First, 3).unwrap();
    assert_eq!(server.redefine(By::First, &read), 0, "what a Get answers can be given to a Set");
    assert_eq!(server.definition(By::First, 3), Ok(read));
}

/// MS-DHCPM 3.1.4.12 removes the definition; its values of all levels go too, but those of option 81 (3.3.1).
#[test]
fn values_go_with_their_definition() {
    let server = furnished();
    let guests = By::V5(0, Some("Guests"), None);
    let others = [By::V5(0, None, Some(MICROSOFT)), By::V5(0, Some("Guests"), Some(MICROSOFT))];
    for level in LEVELS {
        for by in [By::First, guests, others[0], others[1]] {
            assert_eq!(server.set_option(by, level, 3, &[Element::Address(1)]), 0);
            assert_eq!(server.set_option(by, level, 81, &[Element::Dword(5)]), 0);
        }
    }
    assert_eq!(server.remove_definition(By::First, 3), 0);
    assert_eq!(server.remove_definition(By::First, 2), 0);
    let has = |by, id| LEVELS.map(|level| server.option(by, level, id).is_ok());
    assert_eq!((has(DEFAULTS, 3), has(guests, 3)), ([false; 3], [false; 3]));
    assert_eq!((has(others[0], 3), has(others[1], 3)), ([true; 3], [true; 3]));
    for by in [DEFAULTS, guests, others[0], others[1]] {
        assert_eq!(has(by, 81), [true; 3]);
    }
    // A definition of 81, which no server has of itself, takes no value with it.
    assert_eq!(server.define(By::First, &Defined::new(81, &[Element::Dword(0)])), 0);
    assert_eq!(server.remove_definition(By::First, 81), 0);
    assert_eq!(has(DEFAULTS, 81), [true; 3]);
    // Nothing is there again with the definition.
    assert_eq!(server.define(By::First, &Defined::new(3, &[Element::Byte(0)])), 0);
    assert_eq!(has(DEFAULTS, 3), [false; 3]);
}

/// A user class with a definition of its own keeps its values when that for the default user class goes, and loses them with its
/// own.
#[test]
fn values_for_a_user_class_with_a_definition_of_its_own() {
    let server = furnished();
    let guests = By::V5(0, Some("Guests"), None);
    assert_eq!(server.define(guests, &Defined::new(3, &[Element::Byte(0)])), 0);
    let level = Level::Scope(NET);
    assert_eq!(server.set_option(guests, level, 3, &[Element::Byte(1)]), 0);
    assert_eq!(server.set_option(By::First, level, 3, &[Element::Byte(2)]), 0);
    assert_eq!(server.remove_definition(DEFAULTS, 3), 0);
    assert_eq!(server.option(guests, level, 3), Ok((3, vec![Element::Byte(1)])));
    assert_eq!(server.option(By::First, level, 3), Err(2));
    assert_eq!(server.remove_definition(guests, 3), 0);
    assert_eq!(server.option(guests, level, 3), Err(2));
}

/// MS-DHCPM 3.1.4.24 and 3.2.4.18: as many as fit, at least one; 0 when the rest fitted, 259 when nothing is left; with 0 bytes
/// 234 and how many there are.
#[test]
fn definitions_are_read_in_pages() {
    let server = furnished();
    let phones = By::V5(3, Some("Guests"), Some("Phones"));
    for (number, length) in (0..30).zip(1..) {
        let default: Vec<Element> = one_of_each_type().into_iter().cycle().take(length).collect();
        assert_eq!(server.define(phones, &Defined::new(number, &default)), 0);
    }
    for by in [By::First, DEFAULTS, phones] {
        let whole = all(&server, by);
        let count = u32::try_from(whole.len()).unwrap();
        for preferred in [1, 300, 2000, 65536, ALL - 1, ALL] {
            let (mut handle, mut read) = (0, Vec::new());
            loop {
                let before = handle;
                let (code, mut page, total) = server.definitions(by, &mut handle, preferred);
                assert!(!page.is_empty() && (preferred != 1 || page.len() == 1), "{preferred}");
                assert_eq!(total, count - before);
                read.append(&mut page);
                assert_eq!(usize::try_from(handle), Ok(read.len()));
                if code == 0 {
                    break;
                }
                assert_eq!(code, MORE_DATA);
            }
            assert_eq!(read, whole, "{by:?} {preferred}");
            assert_eq!(server.definitions(by, &mut handle, preferred), (NO_MORE_ITEMS, vec![], 0));
            assert_eq!(handle, count);
        }
        assert_eq!(server.definitions(by, &mut 0, 0), (MORE_DATA, vec![], count));
        assert_eq!(server.definitions(by, &mut { count }, 0), (NO_MORE_ITEMS, vec![], 0));
        assert_eq!(server.definitions(by, &mut { ALL }, ALL), (NO_MORE_ITEMS, vec![], 0));
    }
}

/// A page has as many definitions as their structures (48 bytes), strings and elements (24 bytes) fit into the bytes.
#[test]
fn what_a_definition_takes_of_a_page() {
    let server = furnished();
    let phones = By::V5(3, None, Some("Phones"));
    for id in 0..4 {
        let defined =
            Defined { name: Some("abc".into()), ..Defined::new(id, &[Element::Byte(1), Element::Byte(2)]) };
        assert_eq!(server.define(phones, &defined), 0);
    }
    // 48 for the structure, 8 for the name and its end, 2 * 24 for the elements.
    let each = 48 + 8 + 48;
    for (preferred, read) in
        [(1, 1), (each, 1), (2 * each - 1, 1), (2 * each, 2), (4 * each - 1, 3), (4 * each, 4)]
    {
        let (code, page, total) = server.definitions(phones, &mut 0, preferred);
        assert_eq!(
            (page.len(), total, code),
            (read, 4, if read == 4 { 0 } else { MORE_DATA }),
            "{preferred}"
        );
    }
}

/// MS-DHCPM 3.2.4.30: Flags are 0. Definitions for a user class and the default vendor class stand with the others of that vendor
/// class; a server without definitions has two empty lists.
#[test]
fn all_definitions() {
    let server = furnished();
    for flags in [1, 3, ALL] {
        let mut found = std::ptr::dangling_mut();
        // SAFETY: a valid place.
        let code = unsafe { DhcpGetAllOptions(server.ptr(), flags, &mut found) };
        assert_eq!((code, found.is_null()), (INVALID_PARAMETER, true));
    }
    let of_guests = Defined::new(200, &one_of_each_type());
    assert_eq!(server.define(By::V5(0, Some("Guests"), None), &of_guests), 0);
    assert_eq!(server.define(By::V5(3, Some("Guests"), Some("Phones")), &of_guests), 0);
    let (others, of_vendors) = server.all_definitions();
    assert_eq!((others.len(), others.last()), (67, Some(&of_guests)));
    let expected = (of_guests, Some("Phones".to_owned()), Some("Guests".to_owned()));
    assert_eq!((of_vendors.len(), of_vendors.last()), (7, Some(&expected)));
    for (defined, vendor, class) in of_vendors {
        let named = |name: Option<String>| -> Option<&'static str> { name.map(|name| &*name.leak()) };
        assert_eq!(server.remove_definition(By::V5(3, named(class), named(vendor)), defined.id), 0);
    }
    assert_eq!(server.remove_definition(By::V5(0, Some("Guests"), None), 200), 0);
    for defined in all(&server, By::First) {
        assert_eq!(server.remove_definition(By::First, defined.id), 0);
    }
    assert_eq!(server.all_definitions(), (vec![], vec![]));
    assert_eq!(server.definitions(By::First, &mut 0, 0), (NO_MORE_ITEMS, vec![], 0));
    assert_eq!(server.definitions(By::First, &mut 0, ALL), (NO_MORE_ITEMS, vec![], 0));
}

/// Numbers that no enum has, elements that are not there, counts that cannot be: all refused, and nothing changed.
#[test]
fn definitions_that_cannot_be_read() {
    let server = furnished();
    let spoil: [&dyn Fn(&mut DHCP_OPTION); 9] = [
        &|option| option.OptionType = 2,
        &|option| option.OptionType = -1,
        &|option| option.DefaultValue.NumElements = 0,
        &|option| option.DefaultValue.Elements = null_mut(),
        &|option| {
            option.DefaultValue.Elements = null_mut();
            option.DefaultValue.NumElements = ALL;
        },
        &|option| option.DefaultValue.Elements = option.DefaultValue.Elements.wrapping_byte_add(1),
        // SAFETY: there is an element.
        &|option| unsafe { (*option.DefaultValue.Elements).OptionType = 9 },
        // SAFETY: there is an element.
        &|option| unsafe { (*option.DefaultValue.Elements).OptionType = -1 },
        &|option| option.OptionName = [0xDC00_u16, 0].as_ptr().cast_mut(),
    ];
    for spoil in spoil {
        for (id, code) in [(3, INVALID_PARAMETER), (200, INVALID_PARAMETER)] {
            server.refuses(code, || {
                Defined::new(id, &[Element::Byte(1)]).with(|option| {
                    spoil(option);
                    // SAFETY: valid but for what is spoilt.
                    unsafe { DhcpCreateOption(server.ptr(), id, option) }
                })
            });
            server.refuses(code, || {
                Defined::new(id, &[Element::Byte(1)]).with(|option| {
                    spoil(option);
                    // SAFETY: valid but for what is spoilt.
                    unsafe { DhcpSetOptionInfo(server.ptr(), id, option) }
                })
            });
        }
    }
}

/// Ten thousand definitions: each is found, listed once and in order, and removed.
#[test]
fn ten_thousand_definitions() {
    let server = furnished();
    let phones = By::V5(3, None, Some("Phones"));
    for id in 0..10_000 {
        assert_eq!(server.define(phones, &Defined::new(id, &[Element::Dword(id)])), 0);
    }
    let whole = all(&server, phones);
    assert_eq!(whole.len(), 10_000);
    assert!(whole.iter().zip(0..).all(|(defined, id)| defined.default == [Element::Dword(id)]));
    let (mut handle, mut read) = (0, 0);
    while read < 10_000 {
        let (_, page, _) = server.definitions(phones, &mut handle, 65536);
        assert!(page.iter().zip(read..).all(|(defined, id)| defined.id == id));
        read += u32::try_from(page.len()).unwrap();
    }
    assert_eq!(server.remove_definition(phones, 5000), 0);
    assert_eq!(server.definition(phones, 5000), Err(OPTION_NOT_PRESENT));
    assert_eq!(server.definition(phones, 9999).map(|defined| defined.id), Ok(9999));
    assert_eq!(all(&server, phones).len(), 9999);
}
