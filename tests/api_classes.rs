//! User classes and vendor classes (MS-DHCPM 3.2.4.25 to 3.2.4.29).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, null_mut};

use support::codes::{
    CLASS_ALREADY_EXISTS, CLASS_NOT_FOUND, DELETE_BUILTIN_CLASS, INVALID_PARAMETER, MORE_DATA, NO_MORE_ITEMS,
};
use support::fixtures::{ALL, MAC, MASK, NET};
use support::options::{By, Class, Defined, Element, Level};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const RESERVED: u32 = NET + 50;

/// The levels at which values are set.
const LEVELS: [Level; 3] = [Level::Global, Level::Scope(NET), Level::Reserved(RESERVED, NET)];

fn all(server: &Server) -> Vec<Class> {
    let (code, classes, total) = server.classes(&mut 0, ALL);
    assert_eq!((code, usize::try_from(total)), (0, Ok(classes.len())));
    classes
}

/// MS-DHCPM 3.1.1.8: names, comments, flags and data. The order and the absence of the class of Network Access Protection are
/// those of servers since Windows Server 2016.
#[test]
fn the_classes_of_a_fresh_server() {
    let expected = [
        (
            "Default Routing and Remote Access Class",
            "User class for remote access clients",
            0,
            false,
            &b"RRAS.Microsoft"[..],
        ),
        ("Default BOOTP Class", "User class for BOOTP Clients", 0, false, b"BOOTP.Microsoft"),
        (
            "Microsoft Windows 2000 Options",
            "Microsoft vendor-specific options for Windows 2000 and above Clients",
            3,
            true,
            b"MSFT 5.0",
        ),
        (
            "Microsoft Windows 98 Options",
            "Microsoft vendor-specific options for Windows 98 Clients",
            3,
            true,
            b"MSFT 98",
        ),
        (
            "Microsoft Options",
            "Microsoft vendor-specific options applicable to all Windows Clients",
            3,
            true,
            b"MSFT",
        ),
    ];
    let expected = expected.map(|(name, comment, flags, is_vendor, data)| Class {
        comment: Some(comment.into()),
        flags,
        ..Class::new(name, is_vendor, data)
    });
    assert_eq!(all(&Server::new()), expected);
}

/// MS-DHCPM 3.2.4.25: the structure becomes a class, which comes last. Flags are kept as they are given.
#[test]
fn a_class_is_created_as_it_is_given() {
    let server = Server::new();
    for (number, is_vendor) in [(1, false), (2, true)] {
        let class = Class {
            comment: Some("r\u{e9}seau".into()),
            flags: 0xDEAD_BEEF,
            ..Class::new("Phones", is_vendor, &[number; 255])
        };
        assert_eq!(server.create_class(&class), 0);
        assert_eq!(all(&server).pop(), Some(class));
    }
    let plain = Class::new("Guests", false, &[0]);
    assert_eq!(server.create_class(&plain), 0);
    let with_empty_comment = Class { comment: Some(String::new()), ..Class::new("x", false, &[1]) };
    assert_eq!(server.create_class(&with_empty_comment), 0);
    let classes = all(&server);
    assert_eq!(classes.len(), 9);
    // NULL and "" stay what they are.
    assert_eq!(classes[7..], [plain, with_empty_comment]);
}

