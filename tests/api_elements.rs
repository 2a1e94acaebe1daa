//! The elements of a scope: ranges, exclusions and reservations, added, removed and enumerated with the three
//! generations of the calls (MS-DHCPM 3.1.4.5 to 3.1.4.7, 3.1.4.30 to 3.1.4.32, 3.2.4.38 to 3.2.4.40, 3.2.4.120).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(non_upper_case_globals, reason = "the SDK's names in patterns")]

mod support;

use std::ffi::c_void;
use std::ptr::{dangling_mut, from_mut, null_mut};
use std::time::{SystemTime, UNIX_EPOCH};

use support::blocks::{Key, Wide, bytes, free, no_host, text};
use support::codes::{
    CALL_NOT_IMPLEMENTED, ELEMENT_CANT_REMOVE, FILE_NOT_FOUND, INVALID_PARAMETER, INVALID_RANGE,
    IPRANGE_CONV_ILLEGAL, IPRANGE_EXITS, IPRANGE_TYPE_CONV_ILLEGAL, JET_ERROR, MORE_DATA, NO_MORE_ITEMS,
    NOT_RESERVED_CLIENT, NOT_SUPPORTED, RANGE_PART_OF_REL, RESERVED_CLIENT, RESERVEDIP_EXITS,
    SUBNET_NOT_PRESENT,
};
use support::fixtures::{ALL, MAC, MASK, NET, OTHER_MAC, UNIQUE_MAC, UNIQUE_OTHER_MAC};
use support::relationship::Relationship;
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// Which of the three calls of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Generation {
    First,
    V4,
    V5,
}
use Generation::{First, V4, V5};

const GENERATIONS: [Generation; 3] = [First, V4, V5];
const EARLY: [Generation; 2] = [First, V4];

/// The four kinds of range, by their number as element type.
const RANGE_KINDS: [i32; 4] =
    [DhcpIpRanges, DhcpIpRangesDhcpOnly, DhcpIpRangesDhcpBootp, DhcpIpRangesBootpOnly];

/// An element, as a caller gives it and as the library returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// The two last numbers are BootpAllocated and MaxBootpAllowed, which only V5 has.
    Range(i32, u32, u32, u32, u32),
    Exclusion(u32, u32),
    /// The last number is bAllowedClientTypes, which the first generation does not have.
    Reservation(u32, Vec<u8>, u8),
    /// An element type without data.
    Empty(i32),
}

fn range(first: u32, last: u32) -> Element {
    range_of(DhcpIpRanges, first, last)
}

fn range_of(kind: i32, first: u32, last: u32) -> Element {
    Element::Range(kind, first, last, 0, ALL)
}

fn exclusion(first: u32, last: u32) -> Element {
    Element::Exclusion(first, last)
}

fn reservation(address: u32, client: &[u8]) -> Element {
    Element::Reservation(address, client.to_vec(), 3)
}

impl Element {
    /// Makes the structures of a generation: the element type, and the data that the union points to.
    fn with<T>(&self, generation: Generation, call: impl FnOnce(i32, *mut c_void) -> T) -> T {
        match *self {
            Element::Range(kind, first, last, allocated, allowed) if generation == V5 => {
                let mut range = DHCP_BOOTP_IP_RANGE {
                    StartAddress: first,
                    EndAddress: last,
                    BootpAllocated: allocated,
                    MaxBootpAllowed: allowed,
                };
                call(kind, from_mut(&mut range).cast())
            }
            Element::Range(kind, first, last, ..) => {
                let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
                call(kind, from_mut(&mut range).cast())
            }
            Element::Exclusion(first, last) => {
                let mut range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
                call(DhcpExcludedIpRanges, from_mut(&mut range).cast())
            }
            Element::Reservation(address, ref client, kinds) => {
                let mut client = client.clone();
                let mut id = DHCP_BINARY_DATA {
                    DataLength: client.len().try_into().unwrap(),
                    Data: client.as_mut_ptr(),
                };
                if generation == First {
                    let mut reservation =
                        DHCP_IP_RESERVATION { ReservedIpAddress: address, ReservedForClient: &mut id };
                    return call(DhcpReservedIps, from_mut(&mut reservation).cast());
                }
                let mut reservation = DHCP_IP_RESERVATION_V4 {
                    ReservedIpAddress: address,
                    ReservedForClient: &mut id,
                    bAllowedClientTypes: kinds,
                };
                call(DhcpReservedIps, from_mut(&mut reservation).cast())
            }
            Element::Empty(kind) => call(kind, null_mut()),
        }
    }
}

fn first_data(kind: i32, data: *mut c_void) -> DHCP_SUBNET_ELEMENT_DATA {
    DHCP_SUBNET_ELEMENT_DATA {
        ElementType: kind,
        Element: DHCP_SUBNET_ELEMENT_DATA_0 { IpRange: data.cast() },
    }
}

fn v4_data(kind: i32, data: *mut c_void) -> DHCP_SUBNET_ELEMENT_DATA_V4 {
    DHCP_SUBNET_ELEMENT_DATA_V4 {
        ElementType: kind,
        Element: DHCP_SUBNET_ELEMENT_DATA_V4_0 { IpRange: data.cast() },
    }
}

fn v5_data(kind: i32, data: *mut c_void) -> DHCP_SUBNET_ELEMENT_DATA_V5 {
    DHCP_SUBNET_ELEMENT_DATA_V5 {
        ElementType: kind,
        Element: DHCP_SUBNET_ELEMENT_DATA_V5_0 { IpRange: data.cast() },
    }
}

fn add(server: &Server, generation: Generation, scope: u32, element: &Element) -> u32 {
    // SAFETY: valid structures of the generation.
    element.with(generation, |kind, data| unsafe {
        match generation {
            First => DhcpAddSubnetElement(server.ptr(), scope, &first_data(kind, data)),
            V4 => DhcpAddSubnetElementV4(server.ptr(), scope, &v4_data(kind, data)),
            V5 => DhcpAddSubnetElementV5(server.ptr(), scope, &v5_data(kind, data)),
        }
    })
}

fn remove(server: &Server, generation: Generation, scope: u32, element: &Element, force: i32) -> u32 {
    // SAFETY: valid structures of the generation.
    element.with(generation, |kind, data| unsafe {
        match generation {
            First => DhcpRemoveSubnetElement(server.ptr(), scope, &first_data(kind, data), force),
            V4 => DhcpRemoveSubnetElementV4(server.ptr(), scope, &v4_data(kind, data), force),
            V5 => DhcpRemoveSubnetElementV5(server.ptr(), scope, &v5_data(kind, data), force),
        }
    })
}

/// One reply of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page<T> {
    code: u32,
    /// `None` is NULL.
    elements: Option<Vec<T>>,
    read: u32,
    total: u32,
    handle: u32,
    /// The bytes that the entries take, with all that they point to, but without the header.
    bytes: usize,
}

impl<T> Page<T> {
    /// A reply with nothing in it; the handle stays.
    fn nothing(code: u32, handle: u32) -> Self {
        Page { code, elements: None, read: 0, total: 0, handle, bytes: 0 }
    }
}

fn enumerate(
    server: &Server,
    generation: Generation,
    scope: u32,
    kind: i32,
    handle: u32,
    maximum: u32,
) -> Page<Element> {
    let (mut handle, mut read, mut total) = (handle, 77, 78);
    let mut first: *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY = dangling_mut();
    let mut v4: *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY_V4 = dangling_mut();
    let mut v5: *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY_V5 = dangling_mut();
    let (s, h, r, t) = (server.ptr(), &mut handle, &mut read, &mut total);
    // SAFETY: valid places.
    let code = unsafe {
        match generation {
            First => DhcpEnumSubnetElements(s, scope, kind, h, maximum, &mut first, r, t),
            V4 => DhcpEnumSubnetElementsV4(s, scope, kind, h, maximum, &mut v4, r, t),
            V5 => DhcpEnumSubnetElementsV5(s, scope, kind, h, maximum, &mut v5, r, t),
        }
    };
    // The three arrays have the same layout: a count, and structures of an element type and one pointer.
    let array: *mut DHCP_SUBNET_ELEMENT_INFO_ARRAY = match generation {
        First => first,
        V4 => v4.cast(),
        V5 => v5.cast(),
    };
    if array.is_null() {
        return Page { code, elements: None, read, total, handle, bytes: 0 };
    }
    // SAFETY: the array is the library's, and has as many elements as it says.
    let (list, data) = unsafe {
        let DHCP_SUBNET_ELEMENT_INFO_ARRAY { NumElements, Elements } = *array;
        assert_eq!(NumElements, read, "ElementsRead is the number of elements");
        (Elements, std::slice::from_raw_parts(Elements, NumElements.try_into().unwrap()))
    };
    let mut taken = 0;
    let elements = data
        .iter()
        .map(|data| {
            // SAFETY: every member is a pointer.
            let pointer: *mut c_void = unsafe { data.Element.IpRange }.cast();
            let (element, size) = take_element(generation, data.ElementType, pointer);
            taken += size_of::<DHCP_SUBNET_ELEMENT_DATA>() + size;
            element
        })
        .collect();
    free(list);
    free(array);
    Page { code, elements: Some(elements), read, total, handle, bytes: taken }
}

