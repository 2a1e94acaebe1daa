"""Options: what they are defined as, and the values that a server, a scope or a reservation has for them.

A value is in Python what the type of its option says (`OptionType`): an int, an IPv4Address, a str or bytes. It is a
list of these where the option is defined as an array, or the value has several elements.
"""

from __future__ import annotations

from ctypes import byref, cast
from dataclasses import dataclass, replace
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Any, Dict, Iterator, List, Mapping, MutableMapping, Optional, Sequence, Tuple, Union

from . import _native as native
from ._values import number, text_or_none, within
from .enums import OptionType
from .errors import ERROR_FILE_NOT_FOUND, OptionNotFound, raised_as

if TYPE_CHECKING:
    from .servers import Server

OptionData = Union[int, IPv4Address, str, bytes]
"""One element of a value."""

OptionValue = Union[OptionData, List[OptionData]]
"""A value, as it is read."""


@dataclass(frozen=True)
class OptionElement:
    """One element of a value with its own type, for a value that is not of the type of its option."""

    type: OptionType
    data: OptionData


OptionDataLike = Union[OptionData, IPv6Address, OptionElement]
"""One element as it may be given; an address may be a str, too."""

OptionValueLike = Union[OptionDataLike, Sequence[OptionDataLike]]
"""A value as it may be given: an element, or a list of them."""

DNS_UPDATES = 81
"""The option that says how a server updates DNS for clients. It has values (an int of bits) without a definition."""


# ---- elements of the API and of Python ----

_MEMBERS = {
    OptionType.BYTE: "ByteOption",
    OptionType.WORD: "WordOption",
    OptionType.DWORD: "DWordOption",
    OptionType.DWORD_DWORD: "DWordDWordOption",
    OptionType.IP_ADDRESS: "IpAddressOption",
    OptionType.STRING: "StringDataOption",
    OptionType.BINARY: "BinaryDataOption",
    OptionType.ENCAPSULATED: "EncapsulatedDataOption",
    OptionType.IPV6_ADDRESS: "Ipv6AddressDataOption",
}

_MOST = {OptionType.BYTE: 0xFF, OptionType.WORD: 0xFFFF, OptionType.DWORD: 2**32 - 1, OptionType.DWORD_DWORD: 2**64 - 1}

_TEXTS = (OptionType.STRING, OptionType.IPV6_ADDRESS)
_BYTES = (OptionType.BINARY, OptionType.ENCAPSULATED)

_NOTHING: Dict[OptionType, OptionData] = {
    OptionType.IP_ADDRESS: IPv4Address(0),
    OptionType.STRING: "",
    OptionType.BINARY: b"",
    OptionType.ENCAPSULATED: b"",
    OptionType.IPV6_ADDRESS: "",
}


def _element_of(found: Any) -> OptionElement:
    """An element of the API."""
    kind = OptionType(found.OptionType)
    member = getattr(found.Element, _MEMBERS[kind])
    if kind == OptionType.DWORD_DWORD:
        return OptionElement(kind, member.DWord1 << 32 | member.DWord2)
    if kind == OptionType.IP_ADDRESS:
        return OptionElement(kind, IPv4Address(member))
    if kind in _TEXTS:
        return OptionElement(kind, native.text_at(member))
    return OptionElement(kind, native.bytes_at(member) if kind in _BYTES else int(member))


def _member_of(kind: OptionType, data: Any) -> Any:
    """What the API has for an element of a type."""
    if kind in _MOST:
        if not isinstance(data, int):
            raise TypeError(f"an option of type {kind.name} is an int, not {data!r}")
        most = _MOST[kind]
        whole = within(data, most, f"an option of type {kind.name}")
        return native.ctype("DWORD_DWORD")(whole >> 32, whole & 0xFFFFFFFF) if most > 2**32 else whole
    if kind == OptionType.IP_ADDRESS:
        return number(data)
    if kind in _BYTES:
        if not isinstance(data, bytes):
            raise TypeError(f"an option of type {kind.name} is bytes, not {data!r}")
        return native.binary(data)
    if kind == OptionType.IPV6_ADDRESS and isinstance(data, IPv6Address):
        data = str(data)
    if not isinstance(data, str):
        raise TypeError(f"an option of type {kind.name} is a str, not {data!r}")
    return native.wide_pointer(data)


