"""A server on a raw socket that does what a script says, down to the single byte."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import trustme

from pulumi_isp_provider.transport.base import Request
from pulumi_isp_provider.transport.clock import InstantClock

PROXY_VARIABLES = (
    "http_proxy",
    "https_proxy",
    "all_proxy",
    "no_proxy",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
)


@dataclass
class Call:
    """One request as the server saw it, and the means to answer it."""

    number: int
    connection: int
    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    sock: socket.socket = field(repr=False)
    stopped: threading.Event = field(repr=False)

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))

    def reply(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        fields = {"Content-Length": str(len(body)), **{k.replace("_", "-"): v for k, v in headers.items()}}
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        self.raw(f"HTTP/1.1 {status} Status\r\n{head}\r\n".encode() + body)

    def raw(self, data: bytes) -> None:
        self.sock.sendall(data)

    def reset(self) -> None:
        """End the connection with RST."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def hang_up(self) -> None:
        """End the connection with FIN, on TLS without a word of farewell."""
        self.sock.shutdown(socket.SHUT_RDWR)
        self.sock.close()

    def stall(self) -> None:
        """Say nothing more until the test is over."""
        self.stopped.wait(30)


Script = Callable[[Call], object]


class Incoming:
    """Reads lines and bytes without a file object, which would keep a closed socket open."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._buffer = b""

    def _more(self) -> None:
        piece = self._sock.recv(65536)
        if not piece:
            raise ConnectionError
        self._buffer += piece

    def line(self) -> str:
        while b"\n" not in self._buffer:
            self._more()
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode("latin-1")

    def bytes(self, count: int) -> bytes:
        while len(self._buffer) < count:
            self._more()
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken


class ScriptedServer:
    """Answers each request as its script says; a connection stays open as long as the script leaves it."""

    def __init__(self, script: Script, context: ssl.SSLContext | None = None) -> None:
        self._script = script
        self._context = context
        self._lock = threading.Lock()
        self._end = threading.Condition(self._lock)
        self._ended = 0
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._stopped = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.calls: list[Call] = []
        self.connections = 0
        self.busy = 0
        self.most_busy = 0
        port = self._listening.getsockname()[1]
        self.host = f"localhost:{port}" if context else f"127.0.0.1:{port}"
        self.url = f"{'https' if context else 'http'}://{self.host}/thing"
        self._start(self._accept)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self._stopped.is_set():
            try:
                sock, _ = self._listening.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(sock)
                number = self.connections
            self._start(lambda sock=sock, number=number: self._serve(sock, number))  # type: ignore[misc]  # mypy cannot infer lambda defaults

    def _serve(self, sock: socket.socket, number: int) -> None:
        try:
            if self._context:
                sock = self._context.wrap_socket(sock, server_side=True)
                with self._lock:
                    self._open.add(sock)
            stream = Incoming(sock)
            while not self._stopped.is_set() and (call := self._read(stream, sock, number)):
                try:
                    self._script(call)
                finally:
                    with self._lock:
                        self.busy -= 1
        except (OSError, ValueError):
            pass
        finally:
            sock.close()
            with self._lock:
                self._ended += 1
                self._end.notify_all()

    def all_ended(self, seconds: float) -> bool:
        """Wait until every connection has ended."""
        with self._end:
            return self._end.wait_for(lambda: self._ended == self.connections, seconds)

    def _read(self, stream: Incoming, sock: socket.socket, number: int) -> Call | None:
        first = stream.line().split()
        if not first:
            return None
        headers: dict[str, str] = {}
        while line := stream.line().strip():
            name, _, value = line.partition(":")
            headers[name.strip().title()] = value.strip()
        body = stream.bytes(int(headers.get("Content-Length", "0")))
        with self._lock:
            call = Call(len(self.calls), number, first[0], first[1], headers, body, sock, self._stopped)
            self.calls.append(call)
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        return call

    def stop(self) -> None:
        self._stopped.set()
        # Shutting down wakes the thread in accept(); closing alone does not.
        for sock in (self._listening, *self._open):
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()
        for thread in self._threads:
            thread.join(5)


Serve = Callable[[Script], ScriptedServer]


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine's own proxy settings have no say in these tests."""
    for name in PROXY_VARIABLES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start servers; they are stopped when the test ends."""
    servers: list[ScriptedServer] = []

    def start(script: Script) -> ScriptedServer:
        servers.append(ScriptedServer(script))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    """A certificate authority of our own."""
    return trustme.CA()


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    """Its certificate in a file."""
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def serve_tls(authority: trustme.CA) -> Iterator[Serve]:
    """Start servers that speak TLS, with a certificate for ``localhost`` of our authority."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    servers: list[ScriptedServer] = []

    def start(script: Script) -> ScriptedServer:
        servers.append(ScriptedServer(script, context))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def clock() -> InstantClock:
    """A clock that waits for nobody."""
    return InstantClock()


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port of this machine on which nobody listens, and on which nobody else can begin to."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        yield sock.getsockname()[1]


@pytest.fixture
def ask() -> Callable[..., Request]:
    """Make a GET for an address."""

    def make(url: str, **more: object) -> Request:
        return Request(**{"method": "GET", "url": url, "operation": "things.get", **more})  # type: ignore[arg-type]  # a test's own arguments

    return make
