//! Processes that call the library, and what their parent asks of them.

use std::ffi::CStr;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::ptr::null_mut;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use dhcpsapi::eventlog::stored::{Length, SecretTable, write_snapshot};
use dhcpsapi::eventlog::{Revision, Snapshot};
use dhcpsapi::exports::{dhcpsapi_clock_advance, dhcpsapi_clock_set, dhcpsapi_last_reason};
use dhcpsapi::service;
use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::support::blocks::take_addresses;
use crate::support::clock::BEGIN;
use crate::support::fixtures::{ALL, MASK};
use crate::support::server::{LOCAL, Server};
use crate::{durable, faults, forks, shared, together};

/// The local server of all processes, as the environment names it, and as an engine of the parent does.
pub const HERE: (&str, u32) = ("here", 0x0A09_0909);
/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// A process that calls the library.
pub struct Tool {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
}

/// A process about to do some work with a registry.
pub fn command(registry: &str, work: &str) -> Command {
    prepared(Command::new(std::env::current_exe().unwrap()), registry, work)
}

/// A command that ends with the path of this program, about to do some work.
pub fn prepared(mut command: Command, registry: &str, work: &str) -> Command {
    command.args(["tool::worker", "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env("DHCPSAPI_REGISTRY", registry).env("DHCPSAPI_LOCAL", "here=10.9.9.9");
    command.env_remove("DHCPSAPI_SERVERS").env_remove("DHCPSAPI_TRACE").env("REGISTRY_WORK", work);
    command
}

/// The registry in a file that keeps all records.
pub fn registry(path: &Path) -> String {
    format!("sqlite:{}?history=1000000000", path.display())
}

impl Tool {
    /// Somebody who does what is asked.
    pub fn at(path: &Path) -> Self {
        Tool::does(path, "tool")
    }

    /// As `at`, for another user.
    pub fn of_user(path: &Path, user: u32) -> Self {
        let mut command = command(&registry(path), "tool");
        command.uid(user).gid(user);
        Tool::started(command)
    }

    /// Somebody who does some work with the registry in a file.
    pub fn does(path: &Path, work: &str) -> Self {
        Tool::started(command(&registry(path), work))
    }

    pub fn started(mut command: Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (output, input) = (child.stdout.take().unwrap(), child.stdin.take());
        let (sender, lines) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            let mut line = Vec::new();
            // The last line of one that was killed may be cut.
            while output.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) && line.ends_with(b"\n")
            {
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                if let Some(said) = text.strip_prefix("> ")
                    && sender.send(said.to_owned()).is_err()
                {
                    break;
                }
                line.clear();
            }
        });
        Tool { child, input, lines }
    }

    pub fn id(&self) -> i32 {
        self.child.id().try_into().unwrap()
    }

    pub fn tell(&mut self, order: &str) {
        let input = self.input.as_mut().unwrap();
        input.write_all(format!("{order}\n").as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// What it says next; `None` if it has ended.
    pub fn hear(&self) -> Option<String> {
        match self.lines.recv_timeout(PATIENCE) {
            Ok(line) => Some(line),
            Err(RecvTimeoutError::Disconnected) => None,
            Err(RecvTimeoutError::Timeout) => panic!("it says nothing"),
        }
    }

    #[track_caller]
    pub fn ask(&mut self, order: &str) -> String {
        self.tell(order);
        self.hear().unwrap_or_else(|| panic!("it has ended at {order}"))
    }

    /// The code of an order, which must come in time.
    #[track_caller]
    pub fn code(&mut self, order: &str) -> u32 {
        let begin = Instant::now();
        let said = self.ask(order);
        let code = said.split(' ').next().unwrap().parse().unwrap_or_else(|_| panic!("{order}: {said}"));
        assert!(begin.elapsed() < Duration::from_secs(10), "{order}: {said} after {:?}", begin.elapsed());
        code
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: i32) {
        // SAFETY: it is a child that was not waited for.
        assert_eq!(unsafe { libc::kill(self.id(), signal) }, 0);
    }

    /// Kills it; answers what it had still said.
    pub fn kill(mut self) -> Vec<String> {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
        self.lines.iter().collect()
    }

    /// Waits until it has ended by itself, with success; answers what it had still said.
    #[track_caller]
    pub fn end(mut self) -> Vec<String> {
        drop(self.input.take());
        let said: Vec<String> = std::iter::from_fn(|| self.hear()).collect();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status}: {said:?}");
        said
    }
}

