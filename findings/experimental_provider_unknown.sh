#!/usr/bin/env bash
# pulumi.provider.experimental has a value for "not known yet", PropertyValue.computed(), that cannot be sent.
#
# Versions:    pulumi 3.272.0
# Behaviour:   in a preview, a provider is to answer create() with unknowns for what only the real create can tell. The
#              answer with PropertyValue.computed() ends in ValueError. Unknowns that come in are not of that kind
#              either: their type is String, and the text is the protocol's placeholder.
# Most guess:  that a preview with computed() works; it is what the class is for.
# Seen on 2026-11-28:
#   an unknown input: PropertyValueType.STRING 04da6b54-80e4-46f7-96ec-b56ff0331ba9
#   the answer: Unsupported value type: <class 'pulumi.provider.experimental.property_value.Computed'>:
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > provider.py <<'PYTHON'
import sys

from pulumi.provider.experimental.property_value import PropertyValue
from pulumi.provider.experimental.provider import CreateResponse, Provider
from pulumi.provider.experimental.server import main


class Tunnels(Provider):
    async def create(self, request):
        network = request.properties["network"]
        print("an unknown input:", network.type, network.value, file=sys.stderr)
        return CreateResponse(resource_id="", properties={"address": PropertyValue.computed()})


main(sys.argv[1:], "1.0.0", Tunnels())
PYTHON

cat > preview.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"network": rpc.UNKNOWN})
request = provider_pb2.CreateRequest(
    urn="urn:pulumi:north::isp::tunnels:index:Tunnel::t", properties=properties, preview=True
)
provider = subprocess.Popen(
    [sys.executable, "-u", "provider.py", "127.0.0.1:1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{provider.stdout.readline().strip()}"))
    answer = f"the answer: {stub.Create(request).properties}"
except grpc.RpcError as error:
    answer = "the answer: " + error.details().splitlines()[0].split("'>: ", 1)[-1]
finally:
    provider.terminate()
print(provider.stderr.readline().strip())
print(answer)
PYTHON

seen="$(venv/bin/python preview.py)"
echo "$seen"
[ "$seen" = "an unknown input: PropertyValueType.STRING 04da6b54-80e4-46f7-96ec-b56ff0331ba9
the answer: Unsupported value type: <class 'pulumi.provider.experimental.property_value.Computed'>:" ] || {
  echo "changed since 2026-11-28"
  exit 1
}
