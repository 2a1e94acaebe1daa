//! What happened: as structures, and as sentences.

use std::ffi::{CString, c_void};
use std::fmt::Write;
use std::net::Ipv4Addr;
use std::ptr;
use std::sync::Arc;

use crate::abi::common::DHCP_CLIENT_UID;
use crate::abi::extension::{
    DHCPSAPI_HAPPENING, DHCPSAPI_LOG, DHCPSAPI_RULE, DHCPSAPI_SEVERITY, DHCPSAPI_WHAT,
};
use crate::abi::failover::{DHCP_FAILOVER_SERVER, FSM_STATE};
use crate::domain::client::ClientId;
use crate::domain::history::{Happening, History, Listener, Severity, Told, What};
use crate::domain::pool::Owner;
use crate::domain::state::StateName;
use crate::domain::text::{Text, harmless};
use crate::ffi::alloc::{Blocks, Given};
use crate::ffi::call::{Failure, Outcome};
use crate::ffi::convert::extension_clients::{self, refusal};
use crate::ffi::convert::{bare_id, count, failover};
use crate::ffi::out::{Out, two};

/// The cursor and the outputs of a reading.
#[derive(Debug)]
pub(crate) struct Reading {
    cursor: *mut u64,
    start: u64,
    happenings: Out<*mut DHCPSAPI_HAPPENING>,
    count: Out<u32>,
}

/// What is read at once.
pub(crate) struct Page {
    given: Given<DHCPSAPI_HAPPENING>,
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
        happenings: *mut *mut DHCPSAPI_HAPPENING,
        count: *mut u32,
    ) -> Result<Self, Failure> {
        // SAFETY: the same promise. All are cleared before the first NULL is answered.
        let outputs = unsafe { two(happenings, count) };
        if cursor.is_null() {
            return Err(Failure::NullOutput);
        }
        // SAFETY: not NULL, so readable by this function's contract.
        let start = unsafe { cursor.read_unaligned() };
        let (happenings, count) = outputs?;
        Ok(Reading { cursor, start, happenings, count })
    }

    /// What comes next, at most so many; 0 is all.
    pub(crate) fn page(&self, history: &History, most: u32) -> Result<Page, Failure> {
        let most = if most == 0 { usize::MAX } else { usize::try_from(most).unwrap_or(usize::MAX) };
        let left = history.from(self.start);
        let has_more = left.len() > most;
        let mut next = self.start;
        let mut blocks = Blocks::new();
        let read = left.take(most);
        let count = count(read.len())?;
        let root = blocks.array_of(read, |blocks, happening| {
            next = happening.number.saturating_add(1);
            structure(blocks, happening)
        })?;
        if count == 0 {
            return Err(Failure::NoMoreItems);
        }
        Ok(Page { given: blocks.rooted(root)?, count, next, has_more })
    }

    /// Fills the outputs and answers whether more remains.
    pub(crate) fn finish(self, page: Page) -> Outcome {
        self.happenings.give(page.given);
        self.count.fill(page.count);
        // SAFETY: `new` was promised a writable cursor, and found it not NULL.
        unsafe { self.cursor.write_unaligned(page.next) };
        if page.has_more { Err(Failure::MoreData) } else { Ok(()) }
    }
}

fn structure(blocks: &mut Blocks, happening: &Happening) -> Result<DHCPSAPI_HAPPENING, Failure> {
    let nothing = DHCPSAPI_HAPPENING {
        Number: happening.number,
        Time: happening.time.0,
        What: DHCPSAPI_WHAT::DhcpsapiStateChanged,
        Server: happening.server.as_ref().map_or(0, |(_, address)| *address),
        RelationshipName: blocks.optional_text(happening.relationship.as_ref())?,
        FromState: FSM_STATE::NO_STATE,
        ToState: FSM_STATE::NO_STATE,
        Scope: 0,
        Count: 0,
        MovedTo: DHCP_FAILOVER_SERVER::PrimaryServer,
        Rule: DHCPSAPI_RULE::DhcpsapiWholeLease,
        Client: DHCP_CLIENT_UID { DataLength: 0, Data: ptr::null_mut() },
    };
    let just = |what| DHCPSAPI_HAPPENING { What: what, ..nothing };
    Ok(match &happening.what {
        What::StateChanged { from, to } => DHCPSAPI_HAPPENING {
            FromState: failover::state(*from),
            ToState: failover::state(*to),
            ..just(DHCPSAPI_WHAT::DhcpsapiStateChanged)
        },
        What::ContactMade => just(DHCPSAPI_WHAT::DhcpsapiContactMade),
        What::ContactLost => just(DHCPSAPI_WHAT::DhcpsapiContactLost),
        What::AuthenticationFailed => just(DHCPSAPI_WHAT::DhcpsapiAuthenticationFailed),
        What::Stopped => just(DHCPSAPI_WHAT::DhcpsapiServiceStopped),
        What::Started => just(DHCPSAPI_WHAT::DhcpsapiServiceStarted),
        What::Restored => just(DHCPSAPI_WHAT::DhcpsapiDatabaseRestored),
        What::AddressesMoved { scope, count, to } => DHCPSAPI_HAPPENING {
            Scope: *scope,
            Count: *count,
            MovedTo: failover::server_type(*to),
            ..just(DHCPSAPI_WHAT::DhcpsapiAddressesMoved)
        },
        What::Refused { scope, client, why } => DHCPSAPI_HAPPENING {
            Scope: *scope,
            Rule: refusal(*why),
            Client: bare_id(blocks, client)?,
            ..just(DHCPSAPI_WHAT::DhcpsapiClientRefused)
        },
    })
}

