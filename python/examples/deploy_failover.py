#!/usr/bin/env python3
"""The deployment of examples-c/deploy_failover.c with ctypes alone; both programs print the same text.

    python3 deploy_failover.py

The library is $DHCPSAPI_LIBRARY, or the one that `cargo build --release` made in this tree, or the installed one.
"""

import ctypes
import os
import pathlib
import sys
import time
from ctypes import POINTER, byref, c_int, c_uint8, c_uint16, c_uint32, c_void_p

# ---- strings ----


def wide(text):
    """A UTF-16 string that ends with a NUL, as a ctypes array; it lives as long as the array is referenced.

    Never c_wchar_p: its characters have 32 bits on Linux, so the library would see "Z" and the end of the string for
    "Zürich", and a call would work on a relationship of that name.
    """
    data = text.encode("utf-16-le") + b"\0\0"
    return (c_uint16 * (len(data) // 2)).from_buffer_copy(data)


def pointer_to(array):
    """A pointer that fits a string member of a structure. The structure keeps the array alive."""
    return ctypes.cast(array, POINTER(c_uint16))


def text_at(pointer):
    """The text of a string of the library; NULL is ""."""
    if not pointer:
        return ""
    length = 0
    while pointer[length] != 0:
        length += 1
    return ctypes.string_at(pointer, 2 * length).decode("utf-16-le")


# ---- the types of dhcpsapi.h that are used here ----

WCHARS = POINTER(c_uint16)  # LPWSTR


class IpArray(ctypes.Structure):
    _fields_ = [("NumElements", c_uint32), ("Elements", POINTER(c_uint32))]


class Relationship(ctypes.Structure):
    _fields_ = [
        ("PrimaryServer", c_uint32),
        ("SecondaryServer", c_uint32),
        ("Mode", c_int),
        ("ServerType", c_int),
        ("State", c_int),
        ("PrevState", c_int),
        ("Mclt", c_uint32),
        ("SafePeriod", c_uint32),
        ("RelationshipName", WCHARS),
        ("PrimaryServerName", WCHARS),
        ("SecondaryServerName", WCHARS),
        ("pScopes", POINTER(IpArray)),
        ("Percentage", c_uint8),
        ("SharedSecret", WCHARS),
    ]


class Statistics(ctypes.Structure):
    _fields_ = [
        ("NumAddr", c_uint32),
        ("AddrFree", c_uint32),
        ("AddrInUse", c_uint32),
        ("PartnerAddrFree", c_uint32),
        ("ThisAddrFree", c_uint32),
        ("PartnerAddrInUse", c_uint32),
        ("ThisAddrInUse", c_uint32),
    ]


class BinaryData(ctypes.Structure):
    _fields_ = [("DataLength", c_uint32), ("Data", POINTER(c_uint8))]


class DateTime(ctypes.Structure):
    _fields_ = [("dwLowDateTime", c_uint32), ("dwHighDateTime", c_uint32)]


class HostInfo(ctypes.Structure):
    _fields_ = [("IpAddress", c_uint32), ("NetBiosName", WCHARS), ("HostName", WCHARS)]


class DsServer(ctypes.Structure):
    _fields_ = [
        ("Version", c_uint32),
        ("ServerName", WCHARS),
        ("ServerAddress", c_uint32),
        ("Flags", c_uint32),
        ("State", c_uint32),
        ("DsLocation", WCHARS),
        ("DsLocType", c_uint32),
    ]


class SubnetInfo(ctypes.Structure):
    _fields_ = [
        ("SubnetAddress", c_uint32),
        ("SubnetMask", c_uint32),
        ("SubnetName", WCHARS),
        ("SubnetComment", WCHARS),
        ("PrimaryHost", HostInfo),
        ("SubnetState", c_int),
    ]


class BootpIpRange(ctypes.Structure):
    _fields_ = [
        ("StartAddress", c_uint32),
        ("EndAddress", c_uint32),
        ("BootpAllocated", c_uint32),
        ("MaxBootpAllowed", c_uint32),
    ]


class IpRange(ctypes.Structure):
    _fields_ = [("StartAddress", c_uint32), ("EndAddress", c_uint32)]


class Reservation(ctypes.Structure):
    _fields_ = [
        ("ReservedIpAddress", c_uint32),
        ("ReservedForClient", POINTER(BinaryData)),
        ("bAllowedClientTypes", c_uint8),
    ]


class ElementUnion(ctypes.Union):
    _fields_ = [
        ("IpRange", POINTER(BootpIpRange)),
        ("ReservedIp", POINTER(Reservation)),
        ("ExcludeIpRange", POINTER(IpRange)),
    ]


class Element(ctypes.Structure):
    _fields_ = [("ElementType", c_int), ("Element", ElementUnion)]


class ClientInfo(ctypes.Structure):  # DHCP_CLIENT_INFO_PB
    _fields_ = [
        ("ClientIpAddress", c_uint32),
        ("SubnetMask", c_uint32),
        ("ClientHardwareAddress", BinaryData),
        ("ClientName", WCHARS),
        ("ClientComment", WCHARS),
        ("ClientLeaseExpires", DateTime),
        ("OwnerHost", HostInfo),
        ("bClientType", c_uint8),
        ("AddressState", c_uint8),
        ("Status", c_int),
        ("ProbationEnds", DateTime),
        ("QuarantineCapable", c_int),
        ("FilterStatus", c_uint32),
        ("PolicyName", WCHARS),
    ]


class FailoverClientInfo(ctypes.Structure):
    _fields_ = ClientInfo._fields_[:12] + [
        ("SentPotExpTime", c_uint32),
        ("AckPotExpTime", c_uint32),
        ("RecvPotExpTime", c_uint32),
        ("StartTime", c_uint32),
        ("CltLastTransTime", c_uint32),
        ("LastBndUpdTime", c_uint32),
        ("BndMsgStatus", c_uint32),
        ("PolicyName", WCHARS),
        ("Flags", c_uint8),
    ]


class SearchUnion(ctypes.Union):
    _fields_ = [("ClientIpAddress", c_uint32), ("ClientHardwareAddress", BinaryData), ("ClientName", WCHARS)]


class SearchInfo(ctypes.Structure):
    _fields_ = [("SearchType", c_int), ("SearchInfo", SearchUnion)]


# A wrong size would be read as wrong data.
assert ctypes.sizeof(Relationship) == 80 and ctypes.sizeof(FailoverClientInfo) == 136

# ---- numbers ----

LOAD_BALANCE, HOT_STANDBY = 0, 1
PRIMARY_SERVER, SECONDARY_SERVER = 0, 1
NORMAL = 3
STATES = (
    "NO_STATE INIT STARTUP NORMAL COMMUNICATION_INT PARTNER_DOWN POTENTIAL_CONFLICT CONFLICT_DONE RESOLUTION_INT "
    "RECOVER RECOVER_WAIT RECOVER_DONE"
).split()
PERCENTAGE, MODE = 0x08, 0x10
IP_RANGES, RESERVED_IPS, EXCLUDED_IP_RANGES = 0, 2, 3
FULL_FORCE = 0
BY_ADDRESS = 0
CLIENT_TYPE_DHCP, CLIENT_TYPE_BOTH = 1, 3
ACTIVE, DECLINED = 1, 2
NEVER = DateTime(0xFFFFFFFF, 0x7FFFFFFF)

# ---- the functions ----


def load():
    """The library."""
    named = os.environ.get("DHCPSAPI_LIBRARY")
    built = pathlib.Path(__file__).resolve().parents[2] / "target/release/libdhcpsapi.so"
    return ctypes.CDLL(named or (str(built) if built.exists() else "libdhcpsapi.so"))


DLL = load()


def function(name, *argtypes):
    """Declares a function that returns a code; what it becomes raises OSError for every code but 0.

    Without argtypes ctypes would pass 32 bits for a pointer.
    """
    found = getattr(DLL, name)
    found.argtypes, found.restype = argtypes, c_uint32

    def call(*arguments):
        code = found(*arguments)
        if code != 0:
            raise OSError(code, f"{name}: code {code}, see dhcpsapi_errors.h")

    return call


DLL.DhcpRpcFreeMemory.argtypes, DLL.DhcpRpcFreeMemory.restype = (c_void_p,), None
add_server_call = function("DhcpAddServer", c_uint32, c_void_p, POINTER(DsServer), c_void_p, c_void_p)
delete_server_call = function("DhcpDeleteServer", c_uint32, c_void_p, POINTER(DsServer), c_void_p, c_void_p)
create_subnet = function("DhcpCreateSubnet", WCHARS, c_uint32, POINTER(SubnetInfo))
delete_subnet = function("DhcpDeleteSubnet", WCHARS, c_uint32, c_int)
add_element = function("DhcpAddSubnetElementV5", WCHARS, c_uint32, POINTER(Element))
create_client = function("DhcpV4CreateClientInfo", WCHARS, POINTER(ClientInfo))
delete_client = function("DhcpDeleteClientInfo", WCHARS, POINTER(SearchInfo))
create_half = function("DhcpV4FailoverCreateRelationship", WCHARS, POINTER(Relationship))
set_half = function("DhcpV4FailoverSetRelationship", WCHARS, c_uint32, POINTER(Relationship))
delete_half = function("DhcpV4FailoverDeleteRelationship", WCHARS, WCHARS)
get_half = function("DhcpV4FailoverGetRelationship", WCHARS, WCHARS, POINTER(POINTER(Relationship)))
trigger_call = function("DhcpV4FailoverTriggerAddrAllocation", WCHARS, WCHARS)
get_statistics = function("DhcpV4FailoverGetScopeStatistics", WCHARS, c_uint32, POINTER(POINTER(Statistics)))
get_status = function("DhcpV4FailoverGetAddressStatus", WCHARS, c_uint32, POINTER(c_uint32))
get_client = function(
    "DhcpV4FailoverGetClientInfo", WCHARS, POINTER(SearchInfo), POINTER(POINTER(FailoverClientInfo))
)


def free(*pointers):
    """Frees blocks of the library, one by one; NULL does no harm."""
    for pointer in pointers:
        DLL.DhcpRpcFreeMemory(ctypes.cast(pointer, c_void_p))


def free_relationship(pointer):
    """Frees a relationship and everything that it points to: every pointer is a block of its own."""
    found = pointer.contents
    free(found.RelationshipName, found.PrimaryServerName, found.SecondaryServerName, found.SharedSecret)
    if found.pScopes:
        free(found.pScopes.contents.Elements, found.pScopes)
    free(pointer)


# ---- servers and scopes ----

SCOPE_A = 0x0A000000  # 10.0.0.0, 254 addresses; addresses are numbers, first byte most significant
SCOPE_B = 0x0A000100  # 10.0.1.0, 10 addresses
MASK = 0xFFFFFF00
RELATIONSHIP_NAME = wide("Zürich")
SHARED_SECRET = wide("only an example")


class Server:
    def __init__(self, label, address):
        self.label, self.name, self.address = label, wide(label), address

    def entry(self):
        return DsServer(ServerName=pointer_to(self.name), ServerAddress=self.address)


PRIMARY = Server("dhcp1.example", 0xC0000201)
SECONDARY = Server("dhcp2.example", 0xC0000202)
BOTH = (SECONDARY, PRIMARY)  # the partner first, as Microsoft's samples do


def dotted(address):
    return ".".join(str(address >> shift & 0xFF) for shift in (24, 16, 8, 0))


def add_server(server):
    add_server_call(0, None, byref(server.entry()), None, None)


def delete_server(server):
    delete_server_call(0, None, byref(server.entry()), None, None)


def add_range(server, scope, first, last):
    range_ = BootpIpRange(StartAddress=scope + first, EndAddress=scope + last)
    element = Element(IP_RANGES, ElementUnion(IpRange=ctypes.pointer(range_)))
    add_element(server.name, scope, byref(element))


def add_exclusion(server, scope, first, last):
    range_ = IpRange(scope + first, scope + last)
    element = Element(EXCLUDED_IP_RANGES, ElementUnion(ExcludeIpRange=ctypes.pointer(range_)))
    add_element(server.name, scope, byref(element))


def create_scope(server, scope, name, addresses):
    info = SubnetInfo(SubnetAddress=scope, SubnetMask=MASK, SubnetName=pointer_to(wide(name)))
    create_subnet(server.name, scope, byref(info))
    add_range(server, scope, 1, addresses)


def create_scopes():
    """Each call touches one server, so both get the same scopes."""
    for server in BOTH:
        create_scope(server, SCOPE_A, "Clients", 254)
        create_scope(server, SCOPE_B, "Printers", 10)
    print("Two scopes on two servers.")


# ---- clients ----


def identify(number):
    """The identifier of client n: a hardware address that nobody owns."""
    data = (c_uint8 * 6)(0x02, 0, 0, 0, 0, number)
    return BinaryData(len(data), ctypes.cast(data, POINTER(c_uint8)))


def lease(server, number, state):
    client = ClientInfo(
        ClientIpAddress=SCOPE_A + number,
        ClientHardwareAddress=identify(number),
        ClientName=pointer_to(wide(f"client-{number}")),
        ClientLeaseExpires=NEVER,
        bClientType=CLIENT_TYPE_DHCP,
        AddressState=state,
    )
    create_client(server.name, byref(client))


def lease_all(server, first, last):
    for number in range(first, last + 1):
        lease(server, number, ACTIVE)


def release_all(server, first, last):
    for number in range(first, last + 1):
        search = SearchInfo(BY_ADDRESS, SearchUnion(ClientIpAddress=SCOPE_A + number))
        delete_client(server.name, byref(search))


def reserve(server, number):
    client = identify(number)
    reservation = Reservation(SCOPE_A + number, ctypes.pointer(client), CLIENT_TYPE_BOTH)
    element = Element(RESERVED_IPS, ElementUnion(ReservedIp=ctypes.pointer(reservation)))
    add_element(server.name, SCOPE_A, byref(element))


# ---- the relationship ----


def create_relationship():
    """The two halves are equal in everything but ServerType."""
    scopes = (c_uint32 * 2)(SCOPE_A, SCOPE_B)
    array = IpArray(len(scopes), ctypes.cast(scopes, POINTER(c_uint32)))
    half = Relationship(
        PrimaryServer=PRIMARY.address,
        SecondaryServer=SECONDARY.address,
        Mode=LOAD_BALANCE,
        Mclt=3600,
        SafePeriod=0,
        RelationshipName=pointer_to(RELATIONSHIP_NAME),
        PrimaryServerName=pointer_to(PRIMARY.name),
        SecondaryServerName=pointer_to(SECONDARY.name),
        pScopes=ctypes.pointer(array),
        Percentage=50,
        SharedSecret=pointer_to(SHARED_SECRET),
    )
    for server in BOTH:
        half.ServerType = PRIMARY_SERVER if server is PRIMARY else SECONDARY_SERVER
        create_half(server.name, byref(half))


def wait_for_normal(server):
    for _ in range(60):
        half = POINTER(Relationship)()
        get_half(server.name, RELATIONSHIP_NAME, byref(half))
        state, before = half.contents.State, half.contents.PrevState
        name = text_at(half.contents.RelationshipName)
        free_relationship(half)
        if state == NORMAL:
            print(f"{server.label}: {name} is in {STATES[state]} after {STATES[before]}.")
            return
        time.sleep(1)
    sys.exit(f"{server.label}: not in NORMAL after a minute")


def set_relationship(mode, percentage):
    """Sets mode and percentage on both servers; the flags say which members of the structure count."""
    change = Relationship(RelationshipName=pointer_to(RELATIONSHIP_NAME), Mode=mode, Percentage=percentage)
    for server in BOTH:
        set_half(server.name, MODE | PERCENTAGE, byref(change))


def rebalance():
    """Rebalances the free addresses now. Only the primary does it."""
    trigger_call(PRIMARY.name, RELATIONSHIP_NAME)


# ---- what the servers say ----


def show_statistics(server, scope):
    found = POINTER(Statistics)()
    get_statistics(server.name, scope, byref(found))
    numbers = found.contents
    print(
        f"  {dotted(scope):<9} {server.label:<14} {numbers.NumAddr:5} {numbers.AddrFree:5} {numbers.AddrInUse:6} "
        f"{numbers.ThisAddrFree:11} {numbers.PartnerAddrFree:8} "
        f"{numbers.ThisAddrInUse:13} {numbers.PartnerAddrInUse:8}"
    )
    free(found)


def show(title):
    """ "This" is the server that is asked: the answers of the two servers mirror each other."""
    print(f"\n{title}")
    print(
        f"  {'scope':<9} {'asked':<14} {'total':>5} {'free':>5} {'in use':>6} {'free: this':>11} {'partner':>8} "
        f"{'in use: this':>13} {'partner':>8}"
    )
    for scope in (SCOPE_A, SCOPE_B):
        for server in (PRIMARY, SECONDARY):
            show_statistics(server, scope)


def show_status(address):
    status = c_uint32()
    get_status(PRIMARY.name, address, byref(status))
    answer = ("the primary's", "the secondary's", "excluded", "reserved")[status.value]
    print(f"  {dotted(address):<10} {status.value} {answer}")


def show_lease(address):
    """Reads a lease of the primary's from the secondary, which has got it through the failover protocol."""
    search = SearchInfo(BY_ADDRESS, SearchUnion(ClientIpAddress=address))
    found = POINTER(FailoverClientInfo)()
    get_client(SECONDARY.name, byref(search), byref(found))
    client = found.contents
    unique_id = client.ClientHardwareAddress
    print(f"\nThe lease of {dotted(address)}, as {SECONDARY.label} knows it")
    print(f"  mask   {dotted(client.SubnetMask)}")
    print(f"  client {ctypes.string_at(unique_id.Data, unique_id.DataLength).hex(' ')}")
    print(f"  name   {text_at(client.ClientName)}")
    print(f"  owner  {dotted(client.OwnerHost.IpAddress)}")
    print(f"  state  {client.AddressState & 3}")
    free(unique_id.Data, client.ClientName, client.ClientComment, client.PolicyName)
    free(client.OwnerHost.NetBiosName, client.OwnerHost.HostName, found)


# ---- the story ----


def use_the_scope():
    """24 leases of the primary's, 16 of the secondary's, one declined address of each; 10 addresses excluded, one
    reserved for a client that holds it and one for a client that was never seen. 200 addresses stay free.
    """
    release_all(PRIMARY, 26, 52)
    release_all(SECONDARY, 144, 175)
    lease(PRIMARY, 61, DECLINED)
    lease(SECONDARY, 190, DECLINED)
    for server in BOTH:
        add_exclusion(server, SCOPE_A, 245, 254)
        reserve(server, 25)  # leased
        reserve(server, 60)  # not leased


def take_down():
    """A scope cannot be deleted while it is in a relationship."""
    for server in BOTH:
        delete_half(server.name, RELATIONSHIP_NAME)
        delete_subnet(server.name, SCOPE_A, FULL_FORCE)  # with its leases
        delete_subnet(server.name, SCOPE_B, FULL_FORCE)
    delete_server(SECONDARY)
    delete_server(PRIMARY)
    print("\nEverything is taken down.")


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    add_server(SECONDARY)
    add_server(PRIMARY)
    create_scopes()
    create_relationship()
    wait_for_normal(SECONDARY)
    wait_for_normal(PRIMARY)
    show("Load balance 50 %: half of the free addresses each")

    set_relationship(LOAD_BALANCE, 70)
    show("Load balance 70 %: set, nothing has moved")
    rebalance()
    show("Load balance 70 %: divided")

    set_relationship(HOT_STANDBY, 5)
    rebalance()
    show("Hot standby 5 %: a reserve for the secondary, rounded down")

    set_relationship(LOAD_BALANCE, 50)
    rebalance()
    lease_all(PRIMARY, 1, 52)
    lease_all(SECONDARY, 128, 175)
    show("Load balance 50 %: 100 leases, 52 by the primary and 48 by the secondary")
    rebalance()
    show("Load balance 50 %: divided")

    use_the_scope()
    set_relationship(LOAD_BALANCE, 60)
    rebalance()
    show("Load balance 60 %: 40 leases, 2 declined, 10 excluded, 2 reserved")

    print("\nWho may lease an address")
    for last_byte in (60, 100, 240, 250):
        show_status(SCOPE_A + last_byte)
    show_lease(SCOPE_A + 1)
    take_down()


if __name__ == "__main__":
    main()
