//! DHCP clients, which `dhcpsapi.dll` only has as records; `include/dhcpsapi_ext.h` declares and documents them.

use std::ffi::c_char;
use std::mem::MaybeUninit;
use std::ptr;

use crate::abi::extension::{
    DHCPSAPI_ANSWER, DHCPSAPI_CLIENT, DHCPSAPI_LEASE_LIMIT, DHCPSAPI_REQUEST_KIND, DHCPSAPI_RULE,
};
use crate::abi::win::{DWORD, LPCWSTR, LPDWORD, WIN32_ERROR};
use crate::exports::judged_if_named;
use crate::ffi::call::{call, call_value};
use crate::ffi::convert::ext::clients;
use crate::ffi::out::{Out, two};
use crate::ffi::views::{server_name, structure};
use crate::service::{command, consult, decline, lease, release};

/// The meaning of a rule, in one sentence.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_rule_text(rule: MaybeUninit<DHCPSAPI_RULE>) -> *const c_char {
    call_value("dhcpsapi_rule_text", ptr::null(), move || clients::rule_text(rule))
}

/// Reads the answers that the servers would give a client.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_explain(
    server: LPCWSTR,
    kind: MaybeUninit<DHCPSAPI_REQUEST_KIND>,
    client: *const DHCPSAPI_CLIENT,
    answers: *mut *mut DHCPSAPI_ANSWER,
    count: LPDWORD,
) -> WIN32_ERROR {
    call("dhcpsapi_explain", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let ((answers, count), server, request) = unsafe {
            (two(answers, count)?, server_name(server)?, clients::request(&structure(client)?, kind))
        };
        let request = judged_if_named(server, request)?;
        let (given, number) =
            consult(server, |registry, server, now| clients::answers(registry, server, &request, now))?;
        answers.give(given);
        count.fill(number);
        Ok(())
    })
}

/// Asks for a lease.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_client_request(
    server: LPCWSTR,
    client: *const DHCPSAPI_CLIENT,
    answer: *mut *mut DHCPSAPI_ANSWER,
) -> WIN32_ERROR {
    call("dhcpsapi_client_request", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, request) =
            unsafe { (Out::new(answer)?, server_name(server)?, clients::new_lease(&structure(client)?)) };
        let request = judged_if_named(server, request)?;
        out.give(lease(server, &request, |registry, answer, now| {
            clients::granted(registry, &request, answer, now)
        })?);
        Ok(())
    })
}

/// Asks the server of a lease for more time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_client_renew(
    server: LPCWSTR,
    client: *const DHCPSAPI_CLIENT,
    answer: *mut *mut DHCPSAPI_ANSWER,
) -> WIN32_ERROR {
    call("dhcpsapi_client_renew", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, request) =
            unsafe { (Out::new(answer)?, server_name(server)?, clients::renewal(&structure(client)?)) };
        let request = judged_if_named(server, request)?;
        out.give(lease(server, &request, |registry, answer, now| {
            clients::granted(registry, &request, answer, now)
        })?);
        Ok(())
    })
}

/// Asks every server for more time.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_client_rebind(
    server: LPCWSTR,
    client: *const DHCPSAPI_CLIENT,
    answer: *mut *mut DHCPSAPI_ANSWER,
) -> WIN32_ERROR {
    call("dhcpsapi_client_rebind", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (out, server, request) =
            unsafe { (Out::new(answer)?, server_name(server)?, clients::rebinding(&structure(client)?)) };
        let request = judged_if_named(server, request)?;
        out.give(lease(server, &request, |registry, answer, now| {
            clients::granted(registry, &request, answer, now)
        })?);
        Ok(())
    })
}

/// Gives a lease back.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_client_release(
    server: LPCWSTR,
    client: *const DHCPSAPI_CLIENT,
) -> WIN32_ERROR {
    call("dhcpsapi_client_release", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe { (server_name(server)?, clients::renewal(&structure(client)?)) };
        Ok(release(server, &judged_if_named(server, request)?)?)
    })
}

/// Refuses a leased address.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_client_decline(
    server: LPCWSTR,
    client: *const DHCPSAPI_CLIENT,
) -> WIN32_ERROR {
    call("dhcpsapi_client_decline", move || {
        // SAFETY: each pointer is NULL or valid for this call, by the contract of `exports`.
        let (server, request) = unsafe { (server_name(server)?, clients::renewal(&structure(client)?)) };
        Ok(decline(server, &judged_if_named(server, request)?)?)
    })
}

/// Sets how long leases may be while contact with the partner is lost.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_lease_limit(limit: MaybeUninit<DHCPSAPI_LEASE_LIMIT>) -> WIN32_ERROR {
    call("dhcpsapi_lease_limit", move || Ok(command(None, &clients::lease_limit(limit)?)?))
}

/// Sets for how long a client has to try before either partner answers it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn dhcpsapi_service_delay(seconds: DWORD) -> WIN32_ERROR {
    call("dhcpsapi_service_delay", move || Ok(command(None, &clients::service_delay(seconds))?))
}
