//! Scopes: created, described, read, enumerated and deleted (MS-DHCPM 3.1.4.1 to 3.1.4.4, 3.1.4.8 and 3.1.4.49 to
//! 3.1.4.51). Each rule holds for both generations of the calls.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ptr::{dangling_mut, null_mut};

use support::blocks::{Wide, free, take_addresses, text};
use support::codes::{
    ELEMENT_CANT_REMOVE, INVALID_PARAMETER, NO_MORE_ITEMS, SCOPE_ALREADY_IN_RELATIONSHIP, SUBNET_EXISTS,
    SUBNET_NOT_PRESENT,
};
use support::fixtures::{ALL, MASK, NET};
use support::relationship::{Relationship, delete_relationship};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Generation {
    First,
    Vq,
}

const BOTH: [Generation; 2] = [Generation::First, Generation::Vq];

/// A description of a scope, as a caller writes it.
#[derive(Debug, Clone, Copy)]
struct Described {
    address: u32,
    mask: u32,
    name: Option<&'static str>,
    comment: Option<&'static str>,
    state: i32,
}

/// 10.1.0.0/24, enabled.
const PLAIN: Described =
    Described { address: NET, mask: MASK, name: Some("office"), comment: Some("second floor"), state: 0 };

impl Described {
    fn create(self, generation: Generation, server: &Server, argument: u32) -> u32 {
        self.structure(|info| match generation {
            // SAFETY: a valid structure, which begins with that of the first generation.
            Generation::First => unsafe {
                DhcpCreateSubnet(server.ptr(), argument, std::ptr::from_ref(info).cast())
            },
            // SAFETY: a valid structure.
            Generation::Vq => unsafe { DhcpCreateSubnetVQ(server.ptr(), argument, info) },
        })
    }

    fn set(self, generation: Generation, server: &Server, argument: u32) -> u32 {
        self.structure(|info| match generation {
            // SAFETY: a valid structure, which begins with that of the first generation.
            Generation::First => unsafe {
                DhcpSetSubnetInfo(server.ptr(), argument, std::ptr::from_ref(info).cast())
            },
            // SAFETY: a valid structure.
            Generation::Vq => unsafe { DhcpSetSubnetInfoVQ(server.ptr(), argument, info) },
        })
    }

    /// PrimaryHost "MUST be ignored" (MS-DHCPM 3.1.4.1), so its names point nowhere; so must the quarantine, since
    /// Windows Server 2016.
    fn structure<T>(self, call: impl FnOnce(&DHCP_SUBNET_INFO_VQ) -> T) -> T {
        let (mut name, mut comment) = (self.name.map(Wide::new), self.comment.map(Wide::new));
        call(&DHCP_SUBNET_INFO_VQ {
            SubnetAddress: self.address,
            SubnetMask: self.mask,
            SubnetName: name.as_mut().map_or(null_mut(), Wide::as_mut_ptr),
            SubnetComment: comment.as_mut().map_or(null_mut(), Wide::as_mut_ptr),
            PrimaryHost: DHCP_HOST_INFO {
                IpAddress: 0x0102_0304,
                NetBiosName: dangling_mut(),
                HostName: dangling_mut(),
            },
            SubnetState: self.state,
            QuarantineOn: 1,
            Reserved1: 2,
            Reserved2: 3,
            Reserved3: 4,
            Reserved4: 5,
        })
    }
}

/// A description of a scope, as the library returns it.
#[derive(Debug, PartialEq, Eq)]
struct Read {
    address: u32,
    mask: u32,
    name: Option<String>,
    comment: Option<String>,
    state: i32,
}

impl Read {
    fn of(described: Described) -> Self {
        let Described { address, mask, name, comment, state } = described;
        Read { address, mask, name: name.map(str::to_owned), comment: comment.map(str::to_owned), state }
    }
}

