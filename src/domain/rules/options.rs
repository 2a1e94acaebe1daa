//! Classes, definitions of options, and the values of options at each level.

use crate::domain::base::error::{Error, OptionsFailure};
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::{Text, same_name};
use crate::domain::log::{Event, OptionsEvent};
use crate::domain::model::options::{
    Class, OptionDefinition, OptionElement, OptionId, OptionKey, OptionValue, OptionValues,
};
use crate::domain::model::registry::Registry;
use crate::domain::model::server::Server;
use crate::domain::rules::read::options::{
    ClassNames, DNS_UPDATES, Level, Place, Policy, Purpose, check_flags, check_policy, definition_of_values,
    existing_place,
};

/// The longest data of a class, in bytes.
const MAX_CLASS_DATA: usize = 255;

/// The data of the classes that cannot be deleted (MS-DHCPM 3.1.1.8), whichever of them the server has.
const BUILT_IN: [&[u8]; 6] =
    [b"RRAS.Microsoft", b"BOOTP.Microsoft", b"MSFT 5.0", b"MSFT 98", b"MSFT", b"MSFT Quarantine"];

/// A request about classes or options. A value that is given without elements is none.
#[derive(Debug, Clone)]
pub enum OptionsCommand {
    /// Create a class.
    CreateClass(Class),
    /// Change comment, flags and data of the class of this kind and name.
    ChangeClass(Class),
    /// Delete the class of this name.
    DeleteClass(Text),
    /// Define an option.
    Define(NewDefinition),
    /// Change a definition.
    Redefine(NewDefinition),
    /// Remove a definition.
    RemoveDefinition(ClassNames, OptionId),
    /// Set the value of an option.
    SetValue(Place, OptionId, Option<OptionValue>),
    /// Set the values of several options: all of them, or none.
    SetValues(Place, Vec<(OptionId, Option<OptionValue>)>),
    /// Remove the value of an option.
    RemoveValue(Place, OptionId),
}

/// What an option is to be.
#[derive(Debug, Clone)]
pub struct NewDefinition {
    /// For which classes.
    pub classes: ClassNames,
    /// Its code.
    pub id: OptionId,
    /// What people call it.
    pub name: Option<Text>,
    /// A remark.
    pub comment: Option<Text>,
    /// Whether it has any number of elements.
    pub is_array: bool,
    /// The value that it has by default.
    pub default: Option<OptionValue>,
}

pub(super) fn decide(
    registry: &Registry,
    id: ServerId,
    command: &OptionsCommand,
) -> Result<Vec<Event>, Error> {
    let server = registry.server(id)?;
    let events = match command {
        OptionsCommand::CreateClass(class) => vec![create_class(server, class)?],
        OptionsCommand::ChangeClass(class) => vec![change_class(server, class)?],
        OptionsCommand::DeleteClass(name) => vec![delete_class(server, name)?],
        OptionsCommand::Define(new) => vec![define(server, new)?],
        OptionsCommand::Redefine(new) => vec![redefine(server, new)?],
        OptionsCommand::RemoveDefinition(classes, option) => remove_definition(server, classes, *option)?,
        OptionsCommand::SetValue(place, option, value) => {
            set_values(server, place, &[(*option, value.clone())])?
        }
        // Where nothing is to be set, the older calls look at nothing else (MS-DHCPM 3.1.4.25, 3.2.4.21).
        OptionsCommand::SetValues(place, values) if values.is_empty() && place.policy == Policy::Unknown => {
            vec![]
        }
        OptionsCommand::SetValues(place, values) => set_values(server, place, values)?,
        OptionsCommand::RemoveValue(place, option) => vec![remove_value(server, place, *option)?],
    };
    Ok(events.into_iter().map(|event| Event::Options(id, Box::new(event))).collect())
}

/// MS-DHCPM 3.2.4.25 step 1. A class without a name could not be named.
fn check_class(class: &Class) -> Result<(), Error> {
    if class.name.is_empty() {
        return Err(Error::Invalid("a class has a name"));
    }
    if class.data.is_empty() || class.data.len() > MAX_CLASS_DATA {
        return Err(Error::Invalid("a class has 1 to 255 bytes of data"));
    }
    Ok(())
}

