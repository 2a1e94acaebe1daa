//! DhcpV4FailoverGetRelationship (MS-DHCPM 3.2.4.93) and DhcpV4FailoverGetScopeRelationship (3.2.4.97).

use super::*;

/// 3.2.4.93.
#[test]
fn the_codes_of_get() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    let by = |name: *const u16| read(|out| unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name, out) });
    assert_eq!(by(null()), Err(INVALID_PARAMETER));
    assert_eq!(by(UNPAIRED_TEXT.as_ptr()), Err(INVALID_PARAMETER));
    for name in ["", "nam", "names", " name", &"n".repeat(300)] {
        assert_eq!(by(Wide::new(name).as_ptr()), Err(RELATIONSHIP_DOES_NOT_EXIST), "{name}");
    }
    let name = Wide::new("name");
    let code = unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), null_mut()) };
    assert_eq!(code, INVALID_PARAMETER);
}

/// Names are compared ignoring case, per code unit, and kept as given.
#[test]
fn names_are_found_in_any_case_and_returned_as_given() {
    let server = server_with_scopes(4);
    for (number, name, others) in [
        (0, HQ, &["hq-\u{c9}-\u{1f600}", "hQ-\u{e9}-\u{1f600}"][..]),
        (1, "Stra\u{df}e", &["STRA\u{df}E"]),
        (2, "\u{3a3}\u{3af}\u{3c3}\u{3c5}", &["\u{3c3}\u{38a}\u{3a3}\u{3a5}"]),
        (3, "lower", &["LOWER", "LoWeR"]),
    ] {
        created(name, &server, &[scope(number)]);
        for other in others.iter().chain([&name]) {
            assert_eq!(get(&server, other).unwrap().name.as_deref(), Some(name), "{other}");
        }
    }
    assert_eq!(get(&server, "STRASSE"), Err(RELATIONSHIP_DOES_NOT_EXIST), "no unit becomes two");
    assert_eq!(get(&server, "HQ-e-\u{1f600}"), Err(RELATIONSHIP_DOES_NOT_EXIST), "an accent counts");
}

/// 3.2.4.97. That the scope exists is not asked.
#[test]
fn the_codes_of_get_by_scope() {
    let server = server_with_scopes(2);
    created("name", &server, &[SCOPE]);
    assert_eq!(get_of_scope(&server, 0), Err(INVALID_PARAMETER));
    for number in [scope(1), MISSING, SCOPE + 1, NEVER] {
        assert_eq!(get_of_scope(&server, number), Err(SCOPE_NOT_IN_RELATIONSHIP));
    }
    let code = unsafe { DhcpV4FailoverGetScopeRelationship(server.ptr(), SCOPE, null_mut()) };
    assert_eq!(code, INVALID_PARAMETER);
    assert_eq!(get_of_scope(&server, SCOPE), get(&server, "name"));
}
