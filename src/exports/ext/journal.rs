//! The journal, to be read or to be called back with; `include/dhcpsapi_ext.h` declares and documents it.

use std::ffi::c_void;

use crate::abi::extension::{DHCPSAPI_JOURNAL_ENTRY, DHCPSAPI_LOG};
use crate::abi::win::{DWORD, LPDWORD, WIN32_ERROR};
use crate::ffi::call::call;
use crate::ffi::convert::ext::journal::{Reading, listener};
use crate::ffi::trace;
use crate::service::{recall, set_listener};

/// Reads entries of the journal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_journal(
    cursor: *mut u64,
    most: DWORD,
    entries: *mut *mut DHCPSAPI_JOURNAL_ENTRY,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_journal", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let reading = unsafe { Reading::new(cursor, entries, count) }?;
        let page = recall(|history| reading.page(history, most))?;
        reading.finish(page)
    })
}

/// Sets the callback that gets the entries of the journal.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_log(callback: DHCPSAPI_LOG, context: *mut c_void) -> WIN32_ERROR {
    call("dhcpsapi_log", move || {
        // SAFETY: the callback is NULL or stays callable with its context, by the contract of `exports`.
        let listener = unsafe { listener(callback, context) };
        if listener.is_some() {
            trace::is_no_more_quiet();
        }
        set_listener(listener);
        Ok(())
    })
}
