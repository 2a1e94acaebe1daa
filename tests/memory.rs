//! Memory that runs out: each allocation of each implemented function fails in turn, by itself and with all that follow. The
//! call succeeds, or answers `ERROR_NOT_ENOUGH_MEMORY` (8) and has changed nothing; the process lives on.
//!
//! The functions through which memory is had stand here in front of those of the C library (glibc lets them).

#![cfg(all(target_os = "linux", target_env = "gnu"))]
#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::panic,
    clippy::undocumented_unsafe_blocks,
    reason = "a test may panic; each call is made with what it takes"
)]

mod support;

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::mem::{MaybeUninit, transmute, zeroed};
use std::ptr::{null, null_mut};

use dhcpsapi::abi::cim::*;
use dhcpsapi::domain::model::server::Server as Contents;
use dhcpsapi::exports::*;
use support::blocks::{Wide, free};
use support::calls::{Call, Mischief, cases, fixture};
use support::clock::turn;
use support::codes::NOT_ENOUGH_MEMORY;
use support::dhcp::{Ask, Client};
use support::fixtures::MASK;
use support::options::{By, Class, Defined, Element, Level};
use support::pair::{Pair, SCOPE};
use support::server::Server;

// ---- the functions of the C library ----

thread_local! {
    /// How many allocations of this thread succeed before one fails; `None` if all do.
    static UNTIL: Cell<Option<u32>> = const { Cell::new(None) };
    /// Whether those behind it fail as well.
    static ALL: Cell<bool> = const { Cell::new(false) };
    /// A larger allocation than this fails.
    static LARGEST: Cell<usize> = const { Cell::new(usize::MAX) };
    /// Whether one has failed.
    static FAILED: Cell<bool> = const { Cell::new(false) };
}

unsafe extern "C" {
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
    fn __libc_realloc(block: *mut c_void, size: usize) -> *mut c_void;
    fn __libc_memalign(alignment: usize, size: usize) -> *mut c_void;
}

fn fails(size: usize) -> bool {
    if size > LARGEST.get() {
        FAILED.set(true);
        return true;
    }
    let Some(left) = UNTIL.get() else { return false };
    if left > 0 {
        UNTIL.set(Some(left - 1));
        return false;
    }
    FAILED.set(true);
    if !ALL.get() {
        UNTIL.set(None);
    }
    true
}

#[unsafe(no_mangle)]
unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    if fails(size) { null_mut() } else { unsafe { __libc_malloc(size) } }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    if fails(count * size) { null_mut() } else { unsafe { __libc_calloc(count, size) } }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    if fails(size) { null_mut() } else { unsafe { __libc_realloc(block, size) } }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(place: *mut *mut c_void, alignment: usize, size: usize) -> c_int {
    let block = if fails(size) { null_mut() } else { unsafe { __libc_memalign(alignment, size) } };
    unsafe { place.write(block) };
    if block.is_null() { 12 } else { 0 }
}

/// Makes a call whose allocations fail from the one of a number on, or that one alone; answers its code, and whether it came
/// so far.
fn with_failure(number: u32, all: bool, call: impl FnOnce() -> u32) -> (u32, bool) {
    FAILED.set(false);
    ALL.set(all);
    UNTIL.set(Some(number));
    let code = call();
    UNTIL.set(None);
    (code, FAILED.get())
}

// ---- trying ----

fn listed() -> usize {
    dhcpsapi::service::ask_directory::<_, dhcpsapi::domain::base::error::Error>(|listings| Ok(listings.len()))
        .unwrap()
}

