//! The worked examples of how free addresses are rebalanced, through the exported functions.
//!
//! The numbers are those of the examples: (free of the primary, free of the secondary) before and after.

#![allow(
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ops::RangeInclusive;

use support::codes::RELATION_IS_SECONDARY;
use support::pair::{NAME, Pair, SCOPE, free_in};
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::{ACTIVE, DECLINED, OF_PRIMARY, OF_SECONDARY, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::{
    CHANGESTATE, HotStandby, LoadBalance, MODE, PARTNER_DOWN, PERCENTAGE,
};

const fn ip(a: u8, b: u8, c: u8, d: u8) -> u32 {
    u32::from_be_bytes([a, b, c, d])
}

/// An address of the scope 10.0.0.0/16, which is big enough for every example but the largest, by its last two octets.
fn at(offset: u32) -> u32 {
    SCOPE + offset
}

/// A client of its own for each number.
fn client(number: u32) -> [u8; 6] {
    let [_, _, high, low] = number.to_be_bytes();
    [2, 0, 0, 0, high, low]
}

/// Two partners, both of which had the scope with this range before they got their half.
#[track_caller]
fn partners(range: RangeInclusive<u32>, settings: impl FnOnce(Relationship) -> Relationship) -> Pair {
    prepared(range, settings, |_| {})
}

/// Two partners, both of which were prepared further before they got their half.
#[track_caller]
fn prepared(
    range: RangeInclusive<u32>,
    settings: impl FnOnce(Relationship) -> Relationship,
    prepare: impl Fn(&Server),
) -> Pair {
    Pair::deployed(&[SCOPE], settings, |server| {
        server.scope(SCOPE, 0xFFFF_0000, at(*range.start()), at(*range.end()));
        prepare(server);
    })
}

impl Pair {
    /// Sets mode and percentage on both, as the management tools do.
    #[track_caller]
    fn set_both(&mut self, flags: u32, mode: i32, percentage: u8) {
        self.relationship.structure.Mode = mode;
        self.relationship.structure.Percentage = percentage;
        assert_eq!(self.relationship.set_on(&self.primary, flags), 0);
        assert_eq!(self.relationship.set_on(&self.secondary, flags), 0);
    }

    /// Which of these addresses have a status; both servers must tell the same.
    #[track_caller]
    fn with_status(&self, status: u32, offsets: RangeInclusive<u32>) -> Vec<u32> {
        let mut found = Vec::new();
        for offset in offsets {
            let told = self.primary.address_status(at(offset));
            assert_eq!(told, self.secondary.address_status(at(offset)), "status of {offset} on both");
            if told == Ok(status) {
                found.push(offset);
            }
        }
        found
    }
}

#[track_caller]
fn lease(server: &Server, offsets: RangeInclusive<u32>) {
    for offset in offsets {
        assert_eq!(server.create_lease(at(offset), &client(offset), ACTIVE), 0, "lease of {offset}");
    }
}

#[track_caller]
fn release(server: &Server, offsets: RangeInclusive<u32>) {
    for offset in offsets {
        assert_eq!(server.delete_lease(at(offset)), 0, "release of {offset}");
    }
}

fn all(offsets: RangeInclusive<u32>) -> Vec<u32> {
    offsets.collect()
}

/// Worked examples 1, 3, 11, 12, 15, and the sizes measured with two real ISC servers at 50 %.
#[test]
fn examples_1_3_11_12_15_and_the_virgin_splits_on_entry_to_normal() {
    // (size, percentage of the primary, free of the primary, of the secondary)
    let table = [
        (254, 50, 127, 127), // example 1
        (101, 50, 51, 50),   // example 3
        (100, 0, 0, 100),    // example 11
        (100, 100, 100, 0),  // example 11
        (7, 33, 3, 4),       // example 12
        (1, 50, 1, 0),       // example 15
        (2, 50, 1, 1),
        (3, 50, 2, 1),
        (4, 50, 2, 2),
        (5, 50, 3, 2),
        (10, 50, 5, 5),
        (11, 50, 6, 5),
        (100, 50, 50, 50),
        (253, 50, 127, 126),
        (1000, 50, 500, 500),
    ];
    for (size, percentage, of_primary, of_secondary) in table {
        let pair = partners(1..=size, |relationship| relationship.load_balance(percentage));
        assert_eq!(pair.free(), (of_primary, of_secondary), "{size} at {percentage} %");
        pair.trigger();
        assert_eq!(pair.free(), (of_primary, of_secondary), "{size} at {percentage} %: divided already");
        assert_eq!(pair.with_status(OF_PRIMARY, 1..=size), all(1..=of_primary), "the lower ones");
        assert_eq!(pair.with_status(OF_SECONDARY, 1..=size), all(of_primary + 1..=size), "the upper ones");
    }
}

/// "1. /24, R 254, nothing used, LB 50, just NORMAL: 254 / 0 before": a server that is alone has every address.
#[test]
fn example_1_before_contact_every_address_is_the_primarys() {
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(SCOPE, 0xFFFF_FF00, at(1), at(254));
    }
    let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
    assert_eq!(relationship.create_on(&primary), 0);
    assert_eq!(primary.statistics(SCOPE), Ok([254, 254, 0, 0, 254, 0, 0]));
    assert_eq!(relationship.as_secondary().create_on(&secondary), 0);
    assert_eq!(free_in(SCOPE, &primary, &secondary), (127, 127));
    for server in [&primary, &secondary] {
        assert_eq!(server.address_status(at(127)), Ok(OF_PRIMARY));
        assert_eq!(server.address_status(at(128)), Ok(OF_SECONDARY));
    }
}

