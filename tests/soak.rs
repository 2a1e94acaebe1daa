//! Whatever happens to two partners in whatever order: one address is never two clients', and when all is well again the
//! two are one again.
//!
//! [`clients`] holds the master property (failover semantics, section 2.6) against a ledger of what DHCP clients were
//! told. [`by_hand`] lets an administrator write lease records, who may write anything; there the partners only have to
//! agree in the end.
//!
//! A case is made of one number. A case that fails prints its number and the shortest schedule that still fails. It is
//! played again by
//!
//! ```text
//! PROPTEST_RNG_SEED=<the number> PROPTEST_CASES=1 cargo test --test soak <clients or by_hand>
//! ```
//!
//! and `PROPTEST_CASES` is how many cases there are, with the numbers from that one on (`make soak` wants many). Time is
//! the clock that the test sets, so a case is the same whenever and wherever it is played.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

mod servers;

use std::fmt::Debug;
use std::sync::{Mutex, MutexGuard, PoisonError};

use dhcpsapi::exports::{
    dhcpsapi_clock_set, dhcpsapi_link_cut, dhcpsapi_link_heal, dhcpsapi_reset, dhcpsapi_server_shift_clock,
    dhcpsapi_server_start, dhcpsapi_server_stop,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use servers::{Relationship, Server, deploy};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const SERVICE_ALREADY_RUNNING: u32 = 1056;

/// The beginning of every case: 2096-10-02, later than the host's clock.
const BEGIN: u64 = 4_000_000_000;
const NAME: &str = "soak";
const SCOPE: u32 = 0x0A00_0000; // 10.0.0.0/24

/// (NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse)
type Statistics = [u32; 7];

/// The status of an address, its client and the client's server.
type Known = (u32, Option<(Vec<u8>, u32)>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

fn side() -> impl Strategy<Value = Side> {
    prop::sample::select(SIDES.to_vec())
}

fn choice<T: Clone + Debug + 'static>(of: &[T]) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(of.to_vec())
}

/// What a pair is like.
#[derive(Debug, Clone, Copy)]
struct Settings {
    /// How many addresses the scope has.
    addresses: u32,
    mclt: u32,
    safe_period: u32,
}

/// Two partners with one scope, and the time.
struct Pair {
    servers: [Server; 2],
    relationship: Relationship,
    settings: Settings,
    now: u64,
}

/// What happens to a pair from outside, and what an administrator sets.
#[derive(Debug, Clone, Copy)]
enum Fault {
    Cut,
    Heal(Side),
    Stop(Side),
    Start(Side),
    Shift(Side, i32),
    PartnerDown(Side),
    Percentage(Side, u8),
    HotStandby(Side, bool),
    Trigger(Side),
}

fn fault() -> impl Strategy<Value = Fault> {
    prop_oneof![
        3 => Just(Fault::Cut),
        3 => side().prop_map(Fault::Heal),
        2 => side().prop_map(Fault::Stop),
        3 => side().prop_map(Fault::Start),
        1 => (side(), choice(&[-100, -60, 0, 1, 60, 61])).prop_map(|(side, by)| Fault::Shift(side, by)),
        2 => side().prop_map(Fault::PartnerDown),
        1 => (side(), 0..=100_u8).prop_map(|(side, percentage)| Fault::Percentage(side, percentage)),
        1 => (side(), any::<bool>()).prop_map(|(side, mode)| Fault::HotStandby(side, mode)),
        1 => side().prop_map(Fault::Trigger),
    ]
}

impl Pair {
    /// In NORMAL: load balance at 50 %.
    fn new(settings: Settings) -> Self {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        assert_eq!(unsafe { dhcpsapi_clock_set(BEGIN) }, 0);
        let (primary, secondary) = Server::pair();
        for server in [&primary, &secondary] {
            server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + settings.addresses);
        }
        let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
        relationship.structure.Mclt = settings.mclt;
        relationship.structure.SafePeriod = settings.safe_period;
        let relationship = deploy(relationship, &primary, &secondary);
        Pair { servers: [primary, secondary], relationship, settings, now: BEGIN }
    }

    fn server(&self, side: Side) -> &Server {
        &self.servers[side as usize]
    }

    fn addresses(&self) -> impl Iterator<Item = u32> + use<> {
        (1..=self.settings.addresses).map(|number| SCOPE + number)
    }

    fn advance(&mut self, seconds: u64) {
        self.now += seconds;
        assert_eq!(unsafe { dhcpsapi_clock_set(self.now) }, 0);
    }

    /// The state of a server; `None` if it is stopped.
    fn state(&self, side: Side) -> Option<FSM_STATE> {
        self.server(side).state(NAME).ok().map(|(state, _)| state)
    }

    fn is_normal(&self) -> bool {
        SIDES.map(|side| self.state(side)) == [Some(NORMAL); 2]
    }

    fn set(&mut self, side: Side, flags: u32, change: impl Fn(&mut DHCP_FAILOVER_RELATIONSHIP)) -> u32 {
        change(&mut self.relationship.structure);
        self.relationship.set_on(&self.servers[side as usize], flags)
    }

    /// What a stopped server is asked for is refused, and so is much else; whatever happens is right.
    fn suffer(&mut self, fault: Fault) -> u32 {
        match fault {
            Fault::Cut => unsafe {
                dhcpsapi_link_cut(self.server(Primary).ptr(), self.server(Secondary).ptr())
            },
            // The one that is named first looks for the other.
            Fault::Heal(side) => unsafe {
                dhcpsapi_link_heal(self.server(side).ptr(), self.server(side.other()).ptr())
            },
            Fault::Stop(side) => unsafe { dhcpsapi_server_stop(self.server(side).ptr()) },
            Fault::Start(side) => unsafe { dhcpsapi_server_start(self.server(side).ptr()) },
            Fault::Shift(side, seconds) => unsafe {
                dhcpsapi_server_shift_clock(self.server(side).ptr(), seconds)
            },
            Fault::PartnerDown(side) => self.set(side, CHANGESTATE, |given| given.State = PARTNER_DOWN),
            Fault::Percentage(side, percentage) => {
                self.set(side, PERCENTAGE, |given| given.Percentage = percentage)
            }
            Fault::HotStandby(side, is_standby) => {
                let mode = if is_standby { HotStandby } else { LoadBalance };
                self.set(side, MODE, |given| given.Mode = mode)
            }
            Fault::Trigger(side) => self.server(side).trigger(NAME),
        }
    }

    /// All is well again, and two MCLTs and two startup times pass.
    fn repair(&mut self) {
        self.suffer(Fault::Heal(Primary));
        for side in SIDES {
            assert_eq!(self.suffer(Fault::Shift(side, 0)), 0);
            assert!([0, SERVICE_ALREADY_RUNNING].contains(&self.suffer(Fault::Start(side))));
        }
        self.advance(u64::from(self.settings.mclt) * 2 + 600);
    }

    /// The account of a scope that both give, each from its own side (failover semantics, 3.1).
    fn statistics(&self) -> Result<Statistics, String> {
        let [one, other] = SIDES.map(|side| self.server(side).statistics(SCOPE).unwrap());
        let [all, free, used, partner_free, this_free, partner_used, this_used] = other;
        let mirrored = [all, free, used, this_free, partner_free, this_used, partner_used];
        must(one == mirrored, || format!("statistics are not mirrored: {one:?} and {other:?}"))?;
        must(counts_add_up(one, self.settings.addresses), || format!("statistics do not add up: {one:?}"))?;
        Ok(one)
    }

    /// What is known of an address: its status, its client and the client's server. Both must say the same (failover
    /// semantics, 3.2).
    fn agreed(&self, address: u32) -> Result<Known, String> {
        let [one, other] = SIDES.map(|side| {
            let server = self.server(side);
            (server.address_status(address).unwrap(), server.client_at(address).ok())
        });
        must(one == other, || format!(".{}: {one:?} and {other:?}", address - SCOPE))?;
        Ok(one)
    }

    /// Failover semantics 2.6 and 3, for two in NORMAL.
    fn are_one(&self) -> Result<Statistics, String> {
        let [_, _, used, partner_free, this_free, _, _] = self.statistics()?;
        let mut owners = [0, 0];
        let mut clients = Vec::new();
        for address in self.addresses() {
            match self.agreed(address)? {
                (_, Some((client, _))) => clients.push(client),
                (status, None) => owners[status as usize] += 1,
            }
        }
        must(owners == [this_free, partner_free], || format!("free addresses by owner: {owners:?}"))?;
        must(clients.len() == used as usize, || "as many clients as leased addresses".to_owned())?;
        clients.sort();
        clients.dedup();
        must(clients.len() == used as usize, || "a client has two addresses".to_owned())?;
        self.statistics()
    }
}