def _native_element(element: OptionElement) -> Any:
    made = native.DHCP_OPTION_DATA_ELEMENT(OptionType=element.type)
    setattr(made.Element, _MEMBERS[element.type], _member_of(element.type, element.data))
    return made


def _native_data(elements: Sequence[OptionElement]) -> Any:
    """A DHCP_OPTION_DATA that keeps its elements alive."""
    block = (native.DHCP_OPTION_DATA_ELEMENT * len(elements))(*map(_native_element, elements))
    return native.DHCP_OPTION_DATA(len(elements), cast(block, native.ctype("DHCP_OPTION_DATA_ELEMENT*")))


def _elements_of(data: Any) -> Tuple[OptionElement, ...]:
    """The elements in a DHCP_OPTION_DATA."""
    return tuple(map(_element_of, data.Elements[: data.NumElements]))


def _parts(given: OptionValueLike) -> List[Any]:
    """The elements of a value as it was given."""
    is_one = isinstance(given, (int, str, bytes, IPv4Address, IPv6Address, OptionElement))
    return [given] if is_one else list(given)  # type: ignore[arg-type]


def _typed(parts: List[Any], kind: OptionType) -> List[OptionElement]:
    return [part if isinstance(part, OptionElement) else OptionElement(kind, part) for part in parts]


def _value(elements: Sequence[OptionElement], is_array: bool) -> OptionValue:
    """A value as Python has it."""
    if len(elements) == 1 and not is_array:
        return elements[0].data
    return [element.data for element in elements]


# ---- classes ----


@dataclass(frozen=True)
class _Classes:
    """Which clients an option is for: a user class and a vendor class, by name."""

    user_class: Optional[str] = None
    vendor_class: Optional[str] = None

    def flags(self) -> int:
        """What the functions have as Flags."""
        return 0 if self.vendor_class is None else int(native.DHCP_FLAGS_OPTION_IS_VENDOR)

    def wide(self) -> Tuple[Any, Any]:
        """The names as parameters; NULL is the default class."""
        return native.wide(self.user_class), native.wide(self.vendor_class)

    def __str__(self) -> str:
        names = (("user_class", self.user_class), ("vendor_class", self.vendor_class))
        return "".join(f", {label}={name!r}" for label, name in names if name is not None)


# ---- definitions ----


@dataclass(frozen=True)
class OptionDefinition:
    """What an option is for a user class and a vendor class, as a server had it when it was read."""

    code: int
    name: str
    type: OptionType
    is_array: bool
    """Whether its values are lists."""
    default: OptionValue
    """The value that it has by default. Clients get it where somebody has changed it and it says something."""
    comment: str = ""
    user_class: Optional[str] = None
    """None: the default user class."""
    vendor_class: Optional[str] = None
    """None: the options that are no vendor's."""

    @classmethod
    def _of(cls, found: Any, classes: _Classes) -> OptionDefinition:
        elements, is_array = _elements_of(found.DefaultValue), found.OptionType == native.DhcpArrayTypeOption
        return cls(
            code=found.OptionID,
            name=native.text_at(found.OptionName),
            type=elements[0].type,
            is_array=is_array,
            default=_value(elements, is_array),
            comment=native.text_at(found.OptionComment),
            user_class=classes.user_class,
            vendor_class=classes.vendor_class,
        )

    def _native(self, data: Any = None) -> Any:
        """The structure for it; its default is a DHCP_OPTION_DATA if one is given."""
        return native.DHCP_OPTION(
            OptionID=self.code,
            OptionName=text_or_none(self.name),
            OptionComment=text_or_none(self.comment),
            DefaultValue=data or _native_data(_typed(_parts(self.default), self.type)),
            OptionType=native.DhcpArrayTypeOption if self.is_array else native.DhcpUnaryElementTypeOption,
        )


