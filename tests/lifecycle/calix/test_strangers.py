"""An ONT's number is another customer's by now, or its resource has another name: what may go."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.engine_model import Engine, Wanted
from tests.support.isp import Isp
from tests.support.lives import Reached

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import AnotherObjectError, PlanRefusedError

OURS = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", "serial_number": "A1"}
BY_REG_ID = {"network_name": "hill", "ont_id": "7", "ont_profile": "162", "reg_id": "4711"}
THEIRS = {"id": 7, "ontprof": 162, "serno": "B2", "subscr-id": "s-2", "descr": "a neighbour"}


def onts(isp: Isp) -> dict[str, str]:
    """What stands on the E7: the device, by number."""
    found = isp.cms.state()["networks"][0].get("onts", [])
    return {str(ont["id"]): ont.get("serno") or ont.get("reg-id") for ont in found}


def stand(isp: Isp, *there: dict[str, Any]) -> None:
    """Have exactly these ONTs stand there."""
    state = isp.cms.state()
    state["networks"][0]["onts"] = list(there)
    isp.cms.load(state)


class Plant:
    """A stack of ONTs, and people at the CMS."""

    def __init__(self, isp: Isp, client: SyncCMSClient, program: dict[str, Wanted]) -> None:
        self.isp, self.client = isp, client
        self.engine = Engine(OntLifecycle())
        stand(isp)
        self.up(program)

    def run(self, *, goes_on: bool = False) -> Run:
        return Run(Reached(self.client), goes_on=lambda: goes_on)

    def up(self, program: dict[str, Wanted], replaced: tuple[str, ...] = ()) -> list[str]:
        """What was done beside looking and comparing."""
        outcome = self.engine.up(self.run(), program, replaced)
        if outcome.error is not None:
            raise outcome.error
        return [step for step in outcome.steps if step.split()[0] not in ("check", "diff")]


# A resource that has another name than when its object was written


@pytest.mark.parametrize("inputs", [OURS, BY_REG_ID], ids=["serial number", "registration id"])
@pytest.mark.parametrize("at_once", [True, False], ids=["with the renaming", "in a later run"])
def test_what_was_renamed_by_an_alias_can_be_renumbered(
    isp: Isp, calix: SyncCMSClient, inputs: dict[str, str], at_once: bool
) -> None:
    """Its object bears the old name; it goes for its own resource, and not for a rival."""
    plant = Plant(isp, calix, {"a": Wanted(inputs)})
    if not at_once:
        assert plant.up({"b": Wanted(inputs, was="a")}) == []
    news = {"b": Wanted({**inputs, "ont_id": "8"}, was="a" if at_once else None)}

    done = plant.up(news)

    assert [step.split()[0] for step in done] == ["make", "create"]
    assert list(onts(isp)) == ["8"]
    assert plant.up(news) == []


@pytest.mark.parametrize("inputs", [OURS, BY_REG_ID], ids=["serial number", "registration id"])
def test_what_was_renamed_by_an_alias_can_be_made_anew_on_request(
    isp: Isp, calix: SyncCMSClient, inputs: dict[str, str]
) -> None:
    """``--replace`` compares nothing: the delete is the first that is asked for it."""
    plant = Plant(isp, calix, {"a": Wanted(inputs)})
    plant.up({"b": Wanted(inputs, was="a")})
    isp.reset_logs()

    plant.up({"b": Wanted(inputs, delete_first=True)}, replaced=("b",))

    assert isp.writes() == ["cms: ont.delete", "cms: ont.create"]
    assert list(onts(isp)) == ["7"]


def test_a_run_that_goes_on_after_errors_deletes_nothing_for_who_has_not_begun(
    isp: Isp, calix: SyncCMSClient
) -> None:
    """There, what is no longer declared goes too, though whoever declares its device was stopped before."""
    plant = Plant(isp, calix, {"a": Wanted(OURS)})
    record, run = plant.engine.state[0].record, plant.run(goes_on=True)
    plant.engine.life.check(run, plant.engine._declared("b", {**OURS, "ont_id": "8"}))

    with pytest.raises(PlanRefusedError, match=r"is not deleted: calix\.Ont 'b' declares serial_number"):
        plant.engine.life.delete(run, record)

    assert list(onts(isp)) == ["7"]


# A number that was given to another customer


def test_a_new_number_and_device_are_refused_while_another_customer_has_the_old_number(
    isp: Isp, calix: SyncCMSClient
) -> None:
    """Before anything is made; what the message names lets ours be made, and the other one keeps the line."""
    plant = Plant(isp, calix, {"a": Wanted(OURS)})
    stand(isp, THEIRS)
    news = {"a": Wanted({**OURS, "ont_id": "9", "serial_number": "C3"})}
    isp.reset_logs()

    with pytest.raises(AnotherObjectError, match="hill/7 is not replaced: it has serial_number") as caught:
        plant.up(news)

    assert isp.writes() == []
    assert "`pulumi state delete`" in str(caught.value)
    assert "adopt_existing" not in str(caught.value)
    plant.engine.forget(plant.engine.state[0])
    assert plant.up(news) == ["create a"]
    assert onts(isp) == {"7": "B2", "9": "C3"}
    assert plant.up({}) == ["delete a"]
    assert onts(isp) == {"7": "B2"}


def test_the_old_half_of_a_replacement_is_forgotten_where_another_customer_has_its_number(
    isp: Isp, calix: SyncCMSClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody could take it out of the state by name. While its resource is declared, a run lets it go."""
    plant = Plant(isp, calix, {"a": Wanted(OURS)})
    news = {"a": Wanted({**OURS, "ont_id": "9", "serial_number": "C3"})}
    isp.cms.fault(operation="ont.delete", action="status", every=1, status=400, body="<no/>")
    with pytest.raises(Exception, match="400"):
        plant.up(news)
    isp.cms.clear_faults()
    made = next(ont for ont in isp.cms.state()["networks"][0]["onts"] if str(ont["id"]) == "9")
    stand(isp, THEIRS, made)

    with pytest.raises(AnotherObjectError, match="is not deleted") as caught:
        plant.up({})
    assert "declare it as it was" in str(caught.value)
    plant.up(news)

    assert [entry.record.id for entry in plant.engine.state] == ["hill/9"]
    assert onts(isp) == {"7": "B2", "9": "C3"}
    (warning,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert "it has serial_number 'CXNK000000B2', and the one in the state has 'CXNK000000A1'" in warning
    assert plant.up({}) == ["delete a"]
    assert onts(isp) == {"7": "B2"}


def test_a_move_that_is_taken_back_is_said_to_be_possible(
    isp: Isp, calix: SyncCMSClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The old object is still there, in the state to be deleted: it is taken over, and stays."""
    plant = Plant(isp, calix, {"a": Wanted(OURS)})
    isp.cms.fault(operation="ont.delete", action="status", every=1, status=400, body="<no/>")
    with pytest.raises(Exception, match="400"):
        plant.up({"a": Wanted({**OURS, "ont_id": "9", "serial_number": "C3"})})
    isp.cms.clear_faults()

    plant.up({"a": Wanted(OURS)})

    (warning,) = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert "a replacement is taken back before its old object was deleted" in warning
    assert onts(isp) == {"7": "A1"}


# What the program says, and what Pulumi has put in its place


IGNORING = frozenset({"serial_number", "subscriber_id"})


@pytest.mark.parametrize("is_refreshed", [True, False], ids=["refreshed", "not refreshed"])
@pytest.mark.parametrize("subscriber", [{}, {"subscriber_id": "s-1"}], ids=["device", "and subscriber"])
def test_what_a_refresh_has_read_is_no_word_of_the_program(
    isp: Isp, calix: SyncCMSClient, is_refreshed: bool, subscriber: dict[str, str]
) -> None:
    """With ignore_changes, another customer's serial number comes back as if it were declared."""
    plant = Plant(isp, calix, {"a": Wanted({**OURS, **subscriber}, ignores=IGNORING)})
    stand(isp, THEIRS)
    isp.reset_logs()
    if is_refreshed:
        plant.engine.refresh(plant.run())
        assert plant.engine.state[0].inputs["serial_number"] == "B2"
    assert plant.up({"a": Wanted({**OURS, **subscriber}, ignores=IGNORING)}) == []

    for program in (
        {"a": Wanted({**OURS, **subscriber, "description": "mine"}, ignores=IGNORING)},
        {"a": Wanted({**OURS, **subscriber, "ont_id": "9"}, ignores=IGNORING)},
        {},
    ):
        with pytest.raises(AnotherObjectError, match="it has serial_number 'CXNK000000B2', and"):
            plant.up(program)

    assert isp.writes() == []


@pytest.mark.parametrize("is_refreshed", [True, False], ids=["refreshed", "not refreshed"])
@pytest.mark.parametrize("swapped", ["before", "after"])
def test_a_swapped_device_is_declared_and_goes_on(
    isp: Isp, calix: SyncCMSClient, is_refreshed: bool, swapped: str
) -> None:
    """A technician swaps it before or after the program says so; then more changes, and it can go."""
    plant = Plant(isp, calix, {"a": Wanted(OURS)})
    news = {**OURS, "serial_number": "B2"}
    if swapped == "before":
        isp.cms.change("onts", "hill/7", {"serno": "B2"})
        if is_refreshed:
            plant.engine.refresh(plant.run())
    else:
        plant.up({"a": Wanted(news)})
        if is_refreshed:
            plant.engine.refresh(plant.run())

    plant.up({"a": Wanted({**news, "description": "new"})})

    assert onts(isp) == {"7": "B2"}
    assert plant.up({"a": Wanted({**news, "description": "new"})}) == []
    assert plant.up({}) == ["delete a"]
    assert onts(isp) == {}
