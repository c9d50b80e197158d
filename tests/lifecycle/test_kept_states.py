"""State grows with each version: this build goes on with what earlier ones have written."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.specimens import SPECIMENS
from tests.support.kept import FILES, standing
from tests.support.lives import Hands

from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.fronts.process import REGISTRY


@pytest.mark.parametrize("kept", FILES, ids=lambda file: file.stem)
def test_what_an_earlier_build_wrote_is_unchanged(kept: Path, tmp_path: Path) -> None:
    """Each resource is as declared, without a request; a refresh finds it as state has it; it can go."""
    with standing(kept, tmp_path) as (isp, stack):
        isp.reset_logs()
        run = Run(REGISTRY)
        for entry in stack:
            hands = Hands(entry.lifecycle, run=run, owner=entry.name)
            checked = hands.check(entry.declared, entry.before)
            assert checked.failures == [], entry.shown
            assert hands.diff(entry.record, {}, checked.inputs).changes == [], entry.shown
        assert isp.writes() == []
        assert isp.cms.requests == isp.cloudconnexa.requests == []

        for entry in stack:
            seen = Hands(entry.lifecycle, run=Run(REGISTRY), owner=entry.name).read(entry.record)
            assert seen is not None, entry.shown
            assert seen.id == entry.record.id
            known = entry.record.properties
            assert {name: seen.outputs[name] for name in known} == known, entry.shown
        assert isp.writes() == []

        for entry in reversed(stack):
            Hands(entry.lifecycle, run=Run(REGISTRY, destroys=lambda: True), owner=entry.name).delete(
                entry.record
            )
        for entry in stack:
            gone = Hands(entry.lifecycle, run=Run(REGISTRY), owner=entry.name).read(entry.record) is None
            assert gone is not entry.lifecycle.is_only_one, entry.shown


def test_each_kind_is_kept(tmp_path: Path) -> None:
    """With all its properties of then: there is no kind whose state nobody has kept."""
    found = set()
    for file in FILES:
        with standing(file, tmp_path) as (_, stack):
            found |= {str(entry.kind) for entry in stack}

    assert found == {*SPECIMENS}
