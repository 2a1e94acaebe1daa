//! The list of servers, how a server is named, its version, and the environment variables. What needs a process of
//! its own runs in one: this program again, with one of the tests that are ignored otherwise.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ffi::c_void;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::ptr::{dangling_mut, null_mut};

use dhcpsapi::exports::{dhcpsapi_local_set, dhcpsapi_reset};
use support::blocks::{Key, Wide, bytes, free, take_addresses, text};
use support::codes::{
    DATABASE_INIT_FAILED, INVALID_PARAMETER, NO_MORE_ITEMS, SERVER_ADDRESS_MISMATCH, SERVER_ALREADY_EXISTS,
    SERVER_DOES_NOT_EXIST, SERVER_UNAVAILABLE, SUBNET_NOT_PRESENT,
};
use support::fixtures::ALL;
use support::relationship::Relationship;
use support::server::{LOCAL, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Makes the structure for a call. Nothing but name and address is looked at.
fn listing<T>(name: &str, address: u32, call: impl FnOnce(*mut DHCPDS_SERVER) -> T) -> T {
    let mut name = Wide::new(name);
    call(&mut DHCPDS_SERVER {
        Version: 77,
        ServerName: name.as_mut_ptr(),
        ServerAddress: address,
        Flags: ALL,
        State: ALL,
        DsLocation: dangling_mut(),
        DsLocType: ALL,
    })
}

/// The parameters that are ignored point nowhere.
fn add(name: &str, address: u32) -> u32 {
    let ignored: *mut c_void = dangling_mut();
    // SAFETY: a valid structure.
    listing(name, address, |server| unsafe { DhcpAddServer(ALL, ignored, server, ignored, ignored) })
}

fn delete(name: &str, address: u32) -> u32 {
    let ignored: *mut c_void = dangling_mut();
    // SAFETY: a valid structure.
    listing(name, address, |server| unsafe { DhcpDeleteServer(ALL, ignored, server, ignored, ignored) })
}

/// Names and addresses of the list.
fn list() -> Vec<(String, u32)> {
    let ignored: *mut c_void = dangling_mut();
    let mut servers = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpEnumServers(ALL, ignored, &mut servers, ignored, ignored) }, 0);
    // SAFETY: the call succeeded.
    let DHCPDS_SERVERS { Flags, NumElements, Servers } = unsafe { *servers };
    assert_eq!(Flags, 0);
    let mut found = Vec::new();
    if NumElements == 0 {
        assert!(Servers.is_null(), "an empty list has no array");
    } else {
        // SAFETY: the array has as many elements as the list says.
        for server in unsafe { std::slice::from_raw_parts(Servers, NumElements.try_into().unwrap()) } {
            assert_eq!((server.Version, server.Flags, server.State, server.DsLocType), (0, 0, 0, 0));
            assert!(server.DsLocation.is_null());
            found.push((text(server.ServerName).unwrap(), server.ServerAddress));
            free(server.ServerName);
        }
    }
    free(Servers);
    free(servers);
    found
}

/// Code and scopes of the server that has this name.
fn scopes_of(server: *const u16) -> (u32, Vec<u32>) {
    let (mut handle, mut array, mut read, mut total) = (0, dangling_mut(), 77, 78);
    // SAFETY: a valid string and places.
    let code = unsafe { DhcpEnumSubnets(server, &mut handle, ALL, &mut array, &mut read, &mut total) };
    (code, take_addresses(array).unwrap_or_default())
}

fn scopes(server: &str) -> (u32, Vec<u32>) {
    scopes_of(Wide::new(server).as_ptr())
}

fn create_scope(server: *const u16, address: u32) -> u32 {
    let info = DHCP_SUBNET_INFO { SubnetAddress: address, SubnetMask: 0xFFFF_FF00, ..Default::default() };
    // SAFETY: a valid string and structure.
    unsafe { DhcpCreateSubnet(server, address, &info) }
}

/// Code and version of a server.
fn version(server: *const u16) -> (u32, u32, u32) {
    let (mut major, mut minor) = (77, 78);
    // SAFETY: a valid string and places.
    let code = unsafe { DhcpGetVersion(server, &mut major, &mut minor) };
    (code, major, minor)
}

