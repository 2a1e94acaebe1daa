//! What replication of failover copies besides ranges, exclusions and reservations, and what drift tells of it: the values of
//! options with the classes and definitions that they need, lease durations, and the delay of offers. Microsoft documents of
//! `Invoke-DhcpServerv4FailoverReplication` that it copies scope properties, options and reservations, and no leases and no
//! options of the server; of `Add-DhcpServerv4Failover` that it makes the scopes on the partner.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::mem::zeroed;
use std::ptr::{null, null_mut};

use dhcpsapi::abi::cim::DHCPSAPI_CIM_ADD;
use dhcpsapi::abi::extension::DHCPSAPI_DRIFT_KIND::{self, *};
use dhcpsapi::abi::extension::DHCPSAPI_SIDE::{self, *};
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::rules::Transaction;
use dhcpsapi::exports::{
    dhcpsapi_cim_add_by_load_balance, dhcpsapi_cim_free_strings, dhcpsapi_cim_invoke_by_name,
    dhcpsapi_cim_scope_add, dhcpsapi_drift, dhcpsapi_drift_ex,
};
use support::blocks::{Wide, free, text};
use support::clock::begin;
use support::codes::{CLASS_ALREADY_EXISTS, OPTION_NOT_PRESENT, SERVER_NOT_RUNNING, SERVER_UNAVAILABLE};
use support::fixtures::MASK;
use support::lab::{cut, heal, start, stop};
use support::options::{By, Class, Defined, Element, Level, one_of_each_type, string};
use support::pair::{NAME, Pair, SCOPE};
use support::server::Server;

/// 10.0.1.0.
const OTHER: u32 = 0x0A00_0100;
const KEPT: u32 = SCOPE + 50;
const CLIENT: &[u8] = &[2, 0, 0, 0, 0, 50];

const PLAIN: By = By::V5(0, None, None);
const GUESTS: By = By::V5(0, Some("Guests"), None);
const PHONES: By = By::V5(1, None, Some("Phones"));
const GUESTS_PHONES: By = By::V5(1, Some("Guests"), Some("Phones"));
const OF_SCOPE: Level = Level::Scope(SCOPE);
const OF_KEPT: Level = Level::Reserved(KEPT, SCOPE);

/// Partners with both scopes in their relationship.
fn pair() -> (Server, Server) {
    let Pair { primary, secondary, .. } = Pair::deployed(
        &[SCOPE, OTHER],
        |half| half,
        |server| {
            server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 254);
            server.scope(OTHER, MASK, OTHER + 1, OTHER + 254);
        },
    );
    (primary, secondary)
}

/// A user class "Guests", a vendor class "Phones", and options of these.
fn give_classes(server: &Server) {
    assert_eq!(server.create_class(&Class::new("Guests", false, b"guest")), 0);
    assert_eq!(server.create_class(&Class::new("Phones", true, b"phone")), 0);
    assert_eq!(server.define(PHONES, &Defined::new(7, &[string("")])), 0);
    assert_eq!(server.define(PLAIN, &Defined::new(150, &[Element::Address(0)])), 0);
}

/// A value at each level for each pair of classes, of every type; lease durations; a reservation; a delay.
fn furnish(server: &Server) {
    give_classes(server);
    assert_eq!(server.add_reservation(SCOPE, KEPT, CLIENT), 0);
    for level in [OF_SCOPE, OF_KEPT] {
        assert_eq!(server.set_option(PLAIN, level, 150, &one_of_each_type()), 0);
        assert_eq!(server.set_option(PLAIN, level, 51, &[Element::Dword(7200)]), 0);
        assert_eq!(server.set_option(GUESTS, level, 51, &[Element::Dword(600)]), 0);
        assert_eq!(server.set_option(PHONES, level, 7, &[string("vendor")]), 0);
        assert_eq!(server.set_option(GUESTS_PHONES, level, 7, &[string("both")]), 0);
    }
    assert_eq!(server.set_option(PLAIN, OF_SCOPE, 81, &[Element::Dword(17)]), 0, "it needs no definition");
    assert_eq!(server.set_delay(SCOPE, 250), 0);
}

