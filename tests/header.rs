//! The C headers are what the sources make of them: `include/dhcpsapi.h` (cbindgen) and
//! `include/dhcpsapi_errors.h` (the table of error numbers). `BLESS=1` rewrites both.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use dhcpsapi::abi::errors;
use support::project;

/// The names that a line of source declares with one of these keywords, if it is public and not nested.
fn declared<'a>(text: &'a str, keywords: &'a [&str]) -> impl Iterator<Item = &'a str> {
    text.lines().filter_map(move |line| {
        let rest = line.trim_start().strip_prefix("pub ")?;
        let (keyword, rest) = rest.split_once(' ')?;
        let name = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next()?;
        (keywords.contains(&keyword) && !name.is_empty()).then_some(name)
    })
}

fn header() -> String {
    let root = project::root();
    let config = cbindgen::Config::from_file(root.join("cbindgen.toml")).expect("cbindgen.toml");
    let mut builder = cbindgen::Builder::new().with_crate(&root).with_config(config);

    // A type that no function mentions is wanted, too; cbindgen would drop it.
    let mut constants = BTreeSet::new();
    let is_ours = |path: &Path| path.ends_with("extension.rs") || path.ends_with("cim.rs");
    let abi = project::sources("src/abi").into_iter().filter(|(path, _)| !is_ours(path));
    for (_, text) in abi {
        for name in declared(&text, &["type", "struct", "union", "enum"]) {
            builder = builder.include_item(name);
        }
        constants.extend(declared(&text, &["const"]).map(str::to_owned));
    }
    // A constant of another floor is not; cbindgen would take every public one.
    for (_, text) in project::sources("src") {
        for name in declared(&text, &["const"]).filter(|name| !constants.contains(*name)) {
            builder = builder.exclude_item(name);
        }
    }
    // Nor is a function that dhcpsapi.dll does not have; dhcpsapi_ext.h or dhcpsapi_cim.h declares it.
    let spec = project::spec();
    for (_, text) in project::sources("src/exports") {
        let functions =
            text.lines().filter_map(|line| line.split_once("extern \"C\" fn ")?.1.split('(').next());
        for name in functions.filter(|name| spec.iter().all(|export| export.name != *name)) {
            builder = builder.exclude_item(name);
        }
    }

    let mut text = Vec::new();
    builder.generate().expect("cbindgen").write(&mut text);
    one_blank_line(&short_comments(&String::from_utf8(text).unwrap()))
}

/// cbindgen leaves a blank line for each item that it leaves out.
fn one_blank_line(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.dedup_by(|line, before| line.is_empty() && before.is_empty());
    lines.join("\n") + "\n"
}

/// Puts a comment of one line on one line; cbindgen always takes three.
fn short_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut short = String::new();
    let mut rest = lines.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let indent = first.len() - first.trim_start().len();
        let single = match after {
            [line, end, ..] if first.trim() == "/**" && end.trim() == "*/" => line.trim().strip_prefix("* "),
            _ => None,
        };
        match single {
            Some(comment) if indent + comment.len() + "/**  */".len() <= 110 => {
                short += &format!("{}/** {comment} */\n", &first[..indent]);
                rest = &after[2..];
            }
            _ => {
                short += &format!("{first}\n");
                rest = after;
            }
        }
    }
    short
}

fn errors_header() -> String {
    let mut text = String::from(
        "/**\n\
         \x20* @file dhcpsapi_errors.h\n\
         \x20* The numbers that the functions of dhcpsapi.h return.\n\
         \x20*\n\
         \x20* Each is defined only if no other header has done it before. Five names are misspelt in the SDK\n\
         \x20* (EXITS); both spellings are here, except that ERROR_DHCP_SUBNET_EXISTS is a number of its own.\n\
         \x20*/\n\
         /* Made from src/abi/errors.rs; after a change there: BLESS=1 cargo test --test header */\n\
         #ifndef DHCPSAPI_ERRORS_H\n\
         #define DHCPSAPI_ERRORS_H\n",
    );
    let number =
        |name: &str| errors::TABLE.iter().find(|(_, known, _)| *known == name).map(|(number, ..)| *number);
    let mut define = |name: &str, number: u32, meaning: &str| {
        text += &format!("\n/** {meaning} */\n#ifndef {name}\n#  define {name} {number}\n#endif\n");
    };
    for (number, name, meaning) in errors::TABLE {
        define(name, *number, meaning);
    }
    for (alias, name) in errors::ALIASES {
        define(alias, number(name).expect(name), &format!("Another spelling of {name}."));
    }
    text += "\n#endif /* DHCPSAPI_ERRORS_H */\n";
    text
}

