//! Lease records made, changed, found and deleted by an administrator, and free addresses (MS-DHCPM 3.1.4.17 to
//! 3.1.4.20, 3.1.4.33 to 3.1.4.35, 3.1.4.45 to 3.1.4.47, 3.2.4.121, 3.2.4.123, 3.2.4.124).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, from_mut, null_mut};

use support::blocks::{Key, Wide, bytes, free, text};
use support::codes::{
    CLIENT_EXISTS, FILE_NOT_FOUND, INVALID_DHCP_CLIENT, INVALID_PARAMETER, JET_ERROR,
    REACHED_END_OF_SELECTION, RESERVED_CLIENT, SUBNET_NOT_PRESENT,
};
use support::fixtures::{ALL, MAC, MASK, NET, NOBODY, OTHER_MAC, UNIQUE_MAC, UNIQUE_OTHER_MAC};
use support::relationship::{Relationship, deploy};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// The end of a lease that never ends: low and high half.
const NEVER: (u32, u32) = (0xFFFF_FFFF, 0x7FFF_FFFF);

/// Which of the calls of each kind; the last one is DhcpV4CreateClientInfo and DhcpV4GetClientInfo, which has no Set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Generation {
    First,
    V4,
    Vq,
    Newest,
}
use Generation::{First, Newest, V4, Vq};

const OLDER: [Generation; 3] = [First, V4, Vq];
const GENERATIONS: [Generation; 4] = [First, V4, Vq, Newest];

/// A lease record, as a caller gives it.
#[derive(Debug, Clone, Copy)]
struct Given<'a> {
    address: u32,
    client: &'a [u8],
    name: Option<&'a str>,
    comment: Option<&'a str>,
    expires: (u32, u32),
    owner: u32,
    kind: u8,
    state: u8,
    policy: Option<&'a str>,
}

const PLAIN: Given<'static> = Given {
    address: NET + 50,
    client: MAC,
    name: Some("laptop"),
    comment: Some("third desk"),
    expires: NEVER,
    owner: 0x0102_0304,
    kind: 1,
    state: 1,
    policy: Some("printers"),
};

impl Given<'_> {
    /// Makes the structure. What no call looks at points nowhere or says what no server would answer.
    fn structure<T>(self, call: impl FnOnce(&mut DHCP_CLIENT_INFO_PB) -> T) -> T {
        let mut client = self.client.to_vec();
        let (mut name, mut comment) = (self.name.map(Wide::new), self.comment.map(Wide::new));
        let mut policy = self.policy.map(Wide::new);
        let pointer = |text: &mut Option<Wide>| text.as_mut().map_or(null_mut(), Wide::as_mut_ptr);
        call(&mut DHCP_CLIENT_INFO_PB {
            ClientIpAddress: self.address,
            SubnetMask: 0x1234_5678,
            ClientHardwareAddress: DHCP_BINARY_DATA {
                DataLength: client.len().try_into().unwrap(),
                Data: client.as_mut_ptr(),
            },
            ClientName: pointer(&mut name),
            ClientComment: pointer(&mut comment),
            ClientLeaseExpires: DATE_TIME { dwLowDateTime: self.expires.0, dwHighDateTime: self.expires.1 },
            OwnerHost: DHCP_HOST_INFO {
                IpAddress: self.owner,
                NetBiosName: dangling_mut(),
                HostName: dangling_mut(),
            },
            bClientType: self.kind,
            AddressState: self.state,
            Status: 77,
            ProbationEnds: DATE_TIME { dwLowDateTime: ALL, dwHighDateTime: ALL },
            QuarantineCapable: 1,
            FilterStatus: ALL,
            PolicyName: pointer(&mut policy),
        })
    }

    fn create(self, generation: Generation, server: &Server) -> u32 {
        self.structure(|info| create(generation, server, info))
    }

    fn set(self, generation: Generation, server: &Server) -> u32 {
        self.structure(|info| set(generation, server, info))
    }
}

