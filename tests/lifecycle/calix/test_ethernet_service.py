"""An Ethernet service, and the ONT under it that may become another device."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.support.isp import Isp
from tests.support.lives import Hands, Reached

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ethernet_service import EthernetServiceLifecycle, split_service_id
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.records import Stored
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.core.schema import UNKNOWN
from pulumi_isp_provider.errors import (
    AlreadyExistsError,
    AnotherObjectError,
    NotFoundError,
    TargetRefusedError,
    ValidationError,
)

ONT = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", "serial_number": "00A1B2C3"}
BY_REG_ID = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", "reg_id": "1234567890"}
SERVICE = {"ont": "hill/7", "port": 1, "service_id": 2, "tag_action": "1", "bandwidth_profile": "3"}
ID = "hill/7/gigabit/1/2"


class Stack:
    """An ONT and a service on it, as a program has them."""

    def __init__(self, client: SyncCMSClient, ont: Mapping[str, Any] = ONT) -> None:
        self._client = client
        run = self.run()
        self.ont = self.onts(run).create(self.onts(run).check(ont).inputs)
        self.service = self.services(run).create(self.services(run).check(SERVICE).inputs)

    def run(self) -> Run:
        """A new run; the client has listed nothing that is older."""
        self._client.e7.snapshot("hill").drop()
        self._client.e7.service_listings["NTWK-hill"].drop("7")
        return Run(Reached(self._client))

    def onts(self, run: Run) -> Hands:
        return Hands(OntLifecycle(), run=run, owner="terminal")

    def services(self, run: Run) -> Hands:
        return Hands(EthernetServiceLifecycle(), run=run, owner="internet")

    def up(self, ont: Mapping[str, Any], service: Mapping[str, Any]) -> tuple[list[str], list[str]]:
        """Both, in the engine's order; what changed in each."""
        run, found = self.run(), []
        for hands, name, declared in (
            (self.onts(run), "ont", ont),
            (self.services(run), "service", service),
        ):
            stored: Stored = getattr(self, name)
            inputs = hands.check(declared).inputs
            changes = [change.path for change in hands.diff(stored, {}, inputs).changes]
            if changes:
                setattr(self, name, hands.update(stored, {}, inputs))
            found.append(changes)
        return found[0], found[1]

    def refresh(self) -> None:
        """Read the service without a program."""
        seen = self.services(self.run()).read(self.service)
        assert seen is not None
        self.service = seen


def services(isp: Isp) -> list[dict[str, Any]]:
    return isp.objects("calix", "services")


@pytest.fixture
def stack(calix: SyncCMSClient) -> Stack:
    return Stack(calix)


@pytest.mark.parametrize(
    "id_", ["hill/7", "hill/7/gigabit/1", "7/gigabit/1/2", "hill/7/pots/1/2", "hill/7/gigabit/x/2", ""]
)
def test_what_is_no_id_is_refused(id_: str) -> None:
    """Nobody reads or deletes what the id does not tell."""
    with pytest.raises(ValidationError, match="is not the id of an Ethernet service"):
        split_service_id(id_)


@pytest.mark.parametrize("ont", ["NTWK-hill/7", " hill/7 ", "ntwk-hill/7"])
def test_an_ont_is_written_in_one_way(ont: str) -> None:
    """The prefix in other letters must not look like another ONT: that would replace the service."""
    assert Hands(EthernetServiceLifecycle).check({**SERVICE, "ont": ont}).inputs["ont"] == "hill/7"


@pytest.mark.parametrize("ont", ["hill", "hill/", "/7", "hill/0", "NTWK-NTWK-hill/7", "a/b/7"])
def test_what_names_no_ont_is_refused(ont: str) -> None:
    """Before any request, by its path."""
    failures = Hands(EthernetServiceLifecycle).check({**SERVICE, "ont": ont}).failures

    assert [failure.path for failure in failures] == ["ont"]


def test_two_resources_of_one_place_are_refused(calix: SyncCMSClient) -> None:
    """Both are named, in the preview."""
    hands = Hands(EthernetServiceLifecycle, calix)
    hands.check(SERVICE)

    (failure,) = hands.named("b").check({**SERVICE, "bandwidth_profile": "1"}).failures

    assert "calix.EthernetService 'a'" in str(failure)
    assert "hill/7" in str(failure)


