//! Every implemented function, called with arguments that are right but for one: a pointer that is NULL, a string that
//! is ill-formed, a number that its enum does not have, or the like. Each case runs on a server of its own.

mod filters;
mod options;

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::ptr::{dangling_mut, null_mut};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use dhcpsapi::exports::{
    DhcpDsClearHostServerEntries, DhcpGetMibInfoVQ, dhcpsapi_server_start, dhcpsapi_server_stop,
};

use super::blocks::{Wide, free};
use super::clock::NEVER;
use super::codes::{CALL_NOT_IMPLEMENTED, NOT_SUPPORTED};
use super::fixtures::{ALL, MASK, NET};
use super::relationship::Relationship;
use super::server::Server;

pub const RELATED: u32 = 0x0A02_0000; // in the relationship
pub const UNRELATED: u32 = 0x0A03_0000; // to be added to the relationship
pub const BARE: u32 = 0x0A04_0000; // without range
pub const ABSENT: u32 = 0x0A05_0000; // to be created
const UNKNOWN: &str = "no such server";

pub const RESERVED: &[u8] = &[2, 0, 0, 0, 0, 1];
pub const LEASED: &[u8] = &[2, 0, 0, 0, 0, 2];
const UNIQUE_LEASED: &[u8] = &[0, 0, 1, 10, 1, 2, 0, 0, 0, 0, 2];

/// The fault of a call's arguments; the number is that of the argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mischief {
    Nothing,
    Null(usize),
    AllNull,
    UnknownServer,
    Text(usize, &'static [u16]),
    MisalignedText(usize),
    MisalignedArray(usize),
    MisalignedStructures,
    NoElements(usize),
    Choice(usize, i32),
    /// Every value is one that it cannot have; all can be read.
    Values,
}

/// The kind of an argument, or of a member of a structure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// ServerIpAddress.
    Server,
    /// A string that must be there.
    Text,
    /// A string that may be absent.
    OptionalText,
    /// A structure that must be there.
    Structure,
    /// Bytes with their count.
    Bytes,
    /// Addresses or other elements with their count.
    Addresses,
    /// A number of an enum.
    Choice,
    /// Places for results.
    Block,
    Number,
    Handle,
}

/// Why the server of a call does not answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Absent {
    /// Nobody knows it.
    Unknown,
    /// Its service is stopped.
    Stopped,
}

/// A call that is being made: it hands out the arguments and remembers them.
pub struct Call<'a> {
    pub fixture: &'a Server,
    mischief: Mischief,
    server: &'a str,
    kinds: RefCell<Vec<Kind>>,
    memory: RefCell<Vec<Memory>>,
    outputs: RefCell<Vec<(Kind, *mut u8)>>,
    next: Cell<usize>,
}

/// A block that an argument points to.
struct Memory {
    block: Vec<u64>,
    /// How the block was before the call.
    before: Vec<u64>,
    /// The bytes that the call may write: none, but for a place for a result.
    writable: std::ops::Range<usize>,
}

impl Memory {
    fn is_intact(&self) -> bool {
        let bytes = |block: &[u64]| block.iter().flat_map(|word| word.to_ne_bytes()).collect::<Vec<u8>>();
        let (before, after) = (bytes(&self.before), bytes(&self.block));
        let mut pairs = before.iter().zip(&after).enumerate();
        pairs.all(|(at, (before, after))| before == after || self.writable.contains(&at))
    }
}

/// How a call ended.
#[derive(Debug)]
pub struct Outcome {
    pub code: u32,
    pub kinds: Vec<Kind>,
    /// Whether each place for a result is NULL or 0, and the handle as it was.
    pub is_cleared: bool,
    /// Whether each place for a result has one.
    pub is_filled: bool,
    /// Whether all memory but the places for results is as it was.
    pub is_intact: bool,
}

