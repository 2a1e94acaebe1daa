"""The errors of the API, one class for each kind; `DhcpError` is the base of all.

    try:
        server.relationship("HQ")
    except dhcpsapi.RelationshipNotFound as error:
        print(error.code, error.name)

Some are an error of Python too: `NotFound` is a LookupError, `InvalidParameter` a ValueError, `ServerUnavailable` a
ConnectionError, `NobodyAnswers` a TimeoutError.
"""

from __future__ import annotations

import ctypes
from contextlib import contextmanager
from typing import Any, Dict, Iterator, Optional, Tuple, Type

from . import _table
from ._library import library

ERROR_FILE_NOT_FOUND = _table.ERRORS["ERROR_FILE_NOT_FOUND"]
ERROR_MORE_DATA = _table.ERRORS["ERROR_MORE_DATA"]
ERROR_NO_MORE_ITEMS = _table.ERRORS["ERROR_NO_MORE_ITEMS"]
ERROR_TIMEOUT = _table.ERRORS["ERROR_TIMEOUT"]
ERROR_DHCP_SUBNET_EXITS = _table.ERRORS["ERROR_DHCP_SUBNET_EXITS"]
ERROR_DHCP_SUBNET_NOT_PRESENT = _table.ERRORS["ERROR_DHCP_SUBNET_NOT_PRESENT"]
ERROR_DHCP_NOT_RESERVED_CLIENT = _table.ERRORS["ERROR_DHCP_NOT_RESERVED_CLIENT"]
ERROR_DHCP_REACHED_END_OF_SELECTION = _table.ERRORS["ERROR_DHCP_REACHED_END_OF_SELECTION"]

# The first name of a number is the SDK's.
_NAMES: Dict[int, str] = {number: name for name, number in reversed(list(_table.ERRORS.items()))}


class DhcpError(OSError):
    """A call was refused. Nothing has changed, except where it is an `OutcomeUnknown`.

    Attributes:
        code: the number that the function has returned; `errno` is the same.
        name: its name, such as "ERROR_DHCP_SUBNET_NOT_PRESENT".
        function: the function of the API that was called.
        reason: why it was refused, such as the rule that a value breaks; None if the code says all there is.
    """

    codes: Tuple[str, ...] = ()
    """The names of the codes that this class stands for."""

    def __init__(self, code: int, function: str = "", reason: Optional[str] = None) -> None:
        self.code = code
        self.name = _NAMES.get(code, str(code))
        self.function = function
        self.reason = reason
        super().__init__(code, _meaning(code))

    def __str__(self) -> str:
        by = f"{self.function}: " if self.function else ""
        # Other codes say themselves what is the matter.
        why = f": {self.reason}" if self.reason and isinstance(self, InvalidParameter) else ""
        return f"{by}{self.strerror} ({self.name}, {self.code}){why}"

    def __reduce__(self) -> Tuple[Any, ...]:
        return type(self), (self.code, self.function, self.reason)


def _meaning(code: int) -> str:
    """The meaning of a code, in the library's words."""
    found = library().dhcpsapi_error_text
    found.argtypes, found.restype = (ctypes.c_uint32,), ctypes.c_char_p
    text: Optional[bytes] = found(code)
    return text.decode() if text else "the call was refused"


class NotFound(DhcpError, LookupError):
    """The thing that was asked for does not exist."""

    codes: Tuple[str, ...] = ("ERROR_FILE_NOT_FOUND",)


class RelationshipNotFound(NotFound):
    """The server has no failover relationship of that name."""

    codes = ("ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST",)


class ScopeNotFound(NotFound):
    """The server has no such scope."""

    codes = ("ERROR_DHCP_SUBNET_NOT_PRESENT",)


class ScopeNotInRelationship(NotFound):
    """The scope is in no failover relationship, or not in this one."""

    codes = ("ERROR_DHCP_FO_SCOPE_NOT_IN_RELATIONSHIP",)


class LeaseNotFound(NotFound):
    """There is no such lease record, or the client has no lease."""

    codes = ("ERROR_DHCP_INVALID_DHCP_CLIENT", "ERROR_DHCP_JET_ERROR")


