//! Leases that were granted apart, and whose each address is after contact.

use super::*;

#[test]
fn each_alone_then_both_know_all() {
    let _turn = begin();
    let pair = Pair::cut_off(0);
    assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    assert_eq!(pair.primary.create_lease(SCOPE + 2, &[2], ACTIVE), 0);
    assert_eq!(pair.secondary.create_lease(SCOPE + 254, &[3], ACTIVE), 0);
    // NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 252, 2, 127, 125, 0, 2]));
    assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 0, 1]));
    assert_eq!(pair.primary.client_at(SCOPE + 254), Err(JET_ERROR));
    assert_eq!(pair.secondary.client_at(SCOPE + 1), Err(JET_ERROR));
    pair.heal();
    // 251 are free: 125 for the secondary, the odd one for the primary.
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 1, 2]));
    assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 2, 1]));
    assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
    assert_eq!(pair.agree_on(SCOPE + 2), (0, Some((vec![2], pair.primary.address))));
    assert_eq!(pair.agree_on(SCOPE + 254), (1, Some((vec![3], pair.secondary.address))));
    for address in 3..=253 {
        assert_eq!(pair.agree_on(SCOPE + address).1, None);
    }
}

/// A dead server knows what happened without it when it is back, before it serves anybody (draft 9.5.2).
#[test]
fn a_recovering_server_has_the_leases() {
    let _turn = begin();
    let mut pair = Pair::new();
    stop(&pair.secondary);
    pair.force(Primary, PARTNER_DOWN);
    assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    at(10);
    // One of the secondary's, which the primary may lease once it is alone.
    assert_eq!(pair.primary.create_lease(SCOPE + 200, &[2], ACTIVE), 0);
    at(20);
    start(&pair.secondary);
    assert_eq!(pair.secondary.client_at(SCOPE + 1), Ok((vec![1], pair.primary.address)));
    at(3600);
    assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
    assert_eq!(pair.agree_on(SCOPE + 200), (1, Some((vec![2], pair.primary.address))));
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 252, 2, 126, 126, 0, 2]));
    assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 252, 2, 126, 126, 2, 0]));
}

/// A lease made while the partner is waiting to recover is known to it when both are in NORMAL.
#[test]
fn a_lease_made_during_recover_wait() {
    let _turn = begin();
    let mut pair = Pair::new();
    stop(&pair.secondary);
    at(10);
    pair.force(Primary, PARTNER_DOWN);
    start(&pair.secondary);
    is(&pair.secondary, RECOVER_WAIT, RECOVER);
    assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    at(3600);
    pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
    assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
}

/// draft 7.1.3, note 5: of two clients at one address the primary's stays.
#[test]
fn two_clients_at_one_address() {
    let _turn = begin();
    for first in SIDES {
        for partner_down in [false, true] {
            let mut pair = Pair::cut_off(0);
            if partner_down {
                pair.force(Secondary, PARTNER_DOWN);
            }
            assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
            assert_eq!(pair.secondary.create_lease(SCOPE + 7, &[2], ACTIVE), 0);
            pair.heal_from(first);
            assert_eq!(pair.agree_on(SCOPE + 7), (0, Some((vec![1], pair.primary.address))));
            assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
            assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
        }
    }
}

