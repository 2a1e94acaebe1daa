//! Definitions of options, and the values of options at each level (MS-DHCPM 3.1.4.9 to 3.1.4.16, 3.1.4.24, 3.1.4.25, 3.2.4.15 to
//! 3.2.4.24, 3.2.4.30, 3.2.4.31, 3.2.4.102 to 3.2.4.106).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

#[path = "../support/mod.rs"]
mod support;

mod definitions;
mod levels;
mod listings;
mod values;

use support::fixtures::{MAC, MASK, NET};
use support::options::{Class, Level};
use support::server::Server;

/// A reserved address of `NET`, another scope, and an address that nobody reserved.
const RESERVED: u32 = NET + 50;
const OTHER_NET: u32 = 0x0A02_0000;
const UNRESERVED: u32 = NET + 51;

/// The levels at which values are set.
const LEVELS: [Level; 3] = [Level::Global, Level::Scope(NET), Level::Reserved(RESERVED, NET)];

/// A vendor class that every server has, and its code.
const MICROSOFT: &str = "Microsoft Options";

/// A server with two scopes, a reservation in the first, a user class "Guests", and a vendor class "Phones".
fn furnished() -> Server {
    let server = Server::new();
    server.scope(NET, MASK, NET + 10, NET + 99);
    server.scope(OTHER_NET, MASK, OTHER_NET + 10, OTHER_NET + 99);
    assert_eq!(server.add_reservation(NET, RESERVED, MAC), 0);
    assert_eq!(server.create_class(&Class::new("Guests", false, b"guest")), 0);
    assert_eq!(server.create_class(&Class::new("Phones", true, b"phone")), 0);
    server
}
