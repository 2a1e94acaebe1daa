//! Words of the command line that are values: addresses, clients, spans of time.

use dhcpsapi::cim::interval;
use dhcpsapi::domain::base::address::{Address, Subnet, parse_address};
use dhcpsapi::domain::base::client::{ClientId, ETHERNET};
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ScopeId;
use dhcpsapi::domain::base::text::Text;
use dhcpsapi::domain::model::filters::FilterPattern;
use dhcpsapi::domain::rules::new_subnet;

/// A span of time, which may be longer than the servers can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seconds(pub(crate) u64);

impl Seconds {
    /// As the servers have it.
    pub(crate) fn as_servers_have_it(self) -> Result<u32, Error> {
        u32::try_from(self.0).map_err(|_| Error::Invalid("a span of time is at most 4294967295 seconds"))
    }
}

/// A subnet, whose mask may be said elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    address: Address,
    mask: Option<u32>,
}

impl Network {
    /// The subnet with the mask that was said, here or elsewhere.
    pub(crate) fn with_mask(self, elsewhere: Option<u32>) -> Result<Subnet, Error> {
        let mask = match (self.mask, elsewhere) {
            (Some(one), Some(other)) if one != other => return Err(Error::Invalid("there are two masks")),
            (here, elsewhere) => here.or(elsewhere).ok_or(Error::Invalid("a scope needs a subnet mask"))?,
        };
        new_subnet(self.address, mask)
    }
}

/// Any text without a NUL.
pub(crate) fn text(word: &str) -> Result<Text, String> {
    let units: Vec<u16> = word.encode_utf16().collect();
    Text::new(&units).ok_or_else(|| "a NUL is in it".to_owned())
}

/// An address in dotted decimal.
pub(crate) fn address(word: &str) -> Result<Address, String> {
    let units: Vec<u16> = word.encode_utf16().collect();
    parse_address(&units)
        .ok_or_else(|| "an address is four numbers from 0 to 255, such as 10.0.0.1".to_owned())
}

/// The address of a subnet.
pub(crate) fn scope(word: &str) -> Result<ScopeId, String> {
    address(word).map(ScopeId)
}

/// `10.0.0.0/24`, or the address alone.
pub(crate) fn network(word: &str) -> Result<Network, String> {
    let Some((start, length)) = word.split_once('/') else {
        return Ok(Network { address: address(word)?, mask: None });
    };
    let length = length.parse::<u32>().ok().filter(|length| *length <= u32::BITS);
    let length = length.ok_or_else(|| "a prefix length is 0 to 32".to_owned())?;
    let mask = u32::MAX.checked_shl(u32::BITS - length).unwrap_or(0);
    Ok(Network { address: address(start)?, mask: Some(mask) })
}

/// A client identifier in hexadecimal: `00-11-22-33-44-55`, also with colons or nothing between.
pub(crate) fn client(word: &str) -> Result<ClientId, String> {
    let problem = || "a client is 1 to 255 bytes in hexadecimal, such as 00-11-22-33-44-55".to_owned();
    let is_separator = |character: char| matches!(character, '-' | ':');
    let pairs: Vec<&str> = if word.contains(is_separator) {
        word.split(is_separator).collect()
    } else {
        (0..word.len()).step_by(2).filter_map(|at| word.get(at..at + 2).or(word.get(at..))).collect()
    };
    let bytes = pairs.into_iter().map(|pair| {
        let is_byte = pair.len() == 2 && pair.bytes().all(|digit| digit.is_ascii_hexdigit());
        if is_byte { u8::from_str_radix(pair, 16).map_err(|_| problem()) } else { Err(problem()) }
    });
    let bytes: Vec<u8> = bytes.collect::<Result<_, _>>()?;
    ClientId::new(&bytes).ok_or_else(problem)
}

/// The hardware addresses of a filter: `00-1c-25-80-a0-ff`, `00-1c-*`, or `6/*` for all of another hardware type.
pub(crate) fn pattern(word: &str) -> Result<FilterPattern, String> {
    let problem = || FilterPattern::RULE.to_owned() + ", such as 00-1c-25-80-a0-ff, 00-1c-* or 6/*";
    let found = if let Some(hardware_type) = word.strip_suffix("/*") {
        let is_number = hardware_type.bytes().all(|digit| digit.is_ascii_digit());
        let hardware_type = hardware_type.parse().ok().filter(|_| is_number);
        hardware_type.and_then(|hardware_type| FilterPattern::new(hardware_type, true, &[]))
    } else if let Some(beginning) = word.strip_suffix('*') {
        let beginning = beginning.strip_suffix(['-', ':']).unwrap_or(beginning);
        client(beginning).ok().and_then(|bytes| FilterPattern::new(ETHERNET, true, bytes.bytes()))
    } else {
        client(word).ok().and_then(|address| FilterPattern::new(ETHERNET, false, address.bytes()))
    };
    found.ok_or_else(problem)
}

/// Days, hours, minutes and seconds, in this order.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3600), ('m', 60), ('s', 1)];