/// One client that each server leased another address: it has the primary's afterwards, on both.
#[test]
fn one_client_at_two_addresses() {
    let _turn = begin();
    for first in SIDES {
        let pair = Pair::cut_off(0);
        assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
        assert_eq!(pair.secondary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
        pair.heal_from(first);
        assert_eq!(pair.agree_on(SCOPE + 7).1, Some((vec![1], pair.primary.address)));
        assert_eq!(pair.agree_on(SCOPE + 200).1, None);
        assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
        assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
    }
}

/// The same client at the same address, with the same end: one lease, and both name the same server as the one that granted
/// it (section 2.6: the statistics are mirrored). The primary's record stays, as in any other conflict.
#[test]
fn one_client_at_one_address_on_both() {
    let _turn = begin();
    for first in SIDES {
        let pair = Pair::cut_off(0);
        assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
        assert_eq!(pair.secondary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
        pair.heal_from(first);
        assert_eq!(pair.agree_on(SCOPE + 7), (0, Some((vec![1], pair.primary.address))));
        assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
        assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
    }
}

/// Renews the lease of a client until a moment, in ticks of 100 ns.
fn renew(server: &Server, address: u32, mut client: Vec<u8>, end: u32) -> u32 {
    let info = DHCP_CLIENT_INFO {
        ClientIpAddress: address,
        ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 1, Data: client.as_mut_ptr() },
        ClientLeaseExpires: DATE_TIME { dwLowDateTime: 0, dwHighDateTime: end },
        OwnerHost: DHCP_HOST_INFO { IpAddress: server.address, ..no_host() },
        ..Default::default()
    };
    unsafe { DhcpSetClientInfo(server.ptr(), &info) }
}

/// A lease that was renewed apart: the renewal that ends later is the last one (failover semantics, 3.1: in use by
/// the server that leased or renewed it last).
#[test]
fn renewed_apart() {
    let _turn = begin();
    for last in SIDES {
        let pair = Pair::new();
        assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        assert_eq!(renew(&pair.primary, SCOPE + 1, vec![1], 0x4000_1000), 0);
        pair.cut();
        assert_eq!(renew(pair.server(last.other()), SCOPE + 1, vec![1], 0x4000_1001), 0);
        assert_eq!(renew(pair.server(last), SCOPE + 1, vec![1], 0x4000_1002), 0);
        pair.heal();
        assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.server(last).address))));
        let used = [pair.primary.statistics(SCOPE).unwrap(), pair.secondary.statistics(SCOPE).unwrap()]
            .map(|[_, _, _, _, _, partner, this]| (partner, this));
        assert_eq!(used, if last == Primary { [(0, 1), (1, 0)] } else { [(1, 0), (0, 1)] });
    }
}

/// A lease that one server deleted while apart is deleted on both afterwards (MS-DHCPF 3.1.4.2, deleted while communication
/// was down).
#[test]
fn deleted_apart() {
    let _turn = begin();
    for address in [1, 200] {
        for deleted_on in SIDES {
            let pair = Pair::new();
            assert_eq!(pair.primary.create_lease(SCOPE + address, &[1], ACTIVE), 0);
            pair.cut();
            assert_eq!(pair.server(deleted_on).delete_lease(SCOPE + address), 0);
            pair.heal();
            assert_eq!(pair.agree_on(SCOPE + address).1, None, "deleted on both");
            assert_eq!(pair.free(), (127, 127));
            for address in 1..=254 {
                pair.agree_on(SCOPE + address);
            }
        }
    }
}

/// A record that was given to another client than the one for whom the partner keeps the address: the partner takes it over,
/// and the reserved client waits, be they in contact or not (draft 5.13 and 7.1.3).
#[test]
fn given_to_another_than_the_partners_reserved_client() {
    let _turn = begin();
    for apart in [false, true] {
        let pair = Pair::new();
        assert_eq!(pair.primary.add_reservation(SCOPE, SCOPE + 9, &[2]), 0);
        assert_eq!(pair.secondary.create_lease(SCOPE + 9, &[2], ACTIVE), 0);
        if apart {
            pair.cut();
        }
        let own = pair.secondary.address;
        assert_eq!(pair.secondary.change_lease(SCOPE + 9, &[3], own), 0);
        pair.heal();
        assert_eq!(pair.primary.client_at(SCOPE + 9), Ok((vec![3], own)));
        assert_eq!(pair.secondary.client_at(SCOPE + 9), Ok((vec![3], own)));
    }
}

