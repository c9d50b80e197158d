#!/usr/bin/env bash
# Whoever asks for cms-nbi-client gets 0.1.0 without a word: the newest release, 2.0.0, cannot be installed at all.
#
# Versions:    cms-nbi-client 0.1.0 and cms-nbi-client 2.0.0, pip 26.3
# Behaviour:   2.0.0 requires "python-keyring", and no package of that name is published ("keyring" is). Asked for 2.0.0, pip
#              says so. Asked for any release up to it, pip goes back to 0.1.0, the one before, and ends with success.
# Most guess:  that a project's newest release is what its name installs.
# Seen on 2026-11-28:
#   cms-nbi-client==2.0.0: No matching distribution found for python-keyring<25.0.0,>=24.3.0
#   cms-nbi-client<=2.0.0: 0.1.0
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pip==26.3

cat > ask.py <<'PYTHON'
import json
import subprocess
import sys

for wanted in ("cms-nbi-client==2.0.0", "cms-nbi-client<=2.0.0"):
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--report", "-", wanted]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        print(f"{wanted}: {done.stderr.strip().splitlines()[-1].removeprefix('ERROR: ').split(' (from ')[0]}")
    else:
        installed = {each["metadata"]["name"]: each["metadata"]["version"] for each in json.loads(done.stdout)["install"]}
        print(f"{wanted}: {installed['cms-nbi-client']}")
PYTHON

seen="$(venv/bin/python ask.py)"
echo "$seen"
[ "$seen" = "cms-nbi-client==2.0.0: No matching distribution found for python-keyring<25.0.0,>=24.3.0
cms-nbi-client<=2.0.0: 0.1.0" ] || { echo "changed since 2026-11-28"; exit 1; }
