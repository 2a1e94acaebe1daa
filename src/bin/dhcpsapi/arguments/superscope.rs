//! `dhcpsapi superscope ...`

use clap::{Args, Subcommand};
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;

use crate::arguments::failover::ScopeIds;
use crate::arguments::values;
use crate::arguments::{Computer, WhatIf};

#[derive(Debug, Subcommand)]
pub(crate) enum SuperscopeCommand {
    /// List the superscopes with their scopes
    List {
        /// Only the one of this name
        #[arg(long, value_name = "NAME", value_parser = values::text)]
        superscope_name: Option<Text>,
        #[command(flatten)]
        computer: Computer,
    },
    /// Put scopes into a superscope, which is made if there is none of that name
    Add {
        #[command(flatten)]
        superscope: OneSuperscope,
        #[command(flatten)]
        scopes: ScopeIds,
        /// Take them out of the superscopes that they are in
        #[arg(long)]
        force: bool,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Give a superscope another name
    Set {
        #[command(flatten)]
        superscope: OneSuperscope,
        /// The new name
        #[arg(long, value_name = "NAME", value_parser = values::text)]
        new_superscope_name: Text,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Delete a superscope, or take scopes out of it; the scopes stay
    Remove {
        #[command(flatten)]
        superscope: OneSuperscope,
        /// Only these of its scopes; can be repeated
        #[arg(long, value_delimiter = ',', value_name = "SCOPE", value_parser = values::scope)]
        scope_id: Vec<ScopeId>,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct OneSuperscope {
    /// The name of the superscope, in any case
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) superscope_name: Text,
    #[command(flatten)]
    pub(crate) computer: Computer,
}
