"""Hooks, answers from before an outage, retries and the circuit breaker, as a caller configures them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CircuitBreaker,
    CircuitOpenError,
    CloudConnexaClient,
    CloudConnexaError,
    ConfigurationError,
    NetworkError,
    RateLimitError,
    ResourceNotFoundError,
    RetryPolicy,
    ServerError,
    ServiceUnavailableError,
    StaleCache,
    ValidationError,
)
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

Connect = Callable[..., CloudConnexaClient]
MISSING = "00000000-0000-4000-8000-000000000000"


def test_hook_sees_each_error_once(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A hook gets the error, the request and the answer, once for each error that reaches a caller."""
    seen: list[tuple[str, str, str, int | None]] = []

    @client.on_error
    def note(error: CloudConnexaError, request: Any, response: Any) -> None:
        status = response.status_code if response else None
        seen.append((type(error).__name__, request.method, request.url, status))

    url = f"{tenant.url}/api/v1/networks/{MISSING}"
    for call in (client.networks.delete, lambda i: client.networks.update(i, {"description": "x"})):
        with pytest.raises(ResourceNotFoundError):
            call(MISSING)
    with pytest.raises(ValidationError):
        client.execute_request("POST", "/networks", json={})

    assert seen == [
        ("ResourceNotFoundError", "DELETE", url, 400),
        ("ResourceNotFoundError", "GET", url, 400),
        ("ValidationError", "POST", f"{tenant.url}/api/v1/networks", 400),
    ]


@pytest.mark.parametrize("style", ["basic", "query"])
@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ({"action": "status", "status": 401}, 401),
        ({"action": "garbage"}, 200),
        ({"action": "reset_before"}, None),
    ],
)
def test_hook_gets_the_request_that_was_answered(
    tenant: Tenant, connect_to: Connect, style: str, fault: dict[str, Any], status: int | None
) -> None:
    """Where the token could not be had, the hook is shown the request for it and not the one that waited."""
    client = connect_to(tenant, token_request_style=style, retry_policy=RetryPolicy(max_retries=0))
    seen: list[tuple[str, str, int | None]] = []
    shown: list[str] = []

    @client.on_error
    def note(error: CloudConnexaError, request: Any, response: Any) -> None:
        seen.append((request.method, request.url, response.status_code if response else None))
        shown.append(repr((request, request.params, request.headers, request.body)))
        if response:
            assert response.request.url == request.url

    tenant.fault("token", every=1, **fault)
    with pytest.raises(CloudConnexaError) as caught:
        client.networks.list()

    assert seen == [("POST", f"{tenant.url}/api/v1/oauth/token", status)]
    assert caught.value.context["operation"] == "auth.token"
    assert "s3cret-of-the-robot" not in shown[0]


def test_hook_sees_a_list_that_is_short(scripted: Any, connect_to: Connect) -> None:
    """What is found out from several answers comes with the request for the list."""
    scripted.answers = [(200, {}, b'{"content": [], "totalElements": 2, "totalPages": 1}')]
    client = connect_to(scripted.url)
    seen: list[tuple[str, str]] = []
    client.on_error(lambda _, request, __: seen.append((request.method, request.url)))

    with pytest.raises(CloudConnexaError, match="counts 2"):
        client.networks.list()

    assert seen == [("GET", f"{scripted.url}/api/v1/networks")]


def test_hook_sees_no_recovered_error(client: CloudConnexaClient, tenant: Tenant) -> None:
    """What ends well calls no hook: a repeated read, an absent object, a create that was found."""
    seen: list[object] = []
    client.on_error(lambda *all_: seen.append(all_))
    tenant.fault("networks.list", "status", times=2, status=500)
    tenant.fault("networks.create", "reset_after", times=1)

    client.networks.list()
    client.networks.get(MISSING)
    client.networks.create({"name": "a"})
    with pytest.raises(ValidationError):
        client.networks.create({})

    assert seen == []


