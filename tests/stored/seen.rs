//! Which kinds and which optional fields of format 1 a text has.

use std::collections::BTreeSet;

use dhcpsapi::eventlog::stored::backups::{StoredBackupEvent, StoredUnusableBackup};
use dhcpsapi::eventlog::stored::clients::{
    StoredClientEvent, StoredEntry, StoredEventKind, StoredJournal, StoredNamedServer, StoredRefused,
};
use dhcpsapi::eventlog::stored::directory::{StoredDirectoryEvent, StoredListing};
use dhcpsapi::eventlog::stored::filters::{
    StoredFilter, StoredFilterEvent, StoredFilterList, StoredFilterPattern, StoredFilters,
};
use dhcpsapi::eventlog::stored::grants::StoredGrant;
use dhcpsapi::eventlog::stored::lab::{StoredLabEvent, StoredLeaseLimit};
use dhcpsapi::eventlog::stored::leases::{StoredAddressState, StoredLease, StoredLeaseEvent};
use dhcpsapi::eventlog::stored::options::{
    StoredClass, StoredDefinition, StoredElement, StoredOption, StoredOptionLevel, StoredOptionValue,
    StoredOptions, StoredOptionsEvent, StoredReservationValues,
};
use dhcpsapi::eventlog::stored::pending::{StoredPending, StoredPendingEvent};
use dhcpsapi::eventlog::stored::record::{StoredEvent, StoredSince};
use dhcpsapi::eventlog::stored::relationships::{
    StoredChange, StoredRelationship, StoredRelationshipEvent, StoredSecretChange, StoredSettings,
    StoredState, StoredStateEntry, StoredStateName,
};
use dhcpsapi::eventlog::stored::scopes::{
    StoredIpRange, StoredRangeKind, StoredReservation, StoredScopeEvent, StoredScopeInfo, StoredScopeState,
    StoredSuperscope,
};
use dhcpsapi::eventlog::stored::settings::{
    StoredAuditLog, StoredConfiguration, StoredCounters, StoredDnsCredentials, StoredMessages,
    StoredServerSettings, StoredSettingsEvent,
};
use dhcpsapi::eventlog::stored::state::{
    StoredClock, StoredIdentified, StoredLeaseAt, StoredPendingSince, StoredRegistry, StoredScope,
    StoredServer,
};
use dhcpsapi::eventlog::stored::values::{StoredClientKind, StoredEnd, StoredMode, StoredRole};
use dhcpsapi::eventlog::stored::{StoredRecord, StoredSnapshot};

/// The variants that were seen.
#[derive(Default)]
pub(crate) struct Seen {
    kinds: BTreeSet<&'static str>,
    present: BTreeSet<&'static str>,
    absent: BTreeSet<&'static str>,
}

/// The kinds of the enums of format 1. No arm is for the rest, so a new kind has to be named here.
macro_rules! kinds {
    ($($type:ident { $($kind:ident),+ $(,)? })+) => {
        trait Kind {
            fn kind(&self) -> &'static str;
        }

        $(impl Kind for $type {
            fn kind(&self) -> &'static str {
                match self {
                    $($type::$kind { .. } => concat!(stringify!($type), "::", stringify!($kind)),)+
                }
            }
        })+

        const KINDS: &[&str] = &[$($(concat!(stringify!($type), "::", stringify!($kind)),)+)+];
    };
}

