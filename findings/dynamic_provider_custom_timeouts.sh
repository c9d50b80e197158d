#!/usr/bin/env bash
# custom_timeouts of a dynamic resource are kept in state and end nothing.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   the engine hands a timeout to the provider and leaves it to it; pulumi.dynamic hands it on to nobody: create gets
#              the properties alone. A create that takes longer than its timeout goes on to its end, and counts as done.
# Most guess:  a resource with CustomTimeouts(create="1s") fails when its create takes three.
# Seen on 2026-11-29:
#   timeout 1 s, create took 3 s: done; in state: {'create': 1}
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
import pulumi
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Provider(ResourceProvider):
    def create(self, props):
        import time

        time.sleep(3)
        return CreateResult("1", {})


class Line(Resource):
    pass


Line(Provider(), "line", {}, pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="1s")))
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
pulumi up --yes --skip-preview >> log 2>&1 && ended=done || ended=failed
kept="$(pulumi stack export | venv/bin/python -c '
import json, sys
resources = json.load(sys.stdin)["deployment"]["resources"]
print(*({name: int(value) for name, value in each["customTimeouts"].items() if value} for each in resources if "customTimeouts" in each and each["type"].startswith("pulumi-python:dynamic")))')"
seen="timeout 1 s, create took 3 s: $ended; in state: $kept"
echo "$seen"
[ "$seen" = "timeout 1 s, create took 3 s: done; in state: {'create': 1}" ] || { cat log; echo "changed since 2026-11-29"; exit 1; }
