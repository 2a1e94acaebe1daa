//! Deciding: what a request makes happen, as events, or why it is refused. Nothing is changed here.
//!
//! Each family has its requests, and decides them. The families stand in an order, in which each uses only those before it
//! (`tests/walls.rs`); `read` has the questions, and uses all of them.

pub mod acceptance;
mod backups;
pub mod balance;
mod clients;
mod contact;
mod delivery;
mod directory;
mod due;
mod elements;
mod events;
mod exchange;
mod filters;
pub mod fsm;
mod lab;
mod leases;
pub mod leasing;
mod options;
pub mod read;
pub mod rebalance;
pub mod relationships;
mod repair;
mod replication;
mod scopes;
pub mod serving;
mod settings;
mod superscopes;
mod transaction;
mod updates;

pub use backups::{BackupCommand, FoundBackup};
pub use clients::{
    Answer, ClientRequest, MessageDetails, answers, decline, lessor, options, refusal, release, request,
    said_at_refusal,
};
pub use directory::{DirectoryCommand, Host, Introduction, check_named, introduce};
pub use due::decide_due;
pub use elements::{Element, Force, Generation};
pub use filters::{Existing, FilterCommand};
pub use lab::{LabCommand, forget_all, is_a_beginning, release_clock, set_clock};
pub use leases::{LeaseChange, LeaseCommand, NewLease};
pub use options::{NewDefinition, OptionsCommand};
pub use rebalance::{Rebalance, preview_rebalance};
pub use relationships::{FailoverCommand, SettingsChange, once_each};
pub use replication::ReplicationCommand;
pub use scopes::{ScopeCommand, described_subnet, new_subnet};
pub use settings::{Binding, ConfigurationChange, SettingsCommand};
pub use transaction::Transaction;

use crate::domain::base::error::Error;
use crate::domain::base::ids::{ScopeId, ServerId};
use crate::domain::base::time::Timestamp;
use crate::domain::log::Event;
use crate::domain::model::registry::Registry;

/// A request that changes something, by its family.
#[derive(Debug, Clone)]
pub enum Command {
    /// About the directory of servers.
    Directory(DirectoryCommand),
    /// About a scope.
    Scope(ScopeCommand),
    /// About a lease record.
    Lease(LeaseCommand),
    /// About classes and options.
    Options(OptionsCommand),
    /// About link-layer filters.
    Filters(FilterCommand),
    /// About a relationship.
    Failover(FailoverCommand),
    /// About a scope that is copied from another server.
    Replication(ReplicationCommand),
    /// About servers and links that somebody tries faults out with.
    Lab(LabCommand),
    /// About what is configured on a server as a whole.
    Settings(SettingsCommand),
    /// About a server and a backup of one.
    Backup(BackupCommand),
    /// About the records of a scope that are to agree with its addresses.
    Repair(ScopeId),
}

impl Command {
    /// The name of its family, by which records say what they were caused by.
    pub fn family(&self) -> &'static str {
        match self {
            Command::Directory(_) => "directory",
            Command::Scope(_) => "scope",
            Command::Lease(_) => "lease",
            Command::Options(_) => "options",
            Command::Filters(_) => "filters",
            Command::Failover(_) => "failover",
            Command::Replication(_) => "replication",
            Command::Lab(_) => "lab",
            Command::Settings(_) => "settings",
            Command::Backup(_) => "backup",
            Command::Repair(_) => "repair",
        }
    }
}

/// Decides a request to one server. What is done to a server rather than by it is done while its service is stopped, too.
pub fn decide(
    registry: &Registry,
    id: ServerId,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Event>, Error> {
    let running = || {
        let server = registry.server(id)?;
        if server.running { Ok(()) } else { Err(Error::ServerStopped) }
    };
    match command {
        Command::Directory(command) => {
            registry.server(id)?;
            directory::decide(registry, command, now)
        }
        Command::Lab(command) => lab::decide(registry, id, *command, now),
        Command::Backup(command) => backups::decide(registry, id, command, now),
        Command::Scope(command) => {
            running()?;
            scopes::decide(registry, id, command, now)
        }
        Command::Lease(command) => {
            running()?;
            leases::decide(registry, id, command, now)
        }
        Command::Options(command) => {
            running()?;
            options::decide(registry, id, command)
        }
        Command::Filters(command) => {
            running()?;
            filters::decide(registry, id, command)
        }
        Command::Failover(command) => {
            running()?;
            relationships::decide(registry, id, command, now)
        }
        Command::Replication(command) => {
            running()?;
            replication::decide(registry, id, *command, now)
        }
        Command::Settings(command) => {
            running()?;
            settings::decide(registry.server(id)?, id, command)
        }
        Command::Repair(scope) => {
            running()?;
            repair::decide(registry, id, *scope, now)
        }
    }
}
