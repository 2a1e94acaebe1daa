//! What is configured on a server as a whole.

use std::sync::OnceLock;

use crate::domain::base::shared::Shared;
use crate::domain::base::text::{Secret, Text, is_well_formed};

/// Where a fresh server keeps its database and its audit log, as `netsh dhcp server dump` shows it.
const DIRECTORY: &str = "C:\\Windows\\system32\\dhcp";

/// The settings of a server.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerSettings {
    /// What `DhcpServerSetConfig` sets.
    pub configuration: Configuration,
    /// What is said of the audit log.
    pub audit_log: AuditLog,
    /// Whether the server answers on its network interface.
    pub is_bound: bool,
    /// As whom it registers names in DNS.
    pub dns_credentials: DnsCredentials,
    /// The directory of the backup that it starts from next, if it is to.
    pub restore_path: Option<Text>,
}

impl ServerSettings {
    /// Those of a server on which nobody has changed anything. All such servers share them.
    pub(crate) fn fresh() -> Shared<ServerSettings> {
        static FRESH: OnceLock<Shared<ServerSettings>> = OnceLock::new();
        FRESH.get_or_init(|| Shared::new(ServerSettings::default())).clone()
    }
}

impl Default for ServerSettings {
    fn default() -> Self {
        ServerSettings {
            configuration: Configuration::default(),
            audit_log: AuditLog::default(),
            is_bound: true,
            dns_credentials: DnsCredentials::default(),
            restore_path: None,
        }
    }
}

/// What `DhcpServerSetConfig` sets (MS-DHCPM 2.2.1.2.55). This library obeys none of it: it says what a Windows server would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Configuration {
    /// By which transports the server can be managed, as bits.
    pub api_protocols: u32,
    /// The file name of the database.
    pub database_name: Text,
    /// The directory of the database.
    pub database_path: Text,
    /// The directory of its backups.
    pub backup_path: Text,
    /// Minutes between two backups.
    pub backup_interval: u32,
    /// Whether the database logs its transactions.
    pub logs_transactions: bool,
    /// Whether the service starts from a backup.
    pub starts_from_backup: bool,
    /// Minutes between two removals of leases that are over.
    pub cleanup_interval: u32,
    /// What is written for those who look for a fault, as bits.
    pub debug_flags: u32,
    /// How often an address is pinged before it is offered.
    pub ping_retries: u32,
    /// The boot files of BOOTP clients.
    pub boot_files: BootFiles,
    /// Whether the audit log is written.
    pub writes_audit_log: bool,
}

impl Default for Configuration {
    /// That of a fresh server, as `netsh dhcp server dump` shows it.
    fn default() -> Self {
        Configuration {
            api_protocols: 1,
            database_name: "dhcp.mdb".into(),
            database_path: DIRECTORY.into(),
            backup_path: "C:\\Windows\\system32\\dhcp\\backup".into(),
            backup_interval: 60,
            logs_transactions: true,
            starts_from_backup: false,
            cleanup_interval: 60,
            debug_flags: 0,
            ping_retries: 0,
            boot_files: BootFiles::default(),
            writes_audit_log: true,
        }
    }
}

/// The table of boot files: strings, each with its NUL, and one NUL more behind them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BootFiles(Vec<u16>);

impl BootFiles {
    /// The reason that is given for what is no table.
    pub const RULE: &str = "a table of boot files is well-formed UTF-16 that ends with a NUL";

    /// The table; `None` if it is ill-formed, or does not end with a NUL. An empty one is none at all.
    pub fn new(units: Vec<u16>) -> Option<Self> {
        let ends = units.last().is_none_or(|last| *last == 0);
        (ends && is_well_formed(&units)).then_some(BootFiles(units))
    }

    /// The UTF-16 units, with each NUL.
    pub fn units(&self) -> &[u16] {
        &self.0
    }
}

/// What is said of the audit log (MS-DHCPM 3.2.4.33).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLog {
    /// Its directory.
    pub directory: Text,
    /// After how many entries the room on the disk is looked at.
    pub disk_check_interval: u32,
    /// How many megabytes all its files may have.
    pub max_megabytes: u32,
    /// How many megabytes have to stay free.
    pub min_free_megabytes: u32,
}

impl Default for AuditLog {
    /// That of a fresh server, as `netsh dhcp server dump` shows it.
    fn default() -> Self {
        AuditLog {
            directory: DIRECTORY.into(),
            disk_check_interval: 50,
            max_megabytes: 70,
            min_free_megabytes: 20,
        }
    }
}

/// As whom a server registers names in DNS. What was never set is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DnsCredentials {
    /// The user.
    pub user: Text,
    /// The domain of the user.
    pub domain: Text,
    /// The password, which nobody is told.
    pub password: Option<Secret>,
}
