//! The command line as clap reads it, and words that become values. Options are named as the parameters of the cmdlets; their comments
//! are the help.

pub(crate) mod class;
pub(crate) mod elements;
pub(crate) mod failover;
pub(crate) mod filter;
pub(crate) mod options;
pub(crate) mod registry;
pub(crate) mod server;
pub(crate) mod settings;
pub(crate) mod superscope;
pub(crate) mod values;
pub(crate) mod words;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use dhcpsapi::domain::base::text::Text;

use crate::arguments::class::ClassCommand;
use crate::arguments::failover::FailoverCommand;
use crate::arguments::filter::FilterCommand;
use crate::arguments::options::OptionCommand;
use crate::arguments::registry::{Exec, RegistryCommand};
use crate::arguments::server::{ClockCommand, LeaseCommand, LinkCommand, ScopeCommand, ServerCommand};
use crate::arguments::superscope::SuperscopeCommand;

#[cfg(feature = "sqlite")]
macro_rules! where_servers_are_kept {
    () => {
        "\
The servers are kept in $XDG_DATA_HOME/dhcpsapi/registry.db, or ~/.local/share/dhcpsapi/registry.db, which is made with \
the first change and is yours alone; --registry and DHCPSAPI_REGISTRY name another place: sqlite:PATH, postgres:CONNINFO, or memory:, \
where they end with the process. 'dhcpsapi run FILE' uses memory: unless a place is named. "
    };
}
#[cfg(not(feature = "sqlite"))]
macro_rules! where_servers_are_kept {
    () => {
        "\
The servers live in this process and end with it: this build has no registry that lasts. So what one command creates, \
the next one does not know. Write the commands into a file, one a line, and use 'dhcpsapi run FILE'. "
    };
}

const AFTER_HELP: &str = concat!(
    where_servers_are_kept!(),
    "DHCPSAPI_SERVERS=name=address,... lists servers from the start, and DHCPSAPI_LOCAL=name=address names the local \
     one.\n\nExit codes: 0 done, 1 refused, 2 wrong usage, 3 not found; 'exec' answers that of its program."
);

/// DHCP servers and their failover, as Windows' dhcpsapi.dll has them
#[derive(Debug, Parser)]
#[command(name = "dhcpsapi", bin_name = "dhcpsapi", version, after_help = AFTER_HELP)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct CommandLine {
    #[command(flatten)]
    pub(crate) manner: Manner,
    /// Where the servers are kept: sqlite:PATH, postgres:CONNINFO or memory:
    #[arg(long, global = true, value_name = "PLACE", display_order = 902)]
    pub(crate) registry: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// How every command answers and asks.
#[derive(Debug, Clone, Copy, Default, Args)]
pub(crate) struct Manner {
    /// Print JSON: objects with the names of the WMI properties, lists as arrays, errors as {"error":{...}}
    #[arg(long, global = true, display_order = 900)]
    pub(crate) json: bool,
    /// Answer every question with yes
    #[arg(long, short = 'y', global = true, display_order = 901)]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Failover relationships
    #[command(subcommand)]
    Failover(FailoverCommand),
    /// The directory of servers, and faults of theirs
    #[command(subcommand)]
    Server(ServerCommand),
    /// Scopes, their ranges, exclusions and reservations
    #[command(subcommand)]
    Scope(ScopeCommand),
    /// Leases, and what DHCP clients ask for
    #[command(subcommand)]
    Lease(LeaseCommand),
    /// Link-layer filters: which clients a server answers, by their hardware addresses
    #[command(subcommand)]
    Filter(FilterCommand),
    /// Superscopes, whose scopes help each other out with addresses
    #[command(subcommand)]
    Superscope(SuperscopeCommand),
    /// Options: the values that clients get, and what options are
    #[command(subcommand)]
    Option(OptionCommand),
    /// User classes and vendor classes: what clients say of themselves
    #[command(subcommand)]
    Class(ClassCommand),
    /// The clock of all servers
    #[command(subcommand)]
    Clock(ClockCommand),
    /// The links between servers
    #[command(subcommand)]
    Link(LinkCommand),
    /// The journal of all servers
    Journal,
    /// The registry: what is known of it, and how it comes in and out
    #[command(subcommand)]
    Registry(RegistryCommand),
    /// Run a program on servers of its own, which end with it
    Exec(Exec),
    /// Error codes and what they mean
    Errors {
        /// A number or a name; all if it is left out
        code: Option<String>,
    },
    /// Run a script: one command a line, words quoted as in a shell, comments from # on
    Run {
        /// The script; - is the standard input
        file: PathBuf,
        /// Go on after an error; the exit code is that of the first one
        #[arg(long)]
        keep_going: bool,
    },
    /// Print the completions for a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Print a manual page, for man -l
    Man {
        /// The command that it is about, such as: failover add
        command: Vec<String>,
    },
}

/// The server that a command is for.
#[derive(Debug, Clone, Args)]
pub(crate) struct Computer {
    /// The server that is asked, by name or address; the local one if it is left out
    #[arg(long, value_name = "SERVER", value_parser = values::text)]
    pub(crate) computer_name: Option<Text>,
}

/// Whether a command only shows its steps.
#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct WhatIf {
    /// Tell what would be done, one line for each step, and do nothing
    #[arg(long)]
    pub(crate) what_if: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    /// No two arguments of a command have one name, and what else clap asks of those who describe a command line.
    #[test]
    fn the_command_line_is_sound() {
        super::CommandLine::command().debug_assert();
    }
}
