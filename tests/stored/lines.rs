//! The values of the lines of the golden file, in their order. New ones are added at the end.

use dhcpsapi::domain::base::address::{AddressRange, Subnet};
use dhcpsapi::domain::base::client::{ClientId, ClientKind};
use dhcpsapi::domain::base::error::UnusableBackup;
use dhcpsapi::domain::base::ids::{Partner, RelationshipId, ScopeId, ServerId};
use dhcpsapi::domain::base::refused::Refused;
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::text::Secret;
use dhcpsapi::domain::base::time::{FileTime, Timestamp};
use dhcpsapi::domain::log::{
    BackupEvent, ClientEvent, DirectoryEvent, Event, FilterEvent, LabEvent, LeaseEvent, OptionsEvent,
    PendingEvent, RelationshipChange, RelationshipEvent, ScopeEvent, SettingsEvent, StateEntry,
};
use dhcpsapi::domain::model::clock::RecordedClock;
use dhcpsapi::domain::model::counters::Messages;
use dhcpsapi::domain::model::directory::Listing;
use dhcpsapi::domain::model::filters::{FilterEntry, FilterList, FilterPattern};
use dhcpsapi::domain::model::journal::{EventKind, JournalEntry, Past};
use dhcpsapi::domain::model::lease::{AddressState, FailoverTimes, Lease, LeaseLimit, Particulars};
use dhcpsapi::domain::model::options::{
    Class, OptionDefinition, OptionElement, OptionKey, OptionLevel, OptionValue,
};
use dhcpsapi::domain::model::registry::{Registry, RegistryParts};
use dhcpsapi::domain::model::relationship::{NO_SAFE_PERIOD, Relationship, Settings};
use dhcpsapi::domain::model::reservations::Reservation;
use dhcpsapi::domain::model::scope::{
    ANY_NUMBER_OF_BOOTP_CLIENTS, IpRange, RangeKind, ScopeInfo, ScopeState,
};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::model::settings::{AuditLog, BootFiles, Configuration, DnsCredentials};
use dhcpsapi::domain::model::state::{State, StateName};
use dhcpsapi::domain::model::timers::Pending;
use dhcpsapi::eventlog::stored::Length;
use dhcpsapi::eventlog::{Record, Revision, Snapshot};

/// The content of a line.
pub(crate) enum Line {
    Record(Record, Length),
    Snapshot(Box<Snapshot>, Length),
}

/// 2025-06-15T15:06:40Z.
const MOMENT: u64 = 1_750_000_000;
const SECONDS: u32 = 1_750_000_000;
const HERE: ServerId = ServerId(0);
const THERE: ServerId = ServerId(1);
const SCOPE: ScopeId = ScopeId(0x0A00_0000);
const HALF: RelationshipId = RelationshipId(0);
/// The third relationship that has the second slot.
const THIRD: RelationshipId = RelationshipId(2 << 32 | 1);

fn at(seconds: u64) -> Timestamp {
    Timestamp(MOMENT + seconds)
}

/// 10.0.0.x.
fn ip(last: u32) -> u32 {
    0x0A00_0000 + last
}

fn range(first: u32, last: u32) -> AddressRange {
    AddressRange::new(ip(first), ip(last)).unwrap()
}

fn client(last: u8) -> ClientId {
    ClientId::new(&[2, 0, 0, 0, 0, last]).unwrap()
}

fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

pub(crate) fn lines() -> Vec<Line> {
    let records = [
        ("directory", None, directory()),
        ("scope", Some(HERE), scopes()),
        ("lease", Some(HERE), leases()),
        ("failover", Some(HERE), relationships()),
        ("time", None, states()),
        ("replication", Some(THERE), vec![]),
        ("transaction", Some(THERE), pending()),
        ("lab", Some(HERE), laboratory()),
        ("client", Some(HERE), vec![lease_event(LeaseEvent::Removed(ip(5), Role::Primary))]),
    ];
    let mut lines = Vec::new();
    for (revision, (cause, server, events)) in (1..).map(Revision).zip(records) {
        let cause = cause.into();
        let moments = vec![];
        lines.push(Line::Record(
            Record { revision, moment: at(revision.0), server, cause, events, moments },
            Length::Full,
        ));
    }
    lines.push(snapshot(0, Registry::new(here()), Past::default()));
    lines.push(snapshot(9, without_limit(), Past::default()));
    lines.push(snapshot(10, registry(), Past::default()));
    for (revision, (cause, server, events)) in (11..).map(Revision).zip(records_of_a_shared_registry()) {
        let (cause, moment) = (cause.into(), at(revision.0));
        let moments = if cause == "clock" { vec![(1, at(60)), (2, at(90))] } else { vec![] };
        lines.push(Line::Record(Record { revision, moment, server, cause, events, moments }, Length::Full));
    }
    let mut told = registry();
    told.apply(Event::Lab(LabEvent::ClockSet(at(60))));
    told.pass(at(60));
    lines.push(snapshot(14, told, past()));
    let mut released = registry();
    released.pass(at(7));
    lines.push(snapshot(15, released, Past { next: 3, entries: vec![] }));
    lines.push(Line::Record(brief_record(), Length::Brief));
    let brief = Snapshot { revision: Revision(16), registry: brief_registry(), past: Past::default() };
    lines.push(Line::Snapshot(Box::new(brief), Length::Brief));
    lines.push(record(17, "lease", vec![lease_event(extended_state())]));
    lines.push(record(18, "lab", vec![Event::Lab(LabEvent::ServiceDelaySet(8))]));
    let mut delayed = Registry::new(here());
    delayed.apply(Event::Lab(LabEvent::ServiceDelaySet(8)));
    lines.push(snapshot(18, delayed, Past::default()));
    lines.extend(lines_of_options());
    lines.extend(lines_of_filters());
    lines.push(Line::Record(record_of_settings(), Length::Full));
    lines.push(Line::Record(brief_record_of_messages(), Length::Brief));
    lines.push(snapshot_with_settings());
    lines.extend(lines_of_backups());
    lines
}

