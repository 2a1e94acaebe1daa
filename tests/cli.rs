//! The command line, through the program itself: what it prints, what it answers, and that what is refused changes nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use support::programs::{Ran, run_with};
use support::project;
use support::scripts::{command, is_named, program, run, run_script, unchanged};

/// A file of a test.
fn file(name: &str, content: &str, mode: u32) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&directory).unwrap();
    let path = directory.join(name);
    let _ = fs::remove_file(&path);
    fs::write(&path, content).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    path
}

/// The deployment that the Python package does in python/examples/cim/deploy.py, whose JSON its tests compare with the
/// same file.
#[test]
fn the_example_prints_what_it_should() {
    let example = project::root().join("examples-cli/deploy.txt");
    let Some(ran) = run(&["--json", "run", example.to_str().unwrap()]) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(ran.out, project::read("examples-cli/expected/deploy.json"));
}

/// Two servers; the first has two scopes.
const SERVERS: &str = "\
server add dhcp1 192.0.2.11
server add dhcp2 192.0.2.12
scope create 10.0.0.0/24 --computer-name dhcp1 --start-range 10.0.0.1 --end-range 10.0.0.254 --name 'Head office'
scope create 10.0.1.0 --subnet-mask 255.255.255.0 --computer-name dhcp1
";

/// A relationship between them.
const HQ: &str = "failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0\n";

/// All that the commands can show of both, on lines of JSON.
const EVERYTHING: &str = "\
server list --json
failover list --computer-name dhcp1 --json
failover list --computer-name dhcp2 --json
scope list --computer-name dhcp1 --json
scope list --computer-name dhcp2 --json
scope show 10.0.0.0 --computer-name dhcp1 --json
lease list 10.0.0.0 --computer-name dhcp1 --json
";

#[track_caller]
fn unchanged_by(setup: &str, command: &str) -> Option<Ran> {
    unchanged(setup, EVERYTHING, command)
}

// ---- JSON, as far as it is needed ----

/// Reads a JSON text to its end. Answers the members of its first object.
fn members(text: &str) -> Vec<String> {
    let mut reader = Reader { rest: text.trim_end(), members: Vec::new(), depth: 0 };
    reader.value();
    assert_eq!(reader.rest, "", "something follows: {text}");
    reader.members
}

struct Reader<'a> {
    rest: &'a str,
    members: Vec<String>,
    depth: usize,
}

impl Reader<'_> {
    fn take(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) {
        if self.take("{") {
            self.depth += 1;
            let mut closed = self.take("}");
            while !closed {
                let name = self.string();
                if self.depth == 1 {
                    self.members.push(name);
                }
                assert!(self.take(":"), "no colon: {}", self.rest);
                self.value();
                closed = !self.take(",");
                assert!(!closed || self.take("}"), "no end of the object: {}", self.rest);
            }
            self.depth -= 1;
        } else if self.take("[") {
            let mut closed = self.take("]");
            while !closed {
                self.value();
                closed = !self.take(",");
                assert!(!closed || self.take("]"), "no end of the list: {}", self.rest);
            }
        } else if self.rest.starts_with('"') {
            self.string();
        } else if !["null", "true", "false"].iter().any(|word| self.take(word)) {
            let end = self.rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(self.rest.len());
            assert!(end > 0, "no value: {}", self.rest);
            self.rest = &self.rest[end..];
        }
    }

    fn string(&mut self) -> String {
        assert!(self.take("\""), "no string: {}", self.rest);
        let mut text = String::new();
        loop {
            let character = self.rest.chars().next().expect("the end of a string");
            self.rest = &self.rest[character.len_utf8()..];
            match character {
                '"' => return text,
                '\\' => {
                    let escaped = self.rest.chars().next().unwrap();
                    assert!("\"\\/bfnrtu".contains(escaped), "no escape: {escaped}");
                    self.rest = &self.rest[1..];
                    text.push(escaped);
                }
                control if control < ' ' => panic!("a control character in a string"),
                other => text.push(other),
            }
        }
    }
}

// ---- help ----

const COMMANDS: &[(&str, &[&str])] = &[
    (
        "failover",
        &[
            "list",
            "show",
            "add",
            "set",
            "remove",
            "scope",
            "replicate",
            "stats",
            "rebalance",
            "preview",
            "explain",
            "drift",
        ],
    ),
    ("failover scope", &["add", "remove"]),
    (
        "server",
        &[
            "list",
            "add",
            "local",
            "remove",
            "settings",
            "audit-log",
            "database",
            "binding",
            "dns-credential",
            "statistics",
            "backup",
            "stop",
            "start",
            "restore",
        ],
    ),
    ("server settings", &["set"]),
    ("server audit-log", &["set"]),
    ("server database", &["set"]),
    ("server binding", &["set"]),
    ("server dns-credential", &["set", "remove"]),
    ("scope", &["list", "show", "create", "set", "free", "stats", "delete", "range", "exclude", "reserve"]),
    ("lease", &["list", "add", "delete", "request", "renew", "rebind", "release", "decline"]),
    ("filter", &["list", "add", "remove", "show", "set"]),
    ("superscope", &["list", "add", "set", "remove"]),
    ("option", &["list", "set", "remove", "definition"]),
    ("option definition", &["list", "add", "set", "remove"]),
    ("class", &["list", "add", "set", "remove"]),
    ("clock", &["advance", "real"]),
    ("link", &["cut", "heal"]),
    ("registry", &["info", "check", "compact", "migrate", "export", "import", "copy"]),
    (
        "",
        &[
            "failover",
            "server",
            "scope",
            "lease",
            "filter",
            "superscope",
            "option",
            "class",
            "clock",
            "link",
            "registry",
            "exec",
            "journal",
            "errors",
            "run",
            "completions",
            "man",
        ],
    ),
];

#[test]
fn every_command_is_in_the_help_and_has_one() {
    if program().is_none() {
        return;
    }
    for (above, below) in COMMANDS {
        let words: Vec<&str> = above.split_whitespace().collect();
        let help = run(&[&words[..], &["--help"]].concat()).unwrap();
        assert_eq!((help.code, help.err.as_str()), (0, ""), "{above}");
        for command in *below {
            assert!(help.out.contains(&format!("\n  {command} ")), "{above} {command}: {}", help.out);
            let of_command = run(&[&words[..], &[command, "--help"]].concat()).unwrap();
            assert_eq!(of_command.code, 0, "{above} {command}");
            let usage = format!("Usage: dhcpsapi {above} {command}").replace("  ", " ");
            assert!(of_command.out.contains(&usage), "{usage}: {}", of_command.out);
            let page = run(&[&["man"], &words[..], &[command]].concat()).unwrap();
            assert_eq!(page.code, 0, "{page:?}");
            assert!(page.out.contains(".SH NAME"), "{above} {command}: {}", page.out);
        }
    }
    let help = run(&["--help"]).unwrap().out;
    assert!(help.contains("$XDG_DATA_HOME/dhcpsapi/registry.db"), "{help}");
}

