//! What falls due by itself.

use crate::domain::decide::{contact, division, followed_by, replication};
use crate::domain::event::Event;
use crate::domain::registry::{Due, Registry};
use crate::domain::time::Timestamp;

/// Decides what fell due first, if anything did by now. What it makes happen may be due at once in its turn.
pub fn decide_due(registry: &Registry, now: Timestamp) -> Option<Vec<Event>> {
    let (moment, due) = *registry.due.first()?;
    if moment > now {
        return None;
    }
    let happens = match due {
        Due::Timer(server, relationship) => contact::timer_ends(registry, server, relationship, moment),
        Due::Contact(server, relationship) => contact::make(registry, server, relationship, moment),
        Due::Talk(server, relationship) => contact::go_on(registry, server, relationship, moment),
        Due::Exchange(server, relationship) => replication::exchange(registry, server, relationship),
        Due::Ownership(server, relationship) => replication::ownership(registry, server, relationship),
        Due::Division(server, relationship) => division::divide(registry, server, relationship),
        Due::Rebalancing(server, relationship) => {
            division::rebalance(registry, server, relationship, moment, now)
        }
    };
    Some(followed_by(Event::Settled(moment, due), happens))
}
