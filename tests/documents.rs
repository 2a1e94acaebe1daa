//! The papers of the project: the tests and functions that CONTROLS.md names exist, links lead somewhere, the licences are there,
//! and the README names the Rust that Cargo.toml does.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use support::project;

use std::collections::BTreeSet;
use std::path::PathBuf;

const PAGES: [&str; 7] = [
    "README.md",
    "CONTRIBUTING.md",
    "COMPATIBILITY.md",
    "CHANGELOG.md",
    "CONTROLS.md",
    "SECURITY.md",
    "python/TUTORIAL.md",
];

// ---- CONTROLS.md ----

/// The names of functions in Rust sources, of all or of those alone that are tests: by themselves, and behind the file, each
/// directory, module and type that they stand in.
fn functions(sources: &[(PathBuf, String)], tests_alone: bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, source) in sources {
        let stem = path.with_extension("");
        let mut places: Vec<&str> = stem.iter().filter_map(|part| part.to_str()).collect();
        let mut is_test = false;
        for line in source.lines().map(str::trim) {
            is_test |= line == "#[test]";
            if line.starts_with("impl") || line.starts_with("mod ") {
                places.extend(line.split(|c: char| !is_part(c)).filter(|word| !word.is_empty()));
            }
            let Some(name) = declared(line) else { continue };
            if is_test || !tests_alone {
                found.extend(places.iter().map(|place| format!("{place}::{name}")));
                found.insert(name.to_owned());
            }
            is_test = false;
        }
    }
    found
}

/// The function that a line declares.
fn declared(line: &str) -> Option<&str> {
    let (before, after) = line.split_once("fn ")?;
    let is_declaration = before.split_whitespace().all(|word| {
        ["pub", "const", "unsafe", "extern", "async"].contains(&word)
            || word.starts_with("pub(")
            || word.starts_with('"')
    });
    let name = after.split(['(', '<']).next()?;
    (is_declaration && is_name(name)).then_some(name)
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_part)
}

fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

/// The words of a page between backticks.
fn named(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2)
}

/// The functions `name()` and the tests `file::name` that a page names and that do not exist.
fn missing(page: &str, functions: &BTreeSet<String>, tests: &BTreeSet<String>) -> Vec<String> {
    let is_missing = |name: &&str| match name.strip_suffix("()") {
        Some(function) => !functions.contains(function),
        None => name.contains("::") && !tests.contains(*name),
    };
    named(page).filter(is_missing).map(str::to_owned).collect()
}

fn sources(directories: &[&str]) -> Vec<(PathBuf, String)> {
    directories.iter().flat_map(|directory| project::sources(directory)).collect()
}

#[test]
fn the_functions_and_tests_that_controls_md_names_exist() {
    let page = project::read("CONTROLS.md");
    let functions = functions(&sources(&["src"]), false);
    let tests = self::functions(&sources(&["src", "tests"]), true);
    assert_eq!(missing(&page, &functions, &tests), Vec::<String>::new());
    let named = named(&page).filter(|name| name.contains("::")).count();
    assert!(named > 100, "the page names its tests as `file::name`: {named}");
}

#[test]
fn a_name_that_does_not_exist_is_found() {
    let source = "
        pub(crate) const fn decides<T>(it: T) {}
        impl<T> Trait for Type<T> {
        unsafe extern \"C\" fn called() {}
        /// A comment about fn commented(x).
        #[test]
        #[ignore = \"long\"]
        fn shows() {}
        fn helps() {}
    ";
    let sources = [("src/file.rs".into(), source.to_owned())];
    let (all, tests) = (functions(&sources, false), functions(&sources, true));
    let page = "`decides()`, `Type::called()`, `file::shows`, `Type`, `a/path.rs`, `make test`, `commented()`, \
                `Type::gone()`, `Other::called()`, `file::gone`, `file::helps`, `elsewhere::shows`";
    let found = missing(page, &all, &tests);
    assert_eq!(
        found,
        ["commented()", "Type::gone()", "Other::called()", "file::gone", "file::helps", "elsewhere::shows",]
    );
}

// ---- all pages ----

/// The targets of the links of a page that are no addresses of the web and no places within the page.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let targets = page.split("](").skip(1).filter_map(|rest| rest.split_once(')'));
    targets
        .map(|(target, _)| target)
        .filter(|target| !target.starts_with("http"))
        .filter_map(|target| target.split('#').next().filter(|path| !path.is_empty()))
}

#[test]
fn every_link_of_a_page_leads_to_a_file() {
    for page in PAGES {
        let text = project::read(page);
        let path = project::root().join(page);
        let directory = path.parent().unwrap();
        let lost: Vec<_> = links(&text).filter(|link| !directory.join(link).exists()).collect();
        assert!(lost.is_empty(), "{page}: {lost:?}");
    }
    let found: Vec<_> = links("[a](there.md#place) [b](https://example.org) [c](#here) `x`").collect();
    assert_eq!(found, ["there.md"]);
}

/// A field of the package in Cargo.toml; the first line of that name is the package's.
fn field(name: &str) -> String {
    let manifest = project::read("Cargo.toml");
    let line = manifest.lines().find_map(|line| line.strip_prefix(&format!("{name} = \"")));
    line.and_then(|line| line.split('"').next()).unwrap().to_owned()
}