/// A server that is to start from a backup, and the starts of such servers: what one has in full, and in few bytes.
fn lines_of_backups() -> [Line; 4] {
    let restored = |registry: &Registry| {
        let alone = Registry::of_one(registry.server(HERE).unwrap());
        let contents = alone.server(HERE).unwrap().clone();
        Event::Backup(THERE, BackupEvent::Restored(Box::new(contents)))
    };
    let planned = Event::Backup(HERE, BackupEvent::RestorePlanned("/var/backups/r\u{e9}seau".into()));
    let unusable = |why| Event::Backup(HERE, BackupEvent::NotRestored(why));
    let events = [planned.clone(), restored(&registry())].into_iter().chain(UNUSABLE.map(unusable)).collect();
    let brief = Record {
        revision: Revision(24),
        moment: at(24),
        server: Some(THERE),
        cause: "backup".into(),
        events: vec![restored(&brief_registry())],
        moments: vec![],
    };
    let mut waiting = registry();
    waiting.apply(planned);
    let kinds = [EventKind::BackupRestored].into_iter().chain(UNUSABLE.map(EventKind::BackupUnusable));
    let entry = |(number, kind)| JournalEntry {
        number,
        time: at(number),
        server: Some(("dhcp1".into(), ip(1))),
        relationship: None,
        kind,
    };
    let told = Past { next: 7, entries: (1..).zip(kinds).map(entry).collect() };
    let mut after = waiting.clone();
    after.apply(restored(&registry()));
    [
        record(23, "backup", events),
        Line::Record(brief, Length::Brief),
        snapshot(24, waiting, told),
        snapshot(25, after, Past::default()),
    ]
}

/// Why a backup cannot be used: all reasons.
pub(crate) const UNUSABLE: [UnusableBackup; 5] = [
    UnusableBackup::NotThere,
    UnusableBackup::NotPermitted,
    UnusableBackup::NotReadable,
    UnusableBackup::Damaged,
    UnusableBackup::OtherFormat,
];

/// A record of what was added to format 1 later.
fn record(revision: u64, cause: &'static str, events: Vec<Event>) -> Line {
    let (moment, server) = (at(revision), Some(HERE));
    let cause = cause.into();
    let record = Record { revision: Revision(revision), moment, server, cause, events, moments: vec![] };
    Line::Record(record, Length::Full)
}

/// A record with the extended address state that an administrator gave.
fn extended_state() -> LeaseEvent {
    let mut lease = lease(9, 60);
    lease.describe(Particulars { extended_state: 1, ..Particulars::default() });
    LeaseEvent::Stored {
        address: ip(9),
        lease: Box::new(lease),
        ends_hold: false,
        cancels_deletion: false,
        messages: None,
    }
}

/// A record of what happens to classes and options, and snapshots of a server that has only values, and of one that has all.
fn lines_of_options() -> [Line; 4] {
    let record = |events| Record {
        revision: Revision(17),
        moment: at(17),
        server: Some(HERE),
        cause: "options".into(),
        events,
        moments: vec![],
    };
    let mut with_values = Registry::new(here());
    with_values.apply(value_set(OptionLevel::Server, option(3, None, None)));
    let mut with_all = registry();
    made_for_options().into_iter().for_each(|event| with_all.apply(event));
    let mut with_a_class = Registry::new(here());
    let [vendor, _] = classes();
    with_a_class.apply(options_event(OptionsEvent::ClassCreated(vendor)));
    [
        Line::Record(
            record(made_for_options().into_iter().chain(ended_for_options()).collect()),
            Length::Full,
        ),
        snapshot(18, with_values, Past::default()),
        snapshot(18, with_a_class, Past::default()),
        snapshot(19, with_all, Past::default()),
    ]
}

