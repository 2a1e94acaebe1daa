//! Backups of a server (MS-DHCPM 3.2.4.45).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::ptr::null;

use dhcpsapi::domain::base::ids::ServerId;
use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::model::server;
use dhcpsapi::eventlog::stored::read_export;
use support::backups::{back_up, file_in, furnish};
use support::blocks::Wide;
use support::clock::{begin, turn};
use support::codes::{
    ACCESS_DENIED, INVALID_NAME, INVALID_PARAMETER, JET_ERROR, PATH_NOT_FOUND, SERVER_UNAVAILABLE,
};
use support::dhcp::Client;
use support::fixtures::{MASK, NET};
use support::pair::{Pair, SCOPE};
use support::programs::empty_directory;
use support::server::{ACTIVE, LOCAL, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// The one server of the backup in a directory.
#[track_caller]
fn backed_up(directory: &Path) -> server::Server {
    let snapshot = read_export(&fs::read_to_string(file_in(directory)).unwrap()).unwrap();
    assert_eq!(snapshot.registry.servers().count(), 1);
    snapshot.registry.server(ServerId(0)).unwrap().clone()
}

/// The backup has what the server has, but for the contact that its relationships are in.
#[track_caller]
fn is_backed_up(server: &Server, directory: &Path) {
    let mut alone = Registry::of_one(&server.contents());
    alone.look_from(ServerId(0));
    assert!(backed_up(directory) == *alone.server(ServerId(0)).unwrap());
}

fn names_in(directory: &Path) -> Vec<String> {
    let entries = fs::read_dir(directory).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// "Create the directory for the value specified in Path, and back up the information stored in all the ADM elements in that
/// directory" (MS-DHCPM 3.2.4.45, last step).
#[test]
fn a_backup_has_all_that_the_server_has() {
    let _turn = begin();
    let pair = Pair::with(254, |half| half.secret("shared secret"));
    furnish(&pair.primary);
    Client::new(SCOPE, 7).request(Some(&pair.primary)).unwrap();
    let directory = empty_directory("backup-all").join("made");
    let before = pair.primary.contents();
    assert_eq!(back_up(&pair.primary, &directory), 0);
    assert!(pair.primary.contents() == before, "a backup changes nothing");

    is_backed_up(&pair.primary, &directory);
    let found = backed_up(&directory);
    let scope = found.scopes.iter().next().unwrap();
    assert_eq!(
        (found.scopes.iter().count(), scope.exclusions().len(), scope.reservations().iter().count()),
        (1, 1, 1)
    );
    assert!(scope.leases().count() >= 2, "a record and a lease");
    let half = found.relationships.from(0).next().unwrap();
    assert_eq!(half.partner, None, "with whom it is in contact is not the server's");
    let text = fs::read_to_string(file_in(&directory)).unwrap();
    for secret in ["shared secret", "dns password"] {
        assert_eq!(text.matches(secret).count(), 1, "{secret}");
    }
}

/// There are secrets in it: only its owner reads it, also where the directory is everybody's.
#[test]
fn who_may_read_a_backup() {
    let _turn = turn();
    let server = Server::new();
    let made = empty_directory("backup-rights").join("made");
    assert_eq!(back_up(&server, &made), 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&made), mode(&file_in(&made))), (0o700, 0o600));
    let open = empty_directory("backup-open");
    fs::set_permissions(&open, PermissionsExt::from_mode(0o755)).unwrap();
    assert_eq!(back_up(&server, &open), 0);
    assert_eq!((mode(&open), mode(&file_in(&open))), (0o755, 0o600), "a directory stays what it was");
}

#[test]
fn a_second_backup_takes_the_place_of_the_first() {
    let _turn = turn();
    let server = Server::new();
    let directory = empty_directory("backup-twice");
    server.scope(NET, MASK, NET + 1, NET + 100);
    assert_eq!(back_up(&server, &directory), 0);
    is_backed_up(&server, &directory);
    // Of less, too.
    assert_eq!(server.delete_scope(NET, DhcpFullForce), 0);
    assert_eq!(back_up(&server, &directory), 0);
    is_backed_up(&server, &directory);
    assert_eq!(backed_up(&directory).scopes.iter().count(), 0);
    assert_eq!(names_in(&directory), ["dhcp.json"], "nothing else is left there");
    // Two servers are two directories: here the other one takes its place.
    let other = Server::new();
    assert_eq!(back_up(&other, &directory), 0);
    assert_eq!(backed_up(&directory).name.to_string(), other.name);
}

#[test]
fn a_path_of_all_letters() {
    let _turn = turn();
    let server = Server::new();
    let directory = empty_directory("backup-letters").join("S\u{fc}d \u{65e5}\u{672c} \u{1f600}");
    assert_eq!(back_up(&server, &directory), 0);
    is_backed_up(&server, &directory);
    // A path that ends with a slash, and the local server.
    let path = Wide::new(&format!("{}/", directory.to_str().unwrap()));
    // SAFETY: a valid string.
    assert_eq!(unsafe { DhcpServerBackupDatabase(LOCAL, path.as_ptr()) }, 0);
    assert_ne!(backed_up(&directory).name.to_string(), server.name);
}

