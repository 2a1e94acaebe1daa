//! The methods of `PS_DhcpServerv4FailoverReplication`: the configuration of scopes is copied to the partner. Leases are not:
//! the partners send each other binding updates of those by themselves.

use crate::cim::partners::{Partners, Reach, named_server};
use crate::cim::{Done, WhatIf, relationships_named};
use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::rules::read::failover::relationship_of_existing_scope;
use crate::domain::rules::{Transaction, once_each};
use crate::service;

/// InvokeByName: all scopes of these relationships, or of all relationships without a name. Gives back the scopes.
pub fn invoke_by_name<T, E: From<Error>>(
    computer_name: Option<&Text>,
    names: &[Text],
    what_if: WhatIf,
    make: impl Fn(&Done<Vec<ScopeId>>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), computer_name)?;
        let found = transaction.server(server)?;
        let names = if names.is_empty() {
            found.relationships.from(0).map(|relationship| relationship.settings.name.clone()).collect()
        } else {
            relationships_named(found, names)?
        };
        let mut scopes = Vec::new();
        for name in &names {
            let (_, relationship) = transaction.server(server)?.relationship(name.units())?;
            scopes.extend(relationship.scopes.iter().map(|scope| (*scope, name.clone())));
        }
        replicate(transaction, server, &scopes)
    })
}

/// InvokeByScopeId: these scopes. Gives them back.
pub fn invoke_by_scope_id<T, E: From<Error>>(
    computer_name: Option<&Text>,
    scopes: &[ScopeId],
    what_if: WhatIf,
    make: impl Fn(&Done<Vec<ScopeId>>) -> Result<T, E>,
) -> Result<T, E> {
    service::transact(what_if.only_says(), make, |transaction| {
        let server = named_server(transaction.registry(), computer_name)?;
        let found = transaction.server(server)?;
        let named = |scope: &ScopeId| {
            let relationship = relationship_of_existing_scope(found, *scope)?;
            Ok((*scope, relationship.settings.name.clone()))
        };
        let scopes: Vec<(ScopeId, Text)> =
            once_each(scopes).iter().map(named).collect::<Result<_, Error>>()?;
        replicate(transaction, server, &scopes)
    })
}

fn replicate(
    transaction: &mut Transaction,
    server: ServerId,
    scopes: &[(ScopeId, Text)],
) -> Result<Done<Vec<ScopeId>>, Error> {
    let (mut output, mut steps) = (Vec::new(), Vec::new());
    for (scope, name) in scopes {
        let mut partners = Partners::of(transaction, server, name, Reach::Both)?;
        if let Some(partner) = partners.partner {
            partners.replicate_scope(partner, *scope)?;
        }
        steps.append(&mut partners.into_steps());
        output.push(*scope);
    }
    Ok(Done { output, steps })
}
