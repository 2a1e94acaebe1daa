//! How much a registry writes: the bytes of a record, and the number of commits.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::sync::Arc;

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::client::ClientId;
use dhcpsapi::domain::base::ids::{ScopeId, ServerId};
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::relationship::Settings;
use dhcpsapi::domain::model::scope::{RangeKind, ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::serving::RequestKind;
use dhcpsapi::domain::rules::{
    ClientRequest, Command, DirectoryCommand, Element, FailoverCommand, Generation, Host, ScopeCommand,
    request,
};
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::database::DatabaseLog;
use dhcpsapi::eventlog::database::sqlite::{Manner, Sqlite};
use dhcpsapi::eventlog::{EventLog, Revision};
use rusqlite::Connection;

const SCOPE: ScopeId = ScopeId(0x0A01_0000);

/// A file that ends with the test.
struct File(std::path::PathBuf);

impl File {
    fn new(name: &str) -> Self {
        let directory = std::env::temp_dir().join(format!("dhcpsapi-{name}-{}", std::process::id()));
        std::fs::create_dir(&directory).unwrap();
        File(directory)
    }

    fn path(&self) -> std::path::PathBuf {
        self.0.join("registry.db")
    }

    /// How many commits are in the write-ahead log (sqlite.org/walformat.html): frames of 24 bytes and a page, behind a header of 32;
    /// the second number of a frame that ends a commit is not 0, and its salts are those of the header.
    fn commits(&self) -> usize {
        let log = std::fs::read(self.0.join("registry.db-wal")).unwrap();
        let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
        let frames = (32..log.len()).step_by(24 + 4096);
        let valid = frames.filter(|at| log[at + 8..at + 16] == log[16..24]);
        valid.filter(|at| number(at + 4) != 0).count()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Process {
    engine: Local,
    log: Arc<dyn EventLog>,
}

impl Process {
    fn at(file: &File) -> Self {
        let manner = Manner { is_durable: false, ..Manner::default() };
        let log: Arc<dyn EventLog> = Arc::new(DatabaseLog::new(Sqlite::at(&file.path(), manner)));
        let host = Host::named("here", 0x0A00_0009);
        let engine = Local::open(log.clone(), Clock::Fixed(Timestamp(1_750_000_000)), host).unwrap();
        Process { engine, log }
    }

    /// Does something in a turn, as a call does.
    fn change(&mut self, work: impl FnOnce(&mut Local)) {
        self.log.begin_turn().unwrap();
        self.engine.settle().unwrap();
        work(&mut self.engine);
        self.engine.settle().unwrap();
        let submitted = self.engine.submitted().clone();
        self.log.end_turn();
        submitted.wait().unwrap();
    }

    fn command(&mut self, server: u32, command: &Command) {
        self.change(|engine| engine.command(ServerId(server), command).unwrap());
    }

    /// Two servers with a /16 each.
    fn make_servers(&mut self) {
        let subnet = Subnet::new(SCOPE.0, 0xFFFF_0000).unwrap();
        let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
        let (first, last) = (SCOPE.0 + 1, SCOPE.0 + 0xFFFE);
        let range = Element::Range { first, last, kind: RangeKind::DhcpOnly, max_bootp_clients: u32::MAX };
        for (server, name) in [(1, "dhcp1"), (2, "dhcp2")] {
            let address = 0xC633_6400 + server;
            self.command(0, &Command::Directory(DirectoryCommand::List { name: name.into(), address }));
            self.command(server, &Command::Scope(ScopeCommand::Create(info.clone())));
            let add = ScopeCommand::AddElement(SCOPE, range.clone(), Generation::V5);
            self.command(server, &Command::Scope(add));
        }
    }

    fn make_a_pair(&mut self) {
        for (server, role) in [(1, Role::Primary), (2, Role::Secondary)] {
            let settings = Settings {
                name: "pair".into(),
                primary: 0xC633_6401,
                secondary: 0xC633_6402,
                primary_name: None,
                secondary_name: None,
                role,
                mode: Mode::LoadBalance,
                percentage: 50,
                mclt: 3600,
                safe_period: 0,
                secret: None,
            };
            self.command(server, &Command::Failover(FailoverCommand::Create(settings, vec![SCOPE])));
        }
    }

    /// A client gets an address; answers how many bytes the record of that has.
    fn grant(&mut self, file: &File, client: u8) -> usize {
        let asked = ClientRequest {
            scope: SCOPE,
            client: ClientId::new(&[2, 0, 0, 0, 1, client]).unwrap(),
            name: None,
            address: None,
            seconds: None,
            kind: RequestKind::New,
        };
        self.change(|engine| {
            let decision = |registry: &_, now| request(registry, None, &asked, now).map(|(events, _)| events);
            engine.carry_out(None, "lease", decision).unwrap();
        });
        let last: String = Connection::open(file.path())
            .unwrap()
            .query_row("SELECT record FROM records ORDER BY revision DESC LIMIT 1", [], |row| row.get(0))
            .unwrap();
        assert!(last.contains("\"granted\""), "{last}");
        last.len()
    }
}

/// Requirement: at most 300 bytes alone, and 500 in a pair; also where every address is as long as an address can be.
#[test]
fn a_grant_takes_few_bytes() {
    let (alone, pair) = (File::new("grant-alone"), File::new("grant-in-a-pair"));
    let mut process = Process::at(&alone);
    process.make_servers();
    let bytes: Vec<usize> = (0..20).map(|client| process.grant(&alone, client)).collect();
    assert!(bytes.iter().all(|bytes| *bytes <= 300), "{bytes:?}");
    let mut process = Process::at(&pair);
    process.make_servers();
    process.make_a_pair();
    let bytes: Vec<usize> = (0..20).map(|client| process.grant(&pair, client)).collect();
    assert!(bytes.iter().all(|bytes| *bytes <= 500), "{bytes:?}");
}

/// A rebalance of a /16 is one record, and one transaction, however many addresses it moves.
#[test]
fn a_rebalance_is_one_commit() {
    let file = File::new("rebalance");
    let mut process = Process::at(&file);
    process.make_servers();
    process.make_a_pair();
    (0..40).for_each(|client| _ = process.grant(&file, client));
    let (revision, commits) = (process.engine.revision(), file.commits());
    let change = dhcpsapi::domain::rules::SettingsChange {
        name: "pair".into(),
        percentage: Some(90),
        ..Default::default()
    };
    process.command(1, &Command::Failover(FailoverCommand::Change(change)));
    process.command(1, &Command::Failover(FailoverCommand::Rebalance("pair".into())));
    assert_eq!(process.engine.revision(), Revision(revision.0 + 2));
    assert_eq!(file.commits(), commits + 2);
}
