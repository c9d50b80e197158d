#!/usr/bin/env bash
# A policy that can only remediate does nothing at level "mandatory", the stricter one.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   a remediation runs at level "remediate" alone. A policy with a remediation and no validation that is set to
#              "mandatory", in the pack or by a config file, changes nothing and reports no violation.
# Most guess:  that a mandatory policy stops what it would have to correct, or corrects it, as "mandatory" is more than
#              "advisory".
# Seen on 2026-11-28 (a policy that sets "owner" where it is missing, on a resource without one):
#   remediate: 1 remediation, 0 violations
#   mandatory: 0 remediations, 0 violations
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


def remediate(args):
    args.props["owner"] = "network team"
    return args.props


PolicyPack("pack", [ResourceValidationPolicy("owner", "sets it", None, EnforcementLevel.REMEDIATE, remediate=remediate)])
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
    for name, level in (("remediate", analyzer_pb2.REMEDIATE), ("mandatory", analyzer_pb2.MANDATORY)):
        configured = analyzer_pb2.PolicyConfig(enforcementLevel=level)
        stub.Configure(analyzer_pb2.ConfigureAnalyzerRequest(policyConfig={"owner": configured}))
        request = analyzer_pb2.AnalyzeRequest(type="test:index:Olt", urn="urn:pulumi:prod::plant::t::n", name="n")
        changes, violations = len(stub.Remediate(request).remediations), len(stub.Analyze(request).diagnostics)
        print(f"{name}: {changes} remediation{'s' * (changes != 1)}, {violations} violations")
finally:
    pack.terminate()
PYTHON

seen="$(venv/bin/python engine.py)"
echo "$seen"
[ "$seen" = "remediate: 1 remediation, 0 violations
mandatory: 0 remediations, 0 violations" ] || { echo "changed since 2026-11-28"; exit 1; }
