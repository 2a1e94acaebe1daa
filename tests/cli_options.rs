//! The command line over options, their definitions and classes: what it prints, what it refuses, and that what is refused changes
//! nothing.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use serde_json::Value;
use support::programs::{Ran, empty_directory};
use support::project;
use support::schema::{complaints, of_class};
use support::scripts::{is_named, run, run_script, unchanged};

/// A server with a scope and a reservation in it.
const SCOPE: &str = "\
scope create 10.0.0.0/24 --start-range 10.0.0.1 --end-range 10.0.0.254
scope reserve 10.0.0.0 10.0.0.9 00-11-22-33-44-55
";

/// All that the commands can show of options, on lines of JSON.
const EVERYTHING: &str = "\
option list --all --json
option list --scope-id 10.0.0.0 --all --json
option list --reserved-ip 10.0.0.9 --all --json
option definition list --all --json
class list --json
scope show 10.0.0.0 --json
";

#[track_caller]
fn unchanged_by(setup: &str, command: &str) -> Option<Ran> {
    unchanged(setup, EVERYTHING, command)
}

fn printed(out: impl Into<String>) -> Ran {
    Ran { code: 0, out: out.into(), err: String::new() }
}

/// What a script prints that is done.
#[track_caller]
fn done(options: &[&str], script: &str) -> Option<String> {
    let ran = run_script(options, script)?;
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    Some(ran.out)
}

/// BLESS=1 rewrites what it should print.
#[test]
fn the_example_prints_what_it_should() {
    let example = project::root().join("examples-cli/options.txt");
    let Some(ran) = run(&["run", example.to_str().unwrap()]) else { return };
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    project::compare_or_bless("examples-cli/expected/options.txt", &ran.out);
}

// ---- values ----

#[test]
fn values_of_three_levels() {
    let script = format!(
        "{SCOPE}{}",
        "\
option set --dns-server 10.0.0.53,10.0.0.54 --dns-domain corp.example
option set --option-id 51 --value 86400
option set --scope-id 10.0.0.0 --router 10.0.0.254 --wins-server 10.0.0.60 10.0.0.61
option set --scope-id 10.0.0.0 --option-id 46 --value 8
option set --reserved-ip 10.0.0.9 --option-id 66 --value 'boot.corp.example, or so'
option set --reserved-ip 10.0.0.9 --scope-id 10.0.0.0 --option-id 81 --value 0x57
option list
option list --scope-id 10.0.0.0
option list --reserved-ip 10.0.0.9
option set --scope-id 10.0.0.0 --router 10.0.0.253
option remove --scope-id 10.0.0.0 --option-id 44,46
option list --scope-id 10.0.0.0
option remove --scope-id 10.0.0.0 --option-id 3
option list --scope-id 10.0.0.0
"
    );
    let Some(ran) = run_script(&[], &script) else { return };
    let expected = "\
OptionId  Name             Type         Value                 VendorClass  UserClass
6         DNS Servers      IPv4Address  10.0.0.53, 10.0.0.54  -            -
15        DNS Domain Name  String       corp.example          -            -
51        Lease            DWord        86400                 -            -
OptionId  Name                Type         Value                 VendorClass  UserClass
3         Router              IPv4Address  10.0.0.254            -            -
44        WINS/NBNS Servers   IPv4Address  10.0.0.60, 10.0.0.61  -            -
46        WINS/NBT Node Type  Byte         0x8                   -            -
OptionId  Name                   Type    Value                     VendorClass  UserClass
66        Boot Server Host Name  String  boot.corp.example, or so  -            -
81        -                      DWord   87                        -            -
OptionId  Name    Type         Value       VendorClass  UserClass
3         Router  IPv4Address  10.0.0.253  -            -
OptionId  Name  Type  Value  VendorClass  UserClass
";
    assert_eq!(ran, printed(expected));
}

