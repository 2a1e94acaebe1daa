//! Several processes share a registry in a file: all of them see the same, at once, and nothing is lost.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use dhcpsapi::exports::{dhcpsapi_clock_advance, dhcpsapi_link_cut, dhcpsapi_link_heal};
use dhcpsapi::service;
use rusqlite::Connection;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::found::{self, digest, engine, examine, is_sound};
use crate::histories::{Call, faults};
use crate::support::clock::{BEGIN, at, seconds_of};
use crate::support::dhcp::Client;
use crate::support::fixtures::MASK;
use crate::support::programs::empty_directory;
use crate::support::relationship::{Relationship, delete_relationship};
use crate::support::server::Server;
use crate::tool::{self, Tool, next_order, say, serve, with_reason};
use crate::{Random, report, size};

/// The servers of the processes, which all of them know.
fn servers() -> [Server; 4] {
    [("one", 1), ("two", 2), ("three", 3), ("four", 4)]
        .map(|(name, address)| Server::named(name, 0x0A63_0000 + address))
}

/// The scope of the relationship that lasts, and those that come and go.
const LASTING: u32 = 0x0A00_0000;
const SCOPES: u64 = 12;

fn passing(number: u64) -> u32 {
    0x0A01_0000 + (u32::try_from(number).unwrap() << 8)
}

/// Nanoseconds on a clock that all processes share.
fn nanoseconds() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid place.
    assert_eq!(unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut time) }, 0);
    (time.tv_sec * 1_000_000_000 + time.tv_nsec).try_into().unwrap()
}

/// Servers, and a relationship of the first two.
fn prepare() {
    at(0);
    let [one, two, three, four] = &servers();
    for server in [one, two, three, four] {
        assert_eq!(server.list(), 0);
    }
    let mut pair = Relationship::between("lasting", one, two, &[LASTING]);
    for (server, role) in [(one, PrimaryServer), (two, SecondaryServer)] {
        server.scope(LASTING, MASK, LASTING + 1, LASTING + 200);
        pair.structure.ServerType = role;
        assert_eq!(pair.create_on(server), 0);
    }
    say("prepared");
}

/// RPC_S_SERVER_TOO_BUSY, which says that nothing has changed.
const BUSY: u32 = 1723;

/// One of eight processes of mixed calls, each of which is told. The one with the number 8 prepares the servers instead.
pub fn mixed(process: u64, calls: usize) {
    if process == 8 {
        return prepare();
    }
    let mut random = Random::new();
    for _ in 0..calls {
        let before = service::last_record();
        let begin = nanoseconds();
        let code = with_patience(|| mixed_call(&mut random, process));
        let end = nanoseconds();
        let said = with_reason(code);
        // The codes of a log that fails; one of them has other causes, too.
        let is_failure = [5, 1359, 1398, BUSY, 1726, 20001].contains(&code) || said.contains("the registry");
        assert!(!is_failure, "{said}");
        let after = service::last_record().filter(|_| code == 0 && service::last_record() != before);
        if let Some((revision, id)) = after {
            say(&format!("call {begin} {end} {revision} {id}"));
        }
    }
    say("done");
    serve();
}

/// Has a call made again that found the registry locked: where the disk of the host hardly answers, one commit can take longer than
/// others wait for it.
fn with_patience(mut call: impl FnMut() -> u32) -> u32 {
    (0..5).map(|_| call()).find(|code| *code != BUSY).unwrap_or(BUSY)
}

