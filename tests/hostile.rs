//! Arguments that no careful program passes: numbers that no enum has, ill-formed and misaligned strings, counts that
//! contradict their pointers, names without end. A refused call changes nothing, and nothing crashes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, null_mut};

use support::blocks::{Key, Wide, free, free_relationship, text};
use support::calls::{ABSENT, Call, Case, Kind, Mischief, Outcome, RELATED, cases, fixture, tried_cases};
use support::codes::{
    INVALID_PARAMETER, INVALID_RANGE, JET_ERROR, NO_MORE_ITEMS, RELATIONSHIP_NAME_TOO_LONG,
    SERVER_UNAVAILABLE, SUBNET_NOT_PRESENT,
};
use support::fixtures::{ALL, MASK, NET};
use support::relationship::{Relationship, delete_relationship};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Makes a call that must be refused with ERROR_INVALID_PARAMETER, clear its outputs, leave its inputs alone, and
/// change nothing.
#[track_caller]
fn refuses(server: &Server, mischief: Mischief, case: &Case) {
    println!("{} with {mischief:?}", case.name);
    server.refuses(INVALID_PARAMETER, || {
        let Outcome { code, is_cleared, is_intact, .. } = Call::make(server, mischief, case);
        assert!(is_cleared, "a failure clears the outputs");
        assert!(is_intact, "inputs are not written to, nor is anything beside an output");
        code
    });
}

/// Tries a mischief on each argument of a kind of each function.
fn try_on(kinds_in_question: &[Kind], mischief: impl Fn(usize) -> Mischief) {
    let server = fixture();
    for (case, kinds) in tried_cases() {
        for (index, kind) in kinds.iter().enumerate() {
            if kinds_in_question.contains(kind) {
                refuses(&server, mischief(index), &case);
            }
        }
    }
}

const STRINGS: [Kind; 3] = [Kind::Server, Kind::Text, Kind::OptionalText];

#[test]
fn numbers_that_no_enum_has() {
    for number in [-1, 14, 99, 0x7F00_0000, i32::MAX, i32::MIN] {
        try_on(&[Kind::Choice], |index| Mischief::Choice(index, number));
    }
}

#[test]
fn strings_with_an_unpaired_surrogate() {
    // A high half alone, a low half alone, at the end, in the middle, twice, and a pair the wrong way round.
    const ILL_FORMED: [&[u16]; 6] = [
        &[0xD800],
        &[0xDFFF],
        &[0x61, 0x62, 0xDBFF],
        &[0x61, 0xDC00, 0x62],
        &[0xD83D, 0xD83D, 0xDDA7],
        &[0xDDA7, 0xD83D],
    ];
    for units in ILL_FORMED {
        try_on(&STRINGS, |index| Mischief::Text(index, units));
    }
}

#[test]
fn strings_at_an_odd_address() {
    try_on(&STRINGS, Mischief::MisalignedText);
}

#[test]
fn arrays_that_are_not_aligned() {
    try_on(&[Kind::Addresses], Mischief::MisalignedArray);
}

#[test]
fn a_pointer_with_a_count_of_0() {
    try_on(&[Kind::Addresses, Kind::Bytes], Mischief::NoElements);
}

#[test]
fn a_count_with_null() {
    try_on(&[Kind::Addresses, Kind::Bytes], Mischief::Null);
}

#[test]
fn structures_and_outputs_may_lie_anywhere() {
    for case in cases() {
        for mischief in [Mischief::Nothing, Mischief::MisalignedStructures] {
            let outcome = Call::make(&fixture(), mischief, &case);
            assert_eq!(outcome.code, 0, "{} with {mischief:?}", case.name);
            assert!(outcome.is_filled, "{}: the outputs are filled", case.name);
            assert!(outcome.is_intact, "{}: inputs are not written to, nor is anything else", case.name);
        }
    }
}

#[test]
fn what_is_read_from_a_misaligned_structure_is_right() {
    let server = Server::new();
    let mut name = Wide::new("odd");
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: NET,
        SubnetMask: MASK,
        SubnetName: name.as_mut_ptr(),
        SubnetState: DhcpSubnetDisabled,
        ..Default::default()
    };
    let mut bytes = [0_u8; size_of::<DHCP_SUBNET_INFO>() + 1];
    let place: *mut DHCP_SUBNET_INFO = bytes[1..].as_mut_ptr().cast();
    // SAFETY: there is room for it, and it need not be aligned.
    unsafe { place.write_unaligned(info) };
    // SAFETY: a valid structure, if not an aligned one.
    assert_eq!(unsafe { DhcpCreateSubnet(server.ptr(), NET, place) }, 0);
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetSubnetInfo(server.ptr(), NET, &mut found) }, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    assert_eq!((read.SubnetMask, read.SubnetState), (MASK, DhcpSubnetDisabled));
    assert_eq!(text(read.SubnetName).as_deref(), Some("odd"));
    assert!(read.SubnetComment.is_null());
    free(read.SubnetName);
    free(found);
}