/// Takes one element over, with its size, and frees its blocks.
fn take_element(generation: Generation, kind: i32, data: *mut c_void) -> (Element, usize) {
    let element = match kind {
        DhcpExcludedIpRanges => {
            // SAFETY: an exclusion is two addresses.
            let range: DHCP_IP_RANGE = unsafe { *data.cast() };
            (Element::Exclusion(range.StartAddress, range.EndAddress), size_of::<DHCP_IP_RANGE>())
        }
        DhcpReservedIps => {
            // SAFETY: a reservation of the first generation is the beginning of a newer one.
            let reservation: DHCP_IP_RESERVATION = unsafe { *data.cast() };
            // SAFETY: a reservation has a client.
            let id = unsafe { *reservation.ReservedForClient };
            let client = bytes(&id);
            let (kinds, size) = match generation {
                First => (3, size_of::<DHCP_IP_RESERVATION>()),
                _ => {
                    // SAFETY: a reservation of the newer generations.
                    let reservation: DHCP_IP_RESERVATION_V4 = unsafe { *data.cast() };
                    (reservation.bAllowedClientTypes, size_of::<DHCP_IP_RESERVATION_V4>())
                }
            };
            let size = size + size_of::<DHCP_BINARY_DATA>() + client.len();
            free(id.Data);
            free(reservation.ReservedForClient);
            (Element::Reservation(reservation.ReservedIpAddress, client, kinds), size)
        }
        _ if generation == V5 => {
            // SAFETY: a range of the newest generation.
            let range: DHCP_BOOTP_IP_RANGE = unsafe { *data.cast() };
            let DHCP_BOOTP_IP_RANGE { StartAddress, EndAddress, BootpAllocated, MaxBootpAllowed } = range;
            (
                Element::Range(kind, StartAddress, EndAddress, BootpAllocated, MaxBootpAllowed),
                size_of::<DHCP_BOOTP_IP_RANGE>(),
            )
        }
        _ => {
            // SAFETY: a range is two addresses.
            let range: DHCP_IP_RANGE = unsafe { *data.cast() };
            (range_of(kind, range.StartAddress, range.EndAddress), size_of::<DHCP_IP_RANGE>())
        }
    };
    free(data);
    element
}

/// All elements of a kind.
#[track_caller]
fn all(server: &Server, generation: Generation, kind: i32) -> Vec<Element> {
    let page = enumerate(server, generation, NET, kind, 0, ALL);
    let elements = page.elements.unwrap_or_default();
    let expected = if elements.is_empty() { NO_MORE_ITEMS } else { 0 };
    assert_eq!(page.code, expected);
    elements
}

fn ranges(server: &Server) -> Vec<Element> {
    all(server, V5, DhcpIpRanges)
}

/// A reservation, as DhcpV4EnumSubnetReservations returns it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Reserved {
    address: u32,
    client: Vec<u8>,
    name: Option<String>,
    comment: Option<String>,
    kinds: u8,
    options: u8,
}

fn reservations(server: &Server, scope: u32, handle: u32, maximum: u32) -> Page<Reserved> {
    let (mut handle, mut read, mut total, mut array) = (handle, 77, 78, dangling_mut());
    // SAFETY: valid places.
    let code = unsafe {
        DhcpV4EnumSubnetReservations(
            server.ptr(),
            scope,
            &mut handle,
            maximum,
            &mut array,
            &mut read,
            &mut total,
        )
    };
    if array.is_null() {
        return Page { code, elements: None, read, total, handle, bytes: 0 };
    }
    // SAFETY: the array is the library's, and has as many elements as it says.
    let (table, pointers) = unsafe {
        let DHCP_RESERVATION_INFO_ARRAY { NumElements, Elements } = *array;
        assert_eq!(NumElements, read, "ElementsRead is the number of elements");
        (Elements, std::slice::from_raw_parts(Elements, NumElements.try_into().unwrap()))
    };
    let mut taken = 0;
    let elements = pointers
        .iter()
        .map(|pointer| {
            // SAFETY: the table points to structures.
            let info = unsafe { **pointer };
            let reserved = Reserved {
                address: info.ReservedIpAddress,
                client: bytes(&info.ReservedForClient),
                name: text(info.ReservedClientName),
                comment: text(info.ReservedClientDesc),
                kinds: info.bAllowedClientTypes,
                options: info.fOptionsPresent,
            };
            let string = |text: &Option<String>| text.as_ref().map_or(0, |text| 2 * text.len() + 2);
            taken += size_of::<*mut c_void>()
                + size_of::<DHCP_IP_RESERVATION_INFO>()
                + reserved.client.len()
                + string(&reserved.name)
                + string(&reserved.comment);
            free(info.ReservedForClient.Data);
            free(info.ReservedClientName);
            free(info.ReservedClientDesc);
            free(*pointer);
            reserved
        })
        .collect();
    free(table);
    free(array);
    Page { code, elements: Some(elements), read, total, handle, bytes: taken }
}

/// The fields of a lease record that the tests look at.
#[derive(Debug, PartialEq, Eq)]
struct Record {
    address: u32,
    mask: u32,
    client: Vec<u8>,
    expires: (u32, u32),
    owner: u32,
    kind: u8,
    state: u8,
    times: [u32; 6],
}

fn record(server: &Server, key: Key<'_>) -> Result<Record, u32> {
    let mut found = dangling_mut();
    // SAFETY: valid structures and places.
    let code = key.search(|search| unsafe { DhcpV4FailoverGetClientInfo(server.ptr(), search, &mut found) });
    if code != 0 {
        assert!(found.is_null());
        return Err(code);
    }
    // SAFETY: the call succeeded.
    let read = unsafe { *found };
    let record = Record {
        address: read.ClientIpAddress,
        mask: read.SubnetMask,
        client: bytes(&read.ClientHardwareAddress),
        expires: (read.ClientLeaseExpires.dwLowDateTime, read.ClientLeaseExpires.dwHighDateTime),
        owner: read.OwnerHost.IpAddress,
        kind: read.bClientType,
        state: read.AddressState,
        times: [
            read.SentPotExpTime,
            read.AckPotExpTime,
            read.RecvPotExpTime,
            read.StartTime,
            read.CltLastTransTime,
            read.LastBndUpdTime,
        ],
    };
    assert_eq!(text(read.OwnerHost.NetBiosName).as_ref(), Some(&server.name));
    assert_eq!((text(read.ClientName), text(read.ClientComment), text(read.PolicyName)), (None, None, None));
    assert_eq!((read.Status, read.QuarantineCapable, read.BndMsgStatus, read.Flags), (0, 0, 0, 0));
    assert_eq!((read.ProbationEnds.dwLowDateTime, read.ProbationEnds.dwHighDateTime), (0, 0));
    free(read.ClientHardwareAddress.Data);
    free(read.OwnerHost.NetBiosName);
    free(found);
    Ok(record)
}

/// A lease record of a kind of client, made by hand.
fn create_lease_of_kind(server: &Server, address: u32, client: &[u8], kind: u8) -> u32 {
    let mut client = client.to_vec();
    let info = DHCP_CLIENT_INFO_PB {
        ClientIpAddress: address,
        ClientHardwareAddress: DHCP_BINARY_DATA {
            DataLength: client.len().try_into().unwrap(),
            Data: client.as_mut_ptr(),
        },
        ClientLeaseExpires: DATE_TIME { dwLowDateTime: 1, dwHighDateTime: 0x7000_0000 },
        bClientType: kind,
        AddressState: 1,
        ..Default::default()
    };
    // SAFETY: a valid structure.
    unsafe { DhcpV4CreateClientInfo(server.ptr(), &info) }
}

/// 10.1.0.0/24 without elements.
fn empty_scope() -> Server {
    let server = Server::new();
    assert_eq!(server.create_scope(NET, MASK), 0);
    server
}

/// 10.1.0.0/24 with the range .10 to .99.
fn scope_with_range() -> Server {
    let server = empty_scope();
    assert_eq!(server.add_range(NET, NET + 10, NET + 99), 0);
    server
}

/// 10.1.0.0/24 with the range .10 to .99, in a relationship.
fn failover_scope() -> Server {
    let server = scope_with_range();
    assert_eq!(Relationship::new("held", server.address, 0x0A09_0909, &[NET]).create_on(&server), 0);
    server
}

fn free_from(server: &Server, count: u32) -> Vec<u32> {
    server.free_addresses(NET, 0, 0, count).1
}

// ---------------------------------------------------------------------------------------------- element types