def test_hook_that_fails(
    client: CloudConnexaClient, tenant: Tenant, caplog: pytest.LogCaptureFixture
) -> None:
    """A hook that raises hides neither the error nor the other hooks."""
    seen: list[object] = []
    client.on_error(lambda *_: 1 / 0)
    client.on_error(lambda error, *_: seen.append(error))

    with pytest.raises(ResourceNotFoundError) as caught:
        client.networks.delete(MISSING)

    assert seen == [caught.value]
    assert "A hook for errors failed" in caplog.text


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ({"action": "status", "status": 503}, ServiceUnavailableError),
        ({"action": "throttle"}, RateLimitError),
        ({"action": "reset_before"}, NetworkError),
    ],
)
def test_stale_answers(
    tenant: Tenant,
    connect_to: Connect,
    caplog: pytest.LogCaptureFixture,
    script: dict[str, Any],
    kind: type[CloudConnexaError],
) -> None:
    """During an outage a client with a cache reads what it last knew and says so; one without does not."""
    plain, keeping = (
        connect_to(tenant, stale_cache=cache, retry_policy=RetryPolicy(max_retries=0))
        for cache in (None, StaleCache())
    )
    network = plain.networks.create({"name": "a"})
    for client in (plain, keeping):
        client.networks.list()
        client.networks.get(network.id)
    for operation in ("networks.list", "networks.get"):
        tenant.fault(operation, every=1, **script)

    assert keeping.networks.list() == [network]
    assert keeping.networks.get(network.id) == network
    assert "last known answer" in caplog.text
    with pytest.raises(kind):
        plain.networks.list()
    tenant.fault("hosts.list", every=1, **script)
    with pytest.raises(kind):
        keeping.hosts.list()


def test_stale_answers_serve_no_writes(tenant: Tenant, connect_to: Connect) -> None:
    """Neither a snapshot nor the object that an update is merged with comes from before the outage."""
    client = connect_to(tenant, stale_cache=StaleCache(), retry_policy=RetryPolicy(max_retries=0))
    network = client.networks.create({"name": "a"})
    client.networks.list()
    client.networks.get(network.id)
    for operation in ("networks.list", "networks.get"):
        tenant.fault(operation, "status", every=1, status=503)

    with pytest.raises(ServerError):
        client.networks.snapshot.get(network.id)
    with pytest.raises(ServerError):
        client.networks.update(network.id, {"description": "x"})


@pytest.mark.parametrize("age", [0, -1, float("nan"), float("inf")])
def test_stale_answers_need_an_age(age: float) -> None:
    """An age that keeps nothing, or for ever, is refused where the cache is made."""
    with pytest.raises(ConfigurationError, match="max_age"):
        StaleCache(max_age=age)


def test_stale_answers_grow_too_old(tenant: Tenant, connect_to: Connect) -> None:
    """After their age an outage is an outage; and errors that are none are never hidden."""
    clock = InstantClock()
    cache = StaleCache(max_age=60, clock=clock.now)
    client = connect_to(tenant, stale_cache=cache, retry_policy=RetryPolicy(max_retries=0))
    client.networks.list()
    fault = tenant.fault("networks.list", "status", every=1, status=503)

    assert client.networks.list() == []
    clock.advance(61)
    with pytest.raises(ServerError):
        client.networks.list()

    tenant.clear_faults()
    client.networks.list()
    tenant.fault("networks.list", "status", every=1, status=400)
    with pytest.raises(ValidationError):
        client.networks.list()
    assert fault.struck == 2


def test_retry_policy_counts(tenant: Tenant, connect_to: Connect) -> None:
    """The policy decides how often, how long, and after which statuses a request is repeated."""
    clock = InstantClock()
    policy = RetryPolicy(
        max_retries=3, retry_codes=[500], backoff_factor=0.5, backoff_max=1.5, backoff_jitter=False
    )
    client = connect_to(tenant, retry_policy=policy, clock=clock)
    tenant.fault("networks.list", "status", every=1, status=500)
    tenant.fault("users.list", "status", every=1, status=502)

    with pytest.raises(ServerError) as caught:
        client.networks.list()
    with pytest.raises(ServerError):
        client.users.list()

    assert tenant.count("networks.list") == 4
    assert tenant.count("users.list") == 1
    assert clock.waits == [0.5, 1.0, 1.5]
    assert caught.value.context["attempts"] == 4


