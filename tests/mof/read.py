"""Has pywbem, another project's reader of CIM, read what the library writes, and compares every property with its type.

    read.py LIBRARY CLASS.mof

Calls the library through ctypes, as a Python program does that has the structures of dhcpsapi_cim.h.
"""
import ctypes as c
import datetime
import json
import sys

import pywbem
from pywbem import CIMDateTime, MOFCompiler, Uint32
from pywbem._mof_compiler import MOFWBEMConnection

DWORD, BOOL, WIDE = c.c_uint32, c.c_int32, c.c_void_p


class Add(c.Structure):
    _fields_ = [
        ("ComputerName", WIDE), ("Name", WIDE), ("PartnerServer", WIDE), ("ScopeId", c.POINTER(WIDE)),
        ("ScopeIdCount", DWORD), ("HasMaxClientLeadTime", BOOL), ("MaxClientLeadTime", DWORD),
        ("HasAutoStateTransition", BOOL), ("AutoStateTransition", BOOL), ("HasStateSwitchInterval", BOOL),
        ("StateSwitchInterval", DWORD), ("Force", BOOL), ("SharedSecret", WIDE), ("HasLoadBalancePercent", BOOL),
        ("LoadBalancePercent", DWORD), ("HasReservePercent", BOOL), ("ReservePercent", DWORD), ("ServerRole", WIDE),
    ]


class Found(c.Structure):
    _fields_ = [("Code", DWORD), ("Instance", c.c_void_p)]


class Server(c.Structure):
    _fields_ = [
        ("Version", DWORD), ("ServerName", WIDE), ("ServerAddress", DWORD), ("Flags", DWORD), ("State", DWORD),
        ("DsLocation", WIDE), ("DsLocType", DWORD),
    ]


class Subnet(c.Structure):
    _fields_ = [
        ("SubnetAddress", DWORD), ("SubnetMask", DWORD), ("SubnetName", WIDE), ("SubnetComment", WIDE),
        ("IpAddress", DWORD), ("NetBiosName", WIDE), ("HostName", WIDE), ("SubnetState", c.c_int),
    ]


library = c.CDLL(sys.argv[1])
library.DhcpRpcFreeMemory.argtypes = [c.c_void_p]
library.DhcpRpcFreeMemory.restype = None
library.dhcpsapi_cim_free.argtypes = [c.c_void_p]
library.dhcpsapi_cim_free.restype = None
library.dhcpsapi_cim_mof.argtypes = [c.c_void_p, c.POINTER(c.c_void_p)]
library.dhcpsapi_cim_json.argtypes = [c.c_void_p, c.POINTER(c.c_void_p)]
kept = []


def wide(text):
    units = text.encode("utf-16-le") + b"\0\0"
    kept.append(c.create_string_buffer(units, len(units)))
    return c.addressof(kept[-1])


def succeeds(code):
    assert code == 0, code


def texts(instance):
    """The instance as MOF and as JSON; it is released."""
    found = []
    for write in (library.dhcpsapi_cim_mof, library.dhcpsapi_cim_json):
        text = c.c_void_p()
        succeeds(write(instance, c.byref(text)))
        found.append(c.string_at(text).decode("utf-8"))
        library.DhcpRpcFreeMemory(text)
    library.dhcpsapi_cim_free(instance)
    return found


def read(mof):
    """The one instance in a text of MOF, its class being declared before."""
    repository = MOFWBEMConnection()
    compiler = MOFCompiler(repository, verbose=False, log_func=None)
    compiler.compile_file(sys.argv[2], "root/dhcp")
    compiler.compile_string(mof, "root/dhcp")
    [instance] = repository.instances["root/dhcp"]
    return instance


def interval(seconds):
    return CIMDateTime(datetime.timedelta(seconds=seconds))


