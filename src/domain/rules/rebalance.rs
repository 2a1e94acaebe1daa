//! The rebalance of the free addresses of a relationship between its two servers.

use crate::domain::base::address::AddressRange;
use crate::domain::base::error::Error;
use crate::domain::base::ids::{RelationshipId, ScopeId, ServerId};
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, RelationshipEvent, ScopeEvent};
use crate::domain::model::registry::Registry;
use crate::domain::model::relationship::{Relationship, Settings};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::fsm::REBALANCING_SECONDS;
use crate::domain::rules::updates;

/// MS-DHCPM 3.2.4.101. Outside NORMAL or without contact nothing moves, since the partner could not acknowledge it.
#[inline]
pub(super) fn on_command(registry: &Registry, id: ServerId, name: &Text) -> Result<Vec<Event>, Error> {
    let (relationship, _) = commanded(registry.server(id)?, name.units())?;
    Ok(rebalance(registry, id, relationship))
}

/// The relationship that a command to rebalance is about; only the primary takes one.
fn commanded<'a>(server: &'a Server, name: &[u16]) -> Result<(RelationshipId, &'a Relationship), Error> {
    let (id, relationship) = server.relationship(name)?;
    match relationship.settings.role {
        Role::Primary => Ok((id, relationship)),
        Role::Secondary => Err(Error::IsSecondary),
    }
}

/// Rebalances the free addresses of each scope that both partners have, by the primary's numbers: as few as possible
/// change hands.
pub(super) fn rebalance(registry: &Registry, id: ServerId, relationship: RelationshipId) -> Vec<Event> {
    let Some(pair) = updates::pair(registry, id, relationship).filter(|pair| pair.is_normal()) else {
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
            events.push(Event::Scope(server, scope.id(), moved));
        }
    }
    events
}

/// Rebalances every five minutes while both are in NORMAL (MS-DHCPF 3.2.2.1). Of a long time in which nothing else happens to
/// anybody only the last rebalance is made: those between have nothing to move.
pub(super) fn periodic(
    registry: &Registry,
    id: ServerId,
    relationship: RelationshipId,
    moment: Timestamp,
    now: Timestamp,
) -> Vec<Event> {
    let set = |next| Event::Relationship(id, RelationshipEvent::RebalanceSet(relationship, next));
    if updates::pair(registry, id, relationship).is_none_or(|pair| !pair.is_normal()) {
        return vec![set(None)];
    }
    let quiet_until = registry.timers.next_but_rebalancing().map_or(now, |other| now.min(other));
    let quiet_periods = quiet_until.0.saturating_sub(moment.0) / REBALANCING_SECONDS;
    let next = moment.after(REBALANCING_SECONDS.saturating_mul(quiet_periods.max(1)));
    [set(Some(next))].into_iter().chain(rebalance(registry, id, relationship)).collect()
}

/// A rebalance of one scope, and the numbers that it follows from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rebalance {
    /// The scope.
    pub scope: ScopeId,
    /// Its free addresses of the primary, before.
    pub free_of_primary: u32,
    /// Its free addresses of the secondary, before.
    pub free_of_secondary: u32,
    /// How many of them the secondary is to have.
    pub share_of_secondary: u32,
    /// Who gets addresses.
    pub to: Role,
    /// All free ones of the other server in here; `None` if the scope is balanced already.
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
            scope: scope.id(),
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

/// The rebalance of each scope of a relationship that a command would bring, and whether it would do so now: the others wait
/// for NORMAL, for contact, or for the partner to have the scope.
pub fn preview_rebalance(
    registry: &Registry,
    id: ServerId,
    name: &[u16],
) -> Result<Vec<(Rebalance, bool)>, Error> {
    let server = registry.server(id)?;
    let (relationship_id, relationship) = commanded(server, name)?;
    let pair = updates::pair(registry, id, relationship_id).filter(|pair| pair.is_normal());
    let scopes = relationship.scopes.iter().filter_map(|id| server.scopes.get(*id));
    let previews = scopes.filter_map(|scope| {
        let happens_now = pair.is_some_and(|pair| pair.partners_copy(scope).is_some());
        Some((Rebalance::of(scope, &relationship.settings)?, happens_now))
    });
    Ok(previews.collect())
}

/// How many of the free addresses of a scope the secondary is to own.
///
/// Load balance gives it what the primary's share leaves, hot standby its reserve. Microsoft does not document the
/// rounding: here the secondary gets the floor, and the odd address stays with the primary, as it does in ISC dhcpd.
pub fn secondary_share(mode: Mode, percentage: u8, free: u32) -> u32 {
    let percent = u64::from(percentage.min(100));
    let secondary_percent = match mode {
        Mode::LoadBalance => 100 - percent,
        Mode::HotStandby => percent,
    };
    u32::try_from(u64::from(free) * secondary_percent / 100).unwrap_or(free)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The target columns of the worked examples: (example, free, mode, percentage, free of primary, of secondary).
    #[test]
    fn the_worked_splits() {
        let table = [
            (1, 254, Mode::LoadBalance, 50, 127, 127),
            (2, 254, Mode::LoadBalance, 70, 178, 76),
            (3, 101, Mode::LoadBalance, 50, 51, 50),
            (4, 254, Mode::HotStandby, 5, 242, 12),
            (5, 10, Mode::HotStandby, 5, 10, 0),
            (6, 200, Mode::LoadBalance, 60, 120, 80),
            (7, 154, Mode::LoadBalance, 50, 77, 77),
            (8, 194, Mode::LoadBalance, 50, 97, 97),
            (9, 80, Mode::LoadBalance, 50, 40, 40),
            (11, 100, Mode::LoadBalance, 0, 0, 100),
            (11, 100, Mode::LoadBalance, 100, 100, 0),
            (12, 7, Mode::LoadBalance, 33, 3, 4),
            (13, 254, Mode::HotStandby, 5, 242, 12),
            (15, 1, Mode::LoadBalance, 50, 1, 0),
            (16, 254, Mode::HotStandby, 10, 229, 25),
            (16, 10, Mode::HotStandby, 10, 9, 1),
        ];
        for (example, free, mode, percentage, primary, secondary) in table {
            let share = secondary_share(mode, percentage, free);
            assert_eq!((free - share, share), (primary, secondary), "example {example}");
        }
    }

    proptest! {
        /// |primary/F - percentage| < 1/F, for every F and percentage.
        #[test]
        fn the_split_is_off_by_less_than_one_address(free in 1..20_000_000_u32, percentage in 0..=100_u8) {
            let primary = free - secondary_share(Mode::LoadBalance, percentage, free);
            let exact = f64::from(free) * f64::from(percentage) / 100.0;
            prop_assert!((f64::from(primary) - exact).abs() < 1.0);
        }
    }
}
