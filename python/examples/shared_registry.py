#!/usr/bin/env python3
"""Goes on with the servers that other processes have made: rebalances their relationship, and reads what all have done.

    python3 shared_registry.py sqlite:registry.db

examples-cli/shared_registry.txt makes the servers, and examples-c/shared_registry.c changes them.
"""

import sys

import dhcpsapi
from dhcpsapi import EventKind, Server


def told(entry: dhcpsapi.JournalEntry) -> str:
    """An entry of the journal in a line, without its time."""
    line = f"{entry.number:3} {entry.server} {entry.kind.name}"
    if entry.kind == EventKind.STATE_CHANGED and entry.from_state and entry.to_state:
        line += f" {entry.from_state.name} -> {entry.to_state.name}"
    if entry.kind == EventKind.ADDRESSES_MOVED and entry.moved_to is not None:
        line += f" {entry.count} to the {entry.moved_to.name}"
    return line


def main() -> None:
    dhcpsapi.open(sys.argv[1])
    one, two = Server("dhcp1"), Server("dhcp2")
    print("Who has 10.0.0.7:", one.lease("10.0.0.7").name)
    print("Load balance:", *(server.relationship("HQ").load_balance_percent for server in (one, two)))

    for server in (one, two):
        server.relationship("HQ").set(percentage=40)
    one.relationship("HQ").rebalance()
    statistics = one.scope_statistics("10.0.0.0/24")
    free = (statistics.addresses_free_on_this_server, statistics.addresses_free_on_partner_server)
    print("40 % for the primary: {} are free on dhcp1, {} on dhcp2".format(*free))

    print("What happened, in all three processes:")
    for entry in dhcpsapi.journal():
        print(told(entry))


if __name__ == "__main__":
    main()
