"""A user's own class of one of our resources."""

from __future__ import annotations

from typing import Any

import pulumi
import pytest
from tests.specimens import SPECIMENS
from tests.support.programs import run
from tests.support.specimen import resource_class

from pulumi_isp import calix


class Ont(calix.Ont):
    """As short as it can be."""


class CopperOnt(Ont):
    """A subclass of a subclass."""


def outputs(kind: type[calix.Ont]) -> Any:
    def program() -> pulumi.Output[Any]:
        ont = kind("ont", network_name="hill", ont_profile=162, us_sdber_rate=5, pse_max_power_budget=30)
        return pulumi.Output.all(ont.us_sdber_rate, ont.pse_max_power_budget)

    _, found = run(program)
    return found


@pytest.mark.parametrize("kind", [calix.Ont, Ont, CopperOnt])
def test_a_subclass_keeps_the_output_types(kind: type[calix.Ont]) -> None:
    """The engine hands out each number as a float; a whole one is whole again in the program."""
    assert [type(value) for value in outputs(kind)] == [int, int]


@pytest.mark.parametrize("kind", SPECIMENS)
def test_every_resource_gives_its_types_to_a_subclass(kind: str) -> None:
    """Pulumi looks at the annotations of the class itself."""
    resource = resource_class(kind)
    subclass = type("Subclass", (resource,), {})

    assert subclass.__annotations__.keys() == resource.__annotations__.keys()
