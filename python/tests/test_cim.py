"""The WMI classes of failover."""

from __future__ import annotations

import dataclasses
import gc
import json
import subprocess
import sys
from datetime import timedelta
from ipaddress import IPv4Address, IPv4Network
from typing import Any, Callable, Dict, List, Tuple, Type

import pytest
from conftest import MAC, NETWORK, PYTHON, ROOT

import dhcpsapi
from dhcpsapi import Mode, Server, ServerRole, ServerType, State, _native, cim
from dhcpsapi.cim import PartnerScopes

Servers = Tuple[Server, Server]
HOUR = timedelta(hours=1)
OTHER = "10.0.1.0/24"
SECRET = "hunter2"

SCHEMA = json.loads((ROOT / "examples-cli/schema/DhcpServerv4Failover.json").read_text())

NAMES = (
    "Name PartnerServer Mode ServerRole LoadBalancePercent ReservePercent ScopeId MaxClientLeadTime "
    "AutoStateTransition StateSwitchInterval State EnableAuth PrimaryServerIP SecondaryServerIP PrimaryServerName "
    "SecondaryServerName ServerType"
).split()


@pytest.fixture
def servers(dhcp_servers: Servers) -> Servers:
    """Two servers; the first has two scopes."""
    for network in (NETWORK, OTHER):
        base = network.partition("0/24")[0]
        dhcp_servers[0].create_scope(network, first=base + "1", last=base + "100")
    return dhcp_servers


@pytest.fixture
def deployed(servers: Servers) -> Servers:
    """The servers with the relationship HQ, in load balance."""
    add(servers)
    return servers


def add(servers: Servers, **parameters: Any) -> Any:
    common: Dict[str, Any] = {"name": "HQ", "scope_id": NETWORK, "load_balance_percent": 70, **parameters}
    return cim.add_by_load_balance(computer_name=servers[0], partner_server=servers[1], **common)


def contents(*servers: Server) -> List[Any]:
    """The contents of servers."""
    found: List[Any] = []
    for server in servers:
        for scope in server.scopes():
            found.append((scope, [*scope.ranges()], [*scope.exclusions()], [*scope.reservations()]))
        found.extend(dataclasses.astuple(half) for half in server.relationships())
    return found


# ---- instances ----


def load_balance(**changes: Any) -> cim.DhcpServerv4Failover:
    """The instance that dhcp1 shows after `add`, with the given changes."""
    values: Dict[str, Any] = {
        "name": "HQ",
        "partner_server": "dhcp2",
        "mode": Mode.LOAD_BALANCE,
        "server_role": None,
        "load_balance_percent": 70,
        "reserve_percent": None,
        "scope_id": (IPv4Address("10.0.0.0"),),
        "max_client_lead_time": HOUR,
        "auto_state_transition": False,
        "state_switch_interval": None,
        "state": State.NORMAL,
        "enable_auth": False,
        "primary_server_ip": IPv4Address("198.51.100.1"),
        "secondary_server_ip": IPv4Address("198.51.100.2"),
        "primary_server_name": "dhcp1",
        "secondary_server_name": "dhcp2",
        "server_type": ServerType.PRIMARY,
    }
    return cim.DhcpServerv4Failover(**{**values, **changes})


def test_the_properties_are_those_of_the_class() -> None:
    assert [field.name for field in dataclasses.fields(cim.DhcpServerv4Failover)] == list(cim.PROPERTIES)
    assert list(cim.PROPERTIES.values()) == NAMES


