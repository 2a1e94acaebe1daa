//! `dhcpsapi run FILE`

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use crate::arguments::words::words;
use crate::failure::Failure;
use crate::session::{Line, Session, line_of};

/// Runs a script. Answers the exit code: that of the first line that fails.
pub(crate) fn run(session: &Session<'_>, file: &Path, keep_going: bool) -> u8 {
    let is_input = is_standard_input(file);
    let (script, content) = content_of(file);
    let content = match content {
        Ok(content) => content,
        Err(error) => {
            return session.failed(&Failure::usage(format!("{script} cannot be read: {error}")));
        }
    };
    let mut first_failure = 0;
    for (number, text) in (1..).zip(content.split(|byte| *byte == b'\n')) {
        let session = session.in_script(Line { script: &script, number, is_input });
        let code = carry_out(&session, text);
        if first_failure == 0 {
            first_failure = code;
        }
        if code != 0 && !keep_going {
            break;
        }
    }
    first_failure
}

fn is_standard_input(file: &Path) -> bool {
    file == Path::new("-")
}

/// What people call a file, and what is in it.
pub(crate) fn content_of(file: &Path) -> (String, io::Result<Vec<u8>>) {
    if is_standard_input(file) {
        let mut content = Vec::new();
        let read = io::stdin().lock().read_to_end(&mut content);
        ("standard input".to_owned(), read.map(|_| content))
    } else {
        (file.display().to_string(), fs::read(file))
    }
}

fn carry_out(session: &Session<'_>, text: &[u8]) -> u8 {
    // Editors of Windows begin a file with a byte order mark.
    let text = std::str::from_utf8(text).map(|text| text.trim_start_matches('\u{feff}'));
    let found = text.map_err(|_| "the line is not UTF-8").and_then(words);
    let words = match found {
        Ok(words) if words.is_empty() => return 0,
        Ok(words) => words,
        Err(problem) => return session.failed(&Failure::usage(problem)),
    };
    let is_json = words.iter().any(|word| word == "--json");
    match line_of(std::iter::once("dhcpsapi".to_owned()).chain(words)) {
        Ok(line) if line.registry.is_some() => {
            session.failed(&Failure::usage("a script has one registry, which is named before it is run"))
        }
        Ok(line) => session.also(line.manner).carry_out(line.command),
        Err(error) => session.misread(&error, is_json),
    }
}
