//! The directory of servers, and the servers themselves.

use crate::domain::base::address::Address;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::model::counters::Counters;
use crate::domain::model::directory::Listing;
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;

/// Something that happened to the directory.
#[derive(Debug, Clone, PartialEq)]
pub enum DirectoryEvent {
    /// A server that did not exist was made; its id is the next one.
    ServerMade {
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
        /// When its service started; 0 where records do not say so.
        started: Timestamp,
    },
    /// A server was put into the directory.
    ServerListed(Listing),
    /// A server was taken out of the directory; it keeps its data.
    ServerUnlisted(ServerId),
    /// The server got another name and address; only the local one does.
    ServerNamed {
        /// The server.
        server: ServerId,
        /// Its host name.
        name: Text,
        /// Its address.
        address: Address,
    },
}

impl Registry {
    pub(super) fn apply_to_directory(&mut self, event: DirectoryEvent) {
        match event {
            DirectoryEvent::ServerMade { name, address, started } => {
                let counters = Counters::since(started);
                self.add_server(Server { counters, ..Server::new(name, address) });
            }
            DirectoryEvent::ServerListed(listing) => {
                if let Some(directory) = self.directory.to_mut() {
                    directory.list(listing);
                }
            }
            DirectoryEvent::ServerUnlisted(server) => {
                if let Some(directory) = self.directory.to_mut() {
                    directory.unlist(server);
                }
            }
            DirectoryEvent::ServerNamed { server, name, address } => {
                self.move_server(server, address);
                if let Some(server) = self.server_mut(server) {
                    server.name = name;
                }
            }
        }
    }
}