def test_load_balance_on_both_servers(servers: Servers) -> None:
    added = add(servers, max_client_lead_time=2 * HOUR, state_switch_interval=HOUR / 2, shared_secret=SECRET)
    settings: Dict[str, Any] = {
        "max_client_lead_time": 2 * HOUR,
        "auto_state_transition": True,
        "state_switch_interval": HOUR / 2,
        "enable_auth": True,
    }
    assert added == load_balance(state=State.STARTUP, **settings)
    one, two = (cim.get_by_name("hq", computer_name=server) for server in servers)
    assert one == load_balance(**settings)
    settings.update(partner_server="dhcp1", load_balance_percent=30, server_type=ServerType.SECONDARY)
    assert two == load_balance(**settings)
    assert two.properties() == {
        "Name": "HQ",
        "PartnerServer": "dhcp1",
        "Mode": "LoadBalance",
        "ServerRole": None,
        "LoadBalancePercent": 30,
        "ReservePercent": None,
        "ScopeId": ["10.0.0.0"],
        "MaxClientLeadTime": "00000000020000.000000:000",
        "AutoStateTransition": True,
        "StateSwitchInterval": "00000000003000.000000:000",
        "State": "Normal",
        "EnableAuth": True,
        "PrimaryServerIP": "198.51.100.1",
        "SecondaryServerIP": "198.51.100.2",
        "PrimaryServerName": "dhcp1",
        "SecondaryServerName": "dhcp2",
        "ServerType": "SecondaryServer",
    }
    for half in (one, two):
        assert SECRET not in repr(half) + str(half.properties()) + half.json() + half.mof()


def test_hot_standby_on_both_servers(servers: Servers) -> None:
    added = cim.add_by_hot_standby(
        computer_name="dhcp1",
        partner_server="dhcp2",
        scope_id=["10.0.1.0", IPv4Address("10.0.0.0")],
        reserve_percent=7,
        server_role=ServerRole.STANDBY,
        auto_state_transition=True,
    )
    settings: Dict[str, Any] = {
        "name": "dhcp1-dhcp2",
        "mode": Mode.HOT_STANDBY,
        "load_balance_percent": None,
        "reserve_percent": 7,
        "scope_id": (IPv4Address("10.0.1.0"), IPv4Address("10.0.0.0")),
        "auto_state_transition": True,
        "state_switch_interval": HOUR,
        "primary_server_ip": IPv4Address("198.51.100.2"),
        "secondary_server_ip": IPv4Address("198.51.100.1"),
        "primary_server_name": "dhcp2",
        "secondary_server_name": "dhcp1",
    }
    ours = {"server_role": ServerRole.STANDBY, "server_type": ServerType.SECONDARY}
    theirs = {"partner_server": "dhcp1", "server_role": ServerRole.ACTIVE, "server_type": ServerType.PRIMARY}
    assert added == load_balance(state=State.STARTUP, **settings, **ours)
    assert cim.get_by_name("dhcp1-dhcp2", computer_name="dhcp1") == load_balance(**settings, **ours)
    two = cim.get_by_name("dhcp1-dhcp2", computer_name="dhcp2")
    assert two == load_balance(**settings, **theirs)
    assert list(two.properties().values()) == [
        "dhcp1-dhcp2",
        "dhcp1",
        "HotStandby",
        "Active",
        None,
        7,
        ["10.0.1.0", "10.0.0.0"],
        "00000000010000.000000:000",
        True,
        "00000000010000.000000:000",
        "Normal",
        False,
        "198.51.100.2",
        "198.51.100.1",
        "dhcp2",
        "dhcp1",
        "PrimaryServer",
    ]


INSTANCES = [
    load_balance(),
    load_balance(name='a "\\\n\u00e9\U0001f600', scope_id=(), primary_server_name=None),
    load_balance(load_balance_percent=0, max_client_lead_time=timedelta(seconds=0xFFFFFFFF)),
    load_balance(mode=Mode.HOT_STANDBY, server_role=ServerRole.STANDBY, load_balance_percent=None, reserve_percent=0),
    *(load_balance(state=state) for state in State if state <= State.RECOVER_DONE),
]


@pytest.mark.parametrize("instance", INSTANCES)
def test_json_is_what_the_properties_are(instance: cim.DhcpServerv4Failover) -> None:
    read = json.loads(instance.json())
    assert read == instance.properties()
    assert list(read) == list(instance.properties()) == NAMES
    assert "\n" not in instance.json()


@pytest.mark.parametrize("instance", INSTANCES)
def test_json_is_as_the_schema_says(instance: cim.DhcpServerv4Failover) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.validate(json.loads(instance.json()), SCHEMA)


