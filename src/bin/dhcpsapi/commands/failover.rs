//! `dhcpsapi failover ...`: the methods of the WMI classes.

use dhcpsapi::cim::class::Failover;
use dhcpsapi::cim::failover::{self, Sharing};
use dhcpsapi::cim::property::{FAILOVER, NAMES, json, values};
use dhcpsapi::cim::{self, Found, replication, scope};
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::role::Mode;
use dhcpsapi::domain::base::text::{Secret, Text, harmless};
use dhcpsapi::say::addresses::dotted;
use dhcpsapi::say::names;

use crate::arguments::failover::{
    Add, Change, FailoverCommand, FailoverScopeCommand, Named, Removal, Remove, Replicate, ScopeIds,
    SecretFile, Set, Share,
};
use crate::arguments::values::Seconds;
use crate::arguments::{Computer, Manner};
use crate::commands::change::{self, Outcome};
use crate::commands::{insight, secret};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::of_class;
use crate::output::table;
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: FailoverCommand) -> Result<Answer, Failure> {
    match command {
        FailoverCommand::List { computer, scope_id } => list(session.manner, &computer, &scope_id),
        FailoverCommand::Show(named) => show(session.manner, &named),
        FailoverCommand::Add(arguments) => add(session, &arguments),
        FailoverCommand::Set(arguments) => set(session, &arguments),
        FailoverCommand::Remove(arguments) => remove(session, &arguments),
        FailoverCommand::Scope(FailoverScopeCommand::Add { named, scopes, change }) => {
            add_scopes(session, &named, scopes, change)
        }
        FailoverCommand::Scope(FailoverScopeCommand::Remove { named, scopes, force, removal, change }) => {
            remove_scopes(session, &named, scopes, force, removal, change)
        }
        FailoverCommand::Replicate(arguments) => replicate(session, &arguments),
        FailoverCommand::Stats(named) => insight::stats(session, &named),
        FailoverCommand::Rebalance { named, what_if } => insight::rebalance(session, &named, what_if),
        FailoverCommand::Preview(named) => insight::preview(session, &named),
        FailoverCommand::Explain { client, kind } => insight::explain(session, &client, kind),
        FailoverCommand::Drift(named) => insight::drift(session, &named),
    }
}

/// Prints the relationships that were found, and a message for each that was not; if none was found, that is the failure.
fn list(manner: Manner, computer: &Computer, scopes: &[ScopeId]) -> Result<Answer, Failure> {
    let server = computer.computer_name.as_ref();
    if scopes.is_empty() {
        let found = failover::get_by_name(server, &[]).map_err(|error| of_computer(computer, error))?;
        return Ok(found_of(manner, found, |name: Text| relationship(&name)));
    }
    let found = failover::get_by_scope_id(server, scopes).map_err(|error| of_computer(computer, error))?;
    let mut answer = found_of(manner, found, |scope| format!("scope {}", dotted(scope)));
    if answer.missing.len() == scopes.len() {
        return Err(answer.missing.swap_remove(0));
    }
    Ok(answer)
}

fn found_of<K>(manner: Manner, found: Vec<Found<Failover, K>>, about: impl Fn(K) -> String) -> Answer {
    let (mut instances, mut missing) = (Vec::new(), Vec::new());
    for one in found {
        match one {
            Ok(instance) => instances.push(instance),
            Err((key, error)) => missing.push(Failure::about(about(key), error)),
        }
    }
    Answer { missing, ..Answer::text(all(manner, &instances)) }
}

fn all(manner: Manner, instances: &[Failover]) -> String {
    if manner.json {
        let instances: Vec<String> =
            instances.iter().map(|instance| json(FAILOVER, &values(instance))).collect();
        return format!("[{}]\n", instances.join(","));
    }
    let header = ["Name", "PartnerServer", "Mode", "ServerRole", "Percent", "State", "ScopeId"];
    table::table(&header, &instances.iter().map(row).collect::<Vec<_>>())
}

fn row(instance: &Failover) -> Vec<String> {
    let percent = instance.load_balance_percent.or(instance.reserve_percent);
    let scopes: Vec<String> = instance.scope_id.iter().map(|scope| dotted(*scope)).collect();
    vec![
        harmless(&instance.name.to_string()),
        harmless(&instance.partner_server.to_string()),
        names::mode(instance.mode).to_owned(),
        instance.server_role.map_or("-", |role| role.name()).to_owned(),
        percent.map_or_else(|| "-".to_owned(), |percent| percent.to_string()),
        names::state(instance.state).to_owned(),
        if scopes.is_empty() { "-".to_owned() } else { scopes.join(", ") },
    ]
}