/// Lets each allocation of a call fail, each on servers of its own.
fn each_allocation_fails<W>(
    name: &str,
    world: impl Fn() -> W,
    contents: impl Fn(&W) -> Vec<Contents>,
    call: impl Fn(&W) -> u32,
) {
    for all in [false, true] {
        for number in 0.. {
            assert!(number < 10_000, "{name} ends");
            // Or each world would stand beside all before it.
            assert_eq!(unsafe { dhcpsapi_reset() }, 0);
            let world = world();
            let (before, listed_before) = (contents(&world), listed());
            let (code, has_failed) = with_failure(number, all, || call(&world));
            assert!(code == 0 || code == NOT_ENOUGH_MEMORY, "{name}, allocation {number}: {code}");
            if code == NOT_ENOUGH_MEMORY {
                assert!(contents(&world) == before, "{name}, allocation {number}: something was changed");
                assert_eq!(listed(), listed_before, "{name}, allocation {number}");
            }
            if !has_failed {
                assert_eq!(code, 0, "{name}: with all memory");
                break;
            }
        }
    }
}

#[test]
fn the_functions_of_the_dll() {
    let _turn = turn();
    for case in cases() {
        each_allocation_fails(
            case.name,
            fixture,
            |server| vec![server.contents()],
            |server| Call::make(server, Mischief::Nothing, &case).code,
        );
    }
}

// ---- ours ----

/// A pair whose partners share a scope; the primary has another, too.
fn pair() -> Pair {
    let pair = Pair::deployed(
        &[SCOPE],
        |half| half.secret("secret"),
        |server| {
            server.scope(SCOPE, MASK, SCOPE + 10, SCOPE + 99);
        },
    );
    let primary = &pair.primary;
    primary.scope(SCOPE + 256, MASK, SCOPE + 256 + 10, SCOPE + 256 + 99);
    assert_eq!(primary.add_exclusion(SCOPE + 256, SCOPE + 256 + 20, SCOPE + 256 + 29), 0);
    pair
}

fn contents(pair: &Pair) -> Vec<Contents> {
    vec![pair.primary.contents(), pair.secondary.contents()]
}

/// A place for a block, which is freed.
fn block<T>(call: impl FnOnce(*mut *mut T) -> u32) -> u32 {
    let mut place = null_mut();
    let code = call(&raw mut place);
    assert_eq!(code == 0, !place.is_null(), "{code}");
    free(place);
    code
}

#[test]
fn clients() {
    let _turn = turn();
    let client = Client::new(SCOPE, 7);
    let new = || {
        let pair = pair();
        let given = Client::new(SCOPE, 8).request(Some(&pair.primary)).or_else(|_| {
            // Load balance has it on the other server.
            Client::new(SCOPE, 8).request(Some(&pair.secondary))
        });
        (pair, given.unwrap())
    };
    each_allocation_fails("dhcpsapi_client_request", pair, contents, |pair| {
        let ask = |server: &Server| {
            client
                .with(|client| block(|place| unsafe { dhcpsapi_client_request(server.ptr(), client, place) }))
        };
        match ask(&pair.primary) {
            1460 => ask(&pair.secondary),
            code => code,
        }
    });
    for (name, ask) in [
        ("dhcpsapi_client_renew", dhcpsapi_client_renew as Ask),
        ("dhcpsapi_client_rebind", dhcpsapi_client_rebind),
    ] {
        each_allocation_fails(
            name,
            new,
            |(pair, _)| contents(pair),
            |(pair, given)| {
                let client = Client::new(SCOPE, 8).about(given.Address);
                client.with(|client| block(|place| unsafe { ask(pair.primary.ptr(), client, place) }))
            },
        );
    }
    for (name, end) in [
        ("dhcpsapi_client_release", dhcpsapi_client_release as unsafe extern "C" fn(_, _) -> u32),
        ("dhcpsapi_client_decline", dhcpsapi_client_decline),
    ] {
        each_allocation_fails(
            name,
            new,
            |(pair, _)| contents(pair),
            |(pair, given)| {
                let client = Client::new(SCOPE, 8).about(given.Address);
                let server =
                    if given.Server == pair.primary.address { &pair.primary } else { &pair.secondary };
                client.with(|client| unsafe { end(server.ptr(), client) })
            },
        );
    }
    each_allocation_fails("dhcpsapi_explain", pair, contents, |pair| {
        let mut count = 0;
        client.with(|client| {
            block(|place| unsafe {
                dhcpsapi_explain(
                    pair.primary.ptr(),
                    transmute::<i32, MaybeUninit<_>>(0),
                    client,
                    place,
                    &raw mut count,
                )
            })
        })
    });
}