class OptionNotFound(NotFound, KeyError):
    """The option is not defined for the classes, or it has no value there."""

    codes = ("ERROR_DHCP_OPTION_NOT_PRESENT",)


class ClassNotFound(NotFound):
    """The server has no such user class or vendor class."""

    codes = ("ERROR_DHCP_CLASS_NOT_FOUND",)


class FilterNotFound(NotFound):
    """No list of filters has the pattern, or the hardware type is not exempt."""

    codes = ("ERROR_DHCP_LINKLAYER_ADDRESS_DOES_NOT_EXIST", "ERROR_DHCP_UNDEFINED_HARDWARE_ADDRESS_TYPE")


class SuperscopeNotFound(NotFound):
    """The server has no superscope of that name."""


class ReservationNotFound(NotFound):
    """The address is not reserved."""

    codes = ("ERROR_DHCP_NOT_RESERVED_CLIENT",)


class ServerNotListed(NotFound):
    """The list of servers has no such server."""

    codes = ("ERROR_DDS_SERVER_DOES_NOT_EXIST", "ERROR_DDS_SERVER_ADDRESS_MISMATCH")


class AlreadyExists(DhcpError):
    """The thing that should be made is there already."""


class RelationshipExists(AlreadyExists):
    """The server has a failover relationship of that name."""

    codes = ("ERROR_DHCP_FO_RELATIONSHIP_EXISTS",)


class ScopeExists(AlreadyExists):
    """The server has that scope, or one that overlaps it."""

    codes = ("ERROR_DHCP_SUBNET_EXISTS", "ERROR_DHCP_SUBNET_EXITS")


class ScopeInRelationship(AlreadyExists):
    """The scope is in a failover relationship."""

    codes = ("ERROR_DHCP_FO_SCOPE_ALREADY_IN_RELATIONSHIP",)


class ReservationExists(AlreadyExists):
    """The address or the client is reserved, or another client holds the address."""

    codes = ("ERROR_DHCP_RESERVEDIP_EXITS",)


class LeaseExists(AlreadyExists):
    """The address or the client has a lease record."""

    codes = ("ERROR_DHCP_CLIENT_EXISTS",)


class OptionExists(AlreadyExists):
    """The option is defined for the classes."""

    codes = ("ERROR_DHCP_OPTION_EXITS",)


class ClassExists(AlreadyExists):
    """A class of the kind has the name, or a class of either kind has the data."""

    codes = ("ERROR_DHCP_CLASS_ALREADY_EXISTS",)


class FilterExists(AlreadyExists):
    """One of the lists of filters has the pattern, or the hardware type is exempt."""

    codes = ("ERROR_DHCP_LINKLAYER_ADDRESS_EXISTS", "ERROR_DHCP_HARDWARE_ADDRESS_TYPE_ALREADY_EXEMPT")


class ScopeInSuperscope(AlreadyExists):
    """The scope is in a superscope."""


class ServerListed(AlreadyExists):
    """The name or the address is in the list of servers."""

    codes = ("ERROR_DDS_SERVER_ALREADY_EXISTS",)


class InvalidParameter(DhcpError, ValueError):
    """An argument is out of range, or not well formed."""

    codes = ("ERROR_INVALID_PARAMETER",)


class NameTooLong(InvalidParameter):
    """The name of a superscope has more than 256 characters."""

    codes = ("ERROR_DHCP_SUPER_SCOPE_NAME_TOO_LONG",)


class InvalidRange(InvalidParameter):
    """A range ends before it starts, leaves the subnet, is too large, or overlaps another."""

    codes = ("ERROR_DHCP_INVALID_RANGE",)


class AddressReserved(DhcpError):
    """The address is reserved: its record is not deleted, or is not another client's."""

    codes = ("ERROR_DHCP_RESERVED_CLIENT",)


class ClassBuiltIn(DhcpError):
    """Every server has this class."""

    codes = ("ERROR_DHCP_DELETE_BUILTIN_CLASS",)


class ServerUnavailable(DhcpError, ConnectionError):
    """The server is unknown, stopped, or out of reach."""

    codes = ("RPC_S_SERVER_UNAVAILABLE",)


