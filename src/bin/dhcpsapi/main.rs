//! The command line: servers and their failover, as the cmdlets of Windows manage them.
//!
//! | module | what it is |
//! |---|---|
//! | `arguments` | what can be said, and the help |
//! | `values` | words that are values: addresses, clients, spans of time |
//! | `words` | the words of a line of a script |
//! | `session` | how commands are carried out: alone or in a script |
//! | `failover`, `insight`, `server`, `scope`, `lease`, `reference` | the commands |
//! | `change` | changes that are told, confirmed and made |
//! | `secret` | the shared secret, from its file |
//! | `answer`, `table`, `json`, `moment` | what they print |
//! | `failure` | what went wrong, its number, and what to do |

#![forbid(unsafe_code)]

mod answer;
mod arguments;
mod change;
mod failover;
mod failure;
mod insight;
mod json;
mod lease;
mod moment;
mod reference;
mod scope;
mod script;
mod secret;
mod server;
mod session;
mod table;
mod values;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::CommandLine;
use crate::session::Session;

fn main() -> ExitCode {
    let code = match CommandLine::try_parse() {
        Ok(line) => Session::alone(line.manner).carry_out(line.command),
        Err(error) => {
            let is_json = std::env::args_os().any(|word| word == "--json");
            Session::alone(Default::default()).misread(&error, is_json)
        }
    };
    ExitCode::from(code)
}