#[test]
fn the_rest_of_the_extension() {
    let _turn = turn();
    let name = Wide::new("pair");
    let both = |name: &'static str, call: &dyn Fn(&Pair) -> u32| {
        each_allocation_fails(name, pair, contents, call);
    };
    both("dhcpsapi_preview_rebalance", &|pair| {
        let mut count = 0;
        block(|place| unsafe {
            dhcpsapi_preview_rebalance(pair.primary.ptr(), name.as_ptr(), place, &raw mut count)
        })
    });
    both("dhcpsapi_drift", &|pair| {
        let mut count = 0;
        let mut place = null_mut();
        let code =
            unsafe { dhcpsapi_drift(pair.primary.ptr(), name.as_ptr(), &raw mut place, &raw mut count) };
        free(place);
        code
    });
    let with_classes = || {
        let pair = pair();
        let (user, vendor) = (Class::new("Guests", false, b"guest"), Class::new("Phones", true, b"phone"));
        assert_eq!((pair.primary.create_class(&user), pair.primary.create_class(&vendor)), (0, 0));
        let by = By::V5(1, None, Some("Phones"));
        assert_eq!(pair.primary.define(by, &Defined::new(7, &[Element::Byte(0)])), 0);
        let by = By::V5(1, Some("Guests"), Some("Phones"));
        assert_eq!(pair.primary.set_option(by, Level::Scope(SCOPE), 7, &[Element::Byte(1)]), 0);
        pair
    };
    each_allocation_fails("dhcpsapi_drift_ex", with_classes, contents, |pair| {
        let mut count = 0;
        let mut place = null_mut();
        let code =
            unsafe { dhcpsapi_drift_ex(pair.primary.ptr(), name.as_ptr(), &raw mut place, &raw mut count) };
        for entry in 0..count.try_into().unwrap() {
            let entry = unsafe { *place.add(entry) };
            free(entry.UserClass);
            free(entry.VendorClass);
        }
        free(place);
        code
    });
    both("dhcpsapi_relationship_statistics", &|pair| {
        block(|place| unsafe { dhcpsapi_relationship_statistics(pair.primary.ptr(), name.as_ptr(), place) })
    });
    both("dhcpsapi_journal", &|_| {
        let (mut cursor, mut count, mut place) = (0, 0, null_mut());
        let code = unsafe { dhcpsapi_journal(&raw mut cursor, 5, &raw mut place, &raw mut count) };
        for entry in 0..count.try_into().unwrap() {
            let entry = unsafe { *place.add(entry) };
            free(entry.RelationshipName);
            free(entry.Client.Data);
        }
        free(place);
        if code == 234 { 0 } else { code }
    });
    both("dhcpsapi_utf16", &|_| block(|place| unsafe { dhcpsapi_utf16(c"text".as_ptr(), place) }));
    both("dhcpsapi_utf8", &|_| block(|place| unsafe { dhcpsapi_utf8(name.as_ptr(), place) }));
    both("dhcpsapi_error_name", &|_| u32::from(unsafe { dhcpsapi_error_name(8) }.is_null()));
    both("dhcpsapi_error_text", &|_| u32::from(unsafe { dhcpsapi_error_text(8) }.is_null()));
    both("dhcpsapi_rule_text", &|_| {
        u32::from(unsafe { dhcpsapi_rule_text(transmute::<i32, MaybeUninit<_>>(3)) }.is_null())
    });
    both("dhcpsapi_version", &|_| u32::from(unsafe { dhcpsapi_version() }.is_null()));
    both("dhcpsapi_link_cut", &|pair| unsafe { dhcpsapi_link_cut(pair.primary.ptr(), pair.secondary.ptr()) });
    both("dhcpsapi_link_heal", &|pair| unsafe {
        dhcpsapi_link_heal(pair.primary.ptr(), pair.secondary.ptr())
    });
    let stopped = || {
        let pair = pair();
        assert_eq!(unsafe { dhcpsapi_server_stop(pair.primary.ptr()) }, 0);
        pair
    };
    each_allocation_fails(
        "dhcpsapi_server_stop",
        pair,
        |pair| vec![pair.secondary.contents()],
        |pair| unsafe { dhcpsapi_server_stop(pair.primary.ptr()) },
    );
    for (name, call) in [
        ("dhcpsapi_server_start", dhcpsapi_server_start as unsafe extern "C" fn(_) -> u32),
        ("dhcpsapi_server_restore", dhcpsapi_server_restore),
    ] {
        each_allocation_fails(
            name,
            stopped,
            |pair| vec![pair.secondary.contents()],
            |pair| unsafe { call(pair.primary.ptr()) },
        );
    }
    both("dhcpsapi_server_shift_clock", &|pair| unsafe {
        dhcpsapi_server_shift_clock(pair.primary.ptr(), 5)
    });
    both("dhcpsapi_log", &|_| unsafe { dhcpsapi_log(None, null_mut()) });
    both("dhcpsapi_service_delay", &|_| unsafe { dhcpsapi_service_delay(8) });
    both("dhcpsapi_lease_limit", &|_| unsafe { dhcpsapi_lease_limit(transmute::<i32, MaybeUninit<_>>(0)) });
}

