"""The WMI classes of DHCP failover, which the PowerShell cmdlets call: one call acts on a server and its partner.

    from dhcpsapi import cim

    made = cim.add_by_load_balance(computer_name="dhcp1", partner_server="dhcp2", scope_id="10.0.0.0", name="HQ")
    print(made.json())

A method does all that it is asked to on both servers, or nothing on either. Its parameters have the names that the
cmdlets have, in snake_case; servers and scopes may be given as everywhere in this package, and `computer_name=None` is
the local server. What is None is not said: it is as the cmdlet has it, and `set_` leaves it as it is.

`force` means as in the cmdlets that nobody is asked, and a function asks nobody: only `scope_remove` refuses something
without it. `this_server_only` changes the server that is asked alone, for when its partner cannot be reached.

With `what_if=True` nothing is done. What would be refused is, and the answer is what would be done, one string for each
step, such as "dhcp2: create scope 10.0.0.0".

`get_by_name` and `get_by_scope_id` answer one relationship, or raise why there is none. `find_by_name` and
`find_by_scope_id` answer several: a name that there is none of is no failure of the call, its `Found` says so.
"""

from __future__ import annotations

import ctypes
from ctypes import byref
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from ipaddress import IPv4Address, IPv4Network
from typing import (
    Any,
    Callable,
    Dict,
    Generic,
    Iterable,
    List,
    Literal,
    Mapping,
    Optional,
    Tuple,
    Type,
    TypeVar,
    Union,
    overload,
)

from . import _native as native
from ._values import Address, number, seconds, within
from .enums import Mode, PartnerScopes, ServerRole, ServerType, State
from .errors import ERROR_DHCP_REACHED_END_OF_SELECTION, DhcpError, error_of
from .scopes import Scope, ScopeLike, scope_number
from .servers import ServerLike, as_server

__all__ = [
    "PROPERTIES",
    "DhcpServerv4Failover",
    "DhcpServerv4ScopeStatistics",
    "Found",
    "Names",
    "PartnerScopes",
    "Scopes",
    "add_by_hot_standby",
    "add_by_load_balance",
    "find_by_name",
    "find_by_scope_id",
    "find_scope_statistics",
    "free_ip_address",
    "get_by_name",
    "get_by_scope_id",
    "invoke_by_name",
    "invoke_by_scope_id",
    "remove",
    "scope_add",
    "scope_remove",
    "scope_statistics",
    "set_",
]

Names = Union[str, Iterable[str]]
"""Names of relationships, in any case: one, or several."""

Scopes = Union[ScopeLike, Iterable[ScopeLike]]
"""Scopes: one as it may be given everywhere, or several."""

PROPERTIES: Mapping[str, str] = {
    "name": "Name",
    "partner_server": "PartnerServer",
    "mode": "Mode",
    "server_role": "ServerRole",
    "load_balance_percent": "LoadBalancePercent",
    "reserve_percent": "ReservePercent",
    "scope_id": "ScopeId",
    "max_client_lead_time": "MaxClientLeadTime",
    "auto_state_transition": "AutoStateTransition",
    "state_switch_interval": "StateSwitchInterval",
    "state": "State",
    "enable_auth": "EnableAuth",
    "primary_server_ip": "PrimaryServerIP",
    "secondary_server_ip": "SecondaryServerIP",
    "primary_server_name": "PrimaryServerName",
    "secondary_server_name": "SecondaryServerName",
    "server_type": "ServerType",
}
"""The fields of `DhcpServerv4Failover` and the WMI names of the properties, in the order of the class."""

_TEXTS: Dict[Type[Enum], Dict[Any, str]] = {
    Mode: {Mode.LOAD_BALANCE: "LoadBalance", Mode.HOT_STANDBY: "HotStandby"},
    ServerRole: {role: role.value for role in ServerRole},
    ServerType: {ServerType.PRIMARY: "PrimaryServer", ServerType.SECONDARY: "SecondaryServer"},
    State: {
        State.NO_STATE: "NoState",
        State.INIT: "Init",
        State.STARTUP: "Startup",
        State.NORMAL: "Normal",
        State.COMMUNICATION_INT: "CommunicationInterrupted",
        State.PARTNER_DOWN: "PartnerDown",
        State.POTENTIAL_CONFLICT: "PotentialConflict",
        State.CONFLICT_DONE: "ConflictDone",
        State.RESOLUTION_INT: "ResolutionInterrupted",
        State.RECOVER: "Recover",
        State.RECOVER_WAIT: "RecoverWait",
        State.RECOVER_DONE: "RecoverDone",
    },
}


# ---- values of the class and of Python ----


E = TypeVar("E", bound=Enum)
T = TypeVar("T")


