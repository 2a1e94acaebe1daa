//! The command line over what is configured on a server as a whole: filters, superscopes, settings and counters. What it prints,
//! what it answers, and that what is refused changes nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;

use serde_json::Value;

use support::programs::{self, Ran, command_line, run_with, without_settings};
use support::schema;
use support::scripts::run_script;

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
    let elsewhere = ["lease ", "clock", "server stop", "server start", "server restore"];
    let line = |line: &str| {
        let is_complete =
            line.contains("--computer-name") || elsewhere.iter().any(|words| line.starts_with(words));
        if is_complete { format!("{line}\n") } else { format!("{line} --computer-name dhcp1\n") }
    };
    let script: String = commands.lines().map(line).collect();
    run_script(options, &format!("{SERVER}{script}"))
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
const EVERYTHING: [&str; 10] = [
    "filter list --json",
    "filter show --json",
    "scope list --json",
    "superscope list --json",
    "server settings --json",
    "server audit-log --json",
    "server database --json",
    "server binding --json",
    "server dns-credential --json",
    "server statistics --json",
];

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
    assert_eq!([&found[3], &found[4]].map(|lease| &lease["ScopeId"]), ["10.0.0.0", "10.0.1.0"]);
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

// ---- the server ----

/// What a fresh server has, as `netsh dhcp server dump` shows it.
#[test]
fn a_fresh_server_is_shown() {
    let looks = "server settings\nserver audit-log\nserver database\nserver binding\nserver dns-credential\n";
    let Some(out) = printed(looks) else { return };
    let expected = r"IsDomainJoined             false
IsAuthorized               true
DynamicBootp               true
RestoreStatus              0
ConflictDetectionAttempts  0
Path               C:\Windows\system32\dhcp
Enable             true
MaxMBFileSize      70
DiskCheckInterval  50
MinMBDiskSpace     20
FileName           C:\Windows\system32\dhcp\dhcp.mdb
BackupPath         C:\Windows\system32\dhcp\backup
BackupInterval     60
CleanupInterval    60
LoggingEnabled     true
RestoreFromBackup  false
InterfaceAlias  Ethernet
IPAddress       192.0.2.11
SubnetMask      -
BindingState    true
UserName    -
DomainName  -
";
    assert_eq!(out, expected);
}

/// A second change of the same kind leaves what it says nothing of.
#[test]
fn a_server_is_configured() {
    let script = r"server settings set --conflict-detection-attempts 5
server settings set --conflict-detection-attempts 3
server audit-log set --enable false --path 'D:\logs'
server audit-log set --max-mb-file-size 7 --disk-check-interval 0 --min-mb-disk-space 4294967295
server audit-log set --enable false
server database set --file-name 'D:\dhcp\new.mdb' --backup-interval 71582
server database set --file-name other.mdb --backup-path 'E:\backup' --cleanup-interval 1 --restore-from-backup true
scope create 192.0.2.0/28 --name here
server binding set --interface-alias ETHERNET --binding-state false
server dns-credential set --user-name dns --domain-name example.org
--json server settings
server audit-log --json
server database --json
server binding --json
server dns-credential --json
server dns-credential remove
server dns-credential --json
";
    let Some(out) = printed(script) else { return };
    let expected = r#"{"IsDomainJoined":false,"IsAuthorized":true,"DynamicBootp":true,"RestoreStatus":0,"ConflictDetectionAttempts":3}
{"Path":"D:\\logs","Enable":false,"MaxMBFileSize":7,"DiskCheckInterval":0,"MinMBDiskSpace":4294967295}
{"FileName":"D:\\dhcp\\other.mdb","BackupPath":"E:\\backup","BackupInterval":71582,"CleanupInterval":1,"LoggingEnabled":true,"RestoreFromBackup":true}
{"InterfaceAlias":"Ethernet","IPAddress":"192.0.2.11","SubnetMask":"255.255.255.240","BindingState":false}
{"UserName":"dns","DomainName":"example.org"}
{"UserName":null,"DomainName":null}
"#;
    assert_eq!(out, expected);
    let classes = [
        "DhcpServerSetting",
        "DhcpServerAuditLog",
        "DhcpServerDatabase",
        "DhcpServerv4Binding",
        "DhcpServerDnsCredential",
        "DhcpServerDnsCredential",
    ];
    for (line, class) in out.lines().zip(classes) {
        fits(&serde_json::from_str(line).unwrap(), class);
    }
}

