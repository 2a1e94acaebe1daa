//! Insight that no other system gives: a rebalance before it happens, and a relationship as a whole. The figures are those of
//! the worked examples of how free addresses are rebalanced.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::null_mut;

use dhcpsapi::abi::extension::DHCPSAPI_DRIFT_KIND::{self, *};
use dhcpsapi::abi::extension::DHCPSAPI_SIDE::{self, DhcpsapiBoth, DhcpsapiPartner, DhcpsapiThisServer};
use dhcpsapi::abi::extension::{DHCPSAPI_REBALANCE, DHCPSAPI_RELATIONSHIP_STATISTICS};
use dhcpsapi::abi::failover::DHCP_FAILOVER_SERVER::{self, PrimaryServer, SecondaryServer};
use dhcpsapi::abi::failover::FSM_STATE::{COMMUNICATION_INT, NORMAL, PARTNER_DOWN, STARTUP};
use dhcpsapi::exports::{
    dhcpsapi_drift, dhcpsapi_drift_ex, dhcpsapi_preview_rebalance, dhcpsapi_relationship_statistics,
};
use support::blocks::{Wide, free, no_host};
use support::clock::{advance, begin};
use support::codes::{
    INVALID_PARAMETER, RELATION_IS_SECONDARY, RELATIONSHIP_DOES_NOT_EXIST, SERVER_UNAVAILABLE,
};
use support::fixtures::MASK;
use support::lab::{self, cut, restore, stop};
use support::pair::{NAME, Pair};
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::{LOCAL, Server};
use windows_sys::Win32::NetworkManagement::Dhcp as win;
use windows_sys::Win32::NetworkManagement::Dhcp::{CHANGESTATE, MCLT, MODE, PERCENTAGE, SAFEPERIOD};

/// 10.0.0.0 and 10.0.1.0.
const BIG: u32 = 0x0A00_0000;
const SMALL: u32 = 0x0A00_0100;

fn preview(server: &Server) -> Result<Vec<DHCPSAPI_REBALANCE>, u32> {
    let (mut rebalances, mut count) = (null_mut(), 99);
    let name = Wide::new(NAME);
    // SAFETY: valid strings and places.
    match unsafe { dhcpsapi_preview_rebalance(server.ptr(), name.as_ptr(), &mut rebalances, &mut count) } {
        0 => {}
        code => {
            assert!(rebalances.is_null() && count == 0, "cleared");
            return Err(code);
        }
    }
    if count == 0 {
        assert!(rebalances.is_null());
        return Ok(Vec::new());
    }
    // SAFETY: the call says how many there are.
    let read = unsafe { std::slice::from_raw_parts(rebalances, count.try_into().unwrap()) }.to_vec();
    free(rebalances);
    Ok(read)
}

