//! The trace of calls (`DHCPSAPI_TRACE`): name, time taken, code, and what is wrong with the environment. No argument is
//! ever written, so no secret is.

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

/// Writes one call down, after what was found to be wrong with the environment since the last one.
#[cold]
pub(crate) fn finish(name: &str, started: Instant, code: u32) {
    let mut lines = faults();
    lines.push_str(&format!("dhcpsapi: {name} -> {code} ({} us)\n", started.elapsed().as_micros()));
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