/// Failover semantics 2.6: the free addresses are the primary's or the secondary's, and all others are in use.
fn counts_add_up(statistics: Statistics, addresses: u32) -> bool {
    let [all, free, used, partner_free, this_free, partner_used, this_used] = statistics;
    all == addresses
        && free + used == all
        && partner_free + this_free == free
        && partner_used + this_used <= used
}

fn must(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

/// The clock is one for the whole process, and so is the registry: one case at a time.
fn begin() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|number| number.parse().unwrap())
}

/// Plays the cases, each of its own number.
fn play<S: Strategy>(cases: u64, strategy: &S, case: impl Fn(S::Value) -> Result<(), String>) {
    let _turn = begin();
    let any = || std::time::UNIX_EPOCH.elapsed().unwrap().as_nanos() as u64;
    let first = from_environment("PROPTEST_RNG_SEED").unwrap_or_else(any);
    for seed in (0..cases).map(|more| first.wrapping_add(more)) {
        let rng_seed = RngSeed::Fixed(seed);
        let config = Config {
            cases: 1,
            failure_persistence: None,
            rng_seed,
            max_shrink_iters: 20_000,
            ..Config::default()
        };
        let outcome = TestRunner::new(config).run(strategy, |input| case(input).map_err(TestCaseError::fail));
        if let Err(failure) = outcome {
            panic!("PROPTEST_RNG_SEED={seed} (case {} of {cases})\n{failure}", seed.wrapping_sub(first) + 1);
        }
    }
}

/// An administrator writes lease records, in random sequences with faults: the partners agree whenever both are in NORMAL.
mod by_hand {
    use super::*;

    const ACTIVE: u8 = 1;
    const CLIENTS: u8 = 6;
    const ADDRESSES: u32 = 20;

    #[derive(Debug, Clone)]
    enum Step {
        Fault(Fault),
        Advance(u64),
        Lease(Side, u32, u8),
        Renew(Side, u32),
        Release(Side, u32),
    }

