//! The methods of `PS_DhcpServerv4Failover`.

use crate::cim::class::{Failover, ServerRole, share_of};
use crate::cim::partners::{Partners, Reach, named_partner, named_server};
use crate::cim::{Done, Found, WhatIf, relationships_named};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::role::{Mode, Role};
use crate::domain::base::text::{Secret, Text};
use crate::domain::model::relationship::{NO_SAFE_PERIOD, Relationship, Settings};
use crate::domain::model::server::Server;
use crate::domain::model::state::StateName;
use crate::domain::rules::read::failover::relationship_of_existing_scope;
use crate::domain::rules::{Command, FailoverCommand, SettingsChange, Transaction, once_each};
use crate::say::steps::What;
use crate::service;

pub use crate::cim::partners::PartnerScopes;

/// MaxClientLeadTime of a new relationship without one: one hour, in seconds.
const MAX_CLIENT_LEAD_TIME: u32 = 3600;
/// StateSwitchInterval, where AutoStateTransition is given without it: one hour, in seconds.
const STATE_SWITCH_INTERVAL: u32 = 3600;
/// LoadBalancePercent of a new relationship without one.
const LOAD_BALANCE_PERCENT: u32 = 50;
/// ReservePercent of a new relationship without one.
const RESERVE_PERCENT: u32 = 5;

/// How the servers of a new relationship share the work. A parameter that is `None` is as the cmdlet has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sharing {
    /// AddByLoadBalance.
    LoadBalance {
        /// This server's share; 50.
        load_balance_percent: Option<u32>,
    },
    /// AddByHotStandby.
    HotStandby {
        /// The standby server's reserve; 5.
        reserve_percent: Option<u32>,
        /// This server's role; Active.
        server_role: Option<ServerRole>,
    },
}

/// The parameters of AddByLoadBalance and AddByHotStandby. Each that is `None` is as the cmdlet has it.
#[derive(Debug, Clone)]
pub struct Add {
    /// The server that is asked; the local one.
    pub computer_name: Option<Text>,
    /// The name of the relationship; the names of the two servers, joined by a hyphen.
    pub name: Option<Text>,
    /// The other server's name or address.
    pub partner_server: Text,
    /// The scopes, which the other server does not have yet.
    pub scope_id: Vec<ScopeId>,
    /// Seconds; one hour.
    pub max_client_lead_time: Option<u32>,
    /// Whether a silent partner is taken for dead after a while; it is if an interval is given.
    pub auto_state_transition: Option<bool>,
    /// After how many seconds; one hour if it is at all.
    pub state_switch_interval: Option<u32>,
    /// The key that authenticates messages; none.
    pub shared_secret: Option<Secret>,
    /// Who does what.
    pub sharing: Sharing,
}

/// The parameters of Set. One that is `None` leaves its setting as it is.
#[derive(Debug, Clone, Default)]
pub struct Set {
    /// The server that is asked; the local one.
    pub computer_name: Option<Text>,
    /// The name of the relationship.
    pub name: Text,
    /// Whether a silent partner is taken for dead after a while.
    pub auto_state_transition: Option<bool>,
    /// Seconds.
    pub max_client_lead_time: Option<u32>,
    /// The key that authenticates messages, or that there is none.
    pub shared_secret: Option<Option<Secret>>,
    /// Seconds.
    pub state_switch_interval: Option<u32>,
    /// Whether the partner is dead: this server goes to PARTNER_DOWN, and nothing changes on the other.
    pub partner_down: bool,
    /// This server's share.
    pub load_balance_percent: Option<u32>,
    /// The standby server's reserve.
    pub reserve_percent: Option<u32>,
    /// Load balance or hot standby; `None` for the class' default percentage.
    pub mode: Option<Mode>,
    /// Whether the server that is asked alone is changed.
    pub this_server_only: bool,
}