#[test]
fn example_2_a_new_percentage_moves_nothing_until_the_trigger_then_51_addresses() {
    let mut pair = partners(1..=254, |relationship| relationship.load_balance(50));
    pair.set_both(PERCENTAGE, LoadBalance, 70);
    assert_eq!(pair.free(), (127, 127));
    pair.trigger();
    assert_eq!(pair.free(), (178, 76));
    // The secondary had 128 to 254; its 51 lowest go back.
    assert_eq!(pair.with_status(OF_PRIMARY, 1..=254), all(1..=178));
    assert_eq!(pair.with_status(OF_SECONDARY, 1..=254), all(179..=254));
}

/// Worked examples 4 and 5.
#[test]
fn examples_4_5_the_reserve_of_hot_standby_is_rounded_down() {
    for (size, reserve, of_primary, of_secondary) in
        [(254, 5, 242, 12), (10, 5, 10, 0), (100, 0, 100, 0), (100, 100, 0, 100)]
    {
        let pair = partners(1..=size, |relationship| relationship.hot_standby(reserve));
        assert_eq!(pair.free(), (of_primary, of_secondary), "{size} with a reserve of {reserve} %");
    }
}

/// Worked example 6, with the complete statistics of the same example in section 3.1.
#[test]
fn example_6_exclusions_reservations_leases_and_declines_take_no_part() {
    // 254 addresses: 1 to 10 excluded, 11 and 12 reserved. 42 % of 200 are 84.
    let (leased_reservation, idle_reservation) = (11, 12);
    let mut pair = prepared(
        1..=254,
        |relationship| relationship.load_balance(42),
        |server| {
            assert_eq!(server.add_exclusion(SCOPE, at(1), at(10)), 0);
            assert_eq!(server.add_reservation(SCOPE, at(11), &client(11)), 0);
            assert_eq!(server.add_reservation(SCOPE, at(12), &client(12)), 0);
        },
    );
    let owner = pair.primary.address;
    assert_eq!(pair.primary.change_lease(at(leased_reservation), &client(11), owner), 0);
    lease(&pair.primary, 13..=36);
    lease(&pair.secondary, 239..=254);
    assert_eq!(pair.primary.create_lease(at(37), &client(37), DECLINED), 0);
    assert_eq!(pair.secondary.create_lease(at(238), &client(238), DECLINED), 0);
    pair.trigger();
    assert_eq!(pair.free(), (84, 116), "before");

    let used: Vec<u32> = (13..=37).chain(238..=254).collect();
    let statuses =
        |pair: &Pair| used.iter().map(|at| pair.with_status(OF_PRIMARY, *at..=*at)).collect::<Vec<_>>();
    let before = statuses(&pair);
    pair.set_both(PERCENTAGE, LoadBalance, 60);
    pair.trigger();
    assert_eq!(pair.free(), (120, 80), "after");
    // NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse
    assert_eq!(pair.primary.statistics(SCOPE), Ok([244, 200, 44, 80, 120, 17, 26]));
    assert_eq!(pair.secondary.statistics(SCOPE), Ok([244, 200, 44, 120, 80, 26, 17]));

    assert_eq!(statuses(&pair), before, "no leased or declined address changed its owner");
    assert_eq!(pair.with_status(2, 0..=255), [vec![0], all(1..=10), vec![255]].concat(), "excluded");
    assert_eq!(pair.with_status(3, 0..=255), [leased_reservation, idle_reservation], "reserved");
    // Free are 38 to 237; the primary has the 120 lowest of them.
    assert_eq!(pair.with_status(OF_PRIMARY, 38..=237), all(38..=157));
    assert_eq!(pair.with_status(OF_SECONDARY, 38..=237), all(158..=237));
}