/// MS-DHCPM 3.2.4.25 and 3.2.4.26, the validation of name, data and length; a class without a name could not be named.
#[test]
fn what_is_no_class() {
    let server = Server::new();
    assert_eq!(server.create_class(&Class::new("there", false, &[1])), 0);
    let change: [&dyn Fn(&mut DHCP_CLASS_INFO); 5] = [
        &|class| class.ClassName = null_mut(),
        &|class| class.ClassData = null_mut(),
        &|class| class.ClassDataLength = 0,
        &|class| {
            class.ClassData = null_mut();
            class.ClassDataLength = 0;
        },
        &|class| class.ClassDataLength = 256,
    ];
    for spoil in change {
        let class = Class::new("there", false, &[7; 256]);
        server.refuses(INVALID_PARAMETER, || {
            class.with(|class| {
                spoil(class);
                // SAFETY: valid but for what is spoilt.
                unsafe { DhcpModifyClass(server.ptr(), 0, class) }
            })
        });
        let class = Class { name: Some("new".into()), ..class };
        server.refuses(INVALID_PARAMETER, || {
            class.with(|class| {
                spoil(class);
                // SAFETY: valid but for what is spoilt.
                unsafe { DhcpCreateClass(server.ptr(), 0, class) }
            })
        });
    }
    for length in [256, 300] {
        let class = Class::new("new", true, &vec![7; length]);
        server.refuses(INVALID_PARAMETER, || server.create_class(&class));
    }
    server.refuses(INVALID_PARAMETER, || server.create_class(&Class::new("", false, &[7])));
    let ill_formed = [0xD800, 0];
    let class = Class::new("new", false, &[7]);
    for is_name in [true, false] {
        server.refuses(INVALID_PARAMETER, || {
            class.with(|class| {
                let place = if is_name { &mut class.ClassName } else { &mut class.ClassComment };
                *place = ill_formed.as_ptr().cast_mut();
                // SAFETY: valid but for the string.
                unsafe { DhcpCreateClass(server.ptr(), 0, class) }
            })
        });
    }
}

/// MS-DHCPM 3.2.4.25: a name is taken within its kind, and data in both. Names are compared in any case, data are not.
#[test]
fn names_and_data_that_are_taken() {
    let server = Server::new();
    assert_eq!(server.create_class(&Class::new("Phones", false, b"phone")), 0);
    for (name, is_vendor, data, code) in [
        ("Phones", false, &b"other"[..], CLASS_ALREADY_EXISTS),
        ("PHONES", false, b"other", CLASS_ALREADY_EXISTS),
        ("other", false, b"phone", CLASS_ALREADY_EXISTS),
        ("other", true, b"phone", CLASS_ALREADY_EXISTS),
        ("other", true, b"MSFT", CLASS_ALREADY_EXISTS),
        ("Microsoft Options", true, b"other", CLASS_ALREADY_EXISTS),
    ] {
        server.refuses(code, || server.create_class(&Class::new(name, is_vendor, data)));
    }
    assert_eq!(server.create_class(&Class::new("Phones", true, b"PHONE")), 0);
    assert_eq!(server.create_class(&Class::new("Microsoft Options", false, b"MSF")), 0);
    assert_eq!(all(&server).len(), 8);
}

/// MS-DHCPM 3.2.4.26: comment, flags and data are replaced; the name stays as it was written first. A class that is built in can
/// be changed too, for no step forbids it.
#[test]
fn a_class_is_changed() {
    let server = Server::new();
    let class = Class { comment: Some("before".into()), ..Class::new("Phones", false, b"phone") };
    assert_eq!(server.create_class(&class), 0);
    let changed = Class { flags: 7, ..Class::new("PHONES", false, b"x") };
    assert_eq!(server.modify_class(&changed), 0);
    let expected = Class { name: Some("Phones".into()), ..changed };
    assert_eq!(all(&server).pop(), Some(expected.clone()));
    // Its own data are not another class's.
    assert_eq!(server.modify_class(&Class { comment: Some("after".into()), ..expected }), 0);
    server.refuses(CLASS_NOT_FOUND, || server.modify_class(&Class::new("Phones", true, b"y")));
    server.refuses(CLASS_NOT_FOUND, || server.modify_class(&Class::new("Phone", false, b"y")));
    server.refuses(CLASS_ALREADY_EXISTS, || server.modify_class(&Class::new("Phones", false, b"MSFT")));
    let built_in = Class { comment: Some("ours".into()), ..Class::new("Microsoft Options", true, b"MSFT") };
    assert_eq!(server.modify_class(&built_in), 0);
    assert_eq!(all(&server)[4], built_in);
}