#[test]
fn element_types_without_data() {
    // MS-DHCPM 3.1.4.5 and 3.1.4.7: secondary hosts are not implemented, clusters are invalid, and so is a range or
    // an exclusion that is NULL; 2.2.1.1.7: the numbers. (type, code)
    let table = [
        (DhcpIpRanges, 0, INVALID_PARAMETER),
        (DhcpSecondaryHosts, 1, CALL_NOT_IMPLEMENTED),
        (DhcpReservedIps, 2, INVALID_PARAMETER),
        (DhcpExcludedIpRanges, 3, INVALID_PARAMETER),
        (DhcpIpUsedClusters, 4, INVALID_PARAMETER),
        (DhcpIpRangesDhcpOnly, 5, INVALID_PARAMETER),
        (DhcpIpRangesDhcpBootp, 6, INVALID_PARAMETER),
        (DhcpIpRangesBootpOnly, 7, INVALID_PARAMETER),
        (8, 8, INVALID_PARAMETER),
        (-1, -1, INVALID_PARAMETER),
        (i32::MIN, i32::MIN, INVALID_PARAMETER),
    ];
    let server = scope_with_range();
    for (kind, number, code) in table {
        assert_eq!(kind, number);
        for generation in GENERATIONS {
            let element = Element::Empty(kind);
            server.refuses(code, || add(&server, generation, NET, &element));
            server.refuses(code, || remove(&server, generation, NET, &element, DhcpFullForce));
        }
    }
}

#[test]
fn the_scope_is_looked_for_before_the_element() {
    // MS-DHCPM 3.1.4.5, 3.1.4.7: ERROR_DHCP_SUBNET_NOT_PRESENT precedes every step about the element.
    let server = scope_with_range();
    let elements = [
        range(NET + 10, NET + 99),
        range(NET + 99, NET + 10),
        exclusion(NET + 10, NET + 20),
        reservation(NET + 10, MAC),
        Element::Empty(DhcpSecondaryHosts),
        Element::Empty(DhcpIpUsedClusters),
        Element::Empty(DhcpIpRanges),
        Element::Empty(DhcpReservedIps),
        Element::Empty(DhcpExcludedIpRanges),
    ];
    for element in elements {
        for generation in GENERATIONS {
            for scope in [0, NET + 1, NET + 0x100, ALL] {
                server.refuses(SUBNET_NOT_PRESENT, || add(&server, generation, scope, &element));
                server.refuses(SUBNET_NOT_PRESENT, || remove(&server, generation, scope, &element, 1));
            }
        }
    }
}

#[test]
fn unknown_force_flags_are_refused() {
    let server = scope_with_range();
    assert_eq!(server.add_exclusion(NET, NET + 20, NET + 29), 0);
    assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
    let elements = [range(NET + 10, NET + 99), exclusion(NET + 20, NET + 29), reservation(NET + 50, MAC)];
    for element in elements {
        for generation in GENERATIONS {
            for force in [3, -1, i32::MAX] {
                server.refuses(INVALID_PARAMETER, || remove(&server, generation, NET, &element, force));
            }
        }
    }
}

// ----------------------------------------------------------------------------------------------------- ranges

#[test]
fn a_scope_has_one_range() {
    // MS-DHCPM 3.1.4.5: another range has to contain the present one (10.1.0.10 to .99) or be contained in it.
    // (first, last, code of the early generations, of V5)
    let table = [
        (10, 99, IPRANGE_EXITS, 0, "the same range"),
        (20, 90, 0, 0, "inside"),
        (10, 98, 0, 0, "inside, from the same start"),
        (11, 99, 0, 0, "inside, to the same end"),
        (50, 50, 0, 0, "one address of it"),
        (9, 100, 0, 0, "around it"),
        (0, 255, 0, 0, "the whole subnet"),
        (10, 100, 0, 0, "one more at the end"),
        (9, 99, 0, 0, "one more at the start"),
        (9, 98, INVALID_RANGE, INVALID_RANGE, "across its start"),
        (11, 100, INVALID_RANGE, INVALID_RANGE, "across its end"),
        (1, 9, INVALID_RANGE, INVALID_RANGE, "right before it"),
        (100, 200, INVALID_RANGE, INVALID_RANGE, "right after it"),
        (150, 200, INVALID_RANGE, INVALID_RANGE, "elsewhere"),
        (99, 10, INVALID_RANGE, INVALID_RANGE, "MS-DHCPM 3.1.4.5: it ends before it starts"),
        (11, 10, INVALID_RANGE, INVALID_RANGE, "MS-DHCPM 3.1.4.5: it ends before it starts"),
    ];
    for (first, last, early, v5, rule) in table {
        for generation in GENERATIONS {
            let server = scope_with_range();
            let code = if generation == V5 { v5 } else { early };
            let element = range(NET + first, NET + last);
            println!("{generation:?}: {rule}");
            if code == 0 {
                assert_eq!(add(&server, generation, NET, &element), 0);
                assert_eq!(ranges(&server), [element]);
            } else {
                server.refuses(code, || add(&server, generation, NET, &element));
            }
        }
    }
}

#[test]
fn a_range_stays_in_its_subnet() {
    // (first, last) beside 10.1.0.0/24.
    let table = [
        (NET - 1, NET + 10, "it starts before the subnet"),
        (NET + 10, NET + 256, "it ends after the subnet"),
        (NET - 1, NET + 256, "it contains the subnet"),
        (0, ALL, "it contains all addresses"),
        (NET + 0x100, NET + 0x110, "it is in another subnet"),
        (1, 2, "it is in no subnet"),
    ];
    for (first, last, rule) in table {
        for server in [empty_scope(), scope_with_range()] {
            for generation in GENERATIONS {
                for kind in RANGE_KINDS {
                    println!("{generation:?}, type {kind}: {rule}");
                    let element = range_of(kind, first, last);
                    server.refuses(INVALID_RANGE, || add(&server, generation, NET, &element));
                }
            }
        }
    }
}

#[test]
fn the_kind_of_a_range_is_kept_by_the_newest_generation_only() {
    // MS-DHCPM 3.1.4.5: DhcpOnly, DhcpBootp and BootpOnly are changed to DhcpIpRanges, BootPAllocated is 0 and
    // MaxBootpAllowed 0xFFFFFFFF; 3.2.4.38: the latter is kept for DhcpBootp, BootPAllocated is 0.
    for kind in RANGE_KINDS {
        for generation in GENERATIONS {
            let server = empty_scope();
            let given = Element::Range(kind, NET + 10, NET + 99, 7, 8);
            assert_eq!(add(&server, generation, NET, &given), 0);
            let most = if generation == V5 && kind == DhcpIpRangesDhcpBootp { 8 } else { ALL };
            let kept = if generation == V5 { kind } else { DhcpIpRanges };
            assert_eq!(ranges(&server), [Element::Range(kept, NET + 10, NET + 99, 0, most)]);
            for early in EARLY {
                assert_eq!(all(&server, early, DhcpIpRanges), [range(NET + 10, NET + 99)]);
            }
        }
    }
}

#[test]
fn the_same_range_again() {
    // MS-DHCPM 3.1.4.5: ERROR_DHCP_IPRANGE_EXITS, whatever the kind, which is not looked at; 3.2.4.38 has no such
    // step: the range is changed to the kind.
    for kind in RANGE_KINDS {
        let server = scope_with_range();
        for generation in EARLY {
            let element = range_of(kind, NET + 10, NET + 99);
            server.refuses(IPRANGE_EXITS, || add(&server, generation, NET, &element));
        }
        let element = range_of(kind, NET + 10, NET + 99);
        assert_eq!(add(&server, V5, NET, &element), 0);
        assert_eq!(ranges(&server), [element]);
    }
}

#[test]
fn a_range_that_clients_of_another_kind_are_in_is_not_converted() {
    const DHCP: u8 = 1;
    const BOOTP: u8 = 2;
    const NONE: u8 = 0x64;
    // MS-DHCPM 3.1.4.5 (the kinds become DhcpIpRanges first) and 3.2.4.38. (kind of client, kind of range, code of
    // the early generations, of V5)
    let table = [
        (BOOTP, DhcpIpRanges, IPRANGE_CONV_ILLEGAL, IPRANGE_CONV_ILLEGAL),
        (BOOTP, DhcpIpRangesDhcpOnly, IPRANGE_CONV_ILLEGAL, IPRANGE_CONV_ILLEGAL),
        (BOOTP, DhcpIpRangesDhcpBootp, IPRANGE_CONV_ILLEGAL, 0),
        (BOOTP, DhcpIpRangesBootpOnly, IPRANGE_CONV_ILLEGAL, 0),
        (DHCP, DhcpIpRanges, 0, 0),
        (DHCP, DhcpIpRangesDhcpOnly, 0, 0),
        (DHCP, DhcpIpRangesDhcpBootp, 0, 0),
        (DHCP, DhcpIpRangesBootpOnly, 0, IPRANGE_CONV_ILLEGAL),
        (NONE, DhcpIpRanges, 0, 0),
        (NONE, DhcpIpRangesBootpOnly, 0, 0),
    ];
    for (client, kind, early, v5) in table {
        for generation in GENERATIONS {
            println!("{generation:?}: range of type {kind} with a client of kind {client}");
            let server = scope_with_range();
            assert_eq!(create_lease_of_kind(&server, NET + 50, MAC, client), 0);
            let code = if generation == V5 { v5 } else { early };
            let element = range_of(kind, NET + 5, NET + 105);
            match code {
                0 => assert_eq!(add(&server, generation, NET, &element), 0),
                _ => server.refuses(code, || add(&server, generation, NET, &element)),
            }
        }
    }
}

