//! Faults and the clock, as `dhcpsapi_ext.h` documents them.

use super::*;

#[test]
fn stop_and_start_twice() {
    let _turn = begin();
    let server = Server::new();
    start_is(&server, SERVICE_ALREADY_RUNNING);
    assert_eq!(unsafe { dhcpsapi_server_stop(server.ptr()) }, 0);
    assert_eq!(unsafe { dhcpsapi_server_stop(server.ptr()) }, SERVICE_NOT_ACTIVE);
    start_is(&server, 0);
    start_is(&server, SERVICE_ALREADY_RUNNING);
}

fn start_is(server: &Server, code: u32) {
    assert_eq!(unsafe { dhcpsapi_server_start(server.ptr()) }, code);
}

#[test]
fn a_stopped_server_is_1722_and_keeps_all_it_has() {
    let _turn = begin();
    let mut pair = Pair::new();
    assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
    stop(&pair.secondary);
    let server = &pair.secondary;
    assert_eq!(server.state(NAME), Err(SERVER_UNAVAILABLE));
    assert_eq!(server.statistics(SCOPE), Err(SERVER_UNAVAILABLE));
    assert_eq!(server.address_status(SCOPE + 1), Err(SERVER_UNAVAILABLE));
    assert_eq!(server.client_at(SCOPE + 1), Err(SERVER_UNAVAILABLE));
    assert_eq!(server.trigger(NAME), SERVER_UNAVAILABLE);
    assert_eq!(server.create_scope(SCOPE + 256, 0xFFFF_FF00), SERVER_UNAVAILABLE);
    assert_eq!(server.create_lease(SCOPE + 2, &[2], ACTIVE), SERVER_UNAVAILABLE);
    assert_eq!(server.delete_lease(SCOPE + 1), SERVER_UNAVAILABLE);
    assert_eq!(server.free_addresses(SCOPE, 0, 0, 1).0, SERVER_UNAVAILABLE);
    assert_eq!(system_time(server.ptr()), Err(SERVER_UNAVAILABLE));
    assert_eq!(delete_relationship(server, NAME), SERVER_UNAVAILABLE);
    assert_eq!(pair.set(Secondary, PERCENTAGE, |_| ()), SERVER_UNAVAILABLE);
    assert_eq!(pair.relationship.create_on(&pair.secondary), SERVER_UNAVAILABLE);
    assert_eq!(pair.relationship.add_scopes_on(&pair.secondary), SERVER_UNAVAILABLE);
    assert_eq!(pair.relationship.delete_scopes_on(&pair.secondary), SERVER_UNAVAILABLE);
    start(&pair.secondary);
    pair.both_are(NORMAL, COMMUNICATION_INT);
    assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
}

#[test]
fn who_is_meant() {
    let _turn = begin();
    let (one, other) = Server::pair();
    let unknown = Wide::new("nobody");
    let by_address = Wide::new(&std::net::Ipv4Addr::from(one.address).to_string());
    let localhost = Wide::new("localhost");
    for link in [dhcpsapi_link_cut, dhcpsapi_link_heal] {
        for (first, second, code) in [
            (one.ptr(), one.ptr(), INVALID_PARAMETER),
            (one.ptr(), by_address.as_ptr(), INVALID_PARAMETER),
            (null(), localhost.as_ptr(), INVALID_PARAMETER),
            (one.ptr(), unknown.as_ptr(), SERVER_UNAVAILABLE),
            (unknown.as_ptr(), one.ptr(), SERVER_UNAVAILABLE),
            (unknown.as_ptr(), unknown.as_ptr(), SERVER_UNAVAILABLE),
            (one.ptr(), other.ptr(), 0),
            // A link that is cut, or healed, already stays so.
            (other.ptr(), by_address.as_ptr(), 0),
            (null(), one.ptr(), 0),
        ] {
            assert_eq!(unsafe { link(first, second) }, code);
        }
    }
    assert_eq!(unsafe { dhcpsapi_server_stop(unknown.as_ptr()) }, SERVER_UNAVAILABLE);
    assert_eq!(unsafe { dhcpsapi_server_start(unknown.as_ptr()) }, SERVER_UNAVAILABLE);
    assert_eq!(unsafe { dhcpsapi_server_shift_clock(unknown.as_ptr(), 1) }, SERVER_UNAVAILABLE);
    // The local server is one like the others.
    assert_eq!(unsafe { dhcpsapi_server_stop(null()) }, 0);
    assert_eq!(system_time(null()), Err(SERVER_UNAVAILABLE));
    assert_eq!(system_time(one.ptr()), Ok((4_000_000_000, 60)));
    assert_eq!(unsafe { dhcpsapi_server_start(localhost.as_ptr()) }, 0);
    assert_eq!(system_time(null()), Ok((4_000_000_000, 60)));
}

