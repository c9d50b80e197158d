#!/usr/bin/env bash
# What a dynamic provider calls stable in its diff never reaches the engine.
#
# Versions:    pulumi 3.272.0, dill 0.4.1
# Behaviour:   DiffResult takes `stables`, the properties that an update leaves as they are. The SDK's provider process puts
#              `changes`, `replaces` and `deleteBeforeReplace` into its answer, and leaves `stables` out: in a preview of an
#              update all outputs count as not known yet.
# Most guess:  that an argument which is documented, taken and checked is sent.
# Seen on 2026-11-29:
#   DiffResult: changes True, replaces [], stables ['serial'], delete_before_replace True
#   answer: changes DIFF_SOME, replaces [], stables [], deleteBeforeReplace True
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1

cat > provider.py <<'PYTHON'
from pulumi.dynamic import DiffResult, ResourceProvider

RESULT = DiffResult(changes=True, replaces=[], stables=["serial"], delete_before_replace=True)


class Provider(ResourceProvider):
    def diff(self, _id, _olds, _news):
        return RESULT
PYTHON
cat > host.py <<'PYTHON'
import base64
import subprocess
import sys

import dill
import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from provider import RESULT, Provider

print(
    f"DiffResult: changes {RESULT.changes}, replaces {RESULT.replaces}, stables {RESULT.stables}, "
    f"delete_before_replace {RESULT.delete_before_replace}"
)
properties = struct_pb2.Struct()
properties.update({"__provider": base64.b64encode(dill.dumps(Provider())).decode()})
host = subprocess.Popen([sys.executable, "-u", "-m", "pulumi.dynamic", "127.0.0.1:1"], stdout=subprocess.PIPE, text=True)
try:
    stub = provider_pb2_grpc.ResourceProviderStub(grpc.insecure_channel(f"127.0.0.1:{host.stdout.readline().strip()}"))
    answer = stub.Diff(provider_pb2.DiffRequest(id="1", olds=properties, news=properties))
    print(
        f"answer: changes {provider_pb2.DiffResponse.DiffChanges.Name(answer.changes)}, "
        f"replaces {list(answer.replaces)}, stables {list(answer.stables)}, "
        f"deleteBeforeReplace {answer.deleteBeforeReplace}"
    )
finally:
    host.terminate()
PYTHON

seen="$(PYTHONPATH=. venv/bin/python host.py)"
echo "$seen"
[ "$seen" = "DiffResult: changes True, replaces [], stables ['serial'], delete_before_replace True
answer: changes DIFF_SOME, replaces [], stables [], deleteBeforeReplace True" ] || { echo "changed since 2026-11-29"; exit 1; }
