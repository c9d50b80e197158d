#!/usr/bin/env bash
# A plugin is told the config of its own name alone; a dynamic provider in the same update is told that of all names.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   with `tunnels:region` and `plant:url` in the stack's config, Configure of the plugin "tunnels" has `region`
#              and nothing of "plant". The provider process of a dynamic resource has both.
# Most guess:  one rule for both. A provider that was tried as a dynamic one, and reads the settings of a second system
#              from config, finds nothing once it is a plugin, and no call says that something is missing.
# Seen on 2026-11-28:
#   plugin: tunnels:config:region
#   dynamic provider: tunnels region=west, plant url=http://127.0.0.1
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

mkdir bin
cat > bin/pulumi-resource-tunnels <<PYTHON
#!$folder/venv/bin/python
PYTHON
cat >> bin/pulumi-resource-tunnels <<'PYTHON'
import os
import sys
from concurrent import futures

import grpc
from pulumi.runtime.proto import plugin_pb2, provider_pb2, provider_pb2_grpc

class Tunnels(provider_pb2_grpc.ResourceProviderServicer):
    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version="1.0.0")

    def CheckConfig(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def Configure(self, request, context):
        with open(os.environ["TOLD"], "a") as file:
            file.write("plugin: " + " ".join(sorted(request.variables)) + "\n")
        return provider_pb2.ConfigureResponse()

    def Check(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def Create(self, request, context):
        return provider_pb2.CreateResponse(id="1", properties=request.properties)


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
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Provider(ResourceProvider):
    def configure(self, req):
        region, url = req.config.get("tunnels:region"), req.config.get("plant:url")
        with open(os.environ["TOLD"], "a") as file:
            file.write(f"dynamic provider: tunnels region={region}, plant url={url}\n")

    def create(self, props):
        return CreateResult("1", {})


class Thing(Resource):
    pass


plugin = pulumi.CustomResource("tunnels:index:Tunnel", "t", {})
Thing(Provider(), "thing", {}, pulumi.ResourceOptions(depends_on=[plugin]))
PYTHON

export PATH="$folder/bin:$PATH" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state" TOLD="$folder/told"
mkdir state
{
  pulumi stack init north
  pulumi config set tunnels:region west
  pulumi config set plant:url http://127.0.0.1
  pulumi up --yes --skip-preview
} > log 2>&1 || { cat log; exit 1; }

seen="$(sort -r -u told)"
echo "$seen"
[ "$seen" = "plugin: tunnels:config:region
dynamic provider: tunnels region=west, plant url=http://127.0.0.1" ] || { echo "changed since 2026-11-28"; exit 1; }