// ----------------------------------------------------------------------------------------------- long strings

/// 100,000 units: letters, and pairs of surrogates.
fn endless() -> String {
    "\u{1F5A7}xy".repeat(25_000)
}

#[test]
fn a_server_name_of_100_000_units() {
    let name = endless();
    let wide = Wide::new(&name);
    let mut version = (77, 78);
    // SAFETY: a valid string and places.
    let code = unsafe { DhcpGetVersion(wide.as_ptr(), &mut version.0, &mut version.1) };
    assert_eq!((code, version), (SERVER_UNAVAILABLE, (0, 0)));
    let mut wide = Wide::new(&name);
    let mut listing =
        DHCPDS_SERVER { ServerName: wide.as_mut_ptr(), ServerAddress: 0x0A62_0001, ..Default::default() };
    // SAFETY: valid structures, strings and places.
    unsafe {
        assert_eq!(DhcpAddServer(0, null_mut(), &mut listing, null_mut(), null_mut()), 0);
        assert_eq!(DhcpGetVersion(wide.as_ptr(), &mut version.0, &mut version.1), 0);
        let upper = Wide::new(&name.to_uppercase());
        assert_eq!(DhcpGetVersion(upper.as_ptr(), &mut version.0, &mut version.1), 0);
        assert_eq!(DhcpDeleteServer(0, null_mut(), &mut listing, null_mut(), null_mut()), 0);
    }
}

#[test]
fn the_name_and_comment_of_a_scope_of_100_000_units() {
    let server = fixture();
    let (mut name, mut comment) = (Wide::new(&endless()), Wide::new(&endless()));
    let info = DHCP_SUBNET_INFO {
        SubnetAddress: ABSENT,
        SubnetMask: MASK,
        SubnetName: name.as_mut_ptr(),
        SubnetComment: comment.as_mut_ptr(),
        ..Default::default()
    };
    // SAFETY: valid structures.
    unsafe {
        assert_eq!(DhcpCreateSubnet(server.ptr(), ABSENT, &info), 0);
        assert_eq!(DhcpSetSubnetInfo(server.ptr(), ABSENT, &info), 0);
    }
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetSubnetInfo(server.ptr(), ABSENT, &mut found) }, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    assert_eq!(text(read.SubnetName), Some(endless()));
    assert_eq!(text(read.SubnetComment), Some(endless()));
    free(read.SubnetName);
    free(read.SubnetComment);
    free(found);
}

#[test]
fn the_name_and_comment_of_a_client_of_100_000_units() {
    let server = fixture();
    let name = endless();
    let (mut wide_name, mut comment) = (Wide::new(&name), Wide::new(&name));
    let mut id = [7];
    let info = DHCP_CLIENT_INFO {
        ClientIpAddress: NET + 70,
        ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 1, Data: id.as_mut_ptr() },
        ClientName: wide_name.as_mut_ptr(),
        ClientComment: comment.as_mut_ptr(),
        ..Default::default()
    };
    // SAFETY: valid structures.
    unsafe {
        assert_eq!(DhcpCreateClientInfo(server.ptr(), &info), 0);
        assert_eq!(DhcpSetClientInfo(server.ptr(), &info), 0);
    }
    let mut found = dangling_mut();
    let upper = name.to_uppercase();
    // SAFETY: valid structures and places.
    let code =
        Key::Name(&upper).search(|search| unsafe { DhcpGetClientInfo(server.ptr(), search, &mut found) });
    assert_eq!(code, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    assert_eq!(read.ClientIpAddress, NET + 70);
    assert_eq!(text(read.ClientName).as_ref(), Some(&name));
    assert_eq!(text(read.ClientComment).as_ref(), Some(&name));
    free(read.ClientHardwareAddress.Data);
    free(read.ClientName);
    free(read.ClientComment);
    free(read.OwnerHost.NetBiosName);
    free(found);
    let longer = format!("{name}z");
    // SAFETY: a valid structure.
    let code = Key::Name(&longer).search(|search| unsafe { DhcpDeleteClientInfo(server.ptr(), search) });
    assert_eq!(code, JET_ERROR);
}

