"""Whatever a server sends, a caller gets a model or a typed error."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    CloudConnexaError,
    MalformedResponseError,
    RetryPolicy,
)

ID = "5f34e9f3-3e6c-4f5e-8d8a-111111111111"
COMPLETE_USER = {
    "first_name": "A",
    "last_name": "B",
    "email": "a@example.org",
    "group_id": ID,
    "secondary_group_ids": [],
    "role": "MEMBER",
    "status": "ACTIVE",
}
CALLS: dict[str, Callable[[CloudConnexaClient], object]] = {
    "list": lambda c: c.networks.list(),
    "iter": lambda c: list(c.users.iter()),
    "get": lambda c: c.networks.get(ID),
    "create": lambda c: c.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]}),
    "update": lambda c: c.users.update(ID, COMPLETE_USER),
    "delete": lambda c: c.networks.delete(ID),
    "regions": lambda c: c.vpn_regions.list(),
    "sessions": lambda c: c.sessions.list(),
    "switch": lambda c: c.settings.get("wpc_snat"),
    "number": lambda c: c.settings.get("user_device_allowance"),
    "object": lambda c: c.settings.get("dns_zones"),
    "routes": lambda c: c.routes.list(),
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(
            ["id", "name", "content", "totalPages", "totalElements", "routes", "connectors", "subnet",
             "sessions", "nextCursor", "devices", "errorDetails", "errorMessage", "message", "gatewaysIds",
             "zones"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip
bodies = st.binary(max_size=60) | json_values.map(lambda value: json.dumps(value).encode())


@pytest.mark.parametrize("call", CALLS)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(status=st.sampled_from([200, 200, 200, 201, 204, 304, 400, 404, 409, 418, 500]), body=bodies)
def test_any_bytes(
    scripted: Any,
    connect_to: Callable[..., CloudConnexaClient],
    call: str,
    status: int,
    body: bytes,
) -> None:
    """Arbitrary statuses and bytes give a result or a CloudConnexaError, never anything else."""
    scripted.answers = [(status, {}, b"" if status in {204, 304} else body)]
    client = connect_to(scripted.url, retry_policy=RetryPolicy(max_retries=0))

    with client, suppress(CloudConnexaError):
        CALLS[call](client)


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 100_000,
        b'{"content":' * 50_000,
        b'{"content": [{"id": 5, "name": "n"}], "totalElements": 1, "totalPages": 1}',
        b'{"content": [[]], "totalElements": 1, "totalPages": 1}',
        b'{"content": {"id": "x"}}',
        b"9" * 10_000,
        b"\xff\xfe\x00",
        b"",
    ],
    ids=[
        "deep list",
        "deep object",
        "wrong type",
        "list in list",
        "object",
        "long number",
        "not text",
        "empty",
    ],
)
def test_broken_pages(scripted: Any, connect_to: Callable[..., CloudConnexaClient], body: bytes) -> None:
    """A page that is none gives a typed error that shows nothing of its content."""
    scripted.answers = [(200, {}, body)]

    with pytest.raises(CloudConnexaError) as caught:
        connect_to(scripted.url).networks.list()

    assert caught.value.default_code == "malformed_response"
    assert caught.value.context["operation"] == "networks.list"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'Notice: slow\n{"id": "n", "name": "a"}', "good JSON, but other text too: 13 characters before it"),
        (b'{"id": "n", "name": "a"}\nbye', "good JSON, but other text too: 4 characters after it"),
        (b'[x] {"id": "n"} [y]', "something else"),
        (b'Notice: {"id": "n", "name": [1], ', "something else"),
        (b'{"id": "\xff"}', "it is not UTF-8"),
        (b'{"id": "n", "name": {"a": 1}', "it breaks off, or is something else"),
        (b"  ", "it is empty"),
        (b"<html>{}</html>", "it is a page"),
        (b"\xff\xfe", "it is something else"),
    ],
)
def test_what_an_answer_is(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], body: bytes, told: str
) -> None:
    """An answer that is not JSON is told apart: with something around it, cut short, empty, a page."""
    scripted.answers = [(200, {}, body)]

    with pytest.raises(MalformedResponseError, match=re.escape(told)):
        connect_to(scripted.url).networks.get(ID)


def test_words_that_no_file_can_take(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """Half a pair of surrogates in the vendor's words does not break the log that they are written to."""
    entry = {"errorCode": "1\ud800", "message": "bad \udc00 {x}", "params": {"x": "\ud801"}}
    refusal = {"errorMessage": "no \ud802", "errorDetails": {"na\ud803me": [entry]}}
    scripted.answers = [(400, {}, json.dumps(refusal).encode())]

    with pytest.raises(CloudConnexaError) as caught:
        connect_to(scripted.url).networks.create({"name": "a"})

    for text in (str(caught.value), str(caught.value.code), repr(caught.value.details)):
        assert text.encode("utf-8").decode() == text
    assert list(caught.value.details) == ["name"]


def test_cursor_in_circles(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A cursor that comes back is not followed for ever."""
    scripted.answers = [(200, {}, b'{"sessions": [{"id": "s"}], "nextCursor": "again"}')]

    with pytest.raises(CloudConnexaError, match="circles"):
        connect_to(scripted.url).sessions.list()
    assert len(scripted.asked) == 2


@pytest.mark.parametrize("ask", ["profile", "token"])
@pytest.mark.parametrize(
    "body", [b"", b'""', b"<!DOCTYPE html><p>Sign in", b" <HTML lang='en'>", b'{"errorMessage": "later"}']
)
def test_a_page_is_no_profile_and_no_token(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], ask: str, body: bytes
) -> None:
    """A resource asks once and keeps what it gets for good: a machine could never dial in with it."""
    scripted.answers = [(200, {"Content-Type": "text/html"}, body)]
    client = connect_to(scripted.url, retry_policy=RetryPolicy(max_retries=0))

    for service in (client.connectors, client.host_connectors):
        with pytest.raises(MalformedResponseError):
            getattr(service, ask)(ID)
