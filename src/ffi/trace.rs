//! The trace of calls (`DHCPSAPI_TRACE`): name, server asked, time taken, code, and what is wrong with the environment. No
//! other argument is ever written, so no secret is.
//!
//! A trace that cannot be written is left out; the call that it describes is not disturbed, does not wait, and needs no memory.

use std::cell::Cell;
use std::fmt::{self, Write as _};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::environment;

/// The descriptor that calls are written to.
static SINK: AtomicI32 = AtomicI32::new(UNKNOWN);
const UNKNOWN: i32 = -2;
const NONE: i32 = -1;
const STDERR: i32 = 2;

/// Which file that is, by its device and its inode, where this library has opened it.
#[cfg(unix)]
static FILE: [std::sync::atomic::AtomicU64; 2] = [const { std::sync::atomic::AtomicU64::new(0) }; 2];

/// Whoever finds out where calls are written to has it.
static FINDING: Mutex<()> = Mutex::new(());

/// Whether no call is written down, none calls anybody back, and no records are kept of what they do.
static IS_QUIET: AtomicBool = AtomicBool::new(false);

/// Whether a call concerns nobody but its caller: it is not traced, calls nobody back, and nobody will ask who it was. False also
/// while nobody knows.
#[inline]
pub(crate) fn is_quiet() -> bool {
    IS_QUIET.load(Ordering::Relaxed)
}

/// From here on calls may call somebody back, who may do whatever a program can, or there are records of them. That stays so: a
/// call of another thread may have the callback still when it is taken away.
pub(crate) fn is_no_more_quiet() {
    IS_QUIET.store(false, Ordering::Relaxed);
}

/// The registry is there: one that outlives the process has records of calls.
pub(crate) fn registry_is_at(place: &str) {
    if place != environment::IN_MEMORY {
        is_no_more_quiet();
    }
}

/// Runs a call that answers a code, and writes it down if calls are traced.
#[inline(never)]
#[expect(improper_ctypes_definitions, reason = "it is called from the guard alone, and never unwound")]
pub(crate) extern "C" fn around(name: &'static str, call: &dyn Fn() -> u32) -> u32 {
    let sink = sink();
    if sink == NONE {
        return call();
    }
    // A callback of the user's makes calls within this one.
    let outer = ASKED.replace(None);
    let started = Instant::now();
    let code = call();
    let asked = ASKED.replace(outer);
    tell_faults(sink);
    finish(sink, name, asked.as_ref(), started, code);
    code
}

thread_local! {
    /// The server that the traced call of this thread asks, as it is written down.
    static ASKED: Cell<Option<Line>> = const { Cell::new(None) };
}

/// Notes which server a call asks, if calls are traced.
#[inline]
pub(super) fn asked(server: Option<&[u16]>) {
    if SINK.load(Ordering::Relaxed) > NONE {
        note_asked(server);
    }
}

#[cold]
fn note_asked(server: Option<&[u16]>) {
    let mut asked = Line::default();
    // A name that is too long for its place is cut off.
    let _ = match server.filter(|name| !name.is_empty()) {
        None => asked.write_str(" at the local server"),
        Some(name) => {
            let characters = char::decode_utf16(name.iter().copied());
            let characters = characters.map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER));
            let name = asked.write_str(" at \"").and_then(|()| {
                characters
                    .take(MAX_NAME_LENGTH)
                    .flat_map(char::escape_debug)
                    .try_for_each(|part| asked.write_char(part))
            });
            name.and_then(|()| asked.write_char('"'))
        }
    };
    ASKED.set(Some(asked));
}

/// Writes down what was found to be wrong with the environment since the last call.
fn tell_faults(sink: i32) {
    for fault in environment::take_untold() {
        write(sink, format!("dhcpsapi: {fault}\n").as_bytes());
    }
}

fn sink() -> i32 {
    let known = SINK.load(Ordering::Acquire);
    if known != UNKNOWN {
        return known;
    }
    let _finding = hold();
    if SINK.load(Ordering::Relaxed) == UNKNOWN {
        let found = find();
        let place = environment::get().registry.as_deref();
        let is_in_memory = place.is_none_or(|place| place == environment::IN_MEMORY);
        IS_QUIET.store(found == NONE && is_in_memory, Ordering::Relaxed);
        SINK.store(found, Ordering::Release);
    }
    SINK.load(Ordering::Relaxed)
}

/// Keeps everybody from finding out where calls are written to, and from reading the environment.
pub(crate) fn hold() -> MutexGuard<'static, ()> {
    FINDING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn find() -> i32 {
    match environment::get().trace.as_deref() {
        None => NONE,
        Some(target) if target == "stderr" => STDERR,
        Some(target) => open(target.as_ref()),
    }
}

