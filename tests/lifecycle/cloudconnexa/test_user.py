"""The life of a user, through the real client against the simulated CloudConnexa, in each API version."""

from __future__ import annotations

from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.user import UserLifecycle

BARE = {"username": "noc", "role": "MEMBER", "email": "noc@isp.example"}
FULL = {**BARE, "first_name": "Net", "last_name": "Ops"}


def test_a_user_without_a_group_goes_into_the_built_in_one(
    cloudconnexa: CloudConnexaClient, isp: Isp
) -> None:
    """The vendor wants a group; where none is declared it is ``Default``, and it is not ours to compare."""
    stored = Hands(UserLifecycle, cloudconnexa).create(dict(FULL))

    state = isp.cloudconnexa.state()
    groups = {group["id"]: group["name"] for group in state["user-groups"]}
    assert groups[state["users"][0]["groupId"]] == "Default"
    assert "group_id" not in stored.outputs


def test_an_update_keeps_status_and_group(cloudconnexa: CloudConnexaClient, isp: Isp) -> None:
    """An update of the name leaves a user active who has accepted the invitation."""
    life = Hands(UserLifecycle, cloudconnexa)
    stored = life.create(dict(FULL))
    isp.cloudconnexa.change("users", stored.id, {"status": "ACTIVE"})

    life.update(stored, {}, {**FULL, "last_name": "Centre"})

    user = isp.cloudconnexa.state()["users"][0]
    assert (user["status"], user["lastName"]) == ("ACTIVE", "Centre")
