//! The free addresses of a scope, and whose they are.
//!
//! One bitmap for each server of a failover pair. An address that is leased, reserved or excluded is in neither,
//! so no operation has to ask. Counts are kept for the whole pool and for each block of 4,096 addresses: statistics
//! are read off, and a redistribution finds its cut without counting bits of more than one block.

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::role::Role;

const WORD: u32 = u64::BITS;
const WORDS_PER_BLOCK: usize = 64;
const BLOCK: u32 = 4096;

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
        [size_of::<u64>().saturating_mul(index(range.size().div_ceil(WORD))); 2]
    }

    /// The addresses that the pool is about, free or not.
    pub fn range(&self) -> AddressRange {
        self.range
    }

    /// How many addresses are free and of this side.
    pub fn free_of(&self, side: Role) -> u32 {
        self.bitmap(side).count
    }

    /// How many addresses are free.
    pub fn free(&self) -> u32 {
        self.primary.count + self.secondary.count
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

    /// The same free addresses over another range: what is new is free and of one side, what was free keeps its
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

/// A set of offsets, with the number of them in the whole and in each block.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Bitmap {
    words: Vec<u64>,
    blocks: Vec<u16>,
    /// One bit for each block that has any, so that a search skips the empty ones 64 at a time.
    used: Vec<u64>,
    count: u32,
    size: u32,
}

impl Bitmap {
    fn empty(size: u32) -> Self {
        let blocks = index(size.div_ceil(BLOCK));
        Bitmap {
            words: vec![0; index(size.div_ceil(WORD))],
            blocks: vec![0; blocks],
            used: vec![0; blocks.div_ceil(64)],
            count: 0,
            size,
        }
    }

    fn contains(&self, offset: u32) -> bool {
        let (word, bit) = place(offset);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    fn insert(&mut self, offset: u32) {
        let (word, bit) = place(offset);
        if let Some(bits) = self.words.get_mut(word)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.add_to_block(word / WORDS_PER_BLOCK, 1);
        }
    }

    fn remove(&mut self, offset: u32) {
        let (word, bit) = place(offset);
        if let Some(bits) = self.words.get_mut(word)
            && *bits & bit != 0
        {
            *bits &= !bit;
            self.take_from_block(word / WORDS_PER_BLOCK, 1);
        }
    }

    fn set_between(&mut self, first: u32, last: u32) {
        for (word, mask) in masks(first, last) {
            if let Some(bits) = self.words.get_mut(word) {
                let added = (mask & !*bits).count_ones();
                *bits |= mask;
                self.add_to_block(word / WORDS_PER_BLOCK, added);
            }
        }
    }

    fn clear_between(&mut self, first: u32, last: u32) {
        for (word, mask) in masks(first, last) {
            if let Some(bits) = self.words.get_mut(word) {
                let removed = (mask & *bits).count_ones();
                *bits &= !mask;
                self.take_from_block(word / WORDS_PER_BLOCK, removed);
            }
        }
    }

    /// Moves the members from `first` to `last` into the other set; answers how many there were.
    fn move_between(&mut self, taker: &mut Bitmap, first: u32, last: u32) -> u32 {
        let whole_from = first.div_ceil(BLOCK);
        // The last block has no members behind the end of the set, so it is whole where the end is reached.
        let whole_to = if last == self.size - 1 { self.size.div_ceil(BLOCK) } else { (last + 1) / BLOCK };
        if whole_from >= whole_to {
            return self.move_bits(taker, first, last);
        }
        let mut moved = 0;
        if first < whole_from * BLOCK {
            moved += self.move_bits(taker, first, whole_from * BLOCK - 1);
        }
        moved += self.move_blocks(taker, index(whole_from), index(whole_to));
        if let Some(rest) = whole_to.checked_mul(BLOCK).filter(|rest| *rest <= last) {
            moved += self.move_bits(taker, rest, last);
        }
        moved
    }