/// The steps of MS-DHCPM 3.1.4.42, and 3.2.4.33 and 3.2.4.42.
#[test]
fn what_settings_refuse() {
    let long = "x".repeat(248);
    for (command, expected) in [
        (
            "server settings set --conflict-detection-attempts 6",
            (1, 87, "an address is pinged at most 5 times"),
        ),
        ("server database set --file-name ''", (1, 87, "the database has a name")),
        (r"server database set --file-name 'D:\'", (1, 87, "the database has a name")),
        (r"server database set --file-name '\dhcp.mdb'", (1, 87, "the database has a name")),
        ("server database set --file-name \u{30c7}.mdb", (1, 123, "code page")),
        (&format!("server database set --backup-path {long}"), (1, 87, "247 characters")),
        ("server database set --backup-interval 0", (1, 87, "at least one minute")),
        ("server database set --backup-interval 5 --cleanup-interval 71583", (1, 534, "71582 minutes")),
        (&format!("server audit-log set --enable false --path {long}"), (1, 20033, "too long")),
        ("server binding set --interface-alias eth1 --binding-state false", (3, 20050, "network interface")),
    ] {
        refused("", command, expected);
    }
    for command in [
        "server settings set",
        "server settings set --conflict-detection-attempts -1",
        "server audit-log set",
        "server audit-log set --enable maybe",
        "server database set",
        "server binding set --binding-state true",
        "server binding set --interface-alias Ethernet",
        "server dns-credential set --user-name x",
        "server backup",
    ] {
        misread(command);
    }
}

#[test]
fn what_would_be_done_to_settings() {
    for (command, expected) in [
        ("server settings set --conflict-detection-attempts 2", "What if: dhcp1: change the settings"),
        (
            "server audit-log set --enable false --max-mb-file-size 7",
            "What if: dhcp1: describe the audit log anew\nWhat if: dhcp1: write no audit log",
        ),
        ("server database set --backup-interval 7", "What if: dhcp1: describe the database anew"),
        (
            "server binding set --interface-alias Ethernet --binding-state false",
            "What if: dhcp1: do not answer on network interface Ethernet",
        ),
        (
            "server dns-credential set --user-name a --domain-name b",
            "What if: dhcp1: register names in DNS as somebody else",
        ),
        ("server dns-credential remove", "What if: dhcp1: register names in DNS as nobody in particular"),
        ("server backup /nowhere/at/all", "What if: dhcp1: write a backup into /nowhere/at/all"),
    ] {
        what_if("", command, expected);
    }
}

/// The password comes from a file that is its owner's alone, and nobody is told it.
#[test]
fn a_password_is_read_from_a_file() {
    let directory = programs::empty_directory("cli_server_password");
    let file = |name: &str, mode| {
        let path = directory.join(name);
        fs::write(&path, "hunter2\n").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        path.display().to_string()
    };
    let set = |file: &str| {
        format!(
            "server dns-credential set --user-name u --domain-name d --password-file '{file}'\nserver dns-credential\n"
        )
    };
    let Some(out) = printed(&set(&file("own", 0o600))) else { return };
    assert_eq!(out, "UserName    u\nDomainName  d\n");
    let ran = run(&[], &set(&file("open", 0o644))).unwrap();
    assert!(
        ran.code == 2 && ran.out.is_empty() && ran.err.contains("open to others than its owner"),
        "{ran:?}"
    );
    assert!(!ran.err.contains("hunter2"));
}

// ---- counters ----

const CLIENTS: &str = "\
lease request 10.0.0.0 02-00-00-00-00-01
lease request 10.0.0.0 02-00-00-00-00-02
lease renew 10.0.0.0 02-00-00-00-00-01
lease rebind 10.0.0.0 02-00-00-00-00-02
lease release 10.0.0.0 02-00-00-00-00-01
lease decline 10.0.0.0 02-00-00-00-00-02
lease request 10.0.1.0 02-00-00-00-00-03
lease renew 10.0.1.0 02-00-00-00-00-03 --ip-address 10.0.1.4 --computer-name dhcp1
server statistics
";

