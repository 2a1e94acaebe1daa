//! The WMI classes of failover through `dhcpsapi_cim.h`: each property, each method with what it does on both servers and
//! what it refuses. The names, types and defaults are those of the classes' MOF and of the cmdlets' documentation.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ffi::{CStr, CString, c_char};
use std::mem::{MaybeUninit, transmute, zeroed};
use std::ptr::{null, null_mut};

use dhcpsapi::abi::cim::DHCPSAPI_CIM_PARTNER_SCOPES::{self, *};
use dhcpsapi::abi::cim::*;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::exports::*;
use support::blocks::{Wide, free, text};
use support::clock::{at, begin};
use support::codes::{
    FILE_NOT_FOUND, INVALID_PARAMETER, MAX_ADD_SCOPES, MAX_RELATIONSHIPS, RELATIONSHIP_DOES_NOT_EXIST,
    RELATIONSHIP_EXISTS, RELATIONSHIP_NAME_TOO_LONG, SCOPE_ALREADY_IN_RELATIONSHIP,
    SCOPE_NOT_IN_RELATIONSHIP, SCOPE_SYNC_IN_PROGRESS, SERVER_NAME_NOT_RESOLVED, SERVER_NOT_RUNNING,
    SERVER_UNAVAILABLE, STATE_NOT_NORMAL, SUBNET_EXISTS, SUBNET_NOT_PRESENT, TIME_OUT_OF_SYNC,
};
use support::fixtures::MASK;
use support::lab::{cut, heal, restore, shift, start, stop};
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp as win;

/// 10.0.0.0 and 10.0.1.0.
const SCOPE: u32 = 0x0A00_0000;
const OTHER: u32 = 0x0A00_0100;

// ---- values ----

/// An instance, with its 17 properties; what is null is `None`.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    name: Option<String>,
    partner_server: Option<String>,
    mode: Option<String>,
    server_role: Option<String>,
    load_balance_percent: Option<u32>,
    reserve_percent: Option<u32>,
    scope_id: Vec<String>,
    max_client_lead_time: u32,
    auto_state_transition: bool,
    state_switch_interval: Option<u32>,
    state: Option<String>,
    enable_auth: bool,
    primary_server_ip: Option<String>,
    secondary_server_ip: Option<String>,
    primary_server_name: Option<String>,
    secondary_server_name: Option<String>,
    server_type: Option<String>,
}

/// A number with the BOOL before it; without it, it is 0.
fn number(has: i32, number: u32) -> Option<u32> {
    assert!(has == 1 || (has == 0 && number == 0), "{has} {number}");
    (has == 1).then_some(number)
}

fn strings(array: *mut *mut u16, count: u32) -> Vec<String> {
    assert_eq!(array.is_null(), count == 0);
    // SAFETY: the library says how many there are.
    (0..count.try_into().unwrap()).map(|place| text(unsafe { *array.add(place) }).unwrap()).collect()
}

fn shown(instance: *mut DHCPSAPI_CIM_FAILOVER) -> Shown {
    // SAFETY: an instance of the library.
    let of = unsafe { *instance };
    Shown {
        name: text(of.Name),
        partner_server: text(of.PartnerServer),
        mode: text(of.Mode),
        server_role: text(of.ServerRole),
        load_balance_percent: number(of.HasLoadBalancePercent, of.LoadBalancePercent),
        reserve_percent: number(of.HasReservePercent, of.ReservePercent),
        scope_id: strings(of.ScopeId, of.ScopeIdCount),
        max_client_lead_time: of.MaxClientLeadTime,
        auto_state_transition: of.AutoStateTransition != 0,
        state_switch_interval: number(of.HasStateSwitchInterval, of.StateSwitchInterval),
        state: text(of.State),
        enable_auth: of.EnableAuth != 0,
        primary_server_ip: text(of.PrimaryServerIP),
        secondary_server_ip: text(of.SecondaryServerIP),
        primary_server_name: text(of.PrimaryServerName),
        secondary_server_name: text(of.SecondaryServerName),
        server_type: text(of.ServerType),
    }
}

fn release(instance: *mut DHCPSAPI_CIM_FAILOVER) {
    // SAFETY: the library leaves alone what it did not make.
    unsafe { dhcpsapi_cim_free(instance) };
}

fn take(instance: *mut DHCPSAPI_CIM_FAILOVER) -> Shown {
    let read = shown(instance);
    release(instance);
    read
}

/// An array of strings for a call.
struct List {
    _texts: Vec<Wide>,
    pointers: Vec<*const u16>,
}

impl List {
    fn new(texts: &[&str]) -> Self {
        let texts: Vec<Wide> = texts.iter().map(|text| Wide::new(text)).collect();
        let pointers = texts.iter().map(Wide::as_ptr).collect();
        List { _texts: texts, pointers }
    }

    fn ptr(&self) -> *const *const u16 {
        if self.pointers.is_empty() { null() } else { self.pointers.as_ptr() }
    }

