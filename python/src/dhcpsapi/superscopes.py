"""Superscopes: scopes of one network, which help each other out with addresses."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Dict, Iterator, List, Optional, Tuple

from . import _native as native
from .errors import (
    ERROR_DHCP_SUBNET_EXITS,
    ERROR_DHCP_SUBNET_NOT_PRESENT,
    ScopeInSuperscope,
    SuperscopeNotFound,
    raised_as,
)
from .scopes import ScopeLike, scope_number

if TYPE_CHECKING:
    from .servers import Server


@dataclass(frozen=True)
class Superscope:
    """A superscope, as a server had it when it was read."""

    name: str
    number: int
    """The number by which the server calls it, from 1 on."""
    scopes: Tuple[IPv4Address, ...]
    """The subnet addresses of its scopes, lowest first. It has one at least."""


class Superscopes:
    """The superscopes of a server, in the order of their lowest scopes.

    A client in a scope whose addresses are used up is served from the other scopes of its superscope.
    """

    def __init__(self, server: Server) -> None:
        self._server = server

    def __repr__(self) -> str:
        return f"Superscopes({self._server.name!r})"

    def __iter__(self) -> Iterator[Superscope]:
        members: Dict[int, Tuple[str, List[IPv4Address]]] = {}
        with native.reply("DhcpGetSuperScopeInfoV4", self._server._wide) as table:
            for entry in table.pEntries[: table.cEntries]:
                if entry.SuperScopeNumber:
                    name = native.text_at(entry.SuperScopeName)
                    _, scopes = members.setdefault(entry.SuperScopeNumber, (name, []))
                    scopes.append(IPv4Address(entry.SubnetAddress))
        return iter([Superscope(name, number, tuple(scopes)) for number, (name, scopes) in members.items()])

    def of(self, scope: ScopeLike) -> Optional[Superscope]:
        """The superscope that a scope is in; None where it is in none."""
        address = IPv4Address(scope_number(scope))
        return next((found for found in self if address in found.scopes), None)

    def add(self, name: str, scope: ScopeLike, *, move: bool = False) -> None:
        """Puts a scope into a superscope, which is made with its first one.

        Args:
            name: 1 to 256 characters, in any case.
            move: also if the scope is in a superscope, which it leaves then.

        Raises:
            ScopeInSuperscope: the scope is in a superscope, be it this one.
            ScopeNotFound: there is no such scope.
            NameTooLong: the name has more than 256 characters.
        """
        with raised_as(ScopeInSuperscope, ERROR_DHCP_SUBNET_EXITS):
            native.call("DhcpSetSuperScopeV4", self._server._wide, scope_number(scope), native.wide(name), move)

    def remove(self, scope: ScopeLike) -> None:
        """Takes a scope out of its superscope, if it is in one. A superscope is gone with its last scope."""
        native.call("DhcpSetSuperScopeV4", self._server._wide, scope_number(scope), None, True)

    def delete(self, name: str) -> None:
        """Deletes a superscope; its scopes stay.

        Raises:
            SuperscopeNotFound: there is none of that name.
        """
        with raised_as(SuperscopeNotFound, ERROR_DHCP_SUBNET_NOT_PRESENT):
            native.call("DhcpDeleteSuperScopeV4", self._server._wide, native.wide(name))
