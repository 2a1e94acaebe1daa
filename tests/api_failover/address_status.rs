//! DhcpV4FailoverGetAddressStatus (MS-DHCPM 3.2.4.126).

use super::*;

/// 3.2.4.126, and the precedence: excluded, reserved, then the pool side. Both servers say the same.
#[test]
fn the_four_answers_and_their_precedence() {
    let (primary, secondary) = pair_with_scopes(0);
    for server in [&primary, &secondary] {
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 11, SCOPE + 110);
        assert_eq!(server.add_exclusion(SCOPE, SCOPE + 105, SCOPE + 115), 0);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 20, &[20]), 0);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 106, &[106]), 0);
    }
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    // 93 free: 11 to 104 but for 20. The secondary has the 46 highest, 59 to 104.
    assert_eq!(primary.create_lease(SCOPE + 12, &[12], ACTIVE), 0);
    assert_eq!(secondary.create_lease(SCOPE + 90, &[90], ACTIVE), 0);
    assert_eq!(primary.create_lease(SCOPE + 91, &[91], ACTIVE), 0);
    assert_eq!(secondary.change_lease(SCOPE + 20, &[20], secondary.address), 0);
    let table = [
        (0, 2, "the subnet's own address: outside the range"),
        (10, 2, "outside the range"),
        (11, 0, "free, the primary's"),
        (12, 0, "leased from the primary's part"),
        (20, 3, "reserved, with its client's lease"),
        (58, 0, "the last of the primary"),
        (59, 1, "the first of the secondary"),
        (90, 1, "leased from the secondary's part"),
        (91, 1, "leased by the primary, from the secondary's part"),
        (104, 1, "free, the secondary's"),
        (105, 2, "excluded"),
        (106, 3, "reserved, which goes before excluded (Microsoft's order of precedence)"),
        (112, 2, "excluded outside the range"),
        (255, 2, "outside the range"),
    ];
    for (offset, status, what) in table {
        assert_eq!(primary.address_status(SCOPE + offset), Ok(status), "{what}");
        assert_eq!(secondary.address_status(SCOPE + offset), Ok(status), "{what}, asked of the secondary");
    }
    // draft 5.4: what is free again is the primary's.
    assert_eq!(secondary.delete_lease(SCOPE + 90), 0);
    for server in [&primary, &secondary] {
        assert_eq!(server.address_status(SCOPE + 90), Ok(0), "released");
    }
}

/// 3.2.4.126 steps 2 and 3.
#[test]
fn the_codes_and_the_cleared_output() {
    let server = server_with_scopes(2);
    created("name", &server, &[scope(0)]);
    for (address, expected) in [
        (scope(0) + 1, (0, 0)),
        (scope(1) + 1, (SCOPE_NOT_IN_RELATIONSHIP, 0)),
        (scope(1), (SCOPE_NOT_IN_RELATIONSHIP, 0)),
        (scope(2) + 1, (INVALID_PARAMETER, 0)),
        (0, (INVALID_PARAMETER, 0)),
        (NEVER, (INVALID_PARAMETER, 0)),
    ] {
        let mut status = 99;
        let code = unsafe { DhcpV4FailoverGetAddressStatus(server.ptr(), address, &mut status) };
        assert_eq!((code, status), expected, "{address:#x}");
    }
    let code = unsafe { DhcpV4FailoverGetAddressStatus(server.ptr(), scope(0) + 1, null_mut()) };
    assert_eq!(code, INVALID_PARAMETER);
}
