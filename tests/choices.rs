//! Each choice of `COMPATIBILITY.md` names the functions that decide it and the tests that show it, and all of them exist.
//!
//! A function is named as in Rust, behind the module or type that it stands in where its name alone says too little. A test
//! is named as cargo names it, behind its program (`outage::set::...`); a unit test is named behind its module.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::path::{Path, PathBuf};

use support::project;

const HEADER: &str = "| question | here | function | test |\n|---|---|---|---|\n";

/// A project's sources: where each stands, relative to the project, and its text.
type Sources = Vec<(PathBuf, String)>;

/// The rows of the tables of choices: those of the functions, and those of the WMI classes.
fn rows(document: &str) -> Vec<&str> {
    let tables = document.split(HEADER).skip(1);
    tables.flat_map(|table| table.lines().take_while(|line| line.starts_with('|'))).collect()
}

/// The mistakes of a row.
fn complaints(row: &str, sources: &Sources) -> Vec<String> {
    let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
    let [question, here, functions, tests] = cells[..] else {
        return vec![format!("not four cells: {row}")];
    };
    let mut found = Vec::new();
    if question.is_empty() || here.is_empty() {
        found.push(format!("no choice: {row}"));
    }
    let mut check = |what: &str, names: Vec<&str>, exists: &dyn Fn(&str) -> bool| {
        if names.is_empty() {
            found.push(format!("{question}: no {what}"));
        }
        let mut once = names.clone();
        once.sort_unstable();
        once.dedup();
        if once.len() < names.len() {
            found.push(format!("{question}: one {what} stands there twice"));
        }
        let missing = names.into_iter().filter(|name| !exists(name));
        found.extend(missing.map(|name| format!("{question}: there is no {what} {name}")));
    };
    check("function", quoted(functions), &|name| is_function(name, sources));
    check("test", quoted(tests), &|name| is_test(name, sources));
    found
}

/// The names of a cell, which stand between backticks.
fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

/// A name without what it stands in, and the last of that.
fn split(path: &str) -> (&str, Option<&str>) {
    let mut names = path.rsplit("::");
    (names.next().unwrap_or_default(), names.next())
}

/// Whether a file is the module of a name: `name.rs` or something in `name/`.
fn is_module(path: &Path, name: &str) -> bool {
    path.file_stem().is_some_and(|stem| stem == name)
        || path.parent().is_some_and(|directory| directory.ends_with(name))
}

/// Whether a line begins to declare one of these things by that name.
fn declares(line: &str, keywords: &[&str], name: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    words.windows(2).any(|pair| keywords.contains(&pair[0]) && pair[1] == name)
}

/// Whether a name is that of a type or a variant.
fn is_type(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// Whether the library has a function, constant, type or variant of this name.
fn is_function(path: &str, sources: &Sources) -> bool {
    let (name, place) = split(path);
    let is_variant = |line: &str| {
        let rest = line.trim().strip_prefix(name).filter(|_| is_type(name));
        rest.is_some_and(|rest| [",", "(", " {"].iter().any(|end| rest.starts_with(end)))
    };
    let is_it = |line: &str| {
        let is_code = !line.trim_start().starts_with("//");
        is_code && (declares(line, &["fn", "const", "static", "enum", "struct"], name) || is_variant(line))
    };
    let of_library = sources.iter().filter(|(path, _)| path.starts_with("src"));
    let here = of_library.filter(|(path, text)| {
        let is_of = |place| {
            let is_its_type = |line| declares(line, &["enum", "struct", "impl", "for"], place);
            if is_type(place) { text.lines().any(is_its_type) } else { is_module(path, place) }
        };
        text.contains(name) && place.is_none_or(is_of)
    });
    here.into_iter().any(|(_, text)| text.lines().any(is_it))
}

/// Whether there is a test of this name: in a program of `tests/`, or beside the code.
fn is_test(path: &str, sources: &Sources) -> bool {
    let names: Vec<&str> = path.split("::").collect();
    let [program, modules @ .., name] = &names[..] else { return false };
    let text_of =
        |path: String| sources.iter().find(|(at, _)| *at == Path::new(&path)).map(|(_, text)| text.as_str());
    let main = text_of(format!("tests/{program}.rs")).or_else(|| text_of(format!("tests/{program}/main.rs")));
    let mut beside = sources.iter().filter(|(path, _)| path.starts_with("src") && is_module(path, program));
    if modules.is_empty() && beside.any(|(_, text)| has_test(text, name)) {
        return true;
    }
    let Some(main) = main else { return false };
    let mut place = Some(main);
    for module in modules {
        let file = text_of(format!("tests/{program}/{module}.rs"));
        place = file.or_else(|| place.and_then(|text| body_of(text, module)));
    }
    place.is_some_and(|text| has_test(&outside_modules(text), name))
}

/// The text of a file outside its modules.
fn outside_modules(text: &str) -> String {
    let mut is_inside = false;
    let outside = text.lines().filter(|line| {
        is_inside |= line.starts_with("mod ") && line.ends_with('{');
        let is_kept = !is_inside;
        is_inside &= *line != "}";
        is_kept
    });
    outside.collect::<Vec<_>>().join("\n")
}

/// The text of a module of a file.
fn body_of<'a>(text: &'a str, module: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(&format!("\nmod {module} {{\n"))?;
    rest.split_once("\n}\n").map(|(body, _)| body)
}

