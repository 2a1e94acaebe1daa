//! Link-layer filters (MS-DHCPM 3.2.4.83 to 3.2.4.87): the two lists, which of them are in force, and what they do to clients.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{null, null_mut};

use dhcpsapi::abi::extension::DHCPSAPI_RULE::{self, *};
use support::blocks::{Key, free};
use support::clock::{NEVER, at, begin, turn};
use support::codes::{
    HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT, INVALID_PARAMETER, LINKLAYER_ADDRESS_DOES_NOT_EXIST,
    LINKLAYER_ADDRESS_EXISTS, MORE_DATA, NO_MORE_ITEMS, TIMEOUT, UNDEFINED_HARDWARE_ADDRESS_TYPE,
};
use support::dhcp::Client;
use support::filters::{ALLOW, DENY, Filter, ethernet, exemption, pattern};
use support::fixtures::{ALL, MASK};
use support::pair::{Pair, SCOPE};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// The hardware address of client 1, and patterns of it.
const MAC: [u8; 6] = [2, 0, 0, 0, 0, 1];
const OTHER_MAC: [u8; 6] = [2, 0, 0, 0, 0, 2];

fn zeros() -> DHCP_ADDR_PATTERN {
    DHCP_ADDR_PATTERN::default()
}

/// A scope of this test's own, since clients ask every server that has it.
fn server_with_scope(scope: u32) -> Server {
    let server = Server::new();
    server.scope(scope, MASK, scope + 1, scope + 20);
    server
}

// --------------------------------------------------------------------------------- which lists are in force

/// MS-DHCPM 3.2.4.85 and 3.2.4.86. Any number but 0 is TRUE, which comes back as 1.
#[test]
fn the_lists_that_are_in_force() {
    let _turn = turn();
    let server = Server::new();
    assert_eq!(server.enforced(), Ok((0, 0)), "a fresh server");
    for (allow, deny, expected) in
        [(1, 0, (1, 0)), (0, 1, (0, 1)), (-1, 77, (1, 1)), (i32::MIN, i32::MAX, (1, 1)), (0, 0, (0, 0))]
    {
        for _ in 0..2 {
            assert_eq!(server.enforce(allow, deny), 0);
            assert_eq!(server.enforced(), Ok(expected));
        }
    }
    // Step 2 of both: a NULL structure.
    // SAFETY: valid strings, and NULL.
    unsafe {
        server.refuses(INVALID_PARAMETER, || DhcpSetFilterV4(server.ptr(), null()));
        server.refuses(INVALID_PARAMETER, || DhcpGetFilterV4(server.ptr(), null_mut()));
    }
}

// ------------------------------------------------------------------------------------------------ the lists

/// MS-DHCPM 3.2.4.83: the entry is as it was given. Entries stand in the order of hardware type, bytes and length; the documents
/// name none. NULL and "" stay what they are.
#[test]
fn entries_are_listed_as_they_were_added() {
    let _turn = turn();
    let server = Server::new();
    let given = [
        (ALLOW, exemption(0), None),
        (ALLOW, ethernet(&[0]), Some("")),
        (DENY, ethernet(&[0, 0x1C]), Some("a maker")),
        (ALLOW, ethernet(&[0, 0x1C, 0x25]), None),
        (DENY, ethernet(&[0, 0x1C, 0x25, 0x80, 0xA0]), None),
        (DENY, ethernet(&[0, 0x1C, 0x25, 0x80, 0xA0, 0x43]), Some("r\u{e9}seau")),
        (ALLOW, ethernet(&[2]), None),
        (ALLOW, exemption(6), Some("token ring")),
        (ALLOW, exemption(255), None),
    ];
    for (list, pattern, comment) in given.iter().rev() {
        assert_eq!(server.add_filter(*list, pattern, *comment, 0), 0);
    }
    for list in [DENY, ALLOW] {
        let expected = given.iter().filter(|(of, ..)| *of == list);
        let expected: Vec<Filter> =
            expected.map(|(_, pattern, comment)| Filter::of(pattern, *comment)).collect();
        assert_eq!(server.all_filters(list), expected);
    }
    let other = Server::new();
    assert_eq!(other.filters(DENY, &mut zeros(), ALL), (NO_MORE_ITEMS, vec![], 0), "each server has its own");
}

