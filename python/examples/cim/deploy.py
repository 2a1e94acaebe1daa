#!/usr/bin/env python3
"""Deploys failover on two servers by one call, and prints the relationship as JSON.

    python3 deploy.py
"""

from datetime import timedelta

import dhcpsapi
from dhcpsapi import cim


def main() -> None:
    one = dhcpsapi.Server.add("dhcp1", "198.51.100.1")
    two = dhcpsapi.Server.add("dhcp2", "198.51.100.2")
    scope = one.create_scope("10.0.0.0/24", first="10.0.0.1", last="10.0.0.254")
    cim.add_by_load_balance(
        computer_name=one,
        name="HQ",
        partner_server=two,
        scope_id=scope,
        load_balance_percent=70,
        max_client_lead_time=timedelta(hours=1),
    )
    print(cim.get_by_name("HQ", computer_name=one).json())


if __name__ == "__main__":
    main()