/// The parameters of Remove.
#[derive(Debug, Clone, Default)]
pub struct Remove {
    /// The server that is asked; the local one.
    pub computer_name: Option<Text>,
    /// The names of the relationships.
    pub names: Vec<Text>,
    /// Whether the halves of the server that is asked alone are removed.
    pub this_server_only: bool,
    /// The fate of the scopes on the other server, if that is changed.
    pub partner_scopes: PartnerScopes,
}

/// AddByLoadBalance and AddByHotStandby: makes the scopes on the other server, and both halves.
pub fn add<T, E: From<Error>>(
    parameters: &Add,
    what_if: WhatIf,
    make: impl Fn(&Done<Failover>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let registry = transaction.registry();
        let server = named_server(registry, parameters.computer_name.as_ref())?;
        let partner = named_partner(registry, server, &parameters.partner_server)?;
        let settings = settings_of(parameters, registry.server(server)?, registry.server(partner)?)?;
        check_addition(transaction, (server, partner), &settings, &parameters.scope_id)?;
        let mut partners = Partners::new(transaction, server, Some(partner));
        for scope in once_each(&parameters.scope_id) {
            partners.copy_scope(partner, scope)?;
        }
        let theirs = Settings { role: settings.role.other(), ..settings.clone() };
        partners.create_half(partner, &theirs, &parameters.scope_id)?;
        partners.create_half(server, &settings, &parameters.scope_id)?;
        done(partners, &settings.name)
    })
}

/// A relationship that is there already is the first refusal, before the partner is asked to make room for scopes.
fn check_addition(
    transaction: &Transaction,
    (server, partner): (ServerId, ServerId),
    settings: &Settings,
    scopes: &[ScopeId],
) -> Result<(), Error> {
    transaction
        .check(server, &Command::Failover(FailoverCommand::Create(settings.clone(), scopes.to_vec())))?;
    match transaction.server(partner)?.relationship(settings.name.units()) {
        Ok(_) => Err(Error::RelationshipExists),
        Err(_) => Ok(()),
    }
}

/// GetByName: the relationships of these names, or all without one. A name of no relationship is in the answer with the reason.
pub fn get_by_name(
    computer_name: Option<&Text>,
    names: &[Text],
) -> Result<Vec<Found<Failover, Text>>, Error> {
    service::survey(|registry| {
        let server = registry.server(named_server(registry, computer_name)?)?;
        if names.is_empty() {
            return Ok(server.relationships.from(0).map(|found| Ok(Failover::of(found))).collect());
        }
        let found = |name: &Text| match server.relationship(name.units()) {
            Ok((_, relationship)) => Ok(Failover::of(relationship)),
            Err(error) => Err((name.clone(), error)),
        };
        Ok(names.iter().map(found).collect())
    })
}

/// GetByScopeId: the relationship of each scope. A scope that is in none is in the answer with the reason.
pub fn get_by_scope_id(
    computer_name: Option<&Text>,
    scopes: &[ScopeId],
) -> Result<Vec<Found<Failover, ScopeId>>, Error> {
    service::survey(|registry| {
        let server = registry.server(named_server(registry, computer_name)?)?;
        let found = |scope: &ScopeId| {
            relationship_of_existing_scope(server, *scope).map(Failover::of).map_err(|error| (*scope, error))
        };
        Ok(scopes.iter().map(found).collect())
    })
}

/// Remove: both halves of each relationship go, and the scopes of the other servers as `partner_scopes` says; or the halves of
/// this server alone go. All of them, or none.
pub fn remove<T, E: From<Error>>(
    parameters: &Remove,
    what_if: WhatIf,
    make: impl Fn(&Done<Vec<Failover>>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), parameters.computer_name.as_ref())?;
        if parameters.names.is_empty() {
            return Err(Error::Invalid("no relationship is named"));
        }
        let names = relationships_named(transaction.server(server)?, &parameters.names)?;
        let (mut output, mut steps) = (Vec::new(), Vec::new());
        for name in &names {
            let removed = Failover::of(transaction.server(server)?.relationship(name.units())?.1);
            let reach = Reach::of(parameters.this_server_only);
            let mut partners = Partners::of(transaction, server, name, reach)?;
            for id in partners.both() {
                let command = Command::Failover(FailoverCommand::Delete(removed.name.clone()));
                partners.request(id, What::DeleteRelationship(removed.name.clone()), &command)?;
            }
            partners.leave_scopes(&removed.scope_id, parameters.partner_scopes)?;
            steps.append(&mut partners.into_steps());
            output.push(removed);
        }
        Ok(Done { output, steps })
    })
}

