//! B1 to B7: calls, and tables of relationships.

use std::cell::Cell;
use std::ptr::{null, null_mut};
use std::sync::Barrier;
use std::thread;
use std::time::{Duration, Instant};

use windows_sys::Win32::NetworkManagement::Dhcp::*;

use crate::library::{Api, Floor};
use crate::measure::{Mode, OFTEN, ONCE, Repeats, Run, cpu_time, report, report_note};
use crate::servers::{
    Half, Random, Wide, add_scope, add_scope_with_range, add_server, free_inner, free_relationship,
    other_case,
};

/// How many names are drawn before the clock runs.
const DRAWN: usize = 65_536;
const SERVERS: (u32, u32) = (0x0A00_0001, 0x0A00_0002);
const SCOPES: usize = 8;

/// Relationships on a server of the library and in the floor, and names to ask for.
struct Table {
    api: Api,
    floor: Floor,
    server: Option<Wide>,
    halves: Vec<Half>,
    names: Vec<Wide>,
    drawn: Vec<u32>,
}

impl Table {
    /// So many relationships of eight scopes each; the names to ask for are in the other case.
    fn new(api: Api, server: Option<&str>, count: usize) -> Self {
        let server = server.map(Wide::new);
        if server.is_some() {
            add_server(api, "dhcp1.example", SERVERS.0);
        }
        let mut table = Table {
            api,
            floor: Floor::load(),
            server,
            halves: Vec::new(),
            names: Vec::new(),
            drawn: Vec::new(),
        };
        let mut random = Random(1);
        for number in 0..count {
            let scopes: Vec<u32> =
                (0..SCOPES).map(|scope| 0x0B00_0000 + ((number * SCOPES + scope) << 4) as u32).collect();
            scopes.iter().for_each(|scope| add_scope(api, table.server(), *scope, 28));
            let mut half = Half::new(&mut random, SERVERS, scopes);
            half.create(api, table.server());
            table.names.push(Wide::new(&other_case(&half.name)));
            table.halves.push(half);
        }
        // SAFETY: valid pointers.
        unsafe {
            (table.floor.start)(count as u32);
            table.halves.iter_mut().for_each(|half| (table.floor.add)(half.ptr()));
        }
        table.drawn = (0..DRAWN).map(|_| random.below(count) as u32).collect();
        table
    }

    fn server(&self) -> *const u16 {
        self.server.as_ref().map_or(null(), Wide::ptr)
    }

    /// Reads one and frees it.
    fn get(&self, index: u32) {
        let mut found = null_mut();
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            (self.api.get)(self.server(), self.names[index as usize].ptr(), &mut found);
            free_relationship(self.api.free, found);
        }
    }

    fn floor_get(&self, index: u32) {
        let mut found = null_mut();
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            (self.floor.get)(index, &mut found);
            free_relationship(self.floor.free, found);
        }
    }

    /// Enumerates all in pages and frees them; answers how many there were.
    fn enumerate(&self, preferred: u32) -> u32 {
        let (mut resume, mut seen) = (0, 0);
        loop {
            let (mut array, mut read, mut total) = (null_mut(), 0, 0);
            // SAFETY: valid pointers; the result is used once.
            let code = unsafe {
                (self.api.enumerate)(self.server(), &mut resume, preferred, &mut array, &mut read, &mut total)
            };
            // SAFETY: it came from the library.
            unsafe { free_array(self.api.free, array) };
            seen += read;
            if code != 234 {
                return seen;
            }
        }
    }

    fn floor_enumerate(&self, preferred: u32) -> u32 {
        let (mut resume, mut seen) = (0, 0);
        loop {
            let (mut array, mut read, mut total) = (null_mut(), 0, 0);
            // SAFETY: valid pointers; the result is used once.
            let code =
                unsafe { (self.floor.enumerate)(&mut resume, preferred, &mut array, &mut read, &mut total) };
            // SAFETY: it came from the floor.
            unsafe { free_array(self.floor.free, array) };
            seen += read;
            if code != 234 {
                return seen;
            }
        }
    }

    fn next(&self, at: &Cell<usize>) -> u32 {
        let place = at.get();
        at.set((place + 1) % DRAWN);
        self.drawn[place]
    }

    fn check(&self) {
        for (name, half) in self.names.iter().zip(&self.halves) {
            let mut found = null_mut();
            // SAFETY: valid pointers; the result is used once.
            unsafe {
                assert_eq!((self.api.get)(self.server(), name.ptr(), &mut found), 0);
                assert!(half.is(&*found), "Get answers another relationship");
                free_relationship(self.api.free, found);
            }
        }
        for (index, half) in self.halves.iter().enumerate() {
            let mut found = null_mut();
            // SAFETY: valid pointers; the result is used once.
            unsafe {
                assert_eq!((self.floor.get)(index as u32, &mut found), 0);
                assert!(half.is(&*found), "the floor answers another relationship");
                free_relationship(self.floor.free, found);
            }
        }
        let (mut array, mut resume, mut read, mut total) = (null_mut(), 0, 0, 0);
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            let code =
                (self.api.enumerate)(self.server(), &mut resume, u32::MAX, &mut array, &mut read, &mut total);
            assert_eq!((code, read as usize, total as usize), (0, self.halves.len(), self.halves.len()));
            let all = std::slice::from_raw_parts((*array).pRelationships, read as usize);
            assert!(
                all.iter().zip(&self.halves).all(|(found, half)| half.is(found)),
                "Enum is in another order"
            );
            free_array(self.api.free, array);
        }
        for preferred in [4096, u32::MAX] {
            assert_eq!(self.enumerate(preferred) as usize, self.halves.len());
            assert_eq!(self.floor_enumerate(preferred) as usize, self.halves.len());
        }
    }
}

