//! Two scopes whose clients are in one network, or in one network on one of the partners alone, in random sequences with faults: an
//! address of either is never two clients', and nobody gets one of a scope that is not in the network.
//!
//! Nobody declares a server down that runs, no clock is wrong, and no client gets two addresses within one second, so that there is
//! no excuse.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::play::{Rule, must, play};
use crate::support::codes::SERVICE_ALREADY_RUNNING;
use crate::support::dhcp::Client;
use crate::support::pair::{SCOPE, SIDES, Side};
use crate::trial::{Fault, Settings, Trial, side};

/// Of four addresses each.
const SCOPES: [u32; 2] = [SCOPE, SCOPE + 0x100];
const ADDRESSES: u32 = 4;
/// There are more than addresses.
const CLIENTS: u8 = 12;
const NAME: &str = "network";

#[derive(Debug, Clone)]
enum Step {
    Fault(Fault),
    Advance(u64),
    /// A client in one of the scopes looks for an address, and is heard by one server or by both.
    Ask(u8, u32, Option<Side>),
    Release(u8, Option<Side>),
    /// A scope joins the superscope, or leaves it, on one server or on both.
    Network(u32, bool, Option<Side>),
}

fn step() -> impl Strategy<Value = Step> {
    let heard = || prop_oneof![1 => Just(None), 1 => side().prop_map(Some)];
    let scope = || prop::sample::select(SCOPES.to_vec());
    let fault = prop_oneof![
        3 => Just(Fault::Cut),
        3 => side().prop_map(Fault::Heal),
        2 => side().prop_map(Fault::Stop),
        3 => side().prop_map(Fault::Start),
        1 => side().prop_map(Fault::Trigger),
    ];
    let spans = vec![1, 60, 600, 1800, 3600, 4000, 86_400, 9 * 86_400];
    prop_oneof![
        6 => fault.prop_map(Step::Fault),
        4 => prop::sample::select(spans).prop_map(Step::Advance),
        20 => (1..=CLIENTS, scope(), heard()).prop_map(|(client, scope, heard)| Step::Ask(client, scope, heard)),
        3 => (1..=CLIENTS, heard()).prop_map(|(client, heard)| Step::Release(client, heard)),
        3 => (scope(), any::<bool>(), heard()).prop_map(|(scope, joins, on)| Step::Network(scope, joins, on)),
    ]
}

/// What a client was told last: its address, its scope, and when its lease ends.
#[derive(Debug, Clone, Copy)]
struct Told {
    address: u32,
    end: u64,
}

struct Network {
    trial: Trial,
    told: BTreeMap<u8, Told>,
}

impl Network {
    fn run(&mut self, step: &Step) -> Result<(), String> {
        match *step {
            Step::Fault(fault) => drop(self.trial.suffer(fault)),
            Step::Advance(seconds) => self.trial.advance(seconds),
            Step::Ask(client, scope, heard) => self.ask(client, scope, heard)?,
            Step::Release(client, heard) => self.release(client, heard),
            Step::Network(scope, joins, on) => {
                for side in SIDES.into_iter().filter(|side| on.is_none_or(|only| only == *side)) {
                    self.trial.server(side).set_superscope(scope, joins.then_some(NAME), 1);
                }
            }
        }
        Ok(())
    }

    fn ask(&mut self, client: u8, scope: u32, heard: Option<Side>) -> Result<(), String> {
        self.trial.advance(1);
        let by = heard.map(|side| self.trial.server(side));
        let Ok(answer) = Client::new(scope, client).request(by) else { return Ok(()) };
        let (address, now) = (answer.Address, self.trial.now);
        let server = self.trial.server(self.trial.side_of(answer.Server));
        let of = SCOPES.into_iter().find(|scope| (1..=ADDRESSES).any(|number| scope + number == address));
        let superscopes = server.superscopes();
        let number =
            |scope| superscopes.iter().find(|(other, ..)| *other == scope).map(|(_, number, ..)| *number);
        let is_near =
            of.is_some_and(|of| of == scope || number(of) != Some(0) && number(of) == number(scope));
        must(Rule::Allocation, is_near, || {
            format!("client {client} of {scope:#x} gets {address:#x}, and there are {superscopes:?}")
        })?;
        let told = Told { address, end: answer.Expires };
        let other = self
            .told
            .iter()
            .find(|(other, theirs)| **other != client && theirs.address == address && theirs.end > now);
        must(Rule::Master, other.is_none(), || {
            format!("client {client} was told {told:?}, and client {other:?}")
        })?;
        self.told.insert(client, told);
        Ok(())
    }

    /// It has no address from then on, whoever hears that.
    fn release(&mut self, client: u8, heard: Option<Side>) {
        let Some(told) = self.told.remove(&client) else { return };
        let by = heard.map(|side| self.trial.server(side));
        Client::new(told.address & !0xFF, client).about(told.address).release(by);
    }

    /// All is well again, and two MCLTs and two startup times pass.
    fn repair(&mut self) -> Result<(), String> {
        self.trial.suffer(Fault::Heal(Side::Primary));
        for side in SIDES {
            assert!([0, SERVICE_ALREADY_RUNNING].contains(&self.trial.suffer(Fault::Start(side))));
        }
        self.trial.advance(u64::from(self.trial.settings.mclt) * 2 + 600);
        must(Rule::Repaired, self.trial.is_normal(), || format!("{:?}", self.trial.states()))?;
        for address in SCOPES.into_iter().flat_map(|scope| (1..=ADDRESSES).map(move |number| scope + number))
        {
            let [one, other] = SIDES.map(|side| self.trial.record(side, address));
            let said = [&one, &other].map(|record| record.as_ref().map(|record| record.said()));
            must(Rule::Books, said[0] == said[1], || format!("{address:#x} is {one:?} and {other:?}"))?;
        }
        Ok(())
    }
}

fn case(steps: Vec<Step>) -> Result<(), String> {
    let settings = Settings { addresses: ADDRESSES, mclt: 3600, safe_period: 0, draft_lease_limit: false };
    let mut network = Network { trial: Trial::of(settings, &SCOPES), told: BTreeMap::new() };
    for step in &steps {
        network.run(step)?;
    }
    network.repair()
}

#[test]
fn no_address_of_a_network_is_two_clients() {
    play(300, &prop::collection::vec(step(), 1..60), case);
}
