//! What `dhcpsapi_ext.h` needs: errors as C strings, and what is done to servers and links.

use std::ffi::{CString, c_char};
use std::ptr;

use once_cell::sync::Lazy;

use crate::abi::errors::TABLE;
use crate::domain::decide::Command;
use crate::domain::registry::ServerId;

struct Named {
    number: u32,
    name: CString,
    text: CString,
}

/// The table of errors as C strings, in the order of their numbers.
static ERRORS: Lazy<Vec<Named>> = Lazy::new(|| {
    let c_string = |text: &str| CString::new(text).unwrap_or_default();
    TABLE
        .iter()
        .map(|(number, name, text)| Named { number: *number, name: c_string(name), text: c_string(text) })
        .collect()
});

fn error(number: u32) -> Option<&'static Named> {
    let place = ERRORS.binary_search_by_key(&number, |named| named.number).ok()?;
    ERRORS.get(place)
}

/// The name of an error; NULL if it is none of ours.
pub(crate) fn error_name(number: u32) -> *const c_char {
    error(number).map_or(ptr::null(), |named| named.name.as_ptr())
}

/// The meaning of an error; NULL if it is none of ours.
pub(crate) fn error_text(number: u32) -> *const c_char {
    error(number).map_or(ptr::null(), |named| named.text.as_ptr())
}

/// The version of the library.
pub(crate) fn version() -> *const c_char {
    static VERSION: Lazy<CString> = Lazy::new(|| CString::new(env!("CARGO_PKG_VERSION")).unwrap_or_default());
    VERSION.as_ptr()
}

/// The request to cut the link to another server.
pub(crate) fn cut(other: ServerId) -> Command {
    Command::CutLink(other)
}

/// The request to heal it.
pub(crate) fn heal(other: ServerId) -> Command {
    Command::HealLink(other)
}

/// The request to stop the DHCP service.
pub(crate) fn stop() -> Command {
    Command::Stop
}

/// The request to start it.
pub(crate) fn start() -> Command {
    Command::Start
}

/// The request to set the clock of one server ahead of the others.
pub(crate) fn shift_clock(seconds: i32) -> Command {
    Command::ShiftClock(i64::from(seconds))
}
