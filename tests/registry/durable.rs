//! A call that answered 0 is there after `kill -9` at any instant, and of another one there is all or nothing. What is left of a
//! log whose end is torn is how the registry was at some moment.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use windows_sys::Win32::NetworkManagement::Dhcp::DhcpFullForce;

use crate::found::{self, Named, beside, examine};
use crate::support::fixtures::MASK;
use crate::support::programs::{empty_directory, is_there, skip};
use crate::support::server::ACTIVE;
use crate::tool::{self, Tool, here, net, say};
use crate::{Random, report, size};

/// How many scopes there are at the same time.
const SCOPES: u32 = 8;

/// Call after call from a number on. Each is told before it begins, and when it has succeeded.
pub fn numbered(first: u32) {
    for number in first.. {
        call(number);
    }
}

/// So many calls.
pub fn counted(count: u32) {
    (0..count).for_each(call);
}

fn call(number: u32) {
    let scope = net(number / 4);
    say(&format!("try {number}"));
    let code = match number % 4 {
        0 => here().create_scope(scope, MASK),
        1 => here().add_range(scope, scope + 1, scope + 100),
        2 => here().create_lease(scope + 7, &[2, 0, 0, 0, 0, 7], ACTIVE),
        _ if number / 4 < SCOPES => here().add_exclusion(scope, scope + 90, scope + 99),
        _ => here().delete_scope(net(number / 4 - SCOPES), DhcpFullForce),
    };
    assert_eq!(code, 0, "call {number}: {}", tool::with_reason(code));
    let (revision, id) = dhcpsapi::service::last_record().unwrap();
    say(&format!("done {number} {revision} {id}"));
}

/// For each scope whether it has its range, how many leases, and how many exclusions: after all calls before a number.
type Content = BTreeMap<u32, (bool, usize, usize)>;

fn expected(calls: u32) -> Content {
    let mut scopes = Content::new();
    for number in calls.saturating_sub(4 * SCOPES + 4)..calls {
        let scope = net(number / 4);
        // Where the beginning of a scope is not looked at, the scope is deleted before the end.
        match number % 4 {
            0 => _ = scopes.insert(scope, (false, 0, 0)),
            1 => _ = scopes.entry(scope).and_modify(|scope| scope.0 = true),
            2 => _ = scopes.entry(scope).and_modify(|scope| scope.1 = 1),
            _ if number / 4 < SCOPES => _ = scopes.entry(scope).and_modify(|scope| scope.2 = 1),
            _ => _ = scopes.remove(&net(number / 4 - SCOPES)),
        }
    }
    scopes
}

fn content(engine: &dhcpsapi::engine::Local) -> Content {
    let scopes = found::local(engine).scopes.iter();
    scopes
        .map(|scope| {
            (scope.id().0, (scope.range().is_some(), scope.leases().count(), scope.exclusions().len()))
        })
        .collect()
}

/// What a writer said: how many calls it had begun and ended, and the records of those that it had ended.
fn heard(first: u32, lines: &[String]) -> (u32, u32, Vec<Named>) {
    let (mut begun, mut ended, mut named) = (first, first, Vec::new());
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        let number: u32 = words[1].parse().unwrap();
        if words[0] == "try" {
            begun = number + 1;
        } else {
            ended = number + 1;
            named.push((words[2].parse().unwrap(), words[3].parse().unwrap()));
        }
    }
    (begun, ended, named)
}

#[test]
fn an_acknowledged_call_outlasts_a_kill_and_no_call_is_half_done() {
    let directory = empty_directory("durable");
    let path = directory.join("registry.db");
    let mut random = Random::new();
    let rounds = size("REGISTRY_ROUNDS", 20);
    let (mut next, mut acknowledged, mut beyond) = (0, 0, 0);
    let mut torn = Torn::default();
    for round in 0..rounds {
        let writer = Tool::does(&path, &format!("numbered {next}"));
        let first = writer.hear().unwrap();
        std::thread::sleep(Duration::from_micros(random.below(150_000)));
        let lines: Vec<String> = std::iter::once(first).chain(writer.kill()).collect();
        let (begun, ended, named) = heard(next, &lines);
        torn.tear(&path, &directory.join("torn"), &mut random);

        let found = examine(&path);
        let missing: Vec<&Named> = named.iter().filter(|named| !found.records.contains(named)).collect();
        assert!(missing.is_empty(), "round {round}: acknowledged and not there: {missing:?}");
        let content = content(&found.engine);
        let is_begun = begun > ended && content == expected(begun);
        assert!(is_begun || content == expected(ended), "round {round}: {content:x?} after {ended} calls");
        acknowledged += named.len();
        beyond += usize::from(is_begun);
        next = if is_begun { begun } else { ended };
        torn.compare(&found.records);
    }
    assert!(acknowledged >= rounds, "{acknowledged} calls in {rounds} rounds");
    report(&format!(
        "durable: {rounds} kills, {acknowledged} acknowledged calls, all there; {beyond} were kept and not acknowledged; {torn}"
    ));
}

