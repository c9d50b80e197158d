#!/usr/bin/env bash
# An after_create hook that failed is not run again: the update fails, and the next one finds nothing to do.
#
# Versions:    Pulumi CLI 3.259.0 (from PATH), pulumi 3.272.0, dill 0.4.1
# Behaviour:   where a hook fails that runs after a create, the row says "creating failed" and the command ends with an error, yet the
#              resource was made and is in state as made. For the next `up` it is the same as before, so no hook runs, and what the
#              hook was to do (tell billing, enter the line in a list) is never done.
# Most guess:  that a create which "failed" is tried again, with its hooks, or at least that the next `up` does not end well.
# Seen on 2026-11-29 (the hook fails in the first `up` and would not in the second; after each, what was called):
#   first up: creating failed, exit code 1; called: create line, hook of line
#   second up: 2 unchanged, exit code 0; called: nothing
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
import os

from plant import Thing, note
from pulumi import ResourceHook, ResourceHookBinding, ResourceOptions


def tell(args):
    note(f"hook of {args.name}")
    if "BILLING_IS_DOWN" in os.environ:
        raise ConnectionError("billing does not answer")


Thing("line", ResourceOptions(hooks=ResourceHookBinding(after_create=[ResourceHook("tell", tell)])))
PYTHON

up=(pulumi up --non-interactive --yes --skip-preview)
code=0
BILLING_IS_DOWN=1 "${up[@]}" > first.txt 2>&1 || code=$?
cat first.txt >> log.txt
echo "first up: $(grep -o 'creating failed' first.txt | head -n 1), exit code $code; called: $(called)" > seen
code=0
"${up[@]}" > second.txt 2>&1 || code=$?
cat second.txt >> log.txt
echo "second up: $(grep -o '[0-9]* unchanged' second.txt), exit code $code; called: $(called)" >> seen

cat seen
diff seen - <<'SEEN' || { cat log.txt; echo "changed since 2026-11-29"; exit 1; }
first up: creating failed, exit code 1; called: create line, hook of line
second up: 2 unchanged, exit code 0; called: nothing
SEEN
