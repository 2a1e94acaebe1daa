"""The library as it is: every structure, union, enumeration, constant and function of the C headers, by its name.

    from ctypes import byref
    from dhcpsapi import native

    major, minor = native.DWORD(), native.DWORD()
    code = native.DhcpGetVersion(native.wide("dhcp1"), byref(major), byref(minor))

All are made from `_table` when they are first asked for. Functions answer their code; `call` raises it. Whoever calls
them releases what they return, with `release` or DhcpRpcFreeMemory.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import contextmanager
from functools import lru_cache
from threading import RLock
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Tuple

from . import _table
from ._library import library
from .errors import ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS, error_of

BYTE, WORD, DWORD, BOOL = ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32, ctypes.c_int32

_BASE_TYPES: Dict[str, Any] = {
    "BYTE": BYTE,
    "WORD": WORD,
    "DWORD": DWORD,
    "BOOL": BOOL,
    "WCHAR": ctypes.c_uint16,  # never c_wchar: it has 32 bits on Linux
    "USHORT": ctypes.c_uint16,
    "char": ctypes.c_char,
    "float": ctypes.c_float,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "uint64_t": ctypes.c_uint64,
    "void": None,
    "void*": ctypes.c_void_p,
    "char*": ctypes.c_char_p,
}


# ---- types ----


_types: Dict[str, Any] = dict(_BASE_TYPES)
_making = RLock()  # while a type is made, other threads would find it without members


def ctype(name: str) -> Any:
    """The ctypes type of a C type, such as "DHCP_IP_ARRAY*"."""
    with _making:
        if name not in _types:
            _types[name] = _made(name)
        return _types[name]


def _made(name: str) -> Any:
    if name.endswith("*"):
        return ctypes.POINTER(ctype(name[:-1]))
    if name in _table.ENUMERATIONS:
        return ctypes.c_int
    if name in _table.CALLBACKS:
        result, *parameters = _table.CALLBACKS[name]
        return ctypes.CFUNCTYPE(ctype(result), *map(_declared, parameters))
    return _composite(name)


def _declared(declaration: str) -> Any:
    """The type of a declaration such as "BYTE Pattern[255]"."""
    name, label = declaration.split()
    length = re.search(r"\[(\d+)\]", label)
    return ctype(name) * int(length.group(1)) if length else ctype(name)


def _label(declaration: str) -> str:
    return declaration.split()[1].partition("[")[0]


def _composite(name: str) -> Any:
    """Makes the ctypes class of a structure or union."""
    is_union = name in _table.UNIONS
    members = _table.UNIONS[name] if is_union else _table.STRUCTURES[name]
    made: Any = type(name, (ctypes.Union if is_union else ctypes.Structure,), {"__module__": __name__})
    _types[name] = made  # before its members, which may point to it
    shared = [index for index, member in enumerate(members) if "|" in member]
    made._anonymous_ = [f"shared{index}" for index in shared]
    made._fields_ = [
        (f"shared{index}", _shared(name, member)) if index in shared else (_label(member), _declared(member))
        for index, member in enumerate(members)
    ]
    return made


def _shared(name: str, members: str) -> Any:
    """The union of members that share a place in a structure."""
    fields = [(_label(member), _declared(member)) for member in members.split("|")]
    return type(f"{name}_shared", (ctypes.Union,), {"_fields_": fields})


# ---- functions ----


@lru_cache(maxsize=None)
def function(name: str) -> Any:
    """A function of the library, with its argtypes and restype."""
    result, *parameters = _table.FUNCTIONS[name]
    found = getattr(library(), name)
    found.argtypes = tuple(_declared(parameter) for parameter in parameters)
    found.restype = ctype(result)
    return found


_NUMBERS: Dict[str, int] = {
    **_table.ERRORS,
    **_table.CONSTANTS,
    **{label: number for values in _table.ENUMERATIONS.values() for label, number in values.items()},
}


_TYPE_TABLES: Tuple[Mapping[str, Any], ...] = (
    _table.STRUCTURES,
    _table.UNIONS,
    _table.ENUMERATIONS,
    _table.CALLBACKS,
)


def __getattr__(name: str) -> Any:
    if name in _table.FUNCTIONS:
        return function(name)
    if any(name in table for table in _TYPE_TABLES):
        return ctype(name)
    if name in _NUMBERS:
        return _NUMBERS[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> List[str]:
    tables: Tuple[Mapping[str, Any], ...] = (_table.FUNCTIONS, _NUMBERS, *_TYPE_TABLES)
    return sorted([*globals(), *(name for table in tables for name in table)])


def call(name: str, *arguments: Any, accept: Tuple[int, ...] = ()) -> int:
    """Calls a function; raises its code as a DhcpError unless it is 0 or accepted."""
    code = int(function(name)(*arguments))
    if code and code not in accept:
        raise error_of(code, name, _last_reason())
    return code


def _last_reason() -> Optional[str]:
    """Why the last call of this thread was refused."""
    reason: Optional[bytes] = function("dhcpsapi_last_reason")()
    return reason.decode() if reason else None


# ---- strings, and what else is passed in ----


def wide(text: Optional[str]) -> Any:
    """A UTF-16 string for a WCHAR* parameter; None is NULL. It lives as long as it is referenced.

    Raises:
        ValueError: the string has a NUL or an unpaired surrogate. It is not quoted: it may be a secret.
    """
    if text is None:
        return None
    if "\0" in text:
        raise ValueError("a string for the DHCP API has no NUL")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise ValueError("a string for the DHCP API has no unpaired surrogate")
    units = text.encode("utf-16-le") + b"\0\0"
    return (ctypes.c_uint16 * (len(units) // 2)).from_buffer_copy(units)


def wide_pointer(text: Optional[str]) -> Any:
    """The same for a member of a structure, which keeps it alive."""
    return ctypes.cast(wide(text), ctype("WCHAR*"))


def text_at(pointer: Any) -> str:
    """The text of a UTF-16 string of the library; NULL is ""."""
    if not pointer:
        return ""
    length = 0
    while pointer[length]:
        length += 1
    return ctypes.string_at(pointer, 2 * length).decode("utf-16-le")


def binary(data: bytes) -> Any:
    """A DHCP_BINARY_DATA that keeps its bytes alive."""
    block = (BYTE * len(data)).from_buffer_copy(data)
    return ctype("DHCP_BINARY_DATA")(len(data), ctypes.cast(block, ctype("BYTE*")))


def bytes_at(found: Any) -> bytes:
    """The bytes of a DHCP_BINARY_DATA."""
    return ctypes.string_at(found.Data, found.DataLength) if found.Data else b""


def address_array(addresses: List[int]) -> Any:
    """A pointer to a DHCP_IP_ARRAY that keeps its addresses alive."""
    block = (DWORD * len(addresses))(*addresses)
    return ctypes.pointer(ctype("DHCP_IP_ARRAY")(len(addresses), ctypes.cast(block, ctype("DWORD*"))))


# ---- releasing what is returned ----

_ELEMENTS = ("DHCP_SUBNET_ELEMENT_DATA", "DHCP_SUBNET_ELEMENT_DATA_V4", "DHCP_SUBNET_ELEMENT_DATA_V5")
_ELEMENT_MEMBERS = {1: "SecondaryHost", 2: "ReservedIp", 3: "ExcludeIpRange", 4: "IpUsedCluster"}
_OPTION_MEMBERS = {
    5: "StringDataOption",
    6: "BinaryDataOption",
    7: "EncapsulatedDataOption",
    8: "Ipv6AddressDataOption",
}  # the others are numbers
_COUNTS = ("NumElements", "DataLength", "NumVendorOptions", "cEntries")


def release(pointer: Any, count: int = 1) -> None:
    """Releases what a function has returned, and everything that it points to. NULL does no harm.

    Of the unions only those in elements of scopes and of options are followed: no other one is in what implemented
    functions return.

    Args:
        pointer: the result, which may be a pointer to an array.
        count: how many elements the array has.
    """
    if not pointer:
        return
    for block in _blocks(pointer, count):
        function("DhcpRpcFreeMemory")(block)


def _blocks(pointer: Any, count: int) -> List[Any]:
    """Every block that can be reached from a pointer, itself included."""
    found = [ctypes.cast(pointer, ctypes.c_void_p)]
    if _leads_on(pointer._type_):
        for index in range(count):
            found.extend(_blocks_in(pointer[index]))
    return found


def _leads_on(kind: Any) -> bool:
    """Whether there can be pointers in what a pointer points to."""
    return issubclass(kind, (ctypes.Structure, ctypes._Pointer))


def _blocks_in(value: Any) -> List[Any]:
    """Every block that can be reached from a structure or pointer, itself excluded if it is a structure."""
    if isinstance(value, ctypes._Pointer):
        return _blocks(value, 1) if value else []
    if type(value).__name__ in _ELEMENTS:
        member = getattr(value.Element, _ELEMENT_MEMBERS.get(value.ElementType, "IpRange"))
        return _blocks_in(member)
    if type(value).__name__ == "DHCP_OPTION_DATA_ELEMENT":
        label = _OPTION_MEMBERS.get(value.OptionType)
        return _blocks_in(getattr(value.Element, label)) if label else []
    found: List[Any] = []
    count = 1
    for name, kind in value._fields_:
        if name in _COUNTS:
            count = getattr(value, name)
        elif issubclass(kind, ctypes._Pointer) and getattr(value, name):
            found.extend(_blocks(getattr(value, name), getattr(value, name + "Count", count)))
        elif issubclass(kind, ctypes.Structure):
            found.extend(_blocks_in(getattr(value, name)))
    return found


# ---- calls that return something ----


@contextmanager
def reply(name: str, *arguments: Any, accept: Tuple[int, ...] = ()) -> Iterator[Any]:
    """Calls a function whose last parameter is where it returns a pointer; releases that at the end of the block."""
    pointer = function(name).argtypes[-1]._type_()
    try:
        call(name, *arguments, ctypes.byref(pointer), accept=accept)
        yield pointer.contents if pointer else None
    finally:
        release(pointer)


@contextmanager
def array_reply(name: str, *arguments: Any, accept: Tuple[int, ...] = ()) -> Iterator[List[Any]]:
    """The same for a function that returns an array and how many elements it has."""
    pointer, count = function(name).argtypes[-2]._type_(), DWORD()
    try:
        call(name, *arguments, ctypes.byref(pointer), ctypes.byref(count), accept=accept)
        yield pointer[: count.value] if pointer else []
    finally:
        release(pointer, count.value)


PAGE = 0x10000  # PreferredMaximum: bytes, or elements where the function counts these
ALL = 0xFFFFFFFF  # PreferredMaximum: everything, as it is at one moment


def pages(
    name: str,
    *arguments: Any,
    convert: Callable[[Any], List[Any]],
    to_the_end: bool = False,
    most: Optional[int] = None,
    handle: str = "DWORD",
    behind: Tuple[Any, ...] = (),
) -> Iterator[Any]:
    """What an enumeration returns, page by page; `convert` turns a page into values before it is released.

    Args:
        to_the_end: the function answers 0 although more may remain.
        most: how much a page has; None is PAGE.
        handle: the type of the handle, which is all zeros in the beginning.
        behind: the arguments between the size of a page and the first result.
    """
    resume = ctype(handle)()
    size = PAGE if most is None else most
    code = ERROR_MORE_DATA
    while code == ERROR_MORE_DATA or (to_the_end and code == 0):
        pointer, read, total = function(name).argtypes[-3]._type_(), DWORD(), DWORD()
        outputs = [ctypes.byref(output) for output in (pointer, read, total)]
        accept = (ERROR_MORE_DATA, ERROR_NO_MORE_ITEMS)
        try:
            code = call(name, *arguments, ctypes.byref(resume), size, *behind, *outputs, accept=accept)
            values = convert(pointer.contents) if pointer else []
        finally:
            release(pointer)
        yield from values
