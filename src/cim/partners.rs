//! The two servers that a method acts on, and what it has done there so far.

use crate::domain::base::error::Error;
use crate::domain::base::ids::{Partner, ScopeId, ServerId};
use crate::domain::base::text::Text;
use crate::domain::model::registry::{MAX_CLOCK_DIFFERENCE, Registry};
use crate::domain::model::relationship::{Relationship, Settings};
use crate::domain::model::scope::{ScopeInfo, ScopeState};
use crate::domain::model::server::Server;
use crate::domain::model::state::StateName;
use crate::domain::rules::read::copies::{Lacking, lacking};
use crate::domain::rules::{Command, FailoverCommand, Force, ScopeCommand, Transaction};
use crate::say::steps::{Step, What};
use crate::service::route;

/// The fate of the scopes on the partner when they leave a relationship.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartnerScopes {
    /// They are deleted with their leases, as the cmdlets do.
    #[default]
    Delete,
    /// They stay, but serve nobody.
    Disable,
    /// They stay as they are: two servers serve the same addresses and do not know of each other.
    Keep,
}

/// Which servers of a relationship a method changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Both. Where the partner cannot be changed, the method is refused.
    Both,
    /// Both, and where the partner cannot be changed, the server that is asked alone.
    BothIfPossible,
    /// The server that is asked alone, also where the partner could be changed.
    ThisServerOnly,
}

impl Reach {
    /// The reach of a method that was asked to change this server only, or was not.
    pub(super) fn of(this_server_only: bool) -> Self {
        if this_server_only { Reach::ThisServerOnly } else { Reach::Both }
    }
}

/// A server and its partner within a transaction.
pub(super) struct Partners<'a> {
    pub(super) transaction: &'a mut Transaction,
    pub(super) server: ServerId,
    /// `None` where the method goes on without it.
    pub(super) partner: Option<ServerId>,
    steps: Vec<Step>,
}

/// The server that a caller names, which runs.
pub(super) fn named_server(registry: &Registry, name: Option<&Text>) -> Result<ServerId, Error> {
    let id = route::server_of(registry, name.map(Text::units))?;
    if registry.server(id)?.running { Ok(id) } else { Err(Error::ServerStopped) }
}

/// The partner of a server by its name or address, which runs and has the same time.
pub(super) fn named_partner(registry: &Registry, server: ServerId, name: &Text) -> Result<ServerId, Error> {
    let partner = route::server_of(registry, Some(name.units())).map_err(|_| Error::UnknownPartner)?;
    if partner == server || name.is_empty() {
        return Err(Error::Invalid("a server is not its own partner"));
    }
    check_partner(registry, server, partner)
}

fn check_partner(registry: &Registry, server: ServerId, partner: ServerId) -> Result<ServerId, Error> {
    let (ours, theirs) = (registry.server(server)?, registry.server(partner)?);
    if !theirs.running {
        return Err(Error::PartnerNotRunning);
    }
    let apart = ours.clock_shift.abs_diff(theirs.clock_shift);
    if apart > u64::from(MAX_CLOCK_DIFFERENCE) { Err(Error::ClocksDiffer) } else { Ok(partner) }
}

impl<'a> Partners<'a> {
    pub(super) fn new(transaction: &'a mut Transaction, server: ServerId, partner: Option<ServerId>) -> Self {
        Partners { transaction, server, partner, steps: Vec::new() }
    }

    /// The servers of a relationship that a method changes. Its partner is looked for only if the method may change it.
    pub(super) fn of(
        transaction: &'a mut Transaction,
        server: ServerId,
        name: &Text,
        reach: Reach,
    ) -> Result<Self, Error> {
        let (_, relationship) = transaction.server(server)?.relationship(name.units())?;
        let find = || partner_of(transaction.registry(), server, relationship);
        let partner = match reach {
            Reach::Both => Some(find()?),
            Reach::BothIfPossible => find().ok(),
            Reach::ThisServerOnly => None,
        };
        Ok(Partners::new(transaction, server, partner))
    }

    /// Both, or the one that there is.
    pub(super) fn both(&self) -> impl Iterator<Item = ServerId> + use<> {
        [Some(self.server), self.partner].into_iter().flatten()
    }

    pub(super) fn this(&self) -> Result<&Server, Error> {
        self.transaction.server(self.server)
    }

    pub(super) fn into_steps(self) -> Vec<Step> {
        self.steps
    }

    pub(super) fn request(&mut self, server: ServerId, what: What, command: &Command) -> Result<(), Error> {
        self.transaction.request(server, command)?;
        self.note(server, what)
    }

