//! DhcpV4FailoverGetClientInfo (MS-DHCPM 3.2.4.99).

use super::*;

#[derive(Debug, PartialEq)]
struct Record {
    address: u32,
    mask: u32,
    unique_id: Vec<u8>,
    name: Option<String>,
    comment: Option<String>,
    expires: (u32, u32),
    owner: u32,
    kind: u8,
    state: u8,
    policy: Option<String>,
}

#[track_caller]
fn find(server: &Server, search: &DHCP_SEARCH_INFO) -> Result<Record, u32> {
    let mut found = NonNull::dangling().as_ptr();
    let code = unsafe { DhcpV4FailoverGetClientInfo(server.ptr(), search, &mut found) };
    if code != 0 {
        assert!(found.is_null(), "the output is cleared");
        return Err(code);
    }
    let info = unsafe { *found };
    // Fields that are alike in every record: no quarantine, nothing in the reserved fields, no HostName (3.2.4.99 step 5).
    assert_eq!((info.Status, info.QuarantineCapable), (NOQUARANTINE, 0));
    assert_eq!((info.ProbationEnds.dwLowDateTime, info.ProbationEnds.dwHighDateTime), (0, 0));
    assert_eq!((info.BndMsgStatus, info.Flags), (0, 0));
    assert!(info.OwnerHost.HostName.is_null());
    // A record made by hand has no failover times (3.2.4.123).
    assert_eq!((info.SentPotExpTime, info.AckPotExpTime, info.RecvPotExpTime), (0, 0, 0));
    assert_eq!((info.StartTime, info.CltLastTransTime, info.LastBndUpdTime), (0, 0, 0));
    let id = info.ClientHardwareAddress;
    let bytes = (0..id.DataLength as usize).map(|at| unsafe { *id.Data.add(at) });
    let record = Record {
        address: info.ClientIpAddress,
        mask: info.SubnetMask,
        unique_id: bytes.collect(),
        name: text(info.ClientName),
        comment: text(info.ClientComment),
        expires: (info.ClientLeaseExpires.dwHighDateTime, info.ClientLeaseExpires.dwLowDateTime),
        owner: info.OwnerHost.IpAddress,
        kind: info.bClientType,
        state: info.AddressState,
        policy: text(info.PolicyName),
    };
    free_client(found);
    Ok(record)
}

fn by_address(address: u32) -> DHCP_SEARCH_INFO {
    DHCP_SEARCH_INFO {
        SearchType: DhcpClientIpAddress,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: address },
    }
}

fn find_id(server: &Server, id: &[u8]) -> Result<Record, u32> {
    let mut id = id.to_vec();
    let data = DHCP_BINARY_DATA { DataLength: id.len() as u32, Data: id.as_mut_ptr() };
    let search = DHCP_SEARCH_INFO {
        SearchType: DhcpClientHardwareAddress,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientHardwareAddress: data },
    };
    find(server, &search)
}

fn find_name(server: &Server, name: &str) -> Result<Record, u32> {
    let mut name = Wide::new(name);
    let search = DHCP_SEARCH_INFO {
        SearchType: DhcpClientName,
        SearchInfo: DHCP_SEARCH_INFO_0 { ClientName: name.as_mut_ptr() },
    };
    find(server, &search)
}

/// A lease with every field.
fn lease(server: &Server, address: u32, client: &[u8], name: &str, comment: &str, policy: &str) {
    let (mut id, mut name) = (client.to_vec(), Wide::new(name));
    let (mut comment, mut policy) = (Wide::new(comment), Wide::new(policy));
    let info = DHCP_CLIENT_INFO_PB {
        ClientIpAddress: address,
        SubnetMask: 0,
        ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: id.len() as u32, Data: id.as_mut_ptr() },
        ClientName: name.as_mut_ptr(),
        ClientComment: comment.as_mut_ptr(),
        ClientLeaseExpires: DATE_TIME { dwLowDateTime: 0x1234_5678, dwHighDateTime: 0x41DB_0000 },
        OwnerHost: no_host(),
        bClientType: 1,
        AddressState: 0x61,
        Status: 0,
        ProbationEnds: DATE_TIME { dwLowDateTime: 0, dwHighDateTime: 0 },
        QuarantineCapable: 0,
        FilterStatus: 0,
        PolicyName: policy.as_mut_ptr(),
    };
    assert_eq!(unsafe { DhcpV4CreateClientInfo(server.ptr(), &info) }, 0);
}

/// MS-DHCPM 2.2.1.2.5.2: 192.168.1.0 and 00-1C-25-80-A0-43.
const HOME: u32 = 0xC0A8_0100;
const MAC: [u8; 6] = [0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];
const UNIQUE_ID: [u8; 11] = [0x00, 0x01, 0xA8, 0xC0, 0x01, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];

fn home() -> Server {
    let server = Server::new();
    server.scope(HOME, 0xFFFF_FF00, HOME + 1, HOME + 254);
    server
}

