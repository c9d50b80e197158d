"""Every Python block of docs/clients/cloudconnexa.md runs against the simulator and does what it says."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pulumi_isp_provider import cloudconnexa
from pulumi_isp_provider.cloudconnexa import CloudConnexaClient
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

PAGE = Path(__file__).parents[3] / "docs" / "clients" / "cloudconnexa.md"
BLOCK = re.compile(r"^#+ (?P<heading>[^\n]+)$|^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks() -> dict[str, list[str]]:
    """The blocks by the heading under which they stand."""
    found: dict[str, list[str]] = {}
    heading = ""
    for match in BLOCK.finditer(PAGE.read_text(encoding="utf-8")):
        if match["heading"]:
            heading = match["heading"]
        else:
            found.setdefault(heading, []).append(match["code"])
    return found


BLOCKS = blocks()
COVERED = {
    "The CloudConnexa client": 1,
    "Where settings come from": 1,
    "Choosing one": 1,
    "Moving from one to the next": 1,
    "What a release does, in code": 2,
    "Services": 1,
    "Repeating": 1,
    "Circuit breaker": 1,
    "Timeouts": 1,
    "Errors": 1,
    "Old answers in place of none": 1,
    "Logging": 1,
    "Hooks": 1,
}


class Names(dict[str, Any]):
    """What a block can refer to; what it leaves open records how it was used."""

    def __init__(self, tenant: Tenant) -> None:
        super().__init__({name: getattr(cloudconnexa, name) for name in dir(cloudconnexa)})
        self.made: list[CloudConnexaClient] = []
        self.used: list[tuple[str, tuple[Any, ...]]] = []
        self["CloudConnexaClient"] = partial(self.make, tenant)
        for name in ("reauthenticate", "report", "schedule", "log_validation_error"):
            self[name] = lambda *given, _name=name: self.used.append((_name, given))

    def make(self, tenant: Tenant, **given: Any) -> CloudConnexaClient:
        assert given.get("api_url", "https://acme.api.openvpn.com") == "https://acme.api.openvpn.com"
        given |= {"api_url": tenant.url, "client_id": "robot.acme", "client_secret": "s3cret-of-the-robot"}
        client = CloudConnexaClient(**given)
        self.made.append(client)
        return client


@pytest.fixture
def names(tenant: Tenant) -> Any:
    given = Names(tenant)
    given["client"] = given.make(tenant, retry_policy=cloudconnexa.RetryPolicy(max_retries=0))
    yield given
    for client in given.made:
        client.close()


def run(heading: str, names: Names, number: int = 0, **changes: str) -> Names:
    """Run a block, with the words that it leaves open replaced."""
    code = BLOCKS[heading][number].replace(
        "from pulumi_isp_provider.cloudconnexa import CloudConnexaClient\n", ""
    )
    for word, value in changes.items():
        assert word in code
        code = code.replace(word, value)
    exec(compile(code, f"{PAGE.name}: {heading}", "exec"), names)
    return names


def test_opening(names: Names, tenant: Tenant, capsys: pytest.CaptureFixture[str]) -> None:
    """A network with a route is created with one request."""
    run("The CloudConnexa client", names)

    assert "10.20.0.0/24" in capsys.readouterr().out
    assert tenant.count("networks.create") == 1


def test_token_store(names: Names, tenant: Tenant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The token is found in the file afterwards."""
    monkeypatch.chdir(tmp_path)
    run("Where settings come from", names)

    names["client"].networks.list()

    assert "token" in (tmp_path / "cloudconnexa-token.json").read_text()


def test_choosing_a_release(names: Names) -> None:
    """Without a choice it is the latest; the older can be chosen."""
    run("Choosing one", names)

    assert names["client"].api_version == "1.1.0"
    assert names["client_v1_0"].api_version == "1.0"
    assert names["client_v1_0"].networks.list() == []


def test_moving(names: Names, capsys: pytest.CaptureFixture[str], api_version: str) -> None:
    """What a release can do, and which one the server has, can be asked."""
    run("Moving from one to the next", names)

    assert capsys.readouterr().out == f"this release reads single records\nthe server has {api_version}\n"


@pytest.mark.parametrize(("number", "version"), [(0, "1.0"), (1, "1.1.0")])
def test_releases_in_code(
    start: Callable[..., Tenant],
    connect_to: Callable[..., CloudConnexaClient],
    names: Names,
    number: int,
    version: str,
) -> None:
    """Both ways to get one record give what the client gives."""
    tenant = start(api_version=version)
    client = connect_to(tenant, api_version=version)
    record = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})

    run("What a release does, in code", names, number)
    service = names["DNSServiceV1" if number == 0 else "DNSServiceV110"]()
    service.client = client
    service.list = client.dns_records.list

    assert service.get(record.id) == client.dns_records.get(record.id) == record


@pytest.mark.parametrize("service", ["networks", "hosts"])
def test_services(names: Names, service: str) -> None:
    """The pattern of listing, reading, creating, updating and deleting."""
    standing = getattr(names["client"], service).create({"name": "west"})

    run("Services", names, **{"client.networks": f"client.{service}", "resource_id": standing.id})

    assert names["resources"] == [standing]
    assert names["resource"] == standing
    assert names["new_resource"].description == "value"
    assert names["updated_resource"].description == "new value"
    assert getattr(names["client"], service).get(standing.id) is None


