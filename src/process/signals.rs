//! Signals that would end a process for a file that may not grow.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

/// Does something while a write beyond the limit for files (`RLIMIT_FSIZE`) is an error for this thread, and no signal: SIGXFSZ
/// would end the process. One that comes meanwhile is for that write, and forgotten.
pub(crate) fn without_file_size_signal<T>(work: impl FnOnce() -> T) -> T {
    let mut signals = MaybeUninit::<libc::sigset_t>::uninit();
    let mut before = MaybeUninit::<libc::sigset_t>::uninit();
    let mut pending = MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: the sets are written before they are read; `sigpending` writes a whole one.
    let (is_blocked, was_pending) = unsafe {
        libc::sigemptyset(signals.as_mut_ptr());
        libc::sigaddset(signals.as_mut_ptr(), libc::SIGXFSZ);
        libc::sigemptyset(pending.as_mut_ptr());
        let is_blocked = libc::pthread_sigmask(libc::SIG_BLOCK, signals.as_ptr(), before.as_mut_ptr()) == 0;
        libc::sigpending(pending.as_mut_ptr());
        (is_blocked, libc::sigismember(pending.as_ptr(), libc::SIGXFSZ) == 1)
    };
    let done = work();
    if is_blocked {
        let no_time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        // SAFETY: both sets were written above.
        unsafe {
            // One that waited before, for a thread that blocks it, is somebody else's.
            if !was_pending {
                libc::sigtimedwait(signals.as_ptr(), null_mut(), &raw const no_time);
            }
            libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), null_mut());
        }
    }
    done
}
