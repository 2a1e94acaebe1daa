#!/usr/bin/env python3
"""The outage of examples-c/outage.c with ctypes alone; both programs print the same text.

    python3 outage.py

The types and how to call are in deploy_failover.py; the functions that make an outage are declared here.
"""

import ctypes
import sys
from ctypes import POINTER, byref, c_uint32, c_uint64

import deploy_failover as api
from deploy_failover import SCOPE_A as SCOPE
from deploy_failover import WCHARS, Server, dotted, function, pointer_to, text_at, wide

# ---- the functions of dhcpsapi_ext.h that are used here ----

clock_set = function("dhcpsapi_clock_set", c_uint64)
clock_advance = function("dhcpsapi_clock_advance", c_uint64)
link_cut = function("dhcpsapi_link_cut", WCHARS, WCHARS)
link_heal = function("dhcpsapi_link_heal", WCHARS, WCHARS)
server_stop = function("dhcpsapi_server_stop", WCHARS)
server_start = function("dhcpsapi_server_start", WCHARS)
reset = function("dhcpsapi_reset")
error_name = api.DLL.dhcpsapi_error_name
error_name.argtypes, error_name.restype = (c_uint32,), ctypes.c_char_p

# ---- numbers ----

START = 4_000_000_000  # 2096-10-02T07:06:40Z; any time to come would do
HOUR = 3600
PARTNER_DOWN = 5
CHANGESTATE = 0x04
SERVER_UNAVAILABLE = 1722

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


def lease(server, number, client):
    """Makes the lease record that the server would make when a client asks it for an address."""
    record = api.ClientInfo(
        ClientIpAddress=SCOPE + number,
        ClientHardwareAddress=api.identify(client),
        ClientName=pointer_to(wide(f"client-{client}")),
        ClientLeaseExpires=api.NEVER,
        bClientType=api.CLIENT_TYPE_DHCP,
        AddressState=api.ACTIVE,
    )
    api.create_client(server.name, byref(record))


def lease_all(server, first, last):
    """Each address to the client of the same number."""
    for number in range(first, last + 1):
        lease(server, number, number)


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


def show_lease(number):
    """Who has an address, as each of the servers knows it."""
    search = api.SearchInfo(api.BY_ADDRESS, api.SearchUnion(ClientIpAddress=SCOPE + number))
    for server in BOTH:
        found = POINTER(api.FailoverClientInfo)()
        api.get_client(server.name, byref(search), byref(found))
        client = found.contents
        owner = PRIMARY if client.OwnerHost.IpAddress == PRIMARY.address else SECONDARY
        name = text_at(client.ClientName)
        print(f"  {server.label}: {dotted(SCOPE + number)} belongs to {name}, from {owner.label}")
        api.free(client.ClientHardwareAddress.Data, client.ClientName, client.ClientComment, client.PolicyName)
        api.free(client.OwnerHost.NetBiosName, client.OwnerHost.HostName, found)


# ---- the story ----


def set_up():
    clock_set(START)
    for server in BOTH:
        api.add_server(server)
        api.create_scope(server, SCOPE, "Clients", 100)
    create_relationship()
    show("Two servers with 100 addresses, half of them each.")
    lease_all(PRIMARY, 1, 20)
    lease_all(SECONDARY, 91, 100)
    show("Each has leased some of its own, and has told the other.")
    wait_until(300)
    show("The primary divides the free addresses every five minutes.")


def link_breaks():
    """Both servers live, and neither hears the other."""
    wait_until(600)
    link_cut(PRIMARY.name, SECONDARY.name)
    show("The link breaks. Each serves all clients that reach it, from its own addresses.")
    lease_all(PRIMARY, 21, 25)
    lease_all(SECONDARY, 88, 90)
    show("Each has leased more, and could not tell.")

    wait_until(600 + HOUR - 1)
    show("One second before the safe period ends.")
    wait_until(600 + HOUR)
    show("The safe period is over: each takes the other to be dead.")

    # A lease can be ahead of what the partner knows by one MCLT and no more. So the addresses of a dead server can be
    # used after that time. But here nobody is dead, and both give the same address away.
    wait_until(600 + 2 * HOUR)
    lease(PRIMARY, 60, 60)
    lease(SECONDARY, 60, 160)
    show("One MCLT later each may use the addresses of the other.")
    show_lease(60)


def link_is_repaired():
    wait_until(8000)
    link_heal(PRIMARY.name, SECONDARY.name)
    show("The link is repaired. They tell each other everything, and divide what is free.")
    show_lease(60)
    show_lease(90)


def server_dies():
    wait_until(9000)
    server_stop(SECONDARY.name)
    show("dhcp2 dies.")
    wait_until(9300)
    declare_partner_down(PRIMARY)
    show("The administrator has found it dead, and tells dhcp1.")
    lease_all(PRIMARY, 26, 35)
    show("dhcp1 has leased some addresses alone.")


def server_returns():
    link_cut(PRIMARY.name, SECONDARY.name)
    wait_until(10000)
    server_start(SECONDARY.name)
    show("dhcp2 is started again, but not plugged in: it serves nobody.")
    wait_until(10060)
    link_heal(PRIMARY.name, SECONDARY.name)
    show("It is plugged in, and has learnt all leases. It waits until one MCLT after its last operation.")

    wait_until(9000 + HOUR - 1)
    show("One second before that.")
    wait_until(9000 + HOUR)
    show("Both serve again; the free addresses are divided.")
    show_lease(35)


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    set_up()
    link_breaks()
    link_is_repaired()
    server_dies()
    server_returns()
    reset()  # forgets the servers; the clock is the host's again


if __name__ == "__main__":
    main()
