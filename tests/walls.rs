//! The walls of the house: which room may use which, where `unsafe` may stand, who makes events, and that every export goes
//! through the guard. The sources are read as text, comments left out.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use support::project;

/// The rooms, with their floors. The floors inside the domain are a tenth apart.
const ROOMS: &[(&str, u32)] = &[
    ("exports", 70),
    ("bin", 70),
    ("cim", 60),
    ("fork", 60),
    ("service", 50),
    ("engine", 40),
    ("ffi", 31),
    ("watch", 30),
    ("eventlog", 20),
    ("say", 20),
    ("domain/rules", 14),
    ("domain/log", 13),
    ("domain/model", 12),
    ("domain/base", 11),
    ("abi", 0),
    ("environment", 0),
    ("index", 0),
    ("bitmap", 0),
    ("process", 0),
];

/// Which rooms each may use besides itself, all of them below it; of the domain `domain` means all its floors.
const ARROWS: &[(&str, &[&str])] = &[
    ("exports", &["cim", "ffi", "say", "abi", "service", "domain/base"]),
    ("bin", &["cim", "service", "watch", "say", "domain", "abi", "boundary"]),
    ("cim", &["service", "say", "domain"]),
    ("fork", &["service", "watch", "ffi", "environment", "process"]),
    ("service", &["engine", "watch", "eventlog", "domain", "environment", "process"]),
    ("engine", &["watch", "eventlog", "domain", "environment", "process"]),
    ("ffi", &["watch", "say", "abi", "domain", "environment", "index", "process"]),
    ("watch", &["say", "domain"]),
    ("eventlog", &["domain/log", "domain/model", "domain/base", "process"]),
    ("say", &["domain/rules", "domain/model", "domain/base"]),
    ("domain/rules", &["domain/log", "domain/model", "domain/base"]),
    ("domain/log", &["domain/model", "domain/base"]),
    ("domain/model", &["domain/base", "bitmap", "index"]),
    ("domain/base", &[]),
    ("abi", &[]),
    ("environment", &["process"]),
    ("index", &[]),
    ("bitmap", &[]),
    ("process", &[]),
];

/// The families of rules, each of which may use those before it. What reads stands apart, and uses all of them; a family may ask
/// it where that makes no circle.
const FAMILIES: &[&str] = &[
    "events",
    "acceptance",
    "balance",
    "fsm",
    "options",
    "delivery",
    "filters",
    "leasing",
    "serving",
    "superscopes",
    "updates",
    "exchange",
    "contact",
    "rebalance",
    "relationships",
    "directory",
    "elements",
    "scopes",
    "leases",
    "settings",
    "repair",
    "clients",
    "replication",
    "lab",
    "backups",
    "due",
    "transaction",
];

/// Who may name an event of the domain: rules make them, the log carries them out, `watch` and `eventlog` read them.
const NAMES_EVENTS: &[&str] = &["domain/rules", "domain/log", "watch", "eventlog"];

/// The broken walls of one source file, `path` being relative to `src`.
fn violations(path: &str, source: &str) -> Vec<String> {
    if path == "lib.rs" || path == "domain/mod.rs" {
        return beside_modules(path, &without_comments(source));
    }
    let Some(room) = room_of(path) else { return vec![format!("{path}: no room is known for it")] };
    let code = without_comments(source);
    let mut found = Vec::new();
    // To a program `crate` is the program itself, and the library has a name.
    let library = if room == "bin" { "dhcpsapi::" } else { "crate::" };
    for used in paths(&code, library).into_iter().chain(paths_above(path, without_tests(&code))) {
        found.extend(broken_wall(path, room, &used));
    }
    found.extend(ways_around(&code).map(|way| format!("{path}: {way} hides what is used")));
    if !code_behind_tests(&code).is_empty() {
        found.push(format!("{path}: unit tests stand last"));
    }
    for reexported in reexports(&code, library) {
        if room_of(&reexported).is_some_and(|other| other != room) {
            found.push(format!("{path}: {room} re-exports {reexported}"));
        }
    }
    let may_be_unsafe = ["ffi", "exports", "process", "fork"].contains(&room);
    if !may_be_unsafe && words(&code).any(|word| word == "unsafe") {
        found.push(format!("{path}: unsafe outside ffi, exports, process and fork"));
    }
    if !NAMES_EVENTS.contains(&room) && words(without_tests(&code)).any(|word| EVENTS.contains(&word)) {
        found.push(format!("{path}: events are made in domain/rules alone"));
    }
    if room == "exports" {
        found.extend(unguarded(path, &code));
    } else if code.contains("no_mangle") || code.contains("export_name") {
        found.push(format!("{path}: functions are exported by exports alone"));
    }
    found
}

