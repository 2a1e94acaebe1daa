//! The journal: its entries as structures, and as lines for a callback.

use std::ffi::{CString, c_void};
use std::ptr;
use std::sync::Arc;

use crate::abi::common::DHCP_CLIENT_UID;
use crate::abi::extension::{
    DHCPSAPI_EVENT_KIND, DHCPSAPI_JOURNAL_ENTRY, DHCPSAPI_LOG, DHCPSAPI_RULE, DHCPSAPI_SEVERITY,
};
use crate::abi::failover::{DHCP_FAILOVER_SERVER, FSM_STATE};
use crate::domain::model::journal::{EventKind, JournalEntry, Severity};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::build::Builder;
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::ext::clients::refusal;
use crate::ffi::convert::{bare_id, count, failover};
use crate::ffi::out::{Out, two};
use crate::watch::callback::Listener;
use crate::watch::journal::Journal;

/// The cursor and the outputs of a reading.
#[derive(Debug)]
pub(crate) struct Reading {
    cursor: *mut u64,
    start: u64,
    entries: Out<*mut DHCPSAPI_JOURNAL_ENTRY>,
    count: Out<u32>,
}

/// The entries that one call reads.
pub(crate) struct Page {
    given: Given<DHCPSAPI_JOURNAL_ENTRY>,
    count: u32,
    next: u64,
    has_more: bool,
}

impl Reading {
    /// Takes the outputs over and clears all but the cursor; any NULL is `ERROR_INVALID_PARAMETER`.
    ///
    /// # Safety
    ///
    /// Each pointer is NULL or valid for writing, `cursor` also for reading, until the call ends.
    pub(crate) unsafe fn new(
        cursor: *mut u64,
        entries: *mut *mut DHCPSAPI_JOURNAL_ENTRY,
        count: *mut u32,
    ) -> Result<Self, Failure> {
        // SAFETY: the same promise. All are cleared before the first NULL is answered.
        let outputs = unsafe { two(entries, count) };
        if cursor.is_null() {
            return Err(Failure::NullOutput);
        }
        // SAFETY: not NULL, so readable by this function's contract.
        let start = unsafe { cursor.read_unaligned() };
        let (entries, count) = outputs?;
        Ok(Reading { cursor, start, entries, count })
    }

    /// The next entries, at most `most` of them; 0 is all.
    pub(crate) fn page(&self, journal: &Journal, most: u32) -> Result<Page, Failure> {
        let most = if most == 0 { usize::MAX } else { usize::try_from(most).unwrap_or(usize::MAX) };
        let left = journal.from(self.start);
        let has_more = left.len() > most;
        let mut next = self.start;
        let mut blocks = Blocks::new();
        let read = left.take(most);
        let count = count(read.len())?;
        let root = blocks.array_of(read, |blocks, entry| {
            next = entry.number.saturating_add(1);
            structure(blocks, entry)
        })?;
        if count == 0 {
            return Err(Failure::NoMoreItems);
        }
        Ok(Page { given: blocks.rooted(root)?, count, next, has_more })
    }

    /// Fills the outputs and answers whether more remains.
    pub(crate) fn finish(self, page: Page) -> Outcome {
        self.entries.give(page.given);
        self.count.fill(page.count);
        // SAFETY: `new` was promised a writable cursor, and found it not NULL.
        unsafe { self.cursor.write_unaligned(page.next) };
        if page.has_more { Err(Failure::MoreData) } else { Ok(()) }
    }
}

