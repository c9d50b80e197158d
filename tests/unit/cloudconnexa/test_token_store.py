"""Tokens kept in a file: for us alone, whole, and of the right account."""

from __future__ import annotations

import errno
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    ConfigurationError,
    FileTokenStore,
    Token,
)
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

ACCOUNT = ("https://acme.api.openvpn.com", "robot.acme")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "token.json"


def test_kept_for_us_alone(path: Path) -> None:
    """The file has mode 0600, and nothing in it tells the account."""
    FileTokenStore(path, account=ACCOUNT).save(Token("t0ken", time.time() + 600))

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "acme" not in path.read_text()
    assert [p.name for p in path.parent.iterdir()] == ["token.json"]


def test_kept_token_comes_back(path: Path) -> None:
    """What was saved is loaded, by this account and by no other."""
    token = Token("t0ken", time.time() + 600)
    FileTokenStore(path, account=ACCOUNT).save(token)

    assert FileTokenStore(path, account=ACCOUNT).load() == token
    assert FileTokenStore(path, account=("https://other", "robot.acme")).load() is None
    assert "t0ken" not in repr(token)


def test_only_the_refused_token_is_forgotten(path: Path) -> None:
    """A newer token stays when an older one is refused."""
    store = FileTokenStore(path, account=ACCOUNT)
    store.save(Token("newer", time.time() + 600))

    store.forget("older")
    assert store.load() is not None
    store.forget("newer")
    assert store.load() is None


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
def test_file_that_others_can_see(path: Path, mode: int) -> None:
    """A file that others may read or write is refused, with what to do."""
    store = FileTokenStore(path, account=ACCOUNT)
    store.save(Token("t0ken", time.time() + 600))
    path.chmod(mode)

    with pytest.raises(ConfigurationError, match="others may read or write it"):
        store.load()


def test_link_and_folder_are_refused(path: Path, tmp_path: Path) -> None:
    """A link, which could lead anywhere, and what is no file are refused."""
    target = tmp_path / "target"
    target.write_text("{}")
    path.symlink_to(target)

    with pytest.raises(ConfigurationError):
        FileTokenStore(path, account=ACCOUNT).load()
    with pytest.raises(ConfigurationError):
        FileTokenStore(tmp_path, account=ACCOUNT).load()


def test_pipe_is_refused(path: Path) -> None:
    """A pipe is refused at once, not waited for."""
    os.mkfifo(path, 0o600)

    with pytest.raises(ConfigurationError, match="not a regular file"):
        FileTokenStore(path, account=ACCOUNT).load()


def test_file_of_another_user(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that somebody else has put there is refused."""
    store = FileTokenStore(path, account=ACCOUNT)
    store.save(Token("t0ken", time.time() + 600))
    us = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: us + 1)

    with pytest.raises(ConfigurationError, match="another user"):
        store.load()


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"account": 1}', b"\xff", b"null", b"[" * 9000])
def test_damaged_file_is_replaced(path: Path, content: bytes) -> None:
    """A damaged file counts as none and is written anew."""
    path.touch(mode=0o600)
    path.write_bytes(content)
    store = FileTokenStore(path, account=ACCOUNT)

    assert store.load() is None
    store.save(Token("t0ken", time.time() + 600))
    assert store.load() is not None


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    """A folder that is not there gives an error that names the file."""
    with pytest.raises(ConfigurationError, match=r"token\.json"):
        FileTokenStore(tmp_path / "none" / "token.json", account=ACCOUNT).save(Token("t", time.time()))


def test_file_that_cannot_be_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused token that cannot be removed gives an error that names the file."""
    store = FileTokenStore(path, account=ACCOUNT)
    store.save(Token("t0ken", time.time() + 600))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    # The user that runs the tests may be one whom no folder refuses anything.
    monkeypatch.setattr(Path, "unlink", refuse)

    with pytest.raises(ConfigurationError, match=r"token\.json.*Permission denied"):
        store.forget("t0ken")


WRITER = """
import sys, time
from pulumi_isp_provider.cloudconnexa import FileTokenStore, Token
store = FileTokenStore(sys.argv[1], account=("url", "id"))
for _ in range(100):
    store.save(Token(sys.argv[2] * 5000, time.time() + 600))
    print(store.load().value[:2])
    store.forget("another")
"""


def test_several_processes_at_once(path: Path) -> None:
    """Processes that share the file read whole tokens only, their own or another one's."""
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), letter], stdout=subprocess.PIPE, text=True)
        for letter in "abc"
    ]
    read = [word for writer in writers for word in writer.communicate(timeout=60)[0].split()]

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert len(read) == 300
    assert set(read) <= {"aa", "bb", "cc"}
    assert [p.name for p in path.parent.iterdir()] == ["token.json"]


def test_readers_and_writers_at_once(path: Path) -> None:
    """While several write, a reader gets one whole token or another."""
    values = {f"token-{n}" * 200 for n in range(4)}
    FileTokenStore(path, account=ACCOUNT).save(Token(min(values), time.time() + 600))
    read: list[str] = []

    def write(value: str) -> None:
        store = FileTokenStore(path, account=ACCOUNT)
        for _ in range(25):
            store.save(Token(value, time.time() + 600))
            found = store.load()
            read.append(found.value if found else "nothing")

    threads = [Thread(target=write, args=(value,)) for value in values]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(read) == 100
    assert set(read) <= values


def test_second_run_needs_no_token(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], path: Path
) -> None:
    """A client that finds a good token in the store asks for none."""
    for _ in range(2):
        store = FileTokenStore(path, account=(tenant.url, "robot.acme"))
        connect_to(tenant, token_store=store).networks.list()

    assert tenant.counts() == {"token": 1, "networks.list": 2}


def test_kept_token_that_is_refused(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], path: Path
) -> None:
    """A kept token that the vendor refuses is replaced in the store."""
    store = FileTokenStore(path, account=(tenant.url, "robot.acme"))
    connect_to(tenant, token_store=store).networks.list()
    old = store.load()
    tenant.expire()

    connect_to(tenant, token_store=store).networks.list()

    new = store.load()
    assert old is not None
    assert new is not None
    assert new.value != old.value
    assert tenant.count("token") == 2


def test_token_that_another_process_has_renewed(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], path: Path
) -> None:
    """Whose token is refused takes the newer one that another process has put into the file."""
    clients = [
        connect_to(tenant, token_store=FileTokenStore(path, account=(tenant.url, "robot.acme")))
        for _ in range(3)
    ]
    for client in clients:
        client.networks.list()
    tenant.expire()
    for client in clients:
        client.networks.list()

    assert tenant.counts() == {"token": 2, "networks.list": 9}


def test_kept_token_near_its_end(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], path: Path
) -> None:
    """A kept token with a minute to live is not begun with."""
    store = FileTokenStore(path, account=(tenant.url, "robot.acme"))
    store.save(Token("old", time.time() + 60))

    connect_to(tenant, token_store=store).networks.list()

    assert json.loads(path.read_text())["token"] != "old"
    assert {entry.status for entry in tenant.requests} == {200}