#[test]
fn the_order_of_the_checks_of_a_range() {
    const BOOTP: u8 = 2;
    let server = failover_scope();
    assert_eq!(create_lease_of_kind(&server, NET + 50, MAC, BOOTP), 0);
    // (generation, range, code, rule)
    let table = [
        (
            First,
            range_of(7, NET + 99, NET + 10),
            INVALID_RANGE,
            "3.1.4.5: its end precedes the failover scope",
        ),
        (
            First,
            range_of(7, NET + 10, NET + 99),
            20129,
            "3.1.4.5: the failover scope precedes the same range",
        ),
        (
            First,
            range_of(5, NET + 10, NET + 99),
            IPRANGE_EXITS,
            "3.1.4.5: the same range precedes its clients",
        ),
        (First, range_of(5, NET + 5, NET + 20), 20049, "3.1.4.5: its clients precede the other range"),
        (V4, range_of(7, NET + 99, NET + 10), INVALID_RANGE, "3.1.4.30: as 3.1.4.5"),
        (V4, range_of(7, NET + 10, NET + 99), 20129, "3.1.4.30: as 3.1.4.5"),
        (V4, range_of(5, NET + 10, NET + 99), IPRANGE_EXITS, "3.1.4.30: as 3.1.4.5"),
        (V4, range_of(5, NET + 5, NET + 20), 20049, "3.1.4.30: as 3.1.4.5"),
        (V5, range_of(7, NET + 99, NET + 10), 20129, "3.2.4.38: the failover scope precedes its end"),
        (V5, range_of(5, NET + 99, NET + 10), 20049, "3.2.4.38: its clients precede its end"),
        (V5, range_of(5, NET + 5, NET + 20), 20049, "3.2.4.38: its clients precede the other range"),
    ];
    for (generation, element, code, rule) in table {
        println!("{generation:?}: MS-DHCPM {rule}");
        server.refuses(code, || add(&server, generation, NET, &element));
    }
}

#[test]
fn a_failover_scope_serves_dhcp_clients_only() {
    // MS-DHCPM 3.1.4.5, 3.1.4.30, 3.2.4.38: ERROR_DHCP_FO_IPRANGE_TYPE_CONV_ILLEGAL.
    let server = failover_scope();
    for generation in GENERATIONS {
        for kind in [DhcpIpRangesDhcpBootp, DhcpIpRangesBootpOnly] {
            let element = range_of(kind, NET + 5, NET + 105);
            server.refuses(IPRANGE_TYPE_CONV_ILLEGAL, || add(&server, generation, NET, &element));
        }
    }
    for (generation, kind) in [(First, DhcpIpRanges), (V4, DhcpIpRangesDhcpOnly), (V5, DhcpIpRangesDhcpOnly)]
    {
        let server = failover_scope();
        assert_eq!(add(&server, generation, NET, &range_of(kind, NET + 5, NET + 105)), 0);
    }
}

#[test]
fn addresses_that_a_range_gains_are_free() {
    // MS-DHCPM 3.1.4.5: added bits are 0, which is available; a lease keeps its address.
    for generation in GENERATIONS {
        let server = empty_scope();
        assert_eq!(add(&server, generation, NET, &range(NET + 10, NET + 12)), 0);
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 11, NET + 12]);
        assert_eq!(server.create_lease(NET + 11, MAC, 1), 0);
        assert_eq!(server.create_lease(NET + 14, OTHER_MAC, 1), 0, "in the subnet, outside the range");
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 12]);
        assert_eq!(add(&server, generation, NET, &range(NET + 9, NET + 15)), 0);
        assert_eq!(free_from(&server, 9), [NET + 9, NET + 10, NET + 12, NET + 13, NET + 15]);
        assert_eq!(add(&server, generation, NET, &range(NET + 12, NET + 13)), 0);
        assert_eq!(free_from(&server, 9), [NET + 12, NET + 13]);
        assert_eq!(server.delete_lease(NET + 11), 0, "the record stayed");
        assert_eq!(add(&server, generation, NET, &range(NET + 10, NET + 14)), 0);
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 11, NET + 12, NET + 13]);
    }
}

#[test]
fn removing_a_range_needs_its_start_and_end() {
    // MS-DHCPM 3.1.4.7: ERROR_DHCP_INVALID_RANGE if it does not match the range.
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        for generation in GENERATIONS {
            let server = scope_with_range();
            for (first, last) in [(10, 98), (11, 99), (9, 100), (100, 200), (99, 10), (0, 0)] {
                let element = range(NET + first, NET + last);
                server.refuses(INVALID_RANGE, || remove(&server, generation, NET, &element, force));
            }
            let none = empty_scope();
            let element = range(NET + 10, NET + 99);
            none.refuses(INVALID_RANGE, || remove(&none, generation, NET, &element, force));
        }
    }
}

#[test]
fn removing_a_range_of_any_kind() {
    // MS-DHCPM 3.1.4.7: the four kinds are one; 3.2.4.40: so are they there.
    for present in RANGE_KINDS {
        for named in RANGE_KINDS {
            for generation in GENERATIONS {
                let server = empty_scope();
                assert_eq!(add(&server, V5, NET, &range_of(present, NET + 10, NET + 99)), 0);
                let element = Element::Range(named, NET + 10, NET + 99, 1, 2);
                assert_eq!(remove(&server, generation, NET, &element, DhcpNoForce), 0);
                assert_eq!(ranges(&server), []);
                assert_eq!(server.free_addresses(NET, 0, 0, 1).0, FILE_NOT_FOUND);
                assert_eq!(add(&server, generation, NET, &range(NET + 100, NET + 110)), 0, "any other range");
            }
        }
    }
}

#[test]
fn without_force_a_range_in_use_stays() {
    // MS-DHCPM 3.1.4.7: ERROR_DHCP_ELEMENT_CANT_REMOVE if any entry of the client list has an address of the range.
    type Fill = fn(&Server) -> u32;
    let table: [(&str, Fill, u32); 4] = [
        ("a lease", |server| server.create_lease(NET + 50, MAC, 1), ELEMENT_CANT_REMOVE),
        ("a declined address", |server| server.create_lease(NET + 10, MAC, 2), ELEMENT_CANT_REMOVE),
        ("an idle reservation", |server| server.add_reservation(NET, NET + 99, MAC), ELEMENT_CANT_REMOVE),
        ("a lease outside the range", |server| server.create_lease(NET + 100, MAC, 1), 0),
    ];
    for (content, fill, code) in table {
        for generation in GENERATIONS {
            println!("{generation:?}: {content}");
            let server = scope_with_range();
            assert_eq!(fill(&server), 0);
            let element = range(NET + 10, NET + 99);
            match code {
                0 => assert_eq!(remove(&server, generation, NET, &element, DhcpNoForce), 0),
                _ => server.refuses(code, || remove(&server, generation, NET, &element, DhcpNoForce)),
            }
        }
    }
}

#[test]
fn with_force_a_range_goes_with_its_leases_but_not_with_its_reservations() {
    // MS-DHCPM 3.1.4.7: DhcpFullForce deletes the range along with the lease records.
    for force in [DhcpFullForce, DhcpFailoverForce] {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(server.create_lease(NET + 50, MAC, 1), 0);
            assert_eq!(server.create_lease(NET + 100, &[1], 1), 0);
            assert_eq!(server.add_reservation(NET, NET + 60, OTHER_MAC), 0);
            assert_eq!(server.add_exclusion(NET, NET + 70, NET + 79), 0);
            assert_eq!(remove(&server, generation, NET, &range(NET + 10, NET + 99), force), 0);
            assert_eq!(ranges(&server), []);
            assert_eq!(record(&server, Key::Address(NET + 50)).unwrap_err(), JET_ERROR);
            assert!(record(&server, Key::Address(NET + 60)).is_ok(), "a reservation keeps its record");
            assert!(record(&server, Key::Address(NET + 100)).is_ok(), "a record outside the range stays");
            assert_eq!(all(&server, V4, DhcpReservedIps), [reservation(NET + 60, UNIQUE_OTHER_MAC)]);
            assert_eq!(all(&server, V4, DhcpExcludedIpRanges), [exclusion(NET + 70, NET + 79)]);
        }
    }
}

