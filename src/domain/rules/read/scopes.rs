//! Questions about a scope.

use crate::domain::base::address::Address;
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::delivery::{LEASE_TIME, lease_length};
use crate::domain::rules::read::check_scope;

/// How long the leases of a scope are for clients of no class, in seconds; `None` where the scope itself does not say it.
pub fn lease_duration(scope: &Scope) -> Option<u32> {
    scope.option_values().unclassed(LEASE_TIME).and_then(lease_length)
}

/// The statistics of a failover scope, as one of the two servers sees them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Statistics {
    /// Leasable addresses: those of the range that are not excluded.
    pub addresses: u32,
    /// Free ones.
    pub free: u32,
    /// All others: leased, offered, declined and reserved ones.
    pub in_use: u32,
    /// Free ones of the primary.
    pub free_of_primary: u32,
    /// Free ones of the secondary.
    pub free_of_secondary: u32,
    /// Leases that the primary granted or last renewed.
    pub leased_by_primary: u32,
    /// Leases that the secondary granted or last renewed.
    pub leased_by_secondary: u32,
}

/// One server's part of the addresses of a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shares {
    /// Its free addresses.
    pub free: u32,
    /// Leases that it granted or last renewed.
    pub leased: u32,
}

impl Statistics {
    /// The part of the primary, or of the secondary.
    fn shares_of(&self, server: Role) -> Shares {
        match server {
            Role::Primary => Shares { free: self.free_of_primary, leased: self.leased_by_primary },
            Role::Secondary => Shares { free: self.free_of_secondary, leased: self.leased_by_secondary },
        }
    }

    /// The shares of the server that is asked, which has that role, and of its partner.
    pub fn this_and_partner(&self, role: Role) -> (Shares, Shares) {
        (self.shares_of(role), self.shares_of(role.other()))
    }

    /// Those of two scopes, or of more, together. Scopes do not overlap, so no sum is larger than an address.
    #[must_use]
    pub fn plus(self, other: Statistics) -> Statistics {
        Statistics {
            addresses: self.addresses + other.addresses,
            free: self.free + other.free,
            in_use: self.in_use + other.in_use,
            free_of_primary: self.free_of_primary + other.free_of_primary,
            free_of_secondary: self.free_of_secondary + other.free_of_secondary,
            leased_by_primary: self.leased_by_primary + other.leased_by_primary,
            leased_by_secondary: self.leased_by_secondary + other.leased_by_secondary,
        }
    }
}

/// The status of an address of a failover scope (MS-DHCPM 3.2.4.126).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AddressStatus {
    /// The primary leases it.
    OfPrimary,
    /// The secondary leases it.
    OfSecondary,
    /// Nobody does.
    Excluded,
    /// It is kept for one client.
    Reserved,
}

/// All scopes of a server, the lowest address first.
pub fn listed(server: &Server) -> &[ScopeId] {
    server.scopes.ids()
}

/// A scope of a server, and its superscope if it is in one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SuperscopeEntry<'a> {
    /// The scope.
    pub scope: ScopeId,
    /// The superscope.
    pub superscope: Option<ScopeInSuperscope<'a>>,
}

/// A scope's place in a superscope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeInSuperscope<'a> {
    /// The number of the superscope.
    pub number: u32,
    /// Its name.
    pub name: &'a Text,
    /// The scope of it that has the next higher address; of the last one the first, which may be itself. The documents leave
    /// open what is next to the last.
    pub next: ScopeId,
}

/// All scopes of a server with their superscopes, the lowest address first (MS-DHCPM 3.1.4.38).
pub fn superscope_table(server: &Server) -> impl ExactSizeIterator<Item = SuperscopeEntry<'_>> {
    server
        .scopes
        .ids()
        .iter()
        .map(|scope| SuperscopeEntry { scope: *scope, superscope: place_in_superscope(server, *scope) })
}

fn place_in_superscope(server: &Server, scope: ScopeId) -> Option<ScopeInSuperscope<'_>> {
    let (number, superscope) = server.superscopes.of(scope)?;
    let behind = superscope.scopes.partition_point(|member| *member <= scope);
    let next = superscope.scopes.get(behind).or_else(|| superscope.scopes.first()).copied()?;
    Some(ScopeInSuperscope { number, name: &superscope.name, next })
}

/// The statistics of a failover scope, and the role of the server that is asked. A scope that does not exist is in no
/// relationship either.
pub fn statistics(server: &Server, scope: ScopeId) -> Result<(Role, Statistics), Error> {
    check_scope(scope)?;
    let scope = server.scopes.get(scope).ok_or(Error::ScopeNotInRelationship)?;
    let (Some(statistics), Some(membership)) = (scope.statistics(), scope.membership()) else {
        return Err(Error::ScopeNotInRelationship);
    };
    Ok((membership.role, statistics))
}

/// What an address of a failover scope is good for (MS-DHCPM 3.2.4.126).
pub fn address_status(server: &Server, address: Address) -> Result<AddressStatus, Error> {
    let scope = server.scopes.containing(address).ok_or(Error::Invalid("the address is in no scope"))?;
    if scope.membership().is_none() {
        return Err(Error::ScopeNotInRelationship);
    }
    Ok(scope.address_status(address))
}

impl Scope {
    /// The statistics; `None` for a scope that is in no relationship.
    pub fn statistics(&self) -> Option<Statistics> {
        let membership = self.membership()?;
        let addresses = self.leasable();
        let free_of = |side| self.pool().map_or(0, |pool| pool.free_of(side));
        let (free_of_primary, free_of_secondary) = (free_of(Role::Primary), free_of(Role::Secondary));
        let free = free_of_primary + free_of_secondary;
        Some(Statistics {
            addresses,
            free,
            in_use: addresses.saturating_sub(free),
            free_of_primary,
            free_of_secondary,
            leased_by_primary: membership.leased_by_primary,
            leased_by_secondary: membership.leased_by_secondary,
        })
    }

    /// The status of an address of the subnet.
    ///
    /// Reservation goes before exclusion, and that before the range (Microsoft's order of precedence). An address outside the
    /// range is excluded. A leased address keeps the pool side that it had when it was free. The documents leave the last two
    /// open.
    pub fn address_status(&self, address: Address) -> AddressStatus {
        if self.reservation(address).is_some() {
            return AddressStatus::Reserved;
        }
        if !self.is_leasable(address) {
            return AddressStatus::Excluded;
        }
        match self.pool_side(address) {
            Role::Primary => AddressStatus::OfPrimary,
            Role::Secondary => AddressStatus::OfSecondary,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Statistics of a relationship (`dhcpsapi_relationship_statistics`) are the sums of those of its scopes. Each number
    /// differs from the others, and none is 0 or 2, so that nothing but a sum gives these.
    #[test]
    fn statistics_of_two_scopes_add_up() {
        let of = |numbers: [u32; 7]| {
            let [
                addresses,
                free,
                in_use,
                free_of_primary,
                free_of_secondary,
                leased_by_primary,
                leased_by_secondary,
            ] = numbers;
            Statistics {
                addresses,
                free,
                in_use,
                free_of_primary,
                free_of_secondary,
                leased_by_primary,
                leased_by_secondary,
            }
        };
        let sum = of([254, 200, 54, 110, 90, 30, 23]).plus(of([126, 107, 19, 60, 47, 11, 7]));
        assert_eq!(sum, of([380, 307, 73, 170, 137, 41, 30]));
    }
}
