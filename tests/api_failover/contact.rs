//! How two halves become partners, and what both have of a scope then.

use super::*;

/// Design: both halves are STARTUP after INIT; contact is due at once, and the next call finds both in NORMAL.
#[test]
fn the_second_half_brings_both_to_normal() {
    for secondary_first in [false, true] {
        let (primary, secondary) = pair_with_scopes(1);
        let mut one = Relationship::between("Contact", &primary, &secondary, &[SCOPE]);
        let mut other = Relationship::between("cONTACT", &primary, &secondary, &[SCOPE]).as_secondary();
        if secondary_first {
            assert_eq!(other.create_on(&secondary), 0);
            assert_eq!(secondary.state("contact"), Ok((2, 1)), "STARTUP after INIT");
            assert_eq!(one.create_on(&primary), 0);
        } else {
            assert_eq!(one.create_on(&primary), 0);
            assert_eq!(primary.state("contact"), Ok((2, 1)), "STARTUP after INIT");
            assert_eq!(other.create_on(&secondary), 0);
        }
        assert_eq!(primary.state("contact"), Ok((3, 11)), "NORMAL after RECOVER_DONE");
        assert_eq!(secondary.state("contact"), Ok((3, 11)));
        assert_eq!(get(&primary, "contact").unwrap().name.as_deref(), Some("Contact"));
        assert_eq!(get(&secondary, "contact").unwrap().name.as_deref(), Some("cONTACT"));
    }
}

/// Partners have the same name and addresses, and opposite roles. Mode and percentage may differ.
#[test]
fn who_are_partners() {
    type Change = fn(&mut DHCP_FAILOVER_RELATIONSHIP);
    let table: [(&str, &str, Change, bool); 6] = [
        ("the opposite role", "name", |_| {}, true),
        ("another mode", "name", |given| (given.Mode, given.Percentage) = (HotStandby, 1), true),
        ("another name", "nam", |_| {}, false),
        ("the same role", "name", |given| given.ServerType = PrimaryServer, false),
        ("another primary", "name", |given| given.PrimaryServer = NOBODY, false),
        (
            "addresses exchanged",
            "name",
            |given| {
                (given.PrimaryServer, given.SecondaryServer) = (given.SecondaryServer, given.PrimaryServer);
            },
            false,
        ),
    ];
    for (what, name, change, partners) in table {
        let (primary, secondary) = pair_with_scopes(1);
        assert_eq!(Relationship::between("name", &primary, &secondary, &[SCOPE]).create_on(&primary), 0);
        let mut other = Relationship::between(name, &primary, &secondary, &[SCOPE]).as_secondary();
        change(&mut other.structure);
        assert_eq!(other.create_on(&secondary), 0);
        let state = if partners { Ok((3, 11)) } else { Ok((2, 1)) };
        assert_eq!(primary.state("name"), state, "{what}");
        assert_eq!(secondary.state(name), state, "{what}");
    }
}