/// Two cuts need one heal, and a link can be cut before there is a relationship.
#[test]
fn a_link_is_cut_or_not() {
    let _turn = begin();
    let pair = Pair::new();
    pair.cut();
    pair.cut();
    pair.both_are(COMMUNICATION_INT, NORMAL);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);

    let (primary, secondary) = Server::pair();
    assert_eq!(unsafe { dhcpsapi_link_cut(secondary.ptr(), primary.ptr()) }, 0);
    for server in [&primary, &secondary] {
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
    }
    let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
    assert_eq!(relationship.create_on(&primary), 0);
    assert_eq!(relationship.as_secondary().create_on(&secondary), 0);
    is(&primary, STARTUP, INIT);
    is(&secondary, STARTUP, INIT);
    assert_eq!(unsafe { dhcpsapi_link_heal(primary.ptr(), secondary.ptr()) }, 0);
    is(&primary, NORMAL, RECOVER_DONE);
    is(&secondary, NORMAL, RECOVER_DONE);
}

#[test]
fn the_clock_does_not_go_back() {
    let _turn = begin();
    let pair = Pair::cut_off(600);
    at(599);
    for (what, call) in [
        ("one second back", || unsafe { dhcpsapi_clock_set(BEGIN + 598) }),
        ("1970", || unsafe { dhcpsapi_clock_set(0) }),
        ("the end of time", || unsafe { dhcpsapi_clock_set(u64::MAX) }),
        ("beyond the end of time", || unsafe { dhcpsapi_clock_advance(u64::MAX) }),
        ("the host's clock, which is behind", || unsafe { dhcpsapi_clock_real() }),
    ] as [(&str, fn() -> u32); 5]
    {
        if what.starts_with("the host") && keeps_records() {
            continue;
        }
        let before = [pair.primary.contents(), pair.secondary.contents()];
        assert_eq!(call(), INVALID_PARAMETER, "{what}");
        assert!(before == [pair.primary.contents(), pair.secondary.contents()], "{what}");
        assert_eq!(system_time(pair.primary.ptr()), Ok((4_000_000_599, 60)), "{what}");
    }
    // A registry that outlives the process is not bound to a clock that one set: the time stands still until the host's comes up.
    if keeps_records() {
        assert_eq!(unsafe { dhcpsapi_clock_real() }, 0);
        assert_eq!(system_time(pair.primary.ptr()), Ok((4_000_000_599, 60)));
    }
    at(599);
    assert_eq!(unsafe { dhcpsapi_clock_advance(0) }, 0);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    assert_eq!(unsafe { dhcpsapi_clock_advance(1) }, 0);
    assert_eq!(system_time(pair.primary.ptr()), Ok((4_000_000_600, 60)));
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}

/// A clock that was set stands still; the host's clock does not, and comes back with a reset.
#[test]
fn the_hosts_clock_comes_back() {
    let _turn = begin();
    let host = || u64::try_from(unsafe { libc::time(std::ptr::null_mut()) }).unwrap();
    assert_eq!(system_time(null()), Ok((4_000_000_000, 60)));
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    let before = host();
    let (time, _) = system_time(null()).unwrap();
    assert!((before..=host()).contains(&u64::from(time)));
    assert_eq!(unsafe { dhcpsapi_clock_real() }, 0);
    let before = host();
    assert_eq!(unsafe { dhcpsapi_clock_advance(0) }, 0);
    assert_eq!(
        unsafe { dhcpsapi_clock_real() },
        0,
        "the host's clock has gone on or stands at the same second"
    );
    let (time, _) = system_time(null()).unwrap();
    assert!((before..=host()).contains(&u64::from(time)));
}

/// A reset forgets servers, links and shifts.
#[test]
fn reset_forgets() {
    let _turn = begin();
    let pair = Pair::cut_off(0);
    assert_eq!(unsafe { dhcpsapi_server_stop(null()) }, 0);
    assert_eq!(unsafe { dhcpsapi_server_shift_clock(null(), 500) }, 0);
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    at(0);
    assert_eq!(pair.primary.state(NAME), Err(SERVER_UNAVAILABLE));
    assert_eq!(system_time(null()), Ok((4_000_000_000, 60)));
    Pair::new().both_are(NORMAL, RECOVER_DONE);
}

