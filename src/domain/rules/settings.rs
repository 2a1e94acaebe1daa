//! What is configured on a server as a whole.

use crate::domain::base::error::{Error, SettingFailure};
use crate::domain::base::ids::ServerId;
use crate::domain::base::text::Text;
use crate::domain::log::{Event, SettingsEvent};
use crate::domain::model::server::Server;
use crate::domain::model::settings::{AuditLog, BootFiles, Configuration, DnsCredentials};
use crate::domain::rules::read::settings::interface_id;

/// A request about what is configured on a server as a whole.
#[derive(Debug, Clone)]
pub enum SettingsCommand {
    /// Change some of its configuration.
    Configure(Box<ConfigurationChange>),
    /// Describe the audit log anew.
    DescribeAuditLog(AuditLog),
    /// Answer on these network interfaces, or do not.
    Bind(Vec<Binding>),
    /// Register names in DNS as somebody else.
    SetDnsCredentials(DnsCredentials),
}

/// What is to be configured anew; the rest stays.
#[derive(Debug, Clone, Default)]
pub struct ConfigurationChange {
    /// By which transports the server can be managed, as bits.
    pub api_protocols: Option<u32>,
    /// The file name of the database.
    pub database_name: Option<Text>,
    /// The directory of the database.
    pub database_path: Option<Text>,
    /// The directory of its backups.
    pub backup_path: Option<Text>,
    /// Minutes between two backups.
    pub backup_interval: Option<u32>,
    /// Whether the database logs its transactions.
    pub logs_transactions: Option<bool>,
    /// Whether the service starts from a backup.
    pub starts_from_backup: Option<bool>,
    /// Minutes between two removals of leases that are over.
    pub cleanup_interval: Option<u32>,
    /// What is written for those who look for a fault, as bits.
    pub debug_flags: Option<u32>,
    /// How often an address is pinged before it is offered.
    pub ping_retries: Option<u32>,
    /// The boot files of BOOTP clients.
    pub boot_files: Option<BootFiles>,
    /// Whether the audit log is written.
    pub writes_audit_log: Option<bool>,
    /// Whether something is said of quarantine.
    pub is_about_quarantine: bool,
}

/// Whether a server is to answer on a network interface.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The identifier of the interface.
    pub interface: Vec<u8>,
    /// Whether it is to.
    pub is_bound: bool,
    /// Whether the caller takes the binding for one that cannot be changed.
    pub is_fixed: bool,
}

/// The transports that there are: TCP, named pipes, local calls.
const ALL_PROTOCOLS: u32 = 0x7;
/// The most pings (MS-DHCPM 3.1.4.40).
const MAX_PING_RETRIES: u32 = 5;
/// The longest path in UTF-16 units: the 248 of MS-DHCPM 2.2.1.2.53 are with the NUL.
const LONGEST_PATH: usize = 247;
/// An interval is kept in milliseconds, in 32 bits.
const MILLISECONDS_IN_A_MINUTE: u32 = 60_000;

pub(super) fn decide(server: &Server, id: ServerId, command: &SettingsCommand) -> Result<Vec<Event>, Error> {
    let event = match command {
        SettingsCommand::Configure(change) => configure(server, change)?,
        SettingsCommand::DescribeAuditLog(audit_log) => describe_audit_log(server, audit_log)?,
        SettingsCommand::Bind(bindings) => bind(server, bindings)?,
        SettingsCommand::SetDnsCredentials(credentials) => set_dns_credentials(server, credentials),
    };
    Ok(event.map(|event| Event::Settings(id, event)).into_iter().collect())
}

/// MS-DHCPM 3.1.4.42, and with less to set 3.1.4.26 and 3.1.4.40. Nothing is changed where one value is refused; the text sets
/// what stands before that one. What is to take effect at the next start of a Windows server is seen at once.
fn configure(server: &Server, change: &ConfigurationChange) -> Result<Option<SettingsEvent>, Error> {
    check(change)?;
    let old = &server.settings.configuration;
    let text = |new: &Option<Text>, old: &Text| new.as_ref().unwrap_or(old).clone();
    let new = Configuration {
        api_protocols: change.api_protocols.unwrap_or(old.api_protocols),
        database_name: text(&change.database_name, &old.database_name),
        database_path: text(&change.database_path, &old.database_path),
        backup_path: text(&change.backup_path, &old.backup_path),
        backup_interval: change.backup_interval.unwrap_or(old.backup_interval),
        logs_transactions: change.logs_transactions.unwrap_or(old.logs_transactions),
        starts_from_backup: change.starts_from_backup.unwrap_or(old.starts_from_backup),
        cleanup_interval: change.cleanup_interval.unwrap_or(old.cleanup_interval),
        debug_flags: change.debug_flags.unwrap_or(old.debug_flags),
        ping_retries: change.ping_retries.unwrap_or(old.ping_retries),
        boot_files: change.boot_files.as_ref().unwrap_or(&old.boot_files).clone(),
        writes_audit_log: change.writes_audit_log.unwrap_or(old.writes_audit_log),
    };
    Ok((new != *old).then(|| SettingsEvent::Configured(Box::new(new))))
}

