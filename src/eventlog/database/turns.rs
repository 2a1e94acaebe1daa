//! Turns to write: the calls of one process that come at the same time share a transaction, and so a commit.
//!
//! The first that comes opens a transaction, for which it waits until no other process writes. Whoever waited meanwhile takes part
//! in it, and whoever comes before its last participant has left. The last one commits for all. So no thread of ours is needed, one
//! caller alone waits for nobody, and sixty that come while a commit lasts need one more, not sixty.

use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::eventlog::{Failure, Outcome};

/// How many calls share a transaction at the most: those that come later wait for the next one, or it would never end.
const MOST: usize = 256;

/// The turns of one process at one log.
#[derive(Default)]
pub(super) struct Turns {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    phase: Phase,
    /// Whether somebody waits until there is no transaction: none is opened then.
    is_held: bool,
    /// How many wait for a turn.
    waiting: usize,
    /// How many have a turn, or will have it as soon as they wake.
    inside: usize,
    /// How many took part in the transaction.
    joined: usize,
    /// How many use the database without a turn.
    visitors: usize,
    /// How many transactions were opened, and how many could not be.
    opened: u64,
    refused: u64,
    /// Why the last one could not be.
    refusal: Option<Failure>,
    batch: Arc<Batch>,
    /// Whether the transaction has changed something, or why it cannot be committed.
    work: Result<bool, Failure>,
}

impl Default for State {
    fn default() -> Self {
        State {
            phase: Phase::Idle,
            is_held: false,
            waiting: 0,
            inside: 0,
            joined: 0,
            visitors: 0,
            opened: 0,
            refused: 0,
            refusal: None,
            batch: Arc::default(),
            work: Ok(false),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// There is no transaction.
    Idle,
    /// One is being opened.
    Opening,
    /// Whoever has a turn takes part in it.
    Open,
    /// It is being ended.
    Ending,
}

impl Turns {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, state: MutexGuard<'a, State>) -> MutexGuard<'a, State> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for a turn; opens a transaction, if there is none.
    pub(super) fn begin(&self, open: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
        let mut state = self.state();
        let (opened, refused) = (state.opened, state.refused);
        state.waiting += 1;
        loop {
            match state.phase {
                Phase::Idle if state.refused != refused => {
                    state.waiting -= 1;
                    return state.refusal.clone().map_or(Ok(()), Err);
                }
                Phase::Idle if !state.is_held => break,
                // Those that waited when it was opened are counted already.
                Phase::Open if state.opened != opened => {
                    state.waiting -= 1;
                    return Ok(());
                }
                // Whoever took part in one that cannot be committed would be lost with it.
                Phase::Open if state.joined < MOST && !state.is_held && state.work.is_ok() => {
                    state.waiting -= 1;
                    state.inside += 1;
                    state.joined += 1;
                    return Ok(());
                }
                _ => state = self.wait(state),
            }
        }
        state.waiting -= 1;
        state.phase = Phase::Opening;
        drop(state);
        let outcome = open();
        let mut state = self.state();
        if let Err(failure) = &outcome {
            state.phase = Phase::Idle;
            state.refused += 1;
            state.refusal = Some(failure.clone());
        } else {
            state.phase = Phase::Open;
            state.opened += 1;
            state.inside = state.waiting + 1;
            state.joined = state.inside;
            state.batch = Arc::default();
            state.work = Ok(false);
        }
        self.changed.notify_all();
        outcome
    }

    /// What becomes of the transaction in which the caller takes part.
    pub(super) fn batch(&self) -> Arc<Batch> {
        Arc::clone(&self.state().batch)
    }

    /// Something was changed in the transaction.
    pub(super) fn has_changed(&self) {
        let mut state = self.state();
        state.work = state.work.clone().map(|_| true);
    }

    /// Whether the transaction can be committed.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.state().work.clone().map(drop)
    }

    /// The transaction cannot be committed: what it has done so far is lost.
    pub(super) fn fail(&self, failure: Failure) {
        let mut state = self.state();
        if state.work.is_ok() {
            state.work = Err(failure);
        }
    }

    /// Ends a turn. The last participant ends the transaction, and is told whether it has changed something, or why it cannot be
    /// committed.
    pub(super) fn end(&self, end: impl FnOnce(Result<bool, Failure>) -> Result<(), Failure>) {
        let mut state = self.state();
        state.inside -= 1;
        if state.inside > 0 {
            return;
        }
        state.phase = Phase::Ending;
        let (batch, work) = (Arc::clone(&state.batch), state.work.clone());
        drop(state);
        batch.end(end(work));
        self.state().phase = Phase::Idle;
        self.changed.notify_all();
    }

    /// Lets somebody use the database without a turn, and without the lock of the servers. Who holds the turns waits until it is
    /// over.
    pub(super) fn visit(&self) -> Visit<'_> {
        let mut state = self.state();
        while state.is_held {
            state = self.wait(state);
        }
        state.visitors += 1;
        Visit(self)
    }

