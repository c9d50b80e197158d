"""What a failed or surprising run must end in, on the real engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.support.stack import Stack

MakeStack = Callable[[str | Path], Stack]

ONT = """
    from pulumi_isp import calix

    calix.Ont("ont", network_name="hill", ont_id=7, ont_profile=162)
"""
SERVICE = {"slot": 3, "port": 1, "service": 1, "admin": "enabled", "tag-action": 1, "bw-prof": 1}


def numbers(subject: Stack) -> list[str]:
    return sorted(str(ont["id"]) for n in subject.isp.cms.state()["networks"] for ont in n["onts"])


def test_the_remedy_of_a_refused_delete_works(stack: MakeStack) -> None:
    """``force_delete=True``, declared after the delete was refused, reaches the next delete."""
    subject = stack(ONT)
    subject.up()
    state = subject.isp.cms.state()
    state["networks"][0]["onts"][0]["services"] = [SERVICE]
    subject.isp.cms.load(state)
    subject.write(ONT.replace("ont_id=7", "ont_id=7, force_delete=True"))
    subject.up()

    subject.destroy()

    assert numbers(subject) == []


def test_a_route_that_goes_while_its_network_is_renamed_is_named(stack: MakeStack) -> None:
    """The engine believes the network deleted and does not ask for the route: the run says what stays."""
    network = """
    from pulumi_isp import cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant")
    cloudconnexa.Route("shelves", network_id=plant, subnet="10.20.0.0/24")
"""
    subject = stack(network + '    cloudconnexa.Route("cms", network_id=plant, subnet="10.20.1.0/28")\n')
    subject.up()
    subject.write(network.replace('Network("plant"', 'Network("renamed"'))

    renamed = subject.up()

    assert "Plant is kept, with its routes 10.20.0.0/24, 10.20.1.0/28" in renamed.text


@pytest.mark.large
def test_a_route_that_moves_between_its_networks_list_and_a_resource_is_never_lost(stack: MakeStack) -> None:
    """There and back, one run each; a program that declares it in both places is refused in the preview."""
    network = """
    from pulumi_isp import cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant", routes=[ROUTES])
"""
    listed = network.replace("ROUTES", '{"subnet": "10.20.0.0/24"}')
    resource = '    cloudconnexa.Route("shelves", network_id=plant, subnet="10.20.0.0/24")\n'
    subject = stack(listed)
    subject.up()
    for program in (network.replace("ROUTES", "") + resource, listed):
        subject.write(program)
        subject.up()
        subject.refresh("--expect-no-changes")
        subject.up("--expect-no-changes")
        assert [route["subnet"] for route in subject.isp.cloudconnexa.state()["routes"]] == ["10.20.0.0/24"]
    subject.write(listed + resource)

    refused = subject.preview(fails=True)

    assert "is declared by cloudconnexa.Network 'plant' already" in refused.text


@pytest.mark.large
def test_the_way_back_from_a_route_that_was_declared_twice_loses_nothing(stack: MakeStack) -> None:
    """Taking the route off the list again deletes it, and the plan says that it is made again."""
    network = """
    from pulumi_isp import cloudconnexa

    plant = cloudconnexa.Network("plant", name="Plant", routes=[ROUTES])
    cloudconnexa.Route("shelves", network_id=plant, subnet="10.20.0.0/24")
"""
    subject = stack(network.replace("ROUTES", ""))
    subject.up()
    subject.write(network.replace("ROUTES", '{"subnet": "10.20.0.0/24"}'))
    subject.up(fails=True)
    subject.write(network.replace("ROUTES", ""))

    planned, back = subject.preview(), subject.up()

    assert ("replace", "shelves") in {(operation, name) for operation, _, name in planned.steps}
    assert planned.steps == back.steps
    assert [route["subnet"] for route in subject.isp.cloudconnexa.state()["routes"]] == ["10.20.0.0/24"]
    subject.refresh("--expect-no-changes")
    subject.up("--expect-no-changes")


def test_a_second_resource_for_an_object_in_the_stack_is_refused(stack: MakeStack) -> None:
    """Two names for one ONT: deleting one of them by ``--target`` would cut the other's subscriber off."""
    subject = stack(ONT)
    subject.up()
    subject.write(ONT + ONT.replace('"ont"', '"again"'))

    refused = subject.up(fails=True)

    assert re.search(r"is declared by calix\.Ont '(ont|again)' already", refused.text)


