//! The process that has loaded the library, and the thread that calls it, as the C library knows them.

pub(crate) mod caller;
#[cfg(unix)]
pub(crate) mod child;
pub(crate) mod clock;
#[cfg(all(feature = "sqlite", unix))]
pub(crate) mod files;
#[cfg(all(feature = "postgres", unix))]
pub(crate) mod libpq;
pub(crate) mod lock;
pub(crate) mod memory;
pub(crate) mod shared_lock;
#[cfg(all(feature = "sqlite", unix))]
pub(crate) mod signals;
#[cfg(feature = "sqlite")]
pub(crate) mod wal_index;

use std::ffi::{c_int, c_void};

/// A number that nobody else gets.
#[cfg(any(feature = "postgres", feature = "sqlite"))]
pub(crate) fn random_number() -> u128 {
    let mut number = 0_u128;
    let place: *mut u128 = &raw mut number;
    let size = size_of::<u128>();
    // SAFETY: the place has that size. So few bytes are given all at once, or not at all.
    while unsafe { libc::getrandom(place.cast(), size, 0) } != 16 {}
    number
}

/// Whether the program has more rights than its user: set-user-ID, set-group-ID, or capabilities of its file. The C library
/// heeds no variable of the environment for itself then, and this is what it asks (`AT_SECURE`).
#[cfg(all(any(target_os = "linux", target_os = "android"), not(miri)))]
pub(crate) fn has_foreign_rights() -> bool {
    // SAFETY: it may be asked for any entry; one that the kernel did not give is 0.
    unsafe { libc::getauxval(libc::AT_SECURE) != 0 }
}

/// Without that entry it is what the C library looked at before there was one.
#[cfg(all(unix, not(any(target_os = "linux", target_os = "android", miri))))]
pub(crate) fn has_foreign_rights() -> bool {
    // SAFETY: these always succeed.
    unsafe { libc::getuid() != libc::geteuid() || libc::getgid() != libc::getegid() }
}

/// Such programs are a matter of Unix, and a program that is interpreted is none.
#[cfg(any(not(unix), miri))]
pub(crate) fn has_foreign_rights() -> bool {
    false
}

/// Whether the calling thread can be cancelled, as it was before `disable_cancellation`.
#[derive(Debug, Clone, Copy)]
#[repr(C)]
pub(crate) struct Cancellation {
    state: c_int,
    kind: c_int,
}

/// A thread that is cancelled is unwound from where it stands, also out of a lock, and no frame of Rust may be unwound so.
#[cfg(all(target_os = "linux", not(miri)))]
mod cancellation {
    use super::{Cancellation, c_int};
    #[cfg(target_env = "gnu")]
    use std::sync::atomic::{AtomicPtr, AtomicU8, Ordering};

    const PTHREAD_CANCEL_DISABLE: c_int = 1;
    const PTHREAD_CANCEL_DEFERRED: c_int = 0;

    unsafe extern "C" {
        fn pthread_setcancelstate(state: c_int, old: *mut c_int) -> c_int;
        fn pthread_setcanceltype(kind: c_int, old: *mut c_int) -> c_int;
    }

    /// Where the C library says whether there is one thread alone; until it is known where, and with a C library that does
    /// not say it, there are several.
    #[cfg(target_env = "gnu")]
    static SINGLE_THREADED: AtomicPtr<AtomicU8> = AtomicPtr::new((&raw const SEVERAL).cast_mut());
    #[cfg(target_env = "gnu")]
    static SEVERAL: AtomicU8 = AtomicU8::new(0);

    /// Finds what the C library has: it is asked by name, for before 2.32 there was none to be linked with.
    #[cfg(target_env = "gnu")]
    pub(crate) fn find() {
        // SAFETY: a string that ends with a NUL.
        let found = unsafe { libc::dlsym(libc::RTLD_DEFAULT, c"__libc_single_threaded".as_ptr()) };
        if !found.is_null() {
            SINGLE_THREADED.store(found.cast(), Ordering::Relaxed);
        }
    }

    #[cfg(not(target_env = "gnu"))]
    pub(crate) fn find() {}

    /// Whether nobody can cancel the calling thread: there is no other thread, and it has not cancelled itself.
    #[inline]
    pub(crate) fn is_impossible() -> bool {
        // SAFETY: the C library has it as one byte, which it changes when a thread is made, or is cancelled by itself; the
        // other is a byte, too.
        #[cfg(target_env = "gnu")]
        return unsafe { &*SINGLE_THREADED.load(Ordering::Relaxed) }.load(Ordering::Relaxed) != 0;
        #[cfg(not(target_env = "gnu"))]
        false
    }