/// Opens the file for the life of the process. Nobody else may read one that is made here; it may be no link itself,
/// though the way to it may lead over links; and a pipe that nobody reads is no place to wait at.
#[cfg(unix)]
fn open(target: &std::path::Path) -> i32 {
    use std::fs::OpenOptions;
    use std::os::fd::IntoRawFd;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options
        .append(true)
        .create(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK | libc::O_NOCTTY);
    let Ok(file) = options.open(target) else { return NONE };
    let Some(identity) = identity(&file) else { return NONE };
    for (place, number) in FILE.iter().zip(identity) {
        place.store(number, Ordering::Relaxed);
    }
    file.into_raw_fd()
}

#[cfg(unix)]
fn identity(file: &std::fs::File) -> Option<[u64; 2]> {
    use std::os::unix::fs::MetadataExt;
    file.metadata().ok().map(|metadata| [metadata.dev(), metadata.ino()])
}

/// Whether a descriptor is still that of the trace. A program that becomes a daemon closes all that it does not know, and then
/// opens its own files with the same numbers; nothing is traced from then on.
#[cfg(target_os = "linux")]
fn is_still_ours(descriptor: i32) -> bool {
    use std::mem::ManuallyDrop;
    use std::os::fd::FromRawFd;
    if descriptor == STDERR {
        return true;
    }
    // SAFETY: a number that was a descriptor; it is asked what it is now, and never closed here.
    let file = ManuallyDrop::new(unsafe { std::fs::File::from_raw_fd(descriptor) });
    let is_ours = identity(&file) == Some(FILE.each_ref().map(|number| number.load(Ordering::Relaxed)));
    if !is_ours {
        SINK.store(NONE, Ordering::Relaxed);
    }
    is_ours
}

#[cfg(not(unix))]
fn open(_: &std::path::Path) -> i32 {
    NONE
}

/// Writes one call down.
fn finish(sink: i32, name: &str, asked: Option<&Line>, started: Instant, code: u32) {
    let mut line = Line::default();
    let asked = asked.map_or("", Line::as_str);
    let elapsed = started.elapsed().as_micros();
    let written = writeln!(line, "dhcpsapi: {name}{asked} -> {code} ({elapsed} us)");
    if written.is_ok() {
        write(sink, line.as_str().as_bytes());
    }
}

const LONGEST: usize = 512;
/// The number of characters of a server's name that are written down.
const MAX_NAME_LENGTH: usize = 64;

/// A line, or a part of it, in a place of its own.
#[derive(Clone, Copy)]
struct Line {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Default for Line {
    fn default() -> Self {
        Line { bytes: [0; LONGEST], length: 0 }
    }
}

impl Line {
    fn as_str(&self) -> &str {
        self.bytes.get(..self.length).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// Writes a line at once, or loses it: there is no room for it, or nobody reads it any more. The signal that says the latter
/// would end the process, so it is not let through, and taken away if there was none before.
#[cfg(target_os = "linux")]
fn write(descriptor: i32, line: &[u8]) {
    use std::mem::MaybeUninit;
    use std::ptr;
    if !is_still_ours(descriptor) {
        return;
    }
    let mut ready = libc::pollfd { fd: descriptor, events: libc::POLLOUT, revents: 0 };
    // SAFETY: one structure, and no waiting.
    if unsafe { libc::poll(&raw mut ready, 1, 0) } != 1 || ready.revents & libc::POLLOUT == 0 {
        return;
    }
    let (mut pipe, mut before, mut pending) =
        (MaybeUninit::uninit(), MaybeUninit::uninit(), MaybeUninit::uninit());
    // SAFETY: valid places, each written before it is read: `sigemptyset` and `sigpending` write a whole set, and the mask of
    // before is only read if the function succeeded.
    unsafe {
        libc::sigemptyset(pipe.as_mut_ptr());
        libc::sigaddset(pipe.as_mut_ptr(), libc::SIGPIPE);
        libc::sigemptyset(pending.as_mut_ptr());
        libc::sigpending(pending.as_mut_ptr());
        if libc::pthread_sigmask(libc::SIG_BLOCK, pipe.as_ptr(), before.as_mut_ptr()) != 0 {
            return;
        }
        let was_pending = libc::sigismember(pending.as_ptr(), libc::SIGPIPE) == 1;
        if libc::write(descriptor, line.as_ptr().cast(), line.len()) < 0 && !was_pending {
            let at_once = libc::timespec { tv_sec: 0, tv_nsec: 0 };
            libc::sigtimedwait(pipe.as_ptr(), ptr::null_mut(), &raw const at_once);
        }
        libc::pthread_sigmask(libc::SIG_SETMASK, before.as_ptr(), ptr::null_mut());
    }
}

#[cfg(not(target_os = "linux"))]
fn write(_: i32, line: &[u8]) {
    use std::io::Write;
    let _ = std::io::stderr().write_all(line);
}
