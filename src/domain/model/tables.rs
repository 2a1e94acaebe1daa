//! The tables of a server: its scopes by address, its relationships by name, both in an order that an enumeration
//! can resume anywhere.

use std::num::NonZeroU32;
use std::ops::Deref;

use crate::domain::base::address::Address;
use crate::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use crate::domain::base::shared::Shared;
use crate::domain::base::text::{NameKey, number_hash};
use crate::domain::model::relationship::{MAX_NAME_LENGTH, Relationship};
use crate::domain::model::scope::Scope;
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
}

/// The scopes of a server. A copy shares them, until it changes one.
#[derive(Debug, Clone, Default)]
pub struct ScopeTable {
    slots: Slots<Shared<Scope>>,
    by_id: Index<Slot>,
    /// Lowest first.
    order: Vec<ScopeId>,
}

impl PartialEq for ScopeTable {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order && self.iter().eq(other.iter())
    }
}

impl ScopeTable {
    /// A scope by its id.
    pub fn get(&self, id: ScopeId) -> Option<&Scope> {
        self.slots.get(self.slot(id)?).map(Deref::deref)
    }

    /// The scope whose subnet contains an address.
    pub fn containing(&self, address: Address) -> Option<&Scope> {
        let after = self.order.partition_point(|id| id.0 <= address);
        let scope = self.get(*self.order.get(after.checked_sub(1)?)?)?;
        scope.subnet().range().contains(address).then_some(scope)
    }

    /// The ids, lowest first.
    pub fn ids(&self) -> &[ScopeId] {
        &self.order
    }

    /// The scopes, lowest first.
    pub fn iter(&self) -> impl Iterator<Item = &Scope> {
        self.order.iter().filter_map(|id| self.get(*id))
    }

    pub(crate) fn get_mut(&mut self, id: ScopeId) -> Option<&mut Scope> {
        let slot = self.slot(id)?;
        self.slots.get_mut(slot)?.to_mut()
    }

    pub(crate) fn insert(&mut self, scope: Scope) {
        let id = scope.id();
        if let Err(place) = self.order.binary_search(&id) {
            self.order.insert(place, id);
        }
        let Some(slot) = self.slots.insert(Shared::new(scope)) else { return };
        let slots = &self.slots;
        self.by_id.insert(number_hash(id.0), slot, |slot| hash_of_scope(slots, slot));
    }

    pub(crate) fn remove(&mut self, id: ScopeId) {
        let Some(slot) = self.slot(id) else { return };
        let slots = &self.slots;
        self.by_id.remove(number_hash(id.0), |found| found == slot, |slot| hash_of_scope(slots, slot));
        self.slots.remove(slot);
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
    }

    fn slot(&self, id: ScopeId) -> Option<Slot> {
        let is_wanted = |slot| self.slots.get(slot).is_some_and(|scope| scope.id() == id);
        self.by_id.find(number_hash(id.0), is_wanted)
    }
}

fn hash_of_scope(slots: &Slots<Shared<Scope>>, slot: Slot) -> u64 {
    slots.get(slot).map_or(0, |scope| number_hash(scope.id().0))
}

/// Which servers have a scope.
#[derive(Debug, Clone, Default)]
pub(crate) struct HolderTable {
    slots: Slots<Holders>,
    by_scope: Index<Slot>,
}

#[derive(Debug, Clone)]
struct Holders {
    scope: ScopeId,
    /// Lowest first.
    servers: Vec<ServerId>,
}

impl HolderTable {
    /// The servers that have the scope, lowest id first.
    #[inline]
    pub(crate) fn of(&self, scope: ScopeId) -> &[ServerId] {
        let found = self.slot(scope).and_then(|slot| self.slots.get(slot));
        found.map_or(&[], |holders| &holders.servers)
    }

    pub(crate) fn insert(&mut self, scope: ScopeId, server: ServerId) {
        if let Some(holders) = self.slot(scope).and_then(|slot| self.slots.get_mut(slot)) {
            if let Err(place) = holders.servers.binary_search(&server) {
                holders.servers.insert(place, server);
            }
            return;
        }
        let Some(slot) = self.slots.insert(Holders { scope, servers: vec![server] }) else { return };
        let slots = &self.slots;
        self.by_scope.insert(number_hash(scope.0), slot, |slot| hash_of_holders(slots, slot));
    }