    fn count(&self) -> u32 {
        self.pointers.len().try_into().unwrap()
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

// ---- methods ----

/// The parameters of an Add, with the memory that the structure points to.
struct Add {
    texts: Vec<Wide>,
    scopes: List,
    structure: DHCPSAPI_CIM_ADD,
}

impl Add {
    /// On that server with that partner; all else is as the cmdlet has it.
    fn new(server: &Server, partner: &str, scopes: &[&str]) -> Self {
        // SAFETY: numbers and pointers that may be zero.
        let structure = unsafe { zeroed() };
        let mut add = Add { texts: Vec::new(), scopes: List::new(scopes), structure };
        add.structure.ComputerName = server.ptr();
        add.structure.PartnerServer = add.keep(partner);
        add.structure.ScopeId = add.scopes.ptr();
        add.structure.ScopeIdCount = add.scopes.count();
        add
    }

    fn between(server: &Server, partner: &Server) -> Self {
        Add::new(server, &partner.name, &["10.0.0.0"]).with(|add, keep| add.Name = keep("pair"))
    }

    fn keep(&mut self, text: &str) -> *const u16 {
        self.texts.push(Wide::new(text));
        self.texts.last().unwrap().as_ptr()
    }

    fn with(
        mut self,
        change: impl FnOnce(&mut DHCPSAPI_CIM_ADD, &mut dyn FnMut(&str) -> *const u16),
    ) -> Self {
        let mut structure = self.structure;
        change(&mut structure, &mut |text| self.keep(text));
        self.structure = structure;
        self
    }

    fn share(self, percent: u32) -> Self {
        self.with(|add, _| (add.HasLoadBalancePercent, add.LoadBalancePercent) = (1, percent))
    }

    fn reserve(self, percent: u32) -> Self {
        self.with(|add, _| (add.HasReservePercent, add.ReservePercent) = (1, percent))
    }

    fn role(self, role: &str) -> Self {
        self.with(|add, keep| add.ServerRole = keep(role))
    }

    fn load_balance(&self) -> Result<Shown, u32> {
        // SAFETY: a valid structure and place.
        one(|output| unsafe { dhcpsapi_cim_add_by_load_balance(&self.structure, null_mut(), output) })
    }

    fn hot_standby(&self) -> Result<Shown, u32> {
        // SAFETY: a valid structure and place.
        one(|output| unsafe { dhcpsapi_cim_add_by_hot_standby(&self.structure, null_mut(), output) })
    }
}

/// Calls a method that gives an instance back.
fn one(call: impl FnOnce(*mut *mut DHCPSAPI_CIM_FAILOVER) -> u32) -> Result<Shown, u32> {
    let mut output = std::ptr::dangling_mut();
    match call(&mut output) {
        0 => Ok(take(output)),
        code => {
            assert!(output.is_null(), "cleared");
            Err(code)
        }
    }
}

/// Calls a method that gives a list back.
fn several(
    call: impl FnOnce(*mut *mut DHCPSAPI_CIM_FOUND, *mut u32) -> u32,
) -> Result<Vec<Result<Shown, u32>>, u32> {
    let (mut output, mut count) = (std::ptr::dangling_mut(), 99);
    let code = call(&mut output, &mut count);
    if code != 0 {
        assert!(output.is_null() && count == 0, "cleared");
        return Err(code);
    }
    assert_eq!(output.is_null(), count == 0);
    let read = |place: u32| {
        // SAFETY: the library says how many there are.
        let found = unsafe { *output.add(place.try_into().unwrap()) };
        assert_eq!(found.Instance.is_null(), found.Code != 0);
        if found.Code == 0 { Ok(shown(found.Instance)) } else { Err(found.Code) }
    };
    let found = (0..count).map(read).collect();
    // SAFETY: the library's.
    unsafe { dhcpsapi_cim_free_found(output, count) };
    Ok(found)
}

fn get(server: &Server, names: &[&str]) -> Result<Vec<Result<Shown, u32>>, u32> {
    let names = List::new(names);
    // SAFETY: valid arrays and places.
    several(|output, count| unsafe {
        dhcpsapi_cim_get_by_name(server.ptr(), names.ptr(), names.count(), output, count)
    })
}

/// The relationship "pair" as a server shows it.
#[track_caller]
fn pair(server: &Server) -> Shown {
    get(server, &["PAIR"]).unwrap().remove(0).unwrap()
}

fn by_scope(server: &Server, scopes: &[&str]) -> Result<Vec<Result<Shown, u32>>, u32> {
    let scopes = List::new(scopes);
    // SAFETY: valid arrays and places.
    several(|output, count| unsafe {
        dhcpsapi_cim_get_by_scope_id(server.ptr(), scopes.ptr(), scopes.count(), output, count)
    })
}

/// The parameters Force and ThisServerOnly of a method.
#[derive(Debug, Clone, Copy, PartialEq)]
struct How {
    force: bool,
    this_server_only: bool,
}

const PLAIN: How = How { force: false, this_server_only: false };
const FORCE: How = How { force: true, this_server_only: false };
const THIS_SERVER_ONLY: How = How { force: false, this_server_only: true };
const FORCE_THIS_SERVER_ONLY: How = How { force: true, this_server_only: true };

fn remove(
    server: &Server,
    names: &[&str],
    how: How,
    fate: DHCPSAPI_CIM_PARTNER_SCOPES,
) -> Result<Vec<Result<Shown, u32>>, u32> {
    let names = List::new(names);
    // SAFETY: valid arrays and places.
    several(|output, count| unsafe {
        let fate = MaybeUninit::new(fate);
        let (names, number) = (names.ptr(), names.count());
        let (force, alone) = (how.force.into(), how.this_server_only.into());
        dhcpsapi_cim_remove(names, number, force, server.ptr(), alone, fate, null_mut(), output, count)
    })
}

/// Set on a server for the relationship "pair".
fn set(server: &Server, change: impl FnOnce(&mut DHCPSAPI_CIM_SET)) -> Result<Shown, u32> {
    let name = Wide::new("Pair");
    // SAFETY: numbers and pointers that may be zero.
    let mut structure: DHCPSAPI_CIM_SET = unsafe { zeroed() };
    structure.ComputerName = server.ptr();
    structure.Name = name.as_ptr();
    change(&mut structure);
    // SAFETY: a valid structure and place.
    one(|output| unsafe { dhcpsapi_cim_set(&structure, null_mut(), output) })
}

fn scope_add(server: &Server, name: &str, scopes: &[&str]) -> Result<Shown, u32> {
    let (name, scopes) = (Wide::new(name), List::new(scopes));
    let (ids, count) = (scopes.ptr(), scopes.count());
    // SAFETY: valid arrays and places.
    one(|output| unsafe {
        dhcpsapi_cim_scope_add(name.as_ptr(), ids, count, server.ptr(), null_mut(), output)
    })
}

fn scope_remove(
    server: &Server,
    scopes: &[&str],
    how: How,
    fate: DHCPSAPI_CIM_PARTNER_SCOPES,
) -> Result<Shown, u32> {
    let (name, scopes) = (Wide::new("pair"), List::new(scopes));
    let (ids, count, fate) = (scopes.ptr(), scopes.count(), MaybeUninit::new(fate));
    // SAFETY: valid arrays and places.
    one(|output| unsafe {
        let (server, name) = (server.ptr(), name.as_ptr());
        let (force, alone) = (how.force.into(), how.this_server_only.into());
        dhcpsapi_cim_scope_remove(server, name, ids, count, force, alone, fate, null_mut(), output)
    })
}

/// Calls a method that gives strings back.
fn copied(call: impl FnOnce(*mut *mut *mut u16, *mut u32) -> u32) -> Result<Vec<String>, u32> {
    let (mut output, mut count) = (std::ptr::dangling_mut(), 99);
    let code = call(&mut output, &mut count);
    if code != 0 {
        assert!(output.is_null() && count == 0, "cleared");
        return Err(code);
    }
    let read = strings(output, count);
    // SAFETY: the library's.
    unsafe { dhcpsapi_cim_free_strings(output, count) };
    Ok(read)
}

fn replicate(server: &Server, names: &[&str]) -> Result<Vec<String>, u32> {
    let names = List::new(names);
    // SAFETY: valid arrays and places.
    copied(|output, count| unsafe {
        dhcpsapi_cim_invoke_by_name(server.ptr(), 0, names.ptr(), names.count(), null_mut(), output, count)
    })
}

fn replicate_scopes(server: &Server, scopes: &[&str]) -> Result<Vec<String>, u32> {
    let scopes = List::new(scopes);
    let (ids, number) = (scopes.ptr(), scopes.count());
    // SAFETY: valid arrays and places.
    copied(|output, count| unsafe {
        dhcpsapi_cim_invoke_by_scope_id(server.ptr(), 0, ids, number, null_mut(), output, count)
    })
}

/// Code, scope, free, in use, reserved, percent, and with failover: free here, free there, in use here, in use there.
type Figures = (u32, String, u32, u32, u32, f32, Option<[u32; 4]>);

fn statistics(server: &Server, scopes: &[&str], failover: bool) -> Result<Vec<Figures>, u32> {
    let scopes = List::new(scopes);
    let (mut output, mut count) = (std::ptr::dangling_mut(), 99);
    let (ids, number, failover) = (scopes.ptr(), scopes.count(), failover.into());
    // SAFETY: valid arrays and places.
    let code = unsafe {
        dhcpsapi_cim_scope_statistics(ids, number, server.ptr(), failover, &mut output, &mut count)
    };
    if code != 0 {
        assert!(output.is_null() && count == 0, "cleared");
        return Err(code);
    }
    let figures = |place: u32| {
        // SAFETY: the library says how many there are.
        let of = unsafe { *output.add(place.try_into().unwrap()) };
        assert_eq!(of.PendingOffers, 0);
        assert_eq!(text(of.SuperscopeName), server.superscope_of(of.ScopeId));
        let shares = [
            of.AddressesFreeOnThisServer,
            of.AddressesFreeOnPartnerServer,
            of.AddressesInUseOnThisServer,
            of.AddressesInUseOnPartnerServer,
        ];
        assert!(of.HasFailover == 1 || shares == [0; 4]);
        let shares = (of.HasFailover == 1).then_some(shares);
        let scope = text(of.ScopeId).unwrap();
        (of.Code, scope, of.AddressesFree, of.AddressesInUse, of.ReservedAddress, of.PercentageInUse, shares)
    };
    let read = (0..count).map(figures).collect();
    // SAFETY: the library's.
    unsafe { dhcpsapi_cim_free_statistics(output, count) };
    Ok(read)
}

impl Server {
    /// The superscope of a scope that may be there, by the other interface.
    fn superscope_of(&self, scope: *const u16) -> Option<String> {
        let scope = text(scope)?.parse::<std::net::Ipv4Addr>().unwrap().to_bits();
        self.superscopes().into_iter().find(|(address, ..)| *address == scope)?.3
    }
}

/// A scope that is in a superscope is shown with its name.
#[test]
fn statistics_name_the_superscope() {
    let _turn = begin();
    let (server, _) = two_servers();
    assert_eq!(server.set_superscope(OTHER, Some("Floor 1"), 0), 0);
    let names = || {
        let (mut output, mut count) = (std::ptr::dangling_mut(), 99);
        // SAFETY: valid places.
        let code =
            unsafe { dhcpsapi_cim_scope_statistics(null(), 0, server.ptr(), 0, &mut output, &mut count) };
        assert_eq!((code, count), (0, 2));
        // SAFETY: the library says how many there are.
        let names = [0, 1].map(|place| text(unsafe { *output.add(place) }.SuperscopeName));
        // SAFETY: the library's.
        unsafe { dhcpsapi_cim_free_statistics(output, count) };
        names
    };
    assert_eq!(names(), [None, Some("Floor 1".to_owned())]);
    assert_eq!(server.delete_superscope("floor 1"), 0);
    assert_eq!(names(), [None, None]);
}

/// Two servers, the first with the scopes 10.0.0.0 and 10.0.1.0.
fn two_servers() -> (Server, Server) {
    let (server, partner) = Server::pair();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 100);
    server.scope(OTHER, MASK, OTHER + 1, OTHER + 100);
    (server, partner)
}

/// Two servers in load balance at 70 percent with 10.0.0.0, in contact.
fn deployed() -> (Server, Server) {
    let (server, partner) = two_servers();
    Add::between(&server, &partner).share(70).load_balance().unwrap();
    assert_eq!(pair(&server).state, some("Normal"));
    assert_eq!(pair(&partner).state, some("Normal"));
    (server, partner)
}

/// The call is refused and changes nothing on either server.
#[track_caller]
fn refused<T: std::fmt::Debug + PartialEq>(
    (server, partner): (&Server, &Server),
    code: u32,
    call: impl FnOnce() -> Result<T, u32>,
) {
    let before = (server.contents(), partner.contents());
    assert_eq!(call().map(|_| "done"), Err(code));
    assert!((server.contents(), partner.contents()) == before, "the refused call changed something");
}

fn dotted(address: u32) -> Option<String> {
    Some(std::net::Ipv4Addr::from_bits(address).to_string())
}

// ---- the class ----

/// Each property on both servers, in both modes, and with the active server being the one that is asked or its partner.
#[test]
fn each_property_in_both_modes_and_roles_on_both_servers() {
    let _turn = begin();
    let load_balance = |add: Add| add.share(70).load_balance();
    let active = |add: Add| add.reserve(7).role("Active").hot_standby();
    let standby = |add: Add| add.reserve(7).role("STANDBY").hot_standby();
    type Way = fn(Add) -> Result<Shown, u32>;
    type Half = (Option<&'static str>, Option<u32>, Option<u32>, &'static str);
    // (mode, on the server that is asked, on its partner): ServerRole, LoadBalancePercent, ReservePercent, ServerType
    let table: [(Way, &str, Half, Half); 3] = [
        (
            load_balance,
            "LoadBalance",
            (None, Some(70), None, "PrimaryServer"),
            (None, Some(30), None, "SecondaryServer"),
        ),
        (
            active,
            "HotStandby",
            (Some("Active"), None, Some(7), "PrimaryServer"),
            (Some("Standby"), None, Some(7), "SecondaryServer"),
        ),
        (
            standby,
            "HotStandby",
            (Some("Standby"), None, Some(7), "SecondaryServer"),
            (Some("Active"), None, Some(7), "PrimaryServer"),
        ),
    ];
    for (way, mode, on_server, on_partner) in table {
        let (server, partner) = two_servers();
        way(Add::between(&server, &partner)).unwrap();
        let is_primary = on_server.3 == "PrimaryServer";
        let (primary, secondary) = if is_primary { (&server, &partner) } else { (&partner, &server) };
        for (shows, other, half) in [(&server, &partner, on_server), (&partner, &server, on_partner)] {
            let (server_role, load_balance_percent, reserve_percent, server_type) = half;
            let expected = Shown {
                name: some("pair"),
                partner_server: some(&other.name),
                mode: some(mode),
                server_role: server_role.map(str::to_owned),
                load_balance_percent,
                reserve_percent,
                scope_id: vec!["10.0.0.0".to_owned()],
                max_client_lead_time: 3600,
                auto_state_transition: false,
                state_switch_interval: None,
                state: some("Normal"),
                enable_auth: false,
                primary_server_ip: dotted(primary.address),
                secondary_server_ip: dotted(secondary.address),
                primary_server_name: some(&primary.name),
                secondary_server_name: some(&secondary.name),
                server_type: some(server_type),
            };
            assert_eq!(pair(shows), expected);
        }
    }
}

/// The defaults of the cmdlets: 50 percent, 5 percent in reserve and Active, one hour, no transition, a name of both servers'
/// names.
#[test]
fn what_is_not_said_is_as_the_cmdlets_have_it() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let made = Add::new(&server, &partner.name, &["10.0.0.0"]).load_balance().unwrap();
    assert_eq!(made.name, Some(format!("{}-{}", server.name, partner.name)));
    assert_eq!((made.load_balance_percent, made.max_client_lead_time), (Some(50), 3600));
    assert_eq!(
        (made.auto_state_transition, made.state_switch_interval, made.enable_auth),
        (false, None, false)
    );
    let made = Add::new(&server, &partner.name, &["10.0.1.0"])
        .with(|add, keep| (add.HasAutoStateTransition, add.AutoStateTransition, add.Name) = (1, 1, keep("b")))
        .hot_standby()
        .unwrap();
    assert_eq!((made.reserve_percent, made.server_role), (Some(5), some("Active")));
    assert_eq!((made.auto_state_transition, made.state_switch_interval), (true, Some(3600)));
}