@pytest.mark.parametrize("heading", ["Repeating", "Circuit breaker", "Timeouts"])
def test_configured_clients(names: Names, tenant: Tenant, heading: str) -> None:
    """A client with any of these settings works, and repeats what failed."""
    run(heading, names)
    tenant.fault("networks.list", "status", times=1, status=503)

    assert names["client"].networks.list() == []
    assert tenant.count("networks.list") == 2


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ({"action": "status", "status": 401}, "reauthenticate"),
        ({"action": "throttle", "retry_after": 7}, "schedule"),
        ({"action": "throttle"}, "schedule"),
        ({"action": "status", "status": 404}, None),
        ({"action": "status", "status": 400}, "log_validation_error"),
        ({"action": "status", "status": 500}, "schedule"),
        ({"action": "status", "status": 501}, "report"),
        ({"action": "reset_before"}, "report"),
        ({"action": "garbage"}, "report"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_errors(names: Names, tenant: Tenant, fault: dict[str, Any], expected: str | None) -> None:
    """Each failure arrives in the branch that is meant for it."""
    tenant.fault("networks.list", every=1, **fault)

    run("Errors", names)

    assert [name for name, _ in names.used] == ([expected] if expected else [])
    if fault.get("retry_after"):
        assert names.used[0][1] == (7,)
    if expected is None:
        assert names["networks"] == []


def test_errors_of_a_token(names: Names, tenant: Tenant) -> None:
    """A token answer that is no use arrives in the branch of a failed refresh."""
    tenant.fault("token", "garbage", every=1)

    run("Errors", names)

    assert [name for name, _ in names.used] == ["report"]
    assert isinstance(names.used[0][1][0], cloudconnexa.TokenRefreshError)


@pytest.mark.parametrize("cached", [None, ["kept"]])
def test_fallback(
    names: Names, tenant: Tenant, caplog: pytest.LogCaptureFixture, cached: list[str] | None
) -> None:
    """The list comes from the vendor, and during an outage from the cache."""
    names |= {"cache": {"networks": cached}, "logger": logging.getLogger("test")}
    run("Old answers in place of none", names)
    assert names["get_networks_with_fallback"]() == []

    tenant.fault("networks.list", "status", every=1, status=503)

    assert names["get_networks_with_fallback"]() == (cached or [])
    assert ("Using cached" if cached else "No network data") in caplog.text


@pytest.mark.parametrize(("action", "status"), [("status", 500), ("reset_before", None), ("garbage", 400)])
def test_logging(
    names: Names,
    tenant: Tenant,
    caplog: pytest.LogCaptureFixture,
    action: str,
    status: int | None,
) -> None:
    """An error is logged with its context, with an answer or without one."""

    class Metrics:
        def __init__(self) -> None:
            self.counted: list[tuple[str, dict[str, str]]] = []

        def increment(self, name: str, tags: dict[str, str]) -> None:
            self.counted.append((name, tags))

    names |= {"logger": logging.getLogger("test"), "metrics": (metrics := Metrics())}
    tenant.fault("networks.get", action, every=1, **({"status": status} if action == "status" else {}))

    run("Logging", names)

    record = vars(next(r for r in caplog.records if r.name == "test"))
    assert record["status_code"] == status
    assert record["error_code"]
    assert record["troubleshooting_hint"]
    assert metrics.counted.pop()[1] == {"type": record["error_type"]}


def test_hooks(names: Names, tenant: Tenant) -> None:
    """A hook is told of an error with its request and its answer."""
    captured: list[dict[str, Any]] = []

    class Sentry:
        def capture_exception(self, error: Exception, extra: dict[str, Any]) -> None:
            captured.append(extra)

    names["sentry"] = Sentry()
    run("Hooks", names)
    tenant.fault("networks.list", "status", times=1, status=500)
    tenant.fault("networks.list", "reset_before", times=1)

    for _ in range(2):
        with pytest.raises(cloudconnexa.CloudConnexaError):
            names["client"].networks.list()

    assert [each["status_code"] for each in captured] == [500, None]
    assert {each["request_method"] for each in captured} == {"GET"}
    assert {each["request_url"] for each in captured} == {f"{tenant.url}/api/v1/networks"}


@pytest.mark.parametrize(
    "name",
    [
        "APIError",
        "AuthenticationError",
        "CircuitBreaker",
        "CloudConnexaClient",
        "CloudConnexaError",
        "ConfigurationError",
        "DNSAdapter",
        "NetworkError",
        "RateLimitError",
        "ResourceNotFoundError",
        "RetryPolicy",
        "ServerError",
        "ServiceUnavailableError",
        "TokenRefreshError",
        "ValidationError",
    ],
)
def test_names_are_exported(name: str) -> None:
    """What users' code names comes from the package itself."""
    assert name in dir(cloudconnexa)
    assert isinstance(getattr(cloudconnexa, name), type)


def test_every_error_is_exported() -> None:
    """An error that a caller can be given is one that a caller can name."""
    errors = {n for n, c in vars(cloudconnexa.errors).items() if isinstance(c, type)}
    ours = {n for n in errors if issubclass(getattr(cloudconnexa.errors, n), cloudconnexa.CloudConnexaError)}

    assert ours <= set(dir(cloudconnexa))


def test_every_block_is_covered() -> None:
    """No block of the page is left out here."""
    assert {heading: len(codes) for heading, codes in BLOCKS.items()} == COVERED