/// MS-DHCPM 3.2.4.27: what is built in is told by its data, which no language changes.
#[test]
fn built_in_classes_stay() {
    let server = Server::new();
    for class in all(&server) {
        server.refuses(DELETE_BUILTIN_CLASS, || server.delete_class(class.name.as_deref().unwrap()));
    }
    // That of Network Access Protection is built in, though no server has it any more.
    assert_eq!(server.create_class(&Class::new("Quarantine", false, b"MSFT Quarantine")), 0);
    server.refuses(DELETE_BUILTIN_CLASS, || server.delete_class("Quarantine"));
    assert_eq!(server.modify_class(&Class::new("Quarantine", false, b"ours")), 0);
    assert_eq!(server.delete_class("Quarantine"), 0);
    server.refuses(CLASS_NOT_FOUND, || server.delete_class("Quarantine"));
    server.refuses(CLASS_NOT_FOUND, || server.delete_class(""));
    // SAFETY: a name that is not there.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpDeleteClass(server.ptr(), 0, null_mut()) });
}

/// A server with a user class and a vendor class, a definition and a value for each pair of classes at each level.
fn furnished() -> (Server, [By; 4]) {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    assert_eq!(server.add_reservation(NET, RESERVED, MAC), 0);
    assert_eq!(server.create_class(&Class::new("Guests", false, b"guest")), 0);
    assert_eq!(server.create_class(&Class::new("Phones", true, b"phone")), 0);
    let pairs =
        [(None, None), (Some("Guests"), None), (None, Some("Phones")), (Some("Guests"), Some("Phones"))];
    let pairs = pairs.map(|(user, vendor)| By::V5(0, user, vendor));
    for by in pairs {
        assert_eq!(server.define(by, &Defined::new(200, &[Element::Byte(1)])), 0);
        for level in LEVELS {
            assert_eq!(server.set_option(by, level, 200, &[Element::Byte(2)]), 0);
        }
    }
    (server, pairs)
}

/// MS-DHCPM 3.2.4.27: the definitions and the values of all levels that are for a class go with it, and no others.
#[test]
fn what_goes_with_a_class() {
    for (deleted, left) in [("guests", [0, 2]), ("Phones", [0, 1])] {
        let (server, pairs) = furnished();
        assert_eq!(server.delete_class(deleted), 0);
        for (number, by) in pairs.into_iter().enumerate() {
            let is_left = left.contains(&number);
            let expected =
                if is_left { Ok(Defined::new(200, &[Element::Byte(1)])) } else { Err(CLASS_NOT_FOUND) };
            assert_eq!(server.definition(by, 200), expected, "{by:?}");
            for level in LEVELS {
                let value = server.option(by, level, 200);
                assert_eq!(value, if is_left { Ok((200, vec![Element::Byte(2)])) } else { Err(2) }, "{by:?}");
            }
        }
        // Nothing is there again when the class is.
        let class = Class::new(if left[1] == 2 { "GUESTS" } else { "phones" }, left[1] == 1, b"again");
        assert_eq!(server.create_class(&class), 0);
        for (number, by) in pairs.into_iter().enumerate() {
            let is_left = left.contains(&number);
            let is_there = |level| server.option(by, level, 200).is_ok();
            assert_eq!(LEVELS.map(is_there), [is_left; 3], "{by:?}");
        }
        let expected = if left[1] == 2 { 1 } else { 0 };
        let (_, of_vendors) = server.all_definitions();
        assert_eq!(of_vendors.len(), 6 + expected);
    }
}

/// The call does not say of which kind the class is; of two the older one is deleted.
#[test]
fn of_two_classes_with_one_name_the_older_one_is_deleted_and_found() {
    let server = Server::new();
    assert_eq!(server.create_class(&Class::new("Phones", true, b"vendor")), 0);
    assert_eq!(server.create_class(&Class::new("Phones", false, b"user")), 0);
    let named = Class::new("phones", false, &[]);
    assert_eq!(server.class(&named).map(|class| class.data), Ok(b"vendor".to_vec()));
    assert_eq!(server.delete_class("PHONES"), 0);
    assert_eq!(server.class(&named).map(|class| class.data), Ok(b"user".to_vec()));
    assert_eq!(server.delete_class("PHONES"), 0);
    assert_eq!(server.class(&named), Err(CLASS_NOT_FOUND));
}