fn first(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO {
    DHCP_CLIENT_INFO {
        ClientIpAddress: info.ClientIpAddress,
        SubnetMask: info.SubnetMask,
        ClientHardwareAddress: info.ClientHardwareAddress,
        ClientName: info.ClientName,
        ClientComment: info.ClientComment,
        ClientLeaseExpires: info.ClientLeaseExpires,
        OwnerHost: info.OwnerHost,
    }
}

fn v4(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO_V4 {
    DHCP_CLIENT_INFO_V4 {
        ClientIpAddress: info.ClientIpAddress,
        SubnetMask: info.SubnetMask,
        ClientHardwareAddress: info.ClientHardwareAddress,
        ClientName: info.ClientName,
        ClientComment: info.ClientComment,
        ClientLeaseExpires: info.ClientLeaseExpires,
        OwnerHost: info.OwnerHost,
        bClientType: info.bClientType,
    }
}

fn vq(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO_VQ {
    DHCP_CLIENT_INFO_VQ {
        ClientIpAddress: info.ClientIpAddress,
        SubnetMask: info.SubnetMask,
        ClientHardwareAddress: info.ClientHardwareAddress,
        ClientName: info.ClientName,
        ClientComment: info.ClientComment,
        ClientLeaseExpires: info.ClientLeaseExpires,
        OwnerHost: info.OwnerHost,
        bClientType: info.bClientType,
        AddressState: info.AddressState,
        Status: info.Status,
        ProbationEnds: info.ProbationEnds,
        QuarantineCapable: info.QuarantineCapable,
    }
}

fn create(generation: Generation, server: &Server, info: &DHCP_CLIENT_INFO_PB) -> u32 {
    // SAFETY: valid structures.
    unsafe {
        match generation {
            First => DhcpCreateClientInfo(server.ptr(), &first(info)),
            V4 => DhcpCreateClientInfoV4(server.ptr(), &v4(info)),
            Vq => DhcpCreateClientInfoVQ(server.ptr(), &vq(info)),
            Newest => DhcpV4CreateClientInfo(server.ptr(), info),
        }
    }
}

fn set(generation: Generation, server: &Server, info: &DHCP_CLIENT_INFO_PB) -> u32 {
    // SAFETY: valid structures.
    unsafe {
        match generation {
            First => DhcpSetClientInfo(server.ptr(), &first(info)),
            V4 => DhcpSetClientInfoV4(server.ptr(), &v4(info)),
            Vq | Newest => DhcpSetClientInfoVQ(server.ptr(), &vq(info)),
        }
    }
}

/// A lease record, as the library returns it; `None` is what a generation does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Record {
    address: u32,
    mask: u32,
    client: Vec<u8>,
    name: Option<String>,
    comment: Option<String>,
    expires: (u32, u32),
    owner: u32,
    kind: Option<u8>,
    state: Option<u8>,
    policy: Option<Option<String>>,
}

impl Record {
    /// The record that the call of a generation makes of PLAIN, in full.
    fn of_plain(generation: Generation, server: &Server) -> Self {
        Record {
            address: NET + 50,
            mask: MASK,
            // Public callers of real servers read it as the hardware address.
            client: MAC.to_vec(),
            name: Some("laptop".to_owned()),
            comment: Some("third desk".to_owned()),
            expires: NEVER,
            owner: server.address,
            // MS-DHCPM 3.1.4.17: CLIENT_TYPE_NONE, ADDRESS_STATE_ACTIVE, no policy; 3.2.4.123: as specified.
            kind: Some(if generation == Newest { 1 } else { 0x64 }),
            state: Some(1),
            policy: Some((generation == Newest).then(|| "printers".to_owned())),
        }
    }

    /// The fields of it that the call of a generation returns.
    fn told_by(&self, generation: Generation) -> Self {
        let mut told = self.clone();
        if generation != Newest {
            told.policy = None;
        }
        if matches!(generation, First | V4) {
            told.state = None;
        }
        if generation == First {
            told.kind = None;
        }
        told
    }
}

/// Finds a record and frees its blocks.
fn get(generation: Generation, server: &Server, key: Key<'_>) -> Result<Record, u32> {
    key.search(|search| find(generation, server, search))
}

fn find(generation: Generation, server: &Server, search: &DHCP_SEARCH_INFO) -> Result<Record, u32> {
    let mut found: *mut DHCP_CLIENT_INFO_PB = dangling_mut();
    let place = from_mut(&mut found);
    // SAFETY: a valid structure and place; each structure is the beginning of the newest one.
    let code = unsafe {
        match generation {
            First => DhcpGetClientInfo(server.ptr(), search, place.cast()),
            V4 => DhcpGetClientInfoV4(server.ptr(), search, place.cast()),
            Vq => DhcpGetClientInfoVQ(server.ptr(), search, place.cast()),
            Newest => DhcpV4GetClientInfo(server.ptr(), search, place),
        }
    };
    if code != 0 {
        assert!(found.is_null(), "an output is NULL on failure");
        return Err(code);
    }
    // SAFETY: the call succeeded, and this is what every generation returns at least.
    let read: DHCP_CLIENT_INFO = unsafe { *found.cast() };
    // SAFETY: read where the generation has it.
    let (kind, state, policy) = unsafe {
        (
            (generation != First).then(|| (*found.cast::<DHCP_CLIENT_INFO_V4>()).bClientType),
            matches!(generation, Vq | Newest).then(|| (*found.cast::<DHCP_CLIENT_INFO_VQ>()).AddressState),
            (generation == Newest).then(|| (*found).PolicyName),
        )
    };
    if matches!(generation, Vq | Newest) {
        // SAFETY: this generation has it.
        let quarantine: DHCP_CLIENT_INFO_VQ = unsafe { *found.cast() };
        assert_eq!(quarantine.Status, 0, "NOQUARANTINE, always since Windows Server 2016");
        assert_eq!((quarantine.ProbationEnds.dwLowDateTime, quarantine.ProbationEnds.dwHighDateTime), (0, 0));
        assert_eq!(quarantine.QuarantineCapable, 0);
    }
    if generation == Newest {
        // SAFETY: this generation has it.
        assert_eq!(unsafe { (*found).FilterStatus }, 1, "FILTER_STATUS_NONE");
    }
    assert_eq!(text(read.OwnerHost.NetBiosName).as_ref(), Some(&server.name), "MS-DHCPM 3.1.4.17");
    assert!(read.OwnerHost.HostName.is_null(), "MS-DHCPM 3.1.4.19: HostName is unused");
    let record = Record {
        address: read.ClientIpAddress,
        mask: read.SubnetMask,
        client: bytes(&read.ClientHardwareAddress),
        name: text(read.ClientName),
        comment: text(read.ClientComment),
        expires: (read.ClientLeaseExpires.dwLowDateTime, read.ClientLeaseExpires.dwHighDateTime),
        owner: read.OwnerHost.IpAddress,
        kind,
        state,
        policy: policy.map(|policy| text(policy)),
    };
    free(read.ClientHardwareAddress.Data);
    free(read.ClientName);
    free(read.ClientComment);
    free(read.OwnerHost.NetBiosName);
    free(policy.unwrap_or(null_mut()));
    free(found);
    Ok(record)
}

/// The record of an address, in full.
#[track_caller]
fn record(server: &Server, address: u32) -> Record {
    get(Newest, server, Key::Address(address)).unwrap()
}

fn delete(server: &Server, key: Key<'_>) -> u32 {
    // SAFETY: a valid structure.
    key.search(|search| unsafe { DhcpDeleteClientInfo(server.ptr(), search) })
}

/// 10.1.0.0/24 with the range .10 to .99.
fn scope_with_range() -> Server {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    server
}

/// 10.1.0.0/24 with the range .10 to .99 and the record of PLAIN, made by the newest call.
fn scope_with_record() -> Server {
    let server = scope_with_range();
    assert_eq!(PLAIN.create(Newest, &server), 0);
    server
}

// --------------------------------------------------------------------------------------------------- creating

#[test]
fn what_was_created_is_found_with_every_generation() {
    // MS-DHCPM 3.1.4.17, 3.1.4.33, 3.1.4.45, 3.2.4.123: the fields of the client object; 3.1.4.19 and its like: three
    // ways to find it.
    for generation in GENERATIONS {
        for client in [MAC, UNIQUE_MAC] {
            let server = scope_with_range();
            assert_eq!(Given { client, ..PLAIN }.create(generation, &server), 0);
            let expected = Record::of_plain(generation, &server);
            for reader in GENERATIONS {
                for key in
                    [Key::Address(NET + 50), Key::Client(UNIQUE_MAC), Key::Client(MAC), Key::Name("laptop")]
                {
                    println!("created by {generation:?}, read by {reader:?} through {key:?}");
                    assert_eq!(get(reader, &server, key), Ok(expected.told_by(reader)));
                }
            }
        }
    }
}

#[test]
fn name_comment_and_policy_may_be_absent() {
    let descriptions = [
        (None, None, None),
        (Some("a"), None, None),
        (None, Some("b"), None),
        (None, None, Some("c")),
        (Some(""), Some(""), Some("")),
        (Some("r\u{e9}seau"), Some("\u{1F5A8}"), Some("\u{4e2d}\u{6587}")),
    ];
    for (name, comment, policy) in descriptions {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(Given { name, comment, policy, ..PLAIN }.create(generation, &server), 0);
            let kept = record(&server, NET + 50);
            let policy = policy.filter(|_| generation == Newest);
            assert_eq!((kept.name.as_deref(), kept.comment.as_deref()), (name, comment));
            assert_eq!(kept.policy, Some(policy.map(str::to_owned)), "PolicyName is the newest call's");
        }
    }
}

#[test]
fn the_end_of_a_lease_is_kept_exactly() {
    // MS-DHCPM 2.2.1.2.11: two halves of a number of 100 ns since 1601; SDK samples: the largest signed number is never.
    let ends = [
        NEVER,
        (0xFFFF_FFFE, 0x7FFF_FFFF),
        (0x8000_0000, 0x7FFF_FFFF),
        (0xFFFF_FFFF, 0x7FFF_FFFE),
        (1, 0x0250_0000),
        (0xFFFF_FFFF, 0x0250_0000),
        (0, 0),
    ];
    for expires in ends {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(Given { expires, ..PLAIN }.create(generation, &server), 0);
            for reader in GENERATIONS {
                assert_eq!(get(reader, &server, Key::Address(NET + 50)).unwrap().expires, expires);
            }
            if generation != Newest {
                assert_eq!(Given { expires: (7, 0x0260_0000), ..PLAIN }.set(generation, &server), 0);
                assert_eq!(record(&server, NET + 50).expires, (7, 0x0260_0000));
                assert_eq!(Given { expires, ..PLAIN }.set(generation, &server), 0);
                assert_eq!(record(&server, NET + 50).expires, expires);
            }
        }
    }
}

