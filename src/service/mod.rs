//! The doors to the servers: which server is meant, what has to happen first, the lock, and who is told afterwards.

pub mod administration;
mod backups;
mod host;
pub mod route;
mod waiting;

pub use backups::{back_up, restore, start_service};
pub use waiting::wait;

#[cfg(feature = "sqlite")]
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::domain::base::address::Address;
use crate::domain::base::error::{Error, LogFailure};
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::counters::Messages;
use crate::domain::model::directory::Directory;
use crate::domain::model::registry::{MAX_CLOCK_DIFFERENCE, Registry};
use crate::domain::model::server::Server;
use crate::domain::rules;
use crate::domain::rules::read::scan::{Disagreement, scan};
use crate::domain::rules::{Answer, ClientRequest, Command, Host, Transaction};
use crate::engine::{self, Clock, Local};
use crate::environment;
#[cfg(all(unix, not(miri)))]
use crate::eventlog::HeldLog;
#[cfg(any(feature = "postgres", feature = "sqlite"))]
use crate::eventlog::database::DatabaseLog;
#[cfg(all(feature = "postgres", unix))]
use crate::eventlog::database::postgres::Postgres;
#[cfg(feature = "sqlite")]
use crate::eventlog::database::sqlite::{Manner, Sqlite};
#[cfg(feature = "stored")]
use crate::eventlog::stored::TextLog;
use crate::eventlog::{EventLog, Failure, MemoryLog, RecordLog, Submitted};
#[cfg(all(unix, not(miri)))]
use crate::process::OnlyThread;
use crate::process::memory;
use crate::process::shared_lock::{Reading, SharedLock, Writing};
use crate::watch::callback::{self, Listener};
use crate::watch::journal::{Journal, Notice};

/// A decision about a client, by the server that is named or by the one that it has its lease from.
type ClientDecision = fn(&Registry, Option<ServerId>, &ClientRequest, Timestamp) -> Result<Vec<Event>, Error>;

struct Service {
    engine: Local,
    /// Who is told what happens.
    listener: Option<Listener>,
    /// Why the servers could not be read the last time that they could not.
    unread: Option<Error>,
}

/// The servers, and the log that keeps them where others may share it.
struct Servers {
    lock: SharedLock<Service>,
    log: Option<Arc<dyn EventLog>>,
    /// Where there is such a log, whoever is to change something passes this first; whoever has it lets nobody begin.
    entrance: Mutex<()>,
    /// How often the servers could not be read. It is written under the lock.
    times_unread: AtomicU64,
}

/// Made at the first call, by whoever has `STARTING`.
static SERVERS: OnceLock<Servers> = OnceLock::new();
static STARTING: Mutex<()> = Mutex::new(());

#[inline]
fn servers() -> &'static Servers {
    SERVERS.get().unwrap_or_else(|| start())
}

#[cold]
fn start() -> &'static Servers {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    SERVERS.get_or_init(|| Servers::of(start_engine(environment::get().registry.as_deref())))
}

impl Servers {
    fn of(engine: Local) -> Self {
        let log = engine.shared_log();
        let lock = SharedLock::new(Service { engine, listener: None, unread: None });
        Servers { lock, log, entrance: Mutex::new(()), times_unread: AtomicU64::new(0) }
    }
}

/// Says where the servers are kept, before they are used for the first time; the environment says nothing then. Where they cannot
/// be read, they have not been used.
pub fn open(place: &str) -> Result<(), Error> {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    if SERVERS.get().is_some() {
        return Err(Error::InUse);
    }
    let mut engine = start_engine(Some(place));
    engine.look()?;
    SERVERS.set(Servers::of(engine)).map_err(|_| Error::InUse)
}

#[inline]
fn reading() -> Reading<'static, Service> {
    servers().lock.read()
}

#[inline]
fn writing() -> Writing<'static, Service> {
    servers().lock.write()
}

fn entrance() -> MutexGuard<'static, ()> {
    servers().entrance.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The turn of a call to append to the log.
struct Turn<'a>(&'a dyn EventLog);

