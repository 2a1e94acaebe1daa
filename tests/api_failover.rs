//! The thirteen failover functions and DhcpRpcFreeMemory: what each answers and what it does, rule by rule.
//!
//! A rule is named by its section of MS-DHCPM, or as "decision" where the project had to make one.

#![allow(
    clippy::unwrap_used,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

mod support;

use std::ptr::{NonNull, null, null_mut};

use support::blocks::{Wide, free, free_client, free_relationship, no_host, text};
use support::codes::{
    FILE_NOT_FOUND, INVALID_PARAMETER, IPRANGE_TYPE_CONV_ILLEGAL, JET_ERROR, MAX_ADD_SCOPES,
    MAX_RELATIONSHIPS, MORE_DATA, NO_MORE_ITEMS, RELATION_IS_SECONDARY, RELATIONSHIP_DOES_NOT_EXIST,
    RELATIONSHIP_EXISTS, RELATIONSHIP_NAME_TOO_LONG, SCOPE_ALREADY_IN_RELATIONSHIP,
    SCOPE_NOT_IN_RELATIONSHIP, SCOPE_SYNC_IN_PROGRESS, SERVER_UNAVAILABLE, STATE_NOT_NORMAL,
    SUBNET_NOT_PRESENT,
};
use support::fixtures::NOBODY;
use support::pair::free_in;
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::{ACTIVE, LOCAL, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

const NEVER: u32 = 0xFFFF_FFFF;

/// The scope 10.0.number.0/24.
const fn scope(number: u32) -> u32 {
    0x0A00_0000 + (number << 8)
}

const SCOPE: u32 = scope(0);
/// A scope that no server has.
const MISSING: u32 = scope(0xFFFF);

/// Some characters that need a surrogate pair, or are no ASCII.
const HQ: &str = "HQ-\u{e9}-\u{1f600}";

const UNPAIRED: [u16; 2] = [0x48, 0xD83D];

/// A server with the scopes 0 to `count` - 1, each with the range .1 to .254.
fn server_with_scopes(count: u32) -> Server {
    let server = Server::new();
    add_scopes(&server, 0..count);
    server
}

fn add_scopes(server: &Server, numbers: std::ops::Range<u32>) {
    for number in numbers {
        server.scope(scope(number), 0xFFFF_FF00, scope(number) + 1, scope(number) + 254);
    }
}

/// Two servers with the same scopes.
fn pair_with_scopes(count: u32) -> (Server, Server) {
    (server_with_scopes(count), server_with_scopes(count))
}

/// A relationship of a server with a partner that never answers; not created yet.
fn alone(name: &str, server: &Server, scopes: &[u32]) -> Relationship {
    Relationship::new(name, server.address, NOBODY, scopes)
}

/// The same, created.
#[track_caller]
fn created(name: &str, server: &Server, scopes: &[u32]) -> Relationship {
    let mut relationship = alone(name, server, scopes);
    assert_eq!(relationship.create_on(server), 0);
    relationship
}

/// Forces a state.
#[track_caller]
fn force(relationship: &mut Relationship, server: &Server, state: FSM_STATE) {
    relationship.structure.State = state;
    assert_eq!(relationship.set_on(server, CHANGESTATE), 0);
}

/// What a relationship's structure says, in memory of its own.
#[derive(Debug, Clone, PartialEq)]
struct Half {
    primary: u32,
    secondary: u32,
    mode: DHCP_FAILOVER_MODE,
    role: DHCP_FAILOVER_SERVER,
    state: FSM_STATE,
    previous: FSM_STATE,
    mclt: u32,
    safe_period: u32,
    name: Option<String>,
    primary_name: Option<String>,
    secondary_name: Option<String>,
    scopes: Vec<u32>,
    percentage: u8,
    secret: Option<String>,
}

impl Half {
    fn of(from: &DHCP_FAILOVER_RELATIONSHIP) -> Self {
        let scopes = unsafe { *from.pScopes };
        let elements = (0..scopes.NumElements as usize).map(|at| unsafe { *scopes.Elements.add(at) });
        Half {
            primary: from.PrimaryServer,
            secondary: from.SecondaryServer,
            mode: from.Mode,
            role: from.ServerType,
            state: from.State,
            previous: from.PrevState,
            mclt: from.Mclt,
            safe_period: from.SafePeriod,
            name: text(from.RelationshipName),
            primary_name: text(from.PrimaryServerName),
            secondary_name: text(from.SecondaryServerName),
            scopes: elements.collect(),
            percentage: from.Percentage,
            secret: text(from.SharedSecret),
        }
    }
}

/// Reads what a getter gives, and frees it; after a failure the output must be NULL.
#[track_caller]
fn read(getter: impl FnOnce(*mut *mut DHCP_FAILOVER_RELATIONSHIP) -> u32) -> Result<Half, u32> {
    let mut found = NonNull::dangling().as_ptr();
    let code = getter(&mut found);
    if code != 0 {
        assert!(found.is_null(), "the output is cleared");
        return Err(code);
    }
    let half = Half::of(unsafe { &*found });
    free_relationship(found);
    Ok(half)
}

#[track_caller]
fn get(server: &Server, name: &str) -> Result<Half, u32> {
    read(|out| unsafe { DhcpV4FailoverGetRelationship(server.ptr(), Wide::new(name).as_ptr(), out) })
}

#[track_caller]
fn get_of_scope(server: &Server, scope: u32) -> Result<Half, u32> {
    read(|out| unsafe { DhcpV4FailoverGetScopeRelationship(server.ptr(), scope, out) })
}

/// A way to spoil a structure.
type Spoil = fn(&mut DHCP_FAILOVER_RELATIONSHIP);

/// A function that takes a server and a structure.
type Call = unsafe extern "system" fn(*const u16, *const DHCP_FAILOVER_RELATIONSHIP) -> u32;

/// Calls with a spoilt copy of the structure.
fn call_spoilt(call: Call, server: &Server, relationship: &mut Relationship, spoil: Spoil) -> u32 {
    let mut structure = unsafe { *relationship.ptr() };
    let mut array = unsafe { *structure.pScopes };
    structure.pScopes = &mut array;
    spoil(&mut structure);
    unsafe { call(server.ptr(), &structure) }
}

unsafe extern "system" fn create(server: *const u16, relationship: *const DHCP_FAILOVER_RELATIONSHIP) -> u32 {
    unsafe { DhcpV4FailoverCreateRelationship(server, relationship) }
}

unsafe extern "system" fn add(server: *const u16, relationship: *const DHCP_FAILOVER_RELATIONSHIP) -> u32 {
    unsafe { DhcpV4FailoverAddScopeToRelationship(server, relationship) }
}

unsafe extern "system" fn remove(server: *const u16, relationship: *const DHCP_FAILOVER_RELATIONSHIP) -> u32 {
    unsafe { DhcpV4FailoverDeleteScopeFromRelationship(server, relationship) }
}

static UNPAIRED_TEXT: [u16; 3] = [UNPAIRED[0], UNPAIRED[1], 0];
static EMPTY_TEXT: [u16; 1] = [0];

mod create_relationship {
    use super::*;

    /// 3.2.4.90 steps 9 to 12.
    #[test]
    fn every_field_is_stored_in_both_roles_and_modes() {
        for (role, mode, percentage, secret) in [
            (PrimaryServer, LoadBalance, 0, None),
            (PrimaryServer, HotStandby, 100, Some("pass-\u{e9}-\u{1f511}")),
            (SecondaryServer, LoadBalance, 70, Some("x")),
            (SecondaryServer, HotStandby, 5, None),
        ] {
            let server = server_with_scopes(3);
            let mut relationship = alone(HQ, &server, &[scope(2), scope(0)]);
            relationship.structure.ServerType = role;
            relationship.structure.Mode = mode;
            relationship.structure.Percentage = percentage;
            relationship.structure.Mclt = 1234;
            relationship.structure.SafePeriod = 5678;
            // Both are forced by step 10.
            relationship.structure.State = NORMAL;
            relationship.structure.PrevState = PARTNER_DOWN;
            if let Some(secret) = secret {
                relationship = relationship.secret(secret);
            }
            assert_eq!(relationship.create_on(&server), 0);
            let expected = Half {
                primary: server.address,
                secondary: NOBODY,
                mode,
                role,
                state: 2,
                previous: 1,
                mclt: 1234,
                safe_period: 5678,
                name: Some(HQ.into()),
                primary_name: Some("primary.example".into()),
                secondary_name: Some("secondary.example".into()),
                scopes: vec![scope(2), scope(0)],
                percentage,
                secret: secret.map(str::to_owned),
            };
            assert_eq!(get(&server, HQ), Ok(expected.clone()));
            assert_eq!(get_of_scope(&server, scope(0)), Ok(expected.clone()));
            assert_eq!(get_of_scope(&server, scope(2)), Ok(expected));
            assert_eq!(get_of_scope(&server, scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        }
    }

    /// 3.2.4.90 step 11, and what step 2 does not check (decision): MCLT 0, no names of servers, no secret.
    #[test]
    fn what_may_be_left_out() {
        let server = server_with_scopes(1);
        let mut relationship = alone("bare", &server, &[SCOPE]);
        let code = call_spoilt(create, &server, &mut relationship, |structure| {
            structure.SafePeriod = 0;
            structure.Mclt = 0;
            structure.PrimaryServerName = null_mut();
            structure.SecondaryServerName = null_mut();
            structure.SharedSecret = EMPTY_TEXT.as_ptr().cast_mut();
        });
        assert_eq!(code, 0);
        let half = get(&server, "bare").unwrap();
        assert_eq!(half.safe_period, NEVER);
        assert_eq!(half.mclt, 0);
        assert_eq!((half.primary_name, half.secondary_name, half.secret), (None, None, None));
    }

    /// 3.2.4.90 step 2, and the decisions that ill-formed text, an empty name and one server twice are refused.
    #[test]
    fn step_2_refuses_with_87() {
        let server = server_with_scopes(1);
        let table: [(&str, Spoil); 22] = [
            ("RelationshipName NULL", |given| given.RelationshipName = null_mut()),
            ("RelationshipName empty", |given| given.RelationshipName = EMPTY_TEXT.as_ptr().cast_mut()),
            ("RelationshipName ill-formed", |given| {
                given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()
            }),
            ("PrimaryServerName ill-formed", |given| {
                given.PrimaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut()
            }),
            ("SecondaryServerName ill-formed", |given| {
                given.SecondaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut();
            }),
            ("SharedSecret ill-formed", |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
            ("PrimaryServer 0", |given| given.PrimaryServer = 0),
            ("SecondaryServer 0", |given| given.SecondaryServer = 0),
            ("both 0", |given| (given.PrimaryServer, given.SecondaryServer) = (0, 0)),
            ("one server twice", |given| given.SecondaryServer = given.PrimaryServer),
            ("pScopes NULL", |given| given.pScopes = null_mut()),
            ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
            ("NumElements 0 and Elements NULL", |given| unsafe {
                (*given.pScopes).NumElements = 0;
                (*given.pScopes).Elements = null_mut();
            }),
            ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
            ("Percentage 101", |given| given.Percentage = 101),
            ("Percentage 255", |given| given.Percentage = 255),
            ("Mode 2", |given| given.Mode = 2),
            ("Mode -1", |given| given.Mode = -1),
            ("Mode 0x100", |given| given.Mode = 0x100),
            ("ServerType 2", |given| given.ServerType = 2),
            ("ServerType -1", |given| given.ServerType = -1),
            // Checked before the scopes are looked up.
            ("Percentage 101 and an unknown scope", |given| unsafe {
                given.Percentage = 101;
                *(*given.pScopes).Elements = MISSING;
            }),
        ];
        for (what, spoil) in table {
            let mut relationship = alone("name", &server, &[SCOPE]);
            let before = server.contents();
            assert_eq!(call_spoilt(create, &server, &mut relationship, spoil), INVALID_PARAMETER, "{what}");
            assert!(server.contents() == before, "{what} changed something");
        }
        server.refuses(INVALID_PARAMETER, || unsafe { create(server.ptr(), null()) });
    }

    /// 3.2.4.90 step 3.
    #[test]
    fn step_3_every_scope_exists_20005() {
        let server = server_with_scopes(1);
        for scopes in [&[MISSING][..], &[SCOPE, MISSING], &[MISSING, SCOPE], &[SCOPE + 1], &[0]] {
            server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, scopes).create_on(&server));
        }
    }

    /// 3.2.4.90 step 4. A range for both kinds of client is not refused by the text.
    #[test]
    fn step_4_no_scope_is_for_bootp_clients_alone_87() {
        let server = server_with_scopes(1);
        for (number, kind, code) in
            [(1, DhcpIpRangesBootpOnly, 87), (2, DhcpIpRangesDhcpBootp, 0), (3, DhcpIpRangesDhcpOnly, 0)]
        {
            assert_eq!(server.create_scope(scope(number), 0xFFFF_FF00), 0);
            assert_eq!(server.add_range_of(scope(number), kind, scope(number) + 1, scope(number) + 9), 0);
            let name = format!("kind {kind}");
            assert_eq!(alone(&name, &server, &[scope(number)]).create_on(&server), code);
        }
    }

    /// 3.2.4.90 step 5: 126 units, the NUL not counted; a surrogate pair is two.
    #[test]
    fn step_5_the_name_has_at_most_126_units_20125() {
        let table = [
            ("a".to_owned(), 0),
            ("n".repeat(126), 0),
            ("n".repeat(127), RELATIONSHIP_NAME_TOO_LONG),
            ("\u{1f600}".repeat(63), 0),
            (format!("{}x", "\u{1f600}".repeat(63)), RELATIONSHIP_NAME_TOO_LONG),
            ("n".repeat(70_000), RELATIONSHIP_NAME_TOO_LONG),
        ];
        for (name, code) in table {
            let server = server_with_scopes(1);
            if code == 0 {
                created(&name, &server, &[SCOPE]);
                assert_eq!(get(&server, &name).unwrap().name, Some(name));
            } else {
                server.refuses(code, || alone(&name, &server, &[SCOPE]).create_on(&server));
            }
        }
    }

    /// 3.2.4.90 step 6.
    #[test]
    fn step_6_a_server_has_at_most_31_relationships_20128() {
        let server = server_with_scopes(32);
        for number in 0..31 {
            created(&format!("relationship {number}"), &server, &[scope(number)]);
        }
        server.refuses(MAX_RELATIONSHIPS, || alone("one more", &server, &[scope(31)]).create_on(&server));
        // Step 6 precedes steps 7 and 8.
        server.refuses(MAX_RELATIONSHIPS, || alone("one more", &server, &[scope(3)]).create_on(&server));
        server
            .refuses(MAX_RELATIONSHIPS, || alone("relationship 3", &server, &[scope(31)]).create_on(&server));
        // Step 5 precedes step 6.
        let long = "n".repeat(127);
        server.refuses(RELATIONSHIP_NAME_TOO_LONG, || alone(&long, &server, &[scope(31)]).create_on(&server));
        // The limit is each server's own, and one that is deleted makes room.
        let other = server_with_scopes(1);
        created("one more", &other, &[SCOPE]);
        assert_eq!(delete_relationship(&server, "relationship 7"), 0);
        created("one more", &server, &[scope(31)]);
        server.refuses(MAX_RELATIONSHIPS, || alone("two more", &server, &[scope(7)]).create_on(&server));
    }

    /// 3.2.4.90 steps 7 and 8.
    #[test]
    fn steps_7_and_8_the_scopes_are_free_20113_and_then_the_name_is_20114() {
        let server = server_with_scopes(4);
        created("Taken", &server, &[scope(0), scope(1)]);
        let table: [(&str, &[u32], u32); 6] = [
            ("Taken", &[scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("new", &[scope(1)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("new", &[scope(2), scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("Taken", &[scope(2)], RELATIONSHIP_EXISTS),
            ("tAKEN", &[scope(2)], RELATIONSHIP_EXISTS),
            ("Taken ", &[scope(2)], 0),
        ];
        for (name, scopes, code) in table {
            if code == 0 {
                created(name, &server, scopes);
            } else {
                server.refuses(code, || alone(name, &server, scopes).create_on(&server));
            }
        }
    }

    /// The order of the steps: the first failing rule wins over all scopes, not the first failing scope.
    #[test]
    fn the_first_failing_step_answers() {
        let server = server_with_scopes(2);
        let bootp = scope(9);
        assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
        assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
        created("taken", &server, &[scope(0)]);
        let long = "n".repeat(200);
        let table: [(&str, &[u32], u32); 8] = [
            (&long, &[MISSING], SUBNET_NOT_PRESENT),
            ("new", &[bootp, MISSING], SUBNET_NOT_PRESENT),
            ("new", &[scope(0), MISSING], SUBNET_NOT_PRESENT),
            (&long, &[bootp], INVALID_PARAMETER),
            ("new", &[scope(0), bootp], INVALID_PARAMETER),
            (&long, &[scope(0)], RELATIONSHIP_NAME_TOO_LONG),
            ("taken", &[scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("taken", &[scope(1)], RELATIONSHIP_EXISTS),
        ];
        for (name, scopes, code) in table {
            server.refuses(code, || alone(name, &server, scopes).create_on(&server));
        }
    }

    /// Decision: a scope that is named twice counts once.
    #[test]
    fn duplicates_in_pscopes_are_stored_once() {
        let server = server_with_scopes(2);
        created("twice", &server, &[scope(1), scope(0), scope(1), scope(1), scope(0)]);
        assert_eq!(get(&server, "twice").unwrap().scopes, [scope(1), scope(0)]);
    }

    /// The limit of 400 scopes belongs to AddScope, not to Create.
    #[test]
    #[cfg_attr(miri, ignore = "it takes minutes when it is interpreted")]
    fn create_takes_401_scopes() {
        let server = server_with_scopes(401);
        let all: Vec<u32> = (0..401).map(scope).collect();
        created("many", &server, &all);
        assert_eq!(get(&server, "many").unwrap().scopes, all);
    }

    /// Each call touches one server only; several relationships between the same two servers are allowed.
    #[test]
    fn the_partner_is_left_alone() {
        let (primary, secondary) = pair_with_scopes(2);
        let before = secondary.contents();
        assert_eq!(Relationship::between("one", &primary, &secondary, &[scope(0)]).create_on(&primary), 0);
        assert_eq!(Relationship::between("two", &primary, &secondary, &[scope(1)]).create_on(&primary), 0);
        assert_eq!(primary.state("one"), Ok((2, 1)));
        assert!(secondary.contents() == before);
        assert_eq!(secondary.state("one"), Err(RELATIONSHIP_DOES_NOT_EXIST));
        assert_eq!(secondary.statistics(SCOPE), Err(SCOPE_NOT_IN_RELATIONSHIP));
    }

    /// Rules of other functions for a scope that is in a relationship (3.1.4.8, 3.2.4.38).
    #[test]
    fn the_scope_is_protected() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        for force in [DhcpFullForce, DhcpNoForce, DhcpFailoverForce] {
            server.refuses(SCOPE_ALREADY_IN_RELATIONSHIP, || server.delete_scope(SCOPE, force));
        }
        for kind in [DhcpIpRangesBootpOnly, DhcpIpRangesDhcpBootp] {
            server.refuses(IPRANGE_TYPE_CONV_ILLEGAL, || {
                server.add_range_of(SCOPE, kind, SCOPE + 1, SCOPE + 254)
            });
        }
        assert_eq!(delete_relationship(&server, "name"), 0);
        assert_eq!(server.delete_scope(SCOPE, DhcpNoForce), 0);
    }
}

mod contact {
    use super::*;

    /// Design: both halves are STARTUP after INIT; contact is due at once, and the next call finds both in NORMAL.
    #[test]
    fn the_second_half_brings_both_to_normal() {
        for secondary_first in [false, true] {
            let (primary, secondary) = pair_with_scopes(1);
            let mut one = Relationship::between("Contact", &primary, &secondary, &[SCOPE]);
            let mut other = Relationship::between("cONTACT", &primary, &secondary, &[SCOPE]).as_secondary();
            if secondary_first {
                assert_eq!(other.create_on(&secondary), 0);
                assert_eq!(secondary.state("contact"), Ok((2, 1)), "STARTUP after INIT");
                assert_eq!(one.create_on(&primary), 0);
            } else {
                assert_eq!(one.create_on(&primary), 0);
                assert_eq!(primary.state("contact"), Ok((2, 1)), "STARTUP after INIT");
                assert_eq!(other.create_on(&secondary), 0);
            }
            assert_eq!(primary.state("contact"), Ok((3, 11)), "NORMAL after RECOVER_DONE");
            assert_eq!(secondary.state("contact"), Ok((3, 11)));
            assert_eq!(get(&primary, "contact").unwrap().name.as_deref(), Some("Contact"));
            assert_eq!(get(&secondary, "contact").unwrap().name.as_deref(), Some("cONTACT"));
        }
    }

    /// Partners have the same name and addresses, and opposite roles. Mode and percentage may differ.
    #[test]
    fn who_are_partners() {
        type Change = fn(&mut DHCP_FAILOVER_RELATIONSHIP);
        let table: [(&str, &str, Change, bool); 6] = [
            ("the opposite role", "name", |_| {}, true),
            ("another mode", "name", |given| (given.Mode, given.Percentage) = (HotStandby, 1), true),
            ("another name", "nam", |_| {}, false),
            ("the same role", "name", |given| given.ServerType = PrimaryServer, false),
            ("another primary", "name", |given| given.PrimaryServer = NOBODY, false),
            (
                "addresses exchanged",
                "name",
                |given| {
                    (given.PrimaryServer, given.SecondaryServer) =
                        (given.SecondaryServer, given.PrimaryServer);
                },
                false,
            ),
        ];
        for (what, name, change, partners) in table {
            let (primary, secondary) = pair_with_scopes(1);
            assert_eq!(Relationship::between("name", &primary, &secondary, &[SCOPE]).create_on(&primary), 0);
            let mut other = Relationship::between(name, &primary, &secondary, &[SCOPE]).as_secondary();
            change(&mut other.structure);
            assert_eq!(other.create_on(&secondary), 0);
            let state = if partners { Ok((3, 11)) } else { Ok((2, 1)) };
            assert_eq!(primary.state("name"), state, "{what}");
            assert_eq!(secondary.state(name), state, "{what}");
        }
    }

    /// "Exactly two servers": a half that has its partner is not taken by a third server that says it is the same.
    #[test]
    fn a_third_server_gets_no_contact() {
        let (primary, secondary) = pair_with_scopes(1);
        let third = server_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        let mut other = Relationship::between("name", &primary, &secondary, &[SCOPE]).as_secondary();
        assert_eq!(other.create_on(&third), 0);
        assert_eq!(third.state("name"), Ok((2, 1)), "nobody answers it");
        assert_eq!(secondary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
        assert_eq!(primary.create_lease(SCOPE + 1, &[2], ACTIVE), 0);
        assert_eq!(primary.client_at(SCOPE + 200).unwrap().0, [1]);
        assert_eq!(secondary.client_at(SCOPE + 1).unwrap().0, [2]);
        assert_eq!(third.client_at(SCOPE + 1), Err(JET_ERROR));
    }

    /// draft-ietf-dhc-failover-12, 9.9.3 and 9.4.3: COMMUNICATION_INT and PARTNER_DOWN go to NORMAL when the new
    /// partner says RECOVER_DONE. 9.6.2: a new half need not wait.
    #[test]
    fn a_new_half_joins_the_one_that_was_left() {
        for (state, previous) in [(None, COMMUNICATION_INT), (Some(PARTNER_DOWN), PARTNER_DOWN)] {
            let (primary, secondary) = pair_with_scopes(1);
            let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
            let mut pair = deploy(pair, &primary, &secondary);
            assert_eq!(delete_relationship(&secondary, "name"), 0);
            assert_eq!(primary.state("name"), Ok((4, 3)));
            if let Some(state) = state {
                force(&mut pair, &primary, state);
            }
            assert_eq!(pair.as_secondary().create_on(&secondary), 0);
            assert_eq!(primary.state("name"), Ok((3, previous)));
            assert_eq!(secondary.state("name"), Ok((3, 11)));
        }
    }

    /// Section 2.6: both servers answer the same statistics mirrored, and the same owner of every address, so that
    /// none is owned by both. Answers (free of the primary, free of the secondary).
    #[track_caller]
    fn agreed(primary: &Server, secondary: &Server, scope: u32) -> (u32, u32) {
        let owners = |server: &Server| -> Vec<_> {
            (scope + 1..=scope + 254).map(|address| server.address_status(address)).collect()
        };
        assert!(owners(primary) == owners(secondary), "each address has one owner");
        free_in(scope, primary, secondary)
    }

    /// One half is deleted and created again, after the other one got a new percentage.
    #[track_caller]
    fn one_half_made_anew(of_primary: bool, percentage: u8) -> (u32, u32) {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        assert_eq!(agreed(&primary, &secondary, SCOPE), (127, 127));
        let (new, old, role) = if of_primary {
            (&primary, &secondary, PrimaryServer)
        } else {
            (&secondary, &primary, SecondaryServer)
        };
        assert_eq!(delete_relationship(new, "name"), 0);
        pair.structure.Percentage = percentage;
        pair.structure.ServerType = role;
        assert_eq!(pair.set_on(old, PERCENTAGE), 0);
        assert_eq!(pair.create_on(new), 0);
        agreed(&primary, &secondary, SCOPE)
    }

    #[test]
    fn a_new_half_of_the_secondary_agrees_with_the_primary() {
        assert_eq!(one_half_made_anew(false, 50), (127, 127));
    }

    #[test]
    fn a_new_half_of_the_secondary_agrees_after_a_new_division() {
        assert_eq!(one_half_made_anew(false, 70), (178, 76));
    }

    #[test]
    fn a_new_half_of_the_primary_agrees_with_the_secondary() {
        assert_eq!(one_half_made_anew(true, 50), (127, 127));
    }

    #[test]
    fn a_new_half_of_the_primary_agrees_after_a_new_division() {
        assert_eq!(one_half_made_anew(true, 70), (178, 76));
    }

    /// The same for a scope that leaves one half and comes back.
    #[track_caller]
    fn a_scope_comes_back(to_primary: bool) {
        let (primary, secondary) = pair_with_scopes(2);
        let pair = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
        deploy(pair, &primary, &secondary);
        let server = if to_primary { &primary } else { &secondary };
        let mut one = Relationship::between("name", &primary, &secondary, &[scope(1)]);
        assert_eq!(one.delete_scopes_on(server), 0);
        assert_eq!(one.add_scopes_on(server), 0);
        assert_eq!(primary.trigger("name"), 0);
        assert_eq!(agreed(&primary, &secondary, scope(1)), (127, 127));
        assert_eq!(agreed(&primary, &secondary, scope(0)), (127, 127));
    }

    #[test]
    fn a_scope_that_comes_back_to_the_primary_is_divided_alike_on_both() {
        a_scope_comes_back(true);
    }

    #[test]
    fn a_scope_that_comes_back_to_the_secondary_is_divided_alike_on_both() {
        a_scope_comes_back(false);
    }

    /// What becomes free on the primary alone, while the partner owns it as a free address, has one owner all the same.
    #[test]
    fn an_address_that_becomes_free_on_the_primary_alone_has_one_owner() {
        type Change = fn(&Server);
        let address = SCOPE + 200; // the secondary's
        let table: [(&str, Change); 2] = [
            ("exclusion", |primary| {
                assert_eq!(primary.add_exclusion(SCOPE, SCOPE + 200, SCOPE + 200), 0);
                assert_eq!(primary.remove_exclusion(SCOPE, SCOPE + 200, SCOPE + 200), 0);
            }),
            ("reservation", |primary| {
                assert_eq!(primary.add_reservation(SCOPE, SCOPE + 200, &[7]), 0);
                assert_eq!(primary.remove_reservation(SCOPE, SCOPE + 200, &[7]), 0);
            }),
        ];
        for (what, change) in table {
            let (primary, secondary) = pair_with_scopes(1);
            deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
            change(&primary);
            assert_eq!(primary.address_status(address), secondary.address_status(address), "{what}");
        }
    }

    /// An address of the partner that was leased and released without contact.
    #[test]
    fn an_address_leased_and_released_apart_has_one_owner() {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        assert_eq!(delete_relationship(&secondary, "name"), 0);
        assert_eq!(primary.state("name"), Ok((4, 3)), "COMMUNICATION_INT");
        assert_eq!(primary.create_lease(SCOPE + 200, &[1], ACTIVE), 0);
        assert_eq!(primary.delete_lease(SCOPE + 200), 0);
        pair.structure.ServerType = SecondaryServer;
        assert_eq!(pair.create_on(&secondary), 0);
        assert_eq!(agreed(&primary, &secondary, SCOPE), (127, 127));
    }
}

mod set_relationship {
    use super::*;

    fn stored(server: &Server) -> Half {
        get(server, "name").unwrap()
    }

    /// A relationship on a lone server, and a structure with another value in every field.
    fn lone() -> (Server, Relationship, Half) {
        let server = server_with_scopes(2);
        let mut created = alone("name", &server, &[SCOPE]).hot_standby(5).secret("old");
        created.structure.SafePeriod = 600;
        assert_eq!(created.create_on(&server), 0);
        let half = get(&server, "name").unwrap();
        let mut other =
            Relationship::new("NAME", 1, 2, &[scope(1)]).load_balance(60).secret("new").as_secondary();
        other.structure.Mclt = 7;
        other.structure.SafePeriod = 8;
        other.structure.State = NORMAL;
        other.structure.PrevState = RECOVER_DONE;
        (server, other, half)
    }

    /// 3.2.4.91 step 4: the selected fields are copied, and nothing else.
    #[test]
    fn each_flag_copies_its_field_alone() {
        type Change = fn(&mut Half);
        let table: [(u32, Change); 9] = [
            (0x01, |half| half.mclt = 7),
            (0x02, |half| half.safe_period = 8),
            // Decision: the old state becomes the previous one.
            (0x04, |half| (half.state, half.previous) = (3, 2)),
            (0x08, |half| half.percentage = 60),
            // Decision: the number stays.
            (0x10, |half| half.mode = LoadBalance),
            (0x20, |half| half.previous = 11),
            (0x40, |half| half.secret = Some("new".into())),
            (0x24, |half| (half.state, half.previous) = (3, 11)),
            (0x7F, |half| {
                (half.mclt, half.safe_period) = (7, 8);
                (half.state, half.previous) = (3, 11);
                (half.mode, half.percentage) = (LoadBalance, 60);
                half.secret = Some("new".into());
            }),
        ];
        for (flags, change) in table {
            let (server, mut other, mut expected) = lone();
            assert_eq!(other.set_on(&server, flags), 0);
            change(&mut expected);
            assert_eq!(stored(&server), expected, "flags {flags:#x}");
        }
    }

    /// 3.2.4.91 step 1.
    #[test]
    fn step_1_refuses_with_87() {
        let (server, mut other, _) = lone();
        for flags in [0, 0x80, 0x81, 0xFFFF_FFFF, 0x8000_0001, 0xFF] {
            server.refuses(INVALID_PARAMETER, || other.set_on(&server, flags));
        }
        server
            .refuses(INVALID_PARAMETER, || unsafe { DhcpV4FailoverSetRelationship(server.ptr(), 1, null()) });
        for name in [null_mut(), EMPTY_TEXT.as_ptr().cast_mut(), UNPAIRED_TEXT.as_ptr().cast_mut()] {
            let mut structure = unsafe { *other.ptr() };
            structure.RelationshipName = name;
            let code = unsafe { DhcpV4FailoverSetRelationship(server.ptr(), 1, &structure) };
            // An empty name is no bad parameter by the text: it is the name of nothing.
            let expected =
                if name == EMPTY_TEXT.as_ptr().cast_mut() { RELATIONSHIP_DOES_NOT_EXIST } else { 87 };
            assert_eq!(code, expected);
        }
        type Bad = fn(&mut DHCP_FAILOVER_RELATIONSHIP);
        let table: [(u32, Bad); 8] = [
            (PERCENTAGE, |given| given.Percentage = 101),
            (PERCENTAGE, |given| given.Percentage = 255),
            (PERCENTAGE | MCLT, |given| given.Percentage = 101),
            (MODE, |given| given.Mode = 2),
            (MODE, |given| given.Mode = -1),
            (MODE | SAFEPERIOD, |given| given.Mode = 2),
            (SHAREDSECRET, |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
            (SHAREDSECRET | MCLT, |given| given.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut()),
        ];
        for (flags, bad) in table {
            let mut structure = unsafe { *other.ptr() };
            bad(&mut structure);
            server.refuses(INVALID_PARAMETER, || unsafe {
                DhcpV4FailoverSetRelationship(server.ptr(), flags, &structure)
            });
        }
    }

    /// Decision: 0 to 11 are states; the reserved PAUSED and SHUTDOWN and all else are not.
    #[test]
    fn the_states_of_changestate_and_prevstate() {
        for state in 0..=11 {
            let (server, mut other, before) = lone();
            other.structure.State = state;
            assert_eq!(other.set_on(&server, CHANGESTATE), 0);
            assert_eq!(stored(&server), Half { state, previous: 2, ..before.clone() }, "CHANGESTATE {state}");

            let (server, mut other, _) = lone();
            other.structure.PrevState = state;
            assert_eq!(other.set_on(&server, PREVSTATE), 0);
            let now = stored(&server);
            assert_eq!((now.state, now.previous), (2, state), "PREVSTATE {state}");

            let (server, mut other, _) = lone();
            (other.structure.State, other.structure.PrevState) = (NORMAL, state);
            assert_eq!(other.set_on(&server, CHANGESTATE | PREVSTATE), 0);
            let now = stored(&server);
            assert_eq!((now.state, now.previous), (3, state), "CHANGESTATE and PREVSTATE {state}");
        }
        let (server, mut other, _) = lone();
        for state in [12, 13, 14, -1, i32::MAX, i32::MIN] {
            other.structure.State = state;
            other.structure.PrevState = NORMAL;
            server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE));
            server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE | PREVSTATE | MCLT));
            other.structure.State = NORMAL;
            other.structure.PrevState = state;
            server.refuses(INVALID_PARAMETER, || other.set_on(&server, PREVSTATE));
            server.refuses(INVALID_PARAMETER, || other.set_on(&server, CHANGESTATE | PREVSTATE));
        }
    }

    /// The path of an administrator who declares the partner dead, and goes back: each old state is remembered.
    #[test]
    fn the_previous_state_follows_the_state() {
        let (server, mut other, _) = lone();
        let mut previous = 2;
        for state in [NORMAL, COMMUNICATION_INT, PARTNER_DOWN, RECOVER, POTENTIAL_CONFLICT, STARTUP] {
            other.structure.State = state;
            assert_eq!(other.set_on(&server, CHANGESTATE), 0);
            assert_eq!(server.state("name"), Ok((state, previous)));
            previous = state;
        }
    }

    /// What is not selected is not looked at, however bad it is.
    #[test]
    fn fields_that_are_not_selected_may_be_anything() {
        let (server, mut other, mut expected) = lone();
        let mut structure = unsafe { *other.ptr() };
        structure.PrimaryServer = 0;
        structure.SecondaryServer = 0;
        structure.Mode = 7;
        structure.ServerType = -3;
        structure.State = 99;
        structure.PrevState = -1;
        structure.Percentage = 255;
        structure.pScopes = null_mut();
        structure.PrimaryServerName = null_mut();
        structure.SecondaryServerName = UNPAIRED_TEXT.as_ptr().cast_mut();
        structure.SharedSecret = UNPAIRED_TEXT.as_ptr().cast_mut();
        assert_eq!(unsafe { DhcpV4FailoverSetRelationship(server.ptr(), MCLT | SAFEPERIOD, &structure) }, 0);
        (expected.mclt, expected.safe_period) = (7, 8);
        assert_eq!(stored(&server), expected);
    }

    /// Decision: 0 means never here too, as in Create.
    #[test]
    fn a_safe_period_of_0_is_stored_as_never() {
        let (server, mut other, _) = lone();
        for (given, kept) in [(0, NEVER), (1, 1), (NEVER, NEVER), (3600, 3600)] {
            other.structure.SafePeriod = given;
            assert_eq!(other.set_on(&server, SAFEPERIOD), 0);
            assert_eq!(stored(&server).safe_period, kept);
        }
    }

    /// Decision: 0x40 copies the secret; NULL or "" removes it.
    #[test]
    fn the_secret_is_set_and_removed() {
        let (server, mut other, _) = lone();
        let set = |secret: *mut u16| {
            let mut structure = unsafe { *other.ptr() };
            structure.SharedSecret = secret;
            assert_eq!(unsafe { DhcpV4FailoverSetRelationship(server.ptr(), SHAREDSECRET, &structure) }, 0);
        };
        let mut set = set;
        assert_eq!(stored(&server).secret.as_deref(), Some("old"));
        set(null_mut());
        assert_eq!(stored(&server).secret, None);
        set(Wide::new("s\u{e9}\u{1f511}").as_mut_ptr());
        assert_eq!(stored(&server).secret.as_deref(), Some("s\u{e9}\u{1f511}"));
        set(EMPTY_TEXT.as_ptr().cast_mut());
        assert_eq!(stored(&server).secret, None);
    }

    /// 3.2.4.91 steps 1 and 3 in this order.
    #[test]
    fn an_unknown_name_is_20115_after_the_parameters() {
        let server = server_with_scopes(1);
        let mut unknown = alone("unknown", &server, &[SCOPE]);
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || unknown.set_on(&server, MCLT));
        server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, 0x80));
        unknown.structure.Percentage = 101;
        server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, PERCENTAGE));
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || unknown.set_on(&server, MCLT));
        unknown.structure.Mode = 2;
        server.refuses(INVALID_PARAMETER, || unknown.set_on(&server, MODE));
        let mut long = alone(&"n".repeat(300), &server, &[SCOPE]);
        server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || long.set_on(&server, MCLT));
    }

    /// Each call touches one server only.
    #[test]
    fn the_partners_half_stays() {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        let before = get(&secondary, "name").unwrap();
        pair = pair.hot_standby(9);
        pair.structure.Mclt = 11;
        pair.structure.SafePeriod = 12;
        assert_eq!(pair.set_on(&primary, MCLT | SAFEPERIOD | PERCENTAGE | MODE), 0);
        assert_eq!(get(&secondary, "name").unwrap(), before);
        assert_eq!(get(&primary, "name").unwrap().mclt, 11);
        // A secret ends contact if the other server does not have it (MS-DHCPF 3.1.5), and is told to nobody.
        assert_eq!(pair.secret("new").set_on(&primary, SHAREDSECRET), 0);
        assert_eq!(get(&secondary, "name").unwrap(), Half { state: 4, previous: 3, ..before });
    }
}