#[test]
fn the_methods_of_the_classes() {
    let _turn = turn();
    let name = Wide::new("pair");
    let fresh = Wide::new("10.0.1.0");
    let scope = Wide::new("10.0.0.0");
    let both = |name: &'static str, call: &dyn Fn(&Pair) -> u32| {
        each_allocation_fails(name, pair, contents, call);
    };
    let instance = |call: &dyn Fn(*mut *mut DHCPSAPI_CIM_FAILOVER) -> u32| {
        let mut place = null_mut();
        let code = call(&raw mut place);
        assert_eq!(code == 0, !place.is_null(), "{code}");
        unsafe { dhcpsapi_cim_free(place) };
        code
    };
    for standby in [false, true] {
        both("dhcpsapi_cim_add", &|pair| {
            let (partner, name) = (Wide::new(&pair.secondary.name), Wide::new("another"));
            let scopes = [fresh.as_ptr()];
            let mut add: DHCPSAPI_CIM_ADD = unsafe { zeroed() };
            (add.ComputerName, add.Name, add.PartnerServer) =
                (pair.primary.ptr(), name.as_ptr(), partner.as_ptr());
            (add.ScopeId, add.ScopeIdCount) = (scopes.as_ptr(), 1);
            let add_by =
                if standby { dhcpsapi_cim_add_by_hot_standby } else { dhcpsapi_cim_add_by_load_balance };
            instance(&|place| unsafe { add_by(&raw const add, null_mut(), place) })
        });
    }
    both("dhcpsapi_cim_set", &|pair| {
        let mut set: DHCPSAPI_CIM_SET = unsafe { zeroed() };
        (set.ComputerName, set.Name) = (pair.primary.ptr(), name.as_ptr());
        (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 1800);
        instance(&|place| unsafe { dhcpsapi_cim_set(&raw const set, null_mut(), place) })
    });
    both("dhcpsapi_cim_set, what if", &|pair| {
        let mut set: DHCPSAPI_CIM_SET = unsafe { zeroed() };
        (set.ComputerName, set.Name) = (pair.primary.ptr(), name.as_ptr());
        (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 1800);
        block(|place| unsafe { dhcpsapi_cim_set(&raw const set, place, null_mut()) })
    });
    both("dhcpsapi_cim_scope_add", &|pair| {
        let scopes = [fresh.as_ptr()];
        instance(&|place| unsafe {
            dhcpsapi_cim_scope_add(name.as_ptr(), scopes.as_ptr(), 1, pair.primary.ptr(), null_mut(), place)
        })
    });
    both("dhcpsapi_cim_scope_remove", &|pair| {
        let scopes = [scope.as_ptr()];
        let fate = MaybeUninit::new(DHCPSAPI_CIM_PARTNER_SCOPES::DhcpsapiCimDelete);
        instance(&|place| unsafe {
            let (one, name, scopes) = (pair.primary.ptr(), name.as_ptr(), scopes.as_ptr());
            dhcpsapi_cim_scope_remove(one, name, scopes, 1, 0, 0, fate, null_mut(), place)
        })
    });
    let found = |call: &dyn Fn(*mut *mut DHCPSAPI_CIM_FOUND, *mut u32) -> u32| {
        let (mut place, mut count) = (null_mut(), 0);
        let code = call(&raw mut place, &raw mut count);
        unsafe { dhcpsapi_cim_free_found(place, count) };
        code
    };
    both("dhcpsapi_cim_remove", &|pair| {
        let names = [name.as_ptr()];
        let fate = MaybeUninit::new(DHCPSAPI_CIM_PARTNER_SCOPES::DhcpsapiCimKeep);
        found(&|place, count| unsafe {
            dhcpsapi_cim_remove(names.as_ptr(), 1, 0, pair.primary.ptr(), 0, fate, null_mut(), place, count)
        })
    });
    both("dhcpsapi_cim_get_by_name", &|pair| {
        found(&|place, count| unsafe {
            dhcpsapi_cim_get_by_name(pair.primary.ptr(), null(), 0, place, count)
        })
    });
    both("dhcpsapi_cim_get_by_scope_id", &|pair| {
        let scopes = [scope.as_ptr()];
        found(&|place, count| unsafe {
            dhcpsapi_cim_get_by_scope_id(pair.primary.ptr(), scopes.as_ptr(), 1, place, count)
        })
    });
    let strings = |call: &dyn Fn(*mut *mut *mut u16, *mut u32) -> u32| {
        let (mut place, mut count) = (null_mut(), 0);
        let code = call(&raw mut place, &raw mut count);
        unsafe { dhcpsapi_cim_free_strings(place, count) };
        code
    };
    both("dhcpsapi_cim_invoke_by_name", &|pair| {
        strings(&|place, count| unsafe {
            dhcpsapi_cim_invoke_by_name(pair.primary.ptr(), 0, null(), 0, null_mut(), place, count)
        })
    });
    both("dhcpsapi_cim_invoke_by_scope_id", &|pair| {
        let scopes = [scope.as_ptr()];
        strings(&|place, count| unsafe {
            dhcpsapi_cim_invoke_by_scope_id(
                pair.primary.ptr(),
                0,
                scopes.as_ptr(),
                1,
                null_mut(),
                place,
                count,
            )
        })
    });
    both("dhcpsapi_cim_scope_statistics", &|pair| {
        let (mut place, mut count) = (null_mut(), 0);
        let (one, count_place) = (pair.primary.ptr(), &raw mut count);
        let code = unsafe { dhcpsapi_cim_scope_statistics(null(), 0, one, 1, &raw mut place, count_place) };
        unsafe { dhcpsapi_cim_free_statistics(place, count) };
        code
    });
    both("dhcpsapi_cim_mof, dhcpsapi_cim_json", &|pair| {
        let mut shown = null_mut();
        let mut count = 0;
        let one = pair.primary.ptr();
        let code = unsafe { dhcpsapi_cim_get_by_name(one, null(), 0, &raw mut shown, &raw mut count) };
        if code != 0 {
            return code;
        }
        let instance = unsafe { (*shown).Instance };
        let codes =
            [dhcpsapi_cim_mof, dhcpsapi_cim_json].map(|say| block(|place| unsafe { say(instance, place) }));
        unsafe { dhcpsapi_cim_free_found(shown, count) };
        codes.into_iter().max().unwrap()
    });
    both("dhcpsapi_cim_statistics_mof, dhcpsapi_cim_statistics_json", &|pair| {
        let (mut shown, mut count) = (null_mut(), 0);
        let (one, count_place) = (pair.primary.ptr(), &raw mut count);
        let code = unsafe { dhcpsapi_cim_scope_statistics(null(), 0, one, 1, &raw mut shown, count_place) };
        if code != 0 {
            return code;
        }
        let says = [dhcpsapi_cim_statistics_mof, dhcpsapi_cim_statistics_json];
        let codes = says.map(|say| block(|place| unsafe { say(shown, place) }));
        unsafe { dhcpsapi_cim_free_statistics(shown, count) };
        codes.into_iter().max().unwrap()
    });
    both("dhcpsapi_cim_free_ip_address", &|pair| {
        let scope = Wide::new("10.0.0.0");
        let (mut place, mut count) = (null_mut(), 0);
        let (one, nowhere) = (pair.primary.ptr(), null());
        let places = (&raw mut place, &raw mut count);
        let code = unsafe {
            dhcpsapi_cim_free_ip_address(scope.as_ptr(), one, nowhere, nowhere, 3, places.0, places.1)
        };
        unsafe { dhcpsapi_cim_free_strings(place, count) };
        code
    });
    both("dhcpsapi_cim_interval_text", &|_| {
        block(|place| unsafe { dhcpsapi_cim_interval_text(3600, place) })
    });
    both("dhcpsapi_cim_interval_seconds", &|_| {
        let mut seconds = 0;
        unsafe { dhcpsapi_cim_interval_seconds(c"00000000010000.000000:000".as_ptr(), &raw mut seconds) }
    });
}

