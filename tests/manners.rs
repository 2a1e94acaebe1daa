//! How the library behaves towards the process that loads it: rights that are not the caller's, threads that are cancelled,
//! a trace that cannot be written, small stacks, forks. Each is tried by `tests/c/manners.c` in a process of its own.

#![cfg(target_os = "linux")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use support::programs::{
    c_compilers, command, compile, empty_directory, flags, is_there, library_directory, printed,
    release_directory, run, skip,
};
use support::project::root;

/// Somebody who owns nothing, and somebody else.
const NOBODY: u32 = 65_534;
const SOMEBODY: u32 = 65_533;

fn compiled(library: &Path, name: &str) -> PathBuf {
    let mut flags = flags(library);
    // A program with foreign rights does not heed LD_LIBRARY_PATH, and cargo's is not to go before it in the others.
    flags.extend([format!("-Wl,--disable-new-dtags,-rpath,{}", library.display()), "-pthread".into()]);
    let made = compile(c_compilers().first().unwrap(), &root().join("tests/c/manners.c"), &flags);
    let program = made.with_file_name(format!("manners-{name}"));
    fs::rename(made, &program).unwrap();
    program
}

/// The program for the library that cargo made beside this test.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| compiled(&library_directory(), "built"))
}

/// The program for the library that users get.
fn released() -> &'static Path {
    static RELEASED: OnceLock<PathBuf> = OnceLock::new();
    RELEASED.get_or_init(|| compiled(&release_directory(), "released"))
}

/// The program, about to try something; it is ended if it hangs.
fn tries(what: &str, program: &Path) -> Command {
    let mut command = command("timeout");
    command.args(["--signal=KILL", "240"]).arg(program).arg(what);
    command
}

/// Tries something with the library that cargo made beside this test, and with the one that users get.
fn tried(what: &str) {
    for program in [built(), released()] {
        assert_eq!(printed(&mut tries(what, program)), "", "{}", program.display());
    }
}

// ---- rights that are not the caller's (getauxval(3), AT_SECURE) ----

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

/// A directory that everybody reaches and may write to, with the library and the program in it.
fn open_to_all(name: &str) -> (PathBuf, PathBuf) {
    let directory = std::env::temp_dir().join(format!("dhcpsapi-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    fs::copy(library_directory().join("libdhcpsapi.so"), directory.join("libdhcpsapi.so")).unwrap();
    let program = directory.join("program");
    fs::copy(compiled(&directory, "rights"), &program).unwrap();
    fs::set_permissions(&directory, PermissionsExt::from_mode(0o1777)).unwrap();
    (directory, program)
}

fn variables<'a>(command: &'a mut Command, trace: &Path) -> &'a mut Command {
    command.env("DHCPSAPI_SERVERS", "planted=10.9.9.9").env("DHCPSAPI_TRACE", trace)
}

/// The view of the program of its rights, and of the environment of whoever has started it: "1 1722" if it sees nothing.
fn seen(command: &mut Command, directory: &Path) -> (String, bool) {
    let trace = directory.join("trace");
    let _ = fs::remove_file(&trace);
    let text = printed(variables(command, &trace));
    (text.trim().to_owned(), trace.exists())
}

fn as_nobody(program: &Path) -> Command {
    let mut command = command(program);
    command.arg("rights").uid(NOBODY).gid(NOBODY);
    command
}

#[test]
fn a_program_with_foreign_rights_does_not_heed_the_environment() {
    if !is_root() {
        return skip("only root can give a program foreign rights: the environment of such programs");
    }
    let (directory, program) = open_to_all("rights");
    assert_eq!(seen(&mut as_nobody(&program), &directory), ("0 0".into(), true), "its own rights");

    let refused = ("1 1722".to_owned(), false);
    let check = |what: &str, command: &mut Command| {
        let found = seen(command, &directory);
        if found.0.starts_with('0') {
            return skip(&format!("{} gives no such rights: {what}", directory.display()));
        }
        assert_eq!(found, refused, "{what}");
    };
    let with_mode = |owner: u32, group: u32, mode: u32| {
        chown(&program, Some(owner), Some(group)).unwrap();
        fs::set_permissions(&program, PermissionsExt::from_mode(mode)).unwrap();
    };

    with_mode(SOMEBODY, 0, 0o4755);
    check("set-user-ID of another user", &mut as_nobody(&program));
    with_mode(0, SOMEBODY, 0o2755);
    check("set-group-ID", &mut as_nobody(&program));
    with_mode(0, 0, 0o4755);
    check("set-user-ID of root", &mut as_nobody(&program));
    if is_there("unshare") && is_there("setpriv") {
        let mut hidden = command("unshare");
        hidden.args(["--mount", "sh", "-c"]);
        hidden.arg(format!(
            "mount -t tmpfs none /proc && exec setpriv --reuid={NOBODY} --regid={NOBODY} --clear-groups \"$0\" rights"
        ));
        check("set-user-ID of root without /proc", hidden.arg(&program));
    } else {
        skip("unshare or setpriv is not there: set-user-ID of root without /proc");
    }
    with_mode(0, 0, 0o755);
    let capability = Command::new("setcap").arg("cap_net_bind_service+ep").arg(&program).status();
    if capability.is_ok_and(|status| status.success()) {
        check("capabilities of the file", &mut as_nobody(&program));
    } else {
        skip("setcap is not there, or cannot be used here: capabilities of a file");
    }
    let _ = fs::remove_dir_all(directory);
}

// ---- threads that are cancelled (pthread_setcancelstate(3)) ----