mod delete_relationship_ {
    use super::*;

    /// 3.2.4.92 steps 1 and 3.
    #[test]
    fn null_is_87_and_an_unknown_name_20115() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        server
            .refuses(INVALID_PARAMETER, || unsafe { DhcpV4FailoverDeleteRelationship(server.ptr(), null()) });
        server.refuses(INVALID_PARAMETER, || unsafe {
            DhcpV4FailoverDeleteRelationship(server.ptr(), UNPAIRED_TEXT.as_ptr())
        });
        for name in ["", "nam", "name ", "other", &"n".repeat(300)] {
            server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || delete_relationship(&server, name));
        }
    }

    /// 3.2.4.92 steps 4 and 5: in any state, with any scopes, which stay with all that is in them.
    #[test]
    fn it_works_in_every_state_and_leaves_the_scopes() {
        for state in 0..=11 {
            let server = server_with_scopes(3);
            let mut relationship = created("Name", &server, &[scope(0), scope(1)]);
            created("other", &server, &[scope(2)]);
            assert_eq!(server.create_lease(SCOPE + 5, &[1, 2, 3], ACTIVE), 0);
            force(&mut relationship, &server, state);
            assert_eq!(delete_relationship(&server, "nAME"), 0, "state {state}");
            server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || delete_relationship(&server, "Name"));
            assert_eq!(get(&server, "Name"), Err(RELATIONSHIP_DOES_NOT_EXIST));
            assert_eq!(get_of_scope(&server, scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
            assert_eq!(server.statistics(scope(0)), Err(SCOPE_NOT_IN_RELATIONSHIP));
            assert_eq!(get(&server, "other").unwrap().scopes, [scope(2)]);
            assert_eq!(server.client_at(SCOPE + 5).unwrap().0, [1, 2, 3]);
            // Name and scopes are free again, and all free addresses are this server's.
            created("Name", &server, &[scope(0), scope(1)]);
            assert_eq!(server.statistics(scope(0)), Ok([254, 253, 1, 0, 253, 0, 1]));
        }
    }

    /// The partner keeps its half, and is alone: COMMUNICATION_INT.
    #[test]
    fn the_partner_loses_contact() {
        for deleted_on_primary in [true, false] {
            let (primary, secondary) = pair_with_scopes(1);
            deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
            let (gone, left) =
                if deleted_on_primary { (&primary, &secondary) } else { (&secondary, &primary) };
            let before = get(left, "name").unwrap();
            assert_eq!(delete_relationship(gone, "name"), 0);
            assert_eq!(get(left, "name"), Ok(Half { state: 4, previous: 3, ..before }));
            assert_eq!(
                left.statistics(SCOPE),
                Ok([254, 254, 0, 127, 127, 0, 0]),
                "its addresses stay divided"
            );
            assert_eq!(delete_relationship(left, "name"), 0);
        }
    }
}