@pytest.mark.parametrize(
    "change",
    [
        {"Mode": "None"},
        {"LoadBalancePercent": 101},
        {"LoadBalancePercent": None},
        {"ReservePercent": 5},
        {"ServerRole": "Active"},
        {"ScopeId": ["10.0.0.256"]},
        {"MaxClientLeadTime": "1:00:00"},
        {"State": "CommunicationsInterrupted"},
        {"SharedSecret": SECRET},
    ],
)
def test_the_schema_refuses_what_is_no_instance(change: Dict[str, Any]) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(load_balance().json()), **change}, SCHEMA)


def test_mof() -> None:
    assert load_balance(secondary_server_name=None).mof().splitlines() == [
        "instance of DhcpServerv4Failover",
        "{",
        '    Name = "HQ";',
        '    PartnerServer = "dhcp2";',
        '    Mode = "LoadBalance";',
        "    LoadBalancePercent = 70;",
        '    ScopeId = {"10.0.0.0"};',
        '    MaxClientLeadTime = "00000000010000.000000:000";',
        "    AutoStateTransition = false;",
        '    State = "Normal";',
        "    EnableAuth = false;",
        '    PrimaryServerIP = "198.51.100.1";',
        '    SecondaryServerIP = "198.51.100.2";',
        '    PrimaryServerName = "dhcp1";',
        '    ServerType = "PrimaryServer";',
        "};",
    ]


def test_what_the_class_cannot_say_is_an_error() -> None:
    for wrong in (
        load_balance(state=State.PAUSED),
        load_balance(name="\ud800"),
        load_balance(load_balance_percent=2**32 + 70),
        load_balance(max_client_lead_time=timedelta(milliseconds=1)),
    ):
        with pytest.raises(ValueError):
            wrong.json()


STATES = (
    "NoState Init Startup Normal CommunicationInterrupted PartnerDown PotentialConflict ConflictDone "
    "ResolutionInterrupted Recover RecoverWait RecoverDone"
).split()


def test_every_state_of_the_class_is_read_and_written() -> None:
    for number, text in enumerate(STATES):
        assert cim._member(State, _native.wide_pointer(text)) == State(number)
        assert load_balance(state=State(number)).properties()["State"] == text


def test_a_structure_keeps_its_texts() -> None:
    add = cim._addition("dhcp1", "HQ", "dhcp2", [NETWORK, OTHER], None, None, None, False, SECRET)
    shown = load_balance(scope_id=(IPv4Address("10.0.0.0"),) * 100)._structure()
    gc.collect()
    _ = [bytearray(b"x" * size) for size in range(4, 200)]
    texts = [add.ComputerName, add.Name, add.PartnerServer, *add.ScopeId[:2], add.SharedSecret]
    assert list(map(_native.text_at, texts)) == ["dhcp1", "HQ", "dhcp2", "10.0.0.0", "10.0.1.0", SECRET]
    assert cim.DhcpServerv4Failover._of(shown).scope_id == (IPv4Address("10.0.0.0"),) * 100


# ---- methods ----


def test_reading(deployed: Servers) -> None:
    one, two = deployed
    found, missing = cim.find_by_name(["HQ", "Berlin"], computer_name=one)
    assert found == cim.Found(load_balance(), None) and found.get() == load_balance()
    assert missing.instance is None and isinstance(missing.error, dhcpsapi.RelationshipNotFound)
    with pytest.raises(dhcpsapi.RelationshipNotFound):
        missing.get()
    assert cim.find_by_name(computer_name=one) == cim.find_by_name("hq", computer_name=one) == [found]
    assert cim.find_by_name() == []  # of the local server
    assert cim.find_by_name(computer_name=two)[0].get().load_balance_percent == 30

    assert cim.get_by_scope_id(NETWORK, computer_name=one) == load_balance()
    assert cim.get_by_scope_id(one.scope(NETWORK), computer_name=one) == load_balance()
    three = cim.find_by_scope_id(["10.0.0.0", IPv4Network(OTHER), "10.9.9.0"], computer_name="dhcp1")
    kinds = [type(element.error) for element in three]
    assert kinds == [type(None), dhcpsapi.ScopeNotInRelationship, dhcpsapi.ScopeNotFound]
    assert cim.find_by_scope_id(IPv4Network(NETWORK), computer_name=one) == [three[0]]