/// The properties of the class: as JSON, or a line each.
fn instance(manner: Manner, instance: &Failover) -> Answer {
    Answer::text(if manner.json {
        format!("{}\n", json(FAILOVER, &values(instance)))
    } else {
        let record = NAMES.into_iter().zip(values(instance)).map(|(name, value)| (name, of_class(value)));
        table::properties(&record.collect())
    })
}

fn show(manner: Manner, named: &Named) -> Result<Answer, Failure> {
    let server = named.computer.computer_name.as_ref();
    let found = failover::get_by_name(server, std::slice::from_ref(&named.name));
    let found = found.map_err(|error| of_computer(&named.computer, error))?;
    match found.into_iter().next() {
        Some(Ok(found)) => Ok(instance(manner, &found)),
        Some(Err((name, error))) => Err(Failure::about(relationship(&name), error)),
        None => Err(Failure::about(relationship(&named.name), Error::NoSuchRelationship)),
    }
}

fn add(session: &Session<'_>, arguments: &Add) -> Result<Answer, Failure> {
    let secret = secret_of(&arguments.secret)?;
    let question = "Send the shared secret to the partner unencrypted";
    let question = (secret.is_some() && !arguments.force).then_some(question);
    let about = || match &arguments.name {
        Some(name) => relationship(name),
        None => format!("partner {}", harmless(&arguments.partner_server.to_string())),
    };
    let refused = |error| match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(&arguments.computer, error),
        Error::UnknownPartner | Error::PartnerNotRunning | Error::ClocksDiffer => {
            Failure::about(format!("partner {}", harmless(&arguments.partner_server.to_string())), error)
        }
        error => Failure::about(about(), error),
    };
    let parameters = failover::Add {
        computer_name: arguments.computer.computer_name.clone(),
        name: arguments.name.clone(),
        partner_server: arguments.partner_server.clone(),
        scope_id: arguments.scopes.scope_id.clone(),
        max_client_lead_time: seconds(arguments.times.max_client_lead_time).map_err(refused)?,
        auto_state_transition: arguments.times.auto_state_transition,
        state_switch_interval: seconds(arguments.times.state_switch_interval).map_err(refused)?,
        shared_secret: secret,
        sharing: sharing(&arguments.share, arguments.server_role.map(Into::into)).map_err(refused)?,
    };
    let call = |what_if| failover::add(&parameters, what_if, cim::as_it_is).map_err(refused);
    let outcome = change::method(session, arguments.change.what_if, question, call)?;
    Ok(changed(session, arguments.change, outcome))
}

/// Load balance and hot standby have each its own parameters; those that are given decide which of the two is meant.
fn sharing(share: &Share, role: Option<cim::class::ServerRole>) -> Result<Sharing, Error> {
    let mode = share.mode.map(Mode::from);
    let is_standby = mode == Some(Mode::HotStandby) || share.reserve_percent.is_some() || role.is_some();
    let is_balanced = mode == Some(Mode::LoadBalance) || share.load_balance_percent.is_some();
    match (is_standby, is_balanced) {
        (true, true) => Err(Error::Invalid("load balance has a share, hot standby a reserve and roles")),
        (true, false) => {
            Ok(Sharing::HotStandby { reserve_percent: share.reserve_percent, server_role: role })
        }
        (false, _) => Ok(Sharing::LoadBalance { load_balance_percent: share.load_balance_percent }),
    }
}

