//! DhcpV4FailoverSetRelationship and the state machine (MS-DHCPM 3.2.4.91).

use super::*;

/// MS-DHCPF 3.1.2.1: a safe period that is set begins.
#[test]
fn a_new_safe_period_counts_from_now() {
    let _turn = begin();
    let mut pair = Pair::cut_off(0);
    at(1000);
    assert_eq!(pair.set(Primary, SAFEPERIOD, |given| given.SafePeriod = 600), 0);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(1500);
    assert_eq!(pair.set(Primary, SAFEPERIOD, |given| given.SafePeriod = 600), 0);
    at(1600);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(2099);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(2100);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
}

/// MS-DHCPF 3.1.2.1: no other change does anything to the safe period that runs.
#[test]
fn another_change_lets_the_safe_period_run() {
    let _turn = begin();
    let mut pair = Pair::cut_off(600);
    at(300);
    assert_eq!(pair.set(Primary, PERCENTAGE, |given| given.Percentage = 40), 0);
    assert_eq!(pair.set(Primary, MCLT, |given| given.Mclt = 1800), 0);
    at(599);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(600);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}

/// 0 is never, and ends the period that runs.
#[test]
fn no_safe_period_any_more() {
    let _turn = begin();
    let mut pair = Pair::cut_off(600);
    at(599);
    assert_eq!(pair.set(Secondary, SAFEPERIOD, |given| given.SafePeriod = 0), 0);
    at(100_000);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
}

/// MS-DHCPF 3.1.2.1: PARTNER_DOWN by the administrator stops the timer; it does not strike later.
#[test]
fn partner_down_stops_the_safe_period() {
    let _turn = begin();
    for side in SIDES {
        let begin = BEGIN + 10_000 * side as u64;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let mut pair = Pair::cut_off(600);
        at(100);
        pair.force(side, PARTNER_DOWN);
        is(pair.server(side), PARTNER_DOWN, COMMUNICATION_INT);
        // Another state, and the old timer must not find it.
        at(200);
        pair.force(side, COMMUNICATION_INT);
        is(pair.server(side), COMMUNICATION_INT, PARTNER_DOWN);
        at(600);
        is(pair.server(side), COMMUNICATION_INT, PARTNER_DOWN);
        is(pair.server(side.other()), PARTNER_DOWN, COMMUNICATION_INT);
        at(799);
        is(pair.server(side), COMMUNICATION_INT, PARTNER_DOWN);
        at(800);
        is(pair.server(side), PARTNER_DOWN, COMMUNICATION_INT);
    }
}

/// MS-DHCPF 3.1.2.1: the timer is stopped when the communication has been restored, also where the state stays
/// COMMUNICATION_INT because the partner recovers (draft 9.9.3).
#[test]
fn contact_stops_the_safe_period() {
    let _turn = begin();
    let mut pair = Pair::cut_off(600);
    pair.force(Secondary, RECOVER_WAIT);
    at(599);
    pair.heal();
    pair.are(Primary, (COMMUNICATION_INT, NORMAL), (RECOVER_WAIT, COMMUNICATION_INT));
    at(3599);
    pair.are(Primary, (COMMUNICATION_INT, NORMAL), (RECOVER_WAIT, COMMUNICATION_INT));
    at(3600);
    pair.are(Primary, (NORMAL, COMMUNICATION_INT), (NORMAL, RECOVER_DONE));
}

/// It begins at the next loss of contact, and not by a safe period that is set while in contact.
#[test]
fn the_safe_period_begins_when_contact_is_lost_again() {
    let _turn = begin();
    let mut pair = Pair::cut_off(600);
    pair.force(Secondary, RECOVER_WAIT);
    at(599);
    pair.heal();
    at(700);
    assert_eq!(pair.set(Primary, SAFEPERIOD, |given| given.SafePeriod = 100), 0);
    at(900);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(1000);
    pair.cut();
    at(1099);
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
    at(1100);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, COMMUNICATION_INT));
}

