//! The configuration of a server: DhcpServerSetConfig and its kin (MS-DHCPM 3.1.4.26, 3.1.4.27, 3.1.4.40 to 3.1.4.43), attributes
//! (MS-DHCPM 3.2.4.35, 3.2.4.36), bindings, the audit log, DNS credentials (MS-DHCPM 3.2.4.43, 3.2.4.44, 3.2.4.88), the options of a
//! thread, and the comparison of records and addresses.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, null, null_mut};
use std::slice;

use dhcpsapi::exports::DhcpDsClearHostServerEntries;
use support::blocks::{Key, Wide, free, text};
use support::codes::{
    ARITHMETIC_OVERFLOW, CALL_NOT_IMPLEMENTED, CANNOT_MODIFY_BINDINGS, INSUFFICIENT_BUFFER,
    INVALID_DHCP_CLIENT, INVALID_NAME, INVALID_PARAMETER, LOG_FILE_PATH_TOO_LONG, NAP_NOT_SUPPORTED,
    NETWORK_CHANGED, NOT_SUPPORTED, SERVER_UNAVAILABLE, SUBNET_NOT_PRESENT,
};
use support::dhcp::Client;
use support::fixtures::{ALL, MASK, NET};
use support::lab;
use support::server::{ACTIVE, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// The configuration of a server, as its newest structure has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Configuration {
    protocols: u32,
    /// Name, path, path of the backups.
    names: [String; 3],
    /// Backup, clean-up, in minutes.
    intervals: [u32; 2],
    /// Logging, restore, debug.
    flags: [u32; 3],
    pings: u32,
    boot_files: Vec<u16>,
    audit_log: i32,
    /// On, default, at work.
    quarantine: [i64; 3],
}

/// That of a fresh server: families of public tools have recorded it (`netsh dhcp server dump`).
fn fresh() -> Configuration {
    let names = ["dhcp.mdb", "C:\\Windows\\system32\\dhcp", "C:\\Windows\\system32\\dhcp\\backup"];
    Configuration {
        protocols: 1,
        names: names.map(str::to_owned),
        intervals: [60, 60],
        flags: [1, 0, 0],
        pings: 0,
        boot_files: vec![],
        audit_log: 1,
        quarantine: [0; 3],
    }
}

/// Three strings, each with its NUL, and one NUL more.
fn boot_table() -> Vec<u16> {
    "a,10.0.0.1,/x\0b,10.0.0.2,/y\0\0".encode_utf16().collect()
}

/// What is set, with the memory behind it.
struct Given {
    names: [Wide; 3],
    boot_files: Vec<u16>,
    structure: DHCP_SERVER_CONFIG_INFO_VQ,
}

impl Given {
    /// A configuration of which nothing is as on a fresh server.
    fn other() -> Self {
        Given::with(["l\u{e9}ases\u{20ac}.mdb", "D:\\dhcp", "D:\\dhcp\\backup"], boot_table())
    }

    fn with(names: [&str; 3], boot_files: Vec<u16>) -> Self {
        let mut given = Given {
            names: names.map(Wide::new),
            boot_files,
            structure: DHCP_SERVER_CONFIG_INFO_VQ {
                APIProtocolSupport: 7,
                BackupInterval: 15,
                DatabaseLoggingFlag: 0,
                RestoreFlag: 7,
                DatabaseCleanupInterval: 71_582,
                DebugFlag: 0xFFFF_FFFF,
                dwPingRetries: 5,
                fAuditLog: 0,
                QuarantineOn: 1,
                QuarDefFail: 2,
                QuarRuntimeStatus: 1,
                ..Default::default()
            },
        };
        let [name, path, backup] = &mut given.names;
        given.structure.DatabaseName = name.as_mut_ptr();
        given.structure.DatabasePath = path.as_mut_ptr();
        given.structure.BackupPath = backup.as_mut_ptr();
        given.structure.cbBootTableString = (given.boot_files.len() * 2).try_into().unwrap();
        given.structure.wszBootTableString = given.boot_files.as_mut_ptr();
        given
    }
}

/// The older structures are the beginnings of the newest.
fn original_of(info: &DHCP_SERVER_CONFIG_INFO_VQ) -> DHCP_SERVER_CONFIG_INFO {
    // SAFETY: as above.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn v4_of(info: &DHCP_SERVER_CONFIG_INFO_VQ) -> DHCP_SERVER_CONFIG_INFO_V4 {
    // SAFETY: as above.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn set(server: &Server, fields: u32, given: &mut Given) -> u32 {
    // SAFETY: a valid structure.
    unsafe { DhcpServerSetConfigVQ(server.ptr(), fields, &mut given.structure) }
}

fn set_v4(server: &Server, fields: u32, given: &Given) -> u32 {
    // SAFETY: a valid structure.
    unsafe { DhcpServerSetConfigV4(server.ptr(), fields, &mut v4_of(&given.structure)) }
}

fn set_original(server: &Server, fields: u32, given: &Given) -> u32 {
    // SAFETY: a valid structure.
    unsafe { DhcpServerSetConfig(server.ptr(), fields, &mut original_of(&given.structure)) }
}