/// "Exactly two servers": a half that has its partner is not taken by a third server that says it is the same.
#[test]
fn a_third_server_gets_no_contact() {
    let (primary, secondary) = pair_with_scopes(1);
    let third = server_with_scopes(1);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    let mut other = Relationship::between("name", &primary, &secondary, &[SCOPE]).as_secondary();
    assert_eq!(other.create_on(&third), 0);
    assert_eq!(third.state("name"), Ok((2, 1)), "nobody answers it");
    assert_eq!(secondary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
    assert_eq!(primary.create_lease(SCOPE + 1, &[2], ACTIVE), 0);
    assert_eq!(primary.client_at(SCOPE + 200).unwrap().0, [1]);
    assert_eq!(secondary.client_at(SCOPE + 1).unwrap().0, [2]);
    assert_eq!(third.client_at(SCOPE + 1), Err(JET_ERROR));
}

/// draft-ietf-dhc-failover-12, 9.9.3 and 9.4.3: COMMUNICATION_INT and PARTNER_DOWN go to NORMAL when the new
/// partner says RECOVER_DONE. 9.6.2: a new half need not wait.
#[test]
fn a_new_half_joins_the_one_that_was_left() {
    for (state, previous) in [(None, COMMUNICATION_INT), (Some(PARTNER_DOWN), PARTNER_DOWN)] {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        assert_eq!(delete_relationship(&secondary, "name"), 0);
        assert_eq!(primary.state("name"), Ok((4, 3)));
        if let Some(state) = state {
            force(&mut pair, &primary, state);
        }
        assert_eq!(pair.as_secondary().create_on(&secondary), 0);
        assert_eq!(primary.state("name"), Ok((3, previous)));
        assert_eq!(secondary.state("name"), Ok((3, 11)));
    }
}

/// Section 2.6: both servers answer the same statistics mirrored, and the same pool side of every address, so that
/// none is of both. Answers (free of the primary, free of the secondary).
#[track_caller]
fn agreed(primary: &Server, secondary: &Server, scope: u32) -> (u32, u32) {
    let owners = |server: &Server| -> Vec<_> {
        (scope + 1..=scope + 254).map(|address| server.address_status(address)).collect()
    };
    assert!(owners(primary) == owners(secondary), "each address has one owner");
    free_in(scope, primary, secondary)
}

/// One half is deleted and created again, after the other one got a new percentage.
#[track_caller]
fn one_half_made_anew(of_primary: bool, percentage: u8) -> (u32, u32) {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let mut pair = deploy(pair, &primary, &secondary);
    assert_eq!(agreed(&primary, &secondary, SCOPE), (127, 127));
    let (new, old, role) = if of_primary {
        (&primary, &secondary, PrimaryServer)
    } else {
        (&secondary, &primary, SecondaryServer)
    };
    assert_eq!(delete_relationship(new, "name"), 0);
    pair.structure.Percentage = percentage;
    pair.structure.ServerType = role;
    assert_eq!(pair.set_on(old, PERCENTAGE), 0);
    assert_eq!(pair.create_on(new), 0);
    agreed(&primary, &secondary, SCOPE)
}

#[test]
fn a_new_half_of_the_secondary_agrees_with_the_primary() {
    assert_eq!(one_half_made_anew(false, 50), (127, 127));
}

#[test]
fn a_new_half_of_the_secondary_agrees_after_another_rebalance() {
    assert_eq!(one_half_made_anew(false, 70), (178, 76));
}

#[test]
fn a_new_half_of_the_primary_agrees_with_the_secondary() {
    assert_eq!(one_half_made_anew(true, 50), (127, 127));
}

#[test]
fn a_new_half_of_the_primary_agrees_after_another_rebalance() {
    assert_eq!(one_half_made_anew(true, 70), (178, 76));
}

/// Both halves agree after a scope has left one of them and come back.
#[track_caller]
fn a_scope_comes_back(to_primary: bool) {
    let (primary, secondary) = pair_with_scopes(2);
    let pair = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
    deploy(pair, &primary, &secondary);
    let server = if to_primary { &primary } else { &secondary };
    let mut one = Relationship::between("name", &primary, &secondary, &[scope(1)]);
    assert_eq!(one.delete_scopes_on(server), 0);
    assert_eq!(one.add_scopes_on(server), 0);
    assert_eq!(primary.trigger("name"), 0);
    assert_eq!(agreed(&primary, &secondary, scope(1)), (127, 127));
    assert_eq!(agreed(&primary, &secondary, scope(0)), (127, 127));
}

#[test]
fn a_scope_that_comes_back_to_the_primary_is_divided_alike_on_both() {
    a_scope_comes_back(true);
}

#[test]
fn a_scope_that_comes_back_to_the_secondary_is_divided_alike_on_both() {
    a_scope_comes_back(false);
}

/// An address that becomes free on the primary alone, while it is free and the partner's there, has one pool side all the same.
#[test]
fn an_address_that_becomes_free_on_the_primary_alone_is_on_one_pool_side() {
    type Change = fn(&Server);
    let address = SCOPE + 200; // the secondary's
    let table: [(&str, Change); 2] = [
        ("exclusion", |primary| {
            assert_eq!(primary.add_exclusion(SCOPE, SCOPE + 200, SCOPE + 200), 0);
            assert_eq!(primary.remove_exclusion(SCOPE, SCOPE + 200, SCOPE + 200), 0);
        }),
        ("reservation", |primary| {
            assert_eq!(primary.add_reservation(SCOPE, SCOPE + 200, &[7]), 0);
            assert_eq!(primary.remove_reservation(SCOPE, SCOPE + 200, &[7]), 0);
        }),
    ];
    for (what, change) in table {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        change(&primary);
        assert_eq!(primary.address_status(address), secondary.address_status(address), "{what}");
    }
}

/// An address of the partner that was leased and released without contact.
#[test]
fn an_address_leased_and_released_apart_is_on_one_pool_side() {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let mut pair = deploy(pair, &primary, &secondary);
    assert_eq!(delete_relationship(&secondary, "name"), 0);
    assert_eq!(primary.state("name"), Ok((4, 3)), "COMMUNICATION_INT");
    assert_eq!(primary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
    assert_eq!(primary.delete_lease(SCOPE + 200), 0);
    pair.structure.ServerType = SecondaryServer;
    assert_eq!(pair.create_on(&secondary), 0);
    assert_eq!(agreed(&primary, &secondary, SCOPE), (127, 127));
}
