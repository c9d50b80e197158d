#!/usr/bin/env bash
# An import that the provider refuses when it compares stays in state, and a corrected id then deletes the first object.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   for a resource with import_, the engine reads the object, writes it into state, and compares it with the program
#              after that. Where Diff fails the update fails, and the object stays in state. An `up` with another id in import_
#              imports that one as a replacement, and asks the provider to delete the first object.
# Most guess:  a failed import leaves the state as it was; whoever corrects a mistyped id imports the right object, and the one
#              that was named by mistake, which is somebody else's, is left alone.
# Seen on 2026-11-29 (tunnel 1 is named by mistake and refused in Diff; then the id is corrected to 2):
#   import of 1: failed; in state: 1
#   import of 2: done; deleted at the provider: 1; in state: 2
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

mkdir bin state
cat > bin/pulumi-resource-tunnels <<PYTHON
#!$folder/venv/bin/python
PYTHON
cat >> bin/pulumi-resource-tunnels <<'PYTHON'
import os
from concurrent import futures

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc


class Tunnels(provider_pb2_grpc.ResourceProviderServicer):
    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version="1.0.0")

    def CheckConfig(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request, context):
        return provider_pb2.DiffResponse()

    def Configure(self, request, context):
        return provider_pb2.ConfigureResponse()

    def Check(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def Read(self, request, context):
        found = {"owner": "another" if request.id == "1" else "mine"}
        answer = provider_pb2.ReadResponse(id=request.id)
        answer.properties.update(found)
        answer.inputs.update(found)
        return answer

    def Diff(self, request, context):
        if request.olds["owner"] != request.news["owner"]:
            context.abort(grpc.StatusCode.UNKNOWN, f"tunnel {request.id} is another one's")
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

    def Delete(self, request, context):
        with open(os.environ["DELETED"], "a") as file:
            file.write(request.id + "\n")
        return empty_pb2.Empty()


server = grpc.server(futures.ThreadPoolExecutor(4))
provider_pb2_grpc.add_ResourceProviderServicer_to_server(Tunnels(), server)
print(server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
server.wait_for_termination()
PYTHON
chmod +x bin/pulumi-resource-tunnels

cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
cat > __main__.py <<'PYTHON'
import os

import pulumi

options = pulumi.ResourceOptions(import_=os.environ["TUNNEL"])
pulumi.CustomResource("tunnels:index:Tunnel", "t", {"owner": "mine"}, options)
PYTHON

export PATH="$folder/bin:$PATH" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state" DELETED="$folder/deleted"
touch deleted
pulumi stack init dev > log 2>&1
ids() {
  pulumi stack export | venv/bin/python -c '
import json, sys
resources = json.load(sys.stdin)["deployment"]["resources"]
print(*(each["id"] for each in resources if each["type"] == "tunnels:index:Tunnel"))'
}

seen="$(
  TUNNEL=1 pulumi up --yes --skip-preview >> log 2>&1 && ended=done || ended=failed
  echo "import of 1: $ended; in state: $(ids)"
  TUNNEL=2 pulumi up --yes --skip-preview >> log 2>&1 && ended=done || ended=failed
  echo "import of 2: $ended; deleted at the provider: $(tr '\n' ' ' < deleted | sed 's/ $//'); in state: $(ids)"
)"
echo "$seen"
[ "$seen" = "import of 1: failed; in state: 1
import of 2: done; deleted at the provider: 1; in state: 2" ] || { cat log; echo "changed since 2026-11-29"; exit 1; }