/// What the two files that only name modules have besides: an item of theirs would be seen by every room.
fn beside_modules(path: &str, code: &str) -> Vec<String> {
    let is_of_modules = |line: &str| {
        let visible = line.trim_start_matches("pub ");
        line.starts_with("#[")
            || line.starts_with("#![")
            || visible.starts_with("mod ") && line.ends_with(';')
    };
    let boundary = "pub mod boundary {\n    pub use crate::ffi::call::refusal as error_number;\n}\n";
    let code = code.replace(boundary, "");
    let items = code.lines().filter(|line| !line.trim().is_empty() && !is_of_modules(line));
    let items = items.filter(|line| !line.starts_with("compile_error!("));
    items.map(|line| format!("{path}: it has nothing but modules, not {line}")).collect()
}

/// What follows the unit tests of a file.
fn code_behind_tests(code: &str) -> &str {
    let tests = code.split_once("#[cfg(test)]\nmod tests").map_or("", |(_, tests)| tests);
    tests.split_once("\n}\n").map_or("", |(_, behind)| behind.trim())
}

/// Spellings by which something could be used whose path is not found in the text: another name for the library or for all that is
/// in it, code of another file, two floors up by the name of neither.
fn ways_around(code: &str) -> impl Iterator<Item = &str> {
    const WAYS: &[&str] = &[
        "super::super",
        "extern crate",
        "#[path",
        "include!",
        "crate::*",
        "use dhcpsapi as",
        "use dhcpsapi;",
        "dhcpsapi::*",
    ];
    let bare = code.match_indices("crate").filter_map(|(at, name)| {
        let (before, after) = (&code[..at], &code[at + name.len()..]);
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let is_word = !before.ends_with(is_part) && !after.starts_with(is_part);
        let is_visibility = before.ends_with("pub(") && after.starts_with(')');
        (is_word && !is_visibility && !after.starts_with("::")).then_some(name)
    });
    WAYS.iter().copied().filter(|way| code.contains(way)).chain(bare)
}

/// The paths that begin one module up, from the root of the library.
fn paths_above(path: &str, code: &str) -> Vec<String> {
    let module = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let above = module.rsplit_once('/').map_or("", |(above, _)| above).replace('/', "::");
    let prefix = if above.is_empty() { String::new() } else { format!("{above}::") };
    let mut found = Vec::new();
    for (at, start) in code.match_indices("super::") {
        // Inside of a module in the file, which is indented, it is the file itself.
        if !code[..at].rsplit('\n').next().unwrap().starts_with(' ') {
            spell_out(&prefix, &code[at + start.len()..], &mut found);
        }
    }
    found
}

/// The kinds of events. Whoever makes one names its kind.
const EVENTS: &[&str] = &[
    "BackupEvent",
    "ClientEvent",
    "DirectoryEvent",
    "FilterEvent",
    "LabEvent",
    "LeaseEvent",
    "OptionsEvent",
    "PendingEvent",
    "RelationshipEvent",
    "ScopeEvent",
    "SettingsEvent",
];

