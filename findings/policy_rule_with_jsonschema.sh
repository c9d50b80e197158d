#!/usr/bin/env bash
# A policy that holds a resource's properties against a JSON schema finds nothing wrong with any resource.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0, jsonschema 4.26.0, marshmallow 4.4.0
# Behaviour:   args.props of a rule is a mapping of the policy SDK's own, no dict; its lists are no lists. jsonschema takes
#              only a dict for an object, and "properties", "required" and "items" say nothing about what is no object and no
#              array: every resource passes. marshmallow takes any mapping, and finds the fault.
# Most guess:  that a schema which refuses a dict refuses the same properties in a rule.
# Seen on 2026-11-28 (a network with profile "bronze", where gold and silver are allowed):
#   jsonschema, a dict: ["'bronze' is not one of ['gold', 'silver']"]
#   jsonschema, args.props: []
#   marshmallow, args.props: {'profile': ['Must be one of: gold, silver.']}
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0 jsonschema==4.26.0 marshmallow==4.4.0

mkdir pack
cat > pack/PulumiPolicy.yaml <<'YAML'
runtime: python
version: 1.0.0
YAML
cat > pack/__main__.py <<'PYTHON'
from jsonschema import Draft202012Validator
from marshmallow import Schema, fields, validate
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy

ALLOWED = ["gold", "silver"]
SCHEMA = Draft202012Validator({"properties": {"profile": {"enum": ALLOWED}}, "required": ["profile"]})
Network = Schema.from_dict({"profile": fields.String(required=True, validate=validate.OneOf(ALLOWED))})


def faults(properties):
    return [error.message for error in SCHEMA.iter_errors(properties)]


def check(args, report_violation):
    report_violation(f"jsonschema, a dict: {faults(dict(args.props))}")
    report_violation(f"jsonschema, args.props: {faults(args.props)}")
    report_violation(f"marshmallow, args.props: {Network().validate(args.props)}")


PolicyPack("pack", [ResourceValidationPolicy("schema", "schema", check, EnforcementLevel.ADVISORY)])
PYTHON

cat > engine.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

properties = struct_pb2.Struct()
properties.update({"profile": "bronze"})
pack = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "pack"], stdout=subprocess.PIPE, text=True
)
try:
    stub = analyzer_pb2_grpc.AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{pack.stdout.readline().strip()}"))
    urn = "urn:pulumi:prod::plant::t::n"
    request = analyzer_pb2.AnalyzeRequest(type="test:index:Network", urn=urn, name="n", properties=properties)
    for each in stub.Analyze(request).diagnostics:
        print(each.message.partition("\n")[2])
finally:
    pack.terminate()
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = "jsonschema, a dict: [\"'bronze' is not one of ['gold', 'silver']\"]
jsonschema, args.props: []
marshmallow, args.props: {'profile': ['Must be one of: gold, silver.']}" ] || { echo "changed since 2026-11-28"; exit 1; }
