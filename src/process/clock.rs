//! The host's clock, in whole seconds. Every call asks for it, and nothing here is more exact than a second.
//!
//! Linux keeps the second of its last tick where a process can read it, the one of time(2). It begins up to one tick
//! (10 ms at most) after the true one, and to read it takes a quarter of the time of the exact clock.

/// Seconds since 1970; 0 if the clock is set to an earlier time.
#[cfg(all(any(target_os = "linux", target_os = "android"), not(miri)))]
#[inline]
pub(crate) fn seconds() -> u64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid place. Without that clock it keeps its zeros.
    unsafe { libc::clock_gettime(libc::CLOCK_REALTIME_COARSE, &raw mut now) };
    u64::try_from(now.tv_sec).unwrap_or(0)
}

/// Seconds since 1970; 0 if the clock is set to an earlier time.
#[cfg(any(not(any(target_os = "linux", target_os = "android")), miri))]
pub(crate) fn seconds() -> u64 {
    use std::time::{SystemTime, UNIX_EPOCH};
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{SystemTime, UNIX_EPOCH};

    /// A tick is 10 ms at most (CONFIG_HZ is 100 or more).
    #[test]
    fn it_is_the_hosts_clock_and_does_not_go_back() {
        let exact = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        let (mut last, began) = (0, exact());
        while exact() - began < std::time::Duration::from_millis(1100) {
            let before = exact().as_millis();
            let told = seconds();
            let after = exact().as_millis();
            let (earliest, latest) = ((before - 100) / 1000, after / 1000);
            assert!((earliest..=latest).contains(&u128::from(told)), "{told}: {before} to {after} ms");
            assert!(told >= last);
            last = told;
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
    }
}
