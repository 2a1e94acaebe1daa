//! `dhcpsapi option ...`

use clap::{Args, Subcommand, ValueEnum};
use dhcpsapi::domain::base::address::Address;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::options::{DataType, OptionId};

use crate::arguments::{Computer, WhatIf, values};

#[derive(Debug, Subcommand)]
pub(crate) enum OptionCommand {
    /// List the values that options have at a level: on the server, in a scope, or for a reservation
    List(ListValues),
    /// Set the values of options at a level
    Set(SetValues),
    /// Take the values of options away from a level
    Remove(RemoveValues),
    /// The definitions: what options are
    #[command(subcommand)]
    Definition(DefinitionCommand),
}

/// The level of values.
#[derive(Debug, Clone, Args)]
pub(crate) struct Level {
    /// The scope whose values they are; those of the server if neither a scope nor a reservation is named
    #[arg(long, value_name = "SCOPE", value_parser = values::scope)]
    pub(crate) scope_id: Option<ScopeId>,
    /// The reserved address that the values are for
    #[arg(long, value_name = "ADDRESS", value_parser = values::address)]
    pub(crate) reserved_ip: Option<Address>,
}

/// The classes that options are for.
#[derive(Debug, Clone, Args)]
pub(crate) struct OfClasses {
    /// The user class that they are for; the default one if it is left out
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) user_class: Option<Text>,
    /// The vendor class that they are for; the default one if it is left out
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    pub(crate) vendor_class: Option<Text>,
}

/// Options by their codes, of which there is one at least.
#[derive(Debug, Clone, Args)]
pub(crate) struct OptionIds {
    /// The codes of the options, separated by commas; can be repeated
    #[arg(long, required = true, value_delimiter = ',', value_name = "CODE")]
    pub(crate) option_id: Vec<OptionId>,
}

