//! The command line over registries that last: where they are, what looks after them, and programs that are run on one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::programs::{Ran, command_line, is_there, run, run_with, skip, without_settings};
use support::project;

/// A directory of a test.
fn directory(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("registry").join(name);
    let _ = fs::remove_dir_all(&directory);
    fs::create_dir_all(&directory).unwrap();
    directory
}

/// A registry in a file, of a host that is always called the same.
struct Registry {
    program: &'static Path,
    place: String,
    file: PathBuf,
}

/// `None` if the program cannot be had.
fn registry(test: &str) -> Option<Registry> {
    let file = directory(test).join("registry.db");
    Some(Registry { program: command_line()?, place: format!("sqlite:{}", file.display()), file })
}

impl Registry {
    /// Another one beside it.
    fn beside(&self, name: &str) -> Registry {
        let file = self.file.with_file_name(name);
        Registry { program: self.program, place: format!("sqlite:{}", file.display()), file }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = without_settings(self.program);
        command.env("DHCPSAPI_REGISTRY", &self.place).env("DHCPSAPI_LOCAL", "here=192.0.2.1").args(words);
        command
    }

    fn ran(&self, words: &[&str]) -> Ran {
        run_with(self.command(words), b"")
    }

    /// What a command prints that must succeed and say nothing else.
    #[track_caller]
    fn done(&self, words: &[&str]) -> String {
        let ran = self.ran(words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}: {}", ran.out);
        ran.out
    }

    #[track_caller]
    fn script(&self, script: &str) {
        let ran = run_with(self.command(&["run", "-"]), script.as_bytes());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
    }

    #[track_caller]
    fn json(&self, words: &[&str]) -> Value {
        serde_json::from_str(&self.done(&[words, &["--json"]].concat())).unwrap()
    }

    fn info(&self) -> Value {
        self.json(&["registry", "info"])
    }

