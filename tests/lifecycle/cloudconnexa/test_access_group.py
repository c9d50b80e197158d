"""What holds for an access group alone."""

from __future__ import annotations

import pytest
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
