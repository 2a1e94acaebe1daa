//! `dhcpsapi option ...`: the values of options.

use dhcpsapi::domain::base::error::{Error, OptionsFailure};
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::options::{OptionElement, OptionId, OptionKey, OptionValue};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::options::{
    self, ClassNames, Place, Policy, ValuesOfClasses, all_values, definition_of_values, type_of_values,
};
use dhcpsapi::domain::rules::{Command, OptionsCommand};
use dhcpsapi::say::addresses::dotted;
use dhcpsapi::say::options::{data_type, elements, of_classes};
use dhcpsapi::service;

use crate::arguments::elements as words;
use crate::arguments::options::{
    Level, ListValues, Listed, OfClasses, OptionCommand, RemoveValues, SetValues,
};
use crate::arguments::{Computer, Manner};
use crate::commands::failover::of_computer;
use crate::commands::{change, definition};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: OptionCommand) -> Result<Answer, Failure> {
    match command {
        OptionCommand::List(arguments) => list(session, &arguments),
        OptionCommand::Set(arguments) => set(session, &arguments),
        OptionCommand::Remove(arguments) => remove(session, &arguments),
        OptionCommand::Definition(command) => definition::execute(session, command),
    }
}

const VALUE: [&str; 6] = ["OptionId", "Name", "Type", "Value", "VendorClass", "UserClass"];

fn list(session: &Session<'_>, arguments: &ListValues) -> Result<Answer, Failure> {
    let ListValues { level, listed } = arguments;
    let asked = listed.computer.computer_name.as_ref().map(Text::units);
    let found = service::ask(asked, |server| {
        let wanted = names(&listed.classes).key(server, 0)?;
        let mut groups = all_values(server, level_of(server, level))?;
        groups.retain(|group| listed.all || wanted.is_of(group.user, group.vendor));
        Ok::<_, Error>(groups.iter().flat_map(|group| records(server, group)).collect())
    });
    let subject = |ids: &[OptionId]| of_level(ids, &listed.classes, level);
    let found = found.map_err(|error| of_options(&listed.computer, subject(&listed.option_id), error))?;
    let missing = |id| Failure::about(subject(&[id]), Error::Options(OptionsFailure::NoSuchValue));
    chosen(session.manner, &VALUE, listed, found, missing)
}

