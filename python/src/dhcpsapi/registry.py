"""The registry that the servers are kept in, which processes share, and waiting for what others do there.

    dhcpsapi.open("sqlite:/var/lib/dhcp/registry.db")
    while True:
        dhcpsapi.wait()
        print([server.name for server in dhcpsapi.servers()])
"""

from __future__ import annotations

import os
from datetime import timedelta
from math import ceil, isinf
from time import monotonic
from typing import Optional, Union

from . import _native as native
from .errors import ERROR_TIMEOUT

_SLICE = 200
"""For how many milliseconds the library waits at once. A signal, such as that of Ctrl-C, is carried out behind it."""


def open(place: Union[str, "os.PathLike[str]"]) -> None:
    """Says which registry this process works on; the variable DHCPSAPI_REGISTRY says nothing then.

    This is done before anything else that has to do with servers. If it fails, another place can be tried.

    Args:
        place: "memory:", which lives and ends with the process; "sqlite:" and the path of a file, which is made by the
            first change if it is not there; that path as a `pathlib.Path`; or "postgres:" and a connection string of libpq.

    Raises:
        ServersInUse: the servers were used already.
        RegistryUnavailable: there is no such kind of registry, or it cannot be opened.
    """
    # A path has no settings: what is behind its own question marks is behind the last one, which is nothing.
    named = f"sqlite:{os.fspath(place)}?" if isinstance(place, os.PathLike) else place
    if "\0" in named:
        raise ValueError("a place has no NUL")
    native.call("dhcpsapi_open", os.fsencode(named))


def wait(seconds: Union[float, timedelta, None] = None) -> bool:
    """Waits until something happens to the servers, in another process, on another thread, or by itself.

    What no call of this process has seen yet ends it at once, so that a loop that reads and waits by turns misses
    nothing of other processes. It does not tell what has happened, which may be nothing that the caller asks for: look
    again.

    Args:
        seconds: for how long at most; 0 only looks, None is for ever.

    Returns:
        Whether something has happened.
    """
    most = seconds.total_seconds() if isinstance(seconds, timedelta) else seconds
    if most is not None and not most >= 0:
        raise ValueError(f"the time to wait is 0 or more, not {most}")
    end = None if most is None or isinf(most) else monotonic() + most
    while True:
        left = None if end is None else max(0, ceil((end - monotonic()) * 1000))
        now = _SLICE if left is None else min(left, _SLICE)
        if native.call("dhcpsapi_wait", now, accept=(ERROR_TIMEOUT,)) == 0:
            return True
        if left == now:
            return False
