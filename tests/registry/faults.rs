//! What can be wrong with a file: each gives its code in time, changes nothing, and is over when its cause is gone.

use std::fs;
use std::mem::MaybeUninit;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use rusqlite::Connection;

use crate::found::{self, beside, examine};
use crate::report;
use crate::support::programs::{empty_directory, run, skip};
use crate::tool::{Tool, next_order, say};

/// ERROR_ACCESS_DENIED, RPC_S_SERVER_TOO_BUSY, ERROR_DHCP_DATABASE_INIT_FAILED, ERROR_DISK_FULL, ERROR_FILE_CORRUPT.
const DENIED: u32 = 5;
const BUSY: u32 = 1723;
const UNAVAILABLE: u32 = 20001;
const FULL: u32 = 112;
const CORRUPT: u32 = 1392;

/// Somebody who owns nothing.
const NOBODY: u32 = 65_534;

// ---- in the process ----

/// Holds the right to write until the next order.
pub fn holder() {
    let registry = std::env::var("DHCPSAPI_REGISTRY").unwrap();
    let path = registry.trim_start_matches("sqlite:").split('?').next().unwrap();
    let connection = Connection::open(path).unwrap();
    connection.execute_batch("BEGIN IMMEDIATE").unwrap();
    say("held");
    next_order();
}

/// Limits how large files may become, in bytes; 0 is no limit.
pub fn limit_files(bytes: u64) -> String {
    let most = if bytes == 0 { libc::RLIM_INFINITY } else { bytes };
    let limit = libc::rlimit { rlim_cur: most, rlim_max: libc::RLIM_INFINITY };
    // SAFETY: a valid structure.
    let code = unsafe { libc::setrlimit(libc::RLIMIT_FSIZE, &limit) };
    format!("{code} ")
}

/// Whether SIGXFSZ is blocked for this thread, and whether one waits.
pub fn signals() -> String {
    let (mut blocked, mut pending) = (MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: both functions fill a whole set.
    let [blocked, pending] = unsafe {
        libc::sigemptyset(blocked.as_mut_ptr());
        libc::sigemptyset(pending.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_BLOCK, std::ptr::null(), blocked.as_mut_ptr());
        libc::sigpending(pending.as_mut_ptr());
        [blocked, pending].map(|set| libc::sigismember(set.as_ptr(), libc::SIGXFSZ))
    };
    format!("blocked {blocked} pending {pending}")
}

/// Blocks SIGXFSZ for this thread.
pub fn block_signal() -> String {
    let mut signals = MaybeUninit::uninit();
    // SAFETY: it is filled first.
    unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGXFSZ);
        libc::pthread_sigmask(libc::SIG_BLOCK, signals.as_ptr(), std::ptr::null_mut());
    }
    self::signals()
}

// ---- the parent ----

/// A file with three scopes, and a process that uses it.
fn used(name: &str) -> (PathBuf, Tool) {
    let path = empty_directory(name).join("registry.db");
    let mut tool = Tool::at(&path);
    for number in 0..3 {
        assert_eq!(tool.code(&format!("scope {number}")), 0);
    }
    (path, tool)
}

/// That many records are in the file, all whole, and the process sees as many scopes.
#[track_caller]
fn has(path: &Path, tool: &mut Tool, scopes: usize) {
    assert_eq!(tool.ask("scopes"), format!("0 {scopes}"));
    assert_eq!(found::local(&examine(path).engine).scopes.iter().count(), scopes);
}

/// All bytes of a file and of those beside it.
fn bytes(path: &Path) -> [Option<Vec<u8>>; 3] {
    files(path).map(|file| fs::read(file).ok())
}

