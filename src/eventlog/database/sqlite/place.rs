//! Which files a registry can be kept in.

use std::fs::{self, DirBuilder, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use crate::domain::base::error::LogFailure;
use crate::eventlog::Failure;
use crate::process::files;

/// Which file it is, whatever it is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Identity {
    device: u64,
    inode: u64,
}

impl Identity {
    /// The file that is there now; `None` if there is none.
    pub(super) fn of(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|file| Identity::found(&file))
    }

    fn found(file: &Metadata) -> Self {
        Identity { device: file.dev(), inode: file.ino() }
    }
}

/// The write-ahead log of a file and the index of that, by which all who have the file open know of each other.
pub(super) type LogFiles = [Option<Identity>; 2];

/// Those that are there now.
pub(super) fn log_files(path: &Path) -> LogFiles {
    ["-wal", "-shm"].map(|ending| Identity::of(&beside(path, ending)))
}

/// The file that is there now, if it can be a registry; `None` if there is none.
pub(super) fn look(path: &Path) -> Result<Option<Identity>, Failure> {
    let file = match fs::metadata(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => return Ok(None),
        Err(error) => return Err(failed(path, &error)),
    };
    if !file.is_file() {
        return Err(unavailable(path, if file.is_dir() { "it is a directory" } else { "it is no file" }));
    }
    check_link(path, &file)?;
    check_file_system(path)?;
    Ok(Some(Identity::found(&file)))
}

/// Where there is no file, there has to be a directory for it.
pub(super) fn check_directory(path: &Path) -> Result<(), Failure> {
    fs::metadata(directory_of(path)).map(drop).map_err(|error| failed(path, &error))
}

fn directory_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a file that its owner alone can read. One that somebody else makes at the same time is as good.
pub(super) fn make(path: &Path) -> Result<(), Failure> {
    check_file_system(directory_of(path))?;
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(failed(path, &error)),
        _ => Ok(()),
    }
}

/// Makes the directory of a file, and those above it, for their owner alone.
pub(super) fn make_directory(path: &Path) -> Result<(), Failure> {
    let Some(directory) = path.parent() else { return Ok(()) };
    let made = DirBuilder::new().recursive(true).mode(0o700).create(directory);
    made.map_err(|error| failed(directory, &error))
}

/// Makes a file that its owner alone can read, where there is none.
pub(super) fn make_new(path: &Path) -> Result<(), Failure> {
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    made.map(drop).map_err(|error| failed(path, &error))
}

/// The path of a file that belongs to another one, whose name it begins with.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// How many bytes a database has with its write-ahead log.
pub(super) fn size(path: &Path) -> u64 {
    let size = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    size(path).saturating_add(size(&beside(path, "-wal")))
}

/// Whoever can put a link there would have others write to files of his choice.
fn check_link(path: &Path, file: &Metadata) -> Result<(), Failure> {
    let link = fs::symlink_metadata(path).map_err(|error| failed(path, &error))?;
    if link.is_symlink() && link.uid() != file.uid() {
        return Err(unavailable(path, "it is a link to a file of another user"));
    }
    Ok(())
}

/// The processes at a write-ahead log share memory, which they cannot do over a network.
fn check_file_system(path: &Path) -> Result<(), Failure> {
    match files::network_file_system(path) {
        Some(name) => Err(unavailable(path, &format!("it is on a file system of the kind {name}"))),
        None => Ok(()),
    }
}

/// Why the system could not do something with a file.
fn failed(path: &Path, error: &io::Error) -> Failure {
    use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    let kind = match error.kind() {
        PermissionDenied | ReadOnlyFilesystem => LogFailure::Denied,
        StorageFull | QuotaExceeded => LogFailure::Full,
        _ => LogFailure::Unavailable,
    };
    Failure { kind, reason: reason(path, &error.to_string()) }
}

pub(super) fn unavailable(path: &Path, why: &str) -> Failure {
    Failure { kind: LogFailure::Unavailable, reason: reason(path, why) }
}

pub(super) fn reason(path: &Path, why: &str) -> String {
    format!("{}: {why}", path.display())
}
