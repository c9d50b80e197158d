#!/usr/bin/env bash
# A marshmallow schema that a dynamic provider of the program uses has no fields in the provider process.
#
# Versions:    pulumi 3.272.0, dill 0.4.1, marshmallow 4.4.0
# Behaviour:   the schema's class travels by value. marshmallow's metaclass collects a class's fields when the class is
#              made and takes them out of it; when dill makes the class again, there are none left to collect. So the
#              schema that accepted the data in the program refuses the same data in the provider.
# Most guess:  that it works as in the program, or fails when it is pickled. Nothing is said until the first create.
# Seen on 2026-11-28:
#   program: {'port': 7}
#   provider: {'port': ['Unknown field.']}
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1 marshmallow==4.4.0

cat > program.py <<'PYTHON'
import marshmallow
import pulumi
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class PortSchema(marshmallow.Schema):
    port = marshmallow.fields.Integer(required=True)


def load():
    try:
        return str(PortSchema().load({"port": 7}))
    except marshmallow.ValidationError as error:
        return str(error.messages)


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {"seen": load()})


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
print("program:", load())
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
[ "$seen" = "program: {'port': 7}
provider: {'port': ['Unknown field.']}" ] || { echo "changed since 2026-11-28"; exit 1; }