/// MS-DHCPM 3.2.4.25: a name is that of one user class and of one vendor class at most, and data are those of one class of
/// either kind.
pub(super) fn create_class(server: &Server, class: &Class) -> Result<OptionsEvent, Error> {
    check_class(class)?;
    let has_name = server.options.class(class.name.units(), class.is_vendor).is_some();
    let has_data = server.options.classes.iter().any(|other| other.data == class.data);
    if has_name || has_data {
        return Err(Error::Options(OptionsFailure::ClassExists));
    }
    Ok(OptionsEvent::ClassCreated(class.clone()))
}

/// MS-DHCPM 3.2.4.26. The name stays as it was written first, since options are named by it. The documents do not refuse data
/// that another class has; clients could not tell such classes apart, and no other call makes them.
fn change_class(server: &Server, class: &Class) -> Result<OptionsEvent, Error> {
    check_class(class)?;
    let found = server
        .options
        .class(class.name.units(), class.is_vendor)
        .ok_or(Error::Options(OptionsFailure::NoSuchClass))?;
    let is_taken = |other: &Class| other.data == class.data && other != found;
    if server.options.classes.iter().any(is_taken) {
        return Err(Error::Options(OptionsFailure::ClassExists));
    }
    Ok(OptionsEvent::ClassChanged(Class { name: found.name.clone(), ..class.clone() }))
}

/// MS-DHCPM 3.2.4.27. Of a user class and a vendor class of one name the older one is deleted.
fn delete_class(server: &Server, name: &Text) -> Result<OptionsEvent, Error> {
    let is_named = |class: &&Class| same_name(class.name.units(), name.units());
    let class =
        server.options.classes.iter().find(is_named).ok_or(Error::Options(OptionsFailure::NoSuchClass))?;
    if BUILT_IN.contains(&class.data.as_slice()) {
        return Err(Error::Options(OptionsFailure::BuiltInClass));
    }
    Ok(OptionsEvent::ClassDeleted { name: class.name.clone(), is_vendor: class.is_vendor })
}

/// MS-DHCPM 3.1.4.9 and 3.2.4.15. Any code is taken.
fn define(server: &Server, new: &NewDefinition) -> Result<OptionsEvent, Error> {
    check_flags(new.classes.flags)?;
    let key = new.classes.key(server, new.id)?;
    let definition = definition(new, key)?;
    if server.options.definition(&definition.key).is_some() {
        return Err(Error::Options(OptionsFailure::OptionExists));
    }
    Ok(OptionsEvent::Defined(definition))
}

/// MS-DHCPM 3.1.4.10 and 3.2.4.16.
fn redefine(server: &Server, new: &NewDefinition) -> Result<OptionsEvent, Error> {
    check_flags(new.classes.flags)?;
    checked(new.default.as_ref())?;
    let definition = definition(new, new.classes.key(server, new.id)?)?;
    if server.options.definition(&definition.key).is_none() {
        return Err(Error::Options(OptionsFailure::NoSuchOption));
    }
    Ok(OptionsEvent::Redefined(definition))
}

fn definition(new: &NewDefinition, key: OptionKey) -> Result<OptionDefinition, Error> {
    Ok(OptionDefinition {
        key,
        name: new.name.clone(),
        comment: new.comment.clone(),
        is_array: new.is_array,
        default: checked(new.default.as_ref())?.clone(),
    })
}

fn checked(value: Option<&OptionValue>) -> Result<&OptionValue, Error> {
    value.ok_or(Error::Invalid("a value has at least one element"))
}

/// MS-DHCPM 3.1.4.12 and 3.2.4.19, which say nothing of the values: those that no definition is left for go too, since they could
/// not be set again.
fn remove_definition(
    server: &Server,
    classes: &ClassNames,
    id: OptionId,
) -> Result<Vec<OptionsEvent>, Error> {
    check_flags(classes.flags)?;
    let key = classes.key(server, id)?;
    server.options.definition(&key).ok_or(Error::Options(OptionsFailure::NoSuchOption))?;
    let orphans = orphans(server, &key).into_iter().map(OptionsEvent::ValuesRemoved);
    Ok([OptionsEvent::DefinitionRemoved(key)].into_iter().chain(orphans).collect())
}

/// The options whose values end with a definition: that option, and, if it is for the default user class, those of other user
/// classes that have no definition of their own.
fn orphans(server: &Server, removed: &OptionKey) -> Vec<OptionKey> {
    let ends = |key: &OptionKey| {
        let depends = removed.user_class.is_none() && server.options.definition(key).is_none();
        key.id == removed.id
            && key.id != DNS_UPDATES
            && key.vendor_class == removed.vendor_class
            && (key == removed || depends)
    };
    let mut orphans: Vec<OptionKey> = Vec::new();
    for (key, _) in all_values(server).flat_map(OptionValues::iter) {
        if ends(key) && !orphans.contains(key) {
            orphans.push(key.clone());
        }
    }
    orphans
}

