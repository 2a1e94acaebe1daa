//! The figures of a server and its scopes.

use crate::domain::model::lease::AddressState;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;

/// The figures of one scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScopeCounters {
    /// Addresses in use.
    pub in_use: u32,
    /// Addresses that are free.
    pub free: u32,
    /// Addresses that are offered, and not yet taken.
    pub pending_offers: u32,
}

/// The figures of a scope; MS-DHCPM 3.1.4.23 has no formula for them. In use is what a client has or has declined; a reserved
/// address that no client uses is free. Without a range nothing is counted.
pub fn scope_counters(scope: &Scope) -> ScopeCounters {
    if scope.range().is_none() {
        return ScopeCounters::default();
    }
    let mut counters = ScopeCounters::default();
    for (_, lease) in scope.leases().filter(|(_, lease)| !lease.is_idle()) {
        match lease.state.kind() {
            AddressState::ACTIVE | AddressState::DECLINED => {
                counters.in_use = counters.in_use.saturating_add(1)
            }
            AddressState::OFFERED => counters.pending_offers = counters.pending_offers.saturating_add(1),
            _ => {}
        }
    }
    ScopeCounters { free: scope.leasable().saturating_sub(counters.in_use), ..counters }
}

/// The figures of all scopes of a server together.
pub fn total(server: &Server) -> ScopeCounters {
    server.scopes.iter().map(scope_counters).fold(ScopeCounters::default(), |sum, scope| ScopeCounters {
        in_use: sum.in_use.saturating_add(scope.in_use),
        free: sum.free.saturating_add(scope.free),
        pending_offers: sum.pending_offers.saturating_add(scope.pending_offers),
    })
}

/// How many scopes of a server delay their offers (MS-DHCPM 2.2.1.2.95).
pub fn scopes_with_delay(server: &Server) -> usize {
    server.scopes.iter().filter(|scope| scope.delay_offer() != 0).count()
}
