//! Rules that hold after any sequence of calls on a pair of partners, through the exported functions.
//!
//! A plain model beside the servers knows which addresses are in the range, excluded, reserved and leased; it takes
//! over what the servers accepted, and from it the expected numbers are counted.

#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::test_runner::Config;
use support::pair::{NAME, Pair, SCOPE};
use support::relationship::delete_relationship;
use support::server::{ACTIVE, EXCLUDED, OF_PRIMARY, OF_SECONDARY, RESERVED, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::{
    HotStandby, LoadBalance, MODE, PERCENTAGE, PrimaryServer, SecondaryServer,
};

/// Addresses and clients are few, so that steps meet each other.
const ADDRESSES: u8 = 32;
const CLIENTS: u8 = 20;
/// The highest address that is looked at after each step; a step reaches 5 beyond `ADDRESSES`.
const LAST: u8 = 40;

#[derive(Debug, Clone)]
enum Step {
    /// Widens the range of the scope, on both servers.
    Widen(u8),
    Exclude(u8, u8),
    /// Lifts one of the exclusions.
    Include(usize),
    Reserve(u8, u8),
    /// Deletes one of the reservations.
    Unreserve(usize),
    /// A lease on the primary (true) or the secondary.
    Lease(bool, u8, u8),
    /// The other server, or the same, renews one of the leases.
    Renew(bool, usize),
    Release(bool, usize),
    Settings(bool, u8),
    Trigger,
    /// On the secondary, which refuses.
    WrongTrigger,
}

fn step() -> impl Strategy<Value = Step> {
    let (address, client) = (1..ADDRESSES, 1..CLIENTS);
    prop_oneof![
        1 => (1..ADDRESSES).prop_map(Step::Widen),
        2 => (address.clone(), 0..6_u8).prop_map(|(first, more)| Step::Exclude(first, first.saturating_add(more))),
        2 => any::<usize>().prop_map(Step::Include),
        2 => (address.clone(), client.clone()).prop_map(|(address, client)| Step::Reserve(address, client)),
        2 => any::<usize>().prop_map(Step::Unreserve),
        8 => (any::<bool>(), address, client).prop_map(|(on, address, client)| Step::Lease(on, address, client)),
        2 => (any::<bool>(), any::<usize>()).prop_map(|(on, which)| Step::Renew(on, which)),
        5 => (any::<bool>(), any::<usize>()).prop_map(|(on, which)| Step::Release(on, which)),
        2 => (any::<bool>(), 0..=100_u8).prop_map(|(mode, percentage)| Step::Settings(mode, percentage)),
        4 => Just(Step::Trigger),
        1 => Just(Step::WrongTrigger),
    ]
}

/// A lease record.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Record {
    client: u8,
    /// Which server granted or renewed it; `None` for a reservation that no client used.
    by_primary: Option<bool>,
    /// Whether it was made for a reservation: such a record has no end, and goes together with the reservation.
    for_reservation: bool,
}

/// A pair, and the contents that it must have after all calls to both servers.
struct Model {
    pair: Pair,
    last: u8,
    exclusions: Vec<(u8, u8)>,
    reservations: BTreeMap<u8, u8>,
    records: BTreeMap<u8, Record>,
}

fn ip(address: u8) -> u32 {
    SCOPE + u32::from(address)
}

fn id(client: u8) -> [u8; 6] {
    [2, 0, 0, 0, 0, client]
}

fn nth<T: Copy>(mut things: impl ExactSizeIterator<Item = T>, which: usize) -> Option<T> {
    let count = things.len();
    things.nth(which.checked_rem(count)?)
}

impl Model {
    fn new(last: u8, hot_standby: bool, percentage: u8) -> Self {
        let pair = Pair::with(last.into(), |half| {
            if hot_standby { half.hot_standby(percentage) } else { half.load_balance(percentage) }
        });
        Model { pair, last, exclusions: Vec::new(), reservations: BTreeMap::new(), records: BTreeMap::new() }
    }

    fn server(&self, primary: bool) -> &Server {
        if primary { &self.pair.primary } else { &self.pair.secondary }
    }

