"""What is configured on a server as a whole. A setting is asked for when it is read, and set when it is assigned."""

from __future__ import annotations

from ctypes import POINTER, byref, cast
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Callable, Generic, Optional, TypeVar, Union, overload

from . import _native as native
from ._values import FOREVER, within

if TYPE_CHECKING:
    from .servers import Server

Value = TypeVar("Value")


class _Setting(Generic[Value]):
    """A member of DHCP_SERVER_CONFIG_INFO_V4, as a property."""

    def __init__(self, field: str, label: str, read: Callable[[Any], Value], given: Callable[[Value], Any]) -> None:
        self._field, self._label, self._read, self._given = field, label, read, given

    @overload
    def __get__(self, settings: None, owner: type) -> _Setting[Value]: ...

    @overload
    def __get__(self, settings: ServerSettings, owner: type) -> Value: ...

    def __get__(self, settings: Optional[ServerSettings], owner: type) -> Union[_Setting[Value], Value]:
        if settings is None:
            return self
        with native.reply("DhcpServerGetConfigV4", settings._server._wide) as found:
            return self._read(getattr(found, self._label))

    def __set__(self, settings: ServerSettings, value: Value) -> None:
        wanted = native.DHCP_SERVER_CONFIG_INFO_V4(**{self._label: self._given(value)})
        field = getattr(native, self._field)
        native.call("DhcpServerSetConfigV4", settings._server._wide, field, byref(wanted))


def _number(found: Any) -> int:
    return int(found)


def _given_number(given: int) -> int:
    return within(given, FOREVER, "the number")


def _minutes(found: Any) -> timedelta:
    return timedelta(minutes=int(found))


def _given_minutes(given: timedelta) -> int:
    count, rest = divmod(given, timedelta(minutes=1))
    if rest:
        raise ValueError(f"an interval is whole minutes, not {given}")
    return within(count, FOREVER, "the interval in minutes")


@dataclass(frozen=True)
class AuditLog:
    """What is said of the audit log of a server."""

    directory: str
    """Up to 247 characters."""
    disk_check_interval: int
    """After how many entries the room on the disk is looked at."""
    max_megabytes: int
    """How many megabytes all its files may have."""
    min_free_megabytes: int
    """How many megabytes have to stay free."""


@dataclass(frozen=True)
class DnsCredentials:
    """As whom a server registers names in DNS; "" where nobody has said so. Nobody is told the password."""

    user: str = ""
    domain: str = ""


