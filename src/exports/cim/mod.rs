//! The methods of the WMI classes of failover, which act on both partners; `include/dhcpsapi_cim.h` declares and documents
//! them.

mod answers;
mod parameters;

use std::ffi::c_char;
use std::mem::MaybeUninit;

use crate::abi::cim::{
    DHCPSAPI_CIM_ADD, DHCPSAPI_CIM_FAILOVER, DHCPSAPI_CIM_FOUND, DHCPSAPI_CIM_PARTNER_SCOPES,
    DHCPSAPI_CIM_SCOPE_STATISTICS, DHCPSAPI_CIM_SET,
};
use crate::abi::win::{BOOL, DWORD, LPCWSTR, LPDWORD, LPWSTR, WIN32_ERROR, WIN32_VOID};
use crate::cim::{failover, free_address, interval, property, replication, scope, statistics};
use crate::exports::judged;
use crate::ffi::call::{Failure, Outcome, call, call_value};
use crate::ffi::convert::{ext, kept_optional_text};
use crate::ffi::out::{Out, two};
use crate::ffi::views::{server_name, structure, utf8};

use answers::Places;

/// The arguments of a method, as `judged` by the server that it names.
///
/// # Safety
///
/// The name is as the contract of `exports` says.
unsafe fn judged_by<T>(computer_name: LPCWSTR, given: Result<T, Failure>) -> Result<T, Failure> {
    // SAFETY: the same promise.
    judged(unsafe { server_name(computer_name) }?, given)
}

/// Both ways to add a relationship.
///
/// # Safety
///
/// By the contract of `exports`.
unsafe fn add(
    parameters: *const DHCPSAPI_CIM_ADD,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
    read: unsafe fn(&DHCPSAPI_CIM_ADD) -> Result<failover::Add, Failure>,
) -> Outcome {
    // SAFETY: the same promise.
    let (places, parameters) = unsafe {
        let (places, given) = (Places::new(what_if, output), structure(parameters)?);
        (places, judged_by(given.ComputerName, read(&given))?)
    };
    let ready = failover::add(&parameters, places.what_if(), |done| places.answer(done, answers::instance))?;
    places.fill(ready)
}

/// AddByLoadBalance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_add_by_load_balance(
    parameters: *const DHCPSAPI_CIM_ADD,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_add_by_load_balance", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        unsafe { add(parameters, what_if, output, parameters::by_load_balance) }
    })
}

/// AddByHotStandby.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_add_by_hot_standby(
    parameters: *const DHCPSAPI_CIM_ADD,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_add_by_hot_standby", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        unsafe { add(parameters, what_if, output, parameters::by_hot_standby) }
    })
}

/// GetByName.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_get_by_name(
    ComputerName: LPCWSTR,
    Name: *const LPCWSTR,
    NameCount: DWORD,
    output: *mut *mut DHCPSAPI_CIM_FOUND,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_get_by_name", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((output, count), server, names) = unsafe {
            (
                two(output, count)?,
                kept_optional_text(ComputerName)?,
                judged_by(ComputerName, parameters::texts(Name, NameCount))?,
            )
        };
        let found = failover::get_by_name(server.as_ref(), &names)?;
        let (given, number) = answers::list(&found, answers::found)?;
        output.give(given);
        count.fill(number);
        Ok(())
    })
}

/// GetByScopeId.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_get_by_scope_id(
    ComputerName: LPCWSTR,
    ScopeId: *const LPCWSTR,
    ScopeIdCount: DWORD,
    output: *mut *mut DHCPSAPI_CIM_FOUND,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_get_by_scope_id", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((output, count), server, scopes) = unsafe {
            let places = two(output, count)?;
            (
                places,
                kept_optional_text(ComputerName)?,
                judged_by(ComputerName, parameters::some_scopes(ScopeId, ScopeIdCount))?,
            )
        };
        let found = failover::get_by_scope_id(server.as_ref(), &scopes)?;
        let (given, number) = answers::list(&found, answers::found)?;
        output.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Remove.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_remove(
    Name: *const LPCWSTR,
    NameCount: DWORD,
    _Force: BOOL,
    ComputerName: LPCWSTR,
    ThisServerOnly: BOOL,
    partner_scopes: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FOUND,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_remove", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, parameters) = unsafe {
            let places = Places::of_list(what_if, output, count)?;
            (
                places,
                judged_by(
                    ComputerName,
                    parameters::remove((Name, NameCount), ComputerName, ThisServerOnly, partner_scopes),
                )?,
            )
        };
        let ready = failover::remove(&parameters, places.what_if(), |done| {
            places.answer_list(done, answers::present)
        })?;
        places.fill(ready)
    })
}

