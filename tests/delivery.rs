//! The options that DHCP clients get, and how long their leases are: values of each level, for classes, as they stand in a message.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{from_mut, null_mut};

use dhcpsapi::abi::common::DHCP_BINARY_DATA;
use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_CLIENT};
use dhcpsapi::exports::{dhcpsapi_client_renew, dhcpsapi_client_request};
use support::blocks::free;
use support::clock::{at, begin};
use support::codes::INVALID_PARAMETER;
use support::dhcp::Ask;
use support::options::{By, Class, Defined, Element, Level, string};
use support::pair::{Pair, SCOPE};
use support::server::{LOCAL, Server};

const MASK: u32 = 0xFFFF_FF00;
/// A /24 on one server without a partner.
const ALONE: u32 = 0x0A07_0000;

/// A client's message.
#[derive(Debug, Clone, Copy, Default)]
struct Message<'a> {
    scope: u32,
    client: u8,
    address: u32,
    lease: u32,
    user: &'a [u8],
    vendor: &'a [u8],
    wanted: &'a [u8],
}

fn data(bytes: &[u8]) -> DHCP_BINARY_DATA {
    DHCP_BINARY_DATA { DataLength: bytes.len().try_into().unwrap(), Data: bytes.as_ptr().cast_mut() }
}

/// What a client gets: address, seconds, options.
type Got = (u32, u32, Vec<(u8, Vec<u8>)>);

impl Message<'_> {
    fn structure(&self, id: &[u8]) -> DHCPSAPI_CLIENT {
        DHCPSAPI_CLIENT {
            Scope: self.scope,
            Address: self.address,
            HardwareAddress: data(id),
            Name: null_mut(),
            LeaseTime: self.lease,
            Seconds: 0,
            UserClass: data(self.user),
            VendorClass: data(self.vendor),
            ParameterList: data(self.wanted),
        }
    }

    fn ask(&self, ask: Ask, server: *const u16) -> Result<Got, u32> {
        let id = [2, 0, 0, 0, 0, self.client];
        let mut answer: *mut DHCPSAPI_ANSWER = null_mut();
        // SAFETY: a valid structure and place.
        let code = unsafe { ask(server, &self.structure(&id), from_mut(&mut answer)) };
        if code != 0 {
            assert!(answer.is_null());
            return Err(code);
        }
        // SAFETY: the call succeeded.
        let given = unsafe { *answer };
        free(answer);
        let bytes = if given.Options.Data.is_null() {
            assert_eq!(given.Options.DataLength, 0);
            Vec::new()
        } else {
            let length = given.Options.DataLength.try_into().unwrap();
            // SAFETY: there are as many as it says.
            unsafe { std::slice::from_raw_parts(given.Options.Data, length) }.to_vec()
        };
        free(given.Options.Data);
        Ok((given.Address, given.LeaseTime, options(&bytes)))
    }

    #[track_caller]
    fn got(&self, server: &Server) -> Got {
        self.ask(dhcpsapi_client_request, server.ptr()).unwrap()
    }
}

/// The options of a message (RFC 2132, 2): code, length, bytes.
fn options(mut bytes: &[u8]) -> Vec<(u8, Vec<u8>)> {
    let mut found = Vec::new();
    while let [code, length, rest @ ..] = bytes {
        let (own, others) = rest.split_at(usize::from(*length));
        found.push((*code, own.to_vec()));
        bytes = others;
    }
    assert!(bytes.is_empty());
    found
}

/// A server with the scope `ALONE`, in which no partner has a part.
fn alone() -> Server {
    let server = Server::new();
    server.scope(ALONE, MASK, ALONE + 1, ALONE + 200);
    server
}

const PLAIN: By = By::First;

fn address(last: u32) -> Vec<Element> {
    vec![Element::Address(0x0A07_0000 + last)]
}

fn bytes_of(last: u8) -> Vec<u8> {
    vec![10, 7, 0, last]
}

