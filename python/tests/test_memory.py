"""Every block is released without the user's doing, also when something goes wrong."""

from __future__ import annotations

import ctypes
import os
from ipaddress import IPv4Address
from typing import Any, Callable, Dict, Iterator, List, Set

import pytest
from conftest import MAC, NETWORK, give_options

import dhcpsapi
from dhcpsapi import Client, FailoverPair, _native, cim
from dhcpsapi.leases import search_info


def resident() -> int:
    """The kilobytes of memory that this process has."""
    with open("/proc/self/statm", encoding="ascii") as statistics:
        return int(statistics.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def everything(pair: FailoverPair) -> None:
    """Reads everything that there is, by every function that returns a block."""
    scope = pair.scopes[0]
    _ = [list(dhcpsapi.servers()), list(pair.primary.scopes()), list(pair.primary.relationships())]
    _ = [list(scope.ranges()), list(scope.exclusions()), list(scope.reservations()), scope.free_addresses(10)]
    _ = [pair.primary.lease("10.0.0.7"), scope.lease_of(MAC, failover=True), scope.relationship()]
    _ = [scope.statistics(), pair.on_primary.statistics(), pair.on_primary.preview_rebalance(), pair.on_primary.drift()]
    _ = [Client(scope, MAC).explain(), Client(scope, MAC).renew(), list(dhcpsapi.journal())]
    _ = [Client(scope, MAC).rebind(), Client(scope, MAC).request()]
    for options in (pair.primary.options, scope.options, scope.reservation("10.0.0.7").options):
        _ = [dict(options), options.for_all_classes(), options.get(150)]
        with pytest.raises(dhcpsapi.OptionNotFound):
            options.delete(150)
    _ = [list(pair.primary.option_definitions.for_all_classes()), pair.primary.option_definitions.get(150)]
    _ = [list(pair.primary.classes), pair.primary.classes.get("Phones"), pair.primary.classes.get(data=b"phone")]
    filters = pair.primary.filters
    _ = [list(filters.allow), list(filters.deny), list(filters.exemptions()), filters.allow.in_force]
    _ = [list(pair.primary.superscopes), scope.superscope, scope.delay, scope.lease_duration]
    settings = pair.primary.settings
    _ = [settings.database_name, settings.audit_log, settings.is_bound, settings.dns_credentials, settings.restore_status]
    settings.is_bound = True
    _ = [pair.primary.statistics]


def by_methods(pair: FailoverPair) -> None:
    """Calls every method of the WMI classes. In the end all is as before."""
    one, name = pair.primary, pair.name
    _ = [found.get().json() + found.get().mof() for found in cim.find_by_name(computer_name=one)]
    _ = [cim.find_by_name([name, "none"], computer_name=one), cim.get_by_name(name, computer_name=one).properties()]
    _ = [cim.find_by_scope_id([NETWORK, "10.9.0.0"], computer_name=one)]
    _ = [cim.get_by_scope_id(NETWORK, computer_name=one)]
    _ = [cim.invoke_by_name(computer_name=one), cim.invoke_by_scope_id(NETWORK, computer_name=one)]
    _ = [cim.find_scope_statistics([NETWORK, "10.9.0.0"], computer_name=one, failover=True)]
    _ = [cim.set_(name, computer_name=one, load_balance_percent=50)]
    one.create_scope("10.0.9.0/24", first="10.0.9.1", last="10.0.9.9")
    for what_if in (True, False):
        cim.scope_add(name, "10.0.9.0", computer_name=one, what_if=what_if)
    for what_if in (True, False):
        cim.scope_remove(name, "10.0.9.0", computer_name=one, what_if=what_if)
    for add in (cim.add_by_load_balance, cim.add_by_hot_standby):
        for what_if in (True, False):
            add(computer_name=one, partner_server=pair.secondary, name="other", scope_id="10.0.9.0", what_if=what_if)
        for what_if in (True, False):
            cim.remove("other", computer_name=one, what_if=what_if)
    one.scope("10.0.9.0").delete()
    with pytest.raises(dhcpsapi.RelationshipNotFound):
        cim.remove("other", computer_name=one)


def add_options(scope: dhcpsapi.Scope) -> None:
    """Gives each level a value of each type, for each kind of class."""
    server = scope.server
    server.classes.add("Phones", b"phone", comment="with a comment")
    server.classes.add("Acme", b"acme", is_vendor=True)
    data: Dict[int, Any] = {5: "text", 6: b"bytes", 7: b"", 8: "fe80::1"}
    values = [dhcpsapi.OptionElement(kind, data.get(kind, 7)) for kind in dhcpsapi.OptionType]
    values[4] = dhcpsapi.OptionElement(dhcpsapi.OptionType.IP_ADDRESS, IPv4Address(7))
    for vendor_class in (None, "Acme"):
        for user_class in (None, "Phones"):
            definitions = server.option_definitions.of(user_class=user_class, vendor_class=vendor_class)
            definitions.add(200, "Mixed", dhcpsapi.OptionType.BYTE, default=values, comment="with a comment")
            for options in (server.options, scope.options, scope.reservation("10.0.0.7").options):
                options.of(user_class=user_class, vendor_class=vendor_class)[200] = values


def add_filters_and_superscopes(scope: dhcpsapi.Scope) -> None:
    """Gives a server entries in each list of filters, and a superscope."""
    scope.server.filters.allow.add("02-*", "with a comment")
    scope.server.filters.deny.add("02-09-*")
    scope.server.filters.exempt(6)
    scope.server.superscopes.add("Campus", scope)


@pytest.fixture
def busy_pair(failover_pair: FailoverPair) -> FailoverPair:
    """A pair with something of everything."""
    failover_pair.set(shared_secret="hush")
    scope = failover_pair.scopes[0].set(comment="with a comment")
    scope.exclude("10.0.0.50")
    scope.reserve("10.0.0.7", MAC)
    failover_pair.secondary.scope(NETWORK).reserve("10.0.0.7", MAC)
    give_options(failover_pair.secondary)
    add_options(scope)
    add_filters_and_superscopes(scope)
    Client(scope, MAC, name="pc").request()
    with pytest.raises(dhcpsapi.LeaseNotFound):
        Client(scope, "09").renew()
    return failover_pair


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[Set[int]]:
    """The blocks that were returned since the test began and that nobody has released.

    They are found by a walk of its own, which is not the one of the package.
    """
    found: Set[int] = set()
    original = _native.function

    def watched(name: str) -> Any:
        function = original(name)
        if name == "DhcpRpcFreeMemory":
            return lambda block: (found.discard(address(block)), function(block))[1]
        if not any(is_result(kind) for kind in function.argtypes):
            return function
        return Watched(function, found)

    monkeypatch.setattr(_native, "function", watched)
    yield found


def is_result(kind: Any) -> bool:
    """Whether a parameter is where a pointer is returned."""
    pointer = getattr(kind, "_type_", None)
    return isinstance(pointer, type) and issubclass(pointer, (ctypes._Pointer, ctypes.c_char_p))


def address(block: Any) -> int:
    """The address that a pointer has."""
    return ctypes.cast(block, ctypes.c_void_p).value or 0


class Watched:
    """A function whose results are written down."""

    def __init__(self, function: Any, found: Set[int]) -> None:
        self.function, self.found = function, found
        self.argtypes = function.argtypes

    def __call__(self, *arguments: Any) -> Any:
        code = self.function(*arguments)
        for kind, argument in zip(self.argtypes, arguments):
            if is_result(kind) and hasattr(argument, "_obj"):  # neither NULL nor an array that is passed in
                self.found.update(self.reached(argument._obj, self.count(arguments)))
        return code

    def count(self, arguments: Any) -> int:
        """How many elements an array has that is returned with its length."""
        is_array = len(arguments) > 1 and is_result(self.argtypes[-2]) and not is_result(self.argtypes[-1])
        return int(arguments[-1]._obj.value) if is_array else 1

    def reached(self, value: Any, count: int = 1) -> Iterator[int]:
        """The blocks that a value leads to."""
        if isinstance(value, ctypes.c_char_p):
            if value:
                yield address(value)
        elif isinstance(value, ctypes._Pointer):
            if value:
                yield address(value)
                if issubclass(value._type_, (ctypes.Structure, ctypes._Pointer)):
                    for index in range(count):
                        yield from self.reached(value[index])
        elif isinstance(value, ctypes.Structure):
            length = 1
            for name, _ in value._fields_:
                member = getattr(value, name)
                if isinstance(member, ctypes.Union):
                    yield from self.reached(chosen(value, member))
                yield from self.reached(member, getattr(value, name + "Count", length))
                is_count = name in ("NumElements", "NumVendorOptions", "cEntries")
                length = member if isinstance(member, int) and is_count else length


def chosen(value: Any, union: Any) -> Any:
    """The member of a union that a structure has."""
    if hasattr(value, "ElementType"):
        # Every member lies at one place; one pointer stands for it, and a reservation leads on.
        return union.ReservedIp if value.ElementType == 2 else union.ExcludeIpRange
    if hasattr(value, "DhcpAttribType"):
        return union.DhcpAttribUlong  # each member is a number
    return getattr(union, union._fields_[value.OptionType][0])


def test_nothing_is_left(busy_pair: FailoverPair, live: Set[int]) -> None:
    everything(busy_pair)
    by_methods(busy_pair)
    assert live == set()


def test_the_watch_sees_what_is_left(busy_pair: FailoverPair, live: Set[int]) -> None:
    found = _native.ctype("DHCP_FAILOVER_RELATIONSHIP*")()
    name = _native.wide("failover")
    assert _native.function("DhcpV4FailoverGetRelationship")(None, name, ctypes.byref(found)) != 0
    server = _native.wide("dhcp1")
    assert _native.function("DhcpV4FailoverGetRelationship")(server, name, ctypes.byref(found)) == 0
    assert len(live) == 7  # itself, its name, two names of servers, the secret, the array, its elements
    _native.release(found)
    assert live == set()


def test_the_watch_sees_the_instances_of_the_classes(busy_pair: FailoverPair, live: Set[int]) -> None:
    function = _native.function("dhcpsapi_cim_get_by_name")
    found, count = function.argtypes[-2]._type_(), _native.DWORD()
    assert function(_native.wide("dhcp1"), None, 0, ctypes.byref(found), ctypes.byref(count)) == 0
    # The array, the instance, 9 texts, the array of scopes, one scope. In load balance there is no role.
    assert len(live) == 13
    _native.release(found, count.value)
    assert live == set()


@pytest.mark.parametrize("generation", ["", "V4", "V5"])
@pytest.mark.parametrize("kind", ["DhcpIpRanges", "DhcpExcludedIpRanges", "DhcpReservedIps"])
def test_elements_are_released(busy_pair: FailoverPair, live: Set[int], generation: str, kind: str) -> None:
    function = _native.function("DhcpEnumSubnetElements" + generation)
    resume, read, total = _native.DWORD(), _native.DWORD(), _native.DWORD()
    found = function.argtypes[-3]._type_()
    outputs = [ctypes.byref(output) for output in (found, read, total)]
    arguments = (_native.wide("dhcp1"), 0x0A000000, getattr(_native, kind), ctypes.byref(resume), 0xFFFFFFFF)
    assert function(*arguments, *outputs) == 0
    assert len(live) == (5 if kind == "DhcpReservedIps" else 3)
    _native.release(found)
    assert live == set()


@pytest.mark.parametrize("generation", ["", "V4", "VQ"])
def test_records_are_released(busy_pair: FailoverPair, live: Set[int], generation: str) -> None:
    function = _native.function("DhcpGetClientInfo" + generation)
    found = function.argtypes[-1]._type_()
    search = search_info(address="10.0.0.7")
    assert function(_native.wide("dhcp1"), search, ctypes.byref(found)) == 0
    assert len(live) > 2
    _native.release(found)
    assert live == set()


def test_elements_of_options_are_released(busy_pair: FailoverPair, live: Set[int]) -> None:
    found = _native.ctype("DHCP_OPTION_VALUE*")()
    level = _native.DHCP_OPTION_SCOPE_INFO(ScopeType=_native.DhcpGlobalOptions)
    arguments = (_native.wide("dhcp1"), 200, ctypes.byref(level), ctypes.byref(found))
    assert _native.function("DhcpGetOptionValue")(*arguments) == 0
    assert len(live) == 5  # itself, its elements, two strings, some bytes; no bytes are no block
    _native.release(found)
    assert live == set()


def test_all_definitions_are_released(busy_pair: FailoverPair, live: Set[int]) -> None:
    found = _native.ctype("DHCP_ALL_OPTIONS*")()
    assert _native.function("DhcpGetAllOptions")(_native.wide("dhcp1"), 0, ctypes.byref(found)) == 0
    assert found.contents.NumVendorOptions == 8 and len(live) > 200
    _native.release(found)
    assert live == set()


READERS: List[Callable[[FailoverPair], Any]] = [
    lambda pair: pair.on_primary,
    lambda pair: list(pair.primary.relationships()),
    lambda pair: list(pair.primary.scopes()),
    lambda pair: list(pair.scopes[0].reservations()),
    lambda pair: pair.scopes[0].options[200],
    lambda pair: pair.scopes[0].options.for_all_classes(),
    lambda pair: list(pair.primary.option_definitions),
    lambda pair: pair.primary.option_definitions[3],
    lambda pair: list(pair.primary.classes),
    lambda pair: pair.primary.classes.get("Phones"),
    lambda pair: list(pair.primary.filters.deny),
    lambda pair: list(pair.primary.superscopes),
    lambda pair: pair.primary.settings.audit_log,
    lambda pair: pair.on_primary.preview_rebalance(),
    lambda pair: list(dhcpsapi.servers()),
    lambda pair: cim.find_by_name(computer_name=pair.primary),
    lambda pair: cim.set_(pair.name, computer_name=pair.primary, load_balance_percent=50, what_if=True),
    lambda pair: cim.invoke_by_name(computer_name=pair.primary),
    lambda pair: cim.scope_statistics(computer_name=pair.primary),
]


@pytest.mark.parametrize("reader", READERS)
def test_nothing_is_left_when_reading_fails(
    busy_pair: FailoverPair,
    live: Set[int],
    monkeypatch: pytest.MonkeyPatch,
    reader: Callable[[FailoverPair], Any],
) -> None:
    def broken(*_: Any) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("dhcpsapi._native.text_at", broken)
        patched.setattr("dhcpsapi.failover.Rebalance", broken)
        with pytest.raises(KeyboardInterrupt):
            reader(busy_pair)
    assert live == set()


def test_memory_does_not_grow(busy_pair: FailoverPair) -> None:
    for _ in range(200):
        everything(busy_pair)
    before = resident()
    for _ in range(300):
        everything(busy_pair)
    for _ in range(10_000):
        _ = busy_pair.on_primary
        _ = cim.get_by_name(busy_pair.name, computer_name=busy_pair.primary).json()
        with pytest.raises(dhcpsapi.ScopeNotFound):
            busy_pair.primary.scope("10.9.0.0")
    assert resident() - before < 2_000
