//! A registry in a file of SQLite, for the processes of one host.
//!
//! A change is one transaction in the write-ahead log, and durable when its call returns. Two connections are kept, one that
//! writes and one that reads, so that reading never waits for a commit. A file that is not there yet is made by the first change.

mod check;
mod migration;
mod place;
mod schema;

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::Type;
use rusqlite::{Connection, Error, ErrorCode, OpenFlags, OptionalExtension, Row as SqlRow, ffi, params};

use crate::domain::base::error::LogFailure;
use crate::domain::base::text::{Secret, Text};
use crate::eventlog::database::sqlite::place::{Identity, LogFiles, unavailable};
use crate::eventlog::database::sqlite::schema::Kind;
use crate::eventlog::database::{Contents, Database, Extent, HISTORY, Inspection, Row, SnapshotText};
use crate::eventlog::stored::{SecretName, SecretTable};
use crate::eventlog::{Failure, RECORDS_AT_ONCE, Revision};
use crate::process::clock;
use crate::process::files;
use crate::process::shared_lock::{Reading, SharedLock};
use crate::process::signals::without_file_size_signal;
use crate::process::wal_index::Watched;

/// How long one who wants to write waits for others, also for one that is stopped.
const PATIENCE: Duration = Duration::from_secs(5);
/// The first and the longest pause between two attempts.
const PAUSES: (Duration, Duration) = (Duration::from_micros(50), Duration::from_millis(2));

/// How a file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Manner {
    /// How many records are kept that a snapshot has.
    pub history: u64,
    /// Whether a change that a call answered for is there after the host has lost its power.
    pub is_durable: bool,
    /// Whether the directory of the file is made with it, where there is none.
    pub makes_directory: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Manner { history: HISTORY, is_durable: true, makes_directory: false }
    }
}

/// A file of SQLite.
#[derive(Debug)]
pub struct Sqlite {
    path: PathBuf,
    manner: Manner,
    writer: Mutex<Option<Connection>>,
    /// It also watches what others commit.
    reader: SharedLock<Option<Watched>>,
    /// The file that both are connected to, also after they were closed.
    file: Mutex<Option<Identity>>,
    /// Its write-ahead log and the index of that, which both have open; `None` where nobody has looked yet.
    log_files: Mutex<Option<LogFiles>>,
    /// Whether the file is another one than it was when it was read last.
    is_another: AtomicBool,
    /// When it was looked whether it is, in seconds.
    looked_at: AtomicU64,
    /// Whether the write-ahead log may have secrets that have ended.
    has_ended_secrets: AtomicBool,
}

impl Sqlite {
    /// The file at a path, which need not be there yet.
    pub fn at(path: &Path, manner: Manner) -> Self {
        Sqlite {
            // Whoever changes his directory means the same file still, and a name that begins with "file:" is no URI.
            path: std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
            manner,
            writer: Mutex::default(),
            reader: SharedLock::new(None),
            file: Mutex::default(),
            log_files: Mutex::default(),
            is_another: AtomicBool::new(false),
            looked_at: AtomicU64::new(0),
            has_ended_secrets: AtomicBool::new(false),
        }
    }

