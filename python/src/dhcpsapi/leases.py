"""Lease records of a server."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from . import _native as native
from ._values import (
    Address,
    HardwareAddress,
    Identifier,
    end_of_lease,
    identifier,
    moment_or_none,
    number,
    unique_id,
    without_subnet,
)
from .enums import ClientType, LeaseState

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class FailoverTimes:
    """The moments of the failover protocol for a lease. None: there is no such moment yet."""

    sent_potential_expiration: Optional[datetime]
    """The latest end of the lease that the partner was told."""
    acknowledged_potential_expiration: Optional[datetime]
    """The latest end of the lease that the partner has acknowledged."""
    received_potential_expiration: Optional[datetime]
    """The latest end of the lease that the partner has told."""
    started: Optional[datetime]
    """When the lease came into its state."""
    last_transaction: Optional[datetime]
    """When the client was last heard."""
    last_update: Optional[datetime]
    """When the partner last told something about the lease."""

    @classmethod
    def _of(cls, found: Any) -> FailoverTimes:
        return cls(
            sent_potential_expiration=moment_or_none(found.SentPotExpTime),
            acknowledged_potential_expiration=moment_or_none(found.AckPotExpTime),
            received_potential_expiration=moment_or_none(found.RecvPotExpTime),
            started=moment_or_none(found.StartTime),
            last_transaction=moment_or_none(found.CltLastTransTime),
            last_update=moment_or_none(found.LastBndUpdTime),
        )


@dataclass(frozen=True)
class Lease:
    """A lease record, as a server had it when it was read."""

    server: Server
    address: IPv4Address
    scope: IPv4Address
    """Subnet address of its scope."""
    hardware_address: HardwareAddress
    name: str
    comment: str
    expires: Optional[datetime]
    """None: the lease does not end, or it is a reservation that was never used."""
    state: LeaseState
    client_type: ClientType
    granted_by: Optional[IPv4Address]
    """Address of the server that granted the lease or last renewed it."""
    failover: Optional[FailoverTimes] = None
    """The moments of the failover protocol; None unless they were asked for."""

    @classmethod
    def _of(cls, server: Server, found: Any, failover: Optional[FailoverTimes]) -> Lease:
        scope = found.ClientIpAddress & found.SubnetMask
        granted_by = found.OwnerHost.IpAddress
        return cls(
            server=server,
            address=IPv4Address(found.ClientIpAddress),
            scope=IPv4Address(scope),
            hardware_address=_hardware_address(native.bytes_at(found.ClientHardwareAddress), scope, failover),
            name=native.text_at(found.ClientName),
            comment=native.text_at(found.ClientComment),
            expires=end_of_lease(found.ClientLeaseExpires),
            state=LeaseState(found.AddressState & 3),
            client_type=ClientType(found.bClientType),
            granted_by=None if granted_by in (0, 0xFFFFFFFF) else IPv4Address(granted_by),
            failover=failover,
        )

    def delete(self) -> None:
        """Deletes the record; the address is free.

        Raises:
            LeaseNotFound: the record is gone already.
            AddressReserved: the address is reserved.
        """
        native.call("DhcpDeleteClientInfo", self.server._wide, search_info(address=self.address))


def _hardware_address(client: bytes, scope: int, failover: Optional[FailoverTimes]) -> HardwareAddress:
    """The identifier of a client, which the function for failover returns behind the subnet."""
    return HardwareAddress(client) if failover is None else without_subnet(client, scope)


def leases_of(server: Server, scope: int) -> Iterator[Lease]:
    """The lease records of a scope, or of all scopes if it is 0, lowest address first, as they are at one moment."""

    def convert(page: Any) -> List[Lease]:
        return [Lease._of(server, found.contents, None) for found in page.Clients[: page.NumElements]]

    return native.pages("DhcpV4EnumSubnetClients", server._wide, scope, convert=convert, most=native.ALL)


def search_info(
    address: Optional[Address] = None,
    hardware_address: Optional[Identifier] = None,
    scope: Optional[Address] = None,
    name: Optional[str] = None,
) -> Any:
    """A DHCP_SEARCH_INFO for exactly one of an address, a client in a scope, or a name."""
    if (address, hardware_address, name).count(None) != 2 or (hardware_address is None) != (scope is None):
        raise ValueError("a lease is found by its address, its hardware address and scope, or its name")
    search = native.DHCP_SEARCH_INFO()
    if address is not None:
        search.SearchType = native.DhcpClientIpAddress
        search.SearchInfo.ClientIpAddress = number(address)
    elif hardware_address is not None and scope is not None:
        search.SearchType = native.DhcpClientHardwareAddress
        client = unique_id(number(scope), identifier(hardware_address))
        search.SearchInfo.ClientHardwareAddress = native.binary(client)
    else:
        search.SearchType = native.DhcpClientName
        search.SearchInfo.ClientName = native.wide_pointer(name)
    return byref(search)


def find_lease(server: Server, failover: bool, search: Any) -> Lease:
    """The lease record that a DHCP_SEARCH_INFO describes."""
    function = "DhcpV4FailoverGetClientInfo" if failover else "DhcpV4GetClientInfo"
    with native.reply(function, server._wide, search) as found:
        return Lease._of(server, found, FailoverTimes._of(found) if failover else None)
