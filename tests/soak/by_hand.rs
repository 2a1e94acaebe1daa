//! An administrator writes lease records, in random sequences with faults: the partners agree whenever both are in NORMAL.

use proptest::prelude::*;
use windows_sys::Win32::NetworkManagement::Dhcp::PERCENTAGE;

use crate::books;
use crate::configuration::Configuration;
use crate::pair::{
    ACTIVE, DECLINED, Fault, Pair, SCOPE, SERVICE_ALREADY_RUNNING, SIDES, Settings, Side, side,
};
use crate::play::{Rule, must, play};
use crate::schedule::faults;
use crate::servers::dhcp::Client;

const CLIENTS: u8 = 6;
const ADDRESSES: u32 = 20;

#[derive(Debug, Clone)]
enum Step {
    Fault(Fault),
    Percentage(Side, u8),
    HotStandby(Side, bool),
    Advance(u64),
    /// A record of a client, leased or declined.
    Lease(Side, u32, u8, u8),
    /// A client asks, while both servers are in NORMAL.
    Ask(u8),
    Renew(Side, u32),
    Release(Side, u32),
}

fn step() -> impl Strategy<Value = Step> {
    let address = || (1..=ADDRESSES).prop_map(|number| SCOPE + number);
    prop_oneof![
        16 => faults().prop_map(Step::Fault),
        1 => (side(), 0..=100_u8).prop_map(|(side, percentage)| Step::Percentage(side, percentage)),
        1 => (side(), any::<bool>()).prop_map(|(side, mode)| Step::HotStandby(side, mode)),
        3 => prop::sample::select(vec![1, 60, 299, 300, 600, 1800, 3600, 10_000]).prop_map(Step::Advance),
        8 => (side(), address(), 1..=CLIENTS, prop::sample::select(vec![ACTIVE, ACTIVE, ACTIVE, DECLINED]))
            .prop_map(|(side, address, client, kind)| Step::Lease(side, address, client, kind)),
        2 => (1..=CLIENTS).prop_map(Step::Ask),
        1 => (side(), address()).prop_map(|(side, address)| Step::Renew(side, address)),
        3 => (side(), address()).prop_map(|(side, address)| Step::Release(side, address)),
    ]
}

fn run(pair: &mut Pair, step: &Step) -> Result<(), String> {
    match *step {
        Step::Fault(fault) => drop(pair.suffer(fault)),
        Step::Percentage(side, percentage) => {
            pair.set(side, PERCENTAGE, |given| given.Percentage = percentage);
        }
        Step::HotStandby(side, is_standby) => drop(pair.set_mode(side, is_standby)),
        Step::Advance(seconds) => pair.advance(seconds),
        Step::Lease(side, address, client, kind) => {
            pair.server(side).create_lease(address, &[client], kind);
        }
        Step::Ask(client) if pair.is_normal() => asks(pair, client)?,
        Step::Ask(_) => {}
        Step::Renew(side, address) => {
            let server = pair.server(side);
            if let Ok((client, _)) = server.client_at(address) {
                server.change_lease(address, &client, server.address);
            }
        }
        Step::Release(side, address) => drop(pair.server(side).delete_lease(address)),
    }
    Ok(())
}

/// What is declined is nobody's, and a client that has an address gets no other one.
fn asks(pair: &Pair, client: u8) -> Result<(), String> {
    let leases = || {
        let records = (1..=ADDRESSES).filter_map(|number| {
            let record = pair.record(Side::Primary, SCOPE + number)?;
            (record.client == [client] && record.kind == ACTIVE).then_some(SCOPE + number)
        });
        records.collect::<Vec<_>>()
    };
    let had = leases();
    let Ok(answer) = (Client { id: vec![client], ..Client::new(SCOPE, client) }).request(None) else {
        return Ok(());
    };
    must(Rule::Allocation, had.is_empty() || had == [answer.Address], || {
        format!("client {client} has {had:?}, and gets {:?}", answer.Address)
    })?;
    must(Rule::Allocation, leases() == [answer.Address], || format!("client {client} has {:?}", leases()))
}

/// All is well again, and two MCLTs and two startup times pass.
fn repair(pair: &mut Pair) {
    pair.suffer(Fault::Heal(Side::Primary));
    for side in SIDES {
        assert_eq!(pair.suffer(Fault::Shift(side, 0)), 0);
        assert!([0, SERVICE_ALREADY_RUNNING].contains(&pair.suffer(Fault::Start(side))));
    }
    pair.advance(u64::from(pair.settings.mclt) * 2 + 600);
}

fn are_one(pair: &Pair) -> Result<(), String> {
    let configuration = Configuration::new(ADDRESSES);
    let books = SIDES.map(|side| pair.book(side, ADDRESSES).unwrap());
    books::agree(&books, [&configuration, &configuration])?;
    books::statistics_agree(pair, &books, &configuration)
}

fn case((steps, safe_period): (Vec<Step>, u32)) -> Result<(), String> {
    let settings = Settings { addresses: ADDRESSES, mclt: 3600, safe_period, draft_lease_limit: false };
    let mut pair = Pair::new(settings);
    for step in &steps {
        run(&mut pair, step)?;
        if pair.is_normal() {
            are_one(&pair)?;
        }
    }
    repair(&mut pair);
    must(Rule::Repaired, pair.is_normal(), || format!("not in NORMAL: {:?}", pair.states()))?;
    are_one(&pair)
}

/// A few hundred sequences, of twenty steps on the average; `make soak` wants more.
#[test]
fn ends_well() {
    let steps = prop::collection::vec(step(), 1..40);
    play(300, &(steps, prop::sample::select(vec![0, 60, 1000])), case);
}