fn mixed_call(random: &mut Random, process: u64) -> u32 {
    let servers = servers();
    let [one, two] = [0, 1].map(|more| &servers[usize::try_from((random.below(4) + more) % 4).unwrap()]);
    let scope = passing(random.below(SCOPES));
    let name = format!("passing{}", random.below(6));
    let mut client =
        Client::new(if random.below(2) == 0 { LASTING } else { scope }, random.below(30).try_into().unwrap());
    // Half of the clients are those of one process alone.
    if random.below(2) == 0 {
        client.id[1] = u8::try_from(process).unwrap();
    }
    let code = |answer: Result<dhcpsapi::abi::extension::DHCPSAPI_ANSWER, u32>| {
        answer.map_or_else(|code| code, |_| 0)
    };
    match random.below(17) {
        0..4 => code(client.request(None)),
        4 => code(client.renew(None)),
        5 => client.release(None),
        6 => code(client.for_seconds(1 + u32::try_from(random.below(9)).unwrap()).request(None)),
        7 => one.create_scope(scope, MASK),
        8 => one.add_range(scope, scope + 1, scope + 50),
        9 => one.delete_scope(scope, DhcpFullForce),
        10 => Relationship::between(&name, one, two, &[scope]).create_on(one),
        11 => Relationship::between(&name, one, two, &[scope]).as_secondary().create_on(two),
        12 => Relationship::between(&name, one, two, &[scope]).add_scopes_on(one),
        13 => delete_relationship(one, &name),
        // SAFETY: valid strings.
        14 => unsafe { dhcpsapi_link_cut(one.ptr(), two.ptr()) },
        // SAFETY: valid strings.
        15 => unsafe { dhcpsapi_link_heal(one.ptr(), two.ptr()) },
        // SAFETY: it takes a number.
        _ => unsafe { dhcpsapi_clock_advance(1) },
    }
}

/// Whether the parent has said that it is enough.
fn until_told() -> Arc<AtomicBool> {
    let is_over = Arc::new(AtomicBool::new(false));
    let told = Arc::clone(&is_over);
    std::thread::spawn(move || {
        next_order();
        told.store(true, Ordering::Relaxed);
    });
    is_over
}

fn file() -> std::path::PathBuf {
    let registry = std::env::var("DHCPSAPI_REGISTRY").unwrap();
    registry.trim_start_matches("sqlite:").split('?').next().unwrap().into()
}

/// Keeps snapshots, one after the other, and that many records besides.
pub fn compactor(history: u64) {
    let is_over = until_told();
    let mut saved = 0;
    while !is_over.load(Ordering::Relaxed) {
        let (log, snapshot) = engine(&file(), history).snapshot();
        log.save_snapshot(&snapshot).unwrap();
        saved += 1;
        std::thread::sleep(Duration::from_millis(20));
    }
    say(&saved.to_string());
}

/// Reads for a long time at once: what it reads stays the same meanwhile.
pub fn slow_reader() {
    let is_over = until_told();
    let connection = Connection::open(file()).unwrap();
    let count = || -> i64 {
        connection.query_row("SELECT max(revision) FROM records", [], |row| row.get(0)).unwrap()
    };
    let mut read = 0;
    while !is_over.load(Ordering::Relaxed) {
        connection.execute_batch("BEGIN").unwrap();
        let before = count();
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(count(), before);
        connection.execute_batch("COMMIT").unwrap();
        assert!(!tool::digest().starts_with("error"));
        read += 1;
    }
    say(&read.to_string());
}

/// The calls of a process, as it told them.
fn calls_of(tool: &Tool) -> Vec<Call> {
    let mut calls = Vec::new();
    loop {
        let line = tool.hear().expect("it says that it is done");
        if line == "done" {
            return calls;
        }
        let numbers: Vec<u128> = line.split(' ').skip(1).map(|word| word.parse().unwrap()).collect();
        let [begin, end, revision] = [0, 1, 2].map(|place| u64::try_from(numbers[place]).unwrap());
        calls.push(Call { begin, end, record: (revision, numbers[3]) });
    }
}

/// Eight processes of mixed calls, two that compact and a slow reader. All of them, and a new one, see the same at the end.
fn mix(path: &Path, history: u64) -> (Vec<Vec<Call>>, String) {
    let prepared = Tool::does(path, "mixed 8 0").end();
    assert_eq!(prepared, ["prepared"]);
    let calls = size("REGISTRY_CALLS", 60);
    let mut others: Vec<Tool> = (0..2).map(|_| Tool::does(path, &format!("compactor {history}"))).collect();
    others.push(Tool::does(path, "slow"));
    let mut tools: Vec<Tool> =
        (0..8).map(|process| Tool::does(path, &format!("mixed {process} {calls}"))).collect();
    let histories: Vec<Vec<Call>> = tools.iter().map(calls_of).collect();
    let others: Vec<u32> = others.iter_mut().map(|other| other.ask("enough").parse().unwrap()).collect();
    assert!(others.iter().all(|count| *count > 0), "{others:?}");

    let fresh = Tool::at(path).ask("digest");
    let seen: Vec<String> = tools.iter_mut().map(|tool| tool.ask("digest")).collect();
    assert_eq!(seen, vec![fresh.clone(); 8]);
    tools.into_iter().for_each(|tool| assert_eq!(tool.end(), [""; 0]));
    report(&format!(
        "shared: 8 processes of {calls} calls, {} and {} snapshots, {} slow reads; {} records",
        others[0],
        others[1],
        others[2],
        histories.iter().map(Vec::len).sum::<usize>()
    ));
    (histories, fresh)
}

