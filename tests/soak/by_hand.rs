//! An administrator writes lease records, in random sequences with faults: the partners agree whenever both are in NORMAL.

use proptest::prelude::*;
use windows_sys::Win32::NetworkManagement::Dhcp::PERCENTAGE;

use crate::books;
use crate::configuration::Configuration;
use crate::play::{Rule, must, play};
use crate::schedule::faults;
use crate::support::codes::SERVICE_ALREADY_RUNNING;
use crate::support::dhcp::Client;
use crate::support::pair::{SCOPE, SIDES, Side};
use crate::support::server::{ACTIVE, DECLINED};
use crate::trial::{Fault, Settings, Trial, side};

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

fn run(trial: &mut Trial, step: &Step) -> Result<(), String> {
    match *step {
        Step::Fault(fault) => drop(trial.suffer(fault)),
        Step::Percentage(side, percentage) => {
            trial.set(side, PERCENTAGE, |given| given.Percentage = percentage);
        }
        Step::HotStandby(side, is_standby) => drop(trial.set_mode(side, is_standby)),
        Step::Advance(seconds) => trial.advance(seconds),
        Step::Lease(side, address, client, kind) => {
            trial.server(side).create_lease(address, &[client], kind);
        }
        Step::Ask(client) if trial.is_normal() => asks(trial, client)?,
        Step::Ask(_) => {}
        Step::Renew(side, address) => {
            let server = trial.server(side);
            if let Ok((client, _)) = server.client_at(address) {
                server.change_lease(address, &client, server.address);
            }
        }
        Step::Release(side, address) => drop(trial.server(side).delete_lease(address)),
    }
    Ok(())
}

/// A declined address is nobody's, and a client that has an address gets no other one.
fn asks(trial: &Trial, client: u8) -> Result<(), String> {
    let leases = || {
        let records = (1..=ADDRESSES).filter_map(|number| {
            let record = trial.record(Side::Primary, SCOPE + number)?;
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
fn repair(trial: &mut Trial) {
    trial.suffer(Fault::Heal(Side::Primary));
    for side in SIDES {
        assert_eq!(trial.suffer(Fault::Shift(side, 0)), 0);
        assert!([0, SERVICE_ALREADY_RUNNING].contains(&trial.suffer(Fault::Start(side))));
    }
    trial.advance(u64::from(trial.settings.mclt) * 2 + 600);
}

fn are_one(trial: &Trial) -> Result<(), String> {
    let configuration = Configuration::new(ADDRESSES);
    let books = SIDES.map(|side| trial.book(side, ADDRESSES).unwrap());
    books::agree(&books, [&configuration, &configuration])?;
    books::statistics_agree(trial, &books, &configuration)
}

fn case((steps, safe_period): (Vec<Step>, u32)) -> Result<(), String> {
    let settings = Settings { addresses: ADDRESSES, mclt: 3600, safe_period, draft_lease_limit: false };
    let mut trial = Trial::new(settings);
    for step in &steps {
        run(&mut trial, step)?;
        if trial.is_normal() {
            are_one(&trial)?;
        }
    }
    repair(&mut trial);
    must(Rule::Repaired, trial.is_normal(), || format!("not in NORMAL: {:?}", trial.states()))?;
    are_one(&trial)
}

/// A few hundred sequences, of twenty steps on the average; `make soak` wants more.
#[test]
fn ends_well() {
    let steps = prop::collection::vec(step(), 1..40);
    play(300, &(steps, prop::sample::select(vec![0, 60, 1000])), case);
}
