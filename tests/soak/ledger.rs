//! The ledger that the servers are held against: the answers that DHCP clients got, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::mem::take;
use std::path::PathBuf;

use dhcpsapi::abi::extension::DHCPSAPI_REQUEST_KIND::{DhcpsapiNewLease, DhcpsapiRebinding, DhcpsapiRenewal};
use dhcpsapi::abi::extension::{DHCPSAPI_ANSWER, DHCPSAPI_REQUEST_KIND};
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::model::options::{OptionValue, OptionValues};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::books;
use crate::configuration::{Change, Configuration};
use crate::leads::{Leads, Terms};
use crate::play::{Rule, must};
use crate::schedule::{DAY, LONGEST_MCLT, MAX_CLIENTS, Setting, Step, WIDER, Where, Wish, id};
use crate::support::backups::{back_up, restore_from};
use crate::support::clock::BEGIN;
use crate::support::codes::{SERVICE_ALREADY_RUNNING, TIMEOUT};
use crate::support::dhcp::Client;
use crate::support::lab::restore;
use crate::support::options::{By, Element, Level};
use crate::support::pair::Side::{self, Primary};
use crate::support::pair::{NAME, SCOPE, SIDES};
use crate::support::programs::place;
use crate::support::server::{ACTIVE, DECLINED, Server};
use crate::trial::{Entry, Fault, Record, Settings, Trial};

/// How far apart the clocks of partners in contact may be (MS-DHCPF 3.1.5).
const MAX_CLOCK_DIFFERENCE: u32 = 60;
/// How often the free addresses are rebalanced, in seconds (MS-DHCPF 3.2.2.1).
const REBALANCING: u64 = 300;

/// A reason why two clients may have one address. Each is a fact of the schedule; no record of a server is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excuse {
    /// A server was declared down and serves new clients all the same: PARTNER_DOWN rests on the administrator's word that
    /// it does not (draft 9.4). So does the end of a safe period, which an administrator has set, while both are alive.
    FalseDeclaration,
    /// The scope is in the relationship on one side alone, so one server serves it outside failover (draft 5.1 is about
    /// addresses of a relationship only).
    ServedAlone,
    /// Both servers kept the address for one client when they were last in NORMAL together, and since then, apart, an
    /// administrator has configured one of them otherwise; or had the primary keep it, whose client had another address
    /// then: where there is no record of the reservation, the primary takes the address for its own. "Both servers need to be configured with the proper reservations in an identical manner"
    /// (draft 5.13): no binding update says whom an address is kept for.
    ReservedApart,
    /// Both servers have lost their database before either could send the other the leases that it still knew; the protocol
    /// protects against the loss of one (draft 9.5).
    LostTwice,
    /// Granted in PARTNER_DOWN, by a server that then lost its database before its partner came back: nobody else is there to
    /// know of it, and the partner, which was dead, does not know that it was taken to be (draft 9.4.2 speaks of this loss).
    Unprotected,
}

/// The last answer to a client.
#[derive(Debug, Clone, Copy)]
struct Told {
    address: u32,
    end: u64,
    by: Side,
    excuse: Option<Excuse>,
    /// Whether both servers have been in NORMAL and in contact since.
    is_shared: bool,
    /// Whether the server that gave it has lost its database before it was shared: then nobody has a record of it.
    is_forgotten: bool,
    /// Whether the record may end later than the client knows: an administrator lifted the reservation, and gave the lease the scope's time with that
    /// (MS-DHCPM 3.2.4.40); or servers without contact heard the client within one second, and by the time
    /// of the last transaction, which is in seconds (draft 5.8), nobody can tell what was last; or the scope has left the
    /// relationship on one server, which forgets there what is over (failover semantics 0.2, C4).
    may_end_later: bool,
    /// Whether the server took its partner to be dead.
    is_in_partner_down: bool,
}

/// An address that a client has refused.
#[derive(Debug, Clone, Copy)]
struct Declined {
    by: Side,
    is_shared: bool,
    /// Whether it is on record for certain.
    is_certain: bool,
}

pub(crate) struct Ledger {
    trial: Trial,
    told: BTreeMap<u8, Told>,
    declined: BTreeMap<u32, Declined>,
    /// Who has given a lease back to a server that cannot have sent its partner the update yet.
    gave_back: BTreeSet<u8>,
    /// The addresses that clients have left or given back since the two were last in contact, so that the partner cannot
    /// know of it: nobody new gets one of them (draft 5.1; failover semantics 0.2 C6).
    left_apart: BTreeSet<u32>,
    /// Who may be on record with an address that it does not have: it has left without a word, what it said is lost, or the
    /// servers had to decide between two clients or two moments.
    strays: BTreeSet<u8>,
    /// The configuration that administrators have given each server of the scope.
    configured: [Configuration; 2],
    /// The configurations when the two last were in NORMAL together.
    configured_together: [Configuration; 2],
    /// The clients that each server's filters keep from it.
    denied: [BTreeSet<u8>; 2],
    /// When something happened that leaves the free addresses to be rebalanced, unless they have been.
    ruffled: Option<u64>,
    leads: Leads,
    secrets: [u8; 2],
    shifts: [i32; 2],
    /// Whether the scope is in the relationship.
    joined: [bool; 2],
    /// How many steps there were.
    steps: u64,
    /// In which step, and when, a server took its partner to be dead, until both are in NORMAL again.
    declared: [Option<(u64, u64)>; 2],
    /// In which step a server last served new clients, and until when its leases of then are waited for.
    served: [(u64, u64); 2],
    /// Whether a server has lost its database and not yet got the leases of its partner.
    restored: [bool; 2],
    /// What is in the last backup of a server.
    backed_up: [Option<BackedUp>; 2],
    /// Since when both are in NORMAL, in contact, with the scope in their relationship.
    together: Option<u64>,
    /// When a client last spoke to a server, and to which; `None` if it is not for one of them alone to know the order.
    spoke: BTreeMap<u8, (u64, Option<Side>)>,
    /// The time of a client's last transaction on the record of an address, by server.
    heard: [BTreeMap<u32, (Vec<u8>, u64)>; 2],
    /// Servers beside the two.
    others: Vec<Server>,
    history: String,
}

