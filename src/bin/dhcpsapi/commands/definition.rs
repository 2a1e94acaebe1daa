//! `dhcpsapi option definition ...`: what options are.

use dhcpsapi::domain::base::error::{Error, OptionsFailure};
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::options::{
    DataType, OptionDefinition, OptionElement, OptionId, OptionKey, OptionValue,
};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::options::{all_definitions, definition};
use dhcpsapi::domain::rules::{Command, NewDefinition, OptionsCommand};
use dhcpsapi::say::options::data_type;
use dhcpsapi::say::steps::What;
use dhcpsapi::service;

use crate::arguments::elements as words;
use crate::arguments::options::{AddDefinition, DefinitionCommand, Listed, RemoveDefinitions, SetDefinition};
use crate::commands::change;
use crate::commands::option::{chosen, names, of_options, strings, told};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: DefinitionCommand) -> Result<Answer, Failure> {
    match command {
        DefinitionCommand::List(listed) => list(session, &listed),
        DefinitionCommand::Add(arguments) => add(session, &arguments),
        DefinitionCommand::Set(arguments) => set(session, &arguments),
        DefinitionCommand::Remove(arguments) => remove(session, &arguments),
    }
}

const DEFINITION: [&str; 8] =
    ["OptionId", "Name", "Type", "MultiValued", "VendorClass", "UserClass", "DefaultValue", "Description"];

fn list(session: &Session<'_>, listed: &Listed) -> Result<Answer, Failure> {
    let asked = listed.computer.computer_name.as_ref().map(Text::units);
    let found = service::ask(asked, |server| {
        let wanted = names(&listed.classes).key(server, 0)?;
        let is_wanted = |definition: &&OptionDefinition| {
            listed.all || definition.key.is_of(wanted.user_class.as_ref(), wanted.vendor_class.as_ref())
        };
        let definitions = all_definitions(server, 0)?.iter().filter(is_wanted);
        Ok::<_, Error>(definitions.map(|definition| (definition.key.id, record(definition))).collect())
    });
    let subject = |ids: &[OptionId]| told(ids, &listed.classes);
    let found = found.map_err(|error| of_options(&listed.computer, subject(&listed.option_id), error))?;
    let missing = |id| Failure::about(subject(&[id]), Error::Options(OptionsFailure::NoSuchOption));
    chosen(session.manner, &DEFINITION, listed, found, missing)
}

fn record(definition: &OptionDefinition) -> Record {
    let values = [
        json::number(definition.key.id),
        json::optional(definition.name.as_ref(), json::text),
        json::optional(type_of(definition), |kind| Json::Text(data_type(kind).to_owned())),
        Json::Boolean(definition.is_array),
        json::optional(definition.key.vendor_class.as_ref(), json::text),
        json::optional(definition.key.user_class.as_ref(), json::text),
        strings(&definition.default),
        json::optional(definition.comment.as_ref(), json::text),
    ];
    DEFINITION.into_iter().zip(values).collect()
}

/// The type of an option is that of the first element of its default.
fn type_of(definition: &OptionDefinition) -> Option<DataType> {
    definition.default.elements().first().map(OptionElement::data_type)
}

fn add(session: &Session<'_>, arguments: &AddDefinition) -> Result<Answer, Failure> {
    let AddDefinition { option_id, classes, computer, .. } = arguments;
    let kind = DataType::from(arguments.option_type);
    let subject = || told(&[*option_id], classes);
    let default = match arguments.default_value.as_slice() {
        [] => Ok(OptionValue::one(kind.neutral())),
        given => words::value(given, kind),
    };
    let default = default.map_err(|error| Failure::about(subject(), error))?;
    let new = NewDefinition {
        classes: names(classes),
        id: *option_id,
        name: described(arguments.name.clone()),
        comment: arguments.description.clone().and_then(described),
        is_array: arguments.multi_valued,
        default: Some(default),
    };
    let (user_class, vendor_class) = (classes.user_class.clone(), classes.vendor_class.clone());
    let step = What::DefineOption(OptionKey { id: *option_id, user_class, vendor_class }).to_string();
    let request = (Command::Options(OptionsCommand::Define(new)), step);
    let added = change::on_server(session, computer, arguments.what_if, &[request]);
    added.map_err(|error| of_options(computer, subject(), error))
}

/// A text that says something.
fn described(text: Text) -> Option<Text> {
    Some(text).filter(|text| !text.is_empty())
}

fn set(session: &Session<'_>, arguments: &SetDefinition) -> Result<Answer, Failure> {
    let SetDefinition { option_id, classes, computer, what_if, .. } = arguments;
    let changed =
        change::as_found(session, computer, *what_if, |server| Ok(vec![changed(server, arguments)?]));
    changed.map_err(|error| of_options(computer, told(&[*option_id], classes), error))
}

fn changed(server: &Server, arguments: &SetDefinition) -> Result<(Command, String), Error> {
    let SetDefinition { option_id, change, classes, .. } = arguments;
    let now = definition(server, &names(classes), *option_id)?;
    let text = |given: &Option<Text>, now: &Option<Text>| match given {
        Some(given) => described(given.clone()),
        None => now.clone(),
    };
    let default = match (change.default_value.as_slice(), type_of(now)) {
        (given @ [_, ..], Some(kind)) => words::value(given, kind)?,
        _ => now.default.clone(),
    };
    let new = NewDefinition {
        classes: names(classes),
        id: *option_id,
        name: text(&change.name, &now.name),
        comment: text(&change.description, &now.comment),
        is_array: now.is_array,
        default: Some(default),
    };
    let step = format!("change the definition of {}", told(&[*option_id], classes));
    Ok((Command::Options(OptionsCommand::Redefine(new)), step))
}

fn remove(session: &Session<'_>, arguments: &RemoveDefinitions) -> Result<Answer, Failure> {
    let RemoveDefinitions { options, classes, computer, what_if } = arguments;
    let request = |id: &OptionId| {
        let step = format!("remove the definition of {} and its values", told(&[*id], classes));
        (Command::Options(OptionsCommand::RemoveDefinition(names(classes), *id)), step)
    };
    let requests: Vec<(Command, String)> = options.option_id.iter().map(request).collect();
    let removed = change::on_server(session, computer, *what_if, &requests);
    removed.map_err(|error| of_options(computer, told(&options.option_id, classes), error))
}
