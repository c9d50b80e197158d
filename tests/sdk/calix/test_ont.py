"""The program's side of an ONT."""

from __future__ import annotations

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix
from pulumi_isp_provider import dynamic


def test_an_ont_asks_the_engine_for_its_own_type_with_the_constant() -> None:
    """Type token, inputs and the serialized provider go out as they stand in state, with whose they are."""

    def program() -> None:
        calix.Ont("ont", network_name="hill", ont_profile=162, description="Hill Road 7")

    asked, _ = run(program)

    assert asked[0].typ == "pulumi-python:isp/calix:Ont"
    assert asked[0].inputs == {
        "network_name": "hill",
        "ont_profile": 162,
        "description": "Hill Road 7",
        "__provider": dynamic.serialized(dynamic.CalixOnt),
        "__owner": "calix.Ont::ont",
        "__run": {"preview": False, "declared": 1},
    }


def test_the_number_of_an_ont_is_read_from_its_id() -> None:
    """``ont_id`` needs no output of its own, so it stays known in previews of updates."""

    def program() -> pulumi.Output[str]:
        found = calix.Ont.get("ont", "hill/1042")
        return found.ont_id

    _, number = run(program)

    assert number == "1042"


@pytest.mark.large
def test_a_thousand_onts_share_one_constant() -> None:
    """Three thousand resources in one program are no problem: nothing is pickled for each."""

    def program() -> None:
        for number in range(3000):
            calix.Ont(f"ont-{number}", network_name="hill", ont_profile=162)

    asked, _ = run(program)

    assert len(asked) == 3000
    assert len({args.inputs["__provider"] for args in asked}) == 1