/// A backup of a server: what was configured, and who had been told an address.
#[derive(Clone)]
struct BackedUp {
    configured: Configuration,
    denied: BTreeSet<u8>,
    secret: u8,
    told: BTreeSet<u8>,
}

/// Where the backup of a server is.
fn directory(side: Side) -> PathBuf {
    place(&format!("soak-backup-{side:?}-{}", std::process::id()))
}

impl Ledger {
    fn new(settings: Settings) -> Self {
        let configuration = Configuration::new(settings.addresses);
        Ledger {
            trial: Trial::new(settings),
            told: BTreeMap::new(),
            declined: BTreeMap::new(),
            gave_back: BTreeSet::new(),
            strays: BTreeSet::new(),
            configured: [configuration.clone(), configuration.clone()],
            configured_together: [configuration.clone(), configuration],
            left_apart: BTreeSet::new(),
            denied: Default::default(),
            ruffled: None,
            leads: Leads::new(settings.mclt),
            secrets: [0; 2],
            shifts: [0; 2],
            joined: [true; 2],
            steps: 0,
            declared: [None; 2],
            served: [(0, BEGIN); 2],
            restored: [false; 2],
            backed_up: [None, None],
            together: Some(0),
            spoke: BTreeMap::new(),
            heard: Default::default(),
            others: Vec::new(),
            history: String::new(),
        }
    }

    /// Plays a schedule; what is wrong comes with the whole account.
    pub(crate) fn play(settings: Settings, steps: &[Step]) -> Result<(), String> {
        let mut ledger = Ledger::new(settings);
        let played = steps.iter().try_for_each(|step| {
            _ = writeln!(ledger.history, "  {:>8} {step:?}", ledger.now() - BEGIN);
            let outcome = ledger.step(*step);
            _ = writeln!(ledger.history, "             {:?}", ledger.trial.states());
            outcome
        });
        let outcome = played.and_then(|()| ledger.settle());
        outcome.map_err(|what| format!("{what}\n{}", ledger.history))
    }

    fn now(&self) -> u64 {
        self.trial.now
    }

    fn is_common(&self) -> bool {
        self.joined == [true; 2]
    }

    /// All addresses that any range has.
    fn addresses(&self) -> u32 {
        self.trial.settings.addresses + WIDER
    }

    /// The lease that a client has by its last answer.
    fn held(&self, client: u8) -> Option<Told> {
        self.told.get(&client).copied().filter(|told| told.end > self.now())
    }

    fn step(&mut self, step: Step) -> Result<(), String> {
        self.steps += 1;
        if step.ends_backups() {
            self.backed_up = [None, None];
        }
        match step {
            Step::Fault(Fault::PartnerDown(side)) if !self.may_declare(side) => {}
            Step::Fault(Fault::Start(side)) if self.trial.state(side).is_none() => self.start(side)?,
            // No administrator has a server serve that lost its leases and has yet to meet its partner, or to wait for them.
            Step::Fault(Fault::Forced(side, _)) if self.restored[side as usize] || self.recovers(side) => {}
            Step::Fault(Fault::Forced(side, state @ (NO_STATE | INIT))) => {
                // It starts as a new half does, which waits for nothing.
                self.served[side as usize].1 = 0;
                self.suffer(Fault::Forced(side, state));
            }
            Step::Fault(fault) => self.suffer(fault),
            Step::Advance(seconds) => self.trial.advance(seconds),
            Step::ToTheEnd(client, before) => {
                let end = self.held(client).map_or(0, |told| told.end - before);
                self.trial.advance(end.saturating_sub(self.now()));
            }
            Step::Ask(kind, client, heard, wish, seconds) => self.ask(kind, client, heard, wish, seconds)?,
            Step::Release(client, heard) => self.give_back(client, heard, false),
            Step::Decline(client, heard) => self.give_back(client, heard, true),
            Step::Restore(side) => self.restore(side),
            Step::Reinstall(side) => {
                self.suffer(Fault::Stop(side));
                self.restore(side);
                self.suffer(Fault::Start(side));
            }
            Step::BackUp(side) => {
                let at = side as usize;
                if back_up(self.trial.server(side), &directory(side)) == 0 {
                    let (configured, denied) = (self.configured[at].clone(), self.denied[at].clone());
                    let (secret, told) = (self.secrets[at], self.told.keys().copied().collect());
                    self.backed_up[at] = Some(BackedUp { configured, denied, secret, told });
                }
            }
            Step::GoBack(side) => self.go_back(side),
            Step::Outage(side) => {
                self.suffer(Fault::Stop(side));
                if self.may_declare(side.other()) {
                    self.suffer(Fault::PartnerDown(side.other()));
                }
            }
            Step::ScopeLeaves(side) => {
                if self.trial.scope_leaves(side) == 0 {
                    self.joined[side as usize] = false;
                    self.ruffled = Some(self.now());
                    self.left_apart.clear();
                    self.may_be_awaited();
                    // Outside failover a server forgets what is over, and cannot say so when it is a partner again.
                    self.told.values_mut().for_each(|told| told.may_end_later = true);
                }
            }
            Step::ScopeJoins(side) => drop(self.scope_joins(side)),
            Step::Configure(place, change) => self.configure(place, change),
            Step::Replicate(from, by_scope) => self.replicate(from, by_scope).map(drop)?,
            Step::Set(place, setting) => self.set(place, setting),
            Step::Secret(side, secret, or_alone) => drop(self.set_secret(side, secret, or_alone)),
            Step::Unlisted(side, seconds) => {
                assert_eq!(self.trial.server(side).unlist(), 0);
                self.trial.advance(seconds);
                assert_eq!(self.trial.server(side).list(), 0);
            }
            Step::OtherServer(true) => self.others.push(Server::new()),
            Step::OtherServer(false) => {
                if let Some(other) = self.others.pop() {
                    assert_eq!(other.unlist(), 0);
                }
            }
        }
        self.observe();
        self.check()
    }

    /// An administrator may declare the partner dead in these states (failover semantics 1.6). A server that may have lost
    /// its leases recovers first, and waits.
    fn may_declare(&self, side: Side) -> bool {
        let starts = self.trial.state(side) == Some(STARTUP) && !self.recovers(side);
        let serves = [NORMAL, COMMUNICATION_INT, RESOLUTION_INT].map(Some).contains(&self.trial.state(side));
        starts || serves
    }