/// The steps of MS-DHCPM 3.2.4.45: a path that is NULL is ERROR_INVALID_PARAMETER, one that is not valid ERROR_INVALID_NAME.
#[test]
fn paths_that_are_none() {
    let _turn = turn();
    let server = Server::new();
    // SAFETY: a valid string.
    server.refuses(INVALID_PARAMETER, || unsafe { DhcpServerBackupDatabase(server.ptr(), null()) });
    let too_long = format!("/tmp/{}", "a".repeat(300));
    for path in ["", "backup", "./backup", "../backup", "C:\\Windows\\system32\\dhcp\\backup", &too_long] {
        server.refuses(INVALID_NAME, || back_up(&server, Path::new(path)));
    }
    let (unknown, nowhere) = (Wide::new("no such server"), Wide::new("backup"));
    // SAFETY: valid strings.
    let code = unsafe { DhcpServerBackupDatabase(unknown.as_ptr(), nowhere.as_ptr()) };
    assert_eq!(code, SERVER_UNAVAILABLE, "a server that is not there finds nothing wrong");
}

#[test]
fn places_where_no_backup_can_be() {
    let _turn = turn();
    let server = Server::new();
    let place = empty_directory("backup-nowhere");
    fs::write(place.join("file"), "of somebody").unwrap();
    for path in ["absent/backup", "file", "file/backup"] {
        server.refuses(PATH_NOT_FOUND, || back_up(&server, &place.join(path)));
    }
    assert_eq!(names_in(&place), ["file"]);
    assert_eq!(fs::read_to_string(place.join("file")).unwrap(), "of somebody");
    // What has its name is no file.
    fs::create_dir(file_in(&place)).unwrap();
    server.refuses(JET_ERROR, || back_up(&server, &place));
    assert_eq!(names_in(&place), ["dhcp.json", "file"], "what was begun is gone");
}

/// A backup that may not be written leaves the one from before.
#[test]
#[cfg_attr(miri, ignore = "an interpreter has no users")]
fn directories_that_may_not_be_written_to() {
    let _turn = turn();
    const NOBODY: libc::c_long = 65_534;
    let server = Server::new();
    let place = empty_directory("backup-rights-of-nobody");
    assert_eq!(back_up(&server, &place), 0);
    let before = fs::read(file_in(&place)).unwrap();
    server.scope(NET, MASK, NET + 1, NET + 100);
    let as_nobody = || {
        // SAFETY: it takes numbers. The kernel changes the user of this thread alone.
        unsafe { libc::syscall(libc::SYS_setresuid, NOBODY, NOBODY, NOBODY) };
        server.refuses(ACCESS_DENIED, || back_up(&server, &place));
        server.refuses(ACCESS_DENIED, || back_up(&server, &place.join("made")));
    };
    // SAFETY: it takes nothing.
    if unsafe { libc::geteuid() } == 0 {
        std::thread::scope(|threads| threads.spawn(as_nobody).join()).unwrap();
    } else {
        fs::set_permissions(&place, PermissionsExt::from_mode(0o500)).unwrap();
        as_nobody();
        fs::set_permissions(&place, PermissionsExt::from_mode(0o700)).unwrap();
    }
    assert_eq!(names_in(&place), ["dhcp.json"]);
    assert_eq!(fs::read(file_in(&place)).unwrap(), before);
}

#[test]
fn ten_thousand_leases() {
    let _turn = turn();
    let server = Server::new();
    server.scope(NET, 0xFFFF_0000, NET + 1, NET + 0xFFFE);
    for number in 1..=10_000_u32 {
        let [.., high, low] = number.to_be_bytes();
        assert_eq!(server.create_lease(NET + number, &[2, 0, 0, 1, high, low], ACTIVE), 0);
    }
    let directory = empty_directory("backup-leases");
    assert_eq!(back_up(&server, &directory), 0);
    is_backed_up(&server, &directory);
    assert_eq!(backed_up(&directory).scopes.iter().next().unwrap().leases().count(), 10_000);
}

/// Whoever writes at the same time as others leaves a whole backup.
#[test]
fn many_at_once() {
    let _turn = turn();
    let server = Server::new();
    server.scope(NET, MASK, NET + 1, NET + 100);
    let directory = empty_directory("backup-at-once");
    std::thread::scope(|threads| {
        for _ in 0..4 {
            threads.spawn(|| (0..20).for_each(|_| assert_eq!(back_up(&server, &directory), 0)));
        }
    });
    is_backed_up(&server, &directory);
    assert_eq!(names_in(&directory), ["dhcp.json"]);
}