/// The wall that a path breaks which a room uses and which begins below the crate.
fn broken_wall(path: &str, room: &str, used: &str) -> Option<String> {
    let used_path = used.replace("::", "/");
    let target = room_of(&used_path).or_else(|| used.starts_with("boundary").then_some("boundary"));
    // All of the domain, or a name that stands in no room: what is meant cannot be told.
    let Some(target) = target else { return Some(format!("{path}: no room is known for {used}")) };
    if target == room {
        return (room == "domain/rules").then(|| broken_order(path, used)).flatten();
    }
    let allowed = ARROWS.iter().find(|(name, _)| *name == room).unwrap().1;
    let is_allowed = |name: &str| name == target || name == "domain" && target.starts_with("domain/");
    if !allowed.iter().any(|name| is_allowed(name)) {
        return Some(format!("{path}: {room} must not use {target}"));
    }
    let beyond = room == "ffi" && target.starts_with("domain/") && !ffi_may_use(path, used);
    beyond.then(|| format!("{path}: only convert/ and call.rs use the domain beyond its strings, not {used}"))
}

/// Strings are the one thing of the domain that the whole boundary needs.
fn ffi_may_use(path: &str, used: &str) -> bool {
    path.starts_with("ffi/convert/") || path == "ffi/call.rs" || used.starts_with("domain::base::text")
}

/// A family of rules that uses one which comes after it.
fn broken_order(path: &str, used: &str) -> Option<String> {
    let place = |name: &str| FAMILIES.iter().position(|family| *family == name);
    let own = path.strip_prefix("domain/rules/")?.strip_suffix(".rs")?;
    let other = used.strip_prefix("domain::rules::")?.split("::").next()?;
    if own == "mod" || own.starts_with("read/") {
        return None;
    }
    let (Some(own), Some(other)) = (place(own), place(other)) else {
        // By way of what `rules` shows to others a family could use one behind it; the last one carries all commands out.
        let is_fine = other == "read" || own == "transaction" || other.is_empty();
        return (!is_fine).then(|| format!("{path}: a family must not use {used}"));
    };
    (other > own).then(|| format!("{path}: {} comes before {}", FAMILIES[own], FAMILIES[other]))
}

/// The room of a file or path below `src`; of what stands in no directory it is the name of the file.
fn room_of(path: &str) -> Option<&'static str> {
    let is_in = |room: &str| {
        path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '.']))
    };
    ROOMS.iter().map(|(room, _)| *room).find(|room| is_in(room))
}

fn without_comments(source: &str) -> String {
    let is_text = |before: &str| before.replace("\\\"", "").replace("'\"'", "").matches('"').count() % 2 == 1;
    let code = |line: &str| {
        let comment = line.match_indices("//").map(|(at, _)| at).find(|at| !is_text(&line[..*at]));
        line[..comment.unwrap_or(line.len())].to_owned()
    };
    source.lines().map(code).collect::<Vec<_>>().join("\n")
}

fn without_tests(code: &str) -> &str {
    code.split("#[cfg(test)]\nmod tests").next().unwrap()
}

/// Every path into the library that the code names, groups spelt out whatever their depth.
fn paths(code: &str, library: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, start) in code.match_indices(library) {
        spell_out("", &code[at + start.len()..], &mut found);
    }
    if library == "crate::" {
        for (at, start) in code.match_indices("use crate::{") {
            spell_out("", &code[at + start.len() - 1..], &mut found);
        }
    }
    found
}