/// Reads a scope; frees the three blocks.
fn get(generation: Generation, server: &Server, scope: u32) -> Result<Read, u32> {
    let mut first: *mut DHCP_SUBNET_INFO = dangling_mut();
    let mut vq: *mut DHCP_SUBNET_INFO_VQ = dangling_mut();
    let (code, info) = match generation {
        Generation::First => {
            // SAFETY: a valid place.
            (unsafe { DhcpGetSubnetInfo(server.ptr(), scope, &mut first) }, first)
        }
        Generation::Vq => {
            // SAFETY: a valid place.
            (unsafe { DhcpGetSubnetInfoVQ(server.ptr(), scope, &mut vq) }, vq.cast())
        }
    };
    if code != 0 {
        assert!(info.is_null(), "an output is NULL on failure");
        return Err(code);
    }
    // SAFETY: the call succeeded; both structures begin alike.
    let read = unsafe { *info };
    assert_eq!(
        read.PrimaryHost.IpAddress, 0x0100_007F,
        "MS-DHCPM 3.1.4.3: 127.0.0.1, byte-swapped on output"
    );
    assert!(read.PrimaryHost.NetBiosName.is_null(), "MS-DHCPM 3.1.4.3: the other fields are empty");
    assert!(read.PrimaryHost.HostName.is_null());
    if generation == Generation::Vq {
        // SAFETY: the call succeeded.
        let read = unsafe { *vq };
        assert_eq!(read.QuarantineOn, 0, "MS-DHCPM 3.1.4.49: QuarantineOn is set to 0");
        assert_eq!((read.Reserved1, read.Reserved2, read.Reserved3, read.Reserved4), (0, 0, 0, 0));
    }
    let result = Read {
        address: read.SubnetAddress,
        mask: read.SubnetMask,
        name: text(read.SubnetName),
        comment: text(read.SubnetComment),
        state: read.SubnetState,
    };
    free(read.SubnetName);
    free(read.SubnetComment);
    free(info);
    Ok(result)
}

/// One reply of the enumeration: code, addresses (`None` is NULL), ElementsRead, ElementsTotal, the new handle.
fn page(server: &Server, handle: u32, maximum: u32) -> (u32, Option<Vec<u32>>, u32, u32, u32) {
    let (mut handle, mut list, mut read, mut total) = (handle, dangling_mut(), 77, 78);
    // SAFETY: valid places.
    let code =
        unsafe { DhcpEnumSubnets(server.ptr(), &mut handle, maximum, &mut list, &mut read, &mut total) };
    (code, take_addresses(list), read, total, handle)
}

fn scopes(server: &Server) -> Vec<u32> {
    page(server, 0, ALL).1.unwrap_or_default()
}

fn delete(server: &Server, scope: u32, force: DHCP_FORCE_FLAG) -> u32 {
    // SAFETY: a valid string.
    unsafe { DhcpDeleteSubnet(server.ptr(), scope, force) }
}

#[test]
fn create_refuses_what_is_no_subnet() {
    // (SubnetAddress argument, address and mask in the structure, state, rule)
    let table = [
        (0, 0, MASK, 0, "MS-DHCPM 3.1.4.1: SubnetAddress is 0"),
        (0, 0, 0, 0, "MS-DHCPM 3.1.4.1: SubnetAddress is 0, with the mask of everything"),
        (NET, NET + 0x100, MASK, 0, "MS-DHCPM 3.1.4.1: SubnetAddress differs from the structure's"),
        (NET, 0, MASK, 0, "MS-DHCPM 3.1.4.1: SubnetAddress differs from the structure's, which is 0"),
        (NET + 1, NET + 1, MASK, 0, "MS-DHCPM 3.1.4.1: address AND mask is not the address"),
        (NET, NET, 0xFF00_0000, 0, "MS-DHCPM 3.1.4.1: 10.1.0.0 has bits outside 255.0.0.0"),
        (NET, NET, 0, 0, "MS-DHCPM 3.1.4.1: address AND 0 is not the address"),
        (NET, NET, 0xFFFF_00FF, 0, "a mask is a run of ones"),
        (NET, NET, 0xFFFF_FFF1, 0, "a mask is a run of ones"),
        (NET, NET, 0x0FFF_FF00, 0, "a mask is a run of ones from the left"),
        (NET, NET, MASK, 4, "DhcpSubnetInvalidState is no state to have"),
        (NET, NET, MASK, 5, "an unknown state"),
        (NET, NET, MASK, -1, "an unknown state"),
        (NET, NET, MASK, i32::MIN, "an unknown state"),
    ];
    for generation in BOTH {
        let server = Server::new();
        for (argument, address, mask, state, rule) in table {
            println!("{generation:?}: {rule}");
            let described = Described { address, mask, state, ..PLAIN };
            server.refuses(INVALID_PARAMETER, || described.create(generation, &server, argument));
        }
        assert_eq!(scopes(&server), [0_u32; 0]);
    }
}

