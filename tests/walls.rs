//! The walls of the house: which module may use which, where `unsafe` may stand, and that every export goes through
//! the guard. The sources are read as text, comments left out.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "common/project.rs"]
mod project;

use std::path::Path;

/// What each module may use besides itself. `ffi` has a rule of its own.
const ARROWS: &[(&str, &[&str])] = &[
    ("exports", &["cim", "ffi", "abi", "service"]),
    ("cim", &["service", "domain"]),
    ("bin", &["cim", "service", "domain", "abi", "boundary"]),
    ("fork", &["service", "ffi", "environment", "process"]),
    ("service", &["journal", "domain", "environment", "process"]),
    ("ffi", &["abi", "domain", "environment", "index", "process"]),
    ("journal", &["domain"]),
    ("domain", &["bitmap", "index"]),
    ("abi", &[]),
    ("environment", &["process"]),
    ("index", &[]),
    ("bitmap", &[]),
    ("process", &[]),
];

/// What is wrong with one source file, `path` being relative to `src`.
fn violations(path: &str, source: &str) -> Vec<String> {
    let module = module_of(path);
    let code: String = source.lines().map(without_comment).collect::<Vec<_>>().join("\n");
    let mut found = Vec::new();
    if module == "lib" {
        return found;
    }
    let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == module) else {
        return vec![format!("{path}: no wall is known for {module}")];
    };
    // To a program `crate` is the program itself, and the library has a name.
    let library = if module == "bin" { "dhcpsapi::" } else { "crate::" };
    for used in uses(&code, library) {
        let (target, _) = used.split_once("::").unwrap_or((used.as_str(), ""));
        if target == module {
            continue;
        }
        if !allowed.contains(&target) {
            found.push(format!("{path}: {module} must not use {target}"));
        } else if module == "ffi" && target == "domain" && !ffi_may_use(path, &used) {
            found.push(format!(
                "{path}: only convert/ and call.rs use the domain beyond its strings, not {used}"
            ));
        }
    }
    if !["ffi", "exports", "process", "fork"].contains(&module) && words(&code).any(|word| word == "unsafe") {
        found.push(format!("{path}: unsafe outside ffi, exports, process and fork"));
    }
    if module == "exports" {
        found.extend(unguarded(path, &code));
    }
    found
}

/// Strings are the one thing of the domain that the whole boundary needs.
fn ffi_may_use(path: &str, used: &str) -> bool {
    path.starts_with("ffi/convert/") || path == "ffi/call.rs" || used.starts_with("domain::text")
}

fn module_of(path: &str) -> &str {
    let first = path.split('/').next().unwrap();
    first.strip_suffix(".rs").unwrap_or(first)
}

fn without_comment(line: &str) -> &str {
    line.split("//").next().unwrap()
}

/// Every path into the library, groups spelt out.
fn uses(code: &str, library: &str) -> Vec<String> {
    code.match_indices(library)
        .flat_map(|(at, start)| {
            let rest = &code[at + start.len()..];
            if let Some(group) = rest.strip_prefix('{') {
                let inside = group.split('}').next().unwrap();
                return inside.split(',').map(|one| one.trim().to_string()).collect::<Vec<_>>();
            }
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(rest.len());
            vec![rest[..end].to_string()]
        })
        .filter(|path| !path.is_empty())
        .collect()
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

/// Exports whose body does not begin with `call("Name", ...)` or `call_value("Name", ...)`.
fn unguarded(path: &str, code: &str) -> Vec<String> {
    let marker = "extern \"C\" fn ";
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
        .collect()
}

#[test]
fn no_wall_is_broken() {
    let root = project::root().join("src");
    let mut found = Vec::new();
    for (path, source) in project::sources("src") {
        let relative = path.strip_prefix(&root).unwrap_or(Path::new(&path)).to_string_lossy().into_owned();
        found.extend(violations(&relative, &source));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_domain_forbids_unsafe_code_by_itself() {
    assert!(project::read("src/domain/mod.rs").contains("#![forbid(unsafe_code)]"));
}

/// A wall test that never fails would be worth nothing: each kind of break is found.
#[test]
fn every_kind_of_broken_wall_is_found() {
    let breaks = [
        ("domain/pool.rs", "use crate::abi::win::DWORD;", "domain must not use abi"),
        ("domain/pool.rs", "use crate::{service, domain::text};", "domain must not use service"),
        ("domain/pool.rs", "fn f() { unsafe {} }", "unsafe outside"),
        ("service.rs", "use crate::ffi::call::Failure;", "service must not use ffi"),
        ("journal/sqlite.rs", "use crate::service::ask;", "journal must not use service"),
        ("abi/win.rs", "use crate::domain::text::Text;", "abi must not use domain"),
        ("ffi/paging.rs", "use crate::domain::registry::Server;", "only convert/"),
        ("ffi/alloc.rs", "use crate::service::ask;", "ffi must not use service"),
        ("exports/failover.rs", "use crate::domain::decide::Command;", "exports must not use domain"),
        ("exports/cim/parameters.rs", "use crate::domain::text::Text;", "exports must not use domain"),
        ("ffi/convert/failover.rs", "use crate::cim::step::Step;", "ffi must not use cim"),
        (
            "exports/failover.rs",
            "pub unsafe extern \"C\" fn DhcpX() -> u32 { 0 }",
            "does not go through the guard",
        ),
        ("exports/failover.rs", "extern \"C\" fn DhcpX() -> u32 { call(\"DhcpY\", || Ok(())) }", "the guard"),
        ("bin/dhcpsapi/main.rs", "use dhcpsapi::{cim, exports};", "bin must not use exports"),
        ("bin/dhcpsapi/main.rs", "fn f() { unsafe {} }", "unsafe outside"),
        ("elsewhere/mod.rs", "", "no wall is known"),
    ];
    for (path, source, expected) in breaks {
        let found = violations(path, source);
        assert!(found.iter().any(|line| line.contains(expected)), "{path}: {source}: {found:?}");
    }
    assert_eq!(violations("domain/pool.rs", "// unsafe: see crate::abi\nuse crate::domain::text;"), [""; 0]);
}
