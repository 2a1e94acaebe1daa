//! `dhcpsapi server ...`, `clock ...`, `link ...`

use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ServerId;
use dhcpsapi::domain::base::text::{Text, harmless};
use dhcpsapi::domain::model::directory::Listing;
use dhcpsapi::domain::rules::read::directory::{KnownServer, known};
use dhcpsapi::domain::rules::{Command, DirectoryCommand, LabCommand, read};
use dhcpsapi::say::addresses::dotted;
use dhcpsapi::service;

use crate::arguments::Computer;
use crate::arguments::server::{ClockCommand, LinkCommand, ServerCommand};
use crate::commands::{change, server_as_a_whole, settings};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::{self, Json, Record};
use crate::session::{Session, told};

pub(crate) fn execute(session: &Session<'_>, command: ServerCommand) -> Result<Answer, Failure> {
    match command {
        ServerCommand::List => list(session),
        ServerCommand::Add { name, address, what_if } => {
            let told = format!("list server {name} with address {}", dotted(address));
            let about = of_server(&name);
            let request = (Command::Directory(DirectoryCommand::List { name, address }), told);
            change::on_server(session, &HERE, what_if, &[request])
                .map_err(|error| Failure::about(about, error))
        }
        ServerCommand::Local { name, address, what_if } => {
            let what = format!("name the local server {name}, with address {}", dotted(address));
            let about = of_server(&name);
            let request = (Command::Directory(DirectoryCommand::NameLocal { name, address }), what);
            let named = change::on_server(session, &HERE, what_if, &[request])
                .map_err(|error| Failure::about(about, error))?;
            if !session.is_script() && !what_if.what_if {
                told(THIS_COMMAND_ALONE);
            }
            Ok(named)
        }
        ServerCommand::Remove { server, what_if } => {
            let about = |error| Failure::about(of_server(&server), error);
            let Listing { name, address, .. } = listing(&server).map_err(about)?;
            let told = format!("unlist server {name}");
            let request = (Command::Directory(DirectoryCommand::Unlist { name, address }), told);
            change::on_server(session, &HERE, what_if, &[request]).map_err(about)
        }
        ServerCommand::Settings(command) => settings::settings(session, &command),
        ServerCommand::AuditLog(command) => settings::audit_log(session, &command),
        ServerCommand::Database(command) => settings::database(session, &command),
        ServerCommand::Binding(command) => settings::binding(session, &command),
        ServerCommand::DnsCredential(command) => settings::dns_credential(session, &command),
        ServerCommand::Statistics { computer } => server_as_a_whole::statistics(session, &computer),
        ServerCommand::Backup { path, computer, what_if } => {
            server_as_a_whole::back_up(session, &path, &computer, what_if)
        }
        ServerCommand::Stop { server } => fault(session, &server, &Command::Lab(LabCommand::Stop)),
        ServerCommand::Start { server } => start(session, &server),
        ServerCommand::Restore { server, path: None } => {
            fault(session, &server, &Command::Lab(LabCommand::Restore))
        }
        ServerCommand::Restore { server, path: Some(path) } => {
            has_more(session)?;
            server_as_a_whole::restore(&server, &path)
        }
    }
}

/// The notice of a command by itself that names the local server.
const THIS_COMMAND_ALONE: &str = "dhcpsapi: each command has the host's name and address anew; DHCPSAPI_LOCAL=name=address is for \
    all of them, and 'dhcpsapi run FILE' keeps this one to its end.";

/// The directory is everybody's.
const HERE: Computer = Computer { computer_name: None };

const SERVER: [&str; 4] = ["Name", "IPAddress", "Running", "Local"];

/// The local server, and those that are listed.
fn list(session: &Session<'_>) -> Result<Answer, Failure> {
    let records = service::survey(|registry| Ok::<_, Error>(known(registry).map(described).collect()))?;
    Ok(Answer::list(session.manner, &SERVER, records))
}

fn described(known: KnownServer<'_>) -> Record {
    let values = [
        json::text(known.name),
        json::address(known.address),
        Json::Boolean(known.server.running),
        Json::Boolean(known.is_local),
    ];
    SERVER.into_iter().zip(values).collect()
}

fn listing(server: &Text) -> Result<Listing, Error> {
    service::ask_directory(|directory| read::directory::listing(directory, server.units()).cloned())
}

/// Faults of servers make sense only where a command can come after them.
fn has_more(session: &Session<'_>) -> Result<(), Failure> {
    if session.is_script() || session.lasts() {
        Ok(())
    } else {
        Err(Failure::usage_advised(
            "this makes sense only in a script: the servers end with this process",
            "Write it into a file with what comes before and after it, and use 'dhcpsapi run FILE', or a registry that lasts.",
        ))
    }
}

fn start(session: &Session<'_>, server: &Text) -> Result<Answer, Failure> {
    has_more(session)?;
    let done = service::start_service(Some(server.units()));
    done.map_err(|error| Failure::about(of_server(server), error))?;
    Ok(Answer::change())
}

fn fault(session: &Session<'_>, server: &Text, command: &Command) -> Result<Answer, Failure> {
    has_more(session)?;
    let done = service::command(Some(server.units()), command);
    done.map_err(|error| Failure::about(of_server(server), error))?;
    Ok(Answer::change())
}

pub(crate) fn clock(session: &Session<'_>, command: &ClockCommand) -> Result<Answer, Failure> {
    has_more(session)?;
    match command {
        ClockCommand::Advance { span } => service::set_clock(|now| now.saturating_add(span.0))?,
        ClockCommand::Real => service::use_real_clock()?,
    }
    Ok(Answer::change())
}

pub(crate) fn link(session: &Session<'_>, command: LinkCommand) -> Result<Answer, Failure> {
    has_more(session)?;
    let (link, request): (_, fn(ServerId) -> Command) = match command {
        LinkCommand::Cut(link) => (link, |of| Command::Lab(LabCommand::CutLink(of))),
        LinkCommand::Heal(link) => (link, |of| Command::Lab(LabCommand::HealLink(of))),
    };
    let done = service::command_between(Some(link.one.units()), Some(link.other.units()), request);
    let about = || format!("{} or {}", of_server(&link.one), harmless(&link.other.to_string()));
    done.map_err(|error| Failure::about(about(), error))?;
    Ok(Answer::change())
}

fn of_server(name: &Text) -> String {
    format!("server {}", harmless(&name.to_string()))
}
