"""Tokens: asked for once, renewed before they end and when they are refused, and shown to nobody."""

from __future__ import annotations

import base64
import copy
import gc
import logging
import pickle
import traceback
from collections.abc import Callable, Iterator
from threading import Barrier, Thread
from typing import Any

import dill  # type: ignore[import-untyped]  # it has no types
import pytest

from pulumi_isp_provider.cloudconnexa import (
    AuthenticationError,
    CloudConnexaClient,
    CloudConnexaError,
    ConfigurationError,
    MalformedResponseError,
    NetworkError,
    ResourceNotFoundError,
    RetryPolicy,
    ServerError,
    TokenRefreshError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa.client.limits import limiter_for
from pulumi_isp_provider.transport.clock import InstantClock
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

Connect = Callable[..., CloudConnexaClient]
SECRET = "s3cret-of-the-robot"


@pytest.mark.parametrize("style", ["basic", "query"])
def test_both_ways_to_ask(tenant: Tenant, connect_to: Connect, style: str) -> None:
    """The credentials can go in a header or in the query, as the vendor takes both."""
    assert connect_to(tenant, token_request_style=style).networks.list() == []
    assert tenant.count("token") == 1


def test_one_token_serves_all(client: CloudConnexaClient, tenant: Tenant) -> None:
    """Reading, writing and listing again need one token."""
    client.networks.create({"name": "a"})
    client.networks.list()
    client.users.list()

    assert tenant.count("token") == 1


def test_renewed_before_the_end(tenant: Tenant, connect_to: Connect) -> None:
    """A token is renewed minutes before it ends, so that no request is refused."""
    clock = InstantClock()
    client = connect_to(tenant, clock=clock)
    client.networks.list()

    clock.advance(43199 - 299)
    client.networks.list()

    assert tenant.count("token") == 2
    assert all(entry.status == 200 for entry in tenant.requests)


def test_renewed_when_refused(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A token that the vendor ends early costs one refusal and one repeat."""
    client.networks.list()
    tenant.expire()

    client.networks.list()

    assert tenant.counts() == {"token": 2, "networks.list": 3}


def test_expiring_token_under_threads(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """32 threads, 1,000 requests: as many token requests as expiries plus one, and no 429."""
    tenant = start(rate_limit="documented")
    clock = InstantClock()
    client = connect_to(tenant, clock=clock)
    original = clock.sleep

    def sleep_on_both_sides(seconds: float) -> None:
        tenant.clock.advance(seconds)
        original(seconds)

    clock.sleep = sleep_on_both_sides  # type: ignore[method-assign]  # the simulator's time goes with ours
    failures: list[Exception] = []

    def work(number: int, times: int) -> None:
        try:
            for _ in range(times):
                client.networks.get("00000000-0000-4000-8000-000000000000")
        except CloudConnexaError as error:
            failures.append(error)

    asked = 0
    for round_ in range(4):
        if round_:
            tenant.expire()
        threads = [Thread(target=work, args=(n, 8 if n < 26 else 7)) for n in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        asked += 26 * 8 + 6 * 7

    assert failures == []
    assert tenant.count("token") == 4
    assert {entry.status for entry in tenant.requests} <= {200, 400, 401}
    answered = [e for e in tenant.requests if e.operation == "networks.get" and e.status != 401]
    assert len(answered) == asked == 1000


def test_wrong_secret(tenant: Tenant, connect_to: Connect) -> None:
    """Wrong credentials are sent once, and somebody has to provide others."""
    client = connect_to(tenant, client_secret="wrong-s3cret")

    with pytest.raises(AuthenticationError) as caught:
        client.networks.list()

    assert not isinstance(caught.value, TokenRefreshError)
    assert caught.value.requires_reauth
    assert caught.value.context["operation"] == "auth.token"
    assert tenant.counts() == {"token": 1}


def test_credentials_that_end(tenant: Tenant, connect_to: Connect) -> None:
    """Credentials that worked and do not any more are told apart from wrong ones."""
    client = connect_to(tenant)
    client.networks.list()
    tenant.expire()
    tenant.fault("token", "status", every=1, status=401)

    with pytest.raises(TokenRefreshError) as caught:
        client.networks.list()

    assert caught.value.requires_reauth
    assert "new ones" in caught.value.get_troubleshooting_hint()


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>Sign in</html>", b"[]", b'{"access_token": ""}', b'{"access_token": "t", "expires_in": -1}',
     b'{"access_token": "a\\nb", "expires_in": 5}', b'{"access_token": "t", "expires_in": "soon"}'],
)  # fmt: skip
def test_answer_without_a_token(tenant: Tenant, connect_to: Connect, body: bytes) -> None:
    """An answer that holds no usable token is no reason to doubt the credentials."""
    tenant.fault("token", "garbage", every=1, body=body)

    with pytest.raises(TokenRefreshError) as caught:
        connect_to(tenant).networks.list()

    assert not caught.value.requires_reauth


def test_token_in_an_unusable_answer_stays_inside(tenant: Tenant, connect_to: Connect) -> None:
    """A token that came with a senseless end is shown to nobody, although it is not in use."""
    tenant.fault("token", "garbage", times=1, body=b'{"access_token": "un-used", "expires_in": "soon"}')
    client = connect_to(tenant)
    shown: list[bytes] = []
    client.on_error(lambda error, request, response: shown.append(response.body if response else b"none"))

    with pytest.raises(TokenRefreshError) as caught:
        client.networks.list()

    assert caught.value.response.status_code == 200
    assert b"un-used" not in caught.value.response.body
    assert shown == [caught.value.response.body]


def test_token_endpoint_that_fails(tenant: Tenant, connect_to: Connect) -> None:
    """While no token can be had nothing else is sent, so a create may be repeated."""
    tenant.fault("token", "status", times=1, status=500)
    tenant.fault("token", "reset_after", times=1)
    client = connect_to(tenant)

    client.networks.create({"name": "a"})

    assert tenant.counts() == {"token": 3, "networks.create": 1}


@pytest.mark.parametrize(("action", "kind"), [("status", ServerError), ("reset_before", NetworkError)])
def test_token_endpoint_that_stays_down(
    tenant: Tenant, connect_to: Connect, action: str, kind: type[CloudConnexaError]
) -> None:
    """An outage of the token endpoint is an outage, and certainly had no effect."""
    tenant.fault("token", action, every=1, **({"status": 500} if action == "status" else {}))
    client = connect_to(tenant, retry_policy=RetryPolicy(max_retries=2))

    with pytest.raises(kind) as caught:
        client.networks.create({"name": "a"})

    assert not caught.value.effect_unknown
    # Who follows the chain of causes must come to its end.
    assert caught.value.__cause__ is not caught.value
    assert caught.value.__context__ is not caught.value
    assert tenant.count("token") == 3
    assert tenant.state().get("networks", []) == []


def test_wrong_address(scripted: Any, connect_to: Connect, tenant: Tenant) -> None:
    """A server that knows no token endpoint is not the tenant, and its 404 deletes nothing."""
    tenant.fault("token", "status", every=1, status=404)

    with pytest.raises(ConfigurationError, match="no CloudConnexa API at this address"):
        connect_to(tenant).networks.get("some-id")


def test_fresh_token_that_is_refused(tenant: Tenant, connect_to: Connect) -> None:
    """A refusal of a token that was just given is not answered with a third one."""
    tenant.fault("networks.list", "status", every=1, status=401)

    with pytest.raises(AuthenticationError):
        connect_to(tenant).networks.list()

    assert tenant.counts() == {"token": 2, "networks.list": 2}


@pytest.mark.parametrize("style", ["basic", "query"])
@pytest.mark.parametrize(
    ("operation", "action"),
    [
        ("token", "reset_before"),
        ("token", "status"),
        ("networks.list", "status"),
        ("networks.list", "garbage"),
    ],
)
def test_secrets_stay_inside(
    tenant: Tenant,
    connect_to: Connect,
    caplog: pytest.LogCaptureFixture,
    style: str,
    operation: str,
    action: str,
) -> None:
    """Neither the secret nor the token is in an error, its traceback, a hook, a log line or a repr."""
    caplog.set_level(logging.DEBUG)
    client = connect_to(tenant, token_request_style=style, retry_policy=RetryPolicy(max_retries=1))
    shown: list[str] = []
    client.on_error(lambda e, request, response: shown.append(repr((e, request, request.headers, response))))
    tenant.fault(operation, action, every=1, **({"status": 401} if action == "status" else {}))

    with pytest.raises(CloudConnexaError) as caught:
        client.networks.list()

    trace = "".join(traceback.format_exception(caught.value))
    text = "\n".join([repr(client), trace, repr(vars(caught.value)), caplog.text, *shown])
    assert shown
    secrets = {*tenant.vendor.secrets(), SECRET, base64.b64encode(f"robot.acme:{SECRET}".encode()).decode()}
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.parametrize("carry", [pickle.dumps, dill.dumps, copy.deepcopy])
@pytest.mark.parametrize("what", ["client", "service"])
def test_client_goes_nowhere(
    client: CloudConnexaClient, carry: Callable[[object], object], what: str
) -> None:
    """No pickle takes the credentials along, not even the kind that Pulumi writes into its state."""
    with pytest.raises(TypeError, match="make the client where it is used"):
        carry(client if what == "client" else client.networks)


def test_secrets_in_bodies_stay_inside(
    tenant: Tenant, connect_to: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    """A pre-shared key that the vendor repeats in its refusal is masked."""
    caplog.set_level(logging.DEBUG)
    client = connect_to(tenant)
    network = client.networks.create({"name": "a", "tunneling_protocol": "IPSEC"})
    tenant.fault(
        "network-connectors.create",
        "status",
        every=1,
        status=400,
        body='{"errorMessage": "bad hush-hush-key"}',
    )

    with pytest.raises(CloudConnexaError) as caught:
        client.connectors.create(
            {
                "network_id": network.id,
                "name": "gate",
                "ipsec_config": {"platform": "OTHER", "pre_shared_key": "hush-hush-key"},
            }
        )

    assert "hush-hush-key" not in str(caught.value) + repr(vars(caught.value)) + caplog.text


@pytest.mark.parametrize("reply", ["garbage with hush-hush-key", '{"hush-hush-key": 1}', ""])
def test_secrets_in_unreadable_answers_stay_inside(tenant: Tenant, connect_to: Connect, reply: str) -> None:
    """A pre-shared key is masked where the request worked and its answer cannot be read."""
    client = connect_to(tenant)
    network = client.networks.create({"name": "a", "tunneling_protocol": "IPSEC"})
    gate = client.connectors.create({"network_id": network.id, "name": "gate"})
    shown: list[str] = []

    def show(error: CloudConnexaError, request: Any, response: Any) -> None:
        seen = (request, response, error.request, error.response, error.response.request)
        shown.extend(f"{each!r} {each.headers} {each.body!r}" for each in seen)

    client.on_error(show)
    tenant.fault("network-connectors.update", "garbage", times=1, body=reply)

    with pytest.raises(MalformedResponseError):
        client.connectors.update(
            gate.id, {"ipsec_config": {"platform": "OTHER", "pre_shared_key": "hush-hush-key"}}
        )

    assert len(shown) == 5
    assert [text for text in shown if "hush-hush-key" in text] == []


@pytest.fixture
def forgotten() -> Iterator[None]:
    """Secrets are masked in logs while their client lives: not into the next test, which reads the log."""
    yield
    gc.collect()


def test_secret_that_is_a_word_of_ours(
    forgotten: None, start: Callable[..., Tenant], connect_to: Connect
) -> None:
    """A secret such as "network" leaves our sentences whole, and goes from whatever the vendor has said."""
    client = connect_to(start(client_secret="network"), client_secret="network")

    with pytest.raises(ValidationError) as ours:
        client.networks.create({})
    with pytest.raises(ResourceNotFoundError) as theirs:
        client.networks.delete("n1")

    assert ours.value.message.startswith("The network was not sent: name:")
    assert theirs.value.context["url"].endswith("/networks/n1")
    assert b"network" not in theirs.value.response.body
    assert "network:" not in theirs.value.message


def test_account_in_other_letters() -> None:
    """A host in capitals is the same host, and its account has one budget."""
    limiter = limiter_for("https://acme.invalid", "robot")

    assert limiter_for("https://ACME.invalid", "robot") is limiter
    assert limiter_for("https://acme.invalid", "Robot") is not limiter


def test_many_clients_share_the_limit(start: Callable[..., Tenant], connect_to: Connect) -> None:
    """Clients with the same credentials draw from one budget; no request is refused."""
    tenant = start(rate_limit="30/1")
    clients = [connect_to(tenant, clock=None) for _ in range(4)]
    barrier = Barrier(4)

    def work(client: CloudConnexaClient) -> None:
        barrier.wait()
        for _ in range(12):
            client.vpn_regions.list()

    threads = [Thread(target=work, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    statuses = [entry.status for entry in tenant.requests if entry.operation == "regions.list"]
    assert statuses == [200] * 48
