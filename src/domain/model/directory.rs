//! The directory of servers: which servers calls can name.

use std::cell::Cell;
use std::collections::BTreeMap;

use crate::domain::base::address::Address;
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::{Text, name_hash, number_hash, same_name};
use crate::index::Index;

/// A line of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// The name under which the server was listed.
    pub name: Text,
    /// The address under which it was listed.
    pub address: Address,
    /// The server.
    pub server: ServerId,
}

/// The listed servers, in the order of their listing.
#[derive(Debug, Clone, Default)]
pub struct Directory {
    /// By their numbers, which are given in order.
    listings: BTreeMap<u64, Listing>,
    /// The number of the next one.
    next: u64,
    /// Numbers by name, by address, by server.
    indices: [Index<u64>; 3],
}

/// The hashes by which listings are found, in the order of the indices.
const HASHES: [fn(&Listing) -> u64; 3] = [
    |listing| name_hash(listing.name.units()),
    |listing| number_hash(listing.address),
    |listing| number_hash(listing.server.0),
];

impl PartialEq for Directory {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Directory {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.listings.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.listings.is_empty()
    }

    /// All of them, the first that was listed first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Listing> {
        self.listings.values()
    }

    /// The one with a name, whatever its case.
    pub fn named(&self, name: &[u16]) -> Option<&Listing> {
        let [by_name, ..] = &self.indices;
        self.found(by_name, name_hash(name), |listing| same_name(listing.name.units(), name))
    }

    /// The one with an address.
    #[inline]
    pub fn at(&self, address: Address) -> Option<&Listing> {
        let [_, by_address, _] = &self.indices;
        self.found(by_address, number_hash(address), |listing| listing.address == address)
    }

    /// The one of a server.
    pub fn of(&self, server: ServerId) -> Option<&Listing> {
        self.listings.get(&self.number_of(server)?)
    }

    pub(crate) fn list(&mut self, listing: Listing) {
        let number = self.next;
        self.listings.insert(number, listing);
        self.next = number.saturating_add(1);
        let listings = &self.listings;
        for (index, of) in self.indices.iter_mut().zip(HASHES) {
            index.insert(hash_at(listings, number, of), number, |number| hash_at(listings, number, of));
        }
    }

    /// Takes all listings of a server out.
    pub(crate) fn unlist(&mut self, server: ServerId) {
        while let Some(number) = self.number_of(server) {
            // Out of the indices first, while the listing still says its hashes.
            let listings = &self.listings;
            for (index, of) in self.indices.iter_mut().zip(HASHES) {
                let hash = hash_at(listings, number, of);
                index.remove(hash, |found| found == number, |number| hash_at(listings, number, of));
            }
            self.listings.remove(&number);
        }
    }

    fn number_of(&self, server: ServerId) -> Option<u64> {
        let [.., by_server] = &self.indices;
        let is_meant = |number| self.listings.get(&number).is_some_and(|listing| listing.server == server);
        by_server.find(number_hash(server.0), is_meant)
    }

    #[inline]
    fn found(&self, index: &Index<u64>, hash: u64, is_meant: impl Fn(&Listing) -> bool) -> Option<&Listing> {
        let found = Cell::new(None);
        index.find(hash, |number| {
            found.set(self.listings.get(&number).filter(|listing| is_meant(listing)));
            found.get().is_some()
        })?;
        found.get()
    }
}

fn hash_at(listings: &BTreeMap<u64, Listing>, number: u64, of: fn(&Listing) -> u64) -> u64 {
    listings.get(&number).map_or(0, of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(name: &str, address: Address, server: u32) -> Listing {
        Listing { name: name.into(), address, server: ServerId(server) }
    }

    fn names(directory: &Directory) -> Vec<String> {
        directory.iter().map(|listing| listing.name.to_string()).collect()
    }

    fn named(directory: &Directory, name: &str) -> Option<ServerId> {
        directory.named(&name.encode_utf16().collect::<Vec<_>>()).map(|listing| listing.server)
    }

    #[test]
    fn listings_are_found_and_keep_their_order() {
        let mut directory = Directory::default();
        for (name, address, server) in [("b", 2, 7), ("a", 1, 8), ("c", 3, 9)] {
            directory.list(listing(name, address, server));
        }
        assert_eq!(names(&directory), ["b", "a", "c"]);
        assert_eq!((named(&directory, "A"), named(&directory, "ab")), (Some(ServerId(8)), None));
        assert_eq!(directory.at(3).map(|listing| listing.server), Some(ServerId(9)));
        assert_eq!(directory.of(ServerId(7)).map(|listing| listing.address), Some(2));

        directory.unlist(ServerId(8));
        directory.unlist(ServerId(8));
        assert_eq!((names(&directory), directory.len()), (vec!["b".into(), "c".into()], 2));
        assert_eq!((named(&directory, "a"), directory.at(1), directory.of(ServerId(8))), (None, None, None));
        directory.list(listing("d", 1, 8));
        assert_eq!(names(&directory), ["b", "c", "d"], "at the end, whatever stood there before");
        assert_eq!(directory.at(1).map(|listing| listing.name.to_string()), Some("d".into()));
    }

    /// A server with several listings is in the directory no more when it is unlisted.
    #[test]
    fn all_listings_of_a_server_go() {
        let mut directory = Directory::default();
        for (name, address, server) in [("a", 1, 0), ("b", 2, 1), ("c", 3, 0)] {
            directory.list(listing(name, address, server));
        }
        directory.unlist(ServerId(0));
        assert_eq!(names(&directory), ["b"]);
    }
}
