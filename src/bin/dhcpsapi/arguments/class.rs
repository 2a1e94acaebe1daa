//! `dhcpsapi class ...`

use clap::{Args, Subcommand, ValueEnum};
use dhcpsapi::domain::base::text::Text;

use crate::arguments::elements::bytes;
use crate::arguments::{Computer, WhatIf, values};

#[derive(Debug, Subcommand)]
pub(crate) enum ClassCommand {
    /// List the user classes and the vendor classes
    List {
        /// Only those of this name
        #[arg(long, value_parser = values::text)]
        name: Option<Text>,
        /// Only those of this type
        #[arg(long = "type", value_name = "TYPE", value_enum, ignore_case = true)]
        class_type: Option<ClassType>,
        #[command(flatten)]
        computer: Computer,
    },
    /// Create a class of the clients that send certain data
    Add {
        #[command(flatten)]
        class: OneClass,
        /// What its clients send: 1 to 255 bytes, as text in ASCII or in hexadecimal behind 0x
        #[arg(long, value_parser = data)]
        data: Data,
        /// A remark
        #[arg(long, value_parser = values::text)]
        description: Option<Text>,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Change a class; what is left out stays as it is
    Set {
        #[command(flatten)]
        class: OneClass,
        #[command(flatten)]
        change: ClassChange,
        #[command(flatten)]
        what_if: WhatIf,
    },
    /// Delete a class, with the definitions of options and the values that are for it
    Remove {
        #[command(flatten)]
        class: OneClass,
        #[command(flatten)]
        what_if: WhatIf,
    },
}

#[derive(Debug, Clone, Args)]
pub(crate) struct OneClass {
    /// Its name
    #[arg(long, value_parser = values::text)]
    pub(crate) name: Text,
    /// Its type
    #[arg(long = "type", value_name = "TYPE", value_enum, ignore_case = true)]
    pub(crate) class_type: ClassType,
    #[command(flatten)]
    pub(crate) computer: Computer,
}

/// What is to be different in a class.
#[derive(Debug, Clone, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct ClassChange {
    /// What its clients send: 1 to 255 bytes, as text in ASCII or in hexadecimal behind 0x
    #[arg(long, value_parser = data)]
    pub(crate) data: Option<Data>,
    /// A remark; "" for none
    #[arg(long, value_parser = values::text)]
    pub(crate) description: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ClassType {
    /// What a client is made by
    #[value(name = "Vendor")]
    Vendor,
    /// What a client is used for
    #[value(name = "User")]
    User,
}

/// The data of a class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Data(pub(crate) Vec<u8>);

/// Text in ASCII, or bytes in hexadecimal. What other characters are to a client depends on the client.
fn data(word: &str) -> Result<Data, String> {
    let found = match bytes(word) {
        Some(bytes) => Some(bytes),
        None if word.starts_with("0x") || !word.is_ascii() => None,
        None => Some(word.as_bytes().to_vec()),
    };
    found
        .map(Data)
        .ok_or_else(|| "data are text in ASCII, or pairs of hexadecimal digits behind 0x".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_text_or_hexadecimal() {
        for (word, expected) in [
            ("MSFT", b"MSFT".to_vec()),
            ("0x4d534654", b"MSFT".to_vec()),
            ("0X00fF", vec![0, 0xFF]),
            ("", vec![]),
        ] {
            assert_eq!(data(word), Ok(Data(expected)), "{word}");
        }
        for word in ["0x4", "0x4g", "0xMSFT", "caf\u{e9}"] {
            assert!(data(word).is_err(), "{word}");
        }
    }
}