    /// Says the same to both servers; they must give the same answer. Answers whether it was accepted.
    fn both(&self, call: impl Fn(&Server) -> u32) -> bool {
        let (here, there) = (call(&self.pair.primary), call(&self.pair.secondary));
        assert_eq!(here, there, "both accept or refuse");
        here == 0
    }

    fn is_leasable(&self, address: u8) -> bool {
        let excluded = self.exclusions.iter().any(|(first, last)| (*first..=*last).contains(&address));
        (1..=self.last).contains(&address) && !excluded
    }

    fn leasable(&self) -> BTreeSet<u8> {
        (0..=LAST).filter(|address| self.is_leasable(*address)).collect()
    }

    fn free(&self) -> BTreeSet<u8> {
        let used =
            |address: &u8| self.reservations.contains_key(address) || self.records.contains_key(address);
        self.leasable().into_iter().filter(|address| !used(address)).collect()
    }

    /// The number of free addresses that the secondary is to have after a rebalance.
    fn wanted(&self) -> u32 {
        let settings = &self.pair.relationship.structure;
        let percent = u32::from(settings.Percentage);
        let percent = if settings.Mode == LoadBalance { 100 - percent } else { percent };
        u32::try_from(self.free().len()).unwrap() * percent / 100
    }

    fn run(&mut self, step: &Step) {
        match *step {
            Step::Widen(last) => {
                let widest = self.last.max(last);
                if self.both(|server| server.add_range(SCOPE, ip(1), ip(widest))) {
                    self.last = widest;
                }
            }
            Step::Exclude(first, last) => {
                if self.both(|server| server.add_exclusion(SCOPE, ip(first), ip(last))) {
                    self.exclusions.push((first, last));
                }
            }
            Step::Include(which) => {
                if let Some((first, last)) = nth(self.exclusions.iter().copied(), which) {
                    assert!(self.both(|server| server.remove_exclusion(SCOPE, ip(first), ip(last))));
                    self.exclusions.retain(|other| *other != (first, last));
                }
            }
            Step::Reserve(address, client) => {
                if self.both(|server| server.add_reservation(SCOPE, ip(address), &id(client))) {
                    self.reservations.insert(address, client);
                    if !self.records.values().any(|record| record.client == client) {
                        self.records
                            .insert(address, Record { client, by_primary: None, for_reservation: true });
                    }
                }
            }
            Step::Unreserve(which) => {
                if let Some((address, client)) = nth(self.reservations.clone().into_iter(), which) {
                    assert!(self.both(|server| server.remove_reservation(SCOPE, ip(address), &id(client))));
                    self.reservations.remove(&address);
                    self.records.retain(|at, record| *at != address || !record.for_reservation);
                }
            }
            Step::Lease(primary, address, client) => {
                // An administrator may give a reserved address to another client; nothing else would.
                let reserved = self.reservations.get(&address).is_some_and(|other| *other != client);
                if !reserved && self.server(primary).create_lease(ip(address), &id(client), ACTIVE) == 0 {
                    let record = Record { client, by_primary: Some(primary), for_reservation: false };
                    assert_eq!(self.records.insert(address, record), None, "an address is given once");
                    let of_client = self.records.values().filter(|record| record.client == client);
                    assert_eq!(of_client.count(), 1, "a client has one address");
                }
            }
            Step::Renew(primary, which) => {
                if let Some(address) = nth(self.records.keys().copied(), which) {
                    let record = self.records[&address];
                    let server = self.server(primary);
                    assert_eq!(server.change_lease(ip(address), &id(record.client), server.address), 0);
                    self.records.insert(address, Record { by_primary: Some(primary), ..record });
                }
            }
            Step::Release(primary, which) => {
                if let Some(address) = nth(self.records.keys().copied(), which)
                    && self.server(primary).delete_lease(ip(address)) == 0
                {
                    assert!(!self.reservations.contains_key(&address), "the record of a reservation stays");
                    let released = self.records.remove(&address).map(|record| record.client);
                    // The address that is reserved for its client has a record again (MS-DHCPM 3.1.4.5).
                    let reserved = self.reservations.iter().find(|(_, client)| Some(**client) == released);
                    if let Some((at, client)) = reserved.map(|(at, client)| (*at, *client)) {
                        let record = Record { client, by_primary: None, for_reservation: true };
                        assert_eq!(self.records.insert(at, record), None, "it had none");
                    }
                }
            }
            Step::Settings(hot_standby, percentage) => {
                let before = self.owners();
                self.pair.relationship.structure.Mode = if hot_standby { HotStandby } else { LoadBalance };
                self.pair.relationship.structure.Percentage = percentage;
                assert_eq!(self.pair.relationship.set_on(&self.pair.primary, MODE | PERCENTAGE), 0);
                assert_eq!(self.pair.relationship.set_on(&self.pair.secondary, MODE | PERCENTAGE), 0);
                assert_eq!(self.owners(), before, "a percentage moves nothing by itself");
            }
            Step::Trigger => self.trigger(),
            Step::WrongTrigger => {
                let before = self.owners();
                assert_eq!(self.pair.secondary.trigger(NAME), 20117);
                assert_eq!(self.owners(), before);
            }
        }
    }