fn dotted(address: u32) -> String {
    std::net::Ipv4Addr::from_bits(address).to_string()
}

// --------------------------------------------------------------------------------------------------- the list

#[test]
fn a_server_has_a_name_and_an_address() {
    let nameless = [("", 0x0A63_0001), ("nameless", 0), ("broadcast", 0xFFFF_FFFF), ("", 0)];
    let misnamed = [("10.99.0.2", 0x0A63_0001), ("127.0.0.1", 0x0A63_0001)];
    for (name, address) in [&nameless[..], &misnamed].concat() {
        assert_eq!(add(name, address), INVALID_PARAMETER, "{name}");
    }
    assert_eq!(
        (add("10.99.0.3", 0x0A63_0003), delete("10.99.0.3", 0x0A63_0003)),
        (0, 0),
        "it reads as its own"
    );
    assert!(list().iter().all(|(name, _)| !["", "nameless", "broadcast"].contains(&name.as_str())));
}

#[test]
fn a_name_and_an_address_are_listed_once() {
    // The description of ERROR_DDS_SERVER_ALREADY_EXISTS.
    assert_eq!(add("Only-Once", 0x0A63_0101), 0);
    let before: Vec<_> = list().into_iter().filter(|(_, address)| address >> 8 == 0x0A_6301).collect();
    for (name, address) in [
        ("Only-Once", 0x0A63_0101),
        ("Only-Once", 0x0A63_0102),
        ("ONLY-once", 0x0A63_0102),
        ("another", 0x0A63_0101),
    ] {
        assert_eq!(add(name, address), SERVER_ALREADY_EXISTS, "{name} {address:#X}");
    }
    let after: Vec<_> = list().into_iter().filter(|(_, address)| address >> 8 == 0x0A_6301).collect();
    assert_eq!(after, before);
    assert_eq!(before, [("Only-Once".to_owned(), 0x0A63_0101)], "the name is kept as it was given");
}

#[test]
fn a_server_is_unlisted_by_name_and_address() {
    // The descriptions of ERROR_DDS_SERVER_DOES_NOT_EXIST and ERROR_DDS_SERVER_ADDRESS_MISMATCH.
    assert_eq!(add("leaving", 0x0A63_0201), 0);
    assert_eq!(add("staying", 0x0A63_0202), 0);
    let table = [
        ("unheard-of", 0x0A63_0209, SERVER_DOES_NOT_EXIST),
        ("unheard-of", 0x0A63_0201, SERVER_DOES_NOT_EXIST),
        ("leavin", 0x0A63_0201, SERVER_DOES_NOT_EXIST),
        ("leaving", 0x0A63_0209, SERVER_ADDRESS_MISMATCH),
        ("leaving", 0x0A63_0202, SERVER_ADDRESS_MISMATCH),
        ("LEAVING", 0, SERVER_ADDRESS_MISMATCH),
    ];
    for (name, address, code) in table {
        assert_eq!(delete(name, address), code, "{name} {address:#X}");
        assert_eq!(scopes("leaving"), (NO_MORE_ITEMS, vec![]), "it is there still");
    }
    assert_eq!(delete("Leaving", 0x0A63_0201), 0, "in any case");
    assert_eq!(delete("leaving", 0x0A63_0201), SERVER_DOES_NOT_EXIST);
    assert_eq!(scopes("leaving").0, SERVER_UNAVAILABLE);
    assert_eq!(scopes("staying").0, NO_MORE_ITEMS);
}

