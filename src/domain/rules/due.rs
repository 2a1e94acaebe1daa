//! What falls due by itself.

use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::registry::Registry;
use crate::domain::model::timers::Due;
use crate::domain::rules::{clients, contact, exchange, followed_by, rebalance};

/// Decides what fell due first, if anything did by now. What it makes happen may be due at once in its turn.
pub fn decide_due(registry: &Registry, now: Timestamp) -> Option<Vec<Event>> {
    // A lease that ends in the moment of something else ends first: what is told then is true.
    let lease_end = registry.timers.next_lease_end();
    let lease_end = lease_end.filter(|(moment, ..)| Some(*moment) == registry.next_due());
    if let Some((moment, server, scope)) = lease_end.filter(|(moment, ..)| *moment <= now) {
        return Some(clients::leases_end(registry, server, scope, moment));
    }
    let (moment, due) = registry.timers.next_due().filter(|(moment, _)| *moment <= now)?;
    let happens = match due {
        Due::Timer(server, relationship) => contact::timer_ends(registry, server, relationship, moment),
        Due::Contact(server, relationship) => contact::make(registry, server, relationship, moment),
        Due::StateMessage(server, relationship) => contact::go_on(registry, server, relationship, moment),
        Due::BindingUpdates(server, relationship, most) => {
            exchange::exchange(registry, server, relationship, most, moment)
        }
        Due::PoolSides(server, range) => exchange::ownership(registry, server, range),
        Due::Rebalance(server, relationship) => rebalance::divide(registry, server, relationship),
        Due::PeriodicRebalance(server, relationship) => {
            rebalance::rebalance(registry, server, relationship, moment, now)
        }
    };
    Some(followed_by(Event::Settled(moment, due), happens))
}
