//! What falls due by itself.

use crate::domain::decide::{relationships, replication};
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
        Due::Contact(server, relationship) => relationships::contact(registry, server, relationship, moment),
        Due::Exchange(server, relationship) => replication::exchange(registry, server, relationship),
        Due::Ownership(server, relationship) => replication::ownership(registry, server, relationship),
        Due::Division(server, relationship) => relationships::divide(registry, server, relationship),
    };
    Some([Event::Settled(moment, due)].into_iter().chain(happens).collect())
}