/// MS-DHCPF 3.1.5: the clocks of partners may be one minute apart, and no more.
#[test]
fn clocks_that_differ() {
    let _turn = begin();
    for side in SIDES {
        for sign in [1, -1] {
            let pair = Pair::new();
            let server = pair.server(side);
            shift(server, 60 * sign);
            pair.both_are(NORMAL, RECOVER_DONE);
            shift(server, 61 * sign);
            pair.both_are(COMMUNICATION_INT, NORMAL);
            // Which of them is corrected does not matter, nor that both are wrong.
            shift(pair.server(side.other()), sign);
            pair.both_are(NORMAL, COMMUNICATION_INT);
            shift(pair.server(side.other()), -30 * sign);
            pair.both_are(COMMUNICATION_INT, NORMAL);
            shift(server, 30 * sign);
            pair.both_are(NORMAL, COMMUNICATION_INT);
            // A healed link does not help clocks that differ.
            shift(server, 1000 * sign);
            pair.heal();
            pair.both_are(COMMUNICATION_INT, NORMAL);
        }
    }
}

#[test]
fn a_shift_while_the_server_is_stopped() {
    let _turn = begin();
    let pair = Pair::new();
    stop(&pair.secondary);
    shift(&pair.secondary, 61);
    start(&pair.secondary);
    pair.are(Primary, (COMMUNICATION_INT, NORMAL), (STARTUP, COMMUNICATION_INT));
    shift(&pair.secondary, 60);
    pair.both_are(NORMAL, COMMUNICATION_INT);
}

#[test]
fn the_time_of_a_server() {
    let _turn = begin();
    let (one, other) = Server::pair();
    shift(&one, 3600);
    shift(&other, -1);
    assert_eq!(system_time(one.ptr()), Ok((4_000_003_600, 60)));
    assert_eq!(system_time(other.ptr()), Ok((3_999_999_999, 60)));
    at(100);
    assert_eq!(system_time(one.ptr()), Ok((4_000_003_700, 60)));
    assert_eq!(system_time(other.ptr()), Ok((4_000_000_099, 60)));
    // A shift replaces the one before, and survives a restart.
    shift(&one, 5);
    stop(&one);
    start(&one);
    assert_eq!(system_time(one.ptr()), Ok((4_000_000_105, 60)));
    shift(&one, i32::MAX);
    assert_eq!(system_time(one.ptr()), Ok((0xFFFF_FFFF, 60)), "a DWORD ends in 2106");
    shift(&one, i32::MIN);
    assert_eq!(system_time(one.ptr()), Ok((1_852_516_452, 60)));
}

/// MS-DHCPM 3.2.4.92 and the failover semantics, section 1.4; a new half recovers without wait (draft 9.6.2).
#[test]
fn one_half_is_deleted() {
    let _turn = begin();
    for deleted in SIDES {
        let mut pair = Pair::new();
        assert_eq!(delete_relationship(pair.server(deleted), NAME), 0);
        is(pair.server(deleted.other()), COMMUNICATION_INT, NORMAL);
        pair.relationship.structure.ServerType =
            if deleted == Primary { PrimaryServer } else { SecondaryServer };
        let server = if deleted == Primary { &pair.primary } else { &pair.secondary };
        assert_eq!(pair.relationship.create_on(server), 0);
        pair.are(deleted, (NORMAL, RECOVER_DONE), (NORMAL, COMMUNICATION_INT));
        assert_eq!(pair.free(), (127, 127));
    }
}

/// The safe period of the half that is left runs.
#[test]
fn one_half_is_deleted_and_not_missed() {
    let _turn = begin();
    let mut pair = Pair::with_safe_period(600);
    assert_eq!(delete_relationship(&pair.primary, NAME), 0);
    at(600);
    is(&pair.secondary, PARTNER_DOWN, COMMUNICATION_INT);
    pair.relationship.structure.ServerType = PrimaryServer;
    assert_eq!(pair.relationship.create_on(&pair.primary), 0);
    pair.are(Primary, (NORMAL, RECOVER_DONE), (NORMAL, PARTNER_DOWN));
}

/// Deleted on a server whose timers are set, and made anew: the old timers find nothing.
#[test]
fn the_timers_of_a_deleted_half() {
    let _turn = begin();
    let mut pair = Pair::cut_off(600);
    at(500);
    assert_eq!(delete_relationship(&pair.primary, NAME), 0);
    pair.relationship.structure.ServerType = PrimaryServer;
    assert_eq!(pair.relationship.create_on(&pair.primary), 0);
    at(600);
    pair.are(Primary, (STARTUP, INIT), (PARTNER_DOWN, COMMUNICATION_INT));
    at(800);
    is(&pair.primary, COMMUNICATION_INT, STARTUP);
    at(1400);
    is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
}
