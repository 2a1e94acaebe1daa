"""Scopes of a server: their ranges, exclusions, reservations, free addresses and leases."""

from __future__ import annotations

from ctypes import byref, pointer
from dataclasses import dataclass, replace
from datetime import datetime
from ipaddress import IPv4Address, IPv4Network
from typing import TYPE_CHECKING, Any, Iterator, List, Optional, Union

from . import _native as native
from ._values import (
    Address,
    HardwareAddress,
    Identifier,
    Network,
    date_time,
    identifier,
    number,
    text_or_none,
    within,
)
from .enums import ClientType, LeaseState, RangeKind, ScopeState
from .errors import ERROR_DHCP_REACHED_END_OF_SELECTION
from .leases import Lease, Reservation, find_lease, leases_of, search_info

if TYPE_CHECKING:
    from .failover import FailoverRelationship, ScopeStatistics
    from .servers import Server


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
        self, address: Address, hardware_address: Identifier, client_type: ClientType = ClientType.BOTH
    ) -> Reservation:
        """Keeps an address for a client.

        Raises:
            ReservationExists: the address or the client is reserved, or another client holds the address.
        """
        client = identifier(hardware_address)
        self._reservation("DhcpAddSubnetElementV5", address, client, client_type)
        return Reservation(IPv4Address(address), client, client_type=client_type)

    def remove_reservation(self, address: Address, hardware_address: Identifier) -> None:
        """Takes a reservation away. A lease that the client has goes on for eight days."""
        client = identifier(hardware_address)
        self._reservation("DhcpRemoveSubnetElementV5", address, client, ClientType.BOTH, native.DhcpNoForce)

    def _reservation(self, function: str, address: Address, client: bytes, client_type: ClientType, *more: int) -> None:
        block = native.DHCP_IP_RESERVATION_V4(number(address), pointer(native.binary(client)), client_type)
        self._element(function, native.DhcpReservedIps, *more, ReservedIp=block)

    def reservations(self) -> Iterator[Reservation]:
        """The reservations, lowest address first."""
        arguments = (self.server._wide, int(self.address))
        return native.pages("DhcpV4EnumSubnetReservations", *arguments, convert=_reservations)

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


def _reservations(page: Any) -> List[Reservation]:
    return [
        Reservation(
            address=IPv4Address(found.contents.ReservedIpAddress),
            hardware_address=HardwareAddress(native.bytes_at(found.contents.ReservedForClient)),
            name=native.text_at(found.contents.ReservedClientName),
            description=native.text_at(found.contents.ReservedClientDesc),
            client_type=ClientType(found.contents.bAllowedClientTypes),
        )
        for found in page.Elements[: page.NumElements]
    ]
