//! Secrets have a place of their own: texts name them, and when one has ended nothing has it any more.

use dhcpsapi::domain::base::ids::{RelationshipId, ServerId};
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::text::Secret;
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::log::{BackupEvent, Event, RelationshipChange, RelationshipEvent, SettingsEvent};
use dhcpsapi::domain::model::journal::Past;
use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::model::relationship::{Relationship, Settings};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::model::settings::DnsCredentials;
use dhcpsapi::domain::model::state::State;
use dhcpsapi::eventlog::stored::{
    Length, SecretName, SecretTable, read_record, read_snapshot, write_record, write_snapshot,
};
use dhcpsapi::eventlog::{Record, Revision, Snapshot};

/// Letters and signs that stand nowhere else in the texts, alone or escaped.
const SECRETS: [&str; 2] = ["Q\u{df}^\u{1f511}", "Z@%\u{20ac}"];

fn secret(which: usize) -> Secret {
    Secret::new(SECRETS[which].into())
}

fn created(which: usize) -> RelationshipEvent {
    let settings = Settings {
        name: "hq".into(),
        primary: 1,
        secondary: 2,
        primary_name: None,
        secondary_name: None,
        role: Role::Primary,
        mode: Mode::LoadBalance,
        percentage: 50,
        mclt: 3600,
        safe_period: 0,
        secret: Some(secret(which)),
    };
    RelationshipEvent::Created(Box::new(Relationship::new(settings, State::Normal, Timestamp(0))))
}

fn changed(which: Option<usize>) -> RelationshipEvent {
    let change = RelationshipChange { secret: Some(which.map(secret)), ..RelationshipChange::default() };
    RelationshipEvent::Changed(RelationshipId(0), Box::new(change))
}

fn record(revision: u64, event: RelationshipEvent) -> Record {
    Record {
        revision: Revision(revision),
        moment: Timestamp(0),
        server: None,
        cause: "failover".into(),
        events: vec![Event::Relationship(ServerId::FIRST, event)],
        moments: vec![],
    }
}

/// Stores a record as a log does; answers the text that it keeps.
fn append(registry: &mut Registry, secrets: &mut SecretTable, record: Record) -> String {
    let text = write_record(&record, Length::Full, secrets).unwrap();
    record.events.into_iter().for_each(|event| registry.apply(event));
    secrets.end_unused(registry);
    text
}

/// No character of a secret is in a text, nor in a form in which JSON, UTF-8 or UTF-16 have it.
fn assert_without_secrets(text: &str) {
    for secret in SECRETS {
        for character in secret.chars() {
            assert!(!text.contains(character), "{character} in {text}");
        }
        for unit in secret.encode_utf16() {
            for digits in [format!("{unit:04x}"), format!("{unit:04X}")] {
                assert!(!text.contains(&digits), "{digits} in {text}");
            }
        }
    }
}

fn new_registry() -> Registry {
    Registry::new(Server::new("here".into(), 1))
}

#[test]
fn secrets_stand_in_the_table_alone_and_end_there() {
    let (mut registry, mut secrets) = (new_registry(), SecretTable::default());
    let created = append(&mut registry, &mut secrets, record(1, created(0)));
    assert_eq!(secrets.get(SecretName(1)), Some(secret(0)));
    let taken = Snapshot { revision: Revision(1), registry: registry.clone(), past: Past::default() };
    let snapshot = write_snapshot(&taken, Length::Full, &mut secrets).unwrap();
    let changed_text = append(&mut registry, &mut secrets, record(2, changed(Some(1))));
    assert_eq!((secrets.get(SecretName(1)), secrets.get(SecretName(2))), (None, Some(secret(1))));
    for text in [&created, &snapshot, &changed_text] {
        assert_without_secrets(text);
    }

    // Of an ended secret nothing is left but its name, and the record after it has the present one.
    let mut replayed = new_registry();
    for text in [&created, &changed_text] {
        let record = read_record(text, &secrets).unwrap();
        record.events.into_iter().for_each(|event| replayed.apply(event));
    }
    assert!(replayed == registry);
    let before = read_snapshot(&snapshot, &secrets).unwrap().registry;
    let half = before.server(ServerId::FIRST).unwrap().relationships.get(RelationshipId(0)).unwrap();
    assert_eq!(half.settings.secret, None);

    append(&mut registry, &mut secrets, record(3, changed(None)));
    assert_eq!(secrets.get(SecretName(2)), None, "it was removed");
    append(&mut registry, &mut secrets, record(4, changed(Some(1))));
    assert_eq!(secrets.get(SecretName(3)), Some(secret(1)));
    let deleted = RelationshipEvent::Deleted(RelationshipId(0));
    append(&mut registry, &mut secrets, record(5, deleted));
    assert_eq!(secrets.get(SecretName(3)), None, "its relationship was deleted");
}