#[test]
fn create_refuses_scopes_that_overlap() {
    // MS-DHCPM 3.1.4.1: the addresses of a new scope must not overlap those of another.
    let table = [
        (0x0A01_0000, 0xFFFF_FF00, SUBNET_EXISTS, "the same"),
        (0x0A01_0000, 0xFFFF_FFFF, SUBNET_EXISTS, "its first address"),
        (0x0A01_00FF, 0xFFFF_FFFF, SUBNET_EXISTS, "its last address"),
        (0x0A01_0080, 0xFFFF_FFC0, SUBNET_EXISTS, "a part of it"),
        (0x0A01_0000, 0xFFFF_0000, SUBNET_EXISTS, "what it is the beginning of"),
        (0x0A00_0000, 0xFF00_0000, SUBNET_EXISTS, "what it is somewhere in"),
        (0x0A00_0000, 0xFFFE_0000, SUBNET_EXISTS, "what begins before it and ends after it"),
        (0x0A01_0100, 0xFFFF_FF00, 0, "the next one"),
        (0x0A00_FF00, 0xFFFF_FF00, 0, "the one before"),
    ];
    for generation in BOTH {
        let server = Server::new();
        assert_eq!(PLAIN.create(generation, &server, NET), 0);
        for (address, mask, code, rule) in table {
            println!("{generation:?}: {rule}");
            let described = Described { address, mask, ..PLAIN };
            match code {
                0 => assert_eq!(described.create(generation, &server, address), 0),
                _ => server.refuses(code, || described.create(generation, &server, address)),
            }
        }
        assert_eq!(scopes(&server), [0x0A00_FF00, 0x0A01_0000, 0x0A01_0100]);
    }
}

#[test]
fn create_looks_at_the_structure_before_the_other_scopes() {
    // MS-DHCPM 3.1.4.1: the checks of the parameters come before the one for overlaps.
    for generation in BOTH {
        let server = Server::new();
        assert_eq!(PLAIN.create(generation, &server, NET), 0);
        server.refuses(INVALID_PARAMETER, || PLAIN.create(generation, &server, NET + 0x100));
        for wrong in [Described { mask: 0xFFFF_00FF, ..PLAIN }, Described { state: 4, ..PLAIN }] {
            server.refuses(INVALID_PARAMETER, || wrong.create(generation, &server, NET));
        }
        server.refuses(SUBNET_EXISTS, || PLAIN.create(generation, &server, NET));
    }
}

#[test]
fn the_lists_of_a_new_scope_are_empty() {
    // MS-DHCPM 3.1.4.1: ranges, exclusions, reservations and clients are set to the empty list.
    for generation in BOTH {
        let server = Server::new();
        assert_eq!(PLAIN.create(generation, &server, NET), 0);
        for kind in [DhcpIpRanges, DhcpReservedIps, DhcpExcludedIpRanges] {
            let (mut handle, mut list, mut read, mut total) = (0, dangling_mut(), 77, 78);
            // SAFETY: valid places.
            let code = unsafe {
                DhcpEnumSubnetElementsV5(
                    server.ptr(),
                    NET,
                    kind,
                    &mut handle,
                    ALL,
                    &mut list,
                    &mut read,
                    &mut total,
                )
            };
            assert_eq!((code, list, read, total), (NO_MORE_ITEMS, null_mut(), 0, 0), "type {kind}");
        }
        assert_eq!(server.free_addresses(NET, 0, 0, 1), (2, vec![]), "ERROR_FILE_NOT_FOUND: it has no range");
        assert_eq!(server.delete_lease(NET + 10), 20013, "it has no client");
    }
}

#[test]
fn what_was_created_is_read_with_both_generations() {
    // MS-DHCPM 3.1.4.1: ScopeInfo is initialised with the structure; 2.2.1.1.2: four states.
    let descriptions = [
        PLAIN,
        Described { name: None, comment: None, state: DhcpSubnetDisabled, ..PLAIN },
        Described { name: Some(""), comment: Some(""), state: DhcpSubnetEnabledSwitched, ..PLAIN },
        Described {
            comment: Some("r\u{e9}seau \u{4e2d}\u{6587}"),
            state: DhcpSubnetDisabledSwitched,
            ..PLAIN
        },
        // Outside the basic plane: a pair of surrogates each.
        Described { name: Some("\u{1F5A7}"), comment: Some("a\u{10FFFF}b\u{10000}"), ..PLAIN },
        Described { address: 0x0A01_0203, mask: 0xFFFF_FFFF, ..PLAIN },
        Described { address: 0x8000_0000, mask: 0x8000_0000, ..PLAIN },
    ];
    for described in descriptions {
        for generation in BOTH {
            let server = Server::new();
            assert_eq!(described.create(generation, &server, described.address), 0);
            for reader in BOTH {
                assert_eq!(get(reader, &server, described.address), Ok(Read::of(described)));
            }
        }
    }
}