/// Worked examples 7 and 8: the second goes on where the first ends.
#[test]
fn examples_7_8_leases_and_releases_are_balanced_out() {
    let pair = partners(1..=254, |relationship| relationship.load_balance(50));
    lease(&pair.primary, 1..=52);
    lease(&pair.secondary, 128..=175);
    assert_eq!(pair.free(), (75, 79), "example 7, before");
    pair.trigger();
    assert_eq!(pair.free(), (77, 77), "example 7, after");
    assert_eq!(pair.with_status(OF_PRIMARY, 176..=254), [176, 177], "two addresses moved, the lowest ones");

    release(&pair.primary, 1..=20);
    release(&pair.secondary, 128..=147);
    assert_eq!(pair.free(), (117, 77), "example 8: what is released is the primary's, whoever leased it");
    assert_eq!(pair.with_status(OF_PRIMARY, 128..=147), all(128..=147));
    pair.trigger();
    assert_eq!(pair.free(), (97, 97), "example 8, after");
    // 20 addresses moved: the highest free ones of the primary (177, 176, and 18 of the released ones).
    assert_eq!(pair.with_status(OF_SECONDARY, 128..=147), all(130..=147));
    assert_eq!(pair.with_status(OF_SECONDARY, 176..=177), [176, 177]);
    assert_eq!(pair.with_status(OF_SECONDARY, 1..=127), [0; 0]);
}

#[test]
fn example_9_an_uneven_use_is_balanced_out() {
    let pair = partners(1..=200, |relationship| relationship.load_balance(50));
    lease(&pair.primary, 1..=88);
    lease(&pair.secondary, 101..=132);
    assert_eq!(pair.free(), (12, 68), "before");
    assert_eq!(pair.primary.statistics(SCOPE), Ok([200, 80, 120, 68, 12, 32, 88]));
    pair.trigger();
    assert_eq!(pair.free(), (40, 40), "after");
    assert_eq!(pair.primary.statistics(SCOPE), Ok([200, 80, 120, 40, 40, 32, 88]), "no lease changed hands");
    assert_eq!(pair.with_status(OF_PRIMARY, 133..=200), all(133..=160), "28 moved");
}

#[test]
fn example_10_the_triggers_that_do_nothing() {
    let mut pair = partners(1..=254, |relationship| relationship.load_balance(70));
    assert_eq!(pair.free(), (178, 76));
    pair.secondary.refuses(RELATION_IS_SECONDARY, || pair.secondary.trigger(NAME));
    assert_eq!(pair.free(), (178, 76), "on the secondary");
    for _ in 0..2 {
        pair.primary.refuses(0, || pair.primary.trigger(NAME));
        assert_eq!(pair.free(), (178, 76), "twice in NORMAL");
    }
    // The primary in COMMUNICATION_INT, with another percentage to be reached.
    pair.set_both(PERCENTAGE, LoadBalance, 50);
    assert_eq!(delete_relationship(&pair.secondary, NAME), 0);
    assert_eq!(pair.primary.state(NAME), Ok((4, 3)));
    pair.primary.refuses(0, || pair.primary.trigger(NAME));
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 254, 0, 76, 178, 0, 0]), "in COMMUNICATION_INT");
}

#[test]
fn example_13_from_load_balance_to_hot_standby_64_addresses_move() {
    let mut pair = partners(1..=254, |relationship| relationship.load_balance(70));
    assert_eq!(pair.free(), (178, 76));
    pair.set_both(MODE | PERCENTAGE, HotStandby, 5);
    assert_eq!(pair.free(), (178, 76), "no move without a trigger");
    pair.trigger();
    assert_eq!(pair.free(), (242, 12));
    assert_eq!(pair.with_status(OF_SECONDARY, 1..=254), all(243..=254));
}

