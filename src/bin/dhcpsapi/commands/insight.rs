//! `dhcpsapi failover stats|rebalance|preview|explain|drift`: how relationships are doing, and why.

use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::role::Role;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules;
use dhcpsapi::domain::rules::read::drift::DriftEntry;
use dhcpsapi::domain::rules::read::failover::RelationshipStatistics;
use dhcpsapi::domain::rules::read::scopes::Statistics;
use dhcpsapi::domain::rules::serving::RequestKind as ClientRequestKind;
use dhcpsapi::domain::rules::{
    Answer as ClientAnswer, Command, FailoverCommand, Rebalance, preview_rebalance,
};
use dhcpsapi::say::names;
use dhcpsapi::say::rules::{limited_sentence, refused_sentence};
use dhcpsapi::say::steps::What;
use dhcpsapi::service;

use crate::arguments::WhatIf;
use crate::arguments::failover::{Named, RequestKind};
use crate::arguments::server::Client;
use crate::commands::change::{self, Told};
use crate::commands::failover::of_relationship;
use crate::commands::lease;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::output::{span, table};
use crate::session::Session;

fn units(named: &Named) -> Option<&[u16]> {
    named.computer.computer_name.as_ref().map(Text::units)
}

/// Of the relationship as a whole, and of each scope by the names of DhcpServerv4ScopeStatistics.
pub(crate) fn stats(session: &Session<'_>, named: &Named) -> Result<Answer, Failure> {
    let read = service::ask_now(units(named), |server, now| {
        let statistics = server.relationship_statistics(named.name.units(), now)?;
        let of_scope = |scope: &ScopeId| Some((*scope, server.scopes.get(*scope)?.statistics()?));
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
        ("State", Json::Text(names::state(relationship.state.name()).to_owned())),
        ("PreviousState", Json::Text(names::state(relationship.previous).to_owned())),
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
fn scope_statistics(role: Role, statistics: &Statistics) -> Record {
    let (this, partner) = statistics.this_and_partner(role);
    vec![
        ("AddressesFree", json::number(statistics.free)),
        ("AddressesInUse", json::number(statistics.in_use)),
        ("AddressesFreeOnThisServer", json::number(this.free)),
        ("AddressesFreeOnPartnerServer", json::number(partner.free)),
        ("AddressesInUseOnThisServer", json::number(this.leased)),
        ("AddressesInUseOnPartnerServer", json::number(partner.leased)),
        ("PercentageInUse", Json::Ready(percentage(statistics.in_use, statistics.addresses))),
    ]
}

/// With two places; of nothing it is none.
fn percentage(part: u32, whole: u32) -> String {
    let hundredths = (u64::from(part) * 10_000).checked_div(u64::from(whole)).unwrap_or_default();
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn rebalances(named: &Named) -> Result<(String, Vec<(Rebalance, bool)>), Failure> {
    let read = service::ask_with_others(units(named), |registry, server| {
        let rebalances = preview_rebalance(registry, server, named.name.units())?;
        Ok::<_, Error>((registry.server(server)?.name.to_string(), rebalances))
    });
    read.map_err(|error| of_relationship(named, error))
}

/// With --what-if, a scope of which nothing would move now is left out.
pub(crate) fn rebalance(session: &Session<'_>, named: &Named, what_if: WhatIf) -> Result<Answer, Failure> {
    if what_if.what_if {
        let (server, rebalances) = rebalances(named)?;
        let moves =
            rebalances.iter().filter(|(rebalance, happens_now)| *happens_now && rebalance.moved.is_some());
        let steps: Vec<Told> = moves.map(|(rebalance, _)| (server.clone(), told(rebalance))).collect();
        return Ok(change::would_do(session, &steps));
    }
    let rebalanced =
        service::command(units(named), &Command::Failover(FailoverCommand::Rebalance(named.name.clone())));
    rebalanced.map_err(|error| of_relationship(named, error))?;
    Ok(Answer::change())
}

fn told(rebalance: &Rebalance) -> String {
    What::MoveAddresses(rebalance.scope, rebalance.count(), rebalance.to).to_string()
}

const REBALANCE: [&str; 9] = [
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
    let (_, rebalances) = rebalances(named)?;
    let record = |(rebalance, happens_now): &(Rebalance, bool)| {
        let moves = rebalance.moved;
        let values = [
            json::address(rebalance.scope),
            json::number(rebalance.free_of_primary),
            json::number(rebalance.free_of_secondary),
            json::number(rebalance.share_of_secondary),
            json::number(rebalance.count()),
            json::optional(moves, |_| Json::Text(names::role(rebalance.to).to_owned())),
            json::optional(moves, |moved| json::address(moved.first())),
            json::optional(moves, |moved| json::address(moved.last())),
            Json::Boolean(*happens_now),
        ];
        REBALANCE.into_iter().zip(values).collect()
    };
    Ok(Answer::list(session.manner, &REBALANCE, rebalances.iter().map(record).collect()))
}

const DRIFT: [&str; 8] = ["ScopeId", "Kind", "Side", "First", "Last", "OptionId", "UserClass", "VendorClass"];

pub(crate) fn drift(session: &Session<'_>, named: &Named) -> Result<Answer, Failure> {
    let found = service::ask_with_others(units(named), |registry, server| {
        rules::read::drift::drift(registry, server, named.name.units())
    });
    let found = found.map_err(|error| of_relationship(named, error))?;
    Ok(Answer::list(session.manner, &DRIFT, found.iter().map(drift_entry).collect()))
}

fn drift_entry(entry: &DriftEntry) -> Record {
    let (range, option) = (entry.kind.addresses(), entry.kind.option());
    let (user_class, vendor_class) = entry.kind.classes();
    let values = [
        json::optional(entry.scope, json::address),
        Json::Text(names::drift(&entry.kind).to_owned()),
        Json::Text(names::side(entry.side).to_owned()),
        json::optional(range, |range| json::address(range.first())),
        json::optional(range, |range| json::address(range.last())),
        json::optional(option, json::number),
        json::optional(user_class, json::text),
        json::optional(vendor_class, json::text),
    ];
    DRIFT.into_iter().zip(values).collect()
}

const ANSWER: [&str; 8] =
    ["Server", "IPAddress", "LeaseDuration", "State", "Bucket", "PrimaryBuckets", "ChangesAt", "Rule"];

pub(crate) fn explain(session: &Session<'_>, client: &Client, kind: RequestKind) -> Result<Answer, Failure> {
    let kind = match kind {
        RequestKind::New => ClientRequestKind::New,
        RequestKind::Renew => ClientRequestKind::Renew,
        RequestKind::Rebind => ClientRequestKind::Rebind,
    };
    let request = lease::request_of(client, kind)?;
    let server = client.computer_name.as_ref().map(Text::units);
    let read = service::consult(server, |registry, server, now| {
        let answers = rules::answers(registry, server, &request, now)?;
        let record = |answer: &ClientAnswer| Ok(explained(registry.server(answer.server)?, answer));
        answers.iter().map(record).collect::<Result<Vec<Record>, Error>>()
    });
    let answers = read.map_err(|error| lease::of_client(client, error))?;
    Ok(Answer::list(session.manner, &ANSWER, answers))
}

fn explained(server: &Server, answer: &ClientAnswer) -> Record {
    let (granted, rule) = match answer.outcome {
        Ok((address, term)) => (Some((address, term.seconds)), limited_sentence(term.limited_by)),
        Err(refused) => (None, refused_sentence(refused)),
    };
    let values = [
        json::text(&server.name),
        json::optional(granted, |(address, _)| json::address(address)),
        json::optional(granted, |(_, seconds)| Json::Text(span::text(seconds))),
        json::optional(answer.state, |state| Json::Text(names::state(state).to_owned())),
        json::optional(answer.buckets, |(bucket, _)| Json::Number(u64::from(bucket))),
        json::optional(answer.buckets, |(_, of_primary)| json::number(of_primary)),
        json::optional(answer.changes_at, |moment: Timestamp| json::time(moment)),
        Json::Text(rule.to_owned()),
    ];
    ANSWER.into_iter().zip(values).collect()
}

#[cfg(test)]
mod tests {
    use dhcpsapi::domain::model::options::OptionKey;
    use dhcpsapi::domain::rules::read::drift::{DriftKind, Side};

    use super::*;

    /// What differs in the options of a scope is named by level, code and classes.
    #[test]
    fn drift_of_options() {
        let key = OptionKey { id: 7, user_class: Some("Guests".into()), vendor_class: Some("Phones".into()) };
        let kinds = [
            (DriftKind::OptionValue(Some(0x0A00_0032), key.clone()), Side::ThisServer),
            (DriftKind::OptionValue(None, key.clone()), Side::Partner),
            (DriftKind::LeaseDuration, Side::Both),
            (DriftKind::OfferDelay, Side::Both),
            (DriftKind::Class { name: "Phones".into(), is_vendor: true }, Side::Both),
            (DriftKind::Definition(key), Side::ThisServer),
        ];
        let scope = Some(ScopeId(0x0A00_0000));
        let shown = kinds.map(|(kind, side)| {
            let record = drift_entry(&DriftEntry { scope, kind, side });
            record.into_iter().map(|(_, value)| value.to_string()).collect::<Vec<_>>().join(" ")
        });
        let expected = [
            r#""10.0.0.0" "option value of a reservation" "this server" "10.0.0.50" "10.0.0.50" 7 "Guests" "Phones""#,
            r#""10.0.0.0" "option value" "partner" null null 7 "Guests" "Phones""#,
            r#""10.0.0.0" "lease duration" "both" null null 51 null null"#,
            r#""10.0.0.0" "delay of offers" "both" null null null null null"#,
            r#""10.0.0.0" "class" "both" null null null null "Phones""#,
            r#""10.0.0.0" "option definition" "this server" null null 7 "Guests" "Phones""#,
        ];
        assert_eq!(shown, expected);
    }
}
