#!/usr/bin/env bash
# `.get` of a dynamic resource that its provider calls gone succeeds.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   for a `.get`, the engine takes an object for gone if the read answers no properties, and keeps the id that it asked
#              for. pulumi.dynamic puts the provider itself into whatever a read answers: there are always properties, and the
#              program goes on with a resource that is nowhere. (In a refresh the empty id counts.)
# Most guess:  a read that answers an empty id and no outputs ends `.get` with an error, as it does for every other provider.
# Seen on 2026-11-29:
#   ReadResult("", {}): up done, id '7'
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
from pulumi.dynamic import ReadResult, Resource, ResourceProvider


class Provider(ResourceProvider):
    def read(self, id_, props):
        return ReadResult("", {})


class Line(Resource):
    pass


pulumi.export("id", Line(Provider(), "line", {}, pulumi.ResourceOptions(id="7")).id)
PYTHON

export PULUMI_HOME="$folder/home" PULUMI_CONFIG_PASSPHRASE=example PULUMI_SKIP_UPDATE_CHECK=true
export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true PULUMI_BACKEND_URL="file://$folder/state"
pulumi stack init dev > log 2>&1
pulumi up --yes --skip-preview >> log 2>&1 && ended=done || ended=failed
seen="ReadResult(\"\", {}): up $ended, id '$(pulumi stack output id 2>> log)'"
echo "$seen"
[ "$seen" = "ReadResult(\"\", {}): up done, id '7'" ] || { cat log; echo "changed since 2026-11-29"; exit 1; }
