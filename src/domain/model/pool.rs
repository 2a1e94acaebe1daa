//! The free addresses of a scope, and whose they are.
//!
//! One bitmap for each server of a failover pair. An address that is leased, reserved or excluded is in neither,
//! so no operation has to ask.

use crate::bitmap::Bitmap;
use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::role::Role;

/// The free addresses of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pool {
    range: AddressRange,
    primary: Bitmap,
    secondary: Bitmap,
}

impl Pool {
    /// A pool in which every address is free and the primary's.
    pub fn new(range: AddressRange) -> Self {
        let mut primary = Bitmap::empty(range.size());
        primary.set_between(0, range.size() - 1);
        Pool { range, primary, secondary: Bitmap::empty(range.size()) }
    }

    /// A pool in which these addresses are free and of those sides, and no others.
    pub fn of_sides(range: AddressRange, primary: &[AddressRange], secondary: &[AddressRange]) -> Self {
        let empty = || Bitmap::empty(range.size());
        let mut pool = Pool { range, primary: empty(), secondary: empty() };
        for (side, free) in [(Role::Primary, primary), (Role::Secondary, secondary)] {
            free.iter().for_each(|free| pool.release_all(*free, side));
        }
        pool
    }

    /// How many bytes of memory each of the two large blocks has that a pool of a range needs.
    pub fn large_blocks(range: AddressRange) -> [usize; 2] {
        [Bitmap::large_block(range.size()); 2]
    }

    /// The addresses that the pool is about, free or not.
    pub fn range(&self) -> AddressRange {
        self.range
    }

    /// How many addresses are free and of this side.
    pub fn free_of(&self, side: Role) -> u32 {
        self.bitmap(side).count()
    }

    /// How many addresses are free.
    pub fn free(&self) -> u32 {
        self.primary.count() + self.secondary.count()
    }

    /// Whose the address is; `None` if it is not free.
    pub fn side_of(&self, address: Address) -> Option<Role> {
        let offset = self.offset(address)?;
        [Role::Primary, Role::Secondary].into_iter().find(|side| self.bitmap(*side).contains(offset))
    }

    /// The lowest free address of an side.
    pub fn lowest(&self, side: Role) -> Option<Address> {
        Some(self.range.first() + self.bitmap(side).next(0)?)
    }

    /// Takes an address out of the free ones; answers whose it was.
    pub fn take(&mut self, address: Address) -> Option<Role> {
        let side = self.side_of(address)?;
        let offset = self.offset(address)?;
        self.bitmap_mut(side).remove(offset);
        Some(side)
    }

    /// Makes an address free. What is outside the range is left alone.
    pub fn release(&mut self, address: Address, side: Role) {
        if let Some(offset) = self.offset(address) {
            self.bitmap_mut(side.other()).remove(offset);
            self.bitmap_mut(side).insert(offset);
        }
    }

    /// Takes all addresses of a range out of the free ones.
    pub fn take_all(&mut self, range: AddressRange) {
        if let Some((first, last)) = self.offsets(range) {
            self.primary.clear_between(first, last);
            self.secondary.clear_between(first, last);
        }
    }

    /// Makes all addresses of a range free, and of one side.
    pub fn release_all(&mut self, range: AddressRange, side: Role) {
        if let Some((first, last)) = self.offsets(range) {
            self.bitmap_mut(side.other()).clear_between(first, last);
            self.bitmap_mut(side).set_between(first, last);
        }
    }

    /// The addresses that change hands when an side is to get `count` more: all free ones of the other side
    /// in the answered range, the ends of which are two of them. `None` if the other side has fewer, or nothing is to move.
    ///
    /// Which addresses move is not documented by Microsoft; the choice here is that the secondary gets the highest
    /// ones first and the primary takes back the lowest first, so that each side keeps one piece.
    pub fn cut(&self, to: Role, count: u32) -> Option<AddressRange> {
        let from = self.bitmap(to.other());
        if count == 0 {
            return None;
        }
        let (first, last) = match to {
            Role::Secondary => (from.nth_from_the_top(count)?, from.nth_from_the_top(1)?),
            Role::Primary => (from.nth_from_the_bottom(1)?, from.nth_from_the_bottom(count)?),
        };
        AddressRange::new(self.range.first() + first, self.range.first() + last)
    }

