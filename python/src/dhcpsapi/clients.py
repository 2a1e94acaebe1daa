"""DHCP clients: what they ask, and what servers answer."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from typing import Any, Dict, List, Mapping, Optional, Sequence

from . import _native as native
from ._values import Address, HardwareAddress, Identifier, address_or_none, identifier, moment_or_none, number, seconds
from .enums import RequestKind, Rule, State
from .scopes import ScopeLike, scope_number
from .servers import ServerLike, as_server


@dataclass(frozen=True)
class Answer:
    """A server's answer to a DHCP client, and the numbers that it was made from."""

    server: IPv4Address
    """The server's address."""
    rule: Rule
    """Why it answers so."""
    address: Optional[IPv4Address]
    """The address that the client gets; None if it gets none."""
    lease_time: timedelta
    """For how long; 0 if it gets none."""
    wanted_lease_time: timedelta
    """For how long it would have got it without failover."""
    max_client_lead_time: timedelta
    """The MCLT of the scope's relationship; 0 without relationship."""
    acknowledged_potential_expiration: Optional[datetime]
    """The latest end of the lease that the partner has acknowledged."""
    received_potential_expiration: Optional[datetime]
    """The latest end of the lease that the partner has told."""
    state: State
    """The state of the relationship."""
    bucket: int
    """The bucket, 0 to 255, that load balance puts the client into ..."""
    primary_buckets: int
    """... and how many of them, from 0 on, are the primary's."""
    expires: Optional[datetime]
    """When the lease ends; None if the client gets none, or it never ends."""
    changes_at: Optional[datetime]
    """When this server would answer otherwise if nothing else happens; None if that is not known."""
    options: Mapping[int, bytes] = field(default_factory=dict)
    """The options that the server sends, by their codes, in their order; none if the client wants none."""

    @classmethod
    def _of(cls, found: Any) -> Answer:
        return cls(
            server=IPv4Address(found.Server),
            rule=Rule(found.Rule),
            address=address_or_none(found.Address),
            lease_time=timedelta(seconds=found.LeaseTime),
            wanted_lease_time=timedelta(seconds=found.WantedLeaseTime),
            max_client_lead_time=timedelta(seconds=found.Mclt),
            acknowledged_potential_expiration=moment_or_none(found.AckPotExpTime),
            received_potential_expiration=moment_or_none(found.RecvPotExpTime),
            state=State(found.State),
            bucket=found.Bucket,
            primary_buckets=found.PrimaryBuckets,
            expires=None if found.Expires == NEVER else moment_or_none(found.Expires),
            changes_at=moment_or_none(found.ChangesAt),
            options=_options(native.bytes_at(found.Options)),
        )


NEVER = 2**64 - 1
"""The end of a lease that never ends."""


def _options(message: bytes) -> Dict[int, bytes]:
    """The options of a message: code, length, bytes. Those with one code belong together (RFC 3396)."""
    found: Dict[int, bytes] = {}
    place = 0
    while place < len(message):
        code, length = message[place : place + 2]
        found[code] = found.get(code, b"") + message[place + 2 : place + 2 + length]
        place += 2 + length
    return found


class Client:
    """A DHCP client in the subnet of a scope.

    Its methods take the only server that hears it; None lets all hear it that a client would reach.
    """

    def __init__(
        self,
        scope: ScopeLike,
        hardware_address: Identifier,
        *,
        name: Optional[str] = None,
        address: Optional[Address] = None,
        lease_time: Optional[timedelta] = None,
        tried: Optional[timedelta] = None,
        user_class: bytes = b"",
        vendor_class: bytes = b"",
        wanted_options: Sequence[int] = (),
    ) -> None:
        """Makes a client.

        Args:
            scope: the scope, its network or its subnet address.
            hardware_address: "02-00-00-00-00-07", or bytes.
            name: its host name; None if it says none.
            address: the address that it wishes, or has and talks about; None is any, or the one that it has.
            lease_time: the time that it wishes; None is what the scope gives.
            tried: for how long it has tried to get an answer; see `service_delay`.
            user_class: the data of its user class, up to 255 bytes.
            vendor_class: the data of its vendor class, up to 255 bytes.
            wanted_options: the codes of the options that it wants.
        """
        self.scope = IPv4Address(scope_number(scope))
        self.hardware_address: HardwareAddress = identifier(hardware_address)
        self.name = name
        self.address = None if address is None else IPv4Address(address)
        self.lease_time = lease_time
        self.tried = tried
        self.user_class = user_class
        self.vendor_class = vendor_class
        self.wanted_options = tuple(wanted_options)

    def __repr__(self) -> str:
        return f"Client('{self.scope}', '{self.hardware_address}')"

    def _native(self) -> Any:
        wished = 0 if self.lease_time is None else seconds(self.lease_time, "lease_time")
        client = native.DHCPSAPI_CLIENT(
            Scope=int(self.scope),
            Address=0 if self.address is None else number(self.address),
            HardwareAddress=native.binary(self.hardware_address),
            Name=native.wide_pointer(self.name),
            LeaseTime=wished,
            Seconds=0 if self.tried is None else seconds(self.tried, "tried"),
            UserClass=native.binary(self.user_class),
            VendorClass=native.binary(self.vendor_class),
            ParameterList=native.binary(bytes(self.wanted_options)),
        )
        return byref(client)

    def request(self, server: Optional[ServerLike] = None) -> Answer:
        """Asks for a lease, with DISCOVER and REQUEST.

        Raises:
            NobodyAnswers: no server answers.
            RangeFull: no address is free.
            AddressNotAvailable: the address that is reserved for it is not free yet.
        """
        return self._answer("dhcpsapi_client_request", server)

    def renew(self, server: Optional[ServerLike] = None) -> Answer:
        """Asks the server that it has its lease from for more time.

        Raises:
            LeaseNotFound: it has no lease, or another address is reserved for it.
            AddressNotAvailable: it has another address, or its address is leased no more.
            NobodyAnswers: the server does not answer it.
        """
        return self._answer("dhcpsapi_client_renew", server)

    def rebind(self, server: Optional[ServerLike] = None) -> Answer:
        """Asks every server for more time, since that server was silent. Raises what `renew` does."""
        return self._answer("dhcpsapi_client_rebind", server)

    def release(self, server: Optional[ServerLike] = None) -> None:
        """Gives the lease back."""
        native.call("dhcpsapi_client_release", _heard_by(server), self._native())

    def decline(self, server: Optional[ServerLike] = None) -> None:
        """Refuses the leased address, having found somebody else there."""
        native.call("dhcpsapi_client_decline", _heard_by(server), self._native())

    def explain(self, kind: RequestKind = RequestKind.NEW_LEASE, server: Optional[ServerLike] = None) -> List[Answer]:
        """The answers that the servers would give now, and why; the best answer first. Nothing is leased."""
        with native.array_reply("dhcpsapi_explain", _heard_by(server), kind, self._native()) as answers:
            return [Answer._of(found) for found in answers]

    def _answer(self, function: str, server: Optional[ServerLike]) -> Answer:
        with native.reply(function, _heard_by(server), self._native()) as found:
            return Answer._of(found)


def _heard_by(server: Optional[ServerLike]) -> Any:
    return None if server is None else as_server(server)._wide