mod get_relationship {
    use super::*;

    /// 3.2.4.93.
    #[test]
    fn the_codes_of_get() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        let by =
            |name: *const u16| read(|out| unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name, out) });
        assert_eq!(by(null()), Err(INVALID_PARAMETER));
        assert_eq!(by(UNPAIRED_TEXT.as_ptr()), Err(INVALID_PARAMETER));
        for name in ["", "nam", "names", " name", &"n".repeat(300)] {
            assert_eq!(by(Wide::new(name).as_ptr()), Err(RELATIONSHIP_DOES_NOT_EXIST), "{name}");
        }
        let name = Wide::new("name");
        let code = unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), null_mut()) };
        assert_eq!(code, INVALID_PARAMETER);
    }

    /// Names are compared ignoring case, per code unit, and kept as given.
    #[test]
    fn names_are_found_in_any_case_and_returned_as_given() {
        let server = server_with_scopes(4);
        for (number, name, others) in [
            (0, HQ, &["hq-\u{c9}-\u{1f600}", "hQ-\u{e9}-\u{1f600}"][..]),
            (1, "Stra\u{df}e", &["STRA\u{df}E"]),
            (2, "\u{3a3}\u{3af}\u{3c3}\u{3c5}", &["\u{3c3}\u{38a}\u{3a3}\u{3a5}"]),
            (3, "lower", &["LOWER", "LoWeR"]),
        ] {
            created(name, &server, &[scope(number)]);
            for other in others.iter().chain([&name]) {
                assert_eq!(get(&server, other).unwrap().name.as_deref(), Some(name), "{other}");
            }
        }
        assert_eq!(get(&server, "STRASSE"), Err(RELATIONSHIP_DOES_NOT_EXIST), "no unit becomes two");
        assert_eq!(get(&server, "HQ-e-\u{1f600}"), Err(RELATIONSHIP_DOES_NOT_EXIST), "an accent counts");
    }

    /// 3.2.4.97. That the scope exists is not asked.
    #[test]
    fn the_codes_of_get_by_scope() {
        let server = server_with_scopes(2);
        created("name", &server, &[SCOPE]);
        assert_eq!(get_of_scope(&server, 0), Err(INVALID_PARAMETER));
        for number in [scope(1), MISSING, SCOPE + 1, NEVER] {
            assert_eq!(get_of_scope(&server, number), Err(SCOPE_NOT_IN_RELATIONSHIP));
        }
        let code = unsafe { DhcpV4FailoverGetScopeRelationship(server.ptr(), SCOPE, null_mut()) };
        assert_eq!(code, INVALID_PARAMETER);
        assert_eq!(get_of_scope(&server, SCOPE), get(&server, "name"));
    }
}

