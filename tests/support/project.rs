//! The project's files, and the rule for the ones that are generated.

use std::fs;
use std::path::{Path, PathBuf};

/// The directory of the project.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file of the project.
pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every Rust source below a directory of the project, with its text.
pub fn sources(directory: &str) -> Vec<(PathBuf, String)> {
    fn walk(directory: &Path, found: &mut Vec<(PathBuf, String)>) {
        let mut entries: Vec<_> =
            fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(directory), &mut found);
    found
}

/// Fails unless a generated file is up to date; with BLESS=1 in the environment it is rewritten instead.
pub fn compare_or_bless(path: &str, wanted: &str) {
    let present = fs::read_to_string(root().join(path)).unwrap_or_default();
    if present == wanted {
        return;
    }
    if std::env::var_os("BLESS").is_some_and(|value| value == "1") {
        fs::write(root().join(path), wanted).unwrap();
        return;
    }
    let difference = present
        .lines()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(wanted.lines().map(Some).chain(std::iter::repeat(None)))
        .enumerate()
        .find(|(_, (is, should))| is != should || (is.is_none() && should.is_none()))
        .map(|(index, (is, should))| {
            format!(
                "line {}:\n  is:     {}\n  should: {}",
                index + 1,
                is.unwrap_or("-"),
                should.unwrap_or("-")
            )
        });
    panic!("{path} is not what the sources make; rewrite it with BLESS=1\n{}", difference.unwrap());
}

/// One line of `exports.spec`.
#[derive(Debug, Clone)]
pub struct Export {
    pub name: String,
    pub done: bool,
    pub family: String,
    pub section: Option<String>,
}

/// `exports.spec`, in its order.
pub fn spec() -> Vec<Export> {
    let text = read("exports.spec");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let columns: Vec<&str> = line.split_whitespace().collect();
            let [name, state, family, section] = columns[..] else { panic!("four columns, not: {line}") };
            let done = match state {
                "done" => true,
                "stub" => false,
                _ => panic!("done or stub, not: {line}"),
            };
            let section = (section != "-").then(|| section.to_owned());
            Export { name: name.to_owned(), done, family: family.to_owned(), section }
        })
        .collect()
}