fn message(client: u8, wanted: &'static [u8]) -> Message<'static> {
    Message { scope: ALONE, client, wanted, ..Message::default() }
}

/// RFC 2132, 3.3, 9.2, 9.7, 9.11, 9.12 and RFC 2131, 4.4.5: what each lease has, in the order in which it is sent.
#[test]
fn what_each_lease_has() {
    let _turn = begin();
    let server = alone();
    let [a, b, c, d] = server.address.to_be_bytes();
    let (_, seconds, all) = message(1, &[1, 51]).got(&server);
    assert_eq!(seconds, 691_200, "eight days");
    let expected = [
        (58, vec![0, 5, 0x46, 0]),
        (59, vec![0, 9, 0x3A, 0x80]),
        (51, vec![0, 0x0A, 0x8C, 0]),
        (54, vec![a, b, c, d]),
        (1, vec![255, 255, 255, 0]),
    ];
    assert_eq!(all, expected);
    assert_eq!(message(1, &[]).got(&server).2, [], "who wants none gets none");
}

/// A reservation's value goes before its scope's, that before the server's.
#[test]
fn the_nearest_level_is_sent() {
    let _turn = begin();
    let server = alone();
    let wanted = || message(1, &[3, 6, 15]).got(&server).2.split_off(5);
    assert_eq!(wanted(), []);
    assert_eq!(server.set_option(PLAIN, Level::Global, 3, &address(1)), 0);
    assert_eq!(server.set_option(PLAIN, Level::Global, 6, &[address(2), address(3)].concat()), 0);
    assert_eq!(wanted(), [(3, bytes_of(1)), (6, [bytes_of(2), bytes_of(3)].concat())]);
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 3, &address(4)), 0);
    assert_eq!(wanted()[0], (3, bytes_of(4)));
    assert_eq!(server.add_reservation(ALONE, ALONE + 9, &[2, 0, 0, 0, 0, 1]), 0);
    assert_eq!(wanted()[0], (3, bytes_of(4)));
    let reserved = Level::Reserved(ALONE + 9, ALONE);
    assert_eq!(server.set_option(PLAIN, reserved, 3, &address(5)), 0);
    assert_eq!(server.set_option(PLAIN, reserved, 15, &[string("b\u{fc}ro.example")]), 0);
    assert_eq!(
        wanted(),
        [
            (3, bytes_of(5)),
            (6, [bytes_of(2), bytes_of(3)].concat()),
            (15, "b\u{fc}ro.example".as_bytes().to_vec())
        ]
    );
    // Another client has another address, and nothing of that.
    assert_eq!(message(2, &[3, 15]).got(&server).2.split_off(5), [(3, bytes_of(4))]);
    // A renewal has them, too; and what was removed is not sent any more.
    assert_eq!(server.remove_option_value(PLAIN, reserved, 3), 0);
    let renewed = message(1, &[3]).ask(dhcpsapi_client_renew, server.ptr()).unwrap();
    assert_eq!(renewed.2[5..], [(3, bytes_of(4))]);
}

/// The order of the parameter list (RFC 2132, 9.8), each code once; pads, ends and unknown codes are nothing.
#[test]
fn the_order_is_the_clients() {
    let _turn = begin();
    let server = alone();
    for id in [3, 42, 6] {
        assert_eq!(server.set_option(PLAIN, Level::Global, id, &address(id)), 0);
    }
    let codes = |wanted| -> Vec<u8> {
        let all = message(1, wanted).got(&server).2;
        all.iter().map(|(code, _)| *code).collect()
    };
    assert_eq!(codes(&[42, 3, 6]), [58, 59, 51, 54, 1, 42, 3, 6]);
    assert_eq!(codes(&[6, 0, 6, 255, 1, 51, 58, 200, 3, 6]), [58, 59, 51, 54, 1, 6, 3]);
    assert_eq!(codes(&[81]), [58, 59, 51, 54, 1]);
    // Option 81 is how the server updates DNS (MS-DHCPM 3.3.1), and is sent to nobody.
    assert_eq!(server.set_option(PLAIN, Level::Global, 81, &[Element::Dword(5)]), 0);
    assert_eq!(codes(&[81]), [58, 59, 51, 54, 1]);
}

