//! `dhcpsapi scope ...`

use dhcpsapi::cim::free_address;
use dhcpsapi::cim::statistics::{self, ScopeStatistics, Shares};
use dhcpsapi::domain::base::address::{Address, AddressRange};
use dhcpsapi::domain::base::client::ClientKind;
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::options::{OptionElement, OptionValue};
use dhcpsapi::domain::model::reservations::Reservation;
use dhcpsapi::domain::model::scope::{ANY_NUMBER_OF_BOOTP_CLIENTS, RangeKind, Scope, ScopeInfo, ScopeState};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::options::{ClassNames, LEASE_TIME, Level, Place, Policy};
use dhcpsapi::domain::rules::read::scopes::lease_duration;
use dhcpsapi::domain::rules::{self, Command, Element, Force, Generation, OptionsCommand};
use dhcpsapi::say::addresses::{self, dotted};
use dhcpsapi::say::names;
use dhcpsapi::say::steps::What;
use dhcpsapi::service;

use crate::arguments::server::{CreateScope, FromTo, Offers, OneScope, ScopeCommand, SetScope};
use crate::arguments::{Computer, WhatIf};
use crate::commands::change;
use crate::commands::failover::of_computer;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::{Session, told};

pub(crate) fn execute(session: &Session<'_>, command: ScopeCommand) -> Result<Answer, Failure> {
    match command {
        ScopeCommand::List { computer } => list(session, &computer),
        ScopeCommand::Show(scope) => show(session, &scope),
        ScopeCommand::Create(arguments) => create(session, &arguments),
        ScopeCommand::Set(arguments) => set(session, &arguments),
        ScopeCommand::Free { scope, start_address, end_address, num_address } => {
            free(session, &scope, (start_address, end_address), num_address)
        }
        ScopeCommand::Stats { scope_id, failover, computer } => {
            statistics(session, &scope_id, failover, &computer)
        }
        ScopeCommand::Delete { scope, force, what_if } => {
            let how = if force { Force::Full } else { Force::None };
            let told = format!("delete scope {}", dotted(scope.scope_id));
            change_scope(
                session,
                &scope,
                what_if,
                (Command::Scope(rules::ScopeCommand::Delete(scope.scope_id, how)), told),
            )
            .map_err(|failure| failure.unless_forced(force))
        }
        ScopeCommand::Range { scope, range, what_if } => {
            let told = format!("set the range of scope {} to {}", dotted(scope.scope_id), from_to(range));
            change_scope(session, &scope, what_if, (set_range(scope.scope_id, range), told))
        }
        ScopeCommand::Exclude { scope, range, remove, what_if } => {
            let element = Element::Exclusion { first: range.start_range, last: range.end_range };
            let told = format!(
                "{} {} of scope {}",
                if remove { "exclude no longer" } else { "exclude" },
                from_to(range),
                dotted(scope.scope_id)
            );
            change_scope(session, &scope, what_if, (with_element(scope.scope_id, element, remove), told))
        }
        ScopeCommand::Reserve { scope, ip_address, client_id, remove, what_if } => {
            let element = Element::Reservation {
                address: ip_address,
                client: client_id.bytes().to_vec(),
                allowed_kinds: ClientKind::BOTH,
            };
            let told = format!(
                "{} {} for {}",
                if remove { "reserve no longer" } else { "reserve" },
                dotted(ip_address),
                addresses::client(&client_id)
            );
            change_scope(session, &scope, what_if, (with_element(scope.scope_id, element, remove), told))
        }
    }
}

fn with_element(scope: ScopeId, element: Element, remove: bool) -> Command {
    if remove {
        Command::Scope(rules::ScopeCommand::RemoveElement(scope, element, Force::None))
    } else {
        Command::Scope(rules::ScopeCommand::AddElement(scope, element, Generation::V5))
    }
}

fn set_range(scope: ScopeId, range: FromTo) -> Command {
    let element = Element::Range {
        first: range.start_range,
        last: range.end_range,
        kind: RangeKind::DhcpOnly,
        max_bootp_clients: ANY_NUMBER_OF_BOOTP_CLIENTS,
    };
    Command::Scope(rules::ScopeCommand::AddElement(scope, element, Generation::V5))
}

fn from_to(range: FromTo) -> String {
    format!("{} to {}", dotted(range.start_range), dotted(range.end_range))
}

fn change_scope(
    session: &Session<'_>,
    scope: &OneScope,
    what_if: WhatIf,
    request: (Command, String),
) -> Result<Answer, Failure> {
    let changed = change::on_server(session, &scope.computer, what_if, &[request]);
    changed.map_err(|error| of_scope(&scope.computer, scope.scope_id, error))
}

