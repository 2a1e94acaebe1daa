//! The tables of a server: its scopes by address, its relationships by name, both in an order that an enumeration
//! can resume anywhere.

use hashbrown::{HashMap, HashTable};

use crate::domain::address::Address;
use crate::domain::relationship::{Relationship, RelationshipId};
use crate::domain::scope::Scope;
use crate::domain::text::{NumberHash, name_hash, same_name};

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

/// The relationships of a server, in the order of their creation.
#[derive(Debug, Clone, Default)]
pub struct RelationshipTable {
    /// By id. Ids are given in order, so `order` stays sorted.
    by_id: HashMap<u32, Box<Relationship>, NumberHash>,
    by_name: HashTable<(u64, u32)>,
    order: Vec<RelationshipId>,
    next: u32,
}

impl PartialEq for RelationshipTable {
    fn eq(&self, other: &Self) -> bool {
        self.next == other.next && self.order == other.order && self.by_id == other.by_id
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
        self.by_id.get(&id.0).map(Box::as_ref)
    }

    /// The relationship with a name, whatever its case.
    pub fn find(&self, name: &[u16]) -> Option<(RelationshipId, &Relationship)> {
        let hash = name_hash(name);
        let (_, id) = self.by_name.find(hash, |(other, id)| {
            *other == hash
                && self.by_id.get(id).is_some_and(|found| same_name(found.settings.name.units(), name))
        })?;
        Some((RelationshipId(*id), self.get(RelationshipId(*id))?))
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
        self.by_id.get_mut(&id.0).map(Box::as_mut)
    }

    /// The id that the next relationship gets.
    pub(crate) fn next_id(&self) -> RelationshipId {
        RelationshipId(self.next)
    }

    pub(crate) fn insert(&mut self, relationship: Relationship) {
        let id = self.next;
        self.next = id.wrapping_add(1);
        let hash = name_hash(relationship.settings.name.units());
        self.order.push(RelationshipId(id));
        self.by_id.insert(id, Box::new(relationship));
        self.by_name.insert_unique(hash, (hash, id), |(hash, _)| *hash);
    }

    pub(crate) fn remove(&mut self, id: RelationshipId) {
        let Some(relationship) = self.by_id.remove(&id.0) else { return };
        if let Ok(place) = self.order.binary_search(&id) {
            self.order.remove(place);
        }
        let hash = name_hash(relationship.settings.name.units());
        if let Ok(entry) = self.by_name.find_entry(hash, |(_, other)| *other == id.0) {
            entry.remove();
        }
    }
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
