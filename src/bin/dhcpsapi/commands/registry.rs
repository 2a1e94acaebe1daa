//! `dhcpsapi registry ...`

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use dhcpsapi::domain::base::text::harmless;
use dhcpsapi::service::administration::{self, Info, Obstacle};

use crate::arguments::registry::RegistryCommand;
use crate::commands::script::content_of;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record, optional};
use crate::session::{Session, told};

pub(crate) fn execute(session: &Session<'_>, command: RegistryCommand) -> Result<Answer, Failure> {
    match command {
        RegistryCommand::Info => info(session),
        RegistryCommand::Check => check(session),
        RegistryCommand::Compact => {
            administration::compact().map_err(|error| Failure::about(shown(session), error))?;
            Ok(Answer::default())
        }
        RegistryCommand::Migrate => migrate(session),
        RegistryCommand::Export { file, with_secrets } => export(file.as_deref(), with_secrets),
        RegistryCommand::Import { file } => import(session, &file),
        RegistryCommand::Copy { from, to } => copy(&from, &to),
    }
}

/// The registry, as people call it.
fn shown(session: &Session<'_>) -> String {
    session.place.map_or_else(String::new, |place| harmless(&place.shown))
}

fn name<'a>(session: &Session<'a>) -> &'a str {
    session.place.map_or("", |place| &place.name)
}

const INFO: [&str; 13] = [
    "Registry",
    "Format",
    "Revision",
    "OldestRecord",
    "LastRecord",
    "Size",
    "Servers",
    "Scopes",
    "Leases",
    "Relationships",
    "ClockSet",
    "LocalServer",
    "LocalAddress",
];

fn info(session: &Session<'_>) -> Result<Answer, Failure> {
    let info = administration::info().map_err(|error| Failure::about(shown(session), error))?;
    let Info { extent, revision, oldest, last, clock, local: (name, address), .. } = info;
    let count = |count: usize| Json::Number(u64::try_from(count).unwrap_or(u64::MAX));
    let values = [
        Json::Text(session.place.map_or_else(String::new, |place| place.shown.clone())),
        optional(extent, |extent| json::number(extent.format)),
        Json::Number(revision.0),
        optional(oldest, |oldest| Json::Number(oldest.0)),
        optional(last, json::time),
        optional(extent, |extent| Json::Number(extent.bytes)),
        count(info.servers),
        count(info.scopes),
        count(info.leases),
        count(info.relationships),
        optional(clock, json::time),
        json::text(&name),
        json::address(address),
    ];
    let record: Record = INFO.into_iter().zip(values).collect();
    Ok(Answer::one(session.manner, record))
}

fn check(session: &Session<'_>) -> Result<Answer, Failure> {
    let found = administration::check(name(session));
    let found = found.map_err(|error| Failure::about(shown(session), error))?;
    if !found.faults.is_empty() {
        return Err(Failure::Unsound { place: shown(session), faults: found.faults });
    }
    let records = u64::try_from(found.records).unwrap_or(u64::MAX);
    let record = vec![("Records", Json::Number(records)), ("Faults", Json::List(Vec::new()))];
    Ok(Answer::one(session.manner, record))
}

fn migrate(session: &Session<'_>) -> Result<Answer, Failure> {
    let done = administration::migrate(name(session));
    let backup = done.map_err(|error| Failure::about(shown(session), error))?;
    told(&match &backup {
        Some(backup) => format!(
            "dhcpsapi: the registry has the format of this version; as it was before, with its secrets, it is in {}",
            harmless(&backup.display().to_string())
        ),
        None => "dhcpsapi: there is nothing to do: the registry has the format of this version".to_owned(),
    });
    Ok(if backup.is_some() { Answer::change() } else { Answer::default() })
}

fn export(file: Option<&Path>, with_secrets: bool) -> Result<Answer, Failure> {
    let text = format!("{}\n", administration::export(with_secrets)?);
    // As for an import, "-" is what the shell gives.
    let Some(file) = file.filter(|file| *file != Path::new("-")) else { return Ok(Answer::text(text)) };
    write(file, &text, with_secrets).map_err(|error| {
        Failure::usage(format!("{} cannot be written: {error}", harmless(&file.display().to_string())))
    })?;
    Ok(Answer::default())
}

/// Writes a file as a whole, or not at all. One that is to keep secrets is its owner's alone.
fn write(file: &Path, text: &str, is_secret: bool) -> io::Result<()> {
    if fs::metadata(file).is_ok_and(|there| !there.is_file()) {
        // A pipe, or a device.
        return OpenOptions::new().write(true).open(file)?.write_all(text.as_bytes());
    }
    let mut name = file.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    name.push(format!(".{}", std::process::id()));
    let beside = file.with_file_name(name);
    let mode = if is_secret { 0o600 } else { 0o666 };
    let mut new = OpenOptions::new().write(true).create_new(true).mode(mode).open(&beside)?;
    let written = new.write_all(text.as_bytes()).and_then(|()| new.sync_all());
    let written = written.and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // It is of no use, and what went wrong is told.
        let _ = fs::remove_file(&beside);
    }
    written
}

fn import(session: &Session<'_>, file: &Path) -> Result<Answer, Failure> {
    let (from, content) = content_of(file);
    let text =
        content.and_then(|bytes| String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into()));
    let text =
        text.map_err(|error| Failure::usage(format!("{} cannot be read: {error}", harmless(&from))))?;
    administration::import(&text).map_err(|obstacle| failure(obstacle, &from, &shown(session)))?;
    Ok(Answer::change())
}

fn copy(from: &str, to: &str) -> Result<Answer, Failure> {
    administration::copy(from, to).map_err(|obstacle| failure(obstacle, from, to))?;
    Ok(Answer::default())
}

/// Why something does not come from one place to another.
fn failure(obstacle: Obstacle, from: &str, to: &str) -> Failure {
    let (from, to) = (harmless(from), harmless(to));
    match obstacle {
        Obstacle::NotEmpty => Failure::usage_advised(
            format!("{to} has something already, and nothing was changed"),
            "Use a registry in which nothing is yet.",
        ),
        Obstacle::Nothing => Failure::usage(format!("there is nothing in {from}")),
        Obstacle::DoesNotLast => Failure::usage("a registry in memory ends with this process"),
        Obstacle::Unreadable(why) => Failure::usage(format!("{from} is no export: {why}")),
        Obstacle::Refused(error) => Failure::about(format!("{from} to {to}"), error),
    }
}
