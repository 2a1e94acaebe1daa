//! What is one for the whole process: the registry with its lock, the journal, the clock, the local server, and what this
//! process saw happen.

use std::cell::Cell;
use std::net::{IpAddr, Ipv4Addr, UdpSocket};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::domain::Error;
use crate::domain::decide::{self, Answer, ClientRequest, Command, Transaction, decide, decide_due};
use crate::domain::directory::Directory;
use crate::domain::event::Event;
use crate::domain::history::{History, Listener, MAX_UNTOLD, Notice};
use crate::domain::registry::{MAX_CLOCK_DIFFERENCE, Registry, Server, ServerId, parse_address};
use crate::domain::serving::Refused;
use crate::domain::text::Text;
use crate::domain::time::Timestamp;
use crate::environment;
use crate::journal::{AppendError, Journal, MemoryJournal, Revision};
#[cfg(all(unix, not(miri)))]
use crate::process::OnlyThread;
use crate::process::clock;
use crate::process::memory::{self, Secured};
use crate::process::shared_lock::{Reading, SharedLock, Writing};

/// After how many events the journal is offered the registry itself, so that it can do without the older events.
const EVENTS_BETWEEN_SNAPSHOTS: u64 = 4096;

/// What is to happen, or why not, decided on the servers as they are now.
trait Decision: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> {}

/// The same of what a client asks of the server that is named, or of the one that it has its lease from.
type ClientDecision = fn(&Registry, Option<ServerId>, &ClientRequest, Timestamp) -> Result<Vec<Event>, Error>;

impl<D: FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error> + ?Sized> Decision for D {}

struct Service {
    registry: Registry,
    revision: Revision,
    snapshot: Revision,
    journal: Box<dyn Journal>,
    /// Set while events are carried out. Whoever finds it set knows that this was never finished.
    broken: bool,
    /// Whether the journal that the environment names is one that this build has.
    has_journal: bool,
    /// What this process saw happen.
    history: History,
    /// Who is told of it.
    listener: Option<Listener>,
}

/// Made at the first call, by whoever has `STARTING`.
static SERVICE: OnceLock<SharedLock<Service>> = OnceLock::new();
static STARTING: Mutex<()> = Mutex::new(());

#[inline]
fn service() -> &'static SharedLock<Service> {
    SERVICE.get().unwrap_or_else(|| start())
}

#[cold]
fn start() -> &'static SharedLock<Service> {
    let _starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    SERVICE.get_or_init(|| SharedLock::new(Service::start()))
}

#[inline]
fn reading() -> Reading<'static, Service> {
    service().read()
}

#[inline]
fn writing() -> Writing<'static, Service> {
    service().write()
}

/// The servers, with nobody at work on them.
#[cfg(all(unix, not(miri)))]
pub(crate) struct Held {
    _service: Option<Writing<'static, Service>>,
    _starting: std::sync::MutexGuard<'static, ()>,
}

/// Keeps every thread from the servers, also from making them.
#[cfg(all(unix, not(miri)))]
pub(crate) fn hold() -> Held {
    let starting = STARTING.lock().unwrap_or_else(PoisonError::into_inner);
    let service = SERVICE.get().map(SharedLock::write);
    Held { _service: service, _starting: starting }
}

/// Answers a question about a server. What fell due by now happens first.
pub fn ask<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Server) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let (service, server) = ready(server)?;
    question(service.registry.server(server)?)
}

/// Answers a question about a server that others have to do with. What fell due by now happens first.
pub fn ask_with_others<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Registry, ServerId) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let (service, server) = ready(server)?;
    question(&service.registry, server)
}

/// The server that a name means, if it answers, when everything has happened that fell due. Not a part of every export,
/// of which there are many.
#[inline(never)]
fn ready(name: Option<&[u16]>) -> Result<(Reading<'static, Service>, ServerId), Error> {
    let service = settled()?;
    let server = service.registry.find(name)?;
    if service.registry.server(server)?.running { Ok((service, server)) } else { Err(Error::ServerStopped) }
}

/// Whether the server that a name means answers.
pub(crate) fn available(name: Option<&[u16]>) -> Result<(), Error> {
    ask(name, |_| Ok(()))
}

