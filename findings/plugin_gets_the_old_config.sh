#!/usr/bin/env bash
# A provider that answers "no difference" about its changed config is configured with the old one.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   the engine asks DiffConfig when a setting of the default provider has changed. DIFF_NONE makes it configure
#              the provider with the settings that state holds, in this update and in all later ones.
# Most guess:  DIFF_NONE says that no resource must be replaced, as in Diff, where the other answer is about replacing; the
#              provider then runs with the config that `pulumi config` shows.
# Seen on 2026-11-28 (region "west", then "east"; after each `pulumi up` the setting that Configure was told):
#   DIFF_NONE: west, then west; `pulumi config get` says east
#   DIFF_SOME: west, then east; `pulumi config get` says east
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

ANSWER = getattr(provider_pb2.DiffResponse, os.environ["ANSWER"])


class Tunnels(provider_pb2_grpc.ResourceProviderServicer):
    def GetPluginInfo(self, request, context):
        return plugin_pb2.PluginInfo(version="1.0.0")

    def CheckConfig(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def DiffConfig(self, request, context):
        return provider_pb2.DiffResponse(changes=ANSWER)

    def Configure(self, request, context):
        with open(os.environ["TOLD"], "a") as file:
            file.write(request.args["region"] + "\n")
        return provider_pb2.ConfigureResponse()

    def Check(self, request, context):
        return provider_pb2.CheckResponse(inputs=request.news)

    def Diff(self, request, context):
        return provider_pb2.DiffResponse(changes=provider_pb2.DiffResponse.DIFF_NONE)

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
import pulumi

pulumi.CustomResource("tunnels:index:Tunnel", "t", {})
PYTHON

export PATH="$folder/bin:$PATH" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
mkdir state
runs() {
  export ANSWER="$1" TOLD="$folder/told"
  pulumi stack init "$1" > log 2>&1
  local told=""
  for region in west east; do
    : > "$TOLD"
    pulumi config set tunnels:region "$region"
    pulumi up --yes --skip-preview >> log 2>&1 || { cat log; exit 1; }
    told="${told:+$told, then }$(tail -n 1 "$TOLD")"
  done
  echo "$1: $told; \`pulumi config get\` says $(pulumi config get tunnels:region)"
}

seen="$(runs DIFF_NONE; runs DIFF_SOME)"
echo "$seen"
[ "$seen" = "DIFF_NONE: west, then west; \`pulumi config get\` says east
DIFF_SOME: west, then east; \`pulumi config get\` says east" ] || { echo "changed since 2026-11-28"; exit 1; }
