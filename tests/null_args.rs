//! Every pointer of every implemented function, NULL: one at a time and all together; and servers that are not there.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::collections::BTreeSet;

use support::calls::{Absent, Call, Case, Kind, Mischief, cases, fixture, tried_cases};
use support::clock::keeps_records;
use support::codes::{INVALID_PARAMETER, SERVER_UNAVAILABLE};
use support::project;
use support::server::Server;

/// Makes a call that must be refused, clear its outputs, and change nothing.
#[track_caller]
fn refuses(server: &Server, code: u32, mischief: Mischief, case: &Case) {
    println!("{} with {mischief:?}", case.name);
    server.refuses(code, || {
        let outcome = Call::make(server, mischief, case);
        assert!(outcome.is_cleared, "a failure clears the outputs");
        assert!(outcome.is_intact, "inputs are not written to, nor is anything beside an output");
        outcome.code
    });
}

#[test]
fn every_implemented_function_is_here() {
    let here: BTreeSet<String> = cases().iter().map(|case| case.name.to_owned()).collect();
    let implemented: BTreeSet<String> =
        project::spec().into_iter().filter(|export| export.done).map(|export| export.name).collect();
    let missing: Vec<_> = implemented.difference(&here).collect();
    let unknown: Vec<_> = here.difference(&implemented).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing: {missing:?}\nunknown: {unknown:?}");
}

#[test]
fn a_pointer_that_must_be_there() {
    let server = fixture();
    for (case, kinds) in tried_cases() {
        for (index, kind) in kinds.iter().enumerate() {
            if !matches!(kind, Kind::Server | Kind::OptionalText | Kind::Choice) {
                refuses(&server, INVALID_PARAMETER, Mischief::Null(index), &case);
            }
        }
    }
}

#[test]
fn a_string_that_may_be_absent() {
    for (case, kinds) in tried_cases() {
        for (index, kind) in kinds.iter().enumerate() {
            if *kind == Kind::OptionalText {
                let outcome = Call::make(&fixture(), Mischief::Null(index), &case);
                assert_eq!(outcome.code, 0, "{}: argument {index} may be NULL", case.name);
            }
        }
    }
}

#[test]
fn all_pointers_at_once() {
    let server = fixture();
    for (case, kinds) in tried_cases() {
        let needs_one =
            kinds.iter().any(|kind| !matches!(kind, Kind::Server | Kind::OptionalText | Kind::Choice));
        if needs_one {
            refuses(&server, INVALID_PARAMETER, Mischief::AllNull, &case);
        }
    }
}

#[test]
fn no_server_name_is_the_local_server() {
    // The local server of this process has only what these calls make.
    for (case, kinds) in tried_cases() {
        for (index, kind) in kinds.iter().enumerate() {
            if *kind == Kind::Server {
                let server = fixture();
                let before = server.contents();
                let outcome = Call::make(&server, Mischief::Null(index), &case);
                assert_eq!(outcome.code, case.local, "{}", case.name);
                assert!(outcome.code == 0 || outcome.is_cleared, "{}", case.name);
                assert!(server.contents() == before, "{} went to another server", case.name);
            }
        }
    }
}

#[test]
fn a_server_that_is_not_there() {
    let server = fixture();
    for (case, kinds) in tried_cases() {
        if kinds.contains(&Kind::Server) {
            refuses(&server, SERVER_UNAVAILABLE, Mischief::UnknownServer, &case);
        }
    }
}

/// A call to a server that does not answer, which must clear its outputs and change nothing.
#[track_caller]
fn answers_in_vain(server: &Server, absent: Absent, code: u32, mischief: Mischief, case: &Case) {
    let before = server.contents();
    let outcome = Call::make_in_vain(server, absent, mischief, case);
    assert_eq!(outcome.code, code, "{} at a server that is {absent:?}, with {mischief:?}", case.name);
    assert!(outcome.is_cleared, "a failure clears the outputs");
    if absent == Absent::Unknown {
        assert!(server.contents() == before);
    }
}