    fn step() -> impl Strategy<Value = Step> {
        let address = || (1..=ADDRESSES).prop_map(|number| SCOPE + number);
        prop_oneof![
            16 => fault().prop_map(Step::Fault),
            3 => choice(&[1, 60, 299, 300, 600, 1800, 3600, 10_000]).prop_map(Step::Advance),
            8 => (side(), address(), 1..=CLIENTS).prop_map(|(side, address, client)| Step::Lease(side, address, client)),
            1 => (side(), address()).prop_map(|(side, address)| Step::Renew(side, address)),
            3 => (side(), address()).prop_map(|(side, address)| Step::Release(side, address)),
        ]
    }

    fn run(pair: &mut Pair, step: &Step) {
        match *step {
            Step::Fault(fault) => drop(pair.suffer(fault)),
            Step::Advance(seconds) => pair.advance(seconds),
            Step::Lease(side, address, client) => {
                pair.server(side).create_lease(address, &[client], ACTIVE);
            }
            Step::Renew(side, address) => {
                let server = pair.server(side);
                if let Ok((client, _)) = server.client_at(address) {
                    server.change_lease(address, &client, server.address);
                }
            }
            Step::Release(side, address) => drop(pair.server(side).delete_lease(address)),
        }
    }

    fn case((steps, safe_period): (Vec<Step>, u32)) -> Result<(), String> {
        let mut pair = Pair::new(Settings { addresses: ADDRESSES, mclt: 3600, safe_period });
        for step in &steps {
            run(&mut pair, step);
            if pair.is_normal() {
                pair.are_one()?;
            }
        }
        pair.repair();
        must(pair.is_normal(), || format!("not in NORMAL: {:?}", SIDES.map(|side| pair.state(side))))?;
        pair.are_one().map(drop)
    }

    /// A thousand sequences, of twenty steps on the average; `make soak` wants more.
    #[test]
    fn ends_well() {
        let steps = prop::collection::vec(step(), 1..40);
        play(from_environment("PROPTEST_CASES").unwrap_or(1000), &(steps, choice(&[0, 60, 1000])), case);
    }
}

/// DHCP clients ask and give back, in random sequences with faults, losses of a database, and scopes that leave the
/// relationship and come back. The test keeps a ledger of what the clients were told, and nothing else is believed.
mod clients {
    use std::collections::{BTreeMap, BTreeSet};
    use std::fmt::Write;
    use std::mem::MaybeUninit;
    use std::ptr::{null, null_mut};

