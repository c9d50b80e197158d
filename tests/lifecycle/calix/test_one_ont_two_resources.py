"""A second resource of the same program that is to take over an ONT which another one has in its state."""

from __future__ import annotations

import pytest
from tests.support.engine_model import Engine, Wanted
from tests.support.isp import Isp
from tests.support.lives import Reached

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.declarations import Declaration
from pulumi_isp_provider.core.records import Mark, Record
from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.errors import AlreadyExistsError

OURS = {"network_name": "hill", "ont_profile": "162", "serial_number": "C7", "subscriber_id": "s-7"}
LIFECYCLE = OntLifecycle()


@pytest.fixture
def ours(calix: SyncCMSClient) -> Record:
    """An ONT that is known by its serial number."""
    stack = Engine(OntLifecycle())
    assert stack.up(Run(Reached(calix)), {"ours": Wanted(OURS)}).error is None
    record: Record = stack.state[0].record
    return record


def second(record: Record) -> Declaration:
    """By its number, for somebody else."""
    number = record.id.rpartition("/")[2]
    inputs = {"network_name": "hill", "ont_profile": "162", "ont_id": number, "subscriber_id": "s-99"}
    return Declaration("calix.Ont::second", {**inputs, "adopt_existing": True})


def first(record: Record) -> Declaration:
    return Declaration(str(record.mark.owner), OURS)


@pytest.mark.parametrize("order", ["the second comes first", "the second comes last"])
def test_a_preview_refuses_it(calix: SyncCMSClient, ours: Record, order: str) -> None:
    """`up` begins with a preview, so the other one's line is not touched."""
    run = Run(Reached(calix))
    LIFECYCLE.check(run, second(ours))
    LIFECYCLE.check(run, first(ours))

    if order == "the second comes first":
        assert LIFECYCLE.look(run, second(ours)).refusals == ()
        with pytest.raises(AlreadyExistsError, match=r"belongs to calix\.Ont 'second' already"):
            LIFECYCLE.diff(run, ours, first(ours))
    else:
        LIFECYCLE.diff(run, ours, first(ours))
        (refusal,) = LIFECYCLE.look(run, second(ours)).refusals
        assert "belongs to" in refusal


def test_what_was_taken_over_is_kept_when_the_second_goes(
    isp: Isp, calix: SyncCMSClient, ours: Record
) -> None:
    """Its state knows the number and its own subscriber; the device that stands there is the first one's."""
    isp.cms.change("onts", ours.id, {"subscr-id": "s-99"})
    inputs = {**second(ours).inputs}
    mark = Mark("calix.Ont::second", ours.mark.system, {"subscriber_id": "s-99"})
    run = Run(Reached(calix))
    LIFECYCLE.check(run, first(ours))
    LIFECYCLE.diff(run, ours, first(ours))
    isp.reset_logs()

    LIFECYCLE.delete(run, Record(ours.id, inputs, mark))

    assert isp.writes() == []