fn statistics(server: &Server) -> DHCPSAPI_RELATIONSHIP_STATISTICS {
    let mut found = null_mut();
    let name = Wide::new(NAME);
    // SAFETY: valid strings and places.
    let code = unsafe { dhcpsapi_relationship_statistics(server.ptr(), name.as_ptr(), &mut found) };
    assert_eq!(code, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    free(found);
    read
}

/// (moved, to, first, last, happens now)
fn moves(rebalance: &DHCPSAPI_REBALANCE) -> (u32, DHCP_FAILOVER_SERVER, u32, u32, i32) {
    (rebalance.Moved, rebalance.MovedTo, rebalance.First, rebalance.Last, rebalance.HappensNow)
}

/// 254 and 10 addresses in two scopes of a pair.
fn pair(settings: impl FnOnce(Relationship) -> Relationship) -> Pair {
    Pair::deployed(&[BIG, SMALL], settings, |server| {
        server.scope(BIG, MASK, BIG + 1, BIG + 254);
        server.scope(SMALL, MASK, SMALL + 1, SMALL + 10);
    })
}

/// Worked example 13: from 178/76 to 242/12, 64 addresses change hands. The preview says so, moves nothing, and the
/// trigger does just that.
#[test]
fn a_preview_says_what_the_trigger_does() {
    let _clock = begin();
    let Pair { primary, secondary, relationship } = pair(|half| half.load_balance(70));
    let divided = preview(&primary).unwrap();
    assert_eq!(divided.len(), 2);
    assert!(
        divided.iter().all(|rebalance| moves(rebalance).0 == 0 && moves(rebalance).2 == 0),
        "divided already"
    );

    assert_eq!(relationship.hot_standby(5).set_on(&primary, MODE | PERCENTAGE), 0);
    let before = primary.contents();
    let read = preview(&primary).unwrap();
    assert!(primary.contents() == before, "nothing is moved");

    let [big, small] = read[..] else { unreachable!() };
    assert_eq!((big.Scope, big.PrimaryFree, big.SecondaryFree, big.SecondaryShare), (BIG, 178, 76, 12));
    // The primary takes the lowest of .179 to .254 back.
    assert_eq!(moves(&big), (64, PrimaryServer, BIG + 179, BIG + 242, 1));
    // 10 addresses at 70 %: 7 and 3; 5 % of 10 are none.
    assert_eq!((small.PrimaryFree, small.SecondaryFree, small.SecondaryShare), (7, 3, 0));
    assert_eq!(moves(&small), (3, PrimaryServer, SMALL + 8, SMALL + 10, 1));

    assert_eq!(primary.trigger(NAME), 0);
    let [_, _, _, of_secondary, of_primary, ..] = primary.statistics(BIG).unwrap();
    assert_eq!((of_primary, of_secondary), (242, 12));
    assert_eq!((primary.address_status(BIG + 242), primary.address_status(BIG + 243)), (Ok(0), Ok(1)));
    assert_eq!(secondary.statistics(SMALL).unwrap()[4], 0);
}

#[test]
fn a_rebalance_without_contact_waits() {
    let _clock = begin();
    let Pair { primary, secondary, relationship } = pair(|half| half.load_balance(50));
    cut(&primary, &secondary);
    assert_eq!(relationship.load_balance(40).set_on(&primary, PERCENTAGE), 0);
    // 60 % of 254 are 152; the secondary has 127 and gets the highest 25 of .1 to .127.
    let big = preview(&primary).unwrap()[0];
    assert_eq!(moves(&big), (25, SecondaryServer, BIG + 103, BIG + 127, 0));
    assert_eq!(primary.trigger(NAME), 0);
    assert_eq!(moves(&preview(&primary).unwrap()[0]), moves(&big), "the trigger moved nothing");
}

/// Worked example 14: the secondary dies, the primary is in PARTNER_DOWN, MCLT 3600. Before that hour is over it hands
/// out its own 127, then all 254.
#[test]
fn capacity_grows_one_mclt_after_partner_down() {
    let _clock = begin();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(BIG, MASK, BIG + 1, BIG + 254);
    }
    let half = Relationship::between(NAME, &primary, &secondary, &[BIG]).load_balance(50);
    let mut relationship = deploy(half, &primary, &secondary);
    let read = statistics(&primary);
    assert_eq!((read.State, read.InContact, read.NumScopes, read.Usable), (NORMAL, 1, 1, 127));
    assert_eq!((read.TimerEnds, read.AllUsableAt), (0, 0), "no safe period: an administrator has to act");
    let start = read.Since;

    cut(&primary, &secondary);
    advance(10);
    relationship.structure.State = win::PARTNER_DOWN;
    assert_eq!(relationship.set_on(&primary, CHANGESTATE), 0);
    advance(3599);
    let read = statistics(&primary);
    assert_eq!((read.State, read.PrevState), (PARTNER_DOWN, COMMUNICATION_INT));
    assert_eq!((read.Since, read.Usable, read.AllUsableAt), (start + 10, 127, start + 10 + 3600));
    advance(1);
    let read = statistics(&primary);
    assert_eq!((read.Usable, read.Total.ThisAddrFree, read.Total.PartnerAddrFree), (254, 127, 127));
    assert_eq!(
        primary.address_status(BIG + 254),
        Ok(1),
        "ownership is unchanged, only the permission changes"
    );
}