    /// Whether a server gets the leases of its partner, or waits for its own, or starts and will.
    fn recovers(&self, side: Side) -> bool {
        let Ok((state, previous)) = self.trial.server(side).state(NAME) else { return false };
        [RECOVER, RECOVER_WAIT].contains(if state == STARTUP { &previous } else { &state })
    }

    fn suffer(&mut self, fault: Fault) {
        let code = self.trial.suffer(fault);
        if let (0, Fault::Shift(side, seconds)) = (code, fault) {
            self.shifts[side as usize] = seconds;
        }
    }

    /// A server starts. One that was declared down after it died recovers, and waits until one MCLT after it last served,
    /// also if it died and was declared down within one second (failover semantics 0.2, C10; draft 9.3.2 step 5).
    fn start(&mut self, side: Side) -> Result<(), String> {
        let is_declared =
            self.trial.state(side.other()) == Some(PARTNER_DOWN) && !self.is_declared_falsely(side);
        self.suffer(Fault::Start(side));
        let in_contact = self.trial.contact(side).is_some_and(|(in_contact, _)| in_contact);
        let waits = self.now() < self.served[side as usize].1;
        let state = self.trial.state(side);
        must(Rule::Recovers, !(is_declared && in_contact && waits) || state == Some(RECOVER_WAIT), || {
            format!("C10: declared down, and then in state {state:?}")
        })
    }

    /// Notes what can be seen of the servers' states.
    fn observe(&mut self) {
        let states = self.trial.states();
        let contacts = SIDES.map(|side| self.trial.contact(side));
        let in_contact = contacts.iter().all(|contact| contact.is_some_and(|(in_contact, _)| in_contact));
        self.leads.observe(in_contact);
        for side in SIDES {
            let at = side as usize;
            let Some(state) = states[at] else { continue };
            if state == PARTNER_DOWN && self.declared[at].is_none() {
                let since = contacts[at].map_or(self.now(), |(_, since)| since);
                self.declared[at] = Some((self.steps, since));
            }
            if [NORMAL, COMMUNICATION_INT, PARTNER_DOWN, CONFLICT_DONE, RESOLUTION_INT].contains(&state) {
                self.served[at] = (self.steps, self.trial.now + self.leads.for_waits(side));
            }
            // A restored server gets no updates about a scope that only one of the two has in the relationship.
            if self.restored[at] && self.is_common() && ![RECOVER, STARTUP].contains(&state) {
                self.restored[at] = false;
                self.may_be_awaited();
            }
        }
        if in_contact {
            self.left_apart.clear();
            for (then, whom) in self.spoke.values_mut() {
                *whom = whom.filter(|_| *then < self.trial.now);
            }
        }
        let is_normal = in_contact && states == [Some(NORMAL); 2];
        if is_normal {
            self.declared = [None; 2];
        }
        if !(is_normal && self.is_common()) {
            self.together = None;
            return;
        }
        self.together = self.together.or(Some(self.now()));
        self.configured_together = self.configured.clone();
        self.gave_back.clear();
        for told in self.told.values_mut() {
            told.is_shared = true;
        }
        for declined in self.declined.values_mut() {
            declined.is_shared = true;
        }
    }

    /// A client speaks, to this server if it is one. Servers without contact know the order of what it says by
    /// whole seconds (the client's last transaction time, draft 5.8). So to the other one it speaks in the next second, unless
    /// it goes on talking about the address that it has.
    fn speaks(&mut self, client: u8, heard: Option<Side>, goes_on: bool) {
        let before = self.spoke.get(&client).copied();
        let is_ordered = self.together.is_some()
            || before.is_none_or(|(then, whom)| then < self.now() || heard.is_some() && heard == whom);
        if !is_ordered && !goes_on {
            self.trial.advance(1);
            self.observe();
        } else if !is_ordered && let Some(told) = self.told.get_mut(&client) {
            told.may_end_later = true;
        }
    }

    fn has_spoken(&mut self, client: u8, whom: Option<Side>) {
        let whom = match self.spoke.get(&client) {
            Some((then, before)) if *then == self.now() && *before != whom => None,
            _ => whom.filter(|_| self.together.is_none()),
        };
        self.spoke.insert(client, (self.now(), whom));
    }

    /// Whether a server is taken to be dead, and served since then.
    fn is_declared_falsely(&self, side: Side) -> bool {
        self.declared[side.other() as usize].is_some_and(|(step, _)| self.served[side as usize].0 >= step)
    }

    /// The reason that excuses a lease of this address by this server now, if there is one.
    fn excuse(&self, by: Side, address: u32) -> Option<Excuse> {
        if !self.is_common() {
            return Some(Excuse::ServedAlone);
        }
        let declares_falsely = self.is_declared_falsely(by.other());
        // It serves, so a partner that takes it to be dead is wrong. In RECOVER_DONE it serves nobody new, and may go on with
        // its partner's knowledge of it (draft 7.1.5).
        let serves = self.trial.state(by) != Some(RECOVER_DONE);
        let is_declared_falsely = serves && self.declared[by.other() as usize].is_some();
        if declares_falsely || is_declared_falsely {
            return Some(Excuse::FalseDeclaration);
        }
        let reservation =
            |configured: &Configuration| configured.reservations.get(&(address - SCOPE)).copied();
        let [one, other] = self.configured_together.each_ref().map(reservation);
        let was_shared = one.is_some() && one == other;
        let is_shared = self.configured.each_ref().map(reservation) == [one; 2];
        (self.together.is_none() && was_shared && !is_shared).then_some(Excuse::ReservedApart)
    }

