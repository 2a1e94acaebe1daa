//! `dhcpsapi failover ...`

use dhcpsapi::domain::base::ids::ScopeId;
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use dhcpsapi::cim::class;
use dhcpsapi::cim::failover::PartnerScopes;
use dhcpsapi::domain::base::role::Mode;
use dhcpsapi::domain::base::text::Text;

use crate::arguments::server::Client;
use crate::arguments::values::{self, Seconds};
use crate::arguments::{Computer, WhatIf};

#[derive(Debug, Subcommand)]
pub(crate) enum FailoverCommand {
    /// List relationships
    List {
        #[command(flatten)]
        computer: Computer,
        /// Only those of these scopes; can be repeated
        #[arg(long, value_delimiter = ',', value_name = "SCOPE", value_parser = values::scope)]
        scope_id: Vec<ScopeId>,
    },
    /// Show a relationship with all its properties
    Show(Named),
    /// Create a relationship on both servers, and its scopes on the partner
    Add(Add),
    /// Change a relationship on both servers
    Set(Set),
    /// Remove a relationship from both servers, and its scopes from the partner
    Remove(Remove),
    /// The scopes of a relationship
    #[command(subcommand)]
    Scope(FailoverScopeCommand),
    /// Copy the configuration of scopes to the partner
    Replicate(Replicate),
    /// Show how a relationship is doing
    Stats(Named),
    /// Rebalance the free addresses of a relationship now; the primary server is asked
    Rebalance {
        #[command(flatten)]
        named: Named,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Show what 'rebalance' would do in each scope, and from which numbers
    Preview(Named),
    /// Show what the servers would answer a client, and why
    Explain {
        #[command(flatten)]
        client: Client,
        /// How the client asks
        #[arg(long, value_enum, default_value = "new")]
        kind: RequestKind,
    },
    /// Show what differs between the configurations of the two servers
    Drift(Named),
}

#[derive(Debug, Subcommand)]
pub(crate) enum FailoverScopeCommand {
    /// Add scopes to a relationship on both servers, and create them on the partner
    Add {
        #[command(flatten)]
        named: Named,
        #[command(flatten)]
        scopes: ScopeIds,
        #[command(flatten)]
        change: Change,
    },
    /// Take scopes out of a relationship on both servers, and delete them on the partner
    Remove {
        #[command(flatten)]
        named: Named,
        #[command(flatten)]
        scopes: ScopeIds,
        /// Do not ask, and take scopes out also where the relationship is not NORMAL
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        removal: Removal,
        #[command(flatten)]
        change: Change,
    },
}

/// A relationship of a server.
#[derive(Debug, Clone, Args)]
pub(crate) struct Named {
    /// The name of the relationship
    #[arg(value_parser = values::text)]
    pub(crate) name: Text,
    #[command(flatten)]
    pub(crate) computer: Computer,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ScopeIds {
    /// Subnet addresses, separated by commas; can be repeated
    #[arg(long, required = true, value_delimiter = ',', value_name = "SCOPE", value_parser = values::scope)]
    pub(crate) scope_id: Vec<ScopeId>,
}

/// The options that commands that change a relationship have in common.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Change {
    /// Print the relationship as it is then
    #[arg(long)]
    pub(crate) pass_thru: bool,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// Which servers of a relationship a command changes.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Reach {
    /// Change the server that is asked alone, for when its partner cannot be reached
    #[arg(long)]
    pub(crate) this_server_only: bool,
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Removal {
    #[command(flatten)]
    pub(crate) reach: Reach,
    /// The fate of the scopes on the partner; to keep them lets both servers lease the same addresses
    #[arg(long, value_enum, default_value = "delete")]
    pub(crate) partner_scopes: Fate,
}

/// The secret comes from a file: everybody can see the command line.
#[derive(Debug, Clone, Args)]
pub(crate) struct SecretFile {
    /// A file with the shared secret, which nobody but its owner may read
    #[arg(long, value_name = "FILE")]
    pub(crate) shared_secret_file: Option<PathBuf>,
}

/// The options of a relationship besides its name, its servers and how they share.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Times {
    /// Maximum client lead time: 1h, 90s, 1h30m, seconds, or a CIM interval
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) max_client_lead_time: Option<Seconds>,
    /// Whether a silent partner is taken for dead after a while
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) auto_state_transition: Option<bool>,
    /// After how long it is; turns the transition on
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) state_switch_interval: Option<Seconds>,
}

