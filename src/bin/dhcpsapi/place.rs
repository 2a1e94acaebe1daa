//! Where the servers are kept: where it is said, where the environment says, or in a file of the user.

use std::env;
use std::path::{Path, PathBuf};

use dhcpsapi::service;
use dhcpsapi::service::administration;

use crate::arguments::Command;
use crate::arguments::registry::RegistryCommand;
use crate::failure::Failure;

/// The place that keeps nothing beyond its process.
const IN_MEMORY: &str = "memory:";

/// A place where servers are kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// As the library knows it.
    pub(crate) name: String,
    /// As people know it.
    pub(crate) shown: String,
    /// Whether somebody said so.
    pub(crate) is_chosen: bool,
}

impl Place {
    /// Somebody said that it is there.
    pub(crate) fn chosen(name: impl Into<String>) -> Self {
        let name = name.into();
        Place { shown: without_password(&name), name, is_chosen: true }
    }

    /// Whether the servers are there when this process has ended.
    pub(crate) fn lasts(&self) -> bool {
        !self.name.starts_with(IN_MEMORY)
    }

    /// The place for a command.
    pub(crate) fn of(said: Option<String>, command: &Command) -> Result<Self, Failure> {
        let of_the_environment = || administration::place_of_the_environment().map(str::to_owned);
        match said.or_else(of_the_environment) {
            Some(name) => Ok(Place::chosen(name)),
            None if cfg!(feature = "sqlite") && !matches!(command, Command::Run { .. }) => of_the_user(),
            None => Ok(Place::in_memory()),
        }
    }

    /// Nobody said anything, and nothing is kept.
    pub(crate) fn in_memory() -> Self {
        Place { is_chosen: false, ..Place::chosen(IN_MEMORY) }
    }

    /// From here on the servers are those of this place. Servers that are not as they were meant to be are worse than none.
    pub(crate) fn open(&self) -> Result<(), Failure> {
        let opened = service::open(&self.name);
        let faults = administration::faults();
        if let Err(error) = opened {
            return Err(Failure::about(self.shown.clone(), error));
        }
        if faults.is_empty() {
            return Ok(());
        }
        Err(Failure::usage_advised(
            faults.join("; "),
            "DHCPSAPI_SERVERS is name=address,name=address and DHCPSAPI_LOCAL name=address, with each name and address once.",
        ))
    }
}

/// Whether a command is about the servers of a place.
pub(crate) fn needs_place(command: &Command) -> bool {
    !matches!(
        command,
        Command::Errors { .. }
            | Command::Completions { .. }
            | Command::Man { .. }
            | Command::Registry(RegistryCommand::Copy { .. })
    )
}

/// Whether the registry has to be opened for a command. One that is damaged, or of an older format, cannot be.
pub(crate) fn needs_servers(command: &Command) -> bool {
    let is_closed = matches!(command, Command::Registry(RegistryCommand::Check | RegistryCommand::Migrate));
    needs_place(command) && !is_closed
}

/// The file of the user.
fn of_the_user() -> Result<Place, Failure> {
    let variable = |name| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let data = variable("XDG_DATA_HOME").or_else(|| Some(variable("HOME")?.join(".local/share")));
    let data = data.ok_or_else(|| {
        Failure::usage_advised(
            "there is no place for the registry: neither XDG_DATA_HOME nor HOME is a directory",
            "Name a place: --registry sqlite:PATH or --registry memory:",
        )
    })?;
    let shown = in_file(&data.join("dhcpsapi/registry.db"))?;
    Ok(Place { name: format!("{shown}?directory=make"), shown, is_chosen: false })
}

/// The place in a file.
pub(crate) fn in_file(path: &Path) -> Result<String, Failure> {
    let path = path.to_str().ok_or_else(|| {
        Failure::usage(format!("the path of the registry is not UTF-8: {}", path.display()))
    })?;
    Ok(format!("sqlite:{path}"))
}

/// A place for people to read: the password of a database is in no answer.
fn without_password(name: &str) -> String {
    if let Some((scheme, rest)) = name.split_once("://") {
        let Some((user, host)) = rest.rsplit_once('@') else { return name.to_owned() };
        let user = user.split_once(':').map_or_else(|| user.to_owned(), |(user, _)| format!("{user}:***"));
        return format!("{scheme}://{user}@{host}");
    }
    let Some(place) = name.find("password") else { return name.to_owned() };
    let (before, from) = name.split_at(place);
    let value = from.trim_start_matches("password").trim_start().trim_start_matches('=').trim_start();
    // A value in quotes has an end that its quote says; any other one ends at a space.
    let rest = match value.strip_prefix('\'') {
        Some(quoted) => quoted.split_once('\'').map_or("", |(_, rest)| rest),
        None => value.split_once(' ').map_or("", |(_, rest)| rest),
    };
    format!("{before}password=*** {}", rest.trim_start()).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        for (name, shown) in [
            ("sqlite:/a/b.db", "sqlite:/a/b.db"),
            ("postgres:host=a dbname=b", "postgres:host=a dbname=b"),
            ("postgres:password=c host=a", "postgres:password=*** host=a"),
            ("postgres:host=a password = 'c d' dbname=b", "postgres:host=a password=*** dbname=b"),
            ("postgres:host=a password=c", "postgres:host=a password=***"),
            ("postgresql://u:p@h:1/d", "postgresql://u:***@h:1/d"),
            ("postgresql://u@h/d", "postgresql://u@h/d"),
            ("postgresql:///d", "postgresql:///d"),
        ] {
            assert_eq!(without_password(name), shown);
        }
    }
}