/// Set-DhcpServerv4Failover and Add-DhcpServerv4Failover, -StateSwitchInterval: where it is given, AutoStateTransition is
/// true, also if it was said to be false.
#[test]
fn an_interval_turns_the_transition_on() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let made = Add::between(&server, &partner).with(|add, _| {
        add.HasAutoStateTransition = 1;
        (add.HasStateSwitchInterval, add.StateSwitchInterval) = (1, 1800);
    });
    let made = made.load_balance().unwrap();
    assert_eq!((made.auto_state_transition, made.state_switch_interval), (true, Some(1800)));
    let changed = set(&server, |set| {
        (set.HasAutoStateTransition, set.HasStateSwitchInterval, set.StateSwitchInterval) = (1, 1, 60);
    });
    for shown in [changed.unwrap(), pair(&partner)] {
        assert_eq!((shown.auto_state_transition, shown.state_switch_interval), (true, Some(60)));
    }
    // An interval that there is stays where none is given.
    let changed = set(&server, |set| (set.HasAutoStateTransition, set.AutoStateTransition) = (1, 1)).unwrap();
    assert_eq!((changed.auto_state_transition, changed.state_switch_interval), (true, Some(60)));
    let changed = set(&server, |set| set.HasAutoStateTransition = 1).unwrap();
    assert_eq!((changed.auto_state_transition, changed.state_switch_interval), (false, None));
}

/// PartnerServer is what was given, so that a tool which compares what it wants with what there is finds them alike.
#[test]
fn the_partner_is_shown_as_it_was_given() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let address = dotted(partner.address).unwrap();
    for given in [partner.name.to_uppercase(), address.clone(), partner.name.clone()] {
        for hot_standby in [false, true] {
            let add = Add::new(&server, &given, &["10.0.0.0"]).with(|add, keep| add.Name = keep("pair"));
            let made = if hot_standby { add.role("Standby").hot_standby() } else { add.load_balance() };
            assert_eq!(made.unwrap().partner_server.as_deref(), Some(given.as_str()));
            let shown = pair(&server);
            assert_eq!(shown.partner_server.as_deref(), Some(given.as_str()));
            let (ours, theirs) = (Some(server.name.clone()), Some(given.clone()));
            let names = if hot_standby { (theirs, ours.clone()) } else { (ours.clone(), theirs) };
            assert_eq!((shown.primary_server_name, shown.secondary_server_name), names);
            assert_eq!(pair(&partner).partner_server, ours);
            assert_eq!(remove(&server, &["pair"], PLAIN, DhcpsapiCimDelete).map(|found| found.len()), Ok(1));
        }
    }
}

/// A relationship that exists is refused before the partner's scopes are looked at, for which the advice would be to delete them.
#[test]
fn what_exists_is_told_first() {
    let _turn = begin();
    let (server, partner) = deployed();
    let both = (&server, &partner);
    let again = |name: &'static str, scope| {
        Add::new(&server, &partner.name, &[scope]).with(move |add, keep| add.Name = keep(name))
    };
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || again("pair", "10.0.0.0").load_balance());
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || again("other", "10.0.0.0").hot_standby());
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || scope_add(&server, "pair", &["10.0.0.0"]));
    assert_eq!(partner.create_scope(OTHER, MASK), 0);
    refused(both, RELATIONSHIP_EXISTS, || again("PAIR", "10.0.1.0").load_balance());
    refused(both, SUBNET_EXISTS, || again("other", "10.0.1.0").load_balance());
    refused(both, SUBNET_EXISTS, || scope_add(&server, "pair", &["10.0.1.0"]));

    // The relationship exists on the partner alone.
    let (server, partner) = two_servers();
    let both = (&server, &partner);
    assert_eq!(partner.create_scope(SCOPE, MASK), 0);
    let mut theirs = Relationship::new("pair", partner.address, 0x0A63_0001, &[SCOPE]);
    assert_eq!(theirs.create_on(&partner), 0);
    let add = |name: &'static str, scope| {
        Add::new(&server, &partner.name, &[scope]).with(move |add, keep| add.Name = keep(name))
    };
    refused(both, RELATIONSHIP_EXISTS, || add("pair", "10.0.1.0").load_balance());
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || add("other", "10.0.0.0").load_balance());
}

/// A relationship whose partner has no name and is not in the registry.
#[test]
fn what_may_be_null() {
    let _turn = begin();
    let server = Server::new();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 100);
    let mut relationship = Relationship::new("pair", server.address, 0x0A63_0001, &[SCOPE]);
    let mut given = unsafe {
        // SAFETY: the structure is valid as long as `relationship` is.
        *relationship.ptr()
    };
    (given.PrimaryServerName, given.SecondaryServerName) = (null_mut(), null_mut());
    // SAFETY: a valid structure.
    assert_eq!(unsafe { win::DhcpV4FailoverCreateRelationship(server.ptr(), &given) }, 0);
    let shown = pair(&server);
    assert_eq!((shown.primary_server_name, shown.secondary_server_name), (None, None));
    assert_eq!(shown.partner_server, some("10.99.0.1"));
    assert_eq!(shown.state, some("Startup"));
    assert_eq!(remove(&server, &["pair"], PLAIN, DhcpsapiCimKeep), Err(SERVER_NAME_NOT_RESOLVED));
    assert_eq!(remove(&server, &["pair"], FORCE, DhcpsapiCimKeep), Err(SERVER_NAME_NOT_RESOLVED));
    let alone = remove(&server, &["pair"], THIS_SERVER_ONLY, DhcpsapiCimKeep);
    assert_eq!(alone.map(|found| found.len()), Ok(1));
}

// ---- AddByLoadBalance, AddByHotStandby ----

#[test]
fn add_makes_the_scopes_and_both_halves() {
    let _turn = begin();
    let (server, partner) = two_servers();
    assert_eq!(server.add_exclusion(SCOPE, SCOPE + 10, SCOPE + 19), 0);
    assert_eq!(server.add_reservation(SCOPE, SCOPE + 20, &[1, 2, 3, 4, 5, 6]), 0);
    let add = Add::new(&server, &dotted(partner.address).unwrap(), &["10.0.0.0", "10.0.1.0", "10.0.0.0"]);
    let made = add.with(|add, keep| add.Name = keep("pair")).load_balance().unwrap();
    assert_eq!(made.scope_id, ["10.0.0.0", "10.0.1.0"]);
    assert_eq!(pair(&partner).scope_id, ["10.0.0.0", "10.0.1.0"]);
    let (ours, theirs) = (server.contents(), partner.contents());
    for scope in [SCOPE, OTHER] {
        let (ours, theirs) = (ours.scope(ScopeId(scope)).unwrap(), theirs.scope(ScopeId(scope)).unwrap());
        assert_eq!(theirs.info(), ours.info());
        assert_eq!(theirs.range(), ours.range());
        assert_eq!(theirs.exclusions(), ours.exclusions());
        assert_eq!(theirs.reservations(), ours.reservations());
    }
}

#[test]
fn what_add_refuses() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let add = || Add::between(&server, &partner);
    let invalid: [fn(&mut DHCPSAPI_CIM_ADD); 11] = [
        |add| add.PartnerServer = null(),
        |add| add.PartnerServer = add.ComputerName,
        |add| add.ScopeIdCount = 0,
        |add| add.ScopeId = null(),
        |add| (add.HasMaxClientLeadTime, add.MaxClientLeadTime) = (1, 0),
        |add| (add.HasStateSwitchInterval, add.StateSwitchInterval) = (1, 0),
        |add| (add.HasStateSwitchInterval, add.StateSwitchInterval) = (1, u32::MAX),
        // A number other than 0 needs its Has member.
        |add| add.MaxClientLeadTime = 3600,
        |add| add.AutoStateTransition = 1,
        |add| add.StateSwitchInterval = 3600,
        |add| (add.LoadBalancePercent, add.ReservePercent) = (50, 50),
    ];
    for (place, change) in invalid.into_iter().enumerate() {
        let changed = || add().with(|add, _| change(add));
        for hot_standby in [false, true] {
            let before = (server.contents(), partner.contents());
            let outcome = if hot_standby { changed().hot_standby() } else { changed().load_balance() };
            assert_eq!(outcome, Err(INVALID_PARAMETER), "{place}");
            assert!((server.contents(), partner.contents()) == before);
        }
    }
    let both = (&server, &partner);
    refused(both, INVALID_PARAMETER, || add().share(101).load_balance());
    refused(both, INVALID_PARAMETER, || add().reserve(101).hot_standby());
    refused(both, INVALID_PARAMETER, || add().reserve(5).load_balance());
    refused(both, INVALID_PARAMETER, || add().role("Active").load_balance());
    refused(both, INVALID_PARAMETER, || add().share(50).hot_standby());
    refused(both, INVALID_PARAMETER, || add().role("Primary").hot_standby());
    refused(both, INVALID_PARAMETER, || Add::new(&server, &partner.name, &["10.0.0"]).load_balance());
    refused(both, SERVER_NAME_NOT_RESOLVED, || Add::new(&server, "nobody", &["10.0.0.0"]).load_balance());
    refused(both, SUBNET_NOT_PRESENT, || {
        Add::new(&server, &partner.name, &["10.0.0.0", "10.9.0.0"]).load_balance()
    });
    refused(both, RELATIONSHIP_NAME_TOO_LONG, || {
        add().with(|add, keep| add.Name = keep(&"n".repeat(127))).load_balance()
    });
    let nobody = Wide::new("nobody");
    refused(both, SERVER_UNAVAILABLE, || {
        add().with(|add, _| add.ComputerName = nobody.as_ptr()).load_balance()
    });

    shift(&partner, 61);
    refused(both, TIME_OUT_OF_SYNC, || add().load_balance());
    shift(&partner, 60);
    assert_eq!(partner.create_scope(SCOPE, MASK), 0);
    refused(both, SUBNET_EXISTS, || add().load_balance());
    assert!(add().with(|add, _| add.ScopeId = null()).load_balance().is_err());
    // SAFETY: NULL is allowed to be given.
    unsafe {
        assert_eq!(dhcpsapi_cim_add_by_load_balance(null(), null_mut(), null_mut()), INVALID_PARAMETER);
        assert_eq!(dhcpsapi_cim_add_by_hot_standby(null(), null_mut(), null_mut()), INVALID_PARAMETER);
    }
    stop(&partner);
    assert_eq!(add().load_balance(), Err(SERVER_NOT_RUNNING));
}

/// The second half fails when the first is made: neither is left behind, and no scope.
#[test]
fn what_only_one_of_the_servers_refuses_is_done_on_neither() {
    let _turn = begin();
    let (server, partner) = two_servers();
    for number in 0..31_u32 {
        let scope = 0x0A40_0000 + (number << 8);
        partner.scope(scope, MASK, scope + 1, scope + 9);
        let mut full = Relationship::new(&format!("full{number}"), partner.address, 0x0A63_0001, &[scope]);
        assert_eq!(full.create_on(&partner), 0);
    }
    let both = (&server, &partner);
    refused(both, MAX_RELATIONSHIPS, || Add::between(&server, &partner).load_balance());
    assert!(partner.contents().scope(ScopeId(SCOPE)).is_err());

    // A name that one of the servers has.
    let (server, partner) = two_servers();
    partner.scope(0x0A40_0000, MASK, 0x0A40_0001, 0x0A40_0009);
    let mut other = Relationship::new("PAIR", partner.address, 0x0A63_0001, &[0x0A40_0000]);
    assert_eq!(other.create_on(&partner), 0);
    refused((&server, &partner), RELATIONSHIP_EXISTS, || Add::between(&server, &partner).load_balance());

    // And this server's half is made after the partner's.
    let (server, partner) = two_servers();
    let mut other = Relationship::new("pair", server.address, 0x0A63_0001, &[OTHER]);
    assert_eq!(other.create_on(&server), 0);
    let both = (&server, &partner);
    refused(both, RELATIONSHIP_EXISTS, || Add::between(&server, &partner).load_balance());
    let taken = Add::new(&server, &partner.name, &["10.0.1.0"]);
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || taken.load_balance());
}