/// Whether scope, reservation and delay are as `furnish` makes them.
#[track_caller]
fn is_furnished(server: &Server) {
    for level in [OF_SCOPE, OF_KEPT] {
        assert_eq!(server.option(PLAIN, level, 150), Ok((150, one_of_each_type())));
        assert_eq!(server.option(PLAIN, level, 51), Ok((51, vec![Element::Dword(7200)])));
        assert_eq!(server.option(GUESTS, level, 51), Ok((51, vec![Element::Dword(600)])));
        assert_eq!(server.all_of(PHONES, level), [(7, vec![string("vendor")])]);
        assert_eq!(server.all_of(GUESTS_PHONES, level), [(7, vec![string("both")])]);
    }
    assert_eq!(server.option(PLAIN, OF_SCOPE, 81), Ok((81, vec![Element::Dword(17)])));
    assert_eq!(server.delay(SCOPE), Ok(250));
}

/// Replicates all scopes of a server.
fn replicate(server: &Server) -> u32 {
    let (mut output, mut count) = (null_mut(), 0);
    // SAFETY: valid strings and places.
    unsafe {
        let code = dhcpsapi_cim_invoke_by_name(
            server.ptr(),
            0,
            null(),
            0,
            null_mut(),
            &raw mut output,
            &raw mut count,
        );
        dhcpsapi_cim_free_strings(output, count);
        code
    }
}

/// Makes a relationship with the scope 10.0.0.0, which the partner does not have.
fn add(server: &Server, partner: &Server) -> u32 {
    let (partner, name, scope) = (Wide::new(&partner.name), Wide::new(NAME), Wide::new("10.0.0.0"));
    let scopes = [scope.as_ptr()];
    // SAFETY: numbers and pointers that may be zero.
    let mut add: DHCPSAPI_CIM_ADD = unsafe { zeroed() };
    (add.ComputerName, add.PartnerServer, add.Name) = (server.ptr(), partner.as_ptr(), name.as_ptr());
    (add.ScopeId, add.ScopeIdCount) = (scopes.as_ptr(), 1);
    // SAFETY: a valid structure.
    unsafe { dhcpsapi_cim_add_by_load_balance(&raw const add, null_mut(), null_mut()) }
}

/// The steps that a replication of all scopes would take.
fn steps(server: &Server) -> String {
    let mut steps = null_mut();
    // SAFETY: valid strings and places.
    let code = unsafe {
        dhcpsapi_cim_invoke_by_name(server.ptr(), 0, null(), 0, &raw mut steps, null_mut(), null_mut())
    };
    assert_eq!(code, 0);
    let read = text(steps).unwrap();
    free(steps);
    read
}

/// How much would happen if the scope were replicated again.
fn happens(from: &Server, to: &Server) -> usize {
    let address = to.address;
    let name: Vec<u16> = from.name.encode_utf16().collect();
    let events = dhcpsapi::service::ask_with_others(Some(&name), |registry, id| {
        let to = registry.server_at(address).unwrap();
        let mut transaction = Transaction::new(registry, Timestamp(0));
        transaction.replicate_scope(id, to, ScopeId(SCOPE))?;
        Ok::<_, Error>(transaction.into_events().len())
    });
    events.unwrap()
}

/// What differs: scope, kind, side, reserved address, option, user class, vendor class.
type Drift = (u32, DHCPSAPI_DRIFT_KIND, DHCPSAPI_SIDE, u32, u32, Option<String>, Option<String>);