#[test]
fn eight_processes_of_mixed_calls_lose_nothing() {
    let path = empty_directory("mixed").join("registry.db");
    let (histories, seen) = mix(&path, 1_000_000_000);
    let mut found = examine(&path);
    assert_eq!(digest(&mut found.engine), seen);
    let faults = faults(&histories, &found.records);
    assert!(faults.is_empty(), "{faults:#?}");
    let changes: Vec<usize> = histories.iter().map(Vec::len).collect();
    let enough = changes.iter().sum::<usize>() > 80 && changes.iter().all(|count| *count > 0);
    assert!(enough, "many calls change something: {changes:?}");
    is_sound(found.engine.registry());
    partners_agree(&path);
}

/// Whoever finds that its next record is gone loads the snapshot.
#[test]
fn eight_processes_go_on_while_records_are_let_go() {
    let path = empty_directory("compacted").join("registry.db");
    let (_, seen) = mix(&path, 2);
    let mut engine = engine(&path, 2);
    assert_eq!(digest(&mut engine), seen);
    is_sound(engine.registry());
    let oldest = found::records(&path).first().map(|(revision, _)| *revision);
    assert!(oldest > Some(100), "records were let go before {oldest:?}");
}

/// When the link of the two that stay partners is healed, no address of theirs has two clients.
fn partners_agree(path: &Path) {
    let mut tool = Tool::at(path);
    assert_eq!(tool.code("heal"), 0);
    let engine = engine(path, 1_000_000_000);
    let [one, two] = ["one", "two"].map(|name| {
        let scope = found::server(engine.registry(), name)
            .scope(dhcpsapi::domain::base::ids::ScopeId(LASTING))
            .unwrap();
        scope.leases().map(|(address, lease)| (address, lease.client.clone())).collect::<Vec<_>>()
    });
    assert_eq!(one, two);
    assert!(!one.is_empty());
}

/// Heals the links of all servers, and lets a minute pass.
pub fn heal() -> u32 {
    let servers = servers();
    for (place, one) in servers.iter().enumerate() {
        for other in &servers[place + 1..] {
            // SAFETY: valid strings.
            unsafe { dhcpsapi_link_heal(one.ptr(), other.ptr()) };
        }
    }
    // SAFETY: it takes a number.
    unsafe { dhcpsapi_clock_advance(60) }
}

/// Each call sees what others committed before it began: two processes create a scope each in turn, and see all.
#[test]
fn a_call_sees_at_once_what_another_process_did() {
    let path = empty_directory("seen").join("registry.db");
    let (mut one, mut two) = (Tool::at(&path), Tool::at(&path));
    for number in 0..100 {
        assert_eq!(one.code(&format!("scope {}", 2 * number)), 0);
        assert_eq!(two.ask("scopes"), format!("0 {}", 2 * number + 1));
        assert_eq!(two.code(&format!("scope {}", 2 * number + 1)), 0);
        assert_eq!(one.ask("scopes"), format!("0 {}", 2 * number + 2));
        // It is there already, as both know.
        assert_eq!(one.code(&format!("scope {}", 2 * number + 1)), 20052);
    }
    assert_eq!(examine(&path).records.len(), 200);
}

/// Advancing is relative, and decided again where another process was first.
#[test]
fn two_processes_that_advance_an_hour_each_make_two() {
    let path = empty_directory("hours").join("registry.db");
    let (mut one, mut two) = (Tool::at(&path), Tool::at(&path));
    assert_eq!(one.code("clock 0"), 0);
    for _ in 0..20 {
        one.tell("advance 3600");
        two.tell("advance 3600");
        assert_eq!([one.hear(), two.hear()].map(|said| said.unwrap().trim().to_owned()), ["0", "0"]);
    }
    let expected = (BEGIN + 40 * 3600).to_string();
    assert_eq!(
        [one.ask("now"), two.ask("now"), Tool::at(&path).ask("now")],
        [expected.clone(), expected.clone(), expected]
    );
}

