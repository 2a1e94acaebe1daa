//! A registry in a PostgreSQL database, for the processes of several hosts.
//!
//! A call that changes something takes two round trips: one for the lock that keeps writers apart and the last revision, one that
//! inserts and commits what all calls of the transaction did. A call that reads takes one. What PostgreSQL promises of a commit
//! (that it is on the disk, and on the disk of a synchronous standby) is what a call promises that returned 0.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

use crate::domain::base::error::LogFailure;
use crate::domain::base::text::{Secret, Text};
use crate::eventlog::database::{Contents, Database, HISTORY, Inspection, Row, Signal, SnapshotText};
use crate::eventlog::stored::{SecretName, SecretTable};
use crate::eventlog::{Extent, Failure, RECORDS_AT_ONCE, Revision};
use crate::process::clock;
use crate::process::libpq::{Connection, Problem, Rows, Socket};

/// How long a call waits for the server in all, and for others that write.
const PATIENCE: Duration = Duration::from_secs(10);
const PATIENCE_FOR_OTHERS: &str = "5s";
/// After how long the server ends a transaction in which nobody says anything: its process has stopped, or its host is gone, and it
/// keeps everybody from writing.
const PATIENCE_WITH_WRITERS: &str = "15s";
/// How often somebody asks who waits while another one listens.
const ASKS_AGAIN_AFTER: Duration = Duration::from_millis(20);
/// And where it goes through all that there is.
const PATIENCE_FOR_ALL: Duration = Duration::from_secs(600);
/// What the server's clock shows, in seconds since 1970.
const CLOCK: &str = "floor(extract(epoch FROM clock_timestamp()))::bigint";
/// Names the lock of those that write: "DHCP".
const LOCK: &str = "pg_advisory_xact_lock(1145586512)";
/// The number of the format of tables and texts.
const FORMAT: &str = "1";
/// Each statement sees what was committed before it, whatever the default is: what matters is read behind the lock.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

const NO_CONNECTION: &str = "there is no connection";

/// The tables of format 1. `events` is for people: the records with their moments as dates.
const TABLES: &str = "
    CREATE SCHEMA IF NOT EXISTS dhcpsapi;
    CREATE TABLE dhcpsapi.registry (
        one integer PRIMARY KEY CHECK (one = 1),
        format integer NOT NULL,
        secrets bigint NOT NULL,
        looked bigint NOT NULL
    );
    INSERT INTO dhcpsapi.registry VALUES (1, 1, 0, 0);
    CREATE TABLE dhcpsapi.records (
        revision bigint PRIMARY KEY,
        id uuid NOT NULL UNIQUE,
        record text NOT NULL
    );
    CREATE TABLE dhcpsapi.snapshot (
        one integer PRIMARY KEY CHECK (one = 1),
        revision bigint NOT NULL,
        snapshot text NOT NULL
    );
    CREATE TABLE dhcpsapi.secrets (name bigint PRIMARY KEY, secret text NOT NULL);
    CREATE VIEW dhcpsapi.events AS
        SELECT revision, to_timestamp((record::json ->> 'moment')::bigint) AS moment,
            record::json ->> 'server' AS server, record::json ->> 'cause' AS cause,
            record::json -> 'events' AS events
        FROM dhcpsapi.records;
";

/// A database of PostgreSQL.
#[derive(Debug)]
pub struct Postgres {
    /// The place, as libpq understands it.
    place: String,
    writer: Mutex<Option<Connection>>,
    reader: Mutex<Option<Connection>>,
    listener: Mutex<Option<Connection>>,
    /// Whoever waits for what the server tells has the value.
    who_listens: Mutex<Weak<()>>,
    /// What the transaction will do when it is committed.
    transaction: Mutex<Transaction>,
    /// Whether there is one.
    is_open: AtomicBool,
    /// Whether the database has had the tables of a registry.
    has_been_there: AtomicBool,
    /// Whether what is known has turned out not to be what is there.
    looks_again: AtomicBool,
    /// How many seconds the clock of the server is ahead of that of the host.
    offset: AtomicI64,
}

