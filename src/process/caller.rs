//! The function or the command that a thread carries out, for those that keep records of what it did.

use std::cell::Cell;

thread_local! {
    static NAME: Cell<Option<&'static str>> = const { Cell::new(None) };
}

/// What the calling thread carries out, if that is known.
pub(crate) fn name() -> Option<&'static str> {
    NAME.get()
}

/// Says what the calling thread carries out from now on; answers what it did until now, which it may go on with afterwards.
pub(crate) fn set(name: Option<&'static str>) -> Option<&'static str> {
    NAME.replace(name)
}
