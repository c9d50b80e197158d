"""Each answer of the vendor becomes the error that its callers expect."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider import errors as base
from pulumi_isp_provider.cloudconnexa import (
    AuthenticationError,
    CloudConnexaClient,
    CloudConnexaError,
    ConflictError,
    PermissionDeniedError,
    RateLimitError,
    ResourceNotFoundError,
    RetryPolicy,
    ServerError,
    ServiceUnavailableError,
    ValidationError,
)
from pulumi_isp_provider.cloudconnexa import errors as ours

ID = "5f34e9f3-3e6c-4f5e-8d8a-111111111111"
ONCE = RetryPolicy(max_retries=0)


def refusal(message: str, code: str | None = None, place: str = "network", **params: Any) -> bytes:
    entry: dict[str, Any] = {"message": message, "params": params or None, "errorCode": code}
    return json.dumps(
        {
            "errorDetails": {place: [{k: v for k, v in entry.items() if v}]},
            "statusError": "Bad Request",
        }
    ).encode()


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (300, b"", ours.APIError),
        (304, b"", ours.APIError),
        (400, refusal("Length must be between {min} and {max}", "0-10-25", min=1, max=120), ValidationError),
        (400, b"", ValidationError),
        (400, b"<html>no</html>", ValidationError),
        (400, refusal("Network with name west already exists", place="name"), ConflictError),
        (401, b"", AuthenticationError),
        (403, b"", PermissionDeniedError),
        (404, b"", ResourceNotFoundError),
        (405, b"", ours.APIError),
        (409, b"", ConflictError),
        (422, b"{}", ValidationError),
        (429, b"", RateLimitError),
        (500, b'{"errorMessage": "oops", "statusError": "Internal Server Error"}', ServerError),
        (501, b"", ServerError),
        (502, b"", ServerError),
        (503, b"", ServiceUnavailableError),
    ],
)
def test_status_to_error(
    scripted: Any,
    connect_to: Callable[..., CloudConnexaClient],
    status: int,
    body: bytes,
    kind: type[CloudConnexaError],
) -> None:
    """A status becomes its error, which carries the answer and the request id."""
    scripted.answers = [(status, {"X-Request-Id": "r-17"}, body)]

    with pytest.raises(kind) as caught:
        connect_to(scripted.url, retry_policy=ONCE).networks.list()

    error = caught.value
    assert type(error) is kind
    assert error.response.status_code == status
    assert error.context["status"] == status
    assert error.context["request_id"] == "r-17"
    assert error.context["operation"] == "networks.list"
    assert error.is_transient == (status in {429, 500, 502, 503})


@pytest.mark.parametrize(
    "body",
    [
        refusal("Entity does not exist", "9-11-6"),
        refusal(f"Network with ID {ID} not found"),
        refusal("gone", "9-11-6"),
        b"",
    ],
)
def test_the_ways_to_say_not_found(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], body: bytes
) -> None:
    """400 with the vendor's code or words, and 404, mean that the object is not there."""
    scripted.answers = [(400 if body else 404, {}, body)]
    client = connect_to(scripted.url)

    assert client.networks.get(ID) is None
    with pytest.raises(ResourceNotFoundError):
        client.networks.delete(ID)
    with pytest.raises(ResourceNotFoundError):
        client.connectors.start_ipsec(ID)


def test_other_refusals_are_not_not_found(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """A 400 about something else is no proof that the object is gone."""
    scripted.answers = [(400, {}, refusal("The network is used as gateway", "1-2-3"))]
    client = connect_to(scripted.url)

    with pytest.raises(ValidationError):
        client.networks.get(ID)
    with pytest.raises(ValidationError):
        client.networks.delete(ID)


@pytest.mark.parametrize(
    "said", ["Network with name west already exists", "The subnet overlaps with a route"]
)
def test_what_stands_in_the_way(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], said: str
) -> None:
    """A name or a range that another object has is a conflict, not just a wrong value."""
    scripted.answers = [(400, {}, refusal(said))]

    with pytest.raises(ConflictError):
        connect_to(scripted.url).routes.create({"network_id": ID, "value": "10.0.0.0/24"})