#[test]
fn an_unlisted_server_keeps_its_data() {
    let server = Server::new();
    let (name, address) = (server.name.clone(), server.address);
    server.scope(0x0A01_0000, 0xFFFF_FF00, 0x0A01_000A, 0x0A01_0063);
    assert_eq!(server.create_lease(0x0A01_0032, &[1, 2, 3], 1), 0);
    let before = server.contents();
    assert_eq!(delete(&name, address), 0);
    for named in [name.clone(), name.to_uppercase(), dotted(address)] {
        assert_eq!(scopes(&named), (SERVER_UNAVAILABLE, vec![]), "{named}");
        assert_eq!(create_scope(Wide::new(&named).as_ptr(), 0x0A02_0000), SERVER_UNAVAILABLE);
        assert_eq!(version(Wide::new(&named).as_ptr()), (SERVER_UNAVAILABLE, 0, 0));
    }
    assert_eq!(add(&name, address), 0);
    assert!(server.contents() == before, "it came back as it was");
    // It is the address that makes the server, not the name.
    let renamed = format!("{name}-renamed");
    assert_eq!(delete(&name, address), 0);
    assert_eq!(add(&renamed, address), 0);
    assert_eq!(scopes(&renamed), (0, vec![0x0A01_0000]));
    assert_eq!(scopes(&name).0, SERVER_UNAVAILABLE);
    // The old name with another address is a new server.
    assert_eq!(add(&name, 0x0A63_0301), 0);
    assert_eq!(scopes(&name), (NO_MORE_ITEMS, vec![]));
    assert_eq!(scopes(&dotted(address)), (0, vec![0x0A01_0000]));
}

#[test]
fn a_listed_server_is_named_by_name_and_by_address() {
    assert_eq!(add("R\u{e9}seau.example", 0x0A63_0401), 0);
    let names = ["R\u{e9}seau.example", "r\u{c9}SEAU.EXAMPLE", "10.99.4.1"];
    for (number, name) in (0_u32..).zip(names) {
        assert_eq!(create_scope(Wide::new(name).as_ptr(), 0x0A00_0000 + (number << 8)), 0, "{name}");
    }
    for name in names {
        assert_eq!(scopes(name), (0, vec![0x0A00_0000, 0x0A00_0100, 0x0A00_0200]));
    }
}

#[test]
fn an_unknown_server_is_not_available() {
    for name in [
        "unknown",
        "unknown.example",
        "10.254.254.254",
        "0.0.0.0",
        "255.255.255.255",
        "10.99.99",
        "localhost.",
        "localhost ",
        "\\\\localhost",
        "128.0.0.1",
        "\u{1F5A5}",
    ] {
        assert_eq!(scopes(name), (SERVER_UNAVAILABLE, vec![]), "{name}");
        assert_eq!(version(Wide::new(name).as_ptr()), (SERVER_UNAVAILABLE, 0, 0), "{name}");
    }
}

#[test]
fn every_server_is_of_version_10_0() {
    // MS-DHCPM 3.1.4.29; 10.0 is Windows Server 2016 and later.
    let server = Server::new();
    for name in [LOCAL, server.ptr(), Wide::new("").as_ptr()] {
        assert_eq!(version(name), (0, 10, 0));
    }
}

#[test]
fn the_list_needs_no_preparation_and_no_end() {
    assert_eq!(add("prepared", 0x0A63_0501), 0);
    for _ in 0..3 {
        // SAFETY: they take nothing.
        unsafe {
            assert_eq!(DhcpDsInit(), 0);
            DhcpDsCleanup();
            DhcpDsCleanup();
        }
    }
    assert!(list().contains(&("prepared".to_owned(), 0x0A63_0501)));
    assert_eq!(scopes("prepared").0, NO_MORE_ITEMS);
}

// ------------------------------------------------------------------------------------- a process of its own

/// Set where a test runs in a process of its own. Without it an ignored test does nothing.
const CHILD: &str = "DHCPSAPI_TEST_CHILD";

fn is_child() -> bool {
    std::env::var_os(CHILD).is_some()
}

