//! The trace of calls (`DHCPSAPI_TRACE`): name, time taken, code. No argument is ever written, so no secret is.

use std::fs::{File, OpenOptions};
use std::io::Write;
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

/// The moment a call began, if calls are traced.
#[inline]
pub(crate) fn start() -> Option<Instant> {
    SINK.as_ref().map(|_| moment())
}

#[cold]
fn moment() -> Instant {
    Instant::now()
}

/// Writes one call down.
#[cold]
pub(crate) fn finish(name: &str, started: Instant, code: u32) {
    let line = format!("dhcpsapi: {name} -> {code} ({} us)\n", started.elapsed().as_micros());
    // A trace that cannot be written is lost; the call it describes is not disturbed.
    let _ = match SINK.as_ref() {
        Some(Sink::Stderr) => std::io::stderr().write_all(line.as_bytes()),
        Some(Sink::File(file)) => file.lock().write_all(line.as_bytes()),
        None => Ok(()),
    };
}
