//! The goals, and the tables that say whether they are met.

use std::fmt::Write as _;

/// The measurement of one name: the subject, its floor if there is one, and the ratio of the two.
#[derive(Debug, Clone, Default)]
pub(crate) struct Measured {
    pub(crate) key: String,
    pub(crate) nanoseconds: Option<(f64, f64, f64)>,
    pub(crate) instructions: Option<(f64, f64)>,
    pub(crate) value: Option<f64>,
}

/// Everything that was measured, in the order of measurement.
#[derive(Debug, Default)]
pub(crate) struct Results(pub(crate) Vec<Measured>);

impl Results {
    pub(crate) fn get_mut(&mut self, key: &str) -> &mut Measured {
        let place = self.0.iter().position(|measured| measured.key == key).unwrap_or_else(|| {
            self.0.push(Measured { key: key.to_owned(), ..Measured::default() });
            self.0.len() - 1
        });
        &mut self.0[place]
    }

    fn get(&self, key: &str) -> Option<&Measured> {
        self.0.iter().find(|measured| measured.key == key)
    }

    fn instructions(&self, key: &str) -> Option<f64> {
        Some(self.get(key)?.instructions?.0)
    }
}

/// The quantity that a goal limits.
enum Of {
    /// Instructions, as a multiple of the floor's.
    Instructions(&'static str),
    /// Time, as a multiple of the floor's.
    Time(&'static str),
    /// Instructions.
    Count(&'static str),
    Nanoseconds(&'static str),
    Microseconds(&'static str),
    /// Some other number.
    Value(&'static str),
    /// Instructions of the one, as a multiple of those of the other.
    Flat(&'static str, &'static str),
    /// Instructions of the one as a multiple of the other's, or the other way round, whichever is more: both are to be alike.
    Alike(&'static str, &'static str),
    /// Time of the one, as a multiple of that of the other.
    FlatTime(&'static str, &'static str),
    /// Instructions for one address of a /16, as a multiple of those for one address of a /8.
    PerAddress(&'static str, &'static str),
}

const GOALS: &[(&str, Of, f64)] = &[
    ("B1 a call that is refused (NULL out): instructions", Of::Count("B1"), 30.0),
    ("B1 the same: time, x an empty C call", Of::Time("B1"), 2.0),
    ("B2 Get with its frees, server \"10.0.0.1\": instructions, x floor", Of::Instructions("B2 named"), 2.2),
    ("B2 the same: time, x floor", Of::Time("B2 named"), 2.5),
    ("B2 Get, server NULL: instructions, x floor", Of::Instructions("B2 NULL"), 2.2),
    ("B2 the same: time, x floor", Of::Time("B2 NULL"), 2.5),
    ("B3 Get at 1,000: instructions, x itself at 31", Of::Flat("B3 1000", "B3 31"), 1.05),
    ("B3 Get at 100,000: instructions, x itself at 31", Of::Flat("B3 100000", "B3 31"), 1.05),
    ("B4 Get on two threads: slowdown, x the floor's", Of::Time("B4"), 1.3),
    ("B5 Enum of all 31: instructions, x floor", Of::Instructions("B5 31 shared"), 2.0),
    ("B5 Enum of all 1,000: instructions, x floor", Of::Instructions("B5 1000"), 2.0),
    ("B5 Enum of all 100,000: instructions, x floor", Of::Instructions("B5 100000"), 2.0),
    (
        "B5 Enum of all: one of 100,000 and one of 1,000, the dearer x the other",
        Of::Alike("B5 100000", "B5 1000"),
        1.02,
    ),
    ("B5 Enum of all 31: time, x floor", Of::Time("B5 31 shared"), 1.2),
    ("B5 Enum of all 1,000: time, x floor", Of::Time("B5 1000"), 1.2),
    ("B5 Enum of all 100,000: time, x floor", Of::Time("B5 100000"), 1.2),
    ("B6 Enum of 31 in pages of 4,096 bytes: instructions, x floor", Of::Instructions("B6 31 shared"), 2.0),
    ("B6 Enum of 1,000 in pages: instructions, x floor", Of::Instructions("B6 1000"), 2.0),
    ("B6 Enum of 100,000 in pages: instructions, x floor", Of::Instructions("B6 100000"), 2.0),
    (
        "B6 Enum in pages: one of 100,000 and one of 1,000, the dearer x the other",
        Of::Alike("B6 100000", "B6 1000"),
        1.1,
    ),
    ("B7 delete and create beside 1,000: instructions", Of::Count("B7 1000"), 60_000.0),
    ("B7 delete and create beside 100,000: instructions", Of::Count("B7 100000"), 60_000.0),
    ("B7 the same, x itself at 1,000", Of::Flat("B7 100000", "B7 1000"), 1.25),
    ("B8 rebalance a /8, 0 % occupied: instructions, x floor", Of::Instructions("B8 /8 0 %"), 1.25),
    ("B8 rebalance a /8, 50 % occupied: instructions, x floor", Of::Instructions("B8 /8 50 %"), 1.25),
    ("B8 rebalance a /8, 90 % occupied: instructions, x floor", Of::Instructions("B8 /8 90 %"), 1.25),
    ("B8 rebalance a /8, 99 % occupied: instructions, x floor", Of::Instructions("B8 /8 99 %"), 1.25),
    ("B8 rebalance a /8, 0 % occupied, hot: time, x floor", Of::Time("B8 /8 0 %"), 2.0),
    ("B8 rebalance a /8, 50 % occupied, hot: time, x floor", Of::Time("B8 /8 50 %"), 2.0),
    ("B8 rebalance a /8, 90 % occupied, hot: time, x floor", Of::Time("B8 /8 90 %"), 2.0),
    ("B8 rebalance a /8, 99 % occupied, hot: time, x floor", Of::Time("B8 /8 99 %"), 2.0),
    ("B8 rebalance a /8, 50 % occupied, cold: time, x floor", Of::Time("B8 /8 50 % cold"), 1.8),
    (
        "B8 instructions for an address of a /16, x one of a /8",
        Of::PerAddress("B8 /16 50 %", "B8 /8 50 %"),
        3.5,
    ),
    ("B8 rebalance a /16 on both partners: microseconds", Of::Microseconds("B8 API /16 1 scopes"), 20.0),
    ("B8 rebalance a /8 on both partners: microseconds", Of::Microseconds("B8 API /8 1 scopes"), 3000.0),
    (
        "B9 trigger, divided already: instructions at /8, x at /24",
        Of::Alike("B9 balanced /8", "B9 balanced /24"),
        1.1,
    ),
    ("B9 the same: time at /8, x at /24", Of::FlatTime("B9 balanced /8", "B9 balanced /24"), 1.1),
    ("B9 divide 1,000 scopes of /24: instructions for each", Of::Count("B9 core 1000 scopes"), 800.0),
    ("B10 statistics of a /24, one of 31: instructions, x floor", Of::Instructions("B10 /24 31"), 4.0),
    ("B10 one of 65,536 scopes, x one of 31", Of::Alike("B10 /24 65536", "B10 /24 31"), 1.02),
    ("B10 a /16, x a /24", Of::Alike("B10 /16 31", "B10 /24 31"), 1.02),
    ("B10 a /8, x a /24", Of::Alike("B10 /8 1", "B10 /24 31"), 1.02),
    (
        "B10 in a pair with 10,000 leases, x without",
        Of::Alike("B10 pair 10000 leases", "B10 pair 0 leases"),
        1.02,
    ),
    ("B10 in such a pair, x without partner", Of::Alike("B10 pair 10000 leases", "B10 /16 31"), 1.02),
    (
        "B11 search for a free address, /8 with 99 % excluded: time, x /16 at 50 %",
        Of::FlatTime("free /8 99 % 1", "free /16 50 % 1"),
        1.15,
    ),
    ("B11 create a lease record, 1,000: instructions", Of::Count("lease create 1000"), 1500.0),
    ("B11 create a lease record, 1,000,000: instructions", Of::Count("lease create 1000000"), 1500.0),
    ("B11 change a lease record, 1,000,000: instructions", Of::Count("lease change 1000000"), 900.0),
    ("B11 delete a lease record, 1,000,000: instructions", Of::Count("lease delete 1000000"), 900.0),
    (
        "B11 a lease of 1,000,000 that is listed and freed: instructions, x floor",
        Of::Instructions("leases listed 1000000"),
        2.2,
    ),
    (
        "B11 a grant with 20 options, x one with none",
        Of::Flat("grant with 20 options beside 0 scopes", "grant with 0 options beside 0 scopes"),
        1.5,
    ),
    (
        "B11 the same beside 1,000 scopes with options, x alone",
        Of::Flat("grant with 20 options beside 1000 scopes", "grant with 20 options beside 0 scopes"),
        1.05,
    ),
    ("B11 the same, x of 10,000", Of::Flat("leases listed 1000000", "leases listed 10000"), 1.1),
    ("B11 a client is granted a lease, /16 half full: instructions", Of::Count("grant alone /16"), 1500.0),
    ("B11 a client renews: instructions", Of::Count("renew alone /16"), 900.0),
    ("B11 a client releases: instructions", Of::Count("release alone /16"), 900.0),
    ("B11 grant, /8 with 99 % excluded, x /16", Of::Alike("grant alone /8", "grant alone /16"), 1.15),
    ("B11 renew, /8, x /16", Of::Alike("renew alone /8", "renew alone /16"), 1.15),
    ("B11 release, /8, x /16", Of::Alike("release alone /8", "release alone /16"), 1.15),
    ("B11 in a pair: grant, /8, x /16", Of::Alike("grant pair /8", "grant pair /16"), 1.15),
    ("B11 in a pair: renew, /8, x /16", Of::Alike("renew pair /8", "renew pair /16"), 1.15),
    ("B11 in a pair: release, /8, x /16", Of::Alike("release pair /8", "release pair /16"), 1.15),
    (
        "B12 an expired lease of 100,000, x of 10,000",
        Of::Alike("expiry alone 100000", "expiry alone 10000"),
        1.15,
    ),
    ("B12 the same in a pair", Of::Alike("expiry pair 100000", "expiry pair 10000"), 1.15),
    ("B12 an expired lease of 100,000: ns", Of::Nanoseconds("expiry alone 100000"), 30.0),
    ("an event of a day of 10,000 clients, x of 1,000", Of::Alike("day 10000", "day 1000"), 1.1),
    (
        "B12 memory for each of 1,000,000 leases in a /12: bytes",
        Of::Value("lease bytes 1000000"),
        64.0 + 0.3 * 1.049,
    ),
    ("a renewal repeated in a second, /16, x /18", Of::Flat("renew again /16", "renew again /18"), 1.02),
    (
        "statistics, 10,000 exclusions, x 2,500",
        Of::Flat("statistics, 10000 exclusions", "statistics, 2500 exclusions"),
        1.02,
    ),
    (
        "a free address, 10,000 exclusions, x 2,500",
        Of::Flat("a free address, 10000 exclusions", "a free address, 2500 exclusions"),
        1.02,
    ),
    (
        "a lease granted and released beside 10,000 exclusions, x 2,500",
        Of::Flat("grant and release, 10000 exclusions", "grant and release, 2500 exclusions"),
        1.15,
    ),
    (
        "an exclusion in a pair beside 4,000 exclusions and leases, x 1,000",
        Of::Flat("exclude beside 4000", "exclude beside 1000"),
        1.15,
    ),
    (
        "a relationship deleted and created, for each of 2,000 scopes, x 500",
        Of::Flat("delete and create, 2000 scopes", "delete and create, 500 scopes"),
        1.25,
    ),
    (
        "a server by its name, of 1,000, x of 250",
        Of::Flat("a server by its name, of 1000", "a server by its name, of 250"),
        1.1,
    ),
    (
        "a server unlisted and listed beside 1,000, x 250",
        Of::Flat("unlist and list beside 1000", "unlist and list beside 250"),
        1.25,
    ),
    (
        "a renewal that names no server beside 1,000, x 250",
        Of::Flat("renew beside 1000 servers", "renew beside 250 servers"),
        1.02,
    ),
    (
        "a link cut and healed beside 1,000 servers, x 250",
        Of::Flat("cut and heal beside 1000 servers", "cut and heal beside 250 servers"),
        1.15,
    ),
    (
        "a lease limit set beside 80,000 leases, x 5,000",
        Of::Flat("set beside 80000 leases", "set beside 5000 leases"),
        1.05,
    ),
    (
        "the same, only asked about",
        Of::Flat("what if beside 80000 leases", "what if beside 5000 leases"),
        1.05,
    ),
    (
        "an hour for each of 4,000 halves, x 1,000",
        Of::Flat("an hour of 4000 halves", "an hour of 1000 halves"),
        1.25,
    ),
    (
        "an hour for each of 100,000 halves, x 25,000",
        Of::Flat("an hour of 100000 halves", "an hour of 25000 halves"),
        1.25,
    ),
    ("the same: time", Of::FlatTime("an hour of 100000 halves", "an hour of 25000 halves"), 2.0),
    (
        "a server stopped and started after 4,000 deleted halves, x 1,000",
        Of::Flat("stop and start after 4000 deleted halves", "stop and start after 1000 deleted halves"),
        1.05,
    ),
];

impl Of {
    fn find(&self, results: &Results) -> Option<f64> {
        match self {
            Of::Instructions(key) => results.get(key)?.instructions.map(|(subject, floor)| subject / floor),
            Of::Time(key) => Some(results.get(key)?.nanoseconds?.2),
            Of::Count(key) => results.instructions(key),
            Of::Nanoseconds(key) => Some(results.get(key)?.nanoseconds?.0),
            Of::Microseconds(key) => Some(results.get(key)?.nanoseconds?.0 / 1000.0),
            Of::Value(key) => results.get(key)?.value,
            Of::Flat(one, other) => Some(results.instructions(one)? / results.instructions(other)?),
            Of::Alike(one, other) => {
                let ratio = results.instructions(one)? / results.instructions(other)?;
                Some(ratio.max(1.0 / ratio))
            }
            Of::FlatTime(one, other) => {
                Some(results.get(one)?.nanoseconds?.0 / results.get(other)?.nanoseconds?.0)
            }
            Of::PerAddress(one, other) => {
                Some(results.instructions(one)? * 256.0 / results.instructions(other)?)
            }
        }
    }
}

/// The two tables, as Markdown.
pub(crate) fn tables(results: &Results) -> String {
    let mut text = String::from("| goal | wanted | measured | |\n|---|---:|---:|---|\n");
    for (goal, of, wanted) in GOALS {
        if let Some(measured) = of.find(results).filter(|measured| measured.is_finite()) {
            let verdict = if measured <= *wanted {
                "met".to_owned()
            } else {
                format!("**missed by {:.0} %**", (measured / wanted - 1.0) * 100.0)
            };
            let _ = writeln!(text, "| {goal} | {} | {} | {verdict} |", number(*wanted), number(measured));
        }
    }
    text.push_str("\n| measured | instructions | floor | ratio | ns | floor | ratio |\n|---|---:|---:|---:|---:|---:|---:|\n");
    for measured in &results.0 {
        let (count, floor_count) = measured.instructions.unwrap_or((f64::NAN, f64::NAN));
        let (time, floor_time, ratio) = measured.nanoseconds.unwrap_or((f64::NAN, f64::NAN, f64::NAN));
        if let Some(value) = measured.value {
            let _ = writeln!(text, "| {}: {} | | | | | | |", measured.key, number(value));
            continue;
        }
        let cells = [count, floor_count, count / floor_count, time, floor_time, ratio].map(number);
        let _ = writeln!(text, "| {} | {} |", measured.key, cells.join(" | "));
    }
    text
}

/// Four figures that matter, thousands apart.
fn number(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = match value.abs() {
        size if size < 10.0 => return format!("{value:.2}"),
        size if size < 100.0 => return format!("{value:.1}"),
        _ => format!("{value:.0}"),
    };
    let mut grouped = String::new();
    for (place, digit) in text.chars().enumerate() {
        if place > 0 && (text.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
