//! The set of live blocks.
//!
//! Every result notes its blocks here and every free looks them up, so this is a part of the cost of each read: an
//! open-numbered table of numbers, which does no more than that.

/// A set of numbers, none of them 0: one for each block, as `alloc` derives it from the number.
#[derive(Debug)]
pub(crate) struct LiveSet {
    /// A power of two of places, or none; 0 is an empty place. A number stands at its own place or behind it, with no
    /// empty place between.
    places: Vec<usize>,
    count: usize,
}

impl LiveSet {
    /// The empty set.
    pub(crate) const fn new() -> Self {
        LiveSet { places: Vec::new(), count: 0 }
    }

    /// Adds numbers, as many as `most`.
    pub(crate) fn insert(&mut self, numbers: impl Iterator<Item = usize>, most: usize) {
        while (self.count + most) * 4 > self.places.len() * 3 {
            self.grow();
        }
        for number in numbers {
            self.count += usize::from(put(&mut self.places, number));
        }
    }

    /// Takes a number out; answers whether it was there.
    pub(crate) fn remove(&mut self, number: usize) -> bool {
        let places = self.places.as_mut_slice();
        let mask = places.len().wrapping_sub(1);
        let mut gap = place_of(number) & mask;
        loop {
            match places.get(gap) {
                Some(found) if *found == number && number != 0 => break,
                Some(found) if *found != 0 => gap = (gap + 1) & mask,
                _ => return false,
            }
        }
        // What stands behind the gap and could stand in it closes it, so that no search stops too early.
        let mut at = (gap + 1) & mask;
        while let Some(found) = places.get(at).copied().filter(|found| *found != 0) {
            let from_own_place = at.wrapping_sub(place_of(found)) & mask;
            if from_own_place >= at.wrapping_sub(gap) & mask {
                if let Some(place) = places.get_mut(gap) {
                    *place = found;
                }
                gap = at;
            }
            at = (at + 1) & mask;
        }
        if let Some(place) = places.get_mut(gap) {
            *place = 0;
        }
        self.count -= 1;
        true
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.count
    }

    fn grow(&mut self) {
        const FIRST: usize = 64;
        let size = (self.places.len() * 2).max(FIRST);
        for number in std::mem::replace(&mut self.places, vec![0; size]) {
            if number != 0 {
                put(&mut self.places, number);
            }
        }
    }
}

/// Puts a number into a table that has room for it; answers whether it is new there.
fn put(places: &mut [usize], number: usize) -> bool {
    let mask = places.len().wrapping_sub(1);
    let mut at = place_of(number) & mask;
    while let Some(place) = places.get_mut(at) {
        if *place == 0 || *place == number {
            let is_new = *place == 0;
            *place = number;
            return is_new;
        }
        at = (at + 1) & mask;
    }
    false
}

/// The place where a number stands if nothing is in its way, before it is cut to the size of the table. The lowest bits
/// are those of every number.
fn place_of(number: usize) -> usize {
    (number >> 4).wrapping_mul(0x9E37_79B9).rotate_right(16)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::HashSet;

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// It does what std's set does, whatever stands in whose way.
        #[test]
        fn it_is_a_set(steps in prop::collection::vec((any::<bool>(), 1..200_usize), 0..600)) {
            let mut live = LiveSet::new();
            let mut expected = HashSet::new();
            for (insert, number) in steps {
                let number = number * 16;
                if insert {
                    live.insert(std::iter::once(number), 1);
                    expected.insert(number);
                } else {
                    prop_assert_eq!(live.remove(number), expected.remove(&number));
                }
                prop_assert_eq!(live.len(), expected.len());
            }
            for number in 0..200_usize {
                prop_assert_eq!(live.remove(number * 16), expected.remove(&(number * 16)));
            }
            prop_assert_eq!(live.len(), 0);
        }
    }

    #[test]
    fn nothing_is_in_an_empty_set() {
        assert!(!LiveSet::new().remove(16));
        assert!(!LiveSet::new().remove(0));
    }
}
