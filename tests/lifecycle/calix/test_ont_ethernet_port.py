"""The settings of an ONT's port, which is neither made nor deleted."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.calix.resources.ont_ethernet_port import OntEthernetPortLifecycle, split_port_id
from pulumi_isp_provider.errors import AnotherObjectError, NotFoundError, TargetRefusedError, ValidationError

ONT = {"network_name": "hill", "ont_id": "7", "ont_profile": "162"}
PORT = {"ont": "hill/7", "port_kind": "gigabit", "port": 2}
SET = {**PORT, "admin_state": "disabled", "speed": "1000", "subscriber_id": "sub-7", "description": "hall"}
UNSET = {"admin": "enabled-no-alarms", "speed": "auto", "subscr-id": "", "descr": ""}


@pytest.fixture(autouse=True)
def ont(calix: SyncCMSClient) -> None:
    """The ONT that it is on, with four gigabit ports."""
    calix.e7.create_ont("hill", 7, ont_profile=162, serial_number="A1B2C3")


def fresh(client: SyncCMSClient) -> Hands:
    """The verbs in a run of its own, whose client has listed nothing that is older."""
    client.e7.snapshot("hill").drop()
    return Hands(OntEthernetPortLifecycle, client)


def row(isp: Isp) -> dict[str, Any]:
    """All that is set on the port, whether by itself or by somebody."""
    (ont,) = isp.objects("calix", "onts")
    (found,) = [each for each in ont["ports"] if (each["slot"], each["port"]) == (3, 2)]
    return dict(found)


@pytest.mark.parametrize(
    "id_", ["hill/7", "hill/7/pots/1", "hill/7/gigabit/0", "hill/7/gigabit/9", "7/gigabit/1", ""]
)
def test_what_is_no_id_is_refused(id_: str) -> None:
    """Nobody reads or sets back what the id does not tell."""
    with pytest.raises(ValidationError, match="is not the id of an ONT's Ethernet port"):
        split_port_id(id_)


def test_what_is_declared_is_set_and_the_rest_is_left_alone(isp: Isp, calix: SyncCMSClient) -> None:
    """However the port stood, and without a word for it; a preview says what changes."""
    calix.e7.update_ont_ethernet_port("hill", 7, 2, description="cellar", duplex="half")

    outlook = fresh(calix).look(SET)
    stored = fresh(calix).create(SET)

    assert outlook.refusals == ()
    assert "description (there 'cellar', here 'hall')" in outlook.text
    assert stored.id == "hill/7/gigabit/2"
    assert stored.inputs == SET
    standing = row(isp)
    assert (standing["descr"], standing["speed"], standing["duplex"]) == ("hall", "1000", "half")


def test_a_port_that_is_as_declared_is_not_written(isp: Isp, calix: SyncCMSClient) -> None:
    """Nor is it anybody's news."""
    fresh(calix).create(SET)
    isp.reset_logs()

    outlook = fresh(calix).look(SET)
    fresh(calix).create(SET)

    assert (outlook.refusals, outlook.warns) == ((), False)
    assert isp.writes() == []


def test_once_it_goes_what_is_known_to_be_so_by_itself_is_set_back(isp: Isp, calix: SyncCMSClient) -> None:
    """Of what was declared; a setting of which nobody knows the default stays, and a service runs on."""
    calix.e7.create_ethernet_service("hill", 7, 2, 1, tag_action=1, bandwidth_profile=3)
    stored = fresh(calix).create({**SET, "duplex": "half", "dscp_map": "9"})

    fresh(calix).delete(stored)

    standing = row(isp)
    assert standing == {**standing, **UNSET, "duplex": "half", "pbit-map": 9}
    assert len(isp.objects("calix", "services")) == 1


def test_what_was_never_declared_is_not_set_back(isp: Isp, calix: SyncCMSClient) -> None:
    """Somebody else's description stays; and where nothing is to be set back, nothing is written."""
    calix.e7.update_ont_ethernet_port("hill", 7, 2, description="cellar")
    stored = fresh(calix).create({**PORT, "duplex": "half"})
    isp.reset_logs()

    fresh(calix).delete(stored)

    assert isp.writes() == []
    assert row(isp)["descr"] == "cellar"


