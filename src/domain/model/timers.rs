//! When something happens by itself.

use crate::domain::base::address::AddressRange;
use crate::domain::base::ids::ScopeId;
use std::collections::BTreeSet;

use crate::domain::base::ids::{RelationshipId, ServerId};
use crate::domain::base::time::Timestamp;

/// A message that a half has yet to send its partner, or a task that the two have yet to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pending {
    /// A half without partner looks for it.
    Contact(ServerId, RelationshipId),
    /// A half in contact tells its partner that its state has changed.
    StateMessage(ServerId, RelationshipId),
    /// The partners send each other binding updates of all leases in the scopes that both have, this many times at the most.
    BindingUpdates(ServerId, RelationshipId, u8),
    /// The primary tells the secondary the pool sides of the free addresses of a range in one scope.
    PoolSides(ServerId, AddressRange),
    /// The primary rebalances the free addresses.
    Rebalance(ServerId, RelationshipId),
}

/// Something that happens by itself at its time. What falls due at one moment happens in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The timer of a half's state ends.
    StateTimer(ServerId, RelationshipId),
    /// Something that is pending.
    Pending(Pending),
    /// The primary rebalances the free addresses, as it does again and again while both are in NORMAL.
    PeriodicRebalance(ServerId, RelationshipId),
}

/// When the timers of a half end, as far as they run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct HalfTimers {
    /// The timer of its state.
    pub(crate) state: Option<Timestamp>,
    /// The one by which it rebalances.
    pub(crate) rebalance: Option<Timestamp>,
}

/// The timers of all servers. Each kind of which there can be very many has a queue of its own, so that the first of every other
/// kind is at hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Timers {
    /// Pending messages and tasks.
    pending: Queue<(Timestamp, Pending)>,
    /// When the timers of the states of halves end.
    states: Queue<(Timestamp, ServerId, RelationshipId)>,
    /// When free addresses are rebalanced next: one moment for each relationship at the most.
    rebalancing: Queue<(Timestamp, ServerId, RelationshipId)>,
    /// When the next lease of each scope ends, of which the address is here as wide as what stands in that place above: one
    /// kind of tree is code enough.
    lease_ends: Queue<(Timestamp, ServerId, u64)>,
    /// When the first of them all is.
    next: Option<Timestamp>,
}

impl Timers {
    /// When the next thing happens. Every call asks that.
    #[inline]
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.next
    }

    /// The timer that falls due first, ends of leases aside. Of one moment the rebalance comes last.
    pub(crate) fn next_due(&self) -> Option<(Timestamp, Due)> {
        let state = self.states.first.map(|(moment, server, half)| (moment, Due::StateTimer(server, half)));
        let pending = self.pending.first.map(|(moment, pending)| (moment, Due::Pending(pending)));
        let rebalancing = self.rebalancing.first;
        let rebalancing =
            rebalancing.map(|(moment, server, half)| (moment, Due::PeriodicRebalance(server, half)));
        [state, pending, rebalancing].into_iter().flatten().min()
    }

    /// The lease that ends first.
    pub(crate) fn next_lease_end(&self) -> Option<(Timestamp, ServerId, ScopeId)> {
        let (moment, server, scope) = self.lease_ends.first?;
        Some((moment, server, ScopeId(u32::try_from(scope).ok()?)))
    }

    /// When anything happens first that is no rebalancing.
    #[inline]
    pub(crate) fn next_but_rebalancing(&self) -> Option<Timestamp> {
        let lease_end = self.lease_ends.first.map(|(moment, ..)| moment);
        let state = self.states.first.map(|(moment, ..)| moment);
        earlier(earlier(self.pending.first.map(|(moment, _)| moment), state), lease_end)
    }

    /// What is pending, the earliest first.
    pub(crate) fn pending(&self) -> impl Iterator<Item = (Timestamp, Pending)> {
        self.pending.iter()
    }

    pub(crate) fn add(&mut self, moment: Timestamp, pending: Pending) {
        self.pending.insert((moment, pending));
        self.look_again();
    }

    pub(crate) fn remove(&mut self, moment: Timestamp, pending: Pending) {
        self.pending.remove((moment, pending));
        self.look_again();
    }

    /// The timers of a half end at other moments.
    pub(crate) fn move_timers(
        &mut self,
        (server, half): (ServerId, RelationshipId),
        before: HalfTimers,
        after: HalfTimers,
    ) {
        self.states.replace(before.state, after.state, |moment| (moment, server, half));
        self.rebalancing.replace(before.rebalance, after.rebalance, |moment| (moment, server, half));
        self.look_again();
    }

    /// The lease of a scope that ends next is another one.
    pub(crate) fn move_lease_end(
        &mut self,
        (server, scope): (ServerId, ScopeId),
        before: Option<Timestamp>,
        after: Option<Timestamp>,
    ) {
        self.lease_ends.replace(before, after, |end| (end, server, u64::from(scope.0)));
        self.look_again();
    }

    fn look_again(&mut self) {
        let rebalancing = self.rebalancing.first.map(|(moment, ..)| moment);
        self.next = earlier(self.next_but_rebalancing(), rebalancing);
    }
}

