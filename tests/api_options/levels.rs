//! The levels: which are there, what is answered where one is not, and how the values of one end.

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::blocks::free;
use crate::support::codes::{
    FILE_NOT_FOUND, INVALID_PARAMETER, NOT_RESERVED_CLIENT, OPTION_NOT_PRESENT, SUBNET_NOT_PRESENT,
};
use crate::support::fixtures::{ALL, MAC, MASK, NET, OTHER_MAC};
use crate::support::options::{By, Element, Level, PLAIN};
use crate::support::server::Server;
use crate::{LEVELS, OTHER_NET, RESERVED, UNRESERVED, furnished};

/// An address that no scope contains, and a scope that there is not.
const NOWHERE: u32 = 0x0909_0909;

/// MS-DHCPM 3.1.4.13 to 3.1.4.16 and their newer forms, 3.2.4.31: what a level that is not there is called by each call: Set, Get
/// and the lists, Remove.
#[test]
fn levels_that_are_not_there() {
    let server = furnished();
    let table = [
        (Level::Scope(NOWHERE), SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        (Level::Scope(0), SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        (Level::Scope(NET + 1), SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        (Level::Reserved(NOWHERE, NET), FILE_NOT_FOUND, NOT_RESERVED_CLIENT, NOT_RESERVED_CLIENT),
        (Level::Reserved(0, 0), FILE_NOT_FOUND, NOT_RESERVED_CLIENT, NOT_RESERVED_CLIENT),
        (Level::Reserved(UNRESERVED, NET), NOT_RESERVED_CLIENT, NOT_RESERVED_CLIENT, NOT_RESERVED_CLIENT),
        (Level::Reserved(RESERVED, OTHER_NET), SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        (Level::Reserved(RESERVED, NOWHERE), SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        // The two addresses the other way round.
        (Level::Reserved(NET, RESERVED), NOT_RESERVED_CLIENT, NOT_RESERVED_CLIENT, SUBNET_NOT_PRESENT),
        // Neither reserved nor in the scope: Remove looks at the scope first.
        (
            Level::Reserved(UNRESERVED, OTHER_NET),
            NOT_RESERVED_CLIENT,
            NOT_RESERVED_CLIENT,
            SUBNET_NOT_PRESENT,
        ),
        (Level::Multicast("m"), FILE_NOT_FOUND, SUBNET_NOT_PRESENT, SUBNET_NOT_PRESENT),
        (Level::Number(5), INVALID_PARAMETER, INVALID_PARAMETER, INVALID_PARAMETER),
        (Level::Number(-1), INVALID_PARAMETER, INVALID_PARAMETER, INVALID_PARAMETER),
    ];
    for (level, set, read, remove) in table {
        for by in PLAIN {
            server.refuses(set, || server.set_option(by, level, 3, &[Element::Byte(1)]));
            server.refuses(set, || server.set_options(by, level, &[(3, vec![Element::Byte(1)])]));
            server.refuses(remove, || server.remove_option_value(by, level, 3));
            assert_eq!(server.option(by, level, 3), Err(read), "{level:?}");
        }
        for by in [By::First, By::V5(0, None, None)] {
            assert_eq!(server.option_values(by, level, &mut 0, ALL), (read, vec![], 0), "{level:?}");
        }
        assert_eq!(server.all_option_values(0, level), Err(read));
        assert_eq!(server.all_option_values_by_policy(0, level), Err(read));
    }
    // MS-DHCPM 3.2.4.31: the defaults are no values of a level.
    assert_eq!(server.all_option_values(0, Level::Default), Err(INVALID_PARAMETER));
    assert_eq!(server.all_option_values_by_policy(0, Level::Default), Err(INVALID_PARAMETER));
}

/// A reservation's values end with it, and those of the scope and of other reservations stay.
#[test]
fn the_values_of_a_reservation_end_with_it() {
    let server = furnished();
    assert_eq!(server.add_reservation(NET, UNRESERVED, OTHER_MAC), 0);
    let (one, other) = (Level::Reserved(RESERVED, NET), Level::Reserved(UNRESERVED, NET));
    for level in [one, other, Level::Scope(NET)] {
        for by in [By::First, By::V5(0, Some("Guests"), None)] {
            assert_eq!(server.set_option(by, level, 3, &[Element::Byte(1)]), 0);
        }
    }
    assert_eq!(server.remove_reservation(NET, RESERVED, MAC), 0);
    assert_eq!(server.option(By::First, one, 3), Err(NOT_RESERVED_CLIENT));
    assert_eq!(server.option(By::First, other, 3), Ok((3, vec![Element::Byte(1)])));
    assert_eq!(server.option(By::First, Level::Scope(NET), 3), Ok((3, vec![Element::Byte(1)])));
    assert_eq!(server.add_reservation(NET, RESERVED, MAC), 0);
    assert_eq!(server.option_values(By::First, one, &mut 0, ALL), (259, vec![], 0));
    assert_eq!(server.option_values(By::V5(0, Some("Guests"), None), one, &mut 0, ALL), (259, vec![], 0));
}

/// The values of a scope and of its reservations end with it.
#[test]
fn the_values_of_a_scope_end_with_it() {
    let server = furnished();
    for level in LEVELS.into_iter().chain([Level::Scope(OTHER_NET)]) {
        assert_eq!(server.set_option(By::First, level, 3, &[Element::Byte(1)]), 0);
    }
    assert_eq!(server.delete_scope(NET, DhcpFullForce), 0);
    assert_eq!(server.option(By::First, LEVELS[1], 3), Err(SUBNET_NOT_PRESENT));
    assert_eq!(server.option(By::First, LEVELS[2], 3), Err(NOT_RESERVED_CLIENT));
    server.scope(NET, MASK, NET + 10, NET + 99);
    assert_eq!(server.add_reservation(NET, RESERVED, MAC), 0);
    for level in &LEVELS[1..] {
        assert_eq!(server.option(By::First, *level, 3), Err(FILE_NOT_FOUND));
    }
    for level in [Level::Global, Level::Scope(OTHER_NET)] {
        assert_eq!(server.option(By::First, level, 3), Ok((3, vec![Element::Byte(1)])));
    }
}

/// What is set on one server stands on no other, and each scope has its own.
#[test]
fn levels_are_apart() {
    let (one, other) = (furnished(), furnished());
    for (number, level) in (1_u8..).zip(LEVELS) {
        assert_eq!(one.set_option(By::First, level, 3, &[Element::Byte(number)]), 0);
    }
    for (number, level) in (1_u8..).zip(LEVELS) {
        assert_eq!(one.option(By::First, level, 3), Ok((3, vec![Element::Byte(number)])));
        assert_eq!(other.option(By::First, level, 3), Err(FILE_NOT_FOUND));
    }
    assert_eq!(one.option(By::First, Level::Scope(OTHER_NET), 3), Err(FILE_NOT_FOUND));
    one.refuses(OPTION_NOT_PRESENT, || one.remove_option_value(By::First, Level::Scope(OTHER_NET), 3));
}

/// fOptionsPresent of each reservation, the lowest address first.
fn options_present(server: &Server) -> Vec<u8> {
    let (mut list, mut read, mut total) = (std::ptr::null_mut(), 0, 0);
    // SAFETY: valid places.
    let code = unsafe {
        DhcpV4EnumSubnetReservations(server.ptr(), NET, &mut 0, ALL, &mut list, &mut read, &mut total)
    };
    assert_eq!(code, 0);
    // SAFETY: the call succeeded.
    let array: DHCP_RESERVATION_INFO_ARRAY = unsafe { *list };
    let present = (0..usize::try_from(read).unwrap())
        .map(|at| {
            // SAFETY: there are as many as it says.
            let info = unsafe { *array.Elements.add(at) };
            // SAFETY: as above.
            let DHCP_IP_RESERVATION_INFO { fOptionsPresent, ReservedForClient, .. } = unsafe { *info };
            free(ReservedForClient.Data);
            free(info);
            fOptionsPresent
        })
        .collect();
    free(array.Elements);
    free(list);
    present
}

/// MS-DHCPM 3.2.4.120: whether options have values for a reservation, whatever their classes.
#[test]
fn reservations_say_whether_they_have_values() {
    let server = furnished();
    assert_eq!(server.add_reservation(NET, UNRESERVED, OTHER_MAC), 0);
    let level = Level::Reserved(UNRESERVED, NET);
    assert_eq!(server.set_option(By::First, Level::Scope(NET), 3, &[Element::Byte(1)]), 0);
    assert_eq!(options_present(&server), [0, 0]);
    for by in [By::First, By::V5(0, Some("Guests"), None)] {
        assert_eq!(server.set_option(by, level, 3, &[Element::Byte(1)]), 0);
        assert_eq!(options_present(&server), [0, 1]);
    }
    assert_eq!(server.remove_option_value(By::First, level, 3), 0);
    assert_eq!(options_present(&server), [0, 1]);
    assert_eq!(server.remove_option_value(By::V5(0, Some("Guests"), None), level, 3), 0);
    assert_eq!(options_present(&server), [0, 0]);
}

/// A value that was set and removed leaves nothing behind.
#[test]
fn what_is_removed_leaves_nothing() {
    let server = furnished();
    let before = server.contents();
    for level in LEVELS {
        for by in [By::First, By::V5(3, Some("Guests"), Some("Microsoft Options"))] {
            assert_eq!(server.set_option(by, level, 3, &[Element::Byte(1)]), 0);
            assert!(server.contents() != before);
            assert_eq!(
                server.remove_option_value(
                    By::V5(
                        if by == By::First { 0 } else { 3 },
                        if by == By::First { None } else { Some("Guests") },
                        if by == By::First { None } else { Some("Microsoft Options") }
                    ),
                    level,
                    3
                ),
                0
            );
            assert!(server.contents() == before);
        }
    }
}