    /// From here on the calling thread is not cancelled. A signal that was sent before may come yet; the C library then looks
    /// whether the thread may be cancelled at any place, and not whether it may be at all.
    pub(crate) extern "C" fn disable() -> Cancellation {
        let mut old = Cancellation { state: PTHREAD_CANCEL_DISABLE, kind: PTHREAD_CANCEL_DEFERRED };
        // SAFETY: valid places.
        unsafe {
            pthread_setcanceltype(PTHREAD_CANCEL_DEFERRED, &raw mut old.kind);
            pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &raw mut old.state);
        }
        old
    }

    /// The earlier setting holds again. A thread that was cancelled meanwhile, and may be at any place, ends here: the callers'
    /// frames must have nothing to clean up.
    pub(crate) extern "C" fn restore(old: Cancellation) {
        let mut ours = 0;
        // SAFETY: a valid place; state and kind are what these functions themselves gave.
        unsafe {
            pthread_setcancelstate(old.state, &raw mut ours);
            pthread_setcanceltype(old.kind, &raw mut ours);
        }
    }
}

/// Nothing ends a thread from outside.
#[cfg(any(not(target_os = "linux"), miri))]
mod cancellation {
    use super::Cancellation;

    #[cfg(all(unix, not(miri)))]
    pub(crate) fn find() {}

    pub(crate) fn is_impossible() -> bool {
        true
    }

    pub(crate) extern "C" fn disable() -> Cancellation {
        Cancellation { state: 0, kind: 0 }
    }

    pub(crate) extern "C" fn restore(_: Cancellation) {}
}

#[cfg(all(unix, not(miri)))]
pub(crate) use cancellation::find as find_out_about_threads;
pub(crate) use cancellation::{
    disable as disable_cancellation, is_impossible as cancellation_is_impossible,
    restore as restore_cancellation,
};

/// How many bytes a block that `malloc` made has; 0 if that is not known, as when the program is interpreted.
///
/// # Safety
///
/// `malloc` made it, and nobody has freed it.
pub(crate) unsafe fn block_size(block: *mut c_void) -> usize {
    #[cfg(all(any(target_os = "linux", target_os = "android"), not(miri)))]
    // SAFETY: the same promise.
    return unsafe { libc::malloc_usable_size(block) };
    #[cfg(target_vendor = "apple")]
    // SAFETY: the same promise.
    return unsafe { libc::malloc_size(block) };
    #[cfg(windows)]
    {
        unsafe extern "C" {
            fn _msize(block: *mut c_void) -> usize;
        }
        // SAFETY: the same promise.
        return unsafe { _msize(block) };
    }
    #[allow(unreachable_code, reason = "for other systems")]
    {
        let _ = block;
        0
    }
}

/// Overwrites a block that `malloc` made, also if nobody reads it any more.
///
/// # Safety
///
/// `malloc` made it, nobody has freed it, and nobody uses it.
#[cold]
#[inline(never)]
pub(crate) unsafe fn wipe_block(block: *mut c_void) {
    // SAFETY: the same promise. `malloc` gives whole words.
    for place in 0..unsafe { block_size(block) } / size_of::<u64>() {
        // SAFETY: the block is that large, and aligned for it.
        unsafe { block.cast::<u64>().add(place).write_volatile(0) };
    }
}

/// Has the process call these whenever it forks: the first before, the others afterwards in each of the two processes.
#[cfg(all(unix, not(miri)))]
pub(crate) fn at_fork(before: extern "C" fn(), in_parent: extern "C" fn(), in_child: extern "C" fn()) {
    unsafe extern "C" {
        fn pthread_atfork(
            before: extern "C" fn(),
            in_parent: extern "C" fn(),
            in_child: extern "C" fn(),
        ) -> c_int;
    }
    // SAFETY: functions that exist as long as the process does: the library is never unloaded.
    unsafe { pthread_atfork(before, in_parent, in_child) };
}

/// Shows that the process has no thread but the calling one.
#[cfg(all(unix, not(miri)))]
#[derive(Debug)]
pub(crate) struct OnlyThread(());

#[cfg(all(unix, not(miri)))]
impl OnlyThread {
    /// The proof for a process that a fork has just made.
    ///
    /// # Safety
    ///
    /// The C library calls the caller as one of those that `at_fork` was given for the child.
    pub(crate) unsafe fn in_child() -> Self {
        OnlyThread(())
    }
}
