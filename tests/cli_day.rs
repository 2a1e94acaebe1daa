//! An ordinary day of a server with 200 clients, told through the command line: `examples-cli/day.txt` and the clients behind it. Each
//! counter of the server is what its clients were answered, and what the journal says of those who were refused; and it is what the
//! records of the registry say that the two have said.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::fmt::Write;

use serde_json::Value;

use support::scripts::run_script;
use support::{project, schema};

/// The kinds of clients, by the second byte of their addresses, with what they say besides.
const DESK: (u8, &str) = (1, "");
const PHONE: (u8, &str) = (2, " --user-class phone");
const GUEST: (u8, &str) = (3, " --user-class guest");
const STRANGER: (u8, &str) = (0x66, "");

/// The commands of the clients, a line each.
#[derive(Default)]
struct Day(String);

impl Day {
    fn ask(&mut self, how: &str, (kind, says): (u8, &str), number: u8) {
        let class = if how == "release" || how == "decline" { "" } else { says };
        writeln!(self.0, "lease {how} 10.0.0.0 02-{kind:02x}-00-00-00-{number:02x}{class}").unwrap();
    }

    fn all(&mut self, how: &str, kind: (u8, &str), numbers: std::ops::Range<u8>) {
        numbers.for_each(|number| self.ask(how, kind, number));
    }

    fn pass(&mut self, span: &str) {
        writeln!(self.0, "clock advance {span}").unwrap();
    }
}

/// 120 desks, 40 telephones and 40 guests.
fn day() -> String {
    let mut day = Day::default();
    day.pass("0");
    day.all("request", DESK, 0..120);
    day.all("request", PHONE, 0..40);
    day.all("request", GUEST, 0..40);
    day.all("request", STRANGER, 0..5);
    // Telephones ask for more time after half of their hour, those of the second floor after half of their four.
    for half_hour in 1..=16 {
        day.pass("30m");
        day.all("renew", PHONE, 0..40);
        if half_hour % 4 == 0 {
            day.all("renew", DESK, 0..120);
        }
        if half_hour % 4 == 0 && half_hour < 12 {
            day.all("renew", GUEST, 0..40);
        }
        if half_hour == 8 {
            // Ten more guests find an address, and two do not.
            day.all("request", GUEST, 40..52);
            // Somebody took an address that is another one's.
            for number in 0..4 {
                let line = "lease renew 10.0.0.0 02-01-00-00-00-";
                writeln!(day.0, "{line}{number:02x} --ip-address 10.0.0.99 --computer-name dhcp1").unwrap();
            }
            day.all("decline", DESK, 117..120);
        }
        if half_hour == 12 {
            day.all("release", GUEST, 0..40);
        }
    }
    day.all("release", DESK, 0..60);
    day.0
}

/// The seconds of a moment in its day.
fn seconds(moment: &str) -> u64 {
    let numbers = moment[11..19].split(':').map(|number| number.parse::<u64>().unwrap());
    numbers.fold(0, |sum, number| 60 * sum + number)
}

/// How long before the end of one lease another one of the same moment ends.
fn earlier(one: &Value, other: &Value) -> u64 {
    let end = |lease: &Value| seconds(lease["LeaseExpiryTime"].as_str().unwrap());
    (end(one) + 86_400 - end(other)) % 86_400
}

