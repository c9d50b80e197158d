"""A device: made by us, or by the vendor when its user signs in."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.cloudconnexa.client.client import CloudConnexaClient
from pulumi_isp_provider.cloudconnexa.resources.device import DeviceLifecycle
from pulumi_isp_provider.errors import AlreadyExistsError, ValidationError


@pytest.fixture
def ida(cloudconnexa: CloudConnexaClient) -> str:
    """A user."""
    (group,) = cloudconnexa.user_groups.list(name="contractors")
    return cloudconnexa.users.create({"username": "ida", "email": "ida@isp.example", "group_id": group.id}).id


@pytest.fixture
def hands(cloudconnexa: CloudConnexaClient) -> Hands:
    """The verbs in one run."""
    return Hands(DeviceLifecycle, cloudconnexa)


def devices(isp: Isp) -> list[dict[str, Any]]:
    """All that stand there."""
    return isp.objects("cloudconnexa", "devices")


def test_one_that_the_user_has_signed_in_with_is_taken_over_by_its_name(
    isp: Isp, cloudconnexa: CloudConnexaClient, ida: str, hands: Hands
) -> None:
    """As it is, or with a word for what differs; the identity that its client has set stays."""
    standing = cloudconnexa.devices.create({"user_id": ida, "name": "phone", "client_uuid": "c-1"})
    declared = {"user_id": ida, "name": "phone", "description": "Ida's"}

    with pytest.raises(AlreadyExistsError, match="differs in description"):
        hands.create(declared)
    taken = hands.named("other").create({**declared, "adopt_existing": True})

    assert taken.id == standing.id
    (row,) = devices(isp)
    assert (row["description"], row["clientUUID"]) == ("Ida's", "c-1")


def test_a_declared_identity_that_is_declared_no_longer_stays(isp: Isp, ida: str, hands: Hands) -> None:
    """Its client would be a stranger without it."""
    declared = {"user_id": ida, "name": "phone", "client_uuid": "c-1"}
    stored = hands.create(declared)
    less = {"user_id": ida, "name": "handy"}

    assert [change.path for change in hands.diff(stored, {}, less).changes] == ["name"]
    hands.update(stored, {}, less)

    (row,) = devices(isp)
    assert (row["name"], row["clientUUID"]) == ("handy", "c-1")


def test_more_than_the_users_group_allows_are_refused_in_the_vendors_words(
    isp: Isp, cloudconnexa: CloudConnexaClient, ida: str, hands: Hands
) -> None:
    """The group may be about to allow more in the same run: only the vendor knows."""
    (group,) = cloudconnexa.user_groups.list(name="contractors")
    for number in range(group.max_device or 0):
        cloudconnexa.devices.create({"user_id": ida, "name": f"phone-{number}"})

    with pytest.raises(ValidationError, match="Device limit is exceeded"):
        hands.create({"user_id": ida, "name": "one more"})

    assert len(devices(isp)) == group.max_device


def test_devices_are_read_with_their_users(isp: Isp, cloudconnexa: CloudConnexaClient, ida: str) -> None:
    """However many there are; and they go with their user."""
    life = Hands(DeviceLifecycle, cloudconnexa)
    made = [life.named(name).create({"user_id": ida, "name": name}) for name in ("phone", "laptop")]
    cloudconnexa.users.snapshot.drop()
    isp.reset_logs()

    assert [life.read(each) for each in made] == made
    assert [each.operation for each in isp.cloudconnexa.requests] == ["users.list"]
    cloudconnexa.users.delete(ida)
    assert [life.read(each) for each in made] == [None, None]
