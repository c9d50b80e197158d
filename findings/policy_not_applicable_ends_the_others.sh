#!/usr/bin/env bash
# Of a policy with several validate functions, one that does not apply ends those that come after it.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   `validate` of a ResourceValidationPolicy may be a list of functions. args.not_applicable() in one of them ends the
#              whole policy for the resource: what later ones would report is lost, and what earlier ones reported stays.
# Most guess:  it speaks for the function that calls it; the others judge the resource all the same.
# Seen on 2026-11-29:
#   [reports, does not apply]: violations ['too wide'], not applicable True
#   [does not apply, reports]: violations [], not applicable True
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


def about_lines(args, report_violation):
    args.not_applicable("not a line")


def about_routes(args, report_violation):
    report_violation("too wide")


def policy(name, *functions):
    return ResourceValidationPolicy(name, name, list(functions), EnforcementLevel.ADVISORY)


PolicyPack("pack", [policy("reports-first", about_routes, about_lines), policy("applies-not-first", about_lines, about_routes)])
PYTHON

cat > engine.py <<'PYTHON'
import subprocess
import sys

import grpc
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

pack = subprocess.Popen([sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:1", "pack"], stdout=subprocess.PIPE, text=True)
try:
    stub = analyzer_pb2_grpc.AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{pack.stdout.readline().strip()}"))
    urn = "urn:pulumi:prod::plant::test:index:Route::n"
    answer = stub.Analyze(analyzer_pb2.AnalyzeRequest(type="test:index:Route", urn=urn, name="n"))
finally:
    pack.terminate()
for name, order in (("reports-first", "[reports, does not apply]"), ("applies-not-first", "[does not apply, reports]")):
    violations = [each.message.splitlines()[-1] for each in answer.diagnostics if each.policyName == name]
    print(f"{order}: violations {violations}, not applicable {name in {each.policy_name for each in answer.not_applicable}}")
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = "[reports, does not apply]: violations ['too wide'], not applicable True
[does not apply, reports]: violations [], not applicable True" ] || { echo "changed since 2026-11-29"; exit 1; }