/// # Safety
///
/// The array came from the library that `free` belongs to.
unsafe fn free_array(
    free: unsafe extern "system" fn(*mut std::ffi::c_void),
    array: *mut DHCP_FAILOVER_RELATIONSHIP_ARRAY,
) {
    // SAFETY: as promised.
    unsafe {
        let all = std::slice::from_raw_parts((*array).pRelationships, (*array).NumElements as usize);
        all.iter().for_each(|relationship| free_inner(free, relationship));
        free((*array).pRelationships.cast());
        free(array.cast());
    }
}

/// B1, B2, B4: through the shared library, 31 relationships on a server that is named by its address.
pub(crate) fn named(run: Run) {
    let table = Table::new(Api::shared(), Some("10.0.0.1"), 31);
    table.check();
    // SAFETY: NULL is refused.
    let call = || unsafe { (table.api.get)(table.server(), table.names[0].ptr(), null_mut()) };
    assert_eq!(call(), 87);
    // SAFETY: nothing is read.
    let nothing = || unsafe { (table.floor.nothing)(table.server(), table.names[0].ptr(), null_mut()) };
    run.compare("B1", 1, OFTEN, || _ = call(), || _ = nothing());
    get(run, "B2 named", &table);
    two_threads(run, &table);
}

/// B2: the same with NULL for the local server.
pub(crate) fn local(run: Run) {
    let table = Table::new(Api::shared(), None, 31);
    table.check();
    get(run, "B2 NULL", &table);
    enumerate(run, "31 shared", &table);
}

/// B3, B5, B6 at one size.
pub(crate) fn sized(run: Run, size: usize) {
    let table = Table::new(Api::linked(), Some("10.0.0.1"), size);
    table.check();
    get(run, &format!("B3 {size}"), &table);
    enumerate(run, &size.to_string(), &table);
}

fn get(run: Run, key: &str, table: &Table) {
    let (ours, floors) = (Cell::new(0), Cell::new(0));
    run.compare(key, 1, OFTEN, || table.get(table.next(&ours)), || table.floor_get(table.next(&floors)));
}

fn enumerate(run: Run, size: &str, table: &Table) {
    let count = table.halves.len();
    let repeats = if count > 10_000 { ONCE } else { Repeats(1, (2000 / count).max(2) as u64) };
    for (name, preferred) in [("B5", u32::MAX), ("B6", 4096)] {
        run.compare(
            &format!("{name} {size}"),
            count as u64,
            repeats,
            || _ = table.enumerate(preferred),
            || _ = table.floor_enumerate(preferred),
        );
    }
}

