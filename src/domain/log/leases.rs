//! Lease records.

use crate::domain::base::address::Address;
use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::model::counters::Messages;
use crate::domain::model::lease::Lease;
use crate::domain::model::registry::Registry;
use crate::domain::model::scope::Scope;

/// Something that happened to a lease record.
#[derive(Debug, Clone, PartialEq)]
pub enum LeaseEvent {
    /// A record was made, or replaced. Its pool side is that of the address before.
    Stored {
        /// The address.
        address: Address,
        /// The record.
        lease: Box<Lease>,
        /// The address is held no longer: what its client has heard since is the truth.
        ends_hold: bool,
        /// The record that an administrator deleted is there again, and the partner need not hear of the deletion.
        cancels_deletion: bool,
        /// What the client and the server said, if the server has granted it.
        messages: Option<Messages>,
    },
    /// A record was deleted; the address, if it is free now, is of that pool side.
    Removed(Address, Role),
    /// All records were lost with the database: it is one from before them. The free addresses are of that pool side.
    AllLost(Role),
    /// The partner has told all leases that it knows to a server that had lost its own.
    Recovered,
    /// An administrator deleted the record of this client, and the partner has yet to hear of it.
    DeletionPending(Address, ClientId),
    /// The partner has heard of all such deletions.
    DeletionsAcknowledged,
    /// The partner knows of this potential expiration time of a lease, in seconds since 1970.
    Acknowledged(Address, u32),
    /// The partner knows nothing of the leases any more: what it had acknowledged or told is void.
    UpdatesVoided,
    /// Nobody else gets the address of a lease before that moment, though its time may be over: a server that lost its leases
    /// may have granted more.
    Held(Address, Timestamp),
    /// That moment has come.
    HoldEnded(Address),
}

impl Registry {
    /// Carries out what happens to a lease record, and keeps in mind when the next lease of the scope ends.
    /// A server that granted one has said so.
    #[inline(always)]
    pub(super) fn apply_to_lease(&mut self, server: ServerId, id: ScopeId, event: LeaseEvent) {
        let Some(granter) = self.server_mut(server) else { return };
        if let LeaseEvent::Stored { messages: Some(messages), .. } = &event {
            granter.counters.count(*messages);
        }
        let Some(scope) = granter.scopes.to_mut().and_then(|scopes| scopes.get_mut(id)) else { return };
        let before = scope.next_end();
        scope.apply_to_lease(event);
        let after = scope.next_end();
        if before != after {
            self.timers.move_lease_end((server, id), before, after);
        }
    }
}

impl Scope {
    #[inline(always)]
    fn apply_to_lease(&mut self, event: LeaseEvent) {
        match event {
            LeaseEvent::Stored { address, lease, ends_hold, cancels_deletion, messages: _ } => {
                if cancels_deletion {
                    self.cancel_deletion(address);
                }
                if ends_hold {
                    self.end_hold(address);
                }
                self.store_lease(address, *lease);
            }
            LeaseEvent::Removed(address, side) => self.remove_lease(address, side),
            LeaseEvent::AllLost(side) => self.lose_leases(side),
            LeaseEvent::Recovered => self.recover_leases(),
            LeaseEvent::DeletionPending(address, client) => self.keep_deletion(address, client),
            LeaseEvent::DeletionsAcknowledged => self.forget_deletions(),
            LeaseEvent::Acknowledged(address, potential_expiry) => {
                self.acknowledge(address, potential_expiry)
            }
            LeaseEvent::UpdatesVoided => self.void_updates(),
            LeaseEvent::Held(address, until) => self.hold_lease(address, until),
            LeaseEvent::HoldEnded(address) => self.end_hold(address),
        }
    }
}