// ---- GetByName, GetByScopeId ----

#[test]
fn get_answers_each_name_and_each_scope() {
    let _turn = begin();
    let (server, partner) = deployed();
    assert_eq!(get(&partner, &["none", "pair", "nor this"]).unwrap().len(), 3);
    let found = get(&server, &["none", "PAIR"]).unwrap();
    assert_eq!(found[0], Err(RELATIONSHIP_DOES_NOT_EXIST));
    assert_eq!(found[1].as_ref().unwrap().name, some("pair"), "as it was written");
    assert_eq!(get(&server, &[]).unwrap(), [Ok(pair(&server))]);
    assert_eq!(get(&Server::new(), &[]), Ok(Vec::new()));

    let found = by_scope(&server, &["10.0.1.0", "10.0.0.0", "10.9.0.0"]).unwrap();
    assert_eq!(found, [Err(SCOPE_NOT_IN_RELATIONSHIP), Ok(pair(&server)), Err(SUBNET_NOT_PRESENT)]);
    assert_eq!(by_scope(&server, &[]), Err(INVALID_PARAMETER));
    assert_eq!(by_scope(&server, &["10.0.0.0.0"]), Err(INVALID_PARAMETER));
    stop(&server);
    assert_eq!(get(&server, &[]), Err(SERVER_UNAVAILABLE));
    assert_eq!(by_scope(&server, &["10.0.0.0"]), Err(SERVER_UNAVAILABLE));
}

// ---- Remove ----

#[test]
fn remove_deletes_disables_or_keeps_the_partners_scopes() {
    let _turn = begin();
    for (fate, left) in [
        (DhcpsapiCimDelete, None),
        (DhcpsapiCimDisable, Some(win::DhcpSubnetDisabled)),
        (DhcpsapiCimKeep, Some(win::DhcpSubnetEnabled)),
    ] {
        let (server, partner) = deployed();
        assert_eq!(partner.create_lease(SCOPE + 1, &[1, 2, 3, 4, 5, 6], 1), 0);
        let before = pair(&server);
        assert_eq!(remove(&server, &["pair"], PLAIN, fate), Ok(vec![Ok(before)]));
        assert_eq!((get(&server, &[]), get(&partner, &[])), (Ok(Vec::new()), Ok(Vec::new())));
        assert_eq!(state_of_scope(&server), Some(win::DhcpSubnetEnabled));
        assert_eq!(state_of_scope(&partner), left, "{fate:?}");
    }
}

/// The state of the scope 10.0.0.0.
fn state_of_scope(server: &Server) -> Option<win::DHCP_SUBNET_STATE> {
    let mut found = null_mut();
    // SAFETY: a valid place.
    if unsafe { win::DhcpGetSubnetInfo(server.ptr(), SCOPE, &mut found) } != 0 {
        return None;
    }
    // SAFETY: the call succeeded.
    let info = unsafe { *found };
    free(info.SubnetName);
    free(info.SubnetComment);
    free(found);
    Some(info.SubnetState)
}

#[test]
fn remove_takes_all_names_or_none() {
    let _turn = begin();
    let (server, partner) = deployed();
    let second = Add::new(&server, &partner.name, &["10.0.1.0"]).with(|add, keep| add.Name = keep("second"));
    second.hot_standby().unwrap();
    let both = (&server, &partner);
    refused(both, RELATIONSHIP_DOES_NOT_EXIST, || {
        remove(&server, &["pair", "none"], FORCE_THIS_SERVER_ONLY, DhcpsapiCimDelete)
    });
    refused(both, INVALID_PARAMETER, || remove(&server, &[], PLAIN, DhcpsapiCimDelete));
    // SAFETY: a number of 32 bits, as C may give it.
    let no_fate = unsafe { transmute::<i32, MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES>>(3) };
    let names = List::new(&["pair"]);
    let call = |fate, output, count| {
        // SAFETY: valid arrays and places.
        unsafe { dhcpsapi_cim_remove(names.ptr(), 1, 0, server.ptr(), 0, fate, null_mut(), output, count) }
    };
    let mut output = null_mut();
    assert_eq!(call(no_fate, null_mut(), null_mut()), INVALID_PARAMETER);
    let fate = MaybeUninit::new(DhcpsapiCimDelete);
    assert_eq!(call(fate, &mut output, null_mut()), INVALID_PARAMETER, "nobody is told how many");
    assert_eq!(
        remove(&server, &["SECOND", "pair", "second", "Pair"], PLAIN, DhcpsapiCimDelete)
            .map(|found| found.len()),
        Ok(2),
        "a name that is given twice counts once"
    );
    assert_eq!((get(&server, &[]), get(&partner, &[])), (Ok(Vec::new()), Ok(Vec::new())));
}

#[test]
fn remove_without_the_partner() {
    let _turn = begin();
    let (server, partner) = deployed();
    shift(&partner, 100);
    refused((&server, &partner), TIME_OUT_OF_SYNC, || remove(&server, &["pair"], PLAIN, DhcpsapiCimDelete));
    stop(&partner);
    assert_eq!(remove(&server, &["pair"], PLAIN, DhcpsapiCimDelete), Err(SERVER_NOT_RUNNING));
    assert_eq!(
        remove(&server, &["pair"], FORCE, DhcpsapiCimDelete),
        Err(SERVER_NOT_RUNNING),
        "Force skips nobody"
    );
    let alone = remove(&server, &["pair"], THIS_SERVER_ONLY, DhcpsapiCimDelete);
    assert_eq!(alone.map(|found| found.len()), Ok(1));
    start(&partner);
    assert_eq!(pair(&partner).scope_id, ["10.0.0.0"], "the stopped server keeps its half");

    let (server, partner) = deployed();
    assert_eq!(delete_relationship(&partner, "pair"), 0);
    let both = (&server, &partner);
    for how in [PLAIN, FORCE] {
        refused(both, RELATIONSHIP_DOES_NOT_EXIST, || remove(&server, &["pair"], how, DhcpsapiCimDelete));
    }
    refused(both, RELATIONSHIP_DOES_NOT_EXIST, || {
        remove(&partner, &["pair"], THIS_SERVER_ONLY, DhcpsapiCimDelete)
    });
    let alone = remove(&server, &["pair"], THIS_SERVER_ONLY, DhcpsapiCimDelete);
    assert_eq!(alone.map(|found| found.len()), Ok(1));
    assert_eq!(state_of_scope(&partner), Some(win::DhcpSubnetEnabled), "the partner is left alone");
}

// ---- Set ----

/// A server that is not in the list answers nobody (1722), and so is no partner that a method could ask (COMPATIBILITY.md,
/// "ThisServerOnly in Remove, Set and scope Remove").
#[test]
fn a_partner_that_is_not_listed_is_unknown() {
    let _turn = begin();
    let (server, partner) = deployed();
    assert_eq!(partner.unlist(), 0);
    let change = |how: How| {
        set(&server, |set| {
            (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 60);
            (set.Force, set.ThisServerOnly) = (how.force.into(), how.this_server_only.into());
        })
    };
    assert_eq!(
        (change(PLAIN), change(FORCE)),
        (Err(SERVER_NAME_NOT_RESOLVED), Err(SERVER_NAME_NOT_RESOLVED))
    );
    assert_eq!(scope_add(&server, "pair", &["10.0.1.0"]), Err(SERVER_NAME_NOT_RESOLVED));
    assert_eq!(scope_remove(&server, &["10.0.0.0"], PLAIN, DhcpsapiCimDelete), Err(SERVER_NAME_NOT_RESOLVED));
    assert_eq!(replicate(&server, &["pair"]), Err(SERVER_NAME_NOT_RESOLVED));
    assert_eq!(remove(&server, &["pair"], PLAIN, DhcpsapiCimDelete), Err(SERVER_NAME_NOT_RESOLVED));
    assert_eq!(change(THIS_SERVER_ONLY).unwrap().max_client_lead_time, 60);
    assert_eq!(partner.list(), 0);
    assert_eq!(pair(&partner).max_client_lead_time, 3600, "the server alone was changed");
    assert_eq!(change(PLAIN).unwrap().max_client_lead_time, 60);
    assert_eq!(pair(&partner).max_client_lead_time, 60);
}

/// ThisServerOnly changes one server also where the partner could be changed, in contact and in NORMAL; Force alone changes
/// both (COMPATIBILITY.md, "ThisServerOnly in Remove, Set and scope Remove").
#[test]
fn this_server_only_leaves_a_partner_alone_that_could_be_changed() {
    let _turn = begin();
    let lead_time = |how: How, seconds: u32| {
        move |set: &mut DHCPSAPI_CIM_SET| {
            (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, seconds);
            (set.Force, set.ThisServerOnly) = (how.force.into(), how.this_server_only.into());
        }
    };
    for (how, is_alone) in [(FORCE, false), (THIS_SERVER_ONLY, true), (FORCE_THIS_SERVER_ONLY, true)] {
        let (server, partner) = deployed();
        assert_eq!(set(&server, lead_time(how, 60)).unwrap().max_client_lead_time, 60);
        assert_eq!(pair(&partner).max_client_lead_time, if is_alone { 3600 } else { 60 }, "{how:?}");

        let (server, partner) = deployed();
        let removed = scope_remove(&server, &["10.0.0.0"], how, DhcpsapiCimDelete);
        assert_eq!(removed.unwrap().scope_id, [""; 0]);
        let left = is_alone.then_some(win::DhcpSubnetEnabled);
        assert_eq!((pair(&partner).scope_id.len(), state_of_scope(&partner)), (is_alone.into(), left));

        let (server, partner) = deployed();
        assert_eq!(remove(&server, &["pair"], how, DhcpsapiCimDelete).map(|found| found.len()), Ok(1));
        assert_eq!(get(&server, &[]), Ok(Vec::new()));
        assert_eq!(get(&partner, &[]).map(|found| found.len()), Ok(is_alone.into()));
        assert_eq!(state_of_scope(&partner), left, "{how:?}");
    }
    // Shared secrets that differ end contact.
    let (server, partner) = deployed();
    let secret = Wide::new("hunter2");
    let alone = set(&server, |set| (set.SharedSecret, set.ThisServerOnly) = (secret.as_ptr(), 1));
    assert!(alone.unwrap().enable_auth && !pair(&partner).enable_auth);
    assert_eq!(pair(&partner).state, some("CommunicationInterrupted"));
}