impl Call<'_> {
    /// Makes a call with its arguments.
    pub fn make(fixture: &Server, mischief: Mischief, case: &Case) -> Outcome {
        let server = if mischief == Mischief::UnknownServer { UNKNOWN } else { fixture.name.as_str() };
        Call::make_at(server, fixture, mischief, case)
    }

    /// Makes a call with its arguments to a server that does not answer.
    pub fn make_in_vain(fixture: &Server, absent: Absent, mischief: Mischief, case: &Case) -> Outcome {
        let server = if absent == Absent::Unknown { UNKNOWN } else { fixture.name.as_str() };
        let name = Wide::new(server);
        if absent == Absent::Stopped {
            // SAFETY: a string.
            assert_eq!(unsafe { dhcpsapi_server_stop(name.as_ptr()) }, 0);
        }
        let outcome = Call::make_at(server, fixture, mischief, case);
        if absent == Absent::Stopped {
            // SAFETY: a string.
            assert_eq!(unsafe { dhcpsapi_server_start(name.as_ptr()) }, 0);
        }
        outcome
    }

    fn make_at(server: &str, fixture: &Server, mischief: Mischief, case: &Case) -> Outcome {
        let call = Call {
            fixture,
            mischief,
            server,
            kinds: RefCell::default(),
            memory: RefCell::default(),
            outputs: RefCell::default(),
            next: Cell::new(0),
        };
        let code = (case.call)(&call);
        let is_intact = call.memory.borrow().iter().all(Memory::is_intact);
        let kinds = call.kinds.take();
        let mut outcome = Outcome { code, kinds, is_cleared: true, is_filled: true, is_intact };
        for (kind, place) in call.outputs.take() {
            match kind {
                Kind::Block => {
                    // SAFETY: the place is of this type, aligned or not.
                    let block: *mut c_void = unsafe { place.cast::<*mut c_void>().read_unaligned() };
                    outcome.is_cleared &= block.is_null();
                    outcome.is_filled &= !block.is_null() && block != dangling_mut();
                    if code == 0 {
                        free(block);
                    }
                }
                _ => {
                    // SAFETY: as above.
                    let number = unsafe { place.cast::<u32>().read_unaligned() };
                    outcome.is_cleared &= number == 0;
                    outcome.is_filled &= number != UNTOUCHED;
                }
            }
        }
        outcome
    }

    /// Notes an argument and tells whether it is to be NULL.
    fn note(&self, kind: Kind) -> (usize, bool) {
        let index = self.next.replace(self.next.get() + 1);
        self.kinds.borrow_mut().push(kind);
        let is_null = match self.mischief {
            Mischief::Null(which) => which == index,
            Mischief::AllNull => kind != Kind::Choice,
            _ => false,
        };
        (index, is_null)
    }

    /// Memory that lives as long as the call, at an odd address or at one that suits every type.
    fn place<T: Copy>(&self, values: &[T], is_misaligned: bool) -> *mut T {
        let size = size_of_val(values);
        let mut block = vec![0_u64; size / 8 + 2];
        let start = block.as_mut_ptr().cast::<u8>().wrapping_add(usize::from(is_misaligned));
        // SAFETY: the block has room for the values and one byte more.
        unsafe { values.as_ptr().cast::<u8>().copy_to_nonoverlapping(start, size) };
        let before = block.clone();
        self.memory.borrow_mut().push(Memory { block, before, writable: 0..0 });
        start.cast()
    }

    fn string(&self, kind: Kind, text: &str) -> *mut u16 {
        let (index, is_null) = self.note(kind);
        if is_null {
            return null_mut();
        }
        let mut units: Vec<u16> = text.encode_utf16().collect();
        match self.mischief {
            Mischief::Text(which, other) if which == index => units = other.to_vec(),
            Mischief::Values if kind == Kind::Text => units.clear(),
            _ => {}
        }
        units.push(0);
        self.place(&units, self.mischief == Mischief::MisalignedText(index))
    }

    /// ServerIpAddress: the server of the case.
    pub fn server(&self) -> *const u16 {
        self.string(Kind::Server, self.server)
    }

    pub fn text(&self, text: &str) -> *mut u16 {
        self.string(Kind::Text, text)
    }

    pub fn optional_text(&self, text: &str) -> *mut u16 {
        self.string(Kind::OptionalText, text)
    }

    pub fn structure<T: Copy>(&self, structure: T) -> *mut T {
        let (_, is_null) = self.note(Kind::Structure);
        if is_null {
            return null_mut();
        }
        self.place(&[structure], self.mischief == Mischief::MisalignedStructures)
    }

    pub fn bytes(&self, bytes: &[u8]) -> DHCP_BINARY_DATA {
        let (index, is_null) = self.note(Kind::Bytes);
        let data = if is_null { null_mut() } else { self.place(bytes, false) };
        let count = if self.has_no_elements(index) { 0 } else { bytes.len() };
        DHCP_BINARY_DATA { DataLength: count.try_into().unwrap(), Data: data }
    }

    pub fn addresses(&self, addresses: &[u32]) -> DHCP_IP_ARRAY {
        let (index, is_null) = self.note(Kind::Addresses);
        let is_misaligned = self.mischief == Mischief::MisalignedArray(index);
        let elements = if is_null { null_mut() } else { self.place(addresses, is_misaligned) };
        let count = if self.has_no_elements(index) { 0 } else { addresses.len() };
        DHCP_IP_ARRAY { NumElements: count.try_into().unwrap(), Elements: elements }
    }

    fn has_no_elements(&self, index: usize) -> bool {
        matches!(self.mischief, Mischief::Values) || self.mischief == Mischief::NoElements(index)
    }

    /// A number, and one that it cannot be.
    pub fn value<T>(&self, right: T, wrong: T) -> T {
        if self.mischief == Mischief::Values { wrong } else { right }
    }

    pub fn choice(&self, number: i32) -> i32 {
        let (index, _) = self.note(Kind::Choice);
        match self.mischief {
            Mischief::Values => 99,
            Mischief::Choice(which, other) if which == index => other,
            _ => number,
        }
    }

    fn output<T: Copy>(&self, kind: Kind, value: T) -> *mut T {
        let (_, is_null) = self.note(kind);
        if is_null {
            return null_mut();
        }
        let is_misaligned = self.mischief == Mischief::MisalignedStructures;
        let place = self.place(&[value], is_misaligned);
        let start = usize::from(is_misaligned);
        if let Some(memory) = self.memory.borrow_mut().last_mut() {
            memory.writable = start..start + size_of::<T>();
        }
        self.outputs.borrow_mut().push((kind, place.cast()));
        place
    }

    pub fn block<T>(&self) -> *mut *mut T {
        self.output(Kind::Block, dangling_mut::<c_void>()).cast()
    }

    pub fn number(&self) -> *mut u32 {
        self.output(Kind::Number, UNTOUCHED)
    }

    pub fn handle(&self) -> *mut u32 {
        self.output(Kind::Handle, 0)
    }
}

