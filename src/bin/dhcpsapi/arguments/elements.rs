//! Words that are the elements of a value of an option, as its type says.

use dhcpsapi::domain::base::address::parse_address;
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::options::{DataType, OptionElement, OptionValue};

/// A value. Strings are taken as they are; all else may stand in one word with commas between, as in a shell of Windows. Bytes are
/// one element, however many words they are.
pub(crate) fn value(words: &[Text], data_type: DataType) -> Result<OptionValue, Error> {
    let elements = match data_type {
        DataType::String => words.iter().cloned().map(OptionElement::String).collect(),
        DataType::Ipv6Address => words.iter().cloned().map(OptionElement::Ipv6Address).collect(),
        DataType::Binary => vec![OptionElement::Binary(bytes_of(words)?)],
        DataType::Encapsulated => vec![OptionElement::Encapsulated(bytes_of(words)?)],
        DataType::Byte | DataType::Word | DataType::Dword | DataType::DwordDword | DataType::Address => {
            parts(words).iter().map(|part| element(part, data_type)).collect::<Result<_, _>>()?
        }
    };
    OptionValue::new(elements).ok_or(Error::Invalid("a value has at least one element"))
}

fn parts(words: &[Text]) -> Vec<String> {
    words.iter().flat_map(|word| word.to_string().split(',').map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn element(word: &str, data_type: DataType) -> Result<OptionElement, Error> {
    let found = match data_type {
        DataType::Byte => number(word).and_then(|number| u8::try_from(number).ok()).map(OptionElement::Byte),
        DataType::Word => number(word).and_then(|number| u16::try_from(number).ok()).map(OptionElement::Word),
        DataType::Dword => {
            number(word).and_then(|number| u32::try_from(number).ok()).map(OptionElement::Dword)
        }
        DataType::DwordDword => number(word).map(OptionElement::DwordDword),
        _ => parse_address(&word.encode_utf16().collect::<Vec<_>>()).map(OptionElement::Address),
    };
    found.ok_or(Error::Invalid(rule(data_type)))
}

/// What an element of a type is.
fn rule(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Byte => "an element of type Byte is 0 to 255, such as 8 or 0x8",
        DataType::Word => "an element of type Word is 0 to 65535, such as 8 or 0x8",
        DataType::Dword => "an element of type DWord is 0 to 4294967295, such as 8 or 0x8",
        DataType::DwordDword => {
            "an element of type DWordDWord is 0 to 18446744073709551615, such as 8 or 0x8"
        }
        DataType::Address => "an element of type IPv4Address is four numbers from 0 to 255, such as 10.0.0.1",
        DataType::Binary | DataType::Encapsulated => "bytes are in hexadecimal, such as 0x45 0x46 or 0x4546",
        DataType::String | DataType::Ipv6Address => "a string is any text",
    }
}

/// A number in decimal, or in hexadecimal behind 0x.
fn number(word: &str) -> Option<u64> {
    let (digits, radix) = hexadecimal_digits(word).map_or((word, 10), |digits| (digits, 16));
    // A sign is no digit.
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if is_number { u64::from_str_radix(digits, radix).ok() } else { None }
}

fn hexadecimal_digits(word: &str) -> Option<&str> {
    word.strip_prefix("0x").or_else(|| word.strip_prefix("0X"))
}

/// Bytes in hexadecimal behind 0x; `None` for other words.
pub(crate) fn bytes(word: &str) -> Option<Vec<u8>> {
    let digits = hexadecimal_digits(word)?;
    let is_bytes = digits.len().is_multiple_of(2) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let pair = |at: usize| digits.get(at..at + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    if is_bytes { (0..digits.len()).step_by(2).map(pair).collect() } else { None }
}

/// The bytes that words have together; no bytes are an empty word.
fn bytes_of(words: &[Text]) -> Result<Vec<u8>, Error> {
    let parts = parts(words);
    if parts.iter().all(String::is_empty) {
        return Ok(Vec::new());
    }
    let found: Option<Vec<Vec<u8>>> = parts.iter().map(|part| bytes(part)).collect();
    found.map(|found| found.concat()).ok_or(Error::Invalid(rule(DataType::Binary)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str], data_type: DataType) -> Option<Vec<OptionElement>> {
        let words: Vec<Text> = words.iter().map(|word| Text::from(*word)).collect();
        value(&words, data_type).ok().map(|value| value.elements().to_vec())
    }

    #[test]
    fn values_are_what_their_type_says() {
        let text = |text: &str| OptionElement::String(Text::from(text));
        for (words, data_type, expected) in [
            (&["8"][..], DataType::Byte, vec![OptionElement::Byte(8)]),
            (&["0x8", "255"], DataType::Byte, vec![OptionElement::Byte(8), OptionElement::Byte(255)]),
            (&["0xFFFF,1"], DataType::Word, vec![OptionElement::Word(0xFFFF), OptionElement::Word(1)]),
            (&["4294967295"], DataType::Dword, vec![OptionElement::Dword(u32::MAX)]),
            (&["0XffffffffFFFFFFFF"], DataType::DwordDword, vec![OptionElement::DwordDword(u64::MAX)]),
            (
                &["10.0.0.1,10.0.0.2", "10.0.0.3"],
                DataType::Address,
                [0x0A00_0001, 0x0A00_0002, 0x0A00_0003].map(OptionElement::Address).to_vec(),
            ),
            (&["a, b", "0x8"], DataType::String, vec![text("a, b"), text("0x8")]),
            (&[""], DataType::String, vec![text("")]),
            (&["0x45", "0x4647,0x48"], DataType::Binary, vec![OptionElement::Binary(b"EFGH".to_vec())]),
            (&["0x45"], DataType::Encapsulated, vec![OptionElement::Encapsulated(vec![0x45])]),
            (&[""], DataType::Binary, vec![OptionElement::Binary(vec![])]),
            (&["0x"], DataType::Binary, vec![OptionElement::Binary(vec![])]),
            (&["fe80::1"], DataType::Ipv6Address, vec![OptionElement::Ipv6Address(Text::from("fe80::1"))]),
        ] {
            assert_eq!(read(words, data_type), Some(expected), "{words:?}");
        }
    }

    #[test]
    fn what_is_of_another_type_is_no_value() {
        for (words, data_type) in [
            (&["256"][..], DataType::Byte),
            (&["-1"], DataType::Byte),
            (&["+1"], DataType::Byte),
            (&["0x+1"], DataType::Byte),
            (&["a"], DataType::Byte),
            (&[""], DataType::Byte),
            (&["0x"], DataType::Byte),
            (&["1,"], DataType::Byte),
            (&["65536"], DataType::Word),
            (&["4294967296"], DataType::Dword),
            (&["18446744073709551616"], DataType::DwordDword),
            (&["10.0.0"], DataType::Address),
            (&["10.0.0.1;10.0.0.2"], DataType::Address),
            (&["45"], DataType::Binary),
            (&["0x4"], DataType::Binary),
            (&["0x45", ""], DataType::Binary),
            (&["0x+4"], DataType::Encapsulated),
            (&["0x\u{e9}"], DataType::Encapsulated),
            (&[], DataType::String),
            (&[], DataType::Word),
        ] {
            assert_eq!(read(words, data_type), None, "{words:?}");
        }
    }
}