    /// A trigger reaches the target with as few moves as possible, and a second one does nothing.
    fn trigger(&self) {
        let free = self.free();
        let count = |owners: &[u32]| -> u32 {
            let of_secondary = free.iter().filter(|address| owners[usize::from(**address)] == OF_SECONDARY);
            u32::try_from(of_secondary.count()).unwrap()
        };
        let before = self.owners();
        assert_eq!(self.pair.primary.trigger(NAME), 0);
        let after = self.owners();
        let moved: Vec<u8> =
            (0..=LAST).filter(|at| before[usize::from(*at)] != after[usize::from(*at)]).collect();
        assert!(moved.iter().all(|address| free.contains(address)), "only free addresses move: {moved:?}");
        assert_eq!(moved.len(), self.wanted().abs_diff(count(&before)) as usize, "minimal movement");
        assert_eq!(count(&after), self.wanted());
        assert_eq!(self.pair.primary.trigger(NAME), 0);
        assert_eq!(self.owners(), after, "idempotent");
        if self.pair.relationship.structure.Mode == LoadBalance && !free.is_empty() {
            // |primary / F - percentage| < 1 / F, in hundredths.
            let all = i64::try_from(free.len()).unwrap();
            let of_primary = all - i64::from(count(&after));
            let percent = i64::from(self.pair.relationship.structure.Percentage);
            assert!((100 * of_primary - percent * all).abs() < 100);
        }
    }

    /// The status of each address of the scope, alike on both servers: no address is of both.
    fn owners(&self) -> Vec<u32> {
        let told = |server: &Server| -> Vec<u32> {
            (0..=LAST).map(|address| server.address_status(ip(address)).unwrap()).collect()
        };
        let owners = told(&self.pair.primary);
        assert_eq!(owners, told(&self.pair.secondary), "one owner");
        owners
    }

    /// All that must hold after every step.
    fn check(&self) {
        let (leasable, free) = (self.leasable(), self.free());
        let [total, all_free, in_use, partner_free, this_free, partner_in_use, this_in_use] =
            self.pair.primary.statistics(SCOPE).unwrap();
        assert_eq!(total as usize, leasable.len());
        assert_eq!(all_free as usize, free.len(), "free of primary + free of secondary = F");
        assert_eq!(all_free, this_free + partner_free);
        assert_eq!(total, all_free + in_use);
        assert_eq!(
            self.pair.secondary.statistics(SCOPE),
            Ok([total, all_free, in_use, this_free, partner_free, this_in_use, partner_in_use]),
            "mirrored"
        );
        let leased_by = |primary: bool| {
            let leased = self.records.iter().filter(|(address, _)| leasable.contains(address));
            leased.filter(|(_, record)| record.by_primary == Some(primary)).count()
        };
        assert_eq!(this_in_use as usize, leased_by(true));
        assert_eq!(partner_in_use as usize, leased_by(false));

        let owners = self.owners();
        let with = |status: u32, among: &BTreeSet<u8>| {
            among.iter().filter(|address| owners[usize::from(**address)] == status).count()
        };
        assert_eq!(with(OF_PRIMARY, &free), this_free as usize);
        assert_eq!(with(OF_SECONDARY, &free), partner_free as usize);
        for address in 0..=LAST {
            let status = owners[usize::from(address)];
            // Microsoft's order of precedence: reservation, exclusion, range.
            let reserved = self.reservations.contains_key(&address);
            assert_eq!(status == RESERVED, reserved, "{address}");
            assert_eq!(status == EXCLUDED, !reserved && !leasable.contains(&address), "{address}");
        }
        // No address is given twice: both servers know the same client at it, and no other address has that client.
        for address in 0..=LAST {
            let told = [&self.pair.primary, &self.pair.secondary].map(|server| server.client_at(ip(address)));
            let expected = self.records.get(&address).map(|record| id(record.client).to_vec());
            for client in told {
                assert_eq!(client.ok().map(|(client, _)| client), expected, "{address}");
            }
        }
    }
}

