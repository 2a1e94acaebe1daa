//! Changes: shown with --what-if, confirmed where the cmdlets ask, and made.

use std::io;

use dhcpsapi::cim::{self, Done};
use dhcpsapi::domain::base::error::Error;
use dhcpsapi::domain::base::text::{Text, harmless};
use dhcpsapi::domain::model::server::Server;
use dhcpsapi::domain::rules::Command;
use dhcpsapi::say::steps::Step;
use dhcpsapi::service;

use crate::arguments::{Computer, WhatIf};
use crate::failure::Failure;
use crate::output::answer::Answer;
use crate::output::json::Json;
use crate::session::{Session, told};

/// A step: the server's name, and what is done there.
pub(crate) type Told = (String, String);

/// The result of a method of a WMI class, or the steps that it would take.
pub(crate) enum Outcome<T> {
    Done(T),
    WouldDo(Vec<Told>),
}

/// Calls a method of a WMI class: only to show its steps, or when somebody has confirmed it.
pub(crate) fn method<T>(
    session: &Session<'_>,
    what_if: WhatIf,
    question: Option<&str>,
    call: impl Fn(cim::WhatIf) -> Result<Done<T>, Failure>,
) -> Result<Outcome<T>, Failure> {
    let steps = || call(cim::WhatIf::OnlySay).map(|done| done.steps.iter().map(told_step).collect());
    if what_if.what_if {
        return steps().map(Outcome::WouldDo);
    }
    if let Some(question) = question.filter(|_| !session.manner.yes) {
        confirm(session, question, steps)?;
    }
    call(cim::WhatIf::Do).map(|done| Outcome::Done(done.output))
}

/// Makes a change of one server: all requests, or none.
pub(crate) fn on_server(
    session: &Session<'_>,
    computer: &Computer,
    what_if: WhatIf,
    requests: &[(Command, String)],
) -> Result<Answer, Error> {
    change_server(session, computer, what_if, |_| Ok(requests.to_vec()))
}

/// Makes a change that depends on what is on the server: all requests, or none.
pub(crate) fn as_found(
    session: &Session<'_>,
    computer: &Computer,
    what_if: WhatIf,
    requests: impl Fn(&Server) -> Result<Vec<(Command, String)>, Error>,
) -> Result<Answer, Error> {
    change_server(session, computer, what_if, |server| {
        if server.running { requests(server) } else { Err(Error::ServerStopped) }
    })
}

fn change_server(
    session: &Session<'_>,
    computer: &Computer,
    what_if: WhatIf,
    requests: impl Fn(&Server) -> Result<Vec<(Command, String)>, Error>,
) -> Result<Answer, Error> {
    let name = computer.computer_name.as_ref();
    let steps = service::transact(
        what_if.what_if,
        |steps: &Vec<Told>| Ok::<_, Error>(steps.clone()),
        |transaction| {
            let id = service::route::server_of(transaction.registry(), name.map(Text::units))?;
            let requests = requests(transaction.server(id)?)?;
            for (command, _) in &requests {
                transaction.request(id, command)?;
            }
            // Of a server that is renamed the new name is told.
            let server = transaction.server(id)?.name.to_string();
            Ok(requests.into_iter().map(|(_, what)| (server.clone(), what)).collect())
        },
    )?;
    Ok(if what_if.what_if { would_do(session, &steps) } else { Answer::change() })
}

/// The answer of --what-if: one line for each step.
pub(crate) fn would_do(session: &Session<'_>, steps: &[Told]) -> Answer {
    if session.manner.json {
        let step = |(server, what): &Told| {
            Json::Object(vec![("Server", Json::Text(server.clone())), ("Step", Json::Text(what.clone()))])
        };
        return Answer::text(format!("{}\n", Json::List(steps.iter().map(step).collect())));
    }
    Answer::text(
        steps
            .iter()
            .map(|(server, what)| format!("What if: {}: {}\n", harmless(server), harmless(what)))
            .collect(),
    )
}

fn told_step(step: &Step) -> Told {
    (step.server.to_string(), step.what.to_string())
}

/// Shows the steps and asks whether they may be done. A change that would be refused anyway is not asked about.
fn confirm(
    session: &Session<'_>,
    question: &str,
    steps: impl Fn() -> Result<Vec<Told>, Failure>,
) -> Result<(), Failure> {
    if !session.can_ask() {
        return Err(Failure::usage_advised(
            format!("{question}? Nobody is there to be asked"),
            "Use --yes to confirm it, or --what-if to see what it would do.",
        ));
    }
    for (server, what) in steps()? {
        told(&format!("  {}: {}", harmless(&server), harmless(&what)));
    }
    told(&format!("{question}? [y/N]"));
    let mut answer = String::new();
    let read = io::stdin().read_line(&mut answer);
    let is_yes = read.is_ok() && ["y", "yes"].contains(&answer.trim().to_lowercase().as_str());
    if is_yes { Ok(()) } else { Err(Failure::SaidNo) }
}