mod enum_relationship {
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

    /// A server with so many relationships, each of one scope: "e0", "e1" and so on.
    fn server_with(count: u32) -> Server {
        let server = server_with_scopes(count);
        for number in 0..count {
            created(&format!("e{number}"), &server, &[scope(number)]);
        }
        server
    }

    /// What "e0" costs: the structure 80, the name 3 units, the names of the servers 16 and 18 units, the array
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
}

mod add_scope {
    use super::*;

    /// A lone server in NORMAL with scopes 0 to 4, of which 0 is in the relationship.
    fn normal() -> (Server, Relationship) {
        let server = server_with_scopes(5);
        let mut relationship = created("Name", &server, &[scope(0)]);
        force(&mut relationship, &server, NORMAL);
        (server, relationship)
    }

    /// 3.2.4.95 step 9. Only the name and the scopes are looked at.
    #[test]
    fn scopes_are_appended_in_their_order() {
        let (server, _) = normal();
        assert_eq!(alone("nAME", &server, &[scope(3)]).add_scopes_on(&server), 0);
        let mut bare = alone("name", &server, &[scope(2), scope(1), scope(2)]);
        let code = call_spoilt(add, &server, &mut bare, |given| {
            let (name, scopes) = (given.RelationshipName, given.pScopes);
            *given = unsafe { std::mem::zeroed() };
            (given.RelationshipName, given.pScopes) = (name, scopes);
            (given.Mode, given.ServerType, given.State, given.Percentage) = (9, 9, 99, 255);
        });
        assert_eq!(code, 0);
        assert_eq!(get(&server, "name").unwrap().scopes, [scope(0), scope(3), scope(2), scope(1)]);
        assert_eq!(get_of_scope(&server, scope(1)), get(&server, "name"));
        assert_eq!(server.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
    }

    /// 3.2.4.95 step 1, and the limit after it.
    #[test]
    fn step_1_refuses_with_87_and_more_than_400_with_20130() {
        let (server, _) = normal();
        let table: [(&str, Spoil); 6] = [
            ("name NULL", |given| given.RelationshipName = null_mut()),
            ("name ill-formed", |given| given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()),
            ("pScopes NULL", |given| given.pScopes = null_mut()),
            ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
            ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
            ("name NULL and 401 scopes", |given| {
                given.RelationshipName = null_mut();
                unsafe { (*given.pScopes).NumElements = 401 };
            }),
        ];
        let many = vec![MISSING; 401];
        for (what, spoil) in table {
            let before = server.contents();
            assert_eq!(call_spoilt(add, &server, &mut alone("name", &server, &many), spoil), 87, "{what}");
            assert!(server.contents() == before, "{what}");
        }
        server.refuses(INVALID_PARAMETER, || unsafe { add(server.ptr(), null()) });
        server.refuses(MAX_ADD_SCOPES, || alone("name", &server, &many).add_scopes_on(&server));
        server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &many[..400]).add_scopes_on(&server));
    }

    /// 400 scopes in one call are allowed, and a relationship may have more than 400.
    #[test]
    #[cfg_attr(miri, ignore = "it takes minutes when it is interpreted")]
    fn four_hundred_scopes_are_added_at_once() {
        let server = server_with_scopes(402);
        let mut relationship = created("name", &server, &[scope(0)]);
        force(&mut relationship, &server, NORMAL);
        let scopes: Vec<u32> = (1..402).map(scope).collect();
        server.refuses(MAX_ADD_SCOPES, || alone("name", &server, &scopes).add_scopes_on(&server));
        assert_eq!(alone("name", &server, &scopes[..400]).add_scopes_on(&server), 0);
        assert_eq!(alone("name", &server, &scopes[400..]).add_scopes_on(&server), 0);
        assert_eq!(get(&server, "name").unwrap().scopes.len(), 402);
    }

    /// 3.2.4.95 steps 3 to 8 in their order. All or nothing: each row names a good scope too.
    #[test]
    fn the_first_failing_step_answers() {
        let (server, mut relationship) = normal();
        created("other", &server, &[scope(4)]); // in STARTUP
        let bootp = scope(9);
        assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
        assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
        let good = scope(1);
        let table: [(&str, &[u32], u32); 10] = [
            ("name", &[good, MISSING], SUBNET_NOT_PRESENT),
            ("unknown", &[bootp, scope(0), MISSING], SUBNET_NOT_PRESENT),
            ("name", &[good, bootp], INVALID_PARAMETER),
            ("unknown", &[scope(0), bootp], INVALID_PARAMETER),
            ("name", &[good, scope(0)], SCOPE_ALREADY_IN_RELATIONSHIP), // of this relationship
            ("name", &[good, scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP), // of another one
            ("unknown", &[scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("other", &[scope(4)], SCOPE_ALREADY_IN_RELATIONSHIP),
            ("unknown", &[good], RELATIONSHIP_DOES_NOT_EXIST),
            ("other", &[good], STATE_NOT_NORMAL),
        ];
        for (name, scopes, code) in table {
            server.refuses(code, || alone(name, &server, scopes).add_scopes_on(&server));
        }
        for state in [0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11] {
            force(&mut relationship, &server, state);
            server.refuses(STATE_NOT_NORMAL, || alone("name", &server, &[good]).add_scopes_on(&server));
        }
    }

    /// 3.2.4.95 step 5: 2, not 20115, but after the scopes (steps 3 and 4).
    #[test]
    fn a_server_without_relationships_answers_2() {
        let server = server_with_scopes(1);
        server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).add_scopes_on(&server));
        server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).delete_scopes_on(&server));
        server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &[MISSING]).add_scopes_on(&server));
        server.refuses(SUBNET_NOT_PRESENT, || alone("name", &server, &[MISSING]).delete_scopes_on(&server));
        let bootp = scope(9);
        assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
        assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
        server.refuses(INVALID_PARAMETER, || alone("name", &server, &[bootp]).add_scopes_on(&server));
        server.refuses(INVALID_PARAMETER, || alone("name", &server, &[bootp]).delete_scopes_on(&server));
        // The same after the last one is deleted.
        created("gone", &server, &[SCOPE]);
        assert_eq!(delete_relationship(&server, "gone"), 0);
        server.refuses(FILE_NOT_FOUND, || alone("name", &server, &[SCOPE]).add_scopes_on(&server));
    }

    /// Right after Create the state is STARTUP.
    #[test]
    fn right_after_create_it_is_20120() {
        let server = server_with_scopes(2);
        created("name", &server, &[scope(0)]);
        server.refuses(STATE_NOT_NORMAL, || alone("name", &server, &[scope(1)]).add_scopes_on(&server));
    }

    /// Each call touches one server only. When both have the scope, leases are exchanged at once, and the next
    /// rebalance divides it.
    #[test]
    fn a_scope_is_shared_when_both_halves_have_it() {
        let (primary, secondary) = pair_with_scopes(2);
        deploy(Relationship::between("name", &primary, &secondary, &[scope(0)]), &primary, &secondary);
        assert_eq!(primary.create_lease(scope(1) + 5, &[5], ACTIVE), 0);
        assert_eq!(secondary.create_lease(scope(1) + 6, &[6], ACTIVE), 0);
        let mut addition = Relationship::between("name", &primary, &secondary, &[scope(1)]);
        assert_eq!(addition.add_scopes_on(&primary), 0);
        assert_eq!(get(&secondary, "name").unwrap().scopes, [scope(0)]);
        assert_eq!(secondary.statistics(scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        assert_eq!(secondary.client_at(scope(1) + 5), Err(JET_ERROR));
        assert_eq!(addition.add_scopes_on(&secondary), 0);
        assert_eq!(primary.client_at(scope(1) + 6).unwrap().0, [6]);
        assert_eq!(secondary.client_at(scope(1) + 5).unwrap().0, [5]);
        assert_eq!(primary.trigger("name"), 0);
        assert_eq!(primary.statistics(scope(1)), Ok([254, 252, 2, 126, 126, 1, 1]));
        assert_eq!(secondary.statistics(scope(1)), Ok([254, 252, 2, 126, 126, 1, 1]));
    }

    /// No role is asked for: a secondary may do everything but trigger.
    #[test]
    fn a_secondary_adds_and_deletes_scopes() {
        let server = server_with_scopes(2);
        let mut relationship = alone("name", &server, &[scope(0)]).as_secondary();
        assert_eq!(relationship.create_on(&server), 0);
        force(&mut relationship, &server, NORMAL);
        assert_eq!(alone("name", &server, &[scope(1)]).add_scopes_on(&server), 0);
        assert_eq!(alone("name", &server, &[scope(0)]).delete_scopes_on(&server), 0);
        assert_eq!(get(&server, "name").unwrap().scopes, [scope(1)]);
        assert_eq!(server.statistics(scope(1)), Ok([254, 254, 0, 254, 0, 0, 0]), "all are the primary's");
    }
}

mod delete_scope {
    use super::*;

    /// 3.2.4.96 step 8: all are removed, in any state that takes no data in; an empty relationship stays.
    #[test]
    fn it_works_in_every_state_but_while_synchronizing() {
        for state in 0..=11 {
            let server = server_with_scopes(3);
            let mut relationship = created("name", &server, &[scope(0), scope(1), scope(2)]);
            force(&mut relationship, &server, state);
            let mut removal = alone("NAME", &server, &[scope(2), scope(0), scope(2)]);
            if state == RECOVER || state == POTENTIAL_CONFLICT {
                server.refuses(SCOPE_SYNC_IN_PROGRESS, || removal.delete_scopes_on(&server));
                // Decision: membership is asked before.
                assert_eq!(server.create_scope(scope(7), 0xFFFF_FF00), 0);
                let mut foreign = alone("name", &server, &[scope(7)]);
                server.refuses(SCOPE_NOT_IN_RELATIONSHIP, || foreign.delete_scopes_on(&server));
                continue;
            }
            assert_eq!(removal.delete_scopes_on(&server), 0, "state {state}");
            assert_eq!(get(&server, "name").unwrap().scopes, [scope(1)]);
            assert_eq!(server.statistics(scope(0)), Err(SCOPE_NOT_IN_RELATIONSHIP));
            assert_eq!(server.state("name").unwrap().0, state);
        }
    }

    /// Decision: an array of 0 elements, not NULL.
    #[test]
    fn an_empty_relationship_has_an_array_of_0_elements() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        assert_eq!(alone("name", &server, &[SCOPE]).delete_scopes_on(&server), 0);
        let mut found = null_mut();
        let name = Wide::new("name");
        assert_eq!(unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), &mut found) }, 0);
        let scopes = unsafe { (*found).pScopes };
        assert!(!scopes.is_null());
        let scopes = unsafe { *scopes };
        assert_eq!((scopes.NumElements, scopes.Elements), (0, null_mut()));
        free_relationship(found);
        assert_eq!(delete_relationship(&server, "name"), 0);
    }

    /// 3.2.4.96 step 1.
    #[test]
    fn step_1_refuses_with_87() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        let table: [(&str, Spoil); 5] = [
            ("name NULL", |given| given.RelationshipName = null_mut()),
            ("name ill-formed", |given| given.RelationshipName = UNPAIRED_TEXT.as_ptr().cast_mut()),
            ("pScopes NULL", |given| given.pScopes = null_mut()),
            ("NumElements 0", |given| unsafe { (*given.pScopes).NumElements = 0 }),
            ("Elements NULL", |given| unsafe { (*given.pScopes).Elements = null_mut() }),
        ];
        for (what, spoil) in table {
            let before = server.contents();
            assert_eq!(
                call_spoilt(remove, &server, &mut alone("name", &server, &[SCOPE]), spoil),
                87,
                "{what}"
            );
            assert!(server.contents() == before, "{what}");
        }
        server.refuses(INVALID_PARAMETER, || unsafe { remove(server.ptr(), null()) });
    }

    /// 3.2.4.96 steps 3 to 7 in their order. All or nothing: each row names a good scope too.
    #[test]
    fn the_first_failing_step_answers() {
        let server = server_with_scopes(4);
        created("name", &server, &[scope(0), scope(1)]);
        created("other", &server, &[scope(2)]);
        let bootp = scope(9);
        assert_eq!(server.create_scope(bootp, 0xFFFF_FF00), 0);
        assert_eq!(server.add_range_of(bootp, DhcpIpRangesBootpOnly, bootp + 1, bootp + 9), 0);
        let table: [(&str, &[u32], u32); 8] = [
            ("name", &[scope(0), MISSING], SUBNET_NOT_PRESENT),
            ("unknown", &[bootp, scope(3), MISSING], SUBNET_NOT_PRESENT),
            ("name", &[scope(0), bootp], INVALID_PARAMETER),
            ("unknown", &[bootp], INVALID_PARAMETER),
            ("unknown", &[scope(0)], RELATIONSHIP_DOES_NOT_EXIST),
            ("unknown", &[scope(3)], RELATIONSHIP_DOES_NOT_EXIST),
            ("name", &[scope(0), scope(2)], SCOPE_NOT_IN_RELATIONSHIP),
            ("name", &[scope(3), scope(0)], SCOPE_NOT_IN_RELATIONSHIP),
        ];
        for (name, scopes, code) in table {
            server.refuses(code, || alone(name, &server, scopes).delete_scopes_on(&server));
        }
    }

    /// Each call touches one server only; the free addresses of the scope are this server's alone from then on.
    #[test]
    fn the_partner_keeps_the_scope() {
        let (primary, secondary) = pair_with_scopes(2);
        let pair = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
        deploy(pair, &primary, &secondary);
        let before = secondary.contents();
        let mut removal = Relationship::between("name", &primary, &secondary, &[scope(1)]);
        assert_eq!(removal.delete_scopes_on(&primary), 0);
        assert!(secondary.contents() == before);
        assert_eq!(primary.statistics(scope(1)), Err(SCOPE_NOT_IN_RELATIONSHIP));
        created("again", &primary, &[scope(1)]);
        assert_eq!(primary.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
    }
}

