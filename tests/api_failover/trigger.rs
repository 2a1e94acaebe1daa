//! DhcpV4FailoverTriggerAddrAllocation (MS-DHCPM 3.2.4.101).

use super::*;

/// 3.2.4.101 steps 2 to 4.
#[test]
fn the_codes() {
    let server = server_with_scopes(1);
    assert_eq!(alone("Name", &server, &[SCOPE]).as_secondary().create_on(&server), 0);
    for name in [null(), UNPAIRED_TEXT.as_ptr()] {
        server.refuses(INVALID_PARAMETER, || unsafe {
            DhcpV4FailoverTriggerAddrAllocation(server.ptr(), name)
        });
    }
    for name in ["", "nam", &"n".repeat(300)] {
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || server.trigger(name));
    }
    server.refuses(RELATION_IS_SECONDARY, || server.trigger("nAME"));
}

/// Decision: 0, and nothing moves, where there is no contact, whatever the state.
#[test]
fn without_contact_nothing_moves_in_any_state() {
    for state in 0..=11 {
        let server = server_with_scopes(1);
        let mut relationship = created("name", &server, &[SCOPE]);
        force(&mut relationship, &server, state);
        server.refuses(0, || server.trigger("NAME"));
        assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 0, 254, 0, 0]), "state {state}");
        assert_eq!(server.state("name").unwrap().0, state);
    }
}

/// In NORMAL it rebalances, and a second time it has nothing to do; leases and reservations stay as they are.
#[test]
fn it_is_idempotent() {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let mut pair = deploy(pair, &primary, &secondary);
    assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    pair.structure.Percentage = 10;
    assert_eq!(pair.set_on(&primary, PERCENTAGE), 0);
    assert_eq!(primary.trigger("name"), 0);
    assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 227, 26, 0, 1]), "253 * 90 / 100 = 227.7");
    assert_eq!(primary.client_at(SCOPE + 1).unwrap(), (vec![1], primary.address));
    let partners = secondary.contents();
    primary.refuses(0, || primary.trigger("name"));
    assert!(secondary.contents() == partners);
}

#[test]
fn a_relationship_without_scopes_or_free_addresses_is_0() {
    let (primary, secondary) = pair_with_scopes(1);
    let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
    let mut pair = deploy(pair, &primary, &secondary);
    for server in [&primary, &secondary] {
        assert_eq!(server.add_exclusion(SCOPE, SCOPE, SCOPE + 255), 0);
    }
    primary.refuses(0, || primary.trigger("name"));
    assert_eq!(primary.statistics(SCOPE), Ok([0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(pair.delete_scopes_on(&primary), 0);
    assert_eq!(pair.delete_scopes_on(&secondary), 0);
    primary.refuses(0, || primary.trigger("name"));
}

/// Section 2.2: a scope that does not serve is rebalanced like any other.
#[test]
fn a_disabled_scope_is_divided() {
    let (primary, secondary) = pair_with_scopes(1);
    let mut name = Wide::new("disabled");
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: SCOPE,
        SubnetMask: 0xFFFF_FF00,
        SubnetName: name.as_mut_ptr(),
        SubnetComment: null_mut(),
        PrimaryHost: no_host(),
        SubnetState: DhcpSubnetDisabled,
    };
    for server in [&primary, &secondary] {
        assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), SCOPE, &info) }, 0);
    }
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    assert_eq!(primary.statistics(SCOPE), Ok([254, 254, 0, 127, 127, 0, 0]));
}

/// Decision: what the partner does not have, it could not acknowledge.
#[test]
fn a_scope_of_one_partner_alone_is_not_divided() {
    let (primary, secondary) = pair_with_scopes(2);
    let mut one = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
    assert_eq!(one.create_on(&primary), 0);
    let mut other = Relationship::between("name", &primary, &secondary, &[scope(0)]).as_secondary();
    assert_eq!(other.create_on(&secondary), 0);
    assert_eq!(primary.trigger("name"), 0);
    assert_eq!(primary.statistics(scope(0)), Ok([254, 254, 0, 127, 127, 0, 0]));
    assert_eq!(primary.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
}
