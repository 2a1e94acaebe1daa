//! Superscopes: scopes of one server whose clients are in one network.

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
    /// The lowest number first.
    superscopes: Vec<(u32, Superscope)>,
    /// The superscope that a scope is in, the lowest scope first; it follows from them.
    numbers: Vec<(ScopeId, u32)>,
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

    /// Those that are given by number; `None` if they or the scopes of one are not in order, one has no scope, or a scope is in two.
    pub fn from_parts(superscopes: Vec<(u32, Superscope)>) -> Option<Self> {
        let of_scopes = |(number, superscope): &(u32, Superscope)| {
            let number = *number;
            superscope.scopes.iter().map(move |scope| (*scope, number)).collect::<Vec<_>>()
        };
        let mut numbers: Vec<(ScopeId, u32)> = superscopes.iter().flat_map(of_scopes).collect();
        numbers.sort_unstable();
        let are_fit = superscopes.is_sorted_by(|(one, _), (next, _)| one < next)
            && superscopes.iter().all(|(_, one)| !one.scopes.is_empty() && one.scopes.is_sorted())
            && numbers.is_sorted_by(|(one, _), (next, _)| one < next);
        are_fit.then_some(Superscopes { superscopes, numbers })
    }

    /// The superscope that a scope is in, and its number.
    #[inline]
    pub fn of(&self, scope: ScopeId) -> Option<(u32, &Superscope)> {
        if self.numbers.is_empty() {
            return None;
        }
        let place = self.place_of_scope(scope).ok()?;
        let (_, number) = *self.numbers.get(place)?;
        let (_, superscope) = self.superscopes.get(self.place_of(number).ok()?)?;
        Some((number, superscope))
    }

    /// Where a superscope is by its number, or would be.
    fn place_of(&self, number: u32) -> Result<usize, usize> {
        self.superscopes.binary_search_by_key(&number, |(number, _)| *number)
    }

    /// Where the number of a scope's is, or would be.
    fn place_of_scope(&self, scope: ScopeId) -> Result<usize, usize> {
        self.numbers.binary_search_by_key(&scope, |(scope, _)| *scope)
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
        self.superscopes.last().map_or(1, |(last, _)| last.saturating_add(1))
    }

    /// Puts a scope, which is in none, into the superscope of a number; where there is none, it has this name.
    pub(crate) fn join(&mut self, scope: ScopeId, number: u32, name: Text) {
        let Err(new) = self.place_of_scope(scope) else { return };
        self.numbers.insert(new, (scope, number));
        match self.place_of(number) {
            Err(place) => self.superscopes.insert(place, (number, Superscope { name, scopes: vec![scope] })),
            Ok(place) => {
                if let Some((_, superscope)) = self.superscopes.get_mut(place) {
                    let place = superscope.scopes.partition_point(|member| *member < scope);
                    superscope.scopes.insert(place, scope);
                }
            }
        }
    }

    /// Takes a scope out of its superscope, if it is in one. A superscope ends with its last scope.
    pub(crate) fn leave(&mut self, scope: ScopeId) {
        let Ok(place) = self.place_of_scope(scope) else { return };
        let (_, number) = self.numbers.remove(place);
        let Ok(place) = self.place_of(number) else { return };
        let Some((_, superscope)) = self.superscopes.get_mut(place) else { return };
        superscope.scopes.retain(|member| *member != scope);
        if superscope.scopes.is_empty() {
            self.superscopes.remove(place);
        }
    }
}
