//! The time of the servers, as far as it is a fact: a clock that somebody set, and what the records say.

use crate::domain::base::time::Timestamp;

/// What the records say of the time. Whoever shares them with other hosts goes by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RecordedClock {
    /// Where somebody set the clock to: it stands still there until it is set again.
    pub set: Option<Timestamp>,
    /// What a clock that was set showed when it was last let go. Until a host shows more, the time stands still there.
    pub released: Timestamp,
    /// The moment of the last record.
    pub last: Timestamp,
    /// The moment of the last record that was made by the clock of a host.
    pub last_by_host: Timestamp,
}

impl RecordedClock {
    /// The time: the later of that of a host and that of the last record, for it never goes back.
    #[inline]
    pub fn now(&self, host: impl FnOnce() -> Timestamp) -> Timestamp {
        self.set.unwrap_or_else(|| host().max(self.last))
    }

    /// A record was made at a moment.
    pub fn pass(&mut self, moment: Timestamp) {
        self.last = self.last.max(moment);
        if self.set.is_none() && moment > self.released {
            self.last_by_host = self.last_by_host.max(moment);
        }
    }

    /// The records were made elsewhere: what they say of hosts is nothing to these. The time, which may have come from a wrong clock
    /// there, stands still until a host shows more.
    pub fn come_from_elsewhere(&mut self) {
        self.released = self.released.max(self.last);
        self.last_by_host = Timestamp(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(moments: &[u64]) -> RecordedClock {
        let mut clock = RecordedClock::default();
        moments.iter().for_each(|moment| clock.pass(Timestamp(*moment)));
        clock
    }

    #[test]
    fn the_time_is_the_later_of_the_host_and_the_last_record() {
        let clock = clock(&[7, 5]);
        assert_eq!((clock.now(|| Timestamp(6)), clock.now(|| Timestamp(8))), (Timestamp(7), Timestamp(8)));
        assert_eq!(clock.last_by_host, Timestamp(7));
    }

    /// A clock that somebody set says nothing of the hosts, also where the time stands still when it was let go.
    #[test]
    fn what_is_recorded_by_a_clock_that_was_set_says_nothing_of_the_hosts() {
        let mut clock = clock(&[7]);
        clock.set = Some(Timestamp(100));
        clock.pass(Timestamp(100));
        assert_eq!(
            (clock.now(|| Timestamp(8)), clock.now(|| Timestamp(200))),
            (Timestamp(100), Timestamp(100))
        );
        (clock.set, clock.released) = (None, Timestamp(100));
        clock.pass(Timestamp(100));
        assert_eq!((clock.now(|| Timestamp(8)), clock.last_by_host), (Timestamp(100), Timestamp(7)));
        clock.pass(Timestamp(101));
        assert_eq!(clock.last_by_host, Timestamp(101));
    }
}