def test_an_ont_that_could_not_be_found_again_is_refused(stack: MakeStack) -> None:
    """Without any key, a lost answer would make a second ONT the next time: it is not begun."""
    subject = stack(ONT.replace("ont_id=7, ", ""))

    refused = subject.preview(fails=True)

    assert "one of ont_id, serial_number, reg_id is required" in refused.text


def test_a_moved_serial_number_is_refused_before_anybody_is_cut_off(stack: MakeStack) -> None:
    """Two ONTs that exchange serial numbers: neither is unlinked, and the message names the holder."""
    first = """
    from pulumi_isp import calix

    calix.Ont("a", network_name="hill", ont_id=7, ont_profile=162, serial_number="AA01")
    calix.Ont("b", network_name="hill", ont_id=8, ont_profile=162, serial_number="BB02")
"""
    subject = stack(first)
    subject.up()
    before = subject.isp.cms.state()
    subject.write(first.replace("AA01", "X").replace("BB02", "AA01").replace('"X"', '"BB02"'))

    refused = subject.up(fails=True)

    assert re.search("serial_number: ONT hill/[78] has it", refused.text)
    assert subject.isp.cms.state() == before


@pytest.mark.large
def test_a_connection_that_is_only_called_something_else_replaces_nothing(stack: MakeStack) -> None:
    """Moving a resource to another name for the same system is an update that sends no write."""
    subject = stack(ONT)
    subject.up()
    for key, value in (("url", subject.isp.cms.url), ("username", "engineer")):
        subject.run("config", "set", "--path", f"calix:west.{key}", value)
    password = subject.isp.secrets["calix:password"]
    subject.run("config", "set", "--path", "--secret", "calix:west.password", password)
    subject.isp.reset_logs()
    subject.write(ONT.replace('"ont",', '"ont", connection="west",'))

    moved = subject.up()

    assert moved.changes == {"update": 1}
    assert subject.isp.writes() == []
    assert subject.up("--expect-no-changes").changes == {"same": 1}


def test_a_password_in_plain_config_is_refused(stack: MakeStack) -> None:
    """Pulumi would copy it into state in clear: the program ends with the remedy."""
    subject = stack(ONT)
    subject.run("config", "set", "--plaintext", "calix:password", "not-so-secret")

    refused = subject.preview(fails=True)

    assert "pulumi config set --secret calix:password" in refused.text
    assert "not-so-secret" not in refused.text
    assert "Traceback" not in refused.text


def test_a_refresh_with_an_outdated_password_says_where_the_password_comes_from(stack: MakeStack) -> None:
    """Refresh and destroy use the settings that the last up wrote into state, not those in config."""
    subject = stack(ONT)
    subject.up()
    right = subject.isp.secrets["calix:password"]
    subject.configure({}, {"calix:password": "outdated"})
    subject.up()  # nothing to do, so nobody notices; but it is in state now
    subject.configure({}, {"calix:password": right})

    refused = subject.refresh(fails=True)

    assert "--run-program" in refused.text


def test_a_serial_number_that_another_ont_has_is_named_with_its_holder(stack: MakeStack) -> None:
    """The E7 only says that the new ONT "already exists"; the message must name who holds the number."""
    subject = stack(ONT.replace("ont_id=7", 'ont_id=7, serial_number="AA01"'))
    subject.up()
    subject.run("state", "delete", "--yes", subject.resources()[0]["urn"])
    subject.write(ONT.replace("ont_id=7", 'ont_id=8, serial_number="AA01"'))

    refused = subject.up(fails=True)

    assert "hill/7" in refused.text


def test_a_vendors_words_cannot_command_the_terminal(stack: MakeStack) -> None:
    """Control characters in a vendor's message are not passed on."""
    program = """
    from pulumi_isp import cloudconnexa

    cloudconnexa.Network("plant", name="Plant")
"""
    subject = stack(program)
    subject.up()
    subject.isp.cloudconnexa.fault(
        operation="networks.update",
        action="status",
        every=1,
        status=400,
        body='{"errorMessage":"\\u001b]0;title\\u0007 bad"}',
        content_type="application/json",
    )
    subject.write(program.replace('name="Plant"', 'name="Plant", description="x"'))

    refused = subject.up(fails=True)

    assert "\x1b" not in refused.text
    assert "\x07" not in refused.text
