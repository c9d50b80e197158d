#!/usr/bin/env bash
# A destroy that the provider refuses has already dropped from state what was to be deleted with the refused resource.
#
# Versions:    Pulumi CLI 3.259.0, pulumi 3.272.0
# Behaviour:   a resource with deleted_with is taken out of state without a call, as it goes when its parent goes. It is taken
#              out first. Where the delete of the parent then fails, nothing was deleted anywhere, and the state has lost the
#              child; the next `up` calls create for it again.
# Most guess:  that the child leaves the state when its parent is gone, and stays if that stays.
# Seen on 2026-11-28 (a route, deleted with its network; the network's delete says that it is in use):
#   before: network, route
#   after the refused destroy: network
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# The engine: one on PATH of this version, or what this repository keeps in the user's cache folder.
for cached in "${XDG_CACHE_HOME:-$HOME/.cache}"/pulumi-isp/engine/*-3.259.0*/bin; do PATH="$cached:$PATH"; done
[ "$(pulumi version)" = v3.259.0 ] || { echo "Pulumi 3.259.0 is needed; \`make demo\` obtains it"; exit 1; }
export PULUMI_BACKEND_URL="file://$folder" PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=passphrase
export PULUMI_SKIP_UPDATE_CHECK=true PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check pulumi==3.272.0
export PULUMI_PYTHON_CMD="$folder/venv/bin/python"
printf 'name: isp\nruntime: python\n' > Pulumi.yaml
pulumi stack init --non-interactive --stack north > log.txt 2>&1

cat > plant.py <<'PYTHON'
from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Plant(ResourceProvider):
    def create(self, props):
        return CreateResult("id", dict(props))

    def delete(self, id_, props):
        raise ValueError("in use")


class Thing(Resource):
    def __init__(self, name, opts=None):
        super().__init__(Plant(), name, {"name": name}, opts)
PYTHON
cat > __main__.py <<'PYTHON'
from plant import Thing
from pulumi import ResourceOptions

network = Thing("network")
Thing("route", ResourceOptions(deleted_with=network))
PYTHON

cat > names.py <<'PYTHON'
import json
import sys

resources = json.load(sys.stdin)["deployment"]["resources"]
print(", ".join(sorted(each["urn"].split("::")[-1] for each in resources if each["type"].endswith("dynamic:Resource"))))
PYTHON

pulumi up --non-interactive --yes --skip-preview >> log.txt 2>&1 || { cat log.txt; exit 1; }
seen="before: $(pulumi stack export | venv/bin/python names.py)"
pulumi destroy --non-interactive --yes --skip-preview >> log.txt 2>&1 && { cat log.txt; exit 1; }
seen+=$'\n'"after the refused destroy: $(pulumi stack export | venv/bin/python names.py)"
echo "$seen"
[ "$seen" = "before: network, route
after the refused destroy: network" ] || { echo "changed since 2026-11-28"; exit 1; }