    fn ask(
        &mut self,
        kind: DHCPSAPI_REQUEST_KIND,
        client: u8,
        heard: Option<Side>,
        wish: Wish,
        seconds: u32,
    ) -> Result<(), String> {
        let own = self.held(client).map_or(0, |told| told.address);
        let address = match wish {
            Wish::Any => 0,
            Wish::Own => own,
            // A client that has an address asks for more time for that one.
            Wish::Number(_) if kind != DhcpsapiNewLease => own,
            Wish::Number(number) => SCOPE + number,
        };
        let goes_on = kind != DhcpsapiNewLease && address != 0;
        self.speaks(client, heard, goes_on);
        let is_unordered = self.told.get(&client).is_some_and(|told| told.may_end_later);
        let is_unordered =
            is_unordered && self.spoke.get(&client).is_some_and(|(then, _)| *then == self.now());
        let request = request_of(client, address).for_seconds(seconds);
        let server = heard.map(|side| self.trial.server(side));
        // The best answer, before it is given.
        let expected = request.explain(kind as i32, server).ok().map(|answers| answers[0]);
        let before = expected.filter(|answer| answer.Address != 0).map(|answer| self.look(&answer));
        let answer = match kind {
            DhcpsapiNewLease => request.request(server),
            DhcpsapiRenewal => request.renew(server),
            DhcpsapiRebinding => request.rebind(server),
        };
        let (code, granted) = (answer.err().unwrap_or(0), answer.ok());
        let shown = granted.map_or(String::new(), |granted| self.show(&granted));
        _ = writeln!(self.history, "    -> {code} {shown}");
        let predicted = expected.filter(|answer| answer.Address != 0);
        must(Rule::Explained, granted == predicted, || {
            format!("dhcpsapi_explain: {expected:?}, but the answer is {code} {granted:?}")
        })?;
        // That neither answers, since their settings differ, is another matter.
        if ![0, TIMEOUT].contains(&code) && kind == DhcpsapiNewLease && heard.is_none() {
            self.check_refused(client)?;
        }
        let (Some(granted), Some(before)) = (granted, before) else { return Ok(()) };
        let by = self.trial.side_of(granted.Server);
        must(Rule::Precedence, !self.denied[by as usize].contains(&client), || {
            format!("the filters of {by:?} keep client {client} from it")
        })?;
        self.has_spoken(client, Some(by));
        self.check_address(kind, client, &granted, &before)?;
        self.check_term(client, seconds, &granted, &before)?;
        let is_in_partner_down = before.state == PARTNER_DOWN;
        self.grant(client, &granted, is_in_partner_down, is_unordered)
    }

    /// The state of an address that is about to be leased, at the server that leases it.
    fn look(&self, answer: &DHCPSAPI_ANSWER) -> Look {
        let side = self.trial.side_of(answer.Server);
        let reserved = |client| self.configured[side as usize].reserved_for(client);
        let has_other = |client: u8| {
            let number = reserved(client)?;
            let record = self.trial.record(side, SCOPE + number)?;
            (record.client != id(client)).then_some(())
        };
        let taken = (1..=u8::MAX).filter(|client| has_other(*client).is_some()).collect();
        Look {
            state: self.trial.state(side).unwrap_or(NO_STATE),
            status: self.trial.server(side).address_status(answer.Address).ok(),
            record: self.trial.record(side, answer.Address),
            taken,
        }
    }

    fn show(&self, answer: &DHCPSAPI_ANSWER) -> String {
        let DHCPSAPI_ANSWER { Address, LeaseTime, Rule, .. } = answer;
        let by = self.trial.side_of(answer.Server);
        format!(".{} for {LeaseTime} from {by:?}, {Rule:?}", Address - SCOPE)
    }

    /// Whether this client may have this address, from what was to be seen before (failover semantics 1.1 and 1.8, 0.2 C7, C8).
    fn check_address(
        &self,
        kind: DHCPSAPI_REQUEST_KIND,
        client: u8,
        granted: &DHCPSAPI_ANSWER,
        before: &Look,
    ) -> Result<(), String> {
        let side = self.trial.side_of(granted.Server);
        let number = granted.Address - SCOPE;
        let configured = &self.configured[side as usize];
        let own = before.record.as_ref().filter(|record| record.client == id(client));
        let is_declined = before.record.as_ref().is_some_and(|record| record.kind == DECLINED);
        must(Rule::Allocation, !is_declined, || "declined".to_owned())?;
        let reserved = configured.reserved_for(client);
        let is_reserved = reserved == Some(number);
        // C8. An address that another has is not there to be given; one that is declined neither.
        if let Some(reserved) = reserved.filter(|_| !before.taken.contains(&client)) {
            must(Rule::Reserved, is_reserved, || {
                format!("C8: .{reserved} is reserved for the client, and it gets .{number}")
            })?;
        }
        must(
            Rule::Allocation,
            configured.reservations.get(&number).is_none_or(|other| *other == client),
            || "reserved for another".to_owned(),
        )?;
        must(Rule::Allocation, is_reserved || configured.is_counted(number), || {
            "excluded, or outside the range".to_owned()
        })?;
        if !self.joined[side as usize] {
            return Ok(());
        }
        let state = before.state;
        let serves = [NORMAL, COMMUNICATION_INT, PARTNER_DOWN, CONFLICT_DONE, RESOLUTION_INT, RECOVER_DONE];
        must(Rule::Allocation, serves.contains(&state), || {
            format!("a server in state {state} must be silent")
        })?;
        must(Rule::Allocation, state != RECOVER_DONE || own.is_some(), || {
            "draft 9.7: only who has a lease".to_owned()
        })?;
        // Draft 9.8.2: of a client without lease one of them takes care, reserved or not.
        let is_first = (granted.Bucket < granted.PrimaryBuckets) == (side == Primary);
        must(Rule::First, state != NORMAL || kind != DhcpsapiNewLease || is_first, || {
            "draft 9.8.2: the other one answers this client".to_owned()
        })?;
        if own.is_some() || is_reserved {
            return Ok(());
        }
        // Failover semantics 1.8: a new client gets a free address of this server.
        let is_own = before.status == Some(side as u32);
        if state != PARTNER_DOWN {
            let is_excused = self.excuse(side, granted.Address).is_some();
            must(Rule::Left, is_excused || !self.left_apart.contains(&granted.Address), || {
                "C6: its client has left it, and the partner does not know".to_owned()
            })?;
            must(Rule::Allocation, before.record.is_none(), || {
                "draft 5.1: the partner does not know that it is free".to_owned()
            })?;
            return must(Rule::Allocation, is_own, || "draft 5.1: an address of the partner".to_owned());
        }
        // In PARTNER_DOWN it gets the partner's one MCLT later, and what another had one MCLT after its last end.
        let lead = self.leads.for_waits(side);
        let usable = self.declared[side as usize].map_or(u64::MAX, |(_, since)| since + lead);
        must(Rule::Allocation, is_own && before.record.is_none() || usable <= self.now(), || {
            "draft 9.4: too early after PARTNER_DOWN".to_owned()
        })?;
        let last_end = before.record.as_ref().map_or(0, |record| {
            record.ends.max(record.sent).max(record.acknowledged).max(record.received) + lead
        });
        must(Rule::Allocation, last_end <= self.now(), || {
            "draft 7.1.5: the partner may have leased it longer".to_owned()
        })
    }