def test_a_port_goes_with_its_ont(isp: Isp, calix: SyncCMSClient) -> None:
    """It is dropped then, and to delete it is to have nothing to do; a create says what is missing."""
    stored = fresh(calix).create(SET)
    isp.cms.remove("onts", "hill/7")

    assert fresh(calix).read(stored) is None
    fresh(calix).delete(stored)
    with pytest.raises(NotFoundError, match="has no gigabit port 2"):
        fresh(calix).create(SET)


@pytest.mark.parametrize("missing", [{"port": 5}, {"port_kind": "fast"}], ids=str)
def test_a_port_that_the_profile_does_not_give(calix: SyncCMSClient, missing: dict[str, Any]) -> None:
    """A preview refuses it, and so does a plan that would move the settings there."""
    stored = fresh(calix).create(SET)
    hands = fresh(calix)

    (refused,) = fresh(calix).look({**SET, **missing}).refusals

    assert "port: ONT hill/7 has no" in refused
    with pytest.raises(TargetRefusedError, match="port: ONT hill/7 has no"):
        hands.diff(stored, {}, hands.check({**SET, **missing}).inputs)
    with pytest.raises(NotFoundError, match="get_ont_profiles"):
        fresh(calix).create({**SET, **missing})


def test_the_port_of_another_customer_s_ont_is_left_alone(isp: Isp, calix: SyncCMSClient) -> None:
    """The number was given out again: nothing is changed, and nothing is set back."""
    stored = fresh(calix).create(SET)
    isp.cms.change("onts", "hill/7", {"serno": "00D4E5F6"})
    isp.reset_logs()

    with pytest.raises(AnotherObjectError, match=r"is not changed.*CXNK00D4E5F6.*CXNK00A1B2C3"):
        fresh(calix).update(stored, {}, {**SET, "description": "attic"})
    with pytest.raises(AnotherObjectError, match=r"is not deleted.*CXNK00D4E5F6.*CXNK00A1B2C3"):
        fresh(calix).delete(stored)

    assert isp.writes() == []


def test_nothing_is_set_on_an_ont_that_is_not_the_declared_one(isp: Isp, calix: SyncCMSClient) -> None:
    """This program knows the ONT as another device: a preview says so, and a create sends nothing."""
    onts = Hands(OntLifecycle, calix)
    stored = onts.read("hill/7")
    assert stored is not None
    isp.cms.change("onts", "hill/7", {"serno": "00D4E5F6"})
    ports = fresh(calix)
    onts = Hands(OntLifecycle(), run=ports.run, owner="terminal")
    inputs = onts.check({**ONT, "serial_number": "A1B2C3"}).inputs
    onts.diff(stored, {}, inputs)
    isp.reset_logs()

    (refused,) = ports.look(SET).refusals

    assert "is not made: ONT hill/7 has" in refused
    with pytest.raises(AnotherObjectError, match="is not made: ONT hill/7 has"):
        ports.create(SET)
    assert isp.writes() == []


def test_what_is_read_by_its_id_has_all_that_stands_there(calix: SyncCMSClient) -> None:
    """As for an import; to declare some of it changes nothing but what has a default."""
    fresh(calix).create(SET)
    hands = fresh(calix)

    seen = hands.read("hill/7/gigabit/2", {})

    assert seen is not None
    assert seen.inputs == {**seen.inputs, **SET, "duplex": "full"}
    assert hands.diff(seen, {}, hands.check(SET).inputs).changes == []
    (change,) = hands.diff(seen, {}, hands.check({**SET, "speed": None}).inputs).changes
    assert (change.path, change.kind) == ("speed", "delete")


def test_two_resources_of_one_port_are_refused(calix: SyncCMSClient) -> None:
    """Both are named, in the preview."""
    hands = fresh(calix)
    hands.check(SET)

    (failure,) = hands.named("b").check(PORT).failures

    assert "is declared by calix.OntEthernetPort 'a'" in str(failure)
