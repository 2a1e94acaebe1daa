//! A program that is run to its end, whatever signals come meanwhile.

use std::io;
use std::mem::MaybeUninit;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::ptr::null_mut;

use libc::{c_int, sigset_t};

/// The signals by which somebody ends a program.
const ENDING: [c_int; 4] = [libc::SIGHUP, libc::SIGINT, libc::SIGQUIT, libc::SIGTERM];

/// Signals that would end this process are kept from it as long as this lives, so that it can clean up. One that nobody was
/// handed ends it then.
pub(crate) struct Interruptions {
    held: sigset_t,
    before: sigset_t,
}

impl Interruptions {
    /// Keeps them from this thread, which is the only one, and from those that it starts.
    pub(crate) fn hold() -> io::Result<Self> {
        // With the end of a child: of a signal that is blocked the kernel keeps one, also where it would be ignored else.
        let held = signals(&[&ENDING[..], &[libc::SIGCHLD]].concat());
        let mut before = MaybeUninit::<sigset_t>::uninit();
        // SAFETY: the set is made, and the place for another one is valid.
        match unsafe { libc::pthread_sigmask(libc::SIG_BLOCK, &raw const held, before.as_mut_ptr()) } {
            // SAFETY: it was written.
            0 => Ok(Interruptions { held, before: unsafe { before.assume_init() } }),
            code => Err(io::Error::from_raw_os_error(code)),
        }
    }

    /// Runs a program and waits for its end. What would end this process meanwhile is handed on to the program; what the terminal
    /// has sent to both the program has already. Nothing is run if something came before.
    pub(crate) fn run(&self, command: &mut Command) -> io::Result<ExitStatus> {
        if has_come() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let before = self.before;
        // SAFETY: between fork and exec only a signal-safe function is called, with a set of its own.
        unsafe {
            command.pre_exec(move || {
                libc::pthread_sigmask(libc::SIG_SETMASK, &raw const before, null_mut());
                Ok(())
            });
        }
        self.wait(command.spawn()?)
    }

    /// Waits for the end of a child, and hands signals on to it.
    fn wait(&self, mut child: Child) -> io::Result<ExitStatus> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            let mut about = MaybeUninit::<libc::siginfo_t>::uninit();
            // SAFETY: the set is made, and the place is valid.
            let signal = unsafe { libc::sigwaitinfo(&raw const self.held, about.as_mut_ptr()) };
            if !ENDING.contains(&signal) {
                // A child has ended, or been stopped, or another signal had to be handled first.
                continue;
            }
            // SAFETY: there was a signal, so it was written. The codes of what the kernel sends are greater than 0.
            let is_of_a_process = unsafe { about.assume_init() }.si_code <= 0;
            if let (true, Ok(id)) = (is_of_a_process, i32::try_from(child.id())) {
                // SAFETY: the child has not been waited for, so its number is nobody else's.
                unsafe { libc::kill(id, signal) };
            }
        }
    }
}

impl Drop for Interruptions {
    fn drop(&mut self) {
        // SAFETY: it is the set of before.
        unsafe { libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.before, null_mut()) };
    }
}

/// Whether a signal has come that would have ended this process.
fn has_come() -> bool {
    let mut come = MaybeUninit::<sigset_t>::uninit();
    // SAFETY: the place is valid, and the set is read only if it was written.
    unsafe {
        libc::sigpending(come.as_mut_ptr()) == 0
            && ENDING.iter().any(|signal| libc::sigismember(come.as_ptr(), *signal) == 1)
    }
}

/// A set of signals.
fn signals(all: &[c_int]) -> sigset_t {
    let mut set = MaybeUninit::<sigset_t>::uninit();
    // SAFETY: the place is valid, and is written before a signal is added.
    unsafe {
        libc::sigemptyset(set.as_mut_ptr());
        for signal in all {
            libc::sigaddset(set.as_mut_ptr(), *signal);
        }
        set.assume_init()
    }
}