/// PrevState is the old state unless the same call says which (decision).
#[test]
fn prevstate_may_be_said_too() {
    let _turn = begin();
    let mut pair = Pair::cut_off(0);
    let said = pair.set(Primary, CHANGESTATE | PREVSTATE, |given| {
        (given.State, given.PrevState) = (PARTNER_DOWN, RESOLUTION_INT);
    });
    assert_eq!(said, 0);
    is(&pair.primary, PARTNER_DOWN, RESOLUTION_INT);
    assert_eq!(pair.set(Primary, PREVSTATE, |given| given.PrevState = NORMAL), 0);
    is(&pair.primary, PARTNER_DOWN, NORMAL);
}

/// The MCLT of the wait is the larger of those that both had at their last contact (draft 5.2: the other may grant by its
/// own), as it is when the wait begins.
#[test]
fn the_mclt_of_a_wait() {
    let _turn = begin();
    let mut pair = Pair::new();
    assert_eq!(pair.set(Secondary, MCLT, |given| given.Mclt = 100), 0);
    stop(&pair.secondary);
    at(10);
    pair.force(Primary, PARTNER_DOWN);
    start(&pair.secondary);
    is(&pair.secondary, RECOVER_WAIT, RECOVER);
    assert_eq!(pair.set(Secondary, MCLT, |given| given.Mclt = 5000), 0);
    at(3599);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
    at(3600);
    pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
}

