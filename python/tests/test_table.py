"""The table says what the headers say, and what a C compiler makes of them."""

from __future__ import annotations

import ctypes
import os
import re
import subprocess
from enum import IntEnum
from pathlib import Path
from typing import List, Type

import make_table
import pytest
from conftest import ROOT, compiler, implemented, words

import dhcpsapi
from dhcpsapi import _native as native
from dhcpsapi import _table


def test_the_table_is_what_the_headers_make() -> None:
    wanted = make_table.table()
    if os.environ.get("BLESS") == "1":
        make_table.TABLE.write_text(wanted, encoding="utf-8")
    assert make_table.TABLE.read_text(encoding="utf-8") == wanted, "rewrite it with python/tools/make_table.py"


def test_every_prototype_of_the_headers_is_in_the_table() -> None:
    """Counted in another way than the table is made."""
    prefixes = {"dhcpsapi.h": "Dhcp", "dhcpsapi_ext.h": "dhcpsapi_(?!cim_)", "dhcpsapi_cim.h": "dhcpsapi_cim_"}
    for header, prefix in prefixes.items():
        declared = re.findall("DHCP_API_FUNCTION " + prefix, (ROOT / "include" / header).read_text())
        assert len(declared) == sum(re.match(prefix, name) is not None for name in _table.FUNCTIONS) > 0, header
    text = "".join((ROOT / "include" / header).read_text() for header in make_table.HEADERS)
    assert text.count("\ntypedef enum ") == len(_table.ENUMERATIONS)
    assert len(re.findall(r"\ntypedef struct \w+ \{", text)) == len(_table.STRUCTURES)
    assert len(re.findall(r"\ntypedef union \w+ \{", text)) == len(_table.UNIONS)


def test_every_implemented_function_can_be_called() -> None:
    done = implemented()
    assert len(done) > 50
    for name in [*done, *(name for name in _table.FUNCTIONS if name.startswith("dhcpsapi_"))]:
        found = native.function(name)
        assert len(found.argtypes) == len(_table.FUNCTIONS[name]) - 1


def test_every_name_of_the_table_resolves() -> None:
    for name in dir(native):
        getattr(native, name)
    with pytest.raises(AttributeError):
        _ = native.DhcpNoSuchThing


# Where there is no compiler these are what is compared.
SIZES = {
    "DHCP_FAILOVER_RELATIONSHIP": 80,
    "DHCPV4_FAILOVER_CLIENT_INFO": 136,
    "DHCP_FAILOVER_STATISTICS": 28,
    "DHCP_SEARCH_INFO": 24,
    "DHCP_SUBNET_INFO_VQ": 80,
    "DHCP_ATTRIB": 12,
}


def test_sizes() -> None:
    assert {name: ctypes.sizeof(native.ctype(name)) for name in SIZES} == SIZES


def layout(name: str) -> List[str]:
    """The size of a structure or union, and the place of each member."""
    found = native.ctype(name)
    labels = [label for label, _ in found._fields_ if not label.startswith("shared")]
    return [f"{name} {ctypes.sizeof(found)}", *(f"{name}.{label} {getattr(found, label).offset}" for label in labels)]


def test_layouts_are_those_of_the_c_compiler(tmp_path: Path) -> None:
    cc = compiler()
    if cc is None:
        pytest.skip("there is no C compiler: the layouts of all structures")
    lines = [line for name in [*_table.STRUCTURES, *_table.UNIONS] for line in layout(name)]
    asked = [line.split()[0] for line in lines]
    size = '    printf("%s %zu\\n", "{0}", sizeof({0}));'
    offset = '    printf("%s %zu\\n", "{0}", offsetof({1}, {2}));'
    questions = [offset.format(what, *what.split(".")) if "." in what else size.format(what) for what in asked]
    source = tmp_path / "layout.c"
    headers = ("<stdio.h>", "<stddef.h>", '"dhcpsapi_ext.h"', '"dhcpsapi_cim.h"')
    opening = "\n".join([*(f"#include {header}" for header in headers), "int main(void)\n{"])
    source.write_text("\n".join([opening, *questions, "    return 0;\n}\n"]))
    program = tmp_path / "layout"
    subprocess.run([cc, "-w", f"-I{ROOT / 'include'}", str(source), "-o", str(program)], check=True)
    printed = subprocess.run([str(program)], check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout
    assert printed.splitlines() == lines


ENUMERATIONS = {
    "DHCP_FAILOVER_MODE": (dhcpsapi.Mode, "^$"),
    "DHCP_FAILOVER_SERVER": (dhcpsapi.ServerType, "Server"),
    "FSM_STATE": (dhcpsapi.State, "^$"),
    "DHCP_OPTION_DATA_TYPE": (dhcpsapi.OptionType, "Dhcp|Data|Option"),
    "DHCPSAPI_DRIFT_KIND": (dhcpsapi.DriftKind, "Dhcpsapi"),
    "DHCPSAPI_SIDE": (dhcpsapi.Side, "Dhcpsapi"),
    "DHCPSAPI_RULE": (dhcpsapi.Rule, "Dhcpsapi"),
    "DHCPSAPI_REQUEST_KIND": (dhcpsapi.RequestKind, "Dhcpsapi"),
    "DHCPSAPI_LEASE_LIMIT": (dhcpsapi.LeaseLimit, "Dhcpsapi|Limit"),
    "DHCPSAPI_EVENT_KIND": (dhcpsapi.EventKind, "Dhcpsapi"),
    "DHCPSAPI_CIM_PARTNER_SCOPES": (dhcpsapi.cim.PartnerScopes, "DhcpsapiCim"),
}


@pytest.mark.parametrize("name", ENUMERATIONS)
def test_enumerations_are_those_of_the_headers(name: str) -> None:
    kind: Type[IntEnum]
    kind, part = ENUMERATIONS[name]
    wanted = {words(re.sub(part, "", label)): number for label, number in _table.ENUMERATIONS[name].items()}
    assert {member.name: int(member) for member in kind} == wanted


def test_other_numbers_are_those_of_the_headers() -> None:
    for state in dhcpsapi.ScopeState:
        assert state == getattr(native, "DhcpSubnet" + state.name.title().replace("_", ""))
    for kind, name in (("ANY", ""), ("DHCP", "DhcpOnly"), ("DHCP_AND_BOOTP", "DhcpBootp"), ("BOOTP", "BootpOnly")):
        assert dhcpsapi.RangeKind[kind] == getattr(native, "DhcpIpRanges" + name)
    for name, client in dhcpsapi.ClientType.__members__.items():
        assert client == getattr(native, "CLIENT_TYPE_" + name)
    for lease in dhcpsapi.LeaseState:
        assert lease == getattr(native, "V5_ADDRESS_STATE_" + lease.name.replace("DOOMED", "DOOM"))


def test_the_names_of_errors_are_those_of_the_library() -> None:
    for code in _table.ERRORS.values():
        assert dhcpsapi.DhcpError(code).name == native.dhcpsapi_error_name(code).decode()
