"""`pulumi-isp drift` over one of each kind: each property that somebody changes is told."""

from __future__ import annotations

import pytest
from tests.sdk.command.drift.running import DRIFTED, SAME, actions, only, report, values
from tests.specimens import SPECIMENS
from tests.support.declaring import drift
from tests.support.isp import Isp
from tests.support.states import Stack

FRONTS = ("dynamic", "plugin")


@pytest.mark.parametrize("front", FRONTS)
@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_property_that_somebody_changes_is_told(isp: Isp, kind: str, front: str) -> None:
    """Alone, with both values; the program's wins, or nobody where it may be another customer's."""
    specimen = SPECIMENS[kind]
    stack = Stack(isp, front)
    made = stack.make(kind, "one", specimen.full)
    state = str(stack.written())
    before = isp.simulator(specimen.vendor).state()
    proofs = specimen.front.lifecycle.witnesses(specimen.full)

    isp.reset_logs()
    at_rest = report("--state", state, code=SAME)
    for name, change in specimen.drift.items():
        isp.simulator(specimen.vendor).load(before)
        drift(isp, specimen, made["id"], [change])
        isp.reset_logs()
        found = only(report("--state", state, code=DRIFTED))

        is_proof = name in proofs
        assert found["outcome"] == ("another" if is_proof else "changed")
        assert actions(found) == ("same", "refused" if is_proof else "update")
        [(told, (mine, theirs, winner))] = values(found).items()
        assert (told, winner) == (name, "nobody" if is_proof else "program")
        assert mine == made["inputs"][name]
        assert theirs != mine
        assert isp.writes() == []

    assert at_rest["findings"] == []
    assert (at_rest["complete"], at_rest["compared"]) == (True, 1)


@pytest.mark.parametrize(
    "kind", [kind for kind, each in SPECIMENS.items() if not each.front.lifecycle.always_there]
)
def test_what_is_gone_would_be_made_anew(isp: Isp, kind: str) -> None:
    """By `up --refresh`; a plain `up` does not see it."""
    specimen = SPECIMENS[kind]
    stack = Stack(isp)
    made = stack.make(kind, "one", specimen.full)
    state = str(stack.written())
    isp.simulator(specimen.vendor).remove(specimen.collection, specimen.key(made["id"]))
    isp.reset_logs()

    found = only(report("--state", state, code=DRIFTED))

    assert (found["outcome"], found["id_at_vendor"], found["differences"]) == ("gone", None, [])
    assert actions(found) == ("same", "create")
    assert found["up_refresh"]["message"] == "will be made"
    assert isp.writes() == []