/// Reads a configuration, and frees it piece by piece.
fn get(server: &Server) -> Configuration {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpServerGetConfigVQ(server.ptr(), &mut found) }, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    let boot_files = units(read.wszBootTableString, read.cbBootTableString);
    let names = [read.DatabaseName, read.DatabasePath, read.BackupPath];
    let configuration = Configuration {
        protocols: read.APIProtocolSupport,
        names: names.map(|name| text(name).unwrap()),
        intervals: [read.BackupInterval, read.DatabaseCleanupInterval],
        flags: [read.DatabaseLoggingFlag, read.RestoreFlag, read.DebugFlag],
        pings: read.dwPingRetries,
        boot_files,
        audit_log: read.fAuditLog,
        quarantine: [read.QuarantineOn.into(), read.QuarDefFail.into(), read.QuarRuntimeStatus.into()],
    };
    for block in [read.DatabaseName, read.DatabasePath, read.BackupPath, read.wszBootTableString] {
        free(block);
    }
    free(found);
    configuration
}

fn units(table: *const u16, bytes: u32) -> Vec<u16> {
    if table.is_null() {
        assert_eq!(bytes, 0);
        return vec![];
    }
    // SAFETY: the table has as many bytes as is said.
    unsafe { slice::from_raw_parts(table, usize::try_from(bytes).unwrap() / 2) }.to_vec()
}

/// What the two older functions read, which has to be the beginning of what the newest reads.
fn older(server: &Server) -> (DHCP_SERVER_CONFIG_INFO, DHCP_SERVER_CONFIG_INFO_V4) {
    let (mut original, mut v4) = (dangling_mut(), dangling_mut());
    // SAFETY: valid places.
    let codes = unsafe {
        (DhcpServerGetConfig(server.ptr(), &mut original), DhcpServerGetConfigV4(server.ptr(), &mut v4))
    };
    assert_eq!(codes, (0, 0));
    // SAFETY: the calls succeeded.
    let read = unsafe { (*original, *v4) };
    free(original);
    free(v4);
    read
}

// ------------------------------------------------------------------------------------------------ configuration

#[test]
fn a_fresh_server() {
    let server = Server::new();
    assert_eq!(get(&server), fresh());
    let (original, v4) = older(&server);
    assert_eq!(
        (original.APIProtocolSupport, original.BackupInterval, original.DatabaseCleanupInterval),
        (1, 60, 60)
    );
    assert_eq!((original.DatabaseLoggingFlag, original.RestoreFlag, original.DebugFlag), (1, 0, 0));
    assert_eq!(text(original.DatabaseName).as_deref(), Some("dhcp.mdb"));
    assert_eq!(text(v4.BackupPath).as_deref(), Some("C:\\Windows\\system32\\dhcp\\backup"));
    assert_eq!((v4.dwPingRetries, v4.cbBootTableString, v4.fAuditLog), (0, 0, 1));
    assert!(v4.wszBootTableString.is_null());
    for block in [original.DatabaseName, original.DatabasePath, original.BackupPath] {
        free(block);
    }
    for block in [v4.DatabaseName, v4.DatabasePath, v4.BackupPath] {
        free(block);
    }
}

/// MS-DHCPM 3.1.4.40, the bits of FieldsToSet: each sets its field and nothing else. Those that a generation does not know are
/// ignored, and so are those that nobody knows.
#[test]
fn each_field_by_itself() {
    type Change = fn(&mut Configuration);
    let expected: [(u32, Change); 12] = [
        (0x0001, |it| it.protocols = 7),
        (0x0002, |it| it.names[0] = "l\u{e9}ases\u{20ac}.mdb".into()),
        (0x0004, |it| it.names[1] = "D:\\dhcp".into()),
        (0x0008, |it| it.names[2] = "D:\\dhcp\\backup".into()),
        (0x0010, |it| it.intervals[0] = 15),
        (0x0020, |it| it.flags[0] = 0),
        (0x0040, |it| it.flags[1] = 1),
        (0x0080, |it| it.intervals[1] = 71_582),
        (0x0100, |it| it.flags[2] = 0xFFFF_FFFF),
        (0x0200, |it| it.pings = 5),
        (0x0400, |it| it.boot_files = boot_table()),
        (0x0800, |it| it.audit_log = 0),
    ];
    let mut given = Given::other();
    for (place, (field, change)) in expected.iter().enumerate() {
        let mut changed = fresh();
        change(&mut changed);
        let [vq, v4, original] = [Server::new(), Server::new(), Server::new()];
        let unknown = 0xFFFF_C000;
        assert_eq!(set(&vq, field | unknown, &mut given), 0);
        assert_eq!(set_v4(&v4, field | unknown | 0x3000, &given), 0, "no quarantine there");
        assert_eq!(set_original(&original, field | unknown | 0x3E00, &given), 0);
        assert_eq!((get(&vq), get(&v4)), (changed.clone(), changed.clone()), "{field:#x}");
        assert_eq!(get(&original), if place < 9 { changed } else { fresh() }, "{field:#x}");
    }
    let server = Server::new();
    server.refuses(0, || set(&server, 0, &mut given));
    assert_eq!(set(&server, 0x0FFF, &mut given), 0);
    let mut all = fresh();
    expected.iter().for_each(|(_, change)| change(&mut all));
    assert_eq!(get(&server), all);
    server.refuses(0, || set(&server, 0x0FFF, &mut given));
    // And smaller again.
    let mut given = Given::with(["x", "y", "z"], vec![0]);
    assert_eq!(set(&server, 0x040E, &mut given), 0);
    let shorter = Configuration { names: ["x", "y", "z"].map(str::to_owned), boot_files: vec![0], ..all };
    assert_eq!(get(&server), shorter);
    let mut given = Given::with(["x", "y", "z"], vec![]);
    assert_eq!(set(&server, 0x0400, &mut given), 0);
    assert_eq!(get(&server), Configuration { boot_files: vec![], ..shorter });
}

