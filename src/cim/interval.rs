//! A span of time as CIM writes it: `ddddddddHHMMSS.mmmmmm:000` (DMTF DSP0004, 5.2.4: a datetime that is an interval).

/// The length of the text.
const LENGTH: usize = 25;
/// The days that the text has room for.
const MAX_DAYS: u64 = 99_999_999;

/// Writes a span of whole seconds; `None` if it has more days than the text has room for.
pub fn to_text(seconds: u64) -> Option<String> {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    (days <= MAX_DAYS).then(|| format!("{days:08}{hours:02}{minutes:02}{seconds:02}.000000:000"))
}

/// Reads a span; parts of a second are dropped. `None` if it is not of that form, or no span.
pub fn from_text(text: &str) -> Option<u64> {
    let digits = |from: usize, to: usize| {
        let part = text.get(from..to)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u64>().ok())?
    };
    let (days, hours, minutes, seconds) = (digits(0, 8)?, digits(8, 10)?, digits(10, 12)?, digits(12, 14)?);
    digits(15, 21)?;
    let is_interval = text.len() == LENGTH && text.get(14..15) == Some(".") && text.get(21..) == Some(":000");
    let in_range = hours < 24 && minutes < 60 && seconds < 60;
    (is_interval && in_range).then_some(days * 86_400 + hours * 3600 + minutes * 60 + seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of Microsoft's "Interval Format": one hour; one day, twelve hours and 32 seconds.
    #[test]
    fn the_documented_intervals() {
        for (seconds, text) in [
            (0, "00000000000000.000000:000"),
            (3600, "00000000010000.000000:000"),
            (129_632, "00000001120032.000000:000"),
            (4_294_967_295, "00049710062815.000000:000"),
            (8_639_999_999_999, "99999999235959.000000:000"),
        ] {
            assert_eq!(to_text(seconds).as_deref(), Some(text));
            assert_eq!(from_text(text), Some(seconds));
        }
        assert_eq!(to_text(8_640_000_000_000), None, "more days than there is room for");
        assert_eq!(from_text("00000000010000.999999:000"), Some(3600));
    }

    #[test]
    fn what_is_no_interval() {
        for text in [
            "",
            "1:00:00",
            "00000000240000.000000:000",
            "00000000006000.000000:000",
            "00000000000060.000000:000",
            "00000000010000.000000+000",
            "00000000010000.000000:060",
            "00000000010000,000000:000",
            "0000000001000000000000:000",
            "00000000010000.000000:0000",
            "0000000001000 .000000:000",
            "+0000000010000.000000:000",
            "20261121120000.000000+060",
            "0000000\u{e9}010000.00000:000",
        ] {
            assert_eq!(from_text(text), None, "{text}");
        }
    }
}
