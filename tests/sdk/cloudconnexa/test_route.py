"""The program's side of a route."""

from __future__ import annotations

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