mod statistics {
    use super::*;

    fn ask(server: &Server, scope: u32) -> (u32, bool) {
        let mut found = NonNull::dangling().as_ptr();
        let code = unsafe { DhcpV4FailoverGetScopeStatistics(server.ptr(), scope, &mut found) };
        (code, found.is_null())
    }

    /// 3.2.4.98; decision: 20116 as real servers answer, not 2.
    #[test]
    fn the_codes_and_the_cleared_output() {
        let server = server_with_scopes(2);
        created("name", &server, &[scope(0)]);
        assert_eq!(ask(&server, 0), (INVALID_PARAMETER, true));
        for unrelated in [scope(1), MISSING, scope(0) + 1, NEVER] {
            assert_eq!(ask(&server, unrelated), (SCOPE_NOT_IN_RELATIONSHIP, true));
        }
        let code = unsafe { DhcpV4FailoverGetScopeStatistics(server.ptr(), scope(0), null_mut()) };
        assert_eq!(code, INVALID_PARAMETER);
    }

    /// NumAddr, AddrFree, AddrInUse, PartnerAddrFree, ThisAddrFree, PartnerAddrInUse, ThisAddrInUse
    #[test]
    fn a_lone_half_gives_all_to_the_primary() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 0, 254, 0, 0]));
        let server = server_with_scopes(1);
        assert_eq!(alone("name", &server, &[SCOPE]).as_secondary().create_on(&server), 0);
        assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 254, 0, 0, 0]));
    }

    #[test]
    fn a_scope_without_range_has_no_address() {
        let server = Server::new();
        assert_eq!(server.create_scope(SCOPE, 0xFFFF_FF00), 0);
        created("name", &server, &[SCOPE]);
        assert_eq!(server.statistics(SCOPE), Ok([0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(server.add_range(SCOPE, SCOPE + 1, SCOPE + 20), 0);
        assert_eq!(server.statistics(SCOPE), Ok([20, 20, 0, 0, 20, 0, 0]));
    }

    /// Section 3.1: a renewal by the other server moves one unit between the shares in use, and nothing else.
    #[test]
    fn who_renews_a_lease_has_it_in_use() {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        assert_eq!(primary.create_lease(SCOPE + 2, &[2], ACTIVE), 0);
        assert_eq!(secondary.create_lease(SCOPE + 200, &[3], ACTIVE), 0);
        assert_eq!(primary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 1, 2]));
        assert_eq!(secondary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 2, 1]));
        assert_eq!(secondary.change_lease(SCOPE + 1, &[1], secondary.address), 0);
        assert_eq!(primary.statistics(SCOPE), Ok([254, 251, 3, 126, 125, 2, 1]));
        assert_eq!(secondary.statistics(SCOPE), Ok([254, 251, 3, 125, 126, 1, 2]));
    }

    /// Section 3.1: declined and doomed records are in use; decision: an idle reservation is in nobody's share.
    #[test]
    fn whatever_is_not_free_is_in_use() {
        let server = server_with_scopes(1);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 4, &[4]), 0);
        created("name", &server, &[SCOPE]);
        for (address, state) in [(SCOPE + 1, 1), (SCOPE + 2, 2), (SCOPE + 3, 3)] {
            assert_eq!(server.create_lease(address, &[state], state), 0);
        }
        assert_eq!(server.statistics(SCOPE), Ok([254, 250, 4, 0, 250, 0, 3]));
        assert_eq!(server.add_exclusion(SCOPE, SCOPE + 101, SCOPE + 110), 0);
        assert_eq!(server.statistics(SCOPE), Ok([244, 240, 4, 0, 240, 0, 3]));
    }
}

