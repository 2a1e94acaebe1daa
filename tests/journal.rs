//! The journal, read by cursor and through a callback. Moments are seconds since the beginning of a test.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

mod support;

use std::collections::BTreeMap;
use std::ffi::{CStr, c_char, c_void};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Barrier, Mutex, MutexGuard};
use std::thread;

use dhcpsapi::abi::common::DHCP_BINARY_DATA;
use dhcpsapi::abi::extension::DHCPSAPI_EVENT_KIND::{
    self, DhcpsapiAddressesMoved, DhcpsapiAuthenticationFailed, DhcpsapiClientRefused, DhcpsapiContactLost,
    DhcpsapiContactMade, DhcpsapiDatabaseRestored, DhcpsapiServiceStarted, DhcpsapiServiceStopped,
    DhcpsapiStateChanged,
};
use dhcpsapi::abi::extension::DHCPSAPI_SEVERITY::{
    self, DhcpsapiError, DhcpsapiInformation, DhcpsapiWarning,
};
use dhcpsapi::abi::extension::{DHCPSAPI_CLIENT, DHCPSAPI_JOURNAL_ENTRY, DHCPSAPI_RULE};
use dhcpsapi::abi::failover::DHCP_FAILOVER_SERVER::{self, PrimaryServer, SecondaryServer};
use dhcpsapi::abi::failover::FSM_STATE::{
    self, COMMUNICATION_INT, CONFLICT_DONE, NO_STATE, NORMAL, PARTNER_DOWN, POTENTIAL_CONFLICT, RECOVER,
    RECOVER_DONE, RECOVER_WAIT, STARTUP,
};
use dhcpsapi::exports::{
    dhcpsapi_client_decline, dhcpsapi_client_release, dhcpsapi_client_renew, dhcpsapi_client_request,
    dhcpsapi_journal, dhcpsapi_log, dhcpsapi_reset, dhcpsapi_server_restore, dhcpsapi_server_start,
    dhcpsapi_server_stop,
};
use proptest::prelude::*;
use support::blocks::{Wide, bytes, free, text};
use support::clock::{BEGIN, at, keeps_records};
use support::codes::{
    ADDRESS_NOT_AVAILABLE, INVALID_DHCP_CLIENT, INVALID_PARAMETER, MORE_DATA, NO_MORE_ITEMS, RANGE_FULL,
    SERVER_UNAVAILABLE, TIMEOUT,
};
use support::filters::{DENY, ethernet};
use support::lab::{cut, heal, start, stop};
use support::pair::{NAME, Pair, SCOPE};
use support::relationship::{Relationship, deploy};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp as win;

/// How many entries are kept.
const KEPT: u64 = 4096;

/// From nothing, and nobody is told.
fn begin() -> MutexGuard<'static, ()> {
    let turn = support::clock::begin();
    assert_eq!(unsafe { dhcpsapi_log(None, null_mut()) }, 0);
    turn
}

/// Two partners in NORMAL since now, with 254 addresses.
fn pair() -> Pair {
    Pair::with(254, |half| half.secret("hunter2"))
}

fn pair_with_safe_period(seconds: u32) -> Pair {
    Pair::with(254, |half| half.secret("hunter2").safe_period(seconds))
}

/// An entry as it was read. The time is since the beginning.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    number: u64,
    time: u64,
    kind: DHCPSAPI_EVENT_KIND,
    server: u32,
    relationship: Option<String>,
    states: (FSM_STATE, FSM_STATE),
    scope: u32,
    count: u32,
    moved_to: DHCP_FAILOVER_SERVER,
    rule: DHCPSAPI_RULE,
    client: Vec<u8>,
}

fn take(entry: &DHCPSAPI_JOURNAL_ENTRY) -> Entry {
    let DHCP_BINARY_DATA { DataLength, Data } = entry.Client;
    let client = win::DHCP_BINARY_DATA { DataLength, Data };
    let taken = Entry {
        number: entry.Number,
        time: entry.Time - BEGIN,
        kind: entry.Kind,
        server: entry.Server,
        relationship: text(entry.RelationshipName),
        states: (entry.FromState, entry.ToState),
        scope: entry.Scope,
        count: entry.Count,
        moved_to: entry.MovedTo,
        rule: entry.Rule,
        client: bytes(&client),
    };
    free(entry.RelationshipName);
    free(entry.Client.Data);
    taken
}

/// The code and the entries from the cursor on.
fn read(cursor: &mut u64, most: u32) -> (u32, Vec<Entry>) {
    let (mut found, mut count, before) = (std::ptr::dangling_mut(), 99, *cursor);
    let code = unsafe { dhcpsapi_journal(cursor, most, &mut found, &mut count) };
    if code != 0 && code != MORE_DATA {
        assert!(found.is_null() && count == 0, "cleared");
        assert_eq!(*cursor, before, "unchanged");
        return (code, Vec::new());
    }
    let read = unsafe { std::slice::from_raw_parts(found, count.try_into().unwrap()) };
    let read: Vec<_> = read.iter().map(take).collect();
    free(found);
    assert_eq!(*cursor, read.last().unwrap().number + 1);
    (code, read)
}