/// The time of entry to PARTNER_DOWN outlives a restart (draft-ietf-dhc-failover-12, 9.2), but STARTUP serves nobody.
#[test]
fn a_restart_does_not_begin_the_mclt_anew() {
    let _clock = begin();
    for (mclt, all_usable_after) in [(3600, 3600), (60, 20 + 300)] {
        let Pair { primary, secondary, mut relationship } = pair(|mut half| {
            half.structure.Mclt = mclt;
            half
        });
        cut(&primary, &secondary);
        relationship.structure.State = win::PARTNER_DOWN;
        assert_eq!(relationship.set_on(&primary, CHANGESTATE), 0);
        let start = statistics(&primary).Since;
        advance(20);
        stop(&primary);
        lab::start(&primary);
        let read = statistics(&primary);
        assert_eq!((read.State, read.Usable, read.TimerEnds), (STARTUP, 0, start + 20 + 300));
        assert_eq!(read.AllUsableAt, start + all_usable_after);
        advance(all_usable_after - 20 - 1);
        assert!(statistics(&primary).Usable < 264);
        advance(1);
        let read = statistics(&primary);
        assert_eq!((read.State, read.Usable), (PARTNER_DOWN, 264));
    }
}

/// A safe period of 600 s and an MCLT of 3600 s: all is usable 4200 s after the partner dies.
#[test]
fn the_safe_period_counts_from_the_loss_of_contact() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|mut half| {
        half.structure.SafePeriod = 600;
        half.hot_standby(10)
    });
    // Worked example 16: 229 and 25 of 254, 9 and 1 of 10.
    advance(50);
    let read = statistics(&secondary);
    assert_eq!((read.Usable, read.Total.NumAddr, read.Total.AddrFree), (26, 264, 264));
    assert_eq!((read.Total.ThisAddrFree, read.Total.PartnerAddrFree), (26, 238));
    let now = read.Since + 50;
    assert_eq!(read.AllUsableAt, now + 4200);

    cut(&primary, &secondary);
    advance(100);
    let read = statistics(&secondary);
    assert_eq!((read.State, read.Since, read.InContact), (COMMUNICATION_INT, now, 0));
    assert_eq!((read.TimerEnds, read.AllUsableAt), (now + 600, now + 4200));
    advance(500);
    let read = statistics(&secondary);
    assert_eq!((read.State, read.Since, read.Usable), (PARTNER_DOWN, now + 600, 26));
    advance(3600);
    assert_eq!(statistics(&secondary).Usable, 264);
}

/// No safe period runs while there is contact (MS-DHCPF 3.1.2.1), also where it recovers and is waited for: it would begin
/// if the partner died now, and all is usable 600 s and 3600 s after that.
#[test]
fn a_partner_that_recovers_may_die_now() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|mut half| {
        half.structure.SafePeriod = 600;
        half
    });
    let start = statistics(&primary).Since;
    advance(100);
    stop(&secondary);
    assert_eq!(restore(&secondary), 0);
    lab::start(&secondary);
    advance(50);
    let read = statistics(&primary);
    assert_eq!((read.State, read.InContact, read.TimerEnds), (COMMUNICATION_INT, 1, 0));
    assert_eq!(read.AllUsableAt, start + 150 + 4200);
}

/// A half without partner serves nobody for the 300 s of STARTUP (MS-DHCPF 3.1.2.3), then alone.
#[test]
fn a_new_half_looks_for_its_partner_first() {
    let _clock = begin();
    let (primary, secondary) = Server::pair();
    primary.scope(BIG, MASK, BIG + 1, BIG + 254);
    let mut half = Relationship::between(NAME, &primary, &secondary, &[BIG]);
    half.structure.SafePeriod = 60;
    assert_eq!(half.create_on(&primary), 0);
    let read = statistics(&primary);
    let start = read.Since;
    assert_eq!((read.State, read.Usable), (STARTUP, 0));
    assert_eq!((read.TimerEnds, read.AllUsableAt), (start + 300, start + 300 + 60 + 3600));
    assert_eq!(moves(&preview(&primary).unwrap()[0]), (127, SecondaryServer, BIG + 128, BIG + 254, 0));
    advance(300);
    let read = statistics(&primary);
    assert_eq!((read.State, read.Usable, read.TimerEnds), (COMMUNICATION_INT, 254, start + 360));
}

