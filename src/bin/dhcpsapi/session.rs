//! How commands are carried out: one alone, or the lines of a script one after the other.

use std::ffi::OsString;
use std::io::{self, IsTerminal, Write};

use clap::error::ErrorKind;
use clap::{CommandFactory, FromArgMatches};
use dhcpsapi::domain::base::text::harmless;
use dhcpsapi::service::administration;

use crate::arguments::registry::RegistryCommand;
use crate::arguments::{Command, CommandLine, Manner};
use crate::commands::{
    class, exec, failover, filter, lease, option, reference, registry, scope, script, server, superscope,
};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::place::{self, Place};

/// The notice of a process that does one command, and changed something that ends with it though nobody said so.
const NOTICE: &str = "dhcpsapi: servers in this process only; they end with it. Use 'dhcpsapi run FILE' for commands that \
    build on each other.";

/// Where commands come from, and how they are answered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Session<'a> {
    pub(crate) manner: Manner,
    /// Where the servers are kept; `None` if none are needed.
    pub(crate) place: Option<&'a Place>,
    /// The line of a script that is carried out.
    line: Option<Line<'a>>,
    /// Whether the standard output is that of a program, so that answers go to where messages go.
    is_beside_a_program: bool,
}

/// A line of a script.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// The script, as people call it.
    pub(crate) script: &'a str,
    /// Its number, from 1 on.
    pub(crate) number: usize,
    /// Whether the script comes from the standard input, which then answers no questions.
    pub(crate) is_input: bool,
}

impl<'a> Session<'a> {
    /// One command.
    pub(crate) fn alone(manner: Manner) -> Self {
        Session { manner, place: None, line: None, is_beside_a_program: false }
    }

    /// This session, with servers at a place.
    pub(crate) fn at(self, place: &'a Place) -> Self {
        Session { place: Some(place), ..self }
    }

    /// A line of a script in this session.
    pub(crate) fn in_script(self, line: Line<'a>) -> Self {
        Session { line: Some(line), ..self }
    }

    /// This session, before a program that has the standard output for itself.
    pub(crate) fn beside_a_program(self) -> Self {
        Session { is_beside_a_program: true, ..self }
    }

    /// Whether the servers are there when this process has ended.
    pub(crate) fn lasts(&self) -> bool {
        self.place.is_some_and(Place::lasts)
    }

    /// This session with the options of a line of its own.
    pub(crate) fn also(self, manner: Manner) -> Self {
        let json = self.manner.json || manner.json;
        let yes = self.manner.yes || manner.yes;
        Session { manner: Manner { json, yes }, ..self }
    }

    pub(crate) fn is_script(&self) -> bool {
        self.line.is_some()
    }

    /// Whether somebody is there to be asked.
    pub(crate) fn can_ask(&self) -> bool {
        let is_input = self.line.is_some_and(|line| line.is_input);
        !is_input && io::stdin().is_terminal() && io::stderr().is_terminal()
    }

    /// Does what a command says and prints what comes of it. Answers the exit code.
    pub(crate) fn carry_out(&self, command: Command) -> u8 {
        match command {
            Command::Run { .. } if self.is_script() => {
                self.failed(&Failure::usage("a script runs no script"))
            }
            Command::Run { file, keep_going } => script::run(self, &file, keep_going),
            command => match self.execute(command) {
                Ok(answer) => self.answered(&answer),
                Err(failure) => self.failed(&failure),
            },
        }
    }

    fn execute(&self, command: Command) -> Result<Answer, Failure> {
        match command {
            Command::Failover(command) => failover::execute(self, command),
            Command::Server(command) => server::execute(self, command),
            Command::Scope(command) => scope::execute(self, command),
            Command::Lease(command) => lease::execute(self, command),
            Command::Filter(command) => filter::execute(self, command),
            Command::Superscope(command) => superscope::execute(self, command),
            Command::Option(command) => option::execute(self, command),
            Command::Class(command) => class::execute(self, command),
            Command::Clock(command) => server::clock(self, &command),
            Command::Link(command) => server::link(self, command),
            Command::Registry(command) => registry::execute(self, command),
            Command::Exec(_) => Err(Failure::usage("a script runs no program")),
            Command::Journal => reference::journal(self),
            Command::Errors { code } => reference::errors(self, code.as_deref()),
            Command::Completions { shell } => Ok(reference::completions(shell)),
            Command::Man { command } => reference::manual(&command),
            Command::Run { .. } => Err(Failure::usage("a script runs no script")),
        }
    }

