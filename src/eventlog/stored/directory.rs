//! Events of the directory, and its listings.

use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::values::{is_zero, live_text, stored_address};
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;
use crate::domain::log::DirectoryEvent;
use crate::domain::model::directory::Listing;

/// Something that happened to the directory of servers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredDirectoryEvent {
    ServerMade {
        name: String,
        address: Ipv4Addr,
        /// When its service started, in seconds since 1970; left out in records that do not say so.
        #[serde(default, skip_serializing_if = "is_zero")]
        started: u64,
    },
    ServerListed {
        listing: StoredListing,
    },
    ServerUnlisted {
        server: u32,
    },
    ServerNamed {
        server: u32,
        name: String,
        address: Ipv4Addr,
    },
}

/// A line of the directory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredListing {
    pub name: String,
    pub address: Ipv4Addr,
    pub server: u32,
}

impl StoredListing {
    pub(crate) fn of(listing: &Listing) -> Self {
        StoredListing {
            name: listing.name.to_string(),
            address: stored_address(listing.address),
            server: listing.server.0,
        }
    }

    pub(crate) fn live(self) -> Result<Listing, FormatError> {
        Ok(Listing {
            name: live_text(&self.name)?,
            address: self.address.to_bits(),
            server: ServerId(self.server),
        })
    }
}

impl StoredDirectoryEvent {
    pub(crate) fn of(event: &DirectoryEvent) -> Self {
        match event {
            DirectoryEvent::ServerMade { name, address, started } => StoredDirectoryEvent::ServerMade {
                name: name.to_string(),
                address: stored_address(*address),
                started: started.0,
            },
            DirectoryEvent::ServerListed(listing) => {
                StoredDirectoryEvent::ServerListed { listing: StoredListing::of(listing) }
            }
            DirectoryEvent::ServerUnlisted(server) => {
                StoredDirectoryEvent::ServerUnlisted { server: server.0 }
            }
            DirectoryEvent::ServerNamed { server, name, address } => StoredDirectoryEvent::ServerNamed {
                server: server.0,
                name: name.to_string(),
                address: stored_address(*address),
            },
        }
    }

    pub(crate) fn live(self) -> Result<DirectoryEvent, FormatError> {
        Ok(match self {
            StoredDirectoryEvent::ServerMade { name, address, started } => DirectoryEvent::ServerMade {
                name: live_text(&name)?,
                address: address.to_bits(),
                started: Timestamp(started),
            },
            StoredDirectoryEvent::ServerListed { listing } => DirectoryEvent::ServerListed(listing.live()?),
            StoredDirectoryEvent::ServerUnlisted { server } => {
                DirectoryEvent::ServerUnlisted(ServerId(server))
            }
            StoredDirectoryEvent::ServerNamed { server, name, address } => DirectoryEvent::ServerNamed {
                server: ServerId(server),
                name: live_text(&name)?,
                address: address.to_bits(),
            },
        })
    }
}
