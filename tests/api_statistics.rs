//! The counters of a server, each explained by what clients have said to it, and the figures of its scopes (MS-DHCPM 3.1.4.23,
//! 3.1.4.44, 3.2.4.82).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::dangling_mut;
use std::slice;

use dhcpsapi::exports::DhcpGetMibInfoVQ;
use support::blocks::{Wide, free};
use support::clock::{at, begin, date, keeps_records};
use support::codes::{
    ADDRESS_NOT_AVAILABLE, INVALID_DHCP_CLIENT, INVALID_PARAMETER, RANGE_FULL, SERVER_UNAVAILABLE, TIMEOUT,
};
use support::dhcp::Client;
use support::filters::{DENY, ethernet};
use support::fixtures::{MASK, NET};
use support::lab;
use support::pair::{Pair, SCOPE};
use support::server::{ACTIVE, DECLINED, DOOMED, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Discovers, Offers, Requests, Acks, Naks, Declines, Releases.
type Messages = [u32; 7];
/// Subnet, in use, free, pending offers.
type Figures = [u32; 4];

/// The counters, when the service started, and the figures of the scopes, as both generations have them.
fn read(server: &Server) -> (Messages, DATE_TIME, Vec<Figures>) {
    let (mut one, mut other) = (dangling_mut(), dangling_mut());
    // SAFETY: valid places.
    let codes =
        unsafe { (DhcpGetMibInfo(server.ptr(), &mut one), DhcpGetMibInfoV5(server.ptr(), &mut other)) };
    assert_eq!(codes, (0, 0));
    // SAFETY: the calls succeeded.
    let (original, v5) = unsafe { (*one, *other) };
    let messages = [
        original.Discovers,
        original.Offers,
        original.Requests,
        original.Acks,
        original.Naks,
        original.Declines,
        original.Releases,
    ];
    let of_v5 = [v5.Discovers, v5.Offers, v5.Requests, v5.Acks, v5.Naks, v5.Declines, v5.Releases];
    assert_eq!((messages, original.Scopes), (of_v5, v5.Scopes));
    assert!(same(original.ServerStartTime, v5.ServerStartTime));
    let quarantine = [
        v5.QtnNumLeases,
        v5.QtnPctQtnLeases,
        v5.QtnProbationLeases,
        v5.QtnNonQtnLeases,
        v5.QtnExemptLeases,
        v5.QtnCapableClients,
        v5.QtnIASErrors,
    ];
    assert_eq!(quarantine, [0; 7]);
    let (mut scopes, mut scopes_v5) = (vec![], vec![]);
    if original.Scopes == 0 {
        assert!(original.ScopeInfo.is_null() && v5.ScopeInfo.is_null(), "without scopes there is no array");
    } else {
        let count = original.Scopes.try_into().unwrap();
        // SAFETY: both arrays have as many elements.
        let (first, second) = unsafe {
            (slice::from_raw_parts(original.ScopeInfo, count), slice::from_raw_parts(v5.ScopeInfo, count))
        };
        let of = |scope: &SCOPE_MIB_INFO| {
            [scope.Subnet, scope.NumAddressesInuse, scope.NumAddressesFree, scope.NumPendingOffers]
        };
        let of_v5 = |scope: &SCOPE_MIB_INFO_V5| {
            [scope.Subnet, scope.NumAddressesInuse, scope.NumAddressesFree, scope.NumPendingOffers]
        };
        scopes = first.iter().map(of).collect();
        scopes_v5 = second.iter().map(of_v5).collect();
    }
    assert_eq!(scopes, scopes_v5);
    free(original.ScopeInfo);
    free(v5.ScopeInfo);
    free(one);
    free(other);
    (messages, original.ServerStartTime, scopes)
}

fn messages(server: &Server) -> Messages {
    read(server).0
}

/// How many offers were delayed, and how many scopes delay theirs.
fn delays(server: &Server) -> [u32; 2] {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetMibInfoV5(server.ptr(), &mut found) }, 0);
    // SAFETY: the call succeeded.
    let info = unsafe { *found };
    free(info.ScopeInfo);
    free(found);
    [info.DelayedOffers, info.ScopesWithDelayedOffers]
}

fn same(one: DATE_TIME, other: DATE_TIME) -> bool {
    (one.dwLowDateTime, one.dwHighDateTime) == (other.dwLowDateTime, other.dwHighDateTime)
}

