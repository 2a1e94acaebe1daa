//! The command line over what is configured on a server as a whole: filters, superscopes, settings and counters. What it prints,
//! what it answers, and that what is refused changes nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use serde_json::Value;

use support::programs::{Ran, command_line, run_with, without_settings};
use support::schema;

/// A server with three scopes, and a clock that stands still.
const SERVER: &str = "\
clock advance 0
server add dhcp1 192.0.2.11
scope create 10.0.0.0/24 --computer-name dhcp1 --start-range 10.0.0.1 --end-range 10.0.0.4
scope create 10.0.1.0/24 --computer-name dhcp1 --start-range 10.0.1.1 --end-range 10.0.1.4
scope create 10.0.2.0/24 --computer-name dhcp1
";

/// Runs commands, each for that server but those of clients and clocks. `None` if there is no command line.
fn run(options: &[&str], commands: &str) -> Option<Ran> {
    let mut command = without_settings(command_line()?);
    command.env_remove("COLUMNS").args(["run", "-"]).args(options);
    let elsewhere = ["lease request", "lease release", "clock", "server stop", "server start"];
    let line = |line: &str| {
        let is_complete =
            line.contains("--computer-name") || elsewhere.iter().any(|words| line.starts_with(words));
        if is_complete { format!("{line}\n") } else { format!("{line} --computer-name dhcp1\n") }
    };
    let script: String = commands.lines().map(line).collect();
    Some(run_with(command, format!("{SERVER}{script}").as_bytes()))
}

/// What commands print that all succeed.
#[track_caller]
fn printed(commands: &str) -> Option<String> {
    let ran = run(&[], commands)?;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{commands}");
    Some(ran.out)
}

/// The JSON of commands that all succeed, a value each of those that print something.
#[track_caller]
fn values(commands: &str) -> Option<Vec<Value>> {
    let ran = run(&["--json"], commands)?;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{commands}");
    Some(ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// What a look at everything prints, which is as many lines of JSON.
const EVERYTHING: [&str; 4] =
    ["filter list --json", "filter show --json", "scope list --json", "superscope list --json"];

/// A command between two looks at everything, which it must leave as it is, ends with an exit code, and names an error code;
/// the message has this in it, and a line of advice.
#[track_caller]
fn refused(setup: &str, command: &str, (exit_code, code, part): (i32, u32, &str)) {
    let looks = EVERYTHING.join("\n");
    let Some(ran) = run(&["--keep-going"], &format!("{setup}{looks}\n{command}\n{looks}\n")) else { return };
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2 * EVERYTHING.len(), "{command}: {ran:?}");
    assert_eq!(lines[..EVERYTHING.len()], lines[EVERYTHING.len()..], "{command}");
    let (_, name, _) = dhcpsapi::abi::errors::TABLE.iter().find(|(number, ..)| *number == code).unwrap();
    assert_eq!(ran.code, exit_code, "{command}: {ran:?}");
    assert!(ran.err.contains(&format!("({name}, {code})\n  ")), "{command}: {}", ran.err);
    assert!(ran.err.contains(part), "{command}: {}", ran.err);
}

/// What cannot be meant so: the line is not even carried out.
#[track_caller]
fn misread(command: &str) {
    let Some(ran) = run(&[], command) else { return };
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}: {ran:?}");
    assert!(ran.err.contains("error: "), "{command}: {}", ran.err);
}

/// What --what-if prints of commands, which change nothing.
#[track_caller]
fn what_if(setup: &str, command: &str, expected: &str) {
    let looks = EVERYTHING.join("\n");
    let Some(out) = printed(&format!("{setup}{looks}\n{command} --what-if\n{looks}\n")) else { return };
    let lines: Vec<&str> = out.lines().collect();
    let (before, rest) = lines.split_at(EVERYTHING.len());
    let (told, after) = rest.split_at(rest.len() - EVERYTHING.len());
    assert_eq!(before, after, "{command}");
    assert_eq!(told.join("\n"), expected, "{command}");
}