/// Set.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_set(
    parameters: *const DHCPSAPI_CIM_SET,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_set", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, parameters) = unsafe {
            let (places, given) = (Places::new(what_if, output), structure(parameters)?);
            (places, judged_by(given.ComputerName, parameters::set(&given))?)
        };
        let ready =
            failover::set(&parameters, places.what_if(), |done| places.answer(done, answers::instance))?;
        places.fill(ready)
    })
}

/// Add of the scopes' class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_scope_add(
    Name: LPCWSTR,
    ScopeId: *const LPCWSTR,
    ScopeIdCount: DWORD,
    ComputerName: LPCWSTR,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_scope_add", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, parameters) = unsafe {
            let places = Places::new(what_if, output);
            (
                places,
                judged_by(ComputerName, parameters::scopes_of(ComputerName, Name, (ScopeId, ScopeIdCount)))?,
            )
        };
        let ready = scope::add(&parameters, places.what_if(), |done| places.answer(done, answers::instance))?;
        places.fill(ready)
    })
}

/// Remove of the scopes' class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_scope_remove(
    ComputerName: LPCWSTR,
    Name: LPCWSTR,
    ScopeId: *const LPCWSTR,
    ScopeIdCount: DWORD,
    Force: BOOL,
    ThisServerOnly: BOOL,
    partner_scopes: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>,
    what_if: *mut LPWSTR,
    output: *mut *mut DHCPSAPI_CIM_FAILOVER,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_scope_remove", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, parameters) = unsafe {
            let places = Places::new(what_if, output);
            let scopes = parameters::scopes_of(ComputerName, Name, (ScopeId, ScopeIdCount));
            let removed = parameters::removed(scopes, Force, ThisServerOnly, partner_scopes);
            (places, judged_by(ComputerName, removed)?)
        };
        let ready =
            scope::remove(&parameters, places.what_if(), |done| places.answer(done, answers::instance))?;
        places.fill(ready)
    })
}

/// InvokeByName of the replication's class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_invoke_by_name(
    ComputerName: LPCWSTR,
    _Force: BOOL,
    Name: *const LPCWSTR,
    NameCount: DWORD,
    what_if: *mut LPWSTR,
    output: *mut *mut LPWSTR,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_invoke_by_name", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, server, names) = unsafe {
            let places = Places::of_list(what_if, output, count)?;
            (
                places,
                kept_optional_text(ComputerName)?,
                judged_by(ComputerName, parameters::texts(Name, NameCount))?,
            )
        };
        let ready = replication::invoke_by_name(server.as_ref(), &names, places.what_if(), |done| {
            places.answer_list(done, answers::scope)
        })?;
        places.fill(ready)
    })
}

/// InvokeByScopeId of the replication's class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_invoke_by_scope_id(
    ComputerName: LPCWSTR,
    _Force: BOOL,
    ScopeId: *const LPCWSTR,
    ScopeIdCount: DWORD,
    what_if: *mut LPWSTR,
    output: *mut *mut LPWSTR,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_invoke_by_scope_id", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (places, server, scopes) = unsafe {
            let places = Places::of_list(what_if, output, count)?;
            (
                places,
                kept_optional_text(ComputerName)?,
                judged_by(ComputerName, parameters::some_scopes(ScopeId, ScopeIdCount))?,
            )
        };
        let ready = replication::invoke_by_scope_id(server.as_ref(), &scopes, places.what_if(), |done| {
            places.answer_list(done, answers::scope)
        })?;
        places.fill(ready)
    })
}

/// Get of the statistics' class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_scope_statistics(
    ScopeId: *const LPCWSTR,
    ScopeIdCount: DWORD,
    ComputerName: LPCWSTR,
    Failover: BOOL,
    output: *mut *mut DHCPSAPI_CIM_SCOPE_STATISTICS,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_scope_statistics", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((output, count), server, scopes) = unsafe {
            let places = two(output, count)?;
            (
                places,
                kept_optional_text(ComputerName)?,
                judged_by(ComputerName, parameters::scopes(ScopeId, ScopeIdCount))?,
            )
        };
        let found = statistics::get(&scopes, server.as_ref(), parameters::is_true(Failover))?;
        let (given, number) = answers::list(&found, answers::statistics)?;
        output.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Get of the free addresses' class.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_free_ip_address(
    ScopeId: LPCWSTR,
    ComputerName: LPCWSTR,
    StartAddress: LPCWSTR,
    EndAddress: LPCWSTR,
    NumAddress: DWORD,
    output: *mut *mut LPWSTR,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_free_ip_address", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((output, count), server, search) = unsafe {
            let places = two(output, count)?;
            let search = parameters::free_addresses(ScopeId, (StartAddress, EndAddress), NumAddress);
            (places, kept_optional_text(ComputerName)?, judged_by(ComputerName, search)?)
        };
        let (addresses, is_complete) = free_address::get(server.as_ref(), search)?;
        if !addresses.is_empty() {
            let (given, number) = answers::list(&addresses, answers::address)?;
            output.give(given);
            count.fill(number);
        }
        if is_complete { Ok(()) } else { Err(Failure::EndOfSelection) }
    })
}