/// Only the first Length bytes count, and any number but 0 is TRUE.
#[test]
fn what_of_a_pattern_is_not_looked_at() {
    let _turn = turn();
    let server = Server::new();
    let mut loose = ethernet(&[2, 3]);
    loose.Pattern[2..].fill(0xEE);
    loose.MatchHWType = -1;
    loose.IsWildcard = 77;
    assert_eq!(server.add_filter(DENY, &loose, None, 0), 0);
    assert_eq!(server.all_filters(DENY), [Filter::of(&ethernet(&[2, 3]), None)]);
    assert_eq!(server.add_filter(DENY, &ethernet(&[2, 3]), None, 0), LINKLAYER_ADDRESS_EXISTS);
    assert_eq!(server.delete_filter(&loose), 0);
    assert_eq!(server.all_filters(DENY), []);
}

/// MS-DHCPM 3.2.4.83 and 3.2.4.84, steps 2 to 6.
#[test]
fn impossible_patterns() {
    let _turn = turn();
    let server = Server::new();
    let refuses = |list: i32, pattern: &DHCP_ADDR_PATTERN| {
        for forced in [0, 1] {
            server.refuses(INVALID_PARAMETER, || server.add_filter(list, pattern, None, forced));
        }
        server.refuses(INVALID_PARAMETER, || server.delete_filter(pattern));
    };
    for list in [DENY, ALLOW] {
        // Step 3: MatchHWType is TRUE.
        refuses(list, &DHCP_ADDR_PATTERN { MatchHWType: 0, ..ethernet(&MAC) });
        refuses(list, &DHCP_ADDR_PATTERN { MatchHWType: 0, ..exemption(6) });
        refuses(list, &zeros());
        for length in 0..=255 {
            let bytes = vec![2; length];
            // Steps 5 and 6: an Ethernet address has 6 bytes, and a wildcard 1 to 5 of them.
            if length != 6 {
                refuses(list, &pattern(1, false, &bytes));
            }
            if !(1..=5).contains(&length) {
                refuses(list, &pattern(1, true, &bytes));
            }
            // Step 4: an exemption is a wildcard without bytes.
            refuses(list, &pattern(6, false, &bytes));
            if length != 0 {
                refuses(list, &pattern(6, true, &bytes));
            }
        }
    }
    // Step 4: an exemption is in the allow list.
    for hardware_type in [0, 2, 6, 255] {
        server.refuses(INVALID_PARAMETER, || server.add_filter(DENY, &exemption(hardware_type), None, 1));
    }
    // Step 2.
    // SAFETY: valid strings, and NULL.
    unsafe {
        server.refuses(INVALID_PARAMETER, || DhcpAddFilterV4(server.ptr(), null(), 0));
        server.refuses(INVALID_PARAMETER, || DhcpDeleteFilterV4(server.ptr(), null()));
    }
}

/// The deny list is 0, the allow list 1 (MS-DHCPM 2.2.1.1.17).
#[test]
fn there_is_no_third_list() {
    let _turn = turn();
    let server = Server::new();
    for list in [-1, 2, 99, i32::MAX, i32::MIN] {
        server.refuses(INVALID_PARAMETER, || server.add_filter(list, &ethernet(&MAC), None, 1));
        assert_eq!(server.filters(list, &mut zeros(), ALL), (INVALID_PARAMETER, vec![], 0));
    }
}

/// MS-DHCPM 2.2.1.2.92: a comment has 128 characters with its NUL.
#[test]
fn comments_of_127_characters() {
    let _turn = turn();
    let server = Server::new();
    let longest = "c".repeat(127);
    server.refuses(INVALID_PARAMETER, || server.add_filter(DENY, &ethernet(&MAC), Some(&"c".repeat(128)), 0));
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC), Some(&longest), 0), 0);
    assert_eq!(server.all_filters(DENY), [Filter::of(&ethernet(&MAC), Some(&longest))]);
    server.refuses(INVALID_PARAMETER, || {
        server.add_filter(DENY, &ethernet(&MAC), Some(&"c".repeat(100_000)), 1)
    });
    for shorter in [Some("c"), Some(""), None] {
        assert_eq!(server.add_filter(DENY, &ethernet(&MAC), shorter, 1), 0);
        assert_eq!(server.all_filters(DENY), [Filter::of(&ethernet(&MAC), shorter)]);
    }
}

