"""The lives of all resources, through the real client against the simulator, in each API version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.declaring import References, drift
from tests.support.isp import Isp
from tests.support.lives import Hands, Reached, live
from tests.support.promises import RELEASES_OF, keeps
from tests.support.specimen import SHARED_BAD, too_new

from pulumi_isp_provider.core.run import Run
from pulumi_isp_provider.fronts.process import REGISTRY

OF_EACH_RELEASE = [
    (kind, release)
    for kind, specimen in SPECIMENS.items()
    for release in RELEASES_OF.get(specimen.vendor, ("",))
]
LIVES = [
    pytest.param(kind, name, version, id=" ".join(filter(None, (kind, name, version))))
    for kind, specimen in SPECIMENS.items()
    for name in specimen.lives
    for version in RELEASES_OF.get(specimen.vendor, ("",))
]


def without(declared: Mapping[str, Any], kind: str, version: str) -> dict[str, Any]:
    """A declaration without what came with a later release."""
    return {name: value for name, value in declared.items() if name not in too_new(kind, version)}


@pytest.mark.parametrize(("kind", "name", "version"), LIVES)
def test_life(isp: Isp, client_of: Callable[..., Any], kind: str, name: str, version: str) -> None:
    """Create, change, replace, read and delete; after every step there is nothing to do."""
    specimen = SPECIMENS[kind]
    client = client_of(specimen.vendor, version)
    life = References(isp, client).lived(specimen.vendor, specimen.lives[name])
    life = life.without(too_new(kind, version))

    computed = {**specimen.outputs, **life.computed}
    live(type(specimen.front.lifecycle), client, replace(life, computed=computed))


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        pytest.param(kind, version, marks=keeps(10, kinds=[kind], releases=[version]))
        for kind, version in OF_EACH_RELEASE
    ],
)
def test_each_bad_value_is_refused_with_each_release(
    isp: Isp, client_of: Callable[..., Any], kind: str, version: str
) -> None:
    """All by their paths at once, and nothing is sent; promise 10 has the newest release on the engine."""
    specimen = SPECIMENS[kind]
    hands = Hands(specimen.front.lifecycle, client_of(specimen.vendor, version))

    failures = hands.check(specimen.all_bad).failures

    assert {failure.path for failure in failures} >= {*specimen.bad, *SHARED_BAD}
    # A terminal shows the marks of documentation as they are.
    assert [str(failure) for failure in failures if "``" in str(failure)] == []
    assert isp.simulator(specimen.vendor).requests == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_drift_shows_as_its_property_alone(isp: Isp, client_of: Callable[..., Any], kind: str) -> None:
    """So promise 3 has each of them to repair; of what is declared nothing else moves along."""
    specimen = SPECIMENS[kind]
    client = client_of(specimen.vendor)
    hands = Hands(specimen.front.lifecycle, client)
    full = References(isp, client).resolved(specimen.vendor, specimen.full)
    declared = hands.check(full).inputs
    stored = hands.create(declared)
    before = isp.simulator(specimen.vendor).state()

    for name, change in specimen.drift.items():
        isp.simulator(specimen.vendor).load(before)
        drift(isp, specimen, stored.id, [change])
        REGISTRY.close()  # what was listed before is not asked for again
        seen = Hands(specimen.front.lifecycle, client_of(specimen.vendor)).read(stored)
        assert seen is not None
        changes = hands.life.diff(Run(Reached(client)), seen.record, hands.declared(declared)).changes
        assert [change.path for change in changes] == [name]


@pytest.mark.parametrize(
    ("kind", "version"),
    [
        pytest.param(kind, version, marks=keeps(14, kinds=[kind], releases=[version]))
        for kind, version in OF_EACH_RELEASE
    ],
)
def test_each_reference_that_names_nothing_is_refused(
    isp: Isp, client_of: Callable[..., Any], kind: str, version: str
) -> None:
    """In a preview, by its path; so promise 14 has each of them to refuse."""
    specimen = SPECIMENS[kind]
    client = client_of(specimen.vendor, version)
    hands = Hands(specimen.front.lifecycle, client)
    full = References(isp, client).resolved(specimen.vendor, without(specimen.full, kind, version))

    refused = hands.look(hands.check({**full, **specimen.all_missing}).inputs).refusals

    said = "\n".join(refused)
    assert [missing.says for missing in specimen.missing.values() if missing.says not in said] == []


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, specimen in SPECIMENS.items() for name in specimen.faults]
)
def test_the_object_of_each_fault_is_found_once(
    isp: Isp, client_of: Callable[..., Any], kind: str, name: str
) -> None:
    """So promise 12 looks at the right one: nothing is found before, and one thing after the create."""
    specimen = SPECIMENS[kind]
    client = client_of(specimen.vendor)
    fault = specimen.faults[name]
    hands = Hands(specimen.front.lifecycle, client)
    declared = hands.check(References(isp, client).resolved(specimen.vendor, fault.declared)).inputs
    collection, field, value = fault.found

    def found() -> int:
        return sum(row.get(field) == value for row in isp.objects(specimen.vendor, collection))

    before = found()
    hands.create(declared)
    assert (before, found()) == (0, 1)