kinds! {
    StoredEvent {
        Directory, Scope, Lease, Relationship, Options, Filters, Pending, Lab, Client, Granted, Settings, Backup,
    }
    StoredClientEvent { Refused, Heard }
    StoredMessages { Lease, DelayedLease, Renewal, Refusal, Discover, Request, Decline, Release }
    StoredBackupEvent { RestorePlanned, Restored, NotRestored }
    StoredUnusableBackup { NotThere, NotPermitted, NotReadable, Damaged, OtherFormat }
    StoredSettingsEvent { Configured, AuditLogSet, BindingSet, DnsCredentialsSet }
    StoredRefused {
        ScopeDisabled, Silent, RenewalsOnly, PartnersClient, Standby, UnknownClient, OtherAddress, ReservedElsewhere,
        NoLeadTime, Excluded, ReservedForAnother, Declined, Leased, NotAcknowledged, OfPartner, OwnAddressesUsed,
        NoFreeAddress, Filtered,
    }
    StoredEventKind {
        StateChanged, ContactMade, ContactLost, AuthenticationFailed, Stopped, Started, Restored, AddressesMoved,
        Refused, BackupRestored, BackupUnusable,
    }
    StoredDirectoryEvent { ServerMade, ServerListed, ServerUnlisted, ServerNamed }
    StoredScopeEvent {
        Created, Described, Deleted, RangeSet, RangeRemoved, ExclusionAdded, ExclusionRemoved, ReservationAdded,
        ReservationRemoved, ReservationsShared, AddressesMoved, PoolSidesSet, PoolSideSet, SuperscopeJoined,
        SuperscopeLeft, DelaySet,
    }
    StoredScopeState { Enabled, Disabled, EnabledSwitched, DisabledSwitched }
    StoredRangeKind { Unspecified, DhcpOnly, DhcpAndBootp, BootpOnly }
    StoredLeaseEvent {
        Stored, Removed, AllLost, Recovered, DeletionPending, DeletionsAcknowledged, Acknowledged, UpdatesVoided,
        Held, HoldEnded,
    }
    StoredAddressState { Offered, Active, Declined, Doomed }
    StoredEnd { Unset, Never, At }
    StoredClientKind { Dhcp, Bootp, Both, None, Other }
    StoredRole { Primary, Secondary }
    StoredMode { LoadBalance, HotStandby }
    StoredRelationshipEvent {
        Created, Changed, StateEntered, TimerSet, OperationEnded, ContactMade, ContactLost, AuthenticationFailed,
        LeadTimeAgreed, RebalanceSet, ScopesJoined, ScopesLeft, Deleted,
    }
    StoredState {
        NoState, Init, Startup, Normal, CommunicationInterrupted, PartnerDown, PotentialConflict, ConflictDone,
        ResolutionInterrupted, Recover, RecoverWait, RecoverDone,
    }
    StoredStateName {
        NoState, Init, Startup, Normal, CommunicationInterrupted, PartnerDown, PotentialConflict, ConflictDone,
        ResolutionInterrupted, Recover, RecoverWait, RecoverDone,
    }
    StoredSecretChange { Set, Removed }
    StoredPending { Contact, StateMessage, BindingUpdates, PoolSides, Rebalance }
    StoredPendingEvent { Added, Done }
    StoredLabEvent {
        Stopped, Started, Restored, ClockShifted, LinkCut, LinkHealed, LeaseLimitSet, ServiceDelaySet, ClockSet,
        ClockReleased, AllForgotten,
    }
    StoredLeaseLimit { Windows, Draft }
    StoredOptionsEvent {
        ClassCreated, ClassChanged, ClassDeleted, Defined, Redefined, DefinitionRemoved, ValuesRemoved, ValueSet,
        ValueRemoved,
    }
    StoredOptionLevel { Server, Scope, Reservation }
    StoredFilterEvent { Set, Removed, Enforced }
    StoredFilterList { Deny, Allow }
    StoredElement {
        Byte, Word, Dword, DwordDword, Address, String, Binary, Encapsulated, Ipv6Address,
    }
}

/// The optional fields among those of a struct, all of which are named: a new field has to be named here.
macro_rules! fields {
    (
        $seen:expr,
        $value:expr,
        $type:ident { $($field:ident $(: $passed:tt)?),* $(,)? } optional { $($optional:ident),* $(,)? }
    ) => {
        let $type { $($field $(: $passed)?,)* $($optional,)* } = $value;
        $($seen.optional(concat!(stringify!($type), ".", stringify!($optional)), &$optional);)*
    };
}

/// A field that may be left out.
trait Optional {
    fn is_present(&self) -> bool;
}

impl<T> Optional for Option<T> {
    fn is_present(&self) -> bool {
        self.is_some()
    }
}

impl<T> Optional for Vec<T> {
    fn is_present(&self) -> bool {
        !self.is_empty()
    }
}

impl Optional for u16 {
    fn is_present(&self) -> bool {
        *self != 0
    }
}

impl Optional for u32 {
    fn is_present(&self) -> bool {
        *self != 0
    }
}

impl Optional for u64 {
    fn is_present(&self) -> bool {
        *self != 0
    }
}