/// A record of what happens to filters, superscopes and delays, and snapshots of a server with each.
fn lines_of_filters() -> [Line; 4] {
    let made = made_for_filters();
    let mut with_entries = registry();
    made.iter().cloned().for_each(|event| with_entries.apply(event));
    let mut enforced = Registry::new(here());
    enforced.apply(filter_event(FilterEvent::Enforced { allow_list: true, deny_list: false }));
    let mut enforced_otherwise = Registry::new(here());
    enforced_otherwise.apply(filter_event(FilterEvent::Enforced { allow_list: false, deny_list: true }));
    let ended = [
        filter_event(FilterEvent::Removed(FilterPattern::of_length(1, &[2, 0]).unwrap())),
        filter_event(FilterEvent::Enforced { allow_list: true, deny_list: true }),
        Event::Scope(HERE, SCOPE, ScopeEvent::SuperscopeLeft),
        refused(Refused::Filtered),
    ];
    [
        record(20, "filters", made.into_iter().chain(ended).collect()),
        snapshot(20, with_entries, Past::default()),
        snapshot(21, enforced, Past::default()),
        snapshot(22, enforced_otherwise, Past::default()),
    ]
}

fn filter_event(event: FilterEvent) -> Event {
    Event::Filters(HERE, event)
}

fn made_for_filters() -> Vec<Event> {
    let set = |hardware_type, bytes: &[u8], list, comment: Option<&str>| {
        let pattern = FilterPattern::of_length(hardware_type, bytes).unwrap();
        filter_event(FilterEvent::Set(pattern, FilterEntry { list, comment: comment.map(Into::into) }))
    };
    vec![
        set(1, &[2, 0, 0, 0, 0, 9], FilterList::Deny, Some("r\u{e9}seau")),
        set(1, &[2, 0], FilterList::Allow, None),
        set(6, &[], FilterList::Allow, Some("token ring")),
        Event::Scope(HERE, SCOPE, ScopeEvent::SuperscopeJoined(1, "Floor 1".into())),
        Event::Scope(HERE, SCOPE, ScopeEvent::DelaySet(1000)),
    ]
}

fn option(id: u32, user_class: Option<&str>, vendor_class: Option<&str>) -> OptionKey {
    OptionKey { id, user_class: user_class.map(Into::into), vendor_class: vendor_class.map(Into::into) }
}

/// A value with an element of each type.
fn all_types() -> OptionValue {
    OptionValue::new(vec![
        OptionElement::Byte(255),
        OptionElement::Word(65_535),
        OptionElement::Dword(u32::MAX),
        OptionElement::DwordDword(u64::MAX),
        OptionElement::Address(ip(1)),
        OptionElement::String("r\u{e9}seau".into()),
        OptionElement::Binary(vec![0, 255]),
        OptionElement::Encapsulated(vec![]),
        OptionElement::Ipv6Address("2001:DB8::1".into()),
    ])
    .unwrap()
}

fn options_event(event: OptionsEvent) -> Event {
    Event::Options(HERE, Box::new(event))
}

fn value_set(level: OptionLevel, key: OptionKey) -> Event {
    options_event(OptionsEvent::ValueSet(level, key, all_types()))
}

fn classes() -> [Class; 2] {
    let comment = Some("desk phones".into());
    [
        Class { name: "Phones".into(), comment, flags: 3, is_vendor: true, data: vec![0x0A, 0xFF] },
        Class { name: "Guests".into(), comment: None, flags: 0, is_vendor: false, data: vec![7] },
    ]
}

fn definition(key: OptionKey) -> OptionDefinition {
    OptionDefinition { key, name: None, comment: None, is_array: false, default: all_types() }
}

fn made_for_options() -> Vec<Event> {
    let [vendor, user] = classes();
    let array = OptionDefinition {
        name: Some("Call servers".into()),
        comment: Some("by preference".into()),
        is_array: true,
        ..definition(option(200, Some("Guests"), Some("Phones")))
    };
    let made = [
        OptionsEvent::ClassCreated(vendor),
        OptionsEvent::ClassCreated(user.clone()),
        OptionsEvent::ClassChanged(Class { data: vec![8], ..user }),
        OptionsEvent::Defined(array),
        OptionsEvent::Defined(definition(option(252, None, None))),
        OptionsEvent::Redefined(definition(option(252, None, None))),
    ];
    let set = [
        value_set(OptionLevel::Server, option(200, Some("Guests"), Some("Phones"))),
        value_set(OptionLevel::Scope(SCOPE), option(252, None, None)),
        value_set(OptionLevel::Reservation(SCOPE, ip(40)), option(252, Some("Guests"), None)),
    ];
    made.map(options_event).into_iter().chain(set).collect()
}

fn ended_for_options() -> [Event; 4] {
    [
        OptionsEvent::ValueRemoved(OptionLevel::Scope(SCOPE), option(252, None, None)),
        OptionsEvent::DefinitionRemoved(option(252, None, None)),
        OptionsEvent::ValuesRemoved(option(252, Some("Guests"), None)),
        OptionsEvent::ClassDeleted { name: "Phones".into(), is_vendor: true },
    ]
    .map(options_event)
}