/// A value, or each of a list, is as the schema of its class says.
#[track_caller]
fn fits(value: &Value, class: &str) {
    let schema = schema::of_class(class);
    assert_eq!(schema["title"], class);
    let items = value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    assert!(!items.is_empty(), "{class}");
    for item in items {
        assert_eq!(schema::complaints(&item, &schema), [""; 0], "{class}");
        let name = schema["required"][0].as_str().unwrap();
        let mut spoilt = item.clone();
        spoilt.as_object_mut().unwrap().remove(name);
        assert!(!schema::complaints(&spoilt, &schema).is_empty(), "{class} without {name}");
    }
}

// ---- filters ----

const FILTERS: &str = "\
filter add --list Deny --mac-address 00-1C-25-*
filter add --list allow --mac-address 00:1c:25:80:a0:ff --description 'front desk'
filter add --list allow --mac-address 6/* --description ''
";

#[test]
fn filters_are_listed() {
    let looks = "filter list\nfilter list --list deny\nfilter show\n";
    let Some(out) = printed(&format!("{FILTERS}{looks}filter set --deny true\nfilter show\n")) else {
        return;
    };
    let expected = "\
MacAddress         List   Description
00-1c-25-80-a0-ff  Allow  front desk
6/*                Allow  -
00-1c-25-*         Deny   -
MacAddress  List  Description
00-1c-25-*  Deny  -
Allow  false
Deny   false
Allow  false
Deny   true
";
    assert_eq!(out, expected);
}

#[test]
fn filters_as_json() {
    let Some(found) = values(&format!("{FILTERS}filter list\nfilter list --list deny\nfilter show\n")) else {
        return;
    };
    assert_eq!(found.len(), 3);
    assert_eq!(
        found[0].to_string(),
        concat!(
            r#"[{"Description":"front desk","List":"Allow","MacAddress":"00-1c-25-80-a0-ff"},"#,
            r#"{"Description":null,"List":"Allow","MacAddress":"6/*"},"#,
            r#"{"Description":null,"List":"Deny","MacAddress":"00-1c-25-*"}]"#
        )
    );
    assert_eq!(found[1].as_array().unwrap().len(), 1);
    for (value, class) in
        found.iter().zip(["DhcpServerv4Filter", "DhcpServerv4Filter", "DhcpServerv4FilterList"])
    {
        fits(value, class);
    }
    assert_eq!(values("filter list\n").unwrap(), [Value::Array(vec![])]);
}

/// Set of `DhcpServerv4FilterList` leaves the list of which nothing is said.
#[test]
fn a_list_of_which_nothing_is_said_stays() {
    let script = "filter set --allow true\nfilter show\nfilter set --deny true\nfilter show\nfilter set --allow false\nfilter show\n\
                  filter set --deny false --allow true\nfilter show\n";
    let Some(found) = values(script) else { return };
    let lists = |value: &Value| (value["Allow"] == true, value["Deny"] == true);
    let found: Vec<_> = found.iter().map(lists).collect();
    assert_eq!(found, [(true, false), (true, true), (false, true), (true, false)]);
}

/// Each filter acts: of a denied client nobody hears.
#[test]
fn filters_act() {
    let script = "filter add --list deny --mac-address 02-*\nfilter set --deny true\n\
                  lease request 10.0.0.0 02-00-00-00-00-01\nfilter remove --mac-address 02-*\n\
                  lease request 10.0.0.0 02-00-00-00-00-01\nfilter list\n";
    let Some(ran) = run(&["--keep-going", "--json"], script) else { return };
    let lines: Vec<Value> = ran.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{ran:?}");
    assert!(
        lines[0]["error"]["message"].as_str().unwrap().starts_with("client 02-00-00-00-00-01: "),
        "{ran:?}"
    );
    assert_eq!(lines[1]["IPAddress"], "10.0.0.1");
    assert_eq!(lines[2], Value::Array(vec![]));
}

#[test]
fn an_entry_is_replaced_by_force_alone() {
    let again = "filter add --list allow --mac-address 00-1c-25-* --description ours --force\n";
    let Some(found) = values(&format!("{FILTERS}{again}filter list\n")) else { return };
    assert_eq!(found[0].as_array().unwrap().iter().filter(|entry| entry["List"] == "Allow").count(), 3);
    // MS-DHCPM 3.2.4.83: of a type that is exempt already nothing is changed.
    let again = "filter add --list allow --mac-address 6/* --description other --force\nfilter list\n";
    let found = values(&format!("{FILTERS}{again}")).unwrap();
    assert!(!found[0].to_string().contains("other"), "{found:?}");
}

/// MS-DHCPM 3.2.4.83 and 3.2.4.84.
#[test]
fn what_filters_refuse() {
    let long = "x".repeat(128);
    for (command, expected) in [
        (
            "filter add --list deny --mac-address 00-1c-25-*",
            (1, 20093, "filter 00-1c-25-*: one of the filter lists"),
        ),
        (
            "filter add --list allow --mac-address 00-1c-25-*",
            (1, 20093, "With --force the entry is replaced"),
        ),
        ("filter add --list allow --mac-address 6/*", (1, 20101, "filter 6/*: ")),
        ("filter add --list deny --mac-address 7/*", (1, 87, "only the allow list exempts")),
        (
            &format!("filter add --list allow --mac-address 01-* --description {long}"),
            (1, 87, "127 characters"),
        ),
        ("filter remove --mac-address 00-1c-*", (3, 20095, "filter 00-1c-*: neither filter list")),
        ("filter remove --mac-address 00-1c-25-*,00-1d-*", (3, 20095, "filter 00-1c-25-*, 00-1d-*: ")),
        ("filter remove --mac-address 7/*", (3, 20102, "filter 7/*: ")),
    ] {
        refused(FILTERS, command, expected);
    }
}

#[test]
fn what_cannot_be_meant_by_a_filter() {
    for command in [
        "filter add --list deny",
        "filter add --mac-address 00-*",
        "filter add --list maybe --mac-address 00-*",
        "filter add --list deny --mac-address 00-1c",
        "filter add --list deny --mac-address *",
        "filter add --list deny --mac-address 1/*",
        "filter remove",
        "filter set",
        "filter set --allow maybe",
        "filter list --list neither",
    ] {
        misread(command);
    }
}

#[test]
fn what_would_be_done_to_filters() {
    for (command, expected) in [
        ("filter add --list deny --mac-address 00-1D-*", "What if: dhcp1: add 00-1d-* to the deny list"),
        (
            "filter remove --mac-address 6/*,00-1c-25-*",
            "What if: dhcp1: remove the filter of 6/*\nWhat if: dhcp1: remove the filter of 00-1c-25-*",
        ),
        (
            "filter set --allow true",
            "What if: dhcp1: have the allow list in force and the deny list not in force",
        ),
    ] {
        what_if(FILTERS, command, expected);
    }
}

#[test]
fn ten_thousand_filters() {
    let pattern = |number: u32| format!("02-00-00-00-{:02x}-{:02x}", number / 250, number % 250);
    let adds: String = (0..10_000)
        .rev()
        .map(|number| format!("filter add --list deny --mac-address {}\n", pattern(number)))
        .collect();
    let Some(found) = values(&format!("{adds}filter list\n")) else { return };
    let found: Vec<&str> =
        found[0].as_array().unwrap().iter().map(|entry| entry["MacAddress"].as_str().unwrap()).collect();
    assert_eq!(found, (0..10_000).map(pattern).collect::<Vec<_>>());
}

// ---- superscopes ----

const SUPERSCOPES: &str = "\
superscope add --superscope-name Campus --scope-id 10.0.2.0,10.0.0.0,10.0.2.0
superscope add --superscope-name Lab --scope-id 10.0.1.0
";

#[test]
fn superscopes_are_listed() {
    let look = "superscope list\n";
    let script = format!(
        "{look}{SUPERSCOPES}{look}superscope list --superscope-name LAB\n\
         superscope add --superscope-name CAMPUS --scope-id 10.0.1.0 --force\n{look}\
         superscope remove --superscope-name campus --scope-id 10.0.0.0,10.0.2.0\n{look}\
         superscope remove --superscope-name campus\n{look}scope list --json\n"
    );
    let Some(out) = printed(&script) else { return };
    let expected = "\
SuperscopeName  ScopeId
SuperscopeName  ScopeId
Campus          10.0.0.0, 10.0.2.0
Lab             10.0.1.0
SuperscopeName  ScopeId
Lab             10.0.1.0
SuperscopeName  ScopeId
Campus          10.0.0.0, 10.0.1.0, 10.0.2.0
SuperscopeName  ScopeId
Campus          10.0.1.0
SuperscopeName  ScopeId
";
    let (tables, scopes) = out.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(format!("{tables}\n"), expected);
    assert_eq!(scopes.matches("ScopeId").count(), 3, "the scopes stay: {scopes}");
}

#[test]
fn superscopes_as_json() {
    let look = "superscope list\n";
    let Some(found) = values(&format!("{SUPERSCOPES}{look}superscope list --superscope-name lab\n")) else {
        return;
    };
    let lab = r#"{"ScopeId":["10.0.1.0"],"SuperscopeName":"Lab"}"#;
    let campus = r#"{"ScopeId":["10.0.0.0","10.0.2.0"],"SuperscopeName":"Campus"}"#;
    assert_eq!(found[0].to_string(), format!("[{campus},{lab}]"));
    assert_eq!(found[1].to_string(), format!("[{lab}]"));
    fits(&found[0], "DhcpServerv4Superscope");
    assert_eq!(values(look).unwrap(), [Value::Array(vec![])]);
}

/// All scopes go along, and what a name is, ignoring case, is decided once for all names.
#[test]
fn a_superscope_is_renamed() {
    let rename = |from: &str, to: &str| {
        format!("superscope set --superscope-name {from} --new-superscope-name {to}\n")
    };
    let script = [
        SUPERSCOPES,
        &rename("campus", "Hall"),
        &rename("HALL", "hall"),
        &rename("hall", "hall"),
        &rename("Lab", "Campus"),
        "superscope list\n",
    ]
    .concat();
    let Some(out) = printed(&script) else { return };
    assert_eq!(
        out,
        "SuperscopeName  ScopeId\nhall            10.0.0.0, 10.0.2.0\nCampus          10.0.1.0\n"
    );
}

/// A client in a scope that is used up is served from the other one.
#[test]
fn superscopes_act() {
    let leases: String =
        (1..6).map(|client| format!("lease request 10.0.0.0 02-00-00-00-00-0{client}\n")).collect();
    let script = format!("superscope add --superscope-name Campus --scope-id 10.0.0.0,10.0.1.0\n{leases}");
    let Some(found) = values(&script) else { return };
    let addresses: Vec<&str> = found.iter().map(|lease| lease["IPAddress"].as_str().unwrap()).collect();
    assert_eq!(addresses, ["10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.1.1"]);
}

/// MS-DHCPM 3.1.4.37 and 3.1.4.39. Of several scopes none joins or leaves where one is refused.
#[test]
fn what_superscopes_refuse() {
    let long = "x".repeat(257);
    for (command, expected) in [
        ("superscope list --superscope-name Hall", (3, 20005, "superscope Hall: no such superscope")),
        (
            "superscope add --superscope-name Lab --scope-id 10.0.0.0",
            (1, 20004, "superscope Lab: the scope is in a superscope"),
        ),
        (
            "superscope add --superscope-name Lab --scope-id 10.0.0.0",
            (1, 20004, "With --force it leaves that one."),
        ),
        (
            "superscope add --superscope-name Lab --scope-id 10.0.0.0,10.9.0.0 --force",
            (3, 20005, "no such scope"),
        ),
        (
            "superscope add --superscope-name '' --scope-id 10.0.0.0 --force",
            (1, 87, "a superscope has a name"),
        ),
        (
            &format!("superscope add --superscope-name {long} --scope-id 10.0.0.0 --force"),
            (1, 20030, "the name of the superscope is too long"),
        ),
        (
            "superscope set --superscope-name Lab --new-superscope-name CAMPUS",
            (1, 87, "superscope Lab: invalid: another superscope has the name"),
        ),
        ("superscope set --superscope-name Hall --new-superscope-name Lab", (3, 20005, "no such superscope")),
        ("superscope set --superscope-name Lab --new-superscope-name ''", (1, 87, "a superscope has a name")),
        (
            &format!("superscope set --superscope-name Lab --new-superscope-name {long}"),
            (1, 20030, "the name of the superscope is too long"),
        ),
        ("superscope remove --superscope-name Hall", (3, 20005, "no such superscope")),
        (
            "superscope remove --superscope-name Campus --scope-id 10.0.0.0,10.0.1.0",
            (3, 20005, "no such scope"),
        ),
        ("superscope remove --superscope-name Hall --scope-id 10.0.0.0", (3, 20005, "no such superscope")),
    ] {
        refused(SUPERSCOPES, command, expected);
    }
    for command in
        ["superscope add --superscope-name x", "superscope add --scope-id 10.0.0.0", "superscope remove"]
    {
        misread(command);
    }
}

#[test]
fn what_would_be_done_to_superscopes() {
    for (command, expected) in [
        (
            "superscope add --superscope-name Lab --scope-id 10.0.0.0 --force",
            "What if: dhcp1: put scope 10.0.0.0 into superscope Lab",
        ),
        (
            "superscope set --superscope-name Lab --new-superscope-name Hall",
            "What if: dhcp1: give superscope Lab the name Hall",
        ),
        (
            "superscope remove --superscope-name Campus --scope-id 10.0.0.0,10.0.2.0",
            "What if: dhcp1: take scope 10.0.0.0 out of superscope Campus\n\
             What if: dhcp1: take scope 10.0.2.0 out of superscope Campus",
        ),
        ("superscope remove --superscope-name Campus", "What if: dhcp1: delete superscope Campus"),
    ] {
        what_if(SUPERSCOPES, command, expected);
    }
}

// ---- all of them ----

/// Each command is of a server that is there and runs.
#[test]
fn a_server_that_does_not_answer() {
    for command in [
        "filter list",
        "filter show",
        "filter add --list deny --mac-address 00-*",
        "filter remove --mac-address 00-*",
        "filter set --deny true",
        "superscope list",
        "superscope list --superscope-name Lab",
        "superscope add --superscope-name Lab --scope-id 10.0.0.0",
        "superscope set --superscope-name Lab --new-superscope-name Hall",
        "superscope remove --superscope-name Lab",
        "superscope remove --superscope-name Lab --scope-id 10.0.0.0",
    ] {
        let Some(ran) = run(&[], &format!("server stop dhcp1\n{command}\n")) else { return };
        let expected =
            "server dhcp1: the DHCP service of the server is stopped (RPC_S_SERVER_UNAVAILABLE, 1722)";
        assert!(ran.code == 1 && ran.err.contains(expected), "{command}: {ran:?}");
        let ran = run(&[], &format!("{command} --computer-name nobody\n")).unwrap();
        assert!(ran.code == 1 && ran.err.contains("server nobody: "), "{command}: {ran:?}");
    }
}
