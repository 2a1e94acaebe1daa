//! The seven canonical runs of the failover semantics, section 1.5, each with every role.

use super::*;

/// Run 1 (draft 9.9.3), also by a crash and by clocks that differ. No MCLT to wait for.
#[test]
fn bounce() {
    let _turn = begin();
    for side in SIDES {
        let pair = Pair::new();
        // Both were new: RECOVER, RECOVER_WAIT without wait, RECOVER_DONE, NORMAL (MS-DHCPF 3.1.3, draft 9.6.2).
        pair.both_are(NORMAL, RECOVER_DONE);
        pair.cut();
        pair.both_are(COMMUNICATION_INT, NORMAL);
        pair.heal_from(side);
        pair.both_are(NORMAL, COMMUNICATION_INT);

        let (one, other) = (pair.server(side), pair.server(side.other()));
        stop(one);
        is(other, COMMUNICATION_INT, NORMAL);
        start(one);
        // The one that was stopped: STARTUP, COMMUNICATION_INT, NORMAL (draft 9.3.2 steps 2 and 5).
        pair.both_are(NORMAL, COMMUNICATION_INT);

        shift(one, 61);
        pair.both_are(COMMUNICATION_INT, NORMAL);
        shift(one, 0);
        pair.both_are(NORMAL, COMMUNICATION_INT);
        assert_eq!(pair.free(), (127, 127));
    }
}

/// The pair stays apart for days without a safe period: still COMMUNICATION_INT, still no wait afterwards.
#[test]
fn a_long_bounce() {
    let _turn = begin();
    let pair = Pair::cut_off(0);
    at(10 * 86_400);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
}

/// Run 2 (draft 9.4.3, 9.5.2, 9.6.2): the wait counts from when the server last operated.
#[test]
fn a_dead_partner_and_partner_down() {
    let _turn = begin();
    for dead in SIDES {
        let begin = BEGIN + 10_000 * dead as u64;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let mut pair = Pair::new();
        let alive = dead.other();
        at(100);
        stop(pair.server(dead));
        is(pair.server(alive), COMMUNICATION_INT, NORMAL);
        at(200);
        pair.force(alive, PARTNER_DOWN);
        is(pair.server(alive), PARTNER_DOWN, COMMUNICATION_INT);
        at(1000);
        is(pair.server(alive), PARTNER_DOWN, COMMUNICATION_INT);
        start(pair.server(dead));
        pair.are(dead, (RECOVER_WAIT, RECOVER), (PARTNER_DOWN, COMMUNICATION_INT));
        at(3699); // 100 + 3600 - 1
        pair.are(dead, (RECOVER_WAIT, RECOVER), (PARTNER_DOWN, COMMUNICATION_INT));
        at(3700);
        pair.are(dead, (NORMAL, RECOVER_DONE), (NORMAL, PARTNER_DOWN));
        assert_eq!(pair.free(), (127, 127));
    }
}

/// Run 2, down for longer than the MCLT: nothing to wait for. One second less: one second.
#[test]
fn a_partner_that_was_dead_for_longer_than_the_mclt() {
    let _turn = begin();
    for (number, (down, waits)) in [(3600, false), (100_000, false), (3599, true)].into_iter().enumerate() {
        for dead in SIDES {
            let begin = BEGIN + 1_000_000 * number as u64 + 200_000 * dead as u64;
            let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
            at(0);
            let mut pair = Pair::new();
            stop(pair.server(dead));
            at(10);
            pair.force(dead.other(), PARTNER_DOWN);
            at(down);
            start(pair.server(dead));
            if waits {
                pair.are(dead, (RECOVER_WAIT, RECOVER), (PARTNER_DOWN, COMMUNICATION_INT));
                at(down + 1);
            }
            pair.are(dead, (NORMAL, RECOVER_DONE), (NORMAL, PARTNER_DOWN));
        }
    }
}

/// Draft 9.6.2: the timer of RECOVER_WAIT runs on without contact, and RECOVER_DONE waits for contact (9.7.2).
#[test]
fn contact_lost_in_recover_wait() {
    let _turn = begin();
    let mut pair = Pair::new();
    stop(&pair.secondary);
    at(10);
    pair.force(Primary, PARTNER_DOWN);
    at(20);
    start(&pair.secondary);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
    at(30);
    pair.cut();
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
    at(3599);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
    at(3600);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_DONE, RECOVER_WAIT));
    at(5000);
    pair.heal();
    pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
}

/// Run 3 (draft 9.10.3): the same path whichever side was forced, however the link heals. The last states say it:
/// CONFLICT_DONE before NORMAL on the primary, POTENTIAL_CONFLICT before NORMAL on the secondary.
#[test]
fn a_partition_and_one_side_forced() {
    let _turn = begin();
    for forced in SIDES {
        for first in SIDES {
            let mut pair = Pair::cut_off(0);
            pair.force(forced, PARTNER_DOWN);
            pair.are(forced, (PARTNER_DOWN, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
            pair.heal_from(first);
            pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));
            assert_eq!(pair.free(), (127, 127), "the pool is unchanged");
        }
    }
}

