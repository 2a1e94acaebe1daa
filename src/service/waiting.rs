//! Waiting until something happens, on whatever thread or in whatever process.

use std::cell::Cell;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use crate::domain::base::error::Error;
use crate::domain::base::time::Timestamp;
use crate::engine::{Local, failed};
use crate::eventlog::{EventLog, Revision};
use crate::service::{Telling, reading, settled};

/// After how long the clock of the host is looked at again at the latest: somebody may set it.
const LOOKS_AT_THE_CLOCK_AFTER: Duration = Duration::from_secs(1);
/// The pause where a log had told of news and there were none.
const PAUSE: Duration = Duration::from_millis(2);

thread_local! {
    /// What was seen when the last wait of this thread began, if that has timed out: the next one goes on with it, so that a thread
    /// that waits again and again misses nothing in between.
    static GOES_ON: Cell<Option<Seen>> = const { Cell::new(None) };
}

/// What the calls of this process have seen of the servers.
#[derive(Clone, Copy)]
struct Seen {
    changes: u64,
    /// When something happens by itself next.
    next_due: Option<Timestamp>,
}

impl Seen {
    fn of(engine: &Local) -> Self {
        Seen { changes: engine.changes(), next_due: engine.registry().next_due() }
    }

    /// Whether something has happened since. What fell due is recorded by whoever changes something next, so that this number
    /// alone does not tell.
    fn is_old(&self, engine: &Local) -> bool {
        engine.changes() != self.changes || self.next_due.is_some_and(|due| due <= engine.now())
    }
}

/// Waits until somebody commits something that no call of this process has seen yet, or until something falls due by itself.
/// Answers whether that has happened within a time; without one it waits for ever. No lock is held meanwhile. One that times out is
/// continued by the next one of its thread.
pub fn wait(most: Option<Duration>) -> Result<bool, Error> {
    let _telling = Telling;
    let deadline = most.and_then(|most| Instant::now().checked_add(most));
    let Some(seen) = GOES_ON.take().or_else(begin) else { return Ok(true) };
    loop {
        let service = settled()?;
        let engine = &service.engine;
        let (is_old, submitted) = (seen.is_old(engine), engine.submitted().clone());
        let (log, revision, next_look) = (engine.shared_log(), engine.revision(), next_look(engine));
        drop(service);
        // Where what was submitted is lost, nothing has happened: the servers are read from the log again.
        if is_old && submitted.wait().is_ok() {
            return Ok(true);
        }
        if deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            GOES_ON.set(Some(seen));
            return Ok(false);
        }
        let until = deadline.map_or(next_look, |deadline| deadline.min(next_look));
        wait_for_change(log.as_ref(), revision, until)?;
    }
}

/// What is seen now; `None` where something that another thread has submitted was kept meanwhile.
fn begin() -> Option<Seen> {
    let service = reading();
    let (seen, submitted) = (Seen::of(&service.engine), service.engine.submitted().clone());
    drop(service);
    let happens_now = !submitted.is_kept() && submitted.wait().is_ok();
    (!happens_now).then_some(seen)
}

fn wait_for_change(log: Option<&Arc<dyn EventLog>>, after: Revision, until: Instant) -> Result<(), Error> {
    let began = Instant::now();
    // In memory one looks again and again: to wake somebody would cost each change, and hardly anybody waits.
    if let Some(log) = log {
        log.wait_for_change(after, until).map_err(|failure| failed(&failure))?;
    }
    // It may have told of news too early. The pause also bridges the part of a second by which the engine's clock is late.
    if began.elapsed() < PAUSE {
        thread::sleep(PAUSE);
    }
    Ok(())
}

/// Until when nothing falls due, as far as the clock of the host tells; one that a program has set stands still.
fn next_look(engine: &Local) -> Instant {
    let due = engine.registry().next_due().filter(|_| engine.registry().clock().set.is_none());
    let until_due = due.and_then(|Timestamp(seconds)| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
        Some(Duration::from_secs(seconds).saturating_sub(now))
    });
    let pause = until_due.map_or(LOOKS_AT_THE_CLOCK_AFTER, |pause| pause.min(LOOKS_AT_THE_CLOCK_AFTER));
    Instant::now() + pause
}
