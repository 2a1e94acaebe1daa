//! The clock, which a test sets.

use std::sync::{Mutex, MutexGuard, PoisonError};

use dhcpsapi::exports::{dhcpsapi_clock_advance, dhcpsapi_clock_set, dhcpsapi_reset};
use windows_sys::Win32::NetworkManagement::Dhcp::DATE_TIME;

/// The beginning of every test that sets the clock, in seconds since 1970: 2096-10-02, later than the host's clock.
pub const BEGIN: u64 = 4_000_000_000;

/// Waits until no other test of the process runs that calls this, for as long as the guard lives. The clock, the memory
/// and what is told to people are one for the whole process.
pub fn turn() -> MutexGuard<'static, ()> {
    static TURN: Mutex<()> = Mutex::new(());
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The test's turn begins, with an empty registry at the moment `BEGIN`.
pub fn begin() -> MutexGuard<'static, ()> {
    let turn = turn();
    // SAFETY: it takes nothing.
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    at(0);
    turn
}

/// Whether the registry keeps records: what follows from a change at once then happens with it, and not with the next call.
pub fn keeps_records() -> bool {
    std::env::var("DHCPSAPI_REGISTRY").is_ok_and(|registry| registry != "memory:")
}

/// Sets the clock to this number of seconds after `BEGIN`.
#[track_caller]
pub fn at(seconds: u64) {
    // SAFETY: it takes a number.
    assert_eq!(unsafe { dhcpsapi_clock_set(BEGIN + seconds) }, 0);
}

/// Lets this number of seconds pass.
#[track_caller]
pub fn advance(seconds: u64) {
    // SAFETY: it takes a number.
    assert_eq!(unsafe { dhcpsapi_clock_advance(seconds) }, 0);
}

/// The end of a lease that never ends (the SDK's DHCP_DATE_TIME_INFINIT_LOW and _HIGH).
pub const NEVER: DATE_TIME = DATE_TIME { dwLowDateTime: 0xFFFF_FFFF, dwHighDateTime: 0x7FFF_FFFF };

/// A moment of the test as the API has it: in ticks of 100 ns since 1601, which 1970 was 11644473600 seconds after.
pub fn date(seconds: u64) -> DATE_TIME {
    let ticks = (11_644_473_600 + BEGIN + seconds) * 10_000_000;
    let [low, high] = [ticks & 0xFFFF_FFFF, ticks >> 32].map(|half| half.try_into().unwrap());
    DATE_TIME { dwLowDateTime: low, dwHighDateTime: high }
}

/// The seconds since 1970 of a time of the API; 0 is the time 0, and whatever is before 1970.
pub fn seconds_of(time: DATE_TIME) -> u64 {
    let ticks = u64::from(time.dwHighDateTime) << 32 | u64::from(time.dwLowDateTime);
    (ticks / 10_000_000).saturating_sub(11_644_473_600)
}
