//! The flags that a thread has set for its own calls.

use std::cell::Cell;

thread_local! {
    static FLAGS: Cell<u32> = const { Cell::new(0) };
}

/// The flags of the calling thread; 0 until it sets some.
pub(crate) fn get() -> u32 {
    FLAGS.get()
}

/// Sets the flags of the calling thread.
pub(crate) fn set(flags: u32) {
    FLAGS.set(flags);
}