#[test]
fn a_client_has_1_to_255_bytes() {
    // MS-DHCPM 3.1.4.17: no bytes are invalid; 2.2.1.2.9, note 11: up to 255.
    for generation in GENERATIONS {
        for length in [1, 5, 6, 14, 15, 255] {
            let server = scope_with_range();
            let client = vec![0xA5; length];
            assert_eq!(Given { client: &client, ..PLAIN }.create(generation, &server), 0);
            let mut unique = vec![0, 0, 1, 10, 1];
            unique.extend(&client);
            assert_eq!(get(First, &server, Key::Client(&unique)).unwrap().client, client);
        }
        let server = scope_with_record();
        for length in [0, 256, 261, 70_000] {
            let client = vec![0xA5; length];
            let given = Given { client: &client, ..PLAIN };
            server.refuses(INVALID_PARAMETER, || given.create(generation, &server));
            if generation != Newest {
                server.refuses(INVALID_PARAMETER, || given.set(generation, &server));
            }
        }
        // NULL with a length, a pointer with none, neither.
        for (pointer, length) in [(null_mut(), 6), (dangling_mut(), 0), (null_mut(), 0)] {
            let wrong = |info: &mut DHCP_CLIENT_INFO_PB| {
                info.ClientHardwareAddress = DHCP_BINARY_DATA { DataLength: length, Data: pointer };
            };
            server.refuses(INVALID_PARAMETER, || {
                PLAIN.structure(|info| {
                    wrong(info);
                    create(generation, &server, info)
                })
            });
            server.refuses(INVALID_PARAMETER, || {
                PLAIN.structure(|info| {
                    wrong(info);
                    set(generation, &server, info)
                })
            });
        }
    }
}