class OptionDefinitions(Mapping[int, OptionDefinition]):
    """The definitions of options for a user class and a vendor class, by their codes, in the order of their creation.

    A fresh server has 66 for the default classes.
    """

    def __init__(self, server: Server, *, user_class: Optional[str] = None, vendor_class: Optional[str] = None) -> None:
        self._server = server
        self._classes = _Classes(user_class, vendor_class)

    def __repr__(self) -> str:
        return f"OptionDefinitions({self._server.name!r}{self._classes})"

    def of(self, *, user_class: Optional[str] = None, vendor_class: Optional[str] = None) -> OptionDefinitions:
        """The definitions for other classes; None is the default class, as far as options go."""
        return OptionDefinitions(self._server, user_class=user_class, vendor_class=vendor_class)

    def _call(self, function: str, code: int, *arguments: Any) -> None:
        native.call(function, self._server._wide, self._classes.flags(), _code(code), *self._classes.wide(), *arguments)

    def _found(self, code: int) -> Any:
        arguments = (self._server._wide, self._classes.flags(), _code(code), *self._classes.wide())
        return native.reply("DhcpGetOptionInfoV5", *arguments)

    def _all(self) -> Iterator[OptionDefinition]:
        def convert(page: Any) -> List[OptionDefinition]:
            return [OptionDefinition._of(found, self._classes) for found in page.Options[: page.NumElements]]

        arguments = (self._server._wide, self._classes.flags(), *self._classes.wide())
        return native.pages("DhcpEnumOptionsV5", *arguments, convert=convert)

    def __getitem__(self, code: int) -> OptionDefinition:
        with self._found(code) as found:
            return OptionDefinition._of(found, self._classes)

    def __iter__(self) -> Iterator[int]:
        return (found.code for found in self._all())

    def __len__(self) -> int:
        return sum(1 for _ in self._all())

    def add(
        self,
        code: int,
        name: str,
        type: OptionType,
        *,
        is_array: bool = False,
        default: Optional[OptionValueLike] = None,
        comment: str = "",
    ) -> OptionDefinition:
        """Defines an option for the classes.

        Args:
            code: 0 to 4294967295; clients are sent those from 1 to 254.
            type: what its values are.
            is_array: whether they are lists.
            default: the value that it has by default; None is 0, 0.0.0.0, "" or no bytes.

        Raises:
            OptionExists: it is defined for the classes.
            ClassNotFound: there is no such class.
        """
        elements = _typed(_parts(_NOTHING.get(type, 0) if default is None else default), type)
        _check_type(elements, type)
        made = OptionDefinition(code, name, type, is_array, _value(elements, is_array), comment, *_names(self._classes))
        self._call("DhcpCreateOptionV5", code, byref(made._native(_native_data(elements))))
        return self[code]

    def change(
        self,
        code: int,
        *,
        name: Optional[str] = None,
        type: Optional[OptionType] = None,
        is_array: Optional[bool] = None,
        default: Optional[OptionValueLike] = None,
        comment: Optional[str] = None,
    ) -> OptionDefinition:
        """Changes what is given of a definition, and returns it as it is then. Values stay as they are.

        Args:
            type: another type, whose default says nothing (0, 0.0.0.0, "", no bytes) unless it is given as well.

        Raises:
            OptionNotFound: it is not defined for the classes.
        """
        with self._found(code) as found:
            now = OptionDefinition._of(found, self._classes)
            kind = now.type if type is None else type
            data = found.DefaultValue
            if default is not None or kind != now.type:
                elements = _typed(_parts(_NOTHING.get(kind, 0) if default is None else default), kind)
                _check_type(elements, kind)
                data = _native_data(elements)
            wanted = replace(
                now,
                name=now.name if name is None else name,
                is_array=now.is_array if is_array is None else is_array,
                comment=now.comment if comment is None else comment,
            )
            self._call("DhcpSetOptionInfoV5", code, byref(wanted._native(data)))
        return self[code]

    def remove(self, code: int) -> None:
        """Removes a definition, and the values of all levels that no definition is left for.

        Raises:
            OptionNotFound: it is not defined for the classes.
        """
        self._call("DhcpRemoveOptionV5", code)

    def for_all_classes(self) -> Iterator[OptionDefinition]:
        """The definitions for all user classes and vendor classes, those for the default classes first."""
        classes = list(self._server.classes)
        for vendor_class in (None, *(found.name for found in classes if found.is_vendor)):
            for user_class in (None, *(found.name for found in classes if not found.is_vendor)):
                yield from self.of(user_class=user_class, vendor_class=vendor_class)._all()


