//! The cost of calls beside much that they have nothing to do with, in bytes that the thread asks for: a number that is the
//! same on every machine. Instructions are counted by the benchmarks, `benches/goals/growth.rs`.
//!
//! The functions through which memory is had stand here in front of those of the C library (glibc lets them).

#![cfg(all(target_os = "linux", target_env = "gnu"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::undocumented_unsafe_blocks,
    reason = "a test may panic, and counts in floating point"
)]

mod support;

use std::cell::Cell;
use std::ffi::{c_int, c_void};
use std::mem::MaybeUninit;
use std::ptr::null_mut;

use dhcpsapi::abi::cim::{DHCPSAPI_CIM_PARTNER_SCOPES, DHCPSAPI_CIM_SET};
use dhcpsapi::exports::{dhcpsapi_cim_scope_remove, dhcpsapi_cim_set, dhcpsapi_last_reason, dhcpsapi_reset};
use support::blocks::{self, Wide};
use support::clock::begin;
use support::dhcp::Client;
use support::lab::{start, stop};
use support::options::{By, Class, Defined, Element, Level};
use support::pair::{NAME, Pair};
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::Server;

thread_local! {
    static ASKED: Cell<i64> = const { Cell::new(0) };
    static IN_USE: Cell<i64> = const { Cell::new(0) };
}

unsafe extern "C" {
    fn __libc_malloc(size: usize) -> *mut c_void;
    fn __libc_calloc(count: usize, size: usize) -> *mut c_void;
    fn __libc_realloc(block: *mut c_void, size: usize) -> *mut c_void;
    fn __libc_memalign(alignment: usize, size: usize) -> *mut c_void;
    fn __libc_free(block: *mut c_void);
    fn malloc_usable_size(block: *mut c_void) -> usize;
}

/// Counts the bytes that the thread asks for, and those that it has then: blocks as large as the C library made them.
fn note(asked: usize, block: *mut c_void) -> *mut c_void {
    if !block.is_null() {
        let _ = ASKED.try_with(|cell| cell.set(cell.get() + i64::try_from(asked).unwrap_or(0)));
        note_use(block, 1);
    }
    block
}