#[test]
fn version_completions_and_manual() {
    if program().is_none() {
        return;
    }
    let version = run(&["--version"]).unwrap();
    assert_eq!((version.code, version.out), (0, format!("dhcpsapi {}\n", env!("CARGO_PKG_VERSION"))));
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let completions = run(&["completions", shell]).unwrap();
        assert_eq!(completions.code, 0);
        for word in ["failover", "partner-server", "shared-secret-file"] {
            assert!(completions.out.contains(word), "{shell}: {word}");
        }
    }
    let manual = run(&["man"]).unwrap();
    assert!(manual.out.contains(".TH dhcpsapi 1") && manual.out.contains("failover"), "{}", manual.out);
    assert_eq!(run(&["man", "nothing"]).unwrap().code, 2);
}

// ---- what is printed ----

#[test]
fn failover_is_deployed_and_shown() {
    let script = format!(
        "# deploy\n{SERVERS}\n{}\n{}\n{}\n{}\n{}\n",
        "failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0,10.0.1.0 \
         --load-balance-percent 70 --max-client-lead-time 1h30m --state-switch-interval 00000000004500.000000:000",
        "failover list --computer-name dhcp1   # as dhcp1 sees it",
        "failover show hq --computer-name dhcp2",
        "failover show HQ --computer-name dhcp1 --json",
        "failover list --computer-name dhcp2 --json --scope-id 10.0.1.0",
    );
    let Some(ran) = run_script(&[], &script) else { return };
    let expected = "\
Name  PartnerServer  Mode         ServerRole  Percent  State   ScopeId
HQ    dhcp2          LoadBalance  -           70       Normal  10.0.0.0, 10.0.1.0
Name                 HQ
PartnerServer        dhcp1
Mode                 LoadBalance
ServerRole           -
LoadBalancePercent   30
ReservePercent       -
ScopeId              10.0.0.0, 10.0.1.0
MaxClientLeadTime    1h30m
AutoStateTransition  true
StateSwitchInterval  45m
State                Normal
EnableAuth           false
PrimaryServerIP      192.0.2.11
SecondaryServerIP    192.0.2.12
PrimaryServerName    dhcp1
SecondaryServerName  dhcp2
ServerType           SecondaryServer
";
    let of_dhcp1 = concat!(
        r#"{"Name":"HQ","PartnerServer":"dhcp2","Mode":"LoadBalance","ServerRole":null,"LoadBalancePercent":70,"#,
        r#""ReservePercent":null,"ScopeId":["10.0.0.0","10.0.1.0"],"MaxClientLeadTime":"00000000013000.000000:000","#,
        r#""AutoStateTransition":true,"StateSwitchInterval":"00000000004500.000000:000","State":"Normal","#,
        r#""EnableAuth":false,"PrimaryServerIP":"192.0.2.11","SecondaryServerIP":"192.0.2.12","#,
        r#""PrimaryServerName":"dhcp1","SecondaryServerName":"dhcp2","ServerType":"PrimaryServer"}"#,
    );
    let of_dhcp2 = of_dhcp1
        .replace(r#""PartnerServer":"dhcp2""#, r#""PartnerServer":"dhcp1""#)
        .replace(r#""LoadBalancePercent":70"#, r#""LoadBalancePercent":30"#)
        .replace(r#""ServerType":"PrimaryServer""#, r#""ServerType":"SecondaryServer""#);
    let expected = format!("{expected}{of_dhcp1}\n[{of_dhcp2}]\n");
    assert_eq!(ran, Ran { code: 0, out: expected, err: String::new() });
    assert_eq!(
        members(of_dhcp1),
        [
            "Name",
            "PartnerServer",
            "Mode",
            "ServerRole",
            "LoadBalancePercent",
            "ReservePercent",
            "ScopeId",
            "MaxClientLeadTime",
            "AutoStateTransition",
            "StateSwitchInterval",
            "State",
            "EnableAuth",
            "PrimaryServerIP",
            "SecondaryServerIP",
            "PrimaryServerName",
            "SecondaryServerName",
            "ServerType",
        ]
    );
}

#[test]
fn hot_standby_is_what_its_parameters_say() {
    let add =
        "failover add --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0 --pass-thru --json";
    for (options, role, reserve) in [
        ("--reserve-percent 10", "Active", 10),
        ("--server-role standby", "Standby", 5),
        ("--server-role Standby --reserve-percent 7 --mode HotStandby", "Standby", 7),
        ("--mode hot-standby", "Active", 5),
    ] {
        let Some(ran) = run_script(&[], &format!("{SERVERS}{add} {options}")) else { return };
        let expected = format!(
            r#"{{"Name":"dhcp1-dhcp2","PartnerServer":"dhcp2","Mode":"HotStandby","ServerRole":"{role}","LoadBalancePercent":null,"ReservePercent":{reserve},"#
        );
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{options}");
        assert!(ran.out.starts_with(&expected), "{options}: {}", ran.out);
    }
}

/// Each prints one JSON text; all but those about one thing are lists.
#[test]
fn everything_can_be_printed_as_json() {
    let lines = "\
server list
failover list --computer-name dhcp1
failover show HQ --computer-name dhcp1
failover stats HQ --computer-name dhcp1
failover preview HQ --computer-name dhcp1
failover drift HQ --computer-name dhcp1
failover explain 10.0.0.0 00-11-22-33-44-55
failover set HQ --computer-name dhcp1 --max-client-lead-time 2h --what-if
scope list --computer-name dhcp1
scope show 10.0.0.0 --computer-name dhcp1
lease request 10.0.0.0 00-11-22-33-44-55
lease list 10.0.0.0 --computer-name dhcp2
journal
errors
errors 20115
";
    let script =
        format!("{SERVERS}{HQ}scope exclude 10.0.0.0 10.0.0.9 10.0.0.12 --computer-name dhcp1\n{lines}");
    let Some(ran) = run_script(&["--json"], &script) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let printed: Vec<&str> = ran.out.lines().collect();
    assert_eq!(printed.len(), lines.lines().count(), "{}", ran.out);
    let names = |at: usize| members(printed[at]).join(" ");
    for (at, line) in lines.lines().enumerate() {
        let is_one = ["show", "stats", "request", "20115"].iter().any(|word| line.contains(word));
        assert_eq!(printed[at].starts_with('{'), is_one, "{line}: {}", printed[at]);
        members(printed[at]);
    }
    assert!(
        names(3).starts_with(
            "Name State PreviousState Since TimerEnds AllUsableAt InContact Usable AddressesFree"
        )
    );
    assert_eq!(
        printed[5],
        r#"[{"ScopeId":"10.0.0.0","Kind":"exclusion","Side":"this server","First":"10.0.0.9","Last":"10.0.0.12","OptionId":null,"UserClass":null,"VendorClass":null}]"#
    );
    let steps = r#"[{"Server":"dhcp1","Step":"change relationship HQ"},{"Server":"dhcp2","Step":"change relationship HQ"}]"#;
    assert_eq!(printed[7], steps);
    let error = r#"{"code":20115,"name":"ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST","message":"The failover relationship does not exist."}"#;
    assert_eq!(printed[14], error);
}

#[test]
fn scopes_and_lease_records_are_looked_after() {
    let script = format!(
        "{SERVERS}{HQ}{}",
        "\
scope set 10.0.1.0 --name Lab --description 'second floor' --state inactive --computer-name dhcp1
scope set 10.0.1.0 --state active --computer-name dhcp1
scope show 10.0.1.0 --computer-name dhcp1
scope set 10.0.1.0 --name '' --description '' --computer-name dhcp1
scope show 10.0.1.0 --computer-name dhcp1
lease add 10.0.0.2 00-11-22-33-44-55 --host-name pc --description desk --lease-duration unlimited --computer-name dhcp1
lease add 10.0.0.1 00-11-22-33-44-56 --lease-duration 1h --computer-name dhcp1
lease list 10.0.0.0 --computer-name dhcp2
scope free 10.0.0.0 --computer-name dhcp1
scope free 10.0.0.0 --num-address 3 --start-address 10.0.0.2 --end-address 10.0.0.9 --computer-name dhcp1
scope stats --computer-name dhcp1
scope stats 10.0.0.0 --failover --computer-name dhcp2
lease delete 10.0.0.2 --computer-name dhcp1
lease list 10.0.0.0 --computer-name dhcp2
"
    );
    let Some(ran) = run_script(&["--json"], &format!("clock advance 0\n{script}")) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let printed: Vec<&str> = ran.out.lines().collect();
    assert_eq!(printed.len(), 8, "{}", ran.out);
    for (line, parts) in [
        (0, &[r#""Name":"Lab""#, r#""State":"Active""#, r#""Description":"second floor""#][..]),
        (1, &[r#""Name":null"#, r#""State":"Active""#, r#""Description":null"#]),
        (
            2,
            &[
                r#""IPAddress":"10.0.0.1""#,
                r#""IPAddress":"10.0.0.2""#,
                r#""HostName":"pc""#,
                r#""ClientId":"00-11-22-33-44-55""#,
                r#""LeaseExpiryTime":null"#,
                r#""LeaseExpiryTime":"20"#,
            ],
        ),
    ] {
        for part in parts {
            assert!(printed[line].contains(part), "{part}: {}", printed[line]);
        }
    }
    assert_eq!(printed[3], r#"[{"IPAddress":"10.0.0.3"}]"#);
    assert_eq!(printed[4], r#"[{"IPAddress":"10.0.0.3"},{"IPAddress":"10.0.0.4"},{"IPAddress":"10.0.0.5"}]"#);
    // Two of 254 addresses; the second scope has no range.
    assert_eq!(
        printed[5],
        concat!(
            r#"[{"ScopeId":"10.0.0.0","AddressesFree":252,"AddressesInUse":2,"ReservedAddress":0,"#,
            r#""PercentageInUse":0.78740156},"#,
            r#"{"ScopeId":"10.0.1.0","AddressesFree":0,"AddressesInUse":0,"ReservedAddress":0,"PercentageInUse":0}]"#
        )
    );
    assert!(
        printed[6].contains(r#""AddressesInUseOnThisServer":0,"AddressesInUseOnPartnerServer":2"#),
        "{}",
        printed[6]
    );
    assert!(!printed[7].contains("10.0.0.2"), "{}", printed[7]);
}

#[test]
fn free_addresses_that_are_fewer_than_asked_for() {
    let script = format!(
        "{SERVERS}scope range 10.0.1.0 10.0.1.1 10.0.1.2 --computer-name dhcp1\n\
         scope free 10.0.1.0 --num-address 1 --computer-name dhcp1\n\
         lease add 10.0.1.1 01 --computer-name dhcp1\n\
         scope free 10.0.1.0 --num-address 2 --computer-name dhcp1\n"
    );
    let Some(ran) = run_script(&["--json"], &script) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, "There are no more free addresses.\n"));
    assert_eq!(ran.out, "[{\"IPAddress\":\"10.0.1.1\"}]\n[{\"IPAddress\":\"10.0.1.2\"}]\n");
}

#[test]
fn an_outage_from_a_script() {
    let script = format!(
        "{SERVERS}{}\n{}",
        "failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0 --state-switch-interval 1h",
        "link cut dhcp1 dhcp2
failover list --computer-name dhcp1
clock advance 1h
failover list --computer-name dhcp1
link heal dhcp1 dhcp2
clock advance 1d
failover list --computer-name dhcp1
server stop dhcp2
failover list --computer-name dhcp1
failover set HQ --computer-name dhcp1 --partner-down --yes
failover list --computer-name dhcp1
server restore dhcp2
server start dhcp2
lease request 10.0.0.0 00-11-22-33-44-55 --host-name pc1 --computer-name dhcp1 --json
clock advance 1d
failover list --computer-name dhcp1
",
    );
    let Some(ran) = run_script(&[], &script) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let states: Vec<&str> = ran.out.lines().filter(|line| line.starts_with("HQ")).collect();
    let states: Vec<&str> = states.iter().filter_map(|line| line.split_whitespace().nth(5)).collect();
    let expected = [
        "CommunicationInterrupted",
        "PartnerDown",
        "Normal",
        "CommunicationInterrupted",
        "PartnerDown",
        "Normal",
    ];
    assert_eq!(states, expected);
    assert!(
        ran.out.contains(r#"{"IPAddress":"10.0.0.1","ScopeId":"10.0.0.0","ClientId":"00-11-22-33-44-55","#)
    );
}

/// A name may hold what a terminal takes for a command.
#[test]
fn names_stay_in_their_line() {
    let script =
        "server add 'a\u{1b}[2J\u{9b}b' 192.0.2.11\nserver list\nserver add 'a\u{1b}[2J\u{9b}b' 192.0.2.13\n";
    let Some(ran) = run_script(&["--keep-going"], script) else { return };
    assert!(ran.out.contains("a\u{fffd}[2J\u{fffd}b"), "{ran:?}");
    assert!(ran.err.contains("server a\u{fffd}[2J\u{fffd}b: "), "{ran:?}");
    assert!(!(ran.out + &ran.err).contains(['\u{1b}', '\u{9b}']));
}

/// UAX #9: marks that turn the direction of writing show a name as what it is not. What clap quotes is no exception.
#[test]
fn nothing_that_is_given_turns_or_breaks_a_line() {
    let harmful = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{200f}', '\u{2028}'];
    let name: String = harmful.iter().collect();
    let Some(ran) = run_script(
        &["--keep-going"],
        &format!("server add 'a{name}b' 192.0.2.11\nserver list\nserver add 'a{name}b' 192.0.2.13\n"),
    ) else {
        return;
    };
    let shown = format!("a{}b", "\u{fffd}".repeat(harmful.len()));
    assert!(ran.out.contains(&shown) && ran.err.contains(&shown), "{ran:?}");
    assert!(!(ran.out + &ran.err).contains(harmful));
    for words in [
        &["server", "add", "x", &format!("10.0.0{name}")][..],
        &["server", &format!("ad{name}d")],
        &["server", "list", &format!("--op{name}tion")],
        &["server", "list", &format!("more{name}")],
        &["failover", "list", "--scope-id", &name],
        &["errors", &name],
        &["run", &format!("/nowhere/{name}")],
        &["man", &name],
        &[&name],
    ] {
        let ran = run(words).unwrap();
        assert_ne!(ran.code, 0, "{words:?}");
        assert!(ran.err.contains('\u{fffd}'), "{words:?}: {ran:?}");
        assert!(!(ran.out + &ran.err).contains(harmful), "{words:?}");
    }
    let script = file(&format!("script{}", "\u{202e}"), "server add\nnothing\n", 0o644);
    let ran = run(&["run", "--keep-going", script.to_str().unwrap()]).unwrap();
    assert!(ran.err.contains("script\u{fffd}:1: ") && !ran.err.contains('\u{202e}'), "{ran:?}");
}

/// As in `dhcpsapi errors | head -n 1`.
#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let Some(program) = program() else { return };
    let mut child =
        command(program).arg("errors").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert!(output.status.code().is_some_and(|code| code <= 1), "{:?}", output.status);
}

// ---- what is answered ----

#[test]
fn exit_codes() {
    let table: &[(&[&str], i32)] = &[
        (&["failover", "list"], 0),
        (&["server", "list", "--json"], 0),
        (&["errors", "error_dhcp_subnet_not_present"], 0),
        (&["errors", "ERROR_DHCP_OPTION_EXISTS"], 0),
        (&["server", "add", "dhcp1", "192.0.2.11"], 0),
        (&["server", "add", "", "192.0.2.11"], 1),
        (&["failover", "list", "--computer-name", "nobody"], 1),
        (&["scope", "create", "10.0.0.1/24"], 1),
        (&[], 2),
        (&["nothing"], 2),
        (&["failover"], 2),
        (&["failover", "show"], 2),
        (&["failover", "list", "--scope-id", "10.0.0"], 2),
        (&["failover", "add", "HQ", "--shared-secret", "hunter2"], 2),
        (&["failover", "set", "HQ", "--max-client-lead-time", "1x"], 2),
        (&["failover", "set", "HQ", "--auto-state-transition", "maybe"], 2),
        (&["failover", "remove", "HQ"], 2),
        (&["clock", "advance", "1h"], 2),
        (&["link", "cut", "a", "b"], 2),
        (&["server", "stop", "a"], 2),
        (&["run", "/nowhere/at/all"], 2),
        (&["failover", "show", "HQ"], 3),
        (&["failover", "remove", "HQ", "--yes"], 3),
        (&["failover", "list", "--scope-id", "10.0.0.0"], 3),
        (&["scope", "show", "10.0.0.0"], 3),
        (&["lease", "list", "10.0.0.0"], 3),
        (&["server", "remove", "nobody"], 3),
        (&["errors", "4711"], 3),
    ];
    for (arguments, code) in table {
        let Some(ran) = run(arguments) else { return };
        assert_eq!(ran.code, *code, "{arguments:?}: {ran:?}");
        assert!(*code == 0 || (ran.out.is_empty() && !ran.err.is_empty()), "{arguments:?}: {ran:?}");
        assert!(!ran.err.contains("hunter2"));
    }
}

#[test]
fn errors_as_json_stand_on_the_standard_output() {
    let not_there = r#"{"error":{"code":20115,"name":"ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST","message":"relationship HQ: no such relationship"}}"#;
    for (arguments, code, expected) in [
        (&["failover", "show", "HQ", "--json"][..], 3, not_there),
        (&["--json", "failover", "show", "HQ"], 3, not_there),
        (
            &["failover", "set", "HQ", "--json", "--max-client-lead-time", "1x"],
            2,
            r#"{"error":{"code":87,"name":"ERROR_INVALID_PARAMETER","message":""#,
        ),
        (&["failover", "--json"], 2, r#"{"error":{"code":87,"#),
        (&["failover", "remove", "HQ", "--json"], 2, r#"{"error":{"code":87,"#),
        (
            &["lease", "request", "10.0.0.0", "00-11", "--json"],
            3,
            r#"{"error":{"code":20005,"name":"ERROR_DHCP_SUBNET_NOT_PRESENT","#,
        ),
    ] {
        let Some(ran) = run(arguments) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (code, ""), "{arguments:?}");
        assert!(ran.out.starts_with(expected), "{arguments:?}: {}", ran.out);
        assert_eq!(members(&ran.out), ["error"]);
    }
}

#[test]
fn arguments_that_are_not_utf8() {
    let Some(program) = program() else { return };
    for arguments in [
        &[&b"failover"[..], b"show", b"\xff"][..],
        &[b"failover", b"add", b"--partner-server", b"a\xc3"],
        &[b"\xed\xa0\x80"],
        &[b"errors", b"\xff"],
    ] {
        let mut command = command(program);
        command.args(arguments.iter().map(|word| OsStr::from_bytes(word)));
        let ran = run_with(command, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert!(ran.err.starts_with("error: "), "{ran:?}");
    }
    let mut script = command(program);
    script.args(["run", "-"]);
    let ran = run_with(script, b"\nfailover show \xff\n");
    let expected = "dhcpsapi: standard input:2: the line is not UTF-8\n";
    assert_eq!((ran.code, ran.err.as_str()), (2, expected));
}

// ---- scripts ----

#[test]
fn a_script_ends_at_the_first_error_or_goes_on() {
    let script = "\u{feff}server list --json\r\nfailover show A\nserver add '' 192.0.2.1\n\nfailover 'x\nserver list --json";
    let Some(ran) = run_script(&[], script) else { return };
    let first = "dhcpsapi: standard input:2: relationship A: no such relationship (ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, 20115)\n";
    assert_eq!((ran.code, ran.out.lines().count()), (3, 1));
    assert!(ran.err.starts_with(first), "{}", ran.err);
    assert_eq!(ran.err.lines().count(), 2, "what is wrong, and what to do: {}", ran.err);

    let ran = run_script(&["--keep-going"], script).unwrap();
    assert_eq!((ran.code, ran.out.lines().count()), (3, 2), "the exit code is that of the first error");
    for expected in
        [first, "standard input:3: server : invalid: ", "standard input:5: a quote is not closed\n"]
    {
        assert!(ran.err.contains(expected), "{expected}: {}", ran.err);
    }

    let path = file("script.txt", "failover nothing\n", 0o644);
    let ran = run(&["run", path.to_str().unwrap()]).unwrap();
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with(&format!("dhcpsapi: {}:1: error: unrecognized subcommand", path.display())));
    let ran = run_script(&[], "run -").unwrap();
    assert_eq!(ran.code, 2);
}

/// Whoever names a registry in memory knows that it ends with the process.
#[test]
fn nothing_is_said_about_a_registry_that_was_named() {
    for words in [
        &["server", "add", "dhcp1", "192.0.2.11"][..],
        &["--registry", "memory:", "server", "add", "dhcp1", "192.0.2.11"],
        &["server", "add", "dhcp1", "192.0.2.11", "--what-if"],
    ] {
        let Some(ran) = run(words) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{words:?}");
    }
    assert_eq!(run_script(&[], SERVERS).unwrap(), Ran { code: 0, out: String::new(), err: String::new() });
}

#[test]
fn servers_of_the_environment_are_there() {
    let Some(program) = program() else { return };
    let mut command = command(program);
    command.env("DHCPSAPI_SERVERS", "dhcp1=192.0.2.11").args([
        "failover",
        "list",
        "--computer-name",
        "dhcp1",
        "--json",
    ]);
    assert_eq!(run_with(command, b""), Ran { code: 0, out: "[]\n".to_owned(), err: String::new() });
    let mut command = self::command(program);
    command.env("DHCPSAPI_REGISTRY", "disk:/tmp/x").args(["failover", "list"]);
    let ran = run_with(command, b"");
    assert!(ran.code == 1 && is_named(&ran.err, 20001), "{ran:?}");
}

/// Wrong variables are refused with a sentence, but where no server is needed.
#[test]
fn an_environment_that_cannot_be_meant_is_refused() {
    let Some(program) = program() else { return };
    let ran = |variable, value, words: &[&str]| {
        let mut command = command(program);
        command.env(variable, value).args(words);
        run_with(command, b"server list\n")
    };
    for (variable, value, problem) in [
        ("DHCPSAPI_SERVERS", "dhcp1", r#"DHCPSAPI_SERVERS: "dhcp1": it is not of the form name=address"#),
        (
            "DHCPSAPI_SERVERS",
            "a=192.0.2.1,b=192.0.2.1",
            r#"DHCPSAPI_SERVERS: "b=192.0.2.1": the server is listed already"#,
        ),
        ("DHCPSAPI_LOCAL", "here", r#"DHCPSAPI_LOCAL: "here": it is not of the form name=address"#),
    ] {
        let advice = "DHCPSAPI_SERVERS is name=address,name=address and DHCPSAPI_LOCAL name=address, with each name and \
                      address once.";
        let err = format!("dhcpsapi: {problem}\n  {advice}\n");
        for words in [&["server", "list"][..], &["run", "-"], &["journal"]] {
            let expected = Ran { code: 2, out: String::new(), err: err.clone() };
            assert_eq!(ran(variable, value, words), expected, "{variable}={value} {words:?}");
        }
        for words in [&["errors", "87"][..], &["man"], &["completions", "bash"], &["--help"]] {
            assert_eq!(ran(variable, value, words).code, 0, "{variable}={value} {words:?}");
        }
    }
}

#[test]
fn the_local_server_is_named() {
    let Some(program) = program() else { return };
    let expected = r#"[{"Name":"here","IPAddress":"192.0.2.1","Running":true,"Local":true}]"#;
    let mut command = command(program);
    command.env("DHCPSAPI_LOCAL", "here=192.0.2.1").args(["server", "list", "--json"]);
    assert_eq!(run_with(command, b"").out.trim_end(), expected);
    let ran = run_script(&[], "server local here 192.0.2.1\nserver list --json\n").unwrap();
    assert_eq!((ran.code, ran.out.trim_end()), (0, expected));
    let ran = run_script(&[], "server local '' 192.0.2.1\n").unwrap();
    assert!(ran.code == 1 && is_named(&ran.err, 87), "{ran:?}");
}

// ---- what changes nothing ----

#[test]
fn what_if_changes_nothing() {
    let add = "failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0";
    let with_hq = format!("{SERVERS}{HQ}");
    for (setup, command, expected) in [
        (
            SERVERS,
            add,
            "What if: dhcp2: create scope 10.0.0.0\nWhat if: dhcp2: create relationship HQ\nWhat if: dhcp1: create relationship HQ\n",
        ),
        (
            &with_hq,
            "failover remove HQ --computer-name dhcp1",
            "What if: dhcp1: delete relationship HQ\nWhat if: dhcp2: delete relationship HQ\nWhat if: dhcp2: delete scope 10.0.0.0 and its leases\n",
        ),
        (
            &with_hq,
            "failover set HQ --computer-name dhcp1 --load-balance-percent 70",
            "What if: dhcp1: change relationship HQ\nWhat if: dhcp2: change relationship HQ\n",
        ),
        (
            &with_hq,
            "failover scope add HQ --computer-name dhcp1 --scope-id 10.0.1.0",
            "What if: dhcp2: create scope 10.0.1.0\nWhat if: dhcp1: add 10.0.1.0 to relationship HQ\nWhat if: dhcp2: add 10.0.1.0 to relationship HQ\n",
        ),
        (
            &with_hq,
            "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0 --partner-scopes disable",
            "What if: dhcp1: remove 10.0.0.0 from relationship HQ\nWhat if: dhcp2: remove 10.0.0.0 from relationship HQ\nWhat if: dhcp2: disable scope 10.0.0.0\n",
        ),
        (
            &with_hq,
            "failover replicate --computer-name dhcp1",
            "What if: dhcp2: copy the configuration of scope 10.0.0.0\n",
        ),
        (SERVERS, "scope delete 10.0.0.0 --computer-name dhcp1", "What if: dhcp1: delete scope 10.0.0.0\n"),
        (
            SERVERS,
            "scope create 10.0.2.0/24 --start-range 10.0.2.1 --end-range 10.0.2.9 --computer-name dhcp1",
            "What if: dhcp1: create scope 10.0.2.0\nWhat if: dhcp1: set the range of scope 10.0.2.0 to 10.0.2.1 to 10.0.2.9\n",
        ),
        (
            SERVERS,
            "scope reserve 10.0.0.0 10.0.0.5 00-11-22 --computer-name dhcp1",
            "What if: dhcp1: reserve 10.0.0.5 for 00-11-22\n",
        ),
        (
            SERVERS,
            "scope set 10.0.0.0 --state inactive --computer-name dhcp1",
            "What if: dhcp1: describe scope 10.0.0.0 anew\n",
        ),
        (
            SERVERS,
            "lease add 10.0.0.5 00-11-22 --computer-name dhcp1",
            "What if: dhcp1: lease 10.0.0.5 to 00-11-22\n",
        ),
    ] {
        let Some(ran) = unchanged_by(setup, &format!("{command} --what-if")) else { return };
        assert_eq!(ran, Ran { code: 0, out: expected.to_owned(), err: String::new() }, "{command}");
    }
}

#[test]
fn bad_values_are_refused_and_change_nothing() {
    let with_hq = format!("{SERVERS}{HQ}");
    let one_half = format!(
        "{with_hq}server stop dhcp2\nfailover remove HQ --computer-name dhcp1 --this-server-only --yes\nserver start dhcp2\n"
    );
    let scope_on_partner = format!("{SERVERS}scope create 10.0.0.0/16 --computer-name dhcp2\n");
    let add = |options: &str| format!("failover add A --computer-name dhcp1 --scope-id 10.0.1.0 {options}");
    let to_dhcp2 = |options: &str| add(&format!("--partner-server dhcp2 {options}"));
    let set = |options: &str| format!("failover set HQ --computer-name dhcp1 {options}");
    let table = [
        (SERVERS, to_dhcp2("--load-balance-percent 101"), 1, 87),
        (SERVERS, to_dhcp2("--reserve-percent 101"), 1, 87),
        (SERVERS, to_dhcp2("--max-client-lead-time 0"), 1, 87),
        (SERVERS, to_dhcp2("--max-client-lead-time 4294967296"), 1, 87),
        (SERVERS, to_dhcp2("--state-switch-interval 0"), 1, 87),
        (SERVERS, to_dhcp2("--state-switch-interval 4294967295"), 1, 87),
        (SERVERS, to_dhcp2("--state-switch-interval 99999999999999999999d"), 1, 87),
        (SERVERS, to_dhcp2("--load-balance-percent 50 --reserve-percent 5"), 1, 87),
        (SERVERS, to_dhcp2("--load-balance-percent 50 --server-role active"), 1, 87),
        (SERVERS, to_dhcp2("--mode load-balance --reserve-percent 5"), 1, 87),
        (SERVERS, add("--partner-server dhcp1"), 1, 87),
        (SERVERS, add("--partner-server nobody"), 1, 20124),
        (SERVERS, "failover list --computer-name nobody".to_owned(), 1, 1722),
        (SERVERS, to_dhcp2("--scope-id 10.9.9.0"), 3, 20005),
        (&scope_on_partner, to_dhcp2(""), 1, 20052),
        (&with_hq, to_dhcp2("--scope-id 10.0.0.0"), 1, 20113),
        (
            &with_hq,
            "failover add hq --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.1.0".into(),
            1,
            20114,
        ),
        (&with_hq, set(""), 1, 87),
        (&with_hq, set("--load-balance-percent 101"), 1, 87),
        (&with_hq, set("--reserve-percent 5"), 1, 87),
        (&with_hq, set("--max-client-lead-time 0"), 1, 87),
        (&with_hq, set("--partner-down --yes"), 1, 87),
        (&with_hq, "failover set B --computer-name dhcp1 --max-client-lead-time 1h".into(), 3, 20115),
        (&with_hq, "failover scope add HQ --computer-name dhcp1 --scope-id 10.0.0.0".into(), 1, 20113),
        (
            &with_hq,
            "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.1.0 --yes".into(),
            3,
            20116,
        ),
        (&with_hq, "failover rebalance HQ --computer-name dhcp2".into(), 1, 20117),
        (&with_hq, "scope delete 10.0.0.0 --computer-name dhcp1 --force".into(), 1, 20113),
        (&one_half, "failover set HQ --computer-name dhcp2 --max-client-lead-time 2h".into(), 3, 20115),
        (&one_half, "failover remove HQ --computer-name dhcp2 --yes".into(), 3, 20115),
        (SERVERS, "scope create 10.0.0.0/25 --computer-name dhcp1".into(), 1, 20052),
        (SERVERS, "scope create 10.0.5.0 --computer-name dhcp1".into(), 1, 87),
        (SERVERS, "scope range 10.0.0.0 10.0.1.1 10.0.1.9 --computer-name dhcp1".into(), 1, 20023),
        (
            SERVERS,
            "scope exclude 10.0.0.0 10.0.0.9 10.0.0.10 --remove --computer-name dhcp1".into(),
            3,
            20007,
        ),
        (SERVERS, "scope set 10.9.9.0 --name x --computer-name dhcp1".into(), 3, 20005),
        (SERVERS, "scope free 10.9.9.0 --computer-name dhcp1".into(), 3, 20005),
        (SERVERS, "scope free 10.0.1.0 --computer-name dhcp1".into(), 3, 2),
        (SERVERS, "scope free 10.0.0.0 --end-address 10.0.1.0 --computer-name dhcp1".into(), 1, 87),
        (SERVERS, "scope stats 10.9.9.0 --computer-name dhcp1".into(), 3, 20005),
        (SERVERS, "lease add 10.9.9.1 01 --computer-name dhcp1".into(), 3, 20005),
        (SERVERS, "lease add 10.0.0.9 01 --lease-duration 0 --computer-name dhcp1".into(), 1, 87),
        (SERVERS, "lease delete 10.0.0.1 --computer-name dhcp1".into(), 3, 20013),
        (SERVERS, "lease request 10.0.1.0 00-11-22".into(), 1, 20012),
        (SERVERS, "lease renew 10.0.0.0 00-11-22".into(), 1, 20016),
        (SERVERS, format!("lease request 10.0.0.0 00-11-22 --user-class {}", "x".repeat(256)), 1, 87),
        (SERVERS, format!("lease request 10.0.0.0 00-11-22 --vendor-class {}", "x".repeat(256)), 1, 87),
        (SERVERS, "server add dhcp3 192.0.2.11".into(), 1, 20079),
    ];
    for (setup, command, exit_code, code) in table {
        let Some(ran) = unchanged_by(setup, &command) else { return };
        assert_eq!((ran.code, ran.out.as_str()), (exit_code, ""), "{command}: {ran:?}");
        assert!(is_named(&ran.err, code), "{command}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "what is wrong, and what to do: {command}: {}", ran.err);
    }
    let said =
        unchanged_by(&one_half, "failover set HQ --computer-name dhcp2 --max-client-lead-time 2h").unwrap();
    assert!(said.err.contains("the partner of relationship HQ: no such relationship"), "{}", said.err);
}

/// A message names the thing that is wrong.
#[test]
fn what_it_is_about_is_said() {
    let setup = format!("{SERVERS}{HQ}");
    let stopped = format!("{setup}server stop dhcp2\n");
    let not_there = "no such relationship (ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, 20115)";
    let unavailable = "(RPC_S_SERVER_UNAVAILABLE, 1722)";
    for (setup, command, expected) in [
        (&setup, "failover replicate HQ A --computer-name dhcp1 --yes", format!("relationship A: {not_there}")),
        (&setup, "failover replicate A --computer-name dhcp1 --yes", format!("relationship A: {not_there}")),
        (
            &setup,
            "failover replicate --scope-id 10.0.0.0,10.0.1.0 --computer-name dhcp1 --yes",
            "scope 10.0.1.0: the scope is not in the relationship (ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP, 20116)".into(),
        ),
        (&stopped, "failover list --computer-name dhcp2", format!("server dhcp2: the DHCP service of the server is stopped {unavailable}")),
        (&stopped, "failover drift HQ --computer-name dhcp1", format!("relationship HQ: the partner is not heard {unavailable}")),
        (
            &stopped,
            "failover set HQ --computer-name dhcp1 --max-client-lead-time 2h",
            "relationship HQ: the partner does not run (ERROR_DHCP_SERVER_NOT_RUNNING, 20123)".into(),
        ),
    ] {
        let Some(ran) = run_script(&[], &format!("{setup}{command}")) else { return };
        let line = setup.lines().count() + 1;
        let expected = format!("dhcpsapi: standard input:{line}: {expected}\n  ");
        assert!(ran.err.starts_with(&expected), "{command}: {}", ran.err);
    }
}

/// Of a scope that is named twice there are no two on the partner.
#[test]
fn a_scope_that_is_named_twice_is_added_once() {
    let add = "failover scope add HQ --computer-name dhcp1 --scope-id 10.0.1.0,10.0.1.0";
    let show = "failover list --computer-name dhcp2";
    let Some(ran) = run_script(&[], &format!("{SERVERS}{HQ}{add} --what-if\n{add}\n{show}\n")) else {
        return;
    };
    let expected = "\
What if: dhcp2: create scope 10.0.1.0
What if: dhcp1: add 10.0.1.0 to relationship HQ
What if: dhcp2: add 10.0.1.0 to relationship HQ
Name  PartnerServer  Mode         ServerRole  Percent  State   ScopeId
HQ    dhcp1          LoadBalance  -           50       Normal  10.0.0.0, 10.0.1.0
";
    assert_eq!(ran, Ran { code: 0, out: expected.to_owned(), err: String::new() });
}

/// Remove, a partner that is declared dead, a secret that is sent, and replication.
#[test]
fn what_needs_a_yes_is_not_done_without_one() {
    let secret = file("asked", "hunter2\n", 0o600);
    let secret = secret.to_str().unwrap();
    let setup = format!("{SERVERS}{HQ}");
    for command in [
        "failover remove HQ --computer-name dhcp1".to_owned(),
        "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0".to_owned(),
        "failover set HQ --computer-name dhcp1 --partner-down".to_owned(),
        format!("failover set HQ --computer-name dhcp1 --shared-secret-file '{secret}'"),
        format!(
            "failover add B --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.1.0 --shared-secret-file '{secret}'"
        ),
        "failover replicate --computer-name dhcp1".to_owned(),
        // Set-DhcpServerv4Failover asks before it changes the mode.
        "failover set HQ --computer-name dhcp1 --mode hot-standby".to_owned(),
    ] {
        let Some(ran) = unchanged_by(&setup, &command) else { return };
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}: {ran:?}");
        assert!(ran.err.contains("? Nobody is there to be asked\n  Use --yes"), "{command}: {ran:?}");
    }
    let removed = "failover remove HQ --computer-name dhcp1 --pass-thru --json\nfailover list --computer-name dhcp1 --json\n\
                   scope list --computer-name dhcp2 --json\n";
    for ran in [
        run_script(&["--yes"], &format!("{setup}{removed}")).unwrap(),
        run_script(&[], &format!("{setup}{}", removed.replace("--pass-thru", "--force --pass-thru")))
            .unwrap(),
    ] {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let lines: Vec<&str> = ran.out.lines().collect();
        assert!(lines[0].starts_with(r#"{"Name":"HQ","#), "{ran:?}");
        assert_eq!(lines[1..], ["[]", "[]"]);
    }
}

#[test]
fn a_mode_that_stays_is_not_asked_about() {
    let stays = format!("{SERVERS}{HQ}failover set HQ --computer-name dhcp1 --mode load-balance\n");
    let Some(ran) = run_script(&[], &stays) else { return };
    assert_eq!(ran, Ran { code: 0, out: String::new(), err: String::new() });
    let changes = format!(
        "{SERVERS}{HQ}failover set HQ --computer-name dhcp1 --mode hot-standby --force --pass-thru --json\n"
    );
    let ran = run_script(&[], &changes).unwrap();
    assert!(ran.code == 0 && ran.out.contains(r#""Mode":"HotStandby""#), "{ran:?}");
}

/// --force does what it does without a question, and leaves no partner out; --this-server-only leaves it out, and asks.
#[test]
fn force_does_not_ask_and_this_server_only_leaves_the_partner_out() {
    let secret = file("alone", "hunter2\n", 0o600);
    let secret = secret.to_str().unwrap();
    let setup = format!("{SERVERS}{HQ}");
    let stopped = format!("{setup}server stop dhcp2\n");
    let remove = "failover remove HQ --computer-name dhcp1";
    let take_out = "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0";
    let set_secret = format!("failover set HQ --computer-name dhcp1 --shared-secret-file '{secret}'");
    let end_secret = "failover set HQ --computer-name dhcp1 --no-shared-secret";
    for command in [remove, take_out, &set_secret, end_secret] {
        let forced = format!("{command} --force");
        let Some(ran) = unchanged_by(&stopped, &forced) else { return };
        assert!(is_named(&ran.err, 20123), "{forced}: {ran:?}");
        for setup in [&setup, &stopped] {
            let alone = format!("{command} --this-server-only");
            let ran = unchanged_by(setup, &alone).unwrap();
            assert!(ran.err.contains(" this server only"), "{alone}: {ran:?}");
            assert!(ran.err.contains("? Nobody is there to be asked\n  Use --yes"), "{alone}: {ran:?}");
        }
        let ran = run_script(&[], &format!("{stopped}{command} --force --this-server-only\n")).unwrap();
        assert_eq!(ran, Ran { code: 0, out: String::new(), err: String::new() }, "{command}");
    }
    // A partner that could be changed is left out too.
    let of_both = "failover list --computer-name dhcp1 --json\nfailover list --computer-name dhcp2 --json\n";
    let ran = run_script(&[], &format!("{setup}{remove} --this-server-only --yes\n{of_both}")).unwrap();
    let lines: Vec<&str> = ran.out.lines().collect();
    assert!(lines[0] == "[]" && lines[1].starts_with(r#"[{"Name":"HQ","#), "{ran:?}");
    let ran = unchanged_by(&setup, &format!("{remove} --this-server-only --what-if")).unwrap();
    let expected = "What if: dhcp1: delete relationship HQ\n".to_owned();
    assert_eq!(ran, Ran { code: 0, out: expected, err: String::new() });
}

/// An option is advised where it helps: of a command that has it, and would do something with it.
#[test]
fn an_option_is_advised_where_it_helps() {
    let stopped = format!("{SERVERS}{HQ}server stop dhcp2\n");
    let cut = format!("{SERVERS}{HQ}link cut dhcp1 dhcp2\n");
    let leased = format!("{SERVERS}lease request 10.0.0.0 00-11-22-33-44-55\n");
    let (force, alone) = (Some("--force"), Some("--this-server-only"));
    for (setup, command, code, advised) in [
        (&stopped, "failover remove HQ --computer-name dhcp1 --yes", 20123, alone),
        (&stopped, "failover remove HQ --computer-name dhcp1 --force", 20123, alone),
        (&stopped, "failover set HQ --computer-name dhcp1 --load-balance-percent 70", 20123, alone),
        (&stopped, "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0 --yes", 20123, alone),
        (&cut, "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0 --yes", 20120, force),
        (
            &stopped,
            "failover scope remove HQ --computer-name dhcp1 --scope-id 10.0.0.0 --yes --this-server-only",
            20120,
            force,
        ),
        (&leased, "scope delete 10.0.0.0 --computer-name dhcp1", 20007, force),
        (&stopped, "failover scope add HQ --computer-name dhcp1 --scope-id 10.0.1.0", 20123, None),
        (&stopped, "failover replicate HQ --computer-name dhcp1 --yes", 20123, None),
        (&stopped, "failover replicate HQ --computer-name dhcp1 --force", 20123, None),
        (
            &stopped,
            "failover add B --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.1.0",
            20123,
            None,
        ),
        (
            &stopped,
            "failover add B --computer-name dhcp1 --partner-server dhcp9 --scope-id 10.0.1.0 --force",
            20124,
            None,
        ),
        (&cut, "failover scope add HQ --computer-name dhcp1 --scope-id 10.0.1.0", 20120, None),
        (
            &format!("{SERVERS}scope reserve 10.0.0.0 10.0.0.9 00-11-22-33-44-66 --computer-name dhcp1\n"),
            "scope reserve 10.0.0.0 10.0.0.9 00-11-22-33-44-77 --computer-name dhcp1",
            20022,
            None,
        ),
    ] {
        let Some(ran) = run_script(&["--keep-going"], &format!("{setup}{command}\n")) else { return };
        assert!(is_named(&ran.err, code), "{command}: {ran:?}");
        for option in [force, alone] {
            assert_eq!(ran.err.contains(option.unwrap()), option == advised, "{command}: {ran:?}");
        }
    }
}

/// `script` of util-linux is a terminal.
#[test]
fn on_a_terminal_it_is_asked() {
    let Some(program) = program() else { return };
    let has_script =
        Command::new("script").arg("--version").output().is_ok_and(|output| output.status.success());
    if !has_script {
        let _ = writeln!(
            std::io::stderr(),
            "SKIPPED: script (util-linux) is not there: the questions on a terminal"
        );
        return;
    }
    let text = format!(
        "{SERVERS}{HQ}failover remove HQ --computer-name dhcp1\nfailover list --computer-name dhcp1 --json\n"
    );
    let path = file("asks.txt", &text, 0o644);
    let line = format!("'{}' run '{}'", program.display(), path.display());
    for (answer, code, removed) in [("y\n", 0, true), ("YES\n", 0, true), ("\n", 1, false), ("n\n", 1, false)]
    {
        let mut command = command(Path::new("script"));
        command.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
        let ran = run_with(command, answer.as_bytes());
        assert_eq!(ran.code, code, "{answer:?}: {ran:?}");
        for expected in
            ["dhcp2: delete scope 10.0.0.0 and its leases", "Remove relationship HQ from both servers? [y/N]"]
        {
            assert!(ran.out.contains(expected), "{answer:?}: {expected}: {}", ran.out);
        }
        assert_eq!(ran.out.contains("[]\r\n"), removed, "{answer:?}: {}", ran.out);
        assert_eq!(ran.out.contains("nothing was changed"), !removed, "{answer:?}: {}", ran.out);
    }
}

#[test]
fn a_secret_is_read_from_a_file_that_is_its_owners_alone() {
    let add = |path: &Path| {
        let options = format!("--shared-secret-file '{}' --yes --pass-thru", path.display());
        format!("failover add HQ --computer-name dhcp1 --partner-server dhcp2 --scope-id 10.0.0.0 {options}")
    };
    for mode in [0o600, 0o400] {
        let path = file(&format!("secret-{mode:o}"), "hunter2\n", mode);
        let command = format!("{SERVERS}{} --json", add(&path));
        let Some(ran) = run_script(&[], &command) else { return };
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.contains(r#""EnableAuth":true"#) && !ran.out.contains("hunter2"), "{}", ran.out);
    }
    for mode in [0o640, 0o604, 0o660, 0o644, 0o620, 0o601] {
        let path = file(&format!("secret-{mode:o}"), "hunter2\n", mode);
        let ran = unchanged_by(SERVERS, &add(&path)).unwrap();
        assert_eq!(ran.code, 2, "{mode:o}");
        assert!(ran.err.contains(&format!("chmod 600 '{}'", path.display())), "{mode:o}: {}", ran.err);
        assert!(!ran.err.contains("hunter2"));
    }
    for (name, content) in [("empty", ""), ("blank", "\nhunter2\n"), ("nul", "hun\0ter2\n")] {
        let ran = unchanged_by(SERVERS, &add(&file(name, content, 0o600))).unwrap();
        assert_eq!(ran.code, 2, "{name}");
        assert!(!ran.err.contains("ter2"), "{name}: {}", ran.err);
    }
    // A pipe that nobody writes to is not waited for.
    let pipe = file("pipe", "", 0o600);
    fs::remove_file(&pipe).unwrap();
    assert!(Command::new("mkfifo").args(["-m", "600"]).arg(&pipe).status().unwrap().success());
    for path in [&pipe, Path::new("/dev/zero"), pipe.parent().unwrap()] {
        let ran = unchanged_by(SERVERS, &add(path)).unwrap();
        assert!(ran.code == 2 && ran.err.contains("is no file"), "{ran:?}");
    }
    let ran = unchanged_by(SERVERS, &add(Path::new("/nowhere/at/all"))).unwrap();
    assert!(ran.code == 2 && ran.err.contains("cannot be read"), "{ran:?}");
}