    /// Two in NORMAL refuse no client an address that both keep for it, wherever that is, and that nobody has (failover
    /// semantics 0.2 C7).
    fn check_refused(&self, client: u8) -> Result<(), String> {
        let [one, other] = self.configured.each_ref().map(|side| side.reserved_for(client));
        if self.denied.iter().any(|denied| denied.contains(&client)) {
            return Ok(());
        }
        let Some(number) = one.filter(|_| one == other && self.together.is_some()) else { return Ok(()) };
        let records = SIDES.map(|side| self.trial.record(side, SCOPE + number));
        let is_there = records.iter().flatten().all(|record| record.client == id(client));
        must(Rule::Precedence, !is_there, || {
            format!("C7: .{number} is reserved for the client, which is refused")
        })
    }

    /// Whether a lease is as long as it has to be (failover semantics 4.1, 0.2 C1 and C5).
    fn check_term(
        &self,
        client: u8,
        wish: u32,
        granted: &DHCPSAPI_ANSWER,
        before: &Look,
    ) -> Result<(), String> {
        let side = self.trial.side_of(granted.Server);
        let end = self.now() + u64::from(granted.LeaseTime);
        must(Rule::Terms, granted.Expires == end, || "the end is not the time and the seconds".to_owned())?;
        let terms = Terms {
            now: self.now(),
            state: before.state,
            lead: self.leads.for_grants(side),
            draft_lease_limit: self.trial.settings.draft_lease_limit,
            wish,
            most: self.configured[side as usize].lease_seconds,
        };
        if !self.joined[side as usize] {
            // Outside failover a lease is what the scope gives.
            return must(Rule::Terms, end == self.now() + terms.wanted(), || {
                "not what was wanted".to_owned()
            });
        }
        let own = before.record.as_ref().filter(|record| record.client == id(client));
        let ends = terms.ends(own);
        must(Rule::Terms, ends.contains(&end), || {
            let seconds = |end: &u64| i128::from(*end) - i128::from(self.now());
            format!(
                "{} seconds instead of {:?}",
                granted.LeaseTime,
                ends.iter().map(seconds).collect::<Vec<_>>()
            )
        })
    }

    /// The master property: no address has two clients with overlapping validity.
    fn grant(
        &mut self,
        client: u8,
        granted: &DHCPSAPI_ANSWER,
        is_in_partner_down: bool,
        is_unordered: bool,
    ) -> Result<(), String> {
        let by = self.trial.side_of(granted.Server);
        let before = self.held(client).filter(|before| before.address == granted.Address);
        let overlapping: Vec<u8> = self
            .told
            .iter()
            .filter(|(other, theirs)| {
                **other != client && theirs.address == granted.Address && theirs.end > self.now()
            })
            .map(|(other, _)| *other)
            .collect();
        // Two who have one address already do not get it anew by the renewal of one of them.
        let excused_before = before.and_then(|before| before.excuse).filter(|_| !overlapping.is_empty());
        let mut told = Told {
            address: granted.Address,
            end: granted.Expires,
            by,
            excuse: self.excuse(by, granted.Address).or(excused_before),
            is_shared: self.together.is_some(),
            is_forgotten: false,
            may_end_later: is_unordered,
            is_in_partner_down,
        };
        for other in overlapping {
            let Some(theirs) = self.told.get_mut(&other) else { continue };
            let excuse = told.excuse.or(theirs.excuse);
            must(Rule::Master, excuse.is_some(), || {
                let number = granted.Address - SCOPE;
                format!(".{number} is client {other}'s ({theirs:?}) and client {client}'s ({told:?})")
            })?;
            theirs.excuse = excuse;
            told.excuse = excuse;
            self.strays.insert(other);
        }
        let left = self
            .held(client)
            .filter(|left| left.address != told.address && left.by == by && !left.is_forgotten);
        if let Some(left) = left.filter(|_| self.together.is_none() && self.is_common()) {
            self.left_apart.insert(left.address);
        }
        // A server that does not know of the other address cannot say that the client has left it.
        let is_secret = self
            .held(client)
            .is_some_and(|other| !other.is_shared && other.by != by && other.address != told.address);
        // Nor does a client leave an address whose record lasts longer than its last answer said.
        let is_longer = self
            .told
            .get(&client)
            .is_some_and(|before| before.may_end_later && before.address != told.address);
        let is_longer = is_longer && self.together.is_none();
        if told.excuse.is_some() || told.may_end_later || is_secret || is_longer {
            self.strays.insert(client);
        } else if self.together.is_some() {
            self.strays.remove(&client);
        }
        self.told.insert(client, told);
        Ok(())
    }

    fn give_back(&mut self, client: u8, heard: Option<Side>, declines: bool) {
        let Some(told) = self.held(client) else { return };
        self.speaks(client, heard, false);
        let request = request_of(client, told.address);
        let server = heard.map(|side| self.trial.server(side));
        let code = if declines { request.decline(server) } else { request.release(server) };
        _ = writeln!(self.history, "    -> {code}");
        self.has_spoken(client, heard.or(Some(told.by)));
        // A client does not wait for an answer.
        self.told.remove(&client);
        if code != 0 {
            self.strays.insert(client);
        } else if self.together.is_none() {
            self.gave_back.insert(client);
            if heard.is_none_or(|side| side == told.by) && self.is_common() {
                self.left_apart.insert(told.address);
            }
        }
        if declines && code == 0 {
            let number = told.address - SCOPE;
            // A reserved address is reserved still.
            let is_reserved = self.configured.iter().any(|side| side.reservations.contains_key(&number));
            // Nor does anybody know which server heard it, where both heard the client in one second.
            let is_certain = !is_reserved && (heard.is_some() || !told.may_end_later);
            let by = heard.unwrap_or(told.by);
            self.declined
                .insert(told.address, Declined { by, is_shared: self.together.is_some(), is_certain });
        }
    }

