//! How long a lease may be, and how long a server waits (failover semantics, 0.2 C1 and C5), from what the schedule knows.

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::pair::{SIDES, Side};
use crate::trial::Record;

/// The maximum client lead times of two partners.
#[derive(Debug)]
pub(crate) struct Leads {
    /// The MCLT that each has been given, in seconds.
    own: [u32; 2],
    /// The smaller of both, when they last were in contact.
    met: u32,
    /// The largest that either can have granted by since then, as each knows.
    largest: [u32; 2],
}

impl Leads {
    pub(crate) fn new(mclt: u32) -> Self {
        Leads { own: [mclt; 2], met: mclt, largest: [mclt; 2] }
    }

    pub(crate) fn set(&mut self, side: Side, mclt: u32) {
        self.own[side as usize] = mclt;
    }

    pub(crate) fn observe(&mut self, in_contact: bool) {
        let [one, other] = self.own;
        if in_contact {
            self.met = one.min(other);
            self.largest = [one.max(other); 2];
        }
        for side in SIDES {
            self.largest[side as usize] = self.largest[side as usize].max(self.own[side as usize]);
        }
    }

    /// A grant uses the smaller of the server's own and the one that both had (draft 5.2).
    pub(crate) fn for_grants(&self, side: Side) -> u64 {
        self.own[side as usize].min(self.met).into()
    }

    /// A wait uses the largest.
    pub(crate) fn for_waits(&self, side: Side) -> u64 {
        self.largest[side as usize].into()
    }
}

/// The numbers that limit a lease.
pub(crate) struct Terms {
    pub(crate) now: u64,
    pub(crate) state: FSM_STATE,
    pub(crate) lead: u64,
    pub(crate) draft_lease_limit: bool,
    /// The length that a client wishes, in seconds; 0 is as much as the scope gives.
    pub(crate) wish: u32,
    /// What the scope gives.
    pub(crate) most: u32,
}

impl Terms {
    pub(crate) fn wanted(&self) -> u64 {
        if self.wish == 0 { self.most.into() } else { self.wish.min(self.most).into() }
    }

    /// One MCLT beyond what the partner knows; *now* is a floor of it in the states that serve new clients (draft 7.1.5, 9.8.3).
    pub(crate) fn bound(&self, known: Option<&Record>) -> u64 {
        let known = known.map_or(0, |record| record.acknowledged.max(record.received));
        let floor = if self.state == RECOVER_DONE { 0 } else { self.now };
        known.max(floor) + self.lead
    }

    /// The ends that a lease may have; the client's record before is `known`.
    pub(crate) fn ends(&self, known: Option<&Record>) -> Vec<u64> {
        let (wanted, bound) = (self.now + self.wanted(), self.bound(known));
        // Microsoft documents one MCLT for everybody while contact is lost (TN-E).
        let windows = wanted.min(bound).min(self.now + self.lead);
        match (self.state, self.draft_lease_limit) {
            (NORMAL, _) => vec![wanted.min(bound)],
            (RECOVER_DONE, false) => vec![wanted.min(bound), windows],
            (_, false) => vec![windows],
            // Who takes its partner to be dead may forego the protection against the loss of its database (draft 9.4.2).
            (PARTNER_DOWN, true) => vec![wanted, wanted.min(bound)],
            (_, true) => vec![wanted.min(bound)],
        }
    }
}
