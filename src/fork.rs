//! What is done when the process forks while other threads call the library: the child has only the thread that forked, so
//! that no other one may be in the middle of something then.
//!
//! Every lock is taken before and released afterwards, in both processes. The order is that of a call, which takes the lock
//! of the live blocks or that of the environment's faults when it has that of the servers, and that of the reserve of memory
//! when it has any of them.

use std::cell::Cell;
use std::sync::MutexGuard;

use crate::ffi::{live, trace};
use crate::process::lock::Guard;
use crate::process::{self, OnlyThread, memory};
use crate::{environment, service, watch};

/// The locks of the library, each released when this is dropped.
struct Held {
    _reserve: memory::Held,
    _blocks: [Guard<'static, live::Pages>; live::SHARDS],
    _environment: environment::Held,
    _servers: service::Held,
    _trace: MutexGuard<'static, ()>,
}

thread_local! {
    /// What the thread that forks holds meanwhile.
    static HELD: Cell<Option<Held>> = const { Cell::new(None) };
}

extern "C" fn before() {
    let trace = trace::hold();
    let servers = service::hold();
    let environment = environment::hold();
    let blocks = live::hold();
    let held = Held {
        _reserve: memory::hold(),
        _blocks: blocks,
        _environment: environment,
        _servers: servers,
        _trace: trace,
    };
    // A thread that forks while it ends cannot keep anything, and what it took is released at once.
    let _ = HELD.try_with(|place| place.set(Some(held)));
}

extern "C" fn in_parent() {
    let _ = HELD.try_with(Cell::take);
}

extern "C" fn in_child() {
    in_parent();
    // SAFETY: this is called in the child alone.
    service::forget_other_threads(&unsafe { OnlyThread::in_child() });
    watch::callback::forget_other_threads();
}

/// Called when the library is loaded: later would be too late, for there is no moment at which no other thread forks.
extern "C" fn at_load() {
    process::find_out_about_threads();
    process::at_fork(before, in_parent, in_child);
}

#[used]
#[cfg_attr(not(target_vendor = "apple"), unsafe(link_section = ".init_array"))]
#[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__mod_init_func"))]
static AT_LOAD: extern "C" fn() = at_load;
