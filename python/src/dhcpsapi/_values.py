"""Values of Python and of the API, one turned into the other. What does not fit is a ValueError, never cut off."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from ipaddress import IPv4Address, IPv4Network
from typing import Any, Optional, Union

from . import _native as native

Address = Union[str, int, IPv4Address]
"""An address as it may be given: "10.0.0.1", a number with the first byte most significant, or an IPv4Address."""

Network = Union[str, IPv4Network]
"""A network as it may be given: "10.0.0.0/24" or an IPv4Network."""

Identifier = Union[str, bytes]
"""A hardware address or other identifier of a client as it may be given: "02-00-00-00-00-07" or bytes."""

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FOREVER = 0xFFFFFFFF
_FILETIME_EPOCH = 11_644_473_600  # seconds from 1601 to 1970
_NEVER = 0x7FFFFFFF_FFFFFFFF
_YEAR_10000 = 2_650_467_744_000_000_000  # in 100 nanoseconds since 1601; no datetime is that late


class HardwareAddress(bytes):
    """A hardware address, or another identifier of a client; as text it is "02-00-00-00-00-07"."""

    def __str__(self) -> str:
        return self.hex("-").upper()

    def __repr__(self) -> str:
        return f"HardwareAddress('{self}')"


def number(address: Address) -> int:
    """An address as the API has it."""
    return int(IPv4Address(address))


def address_or_none(found: int) -> Optional[IPv4Address]:
    """An address of the API where 0 means that there is none."""
    return IPv4Address(found) if found else None


def identifier(given: Identifier) -> HardwareAddress:
    """The identifier of a client, of 1 to 255 bytes."""
    made = given if isinstance(given, bytes) else bytes.fromhex(given.replace("-", "").replace(":", ""))
    if not 1 <= len(made) <= 255:
        raise ValueError("the identifier of a client has 1 to 255 bytes")
    return HardwareAddress(made)


def unique_id(scope: int, client: bytes) -> bytes:
    """The bytes by which the API takes a client: its subnet, the hardware type, its identifier."""
    return scope.to_bytes(4, "little") + b"\x01" + client


def without_subnet(unique: bytes, scope: int) -> HardwareAddress:
    """The identifier in what `unique_id` makes."""
    prefix = unique_id(scope, b"")
    return HardwareAddress(unique[len(prefix) :] if unique.startswith(prefix) else unique)


def within(given: int, most: int, name: str) -> int:
    """A number from 0 to `most`. ctypes would cut off what is too large."""
    if not 0 <= given <= most:
        raise ValueError(f"{name} is 0 to {most}, not {given}")
    return given


def whole_seconds(given: timedelta, name: str) -> int:
    """A length of time in seconds, which may be negative."""
    count, rest = divmod(given, timedelta(seconds=1))
    if rest:
        raise ValueError(f"{name} is whole seconds, not {given}")
    return count


def seconds(given: timedelta, name: str, most: int = FOREVER) -> int:
    """A length of time as the API has it."""
    return within(whole_seconds(given, name), most, f"{name} in seconds")


def moment(found: int) -> datetime:
    """A moment that the API has in seconds since 1970."""
    return EPOCH + timedelta(seconds=found)


def moment_or_none(found: int) -> Optional[datetime]:
    """The same where 0 means that there is none."""
    return moment(found) if found else None


def since_epoch(given: datetime) -> int:
    """A moment in seconds since 1970, rounded down. One without time zone is local time, as everywhere in Python."""
    return (given.astimezone(timezone.utc) - EPOCH) // timedelta(seconds=1)


def end_of_lease(found: Any) -> Optional[datetime]:
    """The moment in a DATE_TIME; None where the lease does not end, or was never used."""
    ticks = found.dwHighDateTime << 32 | found.dwLowDateTime
    return None if ticks == 0 or ticks >= _YEAR_10000 else EPOCH + timedelta(seconds=ticks // 10**7 - _FILETIME_EPOCH)


def date_time(given: Optional[datetime]) -> Any:
    """A DATE_TIME; None is never."""
    ticks = _NEVER if given is None else (since_epoch(given) + _FILETIME_EPOCH) * 10**7
    return native.DATE_TIME(ticks & 0xFFFFFFFF, ticks >> 32)


def text_or_none(given: str) -> Any:
    """A string member of a structure; "" is NULL."""
    return native.wide_pointer(given or None)
