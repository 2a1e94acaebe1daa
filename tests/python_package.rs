//! The Python package in `python/` passes its own tests, with the library that users get, in a
//! virtual environment below the target directory. Where there is no Python, or PyPI cannot be reached for pytest and
//! mypy, the standard error output names what is missing, also when the test passes.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may panic; what is not a test function itself is not recognised as one"
)]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::programs::{release_directory, skip, without_settings};
use support::project::root;

/// The packages of PyPI that the tests need.
const TOOLS: [&str; 5] = ["editables", "hatchling", "jsonschema", "mypy", "pytest"];

/// A Python that does not see the settings of whoever runs the tests, and leaves nothing in the source tree.
fn python(interpreter: impl AsRef<OsStr>) -> Command {
    let mut command = without_settings(interpreter);
    command.current_dir(root().join("python")).env_remove("PYTHONHOME").env_remove("PYTHONPATH");
    command.env("PYTHONDONTWRITEBYTECODE", "1").env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    command.env("DHCPSAPI_LIBRARY", release_directory().join("libdhcpsapi.so"));
    command
}

/// Whether a command could be run, and succeeded.
fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The interpreter of a virtual environment with the tools, which is made once and kept; the error is what is missing.
fn environment(directory: &Path) -> Result<PathBuf, &'static str> {
    let interpreter = directory.join("bin/python");
    let complete = directory.join("complete");
    if fs::read_to_string(&complete).is_ok_and(|tools| tools == TOOLS.join(" "))
        && succeeds(python(&interpreter).arg("-V"))
    {
        return Ok(interpreter);
    }
    if !succeeds(python("python3").args(["-c", "import sys; sys.exit(sys.version_info < (3, 9))"])) {
        return Err("there is no python3 of 3.9 or later");
    }
    if !succeeds(python("python3").args(["-m", "venv", "--clear"]).arg(directory)) {
        return Err("python3 cannot make virtual environments; Debian has that in python3-venv");
    }
    let mut install = python(&interpreter);
    install.args(["-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "20"]).args(TOOLS);
    if !succeeds(&mut install) {
        return Err("pytest and mypy cannot be installed from PyPI");
    }
    fs::write(complete, TOOLS.join(" ")).unwrap();
    Ok(interpreter)
}

#[test]
fn the_python_package_passes_its_tests() {
    let place = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let interpreter = match environment(&place.join("python-environment")) {
        Ok(interpreter) => interpreter,
        Err(missing) => return skip(&format!("{missing}: the tests of the Python package")),
    };

    let mut install = python(&interpreter);
    install.args(["-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."]);
    let output = install.output().unwrap();
    assert!(output.status.success(), "{}", text(&output));

    let mut pytest = python(&interpreter);
    pytest.args(["-m", "pytest", "-q", "-rs", "--basetemp"]).arg(place.join("python-package"));
    let output = pytest.output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    text(&output).lines().filter_map(|line| line.strip_prefix("SKIPPED ")).for_each(skip);
}
