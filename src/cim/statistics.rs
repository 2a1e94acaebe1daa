//! The method of `PS_DhcpServerv4ScopeStatistics`: how many addresses of a scope are free and in use, and on which server.

use crate::cim::Found;
use crate::cim::partners::named_server;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::Text;
use crate::domain::model::pool::Pool;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::read::scopes::listed;
use crate::service;

/// An instance of `DhcpServerv4ScopeStatistics`. No offer is pending: a client is offered an address and gets it in one call.
#[derive(Debug, Clone, PartialEq)]
pub struct ScopeStatistics {
    /// Subnet address of the scope.
    pub scope_id: ScopeId,
    /// The name of its superscope, if it is in one.
    pub superscope_name: Option<Text>,
    /// Free addresses.
    pub addresses_free: u32,
    /// All others of the range that are not excluded.
    pub addresses_in_use: u32,
    /// How many addresses are reserved.
    pub reserved_address: u32,
    /// How many of a hundred addresses are in use; 0 if there is no address.
    pub percentage_in_use: f32,
    /// The figures of failover; null if they were not asked for, or the scope is in no relationship.
    pub failover: Option<Shares>,
}

/// The addresses of a scope by server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Free ones of the server that is asked.
    pub addresses_free_on_this_server: u32,
    pub addresses_free_on_partner_server: u32,
    /// Leases that this server granted or last renewed.
    pub addresses_in_use_on_this_server: u32,
    /// Leases that its partner granted or last renewed.
    pub addresses_in_use_on_partner_server: u32,
}

/// Get: each of these scopes, or all without one. A scope that has no statistics is in the answer with the reason.
pub fn get(
    scopes: &[ScopeId],
    computer_name: Option<&Text>,
    failover: bool,
) -> Result<Vec<Found<ScopeStatistics, ScopeId>>, Error> {
    service::survey(|registry| {
        let server = registry.server(named_server(registry, computer_name)?)?;
        let all: Vec<ScopeId>;
        let scopes = if scopes.is_empty() {
            all = listed(server).to_vec();
            &all
        } else {
            scopes
        };
        let found = |scope: &ScopeId| statistics(server, *scope, failover).map_err(|error| (*scope, error));
        Ok(scopes.iter().map(found).collect())
    })
}

fn statistics(server: &Server, scope: ScopeId, failover: bool) -> Result<ScopeStatistics, Error> {
    let found = server.scope(scope)?;
    let shares = if failover { shares(found) } else { None };
    let addresses = found.leasable();
    let addresses_free = found.pool().map_or(0, Pool::free);
    let addresses_in_use = addresses.saturating_sub(addresses_free);
    Ok(ScopeStatistics {
        scope_id: scope,
        superscope_name: server.superscopes.of(scope).map(|(_, superscope)| superscope.name.clone()),
        addresses_free,
        addresses_in_use,
        reserved_address: u32::try_from(found.reservations().len()).unwrap_or(u32::MAX),
        percentage_in_use: percentage(addresses_in_use, addresses),
        failover: shares,
    })
}

/// The statistics of a relationship's scope, as this server sees them.
fn shares(scope: &Scope) -> Option<Shares> {
    let (all, membership) = (scope.statistics()?, scope.membership()?);
    let (this, partner) = all.this_and_partner(membership.role);
    Some(Shares {
        addresses_free_on_this_server: this.free,
        addresses_free_on_partner_server: partner.free,
        addresses_in_use_on_this_server: this.leased,
        addresses_in_use_on_partner_server: partner.leased,
    })
}

/// How many of a hundred a part is; 0 of nothing.
pub fn percentage(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { real(part) * 100.0 / real(whole) }
}

/// The nearest number of the class' type real32.
fn real(number: u32) -> f32 {
    let [a, b, c, d] = number.to_be_bytes();
    f32::from(u16::from_be_bytes([a, b])) * 65_536.0 + f32::from(u16::from_be_bytes([c, d]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::float_cmp, reason = "each of these is a number of 32 bits")]
    fn so_many_of_a_hundred() {
        assert_eq!(percentage(0, 0), 0.0);
        assert_eq!(percentage(1, 4), 25.0);
        assert_eq!(percentage(200_000, 200_000), 100.0);
        assert_eq!(real(16_777_214), 16_777_214.0, "a range has no more addresses");
    }
}
