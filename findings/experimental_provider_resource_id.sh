#!/usr/bin/env bash
# A provider made with pulumi.provider.experimental is not told the id of a resource that is given as a property.
#
# Versions:    pulumi 3.272.0
# Behaviour:   by default such a provider says that it takes resources as values. The engine then sends, for
#              network=some_network, a reference with "urn" and "id"; the SDK reads the id from a field of another name,
#              so resource_id is None, in a preview and in an update (the same was seen under engine 3.259.0).
# Most guess:  that the reference holds the id: it has a field for it, and it is what a provider needs.
# Seen on 2026-11-28:
#   accepts resources: True
#   reference: urn:pulumi:north::isp::tunnels:index:Network::n, id None
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > provider.py <<'PYTHON'
import sys

from pulumi.provider.experimental.provider import CreateResponse, Provider
from pulumi.provider.experimental.server import main


class Tunnels(Provider):
    async def create(self, request):
        network = request.properties["network"].value
        print(f"reference: {network.urn}, id {network.resource_id}", file=sys.stderr)
        return CreateResponse(resource_id="1", properties={})


main(sys.argv[1:], "1.0.0", Tunnels())
PYTHON

cat > update.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e"  # the protocol's mark of a reference to a resource
SIGNATURE = "4dabf18193072939515e22adb298388d"

properties = struct_pb2.Struct()
properties.update(
    {"network": {SIGNATURE: RESOURCE, "urn": "urn:pulumi:north::isp::tunnels:index:Network::n", "id": "net-42"}}
)
provider = subprocess.Popen(
    [sys.executable, "-u", "provider.py", "127.0.0.1:1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{provider.stdout.readline().strip()}"))
    print("accepts resources:", stub.Configure(provider_pb2.ConfigureRequest()).acceptResources)
    urn = "urn:pulumi:north::isp::tunnels:index:Tunnel::t"
    stub.Create(provider_pb2.CreateRequest(urn=urn, properties=properties))
finally:
    provider.terminate()
print(provider.stderr.readline().strip())
PYTHON

seen="$(venv/bin/python update.py)"
echo "$seen"
[ "$seen" = "accepts resources: True
reference: urn:pulumi:north::isp::tunnels:index:Network::n, id None" ] || { echo "changed since 2026-11-28"; exit 1; }