def test_removing(deployed: Servers) -> None:
    one, two = deployed
    assert cim.remove("hq", computer_name=one) == [load_balance()]
    assert [*one.relationships(), *two.relationships(), *two.scopes()] == []
    assert len([*one.scopes()]) == 2
    add(deployed)
    cim.remove(["HQ"], computer_name=one, partner_scopes=PartnerScopes.DISABLE)
    assert two.scope(NETWORK).state == dhcpsapi.ScopeState.DISABLED
    two.scope(NETWORK).delete()
    add(deployed)
    two.stop()
    with pytest.raises(dhcpsapi.PartnerUnavailable):
        cim.remove("HQ", computer_name=one)
    with pytest.raises(dhcpsapi.PartnerUnavailable):
        cim.remove("HQ", computer_name=one, force=True)
    assert [gone.name for gone in cim.remove("HQ", computer_name=one, this_server_only=True)] == ["HQ"]
    assert [*one.relationships()] == []


def test_setting(deployed: Servers) -> None:
    one, two = deployed
    changed = cim.set_("hq", computer_name=two, load_balance_percent=40, state_switch_interval=HOUR / 2)
    assert (changed.load_balance_percent, changed.state_switch_interval) == (40, HOUR / 2)
    ours = cim.get_by_name("HQ", computer_name=one)
    assert ours == load_balance(load_balance_percent=60, auto_state_transition=True, state_switch_interval=HOUR / 2)

    changed = cim.set_("HQ", computer_name=one, auto_state_transition=False, max_client_lead_time=2 * HOUR)
    assert changed == load_balance(load_balance_percent=60, max_client_lead_time=2 * HOUR)
    assert cim.set_("HQ", computer_name=one, shared_secret=SECRET).enable_auth
    assert two.relationship("HQ").shared_secret == SECRET
    assert cim.set_("HQ", computer_name=one, load_balance_percent=0).enable_auth
    assert not cim.set_("HQ", computer_name=one, shared_secret="").enable_auth

    changed = cim.set_("HQ", computer_name=one, mode=Mode.HOT_STANDBY, reserve_percent=9)
    assert (changed.mode, changed.reserve_percent, changed.server_role) == (Mode.HOT_STANDBY, 9, ServerRole.ACTIVE)
    assert cim.get_by_name("HQ", computer_name=two).server_role == ServerRole.STANDBY
    assert cim.set_("HQ", computer_name=one, mode=Mode.LOAD_BALANCE).load_balance_percent == 50

    two.stop()
    assert cim.set_("HQ", computer_name=one, partner_down=True).state == State.PARTNER_DOWN
    with pytest.raises(dhcpsapi.PartnerUnavailable):
        cim.set_("HQ", computer_name=one, load_balance_percent=10, force=True)
    alone = cim.set_("HQ", computer_name=one, load_balance_percent=10, this_server_only=True)
    assert alone.load_balance_percent == 10


def test_scopes(deployed: Servers) -> None:
    one, two = deployed
    both = (IPv4Address("10.0.0.0"), IPv4Address("10.0.1.0"))
    assert cim.scope_add("HQ", OTHER, computer_name=one).scope_id == both
    assert cim.get_by_name("HQ", computer_name=two).scope_id == both
    assert [scope.address for scope in two.scopes()] == list(both)
    left = cim.scope_remove("HQ", [OTHER], computer_name=one)
    assert left == load_balance()
    assert [scope.address for scope in two.scopes()] == [both[0]]
    none = cim.scope_remove("HQ", NETWORK, computer_name=one, partner_scopes=PartnerScopes.KEEP)
    assert none.scope_id == () and json.loads(none.json()) == none.properties()
    assert [scope.address for scope in two.scopes()] == [both[0]]
    two.scope(NETWORK).delete()
    cim.scope_add("HQ", NETWORK, computer_name=one)
    two.stop()
    with pytest.raises(dhcpsapi.PartnerUnavailable):
        cim.scope_remove("HQ", NETWORK, computer_name=one, force=True)
    with pytest.raises(dhcpsapi.StateNotNormal):
        cim.scope_remove("HQ", NETWORK, computer_name=one, this_server_only=True)
    assert cim.scope_remove("HQ", NETWORK, computer_name=one, force=True, this_server_only=True).scope_id == ()