impl Optional for u8 {
    fn is_present(&self) -> bool {
        *self != 0
    }
}

impl Optional for bool {
    fn is_present(&self) -> bool {
        *self
    }
}

impl Seen {
    /// The kinds that were not seen, and the optional fields that were not seen both with and without a value.
    pub(crate) fn missing(&self) -> Vec<String> {
        let kinds = KINDS.iter().filter(|kind| !self.kinds.contains(**kind)).map(|kind| (*kind).to_owned());
        let never = self.absent.difference(&self.present).map(|field| format!("{field} is never there"));
        let always = self.present.difference(&self.absent).map(|field| format!("{field} is always there"));
        kinds.chain(never).chain(always).collect()
    }

    fn kind(&mut self, value: &impl Kind) {
        self.kinds.insert(value.kind());
    }

    fn optional(&mut self, field: &'static str, value: &impl Optional) {
        if value.is_present() {
            self.present.insert(field)
        } else {
            self.absent.insert(field)
        };
    }

    pub(crate) fn record(&mut self, record: StoredRecord) {
        fields!(self, record, StoredRecord { format, revision, moment, cause, events } optional { server, moments });
        assert_eq!((format, revision > 0, moment > 0, cause.is_empty()), (1, true, true, false));
        for StoredSince { event: _, moment: _ } in moments {}
        for event in events {
            self.event(event);
        }
    }

    fn event(&mut self, event: StoredEvent) {
        self.kind(&event);
        match event {
            StoredEvent::Directory { event } => {
                self.kind(&event);
                if let StoredDirectoryEvent::ServerMade { name: _, address: _, started } = event {
                    self.optional("ServerMade.started", &started);
                }
            }
            StoredEvent::Scope { server: _, scope: _, event } => self.scope_event(event),
            StoredEvent::Lease { server: _, scope: _, event } => self.lease_event(event),
            StoredEvent::Relationship { server: _, event } => self.relationship_event(event),
            StoredEvent::Options { server: _, event } => self.options_event(event),
            StoredEvent::Filters { server: _, event } => self.filter_event(event),
            StoredEvent::Pending { event } => {
                self.kind(&event);
                let (StoredPendingEvent::Added { since: _, pending }
                | StoredPendingEvent::Done { since: _, pending }) = event;
                self.kind(&pending);
            }
            StoredEvent::Lab { event } => {
                self.kind(&event);
                match event {
                    StoredLabEvent::LeaseLimitSet { limit } => self.kind(&limit),
                    StoredLabEvent::Started { server: _, moment } => self.optional("Started.moment", &moment),
                    _ => {}
                }
            }
            StoredEvent::Granted { server: _, scope: _, lease } => self.grant(lease),
            StoredEvent::Client { event } => {
                self.kind(&event);
                match event {
                    StoredClientEvent::Refused { server, scope: _, client: _, why, messages } => {
                        self.optional("Refused.server", &server);
                        self.kind(&why);
                        self.optional("Refused.messages", &messages);
                        messages.iter().for_each(|messages| self.kind(messages));
                    }
                    StoredClientEvent::Heard { server: _, messages } => self.kind(&messages),
                }
            }
            StoredEvent::Settings { server: _, event } => self.settings_event(event),
            StoredEvent::Backup { server: _, event } => {
                self.kind(&event);
                match event {
                    StoredBackupEvent::RestorePlanned { path: _ } => {}
                    StoredBackupEvent::Restored { contents } => self.server(*contents),
                    StoredBackupEvent::NotRestored { why } => self.kind(&why),
                }
            }
        }
    }

    fn filter_event(&mut self, event: StoredFilterEvent) {
        self.kind(&event);
        match event {
            StoredFilterEvent::Set { filter } => self.filter(filter),
            StoredFilterEvent::Removed { pattern } => {
                let StoredFilterPattern { hardware_type: _, bytes: _ } = pattern;
            }
            StoredFilterEvent::Enforced { allow_list: _, deny_list: _ } => {}
        }
    }

    fn filter(&mut self, filter: StoredFilter) {
        fields!(self, filter, StoredFilter { pattern: _, list } optional { comment });
        self.kind(&list);
    }