    /// Moves members of blocks that are cut, one word after another, and counts them.
    fn move_bits(&mut self, taker: &mut Bitmap, first: u32, last: u32) -> u32 {
        let mut all = 0;
        for block in first / BLOCK..=last / BLOCK {
            let (from, to) = (first.max(block * BLOCK), last.min(block * BLOCK + (BLOCK - 1)));
            let mut moved = 0;
            for (word, mask) in masks(from, to) {
                if let (Some(giver), Some(taken)) = (self.words.get_mut(word), taker.words.get_mut(word)) {
                    let moving = *giver & mask;
                    *giver &= !mask;
                    *taken |= moving;
                    moved += moving.count_ones();
                }
            }
            self.take_from_block(index(block), moved);
            taker.add_to_block(index(block), moved);
            all += moved;
        }
        all
    }

    /// Moves whole blocks: no bit is counted, the counts of the blocks move with them.
    fn move_blocks(&mut self, taker: &mut Bitmap, from: usize, to: usize) -> u32 {
        let words = from * WORDS_PER_BLOCK..(to * WORDS_PER_BLOCK).min(self.words.len());
        if let (Some(giver), Some(taken)) = (self.words.get_mut(words.clone()), taker.words.get_mut(words)) {
            for (giver, taken) in giver.iter_mut().zip(taken) {
                *taken |= *giver;
                *giver = 0;
            }
        }
        let mut moved = 0;
        if let (Some(giver), Some(taken)) = (self.blocks.get_mut(from..to), taker.blocks.get_mut(from..to)) {
            for (giver, taken) in giver.iter_mut().zip(taken) {
                moved += u32::from(*giver);
                *taken += *giver;
                *giver = 0;
            }
        }
        self.count -= moved;
        taker.count += moved;
        for block in from..to {
            let (word, bit) = used_place(block);
            if let (Some(giver), Some(taken)) = (self.used.get_mut(word), taker.used.get_mut(word)) {
                *taken |= *giver & bit;
                *giver &= !bit;
            }
        }
        moved
    }

    /// The member that has `count` members from itself to the top.
    fn nth_from_the_top(&self, count: u32) -> Option<u32> {
        let mut left = count;
        let in_block = |counted: &&u16| -> bool {
            let members = u32::from(**counted);
            if members < left {
                left -= members;
                return true;
            }
            false
        };
        let passed = self.blocks.iter().rev().take_while(in_block).count();
        let block = self.blocks.len().checked_sub(passed + 1)?;
        let words = self.words_of(block);
        for (place, bits) in words.iter().enumerate().rev() {
            let members = bits.count_ones();
            if members >= left {
                let below = members - left;
                return Some(offset_of(block, place) + nth_bit(*bits, below));
            }
            left -= members;
        }
        None
    }

    /// The member that has `count` members from the bottom to itself.
    fn nth_from_the_bottom(&self, count: u32) -> Option<u32> {
        let below = self.count.checked_sub(count)?;
        self.nth_from_the_top(below + 1)
    }

    /// The lowest member that is not below `from`.
    fn next(&self, from: u32) -> Option<u32> {
        let (first, bit) = place(from);
        let block = first / WORDS_PER_BLOCK;
        let here = self.words.get(first)? & !(bit - 1);
        if here != 0 {
            return Some(word_offset(first) + here.trailing_zeros());
        }
        let rest = self.words_of(block).get(first % WORDS_PER_BLOCK + 1..).unwrap_or_default();
        if let Some(found) = first_member(first + 1, rest) {
            return Some(found);
        }
        let block = self.next_used(block + 1)?;
        first_member(block * WORDS_PER_BLOCK, self.words_of(block))
    }

    /// The lowest member from `from` to `last`.
    fn next_to(&self, from: u32, last: u32) -> Option<u32> {
        self.next(from).filter(|next| *next <= last)
    }

    /// The lowest offset from `from` to `last` that is no member; the one behind `last` if there is none.
    fn next_gap(&self, from: u32, last: u32) -> u32 {
        let (first, bit) = place(from);
        let (end, _) = place(last);
        let gaps_of = |(word, bits): (usize, &u64)| {
            let gaps = if word == first { !bits & !(bit - 1) } else { !bits };
            (gaps != 0).then(|| word_offset(word) + gaps.trailing_zeros())
        };
        let words = self.words.iter().enumerate().take(end + 1).skip(first);
        let gap = words.filter(|_| from <= last).find_map(gaps_of);
        gap.map_or(last + 1, |gap| gap.min(last + 1))
    }