#[test]
fn where_a_record_can_be_made() {
    // MS-DHCPM 3.1.4.17: in a range, else ERROR_INVALID_PARAMETER; 3.2.4.123: in a scope, else
    // ERROR_DHCP_SUBNET_NOT_PRESENT. (address, code of the older calls, of the newest)
    let table = [
        (NET + 10, 0, 0, "the start of the range"),
        (NET + 99, 0, 0, "the end of the range"),
        (NET + 30, 0, 0, "an excluded address of the range"),
        (NET + 9, INVALID_PARAMETER, 0, "before the range"),
        (NET + 100, INVALID_PARAMETER, 0, "after the range"),
        (NET + 0x110, 0, 0, "in a scope without range, which real servers take"),
        (NET - 1, INVALID_PARAMETER, SUBNET_NOT_PRESENT, "before the scope"),
        (NET + 0x200, INVALID_PARAMETER, SUBNET_NOT_PRESENT, "after the scopes"),
        (0, INVALID_PARAMETER, SUBNET_NOT_PRESENT, "address 0"),
        (ALL, INVALID_PARAMETER, SUBNET_NOT_PRESENT, "the last address"),
    ];
    for (address, older, newest, rule) in table {
        for generation in GENERATIONS {
            println!("{generation:?}: {rule}");
            let server = scope_with_range();
            assert_eq!(server.add_exclusion(NET, NET + 30, NET + 39), 0);
            assert_eq!(server.create_scope(NET + 0x100, MASK), 0);
            let given = Given { address, ..PLAIN };
            match if generation == Newest { newest } else { older } {
                0 => {
                    assert_eq!(given.create(generation, &server), 0);
                    assert_eq!(record(&server, address).mask, MASK);
                }
                code => server.refuses(code, || given.create(generation, &server)),
            }
        }
    }
}

#[test]
fn an_address_and_a_client_have_one_record() {
    // MS-DHCPM 3.1.4.17: ERROR_DHCP_JET_ERROR for the client unique id "and/or" the address; 3.2.4.123:
    // ERROR_DHCP_CLIENT_EXISTS.
    let table = [
        (NET + 50, MAC, "both"),
        (NET + 50, OTHER_MAC, "the address"),
        (NET + 51, MAC, "the client"),
        (NET + 51, UNIQUE_MAC, "the client in the long form"),
        (NET + 60, OTHER_MAC, "the record of a reservation"),
        (NET + 60, &[9], "the address of a reservation"),
        (NET + 61, OTHER_MAC, "the client of a reservation"),
    ];
    for generation in GENERATIONS {
        let server = scope_with_record();
        assert_eq!(server.add_reservation(NET, NET + 60, OTHER_MAC), 0);
        let code = if generation == Newest { CLIENT_EXISTS } else { JET_ERROR };
        for (address, client, rule) in table {
            println!("{generation:?}: {rule}");
            server.refuses(code, || Given { address, client, ..PLAIN }.create(generation, &server));
        }
        assert_eq!(Given { address: NET + 51, client: &[9], ..PLAIN }.create(generation, &server), 0);
        // A client may have a record in each scope, and two records one name.
        server.scope(NET + 0x100, MASK, NET + 0x110, NET + 0x120);
        assert_eq!(Given { address: NET + 0x110, ..PLAIN }.create(generation, &server), 0);
    }
}

#[test]
fn the_newest_call_says_kind_and_state() {
    // MS-DHCPM 3.2.4.123: bClientType, AddressState as specified; 2.2.1.2.14: the two lowest bits say what the lease
    // is, the others are of the DNS.
    for kind in [0, 1, 2, 3, 4, 5, 6, 7, 0x64] {
        for state in [1, 2, 3, 0x0D, 0x12, 0x73, 0xF1, 0xFF] {
            let server = scope_with_range();
            assert_eq!(Given { kind, state, ..PLAIN }.create(Newest, &server), 0);
            let kept = record(&server, NET + 50);
            assert_eq!((kept.kind, kept.state), (Some(kind), Some(state)));
        }
    }
    let server = scope_with_range();
    for state in [0, 0x04, 0x0C, 0x10, 0xF0, 0xFC] {
        // MS-DHCPM 3.2.4.123: ADDRESS_STATE_OFFERED is invalid.
        server.refuses(INVALID_PARAMETER, || Given { state, ..PLAIN }.create(Newest, &server));
    }
    for kind in [8, 0x10, 0x63, 0x65, 0xFF] {
        server.refuses(INVALID_PARAMETER, || Given { kind, ..PLAIN }.create(Newest, &server));
    }
    for generation in OLDER {
        let server = scope_with_range();
        let ignored = Given { kind: 0xFF, state: 0, ..PLAIN };
        assert_eq!(ignored.create(generation, &server), 0, "the older calls look at neither");
        assert_eq!((record(&server, NET + 50).kind, record(&server, NET + 50).state), (Some(0x64), Some(1)));
    }
}

#[test]
fn the_order_of_the_checks_of_a_new_record() {
    let server = scope_with_record();
    let elsewhere = NET + 0x200;
    let table = [
        (First, Given { client: &[], address: elsewhere, ..PLAIN }, 87, "3.1.4.17: the client, the range"),
        (Newest, Given { client: &[], address: elsewhere, ..PLAIN }, 87, "3.2.4.123: the client, the scope"),
        (Newest, Given { state: 0, address: elsewhere, ..PLAIN }, 87, "3.2.4.123: the state, the scope"),
        (Newest, Given { state: 0, ..PLAIN }, 87, "3.2.4.123: the state, the record"),
        (Newest, Given { address: elsewhere, ..PLAIN }, 20005, "3.2.4.123: the scope, the client's record"),
    ];
    for (generation, given, code, rule) in table {
        println!("MS-DHCPM {rule}");
        server.refuses(code, || given.create(generation, &server));
    }
}

#[test]
fn a_record_takes_a_free_address_away() {
    // MS-DHCPM 3.2.4.121: an address with a client object is not free.
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(Given { address: NET + 10, ..PLAIN }.create(generation, &server), 0);
        assert_eq!(server.free_addresses(NET, 0, 0, 2), (0, vec![NET + 11, NET + 12]));
        assert_eq!(delete(&server, Key::Address(NET + 10)), 0);
        assert_eq!(server.free_addresses(NET, 0, 0, 2), (0, vec![NET + 10, NET + 11]));
    }
}

