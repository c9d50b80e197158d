#!/usr/bin/env bash
# A Python policy pack is told stack, project and "this is a preview" by the engine, and its rules can see none of it.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   the engine calls ConfigureStack with the names of stack, project and organization and with dry_run. The SDK
#              keeps the stack's tags of it and drops the rest. pulumi.get_stack() and pulumi.runtime.is_dry_run() in a rule
#              answer from environment variables that a pack run by the language host does not have.
# Most guess:  pulumi.get_stack() answers in a rule as it does in a program.
# Seen on 2026-11-28 (ConfigureStack with stack prod, project plant, dry_run true, tag team=net):
#   a rule sees: stack 'stack', project 'project', preview False, tags {'team': 'net'}
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
import pulumi
from pulumi_policy import EnforcementLevel, PolicyPack, ResourceValidationPolicy


def tell(args, report_violation):
    preview = pulumi.runtime.is_dry_run()
    names = f"stack {pulumi.get_stack()!r}, project {pulumi.get_project()!r}"
    report_violation(f"{names}, preview {preview}, tags {dict(args.stack_tags)}", None)


PolicyPack("pack", [ResourceValidationPolicy("tell", "tells", tell, EnforcementLevel.ADVISORY)])
PYTHON

cat > engine.py <<'PYTHON'
import subprocess
import sys

import grpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

pack = subprocess.Popen(
    [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "pack"], stdout=subprocess.PIPE, text=True
)
try:
    stub = analyzer_pb2_grpc.AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{pack.stdout.readline().strip()}"))
    stub.ConfigureStack(
        analyzer_pb2.AnalyzerStackConfigureRequest(stack="prod", project="plant", dry_run=True, tags={"team": "net"})
    )
    answer = stub.Analyze(analyzer_pb2.AnalyzeRequest(type="test:index:Thing", urn="urn:pulumi:prod::plant::t::n", name="n"))
    print("a rule sees:", answer.diagnostics[0].message.partition("\n")[2])
finally:
    pack.terminate()
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = "a rule sees: stack 'stack', project 'project', preview False, tags {'team': 'net'}" ] || {
  echo "changed since 2026-11-28"
  exit 1
}