/// Whether a function of this name is a test: attributes and comments stand between the mark and the function.
fn has_test(text: &str, name: &str) -> bool {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let begins = format!("fn {name}(");
    let mut named = (0..lines.len()).filter(|at| lines[*at].starts_with(&begins));
    named.any(|at| {
        let before =
            lines[..at].iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("//"));
        before.into_iter().any(|line| *line == "#[test]")
    })
}

#[test]
fn each_choice_names_its_function_and_its_test() {
    let root = project::root();
    let sources = ["src", "tests"].into_iter().flat_map(project::sources);
    let sources: Sources =
        sources.map(|(path, text)| (path.strip_prefix(&root).unwrap().to_owned(), text)).collect();
    let document = project::read("COMPATIBILITY.md");
    let rows = rows(&document);
    assert_eq!(document.matches(HEADER).count(), 2, "both tables have their header");
    assert!(!document.contains("| question | here |\n"), "no choice is without a function and a test");
    let found: Vec<_> = rows.into_iter().flat_map(|row| complaints(row, &sources)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Each way in which a row can be wrong is found.
#[test]
fn every_kind_of_broken_row_is_found() {
    let text = |lines: &[&str]| lines.join("\n") + "\n";
    let library = text(&[
        "/// fn absent()",
        "pub fn share() {",
        "const LIMIT: u32 = 1;",
        "    Forced(u32),",
        "    call(1),",
        "#[test]",
        "fn unit() {",
    ]);
    let program = text(&[
        "#[test]",
        "#[ignore]",
        "fn top() {",
        "fn helper() {",
        "",
        "mod inner {",
        "    #[test]",
        "    fn deep() {",
        "}",
    ]);
    let sources = vec![
        (PathBuf::from("src/domain/pool.rs"), library),
        (PathBuf::from("tests/api.rs"), program),
        (PathBuf::from("tests/many/main.rs"), text(&["mod part;"])),
        (PathBuf::from("tests/many/part.rs"), text(&["#[test]", "fn whole() {"])),
    ];
    let right = [
        "| a | b | `share` | `api::top` |",
        "| a | b | `pool::share`, `LIMIT` | `api::inner::deep`, `many::part::whole` |",
        "| a | b | `Forced` | `pool::unit` |",
    ];
    for row in right {
        assert_eq!(complaints(row, &sources), Vec::<String>::new(), "{row}");
    }
    let broken = [
        ("| a | b |", "not four cells: | a | b |"),
        ("| a |  | `share` | `api::top` |", "no choice: | a |  | `share` | `api::top` |"),
        ("| a | b |  | `api::top` |", "a: no function"),
        ("| a | b | share | `api::top` |", "a: no function"),
        ("| a | b | `share` |  |", "a: no test"),
        ("| a | b | `absent` | `api::top` |", "a: there is no function absent"),
        ("| a | b | `shar` | `api::top` |", "a: there is no function shar"),
        ("| a | b | `scope::share` | `api::top` |", "a: there is no function scope::share"),
        ("| a | b | `call` | `api::top` |", "a: there is no function call"),
        ("| a | b | `Pool::share` | `api::top` |", "a: there is no function Pool::share"),
        ("| a | b | `helper` | `api::top` |", "a: there is no function helper"),
        ("| a | b | `share`, `absent` | `api::top` |", "a: there is no function absent"),
        ("| a | b | `share` | `api::helper` |", "a: there is no test api::helper"),
        ("| a | b | `share` | `top` |", "a: there is no test top"),
        ("| a | b | `share` | `api::to` |", "a: there is no test api::to"),
        ("| a | b | `share` | `api::deep` |", "a: there is no test api::deep"),
        ("| a | b | `share` | `api::outer::deep` |", "a: there is no test api::outer::deep"),
        ("| a | b | `share` | `many::whole` |", "a: there is no test many::whole"),
        ("| a | b | `share` | `scope::unit` |", "a: there is no test scope::unit"),
    ];
    for (row, complaint) in broken {
        assert_eq!(complaints(row, &sources), [complaint], "{row}");
    }
}
