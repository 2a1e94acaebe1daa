//! The one hash table of the library: an open-addressed index of small numbers.
//!
//! An entry says where a thing is (an offset, a slot, a block), and the owner of the index knows the thing, so the owner
//! gives the hash. Entries stand in one `Vec`, found by a pointer to its start: what an index keeps alive is visible to
//! leak checkers, which take tables that are held by a pointer to their middle for lost.
//!
//! std's `HashMap` would have to keep the key beside the entry, or a hash that it computes again. For 1,000,000 keys of 64 bits
//! that stand in a `Vec` anyway, this index takes 8.4 bytes for each and finds one in 33 ns; a `HashMap` from the key to the
//! place takes 36 bytes, and 180 ns with std's hasher or 54 ns with the multiplication that is used here. With 100,000 keys it
//! is 10.5 bytes and 17 ns against 22 bytes and 36 or 13 ns.

use std::alloc::{Layout, handle_alloc_error};
use std::collections::TryReserveError;

/// Entries by hash. One place in `EMPTY` at least stays empty: 2 is fast where hashes crowd, 4 is small.
#[derive(Debug, Clone)]
pub(crate) struct Index<E, const EMPTY: usize = 4> {
    /// A power of two of places, or none. An entry stands at its own place or behind it, with no empty place between.
    places: Vec<Option<E>>,
    count: usize,
}

impl<E, const EMPTY: usize> Default for Index<E, EMPTY> {
    fn default() -> Self {
        Index::new()
    }
}

impl<E, const EMPTY: usize> Index<E, EMPTY> {
    /// The empty index.
    pub(crate) const fn new() -> Self {
        Index { places: Vec::new(), count: 0 }
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.count
    }
}

impl<E: Copy + PartialEq, const EMPTY: usize> Index<E, EMPTY> {
    /// The entry of this hash that is the one looked for.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_wanted: impl FnMut(E) -> bool) -> Option<E> {
        let places = self.places.as_slice();
        let at = search(places, hash, is_wanted)?;
        *places.get(at)?
    }

    /// Changes the entry of this hash that is the one looked for, in what it is not found by.
    #[inline(always)]
    pub(crate) fn change<T>(
        &mut self,
        hash: u64,
        is_wanted: impl Fn(&E) -> bool,
        change: impl FnOnce(&mut E) -> T,
    ) -> Option<T> {
        let mask = self.places.len().wrapping_sub(1);
        let mut at = place_of(hash) & mask;
        while let Some(Some(entry)) = self.places.get_mut(at) {
            if is_wanted(entry) {
                return Some(change(entry));
            }
            at = (at + 1) & mask;
        }
        None
    }

    /// Adds an entry; one that is there already stays there once.
    #[inline]
    pub(crate) fn insert(&mut self, hash: u64, entry: E, hash_of: impl Fn(E) -> u64) {
        self.reserve(1, hash_of);
        self.insert_reserved(hash, entry);
    }

    /// Adds an entry for which room was reserved.
    #[inline]
    pub(crate) fn insert_reserved(&mut self, hash: u64, entry: E) {
        self.count += usize::from(put(&mut self.places, hash, entry));
    }

    /// Makes room for `most` more entries, or says that there is no memory for it.
    #[inline]
    pub(crate) fn try_reserve(
        &mut self,
        most: usize,
        hash_of: impl Fn(E) -> u64,
    ) -> Result<(), TryReserveError> {
        if (self.count + most) * EMPTY > self.places.len() * (EMPTY - 1) {
            self.grow(most, hash_of)?;
        }
        Ok(())
    }

    /// Makes room for one entry. Where that needs other places, entries that are not to be kept are left out, and there is room
    /// for four times as many as the others: as long as those are few, the places do not become more.
    #[inline]
    pub(crate) fn try_reserve_one(
        &mut self,
        is_kept: impl Fn(&E) -> bool,
        hash_of: impl Fn(E) -> u64,
    ) -> Result<(), TryReserveError> {
        const FEWEST: usize = 32;
        if (self.count + 1) * EMPTY <= self.places.len() * (EMPTY - 1) {
            return Ok(());
        }
        let kept = || self.places.iter().flatten().filter(|entry| is_kept(entry));
        let mut others = Index::new();
        others.try_reserve((4 * kept().count() + 1).max(FEWEST), &hash_of)?;
        kept().for_each(|entry| others.insert_reserved(hash_of(*entry), *entry));
        *self = others;
        Ok(())
    }

    /// Makes room for `most` more entries. Without memory for more places those that are there are used up first: it is slower,
    /// and as right.
    #[inline]
    pub(crate) fn reserve(&mut self, most: usize, hash_of: impl Fn(E) -> u64) {
        if self.try_reserve(most, hash_of).is_err() && self.count + most >= self.places.len() {
            handle_alloc_error(Layout::new::<E>());
        }
    }

    /// Takes the entry of this hash out that is the one looked for.
    #[inline]
    pub(crate) fn remove(
        &mut self,
        hash: u64,
        is_wanted: impl Fn(E) -> bool,
        hash_of: impl Fn(E) -> u64,
    ) -> Option<E> {
        let places = self.places.as_mut_slice();
        let mask = places.len().wrapping_sub(1);
        let mut gap = search(places, hash, is_wanted)?;
        let removed = places.get_mut(gap)?.take();
        self.count -= 1;
        // An entry behind the gap that could stand in it closes it, so that no search stops too early.
        let mut at = (gap + 1) & mask;
        while let Some(Some(entry)) = places.get(at).copied() {
            let from_own_place = at.wrapping_sub(place_of(hash_of(entry))) & mask;
            if from_own_place >= at.wrapping_sub(gap) & mask {
                places.swap(gap, at);
                gap = at;
            }
            at = (at + 1) & mask;
        }
        removed
    }

    #[cold]
    fn grow(&mut self, most: usize, hash_of: impl Fn(E) -> u64) -> Result<(), TryReserveError> {
        const FIRST: usize = 16;
        let needed = (self.count + most).saturating_mul(EMPTY).div_ceil(EMPTY - 1);
        let size = needed.next_power_of_two().max(self.places.len() * 2).max(FIRST);
        let mut places = Vec::new();
        places.try_reserve_exact(size)?;
        places.resize(size, None);
        for entry in std::mem::replace(&mut self.places, places).into_iter().flatten() {
            put(&mut self.places, hash_of(entry), entry);
        }
        Ok(())
    }
}

