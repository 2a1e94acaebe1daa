//! `dhcpsapi filter ...`

use clap::{Args, Subcommand, ValueEnum};
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::filters::{FilterList, FilterPattern};

use crate::arguments::values;
use crate::arguments::{Computer, WhatIf};

#[derive(Debug, Subcommand)]
pub(crate) enum FilterCommand {
    /// List the entries of the filter lists
    List {
        /// Those of this list alone
        #[arg(long, value_enum, ignore_case = true)]
        list: Option<List>,
        #[command(flatten)]
        computer: Computer,
    },
    /// Add an entry to a filter list
    Add(AddFilter),
    /// Remove entries from the lists that they are in
    Remove {
        /// Hardware addresses, as 'filter list' shows them; can be repeated
        #[arg(long, required = true, value_delimiter = ',', value_name = "PATTERN", value_parser = values::pattern)]
        mac_address: Vec<FilterPattern>,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Show which filter lists are in force
    Show {
        #[command(flatten)]
        computer: Computer,
    },
    /// Put filter lists into force, or out of it
    Set {
        #[command(flatten)]
        lists: InForce,
        #[command(flatten)]
        computer: Computer,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

/// An entry of a filter list.
#[derive(Debug, Clone, Args)]
pub(crate) struct AddFilter {
    /// The list: clients that are answered, or clients that are not
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) list: List,
    /// A hardware address, such as 00-1c-25-80-a0-ff; those that begin so, such as 00-1c-*; or another hardware type, such
    /// as 6/*, which is exempt from filtering then
    #[arg(long, value_name = "PATTERN", value_parser = values::pattern)]
    pub(crate) mac_address: FilterPattern,
    /// A remark of at most 127 characters
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
    /// Replace the entry of these addresses, be it in the other list
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// Which lists are in force.
#[derive(Debug, Clone, Copy, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct InForce {
    /// Whether clients that are not in the allow list get no answer
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) allow: Option<bool>,
    /// Whether clients that are in the deny list get no answer
    #[arg(long, value_name = "true|false", action = clap::ArgAction::Set, hide_possible_values = true)]
    pub(crate) deny: Option<bool>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum List {
    /// Clients that are answered
    Allow,
    /// Clients that are not
    Deny,
}

impl From<List> for FilterList {
    fn from(list: List) -> Self {
        match list {
            List::Allow => FilterList::Allow,
            List::Deny => FilterList::Deny,
        }
    }
}