/// All that is left.
fn rest(cursor: &mut u64) -> Vec<Entry> {
    read(cursor, 0).1
}

/// The number of the next entry.
fn now() -> u64 {
    let mut cursor = 0;
    rest(&mut cursor);
    cursor
}

fn entry(time: u64, server: &Server, kind: DHCPSAPI_EVENT_KIND) -> Entry {
    Entry {
        number: 0,
        time,
        kind,
        server: server.address,
        relationship: None,
        states: (NO_STATE, NO_STATE),
        scope: 0,
        count: 0,
        moved_to: PrimaryServer,
        rule: DHCPSAPI_RULE::DhcpsapiWholeLease,
        client: Vec::new(),
    }
}

fn of_pair(time: u64, server: &Server, kind: DHCPSAPI_EVENT_KIND) -> Entry {
    Entry { relationship: Some(NAME.into()), ..entry(time, server, kind) }
}

fn changed(time: u64, server: &Server, from: FSM_STATE, to: FSM_STATE) -> Entry {
    Entry { states: (from, to), ..of_pair(time, server, DhcpsapiStateChanged) }
}

fn moved(time: u64, server: &Server, count: u32, moved_to: DHCP_FAILOVER_SERVER) -> Entry {
    Entry { scope: SCOPE, count, moved_to, ..of_pair(time, server, DhcpsapiAddressesMoved) }
}

fn refused(time: u64, server: &Server, client: &[u8], rule: DHCPSAPI_RULE) -> Entry {
    Entry { scope: SCOPE, rule, client: client.to_vec(), ..of_pair(time, server, DhcpsapiClientRefused) }
}

/// The entries must be these, with numbers one after the other.
#[track_caller]
fn are(read: &[Entry], wanted: Vec<Entry>) {
    let first = read.first().map_or(0, |entry| entry.number);
    let numbered = wanted.into_iter().zip(first..).map(|(entry, number)| Entry { number, ..entry });
    assert_eq!(read, numbered.collect::<Vec<_>>());
}

/// The entries of one server.
fn of(read: &[Entry], server: &Server) -> Vec<Entry> {
    let own = read.iter().filter(|entry| entry.server == server.address);
    own.cloned().map(|entry| Entry { number: 0, ..entry }).collect()
}

type Request = unsafe extern "C" fn(*const u16, *const DHCPSAPI_CLIENT) -> u32;

const NO_BYTES: DHCP_BINARY_DATA = DHCP_BINARY_DATA { DataLength: 0, Data: null_mut() };

/// A client of the scope makes a request that has no other result than its code.
fn ask(
    server: *const u16,
    client: &[u8],
    address: u32,
    request: impl Fn(*const u16, &DHCPSAPI_CLIENT) -> u32,
) -> u32 {
    let mut bytes = client.to_vec();
    let id = DHCP_BINARY_DATA { DataLength: bytes.len().try_into().unwrap(), Data: bytes.as_mut_ptr() };
    request(
        server,
        &DHCPSAPI_CLIENT {
            Scope: SCOPE,
            Address: address,
            HardwareAddress: id,
            Name: null_mut(),
            LeaseTime: 0,
            Seconds: 0,
            UserClass: NO_BYTES,
            VendorClass: NO_BYTES,
            ParameterList: NO_BYTES,
        },
    )
}

fn request_lease(server: *const u16, client: &[u8]) -> u32 {
    ask(server, client, 0, |server, client| {
        let mut answer = null_mut();
        let code = unsafe { dhcpsapi_client_request(server, client, &mut answer) };
        free(answer);
        code
    })
}

fn renew(server: *const u16, client: &[u8], address: u32) -> u32 {
    ask(server, client, address, |server, client| {
        let mut answer = null_mut();
        let code = unsafe { dhcpsapi_client_renew(server, client, &mut answer) };
        free(answer);
        code
    })
}

fn end(end: Request, server: *const u16, client: &[u8], address: u32) -> u32 {
    ask(server, client, address, |server, client| unsafe { end(server, client) })
}

// ---------------------------------------------------------------------------------------------- the journal

/// Creation, first contact (RECOVER, RECOVER_WAIT without wait, RECOVER_DONE, NORMAL) and the first rebalance.
#[test]
fn a_new_pair() {
    let _turn = begin();
    assert_eq!(read(&mut 0, 0).0, NO_MORE_ITEMS, "nothing happened yet");
    let Pair { primary, secondary, .. } = pair();
    let (code, read) = read(&mut 0, 0);
    assert_eq!((code, read[0].number), (0, 1));
    let steps = |server| {
        vec![
            of_pair(0, server, DhcpsapiContactMade),
            changed(0, server, STARTUP, RECOVER),
            changed(0, server, RECOVER, RECOVER_WAIT),
            changed(0, server, RECOVER_WAIT, RECOVER_DONE),
            changed(0, server, RECOVER_DONE, NORMAL),
        ]
    };
    let rebalance = [moved(0, &primary, 127, SecondaryServer)];
    assert_eq!(of(&read, &primary), steps(&primary).into_iter().chain(rebalance).collect::<Vec<_>>());
    assert_eq!(of(&read, &secondary), steps(&secondary));
}