/// Runs one of the ignored tests of this program in a process of its own, where it must pass.
fn in_its_own_process(test: &str, environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(std::env::current_exe().unwrap());
    for variable in ["DHCPSAPI_REGISTRY", "DHCPSAPI_LOCAL", "DHCPSAPI_SERVERS", "DHCPSAPI_TRACE"] {
        command.env_remove(variable);
    }
    command.args([test, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(CHILD, "1");
    let output = command.envs(environment.iter().copied()).output().unwrap();
    let printed = String::from_utf8_lossy(&output.stdout);
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{test} with {environment:?}:\n{printed}\n{complained}");
    assert!(printed.contains("1 passed"), "there is no test {test}:\n{printed}");
    output
}

fn owned(expected: &[(&str, u32)]) -> Vec<(String, u32)> {
    expected.iter().map(|(name, address)| ((*name).to_owned(), *address)).collect()
}

#[test]
fn the_list_starts_empty_and_keeps_the_order_of_adding() {
    in_its_own_process("child_list", &[]);
}

#[test]
#[ignore = "a part of another test"]
fn child_list() {
    if !is_child() {
        return;
    }
    assert_eq!(list(), []);
    for (name, address) in [("zeta", 0x0A63_0003), ("alpha", 0x0A63_0002), ("mu", 0x0A63_0001)] {
        assert_eq!(add(name, address), 0);
    }
    assert_eq!(list(), owned(&[("zeta", 0x0A63_0003), ("alpha", 0x0A63_0002), ("mu", 0x0A63_0001)]));
    assert_eq!(delete("zeta", 0x0A63_0003), 0);
    assert_eq!(list(), owned(&[("alpha", 0x0A63_0002), ("mu", 0x0A63_0001)]));
    assert_eq!(add("zeta", 0x0A63_0003), 0);
    assert_eq!(list(), owned(&[("alpha", 0x0A63_0002), ("mu", 0x0A63_0001), ("zeta", 0x0A63_0003)]));
}

#[test]
fn the_local_server_has_many_names() {
    in_its_own_process("child_local_names", &[]);
}

/// The address of the local server, as OwnerHost of a lease record has it.
fn local_address() -> u32 {
    assert_eq!(create_scope(LOCAL, 0xC000_0200), 0);
    let info = DHCP_CLIENT_INFO_PB {
        ClientIpAddress: 0xC000_0201,
        ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 1, Data: &mut 7 },
        bClientType: 1,
        AddressState: 1,
        ..Default::default()
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpV4CreateClientInfo(LOCAL, &info) }, 0);
    let mut found = dangling_mut();
    // SAFETY: valid structures and places.
    let code =
        Key::Address(0xC000_0201).search(|search| unsafe { DhcpV4GetClientInfo(LOCAL, search, &mut found) });
    assert_eq!(code, 0);
    // SAFETY: the call succeeded.
    let record = unsafe { *found };
    assert_eq!(bytes(&record.ClientHardwareAddress), [7]);
    free(record.ClientHardwareAddress.Data);
    free(record.OwnerHost.NetBiosName);
    free(found);
    record.OwnerHost.IpAddress
}

#[test]
#[ignore = "a part of another test"]
fn child_local_names() {
    if !is_child() {
        return;
    }
    let own_address = local_address();
    let own_name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim().to_owned();
    let own = (0, vec![0xC000_0200]);
    assert_eq!(scopes_of(LOCAL), own);
    let names = ["", "localhost", "LocalHost", "127.0.0.1", "127.255.1.2"].map(str::to_owned);
    let names = names.into_iter().chain([own_name.clone(), own_name.to_uppercase(), dotted(own_address)]);
    for name in names {
        assert_eq!(scopes(&name), own, "{name}");
    }
    assert_eq!(list(), [], "it is not listed by itself");

    // It can be listed like any other, under any name.
    assert_eq!(add("me.example", own_address), 0);
    assert_eq!(scopes("ME.example"), own);
    assert_eq!(delete("me.example", own_address), 0);
    assert_eq!(scopes("me.example").0, SERVER_UNAVAILABLE);
    assert_eq!(scopes(&dotted(own_address)), own, "its address still means the local server");
    assert_eq!(scopes_of(LOCAL), own);

    // A loopback address with an entry of its own is another server.
    assert_eq!(add("loop", 0x7F00_0009), 0);
    for name in ["loop", "127.0.0.9"] {
        assert_eq!(scopes(name), (NO_MORE_ITEMS, vec![]), "{name}");
    }
    assert_eq!(scopes("127.0.0.8"), own);
}

/// design.md section 4, "Server names": an entry for 127.0.0.1 names the local server; another loopback address with an
/// entry of its own is a server of its own.
#[test]
fn an_entry_for_127_0_0_1_names_the_local_server() {
    in_its_own_process("child_loopback", &[]);
}

