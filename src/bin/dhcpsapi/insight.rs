//! `dhcpsapi failover stats|rebalance|preview|explain|drift`: how relationships are doing, and why.

use dhcpsapi::boundary::{refused_sentence, term_sentence};
use dhcpsapi::cim::class::state_name;
use dhcpsapi::domain::Error;
use dhcpsapi::domain::address::Address;
use dhcpsapi::domain::decide::{
    self, Answer as ClientAnswer, Command, Difference, Differing, Division, Whose, preview_division,
};
use dhcpsapi::domain::insight::RelationshipStatistics;
use dhcpsapi::domain::pool::Owner;
use dhcpsapi::domain::registry::Server;
use dhcpsapi::domain::scope::Statistics;
use dhcpsapi::domain::serving::Asking as ClientAsking;
use dhcpsapi::domain::text::Text;
use dhcpsapi::domain::time::Timestamp;
use dhcpsapi::service;

use crate::answer::Answer;
use crate::arguments::WhatIf;
use crate::arguments::failover::{Asking, Named};
use crate::arguments::server::Client;
use crate::change::{self, Told};
use crate::failover::of_relationship;
use crate::failure::Failure;
use crate::json::{self, Json, Record, dotted};
use crate::lease;
use crate::moment;
use crate::session::Session;
use crate::table;

fn units(named: &Named) -> Option<&[u16]> {
    named.computer.computer_name.as_ref().map(Text::units)
}

/// Of the relationship as a whole, and of each scope by the names of DhcpServerv4ScopeStatistics.
pub(crate) fn stats(session: &Session<'_>, named: &Named) -> Result<Answer, Failure> {
    let read = service::ask(units(named), |server| {
        let statistics = server.relationship_statistics(named.name.units(), service::now())?;
        let of_scope = |scope: &Address| Some((*scope, server.scopes.get(*scope)?.statistics()?));
        let scopes: Vec<_> = statistics.relationship.scopes.iter().filter_map(of_scope).collect();
        let role = statistics.relationship.settings.role;
        let scopes = scopes.into_iter().map(|(scope, of_scope)| {
            let mut record = vec![("ScopeId", json::address(scope))];
            record.extend(scope_statistics(role, &of_scope));
            record
        });
        Ok::<_, Error>((relationship_statistics(&statistics), scopes.collect::<Vec<Record>>()))
    });
    let (mut whole, scopes) = read.map_err(|error| of_relationship(named, error))?;
    if session.manner.json {
        whole.push(("Scopes", Json::List(scopes.into_iter().map(Json::Object).collect())));
        return Ok(Answer::one(session.manner, whole));
    }
    let header =
        ["ScopeId", "Free", "InUse", "FreeHere", "FreeOnPartner", "InUseHere", "InUseOnPartner", "InUse%"];
    let rows: Vec<Vec<String>> = scopes.iter().map(values).collect();
    Ok(Answer::text(format!("{}\n{}", table::properties(&whole), table::table(&header, &rows))))
}

fn values(record: &Record) -> Vec<String> {
    record.iter().map(|(_, value)| value.for_people()).collect()
}

fn relationship_statistics(statistics: &RelationshipStatistics<'_>) -> Record {
    let relationship = statistics.relationship;
    let mut record = vec![
        ("Name", json::text(&relationship.settings.name)),
        ("State", Json::Text(state_name(relationship.state.name()).to_owned())),
        ("PreviousState", Json::Text(state_name(relationship.previous).to_owned())),
        ("Since", json::time(relationship.since)),
        ("TimerEnds", json::optional(relationship.state.due(), json::time)),
        ("AllUsableAt", json::optional(statistics.all_usable_at, json::time)),
        ("InContact", Json::Boolean(relationship.partner.is_some())),
        ("Usable", json::number(statistics.usable)),
    ];
    record.extend(scope_statistics(relationship.settings.role, &statistics.total));
    record
}

/// As the server of that role sees them.
fn scope_statistics(role: Owner, statistics: &Statistics) -> Record {
    let of_primary = (statistics.free_of_primary, statistics.leased_by_primary);
    let of_secondary = (statistics.free_of_secondary, statistics.leased_by_secondary);
    let ((free, leased), (partner_free, partner_leased)) = match role {
        Owner::Primary => (of_primary, of_secondary),
        Owner::Secondary => (of_secondary, of_primary),
    };
    vec![
        ("AddressesFree", json::number(statistics.free)),
        ("AddressesInUse", json::number(statistics.in_use)),
        ("AddressesFreeOnThisServer", json::number(free)),
        ("AddressesFreeOnPartnerServer", json::number(partner_free)),
        ("AddressesInUseOnThisServer", json::number(leased)),
        ("AddressesInUseOnPartnerServer", json::number(partner_leased)),
        ("PercentageInUse", Json::Ready(percentage(statistics.in_use, statistics.addresses))),
    ]
}

/// With two places; of nothing it is none.
fn percentage(part: u32, whole: u32) -> String {
    let hundredths = (u64::from(part) * 10_000).checked_div(u64::from(whole)).unwrap_or_default();
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn divisions(named: &Named) -> Result<(String, Vec<(Division, bool)>), Failure> {
    let read = service::ask_with_others(units(named), |registry, server| {
        let divisions = preview_division(registry, server, named.name.units())?;
        Ok::<_, Error>((registry.server(server)?.name.to_string(), divisions))
    });
    read.map_err(|error| of_relationship(named, error))
}

/// What would not move now is not told.
pub(crate) fn rebalance(session: &Session<'_>, named: &Named, what_if: WhatIf) -> Result<Answer, Failure> {
    if what_if.what_if {
        let (server, divisions) = divisions(named)?;
        let moves =
            divisions.iter().filter(|(division, happens_now)| *happens_now && division.moved.is_some());
        let steps: Vec<Told> = moves.map(|(division, _)| (server.clone(), told(division))).collect();
        return Ok(change::would_do(session, &steps));
    }
    let divided = service::command(units(named), &Command::Divide(named.name.clone()));
    divided.map_err(|error| of_relationship(named, error))?;
    Ok(Answer::change())
}

fn told(division: &Division) -> String {
    let (count, scope) = (division.count(), dotted(division.scope));
    let addresses = if count == 1 { "address" } else { "addresses" };
    format!("move {count} free {addresses} of scope {scope} to the {} server", role_name(division.to))
}

fn role_name(owner: Owner) -> &'static str {
    match owner {
        Owner::Primary => "primary",
        Owner::Secondary => "secondary",
    }
}