/// The checks in the order of the steps of MS-DHCPM 3.1.4.42, which decides what a caller hears of two mistakes.
fn check(change: &ConfigurationChange) -> Result<(), Error> {
    if change.api_protocols.is_some_and(|protocols| protocols == 0 || protocols & !ALL_PROTOCOLS != 0) {
        return Err(Error::Invalid("a server is managed by TCP, named pipes or local calls"));
    }
    if change.ping_retries.is_some_and(|retries| retries > MAX_PING_RETRIES) {
        return Err(Error::Invalid("an address is pinged at most 5 times"));
    }
    change.database_name.as_ref().map_or(Ok(()), check_name)?;
    change.database_path.as_ref().map_or(Ok(()), check_path)?;
    change.backup_path.as_ref().map_or(Ok(()), check_path)?;
    change.backup_interval.map_or(Ok(()), check_interval)?;
    change.cleanup_interval.map_or(Ok(()), check_interval)?;
    if change.is_about_quarantine { Err(Error::Settings(SettingFailure::NoQuarantine)) } else { Ok(()) }
}

fn check_name(name: &Text) -> Result<(), Error> {
    if name.is_empty() {
        return Err(Error::Invalid("the database has a name, and its directories too"));
    }
    if name.units().iter().all(|unit| is_in_code_page(*unit)) {
        Ok(())
    } else {
        Err(Error::Settings(SettingFailure::NotInCodePage))
    }
}

fn check_path(path: &Text) -> Result<(), Error> {
    check_name(path)?;
    if path.len() > LONGEST_PATH {
        return Err(Error::Invalid("a path has at most 247 characters and a NUL"));
    }
    Ok(())
}

fn check_interval(minutes: u32) -> Result<(), Error> {
    if minutes == 0 {
        return Err(Error::Invalid("an interval has at least one minute"));
    }
    minutes
        .checked_mul(MILLISECONDS_IN_A_MINUTE)
        .map_or(Err(Error::Settings(SettingFailure::IntervalTooLong)), |_| Ok(()))
}

/// Whether a character can be converted to the code page of the server. The documents do not say which one it has: here it is
/// Windows-1252, that of Western installations.
fn is_in_code_page(unit: u16) -> bool {
    /// What stands at 0x80 to 0x9F there.
    const AMONG_THE_CONTROLS: [u16; 27] = [
        0x20AC, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152,
        0x017D, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x017E, 0x0178,
    ];
    matches!(unit, 0..=0x7F | 0xA0..=0xFF) || AMONG_THE_CONTROLS.contains(&unit)
}

/// MS-DHCPM 3.2.4.33: the values are kept as they are given. The code of a directory that is too long (2.2.1.2.53 has the
/// number of characters) stands in no step.
fn describe_audit_log(server: &Server, audit_log: &AuditLog) -> Result<Option<SettingsEvent>, Error> {
    if audit_log.directory.len() > LONGEST_PATH {
        return Err(Error::Settings(SettingFailure::AuditLogPathTooLong));
    }
    let is_new = server.settings.audit_log != *audit_log;
    Ok(is_new.then(|| SettingsEvent::AuditLogSet(audit_log.clone())))
}

/// MS-DHCPM 3.2.4.42. A server has one network interface, of which the last binding holds. All are checked before anything is
/// changed.
fn bind(server: &Server, bindings: &[Binding]) -> Result<Option<SettingsEvent>, Error> {
    let mut is_bound = server.settings.is_bound;
    for binding in bindings {
        if binding.is_fixed {
            if !binding.is_bound {
                return Err(Error::Settings(SettingFailure::BindingFixed));
            }
            continue;
        }
        if binding.interface != interface_id(server) {
            return Err(Error::Settings(SettingFailure::NoSuchInterface));
        }
        is_bound = binding.is_bound;
    }
    Ok((is_bound != server.settings.is_bound).then_some(SettingsEvent::BindingSet(is_bound)))
}

/// MS-DHCPM 3.2.4.44 and 3.2.4.88.
fn set_dns_credentials(server: &Server, credentials: &DnsCredentials) -> Option<SettingsEvent> {
    let is_new = server.settings.dns_credentials != *credentials;
    is_new.then(|| SettingsEvent::DnsCredentialsSet(credentials.clone()))
}