#[derive(Debug, Default)]
struct Transaction {
    statements: String,
    last: Revision,
    /// That of the last record.
    last_id: Option<u128>,
    ids: Vec<u128>,
}

fn locked<T>(value: &Mutex<T>) -> MutexGuard<'_, T> {
    value.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Postgres {
    /// The database at a place, as libpq understands it.
    pub fn at(place: &str) -> Self {
        Postgres {
            place: place.to_owned(),
            writer: Mutex::default(),
            reader: Mutex::default(),
            listener: Mutex::default(),
            who_listens: Mutex::default(),
            transaction: Mutex::default(),
            is_open: AtomicBool::new(false),
            has_been_there: AtomicBool::new(false),
            looks_again: AtomicBool::new(false),
            offset: AtomicI64::new(0),
        }
    }

    /// A new connection. The clock of its server is looked at.
    fn connect(&self, until: Instant) -> Result<Connection, Failure> {
        let mut connection = Connection::open(&self.place, until).map_err(|problem| failed(&problem))?;
        let settings = format!(
            "SET client_encoding = 'UTF8'; SET idle_in_transaction_session_timeout = '{PATIENCE_WITH_WRITERS}'; \
             SELECT {CLOCK}"
        );
        let found = connection.run(&settings, until).map_err(|problem| failed(&problem))?;
        self.look_at_the_clock(found.last().and_then(|rows| number(rows, 0, 0)));
        Ok(connection)
    }

    /// Keeps how far the clock of the server, which has just shown this, is ahead of the host's. Either may be set at any time.
    fn look_at_the_clock(&self, shown: Option<u64>) {
        if let Some(shown) = shown.and_then(|shown| i64::try_from(shown).ok()) {
            let host = i64::try_from(clock::seconds()).unwrap_or(i64::MAX);
            let offset = shown.saturating_sub(host);
            // Two clocks that agree show the same second, or the one before.
            self.offset.store(if offset.abs() <= 1 { 0 } else { offset }, Ordering::Relaxed);
        }
    }

    /// Where the server tells of what is committed from now on. A connection that was lost is made anew.
    fn socket_of_listener(&self) -> Result<Socket, Failure> {
        let mut place = locked(&self.listener);
        let listening = place.take().and_then(|mut listener| {
            listener.take_what_was_told().ok()?;
            Some(listener)
        });
        let listener = match listening {
            Some(listener) => listener,
            None => {
                let until = Instant::now() + PATIENCE;
                let mut listener = self.connect(until)?;
                listener.run("LISTEN dhcpsapi", until).map_err(|problem| failed(&problem))?;
                listener
            }
        };
        let socket = place.insert(listener).socket();
        socket.map_err(|problem| failed(&problem))
    }

    /// As `run`, in the transaction. Where the connection is lost so is all that was done, for nothing that was wrong with it.
    fn run_in_transaction<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let mut writer = locked(&self.writer);
        let connection = writer.as_mut().ok_or_else(|| Problem::Lost(NO_CONNECTION.to_owned()))?;
        let done = work(connection);
        if let Err(Problem::Lost(_) | Problem::TooLate) = done {
            *writer = None;
        }
        done
    }

    /// Has the server carry out statements by a connection, which is made if there is none. One that is lost while it is idle is
    /// made anew, once.
    fn run(
        &self,
        place: &Mutex<Option<Connection>>,
        statements: &str,
        until: Instant,
    ) -> Result<Vec<Rows>, Problem> {
        let mut place = locked(place);
        let was_open = place.is_some();
        let mut outcome = Err(Problem::TooLate);
        for _ in 0..=usize::from(was_open) {
            let mut connection = match place.take() {
                Some(connection) => connection,
                None => self.connect(until).map_err(|failure| Problem::Lost(failure.reason))?,
            };
            outcome = connection.run(statements, until);
            if !matches!(outcome, Err(Problem::Lost(_) | Problem::TooLate)) {
                *place = Some(connection);
            }
            if !matches!(outcome, Err(Problem::Lost(_))) {
                break;
            }
        }
        outcome
    }

    /// The rows that statements find, in one transaction that sees one state of the database; `None` where there is no table.
    fn read(&self, selects: &str) -> Result<Option<Vec<Rows>>, Failure> {
        let mut found = self.read_once(selects);
        if found.as_ref().is_err_and(lacks_a_table) {
            if self.has_no_tables()? {
                return Ok(None);
            }
            // Somebody has made them at this moment.
            found = self.read_once(selects);
        }
        match found {
            Ok(found) => {
                let found: Vec<Rows> = found.into_iter().filter(|rows| !rows.is_empty()).collect();
                self.has_been_there.store(true, Ordering::Relaxed);
                let clock = of_kind(&found, "registry").find_map(|row| row.get(2)?.as_ref()?.parse().ok());
                self.look_at_the_clock(clock);
                Ok(Some(found))
            }
            Err(problem) if lacks_a_table(&problem) => Err(lacking()),
            Err(problem) => Err(failed(&problem)),
        }
    }

    fn read_once(&self, selects: &str) -> Result<Vec<Rows>, Problem> {
        let statements = format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {selects}; COMMIT");
        let found = self.run(&self.reader, &statements, Instant::now() + PATIENCE);
        self.looks_again.store(false, Ordering::Relaxed);
        if let Err(Problem::Refused(..)) = found {
            *locked(&self.reader) = None;
        }
        found
    }

    /// Whether there is no table at all, so that nothing was written yet. That is an error where there were some.
    fn has_no_tables(&self) -> Result<bool, Failure> {
        let count = "SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('dhcpsapi')";
        let found = self.run(&self.reader, count, Instant::now() + PATIENCE);
        let found = found.map_err(|problem| failed(&problem))?;
        let is_empty = found.first().and_then(|rows| number(rows, 0, 0)) == Some(0);
        if is_empty && self.has_been_there.load(Ordering::Relaxed) {
            return Err(Failure { kind: LogFailure::Damaged, reason: "its tables are gone".to_owned() });
        }
        Ok(is_empty)
    }

    fn make_tables(&self, until: Instant) -> Result<(), Problem> {
        let made = self.run(&self.writer, &format!("{BEGIN}; SELECT {LOCK}; {TABLES} COMMIT"), until);
        if made.is_err() {
            self.roll_back();
        }
        made.map(drop)
    }

    /// Sends what the transaction has gathered, so that it can be read by it.
    fn write(&self, statements: &str) -> Result<Vec<Rows>, Problem> {
        let mut gathered = std::mem::take(&mut locked(&self.transaction).statements);
        gathered.push_str(statements);
        self.run_in_transaction(|writer| writer.run(&gathered, Instant::now() + PATIENCE))
    }

    fn gather(&self, statement: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = locked(&self.transaction).statements.write_fmt(statement);
    }

    fn literal(&self, text: &str) -> Result<String, Failure> {
        self.run_in_transaction(|writer| writer.literal(text)).map_err(|problem| broken_off(&problem))
    }

    /// Whether the records of a transaction are kept whose commit had no answer. What the other connection began has ended when
    /// the lock is taken; a change of this one's own goes to the standby behind it, so that what is found is there, too.
    fn look_for(&self, ids: &[u128]) -> Result<bool, Failure> {
        let until = Instant::now() + PATIENCE;
        let names: Vec<String> = ids.iter().map(|id| format!("'{id:032x}'")).collect();
        let statements = format!(
            "{BEGIN}; SET LOCAL lock_timeout = '{PATIENCE_FOR_OTHERS}'; SELECT {LOCK}; \
             SELECT count(*) FROM dhcpsapi.records WHERE id IN ({}); \
             UPDATE dhcpsapi.registry SET looked = looked + 1; COMMIT",
            names.join(", ")
        );
        loop {
            let mut connection = match self.connect(until) {
                Ok(connection) => connection,
                Err(_) if Instant::now() < until => {
                    std::thread::sleep(Duration::from_millis(50));
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            let found = connection.run(&statements, until);
            match found {
                Ok(found) if !connection.has_warned() => {
                    let count = found.get(3).and_then(|rows| number(rows, 0, 0));
                    return Ok(count.is_some_and(|count| count > 0));
                }
                _ if Instant::now() >= until => return Err(lost("there was no answer")),
                _ => {}
            }
        }
    }
}

impl Database for Postgres {
    fn begin(&self) -> Result<(), Failure> {
        let begin = format!(
            "{BEGIN}; SET LOCAL lock_timeout = '{PATIENCE_FOR_OTHERS}'; SELECT {LOCK}; \
             SELECT format, coalesce((SELECT max(revision) FROM dhcpsapi.records), \
             (SELECT revision FROM dhcpsapi.snapshot), 0), {CLOCK}, \
             (SELECT id FROM dhcpsapi.records ORDER BY revision DESC LIMIT 1) FROM dhcpsapi.registry"
        );
        let until = Instant::now() + PATIENCE;
        let mut found = self.run(&self.writer, &begin, until);
        if found.as_ref().is_err_and(lacks_a_table) {
            self.roll_back();
            let made = if self.has_no_tables()? { self.make_tables(until) } else { Ok(()) };
            found = self.run(&self.writer, &begin, until);
            // Others may have made them at this moment; else it is told why they could not be made.
            if let (Err(problem), Err(why)) = (&found, made)
                && lacks_a_table(problem)
            {
                found = Err(why);
            }
        }
        let head = found.map_err(|problem| {
            self.roll_back();
            if lacks_a_table(&problem) { lacking() } else { failed(&problem) }
        })?;
        let head = head.last().and_then(|rows| rows.first()).map_or(&[][..], Vec::as_slice);
        match head {
            [Some(format), Some(last), clock, id] if format == FORMAT => {
                self.look_at_the_clock(clock.as_ref().and_then(|clock| clock.parse().ok()));
                let last = Revision(last.parse().unwrap_or_default());
                let last_id = id.as_deref().and_then(id_of);
                *locked(&self.transaction) = Transaction { last, last_id, ..Transaction::default() };
                self.is_open.store(true, Ordering::Relaxed);
                Ok(())
            }
            head => {
                self.roll_back();
                check_format(head.first())?;
                Err(lost("the server has not said which record is the last"))
            }
        }
    }

    fn last(&self) -> Result<(Revision, Option<u128>), Failure> {
        let transaction = locked(&self.transaction);
        Ok((transaction.last, transaction.last_id))
    }

    fn insert(&self, row: &Row) -> Result<(), Failure> {
        let text = self.literal(&row.text)?;
        let (revision, id) = (row.revision.0, row.id);
        self.gather(format_args!("INSERT INTO dhcpsapi.records VALUES ({revision}, '{id:032x}', {text}); "));
        let mut transaction = locked(&self.transaction);
        (transaction.last, transaction.last_id) = (row.revision, Some(id));
        transaction.ids.push(id);
        Ok(())
    }

    fn check_transaction(&self) -> Result<(), Failure> {
        self.write("SELECT 1").map(drop).map_err(|problem| broken_off(&problem))
    }

    fn secrets(&self) -> Result<SecretTable, Failure> {
        let found = self.write(&secrets_query()).map_err(|problem| broken_off(&problem))?;
        Ok(secrets_in(&found[..]))
    }

    fn keep_secrets(&self, secrets: &SecretTable, after: SecretName) -> Result<(), Failure> {
        for (SecretName(name), secret) in secrets.iter().filter(|(name, _)| *name > after) {
            let secret = String::from_utf16_lossy(secret.units());
            let insert = format!("INSERT INTO dhcpsapi.secrets VALUES ({name}, $1)");
            let inserted = self
                .run_in_transaction(|writer| writer.run_with(&insert, &secret, Instant::now() + PATIENCE));
            inserted.map_err(|problem| broken_off(&problem))?;
        }
        let SecretName(last) = secrets.last_name();
        self.gather(format_args!("UPDATE dhcpsapi.registry SET secrets = {last}; "));
        Ok(())
    }

    fn end_secrets(&self, secrets: &SecretTable) -> Result<(), Failure> {
        let kept: Vec<String> = secrets.iter().map(|(SecretName(name), _)| name.to_string()).collect();
        if kept.is_empty() {
            self.gather(format_args!("DELETE FROM dhcpsapi.secrets; "));
        } else {
            self.gather(format_args!(
                "DELETE FROM dhcpsapi.secrets WHERE name NOT IN ({}); ",
                kept.join(", ")
            ));
        }
        Ok(())
    }

    fn save_snapshot(&self, snapshot: &SnapshotText) -> Result<(), Failure> {
        let text = self.literal(&snapshot.text)?;
        let revision = snapshot.revision.0;
        self.gather(format_args!(
            "INSERT INTO dhcpsapi.snapshot VALUES (1, {revision}, {text}) ON CONFLICT (one) DO UPDATE \
             SET revision = excluded.revision, snapshot = excluded.snapshot \
             WHERE dhcpsapi.snapshot.revision < excluded.revision; "
        ));
        if let Some(oldest) = revision.checked_sub(HISTORY) {
            self.gather(format_args!("DELETE FROM dhcpsapi.records WHERE revision <= {oldest}; "));
        }
        Ok(())
    }

    fn commit(&self) -> Result<(), Failure> {
        let ids = std::mem::take(&mut locked(&self.transaction).ids);
        let committed = self.write("NOTIFY dhcpsapi; COMMIT");
        self.is_open.store(false, Ordering::Relaxed);
        let has_warned = locked(&self.writer).as_ref().is_some_and(Connection::has_warned);
        match committed {
            Ok(_) if !has_warned => Ok(()),
            Err(problem @ Problem::Refused(..)) => {
                self.roll_back();
                Err(failed(&problem))
            }
            _ if ids.is_empty() => Err(lost("it is not known whether a snapshot was kept")),
            _ => match self.look_for(&ids) {
                Ok(true) => Ok(()),
                Ok(false) => {
                    let reason = "the connection was lost, and nothing was kept".to_owned();
                    Err(Failure { kind: LogFailure::NotKept, reason })
                }
                Err(Failure { reason, .. }) => Err(Failure { kind: LogFailure::OutcomeUnknown, reason }),
            },
        }
    }

    fn roll_back(&self) {
        self.is_open.store(false, Ordering::Relaxed);
        *locked(&self.transaction) = Transaction::default();
        let mut writer = locked(&self.writer);
        if let Some(connection) = writer.as_mut()
            && connection.run("ROLLBACK", Instant::now() + PATIENCE).is_err()
        {
            *writer = None;
        }
    }

    fn has_news(&self, after: Revision) -> bool {
        // While this process has its turn, nobody else commits; else the server has to be asked.
        !self.is_open.load(Ordering::Relaxed)
            || self.looks_again.load(Ordering::Relaxed)
            || locked(&self.transaction).last != after
    }

    fn look_again(&self) {
        self.looks_again.store(true, Ordering::Relaxed);
    }

    fn contents(&self) -> Result<Contents, Failure> {
        let found = self.read(&format!(
            "SELECT 'snapshot', revision, snapshot FROM dhcpsapi.snapshot; \
             SELECT 'record', revision, id, record FROM dhcpsapi.records \
             WHERE revision > coalesce((SELECT revision FROM dhcpsapi.snapshot), 0) ORDER BY revision \
             LIMIT {RECORDS_AT_ONCE}; {}",
            secrets_query()
        ))?;
        contents_of(found)
    }

    fn rows(&self, from: Revision, most: usize) -> Result<Option<Contents>, Failure> {
        let limit = if most == usize::MAX { String::new() } else { format!("LIMIT {most}") };
        let found = self.read(&format!(
            "SELECT 'record', revision, id, record FROM dhcpsapi.records WHERE revision >= {} \
             ORDER BY revision {limit}; SELECT 'snapshot', revision, '' FROM dhcpsapi.snapshot; {}",
            from.0,
            secrets_query()
        ))?;
        contents_of(found).map(Some)
    }

    fn oldest(&self) -> Result<Revision, Failure> {
        let found = self.read(
            "SELECT coalesce((SELECT min(revision) FROM dhcpsapi.records), \
             (SELECT revision + 1 FROM dhcpsapi.snapshot), 1)",
        )?;
        let oldest = found.and_then(|found| number(found.first()?, 0, 0));
        Ok(Revision(oldest.unwrap_or(1)))
    }

    fn listen(&self) -> Result<Signal, Failure> {
        // One listens; others who wait ask now and then, for what is told is told once.
        let listens = Arc::new(());
        {
            let mut who_listens = locked(&self.who_listens);
            if who_listens.strong_count() > 0 {
                return Ok(Signal::Pause(ASKS_AGAIN_AFTER));
            }
            *who_listens = Arc::downgrade(&listens);
        }
        self.socket_of_listener().map(|socket| Signal::Told(socket, listens))
    }

    fn clock_offset(&self) -> i64 {
        self.offset.load(Ordering::Relaxed)
    }

    fn forget_superfluous_records(&self) -> Result<(), Failure> {
        self.gather(format_args!(
            "DELETE FROM dhcpsapi.records WHERE revision <= (SELECT revision FROM dhcpsapi.snapshot) - {HISTORY}; "
        ));
        Ok(())
    }

    fn give_back_room(&self) -> Result<(), Failure> {
        let vacuum = "VACUUM dhcpsapi.records, dhcpsapi.snapshot, dhcpsapi.secrets";
        let done = self.run(&self.reader, vacuum, Instant::now() + PATIENCE_FOR_ALL);
        done.map(drop).map_err(|problem| failed(&problem))
    }

    /// PostgreSQL looks after its pages by itself.
    fn inspect(&self) -> Result<Inspection, Failure> {
        let found = self.read(&format!(
            "SELECT 'snapshot', revision, snapshot FROM dhcpsapi.snapshot; \
             SELECT 'record', revision, id, record FROM dhcpsapi.records ORDER BY revision; {}",
            secrets_query()
        ))?;
        let contents = contents_of(found)?;
        Ok(Inspection { contents, faults: Vec::new() })
    }

    fn extent(&self) -> Result<Option<Extent>, Failure> {
        let found = self.read(
            "SELECT format, (SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class \
             WHERE relnamespace = 'dhcpsapi'::regnamespace AND relkind = 'r') FROM dhcpsapi.registry",
        )?;
        let extent = found.and_then(|found| {
            let rows = found.first()?;
            Some(Extent { format: u32::try_from(number(rows, 0, 0)?).ok()?, bytes: number(rows, 0, 1)? })
        });
        Ok(extent)
    }

    /// There is one format yet, and others are refused when the database is read.
    fn migrate(&self) -> Result<Option<PathBuf>, Failure> {
        self.contents().map(|_| None)
    }

    fn close(&self) {
        for place in [&self.writer, &self.reader, &self.listener] {
            *locked(place) = None;
        }
        // A child has no thread that listens.
        *locked(&self.who_listens) = Weak::new();
    }
}

/// What every reading asks for besides: the format, the clock, and the secrets.
fn secrets_query() -> String {
    format!(
        "SELECT 'registry', secrets, format, {CLOCK} FROM dhcpsapi.registry; \
         SELECT 'secret', name, secret FROM dhcpsapi.secrets"
    )
}

/// The rows whose first column says that they are of a kind.
fn of_kind<'a>(found: &'a [Rows], kind: &str) -> impl Iterator<Item = &'a [Option<String>]> {
    let rows = found.iter().flatten();
    rows.filter_map(move |row| row.split_first().filter(|(first, _)| first.as_deref() == Some(kind)))
        .map(|(_, rest)| rest)
}