/// Run 3 where the other side crashed after the decision: it had operated later (draft 9.3.2 step 5).
#[test]
fn a_partition_and_the_other_side_restarts() {
    let _turn = begin();
    for forced in SIDES {
        for (number, seconds) in [(0, 5), (1, 0)] {
            let begin = BEGIN + 1000 * number + 5000 * forced as u64;
            let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
            at(0);
            let mut pair = Pair::cut_off(0);
            at(10);
            pair.force(forced, PARTNER_DOWN);
            at(10 + seconds);
            stop(pair.server(forced.other()));
            at(100);
            pair.heal();
            start(pair.server(forced.other()));
            pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));
        }
    }
}

/// Run 4: no MCLT to wait for.
#[test]
fn both_forced() {
    let _turn = begin();
    for first in SIDES {
        let mut pair = Pair::cut_off(0);
        pair.force(Primary, PARTNER_DOWN);
        pair.force(Secondary, PARTNER_DOWN);
        pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
        pair.heal_from(first);
        pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));
        assert_eq!(pair.free(), (127, 127));
    }
}

/// Run 5 (draft 9.11.3). A conversation takes no time, so RESOLUTION_INT is reached by force, or by a crash in a
/// POTENTIAL_CONFLICT that was forced without contact (MS-DHCPF 3.1.3).
#[test]
fn resolution_interrupted() {
    let _turn = begin();
    for side in SIDES {
        let mut pair = Pair::cut_off(0);
        pair.force(side, RESOLUTION_INT);
        pair.are(side, (RESOLUTION_INT, COMMUNICATION_INT), (COMMUNICATION_INT, NORMAL));
        pair.heal_from(side);
        pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));
    }
    let mut pair = Pair::cut_off(0);
    for side in SIDES {
        pair.force(side, POTENTIAL_CONFLICT);
    }
    pair.both_are(POTENTIAL_CONFLICT, COMMUNICATION_INT);
    for side in SIDES {
        stop(pair.server(side));
        start(pair.server(side));
    }
    pair.both_are(STARTUP, RESOLUTION_INT);
    at(300);
    pair.both_are(RESOLUTION_INT, STARTUP);
    pair.heal();
    pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));
}

/// Run 5, out of RESOLUTION_INT by the administrator (draft 9.11.3).
#[test]
fn partner_down_in_resolution_interrupted() {
    let _turn = begin();
    let mut pair = Pair::cut_off(0);
    pair.force(Secondary, RESOLUTION_INT);
    pair.force(Secondary, PARTNER_DOWN);
    is(&pair.secondary, PARTNER_DOWN, RESOLUTION_INT);
}

/// Run 6 (MS-DHCPF 3.1.2.1, draft 9.9.3).
#[test]
fn the_safe_period_ends() {
    let _turn = begin();
    let pair = Pair::with_safe_period(600);
    at(50);
    pair.cut();
    at(649);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(650);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
    pair.heal();
    pair.are(Primary, (NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT));

    // Both numbers that mean never (MS-DHCPM 3.2.4.90 step 11): longer than 0xFFFFFFFF seconds would be.
    for never in [0, 0xFFFF_FFFF] {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        at(0);
        let pair = Pair::cut_off(never);
        at(0x1_0000_0001);
        pair.both_are(COMMUNICATION_INT, NORMAL);
    }
    // The longest that ends.
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    at(0);
    let pair = Pair::cut_off(0xFFFF_FFFE);
    at(0xFFFF_FFFD);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(0xFFFF_FFFE);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}

/// Run 6 with different safe periods: each server has its own.
#[test]
fn each_half_has_its_safe_period() {
    let _turn = begin();
    let mut pair = Pair::with_safe_period(600);
    assert_eq!(pair.set(Secondary, SAFEPERIOD, |given| given.SafePeriod = 60), 0);
    pair.both_are(NORMAL, RECOVER_DONE);
    pair.cut();
    at(60);
    pair.are(Primary, (COMMUNICATION_INT, NORMAL), (PARTNER_DOWN, COMMUNICATION_INT));
    at(600);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}

/// Run 6, the partner is dead: what it finds when it is back depends on when it died (draft 9.3.2 step 5).
#[test]
fn the_safe_period_ends_over_a_dead_partner() {
    let _turn = begin();
    let pair = Pair::with_safe_period(600);
    stop(&pair.secondary);
    at(1000);
    is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
    start(&pair.secondary);
    pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
    at(3600);
    pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
}

/// Run 7 (MS-DHCPF 3.1.2.1).
#[test]
fn healed_one_second_before_the_safe_period_ends() {
    let _turn = begin();
    let pair = Pair::with_safe_period(600);
    at(100);
    pair.cut();
    at(699);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
    at(700);
    pair.both_are(NORMAL, COMMUNICATION_INT);
    pair.cut();
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(1299);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(1300);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}

/// The link heals and is cut again within one second: the period counts from the second cut.
#[test]
fn a_blink() {
    let _turn = begin();
    let pair = Pair::cut_off(600);
    at(599);
    pair.heal();
    pair.cut();
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(600);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(1198);
    pair.both_are(COMMUNICATION_INT, NORMAL);
    at(1199);
    pair.both_are(PARTNER_DOWN, COMMUNICATION_INT);
}
