"""Clients, time, faults, the journal."""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta, timezone
from typing import Tuple

import pytest
from conftest import MAC, NETWORK

import dhcpsapi
from dhcpsapi import RequestKind, Client, FailoverPair, Journal, LeaseLimit, Rule, Server, State, VirtualClock, EventKind

HOUR = timedelta(hours=1)


# ---- clients ----


def test_the_life_of_a_lease(failover_pair: FailoverPair, dhcp_clock: VirtualClock) -> None:
    client = Client(NETWORK, MAC, name="pc-😀")
    first = client.request()
    assert (first.lease_time, first.max_client_lead_time) == (HOUR, HOUR)
    assert (first.rule, first.state) == (Rule.KNOWN_TO_PARTNER, State.NORMAL)
    assert first.expires == dhcp_clock.now + HOUR
    dhcp_clock.advance(HOUR / 2)
    second = client.renew()
    assert (second.address, second.rule, second.lease_time) == (first.address, Rule.WHOLE_LEASE, timedelta(days=8))
    assert client.rebind().address == first.address
    client.release()
    with pytest.raises(dhcpsapi.LeaseNotFound):
        client.renew()


def test_what_a_client_wishes(failover_pair: FailoverPair) -> None:
    owned = "10.0.0.50" if Client(NETWORK, MAC).explain()[0].server == failover_pair.primary.address else "10.0.0.150"
    answer = Client(failover_pair.scopes[0], MAC, address=owned, lease_time=timedelta(minutes=10)).request()
    assert (str(answer.address), answer.lease_time) == (owned, timedelta(minutes=10))
    with pytest.raises(dhcpsapi.InvalidParameter):
        Client(NETWORK, MAC, address="10.9.0.1").request()
    with pytest.raises(ValueError):
        Client(NETWORK, MAC, lease_time=timedelta(seconds=-1)).request()


def test_a_declined_address(failover_pair: FailoverPair) -> None:
    client = Client(NETWORK, MAC)
    first = client.request()
    assert first.address is not None
    client.decline()
    assert client.request().address != first.address
    assert failover_pair.primary.lease(first.address).name == "BAD_ADDRESS"


def test_why_nobody_answers(failover_pair: FailoverPair) -> None:
    client = Client(NETWORK, MAC)
    with dhcpsapi.stopped("dhcp1"), dhcpsapi.stopped("dhcp2"), pytest.raises(dhcpsapi.DhcpError):
        client.request()
    answers = client.explain()
    assert {answer.rule for answer in answers} == {Rule.KNOWN_TO_PARTNER, Rule.PARTNERS_CLIENT}
    silent = failover_pair.primary if answers[1].server == failover_pair.primary.address else failover_pair.secondary
    with pytest.raises(dhcpsapi.NobodyAnswers):
        client.request(silent)
    (alone,) = client.explain(server=silent)
    assert alone.rule.text == "By load balance the client is the partner's."
    assert alone.address is alone.expires is None
    with pytest.raises(dhcpsapi.LeaseNotFound):
        client.explain(RequestKind.RENEWAL)


def test_every_rule_has_its_text() -> None:
    assert all(rule.text.endswith(".") for rule in Rule)


def test_no_address_is_free(dhcp_servers: Tuple[Server, Server]) -> None:
    dhcp_servers[0].create_scope(NETWORK, first="10.0.0.1", last="10.0.0.1")
    Client(NETWORK, MAC).request()
    with pytest.raises(dhcpsapi.RangeFull):
        Client(NETWORK, "02-00-00-00-00-08").request()
    assert repr(Client(NETWORK, MAC)) == "Client('10.0.0.0', '02-00-00-00-00-07')"


# ---- time and faults ----


def test_the_clock(dhcp_clock: VirtualClock) -> None:
    assert dhcp_clock.now == Server.local().time
    assert dhcp_clock.advance(HOUR) == dhcp_clock.now == Server.local().time
    dhcp_clock.set(datetime(2101, 1, 1, tzinfo=timezone.utc))
    assert Server.local().time.year == 2101
    with pytest.raises(dhcpsapi.InvalidParameter):
        dhcp_clock.set(datetime(2100, 1, 1, tzinfo=timezone.utc))
    with pytest.raises(ValueError):
        dhcp_clock.advance(timedelta(seconds=-1))
    with pytest.raises(OverflowError):
        dhcp_clock.advance(timedelta(days=10**9 - 1))
    assert dhcp_clock.now.year == Server.local().time.year == 2101


def test_after_the_block_the_clock_is_the_hosts() -> None:
    dhcpsapi.reset()
    with pytest.raises(KeyError), dhcpsapi.virtual_clock() as clock:
        Server.add("dhcp1", "198.51.100.1")
        clock.advance(24 * HOUR)
        raise KeyError
    assert list(dhcpsapi.servers()) == []
    assert abs(Server.local().time - datetime.now(timezone.utc)) < timedelta(minutes=1)


def test_faults_end_with_their_block(failover_pair: FailoverPair) -> None:
    def is_interrupted() -> bool:
        return State.COMMUNICATION_INT in failover_pair.states

    with pytest.raises(KeyError), dhcpsapi.link_cut("dhcp1", failover_pair.secondary):
        assert is_interrupted()
        raise KeyError
    assert not is_interrupted()
    with dhcpsapi.shifted_clock("dhcp2", timedelta(seconds=61)) as shifted:
        assert shifted.time - failover_pair.primary.time == timedelta(seconds=61)
        assert is_interrupted()
    assert not is_interrupted()
    with dhcpsapi.stopped("dhcp2") as server:
        with pytest.raises(dhcpsapi.ServerUnavailable):
            _ = server.version
        with pytest.raises(dhcpsapi.ServiceNotActive):
            server.stop()
        server.restore()
    with pytest.raises(dhcpsapi.ServiceRunning):
        server.start()
    failover_pair.cut_link()
    failover_pair.heal_link()
    with pytest.raises(dhcpsapi.InvalidParameter):
        dhcpsapi.cut_link("dhcp1", "dhcp1")
    with pytest.raises(ValueError):
        failover_pair.primary.shift_clock(timedelta(days=365 * 100))