type DriftEntry = (u32, DHCPSAPI_DRIFT_KIND, DHCPSAPI_SIDE, u32, u32);

fn drift(server: &Server) -> Result<Vec<DriftEntry>, u32> {
    let (mut found, mut count) = (null_mut(), 99);
    let name = Wide::new(NAME);
    // SAFETY: valid strings and places.
    let code = unsafe { dhcpsapi_drift(server.ptr(), name.as_ptr(), &mut found, &mut count) };
    if code != 0 || count == 0 {
        assert!(found.is_null() && count == 0);
        return if code == 0 { Ok(Vec::new()) } else { Err(code) };
    }
    // SAFETY: the call says how many there are.
    let read = unsafe { std::slice::from_raw_parts(found, count.try_into().unwrap()) };
    let read = read.iter().map(|one| (one.Scope, one.Kind, one.Side, one.First, one.Last)).collect();
    free(found);
    Ok(read)
}

/// Leases flow between partners, configuration does not.
#[test]
fn what_differs_between_partners() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|half| half);
    assert_eq!(primary.create_lease(BIG + 7, &[1], 1), 0);
    assert_eq!(drift(&primary), Ok(Vec::new()));

    assert_eq!(primary.add_exclusion(BIG, BIG + 20, BIG + 29), 0);
    assert_eq!(secondary.add_exclusion(BIG, BIG + 20, BIG + 25), 0);
    for (server, client) in [(&primary, 1), (&secondary, 2)] {
        assert_eq!(server.add_reservation(BIG, BIG + 40, &[client, 0, 0, 0, 0, 9]), 0);
        assert_eq!(server.add_reservation(BIG, BIG + 41, &[3, 0, 0, 0, 0, 9]), 0);
    }
    assert_eq!(secondary.add_reservation(SMALL, SMALL + 5, &[4, 0, 0, 0, 0, 9]), 0);
    assert_eq!(secondary.add_range(SMALL, SMALL + 1, SMALL + 20), 0);
    let mut name = Wide::new("another name");
    let info = win::DHCP_SUBNET_INFO {
        SubnetAddress: SMALL,
        SubnetMask: MASK,
        SubnetName: name.as_mut_ptr(),
        SubnetComment: null_mut(),
        PrimaryHost: no_host(),
        SubnetState: win::DhcpSubnetEnabled,
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { win::DhcpSetSubnetInfo(primary.ptr(), SMALL, &info) }, 0);

    let seen = |this, partner| {
        vec![
            (BIG, DhcpsapiExclusion, this, BIG + 20, BIG + 29),
            (BIG, DhcpsapiReservation, this, BIG + 40, BIG + 40),
            (BIG, DhcpsapiExclusion, partner, BIG + 20, BIG + 25),
            (BIG, DhcpsapiReservation, partner, BIG + 40, BIG + 40),
            (SMALL, DhcpsapiProperties, DhcpsapiBoth, 0, 0),
            (SMALL, DhcpsapiRange, this, SMALL + 1, SMALL + 10),
            (SMALL, DhcpsapiRange, partner, SMALL + 1, SMALL + 20),
            (SMALL, DhcpsapiReservation, partner, SMALL + 5, SMALL + 5),
        ]
    };
    let sorted = |mut list: Vec<DriftEntry>| {
        list.sort_by_key(|(scope, kind, side, first, last)| {
            (*scope, format!("{kind:?}"), *first, *last, format!("{side:?}"))
        });
        list
    };
    assert_eq!(drift(&primary), Ok(seen(DhcpsapiThisServer, DhcpsapiPartner)));
    let mirrored = sorted(seen(DhcpsapiPartner, DhcpsapiThisServer));
    assert_eq!(drift(&secondary).map(sorted), Ok(mirrored));
}

/// A scope that only one half has; and without contact nobody can tell.
#[test]
fn a_scope_of_one_partner_alone() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|half| half);
    let mut small = Relationship::between(NAME, &primary, &secondary, &[SMALL]);
    assert_eq!(small.delete_scopes_on(&secondary), 0);
    assert_eq!(drift(&primary), Ok(vec![(SMALL, DhcpsapiScope, DhcpsapiThisServer, 0, 0)]));
    assert_eq!(drift(&secondary), Ok(vec![(SMALL, DhcpsapiScope, DhcpsapiPartner, 0, 0)]));
    cut(&primary, &secondary);
    assert_eq!(drift(&primary), Err(SERVER_UNAVAILABLE));
}