#[test]
fn the_owner_in_a_relationship_is_the_address_that_the_relationship_has() {
    for generation in GENERATIONS {
        let server = scope_with_range();
        let (primary, secondary) = (0x0A09_0901, 0x0A09_0902);
        assert_eq!(Relationship::new("other net", primary, secondary, &[NET]).create_on(&server), 0);
        assert_eq!(PLAIN.create(generation, &server), 0);
        assert_eq!(record(&server, NET + 50).owner, primary);
    }
}

// --------------------------------------------------------------------------------------------------- changing

/// COMPATIBILITY.md, "Name of a lease's owner".
#[test]
fn the_owner_is_named_as_the_relationship_names_it() {
    let name_at = |server: &Server, address| {
        let mut found = null_mut();
        // SAFETY: a valid structure and place.
        let code = Key::Address(address)
            .search(|search| unsafe { DhcpGetClientInfo(server.ptr(), search, &mut found) });
        assert_eq!(code, 0);
        // SAFETY: the call succeeded; the test ends before the blocks matter.
        text(unsafe { (*found).OwnerHost.NetBiosName })
    };
    let (primary, secondary) = (scope_with_range(), scope_with_range());
    let pair = Relationship::between("pair", &primary, &secondary, &[NET]);
    deploy(pair, &primary, &secondary);
    assert_eq!(primary.create_lease(NET + 10, MAC, 1), 0);
    assert_eq!(secondary.create_lease(NET + 99, OTHER_MAC, 1), 0);
    assert_eq!(name_at(&primary, NET + 10).as_ref(), Some(&primary.name));
    assert_eq!(name_at(&secondary, NET + 10).as_deref(), Some("primary.example"));
    assert_eq!(name_at(&primary, NET + 99).as_deref(), Some("secondary.example"));
    assert_eq!(name_at(&secondary, NET + 99).as_ref(), Some(&secondary.name));
    // OwnerHost is neither of the two.
    assert_eq!(primary.change_lease(NET + 10, MAC, NOBODY), 0);
    assert_eq!(name_at(&primary, NET + 10).as_ref(), Some(&primary.name));
}

#[test]
fn set_replaces_client_end_and_owner() {
    // MS-DHCPM 3.1.4.18: the client unique id, the address of OwnerHost, the end of the lease, ADDRESS_STATE_ACTIVE; the
    // mask stays, and so does what the structure of the call does not have.
    for generation in OLDER {
        for client in [OTHER_MAC, UNIQUE_OTHER_MAC] {
            let server = scope_with_record();
            let change = Given {
                client,
                name: Some("tablet"),
                comment: Some("\u{1F4F1}"),
                expires: (5, 0x0250_0000),
                owner: 0x0505_0505,
                kind: 2,
                state: 2,
                ..PLAIN
            };
            assert_eq!(change.set(generation, &server), 0);
            let expected = Record {
                client: OTHER_MAC.to_vec(),
                name: Some("tablet".to_owned()),
                comment: Some("\u{1F4F1}".to_owned()),
                expires: (5, 0x0250_0000),
                owner: 0x0505_0505,
                ..Record::of_plain(Newest, &server)
            };
            for reader in GENERATIONS {
                let key = Key::Client(UNIQUE_OTHER_MAC);
                assert_eq!(get(reader, &server, key), Ok(expected.told_by(reader)));
                assert!(get(reader, &server, Key::Client(UNIQUE_MAC)).is_err(), "the old client is gone");
                assert!(get(reader, &server, Key::Name("laptop")).is_err(), "the old name is gone");
            }
            assert_eq!(Given { address: NET + 51, ..PLAIN }.create(generation, &server), 0, "MAC has none");
        }
    }
}

#[test]
fn a_name_or_comment_that_is_null_stays() {
    // MS-DHCPM 3.1.4.18: NULL does not modify; a string does. (given, kept; name and comment alike)
    let table = [(None, "old"), (Some("new"), "new"), (Some(""), "")];
    for (given_name, name) in table {
        for (given_comment, comment) in table {
            for generation in OLDER {
                let server = scope_with_range();
                let old = Given { name: Some("old"), comment: Some("old"), ..PLAIN };
                assert_eq!(old.create(Newest, &server), 0);
                let change = Given { name: given_name, comment: given_comment, ..PLAIN };
                assert_eq!(change.set(generation, &server), 0);
                let kept = record(&server, NET + 50);
                assert_eq!((kept.name.as_deref(), kept.comment.as_deref()), (Some(name), Some(comment)));
                assert_eq!(kept.policy, Some(Some("printers".to_owned())), "the policy stays");
            }
        }
    }
}

#[test]
fn a_changed_record_is_active() {
    // MS-DHCPM 3.1.4.18: AddressState is ADDRESS_STATE_ACTIVE.
    for generation in OLDER {
        for state in [1, 2, 3] {
            let server = scope_with_range();
            assert_eq!(Given { state, ..PLAIN }.create(Newest, &server), 0);
            assert_eq!(Given { state, ..PLAIN }.set(generation, &server), 0);
            assert_eq!(record(&server, NET + 50).state, Some(1));
        }
    }
}

#[test]
fn set_refuses_what_has_no_record() {
    // MS-DHCPM 3.1.4.18: ERROR_DHCP_JET_ERROR, "the client entry is not present".
    for generation in OLDER {
        let server = scope_with_record();
        assert_eq!(server.create_lease(NET + 51, OTHER_MAC, 1), 0);
        let table = [
            (NET + 52, MAC, "an address without record"),
            (NET + 200, MAC, "an address outside the range"),
            (NET + 0x200, MAC, "an address in no scope"),
            (0, MAC, "address 0"),
            (NET + 50, OTHER_MAC, "the client has the record of another address"),
            (NET + 51, UNIQUE_MAC, "the client has the record of another address"),
        ];
        for (address, client, rule) in table {
            println!("{generation:?}: {rule}");
            server.refuses(JET_ERROR, || Given { address, client, ..PLAIN }.set(generation, &server));
        }
    }
}