/// A step on one server alone: true is the primary.
#[derive(Debug, Clone)]
enum Lopsided {
    Widen(bool, u8),
    Exclude(bool, u8, u8),
    Include(bool, u8, u8),
    Reserve(bool, u8, u8),
    Unreserve(bool, u8, u8),
    Lease(bool, u8, u8),
    Change(bool, u8, u8),
    Release(bool, u8),
    Percentage(bool, u8),
    Trigger,
    /// Deletes the half and creates it again.
    Anew(bool),
    /// Removes the scope and adds it again.
    Back(bool),
}

fn lopsided() -> impl Strategy<Value = Lopsided> {
    use Lopsided::*;
    let pair = || (any::<bool>(), 1..ADDRESSES, 0..CLIENTS);
    prop_oneof![
        1 => (any::<bool>(), 1..ADDRESSES).prop_map(|(on, last)| Widen(on, last)),
        2 => pair().prop_map(|(on, first, more)| Exclude(on, first, first + more % 3)),
        2 => pair().prop_map(|(on, first, more)| Include(on, first, first + more % 3)),
        2 => pair().prop_map(|(on, address, client)| Reserve(on, address, client)),
        2 => pair().prop_map(|(on, address, client)| Unreserve(on, address, client)),
        6 => pair().prop_map(|(on, address, client)| Lease(on, address, client)),
        2 => pair().prop_map(|(on, address, client)| Change(on, address, client)),
        4 => (any::<bool>(), 1..ADDRESSES).prop_map(|(on, address)| Release(on, address)),
        1 => (any::<bool>(), 0..=100_u8).prop_map(|(on, percentage)| Percentage(on, percentage)),
        3 => Just(Trigger),
        1 => any::<bool>().prop_map(Anew),
        1 => any::<bool>().prop_map(Back),
    ]
}

impl Model {
    /// Runs a step; whether it is accepted does not matter.
    fn run_lopsided(&mut self, step: &Lopsided) {
        let role = |primary: bool| if primary { PrimaryServer } else { SecondaryServer };
        match *step {
            Lopsided::Widen(on, last) => {
                self.server(on).add_range(SCOPE, ip(1), ip(last));
            }
            Lopsided::Exclude(on, first, last) => {
                self.server(on).add_exclusion(SCOPE, ip(first), ip(last));
            }
            Lopsided::Include(on, first, last) => {
                self.server(on).remove_exclusion(SCOPE, ip(first), ip(last));
            }
            Lopsided::Reserve(on, address, client) => {
                self.server(on).add_reservation(SCOPE, ip(address), &id(client));
            }
            Lopsided::Unreserve(on, address, client) => {
                self.server(on).remove_reservation(SCOPE, ip(address), &id(client));
            }
            Lopsided::Lease(on, address, client) => {
                self.server(on).create_lease(ip(address), &id(client), ACTIVE);
            }
            Lopsided::Change(on, address, client) => {
                let server = self.server(on);
                server.change_lease(ip(address), &id(client), server.address);
            }
            Lopsided::Release(on, address) => {
                self.server(on).delete_lease(ip(address));
            }
            Lopsided::Percentage(on, percentage) => {
                self.pair.relationship.structure.Percentage = percentage;
                let server = if on { &self.pair.primary } else { &self.pair.secondary };
                assert_eq!(self.pair.relationship.set_on(server, PERCENTAGE), 0);
            }
            Lopsided::Trigger => assert_eq!(self.pair.primary.trigger(NAME), 0),
            Lopsided::Anew(on) => {
                self.pair.relationship.structure.ServerType = role(on);
                let server = if on { &self.pair.primary } else { &self.pair.secondary };
                assert_eq!(delete_relationship(server, NAME), 0);
                assert_eq!(self.pair.relationship.create_on(server), 0);
            }
            Lopsided::Back(on) => {
                let server = if on { &self.pair.primary } else { &self.pair.secondary };
                assert_eq!(self.pair.relationship.delete_scopes_on(server), 0);
                assert_eq!(self.pair.relationship.add_scopes_on(server), 0);
            }
        }
    }

