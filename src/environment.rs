//! The environment variables that the library knows, read once; ignored in a program that runs with more rights
//! than its user has (setuid, capabilities).

use std::ffi::OsString;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use crate::process;

/// The registry that keeps nothing beyond its process.
pub(crate) const IN_MEMORY: &str = "memory:";

/// The user's settings.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    /// `DHCPSAPI_REGISTRY`: where the servers are kept; absent means in memory.
    pub(crate) registry: Option<String>,
    /// `DHCPSAPI_SETUP`: an export with which a registry in memory begins.
    pub(crate) setup: Option<OsString>,
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
        setup: variable("DHCPSAPI_SETUP"),
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

/// Faults of the variables, found by whoever made use of them: a sentence for each.
struct Faults {
    all: Vec<String>,
    /// How many of them were taken to be told.
    told: usize,
    /// What is to be told besides.
    notices: Vec<String>,
}

static FAULTS: Mutex<Faults> = Mutex::new(Faults { all: Vec::new(), told: 0, notices: Vec::new() });
/// Whether there are some that were not taken, for those that have no lock.
static ARE_UNTOLD: AtomicBool = AtomicBool::new(false);

/// Keeps everybody from what is wrong with the variables.
pub(crate) fn hold() -> Held {
    Held(FAULTS.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The faults of the variables, with nobody at work on them.
pub(crate) struct Held(MutexGuard<'static, Faults>);

/// Keeps what is wrong with the variables, once.
pub(crate) fn note(fault: String) {
    let Held(mut faults) = hold();
    if !faults.all.contains(&fault) {
        faults.all.push(fault);
        ARE_UNTOLD.store(true, Ordering::Release);
    }
}

/// Has something told that is no fault, with the faults.
pub(crate) fn tell(notice: String) {
    let Held(mut faults) = hold();
    faults.notices.push(notice);
    ARE_UNTOLD.store(true, Ordering::Release);
}

/// The faults of the variables that were found.
pub(crate) fn faults() -> Vec<String> {
    hold().0.all.clone()
}

/// The faults that nobody has taken yet. Whoever takes them tells them.
pub(crate) fn take_untold() -> Vec<String> {
    if !ARE_UNTOLD.load(Ordering::Acquire) {
        return Vec::new();
    }
    let Held(mut faults) = hold();
    ARE_UNTOLD.store(false, Ordering::Relaxed);
    let mut taken: Vec<String> = faults.all.iter().skip(faults.told).cloned().collect();
    faults.told = faults.all.len();
    taken.append(&mut faults.notices);
    taken
}
