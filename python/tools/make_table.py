"""Makes src/dhcpsapi/_table.py from the C headers.

    python3 python/tools/make_table.py

The table says what the headers say, with every name of a type resolved to a base type, a structure, a union, an
enumeration or a callback. A test holds the file against the headers.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Dict, Iterator, List, Tuple

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "python/src/dhcpsapi/_table.py"
HEADERS = ("dhcpsapi_win.h", "dhcpsapi.h", "dhcpsapi_ext.h", "dhcpsapi_cim.h")

BASE_TYPES = {
    **{name: name for name in "BYTE WORD DWORD BOOL WCHAR USHORT void char float int32_t int64_t uint64_t".split()},
    "VOID": "void",
    "LPVOID": "void*",
    "LPWSTR": "WCHAR*",
    "LPCWSTR": "WCHAR*",
    "LPDWORD": "DWORD*",
}

Members = Tuple[str, ...]


def text_of(header: str) -> str:
    """A header without comments, preprocessor lines and const."""
    text = (ROOT / "include" / header).read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/|//[^\n]*", " ", text, flags=re.DOTALL)
    text = re.sub(r"^#(?:[^\n]*\\\n)*[^\n]*", "", text, flags=re.MULTILINE)
    return re.sub(r"\bconst\b", "", text)


class Headers:
    """What the headers declare."""

    def __init__(self) -> None:
        self.text = "\n".join(text_of(header) for header in HEADERS)
        self.types = dict(BASE_TYPES)
        self._learn_types()
        self.enumerations = dict(self._enumerations())
        self.structures = dict(self._composites("struct"))
        self.unions = dict(self._composites("union"))
        self.callbacks = dict(self._callbacks())
        self.functions = dict(self._functions())
        self.constants = {name: number for header in HEADERS for name, number in self._constants(header)}
        self.errors = dict(self._constants("dhcpsapi_errors.h"))

    # ---- types ----

    def _learn_types(self) -> None:
        for name in re.findall(r"typedef (?:struct|union|enum) (\w+)\s*\{", self.text):
            self.types[name] = name
        for name in re.findall(r"typedef \w+ \(\*(\w+)\)", self.text):
            self.types[name] = name
        aliases = re.findall(r"typedef (?:struct |union |enum )?(\w+)\s+(\**)(\w+);", self.text)
        for aim, stars, name in aliases:
            if name not in self.types:
                self.types[name] = self.types[aim] + stars

    def _declaration(self, text: str) -> str:
        """A member or parameter as "type name"; an array is "type name[length]"."""
        text = re.sub(r"\b(?:struct|union|enum)\b", " ", text)
        match = re.fullmatch(r"\s*(\w+)\s*([\s*]*)(\w+)(\[\d+\])?\s*", text)
        if match is None:
            raise ValueError(f"not a declaration: {text!r}")
        aim, stars, name, length = match.groups()
        return f"{self.types[aim]}{stars.replace(' ', '')} {name}{length or ''}"

    # ---- what is declared ----

    def _enumerations(self) -> Iterator[Tuple[str, Dict[str, int]]]:
        for name, body in re.findall(r"typedef enum (\w+)\s*\{(.*?)\}", self.text, re.DOTALL):
            values: Dict[str, int] = {}
            following = 0
            for item in filter(None, (item.strip() for item in body.split(","))):
                label, _, number = (part.strip() for part in item.partition("="))
                following = int(number, 0) if number else following
                values[label] = following
                following += 1
            yield name, values

    def _composites(self, kind: str) -> Iterator[Tuple[str, Members]]:
        for match in re.finditer(rf"typedef {kind} (\w+)\s*\{{(.*?)\}}\s*\1;", self.text, re.DOTALL):
            name, body = match.groups()
            yield name, tuple(self._members(body))

    def _members(self, body: str) -> Iterator[str]:
        # A union without name counts as its first member with the others beside it: "type name|type name".
        for unnamed, plain in re.findall(r"union\s*\{(.*?)\}\s*;|([^;{}]+);", body, re.DOTALL):
            declarations = [part for part in (unnamed or plain).split(";") if part.strip()]
            yield "|".join(self._declaration(part) for part in declarations)

    def _callbacks(self) -> Iterator[Tuple[str, Members]]:
        for result, name, parameters in re.findall(r"typedef (\w+) \(\*(\w+)\)\((.*?)\);", self.text, re.DOTALL):
            yield name, (self.types[result], *self._parameters(parameters))

    def _functions(self) -> Iterator[Tuple[str, Members]]:
        prototype = r"^\s*(\w+)\s*(\**)\s*DHCP_API_FUNCTION\s+(\w+)\((.*?)\);"
        for aim, stars, name, parameters in re.findall(prototype, self.text, re.DOTALL | re.MULTILINE):
            yield name, (self.types[aim] + stars, *self._parameters(parameters))

    def _parameters(self, text: str) -> List[str]:
        if text.strip() == "void":
            return []
        return [self._declaration(part) for part in text.split(",")]

    def _constants(self, header: str) -> Iterator[Tuple[str, int]]:
        text = (ROOT / "include" / header).read_text(encoding="utf-8")
        for name, number in re.findall(r"^#\s*define\s+(\w+)\s+(\d+|0x[0-9A-Fa-f]+)\s*$", text, re.MULTILINE):
            yield name, int(number, 0)


# ---- the file ----

PREAMBLE = '''"""What the C headers declare. Made by python/tools/make_table.py; do not edit.

A member or parameter is "type name". In STRUCTURES, "a|b" are members that share a place.
"""

from typing import Dict, Tuple

'''


def written(name: str, kind: str, entries: Dict[str, object]) -> str:
    lines = [f"{name}: {kind} = {{"]
    for key, value in entries.items():
        lines.extend(entry_lines(key, value))
    return "\n".join([*lines, "}", ""])


def quoted(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def entry_lines(key: str, value: object) -> Iterator[str]:
    """An entry in one line if it fits, else one line for each of its parts."""
    if isinstance(value, dict):
        opening, parts, closing = "{", [f'"{label}": {number}' for label, number in value.items()], "}"
    elif isinstance(value, tuple):
        opening, parts, closing = "(", [quoted(part) for part in value], ")"
    else:
        yield f'    "{key}": {value},'
        return
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    line = f'    "{key}": {opening}{", ".join(parts)}{comma}{closing},'
    if len(line) <= 120:
        yield line
        return
    yield f'    "{key}": {opening}'
    yield from (f"        {part}," for part in parts)
    yield f"    {closing},"


def table() -> str:
    """The text of the file."""
    headers = Headers()
    numbers, members = "Dict[str, int]", "Dict[str, Tuple[str, ...]]"
    parts = [
        written("ENUMERATIONS", "Dict[str, Dict[str, int]]", {**headers.enumerations}),
        written("STRUCTURES", members, {**headers.structures}),
        written("UNIONS", members, {**headers.unions}),
        "# The first part is what is returned; so it is with the functions.\n"
        + written("CALLBACKS", members, {**headers.callbacks}),
        written("FUNCTIONS", members, {**headers.functions}),
        written("CONSTANTS", numbers, {**headers.constants}),
        written("ERRORS", numbers, {**headers.errors}),
    ]
    return PREAMBLE + "\n".join(parts)


def main() -> None:
    TABLE.write_text(table(), encoding="utf-8")
    print(f"{TABLE.relative_to(ROOT)} is written", file=sys.stderr)


if __name__ == "__main__":
    main()
