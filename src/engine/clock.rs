//! The clock that an engine looks at.

use crate::domain::base::time::Timestamp;
use crate::process::clock;

/// Where an engine has the time from, as long as nobody sets the clock of its servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clock {
    /// From the host.
    #[default]
    Host,
    /// From the host, though it is so many seconds behind that by which the registry goes.
    HostBehind(i64),
    /// From whoever made the engine: it is always this.
    Fixed(Timestamp),
}

impl Clock {
    /// How many seconds the host is behind that by which the registry goes.
    pub fn host_behind(self) -> i64 {
        if let Clock::HostBehind(seconds) = self { seconds } else { 0 }
    }

    /// The time.
    #[inline]
    pub fn now(self) -> Timestamp {
        match self {
            Clock::Host => Timestamp(clock::seconds()),
            Clock::HostBehind(seconds) => Timestamp(clock::seconds().saturating_add_signed(seconds)),
            Clock::Fixed(moment) => moment,
        }
    }
}
