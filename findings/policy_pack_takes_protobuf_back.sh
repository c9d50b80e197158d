#!/usr/bin/env bash
# Adding pulumi-policy to an environment takes protobuf back by a major version, under Pulumi's SDK and all that uses it.
#
# Versions:    pulumi 3.272.0, pulumi-policy 1.21.0
# Behaviour:   the SDK takes protobuf 3.20 to 6; the policy SDK takes 5.29 and nothing newer. Resolved together, the
#              environment of the program loses protobuf 6, and setuptools comes into it as a run-time requirement.
# Most guess:  two packages of one house, made to run in one virtualenv, take the same protobuf.
# Seen on 2026-11-28:
#   pulumi alone: protobuf 6, setuptools no
#   with pulumi-policy: protobuf 5, setuptools yes
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv

cat > ask.py <<'PYTHON'
import json
import subprocess
import sys

for what, packages in {
    "pulumi alone": ["pulumi==3.272.0"],
    "with pulumi-policy": ["pulumi==3.272.0", "pulumi-policy==1.21.0"],
}.items():
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--dry-run"]
    command += ["--ignore-installed", "--report", "-", *packages]
    report = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    found = {each["metadata"]["name"].lower(): each["metadata"]["version"] for each in report["install"]}
    print(f"{what}: protobuf {found['protobuf'].split('.')[0]}, setuptools {'yes' if 'setuptools' in found else 'no'}")
PYTHON

seen="$(venv/bin/python ask.py)"
echo "$seen"
[ "$seen" = "pulumi alone: protobuf 6, setuptools no
with pulumi-policy: protobuf 5, setuptools yes" ] || { echo "changed since 2026-11-28"; exit 1; }