#[test]
fn a_thread_that_is_cancelled_in_its_first_call_ends_behind_it() {
    for program in [built(), released()] {
        let trace = empty_directory("cancelled").join("trace");
        assert_eq!(printed(tries("cancelled", program).env("DHCPSAPI_TRACE", &trace)), "");
        assert_eq!(fs::read_to_string(trace).unwrap().lines().count(), 3);
    }
}

#[test]
fn a_thread_may_be_cancelled_at_any_instruction() {
    // Frames without anything to clean up are what optimisation makes.
    assert_eq!(printed(&mut tries("cancelled anywhere", released())), "");
}

#[test]
fn a_thread_that_is_cancelled_in_its_callback_ends_behind_the_call() {
    tried("cancelled in its callback");
}

/// A process has one thread until its callback makes another.
#[test]
fn a_thread_that_its_callback_has_cancelled_ends_behind_the_call() {
    for program in [built(), released()] {
        assert_eq!(printed(&mut tries("cancelled by its callback", program)), "behind the call\n");
    }
    // Frames without anything to clean up are what optimisation makes.
    assert_eq!(printed(&mut tries("cancelled anywhere by its callback", released())), "");
}

// ---- the trace (pipe(7), signal(7), open(2)) ----

/// One call, traced to a file.
fn one_call(trace: &Path) -> Output {
    run(tries("one call", built()).env("DHCPSAPI_TRACE", trace))
}

#[test]
fn a_pipe_that_nobody_reads_is_no_place_to_wait_at() {
    let pipe = empty_directory("pipe").join("trace");
    run(command("mkfifo").arg(&pipe));
    one_call(&pipe);
    let reader = command("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    // A reader that has not come yet reads of a later call, and waits for one.
    let mut calls = 0;
    let text = std::thread::scope(|scope| {
        let reading = scope.spawn(|| String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap());
        while !reading.is_finished() && calls < 100 {
            one_call(&pipe);
            calls += 1;
        }
        reading.join().unwrap()
    });
    assert!(text.starts_with("dhcpsapi: DhcpGetVersion at the local server -> 0 ("), "{text:?}");
}

#[test]
fn a_trace_that_nobody_reads_any_more_ends_nothing() {
    for what in ["closed pipe", "full pipe"] {
        let output = run(tries(what, built()).env("DHCPSAPI_TRACE", "stderr"));
        assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{what}");
    }
}

#[test]
fn a_traces_file_is_for_its_owner_alone_and_is_appended_to() {
    let trace = empty_directory("trace").join("trace");
    one_call(&trace);
    assert_eq!(fs::metadata(&trace).unwrap().permissions().mode() & 0o7777, 0o600);
    one_call(&trace);
    let text = fs::read_to_string(trace).unwrap();
    assert_eq!(text.lines().count(), 2);
    assert!(text.lines().all(|line| line.starts_with("dhcpsapi: DhcpGetVersion at the local server -> 0 (")
        && line.ends_with(" us)")));
}

#[test]
fn what_is_wrong_with_the_environment_is_told_once() {
    let trace = empty_directory("faults").join("trace");
    let wrong: Vec<String> = (10..40).map(|number| format!("nobody{number}")).collect();
    let mut calls = tries("first calls", built());
    let output = run(calls.env("DHCPSAPI_TRACE", &trace).env("DHCPSAPI_SERVERS", wrong.join(",")));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "");
    let text = fs::read_to_string(trace).unwrap();
    for entry in wrong {
        assert_eq!(text.matches(&entry).count(), 50, "{entry}: once for each process");
    }
}

/// daemon(7): all open descriptors but 0, 1 and 2 are closed; what is opened then gets the lowest number (open(2)).
#[test]
fn a_trace_whose_descriptor_is_another_file_now_is_lost() {
    let trace = empty_directory("daemon").join("trace");
    assert_eq!(printed(tries("closed descriptors", built()).env("DHCPSAPI_TRACE", &trace)), "");
    assert_eq!(fs::read_to_string(trace).unwrap().lines().count(), 1);
}

#[test]
fn a_traces_file_is_no_link() {
    let directory = empty_directory("link");
    let (aim, link) = (directory.join("aim"), directory.join("trace"));
    symlink(&aim, &link).unwrap();
    one_call(&link);
    assert!(!aim.exists());
    fs::write(&aim, "as it was").unwrap();
    one_call(&link);
    assert_eq!(fs::read_to_string(aim).unwrap(), "as it was");
    // A directory on the way may be one (open(2), O_NOFOLLOW).
    let (there, way) = (directory.join("there"), directory.join("way"));
    fs::create_dir(&there).unwrap();
    symlink(&there, &way).unwrap();
    one_call(&way.join("trace"));
    assert_eq!(fs::read_to_string(there.join("trace")).unwrap().lines().count(), 1);
}

// ---- the stack ----

/// The least that a thread can be given is 16 KiB (PTHREAD_STACK_MIN), and many programs give little more.
#[test]
fn a_call_needs_less_than_32_kib_of_stack() {
    let trace = empty_directory("depth").join("trace");
    let text = printed(tries("depth", released()).env("DHCPSAPI_TRACE", trace));
    let bytes: usize = text.trim().parse().unwrap_or_else(|_| panic!("{text}"));
    assert!(bytes > 1000 && bytes < 32 * 1024, "{bytes} bytes");
}

// ---- forks (pthread_atfork(3)) ----

#[test]
fn a_child_can_call_whatever_other_threads_were_doing() {
    tried("forks");
}

#[test]
fn a_child_can_call_although_the_first_call_of_another_thread_was_under_way() {
    tried("forks at first");
}
