//! What is found in the file of a registry, by an engine that knows it from the file alone.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dhcpsapi::domain::model::registry::Registry;
use dhcpsapi::domain::rules::Host;
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::database::DatabaseLog;
use dhcpsapi::eventlog::database::sqlite::{Manner, Sqlite};
use dhcpsapi::eventlog::{Revision, Snapshot};
use rusqlite::Connection;

use crate::tool::{HERE, digest_of};

/// Revision and id of a record.
pub type Named = (u64, u128);

/// A file, and the registry in it.
pub struct Found {
    /// The records, in their order.
    pub records: Vec<Named>,
    pub engine: Local,
}

pub fn engine(path: &Path, history: u64) -> Local {
    let manner = Manner { history, ..Manner::default() };
    let log = Arc::new(DatabaseLog::new(Sqlite::at(path, manner)));
    Local::open(log, Clock::Host, Host::named(HERE.0, HERE.1)).unwrap()
}

/// Revisions and ids of all records in a file that is whole.
pub fn records(path: &Path) -> Vec<Named> {
    let connection = Connection::open(path).unwrap();
    let whole: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(whole, "ok");
    // Of a log whose end was torn off there may be nothing left.
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).unwrap();
    if tables == 0 {
        return Vec::new();
    }
    let mut select = connection.prepare("SELECT revision, id FROM records ORDER BY revision").unwrap();
    let named = select.query_map([], |row| {
        let (revision, id): (i64, [u8; 16]) = (row.get(0)?, row.get(1)?);
        Ok((u64::try_from(revision).unwrap(), u128::from_be_bytes(id)))
    });
    named.unwrap().map(Result::unwrap).collect()
}

/// Opens a file that has all records: they follow each other, they are whole, and the registry is what they make.
#[track_caller]
pub fn examine(path: &Path) -> Found {
    let records = records(path);
    assert!(
        records.iter().map(|(revision, _)| *revision).eq(1..=records.len() as u64),
        "they follow each other"
    );
    let engine = engine(path, u64::MAX);
    assert_eq!(engine.revision(), Revision(records.len() as u64));
    assert!(records.is_empty() || engine.is_what_the_log_says(), "the registry is what the records make");
    Found { records, engine }
}

/// All servers, as the records have them.
pub fn digest(engine: &mut Local) -> String {
    let (_, snapshot) = engine.snapshot();
    digest_of(&Snapshot { revision: Revision(0), past: Default::default(), ..snapshot })
}

/// No scope is in two relationships, and in no scope an address or a client has two leases.
#[track_caller]
pub fn is_sound(registry: &Registry) {
    for (_, server) in registry.servers() {
        for scope in server.scopes.iter() {
            let holding = server.relationships.from(0).filter(|half| half.scopes.contains(&scope.id()));
            let member = usize::from(scope.membership().is_some());
            assert_eq!(holding.count(), member, "relationships of {:x} on {:?}", scope.id().0, server.name);
            let mut clients = BTreeMap::new();
            let mut addresses = BTreeMap::new();
            for (address, lease) in scope.leases() {
                assert_eq!(addresses.insert(address, ()), None);
                assert_eq!(
                    clients.insert(format!("{:?}", lease.client), address),
                    None,
                    "{:?}",
                    lease.client
                );
            }
        }
    }
}

/// A server by its name.
pub fn server<'a>(registry: &'a Registry, name: &str) -> &'a dhcpsapi::domain::model::server::Server {
    let wanted = name.into();
    registry.servers().find(|(_, server)| server.name == wanted).map(|(_, server)| server).unwrap()
}

/// The local server of all processes.
pub fn local(engine: &Local) -> &dhcpsapi::domain::model::server::Server {
    engine.server(engine.registry().local()).unwrap()
}

/// The file of the write-ahead log, or that of its index.
pub fn beside(path: &Path, what: &str) -> PathBuf {
    PathBuf::from(format!("{}-{what}", path.display()))
}
