//! The command line: servers and their failover, as the cmdlets of Windows manage them.
//!
//! | module | what it is |
//! |---|---|
//! | `arguments` | what can be said, the help, and how words become values |
//! | `place` | where the servers are kept |
//! | `session` | how commands are carried out: alone or in a script |
//! | `commands` | the commands, and changes that are shown, confirmed and made |
//! | `output` | what they print, for people and as JSON |
//! | `failure` | what went wrong, its number, and what to do |

#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod failure;
mod output;
mod place;
mod session;

use std::process::ExitCode;

use crate::session::Session;

fn main() -> ExitCode {
    let code = match session::line_of(std::env::args_os()) {
        Ok(line) => session::carry_out(line),
        Err(error) => {
            let is_json = std::env::args_os().any(|word| word == "--json");
            Session::alone(Default::default()).misread(&error, is_json)
        }
    };
    ExitCode::from(code)
}