def _text_or_none(pointer: Any) -> Optional[str]:
    return native.text_at(pointer) if pointer else None


def _member(kind: Type[E], pointer: Any) -> E:
    """The member of an enumeration that the class has this text for."""
    texts: Dict[E, str] = _TEXTS[kind]
    text = native.text_at(pointer)
    return next(member for member, known in texts.items() if known == text)


def _text_of(member: Optional[Enum]) -> Optional[str]:
    """The text that the class has for a member of an enumeration.

    Raises:
        ValueError: it has none.
    """
    if member is None:
        return None
    if member not in _TEXTS[type(member)]:
        raise ValueError(f"the class has no {member!r}")
    return _TEXTS[type(member)][member]


def _address(pointer: Any) -> IPv4Address:
    return IPv4Address(native.text_at(pointer))


def _said(structure: Any, name: str) -> Any:
    """A number that may be null."""
    return getattr(structure, name) if getattr(structure, "Has" + name) else None


def _say(structure: Any, **numbers: Optional[int]) -> None:
    """Sets numbers that may be null; None leaves one unsaid."""
    for name, number in numbers.items():
        if number is not None:
            setattr(structure, "Has" + name, True)
            setattr(structure, name, number)


def _interval(found: Optional[int]) -> Optional[timedelta]:
    return None if found is None else timedelta(seconds=found)


def _utf8(name: str, argument: Any) -> str:
    """A text of UTF-8 that a function makes."""
    text = native.ctype("char*")()
    try:
        native.call(name, argument, byref(text))
        return (text.value or b"").decode()
    finally:
        native.function("DhcpRpcFreeMemory")(text)


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Enum):
        return _text_of(value)
    if isinstance(value, timedelta):
        return _utf8("dhcpsapi_cim_interval_text", seconds(value, "an interval"))
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, IPv4Address) else value


def _array(texts: List[str]) -> Any:
    """Strings for a WCHAR** parameter, which keeps them alive."""
    return (native.ctype("WCHAR*") * len(texts))(*map(native.wide_pointer, texts))


def _names(given: Names) -> Tuple[Any, int]:
    """Names for a call, and how many."""
    names = [given] if isinstance(given, str) else list(given)
    return _some(names, "name")


def _scopes(given: Scopes) -> Tuple[Any, int]:
    """Scopes for a call, as the class writes them, and how many."""
    one = isinstance(given, (Scope, IPv4Network, IPv4Address, str, int))
    scopes: Any = [given] if one else given
    return _some([str(IPv4Address(scope_number(scope))) for scope in scopes], "scope_id")


def _some(texts: List[str], label: str) -> Tuple[Any, int]:
    if not texts:  # the library would take it for all
        raise ValueError(f"{label} has at least one element")
    return _array(texts), len(texts)


_ALL = (None, 0)
"""The argument that stands for all relationships, or all scopes."""


def _server(given: Optional[ServerLike]) -> Optional[str]:
    return None if given is None else as_server(given).name


def _percent(given: Optional[int], name: str) -> Optional[int]:
    return None if given is None else within(given, 100, name)


def _seconds(given: Optional[timedelta], name: str) -> Optional[int]:
    return None if given is None else seconds(given, name)


# ---- instances ----