/// RFC 2132, 2: numbers have their most significant byte first.
#[test]
fn each_type_in_a_message() {
    let _turn = begin();
    let server = alone();
    let cases: [(u32, Vec<Element>, Vec<u8>); 9] = [
        (201, vec![Element::Byte(7)], vec![7]),
        (202, vec![Element::Word(0x1234)], vec![0x12, 0x34]),
        (203, vec![Element::Dword(0x1234_5678)], vec![0x12, 0x34, 0x56, 0x78]),
        (204, vec![Element::DwordDword(1, 2)], vec![0, 0, 0, 1, 0, 0, 0, 2]),
        (205, address(9), bytes_of(9)),
        (206, vec![string("abc")], b"abc".to_vec()),
        (207, vec![Element::Binary(vec![0, 255])], vec![0, 255]),
        (208, vec![Element::Encapsulated(vec![1, 1, 9])], vec![1, 1, 9]),
        (209, vec![Element::Ipv6("2001:db8::1".into())], {
            vec![0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
        }),
    ];
    for (id, value, _) in &cases {
        assert_eq!(server.define(PLAIN, &Defined::new(*id, value)), 0);
        assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), *id, value), 0);
    }
    let sent = message(1, &[201, 202, 203, 204, 205, 206, 207, 208, 209]).got(&server).2.split_off(5);
    let expected: Vec<(u8, Vec<u8>)> =
        cases.into_iter().map(|(id, _, bytes)| (id.try_into().unwrap(), bytes)).collect();
    assert_eq!(sent, expected);
    // RFC 3396: what is longer than 255 bytes goes on in another option of that code; what has no bytes is sent, too.
    let long: Vec<u8> = (0..600_u32).map(|number| (number % 251).try_into().unwrap()).collect();
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 207, &[Element::Binary(long.clone())]), 0);
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 206, &[string("")]), 0);
    let sent = message(1, &[207, 206]).got(&server).2.split_off(5);
    assert_eq!(sent.iter().map(|(_, part)| part.len()).collect::<Vec<_>>(), [255, 255, 90, 0]);
    assert_eq!(sent[..3].iter().flat_map(|(_, part)| part.clone()).collect::<Vec<_>>(), long);
}

/// MS-DHCPM 1.4: a value for the client's user class, of whatever level, goes before one for all; of either the nearest level.
#[test]
fn values_for_a_user_class() {
    let _turn = begin();
    let server = alone();
    assert_eq!(server.create_class(&Class::new("Phones", false, b"phone")), 0);
    let phones = By::V5(0, Some("Phones"), None);
    assert_eq!(server.set_option(PLAIN, Level::Global, 3, &address(1)), 0);
    assert_eq!(server.set_option(phones, Level::Global, 3, &address(2)), 0);
    let wanted = |user| Message { user, ..message(1, &[3]) }.got(&server).2.split_off(5);
    assert_eq!(wanted(b"phone"), [(3, bytes_of(2))]);
    for other in [&b""[..], b"Phones", b"phon", b"phone2", b"PHONE"] {
        assert_eq!(wanted(other), [(3, bytes_of(1))]);
    }
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 3, &address(3)), 0);
    assert_eq!(wanted(b"phone"), [(3, bytes_of(2))]);
    assert_eq!(wanted(b""), [(3, bytes_of(3))]);
    assert_eq!(server.set_option(phones, Level::Scope(ALONE), 3, &address(4)), 0);
    assert_eq!(wanted(b"phone"), [(3, bytes_of(4))]);
    assert_eq!(wanted(b""), [(3, bytes_of(3))]);
}

/// RFC 2132, 8.4: the values for the vendor class are parts of option 43; whoever is of no vendor class gets what is set as 43.
#[test]
fn values_for_a_vendor_class() {
    let _turn = begin();
    let server = alone();
    let windows = By::V5(1, None, Some("Microsoft Windows 2000 Options"));
    assert_eq!(server.set_option(windows, Level::Global, 2, &[Element::Dword(1)]), 0);
    assert_eq!(server.set_option(windows, Level::Global, 1, &[Element::Dword(2)]), 0);
    assert_eq!(server.set_option(windows, Level::Scope(ALONE), 1, &[Element::Dword(3)]), 0);
    let wanted = |vendor| Message { vendor, ..message(1, &[43]) }.got(&server).2.split_off(5);
    assert_eq!(wanted(b"MSFT 5.0"), [(43, vec![1, 4, 0, 0, 0, 3, 2, 4, 0, 0, 0, 1])]);
    for other in [&b""[..], b"MSFT", b"MSFT 98", b"android"] {
        assert_eq!(wanted(other), []);
    }
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 43, &[Element::Binary(vec![9, 9])]), 0);
    assert_eq!(wanted(b""), [(43, vec![9, 9])]);
    assert_eq!(wanted(b"MSFT"), [(43, vec![9, 9])]);
    assert_eq!(wanted(b"MSFT 5.0")[0].1.len(), 12);
}