    pub(crate) fn remove(&mut self, scope: ScopeId, server: ServerId) {
        let Some(slot) = self.slot(scope) else { return };
        let Some(holders) = self.slots.get_mut(slot) else { return };
        holders.servers.retain(|holder| *holder != server);
        if holders.servers.is_empty() {
            let slots = &self.slots;
            self.by_scope.remove(
                number_hash(scope.0),
                |found| found == slot,
                |slot| hash_of_holders(slots, slot),
            );
            self.slots.remove(slot);
        }
    }

    #[inline]
    fn slot(&self, scope: ScopeId) -> Option<Slot> {
        let is_wanted = |slot| self.slots.get(slot).is_some_and(|holders| holders.scope == scope);
        self.by_scope.find(number_hash(scope.0), is_wanted)
    }
}

fn hash_of_holders(slots: &Slots<Holders>, slot: Slot) -> u64 {
    slots.get(slot).map_or(0, |holders| number_hash(holders.scope.0))
}

/// A name that a relationship can have, ready to be looked up.
type Key = NameKey<{ MAX_NAME_LENGTH.div_ceil(4) }>;

/// The relationships of a server, in the order of their creation. A copy shares them, until it changes one.
#[derive(Debug, Clone, Default)]
pub struct RelationshipTable {
    places: Vec<Place>,
    /// Slots whose relationships were deleted.
    empty: Vec<Slot>,
    by_name: Index<Slot>,
    /// Oldest first.
    order: Vec<Slot>,
    /// How many were ever created.
    created: u64,
}

/// The place of a slot.
#[derive(Debug, Clone)]
struct Place {
    /// The id of the relationship that is there, or will be next.
    id: RelationshipId,
    named: Option<Shared<Named>>,
}

#[derive(Debug, Clone)]
struct Named {
    hash: u64,
    key: Box<[u64]>,
    /// How many were created before it.
    number: u64,
    relationship: Relationship,
}

impl PartialEq for RelationshipTable {
    fn eq(&self, other: &Self) -> bool {
        self.ids().eq(other.ids()) && self.from(0).eq(other.from(0))
    }
}

impl RelationshipId {
    /// The first of a slot.
    fn first(slot: Slot) -> Self {
        RelationshipId(u64::from(slot.get() - 1))
    }

    /// The next of the same slot.
    fn next(self) -> Self {
        RelationshipId(self.0.wrapping_add(1 << 32))
    }

    fn place(self) -> usize {
        usize::try_from(self.0 & u64::from(u32::MAX)).unwrap_or(usize::MAX)
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
        let place = self.places.get(id.place()).filter(|place| place.id == id);
        Some(&place?.named.as_ref()?.relationship)
    }

    /// The hash of the name of a relationship ([`name_hash`](crate::domain::base::text::name_hash)).
    pub(crate) fn name_hash(&self, id: RelationshipId) -> Option<u64> {
        let place = self.places.get(id.place()).filter(|place| place.id == id);
        Some(place?.named.as_ref()?.hash)
    }

    /// The relationship with a name, whatever its case.
    pub fn find(&self, name: &[u16]) -> Option<(RelationshipId, &Relationship)> {
        let key = Key::new(name)?;
        let hash = key.hash();
        let is_wanted = |slot| {
            named(&self.places, slot).is_some_and(|named| named.hash == hash && *named.key == *key.words())
        };
        let slot = self.by_name.find(hash, is_wanted)?;
        let place = self.places.get(place_of(slot))?;
        Some((place.id, &place.named.as_ref()?.relationship))
    }