#[test]
#[ignore = "a part of another test"]
fn child_loopback() {
    if !is_child() {
        return;
    }
    let own_address = local_address();
    let own = (0, vec![0xC000_0200]);
    assert_eq!(add("me", 0x7F00_0001), 0);
    assert_eq!(list(), owned(&[("me", 0x7F00_0001)]), "as it was given");
    for name in ["me", "127.0.0.1", "localhost", "", &dotted(own_address)] {
        assert_eq!(scopes(name), own, "{name}");
    }
    // A server has one entry, as every name and address has.
    for (name, address) in [("me", 0x7F00_0001), ("I", 0x7F00_0001), ("I", own_address), ("me", own_address)]
    {
        assert_eq!(add(name, address), SERVER_ALREADY_EXISTS, "{name} {address:#X}");
    }
    assert_eq!(delete("me", own_address), SERVER_ADDRESS_MISMATCH, "it is listed with another address");
    assert_eq!(delete("me", 0x7F00_0001), 0);
    assert_eq!(scopes("me").0, SERVER_UNAVAILABLE);
    assert_eq!(scopes("127.0.0.1"), own, "loopback is the local server without an entry too");
    assert_eq!(add("me", own_address), 0);
    assert_eq!(add("I", 0x7F00_0001), SERVER_ALREADY_EXISTS);
    assert_eq!(delete("me", own_address), 0);

    // localhost is not the name of another server.
    assert_eq!(add("LocalHost", 0x0A63_0901), INVALID_PARAMETER);
    assert_eq!(scopes("localhost"), own);
    assert_eq!(add("localhost", 0x7F00_0001), 0);
    assert_eq!(scopes("localhost"), own);
    assert_eq!(delete("localhost", 0x7F00_0001), 0);

    // Other loopback addresses, as tests like to have them.
    assert_eq!(add("loop-2", 0x7F00_0002), 0);
    assert_eq!(scopes("127.0.0.2"), (NO_MORE_ITEMS, vec![]));
    assert_eq!(scopes("127.0.0.1"), own);
    assert_eq!(delete("loop-2", 0x7F00_0002), 0);
    assert_eq!(scopes("127.0.0.2"), own);
}

// ------------------------------------------------------------------------------- the local server's own name

fn name_local(name: &str, address: u32) -> u32 {
    // SAFETY: a string.
    unsafe { dhcpsapi_local_set(Wide::new(name).as_ptr(), address) }
}

/// design.md section 4, "Server names": DHCPSAPI_LOCAL=name=address sets name and address of the local server.
#[test]
fn the_local_server_is_named_by_the_environment() {
    let environment =
        [("DHCPSAPI_LOCAL", " dc1.example = 10.9.1.1 "), ("DHCPSAPI_SERVERS", "also=10.9.1.1,me=10.9.1.2")];
    in_its_own_process("child_named", &environment);
}

#[test]
#[ignore = "a part of another test"]
fn child_named() {
    if !is_child() {
        return;
    }
    assert_eq!(local_address(), 0x0A09_0101);
    let own = (0, vec![0xC000_0200]);
    for name in ["DC1.example", "10.9.1.1", "also", "127.0.0.1", ""] {
        assert_eq!(scopes(name), own, "{name}");
    }
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap().trim().to_owned();
    assert_eq!(scopes(&host).0, SERVER_UNAVAILABLE, "it has one name");
    assert_eq!(scopes("me"), (NO_MORE_ITEMS, vec![]), "another server");
}

/// `dhcpsapi_local_set`, which is refused while something is stored that names the server by its address.
#[test]
fn the_local_server_is_named_by_a_program() {
    in_its_own_process("child_naming", &[("DHCPSAPI_LOCAL", "first=10.9.1.1")]);
    let environment = [("DHCPSAPI_TRACE", "stderr"), ("DHCPSAPI_LOCAL", "localhost=10.9.1.1")];
    let told = String::from_utf8(in_its_own_process("child_calls", &environment).stderr).unwrap();
    assert!(!told.contains("DHCPSAPI_LOCAL"), "{told}");
}