impl<'a> Turn<'a> {
    /// Waits for it, where others may share the log.
    #[inline]
    fn take() -> Result<Option<Turn<'static>>, Error> {
        servers().log.as_deref().map(Turn::at).transpose()
    }

    #[cold]
    #[inline(never)]
    fn at(log: &'a dyn EventLog) -> Result<Self, Error> {
        drop(entrance());
        log.begin_turn().map_err(|failure| engine::failed(&failure))?;
        Ok(Turn(log))
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.0.end_turn();
    }
}

/// The servers, with nobody at work on them.
#[cfg(all(unix, not(miri)))]
pub(crate) struct Held {
    _service: Option<Writing<'static, Service>>,
    _log: Option<Box<dyn HeldLog>>,
    _entrance: Option<MutexGuard<'static, ()>>,
    _starting: MutexGuard<'static, ()>,
}

/// Keeps every thread from the servers, also from making them.
#[cfg(all(unix, not(miri)))]
pub(crate) fn hold() -> Held {
    let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let servers = SERVERS.get();
    let entrance = servers.map(|servers| servers.entrance.lock().unwrap_or_else(PoisonError::into_inner));
    let mut log = servers.and_then(|servers| servers.log.as_ref()?.hold());
    let service = servers.map(|servers| servers.lock.write());
    // Now that nobody reads either.
    if let Some(log) = &mut log {
        log.let_go();
    }
    Held { _service: service, _log: log, _entrance: entrance, _starting: starting }
}

/// In the child of a fork there is no thread but the one that forked: others that were reading are gone.
#[cfg(all(unix, not(miri)))]
pub(crate) fn forget_other_threads(only: &OnlyThread) {
    if let Some(servers) = SERVERS.get() {
        servers.lock.forget_readers(only);
        if let Some(log) = &servers.log {
            log.forget_other_threads();
        }
    }
}

/// Answers a question about a server. What fell due by now happens first.
pub fn ask<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Server) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let (service, server) = ready(server)?;
    question(service.engine.server(server)?)
}

/// As `ask`, for a question that depends on the time.
pub fn ask_now<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Server, Timestamp) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let (service, server) = ready(server)?;
    let engine = &service.engine;
    question(engine.server(server)?, engine.now())
}

/// Answers a question about a server that others have to do with. What fell due by now happens first.
pub fn ask_with_others<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Registry, ServerId) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let (service, server) = ready(server)?;
    question(service.engine.registry(), server)
}

/// The server that a name means, if it answers, when everything has happened that fell due. Not a part of every export,
/// of which there are many.
#[inline(never)]
fn ready(name: Option<&[u16]>) -> Result<(Reading<'static, Service>, ServerId), Error> {
    let service = settled()?;
    let engine = &service.engine;
    let server = route::server_of(engine.registry(), name)?;
    let is_running = engine.server(server)?.running;
    if is_running { Ok((service, server)) } else { Err(Error::ServerStopped) }
}

/// Whether the server that a name means answers.
pub(crate) fn available(name: Option<&[u16]>) -> Result<(), Error> {
    ask(name, |_| Ok(()))
}

/// The servers, when everything has happened that fell due, and all is kept that they show. Whoever asks for them is `Telling`.
fn settled() -> Result<Reading<'static, Service>, Error> {
    let mut service = reading();
    if service.engine.is_due() {
        drop(service);
        service = settled_anew()?;
    }
    service.engine.check()?;
    Ok(service)
}

#[cold]
#[inline(never)]
fn settled_anew() -> Result<Reading<'static, Service>, Error> {
    let mut service = reading_kept();
    let mut is_due = service.engine.is_due();
    while is_due {
        drop(service);
        settle()?;
        service = reading_kept();
        // Whether there is news was looked at; a log that says so too often is not asked again. Another thread may have found
        // meanwhile that the log cannot be read.
        is_due = service.engine.has_due() || service.engine.check().is_err();
    }
    Ok(service)
}

