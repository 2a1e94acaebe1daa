//! When something happens by itself.

use crate::domain::base::address::AddressRange;
use std::collections::BTreeSet;

use crate::domain::base::address::Address;
use crate::domain::base::ids::RelationshipId;
use crate::domain::base::ids::ServerId;
use crate::domain::base::time::Timestamp;

/// Something that happens by itself at its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// The timer of a half's state ends.
    Timer(ServerId, RelationshipId),
    /// A half without partner looks for it.
    Contact(ServerId, RelationshipId),
    /// A half in contact tells its partner that its state has changed.
    StateMessage(ServerId, RelationshipId),
    /// The partners tell each other the leases of the scopes that both have, so many times at the most.
    BindingUpdates(ServerId, RelationshipId, u8),
    /// The primary tells the secondary which free addresses of a range in one scope it owns.
    PoolSides(ServerId, AddressRange),
    /// The primary divides the free addresses.
    Rebalance(ServerId, RelationshipId),
    /// It does so again and again while both are in NORMAL.
    PeriodicRebalance(ServerId, RelationshipId),
}

/// What will happen by itself, each kind that comes in great numbers apart, so that the first of all others is at hand.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Timers {
    /// All but what follows.
    others: Queue<(Timestamp, Due)>,
    /// When the timers of the states of halves end.
    states: Queue<(Timestamp, ServerId, RelationshipId)>,
    /// When free addresses are divided again: one moment for each relationship at the most.
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

    /// What falls due first, leases aside. What is divided again at its moment is divided last.
    pub(crate) fn next_due(&self) -> Option<(Timestamp, Due)> {
        let state = self.states.first.map(|(moment, server, half)| (moment, Due::Timer(server, half)));
        let rebalancing = self.rebalancing.first;
        let rebalancing =
            rebalancing.map(|(moment, server, half)| (moment, Due::PeriodicRebalance(server, half)));
        [state, self.others.first, rebalancing].into_iter().flatten().min()
    }

    /// The lease that ends first.
    pub(crate) fn next_lease_end(&self) -> Option<(Timestamp, ServerId, Address)> {
        let (moment, server, scope) = self.lease_ends.first?;
        Some((moment, server, Address::try_from(scope).ok()?))
    }

    /// When anything happens first that is no rebalancing.
    #[inline]
    pub(crate) fn next_but_rebalancing(&self) -> Option<Timestamp> {
        let lease_end = self.lease_ends.first.map(|(moment, ..)| moment);
        let state = self.states.first.map(|(moment, ..)| moment);
        earlier(earlier(self.others.first.map(|(moment, _)| moment), state), lease_end)
    }

    pub(crate) fn schedule(&mut self, moment: Timestamp, due: Due) {
        match due {
            Due::PeriodicRebalance(server, half) => self.rebalancing.insert((moment, server, half)),
            Due::Timer(server, half) => self.states.insert((moment, server, half)),
            other => self.others.insert((moment, other)),
        }
        self.look_again();
    }

    pub(crate) fn settle(&mut self, moment: Timestamp, due: Due) {
        match due {
            Due::PeriodicRebalance(server, half) => self.rebalancing.remove((moment, server, half)),
            Due::Timer(server, half) => self.states.remove((moment, server, half)),
            other => self.others.remove((moment, other)),
        }
        self.look_again();
    }

    /// The lease of a scope that ends next is another one.
    pub(crate) fn move_lease_end(
        &mut self,
        (server, scope): (ServerId, Address),
        before: Option<Timestamp>,
        after: Option<Timestamp>,
    ) {
        let scope = u64::from(scope);
        before.into_iter().for_each(|end| self.lease_ends.remove((end, server, scope)));
        after.into_iter().for_each(|end| self.lease_ends.insert((end, server, scope)));
        self.look_again();
    }

    fn look_again(&mut self) {
        let rebalancing = self.rebalancing.first.map(|(moment, ..)| moment);
        self.next = earlier(self.next_but_rebalancing(), rebalancing);
    }
}

/// A set whose first member is asked for far more often than it changes.
#[derive(Debug, Clone, PartialEq)]
struct Queue<T> {
    all: BTreeSet<T>,
    first: Option<T>,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        Queue { all: BTreeSet::new(), first: None }
    }
}

impl<T: Copy + Ord> Queue<T> {
    #[inline(never)]
    fn insert(&mut self, member: T) {
        self.all.insert(member);
        if self.first.is_none_or(|first| member < first) {
            self.first = Some(member);
        }
    }

    #[inline(never)]
    fn remove(&mut self, member: T) {
        self.all.remove(&member);
        if self.first == Some(member) {
            self.first = self.all.first().copied();
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
    const SCOPE: Address = 0x0A00_0000;

    #[test]
    fn the_earliest_is_next() {
        let mut timers = Timers::default();
        assert_eq!((timers.next(), timers.next_due(), timers.next_but_rebalancing()), (None, None, None));
        let rebalancing = Due::PeriodicRebalance(SERVER, HALF);
        let (talk, timer) = (Due::StateMessage(SERVER, HALF), Due::Timer(SERVER, HALF));
        for (moment, due) in [(5, rebalancing), (7, talk), (7, timer)] {
            timers.schedule(Timestamp(moment), due);
        }
        assert_eq!(timers.next_due(), Some((Timestamp(5), rebalancing)));
        assert_eq!(timers.next_but_rebalancing(), Some(Timestamp(7)));
        timers.move_lease_end((SERVER, SCOPE), None, Some(Timestamp(6)));
        assert_eq!((timers.next(), timers.next_but_rebalancing()), (Some(Timestamp(5)), Some(Timestamp(6))));
        timers.settle(Timestamp(5), rebalancing);
        assert_eq!((timers.next(), timers.next_due()), (Some(Timestamp(6)), Some((Timestamp(7), timer))));
        timers.move_lease_end((SERVER, SCOPE), Some(Timestamp(6)), None);
        timers.schedule(Timestamp(7), rebalancing);
        for due in [timer, talk, rebalancing] {
            assert_eq!(timers.next_due(), Some((Timestamp(7), due)), "dividing comes last");
            timers.settle(Timestamp(7), due);
        }
        assert_eq!(timers.next(), None);
    }
}