#[test]
fn the_range_of_a_failover_scope_stays() {
    // The code's own description: the range of a failover scope cannot be deleted.
    let server = failover_scope();
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        for generation in GENERATIONS {
            let element = range(NET + 10, NET + 99);
            server.refuses(RANGE_PART_OF_REL, || remove(&server, generation, NET, &element, force));
            let other = range(NET + 10, NET + 98);
            server.refuses(INVALID_RANGE, || remove(&server, generation, NET, &other, force));
        }
    }
}

// ------------------------------------------------------------------------------------------------- exclusions

#[test]
fn exclusions_are_parts_of_the_subnet_that_share_nothing() {
    // 10.1.0.20 to .29 is excluded; MS-DHCPM 3.1.4.5: an end before the start is ERROR_DHCP_INVALID_RANGE ("any kind
    // of IPv4 range").
    let table = [
        (NET + 29, NET + 20, INVALID_RANGE, "it ends before it starts"),
        (NET + 20, NET + 29, INVALID_RANGE, "the same"),
        (NET + 25, NET + 25, INVALID_RANGE, "a part of it"),
        (NET + 1, NET + 20, INVALID_RANGE, "across its start"),
        (NET + 29, NET + 40, INVALID_RANGE, "across its end"),
        (NET + 1, NET + 200, INVALID_RANGE, "around it"),
        (NET - 1, NET + 5, INVALID_RANGE, "it starts before the subnet"),
        (NET + 200, NET + 256, INVALID_RANGE, "it ends after the subnet"),
        (NET + 0x100, NET + 0x101, INVALID_RANGE, "it is outside the subnet"),
        (NET + 19, NET + 19, 0, "right before it, one address"),
        (NET + 30, NET + 30, 0, "right after it"),
        (NET, NET + 5, 0, "outside the range, from the start of the subnet"),
        (NET + 200, NET + 255, 0, "outside the range, to the end of the subnet"),
        (NET + 95, NET + 110, 0, "across the end of the range"),
    ];
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(add(&server, generation, NET, &exclusion(NET + 20, NET + 29)), 0);
        for (first, last, code, rule) in table {
            println!("{generation:?}: {rule}");
            let element = exclusion(first, last);
            match code {
                0 => assert_eq!(add(&server, generation, NET, &element), 0),
                _ => server.refuses(code, || add(&server, generation, NET, &element)),
            }
        }
        let lowest_first = [
            exclusion(NET, NET + 5),
            exclusion(NET + 19, NET + 19),
            exclusion(NET + 20, NET + 29),
            exclusion(NET + 30, NET + 30),
            exclusion(NET + 95, NET + 110),
            exclusion(NET + 200, NET + 255),
        ];
        for reader in GENERATIONS {
            assert_eq!(all(&server, reader, DhcpExcludedIpRanges), lowest_first);
        }
    }
}

#[test]
fn excluded_addresses_are_not_free() {
    // MS-DHCPM 3.2.4.121: an address that an exclusion contains is passed over.
    for generation in GENERATIONS {
        let server = empty_scope();
        assert_eq!(
            add(&server, generation, NET, &exclusion(NET + 11, NET + 12)),
            0,
            "before there is a range"
        );
        assert_eq!(server.add_range(NET, NET + 10, NET + 15), 0);
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 13, NET + 14, NET + 15]);
        assert_eq!(server.create_lease(NET + 14, MAC, 1), 0);
        assert_eq!(add(&server, generation, NET, &exclusion(NET + 14, NET + 15)), 0, "a leased address");
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 13]);
        assert_eq!(server.delete_lease(NET + 14), 0);
        assert_eq!(free_from(&server, 9), [NET + 10, NET + 13], "it is excluded still");
        assert_eq!(remove(&server, generation, NET, &exclusion(NET + 11, NET + 12), DhcpNoForce), 0);
        assert_eq!(remove(&server, generation, NET, &exclusion(NET + 14, NET + 15), DhcpNoForce), 0);
        assert_eq!(free_from(&server, 9), [10, 11, 12, 13, 14, 15].map(|last| NET + last));
    }
}

#[test]
fn removing_an_exclusion_needs_its_start_and_end() {
    // MS-DHCPM 3.1.4.7: ERROR_DHCP_ELEMENT_CANT_REMOVE if no exclusion contains the start, else
    // ERROR_INVALID_PARAMETER if none has this start and end. 10.1.0.20 to .29 and .40 are excluded.
    let table = [
        (19, 29, ELEMENT_CANT_REMOVE),
        (30, 40, ELEMENT_CANT_REMOVE),
        (0, 255, ELEMENT_CANT_REMOVE),
        (30, 20, ELEMENT_CANT_REMOVE),
        (20, 28, INVALID_PARAMETER),
        (20, 30, INVALID_PARAMETER),
        (21, 29, INVALID_PARAMETER),
        (20, 40, INVALID_PARAMETER),
        (29, 20, INVALID_PARAMETER),
        (40, 41, INVALID_PARAMETER),
    ];
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(server.add_exclusion(NET, NET + 20, NET + 29), 0);
            assert_eq!(server.add_exclusion(NET, NET + 40, NET + 40), 0);
            assert_eq!(server.create_lease(NET + 25, MAC, 1), 0);
            for (first, last, code) in table {
                let element = exclusion(NET + first, NET + last);
                server.refuses(code, || remove(&server, generation, NET, &element, force));
            }
            assert_eq!(remove(&server, generation, NET, &exclusion(NET + 20, NET + 29), force), 0);
            assert_eq!(all(&server, generation, DhcpExcludedIpRanges), [exclusion(NET + 40, NET + 40)]);
            assert_eq!(remove(&server, generation, NET, &exclusion(NET + 40, NET + 40), force), 0);
            let element = exclusion(NET + 40, NET + 40);
            server.refuses(ELEMENT_CANT_REMOVE, || remove(&server, generation, NET, &element, force));
            assert!(record(&server, Key::Address(NET + 25)).is_ok(), "a lease of an excluded address stays");
        }
    }
}

// ----------------------------------------------------------------------------------------------- reservations

#[test]
fn a_new_reservation_has_a_record_that_was_never_used() {
    // MS-DHCPM 3.1.4.5 and 3.2.4.38: the fields of the client object; 2.2.1.2.101: CLIENT_TYPE_NONE is 0x64.
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(add(&server, generation, NET, &reservation(NET + 50, MAC)), 0);
        let idle = Record {
            address: NET + 50,
            mask: MASK,
            client: UNIQUE_MAC.to_vec(),
            expires: (0, 0),
            owner: 0xFFFF_FFFF,
            kind: 0x64,
            state: 1,
            times: [0; 6],
        };
        for key in [Key::Address(NET + 50), Key::Client(UNIQUE_MAC)] {
            assert_eq!(record(&server, key).as_ref(), Ok(&idle));
        }
    }
}

#[test]
fn a_client_is_given_bare_or_as_unique_id_and_returned_as_each_generation_has_it() {
    // MS-DHCPM 2.2.1.2.10: the identifier as the client sends it; real servers return the unique id from V4 and V5.
    for given in [MAC, UNIQUE_MAC] {
        for generation in GENERATIONS {
            let server = scope_with_range();
            assert_eq!(add(&server, generation, NET, &reservation(NET + 50, given)), 0);
            assert_eq!(all(&server, First, DhcpReservedIps), [reservation(NET + 50, MAC)]);
            assert_eq!(all(&server, V4, DhcpReservedIps), [reservation(NET + 50, UNIQUE_MAC)]);
            assert_eq!(all(&server, V5, DhcpReservedIps), [reservation(NET + 50, UNIQUE_MAC)]);
            let listed = reservations(&server, NET, 0, ALL);
            assert_eq!(listed.elements.unwrap()[0].client, MAC);
            for named in [MAC, UNIQUE_MAC] {
                server.refuses(RESERVEDIP_EXITS, || {
                    add(&server, generation, NET, &reservation(NET + 51, named))
                });
            }
        }
    }
}

#[test]
fn the_unique_id_of_another_subnet_is_a_client_like_any_other() {
    let foreign = [0, 2, 1, 10, 1, 0x00, 0x1C, 0x25, 0x80, 0xA0, 0x43];
    let server = scope_with_range();
    assert_eq!(add(&server, V4, NET, &reservation(NET + 50, &foreign)), 0);
    assert_eq!(all(&server, First, DhcpReservedIps), [reservation(NET + 50, &foreign)]);
    let mut unique = vec![0, 0, 1, 10, 1];
    unique.extend(foreign);
    assert_eq!(all(&server, V4, DhcpReservedIps), [reservation(NET + 50, &unique)]);
}

