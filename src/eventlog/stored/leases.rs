//! Lease records, and their events.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::settings::StoredMessages;
use super::values::{
    StoredClient, StoredClientKind, StoredEnd, StoredRole, is_zero, live_text_if_any, stored_address,
};
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::LeaseEvent;
use crate::domain::model::lease::{AddressState, FailoverTimes, Lease, Particulars};

/// What a lease record is, by the API's address state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredAddressState {
    Offered,
    Active,
    Declined,
    Doomed,
}

impl StoredAddressState {
    fn of(state: AddressState) -> Self {
        match state.kind() {
            AddressState::OFFERED => StoredAddressState::Offered,
            AddressState::DECLINED => StoredAddressState::Declined,
            AddressState::DOOMED => StoredAddressState::Doomed,
            // `ACTIVE`: there are four kinds.
            _ => StoredAddressState::Active,
        }
    }

    fn live(self) -> AddressState {
        match self {
            StoredAddressState::Offered => AddressState::OFFERED,
            StoredAddressState::Active => AddressState::ACTIVE,
            StoredAddressState::Declined => AddressState::DECLINED,
            StoredAddressState::Doomed => AddressState::DOOMED,
        }
    }
}

/// A lease record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredLease {
    pub client: StoredClient,
    pub client_kind: StoredClientKind,
    /// The client's host name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    pub expires: StoredEnd,
    /// The server; 255.255.255.255 if nobody has: the address is reserved, and its client never asked for it.
    pub granted_by: Ipv4Addr,
    pub state: StoredAddressState,
    /// The upper six bits of the API's address state, where they were given.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub state_flags: u8,
    /// The extended address state, where it was given.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub extended_state: u32,
    /// Of a doomed record: the client gave the address back.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub released: bool,
    /// Whose free address it was before it was leased.
    pub pool_side: StoredRole,
    /// This moment and the five below in seconds since 1970, left out where they are unset.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sent_potential_expiry: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub acknowledged_potential_expiry: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub received_potential_expiry: u32,
    /// When the record went into its state.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub state_began: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_client_transaction: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub last_binding_update: u32,
}

impl StoredLease {
    pub(crate) fn of(lease: &Lease) -> Self {
        let text = |text: Option<&Text>| text.map(Text::to_string);
        StoredLease {
            client: StoredClient::of(&lease.client),
            client_kind: StoredClientKind::of(lease.client_kind),
            name: text(lease.name()),
            comment: text(lease.comment()),
            policy: text(lease.policy()),
            expires: StoredEnd::of(lease.expires),
            granted_by: stored_address(lease.granted_by),
            state: StoredAddressState::of(lease.state),
            state_flags: lease.state.with_kind(AddressState(0)).0,
            extended_state: lease.extended_state(),
            released: lease.released,
            pool_side: StoredRole::of(lease.pool_side),
            sent_potential_expiry: lease.times.sent_potential_expiry,
            acknowledged_potential_expiry: lease.times.acknowledged_potential_expiry,
            received_potential_expiry: lease.times.received_potential_expiry,
            state_began: lease.times.state_began,
            last_client_transaction: lease.times.last_client_transaction,
            last_binding_update: lease.times.last_binding_update,
        }
    }

    pub(crate) fn live(self) -> Result<Lease, FormatError> {
        let mut lease = Lease {
            client: self.client.live()?,
            expires: self.expires.live()?,
            particulars: None,
            granted_by: self.granted_by.to_bits(),
            times: FailoverTimes {
                sent_potential_expiry: self.sent_potential_expiry,
                acknowledged_potential_expiry: self.acknowledged_potential_expiry,
                received_potential_expiry: self.received_potential_expiry,
                state_began: self.state_began,
                last_client_transaction: self.last_client_transaction,
                last_binding_update: self.last_binding_update,
            },
            client_kind: self.client_kind.live(),
            state: AddressState(self.state_flags).with_kind(self.state.live()),
            pool_side: self.pool_side.live(),
            released: self.released,
        };
        lease.describe(Particulars {
            name: live_text_if_any(self.name)?,
            comment: live_text_if_any(self.comment)?,
            policy: live_text_if_any(self.policy)?,
            extended_state: self.extended_state,
        });
        Ok(lease)
    }
}