@pytest.mark.parametrize("retries", [0, 1, 6])
def test_retry_policy_counts_for_creates(tenant: Tenant, connect_to: Connect, retries: int) -> None:
    """A create follows the policy too: as many repeats, as far apart, each after a look for the object."""
    clock = InstantClock()
    policy = RetryPolicy(max_retries=retries, backoff_factor=3, backoff_max=10, backoff_jitter=False)
    client = connect_to(tenant, retry_policy=policy, clock=clock)
    tenant.fault("networks.create", "status", every=1, status=500)

    with pytest.raises(ServerError) as caught:
        client.networks.create({"name": "a"})

    assert tenant.count("networks.create") == retries + 1
    assert tenant.count("networks.list") == retries + 1
    assert clock.waits[:-1] == [3, 6, 10, 10, 10, 10][:retries]
    assert caught.value.context.get("attempts", 1) == retries + 1


def test_refusal_for_the_rate_is_backed_off_from(tenant: Tenant, connect_to: Connect) -> None:
    """An empty 429 is repeated with growing waits, whatever the vendor's headers promise."""
    clock = InstantClock()
    policy = RetryPolicy(max_retries=3, backoff_factor=2, backoff_jitter=False)
    client = connect_to(tenant, retry_policy=policy, clock=clock)
    client.networks.list()
    tenant.fault("networks.list", "throttle", every=1)

    with pytest.raises(RateLimitError) as caught:
        client.networks.list()

    assert clock.waits == [2, 4, 8]
    assert caught.value.retry_after is None


def test_circuit_breaker(tenant: Tenant, connect_to: Connect) -> None:
    """After failures in a row nothing is sent; after the recovery time one request tries, and closes it."""
    clock = InstantClock()
    breaker = CircuitBreaker(
        failure_threshold=3,
        recovery_timeout=300,
        expected_exceptions=(ServerError, NetworkError),
        clock=clock,
    )
    client = connect_to(tenant, circuit_breaker=breaker, clock=clock, retry_policy=RetryPolicy(max_retries=0))
    fault = tenant.fault("networks.list", "status", every=1, status=500)
    for _ in range(3):
        with pytest.raises(ServerError):
            client.networks.list()

    with pytest.raises(CircuitOpenError) as caught:
        client.users.list()

    assert isinstance(caught.value, ServiceUnavailableError)
    assert not caught.value.effect_unknown
    assert tenant.count("users.list") == 0
    assert fault.struck == 3
    clock.advance(301)
    assert client.users.list() == []
    assert client.users.list() == []


def test_refusals_do_not_open_the_breaker(tenant: Tenant, connect_to: Connect) -> None:
    """Wrong values and missing objects are the caller's affair, not the vendor's failure."""
    client = connect_to(tenant, circuit_breaker=CircuitBreaker(failure_threshold=1))

    for _ in range(3):
        assert client.networks.get(MISSING) is None
        with pytest.raises(ValidationError):
            client.execute_request("POST", "/networks", json={})

    assert client.networks.list() == []


def test_long_wait_is_announced(
    start: Callable[..., Tenant], connect_to: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    """A wait of more than a few seconds for the rate limit is said on the log."""
    caplog.set_level(logging.WARNING)
    tenant = start(rate_limit="documented")
    clock = InstantClock()
    client = connect_to(tenant, clock=clock)
    original = clock.wait

    def both(event: Any, seconds: float) -> None:
        tenant.clock.advance(seconds)
        original(event, seconds)

    clock.wait = both  # type: ignore[method-assign]  # the simulator's time goes with ours
    for _ in range(22):
        client.vpn_regions.list()

    assert {entry.status for entry in tenant.requests} == {200}
    assert "waits about 15 s for the rate limit" in caplog.text
