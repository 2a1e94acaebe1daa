//! Superscopes (MS-DHCPM 3.1.4.37 to 3.1.4.39) and the delay of offers (3.2.4.80, 3.2.4.81), and what they do to clients.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{null, null_mut};

use dhcpsapi::abi::extension::DHCPSAPI_RULE::*;
use support::clock::{at, begin, turn};
use support::codes::{
    INVALID_DELAY, INVALID_DHCP_CLIENT, INVALID_PARAMETER, RANGE_FULL, SUBNET_EXITS, SUBNET_NOT_PRESENT,
    SUPER_SCOPE_NAME_TOO_LONG, TIMEOUT,
};
use support::dhcp::Client;
use support::fixtures::{MASK, NET};
use support::lab::cut;
use support::pair::{Pair, SCOPE};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Three scopes of a /24 each, which other tests may have as well.
const SCOPES: [u32; 3] = [NET, NET + 0x100, NET + 0x200];

fn server_with_scopes() -> Server {
    let server = Server::new();
    for scope in SCOPES {
        assert_eq!(server.create_scope(scope, MASK), 0);
    }
    server
}

/// Numbers, next scopes and names of the three scopes.
#[track_caller]
fn is_in(server: &Server, expected: [(u32, u32, Option<&str>); 3]) {
    let expected = SCOPES.into_iter().zip(expected);
    let expected: Vec<_> =
        expected.map(|(scope, (number, next, name))| (scope, number, next, name.map(Into::into))).collect();
    assert_eq!(server.superscopes(), expected);
}

const NONE: (u32, u32, Option<&str>) = (0, 0, None);

// ------------------------------------------------------------------------------------------- superscopes

/// MS-DHCPM 3.1.4.38, step 4: a server without scopes has nothing to tell. Callers look into the table all the same.
#[test]
fn a_server_without_scopes_has_an_empty_table() {
    let _turn = turn();
    assert_eq!(Server::new().superscopes(), []);
    // Step 1.
    // SAFETY: NULL.
    assert_eq!(unsafe { DhcpGetSuperScopeInfoV4(Server::new().ptr(), null_mut()) }, INVALID_PARAMETER);
}

/// MS-DHCPM 3.1.4.37, step 6, and 3.1.4.38, steps 5 and 6. Numbers count from 1, since 0 is none; the last scope is followed by
/// the first.
#[test]
fn scopes_join_a_superscope() {
    let _turn = turn();
    let server = server_with_scopes();
    is_in(&server, [NONE, NONE, NONE]);
    assert_eq!(server.set_superscope(SCOPES[2], Some("Floor 1"), 0), 0);
    is_in(&server, [NONE, NONE, (1, SCOPES[2], Some("Floor 1"))]);
    assert_eq!(server.set_superscope(SCOPES[1], Some("Floor 2"), 1), 0);
    // Names are compared in any case, and stay as they were written first.
    assert_eq!(server.set_superscope(SCOPES[0], Some("FLOOR 1"), 0), 0);
    let second = (2, SCOPES[1], Some("Floor 2"));
    is_in(&server, [(1, SCOPES[2], Some("Floor 1")), second, (1, SCOPES[0], Some("Floor 1"))]);
    assert_eq!(server.set_superscope(SCOPES[1], Some("floor 1"), 1), 0);
    let first = |next| (1, next, Some("Floor 1"));
    is_in(&server, [first(SCOPES[1]), first(SCOPES[2]), first(SCOPES[0])]);
}

/// MS-DHCPM 3.1.4.37, steps 2 to 4 in their order.
#[test]
fn what_is_refused_of_superscopes() {
    let _turn = turn();
    let server = server_with_scopes();
    for (name, may_change) in [(None, 0), (None, 1), (Some("new"), 1), (Some(""), 1)] {
        for scope in [0, NET + 1, NET + 0x300, u32::MAX] {
            server.refuses(SUBNET_NOT_PRESENT, || server.set_superscope(scope, name, may_change));
        }
    }
    assert_eq!(server.set_superscope(NET, Some("Floor 1"), 0), 0);
    // Step 4, also for the superscope that the scope is in.
    for name in ["Floor 1", "floor 1", "new"] {
        server.refuses(SUBNET_EXITS, || server.set_superscope(NET, Some(name), 0));
    }
    for may_change in [1, 77, -1] {
        assert_eq!(server.set_superscope(NET, Some("floor 1"), may_change), 0);
        is_in(&server, [(1, NET, Some("Floor 1")), NONE, NONE]);
    }
    // A name of no or of too many characters has no step.
    for may_change in [0, 1] {
        server.refuses(INVALID_PARAMETER, || server.set_superscope(NET, Some(""), may_change));
        for length in [257, 100_000] {
            let name = "n".repeat(length);
            server.refuses(SUPER_SCOPE_NAME_TOO_LONG, || server.set_superscope(NET, Some(&name), may_change));
        }
    }
    let longest = "n".repeat(256);
    assert_eq!(server.set_superscope(NET, Some(&longest), 1), 0);
    is_in(&server, [(2, NET, Some(&longest)), NONE, NONE]);
}