impl Drop for Tool {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

// ---- the process itself ----

/// Says something to the parent, at once and whole.
pub fn say(what: &str) {
    let line = format!("\n> {what}\n");
    let mut output = std::io::stdout().lock();
    output.write_all(line.as_bytes()).unwrap();
    output.flush().unwrap();
}

/// The next order; `None` if there are no more.
pub fn next_order() -> Option<String> {
    let mut line = String::new();
    let length = std::io::stdin().lock().read_line(&mut line).unwrap();
    (length > 0).then(|| line.trim_end().to_owned())
}

#[test]
#[ignore = "a part of other tests"]
fn worker() {
    let Ok(work) = std::env::var("REGISTRY_WORK") else { return };
    let words: Vec<&str> = work.split(' ').collect();
    let number = |place: usize| words[place].parse().unwrap();
    match words[0] {
        "tool" => serve(),
        "numbered" => durable::numbered(number(1)),
        "counted" => durable::counted(number(1)),
        "mixed" => shared::mixed(number(1).into(), words[2].parse().unwrap()),
        "compactor" => shared::compactor(words[1].parse().unwrap()),
        "slow" => shared::slow_reader(),
        "holder" => faults::holder(),
        "forks" => forks::forks(),
        "threads" => forks::forks_among_threads(),
        "callback" => forks::forks_in_its_callback(),
        "orphan" => forks::orphan(),
        "together" => together::together(number(1), number(2)),
        "starved" => together::starved(number(1)),
        "watched" => together::watched(),
        other => panic!("nobody knows {other}"),
    }
}

/// Does what is asked, one order after the other.
pub fn serve() {
    while let Some(order) = next_order() {
        let words: Vec<&str> = order.split(' ').collect();
        let number = words.get(1).map_or(0, |word| word.parse().unwrap());
        say(&carry_out(words[0], number));
    }
}

fn carry_out(order: &str, number: u64) -> String {
    let place = u32::try_from(number).unwrap_or(0);
    match order {
        "scope" => with_reason(create_scope(place)),
        "unscope" => with_reason(here().delete_scope(net(place), DhcpFullForce)),
        "scopes" => scopes().map_or_else(with_reason, |scopes| format!("0 {}", scopes.len())),
        "list" => with_reason(Server::named(&format!("server{number}"), 0x0A63_0000 + place).list()),
        // SAFETY: it takes a number.
        "clock" => with_reason(unsafe { dhcpsapi_clock_set(BEGIN + number) }),
        // SAFETY: it takes a number.
        "advance" => with_reason(unsafe { dhcpsapi_clock_advance(number) }),
        "now" => now().to_string(),
        "digest" => digest(),
        "last" => format!("{:?}", service::last_record()),
        "limit" => faults::limit_files(number),
        "signals" => faults::signals(),
        "block" => faults::block_signal(),
        "heal" => with_reason(shared::heal()),
        "leases" => shared::leases_that_end(number),
        other => panic!("nobody knows {other}"),
    }
}

/// The local server.
pub fn here() -> Server {
    Server::named("", 0)
}

/// The subnet of a number.
pub fn net(number: u32) -> u32 {
    0x0A00_0000 + (number << 8)
}

/// Creates the scope of a number on the local server.
pub fn create_scope(number: u32) -> u32 {
    here().create_scope(net(number), MASK)
}

/// The scopes of the local server.
pub fn scopes() -> Result<Vec<u32>, u32> {
    let (mut resume, mut list, mut read, mut total) = (0, null_mut(), 0, 0);
    // SAFETY: valid places.
    let code = unsafe { DhcpEnumSubnets(LOCAL, &mut resume, ALL, &mut list, &mut read, &mut total) };
    match code {
        0 => Ok(take_addresses(list).unwrap_or_default()),
        259 => Ok(Vec::new()),
        code => Err(code),
    }
}

/// A code, and the reason of one that is none of success.
pub fn with_reason(code: u32) -> String {
    // SAFETY: the reason of this thread is a string, or NULL.
    let reason = unsafe { dhcpsapi_last_reason().as_ref().map(|text| CStr::from_ptr(text)) };
    format!("{code} {}", reason.map_or("".into(), |reason| reason.to_string_lossy()))
}

/// The time of the local server.
pub fn now() -> u32 {
    let (mut time, mut delta) = (0, 0);
    // SAFETY: valid places.
    let code = unsafe { DhcpV4FailoverGetSystemTime(LOCAL, &mut time, &mut delta) };
    assert_eq!(code, 0);
    time
}

/// All servers, as this process sees them.
pub fn digest() -> String {
    match service::survey(|registry| Ok::<_, dhcpsapi::domain::base::error::Error>(registry.clone())) {
        Ok(registry) => {
            let snapshot = Snapshot { revision: Revision(0), registry, past: Default::default() };
            digest_of(&snapshot)
        }
        Err(error) => format!("error {}", dhcpsapi::boundary::error_number(error)),
    }
}

pub fn digest_of(snapshot: &Snapshot) -> String {
    let text = write_snapshot(snapshot, Length::Full, &mut SecretTable::default()).unwrap();
    if let Ok(directory) = std::env::var("REGISTRY_TEXTS") {
        std::fs::write(format!("{directory}/{}", std::process::id()), &text).unwrap();
    }
    format!("{:08x} {}", crc32fast::hash(text.as_bytes()), text.len())
}