@dataclass(frozen=True)
class DhcpServerv4Failover:
    """An instance of the class: a relationship as one of its two servers showed it. What is null is None.

    The shared secret is no property of the class and never in an instance.
    """

    name: str
    partner_server: str
    """The other server as it was given when the relationship was made, by name or address; its address if it has no name."""
    mode: Mode
    server_role: Optional[ServerRole]
    """None in load balance. The primary server is the active one."""
    load_balance_percent: Optional[int]
    """The share of the server that was asked; None in hot standby."""
    reserve_percent: Optional[int]
    """The percentage that is kept for the standby server; None in load balance."""
    scope_id: Tuple[IPv4Address, ...]
    """Subnet addresses of the scopes, in the order in which they were added."""
    max_client_lead_time: timedelta
    auto_state_transition: bool
    """Whether a partner that cannot be heard is taken for dead after a while."""
    state_switch_interval: Optional[timedelta]
    """After which time; None if it is not."""
    state: State
    enable_auth: bool
    """Whether there is a shared secret."""
    primary_server_ip: IPv4Address
    secondary_server_ip: IPv4Address
    primary_server_name: Optional[str]
    secondary_server_name: Optional[str]
    server_type: ServerType
    """The role of the server that was asked."""

    @classmethod
    def _of(cls, found: Any) -> DhcpServerv4Failover:
        return cls(
            name=native.text_at(found.Name),
            partner_server=native.text_at(found.PartnerServer),
            mode=_member(Mode, found.Mode),
            server_role=_member(ServerRole, found.ServerRole) if found.ServerRole else None,
            load_balance_percent=_said(found, "LoadBalancePercent"),
            reserve_percent=_said(found, "ReservePercent"),
            scope_id=tuple(map(_address, found.ScopeId[: found.ScopeIdCount] if found.ScopeId else [])),
            max_client_lead_time=timedelta(seconds=found.MaxClientLeadTime),
            auto_state_transition=bool(found.AutoStateTransition),
            state_switch_interval=_interval(_said(found, "StateSwitchInterval")),
            state=_member(State, found.State),
            enable_auth=bool(found.EnableAuth),
            primary_server_ip=_address(found.PrimaryServerIP),
            secondary_server_ip=_address(found.SecondaryServerIP),
            primary_server_name=_text_or_none(found.PrimaryServerName),
            secondary_server_name=_text_or_none(found.SecondaryServerName),
            server_type=_member(ServerType, found.ServerType),
        )

    def _structure(self) -> Any:
        """The instance as the library has it."""
        wide = native.wide_pointer
        made = native.DHCPSAPI_CIM_FAILOVER(
            Name=wide(self.name),
            PartnerServer=wide(self.partner_server),
            Mode=wide(_text_of(self.mode)),
            ServerRole=wide(_text_of(self.server_role)),
            MaxClientLeadTime=seconds(self.max_client_lead_time, "max_client_lead_time"),
            AutoStateTransition=self.auto_state_transition,
            State=wide(_text_of(self.state)),
            EnableAuth=self.enable_auth,
            PrimaryServerIP=wide(str(self.primary_server_ip)),
            SecondaryServerIP=wide(str(self.secondary_server_ip)),
            PrimaryServerName=wide(self.primary_server_name),
            SecondaryServerName=wide(self.secondary_server_name),
            ServerType=wide(_text_of(self.server_type)),
        )
        if self.scope_id:
            made.ScopeId = ctypes.cast(_array(list(map(str, self.scope_id))), native.ctype("WCHAR**"))
            made.ScopeIdCount = len(self.scope_id)
        _say(
            made,
            LoadBalancePercent=_percent(self.load_balance_percent, "load_balance_percent"),
            ReservePercent=_percent(self.reserve_percent, "reserve_percent"),
            StateSwitchInterval=_seconds(self.state_switch_interval, "state_switch_interval"),
        )
        return made

    def properties(self) -> Dict[str, Any]:
        """The 17 properties by their WMI names, in the order of the class, with the values that JSON has for them."""
        return {name: _plain(getattr(self, field)) for field, name in PROPERTIES.items()}

    def json(self) -> str:
        """The instance as one JSON object, in one line."""
        return _utf8("dhcpsapi_cim_json", byref(self._structure()))

    def mof(self) -> str:
        """The instance as MOF, where what is null is left out."""
        return _utf8("dhcpsapi_cim_mof", byref(self._structure()))


@dataclass(frozen=True)
class DhcpServerv4ScopeStatistics:
    """An instance of the class: how many addresses of a scope are free and in use. The last four are failover's."""

    scope_id: IPv4Address
    superscope_name: Optional[str]
    addresses_free: int
    addresses_in_use: int
    """All others of the range that are not excluded: leased and reserved ones."""
    pending_offers: int
    reserved_address: int
    """How many addresses are reserved."""
    percentage_in_use: float
    addresses_free_on_this_server: Optional[int]
    """This and what follows is None unless it was asked for and the scope is in a relationship."""
    addresses_free_on_partner_server: Optional[int]
    addresses_in_use_on_this_server: Optional[int]
    addresses_in_use_on_partner_server: Optional[int]

    @classmethod
    def _of(cls, found: Any) -> DhcpServerv4ScopeStatistics:
        def shared(number: int) -> Optional[int]:
            return number if found.HasFailover else None

        return cls(
            scope_id=_address(found.ScopeId),
            superscope_name=_text_or_none(found.SuperscopeName),
            addresses_free=found.AddressesFree,
            addresses_in_use=found.AddressesInUse,
            pending_offers=found.PendingOffers,
            reserved_address=found.ReservedAddress,
            percentage_in_use=found.PercentageInUse,
            addresses_free_on_this_server=shared(found.AddressesFreeOnThisServer),
            addresses_free_on_partner_server=shared(found.AddressesFreeOnPartnerServer),
            addresses_in_use_on_this_server=shared(found.AddressesInUseOnThisServer),
            addresses_in_use_on_partner_server=shared(found.AddressesInUseOnPartnerServer),
        )

    def _structure(self) -> Any:
        """The instance as the library has it."""
        shares = (
            self.addresses_free_on_this_server,
            self.addresses_free_on_partner_server,
            self.addresses_in_use_on_this_server,
            self.addresses_in_use_on_partner_server,
        )
        this_free, partner_free, this_in_use, partner_in_use = (share or 0 for share in shares)
        return native.DHCPSAPI_CIM_SCOPE_STATISTICS(
            ScopeId=native.wide_pointer(str(self.scope_id)),
            SuperscopeName=native.wide_pointer(self.superscope_name),
            AddressesFree=self.addresses_free,
            AddressesInUse=self.addresses_in_use,
            PendingOffers=self.pending_offers,
            ReservedAddress=self.reserved_address,
            PercentageInUse=self.percentage_in_use,
            HasFailover=None not in shares,
            AddressesFreeOnThisServer=this_free,
            AddressesFreeOnPartnerServer=partner_free,
            AddressesInUseOnThisServer=this_in_use,
            AddressesInUseOnPartnerServer=partner_in_use,
        )

    def json(self) -> str:
        """The instance as one JSON object, in one line."""
        return _utf8("dhcpsapi_cim_statistics_json", byref(self._structure()))

    def mof(self) -> str:
        """The instance as MOF, where what is null is left out."""
        return _utf8("dhcpsapi_cim_statistics_mof", byref(self._structure()))


