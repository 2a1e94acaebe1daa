"""Link-layer filters."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import MAC, NETWORK

import dhcpsapi
from dhcpsapi import Client, Exemption, Filter, FilterPattern, HardwareAddress, Rule, Server, _native


@pytest.fixture
def server() -> Server:
    """A server with a scope."""
    server = Server.add("dhcp1", "198.51.100.1")
    server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    return server


def test_a_fresh_server_has_none(server: Server) -> None:
    filters = server.filters
    assert (filters.allow.in_force, filters.deny.in_force) == (False, False)
    assert [*filters.allow, *filters.deny, *filters.exemptions()] == []
    assert repr(filters) == "Filters('dhcp1')"
    assert repr([filters.allow, filters.deny]) == "[FilterList('dhcp1', allow), FilterList('dhcp1', deny)]"


def test_entries(server: Server) -> None:
    filters = server.filters
    whole = filters.allow.add(MAC, "é-😀")
    assert whole == Filter(FilterPattern(bytes([2, 0, 0, 0, 0, 7])), "é-😀")
    wide = filters.allow.add("02:00:*")
    assert (str(whole.pattern), str(wide.pattern)) == (MAC, "02-00-*")
    assert repr(wide.pattern) == "FilterPattern('02-00-*')"
    denied = filters.deny.add(b"\x03")
    assert (list(filters.allow), list(filters.deny)) == ([wide, whole], [denied])
    filters.remove(whole.pattern)
    filters.remove("03*")
    assert (list(filters.allow), list(filters.deny)) == ([wide], [])
    for missing in (MAC, "03-*", "02-*"):
        with pytest.raises(dhcpsapi.FilterNotFound):
            filters.remove(missing)


def test_a_pattern_is_in_one_list(server: Server) -> None:
    filters = server.filters
    filters.allow.add(MAC, "desk")
    for again in (filters.allow, filters.deny):
        with pytest.raises(dhcpsapi.FilterExists):
            again.add(MAC)
    assert [found.comment for found in filters.allow] == ["desk"]
    moved = filters.deny.add(MAC, "room 7", force=True)
    assert (list(filters.allow), list(filters.deny)) == ([], [moved])
    filters.deny.add(MAC, force=True)
    assert [found.comment for found in filters.deny] == [""]


def test_the_hardware_address_of_a_client_is_no_beginning(server: Server) -> None:
    server.filters.deny.add(HardwareAddress(bytes([2, 0, 0, 0, 0, 7])))
    with pytest.raises(ValueError):
        server.filters.deny.add(HardwareAddress(b"\x02\x00"))
    assert [str(found.pattern) for found in server.filters.deny] == [MAC]


WRONG = ["", "*", "02-00-00-00-00-07-*", "02-00", "02-00-00-00-00-07-08", "*-02", "0*", "zz-*", b"", b"x" * 7]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_pattern(server: Server, wrong: Any) -> None:
    for refused in (server.filters.allow.add, server.filters.deny.add, server.filters.remove):
        with pytest.raises(ValueError):
            refused(wrong)
    assert [*server.filters.allow, *server.filters.deny] == []


def test_comments_have_an_end(server: Server) -> None:
    server.filters.allow.add(MAC, "x" * 127)
    with pytest.raises(dhcpsapi.InvalidParameter):
        server.filters.allow.add("03-*", "x" * 128)
    assert [found.comment for found in server.filters.allow] == ["x" * 127]


def test_hardware_types_that_are_exempt(server: Server) -> None:
    filters = server.filters
    made = [filters.exempt(255), filters.exempt(0, "none"), filters.exempt(6, "token ring")]
    assert list(filters.exemptions()) == [made[1], made[2], made[0]]
    assert made[2] == Exemption(6, "token ring")
    assert list(filters.allow) == []
    with pytest.raises(dhcpsapi.FilterExists):
        filters.exempt(6)
    filters.exempt(6, "other", force=True)
    filters.end_exemption(255)
    with pytest.raises(dhcpsapi.FilterNotFound):
        filters.end_exemption(255)
    assert list(filters.exemptions()) == made[1:]
    for wrong in (1, -1, 256):
        for refused in (filters.exempt, filters.end_exemption):
            with pytest.raises(ValueError):
                refused(wrong)


def test_lists_in_force(server: Server) -> None:
    filters = server.filters

    def in_force() -> Any:
        return filters.allow.in_force, filters.deny.in_force

    for allow, deny, found in (
        (True, None, (True, False)),
        (None, True, (True, True)),
        (None, None, (True, True)),
        (False, None, (False, True)),
        (None, False, (False, False)),
        (True, True, (True, True)),
    ):
        filters.set(allow=allow, deny=deny)
        assert in_force() == found


def test_entries_come_page_by_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [server.filters.deny.add(bytes([2, 0, 0, 0, high, low]), "x" * 99) for high in range(2) for low in range(60)]
    server.filters.exempt(6)
    for page in (0xFFFFFFFF, 0x10000, 2000, 1, 0):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(server.filters.deny) == made
        assert list(server.filters.allow) == []
        assert list(server.filters.exemptions()) == [Exemption(6)]


def test_ten_thousand_entries(server: Server) -> None:
    patterns = [bytes([2, 0, 0, 0, high, low]) for high in range(40) for low in range(250)]
    for pattern in reversed(patterns):
        server.filters.deny.add(pattern)
    assert [found.pattern for found in server.filters.deny] == patterns


def test_a_client_that_is_denied(server: Server) -> None:
    server.filters.deny.add("02-00-*")
    client = Client(NETWORK, MAC)
    assert client.explain()[0].rule == Rule.WHOLE_LEASE
    server.filters.set(deny=True)
    with pytest.raises(dhcpsapi.NobodyAnswers):
        client.request()
    assert client.explain()[0].rule == Rule.FILTERED
    # MS-DHCPM 1.4: whoever is on the deny list gets no answer, whatever the allow list says.
    server.filters.allow.add(MAC)
    server.filters.set(allow=True)
    assert client.explain()[0].rule == Rule.FILTERED
    server.filters.set(deny=False)
    assert client.request().address is not None
