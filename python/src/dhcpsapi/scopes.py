"""Scopes of a server: their ranges, exclusions, reservations, options, free addresses and leases."""

from __future__ import annotations

from ctypes import byref, pointer
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, Any, Iterator, List, Optional, Union

from . import _native as native
from ._values import (
    FOREVER,
    Address,
    Identifier,
    Network,
    date_time,
    identifier,
    number,
    seconds,
    text_or_none,
    within,
)
from .enums import ClientType, LeaseState, OptionType, RangeKind, ScopeState
from .errors import ERROR_DHCP_NOT_RESERVED_CLIENT, ERROR_DHCP_REACHED_END_OF_SELECTION, OptionNotFound, error_of
from .leases import Lease, find_lease, leases_of, search_info
from .options import OptionElement, OptionLevel, Options
from .reservations import Reservation, change_reservation, reservations_of

if TYPE_CHECKING:
    from .failover import FailoverRelationship, ScopeStatistics
    from .servers import Server
    from .superscopes import Superscope

LEASE_TIME = 51
"""The option that is the length of leases, in seconds."""

UNLIMITED = timedelta(seconds=FOREVER)
"""The length of a lease that never ends."""


@dataclass(frozen=True)
class AddressRange:
    """The addresses from one to another, both of them included."""

    first: IPv4Address
    last: IPv4Address
    kind: RangeKind = RangeKind.ANY
    """Which clients it is for."""
    bootp_clients: int = 0
    """How many BOOTP clients hold an address of it."""
    most_bootp_clients: int = 0xFFFFFFFF
    """How many may."""


@dataclass(frozen=True)
class Exclusion:
    """Addresses from one to another that are never leased."""

    first: IPv4Address
    last: IPv4Address