fn structure(blocks: &mut Blocks, entry: &JournalEntry) -> Result<DHCPSAPI_JOURNAL_ENTRY, Failure> {
    let nothing = DHCPSAPI_JOURNAL_ENTRY {
        Number: entry.number,
        Time: entry.time.0,
        Kind: DHCPSAPI_EVENT_KIND::DhcpsapiStateChanged,
        Server: entry.server.as_ref().map_or(0, |(_, address)| *address),
        RelationshipName: blocks.optional_text(entry.relationship.as_ref())?,
        FromState: FSM_STATE::NO_STATE,
        ToState: FSM_STATE::NO_STATE,
        Scope: 0,
        Count: 0,
        MovedTo: DHCP_FAILOVER_SERVER::PrimaryServer,
        Rule: DHCPSAPI_RULE::DhcpsapiWholeLease,
        Client: DHCP_CLIENT_UID { DataLength: 0, Data: ptr::null_mut() },
    };
    let just = |kind| DHCPSAPI_JOURNAL_ENTRY { Kind: kind, ..nothing };
    Ok(match &entry.kind {
        EventKind::StateChanged { from, to } => DHCPSAPI_JOURNAL_ENTRY {
            FromState: failover::state(*from),
            ToState: failover::state(*to),
            ..just(DHCPSAPI_EVENT_KIND::DhcpsapiStateChanged)
        },
        EventKind::ContactMade => just(DHCPSAPI_EVENT_KIND::DhcpsapiContactMade),
        EventKind::ContactLost => just(DHCPSAPI_EVENT_KIND::DhcpsapiContactLost),
        EventKind::AuthenticationFailed => just(DHCPSAPI_EVENT_KIND::DhcpsapiAuthenticationFailed),
        EventKind::Stopped => just(DHCPSAPI_EVENT_KIND::DhcpsapiServiceStopped),
        EventKind::Started => just(DHCPSAPI_EVENT_KIND::DhcpsapiServiceStarted),
        EventKind::Restored => just(DHCPSAPI_EVENT_KIND::DhcpsapiDatabaseRestored),
        EventKind::BackupRestored => just(DHCPSAPI_EVENT_KIND::DhcpsapiBackupRestored),
        EventKind::BackupUnusable(_) => just(DHCPSAPI_EVENT_KIND::DhcpsapiBackupUnusable),
        EventKind::AddressesMoved { scope, count, to } => DHCPSAPI_JOURNAL_ENTRY {
            Scope: scope.0,
            Count: *count,
            MovedTo: failover::server_type(*to),
            ..just(DHCPSAPI_EVENT_KIND::DhcpsapiAddressesMoved)
        },
        EventKind::Refused { scope, client, why } => DHCPSAPI_JOURNAL_ENTRY {
            Scope: scope.0,
            Rule: refusal(*why),
            Client: bare_id(blocks, client)?,
            ..just(DHCPSAPI_EVENT_KIND::DhcpsapiClientRefused)
        },
    })
}

/// The pointer that a caller gave with a callback, and wants back.
struct Context(*mut c_void);

// SAFETY: the library only hands it back; the callback may be called on any thread, by the contract of `exports`.
unsafe impl Send for Context {}
// SAFETY: as for `Send`.
unsafe impl Sync for Context {}

impl Context {
    fn get(&self) -> *mut c_void {
        self.0
    }
}

/// A callback as the servers call it; `None` for NULL.
///
/// # Safety
///
/// `callback` is NULL or can be called with `context` on any thread, until another one is set and no call of it is left.
pub(crate) unsafe fn listener(callback: DHCPSAPI_LOG, context: *mut c_void) -> Option<Listener> {
    let callback = callback?;
    let context = Context(context);
    Some(Arc::new(move |notice| {
        let (severity, message) = (severity(notice.severity()), notice.to_string());
        let message = CString::new(message).unwrap_or_default();
        // The message lives until the callback returns; the rest is this function's contract.
        callback(context.get(), severity, message.as_ptr());
    }))
}

fn severity(severity: Severity) -> DHCPSAPI_SEVERITY {
    match severity {
        Severity::Information => DHCPSAPI_SEVERITY::DhcpsapiInformation,
        Severity::Warning => DHCPSAPI_SEVERITY::DhcpsapiWarning,
        Severity::Error => DHCPSAPI_SEVERITY::DhcpsapiError,
    }
}