/// The safe period of 600 s ends while the clock jumps over it: at its moment, not at that of the jump.
#[test]
fn an_outage_entry_by_entry() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair_with_safe_period(600);
    let mut cursor = now();
    at(100);
    cut(&primary, &secondary);
    at(5000);
    let apart = |server| {
        vec![of_pair(100, server, DhcpsapiContactLost), changed(100, server, NORMAL, COMMUNICATION_INT)]
    };
    let down = [&primary, &secondary].map(|server| changed(700, server, COMMUNICATION_INT, PARTNER_DOWN));
    are(&rest(&mut cursor), [apart(&primary), apart(&secondary), down.to_vec()].concat());
    assert_eq!(read(&mut cursor, 0), (NO_MORE_ITEMS, Vec::new()));

    // Both were alone: POTENTIAL_CONFLICT (draft 9.10.3).
    heal(&primary, &secondary);
    let healed = rest(&mut cursor);
    assert_eq!(
        of(&healed, &primary),
        [
            of_pair(5000, &primary, DhcpsapiContactMade),
            changed(5000, &primary, PARTNER_DOWN, POTENTIAL_CONFLICT),
            changed(5000, &primary, POTENTIAL_CONFLICT, CONFLICT_DONE),
            changed(5000, &primary, CONFLICT_DONE, NORMAL),
        ]
    );
    assert_eq!(
        of(&healed, &secondary),
        [
            of_pair(5000, &secondary, DhcpsapiContactMade),
            changed(5000, &secondary, PARTNER_DOWN, POTENTIAL_CONFLICT),
            changed(5000, &secondary, POTENTIAL_CONFLICT, NORMAL),
        ]
    );
}

/// A server that stops notices nothing; its partner does. A restored database is in RECOVER from then on.
#[test]
fn stop_restore_start() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    let mut cursor = now();
    at(10);
    stop(&secondary);
    at(20);
    assert_eq!(unsafe { dhcpsapi_server_restore(secondary.ptr()) }, 0);
    at(30);
    start(&secondary);
    assert_eq!(secondary.state(NAME).map(|(state, _)| state), Ok(win::RECOVER_WAIT));
    are(
        &rest(&mut cursor),
        vec![
            entry(10, &secondary, DhcpsapiServiceStopped),
            of_pair(10, &primary, DhcpsapiContactLost),
            changed(10, &primary, NORMAL, COMMUNICATION_INT),
            entry(20, &secondary, DhcpsapiDatabaseRestored),
            changed(20, &secondary, NORMAL, RECOVER),
            entry(30, &secondary, DhcpsapiServiceStarted),
            changed(30, &secondary, RECOVER, STARTUP),
            of_pair(30, &secondary, DhcpsapiContactMade),
            of_pair(30, &primary, DhcpsapiContactMade),
            changed(30, &secondary, STARTUP, RECOVER),
            changed(30, &secondary, RECOVER, RECOVER_WAIT),
        ],
    );
    // One MCLT after it last operated, at 10.
    at(10_000);
    are(
        &rest(&mut cursor),
        vec![
            changed(3610, &secondary, RECOVER_WAIT, RECOVER_DONE),
            changed(3610, &primary, COMMUNICATION_INT, NORMAL),
            changed(3610, &secondary, RECOVER_DONE, NORMAL),
        ],
    );
}

/// A wait that was over before a server began it ends when it begins: time does not go back. The server last operated at 0, and
/// is in STARTUP until 3601.
#[test]
fn a_wait_that_is_over() {
    let _turn = begin();
    let Pair { primary, secondary, mut relationship } = pair();
    relationship.structure.State = win::RECOVER_WAIT;
    cut(&primary, &secondary);
    assert_eq!(relationship.set_on(&primary, win::CHANGESTATE), 0);
    stop(&primary);
    at(3301);
    let mut cursor = now();
    start(&primary);
    at(5000);
    are(
        &rest(&mut cursor),
        vec![
            entry(3301, &primary, DhcpsapiServiceStarted),
            changed(3301, &primary, RECOVER_WAIT, STARTUP),
            changed(3601, &primary, STARTUP, RECOVER_WAIT),
            changed(3601, &primary, RECOVER_WAIT, RECOVER_DONE),
        ],
    );
}

/// An administrator says the state, also the one that it is in; what else a change sets is no entry.
#[test]
fn states_that_an_administrator_says() {
    let _turn = begin();
    let Pair { primary, secondary, mut relationship } = pair();
    cut(&primary, &secondary);
    let mut cursor = now();
    at(5);
    relationship.structure.State = win::PARTNER_DOWN;
    for flags in [win::CHANGESTATE, win::CHANGESTATE, win::MCLT, win::PERCENTAGE] {
        assert_eq!(relationship.set_on(&primary, flags), 0);
    }
    let wanted = [COMMUNICATION_INT, PARTNER_DOWN].map(|from| changed(5, &primary, from, PARTNER_DOWN));
    are(&rest(&mut cursor), wanted.to_vec());
}

