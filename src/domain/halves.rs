//! The halves of all relationships, found by what both halves of one have in common.

use std::collections::BTreeSet;

use crate::domain::registry::ServerId;
use crate::domain::relationship::{Partner, RelationshipId};
use crate::domain::shared::Shared;

type Entry = (u64, ServerId, RelationshipId);

/// Halves by a hash. There may be very many, and a copy that changes a few shares all others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Halves {
    all: Shared<BTreeSet<Entry>>,
    /// What has come and gone since somebody else shares them.
    added: BTreeSet<Entry>,
    removed: BTreeSet<Entry>,
}

impl Halves {
    /// Those of a hash, the lowest server's first.
    pub(crate) fn of(&self, hash: u64) -> impl Iterator<Item = Partner> {
        let first = (hash, ServerId(0), RelationshipId(0));
        let is_of = move |(other, ..): &&Entry| *other == hash;
        let all = self.all.range(first..).take_while(is_of).filter(|half| !self.removed.contains(half));
        let mut found: Vec<&Entry> = all.collect();
        for half in self.added.range(first..).take_while(is_of) {
            found.insert(found.partition_point(|other| *other < half), half);
        }
        found.into_iter().map(|(_, server, half)| Partner { server: *server, relationship: *half })
    }

    pub(crate) fn insert(&mut self, hash: u64, half: Partner) {
        let entry = (hash, half.server, half.relationship);
        if self.removed.remove(&entry) {
            return;
        }
        match self.all.alone() {
            Some(all) => all.insert(entry),
            None => self.added.insert(entry),
        };
    }

    pub(crate) fn remove(&mut self, hash: u64, half: Partner) {
        let entry = (hash, half.server, half.relationship);
        if self.added.remove(&entry) {
            return;
        }
        match self.all.alone() {
            Some(all) => all.remove(&entry),
            None => self.all.contains(&entry) && self.removed.insert(entry),
        };
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
        for (hash, server) in [(1, 5), (1, 3), (2, 4), (1, 9)] {
            halves.insert(hash, half(server));
        }
        let (one, two) = (servers(&halves, 1), servers(&halves, 2));
        assert_eq!((one, two, servers(&halves, 3)), (vec![3, 5, 9], vec![4], vec![]));

        let mut copy = halves.clone();
        copy.insert(1, half(4));
        copy.remove(1, half(9));
        copy.remove(2, half(4));
        assert_eq!((servers(&copy, 1), servers(&copy, 2)), (vec![3, 4, 5], vec![]));
        assert_eq!((servers(&halves, 1), servers(&halves, 2)), (vec![3, 5, 9], vec![4]));
        copy.insert(2, half(4));
        copy.remove(1, half(4));
        assert_eq!((servers(&copy, 1), servers(&copy, 2)), (vec![3, 5], vec![4]));
        assert!(std::ptr::eq(&*copy.all, &*halves.all));

        drop(halves);
        copy.remove(1, half(3));
        copy.insert(1, half(9));
        assert_eq!(servers(&copy, 1), vec![5, 9]);
    }
}
