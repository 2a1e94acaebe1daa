//! `dhcpsapi journal`, `errors`, `completions`, `man`

use clap::CommandFactory;
use clap_complete::Shell;
use clap_mangen::Man;
use dhcpsapi::abi::errors::{ALIASES, TABLE};
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::text::harmless;
use dhcpsapi::domain::model::journal::JournalEntry;
use dhcpsapi::service;

use crate::arguments::CommandLine;
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::Session;

const ENTRY: [&str; 4] = ["Number", "Time", "Severity", "Message"];

pub(crate) fn journal(session: &Session<'_>) -> Result<Answer, Failure> {
    let records = service::recall(|history| Ok::<_, Error>(history.from(0).map(entry).collect()))?;
    Ok(Answer::list(session.manner, &ENTRY, records))
}

fn entry(entry: &JournalEntry) -> Record {
    let values = [
        Json::Number(entry.number),
        json::time(entry.time),
        Json::Text(entry.kind.severity().to_string()),
        Json::Text(entry.to_string()),
    ];
    ENTRY.into_iter().zip(values).collect()
}

const ERROR: [&str; 3] = ["code", "name", "message"];

/// An error by its number or one of its names; all of them without an argument.
pub(crate) fn errors(session: &Session<'_>, code: Option<&str>) -> Result<Answer, Failure> {
    let Some(code) = code else {
        return Ok(Answer::list(session.manner, &ERROR, TABLE.iter().map(error).collect()));
    };
    let alias = ALIASES.iter().find(|(alias, _)| alias.eq_ignore_ascii_case(code));
    let name = alias.map_or(code, |(_, name)| name);
    let number = code.parse::<u32>().ok();
    let is_meant =
        |(other, spelt, _): &&(u32, &str, &str)| Some(*other) == number || spelt.eq_ignore_ascii_case(name);
    let found = TABLE.iter().find(is_meant).ok_or_else(|| Failure::NoSuchCode(code.to_owned()))?;
    Ok(Answer::one(session.manner, error(found)))
}

fn error((code, name, message): &(u32, &str, &str)) -> Record {
    let values = [json::number(*code), Json::Text((*name).to_owned()), Json::Text((*message).to_owned())];
    ERROR.into_iter().zip(values).collect()
}

pub(crate) fn completions(shell: Shell) -> Answer {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut CommandLine::command(), "dhcpsapi", &mut script);
    Answer::text(String::from_utf8_lossy(&script).into_owned())
}

/// The page of a command, or of all.
pub(crate) fn manual(words: &[String]) -> Result<Answer, Failure> {
    let mut page = CommandLine::command();
    page.build();
    for word in words {
        let found = page.find_subcommand(word).cloned();
        let problem = || Failure::usage(format!("there is no command {}", harmless(&words.join(" "))));
        page = found.ok_or_else(problem)?;
    }
    let title =
        std::iter::once("dhcpsapi").chain(words.iter().map(String::as_str)).collect::<Vec<_>>().join("-");
    let mut text = Vec::new();
    let written =
        Man::new(page).title(title).source(concat!("dhcpsapi ", env!("CARGO_PKG_VERSION"))).render(&mut text);
    written.map_err(Failure::Output)?;
    Ok(Answer::text(String::from_utf8_lossy(&text).into_owned()))
}