mod client_info {
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
        // What every record has: no quarantine, nothing in the reserved fields, no HostName (3.2.4.99 step 5).
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
        for (address, client) in [(scope(2) + 1, 1), (scope(1) + 9, 2), (scope(1) + 7, 3), (scope(3) + 1, 4)]
        {
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
        for id in [&MAC[..], &UNIQUE_ID[..10], &other_subnet, &other_type, &[7; 300], &UNIQUE_ID[..5], &[1]] {
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
}

mod system_time {
    use super::*;

    /// 3.2.4.100: seconds since 1970; 60 is the default of DhcpMsgSyncDeltaTime.
    #[test]
    fn the_clock_is_that_of_the_host() {
        let real = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
        for server in [LOCAL, Server::new().ptr()] {
            let (mut time, mut difference) = (0, 0);
            assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(server, &mut time, &mut difference) }, 0);
            assert!(real().abs_diff(u64::from(time)) <= 2, "{time}");
            assert_eq!(difference, 60);
        }
    }

    /// 3.2.4.100 step 1; decision: the second output likewise. The other one is cleared.
    #[test]
    fn null_is_87() {
        let (mut time, mut difference) = (7, 7);
        assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, null_mut(), &mut difference) }, 87);
        assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, &mut time, null_mut()) }, 87);
        assert_eq!((time, difference), (0, 0));
        assert_eq!(unsafe { DhcpV4FailoverGetSystemTime(LOCAL, null_mut(), null_mut()) }, 87);
    }
}

mod address_status {
    use super::*;

    /// 3.2.4.126, and the precedence: excluded, reserved, then the owner. Both servers say the same.
    #[test]
    fn the_four_answers_and_their_precedence() {
        let (primary, secondary) = pair_with_scopes(0);
        for server in [&primary, &secondary] {
            server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 11, SCOPE + 110);
            assert_eq!(server.add_exclusion(SCOPE, SCOPE + 105, SCOPE + 115), 0);
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 20, &[20]), 0);
            assert_eq!(server.add_reservation(SCOPE, SCOPE + 106, &[106]), 0);
        }
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        // 93 free: 11 to 104 but for 20. The secondary has the 46 highest, 59 to 104.
        assert_eq!(primary.create_lease(SCOPE + 12, &[12], ACTIVE), 0);
        assert_eq!(secondary.create_lease(SCOPE + 90, &[90], ACTIVE), 0);
        assert_eq!(primary.create_lease(SCOPE + 91, &[91], ACTIVE), 0);
        assert_eq!(secondary.change_lease(SCOPE + 20, &[20], secondary.address), 0);
        let table = [
            (0, 2, "the subnet's own address: outside the range"),
            (10, 2, "outside the range"),
            (11, 0, "free, the primary's"),
            (12, 0, "leased from the primary's part"),
            (20, 3, "reserved, with its client's lease"),
            (58, 0, "the last of the primary"),
            (59, 1, "the first of the secondary"),
            (90, 1, "leased from the secondary's part"),
            (91, 1, "leased by the primary, from the secondary's part"),
            (104, 1, "free, the secondary's"),
            (105, 2, "excluded"),
            (106, 3, "reserved, which goes before excluded (Microsoft's order of precedence)"),
            (112, 2, "excluded outside the range"),
            (255, 2, "outside the range"),
        ];
        for (offset, status, what) in table {
            assert_eq!(primary.address_status(SCOPE + offset), Ok(status), "{what}");
            assert_eq!(
                secondary.address_status(SCOPE + offset),
                Ok(status),
                "{what}, asked of the secondary"
            );
        }
        // draft 5.4: what is free again is the primary's.
        assert_eq!(secondary.delete_lease(SCOPE + 90), 0);
        for server in [&primary, &secondary] {
            assert_eq!(server.address_status(SCOPE + 90), Ok(0), "released");
        }
    }

    /// 3.2.4.126 steps 2 and 3.
    #[test]
    fn the_codes_and_the_cleared_output() {
        let server = server_with_scopes(2);
        created("name", &server, &[scope(0)]);
        for (address, expected) in [
            (scope(0) + 1, (0, 0)),
            (scope(1) + 1, (SCOPE_NOT_IN_RELATIONSHIP, 0)),
            (scope(1), (SCOPE_NOT_IN_RELATIONSHIP, 0)),
            (scope(2) + 1, (INVALID_PARAMETER, 0)),
            (0, (INVALID_PARAMETER, 0)),
            (NEVER, (INVALID_PARAMETER, 0)),
        ] {
            let mut status = 99;
            let code = unsafe { DhcpV4FailoverGetAddressStatus(server.ptr(), address, &mut status) };
            assert_eq!((code, status), expected, "{address:#x}");
        }
        let code = unsafe { DhcpV4FailoverGetAddressStatus(server.ptr(), scope(0) + 1, null_mut()) };
        assert_eq!(code, INVALID_PARAMETER);
    }
}

mod trigger {
    use super::*;