#[test]
#[ignore = "a part of another test"]
fn child_naming() {
    if !is_child() {
        return;
    }
    assert_eq!(add("other", 0x0A09_0102), 0);
    assert_eq!(add("gone", 0x0A09_0103), 0);
    assert_eq!(delete("gone", 0x0A09_0103), 0);
    for (name, address, code) in [
        ("", 0x0A09_0201, INVALID_PARAMETER),
        ("second", 0, INVALID_PARAMETER),
        ("second", 0xFFFF_FFFF, INVALID_PARAMETER),
        // Whoever names a server so means another one.
        ("10.9.2.2", 0x0A09_0201, INVALID_PARAMETER),
        ("127.0.0.1", 0x0A09_0201, INVALID_PARAMETER),
        ("OTHER", 0x0A09_0201, SERVER_ALREADY_EXISTS),
        ("second", 0x0A09_0102, SERVER_ALREADY_EXISTS),
        // It keeps its data, and so its address.
        ("second", 0x0A09_0103, SERVER_ALREADY_EXISTS),
    ] {
        assert_eq!(name_local(name, address), code, "{name} {address:#X}");
        assert_eq!(scopes("first"), (NO_MORE_ITEMS, vec![]));
    }
    // SAFETY: NULL is refused.
    assert_eq!(unsafe { dhcpsapi_local_set(null_mut(), 1) }, INVALID_PARAMETER);

    assert_eq!(add("entry", 0x0A09_0101), 0);
    assert_eq!(name_local("localhost", 0x0A09_0201), 0, "it is called that anyway");
    assert_eq!(name_local("Second", 0x0A09_0201), 0);
    for name in ["second", "10.9.2.1", "127.0.0.1", "entry", "10.9.1.1"] {
        assert_eq!(scopes(name), (NO_MORE_ITEMS, vec![]), "{name}");
    }
    assert_eq!(scopes("first").0, SERVER_UNAVAILABLE);
    assert_eq!(list(), owned(&[("other", 0x0A09_0102), ("entry", 0x0A09_0101)]), "the list stays");
    assert_eq!(delete("entry", 0x0A09_0101), 0);
    assert_eq!(scopes("10.9.1.1").0, SERVER_UNAVAILABLE);

    assert_eq!(local_address(), 0x0A09_0201);
    assert_eq!(name_local("Second", 0x0A09_0201), 0, "as it is");
    for (name, address) in [("third", 0x0A09_0201), ("second", 0x0A09_0201), ("Second", 0x0A09_0301)] {
        assert_eq!(name_local(name, address), INVALID_PARAMETER, "it has a scope");
    }
    assert_eq!(dhcpsapi_reset_in_this_process(), 0);
    assert_eq!(scopes("first"), (NO_MORE_ITEMS, vec![]), "that of the environment again");
    assert_eq!(local_address(), 0x0A09_0101);
}

fn dhcpsapi_reset_in_this_process() -> u32 {
    // SAFETY: it takes nothing.
    unsafe { dhcpsapi_reset() }
}

// ---------------------------------------------------------------------------------------------- environment

#[test]
fn servers_of_the_environment() {
    // DHCPSAPI_SERVERS is name=address,...; what is not of that form, or named twice, is passed over.
    let list = "alpha=10.9.0.1, beta = 10.9.0.2 ,bad,=10.9.0.3,gamma=,delta=10.9.0.256,ALPHA=10.9.0.4,\
                epsilon=10.9.0.1,r\u{e9}seau=10.9.0.5,zero=0.0.0.0,";
    in_its_own_process("child_servers", &[("DHCPSAPI_SERVERS", list)]);
}

#[test]
#[ignore = "a part of another test"]
fn child_servers() {
    if !is_child() {
        return;
    }
    let (alpha, beta, network) = (0x0A09_0001, 0x0A09_0002, 0x0A09_0005);
    assert_eq!(list(), owned(&[("alpha", alpha), ("beta", beta), ("r\u{e9}seau", network)]));
    for name in ["alpha", "BETA", "10.9.0.2", "R\u{c9}SEAU"] {
        assert_eq!(scopes(name), (NO_MORE_ITEMS, vec![]), "{name}");
    }
    for name in ["gamma", "delta", "epsilon", "10.9.0.3", "10.9.0.4"] {
        assert_eq!(scopes(name).0, SERVER_UNAVAILABLE, "{name}");
    }
    assert_eq!(add("alpha", alpha), SERVER_ALREADY_EXISTS);
    assert_eq!(delete("alpha", alpha), 0);
    assert_eq!(scopes("alpha").0, SERVER_UNAVAILABLE);
}