#[test]
fn a_client_has_1_to_255_bytes() {
    // MS-DHCPM 2.2.1.2.9, note 11: up to 255 bytes.
    for generation in GENERATIONS {
        for length in [1, 2, 5, 6, 14, 15, 16, 254, 255] {
            let server = scope_with_range();
            let client = vec![0xA5; length];
            assert_eq!(add(&server, generation, NET, &reservation(NET + 50, &client)), 0, "{length} bytes");
            assert_eq!(all(&server, First, DhcpReservedIps), [reservation(NET + 50, &client)]);
            let mut unique = vec![0, 0, 1, 10, 1];
            unique.extend(&client);
            assert_eq!(all(&server, V5, DhcpReservedIps), [reservation(NET + 50, &unique)]);
            assert_eq!(record(&server, Key::Client(&unique)).unwrap().client, unique);
            // The long form is five bytes longer, and as good as the other.
            assert_eq!(remove(&server, generation, NET, &reservation(NET + 50, &unique), 1), 0);
            assert_eq!(add(&server, generation, NET, &reservation(NET + 50, &unique)), 0);
            assert_eq!(all(&server, First, DhcpReservedIps), [reservation(NET + 50, &client)]);
        }
        let server = scope_with_range();
        for length in [0, 256, 257, 70_000] {
            let client = vec![0xA5; length];
            let element = reservation(NET + 50, &client);
            server.refuses(INVALID_PARAMETER, || add(&server, generation, NET, &element));
            server.refuses(INVALID_PARAMETER, || remove(&server, generation, NET, &element, 0));
        }
        let mut unique = vec![0, 0, 1, 10, 1];
        unique.extend([0xA5; 256]);
        let element = reservation(NET + 50, &unique);
        server.refuses(INVALID_PARAMETER, || add(&server, generation, NET, &element));
    }
}

#[test]
fn a_reservation_says_for_which_clients_it_is() {
    // MS-DHCPM 2.2.1.2.32: 1 DHCP, 2 BOOTP, 3 both; 3.1.4.5: both, where the structure does not say.
    for generation in [V4, V5] {
        for kinds in 1..=3 {
            let server = scope_with_range();
            let given = Element::Reservation(NET + 50, MAC.to_vec(), kinds);
            assert_eq!(add(&server, generation, NET, &given), 0);
            let expected = [Element::Reservation(NET + 50, UNIQUE_MAC.to_vec(), kinds)];
            assert_eq!(all(&server, V4, DhcpReservedIps), expected);
            assert_eq!(all(&server, V5, DhcpReservedIps), expected);
            assert_eq!(reservations(&server, NET, 0, ALL).elements.unwrap()[0].kinds, kinds);
        }
        let server = scope_with_range();
        for kinds in [0, 4, 5, 7, 0x64, 0xFF] {
            let element = Element::Reservation(NET + 50, MAC.to_vec(), kinds);
            server.refuses(INVALID_PARAMETER, || add(&server, generation, NET, &element));
        }
    }
    let server = scope_with_range();
    assert_eq!(add(&server, First, NET, &reservation(NET + 50, MAC)), 0);
    assert_eq!(all(&server, V5, DhcpReservedIps), [reservation(NET + 50, UNIQUE_MAC)]);
}

#[test]
fn a_reserved_address_is_in_the_range() {
    // MS-DHCPM 3.1.4.5: else ERROR_DHCP_NOT_RESERVED_CLIENT, unless it is reserved already. A scope without a range takes any
    // address of its subnet, as a public client's tests recorded of real servers.
    for generation in GENERATIONS {
        let server = scope_with_range();
        for address in [NET, NET + 9, NET + 100, NET + 255, NET + 0x100, 0, ALL] {
            server.refuses(NOT_RESERVED_CLIENT, || add(&server, generation, NET, &reservation(address, MAC)));
        }
        for (address, client) in [(NET + 10, MAC), (NET + 99, OTHER_MAC)] {
            assert_eq!(add(&server, generation, NET, &reservation(address, client)), 0);
        }
        assert_eq!(add(&server, generation, NET, &range(NET + 20, NET + 30)), 0);
        server.refuses(RESERVEDIP_EXITS, || add(&server, generation, NET, &reservation(NET + 10, &[7])));
        server.refuses(NOT_RESERVED_CLIENT, || add(&server, generation, NET, &reservation(NET + 11, &[7])));
        let none = empty_scope();
        assert_eq!(add(&none, generation, NET, &reservation(NET + 10, MAC)), 0);
        none.refuses(NOT_RESERVED_CLIENT, || {
            add(&none, generation, NET, &reservation(NET + 0x100, [7].as_slice()))
        });
    }
}

#[test]
fn an_address_and_a_client_are_reserved_once() {
    // MS-DHCPM 3.1.4.5: ERROR_DHCP_RESERVEDIP_EXITS for the address and/or the client.
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(add(&server, generation, NET, &reservation(NET + 50, MAC)), 0);
        let table = [
            (NET + 50, MAC, "both"),
            (NET + 50, OTHER_MAC, "the address"),
            (NET + 51, MAC, "the client"),
            (NET + 51, UNIQUE_MAC, "the client in the long form"),
        ];
        for (address, client, rule) in table {
            println!("{generation:?}: {rule}");
            server.refuses(RESERVEDIP_EXITS, || add(&server, generation, NET, &reservation(address, client)));
        }
        assert_eq!(add(&server, generation, NET, &reservation(NET + 51, OTHER_MAC)), 0);
        // Another scope has reservations of its own.
        server.scope(NET + 0x100, MASK, NET + 0x110, NET + 0x120);
        assert_eq!(add(&server, generation, NET + 0x100, &reservation(NET + 0x110, MAC)), 0);
    }
}

#[test]
fn a_reservation_of_a_leased_address() {
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(server.create_lease(NET + 50, MAC, 1), 0);
        let before = record(&server, Key::Address(NET + 50)).unwrap();
        // The description of ERROR_DHCP_RESERVEDIP_EXITS: the address is being used by another client.
        server.refuses(RESERVEDIP_EXITS, || add(&server, generation, NET, &reservation(NET + 50, OTHER_MAC)));
        // MS-DHCPM 3.1.4.5: a record is only made if the client has none.
        assert_eq!(add(&server, generation, NET, &reservation(NET + 50, MAC)), 0);
        assert_eq!(record(&server, Key::Address(NET + 50)), Ok(before));
    }
}

#[test]
fn a_reservation_for_a_client_that_has_another_address() {
    // MS-DHCPM 3.1.4.5: no record is made, for the client has one; the address is not available to others (the bit is
    // set "in continuation of the previous step").
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(server.create_lease(NET + 20, MAC, 1), 0);
        assert_eq!(add(&server, generation, NET, &reservation(NET + 10, MAC)), 0);
        assert_eq!(record(&server, Key::Client(UNIQUE_MAC)).unwrap().address, NET + 20);
        assert_eq!(record(&server, Key::Address(NET + 10)).unwrap_err(), JET_ERROR);
        assert_eq!(free_from(&server, 2), [NET + 11, NET + 12], "a reserved address is not free");
        // The reservation is lifted although there is no record of its address; the lease stays.
        assert_eq!(remove(&server, generation, NET, &reservation(NET + 10, MAC), DhcpNoForce), 0);
        assert_eq!(all(&server, generation, DhcpReservedIps), []);
        assert_eq!(record(&server, Key::Client(UNIQUE_MAC)).unwrap().address, NET + 20);
        assert_eq!(free_from(&server, 2), [NET + 10, NET + 11]);
    }
}

#[test]
fn a_reserved_address_is_not_free() {
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(add(&server, generation, NET, &reservation(NET + 10, MAC)), 0);
        assert_eq!(free_from(&server, 2), [NET + 11, NET + 12]);
        assert_eq!(remove(&server, generation, NET, &reservation(NET + 10, MAC), DhcpNoForce), 0);
        assert_eq!(free_from(&server, 2), [NET + 10, NET + 11]);
    }
}

#[test]
fn removing_a_reservation_that_no_client_used_removes_its_record() {
    // MS-DHCPM 3.1.4.7: ClientLeaseExpires is 0, so the client object is deleted.
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        for generation in GENERATIONS {
            for named in [MAC, UNIQUE_MAC] {
                let server = scope_with_range();
                assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
                assert_eq!(remove(&server, generation, NET, &reservation(NET + 50, named), force), 0);
                assert_eq!(all(&server, generation, DhcpReservedIps), []);
                assert_eq!(record(&server, Key::Address(NET + 50)).unwrap_err(), JET_ERROR);
                let element = reservation(NET + 50, named);
                server.refuses(JET_ERROR, || remove(&server, generation, NET, &element, force));
            }
        }
    }
}

