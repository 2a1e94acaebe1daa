//! What `dhcpsapi_ext.h` needs: errors as C strings, what is done to servers and links, and insight.

use std::ffi::{CStr, c_char};
use std::ptr;

use crate::abi::errors::{C_TABLE, c_text};
use crate::abi::extension::{
    DHCPSAPI_DIFFERENCE, DHCPSAPI_DIFFERING, DHCPSAPI_RELATIONSHIP_STATISTICS, DHCPSAPI_SCOPE_DIVISION,
    DHCPSAPI_WHOSE,
};
use crate::abi::win::LPCWSTR;
use crate::domain::address::Address;
use crate::domain::decide::{self, Command, Difference, Differing, Division, Whose, preview_division};
use crate::domain::registry::{Registry, Server, ServerId};
use crate::domain::time::Timestamp;
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::call::Failure;
use crate::ffi::convert::{count, failover, kept_text};
use crate::ffi::views::UNPAIRED_SURROGATE;

/// The error of a number: it, its name, its meaning.
fn error(number: u32) -> Option<&'static (u32, &'static CStr, &'static CStr)> {
    C_TABLE.get(C_TABLE.binary_search_by_key(&number, |(number, ..)| *number).ok()?)
}

/// The name of an error; NULL if it is none of ours.
pub(crate) fn error_name(number: u32) -> *const c_char {
    error(number).map_or(ptr::null(), |(_, name, _)| name.as_ptr())
}

/// The meaning of an error; NULL if it is none of ours.
pub(crate) fn error_text(number: u32) -> *const c_char {
    error(number).map_or(ptr::null(), |(_, _, text)| text.as_ptr())
}

/// The version of the library.
pub(crate) fn version() -> *const c_char {
    const VERSION: &CStr = c_text(concat!(env!("CARGO_PKG_VERSION"), "\0"));
    VERSION.as_ptr()
}

/// The request to give the local server a name and an address.
///
/// # Safety
///
/// The name is as `exports` says.
pub(crate) unsafe fn local(name: LPCWSTR, address: Address) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_text(name) }?;
    Ok(Command::NameLocal { name, address })
}

/// The request to cut the link to another server.
pub(crate) fn cut(other: ServerId) -> Command {
    Command::CutLink(other)
}

/// The request to heal it.
pub(crate) fn heal(other: ServerId) -> Command {
    Command::HealLink(other)
}

/// The request to stop the DHCP service.
pub(crate) fn stop() -> Command {
    Command::Stop
}

/// The request to start it.
pub(crate) fn start() -> Command {
    Command::Start
}

/// The request to restore the database of a stopped server.
pub(crate) fn restore() -> Command {
    Command::Restore
}

/// The request to set the clock of one server ahead of the others.
pub(crate) fn shift_clock(seconds: i32) -> Command {
    Command::ShiftClock(i64::from(seconds))
}

/// What a command to divide would do: one structure for each scope, and how many there are.
pub(crate) fn preview(
    registry: &Registry,
    server: ServerId,
    name: &[u16],
) -> Result<(Given<DHCPSAPI_SCOPE_DIVISION>, u32), Failure> {
    list(&preview_division(registry, server, name)?, scope_division)
}

/// One block with a structure for each item, and how many there are.
pub(super) fn list<I, T: Copy>(items: &[I], structure: impl Fn(&I) -> T) -> Result<(Given<T>, u32), Failure> {
    let count = count(items.len())?;
    let mut blocks = Blocks::new();
    let root = blocks.array(items.iter().map(structure))?;
    Ok((blocks.rooted(root)?, count))
}

fn scope_division((division, happens_now): &(Division, bool)) -> DHCPSAPI_SCOPE_DIVISION {
    DHCPSAPI_SCOPE_DIVISION {
        Scope: division.scope,
        PrimaryFree: division.free_of_primary,
        SecondaryFree: division.free_of_secondary,
        SecondaryShare: division.share_of_secondary,
        Moved: division.count(),
        MovedTo: failover::server_type(division.to),
        First: division.moved.map_or(0, |moved| moved.first()),
        Last: division.moved.map_or(0, |moved| moved.last()),
        HappensNow: i32::from(*happens_now),
    }
}

