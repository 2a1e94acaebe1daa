//! A thread that is cancelled inside of a commit ends behind it (`tests/c/commit.c`).

use crate::found::{examine, local};
use crate::report;
use crate::support::programs::{
    c_compilers, command, compile, empty_directory, flags, library_directory, printed,
};
use crate::support::project::root;
use crate::tool::registry;

#[test]
fn a_thread_that_is_cancelled_inside_of_a_commit_ends_behind_it() {
    let mut flags = flags(&library_directory());
    flags.push("-pthread".into());
    let program = compile(c_compilers().first().unwrap(), &root().join("tests/c/commit.c"), &flags);
    let (path, threads) = (empty_directory("cancelled-commit").join("registry.db"), 100);
    let mut command = command("timeout");
    command.args(["--signal=KILL", "120"]).arg(&program).arg(threads.to_string());
    command.env("DHCPSAPI_REGISTRY", registry(&path)).env("DHCPSAPI_LOCAL", "here=10.9.9.9");
    let text = printed(&mut command);
    let [begun, answered] = text
        .trim()
        .split(' ')
        .map(|word| word.parse().unwrap_or_else(|_| panic!("{text}")))
        .collect::<Vec<usize>>()[..]
    else {
        panic!("{text}")
    };
    let there = local(&examine(&path).engine).scopes.iter().count() - threads;
    assert_eq!((begun, there), (answered, answered), "begun, there");
    report(&format!("cancelled: {threads} threads, {answered} changes answered, all there"));
}
