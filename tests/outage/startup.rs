//! MS-DHCPF 3.1.2.3, 3.1.3 and 3.1.6.3.

use super::*;

/// A new half with a partner that never answers.
fn alone(safe_period: u32) -> (Server, Relationship) {
    let server = Server::new();
    server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
    let mut relationship = Relationship::new(NAME, server.address, NOBODY, &[SCOPE]);
    relationship.structure.SafePeriod = safe_period;
    assert_eq!(relationship.create_on(&server), 0);
    (server, relationship)
}

#[test]
fn a_new_one_looks_for_300_seconds() {
    let _turn = begin();
    let (server, _) = alone(0);
    is(&server, STARTUP, INIT);
    at(299);
    is(&server, STARTUP, INIT);
    at(300);
    is(&server, COMMUNICATION_INT, STARTUP);
    at(1_000_000);
    is(&server, COMMUNICATION_INT, STARTUP);
}

/// The safe period counts from the entry to COMMUNICATION_INT.
#[test]
fn then_the_safe_period_begins() {
    let _turn = begin();
    let (server, _) = alone(60);
    at(359);
    is(&server, COMMUNICATION_INT, STARTUP);
    at(360);
    is(&server, PARTNER_DOWN, COMMUNICATION_INT);
}

/// One jump of the clock over both timers does the same as many small ones.
#[test]
fn a_jump_over_several_timers() {
    let _turn = begin();
    let (server, _) = alone(60);
    at(100_000);
    is(&server, PARTNER_DOWN, COMMUNICATION_INT);
}

/// A partner that comes in time, and one that comes too late: the older half waits in COMMUNICATION_INT then.
#[test]
fn the_partner_comes() {
    let _turn = begin();
    for (number, (late, previous)) in [(299, RECOVER_DONE), (300, COMMUNICATION_INT)].into_iter().enumerate()
    {
        let begin = BEGIN + 1000 * number as u64;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let (primary, secondary) = Server::pair();
        for server in [&primary, &secondary] {
            server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
        }
        let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
        assert_eq!(relationship.create_on(&primary), 0);
        at(late);
        assert_eq!(relationship.as_secondary().create_on(&secondary), 0);
        is(&primary, NORMAL, previous);
        is(&secondary, NORMAL, RECOVER_DONE);
    }
}

/// A restart begins the timer anew; a half that never was further is as new as before.
#[test]
fn a_restart_in_startup() {
    let _turn = begin();
    let (server, _) = alone(0);
    at(200);
    stop(&server);
    at(1000);
    start(&server);
    is(&server, STARTUP, INIT);
    at(1299);
    is(&server, STARTUP, INIT);
    at(1300);
    is(&server, COMMUNICATION_INT, STARTUP);
}

/// A server that is stopped over the end of its timers does nothing meanwhile.
#[test]
fn the_timers_of_a_stopped_server() {
    let _turn = begin();
    let pair = Pair::cut_off(600);
    at(10);
    stop(&pair.primary);
    at(10_000);
    is(&pair.secondary, PARTNER_DOWN, COMMUNICATION_INT);
    start(&pair.primary);
    is(&pair.primary, STARTUP, COMMUNICATION_INT);
    at(10_300);
    is(&pair.primary, COMMUNICATION_INT, STARTUP);
    at(10_899);
    is(&pair.primary, COMMUNICATION_INT, STARTUP);
    at(10_900);
    is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
}

/// MS-DHCPF 3.1.3: the "communication failed" version of each state is remembered, and returned to without contact.
#[test]
fn a_restart_in_each_state_without_contact() {
    let _turn = begin();
    let table = [
        (STARTUP, COMMUNICATION_INT),
        (NORMAL, COMMUNICATION_INT),
        (COMMUNICATION_INT, COMMUNICATION_INT),
        (PARTNER_DOWN, PARTNER_DOWN),
        (POTENTIAL_CONFLICT, RESOLUTION_INT),
        (CONFLICT_DONE, CONFLICT_DONE),
        (RESOLUTION_INT, RESOLUTION_INT),
        (RECOVER, RECOVER),
        (RECOVER_WAIT, RECOVER_WAIT),
        (RECOVER_DONE, RECOVER_DONE),
    ];
    for (number, (state, remembered)) in (0_u64..).zip(table) {
        for side in SIDES {
            let begin = BEGIN + 10_000 * number + 2000 * side as u64;
            let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
            at(0);
            let mut pair = Pair::cut_off(0);
            pair.force(side, state);
            is(pair.server(side), state, COMMUNICATION_INT);
            at(100);
            stop(pair.server(side));
            assert_eq!(pair.server(side).state(NAME), Err(SERVER_UNAVAILABLE));
            at(200);
            start(pair.server(side));
            is(pair.server(side), STARTUP, remembered);
            at(499);
            is(pair.server(side), STARTUP, remembered);
            at(500);
            is(pair.server(side), remembered, STARTUP);
            is(pair.server(side.other()), COMMUNICATION_INT, NORMAL);
        }
    }
}

/// A server without a state starts as a new one (MS-DHCPF 3.1.6.3).
#[test]
fn a_restart_without_state() {
    let _turn = begin();
    for (number, state) in (0_u64..).zip([NO_STATE, INIT]) {
        let begin = BEGIN + 10_000 * number;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let mut pair = Pair::cut_off(0);
        pair.force(Primary, state);
        stop(&pair.primary);
        start(&pair.primary);
        assert_eq!(pair.primary.state(NAME).unwrap().0, STARTUP);
        at(300);
        is(&pair.primary, COMMUNICATION_INT, STARTUP);
    }
}

/// A NORMAL server whose partner is dead as well.
#[test]
fn a_restart_in_normal_without_partner() {
    let _turn = begin();
    let pair = Pair::new();
    stop(&pair.secondary);
    stop(&pair.primary);
    start(&pair.primary);
    is(&pair.primary, STARTUP, COMMUNICATION_INT);
    at(299);
    is(&pair.primary, STARTUP, COMMUNICATION_INT);
    at(300);
    is(&pair.primary, COMMUNICATION_INT, STARTUP);
    start(&pair.secondary);
    pair.both_are(NORMAL, COMMUNICATION_INT);
}
