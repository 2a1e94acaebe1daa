"""Two servers and their failover relationship as one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ContextManager, Iterable, Optional, Tuple

from .enums import Mode, ServerType, State
from .failover import FailoverRelationship, FailoverSettings
from .faults import cut_link, heal_link, link_cut
from .scopes import Scope, ScopeLike, scope_number
from .servers import Server


@dataclass(frozen=True)
class FailoverPair:
    """Two servers with the same failover relationship.

    What changes something does it on both, the partner first, as each call of the API touches one server only. If
    the second server refuses, the first one has the change.
    """

    primary: Server
    secondary: Server
    name: str

    @property
    def on_primary(self) -> FailoverRelationship:
        """The primary's half as it is now."""
        return self.primary.relationship(self.name)

    @property
    def on_secondary(self) -> FailoverRelationship:
        """The secondary's half as it is now."""
        return self.secondary.relationship(self.name)

    @property
    def halves(self) -> Tuple[FailoverRelationship, FailoverRelationship]:
        """Both halves as they are now, the primary's first."""
        return self.on_primary, self.on_secondary

    @property
    def states(self) -> Tuple[State, State]:
        """The states of both halves, the primary's first."""
        return self.on_primary.state, self.on_secondary.state

    @property
    def scopes(self) -> Tuple[Scope, ...]:
        """The scopes of the relationship, as the primary has them."""
        return tuple(self.primary.scope(address) for address in self.on_primary.scope_id)

    def set(self, **changes: Any) -> None:
        """Changes both halves; the parameters are those of `FailoverRelationship.set`."""
        for half in reversed(self.halves):
            half.set(**changes)

    def add_scopes(self, *scopes: ScopeLike) -> None:
        """Adds scopes, which both servers must have."""
        for half in reversed(self.halves):
            half.add_scopes(*scopes)

    def remove_scopes(self, *scopes: ScopeLike) -> None:
        """Removes scopes; both servers keep them, and their leases."""
        for half in reversed(self.halves):
            half.remove_scopes(*scopes)

    def delete(self) -> None:
        """Deletes both halves."""
        for half in reversed(self.halves):
            half.delete()

    def rebalance(self) -> None:
        """Rebalances the free addresses between the two servers now."""
        self.on_primary.rebalance()

    def cut_link(self) -> None:
        """Cuts the link between the servers."""
        cut_link(self.primary, self.secondary)

    def heal_link(self) -> None:
        """Heals the link between the servers."""
        heal_link(self.primary, self.secondary)

    def link_cut(self) -> ContextManager[None]:
        """Cuts the link between the servers until the end of a with block."""
        return link_cut(self.primary, self.secondary)


def create_failover(
    primary: Server,
    secondary: Server,
    name: str,
    scopes: Iterable[ScopeLike],
    *,
    mode: Mode = Mode.LOAD_BALANCE,
    percentage: Optional[int] = None,
    max_client_lead_time: timedelta = timedelta(hours=1),
    state_switch_interval: Optional[timedelta] = None,
    shared_secret: str = "",
) -> FailoverPair:
    """Creates a failover relationship on both servers, or on none.

    Args:
        scopes: both servers must have them.
        percentage: load balance: the primary's share, 50 if None; hot standby: the reserve of the secondary, 5 if None.
        state_switch_interval: after which time without contact the partner is taken to be down; None is never.
        shared_secret: "" is none.

    Raises:
        RelationshipExists: one of them has a relationship of that name.
        ScopeInRelationship: a scope is in a relationship already.
        ScopeNotFound: one of them has not all the scopes.
    """
    settings = FailoverSettings(mode, percentage, max_client_lead_time, state_switch_interval, shared_secret)
    numbers = [scope_number(scope) for scope in scopes]
    partners_half = secondary.create_relationship(primary, name, numbers, ServerType.SECONDARY, settings)
    try:
        primary.create_relationship(secondary, name, numbers, ServerType.PRIMARY, settings)
    except Exception:
        partners_half.delete()
        raise
    return FailoverPair(primary, secondary, name)
