#!/usr/bin/env bash
# A structlog logger takes its configuration into a dynamic provider only if something was bound to it.
#
# Versions:    pulumi 3.272.0, dill 0.4.1, structlog 26.1.0
# Behaviour:   structlog.get_logger() is a place-holder that looks at the process's configuration when it is used. In the
#              provider process nothing was configured, so its lines come out in structlog's own default form. The same
#              logger after .bind() is a finished object and has its processors with it in the pickle.
# Most guess:  that both do the same: the configuration travels with a logger, or it does not.
# Seen on 2026-11-28:
#   program: {"event": "one"}
#   program: {"port": 7, "event": "two"}
#   provider: (time) [info     ] one
#   provider: {"port": 7, "event": "two"}
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1 structlog==26.1.0

cat > program.py <<'PYTHON'
import pulumi
import structlog
from pulumi.dynamic import CreateResult, Resource, ResourceProvider

structlog.configure(processors=[structlog.processors.JSONRenderer()])
PLAIN = structlog.get_logger()
BOUND = structlog.get_logger().bind(port=7)


def log():
    PLAIN.info("one")
    BOUND.info("two")


class Provider(ResourceProvider):
    def create(self, props):
        log()
        return CreateResult("1", {})


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
log()
PYTHON

cat > host.py <<'PYTHON'
import re
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
    stub.Create(provider_pb2.CreateRequest(properties=properties))
    for _ in range(2):
        print(re.sub(r"^[0-9-]+ [0-9:.]+", "(time)", host.stdout.readline().strip()))
finally:
    host.terminate()
PYTHON

seen="$(venv/bin/python program.py | sed 's/^/program: /' && venv/bin/python host.py | sed 's/^/provider: /')"
echo "$seen"
[ "$seen" = 'program: {"event": "one"}
program: {"port": 7, "event": "two"}
provider: (time) [info     ] one
provider: {"port": 7, "event": "two"}' ] || { echo "changed since 2026-11-28"; exit 1; }
