//! The steps of a method on servers, one after the other, in words, so that they can be shown before they are done.

use std::fmt;

use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::domain::base::text::Text;
use crate::domain::model::options::OptionKey;
use crate::say::{addresses, options};

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
    /// A scope is made, with the partner's configuration.
    CreateScope(ScopeId),
    /// A scope is deleted with its leases.
    DeleteScope(ScopeId),
    /// A scope is disabled.
    DisableScope(ScopeId),
    /// A scope gets the partner's configuration.
    ReplicateScope(ScopeId),
    /// A class is made as the partner has it.
    CreateClass(Text),
    /// An option is defined as on the partner.
    DefineOption(OptionKey),
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
            What::CreateClass(name) => write!(formatter, "create class {name}"),
            What::DefineOption(key) => {
                let classes = options::of_classes(key.user_class.as_ref(), key.vendor_class.as_ref());
                write!(formatter, "define option {}{classes}", key.id)
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definitions_are_told_with_their_classes() {
        let told = |user: Option<&str>, vendor: Option<&str>| {
            let (user_class, vendor_class) = (user.map(Text::from), vendor.map(Text::from));
            What::DefineOption(OptionKey { id: 7, user_class, vendor_class }).to_string()
        };
        assert_eq!(told(None, None), "define option 7");
        assert_eq!(told(None, Some("Phones")), "define option 7 of vendor class Phones");
        assert_eq!(
            told(Some("Guests"), Some("Phones")),
            "define option 7 of user class Guests and vendor class Phones"
        );
    }
}
