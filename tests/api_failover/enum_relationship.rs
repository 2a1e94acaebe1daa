//! DhcpV4FailoverEnumRelationship (MS-DHCPM 3.2.4.94).

use super::*;

/// (code, names, read, total, handle afterwards)
type Reply = (u32, Vec<String>, u32, u32, u32);

#[track_caller]
fn page(server: &Server, handle: u32, preferred: u32) -> Reply {
    let (mut resume, mut found, mut read, mut total) = (handle, NonNull::dangling().as_ptr(), 77, 78);
    let code = unsafe {
        DhcpV4FailoverEnumRelationship(
            server.ptr(),
            &mut resume,
            preferred,
            &mut found,
            &mut read,
            &mut total,
        )
    };
    if found.is_null() {
        return (code, Vec::new(), read, total, resume);
    }
    let array = unsafe { *found };
    assert_eq!(array.NumElements, read, "NumElements is what was read");
    let mut names = Vec::new();
    for at in 0..array.NumElements as usize {
        // The entries are structures in one array, not pointers.
        let entry: *mut DHCP_FAILOVER_RELATIONSHIP = unsafe { array.pRelationships.add(at) };
        let half = Half::of(unsafe { &*entry });
        let name = half.name.clone().unwrap();
        assert_eq!(get(server, &name), Ok(half), "an entry says what Get says");
        names.push(name);
        free_members(unsafe { &*entry });
    }
    free(array.pRelationships);
    free(found);
    (code, names, read, total, resume)
}

fn free_members(entry: &DHCP_FAILOVER_RELATIONSHIP) {
    free(entry.RelationshipName);
    free(entry.PrimaryServerName);
    free(entry.SecondaryServerName);
    free(unsafe { (*entry.pScopes).Elements });
    free(entry.pScopes);
    free(entry.SharedSecret);
}

/// A server with `count` relationships, each of one scope: "e0", "e1" and further.
fn server_with(count: u32) -> Server {
    let server = server_with_scopes(count);
    for number in 0..count {
        created(&format!("e{number}"), &server, &[scope(number)]);
    }
    server
}

/// The bytes that "e0" takes: the structure 80, the name 3 units, the names of the servers 16 and 18 units, the array
/// of scopes 16 and one scope 4.
const COST: u32 = 80 + 6 + 32 + 36 + 16 + 4;

fn names(numbers: std::ops::Range<u32>) -> Vec<String> {
    numbers.map(|number| format!("e{number}")).collect()
}

/// 3.2.4.94 step 2: an empty list, and a handle at or beyond the end; the outputs are cleared, the handle stays.
#[test]
fn nothing_left_is_259_with_cleared_outputs() {
    let empty = server_with_scopes(0);
    let three = server_with(3);
    for preferred in [0, 1, 100_000, NEVER] {
        for handle in [0, 1, NEVER] {
            assert_eq!(page(&empty, handle, preferred), (NO_MORE_ITEMS, vec![], 0, 0, handle));
        }
        for handle in [3, 4, 1000, 0x8000_0000, NEVER] {
            assert_eq!(page(&three, handle, preferred), (NO_MORE_ITEMS, vec![], 0, 0, handle));
        }
    }
}

/// 3.2.4.94 step 5: a complete enumeration ends with 0; the handle is not reset, so the call after it is 259.
#[test]
fn everything_fits() {
    let server = server_with(3);
    for preferred in [NEVER, NEVER - 1, 1_000_000, 3 * COST] {
        assert_eq!(page(&server, 0, preferred), (0, names(0..3), 3, 3, 3), "{preferred}");
        assert_eq!(page(&server, 3, preferred), (NO_MORE_ITEMS, vec![], 0, 0, 3));
    }
    // The total counts from the incoming handle, this reply included.
    assert_eq!(page(&server, 1, NEVER), (0, names(1..3), 2, 2, 3));
    assert_eq!(page(&server, 2, NEVER), (0, names(2..3), 1, 1, 3));
}

/// 3.2.4.94 step 3: bytes, whole entries only; decision: at least one, and none for 0.
#[test]
fn more_remains_is_234_with_data() {
    let server = server_with(3);
    let one = (MORE_DATA, names(0..1), 1, 3, 1);
    for preferred in [1, 80, COST - 1, COST, 2 * COST - 1] {
        assert_eq!(page(&server, 0, preferred), one, "{preferred}");
    }
    for preferred in [2 * COST, 3 * COST - 1] {
        assert_eq!(page(&server, 0, preferred), (MORE_DATA, names(0..2), 2, 3, 2), "{preferred}");
    }
    // An exact fit of what is left is a success.
    assert_eq!(page(&server, 1, 2 * COST), (0, names(1..3), 2, 2, 3));
    assert_eq!(page(&server, 2, 1), (0, names(2..3), 1, 1, 3));
}