#[test]
fn the_name_of_a_relationship_has_126_units() {
    // MS-DHCPM 3.2.4.90: longer is ERROR_DHCP_FO_RELATIONSHIP_NAME_TOO_LONG. Where the name only finds one, it finds
    // none.
    let server = fixture();
    for (length, code) in [(126, 0), (127, RELATIONSHIP_NAME_TOO_LONG), (100_000, RELATIONSHIP_NAME_TOO_LONG)]
    {
        let name = "n".repeat(length);
        let mut relationship = Relationship::new(&name, server.address, 0x0A09_0909, &[NET]);
        match code {
            0 => {
                assert_eq!(relationship.create_on(&server), 0);
                assert_eq!(delete_relationship(&server, &name), 0);
            }
            _ => server.refuses(code, || relationship.create_on(&server)),
        }
        server.refuses(20115, || delete_relationship(&server, &name));
        server.refuses(20115, || server.trigger(&name));
        assert_eq!(server.state(&name), Err(20115));
    }
}

#[test]
fn server_names_and_secret_of_a_relationship_of_100_000_units() {
    let server = fixture();
    let long = endless();
    let mut strings = [Wide::new("long"), Wide::new(&long), Wide::new(&long), Wide::new(&long)];
    let [name, primary, secondary, secret] = strings.each_mut().map(Wide::as_mut_ptr);
    let mut elements = [NET];
    let mut scopes = DHCP_IP_ARRAY { NumElements: 1, Elements: elements.as_mut_ptr() };
    let given = DHCP_FAILOVER_RELATIONSHIP {
        PrimaryServer: server.address,
        SecondaryServer: 0x0A09_0909,
        RelationshipName: name,
        PrimaryServerName: primary,
        SecondaryServerName: secondary,
        SharedSecret: secret,
        pScopes: &mut scopes,
        ..Default::default()
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpV4FailoverCreateRelationship(server.ptr(), &given) }, 0);
    let mut found = dangling_mut();
    // SAFETY: valid strings and places.
    assert_eq!(unsafe { DhcpV4FailoverGetScopeRelationship(server.ptr(), NET, &mut found) }, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    assert_eq!(text(read.PrimaryServerName).as_ref(), Some(&long));
    assert_eq!(text(read.SecondaryServerName).as_ref(), Some(&long));
    free_relationship(found);
}

// ---------------------------------------------------------------------------------------------- all ones

#[test]
fn scopes_of_all_ones() {
    let server = fixture();
    let info = DHCP_SUBNET_INFO_VQ {
        SubnetAddress: ALL,
        SubnetMask: ALL,
        PrimaryHost: DHCP_HOST_INFO { IpAddress: ALL, NetBiosName: dangling_mut(), HostName: dangling_mut() },
        SubnetState: -1,
        QuarantineOn: ALL,
        Reserved1: ALL,
        Reserved2: ALL,
        Reserved3: -1,
        Reserved4: -1,
        ..Default::default()
    };
    let first = std::ptr::from_ref(&info).cast();
    // SAFETY: valid structures and places.
    unsafe {
        server.refuses(INVALID_PARAMETER, || DhcpCreateSubnet(server.ptr(), ALL, first));
        server.refuses(INVALID_PARAMETER, || DhcpCreateSubnetVQ(server.ptr(), ALL, &info));
        server.refuses(INVALID_PARAMETER, || DhcpSetSubnetInfo(server.ptr(), ALL, first));
        server.refuses(INVALID_PARAMETER, || DhcpSetSubnetInfoVQ(server.ptr(), ALL, &info));
        server.refuses(INVALID_PARAMETER, || DhcpDeleteSubnet(server.ptr(), ALL, -1));
        server.refuses(SUBNET_NOT_PRESENT, || DhcpDeleteSubnet(server.ptr(), ALL, DhcpFullForce));
        let (mut handle, mut list, mut read, mut total) = (ALL, dangling_mut(), ALL, ALL);
        let code = DhcpEnumSubnets(server.ptr(), &mut handle, ALL, &mut list, &mut read, &mut total);
        assert_eq!((code, handle, list, read, total), (NO_MORE_ITEMS, ALL, null_mut(), 0, 0));
    }
    assert_eq!(server.free_addresses(ALL, ALL, ALL, ALL), (INVALID_PARAMETER, vec![]));
    assert_eq!(server.free_addresses(NET, ALL, ALL, 1), (INVALID_PARAMETER, vec![]));
}

