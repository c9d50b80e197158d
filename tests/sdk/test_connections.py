"""What is referred to, and what refers to it, are at one system."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix, cloudconnexa

SERVICE: dict[str, Any] = {"port": 1, "service_id": 1, "tag_action": 1, "bandwidth_profile": 3}
FORMS: dict[str, Callable[[calix.Ont], Any]] = {
    "resource": lambda ont: ont,
    "id": lambda ont: ont.id,
    "text": lambda ont: pulumi.Output.concat(ont.network_name, "/7"),
}


def terminal(connection: Any) -> calix.Ont:
    return calix.Ont("terminal", network_name="hill", ont_id=7, ont_profile=162, connection=connection)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("connection", ["west", pulumi.Output.from_input("west")], ids=["plain", "output"])
def test_a_service_that_forgets_its_onts_connection_is_refused(form: str, connection: Any) -> None:
    """On the default CMS, the same number is another customer's ONT, and the service would be made there."""

    def program() -> None:
        calix.EthernetService("internet", ont=FORMS[form](terminal(connection)), **SERVICE)

    with pytest.raises(Exception, match="internet: ont is made of a resource with connection='west'"):
        run(program)


@pytest.mark.parametrize(
    ("theirs", "mine"), [("west", "west"), ("west", "default"), ("default", None), (None, None)]
)
def test_a_connection_that_is_named_or_the_default_is_taken(theirs: str | None, mine: Any) -> None:
    """Two names may lead to one system: whoever names one means it."""

    def program() -> None:
        calix.EthernetService("internet", ont=terminal(theirs), connection=mine, **SERVICE)

    asked, _ = run(program)

    assert "internet" in {each.name for each in asked}


def test_what_is_in_a_list_or_only_read_counts_too() -> None:
    """An access group names many; a network of `get` has a connection like any other."""

    def program() -> None:
        network = cloudconnexa.Network.get("plant", "some-id", connection="west")
        cloudconnexa.AccessGroup(
            "staff", name="Staff", source_all=["USER_GROUP"], destination_networks=[network]
        )

    with pytest.raises(Exception, match="staff: destination_networks is made of a resource"):
        run(program)


def test_another_vendors_resource_is_no_reference() -> None:
    """An ONT's text in a network's name says nothing of the network's system."""

    def program() -> None:
        cloudconnexa.Network("plant", name=terminal("west").network_name)

    run(program)