#[test]
fn each_licence_of_the_package_is_there() {
    assert_eq!(field("license"), "MIT OR Apache-2.0");
    assert!(project::read("python/pyproject.toml").contains("license = \"MIT OR Apache-2.0\"\n"));
    assert!(project::read("LICENSE-MIT").starts_with("MIT License\n\nCopyright (c) "));
    let apache = project::read("LICENSE-APACHE");
    assert!(apache.contains("Version 2.0, January 2004") && apache.contains("END OF TERMS AND CONDITIONS"));
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert_eq!(project::read(&format!("python/{name}")), project::read(name), "the wheel's are the same");
    }
}

#[test]
fn the_readme_names_the_least_rust() {
    let least = format!("Rust {}", field("rust-version"));
    assert!(project::read("README.md").contains(&least), "README.md does not name {least}");
}

/// The values of a key in a text of TOML whose strings stand in one line, or between three quotes.
fn toml_values(text: &str, key: &str) -> Option<String> {
    let begin = text.find(&format!("\n{key} = "))? + key.len() + 4;
    let value = &text[begin..];
    if let Some(rest) = value.strip_prefix("'''\n") {
        return Some(rest.split("'''").next().unwrap().to_owned());
    }
    let line = value.lines().next().unwrap();
    Some(line.trim_matches('"').replace("\\\"", "\"").replace("\\\\", "\\"))
}

/// The expression of each deliberate fault stands in its file, once, or nobody could put the fault there.
#[test]
fn each_deliberate_fault_has_its_place() {
    let faults = project::read("tests/faults/faults.toml");
    let faults: Vec<&str> = faults.split("[[faults]]").skip(1).collect();
    assert!(faults.len() > 20);
    for fault in faults {
        let name = toml_values(fault, "name").unwrap();
        // The soak plays with the domain, and the tests that are named with the rest.
        let top = if fault.contains("\ntests = [") { "src" } else { "src/domain" };
        for change in fault.split("[[faults.more]]") {
            let [file, right] = ["file", "right"].map(|key| toml_values(change, key).unwrap());
            let expression = toml_values(change, "before").unwrap_or_default() + &right;
            let found = project::read(&format!("{top}/{file}")).matches(&expression).count();
            assert_eq!(found, 1, "{name}: its expression stands {found} times in {file}");
        }
    }
}

// ---- MS-DHCPM ----

/// The methods of MS-DHCPM that a text names by their sections, 3.1.4.n and 3.2.4.n; "3.1.4.5 to 3.1.4.7" names three.
fn methods(text: &str) -> BTreeSet<(u32, u32)> {
    let method = |word: &str| {
        let parts: Vec<u32> = word
            .trim_matches(|c: char| !c.is_ascii_digit())
            .split('.')
            .map_while(|part| part.parse().ok())
            .collect();
        match parts[..] {
            [3, part @ 1..=2, 4, number] => Some((part, number)),
            _ => None,
        }
    };
    let is_word = |word: &&str| !["//!", "///", "//", "*"].contains(word);
    let words: Vec<&str> = text.split_whitespace().filter(is_word).collect();
    let mut found: BTreeSet<(u32, u32)> = words.iter().filter_map(|word| method(word)).collect();
    let behind = |number: usize| words.iter().skip(number);
    for ((from, to), until) in words.iter().zip(behind(1)).zip(behind(2)) {
        if let (Some((one, first)), "to", Some((other, last))) = (method(from), *to, method(until))
            && one == other
        {
            found.extend((first..=last).map(|number| (one, number)));
        }
    }
    found
}

/// A rule that no test names is one that no test checks.
#[test]
fn each_method_that_works_is_named_by_a_test() {
    let header = project::read("include/dhcpsapi.h");
    let texts = header.split("/**").skip(1).filter_map(|text| text.split_once("*/"));
    let works = texts.filter(|(text, _)| !text.contains("Not implemented yet"));
    let wanted: BTreeSet<_> = works.flat_map(|(text, _)| methods(text)).collect();
    let tests = project::sources("tests").into_iter().chain(project::sources("src"));
    let named: BTreeSet<_> = tests
        .flat_map(|(path, source)| {
            let of_tests = if path.starts_with(project::root().join("tests")) {
                Some(source.as_str())
            } else {
                source.split_once("mod tests").map(|(_, tests)| tests)
            };
            methods(of_tests.unwrap_or_default())
        })
        .collect();
    assert!(wanted.len() > 100, "{}", wanted.len());
    let unnamed: Vec<_> =
        wanted.difference(&named).map(|(part, number)| format!("3.{part}.4.{number}")).collect();
    assert!(unnamed.is_empty(), "no test names MS-DHCPM {unnamed:?}");
    let found = methods("(MS-DHCPM 3.1.4.5 to\n//! 3.1.4.7, 3.2.4.90, step 7; RFC 2131, 4.3.1)");
    assert_eq!(found, [(1, 5), (1, 6), (1, 7), (2, 90)].into());
}
