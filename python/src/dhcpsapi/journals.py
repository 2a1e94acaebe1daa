"""The journal of what happened to all servers, to be read or to be told to `logging`."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from ctypes import byref, c_uint64
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from typing import Any, Dict, Iterator, List, Optional, Union

from . import _native as native
from ._values import HardwareAddress, address_or_none, moment
from .enums import EventKind, Rule, ServerType, State
from .errors import ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS

_PAGE = 100


@dataclass(frozen=True)
class JournalEntry:
    """An entry of the journal. A member that does not belong to an entry of its kind is None."""

    number: int
    """The first entry has 1, the next one 2."""
    time: datetime
    kind: EventKind
    server: Optional[IPv4Address]
    """The address of the server."""
    relationship: Optional[str] = None
    from_state: Optional[State] = None
    to_state: Optional[State] = None
    scope: Optional[IPv4Address] = None
    count: Optional[int] = None
    """How many addresses moved."""
    moved_to: Optional[ServerType] = None
    rule: Optional[Rule] = None
    """Why a client was refused."""
    client: Optional[HardwareAddress] = None

    @classmethod
    def _of(cls, found: Any) -> JournalEntry:
        kind = EventKind(found.Kind)
        return cls(
            number=found.Number,
            time=moment(found.Time),
            kind=kind,
            server=address_or_none(found.Server),
            relationship=native.text_at(found.RelationshipName) or None,
            scope=address_or_none(found.Scope),
            **_particulars(kind, found),
        )


def _particulars(kind: EventKind, found: Any) -> Dict[str, Any]:
    """The members of entries of one kind only."""
    if kind == EventKind.STATE_CHANGED:
        return {"from_state": State(found.FromState), "to_state": State(found.ToState)}
    if kind == EventKind.ADDRESSES_MOVED:
        return {"count": found.Count, "moved_to": ServerType(found.MovedTo)}
    if kind == EventKind.CLIENT_REFUSED:
        return {"rule": Rule(found.Rule), "client": HardwareAddress(native.bytes_at(found.Client))}
    return {}


class Journal:
    """The journal. Iterating over it reads what is there; iterating again later reads what has come since then."""

    def __init__(self, cursor: int = 0) -> None:
        """Opens the journal.

        Args:
            cursor: the number of the first entry that is wanted; 0 is the oldest that is kept.
        """
        self.cursor = cursor

    def __iter__(self) -> Iterator[JournalEntry]:
        while True:
            page = self._page()
            for entry in page:
                self.cursor = entry.number + 1
                yield entry
            if not page:
                return

    def _page(self) -> List[JournalEntry]:
        cursor = c_uint64(self.cursor)
        accept = (ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS)
        with native.array_reply("dhcpsapi_journal", byref(cursor), _PAGE, accept=accept) as found:
            return [JournalEntry._of(entry) for entry in found]


def journal(cursor: int = 0) -> Journal:
    """The journal, from its oldest entry or from a number on."""
    return Journal(cursor)


# ---- logging ----

_LEVELS = (logging.INFO, logging.WARNING, logging.ERROR)
_chosen: List[logging.Logger] = []


def _tell(_context: Optional[int], severity: int, message: bytes) -> None:
    for logger in _chosen[-1:]:
        logger.log(_LEVELS[severity], "%s", message.decode("utf-8", "replace"))


# One for the whole process: another thread may still be in it when it is taken away.
_callback: Optional[Any] = None


def log_to(logger: Union[logging.Logger, str, None] = "dhcpsapi") -> None:
    """Tells a logger of each entry of the journal that is made from now on; None ends it."""
    global _callback
    if logger is None:
        native.call("dhcpsapi_log", native.DHCPSAPI_LOG(), None)
        _chosen.clear()
        return
    _chosen[:] = [logging.getLogger(logger) if isinstance(logger, str) else logger]
    if _callback is None:
        _callback = native.DHCPSAPI_LOG(_tell)
    native.call("dhcpsapi_log", _callback, None)


@contextmanager
def logged(logger: Union[logging.Logger, str] = "dhcpsapi") -> Iterator[None]:
    """Tells a logger of what happens in the block, and the one before again at its end."""
    before = _chosen[-1] if _chosen else None
    log_to(logger)
    try:
        yield
    finally:
        log_to(before)
