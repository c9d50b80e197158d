"""A VLAN: whose it is, and what keeps it from being deleted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.errors import OperationError
from pulumi_isp_provider.calix.resources.vlan import VlanLifecycle
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AnotherObjectError,
    PlanRefusedError,
    TargetRefusedError,
)

VLAN = {"network_name": "hill", "vlan_id": "100", "name": "internet"}


def fresh(client: SyncCMSClient) -> Hands:
    """The verbs in a run of its own, whose client has listed nothing that is older."""
    client.e7.vlan_snapshot("hill").drop()
    client.e7.snapshot("hill").drop()
    return Hands(VlanLifecycle, client)


def serve(client: SyncCMSClient, ont_id: int, outer_tag: int) -> None:
    """Have a service with a tag on an ONT of its own."""
    client.e7.create_ont("hill", ont_id, ont_profile=162)
    client.e7.create_ethernet_service(
        "hill", ont_id, 1, 1, tag_action=1, bandwidth_profile=3, outer_tag=outer_tag
    )


def test_what_is_read_by_its_id_has_all_that_stands_there(calix: SyncCMSClient) -> None:
    """As for an import."""
    stored = fresh(calix).create(VLAN)

    seen = fresh(calix).read(stored.id, {})

    assert seen is not None
    assert seen.inputs == {**seen.inputs, **VLAN, "igmp_profile": "1"}


def test_a_vlan_that_has_another_purpose_now_is_neither_changed_nor_deleted(
    isp: Isp, calix: SyncCMSClient
) -> None:
    """Both names are told; the program may say that it is ours."""
    stored = fresh(calix).create(VLAN)
    isp.cms.change("vlans", "hill/100", {"name": "backhaul"})
    news = {**VLAN, "dhcp_mode": "snoop"}

    with pytest.raises(AnotherObjectError, match=r"is not changed.*'backhaul'.*'internet'"):
        fresh(calix).update(stored, {}, news)
    with pytest.raises(AnotherObjectError, match=r"is not deleted.*'backhaul'.*'internet'"):
        fresh(calix).delete(stored)
    fresh(calix).update(stored, {}, {**news, "adopt_existing": True})

    (standing,) = isp.objects("calix", "vlans")
    assert (standing["name"], standing["dhcp-mode"]) == ("internet", "snoop")


def test_a_vlan_that_the_program_renames_is_its_own(isp: Isp, calix: SyncCMSClient) -> None:
    """The new name is recorded, and proves it from then on."""
    stored = fresh(calix).create(VLAN)

    renamed = fresh(calix).update(stored, {}, {**VLAN, "name": "video"})
    fresh(calix).delete(renamed)

    assert isp.objects("calix", "vlans") == []


def test_a_number_that_is_taken(calix: SyncCMSClient) -> None:
    """As it is declared it is taken over, otherwise refused; and nothing is replaced by what is there."""
    fresh(calix).create(VLAN)
    assert fresh(calix).create(VLAN).id == "hill/100"
    with pytest.raises(AlreadyExistsError, match="name"):
        fresh(calix).create({**VLAN, "name": "video"})

    video = {**VLAN, "vlan_id": "200", "name": "video"}
    stored = fresh(calix).create(video)
    hands = fresh(calix)

    with pytest.raises(TargetRefusedError, match="VLAN hill/100 exists already"):
        hands.diff(stored, {}, hands.check({**video, "vlan_id": "100"}).inputs)


def test_a_number_that_is_not_known_yet_is_not_asked_about(calix: SyncCMSClient) -> None:
    """And the old VLAN goes first: the two may be one."""
    stored = fresh(calix).create(VLAN)
    hands = fresh(calix)

    difference = hands.diff(stored, {}, hands.check({**VLAN, "vlan_id": UNKNOWN}).inputs)

    assert (difference.replaces, difference.delete_before_replace) == (["vlan_id"], True)


def test_an_e7_that_is_not_there_is_said_in_a_preview(calix: SyncCMSClient) -> None:
    """The CMS does answer."""
    (refused,) = fresh(calix).look({**VLAN, "network_name": "valley"}).refusals

    assert "valley" in refused


def test_a_vlan_is_not_deleted_while_services_have_its_tag(isp: Isp, calix: SyncCMSClient) -> None:
    """Their ONTs are named; with force it goes, and they are left as they are."""
    stored = fresh(calix).create(VLAN)
    serve(calix, 7, outer_tag=100)
    serve(calix, 8, outer_tag=200)

    with pytest.raises(PlanRefusedError, match=r"outer tag: hill/7 "):
        fresh(calix).delete(stored)
    assert len(isp.objects("calix", "vlans")) == 1
    fresh(calix).delete(fresh(calix).update(stored, {}, {**VLAN, "force_delete": True}))

    assert isp.objects("calix", "vlans") == []
    assert [each["out-tag"] for each in isp.objects("calix", "services")] == ["100", "200"]


@pytest.mark.parametrize(
    ("now", "news", "told"),
    [
        ({}, {"vlan_id": "200"}, True),
        ({}, {"vlan_id": UNKNOWN}, True),
        ({"force_delete": True}, {"vlan_id": "200"}, False),
        ({}, {"dhcp_mode": "snoop"}, False),
    ],
    ids=str,
)
def test_a_plan_that_replaces_a_vlan_says_who_has_its_tag(
    calix: SyncCMSClient,
    caplog: pytest.LogCaptureFixture,
    now: dict[str, Any],
    news: dict[str, Any],
    told: bool,
) -> None:
    """It goes on: the same program may give them the new one. If it stays or is forced, nothing is said."""
    stored = fresh(calix).create({**VLAN, **now})
    serve(calix, 7, outer_tag=100)
    serve(calix, 8, outer_tag=300)
    hands = fresh(calix)

    difference = hands.diff(stored, {}, hands.check({**VLAN, **now, **news}).inputs)

    assert bool(difference.replaces) == ("vlan_id" in news)
    said = [each for each in caplog.messages if "outer tag" in each]
    assert ["Services of these ONTs have it now: hill/7" in each for each in said] == [True] * told


def test_an_e7_that_does_not_answer_lets_a_plan_go_on(isp: Isp, calix: SyncCMSClient) -> None:
    """Whoever moves a VLAN away from it must be able to."""
    stored = fresh(calix).create(VLAN)
    hands = fresh(calix)
    checked = hands.check({**VLAN, "vlan_id": UNKNOWN}).inputs
    isp.cms.fault(operation="ont.list", action="status", every=1, status=500)

    assert hands.diff(stored, {}, checked).replaces == ["vlan_id"]


def test_an_ont_that_goes_meanwhile_does_not_keep_the_vlan(isp: Isp, calix: SyncCMSClient) -> None:
    """As in a destroy, where both are deleted at a time: the ONT that is gone is not taken for the VLAN."""
    stored = fresh(calix).create(VLAN)
    calix.e7.create_ont("hill", 7, ont_profile=162)
    hands = fresh(calix)
    assert len(calix.e7.snapshot("hill").values()) == 1
    isp.cms.remove("onts", "hill/7")

    hands.delete(stored)

    assert isp.objects("calix", "vlans") == []


def test_the_e7_refuses_to_delete_a_vlan_with_members(isp: Isp, calix: SyncCMSClient) -> None:
    """The error says what to declare; with that, the members go too."""
    stored = fresh(calix).create(VLAN)
    calix.e7.create_vlan_member("hill", 100, "lag:1")

    with pytest.raises(OperationError, match="force_delete=True"):
        fresh(calix).delete(stored)
    fresh(calix).delete(fresh(calix).update(stored, {}, {**VLAN, "force_delete": True}))

    assert isp.objects("calix", "vlans") == []


def test_a_refresh_of_many_vlans_costs_pages(isp: Isp, calix: SyncCMSClient) -> None:
    """One listing answers for all of them."""
    made = [fresh(calix).create({**VLAN, "vlan_id": str(number)}) for number in range(100, 130)]
    hands = fresh(calix)
    isp.reset_logs()

    assert [hands.read(each) for each in made] == made
    assert {request.operation for request in isp.cms.requests} == {"vlan.list"}
    assert len(isp.cms.requests) < len(made)