#[test]
fn removing_a_used_reservation_leaves_an_ordinary_lease() {
    // MS-DHCPM 3.1.4.7: ClientLeaseExpires is set to the lease time of the scope, which is 8 days where no option
    // says otherwise.
    const EIGHT_DAYS: u64 = 691_200;
    const FROM_1601_TO_1970: u64 = 11_644_473_600;
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(server.create_lease(NET + 50, MAC, 1), 0);
        assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
        assert_eq!(remove(&server, generation, NET, &reservation(NET + 50, MAC), DhcpNoForce), 0);
        let lease = record(&server, Key::Address(NET + 50)).unwrap();
        let ticks = u64::from(lease.expires.1) << 32 | u64::from(lease.expires.0);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
        let left = (ticks / 10_000_000).checked_sub(FROM_1601_TO_1970 + now).unwrap();
        assert!((EIGHT_DAYS - 60..=EIGHT_DAYS).contains(&left), "{left} seconds are left");
        assert_eq!(
            (lease.client.as_slice(), lease.owner, lease.kind, lease.state),
            (UNIQUE_MAC, server.address, 1, 1)
        );
        assert_eq!(all(&server, generation, DhcpReservedIps), []);
        assert_eq!(server.delete_lease(NET + 50), 0, "nothing reserves it any more");
    }
}

#[test]
fn removing_a_reservation_names_its_client() {
    let server = scope_with_range();
    assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
    for generation in GENERATIONS {
        for client in [OTHER_MAC, &[1], UNIQUE_OTHER_MAC] {
            let element = reservation(NET + 50, client);
            server.refuses(RESERVED_CLIENT, || remove(&server, generation, NET, &element, DhcpFullForce));
        }
        for address in [NET + 51, NET + 200, NET + 0x100, 0] {
            let element = reservation(address, MAC);
            server.refuses(JET_ERROR, || remove(&server, generation, NET, &element, DhcpFullForce));
        }
    }
}

#[test]
fn removing_a_reservation_of_an_address_that_is_only_leased_deletes_the_lease() {
    // MS-DHCPM 3.1.4.7: where there is no such reservation, DhcpDeleteClientInfo is done for the address.
    for generation in GENERATIONS {
        let server = scope_with_range();
        assert_eq!(server.create_lease(NET + 50, MAC, 1), 0);
        assert_eq!(remove(&server, generation, NET, &reservation(NET + 50, MAC), DhcpNoForce), 0);
        assert_eq!(record(&server, Key::Address(NET + 50)).unwrap_err(), JET_ERROR);
        // It is the scope of the call that the lease is looked for in.
        server.scope(NET + 0x100, MASK, NET + 0x110, NET + 0x120);
        assert_eq!(server.create_lease(NET + 0x110, MAC, 1), 0);
        let element = reservation(NET + 0x110, MAC);
        server.refuses(JET_ERROR, || remove(&server, generation, NET, &element, DhcpNoForce));
    }
}

#[test]
fn the_kinds_of_client_of_a_reservation_to_remove_are_not_looked_at() {
    for generation in [V4, V5] {
        for kinds in [0, 1, 0xFF] {
            let server = scope_with_range();
            assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
            let element = Element::Reservation(NET + 50, MAC.to_vec(), kinds);
            assert_eq!(remove(&server, generation, NET, &element, DhcpNoForce), 0);
        }
    }
}

// ------------------------------------------------------------------------------------------------ enumerations

#[test]
fn element_types_on_enumeration() {
    // MS-DHCPM 3.1.4.6 and 3.2.4.39: secondary hosts are not supported; clusters and the kinds of range are invalid,
    // but DhcpIpRangesDhcpBootp for V5, where it means ranges. These checks precede that of the scope.
    // (type, code of the early generations, of V5)
    let table = [
        (DhcpIpRanges, 0, 0),
        (DhcpSecondaryHosts, NOT_SUPPORTED, NOT_SUPPORTED),
        (DhcpReservedIps, 0, 0),
        (DhcpExcludedIpRanges, 0, 0),
        (DhcpIpUsedClusters, INVALID_PARAMETER, INVALID_PARAMETER),
        (DhcpIpRangesDhcpOnly, INVALID_PARAMETER, INVALID_PARAMETER),
        (DhcpIpRangesDhcpBootp, INVALID_PARAMETER, 0),
        (DhcpIpRangesBootpOnly, INVALID_PARAMETER, INVALID_PARAMETER),
        (8, INVALID_PARAMETER, INVALID_PARAMETER),
        (-1, INVALID_PARAMETER, INVALID_PARAMETER),
        (i32::MIN, INVALID_PARAMETER, INVALID_PARAMETER),
    ];
    let server = scope_with_range();
    assert_eq!(server.add_reservation(NET, NET + 50, MAC), 0);
    assert_eq!(server.add_exclusion(NET, NET + 20, NET + 29), 0);
    for (kind, early, v5) in table {
        for generation in GENERATIONS {
            println!("{generation:?}: type {kind}");
            let code = if generation == V5 { v5 } else { early };
            for scope in [NET, NET + 0x100] {
                let page = enumerate(&server, generation, scope, kind, 0, ALL);
                match code {
                    0 if scope == NET => assert_eq!((page.code, page.read, page.total), (0, 1, 1)),
                    0 => assert_eq!(page, Page::nothing(SUBNET_NOT_PRESENT, 0)),
                    _ => assert_eq!(page, Page::nothing(code, 0)),
                }
            }
        }
    }
}

#[test]
fn the_newest_enumeration_has_ranges_of_every_kind() {
    for kind in RANGE_KINDS {
        let server = empty_scope();
        assert_eq!(add(&server, V5, NET, &range_of(kind, NET + 10, NET + 99)), 0);
        for asked in [DhcpIpRanges, DhcpIpRangesDhcpBootp] {
            assert_eq!(all(&server, V5, asked), [range_of(kind, NET + 10, NET + 99)]);
        }
    }
}

#[test]
fn ranges_by_handle_and_maximum() {
    // MS-DHCPM 3.1.4.6: 0 bytes and a handle past the end are ERROR_NO_MORE_ITEMS; at least one element is returned.
    for generation in GENERATIONS {
        let server = scope_with_range();
        for maximum in [1, 16, 32, 1000, ALL] {
            let page = enumerate(&server, generation, NET, DhcpIpRanges, 0, maximum);
            assert_eq!((page.code, page.read, page.total, page.handle), (0, 1, 1, 1), "{maximum} bytes");
            assert_eq!(page.elements.unwrap(), [range(NET + 10, NET + 99)]);
        }
        for (handle, maximum) in [(0, 0), (1, 0), (1, ALL), (2, ALL), (ALL, 1)] {
            let page = enumerate(&server, generation, NET, DhcpIpRanges, handle, maximum);
            assert_eq!(page, Page::nothing(NO_MORE_ITEMS, handle));
        }
    }
}

#[test]
fn enumeration_of_nothing() {
    // MS-DHCPM 3.1.4.6: ERROR_NO_MORE_ITEMS without elements, for 0 bytes as well.
    let server = empty_scope();
    for generation in GENERATIONS {
        for kind in [DhcpIpRanges, DhcpReservedIps, DhcpExcludedIpRanges] {
            for (handle, maximum) in [(0, 0), (0, 1), (0, ALL), (5, ALL)] {
                let page = enumerate(&server, generation, NET, kind, handle, maximum);
                assert_eq!(page, Page::nothing(NO_MORE_ITEMS, handle));
            }
        }
    }
    for (handle, maximum) in [(0, 0), (0, 1), (0, ALL), (5, ALL)] {
        assert_eq!(reservations(&server, NET, handle, maximum), Page::nothing(NO_MORE_ITEMS, handle));
    }
}

/// Twelve exclusions, and twelve reservations of which some clients have long identifiers, names and comments.
fn scope_with_many() -> Server {
    let server = scope_with_range();
    for number in 0..12_u8 {
        let first = NET + 100 + 4 * u32::from(number);
        assert_eq!(server.add_exclusion(NET, first, first + u32::from(number % 3)), 0);
        let client = vec![number + 1; 1 + 20 * usize::from(number % 4)];
        let address = NET + 20 + u32::from(number);
        assert_eq!(server.add_reservation(NET, address, &client), 0);
        if number % 2 == 0 {
            set_name(&server, address, &client, &"n".repeat(usize::from(number)), "a comment");
        }
    }
    server
}

fn set_name(server: &Server, address: u32, client: &[u8], name: &str, comment: &str) {
    let (mut client, mut name, mut comment) = (client.to_vec(), Wide::new(name), Wide::new(comment));
    let info = DHCP_CLIENT_INFO {
        ClientIpAddress: address,
        SubnetMask: 0,
        ClientHardwareAddress: DHCP_BINARY_DATA {
            DataLength: client.len().try_into().unwrap(),
            Data: client.as_mut_ptr(),
        },
        ClientName: name.as_mut_ptr(),
        ClientComment: comment.as_mut_ptr(),
        ClientLeaseExpires: DATE_TIME { dwLowDateTime: 0, dwHighDateTime: 0 },
        OwnerHost: no_host(),
    };
    // SAFETY: a valid structure.
    assert_eq!(unsafe { DhcpSetClientInfo(server.ptr(), &info) }, 0);
}

