"""Failover relationships: one server's half of one, and what can be asked about it.

The attributes have the names of the PowerShell cmdlets (Get-DhcpServerv4Failover and its siblings).
"""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any, Iterable, Iterator, List, Optional, Sequence, Tuple

from . import _native as native
from ._values import FOREVER, address_or_none, moment, moment_or_none, seconds, within
from .enums import DriftKind, Mode, ServerRole, ServerType, State, Side
from .scopes import ScopeLike, scope_number

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class ScopeStatistics:
    """How addresses are divided between the partners, seen from the server that was asked."""

    addresses: int
    """How many can be leased."""
    addresses_free: int
    addresses_in_use: int
    addresses_free_on_this_server: int
    addresses_free_on_partner_server: int
    addresses_in_use_on_this_server: int
    addresses_in_use_on_partner_server: int

    @classmethod
    def _of(cls, found: Any) -> ScopeStatistics:
        return cls(
            addresses=found.NumAddr,
            addresses_free=found.AddrFree,
            addresses_in_use=found.AddrInUse,
            addresses_free_on_this_server=found.ThisAddrFree,
            addresses_free_on_partner_server=found.PartnerAddrFree,
            addresses_in_use_on_this_server=found.ThisAddrInUse,
            addresses_in_use_on_partner_server=found.PartnerAddrInUse,
        )


@dataclass(frozen=True)
class RelationshipStatistics:
    """How a relationship as a whole is doing, seen from the server that was asked."""

    state: State
    previous_state: State
    since: datetime
    """When the state was entered."""
    timer_ends: Optional[datetime]
    """When the timer of the state ends; None if none runs."""
    all_usable_at: Optional[datetime]
    """When this server may hand out its partner's addresses too if that dies now; None: an administrator has to act."""
    in_contact: bool
    scopes: int
    """How many scopes the relationship has."""
    usable: int
    """How many free addresses this server may hand out now."""
    total: ScopeStatistics
    """The statistics of all scopes, added up."""


@dataclass(frozen=True)
class Rebalance:
    """A rebalance of one scope, and the numbers that it follows from."""

    scope: IPv4Address
    primary_free: int
    secondary_free: int
    secondary_share: int
    """How many of all free ones the secondary is to have."""
    moved: int
    """How many change hands."""
    moved_to: ServerType
    """Who gets them, if any change hands."""
    first: Optional[IPv4Address]
    """They are the free addresses of the other server from this one ..."""
    last: Optional[IPv4Address]
    """... to this one; both are None if nothing moves."""
    happens_now: bool
    """False: it waits for NORMAL, for contact, or for the partner to have the scope."""


@dataclass(frozen=True)
class DriftEntry:
    """One thing that differs between the servers of a relationship."""

    scope: IPv4Address
    kind: DriftKind
    side: Side
    first: Optional[IPv4Address]
    """The first address of the range or exclusion, or the reserved one, also of a reservation whose option differs."""
    last: Optional[IPv4Address]
    option_id: Optional[int] = None
    """The option whose value or definition differs."""
    user_class: Optional[str] = None
    """The user class that the option is for, or that differs itself."""
    vendor_class: Optional[str] = None
    """The same of the vendor class."""

    @classmethod
    def _of(cls, found: Any) -> "DriftEntry":
        entry = found.Entry
        return cls(
            scope=IPv4Address(entry.Scope),
            kind=DriftKind(entry.Kind),
            side=Side(entry.Side),
            first=address_or_none(entry.First),
            last=address_or_none(entry.Last),
            option_id=found.OptionID or None,
            user_class=native.text_at(found.UserClass) or None,
            vendor_class=native.text_at(found.VendorClass) or None,
        )


@dataclass(frozen=True)
class FailoverSettings:
    """The settings that two servers agree on when a relationship is created."""

    mode: Mode = Mode.LOAD_BALANCE
    percentage: Optional[int] = None
    """Load balance: the primary's share of the clients, 50 if None. Hot standby: the reserve, 5 if None."""
    max_client_lead_time: timedelta = timedelta(hours=1)
    """How far a lease may run ahead of what the partner knows."""
    state_switch_interval: Optional[timedelta] = None
    """After which time without contact the partner is taken to be down; None is never."""
    shared_secret: str = field(default="", repr=False)
    """Authenticates the messages between the partners; "" is none."""

    def _percentage(self) -> int:
        default = 50 if self.mode == Mode.LOAD_BALANCE else 5
        return within(default if self.percentage is None else self.percentage, 100, "percentage")