def test_two_resources_of_one_vlan_on_one_port_are_refused(calix: SyncCMSClient) -> None:
    """Both are named, in the preview; another inner tag, port or no tag at all is another matter."""
    hands = Hands(EthernetServiceLifecycle, calix)
    tagged = {**SERVICE, "outer_tag": 100}
    assert hands.check(tagged).failures == []
    others: list[dict[str, Any]] = [{"inner_tag": 7}, {"port": 2}, {"outer_tag": "none"}, {"ont": "hill/8"}]
    for number, other in enumerate(others):
        declared = {**tagged, "service_id": 3 + number, **other}
        assert hands.named(f"other-{number}").check(declared).failures == []

    (failure,) = hands.named("b").check({**tagged, "service_id": 12}).failures

    assert "calix.EthernetService 'a'" in str(failure)
    assert "outer_tag '100', inner_tag 'none' on gigabit port 1 of ONT hill/7" in str(failure)


def test_the_id_tells_the_place(stack: Stack) -> None:
    """So a service that is only read needs no more."""
    assert stack.service.id == ID
    assert stack.services(stack.run()).life.told_by_id(ID) == {
        "ont": "hill/7",
        "port_kind": "gigabit",
        "port": 1,
        "service_id": 2,
    }
    seen = stack.services(stack.run()).read(ID, {})
    assert seen is not None
    assert seen.outputs["bandwidth_profile"] == "3"
    assert seen.mark.witness == {"ont_serial_number": "CXNK00A1B2C3"}


def test_a_place_that_is_taken_by_another_service(stack: Stack, isp: Isp, calix: SyncCMSClient) -> None:
    """It is refused with both values, in the preview too; with adopt_existing it is changed."""
    other = {**stack.services(stack.run()).check(SERVICE).inputs, "bandwidth_profile": "1"}
    (refusal,) = stack.services(stack.run()).look(other).refusals
    assert "bandwidth_profile (there '3', here '1')" in refusal
    with pytest.raises(AlreadyExistsError, match="bandwidth_profile"):
        stack.services(stack.run()).create(other)

    stack.services(stack.run()).create({**other, "adopt_existing": True})

    assert [service["bw-prof"] for service in services(isp)] == [1]


def test_a_profile_that_the_e7_does_not_have_is_refused_first(isp: Isp, calix: SyncCMSClient) -> None:
    """Where the E7 lists profiles of that type; of the others it says nothing."""
    state = isp.cms.state()
    state["networks"][0]["profiles"]["BwProf"] = [{"id": 3, "name": "Fibre 1000"}]
    isp.cms.load(state)
    stack = Stack(calix)
    run = stack.run()
    inputs = stack.services(run).check({**SERVICE, "service_id": 4, "bandwidth_profile": "local:9"}).inputs

    (refused,) = stack.services(run).look(inputs).refusals

    assert refused == "bandwidth_profile: hill has no profile local:9"


def test_an_ont_is_not_moved_to_an_e7_that_does_not_take_its_service(
    stack: Stack, isp: Isp, calix: SyncCMSClient
) -> None:
    """In the preview, where the new ONT has no id yet: nothing was made."""
    state = isp.cms.state()
    state["networks"].append({"name": "valley", "profiles": {"BwProf": [{"id": 1, "name": "slow"}]}})
    isp.cms.load(state)
    run = stack.run()
    moved = stack.onts(run).check({**ONT, "network_name": "valley"}).inputs
    assert stack.onts(run).diff(stack.ont, {}, moved).replaces == ["network_name"]
    service = stack.services(run).check({**SERVICE, "ont": UNKNOWN}).inputs

    with pytest.raises(TargetRefusedError, match="bandwidth_profile: valley has no profile 3"):
        stack.services(run).diff(stack.service, {}, service)

    one = {**service, "bandwidth_profile": "1"}
    assert "ont" in stack.services(run).diff(stack.service, {}, one).replaces


def test_a_service_that_moves_is_refused_where_its_place_is_taken(stack: Stack, calix: SyncCMSClient) -> None:
    """Nothing was deleted: the customer keeps the service that they have."""
    calix.e7.create_ethernet_service("hill", 7, 1, 5, tag_action=1, bandwidth_profile=1)
    run = stack.run()
    moved = stack.services(run).check({**SERVICE, "service_id": 5}).inputs

    with pytest.raises(Exception, match="service_id: service hill/7/gigabit/1/5 exists already"):
        stack.services(run).diff(stack.service, {}, moved)