class ServerSettings:
    """The settings of a server. This library obeys none but `is_bound`: they say what a Windows server would do.

    Every assignment raises `InvalidParameter` where the value is none that a server can have, and changes nothing then.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def __repr__(self) -> str:
        return f"ServerSettings({self._server.name!r})"

    # ---- configuration ----

    conflict_detection_attempts = _Setting("Set_PingRetries", "dwPingRetries", _number, _given_number)
    """How often an address is pinged before it is offered, 0 to 5."""

    writes_audit_log = _Setting("Set_AuditLogState", "fAuditLog", bool, bool)
    """Whether the audit log is written."""

    database_name = _Setting("Set_DatabaseName", "DatabaseName", native.text_at, native.wide_pointer)
    """The file name of the database."""

    database_path = _Setting("Set_DatabasePath", "DatabasePath", native.text_at, native.wide_pointer)
    """The directory of the database, up to 247 characters."""

    backup_path = _Setting("Set_BackupPath", "BackupPath", native.text_at, native.wide_pointer)
    """The directory of its backups, up to 247 characters."""

    backup_interval = _Setting("Set_BackupInterval", "BackupInterval", _minutes, _given_minutes)
    """The time between two backups, 1 to 71582 minutes."""

    cleanup_interval = _Setting("Set_DatabaseCleanupInterval", "DatabaseCleanupInterval", _minutes, _given_minutes)
    """The time between two removals of leases that are over, 1 to 71582 minutes."""

    logs_transactions = _Setting("Set_DatabaseLoggingFlag", "DatabaseLoggingFlag", bool, bool)
    """Whether the database logs its transactions."""

    starts_from_backup = _Setting("Set_RestoreFlag", "RestoreFlag", bool, bool)
    """Whether the service starts from a backup."""

    api_protocols = _Setting("Set_APIProtocolSupport", "APIProtocolSupport", _number, _given_number)
    """By which transports the server can be managed: 1 is TCP, 2 named pipes, 4 local calls, or the sum of several."""

    debug_flags = _Setting("Set_DebugFlag", "DebugFlag", _number, _given_number)
    """What is written for those who look for a fault, as bits."""

    # ---- audit log ----

    @property
    def audit_log(self) -> AuditLog:
        """What is said of the audit log; `dataclasses.replace` makes one that differs."""
        directory = native.ctype("WCHAR*")()
        interval, most, free = native.DWORD(), native.DWORD(), native.DWORD()
        outputs = [byref(output) for output in (directory, interval, most, free)]
        try:
            native.call("DhcpAuditLogGetParams", self._server._wide, 0, *outputs)
            return AuditLog(native.text_at(directory), interval.value, most.value, free.value)
        finally:
            native.release(directory)

    @audit_log.setter
    def audit_log(self, wanted: AuditLog) -> None:
        """Describes the audit log anew."""
        members = (wanted.disk_check_interval, wanted.max_megabytes, wanted.min_free_megabytes)
        directory, numbers = native.wide(wanted.directory), map(_given_number, members)
        native.call("DhcpAuditLogSetParams", self._server._wide, 0, directory, *numbers)

    # ---- network interface ----

    @property
    def is_bound(self) -> bool:
        """Whether the server answers on its network interface."""
        with native.reply("DhcpGetServerBindingInfo", self._server._wide, 0) as found:
            return bool(found.Elements[0].fBoundToDHCPServer)

    @is_bound.setter
    def is_bound(self, wanted: bool) -> None:
        """Has the server answer on its network interface, or not."""
        with native.reply("DhcpGetServerBindingInfo", self._server._wide, 0) as found:
            found.Elements[0].fBoundToDHCPServer = wanted
            native.call("DhcpSetServerBindingInfo", self._server._wide, 0, byref(found))

    # ---- DNS ----

    @property
    def dns_credentials(self) -> DnsCredentials:
        """As whom the server registers names in DNS."""
        size = _ROOM
        while True:
            user, domain = (native.WORD * size)(), (native.WORD * size)()
            pointers = [cast(buffer, POINTER(native.WORD)) for buffer in (user, domain)]
            arguments = (2 * size, pointers[0], 2 * size, pointers[1])
            code = native.call("DhcpServerQueryDnsRegCredentials", self._server._wide, *arguments, accept=(_TOO_SMALL,))
            if code == 0:
                return DnsCredentials(*map(native.text_at, pointers))
            size *= 2

    def set_dns_credentials(self, user: str, domain: str, password: str = "") -> None:
        """Has the server register names in DNS as somebody; "" is nobody in particular."""
        given = map(native.wide, (user, domain, password))
        native.call("DhcpServerSetDnsRegCredentialsV5", self._server._wide, *given)

    # ---- what a server is ----

    @property
    def is_authorized(self) -> bool:
        """Whether it may lease addresses."""
        return not self._flag("DHCP_ATTRIB_BOOL_IS_ROGUE")

    @property
    def is_domain_joined(self) -> bool:
        """Whether it belongs to a domain."""
        return self._flag("DHCP_ATTRIB_BOOL_IS_PART_OF_DSDC")

    @property
    def dynamic_bootp(self) -> bool:
        """Whether BOOTP clients get any free address."""
        return self._flag("DHCP_ATTRIB_BOOL_IS_DYNBOOTP")

    @property
    def restore_status(self) -> int:
        """What came of the last restore of its database, as an error number."""
        with self._attribute("DHCP_ATTRIB_ULONG_RESTORE_STATUS") as found:
            return int(found.DhcpAttribUlong)

    def _flag(self, name: str) -> bool:
        with self._attribute(name) as found:
            return bool(found.DhcpAttribBool)

    def _attribute(self, name: str) -> Any:
        return native.reply("DhcpServerQueryAttribute", self._server._wide, 0, getattr(native, name))


_ROOM = 256  # UTF-16 units that a name has room for at first
_TOO_SMALL = 122
