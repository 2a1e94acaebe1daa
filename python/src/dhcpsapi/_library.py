"""Finds and loads libdhcpsapi.so.

The first of these that is there: the file that $DHCPSAPI_LIBRARY names; in a source tree, what `make release` has
built; the installed library; the copy in this package. A process should load one file only, since two copies of it
are two sets of servers. So the copy in the package comes last.
"""

from __future__ import annotations

import ctypes
import os
from functools import lru_cache
from pathlib import Path
from typing import Optional

FILE_NAME = "libdhcpsapi.so"
BUNDLED = Path(__file__).parent / "_lib" / FILE_NAME


def _built() -> Optional[Path]:
    """What cargo has built, if this package lies in its source tree."""
    root = Path(__file__).resolve().parents[3]
    if not (root / "exports.spec").exists():
        return None
    built = root / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / FILE_NAME
    return built if built.exists() else None


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