    fn writer(&self) -> MutexGuard<'_, Option<Connection>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn file(&self) -> MutexGuard<'_, Option<Identity>> {
        self.file.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn log_files(&self) -> MutexGuard<'_, Option<LogFiles>> {
        self.log_files.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps which log the connections have open, once one has used it.
    fn know_log_files(&self) {
        let mut known = self.log_files();
        if known.is_none() {
            let found = place::log_files(&self.path);
            *known = Some(found).filter(|found| found.iter().all(Option::is_some));
        }
    }

    /// Whether the log that the connections have open is not the one that others would find.
    fn has_another_log(&self) -> bool {
        let known = *self.log_files();
        known.is_some_and(|known| known != place::log_files(&self.path))
    }

    /// Does something with the connection that writes.
    fn write<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Failure> {
        let writer = self.writer();
        let connection = writer.as_ref().ok_or_else(|| unavailable(&self.path, "it is closed"))?;
        let done = without_file_size_signal(|| work(connection)).map_err(|error| self.failed(&error));
        drop(writer);
        if done.is_err() {
            // What it has begun is rolled back. What both know of the file may be what was wrong: that it cannot be written to, or
            // a page that was damaged.
            self.close();
        }
        done
    }

    fn failed(&self, error: &Error) -> Failure {
        let Failure { kind, reason } = failed(error);
        // SQLite does not say why a file cannot be opened.
        let is_denied =
            error.sqlite_error_code() == Some(ErrorCode::CannotOpen) && files::is_denied(&self.path);
        let kind = if is_denied { LogFailure::Denied } else { kind };
        Failure { kind, reason: place::reason(&self.path, &reason) }
    }

    /// Notices where the file is gone, or another one than it was. The connections to one that is not there any more are of no
    /// use: what they wrote nobody would find.
    fn look_at_the_file(&self) -> Result<Option<Identity>, Failure> {
        let now = place::look(&self.path)?;
        if now.is_none() && !self.manner.makes_directory {
            place::check_directory(&self.path)?;
        }
        let mut before = self.file();
        match (*before, now) {
            (Some(_), None) => {
                self.close();
                // The next one may have its number.
                self.is_another.store(true, Ordering::Relaxed);
                Err(unavailable(&self.path, "it is gone"))
            }
            (Some(known), Some(found)) if known != found => {
                *before = now;
                self.close();
                self.is_another.store(true, Ordering::Relaxed);
                Err(unavailable(&self.path, "another file has taken its place"))
            }
            _ if self.has_another_log() => {
                self.close();
                self.is_another.store(true, Ordering::Relaxed);
                Err(unavailable(&self.path, "its write-ahead log was taken away, with what only that had"))
            }
            _ => {
                *before = now;
                Ok(now)
            }
        }
    }

    fn connect(&self, writes: bool) -> Result<Connection, Failure> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connect = || -> Result<Connection, Error> {
            let mut connection = Connection::open_with_flags(&self.path, flags)?;
            connection.busy_handler(Some(wait_for_others))?;
            // Whoever closes the last connection would write the log back, in the middle of a fork as it may be.
            connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            connection.pragma_update(None, "trusted_schema", false)?;
            connection.pragma_update(None, "cell_size_check", true)?;
            if writes {
                connection.pragma_update(None, "secure_delete", true)?;
                let synchronous = if self.manner.is_durable { "FULL" } else { "OFF" };
                connection.pragma_update(None, "synchronous", synchronous)?;
            } else {
                connection.pragma_update(None, "query_only", true)?;
            }
            Ok(connection)
        };
        without_file_size_signal(connect).map_err(|error| self.failed(&error))
    }

    /// A connection that writes. A file that is empty becomes one with a write-ahead log.
    fn connect_writer(&self) -> Result<Connection, Failure> {
        if self.look_at_the_file()?.is_none() {
            if self.manner.makes_directory {
                place::make_directory(&self.path)?;
            }
            place::make(&self.path)?;
            self.look_at_the_file()?;
        }
        let connection = self.connect(true)?;
        match self.kind_of(&connection)? {
            Kind::Empty => self.use_write_ahead_log(&connection)?,
            // Whoever ended one may have gone before the log could be emptied.
            Kind::Registry if self.ended_one(&connection)? => {
                self.has_ended_secrets.store(true, Ordering::Relaxed);
            }
            Kind::Registry => {}
        }
        Ok(connection)
    }