#[test]
fn no_servers_in_the_environment() {
    for list in ["", ",", "=", "==,=="] {
        in_its_own_process("child_list", &[("DHCPSAPI_SERVERS", list)]);
    }
}

/// Entries of DHCPSAPI_SERVERS and DHCPSAPI_LOCAL that are passed over stand in the trace, once.
#[test]
fn what_is_wrong_with_the_environment_is_traced() {
    let environment = [
        ("DHCPSAPI_TRACE", "stderr"),
        ("DHCPSAPI_LOCAL", "10.9.0.6=10.9.0.7"),
        (
            "DHCPSAPI_SERVERS",
            "10.9.0.8=10.9.0.9,here,alpha=10.9.0.1, ,beta=10.9.0,ALPHA=10.9.0.4,esc\u{1b}=1.2.3,zero=0.0.0.0,delta=10.9.0.5,",
        ),
    ];
    let output = in_its_own_process("child_calls", &environment);
    let text = String::from_utf8(output.stderr).unwrap();
    let told: Vec<&str> = text.lines().filter(|line| line.starts_with("dhcpsapi: DHCPSAPI_")).collect();
    let expected = [
        "dhcpsapi: DHCPSAPI_LOCAL: \"10.9.0.6=10.9.0.7\": invalid: the name of a server is not the address of another",
        "dhcpsapi: DHCPSAPI_SERVERS: \"10.9.0.8=10.9.0.9\": invalid: the name of a server is not the address of another",
        r#"dhcpsapi: DHCPSAPI_SERVERS: "here": it is not of the form name=address"#,
        r#"dhcpsapi: DHCPSAPI_SERVERS: "beta=10.9.0": it is not of the form name=address"#,
        r#"dhcpsapi: DHCPSAPI_SERVERS: "ALPHA=10.9.0.4": the server is listed already"#,
        r#"dhcpsapi: DHCPSAPI_SERVERS: "esc\u{1b}=1.2.3": it is not of the form name=address"#,
        "dhcpsapi: DHCPSAPI_SERVERS: \"zero=0.0.0.0\": invalid: a server has a name and an address that is not 0.0.0.0 \
         or 255.255.255.255",
    ];
    assert_eq!(told, expected);
}

#[test]
fn the_registry_in_memory() {
    for registry in ["memory:", ""] {
        in_its_own_process("child_list", &[("DHCPSAPI_REGISTRY", registry)]);
    }
}

#[test]
fn an_unknown_registry_is_a_database_that_does_not_open() {
    // ERROR_DHCP_DATABASE_INIT_FAILED: the client database could not be opened.
    for registry in ["stone-tablets:", "memory", "memory:x", "MEMORY:", " ", ":"] {
        in_its_own_process("child_unknown_registry", &[("DHCPSAPI_REGISTRY", registry)]);
    }
}

#[test]
#[ignore = "a part of another test"]
fn child_unknown_registry() {
    if !is_child() {
        return;
    }
    let ignored: *mut c_void = null_mut();
    let mut servers = dangling_mut();
    for server in [LOCAL, Wide::new("localhost").as_ptr(), Wide::new("unknown").as_ptr()] {
        assert_eq!(version(server), (DATABASE_INIT_FAILED, 0, 0));
        assert_eq!(scopes_of(server), (DATABASE_INIT_FAILED, vec![]));
        assert_eq!(create_scope(server, 0x0A00_0000), DATABASE_INIT_FAILED);
        assert_eq!(create_scope(server, 0), DATABASE_INIT_FAILED, "values are judged by the server");
        // SAFETY: NULL is refused.
        let code = unsafe { DhcpCreateSubnet(server, 0, null_mut()) };
        assert_eq!(code, INVALID_PARAMETER, "what cannot be read is noticed first");
    }
    assert_eq!(add("alpha", 0x0A63_0001), DATABASE_INIT_FAILED);
    assert_eq!(delete("alpha", 0x0A63_0001), DATABASE_INIT_FAILED);
    // SAFETY: valid places.
    unsafe {
        let code = DhcpEnumServers(0, ignored, &mut servers, ignored, ignored);
        assert_eq!((code, servers), (DATABASE_INIT_FAILED, null_mut()));
        assert_eq!(DhcpDsInit(), 0);
        DhcpDsCleanup();
    }
}

