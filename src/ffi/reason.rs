//! Why the last call of a thread was refused, for `dhcpsapi_last_reason`.
//!
//! Almost every call succeeds, and a thread's own variable costs a call that succeeds more than it has left. So the threads
//! that have something to forget are counted, and while there are none nobody looks.

use std::cell::{Cell, RefCell};
use std::ffi::{CStr, c_char};
use std::fmt::{self, Write};
use std::ptr;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::ffi::call::Failure;

/// Longer than every reason is.
const ROOM: usize = 256;

thread_local! {
    static LAST: Cell<Option<Failure>> = const { Cell::new(None) };
    static TEXT: RefCell<Written> = const { RefCell::new(Written { bytes: [0; ROOM], length: 0 }) };
}

/// How many threads have a reason.
static KEPT: AtomicUsize = AtomicUsize::new(0);

/// Whether a thread has one.
#[inline]
pub(super) fn is_any_kept() -> bool {
    KEPT.load(Ordering::Relaxed) != 0
}

/// Keeps why the last call of this thread was refused, or that it was not.
pub(super) fn keep(failure: Option<Failure>) {
    let before = LAST.replace(failure);
    match (before.is_some(), failure.is_some()) {
        (false, true) => KEPT.fetch_add(1, Ordering::Relaxed),
        (true, false) => KEPT.fetch_sub(1, Ordering::Relaxed),
        _ => 0,
    };
}

/// Why the last call of this thread was refused, NULL if it was not. It stays until the next call of the thread.
pub(crate) fn last() -> *const c_char {
    let Some(failure) = LAST.get() else { return ptr::null() };
    TEXT.with_borrow_mut(|text| {
        text.length = 0;
        // A text that is too long for its place is cut off.
        let _ = write!(text, "{failure}");
        text.as_c_string().as_ptr()
    })
}

/// A C string in a place of a fixed size.
struct Written {
    bytes: [u8; ROOM],
    length: usize,
}

impl Written {
    fn as_c_string(&self) -> &CStr {
        CStr::from_bytes_until_nul(&self.bytes).unwrap_or_default()
    }
}

impl Write for Written {
    /// Takes a part of a text if there is room for it and its end.
    fn write_str(&mut self, part: &str) -> fmt::Result {
        let end = self.length.saturating_add(part.len());
        let free = self.bytes.get_mut(self.length..=end).ok_or(fmt::Error)?;
        for (place, byte) in free.iter_mut().zip(part.bytes().chain([0])) {
            *place = byte;
        }
        self.length = end;
        Ok(())
    }
}
