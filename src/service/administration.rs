//! The doors for whoever looks after a registry: what it is, whether it is sound, and how all of it comes in and out.

use std::collections::BTreeSet;
#[cfg(unix)]
use std::io;
use std::path::PathBuf;
#[cfg(unix)]
use std::process::{Command, ExitStatus};
use std::sync::{Arc, Mutex, PoisonError};

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::server::Server;
use crate::engine::{self, Clock, Local};
use crate::environment::{self, IN_MEMORY};
use crate::eventlog::{AppendError, EventLog, Extent, Failure, Record, Revision, Snapshot, Soundness};
use crate::process::caller;
#[cfg(unix)]
use crate::process::child;
use crate::service::{Telling, Turn, host, log_of, not_kept, settled, writing};

/// What there is to know of a registry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Info {
    /// The format and the size, where it is kept.
    pub extent: Option<Extent>,
    /// The last record, and the oldest one that is kept, if any is.
    pub revision: Revision,
    /// As above.
    pub oldest: Option<Revision>,
    /// When the last record was made.
    pub last: Option<Timestamp>,
    /// How many servers there are, and what is on all of them together.
    pub servers: usize,
    /// As above.
    pub scopes: usize,
    /// As above.
    pub leases: usize,
    /// As above; both halves of a relationship count.
    pub relationships: usize,
    /// Where a program has set the clock to, if it has.
    pub clock: Option<Timestamp>,
    /// The name and the address of the server of this host.
    pub local: (Text, Address),
}

/// Why something that is about a whole registry is not done. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// There is something already where it is to go.
    NotEmpty,
    /// There is nothing where it is to come from.
    Nothing,
    /// What is there ends with the process.
    DoesNotLast,
    /// The text is no export: why.
    Unreadable(String),
    /// Something else is wrong.
    Refused(Error),
}

impl From<Error> for Obstacle {
    fn from(error: Error) -> Self {
        Obstacle::Refused(error)
    }
}

impl From<Failure> for Obstacle {
    fn from(failure: Failure) -> Self {
        Obstacle::Refused(engine::failed(&failure))
    }
}

/// Where the environment says that the servers are kept.
pub fn place_of_the_environment() -> Option<&'static str> {
    environment::get().registry.as_deref()
}

/// Says what this thread does next, for the records of it: the words of a command, such as "dhcpsapi scope create".
pub fn name_the_caller(command: &str) {
    static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    // Each is kept once, however often it is said.
    let known = names.get(command).copied();
    let name = known.unwrap_or_else(|| Box::leak(Box::from(command)));
    names.insert(name);
    caller::set(Some(name));
}

/// What was found to be wrong with the environment and with the log, a sentence each.
pub fn faults() -> Vec<String> {
    environment::faults()
}

/// What there is to know of the registry.
pub fn info() -> Result<Info, Error> {
    let _telling = Telling;
    let service = settled()?;
    let engine = &service.engine;
    let registry = engine.registry();
    let log = engine.shared_log();
    let told = |failure: Failure| engine::failed(&failure);
    let oldest = log.as_ref().map(|log| log.oldest()).transpose().map_err(told)?;
    let extent = log.as_ref().map(|log| log.extent()).transpose().map_err(told)?;
    let count = |of: fn(&Server) -> usize| registry.servers().map(|(_, server)| of(server)).sum();
    let local = registry.server(registry.local())?;
    let clock = registry.clock();
    Ok(Info {
        extent: extent.flatten(),
        revision: engine.revision(),
        oldest: oldest.filter(|oldest| *oldest <= engine.revision()),
        last: Some(clock.last).filter(|last| *last != Timestamp::default()),
        servers: registry.servers().count(),
        scopes: count(|server| server.scopes.iter().count()),
        leases: count(|server| server.scopes.iter().map(|scope| scope.leases().count()).sum()),
        relationships: count(|server| server.relationships.ids().count()),
        clock: clock.set,
        local: (local.name.clone(), local.address),
    })
}

/// Reads all that is at a place, and says what is wrong with it. Nothing is changed.
pub fn check(place: &str) -> Result<Soundness, Error> {
    log_of(Some(place))?.check().map_err(|failure| engine::failed(&failure))
}

/// Brings what is at a place to the format of this build. Answers where a copy from before is; `None` if there was nothing to do.
pub fn migrate(place: &str) -> Result<Option<PathBuf>, Error> {
    log_of(Some(place))?.migrate().map_err(|failure| engine::failed(&failure))
}

/// Keeps the servers as they are now, lets go of the records that are no history, and gives back the room.
pub fn compact() -> Result<(), Error> {
    let _telling = Telling;
    drop(settled()?);
    let mut service = writing();
    if service.engine.revision() == Revision::default() {
        return Ok(());
    }
    let (log, snapshot) = service.engine.snapshot();
    let submitted = service.engine.submitted().clone();
    drop(service);
    // A snapshot that has what is lost would hide what took its place.
    submitted.wait().map_err(|failure| not_kept(&submitted, &failure))?;
    log.compact(&snapshot).map_err(|failure| engine::failed(&failure))
}

/// All servers as a text, with their secrets or without them.
pub fn export(with_secrets: bool) -> Result<String, Error> {
    let _telling = Telling;
    let service = settled()?;
    let (snapshot, now) = (service.engine.as_recorded(), service.engine.now());
    drop(service);
    text::write(&snapshot, now, with_secrets)
}

