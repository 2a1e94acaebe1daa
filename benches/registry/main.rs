//! What a registry in a file costs beside one in memory, and beside SQLite alone: ratios of times within one run.
//!
//!     cargo bench --features sqlite --bench registry
//!
//! Each figure comes from processes of their own, which measure themselves; of several rounds the median counts, for a disk is
//! never quiet. The file lies in the directory that DHCPSAPI_BENCH_DIRECTORY names, or in the one for temporary files.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::as_conversions,
    missing_docs,
    reason = "a measurement may panic"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::client::ClientId;
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::{ScopeId, ServerId};
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::scope::{RangeKind, ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::serving::RequestKind;
use dhcpsapi::domain::rules::{self, ClientRequest, Element, Generation, Host, ScopeCommand};
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::EventLog;
use dhcpsapi::eventlog::database::DatabaseLog;
use dhcpsapi::eventlog::database::sqlite::{Manner, Sqlite};
use dhcpsapi::service;
use rusqlite::Connection;

const SCOPE: ScopeId = ScopeId(0x0A00_0000);
/// How many lease records the large registry has.
const MANY: u32 = 1_000_000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(place) = arguments.iter().position(|argument| argument == "--child") {
        return child(&arguments[place + 1..]);
    }
    let directory =
        std::env::var_os("DHCPSAPI_BENCH_DIRECTORY").map_or_else(std::env::temp_dir, PathBuf::from);
    let directory = directory.join(format!("dhcpsapi-bench-{}", std::process::id()));
    std::fs::create_dir(&directory).unwrap();
    let file = |name: &str| directory.join(name).display().to_string();
    println!("| what | measured | beside | ratio | limit |");
    println!("|---|---:|---:|---:|---:|");

    let memory = ask("memory:", &["read"]);
    let read = ask(&format!("sqlite:{}", file("read.db")), &["read"]);
    let version = bare_data_version(&directory.join("version.db"));
    row("an unchanged read, ns above memory; `PRAGMA data_version`", read - memory, version, 2.0);

    let change = ask(&format!("sqlite:{}", file("change.db")), &["change", "1"]);
    let bare = bare_transactions(&directory.join("bare.db"));
    row("a renewal, us; one transaction of SQLite with as many bytes", change / 1000.0, bare / 1000.0, 1.3);

    let one = 1e9 / change;
    let many = 1e9 / ask(&format!("sqlite:{}", file("threads.db")), &["change", "64"]);
    println!(
        "| renewals a second, 64 threads; 1 thread | {many:.0} | {one:.0} | {:.1} | >= 10 |",
        many / one
    );

    fill(&directory.join("large.db"));
    let opened = ask(&format!("sqlite:{}", file("large.db")), &["open"]);
    println!("| opening {MANY} lease records, s | {:.2} | | | 3 |", opened / 1e9);
    let bytes = ask(&format!("sqlite:{}", file("large.db")), &["memory"]);
    println!("| bytes of memory a record | {:.0} | | | 120 |", bytes / f64::from(MANY));
    std::fs::remove_dir_all(&directory).unwrap();
}

fn row(what: &str, measured: f64, beside: f64, limit: f64) {
    println!("| {what} | {measured:.0} | {beside:.0} | {:.2} | {limit} |", measured / beside);
}

/// What a process of its own measures.
fn ask(registry: &str, what: &[&str]) -> f64 {
    let mut figures: Vec<f64> = (0..3)
        .map(|_| {
            let mut command = Command::new(std::env::current_exe().unwrap());
            command.env("DHCPSAPI_REGISTRY", registry).arg("--child").args(what);
            let printed = command.output().unwrap();
            assert!(printed.status.success(), "{what:?}: {}", String::from_utf8_lossy(&printed.stderr));
            String::from_utf8(printed.stdout).unwrap().trim().parse().unwrap()
        })
        .collect();
    figures.sort_by(f64::total_cmp);
    figures[1]
}

fn child(what: &[String]) {
    let figure = match what[0].as_str() {
        "read" => read(),
        "change" => change(what[1].parse().unwrap()),
        "open" => open().0,
        _ => open().1,
    };
    println!("{figure}");
}

/// The time of one call for which `call` is called many times, in ns.
fn each(count: u32, mut call: impl FnMut()) -> f64 {
    let begun = Instant::now();
    (0..count).for_each(|_| call());
    begun.elapsed().as_nanos() as f64 / f64::from(count)
}

fn read() -> f64 {
    prepare();
    let call = || assert!(service::ask(None, |server| Ok::<_, Error>(server.running)).unwrap());
    each(10_000, call);
    each(200_000, call)
}

