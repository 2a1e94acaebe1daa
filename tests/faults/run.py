"""Puts deliberate faults into a copy of the sources, and has the soak find each of them, or tests of a registry in a file.

The faults are in faults.toml. All are put into one copy, where the environment says which of them is in force, so that it
is built once. The random schedules alone have to find them: the same cases of the same numbers for each, but where a fault that is found
in one of many 100,000 cases names a seed near one. A fault of what keeps the registry names the tests of tests/registry that find it.
Without a fault the copy has to pass. Names of faults as arguments leave the others out.
"""

import os
import pathlib
import re
import subprocess
import sys
import tomllib

CASES, SEED = 100_000, 1
TEST = "clients::no_address_is_two_clients"

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = (ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "faults").resolve()
COPY = TARGET / "sources"
COPIED = ["Cargo.toml", "Cargo.lock", "build.rs", "exports.spec", "src", "benches", "tests"]

SWITCH = '''
/// Which deliberate fault is in force.
pub(crate) fn has_fault(name: &str) -> bool {
    static FAULT: std::sync::OnceLock<Option<String>> = std::sync::OnceLock::new();
    FAULT.get_or_init(|| std::env::var("SOAK_FAULT").ok()).as_deref() == Some(name)
}
'''


def changes(faults):
    """The changes that make up the faults, each with the name of its fault and the path of its file."""
    for fault in faults:
        top = ROOT / "src" if "tests" in fault else ROOT / "src" / "domain"
        for change in [fault, *fault.get("more", [])]:
            yield fault["name"], top / change["file"], change


def with_faults(faults):
    """The sources that have a fault, by path, in which each one has a switch."""
    sources = {}
    for name, path, change in changes(faults):
        text, before, right = sources.get(path) or path.read_text(), change.get("before", ""), change["right"]
        found = text.count(before + right)
        if found != 1:
            sys.exit(f"{name}: its expression stands {found} times in {path}, and not once")
        wrong = change["fault"].strip()
        switch = f'(if crate::has_fault("{name}") {{ {wrong} }} else {{ {right} }})'
        sources[path] = text.replace(before + right, before + switch)
    return sources


def write(path, content):
    """Writes a file only where its content changes, so that cargo need not build it again."""
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def copy(faults):
    changed = with_faults(faults)
    library = ROOT / "src" / "lib.rs"
    changed[library] = library.read_text() + SWITCH
    wanted = set()
    for top in COPIED:
        below = ROOT / top
        for path in [below] if below.is_file() else below.rglob("*"):
            if path.is_file():
                place = COPY / path.relative_to(ROOT)
                wanted.add(place)
                write(place, changed[path].encode() if path in changed else path.read_bytes())
    for path in COPY.rglob("*"):
        if path.is_file() and path not in wanted:
            path.unlink()


def build():
    """Link-time optimisation would take longer than it saves. Answers the two programs."""
    environment = {
        **os.environ,
        "CARGO_TARGET_DIR": str(TARGET),
        "CARGO_PROFILE_RELEASE_LTO": "off",
        "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16",
        "CARGO_PROFILE_RELEASE_STRIP": "none",
        "RUSTFLAGS": "-Aunused",
    }
    cargo = [os.environ.get("CARGO", "cargo"), "test", "--release", "--features", "sqlite", "--no-run"]
    cargo += ["--test", "soak", "--test", "registry"]
    built = subprocess.run(cargo, cwd=COPY, env=environment, stderr=subprocess.PIPE, text=True)
    if built.returncode != 0:
        sys.exit(built.stderr)
    return [re.search(rf"\((.*{name}-.*)\)", built.stderr)[1] for name in ["soak", "registry"]]


def play(program, fault=None, seed=SEED, without=""):
    """Answers the rule that was broken and in which case, or what else there is to say."""
    cases = {"PROPTEST_CASES": str(CASES), "PROPTEST_RNG_SEED": str(seed), "PROPTEST_MAX_SHRINK_ITERS": "0"}
    environment = {**os.environ, **cases, "SOAK_WITHOUT": without}
    environment.pop("SOAK_FAULT", None)
    if fault:
        environment["SOAK_FAULT"] = fault
    played = subprocess.run([program, TEST, "--exact"], env=environment, capture_output=True, text=True, cwd=ROOT)
    said = played.stdout + played.stderr
    if played.returncode == 0:
        return None, f"found nothing in {CASES} cases"
    rule = re.search(r"Test failed: (\w+): ", said)
    case = re.search(r"\(case (\d+) of", said)
    return (rule[1], int(case[1])) if rule and case else (None, f"failed without a rule:\n{said[-2000:]}")


def tried(program, tests, fault=None):
    """Answers the first of some tests that fails, and why, or what else there is to say."""
    environment = {**os.environ, "RUST_BACKTRACE": "0"}
    environment.pop("SOAK_FAULT", None)
    if fault:
        # What shows only where a process is killed at the right moment shows in one of many rounds.
        environment |= {"SOAK_FAULT": fault, "REGISTRY_ROUNDS": "100"}
    for test in tests:
        command = [program, test, "--exact"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, cwd=ROOT)
        if done.returncode != 0:
            said = re.search(r"panicked at .*\n(.*)", done.stdout)
            return test, said[1][:100] if said else done.stdout[-2000:]
        if "1 passed" not in done.stdout:
            sys.exit(f"there is no test {test}")
    return None, "found nothing"


def main():
    faults = tomllib.loads((HERE / "faults.toml").read_text())["faults"]
    named = sys.argv[1:]
    copy(faults)
    program, registry = build()
    missed = []
    if not named:
        tests = sorted({test for fault in faults for test in fault.get("tests", [])})
        test, why = tried(registry, tests)
        if test:
            sys.exit(f"{test} fails without any fault: {why}")
        rule, case = play(program)
        if rule or not case.startswith("found nothing"):
            sys.exit(f"the soak fails without any fault: {rule or ''} {case}")
    print(f"{'fault':40} {'rule':12} case, counted from the seed", flush=True)
    for fault in [fault for fault in faults if not named or fault["name"] in named]:
        name = fault["name"]
        if "tests" in fault:
            rule, case = tried(registry, fault["tests"], name)
        else:
            rule, case = play(program, name, fault.get("seed", SEED), fault.get("without", ""))
        print(f"{name:40} {rule or '-':12} {case}", flush=True)
        if not rule:
            missed.append(name)
    if missed:
        sys.exit(f"not found: {', '.join(missed)}")


if __name__ == "__main__":
    main()