/// A file and those beside it.
fn files(path: &Path) -> [PathBuf; 3] {
    [path.to_owned(), beside(path, "wal"), beside(path, "shm")]
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// Creates scopes from a number on until one is refused; answers its number, whose code it was.
fn fill(tool: &mut Tool, from: u32, code: u32) -> u32 {
    let refused = (from..from + 20_000).map(|number| (number, tool.code(&format!("scope {number}"))));
    let (number, refusal) = { refused }.find(|(_, found)| *found != 0).unwrap();
    assert_eq!(refusal, code);
    number
}

#[test]
fn a_file_that_may_not_grow() {
    for is_blocked in [false, true] {
        let (path, mut tool) = used("limit");
        let signals = if is_blocked { tool.ask("block") } else { tool.ask("signals") };
        assert_eq!(signals, format!("blocked {} pending 0", u8::from(is_blocked)));
        let size = fs::metadata(beside(&path, "wal")).unwrap().len();
        assert_eq!(tool.code(&format!("limit {}", size + 100_000)), 0);
        let full = fill(&mut tool, 3, FULL);
        let seen = tool.ask("digest");
        assert_eq!(tool.code(&format!("scope {full}")), FULL);
        assert_eq!(tool.ask("signals"), signals, "as the host had it");
        assert_eq!(tool.ask("digest"), seen);
        has(&path, &mut tool, full as usize);
        assert_eq!(tool.code("limit 0"), 0);
        assert_eq!(tool.code(&format!("scope {full}")), 0);
        has(&path, &mut tool, full as usize + 1);
        report(&format!("faults: a file that may not grow refused scope {full}"));
    }
}

/// One that may not even be made.
#[test]
fn a_file_that_may_not_have_a_byte() {
    let path = empty_directory("no-byte").join("registry.db");
    let mut tool = Tool::at(&path);
    assert_eq!(tool.code("limit 1"), 0);
    let said = tool.ask("scope 0");
    assert!(said.starts_with("112 "), "{said}");
    assert_eq!(tool.code("limit 20000"), 0);
    assert_eq!(tool.code("scope 0"), FULL);
    assert_eq!(tool.ask("signals"), "blocked 0 pending 0");
    assert_eq!(tool.code("limit 0"), 0);
    assert_eq!(tool.code("scope 0"), 0);
    has(&path, &mut tool, 1);
}

#[test]
fn a_disk_that_is_full() {
    let directory = empty_directory("full");
    let mounts = |size: &str, options: &str| {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("{options}size={size}"), "none"]).arg(&directory);
        mount.status().is_ok_and(|status| status.success())
    };
    if !is_root() || !mounts("400k", "") {
        return skip("a small file system cannot be mounted here: a disk that is full");
    }
    struct Mounted<'a>(&'a Path);
    impl Drop for Mounted<'_> {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg("-l").arg(self.0).status();
        }
    }
    let _mounted = Mounted(&directory);
    let path = directory.join("registry.db");
    let mut tool = Tool::at(&path);
    let full = fill(&mut tool, 0, FULL);
    assert!(full > 3, "{full}");
    let seen = tool.ask("digest");
    assert_eq!(tool.code(&format!("scope {full}")), FULL);
    assert_eq!(tool.ask("digest"), seen);
    // Somebody else reads it meanwhile.
    assert_eq!(Tool::at(&path).ask("scopes"), format!("0 {full}"));
    assert!(mounts("8m", "remount,"));
    assert_eq!(tool.code(&format!("scope {full}")), 0);
    has(&path, &mut tool, full as usize + 1);
    report(&format!("faults: a full disk refused scope {full}"));
}

