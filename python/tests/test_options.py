"""Options: definitions, values of each type at each level, and the length of leases."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address
from typing import Any, Dict, List, Tuple

import pytest
from conftest import MAC, NETWORK

import dhcpsapi
from dhcpsapi import (
    UNLIMITED,
    Client,
    OptionDefinition,
    OptionElement,
    Options,
    OptionSetting,
    OptionType,
    Scope,
    Server,
    _native,
)

Servers = Tuple[Server, Server]


@pytest.fixture
def server(dhcp_servers: Servers) -> Server:
    """A server with a user class and a vendor class."""
    dhcp_servers[0].classes.add("Phones", b"phone")
    dhcp_servers[0].classes.add("Acme", b"acme", is_vendor=True)
    return dhcp_servers[0]


@pytest.fixture
def scope(server: Server) -> Scope:
    """A scope with a reservation, 10.0.0.7."""
    scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    scope.reserve("10.0.0.7", MAC)
    return scope


def levels(scope: Scope) -> List[Options]:
    """The options of each level."""
    return [scope.server.options, scope.options, scope.reservation("10.0.0.7").options]


# ---- definitions ----


def test_the_definitions_of_a_fresh_server(server: Server) -> None:
    definitions = server.option_definitions
    assert len(definitions) == 66
    assert next(iter(definitions)) == 121
    assert definitions[3] == OptionDefinition(
        code=3,
        name="Router",
        type=OptionType.IP_ADDRESS,
        is_array=True,
        default=[IPv4Address(0)],
        comment="Array of router addresses ordered by preference",
    )
    assert (definitions[51].type, definitions[51].is_array, definitions[51].default) == (OptionType.DWORD, False, 0)
    assert (definitions[15].default, definitions[43].default) == ("", b"")
    assert 60 not in definitions and definitions.get(60) is None
    with pytest.raises(dhcpsapi.OptionNotFound) as caught:
        _ = definitions[60]
    assert isinstance(caught.value, KeyError) and caught.value.code == 20010
    vendors = definitions.of(vendor_class="Microsoft Options")
    assert list(vendors) == [1, 2, 3]
    assert vendors[1].vendor_class == "Microsoft Options" and vendors[1].default == 1


def test_definitions_come_page_by_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = list(server.option_definitions.values())
    for page in (0xFFFFFFFF, 0x10000, 1000, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(server.option_definitions) == [definition.code for definition in whole]


DEFAULTS: Dict[OptionType, Tuple[Any, Any]] = {
    OptionType.BYTE: (0, 255),
    OptionType.WORD: (0, 65535),
    OptionType.DWORD: (0, 2**32 - 1),
    OptionType.DWORD_DWORD: (0, 2**64 - 2),
    OptionType.IP_ADDRESS: (IPv4Address(0), IPv4Address("10.0.0.1")),
    OptionType.STRING: ("", "é-😀"),
    OptionType.BINARY: (b"", b"\0\1\2"),
    OptionType.ENCAPSULATED: (b"", b"\1\1\7"),
    OptionType.IPV6_ADDRESS: ("", "fe80::1"),
}


@pytest.mark.parametrize("kind", OptionType)
def test_an_option_of_each_type_is_defined(server: Server, kind: OptionType) -> None:
    nothing, something = DEFAULTS[kind]
    definitions = server.option_definitions
    made = definitions.add(200, "Name", kind)
    assert made == definitions[200] == OptionDefinition(200, "Name", kind, False, nothing)
    definitions.add(201, "", kind, is_array=True, default=[something, nothing, something], comment="é-😀")
    assert definitions[201] == OptionDefinition(201, "", kind, True, [something, nothing, something], "é-😀")
    assert definitions.change(200, default=something).default == something
    assert list(definitions)[-2:] == [200, 201]


def test_a_definition_is_changed_and_removed(server: Server) -> None:
    definitions = server.option_definitions
    made = definitions.add(200, "Name", OptionType.DWORD, default=7, comment="first")
    with pytest.raises(dhcpsapi.OptionExists):
        definitions.add(200, "Other", OptionType.BYTE)
    assert definitions[200] == made
    assert definitions.change(200) == made
    changed = definitions.change(200, name="New", comment="", is_array=True)
    assert changed == OptionDefinition(200, "New", OptionType.DWORD, True, [7])
    assert definitions.change(200, type=OptionType.STRING).default == [""]
    assert definitions.change(200, type=OptionType.BYTE, default=[1, 2]).default == [1, 2]
    server.options[200] = 1
    definitions.remove(200)
    assert 200 not in definitions and 200 not in server.options
    for refused in (definitions.remove, definitions.change):
        with pytest.raises(dhcpsapi.OptionNotFound):
            refused(200)


def test_a_default_with_elements_of_several_types_stays_when_the_name_changes(server: Server) -> None:
    mixed = [OptionElement(OptionType.DWORD, 7), OptionElement(OptionType.STRING, "seven")]
    made = server.option_definitions.add(200, "Name", OptionType.DWORD, default=mixed)
    assert made.default == [7, "seven"]
    assert server.option_definitions.change(200, name="Other").default == [7, "seven"]


@pytest.mark.parametrize("wrong", [256, -1, OptionElement(OptionType.WORD, 1)])
def test_a_default_that_is_not_of_the_type(server: Server, wrong: Any) -> None:
    with pytest.raises(ValueError):
        server.option_definitions.add(200, "Name", OptionType.BYTE, default=wrong)
    assert 200 not in server.option_definitions
    with pytest.raises(ValueError):
        server.option_definitions.change(19, default=wrong)
    with pytest.raises(dhcpsapi.InvalidParameter):
        server.option_definitions.change(19, default=[])
    assert server.option_definitions[19].default == 0


def test_definitions_for_classes(server: Server) -> None:
    definitions = server.option_definitions
    acme = definitions.of(vendor_class="Acme")
    acme.add(1, "Ring tone", OptionType.STRING)
    definitions.of(user_class="phones", vendor_class="acme").add(1, "Volume", OptionType.BYTE)
    assert list(acme.values()) == [OptionDefinition(1, "Ring tone", OptionType.STRING, False, "", vendor_class="Acme")]
    assert definitions[1].name == "Subnet Mask"
    everything = list(definitions.for_all_classes())
    assert [found.name for found in everything if found.code == 1] == [
        "Subnet Mask",
        "Microsoft Disable Netbios Option ",
        "Microsoft Disable Netbios Option ",
        "Ring tone",
        "Volume",
    ]
    assert everything[-1].user_class == "Phones" and len(everything) == 66 + 6 + 2
    with pytest.raises(dhcpsapi.ClassNotFound):
        definitions.of(vendor_class="Nobody").add(1, "Name", OptionType.BYTE)
    with pytest.raises(dhcpsapi.ClassNotFound):
        list(definitions.of(user_class="Nobody"))
    assert repr(acme) == "OptionDefinitions('dhcp1', vendor_class='Acme')"


# ---- values ----


@pytest.mark.parametrize("kind", OptionType)
def test_values_of_each_type_at_each_level(server: Server, scope: Scope, kind: OptionType) -> None:
    nothing, something = DEFAULTS[kind]
    server.option_definitions.add(200, "One", kind)
    server.option_definitions.add(201, "Several", kind, is_array=True)
    for options in levels(scope):
        assert list(options) == [] and len(options) == 0
        options[200] = something
        options[201] = [something, nothing]
        assert (options[200], options[201]) == (something, [something, nothing])
        options[201] = something
        options[200] = nothing
        assert dict(options) == {200: nothing, 201: [something]}
        assert options.elements(201) == (OptionElement(kind, something),)
    for options in levels(scope):
        del options[200]
        options.delete(201)
        assert list(options) == []


def test_what_is_given_as_a_value(scope: Scope) -> None:
    options = scope.options
    options.set(3, "10.0.0.1")
    options.set(6, ("10.0.0.2", 0x0A000003, IPv4Address("10.0.0.4")))
    assert options[3] == [IPv4Address("10.0.0.1")]
    assert options[6] == [IPv4Address("10.0.0.2"), IPv4Address("10.0.0.3"), IPv4Address("10.0.0.4")]
    scope.server.option_definitions.add(200, "Name", OptionType.IPV6_ADDRESS)
    options.set(200, IPv6Address("fe80::1"))
    assert options[200] == "fe80::1"
    options.set(51, [1, 2])
    assert options[51] == [1, 2]
    options.set(51, True)
    assert options[51] == 1


WRONG: List[Tuple[int, Any, Any]] = [
    (19, 256, ValueError),
    (19, -1, ValueError),
    (13, 65536, ValueError),
    (51, 2**32, ValueError),
    (51, "3600", TypeError),
    (51, 3600.0, TypeError),
    (51, None, TypeError),
    (3, "10.0.0", ValueError),
    (3, ["10.0.0.1", "x"], ValueError),
    (15, 7, TypeError),
    (15, b"example.org", TypeError),
    (15, "a\0b", ValueError),
    (121, "00", TypeError),
    (3, [], dhcpsapi.InvalidParameter),
    (200, 7, dhcpsapi.OptionNotFound),
    (200, OptionElement(OptionType.BYTE, 7), dhcpsapi.OptionNotFound),
    (2**32, 7, ValueError),
]


@pytest.mark.parametrize("code,value,error", WRONG)
def test_what_is_no_value(scope: Scope, code: int, value: Any, error: Any) -> None:
    scope.options[15] = "example.org"
    with pytest.raises(error):
        scope.options[code] = value
    with pytest.raises(error):
        scope.options.set_all({12: "host", code: value})
    assert dict(scope.options) == {15: "example.org"}


def test_a_value_of_another_type_than_its_option(scope: Scope) -> None:
    elements = (OptionElement(OptionType.DWORD, 7), OptionElement(OptionType.STRING, "seven"))
    scope.options[13] = list(elements)
    assert scope.options.elements(13) == elements
    assert scope.options[13] == [7, "seven"]
    scope.options[13] = OptionElement(OptionType.BINARY, b"7")
    assert scope.options[13] == b"7"


def test_an_option_without_a_value(server: Server, scope: Scope) -> None:
    for options in levels(scope):
        assert options.get(3) is None and 3 not in options
        for refused in (options.__getitem__, options.elements, options.delete):
            with pytest.raises(dhcpsapi.OptionNotFound):
                refused(3)
        assert options.pop(3, None) is None
    assert scope.options.setdefault(15, "example.org") == "example.org"
    assert scope.options.pop(15) == "example.org"
    with pytest.raises(dhcpsapi.OptionNotFound) as caught:
        _ = scope.options[15]
    assert (caught.value.code, caught.value.function) == (2, "DhcpGetOptionValueV5")


def test_levels_that_are_not_there(server: Server, scope: Scope) -> None:
    reservation = scope.reservation("10.0.0.7")
    reservation.delete()
    for refused in (reservation.options.get, reservation.options.delete):
        with pytest.raises(dhcpsapi.ReservationNotFound):
            refused(3)
    with pytest.raises(dhcpsapi.ReservationNotFound):
        reservation.options[3] = "10.0.0.1"
    scope.delete()
    with pytest.raises(dhcpsapi.ScopeNotFound):
        scope.options[3] = "10.0.0.1"
    for options in (scope.options, reservation.options):
        with pytest.raises(dhcpsapi.NotFound):
            list(options)
        with pytest.raises(dhcpsapi.NotFound):
            options.for_all_classes()
    with pytest.raises(dhcpsapi.ServerUnavailable):
        _ = Server("nobody").options[3]


def test_levels_and_classes_have_values_of_their_own(server: Server, scope: Scope) -> None:
    for number, options in enumerate(levels(scope)):
        for user_class in (None, "Phones"):
            options.of(user_class=user_class)[51] = 1000 * (number + 1) + len(user_class or "")
    found = [[options[51], options.of(user_class="PHONES")[51]] for options in levels(scope)]
    assert found == [[1000, 1006], [2000, 2006], [3000, 3006]]
    del scope.options.of(user_class="Phones")[51]
    assert 51 in scope.options and 51 not in scope.options.of(user_class="Phones")
    assert scope.reservation("10.0.0.7").has_options
    with pytest.raises(dhcpsapi.ClassNotFound):
        scope.options.of(user_class="Nobody")[51] = 1
    assert repr(levels(scope)[2].of(user_class="Phones")) == "Options('dhcp1', 10.0.0.7, user_class='Phones')"
    assert [repr(options) for options in levels(scope)[:2]] == ["Options('dhcp1')", "Options('dhcp1', 10.0.0.0)"]


def test_vendor_options(server: Server, scope: Scope) -> None:
    server.option_definitions.of(vendor_class="Acme").add(1, "Ring tone", OptionType.STRING, is_array=True)
    options = scope.options.of(vendor_class="Acme")
    options[1] = ["loud"]
    both = options.of(user_class="Phones", vendor_class="Acme")
    both[1] = "soft"
    assert (options[1], both[1], list(options), list(both)) == (["loud"], ["soft"], [1], [1])
    assert list(scope.options) == []
    with pytest.raises(dhcpsapi.OptionNotFound):
        options[81] = 5
    del options[1]
    assert list(options) == [] and dict(both) == {1: ["soft"]}


def test_option_81_needs_no_definition(server: Server, scope: Scope) -> None:
    for options in levels(scope):
        options[81] = 0x17
        options.of(user_class="Phones")[81] = 5
        assert (options[81], options.of(user_class="Phones")[81]) == (0x17, 5)
    server.option_definitions.add(81, "Name", OptionType.STRING)
    scope.options[81] = "text"
    assert (scope.options[81], server.options[81]) == ("text", 0x17)


def test_all_values_of_a_level(server: Server, scope: Scope) -> None:
    assert scope.options.for_all_classes() == []
    server.option_definitions.of(vendor_class="Acme").add(1, "Ring tone", OptionType.STRING)
    settings = [
        OptionSetting(3, [IPv4Address("10.0.0.1")]),
        OptionSetting(81, 23),
        OptionSetting(51, 3600, "Phones"),
        OptionSetting(1, "loud", None, "Acme"),
        OptionSetting(1, "soft", "Phones", "Acme"),
    ]
    for setting in settings:
        scope.options.of(user_class=setting.user_class, vendor_class=setting.vendor_class)[setting.code] = setting.value
    found = scope.options.for_all_classes()
    assert sorted(found, key=settings.index) == settings and found[:2] == settings[:2]


def test_several_values_at_once(scope: Scope) -> None:
    values = {3: ["10.0.0.1"], 15: "example.org", 51: 3600}
    scope.options.set_all(values)
    assert dict(scope.options) == {3: [IPv4Address("10.0.0.1")], 15: "example.org", 51: 3600}
    with pytest.raises(dhcpsapi.OptionNotFound):
        scope.options.set_all({51: 60, 200: OptionElement(OptionType.BYTE, 1)})
    assert scope.options[51] == 3600
    scope.options.set_all({})
    scope.options.clear()
    assert list(scope.options) == []


def test_the_options_of_a_scope_are_copied(dhcp_servers: Servers, scope: Scope) -> None:
    scope.options.update({3: ["10.0.0.1", "10.0.0.2"], 15: "example.org", 81: 5, 121: b"\1\2"})
    other = dhcp_servers[1].create_scope(NETWORK)
    other.options.update(scope.options)
    assert other.options == scope.options
    del other.options[81]
    assert other.options != scope.options


def test_values_come_page_by_page(server: Server, scope: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [code for code, found in server.option_definitions.items() if found.type == OptionType.IP_ADDRESS]
    for code in codes:
        scope.options[code] = "10.0.0.1"
    for page in (0xFFFFFFFF, 0x10000, 100, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(scope.options) == codes


# ---- what clients get ----


def test_what_a_client_gets(server: Server, scope: Scope) -> None:
    server.options[15] = "example.org"
    scope.options[3] = ["10.0.0.1"]
    scope.options.of(user_class="Phones")[3] = ["10.0.0.2"]
    scope.reservation("10.0.0.7").options[15] = "lab.example.org"

    def sent(client: str, user_class: bytes = b"") -> Tuple[bytes, bytes]:
        answer = Client(scope, client, user_class=user_class, wanted_options=(3, 15)).request()
        return answer.options[3], answer.options[15]

    assert sent("08") == (bytes([10, 0, 0, 1]), b"example.org")
    assert sent("09", b"phone") == (bytes([10, 0, 0, 2]), b"example.org")
    assert sent(MAC) == (bytes([10, 0, 0, 1]), b"lab.example.org")


def test_the_length_of_leases(server: Server, scope: Scope) -> None:
    assert scope.lease_duration is None
    assert Client(scope, "08").request().lease_time == timedelta(days=8)
    server.options[51] = 7200
    assert scope.lease_duration is None
    assert Client(scope, "08").request().lease_time == timedelta(hours=2)
    scope.set_lease_duration(timedelta(hours=1))
    assert (scope.lease_duration, scope.options[51]) == (timedelta(hours=1), 3600)
    assert Client(scope, "08").request().lease_time == timedelta(hours=1)
    scope.set_lease_duration(UNLIMITED)
    assert scope.lease_duration == UNLIMITED
    assert Client(scope, "08").request().expires is None
    for wrong in (timedelta(0), timedelta(seconds=-1), timedelta(seconds=1.5), UNLIMITED + timedelta(seconds=1)):
        with pytest.raises(ValueError):
            scope.set_lease_duration(wrong)
    assert scope.lease_duration == UNLIMITED
    for _ in range(2):
        scope.set_lease_duration(None)
        assert scope.lease_duration is None and 51 not in scope.options
    scope.options[51] = OptionElement(OptionType.STRING, "an hour")
    assert scope.lease_duration is None
    scope.options[51] = [60, 70]
    assert scope.lease_duration == timedelta(minutes=1)