/// What differs in the scopes. The call without options and classes tells the same in the same order.
fn drift(server: &Server) -> Vec<Drift> {
    let (mut found, mut count, mut plain, mut number) = (null_mut(), 0, null_mut(), 0);
    let name = Wide::new(NAME);
    // SAFETY: valid strings and places.
    unsafe {
        assert_eq!(dhcpsapi_drift_ex(server.ptr(), name.as_ptr(), &raw mut found, &raw mut count), 0);
        assert_eq!(dhcpsapi_drift(server.ptr(), name.as_ptr(), &raw mut plain, &raw mut number), 0);
    }
    assert_eq!((count, found.is_null(), plain.is_null()), (number, count == 0, count == 0));
    let read = (0..count.try_into().unwrap()).map(|at: usize| {
        // SAFETY: the calls say how many there are.
        let (one, plain) = unsafe { (*found.add(at), *plain.add(at)) };
        assert_eq!(one.Entry, plain);
        assert_eq!(plain.First, plain.Last, "one address, or none");
        let (user, vendor) = (text(one.UserClass), text(one.VendorClass));
        free(one.UserClass);
        free(one.VendorClass);
        (plain.Scope, plain.Kind, plain.Side, plain.First, one.OptionID, user, vendor)
    });
    let read = read.collect();
    free(found);
    free(plain);
    read
}

fn in_scope(kind: DHCPSAPI_DRIFT_KIND, side: DHCPSAPI_SIDE, reserved: u32, option: u32) -> Drift {
    (SCOPE, kind, side, reserved, option, None, None)
}

fn of_classes(mut drift: Drift, user: Option<&str>, vendor: Option<&str>) -> Drift {
    (drift.5, drift.6) = (user.map(str::to_owned), vendor.map(str::to_owned));
    drift
}

// ---- what is copied ----

#[test]
fn values_of_each_type_level_and_class_are_copied_from_either_side() {
    for from_the_secondary in [false, true] {
        let _turn = begin();
        let (primary, secondary) = pair();
        let (from, to) = if from_the_secondary { (secondary, primary) } else { (primary, secondary) };
        furnish(&from);
        assert!(!drift(&to).is_empty());
        assert_eq!(replicate(&from), 0);
        is_furnished(&to);
        is_furnished(&from);
        assert_eq!((drift(&from), drift(&to)), (vec![], vec![]));
        for level in [OF_SCOPE, OF_KEPT] {
            assert_eq!(to.all_option_values(0, level), from.all_option_values(0, level), "in one order");
        }
    }
}

/// A second replication says nothing to anybody.
#[test]
fn a_second_replication_changes_nothing() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    assert_eq!(replicate(&server), 0);
    assert_eq!((happens(&server, &partner), happens(&partner, &server)), (0, 0));
    let before = partner.contents();
    assert_eq!(replicate(&server), 0);
    assert!(partner.contents() == before);
}

/// Whatever the source does not have is removed: a value, an element of one, the values of a class, of a reservation, all of them.
#[test]
fn what_the_source_does_not_have_is_removed() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    assert_eq!(replicate(&server), 0);
    assert_eq!(server.set_option(PLAIN, OF_SCOPE, 150, &[Element::Address(1)]), 0);
    assert_eq!(server.remove_option_value(PLAIN, OF_SCOPE, 51), 0);
    assert_eq!(server.remove_option_value(PHONES, OF_SCOPE, 7), 0);
    assert_eq!(server.remove_option_value(PLAIN, OF_KEPT, 51), 0);
    assert_eq!(partner.set_option(PLAIN, OF_SCOPE, 3, &[Element::Address(7)]), 0);
    assert_eq!(partner.set_option(GUESTS, OF_KEPT, 3, &[Element::Address(8)]), 0);
    assert_eq!(server.set_delay(SCOPE, 0), 0);
    assert_eq!(happens(&server, &partner), 7);
    assert_eq!(replicate(&server), 0);
    assert_eq!(partner.option(PLAIN, OF_SCOPE, 150), Ok((150, vec![Element::Address(1)])));
    for level in [OF_SCOPE, OF_KEPT] {
        assert_eq!(partner.all_option_values(0, level), server.all_option_values(0, level));
    }
    assert_eq!(partner.delay(SCOPE), Ok(0));
    assert_eq!(drift(&server), []);

    let (server, partner) = (partner, server);
    for id in [150, 81] {
        assert_eq!(server.remove_option_value(PLAIN, OF_SCOPE, id), 0);
    }
    assert_eq!(server.delete_class("Guests"), 0);
    assert_eq!(server.remove_reservation(SCOPE, KEPT, CLIENT), 0);
    assert_eq!(replicate(&server), 0);
    assert!(!partner.contents().scope(ScopeId(SCOPE)).unwrap().has_option_values());
    assert_eq!(drift(&server), []);
}