fn create(session: &Session<'_>, arguments: &CreateScope) -> Result<Answer, Failure> {
    let subnet = arguments.scope_id.with_mask(arguments.subnet_mask)?;
    let info = ScopeInfo {
        subnet,
        name: arguments.name.clone(),
        comment: arguments.description.clone(),
        state: arguments.state.into(),
    };
    let scope = ScopeId(subnet.address());
    let mut requests =
        vec![(Command::Scope(rules::ScopeCommand::Create(info)), What::CreateScope(scope).to_string())];
    if let (Some(start_range), Some(end_range)) = (arguments.start_range, arguments.end_range) {
        let range = FromTo { start_range, end_range };
        let told = format!("set the range of scope {} to {}", dotted(scope), from_to(range));
        requests.push((set_range(scope, range), told));
    }
    requests.extend(offers(scope, arguments.offers)?);
    let created = change::on_server(session, &arguments.computer, arguments.what_if, &requests);
    created.map_err(|error| of_scope(&arguments.computer, scope, error))
}

fn set(session: &Session<'_>, arguments: &SetScope) -> Result<Answer, Failure> {
    let SetScope { scope: one, name, description, state, offers: wanted, what_if } = arguments;
    let is_described = name.is_some() || description.is_some() || state.is_some();
    let set = change::as_found(session, &one.computer, *what_if, |server| {
        let info = server.scope(one.scope_id)?.info();
        let mut requests = offers(one.scope_id, *wanted)?;
        if is_described || requests.is_empty() {
            let told = format!("describe scope {} anew", dotted(one.scope_id));
            let described = Command::Scope(rules::ScopeCommand::Change(described_anew(arguments, info)));
            requests.insert(0, (described, told));
        }
        Ok(requests)
    });
    set.map_err(|error| of_scope(&one.computer, one.scope_id, error))
}

fn described_anew(arguments: &SetScope, present: &ScopeInfo) -> ScopeInfo {
    let changed = |given: &Option<Text>, present: &Option<Text>| match given {
        Some(given) => Some(given.clone()).filter(|given| !given.is_empty()),
        None => present.clone(),
    };
    ScopeInfo {
        subnet: present.subnet,
        name: changed(&arguments.name, &present.name),
        comment: changed(&arguments.description, &present.comment),
        state: arguments.state.map_or(present.state, ScopeState::from),
    }
}

/// What is to be said of the offers of a scope: the length of leases is an option of it.
fn offers(scope: ScopeId, wanted: Offers) -> Result<Vec<(Command, String)>, Error> {
    let mut requests = Vec::new();
    if let Some(duration) = wanted.lease_duration {
        let seconds = duration.as_servers_have_it()?;
        if seconds == 0 {
            return Err(Error::Invalid("a lease is of one second at least"));
        }
        let (classes, level) = (ClassNames::default(), Level::Scope(scope));
        let place = Place { classes, level, policy: Policy::Unknown };
        let value = Some(OptionValue::one(OptionElement::Dword(seconds)));
        let told = Json::LeaseDuration(seconds).for_people();
        let told = format!("set the lease duration of scope {} to {told}", dotted(scope));
        requests.push((Command::Options(OptionsCommand::SetValue(place, LEASE_TIME, value)), told));
    }
    if let Some(delay) = wanted.delay {
        let told = format!("delay the offers of scope {} by {delay} ms", dotted(scope));
        requests.push((Command::Scope(rules::ScopeCommand::SetDelay(scope, delay)), told));
    }
    Ok(requests)
}

/// Fewer addresses than are asked for are printed all the same, as the cmdlet does.
fn free(
    session: &Session<'_>,
    one: &OneScope,
    (start, end): (Option<Address>, Option<Address>),
    count: u32,
) -> Result<Answer, Failure> {
    let search = free_address::Search { scope: one.scope_id, start, end, count };
    let (addresses, is_complete) = free_address::get(one.computer.computer_name.as_ref(), search)
        .map_err(|error| of_scope(&one.computer, one.scope_id, error))?;
    let records = addresses.into_iter().map(|address| vec![("IPAddress", json::address(address))]).collect();
    let answer = Answer::list(session.manner, &["IPAddress"], records);
    if !is_complete {
        told("There are no more free addresses.");
    }
    Ok(answer)
}

const STATISTICS: [&str; 5] =
    ["ScopeId", "AddressesFree", "AddressesInUse", "ReservedAddress", "PercentageInUse"];