@dataclass(frozen=True)
class Found(Generic[T]):
    """An instance that was found by one of several names or scopes, or why there is none."""

    instance: Optional[T]
    error: Optional[DhcpError]

    def get(self) -> T:
        """The instance.

        Raises:
            DhcpError: there is none; `error` is raised.
        """
        if self.instance is None:
            assert self.error is not None
            raise self.error
        return self.instance


# ---- calls ----


def _lines(text: Any) -> List[str]:
    """The steps that a call has told."""
    return native.text_at(text).split("\n")[:-1]


def _one(name: str, *arguments: Any, what_if: bool) -> Union[DhcpServerv4Failover, List[str]]:
    """Calls a method that returns an instance."""
    steps = native.ctype("WCHAR*")()
    try:
        with native.reply(name, *arguments, byref(steps) if what_if else None) as found:
            return _lines(steps) if what_if else DhcpServerv4Failover._of(found)
    finally:
        native.release(steps)


def _several(name: str, *arguments: Any, what_if: bool, convert: Callable[[Any], T]) -> Union[List[T], List[str]]:
    """Calls a method that returns an array; `convert` makes a value of an element."""
    steps = native.ctype("WCHAR*")()
    try:
        with native.array_reply(name, *arguments, byref(steps) if what_if else None) as found:
            return _lines(steps) if what_if else [convert(element) for element in found]
    finally:
        native.release(steps)


def _find(name: str, *arguments: Any) -> List[Found[DhcpServerv4Failover]]:
    """Calls a method that returns an array of what it has found."""
    with native.array_reply(name, *arguments) as elements:
        return [
            Found(None, error_of(found.Code, name))
            if found.Code
            else Found(DhcpServerv4Failover._of(found.Instance.contents), None)
            for found in elements
        ]


def _addition(
    computer_name: Optional[ServerLike],
    name: Optional[str],
    partner_server: ServerLike,
    scope_id: Scopes,
    max_client_lead_time: Optional[timedelta],
    auto_state_transition: Optional[bool],
    state_switch_interval: Optional[timedelta],
    force: bool,
    shared_secret: Optional[str],
) -> Any:
    """The parameters that AddByLoadBalance and AddByHotStandby have in common."""
    wide = native.wide_pointer
    scopes, count = _scopes(scope_id)
    add = native.DHCPSAPI_CIM_ADD(
        ComputerName=wide(_server(computer_name)),
        Name=wide(name),
        PartnerServer=wide(_server(partner_server)),
        ScopeId=ctypes.cast(scopes, native.ctype("WCHAR**")),
        ScopeIdCount=count,
        Force=force,
        SharedSecret=wide(shared_secret),
    )
    _say(
        add,
        MaxClientLeadTime=_seconds(max_client_lead_time, "max_client_lead_time"),
        AutoStateTransition=auto_state_transition,
        StateSwitchInterval=_seconds(state_switch_interval, "state_switch_interval"),
    )
    return add


# ---- PS_DhcpServerv4Failover ----


