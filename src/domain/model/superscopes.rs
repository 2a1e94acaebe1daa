//! Superscopes: scopes of one server whose clients are in one network.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::domain::base::ids::ScopeId;
use crate::domain::base::shared::Shared;
use crate::domain::base::text::{Text, same_name};

/// A superscope. It has one scope at least.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superscope {
    /// Its name.
    pub name: Text,
    /// Its scopes, lowest address first.
    pub scopes: Vec<ScopeId>,
}

/// The superscopes of a server, by number. Numbers count from 1, and one that is no more in use is not the next one's as long as
/// a higher one is.
#[derive(Debug, Clone, Default)]
pub struct Superscopes {
    superscopes: BTreeMap<u32, Superscope>,
    /// The superscope that a scope is in, which follows from them.
    numbers: BTreeMap<ScopeId, u32>,
}

impl PartialEq for Superscopes {
    fn eq(&self, other: &Self) -> bool {
        self.superscopes == other.superscopes
    }
}

impl Superscopes {
    /// What a fresh server has, which is nothing; all of them share it.
    pub fn fresh() -> Shared<Superscopes> {
        static FRESH: LazyLock<Shared<Superscopes>> = LazyLock::new(Shared::default);
        FRESH.clone()
    }

    /// Those that are given by number; `None` if one has no scope, or its scopes are not in order, or a scope is in two.
    pub fn from_parts(superscopes: BTreeMap<u32, Superscope>) -> Option<Self> {
        let mut numbers = BTreeMap::new();
        for (number, superscope) in &superscopes {
            let scopes = &superscope.scopes;
            let are_new = scopes.iter().all(|scope| numbers.insert(*scope, *number).is_none());
            if scopes.is_empty() || !scopes.is_sorted() || !are_new {
                return None;
            }
        }
        Some(Superscopes { superscopes, numbers })
    }

    /// The superscope that a scope is in, and its number.
    #[inline]
    pub fn of(&self, scope: ScopeId) -> Option<(u32, &Superscope)> {
        if self.numbers.is_empty() {
            return None;
        }
        let number = *self.numbers.get(&scope)?;
        Some((number, self.superscopes.get(&number)?))
    }

    /// The superscope of a name, whatever its case, and its number.
    pub fn find(&self, name: &Text) -> Option<(u32, &Superscope)> {
        self.iter().find(|(_, superscope)| same_name(superscope.name.units(), name.units()))
    }

    /// All of them, the lowest number first.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Superscope)> {
        self.superscopes.iter().map(|(number, superscope)| (*number, superscope))
    }

    /// The number of the next one.
    pub fn next_number(&self) -> u32 {
        self.superscopes.last_key_value().map_or(1, |(last, _)| last.saturating_add(1))
    }

    /// Puts a scope, which is in none, into the superscope of a number; where there is none, it has this name.
    pub(crate) fn join(&mut self, scope: ScopeId, number: u32, name: Text) {
        let new = || Superscope { name, scopes: Vec::new() };
        let scopes = &mut self.superscopes.entry(number).or_insert_with(new).scopes;
        if let Err(place) = scopes.binary_search(&scope) {
            scopes.insert(place, scope);
        }
        self.numbers.insert(scope, number);
    }

    /// Takes a scope out of its superscope, if it is in one. A superscope ends with its last scope.
    pub(crate) fn leave(&mut self, scope: ScopeId) {
        let Some(number) = self.numbers.remove(&scope) else { return };
        let Some(superscope) = self.superscopes.get_mut(&number) else { return };
        superscope.scopes.retain(|member| *member != scope);
        if superscope.scopes.is_empty() {
            self.superscopes.remove(&number);
        }
    }
}
