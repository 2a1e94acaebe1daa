"""Has win32more, whose declarations come from Microsoft's metadata, call the library: two servers, a scope with an option and a lease,
and a failover relationship.

    call.py LIBRARY

win32more is for Windows. What Python's ctypes lacks elsewhere is put there before it is imported: the calling convention, which is
that of C on 64-bit Windows, and strings of 16-bit units.
"""
import ctypes as c
import importlib.util
import sys
import types


class Utf16(c.c_void_p):
    """A pointer to a string, in the place of c_wchar_p, whose units have 32 bits here. The string stays."""

    strings = []

    def __init__(self, text=None):
        if text is None:
            return super().__init__()
        units = c.create_string_buffer((text + "\0").encode("utf-16-le"))
        self.strings.append(units)
        super().__init__(c.addressof(units))

    @classmethod
    def from_param(cls, value):
        return cls(value) if isinstance(value, str) else value

    def read(self):
        length = 0
        while c.c_uint16.from_address(self.value + 2 * length).value:
            length += 1
        return c.string_at(self.value, 2 * length).decode("utf-16-le")


c.c_wchar_p = Utf16
c.WINFUNCTYPE = c.CFUNCTYPE
c.windll = {"DHCPSAPI.dll": c.CDLL(sys.argv[1])}
c.FormatError = c.GetLastError = c.WinError = None
sys.version += " (amd64)"
# The package begins with COM, which is not there.
package = types.ModuleType("win32more")
package.__path__ = importlib.util.find_spec("win32more").submodule_search_locations
sys.modules["win32more"] = package

from win32more.Windows.Win32.NetworkManagement import Dhcp as d  # noqa: E402

SCOPE = 0x0A000000
NO_MORE_ITEMS, DOES_NOT_EXIST = 259, 20115
count = 0


def call(function, *arguments, code=0):
    global count
    count += 1
    found = function(*arguments)
    assert found == code, (function, found)


def result(function, *arguments, kind):
    """What a call gives through its last parameter. The structures are not released one by one: the process ends."""
    place = c.POINTER(kind)()
    call(function, *arguments, c.byref(place))
    return place.contents


def same(found, expected):
    assert found == expected, (found, expected)


def make_servers():
    for number, name in enumerate(["dhcp1", "dhcp2"], 1):
        call(d.DhcpAddServer, 0, None, d.DHCPDS_SERVER(ServerName=Utf16(name), ServerAddress=0xC0000200 + number), None, None)
        subnet = d.DHCP_SUBNET_INFO(SubnetAddress=SCOPE, SubnetMask=0xFFFFFF00, SubnetName=Utf16("B\u00fcro"))
        call(d.DhcpCreateSubnet, name, SCOPE, subnet)
        bounds = d.DHCP_BOOTP_IP_RANGE(StartAddress=SCOPE + 1, EndAddress=SCOPE + 254)
        element = d.DHCP_SUBNET_ELEMENT_DATA_V5(ElementType=d.DhcpIpRanges)
        element.Element.IpRange = c.pointer(bounds)
        call(d.DhcpAddSubnetElementV5, name, SCOPE, element)
    same(result(d.DhcpGetSubnetInfo, "dhcp2", SCOPE, kind=d.DHCP_SUBNET_INFO).SubnetName.read(), "B\u00fcro")


def set_option():
    routers = (d.DHCP_OPTION_DATA_ELEMENT * 2)()
    for place, router in enumerate(routers):
        router.OptionType = d.DhcpIpAddressOption
        router.Element.IpAddressOption = SCOPE + 253 + place
    level = d.DHCP_OPTION_SCOPE_INFO(ScopeType=d.DhcpSubnetOptions)
    level.ScopeInfo.SubnetScopeInfo = SCOPE
    value = d.DHCP_OPTION_DATA(NumElements=2, Elements=routers)
    call(d.DhcpSetOptionValueV5, "dhcp1", 0, d.OPTION_ROUTER_ADDRESS, None, None, level, value)
    found = result(d.DhcpGetOptionValueV5, "dhcp1", 0, d.OPTION_ROUTER_ADDRESS, None, None, level, kind=d.DHCP_OPTION_VALUE)
    same((found.OptionID, found.Value.NumElements), (3, 2))
    same([found.Value.Elements[place].Element.IpAddressOption for place in range(2)], [0x0A0000FD, 0x0A0000FE])


