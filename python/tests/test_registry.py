"""Which registry a process works on, and waiting for others there. A process says it once, so each part has its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Tuple

import pytest

import dhcpsapi
from dhcpsapi import Server, VirtualClock
from dhcpsapi import _native as native


def python(program: str, *arguments: object, **environment: str) -> str:
    """What a program prints that runs in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-W", "error", "-c", program, *map(str, arguments)],
        env={**os.environ, "DHCPSAPI_REGISTRY": "", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    assert result.returncode == 0, result.stdout
    return result.stdout.strip()


ADDS = "import sys, dhcpsapi; dhcpsapi.open(sys.argv[1]); dhcpsapi.Server.add('dhcp1', '198.51.100.1')"
LISTS = "import sys, dhcpsapi; dhcpsapi.open(sys.argv[1]); print([str(server) for server in dhcpsapi.servers()])"


def test_servers_outlive_their_process(tmp_path: Path) -> None:
    place = tmp_path / "registry.db"
    assert python(LISTS, f"sqlite:{place}") == "[]"
    assert not place.exists()
    python(ADDS, f"sqlite:{place}")
    assert python(LISTS, f"sqlite:{place}") == "['dhcp1']"
    of_a_path = LISTS.replace("sys.argv[1]", "__import__('pathlib').Path(sys.argv[1])")
    assert python(of_a_path, place) == "['dhcp1']"
    # A path is a path, whatever is in it.
    odd = tmp_path / "registry?history=1"
    python(ADDS.replace("sys.argv[1]", "__import__('pathlib').Path(sys.argv[1])"), odd)
    assert odd.exists() and python(of_a_path, odd) == "['dhcp1']"
    assert python("import dhcpsapi; print(len(list(dhcpsapi.servers())))", DHCPSAPI_REGISTRY=f"sqlite:{place}") == "1"


def test_a_place_is_named_before_the_servers_are_used(dhcp_servers: Tuple[Server, Server]) -> None:
    with pytest.raises(dhcpsapi.ServersInUse) as caught:
        dhcpsapi.open("memory:")
    assert (caught.value.code, caught.value.reason) == (1247, "the servers are in use already")
    with pytest.raises(ValueError, match="a place has no NUL"):
        dhcpsapi.open("memory:\0")


def test_a_place_that_is_none_is_refused_and_another_can_be_tried(tmp_path: Path) -> None:
    program = (
        "import sys, dhcpsapi\n"
        "for place in ('tape:', 'sqlite:' + sys.argv[1]):\n"
        "    try:\n"
        "        dhcpsapi.open(place)\n"
        "    except dhcpsapi.RegistryUnavailable as error:\n"
        "        print(error.name)\n"
        "dhcpsapi.open('memory:')\n"
        "print(len(list(dhcpsapi.servers())))"
    )
    assert python(program, tmp_path).split() == [*["ERROR_DHCP_DATABASE_INIT_FAILED"] * 2, "0"]


def test_nothing_happens(dhcp_servers: Tuple[Server, Server]) -> None:
    dhcpsapi.wait(0)
    began = time.monotonic()
    assert not dhcpsapi.wait(0.3)
    assert not dhcpsapi.wait(timedelta(milliseconds=20))
    assert 0.32 <= time.monotonic() - began < 5
    for wrong in (-1, float("nan"), timedelta(seconds=-1)):
        with pytest.raises(ValueError, match="the time to wait is 0 or more"):
            dhcpsapi.wait(wrong)


def test_something_happens(dhcp_servers: Tuple[Server, Server], dhcp_clock: VirtualClock) -> None:
    while dhcpsapi.wait(0):
        pass
    dhcp_clock.advance(timedelta(hours=1))
    assert dhcpsapi.wait()
    assert not dhcpsapi.wait(0)


def test_another_process_is_waited_for(tmp_path: Path) -> None:
    place = f"sqlite:{tmp_path / 'registry.db'}"
    program = (
        "import sys, dhcpsapi\n"
        "dhcpsapi.open(sys.argv[1])\n"
        "print('waits', flush=True)\n"
        "print(dhcpsapi.wait(60), [str(server) for server in dhcpsapi.servers()])"
    )
    waits = subprocess.Popen([sys.executable, "-c", program, place], stdout=subprocess.PIPE, universal_newlines=True)
    assert waits.stdout is not None and waits.stdout.readline() == "waits\n"
    python(ADDS, place)
    assert waits.communicate(timeout=30)[0] == "True ['dhcp1']\n"


def test_a_wait_can_be_interrupted() -> None:
    program = (
        "import dhcpsapi\n"
        "dhcpsapi.open('memory:')\n"
        "print('waits', flush=True)\n"
        "try:\n"
        "    dhcpsapi.wait()\n"
        "except KeyboardInterrupt:\n"
        "    print('interrupted')"
    )
    waits = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, universal_newlines=True)
    assert waits.stdout is not None and waits.stdout.readline() == "waits\n"
    time.sleep(0.3)
    waits.send_signal(signal.SIGINT)
    assert waits.communicate(timeout=30)[0] == "interrupted\n"


def test_the_fixtures_work_in_memory_whatever_registry_the_user_has(tmp_path: Path) -> None:
    """They forget all servers."""
    place = f"sqlite:{tmp_path / 'registry.db'}"
    python(ADDS, place)
    test = tmp_path / "test_tool.py"
    test.write_text("import dhcpsapi\n\n\ndef test(failover_pair):\n    assert len(list(dhcpsapi.servers())) == 2\n")
    run = "import sys, pytest; sys.exit(pytest.main(['-q', '-p', 'no:cacheprovider', sys.argv[1]]))"
    assert "1 passed" in python(run, test, DHCPSAPI_REGISTRY=place)
    assert python(LISTS, place) == "['dhcp1']"


def test_what_promises_nothing_has_an_error_of_its_own() -> None:
    assert type(native.error_of(1726, "DhcpCreateSubnet", None)) is dhcpsapi.OutcomeUnknown
    assert type(native.error_of(1723, "", None)) is dhcpsapi.RegistryBusy
    assert type(native.error_of(112, "", None)) is dhcpsapi.RegistryFull
    assert type(native.error_of(1392, "", None)) is dhcpsapi.RegistryDamaged
    assert type(native.error_of(1398, "", None)) is dhcpsapi.HostClockDiffers
    assert isinstance(native.error_of(5, "", None), PermissionError)
