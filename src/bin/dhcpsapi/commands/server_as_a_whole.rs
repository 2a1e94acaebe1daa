//! `dhcpsapi server statistics`, `server backup`, `server restore --path`

use std::path::{Path, absolute};

use dhcpsapi::cim::statistics::percentage;
use dhcpsapi::domain::base::error::{BackupFailure, Error};
use dhcpsapi::domain::base::text::{Text, harmless};
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::read::counters::{scopes_with_delay, total};
use dhcpsapi::service;

use crate::arguments::{Computer, WhatIf, values};
use crate::commands::change::would_do;
use crate::commands::failover::of_computer;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::{Session, told};

pub(crate) fn statistics(session: &Session<'_>, computer: &Computer) -> Result<Answer, Failure> {
    let record = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        Ok::<_, Error>(figures(server).into_iter().chain(counters(server)).collect())
    });
    Ok(Answer::one(session.manner, record.map_err(|error| of_computer(computer, error))?))
}

/// The figures of all scopes together. Which scopes delay offers, and which delayed one, is one question in MS-DHCPM (2.2.1.2.95).
fn figures(server: &Server) -> Record {
    let scopes = |count: usize| Json::Number(u64::try_from(count).unwrap_or(u64::MAX));
    let started = Some(server.counters.started).filter(|started| *started != Timestamp(0));
    let all = total(server);
    let addresses = all.in_use.saturating_add(all.free);
    let percent = |part| Json::Ready(format!("{}", percentage(part, addresses)));
    vec![
        ("ServerStartTime", json::optional(started, json::time)),
        ("TotalScopes", scopes(server.scopes.ids().len())),
        ("ScopesWithDelayConfigured", scopes(scopes_with_delay(server))),
        ("ScopesWithDelayOffers", scopes(scopes_with_delay(server))),
        ("TotalAddresses", json::number(addresses)),
        ("AddressesInUse", json::number(all.in_use)),
        ("AddressesAvailable", json::number(all.free)),
        ("PercentageInUse", percent(all.in_use)),
        ("PercentageAvailable", percent(all.free)),
    ]
}

/// The messages since the service started.
fn counters(server: &Server) -> Record {
    let counters = &server.counters;
    vec![
        ("Discovers", json::number(counters.discovers)),
        ("Offers", json::number(counters.offers)),
        ("DelayedOffers", json::number(counters.delayed_offers)),
        ("Requests", json::number(counters.requests)),
        ("Acks", json::number(counters.acks)),
        ("Naks", json::number(counters.naks)),
        ("Declines", json::number(counters.declines)),
        ("Releases", json::number(counters.releases)),
    ]
}

pub(crate) fn back_up(
    session: &Session<'_>,
    path: &Path,
    computer: &Computer,
    what_if: WhatIf,
) -> Result<Answer, Failure> {
    let failed = |error| of_directory(computer, path, error);
    let directory = whole(path).map_err(failed)?;
    let server = computer.computer_name.as_ref().map(Text::units);
    if !what_if.what_if {
        service::back_up(server, directory.units()).map_err(failed)?;
        return Ok(Answer::default());
    }
    let name = service::ask(server, |server| Ok(server.name.to_string())).map_err(failed)?;
    Ok(would_do(session, &[(name, format!("write a backup into {directory}"))]))
}

pub(crate) fn restore(server: &Text, path: &Path) -> Result<Answer, Failure> {
    let computer = Computer { computer_name: Some(server.clone()) };
    let failed = |error| of_directory(&computer, path, error);
    let directory = whole(path).map_err(failed)?;
    service::restore(Some(server.units()), directory.units()).map_err(failed)?;
    told(
        "dhcpsapi: the server starts from the backup when its service starts next ('server stop', 'server start')",
    );
    Ok(Answer::change())
}

/// A directory may be named from where the command is given; the servers need the whole path.
fn whole(path: &Path) -> Result<Text, Error> {
    let directory = absolute(path).ok();
    let directory = directory.as_deref().and_then(Path::to_str).and_then(|text| values::text(text).ok());
    directory.ok_or(Error::Backup(BackupFailure::NotAbsolute))
}

/// The failure of a command about a directory and the server that was named.
fn of_directory(computer: &Computer, path: &Path, error: Error) -> Failure {
    match error {
        Error::UnknownServer | Error::ServerStopped => of_computer(computer, error),
        error => Failure::about(format!("directory {}", harmless(&path.display().to_string())), error),
    }
}