/// What is not selected is not looked at: here it points nowhere, and says nothing that could be.
#[test]
fn fields_that_are_not_set_are_not_looked_at() {
    let server = Server::new();
    let mut given = Given::other();
    given.structure = DHCP_SERVER_CONFIG_INFO_VQ {
        APIProtocolSupport: 0,
        DatabaseName: dangling_mut(),
        DatabasePath: dangling_mut(),
        BackupPath: null_mut(),
        BackupInterval: 0,
        DatabaseCleanupInterval: 0,
        dwPingRetries: 99,
        cbBootTableString: ALL,
        wszBootTableString: null_mut(),
        DebugFlag: 3,
        ..given.structure
    };
    assert_eq!(set(&server, 0x0100, &mut given), 0);
    assert_eq!(get(&server), Configuration { flags: [1, 0, 3], ..fresh() });
}

/// What one call reads another takes, with a field changed in between.
#[test]
fn what_was_read_is_set_again() {
    let server = Server::new();
    let mut found = dangling_mut();
    // SAFETY: a valid place, and what was read from there.
    unsafe {
        assert_eq!(DhcpServerGetConfigV4(server.ptr(), &mut found), 0);
        (*found).dwPingRetries = 2;
        assert_eq!(DhcpServerSetConfigV4(server.ptr(), ALL, found), 0);
        for block in [(*found).DatabaseName, (*found).DatabasePath, (*found).BackupPath] {
            free(block);
        }
    }
    free(found);
    assert_eq!(get(&server), Configuration { pings: 2, ..fresh() });
}

/// MS-DHCPM 3.1.4.42, the steps; a refused call changes nothing, though other fields of it could be set.
#[test]
fn values_that_are_refused() {
    type Pointer = fn(&mut Given) -> &mut *mut u16;
    let server = Server::new();
    let (long, longest) = (["x"; 248].concat(), ["x"; 247].concat());
    let refuses = |code, fields, change: &dyn Fn(&mut Given)| {
        let mut given = Given::other();
        change(&mut given);
        server.refuses(code, || set(&server, fields | 0x0100, &mut given));
        if fields < 0x1000 {
            server.refuses(code, || set_v4(&server, fields | 0x0100, &given));
        }
        if fields < 0x0200 {
            server.refuses(code, || set_original(&server, fields | 0x0100, &given));
        }
    };
    for protocols in [0, 8, 9, ALL] {
        refuses(INVALID_PARAMETER, 0x0001, &|given| given.structure.APIProtocolSupport = protocols);
    }
    for retries in [6, ALL] {
        refuses(INVALID_PARAMETER, 0x0200, &|given| given.structure.dwPingRetries = retries);
    }
    let pointers: [(u32, Pointer); 3] = [
        (0x0002, |given| &mut given.structure.DatabaseName),
        (0x0004, |given| &mut given.structure.DatabasePath),
        (0x0008, |given| &mut given.structure.BackupPath),
    ];
    for (field, pointer) in pointers {
        refuses(INVALID_PARAMETER, field, &|given| *pointer(given) = null_mut());
        for (name, code) in [
            ("", INVALID_PARAMETER),
            ("\u{3b1}", INVALID_NAME),
            ("\u{1f511}", INVALID_NAME),
            ("a\u{81}", INVALID_NAME),
        ] {
            let mut name = Wide::new(name);
            let name = name.as_mut_ptr();
            refuses(code, field, &|given| *pointer(given) = name);
        }
        let (mut long, mut longest, mut given) = (Wide::new(&long), Wide::new(&longest), Given::other());
        *pointer(&mut given) = long.as_mut_ptr();
        // MS-DHCPM 2.2.1.2.53: 248 characters with the NUL, and a name as long as one likes.
        let code = if field == 0x0002 { 0 } else { INVALID_PARAMETER };
        assert_eq!(set(&Server::new(), field, &mut given), code);
        *pointer(&mut given) = longest.as_mut_ptr();
        assert_eq!(set(&Server::new(), field, &mut given), 0);
    }
    for (minutes, code) in [(0, INVALID_PARAMETER), (71_583, ARITHMETIC_OVERFLOW), (ALL, ARITHMETIC_OVERFLOW)]
    {
        refuses(code, 0x0010, &|given| given.structure.BackupInterval = minutes);
        refuses(code, 0x0080, &|given| given.structure.DatabaseCleanupInterval = minutes);
    }
    refuses(NAP_NOT_SUPPORTED, 0x1000, &|_| {});
    refuses(NAP_NOT_SUPPORTED, 0x2000, &|_| {});
    // Of two mistakes the one of the earlier step is told.
    refuses(INVALID_PARAMETER, 0x1010, &|given| given.structure.BackupInterval = 0);
    assert_eq!(get(&server), fresh());
}

/// MS-DHCPM 3.1.4.40: at most 0x100000 bytes. Whatever is no text that ends is refused too.
#[test]
fn boot_files_that_are_refused() {
    let server = Server::new();
    let refuses = |bytes: u32, boot_files: Vec<u16>| {
        let mut given = Given::with(["x", "y", "z"], boot_files);
        given.structure.cbBootTableString = bytes;
        server.refuses(INVALID_PARAMETER, || set(&server, 0x0400, &mut given));
    };
    refuses(0x0010_0002, vec![0; 0x8_0001]);
    refuses(ALL, vec![0; 4]);
    refuses(3, vec![0; 4]);
    refuses(4, vec![0, 0x61]);
    refuses(4, vec![0xD800, 0]);
    let mut given = Given::with(["x", "y", "z"], vec![]);
    given.structure.wszBootTableString = null_mut();
    given.structure.cbBootTableString = 2;
    server.refuses(INVALID_PARAMETER, || set(&server, 0x0400, &mut given));
    let mut largest = Given::with(["x", "y", "z"], vec![0; 0x8_0000]);
    assert_eq!(set(&server, 0x0400, &mut largest), 0);
    assert_eq!(get(&server).boot_files, vec![0; 0x8_0000]);
}

