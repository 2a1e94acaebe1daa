"""Settings of a server, and its backup."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import dhcpsapi
from dhcpsapi import AuditLog, DnsCredentials, Server


@pytest.fixture
def server() -> Server:
    """A server on which nobody has changed anything."""
    return Server.add("dhcp1", "198.51.100.1")


# What `netsh dhcp server dump` shows of a fresh server, and another value.
SETTINGS = [
    ("conflict_detection_attempts", 0, 5),
    ("writes_audit_log", True, False),
    ("database_name", "dhcp.mdb", "é.mdb"),
    ("database_path", "C:\\Windows\\system32\\dhcp", "x" * 247),
    ("backup_path", "C:\\Windows\\system32\\dhcp\\backup", "D:\\backup"),
    ("backup_interval", timedelta(hours=1), timedelta(minutes=71582)),
    ("cleanup_interval", timedelta(hours=1), timedelta(minutes=1)),
    ("logs_transactions", True, False),
    ("starts_from_backup", False, True),
    ("api_protocols", 1, 7),
    ("debug_flags", 0, 0xFFFFFFFF),
    ("audit_log", AuditLog("C:\\Windows\\system32\\dhcp", 50, 70, 20), AuditLog("", 0, 0xFFFFFFFF, 7)),
    ("is_bound", True, False),
]


def all_of(server: Server) -> Any:
    """Every setting by its name."""
    return {name: getattr(server.settings, name) for name, _, _ in SETTINGS}


def test_a_fresh_server(server: Server) -> None:
    assert all_of(server) == {name: fresh for name, fresh, _ in SETTINGS}
    settings = server.settings
    assert (settings.is_authorized, settings.is_domain_joined, settings.dynamic_bootp) == (True, False, True)
    assert settings.restore_status == 0
    assert repr(settings) == "ServerSettings('dhcp1')"


@pytest.mark.parametrize("name, fresh, other", SETTINGS)
def test_a_setting_is_set_alone(server: Server, name: str, fresh: Any, other: Any) -> None:
    before = all_of(server)
    for value in (other, other, fresh):
        setattr(server.settings, name, value)
        assert all_of(server) == {**before, name: value}
    assert all_of(Server.local()) == before


WRONG = [
    ("conflict_detection_attempts", 6, dhcpsapi.InvalidParameter),
    ("conflict_detection_attempts", -1, ValueError),
    ("database_name", "", dhcpsapi.InvalidParameter),
    ("database_name", "デ", dhcpsapi.DhcpError),
    ("database_path", "x" * 248, dhcpsapi.InvalidParameter),
    ("backup_interval", timedelta(0), dhcpsapi.InvalidParameter),
    ("backup_interval", timedelta(seconds=90), ValueError),
    ("backup_interval", timedelta(minutes=-1), ValueError),
    ("cleanup_interval", timedelta(minutes=71583), dhcpsapi.DhcpError),
    ("api_protocols", 0, dhcpsapi.InvalidParameter),
    ("api_protocols", 2**32, ValueError),
    ("audit_log", AuditLog("x" * 248, 1, 1, 1), dhcpsapi.DhcpError),
    ("audit_log", AuditLog("x", 1, -1, 1), ValueError),
]


@pytest.mark.parametrize("name, value, error", WRONG)
def test_what_is_refused(server: Server, name: str, value: Any, error: Any) -> None:
    before = all_of(server)
    with pytest.raises(error):
        setattr(server.settings, name, value)
    assert all_of(server) == before


def test_a_part_of_the_audit_log(server: Server) -> None:
    server.settings.audit_log = dataclasses.replace(server.settings.audit_log, max_megabytes=7)
    assert server.settings.audit_log == AuditLog("C:\\Windows\\system32\\dhcp", 50, 7, 20)


def test_credentials_for_dns(server: Server) -> None:
    settings = server.settings
    assert settings.dns_credentials == DnsCredentials()
    settings.set_dns_credentials("é-😀", "d" * 5000, "hunter2")
    assert settings.dns_credentials == DnsCredentials("é-😀", "d" * 5000)
    assert "hunter2" not in repr(settings.dns_credentials)
    settings.set_dns_credentials("", "")
    assert settings.dns_credentials == DnsCredentials()


def test_a_backup(server: Server, tmp_path: Path) -> None:
    for _ in range(2):
        server.back_up(tmp_path / "dhcp1")
        assert "dhcp1" in (tmp_path / "dhcp1/dhcp.json").read_text()
    with pytest.raises(dhcpsapi.DhcpError) as refused:
        server.back_up(tmp_path / "a/b")
    assert refused.value.code == 3
    assert not (tmp_path / "a").exists()
    for call in (server.back_up, server.start_from):
        with pytest.raises(dhcpsapi.DhcpError) as refused:
            call("")
        assert refused.value.code == 123


def test_a_server_that_starts_from_a_backup(server: Server, tmp_path: Path) -> None:
    server.settings.conflict_detection_attempts = 2
    server.back_up(tmp_path)
    server.settings.conflict_detection_attempts = 3
    server.start_from(tmp_path)
    assert server.settings.conflict_detection_attempts == 3
    for _ in range(2):
        server.stop()
        server.start()
        assert server.settings.conflict_detection_attempts == 2


def test_a_server_that_does_not_answer(server: Server) -> None:
    server.stop()
    for name, _, value in SETTINGS:
        with pytest.raises(dhcpsapi.ServerUnavailable):
            getattr(server.settings, name)
        with pytest.raises(dhcpsapi.ServerUnavailable):
            setattr(server.settings, name, value)