/// Worked example 13: from 127/127 to 242/12 115 addresses change hands; nothing moves when nothing is to.
#[test]
fn a_rebalance_is_one_entry() {
    let _turn = begin();
    let Pair { primary, relationship, .. } = pair();
    let mut cursor = now();
    at(7);
    let mut relationship = relationship.hot_standby(5);
    assert_eq!(relationship.set_on(&primary, win::MODE | win::PERCENTAGE), 0);
    for _ in 0..2 {
        assert_eq!(primary.trigger(NAME), 0);
    }
    are(&rest(&mut cursor), vec![moved(7, &primary, 115, PrimaryServer)]);

    // The rebalancing timer does it five minutes after NORMAL, whenever that is noticed.
    assert_eq!(relationship.load_balance(50).set_on(&primary, win::MODE | win::PERCENTAGE), 0);
    at(100_000);
    are(&rest(&mut cursor), vec![moved(300, &primary, 115, SecondaryServer)]);
}

/// RFC 3074 puts 02-..-00 into bucket 4, the primary's, and 02-..-01 into bucket 133, the secondary's.
#[test]
fn refused_clients() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    let (first, second) = ([2, 0, 0, 0, 0, 0], [2, 0, 0, 0, 0, 1]);
    let mut cursor = now();
    at(3);
    assert_eq!(request_lease(secondary.ptr(), &first), TIMEOUT);
    assert_eq!(renew(null(), &first, 0), INVALID_DHCP_CLIENT);
    assert_eq!(end(dhcpsapi_client_release, null(), &first, 0), INVALID_DHCP_CLIENT);
    assert_eq!(end(dhcpsapi_client_decline, primary.ptr(), &first, 0), INVALID_DHCP_CLIENT);
    let unknown = DHCPSAPI_RULE::DhcpsapiUnknownClient;
    // A client that nobody knows has no server to renew or release with.
    let by_nobody = Entry { server: 0, relationship: None, ..refused(3, &primary, &first, unknown) };
    are(
        &rest(&mut cursor),
        vec![
            refused(3, &secondary, &first, DHCPSAPI_RULE::DhcpsapiPartnersClient),
            by_nobody.clone(),
            by_nobody,
            refused(3, &primary, &first, unknown),
        ],
    );

    assert_eq!(request_lease(null(), &second), 0);
    assert_eq!(renew(null(), &second, SCOPE + 9), ADDRESS_NOT_AVAILABLE);
    assert_eq!(end(dhcpsapi_client_release, null(), &second, SCOPE + 9), ADDRESS_NOT_AVAILABLE);
    let other = DHCPSAPI_RULE::DhcpsapiOtherAddress;
    are(
        &rest(&mut cursor),
        vec![refused(3, &secondary, &second, other), refused(3, &secondary, &second, other)],
    );

    // A call that answers no client makes no entry.
    assert_eq!(request_lease(Wide::new("nobody").as_ptr(), &first), SERVER_UNAVAILABLE);
    assert_eq!(request_lease(null(), &[]), INVALID_PARAMETER);
    assert_eq!(end(dhcpsapi_client_release, null(), &second, 0), 0);
    assert_eq!(read(&mut cursor, 0).0, NO_MORE_ITEMS);

    // A scope of no relationship.
    let alone = Server::new();
    alone.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 1);
    assert_eq!(request_lease(alone.ptr(), &first), 0);
    assert_eq!(request_lease(alone.ptr(), &second), RANGE_FULL);
    let full = refused(3, &alone, &second, DHCPSAPI_RULE::DhcpsapiNoFreeAddress);
    are(&rest(&mut cursor), vec![Entry { relationship: None, ..full }]);

    // A client that a link-layer filter keeps out: it is denied, and the server says so to people alone.
    assert_eq!(alone.add_filter(DENY, &ethernet(&second), None, 0), 0);
    assert_eq!(alone.enforce(0, 1), 0);
    assert_eq!(request_lease(alone.ptr(), &second), TIMEOUT);
    let filtered = refused(3, &alone, &second, DHCPSAPI_RULE::DhcpsapiFiltered);
    are(&rest(&mut cursor), vec![Entry { relationship: None, ..filtered }]);
}

#[test]
fn pages() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    cut(&primary, &secondary);
    let all = rest(&mut 0);
    assert_eq!(all.len(), 15);
    for most in [1, 2, 4, 14, 15, 16, u32::MAX] {
        let (mut cursor, mut paged) = (0, Vec::new());
        loop {
            let (code, page) = read(&mut cursor, most);
            let is_last = paged.len() + page.len() == all.len();
            assert_eq!(code, if is_last { 0 } else { MORE_DATA });
            paged.extend(page);
            if is_last {
                break;
            }
        }
        assert_eq!(paged, all);
        assert_eq!((read(&mut cursor, most).0, cursor), (NO_MORE_ITEMS, 16));
    }
    for cursor in [16, 17, u64::MAX] {
        assert_eq!(read(&mut { cursor }, 0).0, NO_MORE_ITEMS);
    }
    assert_eq!(read(&mut 15, 0), (0, all[14..].to_vec()));
}

