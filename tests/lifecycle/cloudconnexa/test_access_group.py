"""What holds for an access group alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.access_group import AccessGroupLifecycle
from pulumi_isp_provider.core.schema import UNKNOWN


@pytest.mark.parametrize(
    "services", [UNKNOWN, [UNKNOWN], ["nowhere", UNKNOWN]], ids=["the list", "one of it", "another one"]
)
def test_a_preview_looks_for_the_services_that_are_known(
    cloudconnexa: CloudConnexaClient, services: object
) -> None:
    """A list that another resource gives is as unknown as what is in it; the rest is looked for."""
    hands = Hands(AccessGroupLifecycle, cloudconnexa)
    declared = {"name": "Staff", "source_all": ["USER_GROUP"], "destination_services": services}

    outlook = hands.look(hands.check(declared).inputs)

    said = "destination_services[0]: there is no IP service or application nowhere of a network"
    assert [said in refusal for refusal in outlook.refusals] == [True] * ("nowhere" in str(services))


@pytest.mark.parametrize(
    ("item", "seen"),
    [
        ({"type": "USER_GROUP", "allCovered": True, "parent": "g-1"}, {"destination_user_groups": ["g-1"]}),
        (
            {"type": "PUBLISHED_SERVICE", "allCovered": True, "parent": "p-1"},
            {"destination_all": ["PUBLISHED_SERVICE p-1"]},
        ),
        (
            {"type": "USER_GROUP", "allCovered": False, "parent": "g-1", "children": ["g-2"]},
            {"destination_user_groups": ["g-2"]},
        ),
        ({"type": "HOST_SERVICE", "allCovered": False, "parent": "h-1"}, {}),
    ],
    ids=["a group as parent", "a parent of no property", "a group in a group", "nothing"],
)
def test_what_a_rule_covers_is_seen_whatever_its_form(
    cloudconnexa: CloudConnexaClient, isp: Isp, item: Mapping[str, Any], seen: Mapping[str, Any]
) -> None:
    """Who may reach what must not grow unseen: it is drift, and the next `up` brings the rule back."""
    hands = Hands(AccessGroupLifecycle, cloudconnexa)
    declared = {"name": "Staff", "source_all": ["USER_GROUP"], "destination_all": ["NETWORK_SERVICE"]}
    stored = hands.create(hands.check(declared).inputs)
    state = isp.cloudconnexa.state()
    (group,) = (each for each in state["access-groups"] if each["name"] == "Staff")
    group["destination"].append({"parent": None, "children": [], **item})
    isp.cloudconnexa.load(state)
    cloudconnexa.access_groups.snapshot.drop()

    now = hands.read(stored)

    assert now is not None
    expected = {**stored.outputs, **seen}
    expected["destination_all"] = ["NETWORK_SERVICE", *seen.get("destination_all", [])]
    assert now.outputs == expected


def test_a_form_that_is_not_known_is_seen_too(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """Of hosts as sources nobody has seen children."""
    hands = Hands(AccessGroupLifecycle, cloudconnexa)
    declared = {"name": "Staff", "source_all": ["USER_GROUP"], "destination_all": ["NETWORK_SERVICE"]}
    stored = hands.create(hands.check(declared).inputs)
    state = isp.cloudconnexa.state()
    (group,) = (each for each in state["access-groups"] if each["name"] == "Staff")
    group["source"].append({"type": "HOST", "allCovered": False, "parent": None, "children": ["h-1"]})
    isp.cloudconnexa.load(state)
    cloudconnexa.access_groups.snapshot.drop()

    now = hands.read(stored)

    assert now is not None
    assert now.outputs["source_all"] == ["USER_GROUP", "HOST h-1"]
