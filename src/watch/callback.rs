//! Telling a listener what happened, one thing after the other, without the lock of the servers.

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::watch::journal::{MAX_UNTOLD, Notice};

/// Who is told of what happens, one entry at a time, on any thread.
pub type Listener = Arc<dyn Fn(&Notice) + Send + Sync>;

/// Tells what happened, in its order. One thread does so at a time; what happens meanwhile, on other threads or because of what
/// is told, is told by that one. A listener that makes something happen each time would keep it for ever, so one call tells no
/// more than can wait; the next call goes on.
#[cold]
pub fn tell(next: impl Fn() -> Option<(Listener, Notice)>, has_more: impl Fn() -> bool) {
    let mut left = MAX_UNTOLD;
    loop {
        let Some(turn) = Turn::take() else { return };
        while left > 0
            && let Some((listener, notice)) = next()
        {
            listener(&notice);
            left -= 1;
        }
        drop(turn);
        // Whoever did not get the turn relies on this: what was there to tell by then is seen here.
        if left == 0 || !has_more() {
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

/// In the child of a fork there is no thread but the one that forked; another that was telling is gone.
#[cfg(all(unix, not(miri)))]
pub(crate) fn forget_other_threads() {
    if !OWN_TURN.get() {
        TURN.store(false, Ordering::Release);
    }
}
