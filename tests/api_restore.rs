//! Servers that start from a backup (MS-DHCPM 3.2.4.46).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ffi::CString;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::ptr::null;

use dhcpsapi::domain::base::error::{Error, UnusableBackup};
use dhcpsapi::domain::model::counters::Counters;
use dhcpsapi::domain::model::journal::{EventKind, Severity};
use dhcpsapi::domain::model::server;
use dhcpsapi::service;
use support::backups::{back_up, file_in, furnish, restore_from};
use support::blocks::Wide;
use support::clock::{at, begin};
use support::codes::{
    INVALID_NAME, INVALID_PARAMETER, JET_ERROR, RELATIONSHIP_DOES_NOT_EXIST, SERVER_UNAVAILABLE, TIMEOUT,
};
use support::dhcp::Client;
use support::fixtures::{MASK, NET};
use support::lab::{start, stop};
use support::pair::Side::Primary;
use support::pair::{NAME, Pair, SCOPE, SIDES, is};
use support::programs::empty_directory;
use support::relationship::{Relationship, delete_relationship};
use support::server::{ACTIVE, LOCAL, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

fn client(last: u8) -> Client {
    Client::new(SCOPE, last)
}

/// Stops and starts a server.
fn restart(server: &Server) {
    stop(server);
    start(server);
}

/// Restores a server from a directory, and starts it with what is there.
#[track_caller]
fn restored(server: &Server, directory: &Path) {
    assert_eq!(restore_from(server, directory), 0);
    restart(server);
    assert_eq!(last_entry_of(server), EventKind::BackupRestored);
}

/// What the journal has last of a server that is no entry of a relationship, nor of its service.
#[track_caller]
fn last_entry_of(server: &Server) -> EventKind {
    let found = service::recall(|journal| {
        let is_wanted =
            |kind: &EventKind| matches!(kind, EventKind::BackupRestored | EventKind::BackupUnusable(_));
        let entries = journal.past().entries.into_iter();
        let of_server = entries
            .filter(|entry| is_wanted(&entry.kind) && entry.server.as_ref().unwrap().1 == server.address);
        Ok::<_, Error>(of_server.last().unwrap().kind)
    });
    found.unwrap()
}

/// All that is on a server, but for what it has counted since its service started.
fn contents(server: &Server) -> server::Server {
    server::Server { counters: Counters::default(), ..server.contents() }
}

/// Everything that can be on one server, and a relationship without partner.
fn furnished() -> Server {
    let server = Server::new();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 254);
    furnish(&server);
    client(7).request(Some(&server)).unwrap();
    server
}

/// "The DHCP server uses this path to restore the configuration, settings, and DHCP client lease record the next time it is
/// restarted" (MS-DHCPM 3.2.4.46).
#[test]
fn a_restored_server_has_all_that_it_had() {
    let _turn = begin();
    let server = furnished();
    let directory = empty_directory("restore-all");
    let had = contents(&server);
    assert_eq!(back_up(&server, &directory), 0);

    assert_eq!(server.delete_scope(SCOPE, DhcpFullForce), 0);
    server.scope(NET, MASK, NET + 1, NET + 100);
    client(9).about(NET).request(Some(&server)).unwrap_err();
    let changed = contents(&server);
    assert!(changed != had);
    assert_eq!(restore_from(&server, &directory), 0);
    let planned = server.contents();
    assert!(planned.scopes == changed.scopes, "until the service starts nothing changes");
    restart(&server);
    assert!(contents(&server) == had);
    assert_eq!(last_entry_of(&server), EventKind::BackupRestored);

    // Its clients are found, and so are its leases when they end.
    assert_eq!(client(7).renew(None).unwrap().Server, server.address);
    at(3600);
    assert_eq!(contents(&server).scopes.iter().next().unwrap().leases().count(), 2, "by hand, and reserved");
    // Nor does it start from the backup again.
    assert_eq!(server.delete_scope(SCOPE, DhcpFullForce), 0);
    restart(&server);
    assert_eq!(server.contents().scopes.iter().count(), 0);
}