fn note_use(block: *mut c_void, sign: i64) {
    if !block.is_null() {
        let size = i64::try_from(unsafe { malloc_usable_size(block) }).unwrap_or(0);
        let _ = IN_USE.try_with(|cell| cell.set(cell.get() + sign * size));
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn malloc(size: usize) -> *mut c_void {
    note(size, unsafe { __libc_malloc(size) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn calloc(count: usize, size: usize) -> *mut c_void {
    note(count * size, unsafe { __libc_calloc(count, size) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn realloc(block: *mut c_void, size: usize) -> *mut c_void {
    note_use(block, -1);
    note(size, unsafe { __libc_realloc(block, size) })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn posix_memalign(place: *mut *mut c_void, alignment: usize, size: usize) -> c_int {
    let block = note(size, unsafe { __libc_memalign(alignment, size) });
    unsafe { place.write(block) };
    if block.is_null() { 12 } else { 0 }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn free(block: *mut c_void) {
    note_use(block, -1);
    unsafe { __libc_free(block) };
}

/// How many bytes this thread asks for while it works.
fn asked(work: impl FnOnce()) -> i64 {
    let before = ASKED.get();
    work();
    ASKED.get() - before
}

const SCOPE: u32 = 0x0B00_0000; // 11.0.0.0/16
const MASK: u32 = 0xFFFF_0000;

/// A pair in NORMAL with one /16.
fn pair() -> Pair {
    Pair::deployed(&[SCOPE], |half| half, |server| server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 0xFFFE))
}

/// Every second of the highest addresses, which are the secondary's, is excluded on both; each number leaves the secondary one
/// range more.
fn exclude(server: &Server, numbers: std::ops::Range<u32>) {
    for number in numbers {
        let address = SCOPE + 0xFFF0 - 2 * number;
        assert_eq!(server.add_exclusion(SCOPE, address, address), 0);
    }
}

/// A renewal that changes nothing brings no binding update (MS-DHCPF 3.1.4.2: a pool side is sent where an address has become
/// free), so its cost does not depend on the addresses of the servers.
#[test]
fn a_renewal_repeated_in_a_second() {
    let _turn = begin();
    let cost = |exclusions: u32| {
        let Pair { primary, secondary, .. } = pair();
        exclude(&primary, 0..exclusions);
        exclude(&secondary, 0..exclusions);
        let client = Client::new(SCOPE, 0);
        client.request(Some(&primary)).unwrap();
        assert_eq!(client.renew(Some(&primary)).unwrap().Address, SCOPE + 1);
        // Due work of one renewal is done by the next call.
        asked(|| (0..3).for_each(|_| _ = client.renew(Some(&primary)).unwrap()))
    };
    assert_eq!(cost(1), cost(400));
}

/// The changes that an exclusion brings lie in it, and so do those that a partner gets. They were all ranges of all scopes.
#[test]
fn exclusions_in_a_pair() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    // The list of exclusions itself becomes twice as long at these numbers, so each is asked for in the same way.
    let each = |numbers: std::ops::Range<u32>| {
        let count = f64::from(numbers.end - numbers.start);
        let bytes = asked(|| {
            exclude(&primary, numbers.clone());
            exclude(&secondary, numbers);
        });
        bytes as f64 / count
    };
    let few = each(64..128);
    each(128..512);
    let many = each(512..1024);
    assert!(many < few * 1.05, "bytes for each of the first {few}, of many {many}");
    // The books mirror each other: what is excluded is in neither.
    let [addresses, free, _, partner, this, ..] = primary.statistics(SCOPE).unwrap();
    assert_eq!((addresses, free, this, partner), (65_534 - 960, 64_574, 32_767, 31_807));
    let [_, _, _, partner, this, ..] = secondary.statistics(SCOPE).unwrap();
    assert_eq!((this, partner), (31_807, 32_767));
}

/// A deleted relationship leaves nothing: no slot, no timer, no entry of an index. It left all of them.
#[test]
fn relationships_that_come_and_go() {
    let _turn = begin();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 0xFFFE);
    }
    let come_and_go = |times: u32| {
        for _ in 0..times {
            drop(deploy(Relationship::between(NAME, &primary, &secondary, &[SCOPE]), &primary, &secondary));
            for server in [&primary, &secondary] {
                assert_eq!(delete_relationship(server, NAME), 0);
            }
        }
    };
    // So often that the journal is full.
    come_and_go(500);
    // The C library makes a block 16 bytes larger where it does not split a free one, so a round may seem to leave as much;
    // what a relationship leaves is left in every round.
    let left_by_round = (0..4).map(|_| {
        let before = IN_USE.get();
        come_and_go(200);
        IN_USE.get() - before
    });
    let left = left_by_round.min().unwrap();
    assert!(left <= 0, "{left} bytes are left");
    // A server that is stopped and started has as much to do as ever.
    let restart = || {
        stop(&primary);
        start(&primary);
    };
    restart();
    let few = asked(restart);
    come_and_go(200);
    assert_eq!(asked(restart), few);
}

/// A half whose timer runs is deleted with it.
#[test]
fn halves_that_come_and_go() {
    let _turn = begin();
    let server = Server::new();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 0xFFFE);
    let come_and_go = |times: u32| {
        for _ in 0..times {
            let mut half = Relationship::new(NAME, server.address, 0x0AFF_FFFF, &[SCOPE]);
            assert_eq!(half.create_on(&server), 0);
            assert_eq!(delete_relationship(&server, NAME), 0);
        }
    };
    come_and_go(10);
    let before = IN_USE.get();
    come_and_go(1000);
    assert_eq!(IN_USE.get() - before, 0);
}

/// A value is found, set and removed for the scope, or the reservation, that is named: other scopes have nothing to do with it.
#[test]
fn options_beside_scopes() {
    const FIRST: u32 = 0x0A10_0000;
    let costs = |scopes: u32| {
        let _turn = begin();
        let server = Server::new();
        let value = [Element::Address(1)];
        for scope in (0..scopes).map(|number| FIRST + (number << 8)) {
            assert_eq!(server.create_scope(scope, 0xFFFF_FF00), 0);
            assert_eq!(server.set_option(By::First, Level::Scope(scope), 3, &value), 0);
        }
        assert_eq!(server.add_reservation(FIRST, FIRST + 5, &[7]), 0);
        let levels = [Level::Scope(FIRST), Level::Reserved(FIRST + 5, FIRST), Level::Global];
        levels.map(|level| {
            assert_eq!(server.set_option(By::First, level, 3, &value), 0);
            // The table of live blocks grows now and then.
            let reads = (0..8).map(|_| asked(|| assert!(server.option(By::First, level, 3).is_ok())));
            let read = reads.min().unwrap();
            let set = asked(|| assert_eq!(server.set_option(By::First, level, 3, &value), 0));
            let removed = asked(|| assert_eq!(server.remove_option_value(By::First, level, 3), 0));
            [read, set, removed]
        })
    };
    assert_eq!(costs(2), costs(2000));
}

/// A server shares the classes and definitions that a fresh one has, until it changes them; a scope without values has nothing
/// for options.
#[test]
fn options_that_nobody_has_set() {
    let _turn = begin();
    let first = Server::new();
    assert_eq!(first.classes(&mut 0, u32::MAX).1.len(), 5);
    let before = IN_USE.get();
    let servers: Vec<Server> = (0..100).map(|_| Server::new()).collect();
    let each = (IN_USE.get() - before) / 100;
    // The 72 definitions alone are 6 KiB, without their strings.
    assert!(each < 3000, "{each} bytes for a server");
    let before = IN_USE.get();
    assert_eq!(servers[7].create_class(&Class::new("Phones", true, b"phone")), 0);
    let changed = IN_USE.get() - before;
    assert!(changed < 3000, "{changed} bytes for a server with classes of its own");
    let before = IN_USE.get();
    assert_eq!(servers[7].define(By::First, &Defined::new(224, &[Element::Byte(1)])), 0);
    let changed = IN_USE.get() - before;
    assert!(changed > 6000, "{changed} bytes for a server with definitions of its own");
    let before = IN_USE.get();
    assert_eq!(servers[8].set_option(By::First, Level::Global, 200, &[Element::Byte(1)]), 20010);
    assert_eq!(servers[8].option(By::First, Level::Global, 3), Err(2));
    let refused = IN_USE.get() - before;
    assert!(refused < 500, "{refused} bytes for what was refused");
}

/// A WMI method that changes a relationship copies none of its leases (MS-DHCPM has no such method; the class is
/// PS_DhcpServerv4Failover). It copied those of all servers, also where it was refused or only asked.
#[test]
fn what_a_method_does_beside_leases() {
    let _turn = begin();
    // Names are as long for all that follow.
    while Server::new().name.len() < "server10".len() {}
    let cost = |leases: u32| {
        // As many servers each time.
        // SAFETY: it takes nothing.
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        let Pair { primary, secondary, .. } = pair();
        for number in 0..leases {
            assert_eq!(primary.create_lease(SCOPE + 1 + number, &number.to_be_bytes(), 1), 0);
        }
        assert_eq!(secondary.statistics(SCOPE).unwrap()[2], leases, "the partner has them too");
        let set = |mclt: u32, name: &str, what_if: bool| {
            let (server, name) = (Wide::new(&primary.name), Wide::new(name));
            // SAFETY: numbers and pointers, all of which may be 0.
            let mut given: DHCPSAPI_CIM_SET = unsafe { std::mem::zeroed() };
            given.ComputerName = server.as_ptr();
            given.Name = name.as_ptr();
            given.HasMaxClientLeadTime = 1;
            given.MaxClientLeadTime = mclt;
            let mut text = null_mut();
            let place = if what_if { &raw mut text } else { null_mut() };
            // SAFETY: valid pointers.
            let code = unsafe { dhcpsapi_cim_set(&raw const given, place, null_mut()) };
            blocks::free(text);
            code
        };
        assert_eq!(set(100, NAME, false), 0);
        let remove_scope = || {
            let (server, name, scope) = (Wide::new(&primary.name), Wide::new(NAME), Wide::new("11.0.0.0"));
            let (scopes, mut text) = ([scope.as_ptr()], null_mut());
            let fate = MaybeUninit::new(DHCPSAPI_CIM_PARTNER_SCOPES::DhcpsapiCimDisable);
            let (server, name) = (server.as_ptr(), name.as_ptr());
            // SAFETY: valid pointers.
            let code = unsafe {
                dhcpsapi_cim_scope_remove(
                    server,
                    name,
                    scopes.as_ptr(),
                    1,
                    0,
                    0,
                    fate,
                    &raw mut text,
                    null_mut(),
                )
            };
            blocks::free(text);
            code
        };
        [
            asked(|| assert_eq!(set(200, NAME, false), 0)),
            asked(|| assert_eq!(set(300, NAME, true), 0)),
            asked(|| assert_eq!(set(300, "none", false), 20_115)),
            asked(|| assert_eq!(remove_scope(), 0)),
        ]
    };
    assert_eq!(cost(10), cost(3000));
}

/// The reason is there for a process that has no memory left, too.
#[test]
fn a_reason_costs_no_memory() {
    let _turn = begin();
    let server = Server::new();
    assert_eq!(server.create_scope(SCOPE, 0), 87);
    let bytes = asked(|| {
        for _ in 0..100 {
            assert!(!unsafe { dhcpsapi_last_reason() }.is_null());
        }
    });
    assert_eq!(bytes, 0);
}