/// The servers, when everything has happened that fell due. Whoever asks for them is `Telling`.
fn settled() -> Result<Reading<'static, Service>, Error> {
    let mut service = reading();
    while service.is_due() {
        drop(service);
        settle()?;
        service = reading();
    }
    service.check()?;
    Ok(service)
}

#[cold]
fn settle() -> Result<(), Error> {
    let mut service = writing();
    let outcome = service.settle();
    service.note_untold();
    outcome
}

/// Has the servers do something when everything has happened that fell due, and tells what happened.
fn change<T, E: From<Error>>(work: impl FnOnce(&mut Service) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    let mut service = writing();
    let outcome = service.settle().map_err(E::from).and_then(|()| work(&mut service));
    service.note_untold();
    outcome
}

/// Whether something is to be told: what the history says, for those that do not have the lock. It is written under the lock.
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

/// Tells what happened, in its order, without the lock of the servers. One thread does so at a time; what happens meanwhile,
/// on other threads or because of what is told, is told by that one. A listener that makes something happen each time would
/// keep it for ever, so one call tells no more than can wait; the next call goes on.
#[cold]
fn tell() {
    let mut left = MAX_UNTOLD;
    loop {
        let Some(turn) = Turn::take() else { return };
        while left > 0
            && let Some((listener, told)) = next_untold()
        {
            listener(&told);
            left -= 1;
        }
        drop(turn);
        // Whoever did not get the turn relies on this: what was there to tell by then is seen here.
        if left == 0 || !reading().history.has_untold() {
            return;
        }
    }
}

/// Whether a thread tells what happened.
static TURN: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Whether it is the calling one.
    static OWN_TURN: Cell<bool> = const { Cell::new(false) };
}

/// The one thread that tells has it.
struct Turn;

impl Turn {
    fn take() -> Option<Self> {
        TURN.compare_exchange(false, true, Ordering::Acquire, Ordering::Relaxed).ok()?;
        OWN_TURN.set(true);
        Some(Turn)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        OWN_TURN.set(false);
        TURN.store(false, Ordering::Release);
    }
}

/// In the child of a fork there is no thread but the one that forked: others that were reading or telling are gone.
#[cfg(all(unix, not(miri)))]
pub(crate) fn forget_other_threads(only: &OnlyThread) {
    if let Some(service) = SERVICE.get() {
        service.forget_readers(only);
    }
    if !OWN_TURN.get() {
        TURN.store(false, Ordering::Release);
    }
}

fn next_untold() -> Option<(Listener, Notice)> {
    let mut service = writing();
    let listener = Arc::clone(service.listener.as_ref()?);
    let told = service.history.next_untold()?;
    service.note_untold();
    Some((listener, told))
}

/// Says who is told of what happens from now on; nobody if there is none.
pub(crate) fn set_listener(listener: Option<Listener>) {
    let mut service = writing();
    if listener.is_some() {
        service.history.listen();
    } else {
        service.history.stop_listening();
    }
    service.listener = listener;
    service.note_untold();
}

/// Answers a question about what happened. What fell due by now happens first.
pub fn recall<T, E: From<Error>>(question: impl FnOnce(&History) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    question(&settled()?.history)
}

/// Answers a question about the directory of servers.
pub fn ask_directory<T, E: From<Error>>(question: impl FnOnce(&Directory) -> Result<T, E>) -> Result<T, E> {
    let service = reading();
    service.check()?;
    question(service.registry.directory())
}

/// Has a server do something, or refuse it. What fell due by now happens first.
pub fn command(server: Option<&[u16]>, command: &Command) -> Result<(), Error> {
    change(|service| {
        let server = service.registry.find(server)?;
        service.carry_out(|registry, now| decide(registry, server, command, now))
    })
}

/// Has something done that is about two servers, both of them as they are named at the same moment.
pub fn command_between(
    server: Option<&[u16]>,
    other: Option<&[u16]>,
    of: impl FnOnce(ServerId) -> Command,
) -> Result<(), Error> {
    change(|service| {
        let server = service.registry.find(server)?;
        let command = of(service.registry.find(other)?);
        service.carry_out_seldom(&mut |registry, now| decide(registry, server, &command, now))
    })
}

