#!/usr/bin/env bash
# replace_on_changes does nothing for a dynamic provider that answers a diff, and works for one that leaves it to the engine.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   a dynamic provider cannot send a detailed diff. Where its diff says that something has changed, the engine takes
#              its list of replaces as it is, and replace_on_changes=["shelf"] finds no changed "shelf" in it: the resource is
#              updated. Without a diff of the provider's the engine compares by itself, and the option counts.
# Most guess:  the option of a resource holds whoever finds the change.
# Seen on 2026-11-29 (shelf "hill" to "valley", replace_on_changes=["shelf"]):
#   provider without diff: replace
#   provider with diff (changes=True): update
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0 dill==0.4.1

mkdir state
cat > Pulumi.yaml <<'YAML'
name: isp
runtime:
  name: python
  options: {virtualenv: venv}
YAML
cat > __main__.py <<'PYTHON'
import os

import pulumi
from pulumi.dynamic import CreateResult, DiffResult, Resource, ResourceProvider, UpdateResult


class Plain(ResourceProvider):
    def create(self, props):
        return CreateResult("1", props)

    def update(self, _id, _olds, news):
        return UpdateResult(news)


class Telling(Plain):
    def diff(self, _id, olds, news):
        return DiffResult(changes=olds["shelf"] != news["shelf"])


class Line(Resource):
    pass


for name, provider in (("without", Plain()), ("with", Telling())):
    options = pulumi.ResourceOptions(replace_on_changes=["shelf"])
    Line(provider, name, {"shelf": os.environ["SHELF"]}, options)
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
SHELF=hill pulumi up --yes --skip-preview >> log 2>&1 || { cat log; exit 1; }
SHELF=valley pulumi preview --json > plan 2>> log || { cat log; exit 1; }
seen="$(venv/bin/python - <<'PYTHON'
import json

steps = {each["urn"].split("::")[-1]: each["op"] for each in json.load(open("plan"))["steps"]}
print("provider without diff:", steps["without"])
print("provider with diff (changes=True):", steps["with"])
PYTHON
)"
echo "$seen"
[ "$seen" = "provider without diff: replace
provider with diff (changes=True): update" ] || { cat log; echo "changed since 2026-11-29"; exit 1; }