/// MS-DHCPM 3.2.4.83, step 7: a pattern that one of the lists has is refused, or replaced if that is forced. It is never in both.
#[test]
fn an_entry_that_is_there() {
    let _turn = turn();
    for own in [ethernet(&MAC), ethernet(&MAC[..3])] {
        let server = Server::new();
        assert_eq!(server.add_filter(DENY, &own, Some("first"), 0), 0);
        for list in [DENY, ALLOW] {
            server.refuses(LINKLAYER_ADDRESS_EXISTS, || server.add_filter(list, &own, Some("second"), 0));
        }
        assert_eq!(server.add_filter(ALLOW, &own, Some("moved"), 77), 0);
        assert_eq!(server.all_filters(DENY), []);
        assert_eq!(server.all_filters(ALLOW), [Filter::of(&own, Some("moved"))]);
        assert_eq!(server.add_filter(DENY, &own, None, 1), 0);
        assert_eq!(server.all_filters(DENY), [Filter::of(&own, None)]);
        assert_eq!(server.all_filters(ALLOW), []);
    }
}

/// MS-DHCPM 3.2.4.83, step 8: a hardware type that is exempt has a code of its own, and stays as it is whatever is forced.
#[test]
fn a_hardware_type_that_is_exempt() {
    let _turn = turn();
    let server = Server::new();
    assert_eq!(server.add_filter(ALLOW, &exemption(6), Some("first"), 1), 0);
    server.refuses(HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT, || {
        server.add_filter(ALLOW, &exemption(6), Some("second"), 0)
    });
    assert_eq!(server.add_filter(ALLOW, &exemption(6), Some("second"), 1), 0);
    assert_eq!(server.all_filters(ALLOW), [Filter::of(&exemption(6), Some("first"))]);
    assert_eq!(server.add_filter(ALLOW, &exemption(7), None, 0), 0, "another type");
}

/// MS-DHCPM 3.2.4.84, steps 7 and 8. The pattern names the entry, whichever list it is in; its length is a part of it.
#[test]
fn entries_are_deleted() {
    let _turn = turn();
    let server = Server::new();
    server.refuses(LINKLAYER_ADDRESS_DOES_NOT_EXIST, || server.delete_filter(&ethernet(&MAC)));
    server.refuses(UNDEFINED_HARDWARE_ADDRESS_TYPE, || server.delete_filter(&exemption(6)));
    let nested = [ethernet(&MAC[..1]), ethernet(&MAC[..5]), ethernet(&MAC), exemption(6)];
    for (list, own) in [ALLOW, DENY, ALLOW, ALLOW].into_iter().zip(&nested) {
        assert_eq!(server.add_filter(list, own, None, 0), 0);
    }
    server.refuses(LINKLAYER_ADDRESS_DOES_NOT_EXIST, || server.delete_filter(&ethernet(&MAC[..2])));
    server.refuses(LINKLAYER_ADDRESS_DOES_NOT_EXIST, || server.delete_filter(&ethernet(&OTHER_MAC)));
    server.refuses(UNDEFINED_HARDWARE_ADDRESS_TYPE, || server.delete_filter(&exemption(7)));
    assert_eq!(server.delete_filter(&nested[1]), 0);
    assert_eq!(server.all_filters(DENY), []);
    let left = [&nested[0], &nested[2], &nested[3]].map(|own| Filter::of(own, None));
    assert_eq!(server.all_filters(ALLOW), left);
    for own in [&nested[0], &nested[2], &nested[3]] {
        assert_eq!(server.delete_filter(own), 0);
        assert_ne!(server.delete_filter(own), 0, "it is gone");
    }
    assert_eq!(server.filters(ALLOW, &mut zeros(), ALL), (NO_MORE_ITEMS, vec![], 0));
}

// ------------------------------------------------------------------------------------------- the enumeration

/// Walks a list: the pages and their codes. Each total counts from its page on, and each page goes on behind the last.
fn walk(server: &Server, list: i32, preferred: u32) -> Vec<Vec<Filter>> {
    let mut handle = zeros();
    let mut pages: Vec<Vec<Filter>> = Vec::new();
    let mut totals = Vec::new();
    loop {
        let (code, page, total) = server.filters(list, &mut handle, preferred);
        let last = page.last().cloned().unwrap();
        assert_eq!(Filter::of(&handle, last.comment.as_deref()), last, "the handle is the last pattern");
        totals.push(usize::try_from(total).unwrap());
        pages.push(page);
        match code {
            MORE_DATA => {}
            NO_MORE_ITEMS => break,
            other => panic!("{other}"),
        }
    }
    // MS-DHCPM 3.2.4.87: nothing is left, and the handle stays.
    let before = Filter::of(&handle, None);
    assert_eq!(server.filters(list, &mut handle, preferred), (NO_MORE_ITEMS, vec![], 0));
    assert_eq!(Filter::of(&handle, None), before);
    let all: usize = pages.iter().map(Vec::len).sum();
    let mut passed = 0;
    for (page, total) in pages.iter().zip(totals) {
        assert_eq!(total, all - passed, "a total counts from its page on");
        passed += page.len();
    }
    pages
}