    /// Others may do the same at this moment; SQLite does not wait for them here.
    fn use_write_ahead_log(&self, connection: &Connection) -> Result<(), Failure> {
        let until = Instant::now() + PATIENCE;
        loop {
            let set = without_file_size_signal(|| {
                connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))
            });
            match set {
                Ok(mode) if mode == "wal" => return Ok(()),
                Ok(mode) => {
                    return Err(unavailable(&self.path, &format!("its journal is of the kind {mode}")));
                }
                Err(error) if is_busy(&error) && Instant::now() < until => thread::sleep(PAUSES.1),
                Err(error) => return Err(self.failed(&error)),
            }
        }
    }

    /// The connection that reads, which stays open as long as this lives; `None` where there is no registry yet. Another thread may
    /// close it before that, which is done now and then.
    fn reader(&self) -> Result<Option<Reading<'_, Option<Watched>>>, Failure> {
        loop {
            let reader = self.reader.read();
            if reader.is_some() {
                return Ok(Some(reader));
            }
            drop(reader);
            if self.look_at_the_file()?.is_none() {
                return Ok(None);
            }
            let connection = self.connect(false)?;
            if self.kind_of(&connection)? == Kind::Empty {
                return Ok(None);
            }
            self.know_log_files();
            self.reader.write().get_or_insert_with(|| Watched::new(connection));
        }
    }

    /// Does something with the connection that reads, in one transaction; `None` where there is no file yet. What was committed
    /// until then is news no more, if it is read to that end.
    fn read<T>(
        &self,
        sees: bool,
        work: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<Option<T>, Failure> {
        let Some(reader) = self.reader()? else { return Ok(None) };
        let Some(watched) = reader.as_ref() else { return Ok(None) };
        let connection = watched.connection();
        if sees {
            watched.see(watched.commits());
        }
        let read = without_file_size_signal(|| self.read_once(&connection, work));
        if read.is_err() {
            drop(connection);
            drop(reader);
            self.look_again();
        }
        read
    }

    /// Does something in one transaction, in which the file is of this format; `None` if there is nothing in it.
    fn read_once<T>(
        &self,
        connection: &Connection,
        work: impl FnOnce(&Connection) -> Result<T, Error>,
    ) -> Result<Option<T>, Failure> {
        let failed = |error: Error| self.failed(&error);
        connection.execute_batch("BEGIN").map_err(failed)?;
        let found = match self.kind_of(connection)? {
            Kind::Registry => Some(work(connection).map_err(failed)?),
            Kind::Empty => None,
        };
        connection.execute_batch("COMMIT").map_err(failed)?;
        Ok(found)
    }

    /// The records from a revision on, with the secrets that they may name; `None` if the file is another one than it was.
    fn rows_from(&self, from: Revision, most: usize, sees: bool) -> Result<Option<Contents>, Failure> {
        self.look_at_the_file()?;
        if self.is_another.load(Ordering::Relaxed) {
            return Ok(None);
        }
        let found = self.read(sees, |connection| {
            let rows = rows(connection, from, most)?;
            let names_a_secret = rows.iter().any(|row| row.text.contains("\"secret\""));
            let secrets = if names_a_secret { secrets(connection)? } else { SecretTable::default() };
            let snapshot = if rows.len() < 2 {
                let of =
                    |row: &SqlRow<'_>| Ok(SnapshotText { revision: revision_of(row)?, text: String::new() });
                connection.query_row("SELECT revision FROM snapshot", [], of).optional()?
            } else {
                None
            };
            Ok(Contents { snapshot, rows, secrets })
        });
        found.map(|found| Some(found.unwrap_or_default()))
    }

    /// Says what the file is, as it is at one moment: others may be making it. Whoever reads first makes the index.
    fn kind_of(&self, connection: &Connection) -> Result<Kind, Failure> {
        let kind = without_file_size_signal(|| {
            if !connection.is_autocommit() {
                return schema::kind_of(connection);
            }
            connection.execute_batch("BEGIN").map_err(|error| failed(&error))?;
            let kind = schema::kind_of(connection);
            connection.execute_batch("COMMIT").map_err(|error| failed(&error))?;
            kind
        });
        kind.map_err(|Failure { kind, reason }| Failure { kind, reason: place::reason(&self.path, &reason) })
    }
}

impl Database for Sqlite {
    fn begin(&self) -> Result<(), Failure> {
        let mut writer = self.writer();
        if writer.is_some() {
            drop(writer);
            self.look_at_the_file()?;
            writer = self.writer();
        }
        let connection = match writer.take() {
            Some(connection) => connection,
            None => {
                drop(writer);
                // SQLite has one index for both: one that was opened when the file could only be read stays so.
                self.look_again();
                let connection = self.connect_writer()?;
                writer = self.writer();
                connection
            }
        };
        let begun = without_file_size_signal(|| connection.execute_batch("BEGIN IMMEDIATE"));
        let connection = writer.insert(connection);
        if let Err(error) = begun {
            if !is_busy(&error) {
                drop(writer);
                self.close();
            }
            return Err(self.failed(&error));
        }
        let ready = self.kind_of(connection).and_then(|kind| match kind {
            Kind::Registry => Ok(()),
            Kind::Empty => {
                without_file_size_signal(|| schema::make(connection)).map_err(|error| self.failed(&error))
            }
        });
        drop(writer);
        if ready.is_err() {
            self.roll_back();
        } else {
            self.know_log_files();
        }
        ready
    }

