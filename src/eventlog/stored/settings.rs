//! What is configured on a server as a whole, its events, and what a server has counted.

use serde::{Deserialize, Serialize};

use super::FormatError;
use super::secrets::{SecretName, SecretTable};
use super::values::{is_zero, live_text, live_text_if_any, names};
use crate::domain::base::text::Text;
use crate::domain::base::time::Timestamp;
use crate::domain::log::SettingsEvent;
use crate::domain::model::counters::{Counters, Messages};
use crate::domain::model::settings::{AuditLog, BootFiles, Configuration, DnsCredentials, ServerSettings};

/// The configuration of a server. What is as on a fresh server is left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredConfiguration {
    /// 1 TCP, 2 named pipes, 4 local calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub api_protocols: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub database_path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_path: Option<String>,
    /// Minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backup_interval: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logs_transactions: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts_from_backup: Option<bool>,
    /// Minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cleanup_interval: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debug_flags: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ping_retries: Option<u32>,
    /// Strings, each with its NUL, and one NUL more behind them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub boot_files: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub writes_audit_log: Option<bool>,
}

impl StoredConfiguration {
    fn of(configuration: &Configuration) -> Self {
        fn other<T: PartialEq, S>(value: &T, fresh: &T, stored: impl Fn(&T) -> S) -> Option<S> {
            (value != fresh).then(|| stored(value))
        }
        let (one, fresh) = (configuration, Configuration::default());
        let boot_files = |table: &BootFiles| String::from_utf16_lossy(table.units());
        StoredConfiguration {
            api_protocols: other(&one.api_protocols, &fresh.api_protocols, Clone::clone),
            database_name: other(&one.database_name, &fresh.database_name, Text::to_string),
            database_path: other(&one.database_path, &fresh.database_path, Text::to_string),
            backup_path: other(&one.backup_path, &fresh.backup_path, Text::to_string),
            backup_interval: other(&one.backup_interval, &fresh.backup_interval, Clone::clone),
            logs_transactions: other(&one.logs_transactions, &fresh.logs_transactions, Clone::clone),
            starts_from_backup: other(&one.starts_from_backup, &fresh.starts_from_backup, Clone::clone),
            cleanup_interval: other(&one.cleanup_interval, &fresh.cleanup_interval, Clone::clone),
            debug_flags: other(&one.debug_flags, &fresh.debug_flags, Clone::clone),
            ping_retries: other(&one.ping_retries, &fresh.ping_retries, Clone::clone),
            boot_files: other(&one.boot_files, &fresh.boot_files, boot_files),
            writes_audit_log: other(&one.writes_audit_log, &fresh.writes_audit_log, Clone::clone),
        }
    }

    fn live(self) -> Result<Configuration, FormatError> {
        let fresh = Configuration::default();
        let text = |stored: Option<String>, fresh: Text| stored.map_or(Ok(fresh), |text| live_text(&text));
        let boot_files = self.boot_files.unwrap_or_default().encode_utf16().collect();
        Ok(Configuration {
            api_protocols: self.api_protocols.unwrap_or(fresh.api_protocols),
            database_name: text(self.database_name, fresh.database_name)?,
            database_path: text(self.database_path, fresh.database_path)?,
            backup_path: text(self.backup_path, fresh.backup_path)?,
            backup_interval: self.backup_interval.unwrap_or(fresh.backup_interval),
            logs_transactions: self.logs_transactions.unwrap_or(fresh.logs_transactions),
            starts_from_backup: self.starts_from_backup.unwrap_or(fresh.starts_from_backup),
            cleanup_interval: self.cleanup_interval.unwrap_or(fresh.cleanup_interval),
            debug_flags: self.debug_flags.unwrap_or(fresh.debug_flags),
            ping_retries: self.ping_retries.unwrap_or(fresh.ping_retries),
            boot_files: BootFiles::new(boot_files).ok_or(FormatError::Value(BootFiles::RULE))?,
            writes_audit_log: self.writes_audit_log.unwrap_or(fresh.writes_audit_log),
        })
    }
}

/// What is said of the audit log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredAuditLog {
    pub directory: String,
    /// In entries.
    pub disk_check_interval: u32,
    pub max_megabytes: u32,
    pub min_free_megabytes: u32,
}

impl StoredAuditLog {
    fn of(audit_log: &AuditLog) -> Self {
        StoredAuditLog {
            directory: audit_log.directory.to_string(),
            disk_check_interval: audit_log.disk_check_interval,
            max_megabytes: audit_log.max_megabytes,
            min_free_megabytes: audit_log.min_free_megabytes,
        }
    }

    fn live(self) -> Result<AuditLog, FormatError> {
        Ok(AuditLog {
            directory: live_text(&self.directory)?,
            disk_check_interval: self.disk_check_interval,
            max_megabytes: self.max_megabytes,
            min_free_megabytes: self.min_free_megabytes,
        })
    }
}

/// As whom a server registers names in DNS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredDnsCredentials {
    pub user: String,
    pub domain: String,
    /// Left out if there is no password.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretName>,
}

impl StoredDnsCredentials {
    fn of(credentials: &DnsCredentials, secrets: &mut SecretTable) -> Self {
        StoredDnsCredentials {
            user: credentials.user.to_string(),
            domain: credentials.domain.to_string(),
            password: credentials.password.as_ref().map(|password| secrets.keep(password)),
        }
    }