def test_this_server_only_leaves_a_partner_alone_that_could_be_changed(deployed: Servers) -> None:
    one, two = deployed
    lead_time = cim.set_("HQ", computer_name=one, max_client_lead_time=2 * HOUR, this_server_only=True)
    assert lead_time.max_client_lead_time == 2 * HOUR
    assert cim.get_by_name("HQ", computer_name=two).max_client_lead_time == HOUR
    assert cim.scope_remove("HQ", NETWORK, computer_name=one, this_server_only=True).scope_id == ()
    assert cim.get_by_name("HQ", computer_name=two).scope_id == (IPv4Address("10.0.0.0"),)
    assert cim.remove("HQ", computer_name=one, this_server_only=True, what_if=True) == ["dhcp1: delete relationship HQ"]
    assert [gone.name for gone in cim.remove("HQ", computer_name=one, this_server_only=True)] == ["HQ"]
    assert [*one.relationships()] == [] and len([*two.relationships()]) == 1
    assert [scope.address for scope in two.scopes()] == [IPv4Address("10.0.0.0")]


@pytest.mark.parametrize(
    "invoke",
    [
        lambda one: cim.invoke_by_name(computer_name=one),
        lambda one: cim.invoke_by_name("hq", computer_name=one, force=True),
        lambda one: cim.invoke_by_scope_id(NETWORK, computer_name=one),
    ],
)
def test_replication(deployed: Servers, invoke: Callable[[Server], List[IPv4Address]]) -> None:
    one, two = deployed
    ours = one.scope(NETWORK)
    ours.exclude("10.0.0.10", "10.0.0.19")
    ours.reserve("10.0.0.20", MAC)
    two.scope(NETWORK).exclude("10.0.0.50")
    assert invoke(one) == [IPv4Address("10.0.0.0")]
    theirs = two.scope(NETWORK)
    assert [(part.first, part.last) for part in theirs.exclusions()] == [
        (IPv4Address("10.0.0.10"), IPv4Address("10.0.0.19"))
    ]
    assert [part.address for part in theirs.reservations()] == [IPv4Address("10.0.0.20")]


def test_replication_of_nothing(servers: Servers) -> None:
    assert cim.invoke_by_name(computer_name=servers[0]) == []
    assert cim.invoke_by_name(computer_name=servers[0], what_if=True) == []