/// The name says "free", the parameter says what: the configuration with all its blocks, and nothing that is not one.
#[test]
fn a_configuration_is_freed_with_all_its_blocks() {
    let server = Server::new();
    assert_eq!(set(&server, 0x0400, &mut Given::other()), 0);
    let mut found = dangling_mut();
    let mut own = DHCP_SERVER_CONFIG_INFO_VQ { DatabaseName: dangling_mut(), ..Default::default() };
    // SAFETY: a valid place; what is freed twice, or is no block, is left alone.
    unsafe {
        assert_eq!(DhcpServerGetConfigVQ(server.ptr(), &mut found), 0);
        DhcpServerAuditlogParamsFree(found);
        DhcpServerAuditlogParamsFree(found);
        DhcpServerAuditlogParamsFree(&mut own);
        DhcpServerAuditlogParamsFree(null_mut());
    }
    assert!(!own.DatabaseName.is_null());
}

/// Servers do not share what one of them is told, and it is there when the server is listed again.
#[test]
fn each_server_has_its_own_configuration() {
    let (one, other) = Server::pair();
    assert_eq!(set(&one, 0x0200, &mut Given::other()), 0);
    assert_eq!((get(&one).pings, get(&other).pings), (5, 0));
    assert_eq!((one.unlist(), one.list()), (0, 0));
    assert_eq!(get(&one).pings, 5);
}

// --------------------------------------------------------------------------------------------------- attributes

/// Number, type and value of an attribute.
type Attribute = (u32, u32, u32);

fn attribute(read: &DHCP_ATTRIB) -> Attribute {
    // SAFETY: both members are numbers of 32 bits.
    (read.DhcpAttribId, read.DhcpAttribType, unsafe { read.Anonymous.DhcpAttribUlong })
}

fn query(server: &Server, reserved: u32, id: u32) -> Result<Attribute, u32> {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    let code = unsafe { DhcpServerQueryAttribute(server.ptr(), reserved, id, &mut found) };
    if code != 0 {
        assert!(found.is_null());
        return Err(code);
    }
    // SAFETY: the call succeeded.
    let read = attribute(unsafe { &*found });
    free(found);
    Ok(read)
}

/// Code and values; no values where there is no block.
fn query_all(server: &Server, reserved: u32, ids: &[u32]) -> (u32, Option<Vec<Attribute>>) {
    let (mut found, mut ids) = (dangling_mut(), ids.to_vec());
    let (count, first) = (ids.len().try_into().unwrap(), ids.as_mut_ptr());
    // SAFETY: a valid array and place.
    let code = unsafe { DhcpServerQueryAttributes(server.ptr(), reserved, count, first, &mut found) };
    if found.is_null() {
        return (code, None);
    }
    // SAFETY: the library gave it.
    let DHCP_ATTRIB_ARRAY { NumElements, DhcpAttribs } = unsafe { *found };
    // SAFETY: as above.
    let read = unsafe { slice::from_raw_parts(DhcpAttribs, NumElements.try_into().unwrap()) };
    let read = read.iter().map(attribute).collect();
    free(DhcpAttribs);
    free(found);
    (code, Some(read))
}

/// MS-DHCPM 2.2.1.1.1 has the numbers, 3.2.4.35 the steps.
#[test]
fn attributes() {
    let server = Server::new();
    let all = [(1, 1, 0), (2, 1, 1), (3, 1, 0), (4, 1, 1), (5, 1, 1), (6, 2, 0)];
    for expected in all {
        assert_eq!(query(&server, 0, expected.0), Ok(expected));
    }
    for id in [0, 7, ALL] {
        assert_eq!(query(&server, 0, id), Err(NOT_SUPPORTED));
        assert_eq!(query(&server, 1, id), Err(INVALID_PARAMETER), "step 1");
    }
    // 3.2.4.36: in the order of the question, which may be asked twice.
    assert_eq!(query_all(&server, 0, &[6, 5, 4, 3, 2, 1, 6]), {
        let mut backwards: Vec<_> = all.into_iter().rev().collect();
        backwards.push((6, 2, 0));
        (0, Some(backwards))
    });
    assert_eq!(query_all(&server, 0, &[9, 4, 0]), (NOT_SUPPORTED, Some(vec![(4, 1, 1)])), "some are there");
    assert_eq!(query_all(&server, 0, &[9]), (NOT_SUPPORTED, None), "none is");
    assert_eq!(query_all(&server, 1, &[4]), (INVALID_PARAMETER, None));
    assert_eq!(query_all(&server, 0, &[]), (INVALID_PARAMETER, None));
    let mut found = dangling_mut();
    for count in [0, 1] {
        // SAFETY: a valid place.
        let code = unsafe { DhcpServerQueryAttributes(server.ptr(), 0, count, null_mut(), &mut found) };
        assert_eq!((code, found.is_null()), (INVALID_PARAMETER, true));
    }
    assert_eq!(query_all(&server, 0, &[4; 10_000]), (0, Some(vec![(4, 1, 1); 10_000])));
}

