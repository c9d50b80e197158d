"""The program's side of all resources."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest
from tests.specimens import SPECIMENS
from tests.support.programs import run
from tests.support.specimen import Specimen, put_in, resource_class


def declared(specimen: Specimen) -> dict[str, Any]:
    """A full declaration, as the provider gives it back: numbers and texts as they are in state."""
    given = put_in(specimen.full, lambda reference: "some/1")
    checked = specimen.front.lifecycle.schema().load(given)
    values: dict[str, Any] = checked
    return values


@pytest.mark.parametrize("kind", SPECIMENS)
def test_outputs_have_the_types_that_they_are_declared_with(kind: str) -> None:
    """What comes back is readable under its name: lists as lists, whole numbers as such."""
    specimen = SPECIMENS[kind]
    resource = resource_class(kind)
    given = declared(specimen)

    def program() -> pulumi.Output[dict[str, Any]]:
        made = resource("r", **given)
        return pulumi.Output.all(**{name: getattr(made, name) for name in resource.__annotations__})

    asked, values = run(program)

    assert asked[0].typ == f"pulumi-python:isp/{kind.replace('.', ':')}"
    expected = {name: given.get(name) for name in resource.__annotations__}
    # As text: to ==, 4 and 4.0 are the same.
    assert json.dumps(values, sort_keys=True) == json.dumps(expected, sort_keys=True)
    assert set(specimen.front.lifecycle.computed) <= set(values)


@pytest.mark.parametrize("kind", SPECIMENS)
@pytest.mark.parametrize("odd", [0, 1])
def test_a_secret_argument_stays_secret(kind: str, odd: int) -> None:
    """What the program marks secret is secret as an output, and nothing else is."""
    resource = resource_class(kind)
    given = {
        name: value for name, value in declared(SPECIMENS[kind]).items() if name in resource.__annotations__
    }
    secret = set(list(given)[odd::2])

    def program() -> pulumi.Output[dict[str, bool]]:
        made = resource(
            "r", **{name: pulumi.Output.secret(v) if name in secret else v for name, v in given.items()}
        )
        return pulumi.Output.all(
            **{name: pulumi.Output.from_input(getattr(made, name).is_secret()) for name in given}
        )

    _, found = run(program)

    assert {name for name, is_secret in found.items() if is_secret} == secret