    fn filters(&mut self, filters: StoredFilters) {
        fields!(
            self,
            filters,
            StoredFilters {} optional { enforces_allow_list, enforces_deny_list, entries }
        );
        entries.into_iter().for_each(|filter| self.filter(filter));
    }

    fn options_event(&mut self, event: StoredOptionsEvent) {
        use StoredOptionsEvent as Event;
        self.kind(&event);
        match event {
            Event::ClassCreated { class } | Event::ClassChanged { class } => self.class(class),
            Event::ClassDeleted { name: _, is_vendor: _ } => {}
            Event::Defined { definition } | Event::Redefined { definition } => self.definition(definition),
            Event::DefinitionRemoved { option } | Event::ValuesRemoved { option } => self.option(option),
            Event::ValueSet { level, option, value } => {
                self.kind(&level);
                self.option_value(StoredOptionValue { option, value });
            }
            Event::ValueRemoved { level, option } => {
                self.kind(&level);
                self.option(option);
            }
        }
    }

    fn class(&mut self, class: StoredClass) {
        fields!(
            self,
            class,
            StoredClass { name: _, is_vendor: _, data: _ } optional { comment, flags }
        );
    }

    fn definition(&mut self, definition: StoredDefinition) {
        fields!(
            self,
            definition,
            StoredDefinition { option, default } optional { name, comment, is_array }
        );
        self.option_value(StoredOptionValue { option, value: default });
    }

    fn option_value(&mut self, value: StoredOptionValue) {
        let StoredOptionValue { option, value } = value;
        self.option(option);
        value.into_iter().for_each(|element| self.kind(&element));
    }

    fn option(&mut self, option: StoredOption) {
        fields!(self, option, StoredOption { id: _ } optional { user_class, vendor_class });
    }

    fn options(&mut self, options: StoredOptions) {
        fields!(
            self,
            options,
            StoredOptions {} optional { classes, definitions, values }
        );
        classes.into_iter().flatten().for_each(|class| self.class(class));
        definitions.into_iter().flatten().for_each(|definition| self.definition(definition));
        values.into_iter().for_each(|value| self.option_value(value));
    }

    fn scope_event(&mut self, event: StoredScopeEvent) {
        use StoredScopeEvent as Event;
        self.kind(&event);
        match event {
            Event::Created { info } | Event::Described { info } => self.info(info),
            Event::RangeSet { range, pool_side } => {
                self.range(range);
                self.kind(&pool_side);
            }
            Event::ReservationAdded { reservation, pool_side: _ } => self.reservation(reservation),
            Event::Deleted {}
            | Event::RangeRemoved {}
            | Event::ExclusionAdded { exclusion: _ }
            | Event::ExclusionRemoved { exclusion: _, pool_side: _ }
            | Event::ReservationRemoved { address: _, pool_side: _ }
            | Event::ReservationsShared { within: _, addresses: _ }
            | Event::AddressesMoved { to: _, range: _, count: _ }
            | Event::PoolSidesSet { within: _, of_secondary: _ }
            | Event::PoolSideSet { address: _, pool_side: _ }
            | Event::SuperscopeJoined { number: _, name: _ }
            | Event::SuperscopeLeft {}
            | Event::DelaySet { milliseconds: _ } => {}
        }
    }

    fn info(&mut self, info: StoredScopeInfo) {
        fields!(self, info, StoredScopeInfo { address: _, mask: _, state } optional { name, comment });
        self.kind(&state);
    }

    fn range(&mut self, range: StoredIpRange) {
        let StoredIpRange { first: _, last: _, kind, max_bootp_clients: _ } = range;
        self.kind(&kind);
    }

    fn reservation(&mut self, reservation: StoredReservation) {
        let StoredReservation { address: _, client: _, allowed_kinds } = reservation;
        self.kind(&allowed_kinds);
    }

    fn lease_event(&mut self, event: StoredLeaseEvent) {
        use StoredLeaseEvent as Event;
        self.kind(&event);
        match event {
            Event::Stored { address: _, lease, ends_hold: _, cancels_deletion: _, messages } => {
                self.lease(*lease);
                self.optional("Stored.messages", &messages);
                messages.iter().for_each(|messages| self.kind(messages));
            }
            Event::Removed { address: _, pool_side: _ }
            | Event::AllLost { pool_side: _ }
            | Event::Recovered {}
            | Event::DeletionPending { address: _, client: _ }
            | Event::DeletionsAcknowledged {}
            | Event::Acknowledged { address: _, potential_expiry: _ }
            | Event::UpdatesVoided {}
            | Event::Held { address: _, until: _ }
            | Event::HoldEnded { address: _ } => {}
        }
    }

