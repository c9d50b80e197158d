#!/usr/bin/env bash
# A serial number that somebody writes into Pulumi.STACK.yaml without quotes is another number for the program.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0
# Behaviour:   values in a stack's settings file are read as YAML of the CLI's kind before they become text: 12E7 is 120000000, 0012345
#              is 5349 (octal), 0x1F is 31, and a day gets an hour. config.require() hands that out, without a warning. `pulumi
#              config set` puts quotes around, so only what was written by hand, or by a script, is struck.
# Most guess:  config values are text, as config.require() returns text; and what 1.2 of YAML, or Python's reader, does with 12E7.
# Seen on 2026-11-29 (written without quotes -> read by the program):
#   12E7 -> 120000000
#   0012345 -> 5349
#   0x1F -> 31
#   1.10 -> 1.1
#   2026-11-29 -> 2026-11-29 00:00:00 +0000 UTC
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0

mkdir state
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
cat > __main__.py <<'PYTHON'
import pulumi

config = pulumi.Config()
with open("read", "w") as file:
    for name, written in enumerate(open("written").read().split()):
        print(written, "->", config.require(f"v{name}"), file=file)
PYTHON
export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
echo "config:" >> Pulumi.dev.yaml
number=0
for value in 12E7 0012345 0x1F 1.10 2026-11-29; do
  echo "$value" >> written
  echo "  isp:v$number: $value" >> Pulumi.dev.yaml
  number=$((number + 1))
done
pulumi preview > log 2>&1 || { cat log; exit 1; }
cat read
diff read - <<'SEEN' || { echo "changed since 2026-11-29"; exit 1; }
12E7 -> 120000000
0012345 -> 5349
0x1F -> 31
1.10 -> 1.1
2026-11-29 -> 2026-11-29 00:00:00 +0000 UTC
SEEN
