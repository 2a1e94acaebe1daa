//! Lists of lease records, in the seven generations of the calls (MS-DHCPM 3.1.4.21, 3.1.4.36, 3.1.4.48, 3.2.4.1, 3.2.4.89,
//! 3.2.4.116, 3.2.4.131), and the extended address state of a record (3.2.4.132, 3.2.4.133).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, from_mut, null_mut};

use support::blocks::{Key, Wide, bytes, free, no_host, text};
use support::codes::{
    INVALID_DHCP_CLIENT, INVALID_PARAMETER, JET_ERROR, MORE_DATA, NO_MORE_ITEMS, SUBNET_NOT_PRESENT,
};
use support::fixtures::{ALL, MAC, MASK, NET, OTHER_MAC};
use support::server::{ACTIVE, DECLINED, DOOMED, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Which of the calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Generation {
    First,
    V4,
    V5,
    Vq,
    FilterStatus,
    Policy,
    Extended,
}
use Generation::{Extended, FilterStatus, First, Policy, V4, V5, Vq};

const GENERATIONS: [Generation; 7] = [First, V4, V5, Vq, FilterStatus, Policy, Extended];

/// ClientsTotal while more remains (MS-DHCPM, note 31 of Appendix B).
const MANY: u32 = 0x7FFF_FFFF;

/// A record as a generation shows it; `None` is what it does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Record {
    address: u32,
    mask: u32,
    client: Vec<u8>,
    name: Option<String>,
    comment: Option<String>,
    end: (u32, u32),
    owner: (u32, Option<String>),
    kind: Option<u8>,
    state: Option<u8>,
    filter: Option<u32>,
    policy: Option<Option<String>>,
    extended_state: Option<u32>,
}

impl Record {
    /// What another generation shows of it.
    fn told_by(&self, generation: Generation) -> Self {
        let mut told = self.clone();
        if generation == First {
            told.kind = None;
        }
        if matches!(generation, First | V4) {
            told.state = None;
        }
        if matches!(generation, First | V4 | V5 | Vq) {
            told.filter = None;
        }
        if !matches!(generation, Policy | Extended) {
            told.policy = None;
        }
        if generation != Extended {
            told.extended_state = None;
        }
        told
    }
}

/// One reply.
#[derive(Debug, PartialEq, Eq)]
struct Reply {
    code: u32,
    /// `None` if there is no list.
    records: Option<Vec<Record>>,
    read: u32,
    total: u32,
    handle: u32,
}

