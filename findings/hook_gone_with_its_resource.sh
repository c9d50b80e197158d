#!/usr/bin/env bash
# A resource with a before_delete hook cannot be taken out of the program together with its hook.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   state keeps the names of a resource's hooks. When the resource has left the program, the engine looks for the hook that
#              is to run before its delete among those that the program makes in this run. If that went in the same edit, the update
#              fails, and so does each one after it; nothing is deleted. The hook has to stay for one more `up`.
# Most guess:  that a resource is taken out by taking out the lines about it.
# Seen on 2026-11-29:
#   line and hook: done; called: create line
#   neither: hook "bye" was not registered; called: nothing
#   the hook alone: done; called: hook of line, delete line
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

cat > hook.py <<'PYTHON'
from plant import note
from pulumi import ResourceHook

bye = ResourceHook("bye", lambda args: note(f"hook of {args.name}"))
PYTHON
up() {
  local code=0
  pulumi up --non-interactive --yes --skip-preview > up.txt 2>&1 || code=$?
  cat up.txt >> log.txt
  echo "$1: $([ "$code" = 0 ] && echo done || grep -o 'hook "bye" .*' up.txt | tail -n 1); called: $(called)"
}
{
  cat > __main__.py <<'PYTHON'
from hook import bye
from plant import Thing
from pulumi import ResourceHookBinding, ResourceOptions

Thing("line", ResourceOptions(hooks=ResourceHookBinding(before_delete=[bye])))
PYTHON
  up "line and hook"
  : > __main__.py
  up "neither"
  echo "import hook" > __main__.py
  up "the hook alone"
} > seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
line and hook: done; called: create line
neither: hook "bye" was not registered; called: nothing
the hook alone: done; called: hook of line, delete line
SEEN