    fn last(&self) -> Result<(Revision, Option<u128>), Failure> {
        self.write(|connection| {
            let mut newest = connection
                .prepare_cached("SELECT revision, id FROM records ORDER BY revision DESC LIMIT 1")?;
            let named = newest
                .query_row([], |row| {
                    let id: [u8; 16] = row.get(1)?;
                    Ok((revision_of(row)?, Some(u128::from_be_bytes(id))))
                })
                .optional()?;
            named.map_or_else(|| last(connection).map(|last| (last, None)), Ok)
        })
    }

    fn insert(&self, row: &Row) -> Result<(), Failure> {
        self.write(|connection| {
            let mut insert = connection
                .prepare_cached("INSERT INTO records (revision, id, record, checksum) VALUES (?, ?, ?, ?)")?;
            let id = row.id.to_be_bytes();
            insert.execute(params![number(row.revision), id, row.text, checksum(&row.text)]).map(drop)
        })
    }

    fn secrets(&self) -> Result<SecretTable, Failure> {
        self.write(secrets)
    }

    fn keep_secrets(&self, secrets: &SecretTable, after: SecretName) -> Result<(), Failure> {
        self.write(|connection| {
            let mut insert = connection.prepare_cached("INSERT INTO secrets (name, secret) VALUES (?, ?)")?;
            for (SecretName(name), secret) in secrets.iter().filter(|(name, _)| *name > after) {
                insert.execute(params![signed(name), String::from_utf16_lossy(secret.units())])?;
            }
            Ok(())
        })
    }

    fn end_secrets(&self, kept: &SecretTable) -> Result<(), Failure> {
        self.write(|connection| {
            let mut delete = connection.prepare_cached("DELETE FROM secrets WHERE name = ?")?;
            for (SecretName(name), _) in secrets(connection)?.iter() {
                if kept.get(SecretName(name)).is_none() {
                    delete.execute([signed(name)])?;
                    self.has_ended_secrets.store(true, Ordering::Relaxed);
                }
            }
            Ok(())
        })
    }

    fn save_snapshot(&self, snapshot: &SnapshotText) -> Result<(), Failure> {
        let revision = number(snapshot.revision);
        self.write(|connection| {
            let newest: Option<i64> =
                connection.query_row("SELECT revision FROM snapshot", [], |row| row.get(0)).optional()?;
            if newest.is_some_and(|newest| newest >= revision) {
                return Ok(());
            }
            connection.execute(
                "INSERT OR REPLACE INTO snapshot (one, revision, snapshot, checksum) VALUES (1, ?, ?, ?)",
                params![revision, snapshot.text, checksum(&snapshot.text)],
            )?;
            let oldest_kept = revision.saturating_sub(signed(self.manner.history));
            connection.execute("DELETE FROM records WHERE revision <= ?", [oldest_kept]).map(drop)
        })
    }

    fn commit(&self) -> Result<(), Failure> {
        let committed = self.write(|connection| {
            let before = self.reader.read().as_ref().map(Watched::seen);
            connection.execute_batch("COMMIT")?;
            // What this process has committed alone is no news to it.
            if let (Some(watched), Some(before)) = (self.reader.read().as_ref(), before)
                && let Some(now) = watched.commits()
                && now.follow(before)
            {
                watched.see(Some(now));
            }
            Ok(())
        });
        if committed.is_err() {
            self.roll_back();
        } else if self.has_ended_secrets.load(Ordering::Relaxed) {
            self.empty_log();
        }
        committed
    }

    fn roll_back(&self) {
        // Some failures have ended the transaction already. Where it cannot be ended, the connection is of no use.
        let _ = self.write(|connection| {
            if connection.is_autocommit() { Ok(()) } else { connection.execute_batch("ROLLBACK") }
        });
    }

    fn has_news(&self, _after: Revision) -> bool {
        let now = clock::seconds();
        if self.looked_at.load(Ordering::Relaxed) != now {
            self.looked_at.store(now, Ordering::Relaxed);
            let found = Identity::of(&self.path);
            if found != *self.file() || self.has_another_log() {
                // Whoever asks next, at the same second, is told it, too.
                self.looked_at.store(0, Ordering::Relaxed);
                return true;
            }
        }
        // Not with the lock: whoever has the one for the file may be about to close the connection.
        let watched = self.reader.read().as_ref().map(Watched::has_news);
        watched.unwrap_or_else(|| self.file().is_some() || Identity::of(&self.path).is_some())
    }

