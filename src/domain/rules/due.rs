//! Timers and pending tasks: the events when they fall due.

use crate::domain::base::time::Timestamp;
use crate::domain::log::{Event, PendingEvent};
use crate::domain::model::registry::Registry;
use crate::domain::model::timers::{Due, Pending};
use crate::domain::rules::{clients, contact, exchange, rebalance};

/// Decides what fell due first, if anything did by now. What it makes happen may be due at once in its turn.
pub fn decide_due(registry: &Registry, now: Timestamp) -> Option<Vec<Event>> {
    // A lease that ends in the moment of something else ends first: what is told then is true.
    let lease_end = registry.timers.next_lease_end();
    let lease_end = lease_end.filter(|(moment, ..)| Some(*moment) == registry.next_due());
    if let Some((moment, server, scope)) = lease_end.filter(|(moment, ..)| *moment <= now) {
        return Some(clients::leases_end(registry, server, scope, moment));
    }
    let (moment, due) = registry.timers.next_due().filter(|(moment, _)| *moment <= now)?;
    Some(match due {
        Due::StateTimer(server, relationship) => contact::timer_ends(registry, server, relationship, moment),
        Due::PeriodicRebalance(server, relationship) => {
            rebalance::periodic(registry, server, relationship, moment, now)
        }
        Due::Pending(pending) => {
            let done = Event::Pending(PendingEvent::Done(moment, pending));
            [done].into_iter().chain(decide_pending(registry, pending, moment)).collect()
        }
    })
}

fn decide_pending(registry: &Registry, pending: Pending, moment: Timestamp) -> Vec<Event> {
    match pending {
        Pending::Contact(server, relationship) => {
            contact::make_contact(registry, server, relationship, moment)
        }
        Pending::StateMessage(server, relationship) => {
            contact::hear_state(registry, server, relationship, moment)
        }
        Pending::BindingUpdates(server, relationship, most) => {
            exchange::exchange(registry, server, relationship, most, moment)
        }
        Pending::PoolSides(server, range) => exchange::pool_sides(registry, server, range),
        Pending::Rebalance(server, relationship) => rebalance::rebalance(registry, server, relationship),
    }
}