/// What a caller gave with a callback, and wants back.
struct Context(*mut c_void);

// SAFETY: the library only hands it back; the callback may be called on any thread, by the contract of `exports`.
unsafe impl Send for Context {}
// SAFETY: the same.
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
    Some(Arc::new(move |told| {
        let (severity, message) = match told {
            Told::Happening(happening) => (severity(&happening.what), sentence(happening)),
            Told::Lost(count) => (DHCPSAPI_SEVERITY::DhcpsapiWarning, lost(*count)),
        };
        let message = CString::new(message).unwrap_or_default();
        // The message lives until the callback returns; the rest is this function's contract.
        callback(context.get(), severity, message.as_ptr());
    }))
}

/// That the callback is not told so many entries.
fn lost(count: u64) -> String {
    let entries = if count == 1 { "entry is" } else { "entries are" };
    format!("{count} {entries} not told, since too many waited for it")
}

fn severity(what: &What) -> DHCPSAPI_SEVERITY {
    match what.severity() {
        Severity::Information => DHCPSAPI_SEVERITY::DhcpsapiInformation,
        Severity::Warning => DHCPSAPI_SEVERITY::DhcpsapiWarning,
        Severity::Error => DHCPSAPI_SEVERITY::DhcpsapiError,
    }
}

/// What happened, in one line: "server: relationship "name": what".
pub fn sentence(happening: &Happening) -> String {
    let server = happening.server.as_ref().map_or_else(|| "no server".into(), |(name, _)| shown(name));
    let about = happening.relationship.as_ref();
    let about = about.map_or_else(String::new, |name| format!("relationship \"{}\": ", shown(name)));
    format!("{server}: {about}{}", told(&happening.what))
}

fn told(what: &What) -> String {
    match what {
        What::StateChanged { from, to } => {
            format!("the state changed from {} to {}", state_name(*from), state_name(*to))
        }
        What::ContactMade => "in contact with the partner".into(),
        What::ContactLost => "lost contact with the partner".into(),
        What::AuthenticationFailed => "no contact: the partner's shared secret is another one".into(),
        What::Stopped => "the DHCP service stopped".into(),
        What::Started => "the DHCP service started".into(),
        What::Restored => "the database was restored, the leases are lost".into(),
        What::AddressesMoved { scope, count, to } => {
            let (scope, addresses) =
                (Ipv4Addr::from(*scope), if *count == 1 { "address" } else { "addresses" });
            format!("{count} free {addresses} of scope {scope} moved to the {} server", role_name(*to))
        }
        What::Refused { scope, client, why } => {
            let (scope, client) = (Ipv4Addr::from(*scope), hexadecimal(client));
            format!(
                "client {client} in scope {scope} was refused: {}",
                extension_clients::sentence(refusal(*why))
            )
        }
    }
}

/// A name that stays in its line.
fn shown(name: &Text) -> String {
    harmless(&name.to_string())
}

fn state_name(name: StateName) -> String {
    format!("{:?}", failover::state(name))
}

fn role_name(owner: Owner) -> &'static str {
    match owner {
        Owner::Primary => "primary",
        Owner::Secondary => "secondary",
    }
}

/// A hardware address as Windows shows it.
fn hexadecimal(client: &ClientId) -> String {
    let mut shown = String::new();
    for (place, byte) in client.bytes().iter().enumerate() {
        let dash = if place == 0 { "" } else { "-" };
        // Writing to a string cannot fail.
        let _ = write!(shown, "{dash}{byte:02x}");
    }
    shown
}
