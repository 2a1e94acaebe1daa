//! One registry, three processes: the command line makes two servers with a scope and a relationship, a C program that knows
//! nothing of registries lists and changes them, and Python rebalances and reads the journal of all three. They share a file, or a
//! database of PostgreSQL.
//!
//! What they print stands in `examples-cli/expected/shared_registry.txt`; BLESS=1 rewrites it.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::fmt::Write;

use support::programs::{
    c_compilers, command, compile, empty_directory, flags, is_there, library_directory, printed, program,
    skip,
};
use support::project::root;
use support::{postgres, project};

#[test]
fn three_processes_work_on_the_same_servers() {
    tell_the_story(|| format!("sqlite:{}/registry.db", empty_directory("shared registry").display()));
}

#[test]
fn they_do_in_a_database_of_postgresql() {
    let Some(programs) = postgres::programs() else { return };
    let server = postgres::Server::start(&programs);
    tell_the_story(|| {
        server.sql("DROP SCHEMA IF EXISTS dhcpsapi CASCADE");
        format!("postgres:{}", server.place())
    });
}

/// The three, with each compiler, at a registry that is empty.
fn tell_the_story(empty_registry: impl Fn() -> String) {
    let library = library_directory();
    for compiler in c_compilers() {
        let registry = empty_registry();
        let mut text = String::new();
        let mut tell = |who, said: String| write!(text, "== {who} ==\n{said}").unwrap();

        let mut makes = command(env!("CARGO_BIN_EXE_dhcpsapi"));
        makes.env("DHCPSAPI_REGISTRY", &registry).args(["run", "examples-cli/shared_registry.txt"]);
        tell("the command line", printed(&mut makes));

        let path = compile(compiler, &root().join("examples-c/shared_registry.c"), &flags(&library));
        tell("C", printed(program(&path, &library).env("DHCPSAPI_REGISTRY", &registry)));

        if !is_there("python3") {
            return skip("python3 is not there: python/examples/shared_registry.py");
        }
        let mut goes_on = command("python3");
        goes_on.args(["-B", "-W", "error", "python/examples/shared_registry.py", &registry]);
        goes_on.env("DHCPSAPI_LIBRARY", library.join("libdhcpsapi.so"));
        goes_on.env("PYTHONPATH", root().join("python/src"));
        tell("Python", printed(&mut goes_on));
        project::compare_or_bless("examples-cli/expected/shared_registry.txt", &text);
    }
}
