//! Addresses and client identifiers.

use std::fmt::{self, Formatter, Write};
use std::net::Ipv4Addr;

use crate::domain::base::client::ClientId;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::say::names;

/// An address, or a scope by its address, in dotted decimal.
pub fn dotted(address: impl Into<Ipv4Addr>) -> String {
    address.into().to_string()
}

/// A client identifier as Windows shows it: bytes in hexadecimal, with hyphens between.
pub fn client(client: &ClientId) -> String {
    let mut text = String::new();
    for (place, byte) in client.bytes().iter().enumerate() {
        let hyphen = if place == 0 { "" } else { "-" };
        // Writing to a string cannot fail.
        let _ = write!(text, "{hyphen}{byte:02x}");
    }
    text
}

/// Free addresses of a scope that a rebalance moves to a role, with the words before and behind them: "move 3 free addresses
/// of scope 10.0.0.0 to the secondary server".
pub(super) fn moved(
    formatter: &mut Formatter<'_>,
    (before, behind): (&str, &str),
    count: u32,
    scope: ScopeId,
    to: Role,
) -> fmt::Result {
    let addresses = if count == 1 { "address" } else { "addresses" };
    let role = names::role(to);
    write!(formatter, "{before}{count} free {addresses} of scope {scope}{behind} to the {role} server")
}