    /// Waits until nobody has a turn or visits, and keeps everybody from it as long as the guard lives. One at a time holds the
    /// turns.
    pub(super) fn hold(&self) -> HeldTurns<'_> {
        let mut state = self.state();
        // Those that come all the time could share transactions for ever.
        state.is_held = true;
        while state.phase != Phase::Idle || state.visitors > 0 {
            state = self.wait(state);
        }
        HeldTurns { turns: self, state }
    }
}

/// Somebody uses the database without a turn.
pub(super) struct Visit<'a>(&'a Turns);

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        self.0.state().visitors -= 1;
        self.0.changed.notify_all();
    }
}

/// Nobody has a turn or visits.
pub(super) struct HeldTurns<'a> {
    turns: &'a Turns,
    state: MutexGuard<'a, State>,
}

impl HeldTurns<'_> {
    /// In the child of a fork nobody waits: those that did are threads of its parent.
    pub(super) fn forget_who_waits(&mut self) {
        self.state.waiting = 0;
    }
}

impl Drop for HeldTurns<'_> {
    fn drop(&mut self) {
        self.state.is_held = false;
        self.turns.changed.notify_all();
    }
}

/// The records of one transaction: all of them are kept, or none.
#[derive(Default)]
pub(super) struct Batch {
    /// What is known without the lock: 0 nothing, 1 that they are kept, 2 that they are not.
    known: AtomicU8,
    outcome: Mutex<Option<Result<(), Failure>>>,
    ended: Condvar,
}

const KEPT: u8 = 1;
const LOST: u8 = 2;

impl Batch {
    fn end(&self, outcome: Result<(), Failure>) {
        let known = if outcome.is_ok() { KEPT } else { LOST };
        *self.outcome.lock().unwrap_or_else(PoisonError::into_inner) = Some(outcome);
        self.known.store(known, Ordering::Release);
        self.ended.notify_all();
    }
}

impl Outcome for Batch {
    fn wait(&self) -> Result<(), Failure> {
        // Without the lock, which the child of a fork may have from a thread that it does not have.
        if self.known() == Some(true) {
            return Ok(());
        }
        let mut outcome = self.outcome.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(outcome) = &*outcome {
                return outcome.clone();
            }
            outcome = self.ended.wait(outcome).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn known(&self) -> Option<bool> {
        match self.known.load(Ordering::Acquire) {
            KEPT => Some(true),
            LOST => Some(false),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::error::LogFailure;
    use std::sync::atomic::AtomicBool;
    use std::thread;
    use std::time::{Duration, Instant};

    /// Whoever forks waits until there is no transaction, and those that come all the time do not keep it from that.
    #[test]
    fn whoever_holds_the_turns_does_not_wait_for_those_that_come_later() {
        let (turns, is_over) = (Turns::default(), AtomicBool::new(false));
        thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    while !is_over.load(Ordering::Relaxed) {
                        turns.begin(|| Ok(())).unwrap();
                        thread::sleep(Duration::from_millis(1));
                        turns.end(|_| Ok(()));
                    }
                });
            }
            let begin = Instant::now();
            for _ in 0..20 {
                drop(turns.hold());
            }
            let taken = begin.elapsed();
            is_over.store(true, Ordering::Relaxed);
            assert!(taken < Duration::from_secs(2), "{taken:?}");
        });
    }

    /// The first failure is that of all that share the transaction; the next one has none.
    #[test]
    fn a_failure_is_that_of_the_whole_transaction() {
        let turns = Turns::default();
        let failure = |reason: &str| Failure { kind: LogFailure::Full, reason: reason.to_owned() };
        turns.begin(|| Ok(())).unwrap();
        turns.begin(|| Ok(())).unwrap();
        assert_eq!(turns.check(), Ok(()));
        turns.fail(failure("one"));
        turns.fail(failure("two"));
        assert_eq!(turns.check(), Err(failure("one")));
        let batch = turns.batch();
        // Whoever comes now waits for the next one.
        let later = thread::scope(|scope| {
            let later = scope.spawn(|| {
                turns.begin(|| Ok(())).unwrap();
                let checked = turns.check();
                turns.end(|work| work.map(drop));
                checked
            });
            while turns.state().waiting == 0 {
                thread::yield_now();
            }
            turns.end(|_| Ok(()));
            assert_eq!(batch.known(), None);
            turns.end(|work| work.map(drop));
            later.join().unwrap()
        });
        assert_eq!(later, Ok(()));
        assert_eq!((batch.known(), batch.wait()), (Some(false), Err(failure("one"))));
    }

    /// Whoever forks waits for those that use the database without a turn, and lets nobody begin to.
    #[test]
    fn whoever_holds_the_turns_waits_for_visitors() {
        let (turns, is_held) = (Turns::default(), AtomicBool::new(false));
        thread::scope(|scope| {
            let visit = turns.visit();
            scope.spawn(|| {
                let held = turns.hold();
                is_held.store(true, Ordering::SeqCst);
                thread::sleep(Duration::from_millis(20));
                is_held.store(false, Ordering::SeqCst);
                drop(held);
            });
            while !turns.state().is_held {
                thread::yield_now();
            }
            assert!(!is_held.load(Ordering::SeqCst));
            drop(visit);
            let _visit = turns.visit();
            assert!(!is_held.load(Ordering::SeqCst), "it is over when another one visits");
        });
    }
}
