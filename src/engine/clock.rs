//! The clock of the servers.

use crate::domain::base::error::Error;
use crate::domain::base::time::Timestamp;
use crate::process::clock;

/// The clock of all servers of a registry whose own clocks are not shifted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// That of the host.
    #[default]
    Host,
    /// One that was set, and stands still until it is set again.
    Set(Timestamp),
}

impl Clock {
    /// The time.
    #[inline]
    pub fn now(self) -> Timestamp {
        match self {
            Clock::Host => host_time(),
            Clock::Set(moment) => moment,
        }
    }

    /// The clock set to a moment, which is not before the present one.
    pub(super) fn set(self, moment: Timestamp) -> Result<Clock, Error> {
        if moment < self.now() || moment == Timestamp(u64::MAX) {
            return Err(Error::Invalid("a clock does not go back"));
        }
        Ok(Clock::Set(moment))
    }

    /// The clock of the host again, unless it shows less.
    pub(super) fn of_host(self) -> Result<Clock, Error> {
        if host_time() < self.now() {
            return Err(Error::Invalid("a clock does not go back"));
        }
        Ok(Clock::Host)
    }
}

fn host_time() -> Timestamp {
    Timestamp(clock::seconds())
}
