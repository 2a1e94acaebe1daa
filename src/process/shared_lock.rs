//! A lock under which many threads may read, and none waits for another that reads, not even for its cache line.
//!
//! std's has one word that every reader writes to, so threads that do nothing but read hold each other up. Here the readers of
//! a few threads are counted together, on a cache line of their own; a writer keeps new readers out, and waits until all
//! counts are 0.
//!
//! Why a writer is alone. A reader counts itself, then looks whether there is a writer. A writer takes the writers' lock, then
//! looks at the counts. Each does the two in this order for everybody (`SeqCst`), so of a reader and a writer that come at the
//! same time one at least sees the other: either the writer finds the reader counted, and waits; or the writer looked at the
//! count before the reader was in it, so it had taken the lock before that, and the reader sees it taken and leaves again.
//! All reads of a reader happened before it was taken out of the count (`Release`), which is before a writer finds a 0. All
//! writes of a writer happened before it released the lock, which is before a reader sees that it is free.
//!
//! A reader that finds a writer takes the writers' lock itself for as long as it takes to be counted. So all that wait stand
//! in one line, readers do not overtake a writer for ever, and there is one place to sleep at; besides, the writer whose turn
//! it is may sleep at a count until it is 0.
//!
//! Whoever reads must not ask for the lock again, nor may whoever writes.

use std::cell::{Cell, UnsafeCell};
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};

#[cfg(all(unix, not(miri)))]
use crate::process::OnlyThread;
use crate::process::lock::{Guard, Lock, latest, sleep, wake};

/// How many counts there are. A writer looks at each.
const SHARDS: usize = 8;

/// The readers of some threads, on a cache line that no other reader uses. Processors fetch lines in pairs.
#[derive(Debug)]
#[repr(align(128))]
struct Shard {
    /// How many there are.
    count: AtomicU32,
    /// Whether the writer whose turn it is may be asleep until there is none.
    writer_sleeps: AtomicBool,
}

impl Shard {
    const fn new() -> Self {
        Shard { count: AtomicU32::new(0), writer_sleeps: AtomicBool::new(false) }
    }

    #[inline]
    fn enter(&self) {
        self.count.fetch_add(1, Ordering::SeqCst);
    }

    #[inline]
    fn leave(&self) {
        if self.count.fetch_sub(1, Ordering::SeqCst) == 1 && self.writer_sleeps.load(Ordering::SeqCst) {
            wake(&self.count);
        }
    }

    /// Waits until there is no reader. It stays so while the turn is taken, but for readers that are about to see that it is.
    #[cold]
    #[inline(never)]
    fn wait_until_empty(&self) {
        let mut patience = 100;
        loop {
            match latest(&self.count) {
                0 => break,
                _ if patience > 0 => {
                    patience -= 1;
                    std::hint::spin_loop();
                }
                readers => {
                    // Said before the kernel looks at the count once more: the last reader finds it said, or was gone.
                    self.writer_sleeps.store(true, Ordering::SeqCst);
                    sleep(&self.count, readers);
                }
            }
        }
        self.writer_sleeps.store(false, Ordering::SeqCst);
    }
}

/// A value that many threads may read, or one change.
#[derive(Debug)]
pub(crate) struct SharedLock<T> {
    readers: [Shard; SHARDS],
    /// Whoever has it writes, or comes to read.
    turn: Lock<()>,
    value: UnsafeCell<T>,
}

// SAFETY: the value is shared by readers, and given from one writer to the next.
unsafe impl<T: Send + Sync> Sync for SharedLock<T> {}

/// The number of the calling thread's shard. Threads get them in turn.
#[inline]
fn own_shard() -> usize {
    static NUMBERED: AtomicUsize = AtomicUsize::new(0);
    thread_local! {
        /// The number of the thread, from 1; 0 if it has none yet.
        static OWN: Cell<usize> = const { Cell::new(0) };
    }
    let mut number = OWN.get();
    if number == 0 {
        number = NUMBERED.fetch_add(1, Ordering::Relaxed) % SHARDS + 1;
        OWN.set(number);
    }
    number % SHARDS
}

impl<T> SharedLock<T> {
    /// A value that nobody reads or changes.
    pub(crate) const fn new(value: T) -> Self {
        SharedLock {
            readers: [const { Shard::new() }; SHARDS],
            turn: Lock::new(()),
            value: UnsafeCell::new(value),
        }
    }

    /// Waits until nobody changes the value.
    #[inline]
    pub(crate) fn read(&self) -> Reading<'_, T> {
        let [first, ..] = &self.readers;
        let shard = self.readers.get(own_shard()).unwrap_or(first);
        shard.enter();
        if !self.turn.is_free() {
            self.read_in_turn(shard);
        }
        Reading { lock: self, shard }
    }

    /// Is counted when its turn has come.
    #[cold]
    #[inline(never)]
    fn read_in_turn(&self, shard: &Shard) {
        shard.leave();
        let _turn = self.turn.take();
        shard.enter();
    }

    /// Waits until nobody reads or changes the value. Not a part of all that write, which are many.
    #[inline(never)]
    pub(crate) fn write(&self) -> Writing<'_, T> {
        let turn = self.turn.take();
        if self.readers.iter().any(|shard| latest(&shard.count) != 0) {
            self.readers.iter().for_each(Shard::wait_until_empty);
        }
        Writing { lock: self, _turn: turn }
    }

    /// Forgets all readers: those of the parent, which may have been on their way in or out when it forked, are not here.
    #[cfg(all(unix, not(miri)))]
    pub(crate) fn forget_readers(&self, _: &OnlyThread) {
        for shard in &self.readers {
            shard.count.store(0, Ordering::SeqCst);
        }
    }
}

