//! Addresses and client identifiers.

use std::net::Ipv4Addr;

use crate::domain::base::client::ClientId;
use crate::domain::base::role::Role;
use crate::say::names;

/// An address, or a scope by its address, in dotted decimal.
pub fn dotted(address: impl Into<Ipv4Addr>) -> String {
    address.into().to_string()
}

/// A client identifier as Windows shows it: bytes in hexadecimal, with hyphens between.
pub fn client(client: &ClientId) -> String {
    client.bytes().iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join("-")
}

/// Free addresses of a scope that a rebalance moves to a role, with the words before and behind them: "move 3 free addresses
/// of scope 10.0.0.0 to the secondary server".
pub(super) fn moved(before: &str, count: u32, scope: impl Into<Ipv4Addr>, behind: &str, to: Role) -> String {
    let addresses = if count == 1 { "address" } else { "addresses" };
    let (scope, role) = (dotted(scope), names::role(to));
    format!("{before}{count} free {addresses} of scope {scope}{behind} to the {role} server")
}