/// The values of all levels.
fn all_values(server: &Server) -> impl Iterator<Item = &OptionValues> {
    let of_scopes = server.scopes.iter().flat_map(|scope| {
        [scope.option_values()].into_iter().chain(scope.options_of_reservations().map(|(_, values)| values))
    });
    [&server.options.values].into_iter().chain(of_scopes)
}

/// MS-DHCPM 3.1.4.13, 3.1.4.25, 3.2.4.20, 3.2.4.21, 3.2.4.102 and 3.2.4.103. Where an option has no value it gets one: the steps
/// only speak of changing it, the introductions of the methods of creating it. Several values are set all or not at all; the
/// documents stop at the first, and say nothing of those before one that fails. The type of a value is not compared with that of
/// the option.
fn set_values(
    server: &Server,
    place: &Place,
    values: &[(OptionId, Option<OptionValue>)],
) -> Result<Vec<OptionsEvent>, Error> {
    check_flags(place.classes.flags)?;
    check_policy(place)?;
    for (_, value) in values {
        checked(value.as_ref())?;
    }
    // The classes are looked for even where nothing is set.
    place.classes.key(server, 0)?;
    if place.level == Level::Default {
        return values.iter().map(|(id, value)| set_default(server, place, *id, value.as_ref())).collect();
    }
    let mut set = Vec::new();
    for (id, value) in values {
        let key = place.classes.key(server, *id)?;
        check_defined(server, &key)?;
        set.push((key, checked(value.as_ref())?.clone()));
    }
    let level = existing_place(server, place, Purpose::Set)?;
    Ok(set.into_iter().map(|(key, value)| OptionsEvent::ValueSet(level, key, value)).collect())
}

fn set_default(
    server: &Server,
    place: &Place,
    id: OptionId,
    value: Option<&OptionValue>,
) -> Result<OptionsEvent, Error> {
    let key = place.classes.key(server, id)?;
    let definition = server.options.definition(&key).ok_or(Error::Options(OptionsFailure::NoSuchOption))?;
    Ok(OptionsEvent::Redefined(OptionDefinition { default: checked(value)?.clone(), ..definition.clone() }))
}

fn check_defined(server: &Server, key: &OptionKey) -> Result<(), Error> {
    if definition_of_values(server, key).is_some() || key.id == DNS_UPDATES {
        Ok(())
    } else {
        Err(Error::Options(OptionsFailure::NoSuchOption))
    }
}

/// MS-DHCPM 3.1.4.16, 3.2.4.24 and 3.2.4.105.
fn remove_value(server: &Server, place: &Place, id: OptionId) -> Result<OptionsEvent, Error> {
    check_flags(place.classes.flags)?;
    check_policy(place)?;
    let is_default = place.level == Level::Default;
    if is_default && place.policy == Policy::Unknown {
        return Err(Error::Invalid("the default of an option is no value of a level"));
    }
    let key = place.classes.key(server, id)?;
    if is_default {
        return reset_default(server, &key);
    }
    let level = existing_place(server, place, Purpose::Remove)?;
    let has_value = server.option_values(level).is_some_and(|values| values.get(&key).is_some());
    // MS-DHCPM 3.2.4.24, last step.
    let contradicts =
        place.policy == Policy::Unknown && place.classes.says_vendor() != place.classes.vendor.is_some();
    if contradicts || !has_value {
        return Err(Error::Options(OptionsFailure::NoSuchOption));
    }
    Ok(OptionsEvent::ValueRemoved(level, key))
}

/// A default that is removed (MS-DHCPM 3.2.4.105) says nothing from then on, and is of the same type: a definition has a type,
/// and only its default tells it.
fn reset_default(server: &Server, key: &OptionKey) -> Result<OptionsEvent, Error> {
    let definition = server.options.definition(key).ok_or(Error::Options(OptionsFailure::NoSuchOption))?;
    let data_type = definition.default.elements().first().map(OptionElement::data_type);
    let default = data_type
        .map_or_else(|| definition.default.clone(), |data_type| OptionValue::one(data_type.neutral()));
    Ok(OptionsEvent::Redefined(OptionDefinition { default, ..definition.clone() }))
}
