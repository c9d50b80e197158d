#!/usr/bin/env bash
# The after_create hook of a component that does not call register_outputs never runs, and nothing says so.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   what runs after a component was made is run when the component hands in its outputs. A component without outputs works
#              in every other way without that call: it is made, shown as created, and has its children. Its hook is put aside. Its
#              before_create hook runs.
# Most guess:  that register_outputs() is there for outputs, and that a hook which was accepted runs or is reported.
# Seen on 2026-11-29 (two components that differ in that call alone):
#   hill called: after hill, before hill, create hill-line
#   dale called: before dale, create dale-line
#   all: 5 created
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
from plant import Thing, note
from pulumi import ComponentResource, ResourceHook, ResourceHookBinding, ResourceOptions

before = ResourceHook("before", lambda args: note(f"before {args.name}"))
after = ResourceHook("after", lambda args: note(f"after {args.name}"))


class Site(ComponentResource):
    def __init__(self, name, registers):
        hooks = ResourceHookBinding(before_create=[before], after_create=[after])
        super().__init__("isp:index:Site", name, {}, ResourceOptions(hooks=hooks))
        Thing(f"{name}-line", ResourceOptions(parent=self))
        if registers:
            self.register_outputs({})


Site("hill", registers=True)
Site("dale", registers=False)
PYTHON

pulumi up --non-interactive --yes --skip-preview > up.txt 2>&1 || { cat up.txt; exit 1; }
cat up.txt >> log.txt
for site in hill dale; do
  echo "$site called: $(grep "$site" calls | sort | paste -sd, | sed 's/,/, /g')"
done > seen
grep "+ .* created$" up.txt | sed "s/ *+ /all: /" >> seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
hill called: after hill, before hill, create hill-line
dale called: before dale, create dale-line
all: 5 created
SEEN
