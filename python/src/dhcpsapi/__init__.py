"""Windows DHCP servers and their failover, on Linux and in this process.

    import dhcpsapi

    one, two = dhcpsapi.Server.add("dhcp1", "192.0.2.1"), dhcpsapi.Server.add("dhcp2", "192.0.2.2")
    for server in (one, two):
        server.create_scope("10.0.0.0/24", first="10.0.0.1", last="10.0.0.254")
    pair = dhcpsapi.create_failover(one, two, "HQ", ["10.0.0.0/24"])

The servers live in libdhcpsapi.so, which answers the functions of dhcpsapi.dll. They end with the process, unless
`open` or the variable DHCPSAPI_REGISTRY names a registry that is kept, which other processes share. Objects are what a
server had when they were read; methods ask it anew. Every refused call raises a `DhcpError` and changes nothing.
"""

from . import _native as native
from . import cim
from ._values import HardwareAddress
from .clients import Answer, Client
from .enums import (
    AddressStatus,
    ClientType,
    DriftKind,
    EventKind,
    LeaseLimit,
    LeaseState,
    Mode,
    RangeKind,
    RequestKind,
    Rule,
    ScopeState,
    ServerRole,
    ServerType,
    Side,
    State,
)
from .errors import (
    AccessDenied,
    AddressNotAvailable,
    AlreadyExists,
    ClocksDiffer,
    DhcpError,
    HostClockDiffers,
    InvalidParameter,
    InvalidRange,
    LeaseExists,
    LeaseNotFound,
    NobodyAnswers,
    NotFound,
    NotImplementedHere,
    OutcomeUnknown,
    PartnerUnavailable,
    RangeFull,
    RegistryBusy,
    RegistryDamaged,
    RegistryFull,
    RegistryUnavailable,
    RelationIsSecondary,
    RelationshipExists,
    RelationshipNotFound,
    ReservationExists,
    ScopeExists,
    ScopeInRelationship,
    ScopeNotFound,
    ScopeNotInRelationship,
    ServerListed,
    ServerNotListed,
    ServersInUse,
    ServerUnavailable,
    ServiceNotActive,
    ServiceRunning,
    StateNotNormal,
)
from .failover import (
    DriftEntry,
    FailoverRelationship,
    FailoverSettings,
    Rebalance,
    RelationshipStatistics,
    ScopeStatistics,
)
from .faults import (
    VirtualClock,
    cut_link,
    heal_link,
    lease_limit,
    service_delay,
    link_cut,
    reset,
    shifted_clock,
    stopped,
    virtual_clock,
)
from .journals import Journal, JournalEntry, journal, log_to, logged
from .leases import FailoverTimes, Lease, Reservation
from .pair import FailoverPair, create_failover
from .registry import open, wait
from .scopes import AddressRange, Exclusion, Scope
from .servers import Server, servers

__all__ = [
    "AccessDenied",
    "AddressNotAvailable",
    "AddressRange",
    "AddressStatus",
    "AlreadyExists",
    "Answer",
    "Client",
    "ClientType",
    "ClocksDiffer",
    "DhcpError",
    "DriftEntry",
    "DriftKind",
    "EventKind",
    "Exclusion",
    "FailoverPair",
    "FailoverRelationship",
    "FailoverSettings",
    "FailoverTimes",
    "HardwareAddress",
    "HostClockDiffers",
    "InvalidParameter",
    "InvalidRange",
    "Journal",
    "JournalEntry",
    "Lease",
    "LeaseExists",
    "LeaseLimit",
    "LeaseNotFound",
    "LeaseState",
    "Mode",
    "NobodyAnswers",
    "NotFound",
    "NotImplementedHere",
    "OutcomeUnknown",
    "PartnerUnavailable",
    "RangeFull",
    "RangeKind",
    "Rebalance",
    "RegistryBusy",
    "RegistryDamaged",
    "RegistryFull",
    "RegistryUnavailable",
    "RelationIsSecondary",
    "RelationshipExists",
    "RelationshipNotFound",
    "RelationshipStatistics",
    "RequestKind",
    "Reservation",
    "ReservationExists",
    "Rule",
    "Scope",
    "ScopeExists",
    "ScopeInRelationship",
    "ScopeNotFound",
    "ScopeNotInRelationship",
    "ScopeState",
    "ScopeStatistics",
    "Server",
    "ServerListed",
    "ServerNotListed",
    "ServerRole",
    "ServerType",
    "ServerUnavailable",
    "ServersInUse",
    "ServiceNotActive",
    "ServiceRunning",
    "Side",
    "State",
    "StateNotNormal",
    "VirtualClock",
    "cim",
    "create_failover",
    "cut_link",
    "heal_link",
    "journal",
    "lease_limit",
    "service_delay",
    "link_cut",
    "log_to",
    "logged",
    "native",
    "open",
    "reset",
    "servers",
    "shifted_clock",
    "stopped",
    "version",
    "virtual_clock",
    "wait",
]


def version() -> str:
    """The version of the library."""
    found: bytes = native.dhcpsapi_version()
    return found.decode()