    /// A database is lost, if the server is stopped. Its partner has what both knew, and waits as long as this server may have
    /// leased beyond that; this server waits likewise (draft 7.1.5, 9.5 and 9.6.2). So no lease is excused by that alone.
    fn restore(&mut self, side: Side) {
        if restore(self.trial.server(side)) == 0 {
            self.is_restored(side);
        }
    }

    /// A running server starts from its backup. The leases since then are lost, and what was configured.
    fn go_back(&mut self, side: Side) {
        let at = side as usize;
        let Some(backup) = self.backed_up[at].clone() else { return };
        if restore_from(self.trial.server(side), &directory(side)) != 0 {
            return;
        }
        self.suffer(Fault::Stop(side));
        for client in 0..=MAX_CLIENTS {
            self.reservation_ends(side, client);
        }
        if self.configured[at] != backup.configured {
            self.ruffled = Some(self.now());
        }
        self.configured[at] = backup.configured;
        (self.denied[at], self.secrets[at]) = (backup.denied, backup.secret);
        // It has a lease again that is over by now, and tells its partner, who may know of it no more.
        self.strays.extend(backup.told);
        self.is_restored(side);
        self.suffer(Fault::Start(side));
    }

    fn is_restored(&mut self, side: Side) {
        let is_all_lost = self.restored[side.other() as usize];
        self.restored[side as usize] = true;
        self.declared[side as usize] = None;
        self.heard[side as usize].clear();
        self.left_apart.clear();
        self.may_be_awaited();
        for told in self.told.values_mut() {
            let is_its_own = told.by == side && !told.is_shared;
            told.is_forgotten |= is_all_lost || is_its_own;
            if is_all_lost {
                told.excuse = Some(Excuse::LostTwice);
            } else if is_its_own && told.is_in_partner_down {
                told.excuse = Some(Excuse::Unprotected);
            }
        }
        for declined in self.declined.values_mut() {
            declined.is_certain &= !(is_all_lost || declined.by == side && !declined.is_shared);
        }
    }

    /// One of the two has forgotten what it may have granted: the other one keeps the address, as that of a lease that is over,
    /// until one MCLT after the latest potential expiry. The record keeps the end that the client knows (failover
    /// semantics 0.2, C4). So whoever gave an address back may be on record with it.
    fn may_be_awaited(&mut self) {
        self.strays.extend(&self.gave_back);
    }

    fn scope_joins(&mut self, side: Side) -> u32 {
        let code = self.trial.scope_joins(side);
        self.joined[side as usize] |= code == 0;
        if code == 0 {
            self.may_be_awaited();
        }
        code
    }

    fn configure(&mut self, place: Where, change: Change) {
        for side in place.sides() {
            if let Change::Unreserve(client) = change {
                self.reservation_ends(side, client);
            }
            if change.make(self.trial.server(side), &mut self.configured[side as usize]) {
                match change {
                    Change::Deny(client) => drop(self.denied[side as usize].insert(client)),
                    Change::Admit(client) => drop(self.denied[side as usize].remove(&client)),
                    Change::LeaseSeconds(_) => {}
                    _ => self.ruffled = Some(self.now()),
                }
            }
        }
    }

    /// Whoever has the address of a reservation that is lifted has it for the scope's time.
    fn reservation_ends(&mut self, side: Side, client: u8) {
        let Some(number) = self.configured[side as usize].reserved_for(client) else { return };
        for told in self.told.values_mut().filter(|told| told.address == SCOPE + number) {
            told.may_end_later = true;
        }
    }

    /// Answers the code. Replication in contact never loses contact (failover semantics 0.2, C13).
    fn replicate(&mut self, from: Side, by_scope: bool) -> Result<u32, String> {
        let in_contact = |trial: &Trial| trial.contact(from).is_some_and(|(in_contact, _)| in_contact);
        let before = in_contact(&self.trial);
        self.gives_options(from);
        let code = self.trial.replicate(from, by_scope);
        _ = writeln!(self.history, "    -> {code}");
        let [source, copy] = [from, from.other()].map(|side| self.configured[side as usize].range);
        let takes_the_range = self.is_common() && source.is_none() && copy.is_some();
        must(Rule::Replication, code != 0 || !takes_the_range, || {
            "a failover scope keeps its range (20132)".to_owned()
        })?;
        must(Rule::Replication, !before || in_contact(&self.trial), || {
            "C13: replication has lost contact".to_owned()
        })?;
        if code == 0 && self.joined[from as usize] {
            self.options_are_the_same()?;
            let (source, to) = (self.configured[from as usize].clone(), from.other());
            let theirs = self.configured[to as usize].reservations.clone();
            for (number, client) in theirs {
                if source.reservations.get(&number) != Some(&client) {
                    self.reservation_ends(to, client);
                }
            }
            self.configured[to as usize] = source;
            self.ruffled = Some(self.now());
        }
        Ok(code)
    }

    /// An administrator changes options of the scope and of a reservation, which what is left of each is copied with.
    fn gives_options(&self, side: Side) {
        let reserved = self.configured[side as usize].reservations.keys().next();
        let reserved = reserved.map(|number| Level::Reserved(SCOPE + number, SCOPE));
        let value = u32::try_from(self.steps).unwrap();
        for level in [Some(Level::Scope(SCOPE)), reserved].into_iter().flatten() {
            self.trial.server(side).set_option(By::First, level, 3 + value % 4, &[Element::Address(value)]);
            self.trial.server(side).remove_option_value(By::First, level, 3 + (value + 1) % 4);
        }
    }

    /// What the copies of the scope have of options once they are replicated.
    fn options_are_the_same(&self) -> Result<(), String> {
        let [one, other] = SIDES.map(|side| {
            let contents = self.trial.server(side).contents();
            let scope = contents.scope(ScopeId(SCOPE)).unwrap();
            let options = |values: &OptionValues| {
                let mut values: Vec<(u32, OptionValue)> =
                    values.iter().map(|(key, value)| (key.id, value.clone())).collect();
                values.sort_by_key(|(id, _)| *id);
                values
            };
            let reserved =
                scope.options_of_reservations().map(|(address, values)| (address, options(values)));
            (options(scope.option_values()), reserved.collect::<Vec<_>>())
        });
        must(Rule::Replication, one == other, || format!("options: {one:?} and {other:?}"))
    }

