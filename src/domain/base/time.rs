//! Moments. The domain never asks for the time: it is an argument.

/// Seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Timestamp(pub u64);

/// Ticks of 100 ns since 1601-01-01T00:00:00Z, as lease records carry the end of a lease. 0 is unset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct FileTime(pub u64);

/// Seconds from 1601 to 1970.
const SECONDS_TO_1970: u64 = 11_644_473_600;
const TICKS_PER_SECOND: u64 = 10_000_000;

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
}