#[test]
fn a_file_that_may_only_be_read() {
    if !is_root() {
        return skip("only root can be another user: a file that may only be read");
    }
    // Others reach no directory below this one on some hosts.
    let directory = std::env::temp_dir().join(format!("dhcpsapi-only-read-{}", std::process::id()));
    fs::create_dir_all(&directory).unwrap();
    let mode = |path: &Path, mode: u32| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    let path = directory.join("registry.db");
    let mut owner = Tool::at(&path);
    assert_eq!(owner.code("scope 0"), 0);
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o7777, 0o600, "it is its owner's alone");
    let program = fs::metadata(std::env::current_exe().unwrap()).unwrap();
    assert!(program.mode() & 0o5 == 0o5, "others may run this program");
    let all = |bits: u32| files(&path).iter().for_each(|file| mode(file, bits));

    let mut other = Tool::of_user(&path, NOBODY);
    assert_eq!(other.code("scopes"), DENIED, "it cannot be read at all");
    assert_eq!(other.code("scope 1"), DENIED);
    mode(&directory, 0o755);
    all(0o644);
    assert_eq!(other.ask("scopes"), "0 1");
    assert_eq!(other.code("scope 1"), DENIED);
    assert_eq!(owner.code("scope 2"), 0);
    assert_eq!(other.ask("scopes"), "0 2", "it sees what others write");
    assert_eq!(other.code("scope 1"), DENIED);
    has(&path, &mut owner, 2);
    mode(&directory, 0o777);
    all(0o666);
    assert_eq!(other.ask("scope 1").trim(), "0", "the cause is gone");
    has(&path, &mut other, 3);
    assert_eq!(owner.ask("scopes"), "0 3");
    drop((owner, other));
    let _ = fs::remove_dir_all(&directory);
}

/// Changes a file where a text stands in it, and answers what it was before.
fn change(path: &Path, text: &str, by: impl FnOnce(&mut [u8], usize)) -> Vec<u8> {
    let before = fs::read(path).unwrap();
    let at = before.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
    let mut after = before.clone();
    by(&mut after, at);
    assert!(before != after);
    fs::write(path, after).unwrap();
    before
}

/// A file, all of which has left the log.
fn checkpointed(name: &str) -> PathBuf {
    let path = empty_directory(name).join("registry.db");
    let mut tool = Tool::at(&path);
    (0..100).for_each(|number| assert_eq!(tool.code(&format!("scope {number}")), 0));
    assert_eq!(tool.end(), [""; 0]);
    let connection = Connection::open(&path).unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    path
}

#[test]
fn a_file_that_is_damaged() {
    type Damage = fn(&mut [u8], usize);
    let damages: [(&str, Damage); 3] = [
        ("a record says something else", |bytes, at| bytes[at + 12] = b'8'),
        ("a page has no beginning", |bytes, at| bytes[at / 4096 * 4096..][..8].fill(0xA5)),
        ("a page is empty", |bytes, at| bytes[at / 4096 * 4096..][..4096].fill(0)),
    ];
    for (what, damage) in damages {
        let path = checkpointed("damaged");
        let before = change(&path, "\"revision\":70,", damage);
        let damaged = fs::read(&path).unwrap();
        let mut tool = Tool::at(&path);
        assert_eq!(tool.code("scopes"), CORRUPT, "{what}");
        assert_eq!(tool.code("scope 200"), CORRUPT, "{what}");
        assert_eq!(tool.code("scopes"), CORRUPT, "{what}: still");
        assert!(fs::read(&path).unwrap() == damaged, "{what}: nothing is repaired");
        fs::write(&path, before).unwrap();
        assert_eq!(tool.code("scope 200"), 0, "{what}: the cause is gone");
        has(&path, &mut tool, 101);
    }
}

/// A record that another process has written and that cannot be read is not passed over, however often it is asked for.
#[test]
fn a_record_that_cannot_be_read_is_not_passed_over() {
    let (path, mut tool) = used("unread");
    let raw = Connection::open(&path).unwrap();
    let text =
        "{\"format\":1,\"revision\":4,\"moment\":1,\"cause\":\"scope\",\"events\":[{\"nobody knows\":1}]}";
    let add = "INSERT INTO records VALUES (4, randomblob(16), ?, ?)";
    raw.execute(add, rusqlite::params![text, crc32fast::hash(text.as_bytes())]).unwrap();
    for _ in 0..3 {
        assert_eq!(tool.code("scopes"), CORRUPT);
        assert_eq!(tool.code("scope 3"), CORRUPT);
    }
    raw.execute("DELETE FROM records WHERE revision = 4", []).unwrap();
    drop(raw);
    assert_eq!(tool.code("scope 3"), 0);
    has(&path, &mut tool, 4);
}

