//! Addresses and client identifiers.

use std::fmt::{self, Formatter, Write};
use std::net::Ipv4Addr;

use crate::domain::base::client::ClientId;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::domain::model::filters::FilterPattern;
use crate::say::names;

/// An address, or a scope by its address, in dotted decimal.
pub fn dotted(address: impl Into<Ipv4Addr>) -> String {
    address.into().to_string()
}

/// A client identifier as Windows shows it: bytes in hexadecimal, with hyphens between.
pub fn client(client: &ClientId) -> String {
    hyphenated(client.bytes())
}

/// The hardware addresses that a filter is about: `00-1c-25-80-a0-ff`, `00-1c-*`, or `6/*` for all of another hardware type.
pub fn pattern(pattern: &FilterPattern) -> String {
    match (pattern.is_exemption(), pattern.is_wildcard()) {
        (true, _) => format!("{}/*", pattern.hardware_type()),
        (false, true) => format!("{}-*", hyphenated(pattern.bytes())),
        (false, false) => hyphenated(pattern.bytes()),
    }
}

fn hyphenated(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (place, byte) in bytes.iter().enumerate() {
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