@dataclass(frozen=True)
class Scope:
    """A scope, as a server had it when it was read. `refresh` reads it again."""

    server: Server
    network: IPv4Network
    name: str = ""
    comment: str = ""
    state: ScopeState = ScopeState.ENABLED

    @property
    def address(self) -> IPv4Address:
        """Its subnet address, by which the API calls it."""
        return self.network.network_address

    # ---- the scope ----

    @classmethod
    def _read(cls, server: Server, address: int) -> Scope:
        with native.reply("DhcpGetSubnetInfo", server._wide, address) as found:
            return cls(
                server=server,
                network=_network(found.SubnetAddress, found.SubnetMask),
                name=native.text_at(found.SubnetName),
                comment=native.text_at(found.SubnetComment),
                state=ScopeState(found.SubnetState),
            )

    @classmethod
    def _create(cls, server: Server, network: Network, name: str, comment: str, state: ScopeState) -> Scope:
        scope = cls(server, IPv4Network(network), name, comment, state)
        scope._call("DhcpCreateSubnet", byref(scope._info()))
        return scope

    def _info(self) -> Any:
        return native.DHCP_SUBNET_INFO(
            SubnetAddress=int(self.address),
            SubnetMask=int(self.network.netmask),
            SubnetName=text_or_none(self.name),
            SubnetComment=text_or_none(self.comment),
            SubnetState=self.state,
        )

    def _call(self, function: str, *arguments: Any) -> int:
        return native.call(function, self.server._wide, int(self.address), *arguments)

    def refresh(self) -> Scope:
        """The scope as it is now."""
        return Scope._read(self.server, int(self.address))

    def set(
        self, *, name: Optional[str] = None, comment: Optional[str] = None, state: Optional[ScopeState] = None
    ) -> Scope:
        """Changes what is given and returns the scope as it is then."""
        now = self.refresh()
        wanted = replace(
            now,
            name=now.name if name is None else name,
            comment=now.comment if comment is None else comment,
            state=now.state if state is None else state,
        )
        wanted._call("DhcpSetSubnetInfo", byref(wanted._info()))
        return wanted

    def delete(self, *, force: bool = False) -> None:
        """Deletes the scope.

        Args:
            force: also if clients hold leases, which are deleted then.

        Raises:
            ScopeInRelationship: it has to leave its failover relationship first.
        """
        self._call("DhcpDeleteSubnet", _force(force))

    # ---- ranges, exclusions, reservations ----

    def add_range(
        self,
        first: Address,
        last: Address,
        kind: RangeKind = RangeKind.ANY,
        *,
        most_bootp_clients: int = 0xFFFFFFFF,
    ) -> AddressRange:
        """Gives the scope its range, or a larger or smaller one instead of the present one."""
        most = within(most_bootp_clients, 0xFFFFFFFF, "most_bootp_clients")
        block = native.DHCP_BOOTP_IP_RANGE(number(first), number(last), 0, most)
        self._element("DhcpAddSubnetElementV5", kind, IpRange=block)
        return AddressRange(IPv4Address(first), IPv4Address(last), kind, 0, most)

    def remove_range(self, first: Address, last: Address, *, force: bool = False) -> None:
        """Takes the range away; with force, also if clients hold leases, which are deleted then."""
        block = native.DHCP_BOOTP_IP_RANGE(number(first), number(last))
        self._element("DhcpRemoveSubnetElementV5", native.DhcpIpRanges, _force(force), IpRange=block)

    def ranges(self) -> Iterator[AddressRange]:
        """The ranges."""
        for kind, found in self._elements(native.DhcpIpRanges, "IpRange", _range_numbers):
            first, last, allocated, most = found
            yield AddressRange(IPv4Address(first), IPv4Address(last), RangeKind(kind), allocated, most)

    def exclude(self, first: Address, last: Optional[Address] = None) -> Exclusion:
        """Has addresses never leased: one, or those up to another."""
        last = first if last is None else last
        block = native.DHCP_IP_RANGE(number(first), number(last))
        self._element("DhcpAddSubnetElementV5", native.DhcpExcludedIpRanges, ExcludeIpRange=block)
        return Exclusion(IPv4Address(first), IPv4Address(last))

    def remove_exclusion(self, first: Address, last: Optional[Address] = None) -> None:
        """Takes an exclusion away; it is named by its first and its last address."""
        block = native.DHCP_IP_RANGE(number(first), number(first if last is None else last))
        kind = native.DhcpExcludedIpRanges
        self._element("DhcpRemoveSubnetElementV5", kind, native.DhcpNoForce, ExcludeIpRange=block)

    def exclusions(self) -> Iterator[Exclusion]:
        """The exclusions."""
        for _, found in self._elements(native.DhcpExcludedIpRanges, "ExcludeIpRange", _exclusion_numbers):
            yield Exclusion(*map(IPv4Address, found))

    def reserve(
        self,
        address: Address,
        hardware_address: Identifier,
        client_type: ClientType = ClientType.BOTH,
        *,
        name: str = "",
        description: str = "",
    ) -> Reservation:
        """Keeps an address for a client.

        Args:
            client_type: which protocols the client may use: DHCP, BOOTP or BOTH.

        Raises:
            ReservationExists: the address or the client is reserved, or another client holds the address.
        """
        made = Reservation(
            self.server, IPv4Address(address), self.address, identifier(hardware_address), client_type=client_type
        )
        change_reservation("DhcpAddSubnetElementV5", made)
        if not name and not description:
            return made
        try:
            return made.set(name=name or None, description=description or None)
        except Exception:
            made.delete()
            raise

    def remove_reservation(self, address: Address, hardware_address: Identifier) -> None:
        """Takes a reservation away, as `Reservation.delete` does."""
        Reservation(self.server, IPv4Address(address), self.address, identifier(hardware_address)).delete()

    def reservations(self) -> Iterator[Reservation]:
        """The reservations, lowest address first."""
        return reservations_of(self.server, self.address)

    def reservation(self, address: Address) -> Reservation:
        """The reservation of an address.

        Raises:
            ReservationNotFound: the address is not reserved in this scope.
        """
        wanted = IPv4Address(address)
        for found in reservations_of(self.server, self.address, native.ALL):
            if found.address == wanted:
                return found
        raise error_of(ERROR_DHCP_NOT_RESERVED_CLIENT, "DhcpV4EnumSubnetReservations")

    def _element(self, function: str, kind: int, *more: Any, **member: Any) -> None:
        element = native.DHCP_SUBNET_ELEMENT_DATA_V5(ElementType=kind)
        for name, block in member.items():
            setattr(element.Element, name, pointer(block))
        self._call(function, byref(element), *more)

    def _elements(self, kind: int, member: str, numbers: Any) -> Iterator[Any]:
        def convert(page: Any) -> List[Any]:
            elements = page.Elements[: page.NumElements]
            return [(found.ElementType, numbers(getattr(found.Element, member).contents)) for found in elements]

        arguments = (self.server._wide, int(self.address), kind)
        return native.pages("DhcpEnumSubnetElementsV5", *arguments, convert=convert)

    # ---- options, and what else says how clients are served ----

    @property
    def options(self) -> Options:
        """The values of options for the clients of the scope."""
        return Options(self.server, OptionLevel(self.address))

    @property
    def lease_duration(self) -> Optional[timedelta]:
        """How long its leases are, which is its option 51; None where that has no value, or one that is no number.

        `UNLIMITED` is a lease that never ends.
        """
        try:
            found = self.options.elements(LEASE_TIME)[0].data
        except OptionNotFound:
            return None
        return timedelta(seconds=found) if isinstance(found, int) else None

    def set_lease_duration(self, duration: Optional[timedelta]) -> None:
        """Says how long the leases are that clients get from now on: one second or longer, or `UNLIMITED`.

        None leaves it to the options of the server. Where these do not say it either, leases are of eight days.
        """
        if duration is None:
            self.options.pop(LEASE_TIME, None)
            return
        whole = seconds(duration, "the duration")
        if whole == 0:
            raise ValueError("a lease is of one second at least")
        self.options.set(LEASE_TIME, OptionElement(OptionType.DWORD, whole))

    @property
    def delay(self) -> timedelta:
        """For how long the server delays its offers. It lets a server answer that is no failover partner."""
        found = native.ctype("USHORT")()
        self._call("DhcpGetSubnetDelayOffer", byref(found))
        return timedelta(milliseconds=found.value)

    def set_delay(self, delay: timedelta) -> None:
        """Delays offers by 0 to 1000 milliseconds."""
        whole, rest = divmod(delay, timedelta(milliseconds=1))
        if rest:
            raise ValueError(f"the delay is whole milliseconds, not {delay}")
        self._call("DhcpSetSubnetDelayOffer", within(whole, native.DHCP_MAX_DELAY, "the delay in milliseconds"))

    @property
    def superscope(self) -> Optional[Superscope]:
        """The superscope that it is in; None if it is in none."""
        return self.server.superscopes.of(self)

    # ---- addresses and leases ----

    def free_addresses(self, most: int = 1, first: Address = 0, last: Address = 0) -> List[IPv4Address]:
        """The lowest free addresses.

        Args:
            most: how many, 1 to 1024.
            first: where to begin; 0 is the start of the range.
            last: where to end; 0 is the end of the range.
        """
        wanted = (number(first), number(last), within(most, native.DHCP_MAX_FREE_ADDRESSES_REQUESTED, "most"))
        arguments = (self.server._wide, int(self.address), *wanted)
        accept = (ERROR_DHCP_REACHED_END_OF_SELECTION,)
        with native.reply("DhcpV4GetFreeIPAddress", *arguments, accept=accept) as found:
            return [IPv4Address(address) for address in found.Elements[: found.NumElements]] if found else []

    def add_lease(
        self,
        address: Address,
        hardware_address: Identifier,
        *,
        name: str = "",
        comment: str = "",
        expires: Optional[datetime] = None,
        state: LeaseState = LeaseState.ACTIVE,
        client_type: ClientType = ClientType.DHCP,
    ) -> Lease:
        """Makes a lease record, as an administrator may. `Client.request` is how a DHCP client gets one.

        Args:
            expires: None is never.
        """
        info = native.DHCP_CLIENT_INFO_PB(
            ClientIpAddress=number(address),
            ClientHardwareAddress=native.binary(identifier(hardware_address)),
            ClientName=text_or_none(name),
            ClientComment=text_or_none(comment),
            ClientLeaseExpires=date_time(expires),
            bClientType=client_type,
            AddressState=state,
        )
        native.call("DhcpV4CreateClientInfo", self.server._wide, byref(info))
        return self.server.lease(address)

    def leases(self) -> Iterator[Lease]:
        """The lease records, lowest address first: also those of leases that are over, and of reserved clients that have none."""
        return leases_of(self.server, int(self.address))

    def lease_of(self, hardware_address: Identifier, *, failover: bool = False) -> Lease:
        """The lease of a client.

        Args:
            failover: with what the failover protocol keeps for it.

        Raises:
            LeaseNotFound: it has none here.
        """
        search = search_info(hardware_address=hardware_address, scope=self.address)
        return find_lease(self.server, failover, search)

    # ---- failover ----

    def relationship(self) -> FailoverRelationship:
        """The failover relationship of the scope.

        Raises:
            ScopeNotInRelationship: it has none.
        """
        return self.server.relationship_of(self.address)

    def statistics(self) -> ScopeStatistics:
        """How the addresses of the scope are divided between the partners.

        Raises:
            ScopeNotInRelationship: it is in no failover relationship.
        """
        return self.server.scope_statistics(self.address)


