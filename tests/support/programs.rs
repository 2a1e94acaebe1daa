//! Programs that tests compile against the library, and run.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use super::project::root;

const WARNINGS: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];

// ---- tools ----

/// Prints what is not tested, also when the test passes.
#[expect(clippy::explicit_write, reason = "what the macros print is only shown when a test fails")]
pub fn skip(what: &str) {
    writeln!(std::io::stderr(), "SKIPPED: {what}").unwrap();
}

/// Whether a program can be run.
pub fn is_there(program: &str) -> bool {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.is_ok_and(|status| status.success())
}

/// The compilers of a language that are there.
pub fn compilers(names: [&'static str; 2]) -> Vec<&'static str> {
    let (present, absent): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| is_there(name));
    for name in absent {
        skip(&format!("{name} is not there"));
    }
    present
}

pub fn c_compilers() -> Vec<&'static str> {
    let present = compilers(["gcc", "clang"]);
    assert!(!present.is_empty(), "there is no C compiler: install gcc or clang");
    present
}

/// A command that does not see the library's settings of whoever runs the tests, nor the registry of that user.
pub fn without_settings(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in ["DHCPSAPI_LOCAL", "DHCPSAPI_SERVERS", "DHCPSAPI_SETUP", "DHCPSAPI_TRACE"] {
        command.env_remove(name);
    }
    command.env("DHCPSAPI_REGISTRY", "memory:");
    command
}

/// A command that is run in the project's directory, and sees no settings of whoever runs the tests.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = without_settings(program);
    command.current_dir(root()).env("CARGO_TARGET_DIR", target());
    command.env_remove("MAKEFLAGS").env_remove("MAKELEVEL");
    command
}

/// Runs a command that must succeed.
#[track_caller]
pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let [said, messages] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    assert!(output.status.success(), "{command:?}: {}\n{said}\n{messages}", output.status);
    output
}

/// The standard output of a command that must succeed.
#[track_caller]
pub fn printed(command: &mut Command) -> String {
    String::from_utf8(run(command).stdout).unwrap()
}

// ---- places ----

/// Cargo's target directory.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().to_owned()
}

/// A place for a file that a test makes.
pub fn place(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples");
    fs::create_dir_all(&directory).unwrap();
    directory.join(name)
}

pub fn empty_directory(name: &str) -> PathBuf {
    let directory = place(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

/// The directory with the library that cargo has built beside this test.
pub fn library_directory() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let deps = test.parent().unwrap();
    let places = [deps, deps.parent().unwrap()];
    let found = places.into_iter().find(|directory| directory.join("libdhcpsapi.so").exists());
    found.unwrap_or_else(|| panic!("no libdhcpsapi.so in {places:?}")).to_owned()
}

/// The directory with the library as users get it.
pub fn release_directory() -> PathBuf {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        run(command("make").arg("release"));
    });
    target().join("full/release")
}

/// The directory with the library without features.
pub fn lean_directory() -> PathBuf {
    let directory = target().join("lean");
    let mut cargo = command(env!("CARGO"));
    cargo.args(["rustc", "--release", "--lib", "--crate-type", "cdylib", "--target-dir"]).arg(&directory);
    run(&mut cargo);
    directory.join("release")
}

// ---- programs ----

/// The command line, with registries that last; `None` if the crates that it needs cannot be had.
///
/// Cargo leaves the program out unless its feature is asked for, so it is built here. It has a directory of its own below
/// cargo's, since cargo keeps one file for the library whatever its features.
pub fn command_line() -> Option<&'static Path> {
    static PROGRAM: OnceLock<Option<PathBuf>> = OnceLock::new();
    PROGRAM.get_or_init(build_command_line).as_deref()
}

fn build_command_line() -> Option<PathBuf> {
    let target = target().join("cli");
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(root()).args([
        "build",
        "--features",
        "cli,sqlite",
        "--bin",
        "dhcpsapi",
        "--target-dir",
    ]);
    let output = cargo.arg(&target).output().unwrap();
    if output.status.success() {
        return Some(target.join("debug/dhcpsapi"));
    }
    let messages = String::from_utf8_lossy(&output.stderr);
    let is_unreachable = [
        "failed to download",
        "failed to get",
        "failed to fetch",
        "no matching package",
        "Could not resolve",
    ]
    .iter()
    .any(|message| messages.contains(message));
    assert!(is_unreachable, "the program cannot be built:\n{messages}");
    skip(&format!("the crates of the command line cannot be had:\n{messages}"));
    None
}

#[derive(Debug, PartialEq)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs a command that has this for its standard input.
#[track_caller]
pub fn run_with(mut command: Command, input: &[u8]) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).expect("what is printed is UTF-8");
    Ran {
        code: output.status.code().expect("an exit code"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// Compiles a program of C or C++ against the library in a directory. `flags` say how it is found.
#[track_caller]
pub fn compile(compiler: &str, source: &Path, flags: &[String]) -> PathBuf {
    let is_cpp = compiler.ends_with("++");
    // The test is part of the name: tests run side by side.
    let test = std::thread::current().name().unwrap_or("test").replace(':', "_");
    let program = place(&format!("{}-{compiler}-{test}", source.file_stem().unwrap().display()));
    let mut arguments = command(compiler);
    // The language is the compiler's, whatever the name of the source says.
    arguments.args(if is_cpp { ["-std=c++17", "-xc++"] } else { ["-std=c11", "-xc"] });
    arguments.args(WARNINGS).arg("-g");
    arguments.arg(source).arg("-o").arg(&program).args(flags).arg("-ldl");
    run(&mut arguments);
    program
}

/// How the library in a directory of cargo's is found.
pub fn flags(library: &Path) -> Vec<String> {
    vec![
        format!("-I{}", root().join("include").display()),
        format!("-L{}", library.display()),
        "-ldhcpsapi".into(),
    ]
}

/// A compiled program, ready to run.
pub fn program(path: &Path, library: &Path) -> Command {
    let mut program = command(path);
    program.env("LD_LIBRARY_PATH", library);
    program
}