/// A reservation of the same address for another client is another one: the values of the old one go with it.
#[test]
fn a_reservation_that_is_replaced_takes_its_values_along() {
    let _turn = begin();
    let (server, partner) = pair();
    assert_eq!(partner.add_reservation(SCOPE, KEPT, &[9]), 0);
    for id in [3, 6] {
        assert_eq!(partner.set_option(PLAIN, OF_KEPT, id, &[Element::Address(9)]), 0);
    }
    assert_eq!(server.add_reservation(SCOPE, KEPT, CLIENT), 0);
    assert_eq!(server.set_option(PLAIN, OF_KEPT, 3, &[Element::Address(9)]), 0);
    let seen = |side, option| in_scope(DhcpsapiOptionValue, side, KEPT, option);
    assert_eq!(
        drift(&server)[2..],
        [seen(DhcpsapiThisServer, 3), seen(DhcpsapiPartner, 3), seen(DhcpsapiPartner, 6)]
    );
    // One reservation goes with its values and one comes, the address is looked at again, and there is one value.
    assert_eq!(happens(&server, &partner), 4);
    assert_eq!(replicate(&server), 0);
    assert_eq!(partner.all_of(PLAIN, OF_KEPT), [(3, vec![Element::Address(9)])]);
    assert_eq!(drift(&server), []);
}

#[test]
fn five_hundred_reservations_with_options() {
    let _turn = begin();
    let scope = 0x0A10_0000;
    let Pair { primary: server, secondary: partner, .. } = Pair::deployed(
        &[scope],
        |half| half,
        |server| {
            server.scope(scope, 0xFFFF_0000, scope + 1, scope + 0xFFFE);
        },
    );
    give_classes(&server);
    let reserved: Vec<u32> = (1..=500).map(|number| scope + number * 7).collect();
    for address in &reserved {
        assert_eq!(server.add_reservation(scope, *address, &address.to_be_bytes()), 0);
        let level = Level::Reserved(*address, scope);
        assert_eq!(server.set_option(PLAIN, level, 12, &[string(&format!("host{address}"))]), 0);
        assert_eq!(server.set_option(GUESTS, level, 51, &[Element::Dword(*address)]), 0);
    }
    assert_eq!(replicate(&server), 0);
    for address in &reserved {
        let level = Level::Reserved(*address, scope);
        assert_eq!(partner.all_option_values(0, level), server.all_option_values(0, level));
        assert_eq!(partner.option(GUESTS, level, 51), Ok((51, vec![Element::Dword(*address)])));
    }
    assert_eq!(drift(&server), []);
    // Every second one goes.
    for address in reserved.iter().step_by(2) {
        assert_eq!(partner.remove_reservation(scope, *address, &address.to_be_bytes()), 0);
    }
    assert_eq!(drift(&server).len(), 3 * 250, "a reservation and its two values each");
    assert_eq!(replicate(&partner), 0);
    assert_eq!(drift(&server), []);
    assert_eq!(server.contents().scope(ScopeId(scope)).unwrap().options_of_reservations().count(), 250);
}