/// The lines that the calls of `child_calls` leave in a trace: name, server asked and code, in their order.
const TRACE: [(&str, u32); 7] = [
    ("DhcpDsInit", 0),
    ("DhcpGetVersion at the local server", 0),
    ("DhcpGetSubnetInfo at the local server", SUBNET_NOT_PRESENT),
    ("DhcpV4FailoverCreateRelationship at the local server", SUBNET_NOT_PRESENT),
    ("DhcpGetVersion at \"unknown\"", SERVER_UNAVAILABLE),
    (r#"DhcpGetVersion at "line\nline \u{202e}\"""#, SERVER_UNAVAILABLE),
    ("DhcpRpcFreeMemory", 0),
];

#[test]
#[ignore = "a part of another test"]
fn child_calls() {
    if !is_child() {
        return;
    }
    // SAFETY: it takes nothing.
    assert_eq!(unsafe { DhcpDsInit() }, 0);
    assert_eq!(version(LOCAL).0, 0);
    let mut info = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetSubnetInfo(LOCAL, 0x0A00_0000, &mut info) }, SUBNET_NOT_PRESENT);
    let mut relationship =
        Relationship::new("quiet-name", 0x0A63_0001, 0x0A63_0002, &[0x0A00_0000]).secret("hush-hush");
    // SAFETY: a valid structure.
    let code = unsafe { DhcpV4FailoverCreateRelationship(LOCAL, relationship.ptr()) };
    assert_eq!(code, SUBNET_NOT_PRESENT);
    for name in ["unknown", "line\nline \u{202e}\""] {
        assert_eq!(version(Wide::new(name).as_ptr()).0, SERVER_UNAVAILABLE);
    }
    free::<u8>(null_mut());
}

/// Checks that a text is the trace of `child_calls`: one line for each call, without any other argument than the server.
#[track_caller]
fn check_trace(text: &str) {
    let lines: Vec<&str> = text.lines().filter(|line| line.starts_with("dhcpsapi: ")).collect();
    assert_eq!(lines.len(), TRACE.len(), "{text}");
    for (line, (name, code)) in lines.iter().zip(TRACE) {
        let rest = line.strip_prefix(&format!("dhcpsapi: {name} -> {code} (")).unwrap_or_else(|| {
            panic!("{line} is not about {name} and {code}");
        });
        let time = rest.strip_suffix(" us)").unwrap();
        assert!(time.parse::<u64>().is_ok(), "{line}");
    }
    for argument in ["hush-hush", "quiet-name"] {
        assert!(!text.contains(argument), "{argument} is in the trace");
    }
}

#[test]
fn nothing_is_printed_unasked() {
    for environment in [&[][..], &[("DHCPSAPI_TRACE", "")]] {
        let output = in_its_own_process("child_calls", environment);
        let printed = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&printed).contains("dhcpsapi:"));
    }
}

#[test]
fn calls_are_traced_to_stderr() {
    let output = in_its_own_process("child_calls", &[("DHCPSAPI_TRACE", "stderr")]);
    check_trace(&String::from_utf8(output.stderr).unwrap());
    assert!(!String::from_utf8_lossy(&output.stdout).contains("dhcpsapi:"));
}

#[test]
fn calls_are_traced_to_a_file_that_is_not_overwritten() {
    let file: PathBuf = std::env::temp_dir().join(format!("dhcpsapi-trace-{}", std::process::id()));
    std::fs::write(&file, "older\n").unwrap();
    let output = in_its_own_process("child_calls", &[("DHCPSAPI_TRACE", file.to_str().unwrap())]);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::remove_file(&file).unwrap();
    assert!(text.starts_with("older\n"), "it is appended");
    check_trace(&text);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("dhcpsapi:"));
}

#[test]
fn a_trace_that_cannot_be_written_disturbs_nobody() {
    for target in ["/nonexistent/directory/trace", "/", "/dev/full"] {
        let output = in_its_own_process("child_calls", &[("DHCPSAPI_TRACE", target)]);
        assert!(!String::from_utf8_lossy(&output.stderr).contains("dhcpsapi:"));
    }
}
