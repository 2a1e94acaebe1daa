//! `dhcpsapi exec --setup SCRIPT -- PROGRAM ARGS...`

use std::fs::{self, DirBuilder};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, id};

use dhcpsapi::domain::base::text::harmless;
use dhcpsapi::service::administration::Interruptions;

use crate::arguments::registry::Exec;
use crate::commands::script;
use crate::failure::Failure;
use crate::place::{Place, in_file};
use crate::session::Session;

/// The exit codes of shells for a program that is not there, one that cannot be run, and one that a signal ended.
const NOT_FOUND: u8 = 127;
const NOT_RUN: u8 = 126;
const KILLED: i32 = 128;

/// Makes a registry, carries the script out on it, runs the program on it, and removes it. Answers the exit code of the program.
pub(crate) fn run(session: Session<'_>, exec: &Exec) -> u8 {
    // In this order: what has come meanwhile ends this process when the directory is gone.
    let held =
        Interruptions::hold().map_err(|error| Failure::usage(format!("signals cannot be held: {error}")));
    let made = held.and_then(|interruptions| Ok((interruptions, Directory::new()?)));
    let (interruptions, directory) = match made {
        Ok(made) => made,
        Err(failure) => return session.failed(&failure),
    };
    let place = match place_in(directory.path()) {
        Ok(place) => place,
        Err(failure) => return session.failed(&failure),
    };
    let session = session.at(&place).beside_a_program();
    let code = match script::run(&session, &exec.setup, false) {
        0 => run_program(&session, exec, &interruptions, &place),
        code => code,
    };
    drop(directory);
    code
}

/// The registry in a directory, which need not outlast a power cut.
fn place_in(directory: &Path) -> Result<Place, Failure> {
    let file = in_file(&directory.join("registry.db"))?;
    let place = Place::chosen(format!("{file}?synchronous=off"));
    place.open().map(|()| place)
}

fn run_program(session: &Session<'_>, exec: &Exec, interruptions: &Interruptions, place: &Place) -> u8 {
    let Some((program, arguments)) = exec.program.split_first() else { return Failure::USAGE };
    let mut command = Command::new(program);
    command.args(arguments).env("DHCPSAPI_REGISTRY", &place.name);
    match interruptions.run(&mut command) {
        Ok(status) => exit_code(status),
        Err(error) => {
            let name = harmless(&program.to_string_lossy());
            session.failed(&Failure::usage(format!("{name} cannot be run: {error}")));
            if error.kind() == io::ErrorKind::NotFound { NOT_FOUND } else { NOT_RUN }
        }
    }
}

/// As a shell answers it.
fn exit_code(status: ExitStatus) -> u8 {
    let code = status.code().or_else(|| status.signal().map(|signal| KILLED.saturating_add(signal)));
    code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)
}

/// A directory that is its owner's alone, and is removed when this is dropped.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Result<Self, Failure> {
        let name = format!("dhcpsapi-{}-{:x}", id(), RandomState::new().hash_one(id()));
        let path = std::env::temp_dir().join(name);
        match DirBuilder::new().mode(0o700).create(&path) {
            Ok(()) => Ok(Directory(path)),
            Err(error) => Err(Failure::usage(format!("{} cannot be made: {error}", path.display()))),
        }
    }

    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        // Somebody may have removed it already.
        let _ = fs::remove_dir_all(&self.0);
    }
}