/// A configuration of which nothing is as on a fresh server.
fn another_configuration() -> Configuration {
    Configuration {
        api_protocols: 7,
        database_name: "leases.mdb".into(),
        database_path: "D:\\dhcp".into(),
        backup_path: "D:\\dhcp\\backup".into(),
        backup_interval: 15,
        logs_transactions: false,
        starts_from_backup: true,
        cleanup_interval: 180,
        debug_flags: 0xFFFF_FFFF,
        ping_retries: 5,
        boot_files: BootFiles::new("boot,10.0.0.9,/tftp\0\0".encode_utf16().collect()).unwrap(),
        writes_audit_log: false,
    }
}

fn audit_log() -> AuditLog {
    AuditLog { directory: "D:\\log".into(), disk_check_interval: 1, max_megabytes: 2, min_free_megabytes: 3 }
}

fn dns_credentials(password: Option<&str>) -> DnsCredentials {
    DnsCredentials { user: "dhcp".into(), domain: "example".into(), password: password.map(secret) }
}

/// What servers could not be told before they had settings and counters.
fn record_of_settings() -> Record {
    let settings = |event| Event::Settings(HERE, event);
    let said = |messages| {
        let (server, why) = (Some(HERE), Refused::Leased);
        let messages = Some(messages);
        Event::Client(ClientEvent::Refused { server, scope: SCOPE, client: client(9), why, messages })
    };
    let events = vec![
        Event::Directory(DirectoryEvent::ServerMade {
            name: "dhcp3".into(),
            address: ip(3),
            started: at(17),
        }),
        Event::Lab(LabEvent::Started(HERE, at(17))),
        settings(SettingsEvent::Configured(Box::new(another_configuration()))),
        settings(SettingsEvent::Configured(Box::default())),
        settings(SettingsEvent::AuditLogSet(audit_log())),
        settings(SettingsEvent::BindingSet(false)),
        settings(SettingsEvent::DnsCredentialsSet(dns_credentials(Some("password")))),
        settings(SettingsEvent::DnsCredentialsSet(dns_credentials(None))),
        stored_after(5, lease(5, 60), true, false, Some(Messages::Lease)),
        stored_after(6, lease(6, 60), true, false, Some(Messages::DelayedLease)),
        said(Messages::Discover),
        said(Messages::Request),
        said(Messages::Refusal),
        Event::Client(ClientEvent::Heard(HERE, Messages::Decline)),
        Event::Client(ClientEvent::Heard(THERE, Messages::Release)),
    ];
    let cause = "settings".into();
    Record { revision: Revision(17), moment: at(17), server: Some(HERE), cause, events, moments: vec![] }
}

fn brief_record_of_messages() -> Record {
    let said = [Messages::Lease, Messages::Renewal].into_iter().zip((20..).zip(grants()));
    let events = said.map(|(said, (last, lease))| stored_after(last, lease, false, false, Some(said)));
    let (cause, events) = ("lease".into(), events.collect());
    Record { revision: Revision(18), moment: at(18), server: Some(HERE), cause, events, moments: vec![] }
}

/// A server that is as others never are, and one that has little of that.
fn snapshot_with_settings() -> Line {
    let mut registry = registry();
    let settings = |server, event| Event::Settings(server, event);
    let heard = |server, messages| Event::Client(ClientEvent::Heard(server, messages));
    let credentials = dns_credentials(Some("password"));
    for event in [
        Event::Lab(LabEvent::Started(HERE, at(17))),
        settings(HERE, SettingsEvent::Configured(Box::new(another_configuration()))),
        settings(HERE, SettingsEvent::AuditLogSet(audit_log())),
        settings(HERE, SettingsEvent::DnsCredentialsSet(credentials)),
        heard(HERE, Messages::Lease),
        heard(HERE, Messages::DelayedLease),
        heard(HERE, Messages::Refusal),
        heard(HERE, Messages::Decline),
        heard(HERE, Messages::Release),
        settings(THERE, SettingsEvent::BindingSet(false)),
        heard(THERE, Messages::Discover),
        Event::Directory(DirectoryEvent::ServerMade {
            name: "dhcp3".into(),
            address: ip(3),
            started: at(18),
        }),
    ] {
        registry.apply(event);
    }
    snapshot(18, registry, Past::default())
}

/// A lease as most of them are: with all that such a one can have, and with little.
fn grants() -> [Lease; 2] {
    let lease = |last| Lease { client_kind: ClientKind::DHCP, ..lease(last, 60) };
    let mut one = lease(20);
    one.describe(Particulars { name: Some("pc20".into()), ..Particulars::default() });
    one.pool_side = Role::Secondary;
    one.times = FailoverTimes {
        sent_potential_expiry: SECONDS + 90,
        acknowledged_potential_expiry: SECONDS + 91,
        received_potential_expiry: SECONDS + 92,
        state_began: SECONDS + 1,
        last_client_transaction: SECONDS + 2,
        last_binding_update: SECONDS + 3,
    };
    let mut other = lease(21);
    other.times = FailoverTimes { last_client_transaction: SECONDS + 16, ..FailoverTimes::default() };
    [one, other]
}