/// MS-DHCPM 3.1.4.37, step 3: a scope leaves its superscope, and succeeds in that where it is in none. A superscope without
/// scopes is gone.
#[test]
fn scopes_leave_a_superscope() {
    let _turn = turn();
    let server = server_with_scopes();
    for scope in SCOPES {
        assert_eq!(server.set_superscope(scope, Some("Floor 1"), 0), 0);
    }
    for may_change in [0, 1] {
        assert_eq!(server.set_superscope(SCOPES[1], None, may_change), 0);
        let first = |next| (1, next, Some("Floor 1"));
        is_in(&server, [first(SCOPES[2]), NONE, first(SCOPES[0])]);
    }
    assert_eq!(server.delete_scope(SCOPES[2], DhcpNoForce), 0);
    assert_eq!(server.superscopes()[0], (NET, 1, NET, Some("Floor 1".into())));
    assert_eq!(server.set_superscope(NET, None, 0), 0);
    server.refuses(SUBNET_NOT_PRESENT, || server.delete_superscope("Floor 1"));
    // The scope that is created again is in none.
    assert_eq!(server.create_scope(SCOPES[2], MASK), 0);
    is_in(&server, [NONE, NONE, NONE]);
}

/// MS-DHCPM 3.1.4.39: the scopes of the superscope are in none then, and others stay where they are.
#[test]
fn a_superscope_is_deleted() {
    let _turn = turn();
    let server = server_with_scopes();
    server.refuses(SUBNET_NOT_PRESENT, || server.delete_superscope("Floor 1"));
    server.refuses(SUBNET_NOT_PRESENT, || server.delete_superscope(""));
    // Step 2.
    // SAFETY: NULL.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpDeleteSuperScopeV4(server.ptr(), null()) });
    for (scope, name) in SCOPES.into_iter().zip(["Floor 1", "Floor 2", "Floor 1"]) {
        assert_eq!(server.set_superscope(scope, Some(name), 0), 0);
    }
    assert_eq!(server.delete_superscope("FLOOR 1"), 0);
    is_in(&server, [NONE, (2, SCOPES[1], Some("Floor 2")), NONE]);
    server.refuses(SUBNET_NOT_PRESENT, || server.delete_superscope("Floor 1"));
    // A number that is in use is nobody else's.
    assert_eq!(server.set_superscope(NET, Some("Floor 3"), 0), 0);
    is_in(&server, [(3, NET, Some("Floor 3")), (2, SCOPES[1], Some("Floor 2")), NONE]);
}

#[test]
fn a_superscope_of_ten_thousand_scopes() {
    let _turn = turn();
    let server = Server::new();
    let scopes: Vec<u32> = (0..10_000).map(|number| 0x0B00_0000 + number * 0x100).collect();
    for scope in &scopes {
        assert_eq!(server.create_scope(*scope, MASK), 0);
        assert_eq!(server.set_superscope(*scope, Some("all"), 0), 0);
    }
    let table = server.superscopes();
    assert_eq!(table.len(), 10_000);
    for (place, entry) in table.iter().enumerate() {
        let next = scopes[(place + 1) % 10_000];
        assert_eq!(*entry, (scopes[place], 1, next, Some("all".into())));
    }
    assert_eq!(server.delete_superscope("all"), 0);
    assert!(server.superscopes().iter().all(|(_, number, ..)| *number == 0));
}

// ------------------------------------------------------------------------------- clients of a superscope

/// A server with scopes of so many addresses each, in a superscope. No other test has the scopes.
fn network(first: u32, sizes: &[u32]) -> Server {
    let server = Server::new();
    for (number, size) in (0..).zip(sizes) {
        let scope = first + number * 0x100;
        server.scope(scope, MASK, scope + 1, scope + size);
        assert_eq!(server.set_superscope(scope, Some("Floor 1"), 0), 0);
    }
    server
}

#[track_caller]
fn gets(client: &Client) -> u32 {
    client.request(None).unwrap().Address
}

