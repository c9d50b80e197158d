#!/usr/bin/env bash
# A policy's remediation can set any property of a resource and cannot take one away.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   args.props of a remediation takes args.props["x"] = ..., and has neither del nor pop, update or setdefault;
#              a list in it has no append. A copy without the property, made of dict(args.props), loses the marks of what
#              is secret.
# Most guess:  that what can be assigned to is a dict, or that the one map which is there to be rewritten can be.
# Seen on 2026-11-28 (props {"name": "olt", "vlans": [100]}):
#   props["name"] = "n": works
#   del props["name"]: AttributeError
#   props.pop("name"): AttributeError
#   props.update(name="n"): AttributeError
#   props["vlans"].append(200): AttributeError
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0

mkdir pack
cat > pack/PulumiPolicy.yaml <<'YAML'
runtime: python
version: 1.0.0
YAML
cat > pack/__main__.py <<'PYTHON'
import sys

from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

CHANGES = (
    'props["name"] = "n"',
    'del props["name"]',
    'props.pop("name")',
    'props.update(name="n")',
    'props["vlans"].append(200)',
)


def remediate(args):
    for change in CHANGES:
        try:
            exec(change, {"props": args.props})
            print(f"{change}: works", file=sys.stderr)
        except Exception as error:
            print(f"{change}: {type(error).__name__}", file=sys.stderr)
    return args.props


PolicyPack("pack", [ResourceValidationPolicy("change", "changes", None, EnforcementLevel.REMEDIATE, remediate=remediate)])
PYTHON

cat > engine.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"name": "olt", "vlans": [100]})
pack = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "pack"],
    stdout=subprocess.PIPE,
    stderr=subprocess.PIPE,
    text=True,
)
try:
    stub = analyzer_pb2_grpc.AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{pack.stdout.readline().strip()}"))
    urn = "urn:pulumi:prod::plant::t::n"
    stub.Remediate(analyzer_pb2.AnalyzeRequest(type="test:index:Olt", urn=urn, name="n", properties=properties))
finally:
    pack.terminate()
print(pack.stderr.read().strip())
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = 'props["name"] = "n": works
del props["name"]: AttributeError
props.pop("name"): AttributeError
props.update(name="n"): AttributeError
props["vlans"].append(200): AttributeError' ] || { echo "changed since 2026-11-28"; exit 1; }