/// What is listed.
#[derive(Debug, Clone, Args)]
pub(crate) struct Listed {
    /// Only these options, separated by commas; can be repeated
    #[arg(long, value_delimiter = ',', value_name = "CODE")]
    pub(crate) option_id: Vec<OptionId>,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    /// Those for all classes
    #[arg(long, conflicts_with_all = ["user_class", "vendor_class"])]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) computer: Computer,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct ListValues {
    #[command(flatten)]
    pub(crate) level: Level,
    #[command(flatten)]
    pub(crate) listed: Listed,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct SetValues {
    #[command(flatten)]
    pub(crate) level: Level,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    #[command(flatten)]
    pub(crate) given: GivenValues,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// Values as they are given: of one option by its code, or of those that have a name here.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct GivenValues {
    /// The code of the option
    #[arg(long, value_name = "CODE", requires = "value")]
    #[arg(conflicts_with_all = ["dns_server", "router", "dns_domain", "wins_server"])]
    option_id: Option<OptionId>,
    /// The elements of its value, as its definition says: numbers such as 8 or 0x8, addresses, strings, or bytes such as 0x45 0x46; all but strings also with commas between
    #[arg(long, value_name = "VALUE", num_args = 1.., requires = "option_id", value_parser = values::text)]
    value: Vec<Text>,
    /// The DNS servers, which are option 6
    #[arg(long, value_name = "ADDRESS", num_args = 1.., value_parser = values::text)]
    dns_server: Vec<Text>,
    /// The routers, which are option 3
    #[arg(long, value_name = "ADDRESS", num_args = 1.., value_parser = values::text)]
    router: Vec<Text>,
    /// The DNS domain, which is option 15
    #[arg(long, value_name = "NAME", value_parser = values::text)]
    dns_domain: Option<Text>,
    /// The WINS servers, which are option 44
    #[arg(long, value_name = "ADDRESS", num_args = 1.., value_parser = values::text)]
    wins_server: Vec<Text>,
}

impl GivenValues {
    /// Each option, and the words that are its value.
    pub(crate) fn all(&self) -> Vec<(OptionId, &[Text])> {
        let by_code = self.option_id.map(|id| (id, self.value.as_slice()));
        let by_name = [
            (6, self.dns_server.as_slice()),
            (3, &self.router),
            (15, self.dns_domain.as_slice()),
            (44, &self.wins_server),
        ];
        let by_name = by_name.into_iter().filter(|(_, words)| !words.is_empty());
        by_code.into_iter().chain(by_name).collect()
    }
}

#[derive(Debug, Clone, Args)]
pub(crate) struct RemoveValues {
    #[command(flatten)]
    pub(crate) level: Level,
    #[command(flatten)]
    pub(crate) options: OptionIds,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum DefinitionCommand {
    /// List what options are
    List(Listed),
    /// Define an option
    Add(AddDefinition),
    /// Change a definition; what is left out stays as it is
    Set(SetDefinition),
    /// Remove definitions, and the values that no definition is left for
    Remove(RemoveDefinitions),
}

#[derive(Debug, Clone, Args)]
pub(crate) struct AddDefinition {
    /// What people call the option
    #[arg(long, value_parser = values::text)]
    pub(crate) name: Text,
    /// Its code; clients are sent those from 1 to 254
    #[arg(long, value_name = "CODE")]
    pub(crate) option_id: OptionId,
    /// What the elements of its values are
    #[arg(long = "type", value_name = "TYPE", value_enum, ignore_case = true)]
    pub(crate) option_type: OptionType,
    /// Whether its values have any number of elements, not one
    #[arg(long)]
    pub(crate) multi_valued: bool,
    /// The elements of the value that it has by default; 0, 0.0.0.0, "" or no bytes if they are left out
    #[arg(long, value_name = "VALUE", num_args = 1.., value_parser = values::text)]
    pub(crate) default_value: Vec<Text>,
    /// A remark
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct SetDefinition {
    /// The code of the option
    #[arg(long, value_name = "CODE")]
    pub(crate) option_id: OptionId,
    #[command(flatten)]
    pub(crate) change: DefinitionChange,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// What is to be different in a definition.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct DefinitionChange {
    /// What people call the option; "" for nothing
    #[arg(long, value_parser = values::text)]
    pub(crate) name: Option<Text>,
    /// The elements of the value that it has by default
    #[arg(long, value_name = "VALUE", num_args = 1.., value_parser = values::text)]
    pub(crate) default_value: Vec<Text>,
    /// A remark; "" for none
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
}

#[derive(Debug, Clone, Args)]
pub(crate) struct RemoveDefinitions {
    #[command(flatten)]
    pub(crate) options: OptionIds,
    #[command(flatten)]
    pub(crate) classes: OfClasses,
    #[command(flatten)]
    pub(crate) computer: Computer,
    #[command(flatten)]
    pub(crate) what_if: WhatIf,
}

/// The types that the cmdlets know.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum OptionType {
    /// 0 to 255
    #[value(name = "Byte")]
    Byte,
    /// 0 to 65535
    #[value(name = "Word")]
    Word,
    /// 0 to 4294967295
    #[value(name = "DWord")]
    Dword,
    /// 0 to 18446744073709551615
    #[value(name = "DWordDWord")]
    DwordDword,
    /// Such as 10.0.0.1
    #[value(name = "IPv4Address")]
    Address,
    /// Any text
    #[value(name = "String")]
    String,
    /// Bytes
    #[value(name = "BinaryData")]
    Binary,
    /// Bytes that hold further options
    #[value(name = "EncapsulatedData")]
    Encapsulated,
}

impl From<OptionType> for DataType {
    fn from(option_type: OptionType) -> Self {
        match option_type {
            OptionType::Byte => DataType::Byte,
            OptionType::Word => DataType::Word,
            OptionType::Dword => DataType::Dword,
            OptionType::DwordDword => DataType::DwordDword,
            OptionType::Address => DataType::Address,
            OptionType::String => DataType::String,
            OptionType::Binary => DataType::Binary,
            OptionType::Encapsulated => DataType::Encapsulated,
        }
    }
}