/// Reads the value until it is dropped.
#[derive(Debug)]
pub(crate) struct Reading<'a, T> {
    lock: &'a SharedLock<T>,
    shard: &'a Shard,
}

impl<T> Deref for Reading<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: it is counted, so nobody changes the value.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> Drop for Reading<'_, T> {
    #[inline]
    fn drop(&mut self) {
        self.shard.leave();
    }
}

/// Has the value alone until it is dropped.
#[derive(Debug)]
pub(crate) struct Writing<'a, T> {
    lock: &'a SharedLock<T>,
    _turn: Guard<'a, ()>,
}

impl<T> Deref for Writing<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: nobody else has the turn, and nobody reads.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T> DerefMut for Writing<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: nobody else has the turn, nobody reads, and this is borrowed exclusively.
        unsafe { &mut *self.lock.value.get() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::thread;
    use std::time::Duration;

    /// Few under Miri, which is some hundred times slower.
    const ROUNDS: u64 = if cfg!(miri) { 50 } else { 20_000 };

    #[test]
    fn readers_see_whole_changes_and_no_change_is_lost() {
        let lock = SharedLock::new([0_u64; 4]);
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..ROUNDS {
                        let mut values = lock.write();
                        for value in values.iter_mut() {
                            *value += 1;
                        }
                    }
                });
            }
            for _ in 0..2 * SHARDS {
                scope.spawn(|| {
                    let mut last = 0;
                    for _ in 0..ROUNDS {
                        let values = lock.read();
                        assert!(values.iter().all(|value| *value == values[0]));
                        assert!(values[0] >= last);
                        last = values[0];
                    }
                });
            }
        });
        assert_eq!(*lock.read(), [4 * ROUNDS; 4]);
    }

    #[test]
    fn readers_do_not_wait_for_each_other() {
        let lock = SharedLock::new(7);
        let here = lock.read();
        // More than there are shards, so that some share one.
        thread::scope(|scope| {
            let others: Vec<_> = (0..=SHARDS).map(|_| scope.spawn(|| *lock.read())).collect();
            assert!(others.into_iter().all(|other| other.join().unwrap() == 7));
        });
        assert_eq!(*here, 7);
    }

    /// A writer that waits for a reader sleeps, and is woken; readers that come later wait for it.
    #[test]
    fn a_writer_waits_for_readers_and_later_readers_for_it() {
        let lock = SharedLock::new(1);
        thread::scope(|scope| {
            let reading = lock.read();
            let writer = scope.spawn(|| *lock.write() = 2);
            while !lock.readers.iter().any(|shard| shard.writer_sleeps.load(Ordering::SeqCst)) {
                thread::yield_now();
            }
            let (sender, receiver) = mpsc::channel();
            let lock = &lock;
            scope.spawn(move || sender.send(*lock.read()).unwrap());
            assert_eq!(
                receiver.recv_timeout(Duration::from_millis(20)).ok(),
                None,
                "it is the writer's turn"
            );
            assert_eq!(*reading, 1);
            drop(reading);
            writer.join().unwrap();
            assert_eq!(receiver.recv(), Ok(2));
        });
    }

    /// Readers that are never all gone at once do not keep a writer out.
    #[test]
    fn a_writer_is_not_kept_out_by_readers() {
        let lock = SharedLock::new(0);
        thread::scope(|scope| {
            for _ in 0..2 {
                scope.spawn(|| {
                    let mut reading = lock.read();
                    while *reading < 50 {
                        drop(reading);
                        reading = lock.read();
                        thread::yield_now();
                    }
                });
            }
            for _ in 0..50 {
                *lock.write() += 1;
            }
        });
        assert_eq!(*lock.read(), 50);
    }

    #[test]
    fn a_panic_leaves_the_lock_as_it_was() {
        let lock = SharedLock::new(5);
        let panics = |work: &(dyn Fn() + Sync)| thread::scope(|scope| scope.spawn(work).join().is_err());
        assert!(panics(&|| {
            let _reading = lock.read();
            panic!("while it is read");
        }));
        assert!(panics(&|| {
            *lock.write() = 6;
            panic!("behind a change");
        }));
        assert_eq!(*lock.write(), 6);
        assert_eq!(*lock.read(), 6);
    }

    /// The child of a fork may have been left a count by a thread that it does not have.
    #[cfg(all(unix, not(miri)))]
    #[test]
    fn readers_of_the_parent_are_forgotten() {
        let lock = SharedLock::new(1);
        let _gone = std::mem::ManuallyDrop::new(lock.read());
        // SAFETY: no other thread knows this lock.
        lock.forget_readers(&unsafe { OnlyThread::in_child() });
        *lock.write() = 2;
        assert_eq!(*lock.read(), 2);
    }
}
