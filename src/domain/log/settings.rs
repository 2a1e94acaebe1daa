//! What is configured on a server as a whole.

use crate::domain::base::ids::ServerId;
use crate::domain::model::registry::Registry;
use crate::domain::model::settings::{AuditLog, Configuration, DnsCredentials};

/// Something that happened to the settings of a server.
#[derive(Debug, Clone, PartialEq)]
pub enum SettingsEvent {
    /// It was configured anew; all of its configuration is here.
    Configured(Box<Configuration>),
    /// The audit log was described anew.
    AuditLogSet(AuditLog),
    /// Whether it answers on its network interface.
    BindingSet(bool),
    /// It registers names in DNS as somebody else.
    DnsCredentialsSet(DnsCredentials),
}

impl Registry {
    pub(super) fn apply_to_settings(&mut self, server: ServerId, event: SettingsEvent) {
        let Some(settings) = self.server_mut(server).and_then(|server| server.settings.to_mut()) else {
            return;
        };
        match event {
            SettingsEvent::Configured(configuration) => settings.configuration = *configuration,
            SettingsEvent::AuditLogSet(audit_log) => settings.audit_log = audit_log,
            SettingsEvent::BindingSet(is_bound) => settings.is_bound = is_bound,
            SettingsEvent::DnsCredentialsSet(credentials) => settings.dns_credentials = credentials,
        }
    }
}
