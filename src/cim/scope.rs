//! The methods of `PS_DhcpServerv4FailoverScope`.

use crate::cim::class::Failover;
use crate::cim::failover::done;
use crate::cim::partners::{PartnerScopes, Partners, Reach, named_server};
use crate::cim::{Done, WhatIf};
use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::text::Text;
use crate::domain::rules::{Command, FailoverCommand, once_each};
use crate::say::steps::What;
use crate::service;

/// The parameters of Add and Remove.
#[derive(Debug, Clone, Default)]
pub struct Scopes {
    /// The server that is asked; the local one.
    pub computer_name: Option<Text>,
    /// The name of the relationship.
    pub name: Text,
    /// The scopes.
    pub scope_id: Vec<ScopeId>,
    /// Of Remove: whether they are removed outside of NORMAL too.
    pub force: bool,
    /// Of Remove: whether the server that is asked alone is changed.
    pub this_server_only: bool,
    /// Of Remove: what becomes of them on the other server, if that is changed.
    pub partner_scopes: PartnerScopes,
}

/// Add: the scopes are made on the other server, and join the relationship on both. It has to be in NORMAL.
pub fn add<T, E: From<Error>>(
    parameters: &Scopes,
    what_if: WhatIf,
    make: impl Fn(&Done<Failover>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), parameters.computer_name.as_ref())?;
        let mut partners = Partners::of(transaction, server, &parameters.name, Reach::Both)?;
        let scopes = once_each(&parameters.scope_id);
        // A refusal of this server comes before the partner is asked to make room.
        let addition = Command::Failover(FailoverCommand::AddScopes(
            parameters.name.clone(),
            parameters.scope_id.clone(),
        ));
        partners.transaction.check(server, &addition)?;
        for scope in &scopes {
            if let Some(partner) = partners.partner {
                partners.copy_scope(partner, *scope)?;
            }
        }
        for id in partners.both() {
            let what = What::AddScopes(parameters.name.clone(), scopes.clone());
            partners.request(id, what, &addition)?;
        }
        done(partners, &parameters.name)
    })
}

/// Remove: the scopes leave the relationship on both servers, or on this one alone; this server keeps them. Outside of NORMAL
/// the partners may know different leases, so the method refuses that without Force (Remove of
/// `PS_DhcpServerv4FailoverScope`), on one server as on both: either way each goes on with the leases that it knows.
pub fn remove<T, E: From<Error>>(
    parameters: &Scopes,
    what_if: WhatIf,
    make: impl Fn(&Done<Failover>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), parameters.computer_name.as_ref())?;
        let reach = Reach::of(parameters.this_server_only);
        let mut partners = Partners::of(transaction, server, &parameters.name, reach)?;
        let scopes = once_each(&parameters.scope_id);
        let removal =
            Command::Failover(FailoverCommand::RemoveScopes(parameters.name.clone(), scopes.clone()));
        partners.transaction.check(server, &removal)?;
        if !parameters.force {
            partners.check_normal(&parameters.name)?;
        }
        for id in partners.both() {
            let what = What::RemoveScopes(parameters.name.clone(), scopes.clone());
            partners.request(id, what, &removal)?;
        }
        partners.leave_scopes(&scopes, parameters.partner_scopes)?;
        done(partners, &parameters.name)
    })
}