/// MS-DHCPM 3.2.4.87: less than 1024 bytes are 1024, more than 65536 are 65536, and 0xFFFFFFFF is all. An entry without comment
/// takes 280 bytes in the structures, one with "comment" 16 more.
#[test]
fn a_list_in_pages() {
    let _turn = turn();
    let server = Server::new();
    for number in 0_u16..500 {
        let [high, low] = number.to_be_bytes();
        let comment = (number % 2 == 1).then_some("comment");
        assert_eq!(server.add_filter(DENY, &ethernet(&[2, 0, 0, 0, high, low]), comment, 0), 0);
        assert_eq!(server.add_filter(ALLOW, &ethernet(&[2, 1, high, low]), comment, 0), 0);
    }
    for list in [DENY, ALLOW] {
        let all = server.all_filters(list);
        assert_eq!(all.len(), 500);
        for (preferred, first) in
            [(0, 3), (1, 3), (1024, 3), (3000, 10), (65_536, 227), (65_537, 227), (ALL - 1, 227), (ALL, 500)]
        {
            let pages = walk(&server, list, preferred);
            assert_eq!(pages[0].len(), first, "{preferred} bytes");
            assert!(pages.concat() == all, "{preferred} bytes");
        }
    }
}

/// The documents leave open what follows an entry that is gone: the list goes on behind its place, and entries that come before
/// it do not come again.
#[test]
fn a_list_that_changes_between_its_pages() {
    let _turn = turn();
    let server = Server::new();
    let own = |last| ethernet(&[2, 0, 0, 0, 0, last]);
    for last in 0..10 {
        assert_eq!(server.add_filter(DENY, &own(last * 2), None, 0), 0);
    }
    let mut handle = zeros();
    let (code, page, total) = server.filters(DENY, &mut handle, 1024);
    assert_eq!((code, page.len(), total), (MORE_DATA, 3, 10));
    // The last one that came is deleted, one before it and one behind it are new, and the next one goes to the other list.
    assert_eq!(server.delete_filter(&own(4)), 0);
    assert_eq!(server.add_filter(DENY, &own(3), None, 0), 0);
    assert_eq!(server.add_filter(DENY, &own(5), None, 0), 0);
    assert_eq!(server.add_filter(ALLOW, &own(6), None, 1), 0);
    let (code, page, total) = server.filters(DENY, &mut handle, ALL);
    let expected: Vec<Filter> = [5, 8, 10, 12, 14, 16, 18].map(|last| Filter::of(&own(last), None)).into();
    assert_eq!((code, page, total), (NO_MORE_ITEMS, expected, 7));
    // A pattern that was never there, and one that could not be.
    for mut handle in
        [own(13), pattern(1, false, &[2, 0, 0, 0, 0, 13, 255, 255]), pattern(1, true, &[2, 0, 0, 0, 0, 13])]
    {
        let (_, page, total) = server.filters(DENY, &mut handle, ALL);
        let expected: Vec<Filter> = [14, 16, 18].map(|last| Filter::of(&own(last), None)).into();
        assert_eq!((page, total), (expected, 3));
    }
    let mut behind =
        DHCP_ADDR_PATTERN { MatchHWType: -1, HWType: 255, IsWildcard: -1, Length: 255, Pattern: [255; 255] };
    assert_eq!(server.filters(DENY, &mut behind, ALL), (NO_MORE_ITEMS, vec![], 0));
}

/// The exemption of hardware type 0 is not the beginning of the list.
#[test]
fn the_handle_of_the_exemption_of_type_0() {
    let _turn = turn();
    let server = Server::new();
    for hardware_type in [0, 2, 3, 4] {
        assert_eq!(server.add_filter(ALLOW, &exemption(hardware_type), None, 0), 0);
    }
    let (code, page, total) = server.filters(ALLOW, &mut exemption(0), ALL);
    assert_eq!((code, page.len(), total), (NO_MORE_ITEMS, 3, 3));
    assert_eq!(walk(&server, ALLOW, 1024).concat().len(), 4);
}

