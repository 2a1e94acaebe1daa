//! DhcpV4FailoverGetScopeStatistics (MS-DHCPM 3.2.4.98).

use super::*;

fn ask(server: &Server, scope: u32) -> (u32, bool) {
    let mut found = NonNull::dangling().as_ptr();
    let code = unsafe { DhcpV4FailoverGetScopeStatistics(server.ptr(), scope, &mut found) };
    (code, found.is_null())
}

/// 3.2.4.98; decision: 20116 as real servers answer, not 2.
#[test]
fn the_codes_and_the_cleared_output() {
    let server = server_with_scopes(2);
    created("name", &server, &[scope(0)]);
    assert_eq!(ask(&server, 0), (INVALID_PARAMETER, true));
    for unrelated in [scope(1), MISSING, scope(0) + 1, NEVER] {
        assert_eq!(ask(&server, unrelated), (SCOPE_NOT_IN_RELATIONSHIP, true));
    }
    let code = unsafe { DhcpV4FailoverGetScopeStatistics(server.ptr(), scope(0), null_mut()) };
    assert_eq!(code, INVALID_PARAMETER);
}

/// NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse
#[test]
fn a_lone_half_gives_all_to_the_primary() {
    let server = server_with_scopes(1);
    created("name", &server, &[SCOPE]);
    assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 0, 254, 0, 0]));
    let server = server_with_scopes(1);
    assert_eq!(alone("name", &server, &[SCOPE]).as_secondary().create_on(&server), 0);
    assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 254, 0, 0, 0]));
}

#[test]
fn a_scope_without_range_has_no_address() {
    let server = Server::new();
    assert_eq!(server.create_scope(SCOPE, 0xFFFF_FF00), 0);
    created("name", &server, &[SCOPE]);
    assert_eq!(server.statistics(SCOPE), Ok([0, 0, 0, 0, 0, 0, 0]));
    assert_eq!(server.add_range(SCOPE, SCOPE + 1, SCOPE + 20), 0);
    assert_eq!(server.statistics(SCOPE), Ok([20, 20, 0, 0, 20, 0, 0]));
}

/// Section 3.1: a renewal by the other server moves one unit between the shares in use, and nothing else.
#[test]
fn who_renews_a_lease_has_it_in_use() {
    let (primary, secondary) = pair_with_scopes(1);
    deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
    assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    assert_eq!(primary.create_lease(SCOPE + 2, &[2], ACTIVE), 0);
    assert_eq!(secondary.create_lease(SCOPE + 200, &[3], ACTIVE), 0);
    assert_eq!(primary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 1, 2]));
    assert_eq!(secondary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 2, 1]));
    assert_eq!(secondary.change_lease(SCOPE + 1, &[1], secondary.address), 0);
    assert_eq!(primary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 2, 1]));
    assert_eq!(secondary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 1, 2]));
}

/// Section 3.1: declined and doomed records are in use; decision: an idle reservation is in nobody's share.
#[test]
fn whatever_is_not_free_is_in_use() {
    let server = server_with_scopes(1);
    assert_eq!(server.add_reservation(SCOPE, SCOPE + 4, &[4]), 0);
    created("name", &server, &[SCOPE]);
    for (address, state) in [(SCOPE + 1, 1), (SCOPE + 2, 2), (SCOPE + 3, 3)] {
        assert_eq!(server.create_lease(address, &[state], state), 0);
    }
    assert_eq!(server.statistics(SCOPE), Ok([254, 250, 4, 0, 250, 0, 3]));
    assert_eq!(server.add_exclusion(SCOPE, SCOPE + 101, SCOPE + 110), 0);
    assert_eq!(server.statistics(SCOPE), Ok([244, 240, 4, 0, 240, 0, 3]));
}