/// MS-DHCPM 3.2.4.47.
#[test]
fn names_of_the_default_classes() {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetServerSpecificStrings(Server::new().ptr(), &mut found) }, 0);
    // SAFETY: the call succeeded.
    let DHCP_SERVER_SPECIFIC_STRINGS { DefaultVendorClassName, DefaultUserClassName } = unsafe { *found };
    assert_eq!(text(DefaultVendorClassName).as_deref(), Some("DHCP Standard Options"));
    assert_eq!(text(DefaultUserClassName).as_deref(), Some("Default User Class"));
    free(DefaultVendorClassName);
    free(DefaultUserClassName);
    free(found);
}

// ----------------------------------------------------------------------------------------------------- bindings

#[derive(Debug, Clone, PartialEq, Eq)]
struct Interface {
    id: Vec<u8>,
    address: u32,
    subnet: u32,
    is_bound: i32,
}

/// The only interface of a server.
fn interface(server: &Server) -> Interface {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetServerBindingInfo(server.ptr(), 0, &mut found) }, 0);
    // SAFETY: the call succeeded.
    let DHCP_BIND_ELEMENT_ARRAY { NumElements, Elements } = unsafe { *found };
    assert_eq!(NumElements, 1);
    // SAFETY: as above.
    let read = unsafe { *Elements };
    assert_eq!((read.Flags, text(read.IfDescription).as_deref(), read.IfIdSize), (0, Some("Ethernet"), 16));
    // SAFETY: as above.
    let id = unsafe { slice::from_raw_parts(read.IfId, 16) }.to_vec();
    free(read.IfId);
    free(read.IfDescription);
    free(Elements);
    free(found);
    Interface {
        id,
        address: read.AdapterPrimaryAddress,
        subnet: read.AdapterSubnetAddress,
        is_bound: read.fBoundToDHCPServer,
    }
}

/// Flags, whether it is bound, and the interface.
fn bind(server: &Server, flags: u32, elements: &[(u32, i32, &[u8])]) -> u32 {
    let mut ids: Vec<Vec<u8>> = elements.iter().map(|(_, _, id)| id.to_vec()).collect();
    let element = |((flags, bound, _), id): (&(u32, i32, &[u8]), &mut Vec<u8>)| DHCP_BIND_ELEMENT {
        Flags: *flags,
        fBoundToDHCPServer: *bound,
        AdapterPrimaryAddress: 77,
        AdapterSubnetAddress: 77,
        IfDescription: dangling_mut(),
        IfIdSize: id.len().try_into().unwrap(),
        IfId: id.as_mut_ptr(),
    };
    let mut all: Vec<_> = elements.iter().zip(&mut ids).map(element).collect();
    let mut array =
        DHCP_BIND_ELEMENT_ARRAY { NumElements: all.len().try_into().unwrap(), Elements: all.as_mut_ptr() };
    // SAFETY: valid structures.
    unsafe { DhcpSetServerBindingInfo(server.ptr(), flags, &mut array) }
}

/// MS-DHCPM 3.2.4.41 and 3.2.4.42.
#[test]
fn bindings() {
    let (server, other) = Server::pair();
    let swapped = server.address.swap_bytes();
    let id = interface(&server).id;
    assert_eq!(interface(&server), Interface { id: id.clone(), address: swapped, subnet: 0, is_bound: 1 });
    assert_ne!(interface(&other).id, id, "no two interfaces are the same");
    // 10.200.0.0/16 contains the server's address.
    assert_eq!(server.create_scope(0x0AC8_0000, 0xFFFF_0000), 0);
    let bound = Interface { id: id.clone(), address: swapped, subnet: 0x0000_C80A, is_bound: 1 };
    assert_eq!(interface(&server), bound);

    assert_eq!(bind(&server, 0, &[(0, 0, &id)]), 0);
    assert_eq!(interface(&server), Interface { is_bound: 0, ..bound.clone() });
    server.refuses(0, || bind(&server, 0, &[]));
    server.refuses(0, || bind(&server, 0, &[(0, 0, &id)]));
    server.refuses(0, || bind(&server, 0, &[(1, 1, &id), (1, 1, &[])]));
    server.refuses(INVALID_PARAMETER, || bind(&server, 1, &[(0, 1, &id)]));
    server.refuses(CANNOT_MODIFY_BINDINGS, || bind(&server, 0, &[(0, 1, &id), (1, 0, &id)]));
    for unknown in [&interface(&other).id[..], &id[..15], &[]] {
        server.refuses(NETWORK_CHANGED, || bind(&server, 0, &[(0, 1, &id), (0, 1, unknown)]));
    }
    // Not 0 is bound, and the last word counts.
    assert_eq!(bind(&server, 0, &[(0, 0, &id), (0, 7, &id)]), 0);
    assert_eq!(interface(&server), bound);
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetServerBindingInfo(server.ptr(), 1, &mut found) }, INVALID_PARAMETER);
    assert!(found.is_null());
    let mut nowhere = DHCP_BIND_ELEMENT_ARRAY { NumElements: 1, Elements: null_mut() };
    // SAFETY: a valid structure; its array is NULL.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpSetServerBindingInfo(server.ptr(), 0, &mut nowhere) });
}

// ----------------------------------------------------------------------------------------------------- audit log

fn audit_log(server: &Server) -> (String, [u32; 3]) {
    let (mut directory, mut numbers) = (dangling_mut(), [77; 3]);
    let [interval, max, min] = &mut numbers;
    // SAFETY: valid places.
    let code = unsafe { DhcpAuditLogGetParams(server.ptr(), 0, &mut directory, interval, max, min) };
    assert_eq!(code, 0);
    let read = text(directory).unwrap();
    free(directory);
    (read, numbers)
}