@overload
def add_by_load_balance(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    load_balance_percent: Optional[int] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: Literal[False] = False,
) -> DhcpServerv4Failover: ...
@overload
def add_by_load_balance(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    load_balance_percent: Optional[int] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def add_by_load_balance(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    load_balance_percent: Optional[int] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: bool,
) -> Union[DhcpServerv4Failover, List[str]]: ...
def add_by_load_balance(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    load_balance_percent: Optional[int] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: bool = False,
) -> Union[DhcpServerv4Failover, List[str]]:
    """Makes a relationship in which both servers serve. The server that is asked is the primary.

    The scopes are made on the partner as they are on the server, without leases, then the relationship on both. The two
    come into contact at the next call.

    Args:
        name: None joins the names of the two servers by a hyphen.
        scope_id: the server has them, in no relationship; its partner does not.
        load_balance_percent: the share of the server that is asked; 50 if None.
        max_client_lead_time: one hour if None.
        auto_state_transition: whether a partner that cannot be heard is taken for dead after a while. A
            state_switch_interval makes it True, whatever is said.
        state_switch_interval: after which time; one hour if None, and it is.
        force: of no effect, there is nobody to ask.
        shared_secret: authenticates messages between the servers. Nothing shows it again.

    Raises:
        InvalidParameter: a number is out of its range, or the parameters contradict each other.
        ServerUnavailable: the server is unknown or stopped.
        PartnerUnavailable: its partner is.
        ClocksDiffer: their clocks differ by more than a minute.
        ScopeNotFound: the server has no such scope.
        ScopeExists: the partner has it, or one that overlaps it.
        ScopeInRelationship: it is in a relationship already.
        RelationshipExists: either server has one of this name.
    """
    add = _addition(
        computer_name,
        name,
        partner_server,
        scope_id,
        max_client_lead_time,
        auto_state_transition,
        state_switch_interval,
        force,
        shared_secret,
    )
    _say(add, LoadBalancePercent=_percent(load_balance_percent, "load_balance_percent"))
    return _one("dhcpsapi_cim_add_by_load_balance", byref(add), what_if=what_if)


@overload
def add_by_hot_standby(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    reserve_percent: Optional[int] = None,
    server_role: Optional[ServerRole] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: Literal[False] = False,
) -> DhcpServerv4Failover: ...
@overload
def add_by_hot_standby(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    reserve_percent: Optional[int] = None,
    server_role: Optional[ServerRole] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def add_by_hot_standby(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    reserve_percent: Optional[int] = None,
    server_role: Optional[ServerRole] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: bool,
) -> Union[DhcpServerv4Failover, List[str]]: ...
def add_by_hot_standby(
    *,
    computer_name: Optional[ServerLike] = None,
    name: Optional[str] = None,
    partner_server: ServerLike,
    scope_id: Scopes,
    reserve_percent: Optional[int] = None,
    server_role: Optional[ServerRole] = None,
    max_client_lead_time: Optional[timedelta] = None,
    auto_state_transition: Optional[bool] = None,
    state_switch_interval: Optional[timedelta] = None,
    force: bool = False,
    shared_secret: Optional[str] = None,
    what_if: bool = False,
) -> Union[DhcpServerv4Failover, List[str]]:
    """Makes a relationship in which one server serves and the other stands by. The active server is the primary.

    As `add_by_load_balance`.

    Args:
        reserve_percent: what is kept for the standby server; 5 if None.
        server_role: the role of the server that is asked; ACTIVE if None.
    """
    add = _addition(
        computer_name,
        name,
        partner_server,
        scope_id,
        max_client_lead_time,
        auto_state_transition,
        state_switch_interval,
        force,
        shared_secret,
    )
    _say(add, ReservePercent=_percent(reserve_percent, "reserve_percent"))
    add.ServerRole = native.wide_pointer(_text_of(server_role))
    return _one("dhcpsapi_cim_add_by_hot_standby", byref(add), what_if=what_if)


def get_by_name(name: str, *, computer_name: Optional[ServerLike] = None) -> DhcpServerv4Failover:
    """The relationship of this name, in any case.

    Raises:
        RelationshipNotFound: the server has none.
    """
    return find_by_name([name], computer_name=computer_name)[0].get()


def find_by_name(
    name: Optional[Names] = None, *, computer_name: Optional[ServerLike] = None
) -> List[Found[DhcpServerv4Failover]]:
    """The relationships of these names, in their order; None is all relationships of the server, oldest first."""
    names = _ALL if name is None else _names(name)
    return _find("dhcpsapi_cim_get_by_name", native.wide(_server(computer_name)), *names)


def get_by_scope_id(scope_id: ScopeLike, *, computer_name: Optional[ServerLike] = None) -> DhcpServerv4Failover:
    """The relationship of this scope.

    Raises:
        ScopeNotFound: the server has no such scope.
        ScopeNotInRelationship: the scope is in none.
    """
    return find_by_scope_id([scope_id], computer_name=computer_name)[0].get()


def find_by_scope_id(
    scope_id: Scopes, *, computer_name: Optional[ServerLike] = None
) -> List[Found[DhcpServerv4Failover]]:
    """The relationships of these scopes, in their order."""
    return _find("dhcpsapi_cim_get_by_scope_id", native.wide(_server(computer_name)), *_scopes(scope_id))


@overload
def remove(
    name: Names,
    *,
    force: bool = False,
    computer_name: Optional[ServerLike] = None,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: Literal[False] = False,
) -> List[DhcpServerv4Failover]: ...
@overload
def remove(
    name: Names,
    *,
    force: bool = False,
    computer_name: Optional[ServerLike] = None,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def remove(
    name: Names,
    *,
    force: bool = False,
    computer_name: Optional[ServerLike] = None,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: bool,
) -> Union[List[DhcpServerv4Failover], List[str]]: ...
def remove(
    name: Names,
    *,
    force: bool = False,
    computer_name: Optional[ServerLike] = None,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: bool = False,
) -> Union[List[DhcpServerv4Failover], List[str]]:
    """Deletes relationships on both of their servers, or on one, all of these or none; the answer is what they were.

    The server that is asked keeps the scopes.

    Args:
        force: of no effect, there is nobody to ask.
        this_server_only: the halves of this server are deleted alone, also where the partner could be changed.
        partner_scopes: what becomes of the scopes on the partner. They are deleted with their leases unless it is said.
            Of no effect with `this_server_only`.

    Raises:
        RelationshipNotFound: either server has none of this name.
        PartnerUnavailable: without `this_server_only`, the partner is unknown or stopped.
        ClocksDiffer: without it, their clocks differ by more than a minute.
    """
    server = native.wide(_server(computer_name))
    return _several(
        "dhcpsapi_cim_remove",
        *_names(name),
        force,
        server,
        this_server_only,
        partner_scopes,
        what_if=what_if,
        convert=lambda found: DhcpServerv4Failover._of(found.Instance.contents),
    )


@overload
def set_(
    name: str,
    *,
    computer_name: Optional[ServerLike] = None,
    auto_state_transition: Optional[bool] = None,
    max_client_lead_time: Optional[timedelta] = None,
    shared_secret: Optional[str] = None,
    state_switch_interval: Optional[timedelta] = None,
    partner_down: bool = False,
    force: bool = False,
    load_balance_percent: Optional[int] = None,
    reserve_percent: Optional[int] = None,
    mode: Optional[Mode] = None,
    this_server_only: bool = False,
    what_if: Literal[False] = False,
) -> DhcpServerv4Failover: ...
@overload
def set_(
    name: str,
    *,
    computer_name: Optional[ServerLike] = None,
    auto_state_transition: Optional[bool] = None,
    max_client_lead_time: Optional[timedelta] = None,
    shared_secret: Optional[str] = None,
    state_switch_interval: Optional[timedelta] = None,
    partner_down: bool = False,
    force: bool = False,
    load_balance_percent: Optional[int] = None,
    reserve_percent: Optional[int] = None,
    mode: Optional[Mode] = None,
    this_server_only: bool = False,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def set_(
    name: str,
    *,
    computer_name: Optional[ServerLike] = None,
    auto_state_transition: Optional[bool] = None,
    max_client_lead_time: Optional[timedelta] = None,
    shared_secret: Optional[str] = None,
    state_switch_interval: Optional[timedelta] = None,
    partner_down: bool = False,
    force: bool = False,
    load_balance_percent: Optional[int] = None,
    reserve_percent: Optional[int] = None,
    mode: Optional[Mode] = None,
    this_server_only: bool = False,
    what_if: bool,
) -> Union[DhcpServerv4Failover, List[str]]: ...
def set_(
    name: str,
    *,
    computer_name: Optional[ServerLike] = None,
    auto_state_transition: Optional[bool] = None,
    max_client_lead_time: Optional[timedelta] = None,
    shared_secret: Optional[str] = None,
    state_switch_interval: Optional[timedelta] = None,
    partner_down: bool = False,
    force: bool = False,
    load_balance_percent: Optional[int] = None,
    reserve_percent: Optional[int] = None,
    mode: Optional[Mode] = None,
    this_server_only: bool = False,
    what_if: bool = False,
) -> Union[DhcpServerv4Failover, List[str]]:
    """Changes a relationship on both of its servers, or on one. What is None stays as it is; something has to be said.

    What is said and is so already is no error.

    Args:
        state_switch_interval: makes `auto_state_transition` True, whatever is said.
        shared_secret: "" ends the authentication of messages.
        partner_down: the partner is dead, and this server goes to PARTNER_DOWN. It is told to this server alone.
        force: of no effect, there is nobody to ask.
        load_balance_percent: of a relationship in load balance, or that `mode` takes there.
        reserve_percent: of one in hot standby, or that `mode` takes there.
        mode: one that comes to another mode has the percentage that is said, else 50 or 5.
        this_server_only: this server is changed alone, also where the partner could be changed. Shared secrets that
            differ end contact between the two.

    Raises:
        InvalidParameter: as `add_by_load_balance`; nothing is said; `partner_down` where the partner is heard.
        RelationshipNotFound: either server has none of this name.
        PartnerUnavailable: without `this_server_only`, the partner is unknown or stopped.
        ClocksDiffer: without it, their clocks differ by more than a minute.
    """
    wide = native.wide_pointer
    change = native.DHCPSAPI_CIM_SET(
        ComputerName=wide(_server(computer_name)),
        Name=wide(name),
        SharedSecret=wide(shared_secret),
        PartnerDown=partner_down,
        Force=force,
        Mode=wide(_text_of(mode)),
        ThisServerOnly=this_server_only,
    )
    _say(
        change,
        AutoStateTransition=auto_state_transition,
        MaxClientLeadTime=_seconds(max_client_lead_time, "max_client_lead_time"),
        StateSwitchInterval=_seconds(state_switch_interval, "state_switch_interval"),
        LoadBalancePercent=_percent(load_balance_percent, "load_balance_percent"),
        ReservePercent=_percent(reserve_percent, "reserve_percent"),
    )
    return _one("dhcpsapi_cim_set", byref(change), what_if=what_if)


# ---- PS_DhcpServerv4FailoverScope ----


@overload
def scope_add(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    what_if: Literal[False] = False,
) -> DhcpServerv4Failover: ...
@overload
def scope_add(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def scope_add(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    what_if: bool,
) -> Union[DhcpServerv4Failover, List[str]]: ...
def scope_add(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    what_if: bool = False,
) -> Union[DhcpServerv4Failover, List[str]]:
    """Makes scopes on the partner as they are on the server, and adds them to a relationship on both, all or none.

    Raises:
        RelationshipNotFound: either server has none of this name.
        PartnerUnavailable: the partner is unknown or stopped.
        ClocksDiffer: their clocks differ by more than a minute.
        ScopeNotFound: the server has no such scope.
        ScopeExists: the partner has it.
        ScopeInRelationship: it is in a relationship already.
        StateNotNormal: the relationship is not in NORMAL on either server.
    """
    server = native.wide(_server(computer_name))
    return _one("dhcpsapi_cim_scope_add", native.wide(name), *_scopes(scope_id), server, what_if=what_if)


@overload
def scope_remove(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: Literal[False] = False,
) -> DhcpServerv4Failover: ...
@overload
def scope_remove(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def scope_remove(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: bool,
) -> Union[DhcpServerv4Failover, List[str]]: ...
def scope_remove(
    name: str,
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    this_server_only: bool = False,
    partner_scopes: PartnerScopes = PartnerScopes.DELETE,
    what_if: bool = False,
) -> Union[DhcpServerv4Failover, List[str]]:
    """Removes scopes from a relationship on both servers, or on one, all or none.

    The server that is asked keeps them. The relationship stays, also without scopes.

    Args:
        force: also outside of NORMAL, where the partners may know different leases.
        this_server_only: they are removed on this server alone, also where the partner could be changed. A relationship
            whose partner is silent is not in NORMAL, so that `force` is needed too.
        partner_scopes: what becomes of them on the partner. They are deleted with their leases unless it is said. Of no
            effect with `this_server_only`.

    Raises:
        RelationshipNotFound: either server has none of this name.
        PartnerUnavailable: without `this_server_only`, the partner is unknown or stopped.
        ClocksDiffer: without it, their clocks differ by more than a minute.
        ScopeNotFound: the server has no such scope.
        ScopeNotInRelationship: it is not in this relationship.
        StateNotNormal: without `force`, a half that is changed is not in NORMAL.
    """
    server = native.wide(_server(computer_name))
    scopes = _scopes(scope_id)
    how = (force, this_server_only, partner_scopes)
    return _one("dhcpsapi_cim_scope_remove", server, native.wide(name), *scopes, *how, what_if=what_if)


# ---- PS_DhcpServerv4FailoverReplication ----


@overload
def invoke_by_name(
    name: Optional[Names] = None,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: Literal[False] = False,
) -> List[IPv4Address]: ...
@overload
def invoke_by_name(
    name: Optional[Names] = None,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def invoke_by_name(
    name: Optional[Names] = None,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: bool,
) -> Union[List[IPv4Address], List[str]]: ...
def invoke_by_name(
    name: Optional[Names] = None,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: bool = False,
) -> Union[List[IPv4Address], List[str]]:
    """Makes the configuration of scopes on the partner as it is on the server; the answer is which scopes.

    That is properties, delay of offers, range, exclusions, reservations, and the options of scopes and reservations, among
    them the lease duration. What the partner has besides is removed there; leases stay. Classes and definitions that an
    option needs are made there if there are none.

    Args:
        name: the relationships whose scopes are meant; None is all of the server. All are copied, or none.
        force: of no effect, there is nobody to ask.

    Raises:
        RelationshipNotFound: either server has none of this name.
        PartnerUnavailable: the partner is unknown or stopped.
        ClocksDiffer: their clocks differ by more than a minute.
        ScopeNotFound: the partner has no such scope.
        DhcpError: ERROR_DHCP_CLASS_ALREADY_EXISTS, another class of the partner has the data of one that an option needs.
    """
    server, names = native.wide(_server(computer_name)), _ALL if name is None else _names(name)
    return _several("dhcpsapi_cim_invoke_by_name", server, force, *names, what_if=what_if, convert=_address)


@overload
def invoke_by_scope_id(
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: Literal[False] = False,
) -> List[IPv4Address]: ...
@overload
def invoke_by_scope_id(
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: Literal[True],
) -> List[str]: ...
@overload
def invoke_by_scope_id(
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: bool,
) -> Union[List[IPv4Address], List[str]]: ...
def invoke_by_scope_id(
    scope_id: Scopes,
    *,
    computer_name: Optional[ServerLike] = None,
    force: bool = False,
    what_if: bool = False,
) -> Union[List[IPv4Address], List[str]]:
    """As `invoke_by_name`, of these scopes.

    Raises:
        ScopeNotFound: either server has no such scope.
        ScopeNotInRelationship: it is in no relationship.
    """
    server, scopes = native.wide(_server(computer_name)), _scopes(scope_id)
    return _several("dhcpsapi_cim_invoke_by_scope_id", server, force, *scopes, what_if=what_if, convert=_address)


# ---- PS_DhcpServerv4FreeIPAddress ----


def free_ip_address(
    scope_id: ScopeLike,
    *,
    start_address: Optional[Address] = None,
    end_address: Optional[Address] = None,
    num_address: int = 1,
    computer_name: Optional[ServerLike] = None,
) -> List[IPv4Address]:
    """Free addresses of a scope, lowest first; fewer than asked for if there are no more.

    Args:
        start_address: where to begin; None is the start of the range.
        end_address: where to end; None is the end of the range.
        num_address: how many, 1 to 1024.

    Raises:
        ScopeNotFound: the server has no such scope.
    """
    texts = [
        None if given is None else str(IPv4Address(number(given)))
        for given in (scope_number(scope_id), start_address, end_address)
    ]
    scope, start, end = map(native.wide, texts)
    count = within(num_address, native.DHCP_MAX_FREE_ADDRESSES_REQUESTED, "num_address")
    arguments = (scope, native.wide(_server(computer_name)), start, end, count)
    accept = (ERROR_DHCP_REACHED_END_OF_SELECTION,)
    with native.array_reply("dhcpsapi_cim_free_ip_address", *arguments, accept=accept) as found:
        return [_address(text) for text in found]


# ---- PS_DhcpServerv4ScopeStatistics ----


def scope_statistics(
    scope_id: Optional[Scopes] = None, *, computer_name: Optional[ServerLike] = None, failover: bool = False
) -> List[DhcpServerv4ScopeStatistics]:
    """How many addresses of scopes are free and in use; `find_scope_statistics` if some may not be there.

    Args:
        scope_id: None is all scopes of the server, lowest first.
        failover: also how the addresses are divided between the partners, of scopes in a relationship.

    Raises:
        ScopeNotFound: the server has no such scope.
    """
    return [found.get() for found in find_scope_statistics(scope_id, computer_name=computer_name, failover=failover)]


def find_scope_statistics(
    scope_id: Optional[Scopes] = None, *, computer_name: Optional[ServerLike] = None, failover: bool = False
) -> List[Found[DhcpServerv4ScopeStatistics]]:
    """As `scope_statistics`; a scope that there is nothing to tell of is no failure of the call."""
    name = "dhcpsapi_cim_scope_statistics"
    server, scopes = native.wide(_server(computer_name)), _ALL if scope_id is None else _scopes(scope_id)
    with native.array_reply(name, *scopes, server, failover) as elements:
        return [
            Found(None, error_of(found.Code, name))
            if found.Code
            else Found(DhcpServerv4ScopeStatistics._of(found), None)
            for found in elements
        ]