class PartnerUnavailable(DhcpError, ConnectionError):
    """The partner of the server is unknown or stopped."""

    codes = ("ERROR_DHCP_SERVER_NAME_NOT_RESOLVED", "ERROR_DHCP_SERVER_NOT_RUNNING")


class ClocksDiffer(DhcpError):
    """The clocks of the server and its partner differ by more than a minute."""

    codes = ("ERROR_DHCP_FO_TIME_OUT_OF_SYNC",)


class ServiceNotActive(DhcpError):
    """The DHCP service of the server is stopped."""

    codes = ("ERROR_SERVICE_NOT_ACTIVE",)


class ServiceRunning(DhcpError):
    """The DHCP service of the server runs."""

    codes = ("ERROR_SERVICE_ALREADY_RUNNING",)


class NotImplementedHere(DhcpError, NotImplementedError):
    """The library has this function by name only."""

    codes = ("ERROR_CALL_NOT_IMPLEMENTED",)


class ServersInUse(DhcpError):
    """This can be said only before the servers are used for the first time."""

    codes = ("ERROR_ALREADY_INITIALIZED",)


class RegistryUnavailable(DhcpError, ConnectionError):
    """The registry cannot be opened: it is not there any more, it is none, or it is of another version."""

    codes = ("ERROR_DHCP_DATABASE_INIT_FAILED",)


class RegistryBusy(DhcpError):
    """Others have kept the registry locked for too long."""

    codes = ("RPC_S_SERVER_TOO_BUSY",)


class RegistryFull(DhcpError):
    """The registry has no room to grow."""

    codes = ("ERROR_DISK_FULL",)


class RegistryDamaged(DhcpError):
    """What the registry keeps cannot be read."""

    codes = ("ERROR_FILE_CORRUPT",)


class AccessDenied(DhcpError, PermissionError):
    """The registry must not be written to."""

    codes = ("ERROR_ACCESS_DENIED",)


class HostClockDiffers(DhcpError):
    """The clock of this host differs too much for changes; reading goes on."""

    codes = ("ERROR_TIME_SKEW",)


class OutcomeUnknown(DhcpError):
    """It is not known whether the registry has kept the change. It may have; look before it is done again."""

    codes = ("RPC_S_CALL_FAILED",)


class RelationIsSecondary(DhcpError):
    """Only the primary server of the relationship can do this."""

    codes = ("ERROR_DHCP_FO_RELATION_IS_SECONDARY",)


class StateNotNormal(DhcpError):
    """The relationship is not in the state NORMAL."""

    codes = ("ERROR_DHCP_FO_STATE_NOT_NORMAL",)


class NobodyAnswers(DhcpError, TimeoutError):
    """No server answers the DHCP client; `Client.explain` tells why."""

    codes = ("ERROR_TIMEOUT",)


class RangeFull(DhcpError):
    """No address is free for the DHCP client; `Client.explain` tells why."""

    codes = ("ERROR_DHCP_RANGE_FULL",)


class AddressNotAvailable(DhcpError):
    """The DHCP client has another address, or its address is leased no more."""

    codes = ("ERROR_DHCP_ADDRESS_NOT_AVAILABLE",)


def _descendants(kind: Type[DhcpError]) -> Iterator[Type[DhcpError]]:
    for child in kind.__subclasses__():
        yield child
        yield from _descendants(child)


_KINDS: Dict[int, Type[DhcpError]] = {
    _table.ERRORS[name]: kind for kind in _descendants(DhcpError) for name in kind.codes
}


def error_of(code: int, function: str, reason: Optional[str] = None) -> DhcpError:
    """The exception for a code that a function has returned."""
    return _KINDS.get(code, DhcpError)(code, function, reason)


@contextmanager
def raised_as(kind: Type[DhcpError], *codes: int) -> Iterator[None]:
    """Raises errors of codes that mean something of their own here as another class."""
    try:
        yield
    except DhcpError as error:
        if error.code not in codes:
            raise
        raise kind(error.code, error.function, error.reason) from None
