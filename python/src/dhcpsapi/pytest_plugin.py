"""Fixtures for tests of tools that manage DHCP failover.

    def test_the_tool_sees_the_outage(failover_pair, dhcp_clock):
        failover_pair.cut_link()
        dhcp_clock.advance(timedelta(hours=1))
        assert my_tool.state("dhcp1", "failover") == "PARTNER_DOWN"

Each test has servers of its own and a clock that stands still; nothing of it is left to the next one. They are in
memory, whatever DHCPSAPI_REGISTRY says, since the fixtures forget all servers that there are. Who wants that in another
registry opens it before.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Iterator, Tuple

import pytest

from .errors import ServersInUse
from .faults import VirtualClock, reset, virtual_clock
from .pair import FailoverPair, create_failover
from .registry import open as open_registry
from .servers import Server

START = datetime(2100, 1, 1, tzinfo=timezone.utc)
"""The moment that the clock shows at the beginning of each test."""

NETWORK, FIRST, LAST = "10.0.0.0/24", "10.0.0.1", "10.0.0.200"


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    config.addinivalue_line(
        "markers", "failover(**settings): what failover_pair is created with, as for dhcpsapi.create_failover"
    )


@pytest.fixture(scope="session")
def _dhcp_in_memory() -> None:
    """Keeps the tests from the registry that their user works on."""
    try:
        open_registry("memory:")
    except ServersInUse:
        pass


@pytest.fixture
def dhcp_clock(_dhcp_in_memory: None) -> Iterator[VirtualClock]:
    """The clock of all servers. It stands still at the year 2100 until the test advances it."""
    reset()
    with virtual_clock(START) as clock:
        yield clock


@pytest.fixture
def dhcp_servers(dhcp_clock: VirtualClock) -> Tuple[Server, Server]:
    """Two servers with nothing on them: dhcp1 (198.51.100.1) and dhcp2 (198.51.100.2)."""
    return Server.add("dhcp1", "198.51.100.1"), Server.add("dhcp2", "198.51.100.2")


@pytest.fixture
def failover_pair(dhcp_servers: Tuple[Server, Server], request: pytest.FixtureRequest) -> FailoverPair:
    """The two servers with the scope 10.0.0.0/24, 200 addresses, in the relationship "failover", in NORMAL.

    Load balance, half and half; the MCLT and the safe period are an hour. The marker `failover` changes that:
    `@pytest.mark.failover(mode=Mode.HOT_STANDBY, percentage=10)`.
    """
    for server in dhcp_servers:
        server.create_scope(NETWORK, first=FIRST, last=LAST)
    marker = request.node.get_closest_marker("failover")
    settings = {"state_switch_interval": timedelta(hours=1), **(marker.kwargs if marker else {})}
    return create_failover(*dhcp_servers, "failover", [NETWORK], **settings)
