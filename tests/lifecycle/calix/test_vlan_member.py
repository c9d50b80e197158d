"""A VLAN member: an interface under a number that an E7 gives out again."""

from __future__ import annotations

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.vlan_member import VlanMemberLifecycle, split_member_id
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AnotherObjectError,
    NotFoundError,
    PlanRefusedError,
    TargetRefusedError,
    ValidationError,
)

MEMBER = {"vlan": "hill/100", "interface": "lag:1"}
NUMBERED = {**MEMBER, "member_id": "1"}


@pytest.fixture(autouse=True)
def vlan(calix: SyncCMSClient) -> None:
    """The VLAN that it is in."""
    calix.e7.create_vlan("hill", 100)


def fresh(client: SyncCMSClient) -> Hands:
    """The verbs in a run of its own, whose client has listed nothing that is older."""
    client.e7.vlan_snapshot("hill").drop()
    client.e7.vlan_member_snapshot("hill", 100).drop()
    return Hands(VlanMemberLifecycle, client)


def give_to_another(client: SyncCMSClient) -> None:
    """Somebody has taken the interface out, and the number went to another one."""
    client.e7.delete_vlan_member("hill", 100, 1)
    client.e7.create_vlan_member("hill", 100, "eaps:9")


@pytest.mark.parametrize("id_", ["hill/100", "hill/100/0", "hill/100/1001", "hill/x/1", "100/1", ""])
def test_what_is_no_id_is_refused(id_: str) -> None:
    """Nobody reads or deletes what the id does not tell."""
    with pytest.raises(ValidationError, match="is not the id of a VLAN member"):
        split_member_id(id_)


def test_what_is_read_by_its_id_alone_is_known_by_its_interface_from_then_on(calix: SyncCMSClient) -> None:
    """As for an import; to declare it as it stands changes nothing."""
    stored = fresh(calix).create(NUMBERED)
    hands = fresh(calix)

    seen = hands.read(stored.id, {})

    assert seen is not None
    assert seen.inputs == NUMBERED
    assert seen.mark.witness == {"interface": "lag:1"}
    for declared in (MEMBER, NUMBERED):
        assert hands.diff(seen, {}, hands.check(declared).inputs).changes == []


def test_an_interface_is_followed_to_another_number(isp: Isp, calix: SyncCMSClient) -> None:
    """Somebody took it out and in again; it is deleted where it stands."""
    stored = fresh(calix).create(MEMBER)
    give_to_another(calix)
    calix.e7.create_vlan_member("hill", 100, "lag:1", member_id=5)

    seen = fresh(calix).read(stored)
    assert seen is not None
    assert seen.id == "hill/100/5"
    fresh(calix).delete(stored)

    assert [each["member"]["type"] for each in isp.objects("calix", "vlan-members")] == ["EapsIntf"]


def test_a_number_that_another_interface_has_is_left_alone(isp: Isp, calix: SyncCMSClient) -> None:
    """Where the number is declared too: nothing is changed or deleted, and both interfaces are told."""
    stored = fresh(calix).create(NUMBERED)
    give_to_another(calix)

    with pytest.raises(AnotherObjectError, match=r"'eaps:9'.*'lag:1'"):
        fresh(calix).delete(stored)
    with pytest.raises(AnotherObjectError, match=r"'eaps:9'.*'lag:1'"):
        fresh(calix).update(stored, {}, {**NUMBERED, "force_delete": True})
    with pytest.raises(PlanRefusedError, match="stands for another interface"):
        fresh(calix).update(stored, {}, {**NUMBERED, "adopt_existing": True})
    with pytest.raises(AlreadyExistsError):
        fresh(calix).create(NUMBERED)

    assert len(isp.objects("calix", "vlan-members")) == 1


def test_an_interface_that_is_gone_is_dropped_and_made_again(calix: SyncCMSClient) -> None:
    """Its number tells nothing."""
    stored = fresh(calix).create(MEMBER)
    give_to_another(calix)

    assert fresh(calix).read(stored) is None
    fresh(calix).delete(stored)
    assert fresh(calix).create(MEMBER).id == "hill/100/2"


def test_what_stands_in_the_way_is_said_before(calix: SyncCMSClient) -> None:
    """The VLAN that is not there, the interface and the number that are taken."""
    fresh(calix).create({**MEMBER, "interface": "lag:2", "member_id": "7"})
    stored = fresh(calix).create(MEMBER)

    hands = fresh(calix)
    with pytest.raises(TargetRefusedError, match="interface: member hill/100/7 has it"):
        hands.diff(stored, {}, hands.check({**MEMBER, "interface": "lag:2", "member_id": "9"}).inputs)
    hands = fresh(calix)
    with pytest.raises(TargetRefusedError, match="member_id: member hill/100/7 exists already"):
        hands.diff(stored, {}, hands.check({**MEMBER, "interface": "lag:3", "member_id": "7"}).inputs)
    hands = fresh(calix)
    with pytest.raises(TargetRefusedError, match="vlan: there is no VLAN hill/200"):
        hands.diff(stored, {}, hands.check({**MEMBER, "vlan": "hill/200"}).inputs)


def test_a_vlan_that_is_not_there(calix: SyncCMSClient) -> None:
    """A create names what is missing; what was in it is gone."""
    stored = fresh(calix).create(MEMBER)
    calix.e7.delete_vlan("hill", 100, force=True)

    assert fresh(calix).read(stored) is None
    fresh(calix).delete(stored)
    with pytest.raises(NotFoundError, match="Vlan"):
        fresh(calix).create(MEMBER)


@pytest.mark.parametrize(
    ("news", "first"),
    [
        ({"interface": "lag:2"}, False),
        ({"interface": "lag:2", "member_id": "1"}, True),
        ({"interface": "lag:1", "member_id": "2"}, True),
        ({"interface": UNKNOWN}, True),
    ],
)
def test_the_old_one_goes_first_where_both_cannot_stand(
    calix: SyncCMSClient, news: dict[str, str], first: bool
) -> None:
    """With an interface or a number in common, or while that is not known."""
    stored = fresh(calix).create(NUMBERED)
    hands = fresh(calix)

    difference = hands.diff(stored, {}, hands.check({"vlan": "hill/100", **news}).inputs)

    assert difference.replaces
    assert difference.delete_before_replace is first


def test_two_resources_of_one_interface_or_number_are_refused(calix: SyncCMSClient) -> None:
    """Both are named, in the preview."""
    hands = fresh(calix)
    hands.check(NUMBERED)

    (by_interface,) = hands.named("b").check({**MEMBER, "interface": "LAG:01"}).failures
    (by_number,) = hands.named("c").check({**NUMBERED, "interface": "lag:2"}).failures

    assert "interface 'lag:1' in VLAN hill/100 is declared by calix.VlanMember 'a'" in str(by_interface)
    assert "member_id '1' in VLAN hill/100 is declared by calix.VlanMember 'a'" in str(by_number)