def test_services_of_an_ont_that_is_not_there(calix: SyncCMSClient, isp: Isp) -> None:
    """A preview says what is missing, and so does a create; a delete is done."""
    declared = Hands(EthernetServiceLifecycle).check(SERVICE).inputs
    hands = Hands(EthernetServiceLifecycle, calix)

    assert "ont: there is no ONT hill/7" in str(hands.look(declared).refusals)
    with pytest.raises(NotFoundError):
        hands.create(declared)
    hands.delete(ID, {**declared, "ont_serial_number": ""})
    assert "NTWK-hil" in str(hands.look({**declared, "ont": "hil/7"}).refusals)


# Whose service is it?


def hand_over(isp: Isp, serial: str = "00FFEE01") -> None:
    """A technician gives the number to another customer, whose service has the same place."""
    state = isp.cms.state()
    (ont,) = (each for each in state["networks"][0]["onts"] if each["id"] == 7)
    ont["serno"] = serial
    ont["services"][0] |= {"bw-prof": 1, "descr": "another customer's"}
    isp.cms.load(state)


@pytest.mark.parametrize("refreshed", [False, True], ids=["", "after a refresh"])
def test_another_customers_service_is_neither_changed_nor_deleted(
    stack: Stack, isp: Isp, refreshed: bool
) -> None:
    """Both devices are named; with adopt_existing, a change goes on."""
    hand_over(isp)
    before = services(isp)
    if refreshed:
        stack.refresh()
        stack.refresh()
    run = stack.run()
    wanted = stack.services(run).check({**SERVICE, "bandwidth_profile": "2"}).inputs

    with pytest.raises(AnotherObjectError, match=r"CXNK00FFEE01.*CXNK00A1B2C3") as changed:
        stack.services(run).update(stack.service, {}, wanted)
    with pytest.raises(AnotherObjectError, match=r"CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.services(stack.run()).delete(stack.service)

    assert ID in str(changed.value)
    assert services(isp) == before
    stack.services(stack.run()).update(stack.service, {}, {**wanted, "adopt_existing": True})
    assert services(isp)[0]["bw-prof"] == 2


def test_what_is_adopted_is_on_the_ont_that_the_program_declares(stack: Stack, isp: Isp) -> None:
    """adopt_existing was set for the first `up` and stayed: it is no word for another customer's line."""
    hand_over(isp)
    before = services(isp)

    with pytest.raises(AnotherObjectError, match=r"is not changed: .*CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.up(ONT, {**SERVICE, "bandwidth_profile": "2", "adopt_existing": True})

    assert services(isp) == before


def test_a_preview_says_whose_the_number_has_become(stack: Stack, isp: Isp) -> None:
    """The ONT is gone, and is to be made under a number that is not known yet; `up` would refuse half way."""
    hand_over(isp)
    run = stack.run()
    stack.onts(run).check({key: value for key, value in ONT.items() if key != "ont_id"})
    moved = stack.services(run).check({**SERVICE, "ont": UNKNOWN}).inputs

    with pytest.raises(AnotherObjectError, match=r"is not replaced: .*CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.services(run).diff(stack.service, {}, moved)


@pytest.mark.parametrize("first", ["", "a refresh", "a technician", "a technician and a refresh"])
def test_a_device_that_the_program_swaps_is_followed(stack: Stack, isp: Isp, first: str) -> None:
    """One `up` brings both there, whoever has swapped it; the next one changes nothing."""
    swapped = {**ONT, "serial_number": "00D4E5F6"}
    if "technician" in first:
        isp.cms.change("onts", "hill/7", {"serno": "00D4E5F6"})
    if "refresh" in first:
        stack.refresh()

    ont, service = stack.up(swapped, SERVICE)

    assert (ont, service) == (["serial_number"], ["ont"])
    assert stack.service.mark.witness == {"ont_serial_number": "CXNK00D4E5F6"}
    assert stack.up(swapped, SERVICE) == ([], [])
    before = stack.service
    stack.refresh()
    assert stack.service == before


def test_a_swap_and_a_change_in_one_run(stack: Stack, isp: Isp) -> None:
    """The service is changed on the new device; so is one that goes."""
    swapped = {**ONT, "serial_number": "00D4E5F6"}

    assert stack.up(swapped, {**SERVICE, "admin_state": "disabled"})[1] == ["admin_state"]
    run = stack.run()
    terminal = stack.onts(run).check(ONT).inputs
    stack.onts(run).diff(stack.ont, {}, terminal)
    stack.onts(run).update(stack.ont, {}, terminal)
    stack.services(run).delete(stack.service)

    assert services(isp) == []


def test_a_swap_and_a_move_to_another_port_in_one_run(stack: Stack, isp: Isp) -> None:
    """What is to go is on the new device by then: that is no stranger's."""
    run = stack.run()
    terminal = stack.onts(run).check({**ONT, "serial_number": "00D4E5F6"}).inputs
    stack.onts(run).diff(stack.ont, {}, terminal)
    stack.onts(run).update(stack.ont, {}, terminal)
    moved = stack.services(run).check({**SERVICE, "port": 2}).inputs

    assert stack.services(run).diff(stack.service, {}, moved).replaces == ["port"]
    stack.services(run).create(moved)
    stack.services(run).delete(stack.service)

    assert [service["port"] for service in services(isp)] == [2]


def test_a_service_moves_away_from_what_its_number_has_become(stack: Stack, isp: Isp) -> None:
    """A technician gave the number away: nothing is made until the program says whose it is."""
    hand_over(isp)
    before = services(isp)
    run = stack.run()
    moved = stack.services(run).check({**SERVICE, "port": 2}).inputs

    with pytest.raises(AnotherObjectError, match=r"CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.services(run).diff(stack.service, {}, moved)

    assert services(isp) == before


def test_a_swap_whose_second_half_was_cut_off_is_made_good_by_the_next_run(stack: Stack) -> None:
    """The ONT was swapped, its service's record was not written: refresh and up, in any order."""
    swapped = {**ONT, "serial_number": "00D4E5F6"}
    left = stack.service
    stack.up(swapped, SERVICE)
    stack.service = left
    stack.refresh()

    assert stack.service.mark == left.mark
    with pytest.raises(AnotherObjectError) as refused:
        stack.services(stack.run()).delete(stack.service)
    assert "as it stands there, keep this resource, run `pulumi up`" in str(refused.value)
    assert stack.up(swapped, SERVICE) == ([], ["ont"])
    assert stack.up(swapped, SERVICE) == ([], [])


def test_an_ont_that_is_known_by_its_registration_id(calix: SyncCMSClient, isp: Isp) -> None:
    """It stays the same one when it has told its serial number; another registration id is a swap."""
    stack = Stack(calix, BY_REG_ID)
    assert stack.service.mark.witness == {"ont_reg_id": "1234567890"}
    isp.cms.change("onts", "hill/7", {"serno": "00A1B2C3"})

    assert stack.up(BY_REG_ID, {**SERVICE, "admin_state": "disabled"}) == ([], ["admin_state"])
    assert stack.up(BY_REG_ID, {**SERVICE, "admin_state": "disabled"}) == ([], [])
    assert stack.service.mark.witness == {"ont_reg_id": "1234567890"}
    isp.cms.change("onts", "hill/7", {"serno": "00A1B2C4"})
    assert stack.up(BY_REG_ID, SERVICE) == ([], ["admin_state"]), (
        "a device may change under its registration id"
    )
    assert stack.up(BY_REG_ID, {**SERVICE, "admin_state": "disabled"}) == ([], ["admin_state"])
    isp.cms.change("onts", "hill/7", {"serno": "0"})
    swapped = {**BY_REG_ID, "reg_id": "5822"}
    assert stack.up(swapped, {**SERVICE, "admin_state": "disabled"}) == (["reg_id"], ["ont"])
    assert stack.up(swapped, {**SERVICE, "admin_state": "disabled"}) == ([], [])
    assert stack.service.mark.witness == {"ont_reg_id": "5822"}


def test_a_device_that_a_registration_id_has_replaced_can_be_destroyed(
    calix: SyncCMSClient, isp: Isp
) -> None:
    """A record that names the device follows the ONT's own resource, which names the registration id."""
    stack = Stack(calix, BY_REG_ID)
    both = {"ont_reg_id": "1234567890", "ont_serial_number": "CXNK00A1B2C3"}
    stack.service = replace(stack.service, mark=replace(stack.service.mark, witness=both))
    isp.cms.change("onts", "hill/7", {"serno": "00A1B2C4"})

    assert stack.up(BY_REG_ID, SERVICE) == ([], ["ont"])
    assert stack.up(BY_REG_ID, SERVICE) == ([], [])
    stack.services(stack.run()).delete(stack.service)

    assert services(isp) == []


def test_a_registration_id_does_not_tell_where_a_serial_number_is_known(
    calix: SyncCMSClient, isp: Isp
) -> None:
    """Several ONTs may have one."""
    stack = Stack(calix, {**ONT, "reg_id": "1234567890"})
    stack.service = replace(
        stack.service,
        mark=replace(stack.service.mark, witness={**stack.service.mark.witness, "ont_reg_id": "1234567890"}),
    )
    isp.cms.change("onts", "hill/7", {"serno": "0"})

    with pytest.raises(AnotherObjectError, match="nothing at the CMS that tells"):
        stack.services(stack.run()).delete(stack.service)


def test_the_digits_of_a_registration_id_are_no_serial_number(calix: SyncCMSClient, isp: Isp) -> None:
    """Ours has registered with what is another customer's serial number."""
    stack = Stack(calix, {**BY_REG_ID, "reg_id": "CXNK00FFEE01"})
    isp.cms.change("onts", "hill/7", {"reg-id": "", "serno": "00FFEE01"})

    with pytest.raises(AnotherObjectError, match="nothing at the CMS that tells"):
        stack.services(stack.run()).delete(stack.service)

    assert len(services(isp)) == 1


def test_an_ont_without_a_device_proves_nothing(calix: SyncCMSClient, isp: Isp) -> None:
    """What nobody has recorded is nobody else's; once it is declared, or read, it is recorded."""
    bare = {"network_name": "hill", "ont_id": "7", "ont_profile": "162"}
    stack = Stack(calix, bare)
    assert stack.service.mark.witness == {}
    left = stack.service
    with_serial = {**bare, "serial_number": "00A1B2C3"}

    assert stack.up(with_serial, SERVICE) == (["serial_number"], ["ont"])
    assert stack.service.mark.witness == {"ont_serial_number": "CXNK00A1B2C3"}
    assert stack.up(with_serial, SERVICE) == ([], [])
    stack.service = left
    stack.refresh()
    assert stack.service.mark.witness == {"ont_serial_number": "CXNK00A1B2C3"}


@pytest.mark.parametrize("refreshed", [False, True], ids=["", "after a refresh"])
@pytest.mark.parametrize("now", [{"serno": "0"}, {"serno": "0", "subscr-id": "s-2"}], ids=["", "somebody"])
def test_a_customer_whose_device_has_not_come_yet_is_another_one(
    stack: Stack, isp: Isp, now: dict[str, str], refreshed: bool
) -> None:
    """An empty ONT under our number is no proof that it is ours: its service stays as it is."""
    hand_over(isp)
    isp.cms.change("onts", "hill/7", now)
    before = services(isp)
    if refreshed:
        stack.refresh()
    run = stack.run()
    wanted = stack.services(run).check({**SERVICE, "bandwidth_profile": "2"}).inputs

    with pytest.raises(AnotherObjectError, match="nothing at the CMS that tells") as changed:
        stack.services(run).update(stack.service, {}, wanted)
    with pytest.raises(AnotherObjectError, match="nothing at the CMS that tells") as deleted:
        stack.services(stack.run()).delete(stack.service)
    moved = stack.services(run).check({**SERVICE, "port": 2}).inputs
    with pytest.raises(AnotherObjectError, match="nothing at the CMS that tells"):
        stack.services(run).diff(stack.service, {}, moved)

    assert services(isp) == before
    for refused in (changed, deleted):
        assert "CXNK00A1B2C3" in str(refused.value)
        assert "`pulumi state delete`" in str(refused.value)
        assert "`pulumi refresh`" in str(refused.value)


def test_a_serial_number_that_somebody_cleared_is_written_again_first(stack: Stack, isp: Isp) -> None:
    """As the refusal says: refresh, and up. The service is ours again then."""
    isp.cms.change("onts", "hill/7", {"serno": "0"})
    seen = stack.onts(stack.run()).read(stack.ont)
    assert seen is not None
    stack.ont = seen
    stack.refresh()

    assert stack.up(ONT, {**SERVICE, "admin_state": "disabled"}) == (["serial_number"], ["admin_state"])
    stack.services(stack.run()).delete(stack.service)

    assert services(isp) == []


def test_the_subscriber_tells_whose_it_is_where_no_device_does(calix: SyncCMSClient, isp: Isp) -> None:
    """Ours without its device is ours; ours with another subscriber is not."""
    stack = Stack(calix, {**ONT, "subscriber_id": "s-1"})
    isp.cms.change("onts", "hill/7", {"serno": "0"})
    run = stack.run()
    wanted = stack.services(run).check({**SERVICE, "bandwidth_profile": "2"}).inputs
    stack.services(run).update(stack.service, {}, wanted)
    assert services(isp)[0]["bw-prof"] == 2

    isp.cms.change("onts", "hill/7", {"serno": "00A1B2C3", "subscr-id": "s-2"})

    with pytest.raises(
        AnotherObjectError, match=r"has subscriber 's-2', and it was known by subscriber 's-1'"
    ):
        stack.services(stack.run()).delete(stack.service)


def test_a_subscriber_that_the_program_renames_is_followed(calix: SyncCMSClient, isp: Isp) -> None:
    """A destroy knows nothing but the state, so the record has to follow."""
    stack = Stack(calix, {**ONT, "subscriber_id": "s-1"})
    renamed = {**ONT, "subscriber_id": "s-2"}

    assert stack.up(renamed, SERVICE) == (["subscriber_id"], ["ont"])
    assert stack.up(renamed, SERVICE) == ([], [])
    stack.services(stack.run()).delete(stack.service)

    assert services(isp) == []


# What the program says, and what Pulumi has put there


def ignoring(stack: Stack, run: Run, **read: str) -> None:
    """The ONT in a run whose program says ignore_changes: what a refresh has read looks declared."""
    hands = stack.onts(run)
    declaration = Declaration(hands.owner, {**ONT, **read}, overruled=frozenset(read))
    inputs = hands.life.check(run, declaration).inputs
    seen = hands.read(stack.ont)
    assert seen is not None
    assert hands.diff(seen, {}, inputs).changes == []


def test_what_a_refresh_has_read_is_not_the_programs_word(stack: Stack, isp: Isp) -> None:
    """With ignore_changes on the ONT, its new number's holder looks declared: no service follows."""
    hand_over(isp)
    before = services(isp)
    run = stack.run()
    ignoring(stack, run, serial_number="CXNK00FFEE01")
    wanted = stack.services(run).check({**SERVICE, "bandwidth_profile": "2"}).inputs

    assert [each.path for each in stack.services(run).diff(stack.service, {}, wanted).changes] == [
        "bandwidth_profile"
    ]
    with pytest.raises(AnotherObjectError):
        stack.services(run).update(stack.service, {}, wanted)
    run = stack.run()
    ignoring(stack, run, serial_number="CXNK00FFEE01")
    with pytest.raises(AnotherObjectError):
        stack.services(run).delete(stack.service)

    assert services(isp) == before


def test_what_was_read_first_is_not_the_declared_ont(stack: Stack, isp: Isp) -> None:
    """A record without a witness takes what it reads; the ONT's own resource knows better."""
    hand_over(isp)
    before = services(isp)
    stack.service = replace(stack.service, mark=replace(stack.service.mark, witness={}))
    stack.refresh()
    assert stack.service.mark.witness == {"ont_serial_number": "CXNK00FFEE01"}

    with pytest.raises(AnotherObjectError, match=r"CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.up(ONT, {**SERVICE, "bandwidth_profile": "2"})

    assert services(isp) == before


def test_a_device_that_is_followed_needs_no_request_to_be_compared(stack: Stack, isp: Isp) -> None:
    """What the program says is enough; a preview may be told to ask nobody."""
    run = stack.run()
    terminal = stack.onts(run).check({**ONT, "serial_number": "00D4E5F6"}).inputs
    stack.onts(run).diff(stack.ont, {}, terminal)
    isp.cms.reset_log()

    inputs = stack.services(run).check(SERVICE).inputs
    assert [change.path for change in stack.services(run).diff(stack.service, {}, inputs).changes] == ["ont"]

    assert isp.cms.requests == []


# What is to be made on an ONT


@pytest.mark.parametrize("serial", ["00FFEE01", "0"], ids=["another device", "no device"])
@pytest.mark.parametrize("overruled", [False, True], ids=["", "ignore_changes"])
def test_nothing_is_made_on_an_ont_that_is_not_the_declared_one(
    stack: Stack, isp: Isp, serial: str, overruled: bool
) -> None:
    """Neither a new service, nor one that moves, nor one that would be taken over; preview says it too."""
    hand_over(isp, serial)
    before = services(isp)
    run = stack.run()
    if overruled and serial != "0":
        ignoring(stack, run, serial_number="CXNK00FFEE01")
    else:
        stack.onts(run).diff(stack.ont, {}, stack.onts(run).check(ONT).inputs)
    another = stack.services(run).named("another")
    theirs = {**SERVICE, "bandwidth_profile": "1", "description": "another customer's"}
    for declared in (theirs, {**SERVICE, "port": 2}, {**theirs, "adopt_existing": True}):
        inputs = another.check(declared).inputs
        (refused,) = another.look(inputs).refusals
        assert refused.startswith("calix.EthernetService 'another' is not made: ONT hill/7 has")
        assert "CXNK00A1B2C3" in refused
        with pytest.raises(AnotherObjectError, match="is not made: ONT hill/7 has"):
            another.create(inputs)
    elsewhere = replace(
        stack.service, id="hill/8/gigabit/1/2", outputs={**stack.service.outputs, "ont": "hill/8"}
    )
    inputs = stack.services(run).check({**SERVICE, "port": 2}).inputs
    with pytest.raises(AnotherObjectError, match="is not replaced: ONT hill/7 has"):
        stack.services(run).diff(elsewhere, {}, inputs)

    assert services(isp) == before


def test_a_number_that_another_ont_of_the_program_has_now(stack: Stack, isp: Isp) -> None:
    """That is no swap: what goes was on the ONT that had the number before."""
    hand_over(isp)
    before = services(isp)
    run = stack.run()
    neighbour = stack.onts(run).named("neighbour")
    theirs = {**ONT, "serial_number": "00FFEE01"}
    neighbour.create({**neighbour.check(theirs).inputs})

    with pytest.raises(AnotherObjectError, match=r"CXNK00FFEE01.*CXNK00A1B2C3"):
        stack.services(run).delete(stack.service)

    assert services(isp) == before


def test_an_exchange_of_places_that_was_cut_off_leaves_nothing_to_a_destroy(stack: Stack, isp: Isp) -> None:
    """With adopt_existing two services exchange their places; the run ends after the first half."""
    run = stack.run()
    other = {**SERVICE, "service_id": 3, "bandwidth_profile": "1", "adopt_existing": True}
    second = stack.services(run).named("second").create(other)
    run = stack.run()
    moved = stack.services(run).check({**SERVICE, "service_id": 3, "adopt_existing": True}).inputs
    assert stack.services(run).diff(stack.service, {}, moved).replaces == ["service_id"]
    made = stack.services(run).create(moved)
    assert [(each["service"], each["bw-prof"]) for each in services(isp)] == [(2, 3), (3, 3)]

    run = stack.run()
    for left in (made, stack.service, second):
        stack.services(run).delete(left)

    assert services(isp) == []


def test_a_new_name_takes_the_service_along_with_a_swap(stack: Stack, isp: Isp) -> None:
    """Create under the new name, delete under the old one: the service stays, whatever device it is on."""
    run = stack.run()
    terminal = stack.onts(run).check({**ONT, "serial_number": "00D4E5F6"}).inputs
    stack.onts(run).diff(stack.ont, {}, terminal)
    stack.onts(run).update(stack.ont, {}, terminal)
    renamed = stack.services(run).named("renamed")

    made = renamed.create(renamed.check(SERVICE).inputs)
    stack.services(run).delete(stack.service)

    assert made.id == ID
    assert len(services(isp)) == 1


def test_a_refresh_of_many_services_costs_pages(stack: Stack, isp: Isp, calix: SyncCMSClient) -> None:
    """Two listings, of ONTs and of services, whatever the number."""
    for ont in range(101, 161):
        calix.e7.create_ont("hill", ont, ont_profile=162, serial_number=f"BB{ont}")
        calix.e7.create_ethernet_service("hill", ont, 1, 2, tag_action=1, bandwidth_profile=3)
    run = stack.run()
    isp.cms.reset_log()

    for ont in range(101, 161):
        assert stack.services(run).read(replace(stack.service, id=f"hill/{ont}/gigabit/1/2")) is not None

    assert {request.operation for request in isp.cms.requests} == {"ont.list", "ethsvc.list"}
    assert len(isp.cms.requests) < 40
