//! The reservations of a scope, found by address and by client.

use std::num::NonZeroU32;

use crate::domain::base::address::{Address, AddressRange};
use crate::domain::base::client::{ClientId, ClientKind};
use crate::index::Index;

/// An address kept for one client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reservation {
    /// The address.
    pub address: Address,
    /// For whom.
    pub client: ClientId,
    /// For which kinds of client.
    pub allowed_kinds: ClientKind,
}

/// The reservations of a scope. An address has one at most, and so has a client.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reservations {
    /// Lowest address first.
    list: Vec<Reservation>,
    /// Addresses; none is 0, since no subnet is there.
    by_client: Index<NonZeroU32, 2>,
}

impl PartialEq for Reservations {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Reservations {
    /// All of them, lowest address first.
    pub(crate) fn as_slice(&self) -> &[Reservation] {
        &self.list
    }

    /// Those of a range, lowest address first.
    pub(crate) fn within(&self, range: AddressRange) -> &[Reservation] {
        let first = self.list.partition_point(|reservation| reservation.address < range.first());
        let after = self.list.partition_point(|reservation| reservation.address <= range.last());
        self.list.get(first..after).unwrap_or_default()
    }

    /// The reservation of an address.
    pub(crate) fn at(&self, address: Address) -> Option<&Reservation> {
        at(&self.list, address)
    }

    /// The reservation for a client.
    #[inline]
    pub(crate) fn of_client(&self, client: &ClientId) -> Option<&Reservation> {
        if self.list.is_empty() { None } else { self.found_by(client) }
    }

    #[inline(never)]
    fn found_by(&self, client: &ClientId) -> Option<&Reservation> {
        let is_wanted =
            |address: NonZeroU32| self.at(address.get()).is_some_and(|kept| kept.client == *client);
        self.at(self.by_client.find(client.hash(), is_wanted)?.get())
    }

    pub(crate) fn insert(&mut self, reservation: Reservation) {
        let (address, hash) = (reservation.address, reservation.client.hash());
        self.remove(address);
        self.list.insert(self.list.partition_point(|other| other.address < address), reservation);
        if let Some(address) = NonZeroU32::new(address) {
            let list = &self.list;
            self.by_client.insert(hash, address, |address| hash_at(list, address));
        }
    }

    pub(crate) fn remove(&mut self, address: Address) {
        let Ok(place) = place_of(&self.list, address) else { return };
        // Out of the index first, while the list still says its hash.
        if let Some(wanted) = NonZeroU32::new(address) {
            let list = &self.list;
            let hash = hash_at(list, wanted);
            self.by_client.remove(hash, |found| found == wanted, |address| hash_at(list, address));
        }
        self.list.remove(place);
    }
}

fn place_of(list: &[Reservation], address: Address) -> Result<usize, usize> {
    list.binary_search_by_key(&address, |reservation| reservation.address)
}

fn at(list: &[Reservation], address: Address) -> Option<&Reservation> {
    list.get(place_of(list, address).ok()?)
}

fn hash_at(list: &[Reservation], address: NonZeroU32) -> u64 {
    at(list, address.get()).map_or(0, |reservation| reservation.client.hash())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reservation(address: Address, client: u8) -> Reservation {
        Reservation { address, client: ClientId::new(&[client]).unwrap(), allowed_kinds: ClientKind::DHCP }
    }

    #[test]
    fn reservations_are_found_by_address_and_by_client() {
        let mut reservations = Reservations::default();
        for (address, client) in [(30, 3), (10, 1), (20, 2)] {
            reservations.insert(reservation(address, client));
        }
        let of = |reservations: &Reservations, client: u8| {
            reservations.of_client(&ClientId::new(&[client]).unwrap()).map(|kept| kept.address)
        };
        assert_eq!(reservations.as_slice().iter().map(|kept| kept.address).collect::<Vec<_>>(), [10, 20, 30]);
        assert_eq!(of(&reservations, 2), Some(20));
        reservations.remove(20);
        assert_eq!((reservations.at(20), of(&reservations, 2)), (None, None));
        reservations.insert(reservation(10, 4));
        assert_eq!(
            (of(&reservations, 1), of(&reservations, 4), of(&reservations, 3)),
            (None, Some(10), Some(30))
        );
    }
}