fn set_audit_log(server: &Server, flags: u32, directory: &str, [interval, max, min]: [u32; 3]) -> u32 {
    let directory = Wide::new(directory);
    // SAFETY: valid strings.
    unsafe { DhcpAuditLogSetParams(server.ptr(), flags, directory.as_ptr(), interval, max, min) }
}

/// MS-DHCPM 3.2.4.33 and 3.2.4.34; the numbers of a fresh server were recorded (`netsh dhcp server dump`).
#[test]
fn the_audit_log() {
    let server = Server::new();
    assert_eq!(audit_log(&server), ("C:\\Windows\\system32\\dhcp".into(), [50, 70, 20]));
    assert_eq!(set_audit_log(&server, 0, "D:\\log", [1, 2, 3]), 0);
    assert_eq!(audit_log(&server), ("D:\\log".into(), [1, 2, 3]));
    server.refuses(0, || set_audit_log(&server, 0, "D:\\log", [1, 2, 3]));
    assert_eq!(set_audit_log(&server, 0, "", [0, ALL, 0]), 0, "as it is given");
    assert_eq!(audit_log(&server), (String::new(), [0, ALL, 0]));
    let longest = ["x"; 247].concat();
    assert_eq!(set_audit_log(&server, 0, &longest, [4; 3]), 0);
    assert_eq!(audit_log(&server), (longest, [4; 3]));
    server.refuses(LOG_FILE_PATH_TOO_LONG, || set_audit_log(&server, 0, &["x"; 248].concat(), [5; 3]));
    server.refuses(INVALID_PARAMETER, || set_audit_log(&server, 1, "D:\\log", [5; 3]));
    // SAFETY: there is no string.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpAuditLogSetParams(server.ptr(), 0, null(), 1, 2, 3) });
    let (mut directory, mut numbers) = (dangling_mut(), [77; 3]);
    let [interval, max, min] = &mut numbers;
    // SAFETY: valid places.
    let code = unsafe { DhcpAuditLogGetParams(server.ptr(), 1, &mut directory, interval, max, min) };
    assert_eq!((code, directory.is_null(), numbers), (INVALID_PARAMETER, true, [0; 3]));
}

// -------------------------------------------------------------------------------------------------------- DNS

/// Code, user and domain, read into buffers of that many bytes.
fn credentials(server: &Server, user: u32, domain: u32) -> (u32, String, String) {
    let mut buffers = [[0x58_u16; 64]; 2];
    let [first, second] = &mut buffers;
    // SAFETY: both buffers are larger than is said.
    let code = unsafe {
        DhcpServerQueryDnsRegCredentials(server.ptr(), user, first.as_mut_ptr(), domain, second.as_mut_ptr())
    };
    // Nothing is written beyond what is said.
    let beyond = |buffer: &[u16], bytes: u32| {
        buffer[usize::try_from(bytes / 2).unwrap()..].iter().all(|unit| *unit == 0x58)
    };
    assert!(beyond(&buffers[0], user) && beyond(&buffers[1], domain));
    let read = |buffer: &[u16]| {
        String::from_utf16(buffer.split(|unit| *unit == 0 || *unit == 0x58).next().unwrap()).unwrap()
    };
    (code, read(&buffers[0]), read(&buffers[1]))
}

fn set_credentials(server: &Server, user: &str, domain: &str, password: &str) -> u32 {
    let [user, domain, password] = [user, domain, password].map(Wide::new);
    // SAFETY: valid strings.
    unsafe {
        DhcpServerSetDnsRegCredentialsV5(server.ptr(), user.as_ptr(), domain.as_ptr(), password.as_ptr())
    }
}

/// The password that the server keeps.
fn password(server: &Server) -> Option<String> {
    let contents = server.contents();
    let password = contents.settings.dns_credentials.password.as_ref();
    password.map(|password| String::from_utf16(password.units()).unwrap())
}

/// MS-DHCPM 3.2.4.43: sizes are in bytes, the NUL included; where one buffer is too small neither is filled.
#[test]
fn dns_credentials() {
    let server = Server::new();
    assert_eq!(credentials(&server, 2, 2), (0, String::new(), String::new()), "never set");
    assert_eq!(set_credentials(&server, "dhcp", "example", "secret"), 0);
    let both = (0, "dhcp".to_owned(), "example".to_owned());
    assert_eq!(credentials(&server, 10, 16), both);
    assert_eq!(credentials(&server, 128, 17), both, "half a character is none");
    for (user, domain) in [(8, 16), (10, 14), (9, 15), (0, 16), (10, 0), (1, 1)] {
        assert_eq!(credentials(&server, user, domain), (INSUFFICIENT_BUFFER, String::new(), String::new()));
    }
    assert_eq!(password(&server).as_deref(), Some("secret"));
    server.refuses(0, || set_credentials(&server, "dhcp", "example", "secret"));
    assert_eq!(set_credentials(&server, "d", "", ""), 0, "shorter again");
    assert_eq!(credentials(&server, 4, 2), (0, "d".into(), String::new()));
    assert_eq!(password(&server), None);
    assert_eq!(set_credentials(&server, "d", "", "s"), 0);
    // SAFETY: there are no strings.
    let code = unsafe { DhcpServerSetDnsRegCredentialsV5(server.ptr(), null(), null(), null()) };
    assert_eq!(
        (code, credentials(&server, 2, 2), password(&server)),
        (0, (0, String::new(), String::new()), None)
    );
    let mut buffer = [0x58; 4];
    for (user, domain) in [(null_mut(), buffer.as_mut_ptr()), (buffer.as_mut_ptr(), null_mut())] {
        // SAFETY: a buffer of eight bytes, and none.
        let code = unsafe { DhcpServerQueryDnsRegCredentials(server.ptr(), 8, user, 8, domain) };
        assert_eq!(code, INVALID_PARAMETER);
    }
    assert_eq!(buffer, [0, 0x58, 0x58, 0x58], "empty all the same");
}

