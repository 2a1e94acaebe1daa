//! The child of a fork uses no connection of its parent, and both go on.

use std::ffi::{c_char, c_void};
use std::fs;
use std::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use dhcpsapi::abi::extension::DHCPSAPI_SEVERITY;
use dhcpsapi::exports::{dhcpsapi_log, dhcpsapi_server_start, dhcpsapi_server_stop, dhcpsapi_wait};

use crate::found::{self, examine};
use crate::support::programs::empty_directory;
use crate::support::server::Server;
use crate::tool::{Tool, create_scope, say, scopes};
use crate::{report, size};

/// What a wait answers in which nothing has happened (winerror.h).
const WAIT_TIMEOUT: u32 = 1460;

/// The open files of this process that belong to a registry.
fn open_files() -> Vec<String> {
    let files = fs::read_dir("/proc/self/fd").unwrap();
    let names = files.filter_map(|file| fs::read_link(file.ok()?.path()).ok());
    names
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.contains("registry.db"))
        .collect()
}

/// Forks; the child does something, and ends with whether that was as it should be. Whoever hangs is ended.
fn child(work: impl FnOnce() -> bool) -> i32 {
    // SAFETY: the child calls what the parent might, too; the library promises that of itself, and std's allocator does.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: they take numbers.
        unsafe {
            libc::alarm(30);
            libc::_exit(i32::from(!work()))
        };
    }
    child
}

fn ends_well(child: i32) {
    let mut status = 99;
    // SAFETY: a child of this process, and a valid place.
    assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
    assert_eq!(status, 0, "the child's");
}

/// Parent and child write in turn.
pub fn forks() {
    assert_eq!(create_scope(0), 0);
    assert_eq!(open_files().len(), 4, "the file and its log, to write and to read: {:?}", open_files());
    for number in 0..10 {
        ends_well(child(|| {
            let inherited = open_files();
            inherited.is_empty()
                && scopes().is_ok_and(|scopes| scopes.len() as u32 == 2 * number + 1)
                && create_scope(2 * number + 1) == 0
        }));
        assert_eq!(scopes().unwrap().len() as u32, 2 * number + 2);
        assert_eq!(create_scope(2 * number + 2), 0);
    }
    say("forked");
}

#[test]
fn parent_and_child_both_go_on() {
    let path = empty_directory("forks").join("registry.db");
    assert_eq!(Tool::does(&path, "forks").end(), ["forked"]);
    assert_eq!(examine(&path).records.len(), 21);
}

/// Forks again and again while other threads are inside calls. Each child changes something; all that was answered is there.
pub fn forks_among_threads() {
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            std::thread::spawn(move || {
                while !IS_OVER.load(Ordering::Relaxed) {
                    if thread >= 6 {
                        // SAFETY: it takes a number.
                        let code = unsafe { dhcpsapi_wait(1000) };
                        assert!([0, WAIT_TIMEOUT].contains(&code), "{}", crate::tool::with_reason(code));
                        continue;
                    }
                    if thread < 4 {
                        let code = create_scope(NEXT.fetch_add(1, Ordering::Relaxed));
                        assert_eq!(code, 0, "{}", crate::tool::with_reason(code));
                    }
                    if let Err(code) = scopes() {
                        panic!("a reader: {}", crate::tool::with_reason(code));
                    }
                }
            })
        })
        .collect();
    let begin = Instant::now();
    let count = u32::try_from(size("REGISTRY_ROUNDS", 20)).unwrap();
    for number in 0..count {
        ends_well(child(|| {
            let inherited = open_files();
            let code = create_scope(40_000 + number);
            if code != 0 || !inherited.is_empty() {
                eprintln!("{} {inherited:?}", crate::tool::with_reason(code));
            }
            inherited.is_empty() && code == 0
        }));
    }
    let taken = begin.elapsed();
    IS_OVER.store(true, Ordering::Relaxed);
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    assert_eq!(scopes().unwrap().len() as u32, count + NEXT.load(Ordering::Relaxed));
    say(&format!("{count} {} {taken:?}", NEXT.load(Ordering::Relaxed)));
}

#[test]
fn a_child_goes_on_whatever_other_threads_were_doing() {
    let path = empty_directory("forks-threads").join("registry.db");
    let said = Tool::does(&path, "threads").end();
    let words: Vec<&str> = said[0].split(' ').collect();
    let [children, calls] = [words[0], words[1]].map(|word| word.parse::<usize>().unwrap());
    assert_eq!(examine(&path).records.len(), children + calls);
    report(&format!(
        "forks: {children} forks among {calls} calls of 4 writers, 2 readers and 2 that wait, in {}",
        words[2]
    ));
}

/// The child that its callback forks.
static CHILD: AtomicI32 = AtomicI32::new(-1);

extern "C" fn forks_once(_: *mut c_void, _: DHCPSAPI_SEVERITY, _: *const c_char) {
    if CHILD.load(Ordering::Relaxed) == -1 {
        // SAFETY: as in `child`; both return from here.
        CHILD.store(unsafe { libc::fork() }, Ordering::Relaxed);
    }
}

/// Both return from the callback, and go on.
pub fn forks_in_its_callback() {
    let server = Server::named("one", 1);
    assert_eq!(server.list(), 0);
    // SAFETY: a function that may be called at any time.
    assert_eq!(unsafe { dhcpsapi_log(Some(forks_once), std::ptr::null_mut()) }, 0);
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_stop(server.ptr()) }, 0);
    let child = CHILD.load(Ordering::Relaxed);
    let is_child = child == 0;
    let code = create_scope(u32::from(is_child));
    if is_child {
        // SAFETY: it takes a number.
        unsafe { libc::_exit(i32::from(code != 0)) };
    }
    assert_eq!(code, 0);
    ends_well(child);
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_start(server.ptr()) }, 0);
    assert_eq!(scopes().unwrap().len(), 2);
    say("forked");
}

#[test]
fn a_callback_may_fork() {
    let path = empty_directory("forks-callback").join("registry.db");
    assert_eq!(Tool::does(&path, "callback").end(), ["forked"]);
    assert_eq!(examine(&path).records.len(), 5);
}

/// A process that ends, and leaves a child that has called nothing yet.
pub fn orphan() {
    assert_eq!(create_scope(0), 0);
    // SAFETY: they take numbers; the child calls what the parent might, too.
    unsafe {
        let parent = libc::getpid();
        if libc::fork() == 0 {
            libc::alarm(30);
            while libc::getppid() == parent {
                std::thread::sleep(Duration::from_millis(1));
            }
            say("alone");
            let mut line = String::new();
            std::io::stdin().read_line(&mut line).unwrap();
            say(&create_scope(1).to_string());
            libc::_exit(0);
        }
    }
}

#[test]
fn others_write_when_a_parent_has_gone_and_so_does_its_child() {
    let path = empty_directory("orphan").join("registry.db");
    let mut orphan = Tool::does(&path, "orphan");
    assert_eq!(orphan.hear().unwrap(), "alone");
    let mut other = Tool::at(&path);
    assert_eq!(other.code("scope 2"), 0);
    assert_eq!(orphan.ask("go on"), "0");
    assert_eq!(other.ask("scopes"), "0 3");
    drop(orphan);
    assert_eq!(found::local(&examine(&path).engine).scopes.iter().count(), 3);
}