    fn file_beside(&self, name: &str, text: &str) -> String {
        let path = self.file.with_file_name(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// Changes the file behind the back of the library; false where there is no Python.
    fn tamper(&self, statements: &str) -> bool {
        if !is_there("python3") {
            skip("there is no Python that changes the file");
            return false;
        }
        let program = format!(
            "import sqlite3, zlib\n\
             base = sqlite3.connect({:?})\n\
             base.create_function('sum', 1, lambda text: zlib.crc32(text.encode()))\n\
             base.executescript({statements:?})\n\
             base.commit()\n",
            self.file.to_str().unwrap()
        );
        run(Command::new("python3").args(["-c", &program]));
        true
    }
}

/// Two servers that share a scope, and a lease; the clock is the host's.
const PAIR: &str = "\
server add dhcp1 192.0.2.11
server add dhcp2 192.0.2.12
scope create 10.0.0.0/24 --computer-name dhcp1 --start-range 10.0.0.1 --end-range 10.0.0.254 --name 'Head office'
failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0
lease request 10.0.0.0 00-11-22-33-44-55 --json
";

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

// ---- where it is ----

/// A command of a user who says nothing of a registry.
fn of_the_user(data: (&str, &Path), words: &[&str]) -> Option<Ran> {
    let mut command = without_settings(command_line()?);
    for name in ["DHCPSAPI_REGISTRY", "XDG_DATA_HOME", "HOME"] {
        command.env_remove(name);
    }
    command.env(data.0, data.1).args(words);
    Some(run_with(command, b"server add in-memory 192.0.2.77\n"))
}

#[test]
fn the_file_of_the_user_is_made_by_the_first_change_and_is_his_alone() {
    for (variable, below) in [("XDG_DATA_HOME", ""), ("HOME", ".local/share")] {
        let home = directory(&format!("user-{variable}")).join("not there yet");
        let ran = |words: &[&str]| of_the_user((variable, &home), words);
        for quiet in [
            &["errors", "87"][..],
            &["completions", "bash"],
            &["man"],
            &["server", "list"],
            &["registry", "info"],
            &["registry", "check"],
            &["registry", "compact"],
            &["registry", "migrate"],
            &["registry", "export"],
            &["run", "-"],
            &["server", "add", "dhcp1", "192.0.2.11", "--what-if"],
        ] {
            let Some(ran) = ran(quiet) else { return };
            assert!(!home.exists(), "{quiet:?} makes nothing: {ran:?}");
        }
        assert_eq!(ran(&["server", "add", "dhcp1", "192.0.2.11"]).unwrap().code, 0);
        let file = home.join(below).join("dhcpsapi/registry.db");
        assert_eq!((mode(file.parent().unwrap()), mode(&file)), (0o700, 0o600));
        let listed = ran(&["server", "list"]).unwrap();
        assert!(listed.out.contains("dhcp1  192.0.2.11") && listed.err.is_empty(), "{listed:?}");
        assert!(!listed.out.contains("in-memory"), "a script does not use it: {listed:?}");
        let shown = ran(&["registry", "info"]).unwrap().out;
        assert!(shown.starts_with(&format!("Registry       sqlite:{}\n", file.display())), "{shown}");
    }
}

#[test]
fn without_a_home_there_is_no_registry() {
    // A relative path would be another one in each directory.
    let Some(ran) = of_the_user(("XDG_DATA_HOME", Path::new("here")), &["server", "list"]) else { return };
    let problem = "dhcpsapi: there is no place for the registry: neither XDG_DATA_HOME nor HOME is a directory\n  \
                   Name a place: --registry sqlite:PATH or --registry memory:\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, problem));
    let named = of_the_user(("HOME", Path::new("")), &["server", "list", "--registry", "memory:"]).unwrap();
    assert_eq!((named.code, named.err.as_str()), (0, ""));
}

#[test]
fn the_option_goes_before_the_environment() {
    let Some(first) = registry("option") else { return };
    let second = first.beside("second.db");
    first.done(&["--registry", &second.place, "server", "add", "dhcp1", "192.0.2.11"]);
    assert_eq!((first.file.exists(), second.file.exists()), (false, true));
    first.done(&["server", "add", "dhcp2", "192.0.2.12"]);
    assert_eq!(first.json(&["server", "list"])[1]["Name"], "dhcp2");
    assert_eq!(first.json(&["server", "list", "--registry", &second.place])[1]["Name"], "dhcp1");
    let script = first.file_beside("script", &format!("server list --registry {}\n", second.place));
    let refused = first.ran(&["run", &script]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("a script has one registry"), "{refused:?}");
}

#[test]
fn a_place_that_cannot_be_meant_is_refused_with_its_reason() {
    let Some(registry) = registry("refused") else { return };
    let script = registry.file_beside("script", "server list\n");
    for (place, code, words) in [
        ("disk:/x", 20001, "there is no registry of this kind"),
        ("sqlite:", 20001, "there is no registry of this kind"),
        ("sqlite:/x?history=much", 20001, "there is no registry of this kind"),
        ("postgresql://x", 50, "this build"),
        ("sqlite:/", 20001, "it is a directory"),
        (&format!("sqlite:{script}"), 20001, "not a database"),
    ] {
        let ran = registry.ran(&["--registry", place, "server", "list"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{place}: {ran:?}");
        assert!(ran.err.contains(&format!(", {code})")) && ran.err.contains(words), "{place}: {ran:?}");
    }
    assert_eq!(fs::read_to_string(script).unwrap(), "server list\n");
}

// ---- what one command did the next one finds ----

#[test]
fn commands_build_on_each_other() {
    let Some(registry) = registry("three") else { return };
    for line in PAIR.lines() {
        let words: Vec<&str> = match line.split_once(" --name ") {
            Some((words, _)) => words.split(' ').collect(),
            None => line.split(' ').collect(),
        };
        assert_eq!(registry.ran(&words).code, 0, "{line}");
    }
    let states = |server| registry.json(&["failover", "list", "--computer-name", server])[0]["State"].clone();
    assert_eq!((states("dhcp1"), states("dhcp2")), ("Normal".into(), "Normal".into()));
    // What makes sense only where a command comes after it does so here.
    registry.done(&["server", "stop", "dhcp2"]);
    assert_eq!(states("dhcp1"), "CommunicationInterrupted");
    registry.done(&["server", "start", "dhcp2"]);
    registry.done(&["link", "cut", "dhcp1", "dhcp2"]);
    assert_eq!(states("dhcp2"), "CommunicationInterrupted");
    registry.done(&["link", "heal", "dhcp1", "dhcp2"]);
    let journal = registry.json(&["journal"]);
    let told: Vec<&str> =
        journal.as_array().unwrap().iter().map(|entry| entry["Message"].as_str().unwrap()).collect();
    assert!(told.iter().any(|message| message.contains("stop")), "{told:?}");
    // The records say by which command.
    for cause in ["dhcpsapi server add", "dhcpsapi link cut"] {
        assert!(!files_with(&registry, &format!("\"cause\":\"{cause}\"")).is_empty(), "{cause}");
    }
    // In memory there is nothing after it.
    let ran = registry.ran(&["--registry", "memory:", "server", "stop", "localhost"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn a_clock_that_was_set_stays_until_it_is_let_go() {
    let Some(registry) = registry("clock") else { return };
    registry.done(&["server", "add", "dhcp1", "192.0.2.11"]);
    assert_eq!(registry.info()["ClockSet"], Value::Null);
    registry.done(&["clock", "advance", "1d"]);
    let first = registry.info()["ClockSet"].clone();
    registry.done(&["clock", "advance", "1d"]);
    let info = registry.info();
    assert_eq!(info["LastRecord"], first);
    assert_ne!(info["ClockSet"], first);
    let set = info["ClockSet"].as_str().unwrap().to_owned();
    sleep(Duration::from_millis(1100));
    assert_eq!(registry.info()["ClockSet"], set.as_str(), "it stands still");
    registry.done(&["clock", "real"]);
    assert_eq!(registry.info()["ClockSet"], Value::Null);
    assert_eq!(registry.info()["Revision"], 4);
}

// ---- registry ----

#[test]
fn what_is_known_of_a_registry_is_shown() {
    let Some(registry) = registry("info") else { return };
    let empty = format!(
        concat!(
            r#"{{"Registry":"{}","Format":null,"Revision":0,"OldestRecord":null,"LastRecord":null,"Size":null,"#,
            r#""Servers":1,"Scopes":0,"Leases":0,"Relationships":0,"ClockSet":null,"LocalServer":"here","#,
            r#""LocalAddress":"192.0.2.1"}}"#,
            "\n"
        ),
        registry.place
    );
    assert_eq!(registry.done(&["registry", "info", "--json"]), empty);
    registry.script(PAIR);
    let info = registry.info();
    let size: u64 = ["registry.db", "registry.db-wal"]
        .iter()
        .map(|name| fs::metadata(registry.file.with_file_name(name)).unwrap().len())
        .sum();
    for (name, expected) in [
        ("Format", Value::from(1)),
        ("Revision", 6.into()),
        ("OldestRecord", 1.into()),
        ("Size", size.into()),
        ("Servers", 3.into()),
        ("Scopes", 2.into()),
        ("Leases", 2.into()),
        ("Relationships", 2.into()),
    ] {
        assert_eq!(info[name], expected, "{name}: {info}");
    }
    assert!(info["LastRecord"].as_str().unwrap().ends_with('Z'), "{info}");
    // A script on a registry in memory is told of that one.
    let mut command = without_settings(registry.program);
    command.args(["run", "-"]);
    let ran = run_with(command, b"server add dhcp1 192.0.2.11\nregistry info --json\n");
    assert!(ran.out.starts_with(r#"{"Registry":"memory:","Format":null,"Revision":0,"#), "{ran:?}");
    assert!(ran.out.contains(r#""Servers":2,"#), "{ran:?}");
}

#[test]
fn a_sound_registry_is_called_so_and_a_damaged_one_is_not_repaired() {
    let Some(registry) = registry("check") else { return };
    registry.script(PAIR);
    assert_eq!(registry.done(&["registry", "check", "--json"]), "{\"Records\":6,\"Faults\":[]}\n");
    registry.done(&["registry", "compact"]);
    assert_eq!(registry.done(&["registry", "check", "--json"]), "{\"Records\":6,\"Faults\":[]}\n");
    let original = fs::read(&registry.file).unwrap();
    for (statements, expected) in [
        ("DELETE FROM records WHERE revision = 3", "record 3 is missing"),
        ("DELETE FROM records WHERE revision > 3", "records 4 to 6 are missing"),
        (
            "UPDATE records SET record = replace(record, 'dhcp1', 'dhcpX') WHERE revision = 1",
            "revision 1 is not what was written",
        ),
        (
            "UPDATE records SET record = replace(record, '\"revision\":2', '\"revision\":7') WHERE revision = 2; \
             UPDATE records SET checksum = sum(record)",
            "record 2 says that it is record 7",
        ),
        (
            "UPDATE records SET record = '{\"format\":1}' WHERE revision = 2; UPDATE records SET checksum = sum(record)",
            "record 2: it cannot be read: ",
        ),
        ("UPDATE snapshot SET checksum = checksum + 1", "revision 6 is not what was written"),
        (
            "UPDATE snapshot SET snapshot = replace(snapshot, 'Head office', 'Headoffice'); UPDATE snapshot SET checksum = sum(snapshot)",
            "the snapshot is not what the records until then make of a new registry",
        ),
        ("UPDATE snapshot SET revision = 5", "the snapshot of revision 5 says that it is of revision 6"),
    ] {
        if !registry.tamper(statements) {
            return;
        }
        let before = fs::read(&registry.file).unwrap();
        let ran = registry.ran(&["registry", "check"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{statements}: {ran:?}");
        assert!(ran.err.contains(expected), "{statements}: {ran:?}");
        let named = registry.ran(&["registry", "check", "--json"]).out;
        assert!(named.contains(r#""name":"ERROR_FILE_CORRUPT""#), "{named}");
        assert!(fs::read(&registry.file).unwrap() == before, "{statements}: it is not repaired");
        restore(&registry, &original);
    }
    // A page that was overwritten.
    let mut broken = original.clone();
    broken[4096 + 100..2 * 4096].fill(0xA5);
    restore(&registry, &broken);
    let ran = registry.ran(&["registry", "check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("is damaged"), "{ran:?}");
    assert!(fs::read(&registry.file).unwrap() == broken);
}

fn restore(registry: &Registry, content: &[u8]) {
    for name in ["registry.db-wal", "registry.db-shm"] {
        let _ = fs::remove_file(registry.file.with_file_name(name));
    }
    fs::write(&registry.file, content).unwrap();
}

#[test]
fn what_is_no_history_goes_and_the_room_is_given_back() {
    let Some(registry) = registry("compact") else { return };
    registry.script(PAIR);
    let script: String =
        (0..200).map(|last| format!("scope exclude 10.0.0.0 10.0.0.{0} 10.0.0.{0} --computer-name dhcp1\nscope exclude 10.0.0.0 10.0.0.{0} 10.0.0.{0} --computer-name dhcp1 --remove\n", 20 + last)).collect();
    registry.script(&script);
    let shown = |registry: &Registry| {
        ["dhcp1", "dhcp2"].map(|server| {
            registry.done(&["scope", "show", "10.0.0.0", "--computer-name", server])
                + &registry.done(&["lease", "list", "10.0.0.0", "--computer-name", server])
                + &registry.done(&["failover", "show", "HQ", "--computer-name", server])
        })
    };
    let (before, size) = (shown(&registry), registry.info()["Size"].as_u64().unwrap());
    let history =
        Registry { place: format!("{}?history=3", registry.place), ..registry.beside("registry.db") };
    history.done(&["registry", "compact"]);
    let info = registry.info();
    assert_eq!((&info["Revision"], &info["OldestRecord"]), (&806.into(), &804.into()), "{info}");
    let smaller = info["Size"].as_u64().unwrap();
    assert!(smaller * 3 < size, "{smaller} of {size}");
    assert_eq!(shown(&registry), before);
    assert_eq!(registry.done(&["registry", "check", "--json"]), "{\"Records\":3,\"Faults\":[]}\n");
    // What is there may be less by now than what is to be kept.
    let none = Registry { place: format!("{}?history=0", registry.place), ..registry.beside("registry.db") };
    none.done(&["registry", "compact"]);
    assert_eq!(registry.info()["OldestRecord"], Value::Null);
    assert_eq!(shown(&registry), before);
    registry.done(&["server", "add", "dhcp3", "192.0.2.13"]);
    assert_eq!(registry.info()["OldestRecord"], 807);
}

#[test]
fn this_format_needs_no_migration_and_a_newer_one_is_refused() {
    let Some(registry) = registry("migrate") else { return };
    registry.done(&["server", "add", "dhcp1", "192.0.2.11"]);
    let ran = registry.ran(&["registry", "migrate"]);
    let nothing = "dhcpsapi: there is nothing to do: the registry has the format of this version\n";
    assert_eq!((ran.code, ran.err.as_str()), (0, nothing));
    if !registry.tamper("PRAGMA user_version = 2") {
        return;
    }
    for words in [
        &["registry", "migrate"][..],
        &["registry", "check"],
        &["registry", "info"],
        &["server", "list"],
        &["server", "add", "dhcp2", "192.0.2.12"],
    ] {
        let ran = registry.ran(words);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{words:?}: {ran:?}");
        assert!(ran.err.contains("(ERROR_DHCP_DATABASE_INIT_FAILED, 20001)"), "{words:?}: {ran:?}");
        assert!(ran.err.contains("it has format 2, and this build has 1"), "{words:?}: {ran:?}");
    }
}

/// The export without what two registries of the same servers differ in.
fn contents(export: &str) -> (Value, Value) {
    let export: Value = serde_json::from_str(export).unwrap();
    let mut registry = export["registry"].clone();
    registry.as_object_mut().unwrap().remove("clock");
    (registry, export["journal"].clone())
}

#[test]
fn an_export_begins_another_registry() {
    let Some(registry) = registry("export") else { return };
    registry.script(PAIR);
    registry.script("link cut dhcp1 dhcp2\nclock advance 1h\nserver stop dhcp2\n");
    let text = registry.done(&["registry", "export"]);
    let file = registry.file.with_file_name("export.json");
    fs::write(&file, "old").unwrap();
    let name = file.to_str().unwrap();
    registry.done(&["registry", "export", name]);
    assert_eq!(fs::read_to_string(&file).unwrap(), text);
    let other = registry.beside("other.db");
    other.done(&["registry", "import", name]);
    assert_eq!(contents(&other.done(&["registry", "export"])), contents(&text));
    assert_eq!(other.info()["Revision"], 1);
    assert_eq!(other.info()["ClockSet"], registry.info()["ClockSet"]);
    other.done(&["clock", "advance", "1h"]);
    assert_eq!(other.info()["Revision"], 2);
    assert_eq!(other.done(&["registry", "check", "--json"]), "{\"Records\":1,\"Faults\":[]}\n");
    // From a pipe into a script on a registry in memory.
    let mut command = without_settings(registry.program);
    command.env("DHCPSAPI_LOCAL", "here=192.0.2.1").args(["run", "-"]);
    let ran = run_with(command, format!("registry import {name}\nregistry export\n").as_bytes());
    assert_eq!(contents(&ran.out), contents(&text), "{}", ran.err);
}

/// A moment that a wrong clock has recorded, a year ahead, keeps every other host from writing; what is imported elsewhere is written
/// to again, and its time stands still until the host gets there.
#[test]
fn an_import_leaves_a_wrong_clock_behind() {
    let Some(registry) = registry("ahead") else { return };
    registry.script(PAIR);
    let text = registry.done(&["registry", "export"]);
    let mut export: Value = serde_json::from_str(&text).unwrap();
    let ahead = export["registry"]["clock"]["last"].as_u64().unwrap() + 365 * 86_400;
    export["registry"]["clock"]["last"] = ahead.into();
    export["registry"]["clock"]["last_by_host"] = ahead.into();
    let name = registry.file_beside("ahead.json", &export.to_string());
    let other = registry.beside("other.db");
    other.done(&["registry", "import", &name]);
    for name in ["dhcp8", "dhcp9"] {
        other.done(&["server", "add", name, &name.replace("dhcp", "192.0.2.10")]);
    }
    let after: Value = serde_json::from_str(&other.done(&["registry", "export"])).unwrap();
    assert_eq!(after["registry"]["clock"]["last"], ahead);
}

#[test]
fn what_cannot_be_imported_changes_nothing() {
    let Some(registry) = registry("import") else { return };
    registry.done(&["server", "add", "dhcp1", "192.0.2.11"]);
    let export = registry.done(&["registry", "export"]);
    let good = registry.file_beside("good.json", &export);
    let ran = registry.ran(&["registry", "import", &good]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("has something already, and nothing was changed"), "{ran:?}");
    assert_eq!(contents(&registry.done(&["registry", "export"])), contents(&export));
    let other = registry.beside("other.db");
    for (content, problem) in [
        (String::new(), "it cannot be read: "),
        ("{}".to_owned(), "it cannot be read: missing field `format`"),
        (export.replace("\"format\":1", "\"format\":2"), "it has format 2, and this build reads format 1"),
        (export.replace("dhcpsapi registry", "something"), "it is no export of a registry"),
        (export.replace("\"server\":1", "\"server\":9"), "something names a server"),
        (export[..export.len() / 2].to_owned(), "it cannot be read: "),
    ] {
        let bad = registry.file_beside("bad.json", &content);
        let ran = other.ran(&["registry", "import", &bad]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{content}: {ran:?}");
        assert!(ran.err.contains("is no export: ") && ran.err.contains(problem), "{content}: {ran:?}");
        assert_eq!(other.info()["Revision"], 0);
    }
    let ran = other.ran(&["registry", "import", "/nowhere/export.json"]);
    assert!(ran.code == 2 && ran.err.contains("cannot be read"), "{ran:?}");
}

#[test]
fn a_copy_has_everything() {
    let Some(registry) = registry("copy") else { return };
    registry.script(PAIR);
    let other = registry.beside("other.db");
    let ran = registry.ran(&["registry", "copy", &other.place, &registry.place]);
    assert!(ran.code == 2 && ran.err.contains("there is nothing in sqlite:"), "{ran:?}");
    assert!(!other.file.exists());
    registry.done(&["registry", "copy", &registry.place, &other.place]);
    let text = registry.done(&["registry", "export"]);
    assert_eq!(contents(&other.done(&["registry", "export"])), contents(&text));
    let (one, two) = (registry.info(), other.info());
    for name in ["Revision", "OldestRecord", "LastRecord", "Leases"] {
        assert_eq!(one[name], two[name], "{name}");
    }
    assert_eq!(other.done(&["registry", "check", "--json"]), "{\"Records\":6,\"Faults\":[]}\n");
    assert_eq!(mode(&other.file), 0o600);
    for (from, to, problem) in [
        (registry.place.as_str(), other.place.as_str(), "has something already, and nothing was changed"),
        (&registry.place, &registry.place, "has something already, and nothing was changed"),
        (&registry.place, "memory:", "a registry in memory ends with this process"),
        ("memory:", &other.place, "a registry in memory ends with this process"),
    ] {
        let ran = registry.ran(&["registry", "copy", from, to]);
        assert!(ran.code == 2 && ran.err.contains(problem), "{from} {to}: {ran:?}");
    }
    assert_eq!(other.info()["Revision"], 6);
}

// ---- secrets ----

fn secret_file(registry: &Registry, name: &str, secret: &str) -> String {
    let path = registry.file_beside(name, secret);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

/// The files beside a registry, but for those of the secrets themselves, that have a text in UTF-8 or UTF-16.
fn files_with(registry: &Registry, text: &str) -> Vec<String> {
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let has = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).any(|found| found == wanted);
    let files = fs::read_dir(registry.file.parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    let name = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    let found = files.filter(|path| {
        !name(path).starts_with("secret") && {
            let bytes = fs::read(path).unwrap();
            has(&bytes, text.as_bytes()) || has(&bytes, &wide)
        }
    });
    let mut found: Vec<String> = found.map(|path| name(&path)).collect();
    found.sort();
    found
}

#[test]
fn a_secret_that_has_ended_is_in_no_file() {
    const FIRST: &str = "Zwetschgenkuchen";
    const SECOND: &str = "Apfelstrudel-mit-Rahm";
    let Some(registry) = registry("secrets") else { return };
    let first = secret_file(&registry, "secret1", FIRST);
    let second = secret_file(&registry, "secret2", SECOND);
    registry
        .script(&PAIR.replace("failover add", &format!("failover add --yes --shared-secret-file {first}")));
    let export = registry.file.with_file_name("export.json");
    registry.done(&["registry", "export", export.to_str().unwrap()]);
    assert_eq!(files_with(&registry, FIRST), ["registry.db-wal"], "it is searched for as it stands there");
    registry.done(&["registry", "compact"]);
    assert_eq!(files_with(&registry, FIRST), ["registry.db"]);

    let set = ["failover", "set", "HQ", "--computer-name", "dhcp1", "--shared-secret-file", &second, "--yes"];
    registry.done(&set);
    assert_eq!(files_with(&registry, FIRST), [""; 0], "it was replaced");
    assert_eq!(files_with(&registry, SECOND), ["registry.db"]);
    let with_secrets = registry.file.with_file_name("with-secrets.json");
    fs::write(&with_secrets, "open to all").unwrap();
    registry.done(&["registry", "export", with_secrets.to_str().unwrap(), "--with-secrets"]);
    assert_eq!((mode(&with_secrets), mode(&export)), (0o600, 0o666 & !umask()));
    assert_eq!(files_with(&registry, SECOND), ["registry.db", "with-secrets.json"]);

    // Where it goes to, it is the same.
    let copies = [registry.beside("copy.db"), registry.beside("import.db"), registry.beside("without.db")];
    registry.done(&["registry", "copy", &registry.place, &copies[0].place]);
    copies[1].done(&["registry", "import", with_secrets.to_str().unwrap()]);
    copies[2].done(&["registry", "import", export.to_str().unwrap()]);
    for (copy, auth) in copies.iter().zip([true, true, false]) {
        for server in ["dhcp1", "dhcp2"] {
            let shown = copy.json(&["failover", "show", "HQ", "--computer-name", server]);
            assert_eq!((&shown["EnableAuth"], &shown["State"]), (&auth.into(), &"Normal".into()), "{shown}");
        }
    }
    for copy in &copies {
        fs::remove_dir_all(&copy.file).unwrap_err();
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{ending}", copy.file.display()));
        }
    }
    fs::remove_file(with_secrets).unwrap();
    registry.done(&["failover", "remove", "HQ", "--computer-name", "dhcp1", "--yes"]);
    assert_eq!(files_with(&registry, SECOND), [""; 0], "its relationship was deleted");
    assert_eq!(registry.done(&["registry", "check", "--json"]), "{\"Records\":9,\"Faults\":[]}\n");
}

fn umask() -> u32 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("Umask:")).unwrap();
    u32::from_str_radix(line.trim(), 8).unwrap()
}

// ---- DHCPSAPI_SETUP ----

#[test]
fn a_registry_in_memory_begins_with_an_export() {
    let Some(registry) = registry("setup") else { return };
    registry.script(PAIR);
    let export = registry.file_beside("export.json", &registry.done(&["registry", "export"]));
    let begun = |place: &str, file: &str, words: &[&str]| {
        let mut command = registry.command(words);
        command.env("DHCPSAPI_REGISTRY", place).env("DHCPSAPI_SETUP", file);
        run_with(command, b"failover add X --computer-name dhcp1 --partner-server dhcp2\nlease list 10.0.0.0 --computer-name dhcp2 --json\n")
    };
    for place in ["memory:", ""] {
        let ran = begun(place, &export, &["run", "-", "--keep-going"]);
        assert!(ran.out.contains(r#""ClientId":"00-11-22-33-44-55""#), "{ran:?}");
    }
    let listed = begun("memory:", &export, &["lease", "list", "10.0.0.0", "--computer-name", "dhcp1"]);
    assert_eq!(
        (listed.code, listed.out),
        (0, registry.done(&["lease", "list", "10.0.0.0", "--computer-name", "dhcp1"]))
    );
    // Nothing is better than servers that are not as they were meant to be.
    let bad = registry.file_beside("bad.json", "{\"format\":2}");
    for (file, problem) in [
        ("/nowhere/export.json", "No such file"),
        (bad.as_str(), "it has format 2, and this build reads format 1"),
    ] {
        let ran = begun("memory:", file, &["server", "list"]);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
        assert!(ran.err.contains("DHCPSAPI_SETUP: ") && ran.err.contains(problem), "{ran:?}");
        assert!(ran.err.contains(", 20001)"), "{ran:?}");
    }
    let other = registry.beside("other.db");
    let ran = begun(&other.place, &export, &["server", "add", "dhcp9", "192.0.2.19"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it is for a registry in memory alone"), "{ran:?}");
    assert!(!other.file.exists());
}

// ---- exec ----

/// A command that runs a program on servers of its own, whose directory is made in a place of the test.
fn exec(registry: &Registry, script: &str, program: &[&str]) -> (Command, PathBuf) {
    let place = registry.file.with_file_name("tmp");
    fs::create_dir_all(&place).unwrap();
    let script = registry.file_beside("script", script);
    let mut command = registry.command(&["exec", "--setup", &script, "--"]);
    command.env("TMPDIR", &place).env_remove("DHCPSAPI_REGISTRY").args(program);
    (command, place)
}

fn is_empty(directory: &Path) -> bool {
    fs::read_dir(directory).unwrap().next().is_none()
}

#[test]
fn a_program_has_servers_of_its_own() {
    let Some(registry) = registry("exec") else { return };
    let me = registry.program.to_str().unwrap();
    let look = "stat -c %a \"$TMPDIR\"/* \"$TMPDIR\"/*/registry.db; \"$0\" server list";
    let (command, place) = exec(&registry, PAIR, &["sh", "-c", look, me]);
    let ran = run_with(command, b"");
    let listed = "Name   IPAddress   Running  Local\nhere   192.0.2.1   true     true\ndhcp1  192.0.2.11  true     false\n\
                  dhcp2  192.0.2.12  true     false\n";
    assert_eq!((ran.code, ran.out), (0, format!("700\n600\n{listed}")), "the output is the program's alone");
    assert!(ran.err.contains("00-11-22-33-44-55"), "what the script prints: {}", ran.err);
    assert!(is_empty(&place));
    for (program, code) in [
        (&["sh", "-c", "exit 7"][..], 7),
        (&["sh", "-c", "kill -9 $$"], 137),
        (&["/nowhere/program"], 127),
        (&["/"], 126),
    ] {
        let (command, place) = exec(&registry, "", program);
        let ran = run_with(command, b"");
        assert_eq!(ran.code, code, "{program:?}: {ran:?}");
        assert!(is_empty(&place), "{program:?}");
    }
    let (command, place) = exec(&registry, "server add x\n", &["sh", "-c", "echo run"]);
    let ran = run_with(command, b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "the program is not run: {ran:?}");
    assert!(is_empty(&place));
    let (mut command, _) = exec(&registry, "", &["true"]);
    command.arg("--").env("DHCPSAPI_REGISTRY", "sqlite:/nowhere/x");
    assert_eq!(run_with(command, b"").code, 0, "the registry of the environment is another one");
}

/// Waits until a directory has something, or nothing.
fn wait_until(what: impl Fn() -> bool) {
    let until = Instant::now() + Duration::from_secs(20);
    while !what() {
        assert!(Instant::now() < until, "it does not come");
        sleep(Duration::from_millis(10));
    }
}

#[test]
fn signals_reach_the_program_and_its_servers_are_removed() {
    let Some(registry) = registry("signals") else { return };
    let started = registry.file.with_file_name("started");
    let script = format!("trap 'echo caught; exit 3' TERM; : > '{}'; sleep 30 & wait", started.display());
    let (mut command, place) = exec(&registry, "server add dhcp1 192.0.2.11\n", &["sh", "-c", &script]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    wait_until(|| started.exists());
    assert!(!is_empty(&place));
    run(Command::new("kill").args(["-TERM", &child.id().to_string()]));
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(3), &b"caught\n"[..]));
    assert!(is_empty(&place));

    // One that does not heed it is ended by it, and is said to have been.
    fs::remove_file(&started).unwrap();
    let script = format!(": > '{}'; exec sleep 30", started.display());
    let (mut command, place) = exec(&registry, "", &["sh", "-c", &script]);
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    wait_until(|| started.exists());
    run(Command::new("kill").args(["-INT", &child.id().to_string()]));
    let status = child.wait().unwrap();
    assert_eq!((status.code(), status.signal()), (Some(130), None));
    assert!(is_empty(&place));

    // While there is no program yet, nothing of it is left either, and none is started.
    let (mut command, place) = exec(&registry, "", &["sh", "-c", "echo run"]);
    command.arg("unused");
    let mut slow = registry.command(&["exec", "--setup", "-", "--", "sh", "-c", "echo run"]);
    slow.env("TMPDIR", &place).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = slow.spawn().unwrap();
    wait_until(|| !is_empty(&place));
    run(Command::new("kill").args(["-TERM", &child.id().to_string()]));
    drop(child.stdin.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.signal(), output.stdout.as_slice()), (Some(15), &b""[..]), "{output:?}");
    assert!(is_empty(&place));
}

// ---- the schema ----

/// What is wrong with a value by a schema. What the schema does not name is wrong, too, so that it keeps up with what is written.
fn faults(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (keyword, wanted) in schema.as_object().unwrap() {
        let is_fine = match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" | "required" | "properties" | "items" => true,
            "$ref" => {
                let place = wanted.as_str().unwrap().strip_prefix('#').unwrap();
                found.extend(faults(root, root.pointer(place).unwrap(), value, at));
                true
            }
            "type" => is_of_type(value, wanted.as_str().unwrap()),
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minimum" => value.as_i64().is_none_or(|number| number >= wanted.as_i64().unwrap()),
            "maximum" => value.as_i64().is_none_or(|number| number <= wanted.as_i64().unwrap()),
            "maxProperties" => {
                value.as_object().unwrap().len() <= usize::try_from(wanted.as_u64().unwrap()).unwrap()
            }
            "oneOf" => {
                let all = wanted.as_array().unwrap().iter();
                all.filter(|one| faults(root, one, value, at).is_empty()).count() == 1
            }
            "format" => wanted == "ipv4" && value.as_str().unwrap().parse::<std::net::Ipv4Addr>().is_ok(),
            "pattern" => wanted == "^([0-9a-f]{2}){1,255}$" && is_client(value.as_str().unwrap()),
            other => panic!("the schema uses {other}, which this test does not know"),
        };
        if !is_fine {
            found.push(format!("{at}: {keyword}: {value}"));
        }
    }
    found.extend(faults_of_members(root, schema, value, at));
    found
}

fn faults_of_members(root: &Value, schema: &Value, value: &Value, at: &str) -> Vec<String> {
    let mut found = Vec::new();
    let required = schema["required"].as_array().into_iter().flatten();
    found.extend(
        required
            .filter(|name| value.get(name.as_str().unwrap()).is_none())
            .map(|name| format!("{at}: no {name}")),
    );
    if schema["type"] == "object" {
        for (name, member) in value.as_object().into_iter().flatten() {
            let at = format!("{at}/{name}");
            match schema["properties"].get(name) {
                Some(schema) => found.extend(faults(root, schema, member, &at)),
                None => found.push(format!("{at}: it is not in the schema")),
            }
        }
    }
    if let (Some(schema), Some(items)) = (schema.get("items"), value.as_array()) {
        found.extend(items.iter().flat_map(|item| faults(root, schema, item, at)));
    }
    found
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        other => panic!("the schema uses the type {other}, which this test does not know"),
    }
}

fn is_client(text: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    (2..=510).contains(&text.len()) && text.len().is_multiple_of(2) && text.bytes().all(is_digit)
}

fn schema() -> Value {
    serde_json::from_str(&project::read("schema/registry-export.schema.json")).unwrap()
}

#[test]
fn an_export_is_what_its_schema_says() {
    let Some(registry) = registry("schema") else { return };
    let secret = secret_file(&registry, "secret", "Linzertorte");
    registry
        .script(&PAIR.replace("failover add", &format!("failover add --yes --shared-secret-file {secret}")));
    registry.script(
        "scope exclude 10.0.0.0 10.0.0.9 10.0.0.12 --computer-name dhcp1\n\
         scope reserve 10.0.0.0 10.0.0.30 00-11-22-33-44-66 --computer-name dhcp1\n\
         clock advance 30m\nlink cut dhcp1 dhcp2\nserver stop dhcp2\n",
    );
    let schema = schema();
    for options in [&[][..], &["-"], &["--with-secrets"]] {
        let export = registry.done(&[&["registry", "export"][..], options].concat());
        let export: Value = serde_json::from_str(&export).unwrap();
        assert_eq!(faults(&schema, &schema, &export, ""), [""; 0]);
        assert_eq!(export.get("secrets").is_some(), options.contains(&"--with-secrets"));
    }
}

/// One of everything that a snapshot can have, as it was written once and for all.
#[test]
fn the_schema_knows_all_that_was_ever_written() {
    let schema = schema();
    let golden = project::read("tests/golden/format1.jsonl");
    let snapshots = golden.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut count = 0;
    for mut snapshot in snapshots.filter(|line| line.get("registry").is_some()) {
        for (name, value) in
            [("kind", Value::from("dhcpsapi registry")), ("version", "0.1.0".into()), ("moment", 1.into())]
        {
            snapshot[name] = value;
        }
        assert_eq!(faults(&schema, &schema, &snapshot, ""), [""; 0]);
        count += 1;
    }
    assert!(count >= 3, "there are snapshots among the lines");
}

#[test]
fn what_is_no_export_does_not_pass_for_one() {
    let schema = schema();
    let good = serde_json::json!({
        "kind": "dhcpsapi registry", "format": 1, "version": "0.1.0", "moment": 1, "revision": 1,
        "registry": {"servers": [{"name": "a", "address": "10.0.0.1", "running": true, "clock_shift": -5, "scopes": [
            {"info": {"address": "10.0.0.0", "mask": "255.0.0.0", "state": "enabled"}, "has_lost_leases": false,
             "deletions": [{"address": "10.0.0.5", "client": "00ff"}]}],
            "relationships": []}], "directory": [], "lease_limit": "draft"},
    });
    assert_eq!(faults(&schema, &schema, &good, ""), [""; 0]);
    for (place, value) in [
        ("/kind", Value::from("something")),
        ("/format", 2.into()),
        ("/moment", (-1).into()),
        ("/moment", 1.5.into()),
        ("/revision", "1".into()),
        ("/registry/servers/0/address", "10.0.0.256".into()),
        ("/registry/servers/0/running", 1.into()),
        ("/registry/servers/0/scopes/0/info/state", "on".into()),
        ("/registry/servers/0/scopes/0/deletions/0/client", "0FF".into()),
        ("/registry/servers/0/scopes/0/deletions/0", serde_json::json!({"address": "10.0.0.5"})),
        ("/registry/lease_limit", Value::Null),
        (
            "/registry/directory",
            serde_json::json!([{"name": "b", "address": "10.0.0.2", "server": 0, "more": 1}]),
        ),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert_ne!(faults(&schema, &schema, &bad, ""), [""; 0], "{place}");
    }
}