    use dhcpsapi::abi::common::DHCP_BINARY_DATA as ClientId;
    use dhcpsapi::abi::extension::DHCPSAPI_ASKING::{DhcpsapiNewLease, DhcpsapiRebinding, DhcpsapiRenewal};
    use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_ASKING, DHCPSAPI_CLIENT};
    use dhcpsapi::exports::{
        dhcpsapi_client_decline, dhcpsapi_client_rebind, dhcpsapi_client_release, dhcpsapi_client_renew,
        dhcpsapi_client_request, dhcpsapi_explain, dhcpsapi_relationship_statistics, dhcpsapi_server_restore,
    };
    use servers::{Key, Wide, bytes, free, free_client};

    use super::*;

    const DAY: u64 = 86_400;
    const DECLINED: u8 = 2;

    /// Which address a client names.
    #[derive(Debug, Clone, Copy)]
    enum Wish {
        Any,
        Own,
        Number(u32),
    }

    #[derive(Debug, Clone, Copy)]
    enum Step {
        Fault(Fault),
        Advance(u64),
        /// To the end of a client's lease, or to so many seconds before.
        ToTheEnd(u8, u64),
        Ask(DHCPSAPI_ASKING, u8, Option<Side>, Wish, u32),
        Release(u8, Option<Side>),
        Decline(u8, Option<Side>),
        /// If it is stopped.
        Restore(Side),
        /// Stopped, restored and started.
        Reinstall(Side),
        ScopeLeaves(Side),
        ScopeJoins(Side),
    }

    fn step(settings: Settings, clients: u8) -> impl Strategy<Value = Step> {
        let heard = || prop_oneof![1 => Just(None), 1 => side().prop_map(Some)];
        let wish = prop_oneof![
            4 => Just(Wish::Any),
            3 => Just(Wish::Own),
            2 => (1..=settings.addresses).prop_map(Wish::Number),
        ];
        let asking = choice(&[DhcpsapiNewLease, DhcpsapiNewLease, DhcpsapiRenewal, DhcpsapiRebinding]);
        let seconds = choice(&[0, 0, 600, 3600, 7200]);
        let mclt = u64::from(settings.mclt);
        let waits =
            choice(&[1, 60, 300, 300, 600, mclt - 1, mclt, mclt, mclt + 1, 2 * mclt, 10_000, DAY, 8 * DAY]);
        prop_oneof![
            30 => fault().prop_map(Step::Fault),
            12 => waits.prop_map(Step::Advance),
            5 => (1..=clients, choice(&[0, 0, 1])).prop_map(|(client, before)| Step::ToTheEnd(client, before)),
            40 => (asking, 1..=clients, heard(), wish, seconds)
                .prop_map(|(asking, client, heard, wish, seconds)| Step::Ask(asking, client, heard, wish, seconds)),
            5 => (1..=clients, heard()).prop_map(|(client, heard)| Step::Release(client, heard)),
            1 => (1..=clients, heard()).prop_map(|(client, heard)| Step::Decline(client, heard)),
            3 => side().prop_map(Step::Restore),
            2 => side().prop_map(Step::Reinstall),
            1 => side().prop_map(Step::ScopeLeaves),
            3 => side().prop_map(Step::ScopeJoins),
        ]
    }

    /// What excuses two clients with one address.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    enum Excuse {
        /// A server takes its partner to be dead while that one is not.
        FalseDeclaration,
        /// The scope is not in the relationship on both sides.
        ServedAlone,
        /// No server has a record of the lease any more.
        Lost,
    }

    /// What a client was told last.
    #[derive(Debug, Clone, Copy)]
    struct Told {
        address: u32,
        end: u64,
        /// Who told it; for those who read the account of a failure.
        #[allow(dead_code, reason = "it is shown")]
        by: Side,
        excuse: Option<Excuse>,
    }

    /// A lease record, as DhcpV4FailoverGetClientInfo shows it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Record {
        client: Vec<u8>,
        expires: u64,
        acknowledged: u64,
        received: u64,
        state: u8,
    }

    fn id(client: u8) -> [u8; 6] {
        [2, 0, 0, 0, 0, client]
    }

    fn record(server: &Server, address: u32) -> Option<Record> {
        let mut found = null_mut();
        let code = Key::Address(address)
            .search(|search| unsafe { DhcpV4FailoverGetClientInfo(server.ptr(), search, &mut found) });
        if code != 0 {
            return None;
        }
        let read = unsafe { *found };
        let DATE_TIME { dwLowDateTime: low, dwHighDateTime: high } = read.ClientLeaseExpires;
        let record = Record {
            // The subnet and 1 come before.
            client: bytes(&read.ClientHardwareAddress).split_off(5),
            expires: (u64::from(high) << 32 | u64::from(low)) / 10_000_000 - 11_644_473_600,
            acknowledged: read.AckPotExpTime.into(),
            received: read.RecvPotExpTime.into(),
            state: read.AddressState & 3,
        };
        free_client(found);
        Some(record)
    }

    fn take_answer(answer: *mut DHCPSAPI_ANSWER) -> DHCPSAPI_ANSWER {
        let read = unsafe { *answer };
        free(answer);
        read
    }

    /// The best answer, before it is given.
    fn explained(
        server: *const u16,
        asking: DHCPSAPI_ASKING,
        client: &DHCPSAPI_CLIENT,
    ) -> Option<DHCPSAPI_ANSWER> {
        let (mut answers, mut count) = (null_mut(), 0);
        let code =
            unsafe { dhcpsapi_explain(server, MaybeUninit::new(asking), client, &mut answers, &mut count) };
        (code == 0).then(|| take_answer(answers))
    }

    /// When a server in PARTNER_DOWN went there.
    fn in_state_since(server: &Server) -> u64 {
        let mut statistics = null_mut();
        let code = unsafe {
            dhcpsapi_relationship_statistics(server.ptr(), Wide::new(NAME).as_ptr(), &mut statistics)
        };
        assert_eq!(code, 0);
        let since = unsafe { (*statistics).Since };
        free(statistics);
        since
    }

    /// Whether a server in this state answers clients at all (draft 9.3 to 9.12).
    fn operates(state: FSM_STATE) -> bool {
        [NORMAL, COMMUNICATION_INT, PARTNER_DOWN, CONFLICT_DONE, RESOLUTION_INT, RECOVER_DONE]
            .contains(&state)
    }

    struct Ledger {
        pair: Pair,
        told: BTreeMap<u8, Told>,
        declined: BTreeSet<u32>,
        /// Whether the scope is in the relationship.
        joined: [bool; 2],
        /// Since when a server takes its partner to be dead, until both are in NORMAL again.
        declared: [Option<u64>; 2],
        /// When a server last answered clients.
        operated: [u64; 2],
        /// What was ever excused, so that the partners may have had to decide between two clients.
        disputed: BTreeSet<u32>,
        disputing: BTreeSet<u8>,
        /// When a client last spoke to a server.
        spoke: BTreeMap<u8, u64>,
        /// The records of a stopped server.
        kept: [BTreeMap<u32, Record>; 2],
        history: String,
    }

    impl Ledger {
        fn new(settings: Settings) -> Self {
            Ledger {
                pair: Pair::new(settings),
                told: BTreeMap::new(),
                declined: BTreeSet::new(),
                joined: [true; 2],
                declared: [None; 2],
                operated: [BEGIN; 2],
                disputed: BTreeSet::new(),
                disputing: BTreeSet::new(),
                spoke: BTreeMap::new(),
                kept: Default::default(),
                history: String::new(),
            }
        }

        fn now(&self) -> u64 {
            self.pair.now
        }

        fn mclt(&self) -> u64 {
            self.pair.settings.mclt.into()
        }

        fn is_common(&self) -> bool {
            self.joined == [true; 2]
        }

        /// The lease that a client has by what it was told.
        fn held(&self, client: u8) -> Option<Told> {
            self.told.get(&client).copied().filter(|told| told.end > self.now())
        }

        fn step(&mut self, step: Step) -> Result<(), String> {
            match step {
                Step::Fault(Fault::PartnerDown(side)) if !self.may_declare(side) => {}
                Step::Fault(Fault::Stop(side)) => self.stop(side),
                Step::Fault(fault) => drop(self.pair.suffer(fault)),
                Step::Advance(seconds) => self.pair.advance(seconds),
                Step::ToTheEnd(client, before) => {
                    let end = self.held(client).map_or(0, |told| told.end - before);
                    self.pair.advance(end.saturating_sub(self.now()));
                }
                Step::Ask(asking, client, heard, wish, seconds) => {
                    self.ask(asking, client, heard, wish, seconds)?
                }
                Step::Release(client, heard) => self.give_back(client, heard, false),
                Step::Decline(client, heard) => self.give_back(client, heard, true),
                Step::Restore(side) => self.restore(side),
                Step::Reinstall(side) => {
                    self.stop(side);
                    self.restore(side);
                    self.pair.suffer(Fault::Start(side));
                }
                Step::ScopeLeaves(side) => self.scope_leaves(side),
                Step::ScopeJoins(side) => drop(self.scope_joins(side)),
            }
            self.observe();
            self.check()
        }

        /// An administrator may declare the partner dead in these states (failover semantics 1.6). A server that may have
        /// lost its leases recovers first, and waits.
        fn may_declare(&self, side: Side) -> bool {
            let Ok((state, previous)) = self.pair.server(side).state(NAME) else { return false };
            let starts = state == STARTUP && ![RECOVER, RECOVER_WAIT].contains(&previous);
            starts || [NORMAL, COMMUNICATION_INT, RESOLUTION_INT].contains(&state)
        }

        fn observe(&mut self) {
            let states = SIDES.map(|side| self.pair.state(side));
            for side in SIDES {
                let state = states[side as usize];
                if state == Some(PARTNER_DOWN) && self.declared[side as usize].is_none() {
                    self.declared[side as usize] = Some(in_state_since(self.pair.server(side)));
                }
                if state.is_some_and(operates) {
                    self.operated[side as usize] = self.now();
                }
            }
            if states == [Some(NORMAL); 2] {
                self.declared = [None; 2];
            }
        }

        /// A client speaks. Servers that cannot tell each other know the order of what it says by whole seconds (the client's
        /// last transaction time, draft 5.8), so it says one thing a second then.
        fn speaks(&mut self, client: u8) {
            let in_order = self.pair.is_normal() && self.is_common();
            if !in_order && self.spoke.get(&client) == Some(&self.now()) {
                self.pair.advance(1);
                self.observe();
            }
            self.spoke.insert(client, self.now());
        }

        /// What excuses a lease of this server now, if anything does.
        fn excuse(&self, by: Side) -> Option<Excuse> {
            if !self.is_common() {
                return Some(Excuse::ServedAlone);
            }
            let declares_falsely =
                self.declared[by as usize].is_some_and(|since| self.operated[by.other() as usize] > since);
            // It answers clients, so a partner that takes it to be dead is wrong.
            let is_declared_falsely = self.declared[by.other() as usize].is_some();
            (declares_falsely || is_declared_falsely).then_some(Excuse::FalseDeclaration)
        }

        fn ask(
            &mut self,
            asking: DHCPSAPI_ASKING,
            client: u8,
            heard: Option<Side>,
            wish: Wish,
            seconds: u32,
        ) -> Result<(), String> {
            self.speaks(client);
            let mut hardware = id(client);
            let own = self.held(client).map_or(0, |told| told.address);
            let address = match wish {
                Wish::Any => 0,
                Wish::Own => own,
                // A client that has an address asks for more time for that one.
                Wish::Number(_) if asking != DhcpsapiNewLease => own,
                Wish::Number(number) => SCOPE + number,
            };
            let request = client_of(&mut hardware, address, seconds);
            let server = heard.map_or(null(), |side| self.pair.server(side).ptr());
            let expected = explained(server, asking, &request);
            let before = expected.filter(|answer| answer.Address != 0).map(|answer| self.look(answer));
            let mut answer = null_mut();
            let code = unsafe {
                match asking {
                    DhcpsapiNewLease => dhcpsapi_client_request(server, &request, &mut answer),
                    DhcpsapiRenewal => dhcpsapi_client_renew(server, &request, &mut answer),
                    DhcpsapiRebinding => dhcpsapi_client_rebind(server, &request, &mut answer),
                }
            };
            let granted = (code == 0).then(|| take_answer(answer));
            _ = write!(
                self.history,
                "    -> {code} {}",
                granted.map_or(String::new(), |granted| self.show(&granted))
            );
            self.history.push('\n');
            let predicted = expected.filter(|answer| answer.Address != 0);
            must(granted == predicted, || {
                format!("dhcpsapi_explain: {expected:?}, but the answer is {code} {granted:?}")
            })?;
            let (Some(granted), Some(before)) = (granted, before) else { return Ok(()) };
            self.check_grant(client, seconds, &granted, &before)?;
            self.grant(client, &granted)
        }

        fn side_of(&self, address: u32) -> Side {
            if self.pair.server(Primary).address == address { Primary } else { Secondary }
        }

        /// What is known of an address that is about to be leased, at the server that leases it.
        fn look(&self, answer: DHCPSAPI_ANSWER) -> Look {
            let server = self.pair.server(self.side_of(answer.Server));
            Look {
                state: self.pair.state(self.side_of(answer.Server)),
                status: server.address_status(answer.Address).ok(),
                record: record(server, answer.Address),
            }
        }

        fn show(&self, answer: &DHCPSAPI_ANSWER) -> String {
            let DHCPSAPI_ANSWER { Address, LeaseTime, Rule, .. } = answer;
            format!(".{} for {LeaseTime} from {:?}, {Rule:?}", Address - SCOPE, self.side_of(answer.Server))
        }

        /// The rules of one lease, from what was to be seen before it was made.
        fn check_grant(
            &self,
            client: u8,
            seconds: u32,
            granted: &DHCPSAPI_ANSWER,
            before: &Look,
        ) -> Result<(), String> {
            let side = self.side_of(granted.Server);
            let now = self.now();
            let wanted = if seconds == 0 { 8 * DAY } else { seconds.into() };
            let own = before.record.as_ref().filter(|record| record.client == id(client));
            must(granted.Expires == now + u64::from(granted.LeaseTime), || {
                "the end is not the time and the seconds".to_owned()
            })?;
            must(before.record.as_ref().is_none_or(|record| record.state != DECLINED), || {
                "declined".to_owned()
            })?;
            if !self.joined[side as usize] {
                // Outside failover a lease is what the scope gives.
                return must(u64::from(granted.LeaseTime) == wanted, || "not what was wanted".to_owned());
            }
            let state = before.state.unwrap_or(NO_STATE);
            must(operates(state), || format!("a server in state {state} must be silent"))?;
            must(state != RECOVER_DONE || own.is_some(), || {
                "draft 9.7: in RECOVER_DONE only who has a lease".to_owned()
            })?;
            // Failover semantics 4.1: what was wanted, and not longer than the MCLT beyond what the partner knows; and as
            // Microsoft documents it, not longer than the MCLT while the partner cannot be heard.
            let known = own.map_or(0, |record| record.acknowledged.max(record.received));
            let most = match state {
                NORMAL => known.max(now) + self.mclt() - now,
                RECOVER_DONE => (known + self.mclt()).saturating_sub(now),
                _ => self.mclt(),
            };
            must(u64::from(granted.LeaseTime) == wanted.min(most), || {
                format!("{} seconds instead of {wanted}, at most {most}", granted.LeaseTime)
            })?;
            if own.is_some() {
                return Ok(());
            }
            // Failover semantics 1.8: a new client gets a free address of this server.
            let is_own = before.status == Some(side as u32);
            if state != PARTNER_DOWN {
                must(before.record.is_none(), || {
                    "draft 5.1: the partner does not know that it is free".to_owned()
                })?;
                return must(is_own, || "draft 5.1: an address of the partner".to_owned());
            }
            // In PARTNER_DOWN it gets the partner's one MCLT later, and what another had one MCLT after its last end.
            let usable = self.declared[side as usize].unwrap_or(u64::MAX - DAY) + self.mclt();
            must(is_own && before.record.is_none() || usable <= now, || {
                "draft 9.4: too early after PARTNER_DOWN".to_owned()
            })?;
            let last_end = before.record.as_ref().map_or(0, |record| {
                record.expires.max(record.acknowledged).max(record.received) + self.mclt()
            });
            must(last_end <= now, || "draft 7.1.5: the partner may have leased it longer".to_owned())
        }

        /// The master property.
        fn grant(&mut self, client: u8, granted: &DHCPSAPI_ANSWER) -> Result<(), String> {
            let by = self.side_of(granted.Server);
            let before = self.held(client).filter(|before| before.address == granted.Address);
            let overlaps = |(other, theirs): (&u8, &Told)| {
                *other != client && theirs.address == granted.Address && theirs.end > self.now()
            };
            // Two who have one address already do not get it anew by the renewal of one of them.
            let excused_before =
                before.and_then(|before| before.excuse).filter(|_| self.told.iter().any(overlaps));
            let excuse = self.excuse(by).or(excused_before);
            let told = Told { address: granted.Address, end: granted.Expires, by, excuse };
            if told.excuse.is_some() {
                self.disputed.insert(told.address);
                self.disputing.insert(client);
            }
            self.told.insert(client, told);
            for (other, theirs) in self.told.iter().filter(|(other, _)| **other != client) {
                let overlaps = theirs.address == told.address && theirs.end > self.now();
                let is_excused = told.excuse.is_some() || theirs.excuse.is_some();
                must(!overlaps || is_excused, || {
                    format!(
                        ".{} is client {other}'s ({theirs:?}) and client {client}'s ({told:?})",
                        told.address - SCOPE
                    )
                })?;
            }
            Ok(())
        }

        fn give_back(&mut self, client: u8, heard: Option<Side>, declines: bool) {
            self.speaks(client);
            let Some(told) = self.held(client) else { return };
            let mut hardware = id(client);
            let request = client_of(&mut hardware, told.address, 0);
            let server = heard.map_or(null(), |side| self.pair.server(side).ptr());
            let give_back = if declines { dhcpsapi_client_decline } else { dhcpsapi_client_release };
            let code = unsafe { give_back(server, &request) };
            _ = writeln!(self.history, "    -> {code}");
            // A client does not wait for an answer.
            self.told.remove(&client);
            if declines && code == 0 {
                self.declined.insert(told.address);
            }
        }

        /// A server dies; its records are kept.
        fn stop(&mut self, side: Side) {
            let records = self.records(side);
            if self.pair.suffer(Fault::Stop(side)) == 0 {
                self.kept[side as usize] = records;
            }
        }

        /// The records of a server, stopped or not.
        fn records(&self, side: Side) -> BTreeMap<u32, Record> {
            let server = self.pair.server(side);
            if self.pair.state(side).is_none() {
                return self.kept[side as usize].clone();
            }
            self.pair.addresses().filter_map(|address| Some((address, record(server, address)?))).collect()
        }

        fn restore(&mut self, side: Side) {
            if unsafe { dhcpsapi_server_restore(self.pair.server(side).ptr()) } != 0 {
                return;
            }
            self.kept[side as usize].clear();
            let elsewhere = self.records(side.other());
            // The server is silent for one MCLT from its last answer on, which is what the draft has against the loss of
            // what only it knew (9.6.2): outside contact it leases for no longer. Nobody can know of what ends later and is on no
            // record: where both have lost it, and where a server in RECOVER_DONE without contact has renewed a lease
            // up to the end that its partner once told it, and loses that again.
            let waits_until = self.operated[side as usize] + self.mclt();
            for (client, told) in &mut self.told {
                let is_known = elsewhere
                    .get(&told.address)
                    .is_some_and(|other| other.client == id(*client) && other.expires >= told.end);
                if told.end > waits_until && !is_known {
                    told.excuse = Some(Excuse::Lost);
                    self.disputed.insert(told.address);
                    self.disputing.insert(*client);
                }
            }
            self.declined
                .retain(|address| elsewhere.get(address).is_some_and(|other| other.state == DECLINED));
        }

        fn scope_leaves(&mut self, side: Side) {
            let Pair { servers, relationship, .. } = &mut self.pair;
            if relationship.delete_scopes_on(&servers[side as usize]) == 0 {
                self.joined[side as usize] = false;
            }
        }

        fn scope_joins(&mut self, side: Side) -> u32 {
            let Pair { servers, relationship, .. } = &mut self.pair;
            let code = relationship.add_scopes_on(&servers[side as usize]);
            self.joined[side as usize] |= code == 0;
            code
        }

        /// What holds after every step.
        fn check(&self) -> Result<(), String> {
            for side in SIDES.into_iter().filter(|side| self.joined[*side as usize]) {
                let Ok(statistics) = self.pair.server(side).statistics(SCOPE) else { continue };
                must(counts_add_up(statistics, self.pair.settings.addresses), || {
                    format!("{side:?}: {statistics:?}")
                })?;
            }
            if !self.pair.is_normal() || !self.is_common() {
                return Ok(());
            }
            self.pair.are_one()?;
            // What one has told a client, both know.
            for (client, told) in self.told.iter().filter(|(_, told)| told.end > self.now()) {
                // What is declined anywhere is nobody's in the end (draft 7.1.3), whoever leased it meanwhile.
                let is_declined = self.declined.contains(&told.address);
                let is_disputed =
                    is_declined || self.disputed.contains(&told.address) || self.disputing.contains(client);
                let knows = |side| {
                    record(self.pair.server(side), told.address)
                        .is_some_and(|record| record.client == id(*client) && record.expires >= told.end)
                };
                must(is_disputed || SIDES.into_iter().all(knows), || {
                    format!("client {client} is unknown: {told:?}")
                })?;
            }
            Ok(())
        }

        /// All is well again: the two are one, and when all leases have ended every address is free.
        fn settle(&mut self) -> Result<(), String> {
            self.pair.repair();
            must(self.pair.is_normal(), || {
                format!("not in NORMAL: {:?}", SIDES.map(|side| self.pair.state(side)))
            })?;
            for side in SIDES.into_iter().filter(|side| !self.joined[*side as usize]).collect::<Vec<_>>() {
                assert_eq!(self.scope_joins(side), 0);
            }
            self.observe();
            self.check()?;
            self.pair.advance(14 * DAY);
            let [_, free, ..] = self.pair.are_one()?;
            let used: BTreeSet<u32> = self.records(Primary).into_keys().collect();
            must(used == self.declined, || format!("in use: {used:?}, declined: {:?}", self.declined))?;
            must(free as usize + used.len() == self.pair.settings.addresses as usize, || {
                format!("{free} are free")
            })
        }
    }

    /// What is to be seen of an address before it is leased.
    struct Look {
        state: Option<FSM_STATE>,
        status: Option<u32>,
        record: Option<Record>,
    }

    fn client_of(hardware: &mut [u8; 6], address: u32, seconds: u32) -> DHCPSAPI_CLIENT {
        DHCPSAPI_CLIENT {
            Scope: SCOPE,
            Address: address,
            HardwareAddress: ClientId { DataLength: 6, Data: hardware.as_mut_ptr() },
            Name: null_mut(),
            LeaseTime: seconds,
        }
    }

    fn case((settings, steps): (Settings, Vec<Step>)) -> Result<(), String> {
        let mut ledger = Ledger::new(settings);
        let played = steps.iter().try_for_each(|step| {
            _ = writeln!(ledger.history, "  {:>8} {step:?}", ledger.now() - BEGIN);
            let outcome = ledger.step(*step);
            _ = writeln!(ledger.history, "             {:?}", SIDES.map(|side| ledger.pair.state(side)));
            outcome
        });
        let outcome = played.and_then(|()| ledger.settle());
        outcome.map_err(|what| format!("{what}\n{}", ledger.history))
    }

    fn schedule() -> impl Strategy<Value = (Settings, Vec<Step>)> {
        let settings = (choice(&[6, 20]), choice(&[600, 3600]), choice(&[0, 0, 60, 1000]));
        let settings =
            settings.prop_map(|(addresses, mclt, safe_period)| Settings { addresses, mclt, safe_period });
        (settings, 6..=12_u8).prop_flat_map(|(settings, clients)| {
            (Just(settings), prop::collection::vec(step(settings, clients), 1..60))
        })
    }

    #[test]
    fn no_address_is_two_clients() {
        play(from_environment("PROPTEST_CASES").unwrap_or(1000), &schedule(), case);
    }

    /// Schedules that once ended badly, each as short as it was found.
    mod found {
        use super::Step::{
            Advance, Ask, Decline, Fault as Suffer, Reinstall, Release, ScopeJoins, ScopeLeaves, ToTheEnd,
        };
        use super::*;

        /// Twenty addresses, half of them each server's; an MCLT of 600 seconds, no safe period.
        #[track_caller]
        fn ends_well(steps: &[Step]) {
            let _turn = begin();
            let outcome = case((Settings { addresses: 20, mclt: 600, safe_period: 0 }, steps.to_vec()));
            assert_eq!(outcome, Ok(()), "{}", outcome.clone().unwrap_err());
        }

        /// A client asks everybody for any address, for as long as the scope gives.
        fn asks(client: u8) -> Step {
            Ask(DhcpsapiNewLease, client, None, Wish::Any, 0)
        }

        fn asks_one(client: u8, side: Side) -> Step {
            Ask(DhcpsapiNewLease, client, Some(side), Wish::Any, 0)
        }

        fn wishes(client: u8, side: Side, number: u32) -> Step {
            Ask(DhcpsapiNewLease, client, Some(side), Wish::Number(number), 0)
        }

        /// Partners in NORMAL know the order of what happens within a second, too: the address is free on both.
        #[test]
        fn released_in_the_second_of_the_grant() {
            ends_well(&[asks(1), Release(1, None)]);
        }

        /// The same of a renewal: both know who renewed last, though for less time.
        #[test]
        fn renewed_by_both_in_one_second() {
            let renews = |side, seconds| Ask(DhcpsapiRenewal, 7, Some(side), Wish::Any, seconds);
            ends_well(&[asks(7), renews(Secondary, 0), renews(Primary, 600)]);
        }

        /// The primary's lease of an address is over, the secondary's of another client is not, and it is the older one:
        /// that one stands.
        #[test]
        fn over_for_one_client_and_not_for_another() {
            let leases = [asks(3), Advance(1), asks_one(1, Primary)];
            ends_well(&[[ScopeLeaves(Secondary), Suffer(Fault::Cut)].as_slice(), &leases].concat());
        }

        /// A client's lease is over at the server that it spoke to last, and not yet at the other one (draft 7.1.5): both
        /// have it until the later end.
        #[test]
        fn over_for_one_server_and_not_for_the_other() {
            for side in SIDES {
                ends_well(&[
                    asks(1),
                    Ask(DhcpsapiRenewal, 1, None, Wish::Any, 0),
                    Suffer(Fault::Cut),
                    Advance(1),
                    Ask(DhcpsapiRebinding, 1, Some(side), Wish::Any, 0),
                    Advance(700),
                    Suffer(Fault::Heal(side)),
                ]);
            }
        }

        /// What a client had is no reason against what it has.
        #[test]
        fn an_ended_lease_elsewhere() {
            let apart = [ScopeLeaves(Secondary), Suffer(Fault::Cut)];
            ends_well(&[apart.as_slice(), &[wishes(4, Secondary, 1), wishes(4, Primary, 2)]].concat());
        }

        /// Each has leased the other's client's address to its own: one of the two swaps.
        #[test]
        fn two_clients_swapped() {
            let alone = [ScopeLeaves(Primary), ScopeLeaves(Secondary)];
            let leases = [
                wishes(7, Primary, 1),
                wishes(5, Primary, 2),
                wishes(5, Secondary, 1),
                wishes(7, Secondary, 2),
            ];
            ends_well(&[alone.as_slice(), &leases].concat());
        }

        /// A client leaves an address to which the partner has another client: that one stays there.
        #[test]
        fn a_client_makes_room() {
            let alone = [ScopeLeaves(Secondary), wishes(5, Primary, 1), wishes(1, Secondary, 1)];
            ends_well(&[alone.as_slice(), &[wishes(5, Secondary, 2), ScopeJoins(Secondary)]].concat());
        }

        /// Both have a declined record of one address, and keep the same one.
        #[test]
        fn declined_on_both() {
            let alone = [ScopeLeaves(Secondary), Suffer(Fault::Cut)];
            let ours = [wishes(1, Primary, 3), Decline(1, None)];
            let theirs = [wishes(10, Secondary, 3), Decline(10, None)];
            ends_well(&[alone.as_slice(), &ours, &theirs].concat());
        }

        /// A restored server that is started again while it waits goes on waiting, also if its partner took it to be dead no
        /// later than it last served.
        #[test]
        fn started_again_while_it_waits() {
            for side in SIDES {
                ends_well(&[
                    Suffer(Fault::Cut),
                    asks_one(1, side),
                    Reinstall(side),
                    Suffer(Fault::Heal(side)),
                    Suffer(Fault::Stop(side)),
                    Suffer(Fault::PartnerDown(side.other())),
                    Suffer(Fault::Start(side)),
                    asks(2),
                    asks(3),
                ]);
            }
        }

        /// A renewal that the partner never heard of is lost with the database. The partner, where the lease is over,
        /// keeps the address until the wait of RECOVER_WAIT is over (draft 9.6.2), and so does nobody get it before.
        #[test]
        fn a_lost_renewal() {
            ends_well(&[
                wishes(2, Primary, 1),
                Suffer(Fault::Cut),
                ToTheEnd(2, 1),
                asks_one(2, Secondary),
                Advance(1),
                Reinstall(Secondary),
                Suffer(Fault::Heal(Primary)),
                asks_one(3, Primary),
                wishes(3, Primary, 1),
            ]);
        }
    }
}