#[test]
fn a_list_of_ten_thousand() {
    let _turn = turn();
    let server = Server::new();
    for number in (0_u16..10_000).rev() {
        let [high, low] = number.to_be_bytes();
        assert_eq!(server.add_filter(DENY, &ethernet(&[2, 0, 0, 0, high, low]), None, 0), 0);
    }
    let pages = walk(&server, DENY, 65_536);
    assert_eq!(pages.len(), 43, "234 entries of 280 bytes in each");
    let all = pages.concat();
    assert_eq!(all.len(), 10_000);
    assert!(all.is_sorted_by(|one, other| one.bytes < other.bytes));
    for number in 0_u16..10_000 {
        let [high, low] = number.to_be_bytes();
        assert_eq!(server.delete_filter(&ethernet(&[2, 0, 0, 0, high, low])), 0);
    }
    assert_eq!(server.all_filters(DENY), []);
}

// ------------------------------------------------------------------------------------- what they do to clients

/// The rules of the answers that the servers of a scope give, the best one first.
fn rules(client: &Client) -> Vec<DHCPSAPI_RULE> {
    client.explain(0, None).unwrap().iter().map(|answer| answer.Rule).collect()
}

/// MS-DHCPM 3.2.4.83: while the deny list is in force, its clients get nothing, not even an answer. It is looked at before all
/// else: also where the scope is disabled.
#[test]
fn a_client_that_is_denied() {
    let _turn = begin();
    let scope = 0x0A10_0000;
    let server = server_with_scope(scope);
    let (client, other) = (Client::new(scope, 1), Client::new(scope, 2));
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC), None, 0), 0);
    let lease = client.request(None).unwrap();
    assert_eq!(lease.Address, scope + 1, "the list is not in force");
    assert_eq!(server.enforce(0, 1), 0);
    server.refuses_client(TIMEOUT, || client.request(None));
    server.refuses_client(TIMEOUT, || client.renew(None));
    server.refuses_client(TIMEOUT, || client.rebind(Some(&server)));
    for kind in 0..3 {
        let answers = client.explain(kind, None).unwrap();
        assert_eq!((answers[0].Rule, answers[0].Address, answers[0].LeaseTime), (DhcpsapiFiltered, 0, 0));
        assert_eq!((answers.len(), answers[0].ChangesAt), (1, 0));
    }
    assert_eq!(other.request(None).unwrap().Address, scope + 2);
    // What it has it may give back: nothing is answered to that.
    assert_eq!(client.release(None), 0);
    assert_eq!(server.enforce(0, 0), 0);
    assert_eq!(rules(&client), [DhcpsapiWholeLease]);
    assert_eq!(server.enforce(0, 1), 0);
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: scope,
        SubnetMask: MASK,
        SubnetState: DhcpSubnetDisabled,
        ..Default::default()
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), scope, &info) }, 0);
    assert_eq!(rules(&client), [DhcpsapiFiltered]);
    assert_eq!(rules(&other), [DhcpsapiScopeDisabled]);
}

/// MS-DHCPM 3.2.4.83: while the allow list is in force, its clients get leases, and nobody else does; with an empty list nobody.
#[test]
fn a_client_that_is_not_allowed() {
    let _turn = begin();
    let scope = 0x0A11_0000;
    let server = server_with_scope(scope);
    let (client, other) = (Client::new(scope, 1), Client::new(scope, 2));
    assert_eq!(server.enforce(1, 0), 0);
    assert_eq!((rules(&client), rules(&other)), (vec![DhcpsapiFiltered], vec![DhcpsapiFiltered]));
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC), None, 0), 0);
    assert_eq!((rules(&client), rules(&other)), (vec![DhcpsapiWholeLease], vec![DhcpsapiFiltered]));
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC[..1]), None, 0), 0);
    assert_eq!((rules(&client), rules(&other)), (vec![DhcpsapiWholeLease], vec![DhcpsapiWholeLease]));
    // Moved to the list that is not in force.
    assert_eq!(server.delete_filter(&ethernet(&MAC[..1])), 0);
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC), None, 1), 0);
    assert_eq!((rules(&client), rules(&other)), (vec![DhcpsapiFiltered], vec![DhcpsapiFiltered]));
}