    fn lease(&mut self, lease: StoredLease) {
        fields!(
            self,
            lease,
            StoredLease { client: _, client_kind, expires, granted_by: _, state, pool_side }
            optional {
                name, comment, policy, state_flags, extended_state, released, sent_potential_expiry, acknowledged_potential_expiry,
                received_potential_expiry, state_began, last_client_transaction, last_binding_update,
            }
        );
        self.kind(&client_kind);
        self.kind(&expires);
        self.kind(&state);
        self.kind(&pool_side);
        if let StoredEnd::At { seconds: _, steps } = expires {
            self.optional("StoredEnd.steps", &steps);
        }
    }

    fn relationship_event(&mut self, event: StoredRelationshipEvent) {
        use StoredRelationshipEvent as Event;
        self.kind(&event);
        match event {
            Event::Created { half } => self.half(*half),
            Event::Changed { relationship: _, change } => self.change(*change),
            Event::StateEntered { relationship: _, entry } => {
                let StoredStateEntry { state, since: _, previous, previous_since: _, has_operated: _ } =
                    entry;
                self.state(state);
                self.kind(&previous);
            }
            Event::TimerSet { relationship: _, state } => self.state(state),
            Event::RebalanceSet { relationship: _, at } => self.optional("RebalanceSet.at", &at),
            Event::OperationEnded { relationship: _, at: _, declared_dead: _ }
            | Event::ContactMade { relationship: _, partner: _ }
            | Event::ContactLost { relationship: _ }
            | Event::AuthenticationFailed { relationship: _ }
            | Event::LeadTimeAgreed { relationship: _, agreed_mclt: _, largest_mclt: _ }
            | Event::ScopesJoined { relationship: _, scopes: _ }
            | Event::ScopesLeft { relationship: _, scopes: _ }
            | Event::Deleted { relationship: _ } => {}
        }
    }

    fn state(&mut self, state: StoredState) {
        self.kind(&state);
        if let StoredState::CommunicationInterrupted { partner_down_at } = state {
            self.optional("CommunicationInterrupted.partner_down_at", &partner_down_at);
        }
    }

    fn half(&mut self, half: StoredRelationship) {
        fields!(
            self,
            half,
            StoredRelationship {
                settings, state, since: _, previous, previous_since: _, declared_dead: _, has_operated: _,
                largest_mclt: _, scopes: _,
            }
            optional { last_operational, agreed_mclt, rebalancing_at, partner }
        );
        self.state(state);
        self.kind(&previous);
        fields!(
            self,
            settings,
            StoredSettings {
                name: _, primary: _, secondary: _, role, mode, percentage: _, mclt: _, safe_period: _,
            }
            optional { primary_name, secondary_name, secret }
        );
        self.kind(&role);
        self.kind(&mode);
    }

    fn change(&mut self, change: StoredChange) {
        fields!(
            self,
            change,
            StoredChange {}
            optional { mclt, largest_mclt, safe_period, previous, percentage, mode, secret }
        );
        if let Some(secret) = secret {
            self.kind(&secret);
        }
    }

    pub(crate) fn snapshot(&mut self, snapshot: StoredSnapshot) {
        fields!(self, snapshot, StoredSnapshot { format, revision: _, registry } optional { journal });
        assert_eq!(format, 1);
        if let Some(StoredJournal { next: _, entries }) = journal {
            entries.into_iter().for_each(|entry| self.entry(entry));
        }
        fields!(
            self,
            registry,
            StoredRegistry { servers, directory, lease_limit }
            optional { cut_links, pending, max_relationships, clock, service_delay }
        );
        self.kind(&lease_limit);
        if let Some(clock) = clock {
            fields!(
                self,
                clock,
                StoredClock { released: _, last: _, last_by_host: _ } optional { set }
            );
        }
        for StoredListing { name: _, address: _, server: _ } in directory {}
        for StoredPendingSince { since: _, pending } in pending {
            self.kind(&pending);
        }
        for server in servers {
            self.server(server);
        }
    }