#[test]
fn the_record_of_a_reserved_address() {
    // MS-DHCPM 3.1.4.18: the end of the lease is not modified if the address is reserved.
    for generation in OLDER {
        let server = scope_with_range();
        assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
        server.refuses(RESERVED_CLIENT, || Given { client: OTHER_MAC, ..PLAIN }.set(generation, &server));
        let change = Given { owner: server.address, ..PLAIN };
        assert_eq!(change.set(generation, &server), 0);
        let kept = record(&server, NET + 50);
        assert_eq!(
            (kept.expires, kept.owner, kept.name.as_deref()),
            ((0, 0), server.address, Some("laptop"))
        );
        for key in [Key::Address(NET + 50), Key::Client(UNIQUE_MAC), Key::Name("laptop")] {
            // MS-DHCPM 3.1.4.20: ERROR_DHCP_RESERVED_CLIENT.
            server.refuses(RESERVED_CLIENT, || delete(&server, key));
        }
    }
}

// ---------------------------------------------------------------------------------------------------- finding

#[test]
fn what_is_not_there_is_not_found() {
    // MS-DHCPM 3.1.4.19: ERROR_DHCP_JET_ERROR; 3.2.4.124: ERROR_DHCP_INVALID_CLIENT (20016).
    let server = scope_with_record();
    server.scope(NET + 0x100, MASK, NET + 0x110, NET + 0x120);
    assert_eq!(Given { name: None, address: NET + 51, client: &[7], ..PLAIN }.create(First, &server), 0);
    let keys = [
        Key::Address(NET + 52),
        Key::Address(NET),
        Key::Address(NET + 0x300),
        Key::Address(0),
        Key::Address(ALL),
        Key::Client(OTHER_MAC),
        Key::Client(&[0, 1, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]),
        Key::Client(&[0, 2, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]),
        Key::Client(&[0, 0, 1, 10, 2, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]),
        Key::Client(&[10, 1, 0, 0, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43]),
        Key::Client(&[0, 0, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0]),
        Key::Client(&[0, 0, 1, 10, 1]),
        Key::Client(&[0]),
        Key::Client(&[1; 300]),
        Key::Name("lapto"),
        Key::Name("laptop2"),
        Key::Name(" laptop"),
        Key::Name(""),
        Key::Name("third desk"),
    ];
    for key in keys {
        println!("{key:?}");
        for generation in GENERATIONS {
            let code = if generation == Newest { INVALID_DHCP_CLIENT } else { JET_ERROR };
            assert_eq!(get(generation, &server, key), Err(code));
        }
        server.refuses(JET_ERROR, || delete(&server, key));
    }
}

#[test]
fn a_search_has_a_type_and_what_it_needs() {
    let no_client = DHCP_SEARCH_INFO {
        SearchType: DhcpClientHardwareAddress,
        SearchInfo: DHCP_SEARCH_INFO_0 {
            ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 6, Data: null_mut() },
        },
    };
    let empty_client = DHCP_SEARCH_INFO {
        SearchType: DhcpClientHardwareAddress,
        SearchInfo: DHCP_SEARCH_INFO_0 {
            ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 0, Data: dangling_mut() },
        },
    };
    // MS-DHCPM 3.2.4.99 and 3.2.4.124: a search for a name that is NULL is invalid.
    let no_name = DHCP_SEARCH_INFO {
        SearchType: DhcpClientName,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientName: null_mut() },
    };
    let of_type = |kind| DHCP_SEARCH_INFO {
        SearchType: kind,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: NET + 50 },
    };
    let server = scope_with_record();
    for search in [no_client, empty_client, no_name, of_type(3), of_type(-1), of_type(i32::MAX)] {
        for generation in GENERATIONS {
            assert_eq!(find(generation, &server, &search), Err(INVALID_PARAMETER));
        }
        // SAFETY: what the structure points to is never looked at.
        server.refuses(INVALID_PARAMETER, || unsafe { DhcpDeleteClientInfo(server.ptr(), &search) });
    }
}

#[test]
fn names_are_compared_in_any_case() {
    let names = [
        ("laptop", "LAPTOP"),
        ("LapTop", "lAPtOP"),
        ("r\u{e9}seau", "R\u{c9}SEAU"),
        ("\u{3c3}", "\u{3a3}"),
        ("\u{436}", "\u{416}"),
        ("a.b-c_1", "A.B-C_1"),
        // Letters outside the basic plane are two units, each of which has no case.
        ("\u{1F5A8}x", "\u{1F5A8}X"),
    ];
    for (kept, asked) in names {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(Given { name: Some(kept), ..PLAIN }.create(generation, &server), 0);
            for reader in GENERATIONS {
                let found = get(reader, &server, Key::Name(asked)).unwrap();
                assert_eq!(found.name.as_deref(), Some(kept), "the name is kept as it was given");
            }
            assert_eq!(delete(&server, Key::Name(asked)), 0);
        }
    }
}

#[test]
fn of_several_records_with_one_name_the_lowest_address_is_found() {
    // MS-DHCPM 3.1.4.19: "the client having the lowest numerical IP address", over all scopes; 3.1.4.20: any of them.
    for generation in GENERATIONS {
        let server = Server::new();
        for scope in [NET + 0x100, NET, NET + 0x200] {
            server.scope(scope, MASK, scope + 10, scope + 99);
        }
        let addresses = [NET + 0x10A, NET + 0x20A, NET + 99, NET + 20, NET + 0x10B];
        for (number, address) in (1_u8..).zip(addresses) {
            let client = &[number][..];
            let name = Some(if number % 2 == 0 { "TWIN" } else { "twin" });
            assert_eq!(Given { address, client, name, ..PLAIN }.create(generation, &server), 0);
        }
        for expected in [NET + 20, NET + 99, NET + 0x10A, NET + 0x10B, NET + 0x20A] {
            for reader in GENERATIONS {
                assert_eq!(get(reader, &server, Key::Name("Twin")).unwrap().address, expected);
            }
            assert_eq!(delete(&server, Key::Name("Twin")), 0);
            assert!(get(generation, &server, Key::Address(expected)).is_err(), "this one was deleted");
        }
        assert_eq!(delete(&server, Key::Name("Twin")), JET_ERROR);
    }
}