/// What differs between the servers of a relationship: one structure for each thing, and how many there are.
pub(crate) fn differences(
    registry: &Registry,
    server: ServerId,
    name: &[u16],
) -> Result<(Given<DHCPSAPI_DIFFERENCE>, u32), Failure> {
    list(&decide::differences(registry, server, name)?, difference)
}

fn difference(difference: &Difference) -> DHCPSAPI_DIFFERENCE {
    let (what, first, last) = match difference.what {
        Differing::Scope => (DHCPSAPI_DIFFERING::DhcpsapiScope, 0, 0),
        Differing::Properties => (DHCPSAPI_DIFFERING::DhcpsapiProperties, 0, 0),
        Differing::Range(range) => (DHCPSAPI_DIFFERING::DhcpsapiRange, range.first(), range.last()),
        Differing::Exclusion(range) => (DHCPSAPI_DIFFERING::DhcpsapiExclusion, range.first(), range.last()),
        Differing::Reservation(address) => (DHCPSAPI_DIFFERING::DhcpsapiReservation, address, address),
        Differing::ScopeItself => (DHCPSAPI_DIFFERING::DhcpsapiScopeItself, 0, 0),
        Differing::Mode => (DHCPSAPI_DIFFERING::DhcpsapiMode, 0, 0),
        Differing::Percentage => (DHCPSAPI_DIFFERING::DhcpsapiPercentage, 0, 0),
        Differing::LeadTime => (DHCPSAPI_DIFFERING::DhcpsapiLeadTime, 0, 0),
        Differing::SafePeriod => (DHCPSAPI_DIFFERING::DhcpsapiSafePeriod, 0, 0),
        Differing::SharedSecret => (DHCPSAPI_DIFFERING::DhcpsapiSharedSecret, 0, 0),
        Differing::Role => (DHCPSAPI_DIFFERING::DhcpsapiRole, 0, 0),
    };
    let whose = match difference.whose {
        Whose::ThisServer => DHCPSAPI_WHOSE::DhcpsapiThisServer,
        Whose::Partner => DHCPSAPI_WHOSE::DhcpsapiPartner,
        Whose::Both => DHCPSAPI_WHOSE::DhcpsapiBoth,
    };
    DHCPSAPI_DIFFERENCE { Scope: difference.scope, What: what, Whose: whose, First: first, Last: last }
}

/// A relationship as a whole.
pub(crate) fn relationship_statistics(
    server: &Server,
    name: &[u16],
    now: Timestamp,
) -> Result<Given<DHCPSAPI_RELATIONSHIP_STATISTICS>, Failure> {
    let statistics = server.relationship_statistics(name, now)?;
    let relationship = statistics.relationship;
    let moment = |moment: Option<Timestamp>| moment.map_or(0, |Timestamp(seconds)| seconds);
    let mut blocks = Blocks::new();
    let root = blocks.one(DHCPSAPI_RELATIONSHIP_STATISTICS {
        State: failover::state(relationship.state.name()),
        PrevState: failover::state(relationship.previous),
        Since: relationship.since.0,
        TimerEnds: moment(relationship.state.due()),
        AllUsableAt: moment(statistics.all_usable_at),
        InContact: i32::from(relationship.partner.is_some()),
        NumScopes: count(relationship.scopes.len())?,
        Usable: statistics.usable,
        Total: failover::seen_from(relationship.settings.role, &statistics.total),
    })?;
    blocks.rooted(root)
}

/// A string of UTF-16.
pub(crate) fn utf16(text: &str) -> Result<Given<u16>, Failure> {
    let mut units: Vec<u16> = text.encode_utf16().collect();
    units.push(0);
    let mut blocks = Blocks::new();
    let root = blocks.array(units.into_iter())?;
    blocks.rooted(root)
}

/// A string of UTF-8.
pub(crate) fn utf8(units: &[u16]) -> Result<Given<c_char>, Failure> {
    utf8_of(String::from_utf16(units).map_err(|_| Failure::Unreadable(UNPAIRED_SURROGATE))?)
}

/// The same of a string of the library's own.
pub(crate) fn utf8_of(mut text: String) -> Result<Given<c_char>, Failure> {
    text.push('\0');
    let mut blocks = Blocks::new();
    let root = blocks.array(text.bytes())?;
    blocks.rooted(root.cast())
}