/// MS-DHCPM 3.2.4.28: what is given of the class must match.
#[test]
fn a_class_is_found_by_name_by_data_and_by_both() {
    let server = Server::new();
    let class = Class { comment: Some("desks".into()), flags: 5, ..Class::new("Phones", true, b"phone") };
    assert_eq!(server.create_class(&class), 0);
    let nameless = |data: &[u8]| Class { name: None, ..Class::new("", false, data) };
    for wanted in
        [Class::new("PHONES", false, &[]), nameless(b"phone"), Class::new("phones", false, b"phone")]
    {
        assert_eq!(server.class(&wanted).as_ref(), Ok(&class));
    }
    for wanted in [
        Class::new("Phone", true, &[]),
        nameless(b"Phone"),
        nameless(b"phon"),
        Class::new("Phones", true, b"MSFT"),
        Class::new("Microsoft Options", true, b"phone"),
    ] {
        assert_eq!(server.class(&wanted), Err(CLASS_NOT_FOUND), "{wanted:?}");
    }
    let fed_back = server.class(&nameless(b"phone")).unwrap();
    assert_eq!(server.modify_class(&fed_back), 0);
    assert_eq!(server.class(&nameless(b"phone")).as_ref(), Ok(&class));
    // Neither a name nor data: MS-DHCPM 3.2.4.28 steps 2 and 3.
    let mut byte = 7;
    for (data, length) in [(null_mut(), 0), (&raw mut byte, 0), (null_mut(), 5)] {
        let given = DHCP_CLASS_INFO { ClassData: data, ClassDataLength: length, ..Default::default() };
        let mut found = dangling_mut();
        // SAFETY: valid structures and places.
        let code = unsafe { DhcpGetClassInfo(server.ptr(), 0, (&raw const given).cast_mut(), &mut found) };
        assert_eq!((code, found.is_null()), (INVALID_PARAMETER, true));
    }
}

/// MS-DHCPM 3.2.4.29: as many as fit into the bytes, at least one; 0 reads nothing, and the last page is 0.
#[test]
fn classes_are_read_in_pages() {
    let server = Server::new();
    for number in 0..20_u8 {
        let class = Class {
            comment: (number % 3 == 0).then(|| "c".repeat(usize::from(number))),
            ..Class::new(&format!("class {number}"), number % 2 == 0, &vec![number; usize::from(number) + 1])
        };
        assert_eq!(server.create_class(&class), 0);
    }
    let whole = all(&server);
    assert_eq!(whole.len(), 25);
    for preferred in [1, 150, 500, 65536, ALL - 1, ALL] {
        let (mut handle, mut read) = (0, Vec::new());
        loop {
            let before = handle;
            let (code, mut page, total) = server.classes(&mut handle, preferred);
            assert!(!page.is_empty() && (preferred != 1 || page.len() == 1), "{preferred}");
            assert_eq!(total, 25 - before);
            read.append(&mut page);
            assert_eq!(usize::try_from(handle), Ok(read.len()));
            if code == 0 {
                break;
            }
            assert_eq!(code, MORE_DATA);
        }
        assert_eq!(read, whole, "{preferred}");
        assert_eq!(server.classes(&mut handle, preferred), (NO_MORE_ITEMS, vec![], 0));
        assert_eq!(handle, 25);
    }
    // Steps 6 and 7: the total says how many there are.
    assert_eq!(server.classes(&mut 0, 0), (MORE_DATA, vec![], 25));
    assert_eq!(server.classes(&mut 24, 0), (MORE_DATA, vec![], 1));
    for mut handle in [25, 26, ALL] {
        assert_eq!(server.classes(&mut handle, 0), (NO_MORE_ITEMS, vec![], 0));
        assert_eq!(server.classes(&mut handle, ALL), (NO_MORE_ITEMS, vec![], 0));
    }
}

/// What one server is told, no other one hears, though all share what a fresh one has.
#[test]
fn each_server_has_its_own_classes() {
    let (one, other) = Server::pair();
    assert_eq!(one.create_class(&Class::new("Phones", true, b"phone")), 0);
    assert_eq!(one.modify_class(&Class::new("Microsoft Options", true, b"MSFT")), 0);
    assert_eq!((all(&one).len(), all(&other).len()), (6, 5));
    assert_eq!(all(&other), all(&Server::new()));
    assert_ne!(all(&other)[4], all(&one)[4]);
}
