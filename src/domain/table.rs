//! The tables of a server: its scopes by address, its relationships by name, both in an order that an enumeration
//! can resume anywhere.

use hashbrown::{HashMap, HashTable};

use crate::domain::address::Address;
use crate::domain::relationship::{LONGEST_NAME, Relationship, RelationshipId};
use crate::domain::scope::Scope;
use crate::domain::text::{NameKey, NumberHash};

/// The scopes of a server.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ScopeTable {
    by_id: HashMap<Address, Box<Scope>, NumberHash>,
    order: Vec<Address>,
}

impl ScopeTable {
    /// The scope of a subnet address.
    pub fn get(&self, id: Address) -> Option<&Scope> {
        self.by_id.get(&id).map(Box::as_ref)
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
        self.by_id.get_mut(&id).map(Box::as_mut)
    }

    pub(crate) fn insert(&mut self, scope: Scope) {
        let id = scope.subnet().address();
        if let Err(place) = self.order.binary_search(&id) {
            self.order.insert(place, id);
        }
        self.by_id.insert(id, Box::new(scope));
    }

    pub(crate) fn remove(&mut self, id: Address) {
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
        self.by_id.remove(&id);
    }
}

/// A name that a relationship can have, ready to be looked up.
type Key = NameKey<{ LONGEST_NAME.div_ceil(4) }>;

/// The relationships of a server, in the order of their creation.
#[derive(Debug, Clone, Default)]
pub struct RelationshipTable {
    /// By id; the places of deleted ones stay empty.
    slots: Vec<Option<Box<Relationship>>>,
    by_name: HashTable<Named>,
    /// Ids are given in order, so this is sorted.
    order: Vec<RelationshipId>,
}

#[derive(Debug, Clone)]
struct Named {
    hash: u64,
    key: Box<[u64]>,
    id: RelationshipId,
}

impl PartialEq for RelationshipTable {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order && self.slots == other.slots
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
        self.slots.get(slot(id))?.as_deref()
    }

    /// The relationship with a name, whatever its case.
    pub fn find(&self, name: &[u16]) -> Option<(RelationshipId, &Relationship)> {
        let key = Key::new(name)?;
        let hash = key.hash();
        let named = self.by_name.find(hash, |named| named.hash == hash && *named.key == *key.words())?;
        Some((named.id, self.get(named.id)?))
    }

    /// The ids, oldest first.
    pub fn ids(&self) -> &[RelationshipId] {
        &self.order
    }

    /// The relationships from a place on, oldest first.
    pub fn from(&self, place: usize) -> impl Iterator<Item = &Relationship> {
        self.order.get(place..).unwrap_or_default().iter().filter_map(|id| self.get(*id))
    }

    pub(crate) fn get_mut(&mut self, id: RelationshipId) -> Option<&mut Relationship> {
        self.slots.get_mut(slot(id))?.as_deref_mut()
    }

    /// The id that the next relationship gets.
    pub(crate) fn next_id(&self) -> RelationshipId {
        RelationshipId(u32::try_from(self.slots.len()).unwrap_or(u32::MAX))
    }

    pub(crate) fn insert(&mut self, relationship: Relationship) {
        let id = self.next_id();
        if let Some(key) = Key::new(relationship.settings.name.units()) {
            let named = Named { hash: key.hash(), key: key.words().into(), id };
            self.by_name.insert_unique(named.hash, named, |named| named.hash);
        }
        self.order.push(id);
        self.slots.push(Some(Box::new(relationship)));
    }

    pub(crate) fn remove(&mut self, id: RelationshipId) {
        let Some(relationship) = self.slots.get_mut(slot(id)).and_then(Option::take) else { return };
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
        let hash = Key::new(relationship.settings.name.units()).map_or(0, |key| key.hash());
        if let Ok(entry) = self.by_name.find_entry(hash, |named| named.id == id) {
            entry.remove();
        }
    }
}

fn slot(id: RelationshipId) -> usize {
    usize::try_from(id.0).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::pool::Owner;
    use crate::domain::relationship::{Mode, Settings};
    use crate::domain::text::Text;

    fn named(name: &str) -> Relationship {
        Relationship::new(Settings {
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
        })
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