#[test]
fn elements_of_all_ones() {
    let server = fixture();
    let mut range =
        DHCP_BOOTP_IP_RANGE { StartAddress: ALL, EndAddress: ALL, BootpAllocated: ALL, MaxBootpAllowed: ALL };
    let mut exclusion = DHCP_IP_RANGE { StartAddress: ALL, EndAddress: ALL };
    let mut bytes = [0xFF; 255];
    let mut no_bytes = DHCP_BINARY_DATA { DataLength: ALL, Data: null_mut() };
    let mut most_bytes = DHCP_BINARY_DATA { DataLength: 255, Data: bytes.as_mut_ptr() };
    let reservation = |client| DHCP_IP_RESERVATION_V4 {
        ReservedIpAddress: ALL,
        ReservedForClient: client,
        bAllowedClientTypes: 0xFF,
    };
    let mut for_nobody = reservation(&mut no_bytes);
    let mut for_anybody = reservation(&mut most_bytes);
    // (type, data, code of Add, of Remove)
    let table = [
        (-1, DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: null_mut() }, INVALID_PARAMETER, INVALID_PARAMETER),
        (0, DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: &mut range }, INVALID_RANGE, INVALID_RANGE),
        (3, DHCP_SUBNET_ELEMENT_DATA_V5_0 { ExcludeIpRange: &mut exclusion }, INVALID_RANGE, 20007),
        (
            2,
            DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut for_nobody },
            INVALID_PARAMETER,
            INVALID_PARAMETER,
        ),
        (2, DHCP_SUBNET_ELEMENT_DATA_V5_0 { ReservedIp: &mut for_anybody }, INVALID_PARAMETER, JET_ERROR),
    ];
    for (kind, element, added, removed) in table {
        let data = DHCP_SUBNET_ELEMENT_DATA_V5 { ElementType: kind, Element: element };
        // SAFETY: valid structures.
        unsafe {
            server.refuses(added, || DhcpAddSubnetElementV5(server.ptr(), NET, &data));
            server.refuses(removed, || DhcpRemoveSubnetElementV5(server.ptr(), NET, &data, DhcpFullForce));
            server.refuses(INVALID_PARAMETER, || DhcpRemoveSubnetElementV5(server.ptr(), NET, &data, -1));
        }
    }
}

#[test]
fn clients_of_all_ones() {
    let server = fixture();
    let mut bytes = [0xFF; 255];
    let no_bytes = DHCP_BINARY_DATA { DataLength: ALL, Data: null_mut() };
    let most_bytes = DHCP_BINARY_DATA { DataLength: 255, Data: bytes.as_mut_ptr() };
    let ones = DATE_TIME { dwLowDateTime: ALL, dwHighDateTime: ALL };
    // (client, code of the older Create, of the newest, of Set)
    for (client, older, newest, set) in [
        (no_bytes, INVALID_PARAMETER, INVALID_PARAMETER, INVALID_PARAMETER),
        (most_bytes, INVALID_PARAMETER, INVALID_PARAMETER, JET_ERROR),
    ] {
        let info = DHCP_CLIENT_INFO_PB {
            ClientIpAddress: ALL,
            SubnetMask: ALL,
            ClientHardwareAddress: client,
            ClientName: null_mut(),
            ClientComment: null_mut(),
            ClientLeaseExpires: ones,
            OwnerHost: DHCP_HOST_INFO { IpAddress: ALL, ..Default::default() },
            bClientType: 0xFF,
            AddressState: 0xFF,
            Status: -1,
            ProbationEnds: ones,
            QuarantineCapable: -1,
            FilterStatus: ALL,
            PolicyName: null_mut(),
        };
        // The older structures are the beginning of the newest.
        let beginning = std::ptr::from_ref(&info);
        // SAFETY: valid structures.
        unsafe {
            server.refuses(older, || DhcpCreateClientInfo(server.ptr(), beginning.cast()));
            server.refuses(older, || DhcpCreateClientInfoV4(server.ptr(), beginning.cast()));
            server.refuses(older, || DhcpCreateClientInfoVQ(server.ptr(), beginning.cast()));
            server.refuses(newest, || DhcpV4CreateClientInfo(server.ptr(), &info));
            server.refuses(set, || DhcpSetClientInfo(server.ptr(), beginning.cast()));
            server.refuses(set, || DhcpSetClientInfoV4(server.ptr(), beginning.cast()));
            server.refuses(set, || DhcpSetClientInfoVQ(server.ptr(), beginning.cast()));
        }
    }
    let table = [
        (-1, DHCP_SEARCH_INFO_0 { ClientIpAddress: ALL }, INVALID_PARAMETER),
        (0, DHCP_SEARCH_INFO_0 { ClientIpAddress: ALL }, JET_ERROR),
        (1, DHCP_SEARCH_INFO_0 { ClientHardwareAddress: no_bytes }, INVALID_PARAMETER),
        (1, DHCP_SEARCH_INFO_0 { ClientHardwareAddress: most_bytes }, JET_ERROR),
    ];
    for (kind, key, code) in table {
        let search = DHCP_SEARCH_INFO { SearchType: kind, SearchInfo: key };
        let mut found = dangling_mut();
        // SAFETY: valid structures and places.
        unsafe {
            server.refuses(code, || DhcpDeleteClientInfo(server.ptr(), &search));
            assert_eq!(DhcpGetClientInfo(server.ptr(), &search, &mut found), code);
        }
        assert!(found.is_null());
    }
}