def scopes_of(server: Server) -> Iterator[Scope]:
    """The scopes of a server, lowest address first. One that is deleted meanwhile is an error."""
    addresses = native.pages("DhcpEnumSubnets", server._wide, convert=_addresses, to_the_end=True)
    return (Scope._read(server, address) for address in addresses)


ScopeLike = Union[Scope, Address, IPv4Network]
"""A scope as it may be given: the scope, its network, or its subnet address."""


def scope_number(given: ScopeLike) -> int:
    """The subnet address of a scope as the API has it."""
    if isinstance(given, Scope):
        return int(given.address)
    if isinstance(given, str) and "/" in given:
        given = IPv4Network(given)
    return number(given.network_address if isinstance(given, IPv4Network) else given)


# ---- parts ----


def _network(address: int, mask: int) -> IPv4Network:
    return IPv4Network((address, str(IPv4Address(mask))))


def _force(force: bool) -> int:
    return int(native.DhcpFullForce if force else native.DhcpNoForce)


def _range_numbers(found: Any) -> Any:
    return found.StartAddress, found.EndAddress, found.BootpAllocated, found.MaxBootpAllowed


def _exclusion_numbers(found: Any) -> Any:
    return found.StartAddress, found.EndAddress


def _addresses(page: Any) -> List[int]:
    return list(page.Elements[: page.NumElements])
