//! `dhcpsapi filter ...`

use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::filters::{FilterEntry, FilterList, FilterPattern};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::filters::listed;
use dhcpsapi::domain::rules::{self, Command, Existing};
use dhcpsapi::say::addresses;
use dhcpsapi::say::names::filter_list;
use dhcpsapi::service;

use crate::arguments::filter::{AddFilter, FilterCommand, InForce, List};
use crate::arguments::{Computer, WhatIf};
use crate::commands::change;
use crate::commands::failover::of_computer;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: FilterCommand) -> Result<Answer, Failure> {
    match command {
        FilterCommand::List { list, computer } => entries(session, list, &computer),
        FilterCommand::Add(arguments) => add(session, &arguments),
        FilterCommand::Remove { mac_address, computer, what_if } => {
            remove(session, &mac_address, &computer, what_if)
        }
        FilterCommand::Show { computer } => show(session, &computer),
        FilterCommand::Set { lists, computer, what_if } => set(session, lists, &computer, what_if),
    }
}

const FILTER: [&str; 3] = ["MacAddress", "List", "Description"];

fn entries(session: &Session<'_>, list: Option<List>, computer: &Computer) -> Result<Answer, Failure> {
    let lists = list.map_or(vec![FilterList::Allow, FilterList::Deny], |list| vec![list.into()]);
    let records = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        Ok(lists.iter().flat_map(|list| listed(server, *list, None)).map(record).collect())
    });
    let records = records.map_err(|error: Error| of_computer(computer, error))?;
    Ok(Answer::list(session.manner, &FILTER, records))
}

fn record((pattern, entry): (&FilterPattern, &FilterEntry)) -> Record {
    let values = [
        Json::Text(addresses::pattern(pattern)),
        Json::Text(filter_list(entry.list).to_owned()),
        json::optional(entry.comment.as_ref(), json::text),
    ];
    FILTER.into_iter().zip(values).collect()
}

fn add(session: &Session<'_>, arguments: &AddFilter) -> Result<Answer, Failure> {
    let AddFilter { list, mac_address, description, force, computer, what_if } = arguments;
    let entry = FilterEntry {
        list: (*list).into(),
        comment: description.clone().filter(|description| !description.is_empty()),
    };
    let told = format!(
        "add {} to the {} list",
        addresses::pattern(mac_address),
        filter_list(entry.list).to_lowercase()
    );
    let existing = if *force { Existing::IsReplaced } else { Existing::Stays };
    let command = rules::FilterCommand::Add(*mac_address, entry, existing);
    let added = change::on_server(session, computer, *what_if, &[(Command::Filters(command), told)]);
    added
        .map_err(|error| of_filters(computer, &[*mac_address], error))
        .map_err(|failure| failure.unless_forced(*force))
}

fn remove(
    session: &Session<'_>,
    patterns: &[FilterPattern],
    computer: &Computer,
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let request = |pattern: &FilterPattern| {
        let told = format!("remove the filter of {}", addresses::pattern(pattern));
        (Command::Filters(rules::FilterCommand::Delete(*pattern)), told)
    };
    let requests: Vec<_> = patterns.iter().map(request).collect();
    change::on_server(session, computer, what_if, &requests)
        .map_err(|error| of_filters(computer, patterns, error))
}

const IN_FORCE: [&str; 2] = ["Allow", "Deny"];

fn show(session: &Session<'_>, computer: &Computer) -> Result<Answer, Failure> {
    let record = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        let filters = &server.filters;
        let values = [Json::Boolean(filters.enforces_allow_list), Json::Boolean(filters.enforces_deny_list)];
        Ok(IN_FORCE.into_iter().zip(values).collect())
    });
    let record = record.map_err(|error: Error| of_computer(computer, error))?;
    Ok(Answer::one(session.manner, record))
}

/// A list of which nothing is said stays as it is.
fn set(
    session: &Session<'_>,
    lists: InForce,
    computer: &Computer,
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let request = |server: &Server| {
        let (allow_list, deny_list) = (
            lists.allow.unwrap_or(server.filters.enforces_allow_list),
            lists.deny.unwrap_or(server.filters.enforces_deny_list),
        );
        let on = |is_on| if is_on { "in force" } else { "not in force" };
        let told = format!("have the allow list {} and the deny list {}", on(allow_list), on(deny_list));
        Ok(vec![(Command::Filters(rules::FilterCommand::Enforce { allow_list, deny_list }), told)])
    };
    change::as_found(session, computer, what_if, request).map_err(|error| of_computer(computer, error))
}

/// The failure of a command about filters of the server that was named.
fn of_filters(computer: &Computer, patterns: &[FilterPattern], error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => {
            let patterns: Vec<String> = patterns.iter().map(addresses::pattern).collect();
            Failure::about(format!("filter {}", patterns.join(", ")), error)
        }
    }
}
