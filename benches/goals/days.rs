//! One simulated day of a pair and its clients, through the library and by the domain alone.

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::client::ClientId;
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::{ScopeId, ServerId};
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::log::Event;
use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::model::relationship::Settings;
use dhcpsapi::domain::model::scope::{RangeKind, ScopeInfo, ScopeState};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::serving::RequestKind;
use dhcpsapi::domain::rules::{
    ClientRequest, Command, DirectoryCommand, Element, FailoverCommand, Generation, ScopeCommand, decide,
    decide_due, release, request,
};

use crate::clients::{Clients, hardware};
use crate::library::Api;
use crate::measure::Run;
use crate::pools::{BASE, Pair, SERVERS};
use crate::servers::Random;

const HOUR: u32 = 3600;
const DAY: u32 = 24 * HOUR;
/// The length in seconds that clients wish for their leases, and get from their second time on.
const LEASE: u32 = 8 * HOUR;
/// The length in seconds of a client's first lease: the MCLT.
const FIRST_LEASE: u32 = HOUR;
/// When the day begins.
const BEGIN: u64 = 2_000_000_000;
const PREFIX: u32 = 18;

/// A client's request at a second of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Step {
    second: u32,
    client: u32,
    does: Does,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Does {
    Request,
    Renew,
    Release,
}

impl Does {
    /// How long the lease is that it gets.
    fn granted(self) -> u32 {
        if self == Does::Request { FIRST_LEASE } else { LEASE }
    }
}

/// The requests of all clients, in the order of time, and how many leases end because their clients are silent.
///
/// Each comes at a moment of the first eight hours. Of ten, one gives its lease back four to eight hours later and one
/// falls silent then; both come back ten hours after that, if the day is not over.
fn plan(clients: u32) -> (Vec<Step>, u64) {
    let mut random = Random(13);
    let mut within = |hours: u32| random.below((hours * HOUR) as usize) as u32;
    let (mut steps, mut expiries) = (Vec::new(), 0);
    for client in 0..clients {
        let comes = within(8);
        if client % 10 > 1 {
            stay(&mut steps, client, comes, DAY);
            continue;
        }
        let leaves = comes + 4 * HOUR + within(4);
        let lease_end = stay(&mut steps, client, comes, leaves);
        if client % 10 == 0 {
            steps.push(Step { second: leaves, client, does: Does::Release });
        } else if lease_end <= DAY {
            expiries += 1;
        }
        stay(&mut steps, client, leaves + 10 * HOUR, DAY);
    }
    steps.sort_unstable();
    (steps, expiries)
}

/// A client asks for a lease, and for more time at half of each; answers when its last lease ends.
fn stay(steps: &mut Vec<Step>, client: u32, from: u32, until: u32) -> u32 {
    let (mut second, mut does, mut lease_end) = (from, Does::Request, from);
    while second < until {
        steps.push(Step { second, client, does });
        lease_end = second + does.granted();
        (second, does) = (second + does.granted() / 2, Does::Renew);
    }
    lease_end
}

/// The day through the library: the clock is moved to each step, and nothing else is called.
struct Library {
    api: Api,
    pair: Pair,
    clients: Clients,
}

impl Library {
    fn new() -> Self {
        let api = Api::shared();
        // SAFETY: there are no pointers.
        unsafe {
            assert_eq!((api.reset)(), 0);
            assert_eq!((api.clock_set)(BEGIN), 0);
        }
        let pair = Pair::new(PREFIX, 1);
        let half = (1 << (32 - PREFIX)) / 2 - 1;
        assert_eq!(pair.free(), (half, half));
        let clients = Clients::new(api).wishing(LEASE);
        Library { api, pair, clients }
    }

    fn live(&self, steps: &[Step]) {
        let mut second = 0;
        for step in steps {
            if step.second != second {
                self.set_clock(step.second);
                second = step.second;
            }
            match step.does {
                Does::Request => assert_eq!(self.clients.request(step.client).1, FIRST_LEASE),
                Does::Renew => assert_eq!(self.clients.renew(step.client).1, LEASE),
                Does::Release => self.clients.release(step.client),
            }
        }
        self.set_clock(DAY);
    }

    fn set_clock(&self, second: u32) {
        // SAFETY: there are no pointers.
        assert_eq!(unsafe { (self.api.clock_set)(BEGIN + u64::from(second)) }, 0);
    }
}

