"""Fixtures and helpers of several tests."""

from __future__ import annotations

import ctypes
import re
import shutil
import sys
from ipaddress import IPv4Address
from pathlib import Path
from typing import List, Optional

import pytest

from dhcpsapi import Server, _native

PYTHON = Path(__file__).resolve().parents[1]
ROOT = PYTHON.parent
sys.path.insert(0, str(PYTHON / "tools"))

NETWORK = "10.0.0.0/24"
MAC = "02-00-00-00-00-07"


@pytest.fixture(autouse=True)
def _fresh(dhcp_clock: object) -> None:
    """Every test has servers and a clock of its own."""


def compiler() -> Optional[str]:
    """A C compiler, if there is one."""
    return next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)


def implemented() -> List[str]:
    """The functions that exports.spec calls done."""
    lines = (ROOT / "exports.spec").read_text().splitlines()
    return [line.split()[0] for line in lines if line and not line.startswith("#") and line.split()[1] == "done"]


def words(name: str) -> str:
    """WholeLease as WHOLE_LEASE."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def give_options(server: Server) -> None:
    """Gives the first scope a lease duration, and another one for a user class "Guests"."""
    guests, data = _native.wide_pointer("Guests"), (_native.BYTE * 5)(*b"guest")
    made = _native.DHCP_CLASS_INFO(ClassName=guests, ClassDataLength=len(data), ClassData=data)
    _native.call("DhcpCreateClass", server._wide, 0, ctypes.byref(made))
    level = _native.DHCP_OPTION_SCOPE_INFO(ScopeType=_native.DhcpSubnetOptions)
    level.ScopeInfo.SubnetScopeInfo = int(IPv4Address(NETWORK.partition("/")[0]))
    seconds = _native.DHCP_OPTION_DATA_ELEMENT(OptionType=_native.DhcpDWordOption)
    seconds.Element.DWordOption = 600
    value = _native.DHCP_OPTION_DATA(NumElements=1, Elements=ctypes.pointer(seconds))
    for user in (None, guests):
        _native.call(
            "DhcpSetOptionValueV5", server._wide, 0, 51, user, None, ctypes.byref(level), ctypes.byref(value)
        )