/// A call goes to its server before a value is judged, as a remote call does; what cannot be read never leaves the caller
/// (MS-DHCPM 2.1; RPC's stub takes the arguments apart).
#[test]
fn a_server_that_is_not_there_judges_nothing() {
    let server = fixture();
    for (case, kinds) in tried_cases().filter(|(_, kinds)| kinds.contains(&Kind::Server)) {
        for absent in [Absent::Unknown, Absent::Stopped] {
            answers_in_vain(&server, absent, SERVER_UNAVAILABLE, Mischief::Nothing, &case);
            answers_in_vain(&server, absent, SERVER_UNAVAILABLE, Mischief::Values, &case);
            for (index, kind) in kinds.iter().enumerate() {
                let (mischief, code) = match kind {
                    Kind::Choice => (Mischief::Choice(index, 99), SERVER_UNAVAILABLE),
                    Kind::Addresses => (Mischief::NoElements(index), SERVER_UNAVAILABLE),
                    // No identifier can be found before the bytes are there.
                    Kind::Bytes => (Mischief::NoElements(index), SERVER_UNAVAILABLE),
                    Kind::Text | Kind::OptionalText => (Mischief::Text(index, &[0xD800]), INVALID_PARAMETER),
                    Kind::Block | Kind::Number | Kind::Handle => (Mischief::Null(index), INVALID_PARAMETER),
                    Kind::Server | Kind::Structure => continue,
                };
                answers_in_vain(&server, absent, code, mischief, &case);
            }
        }
    }
}

/// The values of the test above are impossible indeed, where there is one.
#[test]
fn values_that_cannot_be() {
    let without_values = [
        "DhcpAddSecurityGroup",
        "DhcpEnumClasses",
        "DhcpEnumOptions",
        "DhcpEnumSubnets",
        "DhcpGetClientOptions",
        "DhcpGetFilterV4",
        "DhcpGetMibInfo",
        "DhcpGetMibInfoV5",
        "DhcpGetMibInfoVQ",
        "DhcpGetServerSpecificStrings",
        "DhcpGetSuperScopeInfoV4",
        "DhcpGetVersion",
        "DhcpServerGetConfig",
        "DhcpServerGetConfigV4",
        "DhcpServerGetConfigVQ",
        "DhcpServerQueryDnsRegCredentials",
        "DhcpServerRedoAuthorization",
        "DhcpServerSetDnsRegCredentials",
        "DhcpServerSetDnsRegCredentialsV5",
        "DhcpSetFilterV4",
        "DhcpV4FailoverEnumRelationship",
        "DhcpV4FailoverGetSystemTime",
    ];
    let server = fixture();
    for (case, kinds) in tried_cases().filter(|(_, kinds)| kinds.contains(&Kind::Server)) {
        let code = Call::make(&server, Mischief::Values, &case).code;
        assert_eq!(code == 0, without_values.contains(&case.name), "{} {kinds:?}: {code}", case.name);
        assert_ne!(code, SERVER_UNAVAILABLE, "{}", case.name);
    }
}

/// COMPATIBILITY.md, "Rights": in memory a thread of the user nobody, who has no rights, does everything that there is to do. Where
/// the tests' user cannot become nobody, he has few rights himself.
#[test]
#[cfg_attr(miri, ignore = "an interpreter has no users")]
fn whoever_calls_may_do_everything() {
    const NOBODY: libc::c_long = 65_534;
    if keeps_records() {
        eprintln!("SKIPPED: who may use a registry in a file is decided by whoever may write to the file");
        return;
    }
    let calls = || {
        // SAFETY: it takes numbers. The C library would change the user of all threads, the kernel does so of this one.
        unsafe { libc::syscall(libc::SYS_setresuid, NOBODY, NOBODY, NOBODY) };
        for case in cases() {
            assert_eq!(Call::make(&fixture(), Mischief::Nothing, &case).code, 0, "{}", case.name);
        }
    };
    std::thread::spawn(calls).join().unwrap();
}
