"""What a server has counted since its service started."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Optional, Tuple

from . import _native as native
from ._values import end_of_lease

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class ScopeCounters:
    """How many addresses of a scope are free and in use; all are 0 where it has no range."""

    address: IPv4Address
    """Subnet address of the scope."""
    in_use: int
    """Addresses that a client has, or has declined."""
    free: int
    """The others of the range that are not excluded."""
    pending_offers: int
    """Addresses that are offered, and not yet taken."""


@dataclass(frozen=True)
class ServerStatistics:
    """The counters of a server, and the figures of its scopes, as they were when they were read.

    A counter begins anew with the service, and behind its largest value of 32 bits.
    """

    started: Optional[datetime]
    """When the service started; None if that is not known."""
    discovers: int
    """DISCOVER messages received."""
    offers: int
    """OFFER messages sent."""
    delayed_offers: int
    """How many of them were delayed."""
    requests: int
    """REQUEST messages received."""
    acks: int
    """ACK messages sent."""
    naks: int
    """NAK messages sent."""
    declines: int
    """DECLINE messages received."""
    releases: int
    """RELEASE messages received."""
    scopes_with_delay: int
    """How many scopes delay their offers."""
    scopes: Tuple[ScopeCounters, ...]
    """The figures of each scope, lowest address first."""

    @property
    def in_use(self) -> int:
        """Addresses in use, of all scopes together."""
        return sum(scope.in_use for scope in self.scopes)

    @property
    def free(self) -> int:
        """Free addresses, of all scopes together."""
        return sum(scope.free for scope in self.scopes)

    @property
    def percentage_in_use(self) -> float:
        """How many of a hundred addresses are in use; 0 if there is no address."""
        return 100 * self.in_use / ((self.in_use + self.free) or 1)


def statistics_of(server: Server) -> ServerStatistics:
    """The counters of a server."""
    with native.reply("DhcpGetMibInfoV5", server._wide) as found:
        return ServerStatistics(
            started=end_of_lease(found.ServerStartTime),
            discovers=found.Discovers,
            offers=found.Offers,
            delayed_offers=found.DelayedOffers,
            requests=found.Requests,
            acks=found.Acks,
            naks=found.Naks,
            declines=found.Declines,
            releases=found.Releases,
            scopes_with_delay=found.ScopesWithDelayedOffers,
            scopes=tuple(map(_counters, found.ScopeInfo[: found.Scopes])),
        )


def _counters(found: Any) -> ScopeCounters:
    return ScopeCounters(
        IPv4Address(found.Subnet), found.NumAddressesInuse, found.NumAddressesFree, found.NumPendingOffers
    )
