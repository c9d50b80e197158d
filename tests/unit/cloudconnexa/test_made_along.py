"""A network whose answer does not show what was made along with it, through the resource."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.network import NetworkLifecycle

Answer = tuple[int, dict[str, str], bytes]

MADE = {
    "id": "n1",
    "name": "Plant",
    "internetAccess": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunnelingProtocol": "OPENVPN",
}
WHOLE = {**MADE, "routes": [{"id": "r1", "type": "IP_V4", "subnet": "10.1.0.0/24"}]}
DECLARED = {
    "name": "Plant",
    "internet_access": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunneling_protocol": "OPENVPN",
    "routes": [{"subnet": "10.1.0.0/24"}],
}


def answer(body: object, status: int = 200) -> Answer:
    return status, {}, json.dumps(body).encode()


def page(*objects: object) -> Answer:
    return answer({"content": objects, "totalElements": len(objects), "totalPages": 1})


def test_what_was_made_is_recorded_though_it_cannot_be_read(
    scripted: Any, connect_to: Callable[..., CloudConnexaClient], caplog: pytest.LogCaptureFixture
) -> None:
    """The look that follows the create is refused: state has the id, and the next run reads the rest.

    Else an object would stand at the vendor that state does not know.
    """
    scripted.answers = [page(), answer(MADE), answer({}, 403)]
    first = Hands(NetworkLifecycle, connect_to(scripted.url))

    stored = first.create(first.check(DECLARED).inputs)

    assert stored.id == "n1"
    (said,) = caplog.messages
    assert "Network n1 was made" in said

    scripted.answers = [page(WHOLE)]
    scripted.asked.clear()
    hands = Hands(NetworkLifecycle, connect_to(scripted.url))
    inputs = hands.check(DECLARED).inputs
    assert [change.path for change in hands.diff(stored, {}, inputs).changes] == ["routes"]
    now = hands.update(stored, {}, inputs)

    assert now.outputs["routes"] == [{"subnet": "10.1.0.0/24"}]
    assert [line for line in scripted.asked if not line.startswith("GET")] == []