def _check_type(elements: Sequence[OptionElement], kind: OptionType) -> None:
    """The first element of a default says the type of the option."""
    if elements and elements[0].type != kind:
        raise ValueError(f"the default of an option of type {kind.name} is not of type {elements[0].type.name}")


def _names(classes: _Classes) -> Tuple[Optional[str], Optional[str]]:
    return classes.user_class, classes.vendor_class


def _code(code: int) -> int:
    return within(code, 0xFFFFFFFF, "the code of an option")


# ---- values ----


@dataclass(frozen=True)
class OptionLevel:
    """What values are set for: a server, a scope of it, or a reservation in that."""

    scope: Optional[IPv4Address] = None
    """The subnet address of the scope; None is the server."""
    reservation: Optional[IPv4Address] = None
    """The reserved address."""

    def _native(self) -> Any:
        info = native.DHCP_OPTION_SCOPE_INFO(ScopeType=native.DhcpGlobalOptions)
        if self.scope is not None and self.reservation is not None:
            info.ScopeType = native.DhcpReservedOptions
            reserved = native.DHCP_RESERVED_SCOPE(int(self.reservation), int(self.scope))
            info.ScopeInfo.ReservedScopeInfo = reserved
        elif self.scope is not None:
            info.ScopeType = native.DhcpSubnetOptions
            info.ScopeInfo.SubnetScopeInfo = int(self.scope)
        return byref(info)

    def __str__(self) -> str:
        return "" if self.scope is None else f", {self.reservation or self.scope}"


@dataclass(frozen=True)
class OptionSetting:
    """A value that an option has for a user class and a vendor class."""

    code: int
    value: OptionValue
    user_class: Optional[str] = None
    """None: the default user class."""
    vendor_class: Optional[str] = None
    """None: the options that are no vendor's."""