    fn answered(&self, answer: &Answer) -> u8 {
        if let Err(error) = self.printed(&answer.text) {
            return self.failed(&Failure::Output(error));
        }
        let is_lost = self.place.is_some_and(|place| !place.is_chosen && !place.lasts());
        if answer.is_change && is_lost && !self.is_script() {
            told(NOTICE);
        }
        let mut code = 0;
        for failure in &answer.missing {
            told(&self.complaint(failure));
            code = failure.exit_code();
        }
        code
    }

    /// Says what went wrong. Answers the exit code.
    pub(crate) fn failed(&self, failure: &Failure) -> u8 {
        if failure.is_closed_pipe() {
            return failure.exit_code();
        }
        if !self.manner.json || self.printed(&format!("{}\n", failure.json())).is_err() {
            told(&self.complaint(failure));
        }
        failure.exit_code()
    }

    /// Says what clap says about a line that it cannot read, or the help that was asked for. Answers the exit code.
    pub(crate) fn misread(&self, error: &clap::Error, is_json: bool) -> u8 {
        // It quotes what was given.
        let lines: Vec<String> = error.render().to_string().lines().map(harmless).collect();
        let text = format!("{}\n", lines.join("\n"));
        if !error.use_stderr() {
            return self.answered(&Answer::text(text));
        }
        if is_json || self.manner.json {
            let problem = Failure::usage(problem(error, &text));
            return self.also(Manner { json: true, yes: false }).failed(&problem);
        }
        told(&format!("{}{}", self.place(), text.trim_end()));
        Failure::USAGE
    }

    fn printed(&self, text: &str) -> io::Result<()> {
        let mut output: Box<dyn Write> = if self.is_beside_a_program {
            Box::new(io::stderr().lock())
        } else {
            Box::new(io::stdout().lock())
        };
        output.write_all(text.as_bytes())?;
        output.flush()
    }

    fn complaint(&self, failure: &Failure) -> String {
        let place = self.line.map_or_else(|| "dhcpsapi: ".to_owned(), |_| self.place());
        format!("{place}{}", failure.for_people())
    }

    fn place(&self) -> String {
        self.line
            .map_or_else(String::new, |line| format!("dhcpsapi: {}:{}: ", harmless(line.script), line.number))
    }
}

/// Reads a command line. What this process does from now on is done by it: the records of that have its words.
pub(crate) fn line_of<W: Into<OsString> + Clone>(
    words: impl IntoIterator<Item = W>,
) -> Result<CommandLine, clap::Error> {
    let mut matches = CommandLine::command().try_get_matches_from(words)?;
    let mut command = "dhcpsapi".to_owned();
    let mut place = &matches;
    while let Some((name, below)) = place.subcommand() {
        command = format!("{command} {name}");
        place = below;
    }
    administration::name_the_caller(&command);
    CommandLine::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut CommandLine::command()))
}

/// Does what the command line says, on the servers that it is for. Answers the exit code.
pub(crate) fn carry_out(line: CommandLine) -> u8 {
    let session = Session::alone(line.manner);
    match line.command {
        Command::Exec(_) if line.registry.is_some() => {
            session.failed(&Failure::usage("a program that is run so has a registry of its own"))
        }
        Command::Exec(exec) => exec::run(session, &exec),
        Command::Registry(RegistryCommand::Copy { .. }) if line.registry.is_some() => session
            .failed(&Failure::usage("a copy is made from one place to another, whatever --registry names")),
        command => match place_for(line.registry, &command) {
            Ok(place) => session.at(&place).carry_out(command),
            Err(failure) => session.failed(&failure),
        },
    }
}

/// The place for a command, opened if it needs servers.
fn place_for(said: Option<String>, command: &Command) -> Result<Place, Failure> {
    let place = if place::needs_place(command) { Place::of(said, command)? } else { Place::in_memory() };
    if place::needs_servers(command) {
        place.open()?;
    }
    Ok(place)
}

/// The problem that clap found, in one line, without the usage that follows it.
fn problem(error: &clap::Error, text: &str) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return "a command is missing".to_owned();
    }
    let said = text.split("\n\n").next().unwrap_or_default();
    let said = said.strip_prefix("error: ").unwrap_or(said);
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Prints a notice for people. Where it cannot be printed, neither can a message about that.
pub(crate) fn told(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