/// A scope whose addresses are used up is helped out by the others of its superscope, lowest address first. The answer tells the
/// address, and the lease is that of the scope that has it.
#[test]
fn a_scope_without_addresses_is_helped_out() {
    let _turn = begin();
    let scope = 0x0A20_0000;
    let server = network(scope, &[1, 2, 2]);
    let client = |last| Client::new(scope + 0x100, last);
    let got: Vec<u32> = (1..=5).map(|last| gets(&client(last)) - scope).collect();
    assert_eq!(got, [0x101, 0x102, 1, 0x201, 0x202]);
    server.refuses_client(RANGE_FULL, || client(6).request(None));
    assert_eq!(client(6).explain(0, None).unwrap()[0].Rule, DhcpsapiNoFreeAddress);
    // The same client keeps what it has: it asks anew, renews, rebinds, and asks for it by its address.
    for last in [1, 3, 5] {
        let client = client(last);
        let address = scope + got[usize::from(last) - 1];
        assert_eq!(gets(&client), address);
        assert_eq!(client.renew(None).unwrap().Address, address);
        assert_eq!(client.rebind(None).unwrap().Address, address);
        assert_eq!(client.clone().about(address).renew(Some(&server)).unwrap().Address, address);
    }
    // Another address of the network is not its own, and one of another network is refused.
    let third = client(3);
    assert_eq!(third.clone().about(scope + 0x101).renew(None), Err(INVALID_DHCP_CLIENT));
    assert_eq!(third.clone().about(scope + 0x301).request(None), Err(INVALID_PARAMETER));
    // Given back, the address is the next client's.
    assert_eq!(third.release(None), 0);
    assert_eq!(third.renew(None), Err(INVALID_DHCP_CLIENT));
    assert_eq!(gets(&client(6)), scope + 1);
    // Out of the superscope it is a scope like others.
    assert_eq!(server.set_superscope(scope + 0x100, None, 0), 0);
    assert_eq!(client(7).request(None), Err(RANGE_FULL));
    assert_eq!(client(5).renew(None), Err(INVALID_DHCP_CLIENT));
    assert_eq!(gets(&client(1)), scope + 0x101);
}

/// A client is served where it has a reservation, also where its own scope has room; then where it has a lease, then where the
/// address is that it wishes, if that is free.
#[test]
fn the_scope_that_serves_a_client() {
    let _turn = begin();
    let scope = 0x0A21_0000;
    let server = network(scope, &[9, 9, 9]);
    let client = |last| Client::new(scope, last);
    assert_eq!(server.add_reservation(scope + 0x200, scope + 0x205, &[2, 0, 0, 0, 0, 1]), 0);
    assert_eq!(gets(&client(1)), scope + 0x205);
    assert_eq!(gets(&client(2).about(scope + 0x105)), scope + 0x105, "it wishes an address that is free");
    assert_eq!(gets(&client(3).about(scope + 0x105)), scope + 1, "that one is not free");
    assert_eq!(gets(&client(2)), scope + 0x105, "it has a lease");
    assert_eq!(gets(&Client::new(scope + 0x200, 2)), scope + 0x105, "wherever in the network it asks");
    // A reservation goes before a lease, which ends then.
    assert_eq!(server.add_reservation(scope + 0x200, scope + 0x206, &[2, 0, 0, 0, 0, 2]), 0);
    assert_eq!(gets(&client(2)), scope + 0x206);
    assert_eq!(gets(&client(4).about(scope + 0x105)), scope + 0x105, "its former address is free");
    // An address that is declined is nobody's in any scope.
    assert_eq!(client(4).decline(None), 0);
    assert_eq!(gets(&client(4).about(scope + 0x105)), scope + 2);
}

/// A client that renews keeps its lease, though another scope of the superscope has a reservation for it by now.
#[test]
fn a_reservation_in_another_scope_waits() {
    let _turn = begin();
    let scope = 0x0A25_0000;
    let server = network(scope, &[9, 9]);
    let client = Client::new(scope, 1);
    assert_eq!(gets(&client), scope + 1);
    assert_eq!(server.add_reservation(scope + 0x100, scope + 0x105, &[2, 0, 0, 0, 0, 1]), 0);
    assert_eq!(client.renew(None).unwrap().Address, scope + 1);
    assert_eq!(client.rebind(None).unwrap().Address, scope + 1);
    assert_eq!(gets(&client), scope + 0x105);
    assert_eq!(client.clone().about(scope + 1).renew(None), Err(INVALID_DHCP_CLIENT), "that lease has ended");
    assert_eq!(gets(&Client::new(scope, 2)), scope + 1);
}

