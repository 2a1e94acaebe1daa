//! Time and instructions of a subject and its floor.

use std::fmt::Write as _;
use std::hint::black_box;

/// The quantity that a run measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Thread CPU time.
    Time,
    /// Instructions, under callgrind.
    Instructions,
}

/// A run of one group of benchmarks, in a process of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) mode: Mode,
    pub(crate) quick: bool,
}

/// How often a subject and its floor are repeated for a count of instructions: first so often, then so often more.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Repeats(pub(crate) u64, pub(crate) u64);

/// For calls that take microseconds at most.
pub(crate) const OFTEN: Repeats = Repeats(500, 3000);
/// For calls that take milliseconds: none, then one.
pub(crate) const ONCE: Repeats = Repeats(0, 1);

impl Run {
    /// Measures a subject and its floor. One execution of each does `units` of what is reported.
    pub(crate) fn compare(
        &self,
        key: &str,
        units: u64,
        repeats: Repeats,
        mut subject: impl FnMut(),
        mut floor: impl FnMut(),
    ) {
        match self.mode {
            Mode::Instructions => {
                count(key, "subject", units, repeats, &mut subject);
                count(key, "floor", units, repeats, &mut floor);
            }
            Mode::Time => {
                let (subjects, floors) = (self.batch(&mut subject), self.batch(&mut floor));
                let rounds = (0..self.rounds()).map(|_| {
                    let subject = time(subjects, &mut subject) / subjects as f64;
                    (subject, time(floors, &mut floor) / floors as f64)
                });
                report(key, units, &rounds.collect::<Vec<_>>());
            }
        }
    }

    /// Measures a subject that has no floor.
    pub(crate) fn alone(&self, key: &str, units: u64, repeats: Repeats, mut subject: impl FnMut()) {
        match self.mode {
            Mode::Instructions => count(key, "subject", units, repeats, &mut subject),
            Mode::Time => {
                let batch = self.batch(&mut subject);
                let rounds = (0..self.rounds()).map(|_| (time(batch, &mut subject) / batch as f64, f64::NAN));
                report(key, units, &rounds.collect::<Vec<_>>());
            }
        }
    }

    /// Measures a subject and its floor on fresh states, `batch` of them in a row, that are made outside the clock
    /// right before.
    pub(crate) fn compare_fresh<S, F>(
        &self,
        key: &str,
        units: u64,
        batch: usize,
        (fresh_subject, subject): (impl Fn() -> S, impl Fn(&mut S)),
        (fresh_floor, floor): (impl Fn() -> F, impl Fn(&mut F)),
    ) {
        if self.mode == Mode::Instructions {
            let mut state = fresh_subject();
            count(key, "subject", units, ONCE, &mut || subject(&mut state));
            let mut state = fresh_floor();
            count(key, "floor", units, ONCE, &mut || floor(&mut state));
            return;
        }
        let rounds = (0..self.rounds()).map(|_| {
            let mut states: Vec<S> = (0..batch).map(|_| fresh_subject()).collect();
            let began = cpu_time();
            states.iter_mut().for_each(&subject);
            let took = cpu_time() - began;
            drop(states);
            let mut states: Vec<F> = (0..batch).map(|_| fresh_floor()).collect();
            let began = cpu_time();
            states.iter_mut().for_each(&floor);
            (took / batch as f64, (cpu_time() - began) / batch as f64)
        });
        report(key, units, &rounds.collect::<Vec<_>>());
    }

    /// Measures only a part of what is repeated: the subject answers how long that part took. Instructions are not
    /// counted.
    pub(crate) fn timed(&self, key: &str, units: u64, mut subject: impl FnMut() -> f64) {
        if self.mode == Mode::Time {
            let rounds = (0..self.rounds()).map(|_| (subject(), f64::NAN));
            report(key, units, &rounds.collect::<Vec<_>>());
        }
    }

    /// How many rounds a median is made of.
    pub(crate) fn rounds(&self) -> usize {
        if self.quick { 3 } else { 11 }
    }

    /// How often something is to be executed for one measurement of time.
    fn batch(&self, subject: &mut impl FnMut()) -> u64 {
        let wanted = if self.quick { 2e5 } else { 4e6 };
        let mut batch = 1;
        loop {
            let took = time(batch, subject);
            if took >= wanted / 4.0 || batch >= 1 << 24 {
                return ((batch as f64 * wanted / took.max(1.0)) as u64).max(1);
            }
            batch *= 4;
        }
    }
}

fn time(batch: u64, subject: &mut impl FnMut()) -> f64 {
    let began = cpu_time();
    for _ in 0..batch {
        subject();
    }
    cpu_time() - began
}

/// The CPU time of this thread, in nanoseconds.
pub(crate) fn cpu_time() -> f64 {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: a valid place; the clock exists.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut now) };
    now.tv_sec as f64 * 1e9 + now.tv_nsec as f64
}

/// One measurement of time for the parent process: medians of the subject, of the floor and of the ratio.
pub(crate) fn report(key: &str, units: u64, rounds: &[(f64, f64)]) {
    let median = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = rounds.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (subject, floor, ratio) =
        (median(&|pair| pair.0), median(&|pair| pair.1), median(&|pair| pair.0 / pair.1));
    let units = units as f64;
    println!("time\t{key}\t{}\t{}\t{ratio}", subject / units, floor / units);
}

/// A measurement of something else than time or instructions.
pub(crate) fn report_value(key: &str, value: f64) {
    println!("value\t{key}\t{value}");
}

/// Why something was not measured.
pub(crate) fn report_note(why: &str) {
    println!("note\t{why}");
}

/// Has callgrind count the instructions of few and of more executions.
fn count(key: &str, side: &str, units: u64, Repeats(few, more): Repeats, subject: &mut impl FnMut()) {
    // Functions are bound at the first call, lists of free blocks are filled.
    (0..few).for_each(|_| subject());
    for executions in [few, few + more] {
        let executions = black_box(executions);
        let mut label = String::new();
        let per = more * units;
        let _ = write!(label, "{key}\t{side}\t{executions}\t{per}\0");
        valgrind(START_INSTRUMENTATION, 0);
        valgrind(ZERO_STATS, 0);
        for _ in 0..executions {
            subject();
        }
        valgrind(DUMP_STATS_AT, label.as_ptr() as u64);
        valgrind(STOP_INSTRUMENTATION, 0);
    }
}

const CALLGRIND: u64 = 0x4354_0000;
const ZERO_STATS: u64 = CALLGRIND + 1;
const DUMP_STATS_AT: u64 = CALLGRIND + 3;
const START_INSTRUMENTATION: u64 = CALLGRIND + 4;
const STOP_INSTRUMENTATION: u64 = CALLGRIND + 5;

/// A request to valgrind (its manual, "The Client Request mechanism"); without valgrind nothing happens.
#[cfg(target_arch = "x86_64")]
#[inline(never)]
fn valgrind(request: u64, argument: u64) {
    let block: [u64; 6] = [request, argument, 0, 0, 0, 0];
    // SAFETY: the four rotations add up to 128 bits, and an exchange of a register with itself does nothing.
    unsafe {
        std::arch::asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") &raw const block,
            inout("rdx") 0_u64 => _,
        );
    }
}

#[cfg(not(target_arch = "x86_64"))]
fn valgrind(_request: u64, _argument: u64) {
    unimplemented!("instructions are counted on x86-64 only")
}
