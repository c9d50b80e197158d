"""The program's side of a network."""

from __future__ import annotations

import pulumi
from tests.support.programs import run

from pulumi_isp import cloudconnexa


def test_outputs_have_the_types_that_they_are_declared_with() -> None:
    """What comes back is readable under its name, lists as lists."""

    def program() -> pulumi.Output[list[object]]:
        network = cloudconnexa.Network("n", name="Plant", gateways_ids=["a", "b"], egress=False)
        return pulumi.Output.all(network.name, network.gateways_ids, network.egress, network.description)

    asked, values = run(program)

    assert asked[0].typ == "pulumi-python:isp/cloudconnexa:Network"
    assert values == ["Plant", ["a", "b"], False, None]