def test_missing_parent_is_a_wrong_value(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """In a create, "does not exist" speaks of another object."""
    scripted.answers = [(400, {}, refusal("Entity does not exist", "9-11-6"))]

    with pytest.raises(ValidationError) as caught:
        connect_to(scripted.url).routes.create({"network_id": ID, "value": "10.0.0.0/24"})

    assert caught.value.code == "9-11-6"


def test_message_and_details(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """The vendor's message comes with its place, its placeholders filled, and its code."""
    scripted.answers = [
        (400, {}, refusal("Length must be between {min} and {max}", "0-10-25", "description", min=1, max=120))
    ]

    with pytest.raises(ValidationError) as caught:
        connect_to(scripted.url).networks.create({"name": "n", "description": "x" * 121})

    assert caught.value.message == "description: Length must be between 1 and 120"
    assert caught.value.details == {"description": ("Length must be between 1 and 120",)}
    assert caught.value.code == "0-10-25"


@pytest.mark.parametrize(
    ("message", "advice"),
    [
        ("Such access to the internet cannot be selected", "gateways_ids"),
        ("Device limit is exceeded", "max_device"),
        ("Required request parameter 'userId' is missing: parameter is missing", "group"),
        ("You cannot update email, role, status or delete owner's account", "portal"),
        ("Connect/Stop actions are forbidden for non IPSEC connector", "tunneling_protocol"),
    ],
)
def test_hints_for_known_refusals(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], message: str, advice: str
) -> None:
    """For refusals that people have run into, the hint says what helped."""
    scripted.answers = [(400, {}, refusal(message))]

    with pytest.raises(ValidationError) as caught:
        connect_to(scripted.url).networks.list()

    assert advice in caught.value.get_troubleshooting_hint()
    assert advice in str(caught.value)


READS: dict[str, Callable[[CloudConnexaClient], object]] = {
    "list": lambda c: c.networks.list(),
    "stream": lambda c: list(c.users.iter()),
    "children": lambda c: c.routes.list(),
    "regions": lambda c: c.vpn_regions.list(),
    "sessions": lambda c: c.sessions.list(),
    "setting": lambda c: c.settings.get("wpc_snat"),
    "create": lambda c: c.networks.create({"name": "a"}),
    "own path": lambda c: c.execute_request("GET", "/tea"),
}


@pytest.mark.parametrize("read", READS)
def test_address_that_nobody_answers(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], read: str
) -> None:
    """A 404 without an object in its address speaks of the address, and sends nobody to look for objects."""
    scripted.answers = [(404, {}, b"")]

    with pytest.raises(ResourceNotFoundError) as caught:
        READS[read](connect_to(scripted.url))

    assert "no such object" not in caught.value.message
    assert "address" in caught.value.message
    assert "url" in caught.value.get_troubleshooting_hint()
    assert "deleted" not in caught.value.get_troubleshooting_hint()


@pytest.mark.parametrize(
    "look",
    [
        lambda c: c.networks.snapshot.get(ID),
        lambda c: c.routes.get(ID),
        lambda c: c.routes.delete(ID) if c.devices.get(ID) else None,
        lambda c: c.dns_records.get(ID),
    ],
    ids=["snapshot", "child", "child with its parent", "record"],
)
def test_list_that_is_unknown_holds_nothing_to_be_missed(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], look: Callable[[CloudConnexaClient], object]
) -> None:
    """Whoever looks for one object in a list that the server does not have is not told that it is gone."""
    scripted.answers = [(404, {}, b"")]

    with pytest.raises(ours.APIError) as caught:
        look(connect_to(scripted.url, api_version="1.0"))

    assert not isinstance(caught.value, ResourceNotFoundError)
    assert caught.value.response.status_code == 404


VERBS: dict[str, Callable[[CloudConnexaClient], object]] = {
    "create": lambda c: c.networks.create({"name": "a"}),
    "update": lambda c: c.dns_records.update(
        ID, {"domain": "a", "description": "b", "ipv4_addresses": [], "ipv6_addresses": []}
    ),
    "delete": lambda c: c.networks.delete(ID),
    "revoke": lambda c: c.connectors.revoke_profile(ID),
    "act": lambda c: c.connectors.start_ipsec(ID),
    "get": lambda c: c.networks.get(ID),
    "list": lambda c: c.networks.list(),
    "own delete": lambda c: c.execute_request("DELETE", f"/networks/{ID}"),
}


