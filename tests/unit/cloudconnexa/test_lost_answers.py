"""Whatever happens on the way, an object is there once or not at all, and the caller knows which."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from pulumi_isp_provider.cloudconnexa import (
    CloudConnexaClient,
    CloudConnexaError,
    ConflictError,
    MalformedResponseError,
    NetworkError,
    RateLimitError,
    ResourceNotFoundError,
    RetryPolicy,
    ServerError,
)
from pulumi_isp_simulators import CloudConnexaVendor, Simulator

Tenant = Simulator[CloudConnexaVendor]

FAULTS: dict[str, dict[str, Any]] = {
    "408": {"action": "status", "status": 408},
    "429": {"action": "throttle"},
    "429 with a time": {"action": "throttle", "retry_after": 3},
    "500": {"action": "status", "status": 500},
    "502 of a proxy": {"action": "status", "status": 502, "body": "<html>Bad gateway</html>"},
    "503": {"action": "status", "status": 503},
    "504": {"action": "status", "status": 504},
    "lost before": {"action": "reset_before"},
    "lost after": {"action": "reset_after"},
    "no answer in time": {"action": "stall", "seconds": 2.0},
    "drop by drop": {"action": "drip", "bytes": 200, "seconds": 0.01},
    "cut short": {"action": "truncate", "bytes": 20},
    "nonsense": {"action": "garbage"},
    "another content type": {"action": "content_type", "content_type": "text/html"},
    "token ended": {"action": "expire"},
}
ONLY_TYPED = {
    # The answer is there but cannot be read, so a repeat would be a guess.
    ("nonsense", "list"),
    ("nonsense", "get"),
    ("nonsense", "update"),
}
PATIENCE = 30.0
"""Seconds for an answer: nothing may be given up because this machine is busy."""


def timeout(fault: str) -> tuple[float, float]:
    """Of connecting and reading; a stalled answer is waited for half its time."""
    return PATIENCE, FAULTS[fault]["seconds"] / 2 if FAULTS[fault]["action"] == "stall" else PATIENCE


Call = Callable[[CloudConnexaClient, str], object]

NETWORK_CALLS: dict[str, Call] = {
    "create": lambda c, _: c.networks.create({"name": "new", "routes": [{"value": "10.7.0.0/24"}]}),
    "list": lambda c, _: c.networks.list(),
    "get": lambda c, id_: c.networks.get(id_),
    "update": lambda c, id_: c.networks.update(id_, {"description": "changed"}),
    "delete": lambda c, id_: c.networks.delete(id_),
}


@pytest.mark.parametrize("verb", NETWORK_CALLS)
@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], verb: str, fault: str
) -> None:
    """Each fault in each verb ends in success, or in a typed error where nothing else is honest."""
    standing = connect_to(tenant).networks.create({"name": "standing"})
    client = connect_to(tenant, timeout=timeout(fault))
    script = dict(FAULTS[fault])
    struck = tenant.fault(f"networks.{verb}", script.pop("action"), times=1, **script)

    if (fault, verb) in ONLY_TYPED:
        with pytest.raises(MalformedResponseError):
            NETWORK_CALLS[verb](client, standing.id)
    else:
        NETWORK_CALLS[verb](client, standing.id)

    assert struck.struck == 1
    names = sorted(network["name"] for network in tenant.state().get("networks", []))
    expected = {"create": ["new", "standing"], "delete": []}.get(verb, ["standing"])
    assert names == expected
    if verb == "update":
        assert tenant.state()["networks"][0]["description"] == "changed"


@pytest.mark.parametrize("verb", NETWORK_CALLS)
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("429", RateLimitError),
        ("500", ServerError),
        ("503", ServerError),
        ("lost before", NetworkError),
        ("no answer in time", NetworkError),
    ],
)
def test_fault_that_stays(
    tenant: Tenant,
    connect_to: Callable[..., CloudConnexaClient],
    verb: str,
    fault: str,
    kind: type[CloudConnexaError],
) -> None:
    """A fault that stays ends in its typed error, with the number of attempts, and nothing is there twice."""
    standing = connect_to(tenant).networks.create({"name": "standing"})
    client = connect_to(tenant, timeout=timeout(fault), retry_policy=RetryPolicy(max_retries=1))
    script = dict(FAULTS[fault])
    tenant.fault(f"networks.{verb}", script.pop("action"), every=1, **script)

    if (verb, fault) == ("create", "no answer in time"):
        # It was worked on all the same, and is found.
        NETWORK_CALLS[verb](client, standing.id)
    else:
        with pytest.raises(kind) as caught:
            NETWORK_CALLS[verb](client, standing.id)
        assert caught.value.is_transient
        assert caught.value.context.get("attempts", 2) == 2

    names = [network["name"] for network in tenant.state().get("networks", [])]
    assert len(names) == len(set(names))


def test_every_action_is_covered(tenant: Tenant) -> None:
    """No fault that the simulator can script is left out here."""
    with pytest.raises(ValueError, match="allowed are") as refused:
        tenant.fault("*", "no such action")

    offered = re.findall(r"\w+", str(refused.value).partition("allowed are")[2])
    assert {script["action"] for script in FAULTS.values()} == set(offered)


@pytest.mark.parametrize("verb", ["create", "update", "delete"])
@pytest.mark.parametrize("action", ["reset_before", "reset_after", "garbage"])
def test_lost_answer(client: CloudConnexaClient, tenant: Tenant, case: Any, verb: str, action: str) -> None:
    """With a lost answer each write of each service does its work, once, or says what it cannot know."""
    service = getattr(client, case.service)
    values = case.values(client)
    standing: Any = None if verb == "create" else service.create(values)
    before = {m.id for m in service.list()}
    calls: dict[str, Callable[[], Any]] = {
        "create": lambda: service.create(values),
        "update": lambda: service.update(standing.id, case.change),
        "delete": lambda: service.delete(standing.id),
    }
    fault = tenant.fault("*", action, times=1)

    result: Any = None
    try:
        result = calls[verb]()
    except MalformedResponseError:
        assert (action, verb) == ("garbage", "update")

    assert fault.struck == 1
    after = {m.id for m in service.list()}
    if verb == "create":
        assert after - before == {result.id}
        assert before <= after
    else:
        assert before - after == ({standing.id} if verb == "delete" else set())
        assert after <= before
    if verb == "update" and result is not None:
        assert service.get(standing.id) == result
        assert result != standing


def test_somebody_elses_object_is_not_taken_for_ours(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """If what stands under the name differs from what was sent, the error says so and claims nothing."""
    client = connect_to(tenant)
    theirs = connect_to(tenant).networks.create({"name": "west", "description": "theirs"})
    tenant.fault("networks.create", "reset_before", times=1)

    with pytest.raises(NetworkError) as caught:
        client.networks.create({"name": "west", "description": "ours"})

    assert theirs.id in caught.value.context["look_up"]
    assert "description" in caught.value.context["look_up"]
    assert caught.value.effect_unknown
    assert tenant.count("networks.create") == 2


def test_one_of_several_with_the_same_key(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]
) -> None:
    """Where keys are not unique, the object that is equal in all that was sent is the one that was made."""
    client = connect_to(tenant)
    first = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.1"]})
    tenant.fault("dns-records.create", "reset_after", times=1)

    made = client.dns_records.create({"domain": "a.example.org", "ipv4_addresses": ["192.0.2.2"]})

    assert made.ipv4_addresses == ("192.0.2.2",)
    assert {r.id for r in client.dns_records.list()} == {first.id, made.id}


@pytest.mark.parametrize("action", ["reset_before", "reset_after"])
@pytest.mark.parametrize("learned", ["made", "listed", "in the snapshot"])
def test_older_object_that_is_equal_in_everything(
    tenant: Tenant, connect_to: Callable[..., CloudConnexaClient], action: str, learned: str
) -> None:
    """What was known before a create is not what the create made: two phones are two devices."""
    client, other = connect_to(tenant), connect_to(tenant)
    group = other.user_groups.list()[0].id
    user = other.users.create({"username": "anna", "email": "a@example.org", "group_id": group})
    phone = {"user_id": user.id, "name": "phone"}
    first = (client if learned == "made" else other).devices.create(phone)
    if learned == "listed":
        assert client.devices.list() == [first]
    if learned == "in the snapshot":
        assert client.devices.snapshot.get(first.id) == first
    tenant.fault("devices.create", action, times=1)

    second = client.devices.create(phone)

    assert second.id != first.id
    assert {device.id for device in other.devices.list()} == {first.id, second.id}


@pytest.mark.parametrize("action", ["reset_before", "reset_after"])
def test_name_that_was_known_to_be_taken(client: CloudConnexaClient, tenant: Tenant, action: str) -> None:
    """Where the vendor keeps names apart, its refusal is what comes out, and the older object stays alone."""
    older = client.networks.create({"name": "west"})
    tenant.fault("networks.create", action, times=1)

    with pytest.raises(ConflictError):
        client.networks.create({"name": "west"})

    assert [network["id"] for network in tenant.state()["networks"]] == [older.id]


def test_unavailable_after_the_work(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A 503 that names no time may come from a proxy that lost the answer: it is looked for first."""
    network = {"id": "n1", "name": "west"}
    scripted.answers = [
        (503, {}, b""),
        (200, {}, json.dumps({"content": [network], "totalElements": 1, "totalPages": 1}).encode()),
    ]

    assert connect_to(scripted.url).networks.create({"name": "west"}).id == "n1"
    assert [line.split()[0] for line in scripted.asked] == ["POST", "GET"]


