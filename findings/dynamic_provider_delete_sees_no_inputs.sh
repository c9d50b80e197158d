#!/usr/bin/env bash
# A dynamic provider's delete is not told what was declared, although the engine sends it.
#
# Versions:    pulumi 3.235.0 and pulumi 3.272.0
# Behaviour:   the engine's request to delete a resource carries its outputs (properties) and its inputs (old_inputs). The
#              provider process for dynamic providers hands over the outputs alone, so what create did not give back as an
#              output is gone when delete is called.
# Most guess:  delete can go by what the program declared last, as create and update can.
# Seen on 2026-11-28:
#   3.235.0: delete is given ['__provider', 'number']
#   3.272.0: delete is given ['__provider', 'number']
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat > recording.py <<'PYTHON'
from pathlib import Path

from pulumi.dynamic import ResourceProvider


class Recording(ResourceProvider):
    def delete(self, id_, props):
        Path("given").write_text(repr(sorted(props)))
PYTHON

cat > host.py <<'PYTHON'
import base64
import importlib.metadata
import os
import pickle
import subprocess
import sys
from pathlib import Path

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from recording import Recording

provider = base64.b64encode(pickle.dumps(Recording(), protocol=4)).decode()
outputs, inputs = struct_pb2.Struct(), struct_pb2.Struct()
outputs.update({"__provider": provider, "number": "7"})
inputs.update({"__provider": provider, "with_its_services": True})
host = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"],
    stdout=subprocess.PIPE,
    text=True,
    env={**os.environ, "PYTHONPATH": os.getcwd()},
)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    stub.Delete(provider_pb2.DeleteRequest(id="7", properties=outputs, old_inputs=inputs))
    print(f"{importlib.metadata.version('pulumi')}: delete is given", Path("given").read_text())
finally:
    host.terminate()
PYTHON

python3 -m venv earlier
earlier/bin/pip install --quiet --disable-pip-version-check pulumi==3.235.0
python3 -m venv later
later/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0
seen="$(earlier/bin/python host.py && later/bin/python host.py)"
echo "$seen"
[ "$seen" = "3.235.0: delete is given ['__provider', 'number']
3.272.0: delete is given ['__provider', 'number']" ] || { echo "changed since 2026-11-28"; exit 1; }