    fn set(&mut self, place: Where, setting: Setting) {
        for side in place.sides() {
            let code = match setting {
                Setting::Percentage(percentage) => {
                    self.trial.set(side, PERCENTAGE, |given| given.Percentage = percentage)
                }
                Setting::HotStandby(is_standby) => self.trial.set_mode(side, is_standby),
                Setting::Mclt(mclt) => self.trial.set(side, MCLT, |given| given.Mclt = mclt),
                Setting::Secret(secret) => self.trial.set_own_secret(side, secret),
            };
            match setting {
                Setting::Mclt(mclt) if code == 0 => self.leads.set(side, mclt),
                Setting::Secret(secret) if code == 0 => self.secrets[side as usize] = secret,
                _ => {}
            }
        }
        // Secrets that differ end contact at the next call, so that both can be changed together.
        self.trial.advance(0);
    }

    /// Answers the code. The partner can be changed if it runs and has the same time.
    fn set_secret(&mut self, side: Side, secret: u8, or_alone: bool) -> u32 {
        let apart = self.shifts[0].abs_diff(self.shifts[1]) > MAX_CLOCK_DIFFERENCE;
        let is_both = self.trial.state(side.other()).is_some() && !apart;
        let code = self.trial.set_secret(side, secret, or_alone);
        _ = writeln!(self.history, "    -> {code}");
        if code == 0 {
            self.secrets[side as usize] = secret;
            if is_both {
                self.secrets[side.other() as usize] = secret;
            }
        }
        code
    }

    /// The rules that hold after every step.
    fn check(&mut self) -> Result<(), String> {
        let contacts = SIDES.map(|side| self.trial.contact(side).is_some_and(|(in_contact, _)| in_contact));
        must(Rule::Secrets, self.secrets[0] == self.secrets[1] || contacts == [false; 2], || {
            format!("C9: the secrets are {:?}, and the servers are in contact", self.secrets)
        })?;
        let states = self.trial.states();
        let is_unexpected = |at: usize| states[at].is_some_and(|state| [NO_STATE, INIT].contains(&state));
        for at in [0, 1] {
            let is_met = !(contacts == [true; 2] && is_unexpected(at) && states[1 - at] == Some(NORMAL));
            must(Rule::Unexpected, is_met, || format!("C11: in contact, and the states are {states:?}"))?;
        }
        let books = SIDES.map(|side| self.trial.book(side, self.addresses()));
        for side in SIDES {
            if let Some(book) = &books[side as usize] {
                self.check_book(side, book)?;
            }
        }
        let ([Some(one), Some(other)], Some(since)) = (books, self.together) else { return Ok(()) };
        let books = [one, other];
        books::nobody_twice(&books)?;
        books::each_knows_the_others_bound(&books)?;
        self.check_ends(&books)?;
        self.check_left(&books)?;
        if let Some(then) = self.ruffled {
            if self.now() < then.max(since) + REBALANCING {
                return Ok(());
            }
            self.ruffled = None;
        }
        let configured = self.configured.each_ref();
        books::agree(&books, configured)?;
        let is_same = configured[0] == configured[1];
        if is_same { books::statistics_agree(&self.trial, &books, configured[0]) } else { Ok(()) }
    }

    /// The rules that hold of one server, whatever the other one does.
    fn check_book(&mut self, side: Side, book: &[Entry]) -> Result<(), String> {
        let configured = &self.configured[side as usize];
        for (number, entry) in (1..).zip(book) {
            if let (true, Some(status)) = (self.joined[side as usize], entry.status) {
                // Microsoft's order of precedence (C7): reserved, excluded, else the primary's or the secondary's.
                let holds = match configured.of(number) {
                    (_, Some(_)) => status == 3,
                    (false, None) => status == 2,
                    (true, None) => status <= 1,
                };
                must(Rule::Precedence, holds, || {
                    format!("C7: the status of .{number} on the {side:?} is {status}")
                })?;
            }
            // Outside failover a lease that is over leaves no record.
            if !self.joined[side as usize] {
                self.heard[side as usize].clear();
                continue;
            }
            // The time of a client's last transaction never goes back (MS-DHCPM: CltLastTransTime).
            let record = entry.record.as_ref().filter(|record| !record.is_idle());
            let heard = record.map(|record| (record.client.clone(), record.heard));
            let known = &mut self.heard[side as usize];
            if let (Some((client, before)), Some((now_client, now))) = (known.get(&number), &heard) {
                must(Rule::Heard, client != now_client || before <= now, || {
                    format!("the {side:?} heard {client:?} of .{number} at {before}, and now at {now}")
                })?;
            }
            match heard {
                Some(heard) => drop(known.insert(number, heard)),
                None => drop(known.remove(&number)),
            }
        }
        for (number, client) in &configured.reservations {
            let has_other =
                book.iter().flat_map(|entry| &entry.record).any(|record| record.client == id(*client));
            let at = usize::try_from(*number - 1).unwrap();
            must(Rule::Idle, has_other || book[at].record.is_some(), || {
                format!(".{number} is reserved for client {client}, and the {side:?} has no record of it")
            })?;
        }
        let statistics = self.trial.server(side).statistics(SCOPE);
        statistics.map_or(Ok(()), |statistics| books::counts_add_up(statistics, configured.size()))
    }

    /// Both servers know the answers of each: a lease ends as the client's last answer says, also where that is earlier than
    /// before (failover semantics 0.2, C2).
    fn check_ends(&self, books: &[Vec<Entry>; 2]) -> Result<(), String> {
        for (client, told) in self.told.iter().filter(|(_, told)| told.end > self.now()) {
            // An address that is declined anywhere is nobody's in the end (draft 7.1.3), whoever leased it meanwhile.
            let is_declined = self.declined.contains_key(&told.address);
            if told.excuse.is_some() || told.is_forgotten || is_declined {
                continue;
            }
            let at = usize::try_from(told.address - SCOPE - 1).unwrap();
            for (side, book) in SIDES.into_iter().zip(books) {
                let known = book[at].record.as_ref().is_some_and(|record| {
                    let is_end = record.ends == told.end || told.may_end_later && record.ends > told.end;
                    record.client == id(*client) && record.kind == ACTIVE && is_end
                });
                must(Rule::Ends, known, || {
                    format!(
                        "the {side:?} does not know of client {client}: {told:?}, but {:?}",
                        book[at].record
                    )
                })?;
            }
        }
        Ok(())
    }