#[test]
fn get_of_a_scope_that_does_not_exist() {
    // MS-DHCPM 3.1.4.3: the scope is found by its address, not by one of its addresses.
    let server = Server::new();
    for generation in BOTH {
        assert_eq!(get(generation, &server, NET), Err(SUBNET_NOT_PRESENT));
    }
    assert_eq!(PLAIN.create(Generation::First, &server, NET), 0);
    for generation in BOTH {
        for address in [0, NET + 1, NET + 0x100, ALL] {
            assert_eq!(get(generation, &server, address), Err(SUBNET_NOT_PRESENT));
        }
    }
}

#[test]
fn set_replaces_name_comment_and_state() {
    // MS-DHCPM 3.1.4.2: ScopeInfo is modified with the information in the structure; there is no rule that keeps
    // what is NULL.
    let changes = [
        Described { name: Some("renamed"), comment: Some("moved"), state: DhcpSubnetDisabled, ..PLAIN },
        Described { name: None, state: DhcpSubnetEnabledSwitched, ..PLAIN },
        Described { name: None, comment: None, state: DhcpSubnetDisabledSwitched, ..PLAIN },
        Described { name: Some("\u{1F5A7}"), comment: None, ..PLAIN },
        PLAIN,
    ];
    for generation in BOTH {
        let server = Server::new();
        assert_eq!(PLAIN.create(generation, &server, NET), 0);
        assert_eq!(server.add_range(NET, NET + 10, NET + 99), 0);
        for change in changes {
            assert_eq!(change.set(generation, &server, NET), 0);
            assert_eq!(get(generation, &server, NET), Ok(Read::of(change)));
        }
        assert_eq!(server.free_addresses(NET, 0, 0, 1), (0, vec![NET + 10]), "the range stays");
    }
}

#[test]
fn set_refuses_what_create_refuses_and_another_mask() {
    // (SubnetAddress argument, description, code, rule)
    let table = [
        (
            NET + 0x100,
            PLAIN,
            INVALID_PARAMETER,
            "MS-DHCPM 3.1.4.2: SubnetAddress differs from the structure's",
        ),
        (
            NET + 1,
            Described { address: NET + 1, ..PLAIN },
            INVALID_PARAMETER,
            "MS-DHCPM 3.1.4.2: address AND mask is not the address",
        ),
        (
            NET,
            Described { mask: 0, ..PLAIN },
            INVALID_PARAMETER,
            "MS-DHCPM 3.1.4.2: nor is it with a mask of 0",
        ),
        (NET, Described { mask: 0xFFFF_00FF, ..PLAIN }, INVALID_PARAMETER, "a mask is a run of ones"),
        (NET, Described { mask: 0xFFFF_FFF0, ..PLAIN }, INVALID_PARAMETER, "the mask of a scope stays"),
        (NET, Described { mask: 0xFFFF_0000, ..PLAIN }, INVALID_PARAMETER, "the mask of a scope stays"),
        (NET, Described { state: 4, ..PLAIN }, INVALID_PARAMETER, "DhcpSubnetInvalidState"),
        (NET, Described { state: 5, ..PLAIN }, INVALID_PARAMETER, "an unknown state"),
        (NET, Described { state: -1, ..PLAIN }, INVALID_PARAMETER, "an unknown state"),
        (
            NET + 0x100,
            Described { address: NET + 0x100, ..PLAIN },
            SUBNET_NOT_PRESENT,
            "MS-DHCPM 3.1.4.2: the scope does not exist",
        ),
        (
            NET + 0x200,
            Described { address: NET + 0x100, ..PLAIN },
            INVALID_PARAMETER,
            "MS-DHCPM 3.1.4.2: the structure is looked at before the scope",
        ),
        (
            NET + 0x80,
            Described { address: NET + 0x80, mask: 0xFFFF_FF80, ..PLAIN },
            SUBNET_NOT_PRESENT,
            "MS-DHCPM 3.1.4.2: a part of a scope is no scope",
        ),
    ];
    for generation in BOTH {
        let server = Server::new();
        assert_eq!(PLAIN.create(generation, &server, NET), 0);
        for (argument, described, code, rule) in table {
            println!("{generation:?}: {rule}");
            server.refuses(code, || described.set(generation, &server, argument));
        }
    }
}

