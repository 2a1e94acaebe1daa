//! A registry in a file as the processes that share it see it: beginning with other servers, secrets that end, a clock that was set.
//! Several engines at one file are several processes here; what a process has once is tested in one of its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::undocumented_unsafe_blocks,
    reason = "a test may panic; each call is made with what it takes"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dhcpsapi::domain::base::address::Subnet;
use dhcpsapi::domain::base::error::{Error, LogFailure};
use dhcpsapi::domain::base::ids::{ScopeId, ServerId};
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::text::Secret;
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::relationship::Settings;
use dhcpsapi::domain::model::scope::{ScopeInfo, ScopeState};
use dhcpsapi::domain::rules::{Command, DirectoryCommand, FailoverCommand, Host, ScopeCommand};
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::database::DatabaseLog;
use dhcpsapi::eventlog::database::sqlite::{Manner, Sqlite};
use dhcpsapi::eventlog::{AppendError, EventLog, RecordLog, Revision};
use dhcpsapi::exports::dhcpsapi_reset;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use support::fixtures::MASK;
use support::programs::without_settings;
use support::relationship::{Relationship, delete_relationship};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const NOW: Clock = Clock::Fixed(Timestamp(1000));

fn directory(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("registry-files").join(test);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn log(file: &Path) -> Arc<dyn EventLog> {
    Arc::new(DatabaseLog::new(Sqlite::at(file, Manner::default())))
}

/// A process at a log.
struct Process {
    log: Arc<dyn EventLog>,
    engine: Local,
}

impl Process {
    fn at(log: Arc<dyn EventLog>) -> Self {
        Process { engine: Local::open(Arc::clone(&log), NOW, Host::named("here", 9)).unwrap(), log }
    }

    fn at_file(file: &Path) -> Self {
        Process::at(log(file))
    }

    /// Does something in a turn; it is kept afterwards.
    fn change<T>(&mut self, work: impl FnOnce(&mut Local) -> Result<T, Error>) -> Result<T, Error> {
        self.log.begin_turn().unwrap();
        let done = self.engine.settle().and_then(|()| work(&mut self.engine));
        self.log.end_turn();
        self.engine.submitted().wait().unwrap();
        done
    }

    fn command(&mut self, command: &Command) {
        self.change(|engine| engine.command(ServerId::FIRST, command)).unwrap();
    }

    fn list(&mut self, name: &str, address: u32) {
        self.command(&Command::Directory(DirectoryCommand::List { name: name.into(), address }));
    }

    fn names(&mut self) -> Vec<String> {
        self.engine.look().unwrap();
        self.engine.registry().servers().map(|(_, server)| server.name.to_string()).collect()
    }

    fn begin_with(&mut self, other: &Process) -> Result<bool, Error> {
        let servers = other.engine.as_recorded();
        self.change(|engine| engine.begin_with(servers))
    }
}

/// A process with a registry of its own that has another server.
fn elsewhere() -> Process {
    let mut process = Process::at(Arc::new(RecordLog::default()));
    process.list("other", 8);
    process
}

#[test]
fn whoever_has_an_empty_registry_open_sees_with_what_it_begins() {
    let file = directory("begins").join("registry.db");
    let (mut one, mut two) = (Process::at_file(&file), Process::at_file(&file));
    assert_eq!(two.names(), ["here"]);
    assert_eq!(one.begin_with(&elsewhere()), Ok(true));
    assert_eq!(
        (one.names(), two.names()),
        (vec!["here".into(), "other".into()], vec!["here".into(), "other".into()])
    );
    assert_eq!(two.begin_with(&elsewhere()), Ok(false), "there is something already");
    two.list("third", 7);
    assert_eq!(one.names(), ["here", "other", "third"]);
    assert_eq!((one.engine.revision(), one.log.oldest().unwrap()), (Revision(2), Revision(2)));
    assert_eq!(Process::at_file(&file).names(), ["here", "other", "third"]);
}

#[test]
fn of_two_that_begin_it_one_does() {
    let file = directory("both").join("registry.db");
    let (mut one, two) = (Process::at_file(&file), log(&file));
    let servers = elsewhere().engine.as_recorded();
    one.list("first", 7);
    // It decided before it knew.
    two.begin_turn().unwrap();
    assert_eq!(two.begin_with(&servers, &[]).err(), Some(AppendError::Conflict));
    two.end_turn();
    assert_eq!(one.names(), ["here", "first"]);
}

/// A log that begins with its first record says so.
#[test]
fn not_every_log_begins_with_other_servers() {
    let mut process = Process::at(Arc::new(RecordLog::default()));
    assert_eq!(process.begin_with(&elsewhere()), Err(Error::Log(LogFailure::Unavailable)));
    assert_eq!(process.names(), ["here"]);
}

// ---- secrets ----

const SCOPE: u32 = 0x0A00_0000;

/// The files in a directory that have a text in UTF-8 or UTF-16.
fn files_with(directory: &Path, text: &str) -> Vec<String> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).any(|found| found == wanted);
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        if has(&bytes, text.as_bytes()) || has(&bytes, &wide) {
            found.push(path.file_name().unwrap().to_str().unwrap().to_owned());
        }
    }
    found.sort();
    found
}