    /// No address is of both, or leased twice: where both servers have a claim, they have one client in common.
    fn check_claims(&self) {
        for address in 0..=LAST {
            let claim = |server: &Server, own: u32| -> Option<Option<Vec<u8>>> {
                let status = server.address_status(ip(address)).unwrap();
                match server.client_at(ip(address)) {
                    // A reservation that no client used is no lease.
                    Ok((_, u32::MAX)) => None,
                    Ok((client, _)) => Some(Some(client)),
                    Err(_) => (status == own).then_some(None),
                }
            };
            let (here, there) =
                (claim(&self.pair.primary, OF_PRIMARY), claim(&self.pair.secondary, OF_SECONDARY));
            // Where one server has reserved what the other has leased to somebody else, and its administrator writes that the
            // reserved client has it, the two administrators contradict each other.
            let is_reserved = |server: &Server| server.address_status(ip(address)) == Ok(RESERVED);
            let is_disputed = is_reserved(&self.pair.primary) != is_reserved(&self.pair.secondary)
                && [&here, &there].iter().all(|claim| matches!(claim, Some(Some(_))));
            if here.is_some() && there.is_some() && !is_disputed {
                assert!(here != Some(None) && here == there, "{address}: {here:?} and {there:?}");
            }
        }
        for server in [&self.pair.primary, &self.pair.secondary] {
            let [total, all_free, in_use, partner_free, this_free, partner_in_use, this_in_use] =
                server.statistics(SCOPE).unwrap();
            assert_eq!((total, all_free), (all_free + in_use, partner_free + this_free));
            assert!(partner_in_use + this_in_use <= in_use);
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 28, failure_persistence: None, ..Config::default() })]

    /// Section 2.6, without the properties that need a clock, and the master rule.
    #[test]
    fn after_any_sequence_of_calls(
        last in 1..ADDRESSES,
        hot_standby: bool,
        percentage in 0..=100_u8,
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut pair = Model::new(last, hot_standby, percentage);
        pair.check();
        for step in &steps {
            pair.run(step);
            pair.check();
        }
    }

    /// The master rule, with configuration that differs between the partners, and halves and scopes that go and come.
    #[test]
    fn no_address_has_two_owners_whatever_is_told_to_one_server_alone(
        last in 1..ADDRESSES,
        percentage in 0..=100_u8,
        steps in prop::collection::vec(lopsided(), 1..60),
    ) {
        let mut pair = Model::new(last, false, percentage);
        for step in &steps {
            pair.run_lopsided(step);
            pair.check_claims();
        }
    }

    /// Every size and percentage: the target, and the same number of moves from any other target.
    #[test]
    fn every_rebalance_of_a_virgin_scope(size in 1..LAST, percentages in prop::collection::vec(0..=100_u8, 1..6)) {
        let mut pair = Model::new(size, false, 50);
        for percentage in percentages {
            pair.run(&Step::Settings(percentage % 2 == 0, percentage));
            pair.trigger();
        }
        pair.check();
    }
}