/// What a client says and is told, step by step (RFC 2131, 3.1 and 3.2).
#[test]
fn each_counter_is_explained() {
    let _turn = begin();
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 11);
    assert_eq!(messages(&server), [0; 7]);
    let (one, two, three) = (Client::new(NET, 1), Client::new(NET, 2), Client::new(NET, 3));
    let told = |expected: Messages| assert_eq!(messages(&server), expected);

    one.request(None).unwrap();
    told([1, 1, 1, 1, 0, 0, 0]);
    one.request(Some(&server)).unwrap();
    told([2, 2, 2, 2, 0, 0, 0]);
    one.renew(None).unwrap();
    told([2, 2, 3, 3, 0, 0, 0]);
    one.rebind(None).unwrap();
    told([2, 2, 4, 4, 0, 0, 0]);
    // It may not keep an address that it has not.
    assert_eq!(one.clone().about(NET + 11).renew(Some(&server)).map(|_| ()), Err(ADDRESS_NOT_AVAILABLE));
    told([2, 2, 5, 4, 1, 0, 0]);
    assert_eq!(three.rebind(None).map(|_| ()), Err(INVALID_DHCP_CLIENT));
    told([2, 2, 6, 4, 2, 0, 0]);
    two.request(None).unwrap();
    told([3, 3, 7, 5, 2, 0, 0]);
    // Nobody has an address for the third.
    assert_eq!(three.request(None).map(|_| ()), Err(RANGE_FULL));
    told([4, 3, 7, 5, 2, 0, 0]);
    assert_eq!(two.decline(None), 0);
    told([4, 3, 7, 5, 2, 1, 0]);
    assert_eq!(one.release(None), 0);
    told([4, 3, 7, 5, 2, 1, 1]);
    // They are heard, though there is nothing to release or to decline.
    assert_eq!(one.release(Some(&server)), INVALID_DHCP_CLIENT);
    assert_eq!(one.decline(Some(&server)), INVALID_DHCP_CLIENT);
    told([4, 3, 7, 5, 2, 2, 2]);
    // A server that is not known to hear it counts nothing.
    assert_eq!(one.release(None), INVALID_DHCP_CLIENT);
    assert_eq!(one.renew(None).map(|_| ()), Err(INVALID_DHCP_CLIENT));
    told([4, 3, 7, 5, 2, 2, 2]);
    // To ask what would happen is no message, and nor is what an administrator does.
    assert_eq!(one.explain(0, None).map(|_| ()), Ok(()));
    assert_eq!(server.create_lease(NET + 10, &[7], ACTIVE), 0);
    assert_eq!(server.delete_lease(NET + 10), 0);
    told([4, 3, 7, 5, 2, 2, 2]);
    // The end of a lease is none.
    three.request(None).unwrap();
    told([5, 4, 8, 6, 2, 2, 2]);
    at(9 * 86_400);
    told([5, 4, 8, 6, 2, 2, 2]);
    assert!(!keeps_records() || dhcpsapi::service::are_what_the_log_says());
}

/// A disabled scope answers nobody.
#[test]
fn a_client_that_hears_nothing() {
    let _turn = begin();
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    let client = Client::new(NET, 1);
    client.request(None).unwrap();
    let mut info = DHCP_SUBNET_INFO { SubnetAddress: NET, SubnetMask: MASK, ..Default::default() };
    info.SubnetState = DhcpSubnetDisabled;
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), NET, &info) }, 0);
    assert_eq!(client.renew(None).map(|_| ()), Err(TIMEOUT));
    assert_eq!(messages(&server), [1, 1, 2, 1, 0, 0, 0], "a request without an answer");
    assert_eq!(Client::new(NET, 2).request(None).map(|_| ()), Err(TIMEOUT));
    assert_eq!(messages(&server), [2, 1, 2, 1, 0, 0, 0], "a discover without one");
    assert_eq!(read(&server).2, [[NET, 1, 89, 0]], "it is listed all the same");
}