#[test]
fn what_is_old_is_forgotten() {
    let _turn = begin();
    let Pair { secondary, .. } = pair();
    let mut cursor = now() - 1;
    for _ in 0..KEPT + 100 {
        assert_eq!(request_lease(secondary.ptr(), &[2, 0, 0, 0, 0, 0]), TIMEOUT);
    }
    let newest = 11 + KEPT + 100;
    for from in [0, 1, cursor, newest - KEPT, newest - KEPT + 1] {
        let read = rest(&mut { from });
        assert_eq!((read.len(), read[0].number), (4096, newest - KEPT + 1), "from {from}");
        assert_eq!(read.last().unwrap().number, newest);
    }
    assert_eq!(rest(&mut { newest - KEPT + 2 }).len(), 4095);
    assert_eq!(read(&mut cursor, 1).1[0].number, newest - KEPT + 1, "the number tells the gap");

    assert_eq!(unsafe { dhcpsapi_reset() }, 0);
    at(0);
    assert_eq!(read(&mut 0, 0).0, NO_MORE_ITEMS);
    pair();
    assert_eq!(rest(&mut 0)[0].number, 1);
    assert_eq!(read(&mut cursor, 0).0, NO_MORE_ITEMS, "a number of before");
}

#[test]
fn null_arguments() {
    let _turn = begin();
    pair();
    let (mut cursor, mut found, mut count) = (0, std::ptr::dangling_mut(), 99);
    let code = unsafe { dhcpsapi_journal(null_mut(), 0, &mut found, &mut count) };
    assert_eq!((code, found, count), (INVALID_PARAMETER, null_mut(), 0));
    count = 99;
    let code = unsafe { dhcpsapi_journal(&mut cursor, 0, null_mut(), &mut count) };
    assert_eq!((code, cursor, count), (INVALID_PARAMETER, 0, 0));
    found = std::ptr::dangling_mut();
    let code = unsafe { dhcpsapi_journal(&mut cursor, 0, &mut found, null_mut()) };
    assert_eq!((code, cursor, found), (INVALID_PARAMETER, 0, null_mut()));
    assert_eq!(unsafe { dhcpsapi_log(None, std::ptr::dangling_mut()) }, 0);
}

// ---------------------------------------------------------------------------------------------- the callback

type Act = Box<dyn FnOnce(&Listener) + Send>;

/// The messages that a callback got, and its actions when one comes.
#[derive(Default)]
struct Listener {
    told: Mutex<Vec<(DHCPSAPI_SEVERITY, String)>>,
    is_called: AtomicBool,
    when_told: Mutex<Vec<Act>>,
}

extern "C" fn tell(context: *mut c_void, severity: DHCPSAPI_SEVERITY, message: *const c_char) {
    let listener = unsafe { &*context.cast::<Listener>() };
    assert!(!listener.is_called.swap(true, Ordering::SeqCst), "one call at a time");
    let message = unsafe { CStr::from_ptr(message) }.to_str().unwrap().to_owned();
    listener.told.lock().unwrap().push((severity, message));
    let act = listener.when_told.lock().unwrap().pop();
    if let Some(act) = act {
        act(listener);
    }
    assert!(listener.is_called.swap(false, Ordering::SeqCst));
}

impl Listener {
    fn listen(&self) {
        let context = std::ptr::from_ref(self).cast_mut().cast();
        assert_eq!(unsafe { dhcpsapi_log(Some(tell), context) }, 0);
    }

    /// Adds an action for when a message comes; the one that was added last is done first.
    fn when_told(&self, act: impl FnOnce(&Listener) + Send + 'static) {
        self.when_told.lock().unwrap().push(Box::new(act));
    }

    fn told(&self) -> Vec<(DHCPSAPI_SEVERITY, String)> {
        std::mem::take(&mut self.told.lock().unwrap())
    }

    fn messages(&self) -> Vec<String> {
        self.told().into_iter().map(|(_, message)| message).collect()
    }
}

fn silence() {
    assert_eq!(unsafe { dhcpsapi_log(None, null_mut()) }, 0);
}

fn say(server: &Server, what: &str) -> String {
    format!("{}: relationship \"{NAME}\": {what}", server.name)
}

