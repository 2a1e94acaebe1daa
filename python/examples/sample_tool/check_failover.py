#!/usr/bin/env python3
"""A check of DHCP failover for a monitoring system: one line, and an exit code.

    python3 check_failover.py SERVER

0 OK: all relationships are in NORMAL. 1 WARNING: one is not. 2 CRITICAL: a server is alone and will run out of
addresses, or does not answer.
"""

from __future__ import annotations

import sys
from typing import Tuple

import dhcpsapi

OK, WARNING, CRITICAL = 0, 1, 2
FEW = 10  # usable addresses


def check(name: str) -> Tuple[int, str]:
    """The exit code and the line of a server."""
    try:
        found = [check_relationship(half) for half in dhcpsapi.Server(name).relationships()]
    except dhcpsapi.ServerUnavailable:
        return CRITICAL, f"{name} does not answer"
    if not found:
        return WARNING, f"{name} has no failover relationship"
    return max(code for code, _ in found), "; ".join(text for _, text in found)


def check_relationship(half: dhcpsapi.FailoverRelationship) -> Tuple[int, str]:
    """The exit code and the line of one relationship."""
    statistics = half.statistics()
    if statistics.state == dhcpsapi.State.NORMAL:
        return OK, f"{half.name}: NORMAL, {statistics.usable} addresses usable"
    text = f"{half.name}: {statistics.state.name} since {statistics.since:%H:%M}, {statistics.usable} addresses usable"
    if statistics.all_usable_at is None:
        text += ", until somebody says that the partner is down"
    elif statistics.all_usable_at > half.server.time:
        text += f", all from {statistics.all_usable_at:%H:%M} on"
    return (CRITICAL if statistics.usable < FEW else WARNING), text


def main() -> None:
    """The program."""
    code, text = check(sys.argv[1])
    print(("OK", "WARNING", "CRITICAL")[code], "-", text)
    sys.exit(code)


if __name__ == "__main__":
    main()