def test_a_client_that_nobody_answers(failover_pair: FailoverPair) -> None:
    def client(tried: timedelta) -> Client:
        return Client(NETWORK, "02-00-00-00-00-00", tried=tried)

    first = client(timedelta(0)).request()
    other = failover_pair.secondary if first.server == failover_pair.primary.address else failover_pair.primary
    with dhcpsapi.service_delay(timedelta(seconds=8)):
        with pytest.raises(dhcpsapi.NobodyAnswers):
            client(timedelta(seconds=8)).request(other)
        assert client(timedelta(seconds=9)).request(other).server == other.address
    with pytest.raises(dhcpsapi.NobodyAnswers):
        client(timedelta(seconds=9)).request(other)


def test_the_lease_limit(failover_pair: FailoverPair, dhcp_clock: VirtualClock) -> None:
    client = Client(NETWORK, MAC)
    client.request()
    dhcp_clock.advance(HOUR / 2)
    client.renew()
    with failover_pair.link_cut():
        assert client.explain(RequestKind.REBINDING)[0].rule == Rule.INTERRUPTED
        with dhcpsapi.lease_limit(LeaseLimit.DRAFT):
            assert client.explain(RequestKind.REBINDING)[0].lease_time > HOUR
        assert client.explain(RequestKind.REBINDING)[0].lease_time == HOUR


# ---- the journal ----


def test_the_journal(failover_pair: FailoverPair) -> None:
    journal = dhcpsapi.journal()
    assert {entry.kind for entry in journal} >= {EventKind.STATE_CHANGED, EventKind.CONTACT_MADE, EventKind.ADDRESSES_MOVED}
    assert list(journal) == []
    failover_pair.cut_link()
    found = list(journal)
    assert [entry.kind for entry in found] == [EventKind.CONTACT_LOST, EventKind.STATE_CHANGED] * 2
    assert (found[1].from_state, found[1].to_state) == (State.NORMAL, State.COMMUNICATION_INT)
    assert (found[1].relationship, found[1].server) == ("failover", failover_pair.primary.address)
    assert (found[1].rule, found[1].client, found[1].count, found[1].scope) == (None, None, None, None)
    assert list(Journal(found[2].number)) == found[2:]


def test_a_refused_client_in_the_journal(failover_pair: FailoverPair) -> None:
    with pytest.raises(dhcpsapi.LeaseNotFound):
        Client(NETWORK, MAC).renew()
    last = list(dhcpsapi.journal())[-1]
    assert (last.kind, last.rule, str(last.client)) == (EventKind.CLIENT_REFUSED, Rule.UNKNOWN_CLIENT, MAC)
    assert str(last.scope) == "10.0.0.0"


def test_the_journal_is_read_page_by_page(failover_pair: FailoverPair) -> None:
    for _ in range(60):
        failover_pair.cut_link()
        failover_pair.heal_link()
        _ = failover_pair.states
    numbers = [entry.number for entry in dhcpsapi.journal()]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 200
    journal = dhcpsapi.journal()
    assert [next(iter(journal)).number for _ in range(3)] == [1, 2, 3]


def test_many_threads_and_a_logger(failover_pair: FailoverPair, caplog: pytest.LogCaptureFixture) -> None:
    def break_and_look() -> None:
        for _ in range(20):
            failover_pair.cut_link()
            _ = failover_pair.states
            failover_pair.heal_link()

    journal = dhcpsapi.journal()
    _ = list(journal)
    with dhcpsapi.logged(), caplog.at_level(logging.INFO):
        threads = [threading.Thread(target=break_and_look) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
        _ = failover_pair.states  # they come into contact again
    assert not any(thread.is_alive() for thread in threads)
    assert len(caplog.records) == len(list(journal)) > 0


def test_entries_are_logged(failover_pair: FailoverPair, caplog: pytest.LogCaptureFixture) -> None:
    with dhcpsapi.logged("outer"):
        with dhcpsapi.logged(), caplog.at_level(logging.INFO):
            failover_pair.cut_link()
        with caplog.at_level(logging.INFO):
            failover_pair.heal_link()
            _ = failover_pair.states
    failover_pair.cut_link()
    assert caplog.record_tuples[1] == (
        "dhcpsapi",
        logging.ERROR,
        'dhcp1: relationship "failover": the state changed from NORMAL to COMMUNICATION_INT',
    )
    assert [record.name for record in caplog.records].count("dhcpsapi") == 4
    assert caplog.records[-1].name == "outer" and caplog.records[-1].levelno == logging.INFO


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_logger_that_fails_does_no_harm(failover_pair: FailoverPair) -> None:
    class Broken(logging.Logger):
        def log(self, *_arguments: object, **_more: object) -> None:
            raise RuntimeError("the disk is full")

    with dhcpsapi.logged(Broken("broken")):
        failover_pair.cut_link()
    assert failover_pair.states == (State.COMMUNICATION_INT, State.COMMUNICATION_INT)