/// Severities as Windows' event 20252 has them.
#[test]
fn messages_and_severities() {
    let _turn = begin();
    let Pair { primary, secondary, mut relationship } = pair_with_safe_period(600);
    let listener = Listener::default();
    listener.listen();
    assert_eq!(listener.told(), []);

    cut(&primary, &secondary);
    let mut wanted = Vec::new();
    for server in [&primary, &secondary] {
        wanted.push((DhcpsapiWarning, say(server, "lost contact with the partner")));
        wanted.push((DhcpsapiError, say(server, "the state changed from NORMAL to COMMUNICATION_INT")));
    }
    assert_eq!(listener.told(), wanted);

    at(600);
    let down = "the state changed from COMMUNICATION_INT to PARTNER_DOWN";
    assert_eq!(listener.told(), [&primary, &secondary].map(|server| (DhcpsapiError, say(server, down))));
    heal(&primary, &secondary);
    let mut told = listener.told();
    assert_eq!(
        told.is_empty(),
        !keeps_records(),
        "contact is made at the next call, if not recorded: {told:?}"
    );
    // One that is refused notices it too.
    let nobody = Wide::new("nobody");
    assert_eq!(
        unsafe { win::DhcpV4FailoverTriggerAddrAllocation(nobody.as_ptr(), nobody.as_ptr()) },
        SERVER_UNAVAILABLE
    );
    told.extend(listener.told());
    assert_eq!(told[0], (DhcpsapiInformation, say(&primary, "in contact with the partner")));
    let conflict = "the state changed from PARTNER_DOWN to POTENTIAL_CONFLICT";
    assert!(told.contains(&(DhcpsapiWarning, say(&primary, conflict))), "{told:?}");
    let normal = "the state changed from CONFLICT_DONE to NORMAL";
    assert!(told.contains(&(DhcpsapiInformation, say(&primary, normal))), "{told:?}");

    assert_eq!(request_lease(secondary.ptr(), &[2, 0, 0, 0, 0, 0]), TIMEOUT);
    assert_eq!(renew(null(), &[0xAB], 0), INVALID_DHCP_CLIENT);
    let by_balance = "client 02-00-00-00-00-00 in scope 10.0.0.0 was refused: By load balance the client is the partner's.";
    let unknown = "no server: client ab in scope 10.0.0.0 was refused: The client has no lease here.";
    assert_eq!(
        listener.told(),
        [(DhcpsapiWarning, say(&secondary, by_balance)), (DhcpsapiWarning, unknown.into())]
    );

    relationship.structure.Percentage = 100;
    assert_eq!(relationship.set_on(&primary, win::PERCENTAGE), 0);
    assert_eq!(primary.trigger(NAME), 0);
    let moved = "127 free addresses of scope 10.0.0.0 moved to the primary server";
    assert_eq!(listener.told(), [(DhcpsapiInformation, say(&primary, moved))]);

    stop(&secondary);
    assert_eq!(
        listener.told()[0],
        (DhcpsapiWarning, format!("{}: the DHCP service stopped", secondary.name))
    );
    assert_eq!(unsafe { dhcpsapi_server_restore(secondary.ptr()) }, 0);
    let restored = format!("{}: the database was restored, the leases are lost", secondary.name);
    assert_eq!(listener.told()[0], (DhcpsapiWarning, restored));
    start(&secondary);
    let told = listener.told();
    assert_eq!(told[0], (DhcpsapiInformation, format!("{}: the DHCP service started", secondary.name)));
    assert_eq!(told[1], (DhcpsapiWarning, say(&secondary, "the state changed from RECOVER to STARTUP")));

    // A question notices what fell due, too.
    assert!(primary.state(NAME).is_ok());
    let told = told.into_iter().chain(listener.told()).collect::<Vec<_>>();
    assert!(told.contains(&(DhcpsapiInformation, say(&primary, "in contact with the partner"))), "{told:?}");
    silence();
    stop(&secondary);
    assert_eq!(listener.told(), []);
}

/// Whatever a name has in it, a message is one line; and no secret is in any.
#[test]
fn a_message_is_one_line() {
    let _turn = begin();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(SCOPE, 0xFFFF_FF00, SCOPE + 1, SCOPE + 254);
    }
    let listener = Listener::default();
    listener.listen();
    let half = Relationship::between("a\nb\r\u{85}\u{2028} \u{e9}\u{1f600}", &primary, &secondary, &[SCOPE]);
    deploy(half.secret("hunter2"), &primary, &secondary);
    let messages = listener.messages();
    assert_eq!(messages.len(), 11);
    for message in messages {
        assert!(message.contains("\"a\u{fffd}b\u{fffd}\u{fffd}\u{fffd} \u{e9}\u{1f600}\""), "{message}");
        assert!(!message.contains("hunter2"));
    }
    silence();
}

/// Entries that a callback brings about come when it has returned, by the same call.
#[test]
fn a_callback_calls_the_library() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    let mut cursor = now();
    let listener = Listener::default();
    let name = secondary.name.clone();
    listener.when_told(move |listener| {
        assert_eq!(listener.told.lock().unwrap().len(), 1);
        let from = now();
        assert_eq!(rest(&mut { from - 4 }).len(), 4, "what is told stands in the journal, all of it");
        let secondary = Wide::new(&name);
        assert_eq!(request_lease(secondary.as_ptr(), &[2, 0, 0, 0, 0, 0]), 0, "without contact both serve");
        assert_eq!(request_lease(secondary.as_ptr(), &[2, 0, 0, 0, 0, 0]), 0);
        assert_eq!(renew(secondary.as_ptr(), &[9], 0), INVALID_DHCP_CLIENT);
        assert_eq!(listener.told.lock().unwrap().len(), 1, "told when this has returned");
        assert!(unsafe { dhcpsapi_server_stop(secondary.as_ptr()) } == 0);
    });
    listener.listen();
    cut(&primary, &secondary);
    let told = listener.messages();
    assert_eq!(told.len(), rest(&mut cursor).len(), "each entry once");
    let unknown = "client 09 in scope 10.0.0.0 was refused: The client has no lease here.";
    assert_eq!(told[4], say(&secondary, unknown));
    assert_eq!(told[5..], [format!("{}: the DHCP service stopped", secondary.name)]);
    silence();
}