/// A disabled scope serves nobody, and its clients move to the others.
#[test]
fn a_disabled_scope_of_a_superscope() {
    let _turn = begin();
    let scope = 0x0A22_0000;
    let server = network(scope, &[9, 9]);
    let client = Client::new(scope, 1);
    assert_eq!(gets(&client), scope + 1);
    disable(&server, scope);
    assert_eq!(client.renew(None), Err(TIMEOUT), "its lease is not extended");
    assert_eq!(gets(&client), scope + 0x101);
    assert_eq!(gets(&Client::new(scope, 2)), scope + 0x102);
    disable(&server, scope + 0x100);
    let answers = client.explain(0, None).unwrap();
    assert_eq!((answers.len(), answers[0].Rule), (1, DhcpsapiScopeDisabled));
}

fn disable(server: &Server, scope: u32) {
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: scope,
        SubnetMask: MASK,
        SubnetState: DhcpSubnetDisabled,
        ..Default::default()
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), scope, &info) }, 0);
}

/// Each server has its own superscopes: one helps out where the other has no scope that could.
#[test]
fn superscopes_of_two_servers() {
    let _turn = begin();
    let scope = 0x0A23_0000;
    let (first, second) = (network(scope, &[1]), network(scope, &[1, 1]));
    let client = |last| Client::new(scope, last);
    let got: Vec<(u32, u32)> = (1..=3)
        .map(|last| client(last).request(None).unwrap())
        .map(|answer| (answer.Server, answer.Address))
        .collect();
    let expected = [(first.address, scope + 1), (second.address, scope + 1), (second.address, scope + 0x101)];
    assert_eq!(got, expected);
    assert_eq!(client(3).renew(None).map(|answer| answer.Server), Ok(second.address));
    assert_eq!(client(4).request(None), Err(RANGE_FULL));
}

/// The relationship of the scope that answers decides. Here the first scope of the network is in failover, and the second one
/// is not: a client that is the partner's in the first scope gets nothing from this server, for it has not used up its addresses.
#[test]
fn superscopes_and_failover() {
    let _turn = begin();
    let other = SCOPE + 0x100;
    let pair = Pair::deployed(
        &[SCOPE],
        |half| half,
        |server| {
            server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 2);
            server.scope(other, MASK, other + 1, other + 9);
            assert_eq!(server.set_superscope(SCOPE, Some("Floor 1"), 0), 0);
            assert_eq!(server.set_superscope(other, Some("Floor 1"), 0), 0);
        },
    );
    // RFC 3074 puts the client 0 into bucket 4, which is the primary's, and 1 into bucket 133, the secondary's.
    let answers = Client::new(SCOPE, 1).explain(0, None).unwrap();
    assert_eq!(
        [answers[0].Server, answers[1].Server],
        [pair.secondary.address, pair.primary.address],
        "the secondary's client"
    );
    assert_eq!(answers[1].Rule, DhcpsapiPartnersClient);
    // Each has one address of the first scope. When it is used up, the other scope helps out, which is in no relationship.
    let first = Client::new(SCOPE, 0).request(None).unwrap();
    assert_eq!((first.Server, first.Address), (pair.primary.address, SCOPE + 1));
    let mut helped = Vec::new();
    for last in 2..40 {
        let answer = Client::new(SCOPE, last).request(None).unwrap();
        if answer.Address >= other && answer.Server == pair.primary.address {
            helped.push(answer);
            break;
        }
    }
    assert_eq!((helped[0].Mclt, helped[0].LeaseTime), (0, 8 * 86_400), "no relationship limits the lease");
}

/// The scope that helps out is in failover: its partners answer as always, each its own clients.
#[test]
fn a_failover_scope_helps_out() {
    let _turn = begin();
    let full = SCOPE + 0x100;
    let pair = Pair::deployed(
        &[SCOPE],
        |half| half,
        |server| {
            server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 8);
            assert_eq!(server.create_scope(full, MASK), 0);
            for scope in [SCOPE, full] {
                assert_eq!(server.set_superscope(scope, Some("Floor 1"), 0), 0);
            }
        },
    );
    let (primary, secondary) = (pair.primary.address, pair.secondary.address);
    for (last, own, other) in [(0, primary, secondary), (1, secondary, primary)] {
        let answers = Client::new(full, last).explain(0, None).unwrap();
        assert_eq!((answers[0].Server, answers[1].Server), (own, other));
        assert_eq!((answers[0].Mclt, answers[1].Rule), (3600, DhcpsapiNoFreeAddress));
        let lease = Client::new(full, last).request(None).unwrap();
        assert_eq!((lease.Server, lease.LeaseTime), (own, 3600), "the first lease is one MCLT");
        // The partner knows it: it extends the lease when its own server is silent.
        at(60);
        let rebound = Client::new(full, last).rebind(None).unwrap();
        assert_eq!(rebound.Address, lease.Address);
    }
}