/// `1h30m`, `90s`, plain seconds, or an interval as CIM writes it. More seconds than there are numbers for are as many as
/// there are.
pub(crate) fn span(word: &str) -> Result<Seconds, String> {
    if let Some(seconds) = interval::from_text(word) {
        return Ok(Seconds(seconds));
    }
    let problem = || "a span is 1h30m, 90s, seconds, or a CIM interval".to_owned();
    if !word.is_empty() && word.bytes().all(|digit| digit.is_ascii_digit()) {
        return Ok(Seconds(number(word)));
    }
    let (mut rest, mut total, mut is_said) = (word, 0_u64, false);
    for (unit, seconds) in UNITS {
        let Some((count, behind)) = rest.split_once(unit) else { continue };
        if count.is_empty() || !count.bytes().all(|digit| digit.is_ascii_digit()) {
            return Err(problem());
        }
        total = total.saturating_add(number(count).saturating_mul(seconds));
        (rest, is_said) = (behind, true);
    }
    if is_said && rest.is_empty() { Ok(Seconds(total)) } else { Err(problem()) }
}

/// A span, or `unlimited`: a lease that never ends.
pub(crate) fn lease_duration(word: &str) -> Result<Seconds, String> {
    if word.eq_ignore_ascii_case(UNLIMITED) { Ok(Seconds(u64::from(u32::MAX))) } else { span(word) }
}

/// The length of a lease that never ends, as people say it.
pub(crate) const UNLIMITED: &str = "unlimited";

/// Digits.
fn number(digits: &str) -> u64 {
    digits.parse().unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans() {
        for (word, seconds) in [
            ("90", 90),
            ("90s", 90),
            ("1h", 3600),
            ("1h30m", 5400),
            ("1d2h3m4s", 93_784),
            ("0", 0),
            ("00000001120032.000000:000", 129_632),
            ("99999999999999999999h", u64::MAX),
            ("99999999999999999999", u64::MAX),
        ] {
            assert_eq!(span(word), Ok(Seconds(seconds)), "{word}");
        }
        for word in ["", "h", "1", "-1", "1x", "1m1h", "1h1h", "1.5h", " 1h", "1h ", "1h30", "+1h", "\u{b2}h"]
        {
            assert_eq!(span(word).is_ok(), word == "1", "{word}");
        }
    }

    #[test]
    fn lease_durations() {
        assert_eq!(lease_duration("8d"), Ok(Seconds(691_200)));
        assert_eq!(lease_duration("Unlimited"), Ok(Seconds(4_294_967_295)));
        assert!(lease_duration("forever").is_err());
    }

    #[test]
    fn clients() {
        let expected = ClientId::new(&[0, 0x1C, 0x25, 0x80, 0xA0, 0xFF]).unwrap();
        for word in ["00-1c-25-80-a0-ff", "00:1C:25:80:A0:FF", "001c2580a0ff"] {
            assert_eq!(client(word), Ok(expected.clone()), "{word}");
        }
        for word in ["", "0", "001", "0g", "00--11", "+1-22", "\u{e9}\u{e9}", "00-1"] {
            assert!(client(word).is_err(), "{word}");
        }
    }

    #[test]
    fn patterns() {
        let whole = FilterPattern::new(ETHERNET, false, &[0, 0x1C, 0x25, 0x80, 0xA0, 0xFF]);
        for word in ["00-1c-25-80-a0-ff", "00:1C:25:80:A0:FF", "001c2580a0ff"] {
            assert_eq!(pattern(word).ok(), whole, "{word}");
        }
        for word in ["00-1c-*", "00:1C:*", "001c*", "00-1C*"] {
            assert_eq!(pattern(word).ok(), FilterPattern::new(ETHERNET, true, &[0, 0x1C]), "{word}");
        }
        assert_eq!(pattern("6/*").ok(), FilterPattern::new(6, true, &[]));
        for word in [
            "",
            "*",
            "-*",
            "00-1c",
            "00-1c-25-80-a0-ff-*",
            "00-1c-25-80-a0-ff-01",
            "00-*-25",
            "0*",
            "/*",
            "1/*",
            "256/*",
            "+6/*",
            "6/",
            "6/00-*",
        ] {
            assert!(pattern(word).is_err(), "{word}");
        }
    }

    #[test]
    fn networks() {
        let subnet = |word: &str, mask| network(word).unwrap().with_mask(mask);
        let expected = Subnet::new(0x0A00_0000, 0xFFFF_FF00).unwrap();
        assert_eq!(subnet("10.0.0.0/24", None), Ok(expected));
        assert_eq!(subnet("10.0.0.0", Some(0xFFFF_FF00)), Ok(expected));
        assert_eq!(subnet("10.0.0.0/24", Some(0xFFFF_FF00)), Ok(expected));
        for (word, mask) in [
            ("10.0.0.0", None),
            ("10.0.0.0/24", Some(0xFFFF_0000)),
            ("10.0.0.1/24", None),
            ("10.0.0.0/0", None),
        ] {
            assert!(subnet(word, mask).is_err(), "{word}");
        }
        for word in ["10.0.0.0/33", "10.0.0.0/", "10.0.0/24", "10.0.0.0/-1"] {
            assert!(network(word).is_err(), "{word}");
        }
    }
}
