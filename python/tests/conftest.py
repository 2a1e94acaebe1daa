"""Fixtures and helpers of several tests."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import List, Optional

import pytest

from dhcpsapi import Server

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
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).upper()


def give_options(server: Server) -> None:
    """Gives the first scope a lease duration, and another one for a user class "Guests"."""
    server.classes.add("Guests", b"guest")
    options = server.scope(NETWORK).options
    for user_class in (None, "Guests"):
        options.of(user_class=user_class)[51] = 600
