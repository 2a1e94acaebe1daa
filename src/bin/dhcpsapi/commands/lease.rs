//! `dhcpsapi lease ...`: lease records, and what DHCP clients do.

use dhcpsapi::domain::base::address::{Address, NOT_GRANTED};
use dhcpsapi::domain::base::client::ClientKind;
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::base::time::{FileTime, Timestamp};
use dhcpsapi::domain::model::lease::{AddressState, Lease, Particulars};
use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::model::scope::Scope;
use dhcpsapi::domain::rules::read::leases::Search;
use dhcpsapi::domain::rules::serving::RequestKind;
use dhcpsapi::domain::rules::{self, ClientRequest, Command, MessageDetails, NewLease};
use dhcpsapi::say::addresses::{self, dotted};
use dhcpsapi::say::names::address_state;
use dhcpsapi::service;

use crate::arguments::server::{AddLease, Client, LeaseCommand, OneScope};
use crate::arguments::values::Seconds;
use crate::arguments::{Computer, WhatIf};
use crate::commands::change;
use crate::commands::failover::of_computer;
use crate::commands::scope::of_scope;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

pub(crate) fn execute(session: &Session<'_>, command: LeaseCommand) -> Result<Answer, Failure> {
    match command {
        LeaseCommand::List(scope) => list(session, &scope),
        LeaseCommand::Add(arguments) => add(session, &arguments),
        LeaseCommand::Delete { ip_address, computer, what_if } => {
            let command = rules::LeaseCommand::Delete(Search::Address(ip_address));
            let told = format!("delete the lease of {}", dotted(ip_address));
            change_lease(session, (&computer, ip_address), what_if, (Command::Lease(command), told))
        }
        LeaseCommand::Request(client) => ask(session, &client, RequestKind::New),
        LeaseCommand::Renew(client) => ask(session, &client, RequestKind::Renew),
        LeaseCommand::Rebind(client) => ask(session, &client, RequestKind::Rebind),
        LeaseCommand::Release(client) => {
            let request = request_of(&client, RequestKind::Renew)?;
            ended(&client, service::release(heard_by(&client), &request))
        }
        LeaseCommand::Decline(client) => {
            let request = request_of(&client, RequestKind::Renew)?;
            ended(&client, service::decline(heard_by(&client), &request))
        }
    }
}

fn ended(client: &Client, outcome: Result<(), Error>) -> Result<Answer, Failure> {
    outcome.map(|()| Answer::change()).map_err(|error| of_client(client, error))
}

const LEASE: [&str; 7] =
    ["IPAddress", "ScopeId", "ClientId", "HostName", "AddressState", "LeaseExpiryTime", "ServerIP"];

fn list(session: &Session<'_>, one: &OneScope) -> Result<Answer, Failure> {
    let records = service::ask(one.computer.computer_name.as_ref().map(Text::units), |server| {
        let scope = server.scope(one.scope_id)?;
        Ok::<_, Error>(scope.leases().map(|(address, lease)| record(scope, address, lease)).collect())
    });
    let records = records.map_err(|error| of_scope(&one.computer, one.scope_id, error))?;
    Ok(Answer::list(session.manner, &LEASE, records))
}

fn record(scope: &Scope, address: Address, lease: &Lease) -> Record {
    let values = [
        json::address(address),
        json::address(scope.subnet().address()),
        Json::Text(addresses::client(&lease.client)),
        json::optional(lease.name(), json::text),
        Json::Text(address_state(lease, scope.reservation(address).is_some()).to_owned()),
        json::optional(lease.end(), json::time),
        json::optional(Some(lease.granted_by).filter(|server| *server != NOT_GRANTED), json::address),
    ];
    LEASE.into_iter().zip(values).collect()
}

