//! Questions about a relationship whose answers are not stored in it: its scopes taken together, what it may hand
//! out now, and what the future brings.

use crate::domain::base::error::Error;
use crate::domain::base::ids::ScopeId;
use crate::domain::base::role::Role;
use crate::domain::base::time::Timestamp;
use crate::domain::model::relationship::Relationship;
use crate::domain::model::server::Server;
use crate::domain::model::state::{State, StateName};
use crate::domain::rules::fsm;
use crate::domain::rules::read::check_scope;
use crate::domain::rules::read::scopes::Statistics;

/// A relationship as one of its servers sees it.
#[derive(Debug, Clone, Copy)]
pub struct RelationshipStatistics<'a> {
    /// The relationship.
    pub relationship: &'a Relationship,
    /// The statistics of its scopes, added up.
    pub total: Statistics,
    /// How many free addresses this server may hand out now.
    pub usable: u32,
    /// When it may hand out all free addresses if its partner dies now; `None` if an administrator has to act first.
    pub all_usable_at: Option<Timestamp>,
}

/// The relationship that a scope is in, as `DhcpV4FailoverGetScopeRelationship` answers it. That the scope exists is not asked
/// (MS-DHCPM 3.2.4.97).
pub fn relationship_of_scope(server: &Server, scope: ScopeId) -> Result<&Relationship, Error> {
    check_scope(scope)?;
    let scope = server.scopes.get(scope).ok_or(Error::ScopeNotInRelationship)?;
    server.relationship_of(scope).ok_or(Error::ScopeNotInRelationship)
}

/// The relationship that a scope is in, as the WMI classes answer it: a scope that does not exist is told apart from one that is in no relationship.
pub fn relationship_of_existing_scope(server: &Server, scope: ScopeId) -> Result<&Relationship, Error> {
    server.relationship_of(server.scope(scope)?).ok_or(Error::ScopeNotInRelationship)
}

impl Server {
    /// The statistics of a relationship.
    pub fn relationship_statistics(
        &self,
        name: &[u16],
        now: Timestamp,
    ) -> Result<RelationshipStatistics<'_>, Error> {
        let (_, relationship) = self.relationship(name)?;
        let scopes = relationship.scopes.iter().filter_map(|id| self.scopes.get(*id)?.statistics());
        let total = scopes.fold(Statistics::default(), Statistics::plus);
        Ok(RelationshipStatistics {
            relationship,
            total,
            usable: relationship.usable(total, now),
            all_usable_at: relationship.all_usable_at(now),
        })
    }
}

impl Relationship {
    /// Those of both servers that this one may lease to new clients.
    fn usable(&self, total: Statistics, now: Timestamp) -> u32 {
        let free = [(Role::Primary, total.free_of_primary), (Role::Secondary, total.free_of_secondary)];
        free.into_iter().filter(|(side, _)| self.may_lease_those_of(*side, now)).map(|(_, free)| free).sum()
    }

    /// By way of the startup timer, the safe period and the MCLT, as far as they are still to come.
    fn all_usable_at(&self, now: Timestamp) -> Option<Timestamp> {
        let (name, moment) = match self.state {
            State::Startup { until } => (fsm::after_startup(self.previous), until),
            State::Normal => (StateName::CommunicationInterrupted, now),
            State::CommunicationInterrupted { .. } if self.partner.is_some() => {
                (StateName::CommunicationInterrupted, now)
            }
            present => return self.all_usable_in(present),
        };
        // STARTUP itself serves nobody.
        self.all_usable_in(name.enter(self.entry(moment))).map(|usable| usable.max(moment))
    }

    fn all_usable_in(&self, state: State) -> Option<Timestamp> {
        match state {
            State::CommunicationInterrupted { partner_down_at } => {
                Some(self.partners_usable_from(partner_down_at?))
            }
            State::PartnerDown { since } => Some(self.partners_usable_from(since)),
            _ => None,
        }
    }
}