/// Set: each parameter that is given changes both servers, or this one alone; PartnerDown is this one's alone. A parameter that
/// asks for what is so already is no error.
pub fn set<T, E: From<Error>>(
    parameters: &Set,
    what_if: WhatIf,
    make: impl Fn(&Done<Failover>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), parameters.computer_name.as_ref())?;
        let (_, relationship) = transaction.server(server)?.relationship(parameters.name.units())?;
        let name = relationship.settings.name.clone();
        let change = change_of(parameters, relationship)?;
        let changes_settings = change != unchanged(&name);
        if parameters.partner_down {
            check_partner_down(relationship)?;
        } else if !changes_settings && parameters.mode.is_none() {
            return Err(Error::Invalid("nothing is to be changed"));
        }
        let mut partners = Partners::of(transaction, server, &name, reach_of(parameters))?;
        if changes_settings {
            for id in partners.both() {
                let command = Command::Failover(FailoverCommand::Change(change.clone()));
                partners.request(id, What::ChangeRelationship(name.clone()), &command)?;
            }
        }
        if parameters.partner_down {
            let declared = SettingsChange { state: Some(StateName::PartnerDown), ..unchanged(&name) };
            let command = Command::Failover(FailoverCommand::Change(declared));
            partners.request(server, What::DeclarePartnerDown(name.clone()), &command)?;
        }
        done(partners, &name)
    })
}

/// A partner that is declared dead can hardly be changed, so that is no reason to refuse what else is changed with it.
fn reach_of(parameters: &Set) -> Reach {
    match Reach::of(parameters.this_server_only) {
        Reach::Both if parameters.partner_down => Reach::BothIfPossible,
        reach => reach,
    }
}

/// The relationship as it is then.
pub(super) fn done(partners: Partners<'_>, name: &Text) -> Result<Done<Failover>, Error> {
    let output = Failover::of(partners.this()?.relationship(name.units())?.1);
    Ok(Done { output, steps: partners.into_steps() })
}

fn settings_of(parameters: &Add, server: &Server, partner: &Server) -> Result<Settings, Error> {
    let (mode, percentage, role) = match parameters.sharing {
        Sharing::LoadBalance { load_balance_percent } => {
            (Mode::LoadBalance, load_balance_percent.unwrap_or(LOAD_BALANCE_PERCENT), Role::Primary)
        }
        Sharing::HotStandby { reserve_percent, server_role } => {
            let role = server_role.unwrap_or(ServerRole::Active).server();
            (Mode::HotStandby, reserve_percent.unwrap_or(RESERVE_PERCENT), role)
        }
    };
    // The partner is shown as it was given, by name or by address, so that who gives the same again finds it unchanged.
    let (this, other) =
        ((server.address, server.name.clone()), (partner.address, parameters.partner_server.clone()));
    let ((primary, primary_name), (secondary, secondary_name)) = match role {
        Role::Primary => (this, other),
        Role::Secondary => (other, this),
    };
    let name = parameters.name.clone().filter(|name| !name.is_empty());
    Ok(Settings {
        name: name.unwrap_or_else(|| default_name(server, partner)),
        primary,
        secondary,
        primary_name: Some(primary_name),
        secondary_name: Some(secondary_name),
        role,
        mode,
        percentage: percent(percentage)?,
        mclt: lead_time(parameters.max_client_lead_time)?.unwrap_or(MAX_CLIENT_LEAD_TIME),
        safe_period: safe_period(parameters.auto_state_transition, parameters.state_switch_interval, None)?
            .unwrap_or(NO_SAFE_PERIOD),
        secret: parameters.shared_secret.clone(),
    })
}