    fn grant(&mut self, grant: StoredGrant) {
        fields!(
            self,
            grant,
            StoredGrant { address: _, client: _, until: _, by: _ }
            optional { name, since, asked, sent, acknowledged, received, updated, pool_side, messages }
        );
        messages.iter().for_each(|messages| self.kind(messages));
    }

    fn settings_event(&mut self, event: StoredSettingsEvent) {
        use StoredSettingsEvent as Event;
        self.kind(&event);
        match event {
            Event::Configured { configuration } => self.configuration(*configuration),
            Event::AuditLogSet { audit_log } => audit_log_is_whole(&audit_log),
            Event::BindingSet { is_bound: _ } => {}
            Event::DnsCredentialsSet { credentials } => self.dns_credentials(credentials),
        }
    }

    fn configuration(&mut self, configuration: StoredConfiguration) {
        fields!(
            self,
            configuration,
            StoredConfiguration {}
            optional {
                api_protocols, database_name, database_path, backup_path, backup_interval, logs_transactions,
                starts_from_backup, cleanup_interval, debug_flags, ping_retries, boot_files, writes_audit_log,
            }
        );
    }

    fn dns_credentials(&mut self, credentials: StoredDnsCredentials) {
        fields!(self, credentials, StoredDnsCredentials { user: _, domain: _ } optional { password });
    }

    fn server_settings(&mut self, settings: StoredServerSettings) {
        fields!(
            self,
            settings,
            StoredServerSettings {}
            optional { configuration, audit_log, is_unbound, dns_credentials, restore_path }
        );
        configuration.into_iter().for_each(|configuration| self.configuration(configuration));
        audit_log.iter().for_each(audit_log_is_whole);
        dns_credentials.into_iter().for_each(|credentials| self.dns_credentials(credentials));
    }

    fn counters(&mut self, counters: StoredCounters) {
        fields!(
            self,
            counters,
            StoredCounters {}
            optional { discovers, offers, delayed_offers, requests, acks, naks, declines, releases, started }
        );
    }

    fn entry(&mut self, entry: StoredEntry) {
        fields!(self, entry, StoredEntry { number: _, time: _, kind } optional { server, relationship });
        if let Some(StoredNamedServer { name: _, address: _ }) = server {}
        self.kind(&kind);
        if let StoredEventKind::BackupUnusable { why } = kind {
            self.kind(&why);
        }
    }

    fn server(&mut self, server: StoredServer) {
        fields!(
            self,
            server,
            StoredServer { name: _, address: _, running: _, clock_shift: _, scopes, relationships }
            optional { free_ids, options, filters, superscopes, settings, counters }
        );
        options.into_iter().for_each(|options| self.options(options));
        filters.into_iter().for_each(|filters| self.filters(filters));
        for StoredSuperscope { number: _, name: _, scopes: _ } in superscopes {}
        settings.into_iter().for_each(|settings| self.server_settings(settings));
        counters.into_iter().for_each(|counters| self.counters(counters));
        for StoredIdentified { id: _, half } in relationships {
            self.half(half);
        }
        for scope in scopes {
            self.scope(scope);
        }
    }

    fn scope(&mut self, scope: StoredScope) {
        fields!(
            self,
            scope,
            StoredScope { info, has_lost_leases: _ }
            optional {
                range, free_of_primary, free_of_secondary, exclusions, reservations, shared_reservations,
                unrecorded_of_secondary, leases, granted, held, deletions, membership, options,
                reservation_options, delay_offer,
            }
        );
        self.info(info);
        range.into_iter().for_each(|range| self.range(range));
        reservations.into_iter().for_each(|reservation| self.reservation(reservation));
        granted.into_iter().for_each(|lease| self.grant(lease));
        options.into_iter().for_each(|value| self.option_value(value));
        for StoredReservationValues { address: _, values } in reservation_options {
            values.into_iter().for_each(|value| self.option_value(value));
        }
        for StoredLeaseAt { address: _, lease } in leases {
            self.lease(lease);
        }
    }
}

/// A new field that may be left out has to be looked at.
fn audit_log_is_whole(audit_log: &StoredAuditLog) {
    let StoredAuditLog { directory: _, disk_check_interval: _, max_megabytes: _, min_free_megabytes: _ } =
        audit_log;
}