#[test]
fn a_file_of_a_newer_format() {
    let (path, mut tool) = used("newer");
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 2).unwrap();
    for mut tool in [Tool::at(&path), Tool::at(&path)] {
        assert_eq!(tool.code("scopes"), UNAVAILABLE);
        assert!(tool.ask("scope 3").contains("format"));
    }
    // A process that runs already finds it at its next call, too.
    for _ in 0..2 {
        assert_eq!(tool.code("scope 3"), UNAVAILABLE);
        assert_eq!(tool.code("scopes"), UNAVAILABLE);
    }
    raw.pragma_update(None, "user_version", 1).unwrap();
    drop(raw);
    has(&path, &mut tool, 3);
    assert_eq!(tool.code("scope 3"), 0);
    has(&path, &mut tool, 4);
}

#[test]
fn a_file_that_is_no_registry() {
    let directory = empty_directory("no-registry");
    let path = directory.join("registry.db");
    let text: fn(&Path) = |path| fs::write(path, "Dear diary,\n".repeat(1000)).unwrap();
    let short: fn(&Path) = |path| fs::write(path, "xy").unwrap();
    let tables: fn(&Path) =
        |path| Connection::open(path).unwrap().execute_batch("CREATE TABLE t (a)").unwrap();
    let other: fn(&Path) = |path| {
        Connection::open(path)
            .unwrap()
            .execute_batch("PRAGMA application_id = 77; CREATE TABLE t (a)")
            .unwrap();
    };
    let directory: fn(&Path) = |path| fs::create_dir(path).unwrap();
    let pipe: fn(&Path) = |path| _ = run(Command::new("mkfifo").arg(path));
    for make in [text, short, tables, other, directory, pipe] {
        let mut tool = Tool::at(&path);
        make(&path);
        let before = if path.is_file() { bytes(&path) } else { [const { None }; 3] };
        assert_eq!(tool.code("scopes"), UNAVAILABLE);
        assert_eq!(tool.code("scope 0"), UNAVAILABLE);
        assert_eq!(Tool::at(&path).code("scope 0"), UNAVAILABLE);
        if path.is_file() {
            assert!(bytes(&path) == before, "it is as it was");
        }
        if path.is_dir() {
            fs::remove_dir(&path).unwrap()
        } else {
            fs::remove_file(&path).unwrap()
        }
        // The process has seen one that is gone, and makes none in its place; another process does.
        let mut new = Tool::at(&path);
        assert_eq!(new.code("scope 0"), 0);
        has(&path, &mut new, 1);
        // That it is another file is told once, if it has another number.
        assert!([UNAVAILABLE, 20052].contains(&tool.code("scope 0")));
        assert_eq!(tool.code("scope 0"), 20052);
        has(&path, &mut tool, 1);
        drop((tool, new));
        remove_all(&path);
    }
}

#[test]
fn a_link_to_a_file_of_another_user() {
    if !is_root() {
        return skip("only root can give files away: a link to a file of another user");
    }
    let (path, mut tool) = used("linked");
    let link = path.with_file_name("link.db");
    symlink(&path, &link).unwrap();
    let mut by_link = Tool::at(&link);
    assert_eq!(by_link.ask("scopes"), "0 3", "a link of the same user is as good as the file");
    files(&path).into_iter().for_each(|file| chown(file, Some(NOBODY), Some(NOBODY)).unwrap());
    let mut other = Tool::at(&link);
    assert_eq!(other.code("scopes"), UNAVAILABLE);
    assert_eq!(other.code("scope 3"), UNAVAILABLE);
    has(&path, &mut tool, 3);
    files(&path).into_iter().for_each(|file| chown(file, Some(0), Some(0)).unwrap());
    assert_eq!(other.code("scope 3"), 0);
    has(&path, &mut tool, 4);
    // One that leads nowhere is not followed to make a file.
    let nowhere = path.with_file_name("nowhere.db");
    symlink(path.with_file_name("absent.db"), &nowhere).unwrap();
    assert_eq!(Tool::at(&nowhere).code("scope 0"), UNAVAILABLE);
    assert!(!path.with_file_name("absent.db").exists());
}

