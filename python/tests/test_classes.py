"""User classes and vendor classes."""

from __future__ import annotations

from dataclasses import replace

import pytest

import dhcpsapi
from dhcpsapi import ClientClass, Server, _native


@pytest.fixture
def server() -> Server:
    """A server with nothing on it."""
    return Server.add("dhcp1", "198.51.100.1")


FRESH = [
    ("Default Routing and Remote Access Class", b"RRAS.Microsoft", False),
    ("Default BOOTP Class", b"BOOTP.Microsoft", False),
    ("Microsoft Windows 2000 Options", b"MSFT 5.0", True),
    ("Microsoft Windows 98 Options", b"MSFT 98", True),
    ("Microsoft Options", b"MSFT", True),
]


def test_the_classes_of_a_fresh_server(server: Server) -> None:
    assert [(found.name, found.data, found.is_vendor) for found in server.classes] == FRESH
    assert repr(server.classes) == "Classes('dhcp1')"
    for name, _, _ in FRESH:
        with pytest.raises(dhcpsapi.ClassBuiltIn):
            server.classes.remove(name)
    assert len(list(server.classes)) == 5


def test_classes_come_page_by_page(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    made = [server.classes.add(f"Class {number}", bytes([number]) * 7) for number in range(20)]
    for page in (0xFFFFFFFF, 0x10000, 200, 1):
        monkeypatch.setattr(_native, "PAGE", page)
        assert list(server.classes)[5:] == made


def test_a_class(server: Server) -> None:
    made = server.classes.add("Phones", b"\0phone\xff", comment="é-😀", flags=0xFFFFFFFF)
    assert made == ClientClass("Phones", b"\0phone\xff", False, "é-😀", 0xFFFFFFFF)
    assert list(server.classes)[5:] == [made]
    for found in (
        server.classes.get("PHONES"),
        server.classes.get(data=b"\0phone\xff"),
        server.classes.get("phones", data=b"\0phone\xff"),
    ):
        assert found == made
    longest = server.classes.add("Longest", b"x" * 255, is_vendor=True)
    assert server.classes.get("Longest") == longest
    server.classes.remove("phones")
    assert list(server.classes)[5:] == [longest]


def test_a_class_that_is_not_there(server: Server) -> None:
    made = server.classes.add("Phones", b"phone")
    for name, data in (("Nobody", None), (None, b"nobody"), ("Phones", b"nobody"), ("Nobody", b"phone")):
        with pytest.raises(dhcpsapi.ClassNotFound):
            server.classes.get(name, data=data)
    with pytest.raises(ValueError, match="by its name, its data or both"):
        server.classes.get()
    server.classes.remove("Phones")
    with pytest.raises(dhcpsapi.ClassNotFound):
        server.classes.remove("Phones")
    with pytest.raises(dhcpsapi.ClassNotFound):
        server.classes.change(made, comment="desks")


def test_a_class_is_changed(server: Server) -> None:
    made = server.classes.add("Phones", b"phone", comment="desks", flags=7)
    other = server.classes.add("Other", b"other")
    assert server.classes.change(made) == made
    changed = server.classes.change(made, data=b"x")
    assert changed == server.classes.get("Phones") == replace(made, data=b"x")
    bare = server.classes.change(changed, comment="")
    assert bare == server.classes.get("Phones") == ClientClass("Phones", b"x", flags=7)
    with pytest.raises(dhcpsapi.ClassExists):
        server.classes.change(bare, data=b"other")
    with pytest.raises(dhcpsapi.InvalidParameter):
        server.classes.change(bare, data=b"x" * 256)
    assert list(server.classes)[5:] == [bare, other]


def test_a_user_class_and_a_vendor_class_of_one_name(server: Server) -> None:
    older = server.classes.add("Phones", b"phone", is_vendor=True)
    younger = server.classes.add("Phones", b"telephone")
    assert server.classes.get("Phones") == older
    assert server.classes.get("Phones", data=b"telephone") == younger
    changed = server.classes.change(younger, comment="desks")
    assert list(server.classes)[5:] == [older, changed]
    server.classes.remove("Phones")
    assert list(server.classes)[5:] == [changed]


def test_what_is_no_class(server: Server) -> None:
    server.classes.add("Phones", b"phone")
    for name, data in (("", b"x"), ("New", b""), ("New", b"x" * 256)):
        with pytest.raises(dhcpsapi.InvalidParameter):
            server.classes.add(name, data)
    for name, data, is_vendor in (("phones", b"x", False), ("New", b"phone", True)):
        with pytest.raises(dhcpsapi.ClassExists):
            server.classes.add(name, data, is_vendor=is_vendor)
    for wrong in (-1, 2**32):
        with pytest.raises(ValueError, match="flags is 0 to 4294967295"):
            server.classes.add("New", b"x", flags=wrong)
    assert len(list(server.classes)) == 6


def test_what_is_for_a_class_goes_with_it(server: Server) -> None:
    server.classes.add("Phones", b"phone")
    server.options.of(user_class="Phones")[51] = 3600
    server.classes.remove("Phones")
    assert server.options.for_all_classes() == []
    server.classes.add("Phones", b"phone")
    assert 51 not in server.options.of(user_class="Phones")
