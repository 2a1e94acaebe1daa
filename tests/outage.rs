//! What partners do when a link is cut or a server dies, and how they find together again: the state machine with its
//! timers, through the exported functions and those of `dhcpsapi_ext.h`.
//!
//! A rule is named by its section of MS-DHCPF, MS-DHCPM or draft-ietf-dhc-failover-12 (draft), or as "decision" where the
//! project had to make one. Moments are seconds since the beginning of a test.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

mod servers;

use std::ptr::{null, null_mut};

use dhcpsapi::exports::{
    dhcpsapi_clock_advance, dhcpsapi_clock_real, dhcpsapi_clock_set, dhcpsapi_link_cut, dhcpsapi_link_heal,
    dhcpsapi_reset, dhcpsapi_server_shift_clock, dhcpsapi_server_start, dhcpsapi_server_stop,
};
use servers::dhcp::{BEGIN, at, begin, start, stop};
use servers::{Relationship, Server, Wide, delete_relationship, deploy};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const INVALID_PARAMETER: u32 = 87;
const SERVICE_ALREADY_RUNNING: u32 = 1056;
const SERVICE_NOT_ACTIVE: u32 = 1062;
const SERVER_UNAVAILABLE: u32 = 1722;
const JET_ERROR: u32 = 20013;
const STATE_NOT_NORMAL: u32 = 20120;

const NAME: &str = "outage";
const SCOPE: u32 = 0x0A00_0000; // 10.0.0.0/24
const ACTIVE: u8 = 1;
/// An address that no server of these tests has.
const NOBODY: u32 = 0xC000_0263; // 192.0.2.99

/// One half each, nothing used: example 1 of the worked examples.
const HALVES: [u32; 7] = [254, 254, 0, 127, 127, 0, 0];

#[track_caller]
fn shift(server: &Server, seconds: i32) {
    assert_eq!(unsafe { dhcpsapi_server_shift_clock(server.ptr(), seconds) }, 0);
}

/// (time, largest difference) or the error.
fn system_time(server: *const u16) -> Result<(u32, u32), u32> {
    let (mut time, mut delta) = (1, 1);
    let code = unsafe { DhcpV4FailoverGetSystemTime(server, &mut time, &mut delta) };
    if code == 0 { Ok((time, delta)) } else { Err(code) }
}

