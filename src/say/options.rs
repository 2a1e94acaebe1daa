//! Options: types, elements and classes.

use std::fmt::Write;

use crate::domain::base::text::Text;
use crate::domain::model::options::{DataType, OptionElement, OptionValue};
use crate::say::addresses::dotted;

/// A type, as the WMI class `DhcpServerv4OptionDefinition` writes it.
pub fn data_type(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Byte => "Byte",
        DataType::Word => "Word",
        DataType::Dword => "DWord",
        DataType::DwordDword => "DWordDWord",
        DataType::Address => "IPv4Address",
        DataType::String => "String",
        DataType::Binary => "BinaryData",
        DataType::Encapsulated => "EncapsulatedData",
        DataType::Ipv6Address => "IPv6Address",
    }
}

/// The elements of a value, as the exports of Windows write them: a byte in hexadecimal, other numbers in decimal, and of bytes each
/// by itself. Where a value has bytes several times, each of these stays one.
pub fn elements(value: &OptionValue) -> Vec<String> {
    match value.elements() {
        [OptionElement::Binary(bytes) | OptionElement::Encapsulated(bytes)] => {
            bytes.iter().map(|byte| hexadecimal(&[*byte])).collect()
        }
        elements => elements.iter().map(element).collect(),
    }
}

fn element(element: &OptionElement) -> String {
    match element {
        OptionElement::Byte(number) => format!("{number:#x}"),
        OptionElement::Word(number) => number.to_string(),
        OptionElement::Dword(number) => number.to_string(),
        OptionElement::DwordDword(number) => number.to_string(),
        OptionElement::Address(address) => dotted(*address),
        OptionElement::String(text) | OptionElement::Ipv6Address(text) => text.to_string(),
        OptionElement::Binary(bytes) | OptionElement::Encapsulated(bytes) => hexadecimal(bytes),
    }
}

/// Bytes as one number in hexadecimal, as Windows shows the data of a class: 0x4d534654.
pub fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = "0x".to_owned();
    for byte in bytes {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// The classes that something is for, behind what it is: " of user class Guests and vendor class Phones". None is the default one.
pub fn of_classes(user: Option<&Text>, vendor: Option<&Text>) -> String {
    let named =
        [user.map(|name| format!("user class {name}")), vendor.map(|name| format!("vendor class {name}"))];
    let named: Vec<String> = named.into_iter().flatten().collect();
    if named.is_empty() { String::new() } else { format!(" of {}", named.join(" and ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_as_exports_of_windows_write_them() {
        let said =
            |elements: &[OptionElement]| super::elements(&OptionValue::new(elements.to_vec()).unwrap());
        assert_eq!(said(&[OptionElement::Byte(8)]), ["0x8"]);
        assert_eq!(said(&[OptionElement::Word(8), OptionElement::Dword(691_200)]), ["8", "691200"]);
        assert_eq!(said(&[OptionElement::DwordDword(u64::MAX)]), ["18446744073709551615"]);
        assert_eq!(said(&[OptionElement::Address(0x0A00_0035)]), ["10.0.0.53"]);
        assert_eq!(said(&[OptionElement::String(Text::from("corp.example"))]), ["corp.example"]);
        assert_eq!(said(&[OptionElement::Ipv6Address(Text::from("FE80::1"))]), ["FE80::1"]);
        assert_eq!(said(&[OptionElement::Binary(vec![0x45, 6])]), ["0x45", "0x06"]);
        assert_eq!(said(&[OptionElement::Encapsulated(Vec::new())]), [""; 0]);
        assert_eq!(
            said(&[OptionElement::Binary(vec![0x45, 6]), OptionElement::Binary(vec![7])]),
            ["0x4506", "0x07"]
        );
    }
}
