#!/usr/bin/env bash
# In a dynamic provider, pulumi.get_stack() answers "stack", whatever the stack is called.
#
# Versions:    pulumi 3.272.0
# Behaviour:   the provider process is told the project's name and the config, not the stack's name. The SDK fills in
#              the word "stack" instead of failing.
# Most guess:  the stack's name, as in the program one line earlier; or an error. Names that a provider makes of it are
#              the same for every stack.
# Seen on 2026-11-28 (project "isp", stack "north"):
#   program: isp north
#   provider: isp stack
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

cat > names.py <<'PYTHON'
import pulumi
from pulumi.dynamic import CreateResult, ResourceProvider


def names():
    return f"{pulumi.get_project()} {pulumi.get_stack()}"


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {"seen": names()})
PYTHON

cat > program.py <<'PYTHON'
import pulumi
from names import Provider, names
from pulumi.dynamic import Resource


class Thing(Resource):
    pass


class Mocks(pulumi.runtime.Mocks):
    def call(self, args):
        return {}

    def new_resource(self, args):
        with open("provider.txt", "w") as file:
            file.write(pulumi.runtime.rpc.unwrap_rpc_secret(args.inputs["__provider"]))
        return "1", {}


@pulumi.runtime.test
def program():
    Thing(Provider(), "thing", {})


pulumi.runtime.set_mocks(Mocks(), project="isp", stack="north")
program()
print("program:", names())
PYTHON

# The engine starts this process with the same variables as here, as far as names go.
cat > host.py <<'PYTHON'
import os
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"__provider": open("provider.txt").read()})
host = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"],
    stdout=subprocess.PIPE,
    text=True,
    env={**os.environ, "PULUMI_PROJECT": "isp"},
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    print("provider:", stub.Create(provider_pb2.CreateRequest(properties=properties)).properties["seen"])
finally:
    host.terminate()
PYTHON

seen="$(venv/bin/python program.py && venv/bin/python host.py)"
echo "$seen"
[ "$seen" = "program: isp north
provider: isp stack" ] || { echo "changed since 2026-11-28"; exit 1; }