/// The default of a definition is sent where somebody has changed it.
#[test]
fn a_default_that_somebody_changed() {
    let _turn = begin();
    let server = alone();
    let wanted = |list| message(1, list).got(&server).2.split_off(5);
    assert_eq!(wanted(&[3, 15, 224]), [], "the defaults of a fresh server say nothing");
    assert_eq!(server.define(PLAIN, &Defined::new(224, &[Element::Byte(0)])), 0);
    assert_eq!(wanted(&[3, 15, 224]), []);
    assert_eq!(server.set_option(PLAIN, Level::Default, 224, &[Element::Byte(5)]), 0);
    assert_eq!(server.set_option(PLAIN, Level::Default, 3, &address(1)), 0);
    assert_eq!(wanted(&[3, 15, 224]), [(3, bytes_of(1)), (224, vec![5])]);
    assert_eq!(server.set_option(PLAIN, Level::Global, 3, &address(2)), 0);
    assert_eq!(wanted(&[3]), [(3, bytes_of(2))]);
}

/// Option 51 at each level and class is the length of the lease, and 58 and 59 are its times.
#[test]
fn option_51_is_the_length_of_the_lease() {
    let _turn = begin();
    let server = alone();
    let length = |client, user| Message { user, ..message(client, &[]) }.got(&server).1;
    let set =
        |by, level, seconds| assert_eq!(server.set_option(by, level, 51, &[Element::Dword(seconds)]), 0);
    assert_eq!(length(1, b""), 691_200);
    set(PLAIN, Level::Global, 7200);
    assert_eq!(length(1, b""), 7200);
    set(PLAIN, Level::Scope(ALONE), 3600);
    assert_eq!(length(1, b""), 3600);
    assert_eq!(server.create_class(&Class::new("Guests", false, b"guest")), 0);
    set(By::V5(0, Some("Guests"), None), Level::Scope(ALONE), 600);
    assert_eq!((length(1, b"guest"), length(1, b"")), (600, 3600));
    assert_eq!(server.add_reservation(ALONE, ALONE + 9, &[2, 0, 0, 0, 0, 2]), 0);
    set(PLAIN, Level::Reserved(ALONE + 9, ALONE), 86_400);
    assert_eq!((length(2, b""), length(2, b"guest"), length(3, b"")), (86_400, 600, 3600));
    // A client may wish less, and no more.
    assert_eq!(Message { lease: 60, ..message(1, &[]) }.got(&server).1, 60);
    assert_eq!(Message { lease: 9999, ..message(1, &[]) }.got(&server).1, 3600);
    // A length of 0 is none, and neither is a text.
    set(PLAIN, Level::Scope(ALONE), 0);
    assert_eq!(length(1, b""), 691_200);
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 51, &[string("long")]), 0);
    assert_eq!(length(1, b""), 691_200);
}

#[test]
fn the_times_of_a_lease() {
    let _turn = begin();
    let server = alone();
    assert_eq!(server.set_option(PLAIN, Level::Global, 51, &[Element::Dword(800)]), 0);
    let times = || -> Vec<u32> {
        let all = message(1, &[1]).got(&server).2;
        all[..3].iter().map(|(_, bytes)| u32::from_be_bytes(bytes.clone().try_into().unwrap())).collect()
    };
    assert_eq!(times(), [400, 700, 800]);
    for (renewal, rebinding, expected) in [
        (100, 200, [100, 200, 800]),
        (300, 200, [200, 200, 800]),
        (900, 900, [800, 800, 800]),
        (0, 0, [400, 700, 800]),
    ] {
        assert_eq!(server.set_option(PLAIN, Level::Global, 58, &[Element::Dword(renewal)]), 0);
        assert_eq!(server.set_option(PLAIN, Level::Global, 59, &[Element::Dword(rebinding)]), 0);
        assert_eq!(times(), expected, "{renewal} {rebinding}");
    }
}