/// 3.2.4.99 steps 4 and 5: by address, unique id and name, in a relationship or not.
#[test]
fn all_three_searches_give_every_field() {
    for in_relationship in [false, true] {
        let server = home();
        if in_relationship {
            created("name", &server, &[HOME]);
        }
        lease(&server, HOME + 77, &MAC, "Pc-\u{e9}-\u{1f600}", "comment \u{20ac}", "policy");
        let found = find(&server, &by_address(HOME + 77)).unwrap();
        let expected = Record {
            address: 0xC0A8_014D,
            mask: 0xFFFF_FF00,
            unique_id: UNIQUE_ID.to_vec(),
            name: Some("Pc-\u{e9}-\u{1f600}".into()),
            comment: Some("comment \u{20ac}".into()),
            expires: (0x41DB_0000, 0x1234_5678),
            owner: server.address,
            kind: 1,
            state: 0x61,
            policy: Some("policy".into()),
        };
        assert_eq!(found, expected);
        assert_eq!(find_id(&server, &UNIQUE_ID).as_ref(), Ok(&expected));
        for name in ["Pc-\u{e9}-\u{1f600}", "PC-\u{c9}-\u{1f600}", "pc-\u{e9}-\u{1f600}"] {
            assert_eq!(find_name(&server, name).as_ref(), Ok(&expected), "{name}");
        }
    }
}

/// 3.2.4.99: of several leases with one name, the numerically lowest address, in whichever scope.
#[test]
fn of_equal_names_the_lowest_address_is_found() {
    let server = Server::new();
    add_scopes(&server, 3..4);
    add_scopes(&server, 1..3);
    for (address, client) in [(scope(2) + 1, 1), (scope(1) + 9, 2), (scope(1) + 7, 3), (scope(3) + 1, 4)] {
        lease(&server, address, &[client], "Same", "", "");
    }
    assert_eq!(find_name(&server, "same").unwrap().address, scope(1) + 7);
    assert_eq!(server.delete_lease(scope(1) + 7), 0);
    assert_eq!(find_name(&server, "SAME").unwrap().address, scope(1) + 9);
    assert_eq!(server.delete_lease(scope(1) + 9), 0);
    assert_eq!(find_name(&server, "Same").unwrap().address, scope(2) + 1);
}

/// 3.2.4.99 step 4: no record is 20013.
#[test]
fn what_is_not_there_is_20013() {
    let server = home();
    lease(&server, HOME + 77, &MAC, "pc", "", "");
    for address in [HOME + 78, HOME, 0, NEVER, SCOPE + 77] {
        assert_eq!(find(&server, &by_address(address)), Err(JET_ERROR));
    }
    let other_subnet = [&[0x00, 0x02, 0xA8, 0xC0, 0x01][..], &MAC].concat();
    let other_type = [&[0x00, 0x01, 0xA8, 0xC0, 0x06][..], &MAC].concat();
    for id in [&MAC[1..], &UNIQUE_ID[..10], &other_subnet, &other_type, &[7; 300], &UNIQUE_ID[..5], &[1]] {
        assert_eq!(find_id(&server, id), Err(JET_ERROR), "{id:02x?}");
    }
    for name in ["", "p", "pcx"] {
        assert_eq!(find_name(&server, name), Err(JET_ERROR), "{name}");
    }
}

/// 3.2.4.99 steps 1 and 2; decision: an unknown kind of search and an identifier of no bytes likewise.
#[test]
fn bad_searches_are_87() {
    let server = home();
    lease(&server, HOME + 77, &MAC, "pc", "", "");
    let code = unsafe { DhcpV4FailoverGetClientInfo(server.ptr(), &by_address(HOME + 77), null_mut()) };
    assert_eq!(code, INVALID_PARAMETER);
    let mut found = NonNull::dangling().as_ptr();
    let code = unsafe { DhcpV4FailoverGetClientInfo(server.ptr(), null(), &mut found) };
    assert_eq!((code, found.is_null()), (INVALID_PARAMETER, true));
    for kind in [3, -1, i32::MAX] {
        let search = DHCP_SEARCH_INFO { SearchType: kind, ..by_address(HOME + 77) };
        assert_eq!(find(&server, &search), Err(INVALID_PARAMETER));
    }
    for name in [null_mut(), UNPAIRED_TEXT.as_ptr().cast_mut()] {
        let search = DHCP_SEARCH_INFO {
            SearchType: DhcpClientName,
            SearchInfo: DHCP_SEARCH_INFO_0 { ClientName: name },
        };
        assert_eq!(find(&server, &search), Err(INVALID_PARAMETER));
    }
    let mut byte = 1;
    for (length, data) in [(0, null_mut()), (6, null_mut()), (0, &raw mut byte)] {
        let id = DHCP_BINARY_DATA { DataLength: length, Data: data };
        let search = DHCP_SEARCH_INFO {
            SearchType: DhcpClientHardwareAddress,
            SearchInfo: DHCP_SEARCH_INFO_0 { ClientHardwareAddress: id },
        };
        assert_eq!(find(&server, &search), Err(INVALID_PARAMETER));
    }
}

/// Section 3.3: the record of a reservation that nobody asked for.
#[test]
fn an_idle_reservation_is_a_record() {
    let server = home();
    assert_eq!(server.add_reservation(HOME, HOME + 9, &MAC), 0);
    let found = find_id(&server, &UNIQUE_ID).unwrap();
    assert_eq!((found.address, found.owner, found.expires), (HOME + 9, NEVER, (0, 0)));
    assert_eq!((found.kind, found.state), (0x64, 1), "CLIENT_TYPE_NONE, active");
    assert_eq!((found.name, found.comment, found.policy), (None, None, None));
}
