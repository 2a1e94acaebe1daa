//! Moments and spans of time as people read them.

use dhcpsapi::domain::base::time::Timestamp;

const DAY: u64 = 86_400;

/// A moment in ISO 8601, in UTC.
pub(crate) fn text(moment: Timestamp) -> String {
    let (days, seconds) = (moment.0 / DAY, moment.0 % DAY);
    let (year, month, day) = date(days);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// The date that is `days` days after 1970-01-01. Years are counted from March, so that the leap day is the last of them.
fn date(days: u64) -> (u64, u64, u64) {
    const DAYS_TO_1970: u64 = 719_468;
    const DAYS_OF_400_YEARS: u64 = 146_097;
    let days = days + DAYS_TO_1970;
    let (era, day_of_era) = (days / DAYS_OF_400_YEARS, days % DAYS_OF_400_YEARS);
    let leap_days = day_of_era / 1460 + day_of_era / 146_096 - day_of_era / 36_524;
    let year_of_era = (day_of_era - leap_days) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let (month, next_year) =
        if month_from_march < 10 { (month_from_march + 3, 0) } else { (month_from_march - 9, 1) };
    (year_of_era + era * 400 + next_year, month, day)
}

/// A span as it can be said on the command line: `1h30m`.
pub(crate) fn span(seconds: u32) -> String {
    let parts =
        [(seconds / 86_400, 'd'), (seconds / 3600 % 24, 'h'), (seconds / 60 % 60, 'm'), (seconds % 60, 's')];
    let said = parts.into_iter().filter(|(count, _)| *count > 0);
    let text: String = said.map(|(count, unit)| format!("{count}{unit}")).collect();
    if text.is_empty() { "0s".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_704_067_199, "2023-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (4_294_967_295, "2106-02-07T06:28:15Z"),
        ] {
            assert_eq!(text(Timestamp(seconds)), expected);
        }
    }

    #[test]
    fn spans() {
        for (seconds, expected) in [(0, "0s"), (90, "1m30s"), (3600, "1h"), (u32::MAX, "49710d6h28m15s")] {
            assert_eq!(span(seconds), expected);
        }
    }
}
