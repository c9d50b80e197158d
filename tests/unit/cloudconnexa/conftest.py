"""A simulated tenant, clients for it, and a server that answers whatever a test wants."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from tests.support.releases import RELEASE_OF, SERVERS

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.client.api import DEFAULT, VERSIONS
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

Json = dict[str, Any]

CLIENT_ID = "robot.acme"
CLIENT_SECRET = "s3cret-of-the-robot"

ClientMaker = Callable[..., CloudConnexaClient]


@pytest.fixture(params=list(VERSIONS))
def api_version(request: pytest.FixtureRequest) -> str:
    """Each release in turn, on the server and in the client."""
    return str(request.param)


@pytest.fixture
def start() -> Iterator[Callable[..., Tenant]]:
    """Starts simulated tenants with the options of the vendor."""
    running: list[Tenant] = []

    def begin(**options: Any) -> Tenant:
        vendor = CloudConnexaVendor(**{"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, **options})
        simulator = Simulator(vendor).__enter__()
        running.append(simulator)
        return simulator

    yield begin
    for simulator in running:
        simulator.__exit__(None, None, None)


@pytest.fixture
def tenant(start: Callable[..., Tenant], api_version: str) -> Tenant:
    """A tenant of each release in turn; what works on one has to work on the others."""
    return start(api_version=SERVERS[api_version])


@pytest.fixture
def connect_to() -> Iterator[ClientMaker]:
    """Makes clients whose waits cost no time, for the release of the tenant unless another one is named."""
    made: list[CloudConnexaClient] = []

    def make(where: Tenant | str, **options: Any) -> CloudConnexaClient:
        url, release = (
            (where, DEFAULT)
            if isinstance(where, str)
            else (where.url, RELEASE_OF.get(where.vendor.options.api_version, DEFAULT))
        )
        options.setdefault("clock", InstantClock())
        options.setdefault("api_version", release)
        client = CloudConnexaClient(
            url,
            options.pop("client_id", CLIENT_ID),
            options.pop("client_secret", CLIENT_SECRET),
            **options,
        )
        made.append(client)
        return client

    yield make
    for client in made:
        client.close()
    made.clear()


@pytest.fixture
def client(connect_to: ClientMaker, tenant: Tenant) -> CloudConnexaClient:
    """A client of that tenant."""
    return connect_to(tenant)


@dataclass
class Scripted:
    """A server that gives a token to everybody and otherwise answers as a test has scripted it.

    Attributes:
        url: Its address.
        answers: (status, headers, body) for each further request; the last one is given for ever.
        asked: The request lines that came, the token requests left out.
    """

    url: str
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def scripted() -> Iterator[Scripted]:
    """Such a server."""
    script = Scripted("")
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path.startswith("/api/v1/oauth/token"):
                status, headers, body = (
                    200,
                    dict[str, str](),
                    b'{"access_token": "t0ken-of-the-script", "expires_in": 600}',
                )
            else:
                with lock:
                    script.asked.append(f"{self.command} {self.path}")
                    status, headers, body = script.answers[0]
                    if len(script.answers) > 1:
                        del script.answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        # The names are those that the standard library calls.
        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    script.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield script
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass(frozen=True)
class Case:
    """One kind of object: what it hangs on, how it is made and what is changed in it."""

    service: str
    values: Callable[[CloudConnexaClient], Json]
    change: Json


def _network(client: CloudConnexaClient, name: str = "site") -> str:
    return client.networks.create({"name": name, "routes": [{"value": "10.9.0.0/16"}]}).id


def _host(client: CloudConnexaClient) -> str:
    return client.hosts.create({"name": "server"}).id


def _group(client: CloudConnexaClient) -> str:
    return client.user_groups.list(name="Default")[0].id


def _user(client: CloudConnexaClient, name: str = "anna") -> str:
    values = {"username": name, "email": f"{name}@example.org", "group_id": _group(client)}
    return client.users.create(values).id


HTTPS = {"service_types": ["HTTPS"]}
CASES = [
    Case("networks", lambda c: {"name": "west", "description": "site"}, {"description": "other"}),
    Case(
        "routes",
        lambda c: {"network_id": _network(c), "value": "10.1.0.0/24", "description": "x"},
        {"description": "y"},
    ),
    Case(
        "connectors",
        lambda c: {"network_id": _network(c), "name": "gate", "vpn_region_id": "us-east-1"},
        {"description": "in the rack"},
    ),
    Case(
        "ip_services",
        lambda c: {
            "network_id": _network(c),
            "name": "web",
            "type": "SERVICE_DESTINATION",
            "routes": [{"value": "10.9.1.0/24"}],
            "config": HTTPS,
        },
        {"description": "the web"},
    ),
    Case(
        "applications",
        lambda c: {
            "network_id": _network(c),
            "name": "wiki",
            "routes": [{"value": "wiki.example.org", "allow_embedded_ip": False}],
            "config": HTTPS,
        },
        {"routes": [{"domain": "w.example.org", "allow_embedded_ip": False}]},
    ),
    Case(
        "hosts", lambda c: {"name": "db", "internet_access": "SPLIT_TUNNEL_ON"}, {"domain": "db.example.org"}
    ),
    Case(
        "host_connectors",
        lambda c: {"host_id": _host(c), "name": "gate", "vpn_region_id": "it-mxp"},
        {"vpn_region_id": "us-east-1"},
    ),
    Case(
        "host_ip_services",
        lambda c: {"host_id": _host(c), "name": "ssh", "config": {"service_types": ["SSH"]}},
        {"name": "shell"},
    ),
    Case(
        "host_applications",
        lambda c: {
            "host_id": _host(c),
            "name": "wiki",
            "routes": [{"value": "wiki.example.org", "allow_embedded_ip": True}],
            "config": HTTPS,
        },
        {"description": "of the host"},
    ),
    Case(
        "users",
        lambda c: {"username": "bert", "email": "bert@example.org", "group_id": _group(c), "role": "MEMBER"},
        {"first_name": "Bert"},
    ),
    Case("devices", lambda c: {"user_id": _user(c), "name": "laptop"}, {"description": "grey"}),
    Case(
        "user_groups",
        lambda c: {
            "name": "staff",
            "vpn_region_ids": ["us-east-1"],
            "all_regions_included": False,
            "internet_access": "SPLIT_TUNNEL_ON",
            "max_device": 3,
            "connect_auth": "NO_AUTH",
        },
        {"max_device": 5},
    ),
    Case(
        "dns_records",
        lambda c: {"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1", "192.0.2.9"]},
        {"ipv4_addresses": ["192.0.2.9", "192.0.2.1"]},
    ),
    Case(
        "access_groups",
        lambda c: {
            "name": "all",
            "source": [{"type": "USER_GROUP", "all_covered": True}],
            "destination": [{"type": "NETWORK_SERVICE", "all_covered": True}],
        },
        {"description": "everybody"},
    ),
    Case(
        "location_contexts",
        lambda c: {
            "name": "home",
            "user_groups_ids": [_group(c)],
            "country_check": {"allowed": True, "countries": ["DE"]},
            "default_check": {"allowed": False},
        },
        {"country_check": {"allowed": True, "countries": ["DE", "FR"]}},
    ),
]


@pytest.fixture
def cases() -> list[Case]:
    """Every kind of object that can be created."""
    return CASES


@pytest.fixture(params=CASES, ids=lambda case: case.service)
def case(request: pytest.FixtureRequest) -> Case:
    """Each kind of object that can be created, in turn."""
    found: Case = request.param
    return found
