//! `dhcpsapi server ...`, `scope ...`, `lease ...`, `clock ...`, `link ...`

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use dhcpsapi::domain::base::address::Address;
use dhcpsapi::domain::base::client::ClientId;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::scope::ScopeState;

use crate::arguments::settings::{AuditLog, Binding, Database, DnsCredential, Settings};
use crate::arguments::values::{self, Network, Seconds};
use crate::arguments::{Computer, WhatIf};

#[derive(Debug, Subcommand)]
pub(crate) enum ServerCommand {
    /// List the servers that are known
    List,
    /// List a server: from then on it is known, and new and empty if it never was
    Add {
        /// Its name
        #[arg(value_parser = values::text)]
        name: Text,
        /// Its address
        #[arg(value_parser = values::address)]
        address: Address,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Give the local server a name and an address; it has those of the host else, or of DHCPSAPI_LOCAL
    Local {
        /// Its name
        #[arg(value_parser = values::text)]
        name: Text,
        /// Its address
        #[arg(value_parser = values::address)]
        address: Address,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Unlist a server; it keeps what is on it until it is listed again
    Remove {
        /// Its name or address
        #[arg(value_parser = values::text)]
        server: Text,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Show the settings of a server, or change them
    Settings(Settings),
    /// Show the audit log of a server, or describe it anew
    AuditLog(AuditLog),
    /// Show what a Windows server would have for its database, or describe it anew
    Database(Database),
    /// Show the network interface of a server, or have it answer there or not
    Binding(Binding),
    /// Show as whom a server registers names in DNS, or change that
    DnsCredential(DnsCredential),
    /// Show the counters of a server since its service started
    Statistics {
        #[command(flatten)]
        computer: Computer,
    },
    /// Write all that is on a server, with its secrets, into a directory
    Backup {
        /// The directory, which is made if it is not there
        path: PathBuf,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Stop the DHCP service of a server as if its machine had died
    Stop {
        /// Its name or address
        #[arg(value_parser = values::text)]
        server: Text,
    },
    /// Start the DHCP service of a server
    Start {
        /// Its name or address
        #[arg(value_parser = values::text)]
        server: Text,
    },
    /// Restore the database of a stopped server from before all of its leases, or have a server start from a backup
    Restore {
        /// Its name or address
        #[arg(value_parser = values::text)]
        server: Text,
        /// The directory of the backup ('server backup') that it starts from when its service starts next; it has to run
        #[arg(long, value_name = "DIRECTORY")]
        path: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ScopeCommand {
    /// List the scopes of a server
    List {
        #[command(flatten)]
        computer: Computer,
    },
    /// Show a scope with its range, exclusions and reservations
    Show(OneScope),
    /// Create a scope
    Create(CreateScope),
    /// Describe a scope anew; what is left out stays as it is
    Set(SetScope),
    /// Show free addresses of a scope, lowest first
    Free {
        #[command(flatten)]
        scope: OneScope,
        /// Where to begin; the start of the range if it is left out
        #[arg(long, value_name = "ADDRESS", value_parser = values::address)]
        start_address: Option<Address>,
        /// Where to end; the end of the range if it is left out
        #[arg(long, value_name = "ADDRESS", value_parser = values::address)]
        end_address: Option<Address>,
        /// How many, 1 to 1024
        #[arg(long, value_name = "COUNT", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1024))]
        num_address: u32,
    },
    /// Show how many addresses of scopes are free and in use
    Stats {
        /// The subnet addresses of the scopes; all of the server if they are left out
        #[arg(value_parser = values::scope)]
        scope_id: Vec<ScopeId>,
        /// Also how they are shared with the partner
        #[arg(long)]
        failover: bool,
        #[command(flatten)]
        computer: Computer,
    },
    /// Delete a scope
    Delete {
        #[command(flatten)]
        scope: OneScope,
        /// Delete its leases too
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Set the range of addresses that a scope leases
    Range {
        #[command(flatten)]
        scope: OneScope,
        #[command(flatten)]
        range: FromTo,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Exclude addresses of a scope, or no longer
    Exclude {
        #[command(flatten)]
        scope: OneScope,
        #[command(flatten)]
        range: FromTo,
        /// Take the exclusion away
        #[arg(long)]
        remove: bool,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Reserve an address of a scope for a client, or no longer
    Reserve {
        #[command(flatten)]
        scope: OneScope,
        /// The address
        #[arg(value_parser = values::address)]
        ip_address: Address,
        /// The client: hexadecimal, such as 00-11-22-33-44-55
        #[arg(value_parser = values::client)]
        client_id: ClientId,
        /// Take the reservation away
        #[arg(long)]
        remove: bool,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct OneScope {
    /// The subnet address of the scope
    #[arg(value_parser = values::scope)]
    pub(crate) scope_id: ScopeId,
    #[command(flatten)]
    pub(crate) computer: Computer,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct CreateScope {
    /// The subnet: 10.0.0.0/24, or 10.0.0.0 with --subnet-mask
    #[arg(value_parser = values::network)]
    pub(crate) scope_id: Network,
    #[command(flatten)]
    pub(crate) computer: Computer,
    /// The mask, such as 255.255.255.0
    #[arg(long, value_name = "MASK", value_parser = values::address)]
    pub(crate) subnet_mask: Option<Address>,
    /// The lowest address that the scope leases
    #[arg(long, value_name = "ADDRESS", requires = "end_range", value_parser = values::address)]
    pub(crate) start_range: Option<Address>,
    /// The highest one
    #[arg(long, value_name = "ADDRESS", requires = "start_range", value_parser = values::address)]
    pub(crate) end_range: Option<Address>,
    /// The name of the scope
    #[arg(long, value_parser = values::text)]
    pub(crate) name: Option<Text>,
    /// A remark
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
    /// Whether it serves
    #[arg(long, value_enum, ignore_case = true, default_value = "active")]
    pub(crate) state: Activity,
    #[command(flatten)]
    pub(crate) offers: Offers,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct SetScope {
    #[command(flatten)]
    pub(crate) scope: OneScope,
    /// The name of the scope; "" for none
    #[arg(long, value_parser = values::text)]
    pub(crate) name: Option<Text>,
    /// A remark; "" for none
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
    /// Whether it serves
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) state: Option<Activity>,
    #[command(flatten)]
    pub(crate) offers: Offers,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// What the offers of a scope are like.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Offers {
    /// How long leases are: 8d, 1h30m, seconds, or unlimited; it is option 51 of the scope ('option remove' takes it away)
    #[arg(long, value_name = "SPAN", value_parser = values::lease_duration)]
    pub(crate) lease_duration: Option<Seconds>,
    /// For how long offers are delayed, 0 to 1000 milliseconds
    #[arg(long, value_name = "MILLISECONDS")]
    pub(crate) delay: Option<u16>,
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct FromTo {
    /// The lowest address
    #[arg(value_parser = values::address)]
    pub(crate) start_range: Address,
    /// The highest address
    #[arg(value_parser = values::address)]
    pub(crate) end_range: Address,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Activity {
    /// It serves
    Active,
    /// It does not
    Inactive,
}

impl From<Activity> for ScopeState {
    fn from(activity: Activity) -> Self {
        match activity {
            Activity::Active => ScopeState::Enabled,
            Activity::Inactive => ScopeState::Disabled,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum LeaseCommand {
    /// List the leases of a scope
    List(OneScope),
    /// Make a lease record by hand, of an active lease
    Add(AddLease),
    /// Delete the lease record of an address, which is free then
    Delete {
        /// The address
        #[arg(value_parser = values::address)]
        ip_address: Address,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Have a client ask for an address, as DISCOVER and REQUEST do
    Request(Client),
    /// Have a client ask the server of its lease for more time
    Renew(Client),
    /// Have a client ask every server for more time
    Rebind(Client),
    /// Have a client give its lease back
    Release(Client),
    /// Have a client refuse its address, since somebody else is there
    Decline(Client),
}

/// A lease record.
#[derive(Debug, Clone, Args)]
pub(crate) struct AddLease {
    /// The address
    #[arg(value_parser = values::address)]
    pub(crate) ip_address: Address,
    /// The client: hexadecimal, such as 00-11-22-33-44-55
    #[arg(value_parser = values::client)]
    pub(crate) client_id: ClientId,
    #[command(flatten)]
    pub(crate) computer: Computer,
    /// Its host name
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) host_name: Option<Text>,
    /// A remark
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
    /// How long the lease is from now on, at least a second; it does not end if this is unlimited, or left out
    #[arg(long, value_name = "SPAN", value_parser = values::lease_duration)]
    pub(crate) lease_duration: Option<Seconds>,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// A DHCP client, and what it asks for.
#[derive(Debug, Clone, Args)]
pub(crate) struct Client {
    /// The subnet address of the scope where it is
    #[arg(value_parser = values::scope)]
    pub(crate) scope_id: ScopeId,
    /// The client: hexadecimal, such as 00-11-22-33-44-55
    #[arg(value_parser = values::client)]
    pub(crate) client_id: ClientId,
    /// The only server that hears it; all that should hear it if it is left out
    #[arg(long, value_name = "SERVER", value_parser = values::text)]
    pub(crate) computer_name: Option<Text>,
    /// The address that it wishes, or has
    #[arg(long, value_name = "ADDRESS", value_parser = values::address)]
    pub(crate) ip_address: Option<Address>,
    /// Its host name
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) host_name: Option<Text>,
    /// How long it wishes the lease to be
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) lease_duration: Option<Seconds>,
    /// For how many seconds it has tried already
    #[arg(long, value_name = "SECONDS")]
    pub(crate) seconds_elapsed: Option<u32>,
    /// The data of its user class, as text of at most 255 bytes
    #[arg(long, value_name = "DATA")]
    pub(crate) user_class: Option<String>,
    /// The data of its vendor class, as text of at most 255 bytes
    #[arg(long, value_name = "DATA")]
    pub(crate) vendor_class: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ClockCommand {
    /// Advance the clock of all servers, which then stands still
    Advance {
        /// By how much: 1h, 90s, 1h30m, or seconds
        #[arg(value_parser = values::span)]
        span: Seconds,
    },
    /// Let the clock of all servers be that of the host again
    Real,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LinkCommand {
    /// Cut the link between two servers
    Cut(Link),
    /// Heal the link between two servers
    Heal(Link),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct Link {
    /// A server
    #[arg(value_parser = values::text)]
    pub(crate) one: Text,
    /// Another server
    #[arg(value_parser = values::text)]
    pub(crate) other: Text,
}
