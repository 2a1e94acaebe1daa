//! What DHCP clients are told, where it changes no server.

use crate::domain::base::client::ClientId;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::refused::Refused;

/// Something that a DHCP client was told.
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
    },
}
