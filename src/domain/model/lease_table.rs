//! The table of a scope that holds its lease records.

use std::num::NonZeroU32;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::ClientId;
use crate::domain::model::lease::{Binding, Lease};
use crate::domain::model::paged::Paged;
use crate::index::Index;

type Records = Paged<Option<Lease>, 256>;

/// The lease records of a scope: dense by offset from the subnet's address, in pages that exist once they are
/// used; clients are found through an index of offsets.
#[derive(Debug, Clone, Default)]
pub struct LeaseTable {
    records: Records,
    /// Offsets, counted from 1.
    by_client: Index<NonZeroU32>,
}

impl PartialEq for LeaseTable {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl LeaseTable {
    /// How many records there are.
    pub fn len(&self) -> usize {
        self.by_client.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The record at an offset.
    pub fn get(&self, offset: u32) -> Option<&Lease> {
        self.records.get(offset)?.as_ref()
    }

    /// The record at an offset, to be changed; its client is not.
    pub(crate) fn get_mut(&mut self, offset: u32) -> Option<&mut Lease> {
        self.records.get_mut(offset)?.as_mut()
    }

    /// The offset and record of a client. Of several, all but one of which are of addresses that it has left or declined, that
    /// one.
    pub fn of_client(&self, client: &ClientId) -> Option<(u32, &Lease)> {
        let record = |place| self.get(offset_of(place)).filter(|lease| lease.client == *client);
        let hash = client.hash();
        let any = self.by_client.find(hash, |place| record(place).is_some())?;
        let lease = self.get(offset_of(any))?;
        let has_it = |lease: &Lease| lease.binding() == Binding::Active;
        if has_it(lease) {
            return Some((offset_of(any), lease));
        }
        let found = self.by_client.find(hash, |place| record(place).is_some_and(has_it));
        let offset = offset_of(found.unwrap_or(any));
        Some((offset, self.get(offset)?))
    }

    /// Puts a record at an offset, in place of the one that is there.
    #[inline(always)]
    pub fn insert(&mut self, offset: u32, lease: Lease) {
        match self.get_mut(offset) {
            // The index has the client already.
            Some(present) if present.client == lease.client => {
                *present = lease;
                return;
            }
            Some(_) => drop(self.remove(offset)),
            None => {}
        }
        let hash = lease.client.hash();
        self.records.set(offset, Some(lease));
        if let Some(place) = place_of(offset) {
            let records = &self.records;
            self.by_client.insert(hash, place, |place| hash_at(records, place));
        }
    }

    /// Takes the record at an offset away.
    pub fn remove(&mut self, offset: u32) -> Option<Lease> {
        // Out of the index first, while the record still says its hash.
        let (records, wanted) = (&self.records, place_of(offset)?);
        let hash = self.get(offset)?.client.hash();
        self.by_client.remove(hash, |found| found == wanted, |place| hash_at(records, place));
        self.records.get_mut(offset)?.take()
    }

    /// Changes every record; the clients stay.
    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut Lease)) {
        self.records.iter_mut().flatten().for_each(change);
    }

    /// All records, lowest offset first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Lease)> {
        self.within(0, u32::MAX)
    }

    /// The records from one offset to another, both included, lowest first.
    pub fn within(&self, first: u32, last: u32) -> impl Iterator<Item = (u32, &Lease)> {
        let all = self.records.within(first, last);
        all.filter_map(|(offset, record)| Some((offset, record.as_ref()?)))
    }

    /// The records of the addresses that a range and the subnet at `base` have in common.
    pub fn in_range(&self, base: Address, range: AddressRange) -> impl Iterator<Item = (Address, &Lease)> {
        let first = range.first().saturating_sub(base);
        let last = range.last().saturating_sub(base);
        self.within(first, last).map(move |(offset, lease)| (base + offset, lease))
    }
}

fn place_of(offset: u32) -> Option<NonZeroU32> {
    NonZeroU32::new(offset.wrapping_add(1))
}

fn offset_of(place: NonZeroU32) -> u32 {
    place.get() - 1
}

fn hash_at(records: &Records, place: NonZeroU32) -> u64 {
    records.get(offset_of(place)).and_then(Option::as_ref).map_or(0, |lease| lease.client.hash())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::time::FileTime;

    fn lease(id: &[u8]) -> Lease {
        Lease::by_hand(ClientId::new(id).unwrap(), FileTime(1), 1)
    }

    #[test]
    fn a_record_takes_64_bytes() {
        assert_eq!(size_of::<Option<Lease>>(), 64);
    }

    #[test]
    fn records_are_found_by_offset_and_by_client() {
        let mut table = LeaseTable::default();
        table.insert(70_000, lease(&[1]));
        table.insert(3, lease(&[2]));
        table.insert(3, lease(&[3]));
        assert_eq!(table.len(), 2);
        assert_eq!(table.of_client(&ClientId::new(&[1]).unwrap()).unwrap().0, 70_000);
        assert_eq!(table.of_client(&ClientId::new(&[2]).unwrap()), None, "its record was replaced");
        assert_eq!(table.iter().map(|(offset, _)| offset).collect::<Vec<_>>(), [3, 70_000]);
        assert_eq!(table.within(4, 70_000).map(|(offset, _)| offset).collect::<Vec<_>>(), [70_000]);
        assert_eq!(table.within(4, 69_999).count(), 0);
        assert!(table.remove(3).is_some());
        assert!(table.remove(3).is_none());
        assert_eq!(table.of_client(&ClientId::new(&[3]).unwrap()), None);
        assert_eq!(table.len(), 1);
    }

    /// Tables are the same where the same records are at the same offsets, however they came there.
    #[test]
    fn what_tells_tables_apart() {
        let table = |records: &[(u32, u8)]| {
            let mut table = LeaseTable::default();
            for (offset, id) in records {
                table.insert(*offset, lease(&[*id]));
            }
            table
        };
        let mut other = table(&[(9, 3), (2, 2), (1, 1)]);
        other.remove(9);
        assert!(other == table(&[(1, 1), (2, 2)]));
        for records in [&[(1, 1)][..], &[(1, 1), (3, 2)], &[(1, 1), (2, 3)], &[(1, 1), (2, 2), (3, 3)]] {
            assert!(table(records) != table(&[(1, 1), (2, 2)]), "{records:?}");
        }
    }
}
