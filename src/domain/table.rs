//! The tables of a server: its scopes by address, its relationships by name, both in an order that an enumeration
//! can resume anywhere.

use std::num::NonZeroU32;

use crate::domain::address::Address;
use crate::domain::registry::ServerId;
use crate::domain::relationship::{LONGEST_NAME, Partner, Relationship, RelationshipId};
use crate::domain::scope::Scope;
use crate::domain::text::{NameKey, number_hash};
use crate::index::Index;

/// A slot, counted from 1.
pub(crate) type Slot = NonZeroU32;

fn slot_of(place: usize) -> Option<Slot> {
    u32::try_from(place).ok().and_then(|place| Slot::new(place.wrapping_add(1)))
}

fn place_of(slot: Slot) -> usize {
    usize::try_from(slot.get() - 1).unwrap_or(usize::MAX)
}

/// Things by slot. The slot of a thing that was removed is used again.
#[derive(Debug, Clone)]
pub(crate) struct Slots<T> {
    places: Vec<Option<T>>,
    empty: Vec<Slot>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Slots { places: Vec::new(), empty: Vec::new() }
    }
}

impl<T> Slots<T> {
    #[inline]
    pub(crate) fn get(&self, slot: Slot) -> Option<&T> {
        self.places.get(place_of(slot))?.as_ref()
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        self.places.get_mut(place_of(slot))?.as_mut()
    }

    /// Keeps a thing; `None` if there are too many.
    pub(crate) fn insert(&mut self, thing: T) -> Option<Slot> {
        let slot = match self.empty.pop() {
            Some(slot) => slot,
            None => {
                let slot = slot_of(self.places.len())?;
                self.places.push(None);
                slot
            }
        };
        *self.places.get_mut(place_of(slot))? = Some(thing);
        Some(slot)
    }

    pub(crate) fn remove(&mut self, slot: Slot) -> Option<T> {
        let thing = self.places.get_mut(place_of(slot))?.take()?;
        self.empty.push(slot);
        Some(thing)
    }

    /// All things, in no order.
    fn iter_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.places.iter_mut().flatten()
    }
}

/// The scopes of a server.
#[derive(Debug, Clone, Default)]
pub struct ScopeTable {
    slots: Slots<Box<Scope>>,
    by_id: Index<Slot>,
    /// Lowest first.
    order: Vec<Address>,
}

impl PartialEq for ScopeTable {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order && self.iter().eq(other.iter())
    }
}

impl ScopeTable {
    /// The scope of a subnet address.
    pub fn get(&self, id: Address) -> Option<&Scope> {
        self.slots.get(self.slot(id)?).map(Box::as_ref)
    }

    /// The scope whose subnet contains an address.
    pub fn containing(&self, address: Address) -> Option<&Scope> {
        let after = self.order.partition_point(|id| *id <= address);
        let scope = self.get(*self.order.get(after.checked_sub(1)?)?)?;
        scope.subnet().range().contains(address).then_some(scope)
    }

    /// The subnet addresses, lowest first.
    pub fn ids(&self) -> &[Address] {
        &self.order
    }

    /// The scopes, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.order.iter().filter_map(|id| self.get(*id))
    }

    pub(crate) fn get_mut(&mut self, id: Address) -> Option<&mut Scope> {
        let slot = self.slot(id)?;
        self.slots.get_mut(slot).map(Box::as_mut)
    }

    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut Scope)) {
        self.slots.iter_mut().map(Box::as_mut).for_each(change);
    }

    pub(crate) fn insert(&mut self, scope: Scope) {
        let id = scope.subnet().address();
        if let Err(place) = self.order.binary_search(&id) {
            self.order.insert(place, id);
        }
        let Some(slot) = self.slots.insert(Box::new(scope)) else { return };
        let slots = &self.slots;
        self.by_id.insert(number_hash(id), slot, |slot| hash_of_scope(slots, slot));
    }

    pub(crate) fn remove(&mut self, id: Address) {
        let Some(slot) = self.slot(id) else { return };
        let slots = &self.slots;
        self.by_id.remove(number_hash(id), |found| found == slot, |slot| hash_of_scope(slots, slot));
        self.slots.remove(slot);
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
    }

    fn slot(&self, id: Address) -> Option<Slot> {
        let is_wanted = |slot| self.slots.get(slot).is_some_and(|scope| scope.subnet().address() == id);
        self.by_id.find(number_hash(id), is_wanted)
    }
}