const SHARES: [&str; 4] = [
    "AddressesFreeOnThisServer",
    "AddressesFreeOnPartnerServer",
    "AddressesInUseOnThisServer",
    "AddressesInUseOnPartnerServer",
];

fn statistics(
    session: &Session<'_>,
    scopes: &[ScopeId],
    failover: bool,
    computer: &Computer,
) -> Result<Answer, Failure> {
    let found = statistics::get(scopes, computer.computer_name.as_ref(), failover)
        .map_err(|error| of_computer(computer, error))?;
    let found: Result<Vec<_>, _> = found.into_iter().collect();
    let found = found.map_err(|(scope, error)| of_scope(computer, scope, error))?;
    let shown: &[&str] = if failover { &SHARES } else { &[] };
    let names: Vec<&'static str> = STATISTICS.into_iter().chain(shown.iter().copied()).collect();
    let record = |shown: &ScopeStatistics| names.iter().copied().zip(figures(shown)).collect();
    Ok(Answer::list(session.manner, &names, found.iter().map(record).collect()))
}

/// The values of the names above.
fn figures(shown: &ScopeStatistics) -> [Json; 9] {
    let share =
        |of: fn(&Shares) -> u32| json::optional(shown.failover.as_ref(), |shares| json::number(of(shares)));
    [
        json::address(shown.scope_id),
        json::number(shown.addresses_free),
        json::number(shown.addresses_in_use),
        json::number(shown.reserved_address),
        Json::Ready(format!("{}", shown.percentage_in_use)),
        share(|shares| shares.addresses_free_on_this_server),
        share(|shares| shares.addresses_free_on_partner_server),
        share(|shares| shares.addresses_in_use_on_this_server),
        share(|shares| shares.addresses_in_use_on_partner_server),
    ]
}

const SCOPE: [&str; 7] = ["ScopeId", "SubnetMask", "Name", "State", "StartRange", "EndRange", "Failover"];

fn list(session: &Session<'_>, computer: &Computer) -> Result<Answer, Failure> {
    let records = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        Ok(server
            .scopes
            .iter()
            .map(|scope| SCOPE.into_iter().zip(described(server, scope)).collect())
            .collect())
    });
    let records = records.map_err(|error: Error| of_computer(computer, error))?;
    Ok(Answer::list(session.manner, &SCOPE, records))
}

/// The values of the names above.
fn described(server: &Server, scope: &Scope) -> [Json; 7] {
    let (info, range) = (scope.info(), scope.range().map(|range| range.addresses));
    let relationship = server.relationship_of(scope);
    [
        json::address(info.subnet.address()),
        json::address(info.subnet.mask()),
        json::optional(info.name.as_ref(), json::text),
        Json::Text(names::scope_state(info.state).to_owned()),
        json::optional(range, |range| json::address(range.first())),
        json::optional(range, |range| json::address(range.last())),
        json::optional(relationship, |relationship| json::text(&relationship.settings.name)),
    ]
}

fn show(session: &Session<'_>, one: &OneScope) -> Result<Answer, Failure> {
    let record = service::ask(one.computer.computer_name.as_ref().map(Text::units), |server| {
        let scope = server.scope(one.scope_id)?;
        let mut record: Record = SCOPE.into_iter().zip(described(server, scope)).collect();
        record.push(("Description", json::optional(scope.info().comment.as_ref(), json::text)));
        record.push(("LeaseDuration", json::optional(lease_duration(scope), Json::LeaseDuration)));
        record.push(("Delay", json::number(scope.delay_offer().into())));
        record.push(("Exclusions", Json::List(scope.exclusions().iter().map(exclusion).collect())));
        record.push(("Reservations", Json::List(scope.reservations().iter().map(reservation).collect())));
        Ok::<_, Error>(record)
    });
    let record = record.map_err(|error| of_scope(&one.computer, one.scope_id, error))?;
    Ok(Answer::one(session.manner, record))
}

fn exclusion(range: &AddressRange) -> Json {
    Json::Object(vec![
        ("StartRange", json::address(range.first())),
        ("EndRange", json::address(range.last())),
    ])
}

fn reservation(kept: &Reservation) -> Json {
    Json::Object(vec![
        ("IPAddress", json::address(kept.address)),
        ("ClientId", Json::Text(addresses::client(&kept.client))),
    ])
}

/// The failure of a command about a scope of the server that was named.
pub(crate) fn of_scope(computer: &Computer, scope: ScopeId, error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => Failure::about(format!("scope {}", dotted(scope)), error),
    }
}