/// How the servers share the work.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Share {
    /// Load balance or hot standby
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) mode: Option<SharingMode>,
    /// This server's share of the clients and the free addresses, 0 to 100 (load balance)
    #[arg(long, value_name = "PERCENT")]
    pub(crate) load_balance_percent: Option<u32>,
    /// The standby server's reserve of the free addresses, 0 to 100 (hot standby)
    #[arg(long, value_name = "PERCENT")]
    pub(crate) reserve_percent: Option<u32>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Add {
    /// The name of the relationship; the names of the two servers if it is left out
    #[arg(value_parser = values::text)]
    pub(crate) name: Option<Text>,
    #[command(flatten)]
    pub(crate) computer: Computer,
    /// The other server, by name or address
    #[arg(long, value_name = "SERVER", value_parser = values::text)]
    pub(crate) partner_server: Text,
    #[command(flatten)]
    pub(crate) scopes: ScopeIds,
    #[command(flatten)]
    pub(crate) share: Share,
    /// The role of this server in a hot standby
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) server_role: Option<ServerRole>,
    #[command(flatten)]
    pub(crate) times: Times,
    #[command(flatten)]
    pub(crate) secret: SecretFile,
    /// Do not ask whether the secret may be sent
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) change: Change,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Set {
    #[command(flatten)]
    pub(crate) named: Named,
    #[command(flatten)]
    pub(crate) share: Share,
    #[command(flatten)]
    pub(crate) times: Times,
    /// Take the partner for dead: the server that is asked goes to PARTNER_DOWN, and the partner is not told
    #[arg(long)]
    pub(crate) partner_down: bool,
    #[command(flatten)]
    pub(crate) secret: SecretFile,
    /// Have no shared secret any more
    #[arg(long, conflicts_with = "shared_secret_file")]
    pub(crate) no_shared_secret: bool,
    /// Do not ask
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) reach: Reach,
    #[command(flatten)]
    pub(crate) change: Change,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Remove {
    #[command(flatten)]
    pub(crate) named: Named,
    /// Do not ask
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) removal: Removal,
    #[command(flatten)]
    pub(crate) change: Change,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Replicate {
    /// Relationships; all if neither names nor scopes are given
    #[arg(value_parser = values::text)]
    pub(crate) name: Vec<Text>,
    #[command(flatten)]
    pub(crate) computer: Computer,
    /// Scopes instead of relationships; can be repeated
    #[arg(long, value_delimiter = ',', value_name = "SCOPE", conflicts_with = "name")]
    #[arg(value_parser = values::scope)]
    pub(crate) scope_id: Vec<ScopeId>,
    /// Do not ask
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SharingMode {
    /// Both servers serve
    #[value(alias = "LoadBalance")]
    LoadBalance,
    /// One serves, the other stands by
    #[value(alias = "HotStandby")]
    HotStandby,
}

impl From<SharingMode> for Mode {
    fn from(mode: SharingMode) -> Self {
        match mode {
            SharingMode::LoadBalance => Mode::LoadBalance,
            SharingMode::HotStandby => Mode::HotStandby,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ServerRole {
    /// It serves
    Active,
    /// It serves when the other does not
    Standby,
}

impl From<ServerRole> for class::ServerRole {
    fn from(role: ServerRole) -> Self {
        match role {
            ServerRole::Active => class::ServerRole::Active,
            ServerRole::Standby => class::ServerRole::Standby,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Fate {
    /// They are deleted with their leases
    Delete,
    /// They stay, but serve nobody
    Disable,
    /// They stay as they are
    Keep,
}

impl From<Fate> for PartnerScopes {
    fn from(fate: Fate) -> Self {
        match fate {
            Fate::Delete => PartnerScopes::Delete,
            Fate::Disable => PartnerScopes::Disable,
            Fate::Keep => PartnerScopes::Keep,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum RequestKind {
    /// For an address
    New,
    /// For more time, the server of its lease
    Renew,
    /// For more time, every server
    Rebind,
}
