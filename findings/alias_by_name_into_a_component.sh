#!/usr/bin/env bash
# Alias(name="old") alone does not find a resource that has moved into a component.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   what an Alias leaves out is taken from the resource as it is declared now, the new parent included. A resource that
#              moves from the stack into a component needs Alias(name="old", parent=None) as well; without it the old one is
#              deleted and another made.
# Most guess:  an alias that names the old resource is enough, as it is where nothing but the name changes.
# Seen on 2026-11-29 (previews of a resource that was at the top as "old"):
#   new name, Alias(name="old"): same
#   into a component, Alias(name="old"): create, delete
#   into a component, Alias(name="old", parent=None): same
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
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Provider(ResourceProvider):
    def create(self, props):
        return CreateResult("1", {})


class Line(Resource):
    pass


class Home(pulumi.ComponentResource):
    def __init__(self, name):
        super().__init__("isp:index:Home", name)


case = os.environ["CASE"]
parent = Home("home") if "component" in case else None
aliases = []
if case != "first":
    aliases = [pulumi.Alias(name="old", parent=None) if "parent=None" in case else pulumi.Alias(name="old")]
Line(Provider(), "old" if case == "first" else "new", {}, pulumi.ResourceOptions(parent=parent, aliases=aliases))
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
CASE=first pulumi up --yes --skip-preview >> log 2>&1 || { cat log; exit 1; }
: > out
for case in 'new name, Alias(name="old")' 'into a component, Alias(name="old")' 'into a component, Alias(name="old", parent=None)'; do
  CASE="$case" pulumi preview --json --show-sames > plan 2>> log || { cat log; exit 1; }
  echo "$case: $(venv/bin/python -c '
import json
steps = json.load(open("plan"))["steps"]
print(", ".join(sorted(each["op"] for each in steps if each["urn"].split("::")[2].endswith("dynamic:Resource") or "Line" in each["urn"])))')" >> out
done
cat out
diff out - <<'SEEN' || { cat log; echo "changed since 2026-11-29"; exit 1; }
new name, Alias(name="old"): same
into a component, Alias(name="old"): create, delete
into a component, Alias(name="old", parent=None): same
SEEN