/// MS-DHCPM 1.4: with both lists in force, whoever is on the deny list gets no answer, whatever the allow list says, and nobody does
/// who is not on the allow list. An entry of a list that is not in force counts for nothing.
#[test]
fn which_entry_decides() {
    let _turn = begin();
    let scope = 0x0A12_0000;
    let server = server_with_scope(scope);
    let (client, other) = (Client::new(scope, 1), Client::new(scope, 2));
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC[..1]), None, 0), 0);
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC[..5]), None, 0), 0);
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC), None, 0), 0);
    let answered = |allow, deny| {
        assert_eq!(server.enforce(allow, deny), 0);
        [&client, &other].map(|client| rules(client) == [DhcpsapiWholeLease])
    };
    assert_eq!(answered(1, 1), [false, false]);
    assert_eq!(answered(0, 1), [false, false]);
    assert_eq!(answered(1, 0), [true, true]);
    assert_eq!(answered(0, 0), [true, true]);
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC), None, 1), 0);
    assert_eq!(server.delete_filter(&ethernet(&MAC[..1])), 0);
    assert_eq!(answered(1, 1), [false, true]);
    assert_eq!(answered(0, 1), [false, true]);
    assert_eq!(answered(1, 0), [true, true]);
}

/// Six bytes are an Ethernet address; any other identifier begins with its hardware type (RFC 2132, 9.14). The types that are
/// exempt are answered while the allow list is in force, and no other type is denied.
#[test]
fn clients_of_other_hardware_types() {
    let _turn = begin();
    let scope = 0x0A13_0000;
    let server = server_with_scope(scope);
    let of = |id: &[u8]| Client { id: id.to_vec(), ..Client::new(scope, 0) };
    let long_ethernet = of(&[1, 2, 0, 0, 0, 0, 1]);
    let (token_ring, infiniband) = (of(&[6, 2, 0, 0, 0, 0, 1]), of(&[32; 20]));
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC[..1]), None, 0), 0);
    assert_eq!(server.add_filter(ALLOW, &exemption(6), None, 0), 0);
    assert_eq!(server.add_filter(DENY, &ethernet(&[1]), None, 0), 0);
    assert_eq!(server.add_filter(DENY, &ethernet(&[32]), None, 0), 0);
    assert_eq!(server.enforce(1, 1), 0);
    for (client, is_answered) in [
        (&of(&MAC), true),
        (&token_ring, true),
        (&infiniband, false),
        (&long_ethernet, false),
        (&of(&[6]), true),
        (&of(&[2]), false),
        (&of(&[6; 6]), false),
    ] {
        let expected = if is_answered { DhcpsapiWholeLease } else { DhcpsapiFiltered };
        assert_eq!(rules(client), [expected], "{:?}", client.id);
    }
    assert_eq!(server.enforce(0, 1), 0);
    for client in [&token_ring, &infiniband, &long_ethernet] {
        assert_eq!(rules(client), [DhcpsapiWholeLease], "{:?}", client.id);
    }
}

/// Each server has its own filters: of several that hear a client, those answer that do not keep it out.
#[test]
fn another_server_answers() {
    let _turn = begin();
    let scope = 0x0A14_0000;
    let (first, second) = (server_with_scope(scope), server_with_scope(scope));
    let client = Client::new(scope, 1);
    assert_eq!(client.explain(0, None).unwrap()[0].Server, first.address);
    assert_eq!(first.add_filter(DENY, &ethernet(&MAC), None, 0), 0);
    assert_eq!(first.enforce(0, 1), 0);
    let answers = client.explain(0, None).unwrap();
    assert_eq!((answers[0].Server, answers[0].Rule), (second.address, DhcpsapiWholeLease));
    assert_eq!((answers[1].Server, answers[1].Rule), (first.address, DhcpsapiFiltered));
    assert_eq!(client.request(None).unwrap().Server, second.address);
}