/// The scopes that Add makes on the partner have it all, and so have those that are added to a relationship.
#[test]
fn scopes_that_are_made_on_the_partner_have_their_options() {
    let _turn = begin();
    let (server, partner) = Server::pair();
    for scope in [SCOPE, OTHER] {
        server.scope(scope, MASK, scope + 1, scope + 254);
    }
    furnish(&server);
    assert_eq!(server.set_option(GUESTS, Level::Scope(OTHER), 3, &[Element::Address(5)]), 0);
    assert_eq!(server.set_delay(OTHER, 1000), 0);
    assert_eq!(add(&server, &partner), 0);
    is_furnished(&partner);
    let (name, second) = (Wide::new(NAME), Wide::new("10.0.1.0"));
    let second = [second.as_ptr()];
    // SAFETY: valid structures and places.
    unsafe {
        let code =
            dhcpsapi_cim_scope_add(name.as_ptr(), second.as_ptr(), 1, server.ptr(), null_mut(), null_mut());
        assert_eq!(code, 0);
    }
    assert_eq!(partner.option(GUESTS, Level::Scope(OTHER), 3), Ok((3, vec![Element::Address(5)])));
    assert_eq!(partner.delay(OTHER), Ok(1000));
    assert_eq!(drift(&server), []);
}

/// Neither the scope nor the relationship is made where the scope's options cannot be: another class of the partner has the data
/// of one that they need (MS-DHCPM 3.2.4.25).
#[test]
fn nothing_is_made_on_the_partner_without_its_options() {
    let _turn = begin();
    let (server, partner) = Server::pair();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 254);
    furnish(&server);
    assert_eq!(partner.create_class(&Class::new("Visitors", false, b"guest")), 0);
    let before = server.contents();
    partner.refuses(CLASS_ALREADY_EXISTS, || add(&server, &partner));
    assert!(server.contents() == before);
    assert_eq!(partner.delete_class("Visitors"), 0);
    assert_eq!(add(&server, &partner), 0);
    is_furnished(&partner);
}

/// Options of the server, what else it defines, and its superscopes are its own.
#[test]
fn what_is_the_servers_is_not_copied() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    assert_eq!(server.set_option(PLAIN, Level::Global, 6, &[Element::Address(1)]), 0);
    assert_eq!(server.create_class(&Class::new("Staff", false, b"staff")), 0);
    assert_eq!(server.define(PLAIN, &Defined::new(151, &[Element::Byte(0)])), 0);
    assert_eq!(server.set_superscope(SCOPE, Some("floor"), 0), 0);
    assert_eq!(replicate(&server), 0);
    assert_eq!(partner.all_of(PLAIN, Level::Global), []);
    assert_eq!(partner.class(&Class::new("Staff", false, b"")), Err(20044));
    assert_eq!(partner.definition(PLAIN, 151), Err(OPTION_NOT_PRESENT));
    assert!(partner.contents().superscopes.of(ScopeId(SCOPE)).is_none());
    assert_eq!(drift(&server), []);
}

// ---- what values need ----

/// A class and a definition that a value needs are made as they are on the source, and told before.
#[test]
fn classes_and_definitions_that_values_need_are_made() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    let class =
        Class { comment: Some("by the door".into()), flags: 5, ..Class::new("Guests", false, b"guest") };
    assert_eq!(server.modify_class(&class), 0);
    let b = &partner.name;
    let expected = format!(
        "{b}: create class Guests\n{b}: create class Phones\n{b}: define option 150\n\
         {b}: define option 7 of vendor class Phones\n{b}: copy the configuration of scope 10.0.0.0\n\
         {b}: copy the configuration of scope 10.0.1.0\n"
    );
    let mut told: Vec<String> = steps(&server).lines().map(str::to_owned).collect();
    let mut wanted: Vec<String> = expected.lines().map(str::to_owned).collect();
    told.sort();
    wanted.sort();
    assert_eq!(told, wanted);
    assert_eq!(replicate(&server), 0);
    assert_eq!(partner.class(&Class::new("Guests", false, b"")), Ok(class));
    assert_eq!(partner.definition(PLAIN, 150), server.definition(PLAIN, 150));
    assert_eq!(partner.definition(PHONES, 7), server.definition(PHONES, 7));
    let copies = format!(
        "{b}: copy the configuration of scope 10.0.0.0\n{b}: copy the configuration of scope 10.0.1.0\n"
    );
    assert_eq!(steps(&server), copies);
}