#[test]
fn relationships_of_all_ones() {
    let server = fixture();
    let mut name = Wide::new("related");
    let mut elements = [ALL];
    let mut one_scope = DHCP_IP_ARRAY { NumElements: 1, Elements: elements.as_mut_ptr() };
    let mut no_scope = DHCP_IP_ARRAY { NumElements: ALL, Elements: null_mut() };
    for scopes in [&mut one_scope, &mut no_scope] {
        let is_one = !scopes.Elements.is_null();
        let given = DHCP_FAILOVER_RELATIONSHIP {
            PrimaryServer: ALL,
            SecondaryServer: ALL,
            Mode: -1,
            ServerType: -1,
            State: -1,
            PrevState: -1,
            Mclt: ALL,
            SafePeriod: ALL,
            RelationshipName: name.as_mut_ptr(),
            PrimaryServerName: null_mut(),
            SecondaryServerName: null_mut(),
            pScopes: scopes,
            Percentage: 0xFF,
            SharedSecret: null_mut(),
        };
        let scope_code = if is_one { SUBNET_NOT_PRESENT } else { INVALID_PARAMETER };
        // SAFETY: valid structures.
        unsafe {
            let create = || DhcpV4FailoverCreateRelationship(server.ptr(), &given);
            server.refuses(INVALID_PARAMETER, create);
            for flags in [ALL, 0x7F, 0x04, 0x08, 0x10, 0x20, 0x80, 0x8000_0000, 0] {
                let set = || DhcpV4FailoverSetRelationship(server.ptr(), flags, &given);
                server.refuses(INVALID_PARAMETER, set);
            }
            server.refuses(scope_code, || DhcpV4FailoverAddScopeToRelationship(server.ptr(), &given));
            server.refuses(scope_code, || DhcpV4FailoverDeleteScopeFromRelationship(server.ptr(), &given));
        }
    }
    let (mut relationship, mut statistics, mut status) = (dangling_mut(), dangling_mut(), 77);
    // SAFETY: valid places.
    unsafe {
        assert_eq!(DhcpV4FailoverGetScopeRelationship(server.ptr(), ALL, &mut relationship), 20116);
        assert_eq!(DhcpV4FailoverGetScopeStatistics(server.ptr(), ALL, &mut statistics), 20116);
        assert_eq!(DhcpV4FailoverGetAddressStatus(server.ptr(), ALL, &mut status), INVALID_PARAMETER);
    }
    assert!(relationship.is_null() && statistics.is_null() && status == 0);
}

// ------------------------------------------------------------------------------------------------- memory

#[test]
fn only_blocks_of_the_library_are_freed_and_only_once() {
    let server = fixture();
    let mut found = dangling_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetSubnetInfo(server.ptr(), RELATED, &mut found) }, 0);
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    let mut on_the_stack = 7_u64;
    let mut on_the_heap = vec![7_u64; 4];
    free::<u8>(null_mut());
    free(&mut on_the_stack);
    free(on_the_heap.as_mut_ptr());
    free(dangling_mut::<u64>());
    free(std::ptr::without_provenance_mut::<u8>(usize::MAX));
    // Pointers into a block are none of its own.
    for offset in 1..size_of::<DHCP_SUBNET_INFO>() {
        free(found.cast::<u8>().wrapping_add(offset));
    }
    free(read.SubnetName.wrapping_add(1));
    assert_eq!((on_the_stack, on_the_heap.as_slice()), (7, &[7; 4][..]));
    // The outermost block first: the inner ones stay valid.
    free(found);
    free(found);
    assert_eq!(text(read.SubnetName).as_deref(), Some("scope"));
    free(read.SubnetName);
    free(read.SubnetName);
}
