//! The structures of `dhcpsapi_ext.h`: errors as C strings, faults of servers and links, and insight.

pub(crate) mod clients;
pub(crate) mod journal;

use std::ffi::{CStr, c_char};
use std::ptr;
use std::time::Duration;

use crate::abi::errors::{C_TABLE, c_text};
use crate::abi::extension::{
    DHCPSAPI_DRIFT_ENTRY, DHCPSAPI_DRIFT_ENTRY_EX, DHCPSAPI_DRIFT_KIND, DHCPSAPI_INFINITE,
    DHCPSAPI_REBALANCE, DHCPSAPI_RELATIONSHIP_STATISTICS, DHCPSAPI_SIDE,
};
use crate::abi::win::{DWORD, LPCWSTR};
use crate::domain::base::address::Address;
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;
use crate::domain::rules;
use crate::domain::rules::read::drift::{DriftEntry, DriftKind, Side};
use crate::domain::rules::{Command, DirectoryCommand, LabCommand, Rebalance, preview_rebalance};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome};
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

/// How long somebody waits; `None` is for ever.
pub(crate) fn patience(milliseconds: DWORD) -> Option<Duration> {
    (milliseconds != DHCPSAPI_INFINITE).then(|| Duration::from_millis(milliseconds.into()))
}

/// The outcome for somebody who has waited.
pub(crate) fn waited(has_happened: bool) -> Outcome {
    if has_happened { Ok(()) } else { Err(Failure::TimedOut) }
}

/// The request to give the local server a name and an address.
///
/// # Safety
///
/// The name is as `exports` says.
pub(crate) unsafe fn local(name: LPCWSTR, address: Address) -> Result<Command, Failure> {
    // SAFETY: the same promise.
    let name = unsafe { kept_text(name) }?;
    Ok(Command::Directory(DirectoryCommand::NameLocal { name, address }))
}

/// The request to cut the link to another server.
pub(crate) fn cut(other: ServerId) -> Command {
    Command::Lab(LabCommand::CutLink(other))
}

/// The request to heal it.
pub(crate) fn heal(other: ServerId) -> Command {
    Command::Lab(LabCommand::HealLink(other))
}

/// The request to stop the DHCP service.
pub(crate) fn stop() -> Command {
    Command::Lab(LabCommand::Stop)
}

/// The request to restore the database of a server whose service is stopped.
pub(crate) fn restore() -> Command {
    Command::Lab(LabCommand::Restore)
}

/// The request to set the clock of one server ahead of the others.
pub(crate) fn shift_clock(seconds: i32) -> Command {
    Command::Lab(LabCommand::ShiftClock(i64::from(seconds)))
}

/// The rebalances that a command now would bring: one structure for each scope, and how many there are.
pub(crate) fn preview(
    registry: &Registry,
    server: ServerId,
    name: &[u16],
) -> Result<(Given<DHCPSAPI_REBALANCE>, u32), Failure> {
    list(&preview_rebalance(registry, server, name)?, rebalance)
}

/// One block with a structure for each item, and how many there are.
pub(super) fn list<I, T: Copy>(items: &[I], structure: impl Fn(&I) -> T) -> Result<(Given<T>, u32), Failure> {
    let count = count(items.len())?;
    let mut blocks = Blocks::new();
    let root = blocks.array(items.iter().map(structure))?;
    Ok((blocks.rooted(root)?, count))
}

fn rebalance((rebalance, happens_now): &(Rebalance, bool)) -> DHCPSAPI_REBALANCE {
    DHCPSAPI_REBALANCE {
        Scope: rebalance.scope.0,
        PrimaryFree: rebalance.free_of_primary,
        SecondaryFree: rebalance.free_of_secondary,
        SecondaryShare: rebalance.share_of_secondary,
        Moved: rebalance.count(),
        MovedTo: failover::server_type(rebalance.to),
        First: rebalance.moved.map_or(0, |moved| moved.first()),
        Last: rebalance.moved.map_or(0, |moved| moved.last()),
        HappensNow: i32::from(*happens_now),
    }
}