/// A record that its server has again was deleted to no end.
#[test]
fn deleted_and_made_again_apart() {
    let _turn = begin();
    for deleted_on in SIDES {
        let pair = Pair::new();
        assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        pair.cut();
        assert_eq!(pair.server(deleted_on).delete_lease(SCOPE + 1), 0);
        assert_eq!(pair.server(deleted_on).create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        pair.heal();
        assert_eq!(pair.agree_on(SCOPE + 1).1.unwrap().0, [1]);
    }
}

/// A client whose old address the primary gave to another one while apart, in either order of the addresses.
#[test]
fn a_client_that_moved_and_whose_address_was_given_away() {
    let _turn = begin();
    for (address, moved_to) in [(1, 2), (2, 1)] {
        for first in SIDES {
            let pair = Pair::new();
            assert_eq!(pair.primary.create_lease(SCOPE + address, &[1], ACTIVE), 0);
            pair.cut();
            assert_eq!(pair.primary.delete_lease(SCOPE + address), 0);
            assert_eq!(pair.primary.create_lease(SCOPE + address, &[2], ACTIVE), 0);
            assert_eq!(pair.primary.create_lease(SCOPE + moved_to, &[1], ACTIVE), 0);
            pair.heal_from(first);
            assert_eq!(pair.agree_on(SCOPE + address).1, Some((vec![2], pair.primary.address)));
            assert_eq!(pair.agree_on(SCOPE + moved_to).1, Some((vec![1], pair.primary.address)));
        }
    }
}

/// Two clients that changed places.
#[test]
fn two_clients_that_changed_places() {
    let _turn = begin();
    for changed_on in SIDES {
        let pair = Pair::new();
        for client in [1_u8, 2] {
            assert_eq!(pair.primary.create_lease(SCOPE + u32::from(client), &[client], ACTIVE), 0);
        }
        pair.cut();
        let server = pair.server(changed_on);
        for client in [1_u8, 2] {
            assert_eq!(server.delete_lease(SCOPE + u32::from(client)), 0);
        }
        for client in [1_u8, 2] {
            assert_eq!(server.create_lease(SCOPE + 3 - u32::from(client), &[client], ACTIVE), 0);
        }
        pair.heal();
        // A record that was deleted on one is deleted on both, so that the new records stand alone.
        assert_eq!(pair.agree_on(SCOPE + 1).1.unwrap().0, [2]);
        assert_eq!(pair.agree_on(SCOPE + 2).1.unwrap().0, [1]);
    }
}

/// Worked example 14, as far as nobody is granted anything: in PARTNER_DOWN the pool sides are what they were, also when
/// the MCLT has passed.
#[test]
fn example_14_ownership_in_partner_down() {
    let _turn = begin();
    let mut pair = Pair::new();
    assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES));
    at(100);
    stop(&pair.secondary);
    at(200);
    pair.force(Primary, PARTNER_DOWN);
    for seconds in [200, 3799, 3800, 100_000] {
        at(seconds);
        is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
        assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES), "at {seconds}");
        for (address, status) in [(1, 0), (127, 0), (128, 1), (254, 1), (0, 2), (255, 2)] {
            assert_eq!(pair.primary.address_status(SCOPE + address), Ok(status), ".{address} at {seconds}");
        }
        // Without contact nothing is rebalanced.
        pair.set_percentage(70);
        assert_eq!(pair.primary.trigger(NAME), 0);
        assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES));
    }
    start(&pair.secondary);
    pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
    assert_eq!(pair.free(), (178, 76), "divided on entry to NORMAL");
}

/// Each configured alone while apart: an address that is free on both has one pool side again after contact.
#[test]
fn configured_apart() {
    let _turn = begin();
    for first in SIDES {
        let pair = Pair::cut_off(0);
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.add_exclusion(SCOPE, SCOPE + 120, SCOPE + 140), 0);
        }
        for server in [&pair.primary, &pair.secondary] {
            assert_eq!(server.remove_exclusion(SCOPE, SCOPE + 120, SCOPE + 140), 0);
        }
        pair.heal_from(first);
        assert_eq!(pair.free(), (127, 127));
        for address in 1..=254 {
            pair.agree_on(SCOPE + address);
        }
    }
}
