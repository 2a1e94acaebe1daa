"""User classes and vendor classes: what clients say of themselves, and options can be set for."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Iterator, List, Optional

from . import _native as native
from ._values import text_or_none, within

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class ClientClass:
    """A user class or a vendor class, as a server had it when it was read."""

    name: str
    data: bytes
    """What clients of the class send, 1 to 255 bytes."""
    is_vendor: bool = False
    """Whether it is a vendor class; it is a user class otherwise."""
    comment: str = ""
    flags: int = 0
    """A number of 32 bits, which the server keeps and does not look at."""

    @classmethod
    def _of(cls, found: Any) -> ClientClass:
        return cls(
            name=native.text_at(found.ClassName),
            data=bytes(found.ClassData[: found.ClassDataLength]),
            is_vendor=bool(found.IsVendor),
            comment=native.text_at(found.ClassComment),
            flags=found.Flags,
        )

    def _info(self) -> Any:
        data = native.binary(self.data)
        return byref(
            native.DHCP_CLASS_INFO(
                ClassName=native.wide_pointer(self.name),
                ClassComment=text_or_none(self.comment),
                ClassDataLength=data.DataLength,
                IsVendor=self.is_vendor,
                Flags=within(self.flags, 0xFFFFFFFF, "flags"),
                ClassData=data.Data,
            )
        )


class Classes:
    """The user classes and vendor classes of a server, in the order of their creation. A fresh server has five."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def __repr__(self) -> str:
        return f"Classes({self._server.name!r})"

    def __iter__(self) -> Iterator[ClientClass]:
        return native.pages("DhcpEnumClasses", self._server._wide, 0, convert=_classes)

    def get(self, name: Optional[str] = None, *, data: Optional[bytes] = None) -> ClientClass:
        """A class, by its name in any case, its data, or both.

        Of a user class and a vendor class of one name it is the older one.

        Raises:
            ClassNotFound: there is no such class.
        """
        if name is None and data is None:
            raise ValueError("a class is found by its name, its data or both")
        wanted = native.DHCP_CLASS_INFO(ClassName=native.wide_pointer(name))
        if data is not None:
            given = native.binary(data)
            wanted.ClassDataLength, wanted.ClassData = given.DataLength, given.Data
        with native.reply("DhcpGetClassInfo", self._server._wide, 0, byref(wanted)) as found:
            return ClientClass._of(found)

    def add(self, name: str, data: bytes, *, is_vendor: bool = False, comment: str = "", flags: int = 0) -> ClientClass:
        """Creates a class of the clients that send these 1 to 255 bytes.

        Raises:
            ClassExists: a class of the kind has the name, or a class of either kind has the data.
        """
        made = ClientClass(name, data, is_vendor, comment, flags)
        native.call("DhcpCreateClass", self._server._wide, 0, made._info())
        return made

    def change(self, given: ClientClass, *, data: Optional[bytes] = None, comment: Optional[str] = None) -> ClientClass:
        """Gives a class other data or another comment. What is not given is as it was when the class was read.

        Raises:
            ClassNotFound: there is no class of its name and kind any more.
            ClassExists: another class has the data.
        """
        changed = replace(
            given,
            data=given.data if data is None else data,
            comment=given.comment if comment is None else comment,
        )
        native.call("DhcpModifyClass", self._server._wide, 0, changed._info())
        return changed

    def remove(self, name: str) -> None:
        """Deletes a class, with the definitions of options and the values that are for it.

        Of a user class and a vendor class of one name the older one is deleted.

        Raises:
            ClassNotFound: there is none of that name.
            ClassBuiltIn: every server has it.
        """
        native.call("DhcpDeleteClass", self._server._wide, 0, native.wide(name))


def _classes(page: Any) -> List[ClientClass]:
    return [ClientClass._of(found) for found in page.Classes[: page.NumElements]]
