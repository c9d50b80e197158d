"""Vendors that are dead, mute, slow, or turn everybody away: each command that asks one ends, and says so."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from tests.specimens import SPECIMENS
from tests.support.isp import Isp
from tests.support.states import Stack

COMMAND = Path(sys.executable).parent / "pulumi-isp"
BOUND = 280
"""Seconds for all of them on a busy machine."""
FAILED, INCOMPLETE = 1, 4
Answer = Callable[[BaseHTTPRequestHandler], None]
COMMANDS = {
    "doctor": FAILED,
    "discover isp": FAILED,
    "discover named --names-from whmcs": FAILED,
    "map isp.html isp.svg --discover --live": FAILED,
    "drift --state state.json": INCOMPLETE,
    "fleet drift --stack one --": INCOMPLETE,
    "deletes --destroy --state state.json": INCOMPLETE,
}
"""All that ask vendors by themselves, and how they end. Others ask them through Pulumi alone, or never."""
PULUMI = """#!/bin/sh
case "$1 $2" in
    "stack export") cat state.json ;;
    version*) echo v3.259.0 ;;
    *) echo "{}" ;;
esac
"""


def refuse(status: int) -> Answer:
    """One status to everything."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        handler.send_response(status)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def drip(handler: BaseHTTPRequestHandler) -> None:
    """A sign every now and then, until the other side has enough."""
    handler.send_response(200)
    handler.end_headers()
    with suppress(OSError):
        while True:
            handler.wfile.write(b" ")
            time.sleep(0.05)


@contextmanager
def answering(answer: Answer) -> Iterator[int]:
    """The port of a server that answers so."""
    verbs = {f"do_{verb}": answer for verb in ("GET", "HEAD", "POST")}
    quiet = {"log_message": lambda *_: None}
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), type("Handler", (BaseHTTPRequestHandler,), verbs | quiet)
    ) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@contextmanager
def vendor(what: str) -> Iterator[int]:
    """The port of one that is so."""
    if what == "dead":
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            yield closed.getsockname()[1]
    elif what == "mute":
        with socket.create_server(("127.0.0.1", 0)) as server:
            yield server.getsockname()[1]
    else:
        with answering(drip if what == "drips" else refuse(int(what))) as port:
            yield port


@pytest.mark.parametrize(
    ("what", "limit", "says"),
    [
        ("dead", 120, "Cannot connect to 127.0.0.1"),
        ("mute", 4, "was not done within 4 s"),
        ("drips", 4, "was not done within 4 s"),
        ("401", 120, "did not accept the credentials"),
        ("403", 120, "The account may not do this"),
        ("500", 120, "The server failed on the request"),
    ],
)
def test_each_command_ends_and_says_what_to_do(
    isp: Isp, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, what: str, limit: int, says: str
) -> None:
    """As a process. It has written nothing, and shows neither a secret nor a frame of its own."""
    stack = Stack(isp)
    for kind in ("calix.Ont", "cloudconnexa.User"):
        stack.make(kind, "one", SPECIMENS[kind].full)
    stack.written().rename("state.json")
    for name in ("CALIX_URL", "CLOUDCONNEXA_URL"):
        monkeypatch.setenv(name.replace("URL", "FORMER_URLS"), os.environ[name])
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/pulumi").write_text(PULUMI)
    (tmp_path / "bin/pulumi").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    Path("Pulumi.yaml").write_text("name: isp\nruntime: python\n")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    with vendor(what) as port, ExitStack() as running:
        for name in ("CALIX_URL", "CALIX_REST_URL", "CLOUDCONNEXA_URL", "WHMCS_URL"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{port}/")
        begun = {
            words: running.enter_context(
                subprocess.Popen(
                    [str(COMMAND), *f"{words} --limit {limit}".split()],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                )
            )
            for words in COMMANDS
        }
        told = {name: process.communicate(timeout=BOUND)[0] for name, process in begun.items()}
    assert {name: each.returncode for name, each in begun.items()} == COMMANDS
    for name, text in told.items():
        # WHMCS says no with an error in its own words: a status alone is somebody else's.
        assert says in text or ("whmcs" in name and "The answer is not from WHMCS's API" in text), text
        assert "What to do: " in text or name == "doctor" or "--limit" in text, text
        assert "Traceback" not in text, name
        assert not [value for value in isp.secrets.values() if value in text], name
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