/// Twenty leases that end at a moment of the host's clock.
pub fn leases_that_end(moment: u64) -> String {
    let scope = tool::net(1);
    let mut code = tool::here().create_scope(scope, MASK);
    code = code.max(tool::here().add_range(scope, scope + 1, scope + 100));
    let ticks = (moment + 11_644_473_600) * 10_000_000;
    let end = DATE_TIME { dwLowDateTime: ticks as u32, dwHighDateTime: (ticks >> 32) as u32 };
    assert_eq!(seconds_of(end), moment);
    for last in 1..=20 {
        let id = [2, 0, 0, 0, 0, u8::try_from(last).unwrap()];
        code = code.max(tool::here().create_lease(scope + last, &id, 1));
        code = code.max(tool::here().change_lease_until(scope + last, &id, 0, end));
    }
    with_reason(code)
}

/// How many records of what fell due there are when that many processes find the same, at the same time.
fn records_of_what_fell_due(processes: u32) -> usize {
    let path = empty_directory("due").join("registry.db");
    let mut tools: Vec<Tool> = (0..processes).map(|_| Tool::at(&path)).collect();
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    let moment = now().as_secs() + 5;
    assert_eq!(tools[0].code(&format!("leases {moment}")), 0);
    tools.iter_mut().for_each(|tool| assert_eq!(tool.ask("scopes"), "0 1"));
    let before = found::records(&path).len();
    std::thread::sleep(Duration::from_secs(moment + 1) - now());
    // Readers see that the leases are over, and record nothing.
    tools.iter_mut().for_each(|tool| assert_eq!(tool.ask("scopes"), "0 1"));
    assert_eq!(found::records(&path).len(), before);
    for (place, tool) in tools.iter_mut().enumerate() {
        tool.tell(&format!("scope {}", 10 + place));
    }
    tools.iter_mut().for_each(|tool| assert_eq!(tool.hear().unwrap().trim(), "0"));
    let found = examine(&path);
    let scope =
        found::local(&found.engine).scope(dhcpsapi::domain::base::ids::ScopeId(tool::net(1))).unwrap();
    assert_eq!(scope.leases().count(), 0, "the leases are over");
    let changes = usize::try_from(processes).unwrap();
    found.records.len() - before - changes
}

#[test]
fn what_falls_due_is_recorded_once() {
    assert_eq!(records_of_what_fell_due(1), 1);
    assert_eq!(records_of_what_fell_due(8), 1);
}

/// A record says which function was called.
#[test]
fn records_have_causes() {
    let path = empty_directory("causes").join("registry.db");
    let mut tool = Tool::at(&path);
    assert_eq!((tool.code("scope 0"), tool.code("limit 0")), (0, 0));
    let connection = Connection::open(&path).unwrap();
    let causes = connection.prepare("SELECT cause FROM events ORDER BY revision").unwrap();
    let causes =
        { causes }.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect::<Vec<String>>();
    assert_eq!(causes, ["DhcpCreateSubnet"]);
}

/// As many processes as there are make the file of a registry together.
#[test]
fn eight_processes_may_make_the_file_at_the_same_time() {
    for round in 0..10 {
        let path = empty_directory("made").join("registry.db");
        let mut tools: Vec<Tool> = (0..8).map(|_| Tool::at(&path)).collect();
        tools.iter_mut().for_each(|tool| assert_eq!(tool.ask("last"), "None"));
        for (place, tool) in tools.iter_mut().enumerate() {
            tool.tell(&format!("scope {place}"));
        }
        for tool in &mut tools {
            let said = tool.hear().unwrap();
            assert_eq!(said.trim(), "0", "round {round}");
        }
        assert_eq!(tools.iter_mut().map(|tool| tool.ask("scopes")).collect::<Vec<_>>(), vec!["0 8"; 8]);
        assert_eq!(examine(&path).records.len(), 8);
    }
}
