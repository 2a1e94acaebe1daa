//! Moments. The domain never asks for the time: it is an argument.

use std::fmt;

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(pub u64);

/// Ticks of 100 ns since 1601-01-01T00:00:00Z, as lease records carry the end of a lease. 0 is unset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FileTime(pub u64);

/// Seconds from 1601 to 1970.
const SECONDS_TO_1970: u64 = 11_644_473_600;
const TICKS_PER_SECOND: u64 = 10_000_000;
/// Seconds of a day.
const DAY: u64 = 86_400;

impl FileTime {
    /// No time at all; the end of a lease that a reservation has and no client asked for.
    pub const UNSET: FileTime = FileTime(0);

    /// The end of a lease that has none (`DHCP_DATE_TIME_INFINIT_HIGH` and `_LOW`).
    pub const NEVER: FileTime = FileTime(0x7FFF_FFFF_FFFF_FFFF);

    /// The moment as file time.
    pub fn from_timestamp(moment: Timestamp) -> Self {
        FileTime(moment.0.saturating_add(SECONDS_TO_1970).saturating_mul(TICKS_PER_SECOND))
    }

    /// The end of a lease that ends at that moment; that of one without an end for all that a record cannot carry.
    pub fn of_end(moment: Timestamp) -> Self {
        FileTime::from_timestamp(moment).min(FileTime::NEVER)
    }

    /// The first full second that is not before this moment.
    pub fn to_timestamp(self) -> Timestamp {
        Timestamp(self.0.div_ceil(TICKS_PER_SECOND).saturating_sub(SECONDS_TO_1970))
    }
}

impl fmt::Display for Timestamp {
    /// As ISO 8601 has it, in UTC.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, seconds) = (self.0 / DAY, self.0 % DAY);
        let (year, month, day) = date(days);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(formatter, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }
}

impl Timestamp {
    /// The moment as lease records carry it; the last that they can carry stands for all after it.
    pub fn seconds(self) -> u32 {
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }

    /// The moment some seconds later.
    pub fn after(self, seconds: u64) -> Timestamp {
        Timestamp(self.0.saturating_add(seconds))
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_unix_epoch_as_file_time() {
        // 11644473600 s x 10^7, the well-known 116444736000000000.
        assert_eq!(FileTime::from_timestamp(Timestamp(0)), FileTime(116_444_736_000_000_000));
        assert_eq!(FileTime(116_444_736_000_000_000).to_timestamp(), Timestamp(0));
        assert_eq!(FileTime(116_444_736_000_000_001).to_timestamp(), Timestamp(1));
    }

    #[test]
    fn the_end_of_a_lease_without_one() {
        assert_eq!(FileTime::of_end(Timestamp(1)), FileTime(116_444_736_010_000_000));
        assert_eq!(FileTime::of_end(Timestamp(u64::MAX)), FileTime::NEVER);
    }

    #[test]
    fn moments_are_written_as_iso_8601_has_them() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (951_868_800, "2000-03-01T00:00:00Z"),
            (1_704_067_199, "2023-12-31T23:59:59Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"),
            (4_294_967_295, "2106-02-07T06:28:15Z"),
        ] {
            assert_eq!(Timestamp(seconds).to_string(), expected);
        }
    }
}