fn set(session: &Session<'_>, arguments: &Set) -> Result<Answer, Failure> {
    let named = &arguments.named;
    let secret = secret_of(&arguments.secret)?;
    let this_server_only = arguments.reach.this_server_only;
    let question = question_of(arguments, secret.is_some()).filter(|_| !arguments.force);
    let refused = |error| of_partners(named, error).unless_alone(this_server_only);
    let parameters = failover::Set {
        computer_name: named.computer.computer_name.clone(),
        name: named.name.clone(),
        auto_state_transition: arguments.times.auto_state_transition,
        max_client_lead_time: seconds(arguments.times.max_client_lead_time).map_err(refused)?,
        shared_secret: if arguments.no_shared_secret { Some(None) } else { secret.map(Some) },
        state_switch_interval: seconds(arguments.times.state_switch_interval).map_err(refused)?,
        partner_down: arguments.partner_down,
        load_balance_percent: arguments.share.load_balance_percent,
        reserve_percent: arguments.share.reserve_percent,
        mode: arguments.share.mode.map(Mode::from),
        this_server_only,
    };
    let call = |what_if| failover::set(&parameters, what_if, cim::as_it_is).map_err(refused);
    let outcome = change::method(session, arguments.change.what_if, question, call)?;
    Ok(changed(session, arguments.change, outcome))
}

/// The question that Set asks: where the cmdlet asks it, and where a secret is changed that the partner keeps.
fn question_of(arguments: &Set, gives_secret: bool) -> Option<&'static str> {
    if arguments.partner_down {
        return Some("Take the partner for dead, which must not be serving any more");
    }
    if changes_mode(&arguments.named, arguments.share.mode.map(Mode::from)) {
        return Some("Change how the servers share the work, and which of them owns which free addresses");
    }
    if arguments.reach.this_server_only {
        let question = "Change the shared secret on this server only, which ends contact with a partner that has another";
        return (gives_secret || arguments.no_shared_secret).then_some(question);
    }
    gives_secret.then_some("Send the shared secret to the partner unencrypted")
}

/// Whether a relationship would come to another mode.
fn changes_mode(named: &Named, mode: Option<Mode>) -> bool {
    let Some(mode) = mode else { return false };
    let found =
        failover::get_by_name(named.computer.computer_name.as_ref(), std::slice::from_ref(&named.name));
    found.is_ok_and(|found| found.iter().flatten().any(|present| present.mode != mode))
}

fn remove(session: &Session<'_>, arguments: &Remove) -> Result<Answer, Failure> {
    let named = &arguments.named;
    let this_server_only = arguments.removal.reach.this_server_only;
    let parameters = failover::Remove {
        computer_name: named.computer.computer_name.clone(),
        names: vec![named.name.clone()],
        this_server_only,
        partner_scopes: arguments.removal.partner_scopes.into(),
    };
    let question = format!("Remove {} from {}", relationship(&named.name), servers(this_server_only));
    let question = (!arguments.force).then_some(question.as_str());
    let refused = |error| of_partners(named, error).unless_alone(this_server_only);
    let call = |what_if| failover::remove(&parameters, what_if, cim::as_it_is).map_err(refused);
    let outcome = change::method(session, arguments.change.what_if, question, call)?;
    Ok(match outcome {
        Outcome::WouldDo(steps) => change::would_do(session, &steps),
        Outcome::Done(removed) => match removed.first().filter(|_| arguments.change.pass_thru) {
            Some(removed) => instance(session.manner, removed).of_change(),
            None => Answer::change(),
        },
    })
}

/// The servers that a removal changes, as a question names them.
fn servers(this_server_only: bool) -> &'static str {
    if this_server_only { "this server only" } else { "both servers" }
}

fn add_scopes(
    session: &Session<'_>,
    named: &Named,
    scopes: ScopeIds,
    change: Change,
) -> Result<Answer, Failure> {
    let parameters = scope::Scopes {
        computer_name: named.computer.computer_name.clone(),
        name: named.name.clone(),
        scope_id: scopes.scope_id,
        ..scope::Scopes::default()
    };
    let call =
        |what_if| scope::add(&parameters, what_if, cim::as_it_is).map_err(|error| of_partners(named, error));
    let outcome = change::method(session, change.what_if, None, call)?;
    Ok(changed(session, change, outcome))
}

fn remove_scopes(
    session: &Session<'_>,
    named: &Named,
    scopes: ScopeIds,
    force: bool,
    removal: Removal,
    change: Change,
) -> Result<Answer, Failure> {
    let this_server_only = removal.reach.this_server_only;
    let parameters = scope::Scopes {
        computer_name: named.computer.computer_name.clone(),
        name: named.name.clone(),
        scope_id: scopes.scope_id,
        force,
        this_server_only,
        partner_scopes: removal.partner_scopes.into(),
    };
    let question =
        format!("Take scopes out of {} on {}", relationship(&named.name), servers(this_server_only));
    let question = (!force).then_some(question.as_str());
    let refused = |error| of_partners(named, error).unless_forced(force).unless_alone(this_server_only);
    let call = |what_if| scope::remove(&parameters, what_if, cim::as_it_is).map_err(refused);
    let outcome = change::method(session, change.what_if, question, call)?;
    Ok(changed(session, change, outcome))
}

