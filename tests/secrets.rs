//! A shared secret that was removed, replaced or given back is nowhere in the memory of the process: not in what was stored,
//! in what was superseded, or in results that were freed.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::undocumented_unsafe_blocks,
    reason = "a test may panic; each call is made with what it takes"
)]

mod support;

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::ptr::{null, null_mut};

use dhcpsapi::abi::cim::{DHCPSAPI_CIM_ADD, DHCPSAPI_CIM_SET};
use dhcpsapi::exports::{
    dhcpsapi_cim_add_by_load_balance, dhcpsapi_cim_free, dhcpsapi_cim_set, dhcpsapi_reset,
};
use support::blocks::{Wide, free_relationship};
use support::fixtures::MASK;
use support::relationship::{Relationship, delete_relationship};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const SCOPE: u32 = 0x0A00_0000;

/// Two secrets as they are searched for: no constant of this program is one of them.
const HIDDEN: [[u16; 12]; 2] = [
    [0x1234, 0x1301, 0x0452, 0x0A11, 0x0B43, 0x1777, 0x0333, 0x1919, 0x0C0C, 0x1F0F, 0x0AAB, 0x1BBA],
    [0x1111, 0x0A77, 0x1C3D, 0x0B2E, 0x1A01, 0x0909, 0x1234, 0x0FED, 0x0CBA, 0x1098, 0x0765, 0x0432],
];
const KEY: u16 = 0x0F5A;

/// Bytes before the secret in its block: `free` overwrites the beginning of a block by itself.
const BEFORE: usize = 28;

/// The secret, in a buffer that stays where it is and is overwritten when it ends.
struct Marker(Vec<u16>);

impl Marker {
    fn new(which: usize) -> Self {
        let mut units = vec![0x41; BEFORE + 13];
        units[BEFORE + 12] = 0;
        for (unit, hidden) in units[BEFORE..].iter_mut().zip(HIDDEN[which]) {
            *unit = hidden ^ KEY;
        }
        Marker(units)
    }
}

impl Drop for Marker {
    fn drop(&mut self) {
        for unit in &mut self.0 {
            unsafe { std::ptr::from_mut(unit).write_volatile(0) };
        }
    }
}

const PAGE: usize = 4096;

/// The place that memory is read into, in pages of its own: they are not searched.
#[repr(align(4096))]
struct Scratch([u8; 2 * PAGE]);

/// How often a secret stands in the heap or in other memory that belongs to no file.
fn copies(which: usize) -> usize {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut scratch = Box::new(Scratch([0; 2 * PAGE]));
    let own = scratch.0.as_ptr().addr()..scratch.0.as_ptr().addr() + 2 * PAGE;
    let hidden = HIDDEN[which];
    let mut found = 0;
    for line in maps.lines() {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let name = fields.get(5).copied().unwrap_or("");
        let is_memory = name.is_empty() || name == "[heap]" || name.starts_with("[anon");
        if !is_memory || !fields[1].starts_with("rw") {
            continue;
        }
        let (start, end) = fields[0].split_once('-').unwrap();
        let [start, end] = [start, end].map(|text| usize::from_str_radix(text, 16).unwrap());
        for page in (start..end).step_by(PAGE).filter(|page| !own.contains(page)) {
            // A secret may begin in this page and end in the next.
            let length = (PAGE + 2 * (hidden.len() - 1)).min(end - page);
            let bytes = &mut scratch.0[..length];
            if memory.read_exact_at(bytes, page.try_into().unwrap()).is_ok() {
                let is_unit = |(unit, hidden): (&[u8], u16)| {
                    u16::from_ne_bytes(unit.try_into().unwrap()) == hidden ^ KEY
                };
                let is_secret = |place: &usize| bytes[*place..].chunks_exact(2).zip(hidden).all(is_unit);
                let last = (length + 1).saturating_sub(2 * hidden.len());
                found += (0..last).step_by(2).filter(is_secret).count();
            }
            bytes.fill(0);
            std::hint::black_box(&scratch.0);
        }
    }
    found
}

fn create(server: &Server, relationship: &mut Relationship, secret: &mut Marker) {
    let mut structure = unsafe { *relationship.ptr() };
    structure.SharedSecret = secret.0.as_mut_ptr();
    assert_eq!(unsafe { DhcpV4FailoverCreateRelationship(server.ptr(), &structure) }, 0);
}

/// Reads it in each way that shows the secret, and frees what was read.
fn read(server: &Server) {
    let (name, mut found) = (Wide::new("pair"), null_mut());
    unsafe {
        assert_eq!(DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), &mut found), 0);
        free_relationship(found);
        assert_eq!(DhcpV4FailoverGetScopeRelationship(server.ptr(), SCOPE, &mut found), 0);
        free_relationship(found);
    }
}