#[test]
fn a_callback_that_is_removed_or_replaced_within_itself() {
    let _turn = begin();
    let Pair { primary, secondary, .. } = pair();
    let (one, other) = (Box::leak(Box::new(Listener::default())), Box::leak(Box::new(Listener::default())));
    one.when_told(|_| silence());
    one.when_told(|_| ());
    one.listen();
    cut(&primary, &secondary);
    assert_eq!(one.messages().len(), 2, "four entries, and the second call is the last");
    one.listen();
    assert_eq!(one.messages().len(), 0, "what happened before is not told");

    heal(&primary, &secondary);
    assert!(primary.state(NAME).is_ok());
    one.messages();
    let mut cursor = now();
    let successor: &Listener = other;
    one.when_told(|_| successor.listen());
    cut(&primary, &secondary);
    assert_eq!(rest(&mut cursor).len(), 4);
    assert_eq!((one.messages().len(), other.messages().len()), (1, 3), "nothing lost, nothing twice");

    // A reset within: the rest is forgotten, and the callback stays.
    other.when_told(|_| {
        assert_eq!(unsafe { dhcpsapi_reset() }, 0);
        at(0);
    });
    heal(&primary, &secondary);
    let is_reset = keeps_records();
    assert_eq!(primary.state(NAME).is_err(), is_reset, "the callback is called when the call has its answer");
    assert!(primary.state(NAME).is_err(), "all servers are forgotten");
    assert_eq!(other.messages().len(), 1);
    pair();
    assert_eq!(other.messages().len(), rest(&mut 0).len());
    silence();
}

/// More at once than are kept: all are told.
#[test]
fn nothing_is_lost_when_more_happens_than_is_kept() {
    let _turn = begin();
    let Pair { secondary, .. } = pair();
    let listener = Listener::default();
    let name = secondary.name.clone();
    listener.when_told(move |_| {
        let secondary = Wide::new(&name);
        for number in 1..=5000_u16 {
            let [high, low] = number.to_be_bytes();
            assert_eq!(renew(secondary.as_ptr(), &[high, low], 0), INVALID_DHCP_CLIENT);
        }
    });
    listener.listen();
    assert_eq!(renew(secondary.ptr(), &[0, 0], 0), INVALID_DHCP_CLIENT);
    let told = listener.messages();
    assert_eq!(told.len(), 5001);
    for (message, number) in told.iter().zip(0..=5000_u16) {
        let [high, low] = number.to_be_bytes();
        assert!(message.contains(&format!("client {high:02x}-{low:02x} in")), "{message}");
    }
    assert_eq!(rest(&mut 0).len(), 4096);
    silence();
}

/// A callback that does not return does not fill the memory: 65,536 entries wait for it, the oldest of more are not told, and
/// it is told how many (dhcpsapi_ext.h, dhcpsapi_log).
#[test]
fn a_callback_that_is_slow_is_told_how_much_it_missed() {
    let _turn = begin();
    let Pair { secondary, .. } = pair();
    let listener = Listener::default();
    let name = secondary.name.clone();
    listener.when_told(move |_| {
        let secondary = Wide::new(&name);
        for number in 1..=70_000_u32 {
            let [_, high, middle, low] = number.to_be_bytes();
            assert_eq!(renew(secondary.as_ptr(), &[high, middle, low], 0), INVALID_DHCP_CLIENT);
        }
    });
    listener.listen();
    assert_eq!(renew(secondary.ptr(), &[0, 0, 0], 0), INVALID_DHCP_CLIENT);
    assert_eq!(listener.told.lock().unwrap().len(), 65_536, "what one call tells at the most");
    now();
    let told = listener.told();
    assert_eq!(told.len(), 65_538);
    assert!(told[0].1.contains("client 00-00-00 in"), "{}", told[0].1);
    let missed = "4464 entries are not told, since too many waited for it";
    assert_eq!(told[1], (DhcpsapiWarning, missed.into()));
    assert!(told[2].1.contains("client 00-11-71 in"), "{}", told[2].1);
    assert!(told[65_537].1.contains("client 01-11-70 in"), "{}", told[65_537].1);
    silence();
}

/// A callback that makes an entry each time it is told one keeps no call for ever: one call tells 65,536 of them.
#[test]
fn a_callback_that_causes_entries() {
    static TOLD: AtomicU32 = AtomicU32::new(0);
    extern "C" fn tell(_: *mut c_void, _: DHCPSAPI_SEVERITY, _: *const c_char) {
        TOLD.fetch_add(1, Ordering::Relaxed);
        assert_eq!(renew(null(), &[1], 0), INVALID_DHCP_CLIENT);
    }
    let _turn = begin();
    let Pair { secondary, .. } = pair();
    assert_eq!(unsafe { dhcpsapi_log(Some(tell), null_mut()) }, 0);
    assert_eq!(renew(secondary.ptr(), &[0], 0), INVALID_DHCP_CLIENT);
    assert_eq!(TOLD.load(Ordering::Relaxed), 65_536);
    assert_eq!(renew(secondary.ptr(), &[0], 0), INVALID_DHCP_CLIENT);
    assert_eq!(TOLD.load(Ordering::Relaxed), 131_072, "the next call goes on");
    silence();
}

