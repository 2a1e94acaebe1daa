//! Which registry a process works on, and waiting for what others do there: `dhcpsapi_open` and `dhcpsapi_wait`.
//!
//! A process can say once where its servers are kept, so each part of a test runs in a process of its own: this program, started
//! again with the name of the part and the place of the registry.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::undocumented_unsafe_blocks,
    clippy::as_conversions,
    reason = "a test may panic; the functions are called with valid pointers; a handler of signals is a number"
)]

mod support;

use std::ffi::{CStr, CString, c_char, c_void};
use std::fs;
use std::io::{BufRead, BufReader, Lines, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use dhcpsapi::abi::extension::{
    DHCPSAPI_EVENT_KIND, DHCPSAPI_INFINITE, DHCPSAPI_JOURNAL_ENTRY, DHCPSAPI_SEVERITY,
};
use dhcpsapi::exports::{
    dhcpsapi_clock_advance, dhcpsapi_clock_real, dhcpsapi_error_name, dhcpsapi_journal, dhcpsapi_log,
    dhcpsapi_open, dhcpsapi_reset, dhcpsapi_server_start, dhcpsapi_server_stop, dhcpsapi_utf16,
    dhcpsapi_version, dhcpsapi_wait,
};
use support::blocks::{Wide, free};
use support::codes::*;
use support::dhcp::Client;
use support::programs::without_settings;
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

// ---- parts of tests, each in a process of its own ----

/// A part of a test, with the place of the registry.
type Part = fn(&str);

const PARTS: [(&str, Part); 19] = [
    ("refusals", refusals),
    ("late", late),
    ("after functions without servers", after_functions_without_servers),
    ("environment", environment),
    ("list a server", list_a_server),
    ("has one server", has_one_server),
    ("has no server", has_no_server),
    ("wait in vain", wait_in_vain),
    ("wait for a thread", wait_for_a_thread),
    ("wait goes on", wait_goes_on),
    ("wait for a lease to end", wait_for_a_lease_to_end),
    ("wait by a clock that was set", wait_by_a_clock_that_was_set),
    ("wait through signals", wait_through_signals),
    ("wait and fork", wait_and_fork),
    ("wait for another process", wait_for_another_process),
    ("reset", reset),
    ("advance", advance),
    ("real clock", real_clock),
    ("journal", journal),
];

/// This program, in which only a part runs.
fn program(part: &str, place: &str) -> Command {
    let mut program = without_settings(std::env::current_exe().unwrap());
    program.args(["--exact", "a_part_of_another_test", "--ignored", "--nocapture"]);
    program.env("PART", part).env("PLACE", place);
    program
}

#[test]
#[ignore = "the other tests start it"]
fn a_part_of_another_test() {
    let (Ok(name), Ok(place)) = (std::env::var("PART"), std::env::var("PLACE")) else { return };
    let (_, part) = PARTS.iter().find(|(known, _)| *known == name).unwrap();
    part(&place);
}

/// Runs a part that must end well.
#[track_caller]
fn run(part: &str, place: &str) {
    ends_well(part, &mut program(part, place));
}

#[track_caller]
fn ends_well(part: &str, program: &mut Command) {
    let output = program.output().unwrap();
    let [said, messages] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{part}: {}\n{said}\n{messages}", output.status);
    assert!(said.contains("1 passed"), "{part}: it ran\n{said}");
}

/// A part that is under way: each tells the other when it goes on.
struct Running {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Running {
    fn start(part: &str, place: &str) -> Self {
        let mut child = program(part, place).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        Running { child, input, output }
    }

    /// What it says next.
    fn hears(&mut self) -> String {
        let line = self.output.find_map(|line| line.unwrap().strip_prefix("> ").map(str::to_owned));
        line.unwrap_or_else(|| panic!("it has ended: {:?}", self.child.wait()))
    }

    fn go_on(&mut self) {
        self.input.write_all(b"\n").unwrap();
    }

    #[track_caller]
    fn ends(mut self) {
        drop(self.input);
        self.output.by_ref().for_each(drop);
        assert!(self.child.wait().unwrap().success());
    }
}

/// Says something to the test that has started this process.
fn say(text: &str) {
    println!("\n> {text}");
}

fn is_told_to_go_on() {
    std::io::stdin().read_line(&mut String::new()).unwrap();
}

// ---- places ----

/// An empty directory for a test.
fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("registry_api").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn file(name: &str) -> PathBuf {
    directory(name).join("registry.db")
}

fn at(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// A registry in memory, and one in a file of the test.
fn places(name: &str) -> [String; 2] {
    ["memory:".to_owned(), at(&file(name))]
}

// ---- calls ----

fn open(place: &str) -> u32 {
    let place = CString::new(place).unwrap();
    unsafe { dhcpsapi_open(place.as_ptr()) }
}

fn wait(milliseconds: u32) -> u32 {
    unsafe { dhcpsapi_wait(milliseconds) }
}

/// How many servers are listed; the code and 1,000,000 where that cannot be told.
fn servers() -> u32 {
    let mut found = null_mut();
    let code = unsafe { DhcpEnumServers(0, null_mut(), &raw mut found, null_mut(), null_mut()) };
    if code != 0 {
        return 1_000_000 + code;
    }
    let count = unsafe { (*found.cast::<DHCPDS_SERVERS>()).NumElements };
    free(found);
    count
}

fn time() -> u32 {
    let (mut time, mut difference) = (0, 0);
    assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(null(), &raw mut time, &raw mut difference) }, 0);
    time
}

/// Longer than any test takes, in milliseconds.
const LONG: u32 = 20_000;

// ---- which registry ----

#[test]
fn a_place_that_is_none_is_refused_and_another_can_be_tried() {
    run("refusals", directory("refusals").to_str().unwrap());
}

fn refusals(directory: &str) {
    assert_eq!(unsafe { dhcpsapi_open(null()) }, INVALID_PARAMETER);
    assert_eq!(unsafe { dhcpsapi_open(c"sqlite:\xff".as_ptr()) }, INVALID_PARAMETER);
    let registry = Path::new(directory).join("registry.db");
    let letter = Path::new(directory).join("letter");
    fs::write(&letter, "Dear reader, this is a letter and no registry. ".repeat(100)).unwrap();
    let link = Path::new(directory).join("link");
    std::os::unix::fs::symlink(Path::new(directory).join("nothing"), &link).unwrap();
    for place in [
        String::new(),
        "registry.db".into(),
        "memory".into(),
        "tape:registry".into(),
        "sqlite:".into(),
        at(Path::new(directory)),
        at(&letter),
        at(&link),
        at(Path::new("/dev/null")),
        format!("{}?history=many", at(&registry)),
        format!("{}?color=red", at(&registry)),
    ] {
        assert_eq!(open(&place), DATABASE_INIT_FAILED, "{place}");
    }
    assert!(fs::read_to_string(&letter).unwrap().starts_with("Dear reader"));
    assert!(!link.exists(), "nothing is made");

    assert_eq!(open(&at(&registry)), 0);
    assert_eq!(open(&at(&registry)), ALREADY_INITIALIZED);
    assert_eq!(servers(), 0);
    assert!(!registry.exists(), "to open and to read writes nothing");
    let _ = Server::new();
    assert_eq!(fs::metadata(&registry).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(open("memory:"), ALREADY_INITIALIZED);
}

#[test]
fn once_the_servers_are_in_use_no_place_can_be_named() {
    run("late", "memory:");
    run("after functions without servers", "memory:");
}

fn late(_: &str) {
    assert_eq!(servers(), 0);
    assert_eq!(open("memory:"), ALREADY_INITIALIZED);
    assert_eq!(open("tape:"), ALREADY_INITIALIZED);
}

fn after_functions_without_servers(place: &str) {
    let mut wide = null_mut();
    unsafe {
        assert!(!dhcpsapi_version().is_null());
        assert!(!dhcpsapi_error_name(87).is_null());
        assert_eq!(dhcpsapi_utf16(c"dhcp1".as_ptr(), &raw mut wide), 0);
        assert_eq!(DhcpDsInit(), 0);
        DhcpDsCleanup();
    }
    free(wide);
    assert_eq!(open(place), 0);
}

#[test]
fn a_place_that_is_named_counts_more_than_the_environment() {
    let [of_the_environment, named] = ["of the environment", "named"].map(file);
    let mut program = program("environment", &at(&named));
    ends_well("environment", program.env("DHCPSAPI_REGISTRY", at(&of_the_environment)));
    assert_eq!((of_the_environment.exists(), named.exists()), (false, true));

    let mut program = self::program("has one server", "");
    ends_well("has one server", program.env("DHCPSAPI_REGISTRY", at(&named)));
}

fn environment(place: &str) {
    assert_eq!(open(place), 0);
    let _ = Server::new();
}

#[test]
fn servers_outlive_their_process() {
    let place = at(&file("outlives"));
    run("has no server", &place);
    run("list a server", &place);
    run("has one server", &place);
    run("reset", &place);
    run("has no server", &place);
}

fn list_a_server(place: &str) {
    assert_eq!(open(place), 0);
    let _ = Server::new();
}

fn has_one_server(place: &str) {
    assert!(place.is_empty() || open(place) == 0);
    assert_eq!(servers(), 1);
}

fn has_no_server(place: &str) {
    assert_eq!((open(place), servers()), (0, 0));
}

fn reset(place: &str) {
    assert_eq!((open(place), servers()), (0, 1));
    assert_eq!((unsafe { dhcpsapi_reset() }, servers()), (0, 0));
}

// ---- waiting ----

#[test]
fn a_wait_in_which_nothing_happens_times_out() {
    places("in vain").iter().for_each(|place| run("wait in vain", place));
}

fn wait_in_vain(place: &str) {
    assert_eq!(open(place), 0);
    let _ = Server::new();
    assert_eq!(wait(0), TIMEOUT);
    let began = Instant::now();
    assert_eq!(wait(120), TIMEOUT);
    let passed = began.elapsed();
    assert!(passed >= Duration::from_millis(120) && passed < Duration::from_secs(5), "{passed:?}");
    assert_eq!(wait(0), TIMEOUT);
}

#[test]
fn a_change_by_another_thread_ends_all_waits() {
    places("threads").iter().for_each(|place| run("wait for a thread", place));
}

/// The thread that changes something has to have the lock for that, and so have those that look.
fn wait_for_a_thread(place: &str) {
    assert_eq!(open(place), 0);
    let server = Server::new();
    thread::scope(|scope| {
        let waits = [DHCPSAPI_INFINITE, LONG, DHCPSAPI_INFINITE, LONG]
            .map(|milliseconds| scope.spawn(move || wait(milliseconds)));
        thread::sleep(Duration::from_millis(100));
        assert_eq!(servers(), 1, "who only reads wakes nobody");
        thread::sleep(Duration::from_millis(50));
        assert!(waits.iter().all(|wait| !wait.is_finished()), "they wait");
        assert_eq!(server.create_scope(0x0A00_0000, 0xFFFF_FF00), 0);
        for wait in waits {
            assert_eq!(wait.join().unwrap(), 0);
        }
    });
    assert_eq!(wait(0), TIMEOUT, "what a thread of this process did is known");
    assert_eq!(server.create_scope(0x0A00_0000, 0xFFFF_FF00), SUBNET_EXISTS);
    assert_eq!(wait(0), TIMEOUT, "a refused call changes nothing");
    // It does not take until the next look at the host's clock, which is a second; the best of a few, for a machine that is busy.
    let shortest = (1..6).map(|number| woken_after(&server, 0x0A01_0000 + (number << 8))).min().unwrap();
    assert!(shortest < Duration::from_millis(300), "{shortest:?}");
}

/// A thread that waits again and again misses nothing, although calls of others have seen it.
#[test]
fn after_a_timeout_the_next_wait_goes_on() {
    places("goes on").iter().for_each(|place| run("wait goes on", place));
}

fn wait_goes_on(place: &str) {
    assert_eq!(open(place), 0);
    let server = Server::new();
    let create = |scope| assert_eq!(server.create_scope(scope, 0xFFFF_FF00), 0);
    assert_eq!(wait(0), TIMEOUT);
    create(0x0A00_0000);
    assert_eq!(wait(LONG), 0);
    // It has ended well, so the next one begins anew.
    create(0x0A00_0100);
    assert_eq!(wait(0), TIMEOUT);
    thread::scope(|scope| scope.spawn(|| create(0x0A00_0200)).join().unwrap());
    assert_eq!(wait(0), 0);
    assert_eq!(wait(0), TIMEOUT);
}

/// After how long a thread is woken that waits while a scope is created.
fn woken_after(server: &Server, scope: u32) -> Duration {
    let waits = thread::spawn(|| (wait(LONG), Instant::now()));
    thread::sleep(Duration::from_millis(50));
    let changes = Instant::now();
    assert_eq!(server.create_scope(scope, 0xFFFF_FF00), 0);
    let (code, woken) = waits.join().unwrap();
    assert_eq!(code, 0);
    woken.duration_since(changes)
}

#[test]
fn what_falls_due_ends_a_wait() {
    places("due").iter().for_each(|place| run("wait for a lease to end", place));
}

fn wait_for_a_lease_to_end(place: &str) {
    assert_eq!(open(place), 0);
    let server = Server::new();
    server.scope(0x0A00_0000, 0xFFFF_FF00, 0x0A00_0001, 0x0A00_0001);
    let began = Instant::now();
    let answer = Client::new(0x0A00_0000, 1).for_seconds(2).request(Some(&server)).unwrap();
    assert_eq!(wait(100), TIMEOUT);
    thread::scope(|scope| {
        let other = scope.spawn(|| wait(LONG));
        assert_eq!(wait(LONG), 0);
        assert_eq!(other.join().unwrap(), 0);
    });
    let passed = began.elapsed();
    assert!(passed > Duration::from_millis(900) && passed < Duration::from_secs(10), "{passed:?}");
    assert!(u64::from(time()) >= answer.Expires, "not before its end");
    assert!(Client::new(0x0A00_0000, 2).request(Some(&server)).is_ok(), "its only address is free");
}

#[test]
fn by_a_clock_that_was_set_nothing_falls_due() {
    places("set").iter().for_each(|place| run("wait by a clock that was set", place));
}

fn wait_by_a_clock_that_was_set(place: &str) {
    assert_eq!(open(place), 0);
    let server = Server::new();
    server.scope(0x0A00_0000, 0xFFFF_FF00, 0x0A00_0001, 0x0A00_0001);
    assert_eq!(unsafe { dhcpsapi_clock_advance(0) }, 0);
    assert!(Client::new(0x0A00_0000, 1).for_seconds(1).request(Some(&server)).is_ok());
    assert_eq!(wait(1500), TIMEOUT);
    thread::scope(|scope| {
        let other = scope.spawn(|| wait(LONG));
        thread::sleep(Duration::from_millis(50));
        assert_eq!(unsafe { dhcpsapi_clock_advance(1) }, 0);
        assert_eq!(other.join().unwrap(), 0);
    });
}

#[test]
fn a_signal_does_not_end_a_wait() {
    places("signals").iter().for_each(|place| run("wait through signals", place));
}

extern "C" fn is_interrupted(_: i32) {}

fn wait_through_signals(place: &str) {
    assert_eq!(open(place), 0);
    let _ = Server::new();
    unsafe {
        // Without SA_RESTART, so that each system call that waits ends with EINTR.
        let mut action: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = is_interrupted as extern "C" fn(i32) as usize;
        assert_eq!(libc::sigaction(libc::SIGUSR1, &raw const action, null_mut()), 0);
    }
    let waiting = unsafe { libc::pthread_self() };
    let began = Instant::now();
    let interrupts = thread::spawn(move || {
        while began.elapsed() < Duration::from_millis(300) {
            assert_eq!(unsafe { libc::pthread_kill(waiting, libc::SIGUSR1) }, 0);
            thread::sleep(Duration::from_millis(1));
        }
    });
    assert_eq!(wait(350), TIMEOUT);
    assert!(began.elapsed() >= Duration::from_millis(350), "{:?}", began.elapsed());
    interrupts.join().unwrap();
}

#[test]
fn a_child_of_a_process_that_waits_can_call_and_wait() {
    places("fork").iter().for_each(|place| run("wait and fork", place));
}

fn wait_and_fork(place: &str) {
    assert_eq!(open(place), 0);
    let server = Server::new();
    let is_kept = place != "memory:";
    thread::scope(|scope| {
        let waits = scope.spawn(|| wait(LONG));
        thread::sleep(Duration::from_millis(20));
        let child = unsafe { libc::fork() };
        if child == 0 {
            let is_there = servers() == 1 && wait(20) == TIMEOUT;
            let has_changed = server.create_scope(0x0A00_0000, 0xFFFF_FF00) == 0;
            unsafe { libc::_exit(if is_there && has_changed { 0 } else { 1 }) };
        }
        let mut status = -1;
        assert_eq!(unsafe { libc::waitpid(child, &raw mut status, 0) }, child);
        assert_eq!(status, 0);
        if is_kept {
            assert_eq!(waits.join().unwrap(), 0, "what the child did is everybody's");
            assert_eq!(server.create_scope(0x0A00_0000, 0xFFFF_FF00), SUBNET_EXISTS);
        } else {
            assert_eq!(server.create_scope(0x0A00_0000, 0xFFFF_FF00), 0, "the child had its own");
            assert_eq!(waits.join().unwrap(), 0);
        }
    });
}

/// One process stops and starts a server that another has made. That one is woken, and its callback is told of it.
#[test]
fn a_change_by_another_process_ends_a_wait_and_is_told() {
    let place = at(&file("processes"));
    run("list a server", &place);
    let mut waits = Running::start("wait for another process", &place);
    assert_eq!(waits.hears(), "waits");
    thread::sleep(Duration::from_millis(100));
    run("journal", &place);
    assert_eq!(waits.hears(), "woken: server1: the DHCP service stopped; server1: the DHCP service started");

    // What nobody of that process has seen ends its next wait at once.
    run("journal", &place);
    waits.go_on();
    assert_eq!(waits.hears(), "woken: server1: the DHCP service stopped; server1: the DHCP service started");
    waits.ends();
}

static TOLD: Mutex<Vec<String>> = Mutex::new(Vec::new());

extern "C" fn is_told(_: *mut c_void, _: DHCPSAPI_SEVERITY, message: *const c_char) {
    let message = unsafe { CStr::from_ptr(message) };
    TOLD.lock().unwrap().push(message.to_str().unwrap().to_owned());
}

/// Waits until a stop and a start are told, which the other process does one after the other.
fn is_woken() {
    while TOLD.lock().unwrap().len() < 2 {
        assert_eq!(wait(LONG), 0);
    }
    let told = std::mem::take(&mut *TOLD.lock().unwrap());
    say(&format!("woken: {}", told.join("; ")));
}

fn wait_for_another_process(place: &str) {
    assert_eq!(open(place), 0);
    assert_eq!(unsafe { dhcpsapi_log(Some(is_told), null_mut()) }, 0);
    assert_eq!(servers(), 1);
    say("waits");
    is_woken();
    is_told_to_go_on();
    let began = Instant::now();
    is_woken();
    assert!(began.elapsed() < Duration::from_secs(5));
}

// ---- what is shared beside the servers ----

/// The numbers, kinds and moments of what stands in the journal.
fn entries() -> Vec<(u64, DHCPSAPI_EVENT_KIND, u64)> {
    let (mut cursor, mut found, mut count) = (0, null_mut(), 0);
    let code = unsafe { dhcpsapi_journal(&raw mut cursor, 0, &raw mut found, &raw mut count) };
    if code == NO_MORE_ITEMS {
        return Vec::new();
    }
    assert_eq!(code, 0);
    let read =
        unsafe { std::slice::from_raw_parts::<DHCPSAPI_JOURNAL_ENTRY>(found, count.try_into().unwrap()) };
    let entries = read.iter().map(|entry| (entry.Number, entry.Kind, entry.Time)).collect();
    free(found);
    entries
}

/// Each process adds two entries to what it finds, all of it with the same numbers.
fn journal(place: &str) {
    assert_eq!(open(place), 0);
    let before = entries();
    let server = Wide::new("server1");
    assert_eq!(unsafe { dhcpsapi_server_stop(server.as_ptr()) }, 0);
    assert_eq!(unsafe { dhcpsapi_server_start(server.as_ptr()) }, 0);
    let after = entries();
    assert_eq!(after.get(..before.len()).unwrap(), before);
    let added: Vec<_> = after.iter().skip(before.len()).map(|(number, kind, _)| (*number, *kind)).collect();
    let next = before.last().map_or(1, |(number, ..)| number + 1);
    let [stopped, started] =
        [DHCPSAPI_EVENT_KIND::DhcpsapiServiceStopped, DHCPSAPI_EVENT_KIND::DhcpsapiServiceStarted];
    assert_eq!(added, [(next, stopped), (next + 1, started)]);
}

#[test]
fn the_journal_is_that_of_all_processes() {
    let place = at(&file("journal"));
    run("list a server", &place);
    (0..3).for_each(|_| run("journal", &place));
}

/// Two processes that let an hour pass each let two pass; the clock stays set when they end. One that lets it be the host's again
/// does not set it back.
#[test]
fn a_clock_that_was_set_is_everybodys_until_it_is_ended() {
    let place = at(&file("clock"));
    run("advance", &place);
    run("advance", &place);
    run("real clock", &place);
}

fn host_time() -> u32 {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap();
    now.as_secs().try_into().unwrap()
}

fn advance(place: &str) {
    assert_eq!(open(place), 0);
    let before = time();
    assert_eq!(unsafe { dhcpsapi_clock_advance(3600) }, 0);
    // Where it is the host's clock still, that goes on between the two calls.
    let expected = before + 3600;
    assert!((expected..=expected + 5).contains(&time()), "{} where {expected} is due", time());
}

fn real_clock(place: &str) {
    assert_eq!(open(place), 0);
    let (shown, host) = (time(), host_time());
    assert!((host + 7100..=host + 7200).contains(&shown), "{shown} where it is {host}");
    assert_eq!(unsafe { dhcpsapi_clock_real() }, 0);
    thread::sleep(Duration::from_millis(1100));
    assert_eq!(time(), shown, "it stands until the host's has come up to it");
    assert_eq!(unsafe { dhcpsapi_clock_real() }, 0, "also when it is the host's already");
}