/// Answers a question about what servers would do for a client: the one that is named, or all that hear it.
pub fn consult<T, E: From<Error>>(
    server: Option<&[u16]>,
    question: impl FnOnce(&Registry, Option<ServerId>, Timestamp) -> Result<T, E>,
) -> Result<T, E> {
    let _telling = Telling;
    let service = settled()?;
    let named = service.registry.find_named(server)?;
    question(&service.registry, named, now())
}

/// Has the server that should do it lease an address to a client, or extend its lease. What is made of the answer, and of
/// when it was given, is made before anything is kept: where that fails, nothing was leased.
pub fn lease<T, E: From<Error>>(
    server: Option<&[u16]>,
    request: &ClientRequest,
    make: impl Fn(&Answer, Timestamp) -> Result<T, E>,
) -> Result<T, E> {
    let mut made = None;
    let outcome = change(|service| {
        let named = service.registry.find_named(server)?;
        let mut unanswered = None;
        let outcome = service.carry_out(|registry, now| {
            let (events, answer) = decide::request(registry, named, request, now)?;
            let made = made.insert(make(&answer, now));
            unanswered = answer.outcome.err().map(|why| (answer.server, why));
            if made.is_err() && unanswered.is_none() { Err(Error::NoMemory) } else { Ok(events) }
        });
        match (outcome, unanswered) {
            (Err(Error::Refused(why)), _) => service.refused(named, request, why),
            (Ok(()), Some((server, why))) => service.refused(Some(server), request, why),
            _ => {}
        }
        outcome
    });
    what_was_made(made, outcome)
}

/// What was made of an answer before it was kept, unless something else went wrong.
#[inline(always)]
fn what_was_made<T, E: From<Error>>(made: Option<Result<T, E>>, outcome: Result<(), Error>) -> Result<T, E> {
    match (made, outcome) {
        (Some(made), Ok(())) => made,
        (Some(Err(error)), Err(Error::NoMemory)) => Err(error),
        (_, Err(error)) => Err(error.into()),
        (None, Ok(())) => Err(Error::Broken.into()),
    }
}