fn secrets_in(found: &[Rows]) -> SecretTable {
    let secrets = of_kind(found, "secret").filter_map(|row| match row {
        [Some(name), Some(secret)] => {
            Some((SecretName(name.parse().ok()?), Secret::new(Text::from(secret.as_str()))))
        }
        _ => None,
    });
    let last = of_kind(found, "registry").find_map(|row| row.first()?.as_ref()?.parse().ok());
    SecretTable::of(secrets, SecretName(last.unwrap_or_default()))
}

/// What was found; nothing where there is no registry.
fn contents_of(found: Option<Vec<Rows>>) -> Result<Contents, Failure> {
    let Some(found) = found else { return Ok(Contents::default()) };
    check_format(of_kind(&found, "registry").next().and_then(|row| row.get(1)))?;
    let damaged = || Failure { kind: LogFailure::Damaged, reason: "a row is none of a registry".to_owned() };
    let snapshot = of_kind(&found, "snapshot").find_map(|row| match row {
        [Some(revision), Some(text)] => {
            Some(SnapshotText { revision: Revision(revision.parse().ok()?), text: text.clone() })
        }
        _ => None,
    });
    let rows = of_kind(&found, "record").map(|row| match row {
        [Some(revision), Some(id), Some(text)] => Ok(Row {
            revision: Revision(revision.parse().map_err(|_| damaged())?),
            id: id_of(id).ok_or_else(damaged)?,
            text: text.clone(),
        }),
        _ => Err(damaged()),
    });
    Ok(Contents { snapshot, rows: rows.collect::<Result<_, _>>()?, secrets: secrets_in(&found) })
}