/// Replaces configuration on the partner, so the cmdlet asks.
fn replicate(session: &Session<'_>, arguments: &Replicate) -> Result<Answer, Failure> {
    let server = arguments.computer.computer_name.as_ref();
    let call = |what_if| {
        let done = if arguments.scope_id.is_empty() {
            replication::invoke_by_name(server, &arguments.name, what_if, cim::as_it_is)
        } else {
            replication::invoke_by_scope_id(server, &arguments.scope_id, what_if, cim::as_it_is)
        };
        done.map_err(|error| of_replication(arguments, error))
    };
    let question = "Replace the configuration of these scopes on the partner";
    let question = (!arguments.force).then_some(question);
    match change::method(session, arguments.what_if, question, call)? {
        Outcome::Done(_) => Ok(Answer::change()),
        Outcome::WouldDo(steps) => Ok(change::would_do(session, &steps)),
    }
}

/// The failure of a replication: of several relationships or scopes it names the one that is not there.
fn of_replication(arguments: &Replicate, error: Error) -> Failure {
    let (computer, server) = (&arguments.computer, arguments.computer.computer_name.as_ref());
    if let [name] = arguments.name.as_slice() {
        return of_partners(&Named { name: name.clone(), computer: computer.clone() }, error);
    }
    let missing = if arguments.scope_id.is_empty() {
        failover::get_by_name(server, &arguments.name)
            .map(|found| first_missing(found, |name| relationship(&name)))
    } else {
        let scope = |scope| format!("scope {}", dotted(scope));
        failover::get_by_scope_id(server, &arguments.scope_id).map(|found| first_missing(found, scope))
    };
    match missing {
        Ok(Some((what, why))) if why == error => Failure::about(what, error),
        _ => of_computer(computer, error),
    }
}

fn first_missing<K>(found: Vec<Found<Failover, K>>, about: impl Fn(K) -> String) -> Option<(String, Error)> {
    found.into_iter().find_map(Result::err).map(|(key, error)| (about(key), error))
}

fn changed(session: &Session<'_>, change: Change, outcome: Outcome<Failover>) -> Answer {
    match outcome {
        Outcome::WouldDo(steps) => change::would_do(session, &steps),
        Outcome::Done(output) if change.pass_thru => instance(session.manner, &output).of_change(),
        Outcome::Done(_) => Answer::change(),
    }
}

fn secret_of(file: &SecretFile) -> Result<Option<Secret>, Failure> {
    file.shared_secret_file.as_deref().map(secret::read).transpose()
}

fn seconds(span: Option<Seconds>) -> Result<Option<u32>, Error> {
    span.map(Seconds::as_servers_have_it).transpose()
}

/// The name of a relationship as messages have it.
pub(crate) fn relationship(name: &Text) -> String {
    format!("relationship {}", harmless(&name.to_string()))
}

/// The failure of a command on the server that was named.
pub(crate) fn of_computer(computer: &Computer, error: Error) -> Failure {
    match (&computer.computer_name, error) {
        (Some(name), Error::UnknownServer | Error::ServerStopped) => {
            Failure::about(format!("server {}", harmless(&name.to_string())), error)
        }
        _ => error.into(),
    }
}

/// The failure of a command about a relationship of the server that was named.
pub(crate) fn of_relationship(named: &Named, error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(&named.computer, error),
        error => Failure::about(relationship(&named.name), error),
    }
}

/// The failure of a command about both halves of a relationship: one that is not there may be missing on the partner alone.
fn of_partners(named: &Named, error: Error) -> Failure {
    let server = named.computer.computer_name.as_ref();
    let here = || failover::get_by_name(server, std::slice::from_ref(&named.name));
    let is_here = || here().is_ok_and(|found| found.iter().all(Result::is_ok));
    if error == Error::NoSuchRelationship && is_here() {
        return Failure::about(format!("the partner of {}", relationship(&named.name)), error);
    }
    of_relationship(named, error)
}
