//! Servers that stop more than once, or both.

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

/// A server that dies a second time in RECOVER_WAIT.
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

/// The survivor, in PARTNER_DOWN, dies too. In STARTUP it sends the state that it remembers (draft 9.3.1), with the
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
