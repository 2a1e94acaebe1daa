"""The values that the API counts. Numbers and meanings are those of the C headers."""

from __future__ import annotations

from enum import Enum, IntEnum, IntFlag


class Mode(IntEnum):
    """How the two servers of a relationship share the work."""

    LOAD_BALANCE = 0
    HOT_STANDBY = 1


class ServerType(IntEnum):
    """The part that a server has in a relationship."""

    PRIMARY = 0
    SECONDARY = 1


class ServerRole(Enum):
    """The part that a server has in hot standby."""

    ACTIVE = "Active"
    STANDBY = "Standby"


class State(IntEnum):
    """State of a failover relationship, as one server sees it."""

    NO_STATE = 0
    INIT = 1
    STARTUP = 2
    NORMAL = 3
    COMMUNICATION_INT = 4
    PARTNER_DOWN = 5
    POTENTIAL_CONFLICT = 6
    CONFLICT_DONE = 7
    RESOLUTION_INT = 8
    RECOVER = 9
    RECOVER_WAIT = 10
    RECOVER_DONE = 11
    PAUSED = 12
    SHUTDOWN = 13


class AddressStatus(IntEnum):
    """Which server of a relationship may lease an address."""

    PRIMARY = 0
    SECONDARY = 1
    EXCLUDED = 2
    RESERVED = 3


class ScopeState(IntEnum):
    """Whether a scope is served. Switched: clients reach every address without a router."""

    ENABLED = 0
    DISABLED = 1
    ENABLED_SWITCHED = 2
    DISABLED_SWITCHED = 3


class RangeKind(IntEnum):
    """Which clients a range is for."""

    ANY = 0
    DHCP = 5
    DHCP_AND_BOOTP = 6
    BOOTP = 7


class ClientType(IntFlag):
    """Which protocols a client or a reservation is for."""

    UNSPECIFIED = 0
    DHCP = 1
    BOOTP = 2
    BOTH = 3
    RESERVATION_FLAG = 4
    NONE = 100


class LeaseState(IntEnum):
    """The address state of a lease record."""

    OFFERED = 0
    ACTIVE = 1
    DECLINED = 2
    DOOMED = 3


class OptionType(IntEnum):
    """The type of an option, and of each element of a value. With each is what a value is in Python."""

    BYTE = 0
    """int, 0 to 255"""
    WORD = 1
    """int, 0 to 65535"""
    DWORD = 2
    """int, 0 to 4294967295"""
    DWORD_DWORD = 3
    """int of 64 bits"""
    IP_ADDRESS = 4
    """IPv4Address"""
    STRING = 5
    """str"""
    BINARY = 6
    """bytes"""
    ENCAPSULATED = 7
    """bytes, which are options themselves"""
    IPV6_ADDRESS = 8
    """str, which the API neither reads nor changes"""


class DriftKind(IntEnum):
    """The kinds of drift between the servers of a relationship."""

    SCOPE = 0
    PROPERTIES = 1
    RANGE = 2
    EXCLUSION = 3
    RESERVATION = 4
    SCOPE_ITSELF = 5
    MODE = 6
    PERCENTAGE = 7
    LEAD_TIME = 8
    SAFE_PERIOD = 9
    SHARED_SECRET = 10
    ROLE = 11
    OPTION_VALUE = 12
    LEASE_DURATION = 13
    OFFER_DELAY = 14
    CLASS = 15
    DEFINITION = 16


class Side(IntEnum):
    """Which server has what the other has not, or not like that."""

    THIS_SERVER = 0
    PARTNER = 1
    BOTH = 2


class Rule(IntEnum):
    """Why a server answers a client as it does; `text` says it in a sentence."""

    WHOLE_LEASE = 0
    KNOWN_TO_PARTNER = 1
    INTERRUPTED = 2
    PARTNER_IS_DOWN = 3
    SCOPE_DISABLED = 4
    SILENT = 5
    RENEWALS_ONLY = 6
    PARTNERS_CLIENT = 7
    STANDBY = 8
    UNKNOWN_CLIENT = 9
    OTHER_ADDRESS = 10
    EXCLUDED = 11
    RESERVED_FOR_ANOTHER = 12
    DECLINED = 13
    LEASED = 14
    NOT_ACKNOWLEDGED = 15
    OF_PARTNER = 16
    OWN_ADDRESSES_USED = 17
    NO_FREE_ADDRESS = 18
    RESERVED_ELSEWHERE = 19
    NO_LEAD_TIME = 20
    FILTERED = 21

    @property
    def text(self) -> str:
        """The meaning of the rule, in one sentence."""
        from . import _native as native

        found: bytes = native.function("dhcpsapi_rule_text")(self.value)
        return found.decode()


class RequestKind(IntEnum):
    """How a DHCP client asks."""

    NEW_LEASE = 0
    RENEWAL = 1
    REBINDING = 2


class LeaseLimit(IntEnum):
    """How long leases may be while the partner cannot be heard."""

    WINDOWS = 0
    DRAFT = 1


class PartnerScopes(IntEnum):
    """The fate of the scopes on the partner when they leave a relationship by a method of `cim`.

    DELETE is the cmdlets' way: with their leases. DISABLE: they stay, but serve nobody. KEEP: two servers serve the
    same addresses, and neither knows of the other's leases.
    """

    DELETE = 0
    DISABLE = 1
    KEEP = 2


class EventKind(IntEnum):
    """The kinds of entries of the journal."""

    STATE_CHANGED = 0
    CONTACT_MADE = 1
    CONTACT_LOST = 2
    SERVICE_STOPPED = 3
    SERVICE_STARTED = 4
    DATABASE_RESTORED = 5
    ADDRESSES_MOVED = 6
    CLIENT_REFUSED = 7
    AUTHENTICATION_FAILED = 8
    BACKUP_RESTORED = 9
    BACKUP_UNUSABLE = 10
