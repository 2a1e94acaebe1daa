//! DhcpV4FailoverAddScopeToRelationship (MS-DHCPM 3.2.4.95).

use super::*;

/// A lone server in NORMAL with scopes 0 to 4, of which 0 is in the relationship.
fn normal() -> (Server, Relationship) {
    let server = server_with_scopes(5);
    let mut relationship = created("Name", &server, &[scope(0)]);
    force(&mut relationship, &server, NORMAL);
    (server, relationship)
}

/// 3.2.4.95 step 9. Only the name and the scopes are looked at.
#[test]
fn scopes_are_appended_in_their_order() {
    let (server, _) = normal();
    assert_eq!(alone("nAME", &server, &[scope(3)]).add_scopes_on(&server), 0);
    let mut bare = alone("name", &server, &[scope(2), scope(1), scope(2)]);
    let code = call_spoilt(add, &server, &mut bare, |given| {
        let (name, scopes) = (given.RelationshipName, given.pScopes);
        *given = unsafe { std::mem::zeroed() };
        (given.RelationshipName, given.pScopes) = (name, scopes);
        (given.Mode, given.ServerType, given.State, given.Percentage) = (9, 9, 99, 255);
    });
    assert_eq!(code, 0);
    assert_eq!(get(&server, "name").unwrap().scopes, [scope(0), scope(3), scope(2), scope(1)]);
    assert_eq!(get_of_scope(&server, scope(1)), get(&server, "name"));
    assert_eq!(server.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
}

/// 3.2.4.95 step 1, and the limit after it.
#[test]
fn step_1_refuses_with_87_and_more_than_400_with_20130() {
    let (server, _) = normal();
    let table: [(&str, Spoil); 6] = [
        ("name NULL", |given| given.RelationshipName = null_mut()),
        ("name ill-formed", |given| given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ("pScopes NULL", |given| given.pScopes = null_mut()),
        ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
        ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
        ("name NULL and 401 scopes", |given| {
            given.RelationshipName = null_mut();
            unsafe { (*given.pScopes).NumElements = 401 };
        }),
    ];
    let many = vec![MISSING; 401];
    for (what, spoil) in table {
        let before = server.contents();
        assert_eq!(call_spoilt(add, &server, &mut alone("name", &server, &many), spoil), 87, "{what}");
        assert!(server.contents() == before, "{what}");
    }
    server.refuses(INVALID_PARAMETER, || unsafe { add(server.ptr(), null()) });
    server.refuses(MAX_ADD_SCOPES, || alone("name", &server, &many).add_scopes_on(&server));
    server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &many[..400]).add_scopes_on(&server));
}

/// 400 scopes in one call are allowed, and a relationship may have more than 400.
#[test]
#[cfg_attr(miri, ignore = "it takes minutes when it is interpreted")]
fn four_hundred_scopes_are_added_at_once() {
    let server = server_with_scopes(402);
    let mut relationship = created("name", &server, &[scope(0)]);
    force(&mut relationship, &server, NORMAL);
    let scopes: Vec<u32> = (1..402).map(scope).collect();
    server.refuses(MAX_ADD_SCOPES, || alone("name", &server, &scopes).add_scopes_on(&server));
    assert_eq!(alone("name", &server, &scopes[..400]).add_scopes_on(&server), 0);
    assert_eq!(alone("name", &server, &scopes[400..]).add_scopes_on(&server), 0);
    assert_eq!(get(&server, "name").unwrap().scopes.len(), 402);
}