/// Has the server end the lease of a client that hears it.
#[inline(never)]
pub fn end_lease(
    server: Option<&[u16]>,
    request: &ClientRequest,
    decision: ClientDecision,
) -> Result<(), Error> {
    change(|service| {
        let named = service.registry.find_named(server)?;
        let outcome = service.carry_out(|registry, now| decision(registry, named, request, now));
        if let Err(Error::Refused(why)) = outcome {
            service.refused(named, request, why);
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

/// The same for whatever is done and made, once for all of it.
#[inline(never)]
fn transact_once(
    only_asked: bool,
    work: &mut dyn FnMut(&mut Transaction) -> Result<(), Error>,
) -> Result<(), Error> {
    change(|service| {
        service.carry_out_seldom(&mut |registry, now| {
            let mut transaction = Transaction::new(registry, now);
            work(&mut transaction)?;
            Ok(if only_asked { Vec::new() } else { transaction.into_events() })
        })
    })
}

/// Answers a question about all servers. What fell due by now happens first.
pub fn survey<T, E: From<Error>>(question: impl FnOnce(&Registry) -> Result<T, E>) -> Result<T, E> {
    let _telling = Telling;
    question(&settled()?.registry)
}

/// The time on a server, in seconds since 1970, and how much it may differ from a partner's.
pub(crate) fn system_time(server: Option<&[u16]>) -> Result<(u32, u32), Error> {
    ask(server, |server| {
        let time = now().0.saturating_add_signed(server.clock_shift);
        Ok((u32::try_from(time).unwrap_or(u32::MAX), MAX_CLOCK_DIFFERENCE))
    })
}

/// Sets the clock of all servers; from then on it stands still until it is set again. It never goes back.
pub fn set_clock(moment: impl FnOnce(u64) -> u64) -> Result<(), Error> {
    change(|service| {
        let (before, moment) = (now().0, moment(now().0));
        if moment < before || moment == REAL_TIME {
            return Err(Error::Invalid("a clock does not go back"));
        }
        CLOCK.store(moment, Ordering::Relaxed);
        service.settle()
    })
}

/// Lets the clock of all servers be that of the host again.
pub(crate) fn use_real_clock() -> Result<(), Error> {
    change(|service| {
        if clock::seconds() < now().0 {
            return Err(Error::Invalid("a clock does not go back"));
        }
        CLOCK.store(REAL_TIME, Ordering::Relaxed);
        service.settle()
    })
}

/// Forgets all servers but those of the environment, with all that was on them and all that happened; the clock is that of
/// the host. Who is told of what happens stays.
pub(crate) fn reset() {
    let mut service = writing();
    CLOCK.store(REAL_TIME, Ordering::Relaxed);
    let listener = service.listener.take();
    *service = Service::start();
    if listener.is_some() {
        service.history.listen();
    }
    service.listener = listener;
    service.note_untold();
}

/// What is wrong with the environment, a sentence for each variable or entry that was passed over.
pub fn faults_of_the_environment() -> Vec<String> {
    service();
    environment::faults()
}

/// A copy of all that is on a server, for tests that compare it before and after a refusal.
#[doc(hidden)]
pub fn contents(server: &[u16]) -> Result<Server, Error> {
    ask(Some(server), |server| Ok(server.clone()))
}

/// Lets servers have any number of relationships, for measurements of large tables.
#[doc(hidden)]
pub fn lift_the_limit_of_relationships() {
    writing().registry.lift_the_limit_of_relationships();
}

impl Service {
    fn start() -> Self {
        let mut service = Service::over(Box::new(MemoryJournal::default()));
        service.has_journal =
            environment::get().registry.as_deref().is_none_or(|registry| registry == "memory:");
        if let Some(local) = &environment::get().local {
            service.obey("DHCPSAPI_LOCAL", local, |name, address| Command::NameLocal { name, address });
        }
        let servers = environment::get().servers.as_deref().unwrap_or_default();
        for entry in servers.split(',').filter(|entry| !entry.trim().is_empty()) {
            service.obey("DHCPSAPI_SERVERS", entry, |name, address| Command::ListServer { name, address });
        }
        service
    }

    /// Does what `name=address` of a variable says. What cannot be done is passed over, and noted.
    fn obey(&mut self, variable: &str, entry: &str, command: fn(Text, u32) -> Command) {
        let done =
            named_server(entry).map_or(Err("it is not of the form name=address".to_owned()), |named| {
                let command = command(named.0, named.1);
                self.carry_out_seldom(&mut |registry, now| decide(registry, ServerId::LOCAL, &command, now))
                    .map_err(|error| error.to_string())
            });
        if let Err(problem) = done {
            environment::note(format!("{variable}: {:?}: {problem}", entry.trim()));
        }
    }

    /// The servers that a journal keeps; the local one alone if it keeps none.
    fn over(journal: Box<dyn Journal>) -> Self {
        let (revision, registry) = journal.load_snapshot().unwrap_or_else(|| {
            (Revision::default(), Registry::new(Server::new(host_name(), host_address())))
        });
        Service {
            registry,
            revision,
            snapshot: revision,
            journal,
            broken: false,
            has_journal: true,
            history: History::default(),
            listener: None,
        }
    }

    fn check(&self) -> Result<(), Error> {
        if self.broken {
            Err(Error::Broken)
        } else if !self.has_journal {
            Err(Error::NoJournal)
        } else {
            Ok(())
        }
    }

    fn note_untold(&self) {
        HAS_UNTOLD.store(self.history.has_untold(), Ordering::Relaxed);
    }

    fn is_due(&self) -> bool {
        !self.broken && self.registry.next_due().is_some_and(|due| due <= now())
    }

    /// Lets everything happen that fell due, each at its moment.
    #[inline]
    fn settle(&mut self) -> Result<(), Error> {
        self.check()?;
        if self.is_due() { self.settle_all() } else { Ok(()) }
    }

    #[cold]
    #[inline(never)]
    fn settle_all(&mut self) -> Result<(), Error> {
        let moment =
            |registry: &Registry, now: Timestamp| registry.next_due().map_or(now, |due| now.min(due));
        while self.is_due() {
            self.carry_out_at(
                moment,
                &mut |registry, now| Ok(decide_due(registry, now).unwrap_or_default()),
            )?;
        }
        Ok(())
    }

    /// Decides what is to happen now, and has it happen.
    #[inline]
    fn carry_out(
        &mut self,
        mut decision: impl FnMut(&Registry, Timestamp) -> Result<Vec<Event>, Error>,
    ) -> Result<(), Error> {
        self.carry_out_at(|_, now| now, &mut decision)
    }

    /// The same, once for all decisions that are not made all the time.
    #[inline(never)]
    fn carry_out_seldom(&mut self, decision: &mut dyn Decision) -> Result<(), Error> {
        self.carry_out_at(|_, now| now, decision)
    }

    /// Decides, keeps the events, carries them out as of a moment. Where others wrote to the journal first, their events are
    /// carried out and it is decided again.
    #[inline]
    fn carry_out_at(
        &mut self,
        moment: impl Fn(&Registry, Timestamp) -> Timestamp,
        decision: &mut (impl Decision + ?Sized),
    ) -> Result<(), Error> {
        loop {
            let (now, grants) = (now(), memory::grants());
            let events = decision(&self.registry, now)?;
            if memory::grants() != grants {
                return Err(Error::NoMemory);
            }
            let _secured = secured(&events)?;
            match self.journal.append(self.revision, &events) {
                Ok(revision) => {
                    self.apply(events, revision, moment(&self.registry, now));
                    return Ok(());
                }
                Err(AppendError::Conflict) => self.catch_up(now),
            }
        }
    }

    /// Carries out what others wrote to the journal.
    #[cold]
    fn catch_up(&mut self, now: Timestamp) {
        let missed = self.journal.read(self.revision);
        let read = u64::try_from(missed.len()).unwrap_or(u64::MAX);
        let revision = Revision(self.revision.0.saturating_add(read));
        self.apply(missed, revision, now);
    }

    /// Keeps that a client was refused: by the server that is named, else by the one that it has its lease from.
    #[cold]
    #[inline(never)]
    fn refused(&mut self, server: Option<ServerId>, request: &ClientRequest, why: Refused) {
        let server = server.or_else(|| decide::lessor(&self.registry, request).ok());
        let client = (request.scope, &request.client);
        self.history.record_refusal(&self.registry, server, client, why, now());
    }

    #[inline(never)]
    fn apply(&mut self, events: Vec<Event>, revision: Revision, moment: Timestamp) {
        self.broken = true;
        for event in events {
            self.history.record(&self.registry, &event, moment);
            self.registry.apply(event);
        }
        self.revision = revision;
        self.broken = false;
        if revision.0.saturating_sub(self.snapshot.0) >= EVENTS_BETWEEN_SNAPSHOTS {
            self.journal.save_snapshot(revision, &self.registry);
            self.snapshot = revision;
        }
    }
}

/// The memory that carrying events out will need, where it can be much.
#[inline]
fn secured(events: &[Event]) -> Result<Option<Secured>, Error> {
    let is_large = events.iter().any(|event| event.large_blocks().is_some());
    if is_large { secure(events).map(Some) } else { Ok(None) }
}

#[cold]
fn secure(events: &[Event]) -> Result<Secured, Error> {
    memory::secure(events.iter().filter_map(Event::large_blocks).flatten()).ok_or(Error::NoMemory)
}

/// What a clock that was set shows; `REAL_TIME` if none was. It is written under the lock of the service.
static CLOCK: AtomicU64 = AtomicU64::new(REAL_TIME);
const REAL_TIME: u64 = u64::MAX;

/// The time of the servers whose clocks are not shifted.
pub fn now() -> Timestamp {
    match CLOCK.load(Ordering::Relaxed) {
        REAL_TIME => Timestamp(clock::seconds()),
        set => Timestamp(set),
    }
}

/// The host's own name, as the kernel has it. An interpreter of the program (Miri) has no kernel, nor a network below.
fn host_name() -> Text {
    let name = if cfg!(miri) {
        String::new()
    } else {
        std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default()
    };
    let name = name.trim();
    Text::from(if name.is_empty() { "localhost" } else { name })
}

/// The address that the host uses towards others; loopback where it has none. Connecting a datagram socket asks the
/// kernel for its route and sends nothing (192.0.2.1 is kept for documentation).
fn host_address() -> u32 {
    let routed = || {
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
        socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
        match socket.local_addr().ok()?.ip() {
            IpAddr::V4(address) if !address.is_unspecified() => Some(address),
            _ => None,
        }
    };
    let address = if cfg!(miri) { None } else { routed() };
    address.unwrap_or(Ipv4Addr::LOCALHOST).to_bits()
}

/// The server of `name=address`.
fn named_server(entry: &str) -> Option<(Text, u32)> {
    let (name, address) = entry.split_once('=')?;
    let address: Vec<u16> = address.trim().encode_utf16().collect();
    let is_text = !name.contains(char::REPLACEMENT_CHARACTER);
    is_text.then_some((Text::from(name.trim()), parse_address(&address)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::address::Subnet;
    use crate::domain::decide::{Element, Generation, NewLease};
    use crate::domain::lease::Particulars;
    use crate::domain::pool::Role;
    use crate::domain::registry::Due;
    use crate::domain::relationship::{Mode, Settings};
    use crate::domain::scope::{RangeKind, ScopeInfo, ScopeState};
    use crate::domain::time::FileTime;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// Keeps all events, and may have been written to by another process.
    #[derive(Default)]
    struct Recorder {
        events: Arc<Mutex<Vec<Event>>>,
    }

    impl Journal for Recorder {
        fn append(&mut self, after: Revision, events: &[Event]) -> Result<Revision, AppendError> {
            let mut kept = self.events.lock().unwrap();
            if u64::try_from(kept.len()) != Ok(after.0) {
                return Err(AppendError::Conflict);
            }
            kept.extend_from_slice(events);
            Ok(Revision(u64::try_from(kept.len()).unwrap()))
        }

        fn read(&self, after: Revision) -> Vec<Event> {
            self.events.lock().unwrap().iter().skip(usize::try_from(after.0).unwrap()).cloned().collect()
        }

        fn save_snapshot(&mut self, _: Revision, _: &Registry) {}

        fn load_snapshot(&self) -> Option<(Revision, Registry)> {
            None
        }
    }

    fn list(name: &str, address: u32) -> Command {
        Command::ListServer { name: name.into(), address }
    }

    fn create_scope() -> Command {
        let subnet = Subnet::new(0x0A00_0000, 0xFFFF_FF00).unwrap();
        Command::CreateScope(ScopeInfo { subnet, name: None, comment: None, state: ScopeState::Enabled })
    }

    fn carry_out(service: &mut Service, server: u32, command: &Command) -> Result<(), Error> {
        service.settle()?;
        service.carry_out(|registry, now| decide(registry, ServerId(server), command, now))
    }

    /// A pair with a scope and leases, in contact and divided.
    fn story(service: &mut Service) {
        carry_out(service, 0, &list("one", 1)).unwrap();
        carry_out(service, 0, &list("two", 2)).unwrap();
        let (first, last) = (0x0A00_0001, 0x0A00_00FE);
        let kind = RangeKind::DhcpOnly;
        let range = Element::Range { first, last, kind, max_bootp_clients: u32::MAX };
        for (server, role) in [(1, Role::Primary), (2, Role::Secondary)] {
            carry_out(service, server, &create_scope()).unwrap();
            let add = Command::AddElement(0x0A00_0000, range.clone(), Generation::V5);
            carry_out(service, server, &add).unwrap();
            let settings = Settings {
                name: "pair".into(),
                primary: 1,
                secondary: 2,
                primary_name: None,
                secondary_name: None,
                role,
                mode: Mode::LoadBalance,
                percentage: 50,
                mclt: 3600,
                safe_period: 0,
                secret: None,
            };
            carry_out(service, server, &Command::CreateRelationship(settings, vec![0x0A00_0000])).unwrap();
        }
        for server in [1, 2] {
            let lease = NewLease {
                address: 0x0A00_0000 + server,
                client: vec![u8::try_from(server).unwrap()],
                expires: FileTime::NEVER,
                particulars: Particulars::default(),
                kind: None,
            };
            carry_out(service, server, &Command::CreateLease(lease)).unwrap();
        }
        carry_out(service, 1, &Command::Rebalance("pair".into())).unwrap();
    }

    fn recorded() -> (Service, Arc<Mutex<Vec<Event>>>) {
        let recorder = Recorder::default();
        let events = Arc::clone(&recorder.events);
        (Service::over(Box::new(recorder)), events)
    }

    fn is_exchange(event: &Event) -> bool {
        matches!(event, Event::Settled(_, Due::BindingUpdates(..)))
    }

    #[test]
    fn the_same_events_make_the_same_registry() {
        let (mut service, events) = recorded();
        story(&mut service);
        let mut again = Service::over(Box::new(MemoryJournal::default()));
        for event in events.lock().unwrap().iter() {
            again.registry.apply(event.clone());
        }
        assert!(again.registry == service.registry);
        let scope = again.registry.server(ServerId(2)).unwrap().scope(0x0A00_0000).unwrap();
        assert_eq!(
            scope.statistics().map(|found| (found.free_of_primary, found.free_of_secondary)),
            Some((126, 126))
        );
    }

    /// Decision: an exchange is repeated only where an update was rejected or a record deleted; after any other nothing is left to say.
    #[test]
    fn partners_that_agree_exchange_once() {
        let (mut service, events) = recorded();
        story(&mut service);
        carry_out(&mut service, 1, &Command::CutLink(ServerId(2))).unwrap();
        let lease = NewLease {
            address: 0x0A00_0003,
            client: vec![3],
            expires: FileTime::NEVER,
            particulars: Particulars::default(),
            kind: None,
        };
        carry_out(&mut service, 1, &Command::CreateLease(lease)).unwrap();
        let before = events.lock().unwrap().len();
        carry_out(&mut service, 1, &Command::HealLink(ServerId(2))).unwrap();
        service.settle().unwrap();
        let scope = service.registry.server(ServerId(2)).unwrap().scope(0x0A00_0000).unwrap();
        assert!(scope.lease(0x0A00_0003).is_some(), "the partner has heard of the lease");
        let events = events.lock().unwrap();
        let exchanges = events.iter().skip(before).filter(|event| is_exchange(event)).count();
        assert_eq!(exchanges, 1);
    }

    #[test]
    fn what_others_wrote_first_is_carried_out_first() {
        let (mut service, events) = recorded();
        let others = decide(&service.registry, ServerId::LOCAL, &list("one", 1), Timestamp(0)).unwrap();
        events.lock().unwrap().extend(others);
        assert_eq!(carry_out(&mut service, 0, &list("one", 1)), Err(Error::ServerListed), "decided again");
        carry_out(&mut service, 0, &list("two", 2)).unwrap();
        assert_eq!(service.registry.directory().len(), 2);
    }

    #[test]
    fn a_panic_while_deciding_changes_nothing() {
        let (mut service, events) = recorded();
        story(&mut service);
        let (before, kept) = (service.registry.clone(), events.lock().unwrap().len());
        let panics = || service.carry_out(|_, _| panic!("a bug"));
        assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
        assert!(service.registry == before);
        assert_eq!(events.lock().unwrap().len(), kept);
        assert_eq!(carry_out(&mut service, 0, &list("three", 3)), Ok(()));
    }

    #[test]
    fn a_registry_that_was_left_half_way_answers_no_more() {
        let (mut service, _) = recorded();
        service.broken = true;
        assert_eq!(carry_out(&mut service, 0, &list("one", 1)), Err(Error::Broken));
        assert_eq!(service.check(), Err(Error::Broken));
    }

    #[test]
    fn servers_from_the_environment() {
        assert_eq!(named_server("a=10.0.0.1"), Some(("a".into(), 0x0A00_0001)));
        assert_eq!(named_server(" b = 10.0.0.2 "), Some(("b".into(), 0x0A00_0002)));
        for entry in ["=", "c=x", "d", "e=10.0.0", "\u{fffd}=10.0.0.3", "f=10.0.0.1=10.0.0.2"] {
            assert_eq!(named_server(entry), None, "{entry}");
        }
    }
}
