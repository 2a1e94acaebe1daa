//! Link-layer filters.

use std::mem::MaybeUninit;

use crate::abi::clients::{
    FILTER_STATUS_FULL_MATCH_IN_ALLOW_LIST, FILTER_STATUS_FULL_MATCH_IN_DENY_LIST, FILTER_STATUS_NONE,
    FILTER_STATUS_WILDCARD_MATCH_IN_ALLOW_LIST, FILTER_STATUS_WILDCARD_MATCH_IN_DENY_LIST,
};
use crate::abi::filters::{
    DHCP_ADDR_PATTERN, DHCP_FILTER_ADD_INFO, DHCP_FILTER_ENUM_INFO, DHCP_FILTER_GLOBAL_INFO,
    DHCP_FILTER_LIST_TYPE, DHCP_FILTER_RECORD,
};
use crate::domain::base::client::ClientId;
use crate::domain::model::filters::{FilterEntry, FilterList, FilterMatch, FilterPattern, FilterPlace};
use crate::domain::model::server::Server;
use crate::domain::rules::read::filters::{filter_match, listed};
use crate::domain::rules::{Command, Existing, FilterCommand};
use crate::ffi::alloc::Blocks;
use crate::ffi::build::{Builder, Size};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::{count, kept_optional_text};
use crate::ffi::paging::{self, Enumeration};
use crate::ffi::views;

/// The request to add an entry.
///
/// # Safety
///
/// The pointers in the structure are as `exports` says.
pub(crate) unsafe fn addition(given: &DHCP_FILTER_ADD_INFO, is_forced: bool) -> Result<Command, Failure> {
    // SAFETY: the same promise. Whatever is wrong with the values, a string that cannot be read is noticed first.
    let comment = unsafe { kept_optional_text(given.Comment) }?;
    let entry = FilterEntry { list: list(given.ListType)?, comment };
    let existing = if is_forced { Existing::IsReplaced } else { Existing::Stays };
    Ok(Command::Filters(FilterCommand::Add(pattern(&given.AddrPatt)?, entry, existing)))
}

/// The request to delete an entry.
pub(crate) fn deletion(given: &DHCP_ADDR_PATTERN) -> Result<Command, Failure> {
    Ok(Command::Filters(FilterCommand::Delete(pattern(given)?)))
}

/// The request to say which lists are in force.
pub(crate) fn enforcement(given: &DHCP_FILTER_GLOBAL_INFO) -> Command {
    Command::Filters(FilterCommand::Enforce {
        allow_list: given.EnforceAllowList != 0,
        deny_list: given.EnforceDenyList != 0,
    })
}

/// Which lists are in force.
pub(crate) fn enforced(server: &Server) -> DHCP_FILTER_GLOBAL_INFO {
    DHCP_FILTER_GLOBAL_INFO {
        EnforceAllowList: i32::from(server.filters.enforces_allow_list),
        EnforceDenyList: i32::from(server.filters.enforces_deny_list),
    }
}

/// The list of a number.
pub(crate) fn list(given: MaybeUninit<DHCP_FILTER_LIST_TYPE>) -> Result<FilterList, Failure> {
    match views::enum_number(given) {
        0 => Ok(FilterList::Deny),
        1 => Ok(FilterList::Allow),
        _ => Err(Failure::InvalidValue("a filter is in the deny list or in the allow list")),
    }
}

fn pattern(given: &DHCP_ADDR_PATTERN) -> Result<FilterPattern, Failure> {
    if given.MatchHWType == 0 {
        return Err(Failure::InvalidValue("a filter compares the hardware type"));
    }
    let pattern = FilterPattern::new(given.HWType, given.IsWildcard != 0, bytes(given));
    pattern.ok_or(Failure::InvalidValue(FilterPattern::RULE))
}

/// The bytes that count.
fn bytes(given: &DHCP_ADDR_PATTERN) -> &[u8] {
    given.Pattern.get(..usize::from(given.Length)).unwrap_or_default()
}

/// The place behind which an enumeration goes on; `None` for the structure of zeros, with which it starts.
fn place(handle: &DHCP_ADDR_PATTERN) -> Option<FilterPlace> {
    let DHCP_ADDR_PATTERN { MatchHWType, HWType, IsWildcard, Length, .. } = *handle;
    let is_zero = MatchHWType == 0 && HWType == 0 && IsWildcard == 0 && Length == 0;
    (!is_zero).then(|| FilterPlace::of(HWType, bytes(handle)))
}

fn structure(pattern: &FilterPattern) -> DHCP_ADDR_PATTERN {
    let bytes = pattern.bytes();
    let mut places = [0; 255];
    places.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    DHCP_ADDR_PATTERN {
        MatchHWType: 1,
        HWType: pattern.hardware_type(),
        IsWildcard: i32::from(pattern.is_wildcard()),
        Length: u8::try_from(bytes.len()).unwrap_or(u8::MAX),
        Pattern: places,
    }
}

fn record<B: Builder>(
    blocks: &mut B,
    (pattern, entry): (&FilterPattern, &FilterEntry),
) -> Result<DHCP_FILTER_RECORD, Failure> {
    Ok(DHCP_FILTER_RECORD {
        AddrPatt: structure(pattern),
        Comment: blocks.optional_text(entry.comment.as_ref())?,
    })
}

/// A page of a list. The handle becomes the last pattern of it.
pub(crate) fn page(
    server: &Server,
    list: FilterList,
    preferred: u32,
    enumeration: Enumeration<DHCP_FILTER_ENUM_INFO, DHCP_ADDR_PATTERN>,
) -> Outcome {
    let rest = listed(server, list, place(enumeration.handle()));
    let sizes = rest.clone().map(|entry| Size::of(|size| record(size, entry)));
    let page = paging::clamped_bytes_of(preferred, rest.clone().count(), sizes)?;
    let chosen: Vec<_> = rest.take(page.count).collect();
    let mut blocks = Blocks::new();
    let records = blocks.array_of(chosen.iter().copied(), record)?;
    let root =
        blocks.one(DHCP_FILTER_ENUM_INFO { NumElements: count(page.count)?, pEnumRecords: records })?;
    let last = chosen.last().map(|(pattern, _)| structure(pattern));
    enumeration.finish_with_no_more_items(last, page, blocks.rooted(root)?)
}

/// The bits of a lease record that say which filters its client matches, whether or not they are in force.
pub(crate) fn status(server: &Server, client: &ClientId) -> u32 {
    let found = filter_match(server, client);
    if found == FilterMatch::default() {
        return FILTER_STATUS_NONE;
    }
    let bits = [
        (found.full == Some(FilterList::Allow), FILTER_STATUS_FULL_MATCH_IN_ALLOW_LIST),
        (found.full == Some(FilterList::Deny), FILTER_STATUS_FULL_MATCH_IN_DENY_LIST),
        (found.is_allowed_by_wildcard, FILTER_STATUS_WILDCARD_MATCH_IN_ALLOW_LIST),
        (found.is_denied_by_wildcard, FILTER_STATUS_WILDCARD_MATCH_IN_DENY_LIST),
    ];
    bits.iter().filter(|(matches, _)| *matches).fold(0, |status, (_, bit)| status | bit)
}
