"""Every data source in one program on the real engine: previews, updates, and what gets into the state."""

from __future__ import annotations

import json
from pathlib import Path

from tests.sdk.lookups.conftest import KEY, World, filled, seed
from tests.sdk.lookups.sources import SOURCES, arguments
from tests.support.isp import simulated_isp
from tests.support.stack import Stack
from tools.engine import ensure

PROGRAM = """
    import json
    import pulumi
    from pulumi_isp import calix, cloudconnexa, isp, whmcs

    packages = {{"calix": calix, "cloudconnexa": cloudconnexa, "isp": isp, "whmcs": whmcs}}
    for name, arguments in json.loads({asked!r}).items():
        package, _, function = name.partition(".")
        later = getattr(packages[package], function + "_output")(**arguments)
        result = getattr(packages[package], getattr(packages[package], function).__annotations__["return"])
        for field in getattr(result, "__dataclass_fields__", None) or [next(iter(result.fields))]:
            pulumi.export(name + "." + field, getattr(later, field))

    known = cloudconnexa.get_networks().networks
    fresh = cloudconnexa.Network("fresh", name="Fresh", routes=[{{"subnet": "10.99.0.0/24"}}])
    pulumi.export("made", cloudconnexa.get_network_output(id=fresh.id).name)
    pulumi.export("routes", cloudconnexa.get_route_output(network_id=fresh.id, subnet="10.99.0.0/24").subnet)
"""


def test_one_program_asks_everything(tmp_path: Path) -> None:
    """A preview and an update; what is asked about a network that is made in the run is known by then."""
    with simulated_isp(seed()) as isp:
        world = filled(World(isp))
        asked = {name: arguments(name, world) for name in SOURCES if name != "whmcs.get_invoice"}
        stack = Stack(tmp_path / "stack", ensure(), isp, PROGRAM.format(asked=json.dumps(asked)))
        stack.configure({"whmcs:fibreProducts": "12,13,14"}, {})
        isp.reset_logs()

        stack.preview()
        assert isp.writes() == []
        made = stack.up()

        assert isp.writes() == ["cloudconnexa: networks.create"]
        (root,) = [
            each
            for each in stack.state()["deployment"]["resources"]
            if "parent" not in each and each["type"].endswith(":Stack")
        ]
        outputs = root["outputs"]
        assert (outputs["made"], outputs["routes"]) == ("Fresh", "10.99.0.0/24")
        assert len(outputs["isp.get_customer_lines.lines"]) == 4
        assert outputs["calix.get_ont.id"] == world.ids["calix.Ont"]
        assert {name.rpartition(".")[0] for name in outputs} >= set(asked)
        state = "".join(path.read_text() for path in (tmp_path / "stack/backend").rglob("*.json"))
        hidden = [*isp.secrets.values(), KEY, "customer-pw-1001", "ada@customers.example", "Ida-Hidden"]
        assert [secret for secret in hidden if secret in state or secret in made.text] == []
        assert stack.up("--expect-no-changes").changes.get("same") == 1