/// Without a partner every state holds (decision), but for those with a timer of their own.
#[test]
fn forced_states_without_contact_hold() {
    let _turn = begin();
    for side in SIDES {
        for state in NO_STATE..=RECOVER_DONE {
            assert_eq!(unsafe { dhcpsapi_reset() }, 0);
            at(0);
            let mut pair = Pair::cut_off(0);
            pair.force(side, state);
            let after = match state {
                // MS-DHCPF 3.1.6.3, after 300 seconds.
                STARTUP => (COMMUNICATION_INT, STARTUP),
                // draft 9.6.2, after one MCLT.
                RECOVER_WAIT => (RECOVER_DONE, RECOVER_WAIT),
                other => (other, COMMUNICATION_INT),
            };
            pair.are(side, (state, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
            at(299);
            pair.are(side, (state, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
            at(100_000);
            pair.are(side, after, (COMMUNICATION_INT, NORMAL));
        }
    }
}

/// NORMAL by force, without a partner, lets AddScope work (decision); other states do not.
#[test]
fn normal_by_force() {
    let _turn = begin();
    let mut pair = Pair::cut_off(0);
    pair.primary.scope(SCOPE + 256, 0xFFFF_FF00, SCOPE + 257, SCOPE + 510);
    let mut more = Relationship::between(NAME, &pair.primary, &pair.secondary, &[SCOPE + 256]);
    assert_eq!(more.add_scopes_on(&pair.primary), STATE_NOT_NORMAL);
    pair.force(Primary, NORMAL);
    assert_eq!(more.add_scopes_on(&pair.primary), 0);
    is(&pair.primary, NORMAL, COMMUNICATION_INT);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
}

/// In contact, from NORMAL, the table goes on at the next call: each learns the other's state. Neither the role nor who was
/// forced decides by which way, but in a conflict (draft 9.8.4 and 9.2).
#[test]
fn forced_states_in_contact_go_on_by_the_table() {
    let _turn = begin();
    // (state, the forced one, the other): (State, PrevState) each. In a conflict PrevState goes by the role.
    let conflict = |side| match side {
        Primary => ((NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT)),
        Secondary => ((NORMAL, POTENTIAL_CONFLICT), (NORMAL, CONFLICT_DONE)),
    };
    let was_normal = (NORMAL, RECOVER_DONE);
    for side in SIDES {
        let table = [
            // Not what is expected of a partner: the other serves everybody.
            (NO_STATE, ((NO_STATE, NORMAL), (COMMUNICATION_INT, NORMAL))),
            (INIT, ((INIT, NORMAL), (COMMUNICATION_INT, NORMAL))),
            // A server in contact does not look for its partner.
            (STARTUP, ((NORMAL, COMMUNICATION_INT), (NORMAL, COMMUNICATION_INT))),
            (NORMAL, ((NORMAL, NORMAL), was_normal)),
            (COMMUNICATION_INT, ((NORMAL, COMMUNICATION_INT), (NORMAL, COMMUNICATION_INT))),
            (PARTNER_DOWN, conflict(side)),
            (POTENTIAL_CONFLICT, conflict(side)),
            (CONFLICT_DONE, ((NORMAL, CONFLICT_DONE), was_normal)),
            (RESOLUTION_INT, conflict(side)),
            // It operated until now, and waits one MCLT from now on.
            (RECOVER, ((RECOVER_WAIT, RECOVER), (COMMUNICATION_INT, NORMAL))),
            (RECOVER_WAIT, ((RECOVER_WAIT, NORMAL), (COMMUNICATION_INT, NORMAL))),
            (RECOVER_DONE, ((NORMAL, RECOVER_DONE), was_normal)),
        ];
        for (state, (forced, other)) in table {
            let mut pair = Pair::new();
            pair.force(side, state);
            pair.are(side, forced, other);
        }
    }
}

/// The two states among them that wait one MCLT: RECOVER and RECOVER_WAIT (draft 9.6.2).
#[test]
fn forced_states_in_contact_that_wait() {
    let _turn = begin();
    for side in SIDES {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        at(0);
        let mut pair = Pair::new();
        pair.force(side, RECOVER);
        at(3599);
        pair.are(side, (RECOVER_WAIT, RECOVER), (COMMUNICATION_INT, NORMAL));
        at(3600);
        pair.are(side, (NORMAL, RECOVER_DONE), (NORMAL, COMMUNICATION_INT));

        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        at(0);
        let mut pair = Pair::new();
        pair.force(side, RECOVER_WAIT);
        at(3599);
        pair.are(side, (RECOVER_WAIT, NORMAL), (COMMUNICATION_INT, NORMAL));
        at(3600);
        pair.are(side, (NORMAL, RECOVER_DONE), (NORMAL, COMMUNICATION_INT));
    }
}

/// RECOVER by force of a server that has been dead within the MCLT waits for the rest of it, and its partner, which
/// serves everybody meanwhile, is in COMMUNICATION_INT (the table's NORMAL/RECOVER_WAIT).
#[test]
fn recover_by_force_after_a_restart() {
    let _turn = begin();
    for side in SIDES {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        at(0);
        let mut pair = Pair::new();
        at(100);
        stop(pair.server(side));
        start(pair.server(side));
        pair.both_are(NORMAL, COMMUNICATION_INT);
        pair.force(side, RECOVER);
        pair.are(side, (RECOVER_WAIT, RECOVER), (COMMUNICATION_INT, NORMAL));
        at(3700);
        pair.are(side, (NORMAL, RECOVER_DONE), (NORMAL, COMMUNICATION_INT));
    }
}

/// Whatever was said to both while they were apart, contact brings them to NORMAL within two MCLTs and the startup
/// time: no two states wait for each other. (CONFLICT_DONE is a state of the primary alone, draft 9.12.1.)
#[test]
fn every_pair_of_states_comes_to_normal() {
    let _turn = begin();
    let mut stuck = Vec::new();
    for one in STARTUP..=RECOVER_DONE {
        for other in STARTUP..=RECOVER_DONE {
            assert_eq!(unsafe { dhcpsapi_reset() }, 0);
            at(0);
            let mut pair = Pair::cut_off(0);
            pair.force(Primary, one);
            pair.force(Secondary, other);
            pair.heal();
            at(7800);
            let states = [&pair.primary, &pair.secondary].map(|server| server.state(NAME).unwrap().0);
            if states != [NORMAL, NORMAL] {
                stuck.push(((one, other), states));
            }
        }
    }
    assert_eq!(stuck, [], "((primary, secondary) forced, states)");
}
