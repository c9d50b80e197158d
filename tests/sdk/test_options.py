"""What the program's side makes of Pulumi's options."""

from __future__ import annotations

import pulumi
import pytest
from tests.support.programs import run

from pulumi_isp import cloudconnexa


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