DEFAULT_SETTINGS = FailoverSettings()


@dataclass(frozen=True)
class FailoverRelationship:
    """One server's half of a failover relationship, as it was when it was read. `refresh` reads it again.

    Methods change this half only; `FailoverPair` changes both.
    """

    server: Server
    """The server whose half it is."""
    name: str
    mode: Mode
    server_type: ServerType
    """The part of this server."""
    state: State
    previous_state: State
    primary_server_ip: IPv4Address
    secondary_server_ip: IPv4Address
    primary_server_name: str
    secondary_server_name: str
    scope_id: Tuple[IPv4Address, ...]
    """Subnet addresses of its scopes."""
    percentage: int
    """As the API has it, equal on both servers; see `load_balance_percent` and `reserve_percent`."""
    max_client_lead_time: timedelta
    state_switch_interval: Optional[timedelta]
    """After which time without contact the partner is taken to be down; None is never."""
    shared_secret: str = field(repr=False)

    # ---- what follows from the fields ----

    @property
    def partner_server(self) -> str:
        """Name of the other server, or its address if it has none."""
        if self.server_type == ServerType.PRIMARY:
            return self.secondary_server_name or str(self.secondary_server_ip)
        return self.primary_server_name or str(self.primary_server_ip)

    @property
    def load_balance_percent(self) -> Optional[int]:
        """This server's share of the clients; None in hot standby."""
        if self.mode != Mode.LOAD_BALANCE:
            return None
        return self.percentage if self.server_type == ServerType.PRIMARY else 100 - self.percentage

    @property
    def reserve_percent(self) -> Optional[int]:
        """The share of the free addresses that the standby server has; None in load balance."""
        return self.percentage if self.mode == Mode.HOT_STANDBY else None

    @property
    def server_role(self) -> Optional[ServerRole]:
        """The part of this server in hot standby; None in load balance."""
        if self.mode != Mode.HOT_STANDBY:
            return None
        return ServerRole.ACTIVE if self.server_type == ServerType.PRIMARY else ServerRole.STANDBY

    @property
    def auto_state_transition(self) -> bool:
        """Whether the partner is taken to be down after some time without contact."""
        return self.state_switch_interval is not None

    @property
    def enable_auth(self) -> bool:
        """Whether there is a shared secret."""
        return bool(self.shared_secret)

    # ---- reading ----

    @classmethod
    def _of(cls, server: Server, found: Any) -> FailoverRelationship:
        scopes = found.pScopes.contents if found.pScopes else native.DHCP_IP_ARRAY()
        forever = found.SafePeriod == FOREVER
        return cls(
            server=server,
            name=native.text_at(found.RelationshipName),
            mode=Mode(found.Mode),
            server_type=ServerType(found.ServerType),
            state=State(found.State),
            previous_state=State(found.PrevState),
            primary_server_ip=IPv4Address(found.PrimaryServer),
            secondary_server_ip=IPv4Address(found.SecondaryServer),
            primary_server_name=native.text_at(found.PrimaryServerName),
            secondary_server_name=native.text_at(found.SecondaryServerName),
            scope_id=tuple(IPv4Address(address) for address in scopes.Elements[: scopes.NumElements]),
            percentage=found.Percentage,
            max_client_lead_time=timedelta(seconds=found.Mclt),
            state_switch_interval=None if forever else timedelta(seconds=found.SafePeriod),
            shared_secret=native.text_at(found.SharedSecret),
        )

    @classmethod
    def _read(cls, server: Server, function: str, key: Any) -> FailoverRelationship:
        with native.reply(function, server._wide, key) as found:
            return cls._of(server, found)

    def refresh(self) -> FailoverRelationship:
        """The half as it is now."""
        return self.server.relationship(self.name)

    # ---- changing ----

    def set(
        self,
        *,
        mode: Optional[Mode] = None,
        percentage: Optional[int] = None,
        max_client_lead_time: Optional[timedelta] = None,
        state_switch_interval: Optional[timedelta] = None,
        auto_state_transition: Optional[bool] = None,
        shared_secret: Optional[str] = None,
    ) -> FailoverRelationship:
        """Changes what is given and returns the half as it is then.

        Args:
            percentage: as the API has it, equal on both servers. It moves no address by itself.
            state_switch_interval: more than nothing.
            auto_state_transition: False sets the interval to never; True needs an interval.
            shared_secret: "" is none.
        """
        flags, change = 0, self._named()
        if mode is not None:
            flags, change.Mode = flags | native.MODE, mode
        if percentage is not None:
            flags, change.Percentage = flags | native.PERCENTAGE, within(percentage, 100, "percentage")
        if max_client_lead_time is not None:
            flags, change.Mclt = flags | native.MCLT, seconds(max_client_lead_time, "max_client_lead_time")
        if state_switch_interval is not None or auto_state_transition is not None:
            period = self._safe_period(state_switch_interval, auto_state_transition)
            flags, change.SafePeriod = flags | native.SAFEPERIOD, period
        if shared_secret is not None:
            flags, change.SharedSecret = flags | native.SHAREDSECRET, native.wide_pointer(shared_secret)
        return self._set(flags, change) if flags else self.refresh()

    def _safe_period(self, interval: Optional[timedelta], automatic: Optional[bool]) -> int:
        if automatic is False:
            if interval is not None:
                raise ValueError("without auto_state_transition there is no state_switch_interval")
            return FOREVER
        interval = self.state_switch_interval if interval is None else interval
        if interval is None:
            raise ValueError("auto_state_transition needs a state_switch_interval")
        return safe_period(interval)

    def change_state(self, state: State) -> FailoverRelationship:
        """Says which state the half is in, as an administrator may."""
        change = self._named()
        change.State = state
        return self._set(native.CHANGESTATE, change)

    def partner_down(self) -> FailoverRelationship:
        """Says that the partner is down, so that this server may use its addresses after the MCLT."""
        return self.change_state(State.PARTNER_DOWN)

    def _set(self, flags: int, change: Any) -> FailoverRelationship:
        native.call("DhcpV4FailoverSetRelationship", self.server._wide, flags, byref(change))
        return self.refresh()

    def _named(self, scopes: Sequence[int] = ()) -> Any:
        named = native.DHCP_FAILOVER_RELATIONSHIP(RelationshipName=native.wide_pointer(self.name))
        if scopes:
            named.pScopes = native.address_array(list(scopes))
        return named

    def add_scopes(self, *scopes: ScopeLike) -> FailoverRelationship:
        """Adds scopes, all of them or none, and returns the half as it is then.

        Raises:
            StateNotNormal: the relationship is not in NORMAL.
        """
        return self._with_scopes("DhcpV4FailoverAddScopeToRelationship", scopes)

    def remove_scopes(self, *scopes: ScopeLike) -> FailoverRelationship:
        """Removes scopes, all of them or none, and returns the half as it is then."""
        return self._with_scopes("DhcpV4FailoverDeleteScopeFromRelationship", scopes)

    def _with_scopes(self, function: str, scopes: Iterable[ScopeLike]) -> FailoverRelationship:
        change = self._named([scope_number(scope) for scope in scopes])
        native.call(function, self.server._wide, byref(change))
        return self.refresh()

    def delete(self) -> None:
        """Deletes the half. Its scopes stay on the server with all their leases."""
        native.call("DhcpV4FailoverDeleteRelationship", self.server._wide, native.wide(self.name))

    def rebalance(self) -> None:
        """Rebalances the free addresses between the two servers now.

        Raises:
            RelationIsSecondary: only the primary can do this.
        """
        native.call("DhcpV4FailoverTriggerAddrAllocation", self.server._wide, native.wide(self.name))

    # ---- asking ----

    def _asked(self) -> Tuple[Any, Any]:
        return self.server._wide, native.wide(self.name)

    def statistics(self) -> RelationshipStatistics:
        """How the relationship as a whole is doing now."""
        with native.reply("dhcpsapi_relationship_statistics", *self._asked()) as found:
            return RelationshipStatistics(
                state=State(found.State),
                previous_state=State(found.PrevState),
                since=moment(found.Since),
                timer_ends=moment_or_none(found.TimerEnds),
                all_usable_at=moment_or_none(found.AllUsableAt),
                in_contact=bool(found.InContact),
                scopes=found.NumScopes,
                usable=found.Usable,
                total=ScopeStatistics._of(found.Total),
            )

    def preview_rebalance(self) -> List[Rebalance]:
        """The rebalance that `rebalance` would bring in each scope. Nothing is moved.

        Raises:
            RelationIsSecondary: only the primary knows.
        """
        with native.array_reply("dhcpsapi_preview_rebalance", *self._asked()) as rebalances:
            return [
                Rebalance(
                    scope=IPv4Address(found.Scope),
                    primary_free=found.PrimaryFree,
                    secondary_free=found.SecondaryFree,
                    secondary_share=found.SecondaryShare,
                    moved=found.Moved,
                    moved_to=ServerType(found.MovedTo),
                    first=address_or_none(found.First),
                    last=address_or_none(found.Last),
                    happens_now=bool(found.HappensNow),
                )
                for found in rebalances
            ]

    def drift(self) -> List[DriftEntry]:
        """The drift between this server and its partner: what each was told of the relationship and its scopes.

        Raises:
            ServerUnavailable: the partner is not in contact.
        """
        with native.array_reply("dhcpsapi_drift_ex", *self._asked()) as drift:
            return [DriftEntry._of(found) for found in drift]