fn hash_of_scope(slots: &Slots<Box<Scope>>, slot: Slot) -> u64 {
    slots.get(slot).map_or(0, |scope| number_hash(scope.subnet().address()))
}

/// Which servers have a scope of a subnet address.
#[derive(Debug, Clone, Default)]
pub(crate) struct HolderTable {
    slots: Slots<Holders>,
    by_scope: Index<Slot>,
}

#[derive(Debug, Clone)]
struct Holders {
    scope: Address,
    /// Lowest first.
    servers: Vec<ServerId>,
}

impl HolderTable {
    /// The servers that have the scope, lowest id first.
    #[inline]
    pub(crate) fn of(&self, scope: Address) -> &[ServerId] {
        let found = self.slot(scope).and_then(|slot| self.slots.get(slot));
        found.map_or(&[], |holders| &holders.servers)
    }

    pub(crate) fn insert(&mut self, scope: Address, server: ServerId) {
        if let Some(holders) = self.slot(scope).and_then(|slot| self.slots.get_mut(slot)) {
            if let Err(place) = holders.servers.binary_search(&server) {
                holders.servers.insert(place, server);
            }
            return;
        }
        let Some(slot) = self.slots.insert(Holders { scope, servers: vec![server] }) else { return };
        let slots = &self.slots;
        self.by_scope.insert(number_hash(scope), slot, |slot| hash_of_holders(slots, slot));
    }

    pub(crate) fn remove(&mut self, scope: Address, server: ServerId) {
        let Some(slot) = self.slot(scope) else { return };
        let Some(holders) = self.slots.get_mut(slot) else { return };
        holders.servers.retain(|holder| *holder != server);
        if holders.servers.is_empty() {
            let slots = &self.slots;
            self.by_scope.remove(
                number_hash(scope),
                |found| found == slot,
                |slot| hash_of_holders(slots, slot),
            );
            self.slots.remove(slot);
        }
    }

    #[inline]
    fn slot(&self, scope: Address) -> Option<Slot> {
        let is_wanted = |slot| self.slots.get(slot).is_some_and(|holders| holders.scope == scope);
        self.by_scope.find(number_hash(scope), is_wanted)
    }
}

fn hash_of_holders(slots: &Slots<Holders>, slot: Slot) -> u64 {
    slots.get(slot).map_or(0, |holders| number_hash(holders.scope))
}

/// A name that a relationship can have, ready to be looked up.
type Key = NameKey<{ LONGEST_NAME.div_ceil(4) }>;

/// The relationships of a server, in the order of their creation.
#[derive(Debug, Clone, Default)]
pub struct RelationshipTable {
    /// By id; the places of deleted ones stay empty.
    slots: Vec<Option<Box<Named>>>,
    by_name: Index<Slot>,
    /// Ids are given in order, so this is sorted.
    order: Vec<RelationshipId>,
}

#[derive(Debug, Clone, PartialEq)]
struct Named {
    hash: u64,
    key: Box<[u64]>,
    relationship: Relationship,
}

impl PartialEq for RelationshipTable {
    fn eq(&self, other: &Self) -> bool {
        self.slots == other.slots
    }
}

impl RelationshipTable {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The relationship with an id.
    pub fn get(&self, id: RelationshipId) -> Option<&Relationship> {
        let place = usize::try_from(id.0).ok()?;
        Some(&self.slots.get(place)?.as_ref()?.relationship)
    }

    /// The relationship with a name, whatever its case.
    pub fn find(&self, name: &[u16]) -> Option<(RelationshipId, &Relationship)> {
        let key = Key::new(name)?;
        let hash = key.hash();
        let is_wanted = |slot| {
            named(&self.slots, slot).is_some_and(|named| named.hash == hash && *named.key == *key.words())
        };
        let slot = self.by_name.find(hash, is_wanted)?;
        Some((RelationshipId(slot.get() - 1), &named(&self.slots, slot)?.relationship))
    }