/// The local server with a scope, made once.
fn prepare() {
    let subnet = Subnet::new(SCOPE.0, 0xFFFF_0000).unwrap();
    let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
    if service::command(None, &rules::Command::Scope(ScopeCommand::Create(info))).is_ok() {
        let (first, last) = (SCOPE.0 + 1, SCOPE.0 + 0xFFFE);
        let range = Element::Range { first, last, kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
        let add = ScopeCommand::AddElement(SCOPE, range, Generation::V5);
        service::command(None, &rules::Command::Scope(add)).unwrap();
    }
}

fn request(client: u32, kind: RequestKind) -> ClientRequest {
    let id = [2, 0].into_iter().chain(client.to_be_bytes()).collect::<Vec<u8>>();
    ClientRequest {
        scope: SCOPE,
        client: ClientId::new(&id).unwrap(),
        name: None,
        address: None,
        seconds: None,
        kind,
        details: None,
    }
}

fn lease(request: &ClientRequest) {
    service::lease(None, request, |_, _, _| Ok::<_, Error>(())).unwrap();
}

/// The time of a renewal, where so many threads renew at the same time.
fn change(threads: u32) -> f64 {
    prepare();
    const EACH: u32 = 200;
    (0..threads).for_each(|thread| lease(&request(thread, RequestKind::New)));
    let begun = Instant::now();
    thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || (0..EACH).for_each(|_| lease(&request(thread, RequestKind::New))));
        }
    });
    begun.elapsed().as_nanos() as f64 / f64::from(threads * EACH)
}

/// How long it takes until the servers can be asked, and how many bytes of memory they take.
fn open() -> (f64, f64) {
    let resident = || {
        let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
        pages.split(' ').nth(1).unwrap().parse::<f64>().unwrap() * 4096.0
    };
    let (before, begun) = (resident(), Instant::now());
    assert!(service::ask(None, |server| Ok::<_, Error>(server.running)).unwrap());
    (begun.elapsed().as_nanos() as f64, resident() - before)
}

fn bare_data_version(file: &Path) -> f64 {
    let connection = bare(file);
    let mut version = connection.prepare("PRAGMA data_version").unwrap();
    each(100_000, || {
        version.query_row([], |row| row.get::<_, i64>(0)).unwrap();
    })
}

/// A database with the settings and the table of a registry.
fn bare(file: &Path) -> Connection {
    let connection = Connection::open(file).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; \
             CREATE TABLE IF NOT EXISTS records (revision INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, \
             record TEXT NOT NULL, checksum INTEGER NOT NULL) STRICT",
        )
        .unwrap();
    connection
}

/// One transaction that inserts what a renewal does.
fn bare_transactions(file: &Path) -> f64 {
    let connection = bare(file);
    let mut insert = connection
        .prepare("INSERT INTO records (id, record, checksum) VALUES (randomblob(16), ?, 7)")
        .unwrap();
    let text = "x".repeat(235);
    let mut rounds: Vec<f64> = (0..3)
        .map(|_| {
            each(200, || {
                connection.execute_batch("BEGIN IMMEDIATE").unwrap();
                insert.execute([&text]).unwrap();
                connection.execute_batch("COMMIT").unwrap();
            })
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[1]
}

/// A registry with very many leases, in one transaction after the other; half of them in a snapshot.
fn fill(file: &Path) {
    let manner = Manner { is_durable: false, ..Manner::default() };
    let log: Arc<dyn EventLog> = Arc::new(DatabaseLog::new(Sqlite::at(file, manner)));
    let host = Host::named("here", 9);
    let mut engine = Local::open(log.clone(), Clock::Fixed(Timestamp(1_750_000_000)), host).unwrap();
    let subnet = Subnet::new(SCOPE.0, 0xFF00_0000).unwrap();
    let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
    let (first, last) = (SCOPE.0 + 1, SCOPE.0 + 0x00FF_FFFE);
    let range = Element::Range { first, last, kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
    let commands = [ScopeCommand::Create(info), ScopeCommand::AddElement(SCOPE, range, Generation::V5)];
    for part in 0..MANY / 10_000 {
        log.begin_turn().unwrap();
        engine.settle().unwrap();
        if part == 0 {
            for command in commands.clone() {
                engine.command(ServerId::FIRST, &rules::Command::Scope(command)).unwrap();
            }
        }
        for client in part * 10_000..(part + 1) * 10_000 {
            let asked = request(client, RequestKind::New);
            let decision =
                |registry: &_, now| rules::request(registry, None, &asked, now).map(|(events, _)| events);
            engine.carry_out(None, "lease", decision).unwrap();
        }
        let submitted = engine.submitted().clone();
        log.end_turn();
        submitted.wait().unwrap();
        if part == MANY / 20_000 {
            let (log, snapshot) = engine.snapshot();
            log.save_snapshot(&snapshot).unwrap();
        }
    }
}
