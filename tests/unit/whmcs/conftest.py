"""A simulated WHMCS with an ISP's data, clients of it, and a server that answers anything."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

import pytest

from pulumi_isp_provider.transport.base import Transport
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_provider.transport.redact import Redactor
from pulumi_isp_provider.whmcs.client.client import WhmcsClient
from pulumi_isp_provider.whmcs.client.connection import open_transport
from pulumi_isp_simulators import Simulator, WhmcsVendor

IDENTIFIER = "simIdentifier0123456789abcdefghij"
SECRET = "simSecret0123456789abcdefghijklmn"
PASSWORD = "customer-password-9f3a"

SEED: dict[str, Any] = {
    "currencies": [
        {"id": 1, "code": "USD", "prefix": "$", "suffix": " USD", "rate": "1.00000"},
        {"id": 2, "code": "EUR", "prefix": "", "suffix": " EUR", "rate": "0.92000"},
    ],
    "product_groups": [{"id": 1, "name": "Fibre"}, {"id": 2, "name": "Extras"}],
    "client_groups": [{"id": 3, "groupname": "Hospitals", "susptermexempt": True}],
    "products": [
        {
            "pid": pid,
            "gid": gid,
            "name": name,
            "module": "autorelease",
            "pricing": {"USD": {"monthly": price, "msetupfee": "10.00"}},
            "customfields": [
                {"id": 10 * pid + 1, "name": "ONT Serial|Serial number of your ONT"},
                {"id": 10 * pid + 2, "name": "Shelf"},
                {"id": 10 * pid + 3, "name": "Port"},
            ],
            "configoptions": [{"id": pid, "name": "Speed"}],
        }
        for pid, gid, name, price in (
            (1, 1, "Fibre 100", "25.99"),
            (2, 1, "Fibre 1000", "59.99"),
            (10, 2, "Mail", "1.00"),
        )
    ],
    "clients": [
        {"id": 7, "firstname": "Ada", "lastname": "O'Brien", "email": "ada@example.net", "city": "Galway"},
        {"id": 8, "firstname": "Zoë", "lastname": "Møller", "email": "zoe@example.net", "groupid": 3},
    ],
    "services": [
        {
            "id": sid,
            "clientid": cid,
            "pid": pid,
            "status": status,
            "username": f"sub{sid}",
            "password": PASSWORD,
            "customfields": {"ONT Serial": serial, "Shelf": shelf, "Port": port},
            "configoptions": {"Speed": "100M"},
        }
        for sid, cid, pid, status, serial, shelf, port in (
            (41, 7, 1, "Active", "CXNK00AABB01", "NTWK-1", "1/1"),
            (42, 7, 2, "Suspended", "cxnk 00aabb02", "NTWK-1", "1/2"),
            (43, 8, 1, "Cancelled", "CXNK00AABB01", "", ""),
            (44, 8, 1, "Active", "", "NTWK-1", "1/4"),
            (45, 8, 10, "Active", "", "", ""),
        )
    ],
}


@dataclass
class Asked:
    """One request as the stub saw it."""

    path: str
    form: dict[str, str]
    headers: dict[str, str]


Answer = tuple[int, str, bytes]


@dataclass
class Stub:
    """A web server that answers each POST with the next answer, and the last one for ever."""

    answers: list[Answer]
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


NewStub = Callable[..., Stub]
NewSimulator = Callable[..., Simulator[WhmcsVendor]]
NewClient = Callable[..., WhmcsClient]


@dataclass(frozen=True)
class Known:
    """What the simulated WHMCS is set up with."""

    identifier: str = IDENTIFIER
    secret: str = SECRET
    password: str = PASSWORD


@pytest.fixture
def known() -> Known:
    return Known()


@pytest.fixture
def resources() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def new_simulator(resources: ExitStack) -> NewSimulator:
    """Start a simulator; by default with :data:`SEED`."""

    def start(seed: dict[str, Any] | None = None, **options: Any) -> Simulator[WhmcsVendor]:
        given = {"identifier": IDENTIFIER, "secret": SECRET, **options}
        return resources.enter_context(Simulator(WhmcsVendor(**given), seed=SEED if seed is None else seed))

    return start


@pytest.fixture
def whmcs(new_simulator: NewSimulator) -> Simulator[WhmcsVendor]:
    return new_simulator()


@pytest.fixture
def new_stub(resources: ExitStack) -> NewStub:
    """Start a server that gives scripted answers."""

    def start(*answers: Answer) -> Stub:
        stub = Stub(list(answers))
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(stub))
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        resources.callback(server.server_close)
        resources.callback(server.shutdown)
        stub.url = f"http://127.0.0.1:{server.server_port}"
        return stub

    return start


def _handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            stub.asked.append(Asked(self.path, dict(parse_qsl(body.decode())), dict(self.headers)))
            status, content_type, answer = stub.next()
            self.send_response(status)
            if content_type:
                self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
            pass

    return Handler


@pytest.fixture
def clock() -> InstantClock:
    """The clock of the waits between attempts."""
    return InstantClock()


@pytest.fixture
def new_transport(clock: InstantClock) -> Callable[..., Transport]:
    """The real transport, without waits between attempts."""

    def build(timeout: float = 5, **options: Any) -> Transport:
        return open_transport(timeout=timeout, redactor=Redactor(SECRET), clock=clock, **options)

    return build


@pytest.fixture
def new_client(resources: ExitStack, new_transport: Callable[..., Transport]) -> NewClient:
    """A client of a simulator or a stub, which waits for nothing between attempts."""

    def connect(server: Simulator[WhmcsVendor] | Stub, timeout: float = 5, **options: Any) -> WhmcsClient:
        given = {"transport": new_transport(timeout), **options}
        client = WhmcsClient(f"{server.url}/includes/api.php", IDENTIFIER, SECRET, timeout, **given)
        return resources.enter_context(client)

    return connect


@pytest.fixture
def client(whmcs: Simulator[WhmcsVendor], new_client: NewClient) -> WhmcsClient:
    return new_client(whmcs)