/// A class has one name in any case, and each server writes it its own way. The values are those of the partner's class.
#[test]
fn a_class_that_is_written_otherwise_is_the_same() {
    let _turn = begin();
    let (server, partner) = pair();
    assert_eq!(partner.create_class(&Class::new("GUESTS", false, b"guest")), 0);
    furnish(&server);
    assert_eq!(replicate(&server), 0);
    is_furnished(&partner);
    let classes: Vec<Option<String>> =
        partner.all_option_values(0, OF_SCOPE).unwrap().into_iter().map(|(user, ..)| user).collect();
    assert!(classes.contains(&Some("GUESTS".into())) && !classes.contains(&Some("Guests".into())));
    assert_eq!((drift(&server), drift(&partner)), (vec![], vec![]));
    assert_eq!((happens(&server, &partner), happens(&partner, &server)), (0, 0));
}

/// What is there stays, since other scopes use it, and drift goes on to name it: a class of the same name with other data, a
/// definition of another type.
#[test]
fn a_class_and_a_definition_that_are_there_stay() {
    let _turn = begin();
    let (server, partner) = pair();
    let (class, defined) = (Class::new("guests", false, b"visitor"), Defined::new(150, &[Element::Word(3)]));
    assert_eq!(partner.create_class(&class), 0);
    assert_eq!(partner.define(PLAIN, &defined), 0);
    furnish(&server);
    assert_eq!(replicate(&server), 0);
    is_furnished(&partner);
    assert_eq!(partner.class(&Class::new("guests", false, b"")), Ok(class));
    assert_eq!(partner.definition(PLAIN, 150), Ok(defined));
    let other = |name| {
        [
            of_classes(in_scope(DhcpsapiClass, DhcpsapiBoth, 0, 0), Some(name), None),
            in_scope(DhcpsapiDefinition, DhcpsapiBoth, 0, 150),
        ]
    };
    assert_eq!(drift(&server), other("Guests"));
    assert_eq!(drift(&partner), other("guests"));
    assert_eq!(happens(&server, &partner), 0);
}

/// All or nothing: the last scope needs a class whose data another class of the partner has (MS-DHCPM 3.2.4.25), so the first is
/// not copied either.
#[test]
fn a_class_that_cannot_be_made_refuses_all() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    assert_eq!(server.create_class(&Class::new("Staff", false, b"staff")), 0);
    assert_eq!(
        server.set_option(By::V5(0, Some("Staff"), None), Level::Scope(OTHER), 3, &[Element::Address(1)]),
        0
    );
    assert_eq!(partner.create_class(&Class::new("Personal", true, b"staff")), 0);
    let before = server.contents();
    partner.refuses(CLASS_ALREADY_EXISTS, || replicate(&server));
    assert!(server.contents() == before);
    assert_eq!(partner.delete_class("Personal"), 0);
    assert_eq!(replicate(&server), 0);
    is_furnished(&partner);
}