def test_statistics(deployed: Servers) -> None:
    one, two = deployed
    one.scope(OTHER).reserve("10.0.1.20", MAC)
    first = cim.DhcpServerv4ScopeStatistics(
        scope_id=IPv4Address("10.0.0.0"),
        superscope_name=None,
        addresses_free=100,
        addresses_in_use=0,
        pending_offers=0,
        reserved_address=0,
        percentage_in_use=0.0,
        addresses_free_on_this_server=70,
        addresses_free_on_partner_server=30,
        addresses_in_use_on_this_server=0,
        addresses_in_use_on_partner_server=0,
    )
    other = cim.DhcpServerv4ScopeStatistics(IPv4Address("10.0.1.0"), None, 99, 1, 0, 1, 1.0, None, None, None, None)
    # Get-DhcpServerv4ScopeStatistics -Failover has every scope; what failover adds is null of one in no relationship.
    assert cim.scope_statistics(computer_name=one, failover=True) == [first, other]
    assert cim.scope_statistics(computer_name=two, failover=True) == [
        dataclasses.replace(first, addresses_free_on_this_server=30, addresses_free_on_partner_server=70)
    ]
    assert cim.scope_statistics(computer_name=one)[1] == other
    assert cim.scope_statistics(OTHER, computer_name=one) == [other]
    assert cim.scope_statistics([OTHER, NETWORK], computer_name=one, failover=True) == [other, first]
    found, missing = cim.find_scope_statistics([NETWORK, "10.9.0.0"], computer_name=one, failover=True)
    assert found.get() == first and isinstance(missing.error, dhcpsapi.ScopeNotFound)
    assert json.loads(first.json())["AddressesFreeOnThisServer"] == 70
    assert json.loads(other.json()) == {
        "AddressesFree": 99,
        "AddressesInUse": 1,
        "PendingOffers": 0,
        "ReservedAddress": 1,
        "PercentageInUse": 1.0,
        "ScopeId": "10.0.1.0",
        "SuperscopeName": None,
        "AddressesFreeOnThisServer": None,
        "AddressesFreeOnPartnerServer": None,
        "AddressesInUseOnThisServer": None,
        "AddressesInUseOnPartnerServer": None,
    }
    assert "PercentageInUse = 1.0;" in other.mof() and "OnThisServer" not in other.mof()


def test_free_addresses(dhcp_servers: Servers) -> None:
    server = dhcp_servers[0]
    scope = server.create_scope(NETWORK, first="10.0.0.1", last="10.0.0.3")
    scope.add_lease("10.0.0.2", "07")
    free = [IPv4Address("10.0.0.1"), IPv4Address("10.0.0.3")]
    assert cim.free_ip_address(NETWORK, computer_name=server) == free[:1]
    assert cim.free_ip_address(scope, computer_name=server, num_address=1024) == free
    assert cim.free_ip_address(scope, computer_name=server, start_address="10.0.0.2", num_address=2) == free[1:]
    assert cim.free_ip_address(scope, computer_name=server, start_address="10.0.0.2", end_address="10.0.0.2") == []
    with pytest.raises(dhcpsapi.ScopeNotFound):
        cim.free_ip_address("10.9.0.0", computer_name=server)
    with pytest.raises(ValueError, match="num_address is 0 to 1024"):
        cim.free_ip_address(scope, computer_name=server, num_address=1025)


# ---- what_if ----

WHAT_IF: Dict[str, Tuple[Callable[[], List[str]], List[str]]] = {
    "set": (
        lambda: cim.set_("HQ", computer_name="dhcp1", load_balance_percent=1, what_if=True),
        ["dhcp1: change relationship HQ", "dhcp2: change relationship HQ"],
    ),
    "remove": (
        lambda: cim.remove("HQ", computer_name="dhcp1", what_if=True),
        [
            "dhcp1: delete relationship HQ",
            "dhcp2: delete relationship HQ",
            "dhcp2: delete scope 10.0.0.0 and its leases",
        ],
    ),
    "scope add": (
        lambda: cim.scope_add("HQ", OTHER, computer_name="dhcp1", what_if=True),
        [
            "dhcp2: create scope 10.0.1.0",
            "dhcp1: add 10.0.1.0 to relationship HQ",
            "dhcp2: add 10.0.1.0 to relationship HQ",
        ],
    ),
    "scope remove": (
        lambda: cim.scope_remove(
            "HQ", NETWORK, computer_name="dhcp1", partner_scopes=PartnerScopes.DISABLE, what_if=True
        ),
        [
            "dhcp1: remove 10.0.0.0 from relationship HQ",
            "dhcp2: remove 10.0.0.0 from relationship HQ",
            "dhcp2: disable scope 10.0.0.0",
        ],
    ),
    "invoke by name": (
        lambda: cim.invoke_by_name(computer_name="dhcp1", what_if=True),
        ["dhcp2: copy the configuration of scope 10.0.0.0"],
    ),
    "invoke by scope": (
        lambda: cim.invoke_by_scope_id(NETWORK, computer_name="dhcp1", what_if=True),
        ["dhcp2: copy the configuration of scope 10.0.0.0"],
    ),
}


