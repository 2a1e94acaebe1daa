//! Why a call was refused: `dhcpsapi_last_reason`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ffi::CStr;
use std::ptr::{null, null_mut};

use dhcpsapi::exports::{
    dhcpsapi_cim_invoke_by_name, dhcpsapi_drift, dhcpsapi_last_reason, dhcpsapi_local_set, dhcpsapi_version,
};
use support::blocks::Wide;
use support::calls::{Call, Kind, Mischief, fixture, tried_cases};
use support::codes::{INVALID_PARAMETER, SERVER_UNAVAILABLE};
use support::dhcp::Client;
use support::fixtures::NET;
use support::lab::stop;
use support::relationship::Relationship;
use support::server::Server;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

fn reason() -> Option<String> {
    // SAFETY: it takes nothing.
    let text = unsafe { dhcpsapi_last_reason() };
    // SAFETY: a string until the next call of this thread.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_str().unwrap().to_owned())
}

fn succeeds(server: &Server) {
    let (mut major, mut minor) = (0, 0);
    // SAFETY: valid places.
    assert_eq!(unsafe { DhcpGetVersion(server.ptr(), &mut major, &mut minor) }, 0);
}

/// The rules of the values, each of them answered 87 in the documents of its function.
#[test]
fn the_rule_that_a_value_breaks() {
    let server = Server::new();
    let relationship = || Relationship::new("HQ", server.address, 0x0A09_0909, &[NET]);
    let changed = |flags, change: &dyn Fn(&mut DHCP_FAILOVER_RELATIONSHIP)| {
        let mut given = relationship();
        change(&mut given.structure);
        given.set_on(&server, flags)
    };
    let created = |change: &dyn Fn(&mut DHCP_FAILOVER_RELATIONSHIP)| {
        let mut given = relationship();
        change(&mut given.structure);
        given.create_on(&server)
    };
    assert_eq!(server.create_scope(NET, 0xFFFF_FF00), 0);
    assert_eq!(reason(), None);
    let each: [(&dyn Fn() -> u32, &str); 7] = [
        (&|| changed(0x80, &|_| ()), "the flags select nothing, or what there is not"),
        (&|| changed(0x10, &|given| given.Mode = 2), "there is no such mode"),
        (&|| created(&|given| given.ServerType = 2), "there is no such server type"),
        (&|| created(&|given| given.Percentage = 101), "a percentage is 0 to 100"),
        (&|| created(&|given| given.SecondaryServer = given.PrimaryServer), "a relationship has two servers"),
        (
            &|| server.create_scope(NET + 0x100, 0xFF00_FF00),
            "a subnet is an address without host bits and a mask that is a run of ones",
        ),
        (&|| server.create_lease(NET, &[], 1), "a client identifier has 1 to 255 bytes"),
    ];
    for (call, expected) in each {
        assert_eq!(call(), INVALID_PARAMETER, "{expected}");
        assert_eq!(reason().as_deref(), Some(expected));
        succeeds(&server);
        assert_eq!(reason(), None);
    }
}

/// Every 87 of every function has a reason, but where the place for an output is NULL; 1722 has one too.
#[test]
fn every_refusal_has_a_reason() {
    let server = fixture();
    for (case, kinds) in tried_cases() {
        for (index, kind) in kinds.iter().enumerate() {
            let mischiefs = match kind {
                Kind::Choice => vec![Mischief::Choice(index, 99)],
                Kind::Text | Kind::OptionalText => {
                    vec![Mischief::Text(index, &[0xD800]), Mischief::MisalignedText(index)]
                }
                Kind::Bytes | Kind::Addresses => vec![Mischief::Null(index), Mischief::NoElements(index)],
                Kind::Structure => vec![Mischief::Null(index)],
                Kind::Server => vec![Mischief::UnknownServer],
                Kind::Block | Kind::Number | Kind::Handle => vec![],
            };
            for mischief in mischiefs {
                let code = Call::make(&server, mischief, &case).code;
                assert_ne!(code, 0, "{} with {mischief:?}", case.name);
                let reason = reason().unwrap_or_else(|| panic!("{} with {mischief:?}: {code}", case.name));
                assert!(reason.len() > 10 && reason.len() < 250, "{reason}");
                assert!(!reason.ends_with('.') && !reason.starts_with(char::is_uppercase), "{reason}");
            }
        }
        let outputs = kinds.iter().position(|kind| matches!(kind, Kind::Block | Kind::Number | Kind::Handle));
        if let Some(index) = outputs {
            assert_eq!(Call::make(&server, Mischief::Null(index), &case).code, INVALID_PARAMETER);
            assert_eq!(reason(), None, "{}", case.name);
        }
    }
}

/// Of a scope with many reservations the text names the one that is in the way.
#[test]
fn a_reservation_that_is_refused_is_named() {
    let server = Server::new();
    server.scope(NET, 0xFFFF_FF00, NET + 10, NET + 99);
    assert_eq!(server.add_reservation(NET, NET + 100, &[1, 2, 3]), 20018);
    assert_eq!(reason().as_deref(), Some("the address 10.1.0.100 is outside the range of the scope"));
    assert_eq!(server.add_reservation(NET, NET + 50, &[1, 2, 3]), 0);
    assert_eq!(server.add_reservation(NET, NET + 51, &[1, 2, 3]), 20022);
    assert_eq!(
        reason().as_deref(),
        Some("the address 10.1.0.51 or its client is reserved, or another client has the address")
    );
}

