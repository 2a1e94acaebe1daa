//! Faults: links that are cut, servers that stop or lose their database, clocks that differ. Also how long leases may be
//! while contact with the partner is lost, and when either partner answers a client: settings for all servers.

use std::mem::MaybeUninit;

use dhcpsapi::abi::extension::DHCPSAPI_LEASE_LIMIT;
use dhcpsapi::exports::{
    dhcpsapi_lease_limit, dhcpsapi_link_cut, dhcpsapi_link_heal, dhcpsapi_server_restore,
    dhcpsapi_server_shift_clock, dhcpsapi_server_start, dhcpsapi_server_stop, dhcpsapi_service_delay,
};

use super::server::Server;

/// Has either partner answer a client that has tried for more than that.
pub fn service_delay(seconds: u32) {
    // SAFETY: there are no pointers.
    assert_eq!(unsafe { dhcpsapi_service_delay(seconds) }, 0);
}

/// Leases may be as long as the draft allows, while contact is lost.
pub fn draft_lease_limit() {
    let limit = MaybeUninit::new(DHCPSAPI_LEASE_LIMIT::DhcpsapiDraftLimit);
    // SAFETY: it takes a value.
    assert_eq!(unsafe { dhcpsapi_lease_limit(limit) }, 0);
}

/// Cuts the link of two servers.
pub fn cut(one: &Server, other: &Server) {
    // SAFETY: valid strings.
    assert_eq!(unsafe { dhcpsapi_link_cut(one.ptr(), other.ptr()) }, 0);
}

/// Heals the link of two servers.
pub fn heal(one: &Server, other: &Server) {
    // SAFETY: valid strings.
    assert_eq!(unsafe { dhcpsapi_link_heal(one.ptr(), other.ptr()) }, 0);
}

/// Stops a server.
pub fn stop(server: &Server) {
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_stop(server.ptr()) }, 0);
}

/// Starts a server.
pub fn start(server: &Server) {
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_start(server.ptr()) }, 0);
}

/// Restores a server from before its leases; answers the code.
pub fn restore(server: &Server) -> u32 {
    // SAFETY: a valid string.
    unsafe { dhcpsapi_server_restore(server.ptr()) }
}

/// Shifts the clock of a server against that of the others.
#[track_caller]
pub fn shift(server: &Server, seconds: i32) {
    // SAFETY: a valid string.
    assert_eq!(unsafe { dhcpsapi_server_shift_clock(server.ptr(), seconds) }, 0);
}