/// The day by the rules and the events alone, and nothing around them.
struct Domain(Registry);

impl Domain {
    fn new() -> Self {
        let mut domain = Domain(Registry::new(Server::new("local".into(), 1)));
        for (name, address) in [("dhcp1.example", SERVERS.0), ("dhcp2.example", SERVERS.1)] {
            domain.command(0, &Command::Directory(DirectoryCommand::List { name: name.into(), address }));
        }
        let subnet = Subnet::new(BASE, u32::MAX << (32 - PREFIX)).expect("a subnet");
        let scope = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
        let range = Element::Range {
            first: subnet.range().first() + 1,
            last: subnet.range().last() - 1,
            kind: RangeKind::DhcpOnly,
            max_bootp_clients: u32::MAX,
        };
        for server in [1, 2] {
            domain.command(server, &Command::Scope(ScopeCommand::Create(scope.clone())));
            domain.command(
                server,
                &Command::Scope(ScopeCommand::AddElement(ScopeId(BASE), range.clone(), Generation::V5)),
            );
        }
        for (server, role) in [(1, Role::Primary), (2, Role::Secondary)] {
            let settings = Settings {
                name: "pair".into(),
                primary: SERVERS.0,
                secondary: SERVERS.1,
                primary_name: None,
                secondary_name: None,
                role,
                mode: Mode::LoadBalance,
                percentage: 50,
                mclt: FIRST_LEASE,
                safe_period: 600,
                secret: None,
            };
            domain
                .command(server, &Command::Failover(FailoverCommand::Create(settings, vec![ScopeId(BASE)])));
        }
        domain.settle(Timestamp(BEGIN));
        let free = domain.statistics();
        assert_eq!(free.0, free.1);
        domain
    }

    fn command(&mut self, server: u32, command: &Command) {
        let now = Timestamp(BEGIN);
        self.settle(now);
        let events = decide(&self.0, ServerId(server), command, now).expect("accepted");
        self.apply(events);
    }

    fn live(&mut self, steps: &[Step]) {
        for step in steps {
            let now = Timestamp(BEGIN + u64::from(step.second));
            self.settle(now);
            let events = self.decide(step, now).expect("accepted");
            self.apply(events);
        }
        self.settle(Timestamp(BEGIN + u64::from(DAY)));
    }

    fn decide(&self, step: &Step, now: Timestamp) -> Result<Vec<Event>, Error> {
        let asked = ClientRequest {
            scope: ScopeId(BASE),
            client: ClientId::new(&hardware(step.client)).expect("an identifier"),
            name: None,
            address: None,
            seconds: Some(LEASE),
            kind: if step.does == Does::Request { RequestKind::New } else { RequestKind::Renew },
            details: None,
        };
        if step.does == Does::Release {
            return release(&self.0, None, &asked, now);
        }
        let (events, answer) = request(&self.0, None, &asked, now)?;
        assert!(answer.outcome.is_ok_and(|(_, term)| term.seconds == step.does.granted()));
        Ok(events)
    }

    fn settle(&mut self, now: Timestamp) {
        while self.0.next_due().is_some_and(|moment| moment <= now) {
            let events = decide_due(&self.0, now).expect("something is due");
            self.apply(events);
        }
    }

    fn apply(&mut self, events: Vec<Event>) {
        events.into_iter().for_each(|event| self.0.apply(event));
    }

    fn statistics(&self) -> (u32, u32) {
        let scope = self.0.server(ServerId(1)).expect("the primary").scope(ScopeId(BASE)).expect("the scope");
        let statistics = scope.statistics().expect("it is in a relationship");
        (statistics.free_of_primary, statistics.free_of_secondary)
    }
}

/// The day of `clients` clients; the floor is the domain alone.
pub(crate) fn day(run: Run, clients: u32) {
    let (steps, expiries) = plan(clients);
    let events = steps.len() as u64 + expiries;

    let (library, mut domain) = (Library::new(), Domain::new());
    library.live(&steps);
    domain.live(&steps);
    assert_eq!(library.pair.free(), domain.statistics(), "both live the same day");

    run.compare_fresh(
        &format!("day {clients}"),
        events,
        1,
        (Library::new, |library: &mut Library| library.live(&steps)),
        (Domain::new, |domain: &mut Domain| domain.live(&steps)),
    );
    println!("value\tday {clients} events\t{events}");
}
