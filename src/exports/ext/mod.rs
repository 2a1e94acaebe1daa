//! Our own functions, which `dhcpsapi.dll` does not have; `include/dhcpsapi_ext.h` declares and documents them.

mod clients;
mod journal;

pub use clients::*;
pub use journal::*;

use std::ffi::c_char;
use std::ptr;

use crate::abi::common::DHCP_IP_ADDRESS;
use crate::abi::extension::{
    DHCPSAPI_DRIFT_ENTRY, DHCPSAPI_DRIFT_ENTRY_EX, DHCPSAPI_REBALANCE, DHCPSAPI_RELATIONSHIP_STATISTICS,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, LPWSTR, WIN32_ERROR};
use crate::ffi::call::{call, call_value};
use crate::ffi::convert::ext::{self, waited};
use crate::ffi::out::{Out, two};
use crate::ffi::reason;
use crate::ffi::trace;
use crate::ffi::views::{self, optional_text, server_name, text, utf8};
use crate::service::{
    ask_now, ask_with_others, command, command_between, open, reset, set_clock, start_service,
    use_real_clock, wait,
};

/// The version of the library, as "0.1.0".
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_version() -> *const c_char {
    call_value("dhcpsapi_version", ptr::null(), ext::version)
}

/// The name of an error code, as in `dhcpsapi_errors.h`; NULL for another number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_error_name(code: DWORD) -> *const c_char {
    call_value("dhcpsapi_error_name", ptr::null(), move || ext::error_name(code))
}

/// The meaning of an error code; NULL for another number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_error_text(code: DWORD) -> *const c_char {
    call_value("dhcpsapi_error_text", ptr::null(), move || ext::error_text(code))
}

/// Why the last call of this thread was refused; NULL if it was not.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_last_reason() -> *const c_char {
    call_value("dhcpsapi_last_reason", ptr::null(), reason::last)
}

/// Makes a UTF-16 string of a UTF-8 one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_utf16(text: *const c_char, wide: *mut LPWSTR) -> WIN32_ERROR {
    call("dhcpsapi_utf16", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, text) = unsafe { (Out::new(wide)?, utf8(text)?) };
        out.give(ext::utf16(text)?);
        Ok(())
    })
}

/// Makes a UTF-8 string of a UTF-16 one.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_utf8(wide: LPCWSTR, text: *mut *mut c_char) -> WIN32_ERROR {
    call("dhcpsapi_utf8", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, units) = unsafe { (Out::new(text)?, views::text(wide)?) };
        out.give(ext::utf8(units)?);
        Ok(())
    })
}

/// Says where the servers are kept.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_open(registry: *const c_char) -> WIN32_ERROR {
    call("dhcpsapi_open", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let place = unsafe { utf8(registry) }?;
        open(place)?;
        trace::registry_is_at(place);
        Ok(())
    })
}

/// Waits until something happens.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_wait(milliseconds: DWORD) -> WIN32_ERROR {
    call("dhcpsapi_wait", move || waited(wait(ext::patience(milliseconds))?))
}

/// Forgets all servers but those of the environment.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_reset() -> WIN32_ERROR {
    call("dhcpsapi_reset", move || Ok(reset()?))
}

/// Gives the local server a name and an address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_local_set(name: LPCWSTR, address: DHCP_IP_ADDRESS) -> WIN32_ERROR {
    call("dhcpsapi_local_set", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let named = unsafe { ext::local(name, address) }?;
        Ok(command(None, &named)?)
    })
}

/// Sets the clock of all servers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_clock_set(seconds: u64) -> WIN32_ERROR {
    call("dhcpsapi_clock_set", move || Ok(set_clock(|_| seconds)?))
}

/// Advances the clock of all servers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_clock_advance(seconds: u64) -> WIN32_ERROR {
    call("dhcpsapi_clock_advance", move || Ok(set_clock(|now| now.saturating_add(seconds))?))
}

/// Lets the clock of all servers be that of the host.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_clock_real() -> WIN32_ERROR {
    call("dhcpsapi_clock_real", move || Ok(use_real_clock()?))
}

/// Cuts the link between two servers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_link_cut(one: LPCWSTR, other: LPCWSTR) -> WIN32_ERROR {
    call("dhcpsapi_link_cut", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (one, other) = unsafe { (server_name(one)?, optional_text(other)?) };
        Ok(command_between(one, other, ext::cut)?)
    })
}

/// Heals the link between two servers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_link_heal(one: LPCWSTR, other: LPCWSTR) -> WIN32_ERROR {
    call("dhcpsapi_link_heal", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (one, other) = unsafe { (server_name(one)?, optional_text(other)?) };
        Ok(command_between(one, other, ext::heal)?)
    })
}

/// Stops the DHCP service of a server.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_server_stop(server: LPCWSTR) -> WIN32_ERROR {
    call("dhcpsapi_server_stop", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(server) }?;
        Ok(command(server, &ext::stop())?)
    })
}

/// Starts the DHCP service of a server.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_server_start(server: LPCWSTR) -> WIN32_ERROR {
    call("dhcpsapi_server_start", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(server) }?;
        Ok(start_service(server)?)
    })
}

/// Restores the database of a stopped server.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_server_restore(server: LPCWSTR) -> WIN32_ERROR {
    call("dhcpsapi_server_restore", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(server) }?;
        Ok(command(server, &ext::restore())?)
    })
}

/// Sets the clock of one server ahead of the others, or behind them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_server_shift_clock(server: LPCWSTR, seconds: i32) -> WIN32_ERROR {
    call("dhcpsapi_server_shift_clock", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let server = unsafe { server_name(server) }?;
        Ok(command(server, &ext::shift_clock(seconds))?)
    })
}

/// Reads the rebalance of each scope of a relationship that a command now would bring.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_preview_rebalance(
    server: LPCWSTR,
    relationship: LPCWSTR,
    rebalances: *mut *mut DHCPSAPI_REBALANCE,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_preview_rebalance", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((rebalances, count), server, name) =
            unsafe { (two(rebalances, count)?, server_name(server)?, text(relationship)?) };
        let (given, number) =
            ask_with_others(server, |registry, server| ext::preview(registry, server, name))?;
        rebalances.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Reads the drift between the servers of a relationship.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_drift(
    server: LPCWSTR,
    relationship: LPCWSTR,
    drift: *mut *mut DHCPSAPI_DRIFT_ENTRY,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_drift", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((drift, count), server, name) =
            unsafe { (two(drift, count)?, server_name(server)?, text(relationship)?) };
        let (given, number) = ask_with_others(server, |registry, server| ext::drift(registry, server, name))?;
        drift.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Reads the same drift with the options and classes that it is about.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_drift_ex(
    server: LPCWSTR,
    relationship: LPCWSTR,
    drift: *mut *mut DHCPSAPI_DRIFT_ENTRY_EX,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_drift_ex", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((drift, count), server, name) =
            unsafe { (two(drift, count)?, server_name(server)?, text(relationship)?) };
        let (given, number) =
            ask_with_others(server, |registry, server| ext::drift_ex(registry, server, name))?;
        drift.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Reads how a relationship as a whole is doing.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_relationship_statistics(
    server: LPCWSTR,
    relationship: LPCWSTR,
    statistics: *mut *mut DHCPSAPI_RELATIONSHIP_STATISTICS,
) -> WIN32_ERROR {
    call("dhcpsapi_relationship_statistics", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, name) =
            unsafe { (Out::new(statistics)?, server_name(server)?, text(relationship)?) };
        out.give(ask_now(server, |server, now| ext::relationship_statistics(server, name, now))?);
        Ok(())
    })
}
