//! An engine at a log, as a process of its own has it.

use std::path::Path;
use std::sync::Arc;

use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::ids::ServerId;
use dhcpsapi::domain::base::role::{Mode, Role};
use dhcpsapi::domain::base::text::Secret;
use dhcpsapi::domain::base::time::Timestamp;
use dhcpsapi::domain::model::relationship::Settings;
use dhcpsapi::domain::rules::{Command, DirectoryCommand, Host};
use dhcpsapi::engine::{Clock, Local};
use dhcpsapi::eventlog::EventLog;
#[cfg(feature = "sqlite")]
use dhcpsapi::eventlog::database::{
    DatabaseLog,
    sqlite::{Manner, Sqlite},
};

pub struct Process {
    pub engine: Local,
    pub log: Arc<dyn EventLog>,
}

impl Process {
    pub fn new(log: Arc<dyn EventLog>, clock: Clock) -> Self {
        Process { engine: Local::over(log.clone(), clock, Host::named("here", 0x0A00_0063)), log }
    }

    /// At a file that need not outlast a power cut, where the time stands still.
    #[cfg(feature = "sqlite")]
    pub fn at(file: &Path) -> Self {
        let manner = Manner { is_durable: false, ..Manner::default() };
        let log = Arc::new(DatabaseLog::new(Sqlite::at(file, manner)));
        Process::new(log, Clock::Fixed(Timestamp(1_750_000_000)))
    }

    /// Does something in a turn, as a call does it.
    pub fn change(&mut self, work: impl FnOnce(&mut Local) -> Result<(), Error>) -> Result<(), Error> {
        self.log.begin_turn().map_err(|failure| Error::Log(failure.kind))?;
        let outcome = self.engine.settle().and_then(|()| work(&mut self.engine));
        let submitted = self.engine.submitted().clone();
        let _ = self.engine.settle();
        self.log.end_turn();
        submitted.wait().map_err(|failure| self.engine.not_kept(&submitted, &failure))?;
        outcome
    }

    pub fn command(&mut self, server: u32, command: &Command) -> Result<(), Error> {
        self.change(|engine| engine.command(ServerId(server), command))
    }

    /// Lists the server of a number.
    pub fn list(&mut self, number: u32) -> Result<(), Error> {
        self.command(0, &list(number))
    }

    /// The names of the servers that are listed, as a call that reads sees them.
    pub fn listed(&mut self) -> Result<Vec<String>, Error> {
        self.engine.look()?;
        Ok(self.engine.registry().directory().iter().map(|listing| listing.name.to_string()).collect())
    }
}

/// The request that lists the server of a number.
pub fn list(number: u32) -> Command {
    let name = format!("s{number}").as_str().into();
    Command::Directory(DirectoryCommand::List { name, address: 0xC633_6400 + number })
}

/// One half of a relationship of servers 1 and 2.
pub fn half(role: Role, secret: Option<&str>) -> Settings {
    Settings {
        name: "pair".into(),
        primary: 0xC633_6401,
        secondary: 0xC633_6402,
        primary_name: None,
        secondary_name: None,
        role,
        mode: Mode::LoadBalance,
        percentage: 50,
        mclt: 3600,
        safe_period: 0,
        secret: secret.map(|secret| Secret::new(secret.into())),
    }
}