/// Four threads, and every entry is told once, in the order of the journal.
#[test]
fn four_threads() {
    const EACH: u16 = 900;
    let _turn = begin();
    let Pair { secondary, .. } = pair();
    let mut cursor = now();
    let listener = Listener::default();
    listener.listen();
    let barrier = Barrier::new(4);
    thread::scope(|threads| {
        for thread in 0..4_u8 {
            let (barrier, secondary) = (&barrier, &secondary);
            threads.spawn(move || {
                barrier.wait();
                for number in 0..EACH {
                    let [high, low] = number.to_be_bytes();
                    assert_eq!(renew(secondary.ptr(), &[thread, high, low], 0), INVALID_DHCP_CLIENT);
                }
            });
        }
    });
    let (told, read) = (listener.messages(), rest(&mut cursor));
    assert_eq!((told.len(), read.len()), (3600, 3600));
    for (message, entry) in told.iter().zip(&read) {
        let [thread, high, low] = entry.client[..] else { panic!("{entry:?}") };
        assert!(message.contains(&format!("client {thread:02x}-{high:02x}-{low:02x} in")), "{message}");
    }
    silence();
}

// ---------------------------------------------------------------------------------------------- any sequence

#[derive(Debug, Clone)]
enum Step {
    Cut,
    Heal,
    Stop(bool),
    Start(bool),
    Restore(bool),
    Force(bool, i32),
    Wait(u64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Cut),
        Just(Step::Heal),
        any::<bool>().prop_map(Step::Stop),
        any::<bool>().prop_map(Step::Start),
        any::<bool>().prop_map(Step::Restore),
        (any::<bool>(), 0..12).prop_map(|(side, state)| Step::Force(side, state)),
        (0..8000_u64).prop_map(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Each state begins where the one before ended, the last one is the state; time never goes back, no number is left
    /// out, and the callback is told just these.
    #[test]
    fn the_journal_tells_the_whole_story(steps in prop::collection::vec(step(), 1..40)) {
        let _turn = begin();
        let listener = Listener::default();
        listener.listen();
        let Pair { primary, secondary, mut relationship } = pair_with_safe_period(900);
        let mut clock = 0;
        for step in steps {
            let server = |is_primary| if is_primary { &primary } else { &secondary };
            match step {
                Step::Cut => cut(&primary, &secondary),
                Step::Heal => heal(&primary, &secondary),
                // A server that is stopped already, or runs already, answers so.
                Step::Stop(side) => { unsafe { dhcpsapi_server_stop(server(side).ptr()) }; }
                Step::Start(side) => { unsafe { dhcpsapi_server_start(server(side).ptr()) }; }
                Step::Restore(side) => { unsafe { dhcpsapi_server_restore(server(side).ptr()) }; }
                Step::Force(side, state) => {
                    relationship.structure.State = state;
                    relationship.set_on(server(side), win::CHANGESTATE);
                }
                Step::Wait(seconds) => {
                    clock += seconds;
                    at(clock);
                }
            }
        }
        let read = rest(&mut 0);
        silence();
        prop_assert_eq!(listener.messages().len(), read.len());
        prop_assert!(read.iter().zip(1..).all(|(entry, number)| entry.number == number));
        prop_assert!(read.is_sorted_by_key(|entry| entry.time));
        let mut states = BTreeMap::new();
        for entry in read.iter().filter(|entry| entry.kind == DhcpsapiStateChanged) {
            let before = states.insert(entry.server, entry.states.1);
            prop_assert_eq!(entry.states.0, before.unwrap_or(STARTUP));
        }
        for server in [&primary, &secondary] {
            let number = i32::from_ne_bytes(unsafe {
                std::mem::transmute::<FSM_STATE, [u8; 4]>(states[&server.address])
            });
            if let Ok((state, _)) = server.state(NAME) {
                prop_assert_eq!(state, number);
            }
        }
    }
}

/// MS-DHCPF 3.1.5: servers whose shared secrets differ, or of which one has none, do not talk; why, the journal says.
#[test]
fn secrets_that_differ() {
    let _turn = begin();
    let Pair { primary, secondary, relationship: half } = pair();
    let mut half = half.secret("one");
    let mut cursor = now();
    at(100);
    assert_eq!(half.set_on(&primary, win::SHAREDSECRET), 0);
    let failed = |time| {
        [&primary, &secondary].map(|server| of_pair(time, server, DhcpsapiAuthenticationFailed)).to_vec()
    };
    let lost = [&primary, &secondary].map(|server| {
        vec![of_pair(100, server, DhcpsapiContactLost), changed(100, server, NORMAL, COMMUNICATION_INT)]
    });
    are(&rest(&mut cursor), [failed(100), lost.concat()].concat());
    // A link that is healed does not bring them together, nor does another secret that differs.
    at(200);
    heal(&primary, &secondary);
    are(&rest(&mut cursor), failed(200));
    at(300);
    assert_eq!(half.set_on(&secondary, win::SHAREDSECRET), 0);
    assert_eq!(primary.state(NAME), Ok((win::NORMAL, win::COMMUNICATION_INT)), "they have the same one");
}
