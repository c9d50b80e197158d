#!/usr/bin/env bash
# What is not known yet stops a policy's validation; a remediation is handed 36 characters of text in its place.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   in a preview, a rule that reads a value which only the update will bring ends with UnknownValueError, and the
#              SDK says which policy could not run. It has such a message for remediations too, but a remediation that reads
#              the same value gets the protocol's placeholder and works on.
# Most guess:  that both halves of one policy see the same. A remediation that puts a value into another property writes the
#              placeholder into the plan.
# Seen on 2026-11-28 (a policy that copies "host", unknown in this preview, into "label"):
#   validate: string value at .host can't be known during preview
#   remediate: label = olt-04da6b54-80e4-46f7-96ec-b56ff0331ba9, diagnostic ''
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
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy


def validate(args, report_violation):
    if args.props["label"] != f"olt-{args.props['host']}":
        report_violation("the label is not made of the host")


def remediate(args):
    args.props["label"] = f"olt-{args.props['host']}"
    return args.props


PolicyPack("pack", [ResourceValidationPolicy("label", "labels", validate, EnforcementLevel.REMEDIATE, remediate=remediate)])
PYTHON

cat > engine.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime import rpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"host": rpc.UNKNOWN, "label": ""})
resource = {"type": "test:index:Olt", "urn": "urn:pulumi:prod::plant::t::n", "name": "n", "properties": properties}
pack = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "pack"], stdout=subprocess.PIPE, text=True
)
try:
    stub = analyzer_pb2_grpc.AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{pack.stdout.readline().strip()}"))
    answer = stub.Analyze(analyzer_pb2.AnalyzeRequest(**resource))
    print("validate:", answer.diagnostics[0].message.partition("during preview: ")[2])
    remediated = stub.Remediate(analyzer_pb2.AnalyzeRequest(**resource)).remediations[0]
    print(f"remediate: label = {remediated.properties['label']}, diagnostic {remediated.diagnostic!r}")
finally:
    pack.terminate()
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = "validate: string value at .host can't be known during preview
remediate: label = olt-04da6b54-80e4-46f7-96ec-b56ff0331ba9, diagnostic ''" ] || { echo "changed since 2026-11-28"; exit 1; }