/// Something that happened to a lease record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredLeaseEvent {
    Stored {
        address: Ipv4Addr,
        lease: Box<StoredLease>,
        ends_hold: bool,
        cancels_deletion: bool,
        /// What the client and the server said, if the server has granted the lease.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        messages: Option<StoredMessages>,
    },
    Removed {
        address: Ipv4Addr,
        pool_side: StoredRole,
    },
    AllLost {
        pool_side: StoredRole,
    },
    Recovered {},
    DeletionPending {
        address: Ipv4Addr,
        client: StoredClient,
    },
    DeletionsAcknowledged {},
    Acknowledged {
        address: Ipv4Addr,
        /// Seconds since 1970.
        potential_expiry: u32,
    },
    UpdatesVoided {},
    Held {
        address: Ipv4Addr,
        until: u64,
    },
    HoldEnded {
        address: Ipv4Addr,
    },
}

impl StoredLeaseEvent {
    pub(crate) fn of(event: &LeaseEvent) -> Self {
        match event {
            LeaseEvent::Stored { address, lease, ends_hold, cancels_deletion, messages } => {
                StoredLeaseEvent::Stored {
                    address: stored_address(*address),
                    lease: Box::new(StoredLease::of(lease)),
                    ends_hold: *ends_hold,
                    cancels_deletion: *cancels_deletion,
                    messages: messages.map(StoredMessages::of),
                }
            }
            LeaseEvent::Removed(address, side) => StoredLeaseEvent::Removed {
                address: stored_address(*address),
                pool_side: StoredRole::of(*side),
            },
            LeaseEvent::AllLost(side) => StoredLeaseEvent::AllLost { pool_side: StoredRole::of(*side) },
            LeaseEvent::Recovered => StoredLeaseEvent::Recovered {},
            LeaseEvent::DeletionPending(address, client) => StoredLeaseEvent::DeletionPending {
                address: stored_address(*address),
                client: StoredClient::of(client),
            },
            LeaseEvent::DeletionsAcknowledged => StoredLeaseEvent::DeletionsAcknowledged {},
            LeaseEvent::Acknowledged(address, potential_expiry) => StoredLeaseEvent::Acknowledged {
                address: stored_address(*address),
                potential_expiry: *potential_expiry,
            },
            LeaseEvent::UpdatesVoided => StoredLeaseEvent::UpdatesVoided {},
            LeaseEvent::Held(address, until) => {
                StoredLeaseEvent::Held { address: stored_address(*address), until: until.0 }
            }
            LeaseEvent::HoldEnded(address) => {
                StoredLeaseEvent::HoldEnded { address: stored_address(*address) }
            }
        }
    }

    pub(crate) fn live(self) -> Result<LeaseEvent, FormatError> {
        Ok(match self {
            StoredLeaseEvent::Stored { address, lease, ends_hold, cancels_deletion, messages } => {
                LeaseEvent::Stored {
                    address: address.to_bits(),
                    lease: Box::new(lease.live()?),
                    ends_hold,
                    cancels_deletion,
                    messages: messages.map(StoredMessages::live),
                }
            }
            StoredLeaseEvent::Removed { address, pool_side } => {
                LeaseEvent::Removed(address.to_bits(), pool_side.live())
            }
            StoredLeaseEvent::AllLost { pool_side } => LeaseEvent::AllLost(pool_side.live()),
            StoredLeaseEvent::Recovered {} => LeaseEvent::Recovered,
            StoredLeaseEvent::DeletionPending { address, client } => {
                LeaseEvent::DeletionPending(address.to_bits(), client.live()?)
            }
            StoredLeaseEvent::DeletionsAcknowledged {} => LeaseEvent::DeletionsAcknowledged,
            StoredLeaseEvent::Acknowledged { address, potential_expiry } => {
                LeaseEvent::Acknowledged(address.to_bits(), potential_expiry)
            }
            StoredLeaseEvent::UpdatesVoided {} => LeaseEvent::UpdatesVoided,
            StoredLeaseEvent::Held { address, until } => {
                LeaseEvent::Held(address.to_bits(), Timestamp(until))
            }
            StoredLeaseEvent::HoldEnded { address } => LeaseEvent::HoldEnded(address.to_bits()),
        })
    }
}
