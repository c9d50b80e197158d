#!/usr/bin/env bash
# The `up` that deletes the last resources of a package does so with the config of the `up` before, not with today's.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   a default provider is configured anew when the program declares something of its package. While one resource is left,
#              deletes use today's config. When none is left, nobody asks for the provider, and the engine takes it from state, with
#              the config of the last `up` that did declare something. `pulumi destroy` does the same.
# Most guess:  `pulumi up` runs with what `pulumi config` shows. After a change of password, taking out the last line fails at login.
# Seen on 2026-11-29 (three things, made with "one"; the setting is changed before each `up` that takes some out):
#   account one, declared: a b c; called: create as one, create as one, create as one
#   account two, declared: a b; called: delete as two
#   account three, declared: nothing; called: delete as two, delete as two
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

# What was called since the last question, in one line.
called() {
  local lines
  lines="$(paste -sd, calls | sed 's/,/, /g')"
  : > calls
  echo "${lines:-nothing}"
}

cat > plant.py <<'PYTHON'
import os

from pulumi.dynamic import CreateResult, Resource, ResourceProvider


class Plant(ResourceProvider):
    def configure(self, request):
        self.account = request.config.get("account")

    def note(self, text):
        with open(os.environ["CALLS"], "a") as calls:
            calls.write(f"{text} as {self.account}\n")

    def create(self, props):
        self.note("create")
        return CreateResult("id", dict(props))

    def delete(self, id_, props):
        self.note("delete")


class Thing(Resource):
    def __init__(self, name):
        super().__init__(Plant(), name, {})
PYTHON
cat > __main__.py <<'PYTHON'
import os

from plant import Thing

for name in os.environ["NAMES"].split():
    Thing(name)
PYTHON

runs() {
  pulumi config set account "$1"
  NAMES="$2" pulumi up --non-interactive --yes --skip-preview >> log.txt 2>&1 || { cat log.txt; exit 1; }
  echo "account $1, declared: ${2:-nothing}; called: $(called)"
}
{ runs one "a b c"; runs two "a b"; runs three ""; } > seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
account one, declared: a b c; called: create as one, create as one, create as one
account two, declared: a b; called: delete as two
account three, declared: nothing; called: delete as two, delete as two
SEEN
