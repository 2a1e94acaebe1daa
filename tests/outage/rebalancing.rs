//! MS-DHCPF 3.2.2.1; what is moved is that of worked examples 1 and 2.

use super::*;

const SEVENTY: (u32, u32) = (178, 76);
const FIFTY: (u32, u32) = (127, 127);

#[test]
fn every_300_seconds_in_normal() {
    let _turn = begin();
    let mut pair = Pair::new();
    at(100);
    pair.set_percentage(70);
    assert_eq!(pair.free(), FIFTY);
    at(299);
    assert_eq!(pair.free(), FIFTY);
    at(300);
    assert_eq!(pair.free(), SEVENTY);
    at(301);
    pair.set_percentage(50);
    at(599);
    assert_eq!(pair.free(), SEVENTY);
    at(600);
    assert_eq!(pair.free(), FIFTY);
    // And after a long time of which every 300 seconds count.
    at(86_399);
    pair.set_percentage(70);
    at(86_400);
    assert_eq!(pair.free(), SEVENTY);
}

/// Leases that one server granted make the rebalance uneven (worked example 7): the next timer evens it out.
#[test]
fn leases_are_evened_out() {
    let _turn = begin();
    let pair = Pair::new();
    for number in 1..=52 {
        assert_eq!(pair.primary.create_lease(SCOPE + number, &[1, number as u8], ACTIVE), 0);
    }
    for number in 128..=175 {
        assert_eq!(pair.secondary.create_lease(SCOPE + number, &[2, number as u8], ACTIVE), 0);
    }
    at(299);
    assert_eq!(pair.free(), (75, 79));
    at(300);
    assert_eq!(pair.free(), (77, 77));
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 154, 100, 77, 77, 48, 52]));
    assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 154, 100, 77, 77, 52, 48]));
}

/// It stops with contact, and counts from the next entry to NORMAL, which rebalances at once.
#[test]
fn it_counts_from_the_entry_to_normal() {
    let _turn = begin();
    let mut pair = Pair::new();
    at(100);
    pair.cut();
    pair.set_percentage(70);
    at(1000);
    assert_eq!(pair.free(), FIFTY, "no contact");
    at(1010);
    pair.heal();
    assert_eq!(pair.free(), SEVENTY, "on entry to NORMAL");
    pair.set_percentage(50);
    for seconds in [1200, 1300, 1309] {
        at(seconds);
        assert_eq!(pair.free(), SEVENTY, "at {seconds}");
    }
    at(1310);
    assert_eq!(pair.free(), FIFTY);
    pair.set_percentage(70);
    at(1609);
    assert_eq!(pair.free(), FIFTY);
    at(1610);
    assert_eq!(pair.free(), SEVENTY);
}

/// A restart of either server is an entry to NORMAL too.
#[test]
fn after_a_restart() {
    let _turn = begin();
    for side in SIDES {
        let begin = BEGIN + 10_000 * side as u64;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let mut pair = Pair::new();
        at(100);
        stop(pair.server(side));
        at(110);
        start(pair.server(side));
        pair.both_are(NORMAL, COMMUNICATION_INT);
        pair.set_percentage(70);
        at(409);
        assert_eq!(pair.free(), FIFTY);
        at(410);
        assert_eq!(pair.free(), SEVENTY);
    }
}

/// The mode and percentage that count are the primary's.
#[test]
fn the_secondarys_numbers_do_not_count() {
    let _turn = begin();
    let mut pair = Pair::new();
    assert_eq!(pair.set(Secondary, PERCENTAGE, |given| given.Percentage = 0), 0);
    at(3000);
    assert_eq!(pair.free(), FIFTY);
}

/// NORMAL that is set in NORMAL does not stop the timer for good.
#[test]
fn normal_said_in_normal() {
    let _turn = begin();
    for (number, side) in (0_u64..).zip(SIDES) {
        let begin = BEGIN + 10_000 * number;
        let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
        at(0);
        let mut pair = Pair::new();
        at(100);
        pair.force(side, NORMAL);
        pair.are(side, (NORMAL, NORMAL), (NORMAL, RECOVER_DONE));
        pair.set_percentage(70);
        at(400);
        assert_eq!(pair.free(), SEVENTY, "at the latest 300 seconds later, {side:?}");
        pair.set_percentage(50);
        at(700);
        assert_eq!(pair.free(), FIFTY, "{side:?}");
    }
}

/// Nor does contact between two halves that were forced into NORMAL before.
#[test]
fn contact_of_two_in_normal() {
    let _turn = begin();
    let mut pair = Pair::cut_off(0);
    at(10);
    for side in SIDES {
        pair.force(side, NORMAL);
    }
    pair.both_are(NORMAL, COMMUNICATION_INT);
    at(20);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
    pair.set_percentage(70);
    at(319);
    assert_eq!(pair.free(), FIFTY);
    at(320);
    assert_eq!(pair.free(), SEVENTY);
}

/// However far the clock is set, the call comes back, and the 300 seconds still count from the entry to NORMAL.
#[test]
fn a_far_jump() {
    let _turn = begin();
    let mut pair = Pair::new();
    let far = 300 * (1 << 40);
    at(150);
    pair.set_percentage(70);
    at(far + 150);
    pair.both_are(NORMAL, RECOVER_DONE);
    assert_eq!(pair.free(), SEVENTY);
    pair.set_percentage(50);
    at(far + 299);
    assert_eq!(pair.free(), SEVENTY);
    at(far + 300);
    assert_eq!(pair.free(), FIFTY);
    // The end of time, and nothing beyond.
    pair.set_percentage(70);
    assert_eq!(unsafe { dhcpsapi_clock_set(u64::MAX - 1) }, 0);
    assert_eq!(unsafe { dhcpsapi_clock_advance(1) }, INVALID_PARAMETER);
    pair.both_are(NORMAL, RECOVER_DONE);
    assert_eq!(pair.free(), SEVENTY);
    pair.cut();
    pair.both_are(COMMUNICATION_INT, NORMAL);
    pair.heal();
    pair.both_are(NORMAL, COMMUNICATION_INT);
}

/// A far jump of two pairs, one of which has something to wait for on the way.
#[test]
fn a_far_jump_past_other_timers() {
    let _turn = begin();
    let mut pair = Pair::new();
    let mut other = Pair::with_safe_period(1_000_000);
    at(10);
    stop(&other.secondary);
    other.set_percentage(70);
    pair.set_percentage(70);
    at(1 << 40);
    is(&other.primary, PARTNER_DOWN, COMMUNICATION_INT);
    assert_eq!(other.primary.statistics(SCOPE), Ok(HALVES));
    assert_eq!(pair.free(), SEVENTY);
}