/// 0xFFFFFFFF is a lease that never ends (RFC 2131, 3.3); with failover it is as long as the MCLT allows.
#[test]
fn a_lease_that_never_ends() {
    let _turn = begin();
    let server = alone();
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 51, &[Element::Dword(u32::MAX)]), 0);
    let (address, seconds, all) = message(1, &[1]).got(&server);
    assert_eq!((address, seconds), (ALONE + 1, u32::MAX));
    assert_eq!(all[..3], [(58, vec![255; 4]), (59, vec![255; 4]), (51, vec![255; 4])]);
    at(4_000_000_000);
    assert_eq!(message(2, &[]).got(&server).0, ALONE + 2, "it is not over after 126 years");
    let pair = Pair::with(100, |relationship| relationship.load_balance(50));
    for half in [&pair.primary, &pair.secondary] {
        assert_eq!(half.set_option(PLAIN, Level::Scope(SCOPE), 51, &[Element::Dword(u32::MAX)]), 0);
    }
    let (_, seconds, _) =
        Message { scope: SCOPE, ..message(1, &[]) }.ask(dhcpsapi_client_request, LOCAL).unwrap();
    assert_eq!(seconds, 3600);
}

/// A client whose address was given back and that comes back gets it, if it is free (RFC 2131, 4.3.1).
#[test]
fn a_client_that_comes_back_gets_its_address() {
    let _turn = begin();
    let server = alone();
    assert_eq!(server.set_option(PLAIN, Level::Scope(ALONE), 51, &[Element::Dword(60)]), 0);
    let first = message(1, &[]).got(&server).0;
    assert_eq!(message(2, &[]).got(&server).0, ALONE + 2);
    // Both leases are over, and nobody knows who had them.
    at(1_000_000);
    let back = Message { address: ALONE + 2, ..message(2, &[]) }.got(&server).0;
    assert_eq!((first, back), (ALONE + 1, ALONE + 2));
    // What somebody else has is not given to who wishes it.
    assert_eq!(Message { address: ALONE + 2, ..message(3, &[]) }.got(&server).0, ALONE + 1);
}

#[test]
fn what_a_message_cannot_say() {
    let _turn = begin();
    let server = alone();
    let long = [7; 256];
    for wrong in [
        Message { user: &long, ..message(1, &[]) },
        Message { vendor: &long, ..message(1, &[]) },
        Message { wanted: &long, ..message(1, &[]) },
    ] {
        server.refuses(INVALID_PARAMETER, || wrong.ask(dhcpsapi_client_request, server.ptr()).unwrap_err());
    }
    let id = [2, 0, 0, 0, 0, 1];
    for field in 0..3 {
        let mut structure = message(1, &[]).structure(&id);
        let nowhere = DHCP_BINARY_DATA { DataLength: 3, Data: null_mut() };
        match field {
            0 => structure.UserClass = nowhere,
            1 => structure.VendorClass = nowhere,
            _ => structure.ParameterList = nowhere,
        }
        let mut answer = null_mut();
        server.refuses(INVALID_PARAMETER, || {
            // SAFETY: a valid structure and place.
            unsafe { dhcpsapi_client_request(server.ptr(), &structure, from_mut(&mut answer)) }
        });
    }
}

/// A client that is served from another scope of its superscope gets what that scope says: its router, its lease, its mask.
#[test]
fn options_of_another_scope_of_the_superscope() {
    let _turn = begin();
    let server = Server::new();
    let other = ALONE + 0x100;
    assert_eq!(server.create_scope(ALONE, MASK), 0);
    server.scope(other, 0xFFFF_FF80, other + 1, other + 9);
    for (scope, router, seconds) in [(ALONE, 1, 600), (other, 2, 1200)] {
        assert_eq!(server.set_superscope(scope, Some("Floor 1"), 0), 0);
        assert_eq!(server.set_option(PLAIN, Level::Scope(scope), 3, &address(router)), 0);
        assert_eq!(server.set_option(PLAIN, Level::Scope(scope), 51, &[Element::Dword(seconds)]), 0);
    }
    let (given, seconds, options) = message(1, &[1, 3]).got(&server);
    assert_eq!((given, seconds), (other + 1, 1200));
    let sent = |code| options.iter().find(|(other, _)| *other == code).map(|(_, bytes)| bytes.clone());
    assert_eq!((sent(3), sent(1)), (Some(bytes_of(2)), Some(vec![255, 255, 255, 128])));
}