#[test]
fn set_changes_both_servers() {
    let _turn = begin();
    let (server, partner) = deployed();
    // The share is that of the server that is asked: on the secondary the primary has the rest.
    let share = |set: &mut DHCPSAPI_CIM_SET| (set.HasLoadBalancePercent, set.LoadBalancePercent) = (1, 20);
    assert_eq!(set(&partner, share).unwrap().load_balance_percent, Some(20));
    assert_eq!(pair(&server).load_balance_percent, Some(80));

    let secret = Wide::new("hunter2");
    let changed = set(&server, |set| {
        (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 7200);
        (set.HasStateSwitchInterval, set.StateSwitchInterval) = (1, 4_294_967_294);
        set.SharedSecret = secret.as_ptr();
    });
    for shown in [changed.unwrap(), pair(&partner)] {
        assert_eq!(shown.state, some("Normal"), "the secret was changed on both at once");
        assert_eq!(shown.max_client_lead_time, 7200);
        assert_eq!((shown.auto_state_transition, shown.state_switch_interval), (true, Some(4_294_967_294)));
        assert!(shown.enable_auth);
    }
    let nothing = Wide::new("");
    let changed = set(&server, |set| {
        (set.HasAutoStateTransition, set.SharedSecret) = (1, nothing.as_ptr());
    });
    for shown in [changed.unwrap(), pair(&partner)] {
        assert_eq!((shown.auto_state_transition, shown.state_switch_interval), (false, None));
        assert!(!shown.enable_auth);
        assert_eq!(shown.max_client_lead_time, 7200, "what is not said stays");
    }
    // The mode that it has is no error, and changes nothing.
    let load_balance = Wide::new("LoadBalance");
    let before = pair(&partner);
    assert_eq!(set(&partner, |set| set.Mode = load_balance.as_ptr()), Ok(before));
    let hot_standby = Wide::new("hotstandby");
    let changed = set(&partner, |set| set.Mode = hot_standby.as_ptr()).unwrap();
    assert_eq!((changed.server_role, changed.reserve_percent), (some("Standby"), Some(5)));
    let changed = pair(&server);
    assert_eq!((changed.server_role, changed.reserve_percent), (some("Active"), Some(5)));
    assert_eq!((changed.mode, changed.load_balance_percent), (some("HotStandby"), None));
}

#[test]
fn what_set_refuses() {
    let _turn = begin();
    let (server, partner) = deployed();
    let both = (&server, &partner);
    let invalid: [fn(&mut DHCPSAPI_CIM_SET); 10] = [
        |_| {},
        |set| set.Name = null(),
        |set| (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 0),
        |set| (set.HasLoadBalancePercent, set.LoadBalancePercent) = (1, 101),
        |set| (set.HasReservePercent, set.ReservePercent) = (1, 5),
        |set| {
            (set.HasLoadBalancePercent, set.LoadBalancePercent) = (1, 50);
            (set.HasReservePercent, set.ReservePercent) = (1, 5);
        },
        |set| (set.HasStateSwitchInterval, set.StateSwitchInterval) = (1, 0),
        |set| (set.HasStateSwitchInterval, set.StateSwitchInterval) = (1, u32::MAX),
        |set| set.LoadBalancePercent = 50,
        |set| set.Mode = set.Name,
    ];
    for change in invalid {
        refused(both, INVALID_PARAMETER, || set(&server, change));
    }
    let none = Wide::new("none");
    refused(both, RELATIONSHIP_DOES_NOT_EXIST, || set(&server, |set| set.Name = none.as_ptr()));
    // SAFETY: NULL is allowed to be given.
    assert_eq!(unsafe { dhcpsapi_cim_set(null(), null_mut(), null_mut()) }, INVALID_PARAMETER);

    let lead_time = |set: &mut DHCPSAPI_CIM_SET| (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 60);
    shift(&partner, -61);
    refused(both, TIME_OUT_OF_SYNC, || set(&server, lead_time));
    shift(&partner, 0);
    stop(&partner);
    assert_eq!(set(&server, lead_time), Err(SERVER_NOT_RUNNING));
    assert_eq!(pair(&server).max_client_lead_time, 3600);
    let forced = set(&server, |set| {
        lead_time(set);
        set.Force = 1;
    });
    assert_eq!(forced, Err(SERVER_NOT_RUNNING), "Force skips nobody");
    let alone = set(&server, |set| {
        lead_time(set);
        set.ThisServerOnly = 1;
    });
    assert_eq!(alone.unwrap().max_client_lead_time, 60);
}

#[test]
fn partner_down_where_the_partner_cannot_be_heard() {
    let _turn = begin();
    let (server, partner) = deployed();
    let down = |set: &mut DHCPSAPI_CIM_SET| set.PartnerDown = 1;
    refused((&server, &partner), INVALID_PARAMETER, || set(&server, down));
    cut(&server, &partner);
    assert_eq!(pair(&server).state, some("CommunicationInterrupted"));
    assert_eq!(set(&server, down).unwrap().state, some("PartnerDown"));
    assert_eq!(pair(&partner).state, some("CommunicationInterrupted"), "only this server is told");
    heal(&server, &partner);
    assert_eq!(pair(&server).state, some("Normal"));

    stop(&partner);
    assert_eq!(set(&server, down).unwrap().state, some("PartnerDown"));
}

/// PartnerDown does without a partner that cannot be changed; one that can be is changed too, but with ThisServerOnly.
#[test]
fn what_is_changed_with_partner_down() {
    let _turn = begin();
    for (is_stopped, this_server_only, lead_time) in
        [(false, 0, 60), (false, 1, 3600), (true, 0, 3600), (true, 1, 3600)]
    {
        let (server, partner) = deployed();
        if is_stopped {
            stop(&partner)
        } else {
            cut(&server, &partner)
        }
        let changed = set(&server, |set| {
            (set.PartnerDown, set.ThisServerOnly) = (1, this_server_only);
            (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 60);
        });
        let changed = changed.unwrap();
        assert_eq!((changed.state, changed.max_client_lead_time), (some("PartnerDown"), 60));
        if is_stopped {
            start(&partner);
        }
        assert_eq!(pair(&partner).max_client_lead_time, lead_time, "{is_stopped}, {this_server_only}");
    }
}

/// As of every function: a call to a server that is not there answers that, whatever the values are; a value that cannot be read
/// is noticed before.
#[test]
fn a_server_that_is_not_there_judges_nothing() {
    let _turn = begin();
    let (server, partner) = deployed();
    let nobody = Wide::new("nobody");
    let nonsense = Wide::new("nonsense");
    let (mut output, mut count) = (null_mut(), 0);
    let (mut found, mut strings, mut figures) = (null_mut(), null_mut(), null_mut());
    let scopes = List::new(&["nonsense"]);
    let number = MaybeUninit::new(99_i32);
    // SAFETY: the number is none of the enum, which the library does not take for granted.
    let fate: MaybeUninit<DHCPSAPI_CIM_PARTNER_SCOPES> = unsafe { transmute(number) };
    stop(&server);
    for name in [nobody.as_ptr(), server.ptr()] {
        let bad_add = |change: fn(&mut DHCPSAPI_CIM_ADD)| {
            let add = Add::between(&server, &partner).with(|add, _| change(add));
            add.with(|add, _| add.ComputerName = name)
        };
        assert_eq!(bad_add(|add| add.MaxClientLeadTime = 1).load_balance(), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_add(|_| ()).reserve(5).load_balance(), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_add(|_| ()).role("Primary").hot_standby(), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_add(|_| ()).share(5).hot_standby(), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_add(|add| add.PartnerServer = null()).load_balance(), Err(INVALID_PARAMETER));
        let bad_set = |change: fn(&mut DHCPSAPI_CIM_SET)| {
            set(&server, |set| {
                set.ComputerName = name;
                change(set);
            })
        };
        assert_eq!(bad_set(|set| set.LoadBalancePercent = 5), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_set(|set| set.Mode = set.Name), Err(SERVER_UNAVAILABLE));
        assert_eq!(bad_set(|_| ()), Err(SERVER_UNAVAILABLE), "nothing is to be changed");
        assert_eq!(bad_set(|set| set.Name = null()), Err(INVALID_PARAMETER));
        // SAFETY: valid strings and places.
        unsafe {
            let code = dhcpsapi_cim_get_by_scope_id(name, scopes.ptr(), 1, &mut found, &mut count);
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code = dhcpsapi_cim_get_by_scope_id(name, null(), 0, &mut found, &mut count);
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code = dhcpsapi_cim_remove(null(), 0, 0, name, 0, fate, null_mut(), &mut found, &mut count);
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code =
                dhcpsapi_cim_scope_add(nonsense.as_ptr(), scopes.ptr(), 1, name, null_mut(), &mut output);
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code = dhcpsapi_cim_scope_remove(
                name,
                nonsense.as_ptr(),
                null(),
                0,
                0,
                0,
                fate,
                null_mut(),
                &mut output,
            );
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code = dhcpsapi_cim_invoke_by_scope_id(
                name,
                0,
                scopes.ptr(),
                1,
                null_mut(),
                &mut strings,
                &mut count,
            );
            assert_eq!(code, SERVER_UNAVAILABLE);
            let code = dhcpsapi_cim_scope_statistics(scopes.ptr(), 1, name, 1, &mut figures, &mut count);
            assert_eq!(code, SERVER_UNAVAILABLE);
        }
    }
}

// ---- scopes ----

#[test]
fn scopes_are_added_on_both_servers_and_removed() {
    let _turn = begin();
    for (fate, is_left) in [(DhcpsapiCimDelete, false), (DhcpsapiCimDisable, true), (DhcpsapiCimKeep, true)] {
        let (server, partner) = deployed();
        let added = scope_add(&server, "Pair", &["10.0.1.0", "10.0.1.0"]).unwrap();
        assert_eq!(added.scope_id, ["10.0.0.0", "10.0.1.0"]);
        assert_eq!(pair(&partner).scope_id, ["10.0.0.0", "10.0.1.0"]);
        let removed = scope_remove(&server, &["10.0.0.0"], PLAIN, fate).unwrap();
        assert_eq!(removed.scope_id, ["10.0.1.0"]);
        assert_eq!(pair(&partner).scope_id, ["10.0.1.0"]);
        assert_eq!(state_of_scope(&server), Some(win::DhcpSubnetEnabled));
        assert_eq!(state_of_scope(&partner).is_some(), is_left);
        let removed = scope_remove(&server, &["10.0.1.0"], PLAIN, fate).unwrap();
        assert_eq!(removed.scope_id, [""; 0], "a relationship may have no scope");
    }
}