    /// The ids, oldest first.
    pub fn ids(&self) -> &[RelationshipId] {
        &self.order
    }

    /// The relationships from a place on, oldest first.
    pub fn from(&self, place: usize) -> impl Iterator<Item = &Relationship> {
        self.order.get(place..).unwrap_or_default().iter().filter_map(|id| self.get(*id))
    }

    /// The relationships that are in contact, and the other halves.
    pub fn partners(&self) -> impl Iterator<Item = (RelationshipId, Partner)> {
        self.order.iter().filter_map(|id| Some((*id, self.get(*id)?.partner?)))
    }

    pub(crate) fn get_mut(&mut self, id: RelationshipId) -> Option<&mut Relationship> {
        let place = usize::try_from(id.0).ok()?;
        Some(&mut self.slots.get_mut(place)?.as_mut()?.relationship)
    }

    pub(crate) fn for_each(&mut self, change: impl FnMut(&mut Relationship)) {
        self.slots.iter_mut().flatten().map(|named| &mut named.relationship).for_each(change);
    }

    /// The id that the next relationship gets.
    pub(crate) fn next_id(&self) -> RelationshipId {
        RelationshipId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX))
    }

    pub(crate) fn insert(&mut self, relationship: Relationship) {
        let id = self.next_id();
        // Names that are too long for a key were refused.
        let Some(key) = Key::new(relationship.settings.name.units()) else { return };
        let Some(slot) = slot_of(self.slots.len()) else { return };
        let (hash, key) = (key.hash(), key.words().into());
        self.order.push(id);
        self.slots.push(Some(Box::new(Named { hash, key, relationship })));
        let slots = &self.slots;
        self.by_name.insert(hash, slot, |slot| hash_of_name(slots, slot));
    }

    pub(crate) fn remove(&mut self, id: RelationshipId) {
        let Some(slot) = Slot::new(id.0.wrapping_add(1)) else { return };
        let slots = &self.slots;
        let hash = hash_of_name(slots, slot);
        self.by_name.remove(hash, |found| found == slot, |slot| hash_of_name(slots, slot));
        if let Some(place) = self.slots.get_mut(place_of(slot)) {
            *place = None;
        }
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
    }
}

fn named(slots: &[Option<Box<Named>>], slot: Slot) -> Option<&Named> {
    slots.get(place_of(slot))?.as_deref()
}

fn hash_of_name(slots: &[Option<Box<Named>>], slot: Slot) -> u64 {
    named(slots, slot).map_or(0, |named| named.hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pool::Owner;
    use crate::domain::relationship::{Mode, Settings};
    use crate::domain::text::Text;
    use crate::domain::time::Timestamp;

    fn named(name: &str) -> Relationship {
        Relationship::new(
            Settings {
                name: Text::from(name),
                primary: 1,
                secondary: 2,
                primary_name: None,
                secondary_name: None,
                role: Owner::Primary,
                mode: Mode::LoadBalance,
                percentage: 50,
                mclt: 3600,
                safe_period: 0,
                secret: None,
            },
            Timestamp(0),
        )
    }

    #[test]
    fn relationships_are_found_by_name_and_keep_their_order() {
        let mut table = RelationshipTable::default();
        for name in ["b", "a", "c"] {
            table.insert(named(name));
        }
        let find = |table: &RelationshipTable, name: &str| {
            table.find(&name.encode_utf16().collect::<Vec<_>>()).map(|(id, _)| id.0)
        };
        assert_eq!(find(&table, "A"), Some(1));
        table.remove(RelationshipId(1));
        assert_eq!(find(&table, "A"), None);
        assert_eq!(find(&table, "C"), Some(2));
        table.insert(named("a"));
        assert_eq!(table.ids(), [RelationshipId(0), RelationshipId(2), RelationshipId(3)]);
        assert_eq!(
            table.from(1).map(|found| format!("{:?}", found.settings.name)).collect::<Vec<_>>(),
            ["\"c\"", "\"a\""]
        );
    }
}
