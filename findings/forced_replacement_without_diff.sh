#!/usr/bin/env bash
# A replacement that is forced from the command line never asks the provider for a diff.
#
# Versions:    Pulumi CLI 3.259.0, pulumi 3.272.0
# Behaviour:   for a resource named by --replace the engine calls the provider's check and plans create and delete at once;
#              diff is called for all others. What a provider only decides in diff (that the old object must go first, or
#              that a replacement is refused) is decided by nobody.
# Most guess:  that diff is called for each resource in state, and --replace changes its answer.
# Seen on 2026-11-28 (two resources that stand, --replace names the second):
#   check first
#   diff first
#   check second
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

cat > things.py <<'PYTHON'
from pulumi.dynamic import CreateResult, DiffResult, Resource, ResourceProvider


def note(text):
    with open("calls.txt", "a") as file:
        file.write(text + "\n")


class Things(ResourceProvider):
    def check(self, olds, news):
        note("check " + news["name"])
        return super().check(olds, news)

    def diff(self, id_, olds, news):
        note("diff " + news["name"])
        return DiffResult(changes=olds["name"] != news["name"])

    def create(self, props):
        return CreateResult("id", dict(props))


class Thing(Resource):
    def __init__(self, name, opts=None):
        super().__init__(Things(), name, {"name": name}, opts)
PYTHON

cat > __main__.py <<'PYTHON'
from pulumi import ResourceOptions
from things import Thing

first = Thing("first")
Thing("second", ResourceOptions(depends_on=[first]))
PYTHON

pulumi up --non-interactive --yes --skip-preview >> log.txt 2>&1 || { cat log.txt; exit 1; }
rm calls.txt
second='urn:pulumi:north::isp::pulumi-python:dynamic:Resource::second'
pulumi preview --non-interactive --replace "$second" >> log.txt 2>&1 || { cat log.txt; exit 1; }
seen="$(cat calls.txt)"
echo "$seen"
[ "$seen" = "check first
diff first
check second" ] || { echo "changed since 2026-11-28"; exit 1; }