    fn look_again(&self) {
        *self.reader.write() = None;
    }

    fn contents(&self) -> Result<Contents, Failure> {
        let found = self.read(true, |connection| {
            let snapshot = connection
                .query_row("SELECT revision, snapshot, checksum FROM snapshot", [], |row| {
                    let text = text_of(row, 1, 2)?;
                    Ok(SnapshotText { revision: revision_of(row)?, text })
                })
                .optional()?;
            let after = snapshot.as_ref().map_or(Revision::default(), |snapshot| snapshot.revision);
            let rows = rows(connection, after.next(), RECORDS_AT_ONCE)?;
            Ok(Contents { snapshot, rows, secrets: secrets(connection)? })
        })?;
        self.is_another.store(false, Ordering::Relaxed);
        Ok(found.unwrap_or_default())
    }

    fn rows(&self, from: Revision, most: usize) -> Result<Option<Contents>, Failure> {
        self.rows_from(from, most, false)
    }

    fn missed(&self, from: Revision, most: usize) -> Result<Option<Contents>, Failure> {
        self.rows_from(from, most, true)
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        let oldest = self.read(false, |connection| {
            let oldest: Option<i64> =
                connection.query_row("SELECT min(revision) FROM records", [], |row| row.get(0))?;
            oldest.map_or_else(|| last(connection).map(Revision::next), |oldest| Ok(revision(oldest)))
        })?;
        Ok(oldest.unwrap_or(Revision(1)))
    }

    fn close(&self) {
        *self.writer() = None;
        *self.reader.write() = None;
        *self.log_files() = None;
    }

    fn forget_superfluous_records(&self) -> Result<(), Failure> {
        self.write(|connection| {
            let history = signed(self.manner.history);
            connection
                .execute(
                    "DELETE FROM records WHERE revision <= (SELECT revision FROM snapshot) - ?",
                    [history],
                )
                .map(drop)
        })
    }

    fn give_back_room(&self) -> Result<(), Failure> {
        self.write(|connection| connection.execute_batch("VACUUM"))?;
        self.empty_log();
        Ok(())
    }

    fn inspect(&self) -> Result<Inspection, Failure> {
        if self.look_at_the_file()?.is_none() {
            return Ok(Inspection::default());
        }
        let connection = self.connect(false)?;
        Ok(match schema::kind_of(&connection)? {
            Kind::Empty => Inspection::default(),
            Kind::Registry => without_file_size_signal(|| check::inspect(&connection)),
        })
    }

    fn extent(&self) -> Result<Option<Extent>, Failure> {
        if self.look_at_the_file()?.is_none() {
            return Ok(None);
        }
        Ok(Some(Extent { format: schema::FORMAT.unsigned_abs(), bytes: place::size(&self.path) }))
    }

    fn migrate(&self) -> Result<Option<PathBuf>, Failure> {
        self.migrate_by(migration::STEPS)
    }
}

impl Sqlite {
    /// Brings the contents of the write-ahead log to their places in the file, and makes the log empty: it has what was deleted. Where
    /// a reader needs it for longer than a moment, this is tried again after the next commit.
    fn empty_log(&self) {
        let mut writer = self.writer();
        let Some(connection) = writer.as_mut() else { return };
        let emptied = without_file_size_signal(|| {
            connection.busy_handler(Some(wait_for_readers))?;
            let checkpoint = "PRAGMA wal_checkpoint(TRUNCATE)";
            let is_busy: i64 = connection.query_row(checkpoint, [], |row| row.get(0))?;
            Ok::<_, Error>(is_busy == 0)
        });
        self.has_ended_secrets.fetch_and(emptied != Ok(true), Ordering::Relaxed);
        if connection.busy_handler(Some(wait_for_others)).is_err() {
            *writer = None;
        }
    }

    /// Whether a secret has ever ended here.
    fn ended_one(&self, connection: &Connection) -> Result<bool, Failure> {
        let ended = "SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'secrets'), 0)
            > (SELECT count(*) FROM secrets)";
        without_file_size_signal(|| connection.query_row(ended, [], |row| row.get(0)))
            .map_err(|error| self.failed(&error))
    }
}

/// Reading takes a moment; whoever takes longer is not waited for.
fn wait_for_readers(times: i32) -> bool {
    times < 10 && wait_for_others(times)
}