/// MS-DHCPM 3.2.4.44, note 53: the first byte with 0xA5 | 0x43, each other one with the encoded byte before it and 0xA5.
/// "Ab" is 41 00 62 00, and encoded A6 03 C4 61.
#[test]
fn a_password_that_is_run_encoded() {
    let server = Server::new();
    let (user, encoded) = (Wide::new("dhcp"), [0x03A6, 0x61C4, 0]);
    let set = |password: &[u16]| {
        // SAFETY: valid strings.
        unsafe { DhcpServerSetDnsRegCredentials(server.ptr(), user.as_ptr(), null(), password.as_ptr()) }
    };
    assert_eq!(set(&encoded), 0);
    assert_eq!(password(&server).as_deref(), Some("Ab"));
    assert_eq!(credentials(&server, 10, 2), (0, "dhcp".into(), String::new()));
    // Of it comes D800, a half of a character: E7 with 00, and 7D with E7 and A5... 0xD8 is 0x9A ^ 0xE7 ^ 0xA5.
    server.refuses(INVALID_PARAMETER, || set(&[0x9AE7, 0]));
    // SAFETY: there is no password.
    let none = unsafe { DhcpServerSetDnsRegCredentials(server.ptr(), user.as_ptr(), null(), null()) };
    assert_eq!((none, password(&server)), (0, None));
    assert_eq!((set(&encoded), set(&[0])), (0, 0));
    assert_eq!(password(&server), None, "an empty one is none");
}

// ------------------------------------------------------------------------------------------------------ the rest

#[test]
fn options_of_a_thread() {
    let get = || {
        let mut flags = 77;
        // SAFETY: a valid place.
        assert_eq!(unsafe { DhcpGetThreadOptions(&mut flags, null_mut()) }, 0);
        flags
    };
    // SAFETY: it takes a number.
    let set = |flags| assert_eq!(unsafe { DhcpSetThreadOptions(flags, null_mut()) }, 0);
    assert_eq!(get(), 0);
    set(ALL);
    assert_eq!(get(), ALL);
    assert_eq!(std::thread::spawn(get).join().unwrap(), 0, "another thread has its own");
    set(1);
    assert_eq!(get(), 1);
    let mut flags = 77;
    // SAFETY: a valid place; what is reserved is not looked at.
    let codes = unsafe {
        (DhcpGetThreadOptions(&mut flags, dangling_mut()), DhcpSetThreadOptions(2, dangling_mut()))
    };
    assert_eq!((codes, flags, get()), ((INVALID_PARAMETER, INVALID_PARAMETER), 0, 1));
    set(0);
}

/// They find their server, and do no more: MS-DHCPM 3.2.4.37 has the access check alone, the other two are in no document.
#[test]
fn what_there_is_nothing_to_do_for() {
    let server = Server::new();
    let unknown = Wide::new("nobody knows it");
    // SAFETY: valid strings.
    unsafe {
        for reserved in [0, ALL] {
            server.refuses(0, || DhcpServerRedoAuthorization(server.ptr(), reserved));
        }
        server.refuses(0, || DhcpAddSecurityGroup(server.ptr()));
        assert_eq!(DhcpServerRedoAuthorization(unknown.as_ptr(), 0), SERVER_UNAVAILABLE);
        assert_eq!(DhcpAddSecurityGroup(unknown.as_ptr()), SERVER_UNAVAILABLE);
        assert_eq!(DhcpDsClearHostServerEntries(), 0);
    }
}

/// MS-DHCPM 3.1.4.22: never used, and says so.
#[test]
fn options_of_a_client_are_not_implemented() {
    let (server, unknown) = (Server::new(), Wide::new("nobody knows it"));
    let mut found = dangling_mut();
    // SAFETY: valid strings and a place, or none.
    unsafe {
        assert_eq!(DhcpGetClientOptions(server.ptr(), NET + 10, MASK, &mut found), CALL_NOT_IMPLEMENTED);
        assert!(found.is_null());
        assert_eq!(DhcpGetClientOptions(server.ptr(), 0, 0, null_mut()), CALL_NOT_IMPLEMENTED);
        found = dangling_mut();
        assert_eq!(DhcpGetClientOptions(unknown.as_ptr(), 0, 0, &mut found), SERVER_UNAVAILABLE);
    }
    assert!(found.is_null());
}

// -------------------------------------------------------------------------------------- records and addresses

/// Code and the addresses that are found, with their flags; `None` without a list.
fn scan(server: &Server, scope: u32, fix: u32) -> (u32, Option<Vec<(u32, i32)>>) {
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    let code = unsafe { DhcpScanDatabase(server.ptr(), scope, fix, &mut found) };
    if found.is_null() {
        return (code, None);
    }
    // SAFETY: the library gave it.
    let DHCP_SCAN_LIST { NumScanItems, ScanItems } = unsafe { *found };
    let mut items = vec![];
    if NumScanItems == 0 {
        assert!(ScanItems.is_null());
    } else {
        // SAFETY: as above.
        let read = unsafe { slice::from_raw_parts(ScanItems, NumScanItems.try_into().unwrap()) };
        items = read.iter().map(|item| (item.IpAddress, item.ScanFlag)).collect();
    }
    free(ScanItems);
    free(found);
    (code, Some(items))
}