/// A database of another format is neither read nor written to.
fn check_format(format: Option<&Option<String>>) -> Result<(), Failure> {
    let format = format.and_then(Option::as_deref).unwrap_or_default();
    if format == FORMAT {
        return Ok(());
    }
    let reason = format!("it has format {format}, and this build has {FORMAT}");
    Err(Failure { kind: LogFailure::OtherFormat, reason })
}

fn id_of(text: &str) -> Option<u128> {
    u128::from_str_radix(&text.replace('-', ""), 16).ok()
}

/// A value that is a number.
fn number(rows: &Rows, row: usize, column: usize) -> Option<u64> {
    rows.get(row)?.get(column)?.as_ref()?.parse().ok()
}

/// Whether the database lacks a table: all of them, where there is no registry in it yet.
fn lacks_a_table(problem: &Problem) -> bool {
    matches!(problem, Problem::Refused(state, _) if state == "42P01" || state == "3F000")
}

/// Some tables are there, and not all of them.
fn lacking() -> Failure {
    let reason = "the schema dhcpsapi lacks a table of a registry".to_owned();
    Failure { kind: LogFailure::Damaged, reason }
}

/// Why a transaction could not go on. Where its connection was lost before it was to be committed, it may be decided again.
fn broken_off(problem: &Problem) -> Failure {
    let Failure { kind, reason } = failed(problem);
    let is_lost = matches!(problem, Problem::Lost(_));
    Failure { kind: if is_lost { LogFailure::NotKept } else { kind }, reason }
}

fn lost(reason: &str) -> Failure {
    Failure { kind: LogFailure::Unavailable, reason: reason.to_owned() }
}

/// Why PostgreSQL could not do something, by the classes of its codes.
fn failed(problem: &Problem) -> Failure {
    let (kind, reason) = match problem {
        Problem::NoLibrary => (LogFailure::Unavailable, "libpq.so.5 is not there".to_owned()),
        Problem::Lost(reason) => (LogFailure::Unavailable, reason.clone()),
        Problem::TooLate => (LogFailure::Unavailable, "the server did not answer in time".to_owned()),
        Problem::Refused(state, reason) => {
            let kind = match state.as_str() {
                // lock_not_available, and what a standby or a snapshot that is too old say.
                "55P03" | "40001" | "40P01" | "23505" => LogFailure::Busy,
                "25006" | "42501" => LogFailure::Denied,
                // A column or a table of another kind than a registry has.
                "42703" | "42804" | "42809" | "42883" | "42P07" => LogFailure::OtherFormat,
                "53100" => LogFailure::Full,
                state if state.starts_with("XX") => LogFailure::Damaged,
                _ => LogFailure::Unavailable,
            };
            (kind, format!("{reason} ({state})"))
        }
    };
    Failure { kind, reason }
}
