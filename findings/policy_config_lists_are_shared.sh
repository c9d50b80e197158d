#!/usr/bin/env bash
# A list in a policy's config is one for all resources: what a rule adds to it is allowed for all that come after.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   args.get_config() is a copy each time, but of the map alone. A list in it is the pack's own, and `allowed += [...]`,
#              which looks like a new value, adds to it. Whether a resource passes depends on those before it, and the engine's order
#              is another in each run. config["allowed"] = ... on the map itself changes nothing for others.
# Most guess:  what get_config() gives is a copy or is not; as a key set in it is forgotten with the next resource, so is the rest.
# Seen on 2026-11-29 (allowed is ["core"], each connector may also be in its own home):
#   "west" in hill, whose home is dale, asked alone: violated
#   the same, asked after "east" in hill, whose home is hill: passes
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0

cat > pack.py <<'PYTHON'
from pulumi_policy import PolicyPack, ResourceValidationPolicy


def in_region(args, report_violation):
    allowed = args.get_config()["allowed"]
    allowed += [args.props["home"]]
    if args.props["region"] not in allowed:
        report_violation(f"{args.props['region']} is not allowed")


PolicyPack("regions", [ResourceValidationPolicy("in-region", "connectors are in allowed regions", in_region)])
PYTHON
cat > ask.py <<'PYTHON'
import subprocess
import sys

import grpc
from pulumi.runtime.proto import analyzer_pb2 as wire
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub


def asked(*connectors):
    """What the pack says of the last of some connectors."""
    with open("printed", "wb") as printed:
        pack = subprocess.Popen([sys.executable, "-u", "pack.py"], stdout=printed)
    try:
        while not open("printed").read().endswith("\n"):
            assert pack.poll() is None, "the pack has ended"
        stub = AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{open('printed').read().strip()}"))
        request = wire.ConfigureAnalyzerRequest()
        request.policyConfig["in-region"].enforcementLevel = wire.ADVISORY
        request.policyConfig["in-region"].properties.update({"allowed": ["core"]})
        stub.Configure(request, wait_for_ready=True, timeout=60)
        for name, region, home in connectors:
            one = wire.AnalyzeRequest(type="isp:index:Connector", urn=f"urn:pulumi:s::p::isp:index:Connector::{name}", name=name)
            one.properties.update({"region": region, "home": home})
            answer = stub.Analyze(one, timeout=60)
        return "violated" if answer.diagnostics else "passes"
    finally:
        pack.terminate()
        pack.wait()


east, west = ("east", "hill", "hill"), ("west", "hill", "dale")
print('"west" in hill, whose home is dale, asked alone:', asked(west))
print('the same, asked after "east" in hill, whose home is hill:', asked(east, west))
PYTHON
venv/bin/python ask.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
"west" in hill, whose home is dale, asked alone: violated
the same, asked after "east" in hill, whose home is hill: passes
SEEN