const DIVISION: [&str; 9] = [
    "ScopeId",
    "PrimaryFree",
    "SecondaryFree",
    "SecondaryShare",
    "Moved",
    "MovedTo",
    "First",
    "Last",
    "HappensNow",
];

/// The names are those of the structure in `dhcpsapi_ext.h`.
pub(crate) fn preview(session: &Session<'_>, named: &Named) -> Result<Answer, Failure> {
    let (_, divisions) = divisions(named)?;
    let record = |(division, happens_now): &(Division, bool)| {
        let moves = division.moved;
        let values = [
            json::address(division.scope),
            json::number(division.free_of_primary),
            json::number(division.free_of_secondary),
            json::number(division.share_of_secondary),
            json::number(division.count()),
            json::optional(moves, |_| Json::Text(role_name(division.to).to_owned())),
            json::optional(moves, |moved| json::address(moved.first())),
            json::optional(moves, |moved| json::address(moved.last())),
            Json::Boolean(*happens_now),
        ];
        DIVISION.into_iter().zip(values).collect()
    };
    Ok(Answer::list(session.manner, &DIVISION, divisions.iter().map(record).collect()))
}

const DIFFERENCE: [&str; 5] = ["ScopeId", "What", "Whose", "First", "Last"];

pub(crate) fn drift(session: &Session<'_>, named: &Named) -> Result<Answer, Failure> {
    let found = service::ask_with_others(units(named), |registry, server| {
        decide::differences(registry, server, named.name.units())
    });
    let found = found.map_err(|error| of_relationship(named, error))?;
    Ok(Answer::list(session.manner, &DIFFERENCE, found.iter().map(difference).collect()))
}

fn difference(difference: &Difference) -> Record {
    let (what, range) = match difference.what {
        Differing::Scope => ("scope", None),
        Differing::Properties => ("properties", None),
        Differing::Range(range) => ("range", Some((range.first(), range.last()))),
        Differing::Exclusion(range) => ("exclusion", Some((range.first(), range.last()))),
        Differing::Reservation(address) => ("reservation", Some((address, address))),
        Differing::ScopeItself => ("scope itself", None),
        Differing::Mode => ("mode", None),
        Differing::Percentage => ("percentage", None),
        Differing::LeadTime => ("maximum client lead time", None),
        Differing::SafePeriod => ("safe period", None),
        Differing::SharedSecret => ("the secrets differ", None),
        Differing::Role => ("role", None),
    };
    let whose = match difference.whose {
        Whose::ThisServer => "this server",
        Whose::Partner => "partner",
        Whose::Both => "both",
    };
    let values = [
        json::optional(Some(difference.scope).filter(|scope| *scope != 0), json::address),
        Json::Text(what.to_owned()),
        Json::Text(whose.to_owned()),
        json::optional(range, |(first, _)| json::address(first)),
        json::optional(range, |(_, last)| json::address(last)),
    ];
    DIFFERENCE.into_iter().zip(values).collect()
}

const ANSWER: [&str; 8] =
    ["Server", "IPAddress", "LeaseDuration", "State", "Bucket", "PrimaryBuckets", "ChangesAt", "Rule"];

pub(crate) fn explain(session: &Session<'_>, client: &Client, asking: Asking) -> Result<Answer, Failure> {
    let asking = match asking {
        Asking::New => ClientAsking::New,
        Asking::Renew => ClientAsking::Renew,
        Asking::Rebind => ClientAsking::Rebind,
    };
    let request = lease::request_of(client, asking)?;
    let server = client.computer_name.as_ref().map(Text::units);
    let read = service::consult(server, |registry, server, now| {
        let answers = decide::answers(registry, server, &request, now)?;
        let record = |answer: &ClientAnswer| Ok(explained(registry.server(answer.server)?, answer));
        answers.iter().map(record).collect::<Result<Vec<Record>, Error>>()
    });
    let answers = read.map_err(|error| lease::of_client(client, error))?;
    Ok(Answer::list(session.manner, &ANSWER, answers))
}

fn explained(server: &Server, answer: &ClientAnswer) -> Record {
    let (granted, rule) = match answer.outcome {
        Ok((address, term)) => (Some((address, term.seconds)), term_sentence(term.limit)),
        Err(refused) => (None, refused_sentence(refused)),
    };
    let values = [
        json::text(&server.name),
        json::optional(granted, |(address, _)| json::address(address)),
        json::optional(granted, |(_, seconds)| Json::Text(moment::span(seconds))),
        json::optional(answer.state, |state| Json::Text(state_name(state).to_owned())),
        json::optional(answer.buckets, |(bucket, _)| Json::Number(u64::from(bucket))),
        json::optional(answer.buckets, |(_, of_primary)| json::number(of_primary)),
        json::optional(answer.changes_at, |moment: Timestamp| json::time(moment)),
        Json::Text(rule.to_owned()),
    ];
    ANSWER.into_iter().zip(values).collect()
}
