//! The trace of calls (`DHCPSAPI_TRACE`): name, server asked, time taken, code, and what is wrong with the environment. No
//! other argument is ever written, so no secret is.

use std::cell::RefCell;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use once_cell::sync::Lazy;
use parking_lot::Mutex;

use crate::environment;

enum Sink {
    Stderr,
    File(Mutex<File>),
}

static SINK: Lazy<Option<Sink>> = Lazy::new(|| {
    let target = environment::get().trace.as_ref()?;
    if target == "stderr" {
        return Some(Sink::Stderr);
    }
    OpenOptions::new().append(true).create(true).open(target).ok().map(|file| Sink::File(Mutex::new(file)))
});

/// A call that is traced.
#[derive(Debug)]
pub(crate) struct Started {
    at: Instant,
    /// The server that was asked by the call around this one, which a callback of the user's makes.
    around: Option<String>,
}

thread_local! {
    /// The server that the traced call of this thread asks, as it is written down.
    static ASKED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Whether a call was traced, and so others are too.
static IS_TRACING: AtomicBool = AtomicBool::new(false);

/// Notes that a call begins, if calls are traced.
#[inline]
pub(crate) fn start() -> Option<Box<Started>> {
    SINK.as_ref().map(|_| begin())
}

#[cold]
fn begin() -> Box<Started> {
    IS_TRACING.store(true, Ordering::Relaxed);
    Box::new(Started { at: Instant::now(), around: ASKED.take() })
}

/// Notes which server a call asks, if calls are traced.
#[inline]
pub(super) fn asked(server: Option<&[u16]>) {
    if IS_TRACING.load(Ordering::Relaxed) {
        note_asked(server);
    }
}

#[cold]
fn note_asked(server: Option<&[u16]>) {
    let named = server.filter(|name| !name.is_empty());
    let shown = named.map(|name| format!("{:?}", String::from_utf16_lossy(name)));
    ASKED.set(Some(shown.unwrap_or_else(|| "the local server".to_owned())));
}

/// Writes one call down, after what was found to be wrong with the environment since the last one.
#[cold]
pub(crate) fn finish(name: &str, started: Started, code: u32) {
    let asked = ASKED.replace(started.around).map_or_else(String::new, |server| format!(" at {server}"));
    let mut lines = faults();
    lines.push_str(&format!("dhcpsapi: {name}{asked} -> {code} ({} us)\n", started.at.elapsed().as_micros()));
    write(&lines);
}

/// A line for each thing that is wrong with the environment and was not told yet.
fn faults() -> String {
    static TOLD: Mutex<usize> = Mutex::new(0);
    let mut told = TOLD.lock();
    let faults = environment::faults(*told);
    *told += faults.len();
    faults.iter().map(|fault| format!("dhcpsapi: {fault}\n")).collect()
}

fn write(lines: &str) {
    // A trace that cannot be written is lost; the call it describes is not disturbed.
    let _ = match SINK.as_ref() {
        Some(Sink::Stderr) => std::io::stderr().write_all(lines.as_bytes()),
        Some(Sink::File(file)) => file.lock().write_all(lines.as_bytes()),
        None => Ok(()),
    };
}