def make_lease():
    client = (c.c_ubyte * 6)(2, 0, 0, 0, 0, 9)
    identifier = d.DHCP_BINARY_DATA(DataLength=6, Data=client)
    lease = d.DHCP_CLIENT_INFO_VQ(ClientIpAddress=SCOPE + 9, ClientHardwareAddress=identifier, ClientName=Utf16("printer"))
    call(d.DhcpCreateClientInfoVQ, "dhcp1", lease)
    handle, read, total = c.c_uint32(0), c.c_uint32(), c.c_uint32()
    page = c.POINTER(d.DHCP_CLIENT_INFO_ARRAY_VQ)()
    arguments = ("dhcp1", SCOPE, c.byref(handle), 0xFFFFFFFF, c.byref(page), c.byref(read), c.byref(total))
    call(d.DhcpEnumSubnetClientsVQ, *arguments)
    same((read.value, total.value, page.contents.NumElements), (1, 1, 1))
    listed = page.contents.Clients[0].contents
    same((listed.ClientIpAddress, listed.ClientName.read()), (0x0A000009, "printer"))
    same(bytes(listed.ClientHardwareAddress.Data[:listed.ClientHardwareAddress.DataLength]), bytes(client))
    # MS-DHCPM 2.2.1.2.14: 1 is an address that is leased.
    same((listed.AddressState & 3, listed.OwnerHost.IpAddress), (1, 0xC0000201))
    handle.value = SCOPE + 9
    call(d.DhcpEnumSubnetClientsVQ, *arguments, code=NO_MORE_ITEMS)


def make_relationship():
    scopes = d.DHCP_IP_ARRAY(NumElements=1, Elements=(c.c_uint32 * 1)(SCOPE))
    relationship = d.DHCP_FAILOVER_RELATIONSHIP(
        PrimaryServer=0xC0000201, SecondaryServer=0xC0000202, Mode=d.LoadBalance, Mclt=3600, SafePeriod=600, Percentage=50,
        RelationshipName=Utf16("Z\u00fcrich"), PrimaryServerName=Utf16("dhcp1"), SecondaryServerName=Utf16("dhcp2"),
        SharedSecret=Utf16("only an example"), pScopes=c.pointer(scopes))
    for server, role in [("dhcp2", d.SecondaryServer), ("dhcp1", d.PrimaryServer)]:
        relationship.ServerType = role
        call(d.DhcpV4FailoverCreateRelationship, server, relationship)
    found = result(d.DhcpV4FailoverGetRelationship, "dhcp1", "Z\u00fcrich", kind=d.DHCP_FAILOVER_RELATIONSHIP)
    same((found.Mode, found.Mclt, found.SafePeriod, found.Percentage), (0, 3600, 600, 50))
    same((found.RelationshipName.read(), found.SecondaryServerName.read()), ("Z\u00fcrich", "dhcp2"))
    same([found.pScopes.contents.Elements[place] for place in range(found.pScopes.contents.NumElements)], [SCOPE])
    call(d.DhcpV4FailoverGetRelationship, "dhcp1", "Bern", c.byref(c.POINTER(d.DHCP_FAILOVER_RELATIONSHIP)()), code=DOES_NOT_EXIST)
    shares = result(d.DhcpV4FailoverGetScopeStatistics, "dhcp2", SCOPE, kind=d.DHCP_FAILOVER_STATISTICS)
    same((shares.NumAddr, shares.AddrFree, shares.AddrInUse), (254, 253, 1))
    call(d.DhcpV4FailoverTriggerAddrAllocation, "dhcp1", "Z\u00fcrich")


make_servers()
set_option()
make_lease()
make_relationship()
print(f"win32more made {count} calls")
