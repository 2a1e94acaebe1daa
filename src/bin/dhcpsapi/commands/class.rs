//! `dhcpsapi class ...`: user classes and vendor classes.

use dhcpsapi::domain::base::error::{Error, OptionsFailure};
use dhcpsapi::domain::base::text::{Text, same_name};
use dhcpsapi::domain::model::options::Class;
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::options::class as oldest;
use dhcpsapi::domain::rules::{Command, OptionsCommand};
use dhcpsapi::say::names::class_type;
use dhcpsapi::say::options::hexadecimal;
use dhcpsapi::say::steps::What;
use dhcpsapi::service;

use crate::arguments::class::{ClassChange, ClassCommand, ClassType, Data, OneClass};
use crate::arguments::{Computer, WhatIf};
use crate::commands::change;
use crate::commands::option::of_options;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: ClassCommand) -> Result<Answer, Failure> {
    match command {
        ClassCommand::List { name, class_type, computer } => {
            list(session, name.as_ref(), class_type, &computer)
        }
        ClassCommand::Add { class, data: Data(data), description, what_if } => {
            add(session, &class, what_if, &data, description)
        }
        ClassCommand::Set { class, change, what_if } => set(session, &class, what_if, &change),
        ClassCommand::Remove { class, what_if } => remove(session, &class, what_if),
    }
}

const CLASS: [&str; 5] = ["Name", "Type", "Data", "AsciiData", "Description"];

/// A class that is named and is not there is a failure; of a type there may be none.
fn list(
    session: &Session<'_>,
    name: Option<&Text>,
    class_type: Option<ClassType>,
    computer: &Computer,
) -> Result<Answer, Failure> {
    let is_wanted = |class: &&Class| {
        name.is_none_or(|name| same_name(class.name.units(), name.units()))
            && class_type.is_none_or(|class_type| class.is_vendor == is_vendor(class_type))
    };
    let records = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        let records: Vec<Record> = server.options.classes.iter().filter(is_wanted).map(record).collect();
        let is_missing = name.is_some() && records.is_empty();
        if is_missing { Err(Error::Options(OptionsFailure::NoSuchClass)) } else { Ok(records) }
    });
    let subject = || name.map_or_else(|| "classes".to_owned(), |name| told(name, class_type));
    let records = records.map_err(|error| of_options(computer, subject(), error))?;
    Ok(Answer::list(session.manner, &CLASS, records))
}

fn record(class: &Class) -> Record {
    let is_text = class.data.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    let text = is_text.then(|| Json::Text(class.data.iter().copied().map(char::from).collect()));
    let values = [
        json::text(&class.name),
        Json::Text(class_type(class.is_vendor).to_owned()),
        Json::Text(hexadecimal(&class.data)),
        text.unwrap_or(Json::Null),
        json::optional(class.comment.as_ref(), json::text),
    ];
    CLASS.into_iter().zip(values).collect()
}

fn add(
    session: &Session<'_>,
    one: &OneClass,
    what_if: WhatIf,
    data: &[u8],
    description: Option<Text>,
) -> Result<Answer, Failure> {
    let class = Class {
        name: one.name.clone(),
        comment: description.filter(|text| !text.is_empty()),
        flags: 0,
        is_vendor: is_vendor(one.class_type),
        data: data.to_vec(),
    };
    let step = What::CreateClass(one.name.clone()).to_string();
    let request = (Command::Options(OptionsCommand::CreateClass(class)), step);
    change::on_server(session, &one.computer, what_if, &[request]).map_err(|error| of_class(one, error))
}

fn set(
    session: &Session<'_>,
    one: &OneClass,
    what_if: WhatIf,
    change: &ClassChange,
) -> Result<Answer, Failure> {
    let changed = change::as_found(session, &one.computer, what_if, |server| {
        let now = found(server, one)?;
        let comment = match &change.description {
            Some(given) => Some(given.clone()).filter(|text| !text.is_empty()),
            None => now.comment.clone(),
        };
        let data = change.data.as_ref().map_or_else(|| now.data.clone(), |Data(data)| data.clone());
        let class = Class { comment, data, ..now.clone() };
        let step = format!("change {}", told(&one.name, Some(one.class_type)));
        Ok(vec![(Command::Options(OptionsCommand::ChangeClass(class)), step)])
    });
    changed.map_err(|error| of_class(one, error))
}

/// The API deletes a class by its name alone: of a user class and a vendor class of one name the older one. Where that is of the
/// other type, nothing is deleted.
fn remove(session: &Session<'_>, one: &OneClass, what_if: WhatIf) -> Result<Answer, Failure> {
    let removed = change::as_found(session, &one.computer, what_if, |server| {
        let wanted = found(server, one)?;
        let deleted = oldest(server, Some(&one.name), None)?;
        if deleted != wanted {
            return Err(Error::Invalid(OLDER_OF_THE_OTHER_TYPE));
        }
        let step =
            format!("delete {}, and the options that are for it", told(&one.name, Some(one.class_type)));
        Ok(vec![(Command::Options(OptionsCommand::DeleteClass(one.name.clone())), step)])
    });
    removed.map_err(|error| match error {
        Error::Invalid(OLDER_OF_THE_OTHER_TYPE) => Failure::usage_advised(
            format!("{}: {OLDER_OF_THE_OTHER_TYPE}", told(&one.name, Some(one.class_type))),
            "Delete that one first; 'class add' makes it again.",
        ),
        error => of_class(one, error),
    })
}

const OLDER_OF_THE_OTHER_TYPE: &str =
    "an older class of the other type has the name, and would be deleted instead";

fn found<'a>(server: &'a Server, one: &OneClass) -> Result<&'a Class, Error> {
    let class = server.options.class(one.name.units(), is_vendor(one.class_type));
    class.ok_or(Error::Options(OptionsFailure::NoSuchClass))
}

fn is_vendor(class_type: ClassType) -> bool {
    class_type == ClassType::Vendor
}

/// A class in words: "user class Phones".
fn told(name: &Text, class_type: Option<ClassType>) -> String {
    match class_type {
        Some(ClassType::User) => format!("user class {name}"),
        Some(ClassType::Vendor) => format!("vendor class {name}"),
        None => format!("class {name}"),
    }
}

fn of_class(one: &OneClass, error: Error) -> Failure {
    of_options(&one.computer, told(&one.name, Some(one.class_type)), error)
}