    fn live(self, secrets: &SecretTable) -> Result<DnsCredentials, FormatError> {
        Ok(DnsCredentials {
            user: live_text(&self.user)?,
            domain: live_text(&self.domain)?,
            password: self.password.and_then(|name| secrets.get(name)),
        })
    }
}

/// The settings of a server. What is as on a fresh server is left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredServerSettings {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configuration: Option<StoredConfiguration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audit_log: Option<StoredAuditLog>,
    /// The server does not answer on its network interface.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub is_unbound: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dns_credentials: Option<StoredDnsCredentials>,
    /// The directory of the backup that the service starts from next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restore_path: Option<String>,
}

impl StoredServerSettings {
    /// The settings; `None` if they are those of a fresh server.
    pub(crate) fn of(settings: &ServerSettings, secrets: &mut SecretTable) -> Option<Self> {
        let fresh = ServerSettings::default();
        let ServerSettings { configuration, audit_log, is_bound, dns_credentials, restore_path } = settings;
        (*settings != fresh).then(|| StoredServerSettings {
            configuration: (*configuration != fresh.configuration)
                .then(|| StoredConfiguration::of(configuration)),
            audit_log: (*audit_log != fresh.audit_log).then(|| StoredAuditLog::of(audit_log)),
            is_unbound: !is_bound,
            dns_credentials: (*dns_credentials != fresh.dns_credentials)
                .then(|| StoredDnsCredentials::of(dns_credentials, secrets)),
            restore_path: restore_path.as_ref().map(Text::to_string),
        })
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<ServerSettings, FormatError> {
        let fresh = ServerSettings::default();
        Ok(ServerSettings {
            configuration: self.configuration.map_or(Ok(fresh.configuration), StoredConfiguration::live)?,
            audit_log: self.audit_log.map_or(Ok(fresh.audit_log), StoredAuditLog::live)?,
            is_bound: !self.is_unbound,
            dns_credentials: self
                .dns_credentials
                .map_or(Ok(fresh.dns_credentials), |credentials| credentials.live(secrets))?,
            restore_path: live_text_if_any(self.restore_path)?,
        })
    }
}

/// Something that happened to the settings of a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredSettingsEvent {
    Configured {
        /// All of it.
        configuration: Box<StoredConfiguration>,
    },
    AuditLogSet {
        audit_log: StoredAuditLog,
    },
    BindingSet {
        is_bound: bool,
    },
    DnsCredentialsSet {
        credentials: StoredDnsCredentials,
    },
}

impl StoredSettingsEvent {
    pub(crate) fn of(event: &SettingsEvent, secrets: &mut SecretTable) -> Self {
        match event {
            SettingsEvent::Configured(configuration) => StoredSettingsEvent::Configured {
                configuration: Box::new(StoredConfiguration::of(configuration)),
            },
            SettingsEvent::AuditLogSet(audit_log) => {
                StoredSettingsEvent::AuditLogSet { audit_log: StoredAuditLog::of(audit_log) }
            }
            SettingsEvent::BindingSet(is_bound) => StoredSettingsEvent::BindingSet { is_bound: *is_bound },
            SettingsEvent::DnsCredentialsSet(credentials) => StoredSettingsEvent::DnsCredentialsSet {
                credentials: StoredDnsCredentials::of(credentials, secrets),
            },
        }
    }

    pub(crate) fn live(self, secrets: &SecretTable) -> Result<SettingsEvent, FormatError> {
        Ok(match self {
            StoredSettingsEvent::Configured { configuration } => {
                SettingsEvent::Configured(Box::new(configuration.live()?))
            }
            StoredSettingsEvent::AuditLogSet { audit_log } => SettingsEvent::AuditLogSet(audit_log.live()?),
            StoredSettingsEvent::BindingSet { is_bound } => SettingsEvent::BindingSet(is_bound),
            StoredSettingsEvent::DnsCredentialsSet { credentials } => {
                SettingsEvent::DnsCredentialsSet(credentials.live(secrets)?)
            }
        })
    }
}

names! {
    /// The messages that pass between a client and a server at once.
    StoredMessages, Messages {
        Lease,
        DelayedLease,
        Renewal,
        Refusal,
        Discover,
        Request,
        Decline,
        Release,
    }
}

/// How many messages of each kind a server has had since its service started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredCounters {
    #[serde(default, skip_serializing_if = "is_zero")]
    pub discovers: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub offers: u32,
    /// How many of the offers were delayed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub delayed_offers: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub requests: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub acks: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub naks: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub declines: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    pub releases: u32,
    /// When the service started, in seconds since 1970; left out if that is not known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub started: u64,
}

impl StoredCounters {
    /// The counters; `None` if they have counted nothing since nobody knows when.
    pub(crate) fn of(counters: &Counters) -> Option<Self> {
        let Counters { discovers, offers, delayed_offers, requests, acks, naks, declines, releases, started } =
            *counters;
        (*counters != Counters::default()).then_some(StoredCounters {
            discovers,
            offers,
            delayed_offers,
            requests,
            acks,
            naks,
            declines,
            releases,
            started: started.0,
        })
    }

    pub(crate) fn live(self) -> Counters {
        Counters {
            discovers: self.discovers,
            offers: self.offers,
            delayed_offers: self.delayed_offers,
            requests: self.requests,
            acks: self.acks,
            naks: self.naks,
            declines: self.declines,
            releases: self.releases,
            started: Timestamp(self.started),
        }
    }
}
