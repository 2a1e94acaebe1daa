//! The halves of all relationships, found by what both halves of one have in common.

use std::collections::BTreeSet;
use std::num::NonZeroU64;

use crate::domain::base::ids::{Partner, RelationshipId, ServerId};
use crate::domain::base::shared::Shared;
use crate::index::Index;

/// One of them, with its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// Never 0, so that a place of the index is no larger than an entry.
    hash: NonZeroU64,
    server: ServerId,
    relationship: RelationshipId,
}

impl Entry {
    fn new(hash: u64, half: Partner) -> Self {
        Entry { hash: odd(hash), server: half.server, relationship: half.relationship }
    }
}

fn hash_of(entry: Entry) -> u64 {
    entry.hash.get()
}

/// The lowest bit says nothing of where an entry stands.
fn odd(hash: u64) -> NonZeroU64 {
    NonZeroU64::MIN | hash
}

/// Halves by a hash. There may be very many, and a copy that changes a few shares all others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Halves {
    all: Shared<Index<Entry>>,
    /// What has come and gone since somebody else shares them.
    added: BTreeSet<Entry>,
    removed: BTreeSet<Entry>,
}

impl Halves {
    /// Those of a hash, the lowest server's first.
    pub(crate) fn of(&self, hash: u64) -> impl Iterator<Item = Partner> {
        let (wanted, mut found) = (odd(hash), Vec::new());
        // All of them are looked at, and none is the one.
        self.all.find(wanted.get(), |half| {
            if half.hash == wanted && !self.removed.contains(&half) {
                found.push(half);
            }
            false
        });
        let first = Entry { hash: wanted, server: ServerId(0), relationship: RelationshipId(0) };
        found.extend(self.added.range(first..).take_while(|half| half.hash == wanted));
        found.sort_unstable();
        found.into_iter().map(|Entry { server, relationship, .. }| Partner { server, relationship })
    }

    pub(crate) fn insert(&mut self, hash: u64, half: Partner) {
        let entry = Entry::new(hash, half);
        if self.removed.remove(&entry) {
            return;
        }
        match self.all.alone() {
            Some(all) => all.insert(hash_of(entry), entry, hash_of),
            None => _ = self.added.insert(entry),
        }
    }

    pub(crate) fn remove(&mut self, hash: u64, half: Partner) {
        let entry = Entry::new(hash, half);
        if self.added.remove(&entry) {
            return;
        }
        let is_it = |other| other == entry;
        if let Some(all) = self.all.alone() {
            all.remove(hash_of(entry), is_it, hash_of);
        } else if self.all.find(hash_of(entry), is_it).is_some() {
            self.removed.insert(entry);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn half(server: u32) -> Partner {
        Partner { server: ServerId(server), relationship: RelationshipId(7) }
    }

    fn servers(halves: &Halves, hash: u64) -> Vec<u32> {
        halves.of(hash).map(|half| half.server.0).collect()
    }

    #[test]
    fn a_copy_has_its_own_and_shares_the_others() {
        let mut halves = Halves::default();
        for (hash, server) in [(1, 5), (1, 3), (6, 4), (1, 9)] {
            halves.insert(hash, half(server));
        }
        let (one, two) = (servers(&halves, 1), servers(&halves, 6));
        assert_eq!((one, two, servers(&halves, 3)), (vec![3, 5, 9], vec![4], vec![]));

        let mut copy = halves.clone();
        copy.insert(1, half(4));
        copy.remove(1, half(9));
        copy.remove(6, half(4));
        assert_eq!((servers(&copy, 1), servers(&copy, 6)), (vec![3, 4, 5], vec![]));
        assert_eq!((servers(&halves, 1), servers(&halves, 6)), (vec![3, 5, 9], vec![4]));
        copy.insert(6, half(4));
        copy.remove(1, half(4));
        assert_eq!((servers(&copy, 1), servers(&copy, 6)), (vec![3, 5], vec![4]));
        assert!(std::ptr::eq(&*copy.all, &*halves.all));

        drop(halves);
        copy.remove(1, half(3));
        copy.insert(1, half(9));
        assert_eq!(servers(&copy, 1), vec![5, 9]);
    }
}
