//! What DHCP clients say and are told, where it changes no lease record or is not all of what changes it.

use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;
use crate::domain::model::counters::Messages;
use crate::domain::model::registry::Registry;

/// Something that a DHCP client said or was told.
#[derive(Debug, Clone, PartialEq)]
pub enum ClientEvent {
    /// It does not get what it asked for.
    Refused {
        /// By this server, if it is known by which.
        server: Option<ServerId>,
        /// The scope where it is.
        scope: ScopeId,
        /// Who it is.
        client: ClientId,
        /// Why.
        why: Refused,
        /// What the two said; unknown to records that were made before anybody counted.
        messages: Option<Messages>,
    },
    /// A server heard it give its address back, or refuse it.
    Heard(ServerId, Messages),
}

impl Registry {
    pub(super) fn apply_to_client(&mut self, event: &ClientEvent) {
        let (server, messages) = match event {
            ClientEvent::Refused { server, messages, .. } => (*server, *messages),
            ClientEvent::Heard(server, messages) => (Some(*server), Some(*messages)),
        };
        if let (Some(server), Some(messages)) = (server.and_then(|id| self.server_mut(id)), messages) {
            server.counters.count(messages);
        }
    }
}