/// Lists a page, and frees its blocks.
fn list(generation: Generation, server: &Server, scope: u32, handle: u32, preferred: u32) -> Reply {
    let (mut handle, mut read, mut total) = (handle, 77, 77);
    let mut array: *mut DHCP_CLIENT_INFO_EX_ARRAY = dangling_mut();
    let call = (from_mut(&mut handle), from_mut(&mut array), from_mut(&mut read), from_mut(&mut total));
    let (resume, place, clients_read, clients_total) = call;
    let name = server.ptr();
    // SAFETY: valid places; the lists have one layout.
    let code = unsafe {
        match generation {
            First => DhcpEnumSubnetClients(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            V4 => DhcpEnumSubnetClientsV4(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            V5 => DhcpEnumSubnetClientsV5(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            Vq => DhcpEnumSubnetClientsVQ(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            FilterStatus => DhcpEnumSubnetClientsFilterStatusInfo(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            Policy => DhcpV4EnumSubnetClients(
                name,
                scope,
                resume,
                preferred,
                place.cast(),
                clients_read,
                clients_total,
            ),
            Extended => {
                DhcpV4EnumSubnetClientsEx(name, scope, resume, preferred, place, clients_read, clients_total)
            }
        }
    };
    let records = (!array.is_null()).then(|| {
        // SAFETY: the call has made it.
        let list = unsafe { *array };
        assert_eq!(list.NumElements, read);
        assert_eq!(list.Clients.is_null(), read == 0);
        let places = (0..usize::try_from(read).unwrap())
            // SAFETY: the list has so many.
            .map(|place| unsafe { *list.Clients.add(place) });
        let records = places.map(|place| take(generation, place)).collect();
        free(list.Clients);
        free(array);
        records
    });
    Reply { code, records, read, total, handle }
}

/// Reads a record and frees its blocks.
fn take(generation: Generation, place: *mut DHCP_CLIENT_INFO_EX) -> Record {
    // SAFETY: each generation is the beginning of the newest one, and is read where it has the field.
    unsafe {
        let first: DHCP_CLIENT_INFO = *place.cast();
        let kind = (generation != First).then(|| (*place.cast::<DHCP_CLIENT_INFO_V4>()).bClientType);
        let has_state = !matches!(generation, First | V4);
        let state = has_state.then(|| (*place.cast::<DHCP_CLIENT_INFO_V5>()).AddressState);
        if has_state && generation != V5 {
            let quarantine: DHCP_CLIENT_INFO_VQ = *place.cast();
            let ends = quarantine.ProbationEnds;
            let unset = (ends.dwLowDateTime, ends.dwHighDateTime) == (0, 0);
            assert!(unset && quarantine.Status == 0 && quarantine.QuarantineCapable == 0, "NOQUARANTINE");
        }
        let has_filter = matches!(generation, FilterStatus | Policy | Extended);
        let filter = has_filter.then(|| (*place.cast::<DHCP_CLIENT_FILTER_STATUS_INFO>()).FilterStatus);
        let has_policy = matches!(generation, Policy | Extended);
        let policy = has_policy.then(|| (*place.cast::<DHCP_CLIENT_INFO_PB>()).PolicyName);
        let extended_state = (generation == Extended).then(|| take_extended_state((*place).Properties));
        let record = Record {
            address: first.ClientIpAddress,
            mask: first.SubnetMask,
            client: bytes(&first.ClientHardwareAddress),
            name: text(first.ClientName),
            comment: text(first.ClientComment),
            end: (first.ClientLeaseExpires.dwLowDateTime, first.ClientLeaseExpires.dwHighDateTime),
            owner: (first.OwnerHost.IpAddress, text(first.OwnerHost.NetBiosName)),
            kind,
            state,
            filter,
            policy: policy.map(|policy| text(policy)),
            extended_state,
        };
        assert!(first.OwnerHost.HostName.is_null(), "MS-DHCPM 3.1.4.19: HostName is unused");
        free(first.ClientHardwareAddress.Data);
        free(first.ClientName);
        free(first.ClientComment);
        free(first.OwnerHost.NetBiosName);
        free(policy.unwrap_or(null_mut()));
        free(place);
        record
    }
}

/// The extended address state of a list of properties; 0 if there is none.
fn take_extended_state(properties: *mut DHCP_PROPERTY_ARRAY) -> u32 {
    if properties.is_null() {
        return 0;
    }
    // SAFETY: the call has made it.
    let (list, property) = unsafe { (*properties, *(*properties).Elements) };
    assert_eq!((list.NumElements, property.ID, property.Type), (1, 1, 2));
    free(list.Elements);
    free(properties);
    // SAFETY: the type says that this is the member.
    unsafe { property.Value.DWordValue }
}

/// All records, page by page.
fn walk(generation: Generation, server: &Server, scope: u32, preferred: u32) -> Vec<Record> {
    let (mut all, mut handle) = (Vec::new(), 0);
    loop {
        let reply = list(generation, server, scope, handle, preferred);
        let records = reply.records.unwrap();
        assert_eq!(usize::try_from(reply.read), Ok(records.len()));
        all.extend(records);
        if reply.code != MORE_DATA {
            assert_eq!((reply.code, reply.total, reply.handle), (0, reply.read, 0), "MS-DHCPM 3.1.4.21");
            return all;
        }
        assert!(reply.read > 0, "at least one");
        assert_eq!((reply.total, reply.handle), (MANY, all.last().unwrap().address));
        handle = reply.handle;
    }
}

fn nothing(code: u32, handle: u32) -> Reply {
    Reply { code, records: None, read: 0, total: 0, handle }
}

fn addresses(records: &[Record]) -> Vec<u32> {
    records.iter().map(|record| record.address).collect()
}

/// 10.1.0.0/24 and 10.1.1.0/24, with their ranges from .10 to .99.
fn two_scopes() -> Server {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    server.scope(NET + 0x100, MASK, NET + 0x10A, NET + 0x163);
    server
}

/// Makes a record with properties; each is an id, a type and a number.
fn create_extended(server: &Server, address: u32, properties: Option<&[(i32, i32, u32)]>) -> u32 {
    let mut client = address.to_be_bytes();
    let (mut name, mut policy) = (Wide::new("pc"), Wide::new("desks"));
    let property = |(id, kind, number): &(i32, i32, u32)| DHCP_PROPERTY {
        ID: *id,
        Type: *kind,
        Value: DHCP_PROPERTY_0 { DWordValue: *number },
    };
    let mut elements: Vec<_> = properties.unwrap_or_default().iter().map(property).collect();
    let mut list = DHCP_PROPERTY_ARRAY {
        NumElements: elements.len().try_into().unwrap(),
        Elements: if elements.is_empty() { null_mut() } else { elements.as_mut_ptr() },
    };
    let info = DHCP_CLIENT_INFO_EX {
        ClientIpAddress: address,
        ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 4, Data: client.as_mut_ptr() },
        ClientName: name.as_mut_ptr(),
        ClientLeaseExpires: DATE_TIME { dwLowDateTime: 5, dwHighDateTime: 0x0250_0000 },
        OwnerHost: no_host(),
        bClientType: 1,
        AddressState: 1,
        PolicyName: policy.as_mut_ptr(),
        Properties: if properties.is_some() { from_mut(&mut list) } else { null_mut() },
        ..Default::default()
    };
    // SAFETY: a valid structure.
    unsafe { DhcpV4CreateClientInfoEx(server.ptr(), &info) }
}

/// What DhcpV4GetClientInfoEx finds.
fn find_extended(server: &Server, address: u32) -> Result<Record, u32> {
    let mut found: *mut DHCP_CLIENT_INFO_EX = dangling_mut();
    let code = Key::Address(address)
        // SAFETY: a valid structure and place.
        .search(|search| unsafe { DhcpV4GetClientInfoEx(server.ptr(), search, &mut found) });
    if code == 0 { Ok(take(Extended, found)) } else { Err(code) }
}

#[test]
fn a_record_is_the_same_through_all_generations() {
    let server = two_scopes();
    assert_eq!(create_extended(&server, NET + 20, Some(&[(1, 2, 1)])), 0);
    assert_eq!(server.create_lease(NET + 21, MAC, DECLINED), 0);
    assert_eq!(server.create_lease(NET + 22, OTHER_MAC, DOOMED), 0);
    // A reserved client that never asked is listed, too: 3.1.4.5 makes its record.
    assert_eq!(server.add_reservation(NET, NET + 23, &[2, 0, 0, 0, 0, 9]), 0);
    let all = walk(Extended, &server, NET, ALL);
    let expected = Record {
        address: NET + 20,
        mask: MASK,
        client: vec![10, 1, 0, 20],
        name: Some("pc".to_owned()),
        comment: None,
        end: (5, 0x0250_0000),
        owner: (server.address, Some(server.name.clone())),
        kind: Some(1),
        state: Some(ACTIVE),
        filter: Some(1),
        policy: Some(Some("desks".to_owned())),
        extended_state: Some(1),
    };
    assert_eq!(all[0], expected);
    assert_eq!(addresses(&all), [NET + 20, NET + 21, NET + 22, NET + 23]);
    let states: Vec<_> = all.iter().map(|record| (record.state.unwrap(), record.end)).collect();
    assert_eq!(states[1].0, DECLINED);
    assert_eq!(states[2].0, DOOMED);
    assert_eq!(states[3], (ACTIVE, (0, 0)), "a reservation without a lease has no end");
    for generation in GENERATIONS {
        let told: Vec<Record> = all.iter().map(|record| record.told_by(generation)).collect();
        assert_eq!(walk(generation, &server, NET, ALL), told, "{generation:?}");
        assert_eq!(find_extended(&server, NET + 20).unwrap().told_by(generation), told[0]);
    }
}

#[test]
fn pages_make_the_whole() {
    // MS-DHCPM 3.1.4.21: below 1,024 bytes and above 65,536 is these; the handle is the address of the last one.
    let server = two_scopes();
    for last in 10_u32..90 {
        assert_eq!(server.create_lease(NET + last, &[1, 2, 3, last.to_le_bytes()[0]], ACTIVE), 0);
        assert_eq!(server.create_lease(NET + 0x100 + last, &[1, 2, 4, last.to_le_bytes()[0]], ACTIVE), 0);
    }
    for generation in GENERATIONS {
        for scope in [0, NET, NET + 0x100] {
            let whole = walk(generation, &server, scope, ALL);
            assert_eq!(whole.len(), if scope == 0 { 160 } else { 80 });
            assert!(whole.is_sorted_by_key(|record| record.address));
            for preferred in [0, 1, 1024, 3000, 65_536, 65_537, ALL - 1] {
                assert_eq!(walk(generation, &server, scope, preferred), whole, "{generation:?} {preferred}");
            }
            let pages =
                [0, 1, 1023, 1024].map(|preferred| list(generation, &server, scope, 0, preferred).read);
            assert!(pages[0] > 1 && pages.iter().all(|read| *read == pages[0]), "{pages:?}");
            assert!(list(generation, &server, scope, 0, 3000).read > pages[0]);
        }
    }
}

#[test]
fn a_page_has_one_record_at_least() {
    let server = two_scopes();
    for last in [20_u32, 21] {
        let mut client = [last.to_le_bytes()[0]; 200];
        let (mut name, mut comment) = (Wide::new(&"n".repeat(700)), Wide::new(&"c".repeat(700)));
        let info = DHCP_CLIENT_INFO {
            ClientIpAddress: NET + last,
            ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 200, Data: client.as_mut_ptr() },
            ClientName: name.as_mut_ptr(),
            ClientComment: comment.as_mut_ptr(),
            ..Default::default()
        };
        // SAFETY: a valid structure.
        assert_eq!(unsafe { DhcpCreateClientInfo(server.ptr(), &info) }, 0);
    }
    for generation in GENERATIONS {
        let reply = list(generation, &server, NET, 0, 0);
        assert_eq!((reply.code, reply.read, reply.total, reply.handle), (MORE_DATA, 1, MANY, NET + 20));
        assert_eq!(walk(generation, &server, NET, 0).len(), 2);
    }
}

#[test]
fn where_there_is_nothing() {
    // MS-DHCPM 3.1.4.21: ERROR_NO_MORE_ITEMS where no scope has a record, ERROR_SUCCESS where another one has; 3.2.4.1
    // (note 46) and 3.2.4.116: ERROR_NO_MORE_ITEMS there, too.
    let server = two_scopes();
    for generation in GENERATIONS {
        for scope in [0, NET] {
            assert_eq!(list(generation, &server, scope, 0, ALL), nothing(NO_MORE_ITEMS, 0));
        }
    }
    assert_eq!(server.create_lease(NET + 20, MAC, ACTIVE), 0);
    for generation in GENERATIONS {
        let reply = list(generation, &server, NET + 0x100, 0, ALL);
        if matches!(generation, V5 | Policy | Extended) {
            assert_eq!(reply, nothing(NO_MORE_ITEMS, 0));
        } else {
            assert_eq!(reply, Reply { code: 0, records: Some(Vec::new()), read: 0, total: 0, handle: 0 });
        }
    }
    let empty = Server::new();
    for generation in GENERATIONS {
        assert_eq!(list(generation, &empty, 0, 0, ALL), nothing(NO_MORE_ITEMS, 0), "no scope at all");
    }
}

#[test]
fn a_handle_that_is_no_record() {
    // MS-DHCPM 3.1.4.21: ERROR_DHCP_JET_ERROR, also where the record has been deleted since.
    let server = two_scopes();
    assert_eq!(server.create_lease(NET + 20, MAC, ACTIVE), 0);
    assert_eq!(server.create_lease(NET + 0x114, OTHER_MAC, ACTIVE), 0);
    for generation in GENERATIONS {
        for handle in [1, NET + 19, NET + 21, NET + 0x114, ALL] {
            assert_eq!(list(generation, &server, NET, handle, ALL), nothing(JET_ERROR, handle));
        }
        for handle in [1, NET + 21, NET + 0x115, ALL] {
            assert_eq!(list(generation, &server, 0, handle, ALL), nothing(JET_ERROR, handle));
        }
        // Behind the last one there is nothing.
        assert_eq!(list(generation, &server, NET, NET + 20, ALL), nothing(NO_MORE_ITEMS, NET + 20));
        let rest = list(generation, &server, 0, NET + 20, ALL);
        assert_eq!((rest.code, addresses(&rest.records.unwrap())), (0, vec![NET + 0x114]));
    }
    assert_eq!(server.delete_lease(NET + 20), 0);
    for generation in GENERATIONS {
        assert_eq!(list(generation, &server, 0, NET + 20, ALL), nothing(JET_ERROR, NET + 20));
    }
}

#[test]
fn a_scope_that_is_not_there() {
    // Public callers of real servers get ERROR_DHCP_SUBNET_NOT_PRESENT. An address in a scope is not its id.
    let server = two_scopes();
    assert_eq!(server.create_lease(NET + 20, MAC, ACTIVE), 0);
    for generation in GENERATIONS {
        for scope in [1, NET + 20, NET + 0x200, ALL] {
            for handle in [0, NET + 20] {
                assert_eq!(
                    list(generation, &server, scope, handle, ALL),
                    nothing(SUBNET_NOT_PRESENT, handle)
                );
            }
        }
    }
}

#[test]
fn a_last_address_of_all() {
    // 255.255.255.0/24: behind the highest address there is nothing, and no number.
    let server = Server::new();
    server.scope(0xFFFF_FF00, MASK, 0xFFFF_FF01, 0xFFFF_FFFE);
    assert_eq!(server.create_lease(0xFFFF_FFFE, MAC, ACTIVE), 0);
    assert_eq!(addresses(&walk(First, &server, 0, ALL)), [0xFFFF_FFFE]);
    assert_eq!(list(First, &server, 0, 0xFFFF_FFFE, ALL), nothing(NO_MORE_ITEMS, 0xFFFF_FFFE));
}

#[test]
fn an_extended_address_state_is_kept() {
    // MS-DHCPM 3.2.4.132 and 3.2.4.133: DhcpPropIdClientAddressStateEx (1), DhcpPropTypeDword (2).
    let server = two_scopes();
    for (last, properties, kept) in [
        (20, None, 0),
        (21, Some([].as_slice()), 0),
        (22, Some(&[(1, 2, 0)]), 0),
        (23, Some(&[(1, 2, 1)]), 1),
        (24, Some(&[(1, 2, 0xFFFF_FFFF)]), 0xFFFF_FFFF),
        (25, Some(&[(1, 2, 1), (1, 2, 4)]), 4),
    ] {
        assert_eq!(create_extended(&server, NET + last, properties), 0);
        assert_eq!(find_extended(&server, NET + last).unwrap().extended_state, Some(kept));
    }
    // A change that does not know of it leaves it, and so does a client that asks.
    assert_eq!(server.change_lease(NET + 23, &[10, 1, 0, 23], server.address), 0);
    assert_eq!(find_extended(&server, NET + 23).unwrap().extended_state, Some(1));
    assert_eq!(find_extended(&server, NET + 30), Err(INVALID_DHCP_CLIENT));
}

#[test]
fn properties_that_a_record_does_not_have() {
    let server = two_scopes();
    for properties in [
        [(0, 2, 1)].as_slice(),
        &[(2, 2, 1)],
        &[(-1, 2, 1)],
        &[(1, 1, 1)],
        &[(1, 3, 1)],
        &[(1, 5, 1)],
        &[(1, -1, 1)],
        &[(1, 2, 1), (0, 3, 0)],
    ] {
        server.refuses(INVALID_PARAMETER, || create_extended(&server, NET + 20, Some(properties)));
    }
    server.refuses(SUBNET_NOT_PRESENT, || create_extended(&server, NET + 0x300, None));
}

#[test]
fn the_list_of_properties_may_lie() {
    let server = two_scopes();
    for count in [1, 2, 0xFFFF_FFFF] {
        let mut list = DHCP_PROPERTY_ARRAY { NumElements: count, Elements: null_mut() };
        let info = DHCP_CLIENT_INFO_EX {
            ClientIpAddress: NET + 20,
            ClientHardwareAddress: DHCP_BINARY_DATA { DataLength: 6, Data: MAC.as_ptr().cast_mut() },
            AddressState: 1,
            Properties: from_mut(&mut list),
            ..Default::default()
        };
        // SAFETY: NULL is refused whatever the count says.
        server.refuses(INVALID_PARAMETER, || unsafe { DhcpV4CreateClientInfoEx(server.ptr(), &info) });
    }
}