@pytest.mark.parametrize("name", WHAT_IF)
def test_what_if_changes_nothing(deployed: Servers, name: str) -> None:
    ask, steps = WHAT_IF[name]
    deployed[0].scope(NETWORK).exclude("10.0.0.50")
    before = contents(*deployed)
    assert ask() == steps
    assert contents(*deployed) == before


def test_what_if_of_additions(servers: Servers) -> None:
    before = contents(*servers)
    steps = ["dhcp2: create scope 10.0.0.0", "dhcp2: create relationship HQ", "dhcp1: create relationship HQ"]
    assert add(servers, what_if=True) == steps
    hot = cim.add_by_hot_standby(
        computer_name="dhcp1", partner_server="dhcp2", scope_id=NETWORK, name="HQ", what_if=True
    )
    assert hot == steps
    assert contents(*servers) == before
    with pytest.raises(dhcpsapi.ScopeNotFound):
        add(servers, scope_id="10.9.0.0", what_if=True)


# ---- errors ----

ERRORS: List[Tuple[Type[Exception], Callable[[], object]]] = [
    (dhcpsapi.RelationshipNotFound, lambda: cim.get_by_name("Berlin", computer_name="dhcp1")),
    (dhcpsapi.ServerUnavailable, lambda: cim.get_by_name("HQ", computer_name="dhcp9")),
    (dhcpsapi.ScopeNotFound, lambda: cim.get_by_scope_id("10.9.0.0", computer_name="dhcp1")),
    (dhcpsapi.ScopeNotInRelationship, lambda: cim.get_by_scope_id(OTHER, computer_name="dhcp1")),
    (dhcpsapi.RelationshipNotFound, lambda: cim.remove(["HQ", "Berlin"], computer_name="dhcp1")),
    (dhcpsapi.RelationshipNotFound, lambda: cim.set_("Berlin", computer_name="dhcp1", force=True, partner_down=True)),
    (dhcpsapi.InvalidParameter, lambda: cim.set_("HQ", computer_name="dhcp1")),
    (dhcpsapi.InvalidParameter, lambda: cim.set_("HQ", computer_name="dhcp1", reserve_percent=5)),
    (dhcpsapi.InvalidParameter, lambda: cim.set_("HQ", computer_name="dhcp1", max_client_lead_time=timedelta(0))),
    (dhcpsapi.InvalidParameter, lambda: cim.set_("HQ", computer_name="dhcp1", partner_down=True)),
    (dhcpsapi.ScopeInRelationship, lambda: cim.scope_add("HQ", NETWORK, computer_name="dhcp1")),
    (dhcpsapi.ScopeNotFound, lambda: cim.scope_add("HQ", "10.9.0.0", computer_name="dhcp1")),
    (dhcpsapi.ScopeNotInRelationship, lambda: cim.scope_remove("HQ", OTHER, computer_name="dhcp1")),
    (dhcpsapi.RelationshipNotFound, lambda: cim.invoke_by_name("Berlin", computer_name="dhcp1")),
    (dhcpsapi.ScopeNotInRelationship, lambda: cim.invoke_by_scope_id([NETWORK, OTHER], computer_name="dhcp1")),
    (dhcpsapi.ServerUnavailable, lambda: cim.scope_statistics(computer_name="dhcp9")),
    (ValueError, lambda: cim.set_("HQ", computer_name="dhcp1", load_balance_percent=101)),
    (ValueError, lambda: cim.set_("HQ", computer_name="dhcp1", load_balance_percent=2**32 + 70)),
    (ValueError, lambda: cim.set_("HQ", computer_name="dhcp1", state_switch_interval=-HOUR)),
    (ValueError, lambda: cim.find_by_name([], computer_name="dhcp1")),
    (ValueError, lambda: cim.invoke_by_name([], computer_name="dhcp1")),
    (ValueError, lambda: cim.remove("H\0Q", computer_name="dhcp1")),
    (ValueError, lambda: cim.scope_remove("HQ", "10.0.0", computer_name="dhcp1")),
]