/// Where the entry looked for stands.
#[inline]
fn search<E: Copy>(places: &[Option<E>], hash: u64, mut is_wanted: impl FnMut(E) -> bool) -> Option<usize> {
    let mask = places.len().wrapping_sub(1);
    let mut at = place_of(hash) & mask;
    while let Some(entry) = *places.get(at)? {
        if is_wanted(entry) {
            return Some(at);
        }
        at = (at + 1) & mask;
    }
    None
}

/// Puts an entry into places of which one at least is empty; answers whether it is new there.
#[inline]
fn put<E: Copy + PartialEq>(places: &mut [Option<E>], hash: u64, entry: E) -> bool {
    let mask = places.len().wrapping_sub(1);
    let mut at = place_of(hash) & mask;
    while let Some(place) = places.get_mut(at) {
        match *place {
            None => {
                *place = Some(entry);
                return true;
            }
            Some(present) if present == entry => return false,
            Some(_) => at = (at + 1) & mask,
        }
    }
    false
}

/// The place of a hash, before it is cut to the size of the table. Hashes that were multiplied are best in their upper
/// half.
#[inline]
fn place_of(hash: u64) -> usize {
    usize::try_from(hash >> 32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    /// Few different places, so that entries are in each other's way.
    fn hash(entry: u32) -> u64 {
        u64::from(entry % 23) << 32
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// It does what std's set does, whatever stands in whose way.
        #[test]
        fn it_is_a_set(steps in prop::collection::vec((any::<bool>(), 0..200_u32), 0..600)) {
            let mut index = Index::<u32>::new();
            let mut expected = HashSet::new();
            for (insert, entry) in steps {
                if insert {
                    index.insert(hash(entry), entry, hash);
                    expected.insert(entry);
                } else {
                    let removed = index.remove(hash(entry), |found| found == entry, hash);
                    prop_assert_eq!(removed.is_some(), expected.remove(&entry));
                }
                prop_assert_eq!(index.len(), expected.len());
            }
            for entry in 0..200 {
                prop_assert_eq!(index.find(hash(entry), |found| found == entry).is_some(), expected.contains(&entry));
            }
        }
    }

    #[test]
    fn nothing_is_in_an_empty_index() {
        let mut index = Index::<u32>::default();
        assert_eq!(index.find(7, |_| true), None);
        assert_eq!(index.remove(7, |_| true, |_| 7), None);
    }
}