/// A record with all that the repair of a reserved address sets.
fn record(server: &Server, address: u32) -> (String, u8, u8, Vec<u8>, u32, u64) {
    Key::Address(address).search(|search| {
        let mut found = null_mut();
        // SAFETY: valid structures and a place.
        assert_eq!(unsafe { DhcpGetClientInfoVQ(server.ptr(), search, &mut found) }, 0);
        // SAFETY: the call succeeded.
        let read = unsafe { *found };
        let id = support::blocks::bytes(&read.ClientHardwareAddress);
        let expires = u64::from(read.ClientLeaseExpires.dwHighDateTime) << 32
            | u64::from(read.ClientLeaseExpires.dwLowDateTime);
        let fields = (
            text(read.ClientName).unwrap(),
            read.bClientType,
            read.AddressState,
            id,
            read.OwnerHost.IpAddress,
            expires,
        );
        for block in
            [read.ClientName.cast(), read.ClientHardwareAddress.Data, read.OwnerHost.NetBiosName.cast()]
        {
            free(block);
        }
        free(found);
        fields
    })
}

/// MS-DHCPM 3.1.4.28: exclusions, reservations and leases agree with the addresses, whatever was done to them.
#[test]
fn what_agrees_is_not_listed() {
    let server = Server::new();
    assert_eq!(scan(&server, NET, 0), (SUBNET_NOT_PRESENT, None));
    assert_eq!(scan(&server, NET, 1), (SUBNET_NOT_PRESENT, None));
    assert_eq!(server.create_scope(NET, MASK), 0);
    let nothing = (0, Some(vec![]));
    assert_eq!(scan(&server, NET, 0), nothing, "without a range");
    assert_eq!(server.add_range(NET, NET + 10, NET + 99), 0);
    assert_eq!(scan(&server, NET, 0), nothing);
    assert_eq!(server.add_exclusion(NET, NET + 5, NET + 19), 0);
    assert_eq!(server.add_exclusion(NET, NET + 90, NET + 120), 0);
    assert_eq!(server.add_reservation(NET, NET + 50, &[5]), 0);
    assert_eq!(server.add_reservation(NET, NET + 15, &[6]), 0);
    for (last, client) in [(20, 20), (89, 89), (200, 201), (18, 18)] {
        assert_eq!(server.create_lease(NET + last, &[client], ACTIVE), 0);
    }
    assert_eq!(scan(&server, NET, 0), nothing);
    server.refuses(0, || scan(&server, NET, 1).0);
    assert_eq!(server.add_range(NET, NET + 1, NET + 254), 0);
    assert_eq!(server.remove_exclusion(NET, NET + 5, NET + 19), 0);
    assert_eq!(server.remove_reservation(NET, NET + 50, &[5]), 0);
    assert_eq!((server.delete_lease(NET + 20), server.delete_lease(NET + 200)), (0, 0));
    assert_eq!(scan(&server, NET, 0), nothing);
    server.refuses(0, || scan(&server, NET, 1).0);
}

/// MS-DHCPM 3.1.4.28: a reserved address without a record is listed, also where nothing else is. It gets one, of the client that
/// it is reserved for, without an end.
#[test]
fn a_reserved_address_without_a_record() {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    let client = Client::new(NET, 5);
    assert_eq!(client.request(None).unwrap().Address, NET + 10);
    assert_eq!(server.add_reservation(NET, NET + 50, &client.id), 0);
    let found = (0, Some(vec![(NET + 50, 1)]));
    assert_eq!(scan(&server, NET, 0), found);
    server.refuses(0, || scan(&server, NET, 0).0);
    assert_eq!(scan(&server, NET, 7), found, "as it was found");
    assert_eq!(scan(&server, NET, 0), (0, Some(vec![])));
    let expected = ("10.1.0.50".to_owned(), 3, ACTIVE, client.id.clone(), server.address, 0);
    assert_eq!(record(&server, NET + 50), expected);
    // The client gets it when it asks anew, as it would have. Its other lease, of which it says no more, lasts its time.
    assert_eq!(client.clone().about(NET + 10).renew(None).map(|_| ()), Err(INVALID_DHCP_CLIENT));
    assert_eq!(client.request(None).unwrap().Address, NET + 50);
    assert_eq!(server.client_at(NET + 10), Ok((client.id.clone(), server.address)));
    assert_eq!(scan(&server, NET, 0), (0, Some(vec![])));
    lab::stop(&server);
    assert_eq!(scan(&server, NET, 1), (SERVER_UNAVAILABLE, None));
    lab::start(&server);
}

/// A build without the feature `stored` knows no text that a backup could have; a path is looked at all the same.
#[test]
#[cfg(not(feature = "stored"))]
fn a_build_that_writes_no_backups() {
    let server = Server::new();
    let directory = std::env::temp_dir().join(format!("dhcpsapi-no-backup-{}", std::process::id()));
    for (path, code) in [("backup", INVALID_NAME), (directory.to_str().unwrap(), NOT_SUPPORTED)] {
        let path = Wide::new(path);
        // SAFETY: valid strings.
        server.refuses(code, || unsafe { DhcpServerBackupDatabase(server.ptr(), path.as_ptr()) });
        // SAFETY: valid strings.
        server.refuses(code, || unsafe { DhcpServerRestoreDatabase(server.ptr(), path.as_ptr()) });
    }
    assert!(!directory.exists());
}