def relationships_of(server: Server) -> Iterator[FailoverRelationship]:
    """A server's halves of failover relationships."""

    def convert(page: Any) -> List[FailoverRelationship]:
        return [FailoverRelationship._of(server, found) for found in page.pRelationships[: page.NumElements]]

    return native.pages("DhcpV4FailoverEnumRelationship", server._wide, convert=convert)


def safe_period(interval: Optional[timedelta]) -> int:
    """A state switch interval as the API has it."""
    if interval is None:
        return FOREVER
    if not interval:  # the API would take it for never
        raise ValueError("state_switch_interval is more than nothing")
    return seconds(interval, "state_switch_interval")


def create_half(
    server: Server,
    partner: Server,
    name: str,
    scopes: Sequence[int],
    server_type: ServerType,
    settings: FailoverSettings,
) -> None:
    """Creates a server's half of a relationship."""
    is_primary = server_type == ServerType.PRIMARY
    primary, secondary = (server, partner) if is_primary else (partner, server)
    half = native.DHCP_FAILOVER_RELATIONSHIP(
        PrimaryServer=_address_of(primary, scopes),
        SecondaryServer=_address_of(secondary, scopes),
        Mode=settings.mode,
        ServerType=server_type,
        Mclt=seconds(settings.max_client_lead_time, "max_client_lead_time"),
        SafePeriod=safe_period(settings.state_switch_interval),
        RelationshipName=native.wide_pointer(name),
        PrimaryServerName=native.wide_pointer(primary.name),
        SecondaryServerName=native.wide_pointer(secondary.name),
        pScopes=native.address_array(list(scopes)),
        Percentage=settings._percentage(),
        SharedSecret=native.wide_pointer(settings.shared_secret or None),
    )
    native.call("DhcpV4FailoverCreateRelationship", server._wide, byref(half))


def _address_of(server: Server, scopes: Sequence[int]) -> int:
    """The address of a server; one that is known by name only is asked, about a client that nobody has."""
    if server.address is not None:
        return int(server.address)
    client = native.DHCPSAPI_CLIENT(Scope=scopes[0] if scopes else 0, HardwareAddress=native.binary(b"\0"))
    with native.array_reply("dhcpsapi_explain", server._wide, native.DhcpsapiNewLease, byref(client)) as answers:
        return int(answers[0].Server)
