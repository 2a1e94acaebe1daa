//! The command line, run alone or with a script.

use std::path::Path;
use std::process::Command;

use super::programs::{Ran, command_line, run_with, without_settings};

pub fn program() -> Option<&'static Path> {
    command_line()
}

pub fn command(program: &Path) -> Command {
    let mut command = without_settings(program);
    command.env_remove("COLUMNS");
    command
}

/// One command, with a registry in memory.
pub fn run(arguments: &[&str]) -> Option<Ran> {
    let mut command = command(program()?);
    command.args(arguments);
    Some(run_with(command, b""))
}

/// A script, with a registry in memory.
pub fn run_script(options: &[&str], script: &str) -> Option<Ran> {
    let mut command = command(program()?);
    command.args(["run", "-"]).args(options);
    Some(run_with(command, script.as_bytes()))
}

/// Runs a command between two looks at something, which it must leave as it is; `looks` are commands that print a line each. Answers
/// what the command said.
#[track_caller]
pub fn unchanged(setup: &str, looks: &str, command: &str) -> Option<Ran> {
    let ran = run_script(&["--keep-going"], &format!("{setup}{looks}{command}\n{looks}"))?;
    let (count, lines) = (looks.lines().count(), ran.out.lines().collect::<Vec<_>>());
    let behind = lines.len().checked_sub(count).filter(|behind| *behind >= count);
    let behind = behind.unwrap_or_else(|| panic!("{command}: {ran:?}"));
    assert!(lines[..count] == lines[behind..], "{command} changed something: {ran:?}");
    let out = lines[count..behind].iter().map(|line| format!("{line}\n")).collect();
    Some(Ran { out, ..ran })
}

/// Whether a text has the code and name of an error, as people read them.
pub fn is_named(text: &str, code: u32) -> bool {
    let (_, name, _) = dhcpsapi::abi::errors::TABLE.iter().find(|(number, ..)| *number == code).unwrap();
    text.contains(&format!("({name}, {code})"))
}
