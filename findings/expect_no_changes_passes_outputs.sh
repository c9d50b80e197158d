#!/usr/bin/env bash
# --expect-no-changes lets a changed output of the stack pass, in preview and in up, although other stacks read it.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   the option counts resources. What the program exports is no resource: the change is shown, the command ends with 0, and
#              `up --expect-no-changes` writes the new output into state, where each stack with a reference to it finds it.
# Most guess:  that a check in CI which "expects no changes" and ends well means that nothing that others see has changed.
# Seen on 2026-11-29 (the program exports "gateway" north, then south, with no resource changed):
#   preview: shows ~ gateway: "north" => "south"; exit code 0; in state: north
#   up: shows ~ gateway: "north" => "south"; exit code 0; in state: south
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
[ "$(pulumi version)" = v3.259.0 ] || { echo "Pulumi 3.259.0 is needed on PATH"; exit 1; }
export PULUMI_BACKEND_URL="file://$folder" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=passphrase
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1
export PULUMI_PYTHON_CMD="$folder/venv/bin/python" CALLS="$folder/calls"
printf 'name: isp\nruntime: python\n' > Pulumi.yaml
pulumi stack init --non-interactive --stack north > log.txt 2>&1
touch calls

cat > plant.py <<'PYTHON'
import os

from pulumi.dynamic import CreateResult, Resource, ResourceProvider, UpdateResult


def note(text):
    with open(os.environ["CALLS"], "a") as calls:
        calls.write(f"{text}\n")


class Plant(ResourceProvider):
    def create(self, props):
        note(f"create {props['name']}")
        return CreateResult(f"id of {props['name']}", dict(props))

    def delete(self, id_, props):
        note(f"delete {props['name']}")


class Thing(Resource):
    def __init__(self, name, opts=None):
        super().__init__(Plant(), name, {"name": name}, opts)
PYTHON

cat > __main__.py <<'PYTHON'
import os

import pulumi
from plant import Thing

Thing("line")
pulumi.export("gateway", os.environ["GATEWAY"])
PYTHON

GATEWAY=north pulumi up --non-interactive --yes --skip-preview >> log.txt 2>&1 || { cat log.txt; exit 1; }
export GATEWAY=south
runs() {
  local code=0
  pulumi "$@" --non-interactive --expect-no-changes > run.txt 2>&1 || code=$?
  cat run.txt >> log.txt
  echo "$1: shows $(grep -o '~ gateway: .*' run.txt | tail -n 1); exit code $code; in state: $(pulumi stack output gateway)"
}
runs preview > seen
runs up --yes --skip-preview >> seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
preview: shows ~ gateway: "north" => "south"; exit code 0; in state: north
up: shows ~ gateway: "north" => "south"; exit code 0; in state: south
SEEN