fn brief_record() -> Record {
    let events = (20..).zip(grants()).map(|(last, lease)| stored(last, lease, false, false));
    // Holds and deletions are seldom, and written in full.
    let [one, other] = grants();
    let seldom = [stored(22, one, true, false), stored(23, other, false, true)];
    let (cause, moment) = ("lease".into(), at(16));
    let (revision, events) = (Revision(16), events.chain(seldom).collect());
    Record { revision, moment, server: Some(HERE), cause, events, moments: vec![] }
}

fn brief_registry() -> Registry {
    let mut registry = registry();
    for (last, lease) in (25..).zip(grants()) {
        registry.apply(stored(last, lease, false, false));
    }
    registry
}

fn snapshot(revision: u64, registry: Registry, past: Past) -> Line {
    Line::Snapshot(Box::new(Snapshot { revision: Revision(revision), registry, past }), Length::Full)
}

/// What the first builds had not.
fn records_of_a_shared_registry() -> [(&'static str, Option<ServerId>, Vec<Event>); 4] {
    let stopped = |server| Event::Lab(LabEvent::Stopped(server));
    [
        ("clock", None, vec![Event::Lab(LabEvent::ClockSet(at(90))), stopped(HERE), stopped(THERE)]),
        ("clock", None, vec![Event::Lab(LabEvent::ClockReleased)]),
        ("lease", Some(HERE), REFUSED.into_iter().map(refused).collect()),
        ("reset", None, vec![Event::Lab(LabEvent::AllForgotten)]),
    ]
}

const REFUSED: [Refused; 17] = [
    Refused::ScopeDisabled,
    Refused::Silent,
    Refused::RenewalsOnly,
    Refused::PartnersClient,
    Refused::Standby,
    Refused::UnknownClient,
    Refused::OtherAddress,
    Refused::ReservedElsewhere,
    Refused::NoLeadTime,
    Refused::Excluded,
    Refused::ReservedForAnother,
    Refused::Declined,
    Refused::Leased,
    Refused::NotAcknowledged,
    Refused::OfPartner,
    Refused::OwnAddressesUsed,
    Refused::NoFreeAddress,
];

fn refused(why: Refused) -> Event {
    let server = (why != Refused::Silent).then_some(HERE);
    Event::Client(ClientEvent::Refused { server, scope: SCOPE, client: client(9), why, messages: None })
}

/// An entry of each kind.
fn past() -> Past {
    let kinds = [
        EventKind::StateChanged { from: StateName::Normal, to: StateName::CommunicationInterrupted },
        EventKind::ContactMade,
        EventKind::ContactLost,
        EventKind::AuthenticationFailed,
        EventKind::Stopped,
        EventKind::Started,
        EventKind::Restored,
        EventKind::AddressesMoved { scope: SCOPE, count: 3, to: Role::Secondary },
        EventKind::Refused { scope: SCOPE, client: client(9), why: Refused::NoFreeAddress },
    ];
    let entry = |(number, kind): (u64, EventKind)| JournalEntry {
        number,
        time: at(number),
        server: (number > 8).then(|| ("dhcp1".into(), ip(1))),
        relationship: (number < 12).then(|| "Office".into()),
        kind,
    };
    Past { next: 16, entries: (7..).zip(kinds).map(entry).collect() }
}

fn here() -> Server {
    Server::new("dhcp1".into(), ip(1))
}

fn directory() -> Vec<Event> {
    // "r\u{e9}seau-\u{1f600}" has a unit beyond ASCII and one pair of surrogates.
    vec![
        Event::Directory(DirectoryEvent::ServerMade {
            name: "dhcp2".into(),
            address: ip(2),
            started: Timestamp(0),
        }),
        Event::Directory(DirectoryEvent::ServerListed(Listing {
            name: "r\u{e9}seau-\u{1f600}".into(),
            address: ip(2),
            server: THERE,
        })),
        Event::Directory(DirectoryEvent::ServerUnlisted(THERE)),
        Event::Directory(DirectoryEvent::ServerNamed { server: HERE, name: "".into(), address: ip(3) }),
    ]
}

fn info(name: Option<&str>, comment: Option<&str>, state: ScopeState) -> ScopeInfo {
    ScopeInfo {
        subnet: Subnet::new(SCOPE.0, 0xFFFF_FF00).unwrap(),
        name: name.map(Into::into),
        comment: comment.map(Into::into),
        state,
    }
}

fn ip_range(last: u32, kind: RangeKind, max_bootp_clients: u32) -> IpRange {
    IpRange { addresses: range(10, last), kind, max_bootp_clients }
}

fn reservation(last: u8, allowed_kinds: ClientKind) -> Reservation {
    Reservation { address: ip(last.into()), client: client(last), allowed_kinds }
}

fn scopes() -> Vec<Event> {
    let mut events = vec![
        ScopeEvent::Created(info(Some("Office"), None, ScopeState::Enabled)),
        ScopeEvent::Described(info(None, Some("Say \"hello\"\n"), ScopeState::Disabled)),
        ScopeEvent::Described(info(None, None, ScopeState::EnabledSwitched)),
        ScopeEvent::Described(info(None, None, ScopeState::DisabledSwitched)),
        ScopeEvent::RangeSet(
            ip_range(99, RangeKind::Unspecified, ANY_NUMBER_OF_BOOTP_CLIENTS),
            Role::Primary,
        ),
        ScopeEvent::RangeSet(ip_range(110, RangeKind::DhcpOnly, 0), Role::Secondary),
        ScopeEvent::RangeSet(ip_range(120, RangeKind::DhcpAndBootp, 7), Role::Primary),
        ScopeEvent::RangeSet(ip_range(130, RangeKind::BootpOnly, 7), Role::Primary),
        ScopeEvent::ExclusionAdded(range(20, 29)),
        ScopeEvent::ExclusionRemoved(range(20, 29), Role::Secondary),
    ];
    let kinds = [ClientKind::DHCP, ClientKind::BOOTP, ClientKind::BOTH, ClientKind::NONE, ClientKind(0)];
    for (last, kind) in (40..).zip(kinds) {
        events.push(ScopeEvent::ReservationAdded(reservation(last, kind), Role::Primary));
    }
    events.extend([
        ScopeEvent::ReservationRemoved(ip(40), Role::Secondary),
        ScopeEvent::ReservationsShared(range(0, 255), vec![ip(41), ip(42)]),
        ScopeEvent::ReservationsShared(range(0, 255), vec![]),
        ScopeEvent::AddressesMoved(Role::Secondary, range(50, 99), 50),
        ScopeEvent::PoolSidesSet(range(10, 99), vec![range(30, 34), range(60, 99)]),
        ScopeEvent::PoolSideSet(ip(41), Role::Secondary),
        ScopeEvent::RangeRemoved,
        ScopeEvent::Deleted,
    ]);
    events.into_iter().map(|event| Event::Scope(HERE, SCOPE, event)).collect()
}

fn lease_event(event: LeaseEvent) -> Event {
    Event::Lease(HERE, SCOPE, event)
}

fn full_lease() -> Lease {
    let mut lease = Lease {
        client: client(5),
        // One step of 100 ns after the moment.
        expires: FileTime(133_944_736_000_000_001),
        particulars: None,
        granted_by: ip(1),
        times: FailoverTimes {
            sent_potential_expiry: SECONDS + 1,
            acknowledged_potential_expiry: SECONDS + 2,
            received_potential_expiry: SECONDS + 3,
            state_began: SECONDS + 4,
            last_client_transaction: SECONDS + 5,
            last_binding_update: SECONDS + 6,
        },
        client_kind: ClientKind::DHCP,
        // Doomed, and the highest of the other bits.
        state: AddressState(0x83),
        pool_side: Role::Secondary,
        released: true,
    };
    lease.describe(Particulars {
        name: Some("pc5".into()),
        comment: Some("by the window".into()),
        policy: Some("phones".into()),
        extended_state: 0,
    });
    lease
}

/// An end in a full second.
fn lease(last: u8, seconds: u64) -> Lease {
    Lease::by_hand(client(last), FileTime::from_timestamp(at(seconds)), ip(1))
}

fn stored_after(
    last: u32,
    lease: Lease,
    ends_hold: bool,
    cancels_deletion: bool,
    messages: Option<Messages>,
) -> Event {
    let (address, lease) = (ip(last), Box::new(lease));
    lease_event(LeaseEvent::Stored { address, lease, ends_hold, cancels_deletion, messages })
}

fn stored(last: u32, lease: Lease, ends_hold: bool, cancels_deletion: bool) -> Event {
    stored_after(last, lease, ends_hold, cancels_deletion, None)
}

fn leases() -> Vec<Event> {
    let kind = |kind: ClientKind, state: AddressState| Lease { client_kind: kind, state, ..lease(6, 8) };
    vec![
        stored(5, full_lease(), true, false),
        stored(6, lease(6, 8), false, true),
        stored(7, Lease::idle(client(7)), false, false),
        stored(8, Lease::by_hand(client(8), FileTime::NEVER, ip(2)), false, false),
        stored(6, kind(ClientKind::BOOTP, AddressState::OFFERED), false, false),
        stored(6, kind(ClientKind::BOTH, AddressState::DECLINED), false, false),
        stored(6, kind(ClientKind(9), AddressState::DOOMED), false, false),
        lease_event(LeaseEvent::Removed(ip(6), Role::Secondary)),
        lease_event(LeaseEvent::AllLost(Role::Primary)),
        lease_event(LeaseEvent::Recovered),
        lease_event(LeaseEvent::DeletionPending(ip(6), client(6))),
        lease_event(LeaseEvent::DeletionsAcknowledged),
        lease_event(LeaseEvent::Acknowledged(ip(5), SECONDS + 60)),
        lease_event(LeaseEvent::UpdatesVoided),
        lease_event(LeaseEvent::Held(ip(5), at(3600))),
        lease_event(LeaseEvent::HoldEnded(ip(5))),
    ]
}

fn settings() -> Settings {
    Settings {
        name: "HQ".into(),
        primary: ip(1),
        secondary: ip(2),
        primary_name: Some("dhcp1".into()),
        secondary_name: Some("dhcp2".into()),
        role: Role::Primary,
        mode: Mode::LoadBalance,
        percentage: 50,
        mclt: 3600,
        safe_period: NO_SAFE_PERIOD,
        secret: Some(secret("first secret")),
    }
}

fn plain_settings() -> Settings {
    Settings {
        primary_name: None,
        secondary_name: None,
        role: Role::Secondary,
        mode: Mode::HotStandby,
        secret: None,
        ..settings()
    }
}

fn full_half() -> Relationship {
    Relationship {
        settings: settings(),
        state: State::Normal,
        since: at(1),
        previous: StateName::Recover,
        previous_since: at(2),
        last_operational: Some(at(3)),
        declared_dead: true,
        has_operated: true,
        agreed_mclt: Some(1800),
        largest_mclt: 7200,
        rebalancing_at: Some(at(3600)),
        scopes: vec![SCOPE, ScopeId(0x0A00_0100)],
        partner: Some(Partner { server: THERE, relationship: THIRD }),
    }
}

fn half_event(event: RelationshipEvent) -> Event {
    Event::Relationship(HERE, event)
}

fn relationships() -> Vec<Event> {
    let plain = Relationship::new(plain_settings(), State::Startup { until: at(60) }, at(0));
    let change = RelationshipChange {
        mclt: Some(1800),
        largest_mclt: Some(3600),
        safe_period: Some(600),
        previous: Some(StateName::Startup),
        percentage: Some(0),
        mode: Some(Mode::HotStandby),
        secret: Some(Some(secret("second secret"))),
    };
    let without_secret = RelationshipChange { secret: Some(None), ..RelationshipChange::default() };
    [
        RelationshipEvent::Created(Box::new(full_half())),
        RelationshipEvent::Created(Box::new(plain)),
        RelationshipEvent::Changed(THIRD, Box::new(change)),
        RelationshipEvent::Changed(HALF, Box::new(without_secret)),
        RelationshipEvent::Changed(HALF, Box::default()),
        RelationshipEvent::OperationEnded(HALF, at(7), true),
        RelationshipEvent::ContactMade(HALF, Partner { server: THERE, relationship: HALF }),
        RelationshipEvent::ContactLost(HALF),
        RelationshipEvent::AuthenticationFailed(HALF),
        RelationshipEvent::LeadTimeAgreed(HALF, 1800, 3600),
        RelationshipEvent::RebalanceSet(HALF, Some(at(300))),
        RelationshipEvent::RebalanceSet(HALF, None),
        RelationshipEvent::ScopesJoined(HALF, vec![SCOPE]),
        RelationshipEvent::ScopesLeft(HALF, vec![SCOPE, ScopeId(0x0A00_0100)]),
        RelationshipEvent::Deleted(THIRD),
    ]
    .map(half_event)
    .into()
}

fn states() -> Vec<Event> {
    let all = [
        (State::NoState, StateName::NoState),
        (State::Init, StateName::Init),
        (State::Startup { until: at(60) }, StateName::Startup),
        (State::Normal, StateName::Normal),
        (
            State::CommunicationInterrupted { partner_down_at: Some(at(600)) },
            StateName::CommunicationInterrupted,
        ),
        (State::PartnerDown { since: at(5) }, StateName::PartnerDown),
        (State::PotentialConflict, StateName::PotentialConflict),
        (State::ConflictDone, StateName::ConflictDone),
        (State::ResolutionInterrupted, StateName::ResolutionInterrupted),
        (State::Recover, StateName::Recover),
        (State::RecoverWait { until: at(3600) }, StateName::RecoverWait),
        (State::RecoverDone, StateName::RecoverDone),
    ];
    let mut events: Vec<Event> = Vec::new();
    for (state, previous) in all {
        let entry = StateEntry { state, since: at(1), previous, previous_since: at(0), has_operated: true };
        events.push(half_event(RelationshipEvent::StateEntered(HALF, entry)));
    }
    let stopped = State::CommunicationInterrupted { partner_down_at: None };
    events.push(half_event(RelationshipEvent::TimerSet(HALF, stopped)));
    events
}

fn pending() -> Vec<Event> {
    let all = [
        Pending::Contact(HERE, HALF),
        Pending::StateMessage(HERE, HALF),
        Pending::BindingUpdates(HERE, HALF, 3),
        Pending::PoolSides(HERE, range(10, 99)),
        Pending::Rebalance(THERE, THIRD),
    ];
    let added = all.into_iter().map(|pending| PendingEvent::Added(at(0), pending));
    let done = PendingEvent::Done(at(0), Pending::Contact(HERE, HALF));
    added.chain([done]).map(Event::Pending).collect()
}

fn laboratory() -> Vec<Event> {
    [
        LabEvent::Stopped(HERE),
        LabEvent::Restored(HERE),
        LabEvent::Started(HERE, Timestamp(0)),
        LabEvent::ClockShifted(THERE, -61),
        LabEvent::LinkCut(HERE, THERE),
        LabEvent::LinkHealed(HERE, THERE),
        LabEvent::LeaseLimitSet(LeaseLimit::Draft),
        LabEvent::LeaseLimitSet(LeaseLimit::Windows),
    ]
    .map(Event::Lab)
    .into()
}

/// The local server alone, which may have any number of relationships.
fn without_limit() -> Registry {
    Registry::from_parts(RegistryParts {
        servers: vec![here()],
        joined: vec![],
        listings: vec![],
        cut_links: vec![],
        pending: vec![],
        clock: RecordedClock::default(),
        lease_limit: LeaseLimit::Windows,
        service_delay: 0,
        max_relationships: usize::MAX,
    })
    .unwrap()
}

/// Two servers, of which the local one has all that there is.
fn registry() -> Registry {
    let mut registry = Registry::new(here());
    let happens = |registry: &mut Registry, events: Vec<Event>| {
        events.into_iter().for_each(|event| registry.apply(event));
    };
    happens(
        &mut registry,
        vec![
            Event::Directory(DirectoryEvent::ServerMade {
                name: "dhcp2".into(),
                address: ip(2),
                started: Timestamp(0),
            }),
            Event::Directory(DirectoryEvent::ServerListed(Listing {
                name: "dhcp2".into(),
                address: ip(2),
                server: THERE,
            })),
            Event::Lab(LabEvent::Stopped(THERE)),
            Event::Lab(LabEvent::ClockShifted(THERE, 30)),
            Event::Lab(LabEvent::LinkCut(THERE, HERE)),
            Event::Lab(LabEvent::LeaseLimitSet(LeaseLimit::Draft)),
            Event::Pending(PendingEvent::Added(at(5), Pending::Contact(HERE, HALF))),
            Event::Scope(THERE, SCOPE, ScopeEvent::Created(info(None, None, ScopeState::Enabled))),
        ],
    );
    happens(&mut registry, configuration());
    happens(&mut registry, relationships_and_leases());
    // The server has another address since its scope was added.
    registry.apply(Event::Directory(DirectoryEvent::ServerNamed {
        server: HERE,
        name: "dhcp1".into(),
        address: ip(9),
    }));
    registry
}

fn configuration() -> Vec<Event> {
    [
        ScopeEvent::Created(info(Some("Office"), Some("floor 1"), ScopeState::Enabled)),
        ScopeEvent::RangeSet(ip_range(99, RangeKind::DhcpOnly, 0), Role::Primary),
        ScopeEvent::ExclusionAdded(range(30, 39)),
        ScopeEvent::ReservationAdded(reservation(40, ClientKind::BOTH), Role::Primary),
        ScopeEvent::ReservationAdded(reservation(41, ClientKind::DHCP), Role::Primary),
        ScopeEvent::ReservationsShared(range(0, 255), vec![ip(40)]),
        ScopeEvent::AddressesMoved(Role::Secondary, range(60, 99), 40),
    ]
    .map(|event| Event::Scope(HERE, SCOPE, event))
    .into()
}

fn relationships_and_leases() -> Vec<Event> {
    let half = Relationship { scopes: vec![], partner: None, ..full_half() };
    let other = |name: &str| {
        let settings = Settings { name: name.into(), ..plain_settings() };
        half_event(RelationshipEvent::Created(Box::new(Relationship::new(settings, State::Normal, at(0)))))
    };
    let deleted =
        |generation: u64| half_event(RelationshipEvent::Deleted(RelationshipId(generation << 32 | 1)));
    let mut events = vec![
        half_event(RelationshipEvent::Created(Box::new(half))),
        other("a"),
        other("b"),
        deleted(0),
        // It has the slot of `a`.
        other("c"),
        deleted(1),
        half_event(RelationshipEvent::ScopesJoined(HALF, vec![SCOPE])),
        lease_event(LeaseEvent::AllLost(Role::Primary)),
        stored(20, lease(20, 60), false, false),
        stored(21, full_lease(), false, false),
        stored(22, lease(22, 0), false, false),
        lease_event(LeaseEvent::Held(ip(22), at(3600))),
        // The client of .41 has another address, so that .41 has no record.
        stored(23, lease(41, 90), false, false),
        Event::Scope(HERE, SCOPE, ScopeEvent::PoolSideSet(ip(41), Role::Secondary)),
        Event::Scope(HERE, SCOPE, ScopeEvent::AddressesMoved(Role::Secondary, range(60, 99), 40)),
        Event::Scope(HERE, SCOPE, ScopeEvent::ReservationsShared(range(0, 255), vec![ip(40)])),
        lease_event(LeaseEvent::DeletionPending(ip(24), client(24))),
    ];
    events.push(half_event(RelationshipEvent::TimerSet(
        HALF,
        State::CommunicationInterrupted { partner_down_at: Some(at(900)) },
    )));
    events
}