#[test]
fn set_of_scope_0_finds_no_scope() {
    // MS-DHCPM 3.1.4.2: unlike 3.1.4.1 there is no check for 0, and 0 AND the mask is 0; no scope has this address.
    for generation in BOTH {
        let server = Server::new();
        let described = Described { address: 0, ..PLAIN };
        server.refuses(SUBNET_NOT_PRESENT, || described.set(generation, &server, 0));
    }
}

#[test]
fn enumeration_counts_scopes() {
    // MS-DHCPM 3.1.4.4 and the example 4.1: 150 scopes, 100 for each call. The first reply is 0 although more
    // remains; totals include the reply.
    let server = Server::new();
    let mut expected = Vec::new();
    for number in 0..150_u32 {
        let address = NET + (number << 8);
        expected.push(address);
        assert_eq!(Described { address, ..PLAIN }.create(Generation::First, &server, address), 0);
    }
    assert_eq!(page(&server, 0, 100), (0, Some(expected[..100].to_vec()), 100, 150, 100));
    assert_eq!(page(&server, 100, 100), (0, Some(expected[100..].to_vec()), 50, 50, 150));
    assert_eq!(page(&server, 150, 100), (NO_MORE_ITEMS, None, 0, 0, 150), "the handle is not reset");
    assert_eq!(page(&server, 0, ALL), (0, Some(expected.clone()), 150, 150, 150));
    assert_eq!(page(&server, 149, 1), (0, Some(vec![expected[149]]), 1, 1, 150));
    assert_eq!(page(&server, 7, 1), (0, Some(vec![expected[7]]), 1, 143, 8));
}

#[test]
fn enumeration_ends_with_no_more_items() {
    // (scopes, handle, maximum, rule); in each case NULL, 0, 0, and the handle stays.
    let table = [
        (0, 0, ALL, "MS-DHCPM 3.1.4.4: the handle is not less than the number of scopes, 0"),
        (0, 0, 0, "there is none and none is asked for"),
        (3, 0, 0, "MS-DHCPM 3.1.4.4: PreferredMaximum is 0"),
        (3, 3, ALL, "MS-DHCPM 3.1.4.4: the handle equals the number of scopes"),
        (3, 4, ALL, "MS-DHCPM 3.1.4.4: the handle is greater"),
        (3, ALL, 1, "MS-DHCPM 3.1.4.4: the handle is greater"),
    ];
    for (count, handle, maximum, rule) in table {
        let server = Server::new();
        for number in 0..count {
            assert_eq!(server.create_scope(NET + (number << 8), MASK), 0);
        }
        assert_eq!(page(&server, handle, maximum), (NO_MORE_ITEMS, None, 0, 0, handle), "{rule}");
    }
}

#[test]
fn enumeration_is_in_the_order_of_addresses() {
    let server = Server::new();
    let created = [0xC0A8_0100, 0x0A00_0000, 0xAC10_0000, 0x0A02_0000, 0x0A01_0000];
    for scope in created {
        assert_eq!(server.create_scope(scope, MASK), 0);
    }
    assert_eq!(scopes(&server), [0x0A00_0000, 0x0A01_0000, 0x0A02_0000, 0xAC10_0000, 0xC0A8_0100]);
}

/// The content of a scope that is to be deleted.
#[derive(Debug, Clone, Copy)]
enum Content {
    Nothing,
    IdleReservation,
    UsedReservation,
    ActiveLease,
    DeclinedLease,
    LeaseOutsideTheRange,
}

/// 10.1.0.0/24 with the range .10 to .99 and its content.
fn scope_with(content: Content) -> Server {
    const CLIENT: &[u8] = &[2, 0, 0, 0, 0, 1];
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    match content {
        Content::Nothing => {}
        Content::IdleReservation => assert_eq!(server.add_reservation(NET, NET + 20, CLIENT), 0),
        Content::UsedReservation => {
            // A client that held the address before it was reserved for it.
            assert_eq!(server.create_lease(NET + 20, CLIENT, 1), 0);
            assert_eq!(server.add_reservation(NET, NET + 20, CLIENT), 0);
        }
        Content::ActiveLease => assert_eq!(server.create_lease(NET + 20, CLIENT, 1), 0),
        Content::DeclinedLease => assert_eq!(server.create_lease(NET + 20, CLIENT, 2), 0),
        Content::LeaseOutsideTheRange => assert_eq!(server.create_lease(NET + 200, CLIENT, 1), 0),
    }
    server
}

