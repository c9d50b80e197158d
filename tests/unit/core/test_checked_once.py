"""What check let pass is not checked again: that may only be so where it would change nothing."""

from __future__ import annotations

import pytest
from tests.specimens import SPECIMENS
from tests.support.specimen import Specimen, put_in

from pulumi_isp_provider.core.schema import same_values, validate_inputs


@pytest.mark.parametrize("specimen", SPECIMENS.values(), ids=SPECIMENS)
@pytest.mark.parametrize("which", ["least", "full"])
def test_checked_inputs_are_left_as_they_are_by_a_second_check(specimen: Specimen, which: str) -> None:
    """Normal form is normal form: each kind of resource has all its properties in it."""
    declared = put_in(getattr(specimen, which), lambda _: "hill/7")

    once, refused = validate_inputs(specimen.front.lifecycle.schema(), declared)
    twice, _ = validate_inputs(specimen.front.lifecycle.schema(), once)

    assert refused == []
    assert same_values(once, twice)
