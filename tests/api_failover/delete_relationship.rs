//! DhcpV4FailoverDeleteRelationship (MS-DHCPM 3.2.4.92).

use super::*;

/// 3.2.4.92 steps 1 and 3.
#[test]
fn null_is_87_and_an_unknown_name_20115() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpV4FailoverDeleteRelationship(server.ptr(), null()) });
    server.refuses(INVALID_PARAMETER, || unsafe {
        DhcpV4FailoverDeleteRelationship(server.ptr(), UNPAIRED_TEXT.as_ptr())
    });
    for name in ["", "nam", "name ", "other", &"n".repeat(300)] {
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || delete_relationship(&server, name));
    }
}

/// 3.2.4.92 steps 4 and 5: in any state, with any scopes, which stay with all that is in them.
#[test]
fn it_works_in_every_state_and_leaves_the_scopes() {
    for state in 0..=11 {
        let server = server_with_scopes(3);
        let mut relationship = created("Name", &server, &[scope(0), scope(1)]);
        created("other", &server, &[scope(2)]);
        assert_eq!(server.create_lease(SCOPE + 5, &[1, 2, 3], ACTIVE), 0);
        force(&mut relationship, &server, state);
        assert_eq!(delete_relationship(&server, "nAME"), 0, "state {state}");
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || delete_relationship(&server, "Name"));
        assert_eq!(get(&server, "Name"), Err(RELATIONSHIP_DOES_NOT_EXIST));
        assert_eq!(get_of_scope(&server, scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        assert_eq!(server.statistics(scope(0)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        assert_eq!(get(&server, "other").unwrap().scopes, [scope(2)]);
        assert_eq!(server.client_at(SCOPE + 5).unwrap().0, [1, 2, 3]);
        // Name and scopes are free again, and all free addresses are this server's.
        created("Name", &server, &[scope(0), scope(1)]);
        assert_eq!(server.statistics(scope(0)), Ok([254, 253, 1, 0, 253, 0, 1]));
    }
}

/// The partner keeps its half, and is alone: COMMUNICATION_INT.
#[test]
fn the_partner_loses_contact() {
    for deleted_on_primary in [true, false] {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        let (gone, left) = if deleted_on_primary { (&primary, &secondary) } else { (&secondary, &primary) };
        let before = get(left, "name").unwrap();
        assert_eq!(delete_relationship(gone, "name"), 0);
        assert_eq!(get(left, "name"), Ok(Half { state: 4, previous: 3, ..before }));
        assert_eq!(left.statistics(SCOPE), Ok([254, 254, 0, 127, 127, 0, 0]), "its addresses stay divided");
        assert_eq!(delete_relationship(left, "name"), 0);
    }
}
