//! What the methods do, one thing after the other, so that they can say it before they do it.

use crate::domain::base::ids::ScopeId;
use std::fmt;
use std::net::Ipv4Addr;

use crate::domain::base::text::Text;

/// One thing that is done on one server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The server's name.
    pub server: Text,
    /// What is done there.
    pub what: What,
}

/// What can be done.
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
}

impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dotted = |scope: &ScopeId| Ipv4Addr::from_bits(scope.0);
        let list = |scopes: &[ScopeId]| {
            let scopes: Vec<String> = scopes.iter().map(|scope| dotted(scope).to_string()).collect();
            scopes.join(", ")
        };
        write!(formatter, "{}: ", self.server)?;
        match &self.what {
            What::CreateScope(scope) => write!(formatter, "create scope {}", dotted(scope)),
            What::DeleteScope(scope) => write!(formatter, "delete scope {} and its leases", dotted(scope)),
            What::DisableScope(scope) => write!(formatter, "disable scope {}", dotted(scope)),
            What::ReplicateScope(scope) => {
                write!(formatter, "copy the configuration of scope {}", dotted(scope))
            }
            What::CreateRelationship(name) => write!(formatter, "create relationship {}", name),
            What::ChangeRelationship(name) => write!(formatter, "change relationship {}", name),
            What::DeleteRelationship(name) => write!(formatter, "delete relationship {}", name),
            What::DeclarePartnerDown(name) => {
                write!(formatter, "take the partner of relationship {} for dead", name)
            }
            What::AddScopes(name, scopes) => {
                write!(formatter, "add {} to relationship {}", list(scopes), name)
            }
            What::RemoveScopes(name, scopes) => {
                write!(formatter, "remove {} from relationship {}", list(scopes), name)
            }
        }
    }
}