    /// Makes a scope on another server. One that is there and in a relationship cannot make room for it, which is the refusal.
    pub(super) fn copy_scope(&mut self, to: ServerId, scope: ScopeId) -> Result<(), Error> {
        let present = self.transaction.server(to)?.scopes.get(scope);
        if present.is_some_and(|scope| scope.membership().is_some()) {
            return Err(Error::ScopeInRelationship);
        }
        let lacking = self.lacking(to, scope)?;
        self.transaction.copy_scope(self.server, to, scope)?;
        self.note_lacking(to, lacking)?;
        self.note(to, What::CreateScope(scope))
    }

    pub(super) fn replicate_scope(&mut self, to: ServerId, scope: ScopeId) -> Result<(), Error> {
        let lacking = self.lacking(to, scope)?;
        self.transaction.replicate_scope(self.server, to, scope)?;
        self.note_lacking(to, lacking)?;
        self.note(to, What::ReplicateScope(scope))
    }

    /// What another server lacks for the options of a scope of this one.
    fn lacking(&self, to: ServerId, scope: ScopeId) -> Result<Lacking, Error> {
        let this = self.this()?;
        Ok(lacking(this, this.scope(scope)?, self.transaction.server(to)?))
    }

    fn note_lacking(&mut self, to: ServerId, lacking: Lacking) -> Result<(), Error> {
        let classes = lacking.classes.into_iter().map(|class| What::CreateClass(class.name));
        let definitions =
            lacking.definitions.into_iter().map(|definition| What::DefineOption(definition.key));
        classes.chain(definitions).try_for_each(|what| self.note(to, what))
    }

    pub(super) fn create_half(
        &mut self,
        server: ServerId,
        half: &Settings,
        scopes: &[ScopeId],
    ) -> Result<(), Error> {
        let command = Command::Failover(FailoverCommand::Create(half.clone(), scopes.to_vec()));
        self.request(server, What::CreateRelationship(half.name.clone()), &command)
    }

    /// Whether all halves are in NORMAL.
    pub(super) fn check_normal(&self, name: &Text) -> Result<(), Error> {
        for id in self.both() {
            let (_, half) = self.transaction.server(id)?.relationship(name.units())?;
            if half.state.name() != StateName::Normal {
                return Err(Error::StateNotNormal);
            }
        }
        Ok(())
    }

    /// Deletes, disables or keeps scopes on the partner that are in no relationship any more.
    pub(super) fn leave_scopes(&mut self, scopes: &[ScopeId], fate: PartnerScopes) -> Result<(), Error> {
        let Some(partner) = self.partner else { return Ok(()) };
        for scope in scopes {
            let Some(found) = self.transaction.server(partner)?.scopes.get(*scope) else { continue };
            match fate {
                PartnerScopes::Delete => {
                    let command = Command::Scope(ScopeCommand::Delete(*scope, Force::Full));
                    self.request(partner, What::DeleteScope(*scope), &command)?;
                }
                PartnerScopes::Disable => {
                    let command = Command::Scope(ScopeCommand::Change(disabled(found.info())));
                    self.request(partner, What::DisableScope(*scope), &command)?;
                }
                PartnerScopes::Keep => {}
            }
        }
        Ok(())
    }

    fn note(&mut self, server: ServerId, what: What) -> Result<(), Error> {
        let server = self.transaction.server(server)?.name.clone();
        self.steps.push(Step { server, what });
        Ok(())
    }
}

fn disabled(info: &ScopeInfo) -> ScopeInfo {
    let state = match info.state {
        ScopeState::Enabled | ScopeState::Disabled => ScopeState::Disabled,
        ScopeState::EnabledSwitched | ScopeState::DisabledSwitched => ScopeState::DisabledSwitched,
    };
    ScopeInfo { state, ..info.clone() }
}

/// The server that holds the other half of a relationship; one that is listed, runs and has the same time. One that was taken
/// out of the list is known to its partner, which goes on with it, but to no administrator.
fn partner_of(registry: &Registry, server: ServerId, relationship: &Relationship) -> Result<ServerId, Error> {
    let is_half = |other: &Partner| {
        let half = registry
            .server(other.server)
            .ok()
            .and_then(|other_server| other_server.relationships.get(other.relationship));
        other.server != server && half.is_some_and(|half| half.pairs_with(relationship))
    };
    let is_known = |other| other == registry.local() || registry.directory().of(other).is_some();
    if let Some(partner) =
        registry.halves_like(relationship).find(is_half).filter(|half| is_known(half.server))
    {
        return check_partner(registry, server, partner.server);
    }
    let known = registry.server_at(relationship.partner_address());
    Err(if known.is_some_and(|known| known != server && is_known(known)) {
        Error::NoSuchRelationship
    } else {
        Error::UnknownPartner
    })
}