#[test]
fn a_secret_that_is_gone_is_nowhere_in_memory() {
    let (one, two) = Server::pair();
    for server in [&one, &two] {
        server.scope(SCOPE, MASK, SCOPE + 10, SCOPE + 99);
    }
    let mut half = Relationship::between("pair", &one, &two, &[SCOPE]);
    let mut first = Marker::new(0);
    create(&one, &mut half, &mut first);
    read(&one);
    drop(first);
    assert_eq!(copies(0), 1, "the one that is stored; if none is found the search finds nothing");

    let mut second = Marker::new(1);
    let mut structure = unsafe { *half.ptr() };
    structure.SharedSecret = second.0.as_mut_ptr();
    assert_eq!(unsafe { DhcpV4FailoverSetRelationship(one.ptr(), SHAREDSECRET, &structure) }, 0);
    drop(second);
    assert_eq!((copies(0), copies(1)), (0, 1), "it was replaced");

    read(&one);
    assert_eq!(delete_relationship(&one, "pair"), 0);
    assert_eq!(copies(1), 0, "its relationship was deleted");

    let mut again = Marker::new(0);
    create(&one, &mut half, &mut again);
    drop(again);
    assert_eq!(copies(0), 1);
    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    assert_eq!(copies(0), 0, "all is forgotten");

    through_the_classes();
    through_dns_credentials();
}

/// The password of a server's DNS credentials, in clear and run-encoded.
fn through_dns_credentials() {
    let server = Server::new();
    let (first, second) = (Marker::new(0), Marker::new(1));
    let set = |password: *const u16| unsafe {
        DhcpServerSetDnsRegCredentialsV5(server.ptr(), null(), null(), password)
    };
    assert_eq!((set(first.0.as_ptr()), set(second.0.as_ptr())), (0, 0));
    drop((first, second));
    assert_eq!((copies(0), copies(1)), (0, 1), "it was replaced");
    // Each byte with the encoded one before it and the seed (MS-DHCPM 3.2.4.44, note 53).
    let mut encoded = Marker::new(0);
    let (mut before, end) = (0xE7 ^ 0xA5, encoded.0.len() - 1);
    for unit in &mut encoded.0[..end] {
        let [low, high] = unit.to_le_bytes();
        let low = low ^ before ^ 0xA5;
        before = high ^ low ^ 0xA5;
        *unit = u16::from_le_bytes([low, before]);
    }
    let code = unsafe { DhcpServerSetDnsRegCredentials(server.ptr(), null(), null(), encoded.0.as_ptr()) };
    drop(encoded);
    assert_eq!((code, copies(0), copies(1)), (0, 1, 0), "it was decoded");
    assert_eq!((set(null()), copies(0)), (0, 0), "it was removed");
    let refused = Marker::new(0);
    let nobody = Wide::new("nobody knows it");
    let code =
        unsafe { DhcpServerSetDnsRegCredentialsV5(nobody.as_ptr(), null(), null(), refused.0.as_ptr()) };
    drop(refused);
    assert_eq!((code, copies(0)), (1722, 0), "it was refused");
}

/// Changes and deletes a secret by the methods of the classes, which try things on a copy.
fn through_the_classes() {
    let (one, two) = Server::pair();
    one.scope(SCOPE, MASK, SCOPE + 10, SCOPE + 99);
    let (name, partner, scope) = (Wide::new("pair"), Wide::new(&two.name), Wide::new("10.0.0.0"));
    let (first, second) = (Marker::new(0), Marker::new(1));
    let scopes = [scope.as_ptr()];
    let mut shown = null_mut();
    unsafe {
        let mut add: DHCPSAPI_CIM_ADD = std::mem::zeroed();
        (add.ComputerName, add.Name, add.PartnerServer) = (one.ptr(), name.as_ptr(), partner.as_ptr());
        (add.ScopeId, add.ScopeIdCount) = (scopes.as_ptr(), 1);
        add.SharedSecret = first.0.as_ptr();
        assert_eq!(dhcpsapi_cim_add_by_load_balance(&raw const add, null_mut(), &raw mut shown), 0);
        dhcpsapi_cim_free(shown);
        let mut set: DHCPSAPI_CIM_SET = std::mem::zeroed();
        (set.ComputerName, set.Name, set.SharedSecret) = (one.ptr(), name.as_ptr(), second.0.as_ptr());
        assert_eq!(dhcpsapi_cim_set(&raw const set, null_mut(), null_mut()), 0);
    }
    drop((first, second));
    assert_eq!((copies(0), copies(1)), (0, 2), "it was replaced on both servers");
    for server in [&one, &two] {
        assert_eq!(delete_relationship(server, "pair"), 0);
    }
    assert_eq!(copies(1), 0, "its relationships were deleted");

    let refused = Marker::new(0);
    unsafe {
        let mut set: DHCPSAPI_CIM_SET = std::mem::zeroed();
        (set.Name, set.SharedSecret, set.LoadBalancePercent) = (name.as_ptr(), refused.0.as_ptr(), 5);
        assert_eq!(
            dhcpsapi_cim_set(&raw const set, null_mut(), null_mut()),
            87,
            "HasLoadBalancePercent is not set"
        );
        let mut add: DHCPSAPI_CIM_ADD = std::mem::zeroed();
        (add.Name, add.PartnerServer, add.SharedSecret) =
            (name.as_ptr(), partner.as_ptr(), refused.0.as_ptr());
        add.StateSwitchInterval = 5;
        assert_eq!(dhcpsapi_cim_add_by_load_balance(&raw const add, null_mut(), &raw mut shown), 87);
    }
    drop(refused);
    assert_eq!(copies(0), 0, "it was refused");
}