    /// An address that a client has left or given back is not its any more (failover semantics 0.2, C6).
    fn check_left(&self, books: &[Vec<Entry>; 2]) -> Result<(), String> {
        let numbered = |book| (1..).zip::<&Vec<Entry>>(book);
        for (number, record) in books
            .iter()
            .flat_map(numbered)
            .filter_map(|(number, entry)| Some((number, entry.record.as_ref()?)))
        {
            let Some(client) = (1..=MAX_CLIENTS).find(|client| record.client == id(*client)) else {
                continue;
            };
            let told = self.told.get(&client);
            let is_unknown =
                told.is_some_and(|told| told.excuse.is_some() || told.is_forgotten || told.may_end_later);
            if record.is_idle() || record.kind != ACTIVE || is_unknown || self.strays.contains(&client) {
                continue;
            }
            let has = told.is_some_and(|told| told.address == SCOPE + number && told.end > self.now());
            must(Rule::Left, has, || {
                format!(".{number} is client {client}'s on record, which was told {told:?}")
            })?;
        }
        Ok(())
    }

    /// All is well again: the two are one, and when all leases have ended and nothing is kept any more every address is free.
    fn settle(&mut self) -> Result<(), String> {
        self.steps += 1;
        self.suffer(Fault::Heal(Primary));
        for side in SIDES {
            assert_eq!(self.trial.suffer(Fault::Shift(side, 0)), 0);
            // Only a start leads out of these states.
            if self.trial.state(side).is_some_and(|state| [NO_STATE, INIT].contains(&state)) {
                self.suffer(Fault::Stop(side));
            }
            assert!([0, SERVICE_ALREADY_RUNNING].contains(&self.trial.suffer(Fault::Start(side))));
        }
        self.shifts = [0; 2];
        assert_eq!(self.set_secret(Primary, 0, false), 0);
        self.trial.advance(u64::from(LONGEST_MCLT) * 2 + 600);
        must(Rule::Repaired, self.trial.is_normal(), || format!("not in NORMAL: {:?}", self.trial.states()))?;
        for side in SIDES {
            if self.configured[side as usize].range.is_none() {
                self.configure(Where::On(side), Change::Range(1, self.trial.settings.addresses));
            }
        }
        for side in SIDES.into_iter().filter(|side| !self.joined[*side as usize]).collect::<Vec<_>>() {
            assert_eq!(self.scope_joins(side), 0);
        }
        self.passes(0)?;
        self.passes(REBALANCING)?;
        // Longer than any potential expiry: half of a lease, the lease that follows, and the MCLT (draft 5.2.1).
        self.passes(30 * DAY)?;
        self.declined_are_deleted()?;
        let code = self.replicate(Primary, false)?;
        must(Rule::Repaired, code == 0, || format!("replication when all is well: {code}"))?;
        self.passes(REBALANCING)?;
        self.configuration_is_as_at_first()?;
        self.passes(REBALANCING)?;
        let books = SIDES.map(|side| self.trial.book(side, self.trial.settings.addresses).unwrap());
        for book in &books {
            for (number, entry) in (1..).zip(book) {
                let is_free = entry.record.is_none() && entry.status.is_some_and(|status| status <= 1);
                must(Rule::Repaired, is_free, || format!("at the end .{number} is {entry:?}"))?;
            }
        }
        Ok(())
    }

    fn passes(&mut self, seconds: u64) -> Result<(), String> {
        self.steps += 1;
        self.trial.advance(seconds);
        self.observe();
        self.check()
    }

    /// Every record that is there then is that of a declined address, and is deleted.
    fn declined_are_deleted(&mut self) -> Result<(), String> {
        let declined = take(&mut self.declined);
        for side in SIDES {
            for number in 1..=self.addresses() {
                let record = self.trial.record(side, SCOPE + number).filter(|record| !record.is_idle());
                let known = declined.get(&(SCOPE + number));
                must(Rule::Repaired, record.is_none() || known.is_some(), || {
                    format!("long after .{number} is {record:?}")
                })?;
                let is_missed = known.is_some_and(|known| known.is_certain) && record.is_none();
                must(Rule::Repaired, !is_missed || side != Primary, || format!(".{number} was declined"))?;
                if record.is_some() {
                    // The record of a reserved address cannot be deleted.
                    if let Some(client) = self.configured[side as usize].reservations.get(&number) {
                        self.configure(Where::On(side), Change::Unreserve(*client));
                    }
                    self.trial.server(side).delete_lease(SCOPE + number);
                }
            }
        }
        Ok(())
    }

    fn configuration_is_as_at_first(&mut self) -> Result<(), String> {
        for side in SIDES {
            let Configuration { exclusions, reservations, .. } = self.configured[side as usize].clone();
            for client in reservations.into_values() {
                self.configure(Where::On(side), Change::Unreserve(client));
            }
            for (first, last) in exclusions {
                self.configure(Where::On(side), Change::Include(first, last));
            }
            self.configure(Where::On(side), Change::LeaseSeconds(None));
            for client in self.denied[side as usize].clone() {
                self.configure(Where::On(side), Change::Admit(client));
            }
            let addresses = self.trial.settings.addresses;
            // Wider first: a range covers the one that it replaces, or is covered by it.
            self.configure(Where::On(side), Change::Range(1, addresses + WIDER));
            self.configure(Where::On(side), Change::Range(1, addresses));
            let is_as_at_first = self.configured[side as usize] == Configuration::new(addresses);
            must(Rule::Repaired, is_as_at_first, || {
                format!("still configured: {:?}", self.configured[side as usize])
            })?;
        }
        Ok(())
    }
}

/// The state of an address before it is leased.
struct Look {
    state: FSM_STATE,
    status: Option<u32>,
    record: Option<Record>,
    /// The clients whose reserved address is on record for another.
    taken: Vec<u8>,
}

/// A client that talks about an address.
fn request_of(client: u8, address: u32) -> Client {
    Client::new(SCOPE, client).about(address)
}