#[test]
fn what_the_scopes_methods_refuse() {
    let _turn = begin();
    let (server, partner) = deployed();
    let both = (&server, &partner);
    refused(both, INVALID_PARAMETER, || scope_add(&server, "pair", &[]));
    refused(both, INVALID_PARAMETER, || scope_add(&server, "pair", &["scope"]));
    refused(both, RELATIONSHIP_DOES_NOT_EXIST, || scope_add(&server, "none", &["10.0.1.0"]));
    refused(both, SUBNET_NOT_PRESENT, || scope_add(&server, "pair", &["10.0.1.0", "10.9.0.0"]));
    refused(both, SCOPE_ALREADY_IN_RELATIONSHIP, || scope_add(&server, "pair", &["10.0.0.0"]));
    refused(both, INVALID_PARAMETER, || scope_remove(&server, &[], PLAIN, DhcpsapiCimDelete));
    refused(both, SUBNET_NOT_PRESENT, || scope_remove(&server, &["10.9.0.0"], PLAIN, DhcpsapiCimDelete));
    let also_another = &["10.0.0.0", "10.0.1.0"];
    assert_eq!(partner.create_scope(OTHER, MASK), 0);
    refused(both, SCOPE_NOT_IN_RELATIONSHIP, || {
        scope_remove(&server, also_another, PLAIN, DhcpsapiCimDelete)
    });
    refused(both, SUBNET_EXISTS, || scope_add(&server, "pair", &["10.0.1.0"]));
    let (server, partner) = deployed();
    refused((&server, &partner), MAX_ADD_SCOPES, || scope_add(&server, "pair", &["10.0.1.0"; 401]));
    cut(&server, &partner);
    stop(&server);
    assert_eq!(restore(&server), 0);
    start(&server);
    at(600);
    assert_eq!(pair(&server).state, some("Recover"));
    refused((&server, &partner), SCOPE_SYNC_IN_PROGRESS, || {
        scope_remove(&server, &["10.0.0.0"], PLAIN, DhcpsapiCimDelete)
    });

    let (server, partner) = deployed();
    cut(&server, &partner);
    refused((&server, &partner), STATE_NOT_NORMAL, || scope_add(&server, "pair", &["10.0.1.0"]));
    // Remove-DhcpServerv4FailoverScope needs Force where the relationship is not in NORMAL.
    refused((&server, &partner), STATE_NOT_NORMAL, || {
        scope_remove(&server, &["10.0.0.0"], PLAIN, DhcpsapiCimDelete)
    });
    refused((&server, &partner), SCOPE_NOT_IN_RELATIONSHIP, || {
        scope_remove(&server, &["10.0.1.0"], PLAIN, DhcpsapiCimDelete)
    });
    stop(&partner);
    assert_eq!(scope_add(&server, "pair", &["10.0.1.0"]), Err(SERVER_NOT_RUNNING));
    assert_eq!(scope_remove(&server, &["10.0.0.0"], PLAIN, DhcpsapiCimDelete), Err(SERVER_NOT_RUNNING));
    assert_eq!(scope_remove(&server, &["10.0.0.0"], FORCE, DhcpsapiCimDelete), Err(SERVER_NOT_RUNNING));
    assert_eq!(
        scope_remove(&server, &["10.0.0.0"], THIS_SERVER_ONLY, DhcpsapiCimDelete),
        Err(STATE_NOT_NORMAL)
    );
    let alone = scope_remove(&server, &["10.0.0.0"], FORCE_THIS_SERVER_ONLY, DhcpsapiCimDelete);
    assert_eq!(alone.unwrap().scope_id, [""; 0]);

    let (server, partner) = deployed();
    cut(&server, &partner);
    let forced = scope_remove(&server, &["10.0.0.0"], FORCE, DhcpsapiCimDelete);
    assert_eq!(forced.unwrap().scope_id, [""; 0]);
    assert_eq!(pair(&partner).scope_id, [""; 0], "the partner answers, so it is changed too");
}

// ---- replication ----

#[test]
fn replication_makes_the_partners_configuration_the_same() {
    let _turn = begin();
    let (server, partner) = deployed();
    let client = [1, 2, 3, 4, 5, 6];
    let change = || {
        assert_eq!(server.add_exclusion(SCOPE, SCOPE + 10, SCOPE + 19), 0);
        assert_eq!(server.add_reservation(SCOPE, SCOPE + 20, &client), 0);
        assert_eq!(partner.add_exclusion(SCOPE, SCOPE + 50, SCOPE + 59), 0);
        assert_eq!(partner.add_reservation(SCOPE, SCOPE + 60, &[9, 9, 9, 9, 9, 9]), 0);
    };
    let check = || {
        let (ours, theirs) = (server.contents(), partner.contents());
        let (ours, theirs) = (ours.scope(ScopeId(SCOPE)).unwrap(), theirs.scope(ScopeId(SCOPE)).unwrap());
        assert_eq!(theirs.exclusions(), ours.exclusions());
        assert_eq!(theirs.reservations(), ours.reservations());
        assert_eq!(ours.exclusions().len(), 1);
    };
    change();
    assert_eq!(replicate(&server, &[]), Ok(vec!["10.0.0.0".to_owned()]));
    check();
    assert_eq!(server.remove_exclusion(SCOPE, SCOPE + 10, SCOPE + 19), 0);
    assert_eq!(server.remove_reservation(SCOPE, SCOPE + 20, &client), 0);
    assert_eq!(partner.remove_exclusion(SCOPE, SCOPE + 10, SCOPE + 19), 0);
    assert_eq!(partner.remove_reservation(SCOPE, SCOPE + 20, &client), 0);
    change();
    assert_eq!(replicate_scopes(&server, &["10.0.0.0"]), Ok(vec!["10.0.0.0".to_owned()]));
    check();
    assert_eq!(replicate(&server, &["pair"]), Ok(vec!["10.0.0.0".to_owned()]));
    assert_eq!(replicate(&Server::new(), &[]), Ok(Vec::new()));

    let both = (&server, &partner);
    refused(both, RELATIONSHIP_DOES_NOT_EXIST, || replicate(&server, &["pair", "none"]));
    refused(both, SCOPE_NOT_IN_RELATIONSHIP, || replicate_scopes(&server, &["10.0.0.0", "10.0.1.0"]));
    refused(both, SUBNET_NOT_PRESENT, || replicate_scopes(&server, &["10.9.0.0"]));
    refused(both, INVALID_PARAMETER, || replicate_scopes(&server, &[]));
    stop(&partner);
    assert_eq!(replicate(&server, &[]), Err(SERVER_NOT_RUNNING));
}

// ---- statistics ----

#[test]
fn statistics_of_scopes_with_and_without_failover() {
    let _turn = begin();
    let (server, partner) = deployed();
    assert_eq!(server.trigger("pair"), 0);
    assert_eq!(server.create_lease(SCOPE + 1, &[1, 2, 3, 4, 5, 6], 1), 0);
    assert_eq!(server.add_reservation(OTHER, OTHER + 20, &[1, 2, 3, 4, 5, 6]), 0);
    let first = |shares| (0, "10.0.0.0".to_owned(), 99, 1, 0, 1.0, shares);
    let other = |code, free, used, reserved, percent| {
        (code, "10.0.1.0".to_owned(), free, used, reserved, percent, None::<[u32; 4]>)
    };
    // Get-DhcpServerv4ScopeStatistics -Failover: every scope; what failover adds is null of one that is in no relationship.
    assert_eq!(
        statistics(&server, &[], true).unwrap(),
        [first(Some([69, 30, 1, 0])), other(0, 99, 1, 1, 1.0)]
    );
    assert_eq!(statistics(&partner, &[], true).unwrap(), [first(Some([30, 69, 0, 1]))]);
    assert_eq!(statistics(&server, &[], false).unwrap(), [first(None), other(0, 99, 1, 1, 1.0)]);
    assert_eq!(
        statistics(&server, &["10.0.1.0", "10.0.0.0"], true).unwrap(),
        [other(0, 99, 1, 1, 1.0), first(Some([69, 30, 1, 0]))]
    );
    assert_eq!(
        statistics(&partner, &["10.0.1.0"], false).unwrap(),
        [other(SUBNET_NOT_PRESENT, 0, 0, 0, 0.0)]
    );
    assert_eq!(statistics(&server, &["10.0.1"], true), Err(INVALID_PARAMETER));
    stop(&server);
    assert_eq!(statistics(&server, &[], true), Err(SERVER_UNAVAILABLE));
}

// ---- WhatIf ----

/// Asks what a method would do: nothing changes on either server, and the answer is the instance as it would be.
#[track_caller]
fn would(
    (server, partner): (&Server, &Server),
    call: impl FnOnce(*mut *mut u16) -> u32,
) -> Result<String, u32> {
    let before = (server.contents(), partner.contents());
    let mut what_if = std::ptr::dangling_mut();
    let code = call(&mut what_if);
    assert!((server.contents(), partner.contents()) == before, "what is only asked is not done");
    if code != 0 {
        assert!(what_if.is_null(), "cleared");
        return Err(code);
    }
    let read = text(what_if).unwrap();
    free(what_if);
    Ok(read)
}

#[test]
fn what_if_tells_each_step_and_does_none() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let (a, b) = (server.name.clone(), partner.name.clone());
    let both = (&server, &partner);
    let add = Add::between(&server, &partner).share(70).with(|add, keep| add.SharedSecret = keep("hunter2"));
    let mut made = null_mut();
    // SAFETY: valid structures and places.
    let steps =
        would(both, |text| unsafe { dhcpsapi_cim_add_by_load_balance(&add.structure, text, &mut made) });
    let expected =
        format!("{b}: create scope 10.0.0.0\n{b}: create relationship pair\n{a}: create relationship pair\n");
    assert_eq!(steps, Ok(expected));
    let made = take(made);
    assert_eq!((made.load_balance_percent, made.enable_auth), (Some(70), true), "as it would be");
    // SAFETY: valid structures and places.
    let refused =
        would(both, |text| unsafe { dhcpsapi_cim_add_by_hot_standby(&add.structure, text, null_mut()) });
    assert_eq!(refused, Err(INVALID_PARAMETER), "what would be refused is");
    add.load_balance().unwrap();
    assert_eq!(pair(&server).state, some("Normal"));

    let (name, scope, other) = (Wide::new("pair"), List::new(&["10.0.0.0"]), List::new(&["10.0.1.0"]));
    let (delete, disable) = (MaybeUninit::new(DhcpsapiCimDelete), MaybeUninit::new(DhcpsapiCimDisable));
    let (s, names) = (server.ptr(), List::new(&["pair"]));
    let (none, no_output) = (null_mut(), null_mut());
    // SAFETY: numbers and pointers that may be zero.
    let mut set: DHCPSAPI_CIM_SET = unsafe { zeroed() };
    (set.ComputerName, set.Name) = (s, name.as_ptr());
    (set.HasMaxClientLeadTime, set.MaxClientLeadTime) = (1, 60);
    // SAFETY: valid structures, arrays and places, here and below.
    let steps = would(both, |text| unsafe { dhcpsapi_cim_set(&set, text, none) });
    assert_eq!(steps, Ok(format!("{a}: change relationship pair\n{b}: change relationship pair\n")));
    // SAFETY: as above.
    let steps =
        would(both, |text| unsafe { dhcpsapi_cim_scope_add(name.as_ptr(), other.ptr(), 1, s, text, none) });
    let expected = format!(
        "{b}: create scope 10.0.1.0\n{a}: add 10.0.1.0 to relationship pair\n{b}: add 10.0.1.0 to relationship pair\n"
    );
    assert_eq!(steps, Ok(expected));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_scope_remove(s, name.as_ptr(), scope.ptr(), 1, 0, 0, disable, text, none)
    });
    let expected = format!(
        "{a}: remove 10.0.0.0 from relationship pair\n{b}: remove 10.0.0.0 from relationship pair\n\
         {b}: disable scope 10.0.0.0\n"
    );
    let expected_of_removal = expected.clone();
    assert_eq!(steps, Ok(expected));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_remove(names.ptr(), 1, 0, s, 0, delete, text, no_output, null_mut())
    });
    let expected = format!(
        "{a}: delete relationship pair\n{b}: delete relationship pair\n{b}: delete scope 10.0.0.0 and its leases\n"
    );
    assert_eq!(steps, Ok(expected));
    // ThisServerOnly leaves the partner out of the steps.
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_remove(names.ptr(), 1, 0, s, 1, delete, text, no_output, null_mut())
    });
    assert_eq!(steps, Ok(format!("{a}: delete relationship pair\n")));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_scope_remove(s, name.as_ptr(), scope.ptr(), 1, 0, 1, disable, text, none)
    });
    assert_eq!(steps, Ok(format!("{a}: remove 10.0.0.0 from relationship pair\n")));
    let alone = DHCPSAPI_CIM_SET { ThisServerOnly: 1, ..set };
    // SAFETY: as above.
    let steps = would(both, |text| unsafe { dhcpsapi_cim_set(&alone, text, none) });
    assert_eq!(steps, Ok(format!("{a}: change relationship pair\n")));
    let copies = format!("{b}: copy the configuration of scope 10.0.0.0\n");
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_invoke_by_name(s, 0, null(), 0, text, null_mut(), null_mut())
    });
    assert_eq!(steps, Ok(copies.clone()));
    // A key that is given twice counts once (COMPATIBILITY.md, as in MS-DHCPM 3.2.4.90).
    let (names, twice) = (List::new(&["pair", "PAIR"]), List::new(&["10.0.0.0", "10.0.0.0"]));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_invoke_by_name(s, 0, names.ptr(), 2, text, null_mut(), null_mut())
    });
    assert_eq!(steps, Ok(copies.clone()));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_invoke_by_scope_id(s, 0, twice.ptr(), 2, text, null_mut(), null_mut())
    });
    assert_eq!(steps, Ok(copies.clone()));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_scope_remove(s, name.as_ptr(), twice.ptr(), 2, 0, 0, disable, text, none)
    });
    assert_eq!(steps, Ok(expected_of_removal));
    // SAFETY: as above.
    let steps = would(both, |text| unsafe {
        dhcpsapi_cim_invoke_by_scope_id(s, 0, scope.ptr(), 1, text, null_mut(), null_mut())
    });
    assert_eq!(steps, Ok(copies));
    cut(&server, &partner);
    (set.HasMaxClientLeadTime, set.MaxClientLeadTime, set.PartnerDown) = (0, 0, 1);
    // SAFETY: as above.
    let steps = would(both, |text| unsafe { dhcpsapi_cim_set(&set, text, none) });
    assert_eq!(steps, Ok(format!("{a}: take the partner of relationship pair for dead\n")));
}