#[test]
fn the_unique_id_says_in_which_scope_the_client_is() {
    for generation in GENERATIONS {
        let server = scope_with_range();
        server.scope(NET + 0x100, MASK, NET + 0x110, NET + 0x120);
        assert_eq!(Given { address: NET + 0x110, ..PLAIN }.create(generation, &server), 0);
        assert_eq!(Given { address: NET + 10, ..PLAIN }.create(generation, &server), 0);
        let in_the_second = [0, 1, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];
        let expected = [(UNIQUE_MAC, NET + 10), (&in_the_second, NET + 0x110)];
        for (unique, address) in expected {
            for reader in GENERATIONS {
                let found = get(reader, &server, Key::Client(unique)).unwrap();
                assert_eq!((found.address, found.client.as_slice()), (address, MAC));
            }
        }
        server.refuses(JET_ERROR, || delete(&server, Key::Client(MAC)));
        assert_eq!(delete(&server, Key::Client(&in_the_second)), 0);
        assert!(get(generation, &server, Key::Client(UNIQUE_MAC)).is_ok());
        assert_eq!(get(generation, &server, Key::Client(MAC)).unwrap().address, NET + 10, "one scope has it");
        assert!(get(generation, &server, Key::Client(&in_the_second)).is_err());
    }
}

#[test]
fn each_way_to_find_a_record_deletes_it() {
    // MS-DHCPM 3.1.4.20: the record goes and the address is free.
    for key in [Key::Address(NET + 50), Key::Client(UNIQUE_MAC), Key::Name("LAPTOP")] {
        let server = scope_with_record();
        assert_eq!(server.create_lease(NET + 51, OTHER_MAC, 1), 0);
        assert_eq!(delete(&server, key), 0);
        server.refuses(JET_ERROR, || delete(&server, key));
        assert_eq!(server.free_addresses(NET, NET + 50, NET + 51, 1), (0, vec![NET + 50]));
        assert!(get(First, &server, Key::Address(NET + 51)).is_ok(), "the other record stays");
        assert_eq!(PLAIN.create(Newest, &server), 0, "it can be made again");
    }
}

// --------------------------------------------------------------------------------------------- free addresses

#[test]
fn free_addresses_are_asked_for_within_the_range() {
    // MS-DHCPM 3.2.4.121, its checks in their order. 10.1.0.0/24 has the range .10 to .99, 10.2.0.0/24 none.
    const BARE: u32 = NET + 0x1_0000;
    let table = [
        (0, 0, 0, 1, INVALID_PARAMETER, "the scope is 0"),
        (0, NET + 10, NET + 99, 1, INVALID_PARAMETER, "the scope is 0"),
        (NET, 0, 0, 1025, INVALID_PARAMETER, "more than DHCP_MAX_FREE_ADDRESSES_REQUESTED, 1024"),
        (NET, 0, 0, ALL, INVALID_PARAMETER, "more than 1024"),
        (BARE, 0, 0, 1025, INVALID_PARAMETER, "more than 1024, before the range is looked for"),
        (NET, NET + 20, NET + 19, 1, INVALID_PARAMETER, "the start is greater than the end"),
        (
            NET,
            NET + 20,
            NET + 19,
            0,
            INVALID_PARAMETER,
            "the start is greater than the end, nothing asked for",
        ),
        (
            BARE,
            NET + 20,
            NET + 19,
            1,
            INVALID_PARAMETER,
            "the start is greater, before the range is looked for",
        ),
        (NET, NET + 20, NET + 29, 11, INVALID_PARAMETER, "more than from start to end"),
        (NET, NET + 20, NET + 20, 2, INVALID_PARAMETER, "more than from start to end"),
        (BARE, NET + 20, NET + 29, 11, INVALID_PARAMETER, "more than from start to end, before the range"),
        (NET + 1, 0, 0, 1, INVALID_PARAMETER, "no such scope"),
        (NET + 0x100, 0, 0, 1, INVALID_PARAMETER, "no such scope"),
        (BARE, 0, 0, 1, FILE_NOT_FOUND, "the scope has no range"),
        (
            BARE,
            NET + 20,
            NET + 29,
            1,
            FILE_NOT_FOUND,
            "the scope has no range, before start and end are looked at",
        ),
        (NET, NET + 9, 0, 1, INVALID_PARAMETER, "the start is outside the range"),
        (NET, NET + 100, 0, 1, INVALID_PARAMETER, "the start is outside the range"),
        (NET, 0, NET + 9, 1, INVALID_PARAMETER, "the end is outside the range"),
        (NET, 0, NET + 100, 1, INVALID_PARAMETER, "the end is outside the range"),
        (NET, NET + 10, NET + 100, 1, INVALID_PARAMETER, "the end is outside the range"),
        (NET, NET + 9, NET + 99, 1, INVALID_PARAMETER, "the start is outside the range"),
        (NET, BARE + 10, BARE + 20, 1, INVALID_PARAMETER, "both are in another subnet"),
        (NET, 1, ALL, 1, INVALID_PARAMETER, "both are in no subnet"),
    ];
    let server = scope_with_range();
    assert_eq!(server.create_scope(BARE, MASK), 0);
    for (scope, start, end, count, code, rule) in table {
        assert_eq!(server.free_addresses(scope, start, end, count), (code, vec![]), "{rule}");
    }
}