class Options(MutableMapping[int, OptionValue]):
    """The values that a server, a scope or a reservation has for options, by their codes, in the order of setting.

        scope.options[3] = ["10.0.0.1"]
        scope.options.of(user_class="Phones")[51] = 3600

    They are those of this level alone, and for the default classes unless `of` names others. A client gets one for its
    user class before one for all, and of either that of its reservation, then of its scope, then of the server.
    """

    def __init__(
        self,
        server: Server,
        level: OptionLevel,
        *,
        user_class: Optional[str] = None,
        vendor_class: Optional[str] = None,
    ) -> None:
        self._server = server
        self._level = level
        self._classes = _Classes(user_class, vendor_class)

    def __repr__(self) -> str:
        return f"Options({self._server.name!r}{self._level}{self._classes})"

    def of(self, *, user_class: Optional[str] = None, vendor_class: Optional[str] = None) -> Options:
        """The values of this level for other classes; None is the default class."""
        return Options(self._server, self._level, user_class=user_class, vendor_class=vendor_class)

    # ---- reading ----

    def __getitem__(self, code: int) -> OptionValue:
        elements = self.elements(code)
        return _value(elements, self._is_array(code))

    def elements(self, code: int) -> Tuple[OptionElement, ...]:
        """The elements of a value with their types, which the API does not compare with that of the option.

        Raises:
            OptionNotFound: the option has no value here.
        """
        arguments = (self._server._wide, self._classes.flags(), _code(code), *self._classes.wide())
        with raised_as(OptionNotFound, ERROR_FILE_NOT_FOUND):
            with native.reply("DhcpGetOptionValueV5", *arguments, self._level._native()) as found:
                return _elements_of(found.Value)

    def __iter__(self) -> Iterator[int]:
        def convert(page: Any) -> List[int]:
            return [found.OptionID for found in page.Values[: page.NumElements]]

        arguments = (self._server._wide, self._classes.flags(), *self._classes.wide(), self._level._native())
        return native.pages("DhcpEnumOptionValuesV5", *arguments, convert=convert)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def for_all_classes(self) -> List[OptionSetting]:
        """The values of this level for all classes, those for the default classes first, as they are at one moment."""
        arguments = (self._server._wide, 0, self._level._native())
        found: List[Tuple[_Classes, int, Tuple[OptionElement, ...]]] = []
        with native.reply("DhcpGetAllOptionValues", *arguments) as page:
            for entry in page.Options[: page.NumElements]:
                names = (native.text_at(entry.ClassName) or None, native.text_at(entry.VendorName) or None)
                values = entry.OptionsArray.contents
                for value in values.Values[: values.NumElements]:
                    found.append((_Classes(*names), value.OptionID, _elements_of(value.Value)))
        return [
            OptionSetting(code, _value(elements, self.of(**vars(classes))._is_array(code)), *_names(classes))
            for classes, code, elements in found
        ]

    # ---- changing ----

    def __setitem__(self, code: int, value: OptionValueLike) -> None:
        data = byref(_native_data(self._given(code, value)))
        self._call("DhcpSetOptionValueV5", code, self._level._native(), data)

    def __delitem__(self, code: int) -> None:
        self._call("DhcpRemoveOptionValueV5", code, self._level._native())

    def set(self, code: int, value: OptionValueLike) -> None:
        """Sets the value of an option, whether it has one here or not.

        Args:
            value: an element or a list of them, of the type of the option; an `OptionElement` has a type of its own.

        Raises:
            OptionNotFound: the option is not defined for the classes, nor for the vendor class and all users.
            TypeError, ValueError: the value is not one of the type.
        """
        self[code] = value

    def set_all(self, values: Mapping[int, OptionValueLike]) -> None:
        """Sets the values of several options: all of them, or none if one is refused.

        `update`, which is that of every mapping, sets one after the other.
        """
        made = [
            native.DHCP_OPTION_VALUE(_code(code), _native_data(self._given(code, value)))
            for code, value in values.items()
        ]
        block = (native.DHCP_OPTION_VALUE * len(made))(*made)
        array = native.DHCP_OPTION_VALUE_ARRAY(len(made), cast(block, native.ctype("DHCP_OPTION_VALUE*")))
        arguments = (self._server._wide, self._classes.flags(), *self._classes.wide(), self._level._native())
        native.call("DhcpSetOptionValuesV5", *arguments, byref(array))

    def delete(self, code: int) -> None:
        """Takes the value of an option away.

        Raises:
            OptionNotFound: it has none here.
        """
        del self[code]

    # ---- parts ----

    def _call(self, function: str, code: int, *arguments: Any) -> None:
        native.call(function, self._server._wide, self._classes.flags(), _code(code), *self._classes.wide(), *arguments)

    def _definition(self, code: int) -> OptionDefinition:
        """What the option is for the classes, or else for the vendor class and all users."""
        vendor_class = self._classes.vendor_class
        definitions = OptionDefinitions(self._server, user_class=self._classes.user_class, vendor_class=vendor_class)
        return definitions.get(code) or definitions.of(vendor_class=vendor_class)[code]

    def _is_array(self, code: int) -> bool:
        try:
            return self._definition(code).is_array
        except OptionNotFound:
            return False

    def _given(self, code: int, value: OptionValueLike) -> List[OptionElement]:
        """The elements of a value that is given, those without a type with that of the option."""
        parts = _parts(value)
        if all(isinstance(part, OptionElement) for part in parts):
            return parts
        try:
            kind = self._definition(code).type
        except OptionNotFound:
            if code != DNS_UPDATES or self._classes.vendor_class is not None:
                raise
            kind = OptionType.DWORD
        return _typed(parts, kind)
