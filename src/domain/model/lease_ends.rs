//! When the leases of a scope end, the soonest first.

use crate::domain::base::time::Timestamp;
use crate::domain::model::paged::Paged;

/// How many entries stand below one in the heap.
const BRANCHES: usize = 4;

/// The moments at which leases end, by the offsets of their addresses: a heap that knows where each lease stands in it. Almost
/// every renewal makes a late end later still, which moves it by a place or none; a sorted tree would be searched from its root
/// twice.
#[derive(Debug, Clone, Default)]
pub(super) struct LeaseEnds {
    /// None is sooner than the one above it.
    heap: Vec<LeaseEnd>,
    /// Where the end of a lease stands in the heap, counted from 1.
    places: Paged<u32, 1024>,
}

/// When a lease ends, and its offset: the second above 32 bits, so that one number is moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct LeaseEnd(u64);

impl LeaseEnd {
    /// Later ends than a second of 32 bits are never.
    fn at(end: Timestamp, offset: u32) -> Option<LeaseEnd> {
        let second = Some(end.seconds()).filter(|second| *second < u32::MAX)?;
        Some(LeaseEnd(u64::from(second) << 32 | u64::from(offset)))
    }

    fn second(self) -> u64 {
        self.0 >> 32
    }

    fn offset(self) -> u32 {
        u32::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(u32::MAX)
    }

    /// Leases that end in one second stand in no order.
    fn is_before(self, other: LeaseEnd) -> bool {
        self.second() < other.second()
    }
}

impl LeaseEnds {
    /// When the next lease ends.
    pub(super) fn next(&self) -> Option<Timestamp> {
        self.heap.first().map(|end| Timestamp(end.second()))
    }

    /// The offsets of the leases that end next, all in one second, the lowest first.
    pub(super) fn ending_next(&self) -> Vec<u32> {
        let Some(first) = self.heap.first() else { return Vec::new() };
        let mut ending = vec![(0, first.offset())];
        let mut seen = 0;
        while let Some((at, _)) = ending.get(seen) {
            for (place, below) in self.below(*at).filter(|(_, below)| below.second() == first.second()) {
                ending.push((place, below.offset()));
            }
            seen += 1;
        }
        let mut offsets: Vec<u32> = ending.into_iter().map(|(_, offset)| offset).collect();
        offsets.sort_unstable();
        offsets
    }

    /// A lease ends at that moment, or never.
    #[inline]
    pub(super) fn set(&mut self, offset: u32, end: Option<Timestamp>) {
        let at = self.places.get(offset).and_then(|place| usize::try_from(place.checked_sub(1)?).ok());
        match (at, end.and_then(|end| LeaseEnd::at(end, offset))) {
            (Some(at), Some(end)) if self.heap.get(at) == Some(&end) => {}
            (Some(at), Some(end)) => self.settle(at, end),
            (None, Some(end)) => {
                self.heap.push(end);
                self.settle(self.heap.len() - 1, end);
            }
            (Some(at), None) => self.remove(at, offset),
            (None, None) => {}
        }
    }

    fn remove(&mut self, at: usize, offset: u32) {
        self.places.set(offset, 0);
        // The last one takes its place.
        if let Some(last) = self.heap.pop().filter(|last| last.offset() != offset) {
            self.settle(at, last);
        }
    }

    /// Puts an end at a place that is free for it, or above or below that, where it belongs.
    fn settle(&mut self, mut at: usize, end: LeaseEnd) {
        while let Some((place, above)) = self.above(at).filter(|(_, above)| end.is_before(*above)) {
            self.put(at, above);
            at = place;
        }
        while let Some((place, below)) = self.soonest_below(at).filter(|(_, below)| below.is_before(end)) {
            self.put(at, below);
            at = place;
        }
        self.put(at, end);
    }

    fn above(&self, at: usize) -> Option<(usize, LeaseEnd)> {
        let place = at.checked_sub(1)? / BRANCHES;
        Some((place, *self.heap.get(place)?))
    }

    #[inline(always)]
    fn soonest_below(&self, at: usize) -> Option<(usize, LeaseEnd)> {
        let first = at * BRANCHES + 1;
        let Some([a, b, c, d]) = self.heap.get(first..first + BRANCHES) else {
            return self.below(at).min_by_key(|(_, below)| *below);
        };
        let sooner = |one: (usize, LeaseEnd), other: (usize, LeaseEnd)| {
            if other.1 < one.1 { other } else { one }
        };
        let left = sooner((first, *a), (first + 1, *b));
        let right = sooner((first + 2, *c), (first + 3, *d));
        Some(sooner(left, right))
    }

    fn below(&self, at: usize) -> impl Iterator<Item = (usize, LeaseEnd)> {
        let first = at * BRANCHES + 1;
        let below = self.heap.get(first..).unwrap_or_default();
        (first..).zip(below.iter().copied()).take(BRANCHES)
    }

    fn put(&mut self, at: usize, end: LeaseEnd) {
        if let Some(place) = self.heap.get_mut(at) {
            *place = end;
        }
        self.places.set(end.offset(), u32::try_from(at + 1).unwrap_or(0));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// As a sorted list of all ends has it, whatever is set in whatever order.
    #[test]
    fn the_soonest_come_first() {
        let mut ends = LeaseEnds::default();
        let mut sorted: BTreeMap<u32, u64> = BTreeMap::new();
        let mut random = 1_u64;
        for _ in 0..20_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let offset = u32::try_from(random >> 33 & 0x7FF).unwrap();
            let end = (random >> 45) % 60;
            if end < 20 {
                ends.set(offset, None);
                sorted.remove(&offset);
            } else {
                ends.set(offset, Some(Timestamp(end)));
                sorted.insert(offset, end);
            }
            let next = sorted.values().min().copied();
            assert_eq!(ends.next(), next.map(Timestamp));
            let ending = sorted.iter().filter(|(_, end)| Some(**end) == next).map(|(offset, _)| *offset);
            assert_eq!(ends.ending_next(), ending.collect::<Vec<_>>());
        }
        sorted.into_keys().for_each(|offset| ends.set(offset, None));
        assert_eq!((ends.next(), ends.ending_next()), (None, vec![]));
    }

    #[test]
    fn what_ends_after_2106_never_ends() {
        let mut ends = LeaseEnds::default();
        ends.set(7, Some(Timestamp(u64::from(u32::MAX))));
        assert_eq!(ends.next(), None);
        ends.set(7, Some(Timestamp(u64::from(u32::MAX) - 1)));
        assert_eq!(ends.next(), Some(Timestamp(u64::from(u32::MAX) - 1)));
        ends.set(7, Some(Timestamp(u64::from(u32::MAX))));
        assert_eq!(ends.next(), None);
    }
}