/// Worked example 14 without its times: the partner's death changes permission, not the pool side.
#[test]
fn example_14_partner_down_leaves_the_ownership() {
    let mut pair = partners(1..=254, |relationship| relationship.load_balance(50));
    assert_eq!(delete_relationship(&pair.secondary, NAME), 0);
    pair.relationship.structure.State = PARTNER_DOWN;
    assert_eq!(pair.relationship.set_on(&pair.primary, CHANGESTATE), 0);
    assert_eq!(pair.primary.state(NAME), Ok((5, 4)), "PARTNER_DOWN after COMMUNICATION_INT");
    assert_eq!(pair.primary.statistics(SCOPE), Ok([254, 254, 0, 127, 127, 0, 0]));
    assert_eq!(pair.primary.address_status(at(127)), Ok(OF_PRIMARY));
    for offset in 128..=254 {
        assert_eq!(pair.primary.address_status(at(offset)), Ok(OF_SECONDARY));
    }
}

#[test]
fn example_16_each_scope_is_divided_by_itself() {
    let (large, small) = (ip(10, 0, 0, 0), ip(10, 0, 1, 0));
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(large, 0xFFFF_FF00, large + 1, large + 254);
        server.scope(small, 0xFFFF_FF00, small + 1, small + 10);
    }
    let relationship = Relationship::between(NAME, &primary, &secondary, &[large, small]).hot_standby(0);
    let mut relationship = deploy(relationship, &primary, &secondary);
    assert_eq!(free_in(large, &primary, &secondary), (254, 0));
    assert_eq!(free_in(small, &primary, &secondary), (10, 0));
    relationship.structure.Percentage = 10;
    assert_eq!(relationship.set_on(&primary, PERCENTAGE), 0);
    assert_eq!(relationship.set_on(&secondary, PERCENTAGE), 0);
    assert_eq!(primary.trigger(NAME), 0);
    assert_eq!(free_in(large, &primary, &secondary), (229, 25));
    assert_eq!(free_in(small, &primary, &secondary), (9, 1));
}

/// Measured with two ranges .10 to .49 and .60 to .99: 40 / 40. A scope here has one range, so the gap is excluded.
#[test]
fn a_gap_in_the_range_is_not_divided() {
    let pair = prepared(
        10..=99,
        |relationship| relationship.load_balance(50),
        |server| assert_eq!(server.add_exclusion(SCOPE, at(50), at(59)), 0),
    );
    assert_eq!(pair.free(), (40, 40));
    assert_eq!(pair.with_status(OF_PRIMARY, 10..=99), all(10..=49));
    assert_eq!(pair.with_status(OF_SECONDARY, 10..=99), all(60..=99));
}

/// Section 2.2: what becomes free later is the primary's, what is reserved or excluded leaves the count at once.
#[test]
fn newly_free_addresses_are_born_as_the_primarys() {
    let pair = prepared(
        1..=100,
        |relationship| relationship.load_balance(50),
        |server| {
            assert_eq!(server.add_exclusion(SCOPE, at(91), at(100)), 0);
            assert_eq!(server.add_reservation(SCOPE, at(90), &client(90)), 0);
        },
    );
    assert_eq!(pair.free(), (45, 44), "89 addresses: 1 to 89");
    for server in [&pair.primary, &pair.secondary] {
        assert_eq!(server.remove_exclusion(SCOPE, at(91), at(100)), 0);
    }
    assert_eq!(pair.free(), (55, 44), "exclusion lifted");
    for server in [&pair.primary, &pair.secondary] {
        assert_eq!(server.remove_reservation(SCOPE, at(90), &client(90)), 0);
    }
    assert_eq!(pair.free(), (56, 44), "reservation deleted");
    for server in [&pair.primary, &pair.secondary] {
        assert_eq!(server.add_range(SCOPE, at(1), at(120)), 0);
    }
    assert_eq!(pair.free(), (76, 44), "range widened");
    for server in [&pair.primary, &pair.secondary] {
        assert_eq!(server.add_exclusion(SCOPE, at(41), at(50)), 0);
        assert_eq!(server.add_reservation(SCOPE, at(89), &client(89)), 0);
    }
    // 41 to 45 were the primary's, 46 to 50 and 89 the secondary's.
    assert_eq!(pair.free(), (71, 38), "excluded and reserved");
    pair.trigger();
    assert_eq!(pair.free(), (55, 54), "109 at 50 %");
}

