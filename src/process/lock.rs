//! A lock for the little that is done with a block of memory.
//!
//! It is taken twice for each block that a caller is given. std's asks four times whether a panic is under way, which is a
//! third of what it costs; one that keeps queues of threads elsewhere cannot be carried over a fork.

use std::cell::UnsafeCell;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicU32, Ordering};

const FREE: u32 = 0;
const TAKEN: u32 = 1;
/// Taken, and somebody may be asleep until it is free.
const AWAITED: u32 = 2;

/// A value that one thread at a time has.
#[derive(Debug)]
pub(crate) struct Lock<T> {
    state: AtomicU32,
    value: UnsafeCell<T>,
}

// SAFETY: the value is only reached through `Guard`, of which there is one at a time.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    /// A value that nobody has.
    pub(crate) const fn new(value: T) -> Self {
        Lock { state: AtomicU32::new(FREE), value: UnsafeCell::new(value) }
    }

    /// Whether nobody has the value. Of this and of taking it there is one order for all threads (`SeqCst`).
    #[inline(always)]
    pub(crate) fn is_free(&self) -> bool {
        latest(&self.state) == FREE
    }

    /// Waits until nobody has the value.
    #[inline(always)]
    pub(crate) fn take(&self) -> Guard<'_, T> {
        if self.state.compare_exchange(FREE, TAKEN, Ordering::SeqCst, Ordering::Relaxed).is_err() {
            self.wait();
        }
        Guard(self)
    }

    #[cold]
    #[inline(never)]
    fn wait(&self) {
        for _ in 0..100 {
            std::hint::spin_loop();
            if self.state.compare_exchange(FREE, TAKEN, Ordering::SeqCst, Ordering::Relaxed).is_ok() {
                return;
            }
        }
        // Nobody knows whether others are asleep as well, so whoever had to sleep takes it as awaited.
        while self.state.swap(AWAITED, Ordering::SeqCst) != FREE {
            sleep(&self.state, AWAITED);
        }
    }
}

/// Has the value until it is dropped.
#[derive(Debug)]
pub(crate) struct Guard<'a, T>(&'a Lock<T>);

impl<T> Deref for Guard<'_, T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: there is no other guard.
        unsafe { &*self.0.value.get() }
    }
}

impl<T> DerefMut for Guard<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: there is no other guard, and this one is borrowed exclusively.
        unsafe { &mut *self.0.value.get() }
    }
}

impl<T> Drop for Guard<'_, T> {
    #[inline(always)]
    fn drop(&mut self) {
        if self.0.state.swap(FREE, Ordering::Release) == AWAITED {
            wake(&self.0.state);
        }
    }
}

/// The value of a state in the one order of all that is `SeqCst`. Miri lets a load of that kind see older values than the rules
/// of C++20 allow, which it knows of (its weak memory emulation); to a change it shows the latest.
#[inline(always)]
pub(super) fn latest(state: &AtomicU32) -> u32 {
    if cfg!(miri) { state.fetch_add(0, Ordering::SeqCst) } else { state.load(Ordering::SeqCst) }
}

/// Sleeps while the state is this one; may wake without a reason.
#[cfg(all(target_os = "linux", not(miri)))]
pub(super) fn sleep(state: &AtomicU32, while_it_is: u32) {
    let forever = std::ptr::null::<libc::timespec>();
    // SAFETY: the kernel reads the state, and there is no time to read.
    unsafe {
        libc::syscall(
            libc::SYS_futex,
            state.as_ptr(),
            libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG,
            while_it_is,
            forever,
        )
    };
}

/// Wakes one of those who sleep at a state.
#[cfg(all(target_os = "linux", not(miri)))]
#[cold]
#[inline(never)]
pub(super) fn wake(state: &AtomicU32) {
    // SAFETY: the address alone is used.
    unsafe { libc::syscall(libc::SYS_futex, state.as_ptr(), libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG, 1) };
}

#[cfg(any(not(target_os = "linux"), miri))]
pub(super) fn sleep(_: &AtomicU32, _: u32) {
    std::thread::yield_now();
}

#[cfg(any(not(target_os = "linux"), miri))]
pub(super) fn wake(_: &AtomicU32) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thread_at_a_time_has_the_value() {
        let lock = Lock::new((0_u64, 0_u64));
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20_000 {
                        let mut pair = lock.take();
                        let (one, other) = *pair;
                        assert_eq!(one, other);
                        *pair = (one + 1, other + 1);
                    }
                });
            }
        });
        assert_eq!(*lock.take(), (160_000, 160_000));
    }

    #[test]
    fn who_sleeps_is_woken() {
        let lock = Lock::new(0);
        let guard = lock.take();
        std::thread::scope(|scope| {
            let sleepers: Vec<_> = (0..4).map(|_| scope.spawn(|| *lock.take() += 1)).collect();
            while lock.state.load(Ordering::Relaxed) != AWAITED {
                std::thread::yield_now();
            }
            drop(guard);
            sleepers.into_iter().for_each(|sleeper| sleeper.join().unwrap());
        });
        assert_eq!(*lock.take(), 4);
    }
}