    /// The lowest block, not below `from`, that has a member.
    fn next_used(&self, from: usize) -> Option<usize> {
        let (first, bit) = used_place(from);
        let here = self.used.get(first)? & !(bit - 1);
        if here != 0 {
            return Some(first * 64 + index(here.trailing_zeros()));
        }
        let (word, bits) = self.used.iter().enumerate().skip(first + 1).find(|(_, bits)| **bits != 0)?;
        Some(word * 64 + index(bits.trailing_zeros()))
    }

    fn words_of(&self, block: usize) -> &[u64] {
        let first = block * WORDS_PER_BLOCK;
        let last = (first + WORDS_PER_BLOCK).min(self.words.len());
        self.words.get(first..last).unwrap_or_default()
    }

    fn add_to_block(&mut self, block: usize, members: u32) {
        self.count_block(block, |count| count + members);
        self.count += members;
    }

    fn take_from_block(&mut self, block: usize, members: u32) {
        self.count_block(block, |count| count - members);
        self.count -= members;
    }

    fn count_block(&mut self, block: usize, change: impl FnOnce(u32) -> u32) {
        let (word, bit) = used_place(block);
        if let (Some(count), Some(used)) = (self.blocks.get_mut(block), self.used.get_mut(word)) {
            *count = u16::try_from(change(u32::from(*count))).unwrap_or(u16::MAX);
            *used = if *count == 0 { *used & !bit } else { *used | bit };
        }
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The word of an offset, and its bit in that word.
fn place(offset: u32) -> (usize, u64) {
    (index(offset / WORD), 1 << (offset % WORD))
}

fn used_place(block: usize) -> (usize, u64) {
    (block / 64, 1 << (block % 64))
}

fn word_offset(word: usize) -> u32 {
    u32::try_from(word).map_or(u32::MAX, |word| word * WORD)
}

fn offset_of(block: usize, place: usize) -> u32 {
    word_offset(block * WORDS_PER_BLOCK + place)
}

/// The lowest member in some words, the first of which is the one at that place of the set.
fn first_member(first: usize, words: &[u64]) -> Option<u32> {
    let place = words.iter().position(|bits| *bits != 0)?;
    Some(word_offset(first + place) + words.get(place)?.trailing_zeros())
}

/// The place of the bit that has `below` set bits under it.
fn nth_bit(mut bits: u64, below: u32) -> u32 {
    for _ in 0..below {
        bits &= bits - 1;
    }
    bits.trailing_zeros()
}

/// The words from one offset to another with the bits that lie between, both included.
fn masks(first: u32, last: u32) -> impl Iterator<Item = (usize, u64)> {
    (first / WORD..=last / WORD).map(move |word| {
        let from = if word == first / WORD { u64::MAX << (first % WORD) } else { u64::MAX };
        let to = if word == last / WORD { u64::MAX >> (WORD - 1 - last % WORD) } else { u64::MAX };
        (index(word), from & to)
    })
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
        for bitmap in [&pool.primary, &pool.secondary] {
            assert_eq!(bitmap.count, bitmap.words.iter().map(|word| word.count_ones()).sum::<u32>());
            for (block, count) in bitmap.blocks.iter().enumerate() {
                let members: u32 = bitmap.words_of(block).iter().map(|word| word.count_ones()).sum();
                assert_eq!(u32::from(*count), members);
                let (word, bit) = used_place(block);
                assert_eq!(bitmap.used[word] & bit != 0, members != 0);
            }
        }
        assert!(
            pool.primary.words.iter().zip(&pool.secondary.words).all(|(a, b)| a & b == 0),
            "one side each"
        );
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
            prop_assert_eq!(pool.free_in(pool.range()).count(), index(free));
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
