//! Backups of a server: a file in a directory that the caller names.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
#[cfg(unix)]
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::domain::base::error::{BackupFailure, Error, UnusableBackup};
use crate::domain::base::text::Text;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;
use crate::domain::rules::{BackupCommand, Command, FoundBackup, LabCommand};
use crate::eventlog::{Revision, Snapshot};
use crate::service::administration::text;
use crate::service::{ask_now, available, command, route, survey};

/// The file of a backup in its directory. Its text is an export of a registry that has the server alone.
const FILE: &str = "dhcp.json";

/// Writes all that is on a server, with its secrets, into a directory (MS-DHCPM 3.2.4.45). One that fails leaves the directory as
/// it was, with the backup from before in it if there is one.
pub fn back_up(server: Option<&[u16]>, path: &[u16]) -> Result<(), Error> {
    // The servers go on while the file is written: this is a copy, which shares with them what they do not change meanwhile.
    let (registry, now) = ask_now(server, |server, now| Ok::<_, Error>((Registry::of_one(server), now)))?;
    let directory = absolute(path)?;
    let snapshot = Snapshot { revision: Revision::default(), registry, past: Default::default() };
    let written = text::write(&snapshot, now, true)?;
    keep(&directory, written.as_bytes()).map_err(|error| Error::Backup(failure(error.kind())))
}

/// Has a server start from the backup in a directory when its service starts next (MS-DHCPM 3.2.4.46).
pub fn restore(server: Option<&[u16]>, path: &[u16]) -> Result<(), Error> {
    // A server that does not answer finds nothing wrong.
    available(server)?;
    absolute(path)?;
    if !cfg!(feature = "stored") {
        return Err(Error::NotInThisBuild);
    }
    let path = Text::new(path).ok_or(Error::Backup(BackupFailure::NotAbsolute))?;
    command(server, &Command::Backup(BackupCommand::PlanRestore(path)))
}

/// Starts the DHCP service of a server, from a backup if it was told to. The others go on while that is read: where somebody
/// has told it something else meanwhile, that is read.
pub fn start_service(server: Option<&[u16]>) -> Result<(), Error> {
    let mut start = Command::Lab(LabCommand::Start);
    loop {
        match command(server, &start) {
            Err(Error::BackupUnread) => start = start_from_backup(server)?,
            done => return done,
        }
    }
}

/// The command to start a server with what is found where its backup is to be.
fn start_from_backup(server: Option<&[u16]>) -> Result<Command, Error> {
    let path = survey(|registry| {
        let server = registry.server(route::server_of(registry, server)?)?;
        Ok::<_, Error>(server.settings.restore_path.clone())
    })?;
    Ok(match path {
        None => Command::Lab(LabCommand::Start),
        Some(path) => {
            let contents = read(Path::new(&path.to_string()));
            Command::Backup(BackupCommand::Start(Box::new(FoundBackup { path, contents })))
        }
    })
}

/// The server of the backup in a directory.
fn read(directory: &Path) -> Result<Server, UnusableBackup> {
    let file = directory.join(FILE);
    // Whoever opens a pipe waits for somebody who writes to it.
    if fs::metadata(&file).is_ok_and(|found| !found.is_file()) {
        return Err(UnusableBackup::NotReadable);
    }
    let text = fs::read_to_string(file).map_err(|error| match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidFilename => {
            UnusableBackup::NotThere
        }
        ErrorKind::PermissionDenied => UnusableBackup::NotPermitted,
        // It is no UTF-8.
        ErrorKind::InvalidData => UnusableBackup::Damaged,
        _ => UnusableBackup::NotReadable,
    })?;
    text::read_backup(&text)
}

/// The directory that a path names. One that begins where the process happens to be is no place for a service's backups.
fn absolute(path: &[u16]) -> Result<PathBuf, Error> {
    let path = String::from_utf16(path).map(PathBuf::from).ok().filter(|path| path.is_absolute());
    path.ok_or(Error::Backup(BackupFailure::NotAbsolute))
}

/// Puts the file into the directory, which is made if it is not there: itself, and none above it.
fn keep(directory: &Path, text: &[u8]) -> io::Result<()> {
    let is_new = make(directory)?;
    let kept = replace(directory, text);
    if kept.is_err() && is_new {
        // Where somebody else has put something into it meanwhile, it stays.
        let _ = fs::remove_dir(directory);
    }
    kept
}

/// Makes a directory in which secrets will be; answers whether there was none.
fn make(directory: &Path) -> io::Result<bool> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    builder.mode(0o700);
    match builder.create(directory) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists && directory.is_dir() => Ok(false),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(ErrorKind::NotADirectory.into()),
        Err(error) => Err(error),
    }
}

/// Writes the file under a name of its own, and gives it its name when all of it is on the disk: there is a whole one at any time.
fn replace(directory: &Path, text: &[u8]) -> io::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let unfinished = directory.join(format!("{FILE}.{}.{number}", std::process::id()));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    options.mode(0o600);
    let file = options.open(&unfinished)?;
    let kept = write(file, text).and_then(|()| fs::rename(&unfinished, directory.join(FILE)));
    if kept.is_err() {
        let _ = fs::remove_file(&unfinished);
        return kept;
    }
    // The new name is on the disk when the directory is. Where that cannot be waited for, the file is there all the same.
    let _ = File::open(directory).and_then(|directory| directory.sync_all());
    kept
}

fn write(mut file: File, text: &[u8]) -> io::Result<()> {
    file.write_all(text)?;
    file.sync_all()
}

/// Why there is no backup.
fn failure(kind: ErrorKind) -> BackupFailure {
    match kind {
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => BackupFailure::NotPermitted,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => BackupFailure::NoRoom,
        ErrorKind::NotFound | ErrorKind::NotADirectory => BackupFailure::NoDirectory,
        // A NUL cannot come so far; a name can be longer than the file system has it.
        ErrorKind::InvalidFilename | ErrorKind::InvalidInput => BackupFailure::NotAbsolute,
        _ => BackupFailure::NotWritten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Codes for which a test would need a disk of its own.
    #[test]
    fn what_the_system_says() {
        for kind in [ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge] {
            assert_eq!(failure(kind), BackupFailure::NoRoom, "{kind}");
        }
        assert_eq!(failure(ErrorKind::ReadOnlyFilesystem), BackupFailure::NotPermitted);
        assert_eq!(failure(ErrorKind::Other), BackupFailure::NotWritten);
    }
}