/// MS-DHCPM 2.2.1.2.95: DelayedOffers are the offers that were sent after a delay, ScopesWithDelayedOffers the scopes that have
/// one.
#[test]
fn delayed_offers() {
    let _turn = begin();
    let server = Server::new();
    let other = NET + 0x100;
    server.scope(NET, MASK, NET + 10, NET + 11);
    server.scope(other, MASK, other + 10, other + 99);
    let (one, two, three) = (Client::new(NET, 1), Client::new(NET, 2), Client::new(NET, 3));
    one.request(None).unwrap();
    assert_eq!(delays(&server), [0, 0]);
    assert_eq!(server.set_delay(NET, 1000), 0);
    assert_eq!(delays(&server), [0, 1], "what was offered before was offered at once");
    assert_eq!(server.set_delay(other, 1), 0);
    assert_eq!(server.set_delay(NET, 500), 0);
    assert_eq!(delays(&server), [0, 2], "scopes, not settings");
    // To ask what would happen sends no offer.
    assert_eq!(two.explain(0, None).map(|answers| answers.len()), Ok(1));
    assert_eq!(delays(&server), [0, 2]);
    two.request(None).unwrap();
    one.request(Some(&server)).unwrap();
    assert_eq!(delays(&server), [2, 2]);
    assert_eq!(messages(&server), [3, 3, 3, 3, 0, 0, 0], "they are offers like others");
    // Only the offer is delayed (MS-DHCPM 3.2.4.80), and who is offered nothing has no offer.
    one.renew(None).unwrap();
    two.rebind(None).unwrap();
    assert_eq!(three.request(None).map(|_| ()), Err(RANGE_FULL));
    assert_eq!((two.decline(None), one.release(None)), (0, 0));
    assert_eq!(delays(&server), [2, 2]);
    assert_eq!(server.set_delay(NET, 0), 0);
    one.request(None).unwrap();
    assert_eq!(delays(&server), [2, 1]);
    Client::new(other, 1).request(None).unwrap();
    assert_eq!(delays(&server), [3, 1]);
    assert_eq!(server.delete_scope(other, DhcpFullForce), 0);
    assert_eq!(delays(&server), [3, 0], "what was sent was sent");
    assert!(!keeps_records() || dhcpsapi::service::are_what_the_log_says());
    lab::stop(&server);
    lab::start(&server);
    assert_eq!(delays(&server), [0, 0], "a service that starts counts anew");
}

/// In a superscope the offer comes from the scope that has the address, and so does its delay. The lease that the client leaves
/// in another scope ends without a message.
#[test]
fn offers_of_a_superscope() {
    let _turn = begin();
    let server = Server::new();
    let other = NET + 0x100;
    server.scope(NET, MASK, NET + 10, NET + 10);
    server.scope(other, MASK, other + 10, other + 99);
    for scope in [NET, other] {
        assert_eq!(server.set_superscope(scope, Some("Floor"), 0), 0);
    }
    assert_eq!(server.set_delay(other, 1000), 0);
    assert_eq!(Client::new(NET, 1).request(None).map(|answer| answer.Address), Ok(NET + 10));
    assert_eq!(delays(&server), [0, 1]);
    assert_eq!(Client::new(NET, 2).request(None).map(|answer| answer.Address), Ok(other + 10));
    assert_eq!(delays(&server), [1, 1]);
    assert_eq!(messages(&server), [2, 2, 2, 2, 0, 0, 0]);
    let figures = read(&server).2;
    assert_eq!(figures, [[NET, 1, 0, 0], [other, 1, 89, 0]]);
}

/// A client that a filter keeps away has said what it has said.
#[test]
fn a_client_that_a_filter_keeps_away() {
    let _turn = begin();
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    let client = Client::new(NET, 1);
    client.request(None).unwrap();
    assert_eq!(server.add_filter(DENY, &ethernet(&client.id), None, 0), 0);
    assert_eq!(server.enforce(0, 1), 0);
    assert_eq!(client.renew(None).map(|_| ()), Err(TIMEOUT));
    assert_eq!(messages(&server), [1, 1, 2, 1, 0, 0, 0]);
    assert_eq!(client.request(None).map(|_| ()), Err(TIMEOUT));
    assert_eq!(messages(&server), [2, 1, 2, 1, 0, 0, 0]);
}

/// Of two partners the one counts that answers; what they tell each other is no message of a client.
#[test]
fn partners_count_their_own_clients() {
    let _turn = begin();
    let pair = Pair::new();
    let [first, second] = [&pair.primary, &pair.secondary];
    let mut of_first = 0;
    for last in 1..=20 {
        let answer = Client::new(SCOPE, last).request(None).unwrap();
        of_first += u32::from(answer.Server == first.address);
    }
    let of_second = 20 - of_first;
    assert!(of_first > 0 && of_second > 0, "load balance gives both some of 20 clients");
    assert_eq!(messages(first), [of_first, of_first, of_first, of_first, 0, 0, 0]);
    assert_eq!(messages(second), [of_second, of_second, of_second, of_second, 0, 0, 0]);
    // Both know all leases.
    assert_eq!((read(first).2[0][1], read(second).2[0][1]), (20, 20));
    assert!(!keeps_records() || dhcpsapi::service::are_what_the_log_says());
}

