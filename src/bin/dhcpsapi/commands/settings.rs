//! `dhcpsapi server settings|audit-log|database|binding|dns-credential ...`

use std::path::Path;

use dhcpsapi::domain::base::error::{Error, SettingFailure};
use dhcpsapi::domain::base::text::{Text, same_name};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::model::settings::{self, Configuration, DnsCredentials};
use dhcpsapi::domain::rules::read::settings::{Attribute, AttributeValue, interface};
use dhcpsapi::domain::rules::{self, Command, ConfigurationChange};
use dhcpsapi::service;

use crate::arguments::settings::{
    AuditLog, AuditLogCommand, Binding, BindingCommand, Database, DatabaseCommand, DnsCredential,
    DnsCredentialCommand, NewAuditLog, NewDatabase, NewDnsCredential, Settings, SettingsCommand,
};
use crate::arguments::{Computer, WhatIf};
use crate::commands::failover::of_computer;
use crate::commands::{change, secret};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

const SETTINGS: [&str; 5] =
    ["IsDomainJoined", "IsAuthorized", "DynamicBootp", "RestoreStatus", "ConflictDetectionAttempts"];

pub(crate) fn settings(session: &Session<'_>, arguments: &Settings) -> Result<Answer, Failure> {
    let Some(SettingsCommand::Set { settings, computer, what_if }) = &arguments.change else {
        return show(session, &arguments.computer, |server| {
            let values = [
                attribute(Attribute::IsPartOfDomain.value()),
                Json::Boolean(Attribute::IsRogue.value() == AttributeValue::Flag(false)),
                attribute(Attribute::SupportsDynamicBootp.value()),
                attribute(Attribute::RestoreStatus.value()),
                json::number(server.settings.configuration.ping_retries),
            ];
            SETTINGS.into_iter().zip(values).collect()
        });
    };
    let change =
        ConfigurationChange { ping_retries: settings.conflict_detection_attempts, ..Default::default() };
    set(session, computer, *what_if, |_| {
        Ok(vec![(configure(change.clone()), "change the settings".to_owned())])
    })
}

fn attribute(value: AttributeValue) -> Json {
    match value {
        AttributeValue::Flag(flag) => Json::Boolean(flag),
        AttributeValue::Number(number) => json::number(number),
    }
}

const AUDIT_LOG: [&str; 5] = ["Path", "Enable", "MaxMBFileSize", "DiskCheckInterval", "MinMBDiskSpace"];

pub(crate) fn audit_log(session: &Session<'_>, arguments: &AuditLog) -> Result<Answer, Failure> {
    let Some(AuditLogCommand::Set { audit_log, computer, what_if }) = &arguments.change else {
        return show(session, &arguments.computer, |server| {
            let log = &server.settings.audit_log;
            let values = [
                json::text(&log.directory),
                Json::Boolean(server.settings.configuration.writes_audit_log),
                json::number(log.max_megabytes),
                json::number(log.disk_check_interval),
                json::number(log.min_free_megabytes),
            ];
            AUDIT_LOG.into_iter().zip(values).collect()
        });
    };
    set(session, computer, *what_if, |server| Ok(described_audit_log(server, audit_log)))
}

/// The requests for an audit log that is described anew; whether it is written is configured apart from it.
fn described_audit_log(server: &Server, new: &NewAuditLog) -> Vec<(Command, String)> {
    let old = &server.settings.audit_log;
    let described = settings::AuditLog {
        directory: new.path.as_ref().unwrap_or(&old.directory).clone(),
        disk_check_interval: new.disk_check_interval.unwrap_or(old.disk_check_interval),
        max_megabytes: new.max_mb_file_size.unwrap_or(old.max_megabytes),
        min_free_megabytes: new.min_mb_disk_space.unwrap_or(old.min_free_megabytes),
    };
    let mut requests = Vec::new();
    if described != *old {
        let command = Command::Settings(rules::SettingsCommand::DescribeAuditLog(described));
        requests.push((command, "describe the audit log anew".to_owned()));
    }
    if let Some(enable) = new.enable {
        let told = if enable { "write the audit log" } else { "write no audit log" };
        let change = ConfigurationChange { writes_audit_log: Some(enable), ..Default::default() };
        requests.push((configure(change), told.to_owned()));
    }
    requests
}

const DATABASE: [&str; 6] =
    ["FileName", "BackupPath", "BackupInterval", "CleanupInterval", "LoggingEnabled", "RestoreFromBackup"];

pub(crate) fn database(session: &Session<'_>, arguments: &Database) -> Result<Answer, Failure> {
    let Some(DatabaseCommand::Set { database, computer, what_if }) = &arguments.change else {
        return show(session, &arguments.computer, |server| {
            let configuration = &server.settings.configuration;
            let values = [
                Json::Text(file_name(configuration)),
                json::text(&configuration.backup_path),
                json::number(configuration.backup_interval),
                json::number(configuration.cleanup_interval),
                Json::Boolean(configuration.logs_transactions),
                Json::Boolean(configuration.starts_from_backup),
            ];
            DATABASE.into_iter().zip(values).collect()
        });
    };
    let change = described_database(database);
    set(session, computer, *what_if, |_| {
        Ok(vec![(configure(change.clone()), "describe the database anew".to_owned())])
    })
}