#[test]
fn without_force_a_scope_that_serves_somebody_stays() {
    // MS-DHCPM 3.1.4.8: ERROR_DHCP_ELEMENT_CANT_REMOVE if the subnet has served an address to a client and the flag
    // is DhcpNoForce. A reservation that no client has asked for serves nobody.
    let table = [
        (Content::Nothing, 0),
        (Content::IdleReservation, 0),
        (Content::UsedReservation, ELEMENT_CANT_REMOVE),
        (Content::ActiveLease, ELEMENT_CANT_REMOVE),
        (Content::DeclinedLease, ELEMENT_CANT_REMOVE),
        (Content::LeaseOutsideTheRange, ELEMENT_CANT_REMOVE),
    ];
    for (content, code) in table {
        println!("{content:?}");
        let server = scope_with(content);
        match code {
            0 => assert_eq!(delete(&server, NET, DhcpNoForce), 0),
            _ => server.refuses(code, || delete(&server, NET, DhcpNoForce)),
        }
        assert_eq!(scopes(&server).is_empty(), code == 0);
    }
}

#[test]
fn with_force_a_scope_goes_with_all_that_is_in_it() {
    // MS-DHCPM 3.1.4.8: DhcpFullForce and DhcpFailoverForce delete the lease records too; 2.2.1.1.9: their numbers.
    assert_eq!((DhcpFullForce, DhcpNoForce, DhcpFailoverForce), (0, 1, 2));
    let contents = [
        Content::Nothing,
        Content::IdleReservation,
        Content::UsedReservation,
        Content::ActiveLease,
        Content::DeclinedLease,
        Content::LeaseOutsideTheRange,
    ];
    for force in [DhcpFullForce, DhcpFailoverForce] {
        for content in contents {
            let server = scope_with(content);
            assert_eq!(server.create_scope(NET + 0x100, MASK), 0);
            assert_eq!(delete(&server, NET, force), 0, "{content:?}");
            assert_eq!(scopes(&server), [NET + 0x100], "the other scope stays");
            assert_eq!(server.delete_lease(NET + 20), 20013, "no record is left");
            // Its addresses are free for another scope, which starts empty.
            assert_eq!(server.create_scope(NET, 0xFFFF_FF80), 0);
            assert_eq!(server.add_range(NET, NET + 20, NET + 20), 0);
            assert_eq!(server.free_addresses(NET, 0, 0, 1), (0, vec![NET + 20]));
        }
    }
}

#[test]
fn delete_refuses_what_is_no_scope_and_no_flag() {
    let server = scope_with(Content::Nothing);
    for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
        for scope in [0, NET + 1, NET + 0x100, ALL] {
            // MS-DHCPM 3.1.4.8: the scope is not found.
            server.refuses(SUBNET_NOT_PRESENT, || delete(&server, scope, force));
        }
    }
    for force in [3, -1, i32::MAX, i32::MIN] {
        server.refuses(INVALID_PARAMETER, || delete(&server, NET, force));
    }
}

#[test]
fn a_scope_of_a_relationship_is_not_deleted() {
    // MS-DHCPM 3.1.4.8: IsFailover is looked at before the force flag and the leases. (The text has the number of
    // another code; 20113 is the header's.)
    for content in [Content::Nothing, Content::ActiveLease] {
        let server = scope_with(content);
        let mut relationship = Relationship::new("kept", server.address, 0x0A09_0909, &[NET]);
        assert_eq!(relationship.create_on(&server), 0);
        for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
            server.refuses(SCOPE_ALREADY_IN_RELATIONSHIP, || delete(&server, NET, force));
        }
        assert_eq!(delete_relationship(&server, "kept"), 0);
        assert_eq!(delete(&server, NET, DhcpFullForce), 0, "it has left the relationship");
    }
}

#[test]
fn servers_have_scopes_of_their_own() {
    let (one, other) = Server::pair();
    assert_eq!(PLAIN.create(Generation::First, &one, NET), 0);
    assert_eq!(scopes(&other), [0_u32; 0]);
    assert_eq!(PLAIN.create(Generation::First, &other, NET), 0, "no overlap with another server's scope");
    assert_eq!(delete(&one, NET, DhcpNoForce), 0);
    assert_eq!(scopes(&other), [NET]);
}