// ---- MOF, JSON, intervals ----

/// A text of UTF-8 that a call makes.
fn utf8(call: impl FnOnce(*mut *mut c_char) -> u32) -> Result<String, u32> {
    let mut made = std::ptr::dangling_mut();
    let code = call(&mut made);
    if code != 0 {
        assert!(made.is_null(), "cleared");
        return Err(code);
    }
    // SAFETY: a string of the library.
    let read = unsafe { CStr::from_ptr(made) }.to_str().unwrap().to_owned();
    free(made);
    Ok(read)
}

/// What the class says of a scope of the server, as MOF and as JSON.
fn printed_statistics(server: &Server, failover: bool) -> (String, String) {
    let scope = List::new(&["10.0.0.0"]);
    let (mut output, mut count) = (null_mut(), 0);
    // SAFETY: valid arrays and places.
    unsafe {
        let failover = failover.into();
        let code =
            dhcpsapi_cim_scope_statistics(scope.ptr(), 1, server.ptr(), failover, &mut output, &mut count);
        assert_eq!((code, count), (0, 1));
        let mof = utf8(|text| dhcpsapi_cim_statistics_mof(output, text)).unwrap();
        let json = utf8(|text| dhcpsapi_cim_statistics_json(output, text)).unwrap();
        dhcpsapi_cim_free_statistics(output, count);
        (mof, json)
    }
}

