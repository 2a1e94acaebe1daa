"""Failover relationships."""

from __future__ import annotations

import pickle
from datetime import timedelta
from ipaddress import IPv4Address
from typing import Any, Dict, Tuple

import pytest
from conftest import MAC, NETWORK, give_options

import dhcpsapi
from dhcpsapi import (
    AddressStatus,
    Client,
    DriftKind,
    FailoverPair,
    Mode,
    Server,
    ServerRole,
    ServerType,
    State,
    VirtualClock,
    Side,
    _native,
    cim,
    create_failover,
)

Servers = Tuple[Server, Server]
HOUR = timedelta(hours=1)


def test_both_halves(failover_pair: FailoverPair) -> None:
    one, two = failover_pair.halves
    assert failover_pair.states == (State.NORMAL, State.NORMAL)
    assert (one.server_type, two.server_type) == (ServerType.PRIMARY, ServerType.SECONDARY)
    assert (one.partner_server, two.partner_server) == ("dhcp2", "dhcp1")
    assert one.primary_server_ip == two.primary_server_ip == IPv4Address("198.51.100.1")
    assert one.scope_id == two.scope_id == (IPv4Address("10.0.0.0"),)
    assert (one.mode, one.load_balance_percent, two.load_balance_percent) == (Mode.LOAD_BALANCE, 50, 50)
    assert one.reserve_percent is one.server_role is None
    assert one.max_client_lead_time == one.state_switch_interval == HOUR
    assert one.auto_state_transition and not one.enable_auth


@pytest.mark.failover(mode=Mode.HOT_STANDBY, state_switch_interval=None)
def test_hot_standby(failover_pair: FailoverPair) -> None:
    one, two = failover_pair.halves
    assert (one.server_role, two.server_role) == (ServerRole.ACTIVE, ServerRole.STANDBY)
    assert one.reserve_percent == two.reserve_percent == 5
    assert one.load_balance_percent is None and one.state_switch_interval is None
    assert not one.auto_state_transition


def test_reading(failover_pair: FailoverPair) -> None:
    half = failover_pair.on_primary
    assert half == half.refresh() == failover_pair.primary.relationship("FAILOVER")
    assert half == failover_pair.scopes[0].relationship() == failover_pair.primary.relationship_of(NETWORK)
    assert list(failover_pair.primary.relationships()) == [half]