@pytest.mark.parametrize("said", ["It is in use", "It is already in use", "is used as a gateway"])
@pytest.mark.parametrize("verb", VERBS)
def test_advice_follows_what_was_done(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], verb: str, said: str
) -> None:
    """Values are to be corrected where some were sent; a delete that was refused needs something else."""
    scripted.answers = [(400, {}, refusal(said))]

    with pytest.raises(ValidationError) as caught:
        VERBS[verb](connect_to(scripted.url))

    hint = caught.value.get_troubleshooting_hint()
    writes = verb in {"create", "update"}
    assert ("values" in hint or "another name" in hint) == writes
    assert ("Nothing was deleted" in hint) == (verb in {"delete", "revoke", "own delete"})


def test_advice_about_what_stays(
    start: Callable[..., Any], connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """Neither a gateway nor the built-in group can be deleted, and the hint says what stands in the way."""
    client = connect_to(start(gateway_in_use="refuse"))
    gateway = client.networks.create({"name": "exit"})
    client.networks.create(
        {"name": "site", "internet_access": "SPLIT_TUNNEL_OFF", "gateways_ids": [gateway.id]}
    )
    group = client.user_groups.list(name="Default")[0]

    services: list[tuple[Any, str]] = [(client.networks, gateway.id), (client.user_groups, group.id)]
    for service, id_ in services:
        with pytest.raises(ValidationError, match="gateways_ids") as caught:
            service.delete(id_)
        assert "built in" in str(caught.value)
        assert "Correct" not in str(caught.value)


def test_retry_after_reaches_the_caller(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """What the vendor says about when to come back stands on the error."""
    scripted.answers = [(429, {"Retry-After": "17"}, b"")]

    with pytest.raises(RateLimitError) as caught:
        connect_to(scripted.url, retry_policy=ONCE).networks.list()

    assert caught.value.retry_after == 17


def test_every_error_is_also_the_general_one() -> None:
    """Whoever catches the classes that all vendors share catches these, too."""
    names = {"ResourceNotFoundError": "NotFoundError", "ConflictError": "AlreadyExistsError"}
    names |= {"APIError": "ResponseError", "TokenRefreshError": "AuthenticationError"}
    names |= {"CloudConnexaError": "IspError"}
    classes = [c for _, c in inspect.getmembers(ours, inspect.isclass) if c.__module__ == ours.__name__]

    assert len(classes) > 15
    for each in classes:
        general = getattr(base, names.get(each.__name__, each.__name__))
        assert issubclass(each, general)
        assert issubclass(each, CloudConnexaError)
        assert each("message").get_troubleshooting_hint()
        assert each.__name__ in (ours.__doc__ or "")
        assert not hasattr(each("message"), "response")


def test_translation_covers_the_general_tree() -> None:
    """Every error of the shared transport has its own class here, and keeps what it says."""
    for _, each in inspect.getmembers(base, inspect.isclass):
        # What is planned is refused by the resources, above every client.
        if not issubclass(each, base.IspError) or issubclass(each, base.PlanRefusedError):
            continue
        if each is base.IspError:
            continue
        error = each("message", retry_after=3.0, operation="networks.list")
        error.effect_unknown = True

        translated = ours.translate(error)

        assert isinstance(translated, each)
        assert isinstance(translated, CloudConnexaError)
        assert translated.message == "message"
        assert translated.context == {"operation": "networks.list"}
        assert (translated.retry_after, translated.effect_unknown) == (3.0, True)
        assert translated.is_transient == error.is_transient


@pytest.mark.parametrize(
    ("ask", "right"),
    [
        (lambda client: client.user_groups.list(), "the right to read user groups"),
        (lambda client: client.dns_records.delete(ID), "the right to modify DNS records"),
        (lambda client: client.connectors.token(ID), "the right to modify connectors"),
    ],
)
def test_a_key_that_may_not_is_told_which_right_is_missing(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], ask: Callable[[Any], Any], right: str
) -> None:
    """From release 1.2 on a key has rights to read and to modify, kind by kind; the answer names none."""
    scripted.answers = [(403, {}, b"")]

    with pytest.raises(PermissionDeniedError) as caught:
        ask(connect_to(scripted.url, retry_policy=ONCE))

    assert right in str(caught.value.hint)