    /// The ids, oldest first.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = RelationshipId> {
        self.ids_from(0)
    }

    /// The ids from a place on, oldest first.
    pub fn ids_from(&self, place: usize) -> impl ExactSizeIterator<Item = RelationshipId> {
        let slots = self.order.get(place..).unwrap_or_default().iter();
        slots.map(|slot| {
            self.places.get(place_of(*slot)).map_or(RelationshipId::first(*slot), |place| place.id)
        })
    }

    /// The relationships from a place on, oldest first.
    pub fn from(&self, place: usize) -> impl Iterator<Item = &Relationship> {
        let slots = self.order.get(place..).unwrap_or_default().iter();
        slots.filter_map(|slot| Some(&named(&self.places, *slot)?.relationship))
    }

    /// The relationships that are in contact, and the other halves.
    pub fn partners(&self) -> impl Iterator<Item = (RelationshipId, Partner)> {
        self.ids().filter_map(|id| Some((id, self.get(id)?.partner?)))
    }

    pub(crate) fn get_mut(&mut self, id: RelationshipId) -> Option<&mut Relationship> {
        let place = self.places.get_mut(id.place()).filter(|place| place.id == id);
        Some(&mut place?.named.as_mut()?.to_mut()?.relationship)
    }

    /// The id that the next relationship gets.
    pub(crate) fn next_id(&self) -> RelationshipId {
        let used = self.empty.last().and_then(|slot| self.places.get(place_of(*slot)));
        let used = used.map(|place| place.id);
        let next = used.or_else(|| slot_of(self.places.len()).map(RelationshipId::first));
        next.unwrap_or(RelationshipId(u64::MAX))
    }

    pub(crate) fn insert(&mut self, relationship: Relationship) {
        // Names that are too long for a key were refused.
        let Some(key) = Key::new(relationship.settings.name.units()) else { return };
        let Some(slot) = self.empty.pop().or_else(|| {
            let slot = slot_of(self.places.len())?;
            self.places.push(Place { id: RelationshipId::first(slot), named: None });
            Some(slot)
        }) else {
            return;
        };
        let (hash, key) = (key.hash(), key.words().into());
        if let Some(place) = self.places.get_mut(place_of(slot)) {
            place.named = Some(Shared::new(Named { hash, key, number: self.created, relationship }));
        }
        self.created = self.created.saturating_add(1);
        self.order.push(slot);
        let places = &self.places;
        self.by_name.insert(hash, slot, |slot| hash_of_name(places, slot));
    }

    /// The ids that the next relationships get, the next one first, before there are ids of new slots.
    pub fn free_ids(&self) -> impl Iterator<Item = RelationshipId> {
        let places = self.empty.iter().rev().filter_map(|slot| self.places.get(place_of(*slot)));
        places.map(|place| place.id)
    }

    /// The table of these relationships, oldest first, in which those ids are free, the next one first. `None` if two have one
    /// slot, a slot has none, or a name is too long.
    pub fn from_parts(
        relationships: Vec<(RelationshipId, Relationship)>,
        free_ids: Vec<RelationshipId>,
    ) -> Option<Self> {
        let mut table = RelationshipTable::default();
        let used = relationships.iter().map(|(id, _)| *id);
        let mut ids: Vec<RelationshipId> = used.chain(free_ids.iter().copied()).collect();
        ids.sort_unstable_by_key(|id| id.place());
        if ids.iter().enumerate().any(|(place, id)| id.place() != place) {
            return None;
        }
        table.places = ids.into_iter().map(|id| Place { id, named: None }).collect();
        for (id, relationship) in relationships {
            // A relationship goes to the slot that is free last.
            table.empty.push(slot_of(id.place())?);
            table.insert(relationship);
            table.get(id)?;
        }
        table.empty =
            free_ids.into_iter().rev().map(|id| slot_of(id.place())).collect::<Option<Vec<Slot>>>()?;
        Some(table)
    }

    pub(crate) fn remove(&mut self, id: RelationshipId) {
        let Some(slot) = slot_of(id.place()).filter(|_| self.get(id).is_some()) else { return };
        let places = &self.places;
        // Slots are in the order of their numbers.
        let number = |slot: &Slot| named(places, *slot).map(|named| named.number);
        if let Ok(place) = self.order.binary_search_by_key(&number(&slot), number) {
            self.order.remove(place);
        }
        let hash = hash_of_name(places, slot);
        self.by_name.remove(hash, |found| found == slot, |slot| hash_of_name(places, slot));
        if let Some(place) = self.places.get_mut(place_of(slot)) {
            place.named = None;
            place.id = id.next();
            self.empty.push(slot);
        }
    }
}