// ------------------------------------------------------------------------------------ the delay of offers

/// MS-DHCPM 3.2.4.80 and 3.2.4.81.
#[test]
fn the_delay_of_a_scope() {
    let _turn = turn();
    let server = server_with_scopes();
    assert_eq!(server.delay(NET), Ok(0), "DHCP_MIN_DELAY");
    for milliseconds in [1, 999, 1000, 1000, 0] {
        assert_eq!(server.set_delay(NET, milliseconds), 0);
        assert_eq!((server.delay(NET), server.delay(SCOPES[1])), (Ok(milliseconds), Ok(0)));
    }
    assert_eq!(server.set_delay(NET, 7), 0);
    // Step 2 comes before step 3.
    for scope in [NET, 0, NET + 1, SCOPES[2] + 0x100] {
        for milliseconds in [1001, u16::MAX] {
            server.refuses(INVALID_DELAY, || server.set_delay(scope, milliseconds));
        }
    }
    for scope in [0, NET + 1, SCOPES[2] + 0x100, u32::MAX] {
        server.refuses(SUBNET_NOT_PRESENT, || server.set_delay(scope, 1000));
        assert_eq!(server.delay(scope), Err(SUBNET_NOT_PRESENT));
    }
    // SAFETY: NULL.
    assert_eq!(unsafe { DhcpGetSubnetDelayOffer(server.ptr(), NET, null_mut()) }, INVALID_PARAMETER);
    // It ends with its scope.
    assert_eq!(server.delete_scope(NET, DhcpNoForce), 0);
    assert_eq!(server.create_scope(NET, MASK), 0);
    assert_eq!(server.delay(NET), Ok(0));
}

/// Servers that share a scope without failover: the one with the smaller delay answers a new client, as long as it can.
#[test]
fn the_server_with_the_smaller_delay_answers_first() {
    let _turn = begin();
    let scope = 0x0A24_0000;
    let (first, second) = Server::pair();
    first.scope(scope, MASK, scope + 1, scope + 9);
    second.scope(scope, MASK, scope + 101, scope + 102);
    let client = |last| Client::new(scope, last);
    let answering = |client: &Client| client.explain(0, None).unwrap()[0].Server;
    assert_eq!(answering(&client(1)), first.address);
    assert_eq!(first.set_delay(scope, 500), 0);
    assert_eq!(answering(&client(1)), second.address);
    assert_eq!(second.set_delay(scope, 501), 0);
    assert_eq!(answering(&client(1)), first.address);
    assert_eq!(gets(&client(1)), scope + 1);
    assert_eq!(second.set_delay(scope, 0), 0);
    // The client that has a lease of the first server gets that; the others ask the second one until it has nothing left.
    let got: Vec<u32> = (1..=4).map(|last| gets(&client(last)) - scope).collect();
    assert_eq!(got, [1, 101, 102, 2]);
    // Only the offer is delayed: whoever renews or rebinds does not wait.
    assert_eq!(client(1).rebind(None).map(|answer| answer.Address), Ok(scope + 1));
}

/// Between partners load balance decides, whatever their delays; a third server is asked in its turn.
#[test]
fn the_delay_in_failover() {
    let _turn = begin();
    let pair = Pair::new();
    assert_eq!(pair.primary.set_delay(SCOPE, 1000), 0);
    let client = Client::new(SCOPE, 0);
    assert_eq!(client.explain(0, None).unwrap()[0].Server, pair.primary.address, "the primary's client");
    cut(&pair.primary, &pair.secondary);
    at(1);
    let answers = client.explain(0, None).unwrap();
    assert_eq!([answers[0].Server, answers[1].Server], [pair.primary.address, pair.secondary.address]);
    let third = Server::new();
    third.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 9);
    assert_eq!(third.set_delay(SCOPE, 999), 0);
    let servers = |client: &Client| -> Vec<u32> {
        client.explain(0, None).unwrap().iter().map(|answer| answer.Server).collect()
    };
    assert_eq!(servers(&client), [third.address, pair.primary.address, pair.secondary.address]);
    assert_eq!(third.set_delay(SCOPE, 1000), 0);
    assert_eq!(servers(&client), [pair.primary.address, third.address, pair.secondary.address]);
}