/// Logs whose ends were torn off or changed, and what is left of them.
#[derive(Default)]
struct Torn {
    left: Vec<Vec<Named>>,
    count: usize,
    lost: usize,
}

impl std::fmt::Display for Torn {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} torn logs, which lost {} records of their ends", self.count, self.lost)
    }
}

impl Torn {
    /// Makes copies of a file whose writer was killed: one whose log is cut at a random byte of its last frames, and one with other
    /// bits in its last frame. Frames that have reached the file are not touched: a log is synchronised before that.
    fn tear(&mut self, path: &Path, copy: &Path, random: &mut Random) {
        // One that was killed in its first call may have made no log.
        let (log, index) = (fs::read(beside(path, "wal")), fs::read(beside(path, "shm")));
        let (Ok(log), Ok(index)) = (log, index) else { return };
        let Some(frames) = Frames::of(&log, &index) else { return };
        let cut = frames.end - 1 - random.below(frames.free.min(3 * frames.size)) as usize;
        let mut changed = log[..frames.end].to_vec();
        let place = frames.end - 1 - random.below(frames.size) as usize;
        changed[place] ^= 1 << random.below(8);
        for (name, log) in [("cut", &log[..cut]), ("changed", &changed)] {
            let copied = copied(path, &copy.join(name));
            fs::write(beside(&copied, "wal"), log).unwrap();
            self.left.push(examine(&copied).records);
        }
    }

    /// What was left must be the beginning of what was there.
    fn compare(&mut self, records: &[Named]) {
        for left in self.left.drain(..) {
            assert!(records.starts_with(&left), "{} of {} records", left.len(), records.len());
            self.count += 1;
            self.lost += records.len() - left.len();
        }
    }
}

/// A copy of the file alone.
fn copied(path: &Path, directory: &Path) -> PathBuf {
    let _ = fs::remove_dir_all(directory);
    fs::create_dir_all(directory).unwrap();
    let copy = directory.join("registry.db");
    fs::copy(path, &copy).unwrap();
    copy
}

/// The frames of a log (sqlite.org/fileformat2.html, "WAL File Format") that are in force, and are not in the file yet.
struct Frames {
    /// How large one is.
    size: u64,
    /// Where the last one ends.
    end: usize,
    /// How many bytes those have that are not in the file.
    free: u64,
}

impl Frames {
    fn of(log: &[u8], index: &[u8]) -> Option<Self> {
        let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
        if log.len() < 32 || index.len() < 100 {
            return None;
        }
        let size = usize::try_from(number(8)).unwrap() + 24;
        let starts = (0..).map(|place| 32 + place * size).take_while(|start| start + size <= log.len());
        let count = starts.take_while(|start| log[start + 8..start + 16] == log[16..24]).count();
        // "WAL-Index Format": how many frames were written back.
        let in_file = u32::from_ne_bytes(index[96..100].try_into().unwrap());
        let free = count.checked_sub(usize::try_from(in_file).unwrap()).filter(|free| *free > 0)?;
        Some(Frames { size: size as u64, end: 32 + count * size, free: (free * size) as u64 })
    }
}

/// kill(1) loses nothing that the kernel has; so this looks whether the disk was asked before a call was answered.
#[test]
fn the_disk_has_what_was_acknowledged() {
    if !is_there("strace") {
        return skip("strace is not there: whether a call waits for the disk");
    }
    let directory = empty_directory("synchronised");
    let (path, trace) = (directory.join("registry.db"), directory.join("trace"));
    let mut strace = std::process::Command::new("strace");
    strace.args(["-f", "-s", "40", "-e", "trace=fsync,fdatasync,write", "-o"]).arg(&trace);
    strace.arg(std::env::current_exe().unwrap());
    let traced = Tool::started(tool::prepared(strace, &tool::registry(&path), "counted 40"));
    assert_eq!(traced.end().len(), 80);
    let text = fs::read_to_string(trace).unwrap();
    let (mut syncs, mut all, mut answered) = (0, 0, 0);
    for line in text.lines() {
        if line.contains("sync(") && line.ends_with("= 0") {
            (syncs, all) = (syncs + 1, all + 1);
        }
        if line.contains("write(1, \"\\n> done ") {
            assert!(syncs > 0, "answered before the disk was: {line}");
            (syncs, answered) = (0, answered + 1);
        }
    }
    assert_eq!(answered, 40);
    report(&format!("durable: {answered} calls asked the disk {all} times"));
}