/// Counters are those of the service: it begins with the server, and anew with each start.
#[test]
fn a_service_that_starts_counts_anew() {
    let _turn = begin();
    at(60);
    let server = Server::new();
    assert!(same(read(&server).1, date(60)), "when it was made");
    server.scope(NET, MASK, NET + 10, NET + 99);
    at(90);
    Client::new(NET, 1).request(None).unwrap();
    assert_eq!(messages(&server), [1, 1, 1, 1, 0, 0, 0]);
    lab::stop(&server);
    at(120);
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetMibInfo(server.ptr(), &mut found) }, SERVER_UNAVAILABLE);
    assert!(found.is_null());
    lab::start(&server);
    at(150);
    let (messages, started, scopes) = read(&server);
    assert_eq!((messages, scopes), ([0; 7], vec![[NET, 1, 89, 0]]), "leases stay");
    assert!(same(started, date(120)));
    // A server that leaves the list has not stopped.
    Client::new(NET, 1).renew(None).unwrap();
    assert_eq!((server.unlist(), server.list()), (0, 0));
    let (messages, started, _) = read(&server);
    assert_eq!(messages, [0, 0, 1, 1, 0, 0, 0]);
    assert!(same(started, date(120)));
}

/// MS-DHCPM 3.1.4.23: every scope, in their order. In use: active and declined; free: the rest of the range that is not
/// excluded.
#[test]
fn figures_of_scopes() {
    let _turn = begin();
    let server = Server::new();
    assert_eq!(read(&server).2, Vec::<Figures>::new());
    let (low, high) = (NET - 0x100, NET + 0x100);
    server.scope(high, MASK, high + 1, high + 254);
    assert_eq!(server.create_scope(low, MASK), 0);
    server.scope(NET, MASK, NET + 10, NET + 109);
    assert_eq!(read(&server).2, [[low, 0, 0, 0], [NET, 0, 100, 0], [high, 0, 254, 0]]);
    for (last, state) in [(20, ACTIVE), (21, DECLINED), (22, DOOMED), (23, ACTIVE)] {
        assert_eq!(server.create_lease(NET + last, &[u8::try_from(last).unwrap()], state), 0);
    }
    assert_eq!(read(&server).2[1], [NET, 3, 97, 0], "what is over is not in use");
    assert_eq!(server.add_reservation(NET, NET + 30, &[30]), 0);
    assert_eq!(read(&server).2[1], [NET, 3, 97, 0], "nor is what nobody asked for");
    // Partly outside the range, and so with nine of its addresses.
    assert_eq!(server.add_exclusion(NET, NET + 101, NET + 120), 0);
    assert_eq!(read(&server).2[1], [NET, 3, 88, 0]);
    // Without a range the scope has records and no figures.
    assert_eq!(server.create_lease(low + 7, &[7], ACTIVE), 0);
    assert_eq!(read(&server).2[0], [low, 0, 0, 0]);
    assert_eq!(server.delete_scope(low, DhcpFullForce), 0);
    assert_eq!(server.delete_lease(NET + 21), 0);
    assert_eq!(read(&server).2, [[NET, 2, 89, 0], [high, 0, 254, 0]]);
}

#[test]
fn ten_thousand_scopes_and_messages() {
    let _turn = begin();
    let server = Server::new();
    for number in 0..10_000 {
        server.scope(
            0x0B00_0000 + number * 8,
            0xFFFF_FFF8,
            0x0B00_0001 + number * 8,
            0x0B00_0006 + number * 8,
        );
    }
    let client = Client::new(0x0B00_0000, 1);
    client.request(None).unwrap();
    for _ in 0..10_000 {
        client.renew(Some(&server)).unwrap();
    }
    let (messages, _, scopes) = read(&server);
    assert_eq!(messages, [1, 1, 10_001, 10_001, 0, 0, 0]);
    assert_eq!(scopes.len(), 10_000);
    assert_eq!((scopes[0], scopes[9_999]), ([0x0B00_0000, 1, 5, 0], [0x0B01_3878, 0, 6, 0]));
}

/// MS-DHCPM 3.1.4.44: success, and nothing.
#[test]
fn the_structure_that_nobody_uses() {
    let _turn = begin();
    let (server, unknown) = (Server::new(), Wide::new("nobody knows it"));
    let mut found = dangling_mut();
    // SAFETY: valid strings and a place, or none.
    unsafe {
        assert_eq!(DhcpGetMibInfoVQ(server.ptr(), &raw mut found), 0);
        assert!(found.is_null());
        assert_eq!(DhcpGetMibInfoVQ(server.ptr(), std::ptr::null_mut()), INVALID_PARAMETER);
        found = dangling_mut();
        assert_eq!(DhcpGetMibInfoVQ(unknown.as_ptr(), &raw mut found), SERVER_UNAVAILABLE);
    }
    assert!(found.is_null());
}