#[test]
fn what_is_refused() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|half| half);
    assert_eq!(preview(&secondary).err(), Some(RELATION_IS_SECONDARY));
    let (name, nobody) = (Wide::new(NAME), Wide::new("nobody"));
    let (mut rebalances, mut count, mut found) = (null_mut(), 99, null_mut());
    // SAFETY: NULL, or valid strings and places.
    unsafe {
        let mut preview =
            |server, name| dhcpsapi_preview_rebalance(server, name, &mut rebalances, &mut count);
        assert_eq!(preview(nobody.as_ptr(), name.as_ptr()), SERVER_UNAVAILABLE);
        assert_eq!(preview(primary.ptr(), nobody.as_ptr()), RELATIONSHIP_DOES_NOT_EXIST);
        assert_eq!(preview(primary.ptr(), LOCAL), INVALID_PARAMETER);
        let code = dhcpsapi_preview_rebalance(primary.ptr(), name.as_ptr(), null_mut(), &mut count);
        assert_eq!((code, count), (INVALID_PARAMETER, 0));
        let code = dhcpsapi_preview_rebalance(primary.ptr(), name.as_ptr(), &mut rebalances, null_mut());
        assert_eq!(code, INVALID_PARAMETER);

        let (mut differing, mut number) = (null_mut(), 99);
        let mut compare = |server, name| dhcpsapi_drift(server, name, &mut differing, &mut number);
        assert_eq!(compare(nobody.as_ptr(), name.as_ptr()), SERVER_UNAVAILABLE);
        assert_eq!(compare(primary.ptr(), nobody.as_ptr()), RELATIONSHIP_DOES_NOT_EXIST);
        assert_eq!(compare(primary.ptr(), LOCAL), INVALID_PARAMETER);
        let code = dhcpsapi_drift(primary.ptr(), name.as_ptr(), null_mut(), &mut number);
        assert_eq!((code, number), (INVALID_PARAMETER, 0));
        let code = dhcpsapi_drift(primary.ptr(), name.as_ptr(), &mut differing, null_mut());
        assert_eq!(code, INVALID_PARAMETER);

        let (mut named, mut number) = (null_mut(), 99);
        let mut compare = |server, name| dhcpsapi_drift_ex(server, name, &mut named, &mut number);
        assert_eq!(compare(nobody.as_ptr(), name.as_ptr()), SERVER_UNAVAILABLE);
        assert_eq!(compare(primary.ptr(), nobody.as_ptr()), RELATIONSHIP_DOES_NOT_EXIST);
        assert_eq!(compare(primary.ptr(), LOCAL), INVALID_PARAMETER);
        let code = dhcpsapi_drift_ex(primary.ptr(), name.as_ptr(), null_mut(), &mut number);
        assert_eq!((code, number), (INVALID_PARAMETER, 0));
        let code = dhcpsapi_drift_ex(primary.ptr(), name.as_ptr(), &mut named, null_mut());
        assert_eq!(code, INVALID_PARAMETER);

        let mut read = |server, name| dhcpsapi_relationship_statistics(server, name, &mut found);
        assert_eq!(read(nobody.as_ptr(), name.as_ptr()), SERVER_UNAVAILABLE);
        assert_eq!(read(primary.ptr(), nobody.as_ptr()), RELATIONSHIP_DOES_NOT_EXIST);
        assert_eq!(read(primary.ptr(), LOCAL), INVALID_PARAMETER);
        let code = dhcpsapi_relationship_statistics(primary.ptr(), name.as_ptr(), null_mut());
        assert_eq!(code, INVALID_PARAMETER);
    }
    assert!(rebalances.is_null() && found.is_null());
}

