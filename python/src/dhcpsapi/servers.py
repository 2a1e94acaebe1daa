"""DHCP servers, and the list of those that are known."""

from __future__ import annotations

import os
from ctypes import byref
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from typing import Any, Iterable, Iterator, Optional, Tuple, Union

from . import _native as native
from ._values import Address, Network, moment, number, whole_seconds
from .classes import Classes
from .enums import AddressStatus, ScopeState, ServerType
from .failover import (
    DEFAULT_SETTINGS,
    FailoverRelationship,
    FailoverSettings,
    ScopeStatistics,
    create_half,
    relationships_of,
)
from .filters import Filters
from .leases import Lease, find_lease, leases_of, search_info
from .options import OptionDefinitions, OptionLevel, Options
from .scopes import Scope, ScopeLike, scope_number, scopes_of
from .settings import ServerSettings
from .statistics import ServerStatistics, statistics_of
from .superscopes import Superscopes

LOCAL = "localhost"


@dataclass(frozen=True)
class Server:
    """A DHCP server: a name by which to ask it. Nothing is asked until a method is called.

    Every method raises `ServerUnavailable` if the server is unknown or stopped.
    """

    name: str
    address: Optional[IPv4Address] = None
    """Its address; None if only the name is known."""

    def __str__(self) -> str:
        return self.name

    @property
    def _wide(self) -> Any:
        return native.wide(self.name)

    # ---- the list of servers ----

    @classmethod
    def local(cls) -> Server:
        """The local server, which is there from the beginning."""
        return cls(LOCAL)

    @classmethod
    def name_local(cls, name: str, address: Address) -> Server:
        """Gives the local server a name and an address, before it has a scope or a relationship.

        They are the host's otherwise, or those of DHCPSAPI_LOCAL=name=address.

        Raises:
            ServerListed: another server has the name or the address.
        """
        native.call("dhcpsapi_local_set", native.wide(name), number(address))
        return cls(name, IPv4Address(address))

    @classmethod
    def add(cls, name: str, address: Address) -> Server:
        """Puts a server into the list of servers. One that was in it before comes back as it was.

        Raises:
            ServerListed: the name or the address is in the list.
        """
        server = cls(name, IPv4Address(address))
        native.call("DhcpAddServer", 0, None, byref(server._entry()), None, None)
        return server

    def remove(self) -> None:
        """Takes the server out of the list of servers. What is on it is kept for the time when it is added again."""
        native.call("DhcpDeleteServer", 0, None, byref(self._entry()), None, None)

    def _entry(self) -> Any:
        if self.address is None:
            raise ValueError(f"the address of {self.name} is needed")
        return native.DHCPDS_SERVER(ServerName=native.wide_pointer(self.name), ServerAddress=int(self.address))

    # ---- the server ----

    @property
    def version(self) -> Tuple[int, int]:
        """The version of the DHCP server, such as (10, 0)."""
        major, minor = native.DWORD(), native.DWORD()
        native.call("DhcpGetVersion", self._wide, byref(major), byref(minor))
        return major.value, minor.value

    @property
    def time(self) -> datetime:
        """The moment that the server's clock shows. The API has 32 bits for it, which last until 2106."""
        return moment(self._system_time()[0])

    @property
    def max_clock_difference(self) -> timedelta:
        """By how much the clocks of two partners may differ."""
        return timedelta(seconds=self._system_time()[1])

    def _system_time(self) -> Tuple[int, int]:
        time, difference = native.DWORD(), native.DWORD()
        native.call("DhcpV4FailoverGetSystemTime", self._wide, byref(time), byref(difference))
        return time.value, difference.value

    # ---- scopes and leases ----

    def create_scope(
        self,
        network: Network,
        name: str = "",
        comment: str = "",
        *,
        first: Optional[Address] = None,
        last: Optional[Address] = None,
        state: ScopeState = ScopeState.ENABLED,
    ) -> Scope:
        """Creates a scope, with the range from `first` to `last` if they are given.

        Raises:
            ScopeExists: there is such a scope, or one that overlaps it.
        """
        if (first is None) != (last is None):
            raise ValueError("a range has a first and a last address")
        scope = Scope._create(self, network, name, comment, state)
        try:
            if first is not None and last is not None:
                scope.add_range(first, last)
        except Exception:
            scope.delete(force=True)
            raise
        return scope

    def scopes(self) -> Iterator[Scope]:
        """The scopes, lowest address first."""
        return scopes_of(self)

    def scope(self, scope: ScopeLike) -> Scope:
        """A scope, by its network or subnet address.

        Raises:
            ScopeNotFound: there is no such scope.
        """
        return Scope._read(self, scope_number(scope))

    def lease(self, address: Address, *, failover: bool = False) -> Lease:
        """The lease of an address.

        Args:
            failover: with what the failover protocol keeps for it.

        Raises:
            LeaseNotFound: there is no such record.
        """
        return find_lease(self, failover, search_info(address=address))

    def leases(self) -> Iterator[Lease]:
        """The lease records of all scopes, lowest address first."""
        return leases_of(self, 0)

    def lease_named(self, name: str, *, failover: bool = False) -> Lease:
        """The lease of the client that says this name; of several, the one with the lowest address."""
        return find_lease(self, failover, search_info(name=name))

    # ---- options, classes, filters, superscopes ----

    @property
    def options(self) -> Options:
        """The values of options for all clients of the server; those of scopes and reservations go before."""
        return Options(self, OptionLevel())

    @property
    def option_definitions(self) -> OptionDefinitions:
        """What options are: their names, types and defaults."""
        return OptionDefinitions(self)

    @property
    def classes(self) -> Classes:
        """The user classes and vendor classes."""
        return Classes(self)

    @property
    def filters(self) -> Filters:
        """The link-layer filters, which say which clients are answered."""
        return Filters(self)

    @property
    def superscopes(self) -> Superscopes:
        """The superscopes, whose scopes help each other out with addresses."""
        return Superscopes(self)

    # ---- settings and counters ----

    @property
    def settings(self) -> ServerSettings:
        """What is configured on the server as a whole."""
        return ServerSettings(self)

    @property
    def statistics(self) -> ServerStatistics:
        """What the server has counted since its service started, and the figures of its scopes."""
        return statistics_of(self)

    def back_up(self, directory: Union[str, os.PathLike[str]]) -> None:
        """Writes all that is on the server, with its secrets, into a directory, which is made if it is not there.

        Raises:
            AccessDenied: it may not be written to.
        """
        native.call("DhcpServerBackupDatabase", self._wide, _whole_path(directory))

    def start_from(self, directory: Union[str, os.PathLike[str]]) -> None:
        """Has the server start from the backup in a directory (`back_up`) when its service starts next; it runs until it is stopped.

        Whether there is a backup shows when it starts: without one it starts with what it had, and the journal says so.
        """
        native.call("DhcpServerRestoreDatabase", self._wide, _whole_path(directory))

    # ---- failover ----

    def create_relationship(
        self,
        partner: Server,
        name: str,
        scopes: Iterable[ScopeLike],
        server_type: ServerType = ServerType.PRIMARY,
        settings: FailoverSettings = DEFAULT_SETTINGS,
    ) -> FailoverRelationship:
        """Creates this server's half of a failover relationship; `create_failover` creates both.

        Raises:
            RelationshipExists: there is one of that name.
            ScopeInRelationship: a scope is in a relationship already.
            ScopeNotFound: a scope is not there.
        """
        numbers = [scope_number(scope) for scope in scopes]
        create_half(self, partner, name, numbers, server_type, settings)
        return self.relationship(name)

    def relationships(self) -> Iterator[FailoverRelationship]:
        """This server's halves of failover relationships."""
        return relationships_of(self)

    def relationship(self, name: str) -> FailoverRelationship:
        """This server's half of a failover relationship.

        Raises:
            RelationshipNotFound: there is none of that name.
        """
        return FailoverRelationship._read(self, "DhcpV4FailoverGetRelationship", native.wide(name))

    def relationship_of(self, scope: ScopeLike) -> FailoverRelationship:
        """This server's half of the relationship that a scope is in.

        Raises:
            ScopeNotInRelationship: it is in none.
        """
        return FailoverRelationship._read(self, "DhcpV4FailoverGetScopeRelationship", scope_number(scope))

    def scope_statistics(self, scope: ScopeLike) -> ScopeStatistics:
        """How the addresses of a failover scope are divided between the partners."""
        with native.reply("DhcpV4FailoverGetScopeStatistics", self._wide, scope_number(scope)) as found:
            return ScopeStatistics._of(found)

    def address_status(self, address: Address) -> AddressStatus:
        """Which server of its relationship may lease an address."""
        status = native.DWORD()
        native.call("DhcpV4FailoverGetAddressStatus", self._wide, number(address), byref(status))
        return AddressStatus(status.value)

    # ---- faults ----

    def stop(self) -> None:
        """Stops the DHCP service as if the machine had died."""
        native.call("dhcpsapi_server_stop", self._wide)

    def start(self) -> None:
        """Starts the DHCP service."""
        native.call("dhcpsapi_server_start", self._wide)

    def restore(self) -> None:
        """Restores the database of the stopped server from a backup older than all of its leases.

        The addresses of clients that left since stay in the state DOOM until one maximum client lead time after the latest
        end of their leases that its partner had acknowledged or told.
        """
        native.call("dhcpsapi_server_restore", self._wide)

    def shift_clock(self, ahead: timedelta) -> None:
        """Sets the server's clock ahead of those that were not shifted; a negative time is behind."""
        native.call("dhcpsapi_server_shift_clock", self._wide, _shift(ahead))


def _whole_path(directory: Union[str, os.PathLike[str]]) -> Any:
    """A directory for a call, which needs its whole path. What has no name stays so, and is refused."""
    return native.wide(os.path.abspath(directory) if os.fspath(directory) else "")


def _shift(ahead: timedelta) -> int:
    amount = whole_seconds(ahead, "the shift")
    if abs(amount) > 0x7FFFFFFF:
        raise ValueError("a clock is shifted by 68 years at most")
    return amount


ServerLike = Union[Server, str]
"""A server as it may be given: the server, its name, or its address as text."""


def as_server(given: ServerLike) -> Server:
    """The server of that name."""
    return given if isinstance(given, Server) else Server(given)


def servers() -> Iterator[Server]:
    """The list of servers, in the order in which they were added. The local server is not in it by itself."""
    pointer = native.ctype("DHCPDS_SERVERS*")()
    try:
        native.call("DhcpEnumServers", 0, None, byref(pointer), None, None)
        found = pointer.contents
        listed = [
            Server(native.text_at(entry.ServerName), IPv4Address(entry.ServerAddress))
            for entry in found.Servers[: found.NumElements]
        ]
    finally:
        native.release(pointer)
    return iter(listed)
