//! Partners while a link is cut or a server dies, and how they find together again: the state machine with its
//! timers, through the exported functions and those of `dhcpsapi_ext.h`.
//!
//! A rule is named by its section of MS-DHCPF, MS-DHCPM or draft-ietf-dhc-failover-12 (draft), or as "decision" where the
//! project had to make one. Moments are seconds since the beginning of a test.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]
#![allow(clippy::undocumented_unsafe_blocks, reason = "every call here passes places and strings of its own")]

#[path = "../support/mod.rs"]
mod support;

mod canonical_runs;
mod crashes;
mod faults;
mod leases;
mod rebalancing;
mod set;
mod startup;

use std::ptr::null;

use dhcpsapi::exports::{
    dhcpsapi_clock_advance, dhcpsapi_clock_real, dhcpsapi_clock_set, dhcpsapi_link_cut, dhcpsapi_link_heal,
    dhcpsapi_reset, dhcpsapi_server_shift_clock, dhcpsapi_server_start, dhcpsapi_server_stop,
};
use support::blocks::{Wide, no_host};
use support::clock::{BEGIN, at, begin, keeps_records};
use support::codes::{
    INVALID_PARAMETER, JET_ERROR, SERVER_UNAVAILABLE, SERVICE_ALREADY_RUNNING, SERVICE_NOT_ACTIVE,
    STATE_NOT_NORMAL,
};
use support::fixtures::NOBODY;
use support::lab::{shift, start, stop};
use support::pair::Side::{Primary, Secondary};
use support::pair::{NAME, Pair, SCOPE, SIDES, is};
use support::relationship::{Relationship, delete_relationship, deploy};
use support::server::{ACTIVE, Server};
use windows_sys::Win32::NetworkManagement::Dhcp::*;

/// One half each, nothing used: example 1 of the worked examples.
const HALVES: [u32; 7] = [254, 254, 0, 127, 127, 0, 0];

/// (time, largest difference) or the error.
fn system_time(server: *const u16) -> Result<(u32, u32), u32> {
    let (mut time, mut delta) = (1, 1);
    let code = unsafe { DhcpV4FailoverGetSystemTime(server, &mut time, &mut delta) };
    if code == 0 { Ok((time, delta)) } else { Err(code) }
}

impl Pair {
    /// In NORMAL since now, with a safe period.
    fn with_safe_period(seconds: u32) -> Self {
        Pair::with(254, |half| half.safe_period(seconds))
    }

    /// With a safe period, and without contact since now.
    fn cut_off(seconds: u32) -> Self {
        let pair = Pair::with_safe_period(seconds);
        pair.cut();
        pair
    }

    #[track_caller]
    fn set_percentage(&mut self, percentage: u8) {
        assert_eq!(self.set(Primary, PERCENTAGE, |given| given.Percentage = percentage), 0);
    }
}
