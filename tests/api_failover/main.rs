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

#[path = "../support/mod.rs"]
mod support;

mod add_scope;
mod address_status;
mod client_info;
mod contact;
mod create_relationship;
mod delete_relationship;
mod delete_scope;
mod enum_relationship;
mod get_relationship;
mod memory;
mod replication;
mod server_names;
mod set_relationship;
mod statistics;
mod system_time;
mod trigger;

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

/// A relationship of a server with a partner that never answers, created.
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

/// The content of a relationship's structure, in memory of its own.
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