def test_unavailable_on_purpose(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A 503 that names a time has not begun, so the create is sent again without a look."""
    scripted.answers = [(503, {"Retry-After": "7"}, b""), (201, {}, b'{"id": "n1", "name": "west"}')]

    assert connect_to(scripted.url).networks.create({"name": "west"}).id == "n1"
    assert [line.split()[0] for line in scripted.asked] == ["POST", "POST"]


def test_late_effect(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A create that was lost, worked on late, and so refused when it was repeated, is found."""
    route = {"id": "r1", "subnet": "10.0.0.0/24", "type": "IP_V4"}
    overlap = {"errorDetails": {"value": [{"message": "Subnet overlaps"}]}}
    scripted.answers = [
        (201, {}, b"lost"),
        (200, {}, b'{"content": [], "totalElements": 0, "totalPages": 0}'),
        (400, {}, json.dumps(overlap).encode()),
        (200, {}, json.dumps({"content": [route], "totalElements": 1, "totalPages": 1}).encode()),
    ]

    made = connect_to(scripted.url).routes.create({"network_id": "n1", "value": "10.0.0.0/24"})

    assert (made.id, made.network_id) == ("r1", "n1")
    assert [line.split()[0] for line in scripted.asked] == ["POST", "GET", "POST", "GET"]


def test_failed_look_up_is_told(tenant: Tenant, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """If nobody can say whether the object is there, the error says that its effect is not known."""
    client = connect_to(tenant, retry_policy=RetryPolicy(max_retries=1))
    tenant.fault("networks.create", "reset_after", every=1)
    tenant.fault("networks.list", "status", every=1, status=500)

    with pytest.raises(NetworkError) as caught:
        client.networks.create({"name": "west"})

    assert caught.value.effect_unknown
    assert "look_up" in caught.value.context
    assert len(tenant.state()["networks"]) == 1


def test_delete_whose_answer_was_lost(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A repeated delete that finds nothing was done by the first one."""
    network = client.networks.create({"name": "west"})
    tenant.fault("networks.delete", "reset_after", times=1)

    client.networks.delete(network.id)

    assert tenant.count("networks.delete") == 2
    assert tenant.state().get("networks", []) == []


def test_delete_that_a_proxy_answered(scripted: Any, connect_to: Callable[..., CloudConnexaClient]) -> None:
    """A login page in place of the vendor's empty answer deletes nothing: the object is looked for."""
    client = connect_to(scripted.url)
    page = (200, {"Content-Type": "text/html"}, b"<html>Sign in</html>")

    scripted.answers = [page, (200, {}, b'{"id": "n1", "name": "west"}')]
    with pytest.raises(MalformedResponseError) as caught:
        client.networks.delete("n1")
    assert caught.value.effect_unknown

    scripted.answers = [page, (404, {}, b"")]
    client.networks.delete("n1")
    scripted.answers = [(200, {}, b"true")]
    client.networks.delete("n1")
    assert [line.split()[0] for line in scripted.asked] == ["DELETE", "GET", "DELETE", "GET", "DELETE"]


def test_delete_that_was_never_begun(client: CloudConnexaClient, tenant: Tenant) -> None:
    """A repeat after a refusal that did nothing does not make a missing object one that was deleted."""
    tenant.fault("networks.delete", "throttle", times=1)

    with pytest.raises(ResourceNotFoundError):
        client.networks.delete("00000000-0000-4000-8000-000000000000")

    assert tenant.count("networks.delete") == 2
