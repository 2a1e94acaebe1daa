//! The environment variables that the library knows, read once; ignored in a program that runs with more rights
//! than its user has (setuid, capabilities).

use std::ffi::OsString;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use crate::process;

/// What the user asked for.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    /// `DHCPSAPI_REGISTRY`: where the servers are kept; absent means in memory.
    pub(crate) registry: Option<String>,
    /// `DHCPSAPI_LOCAL`: what the local server is called, `name=address`.
    pub(crate) local: Option<String>,
    /// `DHCPSAPI_SERVERS`: servers that exist from the start, `name=address,...`.
    pub(crate) servers: Option<String>,
    /// `DHCPSAPI_TRACE`: where calls are written down, `stderr` or a file.
    pub(crate) trace: Option<OsString>,
}

/// The environment as it was at the first call.
pub(crate) fn get() -> &'static Environment {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    ENVIRONMENT.get_or_init(|| if process::has_foreign_rights() { Environment::default() } else { read() })
}

fn read() -> Environment {
    Environment {
        registry: text("DHCPSAPI_REGISTRY"),
        local: text("DHCPSAPI_LOCAL"),
        servers: text("DHCPSAPI_SERVERS"),
        trace: variable("DHCPSAPI_TRACE"),
    }
}

/// A variable; one that is empty counts as absent.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

/// One that is text. What is not UTF-8 in it becomes U+FFFD, which no registry and no server is called.
fn text(name: &str) -> Option<String> {
    variable(name).map(|value| value.to_string_lossy().into_owned())
}

/// What is wrong with the variables, found by whoever made use of them: a sentence for each.
static FAULTS: Mutex<Vec<String>> = Mutex::new(Vec::new());
/// How many there are, for those that have no lock.
static COUNT: AtomicUsize = AtomicUsize::new(0);

/// Keeps what is wrong with the variables, once.
pub(crate) fn note(fault: String) {
    let mut faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
    if !faults.contains(&fault) {
        faults.push(fault);
        COUNT.store(faults.len(), Ordering::Release);
    }
}

/// What is wrong with the variables as far as it was found, without the first so many.
pub(crate) fn faults(told: usize) -> Vec<String> {
    if COUNT.load(Ordering::Acquire) <= told {
        return Vec::new();
    }
    let faults = FAULTS.lock().unwrap_or_else(PoisonError::into_inner);
    faults.iter().skip(told).cloned().collect()
}