/// Whatever makes partners act unlike, also where it keeps them from contact; a secret's text is never told. (MS-DHCPF 3.1.5: no
/// contact where the secrets differ; the others are settings of MS-DHCPM 2.2.1.2.98 that each server has for itself.)
#[test]
fn what_differs_in_the_relationship() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|half| half);
    let mut other = Relationship::between(NAME, &primary, &secondary, &[BIG]).hot_standby(9).secret("hush");
    other.structure.Mclt = 600;
    other.structure.SafePeriod = 60;
    let set = |half: &mut Relationship, flags| assert_eq!(half.set_on(&secondary, flags), 0);
    let of = |kind, side| (0, kind, side, 0, 0);
    set(&mut other, MODE);
    assert_eq!(drift(&primary), Ok(vec![of(DhcpsapiMode, DhcpsapiBoth)]));
    set(&mut other, PERCENTAGE | MCLT | SAFEPERIOD);
    let settings = [DhcpsapiMode, DhcpsapiPercentage, DhcpsapiLeadTime, DhcpsapiSafePeriod];
    let settings: Vec<DriftEntry> = settings.into_iter().map(|kind| of(kind, DhcpsapiBoth)).collect();
    assert_eq!(drift(&primary), Ok(settings.clone()));
    assert_eq!(drift(&secondary), Ok(settings.clone()));
    assert_eq!(statistics(&primary).InContact, 1);

    set(&mut other, win::SHAREDSECRET);
    let with = |side| [vec![of(DhcpsapiSharedSecret, side)], settings.clone()].concat();
    assert_eq!(drift(&primary), Ok(with(DhcpsapiPartner)), "though there is no contact");
    assert_eq!(drift(&secondary), Ok(with(DhcpsapiThisServer)));
    assert_eq!(statistics(&primary).InContact, 0);
}

/// Two halves that take the same part never come into contact, and 29 of 100 clients are answered by nobody.
#[test]
fn the_same_role_on_both() {
    let _clock = begin();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(BIG, MASK, BIG + 1, BIG + 254);
        let mut half = Relationship::between(NAME, &primary, &secondary, &[BIG]);
        assert_eq!(half.create_on(server), 0);
    }
    let same = Ok(vec![(0, DhcpsapiRole, DhcpsapiBoth, 0, 0)]);
    assert_eq!(drift(&secondary), same);
    // Each takes itself for the primary, or the other.
    for [of_one, of_other] in [[(0, 1), (1, 0)], [(1, 0), (0, 1)]] {
        let servers = [&primary, &secondary];
        for (server, (first, second)) in servers.into_iter().zip([of_one, of_other]) {
            assert_eq!(delete_relationship(server, NAME), 0);
            let mut half = Relationship::between(NAME, servers[first], servers[second], &[BIG]);
            assert_eq!(half.create_on(server), 0);
        }
        assert_eq!(drift(&primary), same);
        assert_eq!(drift(&secondary), same);
    }
}

/// Drift in a scope of the relationship: the partner has it in no relationship, or has nothing of it.
#[test]
fn a_scope_that_the_partner_lacks() {
    let _clock = begin();
    let Pair { primary, secondary, .. } = pair(|half| half);
    let mut small = Relationship::between(NAME, &primary, &secondary, &[SMALL]);
    assert_eq!(small.delete_scopes_on(&secondary), 0);
    let alone = |kind, side| Ok(vec![(SMALL, kind, side, 0, 0)]);
    assert_eq!(drift(&primary), alone(DhcpsapiScope, DhcpsapiThisServer));
    // SAFETY: a valid string.
    assert_eq!(unsafe { win::DhcpDeleteSubnet(secondary.ptr(), SMALL, win::DhcpFullForce) }, 0);
    assert_eq!(drift(&primary), alone(DhcpsapiScopeItself, DhcpsapiThisServer));
    assert_eq!(drift(&secondary), alone(DhcpsapiScopeItself, DhcpsapiPartner));
    assert_eq!(delete_relationship(&secondary, NAME), 0);
    let neither = [(BIG, DhcpsapiScope), (SMALL, DhcpsapiScopeItself)];
    let neither = neither.into_iter().map(|(scope, kind)| (scope, kind, DhcpsapiThisServer, 0, 0)).collect();
    assert_eq!(drift(&primary), Ok(neither));
}
