"""Each kind of resource has a specimen, and each specimen is whole; these tests name what was forgotten.

They ask no vendor. What a specimen says is tried by the promises, the lives and the table of faults.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.specimens import SPECIMENS
from tests.support.lives import Hands
from tests.support.specimen import (
    FRONTS,
    SHARED,
    SHARED_BAD,
    changeable,
    properties,
    property_of,
    put_in,
    replacing,
    required,
)

from pulumi_isp_provider.dynamic import token


def known(declared: Any) -> Any:
    """A declaration with some id in place of each reference; one that every kind of resource may have."""
    return put_in(declared, lambda reference: "some/1")


def test_every_kind_of_resource_has_a_specimen_and_no_other_one_exists() -> None:
    """A resource without one would be in no promise; tests/specimens/<vendor>/<resource>.py."""
    assert set(SPECIMENS) == set(FRONTS)


def test_what_others_refer_to_comes_first() -> None:
    """A program can only name what stands above."""
    seen: set[str] = set()
    for kind, specimen in SPECIMENS.items():
        assert specimen.refers_to - {kind} <= seen
        seen.add(kind)


@pytest.mark.parametrize("kind", SPECIMENS)
def test_full_declares_everything_and_least_what_must_be(kind: str) -> None:
    """A property that is not in ``full`` would be compared, changed and hidden by no test."""
    specimen = SPECIMENS[kind]

    assert set(specimen.full) == set(properties(kind))
    assert set(specimen.full) >= changeable(kind) | required(kind)
    assert set(specimen.least) >= required(kind)
    for declared in (
        specimen.least,
        specimen.full,
        {**specimen.full, **specimen.changed},
        {**specimen.full, **specimen.replaced},
    ):
        assert Hands(FRONTS[kind].lifecycle).check(known(declared)).failures == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_what_changes_is_another_value(kind: str) -> None:
    """``changed`` changes in place, ``replaced`` replaces."""
    specimen = SPECIMENS[kind]

    for changes, allowed in ((specimen.changed, changeable(kind)), (specimen.replaced, replacing(kind))):
        assert set(changes) <= allowed
        assert bool(changes) == bool(allowed)
        assert [name for name, value in changes.items() if value == specimen.full[name]] == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_objects_and_texts_can_be_told_apart(kind: str) -> None:
    """``full`` and ``least`` stand side by side; "field" in both halves is what is looked for in a log.

    Of what a system has once, the two are one object.
    """
    specimen, life = SPECIMENS[kind], FRONTS[kind].lifecycle
    least, full = (set(life.natural_keys(known(declared))) for declared in (specimen.least, specimen.full))

    assert least
    assert full
    assert least == full if life.is_only_one else least.isdisjoint(full)
    texts = {name for name, each in properties(kind).items() if each.traits.for_people or name == "name"}
    for declared in (specimen.full, specimen.changed) if texts else ():
        assert "field" in str(declared).lower()


@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_property_that_somebody_could_change_has_a_drift(kind: str) -> None:
    """Exactly those that the vendor lets change in place."""
    specimen = SPECIMENS[kind]

    assert set(specimen.drift) == changeable(kind)
    fields = [(drift.collection, drift.where, drift.field) for drift in specimen.drift.values()]
    assert len(set(fields)) == len(fields)
    assert all(bool(drift.collection) == bool(drift.where) for drift in specimen.drift.values())


@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_property_has_a_bad_value_that_is_refused_by_its_path(kind: str) -> None:
    """Every property refuses something: a flag refuses a text, a text refuses an empty one."""
    specimen = SPECIMENS[kind]

    assert {property_of(path) for path in specimen.bad} == set(properties(kind))
    assert set(SHARED_BAD) == SHARED
    failures = Hands(FRONTS[kind].lifecycle).check(specimen.all_bad).failures
    paths = {failure.path for failure in failures}
    assert paths >= {*specimen.bad, *SHARED_BAD}


@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_specimen_lives_and_meets_faults(kind: str) -> None:
    """One life and one fault at least; all declarations in them are allowed."""
    specimen = SPECIMENS[kind]
    born = [life.born for life in specimen.lives.values()]
    steps = [step.news for life in specimen.lives.values() for step in life.steps]
    faults = [
        each
        for fault in specimen.faults.values()
        for each in (fault.declared, {**fault.declared, **fault.edited})
    ]

    assert born
    assert faults
    for declared in (*born, *steps, *faults):
        assert Hands(FRONTS[kind].lifecycle).check(known(declared)).failures == []
    assert [
        name for name, fault in specimen.faults.items() if not fault.edited.keys() <= changeable(kind)
    ] == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_each_reference_may_be_missing(kind: str) -> None:
    """Whether something is there only the vendor knows, so the schema takes a value that names nothing."""
    specimen = SPECIMENS[kind]
    refer = {name for name, value in specimen.full.items() if known({name: value}) != {name: value}}

    assert refer <= set(map(property_of, specimen.missing))
    declared = {**known(specimen.full), **specimen.all_missing}
    assert Hands(FRONTS[kind].lifecycle).check(declared).failures == []


@pytest.mark.parametrize("kind", SPECIMENS)
def test_a_specimen_says_what_its_kind_says(kind: str) -> None:
    """Its vendor, token and what the vendor assigns."""
    specimen = SPECIMENS[kind]

    assert token(specimen.front).endswith(f"{specimen.vendor}:{kind.partition('.')[2]}")
    assert set(specimen.outputs) <= set(specimen.front.lifecycle.computed)
