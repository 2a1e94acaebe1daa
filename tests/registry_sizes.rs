//! How much a registry writes: the bytes of a record, and the number of commits.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::path::Path;

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::client::ClientId;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::role::Role;
use dhcpsapi::domain::model::scope::{RangeKind, ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::serving::RequestKind;
use dhcpsapi::domain::rules::{
    ClientRequest, Command, Element, FailoverCommand, Generation, ScopeCommand, request,
};
use dhcpsapi::eventlog::Revision;
use rusqlite::Connection;
use support::process::{Process, half};
use support::programs::empty_directory;

const SCOPE: ScopeId = ScopeId(0x0A01_0000);

/// How many commits are in the write-ahead log (sqlite.org/walformat.html): frames of 24 bytes and a page, behind a header of 32;
/// the second number of a frame that ends a commit is not 0, and its salts are those of the header.
fn commits(file: &Path) -> usize {
    let log = std::fs::read(file.with_extension("db-wal")).unwrap();
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frames = (32..log.len()).step_by(24 + 4096);
    let valid = frames.filter(|at| log[at + 8..at + 16] == log[16..24]);
    valid.filter(|at| number(at + 4) != 0).count()
}

/// Two servers with a /16 each.
fn make_servers(process: &mut Process) {
    let subnet = Subnet::new(SCOPE.0, 0xFFFF_0000).unwrap();
    let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
    let (first, last) = (SCOPE.0 + 1, SCOPE.0 + 0xFFFE);
    let range = Element::Range { first, last, kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
    for server in [1, 2] {
        process.list(server).unwrap();
        process.command(server, &Command::Scope(ScopeCommand::Create(info.clone()))).unwrap();
        let add = ScopeCommand::AddElement(SCOPE, range.clone(), Generation::V5);
        process.command(server, &Command::Scope(add)).unwrap();
    }
}

fn make_a_pair(process: &mut Process) {
    for (server, role) in [(1, Role::Primary), (2, Role::Secondary)] {
        process
            .command(server, &Command::Failover(FailoverCommand::Create(half(role, None), vec![SCOPE])))
            .unwrap();
    }
}

/// A client gets an address; answers how many bytes the record of that has.
fn grant(process: &mut Process, file: &Path, client: u8) -> usize {
    let asked = ClientRequest {
        scope: SCOPE,
        client: ClientId::new(&[2, 0, 0, 0, 1, client]).unwrap(),
        name: None,
        address: None,
        seconds: None,
        kind: RequestKind::New,
        details: None,
    };
    process
        .change(|engine| {
            let decision = |registry: &_, now| request(registry, None, &asked, now).map(|(events, _)| events);
            engine.carry_out(None, "lease", decision)
        })
        .unwrap();
    let last: String = Connection::open(file)
        .unwrap()
        .query_row("SELECT record FROM records ORDER BY revision DESC LIMIT 1", [], |row| row.get(0))
        .unwrap();
    assert!(last.contains("\"granted\""), "{last}");
    last.len()
}

/// Requirement: at most 300 bytes alone, and 500 in a pair.
#[test]
fn a_grant_takes_few_bytes() {
    let (alone, pair) = (
        empty_directory("grant alone").join("registry.db"),
        empty_directory("grant in a pair").join("registry.db"),
    );
    let mut process = Process::at(&alone);
    make_servers(&mut process);
    let bytes: Vec<usize> = (0..20).map(|client| grant(&mut process, &alone, client)).collect();
    assert!(bytes.iter().all(|bytes| *bytes <= 300), "{bytes:?}");
    let mut process = Process::at(&pair);
    make_servers(&mut process);
    make_a_pair(&mut process);
    let bytes: Vec<usize> = (0..20).map(|client| grant(&mut process, &pair, client)).collect();
    assert!(bytes.iter().all(|bytes| *bytes <= 500), "{bytes:?}");
}

/// A rebalance of a /16 is one record, and one transaction, however many addresses it moves.
#[test]
fn a_rebalance_is_one_commit() {
    let file = empty_directory("rebalance").join("registry.db");
    let mut process = Process::at(&file);
    make_servers(&mut process);
    make_a_pair(&mut process);
    (0..40).for_each(|client| _ = grant(&mut process, &file, client));
    let (revision, before) = (process.engine.revision(), commits(&file));
    let change = dhcpsapi::domain::rules::SettingsChange {
        name: "pair".into(),
        percentage: Some(90),
        ..Default::default()
    };
    process.command(1, &Command::Failover(FailoverCommand::Change(change))).unwrap();
    process.command(1, &Command::Failover(FailoverCommand::Rebalance("pair".into()))).unwrap();
    assert_eq!(process.engine.revision(), Revision(revision.0 + 2));
    assert_eq!(commits(&file), before + 2);
}