fn move_all(from: &Path, to: &Path) {
    files(from).into_iter().zip(files(to)).for_each(|(from, to)| fs::rename(from, to).unwrap());
}

fn remove_all(path: &Path) {
    files(path).into_iter().for_each(|file| fs::remove_file(file).unwrap());
}

#[test]
fn a_file_that_is_taken_away_while_it_is_used() {
    let (path, mut tool) = used("taken");
    let away = path.with_file_name("away.db");
    move_all(&path, &away);
    assert_eq!(tool.code("scope 3"), UNAVAILABLE);
    assert_eq!(tool.code("scopes"), UNAVAILABLE);
    assert_eq!(tool.code("scope 3"), UNAVAILABLE);
    assert!(!path.exists(), "none is made in its place");
    move_all(&away, &path);
    assert_eq!(tool.code("scope 3"), 0);
    has(&path, &mut tool, 4);
    // Where only reading is done it is noticed within a second.
    move_all(&path, &away);
    std::thread::sleep(Duration::from_millis(1100));
    assert_eq!(tool.code("scopes"), UNAVAILABLE);
    move_all(&away, &path);
    has(&path, &mut tool, 4);
}

/// A file that has the place, and perhaps the number, of one that is gone is another registry.
#[test]
fn a_file_that_takes_the_place_of_another() {
    let (path, mut tool) = used("replaced");
    let other = path.with_file_name("other.db");
    assert_eq!(Tool::at(&other).code("scope 77"), 0);
    let away = path.with_file_name("away.db");
    move_all(&path, &away);
    move_all(&other, &path);
    assert_eq!(tool.code("scope 3"), UNAVAILABLE, "it is told once");
    assert_eq!(tool.ask("scopes"), "0 1");
    assert_eq!(tool.code("scope 3"), 0);
    has(&path, &mut tool, 2);
    drop(Tool::at(&away));
    assert_eq!(examine(&away).records.len(), 3, "nothing was written to the one that was moved");

    for _ in 0..3 {
        remove_all(&path);
        assert_eq!(tool.code("scope 9"), UNAVAILABLE, "it is gone");
        let mut maker = Tool::at(&path);
        assert_eq!(maker.code("scope 77"), 0);
        let first = tool.code("scope 78");
        assert!([0, UNAVAILABLE].contains(&first), "{first}");
        assert_eq!(tool.code("scope 79"), 0);
        has(&path, &mut maker, 2 + usize::from(first == 0));
    }
}

#[test]
fn somebody_who_holds_it_and_is_stopped() {
    let (path, mut tool) = used("held");
    let holder = Tool::does(&path, "holder");
    assert_eq!(holder.hear().unwrap(), "held");
    holder.signal(libc::SIGSTOP);
    let begin = std::time::Instant::now();
    assert_eq!(tool.code("scope 3"), BUSY);
    let waited = begin.elapsed();
    assert!(waited > Duration::from_secs(4), "{waited:?}");
    assert_eq!(tool.ask("scopes"), "0 3", "reading goes on");
    // Whoever comes first finds the same.
    let mut fresh = Tool::at(&path);
    assert_eq!(fresh.ask("scopes"), "0 3");
    assert_eq!(fresh.code("scope 3"), BUSY);
    assert_eq!(holder.kill(), [""; 0]);
    assert_eq!(tool.code("scope 3"), 0);
    has(&path, &mut tool, 4);
    report(&format!("faults: whoever waits for a stopped holder is told after {waited:?}"));
}

#[test]
fn a_process_in_the_middle_of_a_commit_may_be_stopped_and_killed() {
    let (path, mut tool) = used("stopped");
    for _ in 0..4 {
        let writer = Tool::does(&path, "together 4 100000");
        std::thread::sleep(Duration::from_millis(40));
        writer.signal(libc::SIGSTOP);
        let code = tool.code("unscope 2");
        assert!([0, BUSY].contains(&code), "{code}");
        drop(writer);
        let code = tool.code("scope 2");
        assert!([0, 20052].contains(&code), "{code}");
    }
    examine(&path);
}