/// A set whose first member is asked for far more often than it changes. That one stands apart from the others: most queues of
/// most servers have one member at the most, which comes and goes without a tree.
#[derive(Debug, Clone, PartialEq)]
struct Queue<T> {
    first: Option<T>,
    /// All of them are greater than the first.
    others: BTreeSet<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue { first: None, others: BTreeSet::new() }
    }
}

impl<T: Copy + Ord> Queue<T> {
    /// The members, the first one first.
    fn iter(&self) -> impl Iterator<Item = T> {
        self.first.into_iter().chain(self.others.iter().copied())
    }

    #[inline(never)]
    fn insert(&mut self, member: T) {
        match self.first {
            Some(first) if first == member => {}
            Some(first) if first < member => _ = self.others.insert(member),
            before => {
                self.others.extend(before);
                self.first = Some(member);
            }
        }
    }

    /// Moves a member from one moment to another.
    fn replace(
        &mut self,
        before: Option<Timestamp>,
        after: Option<Timestamp>,
        member: impl Fn(Timestamp) -> T,
    ) {
        if before != after {
            before.into_iter().for_each(|moment| self.remove(member(moment)));
            after.into_iter().for_each(|moment| self.insert(member(moment)));
        }
    }

    #[inline(never)]
    fn remove(&mut self, member: T) {
        if self.first == Some(member) {
            self.first = self.others.pop_first();
        } else {
            self.others.remove(&member);
        }
    }
}

fn earlier(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: ServerId = ServerId(1);
    const HALF: RelationshipId = RelationshipId(2);
    const SCOPE: ScopeId = ScopeId(0x0A00_0000);

    #[test]
    fn the_earliest_is_next() {
        let mut timers = Timers::default();
        assert_eq!((timers.next(), timers.next_due(), timers.next_but_rebalancing()), (None, None, None));
        let (message, rebalance) =
            (Pending::StateMessage(SERVER, HALF), Due::PeriodicRebalance(SERVER, HALF));
        let at = |state: Option<u64>, rebalance: Option<u64>| HalfTimers {
            state: state.map(Timestamp),
            rebalance: rebalance.map(Timestamp),
        };
        timers.add(Timestamp(7), message);
        timers.move_timers((SERVER, HALF), at(None, None), at(Some(7), Some(5)));
        assert_eq!(timers.next_due(), Some((Timestamp(5), rebalance)));
        assert_eq!(timers.next_but_rebalancing(), Some(Timestamp(7)));
        timers.move_lease_end((SERVER, SCOPE), None, Some(Timestamp(6)));
        assert_eq!((timers.next(), timers.next_but_rebalancing()), (Some(Timestamp(5)), Some(Timestamp(6))));
        timers.move_timers((SERVER, HALF), at(Some(7), Some(5)), at(Some(7), Some(7)));
        let state = Due::StateTimer(SERVER, HALF);
        assert_eq!((timers.next(), timers.next_due()), (Some(Timestamp(6)), Some((Timestamp(7), state))));
        timers.move_lease_end((SERVER, SCOPE), Some(Timestamp(6)), None);
        timers.move_timers((SERVER, HALF), at(Some(7), Some(7)), at(None, Some(7)));
        assert_eq!(timers.next_due(), Some((Timestamp(7), Due::Pending(message))));
        timers.remove(Timestamp(7), message);
        assert_eq!(timers.next_due(), Some((Timestamp(7), rebalance)), "rebalancing comes last");
        timers.move_timers((SERVER, HALF), at(None, Some(7)), at(None, None));
        assert_eq!(timers.next(), None);
    }

    /// Whatever comes and goes in which order, a queue has what a set has.
    #[test]
    fn a_queue_is_a_set() {
        let (mut queue, mut set) = (Queue::default(), BTreeSet::new());
        let steps = (0_u32..1000).map(|step| step.wrapping_mul(0x9E37_79B1) >> 8);
        for step in steps {
            let member = step % 8;
            if step & 0x1000 == 0 {
                queue.insert(member);
                set.insert(member);
            } else {
                queue.remove(member);
                set.remove(&member);
            }
            assert!(queue.iter().eq(set.iter().copied()), "{queue:?} is {set:?}");
            assert_eq!(queue.first, set.first().copied());
        }
        assert!(!set.is_empty() && set.len() < 8, "some came and went");
    }
}
