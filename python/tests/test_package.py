"""The package as others get it: its types, its tutorial, its fixtures, its wheel."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Dict, Iterator, List

import pytest
import tutorial
from conftest import PYTHON

import dhcpsapi
from dhcpsapi import _library

TUTORIAL = PYTHON / "TUTORIAL.md"
SOURCES = sorted((PYTHON / "src/dhcpsapi").glob("*.py"))


def run(*command: object, **environment: str) -> str:
    """Runs a program that must succeed, in the directory of the package."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=PYTHON,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout


def needs(module: str) -> None:
    """Skips a test where a module is not there."""
    if importlib.util.find_spec(module) is None:
        pytest.skip(f"{module} is not there")


def test_the_types_are_right(tmp_path: Path) -> None:
    needs("mypy")
    assert "Success" in run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path)


def test_a_users_types_are_right(tmp_path: Path) -> None:
    """The exported names are typed for those who import them."""
    needs("mypy")
    program = tmp_path / "user.py"
    names = ", ".join(dhcpsapi.__all__)
    program.write_text(f"from dhcpsapi import {names}\nreveal_type(Server.local().relationship('HQ').state)\n")
    environment = {"MYPYPATH": str(PYTHON / "src")}
    printed = run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path, program, **environment)
    assert 'Revealed type is "dhcpsapi.enums.State"' in printed


def public(body: List[ast.stmt], inside: str) -> Iterator[str]:
    """The public classes and functions without docstring."""
    for node in body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef)) or node.name.startswith("_"):
            continue
        if any(ast.unparse(decorator) == "overload" for decorator in node.decorator_list):
            continue
        if ast.get_docstring(node) is None:
            yield f"{inside}.{node.name}"
        if isinstance(node, ast.ClassDef):
            yield from public(node.body, f"{inside}.{node.name}")


def test_everything_public_has_a_docstring() -> None:
    missing = [name for path in SOURCES for name in public(ast.parse(path.read_text()).body, path.stem)]
    assert missing == []
    assert all(ast.get_docstring(ast.parse(path.read_text())) for path in SOURCES)


def test_importing_loads_no_library() -> None:
    """A plugin of pytest is imported by everybody who has the package."""
    run(sys.executable, "-c", "import dhcpsapi.pytest_plugin", DHCPSAPI_LIBRARY="/nowhere/libdhcpsapi.so")


def test_a_library_that_is_not_there_is_an_error() -> None:
    program = "import dhcpsapi\ntry:\n    dhcpsapi.version()\nexcept OSError as error:\n    print(error)"
    assert "/nowhere/lib" in run(sys.executable, "-c", program, DHCPSAPI_LIBRARY="/nowhere/libdhcpsapi.so")


def source_tree(root: Path) -> Path:
    """Something with all that a source tree has. Answers the library in it."""
    built = root / "target/release/libdhcpsapi.so"
    for name in (*_library.TREE, "python/src/dhcpsapi/_library.py", "target/release/libdhcpsapi.so"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()
    return built


def test_a_source_tree_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARGO_TARGET_DIR", raising=False)
    root = tmp_path / "tree"
    package, built = root / "python/src/dhcpsapi", source_tree(root)
    assert _library._built(package) == built
    for name in ("", *_library.TREE, "target", "target/release", "target/release/libdhcpsapi.so"):
        place = root / name
        mode = place.stat().st_mode
        place.chmod(mode | 0o002)
        assert _library._built(package) is None, f"everybody writes to {place}"
        place.chmod(mode)
    for name in (*_library.TREE, "target/release/libdhcpsapi.so"):
        (root / name).rename(tmp_path / "elsewhere")
        assert _library._built(package) is None, f"there is no {name}"
        (tmp_path / "elsewhere").rename(root / name)
    assert _library._built(package) == built
    user = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: user + 1)
    assert _library._built(package) is None, "it is another user's"


def test_a_package_that_is_installed_is_in_no_source_tree(tmp_path: Path) -> None:
    """pip install --target, three directories below one that everybody can write to, and less deep."""
    shared = tmp_path / "shared"
    source_tree(shared)
    shared.chmod(0o777)
    environment = {"DHCPSAPI_LIBRARY": "", "CARGO_TARGET_DIR": "", "PYTHONDONTWRITEBYTECODE": "1"}
    program = "import dhcpsapi._library as found; print(found.__file__, found._built())"
    for place in ("a/b", "python/src", "a", "python/src/a/b"):
        target = shared / place
        shutil.copytree(PYTHON / "src/dhcpsapi", target / "dhcpsapi", dirs_exist_ok=True)
        file, built = run(sys.executable, "-c", program, **environment, PYTHONPATH=str(target)).split()
        assert (Path(file).parents[1], built) == (target, "None")
    for package in ("/dhcpsapi", "/a/dhcpsapi", "/a/b/dhcpsapi", "/src/dhcpsapi", "/python/src/dhcpsapi"):
        assert _library._built(Path(package)) is None


def test_the_tutorial_prints_what_it_says() -> None:
    run(sys.executable, "tests/tutorial.py", TUTORIAL, **bare())


def test_the_tests_of_the_tutorial_pass(tmp_path: Path) -> None:
    (file,) = tutorial.files(TUTORIAL.read_text(encoding="utf-8"))
    (tmp_path / "test_tutorial.py").write_text(file, encoding="utf-8")
    assert "1 passed" in run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path)


def bare() -> Dict[str, str]:
    """Without servers of whoever runs the tests."""
    return {"DHCPSAPI_LOCAL": "", "DHCPSAPI_SERVERS": "", "DHCPSAPI_TRACE": "", "PYTHONDONTWRITEBYTECODE": "1"}


def test_the_wheel_runs_the_tutorial(tmp_path: Path) -> None:
    needs("hatchling")
    library = _library.library()._name
    wheels, fresh = tmp_path / "wheels", tmp_path / "fresh"
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    options = ["--no-build-isolation", "--no-deps", "--wheel-dir", wheels]
    run(*pip, "wheel", PYTHON, *options, DHCPSAPI_LIBRARY=library)
    (wheel,) = wheels.iterdir()
    assert wheel.name.startswith(f"dhcpsapi-{dhcpsapi.version()}-py3-none-linux_")
    packed = zipfile.ZipFile(wheel)
    assert {"dhcpsapi/py.typed", "dhcpsapi/_lib/libdhcpsapi.so"} <= set(packed.namelist())
    licenses = f"dhcpsapi-{dhcpsapi.version()}.dist-info/licenses"
    for name, place in (("LICENSE-MIT", licenses), ("LICENSE-APACHE", licenses), ("SECURITY.md", "dhcpsapi")):
        assert packed.read(f"{place}/{name}") == (PYTHON.parent / name).read_bytes()

    run(sys.executable, "-m", "venv", "--without-pip", fresh)
    run(*pip, "--python", fresh / "bin/python", "install", "--no-deps", "--no-index", wheel)
    program = "import dhcpsapi._library as found; print(found.__file__, found.library()._name)"
    # cargo lets programs find the libraries that it has built.
    environment = {**bare(), "DHCPSAPI_LIBRARY": "", "PYTHONPATH": "", "LD_LIBRARY_PATH": ""}
    place, loaded = run(fresh / "bin/python", "-c", program, **environment).split()
    assert place.startswith(str(fresh))
    assert loaded == "libdhcpsapi.so" or loaded.startswith(str(fresh))
    run(fresh / "bin/python", "-W", "error", "tests/tutorial.py", TUTORIAL, **environment)
