"""Counters of a server."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from ipaddress import IPv4Address
from typing import Tuple

import pytest
from conftest import MAC, NETWORK

import dhcpsapi
from dhcpsapi import Client, ScopeCounters, Server, VirtualClock


@pytest.fixture
def server() -> Server:
    """A server with a scope of four addresses, and one without a range."""
    server = Server.add("dhcp1", "198.51.100.1")
    server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.4")
    server.create_scope("10.0.1.0/24")
    return server


def messages(server: Server) -> Tuple[int, ...]:
    """What clients and the server have said."""
    found = server.statistics
    received = (found.discovers, found.requests, found.declines, found.releases)
    return (*received, found.offers, found.delayed_offers, found.acks, found.naks)


def test_a_fresh_server(server: Server, dhcp_clock: VirtualClock) -> None:
    found = server.statistics
    assert found.started == server.time
    assert messages(server) == (0,) * 8
    assert found.scopes == (
        ScopeCounters(IPv4Address("10.0.0.0"), 0, 4, 0),
        ScopeCounters(IPv4Address("10.0.1.0"), 0, 0, 0),
    )
    assert (found.in_use, found.free, found.percentage_in_use, found.scopes_with_delay) == (0, 4, 0.0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(found, "offers", 1)
    empty = Server.add("dhcp2", "198.51.100.2").statistics
    assert (empty.scopes, empty.percentage_in_use) == ((), 0.0)


def test_what_is_counted(server: Server) -> None:
    """RFC 2131, 3.1 and 3.2: a lease is DISCOVER, OFFER, REQUEST, ACK; more time is REQUEST, ACK."""
    client = Client(NETWORK, MAC)
    before = server.statistics
    client.request()
    assert messages(server) == (1, 1, 0, 0, 1, 0, 1, 0)
    client.renew()
    assert messages(server) == (1, 2, 0, 0, 1, 0, 2, 0)
    client.release()
    assert messages(server) == (1, 2, 0, 1, 1, 0, 2, 0)
    client.request()
    client.decline()
    assert messages(server) == (2, 3, 1, 1, 2, 0, 3, 0)
    found = server.statistics
    assert (found.in_use, found.free, found.percentage_in_use) == (1, 3, 25.0)
    assert before.discovers == 0, "what was read stays as it was"


def test_offers_that_are_delayed(server: Server) -> None:
    server.scope(NETWORK).set_delay(timedelta(milliseconds=500))
    Client(NETWORK, MAC).request()
    assert (messages(server), server.statistics.scopes_with_delay) == ((1, 1, 0, 0, 1, 1, 1, 0), 1)


def test_counters_begin_anew_with_the_service(server: Server, dhcp_clock: VirtualClock) -> None:
    Client(NETWORK, MAC).request()
    server.stop()
    dhcp_clock.advance(timedelta(hours=1))
    with pytest.raises(dhcpsapi.ServerUnavailable):
        server.statistics
    server.start()
    assert messages(server) == (0,) * 8
    assert server.statistics.started == server.time
    assert server.statistics.in_use == 1
