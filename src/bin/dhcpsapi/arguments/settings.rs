//! `dhcpsapi server settings|audit-log|database|binding|dns-credential ...`: each is shown, or changed by a command below it.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use dhcpsapi::domain::base::text::Text;

use crate::arguments::values;
use crate::arguments::{Computer, WhatIf};

/// The settings of a server as a whole.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Settings {
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(subcommand)]
    pub(crate) change: Option<SettingsCommand>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum SettingsCommand {
    /// Change settings
    Set {
        #[command(flatten)]
        settings: NewSettings,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Copy, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct NewSettings {
    /// How often an address is pinged before it is offered, 0 to 5
    #[arg(long, value_name = "COUNT")]
    pub(crate) conflict_detection_attempts: Option<u32>,
}

/// The audit log of a server.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct AuditLog {
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(subcommand)]
    pub(crate) change: Option<AuditLogCommand>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum AuditLogCommand {
    /// Describe the audit log anew; what is left out stays as it is
    Set {
        #[command(flatten)]
        audit_log: NewAuditLog,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct NewAuditLog {
    /// Whether it is written
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) enable: Option<bool>,
    /// Its directory, of at most 247 characters
    #[arg(long, value_parser = values::text)]
    pub(crate) path: Option<Text>,
    /// How many megabytes all its files may have
    #[arg(long, value_name = "MEGABYTES")]
    pub(crate) max_mb_file_size: Option<u32>,
    /// After how many entries the room on the disk is looked at
    #[arg(long, value_name = "COUNT")]
    pub(crate) disk_check_interval: Option<u32>,
    /// How many megabytes have to stay free
    #[arg(long, value_name = "MEGABYTES")]
    pub(crate) min_mb_disk_space: Option<u32>,
}

/// The database of a server, as a Windows server would have it.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Database {
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(subcommand)]
    pub(crate) change: Option<DatabaseCommand>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum DatabaseCommand {
    /// Describe the database anew; what is left out stays as it is
    Set {
        #[command(flatten)]
        database: NewDatabase,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct NewDatabase {
    /// The file, with its directory, or its name alone
    #[arg(long, value_name = "PATH", value_parser = values::text)]
    pub(crate) file_name: Option<Text>,
    /// The directory of its backups, of at most 247 characters
    #[arg(long, value_name = "PATH", value_parser = values::text)]
    pub(crate) backup_path: Option<Text>,
    /// Minutes between two backups, 1 to 71582
    #[arg(long, value_name = "MINUTES")]
    pub(crate) backup_interval: Option<u32>,
    /// Minutes between two removals of leases that are over, 1 to 71582
    #[arg(long, value_name = "MINUTES")]
    pub(crate) cleanup_interval: Option<u32>,
    /// Whether the service starts from a backup
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) restore_from_backup: Option<bool>,
}

/// The network interface of a server.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Binding {
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(subcommand)]
    pub(crate) change: Option<BindingCommand>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum BindingCommand {
    /// Have the server answer on the network interface, or not
    Set {
        /// The interface, as 'server binding' shows it
        #[arg(long, value_name = "NAME", value_parser = values::text)]
        interface_alias: Text,
        /// Whether the server answers on it
        #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
        binding_state: bool,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

/// As whom a server registers names in DNS.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct DnsCredential {
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(subcommand)]
    pub(crate) change: Option<DnsCredentialCommand>,
}

#[derive(Debug, Clone, Subcommand)]
pub(crate) enum DnsCredentialCommand {
    /// Register names as somebody
    Set {
        #[command(flatten)]
        credential: NewDnsCredential,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Register names as nobody in particular
    Remove {
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct NewDnsCredential {
    /// The user
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) user_name: Text,
    /// The domain of the user
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) domain_name: Text,
    /// A file with the password, which nobody but its owner may read; none if it is left out
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Option<PathBuf>,
}