fn create_with_secret(secret: &str) -> Command {
    let settings = Settings {
        name: "HQ".into(),
        primary: 9,
        secondary: 8,
        primary_name: None,
        secondary_name: None,
        role: Role::Primary,
        mode: Mode::LoadBalance,
        percentage: 50,
        mclt: 3600,
        safe_period: 0,
        secret: Some(Secret::new(secret.into())),
    };
    Command::Failover(FailoverCommand::Create(settings, vec![ScopeId(SCOPE)]))
}

/// A process whose registry has a relationship with a secret.
fn with_secret(file: &Path, secret: &str) -> Process {
    let mut process = Process::at_file(file);
    let subnet = Subnet::new(SCOPE, MASK).unwrap();
    let info = ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled };
    process.command(&Command::Scope(ScopeCommand::Create(info)));
    process.command(&create_with_secret(secret));
    process
}

fn delete() -> Command {
    Command::Failover(FailoverCommand::Delete("HQ".into()))
}

/// Somebody who reads for a long time has the log as it was.
fn slow_reader(file: &Path) -> Connection {
    let reader = Connection::open(file).unwrap();
    reader.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).unwrap();
    reader.execute_batch("BEGIN").unwrap();
    reader.query_row("SELECT count(*) FROM records", [], |row| row.get::<_, i64>(0)).unwrap();
    reader
}

#[test]
fn the_log_is_emptied_when_its_last_reader_has_gone() {
    const SECRET: &str = "Schwarzwaelder";
    let directory = directory("reader");
    let file = directory.join("registry.db");
    let mut process = with_secret(&file, SECRET);
    assert_eq!(files_with(&directory, SECRET), ["registry.db-wal"]);
    let reader = slow_reader(&file);
    process.command(&delete());
    assert_eq!(files_with(&directory, SECRET), ["registry.db-wal"], "it is read");
    process.list("other", 8);
    assert_eq!(files_with(&directory, SECRET), ["registry.db-wal"], "it is read still");
    drop(reader);
    process.list("third", 7);
    assert_eq!(files_with(&directory, SECRET), [""; 0]);
}

#[test]
fn whoever_comes_next_empties_what_another_process_could_not() {
    const SECRET: &str = "Kaiserschmarrn";
    let directory = directory("next");
    let file = directory.join("registry.db");
    let mut process = with_secret(&file, SECRET);
    let reader = slow_reader(&file);
    process.command(&delete());
    drop((process, reader));
    assert_eq!(files_with(&directory, SECRET), ["registry.db-wal"]);
    let mut next = Process::at_file(&file);
    next.names();
    assert_eq!(files_with(&directory, SECRET), ["registry.db-wal"], "reading changes nothing");
    next.list("other", 8);
    assert_eq!(files_with(&directory, SECRET), [""; 0]);
}

// ---- a process of its own ----

/// Set where a test runs in a process of its own. Without it an ignored test does nothing.
const CHILD: &str = "DHCPSAPI_TEST_CHILD";

/// The directory of a test that runs in a process of its own.
fn of_child() -> Option<PathBuf> {
    std::env::var_os(CHILD).map(PathBuf::from)
}

