//! The changes of lease records that partners send each other.

use super::*;

/// In NORMAL a lease made, renewed or deleted on one server is so on the other.
#[test]
fn leases_flow_in_normal_both_ways() {
    let (primary, secondary) = pair_with_scopes(2);
    deploy(Relationship::between("name", &primary, &secondary, &[scope(0)]), &primary, &secondary);
    for (one, other, address) in [(&primary, &secondary, SCOPE + 1), (&secondary, &primary, SCOPE + 200)] {
        assert_eq!(one.create_lease(address, &[1, 2], ACTIVE), 0);
        assert_eq!(other.client_at(address), Ok((vec![1, 2], one.address)));
        assert_eq!(other.change_lease(address, &[1, 2], other.address), 0);
        assert_eq!(one.client_at(address), Ok((vec![1, 2], other.address)));
        assert_eq!(one.delete_lease(address), 0);
        assert_eq!(other.client_at(address), Err(JET_ERROR));
    }
    // A scope of no relationship is each server's own.
    assert_eq!(primary.create_lease(scope(1) + 1, &[1], ACTIVE), 0);
    assert_eq!(secondary.client_at(scope(1) + 1), Err(JET_ERROR));
}

/// Either server may give the record to another client, and both know it then.
#[test]
fn a_change_of_client_flows_in_normal_both_ways() {
    let (primary, secondary) = pair_with_scopes(1);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    for (changer, address) in [(&primary, SCOPE + 1), (&secondary, SCOPE + 2)] {
        assert_eq!(primary.create_lease(address, &[1], ACTIVE), 0);
        assert_eq!(changer.change_lease(address, &[2], changer.address), 0);
        assert_eq!(primary.client_at(address), Ok((vec![2], changer.address)));
        assert_eq!(secondary.client_at(address), Ok((vec![2], changer.address)));
        assert_eq!(primary.delete_lease(address), 0);
    }
}

/// Ranges, exclusions and reservations are each server's own.
#[test]
fn configuration_does_not_flow() {
    let (primary, secondary) = pair_with_scopes(1);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    let before = secondary.contents();
    assert_eq!(primary.add_exclusion(SCOPE, SCOPE + 1, SCOPE + 9), 0);
    assert_eq!(primary.add_reservation(SCOPE, SCOPE + 20, &[20]), 0);
    assert!(secondary.contents() == before);
}

/// Without contact each has its own; at the new contact both have all.
#[test]
fn leases_made_apart_are_exchanged_at_contact() {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let pair = deploy(pair, &primary, &secondary);
    assert_eq!(delete_relationship(&secondary, "name"), 0);
    assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    assert_eq!(secondary.create_lease(SCOPE + 200, &[2], ACTIVE), 0);
    assert_eq!(secondary.client_at(SCOPE + 1), Err(JET_ERROR));
    assert_eq!(primary.client_at(SCOPE + 200), Err(JET_ERROR));
    assert_eq!(pair.as_secondary().create_on(&secondary), 0);
    for server in [&primary, &secondary] {
        assert_eq!(server.client_at(SCOPE + 1), Ok((vec![1], primary.address)));
        assert_eq!(server.client_at(SCOPE + 200), Ok((vec![2], secondary.address)));
    }
}

/// draft 7.1.3, note 5: of two clients at one address the secondary gives way, the primary does not.
#[test]
fn in_a_conflict_the_primarys_record_wins() {
    for secondary_first in [false, true] {
        let (primary, secondary) = pair_with_scopes(1);
        assert_eq!(primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
        assert_eq!(secondary.create_lease(SCOPE + 7, &[2], ACTIVE), 0);
        let mut one = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut other = Relationship::between("name", &primary, &secondary, &[SCOPE]).as_secondary();
        if secondary_first {
            assert_eq!((other.create_on(&secondary), one.create_on(&primary)), (0, 0));
        } else {
            assert_eq!((one.create_on(&primary), other.create_on(&secondary)), (0, 0));
        }
        for server in [&primary, &secondary] {
            assert_eq!(server.client_at(SCOPE + 7), Ok((vec![1], primary.address)));
        }
        assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
        assert_eq!(secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
    }
}

/// A client that has a record at another address on each server has one afterwards, that of the primary.
#[test]
fn a_client_has_one_address_after_contact() {
    let (primary, secondary) = pair_with_scopes(1);
    assert_eq!(primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
    assert_eq!(secondary.create_lease(SCOPE + 8, &[1], ACTIVE), 0);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    for server in [&primary, &secondary] {
        assert_eq!(server.client_at(SCOPE + 7), Ok((vec![1], primary.address)));
        assert_eq!(server.client_at(SCOPE + 8), Err(JET_ERROR));
    }
    assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
    assert_eq!(secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
}

/// 3.2.4.40: removing a reservation where there is none deletes the lease, as DhcpDeleteClientInfo does.
#[test]
fn a_lease_deleted_in_place_of_a_reservation_is_deleted_on_both() {
    let (primary, secondary) = pair_with_scopes(1);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    for (one, other, address) in [(&primary, &secondary, SCOPE + 1), (&secondary, &primary, SCOPE + 200)] {
        assert_eq!(one.create_lease(address, &[1], ACTIVE), 0);
        assert_eq!(one.remove_reservation(SCOPE, address, &[1]), 0);
        assert_eq!(one.client_at(address), Err(JET_ERROR));
        assert_eq!(other.client_at(address), Err(JET_ERROR));
    }
}

/// A reservation that its client never used does not keep the client from the lease that the partner gave it.
#[test]
fn a_lease_elsewhere_goes_before_an_idle_reservation() {
    for reserved_on_primary in [true, false] {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        let (one, other) = if reserved_on_primary { (&primary, &secondary) } else { (&secondary, &primary) };
        assert_eq!(one.add_reservation(SCOPE, SCOPE + 1, &[9]), 0);
        assert_eq!(other.create_lease(SCOPE + 2, &[9], ACTIVE), 0);
        assert_eq!(one.client_at(SCOPE + 2), Ok((vec![9], other.address)));
        assert_eq!(one.address_status(SCOPE + 1), Ok(3), "the reservation stays");
    }
}

/// MS-DHCPF 3.1.5.2 rejects a free address that is reserved, not one that another client has: that one stays
/// (draft-ietf-dhc-failover-12, 5.13 and 7.1.3), and the reservation stands.
#[test]
fn a_lease_of_another_client_than_the_reserved_one_is_taken_over() {
    let (primary, secondary) = pair_with_scopes(1);
    assert_eq!(secondary.add_reservation(SCOPE, SCOPE + 9, &[9]), 0);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    assert_eq!(primary.create_lease(SCOPE + 9, &[1], ACTIVE), 0);
    assert_eq!(secondary.client_at(SCOPE + 9).unwrap().0, [1]);
    assert_eq!(secondary.address_status(SCOPE + 9), Ok(3));
}