/// Values for classes are others than those for none. The definition for the default user class is enough for a value.
#[test]
fn values_for_classes() {
    let script = "\
option set --option-id 51 --value 3600
option set --option-id 51 --value 600 --user-class 'default bootp class'
option set --option-id 1 --value 2 --vendor-class 'Microsoft Options'
option list --json
option list --user-class 'DEFAULT BOOTP CLASS' --json
option list --vendor-class 'microsoft options' --json
option list --all --option-id 51 --json
option remove --option-id 1 --vendor-class 'Microsoft Options'
option remove --option-id 51
option list --all --json
";
    let Some(out) = done(&[], script) else { return };
    let of_none = r#"{"OptionId":51,"Name":"Lease","Type":"DWord","Value":["3600"],"VendorClass":null,"UserClass":null}"#;
    let of_bootp = r#"{"OptionId":51,"Name":"Lease","Type":"DWord","Value":["600"],"VendorClass":null,"UserClass":"Default BOOTP Class"}"#;
    let of_vendor = r#"{"OptionId":1,"Name":"Microsoft Disable Netbios Option ","Type":"DWord","Value":["2"],"VendorClass":"Microsoft Options","UserClass":null}"#;
    let expected = [
        format!("[{of_none}]"),
        format!("[{of_bootp}]"),
        format!("[{of_vendor}]"),
        format!("[{of_none},{of_bootp}]"),
        format!("[{of_bootp}]"),
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
}

/// Each type as it is given and as it is shown: numbers in decimal or hexadecimal, a byte in hexadecimal, bytes one by one.
#[test]
fn values_of_every_type() {
    for (name, given, shown) in [
        ("Byte", "255 0x8", r#"["0xff","0x8"]"#),
        ("word", "0xFFFF,1", r#"["65535","1"]"#),
        ("DWORD", "4294967295", r#"["4294967295"]"#),
        ("DWordDWord", "18446744073709551615 0x10", r#"["18446744073709551615","16"]"#),
        ("ipv4address", "10.0.0.1,10.0.0.2 10.0.0.3", r#"["10.0.0.1","10.0.0.2","10.0.0.3"]"#),
        ("String", "'a, b' '' 0x8", r#"["a, b","","0x8"]"#),
        ("BinaryData", "0x45,0x46 0x4748", r#"["0x45","0x46","0x47","0x48"]"#),
        ("EncapsulatedData", "0x0102", r#"["0x01","0x02"]"#),
        ("BinaryData", "''", "[]"),
    ] {
        let add = format!("option definition add --name N --option-id 200 --type {name} --multi-valued");
        let script = format!(
            "{add} --default-value {given}\noption set --option-id 200 --value {given}\n\
             option list --json\noption definition list --option-id 200 --json\n"
        );
        let Some(out) = done(&[], &script) else { return };
        let lines: Vec<&str> = out.lines().collect();
        assert!(lines[0].contains(&format!(r#""Value":{shown},"#)), "{name}: {out}");
        assert!(lines[1].contains(&format!(r#""DefaultValue":{shown},"#)), "{name}: {out}");
        // What is shown can be given again.
        let again: Vec<String> = serde_json::from_str(shown).unwrap();
        let again: Vec<String> = again.iter().map(|word| format!("'{word}'")).collect();
        if !again.is_empty() {
            let script = format!(
                "{add}\noption set --option-id 200 --value {}\noption list --json\n",
                again.join(" ")
            );
            assert_eq!(done(&[], &script).unwrap().lines().next(), Some(lines[0]), "{name}");
        }
    }
}

#[test]
fn of_options_that_are_asked_for_those_without_a_value_are_named() {
    let setup = format!("{SCOPE}option set --scope-id 10.0.0.0 --router 10.0.0.254\n");
    let list = "option list --scope-id 10.0.0.0 --option-id";
    let Some(ran) = run_script(&[], &format!("{setup}{list} 6,3 --json\n")) else { return };
    assert_eq!(ran.code, 3);
    assert!(ran.out.contains(r#""Value":["10.0.0.254"]"#), "{ran:?}");
    assert!(
        ran.err
            .contains("option 6 for scope 10.0.0.0: the option has no value there (ERROR_FILE_NOT_FOUND, 2)")
    );
    let ran = run_script(&[], &format!("{setup}{list} 6\n")).unwrap();
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(is_named(&ran.err, 2), "{ran:?}");
}

// ---- definitions ----

#[test]
fn definitions_are_looked_after() {
    let script = "\
option definition add --name Phones --option-id 200 --type BinaryData --default-value 0x45 0x46 --description 'for phones'
option definition add --name Guests --option-id 200 --type Word --multi-valued --user-class 'Default BOOTP Class'
option definition add --name Site --option-id 201 --type String --vendor-class 'Microsoft Options'
option definition list --option-id 200,3
option definition list --user-class 'default bootp class'
option definition set --option-id 200 --name Telephones --description ''
option definition set --option-id 200 --default-value 0x47
option definition set --option-id 200 --user-class 'Default BOOTP Class' --name ''
option definition list --all --option-id 201,200
option set --option-id 200 --value 0x01
option definition remove --option-id 200
option definition remove --option-id 201 --vendor-class 'Microsoft Options'
option list
option definition list --option-id 200 --all
";
    let Some(ran) = run_script(&[], script) else { return };
    let expected = "\
OptionId  Name    Type         MultiValued  VendorClass  UserClass  DefaultValue  Description
3         Router  IPv4Address  true         -            -          0.0.0.0       Array of router addresses ordered by preference
200       Phones  BinaryData   false        -            -          0x45, 0x46    for phones
OptionId  Name    Type  MultiValued  VendorClass  UserClass            DefaultValue  Description
200       Guests  Word  true         -            Default BOOTP Class  0             -
OptionId  Name        Type        MultiValued  VendorClass        UserClass            DefaultValue  Description
200       Telephones  BinaryData  false        -                  -                    0x47          -
200       -           Word        true         -                  Default BOOTP Class  0             -
201       Site        String      false        Microsoft Options  -                                  -
OptionId  Name  Type  Value  VendorClass  UserClass
OptionId  Name  Type  MultiValued  VendorClass  UserClass            DefaultValue  Description
200       -     Word  true         -            Default BOOTP Class  0             -
";
    assert_eq!(ran, printed(expected));
}

/// MS-DHCPM 3.1.1.8: a fresh server has 66 definitions for no class, and six for vendor classes.
#[test]
fn the_definitions_of_a_fresh_server() {
    let Some(out) = done(&["--json"], "option definition list\noption definition list --all\n") else {
        return;
    };
    let counts: Vec<usize> = out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap().as_array().unwrap().len())
        .collect();
    assert_eq!(counts, [66, 72]);
}

// ---- classes ----

#[test]
fn classes_are_looked_after() {
    let script = "\
class add --name Phones --type User --data phones --description 'on every desk'
class add --name Cameras --type vendor --data 0x00ff41
class list --type user
class list --name phones --json
class set --name PHONES --type user --data 0x50 --description ''
class set --name Cameras --type Vendor --description 'in every hall'
class list --name phones --type User
class list --name Cameras
option set --option-id 51 --value 600 --user-class Phones
class remove --name phones --type User
class remove --name Cameras --type Vendor
class list
option list --all
";
    let Some(ran) = run_script(&[], script) else { return };
    let expected = r#"
Name                                     Type  Data                              AsciiData        Description
Default Routing and Remote Access Class  User  0x525241532e4d6963726f736f6674    RRAS.Microsoft   User class for remote access clients
Default BOOTP Class                      User  0x424f4f54502e4d6963726f736f6674  BOOTP.Microsoft  User class for BOOTP Clients
Phones                                   User  0x70686f6e6573                    phones           on every desk
[{"Name":"Phones","Type":"User","Data":"0x70686f6e6573","AsciiData":"phones","Description":"on every desk"}]
Name    Type  Data  AsciiData  Description
Phones  User  0x50  P          -
Name     Type    Data      AsciiData  Description
Cameras  Vendor  0x00ff41  -          in every hall
Name                                     Type    Data                              AsciiData        Description
Default Routing and Remote Access Class  User    0x525241532e4d6963726f736f6674    RRAS.Microsoft   User class for remote access clients
Default BOOTP Class                      User    0x424f4f54502e4d6963726f736f6674  BOOTP.Microsoft  User class for BOOTP Clients
Microsoft Windows 2000 Options           Vendor  0x4d53465420352e30                MSFT 5.0         Microsoft vendor-specific options for Windows 2000 and above Clients
Microsoft Windows 98 Options             Vendor  0x4d534654203938                  MSFT 98          Microsoft vendor-specific options for Windows 98 Clients
Microsoft Options                        Vendor  0x4d534654                        MSFT             Microsoft vendor-specific options applicable to all Windows Clients
OptionId  Name  Type  Value  VendorClass  UserClass
"#;
    assert_eq!(ran, printed(expected.trim_start()));
}

/// MS-DHCPM 3.2.4.27 deletes a class by its name alone, of two of one name the older one. Of the wrong type none is deleted.
#[test]
fn a_class_of_the_other_type_is_never_deleted() {
    let setup = "\
class add --name Phones --type Vendor --data v
class add --name Phones --type User --data u
";
    let remove = "class remove --name phones --type";
    for what_if in ["", " --what-if"] {
        let Some(ran) = unchanged_by(&format!("{SCOPE}{setup}"), &format!("{remove} User{what_if}")) else {
            return;
        };
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        let expected = "user class phones: an older class of the other type has the name, and would be deleted instead\n  \
                        Delete that one first; 'class add' makes it again.\n";
        assert!(ran.err.ends_with(expected), "{ran:?}");
    }
    let script = format!("{setup}{remove} Vendor\nclass list --name Phones --json\n{remove} User\n");
    let expected = r#"[{"Name":"Phones","Type":"User","Data":"0x75","AsciiData":"u","Description":null}]"#;
    assert_eq!(done(&[], &script), Some(format!("{expected}\n")));
}

// ---- what a scope offers ----

#[test]
fn lease_duration_and_delay_of_a_scope() {
    let script = "\
clock advance 0
scope create 10.0.0.0/24 --start-range 10.0.0.1 --end-range 10.0.0.254 --lease-duration 1h30m --delay 250
scope show 10.0.0.0
scope set 10.0.0.0 --lease-duration Unlimited
scope show 10.0.0.0 --json
scope set 10.0.0.0 --delay 0 --name Lab
scope set 10.0.0.0 --lease-duration 00000008000000.000000:000
scope show 10.0.0.0 --json
option list --scope-id 10.0.0.0 --json
option remove --scope-id 10.0.0.0 --option-id 51
scope show 10.0.0.0 --json
";
    let Some(out) = done(&[], script) else { return };
    let shown = "\
ScopeId        10.0.0.0
SubnetMask     255.255.255.0
Name           -
State          Active
StartRange     10.0.0.1
EndRange       10.0.0.254
Failover       -
Description    -
LeaseDuration  1h30m
Delay          250
Exclusions     -
Reservations   -
";
    let scope = |name: &str, rest: &str| {
        format!(
            r#"{{"ScopeId":"10.0.0.0","SubnetMask":"255.255.255.0","Name":{name},"State":"Active","StartRange":"10.0.0.1","EndRange":"10.0.0.254","Failover":null,"Description":null,{rest},"Exclusions":[],"Reservations":[]}}"#
        )
    };
    let expected = [
        scope("null", r#""LeaseDuration":"00049710062815.000000:000","Delay":250"#),
        scope(r#""Lab""#, r#""LeaseDuration":"00000008000000.000000:000","Delay":0"#),
        r#"[{"OptionId":51,"Name":"Lease","Type":"DWord","Value":["691200"],"VendorClass":null,"UserClass":null}]"#
            .to_owned(),
        scope(r#""Lab""#, r#""LeaseDuration":null,"Delay":0"#),
    ];
    assert_eq!(out, format!("{shown}{}\n", expected.join("\n")));
}

/// What is listed has an effect: a lease is as long as the option of its level and class says.
#[test]
fn a_lease_is_as_long_as_its_scope_says() {
    let script = "\
server local here 192.0.2.1
scope create 10.0.0.0/24 --start-range 10.0.0.1 --end-range 10.0.0.254 --lease-duration 2h
failover explain 10.0.0.0 00-11-22-33-44-55 --json
scope set 10.0.0.0 --lease-duration unlimited
scope show 10.0.0.0
option set --option-id 51 --value 60
option remove --scope-id 10.0.0.0 --option-id 51
failover explain 10.0.0.0 00-11-22-33-44-55 --json
";
    let Some(out) = done(&[], script) else { return };
    assert!(out.contains(r#""IPAddress":"10.0.0.1","LeaseDuration":"2h""#), "{out}");
    assert!(out.contains("LeaseDuration  unlimited\n"), "{out}");
    assert!(out.contains(r#""IPAddress":"10.0.0.1","LeaseDuration":"1m""#), "{out}");
}

// ---- what is common to all ----

#[test]
fn what_if_tells_each_step_and_does_none() {
    let defined = format!(
        "{SCOPE}option definition add --name P --option-id 200 --type Byte\nclass add --name Guests --type User --data g\n"
    );
    for (command, steps) in [
        (
            "option set --dns-server 10.0.0.53,10.0.0.54 --dns-domain corp.example --scope-id 10.0.0.0",
            "set option 6 for scope 10.0.0.0 to 10.0.0.53, 10.0.0.54\nset option 15 for scope 10.0.0.0 to corp.example",
        ),
        (
            "option set --reserved-ip 10.0.0.9 --option-id 51 --value 0x10 --user-class 'Default BOOTP Class'",
            "set option 51 of user class Default BOOTP Class for reservation 10.0.0.9 to 16",
        ),
        (
            "option definition add --name X --option-id 201 --type Byte --vendor-class 'Microsoft Options'",
            "define option 201 of vendor class Microsoft Options",
        ),
        ("option definition set --option-id 200 --name X", "change the definition of option 200"),
        ("class add --name X --type User --data x", "create class X"),
        (
            "scope set 10.0.0.0 --lease-duration 3600 --delay 5 --name X",
            "describe scope 10.0.0.0 anew\nset the lease duration of scope 10.0.0.0 to 1h\n\
             delay the offers of scope 10.0.0.0 by 5 ms",
        ),
        ("scope set 10.0.0.0 --delay 5", "delay the offers of scope 10.0.0.0 by 5 ms"),
        ("class set --name Guests --type User --data x", "change user class Guests"),
        (
            "class remove --name Guests --type User",
            "delete user class Guests, and the options that are for it",
        ),
        (
            "option definition remove --option-id 200,3",
            "remove the definition of option 200 and its values\nremove the definition of option 3 and its values",
        ),
    ] {
        let Some(ran) = unchanged_by(&defined, &format!("{command} --what-if")) else { return };
        let server = ran.out.split(": ").nth(1).unwrap().to_owned();
        let expected: String = steps.lines().map(|step| format!("What if: {server}: {step}\n")).collect();
        assert_eq!(ran, printed(expected), "{command}");
        let ran = unchanged_by(&defined, &format!("{command} --what-if --json")).unwrap();
        let told: Vec<Value> = serde_json::from_str(&ran.out).unwrap();
        let told: Vec<&str> = told.iter().map(|step| step["Step"].as_str().unwrap()).collect();
        assert_eq!(told.join("\n"), steps, "{command}");
    }
}

/// Each is refused with its code, and nothing is different afterwards.
#[test]
fn refusals_change_nothing_and_name_their_code() {
    let setup = format!("{SCOPE}option set --scope-id 10.0.0.0 --router 10.0.0.254\n");
    let table = [
        // Values are of the type that the definition says.
        ("option set --option-id 46 --value 256", 1, 87),
        ("option set --option-id 46 --value=-1", 1, 87),
        ("option set --option-id 46 --value eight", 1, 87),
        ("option set --option-id 12 --value a --user-class nobody", 3, 20044),
        ("option set --option-id 51 --value 4294967296", 1, 87),
        ("option set --option-id 81 --value enabled", 1, 87),
        ("option set --option-id 121 --value 24", 1, 87),
        ("option set --router 10.0.0", 1, 87),
        // One that is refused takes the others with it.
        ("option set --dns-server 10.0.0.53 --router 10.0.0.256", 1, 87),
        ("option set --option-id 250 --value 1", 3, 20010),
        ("option set --option-id 4 --value 1 --vendor-class 'Microsoft Options'", 3, 20010),
        ("option set --option-id 3 --value 10.0.0.1 --vendor-class nobody", 3, 20044),
        ("option set --option-id 3 --value 10.0.0.1 --vendor-class 'Default BOOTP Class'", 3, 20044),
        ("option set --scope-id 10.9.9.0 --router 10.0.0.1", 3, 20005),
        ("option set --reserved-ip 10.0.0.10 --router 10.0.0.1", 3, 20018),
        ("option set --reserved-ip 10.9.9.9 --router 10.0.0.1", 3, 2),
        ("option set --reserved-ip 10.0.0.9 --scope-id 10.9.9.0 --router 10.0.0.1", 3, 20005),
        ("option set --router 10.0.0.1 --computer-name nobody", 1, 1722),
        ("option list --scope-id 10.9.9.0", 3, 20005),
        ("option list --reserved-ip 10.0.0.10", 3, 20018),
        ("option list --user-class nobody", 3, 20044),
        ("option list --option-id 6", 3, 2),
        ("option remove --option-id 3", 3, 20010),
        ("option remove --option-id 3,6 --scope-id 10.0.0.0", 3, 20010),
        ("option remove --option-id 3 --scope-id 10.0.0.0 --user-class 'Default BOOTP Class'", 3, 20010),
        ("option remove --option-id 3 --scope-id 10.9.9.0", 3, 20005),
        ("option remove --option-id 3 --reserved-ip 10.0.0.10", 3, 20018),
        ("option definition add --name Router --option-id 3 --type Byte", 1, 20009),
        ("option definition add --name X --option-id 200 --type Byte --default-value 256", 1, 87),
        ("option definition add --name X --option-id 200 --type Byte --user-class nobody", 3, 20044),
        ("option definition set --option-id 200 --name X", 3, 20010),
        ("option definition set --option-id 3 --default-value x", 1, 87),
        ("option definition set --option-id 4 --name X --vendor-class 'Microsoft Options'", 3, 20010),
        ("option definition remove --option-id 200", 3, 20010),
        ("option definition remove --option-id 3,200", 3, 20010),
        ("option definition list --option-id 200", 3, 20010),
        ("option definition list --vendor-class nobody", 3, 20044),
        ("class add --name 'Default BOOTP Class' --type User --data x", 1, 20045),
        ("class add --name X --type User --data MSFT", 1, 20045),
        ("class add --name X --type User --data ''", 1, 87),
        ("class add --name '' --type User --data x", 1, 87),
        ("class set --name X --type User --data x", 3, 20044),
        ("class set --name 'Default BOOTP Class' --type Vendor --data x", 3, 20044),
        ("class set --name 'Default BOOTP Class' --type User --data MSFT", 1, 20045),
        ("class set --name 'Default BOOTP Class' --type User --data 0x", 1, 87),
        ("class remove --name X --type User", 3, 20044),
        ("class remove --name 'Default BOOTP Class' --type Vendor", 3, 20044),
        ("class remove --name 'Microsoft Options' --type Vendor", 1, 20089),
        ("class list --name X", 3, 20044),
        ("scope set 10.0.0.0 --lease-duration 0 --name X", 1, 87),
        ("scope set 10.0.0.0 --lease-duration 4294967296 --name X", 1, 87),
        ("scope set 10.0.0.0 --lease-duration 1h --delay 1001", 1, 20092),
        ("scope set 10.9.9.0 --lease-duration 1h", 3, 20005),
        ("scope set 10.9.9.0 --delay 1", 3, 20005),
        ("scope create 10.1.0.0/24 --lease-duration 1h --delay 1001", 1, 20092),
        ("scope create 10.1.0.0/24 --lease-duration 0", 1, 87),
        ("class list --name 'Microsoft Options' --type User", 3, 20044),
        ("class remove --name X --type User --computer-name nobody", 1, 1722),
        ("option definition list --computer-name nobody", 1, 1722),
    ];
    for (command, exit_code, code) in table {
        let Some(ran) = unchanged_by(&setup, command) else { return };
        assert_eq!((ran.code, ran.out.as_str()), (exit_code, ""), "{command}: {ran:?}");
        assert!(is_named(&ran.err, code), "{command}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 2, "what is wrong, and what to do: {command}: {}", ran.err);
    }
}

/// What cannot be meant is told from what is refused.
#[test]
fn wrong_usage() {
    for arguments in [
        "option set",
        "option set --option-id 3",
        "option set --value 3",
        "option set --option-id 3 --value 10.0.0.1 --router 10.0.0.1",
        "option set --option-id x --value 1",
        "option set --option-id 4294967296 --value 1",
        "option set --scope-id 10.0.0 --router 10.0.0.1",
        "option list --all --user-class X",
        "option list --option-id x",
        "option remove",
        "option definition add --name X --option-id 200",
        "option definition add --name X --type Byte",
        "option definition add --option-id 200 --type Byte",
        "option definition add --name X --option-id 200 --type IPv6Address",
        "option definition set --option-id 200",
        "option definition set --name X",
        "option definition remove",
        "class add --name X --type User",
        "class add --name X --data x",
        "class add --type User --data x",
        "class add --name X --type Users --data x",
        "class add --name X --type User --data 0x4",
        "class set --name X --type User",
        "class set --name X --data x",
        "class remove --name X",
        "scope set 10.0.0.0 --delay 65536",
        "scope set 10.0.0.0 --delay -1",
        "scope set 10.0.0.0 --lease-duration forever",
    ] {
        let Some(ran) = run(&arguments.split(' ').collect::<Vec<_>>()) else { return };
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments}: {ran:?}");
        assert!(!ran.err.is_empty());
    }
}

/// A second value takes the place of the first, be it much shorter.
#[test]
fn a_value_of_ten_thousand_addresses() {
    let addresses: Vec<String> = (0..10_000).map(|at| format!("10.1.{}.{}", at / 250, at % 250)).collect();
    let set = "option set --scope-id 10.0.0.0 --router";
    let script = format!(
        "{SCOPE}{set} {}\noption list --scope-id 10.0.0.0\n{set} 10.0.0.1\noption list --scope-id 10.0.0.0\n",
        addresses.join(",")
    );
    let Some(out) = done(&["--json"], &script) else { return };
    let values = |line: &str| serde_json::from_str::<Value>(line).unwrap()[0]["Value"].clone();
    let shown: Vec<Value> = out.lines().map(values).collect();
    assert!(shown[0] == serde_json::json!(addresses), "they are not all there");
    assert_eq!(shown[1..], [serde_json::json!(["10.0.0.1"])]);
}

/// An option of a message holds 255 bytes (RFC 2132 2), and no class has more.
#[test]
fn the_longest_data_of_a_class() {
    let add = |length: usize| format!("class add --name X --type User --data 0x{}\n", "41".repeat(length));
    let Some(out) = done(&["--json"], &format!("{}class list --name X\n", add(255))) else { return };
    assert!(out.contains(&format!(r#""AsciiData":"{}""#, "A".repeat(255))), "{out}");
    let ran = unchanged_by(SCOPE, &add(256)).unwrap();
    assert!(ran.code == 1 && is_named(&ran.err, 87), "{ran:?}");
}

/// Names and values may hold what a terminal takes for a command.
#[test]
fn what_is_given_stays_in_its_line() {
    let harmful = "a\u{1b}[2J\u{202e}b";
    let script = format!(
        "class add --name '{harmful}' --type User --data x --description '{harmful}'
option definition add --name '{harmful}' --option-id 200 --type String --user-class '{harmful}'
option set --option-id 200 --value '{harmful}' --user-class '{harmful}'
class list
option list --all
option definition list --all
option set --option-id 200 --value '{harmful}' --user-class '{harmful}' --what-if
class remove --name '{harmful}' --type Vendor
option set --option-id 201 --value x --user-class '{harmful}'
"
    );
    let Some(ran) = run_script(&["--keep-going"], &script) else { return };
    let shown = "a\u{fffd}[2J\u{fffd}b";
    // Name and remark of the class; name, value and class of the option; name and class of its definition; value and class of the step.
    assert_eq!((ran.out.matches(shown).count(), ran.err.matches(shown).count()), (9, 2), "{ran:?}");
    assert!(!(ran.out + &ran.err).contains(['\u{1b}', '\u{202e}']));
}

/// One command builds on the other where the servers are kept in a file.
#[test]
fn options_last_as_long_as_their_registry() {
    let directory = empty_directory("cli_options");
    let place = format!("sqlite:{}", directory.join("registry.db").display());
    let alone = |arguments: &[&str]| {
        let ran = run(&[arguments, &["--registry", &place]].concat())?;
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{arguments:?}");
        Some(ran.out)
    };
    if alone(&["class", "add", "--name", "Phones", "--type", "User", "--data", "phone"]).is_none() {
        return;
    }
    alone(&["option", "definition", "add", "--name", "N", "--option-id", "200", "--type", "Word"]);
    alone(&["option", "set", "--option-id", "200", "--value", "7", "--user-class", "Phones"]);
    let expected = r#"[{"OptionId":200,"Name":"N","Type":"Word","Value":["7"],"VendorClass":null,"UserClass":"Phones"}]"#;
    assert_eq!(alone(&["option", "list", "--all", "--json"]), Some(format!("{expected}\n")));
}

/// A server that is stopped says nothing of its options, not even what would be refused.
#[test]
fn a_server_that_is_stopped_does_not_answer() {
    let setup = "server add dhcp1 192.0.2.11\nserver stop dhcp1\n";
    for command in [
        "option list",
        "option set --option-id 250 --value 1",
        "option remove --option-id 250",
        "option definition list",
        "option definition set --option-id 250 --name X",
        "class list",
        "class set --name X --type User --data x",
        "class remove --name X --type User",
        "scope set 10.0.0.0 --delay 5",
    ] {
        let Some(ran) = run_script(&[], &format!("{setup}{command} --computer-name dhcp1\n")) else { return };
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{command}: {ran:?}");
        assert!(ran.err.contains("server dhcp1: ") && is_named(&ran.err, 1722), "{command}: {ran:?}");
    }
}

/// Everything that is printed is an array of what its schema describes.
#[test]
fn json_is_what_its_schema_says() {
    let setup = format!(
        "{SCOPE}{}",
        "\
option set --dns-server 10.0.0.53 --dns-domain corp.example
option set --option-id 51 --value 600 --user-class 'Default BOOTP Class'
option set --option-id 1 --value 2 --vendor-class 'Microsoft Options'
option set --option-id 81 --value 5
option definition add --name '' --option-id 200 --type BinaryData
class add --name Phones --type User --data 0x00ff
"
    );
    for (command, name, count) in [
        ("option list --all", "DhcpServerv4OptionValue", 5),
        ("option definition list --all", "DhcpServerv4OptionDefinition", 73),
        ("class list", "DhcpServerv4Class", 6),
    ] {
        let Some(out) = done(&["--json"], &format!("{setup}{command}\n")) else { return };
        let schema = of_class(name);
        let all: Vec<Value> = serde_json::from_str(&out).unwrap();
        assert_eq!(all.len(), count, "{command}");
        for one in &all {
            assert_eq!(complaints(one, &schema), [""; 0], "{command}: {one}");
        }
        assert_ne!(complaints(&serde_json::json!({}), &schema), [""; 0]);
    }
}

#[test]
fn a_scope_is_what_its_schema_says() {
    let script = format!(
        "{SCOPE}scope show 10.0.0.0\nscope exclude 10.0.0.0 10.0.0.20 10.0.0.30\n\
         scope set 10.0.0.0 --lease-duration 8d --description x\nscope show 10.0.0.0\nscope list\n"
    );
    let Some(out) = done(&["--json"], &script) else { return };
    let schema = of_class("DhcpServerv4Scope");
    let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [shown @ .., listed] = &lines[..] else { panic!("{out}") };
    for scope in shown.iter().chain(listed.as_array().unwrap()) {
        assert_eq!(complaints(scope, &schema), [""; 0], "{scope}");
    }
    assert_eq!((shown.len(), listed.as_array().unwrap().len()), (2, 1));
}
