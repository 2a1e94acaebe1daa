//! Backups of servers, and what is in them.

use std::path::{Path, PathBuf};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use super::blocks::Wide;
use super::filters::ethernet;
use super::options::{By, Element, Level, string};
use super::pair::SCOPE;
use super::server::{ACTIVE, Server};

/// Writes a backup of a server into a directory; answers the code.
pub fn back_up(server: &Server, directory: &Path) -> u32 {
    let path = Wide::new(directory.to_str().unwrap());
    // SAFETY: valid strings.
    unsafe { DhcpServerBackupDatabase(server.ptr(), path.as_ptr()) }
}

/// The file of the backup in a directory.
pub fn file_in(directory: &Path) -> PathBuf {
    directory.join("dhcp.json")
}

/// Has a server start from the backup in a directory; answers the code.
pub fn restore_from(server: &Server, directory: &Path) -> u32 {
    let path = Wide::new(directory.to_str().unwrap());
    // SAFETY: valid strings.
    unsafe { DhcpServerRestoreDatabase(server.ptr(), path.as_ptr()) }
}

/// One of everything that a server can have.
pub fn furnish(server: &Server) {
    let mac = [2, 0, 0, 0, 0, 0x51];
    assert_eq!(server.add_exclusion(SCOPE, SCOPE + 20, SCOPE + 29), 0);
    assert_eq!(server.add_reservation(SCOPE, SCOPE + 81, &mac), 0);
    assert_eq!(server.create_lease(SCOPE + 90, &[2, 0, 0, 0, 0, 0x5A], ACTIVE), 0);
    for level in [Level::Global, Level::Scope(SCOPE), Level::Reserved(SCOPE + 81, SCOPE)] {
        assert_eq!(server.set_option(By::First, level, 15, &[string("example.org")]), 0);
    }
    assert_eq!(server.set_option(By::First, Level::Scope(SCOPE), 51, &[Element::Dword(3600)]), 0);
    assert_eq!(server.add_filter(Deny, &ethernet(&[2, 0, 0, 0, 0, 0x66]), Some("a thief"), 0), 0);
    assert_eq!(server.set_superscope(SCOPE, Some("the house"), 0), 0);
    assert_eq!(server.set_delay(SCOPE, 250), 0);
    let (user, domain, password) = (Wide::new("dhcp"), Wide::new("example"), Wide::new("dns password"));
    // SAFETY: valid strings.
    let code = unsafe {
        dhcpsapi::exports::DhcpServerSetDnsRegCredentialsV5(
            server.ptr(),
            user.as_ptr().cast_mut(),
            domain.as_ptr().cast_mut(),
            password.as_ptr().cast_mut(),
        )
    };
    assert_eq!(code, 0);
}
