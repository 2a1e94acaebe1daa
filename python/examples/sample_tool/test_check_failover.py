"""Tests of the sample tool against a failover pair that fails; the fixtures come with the package."""

from datetime import timedelta

import pytest
from check_failover import CRITICAL, OK, WARNING, check

import dhcpsapi


def test_all_is_well(failover_pair):
    assert check("dhcp1") == (OK, "failover: NORMAL, 100 addresses usable")


def test_the_link_is_cut(failover_pair, dhcp_clock):
    failover_pair.cut_link()
    text = "failover: COMMUNICATION_INT since 00:00, 100 addresses usable, all from 02:00 on"
    assert check("dhcp1") == (WARNING, text)
    dhcp_clock.advance(timedelta(hours=1))
    assert check("dhcp1") == (WARNING, "failover: PARTNER_DOWN since 01:00, 100 addresses usable, all from 02:00 on")
    dhcp_clock.advance(timedelta(hours=1))
    assert check("dhcp1") == (WARNING, "failover: PARTNER_DOWN since 01:00, 200 addresses usable")
    failover_pair.heal_link()
    assert check("dhcp1")[0] == OK


@pytest.mark.failover(mode=dhcpsapi.Mode.HOT_STANDBY, percentage=3, state_switch_interval=None)
def test_the_standby_has_few_addresses(failover_pair):
    failover_pair.primary.stop()
    assert check("dhcp1") == (CRITICAL, "dhcp1 does not answer")
    code, text = check("dhcp2")
    assert code == CRITICAL
    assert text.endswith("6 addresses usable, until somebody says that the partner is down")


def test_no_relationship(dhcp_servers):
    assert check("dhcp1") == (WARNING, "dhcp1 has no failover relationship")
