#!/usr/bin/env bash
# A dict or a dataclass that a dynamic provider uses arrives in the provider process sorted by name.
#
# Versions:    pulumi 3.272.0, dill 0.4.1
# Behaviour:   pulumi.dynamic pickles a provider of the program by value, together with the globals it uses, and sorts
#              every dict on the way, so that the pickle is always the same. That holds for the fields of a dataclass
#              too: dataclasses.astuple() of the same object has its values in another order on the other side.
# Most guess:  a dict keeps the order in which it was written, as everywhere in Python.
# Seen on 2026-11-28:
#   program: ['gold', 'family', 'basic'] ('port-7', 100)
#   provider: ['basic', 'family', 'gold'] (100, 'port-7')
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1

cat > program.py <<'PYTHON'
import dataclasses

import pulumi
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

BEST_FIRST = {"gold": 1000, "family": 200, "basic": 50}


@dataclasses.dataclass
class Line:
    port: str
    megabits: int


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {"seen": f"{list(BEST_FIRST)} {dataclasses.astuple(Line('port-7', 100))}"})


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


pulumi.runtime.set_mocks(Mocks())
program()
print("program:", list(BEST_FIRST), dataclasses.astuple(Line("port-7", 100)))
PYTHON

cat > host.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"__provider": open("provider.txt").read()})
host = subprocess.Popen([sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"], stdout=subprocess.PIPE, text=True)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    print("provider:", stub.Create(provider_pb2.CreateRequest(properties=properties)).properties["seen"])
finally:
    host.terminate()
PYTHON

seen="$(venv/bin/python program.py && venv/bin/python host.py)"
echo "$seen"
[ "$seen" = "program: ['gold', 'family', 'basic'] ('port-7', 100)
provider: ['basic', 'family', 'gold'] (100, 'port-7')" ] || { echo "changed since 2026-11-28"; exit 1; }