/// Checks every page size against the pages of one element: a reply has as many elements as fit into the bytes, but
/// at least one; 0 while the rest fits, ERROR_MORE_DATA else; the handle is the index of the next; totals count from
/// the incoming handle on.
fn check_pages<T: Clone + PartialEq + std::fmt::Debug>(read: impl Fn(u32, u32) -> Page<T>) {
    let whole = read(0, ALL);
    let elements = whole.elements.clone().unwrap();
    assert_eq!((whole.code, whole.read, whole.total, whole.handle), (0, 12, 12, 12));
    let costs: Vec<usize> = (0..12)
        .map(|start| {
            let page = read(start, 1);
            assert_eq!((page.read, page.total, page.handle), (1, 12 - start, start + 1));
            assert_eq!(page.code, if start == 11 { 0 } else { MORE_DATA });
            page.bytes
        })
        .collect();
    assert_eq!(costs.iter().sum::<usize>(), whole.bytes);
    for start in 0..12 {
        for count in 1..=12 - start {
            let exact: usize = costs[start..start + count].iter().sum();
            for (maximum, expected) in [(exact - 1, (count - 1).max(1)), (exact, count)] {
                let page = read(start.try_into().unwrap(), maximum.try_into().unwrap());
                let what = format!("{maximum} bytes from {start} on, where {count} take {exact}");
                assert_eq!(page.elements.as_deref(), Some(&elements[start..start + expected]), "{what}");
                assert_eq!(page.code, if start + expected == 12 { 0 } else { MORE_DATA }, "{what}");
                assert_eq!(usize::try_from(page.total), Ok(12 - start), "{what}");
                assert_eq!(usize::try_from(page.handle), Ok(start + expected), "{what}");
            }
        }
        // MS-DHCPM 3.2.4.120, dhcpsapi.md 5.2: 0 bytes read nothing and tell how many there are.
        let start = start.try_into().unwrap();
        let none_read = Page { total: 12 - start, ..Page::nothing(MORE_DATA, start) };
        assert_eq!(read(start, 0), none_read, "0 bytes with elements left");
    }
    for (handle, maximum) in [(12, 0), (12, 1), (12, ALL), (13, ALL), (ALL, ALL)] {
        assert_eq!(read(handle, maximum), Page::nothing(NO_MORE_ITEMS, handle));
    }
}

#[test]
fn exclusions_by_the_bytes() {
    // MS-DHCPM 3.1.4.6, 3.1.4.31, 3.2.4.39.
    let server = scope_with_many();
    for generation in GENERATIONS {
        check_pages(|handle, maximum| {
            enumerate(&server, generation, NET, DhcpExcludedIpRanges, handle, maximum)
        });
    }
}

#[test]
fn reservations_by_the_bytes() {
    // MS-DHCPM 3.1.4.31, 3.2.4.39.
    let server = scope_with_many();
    for generation in [V4, V5] {
        check_pages(|handle, maximum| enumerate(&server, generation, NET, DhcpReservedIps, handle, maximum));
    }
}

#[test]
fn reservations_of_the_first_generation_by_the_bytes() {
    // MS-DHCPM 3.1.4.6.
    let server = scope_with_many();
    check_pages(|handle, maximum| enumerate(&server, First, NET, DhcpReservedIps, handle, maximum));
}

#[test]
fn reservations_with_names_by_the_bytes() {
    // MS-DHCPM 3.2.4.120: the bytes that the server can allocate and return; dhcpsapi.md 5.2: 0 bytes.
    let server = scope_with_many();
    check_pages(|handle, maximum| reservations(&server, NET, handle, maximum));
}

#[test]
fn reservations_are_listed_with_the_names_of_their_clients() {
    // MS-DHCPM 3.2.4.120: name and comment of the client object; fOptionsPresent is 0 without options.
    let server = scope_with_range();
    assert_eq!(add(&server, V5, NET, &Element::Reservation(NET + 60, OTHER_MAC.to_vec(), 1)), 0);
    assert_eq!(add(&server, First, NET, &reservation(NET + 50, MAC)), 0);
    set_name(&server, NET + 50, MAC, "printer", "\u{1F5A8}");
    let expected = vec![
        Reserved {
            address: NET + 50,
            client: MAC.to_vec(),
            name: Some("printer".to_owned()),
            comment: Some("\u{1F5A8}".to_owned()),
            kinds: 3,
            options: 0,
        },
        Reserved {
            address: NET + 60,
            client: OTHER_MAC.to_vec(),
            name: None,
            comment: None,
            kinds: 1,
            options: 0,
        },
    ];
    let page = reservations(&server, NET, 0, ALL);
    assert_eq!((page.code, page.read, page.total, page.handle), (0, 2, 2, 2));
    assert_eq!(page.elements.unwrap(), expected);
}

#[test]
fn reservations_of_a_scope_that_does_not_exist() {
    // MS-DHCPM 3.2.4.120: SubnetAddress 0 is invalid, which no other enumeration has.
    let server = scope_with_range();
    assert_eq!(reservations(&server, 0, 0, ALL), Page::nothing(INVALID_PARAMETER, 0));
    for scope in [NET + 1, NET + 0x100, ALL] {
        assert_eq!(reservations(&server, scope, 0, ALL), Page::nothing(SUBNET_NOT_PRESENT, 0));
    }
    for generation in GENERATIONS {
        let page = enumerate(&server, generation, 0, DhcpIpRanges, 0, ALL);
        assert_eq!(page, Page::nothing(SUBNET_NOT_PRESENT, 0));
    }
}

// ------------------------------------------------------------------------------------------------- large scopes

#[test]
fn a_scope_of_16_million_addresses() {
    let (net, mask) = (0x0A00_0000, 0xFF00_0000);
    for generation in GENERATIONS {
        let server = Server::new();
        assert_eq!(server.create_scope(net, mask), 0);
        assert_eq!(add(&server, generation, net, &range(net + 1, 0x0AFF_FFFE)), 0);
        assert_eq!(server.free_addresses(net, 0, 0, 2), (0, vec![net + 1, net + 2]));
        let (last, before_last) = (0x0AFF_FFFE, 0x0AFF_FFFD);
        assert_eq!(server.free_addresses(net, before_last, 0, 2), (0, vec![before_last, last]));
        assert_eq!(add(&server, generation, net, &reservation(last, MAC)), 0);
        assert_eq!(server.create_lease(net + 1, OTHER_MAC, 1), 0);
        assert_eq!(add(&server, generation, net, &exclusion(net + 2, 0x0AFE_FFFF)), 0);
        assert_eq!(server.free_addresses(net, 0, 0, 2), (0, vec![0x0AFF_0000, 0x0AFF_0001]));
        assert_eq!(server.free_addresses(net, before_last, 0, 2), (20126, vec![before_last]));
        assert_eq!(remove(&server, generation, net, &exclusion(net + 2, 0x0AFE_FFFF), DhcpNoForce), 0);
        assert_eq!(server.free_addresses(net, 0, 0, 2), (0, vec![net + 2, net + 3]));
        assert_eq!(remove(&server, generation, net, &range(net + 1, last), DhcpFullForce), 0);
        assert_eq!(server.free_addresses(net, 0, 0, 1).0, FILE_NOT_FOUND);
    }
}

#[test]
fn the_last_subnet_of_all() {
    // 255.255.255.0/24: nothing runs over the end of the addresses.
    let net = 0xFFFF_FF00;
    let server = Server::new();
    assert_eq!(server.create_scope(net, MASK), 0);
    assert_eq!(add(&server, V5, net, &range(net, ALL)), 0);
    assert_eq!(add(&server, V5, net, &exclusion(net, ALL - 2)), 0);
    assert_eq!(add(&server, V5, net, &reservation(ALL, MAC)), 0);
    assert_eq!(server.free_addresses(net, 0, 0, 2), (20126, vec![ALL - 1]));
    assert_eq!(server.create_lease(ALL - 1, OTHER_MAC, 1), 0);
    assert_eq!(server.free_addresses(net, 0, 0, 1), (20126, vec![]));
    assert_eq!(remove(&server, V5, net, &range(net, ALL), DhcpFullForce), 0);
}

/// A choice: a range has at most 2^24 addresses, those of a /8.
#[test]
fn a_range_has_at_most_the_addresses_of_a_slash_8() {
    let server = Server::new();
    assert_eq!(server.create_scope(0x8000_0000, 0x8000_0000), 0);
    server.refuses(20023, || server.add_range(0x8000_0000, 0x8000_0000, 0x8100_0000));
    assert_eq!(server.add_range(0x8000_0000, 0x8000_0000, 0x80FF_FFFF), 0);
}