/// The servers, once all is known to be kept or lost that they show.
fn reading_kept() -> Reading<'static, Service> {
    let service = reading();
    if !service.engine.submitted().is_pending() {
        return service;
    }
    drop(service);
    // Those that change something now come to an end, and nobody else begins: else there might always be something pending.
    let _entrance = entrance();
    let mut awaited = Submitted::kept();
    loop {
        let service = reading();
        let submitted = service.engine.submitted();
        if !submitted.is_pending() || submitted.is_same(&awaited) {
            return service;
        }
        awaited = submitted.clone();
        drop(service);
        // What is lost, or may be, is not what the caller asked for: the servers are read from the log again.
        if let Err(failure) = awaited.wait() {
            not_kept(&awaited, &failure);
        }
    }
}

/// Lets a reader see what others committed, and what fell due. Whoever waited while another one found that the log does not answer
/// has its answer, too: else each would wait as long again, one behind the other.
#[cold]
fn settle() -> Result<(), Error> {
    let times_unread = &servers().times_unread;
    let before = times_unread.load(Ordering::Relaxed);
    let mut service = writing();
    if times_unread.load(Ordering::Relaxed) != before {
        return service.unread.map_or(Ok(()), Err);
    }
    let settled = service.engine.look();
    service.unread = settled.err();
    times_unread.fetch_add(u64::from(settled.is_err()), Ordering::Relaxed);
    service.note_untold();
    settled
}

/// How often something is done again that a log has lost. Somebody may end connections again and again.
const MAX_LOSSES: usize = 8;

/// Has the servers do something when everything has happened that fell due, waits until it is kept, and tells what happened. What
/// a log has lost, for nothing that was wrong with it, is done again.
fn change<T, E: From<Error>>(mut work: impl FnMut(&mut Local) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    attempt(&mut work, 0)
}

/// As `change`, but tells nobody.
fn attempt<T, E: From<Error>>(
    work: &mut impl FnMut(&mut Local) -> Result<T, E>,
    losses: usize,
) -> Result<T, E> {
    let turn = Turn::take()?;
    let mut service = writing();
    let engine = &mut service.engine;
    let outcome = engine.settle().map_err(E::from).and_then(|()| work(engine));
    service.note_untold();
    match turn.map(|turn| keep(turn, service)) {
        None => outcome,
        Some(Err(Error::Log(LogFailure::NotKept))) if losses < MAX_LOSSES => attempt(work, losses + 1),
        Some(kept) => kept.map_err(E::from).and(outcome),
    }
}

/// Ends the turn of a change, and waits until it is kept.
#[cold]
#[inline(never)]
fn keep(turn: Turn<'static>, mut service: Writing<'static, Service>) -> Result<(), Error> {
    let engine = &mut service.engine;
    // Before anything else is tried: where that fails, the servers are read from the log again, and what this call has done is lost.
    let submitted = engine.submitted().clone();
    // What follows at once is recorded by whoever caused it, in the same transaction: readers record nothing. Where it cannot be,
    // a later call does it.
    let _ = engine.settle();
    let is_snapshot_due = engine.is_snapshot_due();
    service.note_untold();
    drop(service);
    drop(turn);
    submitted.wait().map_err(|failure| not_kept(&submitted, &failure))?;
    if is_snapshot_due {
        save_snapshot();
    }
    Ok(())
}

#[cold]
fn not_kept(submitted: &Submitted, failure: &Failure) -> Error {
    writing().engine.not_kept(submitted, failure)
}

/// Keeps the servers as they are, while others go on. One that fails is tried again when as much has happened as before.
#[cold]
fn save_snapshot() {
    let mut service = writing();
    if !service.engine.is_snapshot_due() {
        return;
    }
    let (log, snapshot) = service.engine.snapshot();
    let submitted = service.engine.submitted().clone();
    drop(service);
    // One that has what is lost would hide what took its place.
    if let Err(failure) = submitted.wait().and_then(|()| log.save_snapshot(&snapshot)) {
        environment::note(format!("a snapshot could not be kept: {}", failure.reason));
    }
}

