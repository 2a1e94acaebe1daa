#!/usr/bin/env python3
"""The outage of examples-c/outage.c with ctypes alone; both programs print the same text.

    python3 outage.py

The types and how to call are in deploy_failover.py; the functions that make an outage are declared here.
"""

import ctypes
import sys
from ctypes import POINTER, byref, c_int, c_uint32, c_uint64

import deploy_failover as api
from deploy_failover import SCOPE_A as SCOPE
from deploy_failover import WCHARS, Server, dotted, function, pointer_to, wide

# ---- the functions of dhcpsapi_ext.h that are used here ----

clock_set = function("dhcpsapi_clock_set", c_uint64)
clock_advance = function("dhcpsapi_clock_advance", c_uint64)
link_cut = function("dhcpsapi_link_cut", WCHARS, WCHARS)
link_heal = function("dhcpsapi_link_heal", WCHARS, WCHARS)
server_stop = function("dhcpsapi_server_stop", WCHARS)
server_start = function("dhcpsapi_server_start", WCHARS)
reset = function("dhcpsapi_reset")
server_restore = function("dhcpsapi_server_restore", WCHARS)
error_name = api.DLL.dhcpsapi_error_name
error_name.argtypes, error_name.restype = (c_uint32,), ctypes.c_char_p

rule_text = api.DLL.dhcpsapi_rule_text
rule_text.argtypes, rule_text.restype = (c_int,), ctypes.c_char_p


class Client(ctypes.Structure):  # DHCPSAPI_CLIENT
    _fields_ = [
        ("Scope", c_uint32),
        ("Address", c_uint32),
        ("HardwareAddress", api.BinaryData),
        ("Name", WCHARS),
        ("LeaseTime", c_uint32),
        ("Seconds", c_uint32),
        ("UserClass", api.BinaryData),
        ("VendorClass", api.BinaryData),
        ("ParameterList", api.BinaryData),
    ]


class Answer(ctypes.Structure):  # DHCPSAPI_ANSWER
    _fields_ = [
        ("Server", c_uint32),
        ("Rule", c_int),
        ("Address", c_uint32),
        ("LeaseTime", c_uint32),
        ("WantedLeaseTime", c_uint32),
        ("Mclt", c_uint32),
        ("AckPotExpTime", c_uint32),
        ("RecvPotExpTime", c_uint32),
        ("State", c_int),
        ("Bucket", c_uint32),
        ("PrimaryBuckets", c_uint32),
        ("Expires", c_uint64),
        ("ChangesAt", c_uint64),
        ("Options", api.BinaryData),
    ]


client_request = function("dhcpsapi_client_request", WCHARS, POINTER(Client), POINTER(POINTER(Answer)))
client_rebind = function("dhcpsapi_client_rebind", WCHARS, POINTER(Client), POINTER(POINTER(Answer)))
explain_call = function(
    "dhcpsapi_explain", WCHARS, c_int, POINTER(Client), POINTER(POINTER(Answer)), POINTER(c_uint32)
)

# ---- numbers ----

START = 4_000_000_000  # 2096-10-02T07:06:40Z; any time to come would do
HOUR = 3600
PARTNER_DOWN = 5
CHANGESTATE = 0x04
SERVER_UNAVAILABLE = 1722
RANGE_FULL = 20012
NEW_LEASE, REBINDING = 0, 2  # DHCPSAPI_REQUEST_KIND

# ---- a healthy pair ----

RELATIONSHIP_NAME = wide("main")
PRIMARY = Server("dhcp1", 0xC0000201)
SECONDARY = Server("dhcp2", 0xC0000202)
BOTH = (PRIMARY, SECONDARY)


def create_relationship():
    scopes = (c_uint32 * 1)(SCOPE)
    array = api.IpArray(len(scopes), ctypes.cast(scopes, POINTER(c_uint32)))
    half = api.Relationship(
        PrimaryServer=PRIMARY.address,
        SecondaryServer=SECONDARY.address,
        Mode=api.LOAD_BALANCE,
        Percentage=50,
        Mclt=HOUR,  # how far a lease may be ahead of what the partner knows
        SafePeriod=HOUR,  # how long a silent partner is taken to be alive; 0 is for ever
        RelationshipName=pointer_to(RELATIONSHIP_NAME),
        pScopes=ctypes.pointer(array),
    )
    for server in BOTH:
        half.ServerType = api.PRIMARY_SERVER if server is PRIMARY else api.SECONDARY_SERVER
        api.create_half(server.name, byref(half))


# ---- clients and administrators ----


def client(number):
    """A client: client-7 has the hardware address 02-00-00-00-00-07."""
    name = pointer_to(wide(f"client-{number}"))
    return Client(Scope=SCOPE, HardwareAddress=api.identify(number), Name=name)


def clients_come(first, last):
    """New clients ask for an address. The server answers that should; returns how many got one."""
    served = 0
    for number in range(first, last + 1):
        answer = POINTER(Answer)()
        try:
            client_request(None, byref(client(number)), byref(answer))
            served += 1
        except OSError as error:
            if error.errno != RANGE_FULL:
                raise
        api.free(answer)
    return served


def clients_stay(first, last):
    """Clients ask for more time, whoever hears them."""
    for number in range(first, last + 1):
        answer = POINTER(Answer)()
        client_rebind(None, byref(client(number)), byref(answer))
        api.free(answer)


def declare_partner_down(survivor):
    """Only an administrator can know that a server is dead and not merely out of reach."""
    change = api.Relationship(RelationshipName=pointer_to(RELATIONSHIP_NAME), State=PARTNER_DOWN)
    api.set_half(survivor.name, CHANGESTATE, byref(change))


# ---- what the servers say ----

now = 0


