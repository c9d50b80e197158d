#!/usr/bin/env bash
# A resource with deleted_with=component is never deleted at the provider: it leaves the state, and stays where it is.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   deleted_with says that something goes when another thing goes, so the engine drops it from state without asking its
#              provider. The other thing may be a component, which no provider ever deletes. The component's children are deleted one
#              by one; what was to be deleted with it is counted as deleted, and no delete was called.
# Most guess:  that "deleted with the component" means deleted when the component is; or that the SDK or the engine refuses it.
# Seen on 2026-11-29 (component "site" with child "line"; "route" beside it has deleted_with=site; then `pulumi destroy`):
#   up: 4 created; called: create line, create route
#   destroy: 4 deleted; called: delete line
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

# What was called since the last question, in one line.
called() {
  local lines
  lines="$(paste -sd, calls | sed 's/,/, /g')"
  : > calls
  echo "${lines:-nothing}"
}

cat > __main__.py <<'PYTHON'
from plant import Thing
from pulumi import ComponentResource, ResourceOptions

site = ComponentResource("isp:index:Site", "site")
Thing("line", ResourceOptions(parent=site))
Thing("route", ResourceOptions(deleted_with=site))
PYTHON

pulumi up --non-interactive --yes --skip-preview > up.txt 2>&1 || { cat up.txt; exit 1; }
echo "up: $(grep -o '[0-9]* created$' up.txt); called: $(sort -o calls calls; called)" > seen
pulumi destroy --non-interactive --yes --skip-preview > destroy.txt 2>&1 || { cat destroy.txt; exit 1; }
cat up.txt destroy.txt >> log.txt
echo "destroy: $(grep -o '[0-9]* deleted$' destroy.txt); called: $(called)" >> seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
up: 4 created; called: create line, create route
destroy: 4 deleted; called: delete line
SEEN
