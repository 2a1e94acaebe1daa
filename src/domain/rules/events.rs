//! How rules make their events.

use crate::domain::base::address::Address;
use crate::domain::base::ids::ServerId;
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, LeaseEvent, PendingEvent, ScopeEvent};
use crate::domain::model::counters::Messages;
use crate::domain::model::lease::Lease;
use crate::domain::model::scope::Scope;
use crate::domain::model::timers::Pending;

/// The pool side of an address that becomes free: the primary's, whoever leased it (draft-ietf-dhc-failover-12, 5.4).
pub(super) const FREED: Role = Role::Primary;

/// A scope as one server has it.
#[derive(Clone, Copy)]
pub(super) struct ServedScope<'a> {
    pub(super) server: ServerId,
    pub(super) scope: &'a Scope,
}

impl ServedScope<'_> {
    /// Something happens to the scope.
    pub(super) fn event(&self, event: ScopeEvent) -> Event {
        Event::Scope(self.server, self.scope.id(), event)
    }

    /// Something happens to a lease record in it.
    #[inline]
    pub(super) fn lease_event(&self, event: LeaseEvent) -> Event {
        Event::Lease(self.server, self.scope.id(), event)
    }
}

/// A record is made, or replaced. A record of which its client has been heard since ends the hold of the address, and one that
/// is there again was deleted to no end.
#[inline]
pub(super) fn stored(scope: &Scope, address: Address, lease: Lease) -> LeaseEvent {
    stored_after(scope, address, lease, None)
}

/// As `stored`, after these messages of its client and the server, if there were any.
#[inline]
pub(super) fn stored_after(
    scope: &Scope,
    address: Address,
    lease: Lease,
    messages: Option<Messages>,
) -> LeaseEvent {
    let ends_hold = scope.held_until(address).is_some()
        && scope.lease(address).is_some_and(|old| {
            let heard = |lease: &Lease| lease.times.last_client_transaction;
            old.client != lease.client || heard(&lease) > heard(old)
        });
    let cancels_deletion = scope.has_deleted(address, &lease.client);
    LeaseEvent::Stored { address, lease: Box::new(lease), ends_hold, cancels_deletion, messages }
}

/// A record is deleted.
#[inline]
pub(super) fn removed(address: Address) -> LeaseEvent {
    LeaseEvent::Removed(address, FREED)
}

/// Something is pending from now on.
pub(super) fn pending(now: Timestamp, pending: Pending) -> Event {
    Event::Pending(PendingEvent::Added(now, pending))
}
