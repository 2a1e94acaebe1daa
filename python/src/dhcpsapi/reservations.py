"""Reservations: addresses that are kept for one client."""

from __future__ import annotations

from ctypes import byref, pointer
from dataclasses import dataclass, field, replace
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from . import _native as native
from ._values import HardwareAddress
from .enums import ClientType
from .leases import search_info
from .options import OptionLevel, Options

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class Reservation:
    """An address that is kept for one client, as a server had it when it was read.

    Two are equal if they say the same, whichever servers have them.
    """

    server: Server = field(compare=False)
    address: IPv4Address
    scope: IPv4Address
    """Subnet address of its scope."""
    hardware_address: HardwareAddress
    name: str = ""
    description: str = ""
    client_type: ClientType = ClientType.BOTH
    """Which protocols the client may use."""
    has_options: bool = False
    """Whether options have values for it."""

    @property
    def options(self) -> Options:
        """The values of options for its client."""
        return Options(self.server, OptionLevel(self.scope, self.address))

    def set(self, *, name: Optional[str] = None, description: Optional[str] = None) -> Reservation:
        """Gives it another name or description, which are those of the record of its client.

        Raises:
            LeaseNotFound: the client has its record at another address, or the reservation is gone.
        """
        server = self.server
        with native.reply("DhcpGetClientInfoV4", server._wide, search_info(address=self.address)) as found:
            wanted = native.DHCP_CLIENT_INFO_V4.from_buffer_copy(found)
            # NULL leaves the old one.
            wanted.ClientName, wanted.ClientComment = native.wide_pointer(name), native.wide_pointer(description)
            native.call("DhcpSetClientInfoV4", server._wide, byref(wanted))
        return replace(
            self,
            name=self.name if name is None else name,
            description=self.description if description is None else description,
        )

    def delete(self) -> None:
        """Takes the reservation away, with its options.

        A lease that its client has gets the length that the scope gives from now on.
        """
        change_reservation("DhcpRemoveSubnetElementV5", self, native.DhcpNoForce)


def change_reservation(function: str, reservation: Reservation, *more: int) -> None:
    """Calls a function that adds or removes an element."""
    client = pointer(native.binary(reservation.hardware_address))
    block = native.DHCP_IP_RESERVATION_V4(int(reservation.address), client, reservation.client_type)
    element = native.DHCP_SUBNET_ELEMENT_DATA_V5(ElementType=native.DhcpReservedIps)
    element.Element.ReservedIp = pointer(block)
    native.call(function, reservation.server._wide, int(reservation.scope), byref(element), *more)


def reservations_of(server: Server, scope: IPv4Address, most: Optional[int] = None) -> Iterator[Reservation]:
    """The reservations of a scope, lowest address first."""

    def convert(page: Any) -> List[Reservation]:
        return [_of(server, scope, found.contents) for found in page.Elements[: page.NumElements]]

    arguments = (server._wide, int(scope))
    return native.pages("DhcpV4EnumSubnetReservations", *arguments, convert=convert, most=most)


def _of(server: Server, scope: IPv4Address, found: Any) -> Reservation:
    return Reservation(
        server=server,
        address=IPv4Address(found.ReservedIpAddress),
        scope=scope,
        hardware_address=HardwareAddress(native.bytes_at(found.ReservedForClient)),
        name=native.text_at(found.ReservedClientName),
        description=native.text_at(found.ReservedClientDesc),
        client_type=ClientType(found.bAllowedClientTypes),
        has_options=bool(found.fOptionsPresent),
    )
