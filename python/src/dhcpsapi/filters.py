"""Link-layer filters: which clients a server answers, by their hardware addresses."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Iterator, List, Optional, Union

from . import _native as native
from ._values import HardwareAddress, text_or_none, within

if TYPE_CHECKING:
    from .servers import Server

ETHERNET = 1
"""The hardware type of Ethernet, which alone is filtered by address."""

_WHOLE = 6  # bytes of an Ethernet address


class FilterPattern(bytes):
    """One hardware address, of 6 bytes, or all that begin with 1 to 5 bytes: "02-00-00-00-00-07", "02-00-*"."""

    def __str__(self) -> str:
        return self.hex("-").upper() + ("" if len(self) == _WHOLE else "-*")

    def __repr__(self) -> str:
        return f"FilterPattern('{self}')"


PatternLike = Union[str, bytes]
"""A pattern as it may be given: "02-00-00-00-00-07", "02-00-*", its 1 to 6 bytes, or a client's `HardwareAddress`."""


def filter_pattern(given: PatternLike) -> FilterPattern:
    """The pattern that is given."""
    if isinstance(given, bytes):
        # The identifier of a client is never meant as the beginning of others.
        made, is_whole = given, len(given) == _WHOLE or isinstance(given, HardwareAddress)
    else:
        digits, star, rest = given.strip().partition("*")
        if rest:
            raise ValueError("the * of a pattern comes last")
        made, is_whole = bytes.fromhex(digits.replace("-", "").replace(":", "")), not star
    if not 1 <= len(made) <= _WHOLE or is_whole != (len(made) == _WHOLE):
        raise ValueError("a pattern is an address of 6 bytes, or its first 1 to 5 bytes with * behind them")
    return FilterPattern(made)


@dataclass(frozen=True)
class Filter:
    """An entry of a list of filters."""

    pattern: FilterPattern
    comment: str = ""


@dataclass(frozen=True)
class Exemption:
    """A hardware type whose clients are not filtered."""

    hardware_type: int
    """As in the field htype of DHCP messages, 0 to 255; never `ETHERNET`."""
    comment: str = ""


class FilterList:
    """The allow list or the deny list of a server: its entries in the order of their bytes."""

    def __init__(self, server: Server, is_allow: bool) -> None:
        self._server = server
        self._is_allow = is_allow

    def __repr__(self) -> str:
        return f"FilterList({self._server.name!r}, {'allow' if self._is_allow else 'deny'})"

    def __iter__(self) -> Iterator[Filter]:
        return (found for found in _entries(self._server, self._is_allow) if isinstance(found, Filter))

    @property
    def in_force(self) -> bool:
        """Whether the list acts; on a fresh server neither does."""
        found = _global_info(self._server)
        return bool(found.EnforceAllowList if self._is_allow else found.EnforceDenyList)

    def add(self, pattern: PatternLike, comment: str = "", *, force: bool = False) -> Filter:
        """Adds an entry.

        Args:
            pattern: "02-00-00-00-00-07", or "02-00-*" for all addresses that begin so.
            comment: up to 127 characters.
            force: also where one of the lists has the pattern, which it leaves then.

        Raises:
            FilterExists: one of the lists has the pattern.
        """
        made = Filter(filter_pattern(pattern), comment)
        _add(self._server, _native_pattern(made.pattern), comment, self._is_allow, force)
        return made


class Filters:
    """The link-layer filters of a server, in two lists; a pattern is in one of them.

    While the deny list is in force a client that it has gets no answer; while the allow list is, one that it has not
    gets none, and neither does one that both have while both are.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def __repr__(self) -> str:
        return f"Filters({self._server.name!r})"

    @property
    def allow(self) -> FilterList:
        """The clients that are answered."""
        return FilterList(self._server, True)

    @property
    def deny(self) -> FilterList:
        """The clients that are not."""
        return FilterList(self._server, False)

    def set(self, *, allow: Optional[bool] = None, deny: Optional[bool] = None) -> None:
        """Puts the lists into force, or out of it; None leaves one as it is."""
        found = _global_info(self._server)
        wanted = native.DHCP_FILTER_GLOBAL_INFO(
            EnforceAllowList=found.EnforceAllowList if allow is None else allow,
            EnforceDenyList=found.EnforceDenyList if deny is None else deny,
        )
        native.call("DhcpSetFilterV4", self._server._wide, byref(wanted))

    def remove(self, pattern: PatternLike) -> None:
        """Removes a pattern from the list that it is in.

        Raises:
            FilterNotFound: it is in neither.
        """
        native.call("DhcpDeleteFilterV4", self._server._wide, byref(_native_pattern(filter_pattern(pattern))))

    def exempt(self, hardware_type: int, comment: str = "", *, force: bool = False) -> Exemption:
        """Exempts the clients of a hardware type from filtering.

        Args:
            hardware_type: 0 to 255, but not `ETHERNET`.
            comment: up to 127 characters.
            force: also if it is exempt already; its comment stays as it is then.

        Raises:
            FilterExists: it is exempt already.
        """
        _add(self._server, _type_pattern(hardware_type), comment, True, force)
        return Exemption(hardware_type, comment)

    def end_exemption(self, hardware_type: int) -> None:
        """Ends the exemption of a hardware type.

        Raises:
            FilterNotFound: it is not exempt.
        """
        native.call("DhcpDeleteFilterV4", self._server._wide, byref(_type_pattern(hardware_type)))

    def exemptions(self) -> Iterator[Exemption]:
        """The hardware types that are exempt, in their order."""
        return (found for found in _entries(self._server, True) if isinstance(found, Exemption))


# ---- parts ----


def _global_info(server: Server) -> Any:
    found = native.DHCP_FILTER_GLOBAL_INFO()
    native.call("DhcpGetFilterV4", server._wide, byref(found))
    return found


def _native_pattern(pattern: FilterPattern) -> Any:
    made = native.DHCP_ADDR_PATTERN(
        MatchHWType=True, HWType=ETHERNET, IsWildcard=len(pattern) < _WHOLE, Length=len(pattern)
    )
    made.Pattern[: len(pattern)] = pattern
    return made


def _type_pattern(hardware_type: int) -> Any:
    if within(hardware_type, 0xFF, "hardware_type") == ETHERNET:
        raise ValueError("Ethernet is what is filtered, and not exempt")
    return native.DHCP_ADDR_PATTERN(MatchHWType=True, HWType=hardware_type, IsWildcard=True, Length=0)


def _add(server: Server, pattern: Any, comment: str, is_allow: bool, force: bool) -> None:
    wanted = native.DHCP_FILTER_ADD_INFO(
        AddrPatt=pattern, Comment=text_or_none(comment), ListType=native.Allow if is_allow else native.Deny
    )
    native.call("DhcpAddFilterV4", server._wide, byref(wanted), force)


def _entries(server: Server, is_allow: bool) -> Iterator[Union[Filter, Exemption]]:
    behind = (native.Allow if is_allow else native.Deny,)
    return native.pages("DhcpEnumFilterV4", server._wide, convert=_records, handle="DHCP_ADDR_PATTERN", behind=behind)


def _records(page: Any) -> List[Union[Filter, Exemption]]:
    return [_record(found) for found in page.pEnumRecords[: page.NumElements]]


def _record(found: Any) -> Union[Filter, Exemption]:
    pattern, comment = found.AddrPatt, native.text_at(found.Comment)
    if pattern.HWType != ETHERNET:
        return Exemption(pattern.HWType, comment)
    return Filter(FilterPattern(pattern.Pattern[: pattern.Length]), comment)
