"""Servers, scopes, leases."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from ipaddress import IPv4Address, IPv4Network
from typing import Tuple

import pytest
from conftest import MAC, NETWORK

import dhcpsapi
from dhcpsapi import (
    AddressRange,
    Client,
    ClientType,
    Exclusion,
    HardwareAddress,
    LeaseState,
    RangeKind,
    Reservation,
    ScopeState,
    Server,
    _native,
)
from dhcpsapi._values import end_of_lease

Servers = Tuple[Server, Server]


# ---- servers ----


def test_the_list_of_servers(dhcp_servers: Servers) -> None:
    assert tuple(dhcpsapi.servers()) == dhcp_servers
    dhcp_servers[0].remove()
    assert list(dhcpsapi.servers()) == [dhcp_servers[1]]
    with pytest.raises(dhcpsapi.ServerNotListed):
        dhcp_servers[0].remove()


def test_no_servers() -> None:
    assert list(dhcpsapi.servers()) == []


def test_a_server_twice(dhcp_servers: Servers) -> None:
    with pytest.raises(dhcpsapi.ServerListed):
        Server.add("DHCP1", "198.51.100.9")


def test_the_local_server_is_named(dhcp_servers: Servers) -> None:
    local = Server.name_local("here", "198.51.100.7")
    assert (local.name, local.address) == ("here", IPv4Address("198.51.100.7"))
    assert list(local.scopes()) == []
    assert list(Server("198.51.100.7").scopes()) == []
    with pytest.raises(dhcpsapi.ServerListed):
        Server.name_local("dhcp1", "198.51.100.8")
    local.create_scope(NETWORK)
    with pytest.raises(dhcpsapi.InvalidParameter):
        Server.name_local("there", "198.51.100.8")


def test_a_removed_server_comes_back_as_it_was(dhcp_servers: Servers) -> None:
    dhcp_servers[0].create_scope(NETWORK)
    dhcp_servers[0].remove()
    with pytest.raises(dhcpsapi.ServerUnavailable):
        list(dhcp_servers[0].scopes())
    again = Server.add("dhcp1", "198.51.100.1")
    assert [scope.network for scope in again.scopes()] == [IPv4Network(NETWORK)]


def test_what_a_server_says() -> None:
    local = Server.local()
    assert local.version == (10, 0)
    assert local.time == datetime(2100, 1, 1, tzinfo=timezone.utc)
    assert local.max_clock_difference == timedelta(seconds=60)
    assert str(local) == "localhost"
    with pytest.raises(ValueError, match="the address of localhost is needed"):
        local.remove()


# ---- scopes ----


def test_a_scope(dhcp_servers: Servers) -> None:
    server = dhcp_servers[0]
    scope = server.create_scope(NETWORK, "HQ-é-😀", "first floor", first="10.0.0.1", last="10.0.0.200")
    assert scope == server.scope(NETWORK) == server.scope("10.0.0.0") == server.scope(scope)
    assert (scope.name, scope.comment, scope.state) == ("HQ-é-😀", "first floor", ScopeState.ENABLED)
    changed = scope.set(name="Lab", state=ScopeState.DISABLED)
    assert changed == scope.refresh()
    assert (changed.name, changed.comment, changed.state) == ("Lab", "first floor", ScopeState.DISABLED)
    scope.delete()
    with pytest.raises(dhcpsapi.ScopeNotFound):
        server.scope(NETWORK)


def test_a_scope_with_a_wrong_range_is_not_left_behind(dhcp_servers: Servers) -> None:
    with pytest.raises(dhcpsapi.InvalidRange):
        dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.1.0.0")
    with pytest.raises(ValueError):
        dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1")
    with pytest.raises(ValueError):
        dhcp_servers[0].create_scope("10.0.0.1/24")
    assert list(dhcp_servers[0].scopes()) == []


def test_scopes_come_page_by_page(dhcp_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    networks = [IPv4Network(f"10.0.{number}.0/24") for number in range(7)]
    for network in reversed(networks):
        dhcp_servers[0].create_scope(network)
    with pytest.raises(dhcpsapi.ScopeExists):
        dhcp_servers[0].create_scope(networks[0])
    for page in (0xFFFFFFFF, 7, 3, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert [scope.network for scope in dhcp_servers[0].scopes()] == networks


def test_a_range(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK)
    assert list(scope.ranges()) == []
    made = scope.add_range("10.0.0.1", "10.0.0.9", RangeKind.DHCP_AND_BOOTP, most_bootp_clients=3)
    assert list(scope.ranges()) == [made]
    assert made == AddressRange(
        IPv4Address("10.0.0.1"), IPv4Address("10.0.0.9"), RangeKind.DHCP_AND_BOOTP, most_bootp_clients=3
    )
    scope.remove_range("10.0.0.1", "10.0.0.9")
    assert list(scope.ranges()) == []
    with pytest.raises(ValueError, match="most_bootp_clients is 0 to 4294967295"):
        scope.add_range("10.0.0.1", "10.0.0.9", most_bootp_clients=2**32)


def test_exclusions_come_page_by_page(dhcp_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    made = [scope.exclude(f"10.0.0.{number}", f"10.0.0.{number + 1}") for number in range(10, 40, 3)]
    single = scope.exclude("10.0.0.9")
    assert single == Exclusion(IPv4Address("10.0.0.9"), IPv4Address("10.0.0.9"))
    for page in (0xFFFFFFFF, 100, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(scope.exclusions()) == [single, *made]
    scope.remove_exclusion("10.0.0.9")
    assert list(scope.exclusions()) == made


def test_reservations_come_page_by_page(dhcp_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    made = [scope.reserve(f"10.0.0.{number}", bytes([2, 0, 0, 0, 0, number])) for number in range(1, 11)]
    first = (IPv4Address("10.0.0.1"), IPv4Address("10.0.0.0"), HardwareAddress(b"\2\0\0\0\0\1"))
    assert made[0] == Reservation(dhcp_servers[0], *first)
    for page in (0xFFFFFFFF, 200, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(scope.reservations()) == made
    with pytest.raises(dhcpsapi.ReservationExists):
        scope.reserve("10.0.0.1", MAC)
    scope.remove_reservation("10.0.0.1", "02:00:00:00:00:01")
    assert list(scope.reservations()) == made[1:]


def test_thousands_of_reservations_with_options(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope("10.0.0.0/16", first="10.0.0.1", last="10.0.255.254")
    addresses = [IPv4Address("10.0.1.0") + number for number in range(2000)]
    for address in reversed(addresses):
        scope.reserve(address, address.packed).options[12] = str(address)
    assert [found.address for found in scope.reservations()] == addresses
    assert all(found.has_options for found in scope.reservations())
    assert scope.reservation(addresses[-1]).options[12] == str(addresses[-1])


def test_the_name_and_the_description_of_a_reservation(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    made = scope.reserve("10.0.0.7", MAC, ClientType.DHCP, name="pc-é-😀", description="desk")
    assert made == scope.reservation("10.0.0.7") == next(scope.reservations())
    assert (made.name, made.description, made.client_type) == ("pc-é-😀", "desk", ClientType.DHCP)
    lease = dhcp_servers[0].lease("10.0.0.7")
    assert (lease.name, lease.comment, lease.expires) == ("pc-é-😀", "desk", None)
    changed = made.set(description="room 7")
    assert changed == scope.reservation("10.0.0.7")
    assert (changed.name, changed.description) == ("pc-é-😀", "room 7")
    assert changed.set(name="", description="") == scope.reservation("10.0.0.7")
    assert changed.set() == changed
    assert scope.reservation("10.0.0.7").name == ""
    with pytest.raises(ValueError):
        scope.reserve("10.0.0.8", "08", name="a\0b")
    with pytest.raises(dhcpsapi.ReservationNotFound):
        scope.reservation("10.0.0.8")


def test_what_a_named_client_holds_stays(dhcp_servers: Servers) -> None:
    server = dhcp_servers[0]
    scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    made = scope.reserve("10.0.0.7", MAC)
    answer = Client(scope, MAC, name="pc").request()
    made.set(description="desk")
    lease = server.lease("10.0.0.7")
    assert (lease.name, lease.comment, lease.expires) == ("pc", "desk", answer.expires)
    assert lease.granted_by == server.address
    with pytest.raises(dhcpsapi.AddressReserved):
        lease.delete()


def test_a_reservation_that_is_gone(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    made = scope.reserve("10.0.0.7", MAC)
    made.options[3] = "10.0.0.1"
    assert scope.reservation("10.0.0.7").has_options
    made.delete()
    assert list(scope.reservations()) == []
    with pytest.raises(dhcpsapi.LeaseNotFound):
        made.set(name="pc")
    with pytest.raises(dhcpsapi.DhcpError):
        made.delete()


def test_reservations_of_two_servers_are_compared(dhcp_servers: Servers) -> None:
    made = []
    for server in dhcp_servers:
        scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
        made.append(scope.reserve("10.0.0.7", MAC, name="pc"))
    assert made[0] == made[1]
    assert made[0].set(name="other") != made[1]


def test_the_delay_of_offers(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK)
    assert scope.delay == timedelta(0)
    for delay in (timedelta(seconds=1), timedelta(milliseconds=7), timedelta(0)):
        scope.set_delay(delay)
        assert scope.delay == delay
    for wrong in (timedelta(milliseconds=1001), timedelta(milliseconds=-1), timedelta(microseconds=1)):
        with pytest.raises(ValueError):
            scope.set_delay(wrong)
    scope.delete()
    for refused in (lambda: scope.delay, lambda: scope.set_delay(timedelta(0))):
        with pytest.raises(dhcpsapi.ScopeNotFound):
            refused()


def test_an_iterator_that_is_left_early_releases_what_it_has(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    scope.exclude("10.0.0.9")
    scope.exclude("10.0.0.19")
    for exclusion in scope.exclusions():
        assert str(exclusion.first) == "10.0.0.9"
        break


def test_free_addresses(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.3")
    scope.add_lease("10.0.0.2", MAC)
    assert list(map(str, scope.free_addresses(3))) == ["10.0.0.1", "10.0.0.3"]
    assert list(map(str, scope.free_addresses(1, first="10.0.0.2"))) == ["10.0.0.3"]
    with pytest.raises(ValueError, match="most is 0 to 1024, not 1025"):
        scope.free_addresses(1025)


# ---- leases ----


def test_a_lease(dhcp_servers: Servers) -> None:
    server = dhcp_servers[0]
    scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    end = datetime(2100, 1, 9, 12, tzinfo=timezone.utc)
    lease = scope.add_lease("10.0.0.7", MAC, name="pc-é-😀", comment="desk", expires=end)
    assert lease == server.lease("10.0.0.7") == scope.lease_of(MAC) == server.lease_named("PC-É-😀")
    assert (lease.address, lease.scope) == (IPv4Address("10.0.0.7"), IPv4Address("10.0.0.0"))
    assert (lease.name, lease.comment, lease.expires) == ("pc-é-😀", "desk", end)
    assert (lease.state, lease.client_type) == (LeaseState.ACTIVE, ClientType.DHCP)
    assert (str(lease.hardware_address), lease.granted_by) == (MAC, server.address)
    assert lease.failover is None
    with pytest.raises(dhcpsapi.LeaseExists):
        scope.add_lease("10.0.0.7", "02-00-00-00-00-08")
    lease.delete()
    with pytest.raises(dhcpsapi.LeaseNotFound):
        server.lease("10.0.0.7")


def test_a_lease_that_does_not_end(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    assert scope.add_lease("10.0.0.7", MAC).expires is None
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone.utc)
    assert scope.add_lease("10.0.0.8", "08", expires=last).expires == last
    assert end_of_lease(_native.DATE_TIME(0, 0x7FFFFFFE)) is None


def test_the_leases_of_a_scope_and_of_a_server(dhcp_servers: Servers) -> None:
    server = dhcp_servers[0]
    scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    other = server.create_scope("10.1.0.0/16", first="10.1.0.1", last="10.1.255.254")
    assert list(scope.leases()) == list(server.leases()) == []
    made = [scope.add_lease(f"10.0.0.{last}", f"{last:02x}", name="pc") for last in (3, 2)]
    there = other.add_lease("10.1.0.1", "03", comment="there")
    assert list(scope.leases()) == made[::-1]
    assert list(other.leases()) == [there]
    assert list(server.leases()) == [*made[::-1], there]


def test_the_record_of_a_reservation(dhcp_servers: Servers) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    scope.reserve("10.0.0.7", MAC, ClientType.DHCP)
    lease = dhcp_servers[0].lease("10.0.0.7")
    assert (lease.client_type, lease.expires, lease.granted_by) == (ClientType.NONE, None, None)


@pytest.mark.parametrize("wrong", ["", "0", "zz", "00" * 256, b""])
def test_a_wrong_identifier(dhcp_servers: Servers, wrong: str) -> None:
    scope = dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.200")
    with pytest.raises(ValueError):
        scope.reserve("10.0.0.7", wrong)


@pytest.mark.parametrize("wrong", ["", "10.0.0", "10.0.0.256", -1, 2**32])
def test_a_wrong_address(wrong: str) -> None:
    with pytest.raises(ValueError):
        Server.local().lease(wrong)