/// The paths that begin a text, behind a prefix; answers how long they are.
fn spell_out(prefix: &str, text: &str, found: &mut Vec<String>) -> usize {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let path = format!("{prefix}{}", &text[..end]);
    if !text[end..].starts_with('{') {
        if !path.is_empty() {
            found.push(path);
        }
        return end;
    }
    let mut at = end + 1;
    while at < text.len() && !text[at..].starts_with('}') {
        if text[at..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '{') {
            at += spell_out(&path, &text[at..], found);
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at + 1
}

/// The paths, as directories, that a module makes its own: of names that it has from elsewhere, those paths.
fn reexports(code: &str, library: &str) -> Vec<String> {
    let mut found = Vec::new();
    let uses = code.split(';').map(str::trim).filter_map(|statement| {
        let at = statement.rfind("use ").filter(|at| *at == 0 || statement[..*at].ends_with(['\n', ' ']))?;
        statement[at + 4..].strip_prefix(library)
    });
    let mut imported = Vec::new();
    uses.for_each(|used| _ = spell_out("", used, &mut imported));
    let origin = |name: &str| {
        imported
            .iter()
            .find(|path| path.rsplit("::").next() == Some(name))
            .map(|path| path.replace("::", "/"))
    };
    for line in code.split(';').map(str::trim_start).filter(|statement| statement.starts_with("pub")) {
        let Some((visibility, rest)) = line.split_once("use ") else { continue };
        let is_visibility = visibility.trim() == "pub" || visibility.trim_end().ends_with(')');
        if let Some(rest) = rest.strip_prefix(library).filter(|_| is_visibility) {
            let mut paths = Vec::new();
            spell_out("", rest, &mut paths);
            found.extend(paths.iter().map(|path| path.replace("::", "/")));
        } else if is_visibility {
            let rest = rest.strip_prefix("self::").unwrap_or(rest);
            let mut paths = Vec::new();
            spell_out("", rest, &mut paths);
            found.extend(paths.iter().filter_map(|path| origin(path.split("::").next()?)));
        }
    }
    found
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

/// Exports whose body does not begin with `call("Name", ...)` or `call_value("Name", ...)`.
fn unguarded(path: &str, code: &str) -> Vec<String> {
    let marker = "extern \"C\" fn ";
    let marked = code.matches("no_mangle").count() + code.matches("export_name").count();
    let other = (marked > code.matches(marker).count())
        .then(|| format!("{path}: an exported function that is no {marker}"));
    code.match_indices(marker)
        .filter_map(|(at, _)| {
            let rest = &code[at + marker.len()..];
            let name = rest.split('(').next().unwrap();
            let body = rest.split_once('{').unwrap().1.trim_start();
            let guarded = [format!("call(\"{name}\""), format!("call_value(\"{name}\"")];
            let flat: String = body.chars().filter(|c| !c.is_whitespace()).take(120).collect();
            (!guarded.iter().any(|guard| flat.starts_with(guard)))
                .then(|| format!("{path}: {name} does not go through the guard"))
        })
        .chain(other)
        .collect()
}

/// Every file below `src` by its path there, with its text.
fn sources() -> Vec<(String, String)> {
    let root = project::root().join("src");
    let relative = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
    project::sources("src").into_iter().map(|(path, source)| (relative(&path), source)).collect()
}

#[test]
fn no_wall_is_broken() {
    let found: Vec<String> = sources().iter().flat_map(|(path, source)| violations(path, source)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Every arrow of the table leads down.
#[test]
fn arrows_run_down() {
    let floor = |name: &str| ROOMS.iter().find(|(room, _)| *room == name).map(|(_, floor)| *floor);
    for (room, others) in ARROWS {
        for other in *others {
            let lower = match *other {
                "domain" => floor("domain/rules"),
                "boundary" => floor("ffi"),
                other => floor(other),
            };
            // `fork` and `environment` stand beside what they use.
            assert!(lower < floor(room) || *room == "environment", "{room} uses {other}");
        }
    }
    assert_eq!(ROOMS.len(), ARROWS.len());
}

/// Files of the domain that use each other in a circle.
fn circles(files: &[(String, String)]) -> Vec<String> {
    let module = |path: &str| path.trim_end_matches("/mod.rs").trim_end_matches(".rs").to_owned();
    let modules: BTreeSet<String> = files.iter().map(|(path, _)| module(path)).collect();
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, source) in files {
        let code = without_comments(source);
        for used in paths(without_tests(&code), "crate::") {
            let used = used.replace("::", "/");
            // The longest module that the path begins with.
            let target = modules.iter().rev().find(|module| {
                used.strip_prefix(module.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
            let own = module(path);
            // A module and those inside it are one thing.
            if let Some(target) = target.filter(|target| !own.starts_with(target.as_str())) {
                uses.entry(own).or_default().insert(target.clone());
            }
        }
    }
    let reaches = |from: &String| {
        let (mut seen, mut next) = (BTreeSet::new(), vec![from.clone()]);
        while let Some(module) = next.pop() {
            for used in uses.get(&module).into_iter().flatten() {
                if seen.insert(used.clone()) {
                    next.push(used.clone());
                }
            }
        }
        seen
    };
    modules.iter().filter(|module| reaches(module).contains(*module)).cloned().collect()
}

#[test]
fn no_files_of_the_domain_use_each_other_in_a_circle() {
    let mut files = sources();
    files.retain(|(path, _)| path.starts_with("domain/"));
    assert_eq!(circles(&files), [""; 0]);
    let file = |path: &str, used: &str| (path.to_owned(), format!("use crate::domain::{used};"));
    let broken = [
        file("domain/model/scope.rs", "model::{lease::{Lease, LeaseTable}, pool}"),
        file("domain/model/lease.rs", "base::time::Timestamp"),
        file("domain/model/pool.rs", "model::scope::Scope"),
    ];
    assert_eq!(circles(&broken), ["domain/model/pool", "domain/model/scope"]);
}

#[test]
fn every_family_of_rules_has_its_place() {
    for (path, _) in sources() {
        let Some(name) = path.strip_prefix("domain/rules/").and_then(|name| name.strip_suffix(".rs")) else {
            continue;
        };
        let is_placed = FAMILIES.contains(&name) || name == "mod" || name.starts_with("read/");
        assert!(is_placed, "{path} has no place in the order of families");
    }
}

#[test]
fn the_domain_forbids_unsafe_code_by_itself() {
    assert!(project::read("src/domain/mod.rs").contains("#![forbid(unsafe_code)]"));
}

/// A wall test that never fails would be worth nothing: each kind of break is found.
#[test]
fn every_kind_of_broken_wall_is_found() {
    let breaks = [
        ("domain/model/pool.rs", "use crate::abi::win::DWORD;", "domain/model must not use abi"),
        ("domain/model/pool.rs", "use crate::{service, domain::base::text};", "must not use service"),
        (
            "exports/failover.rs",
            "use crate::{ffi::{call}, domain::rules::Command};",
            "exports must not use domain/rules",
        ),
        (
            "exports/failover.rs",
            "use crate::{\n    ffi::{call, out::{Out, two}},\n    domain::{base::text, log}};",
            "must not use domain/log",
        ),
        ("domain/base/text.rs", "use crate::domain::model::scope::Scope;", "must not use domain/model"),
        ("domain/model/scope.rs", "fn f() { crate::domain::log::apply() }", "must not use domain/log"),
        ("domain/log/mod.rs", "use crate::domain::rules::fsm;", "must not use domain/rules"),
        ("domain/rules/fsm.rs", "use crate::domain::rules::contact;", "fsm comes before contact"),
        ("domain/model/pool.rs", "fn f() { unsafe {} }", "unsafe outside"),
        ("domain/log/mod.rs", "pub use crate::domain::base::error::Error;", "re-exports domain/base/error"),
        (
            "service/mod.rs",
            "pub(crate) use crate::domain::{model::{scope::Scope}};",
            "re-exports domain/model/scope",
        ),
        (
            "service/mod.rs",
            "fn f() -> LabEvent { LabEvent::Started(ServerId::FIRST) }",
            "events are made in domain/rules",
        ),
        ("service/mod.rs", "use crate::ffi::call::Failure;", "service must not use ffi"),
        ("eventlog/sqlite.rs", "use crate::service::ask;", "eventlog must not use service"),
        ("eventlog/sqlite.rs", "use crate::domain::rules::decide;", "eventlog must not use domain/rules"),
        ("say/rules.rs", "use crate::watch::journal::EventKind;", "say must not use watch"),
        ("say/rules.rs", "use crate::ffi::call::Failure;", "say must not use ffi"),
        ("watch/journal.rs", "use crate::service::ask;", "watch must not use service"),
        ("abi/win.rs", "use crate::domain::base::text::Text;", "abi must not use domain"),
        ("ffi/paging.rs", "use crate::domain::model::server::Server;", "only convert/"),
        ("ffi/alloc.rs", "use crate::service::ask;", "ffi must not use service"),
        (
            "exports/cim/parameters.rs",
            "use crate::domain::model::scope::Scope;",
            "exports must not use domain",
        ),
        ("ffi/convert/failover.rs", "use crate::cim::step::Step;", "ffi must not use cim"),
        (
            "exports/failover.rs",
            "pub unsafe extern \"C\" fn DhcpX() -> u32 { 0 }",
            "does not go through the guard",
        ),
        ("exports/failover.rs", "extern \"C\" fn DhcpX() -> u32 { call(\"DhcpY\", || Ok(())) }", "the guard"),
        ("bin/dhcpsapi/main.rs", "use dhcpsapi::{cim, exports};", "bin must not use exports"),
        ("bin/dhcpsapi/main.rs", "fn f() { unsafe {} }", "unsafe outside"),
        ("elsewhere/mod.rs", "", "no room is known"),
        // Other spellings of the same.
        ("watch/journal.rs", "use crate::domain as d;\nfn f() { d::rules::decide() }", "known for domain"),
        ("watch/journal.rs", "use crate::domain::{self as d};", "no room is known for domain::self"),
        ("watch/journal.rs", "use crate::domain::*;", "no room is known for domain"),
        ("watch/journal.rs", "use crate::{self as root};", "no room is known for self"),
        ("watch/journal.rs", "use crate as root;", "crate hides"),
        ("watch/journal.rs", "use crate::*;", "crate::* hides"),
        ("watch/journal.rs", "extern crate self as root;", "extern crate hides"),
        ("watch/journal.rs", "name!(crate, service);", "crate hides"),
        ("watch/journal.rs", "fn f() { super::super::service::ask() }", "super::super hides"),
        ("watch/journal.rs", "#[path = \"../service/mod.rs\"]\nmod service;", "#[path hides"),
        ("watch/journal.rs", "include!(\"../service/mod.rs\");", "include! hides"),
        ("watch/mod.rs", "use super::service::ask;", "watch must not use service"),
        ("watch/mod.rs", "use super::{\n    service::ask,\n};", "watch must not use service"),
        ("bin/dhcpsapi/main.rs", "use dhcpsapi as library;", "use dhcpsapi as hides"),
        ("domain/rules/fsm.rs", "use super::contact;", "fsm comes before contact"),
        ("domain/rules/fsm.rs", "use crate::domain::rules::Transaction;", "a family must not use"),
        (
            "domain/log/mod.rs",
            "use crate::domain::base::{error::Error, ids};\npub use self::ids::ServerId;",
            "re-exports domain/base/ids",
        ),
        (
            "watch/journal.rs",
            "const A: &str = \"//\"; use crate::service::ask;",
            "watch must not use service",
        ),
        ("watch/journal.rs", "#[cfg(test)]\nmod tests {\n}\nfn f() {}", "unit tests stand last"),
        ("domain/mod.rs", "pub use rules::decide;", "nothing but modules"),
        ("lib.rs", "pub use domain::rules::decide;", "nothing but modules"),
        ("engine/local.rs", "fn f() -> Event { Event::Pending(PendingEvent::Done(now, it)) }", "events are"),
        ("service/mod.rs", "#[unsafe(no_mangle)]\npub fn dhcpsapi_f() {}", "exported by exports alone"),
        (
            "exports/failover.rs",
            "#[unsafe(no_mangle)]\npub unsafe extern \"system\" fn DhcpX() -> u32 { 0 }",
            "an exported function that is no",
        ),
    ];
    for (path, source, expected) in breaks {
        let found = violations(path, source);
        assert!(found.iter().any(|line| line.contains(expected)), "{path}: {source}: {found:?}");
    }
    let fine = "// unsafe: see crate::abi\nuse crate::domain::base::text;\npub use self::inside::Thing;";
    assert_eq!(violations("domain/model/pool.rs", fine), [""; 0]);
}

/// The longest function.
const MAX_LINES: usize = 70;

/// Functions that are longer, with their lines.
fn long_functions(path: &str, source: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let is_function = |line: &str| {
        let code = line.trim_start();
        !code.starts_with("//") && words(code).any(|word| word == "fn") && !code.ends_with(';')
    };
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| is_function(line)) {
        // Formatted code ends a function where it is indented as its first line.
        let indent = &line[..line.len() - line.trim_start().len()];
        let end = format!("{indent}}}");
        let length = lines[at..].iter().position(|line| *line == end).map_or(1, |length| length + 1);
        if length > MAX_LINES && !line.trim_end().ends_with('}') {
            found.push(format!("{path}:{}: {length} lines", at + 1));
        }
    }
    found
}

#[test]
fn no_function_is_longer_than_a_page() {
    let found: Vec<String> =
        sources().iter().flat_map(|(path, source)| long_functions(path, source)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let long = format!("fn f() {{\n{}}}\n", "    g();\n".repeat(69));
    assert_eq!(long_functions("a.rs", &long), ["a.rs:1: 71 lines"]);
}

/// Public items that nothing but their own definition, comments and unit tests name.
fn dead_items(sources: &[(String, String)], users: &[String]) -> Vec<String> {
    let mut count: BTreeMap<&str, usize> = BTreeMap::new();
    let codes: Vec<String> = sources
        .iter()
        .map(|(_, source)| without_tests(&without_comments(source)).to_owned())
        .chain(users.iter().map(|source| without_comments(source)))
        .collect();
    for word in codes.iter().flat_map(|code| words(code)) {
        *count.entry(word).or_default() += 1;
    }
    let mut defined: BTreeMap<&str, usize> = BTreeMap::new();
    for name in codes.iter().flat_map(|code| code.lines()).filter_map(public_item) {
        *defined.entry(name).or_default() += 1;
    }
    let mut found = Vec::new();
    for ((path, _), code) in sources.iter().zip(&codes) {
        // The names of `exports` are the product, those of `abi` are the SDK's, and a program has no users.
        if ["exports", "abi", "bin"].iter().any(|room| room_of(path) == Some(room)) {
            continue;
        }
        for name in code.lines().filter_map(public_item) {
            if count[name] <= defined[name] {
                found.push(format!("{path}: {name}"));
            }
        }
    }
    found
}

/// The name of the item that a line makes public.
fn public_item(line: &str) -> Option<&str> {
    let line = line.trim_start().strip_prefix("pub")?;
    let line = if line.starts_with('(') { line.split_once(") ")?.1 } else { line.strip_prefix(' ')? };
    let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    let mut kind = words.next()?;
    while ["const", "unsafe", "async"].contains(&kind) && line.contains(" fn ") {
        kind = words.next()?;
    }
    ["fn", "struct", "enum", "const", "static", "type", "trait"].contains(&kind).then(|| words.next())?
}

#[test]
fn no_public_item_is_dead() {
    let users: Vec<String> = ["tests", "benches"]
        .iter()
        .flat_map(|directory| project::sources(directory))
        .map(|(_, text)| text)
        .collect();
    assert_eq!(dead_items(&sources(), &users), [""; 0]);
    let source =
        "pub fn used() {}\npub const fn dead() {}\n#[cfg(test)]\nmod tests {\n    fn f() { dead() }\n}";
    let broken = [
        ("service/mod.rs".to_owned(), source.to_owned()),
        ("cim/mod.rs".to_owned(), "fn f() { used() }".to_owned()),
    ];
    assert_eq!(dead_items(&broken, &[]), ["service/mod.rs: dead"]);
}