/// A caller's request can be large: the bitmaps of a /8 are 2 MB each (MS-DHCPM 3.1.4.5 sets no limit).
#[test]
fn the_range_of_a_large_scope() {
    let _turn = turn();
    let pair = || {
        let server = Server::new();
        assert_eq!(server.create_scope(SCOPE, 0xFF00_0000), 0);
        server
    };
    each_allocation_fails(
        "DhcpAddSubnetElement",
        pair,
        |server| vec![server.contents()],
        |server| server.add_range(SCOPE, SCOPE + 1, SCOPE + 0x00FF_FFFE),
    );
}

/// Makes a call for which nothing can be had that is larger than 64 KiB; answers its code, and whether that was asked for.
fn without_large_blocks(call: impl FnOnce() -> u32) -> (u32, bool) {
    FAILED.set(false);
    LARGEST.set(64 * 1024);
    let code = call();
    LARGEST.set(usize::MAX);
    (code, FAILED.get())
}

/// The tables of very many leases grow, and very many leases end in one second: there is a reserve for that, or 8.
#[test]
fn what_very_many_leases_need() {
    let _turn = turn();
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    assert_eq!(unsafe { dhcpsapi_clock_advance(0) }, 0);
    let server = Server::new();
    assert_eq!(server.create_scope(SCOPE, 0xFFFF_0000), 0);
    assert_eq!(server.add_range(SCOPE, SCOPE + 1, SCOPE + 0xFFFE), 0);
    let leases = || server.contents().scopes.iter().map(|scope| scope.leases().count()).sum::<usize>();
    let mut was_refused = false;
    for number in 0..20_000_u32 {
        let [.., high, low] = number.to_be_bytes();
        let client = Client { id: vec![2, 0, 0, 0, high, low], ..Client::new(SCOPE, 0) };
        let ask = || client.request(Some(&server)).err().unwrap_or(0);
        let (code, has_failed) = without_large_blocks(ask);
        was_refused |= has_failed;
        assert!([0, NOT_ENOUGH_MEMORY].contains(&code), "{code}");
        if code != 0 {
            assert_eq!(ask(), 0);
        }
    }
    assert!(was_refused, "the tables have grown");
    assert_eq!(leases(), 20_000);
    let (code, has_failed) = without_large_blocks(|| unsafe { dhcpsapi_clock_advance(691_200) });
    assert!(has_failed && [0, NOT_ENOUGH_MEMORY].contains(&code), "{code}");
    // The clock is set all the same, and what did not happen then happens now.
    assert_eq!(leases(), 0);
}