/// The number in a place for results before the call.
const UNTOUCHED: u32 = 0xDEAD_BEEF;

/// A function with arguments that it takes: it answers 0 on the server of `fixture`.
pub struct Case {
    pub name: &'static str,
    /// The code that it answers on the local server, which has nothing.
    pub local: u32,
    call: Box<dyn Fn(&Call<'_>) -> u32>,
}

/// A server with something of everything.
pub fn fixture() -> Server {
    let server = Server::new();
    for scope in [NET, RELATED, UNRELATED] {
        server.scope(scope, MASK, scope + 10, scope + 99);
    }
    assert_eq!(server.create_scope(BARE, MASK), 0);
    assert_eq!(server.add_exclusion(NET, NET + 20, NET + 29), 0);
    assert_eq!(server.add_reservation(NET, NET + 50, RESERVED), 0);
    let mut relationship = Relationship::new("related", server.address, 0x0A09_0909, &[RELATED]);
    assert_eq!(relationship.create_on(&server), 0);
    relationship.structure.State = NORMAL;
    assert_eq!(relationship.set_on(&server, CHANGESTATE), 0);
    let lease = Case::new("", 0, |call| {
        let info = client(call, NET + 60, LEASED);
        // SAFETY: a valid structure.
        unsafe { DhcpV4CreateClientInfo(call.server(), call.structure(info)) }
    });
    assert_eq!(Call::make(&server, Mischief::Nothing, &lease).code, 0);
    options::furnish(&server);
    filters::furnish(&server);
    server
}

/// A record of a client called "leased", to be made or changed.
fn client(call: &Call<'_>, address: u32, id: &[u8]) -> DHCP_CLIENT_INFO_PB {
    DHCP_CLIENT_INFO_PB {
        ClientIpAddress: call.value(address, 0),
        ClientHardwareAddress: call.bytes(id),
        ClientName: call.optional_text("leased"),
        ClientComment: call.optional_text("comment"),
        ClientLeaseExpires: NEVER,
        OwnerHost: DHCP_HOST_INFO { IpAddress: 1, NetBiosName: dangling_mut(), HostName: dangling_mut() },
        bClientType: call.value(1, 0x33),
        AddressState: call.value(1, 0xFF),
        Status: 77,
        PolicyName: null_mut(),
        ..Default::default()
    }
}

fn first(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn v4(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO_V4 {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn vq(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO_VQ {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn extended(info: &DHCP_CLIENT_INFO_PB) -> DHCP_CLIENT_INFO_EX {
    let mut extended = DHCP_CLIENT_INFO_EX::default();
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_mut(&mut extended).cast() = *info };
    extended
}

fn subnet(call: &Call<'_>, address: u32) -> DHCP_SUBNET_INFO_VQ {
    DHCP_SUBNET_INFO_VQ {
        SubnetAddress: address,
        SubnetMask: call.value(MASK, 0x00FF_00FF),
        SubnetName: call.optional_text("name"),
        SubnetComment: call.optional_text("comment"),
        PrimaryHost: DHCP_HOST_INFO { IpAddress: 1, NetBiosName: dangling_mut(), HostName: dangling_mut() },
        SubnetState: call.choice(DhcpSubnetDisabled),
        ..Default::default()
    }
}

fn first_subnet(call: &Call<'_>, address: u32) -> DHCP_SUBNET_INFO {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(&subnet(call, address)).cast() }
}

/// The three ways to find the record of .60.
#[derive(Debug, Clone, Copy)]
enum Way {
    Address,
    Client,
    Name,
}

fn search(call: &Call<'_>, way: Way) -> *const DHCP_SEARCH_INFO {
    let (kind, key) = match way {
        Way::Address => {
            (DhcpClientIpAddress, DHCP_SEARCH_INFO_0 { ClientIpAddress: call.value(NET + 60, 0) })
        }
        Way::Client => (
            DhcpClientHardwareAddress,
            DHCP_SEARCH_INFO_0 { ClientHardwareAddress: call.bytes(UNIQUE_LEASED) },
        ),
        Way::Name => (DhcpClientName, DHCP_SEARCH_INFO_0 { ClientName: call.text("leased") }),
    };
    call.structure(DHCP_SEARCH_INFO { SearchType: call.choice(kind), SearchInfo: key })
}

/// The elements that are added or removed. A range is that of the scope.
#[derive(Debug, Clone, Copy)]
enum What {
    Range,
    Exclusion,
    Reservation,
}

/// Element type and data of an element, in the structures of the first generation, V4 (4) or V5 (5).
fn element(
    call: &Call<'_>,
    generation: u8,
    what: What,
    numbers: (u32, u32),
    id: &[u8],
) -> (i32, *mut c_void) {
    let (first, last) = call.value(numbers, (ALL, 0));
    match what {
        What::Range if generation == 5 => {
            let range = DHCP_BOOTP_IP_RANGE {
                StartAddress: first,
                EndAddress: last,
                BootpAllocated: ALL,
                MaxBootpAllowed: ALL,
            };
            (call.choice(DhcpIpRanges), call.structure(range).cast())
        }
        What::Range => {
            let range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
            (call.choice(DhcpIpRanges), call.structure(range).cast())
        }
        What::Exclusion => {
            let range = DHCP_IP_RANGE { StartAddress: first, EndAddress: last };
            (call.choice(DhcpExcludedIpRanges), call.structure(range).cast())
        }
        What::Reservation if generation == 1 => {
            let reservation = DHCP_IP_RESERVATION {
                ReservedIpAddress: first,
                ReservedForClient: call.structure(call.bytes(id)),
            };
            (call.choice(DhcpReservedIps), call.structure(reservation).cast())
        }
        What::Reservation => {
            let reservation = DHCP_IP_RESERVATION_V4 {
                ReservedIpAddress: first,
                ReservedForClient: call.structure(call.bytes(id)),
                bAllowedClientTypes: call.value(3, 0x33),
            };
            (call.choice(DhcpReservedIps), call.structure(reservation).cast())
        }
    }
}

fn element_data(call: &Call<'_>, (kind, data): (i32, *mut c_void)) -> *const DHCP_SUBNET_ELEMENT_DATA {
    // The structures of the three generations are alike.
    call.structure(DHCP_SUBNET_ELEMENT_DATA {
        ElementType: kind,
        Element: DHCP_SUBNET_ELEMENT_DATA_0 { IpRange: data.cast() },
    })
}

/// A relationship; what a call does not look at points nowhere.
fn relationship(call: &Call<'_>, name: &str) -> DHCP_FAILOVER_RELATIONSHIP {
    DHCP_FAILOVER_RELATIONSHIP {
        PrimaryServer: call.fixture.address,
        SecondaryServer: 0x0A09_0909,
        Mclt: 3600,
        Percentage: call.value(50, 101),
        RelationshipName: call.text(name),
        PrimaryServerName: dangling_mut(),
        SecondaryServerName: dangling_mut(),
        SharedSecret: dangling_mut(),
        pScopes: dangling_mut(),
        State: 77,
        PrevState: 77,
        Mode: 77,
        ServerType: 77,
        ..Default::default()
    }
}

fn listing(call: &Call<'_>, name: &str, address: u32) -> *mut DHCPDS_SERVER {
    call.structure(DHCPDS_SERVER {
        ServerName: call.text(name),
        ServerAddress: address,
        DsLocation: dangling_mut(),
        ..Default::default()
    })
}

/// The configuration of a server, all of whose fields can be set.
fn configuration(call: &Call<'_>) -> DHCP_SERVER_CONFIG_INFO_VQ {
    DHCP_SERVER_CONFIG_INFO_VQ {
        APIProtocolSupport: call.value(7, 0),
        DatabaseName: call.text("leases.mdb"),
        DatabasePath: call.text("D:\\dhcp"),
        BackupPath: call.text("D:\\dhcp\\backup"),
        BackupInterval: call.value(15, 0),
        DatabaseLoggingFlag: 0,
        RestoreFlag: 1,
        DatabaseCleanupInterval: call.value(180, 0),
        DebugFlag: 1,
        dwPingRetries: call.value(5, 6),
        cbBootTableString: call.value(0, 1),
        wszBootTableString: dangling_mut(),
        fAuditLog: 0,
        QuarantineOn: 1,
        QuarDefFail: 1,
        QuarRuntimeStatus: 1,
    }
}

fn first_configuration(info: &DHCP_SERVER_CONFIG_INFO_VQ) -> DHCP_SERVER_CONFIG_INFO {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(info).cast() }
}

fn v4_configuration(info: &DHCP_SERVER_CONFIG_INFO_VQ) -> DHCP_SERVER_CONFIG_INFO_V4 {
    // SAFETY: the older structure is the beginning of the newer one.
    unsafe { *std::ptr::from_ref(info).cast() }
}

/// All fields but those of quarantine, and bits that mean none.
const FIELDS: u32 = 0xFFFF_CFFF;

impl Case {
    fn new(name: &'static str, local: u32, call: impl Fn(&Call<'_>) -> u32 + 'static) -> Self {
        Case { name, local, call: Box::new(call) }
    }
}

/// All cases with their arguments, once it is certain that the arguments are right as they are.
pub fn tried_cases() -> impl Iterator<Item = (Case, &'static [Kind])> {
    static KINDS: OnceLock<Vec<Vec<Kind>>> = OnceLock::new();
    let kinds = KINDS.get_or_init(|| {
        let try_out = |case: &Case| {
            let outcome = Call::make(&fixture(), Mischief::Nothing, case);
            assert_eq!(outcome.code, 0, "{}: the arguments are right", case.name);
            assert!(outcome.is_filled, "{}: a success fills the outputs", case.name);
            outcome.kinds
        };
        cases().iter().map(try_out).collect()
    });
    cases().into_iter().zip(kinds.iter().map(Vec::as_slice))
}

/// All cases; a function may have several.
#[allow(
    clippy::undocumented_unsafe_blocks,
    reason = "each call is made with what it takes, but for the mischief"
)]
#[allow(clippy::too_many_lines, reason = "a table")]
pub fn cases() -> Vec<Case> {
    let mut cases = vec![
        // The directory.
        Case::new("DhcpDsInit", 0, |_| unsafe { DhcpDsInit() }),
        Case::new("DhcpDsCleanup", 0, |_| {
            unsafe { DhcpDsCleanup() };
            0
        }),
        Case::new("DhcpAddServer", 0, |call| {
            let (name, address) = (format!("{}-more", call.fixture.name), call.fixture.address + 0x1_0000);
            let listing = listing(call, &name, address);
            unsafe { DhcpAddServer(0, null_mut(), listing, null_mut(), null_mut()) }
        }),
        Case::new("DhcpDeleteServer", 0, |call| {
            let listing = listing(call, &call.fixture.name, call.fixture.address);
            unsafe { DhcpDeleteServer(0, null_mut(), listing, null_mut(), null_mut()) }
        }),
        Case::new("DhcpEnumServers", 0, |call| unsafe {
            DhcpEnumServers(0, null_mut(), call.block(), null_mut(), null_mut())
        }),
        Case::new("DhcpGetVersion", 0, |call| unsafe {
            DhcpGetVersion(call.server(), call.number(), call.number())
        }),
        Case::new("DhcpAddSecurityGroup", 0, |call| unsafe { DhcpAddSecurityGroup(call.server()) }),
        Case::new("DhcpDsClearHostServerEntries", 0, |_| unsafe { DhcpDsClearHostServerEntries() }),
        // The configuration of a server.
        Case::new("DhcpServerGetConfig", 0, |call| unsafe {
            DhcpServerGetConfig(call.server(), call.block())
        }),
        Case::new("DhcpServerGetConfigV4", 0, |call| unsafe {
            DhcpServerGetConfigV4(call.server(), call.block())
        }),
        Case::new("DhcpServerGetConfigVQ", 0, |call| unsafe {
            DhcpServerGetConfigVQ(call.server(), call.block())
        }),
        Case::new("DhcpServerSetConfig", 0, |call| unsafe {
            let info = first_configuration(&configuration(call));
            DhcpServerSetConfig(call.server(), FIELDS, call.structure(info))
        }),
        Case::new("DhcpServerSetConfigV4", 0, |call| unsafe {
            let info = v4_configuration(&configuration(call));
            DhcpServerSetConfigV4(call.server(), FIELDS, call.structure(info))
        }),
        Case::new("DhcpServerSetConfigVQ", 0, |call| unsafe {
            DhcpServerSetConfigVQ(call.server(), FIELDS, call.structure(configuration(call)))
        }),
        Case::new("DhcpServerQueryAttribute", 0, |call| unsafe {
            DhcpServerQueryAttribute(call.server(), call.value(0, 1), 4, call.block())
        }),
        Case::new("DhcpServerQueryAttributes", 0, |call| unsafe {
            let ids = call.addresses(&[1, 4, 6]);
            DhcpServerQueryAttributes(call.server(), 0, ids.NumElements, ids.Elements, call.block())
        }),
        Case::new("DhcpGetServerBindingInfo", 0, |call| unsafe {
            DhcpGetServerBindingInfo(call.server(), call.value(0, 1), call.block())
        }),
        Case::new("DhcpSetServerBindingInfo", 0, |call| unsafe {
            let bindings = DHCP_BIND_ELEMENT_ARRAY { NumElements: 0, Elements: dangling_mut() };
            DhcpSetServerBindingInfo(call.server(), call.value(0, 1), call.structure(bindings))
        }),
        Case::new("DhcpGetServerSpecificStrings", 0, |call| unsafe {
            DhcpGetServerSpecificStrings(call.server(), call.block())
        }),
        Case::new("DhcpAuditLogGetParams", 0, |call| unsafe {
            let (server, flags, directory) = (call.server(), call.value(0, 1), call.block());
            DhcpAuditLogGetParams(server, flags, directory, call.number(), call.number(), call.number())
        }),
        Case::new("DhcpAuditLogSetParams", 0, |call| unsafe {
            DhcpAuditLogSetParams(call.server(), call.value(0, 1), call.text("D:\\log"), 1, 2, 3)
        }),
        Case::new("DhcpServerBackupDatabase", 0, |call| unsafe {
            // Tests run side by side, and each takes its directory away.
            static NUMBER: AtomicU32 = AtomicU32::new(0);
            let number = NUMBER.fetch_add(1, Ordering::Relaxed);
            let name = format!("dhcpsapi-backup-{}-{number}", std::process::id());
            let directory = std::env::temp_dir().join(name);
            let code = DhcpServerBackupDatabase(call.server(), call.text(directory.to_str().unwrap()));
            let _ = std::fs::remove_dir_all(directory);
            // What is left to a build that writes no files, where nothing is wrong.
            if code == NOT_SUPPORTED && cfg!(not(feature = "stored")) { 0 } else { code }
        }),
        Case::new("DhcpServerRestoreDatabase", 0, |call| unsafe {
            let code = DhcpServerRestoreDatabase(call.server(), call.text("/var/backups/dhcp"));
            // As above.
            if code == NOT_SUPPORTED && cfg!(not(feature = "stored")) { 0 } else { code }
        }),
        Case::new("DhcpServerRedoAuthorization", 0, |call| unsafe {
            DhcpServerRedoAuthorization(call.server(), ALL)
        }),
        Case::new("DhcpServerQueryDnsRegCredentials", 0, |call| unsafe {
            let (mut user, mut domain) = ([0x58; 4], [0x58; 1]);
            let (user, domain) = (user.as_mut_ptr(), domain.as_mut_ptr());
            DhcpServerQueryDnsRegCredentials(call.server(), 8, user, 2, domain)
        }),
        Case::new("DhcpServerSetDnsRegCredentials", 0, |call| unsafe {
            // "a", run-encoded: any units can be that.
            let (server, password) = (call.server(), [0x2386, 0]);
            let (user, domain) = (call.optional_text("dhcp"), call.optional_text("example"));
            DhcpServerSetDnsRegCredentials(server, user, domain, password.as_ptr())
        }),
        Case::new("DhcpServerSetDnsRegCredentialsV5", 0, |call| unsafe {
            let (server, user) = (call.server(), call.optional_text("dhcp"));
            let domain = call.optional_text("example");
            DhcpServerSetDnsRegCredentialsV5(server, user, domain, call.optional_text("a"))
        }),
        Case::new("DhcpGetThreadOptions", 0, |call| unsafe {
            DhcpGetThreadOptions(call.number(), null_mut())
        }),
        Case::new("DhcpSetThreadOptions", 0, |_| unsafe { DhcpSetThreadOptions(ALL, null_mut()) }),
        Case::new("DhcpScanDatabase", 20005, |call| unsafe {
            DhcpScanDatabase(call.server(), call.value(NET, 0), 1, call.block())
        }),
        // Counters.
        Case::new("DhcpGetMibInfo", 0, |call| unsafe { DhcpGetMibInfo(call.server(), call.block()) }),
        Case::new("DhcpGetMibInfoV5", 0, |call| unsafe { DhcpGetMibInfoV5(call.server(), call.block()) }),
        Case::new("DhcpGetMibInfoVQ", 0, |call| unsafe {
            // It never gives anything.
            let mut nothing = dangling_mut();
            let code = DhcpGetMibInfoVQ(call.server(), &raw mut nothing);
            assert!(nothing.is_null());
            code
        }),
        // It answers every server's clients that nobody has it, so that is what is right.
        Case::new("DhcpGetClientOptions", 0, |call| unsafe {
            let mut nothing = dangling_mut();
            let code = DhcpGetClientOptions(call.server(), ALL, ALL, &mut nothing);
            assert!(nothing.is_null());
            if code == CALL_NOT_IMPLEMENTED { 0 } else { code }
        }),
        Case::new("DhcpServerAuditlogParamsFree", 0, |_| {
            unsafe { DhcpServerAuditlogParamsFree(null_mut()) };
            0
        }),
        // Memory: NULL is ignored.
        Case::new("DhcpRpcFreeMemory", 0, |_| {
            unsafe { DhcpRpcFreeMemory(null_mut()) };
            0
        }),
        // Scopes. The enumeration comes before the local server has one.
        Case::new("DhcpEnumSubnets", 259, |call| unsafe {
            DhcpEnumSubnets(call.server(), call.handle(), ALL, call.block(), call.number(), call.number())
        }),
        Case::new("DhcpCreateSubnet", 0, |call| unsafe {
            DhcpCreateSubnet(call.server(), ABSENT, call.structure(first_subnet(call, ABSENT)))
        }),
        Case::new("DhcpCreateSubnetVQ", 0, |call| unsafe {
            let address = ABSENT + 0x1_0000;
            DhcpCreateSubnetVQ(call.server(), address, call.structure(subnet(call, address)))
        }),
        Case::new("DhcpSetSubnetInfo", 20005, |call| unsafe {
            DhcpSetSubnetInfo(call.server(), NET, call.structure(first_subnet(call, NET)))
        }),
        Case::new("DhcpSetSubnetInfoVQ", 20005, |call| unsafe {
            DhcpSetSubnetInfoVQ(call.server(), NET, call.structure(subnet(call, NET)))
        }),
        Case::new("DhcpGetSubnetInfo", 20005, |call| unsafe {
            DhcpGetSubnetInfo(call.server(), call.value(NET, 0), call.block())
        }),
        Case::new("DhcpGetSubnetInfoVQ", 20005, |call| unsafe {
            DhcpGetSubnetInfoVQ(call.server(), call.value(NET, 0), call.block())
        }),
        Case::new("DhcpDeleteSubnet", 20005, |call| unsafe {
            DhcpDeleteSubnet(call.server(), call.value(NET, 0), call.choice(DhcpFullForce))
        }),
        Case::new("DhcpV4EnumSubnetReservations", 20005, |call| unsafe {
            DhcpV4EnumSubnetReservations(
                call.server(),
                call.value(NET, 0),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        // Lease records.
        Case::new("DhcpCreateClientInfo", 87, |call| unsafe {
            let info = call.structure(first(&client(call, NET + 70, &[7])));
            DhcpCreateClientInfo(call.server(), info)
        }),
        Case::new("DhcpCreateClientInfoV4", 87, |call| unsafe {
            let info = call.structure(v4(&client(call, NET + 70, &[7])));
            DhcpCreateClientInfoV4(call.server(), info)
        }),
        Case::new("DhcpCreateClientInfoVQ", 87, |call| unsafe {
            let info = call.structure(vq(&client(call, NET + 70, &[7])));
            DhcpCreateClientInfoVQ(call.server(), info)
        }),
        Case::new("DhcpV4CreateClientInfo", 20005, |call| unsafe {
            let mut info = client(call, NET + 70, &[7]);
            info.PolicyName = call.optional_text("policy");
            DhcpV4CreateClientInfo(call.server(), call.structure(info))
        }),
        Case::new("DhcpV4CreateClientInfoEx", 20005, |call| unsafe {
            let mut info = extended(&client(call, NET + 70, &[7]));
            info.PolicyName = call.optional_text("policy");
            DhcpV4CreateClientInfoEx(call.server(), call.structure(info))
        }),
        Case::new("DhcpEnumSubnetClients", 20005, |call| unsafe {
            DhcpEnumSubnetClients(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpEnumSubnetClientsV4", 20005, |call| unsafe {
            DhcpEnumSubnetClientsV4(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpEnumSubnetClientsV5", 20005, |call| unsafe {
            DhcpEnumSubnetClientsV5(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpEnumSubnetClientsVQ", 20005, |call| unsafe {
            DhcpEnumSubnetClientsVQ(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpEnumSubnetClientsFilterStatusInfo", 20005, |call| unsafe {
            DhcpEnumSubnetClientsFilterStatusInfo(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpV4EnumSubnetClients", 20005, |call| unsafe {
            DhcpV4EnumSubnetClients(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpV4EnumSubnetClientsEx", 20005, |call| unsafe {
            DhcpV4EnumSubnetClientsEx(
                call.server(),
                call.value(NET, 0x0B00_0000),
                call.handle(),
                ALL,
                call.block(),
                call.number(),
                call.number(),
            )
        }),
        Case::new("DhcpSetClientInfo", 20013, |call| unsafe {
            let info = call.structure(first(&client(call, NET + 60, &[7])));
            DhcpSetClientInfo(call.server(), info)
        }),
        Case::new("DhcpSetClientInfoV4", 20013, |call| unsafe {
            let info = call.structure(v4(&client(call, NET + 60, &[7])));
            DhcpSetClientInfoV4(call.server(), info)
        }),
        Case::new("DhcpSetClientInfoVQ", 20013, |call| unsafe {
            let info = call.structure(vq(&client(call, NET + 60, &[7])));
            DhcpSetClientInfoVQ(call.server(), info)
        }),
        Case::new("DhcpV4GetFreeIPAddress", 87, |call| unsafe {
            DhcpV4GetFreeIPAddress(call.server(), call.value(NET, 0), 0, 0, call.value(1, 0), call.block())
        }),
        // Relationships.
        Case::new("DhcpV4FailoverCreateRelationship", 20005, |call| unsafe {
            let mut given = relationship(call, "new");
            given.PrimaryServerName = call.optional_text("primary");
            given.SecondaryServerName = call.optional_text("secondary");
            given.SharedSecret = call.optional_text("secret");
            given.pScopes = call.structure(call.addresses(&[NET]));
            given.Mode = call.choice(LoadBalance);
            given.ServerType = call.choice(PrimaryServer);
            DhcpV4FailoverCreateRelationship(call.server(), call.structure(given))
        }),
        Case::new("DhcpV4FailoverSetRelationship", 20115, |call| unsafe {
            let mut given = relationship(call, "related");
            given.SharedSecret = call.optional_text("secret");
            given.Mode = call.choice(HotStandby);
            given.State = call.choice(PARTNER_DOWN);
            given.PrevState = call.choice(NORMAL);
            DhcpV4FailoverSetRelationship(call.server(), call.value(0x7F, 0x80), call.structure(given))
        }),
        Case::new("DhcpV4FailoverDeleteRelationship", 20115, |call| unsafe {
            DhcpV4FailoverDeleteRelationship(call.server(), call.text("related"))
        }),
        Case::new("DhcpV4FailoverGetRelationship", 20115, |call| unsafe {
            DhcpV4FailoverGetRelationship(call.server(), call.text("related"), call.block())
        }),
        Case::new("DhcpV4FailoverEnumRelationship", 259, |call| unsafe {
            let (handle, block) = (call.handle(), call.block());
            DhcpV4FailoverEnumRelationship(call.server(), handle, ALL, block, call.number(), call.number())
        }),
        Case::new("DhcpV4FailoverAddScopeToRelationship", 20005, |call| unsafe {
            let mut given = relationship(call, "related");
            given.pScopes = call.structure(call.addresses(&[NET, UNRELATED]));
            DhcpV4FailoverAddScopeToRelationship(call.server(), call.structure(given))
        }),
        Case::new("DhcpV4FailoverDeleteScopeFromRelationship", 20005, |call| unsafe {
            let mut given = relationship(call, "related");
            given.pScopes = call.structure(call.addresses(&[RELATED]));
            DhcpV4FailoverDeleteScopeFromRelationship(call.server(), call.structure(given))
        }),
        Case::new("DhcpV4FailoverGetScopeRelationship", 20116, |call| unsafe {
            DhcpV4FailoverGetScopeRelationship(call.server(), call.value(RELATED, 0), call.block())
        }),
        Case::new("DhcpV4FailoverGetScopeStatistics", 20116, |call| unsafe {
            DhcpV4FailoverGetScopeStatistics(call.server(), call.value(RELATED, 0), call.block())
        }),
        Case::new("DhcpV4FailoverGetSystemTime", 0, |call| unsafe {
            DhcpV4FailoverGetSystemTime(call.server(), call.number(), call.number())
        }),
        Case::new("DhcpV4FailoverGetAddressStatus", 87, |call| unsafe {
            DhcpV4FailoverGetAddressStatus(call.server(), call.value(RELATED + 10, 0), call.number())
        }),
        Case::new("DhcpV4FailoverTriggerAddrAllocation", 20115, |call| unsafe {
            DhcpV4FailoverTriggerAddrAllocation(call.server(), call.text("related"))
        }),
    ];
    for way in [Way::Address, Way::Client, Way::Name] {
        cases.extend([
            Case::new("DhcpGetClientInfo", 20013, move |call| unsafe {
                DhcpGetClientInfo(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpGetClientInfoV4", 20013, move |call| unsafe {
                DhcpGetClientInfoV4(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpGetClientInfoVQ", 20013, move |call| unsafe {
                DhcpGetClientInfoVQ(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpV4GetClientInfo", 20016, move |call| unsafe {
                DhcpV4GetClientInfo(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpV4GetClientInfoEx", 20016, move |call| unsafe {
                DhcpV4GetClientInfoEx(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpV4FailoverGetClientInfo", 20013, move |call| unsafe {
                DhcpV4FailoverGetClientInfo(call.server(), search(call, way), call.block())
            }),
            Case::new("DhcpDeleteClientInfo", 20013, move |call| unsafe {
                DhcpDeleteClientInfo(call.server(), search(call, way))
            }),
        ]);
    }
    // The kind of an element, the scope that it is added to, the element to add, and the one to remove from NET.
    let elements = [
        (What::Range, BARE, (BARE + 10, BARE + 99), (NET + 10, NET + 99)),
        (What::Exclusion, NET, (NET + 30, NET + 39), (NET + 20, NET + 29)),
        (What::Reservation, NET, (NET + 51, 0), (NET + 50, 0)),
    ];
    for (what, scope, added, removed) in elements {
        cases.extend([
            Case::new("DhcpAddSubnetElement", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 1, what, added, &[7]));
                DhcpAddSubnetElement(call.server(), scope, data)
            }),
            Case::new("DhcpAddSubnetElementV4", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 4, what, added, &[7]));
                DhcpAddSubnetElementV4(call.server(), scope, data.cast())
            }),
            Case::new("DhcpAddSubnetElementV5", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 5, what, added, &[7]));
                DhcpAddSubnetElementV5(call.server(), scope, data.cast())
            }),
            Case::new("DhcpRemoveSubnetElement", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 1, what, removed, RESERVED));
                DhcpRemoveSubnetElement(call.server(), NET, data, call.choice(DhcpFullForce))
            }),
            Case::new("DhcpRemoveSubnetElementV4", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 4, what, removed, RESERVED));
                DhcpRemoveSubnetElementV4(call.server(), NET, data.cast(), call.choice(DhcpFullForce))
            }),
            Case::new("DhcpRemoveSubnetElementV5", 20005, move |call| unsafe {
                let data = element_data(call, element(call, 5, what, removed, RESERVED));
                DhcpRemoveSubnetElementV5(call.server(), NET, data.cast(), call.choice(DhcpFullForce))
            }),
        ]);
    }
    for kind in [DhcpIpRanges, DhcpReservedIps, DhcpExcludedIpRanges] {
        cases.extend([
            Case::new("DhcpEnumSubnetElements", 20005, move |call| unsafe {
                let (server, kind, handle) = (call.server(), call.choice(kind), call.handle());
                let (block, read, total) = (call.block(), call.number(), call.number());
                DhcpEnumSubnetElements(server, NET, kind, handle, ALL, block, read, total)
            }),
            Case::new("DhcpEnumSubnetElementsV4", 20005, move |call| unsafe {
                let (server, kind, handle) = (call.server(), call.choice(kind), call.handle());
                let (block, read, total) = (call.block(), call.number(), call.number());
                DhcpEnumSubnetElementsV4(server, NET, kind, handle, ALL, block, read, total)
            }),
            Case::new("DhcpEnumSubnetElementsV5", 20005, move |call| unsafe {
                let (server, kind, handle) = (call.server(), call.choice(kind), call.handle());
                let (block, read, total) = (call.block(), call.number(), call.number());
                DhcpEnumSubnetElementsV5(server, NET, kind, handle, ALL, block, read, total)
            }),
        ]);
    }
    cases.extend(options::cases());
    cases.extend(filters::cases());
    cases
}
