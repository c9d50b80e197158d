"""What the program's side makes of Pulumi's options."""

from __future__ import annotations

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import calix, cloudconnexa


def test_arguments_in_the_place_of_options_are_refused_with_what_to_do_instead() -> None:
    """Pulumi's own resources take them there, so people will try; a dict has no options to look at."""

    def program() -> None:
        args = cloudconnexa.NetworkArgs(name="Plant")
        cloudconnexa.Network("plant", args)  # type: ignore[arg-type, call-arg] # that is the mistake

    with pytest.raises(pulumi.RunError, match=r"Network\('plant', \*\*args\)"):
        run(program)


def test_an_import_is_refused_with_what_to_do_instead() -> None:
    """The engine would ask the dynamic provider in a way that it cannot answer, and show a traceback."""

    def program() -> None:
        cloudconnexa.Network("plant", name="Plant", opts=pulumi.ResourceOptions(import_="some-id"))

    with pytest.raises(pulumi.RunError, match="plant: Pulumi cannot import") as refused:
        run(program)

    assert "takes it over" in str(refused.value)


def test_what_the_program_tells_beside_its_arguments() -> None:
    """How many there are by one connection, and what proves an object; of a secret, that it is one."""

    def program() -> None:
        for number in range(1, 4):
            calix.Ont(f"ont-{number}", network_name="hill", ont_profile=162, ont_id=number)
        calix.Ont(
            "west",
            network_name="hill",
            ont_profile=162,
            serial_number=pulumi.Output.secret("A1"),
            subscriber_id=pulumi.Output.from_input("s-1"),
            connection="west",
        )

    asked, _ = run(program)

    told = {each.name: each.inputs for each in asked if each.custom}
    plain, secret = told["ont-1"]["__run"], told["west"]["__run"]["value"]
    assert (plain["declared"], secret["declared"]) == (3, 1)
    assert "said" not in plain
    assert "__witness" not in told["ont-1"]
    assert secret["said"] == {"serial_number": "A1", "subscriber_id": "s-1"}
    assert "__witness" in told["west"]