/// The name that a relationship has if nobody gives it one.
fn default_name(server: &Server, partner: &Server) -> Text {
    let hyphen = [u16::from(b'-')];
    let units = [server.name.units(), &hyphen, partner.name.units()].concat();
    Text::new(&units).unwrap_or_default()
}

fn change_of(parameters: &Set, relationship: &Relationship) -> Result<SettingsChange, Error> {
    let settings = &relationship.settings;
    let percentage = percentage_of(parameters, settings)?;
    Ok(SettingsChange {
        mclt: lead_time(parameters.max_client_lead_time)?,
        safe_period: safe_period(
            parameters.auto_state_transition,
            parameters.state_switch_interval,
            Some(settings.safe_period),
        )?,
        percentage,
        mode: parameters.mode.filter(|mode| *mode != settings.mode),
        secret: parameters.shared_secret.clone(),
        ..unchanged(&settings.name)
    })
}

fn unchanged(name: &Text) -> SettingsChange {
    SettingsChange { name: name.clone(), ..SettingsChange::default() }
}

/// The percentage of the mode that the relationship is in then: this server's share as the primary's, or the reserve. A
/// new mode has the class' default.
fn percentage_of(parameters: &Set, settings: &Settings) -> Result<Option<u8>, Error> {
    let mode = parameters.mode.unwrap_or(settings.mode);
    let (said, other, default) = match mode {
        Mode::LoadBalance => {
            (parameters.load_balance_percent, parameters.reserve_percent, LOAD_BALANCE_PERCENT)
        }
        Mode::HotStandby => (parameters.reserve_percent, parameters.load_balance_percent, RESERVE_PERCENT),
    };
    if other.is_some() {
        return Err(Error::Invalid("load balance has a share, hot standby a reserve"));
    }
    let said = said.or((mode != settings.mode).then_some(default));
    let Some(said) = said.map(percent).transpose()? else { return Ok(None) };
    match mode {
        Mode::LoadBalance => percent(share_of(settings.role, u32::from(said))).map(Some),
        Mode::HotStandby => Ok(Some(said)),
    }
}

fn percent(percent: u32) -> Result<u8, Error> {
    let percent = u8::try_from(percent).ok().filter(|percent| *percent <= 100);
    percent.ok_or(Error::Invalid("a percentage is 0 to 100"))
}

fn lead_time(seconds: Option<u32>) -> Result<Option<u32>, Error> {
    if seconds == Some(0) {
        Err(Error::Invalid("the maximum client lead time is not 0"))
    } else {
        Ok(seconds)
    }
}

/// The safe period: an interval turns the transition on, whatever the other parameter says, and without one it is the present
/// interval, or an hour.
fn safe_period(
    is_on: Option<bool>,
    interval: Option<u32>,
    present: Option<u32>,
) -> Result<Option<u32>, Error> {
    let present = present.filter(|present| *present != NO_SAFE_PERIOD);
    match (is_on, interval) {
        (_, Some(0 | NO_SAFE_PERIOD)) => Err(Error::Invalid("an interval is 1 to 4294967294 seconds")),
        (_, Some(seconds)) => Ok(Some(seconds)),
        (Some(true), None) => Ok(Some(present.unwrap_or(STATE_SWITCH_INTERVAL))),
        (Some(false), None) => Ok(Some(NO_SAFE_PERIOD)),
        (None, None) => Ok(None),
    }
}

/// The cmdlet declares a partner down when contact is lost; the draft also where it was lost in a conflict, and while this
/// server looks for the partner.
fn check_partner_down(relationship: &Relationship) -> Result<(), Error> {
    use StateName::{CommunicationInterrupted, PartnerDown, ResolutionInterrupted, Startup};
    let state = relationship.state.name();
    let may = matches!(state, CommunicationInterrupted | PartnerDown | ResolutionInterrupted | Startup);
    let is_heard = relationship.partner.is_some();
    if may && !is_heard {
        Ok(())
    } else {
        Err(Error::Invalid("the partner of this relationship is heard, or recovered from"))
    }
}
