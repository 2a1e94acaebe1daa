//! The environment variables that the library knows, read once; ignored in a program that runs with more rights
//! than its user has (setuid, capabilities).

use std::ffi::OsString;

use once_cell::sync::Lazy;
use parking_lot::Mutex;

/// What the user asked for.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    /// `DHCPSAPI_REGISTRY`: where the servers are kept; absent means in memory.
    pub(crate) registry: Option<String>,
    /// `DHCPSAPI_LOCAL`: name and address of the local server, `name=address`; absent means those of the host.
    pub(crate) local: Option<String>,
    /// `DHCPSAPI_SERVERS`: servers that exist from the start, `name=address,...`.
    pub(crate) servers: Option<String>,
    /// `DHCPSAPI_TRACE`: where calls are written down, `stderr` or a file.
    pub(crate) trace: Option<OsString>,
}

static ENVIRONMENT: Lazy<Environment> =
    Lazy::new(|| if runs_with_foreign_rights() { Environment::default() } else { read() });

/// The environment as it was at the first call.
pub(crate) fn get() -> &'static Environment {
    &ENVIRONMENT
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

/// Keeps what is wrong with the variables, once.
pub(crate) fn note(fault: String) {
    let mut faults = FAULTS.lock();
    if !faults.contains(&fault) {
        faults.push(fault);
    }
}

/// What is wrong with the variables as far as it was found, without the first so many.
pub(crate) fn faults(told: usize) -> Vec<String> {
    FAULTS.lock().iter().skip(told).cloned().collect()
}

/// The kernel's own answer (`AT_SECURE`), which `secure_getenv` uses as well.
fn runs_with_foreign_rights() -> bool {
    std::fs::read("/proc/self/auxv").is_ok_and(|vector| at_secure(&vector))
}

/// Reads `AT_SECURE` out of an auxiliary vector: pairs of native words, the kind and its value.
fn at_secure(vector: &[u8]) -> bool {
    const WORD: usize = size_of::<usize>();
    const AT_SECURE: usize = 23;
    let words: Vec<usize> =
        vector.chunks_exact(WORD).map(|bytes| bytes.try_into().map_or(0, usize::from_ne_bytes)).collect();
    words.chunks_exact(2).any(|pair| matches!(pair, [AT_SECURE, value] if *value != 0))
}

#[cfg(test)]
mod tests {
    use super::at_secure;

    fn vector(words: &[usize]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_ne_bytes()).collect()
    }

    #[test]
    fn at_secure_is_entry_23_of_the_auxiliary_vector() {
        assert!(at_secure(&vector(&[6, 4096, 23, 1, 0, 0])));
        assert!(!at_secure(&vector(&[6, 4096, 23, 0, 0, 0])));
        assert!(!at_secure(&vector(&[1, 23, 0, 0])), "23 as a value is not the entry 23");
        assert!(!at_secure(&[]));
    }
}