#[test]
fn free_addresses_come_lowest_first() {
    // 10.1.0.0/24, range .10 to .19; .11 is leased, .12 reserved, .13 and .14 are excluded, .16 is declined.
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 19);
    assert_eq!(server.create_lease(NET + 11, MAC, 1), 0);
    assert_eq!(server.add_reservation(NET, NET + 12, OTHER_MAC), 0);
    assert_eq!(server.add_exclusion(NET, NET + 13, NET + 14), 0);
    assert_eq!(server.create_lease(NET + 16, &[1], 2), 0);
    // (start, end, count, code, last numbers): MS-DHCPM 3.2.4.121.
    let table: [(u32, u32, u32, u32, &[u32]); 14] = [
        (0, 0, 0, 0, &[10]), // 0 is 1
        (0, 0, 1, 0, &[10]),
        (0, 0, 3, 0, &[10, 15, 17]),
        (0, 0, 5, 0, &[10, 15, 17, 18, 19]),
        (0, 0, 6, REACHED_END_OF_SELECTION, &[10, 15, 17, 18, 19]),
        (0, 0, 1024, REACHED_END_OF_SELECTION, &[10, 15, 17, 18, 19]),
        (11, 0, 2, 0, &[15, 17]),
        (0, 15, 9, REACHED_END_OF_SELECTION, &[10, 15]),
        (15, 17, 2, 0, &[15, 17]),
        (15, 17, 3, REACHED_END_OF_SELECTION, &[15, 17]),
        (11, 14, 0, REACHED_END_OF_SELECTION, &[]),
        (11, 14, 1, REACHED_END_OF_SELECTION, &[]),
        (15, 15, 1, 0, &[15]),
        (19, 0, 2, REACHED_END_OF_SELECTION, &[19]),
    ];
    let address = |last: u32| if last == 0 { 0 } else { NET + last };
    for (start, end, count, code, last) in table {
        let expected: Vec<u32> = last.iter().map(|last| NET + last).collect();
        let found = server.free_addresses(NET, address(start), address(end), count);
        assert_eq!(found, (code, expected), "{count} from {start} to {end}");
    }
}

#[test]
fn no_free_address_is_null() {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 10);
    assert_eq!(server.create_lease(NET + 10, MAC, 1), 0);
    let mut list = dangling_mut();
    // SAFETY: a valid place.
    let code = unsafe { DhcpV4GetFreeIPAddress(server.ptr(), NET, 0, 0, 1, &mut list) };
    assert_eq!((code, list), (REACHED_END_OF_SELECTION, null_mut()));
}

#[test]
fn one_call_finds_1024_free_addresses() {
    // MS-DHCPM 2.2.1.1.25: DHCP_MAX_FREE_ADDRESSES_REQUESTED is 1024.
    let server = Server::new();
    server.scope(NET, 0xFFFF_0000, NET + 1, NET + 0xFFFE);
    let expected: Vec<u32> = (NET + 1..=NET + 1024).collect();
    assert_eq!(server.free_addresses(NET, 0, 0, 1024), (0, expected.clone()));
    assert_eq!(server.free_addresses(NET, NET + 1, NET + 1024, 1024), (0, expected));
    assert_eq!(server.free_addresses(NET, NET + 1, NET + 1023, 1024), (INVALID_PARAMETER, vec![]));
    assert_eq!(server.free_addresses(NET, 0, 0, 1025), (INVALID_PARAMETER, vec![]));
    let end: Vec<u32> = (NET + 0xFFFF - 1023..=NET + 0xFFFE).collect();
    assert_eq!(server.free_addresses(NET, NET + 0xFFFF - 1023, 0, 1024), (REACHED_END_OF_SELECTION, end));
}

#[test]
fn doomed_leases_follow_when_no_address_is_free() {
    // MS-DHCPM 3.2.4.121: addresses whose state is ADDRESS_STATE_DOOM. .10 to .14, of which .11 and .13 are doomed
    // (the latter with bits of the DNS) and .14 is declined.
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 14);
    for (last, client, state) in [(11, &[1], 3), (13, &[2], 0x73), (14, &[3], 2)] {
        assert_eq!(server.create_lease(NET + last, client, state), 0);
    }
    let table: [(u32, u32, &[u32]); 5] = [
        (1, 0, &[10]),
        (2, 0, &[10, 12]),
        (3, 0, &[10, 12, 11]),
        (4, 0, &[10, 12, 11, 13]),
        (5, REACHED_END_OF_SELECTION, &[10, 12, 11, 13]),
    ];
    for (count, code, last) in table {
        let expected: Vec<u32> = last.iter().map(|last| NET + last).collect();
        assert_eq!(server.free_addresses(NET, 0, 0, count), (code, expected));
    }
    let within = server.free_addresses(NET, NET + 12, NET + 14, 3);
    assert_eq!(within, (REACHED_END_OF_SELECTION, vec![NET + 12, NET + 13]), "only from start to end");
}

#[test]
fn free_addresses_of_a_relationship_are_of_either_server() {
    // MS-DHCPM 3.2.4.121 knows no pool side: both servers name all of the free addresses.
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(NET, MASK, NET + 10, NET + 13);
    }
    let mut relationship = Relationship::between("split", &primary, &secondary, &[NET]);
    assert_eq!(relationship.create_on(&primary), 0);
    assert_eq!(relationship.as_secondary().create_on(&secondary), 0);
    assert_eq!(primary.statistics(NET).unwrap()[3..5], [2, 2], "two are the partner's, two this server's");
    for server in [&primary, &secondary] {
        let all = [10, 11, 12, 13].map(|last| NET + last).to_vec();
        assert_eq!(server.free_addresses(NET, 0, 0, 4), (0, all));
    }
}
