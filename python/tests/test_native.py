"""The library as it is."""

from __future__ import annotations

import ctypes
import threading
from ctypes import byref
from typing import Any

import pytest

import dhcpsapi
from dhcpsapi import _native as native


def test_a_round_trip() -> None:
    name = "dhcp-é-😀"
    server = native.DHCPDS_SERVER(ServerName=native.wide_pointer(name), ServerAddress=0xC6336401)
    assert native.DhcpAddServer(0, None, byref(server), None, None) == native.ERROR_SUCCESS
    assert native.DhcpAddServer(0, None, byref(server), None, None) == native.ERROR_DDS_SERVER_ALREADY_EXISTS

    info = native.DHCP_SUBNET_INFO(
        SubnetAddress=0x0A000000, SubnetMask=0xFFFFFF00, SubnetName=native.wide_pointer("😀"), SubnetState=1
    )
    assert native.DhcpCreateSubnet(native.wide(name), 0x0A000000, byref(info)) == 0
    found = native.ctype("DHCP_SUBNET_INFO*")()
    assert native.DhcpGetSubnetInfo(native.wide(name), 0x0A000000, byref(found)) == 0
    assert native.text_at(found.contents.SubnetName) == "😀"
    assert (found.contents.SubnetMask, found.contents.SubnetState) == (0xFFFFFF00, native.DhcpSubnetDisabled)
    native.release(found)

    major, minor = native.DWORD(), native.DWORD()
    assert native.DhcpGetVersion(native.wide(name), byref(major), byref(minor)) == 0
    assert (major.value, minor.value) == (10, 0)


def test_arguments_of_another_type_are_refused() -> None:
    with pytest.raises(ctypes.ArgumentError):
        native.DhcpGetVersion("dhcp1", None, None)
    with pytest.raises(ctypes.ArgumentError):
        native.DhcpGetVersion(None, byref(ctypes.c_uint64()), None)


def test_a_function_without_implementation_says_so() -> None:
    with pytest.raises(NotImplementedError) as caught:
        native.call("DhcpDeleteMScope", None, None, 0)
    assert isinstance(caught.value, dhcpsapi.NotImplementedHere)


@pytest.mark.parametrize("text", ["", "HQ", "Zürich", "😀", "a😀b", "\uffff"])
def test_strings_go_and_come_back(text: str) -> None:
    assert native.text_at(native.wide_pointer(text)) == text


@pytest.mark.parametrize("text", ["a\0b", "\0", "\ud800", "a\udfffb"])
def test_strings_that_cannot_be_are_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="a string for the DHCP API has no") as caught:
        native.wide(text)
    assert caught.value.__context__ is None


def test_members_keep_alive_what_they_point_to() -> None:
    server = native.DHCPDS_SERVER(ServerName=native.wide_pointer("x" * 1000))
    _ = [native.wide("y" * 1000) for _ in range(100)]
    assert native.text_at(server.ServerName) == "x" * 1000


def test_shared_places_have_their_names() -> None:
    attribute = native.DHCP_ATTRIB(DhcpAttribUlong=7)
    assert attribute.DhcpAttribBool == 7


def test_threads_find_whole_types() -> None:
    native._types.clear()
    native._types.update(native._BASE_TYPES)
    seen: Any = []
    threads = [
        threading.Thread(target=lambda: seen.append(ctypes.sizeof(native.DHCP_FAILOVER_RELATIONSHIP))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    native.function.cache_clear()
    assert seen == [80] * 8
