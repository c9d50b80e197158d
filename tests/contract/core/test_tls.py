"""HTTPS with given and with made certificates."""

from __future__ import annotations

import socket
import ssl
import stat
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from pulumi_isp_simulators import Simulator, Tls, Vendor, self_signed

Shelf = Simulator[Vendor]
MakeShelf = Callable[..., Shelf]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Tls:
    return self_signed(tmp_path_factory.mktemp("tls") / "new")


def test_clients_that_trust_the_authority_get_in(
    make_shelf: MakeShelf, made: Tls, client: requests.Session
) -> None:
    """The made certificate holds for 127.0.0.1 and localhost, under the made authority only."""
    shelf = make_shelf(tls=made)
    assert shelf.url.startswith("https://127.0.0.1:")
    assert client.get(f"{shelf.url}/boxes", verify=str(made.ca)).json() == {}
    by_name = shelf.url.replace("127.0.0.1", "localhost")
    assert client.get(f"{by_name}/boxes", verify=str(made.ca)).ok
    with pytest.raises(requests.exceptions.SSLError):
        requests.get(f"{shelf.url}/boxes", timeout=30)


def test_the_key_is_private(made: Tls, tmp_path: Path) -> None:
    """Nobody else may read the key, even where an older file could be read."""
    (tmp_path / "server.key").write_text("old")
    again = self_signed(tmp_path)
    for key in (made.key, again.key):
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "PRIVATE KEY" in again.key.read_text()


def test_a_reset_below_tls(make_shelf: MakeShelf, made: Tls, client: requests.Session) -> None:
    """Lost answers are scripted the same way under TLS."""
    shelf = make_shelf(tls=made)
    shelf.fault("boxes.create", "reset_after")
    with pytest.raises(requests.ConnectionError):
        client.post(f"{shelf.url}/boxes/a", verify=str(made.ca))
    assert shelf.state() == {"boxes": {"a": 0}}


def test_clients_that_do_not_shake_hands_stop_nobody(
    make_shelf: MakeShelf, made: Tls, client: requests.Session
) -> None:
    """Silent and plain-text clients are harmless to the others."""
    shelf = make_shelf(tls=made)
    host, port = shelf.url.removeprefix("https://").split(":")
    with (
        socket.create_connection((host, int(port)), timeout=30),
        socket.create_connection((host, int(port)), timeout=30) as plain,
    ):
        plain.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert client.get(f"{shelf.url}/boxes", verify=str(made.ca)).ok
        assert not plain.recv(4096).startswith(b"HTTP/1.1 500")
    assert len(shelf.requests) == 1


def test_old_protocols_are_refused(make_shelf: MakeShelf, made: Tls) -> None:
    """TLS 1.1 finds no server."""
    shelf = make_shelf(tls=made)
    host, port = shelf.url.removeprefix("https://").split(":")
    context = ssl.create_default_context(cafile=str(made.ca))
    with warnings.catch_warnings(action="ignore"):  # Python says that the version is old
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with (
        socket.create_connection((host, int(port)), timeout=30) as sock,
        pytest.raises(OSError, match=r"."),
        context.wrap_socket(sock, server_hostname="localhost"),
    ):
        pass