/// Whether something is to be told: what the journal says, for those that do not have the lock. It is written under the lock.
static HAS_UNTOLD: AtomicBool = AtomicBool::new(false);

/// Tells what happened when it is dropped. It is the first variable of a function, so that the lock is dropped before it.
struct Telling;

impl Drop for Telling {
    fn drop(&mut self) {
        if HAS_UNTOLD.load(Ordering::Relaxed) {
            tell();
        }
    }
}

/// Not a part of every call, of which there are many.
#[cold]
#[inline(never)]
fn tell() {
    callback::tell(next_untold, has_untold);
}

fn has_untold() -> bool {
    reading().has_untold()
}

fn next_untold() -> Option<(Listener, Notice)> {
    let mut service = writing();
    if !service.has_untold() {
        return None;
    }
    if !service.engine.submitted().is_kept() {
        service = when_kept(service)?;
    }
    let listener = Arc::clone(service.listener.as_ref()?);
    let notice = service.engine.journal_mut().next_untold()?;
    service.note_untold();
    Some((listener, notice))
}

/// Nobody is told of what is not kept: what is to be told next is, when this returns. Where it is lost, it did not happen.
#[cold]
fn when_kept(service: Writing<'static, Service>) -> Option<Writing<'static, Service>> {
    let submitted = service.engine.submitted().clone();
    drop(service);
    if let Err(failure) = submitted.wait() {
        not_kept(&submitted, &failure);
        // Where the log cannot be read now, a later call tells the rest.
        let _ = settle();
        return None;
    }
    Some(writing())
}

/// Says who is told of what happens from now on; nobody if there is none.
pub(crate) fn set_listener(listener: Option<Listener>) {
    let mut service = writing();
    if listener.is_some() {
        service.engine.journal_mut().listen();
    } else {
        service.engine.journal_mut().stop_listening();
    }
    service.listener = listener;
    service.note_untold();
}

/// Answers a question about what happened. What fell due by now happens first.
pub fn recall<T, E: From<Error>>(question: impl FnOnce(&Journal) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    question(settled()?.engine.journal())
}

/// Answers a question about the directory of servers.
pub fn ask_directory<T, E: From<Error>>(question: impl FnOnce(&Directory) -> Result<T, E>) -> Result<T, E> {
    let mut service = reading();
    if servers().log.is_some() {
        drop(service);
        service = settled()?;
    }
    service.engine.check()?;
    question(service.engine.registry().directory())
}

/// Has a server do something, or refuse it. What fell due by now happens first.
pub fn command(server: Option<&[u16]>, command: &Command) -> Result<(), Error> {
    change(|engine| {
        let server = route::server_of(engine.registry(), server)?;
        engine.command(server, command)
    })
}

/// Has something done that is about two servers, both of them as they are named at the same moment.
pub fn command_between(
    server: Option<&[u16]>,
    other: Option<&[u16]>,
    of: impl Fn(ServerId) -> Command,
) -> Result<(), Error> {
    change(|engine| {
        let server = route::server_of(engine.registry(), server)?;
        let command = of(route::server_of(engine.registry(), other)?);
        engine.command(server, &command)
    })
}

/// Answers a question about what servers would do for a client: the one that is named, or all that hear it.
pub fn consult<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Registry, Option<ServerId>, Timestamp) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let service = settled()?;
    let engine = &service.engine;
    let named = route::server_if_named(engine.registry(), server)?;
    question(engine.registry(), named, engine.now())
}