/// The drift between the servers of a relationship: one structure for each thing, and how many there are.
pub(crate) fn drift(
    registry: &Registry,
    server: ServerId,
    name: &[u16],
) -> Result<(Given<DHCPSAPI_DRIFT_ENTRY>, u32), Failure> {
    list(&rules::read::drift::drift(registry, server, name)?, drift_entry)
}

/// The same, with the option and the classes that each is about.
pub(crate) fn drift_ex(
    registry: &Registry,
    server: ServerId,
    name: &[u16],
) -> Result<(Given<DHCPSAPI_DRIFT_ENTRY_EX>, u32), Failure> {
    let found = rules::read::drift::drift(registry, server, name)?;
    let mut blocks = Blocks::new();
    let root = blocks.array_of(found.iter(), |blocks, entry| {
        let (user_class, vendor_class) = entry.kind.classes();
        Ok(DHCPSAPI_DRIFT_ENTRY_EX {
            Entry: drift_entry(entry),
            OptionID: entry.kind.option().unwrap_or(0),
            UserClass: blocks.optional_text(user_class)?,
            VendorClass: blocks.optional_text(vendor_class)?,
        })
    })?;
    Ok((blocks.rooted(root)?, count(found.len())?))
}

fn drift_entry(entry: &DriftEntry) -> DHCPSAPI_DRIFT_ENTRY {
    let addresses = entry.kind.addresses();
    DHCPSAPI_DRIFT_ENTRY {
        Scope: entry.scope.map_or(0, |scope| scope.0),
        Kind: drift_kind(&entry.kind),
        Side: match entry.side {
            Side::ThisServer => DHCPSAPI_SIDE::DhcpsapiThisServer,
            Side::Partner => DHCPSAPI_SIDE::DhcpsapiPartner,
            Side::Both => DHCPSAPI_SIDE::DhcpsapiBoth,
        },
        First: addresses.map_or(0, |addresses| addresses.first()),
        Last: addresses.map_or(0, |addresses| addresses.last()),
    }
}

fn drift_kind(kind: &DriftKind) -> DHCPSAPI_DRIFT_KIND {
    match kind {
        DriftKind::Scope => DHCPSAPI_DRIFT_KIND::DhcpsapiScope,
        DriftKind::Properties => DHCPSAPI_DRIFT_KIND::DhcpsapiProperties,
        DriftKind::Range(_) => DHCPSAPI_DRIFT_KIND::DhcpsapiRange,
        DriftKind::Exclusion(_) => DHCPSAPI_DRIFT_KIND::DhcpsapiExclusion,
        DriftKind::Reservation(_) => DHCPSAPI_DRIFT_KIND::DhcpsapiReservation,
        DriftKind::ScopeItself => DHCPSAPI_DRIFT_KIND::DhcpsapiScopeItself,
        DriftKind::Mode => DHCPSAPI_DRIFT_KIND::DhcpsapiMode,
        DriftKind::Percentage => DHCPSAPI_DRIFT_KIND::DhcpsapiPercentage,
        DriftKind::LeadTime => DHCPSAPI_DRIFT_KIND::DhcpsapiLeadTime,
        DriftKind::SafePeriod => DHCPSAPI_DRIFT_KIND::DhcpsapiSafePeriod,
        DriftKind::SharedSecret => DHCPSAPI_DRIFT_KIND::DhcpsapiSharedSecret,
        DriftKind::Role => DHCPSAPI_DRIFT_KIND::DhcpsapiRole,
        DriftKind::OptionValue(..) => DHCPSAPI_DRIFT_KIND::DhcpsapiOptionValue,
        DriftKind::LeaseDuration => DHCPSAPI_DRIFT_KIND::DhcpsapiLeaseDuration,
        DriftKind::OfferDelay => DHCPSAPI_DRIFT_KIND::DhcpsapiOfferDelay,
        DriftKind::Class { .. } => DHCPSAPI_DRIFT_KIND::DhcpsapiClass,
        DriftKind::Definition(_) => DHCPSAPI_DRIFT_KIND::DhcpsapiDefinition,
    }
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

/// A string of UTF-8, made of one of the library's own.
pub(crate) fn utf8_of(mut text: String) -> Result<Given<c_char>, Failure> {
    text.push('\0');
    let mut blocks = Blocks::new();
    let root = blocks.array(text.bytes())?;
    blocks.rooted(root.cast())
}