/// In failover the filters of a server do not change whose client it is: where the server that is responsible keeps it out, the
/// partner is silent as before. Filters are not copied between partners.
#[test]
fn filters_and_failover() {
    let _turn = begin();
    let pair = Pair::new();
    // RFC 3074 puts the client 0 into bucket 4, which is the primary's.
    let client = Client::new(SCOPE, 0);
    let primary = pair.primary.add_filter(DENY, &ethernet(&[2, 0, 0, 0, 0, 0]), None, 0);
    assert_eq!((primary, pair.primary.enforce(0, 1)), (0, 0));
    assert_eq!(rules(&client), [DhcpsapiFiltered, DhcpsapiPartnersClient]);
    assert_eq!(client.request(None), Err(TIMEOUT));
    assert_eq!(pair.secondary.enforced(), Ok((0, 0)));
    assert_eq!(pair.primary.enforce(0, 0), 0);
    let lease = client.request(None).unwrap();
    assert_eq!(pair.primary.enforce(0, 1), 0);
    at(60);
    assert_eq!(client.renew(None), Err(TIMEOUT));
    assert_eq!(
        client.rebind(None).map(|answer| (answer.Server, answer.Address)),
        Ok((pair.secondary.address, lease.Address))
    );
}

// ------------------------------------------------------------------------------------------- lease records

/// FilterStatus of a lease record, in the three calls that show it.
fn status(server: &Server, scope: u32, address: u32) -> [u32; 3] {
    let (mut policy, mut extended, mut list) = (null_mut(), null_mut(), null_mut());
    let (mut handle, mut read, mut total) = (0, 0, 0);
    // SAFETY: valid strings, structures and places.
    unsafe {
        let key = Key::Address(address);
        assert_eq!(key.search(|search| DhcpV4GetClientInfo(server.ptr(), search, &mut policy)), 0);
        assert_eq!(key.search(|search| DhcpV4GetClientInfoEx(server.ptr(), search, &mut extended)), 0);
        let code = DhcpEnumSubnetClientsFilterStatusInfo(
            server.ptr(),
            scope,
            &mut handle,
            ALL,
            &mut list,
            &mut read,
            &mut total,
        );
        assert_eq!(code, 0);
        let clients = std::slice::from_raw_parts((*list).Clients, read.try_into().unwrap());
        let listed = clients.iter().find(|client| (***client).ClientIpAddress == address).unwrap();
        let found = [(*policy).FilterStatus, (*extended).FilterStatus, (**listed).FilterStatus];
        free(policy);
        free(extended);
        free(list);
        found
    }
}

/// MS-DHCPM 2.2.1.2.96: 1 no match, 2 and 4 the very address in the allow list and in the deny list, 8 and 0x10 wildcards of
/// them. It is told whether or not the lists are in force.
#[test]
fn the_filter_status_of_a_lease_record() {
    let _turn = begin();
    let scope = 0x0A15_0000;
    let server = server_with_scope(scope);
    let of = |client: &[u8], address| {
        let mut id = client.to_vec();
        let info = DHCP_CLIENT_INFO {
            ClientIpAddress: address,
            ClientHardwareAddress: DHCP_BINARY_DATA {
                DataLength: id.len().try_into().unwrap(),
                Data: id.as_mut_ptr(),
            },
            ClientLeaseExpires: NEVER,
            ..Default::default()
        };
        // SAFETY: a valid structure.
        assert_eq!(unsafe { DhcpCreateClientInfo(server.ptr(), &info) }, 0);
    };
    of(&MAC, scope + 1);
    of(&[6, 1, 2, 3], scope + 2);
    let is = |address: u32, expected: u32| {
        for in_force in [0, 1] {
            assert_eq!(server.enforce(in_force, in_force), 0);
            assert_eq!(status(&server, scope, scope + address), [expected; 3]);
        }
    };
    is(1, 1);
    is(2, 1);
    assert_eq!(server.add_filter(DENY, &ethernet(&OTHER_MAC), None, 0), 0);
    is(1, 1);
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC), None, 0), 0);
    is(1, 2);
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC), None, 1), 0);
    is(1, 4);
    assert_eq!(server.add_filter(ALLOW, &ethernet(&MAC[..2]), None, 0), 0);
    is(1, 4 | 8);
    assert_eq!(server.add_filter(DENY, &ethernet(&MAC[..3]), None, 0), 0);
    is(1, 4 | 8 | 0x10);
    assert_eq!(server.delete_filter(&ethernet(&MAC)), 0);
    is(1, 8 | 0x10);
    assert_eq!(server.delete_filter(&ethernet(&MAC[..2])), 0);
    is(1, 0x10);
    assert_eq!(server.delete_filter(&ethernet(&MAC[..3])), 0);
    is(1, 1);
    assert_eq!(server.add_filter(ALLOW, &exemption(6), None, 0), 0);
    is(1, 1);
    is(2, 8);
}
