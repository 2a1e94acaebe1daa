//! Leases as most of them are, in few bytes: they are nearly all that a log of servers at work has.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::leases::{StoredAddressState, StoredLease};
use super::settings::StoredMessages;
use super::values::{
    StoredClient, StoredClientKind, StoredEnd, StoredRole, is_zero, live_text_if_any, stored_address,
};
use crate::domain::base::address::Address;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::LeaseEvent;
use crate::domain::model::lease::{Lease, Particulars};

/// The active lease of a DHCP client. Moments in seconds since 1970, left out where they are unset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredGrant {
    pub address: Ipv4Addr,
    pub client: StoredClient,
    /// The client's host name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// When it ends.
    pub until: i64,
    /// The server that granted it.
    pub by: Ipv4Addr,
    /// When the record went into its state.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub since: u32,
    /// When the client asked last. In a record it is left out if it is the record's moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<u32>,
    /// The potential expiry that the partner was told.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sent: u32,
    /// The one that it acknowledged.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub acknowledged: u32,
    /// The one that it told.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub received: u32,
    /// When the last binding update came.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub updated: u32,
    /// Whose free address it was before; left out where it was the primary's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pool_side: Option<StoredRole>,
    /// In a record, what the client and the server said, if that server has granted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub messages: Option<StoredMessages>,
}

impl StoredGrant {
    /// A lease in few bytes; `None` if it has something that few leases have.
    pub(crate) fn of(address: Address, lease: &Lease, moment: Option<Timestamp>) -> Option<Self> {
        let long = StoredLease::of(lease);
        let StoredEnd::At { seconds: until, steps: 0 } = long.expires else { return None };
        let is_usual = long.client_kind == StoredClientKind::Dhcp
            && long.state == StoredAddressState::Active
            && long.state_flags == 0
            && long.extended_state == 0
            && !long.released
            && long.comment.is_none()
            && long.policy.is_none();
        let is_then = |moment: Timestamp| moment.seconds() == long.last_client_transaction;
        is_usual.then(|| StoredGrant {
            address: stored_address(address),
            client: long.client,
            name: long.name,
            until,
            by: long.granted_by,
            since: long.state_began,
            asked: (!moment.is_some_and(is_then)).then_some(long.last_client_transaction),
            sent: long.sent_potential_expiry,
            acknowledged: long.acknowledged_potential_expiry,
            received: long.received_potential_expiry,
            updated: long.last_binding_update,
            pool_side: (long.pool_side == StoredRole::Secondary).then_some(long.pool_side),
            messages: None,
        })
    }

    /// As `of`, of what happened to a record.
    pub(crate) fn of_event(event: &LeaseEvent, moment: Timestamp) -> Option<Self> {
        match event {
            LeaseEvent::Stored { address, lease, ends_hold: false, cancels_deletion: false, messages } => {
                let grant = StoredGrant::of(*address, lease, Some(moment))?;
                Some(StoredGrant { messages: messages.map(StoredMessages::of), ..grant })
            }
            _ => None,
        }
    }

    pub(crate) fn live(self, moment: Timestamp) -> Result<(Address, Lease), FormatError> {
        let expires = StoredEnd::At { seconds: self.until, steps: 0 }.live()?;
        let mut lease = Lease::by_hand(self.client.live()?, expires, self.by.to_bits());
        lease.client_kind = StoredClientKind::Dhcp.live();
        lease.pool_side = self.pool_side.unwrap_or(StoredRole::Primary).live();
        lease.times.state_began = self.since;
        lease.times.last_client_transaction = self.asked.unwrap_or(moment.seconds());
        lease.times.sent_potential_expiry = self.sent;
        lease.times.acknowledged_potential_expiry = self.acknowledged;
        lease.times.received_potential_expiry = self.received;
        lease.times.last_binding_update = self.updated;
        let name: Option<Text> = live_text_if_any(self.name)?;
        lease.describe(Particulars { name, ..Particulars::default() });
        Ok((self.address.to_bits(), lease))
    }

    pub(crate) fn live_event(self, moment: Timestamp) -> Result<LeaseEvent, FormatError> {
        let messages = self.messages.map(StoredMessages::live);
        let (address, lease) = self.live(moment)?;
        Ok(LeaseEvent::Stored {
            address,
            lease: Box::new(lease),
            ends_hold: false,
            cancels_deletion: false,
            messages,
        })
    }
}