    /// 3.2.4.101 steps 2 to 4.
    #[test]
    fn the_codes() {
        let server = server_with_scopes(1);
        assert_eq!(alone("Name", &server, &[SCOPE]).as_secondary().create_on(&server), 0);
        for name in [null(), UNPAIRED_TEXT.as_ptr()] {
            server.refuses(INVALID_PARAMETER, || unsafe {
                DhcpV4FailoverTriggerAddrAllocation(server.ptr(), name)
            });
        }
        for name in ["", "nam", &"n".repeat(300)] {
            server.refuses(RELATIONSHIP_DOES_NOT_EXIST, || server.trigger(name));
        }
        server.refuses(RELATION_IS_SECONDARY, || server.trigger("nAME"));
    }

    /// Decision: 0, and nothing moves, where there is no contact, whatever the state.
    #[test]
    fn without_contact_nothing_moves_in_any_state() {
        for state in 0..=11 {
            let server = server_with_scopes(1);
            let mut relationship = created("name", &server, &[SCOPE]);
            force(&mut relationship, &server, state);
            server.refuses(0, || server.trigger("NAME"));
            assert_eq!(server.statistics(SCOPE), Ok([254, 254, 0, 0, 254, 0, 0]), "state {state}");
            assert_eq!(server.state("name").unwrap().0, state);
        }
    }

    /// In NORMAL it divides, and a second time it has nothing to do; leases and reservations stay as they are.
    #[test]
    fn it_is_idempotent() {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        pair.structure.Percentage = 10;
        assert_eq!(pair.set_on(&primary, PERCENTAGE), 0);
        assert_eq!(primary.trigger("name"), 0);
        assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 227, 26, 0, 1]), "253 * 90 / 100 = 227.7");
        assert_eq!(primary.client_at(SCOPE + 1).unwrap(), (vec![1], primary.address));
        let partners = secondary.contents();
        primary.refuses(0, || primary.trigger("name"));
        assert!(secondary.contents() == partners);
    }

    #[test]
    fn a_relationship_without_scopes_or_free_addresses_is_0() {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let mut pair = deploy(pair, &primary, &secondary);
        for server in [&primary, &secondary] {
            assert_eq!(server.add_exclusion(SCOPE, SCOPE, SCOPE + 255), 0);
        }
        primary.refuses(0, || primary.trigger("name"));
        assert_eq!(primary.statistics(SCOPE), Ok([0, 0, 0, 0, 0, 0, 0]));
        assert_eq!(pair.delete_scopes_on(&primary), 0);
        assert_eq!(pair.delete_scopes_on(&secondary), 0);
        primary.refuses(0, || primary.trigger("name"));
    }

    /// Section 2.2: a scope that does not serve is divided like any other.
    #[test]
    fn a_disabled_scope_is_divided() {
        let (primary, secondary) = pair_with_scopes(1);
        let mut name = Wide::new("disabled");
        let info = DHCP_SUBNET_INFO {
            SubnetAddress: SCOPE,
            SubnetMask: 0xFFFF_FF00,
            SubnetName: name.as_mut_ptr(),
            SubnetComment: null_mut(),
            PrimaryHost: no_host(),
            SubnetState: DhcpSubnetDisabled,
        };
        for server in [&primary, &secondary] {
            assert_eq!(unsafe { DhcpSetSubnetInfo(server.ptr(), SCOPE, &info) }, 0);
        }
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        assert_eq!(primary.statistics(SCOPE), Ok([254, 254, 0, 127, 127, 0, 0]));
    }

    /// Decision: what the partner does not have, it could not acknowledge.
    #[test]
    fn a_scope_of_one_partner_alone_is_not_divided() {
        let (primary, secondary) = pair_with_scopes(2);
        let mut one = Relationship::between("name", &primary, &secondary, &[scope(0), scope(1)]);
        assert_eq!(one.create_on(&primary), 0);
        let mut other = Relationship::between("name", &primary, &secondary, &[scope(0)]).as_secondary();
        assert_eq!(other.create_on(&secondary), 0);
        assert_eq!(primary.trigger("name"), 0);
        assert_eq!(primary.statistics(scope(0)), Ok([254, 254, 0, 127, 127, 0, 0]));
        assert_eq!(primary.statistics(scope(1)), Ok([254, 254, 0, 0, 254, 0, 0]));
    }
}

mod replication {
    use super::*;

    /// In NORMAL a lease made, renewed or deleted on one server is so on the other.
    #[test]
    fn leases_flow_in_normal_both_ways() {
        let (primary, secondary) = pair_with_scopes(2);
        deploy(Relationship::between("name", &primary, &secondary, &[scope(0)]), &primary, &secondary);
        for (one, other, address) in [(&primary, &secondary, SCOPE + 1), (&secondary, &primary, SCOPE + 200)]
        {
            assert_eq!(one.create_lease(address, &[1, 2], ACTIVE), 0);
            assert_eq!(other.client_at(address), Ok((vec![1, 2], one.address)));
            assert_eq!(other.change_lease(address, &[1, 2], other.address), 0);
            assert_eq!(one.client_at(address), Ok((vec![1, 2], other.address)));
            assert_eq!(one.delete_lease(address), 0);
            assert_eq!(other.client_at(address), Err(JET_ERROR));
        }
        // A scope of no relationship is each server's own.
        assert_eq!(primary.create_lease(scope(1) + 1, &[1], ACTIVE), 0);
        assert_eq!(secondary.client_at(scope(1) + 1), Err(JET_ERROR));
    }

    /// Either server may give the record to another client, and both know it then.
    #[test]
    fn a_change_of_client_flows_in_normal_both_ways() {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        for (changer, address) in [(&primary, SCOPE + 1), (&secondary, SCOPE + 2)] {
            assert_eq!(primary.create_lease(address, &[1], ACTIVE), 0);
            assert_eq!(changer.change_lease(address, &[2], changer.address), 0);
            assert_eq!(primary.client_at(address), Ok((vec![2], changer.address)));
            assert_eq!(secondary.client_at(address), Ok((vec![2], changer.address)));
            assert_eq!(primary.delete_lease(address), 0);
        }
    }

    /// Ranges, exclusions and reservations are each server's own.
    #[test]
    fn configuration_does_not_flow() {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        let before = secondary.contents();
        assert_eq!(primary.add_exclusion(SCOPE, SCOPE + 1, SCOPE + 9), 0);
        assert_eq!(primary.add_reservation(SCOPE, SCOPE + 20, &[20]), 0);
        assert!(secondary.contents() == before);
    }

    /// Without contact each has its own; at the new contact both have all.
    #[test]
    fn leases_made_apart_are_exchanged_at_contact() {
        let (primary, secondary) = pair_with_scopes(1);
        let pair = Relationship::between("name", &primary, &secondary, &[SCOPE]);
        let pair = deploy(pair, &primary, &secondary);
        assert_eq!(delete_relationship(&secondary, "name"), 0);
        assert_eq!(primary.create_lease(SCOPE + 1, &[1], ACTIVE), 0);
        assert_eq!(secondary.create_lease(SCOPE + 200, &[2], ACTIVE), 0);
        assert_eq!(secondary.client_at(SCOPE + 1), Err(JET_ERROR));
        assert_eq!(primary.client_at(SCOPE + 200), Err(JET_ERROR));
        assert_eq!(pair.as_secondary().create_on(&secondary), 0);
        for server in [&primary, &secondary] {
            assert_eq!(server.client_at(SCOPE + 1), Ok((vec![1], primary.address)));
            assert_eq!(server.client_at(SCOPE + 200), Ok((vec![2], secondary.address)));
        }
    }