@pytest.mark.parametrize("number", range(len(ERRORS)))
def test_what_is_refused_changes_nothing(deployed: Servers, number: int) -> None:
    kind, call = ERRORS[number]
    before = contents(*deployed)
    with pytest.raises(kind) as caught:
        call()
    assert kind is ValueError or type(caught.value) is kind
    assert contents(*deployed) == before


def test_additions_that_are_refused(deployed: Servers) -> None:
    one, two = deployed
    one.create_scope("10.0.2.0/24", first="10.0.2.1", last="10.0.2.9")
    two.create_scope("10.0.2.0/24", first="10.0.2.1", last="10.0.2.9")
    before = contents(one, two)
    refused: List[Tuple[Type[Exception], Dict[str, Any]]] = [
        (dhcpsapi.ScopeInRelationship, {"name": "other"}),
        (dhcpsapi.RelationshipExists, {"scope_id": OTHER}),
        (dhcpsapi.ScopeNotFound, {"name": "other", "scope_id": "10.9.0.0"}),
        (dhcpsapi.ScopeExists, {"name": "other", "scope_id": "10.0.2.0"}),
        (ValueError, {"scope_id": []}),
        (ValueError, {"load_balance_percent": -1}),
    ]
    for kind, parameters in refused:
        with pytest.raises(kind):
            add(deployed, shared_secret=SECRET, **parameters)
    with pytest.raises(dhcpsapi.ScopeInRelationship):
        add((one, Server.add("dhcp3", "198.51.100.3")), name="other")
    assert contents(one, two) == before
    with pytest.raises(dhcpsapi.PartnerUnavailable) as caught:
        add((one, Server("dhcp9")), name="other", scope_id=OTHER, shared_secret=SECRET)
    assert caught.value.name == "ERROR_DHCP_SERVER_NAME_NOT_RESOLVED" and SECRET not in repr(caught.value)
    two.shift_clock(timedelta(minutes=2))
    with pytest.raises(dhcpsapi.ClocksDiffer):
        add(deployed, name="other", scope_id=OTHER)
    one.stop()
    with pytest.raises(dhcpsapi.ServerUnavailable):
        add(deployed, name="other", scope_id=OTHER)


def test_a_relationship_that_is_not_normal(deployed: Servers) -> None:
    with dhcpsapi.link_cut(*deployed), pytest.raises(dhcpsapi.StateNotNormal):
        cim.scope_add("HQ", OTHER, computer_name=deployed[0])
    with dhcpsapi.link_cut(*deployed):
        with pytest.raises(dhcpsapi.StateNotNormal):
            cim.scope_remove("HQ", NETWORK, computer_name=deployed[0])
        assert cim.scope_remove("HQ", NETWORK, computer_name=deployed[0], force=True).scope_id == ()


def test_what_is_so_already(deployed: Servers) -> None:
    one = deployed[0]
    before = contents(*deployed)
    mode = cim.get_by_name("HQ", computer_name=one).mode
    assert cim.set_("HQ", computer_name=one, mode=mode).mode == mode
    assert contents(*deployed) == before
    # An interval turns the transition on.
    changed = cim.set_("HQ", computer_name=one, auto_state_transition=False, state_switch_interval=HOUR)
    assert (changed.auto_state_transition, changed.state_switch_interval) == (True, HOUR)


def test_the_partner_is_shown_as_it_was_given(servers: Servers) -> None:
    assert add((servers[0], Server("198.51.100.2"))).partner_server == "198.51.100.2"
    assert cim.get_by_name("HQ", computer_name=servers[0]).partner_server == "198.51.100.2"


# ---- the example ----


def test_the_example_prints_one_line() -> None:
    printed = subprocess.run(
        [sys.executable, "-W", "error", str(PYTHON / "examples/cim/deploy.py")],
        check=True,
        stdout=subprocess.PIPE,
        universal_newlines=True,
    ).stdout
    assert printed == load_balance().json() + "\n"
    assert printed == (ROOT / "examples-cli/expected/deploy.json").read_text(), "as the command line prints it"
