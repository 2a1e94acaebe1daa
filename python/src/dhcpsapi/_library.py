"""Finds and loads libdhcpsapi.so.

The first of these that is there: the file that $DHCPSAPI_LIBRARY names; in a source tree of the user's own, what
`make release` has built; the installed library; the copy in this package. A process should load one file only, since two copies of it
are two sets of servers. So the copy in the package comes last.
"""

from __future__ import annotations

import ctypes
import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import Optional

FILE_NAME = "libdhcpsapi.so"
BUNDLED = Path(__file__).parent / "_lib" / FILE_NAME


PACKAGE = Path(__file__).resolve().parent
TREE = ("Cargo.toml", "exports.spec", "include/dhcpsapi.h", "python/pyproject.toml")
"""Files that a source tree has."""


def _built(package: Path = PACKAGE) -> Optional[Path]:
    """The library that cargo has built, if the package lies in its source tree.

    A package can be installed anywhere, also below a directory that others write to. So the place of the package in the
    tree has to be right, the tree has to have what a tree has, and nobody but the user may have put it there.
    """
    if package.parts[-3:] != ("python", "src", "dhcpsapi"):
        return None
    root = package.parents[2]
    built = (root / (os.environ.get("CARGO_TARGET_DIR") or "target") / "release" / FILE_NAME).resolve()
    needed = [root, *(root / name for name in TREE), built.parent.parent, built.parent, built]
    return built if all(map(_is_users_own, needed)) else None


def _is_users_own(path: Path) -> bool:
    """Whether something is there that the user owns and not everybody can write to."""
    try:
        found = path.stat()
    except OSError:
        return False
    return found.st_uid == os.geteuid() and not found.st_mode & stat.S_IWOTH


@lru_cache(maxsize=None)
def library() -> ctypes.CDLL:
    """The library, which is loaded when this is called for the first time.

    Raises:
        OSError: it is nowhere, or cannot be loaded.
    """
    chosen = os.environ.get("DHCPSAPI_LIBRARY") or _built()
    if chosen:
        return ctypes.CDLL(str(chosen))
    try:
        return ctypes.CDLL(FILE_NAME)
    except OSError:
        if BUNDLED.exists():
            return ctypes.CDLL(str(BUNDLED))
        raise OSError(
            f"{FILE_NAME} is neither built (make release) nor installed; DHCPSAPI_LIBRARY can name it"
        ) from None