#[test]
fn dhcpsapi_h_is_made_from_the_sources() {
    project::compare_or_bless("include/dhcpsapi.h", &header());
}

#[test]
fn dhcpsapi_errors_h_is_made_from_the_table() {
    project::compare_or_bless("include/dhcpsapi_errors.h", &errors_header());
}

#[test]
fn the_table_of_errors_is_in_order_and_has_each_number_once() {
    for pair in errors::TABLE.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].1, pair[1].1);
    }
    let mut names: Vec<&str> = errors::TABLE.iter().map(|(_, name, _)| *name).collect();
    names.extend(errors::ALIASES.iter().map(|(alias, _)| *alias));
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), count, "a name stands twice");
    assert!(errors::TABLE.contains(&(
        20052,
        "ERROR_DHCP_SUBNET_EXISTS",
        "The subnet exists already, or overlaps another."
    )));
}

#[test]
fn everything_in_the_header_has_a_comment() {
    let header = header();
    let mut before = "";
    let mut missing = Vec::new();
    for line in header.lines() {
        let declares = line.starts_with("typedef ")
            || line.starts_with("enum ")
            || line.starts_with("struct ")
            || line.starts_with("union ")
            || line.contains(" DHCP_API_FUNCTION ")
            || (line.starts_with("#define ") && !line.contains("_DHCPSAPI_"))
            || (line.starts_with("    ")
                && (line.ends_with(';') || line.ends_with(','))
                && !line.contains('('));
        let is_parameter = line.starts_with("     ") && !line.trim_start().starts_with('*');
        // "} X;" and the typedef that cbindgen adds to an enumeration continue what has its comment above.
        if declares && !is_parameter && !before.ends_with("*/") {
            missing.push(line);
        }
        if !line.trim().is_empty() {
            before = line;
        }
    }
    assert!(missing.is_empty(), "without a comment:\n{}", missing.join("\n"));
}

#[test]
fn the_header_declares_every_export() {
    let header = header();
    let declared: BTreeSet<&str> = header
        .lines()
        .filter_map(|line| {
            line.split_once(" DHCP_API_FUNCTION ")?
                .1
                .split_once('(')
                .map(|(name, _)| name.trim_start_matches('*'))
        })
        .collect();
    let spec = project::spec();
    let wanted: BTreeSet<&str> = spec.iter().map(|export| export.name.as_str()).collect();
    let missing: Vec<_> = wanted.difference(&declared).collect();
    let unknown: Vec<_> = declared.difference(&wanted).collect();
    assert!(missing.is_empty() && unknown.is_empty(), "missing: {missing:?}\nunknown: {unknown:?}");
}

#[test]
fn the_headers_are_plain_ascii_without_long_base_types() {
    for (name, text) in [
        ("dhcpsapi.h", header()),
        ("dhcpsapi_errors.h", errors_header()),
        ("dhcpsapi_win.h", project::read("include/dhcpsapi_win.h")),
    ] {
        for (index, line) in text.lines().enumerate() {
            assert!(line.is_ascii(), "{name}:{}: {line}", index + 1);
            // ULONG and LONG are 64 bits wide in some headers for Linux, 32 bits on Windows.
            let code = line.split("/*").next().unwrap();
            let is_comment = line.trim_start().starts_with('*') || line.trim_start().starts_with("/*");
            let words = code.split(|c: char| !c.is_alphanumeric() && c != '_');
            let long = words.filter(|word| matches!(*word, "ULONG" | "LONG" | "long" | "ULONGLONG")).count();
            assert!(is_comment || long == 0, "{name}:{}: {line}", index + 1);
        }
    }
}
