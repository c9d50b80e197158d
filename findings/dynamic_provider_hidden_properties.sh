#!/usr/bin/env bash
# Pulumi's SDK before 3.235 takes every property with two leading underscores away from a dynamic provider.
#
# Versions:    pulumi 3.234.0 and pulumi 3.235.0
# Behaviour:   a program may put a property such as __owner beside its others, and the engine carries and stores it. The
#              provider process of 3.234 drops all such names but __provider before create is called; that of 3.235 does
#              not. No warning, and no word in the program's side.
# Most guess:  what the program declared and the state holds is what create is given, in either release.
# Seen on 2026-11-28:
#   3.234.0: create is given ['__provider', 'name']
#   3.235.0: create is given ['__owner', '__provider', 'name']
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > recording.py <<'PYTHON'
from pulumi.dynamic import CreateResult, ResourceProvider


class Recording(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {"seen": repr(sorted(props))})
PYTHON

cat > host.py <<'PYTHON'
import base64
import importlib.metadata
import os
import pickle
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from recording import Recording

properties = struct_pb2.Struct()
properties.update(
    {
        "__provider": base64.b64encode(pickle.dumps(Recording(), protocol=4)).decode(),
        "__owner": "subscriber-7",
        "name": "Hill Road",
    }
)
host = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"],
    stdout=subprocess.PIPE,
    text=True,
    env={**os.environ, "PYTHONPATH": os.getcwd()},
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    answer = stub.Create(provider_pb2.CreateRequest(properties=properties))
    print(f"{importlib.metadata.version('pulumi')}: create is given", answer.properties["seen"])
finally:
    host.terminate()
PYTHON

python3 -m venv earlier
earlier/bin/pip install --quiet --disable-pip-version-check pulumi==3.234.0
python3 -m venv later
later/bin/pip install --quiet --disable-pip-version-check pulumi==3.235.0
seen="$(earlier/bin/python host.py && later/bin/python host.py)"
echo "$seen"
[ "$seen" = "3.234.0: create is given ['__provider', 'name']
3.235.0: create is given ['__owner', '__provider', 'name']" ] || { echo "changed since 2026-11-28"; exit 1; }
