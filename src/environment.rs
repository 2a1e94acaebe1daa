//! The environment variables that the library knows, read once; ignored in a program that runs with more rights
//! than its user has (setuid, capabilities).

use std::ffi::OsString;
use std::sync::OnceLock;

use crate::process;

/// What the user asked for.
#[derive(Debug, Default)]
pub(crate) struct Environment {
    /// `DHCPSAPI_REGISTRY`: where the servers are kept; absent means in memory.
    pub(crate) registry: Option<String>,
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
        registry: std::env::var("DHCPSAPI_REGISTRY").ok().filter(|value| !value.is_empty()),
        servers: std::env::var("DHCPSAPI_SERVERS").ok(),
        trace: std::env::var_os("DHCPSAPI_TRACE").filter(|value| !value.is_empty()),
    }
}