def wait_until(seconds):
    """Lets time pass on all servers. Everything that falls due happens within this call."""
    global now
    clock_advance(seconds - now)
    now = seconds


def show_server(server):
    half, found = POINTER(api.Relationship)(), POINTER(api.Statistics)()
    try:
        api.get_half(server.name, RELATIONSHIP_NAME, byref(half))
    except OSError as error:
        if error.errno != SERVER_UNAVAILABLE:
            raise
        print(f"  {server.label:<7} ({error_name(error.errno).decode()})")
        return
    api.get_statistics(server.name, SCOPE, byref(found))
    state, before = api.STATES[half.contents.State], api.STATES[half.contents.PrevState]
    numbers = found.contents
    print(
        f"  {server.label:<7} {state:<18} {before:<18} {numbers.ThisAddrFree:10} {numbers.PartnerAddrFree:8} "
        f"{numbers.ThisAddrInUse:13} {numbers.PartnerAddrInUse:8}"
    )
    api.free_relationship(half)
    api.free(found)


def show(event):
    print(f"\n{now:5} s  {event}")
    print(
        f"  {'server':<7} {'state':<18} {'previous state':<18} {'free: this':>10} {'partner':>8} "
        f"{'in use: this':>13} {'partner':>8}"
    )
    for server in BOTH:
        show_server(server)


def label_of(address):
    return PRIMARY.label if address == PRIMARY.address else SECONDARY.label


def explain(asking, number):
    """The answers that the servers would give a client now, and why."""
    answers, count = POINTER(Answer)(), c_uint32()
    explain_call(None, asking, byref(client(number)), byref(answers), byref(count))
    print(f"  client-{number} asks for {'an address' if asking == NEW_LEASE else 'more time'}:")
    for answer in answers[: count.value]:
        line = f"    {label_of(answer.Server)}: "
        if answer.Address:
            line += f"{dotted(answer.Address)} for {answer.LeaseTime} s of {answer.WantedLeaseTime}. "
        line += rule_text(answer.Rule).decode()
        if answer.ChangesAt:
            line += f" This changes at {answer.ChangesAt - START} s."
        print(line)
    api.free(answers)


# ---- the story ----


def set_up():
    clock_set(START)
    for server in BOTH:
        api.add_server(server)
        api.create_scope(server, SCOPE, "Clients", 40)
    create_relationship()
    show("Two servers with 40 addresses, half of them each.")
    explain(NEW_LEASE, 1)
    clients_come(1, 20)
    show("20 clients have come. Each has an address for an hour, the MCLT, until both servers know of it.")
    wait_until(HOUR // 2)
    show("Half of the hour is over, so they ask for more time.")
    explain(REBINDING, 1)
    clients_stay(1, 20)
    show("They have eight days. The free addresses are rebalanced every five minutes.")


def link_breaks():
    """Both servers live, and contact between them is lost."""
    wait_until(HOUR)
    link_cut(PRIMARY.name, SECONDARY.name)
    show("The link breaks. Each serves all clients that reach it, from its own addresses.")
    explain(REBINDING, 1)
    explain(NEW_LEASE, 21)
    clients_come(21, 22)
    show("Two more have come, and no server could tell the other.")

    wait_until(2 * HOUR - 1)
    clients_stay(21, 22)
    show("One second before the safe period ends.")
    wait_until(2 * HOUR)
    show("The safe period is over: each takes the other to be dead, although nobody is.")


def link_is_repaired():
    wait_until(2 * HOUR + 600)
    link_heal(PRIMARY.name, SECONDARY.name)
    show("The link is repaired. They tell each other everything, and rebalance what is free.")
    clients_stay(21, 22)
    wait_until(2 * HOUR + 1200)
    clients_stay(21, 22)


def server_dies():
    """A lease can be ahead of what the partner knows by one MCLT and no more. So a dead server's free addresses can be
    used one MCLT after it was found dead, when all that it may have leased and not told has ended."""
    wait_until(3 * HOUR)
    server_stop(SECONDARY.name)
    show("dhcp2 dies.")
    print(f"  of 10 more clients {clients_come(23, 32)} are served")
    explain(NEW_LEASE, 33)
    wait_until(3 * HOUR + 900)
    declare_partner_down(PRIMARY)
    show("The administrator has found it dead, and tells dhcp1.")
    explain(NEW_LEASE, 33)
    wait_until(3 * HOUR + 1800)
    clients_stay(23, 31)
    wait_until(4 * HOUR + 899)
    clients_stay(23, 31)
    print(f"\n{now:5} s  One second before one MCLT is over.")
    explain(NEW_LEASE, 33)
    wait_until(4 * HOUR + 900)
    print(f"\n{now:5} s  It is over.")
    explain(NEW_LEASE, 33)
    print(f"  of 10 more clients {clients_come(32, 41)} are served")
    show("dhcp1 has used the addresses of the other too.")


def server_returns():
    wait_until(5 * HOUR)
    server_start(SECONDARY.name)
    show("dhcp2 is there again. It was away for longer than one MCLT, so there is nothing to wait for.")


def leases_are_lost():
    server_stop(PRIMARY.name)
    server_restore(PRIMARY.name)
    wait_until(5 * HOUR + 600)
    clients_stay(1, 40)
    server_start(PRIMARY.name)
    show("dhcp1 was restored from an old backup. dhcp2 tells it all leases; it waits for one MCLT.")
    explain(REBINDING, 1)
    wait_until(6 * HOUR - 1)
    clients_stay(1, 40)
    show("One second before that.")
    wait_until(6 * HOUR)
    show("Both serve again.")
    explain(REBINDING, 1)


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    set_up()
    link_breaks()
    link_is_repaired()
    server_dies()
    server_returns()
    leases_are_lost()
    reset()  # forgets the servers; the clock is the host's again


if __name__ == "__main__":
    main()