#[test]
fn a_scope_of_65534_addresses() {
    let mut pair = partners(1..=0xFFFE, |relationship| relationship.load_balance(50));
    assert_eq!(pair.free(), (32_767, 32_767));
    let statuses = |pair: &Pair, offsets: [u32; 4]| {
        offsets.map(|offset| {
            let told = pair.primary.address_status(at(offset));
            assert_eq!(told, pair.secondary.address_status(at(offset)));
            told.unwrap()
        })
    };
    assert_eq!(statuses(&pair, [0x0001, 0x7FFF, 0x8000, 0xFFFE]), [0, 0, 1, 1]);
    pair.set_both(PERCENTAGE, LoadBalance, 70);
    pair.trigger();
    // 65534 * 30 / 100 = 19660.2: 13,107 addresses moved, 0x8000 to 0xB332.
    assert_eq!(pair.free(), (45_874, 19_660));
    assert_eq!(statuses(&pair, [0x8000, 0xB332, 0xB333, 0xFFFE]), [0, 0, 1, 1]);
}

#[test]
fn a_scope_of_16777214_addresses() {
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(SCOPE, 0xFF00_0000, at(1), at(0x00FF_FFFE));
    }
    let relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
    let mut relationship = deploy(relationship, &primary, &secondary);
    assert_eq!(free_in(SCOPE, &primary, &secondary), (8_388_607, 8_388_607));
    assert_eq!(primary.address_status(at(0x007F_FFFF)), Ok(OF_PRIMARY));
    assert_eq!(primary.address_status(at(0x0080_0000)), Ok(OF_SECONDARY));
    relationship.structure.Mode = HotStandby;
    relationship.structure.Percentage = 5;
    assert_eq!(relationship.set_on(&primary, MODE | PERCENTAGE), 0);
    assert_eq!(primary.trigger(NAME), 0);
    // 16777214 * 5 / 100 = 838860.7
    assert_eq!(free_in(SCOPE, &primary, &secondary), (15_938_354, 838_860));
    for server in [&primary, &secondary] {
        assert_eq!(server.address_status(at(0x00F3_3332)), Ok(OF_PRIMARY));
        assert_eq!(server.address_status(at(0x00F3_3333)), Ok(OF_SECONDARY));
    }
}

/// The primary rebalances, by its own numbers.
#[test]
fn the_percentage_of_the_secondary_alone_moves_nothing() {
    let mut pair = partners(1..=100, |relationship| relationship.load_balance(50));
    pair.relationship.structure.Percentage = 90;
    assert_eq!(pair.relationship.set_on(&pair.secondary, PERCENTAGE), 0);
    pair.trigger();
    assert_eq!(pair.free(), (50, 50));
}

/// COMPATIBILITY.md, "Which range is divided if the partners' differ": half of the primary's 100 addresses, the highest
/// ones, are the secondary's, as far as they are in the range of the secondary.
#[test]
fn of_ranges_that_differ_the_primarys_is_divided() {
    // (last address on the primary and on the secondary, free ones of primary and secondary there, and there)
    for (last, others_last, free, free_there) in
        [(100, 254, (50, 50), (204, 50)), (100, 60, (50, 50), (50, 10)), (254, 100, (127, 127), (100, 0))]
    {
        let (primary, secondary) = Server::pair();
        primary.scope(SCOPE, 0xFFFF_FF00, at(1), at(last));
        secondary.scope(SCOPE, 0xFFFF_FF00, at(1), at(others_last));
        deploy(Relationship::between(NAME, &primary, &secondary, &[SCOPE]), &primary, &secondary);
        let [_, _, _, partner, this, _, _] = primary.statistics(SCOPE).unwrap();
        assert_eq!((this, partner), free, "{last} and {others_last} on the primary");
        let [_, _, _, partner, this, _, _] = secondary.statistics(SCOPE).unwrap();
        assert_eq!((partner, this), free_there, "{last} and {others_last} on the secondary");
    }
}
