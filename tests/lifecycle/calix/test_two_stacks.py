"""Two stacks that declare the same ONT."""

from __future__ import annotations

import pytest
from tests.support.engine_model import Engine, Wanted
from tests.support.isp import Isp
from tests.support.lives import Reached

from pulumi_isp_provider.calix.client.client import SyncCMSClient
from pulumi_isp_provider.calix.resources.ont import OntLifecycle
from pulumi_isp_provider.core.run import Run

PROGRAM = {
    "a": Wanted({"network_name": "hill", "ont_id": "61", "ont_profile": "162", "subscriber_id": "s-61"}),
}


def test_the_second_stack_is_warned_and_the_advice_deletes_nothing(
    isp: Isp, calix: SyncCMSClient, caplog: pytest.LogCaptureFixture
) -> None:
    """The first one is told nothing; the second gives the ONT back without a request."""
    first, second = Engine(OntLifecycle()), Engine(OntLifecycle())
    with caplog.at_level("INFO", "pulumi_isp_provider.lifecycle"):
        first.up(Run(Reached(calix)), PROGRAM)
        assert caplog.records == []
        second.up(Run(Reached(calix)), PROGRAM)

    (warning,) = caplog.records
    assert warning.levelname == "WARNING"
    assert "calix.Ont hill/61 exists already and is as declared: taken over" in warning.getMessage()
    assert "`pulumi state delete`" in warning.getMessage()
    second.forget(second.state[0])
    isp.reset_logs()
    assert second.up(Run(Reached(calix)), {}).error is None
    assert first.up(Run(Reached(calix)), PROGRAM).steps == ["check a", "diff a"]
    assert isp.writes() == []