/// dhcpsapi.md D1, as of the siblings (MS-DHCPM 3.2.4.120): 0 bytes read nothing, and the total is the number of
/// entries not yet enumerated.
#[test]
fn zero_bytes_tell_how_many_there_are() {
    let server = server_with(3);
    assert_eq!(page(&server, 0, 0), (MORE_DATA, vec![], 0, 3, 0));
    assert_eq!(page(&server, 2, 0), (MORE_DATA, vec![], 0, 1, 2));
}

/// Strings, the secret and the scopes are paid for as well.
#[test]
fn an_entry_costs_all_its_bytes() {
    let server = server_with_scopes(3);
    let mut large = alone("e0", &server, &[scope(0), scope(1)]).secret("four");
    assert_eq!(large.create_on(&server), 0);
    created("e1", &server, &[scope(2)]);
    // The secret has 5 units, the second scope 4 bytes.
    let both = COST + 10 + 4 + COST;
    assert_eq!(page(&server, 0, both), (0, names(0..2), 2, 2, 2));
    assert_eq!(page(&server, 0, both - 1), (MORE_DATA, names(0..1), 1, 2, 1));
}

/// The loop of Microsoft's sample: all relationships once, oldest first.
#[test]
fn pages_give_everything_once() {
    let server = server_with(31);
    for preferred in [1, 500, 2000, NEVER] {
        let (mut handle, mut seen) = (0, Vec::new());
        loop {
            let (code, names, read, total, next) = page(&server, handle, preferred);
            assert_eq!(total as usize, 31 - seen.len());
            assert_eq!(next, handle + read);
            seen.extend(names);
            handle = next;
            if code == 0 {
                break;
            }
            assert_eq!(code, MORE_DATA);
        }
        assert_eq!(seen, names(0..31));
        assert_eq!(page(&server, handle, preferred), (NO_MORE_ITEMS, vec![], 0, 0, 31));
    }
}

/// The order is that of creation, also after a deletion.
#[test]
fn a_deleted_relationship_leaves_no_gap() {
    let server = server_with(4);
    assert_eq!(delete_relationship(&server, "e1"), 0);
    created("e9", &server, &[scope(1)]);
    let expected = ["e0", "e2", "e3", "e9"].map(str::to_owned).to_vec();
    assert_eq!(page(&server, 0, NEVER), (0, expected, 4, 4, 4));
}

/// 3.2.4.94 step 1; decision: a NULL handle likewise. What can be cleared is cleared, the handle stays.
#[test]
fn null_is_87() {
    let server = server_with(1);
    for missing in 0..4 {
        let (mut resume, mut found, mut read, mut total) = (0, NonNull::dangling().as_ptr(), 77, 78);
        let code = unsafe {
            DhcpV4FailoverEnumRelationship(
                server.ptr(),
                if missing == 0 { null_mut() } else { &mut resume },
                NEVER,
                if missing == 1 { null_mut() } else { &mut found },
                if missing == 2 { null_mut() } else { &mut read },
                if missing == 3 { null_mut() } else { &mut total },
            )
        };
        assert_eq!(code, INVALID_PARAMETER);
        assert_eq!(resume, 0);
        assert!(missing == 1 || found.is_null());
        assert!(missing == 2 || read == 0);
        assert!(missing == 3 || total == 0);
    }
}

/// Four bytes are written to the handle, whatever lies behind it.
#[test]
fn the_handle_is_four_bytes() {
    let server = server_with(2);
    let mut handle = [0_u32, 0xDEAD_BEEF];
    let (mut found, mut read, mut total) = (null_mut(), 0, 0);
    let code = unsafe {
        DhcpV4FailoverEnumRelationship(
            server.ptr(),
            handle.as_mut_ptr(),
            1,
            &mut found,
            &mut read,
            &mut total,
        )
    };
    assert_eq!((code, handle), (MORE_DATA, [1, 0xDEAD_BEEF]));
    let array = unsafe { *found };
    free_members(unsafe { &*array.pRelationships });
    free(array.pRelationships);
    free(found);
}