/// B4: what a call costs more when another thread does the same.
fn two_threads(run: Run, table: &Table) {
    if run.mode == Mode::Instructions {
        return;
    }
    let calls = if run.quick { 5_000 } else { 100_000 };
    // The time of a call on each thread, and whether the threads really ran side by side: another program on one of the
    // cores makes them take turns, or begin one after the other, and then they do not disturb each other.
    let per_call = |threads: usize, call: &(dyn Fn(u32) + Sync)| {
        let barrier = Barrier::new(threads);
        let (drawn, origin) = (&table.drawn, Instant::now());
        let spans: Vec<Span> = thread::scope(|scope| {
            let work = |thread: usize| {
                let barrier = &barrier;
                move || {
                    let names = drawn.iter().cycle().skip(thread * 1000);
                    barrier.wait();
                    let (busy, began) = (cpu_time(), origin.elapsed());
                    names.take(calls).for_each(|name| call(*name));
                    Span { busy: cpu_time() - busy, began, ended: origin.elapsed() }
                }
            };
            let running: Vec<_> = (0..threads).map(|thread| scope.spawn(work(thread))).collect();
            running.into_iter().map(|thread| thread.join().expect("a thread")).collect()
        });
        let busy = spans.iter().map(|span| span.busy).sum::<f64>();
        (busy / (threads * calls) as f64, are_together(&spans))
    };
    let shared = Shared(table);
    let subject = |name: u32| shared.table().get(name);
    let floor = |name: u32| shared.table().floor_get(name);
    let mut rounds: Vec<(f64, f64)> = Vec::new();
    for _ in 0..run.rounds() * 8 {
        let (alone, floor_alone) = (per_call(1, &subject).0, per_call(1, &floor).0);
        let ((two, together), (floor_two, floor_together)) = (per_call(2, &subject), per_call(2, &floor));
        if together && floor_together {
            rounds.push((two / alone, floor_two / floor_alone));
        }
        if rounds.len() == run.rounds() {
            break;
        }
    }
    // Without two free cores there is nothing to report.
    if rounds.len() > run.rounds() / 2 {
        report("B4", 1, &rounds);
    } else {
        report_note(&format!(
            "B4: two threads side by side in {} of {} rounds",
            rounds.len(),
            run.rounds() * 8
        ));
    }
}

/// The work of a thread between two moments, in nanoseconds.
struct Span {
    busy: f64,
    began: Duration,
    ended: Duration,
}

/// Whether threads worked at the same time: each for nine tenths of the time between the first beginning and the last end, and
/// none was kept from its core for long.
fn are_together(spans: &[Span]) -> bool {
    let nanoseconds = |from: Option<Duration>, to: Option<Duration>| {
        to.zip(from).map_or(0.0, |(to, from)| to.saturating_sub(from).as_secs_f64() * 1e9)
    };
    let began = || spans.iter().map(|span| span.began);
    let ended = || spans.iter().map(|span| span.ended);
    let (all, common) =
        (nanoseconds(began().min(), ended().max()), nanoseconds(began().max(), ended().min()));
    let was_kept = |span: &Span| nanoseconds(Some(span.began), Some(span.ended)) > 1.2 * span.busy;
    common >= 0.9 * all && !spans.iter().any(was_kept)
}

/// A table that several threads read. It points to strings that nobody changes.
struct Shared<'a>(&'a Table);
// SAFETY: nothing in the table changes while threads use it.
unsafe impl Sync for Shared<'_> {}

impl Shared<'_> {
    fn table(&self) -> &Table {
        self.0
    }
}

/// B7: delete and create again one of `size` relationships of one /24 scope each, anyone.
pub(crate) fn create_and_delete(run: Run, size: usize) {
    let api = Api::linked();
    let mut random = Random(7);
    let mut halves: Vec<Half> = (0..size)
        .map(|number| {
            let scope = 0x0B00_0000 + ((number as u32) << 8);
            add_scope_with_range(api, null(), scope, 24);
            let mut half = Half::new(&mut random, SERVERS, vec![scope]);
            half.create(api, null());
            half
        })
        .collect();
    let pair = |random: &mut Random, halves: &mut Vec<Half>| {
        let half = &mut halves[random.below(size)];
        // SAFETY: valid pointers.
        assert_eq!(unsafe { (api.delete)(null(), half.name_ptr()) }, 0);
        half.create(api, null());
    };
    pair(&mut random, &mut halves);
    run.alone(&format!("B7 {size}"), 1, Repeats(100, 400), || pair(&mut random, &mut halves));
    for half in &halves {
        let mut found = null_mut();
        // SAFETY: valid pointers; the result is used once.
        unsafe {
            assert_eq!((api.get)(null(), half.name_ptr(), &mut found), 0);
            free_relationship(api.free, found);
        }
    }
}
