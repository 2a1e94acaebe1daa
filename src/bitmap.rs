//! The one bitmap of the library: a set of offsets from 0 up to a size.
//!
//! The number of members is kept for the whole set and for each block of 4,096 offsets. So the size of the set is read off, a
//! search passes the blocks that have no members, and the n-th member from an end is found without counting the bits of more
//! than one block.

const WORD: u32 = u64::BITS;
const WORDS_PER_BLOCK: usize = 64;
const BLOCK: u32 = 4096;

/// A set of offsets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bitmap {
    /// One bit for each offset.
    words: Vec<u64>,
    /// The number of members in each block.
    blocks: Vec<u16>,
    /// One bit for each block that has members, so that a search passes the empty ones 64 at a time.
    used: Vec<u64>,
    /// The number of members in the whole set.
    count: u32,
    /// How many offsets there can be: all are less than this.
    size: u32,
}

impl Bitmap {
    /// The set without members, for offsets below `size`.
    pub(crate) fn empty(size: u32) -> Self {
        let blocks = index(size.div_ceil(BLOCK));
        Bitmap {
            words: vec![0; index(size.div_ceil(WORD))],
            blocks: vec![0; blocks],
            used: vec![0; blocks.div_ceil(64)],
            count: 0,
            size,
        }
    }

    /// How many bytes the one large block of memory has that a set for offsets below `size` needs.
    pub(crate) fn large_block(size: u32) -> usize {
        size_of::<u64>().saturating_mul(index(size.div_ceil(WORD)))
    }

    /// The number of members.
    pub(crate) fn count(&self) -> u32 {
        self.count
    }

    /// Whether an offset is a member.
    pub(crate) fn contains(&self, offset: u32) -> bool {
        let (word, bit) = place(offset);
        self.words.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Makes an offset a member. One that is not below the size is left alone.
    pub(crate) fn insert(&mut self, offset: u32) {
        let (word, bit) = place(offset);
        if let Some(bits) = self.words.get_mut(word)
            && *bits & bit == 0
        {
            *bits |= bit;
            self.add_to_block(word / WORDS_PER_BLOCK, 1);
        }
    }

    /// Makes an offset no member.
    pub(crate) fn remove(&mut self, offset: u32) {
        let (word, bit) = place(offset);
        if let Some(bits) = self.words.get_mut(word)
            && *bits & bit != 0
        {
            *bits &= !bit;
            self.take_from_block(word / WORDS_PER_BLOCK, 1);
        }
    }

    /// Makes all offsets from `first` to `last` members.
    pub(crate) fn set_between(&mut self, first: u32, last: u32) {
        for (word, mask) in masks(first, last) {
            if let Some(bits) = self.words.get_mut(word) {
                let added = (mask & !*bits).count_ones();
                *bits |= mask;
                self.add_to_block(word / WORDS_PER_BLOCK, added);
            }
        }
    }

    /// Makes all offsets from `first` to `last` no members.
    pub(crate) fn clear_between(&mut self, first: u32, last: u32) {
        for (word, mask) in masks(first, last) {
            if let Some(bits) = self.words.get_mut(word) {
                let removed = (mask & *bits).count_ones();
                *bits &= !mask;
                self.take_from_block(word / WORDS_PER_BLOCK, removed);
            }
        }
    }

    /// Moves the members from `first` to `last` into the other set; answers how many there were.
    pub(crate) fn move_between(&mut self, taker: &mut Bitmap, first: u32, last: u32) -> u32 {
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
    pub(crate) fn nth_from_the_top(&self, count: u32) -> Option<u32> {
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
    pub(crate) fn nth_from_the_bottom(&self, count: u32) -> Option<u32> {
        let below = self.count.checked_sub(count)?;
        self.nth_from_the_top(below + 1)
    }

    /// The lowest member that is not below `from`. A block that has no members is not read: of two partners each has its
    /// free addresses in one piece, so most blocks of one of them are empty.
    pub(crate) fn next(&self, from: u32) -> Option<u32> {
        let (first, bit) = place(from);
        let block = first / WORDS_PER_BLOCK;
        if *self.blocks.get(block)? != 0 {
            let here = self.words.get(first)? & !(bit - 1);
            if here != 0 {
                return Some(word_offset(first) + here.trailing_zeros());
            }
            let rest = self.words_of(block).get(first % WORDS_PER_BLOCK + 1..).unwrap_or_default();
            if let Some(found) = first_member(first + 1, rest) {
                return Some(found);
            }
        }
        let block = self.next_used(block + 1)?;
        first_member(block * WORDS_PER_BLOCK, self.words_of(block))
    }

    /// The lowest member from `from` to `last`.
    pub(crate) fn next_to(&self, from: u32, last: u32) -> Option<u32> {
        self.next(from).filter(|next| *next <= last)
    }

    /// The lowest offset from `from` to `last` that is no member; the one behind `last` if there is none.
    pub(crate) fn next_gap(&self, from: u32, last: u32) -> u32 {
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
    use std::collections::BTreeSet;

    impl Bitmap {
        /// Asserts that the counts that are kept are those of the bits.
        pub(crate) fn assert_counted(&self) {
            assert_eq!(self.words.iter().map(|word| word.count_ones()).sum::<u32>(), self.count);
            for (block, count) in self.blocks.iter().enumerate() {
                let members: u32 = self.words_of(block).iter().map(|word| word.count_ones()).sum();
                assert_eq!(u32::from(*count), members);
                let (word, bit) = used_place(block);
                assert_eq!(self.used[word] & bit != 0, members != 0);
            }
        }

        pub(crate) fn is_disjoint(&self, other: &Bitmap) -> bool {
            self.words.iter().zip(&other.words).all(|(one, another)| one & another == 0)
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        /// It does what std's ordered set does.
        #[test]
        fn it_is_a_set(size in 1..20_000_u32, steps in prop::collection::vec((0..3, 0..20_000_u32, 0..9000_u32), 0..40), from in 0..20_000_u32) {
            let mut set = Bitmap::empty(size);
            let mut expected = BTreeSet::new();
            for (step, first, length) in steps {
                let first = first % size;
                let last = (first + length).min(size - 1);
                match step {
                    0 => {
                        set.insert(first);
                        expected.insert(first);
                    }
                    1 => {
                        set.set_between(first, last);
                        expected.extend(first..=last);
                    }
                    _ => {
                        set.clear_between(first, last);
                        expected.retain(|offset| !(first..=last).contains(offset));
                    }
                }
            }
            set.assert_counted();
            let members: BTreeSet<u32> = (0..size).filter(|offset| set.contains(*offset)).collect();
            prop_assert_eq!(&members, &expected);
            prop_assert_eq!(index(set.count()), expected.len());
            prop_assert_eq!(set.next(from), expected.range(from..).next().copied());
            prop_assert_eq!(set.next(0), expected.first().copied());
            let end = (from % size..size).find(|offset| !expected.contains(offset)).unwrap_or(size);
            prop_assert_eq!(set.next_gap(from % size, size - 1), end);
        }
    }

    #[test]
    fn the_next_member_may_be_many_blocks_away() {
        let mut set = Bitmap::empty(1 << 20);
        for offset in [5, 4095, 1_000_000] {
            set.insert(offset);
        }
        assert_eq!(set.next(0), Some(5));
        assert_eq!(set.next(6), Some(4095));
        assert_eq!(set.next(4096), Some(1_000_000));
        assert_eq!(set.next(1_000_001), None);
        assert_eq!(set.next(1 << 20), None);
        set.remove(4095);
        assert_eq!(set.next(6), Some(1_000_000));
    }
}