/// RFC 2131, 3.1 and 3.2: a client that gets an address says DISCOVER and REQUEST, one that keeps it REQUEST, and one that may not keep it hears NAK. The third scope
/// has no range.
#[test]
fn what_a_server_has_counted() {
    let Some(ran) = run(&["--keep-going"], &format!("{CLIENTS}server statistics --json\n")) else { return };
    let statistics = ran.out.split_once("ServerStartTime").unwrap().1;
    let (table, json) = statistics.trim_end().rsplit_once('\n').unwrap();
    let (_, table) = table.split_once('\n').unwrap();
    let expected = "\
TotalScopes                3
ScopesWithDelayConfigured  0
ScopesWithDelayOffers      0
TotalAddresses             8
AddressesInUse             2
AddressesAvailable         6
PercentageInUse            25
PercentageAvailable        75
Discovers                  3
Offers                     3
DelayedOffers              0
Requests                   6
Acks                       5
Naks                       1
Declines                   1
Releases                   1";
    assert_eq!(table, expected, "{ran:?}");
    let value: Value = serde_json::from_str(json).unwrap();
    assert_eq!(value["Discovers"], 3);
    fits(&value, "DhcpServerv4Statistics");
}

#[test]
fn what_a_server_without_scopes_has_counted() {
    let script = "scope delete 10.0.0.0\nscope delete 10.0.1.0\nscope delete 10.0.2.0\nserver statistics\n";
    let Some(found) = values(script) else { return };
    fits(&found[0], "DhcpServerv4Statistics");
    let figures =
        ["TotalScopes", "TotalAddresses", "PercentageInUse", "PercentageAvailable", "Discovers", "Naks"];
    for name in figures {
        assert_eq!(found[0][name], 0, "{name}");
    }
}

// ---- backups ----

/// MS-DHCPM 3.2.4.45: the directory is made, and a second backup goes where the first one is.
#[test]
fn a_server_is_backed_up() {
    let above = programs::empty_directory("cli_server_backup");
    let directory = above.join("dhcp1");
    let shown = directory.display();
    let Some(out) = printed(&format!("server backup '{shown}'\nserver backup '{shown}'\n")) else { return };
    assert_eq!(out, "");
    let backup = fs::read_to_string(directory.join("dhcp.json")).unwrap();
    assert!(backup.contains("dhcp1"), "{backup}");
    // A path from where the command is given.
    let mut command = without_settings(command_line().unwrap());
    command.current_dir(&above).args(["server", "backup", "here"]);
    assert_eq!(run_with(command, b""), Ran { code: 0, out: String::new(), err: String::new() });
    assert!(above.join("here/dhcp.json").is_file());
    let missing = above.join("a/b");
    refused(
        "",
        &format!("server backup '{}'", missing.display()),
        (1, 3, "Name a directory that may be written to"),
    );
    assert!(!above.join("a").exists());
}

/// MS-DHCPM 3.2.4.46: the backup is used when the service starts next.
#[test]
fn a_server_starts_from_a_backup() {
    let directory = programs::empty_directory("cli_server_restore");
    let restore = format!("server restore dhcp1 --path '{}'\n", directory.display());
    let commands = format!(
        "server settings set --conflict-detection-attempts 2\nserver backup '{}'\n\
         server settings set --conflict-detection-attempts 3\n{restore}server settings\n\
         server stop dhcp1\nserver start dhcp1\nserver settings\n",
        directory.display()
    );
    let Some(ran) = run(&["--json"], &commands) else { return };
    let attempts =
        |line: &str| serde_json::from_str::<Value>(line).unwrap()["ConflictDetectionAttempts"].clone();
    assert_eq!(ran.out.lines().map(attempts).collect::<Vec<_>>(), [3, 2], "{ran:?}");
    assert!(ran.code == 0 && ran.err.contains("when its service starts next"), "{ran:?}");
    let stopped = run(&[], &format!("server stop dhcp1\n{restore}")).unwrap();
    assert!(stopped.code == 1 && stopped.err.contains("(RPC_S_SERVER_UNAVAILABLE, 1722)"), "{stopped:?}");
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
        "server settings",
        "server settings set --conflict-detection-attempts 1",
        "server audit-log",
        "server audit-log set --enable false",
        "server database",
        "server database set --backup-interval 1",
        "server binding",
        "server binding set --interface-alias Ethernet --binding-state false",
        "server dns-credential",
        "server dns-credential set --user-name a --domain-name b",
        "server dns-credential remove",
        "server statistics",
        "server backup /nowhere",
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
