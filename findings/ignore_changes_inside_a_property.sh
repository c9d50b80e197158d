#!/usr/bin/env bash
# ignore_changes takes the Python name of a property, and for what is inside of it the name on the wire, without a word.
#
# Versions:    pulumi 3.272.0
# Behaviour:   the SDK turns ignore_changes=["port_settings"] into portSettings, as it is called in the package's schema. A path is not
#              turned: "port_settings.vlan_id" is sent as it stands, and the engine passes over a path that is not there (seen with CLI
#              3.259.0). The change is carried out.
# Most guess:  that the names which the arguments have, and which work for the whole property, work for a part of it.
# Seen on 2026-11-29 (a resource with generated names, port_settings=PortSettings(vlan_id=100); what the program sends):
#   port_settings: sent as ['portSettings'], beside {'portSettings': ['vlanId']}
#   port_settings.vlan_id: sent as ['port_settings.vlan_id'], beside {'portSettings': ['vlanId']}
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > line.py <<'PYTHON'
import pulumi
from pulumi.runtime.mocks import MockMonitor


@pulumi.input_type
class PortSettings:
    def __init__(self, *, vlan_id: pulumi.Input[int]):
        pulumi.set(self, "vlan_id", vlan_id)

    @property
    @pulumi.getter(name="vlanId")
    def vlan_id(self) -> pulumi.Input[int]:
        return pulumi.get(self, "vlan_id")


@pulumi.input_type
class LineArgs:
    def __init__(self, *, port_settings: pulumi.Input[PortSettings]):
        pulumi.set(self, "port_settings", port_settings)

    @property
    @pulumi.getter(name="portSettings")
    def port_settings(self) -> pulumi.Input[PortSettings]:
        return pulumi.get(self, "port_settings")


class Line(pulumi.CustomResource):
    def __init__(self, name, port_settings, opts):
        props = LineArgs.__new__(LineArgs)
        props.__dict__["port_settings"] = port_settings
        super().__init__("isp:index:Line", name, props, opts)


class Mocks(pulumi.runtime.Mocks):
    def new_resource(self, args):
        return "id", args.inputs

    def call(self, args):
        return {}


class Monitor(MockMonitor):
    def RegisterResource(self, request):
        if request.custom:
            ports = {name: list(each) for name, each in request.object.items()}
            print(f"{asked}: sent as {list(request.ignoreChanges)}, beside {ports}")
        return super().RegisterResource(request)


mocks = Mocks()
pulumi.runtime.set_mocks(mocks, monitor=Monitor(mocks))


@pulumi.runtime.test
def declare():
    return Line("line", PortSettings(vlan_id=100), pulumi.ResourceOptions(ignore_changes=[asked])).id


for asked in ("port_settings", "port_settings.vlan_id"):
    declare()
PYTHON
venv/bin/python line.py > seen 2> log.txt || { cat seen log.txt; exit 1; }

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
port_settings: sent as ['portSettings'], beside {'portSettings': ['vlanId']}
port_settings.vlan_id: sent as ['port_settings.vlan_id'], beside {'portSettings': ['vlanId']}
SEEN
