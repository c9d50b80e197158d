#!/usr/bin/env bash
# A dynamic provider that uses an Enum of the program is accepted by the program and cannot be loaded by its process.
#
# Versions:    pulumi 3.272.0, dill 0.4.1
# Behaviour:   everything else of the program travels by value (functions, classes, dataclasses, named tuples), an Enum
#              does not: dill gives up on it with a warning and writes a reference to the program's __main__ instead.
#              The resource is registered. The provider process, whose __main__ is another one, fails at the first call.
# Most guess:  an Enum is a class like any other; or else, what cannot be pickled is refused where it is pickled.
# Seen on 2026-11-28:
#   program: registered, warned by PicklingWarning
#   provider: AttributeError: Can't get attribute 'State' on <module 'pulumi.dynamic.__main__'
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1

cat > program.py <<'PYTHON'
import enum
import warnings

import pulumi
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class State(enum.Enum):
    ENABLED = "enabled"


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {"seen": State.ENABLED.value})


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
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    program()
print("program: registered, warned by", *{warning.category.__name__ for warning in caught})
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
except grpc.RpcError as error:
    print("provider:", error.details().strip().splitlines()[-1].split(" from ")[0])
finally:
    host.terminate()
PYTHON

seen="$(venv/bin/python program.py && venv/bin/python host.py)"
echo "$seen"
[ "$seen" = "program: registered, warned by PicklingWarning
provider: AttributeError: Can't get attribute 'State' on <module 'pulumi.dynamic.__main__'" ] || {
  echo "changed since 2026-11-28"
  exit 1
}
