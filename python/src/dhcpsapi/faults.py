"""Time and faults: a clock that a program sets, links that are cut, servers that stop.

    with dhcpsapi.virtual_clock() as clock, dhcpsapi.link_cut("dhcp1", "dhcp2"):
        clock.advance(timedelta(hours=1))

Servers may be given as objects or by name.
"""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Iterator, Optional

from . import _native as native
from ._values import moment, seconds, since_epoch
from .enums import LeaseLimit
from .servers import Server, ServerLike, as_server

_MOST = 0xFFFFFFFF_FFFFFFFF


def reset() -> None:
    """Forgets all servers but the local one, all that was on them, and the journal. The clock is the host's again.

    A registry that is kept is emptied for everybody.
    """
    native.call("dhcpsapi_reset")


class VirtualClock:
    """The clock of all servers, which stands still until it is set."""

    def __init__(self, start: datetime) -> None:
        self._seconds = since_epoch(start)
        native.call("dhcpsapi_clock_set", self._seconds)

    @property
    def now(self) -> datetime:
        """The moment that it shows."""
        return moment(self._seconds)

    def advance(self, by: timedelta) -> datetime:
        """Lets time pass; what falls due happens within this call. Returns what the clock shows then."""
        amount = seconds(by, "the time", _MOST)
        then = moment(self._seconds + amount)  # before the call: this is where time can end
        native.call("dhcpsapi_clock_advance", amount)
        self._seconds += amount
        return then

    def set(self, to: datetime) -> None:
        """Sets it to a moment to come."""
        wanted = since_epoch(to)
        native.call("dhcpsapi_clock_set", wanted)
        self._seconds = wanted


@contextmanager
def virtual_clock(start: Optional[datetime] = None) -> Iterator[VirtualClock]:
    """Has all servers use a clock that the program sets.

    At the end of the block all servers are forgotten, as by `reset`: servers cannot go back in time. So this is for
    servers in memory; a registry that is kept would be emptied for everybody.

    Args:
        start: what it shows first; None is the present time. It cannot be before the present time of the servers.
    """
    clock = VirtualClock(Server.local().time if start is None else start)
    try:
        yield clock
    finally:
        reset()


def cut_link(one: ServerLike, other: ServerLike) -> None:
    """Cuts the link between two servers. Their relationships lose contact at once."""
    native.call("dhcpsapi_link_cut", as_server(one)._wide, as_server(other)._wide)


def heal_link(one: ServerLike, other: ServerLike) -> None:
    """Heals the link between two servers. Their relationships come into contact again at the next call."""
    native.call("dhcpsapi_link_heal", as_server(one)._wide, as_server(other)._wide)


@contextmanager
def link_cut(one: ServerLike, other: ServerLike) -> Iterator[None]:
    """Cuts the link between two servers; it is healed at the end of the block."""
    cut_link(one, other)
    try:
        yield
    finally:
        heal_link(one, other)


@contextmanager
def stopped(server: ServerLike) -> Iterator[Server]:
    """Stops a server as if its machine had died; it is started at the end of the block."""
    found = as_server(server)
    found.stop()
    try:
        yield found
    finally:
        found.start()


@contextmanager
def shifted_clock(server: ServerLike, ahead: timedelta) -> Iterator[Server]:
    """Sets the clock of one server ahead of the others, or behind them; they agree again at the end of the block."""
    found = as_server(server)
    found.shift_clock(ahead)
    try:
        yield found
    finally:
        found.shift_clock(timedelta(0))


@contextmanager
def lease_limit(limit: LeaseLimit) -> Iterator[None]:
    """Sets how long leases may be while the partner cannot be heard; after the block it is as Windows has it."""
    native.call("dhcpsapi_lease_limit", limit)
    try:
        yield
    finally:
        native.call("dhcpsapi_lease_limit", LeaseLimit.WINDOWS)


@contextmanager
def service_delay(delay: timedelta) -> Iterator[None]:
    """Has either partner answer a client in load balance that has tried for longer; after the block only that of its bucket does."""
    native.call("dhcpsapi_service_delay", seconds(delay, "delay"))
    try:
        yield
    finally:
        native.call("dhcpsapi_service_delay", 0)