/// (State, PrevState) must be these.
#[track_caller]
fn is(server: &Server, state: FSM_STATE, previous: FSM_STATE) {
    assert_eq!(server.state(NAME), Ok((state, previous)), "(State, PrevState) of {}", server.name);
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Side {
    Primary,
    Secondary,
}
use Side::{Primary, Secondary};

const SIDES: [Side; 2] = [Primary, Secondary];

impl Side {
    fn other(self) -> Side {
        match self {
            Primary => Secondary,
            Secondary => Primary,
        }
    }
}

/// Two partners with one scope of 254 addresses.
struct Pair {
    primary: Server,
    secondary: Server,
    relationship: Relationship,
}

impl Pair {
    /// In NORMAL since now: load balance at 50 %, MCLT 3600 s, no safe period.
    fn new() -> Self {
        Pair::with_safe_period(0)
    }

    fn with_safe_period(seconds: u32) -> Self {
        let (primary, secondary) = Server::pair();
        for server in [&primary, &secondary] {
            server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
        }
        let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
        relationship.structure.SafePeriod = seconds;
        let relationship = deploy(relationship, &primary, &secondary);
        Pair { primary, secondary, relationship }
    }

    /// The same, and their link is cut at once.
    fn cut_off(seconds: u32) -> Self {
        let pair = Pair::with_safe_period(seconds);
        pair.cut();
        pair
    }

    fn server(&self, side: Side) -> &Server {
        match side {
            Primary => &self.primary,
            Secondary => &self.secondary,
        }
    }

    fn cut(&self) {
        assert_eq!(unsafe { dhcpsapi_link_cut(self.primary.ptr(), self.secondary.ptr()) }, 0);
    }

    fn heal(&self) {
        self.heal_from(Primary);
    }

    /// Heals the link; the server that is named first looks for the other.
    fn heal_from(&self, side: Side) {
        let (one, other) = (self.server(side), self.server(side.other()));
        assert_eq!(unsafe { dhcpsapi_link_heal(one.ptr(), other.ptr()) }, 0);
    }

    fn set(&mut self, side: Side, flags: u32, change: impl Fn(&mut DHCP_FAILOVER_RELATIONSHIP)) -> u32 {
        change(&mut self.relationship.structure);
        let server = match side {
            Primary => &self.primary,
            Secondary => &self.secondary,
        };
        self.relationship.set_on(server, flags)
    }

    /// The administrator says which state.
    #[track_caller]
    fn force(&mut self, side: Side, state: FSM_STATE) {
        assert_eq!(self.set(side, CHANGESTATE, |given| given.State = state), 0);
    }

    #[track_caller]
    fn set_percentage(&mut self, percentage: u8) {
        assert_eq!(self.set(Primary, PERCENTAGE, |given| given.Percentage = percentage), 0);
    }

    /// The states of one side and of the other.
    #[track_caller]
    fn are(&self, side: Side, one: (FSM_STATE, FSM_STATE), other: (FSM_STATE, FSM_STATE)) {
        is(self.server(side), one.0, one.1);
        is(self.server(side.other()), other.0, other.1);
    }

    #[track_caller]
    fn both_are(&self, state: FSM_STATE, previous: FSM_STATE) {
        self.are(Primary, (state, previous), (state, previous));
    }

    /// Free addresses of the primary and of the secondary, of which both give the same account.
    #[track_caller]
    fn free(&self) -> (u32, u32) {
        let [_, _, _, partner, this, _, _] = self.primary.statistics(SCOPE).unwrap();
        let [_, _, _, partner_there, this_there, _, _] = self.secondary.statistics(SCOPE).unwrap();
        assert_eq!((partner, this), (this_there, partner_there), "mirrored");
        (this, partner)
    }

    /// What is known of an address: its status, its client and the client's server. Both must say the same.
    #[track_caller]
    fn agree_on(&self, address: u32) -> (u32, Option<(Vec<u8>, u32)>) {
        let [one, other] = [&self.primary, &self.secondary]
            .map(|server| (server.address_status(address).unwrap(), server.client_at(address).ok()));
        assert_eq!(one, other, "primary and secondary about .{}", address - SCOPE);
        one
    }
}

/// The seven canonical runs of the failover semantics, section 1.5, each with every role.
mod canonical_runs {
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
        for (number, (down, waits)) in [(3600, false), (100_000, false), (3599, true)].into_iter().enumerate()
        {
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
}

/// Servers that stop more than once, or both.
mod crashes {
    use super::*;

    /// Draft 9.3.2 step 5: who was declared dead after its last operation recovers; who operated after it was declared dead is in
    /// a conflict. Within one second the order of events decides, not the second (the first script that everybody writes runs
    /// on a clock that stands still).
    #[test]
    fn declared_dead_in_the_second_of_the_crash() {
        for side in SIDES {
            let _turn = begin();
            let mut pair = Pair::new();
            stop(pair.server(side));
            pair.force(side.other(), PARTNER_DOWN);
            start(pair.server(side));
            pair.are(side, (RECOVER_WAIT, RECOVER), (PARTNER_DOWN, COMMUNICATION_INT));

            assert_eq!(unsafe { dhcpsapi_reset() }, 0);
            at(0);
            let mut pair = Pair::cut_off(0);
            pair.force(side.other(), PARTNER_DOWN);
            stop(pair.server(side));
            pair.heal();
            start(pair.server(side));
            let conflict = [(NORMAL, CONFLICT_DONE), (NORMAL, POTENTIAL_CONFLICT)];
            pair.are(Primary, conflict[0], conflict[1]);
        }
    }

    /// A server that dies again before it served anybody last operated before its first death: it recovers, and its
    /// wait still counts from there (draft 9.3.2 step 5, 9.5.2 "last known time of failover operation").
    #[test]
    fn dead_twice_before_it_operated_again() {
        let _turn = begin();
        // In STARTUP, out of contact.
        let mut pair = Pair::new();
        at(100);
        stop(&pair.secondary);
        at(200);
        pair.force(Primary, PARTNER_DOWN);
        pair.cut();
        at(300);
        start(&pair.secondary);
        is(&pair.secondary, STARTUP, COMMUNICATION_INT);
        at(310);
        stop(&pair.secondary);
        at(400);
        pair.heal();
        start(&pair.secondary);
        pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
        at(3699);
        is(&pair.secondary, RECOVER_WAIT, RECOVER);
        at(3700);
        pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
    }

    /// The same in RECOVER_WAIT.
    #[test]
    fn dead_again_in_recover_wait() {
        let _turn = begin();
        let mut pair = Pair::new();
        at(100);
        stop(&pair.secondary);
        at(200);
        pair.force(Primary, PARTNER_DOWN);
        at(300);
        start(&pair.secondary);
        pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
        at(1000);
        stop(&pair.secondary);
        is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
        at(1100);
        start(&pair.secondary);
        pair.are(Primary, (PARTNER_DOWN, COMMUNICATION_INT), (RECOVER_WAIT, RECOVER));
        at(3700);
        pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
    }

    /// A new half that died before it met anybody is as new as before: it has nothing to wait for (draft 9.6.2), and
    /// recovers from a partner in PARTNER_DOWN (9.3.2 step 5).
    #[test]
    fn dead_before_it_ever_operated() {
        let _turn = begin();
        for partner_down in [false, true] {
            for dead in SIDES {
                assert_eq!(unsafe { dhcpsapi_reset() }, 0);
                at(0);
                let mut pair = Pair::new();
                assert_eq!(delete_relationship(pair.server(dead), NAME), 0);
                let before = if partner_down {
                    pair.force(dead.other(), PARTNER_DOWN);
                    PARTNER_DOWN
                } else {
                    COMMUNICATION_INT
                };
                pair.cut();
                at(10);
                let role = if dead == Primary { PrimaryServer } else { SecondaryServer };
                pair.relationship.structure.ServerType = role;
                let server = if dead == Primary { &pair.primary } else { &pair.secondary };
                assert_eq!(pair.relationship.create_on(server), 0);
                at(20);
                stop(pair.server(dead));
                at(30);
                start(pair.server(dead));
                is(pair.server(dead), STARTUP, INIT);
                pair.heal();
                pair.are(dead, (NORMAL, RECOVER_DONE), (NORMAL, before));
            }
        }
    }

    /// Both die in NORMAL and come back in any order.
    #[test]
    fn both_die_in_normal() {
        let _turn = begin();
        for first in SIDES {
            let pair = Pair::new();
            for side in SIDES {
                stop(pair.server(side));
                assert_eq!(pair.server(side).state(NAME), Err(SERVER_UNAVAILABLE));
            }
            start(pair.server(first));
            // The primary died in NORMAL, the secondary in COMMUNICATION_INT: both remember the latter.
            is(pair.server(first), STARTUP, COMMUNICATION_INT);
            start(pair.server(first.other()));
            pair.both_are(NORMAL, COMMUNICATION_INT);
        }
    }

    /// The survivor, in PARTNER_DOWN, dies too. In STARTUP it tells the state that it remembers (draft 9.3.1), with the
    /// time of its entry, so that the other recovers as it would have done (9.3.2 step 5).
    #[test]
    fn the_survivor_in_partner_down_dies_too() {
        let _turn = begin();
        for first in SIDES {
            let begin = BEGIN + 10_000 * first as u64;
            let at = |seconds| assert_eq!(unsafe { dhcpsapi_clock_set(begin + seconds) }, 0);
            at(0);
            let mut pair = Pair::new();
            stop(&pair.secondary);
            at(10);
            pair.force(Primary, PARTNER_DOWN);
            at(20);
            stop(&pair.primary);
            at(30);
            start(pair.server(first));
            start(pair.server(first.other()));
            is(&pair.secondary, RECOVER_WAIT, RECOVER);
            is(&pair.primary, PARTNER_DOWN, STARTUP);
            at(3600);
            pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
        }
    }

    /// The survivor, in PARTNER_DOWN, restarts while its partner waits to recover.
    #[test]
    fn the_survivor_restarts_while_its_partner_recovers() {
        let _turn = begin();
        let mut pair = Pair::new();
        stop(&pair.secondary);
        at(10);
        pair.force(Primary, PARTNER_DOWN);
        at(20);
        start(&pair.secondary);
        is(&pair.secondary, RECOVER_WAIT, RECOVER);
        stop(&pair.primary);
        is(&pair.secondary, RECOVER_WAIT, RECOVER);
        at(30);
        start(&pair.primary);
        pair.are(Primary, (PARTNER_DOWN, STARTUP), (RECOVER_WAIT, RECOVER));
        at(3600);
        pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
    }

    /// One server in the middle of two relationships: its death, its clock and its links are each their own matter.
    #[test]
    fn a_hub_with_two_spokes() {
        let _turn = begin();
        let hub = Server::new();
        let spokes = [Server::new(), Server::new()];
        let names = ["one", "two"];
        for (number, (spoke, name)) in (0_u32..).zip(spokes.iter().zip(names)) {
            let scope = SCOPE + (number << 8);
            for server in [&hub, spoke] {
                server.scope(scope, 0xFFFF_FF00, scope + 1, scope + 254);
            }
            deploy(Relationship::between(name, &hub, spoke, &[scope]), &hub, spoke);
        }
        let states = |server: &Server, name: &str| server.state(name).unwrap().0;
        assert_eq!(unsafe { dhcpsapi_link_cut(spokes[0].ptr(), hub.ptr()) }, 0);
        assert_eq!((states(&hub, "one"), states(&hub, "two")), (COMMUNICATION_INT, NORMAL));
        assert_eq!((states(&spokes[0], "one"), states(&spokes[1], "two")), (COMMUNICATION_INT, NORMAL));
        stop(&hub);
        assert_eq!(
            (states(&spokes[0], "one"), states(&spokes[1], "two")),
            (COMMUNICATION_INT, COMMUNICATION_INT)
        );
        start(&hub);
        assert_eq!((states(&hub, "one"), states(&hub, "two")), (STARTUP, NORMAL), "one link is still cut");
        assert_eq!(unsafe { dhcpsapi_link_heal(spokes[0].ptr(), hub.ptr()) }, 0);
        assert_eq!((states(&hub, "one"), states(&hub, "two")), (NORMAL, NORMAL));
        shift(&spokes[1], -61);
        assert_eq!((states(&hub, "one"), states(&hub, "two")), (NORMAL, COMMUNICATION_INT));
        shift(&hub, -10);
        assert_eq!((states(&hub, "one"), states(&hub, "two")), (NORMAL, NORMAL), "51 seconds are few enough");
    }
}

/// MS-DHCPF 3.1.2.3, 3.1.3 and 3.1.6.3.
mod startup {
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
        for (number, (late, previous)) in
            [(299, RECOVER_DONE), (300, COMMUNICATION_INT)].into_iter().enumerate()
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

    /// The states that are none: as new (MS-DHCPF 3.1.6.3).
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
}

/// MS-DHCPF 3.2.2.1; what is moved is that of worked examples 1 and 2.
mod rebalancing {
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

    /// It stops with contact, and counts from the next entry to NORMAL, which divides at once.
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

    /// NORMAL that is said in NORMAL does not stop the timer for good.
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
}

/// DhcpV4FailoverSetRelationship and the state machine (MS-DHCPM 3.2.4.91).
mod set {
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

    /// It begins when contact is lost again, and not by a safe period that is set while in contact.
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

    /// In contact, from NORMAL, the table goes on at the next call: each hears the other's state. Neither the role nor who was
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
                // Whoever hears its partner does not look for it.
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
}

/// What `dhcpsapi_ext.h` says about faults and the clock.
mod faults {
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
            let before = [pair.primary.contents(), pair.secondary.contents()];
            assert_eq!(call(), INVALID_PARAMETER, "{what}");
            assert!(before == [pair.primary.contents(), pair.secondary.contents()], "{what}");
            assert_eq!(system_time(pair.primary.ptr()), Ok((4_000_000_599, 60)), "{what}");
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
        let host = || u64::try_from(unsafe { libc::time(null_mut()) }).unwrap();
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

    /// MS-DHCPF 3.1.5: one minute of difference is the most.
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
}

/// What was leased apart, and who owns what after contact.
mod leases {
    use super::*;

    #[test]
    fn each_alone_then_both_know_all() {
        let _turn = begin();
        let pair = Pair::cut_off(0);
        assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        assert_eq!(pair.primary.create_lease(SCOPE + 2, &[2], ACTIVE), 0);
        assert_eq!(pair.secondary.create_lease(SCOPE + 254, &[3], ACTIVE), 0);
        // NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse
        assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 252, 2, 127, 125, 0, 2]));
        assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 0, 1]));
        assert_eq!(pair.primary.client_at(SCOPE + 254), Err(JET_ERROR));
        assert_eq!(pair.secondary.client_at(SCOPE + 1), Err(JET_ERROR));
        pair.heal();
        // 251 are free: 125 for the secondary, the odd one for the primary.
        assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 1, 2]));
        assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 2, 1]));
        assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
        assert_eq!(pair.agree_on(SCOPE + 2), (0, Some((vec![2], pair.primary.address))));
        assert_eq!(pair.agree_on(SCOPE + 254), (1, Some((vec![3], pair.secondary.address))));
        for address in 3..=253 {
            assert_eq!(pair.agree_on(SCOPE + address).1, None);
        }
    }

    /// A dead server knows what happened without it when it is back, before it serves anybody (draft 9.5.2).
    #[test]
    fn a_recovering_server_has_the_leases() {
        let _turn = begin();
        let mut pair = Pair::new();
        stop(&pair.secondary);
        pair.force(Primary, PARTNER_DOWN);
        assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        at(10);
        // One of the secondary's, which the primary may lease once it is alone.
        assert_eq!(pair.primary.create_lease(SCOPE + 200, &[2], ACTIVE), 0);
        at(20);
        start(&pair.secondary);
        assert_eq!(pair.secondary.client_at(SCOPE + 1), Ok((vec![1], pair.primary.address)));
        at(3600);
        assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
        assert_eq!(pair.agree_on(SCOPE + 200), (1, Some((vec![2], pair.primary.address))));
        assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 252, 2, 126, 126, 0, 2]));
        assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 252, 2, 126, 126, 2, 0]));
    }

    /// A lease made while the partner is waiting to recover is known to it when both are in NORMAL.
    #[test]
    fn a_lease_made_during_recover_wait() {
        let _turn = begin();
        let mut pair = Pair::new();
        stop(&pair.secondary);
        at(10);
        pair.force(Primary, PARTNER_DOWN);
        start(&pair.secondary);
        is(&pair.secondary, RECOVER_WAIT, RECOVER);
        assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        at(3600);
        pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
        assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.primary.address))));
    }

    /// draft 7.1.3, note 5: of two clients at one address the primary's stays.
    #[test]
    fn two_clients_at_one_address() {
        let _turn = begin();
        for first in SIDES {
            for partner_down in [false, true] {
                let mut pair = Pair::cut_off(0);
                if partner_down {
                    pair.force(Secondary, PARTNER_DOWN);
                }
                assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
                assert_eq!(pair.secondary.create_lease(SCOPE + 7, &[2], ACTIVE), 0);
                pair.heal_from(first);
                assert_eq!(pair.agree_on(SCOPE + 7), (0, Some((vec![1], pair.primary.address))));
                assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
                assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
            }
        }
    }

    /// One client that each server leased another address: it has the primary's afterwards, on both.
    #[test]
    fn one_client_at_two_addresses() {
        let _turn = begin();
        for first in SIDES {
            let pair = Pair::cut_off(0);
            assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
            assert_eq!(pair.secondary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
            pair.heal_from(first);
            assert_eq!(pair.agree_on(SCOPE + 7).1, Some((vec![1], pair.primary.address)));
            assert_eq!(pair.agree_on(SCOPE + 200).1, None);
            assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
            assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
        }
    }

    /// The same client at the same address, with the same end: one lease, and both name the same owner (section 2.6:
    /// the statistics are mirrored). The primary's record stays, as in any other conflict.
    #[test]
    fn one_client_at_one_address_on_both() {
        let _turn = begin();
        for first in SIDES {
            let pair = Pair::cut_off(0);
            assert_eq!(pair.primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
            assert_eq!(pair.secondary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
            pair.heal_from(first);
            assert_eq!(pair.agree_on(SCOPE + 7), (0, Some((vec![1], pair.primary.address))));
            assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
            assert_eq!(pair.secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
        }
    }

    /// Renews the lease of a client until a moment, in ticks of 100 ns.
    fn renew(server: &Server, address: u32, mut client: Vec<u8>, end: u32) -> u32 {
        let info = DHCP_CLIENT_INFO {
            ClientIpAddress: address,
            ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 1, Data: client.as_mut_ptr() },
            ClientLeaseExpires: DATE_TIME { dwLowDateTime: 0, dwHighDateTime: end },
            OwnerHost: DHCP_HOST_INFO { IpAddress: server.address, ..servers::no_host() },
            ..Default::default()
        };
        unsafe { DhcpSetClientInfo(server.ptr(), &info) }
    }

    /// A lease that was renewed apart: the renewal that ends later is the last one (failover semantics, 3.1: in use by
    /// the server that leased or renewed it last).
    #[test]
    fn renewed_apart() {
        let _turn = begin();
        for last in SIDES {
            let pair = Pair::new();
            assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
            assert_eq!(renew(&pair.primary, SCOPE + 1, vec![1], 0x4000_1000), 0);
            pair.cut();
            assert_eq!(renew(pair.server(last.other()), SCOPE + 1, vec![1], 0x4000_1001), 0);
            assert_eq!(renew(pair.server(last), SCOPE + 1, vec![1], 0x4000_1002), 0);
            pair.heal();
            assert_eq!(pair.agree_on(SCOPE + 1), (0, Some((vec![1], pair.server(last).address))));
            let used = [pair.primary.statistics(SCOPE).unwrap(), pair.secondary.statistics(SCOPE).unwrap()]
                .map(|[_, _, _, _, _, partner, this]| (partner, this));
            assert_eq!(used, if last == Primary { [(0, 1), (1, 0)] } else { [(1, 0), (0, 1)] });
        }
    }

    /// A lease that one server deleted while apart is deleted on both afterwards (MS-DHCPF 3.1.4.2, deleted while communication
    /// was down).
    #[test]
    fn deleted_apart() {
        let _turn = begin();
        for address in [1, 200] {
            for deleted_on in SIDES {
                let pair = Pair::new();
                assert_eq!(pair.primary.create_lease(SCOPE + address, &[1], ACTIVE), 0);
                pair.cut();
                assert_eq!(pair.server(deleted_on).delete_lease(SCOPE + address), 0);
                pair.heal();
                assert_eq!(pair.agree_on(SCOPE + address).1, None, "deleted on both");
                assert_eq!(pair.free(), (127, 127));
                for address in 1..=254 {
                    pair.agree_on(SCOPE + address);
                }
            }
        }
    }

    /// A record that was given to another client than the one for whom the partner keeps the address: the partner takes it over,
    /// and the reserved client waits, be they in contact or not (draft 5.13 and 7.1.3).
    #[test]
    fn given_to_another_than_the_partners_reserved_client() {
        let _turn = begin();
        for apart in [false, true] {
            let pair = Pair::new();
            assert_eq!(pair.primary.add_reservation(SCOPE, SCOPE + 9, &[2]), 0);
            assert_eq!(pair.secondary.create_lease(SCOPE + 9, &[2], ACTIVE), 0);
            if apart {
                pair.cut();
            }
            let own = pair.secondary.address;
            assert_eq!(pair.secondary.change_lease(SCOPE + 9, &[3], own), 0);
            pair.heal();
            assert_eq!(pair.primary.client_at(SCOPE + 9), Ok((vec![3], own)));
            assert_eq!(pair.secondary.client_at(SCOPE + 9), Ok((vec![3], own)));
        }
    }

    /// A record that its server has again was deleted to no end.
    #[test]
    fn deleted_and_made_again_apart() {
        let _turn = begin();
        for deleted_on in SIDES {
            let pair = Pair::new();
            assert_eq!(pair.primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
            pair.cut();
            assert_eq!(pair.server(deleted_on).delete_lease(SCOPE + 1), 0);
            assert_eq!(pair.server(deleted_on).create_lease(SCOPE + 1, &[1], ACTIVE), 0);
            pair.heal();
            assert_eq!(pair.agree_on(SCOPE + 1).1.unwrap().0, [1]);
        }
    }

    /// A client whose old address the primary gave to another one while apart, in either order of the addresses.
    #[test]
    fn a_client_that_moved_and_whose_address_was_given_away() {
        let _turn = begin();
        for (address, moved_to) in [(1, 2), (2, 1)] {
            for first in SIDES {
                let pair = Pair::new();
                assert_eq!(pair.primary.create_lease(SCOPE + address, &[1], ACTIVE), 0);
                pair.cut();
                assert_eq!(pair.primary.delete_lease(SCOPE + address), 0);
                assert_eq!(pair.primary.create_lease(SCOPE + address, &[2], ACTIVE), 0);
                assert_eq!(pair.primary.create_lease(SCOPE + moved_to, &[1], ACTIVE), 0);
                pair.heal_from(first);
                assert_eq!(pair.agree_on(SCOPE + address).1, Some((vec![2], pair.primary.address)));
                assert_eq!(pair.agree_on(SCOPE + moved_to).1, Some((vec![1], pair.primary.address)));
            }
        }
    }

    /// Two clients that changed places.
    #[test]
    fn two_clients_that_changed_places() {
        let _turn = begin();
        for changed_on in SIDES {
            let pair = Pair::new();
            for client in [1_u8, 2] {
                assert_eq!(pair.primary.create_lease(SCOPE + u32::from(client), &[client], ACTIVE), 0);
            }
            pair.cut();
            let server = pair.server(changed_on);
            for client in [1_u8, 2] {
                assert_eq!(server.delete_lease(SCOPE + u32::from(client)), 0);
            }
            for client in [1_u8, 2] {
                assert_eq!(server.create_lease(SCOPE + 3 - u32::from(client), &[client], ACTIVE), 0);
            }
            pair.heal();
            // What was deleted is deleted on both, so that the new records stand alone.
            assert_eq!(pair.agree_on(SCOPE + 1).1.unwrap().0, [2]);
            assert_eq!(pair.agree_on(SCOPE + 2).1.unwrap().0, [1]);
        }
    }

    /// Worked example 14, as far as nobody is granted anything: in PARTNER_DOWN the ownership is what it was, also when
    /// the MCLT has passed.
    #[test]
    fn example_14_ownership_in_partner_down() {
        let _turn = begin();
        let mut pair = Pair::new();
        assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES));
        at(100);
        stop(&pair.secondary);
        at(200);
        pair.force(Primary, PARTNER_DOWN);
        for seconds in [200, 3799, 3800, 100_000] {
            at(seconds);
            is(&pair.primary, PARTNER_DOWN, COMMUNICATION_INT);
            assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES), "at {seconds}");
            for (address, status) in [(1, 0), (127, 0), (128, 1), (254, 1), (0, 2), (255, 2)] {
                assert_eq!(
                    pair.primary.address_status(SCOPE + address),
                    Ok(status),
                    ".{address} at {seconds}"
                );
            }
            // Without contact nothing is divided.
            pair.set_percentage(70);
            assert_eq!(pair.primary.trigger(NAME), 0);
            assert_eq!(pair.primary.statistics(SCOPE), Ok(HALVES));
        }
        start(&pair.secondary);
        pair.are(Primary, (NORMAL, PARTNER_DOWN), (NORMAL, RECOVER_DONE));
        assert_eq!(pair.free(), (178, 76), "divided on entry to NORMAL");
    }

    /// Each configured alone while apart: what is free on both has one owner again after contact.
    #[test]
    fn configured_apart() {
        let _turn = begin();
        for first in SIDES {
            let pair = Pair::cut_off(0);
            for server in [&pair.primary, &pair.secondary] {
                assert_eq!(server.add_exclusion(SCOPE, SCOPE + 120, SCOPE + 140), 0);
            }
            for server in [&pair.primary, &pair.secondary] {
                assert_eq!(server.remove_exclusion(SCOPE, SCOPE + 120, SCOPE + 140), 0);
            }
            pair.heal_from(first);
            assert_eq!(pair.free(), (127, 127));
            for address in 1..=254 {
                pair.agree_on(SCOPE + address);
            }
        }
    }
}
