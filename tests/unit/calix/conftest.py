"""A simulated CMS, clients for it, and a server that answers whatever a test says."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from urllib.parse import urlsplit

import pytest

from pulumi_isp_provider.calix.client.client import Config, SyncCMSClient
from pulumi_isp_provider.calix.client.e7 import E7
from pulumi_isp_provider.calix.client.nbi.cms import Cms
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CmsVendor, Simulator

USERNAME = "northbound"
PASSWORD = "p<w&-'s3cret\"-7"
FIRST_SESSION_ID = 48_151_600
NETWORKS = ("NTWK-1", "NTWK-2", "NTWK-3")
OK_LOGIN = (
    b"<Envelope><Body><auth-reply><ResultCode>0</ResultCode><SessionId>48151623</SessionId>"
    b"</auth-reply></Body></Envelope>"
)


class ScriptedServer:
    """Answers each request with the next of the bodies it was given; the last one is repeated."""

    login = OK_LOGIN

    def __init__(self, answers: Sequence[bytes]) -> None:
        self.requests: list[bytes] = []
        self.content_type = "text/xml;charset=UTF-8"
        self.status = "200 OK"
        self._answers = list(answers)
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                while line := self.rfile.readline():
                    length = 0
                    while header := self.rfile.readline().strip():
                        name, _, value = header.partition(b":")
                        if name.lower() == b"content-length":
                            length = int(value)
                    outer.requests.append(line + self.rfile.read(length))
                    body = outer._answers.pop(0) if len(outer._answers) > 1 else outer._answers[0]
                    head = (
                        f"HTTP/1.1 {outer.status}\r\nContent-Type: {outer.content_type}\r\n"
                        f"Content-Length: {len(body)}\r\n\r\n"
                    )
                    self.wfile.write(head.encode("latin-1") + body)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @staticmethod
    def reply(body: str, *, prolog: str = "", encoding: str = "utf-8") -> bytes:
        """An rpc-reply as a CMS wraps it."""
        return (
            f'{prolog}<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">'
            f'<soapenv:Body><rpc-reply message-id="1" nodename="NTWK-1">{body}</rpc-reply></soapenv:Body>'
            "</soapenv:Envelope>"
        ).encode(encoding)

    def answer(self, *answers: bytes) -> None:
        """Answer these from now on."""
        self._answers[:] = answers

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def vendor() -> Callable[..., CmsVendor]:
    """Makes a CMS with options, and with the user that the clients are configured for.

    Session ids are long here, so that a test that looks for one in a log finds nothing else.
    """
    return partial(CmsVendor, username=USERNAME, password=PASSWORD, first_session_id=FIRST_SESSION_ID)


@pytest.fixture
def sim(vendor: Callable[..., CmsVendor]) -> Iterator[Simulator[CmsVendor]]:
    """A CMS with three empty nodes."""
    seed = {"networks": [{"name": name.removeprefix("NTWK-")} for name in NETWORKS]}
    with Simulator(vendor(), seed=seed) as running:
        yield running


@pytest.fixture
def configure() -> Callable[..., Config]:
    """Makes the configuration for a simulator or an address."""

    def make(where: Simulator[CmsVendor] | str, **performance: object) -> Config:
        url, rest = (where, where) if isinstance(where, str) else (where.url, where.rest_url)
        return Config(
            credentials={"username": USERNAME, "password": PASSWORD},
            connection={"url": url, "rest_url": rest},
            performance=performance,
        )

    return make


@pytest.fixture
def config(sim: Simulator[CmsVendor], configure: Callable[..., Config]) -> Config:
    return configure(sim)


@pytest.fixture
def parts(sim: Simulator[CmsVendor]) -> dict[str, int]:
    """Host ports of the simulated CMS, as a configuration by host wants them."""
    return {"port": urlsplit(sim.url).port or 0, "rest_port": urlsplit(sim.rest_url).port or 0}


@pytest.fixture
def client(config: Config) -> Iterator[SyncCMSClient]:
    with SyncCMSClient(config) as made:
        yield made


@pytest.fixture
def patient(config: Config) -> Iterator[tuple[E7, Cms]]:
    """Operations whose waits between repeats cost no time."""
    cms = Cms(config, clock=InstantClock())
    yield E7(cms), cms
    cms.close()


@pytest.fixture
def scripted(configure: Callable[..., Config]) -> Iterator[tuple[ScriptedServer, E7]]:
    """A server with a script, and operations on it; the first answer is that to the login."""
    server = ScriptedServer([OK_LOGIN])
    cms = Cms(configure(server.url), clock=InstantClock())
    yield server, E7(cms)
    server.answer(OK_LOGIN)
    cms.close()
    server.stop()