/// What is on a server does not say who it is.
#[test]
fn onto_an_empty_server() {
    let _turn = begin();
    let (server, empty) = (furnished(), Server::new());
    let directory = empty_directory("restore-empty");
    assert_eq!(back_up(&server, &directory), 0);
    restored(&empty, &directory);
    let (had, has) = (contents(&server), contents(&empty));
    assert_eq!((has.name.to_string(), has.address), (empty.name.clone(), empty.address));
    assert!(server::Server { name: had.name.clone(), address: had.address, ..has } == had);
    // And a backup of an empty server makes one empty.
    let directory = empty_directory("restore-nothing");
    assert_eq!(back_up(&Server::new(), &directory), 0);
    restored(&server, &directory);
    assert_eq!(contents(&server).scopes.iter().count(), 0);
    assert_eq!(client(7).rebind(None).unwrap().Server, empty.address);
}

/// Leases that have ended since the backup end when the server starts.
#[test]
fn what_has_ended_since() {
    let _turn = begin();
    let server = Server::new();
    server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 10);
    let directory = empty_directory("restore-ended");
    let first = client(1).for_seconds(600).request(Some(&server)).unwrap().Address;
    let second = client(2).for_seconds(6000).request(Some(&server)).unwrap().Address;
    assert_eq!(back_up(&server, &directory), 0);
    at(1000);
    restored(&server, &directory);
    assert_eq!(server.client_at(first), Err(JET_ERROR));
    assert_eq!(server.client_at(second), Ok((client(2).id, server.address)));
    assert_eq!(client(3).request(Some(&server)).unwrap().Address, first);
    at(6000);
    assert_eq!(server.client_at(second), Err(JET_ERROR));
}

/// The second of two calls is meant, and a call without a start is no more than a path.
#[test]
fn twice_and_without_a_start() {
    let _turn = begin();
    let server = Server::new();
    let [one, two] = [NET, SCOPE].map(|scope| {
        server.scope(scope, MASK, scope + 1, scope + 100);
        let directory = empty_directory(&format!("restore-twice-{scope:x}"));
        assert_eq!(back_up(&server, &directory), 0);
        directory
    });
    assert_eq!(restore_from(&server, &two), 0);
    let planned = server.contents();
    assert_eq!(restore_from(&server, &two), 0);
    assert!(server.contents() == planned, "the same again is nothing new");
    // A backup that is made now does not have the path.
    let three = empty_directory("restore-thrice");
    assert_eq!(back_up(&server, &three), 0);
    assert!(!fs::read_to_string(file_in(&three)).unwrap().contains("restore_path"));
    restored(&server, &one);
    assert_eq!(server.contents().scopes.ids().len(), 1);
    restored(&server, &two);
    assert_eq!(server.contents().scopes.ids().len(), 2);
    restored(&server, &two);
    assert_eq!(server.contents().scopes.ids().len(), 2);
}

/// The path is looked at as that of a backup is; nothing else is at the call (MS-DHCPM 3.2.4.46 has no such step).
#[test]
fn paths_that_are_none() {
    let _turn = begin();
    let server = Server::new();
    // SAFETY: a valid string.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpServerRestoreDatabase(server.ptr(), null()) });
    for path in ["", "backup", "./backup", "../backup", "C:\\Windows\\system32\\dhcp\\backup"] {
        server.refuses(INVALID_NAME, || restore_from(&server, Path::new(path)));
    }
    let surrogate = [u16::from(b'/'), 0xD800, 0];
    // SAFETY: valid strings.
    server.refuses(INVALID_PARAMETER, || unsafe {
        DhcpServerRestoreDatabase(server.ptr(), surrogate.as_ptr())
    });
    let (unknown, nowhere) = (Wide::new("no such server"), Wide::new("backup"));
    // SAFETY: valid strings.
    let code = unsafe { DhcpServerRestoreDatabase(unknown.as_ptr(), nowhere.as_ptr()) };
    assert_eq!(code, SERVER_UNAVAILABLE);
    stop(&server);
    assert_eq!(restore_from(&server, Path::new("/tmp")), SERVER_UNAVAILABLE, "it does not answer");
    start(&server);
    assert_eq!(server.contents().settings.restore_path, None);
}