/// An instance as MOF.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_mof(
    instance: *const DHCPSAPI_CIM_FAILOVER,
    text: *mut *mut c_char,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_mof", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, values) = unsafe { (Out::new(text)?, parameters::values(&structure(instance)?)?) };
        out.give(ext::utf8_of(property::mof(property::FAILOVER, &values))?);
        Ok(())
    })
}

/// An instance as JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_json(
    instance: *const DHCPSAPI_CIM_FAILOVER,
    text: *mut *mut c_char,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_json", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, values) = unsafe { (Out::new(text)?, parameters::values(&structure(instance)?)?) };
        out.give(ext::utf8_of(property::json(property::FAILOVER, &values))?);
        Ok(())
    })
}

/// The statistics of a scope as MOF.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_statistics_mof(
    instance: *const DHCPSAPI_CIM_SCOPE_STATISTICS,
    text: *mut *mut c_char,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_statistics_mof", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, values) = unsafe { (Out::new(text)?, parameters::figures(&structure(instance)?)?) };
        out.give(ext::utf8_of(property::mof(property::SCOPE_STATISTICS, &values))?);
        Ok(())
    })
}

/// The statistics of a scope as JSON.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_statistics_json(
    instance: *const DHCPSAPI_CIM_SCOPE_STATISTICS,
    text: *mut *mut c_char,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_statistics_json", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, values) = unsafe { (Out::new(text)?, parameters::figures(&structure(instance)?)?) };
        out.give(ext::utf8_of(property::json(property::SCOPE_STATISTICS, &values))?);
        Ok(())
    })
}

/// A span of time as CIM writes it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_interval_text(seconds: u64, text: *mut *mut c_char) -> WIN32_ERROR {
    call("dhcpsapi_cim_interval_text", move || {
        // SAFETY: the pointer is NULL or valid for this call, by the contract of `exports`.
        let out = unsafe { Out::new(text) }?;
        let written = interval::to_text(seconds)
            .ok_or(Failure::InvalidValue("an interval is less than 100,000,000 days"))?;
        out.give(ext::utf8_of(written)?);
        Ok(())
    })
}

/// A span of time that CIM has written.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_interval_seconds(
    text: *const c_char,
    seconds: *mut u64,
) -> WIN32_ERROR {
    call("dhcpsapi_cim_interval_seconds", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, text) = unsafe { (Out::new(seconds)?, utf8(text)?) };
        out.fill(
            interval::from_text(text).ok_or(Failure::InvalidValue("this is no interval as CIM writes it"))?,
        );
        Ok(())
    })
}

/// Releases an instance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_free(instance: *mut DHCPSAPI_CIM_FAILOVER) -> WIN32_VOID {
    call_value("dhcpsapi_cim_free", (), move || {
        // SAFETY: what the library returned as an instance is one.
        unsafe { answers::free(instance) };
    })
}

/// Releases an array of instances and of keys that found none.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_free_found(found: *mut DHCPSAPI_CIM_FOUND, count: DWORD) -> WIN32_VOID {
    call_value("dhcpsapi_cim_free_found", (), move || {
        // SAFETY: an array that the library returned has `count` elements.
        unsafe { answers::free_found(found, count) };
    })
}

/// Releases an array of strings.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_free_strings(strings: *mut LPWSTR, count: DWORD) -> WIN32_VOID {
    call_value("dhcpsapi_cim_free_strings", (), move || {
        // SAFETY: an array that the library returned has `count` elements.
        unsafe { answers::free_strings(strings, count) };
    })
}

/// Releases an array of statistics.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_cim_free_statistics(
    statistics: *mut DHCPSAPI_CIM_SCOPE_STATISTICS,
    count: DWORD,
) -> WIN32_VOID {
    call_value("dhcpsapi_cim_free_statistics", (), move || {
        // SAFETY: an array that the library returned has `count` elements.
        unsafe { answers::free_statistics(statistics, count) };
    })
}
