"""The life of a network, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Life, Step, live

from pulumi_isp_provider.cloudconnexa.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.network import NetworkLifecycle

BARE = {
    "name": "Plant",
    "internet_access": "SPLIT_TUNNEL_ON",
    "egress": True,
    "tunneling_protocol": "OPENVPN",
}


@pytest.mark.parametrize(
    "life",
    [
        Life(born={"name": "Plant"}),
        Life(
            born={**BARE, "description": "shelves"},
            steps=(
                Step({**BARE, "name": "Plants", "description": "shelves"}, ("name",)),
                Step({**BARE, "name": "Plants", "egress": False}, ("-description", "egress")),
                Step(
                    {"name": "Plants", "internet_access": "RESTRICTED_INTERNET"},
                    ("egress", "internet_access"),
                ),
            ),
        ),
    ],
    ids=["bare", "changes"],
)
def test_life(cloudconnexa: CloudConnexaClient, life: Life) -> None:
    """Create, change, read and delete; after every step there is nothing to do."""
    live(NetworkLifecycle, cloudconnexa, life)


def test_create_finds_a_network_of_the_same_name(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """A network is known by its name: it is not made twice."""
    first = NetworkLifecycle().create(cloudconnexa, dict(BARE))

    again = NetworkLifecycle().create(cloudconnexa, dict(BARE))

    assert again.id == first.id
    assert len(isp.cloudconnexa.state()["networks"]) == 1


def test_an_update_keeps_what_is_not_ours(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """The vendor's update replaces everything; a description that we never declared survives ours."""
    life = NetworkLifecycle()
    stored = life.create(cloudconnexa, dict(BARE))
    isp.cloudconnexa.change("networks", stored.id, {"description": "written in the portal"})

    life.update(cloudconnexa, stored.id, stored.outputs, {**BARE, "egress": False})

    after = isp.cloudconnexa.state()["networks"][0]
    assert (after["description"], after["egress"]) == ("written in the portal", False)