#[test]
fn a_path_of_all_letters() {
    let _turn = begin();
    let server = furnished();
    let directory = empty_directory("restore-letters").join("S\u{fc}d \u{65e5}\u{672c} \u{1f600}");
    assert_eq!(back_up(&server, &directory), 0);
    let had = contents(&server);
    assert_eq!(server.delete_scope(SCOPE, DhcpFullForce), 0);
    restored(&server, &directory);
    assert!(contents(&server) == had);
    // The local server, and a path that ends with a slash.
    let path = Wide::new(&format!("{}/", directory.to_str().unwrap()));
    // SAFETY: a valid string.
    assert_eq!(unsafe { DhcpServerRestoreDatabase(LOCAL, path.as_ptr()) }, 0);
}

/// "So that it can be used if the restore for the new ADM elements fails" (MS-DHCPM 3.2.4.46): the server has what it had.
#[test]
fn backups_that_cannot_be_used() {
    let _turn = begin();
    let server = furnished();
    let directory = empty_directory("restore-unusable");
    assert_eq!(back_up(&server, &directory), 0);
    let file = file_in(&directory);
    let whole = fs::read_to_string(&file).unwrap();
    let had = contents(&server);
    let use_it = |why: UnusableBackup| {
        assert_eq!(restore_from(&server, &directory), 0);
        restart(&server);
        assert_eq!(last_entry_of(&server), EventKind::BackupUnusable(why));
        assert!(contents(&server) == had, "{why}");
    };
    for damaged in [
        String::new(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace("dhcpsapi registry", "a letter"),
        whole.replace("\"servers\":[", "\"servers\":[],\"other\":["),
        whole.replace("255.255.255.0", "255.0.255.0"),
        // What no server has: addresses outside of their subnet, in the range, an exclusion and a reservation.
        whole.replace("\"last\":\"10.0.0.254\"", "\"last\":\"10.0.5.254\""),
        whole.replace("\"last\":\"10.0.0.29\"", "\"last\":\"10.0.1.29\""),
        whole.replace("\"address\":\"10.0.0.81\"", "\"address\":\"99.0.0.81\""),
        "[1]".to_owned(),
    ] {
        assert!(damaged != whole);
        fs::write(&file, damaged).unwrap();
        use_it(UnusableBackup::Damaged);
    }
    fs::write(&file, [0xFF, 0xFE, 0x00]).unwrap();
    use_it(UnusableBackup::Damaged);
    fs::write(&file, whole.replace("\"format\":1", "\"format\":2")).unwrap();
    use_it(UnusableBackup::OtherFormat);
    // What is taken away between the call and the start.
    fs::remove_file(&file).unwrap();
    use_it(UnusableBackup::NotThere);
    fs::create_dir(&file).unwrap();
    use_it(UnusableBackup::NotReadable);
    fs::remove_dir_all(&directory).unwrap();
    use_it(UnusableBackup::NotThere);
    // An export of more servers than one is no backup of one.
    fs::create_dir(&directory).unwrap();
    let _other = Server::new();
    fs::write(&file, service::administration::export(true).unwrap()).unwrap();
    use_it(UnusableBackup::Damaged);
    let told = EventKind::BackupUnusable(UnusableBackup::NotThere);
    assert_eq!(told.to_string(), "the database was not restored: there is no backup in the directory");
    assert_eq!((told.severity(), EventKind::BackupRestored.severity()), (Severity::Error, Severity::Warning));
}

/// Whoever opened a pipe would wait for somebody who writes to it.
#[test]
#[cfg_attr(miri, ignore = "an interpreter has no pipes")]
fn a_pipe_is_no_backup() {
    let _turn = begin();
    let server = Server::new();
    let directory = empty_directory("restore-pipe");
    let path = CString::new(file_in(&directory).to_str().unwrap()).unwrap();
    // SAFETY: a valid string.
    assert_eq!(unsafe { libc::mkfifo(path.as_ptr(), 0o600) }, 0);
    assert_eq!(restore_from(&server, &directory), 0);
    restart(&server);
    assert_eq!(last_entry_of(&server), EventKind::BackupUnusable(UnusableBackup::NotReadable));
}

#[test]
#[cfg_attr(miri, ignore = "an interpreter has no users")]
fn a_backup_that_may_not_be_read() {
    let _turn = begin();
    const NOBODY: libc::c_long = 65_534;
    let server = furnished();
    let directory = empty_directory("restore-rights");
    assert_eq!(back_up(&server, &directory), 0);
    let had = contents(&server);
    assert_eq!(restore_from(&server, &directory), 0);
    let as_nobody = || {
        // SAFETY: it takes numbers. The kernel changes the user of this thread alone.
        unsafe { libc::syscall(libc::SYS_setresuid, NOBODY, NOBODY, NOBODY) };
        restart(&server);
    };
    // SAFETY: it takes nothing.
    if unsafe { libc::geteuid() } == 0 {
        std::thread::scope(|threads| threads.spawn(as_nobody).join()).unwrap();
    } else {
        fs::set_permissions(file_in(&directory), PermissionsExt::from_mode(0o000)).unwrap();
        restart(&server);
    }
    assert_eq!(last_entry_of(&server), EventKind::BackupUnusable(UnusableBackup::NotPermitted));
    assert!(contents(&server) == had);
}

#[test]
fn ten_thousand_leases() {
    let _turn = begin();
    let server = Server::new();
    server.scope(NET, 0xFFFF_0000, NET + 1, NET + 0xFFFE);
    for number in 1..=10_000_u32 {
        let [.., high, low] = number.to_be_bytes();
        assert_eq!(server.create_lease(NET + number, &[2, 0, 0, 1, high, low], ACTIVE), 0);
    }
    let directory = empty_directory("restore-leases");
    assert_eq!(back_up(&server, &directory), 0);
    let had = contents(&server);
    assert_eq!(server.delete_scope(NET, DhcpFullForce), 0);
    restored(&server, &directory);
    assert!(contents(&server) == had);
    assert_eq!(server.client_at(NET + 10_000).unwrap().0, [2, 0, 0, 1, 0x27, 0x10]);
}

/// MS-DHCPF 3.1.7.2: it goes to RECOVER, asks for all updates, and waits one MCLT.
#[test]
fn an_older_backup_and_a_partner_that_went_on() {
    for side in SIDES {
        let _turn = begin();
        let pair = Pair::with(254, |half| half.secret("shared secret"));
        let (server, partner) = (pair.server(side), pair.server(side.other()));
        let directory = empty_directory(&format!("restore-older-{side:?}"));
        let [one, two] = [1, 2].map(|last| client(last).request(None).unwrap().Address);
        assert_eq!(back_up(server, &directory), 0);
        // The address of the first client is another's by now, and the second has another address.
        at(100);
        assert_eq!(client(1).release(None), 0);
        assert_eq!(client(2).release(None), 0);
        let [three, four] = [3, 4].map(|last| {
            let asks = client(last).about(if last == 3 { one } else { two });
            SIDES.into_iter().find_map(|side| asks.request(Some(pair.server(side))).ok())
        });
        let moved = client(2).request(None).unwrap();
        at(200);
        restored(server, &directory);
        is(server, RECOVER_WAIT, RECOVER);
        is(partner, COMMUNICATION_INT, NORMAL);
        assert_eq!(client(5).request(Some(server)), Err(TIMEOUT));
        for answer in [three, four].into_iter().flatten().chain([moved]) {
            let record = pair_record(&pair, answer.Address);
            assert_eq!(record.len(), 1, "both have the same record of .{}", answer.Address - SCOPE);
        }
        at(3799);
        is(server, RECOVER_WAIT, RECOVER);
        at(3800);
        assert_eq!(pair.states(), (NORMAL, NORMAL));
        pair.free();
        assert_eq!(SIDES.map(|side| leases(pair.server(side)))[0], leases(&pair.secondary));
    }
}

/// The wait is as long as anybody may have granted by: the lead time was longer after the backup, and is that again.
#[test]
fn a_lead_time_that_was_longer() {
    let _turn = begin();
    let mut pair = Pair::new();
    let directory = empty_directory("restore-lead-time");
    assert_eq!(back_up(&pair.primary, &directory), 0);
    for side in SIDES {
        assert_eq!(pair.set(side, MCLT, |given| given.Mclt = 14_400), 0);
    }
    at(100);
    restored(&pair.primary, &directory);
    is(&pair.primary, RECOVER_WAIT, RECOVER);
    at(14_499);
    is(&pair.primary, RECOVER_WAIT, RECOVER);
    at(14_500);
    assert_eq!(pair.states(), (NORMAL, NORMAL));
}

/// A half that was new in the backup may have operated since.
#[test]
fn a_relationship_that_was_new() {
    let _turn = begin();
    let (primary, secondary) = Server::pair();
    for server in [&primary, &secondary] {
        server.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 254);
    }
    let directory = empty_directory("restore-new");
    let mut relationship = Relationship::between(NAME, &primary, &secondary, &[SCOPE]);
    assert_eq!(relationship.create_on(&primary), 0);
    assert_eq!(back_up(&primary, &directory), 0);
    assert_eq!(relationship.as_secondary().create_on(&secondary), 0);
    assert_eq!(primary.state(NAME).unwrap().0, NORMAL);
    restored(&primary, &directory);
    is(&primary, RECOVER_WAIT, RECOVER);
    at(3600);
    assert_eq!(primary.state(NAME).unwrap().0, NORMAL);
    assert_eq!(secondary.state(NAME).unwrap().0, NORMAL);
}

