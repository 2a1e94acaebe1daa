//! `dhcpsapi registry ...`, `exec ...`

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum RegistryCommand {
    /// Show what is known of the registry
    Info,
    /// Read all of it, and say what is wrong; nothing is repaired
    Check,
    /// Take a snapshot, let go of the records that are no history, and give back the room
    Compact,
    /// Bring it to the format of this version; a copy from before stays beside it
    Migrate,
    /// Write all servers down as JSON
    Export {
        /// The file; the standard output if it is left out
        file: Option<PathBuf>,
        /// Write the shared secrets, too; the file is its owner's alone
        #[arg(long)]
        with_secrets: bool,
    },
    /// Begin a registry, in which nothing is yet, with the servers of an export
    Import {
        /// The file; - is the standard input
        file: PathBuf,
    },
    /// Copy a registry, with its secrets, to a place where nothing is yet
    Copy {
        /// Where it is, such as sqlite:PATH
        from: String,
        /// Where it goes
        to: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Exec {
    /// The script that makes the servers, as for 'run'; - is the standard input
    #[arg(long, value_name = "SCRIPT")]
    pub(crate) setup: PathBuf,
    /// The program with its arguments
    #[arg(last = true, required = true)]
    pub(crate) program: Vec<OsString>,
}