/// The rule of a refused client as all reasons are written: what can follow a colon.
#[test]
fn a_refused_client_is_told_the_rule() {
    let server = Server::new();
    server.scope(NET, 0xFFFF_FF00, NET + 10, NET + 10);
    let [first, second] = [1, 2].map(|number| Client::new(NET, number));
    assert_eq!(first.renew(Some(&server)).unwrap_err(), 20016);
    assert_eq!(reason().as_deref(), Some("the client has no lease here"));
    assert!(first.request(Some(&server)).is_ok());
    assert_eq!(second.request(Some(&server)).unwrap_err(), 20012);
    assert_eq!(reason().as_deref(), Some("no address is free"));
}

/// A server that is stopped is unavailable (1722) like one that there is not, but is known; and so is a partner.
#[test]
fn who_does_not_answer_is_said() {
    let (server, partner) = (Server::new(), Server::new());
    server.scope(NET, 0xFFFF_FF00, NET + 10, NET + 99);
    assert_eq!(Relationship::new("HQ", server.address, partner.address, &[NET]).create_on(&server), 0);
    let asked = || {
        let (mut found, mut count) = (null_mut(), 0);
        // SAFETY: valid places.
        unsafe { dhcpsapi_drift(server.ptr(), Wide::new("HQ").as_ptr(), &mut found, &mut count) }
    };
    stop(&partner);
    assert_eq!(asked(), SERVER_UNAVAILABLE);
    assert_eq!(reason().as_deref(), Some("the partner is not heard"));
    stop(&server);
    let nothing = || unsafe {
        // SAFETY: a valid name, and nothing else.
        dhcpsapi_cim_invoke_by_name(server.ptr(), 0, null(), 0, null_mut(), null_mut(), null_mut())
    };
    let each: [&dyn Fn() -> u32; 3] = [&asked, &|| server.create_scope(NET + 0x100, 0xFFFF_FF00), &nothing];
    for call in each {
        assert_eq!(call(), SERVER_UNAVAILABLE);
        assert_eq!(reason().as_deref(), Some("the DHCP service of the server is stopped"));
    }
    assert_eq!(server.unlist(), 0);
    assert_eq!(asked(), SERVER_UNAVAILABLE);
    assert_eq!(reason().as_deref(), Some("no server of this name or address is known"));
}

/// The end of an enumeration, and fewer addresses than were asked for, are no refusals.
#[test]
fn what_comes_with_data_has_no_reason() {
    let server = Server::new();
    server.scope(NET, 0xFFFF_FF00, NET + 1, NET + 2);
    let refused = || assert_eq!(server.create_scope(NET, 0xFFFF_FF00), 20052);
    refused();
    assert_eq!(reason().as_deref(), Some("the scope overlaps an existing one"));
    assert_eq!(server.free_addresses(NET, 0, 0, 3), (20126, vec![NET + 1, NET + 2]));
    assert_eq!(reason(), None);
    refused();
    let (mut handle, mut read, mut total) = (1, 0, 0);
    let mut found = null_mut();
    // SAFETY: valid places.
    let code =
        unsafe { DhcpEnumSubnets(server.ptr(), &mut handle, 0xFFFF_FFFF, &mut found, &mut read, &mut total) };
    assert_eq!((code, reason()), (259, None));
}

/// A function that no server implements, and one that answers no code.
#[test]
fn stubs_and_values() {
    let mut list = null_mut();
    // SAFETY: a valid place.
    assert_eq!(unsafe { DhcpGetClientOptions(null(), 0, 0, &mut list) }, 120);
    assert_eq!(reason().as_deref(), Some("the function is not implemented"));
    // SAFETY: they take nothing that could be wrong.
    unsafe {
        DhcpRpcFreeMemory(null_mut());
        assert!(!dhcpsapi_version().is_null());
    }
    assert_eq!(reason().as_deref(), Some("the function is not implemented"), "it stays");
}

#[test]
fn each_thread_has_its_own() {
    let server = Server::new();
    let mut names = vec![];
    assert_eq!(server.create_scope(NET, 0), INVALID_PARAMETER);
    let mine = reason();
    std::thread::scope(|scope| {
        let other = scope.spawn(|| {
            assert_eq!(reason(), None);
            succeeds(&server);
            // SAFETY: a string.
            assert_eq!(unsafe { dhcpsapi_local_set(Wide::new("").as_ptr(), 1) }, INVALID_PARAMETER);
            reason()
        });
        names.push(other.join().unwrap());
    });
    assert_eq!(reason(), mine, "another thread's calls do not touch it");
    assert_eq!(
        names,
        [Some("a server has a name and an address that is not 0.0.0.0 or 255.255.255.255".to_owned())]
    );
}
