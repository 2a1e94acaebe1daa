//! Copies of a scope on two servers, side by side: the values of options, and the classes and definitions that these need.

use crate::domain::base::address::Address;
use crate::domain::base::text::Text;
use crate::domain::model::options::{Class, OptionDefinition, OptionKey, OptionValue};
use crate::domain::model::scope::Scope;
use crate::domain::model::server::Server;
use crate::domain::rules::read::options::definition_of_values;

/// A scope on one server.
#[derive(Clone, Copy)]
pub(in crate::domain::rules) struct ScopeCopy<'a> {
    pub(in crate::domain::rules) server: &'a Server,
    pub(in crate::domain::rules) scope: &'a Scope,
}

/// A value that a copy of a scope has: for the scope, or for the reservation of an address.
pub(in crate::domain::rules) type Placed<'a> = (Option<Address>, &'a OptionKey, &'a OptionValue);

impl<'a> ScopeCopy<'a> {
    /// All values: those of the scope, then those of its reservations.
    pub(in crate::domain::rules) fn values(self) -> impl Iterator<Item = Placed<'a>> {
        let reserved = self.scope.options_of_reservations().map(|(address, values)| (Some(address), values));
        let levels = [(None, self.scope.option_values())].into_iter().chain(reserved);
        levels.flat_map(|(reserved, values)| values.iter().map(move |(key, value)| (reserved, key, value)))
    }

    /// The value that this copy has in the place of one that another copy has. A reservation of the same address for another
    /// client is another one, whose values have nothing to do with it.
    pub(in crate::domain::rules) fn counterpart(
        self,
        other: &Scope,
        reserved: Option<Address>,
        key: &OptionKey,
    ) -> Option<&'a OptionValue> {
        let values = match reserved {
            Some(address) if self.scope.reservation(address) != other.reservation(address) => return None,
            Some(address) => self.scope.options_of(address),
            None => self.scope.option_values(),
        };
        values.get(&own_key(self.server, key)?)
    }

    /// The options that have values, each once.
    fn keys(self) -> Vec<&'a OptionKey> {
        let mut keys = Vec::new();
        for (_, key, _) in self.values() {
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        keys
    }
}

/// An option of another server, with its classes as this one writes them; `None` if it does not have all of these.
fn own_key(server: &Server, key: &OptionKey) -> Option<OptionKey> {
    let own = |name: &Option<Text>, is_vendor| match name {
        Some(name) => server.options.class(name.units(), is_vendor).map(|class| Some(class.name.clone())),
        None => Some(None),
    };
    Some(OptionKey {
        id: key.id,
        user_class: own(&key.user_class, false)?,
        vendor_class: own(&key.vendor_class, true)?,
    })
}

/// The same; a class that this server does not have is written as it is.
pub(in crate::domain::rules) fn key_on(server: &Server, key: &OptionKey) -> OptionKey {
    let own = |name: &Option<Text>, is_vendor| {
        let name = name.as_ref()?;
        let class = server.options.class(name.units(), is_vendor);
        Some(class.map_or_else(|| name.clone(), |class| class.name.clone()))
    };
    OptionKey {
        id: key.id,
        user_class: own(&key.user_class, false),
        vendor_class: own(&key.vendor_class, true),
    }
}

/// What a server tells of an option: its definition for these classes, else that for its vendor class and everybody.
pub(super) fn definition_on<'a>(server: &'a Server, key: &OptionKey) -> Option<&'a OptionDefinition> {
    definition_of_values(server, &key_on(server, key))
}

/// What a server lacks for the values that a copy of a scope has.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lacking {
    /// The classes, which come first: definitions may be for them.
    pub classes: Vec<Class>,
    /// The definitions.
    pub definitions: Vec<OptionDefinition>,
}

/// What a server lacks for the values of another server's scope. A class of the same kind and name is there, and a definition
/// for the same classes, whatever else the two say.
pub fn lacking(of: &Server, scope: &Scope, to: &Server) -> Lacking {
    let mut lacking = Lacking::default();
    for key in (ScopeCopy { server: of, scope }).keys() {
        for class in classes_of(of, key) {
            let is_there = to.options.class(class.name.units(), class.is_vendor).is_some();
            if !is_there && !lacking.classes.contains(class) {
                lacking.classes.push(class.clone());
            }
        }
        let needed = definition_on(of, key).filter(|_| definition_on(to, key).is_none());
        if let Some(definition) = needed {
            let definition = OptionDefinition { key: key_on(to, &definition.key), ..definition.clone() };
            if !lacking.definitions.contains(&definition) {
                lacking.definitions.push(definition);
            }
        }
    }
    lacking
}

/// The classes of a server that an option is for.
fn classes_of<'a>(server: &'a Server, key: &OptionKey) -> impl Iterator<Item = &'a Class> {
    names_of(key).into_iter().filter_map(|(name, is_vendor)| server.options.class(name.units(), is_vendor))
}

/// The classes that an option is for, and whether each is a vendor class.
pub(super) fn names_of(key: &OptionKey) -> Vec<(&Text, bool)> {
    let user = key.user_class.as_ref().map(|name| (name, false));
    user.into_iter().chain(key.vendor_class.as_ref().map(|name| (name, true))).collect()
}

/// The options that have values on either server, with their classes as ours writes them.
pub(super) fn all_keys(ours: ScopeCopy<'_>, theirs: ScopeCopy<'_>) -> Vec<OptionKey> {
    let mut keys: Vec<OptionKey> = ours.keys().into_iter().cloned().collect();
    for key in theirs.keys() {
        let key = key_on(ours.server, key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