#[test]
fn an_ordinary_day_is_explained_by_its_journal() {
    let clients = day();
    let setup = project::read("examples-cli/day.txt");
    let Some(ran) =
        run_script(&["--json", "--keep-going"], &format!("{setup}{clients}journal\nserver statistics\n"))
    else {
        return;
    };
    assert_eq!(ran.err, "");
    let said: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [answers @ .., journal, statistics] = &said[..] else { panic!("{ran:?}") };

    // What each client was answered; those who leave hear nothing.
    let lines = |how: &str| clients.lines().filter(|line| line.starts_with(&format!("lease {how} "))).count();
    let (mut granted, mut extended, mut refused) = (0, 0, 0);
    let asked =
        clients.lines().filter(|line| line.starts_with("lease re") && !line.starts_with("lease release"));
    for (line, answer) in asked.zip(answers) {
        match answer.get("error") {
            Some(_) => refused += 1,
            None if line.starts_with("lease request") => granted += 1,
            None => extended += 1,
        }
    }
    assert_eq!(answers.len(), lines("request") + lines("renew"), "nothing else prints anything");

    // Everybody who was refused is in the journal, with the reason.
    let entries = journal.as_array().unwrap();
    let messages: Vec<&str> = entries.iter().map(|entry| entry["Message"].as_str().unwrap()).collect();
    let because = |server: &str, reason: &str| {
        messages.iter().filter(|message| message.starts_with(server) && message.ends_with(reason)).count()
    };
    let filtered = because("dhcp1: ", ": A link-layer filter keeps the client from the server.");
    let full = because("dhcp1: ", ": No address is free.");
    let not_theirs = because("dhcp1: ", ": The client has another address here.");
    // Who has declined and asks for more time is a client of no server.
    let nobodys = because("no server: ", ": The client has no lease here.");
    assert_eq!((filtered, full, not_theirs, nobodys), (5, 2, 4, 6), "{messages:#?}");
    assert_eq!(messages.len(), refused);
    assert_eq!(filtered + full + not_theirs + nobodys, refused, "{messages:#?}");

    // RFC 2131, 3.1 and 3.2: who gets an address has said DISCOVER and REQUEST, who keeps one REQUEST, and who is refused one of
    // them.
    let counter = |name: &str| usize::try_from(statistics[name].as_u64().unwrap()).unwrap();
    for (name, explained, literal) in [
        ("Discovers", granted + filtered + full, 217),
        ("Offers", granted, 210),
        ("DelayedOffers", 0, 0),
        ("Requests", granted + extended + not_theirs, 1408),
        ("Acks", granted + extended, 1404),
        ("Naks", not_theirs, 4),
        ("Declines", lines("decline"), 3),
        ("Releases", lines("release"), 100),
    ] {
        assert_eq!((counter(name), explained), (literal, literal), "{name}");
    }
    // In the evening 57 desks and the telephones have their addresses, and three are declined. The late guests, on the second
    // floor, have theirs no more after four hours.
    let of_scopes = ["TotalScopes", "TotalAddresses", "AddressesInUse", "AddressesAvailable"].map(counter);
    assert_eq!(of_scopes, [2, 210, 57 + 40 + 3, 110]);
    assert_eq!(schema::complaints(statistics, &schema::of_class("DhcpServerv4Statistics")), [""; 0]);

    // The three lengths, by leases of one moment: eight hours, four, and one.
    let [desk, upstairs, phone] = [&answers[0], &answers[100], &answers[120]];
    assert_eq!([desk, upstairs].map(|lease| &lease["ScopeId"]), ["10.0.0.0", "10.0.1.0"]);
    assert_eq!(phone["ClientId"], "02-02-00-00-00-00");
    assert_eq!([earlier(desk, upstairs), earlier(desk, phone)], [4 * 3600, 7 * 3600]);
}

/// The records of a registry in a file, from which the journal is read, say of each change which messages it stood for.
#[cfg(feature = "sqlite")]
#[test]
fn an_ordinary_day_is_explained_by_its_records() {
    let directory = support::programs::empty_directory("cli_day");
    let file = directory.join("registry.db");
    let script = format!("{}{}server statistics\n", project::read("examples-cli/day.txt"), day());
    let place = format!("sqlite:{}?synchronous=off&history=100000", file.display());
    let Some(ran) = run_script(&["--json", "--keep-going", "--registry", &place], &script) else { return };
    let statistics: Value = serde_json::from_str(ran.out.lines().last().unwrap()).unwrap();
    let file = rusqlite::Connection::open(&file).unwrap();
    let mut query = file.prepare("SELECT record FROM records").unwrap();
    let records = query.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let records = records.map(|text| serde_json::from_str::<Value>(&text.unwrap()).unwrap());
    let events: Vec<String> = records
        .flat_map(|record| record["events"].as_array().unwrap().clone())
        .map(|event| event.to_string())
        // What a client of no server says is counted by none.
        .filter(|event| event.contains("\"server\":"))
        .collect();
    // A dialogue stands in an event as "messages": of a new lease, of one that goes on, and so on.
    let dialogues = |name: &str| {
        let part = format!("\"messages\":\"{name}\"");
        i64::try_from(events.iter().filter(|event| event.contains(&part)).count()).unwrap()
    };
    let [lease, renewal, discover, refusal, decline, release] =
        ["lease", "renewal", "discover", "refusal", "decline", "release"].map(dialogues);
    for (name, explained, literal) in [
        ("Discovers", lease + discover, 217),
        ("Offers", lease, 210),
        ("Requests", lease + renewal + refusal, 1408),
        ("Acks", lease + renewal, 1404),
        ("Naks", refusal, 4),
        ("Declines", decline, 3),
        ("Releases", release, 100),
    ] {
        assert_eq!((statistics[name].as_i64(), explained), (Some(literal), literal), "{name}");
    }
}