/// 3.2.4.95 steps 3 to 8 in their order. All or nothing: each row names a good scope too.
#[test]
fn the_first_failing_step_answers() {
    let (server, mut relationship) = normal();
    created("other", &server, &[scope(4)]); // in STARTUP
    let bootp = scope(9);
    assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
    assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
    let good = scope(1);
    let table: [(&str, &[u32], u32); 10] = [
        ("name", &[good, MISSING], SUBNET_NOT_PRESENT),
        ("unknown", &[bootp, scope(0), MISSING], SUBNET_NOT_PRESENT),
        ("name", &[good, bootp], INVALID_PARAMETER),
        ("unknown", &[scope(0), bootp], INVALID_PARAMETER),
        ("name", &[good, scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP), // of this relationship
        ("name", &[good, scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP), // of another one
        ("unknown", &[scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("other", &[scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("unknown", &[good], RELATIONSHIP_DOES_NOT_EXIST),
        ("other", &[good], STATE_NOT_NORMAL),
    ];
    for (name, scopes, code) in table {
        server.refuses(code, || alone(name, &server, scopes).add_scopes_on(&server));
    }
    for state in [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11] {
        force(&mut relationship, &server, state);
        server.refuses(STATE_NOT_NORMAL, || alone("name", &server, &[good]).add_scopes_on(&server));
    }
}

/// 3.2.4.95 step 5: 2, not 20115, but after the scopes (steps 3 and 4).
#[test]
fn a_server_without_relationships_answers_2() {
    let server = server_with_scopes(1);
    server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).add_scopes_on(&server));
    server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).delete_scopes_on(&server));
    server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &[MISSING]).add_scopes_on(&server));
    server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &[MISSING]).delete_scopes_on(&server));
    let bootp = scope(9);
    assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
    assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
    server.refuses(INVALID_PARAMETER, || alone("name", &server, &[bootp]).add_scopes_on(&server));
    server.refuses(INVALID_PARAMETER, || alone("name", &server, &[bootp]).delete_scopes_on(&server));
    // So it is after the last one is deleted.
    created("gone", &server, &[SCOPE]);
    assert_eq!(delete_relationship(&server, "gone"), 0);
    server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).add_scopes_on(&server));
}

/// Right after Create the state is STARTUP.
#[test]
fn right_after_create_it_is_20120() {
    let server = server_with_scopes(2);
    created("name", &server, &[scope(0)]);
    server.refuses(STATE_NOT_NORMAL, || alone("name", &server, &[scope(1)]).add_scopes_on(&server));
}

/// Each call touches one server only. When both have the scope, leases are exchanged at once, and its addresses get
/// their pool sides with the next rebalance.
#[test]
fn a_scope_is_shared_when_both_halves_have_it() {
    let (primary, secondary) = pair_with_scopes(2);
    deploy(Relationship::between("name", &primary, &secondary, &[scope(0)]), &primary, &secondary);
    assert_eq!(primary.create_lease(scope(1) + 5, &[5], ACTIVE), 0);
    assert_eq!(secondary.create_lease(scope(1) + 6, &[6], ACTIVE), 0);
    let mut addition = Relationship::between("name", &primary, &secondary, &[scope(1)]);
    assert_eq!(addition.add_scopes_on(&primary), 0);
    assert_eq!(get(&secondary, "name").unwrap().scopes, [scope(0)]);
    assert_eq!(secondary.statistics(scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
    assert_eq!(secondary.client_at(scope(1) + 5), Err(JET_ERROR));
    assert_eq!(addition.add_scopes_on(&secondary), 0);
    assert_eq!(primary.client_at(scope(1) + 6).unwrap().0, [6]);
    assert_eq!(secondary.client_at(scope(1) + 5).unwrap().0, [5]);
    assert_eq!(primary.trigger("name"), 0);
    assert_eq!(primary.statistics(scope(1)), Ok([254, 252, 2, 126, 126, 1, 1]));
    assert_eq!(secondary.statistics(scope(1)), Ok([254, 252, 2, 126, 126, 1, 1]));
}

/// No role is asked for: a secondary may do everything but trigger.
#[test]
fn a_secondary_adds_and_deletes_scopes() {
    let server = server_with_scopes(2);
    let mut relationship = alone("name", &server, &[scope(0)]).as_secondary();
    assert_eq!(relationship.create_on(&server), 0);
    force(&mut relationship, &server, NORMAL);
    assert_eq!(alone("name", &server, &[scope(1)]).add_scopes_on(&server), 0);
    assert_eq!(alone("name", &server, &[scope(0)]).delete_scopes_on(&server), 0);
    assert_eq!(get(&server, "name").unwrap().scopes, [scope(1)]);
    assert_eq!(server.statistics(scope(1)), Ok([254, 254, 0, 254, 0, 0, 0]), "all are the primary's");
}