fn named(places: &[Place], slot: Slot) -> Option<&Named> {
    places.get(place_of(slot))?.named.as_deref()
}

fn hash_of_name(places: &[Place], slot: Slot) -> u64 {
    named(places, slot).map_or(0, |named| named.hash)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::role::{Mode, Role};
    use crate::domain::base::text::Text;
    use crate::domain::base::time::Timestamp;
    use crate::domain::model::relationship::Settings;
    use crate::domain::model::state::State;

    fn named(name: &str) -> Relationship {
        Relationship::new(
            Settings {
                name: Text::from(name),
                primary: 1,
                secondary: 2,
                primary_name: None,
                secondary_name: None,
                role: Role::Primary,
                mode: Mode::LoadBalance,
                percentage: 50,
                mclt: 3600,
                safe_period: 0,
                secret: None,
            },
            State::Normal,
            Timestamp(0),
        )
    }

    /// Slots are used again, so that a table is as large as it ever had to be.
    #[test]
    fn a_table_does_not_grow_by_what_is_deleted() {
        let mut table = RelationshipTable::default();
        table.insert(named("stays"));
        for _ in 0..100 {
            let next = table.next_id();
            table.insert(named("a"));
            assert_eq!(table.find(&[0x41]).map(|(id, _)| id), Some(next));
            table.insert(named("b"));
            table.remove(next);
            table.remove(next);
            table.insert(named("c"));
            let names: Vec<String> = table.from(1).map(|found| found.settings.name.to_string()).collect();
            assert_eq!(names, ["b", "c"]);
            let ids: Vec<RelationshipId> = table.ids().skip(1).collect();
            ids.into_iter().for_each(|id| table.remove(id));
        }
        assert_eq!((table.len(), table.places.len()), (1, 3));
    }

    #[test]
    fn who_has_a_scope() {
        let mut holders = HolderTable::default();
        for (scope, server) in [(7, 2), (7, 1), (8, 1), (7, 2)] {
            holders.insert(ScopeId(scope), ServerId(server));
        }
        assert_eq!(
            (holders.of(ScopeId(7)), holders.of(ScopeId(8))),
            (&[ServerId(1), ServerId(2)][..], &[ServerId(1)][..])
        );
        holders.remove(ScopeId(7), ServerId(1));
        holders.remove(ScopeId(8), ServerId(1));
        holders.remove(ScopeId(8), ServerId(1));
        assert_eq!((holders.of(ScopeId(7)), holders.of(ScopeId(8))), (&[ServerId(2)][..], &[][..]));
        holders.insert(ScopeId(9), ServerId(3));
        assert_eq!((holders.of(ScopeId(8)), holders.of(ScopeId(9))), (&[][..], &[ServerId(3)][..]));
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
        let again = RelationshipId(1 << 32 | 1);
        assert_eq!(table.ids().collect::<Vec<_>>(), [RelationshipId(0), RelationshipId(2), again]);
        assert_eq!(table.get(RelationshipId(1)), None, "who kept the id does not meet the new one");
        assert_eq!(table.get(again).map(|found| found.settings.name.to_string()), Some("a".into()));
        assert_eq!(
            table.from(1).map(|found| format!("{:?}", found.settings.name)).collect::<Vec<_>>(),
            ["\"c\"", "\"a\""]
        );
    }

    /// Of scopes that stand in each other's places of the index, the one that is removed is found no more, and the others are.
    #[test]
    fn who_has_which_of_many_scopes() {
        let mut holders = HolderTable::default();
        for round in 1..=3 {
            for scope in 1..=1000 {
                holders.insert(ScopeId(scope << 8), ServerId(round));
            }
            for scope in (1..=1000).filter(|scope| scope % 2 == 0) {
                holders.remove(ScopeId(scope << 8), ServerId(round));
            }
        }
        assert_eq!((holders.slots.places.iter().flatten().count(), holders.by_scope.len()), (500, 500));
        assert_eq!(
            (holders.of(ScopeId(1 << 8)), holders.of(ScopeId(2 << 8))),
            (&[ServerId(1), ServerId(2), ServerId(3)][..], &[][..])
        );
    }
}