/// Has the server that should do it lease an address to a client, or extend its lease. What is made of the answer, and of
/// when it was given, is made before anything is kept: where that fails, nothing was leased.
pub fn lease<T, E: From<Error>>(
    server: Option<&[u16]>,
    request: &ClientRequest,
    make: impl Fn(&Registry, &Answer, Timestamp) -> Result<T, E>,
) -> Result<T, E> {
    let mut made = None;
    let outcome = change(|engine| {
        let named = route::server_if_named(engine.registry(), server)?;
        let mut unanswered = None;
        let outcome = engine.carry_out(named, "lease", |registry, now| {
            let (events, answer) = rules::request(registry, named, request, now)?;
            let made = made.insert(make(registry, &answer, now));
            unanswered = answer.outcome.err().map(|why| (answer.server, why));
            if made.is_err() && unanswered.is_none() { Err(Error::NoMemory) } else { Ok(events) }
        });
        match (outcome, unanswered) {
            (Err(Error::Refused(why)), _) => {
                engine.refused(named, request, why, rules::said_at_refusal(request, why));
            }
            (Ok(()), Some((server, why))) => {
                engine.refused(Some(server), request, why, rules::said_at_refusal(request, why));
            }
            _ => {}
        }
        outcome
    });
    what_was_made(made, outcome)
}

/// The result that was made of an answer before it was kept, unless something else went wrong.
#[inline(always)]
fn what_was_made<T, E: From<Error>>(made: Option<Result<T, E>>, outcome: Result<(), Error>) -> Result<T, E> {
    match (made, outcome) {
        (Some(made), Ok(())) => made,
        (Some(Err(error)), Err(Error::NoMemory)) => Err(error),
        (_, Err(error)) => Err(error.into()),
        (None, Ok(())) => Err(Error::Broken.into()),
    }
}

/// Has the server that hears a client take its lease back.
pub fn release(server: Option<&[u16]>, request: &ClientRequest) -> Result<(), Error> {
    end_lease(server, request, rules::release, Messages::Release)
}

/// Has the server that hears a client keep the address of its lease from everybody.
pub fn decline(server: Option<&[u16]>, request: &ClientRequest) -> Result<(), Error> {
    end_lease(server, request, rules::decline, Messages::Decline)
}

#[inline(never)]
fn end_lease(
    server: Option<&[u16]>,
    request: &ClientRequest,
    decision: ClientDecision,
    said: Messages,
) -> Result<(), Error> {
    change(|engine| {
        let named = route::server_if_named(engine.registry(), server)?;
        let outcome =
            engine.carry_out(named, "lease", |registry, now| decision(registry, named, request, now));
        if let Err(Error::Refused(why)) = outcome {
            engine.refused(named, request, why, said);
        }
        outcome
    })
}

/// Has several things done together, or none of them. If it is only asked what would be done, none of them is either. What is
/// made of what is done is made before anything is kept: where that fails, nothing was done.
#[inline]
pub fn transact<D, T, E: From<Error>>(
    only_asked: bool,
    make: impl Fn(&D) -> Result<T, E>,
    work: impl Fn(&mut Transaction) -> Result<D, Error>,
) -> Result<T, E> {
    let mut made = None;
    let outcome = transact_once(only_asked, &mut |transaction| {
        let done = work(transaction)?;
        if made.insert(make(&done)).is_err() { Err(Error::NoMemory) } else { Ok(()) }
    });
    what_was_made(made, outcome)
}

/// As `transact`, compiled once for all kinds of results.
#[inline(never)]
fn transact_once(
    only_asked: bool,
    work: &mut dyn FnMut(&mut Transaction) -> Result<(), Error>,
) -> Result<(), Error> {
    if only_asked {
        return try_out(work);
    }
    change(|engine| {
        engine.carry_out_seldom(None, "transaction", &mut |registry, now| {
            let mut transaction = Transaction::new(registry, now);
            work(&mut transaction)?;
            Ok(transaction.into_events())
        })
    })
}

/// Whoever only asks what would be done needs no turn, and may be one who cannot have any.
fn try_out(work: &mut dyn FnMut(&mut Transaction) -> Result<(), Error>) -> Result<(), Error> {
    let _telling = Telling;
    let service = settled()?;
    let grants = memory::grants();
    work(&mut Transaction::new(service.engine.registry(), service.engine.now()))?;
    if memory::grants() == grants { Ok(()) } else { Err(Error::NoMemory) }
}

