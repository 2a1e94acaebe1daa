//! `dhcpsapi superscope ...`

use dhcpsapi::domain::base::error::{Error, SuperscopeFailure};
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::{Text, harmless};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::model::superscopes::Superscope;
use dhcpsapi::domain::rules::{self, Command, Existing, once_each};
use dhcpsapi::say::addresses::dotted;
use dhcpsapi::service;

use crate::arguments::superscope::{OneSuperscope, SuperscopeCommand};
use crate::arguments::{Computer, WhatIf};
use crate::commands::change;
use crate::commands::failover::of_computer;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: SuperscopeCommand) -> Result<Answer, Failure> {
    match command {
        SuperscopeCommand::List { superscope_name, computer } => {
            list(session, superscope_name.as_ref(), &computer)
        }
        SuperscopeCommand::Add { superscope, scopes, force, what_if } => {
            add(session, &superscope, &scopes.scope_id, force, what_if)
        }
        SuperscopeCommand::Set { superscope, new_superscope_name, what_if } => {
            rename(session, &superscope, new_superscope_name, what_if)
        }
        SuperscopeCommand::Remove { superscope, scope_id, what_if } => {
            remove(session, &superscope, &scope_id, what_if)
        }
    }
}

const SUPERSCOPE: [&str; 2] = ["SuperscopeName", "ScopeId"];

fn list(session: &Session<'_>, name: Option<&Text>, computer: &Computer) -> Result<Answer, Failure> {
    let found = service::ask(computer.computer_name.as_ref().map(Text::units), |server| match name {
        Some(name) => Ok(vec![record(find(server, name)?)]),
        None => Ok(server.superscopes.iter().map(|(_, superscope)| record(superscope)).collect()),
    });
    let records = found.map_err(|error| match name {
        Some(name) => of_superscope(computer, name, error),
        None => of_computer(computer, error),
    })?;
    Ok(Answer::list(session.manner, &SUPERSCOPE, records))
}

fn find<'a>(server: &'a Server, name: &Text) -> Result<&'a Superscope, Error> {
    let found = server.superscopes.find(name).map(|(_, superscope)| superscope);
    found.ok_or(Error::Superscopes(SuperscopeFailure::NotPresent))
}

fn record(superscope: &Superscope) -> Record {
    let scopes = superscope.scopes.iter().map(|scope| json::address(*scope)).collect();
    SUPERSCOPE.into_iter().zip([json::text(&superscope.name), Json::List(scopes)]).collect()
}

fn add(
    session: &Session<'_>,
    superscope: &OneSuperscope,
    scopes: &[ScopeId],
    force: bool,
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let name = &superscope.superscope_name;
    let existing = if force { Existing::IsReplaced } else { Existing::Stays };
    let request = |scope: ScopeId| {
        let command = rules::ScopeCommand::SetSuperscope(scope, Some(name.clone()), existing);
        (Command::Scope(command), format!("put scope {} into superscope {name}", dotted(scope)))
    };
    let requests: Vec<_> = once_each(scopes).into_iter().map(request).collect();
    let added = change::on_server(session, &superscope.computer, what_if, &requests);
    added
        .map_err(|error| of_superscope(&superscope.computer, name, error))
        .map_err(|failure| failure.unless_forced(force))
}

fn rename(
    session: &Session<'_>,
    superscope: &OneSuperscope,
    new: Text,
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let name = &superscope.superscope_name;
    let told = format!("give superscope {name} the name {new}");
    let request = Command::Scope(rules::ScopeCommand::RenameSuperscope(name.clone(), new));
    change::on_server(session, &superscope.computer, what_if, &[(request, told)])
        .map_err(|error| of_superscope(&superscope.computer, name, error))
}

fn remove(
    session: &Session<'_>,
    superscope: &OneSuperscope,
    scopes: &[ScopeId],
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let name = &superscope.superscope_name;
    let requests = |server: &Server| {
        if scopes.is_empty() {
            let deletion = Command::Scope(rules::ScopeCommand::DeleteSuperscope(name.clone()));
            return Ok(vec![(deletion, format!("delete superscope {name}"))]);
        }
        let members = &find(server, name)?.scopes;
        once_each(scopes).into_iter().map(|scope| leaving(members, scope, name)).collect()
    };
    change::as_found(session, &superscope.computer, what_if, requests)
        .map_err(|error| of_superscope(&superscope.computer, name, error))
}

/// The request that a scope leave its superscope, which it has to be in.
fn leaving(members: &[ScopeId], scope: ScopeId, name: &Text) -> Result<(Command, String), Error> {
    if !members.contains(&scope) {
        return Err(Error::NoSuchScope);
    }
    let command = rules::ScopeCommand::SetSuperscope(scope, None, Existing::IsReplaced);
    Ok((Command::Scope(command), format!("take scope {} out of superscope {name}", dotted(scope))))
}

/// The failure of a command about a superscope of the server that was named.
fn of_superscope(computer: &Computer, name: &Text, error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => Failure::about(format!("superscope {}", harmless(&name.to_string())), error),
    }
}