    /// draft 7.1.3, note 5: of two clients at one address the secondary gives way, the primary does not.
    #[test]
    fn in_a_conflict_the_primarys_record_wins() {
        for secondary_first in [false, true] {
            let (primary, secondary) = pair_with_scopes(1);
            assert_eq!(primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
            assert_eq!(secondary.create_lease(SCOPE + 7, &[2], ACTIVE), 0);
            let mut one = Relationship::between("name", &primary, &secondary, &[SCOPE]);
            let mut other = Relationship::between("name", &primary, &secondary, &[SCOPE]).as_secondary();
            if secondary_first {
                assert_eq!((other.create_on(&secondary), one.create_on(&primary)), (0, 0));
            } else {
                assert_eq!((one.create_on(&primary), other.create_on(&secondary)), (0, 0));
            }
            for server in [&primary, &secondary] {
                assert_eq!(server.client_at(SCOPE + 7), Ok((vec![1], primary.address)));
            }
            assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
            assert_eq!(secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
        }
    }

    /// A client that has a record at another address on each server has one afterwards, that of the primary.
    #[test]
    fn a_client_has_one_address_after_contact() {
        let (primary, secondary) = pair_with_scopes(1);
        assert_eq!(primary.create_lease(SCOPE + 7, &[1], ACTIVE), 0);
        assert_eq!(secondary.create_lease(SCOPE + 8, &[1], ACTIVE), 0);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        for server in [&primary, &secondary] {
            assert_eq!(server.client_at(SCOPE + 7), Ok((vec![1], primary.address)));
            assert_eq!(server.client_at(SCOPE + 8), Err(JET_ERROR));
        }
        assert_eq!(primary.statistics(SCOPE), Ok([254, 253, 1, 126, 127, 0, 1]));
        assert_eq!(secondary.statistics(SCOPE), Ok([254, 253, 1, 127, 126, 1, 0]));
    }

    /// 3.2.4.40: removing a reservation where there is none deletes the lease, as DhcpDeleteClientInfo does.
    #[test]
    fn a_lease_deleted_in_place_of_a_reservation_is_deleted_on_both() {
        let (primary, secondary) = pair_with_scopes(1);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        for (one, other, address) in [(&primary, &secondary, SCOPE + 1), (&secondary, &primary, SCOPE + 200)]
        {
            assert_eq!(one.create_lease(address, &[1], ACTIVE), 0);
            assert_eq!(one.remove_reservation(SCOPE, address, &[1]), 0);
            assert_eq!(one.client_at(address), Err(JET_ERROR));
            assert_eq!(other.client_at(address), Err(JET_ERROR));
        }
    }

    /// A reservation that its client never used does not keep the client from the lease that the partner gave it.
    #[test]
    fn a_lease_elsewhere_goes_before_an_idle_reservation() {
        for reserved_on_primary in [true, false] {
            let (primary, secondary) = pair_with_scopes(1);
            deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
            let (one, other) =
                if reserved_on_primary { (&primary, &secondary) } else { (&secondary, &primary) };
            assert_eq!(one.add_reservation(SCOPE, SCOPE + 1, &[9]), 0);
            assert_eq!(other.create_lease(SCOPE + 2, &[9], ACTIVE), 0);
            assert_eq!(one.client_at(SCOPE + 2), Ok((vec![9], other.address)));
            assert_eq!(one.address_status(SCOPE + 1), Ok(3), "the reservation stays");
        }
    }

    /// MS-DHCPF 3.1.5.2 rejects a free address that is reserved, not one that another client has: that one stays
    /// (draft-ietf-dhc-failover-12, 5.13 and 7.1.3), and the reservation stands.
    #[test]
    fn a_lease_of_another_client_than_the_reserved_one_is_taken_over() {
        let (primary, secondary) = pair_with_scopes(1);
        assert_eq!(secondary.add_reservation(SCOPE, SCOPE + 9, &[9]), 0);
        deploy(Relationship::between("name", &primary, &secondary, &[SCOPE]), &primary, &secondary);
        assert_eq!(primary.create_lease(SCOPE + 9, &[1], ACTIVE), 0);
        assert_eq!(secondary.client_at(SCOPE + 9).unwrap().0, [1]);
        assert_eq!(secondary.address_status(SCOPE + 9), Ok(3));
    }
}

mod server_names {
    use super::*;

    /// Design, section 4: NULL, "", localhost, loopback, the host's own name and address are the local server.
    #[test]
    fn names_of_the_local_server() {
        // The local server is one for the whole process: this is the only test that puts something on it.
        let (subnet, mut name) = (0x0AFE_0000, Wide::new("local"));
        let info = DHCP_SUBNET_INFO {
            SubnetAddress: subnet,
            SubnetMask: 0xFFFF_FF00,
            SubnetName: name.as_mut_ptr(),
            SubnetComment: null_mut(),
            PrimaryHost: no_host(),
            SubnetState: DhcpSubnetEnabled,
        };
        assert_eq!(unsafe { DhcpCreateSubnet(LOCAL, subnet, &info) }, 0);
        let mut relationship = Relationship::new("local", 0x0AFE_0001, NOBODY, &[subnet]);
        assert_eq!(unsafe { DhcpV4FailoverCreateRelationship(LOCAL, relationship.ptr()) }, 0);
        let by = |server: *const u16| {
            read(|out| unsafe { DhcpV4FailoverGetRelationship(server, Wide::new("local").as_ptr(), out) })
        };
        let expected = by(LOCAL).unwrap();
        let host = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
        // An interpreted program has no kernel that has a name.
        let host = if cfg!(miri) { "localhost" } else { &host };
        let host = host.trim();
        for server in ["", "localhost", "LocalHost", "127.0.0.1", "127.1.2.3", host, &host.to_uppercase()] {
            assert_eq!(by(Wide::new(server).as_ptr()).as_ref(), Ok(&expected), "{server}");
        }
        let listed = Server::new();
        assert_eq!(by(listed.ptr()), Err(RELATIONSHIP_DOES_NOT_EXIST));
    }

    #[test]
    fn a_listed_server_is_found_by_name_in_any_case_and_by_address() {
        let server = server_with_scopes(1);
        created("name", &server, &[SCOPE]);
        let [a, b, c, d] = server.address.to_be_bytes();
        let expected = get(&server, "name").unwrap();
        for spelling in [server.name.clone(), server.name.to_uppercase(), format!("{a}.{b}.{c}.{d}")] {
            let found = read(|out| unsafe {
                let (server, name) = (Wide::new(&spelling), Wide::new("name"));
                DhcpV4FailoverGetRelationship(server.as_ptr(), name.as_ptr(), out)
            });
            assert_eq!(found.as_ref(), Ok(&expected), "{spelling}");
        }
    }

    /// An unknown server is never the local one: 1722 from each function, with cleared outputs.
    #[test]
    fn an_unknown_server_is_1722_for_every_function() {
        let server = server_with_scopes(1);
        let mut relationship = alone("name", &server, &[SCOPE]);
        let name = Wide::new("name");
        for unknown in ["nobody.example", "192.0.2.1", "server", " ", "10.200.0", "256.0.0.1", "010.0.0.1"] {
            let at = Wide::new(unknown);
            let at = at.as_ptr();
            let search = DHCP_SEARCH_INFO {
                SearchType: DhcpClientIpAddress,
                SearchInfo: DHCP_SEARCH_INFO_0 { ClientIpAddress: SCOPE },
            };
            let given = relationship.ptr();
            let (mut half, mut by_scope) = (NonNull::dangling().as_ptr(), NonNull::dangling().as_ptr());
            let (mut all, mut statistics) = (NonNull::dangling().as_ptr(), NonNull::dangling().as_ptr());
            let mut client = NonNull::dangling().as_ptr();
            let (mut resume, mut read, mut total) = (0, 7, 7);
            let (mut time, mut difference, mut status) = (7, 7, 7);
            let codes = unsafe {
                [
                    DhcpV4FailoverCreateRelationship(at, given),
                    DhcpV4FailoverSetRelationship(at, MCLT, given),
                    DhcpV4FailoverDeleteRelationship(at, name.as_ptr()),
                    DhcpV4FailoverGetRelationship(at, name.as_ptr(), &mut half),
                    DhcpV4FailoverEnumRelationship(at, &mut resume, NEVER, &mut all, &mut read, &mut total),
                    DhcpV4FailoverAddScopeToRelationship(at, given),
                    DhcpV4FailoverDeleteScopeFromRelationship(at, given),
                    DhcpV4FailoverGetScopeRelationship(at, SCOPE, &mut by_scope),
                    DhcpV4FailoverGetScopeStatistics(at, SCOPE, &mut statistics),
                    DhcpV4FailoverGetClientInfo(at, &search, &mut client),
                    DhcpV4FailoverGetSystemTime(at, &mut time, &mut difference),
                    DhcpV4FailoverGetAddressStatus(at, SCOPE, &mut status),
                    DhcpV4FailoverTriggerAddrAllocation(at, name.as_ptr()),
                ]
            };
            assert_eq!(codes, [SERVER_UNAVAILABLE; 13], "{unknown}");
            assert!(half.is_null() && by_scope.is_null() && all.is_null());
            assert!(statistics.is_null() && client.is_null());
            assert_eq!((read, total, time, difference, status), (0, 0, 0, 0, 0));
        }
        let mut out = NonNull::dangling().as_ptr();
        let code = unsafe { DhcpV4FailoverGetRelationship(UNPAIRED_TEXT.as_ptr(), name.as_ptr(), &mut out) };
        assert_eq!((code, out.is_null()), (INVALID_PARAMETER, true), "an ill-formed name is no name");
    }
}

mod memory {
    use super::*;

    fn relationship_of(server: &Server) -> *mut DHCP_FAILOVER_RELATIONSHIP {
        let mut found = null_mut();
        let name = Wide::new("name");
        assert_eq!(unsafe { DhcpV4FailoverGetRelationship(server.ptr(), name.as_ptr(), &mut found) }, 0);
        found
    }

    /// The seven blocks of a relationship, the outermost first.
    fn blocks(found: *mut DHCP_FAILOVER_RELATIONSHIP) -> [*mut std::ffi::c_void; 7] {
        let half = unsafe { *found };
        [
            found.cast(),
            half.RelationshipName.cast(),
            half.PrimaryServerName.cast(),
            half.SecondaryServerName.cast(),
            half.SharedSecret.cast(),
            half.pScopes.cast(),
            unsafe { (*half.pScopes).Elements.cast() },
        ]
    }

    fn server() -> Server {
        let server = server_with_scopes(1);
        assert_eq!(alone("name", &server, &[SCOPE]).secret("secret").create_on(&server), 0);
        server
    }

    #[test]
    fn every_pointer_is_a_block_of_its_own_and_goes_in_any_order() {
        let server = server();
        for first in 0..7 {
            for step in 1..7 {
                let blocks = blocks(relationship_of(&server));
                let distinct: std::collections::HashSet<_> = blocks.iter().collect();
                assert_eq!(distinct.len(), 7);
                assert!(blocks.iter().all(|block| !block.is_null()));
                // 7 is prime: every step visits each block once.
                for turn in 0..7 {
                    free(blocks[(first + turn * step) % 7]);
                }
            }
        }
    }

    #[test]
    fn inner_blocks_stay_when_the_outer_one_is_freed() {
        let server = server();
        let found = relationship_of(&server);
        let half = unsafe { *found };
        let scopes = unsafe { *half.pScopes };
        free(found);
        free(half.pScopes);
        assert_eq!(text(half.RelationshipName).as_deref(), Some("name"));
        assert_eq!(text(half.PrimaryServerName).as_deref(), Some("primary.example"));
        assert_eq!(text(half.SecondaryServerName).as_deref(), Some("secondary.example"));
        assert_eq!(text(half.SharedSecret).as_deref(), Some("secret"));
        assert_eq!(unsafe { *scopes.Elements }, SCOPE);
        free(scopes.Elements);
        free(half.RelationshipName);
        free(half.PrimaryServerName);
        free(half.SecondaryServerName);
        free(half.SharedSecret);
    }

    #[test]
    fn freeing_twice_and_freeing_what_is_no_block_does_no_harm() {
        let server = server();
        for _ in 0..100 {
            let found = relationship_of(&server);
            let blocks = blocks(found);
            let (inside, name) = unsafe { (&raw mut (*found).Mclt, (*found).RelationshipName) };
            free(inside);
            free(unsafe { name.add(1) });
            free(unsafe { found.add(1) });
            assert_eq!(text(name).as_deref(), Some("name"), "still there");
            for block in blocks.iter().chain(&blocks) {
                free(*block);
            }
            for block in blocks.iter().rev() {
                free(*block);
            }
        }
        free(null_mut::<u8>());
        let mut local = 7_u64;
        free(&raw mut local);
        let mut boxed = Box::new([1_u32; 64]);
        free(boxed.as_mut_ptr());
        free(std::ptr::without_provenance_mut::<u8>(1));
        free(std::ptr::without_provenance_mut::<u8>(usize::MAX));
        assert_eq!((local, boxed[63]), (7, 1));
    }

    /// The structures are copies: the caller may change them, and inputs stay the caller's.
    #[test]
    fn results_and_inputs_are_the_callers() {
        let server = server();
        let found = relationship_of(&server);
        let before = get(&server, "name").unwrap();
        unsafe {
            *(*found).RelationshipName = 0x58;
            *(*(*found).pScopes).Elements = 0;
            (*found).Mclt = 1;
        }
        assert_eq!(get(&server, "name").unwrap(), before);
        free_relationship(found);

        let mut given = alone("given", &server, &[SCOPE]);
        let structure = unsafe { *given.ptr() };
        free(structure.RelationshipName);
        free(structure.pScopes);
        assert_eq!(text(structure.RelationshipName).as_deref(), Some("given"), "an input is foreign");
    }

    #[test]
    fn every_result_is_one_allocation_per_pointer() {
        let server = server_with_scopes(3);
        for number in 0..3 {
            let name = format!("r{number}");
            assert_eq!(alone(&name, &server, &[scope(number)]).secret("s").create_on(&server), 0);
        }
        let (mut resume, mut found, mut read, mut total) = (0, null_mut(), 0, 0);
        let code = unsafe {
            DhcpV4FailoverEnumRelationship(
                server.ptr(),
                &mut resume,
                NEVER,
                &mut found,
                &mut read,
                &mut total,
            )
        };
        assert_eq!(code, 0);
        let array = unsafe { *found };
        let mut all: Vec<*mut std::ffi::c_void> = vec![found.cast(), array.pRelationships.cast()];
        for at in 0..3 {
            // The structures are part of one block; what they point to is not.
            all.extend(&blocks(unsafe { array.pRelationships.add(at) })[1..]);
        }
        let distinct: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), 2 + 6 * 3);
        free(unsafe { array.pRelationships.add(1) }); // no block
        free(found);
        free(array.pRelationships);
        assert_eq!(text(all[2].cast()).as_deref(), Some("r0"));
        all.into_iter().for_each(free);
    }
}