    /// Gives the free addresses of a range that belong to the other side to this one; answers how many moved.
    pub fn give(&mut self, to: Role, range: AddressRange) -> u32 {
        let Some((first, last)) = self.offsets(range) else { return 0 };
        let (giver, taker) = match to {
            Role::Primary => (&mut self.secondary, &mut self.primary),
            Role::Secondary => (&mut self.primary, &mut self.secondary),
        };
        giver.move_between(taker, first, last)
    }

    /// The free addresses of a range, whoever owns them, lowest first.
    pub fn free_in(&self, range: AddressRange) -> impl Iterator<Item = Address> + '_ {
        let (first, last) = self.offsets(range).unwrap_or((1, 0));
        let mut at = Some(first).filter(|_| first <= last);
        std::iter::from_fn(move || {
            let from = at?;
            let next = match (self.primary.next(from), self.secondary.next(from)) {
                (Some(primary), Some(secondary)) => primary.min(secondary),
                (primary, secondary) => primary.or(secondary)?,
            };
            at = next.checked_add(1).filter(|after| *after <= last);
            (next <= last).then(|| self.range.first() + next)
        })
    }

    /// The free addresses of an side within a range, as ranges: as few and as long as they can be. Only what lies within is
    /// looked at.
    pub fn ranges_of(&self, side: Role, within: AddressRange) -> Vec<AddressRange> {
        let Some((from, last)) = self.offsets(within) else { return Vec::new() };
        let own = self.bitmap(side);
        let mut ranges = Vec::new();
        let mut at = own.next_to(from, last);
        while let Some(first) = at {
            let end = own.next_gap(first, last);
            ranges.extend(AddressRange::new(self.range.first() + first, self.range.first() + (end - 1)));
            at = own.next_to(end, last);
        }
        ranges
    }

    /// Of the free addresses within a range, makes those of these ranges the secondary's and all others the primary's.
    pub fn set_pool_sides(&mut self, within: AddressRange, of_secondary: &[AddressRange]) {
        self.give(Role::Primary, within);
        for range in of_secondary {
            self.give(Role::Secondary, *range);
        }
    }

    /// A pool over another range: an address that is new in it is free and of one side, one that was free keeps its
    /// side. What was not free is free now, so the scope takes its leases out again.
    pub fn with_range(&self, range: AddressRange, side: Role) -> Pool {
        let mut pool = Pool::new(range);
        pool.give(side, range);
        pool.give(Role::Primary, self.range);
        for of_secondary in self.ranges_of(Role::Secondary, self.range) {
            pool.give(Role::Secondary, of_secondary);
        }
        pool
    }

    fn bitmap(&self, side: Role) -> &Bitmap {
        match side {
            Role::Primary => &self.primary,
            Role::Secondary => &self.secondary,
        }
    }

    fn bitmap_mut(&mut self, side: Role) -> &mut Bitmap {
        match side {
            Role::Primary => &mut self.primary,
            Role::Secondary => &mut self.secondary,
        }
    }

    fn offset(&self, address: Address) -> Option<u32> {
        self.range.contains(address).then(|| address - self.range.first())
    }

    /// The first and last offset that a range has in this pool.
    fn offsets(&self, range: AddressRange) -> Option<(u32, u32)> {
        let common = self.range.intersection(range)?;
        Some((common.first() - self.range.first(), common.last() - self.range.first()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(first: u32, last: u32) -> AddressRange {
        AddressRange::new(first, last).unwrap()
    }

    /// The pool again, counted bit by bit.
    fn assert_counted(pool: &Pool) {
        pool.primary.assert_counted();
        pool.secondary.assert_counted();
        assert!(pool.primary.is_disjoint(&pool.secondary), "one side each");
    }

    #[test]
    fn a_virgin_slash_24_is_cut_in_the_middle() {
        let mut pool = Pool::new(range(0x0A00_0001, 0x0A00_00FE));
        let cut = pool.cut(Role::Secondary, 127).unwrap();
        assert_eq!(cut, range(0x0A00_0080, 0x0A00_00FE), "the upper half, .128 to .254");
        assert_eq!(pool.give(Role::Secondary, cut), 127);
        assert_eq!((pool.free_of(Role::Primary), pool.free_of(Role::Secondary)), (127, 127));
        let back = pool.cut(Role::Primary, 51).unwrap();
        assert_eq!(back, range(0x0A00_0080, 0x0A00_00B2), "the lowest 51 of the secondary, .128 to .178");
        assert_eq!(pool.give(Role::Primary, back), 51);
        assert_eq!((pool.free_of(Role::Primary), pool.free_of(Role::Secondary)), (178, 76));
        assert_counted(&pool);
    }

    #[test]
    fn a_slash_8_is_a_pool_like_any_other() {
        let mut pool = Pool::new(range(0x0A00_0001, 0x0AFF_FFFE));
        let cut = pool.cut(Role::Secondary, 8_388_607).unwrap();
        assert_eq!(pool.give(Role::Secondary, cut), 8_388_607);
        assert_eq!(pool.free_of(Role::Primary), 8_388_607);
        assert_eq!(pool.side_of(0x0A80_0000), Some(Role::Secondary));
        assert_eq!(pool.side_of(0x0A7F_FFFF), Some(Role::Primary));
        assert_eq!(pool.free_in(range(0x0A7F_FFFF, 0x0A80_0000)).count(), 2);
        assert_counted(&pool);
    }

    #[test]
    fn there_is_no_cut_for_more_than_there_is() {
        let pool = Pool::new(range(1, 10));
        assert_eq!(pool.cut(Role::Secondary, 11), None);
        assert_eq!(pool.cut(Role::Primary, 1), None);
        assert_eq!(pool.cut(Role::Secondary, 0), None);
        assert_eq!(pool.cut(Role::Secondary, 10), Some(range(1, 10)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// Least movement: a cut for n addresses moves n of them, and which ones is the rule of `cut`.
        #[test]
        fn a_cut_moves_exactly_what_was_asked_for(
            size in 1..20_000_u32, base in 1..5_000_u32, taken in prop::collection::vec(0..20_000_u32, 0..300), share in 0..=100_u32, back in 0..=100_u32,
        ) {
            let mut pool = Pool::new(range(base, base + size - 1));
            for offset in taken {
                pool.take(base + offset % size);
            }
            let free = pool.free();
            let wanted = free * share / 100;
            if let Some(cut) = pool.cut(Role::Secondary, wanted) {
                prop_assert_eq!(pool.give(Role::Secondary, cut), wanted);
            }
            prop_assert_eq!(pool.free_of(Role::Secondary), wanted);
            let returned = wanted * back / 100;
            if let Some(cut) = pool.cut(Role::Primary, returned) {
                prop_assert_eq!(pool.give(Role::Primary, cut), returned);
            }
            prop_assert_eq!(pool.free_of(Role::Secondary), wanted - returned);
            prop_assert_eq!(pool.free(), free);
            prop_assert_eq!(u32::try_from(pool.free_in(pool.range()).count()), Ok(free));
            prop_assert!(pool.free_in(pool.range()).is_sorted());
            assert_counted(&pool);
        }

        /// A pool that is told the ranges of another one owns its free addresses alike.
        #[test]
        fn ownership_can_be_told(size in 1..9_000_u32, given in prop::collection::vec((0..9_000_u32, 0..200_u32), 0..20), taken in prop::collection::vec(0..9_000_u32, 0..200)) {
            let mut pool = Pool::new(range(10_000, 10_000 + size - 1));
            for (from, length) in given {
                pool.give(Role::Secondary, range(10_000 + from, 10_000 + from + length));
            }
            for offset in taken {
                pool.take(10_000 + offset % size);
            }
            let mut told = pool.clone();
            told.give(Role::Secondary, told.range());
            let range = pool.range();
            told.set_pool_sides(range, &pool.ranges_of(Role::Secondary, range));
            prop_assert_eq!(told, pool);
        }

        /// A pool over another range keeps what it can.
        #[test]
        fn another_range_keeps_the_owners(size in 10..9_000_u32, first in 0..9_000_u32, last in 0..9_000_u32) {
            let mut pool = Pool::new(range(10_000, 10_000 + size - 1));
            let cut = pool.cut(Role::Secondary, size / 2).unwrap();
            pool.give(Role::Secondary, cut);
            let other = range(9_000 + first.min(last), 9_000 + first.max(last));
            let moved = pool.with_range(other, Role::Primary);
            for address in other.first()..=other.last() {
                let expected = if pool.side_of(address) == Some(Role::Secondary) { Role::Secondary } else { Role::Primary };
                prop_assert_eq!(moved.side_of(address), Some(expected));
            }
            assert_counted(&moved);
        }
    }
}