/// Compares the records of a scope with its addresses, and has the server make them agree if that is wanted. What is made of what
/// was found is made before anything is changed.
pub fn compare_records<T, E: From<Error>>(
    server: Option<&[u16]>,
    scope: ScopeId,
    repairs: bool,
    make: impl Fn(&Vec<(Address, Disagreement)>) -> Result<T, E>,
) -> Result<T, E> {
    if !repairs {
        return ask(server, |server| make(&scan(server.scope(scope)?)));
    }
    transact(false, make, |transaction| {
        let id = route::server_of(transaction.registry(), server)?;
        let found = transaction.server(id)?.scope(scope).map(scan);
        transaction.request(id, &Command::Repair(scope))?;
        found
    })
}

/// Answers a question about all servers. What fell due by now happens first.
pub fn survey<T, E: From<Error>>(question: impl FnOnce(&Registry) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    question(settled()?.engine.registry())
}

/// The time on a server, in seconds since 1970, and how much it may differ from a partner's.
pub(crate) fn system_time(server: Option<&[u16]>) -> Result<(u32, u32), Error> {
    ask_now(server, |server, now| {
        let time = now.0.saturating_add_signed(server.clock_shift);
        Ok((u32::try_from(time).unwrap_or(u32::MAX), MAX_CLOCK_DIFFERENCE))
    })
}

/// Sets the clock of all servers to what is made of the present time; from then on it stands still until it is set again. It
/// never goes back.
pub fn set_clock(moment: impl Fn(u64) -> u64) -> Result<(), Error> {
    change(|engine| engine.set_clock(|now| Timestamp(moment(now.0))))
}

/// Lets the clock of all servers be that of the host again.
pub fn use_real_clock() -> Result<(), Error> {
    change(Local::use_host_clock)
}

/// Forgets all servers but those of the environment, with all that was on them and all that happened; the clock is that of
/// the host. Who is told of what happens stays.
pub(crate) fn reset() -> Result<(), Error> {
    let _telling = Telling;
    let turn = Turn::take()?;
    let mut service = writing();
    let forgotten = service.engine.reset();
    let submitted = service.engine.submitted().clone();
    service.note_untold();
    drop(service);
    drop(turn);
    forgotten?;
    submitted.wait().map_err(|failure| not_kept(&submitted, &failure))
}

/// A copy of all that is on a server, for tests that compare it before and after a refusal.
#[doc(hidden)]
pub fn contents(server: &[u16]) -> Result<Server, Error> {
    ask(Some(server), |server| Ok(server.clone()))
}

/// Whether the servers are what the records of their log make of new ones, for tests over a log that keeps them.
#[doc(hidden)]
pub fn are_what_the_log_says() -> bool {
    reading().engine.is_what_the_log_says()
}

/// Revision and id of the last record of this process that is kept, for tests that look for it in the log.
#[doc(hidden)]
pub fn last_record() -> Option<(u64, u128)> {
    let (revision, id) = servers().log.as_ref()?.last_kept()?;
    Some((revision.0, id))
}

/// Lets servers have any number of relationships, for measurements of large tables.
#[doc(hidden)]
pub fn lift_the_limit_of_relationships() {
    writing().engine.lift_the_limit_of_relationships();
}

impl Service {
    /// Whether something is to be told. What happened is not known while the log cannot be read.
    fn has_untold(&self) -> bool {
        self.engine.check().is_ok() && self.engine.journal().has_untold()
    }

    fn note_untold(&self) {
        HAS_UNTOLD.store(self.engine.journal().has_untold(), Ordering::Relaxed);
    }
}

const NO_NAME_AND_ADDRESS: &str = "it is not of the form name=address";

/// The servers of the log that the environment names, and those that the environment names itself. What cannot be meant is
/// passed over, and noted.
fn start_engine(place: Option<&str>) -> Local {
    let (host, entries) = host();
    let mut engine = match log_of(place) {
        Ok(log) => Local::over(log, Clock::Host, host.clone()),
        Err(fault) => Local::without_log(fault, host.clone()),
    };
    if let Err(fault) = administration::set_up(&mut engine, place) {
        engine = Local::without_log(fault, host);
    }
    let mut meant = 0;
    for entry in entries {
        if route::name_and_address(entry).is_none() {
            note("DHCPSAPI_SERVERS", entry, NO_NAME_AND_ADDRESS);
            continue;
        }
        if let Some((_, problem)) = engine.unlisted().iter().find(|(place, _)| *place == meant) {
            note("DHCPSAPI_SERVERS", entry, &problem.to_string());
        }
        meant += 1;
    }
    engine
}

