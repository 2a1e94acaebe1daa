//! DhcpV4FailoverCreateRelationship (MS-DHCPM 3.2.4.90).

use super::*;

/// 3.2.4.90 steps 9 to 12.
#[test]
fn every_field_is_stored_in_both_roles_and_modes() {
    for (role, mode, percentage, secret) in [
        (PrimaryServer, LoadBalance, 0, None),
        (PrimaryServer, HotStandby, 100, Some("pass-\u{e9}-\u{1f511}")),
        (SecondaryServer, LoadBalance, 70, Some("x")),
        (SecondaryServer, HotStandby, 5, None),
    ] {
        let server = server_with_scopes(3);
        let mut relationship = alone(HQ, &server, &[scope(2), scope(0)]);
        relationship.structure.ServerType = role;
        relationship.structure.Mode = mode;
        relationship.structure.Percentage = percentage;
        relationship.structure.Mclt = 1234;
        relationship.structure.SafePeriod = 5678;
        // Both are forced by step 10.
        relationship.structure.State = NORMAL;
        relationship.structure.PrevState = PARTNER_DOWN;
        if let Some(secret) = secret {
            relationship = relationship.secret(secret);
        }
        assert_eq!(relationship.create_on(&server), 0);
        let expected = Half {
            primary: server.address,
            secondary: NOBODY,
            mode,
            role,
            state: 2,
            previous: 1,
            mclt: 1234,
            safe_period: 5678,
            name: Some(HQ.into()),
            primary_name: Some("primary.example".into()),
            secondary_name: Some("secondary.example".into()),
            scopes: vec![scope(2), scope(0)],
            percentage,
            secret: secret.map(str::to_owned),
        };
        assert_eq!(get(&server, HQ), Ok(expected.clone()));
        assert_eq!(get_of_scope(&server, scope(0)), Ok(expected.clone()));
        assert_eq!(get_of_scope(&server, scope(2)), Ok(expected));
        assert_eq!(get_of_scope(&server, scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
    }
}

/// 3.2.4.90 step 11, and what step 2 does not check (decision): MCLT 0, no names of servers, no secret.
#[test]
fn what_may_be_left_out() {
    let server = server_with_scopes(1);
    let mut relationship = alone("bare", &server, &[SCOPE]);
    let code = call_spoilt(create, &server, &mut relationship, |structure| {
        structure.SafePeriod = 0;
        structure.Mclt = 0;
        structure.PrimaryServerName = null_mut();
        structure.SecondaryServerName = null_mut();
        structure.SharedSecret = EMPTY_TEXT.as_ptr().cast_mut();
    });
    assert_eq!(code, 0);
    let half = get(&server, "bare").unwrap();
    assert_eq!(half.safe_period, NEVER);
    assert_eq!(half.mclt, 0);
    assert_eq!((half.primary_name, half.secondary_name, half.secret), (None, None, None));
}

/// 3.2.4.90 step 2, and the decisions that ill-formed text, an empty name and one server twice are refused.
#[test]
fn step_2_refuses_with_87() {
    let server = server_with_scopes(1);
    let table: [(&str, Spoil); 22] = [
        ("RelationshipName NULL", |given| given.RelationshipName = null_mut()),
        ("RelationshipName empty", |given| given.RelationshipName = EMPTY_TEXT.as_ptr().cast_mut()),
        ("RelationshipName ill-formed", |given| given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ("PrimaryServerName ill-formed", |given| given.PrimaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ("SecondaryServerName ill-formed", |given| {
            given.SecondaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut();
        }),
        ("SharedSecret ill-formed", |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ("PrimaryServer 0", |given| given.PrimaryServer = 0),
        ("SecondaryServer 0", |given| given.SecondaryServer = 0),
        ("both 0", |given| (given.PrimaryServer, given.SecondaryServer) = (0, 0)),
        ("one server twice", |given| given.SecondaryServer = given.PrimaryServer),
        ("pScopes NULL", |given| given.pScopes = null_mut()),
        ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
        ("NumElements 0 and Elements NULL", |given| unsafe {
            (*given.pScopes).NumElements = 0;
            (*given.pScopes).Elements = null_mut();
        }),
        ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
        ("Percentage 101", |given| given.Percentage = 101),
        ("Percentage 255", |given| given.Percentage = 255),
        ("Mode 2", |given| given.Mode = 2),
        ("Mode -1", |given| given.Mode = -1),
        ("Mode 0x100", |given| given.Mode = 0x100),
        ("ServerType 2", |given| given.ServerType = 2),
        ("ServerType -1", |given| given.ServerType = -1),
        // Checked before the scopes are looked up.
        ("Percentage 101 and an unknown scope", |given| unsafe {
            given.Percentage = 101;
            *(*given.pScopes).Elements = MISSING;
        }),
    ];
    for (what, spoil) in table {
        let mut relationship = alone("name", &server, &[SCOPE]);
        let before = server.contents();
        assert_eq!(call_spoilt(create, &server, &mut relationship, spoil), INVALID_PARAMETER, "{what}");
        assert!(server.contents() == before, "{what} changed something");
    }
    server.refuses(INVALID_PARAMETER, || unsafe { create(server.ptr(), null()) });
}

/// 3.2.4.90 step 3.
#[test]
fn step_3_every_scope_exists_20005() {
    let server = server_with_scopes(1);
    for scopes in [&[MISSING][..], &[SCOPE, MISSING], &[MISSING, SCOPE], &[SCOPE + 1], &[0]] {
        server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, scopes).create_on(&server));
    }
}

/// 3.2.4.90 step 4. A range for both kinds of client is not refused by the text.
#[test]
fn step_4_no_scope_is_for_bootp_clients_alone_87() {
    let server = server_with_scopes(1);
    for (number, kind, code) in
        [(1, DhcpIpRangesBootpOnly, 87), (2, DhcpIpRangesDhcpBootp, 0), (3, DhcpIpRangesDhcpOnly, 0)]
    {
        assert_eq!(server.create_scope(scope(number), 0xFFFF_FF00), 0);
        assert_eq!(server.add_range_of(scope(number), kind, scope(number) + 1, scope(number) + 9), 0);
        let name = format!("kind {kind}");
        assert_eq!(alone(&name, &server, &[scope(number)]).create_on(&server), code);
    }
}

/// 3.2.4.90 step 5: 126 units, the NUL not counted; a surrogate pair is two.
#[test]
fn step_5_the_name_has_at_most_126_units_20125() {
    let table = [
        ("a".to_owned(), 0),
        ("n".repeat(126), 0),
        ("n".repeat(127), RELATIONSHIP_NAME_TOO_LONG),
        ("\u{1f600}".repeat(63), 0),
        (format!("{}x", "\u{1f600}".repeat(63)), RELATIONSHIP_NAME_TOO_LONG),
        ("n".repeat(70_000), RELATIONSHIP_NAME_TOO_LONG),
    ];
    for (name, code) in table {
        let server = server_with_scopes(1);
        if code == 0 {
            created(&name, &server, &[SCOPE]);
            assert_eq!(get(&server, &name).unwrap().name, Some(name));
        } else {
            server.refuses(code, || alone(&name, &server, &[SCOPE]).create_on(&server));
        }
    }
}

/// 3.2.4.90 step 6.
#[test]
fn step_6_a_server_has_at_most_31_relationships_20128() {
    let server = server_with_scopes(32);
    for number in 0..31 {
        created(&format!("relationship {number}"), &server, &[scope(number)]);
    }
    server.refuses(MAX_RELATIONSHIPS, || alone("one more", &server, &[scope(31)]).create_on(&server));
    // Step 6 precedes steps 7 and 8.
    server.refuses(MAX_RELATIONSHIPS, || alone("one more", &server, &[scope(3)]).create_on(&server));
    server.refuses(MAX_RELATIONSHIPS, || alone("relationship 3", &server, &[scope(31)]).create_on(&server));
    // Step 5 precedes step 6.
    let long = "n".repeat(127);
    server.refuses(RELATIONSHIP_NAME_TOO_LONG, || alone(&long, &server, &[scope(31)]).create_on(&server));
    // The limit is each server's own, and one that is deleted makes room.
    let other = server_with_scopes(1);
    created("one more", &other, &[SCOPE]);
    assert_eq!(delete_relationship(&server, "relationship 7"), 0);
    created("one more", &server, &[scope(31)]);
    server.refuses(MAX_RELATIONSHIPS, || alone("two more", &server, &[scope(7)]).create_on(&server));
}

/// 3.2.4.90 steps 7 and 8.
#[test]
fn steps_7_and_8_the_scopes_are_free_20113_and_then_the_name_is_20114() {
    let server = server_with_scopes(4);
    created("Taken", &server, &[scope(0), scope(1)]);
    let table: [(&str, &[u32], u32); 6] = [
        ("Taken", &[scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("new", &[scope(1)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("new", &[scope(2), scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("Taken", &[scope(2)], RELATIONSHIP_EXISTS),
        ("tAKEN", &[scope(2)], RELATIONSHIP_EXISTS),
        ("Taken ", &[scope(2)], 0),
    ];
    for (name, scopes, code) in table {
        if code == 0 {
            created(name, &server, scopes);
        } else {
            server.refuses(code, || alone(name, &server, scopes).create_on(&server));
        }
    }
}

/// The order of the steps: the first failing rule wins over all scopes, not the first failing scope.
#[test]
fn the_first_failing_step_answers() {
    let server = server_with_scopes(2);
    let bootp = scope(9);
    assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
    assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
    created("taken", &server, &[scope(0)]);
    let long = "n".repeat(200);
    let table: [(&str, &[u32], u32); 8] = [
        (&long, &[MISSING], SUBNET_NOT_PRESENT),
        ("new", &[bootp, MISSING], SUBNET_NOT_PRESENT),
        ("new", &[scope(0), MISSING], SUBNET_NOT_PRESENT),
        (&long, &[bootp], INVALID_PARAMETER),
        ("new", &[scope(0), bootp], INVALID_PARAMETER),
        (&long, &[scope(0)], RELATIONSHIP_NAME_TOO_LONG),
        ("taken", &[scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
        ("taken", &[scope(1)], RELATIONSHIP_EXISTS),
    ];
    for (name, scopes, code) in table {
        server.refuses(code, || alone(name, &server, scopes).create_on(&server));
    }
}

/// Decision: a scope that is named twice counts once.
#[test]
fn duplicates_in_pscopes_are_stored_once() {
    let server = server_with_scopes(2);
    created("twice", &server, &[scope(1), scope(0), scope(1), scope(1), scope(0)]);
    assert_eq!(get(&server, "twice").unwrap().scopes, [scope(1), scope(0)]);
}

/// The limit of 400 scopes belongs to AddScope, not to Create.
#[test]
#[cfg_attr(miri, ignore = "it takes minutes when it is interpreted")]
fn create_takes_401_scopes() {
    let server = server_with_scopes(401);
    let all: Vec<u32> = (0..401).map(scope).collect();
    created("many", &server, &all);
    assert_eq!(get(&server, "many").unwrap().scopes, all);
}

/// Each call touches one server only; several relationships between the same two servers are allowed.
#[test]
fn the_partner_is_left_alone() {
    let (primary, secondary) = pair_with_scopes(2);
    let before = secondary.contents();
    assert_eq!(Relationship::between("one", &primary, &secondary, &[scope(0)]).create_on(&primary), 0);
    assert_eq!(Relationship::between("two", &primary, &secondary, &[scope(1)]).create_on(&primary), 0);
    assert_eq!(primary.state("one"), Ok((2, 1)));
    assert!(secondary.contents() == before);
    assert_eq!(secondary.state("one"), Err(RELATIONSHIP_DOES_NOT_EXIST));
    assert_eq!(secondary.statistics(SCOPE), Err(SCOPE_NOT_IN_RELATIONSHIP));
}

/// Rules of other functions for a scope that is in a relationship (3.1.4.8, 3.2.4.38).
#[test]
fn the_scope_is_protected() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        server.refuses(SCOPE_ALREADY_IN_RELATIONSHIP, || server.delete_scope(SCOPE, force));
    }
    for kind in [DhcpIpRangesBootpOnly, DhcpIpRangesDhcpBootp] {
        server
            .refuses(IPRANGE_TYPE_CONV_ILLEGAL, || server.add_range_of(SCOPE, kind, SCOPE + 1, SCOPE + 254));
    }
    assert_eq!(delete_relationship(&server, "name"), 0);
    assert_eq!(server.delete_scope(SCOPE, DhcpNoForce), 0);
}
