"""Superscopes."""

from __future__ import annotations

from ipaddress import IPv4Address
from typing import List

import pytest
from conftest import MAC

import dhcpsapi
from dhcpsapi import Client, Scope, Server, Superscope


@pytest.fixture
def server() -> Server:
    """A server without scopes."""
    return Server.add("dhcp1", "198.51.100.1")


def scopes(server: Server, count: int) -> List[Scope]:
    """Some scopes with one address each."""
    return [
        server.create_scope(f"10.0.{number}.0/24", first=f"10.0.{number}.1", last=f"10.0.{number}.1")
        for number in range(count)
    ]


def addresses(*numbers: int) -> List[IPv4Address]:
    """The addresses of those scopes."""
    return [IPv4Address(f"10.0.{number}.0") for number in numbers]


def test_a_server_has_none(server: Server) -> None:
    assert list(server.superscopes) == []
    (scope,) = scopes(server, 1)
    assert list(server.superscopes) == []
    assert scope.superscope is server.superscopes.of("10.9.0.0") is None
    assert repr(server.superscopes) == "Superscopes('dhcp1')"


def test_scopes_join_and_leave(server: Server) -> None:
    made = scopes(server, 4)
    server.superscopes.add("Campus-é-😀", made[2])
    server.superscopes.add("CAMPUS-é-😀", "10.0.0.0/24")
    server.superscopes.add("Lab", made[1])
    campus = Superscope("Campus-é-😀", 1, tuple(addresses(0, 2)))
    lab = Superscope("Lab", 2, tuple(addresses(1)))
    assert list(server.superscopes) == [campus, lab]
    assert [scope.superscope for scope in made] == [campus, lab, campus, None]
    with pytest.raises(dhcpsapi.ScopeInSuperscope):
        server.superscopes.add("Lab", made[2])
    with pytest.raises(dhcpsapi.ScopeInSuperscope):
        server.superscopes.add("Lab", made[1])
    assert list(server.superscopes) == [campus, lab]
    server.superscopes.add("Lab", made[2], move=True)
    assert [found.scopes for found in server.superscopes] == [tuple(addresses(0)), tuple(addresses(1, 2))]
    for _ in range(2):
        server.superscopes.remove(made[0])
    assert [found.name for found in server.superscopes] == ["Lab"]


def test_a_superscope_is_deleted(server: Server) -> None:
    for scope in scopes(server, 2):
        server.superscopes.add("Campus", scope)
    server.superscopes.delete("CAMPUS")
    assert list(server.superscopes) == [] and len(list(server.scopes())) == 2
    with pytest.raises(dhcpsapi.SuperscopeNotFound):
        server.superscopes.delete("Campus")


def test_what_is_refused(server: Server) -> None:
    (scope,) = scopes(server, 1)
    with pytest.raises(dhcpsapi.InvalidParameter):
        server.superscopes.add("", scope)
    with pytest.raises(dhcpsapi.NameTooLong):
        server.superscopes.add("x" * 257, scope)
    for refused in (lambda: server.superscopes.add("x", "10.9.0.0"), lambda: server.superscopes.remove("10.9.0.0")):
        with pytest.raises(dhcpsapi.ScopeNotFound):
            refused()
    assert list(server.superscopes) == []
    server.superscopes.add("x" * 256, scope)
    assert [len(found.name) for found in server.superscopes] == [256]


def test_a_scope_without_addresses_is_helped_out(server: Server) -> None:
    made = scopes(server, 2)
    Client(made[0], "08").request()
    with pytest.raises(dhcpsapi.RangeFull):
        Client(made[0], MAC).request()
    for scope in made:
        server.superscopes.add("Campus", scope)
    assert Client(made[0], MAC).request().address == IPv4Address("10.0.1.1")