/// Administrators reach a partner that its server does not hear, and none that is stopped.
#[test]
fn a_partner_that_is_away() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    let name = Wide::new(NAME);
    let asked = || {
        let (mut found, mut count) = (null_mut(), 99);
        // SAFETY: valid strings and places.
        let code = unsafe { dhcpsapi_drift_ex(server.ptr(), name.as_ptr(), &raw mut found, &raw mut count) };
        assert!(found.is_null() && count == 0, "cleared");
        code
    };
    stop(&partner);
    server.refuses(SERVER_NOT_RUNNING, || replicate(&server));
    assert_eq!(asked(), SERVER_UNAVAILABLE);
    start(&partner);
    assert!(!partner.contents().scope(ScopeId(SCOPE)).unwrap().has_option_values());
    assert_eq!(partner.delay(SCOPE), Ok(0));
    cut(&server, &partner);
    assert_eq!(asked(), SERVER_UNAVAILABLE);
    assert_eq!(replicate(&server), 0);
    is_furnished(&partner);
    heal(&server, &partner);
    assert_eq!(drift(&server), []);
}

// ---- drift ----

/// Each difference is one entry, and the other server tells the same from its side.
#[test]
fn drift_names_each_option_level_and_class() {
    let _turn = begin();
    let (server, partner) = pair();
    furnish(&server);
    assert_eq!(replicate(&server), 0);
    assert_eq!(server.set_delay(SCOPE, 1), 0);
    assert_eq!(partner.set_option(PLAIN, OF_SCOPE, 51, &[Element::Dword(60)]), 0);
    assert_eq!(partner.remove_option_value(PLAIN, OF_KEPT, 51), 0);
    assert_eq!(partner.set_option(GUESTS, OF_SCOPE, 51, &[Element::Dword(61)]), 0);
    assert_eq!(server.remove_option_value(GUESTS_PHONES, OF_KEPT, 7), 0);
    assert_eq!(partner.set_option(PLAIN, OF_SCOPE, 3, &[Element::Address(3)]), 0);
    let seen = |this, other| {
        vec![
            in_scope(DhcpsapiOfferDelay, DhcpsapiBoth, 0, 0),
            in_scope(DhcpsapiLeaseDuration, DhcpsapiBoth, 0, 51),
            of_classes(in_scope(DhcpsapiOptionValue, DhcpsapiBoth, 0, 51), Some("Guests"), None),
            in_scope(DhcpsapiOptionValue, this, KEPT, 51),
            in_scope(DhcpsapiOptionValue, other, 0, 3),
            of_classes(in_scope(DhcpsapiOptionValue, other, KEPT, 7), Some("Guests"), Some("Phones")),
        ]
    };
    assert_eq!(drift(&server), seen(DhcpsapiThisServer, DhcpsapiPartner));
    let sorted = |mut list: Vec<Drift>| {
        list.sort_by_key(|entry| format!("{entry:?}"));
        list
    };
    assert_eq!(sorted(drift(&partner)), sorted(seen(DhcpsapiPartner, DhcpsapiThisServer)));
}

/// A lease duration that one server has alone, and what its values need there: a class and definitions that the other lacks.
#[test]
fn drift_names_what_values_need() {
    let _turn = begin();
    let (server, partner) = pair();
    give_classes(&server);
    assert_eq!(server.set_option(PLAIN, OF_SCOPE, 51, &[Element::Dword(60)]), 0);
    assert_eq!(server.set_option(PHONES, OF_SCOPE, 7, &[string("a")]), 0);
    let seen = |side| {
        vec![
            of_classes(in_scope(DhcpsapiClass, side, 0, 0), None, Some("Phones")),
            of_classes(in_scope(DhcpsapiDefinition, side, 0, 7), None, Some("Phones")),
            in_scope(DhcpsapiLeaseDuration, side, 0, 51),
            of_classes(in_scope(DhcpsapiOptionValue, side, 0, 7), None, Some("Phones")),
        ]
    };
    assert_eq!(drift(&server), seen(DhcpsapiThisServer));
    assert_eq!(drift(&partner), seen(DhcpsapiPartner));
    assert_eq!(replicate(&partner), 0, "the values go");
    assert_eq!((drift(&server), drift(&partner)), (vec![], vec![]));
    assert!(!server.contents().scope(ScopeId(SCOPE)).unwrap().has_option_values());
}