/// A secret that two halves have in common stays until neither has it.
#[test]
fn a_secret_of_two_halves_ends_with_the_second() {
    let (mut registry, mut secrets) = (new_registry(), SecretTable::default());
    append(&mut registry, &mut secrets, record(1, created(0)));
    append(&mut registry, &mut secrets, record(2, created(0)));
    append(&mut registry, &mut secrets, record(3, changed(None)));
    assert_eq!(secrets.get(SecretName(1)), Some(secret(0)));
    append(&mut registry, &mut secrets, record(4, RelationshipEvent::Deleted(RelationshipId(1))));
    assert_eq!(secrets.get(SecretName(1)), None);
}

/// What a backup brings is kept as other secrets are, and what it replaces ends.
#[test]
fn secrets_of_a_backup_take_the_place_of_others() {
    let (mut registry, mut secrets) = (new_registry(), SecretTable::default());
    append(&mut registry, &mut secrets, record(1, created(0)));
    let mut other = new_registry();
    let credentials = DnsCredentials { password: Some(secret(1)), ..DnsCredentials::default() };
    other.apply(Event::Settings(ServerId::FIRST, SettingsEvent::DnsCredentialsSet(credentials)));
    let contents = Box::new(other.server(ServerId::FIRST).unwrap().clone());
    let restored = Event::Backup(ServerId::FIRST, BackupEvent::Restored(contents));
    assert!(restored.may_end_a_secret());
    let text =
        append(&mut registry, &mut secrets, Record { events: vec![restored], ..record(2, created(0)) });
    assert_without_secrets(&text);
    assert_eq!((secrets.get(SecretName(1)), secrets.get(SecretName(2))), (None, Some(secret(1))));
    let read = read_record(&text, &secrets).unwrap();
    let mut replayed = new_registry();
    read.events.into_iter().for_each(|event| replayed.apply(event));
    assert!(replayed == registry);
}

/// The password of a server's DNS credentials is kept as shared secrets are, and one that is both stays for the other.
#[test]
fn a_password_ends_when_no_server_has_it() {
    let (mut registry, mut secrets) = (new_registry(), SecretTable::default());
    let set = |revision, password: Option<usize>| {
        let credentials = DnsCredentials { password: password.map(secret), ..DnsCredentials::default() };
        let event = Event::Settings(ServerId::FIRST, SettingsEvent::DnsCredentialsSet(credentials));
        assert!(event.may_end_a_secret());
        Record { events: vec![event], ..record(revision, created(0)) }
    };
    let first = append(&mut registry, &mut secrets, set(1, Some(0)));
    let taken = Snapshot { revision: Revision(1), registry: registry.clone(), past: Past::default() };
    let snapshot = write_snapshot(&taken, Length::Full, &mut secrets).unwrap();
    assert!(read_snapshot(&snapshot, &secrets).unwrap().registry == registry);
    append(&mut registry, &mut secrets, record(2, created(0)));
    let second = append(&mut registry, &mut secrets, set(3, Some(1)));
    for text in [&first, &snapshot, &second] {
        assert_without_secrets(text);
    }
    assert_eq!(secrets.get(SecretName(1)), Some(secret(0)), "the relationship has it");
    assert_eq!(secrets.get(SecretName(2)), Some(secret(1)));
    append(&mut registry, &mut secrets, record(4, RelationshipEvent::Deleted(RelationshipId(0))));
    append(&mut registry, &mut secrets, set(5, None));
    assert_eq!(secrets.iter().count(), 0);
}