thread_local! {
    /// When the thread began to wait for others.
    static WAITS_SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Whether somebody who finds the database locked tries again, who has so many times. The clock decides: on a host that is busy
/// each pause is longer than it should be.
fn wait_for_others(times: i32) -> bool {
    let since = WAITS_SINCE.get().filter(|_| times > 0).unwrap_or_else(Instant::now);
    WAITS_SINCE.set(Some(since));
    let (first, longest) = PAUSES;
    let doublings = u32::try_from(times).unwrap_or_default().min(16);
    let goes_on = since.elapsed() < PATIENCE;
    if goes_on {
        thread::sleep(first.saturating_mul(1 << doublings).min(longest));
    }
    goes_on
}

fn is_busy(error: &Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
}

/// Why SQLite could not do something.
fn failed(error: &Error) -> Failure {
    let extended = error.sqlite_error().map_or(0, |error| error.extended_code);
    let kind = match error.sqlite_error_code() {
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => LogFailure::Busy,
        Some(ErrorCode::DiskFull) => LogFailure::Full,
        // A file that may not grow, for one.
        Some(ErrorCode::SystemIoFailure)
            if [ffi::SQLITE_IOERR_WRITE, ffi::SQLITE_IOERR_SHMSIZE].contains(&extended) =>
        {
            LogFailure::Full
        }
        // What was written may be on the disk, or not.
        Some(ErrorCode::SystemIoFailure) if extended == ffi::SQLITE_IOERR_FSYNC => LogFailure::OutcomeUnknown,
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => LogFailure::Denied,
        Some(ErrorCode::NotADatabase) => LogFailure::OtherFormat,
        Some(ErrorCode::DatabaseCorrupt) => LogFailure::Damaged,
        Some(_) => LogFailure::Unavailable,
        // A value of another kind than was written, or another checksum.
        None => LogFailure::Damaged,
    };
    Failure { kind, reason: error.to_string() }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn number(revision: Revision) -> i64 {
    signed(revision.0)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

fn revision(number: i64) -> Revision {
    Revision(unsigned(number))
}

fn revision_of(row: &SqlRow<'_>) -> Result<Revision, Error> {
    row.get(0).map(revision)
}

fn checksum(text: &str) -> u32 {
    crc32fast::hash(text.as_bytes())
}

/// The text in a column, which has its checksum in another.
fn text_of(row: &SqlRow<'_>, column: usize, sum: usize) -> Result<String, Error> {
    let (text, expected): (String, u32) = (row.get(column)?, row.get(sum)?);
    if checksum(&text) == expected {
        return Ok(text);
    }
    let reason = format!("revision {} is not what was written", revision_of(row)?.0);
    Err(Error::FromSqlConversionFailure(column, Type::Text, reason.into()))
}

/// The last revision: that of the last record, or of the snapshot that has it.
fn last(connection: &Connection) -> Result<Revision, Error> {
    let mut last = connection.prepare_cached(
        "SELECT coalesce((SELECT max(revision) FROM records), (SELECT revision FROM snapshot), 0)",
    )?;
    last.query_row([], revision_of)
}

fn rows(connection: &Connection, from: Revision, most: usize) -> Result<Vec<Row>, Error> {
    let mut select = connection.prepare_cached(
        "SELECT revision, record, checksum, id FROM records WHERE revision >= ? ORDER BY revision LIMIT ?",
    )?;
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = select.query_map(params![number(from), most], |row| {
        let id: [u8; 16] = row.get(3)?;
        Ok(Row { revision: revision_of(row)?, id: u128::from_be_bytes(id), text: text_of(row, 1, 2)? })
    })?;
    rows.collect()
}

fn secrets(connection: &Connection) -> Result<SecretTable, Error> {
    let mut select = connection.prepare_cached("SELECT name, secret FROM secrets")?;
    let secrets = select.query_map([], |row| {
        let (name, secret): (i64, String) = (row.get(0)?, row.get(1)?);
        Ok((SecretName(unsigned(name)), Secret::new(Text::from(secret.as_str()))))
    })?;
    let secrets: Vec<(SecretName, Secret)> = secrets.collect::<Result<_, _>>()?;
    let given: Option<i64> = connection
        .prepare_cached("SELECT seq FROM sqlite_sequence WHERE name = 'secrets'")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(SecretTable::of(secrets, SecretName(given.map_or(0, unsigned))))
}
