//! DhcpV4FailoverDeleteScopeFromRelationship (MS-DHCPM 3.2.4.96).

use super::*;

/// 3.2.4.96 step 8: all are removed, in any state that takes no data in; an empty relationship stays.
#[test]
fn it_works_in_every_state_but_while_synchronizing() {
    for state in 0..=11 {
        let server = server_with_scopes(3);
        let mut relationship = created("name", &server, &[scope(0), scope(1), scope(2)]);
        force(&mut relationship, &server, state);
        let mut removal = alone("NAME", &server, &[scope(2), scope(0), scope(2)]);
        if state == RECOVER || state == POTENTIAL_CONFLICT {
            server.refuses(SCOPE_SYNC_IN_PROGRESS, || removal.delete_scopes_on(&server));
            // Decision: membership is asked before.
            assert_eq!(server.create_scope(scope(7), 0xFFFF_FF00), 0);
            let mut foreign = alone("name", &server, &[scope(7)]);
            server.refuses(SCOPE_NOT_IN_RELATIONSHIP, || foreign.delete_scopes_on(&server));
            continue;
        }
        assert_eq!(removal.delete_scopes_on(&server), 0, "state {state}");
        assert_eq!(get(&server, "name").unwrap().scopes, [scope(1)]);
        assert_eq!(server.statistics(scope(0)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        assert_eq!(server.state("name").unwrap().0, state);
    }
}

/// Decision: an array of 0 elements, not NULL.
#[test]
fn an_empty_relationship_has_an_array_of_0_elements() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    assert_eq!(alone("name", &server, &[SCOPE]).delete_scopes_on(&server), 0);
    let mut found = null_mut();
    let name = Wide::new("name");
    assert_eq!(unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), &mut found) }, 0);
    let scopes = unsafe { (*found).pScopes };
    assert!(!scopes.is_null());
    let scopes = unsafe { *scopes };
    assert_eq!((scopes.NumElements, scopes.Elements), (0, null_mut()));
    free_relationship(found);
    assert_eq!(delete_relationship(&server, "name"), 0);
}

/// 3.2.4.96 step 1.
#[test]
fn step_1_refuses_with_87() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    let table: [(&str, Spoil); 5] = [
        ("name NULL", |given| given.RelationshipName = null_mut()),
        ("name ill-formed", |given| given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ("pScopes NULL", |given| given.pScopes = null_mut()),
        ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
        ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
    ];
    for (what, spoil) in table {
        let before = server.contents();
        assert_eq!(call_spoilt(remove, &server, &mut alone("name", &server, &[SCOPE]), spoil), 87, "{what}");
        assert!(server.contents() == before, "{what}");
    }
    server.refuses(INVALID_PARAMETER, || unsafe { remove(server.ptr(), null()) });
}

/// 3.2.4.96 steps 3 to 7 in their order. All or nothing: each row names a good scope too.
#[test]
fn the_first_failing_step_answers() {
    let server = server_with_scopes(4);
    created("name", &server, &[scope(0), scope(1)]);
    created("other", &server, &[scope(2)]);
    let bootp = scope(9);
    assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
    assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
    let table: [(&str, &[u32], u32); 8] = [
        ("name", &[scope(0), MISSING], SUBNET_NOT_PRESENT),
        ("unknown", &[bootp, scope(3), MISSING], SUBNET_NOT_PRESENT),
        ("name", &[scope(0), bootp], INVALID_PARAMETER),
        ("unknown", &[bootp], INVALID_PARAMETER),
        ("unknown", &[scope(0)], RELATIONSHIP_DOES_NOT_EXIST),
        ("unknown", &[scope(3)], RELATIONSHIP_DOES_NOT_EXIST),
        ("name", &[scope(0), scope(2)], SCOPE_NOT_IN_RELATIONSHIP),
        ("name", &[scope(3), scope(0)], SCOPE_NOT_IN_RELATIONSHIP),
    ];
    for (name, scopes, code) in table {
        server.refuses(code, || alone(name, &server, scopes).delete_scopes_on(&server));
    }
}

/// Each call touches one server only; the free addresses of the scope are this server's alone from then on.
#[test]
fn the_partner_keeps_the_scope() {
    let (primary, secondary) = pair_with_scopes(2);
    let pair = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
    deploy(pair, &primary, &secondary);
    let before = secondary.contents();
    let mut removal = Relationship::between("name", &primary, &secondary, &[scope(1)]);
    assert_eq!(removal.delete_scopes_on(&primary), 0);
    assert!(secondary.contents() == before);
    assert_eq!(primary.statistics(scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
    created("again", &primary, &[scope(1)]);
    assert_eq!(primary.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
}
