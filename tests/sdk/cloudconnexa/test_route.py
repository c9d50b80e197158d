"""The program's side of a route."""

from __future__ import annotations

import pulumi
from tests.support.programs import run

from pulumi_isp import cloudconnexa


def test_a_route_takes_the_network_itself_or_its_id() -> None:
    """Given the network, the route's input is the network's id."""

    def program() -> None:
        network = cloudconnexa.Network("n", name="Plant")
        cloudconnexa.Route("object", network_id=network, subnet="10.0.0.0/24")
        cloudconnexa.Route("id", network_id="some-id", subnet="10.0.1.0/24")

    asked, _ = run(program)

    assert {args.name: args.inputs["network_id"] for args in asked if "network_id" in args.inputs} == {
        "object": "n-id",
        "id": "some-id",
    }


def test_a_route_goes_with_a_network_of_the_program_and_not_with_one_that_is_only_read() -> None:
    """Else a destroy would leave the route where it is, without a word: it asks for no delete of it."""
    opts: dict[str, pulumi.ResourceOptions | None] = {}

    def program() -> None:
        made = cloudconnexa.Network("made", name="Plant")
        read = cloudconnexa.Network.get("read", "some-id")
        route = cloudconnexa.Route("r", network_id=made, subnet="10.0.0.0/24")
        for name, network in {"made": made, "read": read}.items():
            _, opts[name] = route._referring({"network_id": network}, None)
            expected[name] = network

    expected: dict[str, pulumi.Resource] = {}
    run(program)

    assert opts["made"] is not None
    assert opts["made"].deleted_with is expected["made"]
    assert opts["read"] is None
