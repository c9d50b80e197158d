#!/usr/bin/env bash
# From some release on, what the engine is told of a dynamic provider's error begins with the frames of Pulumi's own host.
#
# Versions:    pulumi 3.258.0 and pulumi 3.266.0
# Behaviour:   a provider raises an error with a text for people. 3.258 hands the engine that text, after words of gRPC;
#              3.266 hands it the traceback of pulumi/dynamic/__main__.py first, even where the error itself comes without
#              one (with_traceback(None), raised from None). The engine shows the first line in its progress rows.
# Most guess:  a minor release of the SDK leaves the text of an error as it was.
# Seen on 2026-11-28:
#   3.258.0: first line: Exception calling application: the shelf does not answer
#   3.266.0: first line: Traceback (most recent call last):
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > failing.py <<'PYTHON'
from pulumi.dynamic import ResourceProvider


class Failing(ResourceProvider):
    def create(self, props):
        raise ValueError("the shelf does not answer").with_traceback(None) from None
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

from failing import Failing

properties = struct_pb2.Struct()
properties.update({"__provider": base64.b64encode(pickle.dumps(Failing(), protocol=4)).decode()})
host = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"],
    stdout=subprocess.PIPE,
    stderr=subprocess.DEVNULL,
    text=True,
    env={**os.environ, "PYTHONPATH": os.getcwd()},
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    stub.Create(provider_pb2.CreateRequest(properties=properties))
except grpc.RpcError as error:
    print(f"{importlib.metadata.version('pulumi')}: first line:", error.details().strip().splitlines()[0])
finally:
    host.terminate()
PYTHON

python3 -m venv earlier
earlier/bin/pip install --quiet --disable-pip-version-check pulumi==3.258.0
python3 -m venv later
later/bin/pip install --quiet --disable-pip-version-check pulumi==3.266.0
seen="$(earlier/bin/python host.py && later/bin/python host.py)"
echo "$seen"
[ "$seen" = "3.258.0: first line: Exception calling application: the shelf does not answer
3.266.0: first line: Traceback (most recent call last):" ] || { echo "changed since 2026-11-28"; exit 1; }