def check(mof, text, expected):
    instance, members = read(mof), json.loads(text)
    assert instance.classname == "DhcpServerv4Failover"
    assert list(members) == [name for name, _, _ in expected], list(members)
    assert len(expected) == 17
    for name, kind, value in expected:
        found = instance.properties.get(name)
        if value is None:
            assert found is None or found.value is None, (name, found)
            assert members[name] is None, (name, members[name])
            continue
        assert found.type == kind, (name, found.type)
        assert found.value == value and type(found.value) is type(value), (name, found.value, value)
        assert members[name] == (str(value) if isinstance(value, CIMDateTime) else value), (name, members[name])
    assert "hunter2" not in mof + text


NAME = 'HQ "\u00e9\U0001f600" \\ 1\n2\x01\x1f3'

for number, name in ((1, "dhcp1"), (2, "dhcp2")):
    succeeds(library.DhcpAddServer(0, None, c.byref(Server(ServerName=wide(name), ServerAddress=number)), None, None))
for scope in (0x0A000000, 0x0A000100):
    subnet = Subnet(SubnetAddress=scope, SubnetMask=0xFFFFFF00)
    succeeds(library.DhcpCreateSubnet(c.c_void_p(wide("dhcp1")), scope, c.byref(subnet)))

scopes = (WIDE * 2)(wide("10.0.0.0"), wide("10.0.1.0"))
add = Add(ComputerName=wide("dhcp1"), Name=wide(NAME), PartnerServer=wide("dhcp2"), ScopeId=scopes, ScopeIdCount=2)
add.HasLoadBalancePercent, add.LoadBalancePercent = 1, 70
add.HasStateSwitchInterval, add.StateSwitchInterval = 1, 129632
add.SharedSecret = wide("hunter2")
instance = c.c_void_p()
succeeds(library.dhcpsapi_cim_add_by_load_balance(c.byref(add), None, c.byref(instance)))
common = [
    ("PrimaryServerIP", "string", "0.0.0.1"),
    ("SecondaryServerIP", "string", "0.0.0.2"),
    ("PrimaryServerName", "string", "dhcp1"),
    ("SecondaryServerName", "string", "dhcp2"),
    ("ServerType", "string", "PrimaryServer"),
]
check(*texts(instance), [
    ("Name", "string", NAME),
    ("PartnerServer", "string", "dhcp2"),
    ("Mode", "string", "LoadBalance"),
    ("ServerRole", "string", None),
    ("LoadBalancePercent", "uint32", Uint32(70)),
    ("ReservePercent", "uint32", None),
    ("ScopeId", "string", ["10.0.0.0", "10.0.1.0"]),
    ("MaxClientLeadTime", "datetime", interval(3600)),
    ("AutoStateTransition", "boolean", True),
    ("StateSwitchInterval", "datetime", interval(129632)),
    ("State", "string", "Startup"),
    ("EnableAuth", "boolean", True),
    *common,
])

names = (WIDE * 1)(wide(NAME))
server = c.c_void_p(wide("dhcp1"))
succeeds(library.dhcpsapi_cim_remove(names, 1, 0, server, 0, 0, None, None, None))
add.HasLoadBalancePercent = add.LoadBalancePercent = add.HasStateSwitchInterval = add.StateSwitchInterval = 0
add.ScopeIdCount, add.SharedSecret = 1, None
succeeds(library.dhcpsapi_cim_add_by_hot_standby(c.byref(add), None, None))
found, count = c.POINTER(Found)(), DWORD()
succeeds(library.dhcpsapi_cim_get_by_name(server, None, 0, c.byref(found), c.byref(count)))
assert (count.value, found[0].Code) == (1, 0)
check(*texts(found[0].Instance), [
    ("Name", "string", NAME),
    ("PartnerServer", "string", "dhcp2"),
    ("Mode", "string", "HotStandby"),
    ("ServerRole", "string", "Active"),
    ("LoadBalancePercent", "uint32", None),
    ("ReservePercent", "uint32", Uint32(5)),
    ("ScopeId", "string", ["10.0.0.0"]),
    ("MaxClientLeadTime", "datetime", interval(3600)),
    ("AutoStateTransition", "boolean", False),
    ("StateSwitchInterval", "datetime", None),
    ("State", "string", "Normal"),
    ("EnableAuth", "boolean", False),
    *common,
])
library.dhcpsapi_cim_free_found(found, count)
print("pywbem read 2 instances with 17 properties")