/// Begins the registry, in which nothing is yet, with the servers of an export.
pub fn import(text: &str) -> Result<(), Obstacle> {
    let snapshot = text::read(text)?;
    let _telling = Telling;
    let turn = Turn::take()?;
    let mut service = writing();
    let begun = service.engine.begin_with(snapshot);
    let submitted = service.engine.submitted().clone();
    service.note_untold();
    drop(service);
    drop(turn);
    if !begun? {
        return Err(Obstacle::NotEmpty);
    }
    submitted.wait().map_err(|failure| not_kept(&submitted, &failure).into())
}

/// Copies all that is at one place to another one, where nothing is yet: the servers with their secrets, and the records that are
/// kept. Answers how many records that are.
pub fn copy(from: &str, to: &str) -> Result<usize, Obstacle> {
    let (source, target) = (lasting(from)?, lasting(to)?);
    let (host, _) = host();
    let snapshot = Local::open(Arc::clone(&source), Clock::Host, host)?.as_recorded();
    if snapshot.revision == Revision::default() {
        return Err(Obstacle::Nothing);
    }
    let records = records_until(&*source, snapshot.revision)?;
    let turn = Turn::at(&*target)?;
    let begun = target.begin_with(&snapshot, &records);
    drop(turn);
    match begun {
        Ok(submitted) => submitted.wait()?,
        Err(AppendError::Conflict) => return Err(Obstacle::NotEmpty),
        Err(AppendError::Failed(failure)) => return Err(failure.into()),
    }
    Ok(records.len())
}

/// The log at a place that outlives the process.
fn lasting(place: &str) -> Result<Arc<dyn EventLog>, Obstacle> {
    if place.starts_with(IN_MEMORY) { Err(Obstacle::DoesNotLast) } else { Ok(log_of(Some(place))?) }
}

/// The records that a log keeps until a revision.
fn records_until(log: &dyn EventLog, last: Revision) -> Result<Vec<Record>, Failure> {
    let mut records = log.read(log.oldest()?, usize::MAX)?;
    records.retain(|record| record.revision <= last);
    Ok(records)
}

/// Lets a registry begin with the export that the environment names, if it does. Where that cannot be, nobody is told that there is
/// nothing: the servers then answer no call.
pub(super) fn set_up(engine: &mut Local, place: Option<&str>) -> Result<(), Error> {
    let Some(file) = &environment::get().setup else { return Ok(()) };
    let note = |problem: &str| environment::note(format!("DHCPSAPI_SETUP: {file:?}: {problem}"));
    if place.is_some_and(|place| place != IN_MEMORY) {
        note("it is for a registry in memory alone");
        return Ok(());
    }
    let begun = std::fs::read_to_string(file)
        .map_err(|error| Obstacle::Unreadable(error.to_string()))
        .and_then(|text| text::read(&text))
        .and_then(|snapshot| Ok(engine.begin_with(snapshot)?));
    begun.map(drop).map_err(|obstacle| {
        let (problem, error) = match obstacle {
            Obstacle::Unreadable(why) => (why, Error::NoSetup),
            Obstacle::Refused(error) => (error.to_string(), error),
            Obstacle::NotEmpty | Obstacle::Nothing | Obstacle::DoesNotLast => return Error::NoSetup,
        };
        note(&problem);
        error
    })
}

/// Signals that would end this process are kept from it as long as this lives, so that it can clean up.
#[cfg(unix)]
pub struct Interruptions(child::Interruptions);

#[cfg(unix)]
impl Interruptions {
    /// Keeps them from this process, which has one thread.
    pub fn hold() -> io::Result<Self> {
        child::Interruptions::hold().map(Interruptions)
    }

    /// Runs a program to its end. What would end this process meanwhile is handed on to the program.
    pub fn run(&self, command: &mut Command) -> io::Result<ExitStatus> {
        self.0.run(command)
    }
}

/// Exports as text.
#[cfg(feature = "stored")]
pub(super) mod text {
    use super::{Error, Obstacle, Server, Snapshot, Timestamp};
    use crate::domain::base::error::{LogFailure, UnusableBackup};
    use crate::eventlog::stored::{FormatError, read_export, write_export};

    pub(in crate::service) fn write(
        snapshot: &Snapshot,
        now: Timestamp,
        with_secrets: bool,
    ) -> Result<String, Error> {
        write_export(snapshot, now, with_secrets).map_err(|_| Error::Log(LogFailure::Damaged))
    }

    pub(in crate::service) fn read(text: &str) -> Result<Snapshot, Obstacle> {
        read_export(text).map_err(|error| Obstacle::Unreadable(error.to_string()))
    }

    /// The server of a backup, which is an export of one server alone.
    pub(in crate::service) fn read_backup(text: &str) -> Result<Server, UnusableBackup> {
        let registry = match read_export(text) {
            Ok(snapshot) => snapshot.registry,
            Err(FormatError::OtherFormat(_)) => return Err(UnusableBackup::OtherFormat),
            Err(_) => return Err(UnusableBackup::Damaged),
        };
        let mut servers = registry.servers();
        match (servers.next(), servers.next()) {
            (Some((_, server)), None) => Ok(server.clone()),
            _ => Err(UnusableBackup::Damaged),
        }
    }
}

/// This build knows no text.
#[cfg(not(feature = "stored"))]
pub(super) mod text {
    use super::{Error, Obstacle, Server, Snapshot, Timestamp};
    use crate::domain::base::error::UnusableBackup;

    pub(in crate::service) fn write(_: &Snapshot, _: Timestamp, _: bool) -> Result<String, Error> {
        Err(Error::NotInThisBuild)
    }

    pub(in crate::service) fn read(_: &str) -> Result<Snapshot, Obstacle> {
        Err(Obstacle::Refused(Error::NotInThisBuild))
    }

    pub(in crate::service) fn read_backup(_: &str) -> Result<Server, UnusableBackup> {
        Err(UnusableBackup::NotReadable)
    }
}
