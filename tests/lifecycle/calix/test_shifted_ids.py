"""WHMCS was restored and has given its services new ids: each resource declares what its neighbour has."""

from __future__ import annotations

import pytest
from tests.support.engine_model import Engine, Wanted
from tests.support.isp import Isp
from tests.support.lives import Reached

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import AlreadyExistsError, PlanRefusedError, TargetRefusedError

SERIALS = ("00A1B201", "00A1B202", "00A1B203", "00A1B204")


def program(first: int, *, adopt: bool = False) -> dict[str, Wanted]:
    """Each customer's ONT, named after the service as in the examples."""
    return {
        f"subscriber-{first + number}": Wanted(
            {
                "network_name": "hill",
                "serial_number": serial,
                "ont_profile": "162",
                "subscriber_id": str(first + number),
                **({"adopt_existing": True} if adopt else {}),
            }
        )
        for number, serial in enumerate(SERIALS)
    }


def onts(isp: Isp) -> dict[str, str]:
    """What the E7 has: subscriber by serial number."""
    return {ont["serno"]: ont["subscr-id"] for ont in isp.cms.state()["networks"][0].get("onts", [])}


@pytest.fixture
def engine(isp: Isp, calix: SyncCMSClient) -> Engine:
    """A stack of four customers."""
    state = isp.cms.state()
    state["networks"][0]["onts"] = []
    isp.cms.load(state)
    stack = Engine(OntLifecycle())
    assert stack.up(Run(Reached(calix)), program(1001)).error is None
    assert len(onts(isp)) == len(SERIALS)
    return stack


@pytest.mark.parametrize("shift", [1, -1, 2])
def test_shifted_ids_take_nobody_off_and_come_to_an_end(
    isp: Isp, calix: SyncCMSClient, engine: Engine, shift: int
) -> None:
    """It is refused, also with --continue-on-error; what the message leads to gives each its ONT back."""
    before, news = onts(isp), program(1001 + shift)

    refused = engine.up(Run(Reached(calix)), news)
    assert isinstance(refused.error, (TargetRefusedError, AlreadyExistsError))
    assert "Moving keys between resources" in str(refused.error)
    went_on = engine.up(Run(Reached(calix)), news, goes_on=True)
    assert went_on.error is not None
    assert onts(isp) == before

    for entry in list(engine.state):
        engine.forget(entry)
    isp.cms.reset_log()
    assert engine.up(Run(Reached(calix)), program(1001 + shift, adopt=True)).error is None

    assert list(onts(isp).values()) == [str(1001 + shift + number) for number in range(len(SERIALS))]
    assert {"ont.create", "ont.delete"} & set(isp.cms.counts()) == set()
    again = engine.up(Run(Reached(calix)), news)
    assert again.error is None
    assert {step.split()[0] for step in again.steps} == {"check", "diff"}


def test_an_ont_that_another_resource_could_not_get_is_not_deleted(
    isp: Isp, calix: SyncCMSClient, engine: Engine
) -> None:
    """The message names who declares it; once that one has it, the old name goes without a delete."""
    news = program(1001)
    moved = news.pop("subscriber-1001")
    differs = {"new": Wanted({**moved.inputs, "subscriber_id": "2001"})}

    kept = engine.up(Run(Reached(calix)), {**news, **differs}, goes_on=True)

    assert [step for step in kept.steps if step.startswith("delete")] == []
    assert onts(isp)["00A1B201"] == "1001"
    run, hands = Run(Reached(calix), goes_on=lambda: True), engine.life
    old = next(entry.record for entry in engine.state if entry.name == "subscriber-1001")
    hands.check(run, Declaration("calix.Ont::new", differs["new"].inputs))
    with pytest.raises(PlanRefusedError, match=r"is not deleted: calix\.Ont 'new' declares serial_number"):
        hands.delete(run, old)
    adopting = {"new": Wanted({**differs["new"].inputs, "adopt_existing": True})}
    assert engine.up(Run(Reached(calix)), {**news, **adopting}).error is None
    assert onts(isp)["00A1B201"] == "2001"


def test_a_device_that_has_moved_to_another_shelf_leaves_the_first(
    isp: Isp, calix: SyncCMSClient, engine: Engine
) -> None:
    """Under a new name and on another E7: made there, and the old ONT is deleted."""
    state = isp.cms.state()
    state["networks"].append({"name": "valley"})
    isp.cms.load(state)
    news = program(1001)
    moved = news.pop("subscriber-1001")
    news["moved"] = Wanted({**moved.inputs, "network_name": "valley"})

    assert engine.up(Run(Reached(calix)), news).error is None

    assert "00A1B201" not in onts(isp)
    assert len(isp.cms.state()["networks"][1]["onts"]) == 1
