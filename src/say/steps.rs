//! The steps of a method on servers, one after the other, in words, so that they can be shown before they are done.

use std::fmt;

use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::say::addresses;

/// One thing that is done on one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The server's name.
    pub server: Text,
    /// The kind of step.
    pub what: What,
}

/// The kinds of steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A scope is made, with the partner's range, exclusions and reservations.
    CreateScope(ScopeId),
    /// A scope is deleted with its leases.
    DeleteScope(ScopeId),
    /// A scope is disabled.
    DisableScope(ScopeId),
    /// A scope gets the partner's properties, range, exclusions and reservations.
    ReplicateScope(ScopeId),
    /// A half of a relationship is made.
    CreateRelationship(Text),
    /// A half of a relationship is changed.
    ChangeRelationship(Text),
    /// A half of a relationship is deleted.
    DeleteRelationship(Text),
    /// The partner is declared dead.
    DeclarePartnerDown(Text),
    /// Scopes are added to a half of a relationship.
    AddScopes(Text, Vec<ScopeId>),
    /// Scopes are removed from a half of a relationship.
    RemoveScopes(Text, Vec<ScopeId>),
    /// A rebalance moves that many free addresses of a scope to a role.
    MoveAddresses(ScopeId, u32, Role),
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.server, self.what)
    }
}

impl fmt::Display for What {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |scopes: &[ScopeId]| scopes.iter().map(ScopeId::to_string).collect::<Vec<_>>().join(", ");
        match self {
            What::CreateScope(scope) => write!(formatter, "create scope {scope}"),
            What::DeleteScope(scope) => write!(formatter, "delete scope {scope} and its leases"),
            What::DisableScope(scope) => write!(formatter, "disable scope {scope}"),
            What::ReplicateScope(scope) => write!(formatter, "copy the configuration of scope {scope}"),
            What::CreateRelationship(name) => write!(formatter, "create relationship {name}"),
            What::ChangeRelationship(name) => write!(formatter, "change relationship {name}"),
            What::DeleteRelationship(name) => write!(formatter, "delete relationship {name}"),
            What::DeclarePartnerDown(name) => {
                write!(formatter, "take the partner of relationship {name} for dead")
            }
            What::AddScopes(name, scopes) => {
                write!(formatter, "add {} to relationship {name}", list(scopes))
            }
            What::RemoveScopes(name, scopes) => {
                write!(formatter, "remove {} from relationship {name}", list(scopes))
            }
            What::MoveAddresses(scope, count, to) => {
                addresses::moved(formatter, ("move ", ""), *count, *scope, *to)
            }
        }
    }
}