const SEPARATOR: char = '\\';

/// The file of the database with its directory, which the servers have apart.
fn file_name(configuration: &Configuration) -> String {
    format!("{}{SEPARATOR}{}", configuration.database_path, configuration.database_name)
}

fn described_database(new: &NewDatabase) -> ConfigurationChange {
    let file = new.file_name.as_ref().map(Text::to_string);
    let (path, name) = match file.as_deref().map(|file| file.rsplit_once(SEPARATOR).ok_or(file)) {
        None => (None, None),
        Some(Ok((path, name))) => (Some(path.into()), Some(name.into())),
        Some(Err(name)) => (None, Some(name.into())),
    };
    ConfigurationChange {
        database_name: name,
        database_path: path,
        backup_path: new.backup_path.clone(),
        backup_interval: new.backup_interval,
        cleanup_interval: new.cleanup_interval,
        starts_from_backup: new.restore_from_backup,
        ..Default::default()
    }
}

const BINDING: [&str; 4] = ["InterfaceAlias", "IPAddress", "SubnetMask", "BindingState"];

/// A server has one network interface. Its mask is that of the scope which contains its address, if there is one.
pub(crate) fn binding(session: &Session<'_>, arguments: &Binding) -> Result<Answer, Failure> {
    let Some(BindingCommand::Set { interface_alias, binding_state, computer, what_if }) = &arguments.change
    else {
        return show(session, &arguments.computer, |server| {
            let interface = interface(server);
            let scope = server.scopes.containing(interface.address);
            let values = [
                json::text(&interface.description),
                json::address(interface.address),
                json::optional(scope, |scope| json::address(scope.subnet().mask())),
                Json::Boolean(interface.is_bound),
            ];
            BINDING.into_iter().zip(values).collect()
        });
    };
    set(session, computer, *what_if, |server| bound(server, interface_alias, *binding_state))
}

fn bound(server: &Server, alias: &Text, is_bound: bool) -> Result<Vec<(Command, String)>, Error> {
    let interface = interface(server);
    if !same_name(interface.description.units(), alias.units()) {
        return Err(Error::Settings(SettingFailure::NoSuchInterface));
    }
    let binding = rules::Binding { interface: interface.id.to_vec(), is_bound, is_fixed: false };
    let verb = if is_bound { "answer" } else { "do not answer" };
    let command = Command::Settings(rules::SettingsCommand::Bind(vec![binding]));
    Ok(vec![(command, format!("{verb} on network interface {}", interface.description))])
}

const DNS_CREDENTIAL: [&str; 2] = ["UserName", "DomainName"];

/// The password is never shown.
pub(crate) fn dns_credential(session: &Session<'_>, arguments: &DnsCredential) -> Result<Answer, Failure> {
    match &arguments.change {
        None => show(session, &arguments.computer, |server| {
            let credentials = &server.settings.dns_credentials;
            let values = [&credentials.user, &credentials.domain].map(given);
            DNS_CREDENTIAL.into_iter().zip(values).collect()
        }),
        Some(DnsCredentialCommand::Set { credential, computer, what_if }) => {
            let credentials = credentials_of(credential)?;
            register_as(session, computer, *what_if, &credentials, "register names in DNS as somebody else")
        }
        Some(DnsCredentialCommand::Remove { computer, what_if }) => {
            let nobody = DnsCredentials::default();
            register_as(session, computer, *what_if, &nobody, "register names in DNS as nobody in particular")
        }
    }
}

fn given(text: &Text) -> Json {
    json::optional(Some(text).filter(|text| !text.is_empty()), json::text)
}

fn credentials_of(new: &NewDnsCredential) -> Result<DnsCredentials, Failure> {
    Ok(DnsCredentials {
        user: new.user_name.clone(),
        domain: new.domain_name.clone(),
        password: new.password_file.as_deref().map(|file: &Path| secret::read(file)).transpose()?,
    })
}

fn register_as(
    session: &Session<'_>,
    computer: &Computer,
    what_if: WhatIf,
    credentials: &DnsCredentials,
    told: &str,
) -> Result<Answer, Failure> {
    set(session, computer, what_if, |_| {
        let command = rules::SettingsCommand::SetDnsCredentials(credentials.clone());
        Ok(vec![(Command::Settings(command), told.to_owned())])
    })
}

// ---- what they have in common ----

fn configure(change: ConfigurationChange) -> Command {
    Command::Settings(rules::SettingsCommand::Configure(Box::new(change)))
}

fn show(
    session: &Session<'_>,
    computer: &Computer,
    record: impl FnOnce(&Server) -> Record,
) -> Result<Answer, Failure> {
    let record = service::ask(computer.computer_name.as_ref().map(Text::units), |server| {
        Ok::<_, Error>(record(server))
    });
    Ok(Answer::one(session.manner, record.map_err(|error| of_computer(computer, error))?))
}

fn set(
    session: &Session<'_>,
    computer: &Computer,
    what_if: WhatIf,
    requests: impl Fn(&Server) -> Result<Vec<(Command, String)>, Error>,
) -> Result<Answer, Failure> {
    change::as_found(session, computer, what_if, requests).map_err(|error| of_computer(computer, error))
}
