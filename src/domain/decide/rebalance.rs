//! The rebalance of the free addresses of a relationship between its two servers.

use crate::domain::address::{Address, AddressRange};
use crate::domain::decide::{followed_by, replication};
use crate::domain::error::Error;
use crate::domain::event::{Event, ScopeEvent, ServerEvent};
use crate::domain::fsm::REBALANCING_SECONDS;
use crate::domain::pool::Role;
use crate::domain::registry::{Due, Registry, Server, ServerId};
use crate::domain::relationship::{Relationship, RelationshipId, Settings, secondary_share};
use crate::domain::scope::Scope;
use crate::domain::text::Text;
use crate::domain::time::Timestamp;

/// MS-DHCPM 3.2.4.101. Outside NORMAL or without contact nothing moves, since the partner could not acknowledge it.
#[inline]
pub(super) fn on_command(registry: &Registry, id: ServerId, name: &Text) -> Result<Vec<Event>, Error> {
    let (relationship, _) = commanded(registry.server(id)?, name.units())?;
    Ok(divide(registry, id, relationship))
}

/// The relationship that a command to divide is about; only the primary takes one.
fn commanded<'a>(server: &'a Server, name: &[u16]) -> Result<(RelationshipId, &'a Relationship), Error> {
    let (id, relationship) = server.relationship(name)?;
    match relationship.settings.role {
        Role::Primary => Ok((id, relationship)),
        Role::Secondary => Err(Error::IsSecondary),
    }
}

/// Divides the free addresses of each scope that both partners have, by the primary's numbers: as few as possible
/// change hands.
pub(super) fn divide(registry: &Registry, id: ServerId, relationship: RelationshipId) -> Vec<Event> {
    let Some(pair) = replication::pair(registry, id, relationship).filter(|pair| pair.is_normal()) else {
        return Vec::new();
    };
    let mut events = Vec::new();
    for (scope, _) in pair.common_scopes() {
        let Some(rebalance) = Rebalance::of(scope, &pair.relationship.settings) else { continue };
        for server in [id, pair.partner.server] {
            let Some(moved) = rebalance.event() else { continue };
            if events.is_empty() {
                events.reserve_exact(pair.relationship.scopes.len() * 2);
            }
            events.push(Event::On(server, ServerEvent::In(scope.subnet().address(), moved)));
        }
    }
    events
}

/// Divides again, and every five minutes from then on while both are in NORMAL (MS-DHCPF 3.2.2.1). A timer that another
/// one has replaced does nothing. Of a long time in which nothing else happens to anybody only the last rebalance is made
/// again: those between have nothing to move.
pub(super) fn rebalance(
    registry: &Registry,
    id: ServerId,
    relationship: RelationshipId,
    moment: Timestamp,
    now: Timestamp,
) -> Vec<Event> {
    let pair = replication::pair(registry, id, relationship).filter(|pair| pair.is_normal());
    if pair.is_none_or(|pair| pair.relationship.rebalancing_at != Some(moment)) {
        return Vec::new();
    }
    let quiet_until = registry.timers.next_but_rebalancing().map_or(now, |other| now.min(other));
    let quiet_periods = quiet_until.0.saturating_sub(moment.0) / REBALANCING_SECONDS;
    let next = moment.after(REBALANCING_SECONDS.saturating_mul(quiet_periods.max(1)));
    let next = Event::Scheduled(next, Due::PeriodicRebalance(id, relationship));
    followed_by(next, divide(registry, id, relationship))
}

/// What a rebalance does in one scope, and from which numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebalance {
    /// The scope.
    pub scope: Address,
    /// Its free addresses of the primary, before.
    pub free_of_primary: u32,
    /// Its free addresses of the secondary, before.
    pub free_of_secondary: u32,
    /// How many of them the secondary is to have.
    pub share_of_secondary: u32,
    /// Who gets addresses.
    pub to: Role,
    /// All free ones of the other server in here; `None` if the scope is divided already.
    pub moved: Option<AddressRange>,
}

impl Rebalance {
    /// The rebalance of a scope; `None` if it has no range.
    pub(super) fn of(scope: &Scope, settings: &Settings) -> Option<Rebalance> {
        let pool = scope.pool()?;
        let share_of_secondary = secondary_share(settings.mode, settings.percentage, pool.free());
        let free_of_secondary = pool.free_of(Role::Secondary);
        let to = if share_of_secondary > free_of_secondary { Role::Secondary } else { Role::Primary };
        Some(Rebalance {
            scope: scope.subnet().address(),
            free_of_primary: pool.free_of(Role::Primary),
            free_of_secondary,
            share_of_secondary,
            to,
            moved: pool.cut(to, share_of_secondary.abs_diff(free_of_secondary)),
        })
    }

    /// How many addresses change hands.
    pub fn count(&self) -> u32 {
        self.share_of_secondary.abs_diff(self.free_of_secondary)
    }

    fn event(&self) -> Option<ScopeEvent> {
        Some(ScopeEvent::AddressesMoved(self.to, self.moved?, self.count()))
    }
}

/// What a command to divide would do in each scope of a relationship, and whether it would do it now: the others wait
/// for NORMAL, for contact, or for the partner to have the scope.
pub fn preview_rebalance(
    registry: &Registry,
    id: ServerId,
    name: &[u16],
) -> Result<Vec<(Rebalance, bool)>, Error> {
    let server = registry.server(id)?;
    let (relationship_id, relationship) = commanded(server, name)?;
    let pair = replication::pair(registry, id, relationship_id).filter(|pair| pair.is_normal());
    let scopes = relationship.scopes.iter().filter_map(|id| server.scopes.get(*id));
    let previews = scopes.filter_map(|scope| {
        let happens_now = pair.is_some_and(|pair| pair.partners_copy(scope).is_some());
        Some((Rebalance::of(scope, &relationship.settings)?, happens_now))
    });
    Ok(previews.collect())
}