/// Each server has what it has: a half whose partner is no more waits for an administrator, and one that the backup does not
/// have is no more there, while that of the partner goes on alone.
#[test]
fn halves_without_the_other() {
    let _turn = begin();
    let mut pair = Pair::new();
    let [without, with] = ["restore-before", "restore-after"].map(empty_directory);
    assert_eq!(back_up(&pair.primary, &with), 0);
    assert_eq!(delete_relationship(&pair.secondary, NAME), 0);
    restored(&pair.primary, &with);
    at(1_000_000);
    assert_eq!(pair.primary.state(NAME).unwrap().0, RECOVER);
    assert_eq!(client(1).request(Some(&pair.primary)), Err(TIMEOUT));
    pair.force(Primary, PARTNER_DOWN);
    client(1).request(Some(&pair.primary)).unwrap();

    let pair = Pair::new();
    let alone = Server::new();
    alone.scope(SCOPE, MASK, SCOPE + 1, SCOPE + 254);
    assert_eq!(back_up(&alone, &without), 0);
    restored(&pair.secondary, &without);
    assert_eq!(pair.secondary.state(NAME), Err(RELATIONSHIP_DOES_NOT_EXIST));
    is(&pair.primary, COMMUNICATION_INT, NORMAL);
}

/// An administrator's deletion of which the partner had not heard when the backup was made: by now it has, and the client is back.
#[test]
fn a_deletion_that_is_old() {
    let _turn = begin();
    let pair = Pair::new();
    let directory = empty_directory("restore-deletion");
    let leased = client(1).request(None).unwrap().Address;
    pair.cut();
    assert_eq!(pair.primary.delete_lease(leased), 0);
    assert_eq!(back_up(&pair.primary, &directory), 0);
    pair.heal();
    assert_eq!(pair.secondary.client_at(leased), Err(JET_ERROR));
    at(10);
    let again = client(1).about(leased).request(None).unwrap();
    assert_eq!(again.Address, leased);
    at(20);
    restored(&pair.primary, &directory);
    assert_eq!(pair_record(&pair, leased), [client(1).id]);
    at(3620);
    assert_eq!(pair.states(), (NORMAL, NORMAL));
    assert_eq!(leases(&pair.primary), leases(&pair.secondary));
}

/// The clients that the two have on record for an address, each once.
fn pair_record(pair: &Pair, address: u32) -> Vec<Vec<u8>> {
    let mut clients: Vec<Vec<u8>> =
        SIDES.map(|side| pair.server(side).client_at(address).unwrap_or_default().0).into();
    clients.dedup();
    clients
}

/// Which client has which address.
fn leases(server: &Server) -> Vec<(u32, Vec<u8>)> {
    let contents = server.contents();
    let scope = contents.scopes.iter().next().unwrap();
    scope.leases().map(|(address, lease)| (address, lease.client.bytes().to_vec())).collect()
}
