//! Classes, definitions of options, and the values of options.

use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::model::options::{
    Class, OptionDefinition, OptionKey, OptionLevel, OptionValue, OptionValues, Options,
};
use crate::domain::model::registry::Registry;

/// Something that happened to the classes and options of a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OptionsEvent {
    /// A class was created.
    ClassCreated(Class),
    /// The class of this kind and name was changed to this one.
    ClassChanged(Class),
    /// A class was deleted, with the definitions and the values that were for it.
    ClassDeleted {
        /// Its name.
        name: Text,
        /// Whether it was a vendor class.
        is_vendor: bool,
    },
    /// An option was defined.
    Defined(OptionDefinition),
    /// The definition of an option was changed to this one.
    Redefined(OptionDefinition),
    /// A definition was removed.
    DefinitionRemoved(OptionKey),
    /// The values of an option were removed at all levels.
    ValuesRemoved(OptionKey),
    /// An option got a value at a level, in the place of the one that it had there.
    ValueSet(OptionLevel, OptionKey, OptionValue),
    /// The value of an option at a level was removed.
    ValueRemoved(OptionLevel, OptionKey),
}

impl Registry {
    pub(super) fn apply_to_options(&mut self, id: ServerId, event: OptionsEvent) {
        match event {
            OptionsEvent::ClassCreated(class) => {
                self.change_options(id, |options| options.classes.push(class))
            }
            OptionsEvent::ClassChanged(class) => {
                self.change_options(id, |options| options.change_class(class))
            }
            OptionsEvent::ClassDeleted { name, is_vendor } => {
                self.change_options(id, |options| options.remove_class(&name, is_vendor));
                self.change_values_of_scopes(id, |values| values.remove_class(&name, is_vendor));
            }
            OptionsEvent::Defined(definition) => {
                self.change_options(id, |options| options.define(definition));
            }
            OptionsEvent::Redefined(definition) => {
                self.change_options(id, |options| options.change_definition(definition));
            }
            OptionsEvent::DefinitionRemoved(key) => {
                self.change_options(id, |options| options.remove_definition(&key));
            }
            OptionsEvent::ValuesRemoved(key) => {
                self.change_options(id, |options| options.values.remove(&key));
                self.change_values_of_scopes(id, |values| values.remove(&key));
            }
            OptionsEvent::ValueSet(level, key, value) => {
                self.change_values(id, level, |values| values.set(key, value));
            }
            OptionsEvent::ValueRemoved(level, key) => {
                self.change_values(id, level, |values| values.remove(&key));
            }
        }
    }

    fn change_options(&mut self, id: ServerId, change: impl FnOnce(&mut Options)) {
        if let Some(options) = self.server_mut(id).and_then(|server| server.options.to_mut()) {
            change(options);
        }
    }

    fn change_values(&mut self, id: ServerId, level: OptionLevel, change: impl FnOnce(&mut OptionValues)) {
        let (scope, reserved) = match level {
            OptionLevel::Server => return self.change_options(id, |options| change(&mut options.values)),
            OptionLevel::Scope(scope) => (scope, None),
            OptionLevel::Reservation(scope, address) => (scope, Some(address)),
        };
        if let Some(scope) = self.scope_mut(id, scope) {
            scope.options_mut().change(reserved, change);
        }
    }

    /// Changes the values of all scopes and reservations that have some.
    fn change_values_of_scopes(&mut self, id: ServerId, mut change: impl FnMut(&mut OptionValues)) {
        let Ok(server) = self.server(id) else { return };
        let with_values: Vec<ScopeId> = server
            .scopes
            .iter()
            .filter(|scope| {
                !scope.option_values().is_empty() || scope.options_of_reservations().next().is_some()
            })
            .map(|scope| scope.id())
            .collect();
        for scope in with_values {
            if let Some(scope) = self.scope_mut(id, scope) {
                scope.options_mut().change_all(&mut change);
            }
        }
    }
}
