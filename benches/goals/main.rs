//! The benchmarks with goals: `cargo bench`. `benches/README.md` says what each of them measures.
//!
//! Every group of benchmarks runs in processes of its own, one for time and one under callgrind for instructions,
//! so that no registry finds the memory of another in the cache. This process starts them and prints the tables.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::as_conversions,
    unreachable_pub,
    missing_docs,
    reason = "a program that measures may stop, and counts in floating point"
)]

mod clients;
mod days;
mod goals;
mod growth;
mod leases;
mod library;
mod measure;
mod pools;
mod relationships;
mod servers;

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use clients::Place;
use goals::Results;
use measure::{Mode, Run};

/// A group: its name, whether the quick run has it, and what it does.
type Group = (&'static str, bool, fn(Run));

const GROUPS: &[Group] = &[
    ("B1 B2 B4 named", true, relationships::named),
    ("B2 B5 B6 local", true, relationships::local),
    ("B3 B5 B6 at 31", true, |run| relationships::sized(run, 31)),
    ("B3 B5 B6 at 1,000", true, |run| relationships::sized(run, 1000)),
    ("B3 B5 B6 at 100,000", false, |run| relationships::sized(run, 100_000)),
    ("B7 at 1,000", true, |run| relationships::create_and_delete(run, 1000)),
    ("B7 at 100,000", false, |run| relationships::create_and_delete(run, 100_000)),
    ("B8 /24", true, |run| pools::core(run, 24)),
    ("B8 /16", true, |run| pools::core(run, 16)),
    ("B8 /8", true, |run| pools::core(run, 8)),
    ("B8 B9 pair /24", true, |run| pools::pair(run, 24, 1)),
    ("B8 B9 pair /16", true, |run| pools::pair(run, 16, 1)),
    ("B8 B9 pair /8", true, |run| pools::pair(run, 8, 1)),
    ("B9 1,000 scopes core", true, pools::many_scopes),
    ("B9 1,000 scopes pair", true, |run| pools::pair(run, 24, 1000)),
    ("B10 31 /24", true, |run| pools::count(run, 24, 31)),
    ("B10 1,000 /24", true, |run| pools::count(run, 24, 1000)),
    ("B10 65,536 /24", false, |run| pools::count(run, 24, 65_536)),
    ("B10 31 /16", true, |run| pools::count(run, 16, 31)),
    ("B10 one /8", true, |run| pools::count(run, 8, 1)),
    ("B10 pair", true, |run| pools::count_in_pair(run, 0)),
    ("B10 pair with 10,000 leases", true, |run| pools::count_in_pair(run, 10_000)),
    ("free addresses /16 half full", true, |run| pools::search(run, 16, 50)),
    ("free addresses /16 full but 1 %", true, |run| pools::search(run, 16, 99)),
    ("free addresses /8 but 1 % excluded", true, |run| pools::search(run, 8, 99)),
    ("B11 leases 1,000", true, |run| leases::records(run, 1000)),
    ("B11 leases 100,000", false, |run| leases::records(run, 100_000)),
    ("B11 leases 1,000,000", false, |run| leases::records(run, 1_000_000)),
    ("B11 leases listed 10,000", true, |run| leases::listed(run, 10_000)),
    ("B11 leases listed 1,000,000", false, |run| leases::listed(run, 1_000_000)),
    ("B11 clients alone /16", true, |run| clients::traffic(run, Place::Alone, 16, 0)),
    ("B11 clients alone /8", true, |run| clients::traffic(run, Place::Alone, 8, 0)),
    ("B11 clients pair /16", true, |run| clients::traffic(run, Place::Pair, 16, 0)),
    ("B11 clients pair /8", true, |run| clients::traffic(run, Place::Pair, 8, 0)),
    ("B11 clients beside 10,000 reservations", true, |run| clients::traffic(run, Place::Alone, 16, 10_000)),
    ("B12 expiry alone 10,000", true, |run| clients::expiry(run, Place::Alone, 10_000)),
    ("B12 expiry alone 100,000", false, |run| clients::expiry(run, Place::Alone, 100_000)),
    ("B12 expiry pair 10,000", true, |run| clients::expiry(run, Place::Pair, 10_000)),
    ("B12 expiry pair 100,000", false, |run| clients::expiry(run, Place::Pair, 100_000)),
    ("day of 1,000 clients", true, |run| days::day(run, 1000)),
    ("day of 10,000 clients", false, |run| days::day(run, 10_000)),
    ("growth: a renewal again", true, growth::renewal_again),
    ("growth: beside exclusions", true, growth::beside_exclusions),
    ("growth: exclusions", true, growth::exclusions),
    ("growth: scopes", true, growth::scopes),
    ("growth: servers", true, growth::servers),
    ("growth: options", true, growth::options),
    ("growth: leases beside a change", true, growth::changes),
    ("growth: an hour of halves", true, growth::hour),
    ("growth: an hour of 100,000 halves", false, growth::large_hour),
    ("growth: deleted halves", true, growth::deleted_halves),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    if let Some(place) = arguments.iter().position(|argument| argument == "--child") {
        let mode = if arguments[place + 1] == "time" { Mode::Time } else { Mode::Instructions };
        let group = GROUPS.iter().find(|group| group.0 == arguments[place + 2]).expect("a group");
        (group.2)(Run { mode, quick });
        return ExitCode::SUCCESS;
    }
    let filters: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |group: &&Group| {
        (group.1 || !quick)
            && (filters.is_empty() || filters.iter().any(|filter| group.0.contains(filter.as_str())))
    };

    let began = Instant::now();
    library::compile_floor();
    let valgrind = cfg!(target_arch = "x86_64").then(valgrind_version).flatten();
    println!(
        "{}, {} cores; glibc {}; {}; {}\n",
        cpu_model(),
        std::thread::available_parallelism().map_or(0, usize::from),
        glibc_version(),
        valgrind.as_deref().unwrap_or("valgrind not found: no instruction counts"),
        if quick { "quick run" } else { "full run" },
    );
    let mut results = Results::default();
    for group in GROUPS.iter().filter(wanted) {
        eprint!("{} ...", group.0);
        let started = Instant::now();
        let done = run_time(group.0, quick, &mut results)
            && (valgrind.is_none() || run_instructions(group.0, quick, &mut results));
        eprintln!(" {:.1} s", started.elapsed().as_secs_f64());
        if !done {
            eprintln!("{}: failed", group.0);
            return ExitCode::FAILURE;
        }
    }
    println!("{}", goals::tables(&results));
    println!("{:.0} s", began.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

fn child(command: &mut Command, mode: &str, group: &str, quick: bool) -> Option<String> {
    command.args(["--child", mode, group]).args(quick.then_some("--quick"));
    // Servers, traces and storage from the environment would disturb a measurement.
    for name in ["DHCPSAPI_REGISTRY", "DHCPSAPI_SERVERS", "DHCPSAPI_TRACE"] {
        command.env_remove(name);
    }
    let output = command.stdin(Stdio::null()).output().expect("a program that starts");
    if !output.status.success() {
        eprintln!("{}", String::from_utf8_lossy(&output.stderr));
    }
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn run_time(group: &str, quick: bool, results: &mut Results) -> bool {
    let program = std::env::current_exe().expect("the path of this program");
    let Some(output) = child(&mut Command::new(program), "time", group, quick) else { return false };
    for line in output.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let value = |place: usize| columns[place].parse().unwrap_or(f64::NAN);
        match columns[0] {
            "time" => results.get_mut(columns[1]).nanoseconds = Some((value(2), value(3), value(4))),
            "note" => eprint!(" {} ...", columns[1]),
            "value" => results.get_mut(columns[1]).value = Some(value(2)),
            _ => {}
        }
    }
    true
}

fn run_instructions(group: &str, quick: bool, results: &mut Results) -> bool {
    let program = std::env::current_exe().expect("the path of this program");
    let directory = program.with_file_name(format!("callgrind-{}", std::process::id()));
    std::fs::create_dir_all(&directory).expect("a directory for counts");
    let mut command = Command::new("valgrind");
    command
        .args(["-q", "--tool=callgrind", "--instr-atstart=no"])
        .arg(format!("--callgrind-out-file={}", directory.join("out").display()))
        .arg(program);
    let done = child(&mut command, "instructions", group, quick).is_some();
    if done {
        read_counts(&directory, results);
    }
    let _ = std::fs::remove_dir_all(&directory);
    done
}

/// Reads what callgrind wrote at each request: the label says which side was executed how often, and the difference
/// of two counts is what was executed more often.
fn read_counts(directory: &Path, results: &mut Results) {
    let mut counts: Vec<(u64, String, f64)> = Vec::new();
    for entry in std::fs::read_dir(directory).expect("the directory of counts").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(place) = name.strip_prefix("out.").and_then(|place| place.parse().ok()) else { continue };
        let text = std::fs::read_to_string(entry.path()).unwrap_or_default();
        let after = |start: &str| text.lines().find_map(|line| line.strip_prefix(start));
        let (Some(label), Some(total)) = (after("desc: Trigger: Client Request: "), after("totals: ")) else {
            continue;
        };
        counts.push((place, label.to_owned(), total.trim().parse().unwrap_or(f64::NAN)));
    }
    counts.sort_by_key(|(place, ..)| *place);
    for pair in counts.chunks_exact(2) {
        let columns: Vec<&str> = pair[0].1.split('\t').collect();
        let per: f64 = columns[3].parse().unwrap_or(f64::NAN);
        let each = (pair[1].2 - pair[0].2) / per;
        let measured = results.get_mut(columns[0]).instructions.get_or_insert((f64::NAN, f64::NAN));
        if columns[1] == "subject" {
            measured.0 = each;
        } else {
            measured.1 = each;
        }
    }
}

fn valgrind_version() -> Option<String> {
    let output = Command::new("valgrind").arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn cpu_model() -> String {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = info.lines().find(|line| line.starts_with("model name"));
    line.and_then(|line| line.split(": ").nth(1)).unwrap_or("unknown CPU").to_owned()
}

fn glibc_version() -> String {
    // SAFETY: the string is constant.
    let version = unsafe { std::ffi::CStr::from_ptr(libc::gnu_get_libc_version()) };
    version.to_string_lossy().into_owned()
}