#[test]
fn statistics_are_printed() {
    let _turn = begin();
    let (server, _) = deployed();
    assert_eq!(server.create_lease(SCOPE + 1, &[7], 1), 0);
    // 70 of 100 free addresses are the primary's, and one of those is leased.
    let (mof, json) = printed_statistics(&server, true);
    let expected = "instance of DhcpServerv4ScopeStatistics\n{\n    AddressesFree = 99;\n    AddressesInUse = 1;\n    \
        PendingOffers = 0;\n    ReservedAddress = 0;\n    PercentageInUse = 1.0;\n    ScopeId = \"10.0.0.0\";\n    \
        AddressesFreeOnThisServer = 69;\n    AddressesFreeOnPartnerServer = 30;\n    \
        AddressesInUseOnThisServer = 1;\n    AddressesInUseOnPartnerServer = 0;\n};\n";
    assert_eq!(mof, expected);
    let expected = concat!(
        r#"{"AddressesFree":99,"AddressesInUse":1,"PendingOffers":0,"ReservedAddress":0,"PercentageInUse":1.0,"#,
        r#""ScopeId":"10.0.0.0","SuperscopeName":null,"AddressesFreeOnThisServer":69,"#,
        r#""AddressesFreeOnPartnerServer":30,"AddressesInUseOnThisServer":1,"AddressesInUseOnPartnerServer":0}"#
    );
    assert_eq!(json, expected);
    let (mof, json) = printed_statistics(&server, false);
    assert!(!mof.contains("OnThisServer"), "{mof}");
    assert!(
        json.ends_with(r#""AddressesInUseOnThisServer":null,"AddressesInUseOnPartnerServer":null}"#),
        "{json}"
    );
}

#[test]
fn statistics_that_cannot_be_printed() {
    let half = Wide::units(&[0xD83D]);
    // SAFETY: all of it may be 0.
    let nothing: DHCPSAPI_CIM_SCOPE_STATISTICS = unsafe { zeroed() };
    // SAFETY: valid structures and places.
    unsafe {
        assert!(utf8(|text| dhcpsapi_cim_statistics_mof(&nothing, text)).is_ok());
        for wrong in [
            DHCPSAPI_CIM_SCOPE_STATISTICS { PercentageInUse: f32::NAN, ..nothing },
            DHCPSAPI_CIM_SCOPE_STATISTICS { PercentageInUse: f32::INFINITY, ..nothing },
            DHCPSAPI_CIM_SCOPE_STATISTICS { ScopeId: half.as_ptr().cast_mut(), ..nothing },
            DHCPSAPI_CIM_SCOPE_STATISTICS { SuperscopeName: half.as_ptr().cast_mut(), ..nothing },
        ] {
            assert_eq!(utf8(|text| dhcpsapi_cim_statistics_mof(&wrong, text)), Err(INVALID_PARAMETER));
            assert_eq!(utf8(|text| dhcpsapi_cim_statistics_json(&wrong, text)), Err(INVALID_PARAMETER));
        }
        assert_eq!(utf8(|text| dhcpsapi_cim_statistics_mof(null(), text)), Err(INVALID_PARAMETER));
        assert_eq!(dhcpsapi_cim_statistics_json(&nothing, null_mut()), INVALID_PARAMETER);
    }
}

/// Get of PS_DhcpServerv4FreeIPAddress: the code, and the addresses.
fn free_ip_addresses(
    server: &Server,
    scope: Option<&str>,
    (start, end): (Option<&str>, Option<&str>),
    count: u32,
) -> (u32, Vec<String>) {
    let wide = [scope, start, end].map(|text| text.map(Wide::new));
    let [scope, start, end] = wide.each_ref().map(|text| text.as_ref().map_or(null(), Wide::as_ptr));
    let (mut output, mut number) = (std::ptr::dangling_mut(), 99);
    // SAFETY: valid strings and places.
    let code = unsafe {
        dhcpsapi_cim_free_ip_address(scope, server.ptr(), start, end, count, &mut output, &mut number)
    };
    let read = (0..usize::try_from(number).unwrap())
        // SAFETY: the library says how many there are.
        .map(|place| text(unsafe { *output.add(place) }).unwrap())
        .collect();
    assert_eq!(output.is_null(), number == 0);
    // SAFETY: the library's.
    unsafe { dhcpsapi_cim_free_strings(output, number) };
    (code, read)
}

#[test]
fn free_addresses_by_the_class() {
    let _turn = begin();
    let (server, _) = two_servers();
    assert_eq!(server.create_lease(SCOPE + 2, &[7], 1), 0);
    assert_eq!(server.create_scope(0x0A00_0200, MASK), 0);
    let everywhere = (None, None);
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let get = |scope, span, count| free_ip_addresses(&server, Some(scope), span, count);
    assert_eq!(get("10.0.0.0", everywhere, 0), (0, owned(&["10.0.0.1"])));
    assert_eq!(get("10.0.0.0", everywhere, 2), (0, owned(&["10.0.0.1", "10.0.0.3"])));
    assert_eq!(
        get("10.0.0.0", (Some("10.0.0.98"), None), 3),
        (0, owned(&["10.0.0.98", "10.0.0.99", "10.0.0.100"]))
    );
    assert_eq!(get("10.0.0.0", (Some("10.0.0.1"), Some("10.0.0.2")), 2), (20126, owned(&["10.0.0.1"])));
    assert_eq!(get("10.0.0.0", (Some("10.0.0.2"), Some("10.0.0.2")), 1), (20126, vec![]));
    let (code, all) = get("10.0.0.0", everywhere, 1024);
    assert_eq!((code, all.len()), (20126, 99));
    for (scope, span, count, code) in [
        ("10.0.0.0", everywhere, 1025, INVALID_PARAMETER),
        ("10.0.0.0", (Some("10.0.0.9"), Some("10.0.0.8")), 1, INVALID_PARAMETER),
        ("10.0.0.0", (Some("10.0.0.0"), None), 1, INVALID_PARAMETER),
        ("10.0.0.0", (None, Some("10.0.0")), 1, INVALID_PARAMETER),
        ("10.0.0.256", everywhere, 1, INVALID_PARAMETER),
        ("", everywhere, 1, INVALID_PARAMETER),
        ("10.9.0.0", everywhere, 1, SUBNET_NOT_PRESENT),
        ("10.0.2.0", everywhere, 1, FILE_NOT_FOUND),
    ] {
        assert_eq!(get(scope, span, count), (code, vec![]), "{scope} {span:?} {count}");
    }
    assert_eq!(free_ip_addresses(&server, None, everywhere, 1), (INVALID_PARAMETER, vec![]));
    let nobody = Server::named("nobody", 1);
    assert_eq!(free_ip_addresses(&nobody, Some("10.0.0.0"), everywhere, 1), (SERVER_UNAVAILABLE, vec![]));
}

#[test]
fn mof_and_json_have_all_properties_and_no_secret() {
    let _turn = begin();
    let (server, partner) = two_servers();
    let add = Add::new(&server, &partner.name, &["10.0.0.0"]).reserve(7).with(|add, keep| {
        add.Name = keep("HQ \"\u{e9}\u{1f600}\"\\\n");
        add.SharedSecret = keep("hunter2");
    });
    let mut made = null_mut();
    // SAFETY: valid structures and places, here and below.
    assert_eq!(unsafe { dhcpsapi_cim_add_by_hot_standby(&add.structure, null_mut(), &mut made) }, 0);
    let (ours, theirs) = (dotted(server.address).unwrap(), dotted(partner.address).unwrap());
    let (a, b) = (&server.name, &partner.name);
    // SAFETY: as above.
    let mof = utf8(|text| unsafe { dhcpsapi_cim_mof(made, text) }).unwrap();
    let expected = [
        "instance of DhcpServerv4Failover",
        "{",
        "    Name = \"HQ \\\"\u{e9}\u{1f600}\\\"\\\\\\n\";",
        &format!("    PartnerServer = \"{b}\";"),
        "    Mode = \"HotStandby\";",
        "    ServerRole = \"Active\";",
        "    ReservePercent = 7;",
        "    ScopeId = {\"10.0.0.0\"};",
        "    MaxClientLeadTime = \"00000000010000.000000:000\";",
        "    AutoStateTransition = false;",
        "    State = \"Startup\";",
        "    EnableAuth = true;",
        &format!("    PrimaryServerIP = \"{ours}\";"),
        &format!("    SecondaryServerIP = \"{theirs}\";"),
        &format!("    PrimaryServerName = \"{a}\";"),
        &format!("    SecondaryServerName = \"{b}\";"),
        "    ServerType = \"PrimaryServer\";",
        "};\n",
    ];
    assert_eq!(mof, expected.join("\n"));
    // SAFETY: as above.
    let json = utf8(|text| unsafe { dhcpsapi_cim_json(made, text) }).unwrap();
    let expected = format!(
        "{{\"Name\":\"HQ \\\"\u{e9}\u{1f600}\\\"\\\\\\n\",\"PartnerServer\":\"{b}\",\"Mode\":\"HotStandby\",\
         \"ServerRole\":\"Active\",\"LoadBalancePercent\":null,\"ReservePercent\":7,\"ScopeId\":[\"10.0.0.0\"],\
         \"MaxClientLeadTime\":\"00000000010000.000000:000\",\"AutoStateTransition\":false,\
         \"StateSwitchInterval\":null,\"State\":\"Startup\",\"EnableAuth\":true,\"PrimaryServerIP\":\"{ours}\",\
         \"SecondaryServerIP\":\"{theirs}\",\"PrimaryServerName\":\"{a}\",\"SecondaryServerName\":\"{b}\",\
         \"ServerType\":\"PrimaryServer\"}}"
    );
    assert_eq!(json, expected);
    assert!(!mof.contains("hunter2") && !json.contains("hunter2"));

    let half = Wide::units(&[0xD83D]);
    // SAFETY: the instance is the test's.
    let mut changed = unsafe { *made };
    changed.Name = half.as_ptr().cast_mut();
    // SAFETY: as above.
    unsafe {
        assert_eq!(utf8(|text| dhcpsapi_cim_mof(&changed, text)), Err(INVALID_PARAMETER));
        changed.Name = null_mut();
        changed.LoadBalancePercent = 5;
        assert_eq!(utf8(|text| dhcpsapi_cim_json(&changed, text)), Err(INVALID_PARAMETER));
        assert_eq!(utf8(|text| dhcpsapi_cim_mof(null(), text)), Err(INVALID_PARAMETER));
        assert_eq!(dhcpsapi_cim_json(made, null_mut()), INVALID_PARAMETER);
    }
    release(made);
    release(made);
}

/// Microsoft's "Interval Format"; the longest is that of DMTF DSP0004.
#[test]
fn intervals_both_ways() {
    let text = |seconds| {
        utf8(|text| {
            // SAFETY: a valid place.
            unsafe { dhcpsapi_cim_interval_text(seconds, text) }
        })
    };
    let seconds = |text: &str| {
        let (text, mut seconds) = (CString::new(text).unwrap(), 99);
        // SAFETY: a valid string and place.
        let code = unsafe { dhcpsapi_cim_interval_seconds(text.as_ptr(), &mut seconds) };
        if code == 0 {
            return Ok(seconds);
        }
        assert_eq!(seconds, 0, "cleared");
        Err(code)
    };
    for (number, written) in [
        (0, "00000000000000.000000:000"),
        (3600, "00000000010000.000000:000"),
        (129_632, "00000001120032.000000:000"),
        (4_294_967_295, "00049710062815.000000:000"),
        (8_639_999_999_999, "99999999235959.000000:000"),
    ] {
        assert_eq!(text(number).as_deref(), Ok(written));
        assert_eq!(seconds(written), Ok(number));
    }
    assert_eq!(text(8_640_000_000_000), Err(INVALID_PARAMETER));
    assert_eq!(text(u64::MAX), Err(INVALID_PARAMETER));
    for written in ["", "3600", "00000000240000.000000:000", "20261121120000.000000+060"] {
        assert_eq!(seconds(written), Err(INVALID_PARAMETER), "{written}");
    }
    // SAFETY: NULL is allowed to be given.
    unsafe {
        assert_eq!(dhcpsapi_cim_interval_seconds(null(), &mut 0), INVALID_PARAMETER);
        assert_eq!(dhcpsapi_cim_interval_seconds(c"".as_ptr(), null_mut()), INVALID_PARAMETER);
        assert_eq!(dhcpsapi_cim_interval_text(0, null_mut()), INVALID_PARAMETER);
    }
}

/// Blocks of an instance that were released one by one are left alone, and so is what was never the library's.
#[test]
fn an_instance_is_released_once_whatever_was_released_before() {
    let _turn = begin();
    let (server, _partner) = deployed();
    let names = List::new(&["pair", "none"]);
    let (mut output, mut count) = (null_mut(), 0);
    // SAFETY: valid arrays and places.
    unsafe {
        let code = dhcpsapi_cim_get_by_name(server.ptr(), names.ptr(), 2, &mut output, &mut count);
        assert_eq!((code, count), (0, 2));
        let instance = (*output).Instance;
        free((*instance).Name);
        free(*(*instance).ScopeId);
        free((*instance).ScopeId);
        dhcpsapi_cim_free(instance);
        dhcpsapi_cim_free(instance);
        dhcpsapi_cim_free_found(output, count);
        dhcpsapi_cim_free_found(output, count);
        let mut own = zeroed();
        dhcpsapi_cim_free(&mut own);
        dhcpsapi_cim_free(null_mut());
        dhcpsapi_cim_free_found(null_mut(), 7);
        dhcpsapi_cim_free_strings(null_mut(), 7);
        dhcpsapi_cim_free_statistics(null_mut(), 7);
    }
}

/// Configuration that is copied is a change like any other: the pool sides of the free addresses are sent again, and the
/// partners' books are one (failover semantics 2.6: both servers answer the same statistics, mirrored).
#[test]
fn a_wider_range_is_replicated() {
    for from in [0, 1] {
        let _turn = begin();
        let (one, other) = deployed();
        let servers = [&one, &other];
        assert_eq!(servers[from].add_range(SCOPE, SCOPE + 1, SCOPE + 200), 0);
        at(400);
        assert_eq!(replicate(servers[from], &[]), Ok(vec!["10.0.0.0".to_owned()]));
        at(800);
        let [all, free, used, partner_free, this_free, partner_used, this_used] =
            servers[0].statistics(SCOPE).unwrap();
        assert_eq!((all, free, this_free, partner_free), (200, 200, 140, 60), "load balance at 70 %");
        let mirrored = [all, free, used, this_free, partner_free, this_used, partner_used];
        assert_eq!(servers[1].statistics(SCOPE), Ok(mirrored));
        for address in SCOPE + 1..=SCOPE + 200 {
            assert_eq!(servers[0].address_status(address), servers[1].address_status(address));
        }
        assert_eq!(servers[0].state("pair"), Ok((win::NORMAL, win::RECOVER_DONE)), "contact was not lost");
    }
}

/// The range of a failover scope stays (20132), also where the scope that is copied has none.
#[test]
fn a_range_is_not_replicated_away() {
    let _turn = begin();
    let (server, partner) = Server::pair();
    for one in [&server, &partner] {
        assert_eq!(one.create_scope(SCOPE, MASK), 0);
    }
    assert_eq!(partner.add_range(SCOPE, SCOPE + 1, SCOPE + 100), 0);
    deploy(Relationship::between("pair", &server, &partner, &[SCOPE]), &server, &partner);
    refused((&server, &partner), 20132, || replicate(&server, &[]));
    assert_eq!(partner.statistics(SCOPE).unwrap()[0], 100);
}

/// A reservation that came to lie outside the range, or inside an exclusion, is copied: 20018 is for new ones by the calls that
/// add elements (MS-DHCPM 3.1.4.5).
#[test]
fn reservations_are_copied_wherever_they_lie() {
    let _turn = begin();
    let (server, partner) = deployed();
    for (number, client) in [(20, 2), (90, 9)] {
        assert_eq!(server.add_reservation(SCOPE, SCOPE + number, &[client, 0, 0, 0, 0, 1]), 0);
    }
    assert_eq!(server.add_exclusion(SCOPE, SCOPE + 15, SCOPE + 25), 0);
    assert_eq!(server.add_range(SCOPE, SCOPE + 1, SCOPE + 50), 0);
    assert_eq!(replicate(&server, &[]), Ok(vec!["10.0.0.0".to_owned()]));
    let reserved = |server: &Server| {
        let contents = server.contents();
        let kept = contents.scope(ScopeId(SCOPE)).unwrap().reservations();
        kept.iter().map(|kept| kept.address).collect::<Vec<u32>>()
    };
    assert_eq!(reserved(&partner), vec![SCOPE + 20, SCOPE + 90]);
    assert_eq!(partner.address_status(SCOPE + 90), Ok(3), "reserved");
    assert_eq!(partner.statistics(SCOPE).unwrap()[..3], [39, 39, 0], "in no figure");
}

/// A block of the library that is something else is released, and nothing behind its end is read: a million strings would
/// reach into memory that is not there.
#[test]
fn a_block_that_is_something_else_is_not_read_beyond_its_end() {
    #[expect(clippy::undocumented_unsafe_blocks, reason = "a live block of the library")]
    for release in [
        |block: *mut c_char| unsafe { dhcpsapi_cim_free(block.cast()) },
        |block: *mut c_char| unsafe { dhcpsapi_cim_free_found(block.cast(), 1_000_000) },
        |block: *mut c_char| unsafe { dhcpsapi_cim_free_strings(block.cast(), 100_000_000) },
        |block: *mut c_char| unsafe { dhcpsapi_cim_free_statistics(block.cast(), 0xFFFF_FFFF) },
    ] {
        let mut block = null_mut();
        // SAFETY: a valid string and place.
        assert_eq!(unsafe { dhcpsapi_utf8(Wide::new("a").as_ptr(), &raw mut block) }, 0);
        release(block);
        free(block);
    }
}