fn add(session: &Session<'_>, arguments: &AddLease) -> Result<Answer, Failure> {
    let AddLease { ip_address, client_id, computer, host_name, description, what_if, .. } = arguments;
    let seconds = arguments.lease_duration.map(Seconds::as_servers_have_it).transpose()?;
    if seconds == Some(0) {
        return Err(Error::Invalid("a lease has a second at least").into());
    }
    let seconds = seconds.filter(|seconds| *seconds != u32::MAX);
    let now = service::ask_now(computer.computer_name.as_ref().map(Text::units), |_, now| Ok(now));
    let now = now.map_err(|error: Error| of_computer(computer, error))?;
    let end = |seconds: u32| FileTime::from_timestamp(now.after(seconds.into()));
    let command = rules::LeaseCommand::Create(NewLease {
        address: *ip_address,
        client: client_id.bytes().to_vec(),
        expires: seconds.map_or(FileTime::NEVER, end),
        particulars: Particulars {
            name: host_name.clone(),
            comment: description.clone(),
            ..Particulars::default()
        },
        kind: Some((ClientKind::DHCP, AddressState::ACTIVE)),
    });
    let told = format!("lease {} to {}", dotted(*ip_address), addresses::client(client_id));
    change_lease(session, (computer, *ip_address), *what_if, (Command::Lease(command), told))
}

fn change_lease(
    session: &Session<'_>,
    (computer, address): (&Computer, Address),
    what_if: WhatIf,
    request: (Command, String),
) -> Result<Answer, Failure> {
    change::on_server(session, computer, what_if, &[request]).map_err(|error| match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => Failure::about(format!("address {}", dotted(address)), error),
    })
}

fn heard_by(client: &Client) -> Option<&[u16]> {
    client.computer_name.as_ref().map(Text::units)
}

/// The request of a client.
pub(crate) fn request_of(client: &Client, kind: RequestKind) -> Result<ClientRequest, Error> {
    Ok(ClientRequest {
        scope: client.scope_id,
        client: client.client_id.clone(),
        name: client.host_name.clone(),
        address: client.ip_address,
        seconds: client.lease_duration.map(Seconds::as_servers_have_it).transpose()?,
        kind,
        details: details_of(client)?,
    })
}

/// What a client says besides; nothing of the options that it wants, since none are printed.
fn details_of(client: &Client) -> Result<Option<MessageDetails>, Error> {
    let classes = [&client.user_class, &client.vendor_class];
    if client.seconds_elapsed.is_none() && classes.iter().all(|class| class.is_none()) {
        return Ok(None);
    }
    let [user, vendor] = classes.map(|class| class.as_deref().unwrap_or_default().as_bytes());
    let details = MessageDetails::new(client.seconds_elapsed.unwrap_or_default(), user, vendor, &[]);
    details.map(Some).ok_or(Error::Invalid("the data of a class have at most 255 bytes"))
}

/// A client that gets no answer has waited in vain, and one that is refused got that as its answer: both are failures.
fn ask(session: &Session<'_>, client: &Client, kind: RequestKind) -> Result<Answer, Failure> {
    let request = request_of(client, kind)?;
    let refused = |error| of_client(client, error);
    let make = |registry: &Registry, answer: &rules::Answer, now: Timestamp| {
        Ok::<_, Error>((*answer, scope_of(registry, answer), now))
    };
    let (answer, scope, now) = service::lease(heard_by(client), &request, make).map_err(refused)?;
    let (address, term) = answer.outcome.map_err(|why| refused(Error::Refused(why)))?;
    let record = vec![
        ("IPAddress", json::address(address)),
        ("ScopeId", json::address(scope.unwrap_or(client.scope_id))),
        ("ClientId", Json::Text(addresses::client(&client.client_id))),
        ("LeaseExpiryTime", json::time(term.end(now))),
        ("ServerIP", json::address(answer.server_address)),
    ];
    Ok(Answer::one(session.manner, record).of_change())
}

/// The scope of the address that a client gets, which may be another one of the superscope that it is in.
fn scope_of(registry: &Registry, answer: &rules::Answer) -> Option<ScopeId> {
    let (address, _) = answer.outcome.ok()?;
    registry.server(answer.server).ok()?.scopes.containing(address).map(Scope::id)
}

/// The failure of a client's request.
pub(crate) fn of_client(client: &Client, error: Error) -> Failure {
    let computer = Computer { computer_name: client.computer_name.clone() };
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(&computer, error),
        Error::NoSuchScope => Failure::about(format!("scope {}", dotted(client.scope_id)), error),
        error => Failure::about(format!("client {}", addresses::client(&client.client_id)), error),
    }
}