def test_many_come_page_by_page(dhcp_servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        for server in dhcp_servers:
            server.create_scope(f"10.0.{number}.0/24", first=f"10.0.{number}.1", last=f"10.0.{number}.9")
        create_failover(*dhcp_servers, f"r{number}", [f"10.0.{number}.0/24"])
    for page in (0xFFFFFFFF, 300, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        found = [half.name for half in dhcp_servers[0].relationships()]
        assert found == ["r0", "r1", "r2", "r3", "r4"]


def test_setting(failover_pair: FailoverPair) -> None:
    failover_pair.set(mode=Mode.HOT_STANDBY, percentage=10, max_client_lead_time=2 * HOUR, auto_state_transition=False)
    for half in failover_pair.halves:
        assert (half.mode, half.reserve_percent, half.max_client_lead_time) == (Mode.HOT_STANDBY, 10, 2 * HOUR)
        assert half.state_switch_interval is None
        assert half.set() == half
    failover_pair.set(state_switch_interval=HOUR)
    assert failover_pair.on_secondary.state_switch_interval == HOUR
    assert failover_pair.on_secondary.set(auto_state_transition=True).state_switch_interval == HOUR


@pytest.mark.parametrize(
    "wrong",
    [
        {"percentage": 101},
        {"percentage": 256},
        {"percentage": -1},
        {"max_client_lead_time": timedelta(seconds=-1)},
        {"max_client_lead_time": timedelta(days=365 * 200)},
        {"max_client_lead_time": timedelta(seconds=0.5)},
        {"state_switch_interval": timedelta(0)},
        {"state_switch_interval": HOUR, "auto_state_transition": False},
        {"shared_secret": "a\0b"},
    ],
)
def test_wrong_settings_change_nothing(failover_pair: FailoverPair, wrong: Dict[str, Any]) -> None:
    before = failover_pair.on_primary
    with pytest.raises(ValueError):
        before.set(**wrong)
    assert failover_pair.on_primary == before


def test_automatic_transition_needs_an_interval(failover_pair: FailoverPair) -> None:
    half = failover_pair.on_primary.set(auto_state_transition=False)
    with pytest.raises(ValueError, match="auto_state_transition needs a state_switch_interval"):
        half.set(auto_state_transition=True)


def test_scopes_come_and_go(failover_pair: FailoverPair) -> None:
    for server in (failover_pair.primary, failover_pair.secondary):
        server.create_scope("10.1.0.0/24", first="10.1.0.1", last="10.1.0.9")
    failover_pair.add_scopes("10.1.0.0/24")
    assert len(failover_pair.on_secondary.scope_id) == len(failover_pair.scopes) == 2
    with pytest.raises(dhcpsapi.ScopeInRelationship):
        failover_pair.add_scopes("10.1.0.0")
    with pytest.raises(dhcpsapi.ScopeInRelationship):
        failover_pair.scopes[1].delete()
    failover_pair.remove_scopes(failover_pair.scopes[1])
    with pytest.raises(dhcpsapi.ScopeNotInRelationship):
        failover_pair.primary.relationship_of("10.1.0.0")
    with pytest.raises(dhcpsapi.ScopeNotFound):
        failover_pair.add_scopes("10.9.0.0")


def test_deleting(failover_pair: FailoverPair) -> None:
    failover_pair.delete()
    with pytest.raises(dhcpsapi.RelationshipNotFound):
        _ = failover_pair.on_primary
    assert list(failover_pair.primary.relationships()) == []


def test_creating_on_both_or_on_none(failover_pair: FailoverPair) -> None:
    one, two = failover_pair.primary, failover_pair.secondary
    with pytest.raises(dhcpsapi.ScopeInRelationship):
        create_failover(one, two, "second", [NETWORK])
    two.create_scope("10.1.0.0/24")
    with pytest.raises(dhcpsapi.ScopeNotFound):
        create_failover(one, two, "second", ["10.1.0.0/24"])
    assert [half.name for half in two.relationships()] == ["failover"]
    one.create_scope("10.1.0.0/24")
    with pytest.raises(dhcpsapi.RelationshipExists):
        create_failover(one, two, "Failover", ["10.1.0.0/24"])
    with pytest.raises(dhcpsapi.InvalidParameter):
        create_failover(one, two, "", ["10.1.0.0/24"])
    with pytest.raises(ValueError):
        create_failover(one, two, "x", ["10.1.0.0/24"], percentage=101)
    with pytest.raises(ValueError):
        create_failover(one, two, "x", ["10.1.0.0/24"], state_switch_interval=timedelta(0))


def test_the_local_server_finds_its_address() -> None:
    local, other = Server.local(), Server.add("dhcp2", "198.51.100.2")
    for server in (local, other):
        server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.9")
    assert create_failover(local, other, "HQ", [NETWORK]).states == (State.NORMAL, State.NORMAL)


def test_a_rebalance(failover_pair: FailoverPair) -> None:
    one, two = (server.scope_statistics(NETWORK) for server in (failover_pair.primary, failover_pair.secondary))
    assert (one.addresses, one.addresses_free, one.addresses_in_use) == (200, 200, 0)
    assert one.addresses_free_on_this_server == two.addresses_free_on_partner_server == 100
    failover_pair.set(percentage=70)
    (rebalance,) = failover_pair.on_primary.preview_rebalance()
    assert (rebalance.moved, rebalance.moved_to, rebalance.secondary_share) == (40, ServerType.PRIMARY, 60)
    assert rebalance.happens_now and rebalance.first is not None and rebalance.last is not None
    with pytest.raises(dhcpsapi.RelationIsSecondary):
        failover_pair.on_secondary.preview_rebalance()
    with pytest.raises(dhcpsapi.RelationIsSecondary):
        failover_pair.on_secondary.rebalance()
    failover_pair.rebalance()
    assert failover_pair.scopes[0].statistics().addresses_free_on_this_server == 140
    assert failover_pair.on_primary.preview_rebalance()[0].first is None


def test_the_status_of_addresses(failover_pair: FailoverPair) -> None:
    scope = failover_pair.scopes[0]
    scope.exclude("10.0.0.9")
    scope.reserve("10.0.0.7", MAC)
    found = [failover_pair.primary.address_status(f"10.0.0.{last}") for last in (1, 200, 9, 7)]
    assert found == list(AddressStatus)


def test_drift(failover_pair: FailoverPair) -> None:
    assert failover_pair.on_primary.drift() == []
    failover_pair.scopes[0].exclude("10.0.0.9", "10.0.0.11")
    (found,) = failover_pair.on_secondary.drift()
    assert (found.kind, found.side) == (DriftKind.EXCLUSION, Side.PARTNER)
    assert (str(found.scope), str(found.first), str(found.last)) == ("10.0.0.0", "10.0.0.9", "10.0.0.11")


def test_drift_of_offer_delays(failover_pair: FailoverPair) -> None:
    scope = int(IPv4Address("10.0.0.0"))
    _native.call("DhcpSetSubnetDelayOffer", failover_pair.secondary._wide, scope, 250)
    (found,) = failover_pair.on_primary.drift()
    assert (found.kind, found.side, str(found.scope)) == (DriftKind.OFFER_DELAY, Side.BOTH, "10.0.0.0")
    assert (found.option_id, found.user_class, found.vendor_class) == (None, None, None)


def test_drift_of_options(failover_pair: FailoverPair) -> None:
    give_options(failover_pair.secondary)
    drift = failover_pair.on_primary.drift()
    assert [(found.kind, found.side) for found in drift] == [
        (DriftKind.CLASS, Side.PARTNER),
        (DriftKind.LEASE_DURATION, Side.PARTNER),
        (DriftKind.OPTION_VALUE, Side.PARTNER),
    ]
    assert [(found.option_id, found.user_class) for found in drift] == [
        (None, "Guests"),
        (51, None),
        (51, "Guests"),
    ]
    cim.invoke_by_name(computer_name=failover_pair.secondary)
    assert failover_pair.on_primary.drift() == []


def test_an_outage(failover_pair: FailoverPair, dhcp_clock: VirtualClock) -> None:
    with failover_pair.link_cut():
        assert failover_pair.states == (State.COMMUNICATION_INT, State.COMMUNICATION_INT)
        statistics = failover_pair.on_primary.statistics()
        assert statistics.timer_ends == dhcp_clock.now + HOUR
        assert statistics.all_usable_at == dhcp_clock.now + 2 * HOUR
        assert (statistics.in_contact, statistics.usable, statistics.scopes) == (False, 100, 1)
        assert statistics.total == failover_pair.scopes[0].statistics()
        dhcp_clock.advance(HOUR)
        assert failover_pair.states == (State.PARTNER_DOWN, State.PARTNER_DOWN)
    assert failover_pair.states == (State.NORMAL, State.NORMAL)


def test_an_administrator_says_so(failover_pair: FailoverPair, dhcp_clock: VirtualClock) -> None:
    with dhcpsapi.stopped(failover_pair.secondary):
        assert failover_pair.on_primary.partner_down().state == State.PARTNER_DOWN
        with pytest.raises(dhcpsapi.ServerUnavailable):
            _ = failover_pair.on_secondary
    # It died first and was declared dead then, all in one second: it waits for one MCLT.
    assert failover_pair.states == (State.PARTNER_DOWN, State.RECOVER_WAIT)
    dhcp_clock.advance(HOUR)
    assert failover_pair.states == (State.NORMAL, State.NORMAL)


def test_the_times_of_a_lease(failover_pair: FailoverPair, dhcp_clock: VirtualClock) -> None:
    answer = Client(NETWORK, MAC).request()
    owner = failover_pair.primary if answer.server == failover_pair.primary.address else failover_pair.secondary
    times = owner.scope(NETWORK).lease_of(MAC, failover=True).failover
    assert times is not None and times.started == times.last_transaction == dhcp_clock.now
    assert times.acknowledged_potential_expiration == times.sent_potential_expiration != None  # noqa: E711


# ---- the secret ----

SECRET = "correct horse battery staple"


@pytest.mark.failover(shared_secret=SECRET)
def test_the_secret_is_kept_and_never_shown(failover_pair: FailoverPair) -> None:
    half = failover_pair.on_primary
    assert half.shared_secret == SECRET and half.enable_auth
    shown = [repr(half), str(half), repr(failover_pair), repr(dhcpsapi.FailoverSettings(shared_secret=SECRET))]
    for wrong in (SECRET + "\0", SECRET + "\ud800"):
        with pytest.raises(ValueError) as caught:
            half.set(shared_secret=wrong)
        shown.extend([repr(caught.value), str(caught.value), repr(caught.value.args), repr(caught.value.__context__)])
    with pytest.raises(dhcpsapi.ScopeInRelationship) as refused:
        create_failover(failover_pair.primary, failover_pair.secondary, "x", [NETWORK], shared_secret=SECRET)
    shown.extend([repr(refused.value), str(refused.value), repr(vars(refused.value))])
    assert not [text for text in shown if SECRET in text]
    assert not half.set(shared_secret="").enable_auth


def test_the_secret_outside_the_bmp(failover_pair: FailoverPair) -> None:
    assert failover_pair.on_primary.set(shared_secret="é-😀").shared_secret == "é-😀"


# ---- errors ----


def test_errors_have_code_and_name() -> None:
    with pytest.raises(dhcpsapi.RelationshipNotFound) as caught:
        Server.local().relationship("HQ")
    error = caught.value
    assert (error.code, error.errno, error.name) == (20115, 20115, "ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST")
    assert error.function == "DhcpV4FailoverGetRelationship"
    assert str(error) == (
        "DhcpV4FailoverGetRelationship: The failover relationship does not exist. "
        "(ERROR_DHCP_FO_RELATIONSHIP_DOES_NOT_EXIST, 20115)"
    )
    assert isinstance(error, (dhcpsapi.NotFound, LookupError)) and isinstance(error, OSError)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (type(error), str(error))


def test_errors_carry_the_reason(failover_pair: FailoverPair) -> None:
    with pytest.raises(dhcpsapi.InvalidParameter) as caught:
        Server.add("", "198.51.100.9")
    rule = "a server has a name and an address that is not 0.0.0.0 or 255.255.255.255"
    assert caught.value.reason == rule
    assert str(caught.value) == (
        f"DhcpAddServer: An argument is NULL, out of range, or not well formed. (ERROR_INVALID_PARAMETER, 87): {rule}"
    )
    again = pickle.loads(pickle.dumps(caught.value))
    assert (again.reason, str(again)) == (rule, str(caught.value))
    with pytest.raises(dhcpsapi.RelationshipNotFound) as missing:
        Server.local().relationship("HQ")
    assert missing.value.reason == "no such relationship"


def test_errors_are_of_the_kinds_of_python() -> None:
    assert issubclass(dhcpsapi.InvalidParameter, ValueError)
    assert issubclass(dhcpsapi.ServerUnavailable, ConnectionError)
    assert issubclass(dhcpsapi.NobodyAnswers, TimeoutError)
    unknown = dhcpsapi.errors.error_of(77777, "DhcpGetVersion")  # type: ignore[attr-defined]
    assert (type(unknown), unknown.name) == (dhcpsapi.DhcpError, "77777")
    assert str(unknown) == "DhcpGetVersion: the call was refused (77777, 77777)"
