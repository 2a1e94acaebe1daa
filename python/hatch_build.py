"""Puts libdhcpsapi.so into the wheel, the file that $DHCPSAPI_LIBRARY names or what cargo builds, and SECURITY.md."""

from __future__ import annotations

import os
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parents[1]
FEATURES = "sqlite,postgres"


def built() -> Path:
    """The library, built by cargo."""
    # As in the Makefile: with what people get switched on, in a directory of its own, and by itself, since cargo does
    # no link-time optimisation for a cdylib that it builds together with the rlib.
    target = ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "full"
    command = ["cargo", "rustc", "--release", "--lib", "--crate-type", "cdylib", "--features", FEATURES]
    subprocess.run([*command, "--target-dir", str(target)], cwd=ROOT, check=True)
    return target / "release" / "libdhcpsapi.so"


class LibraryHook(BuildHookInterface):  # type: ignore[type-arg]
    """Has the wheel carry the library and SECURITY.md, and say for which platform it is."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the wheel is made."""
        if version == "editable":  # the source tree has its own
            return
        library = os.environ.get("DHCPSAPI_LIBRARY") or built()
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["pure_python"] = False
        build_data["tag"] = f"py3-none-{platform}"
        build_data["force_include"][str(library)] = "dhcpsapi/_lib/libdhcpsapi.so"
        build_data["force_include"][str(ROOT / "SECURITY.md")] = "dhcpsapi/SECURITY.md"
