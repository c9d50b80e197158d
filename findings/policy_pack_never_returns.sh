#!/usr/bin/env bash
# What stands behind a PolicyPack in its file is never run: of two packs in one file, the second does not exist.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   PolicyPack(...) serves the engine in its constructor, and does not return before the process ends. A second pack, a
#              check of the first or a line for a log behind it is passed over without a word; the engine knows the first pack alone,
#              and no rule of the second is ever asked.
# Most guess:  a constructor declares a pack, as a resource's does; two packs are two packs, or an error.
# Seen on 2026-11-29 (a file with a pack "onts", a print and a pack "routes"):
#   packs that the process serves: onts
#   its rules: serial-unique
#   the print was reached: no
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 pulumi-policy==1.21.0

cat > packs.py <<'PYTHON'
from pulumi_policy import PolicyPack, ResourceValidationPolicy


def nothing(args, report_violation):
    pass


PolicyPack("onts", [ResourceValidationPolicy("serial-unique", "serial numbers are unique", nothing)])
print("reached", flush=True)
PolicyPack("routes", [ResourceValidationPolicy("no-overlap", "routes do not overlap", nothing)])
PYTHON
cat > ask.py <<'PYTHON'
import subprocess
import sys

import grpc
from google.protobuf.empty_pb2 import Empty
from pulumi.runtime.proto.analyzer_pb2_grpc import AnalyzerStub

with open("printed", "wb") as printed:
    pack = subprocess.Popen([sys.executable, "-u", "packs.py"], stdout=printed)
try:
    while not open("printed").read().endswith("\n"):
        assert pack.poll() is None, "the pack has ended"
    ports = [line for line in open("printed").read().split() if line.isdigit()]
    packs = [
        AnalyzerStub(grpc.insecure_channel(f"127.0.0.1:{port}")).GetAnalyzerInfo(Empty(), wait_for_ready=True, timeout=60)
        for port in ports
    ]
    print("packs that the process serves:", *[each.name for each in packs])
    print("its rules:", *[rule.name for each in packs for rule in each.policies])
    print("the print was reached:", "yes" if "reached" in open("printed").read() else "no")
finally:
    pack.terminate()
    pack.wait()
PYTHON
venv/bin/python ask.py > seen 2> log || { cat seen log; exit 1; }
cat seen
diff seen - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
packs that the process serves: onts
its rules: serial-unique
the print was reached: no
SEEN