/// This host, with what the environment says of it and of others, and the entries that name the others.
fn host() -> (Host, Vec<&'static str>) {
    let environment = environment::get();
    let named = environment.local.as_ref().and_then(|entry| local(entry.trim()));
    let (name, address) = named.unwrap_or_else(|| (host::name(), host::address()));
    let entries = environment.servers.as_deref().unwrap_or_default().split(',').map(str::trim);
    let entries: Vec<&str> = entries.filter(|entry| !entry.is_empty()).collect();
    let servers = entries.iter().filter_map(|entry| route::name_and_address(entry)).collect();
    (Host { name, address, servers }, entries)
}

/// The name and address of the local server in `DHCPSAPI_LOCAL`.
fn local(entry: &str) -> Option<(Text, u32)> {
    let named = route::name_and_address(entry).ok_or_else(|| NO_NAME_AND_ADDRESS.to_owned());
    let checked = named.and_then(|(name, address)| {
        rules::check_named(&name, address).map_err(|error| error.to_string())?;
        Ok((name, address))
    });
    checked.map_err(|problem| note("DHCPSAPI_LOCAL", entry, &problem)).ok()
}

fn note(variable: &str, entry: &str, problem: &str) {
    environment::note(format!("{variable}: {entry:?}: {problem}"));
}

/// The log at a place, as `DHCPSAPI_REGISTRY` names it.
fn log_of(name: Option<&str>) -> Result<Arc<dyn EventLog>, Error> {
    match name {
        None | Some(environment::IN_MEMORY) => Ok(Arc::new(MemoryLog::default())),
        Some("memory:records") => Ok(Arc::new(RecordLog::default())),
        #[cfg(feature = "stored")]
        Some("memory:text") => Ok(Arc::new(TextLog::default())),
        Some(name) => match name.split_once(':') {
            Some(("sqlite", path)) if !path.is_empty() => sqlite(path),
            Some(("postgres", place)) => postgres(place),
            Some(("postgresql", _)) => postgres(name),
            _ => Err(Error::NoEventLog),
        },
    }
}

/// The log in a file, by its path and how it is used: `PATH?history=N&synchronous=off&directory=make`.
#[cfg(feature = "sqlite")]
fn sqlite(place: &str) -> Result<Arc<dyn EventLog>, Error> {
    let (path, options) = place.rsplit_once('?').unwrap_or((place, ""));
    let mut manner = Manner::default();
    for option in options.split('&').filter(|option| !option.is_empty()) {
        match option.split_once('=') {
            Some(("history", count)) => manner.history = count.parse().map_err(|_| Error::NoEventLog)?,
            Some(("synchronous", "off")) => manner.is_durable = false,
            Some(("synchronous", "full")) => manner.is_durable = true,
            Some(("directory", "make")) => manner.makes_directory = true,
            _ => return Err(Error::NoEventLog),
        }
    }
    Ok(Arc::new(DatabaseLog::new(Sqlite::at(Path::new(path), manner))))
}

/// The log in a database of PostgreSQL, at a place as libpq understands it.
#[cfg(all(feature = "postgres", unix))]
fn postgres(place: &str) -> Result<Arc<dyn EventLog>, Error> {
    Ok(Arc::new(DatabaseLog::new(Postgres::at(place))))
}

#[cfg(not(all(feature = "postgres", unix)))]
fn postgres(_place: &str) -> Result<Arc<dyn EventLog>, Error> {
    Err(Error::NotInThisBuild)
}

#[cfg(not(feature = "sqlite"))]
fn sqlite(_place: &str) -> Result<Arc<dyn EventLog>, Error> {
    Err(Error::NotInThisBuild)
}