/// Those of the options that were found which are wanted, and a message for each that was not found; if none was found, that is the
/// failure.
pub(crate) fn chosen(
    manner: Manner,
    columns: &[&'static str],
    listed: &Listed,
    mut found: Vec<(OptionId, Record)>,
    missing: impl Fn(OptionId) -> Failure,
) -> Result<Answer, Failure> {
    let wanted = &listed.option_id;
    let is_found = |wanted: &OptionId| found.iter().any(|(id, _)| id == wanted);
    let mut missing: Vec<Failure> = wanted.iter().copied().filter(|id| !is_found(id)).map(missing).collect();
    found.retain(|(id, _)| wanted.is_empty() || wanted.contains(id));
    if found.is_empty() && !missing.is_empty() {
        return Err(missing.swap_remove(0));
    }
    let records = found.into_iter().map(|(_, record)| record).collect();
    Ok(Answer { missing, ..Answer::list(manner, columns, records) })
}

/// The values for some classes, with their codes.
fn records(server: &Server, group: &ValuesOfClasses<'_>) -> Vec<(OptionId, Record)> {
    let (user_class, vendor_class) = (group.user.cloned(), group.vendor.cloned());
    let key = |id| OptionKey { id, user_class: user_class.clone(), vendor_class: vendor_class.clone() };
    group.values.iter().map(|(id, value)| (*id, record(server, &key(*id), value))).collect()
}

fn record(server: &Server, key: &OptionKey, value: &OptionValue) -> Record {
    let name = definition_of_values(server, key).and_then(|definition| definition.name.as_ref());
    // Each element has a type of its own, and all but programs give them the same.
    let first = value.elements().first().map(OptionElement::data_type);
    let values = [
        json::number(key.id),
        json::optional(name, json::text),
        json::optional(first, |first| Json::Text(data_type(first).to_owned())),
        strings(value),
        json::optional(key.vendor_class.as_ref(), json::text),
        json::optional(key.user_class.as_ref(), json::text),
    ];
    VALUE.into_iter().zip(values).collect()
}

/// The elements of a value.
pub(crate) fn strings(value: &OptionValue) -> Json {
    Json::List(elements(value).into_iter().map(Json::Text).collect())
}

fn set(session: &Session<'_>, arguments: &SetValues) -> Result<Answer, Failure> {
    let SetValues { level, classes, given, computer, what_if } = arguments;
    let given = given.all();
    let changed = change::as_found(session, computer, *what_if, |server| {
        let place = place(server, level, classes);
        let request = |(id, words): &(OptionId, &[Text])| {
            let data_type = type_of_values(server, &place.classes.key(server, *id)?)?;
            let value = words::value(words, data_type)?;
            let told = format!("set {} to {}", of_level(&[*id], classes, level), elements(&value).join(", "));
            Ok((Command::Options(OptionsCommand::SetValue(place.clone(), *id, Some(value))), told))
        };
        given.iter().map(request).collect()
    });
    let ids: Vec<OptionId> = given.iter().map(|(id, _)| *id).collect();
    changed.map_err(|error| of_options(computer, of_level(&ids, classes, level), error))
}

fn remove(session: &Session<'_>, arguments: &RemoveValues) -> Result<Answer, Failure> {
    let RemoveValues { level, options, classes, computer, what_if } = arguments;
    let changed = change::as_found(session, computer, *what_if, |server| {
        let place = place(server, level, classes);
        let request = |id: &OptionId| {
            let told = format!("remove the value of {}", of_level(&[*id], classes, level));
            (Command::Options(OptionsCommand::RemoveValue(place.clone(), *id)), told)
        };
        Ok(options.option_id.iter().map(request).collect())
    });
    changed.map_err(|error| of_options(computer, of_level(&options.option_id, classes, level), error))
}

/// Where values are, as the calls of the API name it.
fn place(server: &Server, level: &Level, classes: &OfClasses) -> Place {
    Place { classes: names(classes), level: level_of(server, level), policy: Policy::Unknown }
}

/// A reservation is found by its address alone; a scope that is named as well must be the one that it is in. An address that is in no
/// scope is refused whichever scope is named.
fn level_of(server: &Server, level: &Level) -> options::Level {
    match (level.reserved_ip, level.scope_id) {
        (Some(address), scope) => {
            let around = || server.scopes.containing(address).map_or(ScopeId(address), |scope| scope.id());
            options::Level::Reservation(address, scope.unwrap_or_else(around))
        }
        (None, Some(scope)) => options::Level::Scope(scope),
        (None, None) => options::Level::Server,
    }
}

/// The classes, as the calls of the API name them: those about a vendor class say so in their flags.
pub(crate) fn names(classes: &OfClasses) -> ClassNames {
    const ABOUT_A_VENDOR_CLASS: u32 = 3;
    ClassNames {
        flags: if classes.vendor_class.is_some() { ABOUT_A_VENDOR_CLASS } else { 0 },
        user: classes.user_class.clone(),
        vendor: classes.vendor_class.clone(),
    }
}

/// Options and their classes in words: "options 6, 3 of user class Phones".
pub(crate) fn told(ids: &[OptionId], classes: &OfClasses) -> String {
    let codes: Vec<String> = ids.iter().map(OptionId::to_string).collect();
    let options = match ids {
        [] => "options".to_owned(),
        [one] => format!("option {one}"),
        _ => format!("options {}", codes.join(", ")),
    };
    format!("{options}{}", of_classes(classes.user_class.as_ref(), classes.vendor_class.as_ref()))
}

fn of_level(ids: &[OptionId], classes: &OfClasses, level: &Level) -> String {
    let options = told(ids, classes);
    match (level.reserved_ip, level.scope_id) {
        (Some(address), _) => format!("{options} for reservation {}", dotted(address)),
        (None, Some(scope)) => format!("{options} for scope {}", dotted(scope)),
        (None, None) => options,
    }
}

/// The failure of a command about options of the server that was named.
pub(crate) fn of_options(computer: &Computer, options: String, error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => Failure::about(options, error),
    }
}