/// Runs one of the ignored tests, which must pass, with a registry in a file and a trace. Answers the trace.
fn in_its_own_process(test: &str, directory: &Path, settings: &[(&str, &str)]) -> String {
    let trace = directory.join("trace");
    let mut command = without_settings(std::env::current_exe().unwrap());
    command.env("DHCPSAPI_REGISTRY", format!("sqlite:{}", directory.join("registry.db").display()));
    command.env("DHCPSAPI_TRACE", &trace).env(CHILD, directory).envs(settings.iter().copied());
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    let output = command.output().unwrap();
    let [printed, complained] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success() && printed.contains("1 passed"), "{test}:\n{printed}\n{complained}");
    fs::read_to_string(trace).unwrap()
}

#[test]
fn a_secret_of_a_program_is_in_no_trace_and_ends_in_its_files() {
    let directory = directory("api");
    let trace = in_its_own_process("child_secrets", &directory, &[]);
    assert!(trace.contains("DhcpV4FailoverSetRelationship"), "{trace}");
    for secret in SECRETS {
        assert_eq!(files_with(&directory, secret), [""; 0]);
    }
}

const SECRETS: [&str; 2] = ["Dampfnudel-17", "Germknoedel-18"];

#[test]
#[ignore = "a part of another test"]
fn child_secrets() {
    let Some(directory) = of_child() else { return };
    let (one, two) = Server::pair();
    for server in [&one, &two] {
        server.scope(SCOPE, MASK, SCOPE + 10, SCOPE + 99);
    }
    let half = |secret| Relationship::between("pair", &one, &two, &[SCOPE]).secret(secret);
    assert_eq!(half(SECRETS[0]).create_on(&one), 0);
    assert_eq!(half(SECRETS[0]).as_secondary().create_on(&two), 0);
    assert_eq!(files_with(&directory, SECRETS[0]), ["registry.db-wal"]);
    assert_eq!(half(SECRETS[1]).set_on(&one, SHAREDSECRET), 0);
    assert_eq!(files_with(&directory, SECRETS[0]), ["registry.db-wal"], "the other half has it still");
    assert_eq!(half(SECRETS[1]).as_secondary().set_on(&two, SHAREDSECRET), 0);
    assert_eq!(files_with(&directory, SECRETS[0]), [""; 0]);
    assert_eq!(files_with(&directory, SECRETS[1]), ["registry.db"]);
    for server in [&one, &two] {
        assert_eq!(delete_relationship(server, "pair"), 0);
    }
    assert_eq!(files_with(&directory, SECRETS[1]), [""; 0]);
}

#[test]
fn the_trace_says_that_others_have_set_the_clock() {
    let directory = directory("clock");
    let mut process = Process::at_file(&directory.join("registry.db"));
    process.change(|engine| engine.set_clock(|now| Timestamp(now.0 + 500))).unwrap();
    let trace = in_its_own_process("child_looks", &directory, &[]);
    let told = "dhcpsapi: a program set the clock of all servers, which stands at 1970-01-01T00:25:00Z\n";
    assert_eq!(trace.matches(told).count(), 1, "{trace}");
    process.change(Local::use_host_clock).unwrap();
    fs::remove_file(directory.join("trace")).unwrap();
    let trace = in_its_own_process("child_looks", &directory, &[]);
    assert!(trace.contains("DhcpGetVersion") && !trace.contains("set the clock"), "{trace}");
}

fn version() -> u32 {
    let (mut major, mut minor) = (0, 0);
    unsafe { DhcpGetVersion(std::ptr::null(), &mut major, &mut minor) }
}

#[test]
#[ignore = "a part of another test"]
fn child_looks() {
    if of_child().is_some() {
        assert_eq!((version(), version()), (0, 0));
    }
}

#[test]
fn content_that_cannot_be_had_leaves_no_servers() {
    let settings = [("DHCPSAPI_REGISTRY", "memory:"), ("DHCPSAPI_SETUP", "/nowhere/export.json")];
    let trace = in_its_own_process("child_is_refused", &directory("setup"), &settings);
    assert!(trace.contains("dhcpsapi: DHCPSAPI_SETUP: \"/nowhere/export.json\": No such file"), "{trace}");
}

#[test]
#[ignore = "a part of another test"]
fn child_is_refused() {
    if of_child().is_some() {
        assert_eq!((version(), version()), (20001, 20001));
        assert_eq!(unsafe { dhcpsapi_reset() }, 20001, "nothing is there to be forgotten");
        assert_eq!(version(), 20001);
    }
}
